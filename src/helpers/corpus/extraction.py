"""Extracts of a whole folder, with the gists that somebody wrote into earlier ones."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.engine import LocalEngine
from helpers.corpus.listing import Shelf
from helpers.corpus.loading import read_folder
from helpers.corpus.named_years import NamedYear, date_by_names
from helpers.corpus.store import parts_folder, read_records
from helpers.corpus.working_sets import folders_read
from helpers.errors import DatelinesError
from helpers.intake.extracts import EXTRACT_SUFFIX, from_extract, to_extract
from helpers.intake.formats.sniff import begins_as_extract
from helpers.intake.formats.source import DEFAULTS
from helpers.intake.readers import UnreadableError, printable
from helpers.intake.records import Record

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a call of :func:`extract_folder` did.

    Attributes
    ----------
    written : tuple of str
        Names of the extracts, in the order of the folder.
    problems : tuple of (str, str)
        Files that could not be read, each with the reason.
    gists : int
        Paragraphs that have a gist.
    passages : int
        Paragraphs in all.
    out : str
        Folder written to.
    """

    written: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    gists: int
    passages: int
    out: str

    def __str__(self) -> str:
        """Tell what was done in a few lines."""
        lines = [f"{len(self.written)} extracts written to {self.out}"]
        lines += [f"left out: {file}: {reason}" for file, reason in self.problems]
        if self.gists < self.passages:
            lines.append(
                f"{self.passages - self.gists} of {self.passages} paragraphs have no gist: write"
                ' one line in your own words at "gist", it is kept when you extract again'
            )
        return "\n".join(lines)


def extract_folder(folder: Path, out: Path) -> Extraction:
    """Write one extract for each clipping of a folder.

    Parameters
    ----------
    folder : Path
        Folder of originals, or a working set of one.
    out : Path
        Folder for the extracts; made if missing. An extract that is there already is replaced, but
        its gists stay; if the original has changed since, they stay in a file ending in ``.old``.
        Nothing but an extract is ever replaced.

    Returns
    -------
    Extraction
        What was written and what could not be read.

    Raises
    ------
    DatelinesError
        If the folder holds no clipping or nothing but extracts, or extracts would be written among
        the clippings themselves or into a working set.

    Examples
    --------
    >>> import tempfile
    >>> folder, out = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("OSLO: Talks failed again. Nobody was glad.")
    >>> extract_folder(folder, out).written
    ('a.json',)
    """
    _check_apart(folder, out)
    shelf = Shelf(folder, parts_folder(), LocalEngine(), DEFAULTS)
    reading = read_folder(shelf)
    listed = reading.listed
    problems = [(printable(file), reason) for file, reason in reading.problems.items()]
    missed = listed[listed["record"] == ""]
    if reading.saved is not None:  # what else its source holds is none of its problems
        missed = missed[:0]
    for file, where, reason in missed[["file", "where", "reason"]].itertuples(index=False):
        problems.append((_place(file, where), reason))
    originals = reading.chosen[reading.chosen["source"] == "original"]
    if originals.empty and len(reading.chosen):
        raise DatelinesError(
            f"the articles of '{folder}' are extracts already: hand on the folder "
            f"'{folders_read(folder)[-1].name}' as it is, or extract their originals"
        )
    dated, years = date_by_names(reading.articles)
    targets, taken = _targets(out, listed.loc[originals["input"]])
    problems += taken
    written: dict[Path, tuple[int, int]] = {}
    for part, rows in originals.groupby("part"):
        records = read_records(Path(str(part)), set(rows["key"]))
        for row, key, at in zip(rows.index, rows["key"], rows["input"], strict=True):
            if at in targets:
                target, place = targets[at]
                record = records[key]
                if row in years:  # its name may be lost, and the names beside it are
                    record = _dated_by_name(record, dated.loc[row], years[row])
                try:
                    written[target] = _write(target, record)
                except UnreadableError as error:
                    problems.append((place, str(error)))
    if not written:
        why = f" ({': '.join(min(problems))})" if problems else ""
        raise DatelinesError(f"no extract could be made of '{folder}'{why}")
    return Extraction(
        written=tuple(
            printable(target.relative_to(out).as_posix())
            for target, _ in targets.values()
            if target in written
        ),
        problems=tuple(sorted(problems)),
        gists=sum(gists for gists, _ in written.values()),
        passages=sum(passages for _, passages in written.values()),
        out=str(out),
    )


