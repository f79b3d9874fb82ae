"""Whether key terms hang on the stop list: on none, on a longer one, on what rates are taken of."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.eras import MIN_COUNT
from helpers.analysis.key_terms.term_counts import Chunk, count_terms
from helpers.analysis.keyness import measures
from helpers.analysis.resampling import Flags, Floats
from helpers.analysis.sensitivity.side_sums import Sums
from helpers.analysis.sensitivity.sides import NOWHERE, UNKNOWN, Codes, Quantities
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables
from helpers.analysis.terms import is_content
from helpers.intake.stopwords import STOP_WORDS

BY = ["word", "era", "stratum"]


@dataclass(frozen=True, eq=False)
class Counted:
    """Uses of some terms, and what else a check of the stop list needs.

    Attributes
    ----------
    counts
        Sparse articles x terms.
    words
        All words of each article.
    content_words
        Those of them that are on no stop list and no numbers.
    function_words
        One row per word of the stop list, era and stratum: ``word``, ``era`` and ``stratum`` (their
        numbers), ``uses``, ``articles``.
    strata
        Number of the stratum of each article; None where all are compared with all.
    """

    counts: CountMatrix
    words: Floats
    content_words: Floats
    function_words: pd.DataFrame
    strata: NDArray[np.int64] | None = None


def count_key_terms(
    corpus: CorpusTables,
    articles: pd.DataFrame,
    codes: Codes,
    terms: tuple[str, ...],
    strata: NDArray[np.int64] | None = None,
) -> Counted:
    """Count terms in one look at a corpus, chunk by chunk.

    Parameters
    ----------
    corpus
        A corpus.
    articles
        Rows of its table of articles.
    codes
        Number of the era of each; `sides.NOWHERE` for one that is counted, but belongs to none.
    terms
        Which terms.
    strata
        Number of the stratum of each, as for `sides.Quantities`.

    Returns
    -------
    Counted
        One row per row of ``articles``. What is kept grows with these terms' uses alone.
    """
    content = np.zeros(len(articles))
    groups = np.zeros(len(articles), dtype=np.int64) if strata is None else strata
    listed = [pd.DataFrame(columns=[*BY, "uses", "articles"])]

    def look(chunk: Chunk) -> None:
        says = chunk.single & np.array([is_content(term) for term in chunk.terms], dtype=bool)
        np.add.at(content, chunk.rows, chunk.counts * says[chunk.codes])
        stops = chunk.single & np.array([term in STOP_WORDS for term in chunk.terms], dtype=bool)
        listed.append(_function_words(chunk, stops, codes, groups))

    counts, words = count_terms(corpus, articles, terms, also=look)
    together = pd.concat(listed[1:] or listed).groupby(BY).sum().reset_index()
    return Counted(counts.astype(np.float64), words, content, together, strata)


def function_words_above(
    counted: Counted, codes: Codes, era: int, *, min_articles: int = 2
) -> pd.Series:
    """Rank the words of the stop list as if there was none.

    Parameters
    ----------
    counted
        Counts, see `count_key_terms`.
    codes
        Era of each article.
    era
        Number of the era that is held against the rest.
    min_articles
        In how many articles of the era a word must be used.

    Returns
    -------
    pandas.Series
        Their ``z`` by word, highest first: those that the era uses more than the rest (within
        strata where there are some), as `EraComparison.key_terms` would choose them.
    """
    table = counted.function_words
    own = (table["era"] == era).to_numpy(dtype=bool)
    if not own.any():
        return pd.Series(dtype=np.float64)
    every = table.groupby("word")["uses"].sum().astype(np.float64)
    here = table[own].groupby("word")[["uses", "articles"]].sum().reindex(every.index).fillna(0)
    target = here["uses"].to_numpy(dtype=np.float64)
    sides = codes == era, (codes != era) & (codes != NOWHERE)
    totals = float(counted.words[sides[0]].sum()), float(counted.words[sides[1]].sum())
    if min(totals) <= 0:
        return pd.Series(dtype=np.float64)
    found = measures(target, every.to_numpy() - target, totals).set_index(every.index)
    leaning = _leaning(counted, every.index, own, sides)
    marked = (leaning.round(2) > 0) & (here["articles"] >= min_articles).to_numpy()
    z: pd.Series = found.loc[marked & (every >= MIN_COUNT).to_numpy(), "z"]
    return z.sort_values(ascending=False, kind="stable")


def on_longer_list(terms: list[str]) -> list[bool]:
    """Tell which terms a longer stop list would take out.

    Parameters
    ----------
    terms
        Words, or words joined by a space.

    Returns
    -------
    list of bool
        Whether a word of the term is on the list of scikit-learn, which holds words such as
        'interest' and 'system', too.

    References
    ----------
    Nothman, Qin and Yurchak 2018, "Stop word lists in free open-source software packages",
    Proceedings of the Workshop for NLP Open Source Software, 7-12.

    Examples
    --------
    >>> on_longer_list(["interest", "interest rate", "tariff"])
    [True, True, False]
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return [any(word in ENGLISH_STOP_WORDS for word in term.split(" ")) for term in terms]


def _leaning(counted: Counted, words: pd.Index, own: Flags, sides: tuple[Flags, Flags]) -> Floats:
    """Give the log-ratio of function words, within strata where there are some."""
    quantities = Quantities(
        counted.counts, counted.words, np.zeros(1, dtype=np.int64), log=True, strata=counted.strata
    )
    table, groups = counted.function_words, quantities.groups
    known = (table["stratum"] != UNKNOWN).to_numpy(dtype=bool)
    sums: list[Floats] = []
    for rows, side in ((own, sides[0]), (~own, sides[1])):
        part = table[rows & known]
        uses = np.zeros((quantities.size, len(words)))
        place = part["stratum"].to_numpy(dtype=np.int64), words.get_indexer(pd.Index(part["word"]))
        np.add.at(uses, place, part["uses"].to_numpy(dtype=np.float64))
        there = side & (groups != UNKNOWN)
        held = np.bincount(groups[there], counted.words[there], quantities.size)
        sums += [uses, np.asarray(np.broadcast_to(held[:, None], uses.shape))]
    return quantities.compare(Sums(*sums))


def _function_words(
    chunk: Chunk, stops: Flags, codes: Codes, groups: NDArray[np.int64]
) -> pd.DataFrame:
    """Sum up by word, era and stratum; an article's rows are all in one chunk."""
    listed = stops[chunk.codes] & (codes[chunk.rows] != NOWHERE)
    frame = pd.DataFrame(
        {"number": chunk.codes[listed], "row": chunk.rows[listed], "uses": chunk.counts[listed]}
    )
    uses = frame.groupby(["number", "row"], as_index=False)["uses"].sum()
    row = uses["row"].to_numpy(dtype=np.int64)
    uses = uses.assign(
        word=chunk.terms[uses["number"].to_numpy(dtype=np.int64)],
        era=codes[row],
        stratum=groups[row],
    )
    return pd.DataFrame(uses.groupby(BY)["uses"].agg(uses="sum", articles="size")).reset_index()
