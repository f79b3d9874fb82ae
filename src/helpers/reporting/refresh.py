"""Run the notebooks again in place, and say what of their outputs changed.

`python -m helpers.reporting.refresh` writes what changed; `--check` writes nothing and exits 1
where something would change, which proves that two runs in fresh kernels give the same bytes.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError
from helpers.reporting.files import find_notebooks, notebook_text, read_notebook, write_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbformat import NotebookNode

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_LANGUAGE = {  # without a version, which would change with every machine
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def refresh(folder: Path, *, write: bool = True, only: Sequence[Path] = ()) -> dict[str, list[str]]:
    """Run every notebook of a folder with its defaults, each in a fresh kernel.

    Parameters
    ----------
    folder : Path
        Folder with the notebooks.
    write : bool, default True
        Whether to replace the files that would change.
    only : sequence of Path
        Which of them, where not all are wanted.

    Returns
    -------
    dict of str to list of str
        For each file that changes, the lines that say how.

    Raises
    ------
    DatelinesError
        Where a notebook fails; then no file is written.
    """
    from helpers.reporting.runs import NotebookError, run_notebooks

    paths = list(only) or find_notebooks(folder)
    with tempfile.TemporaryDirectory(prefix="datelines-") as work:
        runs = run_notebooks({path: {} for path in paths}, Path(work))
        failed = [str(run) for run in runs if not run.ok]
        if failed:
            raise NotebookError("; ".join(failed))
        fresh = {
            path: normalised(read_notebook(run.path)) for path, run in zip(paths, runs, strict=True)
        }
    changed = {}
    for path, notebook in fresh.items():
        if path.read_text(encoding="utf-8") == notebook_text(notebook):
            continue
        changed[path.name] = list(differences(read_notebook(path), notebook))
        if write:
            write_notebook(notebook, path)
    return changed


def normalised(notebook: NotebookNode) -> NotebookNode:
    """Take out of an executed notebook what differs between runs and machines.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        An executed notebook; it is changed.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook: cells counted from 1, no times, no paths, one kernel, one language.
    """
    notebook.metadata.clear()
    notebook.metadata.update(kernelspec=_KERNEL, language_info=_LANGUAGE)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for position, cell in enumerate(notebook.cells):
        if "id" not in cell:
            cell["id"] = f"cell-{position:02d}"
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        if not cell.metadata.get("tags", True):  # papermill gives every cell an empty list
            del cell.metadata["tags"]
        if cell.cell_type == "code" and cell.source.strip():
            count += 1
            _count(cell, count)
    return notebook


def _count(cell: NotebookNode, count: int) -> None:
    cell.execution_count = count
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = count


def differences(old: NotebookNode, new: NotebookNode) -> Iterator[str]:
    """Say in lines of text what a run changed.

    Parameters
    ----------
    old, new : nbformat.NotebookNode
        The notebook before and after; the same cells in the same order.

    Yields
    ------
    str
        A heading per changed cell, then a unified diff of its texts or a word on its figure.
    """
    told = False
    for position, (before, after) in enumerate(zip(old.cells, new.cells, strict=True), start=1):
        lines = list(_output_changes(before.get("outputs", []), after.get("outputs", [])))
        if lines:
            told = True
            yield f"cell {position}:"
            yield from (f"  {line}" for line in lines)
    if not told:
        yield "only what no reader sees: counts, metadata, layout of the file"


def _output_changes(before: list[NotebookNode], after: list[NotebookNode]) -> Iterator[str]:
    old_figures, new_figures = _figures(before), _figures(after)
    for caption, (name, picture) in new_figures.items():
        old_name, old_picture = old_figures.get(caption, ("", ""))
        if name != old_name:
            yield f"figure changed: {caption}"
        elif picture != old_picture:
            yield f"figure drawn anew, same data: {caption}"
    for caption in old_figures.keys() - new_figures.keys():
        yield f"figure gone: {caption}"
    diff = difflib.unified_diff(_texts(before), _texts(after), lineterm="", n=1)
    yield from list(diff)[2:]


def _figures(outputs: list[NotebookNode]) -> dict[str, tuple[str, str]]:
    """Name and picture of each figure by its caption."""
    figures = {}
    for output in outputs:
        if picture := output.get("data", {}).get("image/png"):
            caption, _, name = output.data["text/plain"].rpartition("\n")
            figures[caption] = (name, picture)
    return figures


def _texts(outputs: list[NotebookNode]) -> list[str]:
    lines = []
    for output in outputs:
        data = output.get("data", {})
        if "image/png" not in data:
            lines += (output.get("text") or data.get("text/plain", "")).splitlines()
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh the notebooks from the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process where they are not given.

    Returns
    -------
    int
        0; 1 where a notebook fails, or where `--check` finds that something would change.
    """
    parser = argparse.ArgumentParser(description="Run the notebooks again in place.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a change")
    parser.add_argument("--notebooks", type=Path, default=Path("notebooks"), metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        changed = refresh(options.notebooks, write=not options.check)
    except DatelinesError as error:
        sys.stderr.write(f"refresh: {error}\n")
        return 1
    for name, lines in changed.items():
        sys.stdout.write("\n".join([name, *(f"  {line}" for line in lines), ""]))
    if not changed:
        sys.stdout.write("nothing changed\n")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
