"""How often given terms are used in each article, function words too."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables


def count_terms(
    corpus: CorpusTables, articles: pd.DataFrame, terms: tuple[str, ...]
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
    for rows, columns, counts, single in _found(corpus, row_of, column_of):
        words += np.bincount(rows[single], weights=counts[single], minlength=size)
        asked = columns >= 0
        cells = counts[asked], (rows[asked], columns[asked])
        parts.append(sparse.csr_matrix(cells, shape=(size, len(terms)), dtype=np.int64))
        if len(parts) > 50:
            parts = [sum(parts[1:], parts[0])]
    return sum(parts[1:], parts[0]), words


def _found(
    corpus: CorpusTables, row_of: pd.Series, column_of: dict[str, int]
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    for chunk in corpus.chunks("terms", columns=["article_id", "term", "count"]):
        rows = row_of.reindex(chunk["article_id"]).to_numpy()
        known = ~np.isnan(rows.astype(np.float64))
        codes, uniques = pd.factorize(chunk["term"].to_numpy()[known])
        columns = np.array([column_of.get(term, -1) for term in uniques], dtype=np.int64)
        single = np.array([" " not in term for term in uniques], dtype=bool)
        counts = chunk["count"].to_numpy()[known]
        yield rows[known].astype(np.int64), columns[codes], counts, single[codes]
