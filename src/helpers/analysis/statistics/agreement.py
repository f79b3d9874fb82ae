"""Intervals that do not say more than the permutation test shown next to them."""

import numpy as np

from helpers.analysis.honesty import LEVEL
from helpers.analysis.resampling import Floats


def widened_to_zero(low: Floats, high: Floats, p: Floats) -> tuple[Floats, Floats]:
    """Let intervals take zero in wherever a permutation test does not reject it.

    A 95% interval leaves zero out in up to 5 of 100 cases without a difference, and a test at 5%
    rejects in as many, but not in the same ones. Shown side by side they then contradict each
    other, and whoever believes either is wrong more often than said.

    Parameters
    ----------
    low, high
        Bounds of the intervals; NaN where there is none.
    p
        p-value of the test of each difference; NaN where nothing was tested.

    Returns
    -------
    low, high : numpy.ndarray
        The bounds; where p is above 0.05, the one between the interval and zero is zero. An
        interval that leaves zero out then has p of 0.05 or less; that p is so small does not mean
        that its interval leaves zero out.

    Examples
    --------
    >>> bounds = np.array([0.5, 0.5]), np.array([2.0, 2.0])
    >>> low, high = widened_to_zero(*bounds, np.array([0.01, 0.2]))
    >>> low.tolist(), high.tolist()
    ([0.5, 0.0], [2.0, 2.0])
    """
    kept = np.asarray(p) > LEVEL
    return np.where(kept, np.minimum(low, 0), low), np.where(kept, np.maximum(high, 0), high)
