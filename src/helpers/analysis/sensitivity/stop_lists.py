"""Whether key terms hang on the stop list: on none, on a longer one, on what rates are taken of."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.keyness import measures
from helpers.analysis.resampling import Floats
from helpers.analysis.sensitivity.sides import NOWHERE, Codes
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables
from helpers.analysis.terms import is_content
from helpers.intake.stopwords import STOP_WORDS

Numbers = NDArray[np.integer]

COLUMNS = ["article_id", "term", "count"]


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
        One row per word of the stop list and era: ``word``, ``era`` (its number), ``uses``,
        ``articles``.
    """

    counts: CountMatrix
    words: Floats
    content_words: Floats
    function_words: pd.DataFrame


def count_key_terms(
    corpus: CorpusTables, articles: pd.DataFrame, codes: Codes, terms: tuple[str, ...]
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

    Returns
    -------
    Counted
        One row per row of ``articles``. What is kept grows with these terms' uses alone.
    """
    row_of = pd.Series(np.arange(len(articles)), index=articles["article_id"])
    place = {term: column for column, term in enumerate(terms)}
    words, content = np.zeros(len(articles)), np.zeros(len(articles))
    triplets = [np.zeros((3, 0), dtype=np.int64)]
    by_era = []
    for chunk in corpus.chunks("terms", columns=COLUMNS):
        row = chunk["article_id"].map(row_of).to_numpy(dtype=np.float64)
        known = ~np.isnan(row)
        row, count = row[known].astype(np.int64), chunk["count"].to_numpy()[known]
        number, uniques = pd.factorize(chunk["term"][known])
        single = np.array([" " not in term for term in uniques], dtype=bool)
        says = single & np.array([is_content(term) for term in uniques], dtype=bool)
        stops = single & np.array([term in STOP_WORDS for term in uniques], dtype=bool)
        words += np.bincount(row, count * single[number], len(articles))
        content += np.bincount(row, count * says[number], len(articles))
        column = np.array([place.get(term, -1) for term in uniques], dtype=np.int64)[number]
        own = column >= 0
        triplets.append(np.stack([row[own], column[own], count[own]]))
        listed = stops[number] & (codes[row] != NOWHERE)
        by_era.append(_function_words(uniques, number[listed], row[listed], count[listed], codes))
    rows, columns, counts = np.concatenate(triplets, axis=1)
    shape = (len(articles), len(terms))
    matrix = sparse.csr_matrix((counts.astype(np.float64), (rows, columns)), shape=shape)
    none = pd.DataFrame(columns=["word", "era", "uses", "articles"])
    listed_words = pd.concat(by_era) if by_era else none
    return Counted(
        matrix, words, content, listed_words.groupby(["word", "era"]).sum().reset_index()
    )


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
        Their ``z`` by word, highest first: those that the era uses more than the rest, as
        `EraComparison.key_terms` would choose them.
    """
    table = counted.function_words
    own = (table["era"] == era).to_numpy(dtype=bool)
    if not own.any():
        return pd.Series(dtype=np.float64)
    every = table.groupby("word")["uses"].sum().astype(np.float64)
    here = table[own].set_index("word").reindex(every.index).fillna(0.0)
    target = here["uses"].to_numpy(dtype=np.float64)
    sides = codes == era, (codes != era) & (codes != NOWHERE)
    totals = float(counted.words[sides[0]].sum()), float(counted.words[sides[1]].sum())
    if min(totals) <= 0:
        return pd.Series(dtype=np.float64)
    found = measures(target, every.to_numpy() - target, totals).set_index(every.index)
    marked = found["log_ratio"].round(2).gt(0) & (here["articles"] >= min_articles)
    z: pd.Series = found.loc[marked, "z"]
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


def _function_words(
    uniques: object, number: Numbers, row: Numbers, count: Numbers, codes: Codes
) -> pd.DataFrame:
    """Sum up by word and era; an article's rows are all in one chunk."""
    words = np.asarray(uniques, dtype=object)
    frame = pd.DataFrame({"number": number, "row": row, "uses": count})
    by_article = frame.groupby(["number", "row"], as_index=False)["uses"].sum()
    by_article = by_article.assign(era=codes[by_article["row"].to_numpy(dtype=np.int64)])
    summed = by_article.groupby(["number", "era"])["uses"].agg(["sum", "size"]).reset_index()
    named = words[summed["number"].to_numpy(dtype=np.int64)]
    return pd.DataFrame(
        {"word": named, "era": summed["era"], "uses": summed["sum"], "articles": summed["size"]}
    )
