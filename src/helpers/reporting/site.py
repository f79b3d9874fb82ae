"""The folder that nights are published in: runs, the latest of each report, what is thrown away.

::

    site/index.html, feed.xml
    site/trade/2026-11-22T0300/   one folder a run: pages, run.json
    site/trade/latest             a link to the newest good one
    site/trade/failed-...         executed notebooks of a run that failed, run.json

A run appears by one rename, and then the link is replaced by another one, so whoever reads through
``latest`` meets the old run or the new one, whole. Folders whose names begin with a point are being
written; what a killed run leaves of them is swept by the next.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LATEST = "latest"
RECORD = "run.json"
FAILED = "failed-"
FAILURES_KEPT = 5
FRONT = "index.html"
FEED = "feed.xml"
_LOOKED = re.compile(r'<time id="looked".*?</time>')
_RUN = re.compile(r"\d{4}-\d\d-\d\dT\d{4}(?:-\d+)?")


@dataclass(frozen=True)
class PastRun:
    """A run that lies in the site.

    Attributes
    ----------
    folder : Path
        Its folder.
    record : dict
        What its ``run.json`` says.
    """

    folder: Path
    record: dict[str, Any]

    @property
    def name(self) -> str:
        """When it was made, as its folder is called: never before the runs that were there."""
        return self.folder.name.removeprefix(FAILED)

    @property
    def made(self) -> str:
        """Its name, or where that tells another day than its own clock did, the latter."""
        with contextlib.suppress(TypeError, ValueError):
            when = f"{datetime.fromisoformat(self.record.get('when') or ''):%Y-%m-%dT%H%M}"
            if when[:10] != self.name[:10]:
                return when
        return self.name

    @property
    def failed(self) -> bool:
        """Whether it has no pages."""
        return self.folder.name.startswith(FAILED)


def past_runs(folder: Path) -> list[PastRun]:
    """List the runs of a report, the newest first.

    Parameters
    ----------
    folder : Path
        Folder of the report in the site.

    Returns
    -------
    list of PastRun
        Good and failed ones whose record can be read.
    """
    found = []
    for name in run_names(folder):
        path = folder / name
        if not path.is_symlink():
            with contextlib.suppress(OSError, ValueError):
                record = json.loads((path / RECORD).read_text(encoding="utf-8"))
                if isinstance(record, dict):
                    found.append(PastRun(path, record))
    return sorted(found, key=lambda run: (_order(run.name), run.failed), reverse=True)


def run_names(folder: Path) -> list[str]:
    """Name the runs of a report, good and failed ones, without reading them.

    Parameters
    ----------
    folder : Path
        Folder of the report in the site.

    Returns
    -------
    list of str
        Names of folders, sorted.
    """
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted(p.name for p in paths if _RUN.fullmatch(p.name.removeprefix(FAILED)))


def latest_run(folder: Path) -> PastRun | None:
    """Give the newest good run of a report.

    Parameters
    ----------
    folder : Path
        Folder of the report in the site.

    Returns
    -------
    PastRun or None
        None where there is none yet.
    """
    return next((run for run in past_runs(folder) if not run.failed), None)


@contextlib.contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """Make a private folder beside the runs, so that publishing is a rename.

    Parameters
    ----------
    folder : Path
        Folder of the report in the site.

    Yields
    ------
    Path
        Gone at the end, whatever happens.
    """
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".work-", dir=folder))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def good_state(folder: Path) -> None:
    """Put right what a killed run has left. Only for whoever holds the lock of the site.

    Parameters
    ----------
    folder : Path
        Folder of a report in the site. What was being written goes; ``latest`` leads to the newest
        good run, also where the last run was killed between its two renames.
    """
    for path in folder.glob(".*") if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    newest, link = latest_run(folder), folder / LATEST
    if newest and (not link.is_symlink() or link.readlink() != Path(newest.folder.name)):
        _point(link, newest.folder.name)


def place(pages: Path, folder: Path, when: datetime, *, failed: bool = False) -> Path:
    """Put a finished run where readers find it.

    Parameters
    ----------
    pages : Path
        Folder with all files of the run, on the same disk.
    folder : Path
        Folder of the report in the site.
    when : datetime
        Time of the run, which names it.
    failed : bool
        Whether it has no pages to show; then ``latest`` stays as it is.

    Returns
    -------
    Path
        Where the run lies now.
    """
    target = _free(folder, when, FAILED if failed else "")
    _to_disk(pages)
    pages.rename(target)
    try:
        if not failed:
            _point(folder / LATEST, target.name)
    except OSError:  # as on a full disk, where the link is too much: all of it or nothing
        target.rename(pages)
        raise
    return target


def write_file(path: Path, text: str) -> None:
    """Replace a file in one step.

    Parameters
    ----------
    path : Path
        The file.
    text : str
        What it is to hold.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def note_look(site: Path, when: datetime) -> bool:
    """Say on the front page that somebody has looked for news, and change nothing else.

    Parameters
    ----------
    site : Path
        The folder that is published.
    when : datetime
        Now.

    Returns
    -------
    bool
        Whether there is a page that says so, and a feed.
    """
    page = site / FRONT
    if not (page.is_file() and (site / FEED).is_file()):
        return False
    text, times = _LOOKED.subn(looked(when), page.read_text(encoding="utf-8"), count=1)
    if times:
        write_file(page, text)
    return bool(times)


