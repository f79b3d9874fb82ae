"""Quantities that compare one era with the rest, under any way to share articles out to eras.

What decides a comparison is which article stands on which side. So everything that might change
it, an article left out, a date that is not certain, a border drawn elsewhere, is here the same
thing: another sharing out of the same articles. All of it holds within strata, too, where articles
are compared with those of the same publisher, place or length only; without, all are in one.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Flags, Floats, welch_interval
from helpers.analysis.sensitivity.side_sums import Sums, Weighed
from helpers.analysis.statistics.ratios import ABSENT, CountMatrix, log_ratio_interval
from helpers.analysis.statistics.strata import split_within

Codes = NDArray[np.int16]
"""Number of the era of each article, in the order of time; `NOWHERE` for one left out."""

NOWHERE = -1

UNKNOWN = -1
"""Number of the stratum of an article that is in none."""


@dataclass(frozen=True, eq=False)
class Quantities:
    """Rates or means of articles, each to be compared between an era and all others.

    Attributes
    ----------
    amounts
        Sparse articles x quantities: uses of a term, the share of a topic, a score.
    weights
        What the amounts of each article are taken of, a whole number: its words for a term, 1 for a
        share or a score, 0 for an article that has no such number.
    eras
        For each quantity, the number of the era that is held against the rest.
    log
        Whether the comparison is the base-2 logarithm of the ratio of rates (a count of zero stands
        as 0.5, see `weigh`), or the difference of means.
    strata
        Number of the stratum of each article, from 0; `UNKNOWN` for an article without one, which
        has no part in anything. None where all articles are compared with all.
    """

    amounts: CountMatrix
    weights: Floats
    eras: NDArray[np.int64]
    log: bool
    strata: NDArray[np.int64] | None = None

    @cached_property
    def groups(self) -> NDArray[np.int64]:
        """Stratum of each article; all in one where there are none."""
        return np.zeros(len(self.weights), dtype=np.int64) if self.strata is None else self.strata

    @property
    def size(self) -> int:
        """How many strata there are, at least one."""
        return max(int(self.groups.max(initial=0)) + 1, 1)

    @property
    def able(self) -> Flags:
        """Flags of the articles that can have a part in a comparison."""
        return np.asarray((self.weights > 0) & (self.groups != UNKNOWN))

    def used(self, codes: Codes, era: int) -> tuple[Flags, Flags]:
        """Tell which articles a comparison rests on.

        Parameters
        ----------
        codes
            Era of each article.
        era
            The era that is held against the rest.

        Returns
        -------
        target, rest : numpy.ndarray
            Flags of the articles of either side; with strata, in those that have both.

        Examples
        --------
        >>> strata = np.array([0, 0, 1])
        >>> quantities = Quantities(sparse.eye(3), np.ones(3), np.array([0]), True, strata)
        >>> [side.tolist() for side in quantities.used(np.array([0, 1, 1], dtype=np.int16), 0)]
        [[True, False, False], [False, True, False]]
        """
        there = self.able & (codes != NOWHERE)
        target = there & (codes == era)
        rest = there & (codes != era)
        if self.strata is not None:
            both = np.isin(self.groups, self.groups[target]) & np.isin(
                self.groups, self.groups[rest]
            )
            target, rest = target & both, rest & both
        return target, rest

    def sums(self, codes: Codes, rows: NDArray[np.int64] | None = None) -> Sums:
        """Add up both sides of each stratum.

        Parameters
        ----------
        codes
            Ways x articles: the era of each article in each way to share them out.
        rows
            Which articles the columns of ``codes`` are; all by default.

        Returns
        -------
        Sums
            Ways x strata x quantities.

        Examples
        --------
        >>> amounts = sparse.csr_matrix([[4.0], [1.0], [1.0]])
        >>> quantities = Quantities(amounts, np.full(3, 10.0), np.array([0]), log=True)
        >>> sums = quantities.sums(np.array([[0, 1, 1], [0, 1, NOWHERE]], dtype=np.int16))
        >>> sums.rest_amount.ravel(), sums.rest_weight.ravel()
        (array([2., 1.]), array([20., 10.]))
        """
        rows = np.arange(len(self.weights)) if rows is None else rows
        known = self.able[rows]
        rows, codes = rows[known], codes[:, known]
        amounts = sparse.csr_matrix(self.amounts)[rows]
        groups = self.groups[rows]
        held = _spread(sparse.csr_matrix(self.weights[rows][:, None]), groups, self.size)
        shape = (len(codes), self.size, len(self.eras))
        amount, weight, rest_amount, rest_weight = (np.zeros(shape) for _ in Sums._fields)
        for era in np.unique(self.eras):
            own = np.flatnonzero(self.eras == era)
            uses = _spread(amounts[:, own], groups, self.size)
            target = codes == era
            for side, (part, whole) in (
                (target, (amount, weight)),
                ((codes != NOWHERE) & ~target, (rest_amount, rest_weight)),
            ):
                flags = side.astype(np.float64)
                part[:, :, own] = (uses.T @ flags.T).T.reshape(*shape[:2], len(own))
                whole[:, :, own] = (held.T @ flags.T).T[:, :, None]
        return Sums(amount, weight, rest_amount, rest_weight)

    def compare(self, sums: Sums) -> Floats:
        """Compare the sides of sums.

        Parameters
        ----------
        sums
            Both sides; the last two axes are strata and quantities.

        Returns
        -------
        numpy.ndarray
            Log-ratios or differences, without the axis of strata, as `weigh` gives them.

        Examples
        --------
        >>> sides = Sums(*(np.array([[x]]) for x in (4.0, 10.0, 2.0, 20.0)))
        >>> Quantities(None, np.empty(0), np.array([0]), log=True).compare(sides)
        array([2.])
        >>> sides = Sums(*(np.array([[x]]) for x in (1.0, 100.0, 0.0, 20.0)))
        >>> Quantities(None, np.empty(0), np.array([0]), log=True).compare(sides)
        array([0.])
        """
        return self.weigh(sums.weighed().total())

    def weigh(self, total: Weighed) -> Floats:
        """Compare the sides of sums that are weighed and added up.

        Parameters
        ----------
        total
            What all strata add.

        Returns
        -------
        numpy.ndarray
            Log-ratios (those of Mantel and Haenszel, `ratio_strata.log_ratio_within`) or
            differences (`strata.Within.difference`); with one stratum, of the plain rates and
            means. NaN where no stratum has both sides. A side that never uses a term does not lean
            to it, as in `keyness.log_ratio`: where 0.5 in few words would be a higher rate than the
            other side's, and where neither uses it, this is 0.

        Examples
        --------
        >>> total = Weighed(*(np.array([x]) for x in (3.0, 1.0, 10.0, 20.0, 20.0)))
        >>> Quantities(None, np.empty(0), np.array([0]), log=False).weigh(total)
        array([0.2])
        """
        mass = np.where(total.mass > 0, total.mass, np.nan)
        if not self.log:
            return np.asarray((total.amount - total.rest_amount) / mass)
        own, rest = (
            np.maximum(amount, ABSENT * mass / np.maximum(weight, 1))
            for amount, weight in (
                (total.amount, total.weight),
                (total.rest_amount, total.rest_weight),
            )
        )
        ratio = np.log2(own / rest)
        ratio = np.where(total.amount > 0, ratio, np.minimum(ratio, 0))
        return np.asarray(np.where(total.rest_amount > 0, ratio, np.maximum(ratio, 0)))

    def values(self, codes: Codes) -> Floats:
        """Compare under given ways to share the articles out.

        Parameters
        ----------
        codes
            Ways x articles.

        Returns
        -------
        numpy.ndarray
            Ways x quantities.

        Examples
        --------
        >>> amounts = sparse.csr_matrix([[0.5], [0.3], [0.1]])
        >>> quantities = Quantities(amounts, np.ones(3), np.array([0]), log=False)
        >>> quantities.values(np.array([[0, 1, 1], [0, 0, 1]], dtype=np.int16)).round(2).ravel()
        array([0.3, 0.3])
        """
        return self.compare(self.sums(codes))

    def interval(self, quantity: int, codes: Codes) -> tuple[float, float]:
        """Give the 95% interval of one quantity under one way to share the articles out.

        Parameters
        ----------
        quantity
            Its number.
        codes
            Era of each article.

        Returns
        -------
        low, high : float
            As `ratios.log_ratio_interval` or `resampling.welch_interval`, within strata
            `strata.Within.difference`; NaN where there is none.

        Examples
        --------
        >>> amounts = sparse.csr_matrix([[0.3], [0.5], [0.0], [0.1], [0.2]])
        >>> quantities = Quantities(amounts, np.ones(5), np.array([0]), log=False)
        >>> low, high = quantities.interval(0, np.array([0, 0, 1, 1, 1], dtype=np.int16))
        >>> round(low, 1), round(high, 1)
        (-0.3, 0.9)
        """
        target, rest = self.used(codes, int(self.eras[quantity]))
        if not (target.any() and rest.any()):
            return np.nan, np.nan
        used = target | rest
        is_target = target[used]
        column = sparse.csr_matrix(self.amounts)[np.flatnonzero(used)][:, [quantity]]
        strata = None if self.strata is None else self.groups[used]
        if self.log:
            low, high = log_ratio_interval(column, self.weights[used], is_target, strata=strata)
        elif strata is None:
            _, low, high = welch_interval(column.toarray(), is_target)
        else:
            _, low, high, *_ = split_within(is_target, strata).difference(column.toarray())
        return float(low[0]), float(high[0])

    def chosen(self, columns: NDArray[np.int64]) -> "Quantities":
        """Take some of the quantities.

        Parameters
        ----------
        columns
            Their numbers.

        Returns
        -------
        Quantities
            The same articles.

        Examples
        --------
        >>> quantities = Quantities(sparse.eye(2), np.ones(2), np.array([0, 1]), log=True)
        >>> quantities.chosen(np.array([1])).eras
        array([1])
        """
        amounts = sparse.csr_matrix(self.amounts)[:, columns]
        return Quantities(amounts, self.weights, self.eras[columns], self.log, self.strata)

    def scaled(self, factors: Floats) -> "Quantities":
        """Count each article several times.

        Parameters
        ----------
        factors
            How often, 0 and up.

        Returns
        -------
        Quantities
            The same with other amounts and weights.

        Examples
        --------
        >>> quantities = Quantities(sparse.eye(2), np.ones(2), np.array([0, 1]), log=True)
        >>> quantities.scaled(np.array([1.0, 3.0])).weights
        array([1., 3.])
        """
        amounts = sparse.csr_matrix(sparse.diags(factors) @ self.amounts)
        return Quantities(amounts, self.weights * factors, self.eras, self.log, self.strata)


def _spread(table: CountMatrix, groups: NDArray[np.int64], strata: int) -> CountMatrix:
    """Give each column of a sparse table one column for each stratum, stratum by stratum."""
    entries = table.tocoo()
    columns = groups[entries.row] * table.shape[1] + entries.col
    shape = (table.shape[0], strata * table.shape[1])
    return sparse.csr_matrix((entries.data, (entries.row, columns)), shape=shape)
