"""Live reports, which tell the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.intake.model import BODY

if TYPE_CHECKING:
    from helpers.intake.lines.marking import Marking

SENTENCE = 8
"""Words of a sentence."""


def is_latest_entry(marking: Marking, i: int) -> bool:
    """Tell a line below its clock time and above the text: a live report begins with the latest.

    Parameters
    ----------
    marking : Marking
        The lines.
    i : int
        Position of the line.

    Returns
    -------
    bool
        Whether text and another hour follow.
    """
    found, kinds = marking.found, marking.kinds
    below = (k for k in range(i + 1, len(kinds)) if found.words[k] >= SENTENCE)
    entry = next(below, 0)
    return (
        entry > 0
        and kinds[entry] == BODY
        and "clock time" in map(found.reasons.get, range(i + 1, entry))
    )
