"""Articles by something and by era, each cell a choice of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.analysis.honesty import UNDATED, count_of
from helpers.reporting.theme import (
    INK,
    PLAIN,
    Drawing,
    ink_on,
    name_x,
    new_figure,
    shorten,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from helpers.analysis.working_sets.cross_tables import CrossTable

LONGEST_ROW, LONGEST_ERA = 34, 14
_ROW = 0.34
"""Inches of a row."""


def cross_counts(table: CrossTable, cell: tuple[str, str] | None = None) -> Drawing | None:
    """Draw how many articles of each era belong to each row.

    Parameters
    ----------
    table : CrossTable
        The counts.
    cell : (str, str), optional
        Row and era to put a frame around.

    Returns
    -------
    Drawing or None
        A heat map: the number of articles in each cell, as dark as their part of the era's; None
        where there is nothing to draw.
    """
    counts = table.counts
    if counts.empty:
        return None
    parts = counts.to_numpy() / np.maximum(table.of.to_numpy(), 1)
    figure, (axes,) = new_figure(1.2 + _ROW * len(counts))
    _draw_cells(axes, counts.to_numpy(), parts)
    eras = [f"{shorten(era, LONGEST_ERA)}\n({table.of[era]:,})" for era in counts.columns]
    axes.set_xticks(np.arange(len(eras)) + 0.5, eras)
    axes.xaxis.tick_top()
    names = [shorten(str(row), LONGEST_ROW) for row in counts.index]
    axes.set_yticks(np.arange(len(names)) + 0.5, names)
    axes.set_ylim(len(names), 0)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    name_x(axes, "Articles; darker: a larger part of those of the era (in brackets)")
    if cell is not None:
        row, column = list(counts.index).index(cell[0]), list(counts.columns).index(cell[1])
        _draw_frame(axes, column, row)
    return Drawing(figure, _alt(table, cell), _numbers(table))


def _draw_cells(axes: Axes, counts: np.ndarray, parts: np.ndarray) -> None:
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    scale = LinearSegmentedColormap.from_list("parts", ["#f4f5f7", PLAIN])
    most = max(float(parts.max()), 1e-9)
    axes.pcolormesh(parts, cmap=scale, vmin=0, vmax=most, edgecolor="white", linewidth=1)
    for (row, column), count in np.ndenumerate(counts):
        ink = ink_on(to_hex(scale(float(parts[row, column] / most))))
        axes.text(column + 0.5, row + 0.5, f"{count:,}", fontsize=9, color=ink,
                  horizontalalignment="center", verticalalignment="center")  # fmt: skip


def _draw_frame(axes: Axes, column: int, row: int) -> None:
    """Frame a cell so that it is seen on light and on dark ones."""
    from matplotlib.patches import Rectangle

    for colour, width in (("white", 5.0), (INK, 2.2)):
        frame = Rectangle((column + 0.03, row + 0.09), 0.94, 0.82, fill=False)
        frame.set(edgecolor=colour, linewidth=width)
        axes.add_patch(frame)


def _alt(table: CrossTable, cell: tuple[str, str] | None) -> str:
    most = table.fullest()
    if most is None:
        return "Articles by era; every cell is empty."
    told = count_of(table.articles(*most), "article")
    where = "of no era" if most[1] == UNDATED else f"of {most[1]}"
    text = f"Articles of each era by row. Most are in “{most[0]}”: {told} {where}."
    return text if cell is None else f"{text} Framed: “{cell[0]}”, {cell[1]}."


def _numbers(table: CrossTable) -> pd.DataFrame:
    counts = table.counts.rename_axis("articles").reset_index()
    every = pd.DataFrame([{"articles": "all of the era", **table.of}])
    return pd.concat([counts, every], ignore_index=True)
