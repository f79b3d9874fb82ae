"""Sentences about a choice of articles: what it is, what is behind it, and what it cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import INTERVALS_FROM, UNDATED, count_of
from helpers.analysis.working_sets.filters import (
    ActorFilter,
    ToneFilter,
    TopicFilter,
    WordFilter,
)
from helpers.reporting.findings import plain
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.remarks.finding_names import capital

if TYPE_CHECKING:
    from helpers.analysis.working_sets.selection import WorkingSet
    from helpers.reporting.workbench.desk import Workbench


def where_it_says_so(desk: Workbench, figure: str, cell: tuple[str, str] | None) -> str:
    """Say what was chosen, and where the sentences behind a figure are.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    figure : str
        What the rows of the figure are.
    cell : (str, str) or None
        Row and era that are followed.

    Returns
    -------
    str
        A paragraph of Markdown.
    """
    chosen = desk.chosen
    verb = "is" if chosen.size == 1 else "are"
    how = ", ".join(one.told() for one in chosen.filters)
    first = f"Chosen {verb} **{chosen.counted()}**" + (f": {plain(how)}." if how else ".")
    return f"{first} {_behind(desk, figure, cell)}"


def _behind(desk: Workbench, figure: str, cell: tuple[str, str] | None) -> str:
    if cell is None:
        return "There is no number here to be followed to its sentences."
    counts = desk.figure(figure)
    articles, era = counts.articles(*cell), cell[1]
    which = "of no era" if era == UNDATED else f"of {plain(era)}"
    told = counts.rows[cell[0]].told()
    verb = "is" if articles == 1 else "are"
    return (
        f"The figure followed below to its sentences: {articles:,} of the "
        f"{count_of(int(counts.of[era]), 'chosen article')} {which} {verb} there for this: "
        f"*{plain(told)}*."
    )


def found_behind(desk: Workbench, figure: str, cell: tuple[str, str] | None) -> str:
    """Say how many articles stand behind the cell that is followed.

    Parameters
    ----------
    desk, figure, cell
        As for `where_it_says_so`.

    Returns
    -------
    str
        A sentence of Markdown, true without what stands around it.
    """
    if cell is None:
        return f"{capital(plain(desk.chosen.told()))}: no figure has a number in it."
    counts = desk.figure(figure)
    era = "of no era" if cell[1] == UNDATED else f"of {plain(cell[1])}"
    of = count_of(int(counts.of[cell[1]]), "chosen article")
    told = counts.rows[cell[0]].told()
    return (
        f"*{plain(capital(told))}*: {counts.articles(*cell):,} of the {of} {era}; the "
        "page lists the sentences behind it."
    )


def limits(chosen: WorkingSet) -> list[str]:
    """List what a choice of articles cannot show.

    Parameters
    ----------
    chosen : WorkingSet
        The choice.

    Returns
    -------
    list of str
        Sentences, plain text.
    """
    told = [
        "To choose is not to test: this page counts and reads. Whether eras differ is asked by the "
        "other notebooks, of the whole folder or of a saved working set."
    ]
    kinds = {type(one) for one in chosen.filters}
    circular = [
        name
        for kind, name in (
            (TopicFilter, "the topic"),
            (ToneFilter, "the tone"),
            (ActorFilter, "the actor"),
            (WordFilter, "the word"),
        )
        if kind in kinds
    ]
    if circular:
        told.append(
            f"These articles were chosen by {listed(circular)}: that they are alike in this was "
            "made by choosing, and is no finding about the coverage. Compare them in anything else."
        )
    articles = chosen.articles
    undated = int((articles["era"] == UNDATED).sum())
    if undated:
        told.append(
            f"{count_of(undated, 'article')} of no era stand in a column of their own: what they "
            "say may belong to one of several eras, or to none."
        )
    sizes = articles.loc[articles["era"] != UNDATED, "era"].value_counts()
    small = [str(era) for era in chosen.index.corpus.eras if 0 < sizes.get(era, 0) < INTERVALS_FROM]
    if small:
        told.append(
            f"Fewer than {INTERVALS_FROM} of the chosen articles are of {listed(small)}: a number "
            "there describes these articles and nothing more."
        )
    return told
