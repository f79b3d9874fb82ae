"""What a comparison of eras owes to single articles: each of them left out in turn."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Floats
from helpers.analysis.sensitivity.sides import NOWHERE, Codes, Quantities, Sums
from helpers.analysis.statistics.ratios import CountMatrix

ROWS = ("low_row", "high_row", "row")
COLUMNS = ("low", "high", *ROWS, "without")

TIE = 9
"""Decimals beyond which two changes are the same but for rounding."""


def without_one(quantities: Quantities, codes: Codes) -> pd.DataFrame:
    """Leave out each article in turn.

    An article that lacks a term changes its rate through its words alone. Of all these only the
    longest and the shortest on either side can give an extreme, so that what is looked at grows
    with the uses of terms and not with articles times terms.

    Parameters
    ----------
    quantities
        What is compared.
    codes
        Era of each article.

    Returns
    -------
    pandas.DataFrame
        One row per quantity:

        - ``low``, ``high``: range of the log-ratio or difference over all articles left out; NaN
          where leaving out any article would empty a side
        - ``low_row``, ``high_row``: numbers of the articles without which it is lowest and highest,
          ``row``: of that without which it changes most; the first of equals, -1 where there is
          none
        - ``without``: what it is without the article in ``row``

    References
    ----------
    Efron 1992, "Jackknife-after-bootstrap standard errors and influence functions", Journal of the
    Royal Statistical Society B 54(1), 83-127 (deletion of one case as a measure of influence).

    Examples
    --------
    >>> amounts = sparse.csr_matrix([[8.0], [0.0], [1.0], [1.0]])
    >>> quantities = Quantities(amounts, np.full(4, 100.0), np.array([0]), log=True)
    >>> found = without_one(quantities, np.array([0, 0, 1, 1], dtype=np.int16))
    >>> found[["low", "high", "row", "without"]].round(2).values.tolist()
    [[-1.0, 3.0, 0.0, -1.0]]
    """
    tables = [_era(quantities, codes, int(era)) for era in np.unique(quantities.eras)]
    found = pd.concat(tables) if tables else pd.DataFrame(columns=list(COLUMNS), dtype=np.float64)
    found = found.reindex(range(len(quantities.eras)))
    rows = {name: found[name].fillna(-1).astype(np.int64) for name in ROWS}
    return found.assign(**rows)[list(COLUMNS)]


def _era(quantities: Quantities, codes: Codes, era: int) -> pd.DataFrame:
    own = np.flatnonzero(quantities.eras == era)
    sums = Sums(*(part[0] for part in quantities.sums(codes[None, :])))
    there = (codes != NOWHERE) & (quantities.weights > 0)
    tried = []
    for target in (True, False):
        rows = np.flatnonzero(there & ((codes == era) == target))
        block = sparse.csr_matrix(quantities.amounts)[rows][:, own]
        row, column, amount = _candidates(block, quantities.weights[rows])
        taken = amount, quantities.weights[rows][row]
        both = [part[own][column] for part in sums]
        if target:
            sides = Sums(both[0] - taken[0], both[1] - taken[1], both[2], both[3])
        else:
            sides = Sums(both[0], both[1], both[2] - taken[0], both[3] - taken[1])
        value = quantities.compare(sides)
        # Taking a sum's only part away may leave a rounding error in place of nothing.
        value[len(rows) < 2] = np.nan
        tried.append(pd.DataFrame({"column": column, "row": rows[row], "without": value}))
    found = pd.concat(tried).dropna()
    now = quantities.compare(sums)[own]
    change = (found["without"] - now[found["column"]]).abs().round(TIE)
    order = found["without"].round(TIE)
    first = [
        found.iloc[np.lexsort((found["row"], key, found["column"]))].groupby("column").first()
        for key in (order, -order, -change)
    ]
    result = pd.DataFrame(
        {
            "low": first[0]["without"],
            "high": first[1]["without"],
            **{name: table["row"] for name, table in zip(ROWS, first, strict=True)},
            "without": first[2]["without"],
        }
    )
    return result.set_axis(own[result.index])


def _candidates(
    block: CountMatrix, weights: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Give row, column and amount of all articles that could make an extreme."""
    block = block.copy()
    block.eliminate_zeros()
    entries = block.tocoo()
    rows, columns, amounts = [entries.row], [entries.col], [entries.data]
    for sign in (1, -1):
        order = np.lexsort((np.arange(len(weights)), sign * weights))
        rank = _first_absent(block[order])
        found = np.flatnonzero(rank < len(order))
        rows.append(order[rank[found]])
        columns.append(found)
        amounts.append(np.zeros(len(found)))
    return (
        np.concatenate(rows).astype(np.int64),
        np.concatenate(columns).astype(np.int64),
        np.concatenate(amounts).astype(np.float64),
    )


def _first_absent(block: CountMatrix) -> NDArray[np.int64]:
    """Give for each column the first row without an entry; the number of rows if there is none."""
    columns = sparse.csc_matrix(block)
    columns.sort_indices()
    size = columns.shape[1]
    column = np.repeat(np.arange(size), np.diff(columns.indptr))
    place = np.arange(columns.nnz) - columns.indptr[column]
    # Rows ascend, so those that equal their place are the unbroken run from the first row on.
    return np.bincount(column[columns.indices == place], minlength=size)
