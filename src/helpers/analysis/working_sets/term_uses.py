"""In which articles each term is used: the table of terms turned round, for quick answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.statistics.ratios import CountMatrix

NEAREST = 5
"""Terms that are named where one is not found."""

Rows = NDArray[np.int64]
"""Numbers of articles, ascending."""


@dataclass(frozen=True, eq=False)
class TermUses:
    """Uses of every term, function words and numbers too, by article.

    Attributes
    ----------
    place
        Term to its row.
    counts
        Sparse terms x articles: uses.
    """

    place: dict[str, int]
    counts: CountMatrix

    def of(self, term: str) -> tuple[Rows, Rows]:
        """Give the articles that use a term.

        Parameters
        ----------
        term
            As it is counted: in lower case; two words parted by a space.

        Returns
        -------
        rows, uses : numpy.ndarray
            Numbers of the articles, ascending, and how often each uses it; empty for a term that
            no article uses.
        """
        row = self.place.get(term)
        if row is None:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing
        start, end = self.counts.indptr[row : row + 2]
        own = self.counts.indices[start:end], self.counts.data[start:end]
        return own[0].astype(np.int64), own[1].astype(np.int64)

    def having_all(self, terms: Iterable[str]) -> Rows:
        """Give the articles that use every one of some terms.

        Parameters
        ----------
        terms
            One at least.

        Returns
        -------
        numpy.ndarray
            Numbers of the articles, ascending.
        """
        found = sorted((self.of(term)[0] for term in terms), key=len)
        rows = found[0]
        for more in found[1:]:
            rows = np.intersect1d(rows, more, assume_unique=True)
        return rows

    def nearest(self, term: str) -> list[str]:
        """Name the terms that are written most like one.

        Parameters
        ----------
        term
            A term that no article uses.

        Returns
        -------
        list of str
            Five at the most, the most alike first.
        """
        like = [
            other
            for other in self.place
            if other[0] == term[0] and abs(len(other) - len(term)) <= 3
        ]
        return get_close_matches(term, sorted(like), n=NEAREST, cutoff=0.7)


def term_uses(chunks: Iterable[pd.DataFrame], article_ids: pd.Series) -> TermUses:
    """Turn the table of terms round.

    Parameters
    ----------
    chunks
        Pieces of a table ``terms``: ``article_id``, ``term``, ``count``; no article lies in two.
    article_ids
        The articles, in the order of their numbers; others are left out.

    Returns
    -------
    TermUses
        Some ten bytes for each article and distinct term of it.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     [("a1", "tariff", 2), ("a1", "tariff", 1), ("a2", "the", 4), ("a2", "tariff", 1)],
    ...     columns=["article_id", "term", "count"],
    ... )
    >>> uses = term_uses([table], pd.Series(["a1", "a2"]))
    >>> [part.tolist() for part in uses.of("tariff")]
    [[0, 1], [3, 1]]
    """
    ids, place = pd.Index(article_ids), dict[str, int]()
    parts = [np.zeros((3, 0), dtype=np.int32)]
    for chunk in chunks:
        owner, owners = pd.factorize(chunk["article_id"])
        code, terms = pd.factorize(chunk["term"])
        row = ids.get_indexer(pd.Index(owners))[owner]
        number = np.array([place.setdefault(t, len(place)) for t in terms], dtype=np.int64)[code]
        known = row >= 0
        keys, at = np.unique(number[known] * len(ids) + row[known], return_inverse=True)
        uses = np.bincount(at, weights=chunk["count"].to_numpy()[known], minlength=len(keys))
        number, row = np.divmod(keys, max(len(ids), 1))
        parts.append(np.vstack([number, row, uses]).astype(np.int32))
    number, row, uses = np.concatenate(parts, axis=1)
    del parts
    counts = sparse.csr_matrix((uses, (number, row)), shape=(len(place), len(ids)))
    return TermUses(place, counts)
