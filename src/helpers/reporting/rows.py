"""Rows of a table one by one, for figures and sentences; never for computing."""

from __future__ import annotations

from collections.abc import Iterator
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
