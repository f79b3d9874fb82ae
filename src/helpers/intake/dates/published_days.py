"""The day of publication above a text: on a line of its own, or beside author or paper."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from helpers.intake.dates.date_cues import DATELINE, DAY, WEEKDAY, YEAR, day_in, weekday_number
from helpers.intake.dates.evidence import Evidence, short_cue
from helpers.intake.dates.months import day_of

HEAD_LINES = 12
"""Lines at the top among which a date may be the date of publication."""

_FIRST_OF_CENTURY = 50
"""Years of two digits from here on are of the 20th century."""

_NUMBERS = (
    r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)"
    r"(?P<in_year>(?:1[6-9]|20)\d\d|\d\d)(?!\d)"
)
FULL_DATE = (
    rf"(?:{WEEKDAY},?\s+)?{DAY},?\s+{YEAR}"
    rf"|(?P<iso>(?:1[6-9]|20)\d\d[-/]\d\d?[-/]\d\d?)|{_NUMBERS}"
)
"""A day with its year."""

_HOUR = r"\d\d?[:.]\d\d(?:[:.]\d\d)?(?: ?(?i:[ap]\.?m\.?)(?![a-z]))?(?: \(?[A-Z]{2,5}\)?)?"
_PUBLISHED = re.compile(
    r"(?i:(?P<label>(?:(?:first |originally )?(?:published|posted|printed|issued|created)|dated?|"
    r"updated|last (?:updated|modified))(?: on| at)?:? {1,3}|by [^|,\d]{2,80}[|,-] ?))?"
    rf"(?:{_HOUR},? )?(?i:{FULL_DATE})(?P<rest>.{{0,80}})"
)
CLOCK = re.compile(
    r"(?:[ ,|T@•·/–—-]*(?:at )?\d\d?[:.]\d\d(?:[:.]\d\d)?\s?(?:(?i:[ap]\.?m\.?)(?![a-z]))?\s?"
    r"(?:\(?[A-Z]{1,5}(?![a-z])\)?)?[+-]?[\d:]{0,5})?[ ,|T-]*"
)
"""The time of day behind a date; may be empty."""

_POSTED = re.compile(r"(?:first |originally )?(?:published|posted|printed|issued|created|dated?)")
_DIGIT = re.compile(r"\d")
_MENU = re.compile(r"(?:[^|•·]{2,25}[|•·]){2,}[^|•·]{2,25}")
"""Sections of a site beside each other; a day right below them is the day of the visit."""

_CLOCK_AND_PAPER = re.compile(rf"{CLOCK.pattern}(?: ?\|.{{0,60}})?")
_TWELVE_HOURS = re.compile(r"(?i:\d ?[ap]\.?m\b)")
_MONTH_FIRST = re.compile(r"\b(?:[ECMP][SD]T|[ECMP]T)\b")
_DAY_FIRST = re.compile(r"\b(?:BST|CES?T|I[SR]?ST|A[EW][SD]T|SAST|WIB|H[Kk]T)\b")
_GREENWICH = re.compile(r"\b(?:GMT|UTC)\b")


def find_published(head: str) -> Evidence | None:
    r"""Find the date of publication that stands on a line of its own or beside the byline.

    Parameters
    ----------
    head : str
        First lines of a text.

    Returns
    -------
    Evidence or None
        Kind ``"explicit date"``.

    Examples
    --------
    >>> find_published("Talks Go On\nPublished: 3 May 1994\nThey went on.").earliest
    datetime.date(1994, 5, 3)
    >>> find_published("On 3 May 1994 they went on.")
    """
    found = [cue for line, below in _head_lines(head) if (cue := _published(line, below=below))]
    exact = [cue for cue in found if cue.used and cue.earliest is not None]
    return next(iter(exact or found), None)


def without_days_alone(head: str) -> str:
    r"""Take out the lines above a text that give a day: they are no part of a sentence.

    Parameters
    ----------
    head : str
        First lines of a text.

    Returns
    -------
    str
        The text without those lines.

    Examples
    --------
    >>> without_days_alone("Home | Fishing\nUpdated: 4 March 2017, 09:30\nEels were sold.")
    'Home | Fishing\nEels were sold.'
    """
    days = {line for line, _ in _head_lines(head) if _published(line) is not None}
    return "\n".join(line for line in head.split("\n") if line.strip() not in days)


def is_menu(line: str) -> bool:
    """Tell whether a line is a site's sections beside each other.

    Parameters
    ----------
    line : str
        A line of a page.

    Returns
    -------
    bool
        True for three short parts or more, none with a digit.

    Examples
    --------
    >>> is_menu("Home | Fishing | Letters"), is_menu("Oslo | 3 May 1994 | Ada Byron")
    (True, False)
    """
    return not _DIGIT.search(line) and _MENU.fullmatch(line.strip(" |•·")) is not None


@lru_cache(maxsize=1)
def _head_lines(head: str) -> tuple[tuple[str, bool], ...]:
    """Return the lines with a figure above the text, and whether a menu stands right above each.

    They are no part of a paragraph broken into lines.
    """
    found: list[tuple[str, bool]] = []
    lines = [line.strip() for line in head.splitlines()[: 2 * HEAD_LINES]]
    for i, line in enumerate(lines):
        has_figure = _DIGIT.search(line) is not None
        dateline = has_figure and DATELINE.match(line)
        if dateline or (i and len(line) > 160):  # a headline may be that long
            break
        above = lines[i - 1] if i > 0 else ""
        below = lines[i + 1] if i + 1 < len(lines) else ""
        broken = (len(above) > 45 and above[-1] not in ".!?\"'" and i > 1) or below[:1].islower()
        if not broken and has_figure:
            found.append((line, is_menu(next(filter(None, reversed(lines[:i])), ""))))
    return tuple(found)


def _published(line: str, *, below: bool = False) -> Evidence | None:
    match = _PUBLISHED.fullmatch(line[:200])
    if match is None:
        return None
    label = (match["label"] or "").lower()
    if not label and not _CLOCK_AND_PAPER.fullmatch(match["rest"]):
        return None
    day = _day_of(match, line)
    start = match.end("label") if label.startswith("by ") else 0
    cue = short_cue(line[start : match.start("rest")])
    if day is None:
        return _in_either_order(match, label, cue)
    if match["weekday"] and weekday_number(match["weekday"]) != day.weekday():
        wrong = f"{day} was no {match['weekday']} (set aside: the date is at odds with itself)"
        return Evidence(cue, "explicit date", ((day, day),), wrong, used=False)
    changed = "updated" in label or "modified" in label
    if changed or (below and not label):
        seen = f"the page was seen on {day}: the date is part of its menu"
        note = f"last changed on {day}" if changed else seen
        return Evidence(cue, "explicit date", ((None, day),), note)
    return Evidence(cue, "explicit date", ((day, day),), f"dated {day} above the text")


def _in_either_order(match: re.Match[str], label: str, cue: str) -> Evidence | None:
    """Take both days that numbers may mean, where a label says that they are of publication."""
    if not match["mark"] or not _POSTED.match(label) or len(match["in_year"]) < 4:
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["in_year"])
    days = sorted(filter(None, (day_of(year, first, second), day_of(year, second, first))))
    if len(days) < 2:
        return None
    note = f"dated {days[0]} or {days[1]} above the text: which number is the month is not told"
    return Evidence(cue, "explicit date", tuple((day, day) for day in days), note)


def _day_of(match: re.Match[str], line: str) -> date | None:
    if match["iso"]:
        return _iso(match["iso"])
    return _numeric(match, line) if match["mark"] else day_in(match, int(match["year"]))


def _iso(text: str) -> date | None:
    year, month, day = re.split(r"[-/]", text)
    return day_of(int(year), int(month), int(day))


def _numeric(match: re.Match[str], line: str) -> date | None:
    """Read a day in numbers, where it is plain which of them is the month.

    The zone tells it, if anything does: only Americans write the month first, but Indians and
    Australians write a.m. and p.m. like them, and Americans may give the hour of Greenwich. A point
    parts the numbers of Germans, and of some Americans.
    """
    first, second, year = int(match["first"]), int(match["second"]), int(match["in_year"])
    if len(match["in_year"]) == 2:
        if not match["label"] and not match["rest"].strip():  # three numbers may be anything
            return None
        year += 1900 if year >= _FIRST_OF_CENTURY else 2000
    by_24_hours = not _TWELVE_HOURS.search(line)
    if first > 12:
        return day_of(year, second, first)
    if second > 12 or first == second or _MONTH_FIRST.search(line):
        return day_of(year, first, second)
    european = by_24_hours and (match["mark"] == "." or _GREENWICH.search(line))
    return day_of(year, second, first) if european or _DAY_FIRST.search(line) else None
