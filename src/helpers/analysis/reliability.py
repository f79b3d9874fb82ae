"""Which topics would still be there had the folder been a little different."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from helpers.analysis.factors import factorise, top_columns
from helpers.analysis.resampling import Floats
from helpers.analysis.terms import TermMatrix

LEAVE_ONE_OUT_UP_TO = 50
REFITS = 20
KEPT_SHARE = 0.8
COMPARED_TERMS = 10


def refit_overlaps(
    matrix: TermMatrix,
    owners: NDArray[np.int64],
    found: list[list[str]],
    *,
    min_rows: int,
    seed: int,
) -> Floats:
    """Fit the topics again on part of the articles and see how well they are found again.

    Parameters
    ----------
    matrix
        The passages that the topics were fitted to.
    owners
        Article of each passage, numbered from 0.
    found
        Top terms of each topic.
    min_rows
        In how many passages a term must be used.
    seed
        Seed of the draws of articles.

    Returns
    -------
    numpy.ndarray
        Refits x topics: overlap (Jaccard, 0 to 1) of the top ten terms with those of the matched
        topic of the refit. Up to 50 articles each is left out once; of more, 20 draws keep 80 %.

    References
    ----------
    Greene, O'Callaghan and Cunningham 2014, "How many topics?", ECML PKDD, for the agreement of
    matched term lists over samples.
    """
    overlaps = []
    for kept in _samples(int(owners.max()) + 1, seed):
        rows = TermMatrix(matrix.counts[kept[owners]], matrix.terms, matrix.totals[kept[owners]])
        rows = rows.keeping(rows=min_rows)
        number = min(len(found), *rows.counts.shape)
        if number < 1:
            overlaps.append(np.zeros(len(found)))
            continue
        factors, _ = factorise(rows.counts, number)
        again = top_columns(factors.ranking(), rows.terms, COMPARED_TERMS)
        overlaps.append(matched_overlap([terms[:COMPARED_TERMS] for terms in found], again))
    return np.array(overlaps)


def matched_overlap(found: list[list[str]], again: list[list[str]]) -> Floats:
    """Match topics of two fits one to one and give the overlap of their terms.

    Parameters
    ----------
    found, again
        Lists of terms per topic.

    Returns
    -------
    numpy.ndarray
        For each topic of ``found`` the Jaccard overlap with its match, 0 where it has none.

    Examples
    --------
    >>> matched_overlap([["yen", "dollar"], ["beef", "rice"]], [["beef", "rice"], ["yen", "mark"]])
    array([0.33333333, 1.        ])
    """
    table = np.array([[_jaccard(one, other) for other in again] for one in found])
    rows, columns = linear_sum_assignment(table, maximize=True)
    overlap = np.zeros(len(found))
    overlap[rows] = table[rows, columns]
    return overlap


def _jaccard(one: list[str], other: list[str]) -> float:
    union = {*one, *other}
    return len({*one} & {*other}) / len(union) if union else 1.0


def _samples(size: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    if size <= LEAVE_ONE_OUT_UP_TO:
        for left_out in range(size):
            yield np.arange(size) != left_out
        return
    rng = np.random.default_rng(seed)
    for _ in range(REFITS):
        # As for the splits of a permutation test: the bit stream decides, not a shuffle.
        order = np.argsort(rng.random(size), kind="stable")
        yield order < round(KEPT_SHARE * size)
