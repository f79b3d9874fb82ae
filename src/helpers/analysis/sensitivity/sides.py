"""Quantities that compare one era with the rest, under any way to share articles out to eras.

What decides a comparison is which article stands on which side. So everything that might change
it, an article left out, a date that is not certain, a border drawn elsewhere, is here the same
thing: another sharing out of the same articles.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Floats, welch_interval
from helpers.analysis.statistics.ratios import ABSENT, CountMatrix, log_ratio_interval

Codes = NDArray[np.int16]
"""Number of the era of each article, in the order of time; `NOWHERE` for one left out."""

NOWHERE = -1


class Sums(NamedTuple):
    """What stands on either side, ways x quantities: amounts, and what they are taken of."""

    amount: Floats
    weight: Floats
    rest_amount: Floats
    rest_weight: Floats

    def added(self, other: "Sums") -> "Sums":
        """Add the sums of other articles.

        Parameters
        ----------
        other
            Sums of the same quantities.

        Returns
        -------
        Sums
            Both together.

        Examples
        --------
        >>> one = Sums(*(np.array([x]) for x in (1.0, 10.0, 2.0, 20.0)))
        >>> one.added(one).weight
        array([20.])
        """
        return Sums(*(one + more for one, more in zip(self, other, strict=True)))


@dataclass(frozen=True, eq=False)
class Quantities:
    """Rates or means of articles, each to be compared between an era and all others.

    Attributes
    ----------
    amounts
        Sparse articles x quantities: uses of a term, the share of a topic, a score.
    weights
        What the amounts of each article are taken of: its words for a term, 1 for a share or a
        score, 0 for an article that has no such number.
    eras
        For each quantity, the number of the era that is held against the rest.
    log
        Whether the comparison is the base-2 logarithm of the ratio of rates (a count of zero stands
        as 0.5, see `compare`), or the difference of means.
    """

    amounts: CountMatrix
    weights: Floats
    eras: NDArray[np.int64]
    log: bool

    def sums(self, codes: Codes, rows: NDArray[np.int64] | None = None) -> Sums:
        """Add up both sides.

        Parameters
        ----------
        codes
            Ways x articles: the era of each article in each way to share them out.
        rows
            Which articles the columns of ``codes`` are; all by default.

        Returns
        -------
        Sums
            Ways x quantities.

        Examples
        --------
        >>> amounts = sparse.csr_matrix([[4.0], [1.0], [1.0]])
        >>> quantities = Quantities(amounts, np.full(3, 10.0), np.array([0]), log=True)
        >>> sums = quantities.sums(np.array([[0, 1, 1], [0, 1, NOWHERE]], dtype=np.int16))
        >>> sums.rest_amount.ravel(), sums.rest_weight.ravel()
        (array([2., 1.]), array([20., 10.]))
        """
        amounts = self.amounts if rows is None else self.amounts[rows]
        weights = self.weights if rows is None else self.weights[rows]
        amount, weight = (np.zeros((len(codes), len(self.eras))) for _ in range(2))
        there = (codes != NOWHERE).astype(np.float64)
        for era in np.unique(self.eras):
            own = np.flatnonzero(self.eras == era)
            flags = (codes == era).astype(np.float64)
            amount[:, own] = (amounts[:, own].T @ flags.T).T
            weight[:, own] = (flags @ weights)[:, None]
        whole = np.asarray((amounts.T @ there.T).T)
        return Sums(amount, weight, whole - amount, (there @ weights)[:, None] - weight)

    def compare(self, sums: Sums) -> Floats:
        """Compare the sides of sums.

        Parameters
        ----------
        sums
            Both sides, in arrays of any one shape.

        Returns
        -------
        numpy.ndarray
            Log-ratios or differences in that shape; NaN where a side has nothing. A side that never
            uses a term does not lean to it, as in `keyness.log_ratio`: where 0.5 in few words would
            be a higher rate than the other side's, and where neither uses it, this is 0.

        Examples
        --------
        >>> sides = Sums(*(np.array([x]) for x in (4.0, 10.0, 2.0, 20.0)))
        >>> Quantities(None, np.empty(0), np.array([0]), log=True).compare(sides)
        array([2.])
        >>> sides = Sums(*(np.array([x]) for x in (1.0, 100.0, 0.0, 20.0)))
        >>> Quantities(None, np.empty(0), np.array([0]), log=True).compare(sides)
        array([0.])
        """
        weight, rest_weight = (np.where(w > 0, w, np.nan) for w in (sums.weight, sums.rest_weight))
        if not self.log:
            return np.asarray(sums.amount / weight - sums.rest_amount / rest_weight)
        count, rest = (np.where(a > 0, a, ABSENT) for a in (sums.amount, sums.rest_amount))
        ratio = np.log2(count / weight) - np.log2(rest / rest_weight)
        ratio = np.where(sums.amount > 0, ratio, np.minimum(ratio, 0))
        return np.asarray(np.where(sums.rest_amount > 0, ratio, np.maximum(ratio, 0)))

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
        """Give the 95 % interval of one quantity under one way to share the articles out.

        Parameters
        ----------
        quantity
            Its number.
        codes
            Era of each article.

        Returns
        -------
        low, high : float
            As `ratios.log_ratio_interval` or `resampling.welch_interval`; NaN where there is none.

        Examples
        --------
        >>> amounts = sparse.csr_matrix([[0.3], [0.5], [0.0], [0.1], [0.2]])
        >>> quantities = Quantities(amounts, np.ones(5), np.array([0]), log=False)
        >>> low, high = quantities.interval(0, np.array([0, 0, 1, 1, 1], dtype=np.int16))
        >>> round(low, 1), round(high, 1)
        (-0.3, 0.9)
        """
        used = (codes != NOWHERE) & (self.weights > 0)
        is_target = codes[used] == self.eras[quantity]
        column = self.amounts[np.flatnonzero(used)][:, [quantity]]
        if not 0 < is_target.sum() < len(is_target):
            return np.nan, np.nan
        if self.log:
            low, high = log_ratio_interval(column, self.weights[used], is_target)
        else:
            _, low, high = welch_interval(column.toarray(), is_target)
        return float(low[0]), float(high[0])

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
        return Quantities(amounts, self.weights * factors, self.eras, self.log)
