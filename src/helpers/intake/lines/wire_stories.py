"""Stories as agencies send them: a dateline above, a sign-off below, rows of tables between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.intake.lines.marking import COIN, Marking
from helpers.intake.model import BODY
from helpers.intake.parts import DATE, read_dateline

if TYPE_CHECKING:
    from helpers.intake.lines.decode_page import Page

OF_WIRES = frozenset({"wire sign-off"})
"""Reasons that lines of a story sent by wire may have."""


def is_wire_story(found: Page) -> bool:
    """Tell a file that has a sign-off, and nothing else around its text.

    Parameters
    ----------
    found : Page
        What was found about the lines.

    Returns
    -------
    bool
        False where a line is known to be furniture of a page.
    """
    signed = bool(found.reasons) and not found.markers
    return signed and OF_WIRES.issuperset(found.reasons.values())


def is_filed(text: str) -> bool:
    """Tell whether a line opens with a dateline that has the day: a headline has none.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    bool
        True for the first row of a table behind place and day, too.

    Examples
    --------
    >>> is_filed("OSLO, March 2 - Profit nil vs loss"), is_filed("OSLO - Talks Fail Again")
    (True, False)
    """
    opened = read_dateline(text).length if "-" in text else 0
    return opened > 0 and DATE.search(text, 0, opened) is not None


def keep_rows(marking: Marking) -> None:
    """Keep all lines between the first paragraph of a wire story and its sign-off.

    Where a file has nothing else around the text, brief lines are rows of a table.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    """
    _, found, kinds, sure = marking
    if BODY not in kinds or not is_wire_story(found):
        return
    for i in range(kinds.index(BODY), max(found.reasons)):
        if not kinds[i] and not (i in found.reasons or i in found.repeats or i in found.bylines):
            kinds[i], sure[i] = BODY, COIN
