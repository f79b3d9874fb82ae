"""What a comparison of eras owes to single articles: each of them left out in turn."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Floats, parts
from helpers.analysis.sensitivity.side_sums import Sums, Weighed
from helpers.analysis.sensitivity.sides import Codes, Quantities
from helpers.analysis.statistics.ratios import CountMatrix

ROWS = ("low_row", "high_row", "row")
COLUMNS = ("low", "high", *ROWS, "without")

TIE = 9
"""Decimals beyond which two changes are the same but for rounding."""


def without_one(quantities: Quantities, codes: Codes) -> pd.DataFrame:
    """Leave out each article in turn.

    An article that lacks a term changes its rate through its words alone. So of articles equally
    long, on the same side of the same stratum, only the first is tried, and what is looked at grows
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
          where leaving out any article would empty a side; within strata, over the articles that
          the comparison rests on
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
    sums = Sums(*(part[0] for part in quantities.sums(codes[None, :])))
    tables = [
        _tried(quantities, codes, sums, own)
        for era in np.unique(quantities.eras)
        for own in _columns(quantities, int(era))
    ]
    found = pd.concat(tables) if tables else pd.DataFrame(columns=list(COLUMNS), dtype=np.float64)
    found = found.reindex(range(len(quantities.eras)))
    rows = {name: found[name].fillna(-1).astype(np.int64) for name in ROWS}
    return found.assign(**rows)[list(COLUMNS)]


def _columns(quantities: Quantities, era: int) -> Iterator[NDArray[np.int64]]:
    """Yield numbers of an era's quantities, so many that memory is bounded."""
    own = np.flatnonzero(quantities.eras == era)
    classes = int(_alike(quantities.groups, quantities.weights).max(initial=0)) + 1
    for part in parts(len(own), classes):
        yield own[part]


def _alike(groups: NDArray[np.int64], weights: Floats) -> NDArray[np.int64]:
    """Give articles numbers, equally long ones of the same stratum the same."""
    lengths, length = np.unique(weights, return_inverse=True)
    return np.asarray(np.unique(groups * len(lengths) + length, return_inverse=True)[1])


def _tried(
    quantities: Quantities, codes: Codes, sums: Sums, own: NDArray[np.int64]
) -> pd.DataFrame:
    sums = Sums(*(part[:, own] for part in sums))
    weighed = sums.weighed()
    total = weighed.total()
    tried = []
    for target, side in zip(
        (True, False), quantities.used(codes, int(quantities.eras[own[0]])), strict=True
    ):
        rows = np.flatnonzero(side)
        weights, groups = quantities.weights[rows], quantities.groups[rows]
        block = sparse.csr_matrix(quantities.amounts)[rows][:, own]
        row, column, amount = _candidates(block, _alike(groups, weights))
        place = groups[row], column
        there = Sums(*(part[place] for part in sums))
        value = quantities.weigh(
            Weighed(*(part[column] for part in total)).replaced(
                Weighed(*(part[place] for part in weighed)),
                _less(there, amount, weights[row], target=target).weighed(),
            )
        )
        tried.append(pd.DataFrame({"column": column, "row": rows[row], "without": value}))
    found = pd.concat(tried).dropna()
    change = (found["without"] - quantities.weigh(total)[found["column"]]).abs().round(TIE)
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


def _less(there: Sums, amount: Floats, weight: Floats, *, target: bool) -> Sums:
    """Take articles away from their side."""
    if target:
        return there._replace(amount=there.amount - amount, weight=there.weight - weight)
    return there._replace(
        rest_amount=there.rest_amount - amount, rest_weight=there.rest_weight - weight
    )


def _candidates(
    block: CountMatrix, classes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Give row, column and amount of all articles that could make an extreme."""
    block = block.copy()
    block.eliminate_zeros()
    entries = block.tocoo()
    absent, columns = _first_absent(block, classes)
    return (
        np.concatenate([entries.row, absent]).astype(np.int64),
        np.concatenate([entries.col, columns]).astype(np.int64),
        np.concatenate([entries.data, np.zeros(len(absent))]).astype(np.float64),
    )


def _first_absent(
    block: CountMatrix, classes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give for each column the first row of each class without an entry, where there is one."""
    order = np.argsort(classes, kind="stable")
    numbers = np.arange(int(classes.max(initial=-1)) + 1)
    starts, ends = (np.searchsorted(classes[order], numbers, side) for side in ("left", "right"))
    columns = sparse.csc_matrix(block[order])
    columns.sort_indices()
    size = columns.shape[1]
    place = columns.indices
    own = classes[order][place]
    key = np.repeat(np.arange(size), np.diff(columns.indptr)) * len(numbers) + own
    rank = np.arange(len(key)) - np.searchsorted(key, key)
    # Rows of a class ascend, so those that equal their place are its unbroken run from the first.
    run = np.bincount(key[place - starts[own] == rank], minlength=size * len(numbers))
    first = np.tile(starts, size) + run
    found = np.flatnonzero(first < np.tile(ends, size))
    return order[first[found]], found // max(len(numbers), 1)
