"""Run notebooks through papermill in this process, and know what became of each."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError
from helpers.reporting.engine import StoppedError, Watch, register_engine
from helpers.reporting.files import read_notebook, write_notebook
from helpers.reporting.full_disk import is_full
from helpers.reporting.outcomes import (
    TOO_SMALL,
    code_cell_number,
    end_with_answer,
    has_error,
    mark,
    outcome,
)
from helpers.reporting.sources import read_source
from helpers.reporting.warm import Forks, forks, manager_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import FrameType

CELL_DEADLINE = 1800
"""Seconds a single cell may take: generous, but a hung run ends before the next night."""

NOTEBOOK_DEADLINE = 2 * 3600
"""Seconds a whole notebook may take."""

KERNEL_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "JUPYTER_PREFER_ENV_PATH": "1",
}
"""What a kernel is started with, so that the same input gives the same bytes everywhere."""


class NotebookError(DatelinesError):
    """At least one notebook did not get to its end."""


class Interrupted(SystemExit):
    """The run was stopped from outside, by Ctrl-C or SIGTERM; no kernel is left.

    Attributes
    ----------
    runs : list of Run
        What became of each notebook until then.
    """

    def __init__(self, code: int, runs: list[Run]) -> None:
        super().__init__(code)
        self.runs = runs


@dataclass(frozen=True)
class Run:
    """What became of one notebook.

    Attributes
    ----------
    name : str
        File name without its ending.
    path : Path
        The executed copy, with the error in the guilty cell where there is one.
    values : dict
        Parameters that were set from outside.
    status : str
        'ok', 'too small', 'failed', 'died', 'timed out' or 'interrupted'. Too small is the folder
        for the notebook's question, which is an answer: the executed copy ends with it.
    seconds : float
        Wall time, the start of the kernel included.
    cell : int or None
        Which code cell stopped it, counted from 1; None where it started no cell or all is well.
    reason : str
        One line; '' where all is well.
    peak_mb : float or None
        Most memory of the kernel in MB, measured after each cell; None where the system does not
        tell.
    """

    name: str
    path: Path
    values: Mapping[str, object]
    status: str
    seconds: float
    cell: int | None = None
    reason: str = ""
    peak_mb: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the notebook has come to its answer."""
        return self.status in ("ok", TOO_SMALL)

    def __str__(self) -> str:
        """One line for a person."""
        where = f" in code cell {self.cell}" if self.cell else ""
        cause = f": {self.reason}" if self.reason else ""
        return f"{self.name} {self.status}{where} after {self.seconds:.1f} s{cause}"


def run_notebooks(
    values: Mapping[Path, Mapping[str, object]],
    folder: Path,
    *,
    cell_deadline: float = CELL_DEADLINE,
    notebook_deadline: float = NOTEBOOK_DEADLINE,
    workers: int | None = None,
    warm: bool = True,
) -> list[Run]:
    """Run notebooks side by side, each in a kernel of its own.

    papermill notes a killed kernel, a deadline or `sys.exit(0)` as success, so what stopped a
    notebook is found out here. A notebook that fails does not keep the others from
    running. Progress goes to stderr.

    Parameters
    ----------
    values : mapping of Path to mapping
        The notebooks in the order to run them, and the parameters of each. The working directory
        of a kernel is the folder of its notebook.
    folder : Path
        Private folder for the executed copies; it must exist.
    cell_deadline, notebook_deadline : float
        Seconds after which a cell, and with it the notebook, is given up; and the whole notebook.
    workers : int, optional
        How many notebooks run at once; as many as there are processors by default.
    warm : bool
        Whether kernels are forked from a process that has imported the libraries, which saves each
        of them two seconds; where the system cannot do so they start as always. The outputs are the
        same.

    Returns
    -------
    list of Run
        One per notebook, in the same order.

    Raises
    ------
    Interrupted
        On Ctrl-C or SIGTERM, once the kernels are gone; what was done until then is kept.
    """
    from tqdm import tqdm

    injected = sum(1 for given in values.values() if given)
    cells = injected + sum(len(read_source(path).cells) for path in values)
    with (
        _environment(),
        stoppable(),
        forks(warm and len(values) > 1) as process,
        tqdm(total=cells, unit="cell", disable=None, leave=False, file=sys.stderr) as bar,
    ):
        watches = {
            path: Watch(cell_deadline, notebook_deadline, lambda: bar.update(1)) for path in values
        }

        def run(path: Path) -> Run:
            done = _run(path, values[path], folder, watches[path], process)
            bar.write(str(done), file=sys.stderr)
            return done

        return _all(run, watches, workers or _processors())


