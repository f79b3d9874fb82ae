"""Figures of sums and percentages that eras name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import count_of
from helpers.reporting.numerals import number
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    name_x,
    quiet_grid,
    shorten,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from helpers.analysis.writing.figures_named import Figures

MOST_PANELS = 3
FEWEST = 3
"""So many figures in one currency are worth a panel of their own."""
MOST_NUMBERS = 30
"""Rows of the data table, shared out to the eras alike."""
ROW = 0.62
"""Inches for each era of a panel: room for points and a label."""

WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


def amounts_by_era(figures: Figures, eras: Sequence[str]) -> Drawing | None:
    """Draw the sums or percentages that each era names, on a logarithmic axis.

    Parameters
    ----------
    figures : Figures
        See `figures_named.figures_named`.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing or None
        A panel a currency (the three named by most articles; sums of a million or more), a row an
        era, a point a figure, larger where more articles name it. Figures in doubt are left out.
        None where there are none. The data table has the figures of each era that most articles
        name.
    """
    named = figures.named[(figures.named["doubt"] == "") & (figures.named["value"] > 0)]
    if figures.kind == "money":
        named = named[named["size"] == "a million or more"]
    if named.empty:
        return None
    weight = named.groupby("unit")["articles"].sum().sort_index()
    ranked = weight.sort_values(ascending=False, kind="stable").index[:MOST_PANELS]
    units = [u for u in ranked if u == ranked[0] or (named["unit"] == u).sum() >= FEWEST]
    shown = [era for era in eras if figures.articles.get(era)]
    figure, panels = stacked_panels([ROW * len(shown) + 0.1] * len(units))
    for axes, unit in zip(panels, units, strict=True):
        _draw_unit(axes, named[named["unit"] == unit], unit, (shown, eras))
    measured = "Percent" if figures.kind == "rate" else "Sum as written, in the currency named"
    name_x(panels[-1], f"{measured}, on a logarithmic axis")
    drawn = named[named["unit"].isin(units)].groupby("era", sort=False)
    top = drawn.head(max(1, MOST_NUMBERS // drawn.ngroups))
    data = top[["era", "unit", "written", "articles", "mentions"]].reset_index(drop=True)
    return Drawing(figure, _alt(figures, named, units), data)


def in_words(value: float, unit: str) -> str:
    """Write a sum as one says it.

    Parameters
    ----------
    value : float
        The sum.
    unit : str
        Its currency, or ``"%"``.

    Returns
    -------
    str
        For instance ``"4.5 billion"``; the unit only for percentages.

    Examples
    --------
    >>> in_words(4.5e9, "dollar"), in_words(150.0, "yen"), in_words(2.5, "%")
    ('4.5 billion', '150', '2.5%')
    """
    if unit == "%":
        return f"{value:g}%"
    for size, word in WORDS:
        if value >= size:
            return f"{value / size:,.4g} {word}" if value < 1e16 else f"{value:.2g}"
    return f"{value:,.4g}"


def _draw_unit(
    axes: Axes, named: pd.DataFrame, unit: str, eras: tuple[Sequence[str], Sequence[str]]
) -> None:
    shown, every = eras
    colours, markers = era_colours(every), era_markers(every)
    axes.set_xscale("log")
    low, high = named["value"].min(), named["value"].max()
    axes.set_xlim(low / 3, high * 3)
    for y, era in enumerate(shown):
        own = named[named["era"] == era].sort_values("value", kind="stable")
        if own.empty:
            axes.text(0.01, y, "names none", color=QUIET, fontsize=8, va="center",
                      transform=axes.get_yaxis_transform())  # fmt: skip
            continue
        place = np.log10(own["value"].to_numpy(dtype=float))
        heights = y + 0.07 * _spread(place, np.log10(low), np.log10(high))
        axes.scatter(own["value"], heights, s=14 + 16 * (own["articles"] - 1).clip(upper=12),
                     marker=markers[era], color=colours[era], alpha=0.6, linewidth=0.4,
                     edgecolor="white", zorder=2)  # fmt: skip
        _label(axes, own, unit, y)
    axes.set_yticks(range(len(shown)), list(shown))
    axes.set_ylim(len(shown) - 0.45, -0.6)
    marks = [mark for mark in 10.0 ** np.arange(-2, 17) if low / 3 <= mark <= high * 3]
    marks = marks[:: max(1, -(-len(marks) // 5))]
    axes.set_xticks(marks, [in_words(mark, unit) for mark in marks])
    axes.minorticks_off()
    axes.set_title("Percentages" if unit == "%" else f"In {plural(unit)}")
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)


def plural(unit: str) -> str:
    """Write a currency in the plural.

    Parameters
    ----------
    unit : str
        The currency.

    Returns
    -------
    str

    Examples
    --------
    >>> plural("dollar"), plural("yen")
    ('dollars', 'yen')
    """
    return unit if unit in ("yen", "yuan", "%") else f"{unit}s"


def _label(axes: Axes, own: pd.DataFrame, unit: str, y: int) -> None:
    """Name the figure in most articles above the points, and the largest below."""
    top = own.sort_values(["articles", "value"], ascending=[False, False], kind="stable").iloc[0]
    last = own.iloc[-1]
    largest = "largest: " if len(own) > 1 else ""
    often = f"in {count_of(int(top['articles']), 'article')}: " if top["articles"] > 1 else ""
    if often and top["value"] == last["value"]:
        largest, often = f"{largest.replace(':', ',')}{often}", ""
    told = [(last, 0.36, largest), *([(top, -0.3, often)] if often else [])]
    low, high = np.log10(axes.get_xlim())
    for row, above, lead in told:
        text = shorten(f"{lead}{in_words(row['value'], unit)}", 40)
        part = (np.log10(row["value"]) - low) / (high - low)
        side = "left" if part < 0.33 else "right" if part > 0.67 else "center"
        axes.text(row["value"], y + above, text, fontsize=8, ha=side, va="center")


def _spread(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Heights that keep points of nearly the same value apart, the same at every run."""
    cells = np.floor((values - low) / max(high - low, 1e-9) * 60).astype(int)
    heights = np.zeros(len(values))
    for cell in np.unique(cells):
        place = np.flatnonzero(cells == cell)
        step = min(1.0, 5 / len(place))
        turn = np.arange(len(place))
        heights[place] = np.where(turn % 2, 1, -1) * ((turn + 1) // 2) * step
    return heights


def _alt(figures: Figures, named: pd.DataFrame, units: Sequence[str]) -> str:
    told: list[str] = []
    for row in rows(figures.by_unit):
        if row.unit in units and row.size != "less" and len(told) < 6:
            articles = count_of(row.articles, "article")
            median = in_words(row.median, row.unit)
            told.append(
                f"{row.era}, {plural(row.unit)}: {articles}, median {median}, largest "
                f"{in_words(row.largest, row.unit)}"
            )
    what = "Percentages" if figures.kind == "rate" else "Sums of money"
    return f"{what} named, by era ({number(len(named))} in all). {'; '.join(told)}."
