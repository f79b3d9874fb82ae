"""The sentences behind a choice of articles; of extracts their places, and what they say."""

import re
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from helpers.analysis.contexts import times_used
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.filters import (
    ActorFilter,
    Filter,
    ToneFilter,
    TopicFilter,
    WordFilter,
)
from helpers.analysis.working_sets.search import find_uses
from helpers.analysis.working_sets.selection import WorkingSet
from helpers.analysis.working_sets.term_uses import Rows
from helpers.errors import DatelinesError

SHOWN = 10
"""Sentences that are shown where no number is asked for."""

COLUMNS = (
    *("article_id", "article", "era", "earliest", "latest", "publisher", "passage", "sentence"),
    *("text", "gist", "why"),
)

TRACE = 0.005
"""Share of a topic up to which a piece of an article is left out: it would be told as 0%."""

_TELLING = (WordFilter, ActorFilter, TopicFilter, ToneFilter)
"""What sentences can be ranked by, what says most first."""

_KEYS = ["article_id", "passage"]


def sentences_behind(chosen: WorkingSet, n: int = SHOWN, by: Filter | None = None) -> pd.DataFrame:
    """Find the sentences that show best why articles were chosen, one of a passage.

    Articles are ranked by how much they have of what is asked for, and only the first `n` of them
    are read. Each gives its best passage; where they are fewer than `n`, then its second best, and
    so on. Which passages these are depends on what extracts have, too. Ties go to the earlier
    article and the earlier passage.

    Parameters
    ----------
    chosen
        The working set.
    n
        Passages at the most.
    by
        What to rank by: a word (uses), an actor (sentences that name it, or mentions where these
        are what is counted, see `named_terms.actor_matrix`), a topic (its share of a piece of the
        article, which is some paragraphs together, then how many of its terms the passage has;
        pieces with half a percent of it or less are left out) or tone (the most negative
        sentences below a bound, the most positive above one, and between two those next to the
        middle). By default the filter of the working set that says most, words before actors
        before topics before tone; where there is none, the beginnings of articles over time.

    Returns
    -------
    pandas.DataFrame
        ``article_id``, ``article`` (its label), ``era``, ``earliest``, ``latest``, ``publisher``,
        ``passage`` (from 0), ``sentence`` (the best of the passage, from 0 in its article),
        ``text``, ``gist`` and ``why`` (in words). Where the text is withheld ``text`` is None, and
        ``gist`` what the passage says in one line, where somebody wrote it.

    Raises
    ------
    DatelinesError
        If fewer than one passage is asked for.
    """
    if n < 1:
        raise DatelinesError(f"{n} passages cannot be shown: ask for 1 or more")
    rows = np.flatnonzero(chosen.kept)
    by = _by(chosen) if by is None else by
    if not len(rows):
        return pd.DataFrame(columns=list(COLUMNS))
    finder = {
        WordFilter: _of_word,
        ActorFilter: _of_actor,
        TopicFilter: _of_topic,
        ToneFilter: _of_tone,
    }.get(type(by), _beginnings)
    found: pd.DataFrame = finder(chosen.index, rows, n, by)  # type: ignore[operator]
    return _in_turn(chosen.index, found, n)


def _by(chosen: WorkingSet) -> Filter | None:
    for kind in _TELLING:
        for filter_ in reversed(chosen.filters):
            if isinstance(filter_, kind):
                return filter_
    return None


def _ranked(rows: Rows, strength: np.ndarray, n: int) -> Rows:
    """Take the strongest articles, the earlier of equals."""
    order = np.argsort(-strength, kind="stable")[:n]
    return rows[order[strength[order] > 0]]


def _of_word(index: ArticleIndex, rows: Rows, n: int, by: WordFilter) -> pd.DataFrame:
    uses = find_uses(index, by.term)
    strength = np.zeros(len(index.articles))
    strength[uses.rows] = uses.counts
    best = _ranked(rows, strength[rows], n)
    sentences = _sentences(index, best)
    own = np.zeros(len(sentences), dtype=int)
    there = sentences["text"].notna().to_numpy()
    own[there] = times_used(sentences.loc[there, "text"], uses.term)
    if uses.phrase:
        in_passage = pd.Series(own).groupby([sentences[key] for key in _KEYS]).transform("sum")
    else:
        in_passage = _in_passages(index, best, sentences, [uses.term], "sum")
    strength = in_passage.to_numpy(dtype=int)
    told = [f"{count} use" if count == 1 else f"{count} uses" for count in strength]
    rank = _rank(index, sentences, best)
    ranked = sentences.assign(strength=strength, own=own, rank=rank, why=told)
    kept: pd.DataFrame = ranked[strength > 0]
    return kept


