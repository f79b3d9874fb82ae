"""Notebook files: read with a clear word where one is broken, written always in the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from helpers.errors import DatelinesError

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode


def find_notebooks(folder: Path) -> list[Path]:
    """List the notebooks of a folder by name.

    Parameters
    ----------
    folder : Path
        Folder with `.ipynb` files; folders inside it are not searched.

    Returns
    -------
    list of Path
        Absolute, sorted by name.

    Raises
    ------
    DatelinesError
        Where there is none.
    """
    found = sorted(path for path in folder.resolve().glob("*.ipynb") if path.name[0] != ".")
    if not found:
        raise DatelinesError(f"no notebooks in '{folder}': say where they are by --notebooks DIR")
    return found


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of format 4.

    Parameters
    ----------
    path : Path
        An `.ipynb` file.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    DatelinesError
        Where the file is not a notebook.
    """
    import nbformat

    try:
        return cast("NotebookNode", nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
    except (ValueError, AttributeError) as error:  # nbformat's own errors are ValueErrors
        raise DatelinesError(f"'{path.name}' is not a Jupyter notebook: repair it") from error


def notebook_text(notebook: NotebookNode) -> str:
    """Write a notebook as text, sorted and indented as Jupyter does it.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook of format 4.

    Returns
    -------
    str
        JSON with a newline at its end.
    """
    import nbformat

    written = nbformat.writes(notebook, indent=1, sort_keys=True, ensure_ascii=False)  # type: ignore[no-untyped-call]
    return f"{written.rstrip()}\n"


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook to a file.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook of format 4.
    path : Path
        File to write or replace.
    """
    path.write_text(notebook_text(notebook), encoding="utf-8", newline="\n")
