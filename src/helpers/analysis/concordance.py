"""Keyword in context: where a term stands, era by era, and what is around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.contexts import in_context, may_have, times_used
from helpers.analysis.looked_up import asked_for, is_countable
from helpers.analysis.tables import CorpusTables, distinct
from helpers.errors import DatelinesError

WIDTH = 60
"""Characters of context on either side."""
NEAREST = 5


LINE_COLUMNS = (
    *("term", "era", "article_id", "article", "earliest", "latest", "publisher", "passage"),
    *("sentence", "start", "left", "keyword", "right", "gist", "uses"),
)
"""Columns of the lines of a concordance."""


@dataclass(frozen=True, eq=False)
class Concordance:
    """Where a term is used.

    Attributes
    ----------
    term
        The term as it is counted, in lower case.
    phrase
        Whether it was looked up in the texts, as a phrase; else its uses are those of the table
        ``terms``, which extracts have too.
    lines
        One row per use, in the order of eras, then time, article, passage; where the text is
        withheld, one row per passage. Columns: ``term``, ``era``, ``article_id``, ``article`` (its
        label), ``earliest``, ``latest`` (first and last possible day), ``publisher``, ``passage``
        (from 0), ``sentence`` (from 0 in its article), ``start`` (of the keyword, in letters of the
        sentence), ``left``, ``keyword``, ``right``, ``gist``, ``uses``. Where the text is withheld
        ``left``, ``keyword``, ``right`` are NaN, ``sentence`` and ``start`` are missing and
        ``gist`` tells in one line what the passage is about, where there is one.
    counts
        One row per era, whatever was cut: ``era``, ``articles`` (that use the term), ``of`` (all
        articles of the era), ``uses``, ``shown`` (uses in ``lines``).
    without_text
        Articles in which a phrase could not be looked up, because their text is withheld.
    """

    term: str
    phrase: bool
    lines: pd.DataFrame
    counts: pd.DataFrame
    without_text: int = 0


def concordance(
    corpus: CorpusTables,
    term: str,
    *,
    articles: pd.DataFrame | None = None,
    width: int = WIDTH,
    n: int | None = None,
) -> Concordance:
    """Show a term in its context, era by era.

    Parameters
    ----------
    corpus
        A corpus.
    term
        A word, two words, or a phrase; capitals, quotation marks and ``'s`` count as they do when
        words are counted. In double quotation marks it is looked up in the texts as a phrase.
    articles
        Rows of the table of articles to look in; by default all, each story once.
    width
        Characters of context on either side; words are not cut.
    n
        Lines of each era at the most; all by default. They are spread over the articles of the era,
        and over its time where there are more articles than lines.

    Returns
    -------
    Concordance
        Lines and counts. Counts are exact, however many lines are shown. Two words count where an
        article uses them side by side in two paragraphs or more, as everywhere in the tables.

    Raises
    ------
    DatelinesError
        If no article uses the term, with the terms nearest to it; or a phrase is looked up where
        there is no text.

    References
    ----------
    Luhn 1960, "Keyword-in-context index for technical literature", American Documentation 11(4).

    Examples
    --------
    >>> from helpers import load_corpus
    >>> found = concordance(load_corpus("seeds"), "Tariffs", n=2)
    >>> found.counts[["era", "articles", "of", "uses"]].values.tolist()
    [['1994–1995', 2, 3, 3], ['2025', 2, 2, 6]]
    """
    name, quoted = asked_for(term)
    own = distinct(corpus) if articles is None else articles.reset_index(drop=True)
    if not quoted and is_countable(name):
        uses = _counted(corpus, [name], own)
        if len(uses):
            return _concordance(corpus, name, own, uses, width=width, n=n, without_text=None)
        if " " not in name:
            raise DatelinesError(_unknown(corpus, name))
    uses, without_text = _searched(corpus, name, own)
    if not len(uses):
        raise DatelinesError(_unknown(corpus, name, without_text, len(own)))
    return _concordance(corpus, name, own, uses, width=width, n=n, without_text=without_text)


def concordances(
    corpus: CorpusTables,
    terms: Sequence[str],
    *,
    articles: pd.DataFrame | None = None,
    width: int = WIDTH,
    n: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Show many terms in their context, reading the corpus as often as for one.

    Parameters
    ----------
    corpus, articles, width
        As for `concordance`.
    terms
        Terms of the table ``terms``, as they stand there.
    n
        Lines of each term in each era at the most.

    Returns
    -------
    lines, counts : pandas.DataFrame
        As those of a `Concordance`, each with a column ``term`` and in the order of ``terms``;
        a term that is not used has none.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> lines, counts = concordances(load_corpus("seeds"), ["tariff", "deal"], n=1)
    >>> sorted(set(lines["term"]))
    ['deal', 'tariff']
    """
    own = distinct(corpus) if articles is None else articles.reset_index(drop=True)
    uses = _counted(corpus, list(dict.fromkeys(terms)), own)
    lines = _lines(corpus, own, _chosen(uses, own, n), width=width)
    return lines, _counts(uses, own, lines, corpus.eras)


