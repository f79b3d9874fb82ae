"""Sentences about tests that keep the articles of an author together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from helpers.analysis.authors import authors_sentence
from helpers.analysis.honesty import format_p
from helpers.analysis.tables import compared
from helpers.reporting.findings import plain

if TYPE_CHECKING:
    from helpers.corpus.corpus import Corpus


def kept_together(p: float, floor: float) -> str:
    """Say which p there is when the articles of each author are kept together.

    Parameters
    ----------
    p, floor : float
        That p, and the least it can be; NaN where there was no such test.

    Returns
    -------
    str
        A sentence with a space before it, or an empty string.

    Examples
    --------
    >>> kept_together(0.31, 0.0022)
    ' With the articles of each author kept together, p is 0.31 (the smallest possible is 0.002).'
    """
    if math.isnan(p):
        return ""
    return (
        f" With the articles of each author kept together, p is {format_p(p)} (the smallest "
        f"possible is {format_p(floor)})."
    )


def author_limits(corpus: Corpus) -> list[str]:
    """Say what authors who wrote several articles of one era mean for the verdicts.

    Parameters
    ----------
    corpus : Corpus
        A corpus.

    Returns
    -------
    list of str
        Sentences of Markdown; none where no author wrote several.
    """
    told = authors_sentence(compared(corpus)) if len(corpus.eras) > 1 else ""
    if not told:
        return []
    return [
        plain(
            f"{told} Where there are enough articles for verdicts, these ask for a test that keeps "
            "the articles of each author together, too; authors who wrote in several eras are "
            "compared with themselves."
        )
    ]