def _in_passages(
    index: ArticleIndex, best: Rows, sentences: pd.DataFrame, terms: Collection[str], how: str
) -> pd.Series:
    """Count terms in the passage of each sentence, uses (``'sum'``) or terms (``'size'``)."""
    table = _rows_of(index, best, "terms", [*_KEYS, "term", "count"])
    counts = table[table["term"].isin(terms)].groupby(_KEYS)["count"].agg(how)
    return counts.reindex(pd.MultiIndex.from_frame(sentences[_KEYS])).fillna(0)


def _of_actor(index: ArticleIndex, rows: Rows, n: int, by: ActorFilter) -> pd.DataFrame:
    strength = np.zeros(len(index.articles))
    owners, times = index.actor_columns.of(by.name)
    strength[owners] = times
    best = _ranked(rows, strength[rows], n)
    sentences = _sentences(index, best)
    met = _naming(index, _rows_of(index, best, "actors", ["article_id", "sentence", "name"]), by)
    mentions = _rows_of(index, best, "mentions", [*_KEYS, "kind", "text", "count"])
    mentions = mentions[mentions["kind"] == "name"].rename(columns={"text": "name"})
    mentions = _naming(index, mentions, by)
    places = [sentences[key] for key in _KEYS]
    mentioned = mentions.groupby(_KEYS)["count"].sum().astype(int)
    mentioned = mentioned.reindex(pd.MultiIndex.from_arrays(places), fill_value=0)
    said = _in_sentences(sentences, pd.concat([met, mentions])[["article_id", "name"]])
    keys = ["article_id", "sentence"]
    by_sentence = pd.MultiIndex.from_frame(sentences[keys]).isin(
        pd.MultiIndex.from_frame(met[keys])
    )
    naming = pd.Series(by_sentence).groupby(places).transform("sum").to_numpy(dtype=int)
    # Institutions are counted by mentions, and these are known by the passage.
    strength = np.where(naming > 0, naming, mentioned.to_numpy())
    found = sentences.assign(
        strength=strength,
        own=2 * by_sentence + said,
        rank=_rank(index, sentences, best),
        why=f"names {by.name}",
    )
    kept: pd.DataFrame = found[strength > 0]
    return kept


def _naming(index: ArticleIndex, names: pd.DataFrame, by: ActorFilter) -> pd.DataFrame:
    """Keep the names that count for an actor in the article in which they stand."""
    ids = pd.Index(index.articles["article_id"])
    rows = pd.Series(ids.get_indexer(pd.Index(names["article_id"])), dtype=np.int64)
    own = index.named.resolved(rows, names["name"].reset_index(drop=True))
    return names[(own == by.name).to_numpy(dtype=bool)]


def _in_sentences(sentences: pd.DataFrame, forms: pd.DataFrame) -> np.ndarray:
    """Tell which sentences have one of the forms that count for an actor in their article."""
    patterns = {
        article: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(set(names))))})(?!\w)")
        for article, names in forms.groupby("article_id")["name"]
    }
    owners_and_texts = zip(sentences["article_id"], sentences["text"], strict=True)
    return np.array(
        [
            isinstance(text, str) and article in patterns and bool(patterns[article].search(text))
            for article, text in owners_and_texts
        ],
        dtype=bool,
    )


def _of_topic(index: ArticleIndex, rows: Rows, n: int, by: TopicFilter) -> pd.DataFrame:
    column = by.column(index)
    shares = index.piece_shares[:, column]
    inside = np.zeros(len(index.articles), dtype=bool)
    inside[rows] = True
    own = np.flatnonzero(inside[index.pieces["row"].to_numpy()] & (shares > TRACE))
    own = own[np.argsort(-shares[own], kind="stable")]
    pieces = index.pieces.iloc[own].assign(share=shares[own])
    best = pieces.drop_duplicates("row")[:n]
    sentences = _sentences(index, best["row"].to_numpy())
    sentences = sentences.merge(
        best[["article_id", "passage", "last_passage", "share"]].rename(
            columns={"passage": "first_passage"}
        ),
        on="article_id",
    )
    within = sentences["passage"].between(sentences["first_passage"], sentences["last_passage"])
    sentences = sentences[within].reset_index(drop=True)
    terms = [term for term, _ in index.topic_terms[column]]
    rows = best["row"].to_numpy()
    strength = _in_passages(index, rows, sentences, terms, "size").to_numpy(dtype=int)
    own = _terms_in(sentences["text"], terms)
    ends = sentences["first_passage"], sentences["last_passage"]
    why = [
        f"topic {by.number}: {100 * share:.0f}% of {_paragraphs(first, last)}"
        for share, first, last in zip(sentences["share"], *ends, strict=True)
    ]
    rank = _rank(index, sentences, rows)
    return sentences.assign(strength=strength, own=own, rank=rank, why=why)