def _counted(corpus: CorpusTables, terms: Sequence[str], own: pd.DataFrame) -> pd.DataFrame:
    """Count terms by article: ``term``, ``row`` (of ``own``), ``uses``, sorted by both."""
    counted = _Counted(terms, own)
    for chunk in corpus.chunks("terms", columns=["article_id", "term", "count"]):
        counted.add(chunk[chunk["term"].isin(terms)])
    return counted.uses()


def _searched(corpus: CorpusTables, phrase: str, own: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Count a phrase in the texts, by article; and the articles whose text is withheld."""
    counted, ids, withheld = _Counted([phrase], own), pd.Index(own["article_id"]), 0
    for chunk in corpus.chunks("sentences", columns=["article_id", "text"]):
        gone = chunk.loc[chunk["text"].isna(), "article_id"]
        withheld += int(pd.Index(gone.unique()).isin(ids).sum())
        likely = chunk[may_have(chunk["text"], phrase)]
        times = times_used(likely["text"], phrase)
        counted.add(likely[["article_id"]].assign(term=phrase, count=times))
    return counted.uses(), withheld


class _Counted:
    """Uses added up by term and article, as numbers: names would fill the memory."""

    def __init__(self, terms: Sequence[str], own: pd.DataFrame) -> None:
        self._terms, self._ids = pd.Index(list(terms)), pd.Index(own["article_id"])
        self._keys = [np.zeros(0, dtype=np.int64)]
        self._uses = [np.zeros(0, dtype=np.int64)]

    def add(self, hits: pd.DataFrame) -> None:
        """Add the rows of a chunk, in which articles are whole."""
        row, rank = (
            names.get_indexer(pd.Index(hits[column]))
            for names, column in ((self._ids, "article_id"), (self._terms, "term"))
        )
        there = (row >= 0) & (hits["count"].to_numpy() > 0)
        keys, place = np.unique(rank[there] * len(self._ids) + row[there], return_inverse=True)
        self._keys.append(keys)
        uses = np.bincount(place, weights=hits["count"].to_numpy()[there], minlength=len(keys))
        self._uses.append(uses.astype(np.int64))

    def uses(self) -> pd.DataFrame:
        """Give ``term``, ``row`` and ``uses``, sorted by the first two."""
        keys, uses = np.concatenate(self._keys), np.concatenate(self._uses)
        order = np.argsort(keys, kind="stable")
        rank, row = np.divmod(keys[order], max(len(self._ids), 1))
        names = self._terms.to_numpy()[rank]
        return pd.DataFrame({"term": names, "row": row, "uses": uses[order]})


def _concordance(
    corpus: CorpusTables,
    name: str,
    own: pd.DataFrame,
    uses: pd.DataFrame,
    *,
    width: int,
    n: int | None,
    without_text: int | None,
) -> Concordance:
    lines = _lines(corpus, own, _chosen(uses, own, n), width=width)
    counts = _counts(uses, own, lines, corpus.eras).drop(columns="term")
    return Concordance(name, without_text is not None, lines, counts, without_text or 0)


def _chosen(uses: pd.DataFrame, own: pd.DataFrame, n: int | None) -> pd.DataFrame:
    """Choose articles, and how many lines of each: ``term``, ``row``, ``take``."""
    if n is None:
        return uses.rename(columns={"uses": "take"})
    eras = own["era"].to_numpy()[uses["row"].to_numpy()]
    take = np.zeros(len(uses), dtype=np.int64)
    for at in uses.groupby(["term", eras], sort=False).indices.values():
        take[at] = _spread(uses["uses"].to_numpy()[at], n)
    return uses.assign(take=take).query("take > 0").drop(columns="uses")


def _spread(uses: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Share lines out over articles as evenly as their uses allow."""
    take = np.zeros(len(uses), dtype=np.int64)
    if len(uses) >= n:
        take[np.linspace(0, len(uses) - 1, n).round().astype(int)] = 1
        return take
    level = 1
    while np.minimum(uses, level).sum() < min(n, uses.sum()):
        level += 1
    take = np.minimum(uses, level)
    over = int(take.sum()) - n
    if over > 0:
        take[np.flatnonzero(take == level)[-over:]] -= 1
    return take


def _lines(
    corpus: CorpusTables, own: pd.DataFrame, chosen: pd.DataFrame, *, width: int
) -> pd.DataFrame:
    """Read the chosen articles, and stop when all of them were there."""
    ids = own["article_id"].to_numpy()
    chosen = chosen.assign(article_id=ids[chosen["row"].to_numpy()])
    wanted, withheld = set(chosen["article_id"]), set()
    frames = []
    columns = ["article_id", "passage", "sentence", "text"]
    for chunk in corpus.chunks("sentences", columns=columns) if wanted else ():
        mine = chunk[chunk["article_id"].isin(wanted)]
        wanted -= set(mine["article_id"])
        gone = mine["text"].isna()
        withheld |= set(mine.loc[gone, "article_id"])
        frames.append(in_context(mine[~gone], chosen, width))
        if not wanted:
            break
    if withheld:
        frames.append(_withheld(corpus, chosen[chosen["article_id"].isin(withheld)]))
    return _in_order(frames, chosen, own, corpus.eras)


def _withheld(corpus: CorpusTables, chosen: pd.DataFrame) -> pd.DataFrame:
    """List the passages of withheld articles that use the chosen terms, with their gists."""
    wanted, terms = set(chosen["article_id"]), set(chosen["term"])
    keys = ["article_id", "passage"]
    uses, gists = [], []
    for chunk in corpus.chunks("terms", columns=[*keys, "term", "count"]):
        hits = chunk[chunk["term"].isin(terms)]
        uses.append(hits[hits["article_id"].isin(wanted)])
    for chunk in corpus.chunks("passages", columns=[*keys, "gist"]):
        gists.append(chunk[chunk["article_id"].isin(wanted)])
    lines = pd.concat(uses).merge(pd.concat(gists), on=keys, how="left")
    lines = lines.merge(chosen[["term", "article_id", "take"]], on=["term", "article_id"])
    lines = lines.sort_values(["term", *keys], kind="stable")
    lines = lines[lines.groupby(["term", "article_id"]).cumcount() < lines["take"]]
    return lines.drop(columns="take").rename(columns={"count": "uses"})


def _in_order(
    frames: Sequence[pd.DataFrame], chosen: pd.DataFrame, own: pd.DataFrame, eras: Sequence[str]
) -> pd.DataFrame:
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame(columns=list(LINE_COLUMNS))
    lines = pd.concat(frames, ignore_index=True)
    for column in ("sentence", "start", "left", "keyword", "right", "gist"):
        if column not in lines:
            lines[column] = np.nan
    lines = lines.astype({"sentence": "Int64", "start": "Int64"})
    facts = own[["article_id", "label", "era", "earliest", "latest", "publisher"]]
    lines = lines.merge(facts.rename(columns={"label": "article"}), on="article_id")
    ranks = (
        lines["start"].fillna(0).astype(int),
        lines["sentence"].fillna(0).astype(int),
        lines["passage"],
        lines["article_id"].map({name: i for i, name in enumerate(own["article_id"])}),
        lines["era"].map({era: i for i, era in enumerate(eras)}).fillna(len(eras)),
        lines["term"].map({term: i for i, term in enumerate(dict.fromkeys(chosen["term"]))}),
    )
    order = np.lexsort([rank.to_numpy() for rank in ranks])
    return lines[list(LINE_COLUMNS)].iloc[order].reset_index(drop=True)


def _counts(
    uses: pd.DataFrame, own: pd.DataFrame, lines: pd.DataFrame, eras: Sequence[str]
) -> pd.DataFrame:
    """Count articles and uses by term and era, whatever lines are shown."""
    there = own["era"].value_counts()
    names = [era for era in eras if era in there] + [e for e in there.index if e not in eras]
    era = own["era"].to_numpy()[uses["row"].to_numpy()]
    by_era = uses.groupby(["term", era])["uses"].agg(["size", "sum"])
    shown = lines.groupby(["term", "era"])["uses"].sum()
    terms = list(dict.fromkeys(uses["term"]))
    index = pd.MultiIndex.from_product([terms, names], names=["term", "era"])
    told = by_era.rename_axis(["term", "era"]).reindex(index, fill_value=0)
    counts = pd.DataFrame(
        {
            "articles": told["size"].to_numpy(),
            "of": np.tile(there.reindex(names).to_numpy(), len(terms)),
            "uses": told["sum"].to_numpy(),
            "shown": shown.reindex(index, fill_value=0).to_numpy().astype(int),
        },
        index=index,
    )
    return counts.reset_index()


def _unknown(
    corpus: CorpusTables, name: str, without_text: int | None = None, articles: int = 0
) -> str:
    """Say that a term is not used, and which terms are nearest to it."""
    if without_text and without_text == articles:
        return (
            f"'{name}' is not among the terms of this folder, and its texts, in which phrases are "
            "looked up, are withheld: look up one of its words"
        )
    like: set[str] = set()
    for chunk in corpus.chunks("terms", columns=["article_id", "term"]):
        like.update(
            term
            for term in chunk["term"].unique()
            if term[0] == name[0] and abs(len(term) - len(name)) <= 3
        )
    nearest = get_close_matches(name, sorted(like), n=NEAREST, cutoff=0.7)
    told = ", ".join(f"'{term}'" for term in nearest)
    more = f" ({without_text:,} have no text here)" if without_text else ""
    verb = "is" if len(nearest) == 1 else "are"
    return f"no article uses '{name}'{more}: " + (
        f"near it {verb} {told}" if told else "try another word"
    )
