"""How much less a course says because neighbouring periods resemble each other."""

import numpy as np

from helpers.analysis.resampling import TIE, Floats

MOST_ALIKE = 0.95
"""Autocorrelation beyond which nothing more can be told from a short series."""


def shrinkage(residuals: Floats, *, fitted: int = 2) -> Floats:
    """Tell how much less a score says because neighbouring periods resemble each other.

    With an autocorrelation of r between neighbours, n periods say as much as
    n (1 - r) / (1 + r) independent ones [1]_. The estimate from a short series is too low, and is
    raised by what it is too low on average [2]_.

    Parameters
    ----------
    residuals
        Periods x columns, in the order of time: what is left of the rates or means.
    fitted
        Numbers fitted to each column before.

    Returns
    -------
    numpy.ndarray
        For each column, above 0 to 1: what a score is multiplied by. 1 where neighbours do not
        resemble each other.

    References
    ----------
    .. [1] G. V. Bayley and J. M. Hammersley 1946, "The 'effective' number of independent
       observations in an autocorrelated time series", Supplement to the Journal of the Royal
       Statistical Society 8(2), 184-197.
    .. [2] F. H. C. Marriott and J. A. Pope 1954, "Bias in the estimation of autocorrelations",
       Biometrika 41(3/4), 390-402.

    Examples
    --------
    >>> slow = np.sin(np.arange(24.0) / 3)[:, None]
    >>> shrinkage(slow).round(2), shrinkage(slow * 0)
    (array([0.16]), array([1.]))
    """
    centred = residuals - residuals.mean(axis=0)
    size = len(centred)
    power = (centred**2).sum(axis=0)
    near = (centred[1:] * centred[:-1]).sum(axis=0)
    known = power > TIE
    first = np.where(known, near / np.where(known, power, 1), 0.0)
    likely = np.clip(first + (fitted + 4 * first.clip(0)) / size, 0, MOST_ALIKE)
    return np.where(known, np.sqrt((1 - likely) / (1 + likely)), 1.0)
