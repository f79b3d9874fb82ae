"""Figures of topics over time, and of how stable each number of topics is."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from helpers.analysis.honesty import INTERVALS_FROM, count_of
from helpers.reporting.charts.topic_marks import (
    DOUBT,
    TopicMark,
    doubts_told,
    head_panel,
    largest_marks,
    topic_marks,
    write_below,
)
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PLAIN,
    Drawing,
    name_x,
    new_figure,
    quiet_grid,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from helpers.analysis.topics import TopicModel

MOST_PANELS = 12
MOST_NUMBERS = 400
"""Rows of the numbers behind a figure, up to which whole topics are kept."""
NAME_ROOM = 1.9
"""Inches for the name of a panel."""
LONGEST = {"month": 31, "quarter": 92, "year": 366, "decade": 3653}
"""Days of the longest period; between starts that lie farther apart there are others."""
MOST_TICKS = 12
MANY = 30
"""Periods from which their points are drawn smaller."""


class Times(Protocol):
    """Topics over time: rows of topic and period, and how long a period is."""

    @property
    def table(self) -> pd.DataFrame:
        """Rows of ``number``, ``period``, ``start``, ``articles``, ``mean``, ``low``, ``high``."""

    @property
    def unit(self) -> str:
        """What a period is: month, quarter, year or decade."""


def topics_over_time(times: Times, model: TopicModel) -> Drawing | None:
    """Draw the share of each topic over time.

    Parameters
    ----------
    times : Times
        See `topic_times.topics_over_time`.
    model : TopicModel
        The topics.

    Returns
    -------
    Drawing or None
        One panel a topic, the twelve largest, on one scale: the mean of the articles of each
        period with its interval where there is one; hollow where a period has fewer than five
        articles; broken where one has none. None where there are fewer than two periods.
    """
    known = times.table[times.table["mean"].notna()]
    periods = known.drop_duplicates("period")[["period", "start"]]
    periods = periods.assign(day=[_day(start) for start in periods["start"]]).sort_values("day")
    if len(periods) < 2:
        return None
    every = [mark for mark in topic_marks(model) if (known["number"] == mark.number).any()]
    marks = largest_marks(every, MOST_PANELS)
    columns = min(3, len(marks))
    lines = math.ceil(len(marks) / columns)
    height = lines * 1.75 + 0.8 + 0.3 * bool(doubts_told(marks))
    figure, panels = new_figure(height, columns, lines, share_x=True)
    figure.get_layout_engine().set(w_pad=0.07, h_pad=0.07)  # type: ignore[union-attr, call-arg]
    shown = known[known["number"].isin([mark.number for mark in marks])]
    highest = float(np.nanmax(shown[["mean", "high"]].to_numpy(dtype=float)))
    for i, (axes, mark) in enumerate(zip(panels, marks, strict=False)):
        own = shown[shown["number"] == mark.number]
        own = own.assign(day=[_day(start) for start in own["start"]]).sort_values("day")
        _draw_course(axes, own, mark, times.unit)
        axes.set_ylim(-3 * min(1.0, highest), 108 * min(1.0, highest))
        axes.tick_params(labelleft=i % columns == 0, labelbottom=i + columns >= len(marks))
    for axes in panels[len(marks) :]:
        axes.axis("off")
    _name_periods(panels[0], periods)
    few = bool((shown["articles"] < INTERVALS_FROM).any())
    unit = times.unit
    kept = largest_marks(marks, max(1, MOST_NUMBERS // len(periods)))
    fewer = f"The numbers behind this figure: those of {count_of(len(kept), 'topic')}, the largest."
    bounds = "; lines up and down: 95% intervals" if shown["low"].notna().any() else ""
    write_below(
        figure,
        f"The {len(marks)} largest of {len(every)} topics." if len(marks) < len(every) else "",
        f"Share of the words of an article by {unit}, in percent{bounds}."
        + (f" Hollow: fewer than {count_of(INTERVALS_FROM, 'article')}." if few else ""),
        f"Grey: {DOUBT}" if doubts_told(marks) else "",
        fewer if len(kept) < len(marks) else "",
    )
    data = shown[shown["number"].isin([mark.number for mark in kept])]
    data = data[["number", "period", "articles", "mean", "low", "high"]]
    return Drawing(figure, _course_alt(shown, marks, unit), data.round(3).reset_index(drop=True))


def _day(start: object) -> int:
    """Count the days to the start of a period; years before 1678 have no time stamps."""
    return dt.date.fromisoformat(str(start)[:10]).toordinal()


def _draw_course(axes: Axes, own: pd.DataFrame, mark: TopicMark, unit: str) -> None:
    days = own["day"].to_numpy()
    means = own["mean"].to_numpy(dtype=float) * 100
    breaks = np.flatnonzero(np.diff(days) > LONGEST[unit]) + 1
    line = (np.insert(values.astype(float), breaks, np.nan) for values in (days, means))
    axes.plot(*line, color=mark.colour, linewidth=1.4, zorder=2)
    low, high = (own[name].to_numpy(dtype=float) * 100 for name in ("low", "high"))
    has = np.isfinite(low) & np.isfinite(high)
    axes.vlines(days[has], low[has].clip(min=0), high[has].clip(max=100), color=mark.colour,
                linewidth=1.4, alpha=0.6, zorder=1)  # fmt: skip
    few = (own["articles"] < INTERVALS_FROM).to_numpy()
    size = 4.5 if len(own) <= MANY else 2.5
    for some, inside in ((few, "white"), (~few, mark.colour)):
        if some.any():
            axes.plot(days[some], means[some], linestyle="", marker="o", markersize=size,
                      color=inside, markeredgecolor=mark.colour, zorder=3)  # fmt: skip
    head_panel(axes, mark, mark.named(NAME_ROOM))
    quiet_grid(axes, "y")


def _name_periods(axes: Axes, periods: pd.DataFrame) -> None:
    """Name the first and the last period, which every panel has room for."""
    first, last = periods.iloc[0], periods.iloc[-1]
    margin = 0.06 * (last["day"] - first["day"])
    axes.set_xlim(first["day"] - margin, last["day"] + margin)
    axes.set_xticks([first["day"], last["day"]], [str(first["period"]), str(last["period"])])
    for panel in axes.figure.axes:
        if labels := panel.get_xticklabels():
            labels[0].set_horizontalalignment("left")
            labels[-1].set_horizontalalignment("right")


def _course_alt(shown: pd.DataFrame, marks: Sequence[TopicMark], unit: str) -> str:
    told = []
    for mark in marks:
        own = shown[shown["number"] == mark.number]
        top = next(rows(own.loc[[own["mean"].round(9).idxmax()]]))
        told.append(f"topic {mark.number} highest in {top.period} ({top.mean:.0%})")
    return f"Share of topics by {unit}: {'; '.join(told)}. {doubts_told(marks)}".strip()


def number_curve(table: pd.DataFrame, chosen: int | None) -> Drawing | None:
    """Draw how stable the topics are for each number of them.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of ``n_topics``: ``stability`` from 0 to 1, ``low``, ``high``.
    chosen : int or None
        The number that the curve speaks for; None where it cannot tell.

    Returns
    -------
    Drawing or None
        The curve with its intervals, and its answer in words. None where nothing was tried.
    """
    known = table[table["stability"].notna()].sort_values("n_topics")
    if known.empty:
        return None
    figure, (axes,) = new_figure(3.0)
    numbers = known["n_topics"].to_numpy()
    axes.vlines(numbers, known["low"], known["high"], color=PLAIN, linewidth=2, alpha=0.5)
    axes.plot(numbers, known["stability"], color=PLAIN, marker="o", markersize=6)
    if chosen is None:
        answer = "The curve cannot tell how many topics there are"
    else:
        axes.axvline(chosen, color=INK, linewidth=1, linestyle="--", zorder=0)
        answer = f"The curve speaks for {count_of(chosen, 'topic')} (dashed)"
    axes.set_title(answer)
    axes.set_ylim(0, 1.02)
    every = math.ceil(len(numbers) / MOST_TICKS)
    axes.set_xticks(numbers[::every], [str(number) for number in numbers[::every]])
    axes.set_ylabel("Stability, 0 to 1")
    name_x(axes, "Number of topics (lines up and down: intervals)")
    quiet_grid(axes, "y")
    told = ", ".join(f"{row.n_topics}: {row.stability:.2f}" for row in rows(known.head(MOST_TICKS)))
    alt = f"Stability by number of topics: {told}. {answer}."
    data = known[["n_topics", "stability", "low", "high"]].head(MOST_NUMBERS)
    return Drawing(figure, alt, data.round(2).reset_index(drop=True))
