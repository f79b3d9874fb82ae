"""When a rate, a tone or a mix of topics changed: an exploration, never a verdict.

A level that jumps is looked for at every border between two periods, and the largest jump is held
against what shuffled periods give. Who looks everywhere finds something, and a slow drift or a
year like the last one looks like a jump: so every change comes with a range and with these doubts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.analysis.honesty import LEVEL, TESTS_FROM, count_of
from helpers.analysis.over_time.autocorrelation import shrinkage
from helpers.analysis.over_time.time_units import TimePlaces, periods_of
from helpers.analysis.over_time.trend_lines import Trends
from helpers.analysis.over_time.trend_tests import Sums, least_p, shuffled_p
from helpers.analysis.resampling import TIE, Floats

PERIODS_FROM = 12
"""Periods with articles from which a change is looked for."""

SHORTEST = 3
"""Periods on either side of a change."""

MOST_CHANGES = 4
MOST_SEARCHED = 12
REDRAWN = 999
FITTED = 5
"""Numbers fitted to a course before its autocorrelation is taken: three levels, two borders."""
CLEARLY = 6.0
"""Difference of two descriptions' information criteria (BIC) from which one of them is better."""

COLUMNS = (
    *("name", "before", "after", "since", "first", "last", "change", "p", "p_floor", "shape"),
    *("articles_before", "articles_after"),
)
"""Columns of the table of changes."""

SHAPES = ("step", "drift", "either")


@dataclass(frozen=True, eq=False)
class ChangePoints:
    """Where a course may have changed its level.

    Attributes
    ----------
    table
        One row per change, in the order of names and of time: ``name``; ``before`` and ``after``,
        the levels on either side, up to the neighbouring changes; ``since``, name of the first
        period at the new level; ``first`` and ``last``, names of the first and the last period that
        it may be with 95%; ``change``, after less before; ``p``, the share of shuffled orders of
        periods that have as large a jump anywhere, the observed one lessened for neighbours that
        resemble each other; ``p_floor``; ``shape``: ``'step'`` where one jump describes the course
        clearly better than a straight line does, ``'drift'`` where the line is clearly better,
        ``'either'`` where neither is; ``articles_before``, ``articles_after``.
    looked_at
        Names that were looked at.
    remark
        Why nothing was looked for, and how many articles or periods that takes; ``''`` else.
    """

    table: pd.DataFrame
    looked_at: tuple[str, ...]
    remark: str


def change_points(
    trends: Trends, names: Sequence[str] | None = None, *, seed: int = 0
) -> ChangePoints:
    """Look for changes of level in the courses of terms or values, each by itself.

    Parameters
    ----------
    trends
        See `trends.term_trends` and `trends.value_trends`. Pass ``unit="month"``, ``"week"`` or
        ``"day"`` there to look more closely.
    names
        Which of them; by default the twelve that most articles use. Names picked for their trends
        are false alarms more often: 10% of the steadiest 15 of 40 that never changed.
    seed
        Seed of whatever is drawn.

    Returns
    -------
    ChangePoints
        Exploratory: p is for each name, and not adjusted for how many were looked at.

    Raises
    ------
    KeyError
        If there is no such name.

    Notes
    -----
    The largest jump (squared difference of weighted means over its error, at every border that
    leaves three periods and 20 articles on either side) is compared with the largest jumps of
    shuffled orders of the periods; where it is a clear step, the parts on either side are searched
    again, up to four changes.

    Found in 200 simulated courses each (means of 10 articles a period; months differ by an SD of
    0.5, articles of one month by 1.2; neighbouring months alike by r):

    ==========================================  ==========  ==========  ==========
    .                                           12 periods  24 periods  60 periods
    ==========================================  ==========  ==========  ==========
    no change, r = 0 (a false alarm)                  0.02        0.00        0.02
    no change, r = 0.4                                0.10        0.12        0.11
    no change, r = 0.7                                0.15        0.23        0.23
    no change, r = 0.9                                0.14        0.34        0.55
    jump of 1 half-way                                0.31        0.72        1.00
    jump of 2 half-way                                0.88        1.00        1.00
    drift of 2, found as a change                     0.51        0.93        1.00
    drift of 2, called a step                         0.05        0.02        0.02
    ==========================================  ==========  ==========  ==========

    Where the jump was found, its range held the true period in 94 to 98%; with a jump of 1 the
    range is 4, 9 and 11 periods wide. A rise that is taken back is found in long courses only: one
    of 1.5 in the middle third in 74% of 60 periods, in 6% of 24. So a change found in a course
    whose years resemble their neighbours is a question to the historian and no finding, and a
    ``'drift'`` or ``'either'`` has no date.

    References
    ----------
    E. S. Page 1955, "A test for a change in a parameter occurring at an unknown point", Biometrika
    42(3/4), 523-527; D. Matteson and N. James 2014, "A nonparametric approach for multiple change
    point analysis of multivariate data", Journal of the American Statistical Association 109,
    334-345, for splitting by permutation; J. Antoch, M. Huskova and N. Veraverbeke 1995,
    "Change-point problem and bootstrap", Journal of Nonparametric Statistics 5(2), 123-144, for
    the range.
    """
    why = _too_few(trends.places)
    if why or trends.sums is None:
        return ChangePoints(_no_table(), (), why)
    asked = list(names) if names is not None else _most_used(trends)
    places = {name: column for column, name in enumerate(trends.sums.names)}
    rows: list[dict[str, object]] = []
    for name in asked:
        own = trends.sums.only([places[name]])
        rows += _described(own.periods, name, trends.places, own.scale, seed)
    return ChangePoints(_table(rows), tuple(asked), "")


