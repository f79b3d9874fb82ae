"""What log-ratios of rates share, with strata and without: counts that are absent, sums, order."""

from typing import Any

import numpy as np
from scipy import sparse

from helpers.analysis.resampling import Floats

CountMatrix = Any  # scipy.sparse publishes no types
"""Sparse articles x terms matrix of counts."""

ABSENT = 0.5
"""What a count of zero stands for, so that a ratio exists (Hardie 2014, Log Ratio)."""


def column_sums(matrix: CountMatrix) -> Floats:
    """Add up each column.

    Parameters
    ----------
    matrix
        Sparse matrix.

    Returns
    -------
    numpy.ndarray
        One number per column.

    Examples
    --------
    >>> column_sums(sparse.csr_matrix([[1, 0], [2, 5]]))
    array([3., 5.])
    """
    return np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()


def canonical_rows(counts: CountMatrix, totals: Floats) -> list[int]:
    """Order articles by what they hold, so that drawn splits do not depend on how they came.

    Parameters
    ----------
    counts
        Sparse articles x terms matrix.
    totals
        All words of each article.

    Returns
    -------
    list of int
        Numbers of the rows: fewest words first, ties by terms and counts.

    Examples
    --------
    >>> canonical_rows(sparse.csr_matrix([[2, 0], [1, 0], [0, 1]]), np.array([9.0, 9.0, 5.0]))
    [2, 1, 0]
    """
    rows = sparse.csr_matrix(counts)
    rows = rows.astype(np.int64 if np.issubdtype(rows.dtype, np.integer) else np.float64)
    rows.sort_indices()
    ends = rows.indptr

    def key(row: int) -> tuple[float, bytes, bytes]:
        part = slice(ends[row], ends[row + 1])
        terms = rows.indices[part].astype(np.int64)
        return float(totals[row]), terms.tobytes(), rows.data[part].tobytes()

    return sorted(range(rows.shape[0]), key=key)
