"""Every article's range of days on one line of time that gives room to the eras, not to gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.analysis.honesty import UNDATED, count_of
from helpers.reporting.charts.topic_marks import write_below
from helpers.reporting.theme import (
    FAINT,
    INK,
    QUIET,
    WIDTH,
    Drawing,
    era_colours,
    new_figure,
    shorten,
    text_width,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_NAMED = 40
"""Articles in all, up to which each has its headline beside it."""
MOST_LINES = 300
"""Articles of an era that can be told apart as lines."""
MOST_NUMBERS = 100
NAMED_ROW, TALLEST, LEAST_BLOCK, BETWEEN = 0.27, 3.0, 0.42, 0.16
"""Inches: a row with a name, the tallest block without, the least block, the space between."""
GAP, OUTSIDE = 0.05, 0.045
"""Parts of the width for the time between two eras, and for all time before and after."""
USUAL = 366
"""Days of a range that may always shape the scale."""
MANY = 10
"""Likeliest days from which they say where an era lies better than wide ranges do."""
LONGEST = 34
SMALL = 9
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class TimeScale:
    """A line of time on which eras are wide and the years between them narrow.

    Attributes
    ----------
    days
        Days from 1970 on, ascending.
    places
        Where these lie, 0 to 1; time runs evenly between two of them.
    spans
        First and last day of each era.
    """

    days: np.ndarray
    places: np.ndarray
    spans: dict[str, tuple[float, float]]

    def place(self, days: np.ndarray) -> np.ndarray:
        """Put days on the line.

        Parameters
        ----------
        days : numpy.ndarray
            Days from 1970 on, NaN where there is none.

        Returns
        -------
        numpy.ndarray
            0 to 1; NaN stays NaN, and what lies outside goes to the ends.
        """
        return np.where(np.isnan(days), np.nan, np.interp(days, self.days, self.places))


def article_ranges(articles: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw the range of days of each article, block by block, with the undecided in sight.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table of articles.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing or None
        A bar an article from its earliest to its latest day, in blocks by era; open ends run to the
        edge and end in an arrow; a dot is the likeliest day where there is one. Last come the
        articles that fit no era, the narrowest range first: their bars show between which eras they
        are undecided. Of a block of more than 300 articles 300 are drawn, evenly chosen. None where
        no article has a first or a last possible day.
    """
    ranged = articles[articles["earliest"].notna() | articles["latest"].notna()]
    blocks = [(era, _days(ranged[ranged["era"] == era])) for era in [*eras, UNDATED]]
    blocks = [(era, days) for era, days in blocks if len(days)]
    if not blocks:
        return None
    scale = _scale(blocks)
    named = sum(len(days) for _, days in blocks) <= MOST_NAMED
    heights = [_height(len(days), named=named) for _, days in blocks]
    figure, (axes,) = new_figure(sum(heights) + BETWEEN * len(blocks) + 0.85)
    colours, top = era_colours(eras), 0.0
    ticks: list[tuple[float, str]] = []
    for (era, days), height in zip(blocks, heights, strict=True):
        steps = np.linspace(0, len(days) - 1, min(len(days), MOST_LINES))
        drawn = days.iloc[np.unique(steps.round().astype(int))]
        rows = top + (np.arange(len(drawn)) + 0.5) * height / len(drawn)
        room = min(height / len(drawn), NAMED_ROW)
        _draw_block(axes, drawn, rows, scale, (colours[era], room))
        if named:
            labels = [shorten(label, LONGEST) for label in drawn["label"]]
            ticks += zip(rows, labels, strict=True)
        else:
            title = "No era fits" if era == UNDATED else shorten(era, 18)
            ticks.append((top + height / 2, f"{title}\n{count_of(len(days), 'article')}"))
        top += height + BETWEEN
    axes.set_ylim(top - BETWEEN + 0.06, -0.06)
    axes.set_yticks([place for place, _ in ticks], [text for _, text in ticks])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xlim(0, 1)
    _draw_scale(axes, scale, colours)
    left_out = len(articles) - len(ranged)
    notes = [
        "Bars: days on which an article can have been written; dots: the likeliest day, if there "
        "is one; arrows: no first or no last day. Hatched: time around eras, pressed together."
    ]
    if UNDATED in dict(blocks):
        notes.append("Grey: articles that fit no era.")
    if left_out:
        verb = "has" if left_out == 1 else "have"
        notes.append(f"{count_of(left_out, 'article')} {verb} no dates at all.")
    if any(len(days) > MOST_LINES for _, days in blocks):
        notes.append(f"Of larger blocks {MOST_LINES} articles are drawn, evenly chosen.")
    write_below(figure, " ".join(notes))
    counts = " ".join(_told(era, days) for era, days in blocks)
    alt = f"Ranges of days, one bar an article, by era. {counts}"
    columns = ["label", "era", "earliest", "latest", "published"]
    data = ranged[columns].iloc[:MOST_NUMBERS].reset_index(drop=True)
    return Drawing(figure, alt, data.astype(object).where(data.notna(), ""))