def _most_used(trends: Trends) -> list[str]:
    table = trends.table
    ranked = sorted(zip(-table["articles"], table["name"].astype(str), strict=True))
    return [name for _, name in ranked[:MOST_SEARCHED]]


def _described(
    own: Sums, name: str, places: TimePlaces, scale: int, seed: int
) -> Iterator[dict[str, object]]:
    found = sorted(_split(own, places.articles, (0, len(places.numbers)), seed, MOST_CHANGES))
    borders = [0, *(border for border, *_ in found), len(places.numbers)]
    periods = places.names
    for i, (border, first, last, p, shape) in enumerate(found):
        before, after = slice(borders[i], border), slice(border, borders[i + 2])
        left, right = float(_mean(own, before)[0]), float(_mean(own, after)[0])
        yield {
            "name": name,
            "before": left * scale,
            "after": right * scale,
            "since": periods[border],
            "first": periods[first],
            "last": periods[last],
            "change": (right - left) * scale,
            "p": p,
            "p_floor": least_p(len(periods)),
            "shape": shape,
            "articles_before": int(places.articles[before].sum()),
            "articles_after": int(places.articles[after].sum()),
        }


def _split(
    own: Sums, articles: np.ndarray, part: tuple[int, int], seed: int, left: int
) -> list[tuple[int, int, int, float, str]]:
    """Find the largest jump between two periods of a part, and search both sides of it again."""
    start, end = part
    here = _rows(own, start, end)
    borders = _borders(articles[start:end])
    if not left or end - start < PERIODS_FROM or not len(borders):
        return []
    values = np.asarray(here.sums / here.weights[:, None]) - here.overall
    values[:, np.ptp(values, axis=0) <= TIE * np.abs(here.overall)] = 0.0
    jumps = _jumps(here.weights[None, :], (column[None, :] for column in values.T), borders)[0]
    border = int(borders[jumps.round(9).argmax()])
    shrink = _together(_left_over(here, border))
    p = _p(here.weights, values, borders, float(jumps.max()) * shrink**2, seed)
    if p >= LEVEL:
        return []
    first, last = _range(here, border, borders, shrink, seed)
    shape = _shape(here, border)
    found = [(start + border, start + first, start + last, p, shape)]
    if shape != "step":  # a drift would be cut into stairs
        return found
    for side in ((start, start + border), (start + border, end)):
        found += _split(own, articles, side, seed, left - len(found))
    return found


def _borders(articles: np.ndarray) -> np.ndarray:
    """Numbers of the periods with which a new level may begin."""
    before = np.cumsum(articles)[:-1]
    enough = (before >= TESTS_FROM) & (articles.sum() - before >= TESTS_FROM)
    border = np.arange(1, len(articles))
    inside = (border >= SHORTEST) & (border <= len(articles) - SHORTEST)
    return np.asarray(border[enough & inside])


def _jumps(weights: Floats, columns: Iterable[Floats], borders: np.ndarray) -> Floats:
    """Squared jump over its error at each border, added up over columns; orders x borders.

    The error is what is left around the two levels, so that a large jump does not hide itself.
    """
    before = np.cumsum(weights, axis=1)[:, borders - 1]
    total = weights.sum(axis=1)[:, None]
    jump = np.zeros(before.shape)
    for values in columns:
        weighted = weights * values
        whole = weighted.sum(axis=1)[:, None]
        moved = np.cumsum(weighted, axis=1)[:, borders - 1] - before * whole / total
        explained = moved**2 * total / (before * (total - before))
        power = (weighted * values).sum(axis=1)[:, None] - whole**2 / total
        left = power - explained
        varies = power > 0
        left = np.where(varies, np.maximum(left, TIE * power), 1.0)
        jump += np.where(varies, explained / left, 0.0)
    return np.asarray(jump * (weights.shape[1] - 2), dtype=np.float64)


def _p(weights: Floats, values: Floats, borders: np.ndarray, observed: float, seed: int) -> float:
    def score(_: Sums, orders: Floats) -> Floats:
        own = orders.astype(np.int64)
        jumps = _jumps(weights[own], (column[own] for column in values.T), borders)
        return np.asarray(jumps.max(axis=1)[:, None], dtype=np.float64)

    order = np.lexsort(np.round(np.column_stack([weights, values]), 9).T)
    weights, values = weights[order], values[order]
    places, any_ = np.arange(len(weights), dtype=np.float64), Sums.of(values[:, :1], weights)
    return float(shuffled_p(places, np.array([observed]), any_, score, seed=seed)[0])


