"""Log-ratios of rates within strata: articles are compared with their like only.

The log-ratio is that of Mantel and Haenszel for rates (Greenland and Robins 1985, Biometrics 41(1),
55-68): a use on one side counts by the share of its stratum's words that the other side has, so
that a stratum weighs what it can tell. With one stratum it is the plain log-ratio.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Floats, parts
from helpers.analysis.statistics.ratio_counts import ABSENT, CountMatrix
from helpers.analysis.statistics.ratio_margins import effective_articles, ratio_margins
from helpers.analysis.statistics.strata import Within, split_within

TINY = 1e-9
"""Least weight of half a use, where leaving an article out leaves nothing to compare."""


def log_ratio_within(
    counts: CountMatrix, totals: Floats, is_target: NDArray[np.bool_], strata: object
) -> Floats:
    """Estimate base-2 log-ratios of rates within strata.

    Parameters
    ----------
    counts
        Sparse articles x terms matrix.
    totals
        All words of each article.
    is_target
        One flag per article.
    strata
        Stratum of each article, ``''`` or missing where it is not known. Articles of unknown
        stratum, and of strata with one side only, tell nothing and are not used.

    Returns
    -------
    numpy.ndarray
        For each term, +1 where the target uses it twice as often as the rest of the same stratum;
        a side without the term is taken to have half a use. NaN where no stratum has both sides.

    References
    ----------
    Greenland and Robins 1985, Biometrics 41(1), 55-68 (the Mantel-Haenszel ratio of rates).

    Examples
    --------
    >>> counts = sparse.csr_matrix([[4], [1], [1], [8], [2], [2]])
    >>> flags, strata = np.array([1, 0, 0, 1, 0, 0], bool), ["Herald"] * 3 + ["Star"] * 3
    >>> log_ratio_within(counts, np.full(6, 100.0), flags, strata)
    array([2.])
    """
    within = split_within(is_target, strata)
    if not within.used.any():
        return np.full(counts.shape[1], np.nan)
    rows, words = used_articles(counts, totals, within)
    sides = _Sides.of(rows, words, within)
    return np.asarray(sides.log_ratio / np.log(2))


def interval_within(
    counts: CountMatrix, totals: Floats, within: Within, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Give intervals for log-ratios within strata, with the article as the unit.

    Each article is left out in turn, and the variance of the log-ratio is added up over the sides
    of the strata; it is never below that of plain counts. An article that is alone on its side of
    a stratum takes the stratum with it.

    Parameters
    ----------
    counts, totals
        As for `log_ratio_within`.
    within
        The sides of the articles in their strata.
    level
        Coverage of the interval.

    Returns
    -------
    low, high : numpy.ndarray
        Bounds of the base-2 log-ratio for each term; NaN for a term that is absent on one side of
        the strata used, and for all terms where a side has fewer than two articles.

    Notes
    -----
    The time grows with articles times terms, that of `log_ratio_interval` without strata with the
    terms used in each article.

    Examples
    --------
    >>> counts = sparse.csr_matrix([[4], [6], [1], [2], [1]])
    >>> within = split_within(np.array([1, 1, 0, 0, 0], bool), ["Herald"] * 5)
    >>> low, high = interval_within(counts, np.full(5, 100.0), within)
    >>> low.round(1).item(), high.round(1).item()
    (0.0, 4.0)
    """
    low, high = np.full((2, counts.shape[1]), np.nan)
    if min(int(side.sum()) for side in within.sides) < 2:
        return low, high
    rows, words = used_articles(counts, totals, within)
    columns = rows.tocsc()
    for part in parts(len(low), len(words)):
        table = columns[:, part].toarray()
        low[part], high[part] = _interval(table, words, within, level=level)
    return low, high


