"""Tables as a reader wants them: labels for ids, few columns, rounded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis.authors import author_names, authors_of
from helpers.analysis.composition import column_of
from helpers.analysis.honesty import Rung, format_p
from helpers.analysis.key_terms.era_keyness import REST
from helpers.reporting.numerals import number

if TYPE_CHECKING:
    from helpers.analysis.tables import CorpusTables
    from helpers.analysis.topics import TopicModel

P_AUTHORS, AUTHORS_FLOOR = "p, authors", "floor, authors"
"""Columns of the test that keeps the articles of each author together."""

WITHHELD = "(not in an extract)"
LONGEST_QUOTE = 320


def article_list(corpus: CorpusTables) -> pd.DataFrame:
    """List the articles in order of time.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``author`` (see `authors.author_names`), ``newspaper``, ``era``, ``earliest``,
        ``latest``, ``place``, ``credit``, ``words``, ``stands for it``. What is known of no article
        has no column.
    """
    articles = corpus.articles
    labels = articles.set_index("article_id")["label"]
    bylines = column_of(articles, "byline").to_frame()
    names = author_names(bylines)
    told: dict[str, list[str]] = {
        "author": [names.get(author, "") for author in authors_of(bylines)],
        "newspaper": list(column_of(articles, "publisher")),
        "place": list(column_of(articles, "place")),
        "credit": list(column_of(articles, "agency")),
        "stands for it": [labels.get(first, "") for first in articles["duplicate_of"]],
    }
    table = articles[["label", "era", "earliest", "latest", "n_words"]].fillna("open")
    table = table.rename(columns={"label": "article", "n_words": "words"}).assign(**told)
    order = ["article", "author", "newspaper", "era", "earliest", "latest", "place", "credit"]
    known = [name for name, values in told.items() if any(values)]
    shown = [
        name for name in [*order, "words", "stands for it"] if name in known or name not in told
    ]
    return table[shown]


def overlap_list(corpus: CorpusTables, pairs: pd.DataFrame) -> pd.DataFrame:
    """List pairs of articles that share paragraphs.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    pairs : pandas.DataFrame
        See `shared_passages`.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``other``, ``paragraphs``, ``words``, ``percent of the shorter``.
    """
    return pd.DataFrame(
        {
            "article": labels_of(corpus, pairs["article_id"]),
            "other": labels_of(corpus, pairs["other_id"]),
            "paragraphs": pairs["passages"],
            "words": pairs["words"],
            "percent of the shorter": (pairs["share"].astype(float) * 100).round().astype(int),
        }
    )


def named_list(corpus: CorpusTables, kind: str = "name", n: int = 15) -> pd.DataFrame:
    """List what is mentioned in most articles.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    kind : str
        ``"name"``, ``"office"``, ``"money"``, ``"rate"`` or ``"date"``.
    n : int
        Rows.

    Returns
    -------
    pandas.DataFrame
        The kind, ``articles`` and ``mentions`` in all, and the articles of each era.
    """
    era_of = corpus.articles.set_index("article_id")["era"]
    counted = [
        chunk[chunk["kind"] == kind]
        .assign(era=lambda rows: rows["article_id"].map(era_of))
        .groupby(["text", "era"])
        .agg(articles=("article_id", "nunique"), mentions=("count", "sum"))
        for chunk in corpus.chunks("mentions", ["kind", "text", "count"])
    ]
    if not counted:
        return pd.DataFrame(columns=[kind, "articles", "mentions"])
    by_era = pd.concat(counted).groupby(level=["text", "era"]).sum()
    table = by_era.groupby(level="text").sum()
    for era in corpus.eras:
        own = by_era["articles"][by_era.index.get_level_values("era") == era].droplevel("era")
        column = f"{era} (era)" if era in (kind, *counted[0].columns) else era
        table[column] = own.reindex(table.index).fillna(0).astype(int)
    table = table.rename_axis(kind).reset_index()
    by, ascending = ["articles", "mentions", kind], [False, False, True]
    return table.sort_values(by, ascending=ascending).head(n).reset_index(drop=True)


def topic_evidence(corpus: CorpusTables, model: TopicModel, n: int = 2) -> pd.DataFrame:
    """List the passages that show each topic best.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    model : TopicModel
        Its topics.
    n : int
        Passages a topic, each from another article, and from another era where there is one.

    Returns
    -------
    pandas.DataFrame
        ``topic`` (its number), ``article``, ``paragraphs``, ``percent`` of the passage that is the
        topic's, and ``in its words`` (or ours, where the text may not be shown).
    """
    from helpers.analysis.topic_models.topic_evidence import read_passages, strongest_passages

    eras = corpus.articles.set_index("article_id")["era"]
    found = read_passages(strongest_passages(model, n, eras), corpus.table("passages"))
    number = dict(zip(model.labels, model.numbers, strict=True))
    spans = zip(found["passage"] + 1, found["last_passage"] + 1, strict=True)
    return pd.DataFrame(
        {
            "topic": found["topic"].map(number),
            "article": labels_of(corpus, found["article_id"]),
            "paragraphs": [f"{a}" if a == b else f"{a}–{b}" for a, b in spans],
            "percent": (found["share"] * 100).round().astype(int),
            "in its words (or our gist)": [quote(words) for words in found["words"]],
        }
    )


def topic_list(model: TopicModel, n_terms: int = 10) -> pd.DataFrame:
    """List the topics with their terms and how far they can be trusted.

    Parameters
    ----------
    model : TopicModel
        The topics.
    n_terms : int
        Terms a topic.

    Returns
    -------
    pandas.DataFrame
        ``topic`` (its number), ``terms``, ``articles`` that carry it, ``percent in one article``
        and ``reliability`` (0 to 1).
    """
    standing = model.reliability
    return pd.DataFrame(
        {
            "topic": model.numbers,
            "terms": [", ".join(terms) for terms in model.top_terms(n_terms)],
            "articles": standing["articles"].to_numpy(),
            "percent in one article": (standing["largest_share"] * 100).round().to_numpy(int),
            "reliability": standing["reliability"].round(2).to_numpy(),
        }
    )


def contrast_list(contrast: pd.DataFrame, name: str, digits: int = 2) -> pd.DataFrame:
    """List means by era with what can be said about their difference.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `contrast_means`.
    name : str
        Its first column: ``"topic"`` or ``"score"``.
    digits : int
        Decimals.

    Returns
    -------
    pandas.DataFrame
        The columns that a reader needs, rounded; intervals only where the honesty ladder allows
        them; with one era its means alone, and without the first column where it says the same in
        every row.
    """
    from helpers.analysis.honesty import rung

    at = rung(dict(zip(contrast["era"], contrast["articles"], strict=True)))
    bounds = ["low", "high"] if at.intervals else []
    by_author = ["p_authors", "authors_floor"] * bool(contrast["p_authors"].notna().any())
    columns = ["era", "articles", "mean", "rest", "difference", *bounds, "p", "p_floor", "verdict"]
    named = [name] if len(set(contrast[name])) > 1 else []
    table = contrast[[*named, *columns, *by_author]].copy()
    if contrast["difference"].isna().all():
        return table[[*named, "era", "articles", "mean"]].round(digits)
    for column in ("p", "p_floor", *by_author):
        table[column] = [short_p(p) for p in table[column]]
    means = ("mean", "rest", "difference", *bounds)
    names = {"p_floor": "p floor", "p_authors": P_AUTHORS, "authors_floor": AUTHORS_FLOOR}
    return table.round(dict.fromkeys(means, digits)).rename(columns=names)


def key_term_list(terms: pd.DataFrame) -> pd.DataFrame:
    """List key terms with every measure that a reader may ask for.

    Parameters
    ----------
    terms : pandas.DataFrame
        Rows of `EraComparison.key_terms`, `key_pairs` or `key_actors`.

    Returns
    -------
    pandas.DataFrame
        One row a term and comparison, rounded, the era first; intervals only where the honesty
        ladder allows them.
    """
    spread = zip(terms["articles_target"], terms["articles_reference"], strict=True)
    told = terms["rung"].isin([str(Rung.INTERVALS), str(Rung.TESTS)])
    within = terms["log_ratio_within"].astype(float)
    listed = pd.DataFrame(
        {
            "era": terms["era"],
            "against": terms["against"],
            "term": terms.index,
            "verdict": terms["verdict"],
            "uses": terms["target"],
            "uses elsewhere": terms["reference"],
            "articles": [f"{era} : {rest}" for era, rest in spread],
            "log-ratio": within.where(within.notna(), terms["log_ratio"]).round(2),
            "low": terms["low"].where(told).round(2),
            "high": terms["high"].where(told).round(2),
            "z": terms["z"].round(2),
            "G2": terms["g2"].round(2),
            "BIC": terms["bic"].round(2),
            "DP": terms["dp_norm"].round(2),
            "p": [short_p(p) for p in terms["p"]],
            "p floor": [short_p(p) for p in terms["p_floor"]],
            P_AUTHORS: [short_p(p) for p in terms["p_authors"].astype(float)],
            AUTHORS_FLOOR: [short_p(p) for p in terms["authors_floor"].astype(float)],
        }
    ).reset_index(drop=True)
    unsaid = [] if told.any() else ["low", "high"]
    if terms["p_authors"].isna().all():
        unsaid += [P_AUTHORS, AUTHORS_FLOOR]
    if (listed["against"] == REST).all():
        return listed.drop(columns=["against", *unsaid])
    # The other era's uses, and not everybody else's.
    return listed.drop(columns=unsaid).rename(columns={"uses elsewhere": "uses there"})


def lockword_list(terms: pd.DataFrame) -> pd.DataFrame:
    """List words that did not change.

    Parameters
    ----------
    terms : pandas.DataFrame
        See `lockwords.lockwords`.

    Returns
    -------
    pandas.DataFrame
        ``term``, ``uses`` in all, ``log-ratio`` with its interval in the comparison where it lies
        furthest from none, ``DP``; the most used first.
    """
    return pd.DataFrame(
        {
            "term": terms.index,
            "uses": (terms["target"] + terms["reference"]).to_numpy(),
            "log-ratio": terms["log_ratio"].astype(float).round(2).to_numpy(),
            "low": terms["low"].astype(float).round(2).to_numpy(),
            "high": terms["high"].astype(float).round(2).to_numpy(),
            "DP": terms["dp_norm"].astype(float).round(2).to_numpy(),
        }
    )


def composition_list(composition: pd.DataFrame) -> pd.DataFrame:
    """List what each era is made of.

    Parameters
    ----------
    composition : pandas.DataFrame
        See `helpers.analysis.eras.composition`.

    Returns
    -------
    pandas.DataFrame
        One column an era, one row a property, so that it can be read on a narrow screen.
    """
    table = composition.rename(columns=lambda name: name.replace("_", " ")).set_index("era")
    table = table.drop(columns="duplicates") if not table["duplicates"].any() else table
    written = table.astype(object).where(table.notna(), "open")
    for column in table.select_dtypes("number"):
        written[column] = [number(value) for value in table[column]]
    return written.T.rename_axis("what", axis="index").rename_axis(None, axis="columns")


def short_p(p: float) -> str:
    """Write a p-value for a cell of a table.

    Parameters
    ----------
    p : float
        A probability, or NaN.

    Returns
    -------
    str
        For instance ``"0.10"``, ``"<0.001"``, ``"–"`` for NaN.

    Examples
    --------
    >>> short_p(0.0001), short_p(float("nan"))
    ('<0.001', '–')
    """
    return "–" if math.isnan(p) else format_p(p).replace("below ", "<")


def labels_of(corpus: CorpusTables, ids: pd.Series) -> list[str]:
    """Put the names of articles in the place of their ids.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    ids : pandas.Series
        Ids of articles.

    Returns
    -------
    list of str
        Labels in the same order.
    """
    return list(ids.map(corpus.articles.set_index("article_id")["label"]))


def quote(text: object) -> str:
    """Shorten a text for a cell of a table.

    Parameters
    ----------
    text : object
        The text, or None where it may not be handed on.

    Returns
    -------
    str
        At most 320 characters, or a word on why there is no text.

    Examples
    --------
    >>> quote("Talks failed."), quote(None)
    ('Talks failed.', '(not in an extract)')
    """
    if not isinstance(text, str) or not text:
        return WITHHELD
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
