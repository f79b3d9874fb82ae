"""Figures of what is in a folder: when its articles were written, and what was taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.honesty import UNDATED, count_of
from helpers.analysis.tables import to_a_day
from helpers.reporting.numerals import number
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PLAIN,
    Drawing,
    era_colours,
    name_x,
    new_figure,
    quiet_grid,
    shorten,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_LABELS = 40
"""Articles that can have a line of their own with a name beside it."""
MOST_NAMED = 8
"""Articles of an era that are named even in a large folder."""
MOST_LINES = 400
"""Articles of an era that can be told apart as lines."""
_OPEN_SHARE = 0.12
_MONTHS, _YEARS = 120, 3 * 365
"""Days of a panel from which its ticks are months, and years."""
_EPOCH = dt.date(1970, 1, 1)
"""Day from which a time axis counts."""


def timeline(articles: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw the range of days in which each article was written, one panel an era.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table of articles; versions of others are left out.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A bar an article from its earliest to its latest day, a diamond where one day is known, a
        hollow one where it is guessed, an arrow where a side is open; None where no article is
        dated. Panels have time scales of
        their own, because the years between eras would press the days together. Of an era with
        more than 400 articles 400 are drawn, evenly chosen.
    """
    if "duplicate_of" in articles:
        articles = articles[articles["duplicate_of"] == ""]
    groups = [(era, _ranged(articles[articles["era"] == era])) for era in [*eras, UNDATED]]
    groups = [(era, group) for era, group in groups if len(group)]
    if not groups:
        return None
    few = sum(len(group) for _, group in groups) <= MOST_LABELS
    named = [few or len(group) <= MOST_NAMED for _, group in groups]
    sizes = [_height(len(group), named=n) for (_, group), n in zip(groups, named, strict=True)]
    figure, panels = stacked_panels(sizes)
    colours = era_colours(eras)
    for axes, (era, group), with_names in zip(panels, groups, named, strict=True):
        drawn = group.iloc[_evenly(len(group), MOST_LINES)]
        _draw_ranges(axes, drawn, colours[era], named=with_names)
        title = "No era fits" if era == UNDATED else f"Era {era}"
        some = f", {number(len(drawn))} of them drawn" if len(drawn) < len(group) else ""
        axes.set_title(f"{title}: {count_of(len(group), 'article')}{some}")
    name_x(panels[-1], f"Days on which it can have been written{_marks_told(articles)}")
    data = articles[["label", "era", "earliest", "latest", "published", "date_basis"]]
    alt = "Ranges of days, one bar an article. " + " ".join(
        f"{title}: {count_of(len(group), 'article')} between {_first(group)} and {_last(group)}."
        for title, group in groups
    )
    return Drawing(figure, alt, data.astype(object).where(data.notna(), ""))


def _height(n_articles: int, *, named: bool) -> float:
    return max(0.6, n_articles * 0.34) if named else min(3.2, 1 + n_articles / 80)


def _ranged(group: pd.DataFrame) -> pd.DataFrame:
    return group[group["earliest"].notna() | group["latest"].notna()]


def _evenly(n: int, most: int) -> np.ndarray:
    """Places of the rows to draw: all of them, or so many at even steps."""
    return np.unique(np.linspace(0, n - 1, min(n, most)).round().astype(int))


def _first(group: pd.DataFrame) -> str:
    return min((str(day) for day in group["earliest"].dropna()), default="an open date")


def _last(group: pd.DataFrame) -> str:
    return max((str(day) for day in group["latest"].dropna()), default="an open date")


