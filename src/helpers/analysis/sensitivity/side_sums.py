"""What stands on either side of a comparison, stratum by stratum, and how strata are weighed.

Weighed as Mantel and Haenszel do it, a use or a score counts by the share of its stratum that the
other side has. Log-ratios and differences of means then follow from the same sums.
"""

from typing import NamedTuple

import numpy as np

from helpers.analysis.resampling import Floats


class Sums(NamedTuple):
    """What stands on either side of each stratum: amounts, and what they are taken of.

    Arrays of any one shape whose last two axes are strata and quantities.
    """

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

    def weighed(self) -> "Weighed":
        """Weigh each stratum by what it can tell.

        Returns
        -------
        Weighed
            In the shape of these sums; 0 for a stratum with one side only.

        Examples
        --------
        >>> sums = Sums(*(np.array([x]) for x in (4.0, 10.0, 2.0, 30.0)))
        >>> sums.weighed().amount, sums.weighed().rest_amount, sums.weighed().mass
        (array([3.]), array([0.5]), array([7.5]))
        """
        both = (self.weight > 0) & (self.rest_weight > 0)
        whole = np.where(both, self.weight + self.rest_weight, np.inf)
        return Weighed(
            self.amount * self.rest_weight / whole,
            self.rest_amount * self.weight / whole,
            self.weight * self.rest_weight / whole,
            np.where(both, self.weight, 0),
            np.where(both, self.rest_weight, 0),
        )


class Weighed(NamedTuple):
    """What strata add to a comparison.

    Amounts of either side by the share of their stratum that the other side has; the mass that they
    are taken of, the same for both; and the plain weights. Strata are added up to compare.
    """

    amount: Floats
    rest_amount: Floats
    mass: Floats
    weight: Floats
    rest_weight: Floats

    def total(self) -> "Weighed":
        """Add up the strata.

        Returns
        -------
        Weighed
            Without the last axis but one.

        Examples
        --------
        >>> Weighed(*np.ones((5, 3, 1))).total().mass
        array([3.])
        """
        return Weighed(*(part.sum(axis=-2) for part in self))

    def replaced(self, old: "Weighed", new: "Weighed") -> "Weighed":
        """Put in what a stratum adds after a change.

        Parameters
        ----------
        old, new
            What it added and what it adds.

        Returns
        -------
        Weighed
            The totals with the one for the other.

        Examples
        --------
        >>> three, two, one = (Weighed(*np.full((5, 1), n)) for n in (3.0, 2.0, 1.0))
        >>> three.replaced(two, one).mass
        array([2.])
        """
        return Weighed(*(t - o + n for t, o, n in zip(self, old, new, strict=True)))
