"""Dates that stand outside an article's own words: in its file, its address, the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from helpers.intake.dates.date_cues import NEARBY, CalendarDay
from helpers.intake.dates.evidence import Days, Evidence, holds, hull, intersect, short_cue
from helpers.intake.dates.months import MONTHS, day_of, month_number
from helpers.intake.lines.patterns import MONTH

NEAR = 1
"""Days by which a date in an address or on the page may be off: presses and clocks differ."""

WIDE = 400
"""Days left by the text up to which a name or address among them is believed."""

OF_DAY_NUMBERS, OF_SHORT_YEARS = "column of day numbers", "column of two-digit years"
"""Columns whose days are understood from the column as a whole, the numbers counted from 1900."""

STATED = (
    *("export header", "citation", "metadata", "metadata table", "column"),
    *(OF_DAY_NUMBERS, OF_SHORT_YEARS),
)
"""Sources that state the day of an article, which is not read from a name or a page."""

_STRONG = frozenset(STATED)
_LONGEST = 300
"""Characters of an address, a name or a line that are read."""

_YEAR = r"(?P<year>19[5-9]\d|20[0-4]\d)"
_ANY_YEAR = r"(?P<year>1[6-9]\d\d|20[0-4]\d)"
"""Years beside a month and a day that stand apart; other numbers may be anything."""

_HAS_YEAR = re.compile(r"1[6-9]\d\d|20\d\d")
_IN_NAMES = tuple(
    re.compile(rf"(?<![0-9])(?:{form})(?![0-9])", re.IGNORECASE)
    for form in (
        rf"{_ANY_YEAR}(?P<part>[-/._])(?P<month>\d\d?)(?P=part)(?P<day>\d\d?)",
        rf"{_YEAR}/?(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])",
        rf"{_ANY_YEAR}[-/_]?(?P<name>{'|'.join(MONTHS)})[a-z]*[-/_]?(?P<day>\d\d?)",
        rf"(?P<day>\d\d?)[-_ ]?(?P<name>{'|'.join(MONTHS)})[a-z]*[-_ ]?{_ANY_YEAR}",
        rf"(?P<name>{'|'.join(MONTHS)})[a-z]*[-_ ]?(?P<day>\d\d?)[-_ ,]+{_ANY_YEAR}",
    )
)
_DAY_FIRST = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<day>\d\d?)(?P<part>[-._])(?P<month>\d\d?)(?P=part){_ANY_YEAR}(?![0-9])"
)
_MONTH_IN_NAME = re.compile(
    rf"(?<![0-9._-]){_YEAR}(?P<part>[-._])(?P<month>0[1-9]|1[0-2])(?![0-9]|[._-]\d)"
)
"""A year and a month, unless they may be a season: 2003-04."""

_MONTH_IN_ADDRESS = re.compile(rf"/{_YEAR}/(?P<month>0?[1-9]|1[0-2])/")
_ON_PAGE = re.compile(
    r"(?:(?:published|posted|(?:last )?updated|date|printed|accessed|retrieved|print date)\b[ :]*"
    r"(?:on )?)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]* )?"
    rf"(?:(?P<m1>{MONTH}) (?P<d1>\d\d?)|(?P<d2>\d\d?) (?P<m2>{MONTH}))(?:st|nd|rd|th)?,? "
    rf"{_YEAR}[ ,|-]{{0,3}}(?:(?:at )?\d\d?[:.]\d\d.{{0,20}})?",
    re.IGNORECASE,
)


class Told(Protocol):
    """What is needed of :class:`helpers.intake.model.Given`."""

    @property
    def address(self) -> str:
        """A URL; empty where the file does not tell."""

    @property
    def day(self) -> date | None:
        """When the file says that the article was published."""

    @property
    def last_day(self) -> date | None:
        """The last of the days on which it may have been, where it says no single one."""

    @property
    def day_source(self) -> str:
        """Where that day stands."""


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A day that something other than the article's text names.

    Attributes
    ----------
    source : str
        One of :data:`STATED`, ``"file name"``, ``"address"`` or ``"page"`` (a line around the
        article: it dates the capture).
    first, last : datetime.date
        The day, or the first and last day of a month or year.
    words : str
        As written, six words at most.
    """

    source: str
    first: date
    last: date
    words: str


