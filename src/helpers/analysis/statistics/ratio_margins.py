"""How far an interval for a log-ratio of rates reaches, either way."""

import numpy as np
from scipy import special, stats

from helpers.analysis.resampling import Floats

WARY = 0.25
"""How far plain counts are given Student's margin: 0 would trust them fully, 1 not at all."""

BIAS = 0.25
"""Part of the variance by bursts by which a log rate is taken to lie too low; half is its bias."""

LENT = 4.0
"""Degrees of freedom for which it counts how bursty a word is in the other era: eras may differ."""

Pair = tuple[Floats, Floats]
"""What the target has of something, and what the reference has."""


def ratio_margins(
    plain: Pair,
    errors: Pair,
    freedoms: Pair,
    *,
    effective: tuple[float, float],
    level: float = 0.95,
) -> Pair:
    """Give the distances from a log-ratio of rates to the ends of its interval.

    A log rate varies for two reasons. Counts are small whole numbers; what that does to a ratio is
    known, and not the same either way, so that Jeffreys' interval for the share of the target in
    the uses gives the distances. Articles differ in how often they have a word; how much is only
    estimated, and Student's t allows for it. The squares of both distances are added up. Few uses
    cannot show that they come in bursts, so that a quarter of what Student's t would add to the
    first square is added to it. And where uses come in bursts, sides that lack a large one look
    rarer than they are and better known than they are: both ends are moved a little their way.

    What few articles do not show of bursts, many may. Each side's error is held against the one
    that the bursts of the other side let expect of articles of its lengths. Where that is larger,
    the margin towards a higher rate takes an error between both: a mean of their logarithms, of
    which `LENT` degrees of freedom are the other side's (moderated variances: Smyth 2004; on a
    scale of logarithms: Love et al. 2014). The margin towards a lower rate stays, since no burst
    that was missed would make the rate lower.

    Parameters
    ----------
    plain
        For each term, the squared standard error of the natural log rate on either side, were uses
        spread like plain counts: 1 / count.
    errors
        The squared standard errors that were found, never below those.
    freedoms
        Their degrees of freedom.
    effective
        How many articles of the same length would tell as much of a bursty term as those of either
        side do: `effective_articles`.
    level
        Coverage of the interval.

    Returns
    -------
    down, up : numpy.ndarray
        Distances from the natural log-ratio, 0 or more; NaN where an error is.

    References
    ----------
    Brown, Cai and DasGupta 2001, Statistical Science 16(2), 101-133 (Jeffreys' interval);
    Zou and Donner 2008, Statistics in Medicine 27(10), 1693-1702 (adding up squared distances);
    Smyth 2004, Statistical Applications in Genetics and Molecular Biology 3(1), 3 (moderated
    variances); Love, Huber and Anders 2014, Genome Biology 15, 550 (dispersions of counts,
    moderated on a scale of logarithms).

    Examples
    --------
    >>> one, many = np.array([1.0]), np.array([19.0])
    >>> plain, sizes = (one / 2, one / 8), (20.0, 20.0)
    >>> down, up = ratio_margins(plain, plain, (many, many), effective=sizes)
    >>> down.round(2).item(), up.round(2).item()
    (1.71, 1.41)
    """
    bursts = tuple(np.maximum(error - least, 0) for error, least in zip(errors, plain, strict=True))
    moved = BIAS * (bursts[0] - bursts[1])
    high, rest_high = (
        _moderated(errors[own], plain[own], bursts[1 - own] * there / here, freedoms[own])
        for own, (here, there) in enumerate((effective, effective[::-1]))
    )
    down = _reach(plain, (errors[0], rest_high), freedoms, level)
    up = _reach(plain[::-1], (errors[1], high), freedoms[::-1], level)
    return np.maximum(down - moved, 0), np.maximum(up + moved, 0)


def effective_articles(weights: Floats) -> float:
    """Give how many articles of the same weight would tell as much of a term that comes in bursts.

    Parameters
    ----------
    weights
        What each article of a side weighs: its words.

    Returns
    -------
    float
        From 1 to the number of articles (Kish's effective sample size).

    References
    ----------
    Kish 1965, Survey Sampling, Wiley, ch. 11.

    Examples
    --------
    >>> effective_articles(np.full(5, 300.0)), effective_articles(np.array([100.0, 100, 600]))
    (5.0, 1.6842105263157894)
    """
    return max(float(weights.sum()), 1.0) ** 2 / max(float((weights**2).sum()), 1.0)


def _moderated(error: Floats, plain: Floats, bursts: Floats, freedom: Floats) -> Floats:
    """Give a squared error that takes in the bursts to be expected, where these are larger."""
    with np.errstate(divide="ignore", invalid="ignore"):
        larger = np.maximum((plain + bursts) / error, 1)
    return np.asarray(error * larger ** (LENT / (freedom + LENT)))


def _reach(plain: Pair, errors: Pair, freedoms: Pair, level: float) -> Floats:
    """Give how far below the one found a log-ratio may lie, own side first."""
    variance = errors[0] + errors[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = variance**2 / (errors[0] ** 2 / freedoms[0] + errors[1] ** 2 / freedoms[1])
        counts = 1 / plain[0], 1 / plain[1]
    normal = stats.norm.ppf(0.5 + level / 2)
    student = stats.t.ppf(0.5 + level / 2, freedom)
    wider = 1 + WARY * ((student / normal) ** 2 - 1)
    spread = student**2 * np.maximum(variance - plain[0] - plain[1], 0)
    return np.asarray(np.sqrt(wider * _distance(counts, level) ** 2 + spread))


def _distance(counts: Pair, level: float) -> Floats:
    """Give how far the log-ratio of two plain counts may lie below the one found."""
    own, rest = counts[0] + 0.5, counts[1] + 0.5
    share = special.betaincinv(own, rest, (1 - level) / 2)
    other = special.betaincinv(rest, own, (1 + level) / 2)  # exact where the share is close to 1
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(counts[0] / counts[1]) - np.log(share / other)
    return np.asarray(np.maximum(found, 0))
