"""How often given terms are used in each article, function words too."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Flags, Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables

MOST_PARTS = 50
"""Counts of so many chunks are kept apart before they are added up."""


@dataclass(frozen=True, eq=False)
class Chunk:
    """A piece of the table of terms; each article's rows are in one piece.

    Attributes
    ----------
    rows
        Number of the article of each row of the table.
    counts
        How often it uses the term.
    codes
        Number of the term.
    terms
        The terms.
    single
        Which of them are single words.
    """

    rows: NDArray[np.int64]
    counts: NDArray[np.int64]
    codes: NDArray[np.int64]
    terms: NDArray[np.object_]
    single: Flags


def count_terms(
    corpus: CorpusTables,
    articles: pd.DataFrame,
    terms: tuple[str, ...],
    *,
    also: Callable[[Chunk], None] | None = None,
) -> tuple[CountMatrix, Floats]:
    """Count given terms by article, and all words.

    Parameters
    ----------
    corpus
        A corpus; its terms are read by chunks.
    articles
        Rows of its table of articles.
    terms
        Each once; function words too.
    also
        Is shown each chunk, for what else is to be counted in the same look.

    Returns
    -------
    counts
        Sparse articles x terms matrix.
    words : numpy.ndarray
        All words of each article, what rates are taken of.
    """
    size = len(articles)
    row_of = pd.Series(np.arange(size), index=articles["article_id"].to_numpy())
    column_of = {term: column for column, term in enumerate(terms)}
    words = np.zeros(size)
    parts = [sparse.csr_matrix((size, len(terms)), dtype=np.int64)]
    for table in corpus.chunks("terms", columns=["article_id", "term", "count"]):
        chunk = _chunk(table, row_of)
        single = chunk.single[chunk.codes]
        words += np.bincount(chunk.rows[single], weights=chunk.counts[single], minlength=size)
        columns = np.array([column_of.get(term, -1) for term in chunk.terms], dtype=np.int64)
        columns = columns[chunk.codes]
        asked = columns >= 0
        cells = chunk.counts[asked], (chunk.rows[asked], columns[asked])
        parts.append(sparse.csr_matrix(cells, shape=(size, len(terms)), dtype=np.int64))
        if len(parts) > MOST_PARTS:
            parts = [sum(parts[1:], parts[0])]
        if also is not None:
            also(chunk)
    return sum(parts[1:], parts[0]), words


def _chunk(table: pd.DataFrame, row_of: pd.Series) -> Chunk:
    rows = row_of.reindex(table["article_id"]).to_numpy(dtype=np.float64)
    known = ~np.isnan(rows)
    codes, terms = pd.factorize(table["term"].to_numpy()[known])
    single = np.array([" " not in term for term in terms], dtype=bool)
    return Chunk(
        rows[known].astype(np.int64), table["count"].to_numpy()[known], codes, terms, single
    )
