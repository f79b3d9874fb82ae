"""Where a factorisation starts: from singular vectors, or from groups of similar rows.

Nothing here is random. scikit-learn's own start uses a randomised SVD, with which a seed changes
the topics of a small collection.
"""

import warnings

import numpy as np
from scipy.sparse.linalg import svds

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix

DENSE_CELLS = 1_000_000
"""Up to this many cells the singular vectors come from LAPACK, of more from ARPACK."""

NOTHING = 1e-9
"""Singular values below this (of tf-idf rows of length 1) are rounding errors."""

STARTS = 10
"""K-means is started so often; the closest fit is kept."""


def singular_vectors(weighted: CountMatrix, number: int) -> tuple[Floats, Floats, Floats]:
    """Give the first singular vectors of a sparse matrix, by exact methods.

    Parameters
    ----------
    weighted
        Sparse rows x terms.
    number
        How many; fewer where the matrix is smaller.

    Returns
    -------
    left, values, right : numpy.ndarray
        Rows x number, number, and number x terms; the largest value first.
    """
    if np.prod(weighted.shape) <= DENSE_CELLS or number >= min(weighted.shape):
        left, values, right = np.linalg.svd(weighted.toarray(), full_matrices=False)
    else:
        left, values, right = svds(weighted, k=number, v0=np.ones(min(weighted.shape)))
    order = np.argsort(-values, kind="stable")[:number]
    return left[:, order], values[order], np.ascontiguousarray(right[order])


def double_svd(vectors: tuple[Floats, Floats, Floats], n_topics: int) -> tuple[Floats, Floats]:
    """Make a non-negative start of singular vectors.

    Parameters
    ----------
    vectors
        What `singular_vectors` gives, at least one for each topic.
    n_topics
        How many topics.

    Returns
    -------
    rows, topics : numpy.ndarray
        Rows x topics and topics x terms, 0 and up.

    References
    ----------
    Boutsidis and Gallopoulos 2008, "SVD based initialization", Pattern Recognition 41(4).
    """
    left, values, right = (part[..., :n_topics] for part in (vectors[0], vectors[1], vectors[2].T))
    rows, columns = np.zeros_like(left), np.zeros_like(right)
    for topic, value in enumerate(values):
        u, v = left[:, topic], right[:, topic]
        sides = [(np.maximum(sign * u, 0), np.maximum(sign * v, 0)) for sign in (1, -1)]
        lengths = [float(np.linalg.norm(a) * np.linalg.norm(b)) for a, b in sides]
        best = int(lengths[1] > lengths[0])
        (a, b), length = sides[best], lengths[best]
        if value > NOTHING and length > 0:
            rows[:, topic] = np.sqrt(value * length) * a / np.linalg.norm(a)
            columns[:, topic] = np.sqrt(value * length) * b / np.linalg.norm(b)
    return rows, np.ascontiguousarray(columns.T)


def grouped_topics(
    weighted: CountMatrix, places: Floats, n_topics: int, importance: Floats | None = None
) -> Floats:
    """Make a start of groups of similar rows: k-means on their places.

    Topics that start from groups are found again more often when articles are left out than those
    that start from singular vectors, in collections of some hundred articles or more.

    Parameters
    ----------
    weighted
        Sparse rows x terms.
    places
        Rows x dimensions.
    n_topics
        How many groups at most.
    importance
        How much each row counts; all the same by default.

    Returns
    -------
    numpy.ndarray
        Topics x terms: the mean row of each group.
    """
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    model = KMeans(n_topics, n_init=STARTS, random_state=0)
    with warnings.catch_warnings():
        # Said where there are fewer different rows than groups; the empty ones are dropped later.
        warnings.simplefilter("ignore", ConvergenceWarning)
        groups = model.fit_predict(places, sample_weight=importance)
    members = np.eye(n_topics)[groups]
    means = (weighted.T @ members).T / np.maximum(members.sum(axis=0), 1)[:, None]
    return np.asarray(means, dtype=np.float64)