def _mean(own: Sums, part: slice) -> Floats:
    mean = own.sums[part].sum(axis=0) / own.weights[part].sum()
    return np.asarray(mean, dtype=np.float64)


def _residuals(own: Sums, border: int) -> Floats:
    values = np.asarray(own.sums / own.weights[:, None])
    sides = (slice(None, border), slice(border, None))
    parts = [values[side] - _mean(own, side) for side in sides]
    return np.asarray(np.vstack(parts), dtype=np.float64)


def _left_over(own: Sums, border: int) -> Floats:
    """Give what is left around the levels of two changes, the largest and the next.

    Around one level too few, a second jump would look as if neighbours resembled each other.
    """
    residuals, weights = _residuals(own, border), own.weights
    power = weights @ residuals**2
    scale = np.where(power > 0, power, np.inf)
    best, cut = 0.0, (0, 0, 0)
    for start, end in ((0, border), (border, len(weights))):
        inner = np.arange(start + SHORTEST, end - SHORTEST + 1)
        if not len(inner):
            continue
        before = np.cumsum(weights[start:end])
        moved = np.cumsum(weights[start:end, None] * residuals[start:end], axis=0)
        left, whole = before[inner - start - 1], before[-1]
        gained = moved[inner - start - 1] ** 2 / scale * (whole / (left * (whole - left)))[:, None]
        gains = gained.sum(axis=1)
        if gains.max() > best:
            best, cut = float(gains.max()), (start, int(inner[gains.argmax()]), end)
    start, middle, end = cut
    for side in (slice(start, middle), slice(middle, end)):
        if side.stop > side.start:
            residuals[side] -= weights[side] @ residuals[side] / weights[side].sum()
    return residuals


def _together(residuals: Floats) -> float:
    """One factor for several columns: those with more spread count for more."""
    spread = residuals.var(axis=0)
    total = float(spread.sum())
    return float(spread @ shrinkage(residuals, fitted=FITTED) / total) if total > TIE else 1.0


def _range(
    own: Sums, border: int, borders: np.ndarray, shrink: float, seed: int
) -> tuple[int, int]:
    """Redraw what is left around the two levels, and see where the largest jump then lies."""
    rng = np.random.default_rng(seed)
    weights, residuals = own.weights, _residuals(own, border)
    levels = np.asarray(own.sums / weights[:, None]) - residuals
    # In equal weights, so that a residual may stand in any period; neighbours that resemble each
    # other say less, which larger residuals express.
    share = np.sqrt(weights / weights.mean())[:, None]
    pool = residuals * share / shrink
    drawn = (rng.random((REDRAWN, len(weights))) * len(weights)).astype(np.int64)
    again = (
        level + column[drawn] / share[:, 0] for level, column in zip(levels.T, pool.T, strict=True)
    )
    found = borders[_jumps(np.tile(weights, (REDRAWN, 1)), again, borders).argmax(axis=1)]
    low, high = np.quantile(found, [0.025, 0.975], method="closest_observation")
    return min(int(low), border), max(int(high), border)


def _shape(own: Sums, border: int) -> str:
    """Compare two levels (and where they meet) with a straight line, by what they leave over."""
    weights = own.weights / own.weights.mean()
    values = np.asarray(own.sums / own.weights[:, None])
    times = np.arange(len(values), dtype=np.float64)
    times -= (times @ weights) / weights.sum()
    centred = values - own.overall
    slope = (times * weights) @ centred / ((times**2) @ weights)
    size, width = values.shape
    scale = np.maximum((weights @ centred**2), TIE)
    line = float((weights @ (centred - times[:, None] * slope) ** 2 / scale).mean())
    step = float((weights @ _residuals(own, border) ** 2 / scale).mean())
    fit = size * width * np.log(max(line, TIE) / max(step, TIE))
    better = fit - np.log(size)  # the step has one number more: where it is
    if better >= CLEARLY:
        return "step"
    return "drift" if better <= -CLEARLY else "either"


def _rows(own: Sums, start: int, end: int) -> Sums:
    return Sums.of(own.sums[start:end], own.weights[start:end])


def _too_few(places: TimePlaces) -> str:
    needs = (
        f"changes of level are looked for from {PERIODS_FROM} periods with articles and "
        f"{TESTS_FROM} articles on either side of a border on"
    )
    if not len(places.numbers):
        return f"{places.remark.rstrip('.')}; {needs}."
    if len(places.numbers) < PERIODS_FROM:
        there = periods_of(len(places.numbers), places.unit)
        return f"The articles fall in {there}; {needs}."
    if not len(_borders(places.articles)):
        articles = count_of(int(places.articles.sum()), "article")
        return f"There are {articles} with a place in time; {needs}."
    return ""


def _table(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)) if rows else _no_table()


def _no_table() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))
