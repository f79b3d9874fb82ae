"""Figures of tone: articles by era, and what the guard changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import UNDATED, Rung, count_of
from helpers.reporting.numerals import number, signed
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PALE,
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    name_x,
    new_figure,
    quiet_grid,
    shorten,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_NAMED = 16
MANY = 200
"""Points from which they are drawn smaller."""


def tone_by_article(
    tone: pd.DataFrame, contrast: pd.DataFrame, eras: Sequence[str], at: Rung
) -> Drawing | None:
    """Draw the tone of each article, era by era.

    Parameters
    ----------
    tone : pandas.DataFrame
        See `article_tone`.
    contrast : pandas.DataFrame
        See `tone_by_era`.
    eras : sequence of str
        Eras in time order.
    at : Rung
        Intervals are drawn where the ladder allows them.

    Returns
    -------
    Drawing
        A point an article, named where there are few; a line at the mean of the era. None where no
        article has a score.
    """
    tone = tone[tone["tone"].notna()]
    if tone.empty:
        return None
    shown = [era for era in [*eras, UNDATED] if (tone["era"] == era).any()]
    numbers = [int((tone["era"] == era).sum()) for era in shown]
    sizes = [max(0.6, 0.3 * n) if n <= MOST_NAMED else 1.5 for n in numbers]
    figure, panels = stacked_panels(sizes, share_x=True)
    colours, markers = era_colours(eras), era_markers(eras)
    limit = max(0.3, float(tone["tone"].abs().max()) * 1.15)
    for axes, era in zip(panels, shown, strict=True):
        group = tone[tone["era"] == era].sort_values(["tone", "label"])
        axes.axvline(0, color=QUIET, linewidth=0.8)
        row = next(rows(contrast[contrast["era"] == era]), None)
        if row is not None:
            _draw_mean(axes, row, colours[era], interval=at.intervals)
        swarm = limit if len(group) > MOST_NAMED else None
        _draw_points(axes, group, colours[era], markers[era], swarm)
        title = "No era fits" if era == UNDATED else f"Era {era}"
        average = f", mean {signed(row.mean)}" if row is not None else ""
        axes.set_title(f"{title}: {count_of(len(group), 'article')}{average}")
        axes.spines["left"].set_visible(False)
        quiet_grid(axes)
    panels[-1].set_xlim(-limit, limit)
    name_x(panels[-1], "Mean of the article's sentences, −1 to 1 (dashed: mean of the era)")
    data = tone.reset_index(drop=True)[["label", "era", "n_sentences", "tone", "vader"]].round(3)
    means = ", ".join(f"{row.era} {signed(row.mean)}" for row in rows(contrast))
    alt = f"Tone of each article by era. Means of the eras: {means or 'none'}."
    return Drawing(figure, alt, data)


def _draw_mean(axes: Axes, row: tuple[object, ...], colour: str, *, interval: bool) -> None:
    mean, low, high = (float(getattr(row, name)) for name in ("mean", "mean_low", "mean_high"))
    axes.axvline(mean, color=colour, linewidth=2, linestyle="--")
    if interval and np.isfinite([low, high]).all():
        axes.axvspan(low, high, color=colour, alpha=0.15, linewidth=0)


def _draw_points(
    axes: Axes, group: pd.DataFrame, colour: str, marker: str, limit: float | None
) -> None:
    """Draw the articles of an era: named, one a line, or as a swarm where a limit is given."""
    swarm = limit is not None
    heights = np.arange(len(group)) if limit is None else _spread(group["tone"].to_numpy(), limit)
    size = 3 if len(group) > MANY else 5
    axes.plot(group["tone"], heights, linestyle="", marker=marker, color=colour,
              markersize=size if swarm else 8, alpha=0.6 if swarm else 1,
              markeredgewidth=0.4 if swarm else 0.8, markeredgecolor="white")  # fmt: skip
    labels = [] if swarm else [shorten(label, 40) for label in group["label"]]
    axes.set_yticks(heights[: len(labels)], labels)
    axes.set_ylim(heights.min() - 0.7, heights.max() + 0.7)


def _spread(values: np.ndarray, limit: float) -> np.ndarray:
    """Heights that keep points of nearly the same value apart, the same at every run."""
    cells = np.floor((values + limit) / (2 * limit) * 60).astype(int)
    heights = np.zeros(len(values))
    for cell in np.unique(cells):
        place = np.flatnonzero(cells == cell)
        heights[place] = np.arange(len(place)) - (len(place) - 1) / 2
    return heights


def guard_shift(by_article: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw the tone of articles before and after the guard took names of institutions out.

    Parameters
    ----------
    by_article : pandas.DataFrame
        See `guard_effect`: ``label``, ``era``, ``before``, ``tone``, ``shift``.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A line an article, from the plain score to the guarded one; the most moved ones. None where
        the guard moves no article.
    """
    order = by_article.assign(size=by_article["shift"].abs().round(6))
    moved = order[order["size"] > 0].sort_values(["size", "label"], ascending=[False, True])
    if moved.empty:
        return None
    drawn = moved.head(MOST_NAMED)
    colours, markers = era_colours(eras), era_markers(eras)
    figure, (axes,) = new_figure(0.9 + 0.34 * len(drawn))
    axes.axvline(0, color=QUIET, linewidth=0.8)
    for y, row in enumerate(rows(drawn)):
        axes.plot([row.before, row.tone], [y, y], color=PALE, linewidth=3, zorder=1)
        axes.plot([row.before], [y], marker=markers[row.era], color="white",
                  markeredgecolor=INK, markersize=7)  # fmt: skip
        axes.plot([row.tone], [y], marker=markers[row.era], color=colours[row.era], markersize=8)
    axes.set_yticks(range(len(drawn)), [f"{r.era}  {shorten(r.label, 36)}" for r in rows(drawn)])
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.margins(x=0.08)
    if len(drawn) < len(by_article):
        how = "move most" if len(drawn) < len(moved) else "move"
        articles = count_of(len(by_article), "article")
        axes.set_title(f"The {number(len(drawn))} of {articles} that {how}")
    name_x(axes, "Tone of the article: hollow without the guard, filled with it")
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    data = drawn[["label", "era", "before", "tone", "shift"]].round(3).reset_index(drop=True)
    listed = "; ".join(f"{r.label} {signed(r.shift)}" for r in rows(data.head(8)))
    return Drawing(figure, f"Tone before and after the guard. Shifts: {listed}.", data)
