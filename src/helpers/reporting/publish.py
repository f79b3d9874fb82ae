"""Run the notebooks on a folder and put the pages up in one step, or not at all."""

from __future__ import annotations

import base64
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import DatelinesError
from helpers.reporting.crate import CRATE, crate
from helpers.reporting.files import find_notebooks, read_notebook
from helpers.reporting.parameters import parameters_of, plan
from helpers.reporting.provenance import versions
from helpers.reporting.spreadsheets import check_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nbformat import NotebookNode

    from helpers.corpus import Corpus
    from helpers.reporting.pages import CorpusCard
    from helpers.reporting.runs import Run

THUMBNAIL = "thumbnail.png"
MARKER = "run.json"
"""File by which a folder of ours is known; it holds what was run, for programs to read."""


def report(
    corpus: Path | None = None,
    out: Path | None = None,
    given: Sequence[tuple[str, str]] = (),
    notebooks: Path = Path("notebooks"),
) -> Path:
    """Run every notebook on a folder of clippings and publish what they say.

    Nothing at `out` changes until every notebook has run and every page is written. Where one
    fails, the executed copies are kept in `<out>.failed`, tracebacks included.

    Parameters
    ----------
    corpus : Path, optional
        Folder with clippings or extracts; the default of the notebooks where it is not given.
    out : Path, optional
        Folder to publish in, `reports/<name of the corpus>` where it is not given.
    given : sequence of (name, text)
        Parameters as written on the command line.
    notebooks : Path
        Folder with the notebooks.

    Returns
    -------
    Path
        The front page.

    Raises
    ------
    DatelinesError
        Before anything runs, for a folder or parameter that cannot be used.
    NotebookError
        Where a notebook did not get to its end.
    Interrupted
        On Ctrl-C or SIGTERM; what was executed until then is kept in `<out>.failed`, too.
    """
    from helpers.reporting.runs import Interrupted, run_notebooks, stoppable

    found = {path: read_notebook(path) for path in find_notebooks(notebooks)}
    folder = _corpus_folder(corpus, found)
    values = plan(found, given, folder)
    out = (out or Path("reports") / folder.name).absolute()
    check_apart(shown(out), folder, "pages")
    _check_target(out)
    _check_keeps(out, folder)
    _check_target(_failed(out))
    with stoppable():
        check_corpus(folder, list(values.values()))
        with _work_folder(out) as work:
            executed = work / "executed"
            executed.mkdir()
            try:
                runs = run_notebooks(values, executed)
            except Interrupted as stopped:
                _keep(stopped.runs, executed, out)
                raise
            if not all(run.ok for run in runs):
                raise _keep(runs, executed, out)
            write_report(runs, folder, notebooks, work / "pages")
            _swap(work / "pages", out, work / "previous")
    shutil.rmtree(_failed(out), ignore_errors=True)
    return out / "index.html"


def shown(path: Path) -> Path:
    """Shorten a path for a message.

    Parameters
    ----------
    path : Path
        Absolute path.

    Returns
    -------
    Path
        Relative to the working directory where it lies below it, else as it is.
    """
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _corpus_folder(corpus: Path | None, found: dict[Path, NotebookNode]) -> Path:
    # Not resolved: a link is known by the name that its owner gave it.
    folder = Path(os.path.abspath(corpus or _default_corpus(found)))  # noqa: PTH100
    if folder.is_file():
        raise DatelinesError(f"'{corpus}' is a file: give the folder that holds it")
    if not folder.is_dir():
        raise DatelinesError(f"there is no folder '{corpus or folder.name}' to read clippings from")
    if not any(folder.iterdir()):
        raise DatelinesError(f"the folder '{corpus or folder.name}' is empty: put clippings there")
    return folder


def check_corpus(folder: Path, values: Sequence[Mapping[str, object]]) -> Corpus:
    """Read the clippings before any notebook starts.

    A folder or eras that cannot be used are told once and at once, and the notebooks find the rows
    in the store.

    Parameters
    ----------
    folder : Path
        Folder with the clippings.
    values : sequence of mapping
        Parameters of each notebook.

    Returns
    -------
    Corpus
        As the first notebook reads it.

    Raises
    ------
    DatelinesError
        If the folder cannot be read so.
    """
    from helpers.corpus import load_corpus

    choices = ("eras", "columns", "duplicates")
    wanted = [
        json.dumps({name: given[name] for name in choices if given.get(name) is not None})
        for given in values
        if "corpus" in given
    ]
    chosen = list(dict.fromkeys(wanted)) or ["{}"]
    read = [load_corpus(folder, **json.loads(options)) for options in chosen]
    return read[0]


def _default_corpus(found: dict[Path, NotebookNode]) -> Path:
    for path, notebook in found.items():
        if parameter := parameters_of(notebook).get("corpus"):
            return path.parent / str(parameter.default)
    raise DatelinesError("no notebook has a parameter 'corpus': say which folder by --corpus DIR")


def _check_target(out: Path) -> None:
    """Overwrite nothing that is not a report of ours."""
    if not out.exists() or (out / MARKER).is_file():
        return
    if not out.is_dir():
        raise DatelinesError(f"'{out}' is a file: name a folder by --out DIR")
    if any(out.iterdir()):
        raise DatelinesError(
            f"'{out}' holds files and is not a report: name another folder by --out DIR"
        )


def _check_keeps(out: Path, clippings: Path) -> None:
    """Refuse to replace a report in whose folder somebody keeps the clippings."""
    from helpers.corpus.working_sets import folders_read

    read = [folder.resolve() for folder in folders_read(clippings)]
    for replaced in (out, _failed(out)):
        if any(folder.is_relative_to(replaced.resolve()) for folder in read):
            raise DatelinesError(
                f"the clippings lie in '{shown(replaced)}', which a report replaces as a whole: "
                "move them out of it, or name another folder by --out DIR"
            )


