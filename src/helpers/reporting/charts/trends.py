"""Figures of what rises and falls over time, and of where a level changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.honesty import INTERVALS_FROM, count_of
from helpers.reporting.charts.topic_marks import write_below
from helpers.reporting.decimals import decimals
from helpers.reporting.numerals import number
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PALE,
    PLAIN,
    QUIET,
    Drawing,
    new_figure,
    quiet_grid,
    shorten,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from helpers.analysis.over_time.change_points import ChangePoints
    from helpers.analysis.over_time.trend_lines import Trends

MOST_PANELS = 12
MOST_POINTS = 50
"""Articles up to which each is drawn."""
MANY = 25
"""Periods from which their own intervals are left to the table: the band says it more calmly."""
MOST_NUMBERS = 120
LONGEST = 26
RANGE = "#e3d9a6"
"""Where a change may lie: the colour of no era and of no topic."""
BROKEN = 2
"""Periods without articles from which a line is broken."""


def trend_courses(
    trends: Trends,
    names: Sequence[str],
    unit: str = "Uses per 1,000 words",
    changes: ChangePoints | None = None,
) -> Drawing | None:
    """Draw how terms or values went, period by period.

    Parameters
    ----------
    trends : Trends
        See `analysis.over_time.trends`.
    names : sequence of str
        Which of them, at most twelve.
    unit : str
        What is measured, and its unit.
    changes : ChangePoints, optional
        Draw the levels on either side of these changes, and the range of their dates, in place of
        straight lines.

    Returns
    -------
    Drawing or None
        A panel a name: a point a period (hollow with fewer than five articles), its interval where
        there are fewer than 25 periods, the local average with its band from eight periods on, the
        articles where there are fewer than fifty. None with fewer than three periods.
    """
    shown = [name for name in names if trends.sums and name in trends.sums.names][:MOST_PANELS]
    if len(trends.places.numbers) < 3 or not shown:
        return None
    course = trends.courses(shown)
    articles = int(trends.places.articles.sum())
    few = trends.article_values(shown) if articles < MOST_POINTS else None
    columns = min(2 if len(shown) in (2, 4) else 3, len(shown))
    lines = math.ceil(len(shown) / columns)
    figure, panels = new_figure(lines * (2.6 if columns == 1 else 2.0) + 0.9, columns, lines)
    figure.get_layout_engine().set(w_pad=0.07, h_pad=0.07)  # type: ignore[union-attr, call-arg]
    told = {row.name: row for row in _unindexed(trends.table)}
    for axes, name in zip(panels, shown, strict=False):
        own = course[course["name"] == name]
        points = None if few is None else few[few["name"] == name]
        _draw_course(axes, own, points)
        if changes is not None:
            _draw_changes(axes, changes.table[changes.table["name"] == name], own)
        elif name in told:
            _draw_line(axes, told[name], trends.places.numbers)
        said = _said(told[name], rate=trends.sums.rate) if trends.sums and name in told else ""
        _head(axes, name, said if changes is None else "")
        _name_periods(axes, trends)
        quiet_grid(axes, "y")
    for axes in panels[len(shown) :]:
        axes.axis("off")
    write_below(figure, " ".join(_notes(trends, course, unit, articles, changes)))
    data = course[["name", "period", "articles", "value", "low", "high", "smooth"]]
    steps = np.unique(np.linspace(0, len(data) - 1, min(len(data), MOST_NUMBERS)).astype(int))
    drawn = data if len(data) <= MOST_NUMBERS else data.iloc[steps]
    return Drawing(
        figure, _alt(trends, shown, unit, changes), drawn.round(3).reset_index(drop=True)
    )


def _draw_course(axes: Axes, own: pd.DataFrame, points: pd.DataFrame | None) -> None:
    x = own["number"].to_numpy(dtype=float)
    value, low, high, smooth, band_low, band_high = (
        own[name].to_numpy(dtype=float)
        for name in ("value", "low", "high", "smooth", "smooth_low", "smooth_high")
    )
    if points is not None and len(points):
        places = points["number"].to_numpy(dtype=float)
        # Articles of one period side by side; when in it they were written is not told here.
        rank = points.groupby("number").cumcount().to_numpy()
        crowd = points.groupby("number")["value"].transform("size").to_numpy()
        aside = 0.5 * ((rank + 0.5) / crowd - 0.5)
        axes.plot(places + aside, points["value"], linestyle="", marker="o", markersize=3,
                  color=PALE, markeredgewidth=0, zorder=1)  # fmt: skip
    breaks = np.flatnonzero(np.diff(x) > BROKEN) + 1
    parts = [np.insert(part, breaks, np.nan) for part in (x, smooth, band_low, band_high)]
    if np.isfinite(smooth).any():
        axes.fill_between(parts[0], parts[2], parts[3], color=PLAIN, alpha=0.18, linewidth=0,
                          zorder=1)  # fmt: skip
        axes.plot(parts[0], parts[1], color=PLAIN, linewidth=1.8, zorder=3)
    has = np.isfinite(low) & np.isfinite(high)
    if len(x) < MANY and has.any():
        axes.vlines(x[has], low[has], high[has], color=PLAIN, linewidth=1.2, alpha=0.55, zorder=2)
    thin = (own["articles"] < INTERVALS_FROM).to_numpy()
    wide = 4.5 if len(x) < MANY else 2.6
    for some, inside in ((thin, "white"), (~thin, PLAIN)):
        if some.any():
            axes.plot(x[some], value[some], linestyle="", marker="o", markersize=wide, color=inside,
                      markeredgecolor=PLAIN, markeredgewidth=0.8, zorder=4)  # fmt: skip
    drawn = [value, band_low, band_high, *((low, high) if len(x) < MANY else ())]
    if points is not None:
        drawn.append(points["value"].to_numpy(dtype=float))
    together = np.concatenate(drawn)
    top, bottom = float(np.nanmax(together)), float(np.nanmin(together))
    margin = 0.07 * (top - bottom) or 0.1 * max(abs(top), 1e-3)
    axes.set_ylim(-0.4 * margin if bottom >= 0 else bottom - margin, top + margin)


def _draw_line(axes: Axes, row: Any, numbers: np.ndarray) -> None:  # noqa: ANN401
    if np.isfinite(row.low):
        axes.plot([numbers[0], numbers[-1]], [row.start, row.end], color=INK, linewidth=1,
                  linestyle=(0, (4, 2)), zorder=3)  # fmt: skip


def _draw_changes(axes: Axes, found: pd.DataFrame, own: pd.DataFrame) -> None:
    where = dict(zip(own["period"], own["number"], strict=True))
    border = int(own["number"].min()) - 0.5
    found = found[found["shape"] != "drift"]
    for row in rows(found):
        # A jump that a drift describes as well is dashed.
        dash = "-" if row.shape == "step" else (0, (3, 2))
        axes.axvspan(where[row.first] - 0.6, where[row.last] - 0.4, color=RANGE, alpha=0.5,
                     linewidth=0, zorder=0)  # fmt: skip
        since = where[row.since] - 0.5
        axes.plot([border, since, since], [row.before, row.before, row.after], color=INK,
                  linewidth=1.4, linestyle=dash, zorder=5)  # fmt: skip
        border = since
    if len(found):
        level = float(found["after"].iloc[-1])
        axes.plot([border, own["number"].max() + 0.5], [level] * 2, color=INK, linewidth=1.4,
                  linestyle=dash, zorder=5)  # fmt: skip


def _unindexed(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through rows; a column ``name`` is an attribute of theirs."""
    return iter(frame.itertuples(index=False))


