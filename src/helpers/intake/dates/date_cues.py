"""Dates that a text itself gives: in its dateline, with a day of the week, in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from helpers.intake.dates.evidence import Days, Evidence, Interval, around, short_cue, union
from helpers.intake.dates.months import day_of, month_number
from helpers.intake.dates.word_sets import windows, words_of
from helpers.intake.lines.patterns import MONTH

FILED = (1, 2)
"""Days before and after the day of a dateline on which the story may have been published."""

NEARBY = (183, 213)
"""Days before and after a weekday with a day of the month, but no year, that a text is written on.

It names the nearest such day, or one a little farther behind: most texts look back.
"""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?P<weekday>(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)\.?"
_FULL_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_ORDINAL = r"(?:st|nd|rd|th)?"
DAY = (
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?!\d){_ORDINAL}"
    rf"|(?P<d2>\d{{1,2}}){_ORDINAL}\s+(?P<m2>{MONTH})(?!\w))"
)
YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
"""Patterns of the parts of a day, with a group for each."""
_SOURCE = r"(?:\s*\([^()\n]{2,40}\))?"
DATELINE = re.compile(
    rf"^[ \t]*(?P<place>[A-Z][A-Za-z.'-]+(?:[ /][A-Za-z.'-]+){{0,4}}(?:, ?[A-Z][\w.' -]{{1,24}}?)?)"
    rf"{_SOURCE},?\s+(?:{WEEKDAY},?\s+)?(?i:{DAY})(?:,?\s+{YEAR})?,?{_SOURCE}"
    r"(?:,? Reuters?)?\s*(?:-|:|_ |\. (?=[A-Z]))",
    re.MULTILINE,
)
"""Place and day at the start of a line, and the mark behind them."""

_IN_NUMBERS = re.compile(
    r"^[ \t]*(?P<place>[A-Z][A-Z.'-]+(?: [A-Z.'-]+){0,4}),? "
    r"(?:(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<a>\d\d?)(?P<mark>\. ?|/)(?P<b>\d\d?)(?P=mark)(?P<in_year>(?:19|20)\d\d))"
    rf"{_SOURCE}\s*(?:-|:)",
    re.MULTILINE,
)
"""A dateline whose day is in numbers, with its year; those with a point begin with the day."""

_PLACE = re.compile(
    r"^[ \t]*(?P<place>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3})(?:, [A-Z][\w.' ]{1,24})?"
    rf"(?:, (?:{MONTH}) \d\d?)?(?:,? ?\([^()\n]{{2,40}}\)|, Reuters?)?(?: ?--? |: )",
    re.MULTILINE | re.IGNORECASE,
)
_WEEKDAY_AND_DAY = re.compile(rf"\b{_FULL_WEEKDAY},? (?:the )?{DAY}(?!,? \d{{4}}|\d)")
_SINCE = re.compile(
    rf"\b[Ss]ince (?:(?P<month>{MONTH}),? )?{YEAR}\b(?! (?:GMT|hours|hrs|local|E[SD]T))"
)


_ANY_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_YEAR_TO_COME = rf"(?:{MONTH},? (?:\d\d?,? )?)?{YEAR}(?![\w/:-]|[.,]\d)"
_PART_OF_YEAR = r"(?: the end of| the year| end| late| early| mid)?[ -]"
_LATER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:due|maturing|repayable|redeemable)(?: in| on| by)? {_YEAR_TO_COME}",
        r"\b(?:will|would|expected|target|goal|plans?|aims?|projected|should|could)\b[^.;:]{0,80}"
        rf" by{_PART_OF_YEAR}{_YEAR_TO_COME}",
        r"\b(?:will(?! be (?:remembered|recalled|seen|noted|found) that\b)|"
        r"expected to|is to|are to|plans? to|aims? to|scheduled to) "
        r"(?:(?!from |than |as |same |reported |and |established |of )[^.;:,(]){0,40}"
        rf"\b(?:in|until|before){_PART_OF_YEAR}{_YEAR_TO_COME}",
    )
)
_LONGEST_LATER, _BEHIND_YEAR = 160, 8
"""Characters before and after the start of a year to come that its patterns read at most."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar, perhaps without its year, such as "Wednesday, June 28".

    Attributes
    ----------
    cue : str
        The words, six at most.
    month, day : int
        As in ``datetime.date``.
    weekday : int or None
        0 for Monday; None where none is given.
    year : int or None
        None where none is given.
    """

    cue: str
    month: int
    day: int
    weekday: int | None
    year: int | None = None

    @property
    def full(self) -> date | None:
        """The day itself, where it has a year."""
        return None if self.year is None else day_of(self.year, self.month, self.day)

    def among(self, days: Days, before: int, after: int) -> tuple[Days, tuple[date, ...]]:
        """Find the years in which a text from some set of days may mean this day.

        Parameters
        ----------
        days : tuple of (date or None, date or None)
            When the text may have been written.
        before, after : int
            How many days before or after this day it may have been written.

        Returns
        -------
        tuple
            The days that are left, and this day in each year that is possible; on a side where
            ``days`` is open only the nearest year is given.

        Examples
        --------
        >>> day = CalendarDay("Wednesday, June 28", 6, 28, 2)
        >>> day.among(((date(1990, 1, 1), date(1996, 1, 1)),), 0, 0)[1]
        (datetime.date(1995, 6, 28),)
        """
        kept: list[Interval] = []
        meant: list[date] = []
        for first, last in days:
            if first is None and last is None:
                kept.append((first, last))
                continue
            for found in self._near(first, last):
                earliest, latest = around(found, before, after)
                begins, ends = max(earliest, first or date.min), min(latest, last or date.max)
                if begins > ends:
                    continue
                meant.append(found)
                kept.append((first and begins, last and ends))
                if first is None or last is None:
                    break
        return union(kept), tuple(sorted(set(meant)))

    def _near(self, first: date | None, last: date | None) -> Iterator[date]:
        if first is not None:
            stop = last.year + 1 if last is not None else first.year + 45
            years = range(first.year - 1, stop + 1)
        else:
            assert last is not None
            years = range(last.year + 1, last.year - 45, -1)
        for year in years:
            found = day_of(year, self.month, self.day)
            if found and self.weekday in (None, found.weekday()):
                yield found


def find_dateline(head: str) -> CalendarDay | None:
    r"""Find the day in a dateline such as "OSLO, March 2 (AP) --".

    Parameters
    ----------
    head : str
        First lines of a text.

    Returns
    -------
    CalendarDay or None
        The first dateline's; None where none has a day.

    Examples
    --------
    >>> find_dateline("Talks Go On\n\nOSLO, March 2 (AP) -- They went on.").month
    3
    """
    for match in DATELINE.finditer(head):
        town = match["place"].partition(",")[0]
        year = int(match["year"]) if match["year"] else None
        wire = town.isupper() or "(" in match.group() or match.group().endswith(" -")
        if wire and day_in(match, year or 2000):
            weekday = weekday_number(match["weekday"]) if match["weekday"] else None
            end = max(match.end(group) for group in ("d1", "m2", "year"))
            cue = short_cue(head[match.start("place") : end])
            return CalendarDay(cue, *_month_and_day(match), weekday, year)
    return next(filter(None, map(_day_in_numbers, _IN_NUMBERS.finditer(head))), None)


def _day_in_numbers(match: re.Match[str]) -> CalendarDay | None:
    """Read a dateline's day in numbers, where it is plain which of them is the month."""
    if match["y"]:
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    else:
        year, day, month = int(match["in_year"]), int(match["a"]), int(match["b"])
        if match["mark"] == "/" and month > 12:
            day, month = month, day
        elif match["mark"] == "/" and day <= 12 and day != month:
            return None
    if day_of(year, month, day) is None:
        return None
    end = max(match.end("d"), match.end("in_year"))
    cue = short_cue(match.string[match.start("place") : end])
    return CalendarDay(cue, month, day, None, year)


