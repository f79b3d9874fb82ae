"""How a notebook ended, and how its executed copy tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.errors import TooSmallError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

    from helpers.reporting.engine import Watch

TOO_SMALL = "too small"
"""Status of a notebook whose question cannot be put to so small a folder."""

INTERRUPTED = "interrupted"


def outcome(  # noqa: PLR0911  (one for each way to end)
    executed: NotebookNode, error: Exception | None, watch: Watch
) -> tuple[str, int, str]:
    """Find out how a notebook ended.

    Parameters
    ----------
    executed : NotebookNode
        The executed copy.
    error : Exception or None
        What papermill raised.
    watch : Watch
        What was seen meanwhile.

    Returns
    -------
    status : str
        As `runs.Run` has it.
    index : int
        Position of the guilty cell; -1 for none.
    reason : str
        One line; '' where all is well.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    if watch.stopped and error is not None:
        return INTERRUPTED, watch.cell, "the run was stopped"
    if isinstance(error, DeadKernelError):
        return "died", watch.cell, "the kernel is gone: it was killed, or memory ran out"
    if isinstance(error, CellTimeoutError):
        what = "notebook" if watch.elapsed() >= watch.notebook_deadline else "cell"
        return "timed out", watch.cell, f"the {what} took longer than its deadline"
    for index, output in _errors(executed):
        reason = _first_line(output.evalue)
        if output.ename == TooSmallError.__name__:
            return TOO_SMALL, index, reason
        return "failed", index, f"{output.ename}: {reason}".rstrip(": ")
    if error is None:
        return "ok", -1, ""
    return "failed", watch.cell, _first_line(str(error)) or type(error).__name__


def end_with_answer(notebook: NotebookNode, index: int, reason: str) -> None:
    """Put the reason where the error stood, and leave out the cells that did not run.

    Parameters
    ----------
    notebook : NotebookNode
        The executed copy; it is changed.
    index : int
        Position of the cell that stopped it.
    reason : str
        What the folder is too small for, and what to do.
    """
    from nbformat import NotebookNode

    from helpers.reporting.findings import plain

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


def has_error(notebook: NotebookNode) -> bool:
    """Tell whether a cell bears an error.

    Parameters
    ----------
    notebook : NotebookNode
        The executed copy.

    Returns
    -------
    bool
        Whether one does.
    """
    return any(True for _ in _errors(notebook))


def mark(notebook: NotebookNode, index: int, status: str, reason: str) -> None:
    """Write into the guilty cell what papermill leaves out.

    Parameters
    ----------
    notebook : NotebookNode
        The executed copy; it is changed.
    index : int
        Position of the cell; nothing is written for -1.
    status, reason : str
        How the notebook ended.
    """
    from nbformat import NotebookNode

    if index >= 0 and notebook.cells[index].cell_type == "code":
        error = {"ename": status, "evalue": reason, "traceback": [reason]}
        output = NotebookNode(output_type="error", **error)  # type: ignore[no-untyped-call]
        notebook.cells[index].outputs.append(output)


def code_cell_number(notebook: NotebookNode, index: int) -> int | None:
    """Count the code cells up to one, as a reader does.

    Parameters
    ----------
    notebook : NotebookNode
        The executed copy.
    index : int
        Position of the cell.

    Returns
    -------
    int or None
        From 1; None where no code cell stands so far up.
    """
    cells = notebook.cells[: index + 1]
    return sum(1 for cell in cells if cell.cell_type == "code") or None