def _days(group: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Earliest, latest and known day as numbers of days, NaN where there is none."""
    from pandas import isna

    earliest, latest, published = (
        np.array([np.nan if isna(day) else (day - _EPOCH).days for day in group[name]], dtype=float)
        for name in ("earliest", "latest", "published")
    )
    return earliest, latest, published


def _sure_and_guessed(group: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Tell which days are known, and which are no more than the likeliest of many."""
    given, sure = group["published"].notna().to_numpy(), to_a_day(group).to_numpy()
    return sure, given & ~sure


def _marks_told(articles: pd.DataFrame) -> str:
    told = ("◆ the day", "◇ a guess at it")
    there = [
        mark for mark, seen in zip(told, _sure_and_guessed(articles), strict=True) if seen.any()
    ]
    return f" ({', '.join(there)})" if there else ""


def _draw_ranges(axes: Axes, group: pd.DataFrame, colour: str, *, named: bool) -> None:
    earliest, latest, published = _days(group)
    known = np.concatenate([earliest, latest])
    start, end = np.nanmin(known), np.nanmax(known) + 1
    # A bar goes on a little where its end is not known; the arrow at its tip says so.
    open_by = max(20, (end - start) * _OPEN_SHARE)
    left = np.where(np.isnan(earliest), start - open_by, earliest)
    right = np.where(np.isnan(latest), end + open_by, latest + 1)
    places = np.arange(len(group))
    # Lines of many articles lie close: thinner, so that each can be seen as one.
    height, size, tip = (0.5, 6.0, 7.0) if named else (0.6, 2.4, 3.0)
    axes.barh(places, right - left, left=left, height=height, color=colour, alpha=0.7, linewidth=0)
    day, sure, guessed = published + 0.5, *_sure_and_guessed(group)
    diamond: dict[str, Any] = {"markersize": size, "clip_on": True, "color": INK}
    arrow: dict[str, Any] = {"markersize": tip, "clip_on": False, "color": colour}
    filled, hollow = (
        {"markeredgewidth": 0},
        {"markeredgewidth": size / 8, "markerfacecolor": "white"},
    )
    for marker, days, seen, look in (
        ("<", left, np.isnan(earliest), arrow | filled),
        (">", right, np.isnan(latest), arrow | filled),
        ("D", day, sure, diamond | filled),
        ("D", day, guessed, diamond | hollow),
    ):
        if seen.any():  # a line without points has no place, and the layout would look for one
            axes.plot(days[seen], places[seen], marker, linestyle="", **look)
    labels = [shorten(label, 40) for label in group["label"]] if named else []
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(group) - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    _scale_days(axes, left.min(), right.max())
    quiet_grid(axes)


def _scale_days(axes: Axes, start: float, end: float) -> None:
    import matplotlib.dates as mdates

    margin = max(2, (end - start) * 0.03)
    axes.set_xlim(start - margin, end + margin)
    most = {mdates.YEARLY: 7, mdates.MONTHLY: 6, mdates.DAILY: 5}
    locator = mdates.AutoDateLocator(minticks=3, maxticks=most)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(lambda place, _: _day(place, end - start))


def _day(place: float, width: float) -> str:
    """Write a day as closely as the width of the panel asks for."""
    day = _EPOCH + dt.timedelta(days=round(place))
    if width > _YEARS:
        return str(day.year)
    return f"{day:%b %Y}" if width > _MONTHS else f"{day.day} {day:%b %Y}"


def removed_lines(removed: pd.DataFrame) -> Drawing | None:
    """Draw how many lines were taken out, by reason.

    Parameters
    ----------
    removed : pandas.DataFrame
        The table of removed lines, with a column ``reason``.

    Returns
    -------
    Drawing
        One bar a reason, the longest first; None where no line was taken out.
    """
    if removed.empty:
        return None
    counts = removed["reason"].value_counts()
    counts = counts.iloc[
        sorted(range(len(counts)), key=lambda i: (-counts.iloc[i], counts.index[i]))
    ]
    figure, (axes,) = new_figure(0.6 + 0.3 * len(counts))
    bars = axes.barh(list(counts.index), counts.to_numpy(), color=PLAIN, height=0.62)
    axes.bar_label(bars, [number(count) for count in counts], padding=4, fontsize=9)
    axes.set_ylim(len(counts) - 0.5, -0.5)
    name_x(axes, "Lines taken out")
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.tick_params(length=0)
    data = counts.rename_axis("reason").rename("lines").reset_index()
    listed = ", ".join(f"{row.reason} {row.lines}" for row in rows(data))
    return Drawing(figure, f"Lines taken out by reason: {listed}.", data)
