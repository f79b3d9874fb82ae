"""The passages that a measure of voice or of readability rests on most."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.tables import CorpusTables, compared
from helpers.analysis.writing.readability import is_long
from helpers.analysis.writing.speakers import is_named, verb_kind
from helpers.analysis.writing.voice import WORD_GROUPS
from helpers.errors import DatelinesError

FROM_WORDS = (*WORD_GROUPS, "long_words")
FROM_QUOTATIONS = ("quoted", "named", "marked_verbs")
FROM_MENTIONS = {"money": "money", "rates": "rate"}
FROM_SENTENCES = ("words_per_sentence",)
MEASURES = (*FROM_QUOTATIONS, *FROM_WORDS, *FROM_MENTIONS, *FROM_SENTENCES)
"""Measures that passages can be shown for."""

COLUMNS = ("era", "label", "article_id", "passage", "last_passage", "found", "number")


def evidence(corpus: CorpusTables, measure: str, n: int = 3) -> pd.DataFrame:
    """Find the passages that show a measure best in each era, each of another article.

    Parameters
    ----------
    corpus
        A corpus; the table that the measure comes from is read by chunks. Undated articles and
        duplicates are left out.
    measure
        One of `MEASURES`. Of ``named`` the quotations of speakers with a name are shown.
    n
        Passages per era.

    Returns
    -------
    pandas.DataFrame
        By era in the order of time, the strongest passage first: ``era``, ``label``,
        ``article_id``, ``passage``, ``last_passage`` (the same), ``found`` (what was counted there:
        words with their counts, speakers, verbs, figures) and ``number`` (how much of it: words,
        quoted words, figures, or the words of the longest sentence).
        `topic_evidence.read_passages` puts the words or the gist to it.

    Raises
    ------
    DatelinesError
        If there are no passages for ``measure``.
    """
    if measure not in MEASURES:
        raise DatelinesError(f"no passages show {measure!r}: choose {', '.join(MEASURES)}")
    articles = compared(corpus).set_index("article_id")
    order = {era: place for place, era in enumerate(corpus.eras)}
    place = pd.Series(np.arange(len(articles)), index=articles.index)
    best = pd.DataFrame(columns=["article_id", "passage", "found", "number", "era", "place"])
    for rows in _rows(corpus, measure, articles.index):
        if rows.empty:
            continue
        found = _passages(rows)
        found["era"] = found["article_id"].map(articles["era"])
        found["place"] = found["article_id"].map(place)
        both = pd.concat([best, found]) if len(best) else found
        both = both.sort_values(
            ["number", "place", "passage"], ascending=[False, True, True], kind="stable"
        )
        both = both.drop_duplicates("article_id")
        best = both.groupby("era", sort=False).head(n)
    best = best.assign(rank=best["era"].map(order)).sort_values("rank", kind="stable")
    best = best.assign(label=best["article_id"].map(articles["label"]))
    best["last_passage"] = best["passage"]
    return best[list(COLUMNS)].reset_index(drop=True)


def _passages(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum what was found by passage, and list it, the most frequent first."""
    keys = ["article_id", "passage"]
    number = rows.groupby(keys, sort=False)["number"].sum().rename("number")
    counted = rows.groupby([*keys, "found"], sort=False)["number"].sum().reset_index()
    counted = counted.sort_values(["number", "found"], ascending=[False, True], kind="stable")
    times = counted["number"].astype(int).astype(str)
    counted["found"] = np.where(
        counted["found"] == "", "", counted["found"].astype(str) + " (" + times + ")"
    )
    listed = counted.groupby(keys, sort=False)["found"].agg(_joined)
    return pd.concat([number, listed], axis=1).reset_index()


def _joined(found: pd.Series) -> str:
    return ", ".join(word for word in found if word)


def _rows(corpus: CorpusTables, measure: str, ids: pd.Index) -> Iterator[pd.DataFrame]:
    """Yield what was found where: ``article_id``, ``passage``, ``found``, ``number``."""
    keys = ["article_id", "passage"]
    if measure in FROM_WORDS:
        test = is_long if measure == "long_words" else WORD_GROUPS[measure].__contains__
        for chunk in corpus.chunks("terms", columns=[*keys, "term", "count"]):
            codes, uniques = pd.factorize(chunk["term"])
            flags = np.array([" " not in t and test(t) for t in uniques], dtype=bool)[codes]
            own = chunk[flags]
            own = own[_among(own, ids)]
            yield own.rename(columns={"term": "found", "count": "number"})
    elif measure in FROM_MENTIONS:
        for chunk in corpus.chunks("mentions", columns=[*keys, "kind", "text", "count"]):
            own = chunk[(chunk["kind"] == FROM_MENTIONS[measure]) & _among(chunk, ids)]
            yield own.rename(columns={"text": "found", "count": "number"}).drop(columns="kind")
    elif measure in FROM_SENTENCES:
        for chunk in corpus.chunks("sentences", columns=[*keys, "n_words"]):
            longest = chunk[_among(chunk, ids)].groupby(keys)["n_words"].max()
            yield longest.rename("number").reset_index().assign(found="")
    else:
        columns = [*keys, "n_words", "speaker", "verb", "continued", "scare"]
        for chunk in corpus.chunks("quotations", columns=columns):
            own = chunk[~chunk["scare"].astype(bool) & _among(chunk, ids)]
            yield _quoted(own, measure)


def _among(rows: pd.DataFrame, ids: pd.Index) -> NDArray[np.bool_]:
    """Flag the rows of articles that are compared; the index keeps its table of ids."""
    return np.asarray(ids.get_indexer(pd.Index(rows["article_id"])) >= 0)


def _quoted(own: pd.DataFrame, measure: str) -> pd.DataFrame:
    keys = ["article_id", "passage"]
    if measure == "marked_verbs":
        first = own[~own["continued"].astype(bool)]
        marked = first[first["verb"].map(verb_kind) == "marked"]
        return marked[keys].assign(found=marked["verb"], number=1)
    if measure == "named":
        own = own[own["speaker"].map(is_named).astype(bool)]
    return own[keys].assign(found=own["speaker"], number=own["n_words"])
