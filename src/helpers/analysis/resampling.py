"""Permutation tests, intervals and leave-one-out ranges, all with the article as the unit.

Up to 10,000 splits of the articles are enumerated, so that the p-value is exact; of more, 9,999 are
drawn with a seed and the observed one is counted in, which keeps the p-value valid (Phipson and
Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9(1), 39).
"""

import itertools
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from helpers.analysis.honesty import DRAWS, EXACT_LIMIT

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MASK_CELLS = 4_000_000
"""Splits are made in blocks of this many cells, 32 MB."""

PRODUCT_CELLS = 1_000_000
"""Sums under the splits are formed in blocks of this many cells, which fit the cache."""

TIE = 1e-9
"""Relative difference below which two statistics are the same but for the order of adding up."""


def permutation_p(values: Floats, is_target: Flags, *, seed: int = 0) -> Floats:
    """Test differences of means by shuffling articles between target and reference.

    Parameters
    ----------
    values
        One number per article, or articles x columns. No NaN.
    is_target
        One flag per article.
    seed
        Seed of the draws; without effect where all splits are enumerated.

    Returns
    -------
    numpy.ndarray
        Two-sided p for each column, from `honesty.smallest_p` to 1; 1 where a side is empty. The
        order of the articles has no influence.

    Examples
    --------
    >>> permutation_p(np.array([0.9, 0.8, 0.1, 0.2, 0.3]), np.array([1, 1, 0, 0, 0], bool))
    array([0.1])
    """
    table, is_target = _columns(values), smaller_side(is_target)
    size, chosen = len(table), int(is_target.sum())
    if not 0 < chosen < size:
        return np.ones(table.shape[1])
    table = table - table.mean(axis=0)
    observed = np.abs(table[is_target].mean(axis=0) - table[~is_target].mean(axis=0))
    observed -= TIE * np.abs(table).max(axis=0)
    table = table[np.lexsort(table.T)]
    hits = np.zeros(table.shape[1])
    for block in splits(chosen, size - chosen, seed=seed):
        for part in parts(table.shape[1], len(block)):
            target = block @ table[:, part]
            rest = table[:, part].sum(axis=0) - target
            difference = np.abs(target / chosen - rest / (size - chosen))
            hits[part] += np.count_nonzero(difference >= observed[part], axis=0)
    return as_p(hits, chosen, size - chosen)


