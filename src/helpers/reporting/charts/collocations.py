"""Figures of the company of words: a word's profile by era, differences, and whose changed most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.collocation.company_contrasts import REST, VERDICTS
from helpers.analysis.honesty import count_of
from helpers.reporting.charts.topic_marks import write_below
from helpers.reporting.numerals import number, signed
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    FAINT,
    INK,
    PALE,
    PLAIN,
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    name_x,
    new_figure,
    quiet_grid,
    shorten,
    stacked_panels,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from helpers.analysis.collocation.collocations import Collocations

LONGEST = 20
MOST_ERAS = 4
WIDEST = 8.0
"""Doublings beyond which intervals are cut, so that what lies nearer stays readable."""
MOST_NODES = 16
TINT = 0.35
NARROWEST = 0.35
"""Least part of the scale of distances that is shown."""


def company_by_era(found: Collocations, n: int = 5) -> Drawing | None:
    """Draw how closely words are tied to a word in each era.

    Parameters
    ----------
    found : Collocations
        See `collocates`.
    n : int
        Closest words of each era; all of them are drawn for every era.

    Returns
    -------
    Drawing
        A line a word, a point an era (of more than four eras, the four with most articles that use
        it), with its 95% interval where the honesty ladder allows them; hollow where one article
        has all such paragraphs, none where the two words never meet. None where no two words meet
        in two articles of an era. In the data table intervals are NaN where the ladder allows none.
    """
    eras = _largest_eras(found)
    closest = found.closest(n)
    closest = closest[closest["era"].isin(eras)]
    if closest.empty:
        return None
    terms = list(dict.fromkeys(closest["term"]))
    profile = found.profile[found.profile["era"].isin(eras) & found.profile["together"].gt(0)]
    profile = profile.set_index(["term", "era"])
    colours, markers = era_colours(found.eras), era_markers(found.eras)
    step = 0.2 if len(eras) > 2 else 0.24
    figure, (axes,) = new_figure(1.35 + len(terms) * (0.14 + 0.13 * len(eras)))
    drawn = []
    for y, term in enumerate(terms):
        for place, era in enumerate(eras):
            if (term, era) not in profile.index:
                continue
            row = profile.loc[(term, era)]
            drawn.append((term, era))
            height = y + (place - (len(eras) - 1) / 2) * step
            if found.rung.intervals and np.isfinite([row["low"], row["high"]]).all():
                axes.plot([row["low"], row["high"]], [height] * 2, color=colours[era],
                          linewidth=2, alpha=0.5, solid_capstyle="butt")  # fmt: skip
            axes.plot([row["log_dice"]], [height], marker=markers[era], linestyle="", markersize=7,
                      color="white" if row["one_article"] else colours[era], clip_on=False,
                      markeredgecolor=colours[era])  # fmt: skip
    data = profile.loc[drawn].reset_index()
    floor = math.floor(data["log_dice"].min()) - 0.5
    if found.rung.intervals:
        floor = max(floor - 2, min(floor, math.floor(np.nan_to_num(data["low"], nan=99).min())))
    axes.set_xlim(max(floor, 0), 14.15)
    axes.set_yticks(range(len(terms)), [shorten(term, LONGEST) for term in terms])
    axes.set_ylim(len(terms) - 0.5, -0.5)
    for y in range(1, len(terms)):
        axes.axhline(y - 0.5, color=FAINT, linewidth=0.5)
    _key(axes, [(e, colours[e], markers[e]) for e in eras])
    left = [era for era in found.eras if era not in eras]
    name_x(axes, "Log-Dice (14: only ever together; one less: half as close)")
    if left:
        write_below(figure, f"Not drawn, with fewer articles that use the word: {', '.join(left)}.")
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    columns = ["term", "era", "together", "articles", "log_dice", "low", "high"]
    by_era = "; ".join(
        f"{era}: {', '.join(closest.loc[closest['era'] == era, 'term'].head(5)) or 'none'}"
        for era in eras
    )
    alt = f"Words most often in one paragraph with {found.node}, by era. {by_era}."
    return Drawing(figure, alt, _bounded(data, found)[columns].round(2))


def company_differences(found: Collocations, n: int = 10) -> Drawing | None:
    """Draw which words are tied to a word more closely in one era than in the rest.

    Parameters
    ----------
    found : Collocations
        See `collocates`.
    n : int
        Words with the widest difference; of more than two eras, for each of them half as many.

    Returns
    -------
    Drawing
        The difference of log-Dice with its 95% interval over articles where the honesty ladder
        allows intervals; filled where it is robust, tinted where it leans. None where there are
        no two eras or no difference to draw.
    """
    import pandas as pd

    table = found.contrasts
    two = len(found.eras) == 2
    shown = found.eras[-1:] if two else _largest_eras(found)
    panels = []
    for era in shown:
        own = table[(table["era"] == era) & (table["against"] == REST)].copy()
        own = own[own["difference"].abs() > 0]
        own = own[~own["one_article"]] if (~own["one_article"]).any() else own
        own["place"] = own["verdict"].map(VERDICTS.index)
        own["size"] = -own["difference"].abs().round(9)
        kept = own.sort_values(["place", "size", "term"]).head(n if two else max(4, n // 2))
        if len(kept):
            panels.append((era, kept.sort_values(["difference", "term"], ascending=[False, True])))
    if not panels:
        return None
    figure, every = stacked_panels([0.26 * len(kept) + 0.25 for _, kept in panels], share_x=True)
    colours, markers = era_colours(found.eras), era_markers(found.eras)
    widest = max(2.0, *(min(WIDEST, _reach(kept, found)) for _, kept in panels))
    for axes, (era, kept) in zip(every, panels, strict=True):
        other = found.eras[0] if two else ""
        for y, row in enumerate(rows(kept)):
            side = era if row.difference > 0 else other
            colour, marker = colours.get(side, PLAIN), markers.get(side, "o")
            if found.rung.intervals and np.isfinite([row.low, row.high]).all():
                ends = np.clip([row.low, row.high], -widest, widest)
                axes.plot(ends, [y, y], color=colour, linewidth=2, alpha=0.5)
            value = float(np.clip(row.difference, -widest, widest))
            axes.plot([value], [y], marker=marker, linestyle="", markersize=7, clip_on=False,
                      markeredgecolor=colour, color=_filling(row.verdict, colour))  # fmt: skip
        axes.axvline(0, color=QUIET, linewidth=0.8)
        axes.set_yticks(range(len(kept)), [shorten(r.term, LONGEST) for r in rows(kept)])
        axes.set_ylim(len(kept) - 0.4, -0.6)
        left = f"in {shorten(other, 18)}" if two else "elsewhere"
        axes.set_title(f"Closer {left} ◂  ▸ closer in {shorten(era, 18)}")
        axes.spines["left"].set_visible(False)
        quiet_grid(axes)
    every[-1].set_xlim(-widest * 1.04, widest * 1.04)
    name_x(every[-1], "Difference of log-Dice (1 = twice as close); filled: robust, tinted: a hint")
    data = pd.concat([kept for _, kept in panels]).reset_index(drop=True)
    columns = [
        "term",
        "era",
        "log_dice",
        "against_log_dice",
        "difference",
        "low",
        "high",
        "verdict",
    ]
    told = "; ".join(
        f"{era}: " + ", ".join(f"{r.term} {signed(r.difference, 1)}" for r in rows(kept.head(5)))
        for era, kept in panels
    )
    alt = f"Words tied to {found.node} more or less closely in an era than elsewhere. {told}."
    return Drawing(figure, alt, _bounded(data, found)[columns].round(2))


def company_changes(change: pd.DataFrame, n: int = 12) -> Drawing | None:
    """Draw how far the company of words lies apart between eras, beside what chance gives.

    Parameters
    ----------
    change : pandas.DataFrame
        See `company_change`.
    n : int
        Rows with the largest excess.

    Returns
    -------
    Drawing
        A line a word: a grey bar from the mean distance of shuffled eras to what 95 of 100 stay
        below, and a point at the distance of the eras, filled where it is robustly larger, tinted
        where it leans. None where no word is used in two eras.
    """
    known = change[change["distance"].notna()]
    if known.empty:
        return None
    drawn = known.head(min(n, MOST_NODES))
    several = len(set(known["era"])) > 1
    figure, (axes,) = new_figure(1.25 + 0.3 * len(drawn))
    for y, row in enumerate(rows(drawn)):
        axes.plot([row.chance, row.chance_high], [y, y], color=PALE, linewidth=9,
                  solid_capstyle="butt", zorder=1)  # fmt: skip
        axes.plot([row.chance] * 2, [y - 0.3, y + 0.3], color=QUIET, linewidth=1.5, zorder=2)
        axes.plot([row.distance], [y], marker="o", markersize=8, linestyle="", zorder=3,
                  clip_on=False, markeredgecolor=PLAIN,
                  color=_filling(row.verdict, PLAIN))  # fmt: skip
    names = [
        shorten(r.node, LONGEST) + (f"  ({shorten(r.era, 12)})" if several else "")
        for r in rows(drawn)
    ]
    axes.set_yticks(range(len(drawn)), names)
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    low = float(drawn["chance"].min())
    high = float(drawn[["distance", "chance_high"]].max().max())
    middle, half = (low + high) / 2, max(high - low, NARROWEST) / 2 * 1.1
    axes.set_xlim(max(0, middle - half), min(1, middle + half))
    if len(drawn) < len(known):
        what = "comparison" if several else "word"
        every = count_of(len(known), what)
        axes.set_title(f"The {number(len(drawn))} that stand out most of {every}")
    name_x(
        axes,
        "Cosine distance, 0 to 1; bar: shuffled eras (mean to 95%); filled: robust, tinted: hint",
    )
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", labelcolor=INK)
    quiet_grid(axes)
    columns = ["node", "era", "against", "articles", "against_articles", "distance"]
    columns += ["chance", "chance_high", "p", "verdict"]
    digits = {"distance": 3, "chance": 3, "chance_high": 3, "p": 4}  # no p is 0
    told = "; ".join(
        f"{r.node}{f' in {r.era}' if several else ''} {number(r.distance, 2)} against "
        f"{number(r.chance, 2)} by chance"
        for r in rows(drawn.head(5))
    )
    alt = f"How far the company of words lies apart between eras. {told}."
    return Drawing(figure, alt, drawn[columns].round(digits).reset_index(drop=True))


def _bounded(data: pd.DataFrame, found: Collocations) -> pd.DataFrame:
    """Leave no interval in a data table that the honesty ladder does not allow."""
    return data if found.rung.intervals else data.assign(low=np.nan, high=np.nan)


def _filling(verdict: str, colour: str) -> str:
    """Colour the inside of a point by what may be said: all of it, a tint, or nothing."""
    from matplotlib.colors import to_hex, to_rgb

    if verdict == "cannot tell":
        return "white"
    if verdict == "robust":
        return colour
    red, green, blue = (1 - TINT * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def _largest_eras(found: Collocations) -> list[str]:
    uses = found.uses[found.uses["node_articles"] > 0]
    order = uses.assign(size=-uses["node_articles"]).sort_values("size", kind="stable")
    kept = set(order["era"].head(MOST_ERAS))
    return [era for era in found.eras if era in kept]


def _reach(table: pd.DataFrame, found: Collocations) -> float:
    columns = ["difference", "low", "high"] if found.rung.intervals else ["difference"]
    return math.ceil(float(np.nanmax(np.abs(table[columns].to_numpy(dtype=float)))))


def _key(axes: Axes, entries: list[tuple[str, str, str]]) -> None:
    """Name the eras' marks above the panel, in the order in which they stand on each line."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], marker=marker, color=colour, linestyle="", markersize=7,
               label=shorten(era, 18))
        for era, colour, marker in entries
    ]  # fmt: skip
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.02, 1.0), frameon=False,
                ncols=len(handles), fontsize=9.5, handletextpad=0.1, columnspacing=1.2,
                borderaxespad=0.1)  # fmt: skip
