"""Tables as files for a spreadsheet, in which nothing of a clipping can run."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

LONGEST_CELL = 1000
"""Characters: enough to know a line by, and what every spreadsheet can show."""

_FORMULAS = frozenset("=+-@\t\r")


def check_apart(out: Path, clippings: Path, what: str = "tables") -> None:
    """Refuse to write what would be taken for clippings.

    Parameters
    ----------
    out : Path
        Where it is to go.
    clippings : Path
        Folder of the clippings, or of a working set of one.
    what : str
        What is to be written.

    Raises
    ------
    DatelinesError
        If it lies in the folder of the clippings, or in the one that they were chosen from.

    Examples
    --------
    >>> from pathlib import Path
    >>> check_apart(Path("clippings/report"), Path("clippings"), "pages")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: 'clippings/report' is in the folder of the clippings, where its \
pages would be read as clippings: name another folder by --out DIR
    """
    from helpers.corpus.working_sets import folders_read

    into = out.resolve()
    if any(into.is_relative_to(folder.resolve()) for folder in folders_read(clippings)):
        raise DatelinesError(
            f"'{out}' is in the folder of the clippings, where its {what} would be read as "
            "clippings: name another folder by --out DIR"
        )


def write_sheet(
    table: pd.DataFrame | Iterable[pd.DataFrame], path: Path, longest: int = LONGEST_CELL
) -> None:
    """Write a table as a CSV file, in one step.

    Parameters
    ----------
    table : pandas.DataFrame, or several
        Rows; its index is left out. A large table may come in pieces, at least one.
    path : Path
        File to write; one that is there is replaced.
    longest : int
        Characters after which a cell is cut.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    import pandas as pd

    pieces = [table] if isinstance(table, pd.DataFrame) else table
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # With the mark, without which spreadsheets take it for an older encoding.
        with new.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            for number, piece in enumerate(pieces):
                if number == 0:
                    rows.writerow(piece.columns)
                rows.writerows(
                    [cell(value, longest) for value in row] for row in piece.itertuples(index=False)
                )
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def cell(value: object, longest: int = LONGEST_CELL) -> str:
    """Write a value so that no spreadsheet takes it for a formula.

    Parameters
    ----------
    value : object
        Text, a number, a date or None.
    longest : int
        Characters after which text is cut.

    Returns
    -------
    str
        Text that begins like a formula, and is no whole number, gets a quotation mark before it;
        `text_of` takes it away again.

    Examples
    --------
    >>> cell("=1+1"), cell(-0.5), cell(None), cell(3.0)
    ("'=1+1", '-0.5', '', '3')
    """
    if value is None or value != value:  # noqa: PLR0124  (not a number)
        return ""
    if isinstance(value, float) and value.is_integer():  # a count beside empty cells
        value = int(value)
    text = str(value)
    if len(text) > longest:
        text = text[:longest] + "…"
    return f"'{text}" if isinstance(value, str) and _is_harmful(text) else text


def text_of(cell: str) -> str:
    """Undo what `cell` did to a text.

    Parameters
    ----------
    cell : str
        A cell of a file that `write_sheet` wrote.

    Returns
    -------
    str
        The text as it was, unless it was too long.

    Examples
    --------
    >>> text_of("'=1+1"), text_of("'round the clock")
    ('=1+1', "'round the clock")
    """
    return cell[1:] if cell[:1] == "'" and _is_harmful(cell[1:]) else cell


def _is_harmful(text: str) -> bool:
    # Behind quotation marks too, so that a mark of ours can be told from the text's own.
    return text.lstrip("'")[:1] in _FORMULAS and not text[1:].isdecimal()
