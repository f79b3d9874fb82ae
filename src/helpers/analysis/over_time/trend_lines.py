"""Straight lines through rates and means over time: how steep, how sure, how steady."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse, stats

from helpers.analysis.honesty import INTERVALS_FROM, TESTS_FROM, Rung, count_of, verdict
from helpers.analysis.over_time.authors_in_time import authors_in_time
from helpers.analysis.over_time.autocorrelation import shrinkage
from helpers.analysis.over_time.courses import (
    PeriodSums,
    average_course,
    local_average,
    period_sums,
)
from helpers.analysis.over_time.time_units import (
    FEWEST_PERIODS,
    PERIODS_FROM,
    TimePlaces,
    periods_of,
)
from helpers.analysis.over_time.trend_tests import (
    Sums,
    fits,
    least_p,
    period_p,
    slopes,
    trend_p,
)
from helpers.analysis.resampling import TIE, Floats, adjust

COLUMNS = (
    *("name", "articles", "start", "end", "change", "low", "high", "steady"),
    *("p", "p_periods", "p_floor", "p_authors", "authors_floor", "p_adjusted", "verdict"),
)
"""Columns of the table of trends."""

COURSE_COLUMNS = (
    *("name", "period", "start", "number", "articles"),
    *("value", "low", "high", "smooth", "smooth_low", "smooth_high"),
)
"""Columns of a table of courses."""


@dataclass(frozen=True, eq=False)
class Trends:
    """Trends of several rates or means over the same articles.

    Attributes
    ----------
    table
        One row per term or value, the steadiest first (by the smaller of the two scores behind
        ``p`` and ``p_periods``): ``name``; ``articles`` that use the term or have the value;
        ``start`` and ``end``, the ends of the straight line through the articles, at the first and
        the last period (terms: uses per 1,000 words; else the unit of the values); ``change``, end
        less start, with its 95% interval ``low``, ``high``; ``steady``, the share of all pairs of
        periods that differ in the direction of the change, 0 to 1; ``p``, ``p_periods``,
        permutation tests over articles and over whole periods; ``p_floor``, the larger of the least
        p that these can give; ``p_authors`` and ``authors_floor``, the same over authors, NaN
        unless their articles stand together in time (`authors_in_time`); ``p_adjusted``, the
        largest p adjusted for false discoveries over the table, NaN unless tests are allowed;
        ``verdict``, see `honesty.verdict`.
    places
        Where the articles lie in time.
    rung
        What may be said: intervals from 5 articles in either half of the time and three periods on,
        tests from 20 and eight.
    sums
        Sums by period, behind the table.
    by_article, place
        Sums by article, and the period of each, from 0.
    limits
        Sentences on what is left out and what cannot be said.
    """

    table: pd.DataFrame
    places: TimePlaces
    rung: Rung
    sums: PeriodSums | None
    by_article: Sums | None
    place: np.ndarray
    limits: tuple[str, ...]

    def article_values(self, names: Sequence[str]) -> pd.DataFrame:
        """Give the rate or value of each article.

        Parameters
        ----------
        names
            Names of the table.

        Returns
        -------
        pandas.DataFrame
            One row per name and article: ``name``, ``number`` (of its period on the calendar),
            ``value``.
        """
        if self.sums is None or self.by_article is None:
            return pd.DataFrame(columns=["name", "number", "value"])
        own = self.by_article.only([self.sums.names.index(name) for name in names])
        sums = own.sums.toarray() if sparse.issparse(own.sums) else np.asarray(own.sums)
        values = sums / own.weights[:, None] * self.sums.scale
        parts = {
            "name": np.tile(np.array(list(names), dtype=object), len(values)),
            "number": np.repeat(self.places.numbers[self.place], len(names)),
            "value": values.ravel(),
        }
        return pd.DataFrame(parts)

    def courses(self, names: Sequence[str]) -> pd.DataFrame:
        """Follow some terms or values period by period.

        Parameters
        ----------
        names
            Names of the table.

        Returns
        -------
        pandas.DataFrame
            One row per name and period: ``name``, ``period`` (its name), ``start`` (its first
            day), ``number`` (on the calendar), ``articles``, ``value``, ``low``, ``high`` (95%
            interval over articles; NaN with fewer than five), ``smooth``, ``smooth_low``,
            ``smooth_high`` (local average, see `courses.local_average`; NaN with fewer than eight
            periods).

        Raises
        ------
        KeyError
            If there is no such name.
        """
        if self.sums is None:
            return pd.DataFrame(columns=list(COURSE_COLUMNS))
        columns = [self.sums.names.index(name) for name in names]
        own = self.sums.only(columns)
        value, low, high = average_course(own)
        smooth = np.full((3, *value.shape), np.nan)
        if len(self.places.numbers) >= PERIODS_FROM:
            smooth[:] = local_average(own, self.places.numbers)
        size, width = value.shape
        parts = {
            "name": np.tile(np.array(list(names), dtype=object), size),
            "period": np.repeat(np.array(self.places.names, dtype=object), width),
            "start": np.repeat(np.array(self.places.starts, dtype=object), width),
            "number": np.repeat(self.places.numbers, width),
            "articles": np.repeat(self.places.articles, width),
        }
        drawn = (value, low, high, *smooth)
        parts |= {
            column: table.ravel() * own.scale
            for column, table in zip(COURSE_COLUMNS[5:], drawn, strict=True)
        }
        return pd.DataFrame(parts)[list(COURSE_COLUMNS)]


def trend_rung(halves: int, periods: int) -> Rung:
    """Find what may be said about trends.

    Parameters
    ----------
    halves
        Articles in the smaller half of the time.
    periods
        Periods with articles.

    Returns
    -------
    Rung
        ``NOTHING`` with fewer than three periods, ``DESCRIPTION`` with fewer than five articles in
        a half, ``TESTS`` from 20 and eight periods on, else ``INTERVALS``.

    Examples
    --------
    >>> trend_rung(300, 12), trend_rung(300, 6)
    (<Rung.TESTS: 'tests'>, <Rung.INTERVALS: 'intervals'>)
    """
    if periods < FEWEST_PERIODS:
        return Rung.NOTHING
    if halves < INTERVALS_FROM:
        return Rung.DESCRIPTION
    tests = halves >= TESTS_FROM and periods >= PERIODS_FROM
    return Rung.TESTS if tests else Rung.INTERVALS


def fit_trends(
    names: tuple[str, ...],
    by_article: Sums,
    users: np.ndarray,
    place: np.ndarray,
    places: TimePlaces,
    *,
    rate: bool,
    authors: Sequence[str],
    seed: int,
) -> Trends:
    """Fit and test a straight line for each column.

    Parameters
    ----------
    names
        Of the columns.
    by_article
        Articles x columns, those that have a place in time.
    users
        For each column the articles that use the term or have the value.
    place
        The period of each article, from 0.
    places
        The periods.
    rate
        Whether sums are uses and weights are words.
    authors
        Author of each article, ``''`` where not known.
    seed
        Seed of whatever is drawn.

    Returns
    -------
    Trends
        The steadiest first.
    """
    at = trend_rung(places.halves, len(places.numbers))
    limits = [places.remark] if places.remark else []
    limits.append(_rung_sentence(at, places))
    own = period_sums(names, by_article, place, len(places.numbers), rate=rate)
    if at is Rung.NOTHING or not names:
        return Trends(_no_table(), places, at, own, by_article, place, tuple(limits))
    times = places.numbers.astype(np.float64)
    line = _straight_lines(times, own)
    p = p_periods = p_authors = np.full(len(names), np.nan)
    together = authors_in_time(times[place], authors) if at.intervals else None
    if at.intervals:
        p = trend_p(times[place], by_article, seed=seed)
        p_periods = period_p(times, own.periods, seed=seed, shrink=line["shrink"])
    if together is not None:
        p_authors = together.trend_p(times[place], by_article, seed=seed)
        limits.append(together.sentence)
    floor = max(least_p(len(place)), least_p(len(times)))
    largest = np.fmax(np.maximum(p, p_periods), p_authors)
    adjusted = adjust(largest) if at.tests else np.full(len(names), np.nan)
    bounds = at.intervals
    table = pd.DataFrame(
        {
            "name": list(names),
            "articles": users,
            "start": line["start"] * own.scale,
            "end": line["end"] * own.scale,
            "change": line["change"] * own.scale,
            "low": line["low"] * own.scale if bounds else np.nan,
            "high": line["high"] * own.scale if bounds else np.nan,
            "steady": _steadiness(own, line["change"]),
            "p": p,
            "p_periods": p_periods,
            "p_floor": floor if bounds else np.nan,
            "p_authors": p_authors,
            "authors_floor": np.nan if together is None else together.floor,
            "p_adjusted": adjusted,
        }
    )
    table["verdict"] = [
        verdict(at, low, high, p_adjusted=own_p, p_authors=by_author)
        for low, high, own_p, by_author in zip(
            table["low"], table["high"], adjusted, p_authors, strict=True
        )
    ]
    by_articles = np.abs(slopes(times[place][None, :], by_article)[2][0])
    by_periods = np.abs(fits(times[None, :], own.periods)[0]) * line["shrink"]
    score = np.minimum(by_articles, by_periods).round(9)
    order = np.lexsort([np.array(names, dtype=object).astype(str), -score])
    ranked = table.iloc[order].reset_index(drop=True)[list(COLUMNS)]
    return Trends(ranked, places, at, own, by_article, place, tuple(limits))


def _straight_lines(times: Floats, own: PeriodSums) -> dict[str, Floats]:
    """Fit a straight line to each column; its errors are the larger of articles' and periods'."""
    periods = own.periods
    slope = slopes(times[None, :], periods)[0][0]
    centred = times - (times @ periods.weights) / periods.weights.sum()
    length = float((centred**2) @ periods.weights)
    line = periods.overall + centred[:, None] * slope
    residuals = periods.sums - periods.weights[:, None] * line
    shrink = shrinkage(residuals / periods.weights[:, None])
    freedom = max(len(times) - 2, 1)
    over_periods = (centred**2) @ residuals**2 * len(times) / freedom / shrink**2
    over_articles = (centred**2) @ (
        own.squares - 2 * line * own.cross + line**2 * own.weight_squares[:, None]
    )
    least = (centred**2) @ (periods.weights[:, None] * line.clip(0)) if own.rate else 0.0
    error = np.sqrt(np.maximum(np.maximum(over_periods, over_articles), least)) / length
    half = stats.t.ppf(0.975, freedom) * error
    reach = times[-1] - times[0]
    return {
        "start": line[0],
        "end": line[-1],
        "change": slope * reach,
        "low": (slope - half) * reach,
        "high": (slope + half) * reach,
        "shrink": shrink,
    }


def _steadiness(own: PeriodSums, change: Floats) -> Floats:
    """Share of the pairs of periods with unlike values that differ in the line's direction."""
    values = own.periods.sums / own.periods.weights[:, None]
    ups, downs = np.zeros(len(change)), np.zeros(len(change))
    for gap in range(1, len(values)):
        steps = values[gap:] - values[:-gap]
        ups += (steps > TIE).sum(axis=0)
        downs += (steps < -TIE).sum(axis=0)
    both = ups + downs
    along = np.where(change >= 0, ups, downs)
    return np.where(both > 0, along / np.where(both > 0, both, 1), np.nan)


def no_trends(places: TimePlaces) -> Trends:
    """Say why there are none.

    Parameters
    ----------
    places
        Without periods.

    Returns
    -------
    Trends
        An empty table and sentences.
    """
    sentences = [places.remark] if places.remark else []
    if "need" not in places.remark:
        sentences.append(f"{_needs()}.")
    return Trends(
        _no_table(), places, Rung.NOTHING, None, None, np.zeros(0, dtype=np.int64), tuple(sentences)
    )


def _no_table() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _needs() -> str:
    return (
        f"A trend may be claimed from {TESTS_FROM} articles in either half of the time and "
        f"{PERIODS_FROM} periods on"
    )


def _rung_sentence(at: Rung, places: TimePlaces) -> str:
    have = (
        f"here the smaller half has {count_of(places.halves, 'article')}, and there are "
        f"{periods_of(len(places.numbers), places.unit)} with articles"
    )
    if at is Rung.TESTS:
        return (
            f"{count_of(int(places.articles.sum()), 'article')} in "
            f"{periods_of(len(places.numbers), places.unit)}: enough for tests of trends."
        )
    if at is Rung.INTERVALS:
        return f"{_needs()}; {have}, so that a change can lean, no more."
    return f"{_needs()}; {have}: what follows describes these articles."
