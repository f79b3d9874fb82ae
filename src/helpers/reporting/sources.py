"""What is written in a notebook, read without nbformat, whose import takes two seconds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.reporting.files import read_notebook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class SourceCell:
    """A cell without its outputs.

    Attributes
    ----------
    cell_type : str
        'code', 'markdown' or 'raw'.
    source : str
        What is written in it.
    metadata : mapping
        Its tags among them.
    """

    cell_type: str
    source: str
    metadata: Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """A notebook without its outputs.

    Attributes
    ----------
    cells : tuple of SourceCell
        In order.
    """

    cells: tuple[SourceCell, ...]


def read_source(path: Path) -> Source:
    """Read what is written in a notebook.

    Parameters
    ----------
    path : Path
        An `.ipynb` file.

    Returns
    -------
    Source
        Its cells, the same as `files.read_notebook` gives; that one is asked where the file is of
        another format than 4.

    Raises
    ------
    DatelinesError
        Where the file is not a notebook.
    """
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        if written["nbformat"] == 4:
            return Source(tuple(_cell(cell) for cell in written["cells"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        pass  # whoever knows all formats says what is wrong
    read = read_notebook(path)
    return Source(tuple(_cell(cell) for cell in read.cells))


def _cell(cell: Mapping[str, Any]) -> SourceCell:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    return SourceCell(cell["cell_type"], text, cell["metadata"])
