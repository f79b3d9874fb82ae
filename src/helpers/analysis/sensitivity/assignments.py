"""Sharing undecided articles out to the eras that their days allow, and what comes of it."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.analysis.resampling import MASK_CELLS, Flags, Floats, parts
from helpers.analysis.sensitivity.sides import NOWHERE, Codes, Quantities, Sums

MOST_WAYS = 1_024
"""Up to so many ways to share undecided articles out all are tried; of more, so many are drawn."""

STEPS = 30
"""The search for the least favourable way ends after so many steps; it takes two or three."""

TIE = 1e-9
"""A smaller gain is a rounding error."""


@dataclass(frozen=True, eq=False)
class Varied:
    """What becomes of comparisons when undecided articles are given the eras they may have.

    Attributes
    ----------
    low, high
        Range of each log-ratio or difference: over all ways where there are at most 1,024, else
        over 1,024 drawn ways and the least and the most favourable way for it.
    share
        Share of these ways (the two extremes not counted) in which it has the sign that it has now.
    every
        Whether all ways were tried.
    low_codes, high_codes
        Quantities x undecided articles: the ways that give ``low`` and ``high``.
    """

    low: Floats
    high: Floats
    share: Floats
    every: bool
    low_codes: Codes
    high_codes: Codes


def vary(
    quantities: Quantities,
    codes: Codes,
    rows: NDArray[np.int64],
    may: Flags,
    *,
    seed: int = 0,
) -> Varied:
    """Share undecided articles out to the eras in all ways that their days allow.

    Parameters
    ----------
    quantities
        What is compared.
    codes
        Era of each article as it is now; the undecided have none.
    rows
        Which articles are undecided.
    may
        These articles x (eras and none), as `possible_eras` gives them; one at least in each row.
    seed
        Seed of the draws, in which every era that is possible for an article is equally probable.

    Returns
    -------
    Varied
        Memory is bounded whatever the number of undecided articles. The least and the most
        favourable way are searched for by going uphill until no article gains by moving.

    References
    ----------
    Manski 2003, "Partial Identification of Probability Distributions", Springer (bounds instead of
    guesses for what the data leave open); Dinkelbach 1967, "On nonlinear fractional programming",
    Management Science 13(7), 492-498 (the search).

    Examples
    --------
    >>> from scipy import sparse
    >>> amounts = sparse.csr_matrix([[4.0], [1.0], [3.0]])
    >>> quantities = Quantities(amounts, np.full(3, 100.0), np.array([0]), log=True)
    >>> codes, may = np.array([0, 1, -1], dtype=np.int16), np.array([[True, True, True]])
    >>> varied = vary(quantities, codes, np.array([2]), may)
    >>> varied.low.round(2), varied.high.round(2), varied.share
    (array([1.]), array([2.]), array([1.]))
    """
    fixed = codes.copy()
    fixed[rows] = NOWHERE
    base = quantities.sums(fixed[None, :])
    sign = np.sign(quantities.values(codes[None, :])[0])
    size = len(quantities.eras)
    best = _Best(size, len(rows))
    same, tried = np.zeros(size), np.zeros(size)
    ways = math.prod(may.sum(axis=1).tolist()) if len(rows) < MOST_WAYS else MOST_WAYS + 1
    every = ways <= MOST_WAYS
    for block in _all_ways(may) if every else _drawn_ways(may, seed):
        values = quantities.compare(quantities.sums(block, rows).added(base))
        best.take(values, block)
        same += (np.sign(values) == sign).sum(axis=0)
        tried += (~np.isnan(values)).sum(axis=0)
    if not every:
        for part in parts(size, max(len(rows), 1)):
            for upwards in (False, True):
                best.search(quantities, base, rows, may, part, upwards=upwards)
    with np.errstate(invalid="ignore"):
        share = same / np.where(tried > 0, tried, np.nan)
    return Varied(best.low, best.high, share, every, best.low_codes, best.high_codes)


def _all_ways(may: Flags) -> Iterator[Codes]:
    options = [[_code(may, int(option)) for option in np.flatnonzero(row)] for row in may]
    ways = list(itertools.product(*options))
    yield np.array(ways, dtype=np.int16).reshape(len(ways), len(may))


def _drawn_ways(may: Flags, seed: int) -> Iterator[Codes]:
    rng = np.random.default_rng(seed)
    height = max(1, MASK_CELLS // len(may))
    number = may.sum(axis=1)
    # The options of each article, those it has first.
    options = np.argsort(~may, axis=1, kind="stable")
    options = np.where(options == may.shape[1] - 1, NOWHERE, options).astype(np.int16)
    for start in range(0, MOST_WAYS, height):
        uniform = rng.random((min(height, MOST_WAYS - start), len(may)))
        drawn = np.minimum((uniform * number).astype(np.int64), number - 1)
        yield options[np.arange(len(may)), drawn]


def _code(may: Flags, option: int) -> int:
    return NOWHERE if option == may.shape[1] - 1 else option


class _Best:
    """The lowest and the highest value of each quantity met so far, and where."""

    def __init__(self, size: int, undecided: int) -> None:
        self.low, self.high = np.full(size, np.nan), np.full(size, np.nan)
        self.low_codes = np.full((size, undecided), NOWHERE, dtype=np.int16)
        self.high_codes = self.low_codes.copy()

    def take(self, values: Floats, block: Codes) -> None:
        """Look at ways x quantities."""
        for column in np.flatnonzero(~np.isnan(values).all(axis=0)).tolist():
            least, most = np.nanargmin(values[:, column]), np.nanargmax(values[:, column])
            self._keep(column, values[least, column], block[least], upwards=False)
            self._keep(column, values[most, column], block[most], upwards=True)

    def search(
        self,
        quantities: Quantities,
        base: Sums,
        rows: NDArray[np.int64],
        may: Flags,
        part: slice,
        *,
        upwards: bool,
    ) -> None:
        """Go up or down from the best way met: move all articles that gain, or the best of them."""
        columns = np.arange(len(quantities.eras))[part]
        amounts = np.asarray(quantities.amounts[rows][:, columns].todense(), dtype=np.float64)
        weights = np.broadcast_to(quantities.weights[rows][:, None], amounts.shape)
        eras, sign = quantities.eras[columns], 1 if upwards else -1
        allowed, codes_of = _choices(may, eras)
        fixed = Sums(*(sums[0][columns] for sums in base))
        codes = (self.high_codes if upwards else self.low_codes)[columns].T
        now = np.full(len(columns), -np.inf)
        for _ in range(STEPS):
            target, rest = codes == eras, (codes != NOWHERE) & (codes != eras)
            sums = fixed.added(_own_sums(amounts, weights, target, rest))
            value = sign * quantities.compare(sums)
            for place, column in enumerate(columns.tolist()):
                self._keep(column, sign * value[place], codes[:, place], upwards=upwards)
            gains = _gains(quantities, sums, (amounts, weights), (target, rest), sign)
            gains = np.where(allowed, np.nan_to_num(gains, nan=-np.inf), -np.inf)
            choice = gains.argmax(axis=0)
            best = np.take_along_axis(gains, choice[None], 0)[0] - value
            gaining = best > TIE
            # Where moving all of them at once went too far, the one that gains most is moved.
            single = value <= now + TIE
            first = np.arange(len(rows))[:, None] == best.argmax(axis=0)
            move = gaining & (~single | first)
            if not move.any():
                break
            now = np.where(np.isnan(value), now, np.maximum(now, value))
            codes = np.where(move, np.take_along_axis(codes_of, choice[None], 0)[0], codes)

    def _keep(self, column: int, value: float, way: Codes, *, upwards: bool) -> None:
        bound, codes = (self.high, self.high_codes) if upwards else (self.low, self.low_codes)
        better = value > bound[column] if upwards else value < bound[column]
        if better or (np.isnan(bound[column]) and not np.isnan(value)):
            bound[column], codes[column] = value, way


def _choices(may: Flags, eras: NDArray[np.int64]) -> tuple[Flags, Codes]:
    """Tell whether an article may be of the era, of another and of none, and their codes.

    Both are 3 x articles x eras given. Which of several other eras is of no account.
    """
    own = may[:, eras]
    other = may[:, :-1].sum(axis=1)[:, None] > own
    codes = np.empty((3, *own.shape), dtype=np.int16)
    codes[0], codes[2] = eras, NOWHERE
    for place, era in enumerate(eras):
        others = may[:, :-1] & (np.arange(may.shape[1] - 1) != era)
        codes[1, :, place] = others.argmax(axis=1)
    return np.stack([own, other, np.broadcast_to(may[:, -1:], own.shape)]), codes


def _own_sums(amounts: Floats, weights: Floats, target: Flags, rest: Flags) -> Sums:
    sides = [(part * side).sum(axis=0) for side in (target, rest) for part in (amounts, weights)]
    return Sums(*sides)


def _gains(
    quantities: Quantities,
    sums: Sums,
    own: tuple[Floats, Floats],
    sides: tuple[Flags, Flags],
    sign: int,
) -> Floats:
    """Give what the comparison is if one article alone is put in the era, in the rest, nowhere."""
    without = Sums(
        *(
            total - part * side
            for total, (side, part) in zip(
                sums, [(side, part) for side in sides for part in own], strict=True
            )
        )
    )
    added = [(1, 1, 0, 0), (0, 0, 1, 1), (0, 0, 0, 0)]
    parts_ = (*own, *own)
    return np.stack(
        [
            sign
            * quantities.compare(
                Sums(*(w + f * p for w, f, p in zip(without, factors, parts_, strict=True)))
            )
            for factors in added
        ]
    )
