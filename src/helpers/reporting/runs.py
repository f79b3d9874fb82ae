"""Run notebooks through papermill in this process, and know what became of each."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from helpers.errors import DatelinesError, TooSmallError
from helpers.reporting.files import read_notebook, write_notebook
from helpers.reporting.findings import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import FrameType

    from tqdm import tqdm

CELL_DEADLINE = 1800
"""Seconds a single cell may take: generous, but a hung run ends before the next night."""

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


TOO_SMALL = "too small"
"""Status of a notebook whose question cannot be put to so small a folder."""


class NotebookError(DatelinesError):
    """At least one notebook did not get to its end."""


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
        'ok', 'too small', 'failed', 'died' or 'timed out'. Too small is the folder for the
        notebook's question, which is an answer: the executed copy ends with it.
    seconds : float
        Wall time, the start of the kernel included.
    cell : int or None
        Which code cell stopped it, counted from 1; None where it started no cell or all is well.
    reason : str
        One line; '' where all is well.
    """

    name: str
    path: Path
    values: Mapping[str, object]
    status: str
    seconds: float
    cell: int | None = None
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the notebook has come to its answer."""
        return self.status in ("ok", TOO_SMALL)

    def __str__(self) -> str:
        """One line for a person."""
        where = f" in code cell {self.cell}" if self.cell else ""
        cause = f": {self.reason}" if self.reason else ""
        return f"{self.name} {self.status}{where} after {self.seconds:.1f} s{cause}"


@dataclass
class _Progress:
    """Where a run is: papermill does not say which cell a dead kernel was working on."""

    bar: tqdm
    cell: int = -1

    def __call__(self, cell: NotebookNode, cell_index: int) -> None:
        """Note that a cell starts; called by nbclient with these very names."""
        self.cell = cell_index
        self.bar.update(1)


def run_notebooks(
    values: Mapping[Path, Mapping[str, object]],
    folder: Path,
    *,
    cell_deadline: float = CELL_DEADLINE,
) -> list[Run]:
    """Run notebooks one after the other, each in a fresh kernel.

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
    cell_deadline : float, default 1800
        Seconds after which a cell, and with it the notebook, is given up.

    Returns
    -------
    list of Run
        One per notebook, in the same order.

    Raises
    ------
    KeyboardInterrupt, SystemExit
        On Ctrl-C or SIGTERM, once the kernel is gone.
    """
    from tqdm import tqdm

    injected = sum(1 for given in values.values() if given)
    cells = injected + sum(len(read_notebook(path).cells) for path in values)
    runs = []
    with (
        _environment(),
        _stoppable(),
        tqdm(total=cells, unit="cell", disable=None, leave=False, file=sys.stderr) as bar,
    ):
        for path in values:
            bar.set_description(path.stem)
            runs.append(_run(path, values[path], folder, _Progress(bar), cell_deadline))
            bar.write(str(runs[-1]), file=sys.stderr)
    return runs


def _run(
    path: Path, values: Mapping[str, object], folder: Path, progress: _Progress, deadline: float
) -> Run:
    executed = folder / path.name
    started = time.monotonic()
    error: Exception | None = None
    try:
        _execute(path, executed, values, progress, deadline)
    except Exception as caught:  # whatever stops a notebook is its status, and not our failure
        error = caught
    seconds = time.monotonic() - started
    notebook = read_notebook(executed if executed.exists() else path)
    status, index, reason = _outcome(notebook, error, progress)
    if status == TOO_SMALL:
        _end_with_answer(notebook, index, reason)
    elif status != "ok" and not _has_error(notebook):
        _mark(notebook, index, status, reason)
    write_notebook(notebook, executed)
    cell = _code_cell_number(notebook, index)
    return Run(path.stem, executed, dict(values), status, seconds, cell, reason)


def _execute(
    path: Path, executed: Path, values: Mapping[str, object], progress: _Progress, deadline: float
) -> None:
    import papermill

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what it says, a Run says better
    with tempfile.TemporaryDirectory(prefix="datelines-") as sockets:
        papermill.execute_notebook(
            _unformatted(path),
            _unformatted(executed),
            parameters=dict(values),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            execution_timeout=deadline,
            resources={"metadata": {"path": str(path.parent)}},
            config=_transport(sockets),
            record_timing=False,
            shutdown_kernel="immediate",
            ipython_hist_file=":memory:",
            extra_arguments=[f"--BaseIPythonApplication.ipython_dir={sockets}"],
            on_cell_start=progress,
        )


def _unformatted(path: Path) -> str:
    """Double the braces of a path, which papermill would fill from the parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _transport(folder: str) -> object:
    """Talk to the kernel through files: no ports to collide, no firewall to ask."""
    from traitlets.config import Config

    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/k"}})


def _outcome(
    executed: NotebookNode, error: Exception | None, progress: _Progress
) -> tuple[str, int, str]:
    """Status, position of the guilty cell (-1 for none) and reason."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    if isinstance(error, DeadKernelError):
        return "died", progress.cell, "the kernel is gone: it was killed, or memory ran out"
    if isinstance(error, CellTimeoutError):
        return "timed out", progress.cell, "the cell took longer than its deadline"
    for index, output in _errors(executed):
        if output.ename == TooSmallError.__name__:
            return TOO_SMALL, index, _first_line(output.evalue)
        return "failed", index, f"{output.ename}: {_first_line(output.evalue)}".rstrip(": ")
    if error is not None:
        return "failed", progress.cell, _first_line(str(error)) or type(error).__name__
    return "ok", -1, ""


def _end_with_answer(notebook: NotebookNode, index: int, reason: str) -> None:
    """Put the reason where the error stood, and leave out the cells that did not run."""
    said = f"{reason[:1].upper()}{reason[1:]}."
    answer = NotebookNode(  # type: ignore[no-untyped-call]
        output_type="display_data",
        data={"text/markdown": plain(said), "text/plain": said},
        metadata={"datelines": {"answer": plain(said)}},
    )
    cell = notebook.cells[index]
    kept = [output for output in cell.outputs if output.output_type != "error"]
    cell.outputs = [*kept, answer]
    # papermill puts a note with a link to the error above the notebook and above the cell.
    ours = [c for c in notebook.cells[: index + 1] if "papermill-error-cell-tag" not in _tags(c)]
    notebook.cells = ours


def _tags(cell: NotebookNode) -> list[str]:
    tags: list[str] = cell.metadata.get("tags", [])
    return tags


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip(" -")]
    return lines[0] if lines else ""


def _errors(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield index, output


def _has_error(notebook: NotebookNode) -> bool:
    return any(True for _ in _errors(notebook))


def _mark(notebook: NotebookNode, index: int, status: str, reason: str) -> None:
    """Write into the guilty cell what papermill leaves out."""
    if index >= 0 and notebook.cells[index].cell_type == "code":
        error = {"ename": status, "evalue": reason, "traceback": [reason]}
        output = NotebookNode(output_type="error", **error)  # type: ignore[no-untyped-call]
        notebook.cells[index].outputs.append(output)


def _code_cell_number(notebook: NotebookNode, index: int) -> int | None:
    cells = notebook.cells[: index + 1]
    return sum(1 for cell in cells if cell.cell_type == "code") or None


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
def _stoppable() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does, so that no kernel outlives it."""

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
