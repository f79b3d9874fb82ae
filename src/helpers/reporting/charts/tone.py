"""Figures of tone: articles by era, and what the guard changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import UNDATED, Rung, count_of
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    FAINT,
    INK,
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    new_figure,
    quiet_grid,
    shorten,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_NAMED = 16
MOST_POINTS = 50


def tone_by_article(
    tone: pd.DataFrame, contrast: pd.DataFrame, eras: Sequence[str], at: Rung
) -> Drawing:
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
        A point an article, named where there are few; a line at the mean of the era.
    """
    shown = [era for era in [*eras, UNDATED] if (tone["era"] == era).any()]
    numbers = [int((tone["era"] == era).sum()) for era in shown]
    sizes = [max(0.9, 0.36 * n) if n <= MOST_NAMED else 1.5 for n in numbers]
    figure, panels = stacked_panels(sizes, share_x=True)
    colours, markers = era_colours(eras), era_markers(eras)
    limit = max(0.3, float(tone["tone"].abs().max()) * 1.15)
    for axes, era in zip(panels, shown, strict=True):
        group = tone[tone["era"] == era].sort_values(["tone", "label"])
        axes.axvline(0, color=QUIET, linewidth=0.8)
        row = next(rows(contrast[contrast["era"] == era]), None)
        if row is not None:
            axes.axvline(row.mean, color=colours[era], linewidth=2, linestyle="--")
            if at.intervals:
                axes.axvspan(row.mean_low, row.mean_high, color=colours[era],
                             alpha=0.15, linewidth=0)  # fmt: skip
        swarm = limit if len(group) > MOST_NAMED else None
        _draw_points(axes, group, colours[era], markers[era], swarm)
        title = "No era fits" if era == UNDATED else f"Era {era}"
        average = f", mean {row.mean:+.2f}" if row is not None else ""
        axes.set_title(f"{title}: {count_of(len(group), 'article')}{average}")
        axes.spines["left"].set_visible(False)
        quiet_grid(axes)
    panels[-1].set_xlim(-limit, limit)
    panels[-1].set_xlabel("Mean of the article's sentences, −1 to 1 (dashed: mean of the era)")
    data = tone.reset_index(drop=True)[["label", "era", "n_sentences", "tone", "vader"]].round(3)
    means = ", ".join(f"{row.era} {row.mean:+.2f}" for row in rows(contrast))
    alt = f"Tone of each article by era. Means of the eras: {means or 'none'}."
    return Drawing(figure, alt, data.head(60))


def _draw_points(
    axes: Axes, group: pd.DataFrame, colour: str, marker: str, limit: float | None
) -> None:
    """Draw the articles of an era: named, one a line, or as a swarm where a limit is given."""
    swarm = limit is not None
    heights = np.arange(len(group)) if limit is None else _spread(group["tone"].to_numpy(), limit)
    axes.plot(group["tone"], heights, linestyle="", marker=marker, color=colour,
              markersize=5 if swarm else 9, alpha=0.55 if swarm else 1,
              markeredgecolor="white")  # fmt: skip
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


def guard_shift(by_article: pd.DataFrame, eras: Sequence[str]) -> Drawing:
    """Draw the tone of articles before and after the guard took names of institutions out.

    Parameters
    ----------
    by_article : pandas.DataFrame
        See `guard_effect`: ``label``, ``era``, ``vader``, ``tone``, ``shift``.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        An arrow an article, from the plain score to the guarded one; the most moved ones.
    """
    order = by_article.assign(size=by_article["shift"].abs().round(6))
    order = order.sort_values(["size", "label"], ascending=[False, True]).head(MOST_NAMED)
    colours = era_colours(eras)
    figure, (axes,) = new_figure(0.9 + 0.42 * len(order))
    axes.axvline(0, color=QUIET, linewidth=0.8)
    for y, row in enumerate(rows(order)):
        axes.plot([row.vader, row.tone], [y, y], color=FAINT, linewidth=3, zorder=1)
        axes.plot([row.vader], [y], marker="o", color="white", markeredgecolor=INK, markersize=8)
        axes.plot([row.tone], [y], marker="o", color=colours[row.era], markersize=9)
    axes.set_yticks(range(len(order)), [f"{r.era}  {shorten(r.label, 36)}" for r in rows(order)])
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.margins(x=0.08)
    axes.set_xlabel("Tone of the article: hollow without the guard, filled with it")
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    data = order[["label", "era", "vader", "tone", "shift"]].round(3).reset_index(drop=True)
    moved = "; ".join(f"{r.label} {r.shift:+.2f}" for r in rows(data.head(8)))
    return Drawing(figure, f"Tone before and after the guard. Shifts: {moved}.", data)
