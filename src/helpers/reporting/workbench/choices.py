"""What the articles of a corpus can be chosen by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.analysis.honesty import UNDATED, count_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.analysis.working_sets.article_index import ArticleIndex

LISTED = 12
"""Values listed of each kind."""
LISTED_FROM_START = 20_000
"""Articles up to which actors are looked for unasked: in larger folders that takes a minute."""


def known_actors(index: ArticleIndex, most: int) -> tuple[tuple[str, int], ...]:
    """Give whom most articles name, where that is known without a long wait.

    Parameters
    ----------
    index : ArticleIndex
        Articles.
    most : int
        Names at the most.

    Returns
    -------
    tuple of (str, int)
        Name and number of articles; nothing in a large folder as long as no actor was asked for.
    """
    if len(index.articles) > LISTED_FROM_START and "named" not in index.__dict__:
        return ()
    used, names = np.diff(index.actor_columns.counts.indptr), index.actors.terms
    order = sorted(range(len(names)), key=lambda i: (-used[i], names[i]))[:most]
    return tuple((names[i], int(used[i])) for i in order)


def known_values(index: ArticleIndex, column: str) -> tuple[tuple[str, int], ...]:
    """Give the values of a column of the table of articles, the commonest first.

    Parameters
    ----------
    index : ArticleIndex
        Articles.
    column : str
        ``'publisher'`` or ``'place'``.

    Returns
    -------
    tuple of (str, int)
        Value and number of articles; unknown ones left out.
    """
    counts = index.articles[column].value_counts().drop("", errors="ignore")
    pairs = ((str(value), int(number)) for value, number in counts.items())
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def choice_list(index: ArticleIndex) -> pd.DataFrame:
    """List what articles can be chosen by, and how many articles each choice would keep.

    Parameters
    ----------
    index : ArticleIndex
        Articles.

    Returns
    -------
    pandas.DataFrame
        ``filter`` (as the parameter has it) and ``choices``, with the number of articles in
        brackets; twelve at the most of each, the commonest.
    """
    eras = index.articles["era"].value_counts()
    ordered = [era for era in (*index.corpus.eras, UNDATED) if era in eras.index]
    found = [
        ("era", _listed((era, int(eras[era])) for era in ordered)),
        ("publisher", _listed(known_values(index, "publisher"))),
        ("place", _listed(known_values(index, "place"))),
        ("topic", _topics(index)),
        ("actor", _listed(known_actors(index, LISTED + 1))),
    ]
    known = [(name, choices) for name, choices in found if choices]
    return pd.DataFrame(known, columns=["filter", "choices"])


def _topics(index: ArticleIndex) -> str:
    if index.model is None:
        return ""
    numbers = zip(index.model.numbers, index.model.labels, strict=True)
    told = [f"{number} {label}" for number, label in numbers]
    more = count_of(len(told) - LISTED, "other")
    return "; ".join(told[:LISTED]) + (f"; {more}" if len(told) > LISTED else "")


def _listed(pairs: Iterable[tuple[str, int]]) -> str:
    told = [f"{value} ({number:,})" for value, number in pairs]
    return ", ".join(told[:LISTED]) + (", …" if len(told) > LISTED else "")