def _paragraphs(first: int, last: int) -> str:
    """Say which paragraphs a piece is, counted from 1 as where passages are shown."""
    return f"paragraph {first + 1}" if first == last else f"paragraphs {first + 1} to {last + 1}"


def _terms_in(texts: pd.Series, terms: Iterable[str]) -> np.ndarray:
    """Count which of some terms each text uses; none where it is withheld."""
    there = texts.notna().to_numpy()
    found = np.zeros(len(texts), dtype=int)
    for term in terms:
        found[there] += np.array(times_used(texts[there], term), dtype=int) > 0
    return found


def _of_tone(index: ArticleIndex, rows: Rows, n: int, by: ToneFilter) -> pd.DataFrame:
    middle = None if by.low is None or by.high is None else (by.low + by.high) / 2
    own = rows[~np.isnan(index.tone[rows])]

    def strength(tone: np.ndarray) -> np.ndarray:
        if middle is not None:
            return np.asarray(3 - np.abs(tone - middle))
        return np.asarray(3 - tone if by.low is None else 3 + tone)

    best = _ranked(own, strength(index.tone[own]), n)
    sentences = _sentences(index, best, ["tone"])
    mean = dict(zip(index.articles["article_id"].iloc[best], index.tone[best], strict=True))
    told = [
        f"tone {tone:+.2f}, its article {mean[article]:+.2f}".replace("-", "−")
        for tone, article in zip(sentences["tone"], sentences["article_id"], strict=True)
    ]
    rank = _rank(index, sentences, best)
    scored = pd.Series(strength(sentences["tone"].to_numpy()))
    most = scored.groupby([sentences[key] for key in _KEYS]).transform("max").to_numpy()
    return sentences.assign(strength=most, own=scored.to_numpy(), rank=rank, why=told)


def _beginnings(index: ArticleIndex, rows: Rows, n: int, _: Filter | None) -> pd.DataFrame:
    best = rows
    if len(rows) > n:
        best = rows[np.linspace(0, len(rows) - 1, n).round().astype(int)]
    sentences = _sentences(index, best)
    rank = _rank(index, sentences, best)
    places = {"strength": -sentences["passage"], "own": -sentences["sentence"]}
    return sentences.assign(**places, rank=rank, why="how it begins")


def _sentences(index: ArticleIndex, rows: Rows, more: Iterable[str] = ()) -> pd.DataFrame:
    return _rows_of(index, rows, "sentences", [*_KEYS, "sentence", "text", *more])


def _rows_of(index: ArticleIndex, rows: Rows, table: str, columns: list[str]) -> pd.DataFrame:
    """Read a table of a few articles, and nothing of the others."""
    if not len(rows):
        return pd.DataFrame(columns=columns)
    read = list(index.narrowed(rows).chunks(table, columns=columns))
    return pd.concat(read, ignore_index=True)[columns] if read else pd.DataFrame(columns=columns)


def _rank(index: ArticleIndex, sentences: pd.DataFrame, best: Rows) -> Rows:
    """Give for each sentence the rank of its article."""
    ids = pd.Index(index.articles["article_id"].iloc[best])
    return np.asarray(ids.get_indexer(pd.Index(sentences["article_id"])))


def _in_turn(index: ArticleIndex, found: pd.DataFrame, n: int) -> pd.DataFrame:
    """Take the best passage of each article, then the second best, until there are enough."""
    found = found.sort_values(
        ["rank", "strength", "passage", "own", "sentence"],
        ascending=[True, False, True, False, True],
        kind="stable",
    ).drop_duplicates(_KEYS)
    turn = found.groupby("rank").cumcount()
    found = found.assign(turn=turn).sort_values(["turn", "rank"], kind="stable")[:n]
    found = found.sort_values(["rank", "turn"], kind="stable")
    facts = index.articles[["article_id", "label", "era", "earliest", "latest", "publisher"]]
    found = found.merge(facts.rename(columns={"label": "article"}), on="article_id", how="left")
    return found.assign(gist=_gists(index, found))[list(COLUMNS)].reset_index(drop=True)


def _gists(index: ArticleIndex, found: pd.DataFrame) -> pd.Series:
    """Give what a passage says in one line, where its text is withheld and somebody wrote it."""
    gone = found.loc[found["text"].isna(), "article_id"]
    nothing = found["text"].astype(object).where(found["text"].isna(), None)
    if gone.empty:
        return nothing
    ids = pd.Index(index.articles["article_id"])
    rows = np.unique(ids.get_indexer(pd.Index(gone)))
    passages = _rows_of(index, rows, "passages", [*_KEYS, "gist"])
    known = passages.set_index(_KEYS)["gist"]
    own = known.reindex(pd.MultiIndex.from_frame(found[_KEYS])).astype(object)
    return own.set_axis(found.index).where(found["text"].isna() & own.notna().to_numpy(), None)
