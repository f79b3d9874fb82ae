"""What the analysis floor needs to know of a corpus: its tables, and nothing else."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

import pandas as pd

WIDEST_DAY = 10
"""Days in which an article must lie to be called dated to a day."""


@runtime_checkable
class CorpusTables(Protocol):
    """A folder of clippings as tables; `helpers.Corpus` is one."""

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article in canonical order."""
        ...

    @property
    def eras(self) -> tuple[str, ...]:
        """Names of the eras in the order of time, without ``'undated'``."""
        ...

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a whole table in canonical order."""
        ...

    def chunks(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield the table in pieces; no article is cut in two."""
        ...


def distinct(corpus: CorpusTables) -> pd.DataFrame:
    """Return the articles, each of them once.

    Parameters
    ----------
    corpus
        A corpus.

    Returns
    -------
    pandas.DataFrame
        The rows of ``corpus.articles`` that repeat no other one, in the same order, with a fresh
        index.
    """
    articles = corpus.articles
    return articles[articles["duplicate_of"] == ""].reset_index(drop=True)


def compared(corpus: CorpusTables) -> pd.DataFrame:
    """Return the articles that a comparison of eras is about: dated ones, each of them once.

    Parameters
    ----------
    corpus
        A corpus.

    Returns
    -------
    pandas.DataFrame
        The rows of `distinct` whose era is one of ``corpus.eras``, with a fresh index.
    """
    articles = distinct(corpus)
    return articles[articles["era"].isin(corpus.eras)].reset_index(drop=True)


def to_a_day(articles: pd.DataFrame) -> pd.Series:
    """Tell which articles are dated to a day, and not only to a range with a likeliest day in it.

    Parameters
    ----------
    articles : pandas.DataFrame
        Rows of the table of articles.

    Returns
    -------
    pandas.Series of bool
        Where a day is given and the range leaves no more than ten.

    Examples
    --------
    >>> import datetime as dt
    >>> day, later = dt.date(1994, 5, 2), dt.date(1996, 5, 2)
    >>> rows = [(day, day, day), (day, day, later), (None, day, None)]
    >>> to_a_day(pd.DataFrame(rows, columns=["published", "earliest", "latest"])).tolist()
    [True, False, False]
    """
    days = zip(articles["published"], articles["earliest"], articles["latest"], strict=True)
    near = [
        bool(day and first and last) and (last - first).days < WIDEST_DAY
        for day, first, last in days
    ]
    return pd.Series(near, index=articles.index, dtype=bool)
