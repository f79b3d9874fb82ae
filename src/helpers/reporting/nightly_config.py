"""What is to be run at night: one file, checked before anything starts."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import DatelinesError
from helpers.reporting.files import find_notebooks
from helpers.reporting.parameters import plan
from helpers.reporting.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_SITE_KEYS = {
    "site": str,
    "title": str,
    "url": str,
    "keep": dict,
    "deadlines": dict,
    "report": list,
}
_KEEP_KEYS = {"daily": int, "monthly": int}
_DEADLINE_KEYS = {"cell": int, "notebook": int}
_REPORT_KEYS = {
    "name": str, "title": str, "corpus": str, "notebooks": list, "eras": dict, "parameters": dict,
}  # fmt: skip
_KINDS = {
    str: "a text", int: "a whole number", dict: "a table", list: "a list"
}  # fmt: skip


@dataclass(frozen=True)
class ReportPlan:
    """One report of a night.

    Attributes
    ----------
    name : str
        Name of its folder in the site.
    title : str
        What readers see.
    corpus : Path
        Folder of the clippings; whether it is there is seen when the report is run.
    values : dict
        The notebooks in order, and the parameters of each.
    """

    name: str
    title: str
    corpus: Path
    values: Mapping[Path, Mapping[str, object]]


@dataclass(frozen=True)
class NightlyPlan:
    """What a night does.

    Attributes
    ----------
    site : Path
        Folder to publish in.
    title : str
        Of the site.
    url : str
        Where the site will be read, for the links of the feed; '' where that is not known.
    daily, monthly : int
        Of how many days and months runs are kept.
    cell_deadline, notebook_deadline : float
        Seconds.
    reports : tuple of ReportPlan
        In the order of the file.
    """

    site: Path
    title: str
    url: str
    daily: int
    monthly: int
    cell_deadline: float
    notebook_deadline: float
    reports: tuple[ReportPlan, ...]


def read_nightly(path: Path, notebooks: Path) -> NightlyPlan:
    """Read and check a file that says what to run.

    Parameters
    ----------
    path : Path
        A TOML file; the folders that it names are taken from where it lies.
    notebooks : Path
        Folder with the notebooks.

    Returns
    -------
    NightlyPlan
        What to do.

    Raises
    ------
    DatelinesError
        For the first thing that is wrong, with its place and what to do.

    Examples
    --------
    >>> read_nightly(Path("missing.toml"), Path("notebooks"))
    Traceback (most recent call last):
    helpers.errors.DatelinesError: cannot read 'missing.toml' (No such file or directory)
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatelinesError(f"cannot read '{path}' ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DatelinesError(f"'{path}' is no valid TOML: {error}") from error
    where = path.name
    _check(given, _SITE_KEYS, where)
    keep = _check(given.get("keep", {}), _KEEP_KEYS, f"{where}, [keep]")
    deadlines = _check(given.get("deadlines", {}), _DEADLINE_KEYS, f"{where}, [deadlines]")
    for table, numbers in (("keep", keep), ("deadlines", deadlines)):
        for name, number in numbers.items():
            if number < 1:
                raise DatelinesError(f"{where}, [{table}]: {name} must be 1 or more, not {number}")
    if not given.get("report"):
        raise DatelinesError(f"{where} names no report: add a table [[report]] with a corpus")
    base = path.absolute().parent
    reports = [
        _report(entry, base, notebooks, f"{where}, report {number}")
        for number, entry in enumerate(given["report"], start=1)
    ]
    site = base / given.get("site", "site")
    for number, report in enumerate(reports, start=1):
        _check_site(site, report.corpus, f"{where}, report {number}")
    names = [report.name for report in reports]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise DatelinesError(f"{where}: two reports are called '{twice[0]}': rename one of them")
    return NightlyPlan(
        site=site,
        title=given.get("title", "Datelines"),
        url=given.get("url", "").rstrip("/"),
        daily=keep.get("daily", 30),
        monthly=keep.get("monthly", 12),
        cell_deadline=60.0 * deadlines.get("cell", 30),
        notebook_deadline=60.0 * deadlines.get("notebook", 120),
        reports=tuple(reports),
    )


def _report(entry: object, base: Path, notebooks: Path, where: str) -> ReportPlan:
    if not isinstance(entry, dict):
        raise DatelinesError(f"{where} is no table: write [[report]] above its lines")
    _check(entry, _REPORT_KEYS, where)
    if "corpus" not in entry:
        raise DatelinesError(f'{where} has no corpus: add corpus = "<folder of clippings>"')
    corpus = base / entry["corpus"]  # a disk may be away tonight, which is this report's alone
    name = entry.get("name", re.sub(r"[^a-z0-9]+", "-", corpus.name.lower()).strip("-"))
    if not _NAME.fullmatch(name):
        raise DatelinesError(
            f"{where}: the name '{name}' becomes a folder: use small letters, digits and hyphens"
        )
    parameters = dict(entry.get("parameters", {}))
    if "eras" in entry:
        parameters["eras"] = entry["eras"]
    try:
        chosen = _chosen(notebooks, entry.get("notebooks"))
        given = [(key, _as_text(key, value)) for key, value in parameters.items()]
        values = plan({file: read_source(file) for file in chosen}, given, corpus)
    except DatelinesError as error:
        raise DatelinesError(f"{where}: {error}") from error
    return ReportPlan(name, entry.get("title", corpus.name), corpus, values)


def _check_site(site: Path, corpus: Path, where: str) -> None:
    """Refuse a site among the clippings of one of its reports, where its pages would be read."""
    if site.resolve().is_relative_to(corpus.resolve()):
        raise DatelinesError(
            f"{where}: the site '{site.name}' lies in the folder of the clippings, where its pages "
            "would be read as clippings: name another folder as site"
        )


def _chosen(folder: Path, names: Iterable[object] | None) -> list[Path]:
    found = {path.stem: path for path in find_notebooks(folder)}
    if names is None:
        return list(found.values())
    chosen = []
    for name in names:
        if name not in found:
            raise DatelinesError(f"there is no notebook {name!r}{_hint(str(name), found)}")
        chosen.append(found[str(name)])
    if not chosen:
        raise DatelinesError("the list of notebooks is empty: leave it out to run all")
    return chosen


def _as_text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise DatelinesError(
            f"parameter {name!r} is {value}: write days as text, and numbers that are finite"
        ) from error


def _check(given: Mapping[str, Any], known: Mapping[str, type], where: str) -> dict[str, Any]:
    for key, value in given.items():
        if key not in known:
            raise DatelinesError(f"{where}: '{key}' means nothing here{_hint(key, known)}")
        wanted = known[key]
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise DatelinesError(f"{where}: {key} must be {_KINDS[wanted]}, not {value!r}")
    return dict(given)


def _hint(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    nearest = difflib.get_close_matches(name, names, n=1)
    return f": did you mean '{nearest[0]}'?" if nearest else f": there are {', '.join(names)}"
