"""A night: every report that has something new is run and published, or kept as failed."""

from __future__ import annotations

import contextlib
import errno
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError
from helpers.reporting.changes import compare_facts
from helpers.reporting.changes_page import write_changes
from helpers.reporting.facts import keep_facts, read_facts
from helpers.reporting.nightly_config import read_nightly
from helpers.reporting.publish import check_corpus, record_text, run_record, write_report
from helpers.reporting.run_key import run_key
from helpers.reporting.runs import Interrupted, run_notebooks, stoppable
from helpers.reporting.site import (
    LATEST,
    RECORD,
    latest_run,
    place,
    sweep,
    thin_out,
    work_folder,
)
from helpers.reporting.site_pages import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from helpers.corpus import Corpus
    from helpers.reporting.changes import Changes
    from helpers.reporting.nightly_config import NightlyPlan, ReportPlan
    from helpers.reporting.runs import Run
    from helpers.reporting.site import PastRun

LOCK = ".lock"


class LockedError(DatelinesError):
    """Another run is at work on the same site."""


@dataclass(frozen=True)
class Outcome:
    """What became of one report.

    Attributes
    ----------
    name : str
        Its name.
    status : str
        'published', 'unchanged' or 'failed'.
    reason : str
        One line; '' where all is well.
    seconds : float
        How long it took.
    """

    name: str
    status: str
    reason: str
    seconds: float

    def __str__(self) -> str:
        """One line for a person."""
        why = f": {self.reason}" if self.reason else ""
        return f"{self.name} {self.status} after {self.seconds:.1f} s{why}"


def run_night(
    config: Path, notebooks: Path, tell: Callable[[Outcome], object] = lambda outcome: None
) -> list[Outcome]:
    """Run and publish what is new.

    Parameters
    ----------
    config : Path
        See `nightly_config.read_nightly`.
    notebooks : Path
        Folder with the notebooks.
    tell : callable
        Called with each outcome as soon as it is known.

    Returns
    -------
    list of Outcome
        One per report. One that fails does not keep the others from running.

    Raises
    ------
    DatelinesError
        If the file says something that cannot be done; nothing has been run then.
    LockedError
        If another run is at work on the same site.
    Interrupted
        On Ctrl-C or SIGTERM. What was executed of the report at work is kept as a failed run.
    """
    plan = read_nightly(config, notebooks)
    outcomes = []
    with stoppable(), _locked(plan.site):
        for report in plan.reports:
            started = time.monotonic()
            try:
                status, reason = _run_report(plan, report, notebooks)
            except (DatelinesError, OSError) as error:
                status, reason = "failed", _cause(error)
            finally:
                _write_site(plan)
            outcomes.append(Outcome(report.name, status, reason, time.monotonic() - started))
            tell(outcomes[-1])
    return outcomes


def _run_report(plan: NightlyPlan, report: ReportPlan, notebooks: Path) -> tuple[str, str]:
    folder = plan.site / report.name
    sweep(folder)
    key = run_key(report.values, report.corpus)
    last = latest_run(folder)
    if last and last.record.get("key") == key and (folder / LATEST / RECORD).is_file():
        return "unchanged", f"nothing is new since {last.name}, so it was not run"
    with work_folder(folder) as work:
        executed = work / "executed"
        executed.mkdir()
        more: dict[str, object] = {"key": key, "title": report.title}
        try:
            corpus = check_corpus(report.corpus, list(report.values.values()))
            runs = run_notebooks(
                report.values,
                executed,
                cell_deadline=plan.cell_deadline,
                notebook_deadline=plan.notebook_deadline,
            )
        except Interrupted as stopped:
            _keep_failed(stopped.runs, executed, folder, more)
            raise
        except DatelinesError as error:
            _keep_failed([], executed, folder, {**more, "reason": _without_place(error, report)})
            raise
        if failed := [run for run in runs if not run.ok]:
            _keep_failed(runs, executed, folder, more)
            thin_out(folder, daily=plan.daily, monthly=plan.monthly)
            return "failed", str(failed[0])
        pages = work / "pages"
        changes = _changes(runs, corpus, last, work)
        more["changes"] = changes.told() if changes else []
        write_report(runs, report.corpus, notebooks, pages, more=more)
        for path in sorted((work / "facts").iterdir()):
            path.rename(pages / path.name)
        if changes and last:
            write_changes(changes, last, report.title, pages)
        place(pages, folder, datetime.now(UTC))
    thin_out(folder, daily=plan.daily, monthly=plan.monthly)
    return "published", ""


def _changes(
    runs: Sequence[Run], corpus: Corpus, last: PastRun | None, work: Path
) -> Changes | None:
    (work / "facts").mkdir()
    facts = keep_facts(runs, corpus.articles, work / "facts")
    before = read_facts(last.folder) if last else None
    return compare_facts(before, facts) if before else None


def _keep_failed(
    runs: Sequence[Run], executed: Path, folder: Path, more: Mapping[str, object]
) -> None:
    """Keep the executed notebooks, errors included, and leave the last good report as it is."""
    when = datetime.now(UTC)
    record = run_record(runs, when=when) | dict(more)
    with contextlib.suppress(OSError):  # on a full disk the last good report matters more
        (executed / RECORD).write_text(record_text(record), encoding="utf-8", newline="\n")
        place(executed, folder, when, failed=True)


def _write_site(plan: NightlyPlan) -> None:
    with contextlib.suppress(OSError):  # as above; the next night writes it
        write_site(plan)


@contextlib.contextmanager
def _locked(site: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        site.mkdir(parents=True, exist_ok=True)
        lock = FileLock(site / LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockedError(
            f"another run is at work on '{site.name}': wait until it has ended"
        ) from error
    except OSError as error:
        raise DatelinesError(
            f"cannot write in '{site.name}' ({error.strerror}): name another folder as site"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _without_place(error: DatelinesError, report: ReportPlan) -> str:
    """Say what is wrong without saying where the folder lies: the page is for others."""
    return str(error).replace(str(report.corpus), report.corpus.name)


def _cause(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full: make room; the last good report is as it was"
    return str(error)
