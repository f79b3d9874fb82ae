"""Figures of key terms by era."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    quiet_grid,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 8.0
"""Doublings beyond which the figure ends, so that what lies nearer stays readable."""


def key_terms(terms: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw how much more often an era uses its key terms than the rest.

    Parameters
    ----------
    terms : pandas.DataFrame
        Rows of `EraComparison.key_terms`, indexed by term.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A panel an era: the log-ratio with its 95 % interval over articles; a hollow point where the
        rest has none of the term, so that there is no interval. None where there are no terms.
    """
    if terms.empty:
        return None
    shown = [era for era in eras if (terms["era"] == era).any()]
    sizes = [max(1, (terms["era"] == era).sum()) for era in shown]
    figure, panels = stacked_panels([0.3 * size for size in sizes], share_x=True)
    colours, markers = era_colours(eras), era_markers(eras)
    for axes, era in zip(panels, shown, strict=True):
        mine = terms[terms["era"] == era]
        for y, row in enumerate(rows(mine)):
            has_interval = np.isfinite(row.low) and np.isfinite(row.high)
            if has_interval:
                low, high = np.clip([row.low, row.high], -WIDEST, WIDEST)
                axes.plot([low, high], [y, y], color=colours[era], linewidth=2, alpha=0.6)
            inside = colours[era] if has_interval else "white"
            place = np.clip(row.log_ratio, -WIDEST, WIDEST)
            axes.plot([place], [y], marker=markers[era], markersize=8, linestyle="",
                      markeredgecolor=colours[era], color=inside)  # fmt: skip
        spread = [f"{term}  ({row.articles_target} : {row.articles_reference})" for term, row in
                  zip(mine.index, rows(mine), strict=True)]  # fmt: skip
        axes.set_yticks(range(len(mine)), spread)
        axes.set_ylim(len(mine) - 0.4, -0.6)
        axes.axvline(0, color=QUIET, linewidth=0.8)
        axes.set_title(f"Era {era} against the rest")
        axes.spines["left"].set_visible(False)
        quiet_grid(axes)
    panels[-1].set_xlim(-WIDEST, WIDEST)
    panels[-1].set_xlabel("Log-ratio against the rest (1 = twice as often, 2 = four times)")
    columns = ["era", "log_ratio", "low", "high", "articles_target", "articles_reference"]
    data = terms[columns].round(2).reset_index()
    alt = "Key terms of each era. " + " ".join(
        f"{era}: {', '.join(terms.index[terms['era'] == era][:6])}." for era in shown
    )
    return Drawing(figure, alt, data)
