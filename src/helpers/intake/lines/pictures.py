"""Captions that nothing marks but who took the picture, in the same line or in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.intake.lines.marking import LIKELY, Marking
from helpers.intake.model import BODY
from helpers.intake.parts import is_photographer

_CREDIT_IN_CAPITALS = re.compile(r"[.!?] [A-Z][A-Z' -]{4,30} (?:FOR|/) [A-Z][A-Z' ]{2,30}$")
_LONGEST_CREDIT, _FEW = 70, 8
"""Who took a picture, at the end of its caption; characters of that, and words of it in a line of
its own."""

_LONGEST_CAPTION, _LONGEST_DESCRIPTION, _LINES_ABOVE = 25, 40, 2
"""Words of a caption above the text, and of one above the name of who took the picture; lines from
the first of the text down to that name."""


def is_picture_above_text(marking: Marking, start: int) -> bool:
    """Tell a caption without a mark: who took the picture ends it, or has the line below it.

    Parameters
    ----------
    marking : Marking
        The lines.
    start : int
        Position of the first line of the text; another follows.

    Returns
    -------
    bool
        True for the caption of a picture above the text.
    """
    page, found, kinds, _ = marking
    text, below = page.texts[start], page.texts[start + 1]
    of_picture = kinds[start + 1] == "caption" or found.reasons.get(start + 1) == "caption"
    if not (of_picture or text[-1].isupper()) or BODY not in kinds[start + 1 :]:
        return False
    if kinds[start] != BODY or found.reasons.get(kinds.index(BODY, start + 1) + 1) == "caption":
        return False  # a gallery has captions for a text
    credited = _CREDIT_IN_CAPITALS.search(text[-_LONGEST_CREDIT:])
    if credited and text[: -len(credited[0])].count(" ") >= _FEW and not text.isupper():
        return True
    brief = found.words[start] <= _LONGEST_CAPTION and found.odds[start] < 1
    return bool(brief and of_picture and below.count(" ") < _FEW and below[-1] not in ".!?")


def mark_described(marking: Marking, captions: Sequence[int]) -> None:
    """Take brief lines amid a text for captions where only who took the picture is below them.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    captions : sequence of int
        Positions of the captions that have a mark.
    """
    page, found, kinds, sure = marking
    first = kinds.index(BODY) if BODY in kinds else len(kinds)
    for i in captions:
        if i < first + _LINES_ABOVE:
            continue
        amid = kinds[i - 1 : i + 2 : 2] == [BODY, BODY]
        brief = found.words[i - 1] <= _LONGEST_DESCRIPTION
        if amid and brief and is_photographer(page.texts[i]):
            kinds[i - 1], sure[i - 1] = "caption", LIKELY
