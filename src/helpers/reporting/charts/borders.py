"""Figure of key terms as the border between two eras is drawn on other days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.reporting.numerals import signed
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

MOST_TERMS = 4
LONGEST = 18
LABEL_INCHES = 0.17


WIDE_DAYS = 3_000
"""Range from which years alone are written."""


def moved_borders(positions: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw the log-ratios of key terms against the day on which the later era begins.

    Parameters
    ----------
    positions : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.by_border`.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A panel a border: one line for each of four key terms of either era, those that change sides
        before the others, named at its end; the upright line is where the border is. None where no
        border can be moved.
    """
    terms = positions[positions["kind"] == "term"]
    near = (terms["era"] == terms["before"]) | (terms["era"] == terms["after"])
    terms = terms[near]
    if terms.empty:
        return None
    own = ["before", "era", "name"]
    terms = terms.assign(turned=terms.groupby(own)["value"].transform("min") < 0)
    once = terms.drop_duplicates(own).sort_values("turned", ascending=False, kind="stable")
    kept = once[once.groupby(["before", "era"]).cumcount() < MOST_TERMS]
    terms = terms.merge(kept[own], on=own).drop(columns="turned")
    borders = [era for era in eras if (terms["before"] == era).any()]
    figure, panels = stacked_panels([2.6] * len(borders))
    for axes, before in zip(panels, borders, strict=True):
        _draw(axes, terms[terms["before"] == before], eras)
    name_x(panels[-1], "First day of the later era")
    panels[0].set_ylabel("Log-ratio against the rest")
    moved = terms[~terms["now"]]
    turned = moved[moved["value"] < 0].drop_duplicates(["era", "name"])
    alt = (
        f"Log-ratios of {len(terms.drop_duplicates(['before', 'era', 'name']))} key terms with "
        f"the border on {len(moved['day'].unique())} other days, from "
        f"{signed(moved['value'].min())} to {signed(moved['value'].max())}; "
        + (f"{', '.join(turned['name'])} change sides." if len(turned) else "none changes sides.")
    )
    return Drawing(figure, alt, terms.round({"value": 2}).reset_index(drop=True))


def _draw(axes: Axes, terms: pd.DataFrame, eras: Sequence[str]) -> None:
    colours, markers = era_colours(eras), era_markers(eras)
    ends = []
    for (era, name), line in terms.groupby(["era", "name"], sort=False):
        days = line["day"].to_numpy(dtype="datetime64[D]")
        axes.plot(days, line["value"].to_numpy(), color=colours[str(era)], linewidth=1.4,
                  marker=markers[str(era)], markersize=4, alpha=0.85)  # fmt: skip
        ends.append((float(line["value"].iloc[-1]), str(name), colours[str(era)], days[-1]))
    present = next(rows(terms[terms["now"]]))
    axes.axvline(np.datetime64(present.day, "D"), color=QUIET, linewidth=0.8)  # type: ignore[arg-type]
    late = 2 * (terms["day"] < present.day).sum() > len(terms)
    axes.annotate("as compared", (np.datetime64(present.day, "D"), 1), (-4 if late else 4, -1),
                  xycoords=("data", "axes fraction"), textcoords="offset points", va="top",
                  ha="right" if late else "left", color=QUIET, fontsize=9)  # fmt: skip
    axes.axhline(0, color=QUIET, linewidth=0.8)
    axes.margins(y=0.1)
    _name_lines(axes, ends)
    axes.set_title(f"{shorten(present.before, LONGEST)} | {shorten(present.after, LONGEST)}")
    _date_ticks(axes)
    quiet_grid(axes, "y")


def _name_lines(axes: Axes, ends: list[tuple[float, str, str, object]]) -> None:
    """Write names at the ends of lines, pushed apart where lines end together."""
    low, high = axes.get_ylim()
    step = (high - low) * LABEL_INCHES / 2.3
    places: list[float] = []
    ordered = sorted(ends, key=lambda end: end[:2])
    for value, *_ in ordered:
        places.append(max(value, places[-1] + step) if places else value)
    over = max(0.0, places[-1] - (high - step / 2))
    for i in range(len(places) - 1, -1, -1):
        limit = places[i + 1] - step if i + 1 < len(places) else places[i] - over
        places[i] = min(places[i], limit)
    for (value, name, colour, day), place in zip(ordered, places, strict=True):
        axes.annotate(shorten(name, LONGEST), (day, value), (1.02, place), color=colour,
                      textcoords=("axes fraction", "data"), fontsize=9, va="center",
                      arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5,
                                  "alpha": 0.6})  # fmt: skip


def _date_ticks(axes: Axes) -> None:
    """Write three or four days, whatever the range, with the year where it is wide."""
    from matplotlib.dates import num2date

    first, last = axes.get_xlim()
    days = np.linspace(first + 0.08 * (last - first), last - 0.08 * (last - first), 3).round()
    form = "{:%Y}" if last - first > WIDE_DAYS else "{0.day} {0:%b %Y}"
    axes.set_xticks(days, [form.format(num2date(day)) for day in days])  # type: ignore[no-untyped-call]