def used_articles(
    counts: CountMatrix, totals: Floats, within: Within
) -> tuple[CountMatrix, Floats]:
    """Take the articles that carry information within strata.

    Parameters
    ----------
    counts, totals
        As for `log_ratio_within`.
    within
        The sides of the articles in their strata.

    Returns
    -------
    counts, totals
        Rows of the used articles, as floats.
    """
    used = np.flatnonzero(within.used)
    rows = sparse.csr_matrix(counts)[used].astype(np.float64)
    return rows, np.asarray(totals, dtype=np.float64)[used]


def by_stratum(table: CountMatrix, codes: NDArray[np.int64], strata: int) -> Floats:
    """Add up rows of a table by stratum.

    Parameters
    ----------
    table
        Articles x columns, sparse or not.
    codes
        Stratum of each article, numbered from 0.
    strata
        How many strata there are.

    Returns
    -------
    numpy.ndarray
        Strata x columns.

    Examples
    --------
    >>> by_stratum(np.array([[1.0], [2.0], [4.0]]), np.array([0, 1, 0]), 2)
    array([[5.],
           [2.]])
    """
    place = (codes, np.arange(len(codes)))
    adds = sparse.csr_matrix((np.ones(len(codes)), place), shape=(strata, len(codes))) @ table
    return np.asarray(adds.toarray() if sparse.issparse(adds) else adds)


def bursty_freedom(words: Floats) -> float:
    """Give the degrees of freedom of the rate of a term whose uses come in bursts.

    Parameters
    ----------
    words
        Words of each article of a side.

    Returns
    -------
    float
        From 1 to one less than the number of articles. An article's part in the variance then grows
        with the square of its words, so that long ones decide (Satterthwaite's formula).

    Examples
    --------
    >>> bursty_freedom(np.full(5, 300.0)), bursty_freedom(np.array([100.0, 100, 100, 2000]))
    (4.0, 1.0)
    """
    squares = words**2
    most = max(len(words) - 1.0, 1.0)
    return float(np.clip(squares.sum() ** 2 / max((squares**2).sum(), TINY) - 1, 1.0, most))


@dataclass(frozen=True, eq=False)
class _Sides:
    """Uses of terms and words by side (target, rest) and stratum, and what follows from them."""

    uses: tuple[Floats, Floats]
    words: tuple[Floats, Floats]

    @classmethod
    def of(cls, rows: CountMatrix, words: Floats, within: Within) -> "_Sides":
        size = len(within.sizes)
        flags = (within.is_target, ~within.is_target)
        target, rest = (by_stratum(rows[flag], within.codes[flag], size) for flag in flags)
        held, others = (by_stratum(words[f][:, None], within.codes[f], size)[:, 0] for f in flags)
        return cls((target, rest), (held, others))

    @property
    def shares(self) -> tuple[Floats, Floats]:
        """Share of each stratum's words on the other side: the weight of a use."""
        whole = np.maximum(self.words[0] + self.words[1], 1)
        return self.words[1] / whole, self.words[0] / whole

    @property
    def mass(self) -> float:
        """Weighted words, the same for both sides."""
        return float(self.words[0] @ self.shares[0])

    def weighted(self, side: int) -> Floats:
        """Weighted uses of a side, at least what half a use weighs there."""
        uses: Floats = self.shares[side] @ self.uses[side]
        half = ABSENT * self.mass / max(self.words[side].sum(), 1)
        return np.asarray(np.maximum(uses, half))

    @property
    def log_ratio(self) -> Floats:
        """Natural log of the ratio of Mantel and Haenszel."""
        ratio = np.log(self.weighted(0) / self.weighted(1))
        # Half a use must not make a term lean to the side that never uses it.
        there = [uses.sum(axis=0) > 0 for uses in self.uses]
        ratio = np.where(there[0], ratio, np.minimum(ratio, 0))
        return np.asarray(np.where(there[1], ratio, np.maximum(ratio, 0)))

    def without(self, side: int, codes: NDArray[np.int64], table: Floats, words: Floats) -> Floats:
        """Give the log-ratio, side over other side, without each of some articles of a side."""
        other = 1 - side
        left = np.maximum(self.words[side][codes] - words, 0)
        facing = self.words[other][codes]
        whole = np.maximum(left + facing, 1)
        own = (facing / whole)[:, None] * (self.uses[side][codes] - table)
        own += self.shares[side] @ self.uses[side]
        own -= (self.shares[side][:, None] * self.uses[side])[codes]
        rest = (left / whole - self.shares[other][codes])[:, None] * self.uses[other][codes]
        rest += self.shares[other] @ self.uses[other]
        mass = self.mass - (self.words[side] * self.shares[side])[codes] + left * facing / whole
        half = np.maximum(ABSENT * mass, TINY)
        own_half = half / np.maximum(self.words[side].sum() - words, 1)
        rest_half = half / max(self.words[other].sum(), 1)
        own = np.maximum(own, own_half[:, None])
        return np.asarray(np.log(own / np.maximum(rest, rest_half[:, None])))


