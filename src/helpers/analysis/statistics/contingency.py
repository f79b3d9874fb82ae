"""Measures of keyness on the whole table of two texts, as other tools print them.

A term and two texts make a table of four cells: the term in either text, and all other words in
either. Every function takes arrays, one place per term, and computes all terms at once.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.effect_sizes import (
    difference_coefficient,
    odds_ratio,
    pmi,
    simple_maths,
)
from helpers.errors import DatelinesError

SMALL = 5.0
"""A table with an expected count below this is one that the chi-square distribution serves badly
(Cochran 1954, Biometrics 10, 417-451), and for which Fisher's p is given."""

SAME = 1e-7
"""Relative difference below which two tables count as equally likely, as in R's fisher.test."""

COLUMNS = (
    *("g2_four_cell", "williams", "chi2", "chi2_yates", "least_expected", "fisher_p"),
    *("odds_ratio", "simple_maths", "difference_coefficient", "pmi"),
)
"""Columns of the table that `other_measures` gives."""


def other_measures(
    target_counts: Mapping[str, float],
    reference_counts: Mapping[str, float],
    *,
    totals: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Compute what other tools print for the same counts, to hold their tables against ours.

    Parameters
    ----------
    target_counts, reference_counts
        Term to count, whole numbers. A term may be missing on one side.
    totals
        All words of target and reference; by default the sums of the counts.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``term``, sorted:

        - ``g2_four_cell`` (Dunning 1993); ``williams``: the same with Williams's correction, as
          quanteda prints it
        - ``chi2``; ``chi2_yates``: with Yates's correction as R's chisq.test and scipy make it,
          which never takes more than the deviation itself away, so that the least is 0
        - ``least_expected``: expected count of the cell that expects least; ``fisher_p``: Fisher's
          exact two-sided p where that is below 5, else NaN
        - ``odds_ratio``: infinite where the reference never has the term
        - ``simple_maths``: ratio of the rates per million words, 100 added to each (Sketch Engine)
        - ``difference_coefficient``: from -1 to 1 (Hofland and Johansson 1982)
        - ``pmi``: pointwise mutual information of term and target in bits

    Raises
    ------
    DatelinesError
        If a side has no words.

    See Also
    --------
    helpers.analysis.keyness.keyness : log-likelihood on two cells, log-ratio, log-odds and more.

    Notes
    -----
    All of these take every token for independent evidence; none tests anything about articles.

    Examples
    --------
    >>> row = other_measures({"a": 3, "b": 7}, {"a": 7, "b": 2}).loc["a"]
    >>> row[["g2_four_cell", "williams", "chi2", "chi2_yates", "fisher_p"]].round(3).to_list()
    [4.535, 4.201, 4.337, 2.632, 0.07]
    """
    sides = pd.DataFrame(
        {"target": dict(target_counts), "reference": dict(reference_counts)}, dtype=np.float64
    )
    sides = sides.fillna(0).sort_index().rename_axis("term")
    target, reference = sides["target"].to_numpy(), sides["reference"].to_numpy()
    words = totals or (float(target.sum()), float(reference.sum()))
    if min(words) <= 0:
        side = "target" if words[0] <= 0 else "reference"
        raise DatelinesError(f"the {side} has no words: there is nothing to compare")
    g2 = g2_four_cell(target, reference, words)
    table = pd.DataFrame(
        {
            "g2_four_cell": g2,
            "williams": g2 / williams_factor(target, reference, words),
            "chi2": chi_square(target, reference, words),
            "chi2_yates": chi_square(target, reference, words, yates=True),
            "least_expected": least_expected(target, reference, words),
            "fisher_p": fisher_p(target, reference, words),
            "odds_ratio": odds_ratio(target, reference, words),
            "simple_maths": simple_maths(target, reference, words),
            "difference_coefficient": difference_coefficient(target, reference, words),
            "pmi": pmi(target, reference, words),
        },
        index=sides.index,
    )
    return table[list(COLUMNS)]


def g2_four_cell(target: Floats, reference: Floats, totals: tuple[float, float]) -> Floats:
    """Compute Dunning's log-likelihood, from all four cells.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.

    Returns
    -------
    numpy.ndarray
        From 0 (same rate) upward.

    References
    ----------
    Dunning 1993, Computational Linguistics 19(1), 61-74.

    Examples
    --------
    >>> g2_four_cell(np.array([10.0]), np.array([0.0]), (13, 31764)).round(2)
    array([167.23])
    """
    observed, expected = _cells(target, reference, totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    return np.asarray(np.maximum(2 * parts.sum(axis=0), 0))


def williams_factor(target: Floats, reference: Floats, totals: tuple[float, float]) -> Floats:
    """Compute what Williams's correction divides the four-cell log-likelihood by.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.

    Returns
    -------
    numpy.ndarray
        From 1 upward, the smaller the counts the larger; infinite where a row or a column of the
        table is empty.

    References
    ----------
    Williams 1976, Biometrika 63(1), 33-37.

    Examples
    --------
    >>> williams_factor(np.array([3.0]), np.array([7.0]), (10, 9)).round(3)
    array([1.08])
    """
    whole, both = sum(totals), target + reference
    with np.errstate(divide="ignore"):
        rows = whole / both + whole / (whole - both) - 1
    columns = whole / totals[0] + whole / totals[1] - 1
    return np.asarray(1 + rows * columns / (6 * whole))


def chi_square(
    target: Floats, reference: Floats, totals: tuple[float, float], *, yates: bool = False
) -> Floats:
    """Compute Pearson's chi-square from all four cells.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.
    yates
        Whether to take 0.5 off each deviation, but never more than the deviation itself: so do R
        and scipy. Others let the corrected deviation grow again below 0.5.

    Returns
    -------
    numpy.ndarray
        From 0 (same rate) upward.

    Examples
    --------
    >>> counts = np.array([3.0]), np.array([7.0])
    >>> chi_square(*counts, (10, 9)).round(3), chi_square(*counts, (10, 9), yates=True).round(3)
    (array([4.337]), array([2.632]))
    """
    observed, expected = _cells(target, reference, totals)
    deviation = np.abs(observed - expected)
    if yates:
        deviation = deviation - np.minimum(0.5, deviation)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(expected > 0, deviation**2 / expected, 0.0)
    return np.asarray(parts.sum(axis=0))


def least_expected(target: Floats, reference: Floats, totals: tuple[float, float]) -> Floats:
    """Give the expected count of the cell that expects least, were the rates the same.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.

    Returns
    -------
    numpy.ndarray
        0 and more; below 5 the chi-square distribution serves badly.

    Examples
    --------
    >>> least_expected(np.array([1.0]), np.array([3.0]), (4, 4))
    array([2.])
    """
    return np.asarray(_cells(target, reference, totals)[1].min(axis=0))


def fisher_p(
    target: Floats, reference: Floats, totals: tuple[float, float], *, below: float = SMALL
) -> Floats:
    """Compute the two-sided p of Fisher's exact test, where an expected count is small.

    The test adds up the probabilities of all tables with these margins that are as likely as the
    observed one or less. Terms with the same count in both texts together share one distribution,
    which is computed once.

    Parameters
    ----------
    target, reference
        Counts, one per term, whole numbers.
    totals
        All words of target and reference.
    below
        Give p where the least expected count is smaller than this.

    Returns
    -------
    numpy.ndarray
        From above 0 to 1; NaN for other terms, and where a count is no whole number.

    Examples
    --------
    >>> fisher_p(np.array([1.0]), np.array([3.0]), (4, 4)).round(3)
    array([0.486])
    """
    p = np.full(len(target), np.nan)
    small = least_expected(target, reference, totals) < below
    whole = (target == np.floor(target)) & (reference == np.floor(reference))
    chosen = np.flatnonzero(small & whole)
    both = target + reference
    # Sorted by the margin, the terms that share a distribution stand together.
    chosen = chosen[np.argsort(both[chosen], kind="stable")]
    starts = np.flatnonzero(np.diff(both[chosen], prepend=-1.0))
    for group in np.split(chosen, starts[1:]):
        if len(group):
            p[group] = _two_sided(target[group], float(both[group[0]]), totals)
    return p


def _cells(target: Floats, reference: Floats, totals: tuple[float, float]) -> tuple[Floats, Floats]:
    """Give observed and expected counts, 4 x terms."""
    observed = np.stack([target, reference, totals[0] - target, totals[1] - reference])
    both = target + reference
    rows = np.stack([both, both, sum(totals) - both, sum(totals) - both])
    columns = np.array([totals[0], totals[1], totals[0], totals[1]])[:, None]
    return observed, rows * (columns / sum(totals))


def _two_sided(counts: Floats, both: float, totals: tuple[float, float]) -> Floats:
    """Give Fisher's p for counts of the target that share all margins."""
    least = int(max(0, both - totals[1]))
    support = np.arange(least, int(min(both, totals[0])) + 1, dtype=np.float64)
    step = support[:-1]
    # Each probability by its ratio to the one before it: no factorials, nothing lost.
    ratios = (both - step) * (totals[0] - step) / ((step + 1) * (totals[1] - both + step + 1))
    logs = np.concatenate([[0.0], np.cumsum(np.log(ratios))])
    probability = np.exp(logs - logs.max())
    probability /= probability.sum()
    own = probability[counts.astype(np.int64) - least]
    ascending = np.sort(probability)
    sums = np.cumsum(ascending)
    return np.asarray(
        np.minimum(sums[np.searchsorted(ascending, own * (1 + SAME), side="right") - 1], 1)
    )
