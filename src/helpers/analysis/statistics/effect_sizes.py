"""How much more often one text uses a term than another, in the ways that other tools print."""

import numpy as np

from helpers.analysis.resampling import Floats

PER_MILLION = 1_000_000


def odds_ratio(target: Floats, reference: Floats, totals: tuple[float, float]) -> Floats:
    """Compute the ratio of the odds of a term, target to reference.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.

    Returns
    -------
    numpy.ndarray
        0 where the target never has the term, infinite where the reference never has it, NaN
        where neither has it or has another.

    Examples
    --------
    >>> odds_ratio(np.array([16217.0]), np.array([735.0]), (2796938, 2087946)).round(1)
    array([16.6])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((target * (totals[1] - reference)) / (reference * (totals[0] - target)))


def simple_maths(
    target: Floats, reference: Floats, totals: tuple[float, float], *, added: float = 100
) -> Floats:
    """Compute Kilgarriff's ratio of rates per million words, something added to each.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.
    added
        What is added to each rate: the more, the more frequent are the terms that come first.

    Returns
    -------
    numpy.ndarray
        1 for the same rate, more where the target has the term more often.

    References
    ----------
    Kilgarriff 2009, "Simple maths for keywords", Corpus Linguistics Conference, Liverpool.

    Examples
    --------
    >>> simple_maths(np.array([620.0]), np.array([267.0]), (1017879, 1007532)).round(2)
    array([1.94])
    """
    rates = _per_million(target, totals[0]), _per_million(reference, totals[1])
    return np.asarray((rates[0] + added) / (rates[1] + added))


def difference_coefficient(
    target: Floats, reference: Floats, totals: tuple[float, float]
) -> Floats:
    """Compute the difference of two rates as a part of their sum.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.

    Returns
    -------
    numpy.ndarray
        From -1 (in the reference only) to 1 (in the target only); NaN where neither has the term.

    References
    ----------
    Hofland and Johansson 1982, Word Frequencies in British and American English, Bergen.

    Examples
    --------
    >>> difference_coefficient(np.array([18.0]), np.array([35.0]), (10**6, 10**6)).round(2)
    array([-0.32])
    """
    rates = _per_million(target, totals[0]), _per_million(reference, totals[1])
    with np.errstate(invalid="ignore"):
        return np.asarray((rates[0] - rates[1]) / (rates[0] + rates[1]))


def pmi(target: Floats, reference: Floats, totals: tuple[float, float]) -> Floats:
    """Compute the pointwise mutual information of a term and the target.

    Parameters
    ----------
    target, reference
        Counts, one per term.
    totals
        All words of target and reference.

    Returns
    -------
    numpy.ndarray
        Bits: 0 where the target has as many as expected, +1 with twice as many; minus infinity
        where it has none.

    References
    ----------
    Church and Hanks 1990, Computational Linguistics 16(1), 22-29.

    Examples
    --------
    >>> pmi(np.array([8.0]), np.array([1097.0]), (44, 15_000_000 - 44)).round(1)
    array([11.3])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log2(target * sum(totals) / ((target + reference) * totals[0])))


def _per_million(count: Floats, words: float) -> Floats:
    return np.asarray(PER_MILLION * count / words)
