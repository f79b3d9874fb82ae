"""Sentences about findings that hang on one article or one author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of
from helpers.reporting.findings import plain
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.remarks.finding_names import MOST_NAMED, capital, name_of, names_of
from helpers.reporting.remarks.sides import UNCOMPARED, within_what
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED_ALONE = 3
"""Articles, or authors, that are named with what hangs on them."""

MOSTLY_ONE = 0.75
"""Share of a term's uses in one article from which that is said."""


def without_an_article(findings: pd.DataFrame) -> str:
    """Name the articles on which findings hang.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    str
        One to five sentences of Markdown.
    """
    if findings.empty:
        return UNCOMPARED
    tried = findings[findings["without_one_low"].notna()]
    if tried.empty:
        within = within_what(findings)
        lost = f"losing all that is of one {within} in two eras" if within else "emptying an era"
        return f"No article can be left out without {lost}."
    turned = tried[tried["turned_by"] != ""]
    sentences = []
    if turned.empty:
        any_of = (
            "the one finding looked at" if len(tried) == 1 else f"any of {len(tried):,} findings"
        )
        sentences = [f"No single article turns {any_of} when it is left out."]
    sentences += _overturned(turned, findings, "turned_by", "turned_to")
    return " ".join([*sentences, *_largest(findings)])


def without_an_author(findings: pd.DataFrame) -> list[str]:
    """Name the authors on whose articles findings hang.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    list of str
        One to four sentences of Markdown; none where no author of several articles can be left out.
    """
    tried = findings[findings["without_author_low"].notna()]
    if tried.empty:
        return []
    turned = tried[tried["turned_by_author"] != ""]
    if turned.empty:
        any_of = (
            "the one finding looked at" if len(tried) == 1 else f"any of {len(tried):,} findings"
        )
        return [f"No single author turns {any_of} when all their articles are left out."]
    told = _overturned(turned, findings, "turned_by_author", "turned_to_without_author")
    return [" ".join(["Authors, each with all their articles:", *told])]


def _overturned(turned: pd.DataFrame, findings: pd.DataFrame, by: str, to: str) -> list[str]:
    """Say of whom or what findings hang on, the most telling first, what they would do without."""
    sentences = []
    order = turned[by].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    for name in order.index[:MOST_NAMED_ALONE]:
        own = turned[turned[by] == name]
        over = (own["value"].gt(0) & own[to].round(2).lt(0)) | (
            own["value"].lt(0) & own[to].round(2).gt(0)
        )
        parts = [
            sentence.format(names_of(part, findings))
            for part, sentence in (
                (own[over], "{} changes sides" if over.sum() == 1 else "{} change sides"),
                (
                    own[~over],
                    "the difference of {} comes to zero"
                    if (~over).sum() == 1
                    else "the differences of {} come to zero",
                ),
            )
            if len(part)
        ]
        sentences.append(f"Leave out *{plain(name)}* and {listed(parts)}.")
    if left := int(order.iloc[MOST_NAMED_ALONE:].sum()):
        others = len(order) - MOST_NAMED_ALONE
        sentences.append(
            f"{left:,} more {'hangs' if left == 1 else 'hang'} on {count_of(others, 'other')}."
        )
    return sentences


def _largest(findings: pd.DataFrame) -> list[str]:
    own = findings[findings["largest_share"] >= MOSTLY_ONE].sort_values(
        "largest_share", ascending=False, kind="stable"
    )
    if own.empty:
        return []
    named = [
        f"{name_of(row, findings)} ({row.largest_share:.0%})" for row in rows(own.head(MOST_NAMED))
    ]
    more = [f"{len(own) - MOST_NAMED:,} more"] if len(own) > MOST_NAMED else []
    owe = "owes" if len(own) == 1 else "owe"
    return [
        f"{capital(listed(named + more))} {owe} three quarters or more of the era's uses to one "
        "article."
    ]
