"""Days above a text that stand on no line of their own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from helpers.intake.dates.published_days import CLOCK, FULL_DATE, find_published
from helpers.intake.parts.author_names import is_prose_beside_day

_FULL = re.compile(rf"(?<![\w/-])(?:{FULL_DATE})(?:(?=T\d\d:)|(?![\w-]|/\d))", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:updated?|upd|modified|changed|edited|amended|corrected|revised|reviewed|republished|re-?posted|"
    r"reprinted|translated|archived|captured|cached)\b",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"\b(?:published|posted|original(?:ly)?|first|created|issued)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:first|originally) (?:published|posted)\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\b(?:copyright|since|founded|accessed|retrieved|printed|saved|forecast|weather)\b|©|"
    r"\b(?-i:[Ee]st\.)",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:born|died|killed|remembering|anniversary|photo|photograph|pictured|taken|recorded|"
    r"file(?! under)|in print|print edition|today is|today's|next|e-?paper|as of|valid|effective|"
    r"until|till|deadline|due|expir(?:es|ed|y)|ends?|opens|starts|begins|premieres|closes|closed|"
    r"tickets?|register|subscribe|offer|join|joined|member|conference|summit|webinar)\b",
    re.IGNORECASE,
)
"""What a day right behind it is of: an event, a photograph, a reader's account, the page."""

_HOUR_BEFORE = re.compile(r"\d ?[AaPp]\.?[Mm]\.?(?: [A-Z]{2,3})?[ ,]*$")
_PARTS_OF_LINE = re.compile(r"[|•·;]")
_LONGEST = 200


def days_above(date_lines: Sequence[str], naming_lines: Sequence[str]) -> list[str]:
    """Find the days above a text, beside the names of author or paper where no line is a day.

    Parameters
    ----------
    date_lines : sequence of str
        Lines that stand for a day.
    naming_lines : sequence of str
        Lines that may name the author or the paper.

    Returns
    -------
    list of str
        Days and lines with days.

    Examples
    --------
    >>> days_above([], ["By Ada Byron, Staff Writer | May 3, 1994", "By Mary Ward"])
    ['May 3, 1994']
    >>> days_above(["Updated 4 May 2019 / Original 3 May 2019, 10:07"], [])
    ['3 May 2019, 10:07']
    """
    lines = sorted(date_lines, key=lambda line: _FIRST.search(line[:_LONGEST]) is None)
    told = [_day_beside(line) or line for line in lines]
    if any(map(find_published, told)):
        return told
    return [
        *told,
        *filter(None, map(_day_beside, itertools.filterfalse(is_prose_beside_day, naming_lines))),
    ]


def _day_beside(line: str) -> str:
    """Find the day of publication in a line, as it is written, else when it was last changed.

    There is none where the line has several days, or where it is the day of something else.
    """
    posted: list[str] = []
    plain: list[str] = []
    changed: list[str] = []
    for label, day in _days(line[:_LONGEST]):
        if _OTHER_DAY.search(label) or _is_of_other_thing(label):
            continue
        if _CHANGED.search(label):
            changed.append(f"updated {day}")
        else:
            (posted if _POSTED.search(label) else plain).append(day)
    if posted:
        return posted[0]
    if len(plain) == 1:
        return plain[0]
    return changed[-1] if changed and not plain else ""


def _is_of_other_thing(label: str) -> bool:
    """Tell whether the part of a line that a day stands in, or the one before it, is no posting."""
    nearest = next(filter(str.strip, reversed(_PARTS_OF_LINE.split(label))), "")
    return bool(_OTHER_THING.search(nearest)) and not _POSTED.search(nearest)


def _days(line: str) -> Iterator[tuple[str, str]]:
    """Find the days of a line, each with its time of day, and what stands before them."""
    end = 0
    for match in _FULL.finditer(line):
        clock = CLOCK.match(line, match.end())
        behind = clock.end() if clock else match.end()
        label, end = line[end : match.start()], behind
        hour = _HOUR_BEFORE.search(label)
        day = line[match.start() : behind].strip(" ,|@•·/–—-")
        if find_published(day) is None and hour:  # which is the month, the hour before it tells
            day = f"{day} {hour.group().strip(' ,')}"
        if find_published(day) is not None:
            yield label, day
