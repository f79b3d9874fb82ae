"""A choice of articles as HTML and as text: what filters leave, which articles, a term in use."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.working_sets.search import search
from helpers.errors import DatelinesError
from helpers.reporting.concordance import concordance_markup, concordance_text
from helpers.reporting.show import table

if TYPE_CHECKING:
    from helpers.analysis.working_sets.selection import WorkingSet

NOTHING = "There is nothing to draw here, and so nothing behind it."

ARTICLES = 20
"""Articles that are listed."""


def steps_forms(chosen: WorkingSet) -> dict[str, str]:
    """Write what each filter takes away, as HTML and as text.

    Parameters
    ----------
    chosen : WorkingSet
        The choice.

    Returns
    -------
    dict of str to str
        ``text/html`` and ``text/plain``.
    """
    told = _as_sentence(chosen.told())
    steps = chosen.steps().rename(columns={"taken_away": "taken away", "alone": "pass it alone"})
    if steps.empty:
        return {"text/html": f"<p>{escape(told)}</p>", "text/plain": told}
    forms = table(steps, "What each filter leaves and takes away, in articles")
    return {
        "text/html": f"<p>{escape(told)}</p>{forms['text/html']}",
        "text/plain": f"{told}\n{forms['text/plain']}",
    }


def article_forms(chosen: WorkingSet, n: int) -> dict[str, str]:
    """List chosen articles, as HTML and as text.

    Parameters
    ----------
    chosen : WorkingSet
        The choice.
    n : int
        Articles at the most.

    Returns
    -------
    dict of str to str
        ``text/html`` and ``text/plain``.
    """
    rows = np.flatnonzero(chosen.kept)
    if not len(rows):
        return {"text/html": "<p>No article is chosen.</p>", "text/plain": "No article is chosen."}
    caption = "The chosen articles, in order of time"
    if len(rows) > n:
        caption += f": the first {n} of {len(rows):,}"
    columns = {"label": "article", "n_words": "words"}
    wanted = ["label", "era", "earliest", "latest", "publisher", "place", "n_words"]
    own = chosen.index.articles.iloc[rows[:n]][wanted].rename(columns=columns)
    return table(own.fillna("open").reset_index(drop=True), caption)


def search_forms(chosen: WorkingSet, term: str, n: int) -> dict[str, str]:
    """Write a term in its context, as HTML and as text; or why there is nothing.

    Parameters
    ----------
    chosen : WorkingSet
        The articles to look in.
    term : str
        What to look up.
    n : int
        Lines of each era at the most.

    Returns
    -------
    dict of str to str
        ``text/html`` and ``text/plain``.
    """
    try:
        found = search(chosen.index, term, chosen.kept, n=n)
    except DatelinesError as error:
        told = sentence(error)
        return {"text/html": f"<p>{escape(told)}</p>", "text/plain": told}
    return {"text/html": concordance_markup(found), "text/plain": concordance_text(found)}


def sentence(error: DatelinesError) -> str:
    """Write what is wrong as a sentence.

    Parameters
    ----------
    error : DatelinesError
        What was raised.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> sentence(DatelinesError("no article: widen it"))
    'No article: widen it.'
    """
    return _as_sentence(str(error))


def _as_sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
