"""From the long table of terms to sparse matrices of counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables
from helpers.intake.stopwords import STOP_WORDS


@dataclass(frozen=True, eq=False)
class TermMatrix:
    """How often each content term is used in each row (an article or a passage).

    Attributes
    ----------
    counts
        Sparse rows x terms, int64.
    terms
        Names of the columns, sorted.
    totals
        All words of each row, function words and numbers included: what rates are taken of.
    """

    counts: CountMatrix
    terms: tuple[str, ...]
    totals: Floats

    def __getitem__(self, rows: NDArray[Any]) -> "TermMatrix":
        """Take some rows, by number or by flag."""
        return TermMatrix(self.counts[rows], self.terms, self.totals[rows])

    def keeping(self, *, rows: int = 1, count: int = 1) -> "TermMatrix":
        """Drop rare terms.

        Parameters
        ----------
        rows
            A term stays if it is used in at least so many rows,
        count
            and at least so often.

        Returns
        -------
        TermMatrix
            The same rows with fewer columns.
        """
        used = np.bincount(self.counts.indices[self.counts.data > 0], minlength=len(self.terms))
        often = np.asarray(self.counts.sum(axis=0)).ravel()
        kept = np.flatnonzero((used >= rows) & (often >= count))
        if len(kept) == len(self.terms):
            return self
        terms = tuple(self.terms[column] for column in kept)
        return TermMatrix(self.counts[:, kept], terms, self.totals)

    def only(self, terms: tuple[str, ...]) -> "TermMatrix":
        """Take the columns of some terms.

        Parameters
        ----------
        terms
            Names of columns, sorted.

        Returns
        -------
        TermMatrix
            The same rows with these columns.
        """
        if terms == self.terms:
            return self
        place = {term: column for column, term in enumerate(self.terms)}
        return TermMatrix(self.counts[:, [place[term] for term in terms]], terms, self.totals)


@lru_cache(maxsize=1 << 17)
def is_content(term: str) -> bool:
    """Tell whether a term can say what a text is about.

    Parameters
    ----------
    term
        A lower-case word, or two joined by a space.

    Returns
    -------
    bool
        False for function words, numbers, single letters and pairs with one of these.

    Examples
    --------
    >>> [is_content(term) for term in ("tariff", "the", "25%", "trade war", "the war")]
    [True, False, False, True, False]
    """
    return all(
        len(word) > 1 and word not in STOP_WORDS and any(map(str.isalpha, word))
        for word in term.split(" ")
    )


def term_matrix(chunks: Iterable[pd.DataFrame], rows: pd.DataFrame) -> TermMatrix:
    """Count the content terms of a long table of terms.

    Parameters
    ----------
    chunks
        Pieces of a ``terms`` table: ``article_id``, ``passage``, ``term``, ``count``.
    rows
        Which row of the matrix an article (column ``article_id``) or a passage (``article_id`` and
        ``passage``) belongs to, in a column ``row`` numbered from 0. What is not listed is left
        out.

    Returns
    -------
    TermMatrix
        One row for each number up to the largest in ``row``.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     [("a1", 0, "the", 3), ("a1", 0, "tariff", 2), ("a2", 0, "yen", 1)],
    ...     columns=["article_id", "passage", "term", "count"],
    ... )
    >>> matrix = term_matrix([table], pd.DataFrame({"article_id": ["a1", "a2"], "row": [0, 1]}))
    >>> matrix.terms, matrix.totals
    (('tariff', 'yen'), array([5., 1.]))
    """
    keys = [column for column in ("article_id", "passage") if column in rows]
    size = int(rows["row"].max()) + 1 if len(rows) else 0
    vocabulary: dict[str, int] = {}
    totals = np.zeros(size)
    parts = [_triplets(np.empty(0, int), np.empty(0, int), np.empty(0, int))]
    for chunk in chunks:
        found = chunk.merge(rows, on=keys)
        codes, uniques = pd.factorize(found["term"])
        row, count = found["row"].to_numpy(), found["count"].to_numpy()
        single = np.array([" " not in term for term in uniques], dtype=bool)[codes]
        totals += np.bincount(row[single], weights=count[single], minlength=size)
        content = np.array([is_content(term) for term in uniques], dtype=bool)[codes]
        ids = np.array([vocabulary.setdefault(t, len(vocabulary)) for t in uniques], dtype=int)
        parts.append(_triplets(row[content], ids[codes][content], count[content]))
    row, column, count = np.concatenate(parts, axis=1)
    names = np.array(list(vocabulary), dtype=object)
    used = np.unique(column)
    used = used[np.argsort(names[used])]
    place = np.zeros(len(names), dtype=np.int32)
    place[used] = np.arange(len(used))
    columns = place[column]
    counts = sparse.csr_matrix((count, (row, columns)), shape=(size, len(used)), dtype=np.int64)
    return TermMatrix(counts, tuple(names[used]), totals)


def article_terms(corpus: CorpusTables, articles: pd.DataFrame) -> TermMatrix:
    """Count the content terms of articles.

    Parameters
    ----------
    corpus
        A corpus.
    articles
        Rows of its table of articles.

    Returns
    -------
    TermMatrix
        One row per row of ``articles``, in that order.
    """
    rows = pd.DataFrame({"article_id": articles["article_id"], "row": np.arange(len(articles))})
    columns = ["article_id", "term", "count"]
    return term_matrix(corpus.chunks("terms", columns=columns), rows)


def matrix_pieces(
    chunks: Iterable[pd.DataFrame], rows: pd.DataFrame, terms: tuple[str, ...]
) -> Iterator[tuple[NDArray[np.int64], CountMatrix]]:
    """Count given terms chunk by chunk, so that memory is bounded by the chunk.

    Parameters
    ----------
    chunks, rows
        As for `term_matrix`; no article lies in two chunks.
    terms
        Which terms, sorted.

    Yields
    ------
    rows : numpy.ndarray
        Numbers of the rows of the chunk, ascending.
    counts
        Sparse matrix: these rows x terms.
    """
    keys = [column for column in ("article_id", "passage") if column in rows]
    place = {term: column for column, term in enumerate(terms)}
    for chunk in chunks:
        own = rows[rows["article_id"].isin(chunk["article_id"].unique())]
        codes, uniques = pd.factorize(chunk["term"])
        columns = np.array([place.get(term, -1) for term in uniques], dtype=np.int64)[codes]
        found = chunk[[*keys, "count"]].assign(column=columns)[columns >= 0].merge(own, on=keys)
        numbers = np.unique(own["row"])
        row = np.searchsorted(numbers, found["row"])
        shape = (len(numbers), len(terms))
        yield numbers, sparse.csr_matrix((found["count"], (row, found["column"])), shape=shape)


def _triplets(rows: np.ndarray, columns: np.ndarray, counts: np.ndarray) -> np.ndarray:
    return np.vstack([rows, columns, counts], dtype=np.int32, casting="unsafe")
