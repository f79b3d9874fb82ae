"""Intervals for differences of means that agree with the permutation test, by turning it round.

Rates of rare things are skewed and often zero. Where sides are small and unequal, Welch's interval
then leaves zero out far too often; this one leaves it out just where the permutation test over
articles has p of 0.05 or less.
"""

import math

import numpy as np

from helpers.analysis.honesty import EXACT_LIMIT, LEVEL
from helpers.analysis.resampling import TIE, Flags, Floats, smaller_side, splits

ROUNDING = 1e-9


def inverted_interval(
    values: Floats, is_target: Flags, *, seed: int = 0, alpha: float = LEVEL
) -> tuple[Floats, Floats]:
    """Find the differences of means that a permutation test over articles does not reject.

    For a supposed difference d the target's values are lowered by d. A split of the articles with
    the difference D_s, whose target shares with the true one so much that d enters it by c_s, is as
    extreme as the observed D where d lies between (D - D_s) / (1 - c_s) and (D + D_s) / (1 + c_s).
    So the bounds are quantiles of these over all splits, and nothing needs to be searched for.

    Parameters
    ----------
    values
        Articles x columns, no NaN.
    is_target
        One flag per article.
    seed
        Seed of the draws; without effect where all splits are enumerated.
    alpha
        One less the coverage, 0 to 1.

    Returns
    -------
    low, high : numpy.ndarray
        Bounds for each column, in the unit of the values: target minus rest. NaN where no
        difference can be rejected, because there are too few splits.

    References
    ----------
    Garthwaite 1996, "Confidence intervals from randomization tests", Biometrics 52(4), 1387-1393,
    for the principle; he searches for the bounds.

    Examples
    --------
    >>> values = np.array([[7.0], [8], [9], [8], [1], [2], [1], [2]])
    >>> low, high = inverted_interval(values, np.arange(8) < 4)
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([5.0], [8.0])
    """
    table, given = np.asarray(values, dtype=np.float64), np.asarray(is_target, dtype=bool)
    target = smaller_side(given)
    size, chosen = len(table), int(target.sum())
    if not 0 < chosen < size:
        nothing = np.full(table.shape[1], np.nan)
        return nothing, nothing
    table = table - table.mean(axis=0)
    if 2 * chosen == size and table[target].sum() > 0:
        target = ~target  # so that either side gets the mirror of the other's interval
    turned = bool((target != given).any())
    order = np.lexsort((target, *table.T))
    table, target = table[order], target[order]
    observed = table[target].mean(axis=0) - table[~target].mean(axis=0)
    flags = target[:, None].astype(np.float64)
    every = [
        _bounds(observed, _difference(block, table), _difference(block, flags))
        for block in splits(chosen, size - chosen, seed=seed)
    ]
    low, high = (np.concatenate(bounds) for bounds in zip(*every, strict=True))
    if math.comb(size, chosen) > EXACT_LIMIT:  # the observed split is none of those drawn
        low = np.vstack([low, np.full_like(low[:1], -np.inf)])
        high = np.vstack([high, np.full_like(high[:1], np.inf)])
    place = int(alpha * len(low) + ROUNDING)
    lowest = np.partition(low, place, axis=0)[place]
    highest = np.partition(high, len(high) - 1 - place, axis=0)[len(high) - 1 - place]
    # What differs by the order of adding up alone must not part the interval from the test.
    slack = TIE * np.abs(table).max(axis=0)
    lowest, highest = lowest - slack, highest + slack
    known = np.isfinite(lowest) & np.isfinite(highest) & (highest - lowest > 3 * slack)
    lowest, highest = np.where(known, lowest, np.nan), np.where(known, highest, np.nan)
    return (-highest, -lowest) if turned else (lowest, highest)


def _difference(block: Floats, table: Floats) -> Floats:
    """Give the differences of means under splits, splits x columns."""
    chosen = block[0].sum()
    target = block @ table
    rest = table.sum(axis=0) - target
    return np.asarray(target / chosen - rest / (block.shape[1] - chosen))


def _bounds(observed: Floats, differences: Floats, shared: Floats) -> tuple[Floats, Floats]:
    """Give for each split the supposed differences at which it is as extreme as the observed."""
    inner = np.abs(shared) < 1 - ROUNDING
    share = np.where(inner, shared, 0.0)
    one, other = (observed - differences) / (1 - share), (observed + differences) / (1 + share)
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.where(inner, low, -np.inf), np.where(inner, high, np.inf)
