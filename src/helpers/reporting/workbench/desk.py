"""The workbench: one choice of articles, and what a notebook shows of it, cell by cell."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis.working_sets.cross_tables import CrossTable, cross_table
from helpers.analysis.working_sets.evidence import SHOWN, sentences_behind
from helpers.analysis.working_sets.selection import WorkingSet
from helpers.reporting.workbench.saving import save_chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from helpers.analysis.working_sets.article_index import ArticleIndex
    from helpers.analysis.working_sets.filters import Filter
    from helpers.corpus import Corpus

KEPT_IN = Path("..") / "working-sets"
"""Where working sets are saved, as seen from the notebooks."""


class Workbench:
    """A choice of articles that a reader changes, and the cells of a notebook that show it.

    Parameters
    ----------
    index : ArticleIndex
        The articles of a corpus.
    filters : sequence of Filter
        What they must have at first.
    source : str or Path
        Folder of the corpus.
    save_as : str or Path, optional
        Folder of the working set that is saved first; others are saved beside it.
    eras, columns : mapping, optional
        As `load_corpus` was given them.

    Attributes
    ----------
    index : ArticleIndex
        The articles.
    chosen : WorkingSet
        Those that are chosen now.
    name : str
        Name of the working set to save; empty for none.

    Raises
    ------
    DatelinesError
        If a filter asks for what the corpus does not have.
    """

    def __init__(
        self,
        index: ArticleIndex,
        filters: Sequence[Filter] = (),
        *,
        source: str | Path,
        save_as: str | Path | None = None,
        eras: Mapping[str, Sequence[int | str]] | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self.index = index
        self.name = Path(save_as).name if save_as else ""
        self._keep_in = Path(save_as).parent if save_as else KEPT_IN
        self._save = partial(
            save_chosen,
            source=source,
            keep_in=self._keep_in,
            # A notebook's parameter {} names no era, as None does not.
            eras=eras or None,
            columns=columns or None,
        )
        self._listeners: dict[str, Callable[[], None]] = {}
        self.choose(filters)

    def choose(self, filters: Sequence[Filter]) -> None:
        """Choose articles anew; every panel that is open follows.

        Parameters
        ----------
        filters : sequence of Filter
            What the articles must have.

        Raises
        ------
        DatelinesError
            If a filter asks for what the corpus does not have; the choice stays as it was.
        """
        chosen = WorkingSet(self.index, tuple(filters))
        _ = chosen.kept
        self.chosen = chosen
        for listener in self._listeners.values():
            listener()

    def listen(self, panel: str, listener: Callable[[], None]) -> None:
        """Call something whenever the choice changes.

        Parameters
        ----------
        panel : str
            Name of the panel; one of the same name that was there before no longer follows.
        listener : callable
            Called without arguments.
        """
        self._listeners[panel] = listener

    def place(self, name: str) -> Path:
        """Say where a working set is saved.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        Path
            Its folder.
        """
        return self._keep_in / name

    def save(self, name: str, *, replace: bool = False) -> str:
        """Save the choice as a working set.

        Parameters
        ----------
        name : str
            Its name.
        replace : bool
            Whether one of this name may be replaced.

        Returns
        -------
        str
            What was saved, in a sentence.

        Raises
        ------
        DatelinesError
            If it cannot be saved.
        """
        corpus: Corpus = self.index.corpus  # type: ignore[assignment]
        return self._save(corpus, self.chosen, name, replace=replace)

    def figure(self, figure: str, terms: Sequence[str] = ()) -> CrossTable:
        """Count the chosen articles for a figure.

        Parameters
        ----------
        figure, terms
            As for `cross_table`.

        Returns
        -------
        CrossTable
            The counts.
        """
        return cross_table(self.chosen, figure, terms=terms)

    def behind(
        self, counts: CrossTable, cell: tuple[str, str], n: int = SHOWN
    ) -> tuple[str, pd.DataFrame]:
        """Find the sentences behind a cell of a figure.

        Parameters
        ----------
        counts : CrossTable
            The figure.
        cell : (str, str)
            Row and era.
        n : int
            Sentences at the most.

        Returns
        -------
        str
            The articles of the cell, in words.
        pandas.DataFrame
            See `sentences_behind`.
        """
        era, row = counts.cell(*cell)
        inside = self.chosen.where(era, row)
        return inside.told(), sentences_behind(inside, n, row)

    def telling_term(self) -> str:
        """Give a term to begin with: the strongest of the largest topic, or the commonest."""
        rows = list(cross_table(self.chosen, "terms", n=1).rows)
        return rows[0] if rows else "news"

    def cell_of(
        self, figure: str, row: str | None, column: str | None, terms: Sequence[str] = ()
    ) -> tuple[str, str] | None:
        """Find a cell of a figure by how its row begins and by its era.

        Parameters
        ----------
        figure, terms
            As for `cross_table`.
        row, column : str or None
            None for those of the fullest cell.

        Returns
        -------
        (str, str) or None
            Row and era; None where the figure has no cell, and where one of the two is to be that
            of the fullest cell and no cell has any article.

        Raises
        ------
        DatelinesError
            If the figure has no such row or column.
        """
        counts = self.figure(figure, terms)
        if not counts.counts.size:
            return None
        most = counts.fullest()
        if most is None and (row is None or column is None):
            return None
        fullest_row, fullest_column = most or ("", "")
        cell = (
            fullest_row if row is None else counts.find_row(row),
            fullest_column if column is None else column,
        )
        counts.cell(*cell)
        return cell
