"""Trends among authors: those who wrote one after the other can look like time.

Articles of one author resemble each other. Where each author's stand together in time, as the
speeches of presidents do, few authors in a row pass for a trend of many articles.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.honesty import count_of
from helpers.analysis.over_time.trend_tests import Sums, least_p, period_p, trend_p
from helpers.analysis.resampling import Floats

TOGETHER = 0.25
"""Part of the variance of time that lies between authors, from which their articles stand together.

With half of it, five articles an author, and values alike by 0.3 within authors, the variance of a
slope is 1.6 times what articles one by one would make it; with a quarter 1.3 times."""

FEW = 100
"""Authors, and articles by nobody known, up to which lines are tested by how well they fit; with
robust errors, which ten authors are too few for, the same trend is found half as often."""


class AuthorsInTime(NamedTuple):
    """Articles put together by author.

    Attributes
    ----------
    groups
        A number for each article, from 0: articles of one author share theirs.
    authors
        How many authors have several.
    """

    groups: NDArray[np.int64]
    authors: int

    @property
    def sentence(self) -> str:
        """What is asked of a trend for their sake."""
        have = "has articles that stand" if self.authors == 1 else "have articles that stand"
        return (
            f"{count_of(self.authors, 'author')} {have} together in time: a trend is robust only "
            "if it holds among authors, too, each with all articles at the mean of their time."
        )

    def trend_p(self, times: Floats, own: Sums, *, seed: int = 0) -> Floats:
        """Shuffle times over authors; give the two-sided p of each column's score.

        Parameters
        ----------
        times
            One per article.
        own
            The articles.
        seed
            Seed of the draws.

        Returns
        -------
        numpy.ndarray
            As `trend_tests.period_p` gives it, for the rate or mean of each author at the mean of
            their time; each counts alike, however much they wrote. Of more than a hundred, as
            `trend_tests.trend_p` does.

        Notes
        -----
        In simulations without a trend (60 years, authors alike by half of the log rate, with 1 to
        20 articles each in a row, one every year or four, or with half of the articles unsigned)
        0.04 to 0.05 of p were 0.05 or less. Over articles and periods alone, up to 0.49 of terms
        were called robust where eight authors follow each other loosely, 0.01 to 0.03 where they
        do strictly; with authors none.
        """
        size = len(self.groups)
        together = sparse.csr_matrix((np.ones(size), (self.groups, np.arange(size))))
        ones = np.ones(together.shape[0])
        rates = sparse.diags(1 / np.asarray(together @ own.weights)) @ (together @ own.sums)
        means = np.asarray(together @ times) / np.asarray(together @ np.ones(size))
        if len(ones) > FEW:
            return trend_p(means, Sums.of(rates, ones), seed=seed)
        dense = rates.toarray() if sparse.issparse(rates) else np.asarray(rates)
        return period_p(means, Sums.of(dense, ones), seed=seed)

    @property
    def floor(self) -> float:
        """The least p that shuffling authors can reach."""
        return least_p(int(self.groups.max()) + 1)


def authors_in_time(times: Floats, authors: Sequence[str]) -> AuthorsInTime | None:
    """Put articles together by author, where these stand together in time.

    Parameters
    ----------
    times
        One per article, in any unit.
    authors
        Author of each article, ``''`` where not known: then it stays alone.

    Returns
    -------
    AuthorsInTime or None
        None where no author has several articles, or where authors write all over the time, so
        that what tells them apart does not look like time.

    Notes
    -----
    The variance within authors, which that of their means is free of, is compared with that of all
    articles (an adjusted R², as in analysis of variance).

    Examples
    --------
    >>> years = np.arange(6.0)
    >>> authors_in_time(years, ["Byron", "Byron", "Ito", "Ito", "", "Lund"]).groups.tolist()
    [0, 0, 1, 1, 2, 3]
    >>> authors_in_time(years, ["Byron", "Ito", "Lund"] * 2) is None
    True
    """
    own = pd.DataFrame({"author": list(authors), "time": np.asarray(times, dtype=np.float64)})
    own["one"] = np.where(own["author"] == "", np.arange(len(own)), -1)
    parted = own.groupby(["author", "one"], sort=False)["time"]
    several = parted.transform("size").to_numpy() > 1
    spread = float(own["time"].var())
    if not several.any() or not spread > 0:
        return None
    away = (own["time"] - parted.transform("mean"))[several]
    groups = np.asarray(parted.ngroup(), dtype=np.int64)
    people = len(np.unique(groups[several]))
    within = float((away**2).sum()) / (int(several.sum()) - people)
    return AuthorsInTime(groups, people) if 1 - within / spread >= TOGETHER else None