def _days(group: pd.DataFrame) -> pd.DataFrame:
    """First, last and likeliest day as numbers, in the order in which bars are drawn."""
    days = pd.DataFrame(
        {name: _numbers(group[name]) for name in ("earliest", "latest", "published")}
    )
    days["label"] = group["label"].to_numpy()
    likely = days["published"].fillna(days[["earliest", "latest"]].mean(axis=1))
    width = (days["latest"] - days["earliest"]).fillna(np.inf)
    undecided = bool((group["era"] == UNDATED).all())
    keys = [likely, width] if undecided else [width, likely]
    return days.iloc[np.lexsort([days["label"].astype(str), *keys])].reset_index(drop=True)


def _numbers(column: pd.Series) -> np.ndarray:
    days = np.array([None if pd.isna(day) else day for day in column], dtype="datetime64[D]")
    numbers = days.astype(np.int64).astype(float)
    numbers[np.isnat(days)] = np.nan
    return numbers


def _scale(blocks: Sequence[tuple[str, pd.DataFrame]]) -> TimeScale:
    decided = [(era, days) for era, days in blocks if era != UNDATED] or list(blocks)
    cores = sorted((_core(days), era) for era, days in decided)
    spans: dict[str, tuple[float, float]] = {}
    for i, ((start, end), era) in enumerate(cores):
        # Cores of neighbouring eras may touch where ranges are wide: they meet half-way.
        earlier = cores[i - 1][0][1] if i else -np.inf
        later = cores[i + 1][0][0] if i + 1 < len(cores) else np.inf
        own = (start + earlier) / 2 + 0.5 if start <= earlier else start
        spans[era] = (own, max((end + later) / 2 - 0.5 if end >= later else end, own + 1))
    known = np.concatenate([days[["earliest", "latest"]].to_numpy().ravel() for _, days in blocks])
    low, high = np.nanmin(known), np.nanmax(known) + 1
    first, last = next(iter(spans.values()))[0], list(spans.values())[-1][1]
    wide = (1 - 2 * OUTSIDE - GAP * (len(spans) - 1)) / len(spans)
    # A little beyond the first and the last day, so that what lies there can be seen.
    days, places, at = [min(low, first) - 0.15 * max(first - low, 7)], [0.0], OUTSIDE
    for start, end in spans.values():
        days += [start, end]
        places += [at, at + wide]
        at += wide + GAP
    days.append(max(high, last) + 0.15 * max(high - last, 7))
    places.append(1.0)
    return TimeScale(np.array(days), np.array(places), spans)


def _core(days: pd.DataFrame) -> tuple[float, float]:
    """Give the days that an era's better dated half spans; a wide range does not stretch it."""
    width = (days["latest"] - days["earliest"]).fillna(np.inf)
    near = days[width <= max(width.median(), USUAL)]
    ends = near[["earliest", "latest"]].to_numpy()
    if not np.isfinite(ends).any():
        ends = days[["earliest", "latest"]].to_numpy()
    likely = days["published"].dropna().to_numpy()
    first, last = np.nanmin(ends), np.nanmax(ends) + 1
    if len(likely) >= max(len(days) / 2, MANY):
        low, high = np.quantile(likely, [0.02, 0.98])
        first, last = max(first, low - 15), min(last, high + 15)
    margin = 0.04 * (last - first)
    return float(first - margin), float(last + margin)


def _height(articles: int, *, named: bool) -> float:
    if named:
        return articles * NAMED_ROW
    return max(LEAST_BLOCK, min(TALLEST, 0.5 + min(articles, MOST_LINES) * 0.02))


