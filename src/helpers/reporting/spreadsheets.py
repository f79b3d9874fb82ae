"""Tables as files for a spreadsheet, in which nothing of a clipping can run."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

LONGEST_CELL = 1000
"""Characters: enough to know a line by, and what every spreadsheet can show."""

_FORMULAS = frozenset("=+-@\t\r")


def write_sheet(table: pd.DataFrame, path: Path) -> None:
    """Write a table as a CSV file, in one step.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows; its index is left out.
    path : Path
        File to write; one that is there is replaced.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    # With the mark, without which spreadsheets take it for an older encoding.
    with new.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(table.columns)
        rows.writerows([cell(value) for value in row] for row in table.itertuples(index=False))
    new.replace(path)


def cell(value: object) -> str:
    """Write a value so that no spreadsheet takes it for a formula.

    Parameters
    ----------
    value : object
        Text, a number, a date or None.

    Returns
    -------
    str
        Text that begins like a formula, and is no whole number, gets a quotation mark before it.

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
    if len(text) > LONGEST_CELL:
        text = text[:LONGEST_CELL] + "…"
    harmful = isinstance(value, str) and text[:1] in _FORMULAS and not text[1:].isdecimal()
    return f"'{text}" if harmful else text
