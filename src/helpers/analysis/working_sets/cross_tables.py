"""Figures of a working set as tables whose every cell is a choice of articles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from helpers.analysis.honesty import UNDATED
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.terms import is_content
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.filters import (
    ABOUT,
    ActorFilter,
    EraFilter,
    Filter,
    ToneFilter,
    WordFilter,
    topic_filter,
)
from helpers.analysis.working_sets.selection import WorkingSet
from helpers.errors import DatelinesError

FIGURES = ("topics", "tone", "actors", "terms")
"""What the rows of a figure can be."""

ROWS = 10
"""Actors and terms shown where no number is asked for."""

_BOUND_DIGITS = 2


@dataclass(frozen=True, eq=False)
class CrossTable:
    """Articles by something and by era.

    Attributes
    ----------
    figure
        One of `FIGURES`.
    counts
        Articles of the working set: rows as ``rows``, one column an era in the order of time,
        ``'undated'`` last where there are such. An article may be in several rows.
    of
        All articles of the working set, by era.
    rows
        Name of each row to what an article must have to be in it.
    """

    figure: str
    counts: pd.DataFrame
    of: pd.Series
    rows: Mapping[str, Filter]

    def find_row(self, text: str) -> str:
        """Find a row by its name, or by its first words, capitals or not.

        Parameters
        ----------
        text
            For instance a topic's number.

        Returns
        -------
        str
            The name of the row, the first of several.

        Raises
        ------
        DatelinesError
            If no row begins so.
        """
        if text in self.rows:
            return text
        low = text.casefold().strip()
        for row in self.rows:
            if row.casefold().startswith(f"{low} "):
                return row
        raise DatelinesError(
            f"the figure has no row '{text}': choose one of {', '.join(self.rows) or 'none'}"
        )

    def cell(self, row: str, era: str) -> tuple[Filter, Filter]:
        """Give what chooses the articles of a cell.

        Parameters
        ----------
        row
            Name of a row.
        era
            Name of a column.

        Returns
        -------
        tuple of two Filter
            Of the era, and of the row.

        Raises
        ------
        DatelinesError
            If there is no such row or column.
        """
        for name, known in ((row, list(self.rows)), (era, list(self.counts.columns))):
            if name not in known:
                raise DatelinesError(
                    f"the figure has no '{name}': choose one of {', '.join(map(str, known))}"
                )
        return EraFilter((era,)), self.rows[row]

    def articles(self, row: str, era: str) -> int:
        """Give the number of articles in a cell.

        Parameters
        ----------
        row, era
            Which.

        Returns
        -------
        int
            Articles.
        """
        return int(self.counts[era].to_dict()[row])

    def fullest(self) -> tuple[str, str] | None:
        """Find the cell with most articles, the uppermost and earliest of equals.

        Returns
        -------
        tuple of two str or None
            Its row and era; dated articles go first, and None where no cell has any.
        """
        dated = self.counts.drop(columns=UNDATED, errors="ignore")
        for counts in (dated, self.counts):
            if counts.size and counts.to_numpy().max() > 0:
                at = int(counts.to_numpy().argmax())
                row, column = divmod(at, counts.shape[1])
                return str(counts.index[row]), str(counts.columns[column])
        return None


def cross_table(
    chosen: WorkingSet,
    figure: str,
    *,
    n: int = ROWS,
    terms: Sequence[str] = (),
    at_least: float = ABOUT,
) -> CrossTable:
    """Count the articles of a working set by something and by era.

    Parameters
    ----------
    chosen
        The working set.
    figure
        ``'topics'``; ``'tone'`` (thirds of the whole folder, since levels of a score mean little);
        ``'actors'`` (named in most articles of the set) or ``'terms'``.
    n
        Actors or terms at the most.
    terms
        Which terms; by default the strongest of each topic, or where there are no topics the
        content words in most articles.
    at_least
        Share of its words from which an article is about a topic.

    Returns
    -------
    CrossTable
        The counts. Without rows where there is nothing to show, for instance no topics.

    Raises
    ------
    DatelinesError
        If there is no such figure, or no article uses one of the terms.
    """
    makers: dict[str, Callable[[WorkingSet], dict[str, Filter]]] = {
        "topics": partial(_topics, at_least=at_least),
        "tone": _tone,
        "actors": partial(_actors, n=n),
        "terms": partial(_terms, n=n, terms=terms),
    }
    if figure not in makers:
        raise DatelinesError(f"there is no figure '{figure}': choose one of {', '.join(FIGURES)}")
    rows = makers[figure](chosen)
    own = chosen.index.articles["era"].to_numpy()[chosen.kept]
    eras = [era for era in (*chosen.index.corpus.eras, UNDATED) if era in set(own)]
    of = pd.Series(own, dtype=object).value_counts().reindex(eras).astype(int)
    flags = [filter_.keeps(chosen.index)[chosen.kept] for filter_ in rows.values()]
    counts = [[int((flag & (own == era)).sum()) for era in eras] for flag in flags]
    table = pd.DataFrame(counts, index=pd.Index(list(rows), dtype=object), columns=eras, dtype=int)
    return CrossTable(figure, table, of, rows)


def _topics(chosen: WorkingSet, *, at_least: float) -> dict[str, Filter]:
    model = chosen.index.model
    if model is None:
        return {}
    return {
        f"{number} {label}": topic_filter(chosen.index, number, at_least)
        for number, label in zip(model.numbers, model.labels, strict=True)
    }


def _tone(chosen: WorkingSet) -> dict[str, Filter]:
    tone = chosen.index.tone[~np.isnan(chosen.index.tone)]
    if not len(tone):
        return {}
    low, high = (float(b) for b in np.quantile(tone, [1 / 3, 2 / 3]).round(_BOUND_DIGITS))
    if low == high:
        return {
            f"below {_signed(low)}": ToneFilter(high=low),
            f"{_signed(low)} or more": ToneFilter(low),
        }
    return {
        f"lowest third (below {_signed(low)})": ToneFilter(high=low),
        "middle third": ToneFilter(low, high),
        f"highest third ({_signed(high)} or more)": ToneFilter(low=high),
    }


def _signed(value: float) -> str:
    return f"{value:.{_BOUND_DIGITS}f}".replace("-", "−")


def _actors(chosen: WorkingSet, *, n: int) -> dict[str, Filter]:
    index = chosen.index
    names = index.actors.terms
    used = _used_in(index.actor_columns.counts, chosen)
    order = sorted(np.argsort(-used, kind="stable")[: 2 * n], key=lambda i: (-used[i], names[i]))
    return {names[i]: ActorFilter(names[i]) for i in order[:n] if used[i]}


def _terms(chosen: WorkingSet, *, n: int, terms: Sequence[str]) -> dict[str, Filter]:
    names = list(terms) or _telling(chosen.index, n) or _widest(chosen, n)
    return {name: WordFilter(name) for name in names}


def _telling(index: ArticleIndex, n: int) -> list[str]:
    """Take the strongest terms of all topics in turn."""
    if index.model is None:
        return []
    ranked = index.model.top_terms(n)
    turns = [terms[rank] for rank in range(n) for terms in ranked if rank < len(terms)]
    return [term for term in dict.fromkeys(turns) if len(index.terms.of(term)[0])][:n]


def _widest(chosen: WorkingSet, n: int) -> list[str]:
    index = chosen.index
    used = _used_in(index.terms.counts, chosen)
    names = list(index.terms.place)
    ranked = (i for i in np.lexsort((np.array(names), -used)) if used[i] and is_content(names[i]))
    return [name for name, _ in zip((names[i] for i in ranked), range(n), strict=False)]


def _used_in(counts: CountMatrix, chosen: WorkingSet) -> np.ndarray:
    """Count the articles of the working set that use each term (or name)."""
    inside = np.concatenate([[0], np.cumsum(chosen.kept[counts.indices])])
    return np.asarray(np.diff(inside[counts.indptr]))