def _draw_block(
    axes: Axes,
    days: pd.DataFrame,
    rows: np.ndarray,
    scale: TimeScale,
    look: tuple[str, float],
) -> None:
    colour, room = look
    first, last = days["earliest"].to_numpy(), days["latest"].to_numpy()
    left = np.where(np.isnan(first), 0.0, scale.place(first))
    right = np.where(np.isnan(last), 1.0, scale.place(last + 1))
    # Days of a range that lies inside a narrow gap would be thinner than can be seen.
    right = np.maximum(right, left + 0.003)
    # Snapped to pixels, thin bars would differ in height and look darker at random.
    axes.barh(rows, right - left, left=left, height=0.62 * room, color=colour, alpha=0.6,
              linewidth=0, snap=False)  # fmt: skip
    tip = 5.0 if room > 0.1 else 2.5
    for open_, place, marker in ((np.isnan(first), left, "<"), (np.isnan(last), right, ">")):
        if open_.any():
            axes.plot(place[open_], rows[open_], marker, color=colour, markersize=tip,
                      markeredgewidth=0, clip_on=False)  # fmt: skip
    likely = days["published"].to_numpy()
    has = ~np.isnan(likely)
    if has.any():
        axes.plot(scale.place(likely[has] + 0.5), rows[has], "o", color=INK, markeredgewidth=0,
                  markersize=5.0 if room > 0.1 else 2.0)  # fmt: skip


def _draw_scale(axes: Axes, scale: TimeScale, colours: dict[str, str]) -> None:
    ticks: list[tuple[float, str]] = []
    figure_width = WIDTH * 0.7
    edges = [(0.0, OUTSIDE), (1 - OUTSIDE, 1.0)]
    spans = list(scale.spans.items())
    for i, (era, (start, end)) in enumerate(spans):
        left, right = scale.place(np.array([start, end]))
        if i:
            edges.append((float(scale.place(np.array([spans[i - 1][1][1]]))[0]), float(left)))
        inches = (right - left) * figure_width
        title = "" if era == UNDATED else _fitting(era, inches + GAP * figure_width)
        axes.text((left + right) / 2, 1.005, title, color=colours[era], weight="bold", size=SMALL,
                  transform=axes.get_xaxis_transform(), horizontalalignment="center",
                  verticalalignment="bottom")  # fmt: skip
        axes.axvspan(left, right, color=colours[era], alpha=0.05, zorder=0, linewidth=0)
        ticks += _ticks(start, end, inches, scale)
    for left, right in edges:
        axes.axvspan(left, right, facecolor="none", edgecolor=FAINT, hatch="////", linewidth=0,
                     zorder=0)  # fmt: skip
    axes.set_xticks([place for place, _ in ticks], [text for _, text in ticks])
    axes.tick_params(axis="x", colors=QUIET)


def _fitting(era: str, inches: float) -> str:
    longest = len(era)
    while longest > 6 and text_width(shorten(era, longest), SMALL, bold=True) > inches - 0.06:
        longest -= 1
    return shorten(era, longest)


def _ticks(start: float, end: float, inches: float, scale: TimeScale) -> list[tuple[float, str]]:
    """As many days of an era as there is room to write."""
    texts = [_day(day, end - start) for day in (start, end)]
    room = max(text_width(text, SMALL) for text in texts) + 0.12
    most = int(inches / room)
    if most < 1:
        return []
    days = np.linspace(start, end, min(most, 4) * 2 + 1)[1::2]
    written = {_day(day, end - start): day for day in reversed(list(days))}
    return [(float(scale.place(np.array([day]))[0]), text) for text, day in written.items()]


def _day(number: float, width: float) -> str:
    day = _EPOCH + dt.timedelta(days=round(number))
    if width > 3 * 365:
        return str(day.year)
    return f"{day:%b %Y}" if width > 120 else f"{day.day} {day:%b %Y}"


def _told(era: str, days: pd.DataFrame) -> str:
    title = "No era fits" if era == UNDATED else era
    known = days[["earliest", "latest"]].to_numpy()
    first, last = (
        (_EPOCH + dt.timedelta(days=int(day))).isoformat()
        for day in (np.nanmin(known), np.nanmax(known))
    )
    likely = int(days["published"].notna().sum())
    more = f", {likely} of them with a likeliest day" if likely else ""
    return f"{title}: {count_of(len(days), 'article')} between {first} and {last}{more}."