def find_place(head: str) -> str:
    r"""Find the place of a dateline, with what stands beside it.

    Parameters
    ----------
    head : str
        First lines of a text.

    Returns
    -------
    str
        Empty where none is in capitals.

    Examples
    --------
    >>> find_place("Talks Go On\n\nOSLO (Reuter): They went on.")
    'OSLO (Reuter):'
    """
    for match in _PLACE.finditer(head):
        if match["place"].isupper():
            return match.group().strip()
    return ""


def find_weekdays(text: str) -> list[tuple[int, CalendarDay]]:
    """Find days of the month that stand with their weekday but without a year.

    Parameters
    ----------
    text : str
        Words by single spaces.

    Returns
    -------
    list of (int, CalendarDay)
        Place in the text and day, in the order of the text; each day once.

    Examples
    --------
    >>> find_weekdays("It closes on Wednesday, June 28.")[0][1].weekday
    2
    """
    found: dict[tuple[int, int, int], tuple[int, CalendarDay]] = {}
    if words_of(text).isdisjoint(_WEEKDAYS):
        return []
    for match in _WEEKDAY_AND_DAY.finditer(text):
        if day_in(match, 2000):
            key = (*_month_and_day(match), weekday_number(match["weekday"]))
            found.setdefault(key, (match.start(), CalendarDay(short_cue(match.group()), *key)))
    return list(found.values())


