"""Non-negative matrix factorisation of counts: the numerical core of the topics."""

import warnings
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from sklearn.decomposition import non_negative_factorization
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.topic_models.neighbours import (
    DIMENSIONS,
    Neighbours,
    find_neighbours,
    places_of,
    smoothed,
)
from helpers.analysis.topic_models.starts import double_svd, grouped_topics, singular_vectors

MAX_ITERATIONS = 400
"""The topics hardly move after so many; a limit bounds the time."""

SWEEPS = 200
STILL = 1e-9
"""Weights that move less than this in a sweep have settled."""

BLOCK_ROWS = 5_000

NOTHING = 1e-9
"""Weights below this (of tf-idf rows of length 1) are rounding errors."""

LEAST_WEIGHT = 0.005
"""Weight of a term, next to the first of its topic, below which it is no term of the topic."""

RARE = 0.02
"""Added to a term's weights when its share is taken, so that rare terms do not lead a topic."""

NEIGHBOURS_FROM = 200
"""Rows from which neighbours tell more than they blur."""

START = 1e-3
"""Added to a start, since what is zero there stays zero."""

GROUPS_FROM = 500
"""Rows from which groups make a steadier start than singular vectors do."""


@dataclass(frozen=True, eq=False)
class Factors:
    """A fitted factorisation.

    Attributes
    ----------
    topics
        Topics x terms, each row of length 1.
    weighting
        The fitted tf-idf transformer.
    neighbours
        The rows of the fit, whose topics tell about similar rows; None where they are few.
    """

    topics: Floats
    weighting: TfidfTransformer
    neighbours: Neighbours | None

    def weights(self, counts: CountMatrix) -> tuple[Floats, Floats]:
        """Find how much of each topic is in each row of counts.

        Parameters
        ----------
        counts
            Sparse rows x terms.

        Returns
        -------
        own : numpy.ndarray
            Rows x topics, 0 and up, on the scale of tf-idf vectors of length 1: what the words of
            the row say.
        carried : numpy.ndarray
            The same with the help of similar rows; equal to ``own`` where the fit had few rows.
        """
        blocks = [np.empty((0, len(self.topics)))], [np.empty((0, len(self.topics)))]
        with threadpool_limits(1):
            for start in range(0, counts.shape[0], BLOCK_ROWS):
                block = counts[start : start + BLOCK_ROWS].astype(np.float64)
                weighted = self.weighting.transform(block)
                own = _row_weights(weighted, self.topics)
                near = self.neighbours
                blocks[0].append(own)
                blocks[1].append(near.carry(weighted, own) if near else own)
        return np.vstack(blocks[0]), np.vstack(blocks[1])

    def ranking(self) -> Floats:
        """Weigh terms for lists of top terms: frequent in the topic, and more so than elsewhere.

        Returns
        -------
        numpy.ndarray
            Topics x terms: the weight of a term times the square root of the share of the topic
            in it, the strongest term of each topic 1.
        """
        share = self.topics / (self.topics.sum(axis=0) + RARE)
        ranking = self.topics * np.sqrt(share)
        highest = ranking.max(axis=1, keepdims=True)
        return np.asarray(ranking / np.where(highest > 0, highest, 1))

    def top_terms(self, terms: tuple[str, ...], n: int) -> list[list[str]]:
        """Name the terms that mark each topic.

        Parameters
        ----------
        terms
            Names of the columns, sorted.
        n
            How many per topic.

        Returns
        -------
        list of list of str
            See `top_columns`.
        """
        return top_columns(self.ranking(), terms, n)

    def arranged(self, order: list[int]) -> "Factors":
        """Put the topics in another order.

        Parameters
        ----------
        order
            Places of the topics as they are now, in the order wanted.

        Returns
        -------
        Factors
            The same topics.
        """
        near = self.neighbours
        moved = near and replace(near, known=near.known[:, order])
        return replace(self, topics=self.topics[order], neighbours=moved)


