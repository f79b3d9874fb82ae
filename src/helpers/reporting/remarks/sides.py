"""Sentences about the sides that findings compare: how few articles they have, within what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import INTERVALS_FROM, count_of, uncompared_within
from helpers.reporting.findings import plain

if TYPE_CHECKING:
    import pandas as pd

NO_PROOF = (
    "To keep its side is no proof: most terms that set random halves of one collection apart keep "
    "theirs, too."
)
"""Of the ten strongest terms of either random half (BBC business news), 97 of 100 kept their side
when any one article was left out, with 5 articles in each half, and 98 with 20 or 100."""

UNCOMPARED = (
    "There are no articles of two eras that could be compared, and so no conclusion that anything "
    "could change."
)


def within_what(findings: pd.DataFrame) -> str:
    """Name what findings are compared within.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    str
        ``'publisher'``, say; ``''`` where all of them are compared over all articles.

    Examples
    --------
    >>> import pandas as pd
    >>> within_what(pd.DataFrame({"strata": "place", "within": [False, True]}))
    'place'
    """
    own = findings.loc[findings["within"].astype(bool), "strata"]
    return str(own.iloc[0]) if len(own) else ""


def compared_within(findings: pd.DataFrame) -> list[str]:
    """Say what findings are compared within, where they are.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    list of str
        Two sentences at most; none where the comparison is over all articles.

    Examples
    --------
    >>> import pandas as pd
    >>> compared_within(pd.DataFrame({"strata": "", "within": [False]}))
    []
    """
    within = str(findings["strata"].iloc[0])
    if not within:
        return []
    whole = findings[~findings["within"].astype(bool)]
    if len(whole) == len(findings):
        return [f"{uncompared_within(within)}: what follows is about the tone over all articles."]
    more = (
        f" The {'tone' if (whole['kind'] == 'tone').all() else 'rest'} is compared over all "
        "articles, here as above."
        if len(whole)
        else ""
    )
    part = "group of lengths" if within == "length" else within
    return [
        f"Everything is computed again within articles of the same {within}, as the comparison "
        f"is: a {part} that loses one side of the comparison has no part in it any more.{more}"
    ]


def small_sides(findings: pd.DataFrame) -> list[str]:
    """Warn where a side has so few articles that leaving one out proves nothing.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    list of str
        One sentence; none from five articles on either side on.

    Examples
    --------
    >>> import pandas as pd
    >>> small_sides(pd.DataFrame({"articles": [9], "rest_articles": [5], "era": "then"}))
    []
    """
    smallest = min(int(findings[side].min()) for side in ("articles", "rest_articles"))
    if smallest >= INTERVALS_FROM:
        return []
    sides = findings[["articles", "rest_articles"]].min(axis=1)
    eras = findings.loc[findings["articles"] == smallest, "era"]
    within = within_what(findings[sides == smallest])
    name = plain(eras.iloc[0]) if len(eras) else "one side"
    who = f"Within the same {within} {name}" if within else name if len(eras) else "One side"
    if smallest < 2:
        return [f"{who} has one article, which cannot be left out: all of it rests on that one."]
    if smallest == 2:
        return [
            f"{who} has 2 articles, and leaving one out leaves a single one: a sign that holds is "
            "a fact about these articles and no evidence beyond them."
        ]
    return [
        f"With {smallest} articles in {name}{f' within the same {within}' if within else ''}, a "
        "sign that holds is a fact about these articles and no evidence beyond them."
    ]


def open_before(findings: pd.DataFrame) -> list[str]:
    """Say of how many findings nothing can be told to begin with, where of some it can.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `checks.what_would_change`.

    Returns
    -------
    list of str
        One sentence or none.
    """
    n = int((findings["verdict"] == "cannot tell").sum())
    if not 0 < n < len(findings):
        return []
    every = count_of(len(findings), "finding")
    return [f"The verdict of {n:,} of the {every} is *cannot tell* to begin with."]
