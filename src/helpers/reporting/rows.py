"""Rows of a table one by one, for figures and sentences; never for computing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through a table row by row.

    Parameters
    ----------
    frame : pandas.DataFrame
        A table of a size that fits a figure.

    Returns
    -------
    iterator
        One named tuple a row; the index is its first item.

    Examples
    --------
    >>> import pandas as pd
    >>> [row.era for row in rows(pd.DataFrame({"era": ["1995", "2025"]}))]
    ['1995', '2025']
    """
    return iter(frame.itertuples())


def largest(frame: pd.DataFrame, column: str) -> Any:  # noqa: ANN401  (a row holds anything)
    """Return the row with the largest absolute value, the first of equals.

    Parameters
    ----------
    frame : pandas.DataFrame
        A table with at least one number in the column.
    column : str
        Where to look.

    Returns
    -------
    named tuple
        The row, its index first.

    Examples
    --------
    >>> import pandas as pd
    >>> largest(pd.DataFrame({"era": ["1995", "2025"], "z": [1.0, -2.0]}), "z").era
    '2025'
    """
    size = frame[column].abs().round(9).fillna(-1).to_numpy()
    place = int(size.argmax())
    return next(iter(frame.iloc[[place]].itertuples()))


def one_way(table: pd.DataFrame, eras: Sequence[str]) -> pd.DataFrame:
    """Take each comparison once: of two eras the second is the first with the sign turned.

    Parameters
    ----------
    table : pandas.DataFrame
        With a column ``era``.
    eras : sequence of str
        The eras in time order.

    Returns
    -------
    pandas.DataFrame
        All rows, or those of the first era where there are two.
    """
    return table[table["era"] == eras[0]] if len(eras) == 2 and len(table) else table
