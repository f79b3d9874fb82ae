"""What the analysis floor needs to know of a corpus: its tables, and nothing else."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

import pandas as pd


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