def _dated_by_name(record: Record, row: pd.Series, year: NamedYear) -> Record:
    told = {c: row[c] for c in ("earliest", "latest", "published", "date_basis")}
    dates = [
        row | {"used": False} if year.outdoes_hints and row["kind"] == "hint" else row
        for row in record.dates
    ]
    return replace(record, article=record.article | told, dates=[*dates, year.as_row()])


def _check_apart(folder: Path, out: Path) -> None:
    """Refuse to write among the files that are read."""
    read = [place.resolve() for place in folders_read(folder)]
    into = out.resolve()
    if into in read:
        raise DatelinesError("the extracts need a folder of their own: give another one as OUT")
    if into.is_relative_to(read[-1]):
        raise DatelinesError(
            f"'{out}' is in the folder of the clippings, where an extract may count as an article "
            "once its original has changed: give a folder beside it as OUT, and move earlier "
            "extracts there, so that their gists are kept"
        )
    if len(read) > 1 and into.is_relative_to(read[0]):
        raise DatelinesError(
            f"the extracts would lie in the working set '{read[0].name}': give another folder, "
            "beside it, as OUT"
        )


def _targets(
    out: Path, listed: pd.DataFrame
) -> tuple[dict[int, tuple[Path, str]], list[tuple[str, str]]]:
    """Name the file for each article; of two that would share one the second keeps its ending."""
    owners: dict[Path, str] = {}
    targets: dict[int, tuple[Path, str]] = {}
    problems = []
    rows = listed[["file", "where", "item"]].sort_index()
    for at, file, where, item in rows.itertuples():
        place = _place(file, where)
        number = f"-{item + 1}" if where else ""
        short = Path(file).with_suffix("")
        names = [out / f"{name}{number}{EXTRACT_SUFFIX}" for name in (short, file)]
        target = next((name for name in names if name not in owners), None)
        if target is None:
            problems.append((place, f"its extract would replace that of {owners[names[1]]}"))
        else:
            owners[target] = place
            targets[at] = (target, place)
    return targets, problems


def _write(target: Path, record: Record) -> tuple[int, int]:
    """Write one extract with the gists of the one before; tell how many, of how many passages."""
    kept = _gists(target, record.article["digest"])
    _replace(target, to_extract(record, kept))
    return len(kept), len(record.passages)


def _place(file: str, where: str) -> str:
    return printable(f"{file}: {where}" if where else file)


def _replace(target: Path, text: str) -> None:
    """Write a file by one rename: the old one holds gists that somebody wrote by hand."""
    new = target.parent / f".new-{os.getpid()}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8")
        new.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise UnreadableError(f"its extract cannot be written: {error.strerror}") from error


def _gists(target: Path, digest: str) -> dict[int, str]:
    """Gists of an earlier extract of the same original; refuse to replace anything else."""
    try:
        content = target.read_bytes()
    except OSError:  # mostly because it is not there; all else is told when it is written
        return {}
    try:
        record = from_extract(content)
    except UnreadableError as error:
        if begins_as_extract(content):
            return {}
        raise UnreadableError(
            f"its extract would replace '{printable(target.name)}', which is none: give another "
            "folder as OUT"
        ) from error
    found = {row["passage"]: row["gist"] for row in record.passages if row["gist"]}
    if record.article["digest"] == digest:
        return found
    if found:  # of another text now: no more of use here, but somebody wrote them
        target.replace(target.with_name(f"{target.name}.old"))
    return {}
