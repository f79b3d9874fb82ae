"""Days above a text that stand on no line of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.intake.dates.date_cues import FULL_DATE, find_published

_FULL = re.compile(rf"(?<![\w/-])(?:{FULL_DATE})(?![\w/-])", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\b(?:copyright|since|founded|est|accessed|retrieved|printed|saved)\b|©", re.IGNORECASE
)


def days_above(date_lines: Sequence[str], naming_lines: Sequence[str]) -> list[str]:
    """Find the days above a text, beside the names of author or paper where no line is a day.

    Parameters
    ----------
    date_lines : sequence of str
        Lines that stand for a day.
    naming_lines : sequence of str
        Lines that name the author or the paper.

    Returns
    -------
    list of str
        Days and lines with days.

    Examples
    --------
    >>> days_above([], ["By Ada Byron, Staff Writer | May 3, 1994", "By Mary Ward"])
    ['May 3, 1994']
    """
    told = [line if find_published(line) else _day_beside(line) or line for line in date_lines]
    if any(map(find_published, told)):
        return told
    return [*told, *filter(None, map(_day_beside, naming_lines))]


def _day_beside(line: str) -> str:
    """Find the one day in a line, as it is written, behind "updated" where the line says so.

    There is none where the line has several, or where it is the day of something else.
    """
    short = line[:200]
    if _OTHER_DAY.search(short):
        return ""
    found = list(_FULL.finditer(short))
    if len(found) != 1 or find_published(found[0][0]) is None:
        return ""
    changed = _CHANGED.search(short, 0, found[0].start())
    return f"updated {found[0][0]}" if changed else found[0][0]
