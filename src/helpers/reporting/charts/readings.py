"""Figures of what a difference in tone hangs on: the way it is measured, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import rung
from helpers.reporting.numerals import signed
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    PALE,
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    name_x,
    new_figure,
    quiet_grid,
    shorten,
)

if TYPE_CHECKING:
    import pandas as pd

MOST_WORDS = 20
LONGEST = 28


def readings(multiverse: pd.DataFrame, era: str, eras: Sequence[str]) -> Drawing | None:
    """Draw the difference of an era to the rest in every reading.

    Parameters
    ----------
    multiverse : pandas.DataFrame
        See `readings.multiverse`.
    era : str
        The era.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A point a reading, with its interval where the honesty ladder allows one, filled where the
        sign is that of the reading that is reported, which comes first. None where there is nothing
        to compare.
    """
    table = multiverse[(multiverse["era"] == era) & multiverse["difference"].notna()]
    if table.empty:
        return None
    table = _bounded(table, multiverse)
    colour, marker = era_colours(eras)[era], era_markers(eras)[era]
    figure, (axes,) = new_figure(0.9 + 0.27 * len(table))
    axes.axvline(0, color=QUIET, linewidth=0.8)
    for y, row in enumerate(rows(table)):
        if np.isfinite([row.low, row.high]).all():
            axes.plot([row.low, row.high], [y, y], color=PALE, linewidth=2, zorder=1)
        axes.plot([row.difference], [y], marker=marker, markersize=7, linestyle="",
                  markeredgecolor=colour, color=colour if row.agrees else "white")  # fmt: skip
    names = list(table["reading"])
    names[0] += "  (as reported)"
    axes.set_yticks(range(len(table)), names)
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    name_x(axes, f"Tone of {shorten(era, LONGEST)} less tone of the rest")
    same = int(table["agrees"].sum())
    low, high = table["difference"].min(), table["difference"].max()
    alt = (
        f"Difference of {era} to the rest in {len(table)} readings, from {signed(low)} to "
        f"{signed(high)}; {same} have the sign of the one that is reported."
    )
    bounds = ["low", "high"] if table["low"].notna().any() else []
    columns = ["reading", "articles", "difference", *bounds, "p", "agrees"]
    return Drawing(figure, alt, table[columns].round(3).reset_index(drop=True))


def _bounded(table: pd.DataFrame, multiverse: pd.DataFrame) -> pd.DataFrame:
    """Leave no interval that the honesty ladder does not allow, reading by reading."""
    allowed = {
        name: rung(dict(zip(own["era"], own["articles"].astype(int), strict=True))).intervals
        for name, own in multiverse.groupby("reading")
    }
    told = table["reading"].map(allowed).astype(bool)
    return table.assign(low=table["low"].where(told), high=table["high"].where(told))


def word_shift(words: pd.DataFrame, era: str, eras: Sequence[str]) -> Drawing | None:
    """Draw how much each word moves the tone of an era against the rest.

    Parameters
    ----------
    words : pandas.DataFrame
        See `wordshift.word_shift`.
    era : str
        The era.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A bar a word: to the right where it brightens the era, filled where the era has it more
        often, hollow where it has it less often. None where no word moves anything.
    """
    table = words[words["moves"].abs().round(6) > 0].head(MOST_WORDS)
    if table.empty:
        return None
    colour = era_colours(eras)[era]
    figure, (axes,) = new_figure(0.9 + 0.27 * len(table))
    axes.axvline(0, color=QUIET, linewidth=0.8)
    more = (table["rate"] >= table["rest_rate"]).to_list()
    fills = [colour if often else "white" for often in more]
    axes.barh(range(len(table)), table["moves"], color=fills, edgecolor=colour, height=0.62)
    bright = ["+" if weight > 0 else "−" for weight in table["weight"]]
    labels = [
        f"{shorten(str(row.term), LONGEST)} {sign} ({row.sentences} : {row.rest_sentences})"
        for row, sign in zip(rows(table), bright, strict=True)
    ]
    axes.set_yticks(range(len(table)), labels)
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    name_x(axes, f"Moves the tone of {shorten(era, LONGEST)} against the rest")
    listed = ", ".join(f"{row.term} {signed(row.moves, 3)}" for row in rows(table.head(6)))
    alt = f"Words that move the tone of {era} most: {listed}."
    columns = ["term", "sentences", "rest_sentences", "weight", "moves", "without"]
    return Drawing(figure, alt, table[columns].round(4).reset_index(drop=True))