def _failed(out: Path) -> Path:
    return out.with_name(f"{out.name}.failed")


@contextmanager
def _work_folder(out: Path) -> Iterator[Path]:
    """Make a private folder on the same disk, so that the last step is a rename."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        message = f"cannot write in '{shown(out.parent)}' ({error.strerror})"
        raise DatelinesError(f"{message}: name another folder by --out DIR") from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _keep(runs: list[Run], executed: Path, out: Path) -> DatelinesError:
    """Keep the executed copies of a failed run, and say where they are."""
    from helpers.reporting.runs import NotebookError

    failed, kept = [run for run in runs if not run.ok], _failed(out)
    (executed / MARKER).write_text(record_text(run_record(runs)), encoding="utf-8")
    shutil.rmtree(kept, ignore_errors=True)
    executed.rename(kept)
    others = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
    copy = shown(kept / failed[0].path.name)
    return NotebookError(f"{failed[0]}{others}; the executed copy is {copy}")


def hidden_places(notebooks: Path, *folders: Path) -> dict[str, str]:
    """Find the paths that say where and whose this computer's files are.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks; with it the home of whoever runs them is hidden.
    *folders : Path
        Others that readers may know by their last name alone.

    Returns
    -------
    dict of str to str
        What to write instead of each.

    Examples
    --------
    >>> hidden_places(Path("notebooks"), Path("/srv/clippings"))["/srv/clippings"]
    'clippings'
    """
    project, home = notebooks.resolve().parent, Path.home()
    places = {f"{place}/": "" for place in (project, home) if place != place.parent}
    for folder in folders:
        for written in (folder, Path(os.path.abspath(folder)), folder.resolve()):  # noqa: PTH100
            places[str(written)] = folder.resolve().name if folder.name == ".." else folder.name
    return places


def write_report(
    runs: list[Run],
    folder: Path,
    notebooks: Path,
    target: Path,
    *,
    more: Mapping[str, object] | None = None,
) -> None:
    """Write the pages of executed notebooks, and a record of them.

    Parameters
    ----------
    runs : list of Run
        What was executed.
    folder : Path
        Folder with the clippings.
    notebooks : Path
        Folder of the notebooks; where it lies is told to nobody.
    target : Path
        Folder to make and to fill.
    more : mapping, optional
        What else the record is to hold.
    """
    from helpers.reporting.pages import CorpusCard, make_page, render

    target.mkdir()
    hidden = hidden_places(notebooks, folder)
    pages = [make_page(run, hidden) for run in runs]
    about = next((page.about for page in pages if page.about), {})
    corpus = CorpusCard(folder.name, about.get("articles", 0), about.get("digest", ""))
    when = datetime.now(UTC)
    for name, text in render(pages, corpus, _spoken(when)).items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    said = {page.run.name: page for page in pages}
    record = run_record(runs, corpus, {name: page.title for name, page in said.items()}, when)
    findings = [finding for page in pages for finding in page.findings]
    record |= {"findings": findings, **(more or {})}
    (target / MARKER).write_text(record_text(record), encoding="utf-8", newline="\n")
    if picture := next((page.picture for page in pages if page.picture), None):
        (target / THUMBNAIL).write_bytes(base64.b64decode(picture["whole"]))
    files = sorted(path.name for path in target.iterdir())
    described = crate(record, str(record.get("title", corpus.name)), files)
    (target / CRATE).write_text(described, encoding="utf-8", newline="\n")


def _spoken(when: datetime) -> str:
    return f"{when.day} {when:%B %Y at %H:%M} UTC"


def run_record(
    runs: Sequence[Run],
    corpus: CorpusCard | None = None,
    questions: Mapping[str, str] | None = None,
    when: datetime | None = None,
) -> dict[str, Any]:
    """Say for programs what was run on what, and with what result.

    Parameters
    ----------
    runs : sequence of Run
        What was executed.
    corpus : CorpusCard, optional
        What it was executed on.
    questions : mapping, optional
        Title of each notebook.
    when : datetime, optional
        Time of the run.

    Returns
    -------
    dict
        Ready to be written as JSON.
    """
    notebooks = [
        {
            "name": run.name,
            "status": run.status,
            "seconds": round(run.seconds, 2),
            "peak_mb": run.peak_mb,
            "cell": run.cell,
            "reason": run.reason,
            "parameters": {key: value for key, value in run.values.items() if key != "corpus"},
            "question": (questions or {}).get(run.name),
        }
        for run in runs
    ]
    return {
        "made_by": "datelines report",
        "when": when.isoformat(timespec="seconds") if when else None,
        "corpus": vars(corpus) if corpus else None,
        "versions": versions(),
        "notebooks": notebooks,
    }


def record_text(record: Mapping[str, Any]) -> str:
    """Write a record as JSON, sorted.

    Parameters
    ----------
    record : mapping
        See `run_record`.

    Returns
    -------
    str
        With a newline at its end.
    """
    return json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _swap(pages: Path, out: Path, previous: Path) -> None:
    """Put the new report where the old one is; on any trouble the old one comes back."""
    try:
        if out.exists():
            out.rename(previous)
        pages.rename(out)
    except BaseException as error:
        if previous.exists() and not out.exists():
            previous.rename(out)
        if isinstance(error, OSError):
            message = f"'{shown(out)}' could not be replaced ({error.strerror}): run this again"
            raise DatelinesError(message) from error
        raise
