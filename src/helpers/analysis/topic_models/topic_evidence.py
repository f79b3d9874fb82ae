"""The passages that show topics best, and their words."""

import numpy as np
import pandas as pd

from helpers.analysis.topic_models.factors import as_shares
from helpers.analysis.topics import TopicModel

TELLING = 0.25
"""A passage of which the topic has less is no evidence of it, but for the strongest one."""

WORTH_SHOWING = 0.5
"""An era's best passage is shown if the topic is at least half as strong in it as in the best."""


def strongest_passages(
    model: TopicModel, n: int = 3, eras: pd.Series | None = None
) -> pd.DataFrame:
    """Find the passages that show each topic best, each of another article.

    But for the strongest, passages of which the topic has less than a quarter are left out.

    Parameters
    ----------
    model
        Topics.
    n
        How many passages per topic.
    eras
        Era of each article, indexed by ``article_id``. Where given, the best passage of each era
        is among the passages if there is room and if it is at least half as strong as the best.

    Returns
    -------
    pandas.DataFrame
        ``topic`` (label), ``article_id``, ``passage``, ``last_passage``, ``n_words`` and ``share``
        (of the topic in the passage, 0 to 1), by topic and the strongest first.
    """
    shares = as_shares(model.weights)
    tables = []
    for topic, label in enumerate(model.labels):
        weight = pd.Series(model.weights[:, topic].round(9), index=model.passages.index)
        ranked = weight[weight > 0].sort_values(ascending=False, kind="stable")
        own = shares[ranked.index, topic] >= TELLING
        own[:1] = True
        ranked = ranked[own]
        articles = model.passages["article_id"].loc[ranked.index]
        ranked = ranked[~articles.duplicated()]
        chosen = _chosen(ranked, None if eras is None else articles.map(eras), n)
        rows = model.passages.loc[chosen, ["article_id", "passage", "last_passage", "n_words"]]
        tables.append(rows.assign(topic=label, share=shares[chosen, topic]))
    table = pd.concat(tables, ignore_index=True)
    return table[["topic", *table.columns.drop(["topic"])]]


def _chosen(ranked: pd.Series, eras: pd.Series | None, n: int) -> np.ndarray:
    """Take the best of each era first, then the best of the rest; the strongest come first."""
    if eras is None or ranked.empty:
        return ranked.index[:n].to_numpy()
    own = eras.loc[ranked.index]
    best = ranked[~own.duplicated() & (ranked >= WORTH_SHOWING * ranked.iloc[0])]
    taken = ranked.index.isin(best.index[:n])
    rest = ranked.index[~taken][: n - int(taken.sum())]
    return ranked.index[taken | ranked.index.isin(rest)].to_numpy()


def read_passages(strongest: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Put words to passages: the text where it is at hand, else the gist.

    Parameters
    ----------
    strongest
        ``article_id``, ``passage``, ``last_passage`` and other columns, as `strongest_passages`
        gives them.
    passages
        The corpus's table of passages.

    Returns
    -------
    pandas.DataFrame
        ``strongest`` with ``words`` (its paragraphs joined by spaces; ``''`` if there is neither)
        and ``kind`` (``'text'``, ``'gist'`` or ``''``).
    """
    known = passages[passages["article_id"].isin(strongest["article_id"])]
    by_article = dict(list(known.groupby("article_id")))
    found = []
    for article, first, last in zip(
        strongest["article_id"], strongest["passage"], strongest["last_passage"], strict=True
    ):
        rows = by_article.get(article, known[:0])
        rows = rows[rows["passage"].between(first, last)]
        kind = next((kind for kind in ("text", "gist") if rows[kind].notna().any()), "")
        found.append((" ".join(rows[kind].dropna()) if kind else "", kind))
    words = pd.DataFrame(found, columns=["words", "kind"], index=strongest.index)
    return strongest.join(words)
