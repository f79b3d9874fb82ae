"""When a text was written, as a range of days with the evidence for it.

A text cannot name what has not happened yet, but it may name what is long past. So where cues
contradict each other, what began last is believed and the rest is set aside as history. Nothing
here asks what day it is today.

Models that learn from such cues name the right year of 52 in 100 wire stories (Chambers, "Labeling
documents with timestamps: learning from their time expressions", ACL 2012); here each cue is a
fact that a reader can look up, and a text without one stays undated.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from helpers.intake.date_cues import (
    FILED,
    NEARBY,
    CalendarDay,
    find_dateline,
    find_passing_dates,
    find_published,
    find_weekdays,
)
from helpers.intake.era_names import find_era_names
from helpers.intake.evidence import EVER, Days, Evidence, around, hull, intersect
from helpers.intake.offices import find_office_cues

__all__ = ["DateRange", "Evidence", "estimate_date"]

_HEAD = 4000
"""Characters at the top within which dates of publication and datelines are looked for."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_FULL_LINE = re.compile(r"(?<=[.!?\"'])(?<![A-Z]\.)\n")
_MARKS = {
    ord(mark): plain
    for marks, plain in (
        ("‘’‚‛′", "'"),
        ("“”„‟″", '"'),
        ("‐‑‒–—―−", "-"),
        ("\u2028\u2029\x85", "\n"),
    )
    for mark in marks
}
_BASIS = (
    ({"explicit date"}, "explicit date"),
    ({"dateline"}, "dateline day"),
    ({"weekday"}, "weekday"),
    ({"office", "administration"}, "office holders"),
    ({"name"}, "names of their time"),
    ({"relative"}, "years looked back on"),
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days on which a text may have been written, and why.

    Attributes
    ----------
    earliest, latest : datetime.date or None
        First and last day, both included; None where nothing in the text sets that bound.
    best : datetime.date or None
        The day itself, given only where the evidence singles one out.
    evidence : tuple of Evidence
        Every cue found, those set aside too, in the order of the text.

    Examples
    --------
    >>> DateRange(None, None, None, ()).basis
    'none'
    """

    earliest: date | None
    latest: date | None
    best: date | None
    evidence: tuple[Evidence, ...]

    @property
    def basis(self) -> str:
        """What the range rests on, in one short phrase for tables."""
        kinds = {cue.kind for cue in self.evidence if cue.used}
        return ", ".join(phrase for some, phrase in _BASIS if some & kinds) or "none"


def estimate_date(text: str, *, headline: str = "", place: str = "") -> DateRange:
    """Tell from its words alone when a text was written.

    Parameters
    ----------
    text : str
        An article; it may begin with its headline, a line with the date, and a dateline.
    headline : str, default ""
        The headline, where it is not part of ``text``.
    place : str, default ""
        The dateline, where it is not part of ``text``.

    Returns
    -------
    DateRange
        Open on both sides where nothing in the text tells. Any text is taken; none raises.

    Notes
    -----
    Office holders count only with the words of their office in one noun phrase; "former" and the
    like set them aside. Terms are widened where the table of offices is unsure of the days. Years
    in running text count only as lower bounds, and only after "since".

    Examples
    --------
    >>> found = estimate_date("OSLO, March 2 - U.S. Trade Representative Carla Hills and the "
    ...                       "Japanese trade minister, Kabun Muto, met on fish.")
    >>> found.best, found.basis
    (datetime.date(1990, 3, 2), 'dateline day, office holders')
    """
    whole = _folded("\n\n".join(part for part in (headline, place and f"{place} -", text) if part))
    head, flat = whole[:_HEAD], _paragraphs(whole)
    published, dateline = find_published(head), find_dateline(head)
    above = [(-1, cue) for cue in (published, _filed(dateline)) if cue]
    days, cues = _weigh(
        above + find_office_cues(flat) + find_era_names(flat) + find_passing_dates(flat)
    )
    single = [
        published.earliest if published else None,
        dateline.full if dateline else None,
    ]
    for position, day in find_weekdays(flat):
        days, _, cue = _take_day(days, day, "weekday", NEARBY)
        cues.append((position, cue))
    if dateline and dateline.year is None:
        days, meant, cue = _take_day(days, dateline, "dateline", FILED)
        cues.append((-1, cue))
        single += meant
    cues.sort(key=lambda pair: pair[0])
    return DateRange(*hull(days), _best(days, single), tuple(cue for _, cue in cues))


def _filed(dateline: CalendarDay | None) -> Evidence | None:
    if dateline is None or dateline.full is None:
        return None
    days = (around(dateline.full, *FILED),)
    return Evidence(dateline.cue, "dateline", days, f"filed on {dateline.full}")


def _best(days: Days, single: list[date | None]) -> date | None:
    """Return the first of some days that lies in a range of days no wider than a dateline's."""
    first, last = hull(days)
    if first is None or last is None or (last - first).days > sum(FILED):
        return None
    return next((day for day in single if day and first <= day <= last), None)


def _folded(text: str) -> str:
    """Write a text in ASCII: typographic marks made plain, accents taken off."""
    if text.isascii():
        return text
    others = {ord(char) for char in set(text) if not char.isascii()}
    plain = {code: _MARKS.get(code) or _folded_character(chr(code)) for code in others}
    return text.translate(plain)


def _folded_character(char: str) -> str:
    if char.isspace():
        return " "
    return unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")


def _paragraphs(text: str) -> str:
    """Join the broken lines of each paragraph, so that a title and its name are side by side."""
    breaks = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _FULL_LINE
    return "\n".join(" ".join(block.split()) for block in breaks.split(text))


def _weigh(found: list[tuple[int, Evidence]]) -> tuple[Days, list[tuple[int, Evidence]]]:
    """Intersect the cues from the one that began last; what contradicts it is history."""
    days = EVER
    weighed = [pair for pair in found if not pair[1].used]
    voters = [pair for pair in found if pair[1].used]
    for position, cue in sorted(voters, key=lambda pair: _begin(pair[1]), reverse=True):
        common = intersect(days, cue.intervals)
        if common:
            days = common
            weighed.append((position, cue))
        else:
            weighed.append((position, _contradicted(cue)))
    return days, weighed


def _begin(cue: Evidence) -> date:
    return cue.intervals[-1][0] or date.min


def _contradicted(cue: Evidence) -> Evidence:
    is_date = cue.kind in {"explicit date", "dateline"}
    reason = "contradicted by what began later" if is_date else "named as history"
    return replace(cue, note=f"{cue.note} (set aside: {reason})", used=False)


def _take_day(
    days: Days, day: CalendarDay, kind: str, reach: tuple[int, int]
) -> tuple[Days, tuple[date, ...], Evidence]:
    """Keep the days on which a text may mean this day, and tell which years come into question."""
    if days == EVER:
        return days, (), Evidence(day.cue, kind, (), "the year is open (set aside: no year)", False)
    left, meant = day.among(days, *reach)
    if not left:
        note = "no such day in the range (set aside: contradicted)"
        return days, (), Evidence(day.cue, kind, (), note, used=False)
    return left, meant, Evidence(day.cue, kind, left, _years(meant, days))


def _years(meant: tuple[date, ...], days: Days) -> str:
    if None in hull(days):
        return f"the nearest such day is {meant[0]}"
    if len(meant) == 1:
        return f"only in {meant[0].year} is there such a day in the range"
    return f"such days fall in the range in {len(meant)} years, {meant[0].year} to {meant[-1].year}"
