"""A night: every report that has something new is run and published, or kept as failed."""

from __future__ import annotations

import contextlib
import re
import time
import traceback
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import DatelinesError
from helpers.reporting.corpus_state import look_at
from helpers.reporting.files import read_notebook, write_notebook
from helpers.reporting.full_disk import MAKE_ROOM, is_full
from helpers.reporting.nightly_config import read_nightly
from helpers.reporting.parameters import parameters_of
from helpers.reporting.publish import (
    check_corpus,
    hidden_places,
    record_text,
    run_record,
    write_report,
)
from helpers.reporting.run_key import helpers_digest, run_key
from helpers.reporting.runs import Interrupted, run_notebooks, stoppable
from helpers.reporting.site import (
    LATEST,
    RECORD,
    good_state,
    latest_run,
    note_look,
    past_runs,
    place,
    run_names,
    thin_out,
    work_folder,
)
from helpers.reporting.site_memory import SiteMemory, read_memory, write_memory
from helpers.reporting.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from helpers.corpus import Corpus
    from helpers.reporting.changes import Changes
    from helpers.reporting.nightly_config import NightlyPlan, ReportPlan
    from helpers.reporting.runs import Run
    from helpers.reporting.site import PastRun

LOCK = ".lock"
LAST_RUN = "last_run"
"""Parameter of notebooks that continue what the last run found."""


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
        memory = read_memory(plan.site)
        for report in plan.reports:
            started = time.monotonic()
            try:
                status, reason = _run_report(plan, report, notebooks, memory)
            except Exception as error:  # one report's trouble is not the others'
                status, reason = "failed", _cause(error)
                _keep_reason(error, plan, report, notebooks)
            except BaseException:
                with contextlib.suppress(Exception):
                    _write_site(plan, memory)
                raise
            outcomes.append(Outcome(report.name, status, reason, time.monotonic() - started))
            tell(outcomes[-1])
            if status != "unchanged":  # the next report may take hours; trouble is told at the end
                with contextlib.suppress(Exception):
                    _write_site(plan, memory)
        started = time.monotonic()
        try:
            _write_site(plan, memory)
            write_memory(memory, plan.site)
        except Exception as error:  # the reports are published all the same
            told = f"the front page could not be written: {_cause(error)}"
            outcomes.append(Outcome(plan.site.name, "failed", told, time.monotonic() - started))
            tell(outcomes[-1])
    return outcomes


def _run_report(
    plan: NightlyPlan, report: ReportPlan, notebooks: Path, memory: SiteMemory
) -> tuple[str, str]:
    folder = plan.site / report.name
    good_state(folder)
    if not report.corpus.is_dir():
        raise DatelinesError(f"there is no folder '{report.corpus}' to read clippings from")
    hidden = hidden_places(notebooks, report.corpus, plan.site)
    state = memory.corpora[report.name] = look_at(report.corpus, memory.corpora.get(report.name))
    key = run_key(report.values, report.corpus, state)
    last = latest_run(folder)
    if last and last.record.get("key") == key and (folder / LATEST / RECORD).is_file():
        newest = past_runs(folder)[0]
        if newest.failed:
            memory.well[report.name] = newest.folder.name
        return "unchanged", f"nothing is new since {last.made}, so it was not run"
    with work_folder(folder) as work:
        executed = work / "executed"
        executed.mkdir()
        more: dict[str, object] = {"key": key, "title": report.title}
        corpus = check_corpus(report.corpus, list(report.values.values()))
        try:
            runs = run_notebooks(
                hand_on(report.values, last),
                executed,
                cell_deadline=plan.cell_deadline,
                notebook_deadline=plan.notebook_deadline,
            )
        except Interrupted as stopped:
            with contextlib.suppress(OSError):
                more["reason"] = "the run was stopped"
                _keep_failed(_without_places(stopped.runs, hidden), executed, folder, more)
            raise
        runs = _without_places(runs, hidden)
        if failed := [run for run in runs if not run.ok]:
            _keep_failed(runs, executed, folder, more)
            thin_out(folder, daily=plan.daily, monthly=plan.monthly)
            return "failed", str(failed[0])
        pages = work / "pages"
        changes, more["changes"] = _changes(runs, corpus, last, work)
        write_report(runs, report.corpus, notebooks, pages, more=more)
        for path in sorted((work / "facts").iterdir()):
            path.rename(pages / path.name)
        if changes and last:
            _write_changes(changes, last, report.title, pages)
        place(pages, folder, datetime.now(UTC))
    thin_out(folder, daily=plan.daily, monthly=plan.monthly)
    return "published", ""


def hand_on(
    values: Mapping[Path, Mapping[str, object]], last: PastRun | None
) -> Mapping[Path, Mapping[str, object]]:
    """Tell the notebooks that ask for it where the last good run lies, to continue its topics.

    Parameters
    ----------
    values : mapping of Path to mapping
        The notebooks and the parameters of each.
    last : PastRun or None
        The last good run.

    Returns
    -------
    mapping of Path to mapping
        The same with ``last_run`` for notebooks that have such a parameter and were not given it,
        if the last run kept topics that can be read.
    """
    from helpers.reporting.facts import TOPICS
    from helpers.reporting.topic_files import read_topics

    try:
        if last is None or not read_topics(last.folder / TOPICS):
            return values
    except DatelinesError:
        return values
    asking = [path for path in values if LAST_RUN in parameters_of(read_source(path))]
    return {
        path: {LAST_RUN: str(last.folder), **given} if path in asking else given
        for path, given in values.items()
    }


