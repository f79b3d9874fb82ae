"""Sentences behind a figure as readers see them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from helpers.analysis.honesty import count_of
from helpers.reporting.concordance import locator
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd

WITHHELD = "(text withheld, and no gist)"
IN_OUR_WORDS = "(text withheld; this is what the passage says, in our words)"


def evidence_told(told: str, found: pd.DataFrame) -> str:
    """Say what the sentences stand behind, and how many there are.

    Parameters
    ----------
    told : str
        The choice of articles in words, as `WorkingSet.told` gives it.
    found : pandas.DataFrame
        As `sentences_behind` gives it.

    Returns
    -------
    str
        Two sentences, plain text.
    """
    if found.empty:
        return f"{told}. No passage stands behind it."
    size = count_of(len(found), "passage")
    return f"{told}. {size} of {count_of(_articles(found), 'article')}, strongest first."


def _articles(found: pd.DataFrame) -> int:
    return int(found["article_id"].nunique())


def evidence_markup(told: str, found: pd.DataFrame) -> str:
    """Write the sentences behind a figure as HTML, everything from the corpus escaped.

    Parameters
    ----------
    told, found
        As for `evidence_told`.

    Returns
    -------
    str
        A paragraph and a list.
    """
    items = "".join(
        f"<li><div>{_words(row)}</div><small>{escape(locator(row))}; {escape(row.why)}</small></li>"
        for row in rows(found)
    )
    listed = f"<ol>{items}</ol>" if items else ""
    return f'<div class="evidence"><p>{escape(evidence_told(told, found))}</p>{listed}</div>'


def _words(row: Any) -> str:  # noqa: ANN401  (a row holds anything)
    if isinstance(row.text, str):
        return escape(row.text)
    return f"<i>{escape(_gist(row))}</i>"


def _gist(row: Any) -> str:  # noqa: ANN401
    return f"{row.gist} {IN_OUR_WORDS}" if isinstance(row.gist, str) else WITHHELD


def evidence_text(told: str, found: pd.DataFrame) -> str:
    """Write the sentences behind a figure as plain text.

    Parameters
    ----------
    told, found
        As for `evidence_told`.

    Returns
    -------
    str
        One line for the choice, two for each sentence.
    """
    lines = [evidence_told(told, found)]
    for row in rows(found):
        words = row.text if isinstance(row.text, str) else _gist(row)
        lines += [f"  {words}", f"      {locator(row)}; {row.why}"]
    return "\n".join(lines)
