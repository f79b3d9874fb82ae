"""Figures of key terms by era."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import Rung
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    quiet_grid,
    shorten,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WIDEST = 8.0
"""Doublings beyond which intervals are cut, so that what lies nearer stays readable."""
LONGEST = 22


def key_terms(terms: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw how much more often an era uses its key terms than the rest.

    Parameters
    ----------
    terms : pandas.DataFrame
        Rows of `EraComparison.key_terms`, indexed by term; intervals are drawn on the rungs of the
        honesty ladder that allow them.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A panel an era, those of two eras side by side, of more one below the other: the log-ratio
        with its 95% interval over articles; a hollow point where the rest has none of the term.
        None where there are no terms.
    """
    if terms.empty:
        return None
    allowed = np.array([Rung(name).intervals for name in terms["rung"]], dtype=bool)
    terms = terms.assign(low=terms["low"].where(allowed), high=terms["high"].where(allowed))
    shown = [era for era in eras if (terms["era"] == era).any()]
    columns = 2 if len(shown) == 2 else 1
    sizes = [int((terms["era"] == era).sum()) for era in shown]
    tallest = [max(sizes[i : i + columns]) for i in range(0, len(shown), columns)]
    figure, panels = stacked_panels([0.24 * n for n in tallest], columns=columns, share_x=True)
    colours, markers = era_colours(eras), era_markers(eras)
    widest = max(WIDEST, 4 * np.ceil(terms["log_ratio"].abs().max() / 4))
    for i, (axes, era) in enumerate(zip(panels, shown, strict=True)):
        _draw_terms(axes, terms[terms["era"] == era], colours[era], markers[era])
        axes.set_ylim(tallest[i // columns] - 0.4, -0.6)
        axes.set_title(f"Era {shorten(era, LONGEST)}")
    panels[0].set_xlim(-widest * 1.04, widest * 1.04)
    panels[0].set_xticks(np.linspace(-widest, widest, 5))
    for axes in panels[-columns:]:
        axes.tick_params(labelbottom=True)
    unit = "Log-ratio against the rest (1 = twice as often, 2 = four times)"
    figure.supxlabel(unit, x=0.99, horizontalalignment="right", fontsize=10)
    data = terms[["era", "log_ratio", "low", "high", "articles_target", "articles_reference"]]
    alt = "Key terms of each era. " + " ".join(
        f"{era}: {', '.join(terms.index[terms['era'] == era][:6])}." for era in shown
    )
    return Drawing(figure, alt, data.round(2).reset_index())


def _draw_terms(axes: Axes, terms: pd.DataFrame, colour: str, marker: str) -> None:
    for y, row in enumerate(rows(terms)):
        if np.isfinite(row.low) and np.isfinite(row.high):
            axes.plot([row.low, row.high], [y, y], color=colour, linewidth=2, alpha=0.6)
        fill = colour if row.articles_reference else "white"
        axes.plot([row.log_ratio], [y], marker=marker, markersize=7, linestyle="", clip_on=False,
                  markeredgecolor=colour, color=fill)  # fmt: skip
    labels = [
        f"{shorten(str(row.Index), LONGEST)}  ({row.articles_target} : {row.articles_reference})"
        for row in rows(terms)
    ]
    axes.set_yticks(range(len(labels)), labels)
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
