"""Sentences on the sums, percentages and days that eras name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of
from helpers.reporting.charts.amounts import in_words, plural
from helpers.reporting.findings import plain
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.writing.figures_named import Figures

MOST_TOLD = 3


def figures(found: Figures) -> str:
    """Say which sums or percentages each era names.

    Parameters
    ----------
    found : Figures
        See `figures_named.figures_named`.

    Returns
    -------
    str
        A sentence an era, and one on what they cannot be used for.
    """
    what = "percentages" if found.kind == "rate" else "sums of a million or more"
    where = f" in a paragraph with *{plain(found.near[0])}* or its like" if found.near else ""
    sized = found.by_unit[found.by_unit["size"] != "less"]
    if sized.empty:
        return f"No dated article names {what}{where}."
    told = [
        _era(era, size, sized[sized["era"] == era], found, what)
        for era, size in found.articles.items()
        if size
    ]
    lead = f"Looked at: paragraphs with *{plain(found.near[0])}* or its like. " if where else ""
    return f"{lead}{' '.join(told)} {_caution(found)}"


def _era(era: str, size: int, own: pd.DataFrame, found: Figures, what: str) -> str:
    """Describe the figures of one era in its most usual unit."""
    if own.empty:
        return f"{plain(era)}: none of {count_of(size, 'article')} names {what}."
    row = next(rows(own))
    named = found.named[
        (found.named["era"] == era)
        & (found.named["unit"] == row.unit)
        & (found.named["size"] == row.size)
        & (found.named["doubt"] == "")
    ]
    unit = "" if row.unit == "%" else f" {plain(plural(row.unit))}"
    often = named[named["articles"] > 1].head(1)
    values = named["value"].drop_duplicates().sort_values()
    if len(values) <= MOST_TOLD:
        listing = listed([in_words(value, row.unit) for value in values]) + unit
    else:
        listing = (
            f"from {in_words(row.smallest, row.unit)} to {in_words(row.largest, row.unit)}{unit}, "
            f"the median at {in_words(row.median, row.unit)}"
        )
    most = ""
    if len(often):
        top = next(rows(often))
        ties = int((named["articles"] == top.articles).sum())
        which = in_words(top.value, top.unit) if ties == 1 else f"{ties:,} of them"
        each = "" if ties == 1 else " each"
        most = f"; {which} {'stands' if ties == 1 else 'stand'} in {top.articles:,} articles{each}"
        most += ", no other in so many" if ties == 1 else ", no other in as many"
    return (
        f"{plain(era)}: {row.articles:,} of {count_of(size, 'article')} "
        f"{'names' if row.articles == 1 else 'name'} {what}, {listing}{most}."
    )


def _caution(found: Figures) -> str:
    doubtful = int((found.named["doubt"] != "").sum())
    left = f" {count_of(doubtful, 'figure')} in doubt left out." if doubtful else ""
    if found.kind == "rate":
        return (
            "A percentage alone says neither of what it is a share nor whether it is proposed, "
            f"threatened or in force: the paragraphs do.{left}"
        )
    return (
        "Sums are as written: no currency is converted, and no price level undone, so that a sum "
        f"of one era is not worth what it is in another.{left}"
    )


def days(table: pd.DataFrame, near: tuple[str, ...] = ()) -> str:
    """Say which days each era names.

    Parameters
    ----------
    table : pandas.DataFrame
        See `figures_named.days_named`.
    near : tuple of str
        The words that had to stand in the paragraph, if any.

    Returns
    -------
    str
        A sentence an era.
    """
    where = f" in a paragraph with *{plain(near[0])}* or its like" if near else ""
    if table.empty:
        return f"No dated article names a day{where}."
    told = []
    for era in table["era"].unique():
        own = table[table["era"] == era]
        named = [f"{plain(row.written)} ({row.articles:,})" for row in rows(own.head(5))]
        rest = len(own) - len(named)
        more = f" and {count_of(rest, 'other')}" if rest > 0 else ""
        told.append(f"{plain(era)}: {listed(named)}{more}.")
    return f"Days named{where}, with the number of articles: " + " ".join(told)
