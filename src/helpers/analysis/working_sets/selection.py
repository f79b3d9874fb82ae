"""Articles chosen by filters: what each filter takes away, and what is left, in words."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.analysis.honesty import count_of
from helpers.analysis.tables import CorpusTables
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.filters import Filter, Kept


@dataclass(frozen=True, eq=False)
class WorkingSet:
    """Articles of a corpus that pass some filters.

    Attributes
    ----------
    index
        The articles, each story once.
    filters
        What they must have, all of it; the order changes nothing but what each is said to take
        away.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> from helpers.analysis.working_sets.filters import ActorFilter, EraFilter
    >>> every = WorkingSet(ArticleIndex(load_corpus("seeds")))
    >>> every.where(EraFilter(("2025",)), ActorFilter("Ryosei Akazawa")).told()
    '2 of 5 articles: era 2025, names Ryosei Akazawa'
    """

    index: ArticleIndex
    filters: tuple[Filter, ...] = ()

    def where(self, *filters: Filter) -> "WorkingSet":
        """Ask for more.

        Parameters
        ----------
        *filters
            What the articles must have besides; what is asked already is not asked again.

        Returns
        -------
        WorkingSet
            Those of this one that have it.
        """
        return replace(self, filters=tuple(dict.fromkeys((*self.filters, *filters))))

    @cached_property
    def kept(self) -> Kept:
        """One flag for each article of the index."""
        return np.asarray(self._flags.all(axis=0))

    @cached_property
    def _flags(self) -> Kept:
        """Filters x articles; one row of true flags where there is no filter."""
        every = np.ones(len(self.index.articles), dtype=bool)
        return np.array([filter_.keeps(self.index) for filter_ in self.filters] or [every])

    @property
    def size(self) -> int:
        """Number of articles."""
        return int(self.kept.sum())

    @property
    def articles(self) -> pd.DataFrame:
        """Rows of the table of articles, with a fresh index."""
        return self.index.articles[self.kept].reset_index(drop=True)

    def corpus(self) -> CorpusTables:
        """Give these articles as a corpus of their own."""
        return self.index.narrowed(np.flatnonzero(self.kept))

    def steps(self) -> pd.DataFrame:
        """Count what each filter takes away.

        Returns
        -------
        pandas.DataFrame
            One row a filter, in order: ``filter`` (in words), ``left`` (articles that pass it and
            all before it), ``taken_away`` (by it, of those that the ones before it left) and
            ``alone`` (articles of the whole corpus that pass it). Empty without filters.
        """
        total = len(self.index.articles)
        flags = self._flags[: len(self.filters)]
        left = np.logical_and.accumulate(flags, axis=0).sum(axis=1)
        before = np.concatenate([[total], left[:-1]]) if len(left) else left
        return pd.DataFrame(
            {
                "filter": [filter_.told() for filter_ in self.filters],
                "left": left.astype(int),
                "taken_away": (before - left).astype(int),
                "alone": flags.sum(axis=1).astype(int),
            }
        )

    def told(self) -> str:
        """Say in one line how many articles these are, and how they were chosen."""
        filters = ", ".join(one.told() for one in self.filters)
        return f"{self.counted()}: {filters}" if filters else self.counted()

    def counted(self) -> str:
        """Say how many articles these are, and of how many."""
        total = len(self.index.articles)
        every = count_of(total, "article")
        if self.filters:
            return f"{self.size:,} of {every}"
        return "the only article" if total == 1 else f"all {every}"
