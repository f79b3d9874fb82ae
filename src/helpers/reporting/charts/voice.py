"""Figures of voice and readability: what each measure is in each era, article by article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import Rung, count_of
from helpers.reporting.numerals import number
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    Drawing,
    era_colours,
    era_markers,
    quiet_grid,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from helpers.analysis.writing.measures import Measure

POINTS = 50
"""From so many articles of an era on, its points are not drawn."""

HEIGHT = 0.27
"""Inches for each era of a panel."""


def measures_by_era(
    values: pd.DataFrame,
    contrast: pd.DataFrame,
    measures: Sequence[Measure],
    eras: Sequence[str],
) -> Drawing | None:
    """Draw measures of articles, era by era, a panel each.

    Parameters
    ----------
    values : pandas.DataFrame
        See `voice.article_voice` or `readability.article_readability`.
    contrast : pandas.DataFrame
        See `voice.voice_by_era` or `readability.readability_by_era`.
    measures : sequence of Measure
        Which measures, in the order drawn.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing or None
        Large points: means of eras, with 95% t intervals where the honesty ladder allows
        intervals; small points: articles, of eras with fewer than fifty. None where no era has
        articles.
    """
    drawn = [m for m in measures if (contrast["measure"] == m.name).any()]
    if not drawn:
        return None
    shown = [era for era in eras if (contrast["era"] == era).any()]
    heights = [HEIGHT * len(shown) + 0.1] * len(drawn)
    figure, panels = stacked_panels(heights)
    for axes, measure in zip(panels, drawn, strict=True):
        own = contrast[contrast["measure"] == measure.name]
        _draw_panel(axes, values, own, measure, (shown, eras))
    data = contrast[contrast["measure"].isin([m.name for m in drawn])]
    data = data[["measure", "era", "articles", "mean", "mean_low", "mean_high"]].copy()
    names = {m.name: m.label for m in drawn}
    factor = data["measure"].map({m.name: m.factor for m in drawn})
    for column in ("mean", "mean_low", "mean_high"):
        data[column] = (data[column] * factor).round(2)
    if not any(Rung(at).intervals for at in contrast["rung"]):
        data = data.drop(columns=["mean_low", "mean_high"])
    data["measure"] = data["measure"].map(names)
    return Drawing(figure, _alt(contrast, drawn), data.reset_index(drop=True))


def _draw_panel(
    axes: Axes,
    values: pd.DataFrame,
    contrast: pd.DataFrame,
    measure: Measure,
    eras: tuple[Sequence[str], Sequence[str]],
) -> None:
    shown, every = eras
    colours, markers = era_colours(every), era_markers(every)
    by_era = {row.era: row for row in rows(contrast)}
    axes.set_title(f"{measure.label}, {measure.unit}", fontsize=9.5)
    for y, era in enumerate(shown):
        row = by_era.get(era)
        if row is None:
            axes.text(0.01, y, "no article has any", color=INK, fontsize=8, va="center",
                      transform=axes.get_yaxis_transform())  # fmt: skip
            continue
        points = values.loc[values["era"] == era, measure.name].dropna() * measure.factor
        if len(points) < POINTS:
            axes.plot(points.sort_values(), np.full(len(points), y), linestyle="",
                      marker=markers[era], markersize=4, color=colours[era], alpha=0.45,
                      markeredgewidth=0)  # fmt: skip
        mean = row.mean * measure.factor
        bounds = np.array([row.mean_low, row.mean_high]) * measure.factor
        if Rung(row.rung).intervals and np.isfinite(bounds).all():
            top = 100.0 if measure.unit.startswith("%") else np.inf
            axes.plot(bounds.clip(0.0, top), [y, y], color=colours[era], linewidth=2)
        axes.plot([mean], [y], marker=markers[era], markersize=8, color=colours[era],
                  markeredgecolor="white", markeredgewidth=0.8, zorder=3)  # fmt: skip
        axes.text(1.01, y, number(mean, measure.digits), fontsize=9, va="center",
                  transform=axes.get_yaxis_transform())  # fmt: skip
    sizes = {era: by_era[era].articles if era in by_era else 0 for era in shown}
    axes.set_yticks(range(len(shown)), [f"{era} ({number(sizes[era])})" for era in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    low, high = axes.get_xlim()
    if measure.name != "lix":
        # A panel of zeros would otherwise have a scale of its own making.
        high = max(high, 1.0)
        low = -0.03 * high
    axes.set_xlim(low, high)
    axes.locator_params(axis="x", nbins=5)
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)


def _alt(contrast: pd.DataFrame, drawn: Sequence[Measure]) -> str:
    told = []
    for measure in drawn[:6]:
        own = contrast[contrast["measure"] == measure.name]
        means = ", ".join(
            f"{row.era} {number(row.mean * measure.factor, measure.digits)}" for row in rows(own)
        )
        told.append(f"{measure.label} ({measure.unit}): {means}")
    more = f"; and {count_of(len(drawn) - 6, 'other')}" if len(drawn) > 6 else ""
    return f"Means of eras, articles behind them. {'; '.join(told)}{more}."
