"""What similar articles tell about an article: topics carried from neighbour to neighbour.

The few words of one article leave its strongest topic to chance. Articles that are about the same
thing lie close to each other in a space of singular vectors; a walk along the nearest of them tells
which topic the neighbourhood is about.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix

DIMENSIONS = 50
MOST_NEIGHBOURS = 30
ROWS_PER_NEIGHBOUR = 20
"""A tenth of the rows would be a group, not a neighbourhood; one in twenty is what helps."""

SHARPNESS = 5
"""Power of the cosine that neighbours are weighed by."""

CARRIED = 0.97
"""Part of a row that comes from its neighbours in each round; the rest is its own."""

ROUNDS = 30
COPY = 1 - 1e-9
"""Cosine from which a row is a copy, which has nothing to add."""


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Rows with known topics that other rows can be compared to.

    Attributes
    ----------
    basis
        Terms x dimensions: singular vectors.
    places
        Rows x dimensions, each of length 1 (or 0).
    known
        Rows x topics: their weights after all rounds but the last.
    """

    basis: Floats
    places: Floats
    known: Floats

    def carry(self, weighted: CountMatrix, weights: Floats) -> Floats:
        """Let rows have their neighbours' topics.

        Parameters
        ----------
        weighted
            Sparse rows x terms, as tf-idf.
        weights
            Rows x topics: what the rows' own words say.

        Returns
        -------
        numpy.ndarray
            Rows x topics. For the rows of the fit it is what all rounds come to.
        """
        links = _links(self.places, normalize(np.asarray(weighted @ self.basis)))
        return _mixed(links, self.known, weights)


def places_of(weighted: CountMatrix, right: Floats) -> Floats:
    """Place rows in the space of the first singular vectors.

    Parameters
    ----------
    weighted
        Sparse rows x terms.
    right
        Singular vectors x terms.

    Returns
    -------
    numpy.ndarray
        Rows x dimensions, each row of length 1.
    """
    return np.asarray(normalize(np.asarray(weighted @ right[:DIMENSIONS].T)))


def smoothed(places: Floats, *, rounds: int = 2) -> Floats:
    """Move each row towards its neighbours, so that groups stand out.

    Parameters
    ----------
    places
        Rows x dimensions.
    rounds
        How often.

    Returns
    -------
    numpy.ndarray
        Rows x dimensions, each row of length 1.
    """
    links = _links(places, places)
    moved = places
    for _ in range(rounds):
        moved = normalize(moved + links @ moved)
    return np.asarray(moved)


def find_neighbours(places: Floats, right: Floats, weights: Floats) -> Neighbours:
    """Carry topics along similar rows.

    Parameters
    ----------
    places
        Rows x dimensions.
    right
        Singular vectors x terms that they were made with.
    weights
        Rows x topics: what the rows' own words say.

    Returns
    -------
    Neighbours
        The rows after all rounds but the last, which `Neighbours.carry` makes.

    References
    ----------
    Zhou et al. 2003, "Learning with local and global consistency", NIPS 16, for the rounds.
    """
    links = _links(places, places)
    known = weights
    for _ in range(ROUNDS - 1):
        known = _mixed(links, known, weights)
    return Neighbours(np.ascontiguousarray(right[:DIMENSIONS].T), places, known)


def _mixed(links: CountMatrix, known: Floats, weights: Floats) -> Floats:
    some = np.asarray(links.sum(axis=1)) > 0
    carried = np.asarray(links @ known)
    return np.where(some, CARRIED * carried + (1 - CARRIED) * weights, weights)


def _links(known: Floats, places: Floats) -> CountMatrix:
    """Link each place to the nearest known rows; the weights of its links add up to 1."""
    number = min(MOST_NEIGHBOURS, len(known) // ROWS_PER_NEIGHBOUR)
    search = NearestNeighbors(n_neighbors=number + 1, algorithm="brute").fit(known)
    distances, nearest = search.kneighbors(places)
    cosines = 1 - distances**2 / 2
    # A row without any known term lies nowhere, and has no neighbours.
    somewhere = np.asarray(known.any(axis=1)), np.asarray(places.any(axis=1))
    there = somewhere[0][nearest] & somewhere[1][:, None]
    strength = np.where(there & (cosines < COPY), np.maximum(cosines, 0), 0) ** SHARPNESS
    rows = np.repeat(np.arange(len(places)), number + 1)
    links = sparse.csr_matrix(
        (strength.ravel(), (rows, nearest.ravel())), shape=(len(places), len(known))
    )
    return normalize(links, norm="l1")
