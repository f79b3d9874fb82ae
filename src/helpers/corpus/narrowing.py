"""Some articles of a corpus, so that they keep the numbers that they have in the large one."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from helpers.errors import TooSmallError

if TYPE_CHECKING:
    import pandas as pd


def within(articles: pd.DataFrame, digests: Collection[str]) -> pd.DataFrame:
    """Keep the articles of a working set.

    Parameters
    ----------
    articles : pandas.DataFrame
        All articles of the source, ``article_id``, ``digest``, ``duplicate_of``, ``role`` and
        ``shared`` among the columns.
    digests : collection of str
        Those wanted.

    Returns
    -------
    pandas.DataFrame
        Their rows. Where the version that counts is not among them, the first that is counts.
    """
    own = articles[articles["digest"].isin(digests)].reset_index(drop=True)
    family = own["duplicate_of"].where(own["duplicate_of"] != "", own["article_id"])
    led = family.isin(own["article_id"])
    first = own["article_id"].groupby(family).transform("first")
    leader = family.where(led, first)
    new = ~led & (leader == own["article_id"])
    return own.assign(
        duplicate_of=leader.where(leader != own["article_id"], ""),
        role=own["role"].where(~new, ""),
        shared=own["shared"].where(~new, 0.0),
    )


def with_versions(articles: pd.DataFrame, article_ids: Collection[str]) -> pd.DataFrame:
    """Find articles, and all versions of what they tell.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table of articles.
    article_ids : collection of str
        Articles wanted.

    Returns
    -------
    pandas.DataFrame
        Their rows in the same order, with a fresh index.

    Raises
    ------
    TooSmallError
        If none of them is there.
    """
    lead = articles["duplicate_of"].where(articles["duplicate_of"] != "", articles["article_id"])
    wanted = set(lead[articles["article_id"].isin(set(article_ids))])
    own = articles[lead.isin(wanted)].reset_index(drop=True)
    if own.empty:
        raise TooSmallError("the working set holds no article: widen what it is chosen by")
    return own
