"""Figure of how far each key term moves when something about a comparison is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.sensitivity.checks import NOTHING
from helpers.reporting.numerals import signed
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PALE,
    PLAIN,
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
    from matplotlib.figure import Figure

LONGEST = 22

Check = tuple[str, str, str, float, Any, float]

CHECKS: tuple[Check, ...] = (
    ("without_one", "one article left out", PALE, 7.0, "-", 0.0),
    ("dates", "undecided dates", PLAIN, 1.6, "-", -0.24),
    ("border", "border elsewhere", INK, 1.6, ":", 0.24),
)
"""Columns, name, colour, width in points, style and offset of the bars."""


def moved_terms(findings: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw how far key terms move when articles, dates and borders are varied.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A panel an era, two side by side: the log-ratio of each key term as a point, hollow where
        something takes it to the other side or out, and a bar for each check that was made. None
        where there are no key terms.
    """
    terms = findings[findings["kind"] == "term"]
    if terms.empty:
        return None
    shown = [era for era in eras if (terms["era"] == era).any()]
    columns = min(2, len(shown))
    sizes = [int((terms["era"] == era).sum()) for era in shown]
    tallest = [max(sizes[i : i + columns]) for i in range(0, len(shown), columns)]
    figure, panels = stacked_panels([0.27 * n for n in tallest], columns=columns, share_x=True)
    colours, markers = era_colours(eras), era_markers(eras)
    made = [check for check in CHECKS if terms[f"{check[0]}_low"].notna().any()]
    for i, (axes, era) in enumerate(zip(panels, shown, strict=False)):
        _draw(axes, terms[terms["era"] == era], colours[era], markers[era], made)
        axes.set_ylim(tallest[i // columns] - 0.4, -0.6)
        axes.set_title(f"Era {shorten(era, LONGEST)}")
    for axes in panels[len(shown) :]:
        axes.axis("off")
    for axes in panels[max(0, len(shown) - columns) : len(shown)]:
        axes.tick_params(labelbottom=True)
    same = f" of the same {terms['strata'].iloc[0]}" if terms["within"].any() else ""
    unit = f"Log-ratio against the rest{same} (1 = twice as often; below 0: the rest has more)"
    figure.supxlabel(unit, x=0.99, horizontalalignment="right", fontsize=10)
    _legend(figure, made)
    ranges = [f"{check[0]}_{end}" for check in made for end in ("low", "high")]
    data = terms[["era", "name", "value", *ranges, "hangs_on"]].round(2)
    hanging = terms[terms["hangs_on"] != NOTHING]
    listed = ", ".join(f"{row.name} ({signed(row.value)})" for row in rows(hanging.head(8)))
    alt = (
        f"{len(terms)} key terms with the range of their log-ratio under "
        f"{', '.join(check[1] for check in made) or 'no check'}; "
        + (f"{len(hanging)} hang on something: {listed}." if len(hanging) else "none gives way.")
    )
    return Drawing(figure, alt, data.reset_index(drop=True))


def _draw(
    axes: Axes,
    terms: pd.DataFrame,
    colour: str,
    marker: str,
    made: Sequence[Check],
) -> None:
    lone = len(made) == 1
    for y, row in enumerate(rows(terms)):
        for order, (name, _, shade, width, style, offset) in enumerate(made):
            ends = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
            if np.isfinite(ends).all():
                place = y if lone else y + offset
                axes.plot(ends, [place, place], color=shade, linewidth=width, linestyle=style,
                          solid_capstyle="butt", zorder=1 + order,
                          marker="|" if offset else "", markersize=5)  # fmt: skip
        firm = row.hangs_on == NOTHING
        axes.plot([row.value], [y], marker=marker, markersize=6.5, linestyle="", zorder=5,
                  markeredgecolor=colour, color=colour if firm else "white")  # fmt: skip
    axes.set_yticks(range(len(terms)), [shorten(str(row.name), LONGEST) for row in rows(terms)])
    axes.axvline(0, color=QUIET, linewidth=1.2, zorder=0.9)
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)


def _legend(figure: Figure, made: Sequence[Check]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [], [], color=shade, linewidth=width, linestyle=style, solid_capstyle="butt", label=text
        )
        for _, text, shade, width, style, _ in made
    ]
    handles += [
        Line2D([], [], marker="o", linestyle="", color=PLAIN, markersize=6, label="holds"),
        Line2D([], [], marker="o", linestyle="", color="white", markeredgecolor=PLAIN,
               markersize=6, label="hangs on something"),
    ]  # fmt: skip
    figure.legend(handles=handles, loc="outside upper left", ncols=3, frameon=False, fontsize=9,
                  columnspacing=1.2, handlelength=1.6)  # fmt: skip