def _interval(
    table: Floats, words: Floats, within: Within, *, level: float
) -> tuple[Floats, Floats]:
    """Give the interval for a dense table of articles x terms."""
    sides = _Sides.of(table, words, within)
    log_ratio = sides.log_ratio
    found, effective = [], []
    for side, flags in enumerate((within.is_target, ~within.is_target)):
        codes = within.codes[flags]
        moved = sides.without(side, codes, table[flags], words[flags])
        moved -= log_ratio if side == 0 else -log_ratio
        jackknife, plainly, bursty = _jackknife(moved, codes, words[flags], within.sides)
        plain = (sides.shares[side] ** 2) @ sides.uses[side] / sides.weighted(side) ** 2
        error = np.maximum(jackknife, plain)
        with np.errstate(divide="ignore", invalid="ignore"):
            found.append((plain, error, bursty + (plainly - bursty) * plain / error))
        effective.append(effective_articles(words[flags] * sides.shares[side][codes]))
    down, up = ratio_margins(
        *zip(*found, strict=True), effective=(effective[0], effective[1]), level=level
    )
    present = np.all([uses.sum(axis=0) > ABSENT for uses in sides.uses], axis=0)
    log_ratio = np.where(present, log_ratio, np.nan)
    return (log_ratio - down) / np.log(2), (log_ratio + up) / np.log(2)


def _jackknife(
    moved: Floats,
    codes: NDArray[np.int64],
    words: Floats,
    sides: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> tuple[Floats, Floats, Floats]:
    """Add up the variance over the strata of one side; give its degrees of freedom, and if bursty.

    Where an article is alone on its side, leaving it out drops its stratum: the whole move counts,
    half of it where the other side is alone as well and moves alike.
    """
    size = len(sides[0])
    own = np.bincount(codes, minlength=size)
    alone = own == 1
    mean = by_stratum(moved, codes, size) / np.maximum(own, 1)[:, None]
    mean[alone] = 0
    squares = by_stratum((moved - mean[codes]) ** 2, codes, size)
    pairs = alone & (sides[0] == sides[1])
    factor = np.select([pairs, alone], [0.5, 1.0], default=(own - 1) / np.maximum(own, 1))
    variance = squares * factor[:, None]
    single, several = variance[alone].sum(axis=0), variance[~alone]
    total = single + several.sum(axis=0)
    bursty = np.array([bursty_freedom(words[codes == place]) for place in np.flatnonzero(~alone)])
    freedoms = []
    for freedom in (own[~alone] - 1.0, bursty):
        spread = single**2 / max(int(alone.sum()) - 1, 1)
        spread += (several**2 / freedom[:, None]).sum(axis=0)
        least = np.full_like(total, max(len(codes) - size, 1))
        freedoms.append(np.divide(total**2, spread, out=least, where=spread > 0))
    return total, freedoms[0], freedoms[1]
