"""Days and months that a text names relative to its own day: ahead, last month, last week.

They bridge from years to months: where the years are known, "before February 4" leaves half of
each.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from helpers.intake.dates.date_cues import CalendarDay
from helpers.intake.dates.events import Event
from helpers.intake.dates.evidence import (
    Days,
    Evidence,
    Interval,
    hull,
    intersect,
    short_cue,
    union,
)
from helpers.intake.dates.months import day_of, month_number
from helpers.intake.dates.word_sets import windows
from helpers.intake.lines.patterns import MONTH

AHEAD = 183
"""A day to come that is named without its year is less than half a year off."""

LATE = 3
"""Days after a day still called "to come": copy is printed late."""

_DAY = rf"(?P<month>{MONTH}) (?P<day>\d{{1,2}})\b(?!,? ?(?:19|20)\d\d|[/-]\d)"
_TO_COME = re.compile(
    r"(?:\b(?P<lead>before|by|until|starting|beginning)(?: midnight)?(?: on)? "
    r"|\b(?:meet|visit|begin|start|open|resume|travel|attend|effect|force|place|held|expire|due|"
    rf"scheduled|set|talks|round|meeting|summit|vote|elections?)\b[^.;\n]{{0,40}} on ){_DAY}"
)
_DAY_OF_MONTH = re.compile(r"[JFMASOND][a-z]{2,8}\.? \d")
_BEFORE_DAY, _BEHIND_MONTH = 64, 24
_FUTURE = re.compile(
    r"\b(?:will|would|shall|unless|must|if|deadline|expected|due|scheduled|plans?|planned|set|"
    r"finalizing|finalising|ahead|threatens|threatened|is to|are to|was to|were to)\b"
)
_BACK = re.compile(r"\b(?:from|since|through|period|year-to-date|sales|total|ended|by the)\b")
_SOON = ((" next week", 14), (" tomorrow", 2), (" this week", 7), (" next month", 62))
_LAST_MONTH = re.compile(rf"\b[Ll]ast (?P<month>{MONTH})(?! (?:19|20)\d\d| \d)")
_SENTENCE = 160

_AGO = (
    ("earlier this month", 0, 31),
    ("earlier this week", 0, 7),
    ("yesterday", 1, 3),
    ("last week", 1, 14),
    ("last month", 1, 62),
)
_AGO_REACH = 48
_HAPPENED = re.compile(
    r"\b(?:announced|declared|ordered|signed|unveiled|struck|reached|made|launched|imposed|invaded)"
    r" (?:[\w-]+ )?$"
)
_MOST_NAMED = 6

_LAST_YEARS = re.compile(r"\b[Ll]ast year's (?:[\w-]+ ){0,2}$")
_LAST_YEAR_AFTER = re.compile(r"(?: (?:of|in|on) [\w ]{0,16})? last year\b(?!')")
_SUM = re.compile(r"\d\d")
_LONGEST = 550
"""Days of an event's news beyond which they do not tell the event's own year."""


def find_days_ahead(text: str) -> list[tuple[int, CalendarDay, int]]:
    """Find days of the month that are still to come.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    list of (int, CalendarDay, int)
        Place in the text, day, and how many days ahead it is at most; four at most.

    Examples
    --------
    >>> [(_, day, most)] = find_days_ahead("The eels must go before February 4.")
    >>> day.month, day.day, most
    (2, 4, 183)
    """
    found: list[tuple[int, CalendarDay, int]] = []
    near = windows(_DAY_OF_MONTH, text, _BEFORE_DAY, _BEHIND_MONTH)
    for match in (match for span in near for match in _TO_COME.finditer(text, *span)):
        before = text[max(0, match.start() - _SENTENCE) : match.end("month")]
        before = before.rpartition("\n")[2].rpartition(". ")[2]
        if not _FUTURE.search(before) or _BACK.search(before):
            continue
        month, day = month_number(match["month"]), int(match["day"])
        if day_of(2000, month, day) is None:
            continue
        after = text[match.end() : match.end() + 60].partition(". ")[0]
        most = next((d for words, d in _SOON if words in before or words in after), AHEAD)
        start = match.start("lead") if match["lead"] else match.start("month")
        cue = short_cue(text[start : match.end()])
        found.append((start, CalendarDay(cue, month, day, None), most))
        if len(found) == 4:
            break
    return found


def find_last_month(text: str, days: Days) -> tuple[int, Evidence] | None:
    """Find a month called the last of its name, and the days on which it can be called so.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    days : tuple of (date or None, date or None)
        When the text may have been written; a bounded set.

    Returns
    -------
    (int, Evidence) or None
        Place in the text and cue of kind ``"relative"``.

    Examples
    --------
    >>> place, cue = find_last_month("Talks broke off last December.",
    ...                              ((date(1991, 12, 1), date(1992, 3, 1)),))
    >>> cue.intervals
    ((datetime.date(1992, 1, 1), datetime.date(1992, 3, 1)),)
    """
    first, last = hull(days)
    match = _LAST_MONTH.search(text)
    if match is None or first is None or last is None:
        return None
    month = month_number(match["month"])
    spans: list[Interval] = []
    for year in range(max(first.year - 1, 1), min(last.year, 9997) + 1):
        after = date(year + month // 12, month % 12 + 1, 1)
        until = date(year + 1, month, 1) - timedelta(days=1)
        spans.append((after, until))
    common = intersect(days, union(spans))
    note = "the month is over and has not come round again"
    return match.start(), Evidence(short_cue(match.group()), "relative", common, note)


def told_months(text: str, place: int, words: str, event: Event) -> Event | None:
    """Read that an event was "last September", or "last year".

    Since last September no other September has come; an event of last year is of the year before.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    place : int
        Where the event is named first.
    words : str
        Its name.
    event : Event
        The event.

    Returns
    -------
    Event or None
        The event, in the news for the year after its month, or in the calendar year after its own;
        None where neither is said.
    """
    if event.month is None:
        return _told_year(text, place, words, event)
    until = date(event.month.year + 1, event.month.month, 1) - timedelta(days=1)
    first_place = place
    for _ in range(_MOST_NAMED):
        start = text.rfind("\n", 0, place) + 1
        begin = max(start, place - _SENTENCE)
        near = text[begin : place + _SENTENCE].partition("\n")[0]
        for match in _LAST_MONTH.finditer(near):
            one_sentence = (
                ". "
                not in near[min(match.start(), place - begin) : max(match.end(), place - begin)]
            )
            if one_sentence and month_number(match["month"]) == event.month.month:
                return replace(event, in_the_news=((event.month, until),))
        place = text.find(words, place + 1)
        if place < 0:
            break
    return _told_year(text, first_place, words, event)


def _told_year(text: str, place: int, words: str, event: Event) -> Event | None:
    """Move an event that is called last year's into the year after its own."""
    if "last year" not in text[max(0, place - _SENTENCE) : place + _SENTENCE]:
        return None
    if _SUM.search(words):  # last year's deficit is news of this year
        return None
    end = place + len(words)
    if not (
        _LAST_YEARS.search(text, max(0, place - 30), place) or _LAST_YEAR_AFTER.match(text, end)
    ):
        return None
    years = (
        {event.month.year + 1}
        if event.month
        else {
            min(first + (last - first) / 2, first + timedelta(days=182)).year + 1
            for first, last in event.in_the_news
            if (last - first).days <= _LONGEST
        }
    )
    spans = tuple((date(year, 1, 1), date(year, 12, 31)) for year in sorted(years))
    return replace(event, in_the_news=spans) if spans else None


def told_ago(text: str, place: int, words: str, event: Event) -> Evidence | None:
    """Read how long ago an event of one day is said to be.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    place : int
        Where the event is named first.
    words : str
        Its name.
    event : Event
        The event.

    Returns
    -------
    Evidence or None
        Kind ``"relative"``; None where nobody announced, signed or made the event at such a time.
    """
    day = event.day
    if day is None:
        return None
    for _ in range(_MOST_NAMED):
        before = text[max(0, place - _AGO_REACH) : place].rpartition("\n")[2].rpartition(". ")[2]
        for ago, least, most in _AGO:
            if ago in before and _HAPPENED.search(before):
                span = (day + timedelta(days=least), day + timedelta(days=most))
                return Evidence(ago, "relative", (span,), f"said of {day}: {event.note}")
        place = text.find(words, place + 1)
        if place < 0:
            break
    return None
