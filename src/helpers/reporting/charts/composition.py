"""A figure of what eras are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.analysis.composition import UNKNOWN
from helpers.analysis.honesty import UNDATED
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PALE,
    QUIET,
    Drawing,
    era_colours,
    name_x,
    new_figure,
    quiet_grid,
    shorten,
)

if TYPE_CHECKING:
    import pandas as pd

MOST_VALUES = 4
"""So many values are shown of each property; the rest are put together."""

MOST_ERAS = 7
ROOMY = 4
"""Up to so many columns leave room for type of the usual size."""
OTHERS = "others"
TITLES = {
    "publisher": "Publisher",
    "place": "Place",
    "agency": "Agency or credit",
    "language": "Language",
    "genre": "Kind of article",
}


def made_of(counts: pd.DataFrame, eras: Sequence[str]) -> Drawing | None:
    """Draw what eras are made of: shares of publishers, places, agencies, languages and genres.

    Parameters
    ----------
    counts : pandas.DataFrame
        See `composition.composition_counts`.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing or None
        Bars, a row of panels a property and a column an era (seven at most, the undated last); what
        is not known is grey. Properties that are known of no article, or the same in all, are left
        out. None where there is nothing left.
    """
    shown = [era for era in [*eras, UNDATED] if (counts["era"] == era).any()][:MOST_ERAS]
    table = counts[counts["era"].isin(shown)]
    kept = [name for name in TITLES if _tells(table[table["covariate"] == name])]
    if not kept:
        return None
    tables = [_short(table[table["covariate"] == name], shown) for name in kept]
    heights = [0.24 * len(own) + 0.15 for own in tables]
    figure, panels = new_figure(sum(heights) + 0.42 * len(kept) + 0.5, len(shown), len(kept))
    grid = panels[0].get_gridspec()
    if grid is not None:
        grid.set_height_ratios(heights)
    figure.get_layout_engine().set(h_pad=0.08)  # type: ignore[union-attr, call-arg]
    colours = era_colours(eras)
    for line, (name, own) in enumerate(zip(kept, tables, strict=True)):
        for column, era in enumerate(shown):
            axes = panels[line * len(shown) + column]
            bars = own[era]
            fill = [PALE if value == UNKNOWN else colours[era] for value in own.index]
            axes.barh(range(len(own)), bars * 100, color=fill, height=0.72)
            for y, share in enumerate(bars):
                axes.text(min(share * 100 + 2, 101), y, f"{share * 100:.0f}", fontsize=8,
                          va="center", color=INK if share else QUIET)  # fmt: skip
            axes.set_yticks(range(len(own)), [shorten(v, 24) for v in own.index] if not column
                            else [""] * len(own))  # fmt: skip
            axes.set_ylim(len(own) - 0.4, -0.6)
            axes.set_xlim(0, 118 if len(shown) <= ROOMY else 145)
            ticks = [0, 50, 100] if len(shown) <= ROOMY else [0, 100]
            last = line == len(kept) - 1
            axes.set_xticks(ticks, [str(tick) if last else "" for tick in ticks])
            axes.spines["bottom"].set_visible(False)
            quiet_grid(axes)
            if not column:
                axes.set_title(TITLES[name], fontsize=9.5)
            if not line:
                axes.annotate(era, (0, 1), (0, 24), xycoords="axes fraction",
                              fontsize=10 if len(shown) <= ROOMY else 7.5,
                              textcoords="offset points", weight="bold",
                              color=colours[era])  # fmt: skip
    name_x(panels[-1], "Percent of the era's articles")
    data = table[table["covariate"].isin(kept) & (table["articles"] > 0)].copy()
    data["share"] = data["share"].round(3)
    data = data.groupby(["covariate", "era"], sort=False).head(MOST_VALUES)
    return Drawing(figure, _alt(tables, kept, shown), data.reset_index(drop=True))


def _tells(table: pd.DataFrame) -> bool:
    values = set(table.loc[table["articles"] > 0, "value"])
    return len(values) > 1


def _short(table: pd.DataFrame, eras: Sequence[str]) -> pd.DataFrame:
    """Shares by value and era: the most frequent values, all others together, the unknown last."""
    shares = table.pivot_table(index="value", columns="era", values="share", sort=False)
    shares = shares.reindex(columns=list(eras)).fillna(0.0)
    known = shares.drop(index=UNKNOWN, errors="ignore")
    known = known[known.sum(axis=1) > 0]
    short = known.head(MOST_VALUES).copy()
    if len(known) > MOST_VALUES:
        short.loc[OTHERS] = known.iloc[MOST_VALUES:].sum()
    if UNKNOWN in shares.index and shares.loc[UNKNOWN].sum() > 0:
        short.loc[UNKNOWN] = shares.loc[UNKNOWN]
    return short


def _alt(tables: Sequence[pd.DataFrame], kept: Sequence[str], eras: Sequence[str]) -> str:
    told = []
    for name, own in zip(kept, tables, strict=True):
        parts = []
        for era in eras:
            top = next(rows(own[[era]].sort_values(era, ascending=False, kind="stable").head(1)))
            parts.append(f"{era} {top.Index} {own[era].max():.0%}")
        told.append(f"{TITLES[name].lower()}: {', '.join(parts)}")
    return f"Most frequent in each era. {'; '.join(told)}."