def _all(run: Callable[[Path], Run], watches: Mapping[Path, Watch], workers: int) -> list[Run]:
    pool = ThreadPoolExecutor(workers, thread_name_prefix="notebook")
    futures: list[Future[Run]] = []
    try:
        futures.extend(pool.submit(run, path) for path in watches)
        return [future.result() for future in futures]
    except BaseException as stopped:  # Ctrl-C, SIGTERM, or a full disk
        for watch in watches.values():
            watch.stop()
        pool.shutdown(wait=True)
        if isinstance(stopped, Exception):
            raise
        code = stopped.code if isinstance(stopped, SystemExit) else 128 + signal.SIGINT
        done = [future.result() for future in futures if not future.exception()]
        raise Interrupted(int(code or 0), done) from None
    finally:
        pool.shutdown(wait=True)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(
    path: Path,
    values: Mapping[str, object],
    folder: Path,
    watch: Watch,
    process: Forks | None,
) -> Run:
    executed = folder / path.name
    watch.started = time.monotonic()
    error: Exception | None = None
    try:
        if watch.stopped:
            raise StoppedError
        with _loop_closed():
            _execute(path, executed, values, watch, process)
    except Exception as caught:  # whatever stops a notebook is its status, and not our failure
        if is_full(caught):  # nothing can be kept of it
            raise
        error = caught
    seconds = watch.elapsed()
    notebook = read_notebook(executed if executed.exists() else path)
    status, index, reason = outcome(notebook, error, watch)
    if status == TOO_SMALL:
        end_with_answer(notebook, index, reason)
    elif status != "ok" and not has_error(notebook):
        mark(notebook, index, status, reason)
    write_notebook(notebook, executed)
    cell = code_cell_number(notebook, index)
    peak = round(watch.peak_bytes / 1e6, 1) or None
    return Run(path.stem, executed, dict(values), status, seconds, cell, reason, peak)


def _execute(
    path: Path,
    executed: Path,
    values: Mapping[str, object],
    watch: Watch,
    process: Forks | None,
) -> None:
    import papermill

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what it says, a Run says better
    with tempfile.TemporaryDirectory(prefix="datelines-") as sockets:
        papermill.execute_notebook(
            _unformatted(path),
            _unformatted(executed),
            parameters=dict(values),
            engine_name=register_engine(),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            resources={"metadata": {"path": str(path.parent)}},
            config=_transport(sockets),
            record_timing=False,
            shutdown_kernel="immediate",
            ipython_hist_file=":memory:",
            extra_arguments=[f"--BaseIPythonApplication.ipython_dir={sockets}"],
            kernel_manager_class=manager_class(process),
            watch=watch,
        )


@contextlib.contextmanager
def _loop_closed() -> Iterator[None]:
    """Close the event loop that nbclient makes for each thread, and leaves open."""
    try:
        yield
    finally:
        with contextlib.suppress(RuntimeError):  # there is none where no kernel was started
            loop = asyncio.get_event_loop()
            waiting = asyncio.all_tasks(loop)
            for task in waiting:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
            loop.close()
        asyncio.set_event_loop(None)


def _unformatted(path: Path) -> str:
    """Double the braces of a path, which papermill would fill from the parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _transport(folder: str) -> object:
    """Talk to the kernel through files: no ports to collide, no firewall to ask."""
    from traitlets.config import Config

    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/k"}})


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """Start kernels with our settings; this process gets its own back."""
    before = {name: os.environ.get(name) for name in KERNEL_ENVIRONMENT}
    os.environ.update(KERNEL_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does, so that no kernel and no private folder outlives it.

    Yields
    ------
    None
        Meanwhile SIGTERM raises `SystemExit`; in other threads than the first nothing changes.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # only the main thread may ask for signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
