"""Which topics of two fits are the same, and which are parts of others, by their weighted terms."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from helpers.analysis.resampling import Floats

SAME_FROM = 0.3
"""Similarity from which two topics are the same; `continuity.continue_topics` has its reasons."""

PART_FROM = 0.25
"""Share of a topic's term weights that makes another topic a part of it."""

Terms = Mapping[str, float]
"""Terms of a topic and their weights."""


def similarities(
    one: Sequence[Mapping[str, float]], other: Sequence[Mapping[str, float]]
) -> Floats:
    """Compare topics by their weighted terms.

    Parameters
    ----------
    one, other
        Terms and weights of topics.

    Returns
    -------
    numpy.ndarray
        ``one`` x ``other``: weighted Jaccard similarity, the sum of the smaller weights by that of
        the larger ones, 0 to 1.

    Examples
    --------
    >>> similarities([{"yen": 1.0, "dollar": 0.5}], [{"yen": 0.5, "mark": 1.0}])
    array([[0.2]])
    """
    rows, columns = _as_rows(one, other)
    smaller = np.array([np.minimum(row, columns).sum(axis=1) for row in rows])
    larger = np.array([np.maximum(row, columns).sum(axis=1) for row in rows])
    shape = (len(rows), len(columns))
    found = smaller.reshape(shape) / np.where(larger > 0, larger, 1).reshape(shape)
    return np.asarray(found.round(9))


def matched(one: Sequence[Terms], other: Sequence[Terms]) -> dict[int, int]:
    """Match topics one to one where they are the same.

    Parameters
    ----------
    one, other
        Topics.

    Returns
    -------
    dict
        Places in ``other`` by places in ``one``, of pairs with a similarity of 0.3 or more, chosen
        for the largest sum.

    Examples
    --------
    >>> matched([{"yen": 1.0}, {"rice": 1.0}], [{"beef": 1.0}, {"yen": 1.0, "mark": 0.4}])
    {0: 1}
    """
    if not one or not other:
        return {}
    table = similarities(one, other)
    table[table < SAME_FROM] = 0
    # Of equally good ways the one that changes the order least.
    apart = np.subtract.outer(np.arange(len(one)), np.arange(len(other))) ** 2
    ranked = table - 1e-9 * apart / apart.max(initial=1)
    rows, columns = linear_sum_assignment(ranked, maximize=True)
    return {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if table[row, column] > 0
    }


def part_of(whole: Sequence[Terms], parts: Sequence[Terms]) -> dict[int, int]:
    """Find topics that are parts of others.

    Parameters
    ----------
    whole, parts
        Topics of two fits.

    Returns
    -------
    dict
        Places in ``whole`` by places in ``parts``: the topic from which the part has most of its
        term weights, if it takes a quarter or more of the weights of that topic. A term that
        several topics have is shared out between them by its weights.

    Examples
    --------
    >>> part_of([{"yen": 1.0, "mark": 0.8}], [{"mark": 1.0}, {"yen": 1.0}, {"beef": 1.0}])
    {0: 0, 1: 0}
    """
    if not whole or not parts:
        return {}
    one, other = _as_rows(whole, parts)
    given, taken = _covered(one, other), _covered(other, one)
    source = taken.argmax(axis=1)
    return {place: int(row) for place, row in enumerate(source) if given[row, place] >= PART_FROM}


def _as_rows(*sides: Sequence[Mapping[str, float]]) -> tuple[Floats, ...]:
    terms = sorted({term for side in sides for topic in side for term in topic})
    place = {term: column for column, term in enumerate(terms)}
    made = []
    for side in sides:
        table = np.zeros((len(side), len(terms)))
        for row, topic in zip(table, side, strict=True):
            row[[place[term] for term in topic]] = list(topic.values())
        made.append(table)
    return tuple(made)


def _covered(one: Floats, other: Floats) -> Floats:
    """Share out the weight of the terms of each topic to the topics of the other side."""
    parts = one / np.maximum(one.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    shares = other / np.maximum(other.sum(axis=0), np.finfo(float).tiny)
    return np.asarray((parts @ shares.T).round(9))