def said_dates(name: str, given: Told, around: Sequence[str]) -> list[SaidDate]:
    """Collect the dates that stand outside the article's text.

    Parameters
    ----------
    name : str
        Name of the file.
    given : Told
        What the file says about the article.
    around : sequence of str
        Lines of the page that are no part of the article.

    Returns
    -------
    list of SaidDate
        The most trusted first: what the file says of the article, then its address, then its name,
        then the latest of the dates that stand alone on a line of the page.

    Examples
    --------
    >>> from helpers.intake.model import Given
    >>> [day.source for day in said_dates("eels-1994-01-30.txt", Given(), ["May 3, 1995"])]
    ['file name', 'page']
    """
    said = []
    if given.day is not None:
        source = given.day_source if given.day_source in _STRONG else "metadata"
        last = given.last_day or given.day
        words = " to ".join(sorted({given.day.isoformat(), last.isoformat()}))
        said.append(SaidDate(source, given.day, last, words))
    said += _in_name("address", given.address)
    said += _in_name("file name", name.replace("\\", "/").rpartition("/")[2])
    return said + _on_page(around)


def weigh_said(
    days: Days, said: Sequence[SaidDate], *, only_hints: bool
) -> tuple[Days, date | None, list[Evidence]]:
    """Weigh what is said of the day against what the text tells.

    Parameters
    ----------
    days : tuple of (date or None, date or None)
        When the text may have been written, by its own words.
    said : sequence of SaidDate
        In any order.
    only_hints : bool
        Whether nothing but hints of style stand behind ``days``.

    Returns
    -------
    tuple
        The days that are left; the day itself, where one is said and the text agrees; and a cue for
        each date said, of kind ``"said"`` or ``"page"``.

    Notes
    -----
    A header, a column or metadata narrow any range that they lie in. An address or a file name
    does so only where the text leaves a side open, or no more than 400 days (a dateline leaves few
    in each year): the address of one founding clipping is a year wrong, inside the term of the
    minister named. Where the text
    disagrees, it is believed, unless it has given no more than hints. Dates of the page are no
    earlier than the article where they are of the capture; they bound a range with no end.

    Examples
    --------
    >>> told = SaidDate("column", date(1994, 5, 3), date(1994, 5, 3), "1994-05-03")
    >>> weigh_said(((date(1993, 1, 1), None),), [told], only_hints=False)[1]
    datetime.date(1994, 5, 3)
    """
    best: date | None = None
    cues: list[Evidence] = []
    text_days, settled = days, False
    for one in sorted(said, key=_trust):
        span, kind = _span(one), "page" if one.source == "page" else "said"
        common = intersect(days, (span,))
        told = f"{one.source} says {_told(one)}"
        doubt = ""
        if kind == "page":
            first, last = hull(days)
            doubt = "" if common and last is None and first is not None else "dates the page alone"
        elif not common and settled:
            doubt = "contradicted by what is trusted more"
        elif not common and only_hints:
            common = (span,)
        elif not common:
            doubt = "contradicted by the text"
        elif one.source not in _STRONG and not settled and _is_firm(text_days, only_hints):
            doubt = "an address or name alone, in a wide range"
        if doubt:
            cues.append(Evidence(one.words, kind, (span,), f"{told} (set aside: {doubt})", False))
            continue
        cues.append(Evidence(one.words, kind, (span,), told))
        days = common
        if kind == "said":
            settled = True
            if best is None and one.first == one.last:
                best = one.first
    return days, best if best and holds(days, best) else None, cues


def is_put_up_later(
    published: Evidence,
    weekdays: Sequence[tuple[int, CalendarDay]],
    offices: Sequence[tuple[int, Evidence]],
) -> bool:
    """Tell whether the date above a text is of a copy: days of the week and holders say so.

    A text that looks back names holders of long ago, too, but its own days fit its date.

    Parameters
    ----------
    published : Evidence
        The date above the text.
    weekdays : sequence of (int, CalendarDay)
        Days of the month with their weekday, as in the text.
    offices : sequence of (int, Evidence)
        Holders of offices in the text.

    Returns
    -------
    bool
        True where no such day is near the date, some are in the holders' terms, and these do not
        reach the date.

    Examples
    --------
    >>> day = CalendarDay("Monday, February 14", 2, 14, 0)
    >>> term = Evidence("Premier Lund", "office", ((date(1993, 1, 1), date(1995, 1, 1)),), "")
    >>> above = Evidence("5 May 2015", "explicit date", ((date(2015, 5, 5),) * 2,), "")
    >>> is_put_up_later(above, [(0, day)], [(0, term)])
    True
    """
    if not (weekdays and published.used and published.earliest):
        return False
    if any(day.among(published.intervals, *NEARBY)[0] for _, day in weekdays):
        return False
    known = [cue.intervals for _, cue in offices if cue.used]
    if not known or any(intersect(term, published.intervals) for term in known):
        return False
    return any(day.among(term, *NEARBY)[0] for _, day in weekdays for term in known)


