"""Log-ratios of rates, tested and bounded with the article as the unit."""

from typing import Any

import numpy as np
from scipy import sparse

from helpers.analysis.resampling import (
    TIE,
    Flags,
    Floats,
    as_p,
    parts,
    smaller_side,
    splits,
    welch_margin,
)

CountMatrix = Any  # scipy.sparse publishes no types
"""Sparse articles x terms matrix of counts."""

ABSENT = 0.5
"""What a count of zero stands for, so that a ratio exists (Hardie 2014, Log Ratio)."""


def permutation_p_log_ratio(
    counts: CountMatrix, totals: Floats, is_target: Flags, *, seed: int = 0
) -> Floats:
    """Test log-ratios of rates by shuffling articles between target and reference.

    The statistic is the one `keyness` reports: rates are taken of all words of the articles, and a
    count of zero stands as 0.5.

    Parameters
    ----------
    counts
        Sparse articles x terms matrix.
    totals
        All words of each article, also those that are not among the terms.
    is_target
        One flag per article.
    seed
        Seed of the draws; without effect where all splits are enumerated.

    Returns
    -------
    numpy.ndarray
        Two-sided p for each term, from `honesty.smallest_p` to 1; 1 where a side is empty. The
        order of the articles has no influence. Memory is bounded whatever the number of terms,
        articles and splits; 1,000 articles x 20,000 terms x 9,999 splits take about 4 s.

    Examples
    --------
    >>> counts = sparse.csr_matrix([[4, 1], [5, 0], [0, 2], [0, 1], [1, 1]])
    >>> totals = np.full(5, 100.0)
    >>> permutation_p_log_ratio(counts, totals, np.array([1, 1, 0, 0, 0], bool))
    array([0.1, 0.3])
    """
    is_target = smaller_side(is_target)
    size, chosen = counts.shape[0], int(is_target.sum())
    if not 0 < chosen < size:
        return np.ones(counts.shape[1])
    order = _canonical_rows(counts, totals)
    by_term = sparse.csr_matrix(counts)[order].T.tocsr().astype(np.float64)
    totals, is_target = np.asarray(totals, dtype=np.float64)[order], is_target[order]
    observed = _spread(by_term, totals, is_target[None, :].astype(np.float64))[:, 0] * (1 - TIE)
    hits = np.zeros(counts.shape[1])
    for block in splits(chosen, size - chosen, seed=seed):
        for part in parts(by_term.shape[0], len(block)):
            extreme = _spread(by_term[part], totals, block) >= observed[part, None]
            hits[part] += np.count_nonzero(extreme, axis=1)
    return as_p(hits, chosen, size - chosen)


def log_ratio_interval(
    counts: CountMatrix, totals: Floats, is_target: Flags, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Give intervals for base-2 log-ratios of rates, with the article as the unit.

    The variance of each log rate is that of the jackknife over articles (each left out once), but
    never below that of a plain count, 1 / count; the two are combined with Student's t and the
    degrees of freedom of Welch and Satterthwaite.

    Parameters
    ----------
    counts
        Sparse articles x terms matrix.
    totals
        All words of each article.
    is_target
        One flag per article.
    level
        Coverage of the interval.

    Returns
    -------
    low, high : numpy.ndarray
        Bounds for each term; NaN for a term that is absent on one side, and for all terms where a
        side has fewer than two articles.

    Notes
    -----
    Coverage of the 95 % interval in a simulation (20,000 pairs of eras, articles of 250 to 750
    words, gamma-Poisson counts whose article rates have a coefficient of variation from 0 to 2,
    mean rates from 0.5 to 10 in 500 words, log-ratio 0 or 1.4):

    ============ ======================= ==========================
    articles     coverage                with variation up to 1
    ============ ======================= ==========================
    2 and 3      0.97 to 1.00            0.97 to 1.00
    5 and 5      0.93 to 1.00            0.95 to 1.00
    20 and 20    0.94 to 0.99            0.95 to 0.99
    5 and 40     0.91 to 0.99            0.93 to 0.99
    100 and 100  0.94 to 0.96            0.95 to 0.96
    ============ ======================= ==========================

    The linearised (delta-method) variance fell to 0.85 at 5 and 5. With 2 and 3 articles the
    interval is very wide, which is the truth about such a folder.

    Examples
    --------
    >>> counts = sparse.csr_matrix([[4], [6], [1], [2], [1]])
    >>> flags = np.array([1, 1, 0, 0, 0], bool)
    >>> low, high = log_ratio_interval(counts, np.full(5, 100.0), flags)
    >>> low.round(1).item(), high.round(1).item()
    (-0.8, 4.6)
    """
    log_rate, error, freedom = _log_rates(counts[is_target], totals[is_target])
    rest, rest_error, rest_freedom = _log_rates(counts[~is_target], totals[~is_target])
    margin = welch_margin((error, rest_error), (freedom, rest_freedom), level=level)
    difference = log_rate - rest
    return (difference - margin) / np.log(2), (difference + margin) / np.log(2)


def _log_rates(counts: CountMatrix, totals: Floats) -> tuple[Floats, Floats, int]:
    """Give each term's log rate, its squared jackknife error and the degrees of freedom."""
    size, words = counts.shape[0], float(totals.sum())
    nothing = np.full(counts.shape[1], np.nan)
    if size < 2 or words <= 0:
        return nothing, nothing, 0
    counts = sparse.csr_matrix(counts).astype(np.float64)
    count = _sums(counts)
    present = np.where(count > ABSENT, count, np.nan)
    # Leaving article i out changes a term's log rate by what its own count takes away (nothing
    # where it has none, so this stays sparse) less what its words take away, alike for all terms.
    own = counts.copy()
    rest = np.maximum(count[own.indices] - own.data, ABSENT)
    own.data = np.log(rest / count[own.indices])
    shared = np.log(np.maximum(words - totals, 1) / words)
    shared = shared - shared.mean()
    squares = _sums(own.multiply(own)) - 2 * (own.T @ shared) + (shared**2).sum()
    spread = np.maximum(squares - _sums(own) ** 2 / size, 0)
    error = np.maximum((size - 1) / size * spread, 1 / present)
    return np.log(present / words), error, size - 1


def _sums(matrix: CountMatrix) -> Floats:
    return np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()


def _spread(by_term: CountMatrix, totals: Floats, block: Floats) -> Floats:
    """Give exp |log-ratio| of terms x splits: the larger rate over the smaller, no log needed."""
    words = block @ totals
    rest_words = np.maximum(totals.sum() - words, 1)
    count = by_term @ block.T
    rest = np.asarray(by_term.sum(axis=1)) - count
    rate = np.maximum(count, ABSENT, out=count) * rest_words
    rest_rate = np.maximum(rest, ABSENT, out=rest) * np.maximum(words, 1)
    return np.asarray(np.maximum(rate, rest_rate) / np.minimum(rate, rest_rate), dtype=np.float64)


def _canonical_rows(counts: CountMatrix, totals: Floats) -> list[int]:
    """Order articles by what they hold, so that drawn splits do not depend on how they came."""
    rows = sparse.csr_matrix(counts)
    rows = rows.astype(np.int64 if np.issubdtype(rows.dtype, np.integer) else np.float64)
    rows.sort_indices()
    ends = rows.indptr

    def key(row: int) -> tuple[float, bytes, bytes]:
        part = slice(ends[row], ends[row + 1])
        terms = rows.indices[part].astype(np.int64)
        return float(totals[row]), terms.tobytes(), rows.data[part].tobytes()

    return sorted(range(rows.shape[0]), key=key)
