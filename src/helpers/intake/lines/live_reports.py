"""Entries of live reports: the hour, a title and what came to pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.intake.lines.decode_page import NEVER
from helpers.intake.model import BODY

if TYPE_CHECKING:
    from helpers.intake.lines.decode_page import Page
    from helpers.intake.lines.layout import Blocks

SENTENCE, COIN = 8, 0.6
"""Words of a sentence, and confidence in one that may be text for all that."""

_FEWEST_ENTRIES, _IN_TITLE, _MOST_BESIDE_NAME = 2, range(2, 36), 7
"""Entries of a live report, spaces of their titles, and of the line that says who reports."""


def keep_entry_titles(page: Blocks, kinds: list[str], sure: list[float], found: Page) -> None:
    """Keep the titles of a live report, each between the hour and the text of its entry.

    Parameters
    ----------
    page : Blocks
        The lines.
    kinds : list of str
        Kind of each line, to be changed in place.
    sure : list of float
        How sure that is, from 0.5 to 1, to be changed in place.
    found : Page
        What was found about the lines.
    """
    if [*found.reasons.values()].count("clock time") < _FEWEST_ENTRIES:
        return
    hours = [i for i, reason in found.reasons.items() if reason == "clock time"]
    entries = []
    for title in (i + 1 for i in hours if BODY in kinds[i + 2 : i + 4]):
        told = title + 2 if _names_reporter(page.texts[title + 1]) else title + 1
        if kinds[told : told + 1] == [BODY] and found.words[told] >= SENTENCE:
            entries.append((title, told))
    if len(entries) < _FEWEST_ENTRIES:
        return
    for title, told in entries:
        may_be = not kinds[title] and title not in found.reasons and found.odds[title] > NEVER
        if may_be and page.texts[title].count(" ") in _IN_TITLE:
            kinds[title], sure[title] = BODY, COIN
        if told > title + 1:
            kinds[title + 1], sure[title + 1] = "author box", COIN


def _names_reporter(text: str) -> bool:
    return text.startswith(("By ", "From ")) and text.count(" ") < _MOST_BESIDE_NAME


def is_latest_entry(kinds: Sequence[str], found: Page, i: int) -> bool:
    """Tell a line below its clock time and above the text: a live report begins with the latest.

    Parameters
    ----------
    kinds : sequence of str
        Kind of each line.
    found : Page
        What was found about the lines.
    i : int
        Position of the line.

    Returns
    -------
    bool
        Whether text and another hour follow.
    """
    below = (k for k in range(i + 1, len(kinds)) if found.words[k] >= SENTENCE)
    entry = next(below, 0)
    return (
        entry > 0
        and kinds[entry] == BODY
        and "clock time" in map(found.reasons.get, range(i + 1, entry))
    )
