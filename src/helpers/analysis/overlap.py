"""Paragraphs that articles share: reprints, wire copy, one story told again."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers.analysis.tables import CorpusTables, distinct

LEAST_WORDS = 8
"""Words; shorter paragraphs recur by chance."""

MOST_SHARING = 50
"""Articles; what more of them share is standing text, and its pairs would fill the memory."""

COLUMNS = ["article_id", "other_id", "passages", "words", "share"]


def shared_passages(corpus: CorpusTables) -> pd.DataFrame:
    """Find pairs of articles that have paragraphs in common.

    A paragraph counts as the same where its words are, in whatever order, so that extracts tell as
    much as originals. A paragraph that was reworded is not found. Whole copies of an article are
    left out: they are counted once everywhere.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the largest overlap first: ``article_id``, ``other_id``, ``passages`` in
        common, their ``words``, and ``share``, the part of the shorter article that they make up
        (0 to 1).

    Notes
    -----
    Newspapers cut wire copy from the bottom, so what counts is how much of the shorter article
    stands in the longer one, not how alike the two are as wholes. A paragraph that more than fifty
    articles share makes pairs of the first of them with each of the others, not of all with all.
    """
    articles = distinct(corpus).set_index("article_id")
    listed = pd.concat(
        chunk[chunk["n_words"] >= LEAST_WORDS]
        for chunk in corpus.chunks("passages", ["passage", "n_words", "fingerprint"])
    )
    listed = listed[listed["article_id"].isin(articles.index)]
    together = listed[listed.duplicated("fingerprint", keep=False)]
    order = {name: i for i, name in enumerate(articles.index)}
    pairs = [
        (*pair, int(group["n_words"].iloc[0]))
        for _, group in together.groupby("fingerprint")
        for pair in _pairs(sorted(set(group["article_id"]), key=order.__getitem__))
    ]
    if not pairs:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.DataFrame(pairs, columns=["article_id", "other_id", "words"])
    found = frame.groupby(["article_id", "other_id"])["words"].agg(["size", "sum"]).reset_index()
    length = articles["n_words"]
    shorter = pd.concat([found[c].map(length) for c in ("article_id", "other_id")], axis=1)
    found.columns = pd.Index(COLUMNS[:4])
    found["share"] = found["words"] / shorter.min(axis=1)
    by = ["share", "words", "article_id", "other_id"]
    ascending = [False, False, True, True]
    return found.sort_values(by, ascending=ascending).reset_index(drop=True)


def _pairs(articles: list[str]) -> Iterator[tuple[str, str]]:
    firsts = articles if len(articles) <= MOST_SHARING else articles[:1]
    for i, first in enumerate(firsts):
        yield from ((first, other) for other in articles[i + 1 :])
