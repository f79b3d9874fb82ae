"""Cells of the notebook: each shows a part of the workbench, with a panel where somebody is."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of
from helpers.analysis.working_sets.evidence import SHOWN
from helpers.reporting import live
from helpers.reporting.charts.cross import cross_counts
from helpers.reporting.concordance import LINES
from helpers.reporting.figures import draw
from helpers.reporting.workbench.evidence import evidence_markup, evidence_text
from helpers.reporting.workbench.figure_panel import FigurePanel
from helpers.reporting.workbench.forms import (
    ARTICLES,
    NOTHING,
    article_forms,
    search_forms,
    steps_forms,
)
from helpers.reporting.workbench.panels import (
    FilterPanel,
    FollowingPanel,
    SavePanel,
    SearchPanel,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.reporting.workbench.desk import Workbench

CAPTIONS = {
    "topics": "Articles of each era that are about each topic",
    "tone": "Articles of each era by tone, in thirds of the whole folder",
    "actors": "Articles of each era that name each of the actors named most",
    "terms": "Articles of each era that use each term",
}


def show_filters(desk: Workbench) -> None:
    """Show how many articles are chosen, and what each filter takes away.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    """
    forms = steps_forms(desk.chosen)
    live.show_panel(lambda: FilterPanel(desk).widget, forms, {"panel": "filters"})


def show_articles(desk: Workbench, n: int = ARTICLES) -> None:
    """List the chosen articles in order of time.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    n : int
        Articles at the most.
    """

    def listed() -> str:
        return article_forms(desk.chosen, n)["text/html"]

    forms = article_forms(desk.chosen, n)
    live.show_panel(lambda: FollowingPanel(desk, listed).widget, forms, {"panel": "articles"})


def show_search(desk: Workbench, term: str | None = None, n: int = LINES) -> None:
    """Show a term in its context, in the chosen articles.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    term : str, optional
        A word, two words, or a phrase; None takes the most telling one.
    n : int
        Lines of each era at the most.
    """
    asked = term or desk.telling_term()
    forms = search_forms(desk.chosen, asked, n)
    about = {"concordance": asked}
    live.show_panel(lambda: SearchPanel(desk, asked, n).widget, forms, about)


def show_figure(
    desk: Workbench, figure: str, cell: tuple[str, str] | None = None, terms: Sequence[str] = ()
) -> None:
    """Draw a figure of the chosen articles, one of its cells framed.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    figure, terms
        As for `cross_table`.
    cell : (str, str), optional
        Row and era; by default the fullest.
    """
    counts = desk.figure(figure, terms)
    caption = f"{CAPTIONS[figure]} ({count_of(desk.chosen.size, 'article')})"
    draw(cross_counts(counts, cell or counts.fullest()), caption)


def show_behind(
    desk: Workbench,
    figure: str,
    cell: tuple[str, str] | None = None,
    terms: Sequence[str] = (),
    n: int = SHOWN,
) -> None:
    """Show the sentences behind a cell of a figure.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    figure, terms
        As for `cross_table`.
    cell : (str, str), optional
        Row and era; by default the fullest.
    n : int
        Sentences at the most.
    """
    counts = desk.figure(figure, terms)
    where = cell or counts.fullest()
    if where is None:
        forms = {"text/plain": NOTHING, "text/html": f"<p>{NOTHING}</p>"}
    else:
        told, found = desk.behind(counts, where, n)
        forms = {
            "text/html": evidence_markup(told, found),
            "text/plain": evidence_text(told, found),
        }
    panel = partial(FigurePanel, desk, figure, where, terms, n)
    live.show_panel(lambda: panel().widget, forms, {"panel": "evidence"})


def show_saving(desk: Workbench, *, replace: bool = False) -> None:
    """Save the chosen articles if there is a name for them; in JupyterLab, offer to.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    replace : bool
        Whether a working set of this name may be replaced.
    """
    told = "No working set was saved: there is no name for it."
    if desk.name:
        told = desk.save(desk.name, replace=replace)
    forms = {"text/plain": told, "text/html": f"<p>{escape(told)}</p>"}
    live.show_panel(lambda: SavePanel(desk, desk.name).widget, forms, {"panel": "saving"})
