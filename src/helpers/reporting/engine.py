"""Our engine of papermill: deadlines, peak memory, and where a notebook stands."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

ENGINE = "datelines"
"""The name under which papermill knows it."""


LOOK_SECONDS = 0.1
"""Between two looks at the memory of a kernel; the system keeps the peak in between."""


class StoppedError(Exception):
    """Somebody stopped the run."""


@dataclass
class Watch:
    """What is known of a notebook while it runs, and the means to stop it.

    Attributes
    ----------
    cell_deadline, notebook_deadline : float
        Seconds that a cell and the whole notebook may take.
    step : callable
        Called whenever a cell starts.
    cell : int
        Position of the cell that runs, or ran last; -1 before the first. papermill does not say
        which cell a dead kernel was working on.
    peak_bytes : int
        Most memory that the kernel has had so far; 0 where the system does not tell.
    stopped : bool
        Whether somebody stopped it.
    """

    cell_deadline: float
    notebook_deadline: float
    step: Callable[[], object]
    cell: int = -1
    peak_bytes: int = 0
    stopped: bool = False
    client: Any = None
    started: float = field(default_factory=time.monotonic)

    def start_cell(self, cell: NotebookNode, cell_index: int) -> None:
        """Note that a cell starts; nbclient calls it with these very names.

        Parameters
        ----------
        cell : NotebookNode
            The cell.
        cell_index : int
            Its position.

        Raises
        ------
        StoppedError
            If somebody stopped the run.
        """
        if self.stopped:
            raise StoppedError
        self.cell = cell_index
        self.step()

    def end_cell(self, cell: NotebookNode, cell_index: int) -> None:
        """Note what memory the kernel has had.

        Parameters
        ----------
        cell : NotebookNode
            The cell.
        cell_index : int
            Its position.
        """
        self.measure()

    def measure(self) -> None:
        """Note the most memory that the kernel has had so far."""
        if pid := self._pid():
            self.peak_bytes = max(self.peak_bytes, peak_bytes(pid))

    @contextlib.contextmanager
    def measuring(self) -> Iterator[None]:
        """Note it again and again, so that it is known of a kernel that dies in a cell.

        Yields
        ------
        None
            Meanwhile a thread looks.
        """
        over = threading.Event()

        def look() -> None:
            while not over.wait(LOOK_SECONDS):
                self.measure()

        thread = threading.Thread(target=look, name="memory", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def seconds_left(self, cell: NotebookNode | None = None) -> float:
        """Tell how long the next cell may take.

        Parameters
        ----------
        cell : NotebookNode, optional
            The cell.

        Returns
        -------
        float
            The deadline of a cell, or what is left of that of the notebook; never 0, which would
            mean for ever.
        """
        return max(min(self.cell_deadline, self.notebook_deadline - self.elapsed()), 0.1)

    def elapsed(self) -> float:
        """Seconds since the notebook was started."""
        return time.monotonic() - self.started

    def stop(self) -> None:
        """Stop the notebook: its kernel and what that has started are killed."""
        self.stopped = True
        if pid := self._pid():
            with contextlib.suppress(OSError):
                if sys.platform == "win32":
                    os.kill(pid, signal.SIGTERM)
                else:
                    os.killpg(pid, signal.SIGKILL)

    def _pid(self) -> int | None:
        manager = getattr(self.client, "km", None)
        process = getattr(getattr(manager, "provisioner", None), "process", None)
        return getattr(process, "pid", None)


def peak_bytes(pid: int) -> int:
    """Tell the most memory that a process has had.

    Parameters
    ----------
    pid : int
        Its number.

    Returns
    -------
    int
        Bytes; 0 where the system does not tell or the process is gone.

    Examples
    --------
    >>> peak_bytes(2**30)
    0
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def register_engine() -> str:
    """Make our engine known to papermill.

    Returns
    -------
    str
        The name by which it is asked for.
    """
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import NBClientEngine, papermill_engines

    class Engine(NBClientEngine):  # type: ignore[misc]  # papermill is untyped
        @classmethod
        def execute_managed_notebook(
            cls,
            nb_man: object,
            kernel_name: str,
            *,
            watch: Watch,
            start_timeout: int = 60,
            **given: object,
        ) -> NotebookNode:
            # What papermill hands to every engine, and a client does not know.
            options = {name: value for name, value in given.items() if name != "input_path"}
            watch.client = PapermillNotebookClient(
                nb_man,
                kernel_name=kernel_name,
                startup_timeout=start_timeout,
                timeout_func=watch.seconds_left,
                on_cell_start=watch.start_cell,
                on_cell_complete=watch.end_cell,
                **options,
            )
            with watch.measuring():
                executed: NotebookNode = watch.client.execute()
            return executed

    papermill_engines.register(ENGINE, Engine)
    return ENGINE
