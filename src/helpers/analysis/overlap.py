"""Paragraphs that articles share: reprints, wire copy, one story told again."""

from __future__ import annotations

import itertools

import pandas as pd

from helpers.analysis.tables import CorpusTables

LEAST_WORDS = 8
"""Words; shorter paragraphs recur by chance."""

COLUMNS = ["article_id", "other_id", "passages", "words", "share"]


def shared_passages(corpus: CorpusTables) -> pd.DataFrame:
    """Find pairs of articles that have paragraphs in common.

    A paragraph counts as the same where its words are, in whatever order, so that extracts tell as
    much as originals. A paragraph that was reworded is not found.

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
    stands in the longer one, not how alike the two are as wholes.
    """
    listed = pd.concat(
        chunk[chunk["n_words"] >= LEAST_WORDS]
        for chunk in corpus.chunks("passages", ["passage", "n_words", "fingerprint"])
    )
    together = listed[listed.duplicated("fingerprint", keep=False)]
    order = {name: i for i, name in enumerate(corpus.articles["article_id"])}
    pairs = [
        (*sorted(pair, key=order.__getitem__), int(group["n_words"].iloc[0]))
        for _, group in together.groupby("fingerprint")
        for pair in itertools.combinations(sorted(set(group["article_id"])), 2)
    ]
    if not pairs:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.DataFrame(pairs, columns=["article_id", "other_id", "words"])
    found = frame.groupby(["article_id", "other_id"])["words"].agg(["size", "sum"]).reset_index()
    length = corpus.articles.set_index("article_id")["n_words"]
    shorter = pd.concat([found[c].map(length) for c in ("article_id", "other_id")], axis=1)
    found.columns = pd.Index(COLUMNS[:4])
    found["share"] = found["words"] / shorter.min(axis=1)
    by = ["share", "words", "article_id", "other_id"]
    ascending = [False, False, True, True]
    return found.sort_values(by, ascending=ascending).reset_index(drop=True)