def _without_places(runs: Sequence[Run], hidden: Mapping[str, str]) -> list[Run]:
    """Leave out where the last run and the other folders lie, in the executed copies as well.

    Those of a failed run are published as they are.
    """
    cleaned = []
    for run in runs:
        notebook = read_notebook(run.path)
        notebook.metadata.get("papermill", {}).get("parameters", {}).pop(LAST_RUN, None)
        for cell in notebook.cells:
            if "injected-parameters" in cell.metadata.get("tags", []):
                lines = cell.source.splitlines()
                kept = [line for line in lines if not line.startswith(f"{LAST_RUN} = ")]
                cell.source = "\n".join(kept)
        write_notebook(_cleaned(notebook, hidden), run.path)
        values = {name: value for name, value in run.values.items() if name != LAST_RUN}
        cleaned.append(replace(run, values=values, reason=_without(run.reason, hidden)))
    return cleaned


def _cleaned(value: Any, hidden: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Clean all texts of a notebook but pictures, which may look as if they held a short path."""
    if isinstance(value, str):
        return _without(value, hidden)
    if isinstance(value, list):
        return [_cleaned(part, hidden) for part in value]
    if isinstance(value, dict):
        for name, part in value.items():
            if not (name.startswith("image/") and isinstance(part, str)):
                value[name] = _cleaned(part, hidden)
    return value


def _without(text: str, hidden: Mapping[str, str]) -> str:
    for known in sorted(hidden, key=len, reverse=True):
        if known in text:  # behind "<" it is a tag that a short path looks like
            text = hidden[known].join(re.split(f"(?<!<){re.escape(known)}", text))
    return text


def _changes(
    runs: Sequence[Run], corpus: Corpus, last: PastRun | None, work: Path
) -> tuple[Changes | None, list[str]]:
    """Compare with the last run; nothing where there is none, or where it cannot be read."""
    from helpers.reporting.changes import UNREAD, compare_facts
    from helpers.reporting.facts import keep_facts, read_facts

    (work / "facts").mkdir()
    facts = keep_facts(runs, corpus, work / "facts")
    if last is None:
        return None, []
    before = read_facts(last.folder)
    if before is None:
        return None, [UNREAD]
    changes = compare_facts(before, facts)
    return changes, changes.told()


def _write_changes(changes: Changes, last: PastRun, title: str, pages: Path) -> None:
    from helpers.reporting.changes_page import write_changes

    write_changes(changes, last, title, pages)


def _keep_failed(
    runs: Sequence[Run], executed: Path, folder: Path, more: Mapping[str, object]
) -> None:
    """Keep the executed notebooks, errors included, and leave the last good report as it is."""
    when = datetime.now(UTC)
    record = run_record(runs, when=when) | dict(more)
    (executed / RECORD).write_text(record_text(record), encoding="utf-8", newline="\n")
    place(executed, folder, when, failed=True)


def _keep_reason(error: Exception, plan: NightlyPlan, report: ReportPlan, notebooks: Path) -> None:
    """Note why there is no run, for the front page.

    It does not say where folders lie: the page is for others.
    """
    folder, reason = plan.site / report.name, "this was not foreseen: see what the run has printed"
    if is_full(error) or is_full(error.__cause__):
        reason = MAKE_ROOM
    elif isinstance(error, DatelinesError | OSError):
        reason = _without(_cause(error), hidden_places(notebooks, report.corpus, plan.site))
    with contextlib.suppress(OSError), work_folder(folder) as work:
        (work / "executed").mkdir()
        _keep_failed([], work / "executed", folder, {"title": report.title, "reason": reason})
        thin_out(folder, daily=plan.daily, monthly=plan.monthly)


def _write_site(plan: NightlyPlan, memory: SiteMemory) -> None:
    """Write the front page and the feed, or where they say the same, only when that was seen."""
    reports = [(report.name, report.title, run_names(plan.site / report.name))
               for report in plan.reports]  # fmt: skip
    shown = repr((plan.title, plan.url, reports, sorted(memory.well.items()), helpers_digest()))
    now = datetime.now(UTC)
    if shown == memory.shown and note_look(plan.site, now):
        return
    from helpers.reporting.site_pages import write_site

    memory.shown = ""
    write_site(plan, now, memory.well)
    memory.shown = shown


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
        cure = "make room" if is_full(error) else "name another folder as site"
        raise DatelinesError(f"cannot write in '{site.name}' ({error.strerror}): {cure}") from error
    try:
        yield
    finally:
        lock.release()


def _cause(error: Exception) -> str:
    if is_full(error):
        return MAKE_ROOM
    if isinstance(error, OSError):
        where = f" ('{Path(error.filename).name}')" if error.filename else ""
        return f"{error.strerror or error}{where}"
    if isinstance(error, DatelinesError):
        return str(error)
    traceback.print_exception(error)
    return f"this was not foreseen: {type(error).__name__}: {error}"
