"""Figures of what is in a folder: when its articles were written, and what was taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.analysis.honesty import UNDATED, count_of
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    QUIET,
    Drawing,
    era_colours,
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
_OPEN_SHARE = 0.12


def timeline(articles: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw the range of days in which each article was written, one panel an era.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table of articles.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A bar an article from its earliest to its latest day, a diamond where one day is known, an
        arrow where a side is open; None where no article is dated. Panels have time scales of
        their own, because the years between eras would press the days together.
    """
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
        _draw_ranges(axes, group, colours[era], named=with_names)
        title = "No era fits" if era == UNDATED else f"Era {era}"
        axes.set_title(f"{title}: {count_of(len(group), 'article')}")
    figure.supxlabel("Days on which it can have been written", fontsize=10)
    data = articles[["label", "era", "earliest", "latest", "published", "date_basis"]]
    alt = "Ranges of days, one bar an article. " + " ".join(
        f"{title}: {len(group)} articles between {_first(group)} and {_last(group)}."
        for title, group in groups
    )
    return Drawing(figure, alt, data.head(60).fillna(""))


def _height(n_articles: int, *, named: bool) -> float:
    return max(0.8, n_articles * 0.4) if named else min(3.2, 1 + n_articles / 80)


def _ranged(group: pd.DataFrame) -> pd.DataFrame:
    return group[group["earliest"].notna() | group["latest"].notna()]


def _first(group: pd.DataFrame) -> str:
    return min((str(day) for day in group["earliest"] if day is not None), default="an open date")


def _last(group: pd.DataFrame) -> str:
    return max((str(day) for day in group["latest"] if day is not None), default="an open date")


def _draw_ranges(axes: Axes, group: pd.DataFrame, colour: str, *, named: bool) -> None:
    import matplotlib.dates as mdates

    known = [day for column in ("earliest", "latest") for day in group[column] if day is not None]
    start, end = min(known), max(known)
    open_by = max(dt.timedelta(days=20), (end - start) * _OPEN_SHARE)
    height = 0.55 if named else 1.0
    for y, row in enumerate(rows(group)):
        left, right = row.earliest or start - open_by, row.latest or end + open_by
        axes.barh(y, max(right - left, dt.timedelta(days=1)), left=left, height=height,
                  color=colour, alpha=0.75 if named else 0.9, linewidth=0)  # fmt: skip
        if row.latest is None:
            axes.plot([right], [y], marker=">", color=colour, markersize=7, clip_on=False)
        if row.earliest is None:
            axes.plot([left], [y], marker="<", color=colour, markersize=7, clip_on=False)
        if row.published is not None:
            axes.plot([row.published], [y], marker="D", color=INK, markersize=5)
    labels = [shorten(label, 40) for label in group["label"]] if named else []
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(group) - 0.4, -0.6)
    start = start if group["earliest"].notna().all() else start - open_by
    end = end if group["latest"].notna().all() else end + open_by
    margin = max(dt.timedelta(days=2), (end - start) * 0.03)
    axes.set_xlim(start - margin, end + margin)
    locator = mdates.AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    formatter = mdates.ConciseDateFormatter(locator)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(formatter)
    axes.xaxis.get_offset_text().set_color(QUIET)
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)


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
    figure, (axes,) = new_figure(0.9 + 0.34 * len(counts))
    bars = axes.barh(
        list(counts.index), counts.to_numpy(), color=era_colours(["x"])["x"], height=0.62
    )
    axes.bar_label(bars, padding=4, fontsize=9)
    axes.invert_yaxis()
    axes.set_xlabel("Lines taken out")
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.tick_params(length=0)
    data = counts.rename_axis("reason").rename("lines").reset_index()
    listed = ", ".join(f"{row.reason} {row.lines}" for row in rows(data))
    return Drawing(figure, f"Lines taken out by reason: {listed}.", data)
