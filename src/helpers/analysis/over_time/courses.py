"""Rates and means period by period, with intervals over articles, and a local average of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse, stats

from helpers.analysis.honesty import INTERVALS_FROM, TESTS_FROM
from helpers.analysis.over_time.trend_tests import Matrix, Sums
from helpers.analysis.resampling import Floats

PER_WORDS = 1_000
"""Words that a rate is told for."""

NARROWEST, PART = 2.0, 10
"""The local average reaches this many periods to either side at least, and this part of all."""


@dataclass(frozen=True, eq=False)
class PeriodSums:
    """Sums over the articles of each period, from which rates, means and their errors follow.

    Attributes
    ----------
    names
        Of the columns.
    periods
        Sums and weights by period.
    squares, cross, weight_squares
        Sums over articles of the squares, of the products with the weights (periods x columns), and
        of the squared weights (by period).
    articles
        By period.
    spread
        For each column how much more uses vary between the articles of a period than single words
        drawn at random would (1 or more), or the variance of article values within periods.
    rate
        Whether these are rates of words.
    """

    names: tuple[str, ...]
    periods: Sums
    squares: Floats
    cross: Floats
    weight_squares: Floats
    articles: np.ndarray
    spread: Floats
    rate: bool

    @property
    def scale(self) -> int:
        """What values are multiplied by to be shown."""
        return PER_WORDS if self.rate else 1

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the spread."""
        return max(int(self.articles.sum()) - len(self.articles), 1)

    def only(self, columns: Sequence[int]) -> "PeriodSums":
        """Take some columns.

        Parameters
        ----------
        columns
            Their numbers.

        Returns
        -------
        PeriodSums
            The same periods.
        """
        own = list(columns)
        return replace(
            self,
            names=tuple(self.names[column] for column in own),
            periods=self.periods.only(own),
            squares=self.squares[:, own],
            cross=self.cross[:, own],
            spread=self.spread[own],
        )


def period_sums(
    names: Sequence[str], articles: Sums, place: np.ndarray, n_periods: int, *, rate: bool
) -> PeriodSums:
    """Add articles up by period.

    Parameters
    ----------
    names
        Of the columns.
    articles
        Articles x columns.
    place
        The period of each, from 0.
    n_periods
        How many periods; each has an article.
    rate
        Whether sums are uses and weights are words.

    Returns
    -------
    PeriodSums
        By period.

    Examples
    --------
    >>> uses, words = np.array([[1.0], [3.0], [2.0]]), np.array([500.0, 500.0, 1000.0])
    >>> own = period_sums(["quota"], Sums.of(uses, words), np.array([0, 0, 1]), 2, rate=True)
    >>> own.periods.sums.ravel()
    array([4., 2.])
    """
    cells = np.ones(len(place)), (place, np.arange(len(place)))
    by_period = sparse.csr_matrix(cells, shape=(n_periods, len(place)))

    def added(table: Matrix) -> Floats:
        both = by_period @ table
        return np.asarray(both.toarray() if sparse.issparse(both) else both, dtype=np.float64)

    sums, squares, cross = (added(t) for t in (articles.sums, articles.squares, articles.cross))
    weights = np.asarray(by_period @ articles.weights, dtype=np.float64)
    weight_squares = np.asarray(by_period @ articles.weights**2, dtype=np.float64)
    means = sums / weights[:, None]
    within = (squares - 2 * means * cross + means**2 * weight_squares[:, None]).sum(axis=0)
    freedom = max(len(place) - n_periods, 1)
    if rate:
        expected = sums.sum(axis=0)
        ratio = within / np.where(expected > 0, expected, 1) * len(place) / freedom
        spread = np.maximum(ratio, 1.0)
    else:
        spread = np.maximum(within, 0) / freedom
    return PeriodSums(
        tuple(names),
        Sums.of(sums, weights),
        squares,
        cross,
        weight_squares,
        np.bincount(place, minlength=n_periods),
        spread,
        rate,
    )


def average_course(own: PeriodSums) -> tuple[Floats, Floats, Floats]:
    """Give each period's rate or mean with its 95% interval over articles.

    Parameters
    ----------
    own
        Sums by period.

    Returns
    -------
    value, low, high : numpy.ndarray
        Periods x columns. No bounds where a period has fewer than five articles.

    Notes
    -----
    How much articles of one period differ is estimated from all periods together, since five
    articles alone tell little about it. Rates: Fay and Feuer's gamma interval [1]_, which holds for
    few uses and for none, with the counts divided by the spread.

    References
    ----------
    .. [1] M. Fay and E. Feuer 1997, "Confidence intervals for directly standardized rates: a method
       based on the gamma distribution", Statistics in Medicine 16(7), 791-801.
    """
    bounded = (own.articles >= INTERVALS_FROM)[:, None]
    value, low, high = _bounded(own, np.eye(len(own.articles)))
    return value, np.where(bounded, low, np.nan), np.where(bounded, high, np.nan)


def local_average(own: PeriodSums, numbers: np.ndarray) -> Floats:
    """Average the periods around each period, near ones more, with a 95% band over articles.

    Parameters
    ----------
    own
        Sums by period.
    numbers
        Of the periods on the calendar, ascending.

    Returns
    -------
    numpy.ndarray
        3 x periods x columns: average, low, high. The band tells what other articles of the same
        periods might have given; what lies between the periods is not in it.

    Notes
    -----
    Weights fall in a straight line to zero at the reach: two periods or a tenth of the time,
    whatever is more, and further until a window in the middle of the ranking holds as much as 20
    articles of equal weight. At either end the average looks to one side only and lags behind.
    """
    reach = max(NARROWEST, (numbers[-1] - numbers[0] + 1) / PART)
    gaps = np.abs(numbers[:, None] - numbers[None, :])
    while True:
        kernel = np.clip(1 - gaps / (reach + 1), 0, None)
        held = (kernel @ own.articles) ** 2 / (kernel**2 @ own.articles)
        if np.median(held) >= TESTS_FROM or reach > numbers[-1] - numbers[0]:
            break
        reach += 1
    return np.array(_bounded(own, kernel))


def _bounded(own: PeriodSums, kernel: Floats) -> tuple[Floats, Floats, Floats]:
    weights = own.periods.weights
    total = (kernel @ weights)[:, None]
    value = kernel @ own.periods.sums / total
    if not own.rate:
        # Weights are numbers of articles here.
        error = np.sqrt(own.spread * (kernel**2 @ weights)[:, None]) / total
        half = stats.t.ppf(0.975, own.freedom) * error
        return value, value - half, value + half
    largest = kernel.max(axis=1)[:, None] * own.spread / total
    variance = own.spread * (kernel**2 @ own.periods.sums) / total**2
    used = value > 0
    shape = np.where(used, value**2 / np.where(used, variance, 1), 1.0)
    scale = np.where(used, variance / np.where(used, value, 1), 1.0)
    low = np.where(used, stats.gamma.ppf(0.025, shape, scale=scale), 0.0)
    above, wide = value + largest, variance + largest**2
    high = stats.gamma.ppf(0.975, above**2 / wide, scale=wide / above)
    return value, low, high
