"""Non-negative matrix factorisation of counts: the numerical core of the topics.

The start is a non-negative double SVD made from exact singular vectors. scikit-learn's own start
uses a randomised SVD, with which a seed changes the topics of a small collection; here nothing is
random.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import svds
from sklearn.decomposition import non_negative_factorization
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer

from helpers.analysis.ratios import CountMatrix
from helpers.analysis.resampling import Floats

MAX_ITERATIONS = 400
"""The topics hardly move after so many; a limit bounds the time."""

DENSE_CELLS = 1_000_000
"""Up to this many cells the singular vectors come from LAPACK, of more from ARPACK."""

BLOCK_ROWS = 5_000

NOTHING = 1e-9
"""Singular values and weights below this (of tf-idf rows of length 1) are rounding errors."""

LEAST_WEIGHT = 0.005
"""Weight of a term, next to the first of its topic, below which it is no term of the topic."""


@dataclass(frozen=True, eq=False)
class Factors:
    """A fitted factorisation.

    Attributes
    ----------
    topics
        Topics x terms, each row of length 1.
    weighting
        The fitted tf-idf transformer.
    """

    topics: Floats
    weighting: TfidfTransformer

    def weights(self, counts: CountMatrix) -> Floats:
        """Find how much of each topic is in each row of counts.

        Parameters
        ----------
        counts
            Sparse rows x terms.

        Returns
        -------
        numpy.ndarray
            Rows x topics, 0 and up, on the scale of tf-idf vectors of length 1.
        """
        blocks = [np.empty((0, len(self.topics)))]
        for start in range(0, counts.shape[0], BLOCK_ROWS):
            rows = self.weighting.transform(counts[start : start + BLOCK_ROWS].astype(np.float64))
            blocks.append(_solve(rows, self.topics)[0])
        return np.vstack(blocks)

    def ranking(self) -> Floats:
        """Weigh terms for lists of top terms: frequent in the topic, and more so than elsewhere.

        Returns
        -------
        numpy.ndarray
            Topics x terms: the weight of a term times the square root of the share of the topic
            in it, the strongest term of each topic 1.
        """
        share = self.topics / np.maximum(self.topics.sum(axis=0), np.finfo(float).tiny)
        ranking = self.topics * np.sqrt(share)
        highest = ranking.max(axis=1, keepdims=True)
        return np.asarray(ranking / np.where(highest > 0, highest, 1))


def factorise(counts: CountMatrix, n_topics: int) -> tuple[Factors, Floats]:
    """Factorise counts into topics by NMF on sublinear tf-idf.

    Parameters
    ----------
    counts
        Sparse rows x terms, at least as many of either as topics.
    n_topics
        How many topics at most.

    Returns
    -------
    factors : Factors
        The topics, the one with the largest share of the rows first. Where there are fewer
        different rows than topics asked for, the empty ones are dropped.
    weights : numpy.ndarray
        Rows x topics, 0 and up.

    References
    ----------
    Boutsidis and Gallopoulos 2008, "SVD based initialization", Pattern Recognition 41(4).
    """
    weighting = TfidfTransformer(sublinear_tf=True)
    weighted = weighting.fit_transform(counts.astype(np.float64))
    rows, columns = _double_svd(weighted, n_topics)
    weights, topics = _solve(weighted, columns, rows)
    lengths = np.linalg.norm(topics, axis=1)
    weights = weights * lengths
    found = np.flatnonzero(weights.sum(axis=0) > NOTHING)
    topics, weights = topics[found] / lengths[found, None], weights[:, found]
    order = np.argsort(-as_shares(weights).sum(axis=0).round(9), kind="stable")
    return Factors(np.ascontiguousarray(topics[order]), weighting), weights[:, order]


def as_shares(weights: Floats) -> Floats:
    """Scale rows to sum to 1; a row of zeros, in which no topic was found, becomes even.

    Parameters
    ----------
    weights
        Rows x topics, 0 and up.

    Returns
    -------
    numpy.ndarray
        Rows x topics.

    Examples
    --------
    >>> as_shares(np.array([[3.0, 1.0], [0.0, 0.0]])).tolist()
    [[0.75, 0.25], [0.5, 0.5]]
    """
    total = weights.sum(axis=1, keepdims=True)
    even = np.full_like(weights, 1 / weights.shape[1])
    return np.where(total > 0, weights / np.where(total > 0, total, 1), even)


def top_columns(ranking: Floats, terms: tuple[str, ...], number: int) -> list[list[str]]:
    """Name the terms that rank highest in each topic.

    Parameters
    ----------
    ranking
        Topics x terms.
    terms
        Names of the columns, sorted, so that ties are broken by name.
    number
        How many; a topic lists fewer where fewer have a weight worth the name.

    Returns
    -------
    list of list of str
        Per topic, the highest first.

    Examples
    --------
    >>> top_columns(np.array([[0.5, 1.0, 0.0]]), ("dollar", "yen", "zinc"), 3)
    [['yen', 'dollar']]
    """
    orders = np.argsort(-ranking.round(12), axis=1, kind="stable")[:, :number]
    return [
        [terms[column] for column in order if row[column] > LEAST_WEIGHT * row.max()]
        for row, order in zip(ranking, orders, strict=True)
    ]


def _solve(
    weighted: CountMatrix, topics: Floats, rows: Floats | None = None
) -> tuple[Floats, Floats]:
    """Fit rows and topics from a start of both; rows alone where only topics are given."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        rows, topics, _ = non_negative_factorization(
            weighted,
            W=rows,
            H=topics,
            n_components=len(topics),
            init="custom",
            update_H=rows is not None,
            max_iter=MAX_ITERATIONS,
        )
    return np.asarray(rows), np.asarray(topics)


def _double_svd(weighted: CountMatrix, n_topics: int) -> tuple[Floats, Floats]:
    left, values, right = _singular_vectors(weighted, n_topics)
    rows, columns = np.zeros_like(left), np.zeros_like(right)
    for topic, value in enumerate(values):
        u, v = left[:, topic], right[topic]
        sides = [(np.maximum(sign * u, 0), np.maximum(sign * v, 0)) for sign in (1, -1)]
        lengths = [float(np.linalg.norm(a) * np.linalg.norm(b)) for a, b in sides]
        best = int(lengths[1] > lengths[0])
        (a, b), length = sides[best], lengths[best]
        if value > NOTHING and length > 0:
            rows[:, topic] = np.sqrt(value * length) * a / np.linalg.norm(a)
            columns[topic] = np.sqrt(value * length) * b / np.linalg.norm(b)
    return rows, columns


def _singular_vectors(weighted: CountMatrix, number: int) -> tuple[Floats, Floats, Floats]:
    if np.prod(weighted.shape) <= DENSE_CELLS or number >= min(weighted.shape):
        left, values, right = np.linalg.svd(weighted.toarray(), full_matrices=False)
    else:
        left, values, right = svds(weighted, k=number, v0=np.ones(min(weighted.shape)))
    order = np.argsort(-values, kind="stable")[:number]
    return left[:, order], values[order], np.ascontiguousarray(right[order])
