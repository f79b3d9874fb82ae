"""How evenly terms are spread over articles."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix

Ints = NDArray[np.int64]

BLOCK = 4_000_000
"""Counts are read in blocks of about so many, which take some 150 MB."""

COLUMNS = ("articles", "dp", "dp_norm", "juilland_d")
"""Columns of the table that `dispersion` gives."""


def dispersion(counts: CountMatrix, totals: Floats) -> pd.DataFrame:
    """Measure how evenly terms are spread over articles.

    Parameters
    ----------
    counts
        Sparse articles x terms matrix.
    totals
        All words of each article, whatever selection of them the terms are.

    Returns
    -------
    pandas.DataFrame
        One row per term, in the order of the columns of ``counts``:

        - ``articles``: in how many articles it is used (its range)
        - ``dp``: deviation of proportions, from 0, where its share of every article is that of the
          article of all words, to near 1, where the shortest article has it all
        - ``dp_norm``: the same scaled so that 1 can be reached; with one article 0
        - ``juilland_d``: from 0 (in one article) to 1 (the same rate in all), taken of rates, as
          articles differ in length; NaN with fewer than two articles that have words

        All but ``articles`` are NaN for a term that is not used.

    Notes
    -----
    ``dp`` is the one to read. Over many articles Juilland's D comes near 1 for nearly every term
    (Biber, Reppen, Schnur and Ghanem 2016, International Journal of Corpus Linguistics 21(4)).

    References
    ----------
    Gries 2008, International Journal of Corpus Linguistics 13(4), 403-437 (dp); Lijffijt and Gries
    2012, 17(1), 147-149 (dp_norm); Juilland, Brodin and Davidovitch 1970 (juilland_d).

    Examples
    --------
    >>> counts = sparse.csr_matrix([[2, 3], [2, 0], [2, 0]])
    >>> dispersion(counts, np.array([10.0, 10.0, 10.0])).round(3).values.tolist()
    [[3.0, 0.0, 0.0, 1.0], [1.0, 0.667, 1.0, 0.0]]
    """
    matrix, words = sparse.csr_matrix(counts), np.asarray(totals, dtype=np.float64)
    size = matrix.shape[1]
    used, uses, rates = np.zeros((3, size))
    for _, terms, count, own in _blocks(matrix, words):
        used += np.bincount(terms, minlength=size)
        uses += np.bincount(terms, weights=count, minlength=size)
        rates += np.bincount(terms, weights=count / own, minlength=size)
    spoken = int((words > 0).sum())
    mean = rates / max(spoken, 1)
    shares = words / words.sum() if words.sum() > 0 else words
    deviation, squares = np.zeros((2, size))
    for rows, terms, count, own in _blocks(matrix, words):
        # An article without the term deviates by its expected share; all of them together by one
        # less the expected shares of the articles that have it.
        expected = shares[rows]
        apart = np.abs(count / uses[terms] - expected) - expected
        deviation += np.bincount(terms, weights=apart, minlength=size)
        squares += np.bincount(terms, weights=(count / own - mean[terms]) ** 2, minlength=size)
    dp = np.clip((1 + deviation) / 2, 0, 1)
    most = 1 - shares.min(initial=1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt((squares + (spoken - used) * mean**2) / spoken) / mean
        juilland = np.clip(1 - error / np.sqrt(spoken - 1), 0, 1)
    table = pd.DataFrame(
        {
            "articles": used.astype(np.int64),
            "dp": dp,
            "dp_norm": dp / most if most > 0 else dp,
            "juilland_d": juilland if spoken > 1 else np.nan,
        }
    )
    table.loc[used == 0, list(COLUMNS[1:])] = np.nan
    return table


def _blocks(matrix: CountMatrix, words: Floats) -> Iterator[tuple[Ints, Ints, Floats, Floats]]:
    """Yield articles, terms, counts and words of the articles, a bounded number at a time."""
    lengths = np.diff(matrix.indptr)
    ends = np.searchsorted(matrix.indptr, np.arange(BLOCK, matrix.nnz + BLOCK, BLOCK))
    start = 0
    for end in np.minimum(np.maximum.accumulate(ends), len(lengths)):
        part = slice(matrix.indptr[start], matrix.indptr[end])
        rows = np.repeat(np.arange(start, end), lengths[start:end])
        count = matrix.data[part].astype(np.float64)
        kept = count > 0
        own = np.where(words > 0, words, np.inf)[rows[kept]]
        yield rows[kept], matrix.indices[part][kept], count[kept], own
        start = end
