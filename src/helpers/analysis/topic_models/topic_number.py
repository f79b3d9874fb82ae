"""Whether stability can choose the number of topics, and which number it would choose."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.analysis.resampling import Flags, mean_interval
from helpers.analysis.topic_models.factors import factorise
from helpers.analysis.topic_models.news_topics import usual_number
from helpers.analysis.topic_models.reliability import (
    COMPARED_TERMS,
    KEPT_SHARE,
    matched_overlap,
    refit_terms,
    samples,
)
from helpers.analysis.topic_models.units import min_rows
from helpers.analysis.topics import TopicModel

REFITS = 6
MOST_ROWS = 2_000
"""Passages that the curve is made of; of more a sample of the articles is taken."""

ENOUGH_ARTICLES = 300
"""With fewer articles the curve is flat, and where it is highest is chance."""

GRID = (2, 3, 4, 5, 6, 8, 11, 15, 20, 30, 40, 50)


def stability_by_number(model: TopicModel, numbers: Sequence[int] | None = None) -> pd.DataFrame:
    """Fit other numbers of topics and see how well each is found again on fewer articles.

    Parameters
    ----------
    model
        Topics of the collection.
    numbers
        Numbers of topics to try; by default some from 2 to twice the usual number.

    Returns
    -------
    pandas.DataFrame
        One row per number that the collection allows: ``n_topics``, ``stability`` (mean overlap,
        0 to 1, of the ten top terms of matched topics between the fit to all articles and six fits
        to 80% of them, or to all but one where there are ten or fewer), ``low`` and ``high`` (95%
        t interval over the refits), ``refits``.

    References
    ----------
    Greene, O'Callaghan and Cunningham 2014, "How many topics?", ECML PKDD.
    """
    fitted = model.fitted
    owners = pd.factorize(model.passages["article_id"].iloc[fitted.rows])[0]
    size = int(owners.max()) + 1
    chosen = _few(owners, size, fitted.seed)
    matrix, owners = fitted.matrix[chosen], pd.factorize(owners[chosen])[0]
    matrix = matrix.keeping(rows=min_rows(len(owners)))
    importance = fitted.importance[chosen]
    rows = []
    for number in _numbers(numbers, len(model.shares), min(matrix.counts.shape)):
        whole = factorise(matrix.counts, number, importance=importance, neighbours=False)
        found = whole.top_terms(matrix.terms, COMPARED_TERMS)
        overlaps = [
            matched_overlap(found, refit_terms(matrix, kept[owners], number, importance)).mean()
            for kept in _draws(int(owners.max()) + 1, fitted.seed)
        ]
        mean, low, high = (float(bound[0]) for bound in mean_interval(np.array(overlaps)))
        if np.isnan(low):
            low = high = mean
        rows.append((number, mean, max(low, 0.0), min(high, 1.0), len(overlaps)))
    return pd.DataFrame(rows, columns=["n_topics", "stability", "low", "high", "refits"])


def suggested_number(curve: pd.DataFrame, articles: int) -> int | None:
    """Read the curve: the most topics before stability drops, if the collection can tell.

    Parameters
    ----------
    curve
        What `stability_by_number` gives.
    articles
        How many articles there are.

    Returns
    -------
    int or None
        The largest number whose interval reaches the highest stability, if there are 300 articles
        or more and all larger numbers are clearly less stable; None where the curve cannot tell.

    Examples
    --------
    >>> curve = pd.DataFrame({"n_topics": [2, 5, 9], "stability": [0.88, 0.9, 0.7],
    ...                       "low": [0.84, 0.86, 0.66], "high": [0.92, 0.94, 0.74]})
    >>> suggested_number(curve, 2_000), suggested_number(curve, 40)
    (5, None)
    """
    if articles < ENOUGH_ARTICLES or curve.empty:
        return None
    level = curve["high"] >= curve["stability"].max()
    last = curve[level].iloc[-1]
    later = curve["n_topics"] > last["n_topics"]
    if not later.any() or (curve["high"][later] >= last["stability"]).any():
        return None
    return int(last["n_topics"])


def _numbers(asked: Sequence[int] | None, articles: int, most: int) -> list[int]:
    upper = max(2 * usual_number(articles), 5)
    numbers = asked if asked is not None else [n for n in GRID if n <= min(upper, articles)]
    return [number for number in sorted({*numbers}) if 2 <= number <= most]


def _few(owners: np.ndarray, size: int, seed: int) -> Flags:
    """Flag the passages of as many articles as make up some two thousand passages."""
    share = min(1.0, MOST_ROWS / len(owners))
    order = np.argsort(np.random.default_rng(seed).random(size), kind="stable")
    return np.asarray((order < np.ceil(share * size))[owners])


def _draws(size: int, seed: int) -> list[Flags]:
    return list(samples(size, KEPT_SHARE, seed, leave_one_out=10, refits=REFITS))