def _head(axes: Axes, name: str, said: str) -> None:
    axes.set_title(shorten(name, LONGEST), fontsize=10, pad=16 if said else None)
    if said:
        axes.text(0, 1.02, said, transform=axes.transAxes, fontsize=8.5, color=QUIET,
                  verticalalignment="bottom")  # fmt: skip


def _said(row: Any, *, rate: bool) -> str:  # noqa: ANN401  (a row holds anything)
    start, end = _ends(row, rate=rate)
    digits = decimals(max(abs(start), abs(end)))
    return f"{number(start, digits)} to {number(end, digits)}: {row.verdict}"


def _ends(row: Any, *, rate: bool) -> tuple[float, float]:  # noqa: ANN401
    """Give the ends of a straight line as they are told: nothing is used less often than never."""
    return (max(row.start, 0.0), max(row.end, 0.0)) if rate else (row.start, row.end)


def _name_periods(axes: Axes, trends: Trends) -> None:
    numbers, names = trends.places.numbers, trends.places.names
    margin = 0.04 * (numbers[-1] - numbers[0])
    axes.set_xlim(numbers[0] - margin - 0.3, numbers[-1] + margin + 0.3)
    axes.set_xticks([numbers[0], numbers[-1]], [_short(names[0]), _short(names[-1])])
    labels = axes.get_xticklabels()
    labels[0].set_horizontalalignment("left")
    labels[-1].set_horizontalalignment("right")


def _short(name: str) -> str:
    return name.removeprefix("week of ")


def _notes(
    trends: Trends, course: pd.DataFrame, unit: str, articles: int, changes: ChangePoints | None
) -> list[str]:
    periods = len(trends.places.numbers)
    notes = [f"{unit}; a point a {_one(trends.places.unit)}."]
    if (course["articles"] < INTERVALS_FROM).any():
        notes.append(f"Hollow: fewer than {count_of(INTERVALS_FROM, 'article')}.")
    if articles < MOST_POINTS:
        notes.append("Pale: single articles.")
    if course["smooth"].notna().any():
        notes.append("Line and band: local average with its 95% interval over articles.")
    if periods < MANY and course["low"].notna().any():
        notes.append("Lines up and down: 95% intervals of a point.")
    if changes is not None and len(changes.table):
        notes.append(
            "Exploratory. Steps: levels before and after a change, dashed where a drift fits as "
            "well; shaded: when it may have been."
        )
    elif changes is None and trends.rung.intervals:
        notes.append("Dashed: the straight line that the numbers above are the ends of.")
    return notes


def _one(unit: str) -> str:
    return "period of five years" if unit == "five years" else unit


def _alt(trends: Trends, names: Sequence[str], unit: str, changes: ChangePoints | None) -> str:
    known = trends.table[trends.table["name"].isin(names)]
    digits = decimals(float(known[["start", "end"]].abs().max().max())) if len(known) else 2
    rate = trends.sums is not None and trends.sums.rate
    told = []
    for row in _unindexed(known):
        start, end = (number(value, digits) for value in _ends(row, rate=rate))
        told.append(f"{shorten(row.name, LONGEST)} from {start} to {end} ({row.verdict})")
    first, last = trends.places.names[0], trends.places.names[-1]
    text = f"{unit}, {first} to {last}, along straight lines: {'; '.join(told)}."
    if changes is not None:
        found = changes.table[changes.table["name"].isin(names)]
        steps = [f"{shorten(row.name, LONGEST)} since {row.since}" for row in _unindexed(found)]
        text += f" Changes of level: {'; '.join(steps) or 'none found'}."
    return text