def factorise(
    counts: CountMatrix,
    n_topics: int,
    *,
    importance: Floats | None = None,
    neighbours: bool = True,
    start: Floats | None = None,
) -> Factors:
    """Factorise counts into topics by NMF on sublinear tf-idf.

    One thread is used, so that sums are added up in one order on every machine.

    Parameters
    ----------
    counts
        Sparse rows x terms, at least as many of either as topics.
    n_topics
        How many topics at most.
    importance
        How much each row's squared error counts; all the same by default.
    neighbours
        Whether similar rows are wanted, where there are enough of them.
    start
        Topics x terms to start from, 0 and up: those of an earlier fit, which are then found again
        wherever the counts still bear them. By default the start comes from the counts.

    Returns
    -------
    Factors
        The topics, the one with the largest share of the rows first. Where there are fewer
        different rows than topics asked for, the empty ones are dropped.
    """
    weighting = TfidfTransformer(sublinear_tf=True)
    with threadpool_limits(1):
        own = sparse.csr_matrix(counts, dtype=np.float64, copy=True)
        weighted = weighting.fit(own).transform(own, copy=False)
        scaled = weighted if importance is None else _scaled(weighted, importance)
        many = weighted.shape[0] >= NEIGHBOURS_FROM
        vectors = singular_vectors(scaled, max(n_topics, DIMENSIONS if many else 0))
        places = places_of(weighted, vectors[2]) if many else np.empty((0, 0))
        if start is None and weighted.shape[0] >= GROUPS_FROM:
            start = grouped_topics(scaled, smoothed(places), n_topics, importance)
        if start is None:
            rows, topics = double_svd(vectors, n_topics)
        else:
            rows, topics = _row_weights(scaled, _unit_rows(start)[0]) + START, start
        topics, weights = _ordered(weighted, _factorised(scaled, rows, topics))
        del own, weighted, scaled, rows
        near = find_neighbours(places, vectors[2], weights) if many and neighbours else None
    return Factors(topics, weighting, near)


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
    shares = weights / np.where(total > 0, total, 1)
    shares[total[:, 0] <= 0] = 1 / max(weights.shape[1], 1)
    return np.asarray(shares)


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


def _scaled(weighted: CountMatrix, importance: Floats) -> CountMatrix:
    return sparse.csr_matrix(sparse.diags(np.sqrt(importance)) @ weighted)


def _factorised(weighted: CountMatrix, rows: Floats, topics: Floats) -> Floats:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        _, found, _ = non_negative_factorization(
            weighted,
            W=np.ascontiguousarray(rows),  # older versions of scikit-learn take no other
            H=topics,
            n_components=len(topics),
            init="custom",
            max_iter=MAX_ITERATIONS,
        )
    return np.asarray(found)


def _ordered(weighted: CountMatrix, topics: Floats) -> tuple[Floats, Floats]:
    """Scale topics to length 1, drop empty ones, put the largest first; weigh the rows by them."""
    topics, lengths = _unit_rows(topics)
    topics = topics[lengths > NOTHING]
    weights = _row_weights(weighted, topics)
    found = np.flatnonzero(weights.sum(axis=0) > NOTHING)
    order = found[np.argsort(-as_shares(weights[:, found]).sum(axis=0).round(9), kind="stable")]
    return np.ascontiguousarray(topics[order]), np.ascontiguousarray(weights[:, order])


def _unit_rows(topics: Floats) -> tuple[Floats, Floats]:
    lengths = np.linalg.norm(topics, axis=1)
    return topics / np.where(lengths > 0, lengths, 1)[:, None], lengths


def _row_weights(weighted: CountMatrix, topics: Floats) -> Floats:
    """Fit rows to given topics of length 1, each by non-negative least squares.

    Coordinate descent on the topics' products, which are few whatever the number of terms.
    """
    products, target = topics @ topics.T, np.asarray(weighted @ topics.T)
    weights = np.maximum(target, 0) / max(len(topics), 1)
    for _ in range(SWEEPS):
        before = weights.copy()
        for topic in range(len(topics)):
            step = target[:, topic] - weights @ products[:, topic]
            weights[:, topic] = np.maximum(weights[:, topic] + step, 0)
        if np.abs(weights - before).max(initial=0) < STILL:
            break
    return np.asarray(weights, dtype=np.float64)
