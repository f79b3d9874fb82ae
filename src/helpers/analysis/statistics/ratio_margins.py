"""How far an interval for a log-ratio of rates reaches, either way."""

import numpy as np
from scipy import special, stats

from helpers.analysis.resampling import Floats

WARY = 0.25
"""How far plain counts are given Student's margin: 0 would trust them fully, 1 not at all."""

BIAS = 0.25
"""Part of the variance by bursts by which a log rate is taken to lie too low; half is its bias."""

Pair = tuple[Floats, Floats]
"""What the target has of something, and what the reference has."""


def ratio_margins(plain: Pair, errors: Pair, freedoms: Pair, *, level: float = 0.95) -> Pair:
    """Give the distances from a log-ratio of rates to the ends of its interval.

    A log rate varies for two reasons. Counts are small whole numbers; what that does to a ratio is
    known, and not the same either way, so that Jeffreys' interval for the share of the target in
    the uses gives the distances. Articles differ in how often they have a word; how much is only
    estimated, and Student's t allows for it. The squares of both distances are added up. Few uses
    cannot show that they come in bursts, so that a quarter of what Student's t would add to the
    first square is added to it. And where uses come in bursts, sides that lack a large one look
    rarer than they are and better known than they are: both ends are moved a little their way.

    Parameters
    ----------
    plain
        For each term, the squared standard error of the natural log rate on either side, were uses
        spread like plain counts: 1 / count.
    errors
        The squared standard errors that were found, never below those.
    freedoms
        Their degrees of freedom.
    level
        Coverage of the interval.

    Returns
    -------
    down, up : numpy.ndarray
        Distances from the natural log-ratio, 0 or more; NaN where an error is.

    References
    ----------
    Brown, Cai and DasGupta 2001, Statistical Science 16(2), 101-133 (Jeffreys' interval);
    Zou and Donner 2008, Statistics in Medicine 27(10), 1693-1702 (adding up squared distances).

    Examples
    --------
    >>> one, many = np.array([1.0]), np.array([19.0])
    >>> down, up = ratio_margins((one / 2, one / 8), (one / 2, one / 8), (many, many))
    >>> down.round(2).item(), up.round(2).item()
    (1.71, 1.41)
    """
    variance = errors[0] + errors[1]
    bursts, rest_bursts = (
        np.maximum(error - least, 0) for error, least in zip(errors, plain, strict=True)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = variance**2 / (errors[0] ** 2 / freedoms[0] + errors[1] ** 2 / freedoms[1])
        counts = 1 / plain[0], 1 / plain[1]
    normal = stats.norm.ppf(0.5 + level / 2)
    student = stats.t.ppf(0.5 + level / 2, freedom)
    wider = 1 + WARY * ((student / normal) ** 2 - 1)
    spread, moved = student**2 * (bursts + rest_bursts), BIAS * (bursts - rest_bursts)
    down = np.sqrt(wider * _distance(counts, level) ** 2 + spread) - moved
    up = np.sqrt(wider * _distance(counts[::-1], level) ** 2 + spread) + moved
    return np.maximum(down, 0), np.maximum(up, 0)


def _distance(counts: Pair, level: float) -> Floats:
    """Give how far the log-ratio of two plain counts may lie below the one found."""
    own, rest = counts[0] + 0.5, counts[1] + 0.5
    share = special.betaincinv(own, rest, (1 - level) / 2)
    other = special.betaincinv(rest, own, (1 + level) / 2)  # exact where the share is close to 1
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(counts[0] / counts[1]) - np.log(share / other)
    return np.asarray(np.maximum(found, 0))
