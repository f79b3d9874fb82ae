"""Measures of keyness: four numbers per term, its counts and all words on either side."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.effect_sizes import PER_MILLION, odds_ratio
from helpers.analysis.statistics.ratios import ABSENT
from helpers.errors import DatelinesError

PRIOR_WORDS = 500.0
"""Words that the informative prior is worth, as in Monroe, Colaresi and Quinn 2008."""


def keyness(
    target_counts: Mapping[str, float],
    reference_counts: Mapping[str, float],
    *,
    totals: tuple[float, float] | None = None,
    prior: float | None = None,
) -> pd.DataFrame:
    """Compare how often terms are used in two texts or collections, the tokens being all there is.

    Parameters
    ----------
    target_counts, reference_counts
        Term to count. A term may be missing on one side.
    totals
        All words of target and reference, where the mappings hold a selection of the terms. By
        default the sums of the counts.
    prior
        Prior count of the log-odds for every term, alike for all (a flat prior, 0.1 say). By
        default an informative prior: 500 words, shared out as both sides together use the terms.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``term``, the highest ``z`` first, ties by term:

        - ``target``, ``reference``: counts; ``target_pm``, ``reference_pm``: per million words
        - ``log_ratio``: base 2; +1 is twice as often in the target. Zero stands as 0.5, but never
          makes a term lean to the side that does not use it.
        - ``percent_diff``: difference in % of the reference's rate; infinite where that is zero
        - ``odds_ratio``: of the term against all other words; infinite where the reference has none
        - ``g2``: log-likelihood on two cells, 0 and up; ``bic``: g2 less the log of all words
        - ``log_odds``: weighted log-odds ratio (natural log); ``z``: the same in standard errors

    Raises
    ------
    DatelinesError
        If a side has no words, or a count is below zero.

    Notes
    -----
    ``g2`` and ``z`` take every token for independent evidence. Words come in bursts, article by
    article, so they rank terms but test nothing; see `term_keyness`. What further tools print is
    in `contingency.other_measures`.

    References
    ----------
    Rayson and Garside 2000 (g2; https://ucrel.lancs.ac.uk/llwizard.html), Wilson 2013 (bic),
    Hardie 2014 (log_ratio), Gabrielatos and Marchi 2011 (percent_diff), Monroe, Colaresi and
    Quinn 2008, Political Analysis 16, 372-403 (log_odds, z).

    Examples
    --------
    >>> table = keyness({"quota": 8, "dollar": 2}, {"quota": 1, "dollar": 9})
    >>> table["log_ratio"].round(2).to_dict()
    {'quota': 3.0, 'dollar': -2.17}
    """
    sides = pd.DataFrame(
        {"target": dict(target_counts), "reference": dict(reference_counts)}, dtype=np.float64
    )
    sides = sides.fillna(0).sort_index().rename_axis("term")
    if (sides < 0).any(axis=None):
        raise DatelinesError("a term has a count below zero: give counts of zero and more")
    words = totals or (float(sides["target"].sum()), float(sides["reference"].sum()))
    sides = sides[sides.sum(axis=1) > 0]
    target, reference = sides["target"].to_numpy(), sides["reference"].to_numpy()
    return ranked(measures(target, reference, words, prior=prior).set_index(sides.index))


def measures(
    target: Floats, reference: Floats, totals: tuple[float, float], *, prior: float | None = None
) -> pd.DataFrame:
    """Compute the measures of `keyness` for arrays of counts.

    Parameters
    ----------
    target, reference
        Counts, one per term, not both zero.
    totals
        All words of target and reference.
    prior
        As for `keyness`.

    Returns
    -------
    pandas.DataFrame
        The columns of `keyness`, one row per term in the given order.

    Raises
    ------
    DatelinesError
        If a side has no words.

    Examples
    --------
    >>> hand = measures(np.array([540.0]), np.array([7525.0]), (116000, 5451382))
    >>> hand["g2"].round(2).item()
    534.64
    """
    if min(totals) <= 0:
        side = "target" if totals[0] <= 0 else "reference"
        raise DatelinesError(f"the {side} has no words: there is nothing to compare")
    rate, rest_rate = target / totals[0], reference / totals[1]
    g2 = g2_two_cell(target, reference, totals)
    log_odds, z = weighted_log_odds(target, reference, totals, prior=prior)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent_diff = 100 * (rate - rest_rate) / rest_rate
    return pd.DataFrame(
        {
            "target": target,
            "reference": reference,
            "target_pm": PER_MILLION * rate,
            "reference_pm": PER_MILLION * rest_rate,
            "log_ratio": log_ratio(target, reference, totals),
            "percent_diff": percent_diff,
            "odds_ratio": odds_ratio(target, reference, totals),
            "g2": g2,
            "bic": g2 - math.log(sum(totals)),
            "log_odds": log_odds,
            "z": z,
        }
    )


def g2_two_cell(target: Floats, reference: Floats, totals: tuple[float, float]) -> Floats:
    """Compute the log-likelihood of Rayson's wizard, from the two cells where the term occurs.

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

    Examples
    --------
    >>> g2_two_cell(np.array([29.0]), np.array([504.0]), (116000, 5451382)).round(2)
    array([20.5])
    """
    both = (target + reference) / sum(totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = [
            np.where(count > 0, count * np.log(count / (words * both)), 0.0)
            for count, words in zip((target, reference), totals, strict=True)
        ]
    return np.asarray(np.maximum(2 * (cells[0] + cells[1]), 0))


def log_ratio(
    target: Floats, reference: Floats, totals: tuple[float, float], *, added: float = 0
) -> Floats:
    """Compute the base-2 logarithm of the ratio of two rates.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.
    added
        Added to every count, as some tools do (0.5). With 0, a zero count stands as 0.5.

    Returns
    -------
    numpy.ndarray
        +1 means twice as often in the target, -1 half as often. With ``added`` of 0 a term that one
        side never uses does not lean to that side: where 0.5 in few words would be a higher rate
        than the other side's, and where neither uses it, this is 0.

    References
    ----------
    Hardie 2014, "Log Ratio: an informal introduction", CASS, Lancaster.

    Examples
    --------
    >>> log_ratio(np.array([6.0, 4.0, 1.0]), np.array([3.0, 0.0, 0.0]), (100, 100))
    array([1., 3., 1.])
    >>> log_ratio(np.array([1.0]), np.array([0.0]), (100, 10))
    array([0.])
    """
    count, rest = target + added, reference + added
    rate = np.where(count > 0, count, ABSENT) / totals[0]
    ratio = np.log2(rate / (np.where(rest > 0, rest, ABSENT) / totals[1]))
    ratio = np.where(count > 0, ratio, np.minimum(ratio, 0))
    return np.asarray(np.where(rest > 0, ratio, np.maximum(ratio, 0)))


def weighted_log_odds(
    target: Floats, reference: Floats, totals: tuple[float, float], *, prior: float | None = None
) -> tuple[Floats, Floats]:
    """Compute log-odds ratios shrunk by a Dirichlet prior, and their z-scores.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.
    prior
        As for `keyness`.

    Returns
    -------
    log_odds, z : numpy.ndarray
        Positive where the target uses the term more; NaN for a term that is the only one there is.

    References
    ----------
    Monroe, Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16, 372-403.

    Examples
    --------
    >>> counts = np.array([3.0, 14.0]), np.array([2.0, 10.0])
    >>> weighted_log_odds(*counts, (17, 12), prior=0.1)[1].round(3)
    array([ 0.062, -0.135])
    """
    if prior is None:
        alpha, mass = PRIOR_WORDS * (target + reference) / sum(totals), PRIOR_WORDS
    else:
        alpha, mass = np.full(len(target), prior), prior * len(target)

    def log_odds(count: Floats, words: float) -> Floats:
        others = words + mass - count - alpha
        return np.asarray(np.log((count + alpha) / np.where(others > 0, others, np.nan)))

    difference = log_odds(target, totals[0]) - log_odds(reference, totals[1])
    return difference, difference / np.sqrt(1 / (target + alpha) + 1 / (reference + alpha))


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Put the highest ``z`` first and break ties by term, alike on every machine.

    Parameters
    ----------
    table
        A table with the index ``term`` and a column ``z``.

    Returns
    -------
    pandas.DataFrame
        The same rows.
    """
    order = np.lexsort((table.index.to_numpy(dtype=str), -table["z"].round(9)))
    return table.iloc[order]