def splits(n_target: int, n_reference: int, *, seed: int = 0) -> Iterator[Floats]:
    """Yield ways to split articles in two, in blocks of bounded size.

    Parameters
    ----------
    n_target, n_reference
        Articles on either side.
    seed
        Seed of the draws.

    Yields
    ------
    numpy.ndarray
        Splits x articles, 1.0 for target and 0.0 for reference: every split once where there are
        at most 10,000, else 9,999 drawn ones.
    """
    size = n_target + n_reference
    height = max(1, MASK_CELLS // size)
    if math.comb(size, n_target) <= EXACT_LIMIT:
        chosen = np.array(list(itertools.combinations(range(size), n_target)))
        for start in range(0, len(chosen), height):
            yield as_mask(chosen[start : start + height], size)
        return
    rng = np.random.default_rng(seed)
    for start in range(0, DRAWS, height):
        # Which of the uniforms are smallest depends on the bit stream alone, not on how a
        # version of numpy shuffles.
        uniform = rng.random((min(height, DRAWS - start), size))
        yield as_mask(np.argpartition(uniform, n_target - 1, axis=1)[:, :n_target], size)


def as_mask(chosen: NDArray[np.int64], size: int) -> Floats:
    """Turn numbers of articles into splits of ones and zeros.

    Parameters
    ----------
    chosen
        Splits x articles of the target, by number.
    size
        Articles in all.

    Returns
    -------
    numpy.ndarray
        Splits x articles, 1.0 for target.

    Examples
    --------
    >>> as_mask(np.array([[0, 2]]), 3)
    array([[1., 0., 1.]])
    """
    mask = np.zeros((len(chosen), size))
    np.put_along_axis(mask, chosen, 1.0, axis=1)
    return mask


def parts(columns: int, height: int) -> Iterator[slice]:
    """Cut columns into parts so that a block of splits times a part stays small.

    Parameters
    ----------
    columns
        How many columns there are.
    height
        Splits in the block.

    Yields
    ------
    slice
        Neighbouring columns.
    """
    width = max(1, PRODUCT_CELLS // height)
    for start in range(0, columns, width):
        yield slice(start, start + width)


def smaller_side(is_target: Flags) -> Flags:
    """Flag the smaller side, so that a two-sided test is the same whichever is the target.

    Parameters
    ----------
    is_target
        One flag per article.

    Returns
    -------
    numpy.ndarray
        The flags, turned round if most articles are target.

    Examples
    --------
    >>> smaller_side(np.array([True, True, False]))
    array([False, False,  True])
    """
    flags = np.asarray(is_target, dtype=bool)
    return flags if 2 * flags.sum() <= len(flags) else ~flags


def as_p(hits: Floats, n_target: int, n_reference: int) -> Floats:
    """Turn counts of splits at least as extreme as the observed one into p-values.

    Parameters
    ----------
    hits
        How many of the `splits` were as extreme, for each column.
    n_target, n_reference
        Articles on either side.

    Returns
    -------
    numpy.ndarray
        The share of all splits where they were enumerated; of the drawn ones and the observed
        one together where they were drawn.

    Examples
    --------
    >>> as_p(np.array([1.0, 10.0]), 2, 3)
    array([0.1, 1. ])
    """
    ways = math.comb(n_target + n_reference, n_target)
    return hits / ways if ways <= EXACT_LIMIT else (hits + 1) / (DRAWS + 1)


def welch_interval(
    values: Floats, is_target: Flags, *, level: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """Give the difference of means with Welch's interval on article values.

    Parameters
    ----------
    values
        One number per article, or articles x columns.
    is_target
        One flag per article.
    level
        Coverage of the interval.

    Returns
    -------
    difference, low, high : numpy.ndarray
        For each column, target minus reference. The bounds are NaN where a side has fewer than two
        articles or no article differs from its side.

    Examples
    --------
    >>> values, flags = np.array([0.3, 0.5, 0.0, 0.1, 0.2]), np.array([1, 1, 0, 0, 0], bool)
    >>> [bound.round(2).item() for bound in welch_interval(values, flags)]
    [0.3, -0.3, 0.9]
    """
    table = _columns(values)
    mean, error, freedom = _moments(table[is_target])
    rest, rest_error, rest_freedom = _moments(table[~is_target])
    half = welch_margin((error, rest_error), (freedom, rest_freedom), level=level)
    spread = np.sqrt(error + rest_error) > TIE * np.abs(table).max(axis=0, initial=0)
    half = np.where(spread, half, np.nan)
    return mean - rest, mean - rest - half, mean - rest + half


def mean_interval(values: Floats, *, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Give the mean of article values with its t interval.

    Parameters
    ----------
    values
        One number per article, or articles x columns.
    level
        Coverage of the interval.

    Returns
    -------
    mean, low, high : numpy.ndarray
        For each column; the bounds are NaN with fewer than two articles or no spread.

    Examples
    --------
    >>> [bound.round(2).item() for bound in mean_interval(np.array([0.0, 0.1, 0.2]))]
    [0.1, -0.15, 0.35]
    """
    mean, error, freedom = _moments(_columns(values))
    half = welch_margin((error, np.zeros_like(error)), (freedom, 1), level=level)
    return mean, mean - half, mean + half


def welch_margin(
    squared_errors: tuple[Floats, Floats],
    freedoms: tuple[int | Floats, int | Floats],
    *,
    level: float = 0.95,
) -> Floats:
    """Give the half-width of an interval for a difference of two independent estimates.

    Parameters
    ----------
    squared_errors
        Squared standard errors of the two estimates.
    freedoms
        Their degrees of freedom, which the Welch-Satterthwaite formula combines.
    level
        Coverage of the interval.

    Returns
    -------
    numpy.ndarray
        Student's t times the standard error of the difference; NaN where that is zero or unknown.

    Examples
    --------
    >>> welch_margin((np.array([0.04]), np.array([0.01])), (4, 9)).round(3)
    array([0.545])
    """
    one, other = squared_errors
    variance = one + other
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = variance**2 / (one**2 / freedoms[0] + other**2 / freedoms[1])
        margin = stats.t.ppf(0.5 + level / 2, freedom) * np.sqrt(variance)
    return np.asarray(np.where(variance > 0, margin, np.nan), dtype=np.float64)


def leave_one_out(values: Floats, is_target: Flags) -> tuple[Floats, Floats]:
    """Give the range of the difference of means when each article in turn is left out.

    Parameters
    ----------
    values
        One number per article, or articles x columns.
    is_target
        One flag per article.

    Returns
    -------
    low, high : numpy.ndarray
        For each column; NaN where leaving out any article would empty a side.

    Examples
    --------
    >>> values, flags = np.array([0.8, 0.0, 0.1, 0.1]), np.array([1, 1, 0, 0], bool)
    >>> [bound.round(2).item() for bound in leave_one_out(values, flags)]
    [-0.1, 0.7]
    """
    target, rest = _columns(values)[is_target], _columns(values)[~is_target]
    differences = np.vstack(
        [
            _means_without_one(target) - rest.mean(axis=0) if len(rest) else rest,
            target.mean(axis=0) - _means_without_one(rest) if len(target) else target,
        ]
    )
    if not len(differences):
        nothing = np.full(target.shape[1], np.nan)
        return nothing, nothing
    return differences.min(axis=0), differences.max(axis=0)


def adjust(p: Floats) -> Floats:
    """Adjust p-values so that the share of false discoveries is held (Benjamini-Hochberg).

    Parameters
    ----------
    p
        p-values; NaN for what was not tested.

    Returns
    -------
    numpy.ndarray
        Adjusted p-values; NaN stays NaN.

    Examples
    --------
    >>> adjust(np.array([0.01, np.nan, 0.04]))
    array([0.02,  nan, 0.04])
    """
    adjusted = np.full(len(p), np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        adjusted[tested] = stats.false_discovery_control(p[tested], method="bh")
    return adjusted


def _columns(values: Floats) -> Floats:
    table = np.asarray(values, dtype=np.float64)
    return table[:, None] if table.ndim == 1 else table


def _moments(table: Floats) -> tuple[Floats, Floats, int]:
    """Give mean, squared standard error and degrees of freedom of each column."""
    size = len(table)
    if not size:
        nothing = np.full(table.shape[1], np.nan)
        return nothing, nothing, 0
    mean = table.mean(axis=0)
    if size < 2:
        return mean, np.full(table.shape[1], np.nan), 0
    return mean, ((table - mean) ** 2).sum(axis=0) / (size - 1) / size, size - 1


def _means_without_one(table: Floats) -> Floats:
    if len(table) < 2:
        return table[:0]
    means: Floats = (table.sum(axis=0) - table) / (len(table) - 1)
    return means