def find_passing_dates(text: str) -> list[tuple[int, Evidence]]:
    """Find years in running text that set a bound by themselves.

    Of wire stories of 1987, a year called due, or aimed at with "by", was over in one of 150.

    "Since 1985" looks back for certain. A bare "in 1985" or a full date does not: one in twenty
    of the first and half of the second look ahead in wire stories of 1987; their sentences decide
    (:func:`helpers.intake.dates.year_cues.find_years`).

    Parameters
    ----------
    text : str
        Words by single spaces.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue: the latest year looked back on, and the first one to come.

    Examples
    --------
    >>> [cue.cue for _, cue in find_passing_dates("Shut since 1985, it opens before June 4.")]
    ['since 1985']
    """
    found: list[tuple[int, Evidence]] = []
    since = _SINCE.finditer(text) if "ince " in text else ()
    backward = [(_look_back(match), match) for match in since]
    if backward:
        day, match = max(backward, key=lambda pair: (pair[0], -pair[1].start()))
        note = f"looks back on {match['year']}"
        cue = Evidence(short_cue(match.group()), "relative", ((day, None),), note)
        found.append((match.start(), cue))
    near = [*windows(_ANY_YEAR, text, _LONGEST_LATER, _BEHIND_YEAR)]
    ahead = [match for later in _LATER for span in near for match in later.finditer(text, *span)]
    if ahead:
        first = min(ahead, key=lambda match: (int(match["year"]), match.start()))
        lead = text[max(first.start(), first.start("year") - 24) : first.start("year")].split()[-2:]
        note = f"{first['year']} is still to come, or to end"
        words = short_cue(" ".join([*lead, first["year"]]))
        days = ((None, date(int(first["year"]), 12, 31)),)
        found.append((first.start(), Evidence(words, "relative", days, note)))
    return found


def _look_back(match: re.Match[str]) -> date:
    month = month_number(match["month"]) if match["month"] else 1
    return date(int(match["year"]), month, 1)


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    return month_number(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])


def day_in(match: re.Match[str], year: int) -> date | None:
    """Return the day that a match of ``DAY`` means in a year.

    Parameters
    ----------
    match : re.Match
        With the groups of ``DAY``.
    year : int
        The year.

    Returns
    -------
    datetime.date or None
        None where that year has no such day.

    Examples
    --------
    >>> day_in(re.match(DAY, "May 3"), 1994)
    datetime.date(1994, 5, 3)
    """
    return day_of(year, *_month_and_day(match))


def weekday_number(name: str) -> int:
    """Return the number of a day of the week.

    Parameters
    ----------
    name : str
        Its name, three letters at least.

    Returns
    -------
    int
        0 for Monday.

    Examples
    --------
    >>> weekday_number("Tues")
    1
    """
    start = name[:3].lower()
    return next(i for i, day in enumerate(_WEEKDAYS) if day.startswith(start))
