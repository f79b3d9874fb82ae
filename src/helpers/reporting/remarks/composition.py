"""Sentences on what eras are made of, and on what cannot be told from what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.honesty import UNDATED, count_of
from helpers.reporting.findings import plain
from helpers.reporting.numerals import number
from helpers.reporting.remarks.corpus import bullets, halved, listed
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

ORDER = (
    *("inseparable", "known of one era", "unknown", "unbalanced", "cannot tell", "balanced"),
    "one value",
)
"""Findings of `confounds.confounds`, the gravest first."""


def made_of(composition: pd.DataFrame, halved_at: dt.date | None = None) -> str:
    """Say how many articles there are, how long they are and how much of them is speech.

    Parameters
    ----------
    composition : pandas.DataFrame
        See `composition.composition`.
    halved_at : datetime.date, optional
        Where the border lies, if no gap parts the eras.

    Returns
    -------
    str
        A paragraph of Markdown.
    """
    parts = [_era(row) for row in rows(composition) if row.articles and row.era != UNDATED]
    undated = composition[composition["era"] == UNDATED]
    left = int(undated["articles"].sum())
    if not parts:
        if not left:
            return "There is no article to compare."
        verb = "is" if left == 1 else "are"
        return (
            f"{count_of(left, 'article')} {verb} here and none is dated closely enough for an era: "
            "there is nothing to hold against anything."
        )
    stands = "The comparison stands on" if len(parts) > 1 else "There is one era,"
    against = "" if len(parts) > 1 else " There is no other era to hold against it."
    more = ""
    if left:
        verb = "has" if left == 1 else "have"
        more = f" {count_of(left, 'article')} {verb} no era and so no part in it."
    if halved_at:
        more += f" {halved(halved_at)}"
    return f"{stands} {'; '.join(parts)}.{against}{more}"


def _era(row: Any) -> str:  # noqa: ANN401  (a row holds anything)
    """Describe one era."""
    length = f"{number(row.words_per_article)} words"
    if row.articles > 1:
        half = f"{number(row.words_low)} to {number(row.words_high)}"
        length = f"a median of {length}, the middle half from {half}"
    speech = ""
    if not np.isnan(row.percent_quoted):
        speech = f"; on average {number(row.percent_quoted)}% of the words quoted"
    return f"{count_of(row.articles, 'article')} of {plain(row.era)} ({length}{speech})"


def confounded(table: pd.DataFrame) -> str:
    """List which differences between eras cannot be told from differences of what.

    Parameters
    ----------
    table : pandas.DataFrame
        See `confounds.confounds`.

    Returns
    -------
    str
        A Markdown list, the gravest first; a sentence where there is one era or none.
    """
    if table.empty:
        return "With fewer than two eras there is nothing that a difference could be mistaken for."
    rank = table["finding"].map({finding: place for place, finding in enumerate(ORDER)})
    ranked = table.assign(rank=rank).sort_values("rank", kind="stable")
    return bullets(list(ranked["sentence"]))


def entangled(table: pd.DataFrame) -> str:
    """Say in one sentence with what the eras are entangled.

    Parameters
    ----------
    table : pandas.DataFrame
        See `confounds.confounds`.

    Returns
    -------
    str
        One or two sentences.
    """
    if table.empty:
        return "There are no two eras to tell apart."
    lost = table[table["finding"].isin(["inseparable", "known of one era", "unknown"])]
    open_to = table[table["finding"].isin(["unbalanced", "cannot tell"])]
    told = []
    if len(lost):
        told.append(f"Nothing here can tell the eras from their {_names(lost, 'or')}")
    if len(open_to):
        unsure = "they differ, or may differ, in" if told else "The eras differ, or may differ, in"
        told.append(f"{unsure} {_names(open_to, 'and')} as well")
    if not told:
        return "Where it is known, the eras are alike in all that was looked at."
    sentence = "; ".join(told)
    return f"{sentence if len(lost) else sentence.removesuffix(' as well')}."


def _names(table: pd.DataFrame, word: str) -> str:
    names = [plain(name) for name in table["covariate"]]
    return listed(names).replace(" and ", f" {word} ") if len(names) > 1 else names[0]


def dated_by_words(composition: pd.DataFrame) -> str:
    """Warn where articles have their era from the words that are then compared.

    Parameters
    ----------
    composition : pandas.DataFrame
        See `composition.composition`.

    Returns
    -------
    str
        One or two sentences.
    """
    own = composition[composition["era"] != UNDATED]
    some = own[own["dated_by_words_alone"] > 0]
    if some.empty:
        return (
            "No article has its era from names and habits of print alone: days, years looked back "
            "on, datelines or the file itself speak for each."
            if own["articles"].sum()
            else "No article is dated."
        )
    parts = [
        f"{row.dated_by_words_alone:,} of {count_of(row.articles, 'article')} in {plain(row.era)}"
        for row in rows(some)
    ]
    return (
        f"The era of {listed(parts)} rests on names of their time, holders of offices or habits of "
        "print and on nothing else. That such words differ between the eras is no finding: it is "
        "how the articles came to be there."
    )