def looked(when: datetime) -> str:
    """Write when somebody has looked for news, for the front page.

    Parameters
    ----------
    when : datetime
        In UTC.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> looked(datetime(2026, 3, 1, 4, 30, tzinfo=UTC))
    '<time id="looked" datetime="2026-03-01T04:30Z">1 March 2026 at 04:30 UTC</time>'
    """
    spoken = f"{when.day} {when:%B %Y at %H:%M} UTC"
    return f'<time id="looked" datetime="{when:%Y-%m-%dT%H:%MZ}">{spoken}</time>'


def thin_out(folder: Path, *, daily: int, monthly: int) -> list[Path]:
    """Remove old runs.

    Parameters
    ----------
    folder : Path
        Folder of the report in the site.
    daily, monthly : int
        Of so many days, and beyond them of so many months, the last good run is kept, counting
        those that have one. The last five failed runs are kept that are newer than the oldest good
        one.

    Returns
    -------
    list of Path
        What was removed.
    """
    runs = past_runs(folder)
    good = [run for run in runs if not run.failed]
    kept = {run.folder for run in _newest_of(good, 10, daily)}
    kept |= {run.folder for run in _newest_of(good, 7, monthly)}
    failed = [run for run in runs if run.failed]
    kept |= {run.folder for run in failed[:FAILURES_KEPT]}
    removed = [run.folder for run in runs if run.folder not in kept]
    for path in removed:
        gone = path.with_name(f".{path.name}.gone")  # a reader meets a whole run or none
        with contextlib.suppress(OSError):
            path.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
    return removed


def _newest_of(runs: Sequence[PastRun], letters: int, number: int) -> list[PastRun]:
    """Give the newest run of each of the newest days (10 letters of the time) or months (7)."""
    newest: dict[str, PastRun] = {}
    for run in runs:
        newest.setdefault(run.made[:letters], run)
    return list(newest.values())[:number]


def _order(name: str) -> tuple[str, int]:
    start, _, number = name[:15], name[15:16], name[16:]
    return start, int(number or 1)


def _free(folder: Path, when: datetime, prefix: str) -> Path:
    """Name a run after its minute; the number behind it only grows, whatever was thrown away.

    Where the clock is behind the newest run, now or because it was ahead then, its minute goes on:
    the run of tonight must be the newest one all the same.
    """
    newest = [run.name[:15] for run in past_runs(folder)[:1]]
    minute = max(f"{when:%Y-%m-%dT%H%M}", *newest) if newest else f"{when:%Y-%m-%dT%H%M}"
    names = [path.name.removeprefix(FAILED) for path in folder.iterdir()]
    taken = [_order(name)[1] for name in names if _RUN.fullmatch(name) and name[:15] == minute]
    return folder / f"{prefix}{minute}{f'-{max(taken) + 1}' if taken else ''}"


def _to_disk(folder: Path) -> None:
    """Have the bytes on the disk before the name: after a power cut no page may be empty."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _point(link: Path, target: str) -> None:
    """Let ``latest`` be another run, with no moment in which it is none.

    Only where it is a folder, as when a site was copied without its links, it is none for a moment.
    """
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target, target_is_directory=True)
    if not link.is_dir() or link.is_symlink():
        new.replace(link)
        return
    old = link.with_name(f".{link.name}.gone")
    shutil.rmtree(old, ignore_errors=True)
    link.rename(old)
    try:
        new.replace(link)
    except OSError:
        old.rename(link)
        raise
    shutil.rmtree(old, ignore_errors=True)