def put_up(published: Evidence, why: str) -> Evidence:
    """Take the date above a text for the day on which a copy of it was put up.

    Parameters
    ----------
    published : Evidence
        The date.
    why : str
        What tells it, in one clause.

    Returns
    -------
    Evidence
        An upper bound.

    Examples
    --------
    >>> above = Evidence("5 May 2015", "explicit date", ((date(2015, 5, 5),) * 2,), "")
    >>> put_up(above, "filed on 1994-03-02").intervals
    ((None, datetime.date(2015, 5, 5)),)
    """
    note = f"put up on {published.latest}: {why}"
    return replace(published, intervals=((None, published.latest),), note=note)


def _trust(said: SaidDate) -> int:
    order = ("address", "file name", "page")
    return -1 if said.source in _STRONG else order.index(said.source) if said.source in order else 1


def _is_firm(days: Days, only_hints: bool) -> bool:
    """Tell whether facts leave a bounded set of days that is too wide to bear an address out."""
    count = 0
    for first, last in days:
        if only_hints or first is None or last is None:
            return False
        count += (last - first).days
    return count > WIDE


def _span(said: SaidDate) -> tuple[date | None, date]:
    if said.source in _STRONG:
        return said.first, said.last
    last = min(said.last.toordinal() + NEAR, date.max.toordinal())
    if said.source == "page":
        return None, date.fromordinal(last)
    return date.fromordinal(max(said.first.toordinal() - NEAR, 1)), date.fromordinal(last)


def _told(said: SaidDate) -> str:
    if said.source == "page":
        return f"no later than {said.last}"
    return str(said.first) if said.first == said.last else f"{said.first} to {said.last}"


def _in_name(source: str, text: str) -> list[SaidDate]:
    text = text[:_LONGEST]
    if not _HAS_YEAR.search(text):
        return []
    for form in _IN_NAMES:
        for match in form.finditer(text):
            found = match.groupdict()
            month = found.get("month") or month_number(found["name"])
            day = day_of(int(found["year"]), int(month), int(found["day"]))
            if day is not None:
                return [SaidDate(source, day, day, short_cue(match.group()))]
    if (day_first := _DAY_FIRST.search(text)) and (day := _read_day_first(day_first)):
        return [SaidDate(source, day, day, short_cue(day_first.group()))]
    of_address = source == "address"
    in_month = (_MONTH_IN_ADDRESS if of_address else _MONTH_IN_NAME).search(text)
    if in_month and (of_address or int(in_month["month"]) != (int(in_month["year"]) + 1) % 100):
        first = date(int(in_month["year"]), int(in_month["month"]), 1)
        last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
        return [SaidDate(source, first, last, short_cue(in_month.group()))]
    return []


def _read_day_first(found: re.Match[str]) -> date | None:
    """Read a name's numbers with the year last: points part them where the day is first."""
    first, second, year = int(found["day"]), int(found["month"]), int(found["year"])
    if found["part"] == "." or first > 12 or first == second:
        return day_of(year, second, first)
    return day_of(year, first, second) if second > 12 else None


def _on_page(around: Iterable[str]) -> list[SaidDate]:
    """Return the latest day that stands alone on a line."""
    found: list[tuple[date, str]] = []
    for line in around:
        short = line.strip()
        if len(short) > 80 or not ("19" in short or "20" in short):
            continue
        match = _ON_PAGE.fullmatch(short)
        if match is None:
            continue
        month = month_number(match["m1"] or match["m2"])
        day = day_of(int(match["year"]), month, int(match["d1"] or match["d2"]))
        if day is not None:
            found.append((day, short))
    if not found:
        return []
    day, words = max(found)
    return [SaidDate("page", day, day, short_cue(words))]
