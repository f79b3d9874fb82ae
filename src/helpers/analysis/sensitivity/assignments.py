"""Sharing undecided articles out to the eras that their days allow, and what comes of it."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.analysis.resampling import MASK_CELLS, Flags, Floats, parts
from helpers.analysis.sensitivity.side_sums import Sums, Weighed
from helpers.analysis.sensitivity.sides import NOWHERE, Codes, Quantities
from helpers.analysis.statistics.ratio_strata import by_stratum

MOST_WAYS = 1_024
"""Up to so many ways to share undecided articles out all are tried; of more, so many are drawn."""

STEPS = 30
"""The search for the least favourable way ends after so many steps; it takes two or three."""

TIE = 1e-9
"""A smaller gain is a rounding error."""

IN_ERA, IN_REST = (0, 2, 1), (1, 2, 0)
"""Where to put articles first, if that is possible: in the era, in the rest or in neither."""


@dataclass(frozen=True, eq=False)
class Varied:
    """What becomes of comparisons when undecided articles are given the eras they may have.

    Attributes
    ----------
    low, high
        Range of each log-ratio or difference: over all ways where there are at most 1,024, else
        over 1,024 drawn ways and the least and the most favourable way that a local search found,
        which may stop short of the true ones: then the range is too narrow.
    share
        Share of these ways (those searched for not counted) in which it has the sign that it has
        now.
    every
        Whether all ways were tried.
    low_codes, high_codes
        Quantities x undecided articles: the ways that give ``low`` and ``high``; where they were
        searched for, the best that was found, not surely the best there is.
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
        Memory is bounded whatever the number of undecided articles. Where there are more than
        1,024 ways, the least and the most favourable one are searched for by going uphill until no
        single article gains by moving, from the best way drawn, from all undecided articles in the
        era and from all in the rest. Such a search may end where only moving several articles at
        once would gain: ``low`` and ``high`` are reached, but may not be the last word.

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
    for drawn in _all_ways(may) if every else _drawn_ways(may, seed):
        for part in parts(len(drawn), max(size * quantities.size, 1)):
            block = drawn[part]
            values = quantities.compare(quantities.sums(block, rows).added(base))
            best.take(values, block)
            same += (np.sign(values) == sign).sum(axis=0)
            tried += (~np.isnan(values)).sum(axis=0)
    if not every:
        for part in parts(size, max(len(rows), quantities.size)):
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
        """Go up or down from the best way met, and from all in the era and all in the rest."""
        columns = np.arange(len(quantities.eras))[part]
        own = _Undecided.of(quantities, base, rows, columns)
        allowed, codes_of = _choices(may, quantities.eras[columns])
        met = (self.high_codes if upwards else self.low_codes)[columns].T
        for start in (met, *(_all_in(allowed, codes_of, order) for order in (IN_ERA, IN_REST))):
            for value, codes in own.uphill(start, allowed, codes_of, 1 if upwards else -1):
                for place, column in enumerate(columns.tolist()):
                    self._keep(column, value[place], codes[:, place], upwards=upwards)

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


def _all_in(allowed: Flags, codes_of: Codes, order: tuple[int, ...]) -> Codes:
    """Put each article where it may be, the first possible of the choices in a given order."""
    ranked = list(order)
    first = allowed[ranked].argmax(axis=0)
    return np.asarray(np.take_along_axis(codes_of[ranked], first[None], 0)[0])


@dataclass(frozen=True, eq=False)
class _Undecided:
    """Undecided articles, dense, and what stands on either side without them."""

    quantities: Quantities
    eras: NDArray[np.int64]
    groups: NDArray[np.int64]
    own: tuple[Floats, Floats]
    fixed: Sums

    @classmethod
    def of(
        cls,
        quantities: Quantities,
        base: Sums,
        rows: NDArray[np.int64],
        columns: NDArray[np.int64],
    ) -> "_Undecided":
        amounts = np.asarray(quantities.amounts[rows][:, columns].todense(), dtype=np.float64)
        weights = np.broadcast_to(quantities.weights[rows][:, None], amounts.shape)
        fixed = Sums(*(part[0][:, columns] for part in base))
        eras, groups = quantities.eras[columns], quantities.groups[rows]
        return cls(quantities, eras, groups, (amounts, weights), fixed)

    def uphill(
        self, codes: Codes, allowed: Flags, codes_of: Codes, sign: int
    ) -> Iterator[tuple[Floats, Codes]]:
        """Move all articles that gain, or the best of them; yield each way met and its values."""
        now = np.full(len(self.eras), -np.inf)
        for _ in range(STEPS):
            sides = codes == self.eras, (codes != NOWHERE) & (codes != self.eras)
            sums = self.fixed.added(self._sums(*sides))
            value = self.quantities.compare(sums)
            yield value, codes
            value = sign * value
            gains = sign * self._moved(sums, sides)
            gains = np.where(allowed, np.nan_to_num(gains, nan=-np.inf), -np.inf)
            choice = gains.argmax(axis=0)
            best = np.take_along_axis(gains, choice[None], 0)[0] - value
            gaining = best > TIE
            # Where moving all of them at once went too far, the one that gains most is moved.
            single = value <= now + TIE
            first = np.arange(len(codes))[:, None] == best.argmax(axis=0)
            move = gaining & (~single | first)
            if not move.any():
                return
            now = np.where(np.isnan(value), now, np.maximum(now, value))
            codes = np.where(move, np.take_along_axis(codes_of, choice[None], 0)[0], codes)

    def _sums(self, target: Flags, rest: Flags) -> Sums:
        """Add up these articles by stratum."""
        size = self.quantities.size
        return Sums(
            *(
                by_stratum(part * side, self.groups, size)
                for side in (target, rest)
                for part in self.own
            )
        )

    def _moved(self, sums: Sums, sides: tuple[Flags, Flags]) -> Floats:
        """Give what each comparison is if one article alone is in the era, in the rest, nowhere."""
        weighed = sums.weighed()
        total = weighed.total()
        before = Weighed(*(part[self.groups] for part in weighed))
        taken = [part * side for side in sides for part in self.own]
        without = Sums(*(part[self.groups] - own for part, own in zip(sums, taken, strict=True)))
        nothing = np.zeros_like(self.own[0])
        choices = (*self.own, nothing, nothing), (nothing, nothing, *self.own), (nothing,) * 4
        return np.stack(
            [
                self.quantities.weigh(total.replaced(before, without.added(Sums(*added)).weighed()))
                for added in choices
            ]
        )
