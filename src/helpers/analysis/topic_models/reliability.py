"""Which topics would still be there had the folder been a little different."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from helpers.analysis.resampling import Flags, Floats
from helpers.analysis.terms import TermMatrix
from helpers.analysis.topic_models.factors import factorise
from helpers.analysis.topic_models.units import min_rows

LEAVE_ONE_OUT_UP_TO = 50
REFITS = 20
KEPT_SHARE = 0.8
COMPARED_TERMS = 10
MOST_ROWS = 5_000
"""Passages of a refit; of a larger collection a smaller share of the articles is drawn."""


def refit_overlaps(
    matrix: TermMatrix,
    owners: NDArray[np.int64],
    found: list[list[str]],
    *,
    importance: Floats | None = None,
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
    importance
        How much each passage counts; all the same by default.
    seed
        Seed of the draws of articles.

    Returns
    -------
    numpy.ndarray
        Refits x topics: overlap (Jaccard, 0 to 1) of the top ten terms with those of the matched
        topic of the refit. Up to 50 articles each is left out once; of more, 20 draws keep 80%,
        or fewer where these have more than 5,000 passages.

    References
    ----------
    Greene, O'Callaghan and Cunningham 2014, "How many topics?", ECML PKDD, for the agreement of
    matched term lists over samples.
    """
    overlaps = []
    most = MOST_ROWS / len(owners)
    for kept in samples(int(owners.max()) + 1, min(KEPT_SHARE, most), seed):
        again = refit_terms(matrix, kept[owners], len(found), importance)
        overlaps.append(matched_overlap([terms[:COMPARED_TERMS] for terms in found], again))
    return np.array(overlaps)


def refit_terms(
    matrix: TermMatrix, kept: Flags, n_topics: int, importance: Floats | None = None
) -> list[list[str]]:
    """Fit topics to some of the passages.

    Parameters
    ----------
    matrix
        All passages.
    kept
        Flags of those to fit to.
    n_topics
        How many topics at most.
    importance
        How much each passage counts; all the same by default.

    Returns
    -------
    list of list of str
        The ten top terms of each topic.
    """
    rows = matrix[kept]
    rows = rows.keeping(rows=min_rows(len(rows.totals)))
    number = min(n_topics, *rows.counts.shape)
    if number < 1:
        return []
    weights = None if importance is None else importance[kept]
    factors = factorise(rows.counts, number, importance=weights, neighbours=False)
    return factors.top_terms(rows.terms, COMPARED_TERMS)


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
    if not table.size:
        return np.zeros(len(found))
    rows, columns = linear_sum_assignment(table, maximize=True)
    overlap = np.zeros(len(found))
    overlap[rows] = table[rows, columns]
    return overlap


def _jaccard(one: list[str], other: list[str]) -> float:
    union = {*one, *other}
    return len({*one} & {*other}) / len(union) if union else 1.0


def samples(
    size: int,
    share: float,
    seed: int,
    *,
    leave_one_out: int = LEAVE_ONE_OUT_UP_TO,
    refits: int = REFITS,
) -> Iterator[Flags]:
    """Draw articles to fit again.

    Parameters
    ----------
    size
        How many articles there are.
    share
        Share of them that a draw keeps.
    seed
        Seed of the draws.
    leave_one_out
        Up to so many articles each is left out once instead.
    refits
        How many draws.

    Yields
    ------
    numpy.ndarray
        A flag per article: whether it is kept.
    """
    if size <= leave_one_out:
        for left_out in range(size):
            yield np.arange(size) != left_out
        return
    rng = np.random.default_rng(seed)
    for _ in range(refits):
        # As for the splits of a permutation test: the bit stream decides, not a shuffle.
        order = np.argsort(rng.random(size), kind="stable")
        yield order < round(share * size)
