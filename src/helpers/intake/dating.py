"""When a text was written, as a range of days with the evidence for it.

A text cannot name what has not happened yet, but it may name what is long past. So where cues
contradict each other, what began last is believed and the rest is set aside as history. Nothing
here asks what day it is today.

The bounds of a range rest on facts that a reader can look up: days, holders of offices, events,
years clearly looked back on or due; failing these, on habits of print, called hints. Only the best
guess weighs (:mod:`helpers.intake.dates.year_evidence`), as models do that learn from such cues;
they name the right year of 52 in 100 wire stories (Chambers, "Labeling documents with timestamps:
learning from their time expressions", ACL 2012).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from helpers.intake.dates.anniversaries import find_anniversaries
from helpers.intake.dates.changes import find_changes_to_come, find_changes_told
from helpers.intake.dates.date_cues import (
    FILED,
    NEARBY,
    CalendarDay,
    find_dateline,
    find_passing_dates,
    find_place,
    find_weekdays,
)
from helpers.intake.dates.era_names import find_era_names
from helpers.intake.dates.events import find_events
from helpers.intake.dates.evidence import (
    EVER,
    Days,
    Evidence,
    around,
    holds,
    hull,
    intersect,
    short_cue,
)
from helpers.intake.dates.exchange_rates import find_rates
from helpers.intake.dates.figures import find_figures
from helpers.intake.dates.letters import ANSWERED, find_answered, find_dated_letter
from helpers.intake.dates.lives import find_ages, find_deaths
from helpers.intake.dates.office_claims import Claim, find_floor
from helpers.intake.dates.offices import find_claims, office_cues
from helpers.intake.dates.published_days import find_published, without_days_alone
from helpers.intake.dates.relative_days import (
    LATE,
    find_days_ahead,
    find_last_month,
    told_ago,
    told_months,
)
from helpers.intake.dates.retrospects import looks_back, open_ends
from helpers.intake.dates.said_dates import SaidDate, is_put_up_later, put_up, weigh_said
from helpers.intake.dates.style_hints import find_style_hints, is_for_markets
from helpers.intake.dates.tenure import find_tenures
from helpers.intake.dates.weighing import weigh
from helpers.intake.dates.year_cues import NamedYear, find_years
from helpers.intake.dates.year_evidence import WEEKEND, WEEKEND_OF_MARKETS, YearGuess, guess_year

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
SAID_BASIS, STYLE_BASIS = "what the file says", "hints of style"
"""Phrases for a range that rests on no fact of the text."""

_BASIS = (
    ({"explicit date"}, "explicit date"),
    ({"dateline"}, "dateline day"),
    ({"weekday"}, "weekday"),
    ({"office", "administration"}, "office holders"),
    ({"name", "event"}, "names of their time"),
    ({"relative"}, "relative days and years"),
    ({"said"}, SAID_BASIS),
    ({"page"}, "the page around it"),
    ({"hint"}, STYLE_BASIS),
)
BASES = tuple(phrase for _, phrase in _BASIS)
"""What a range can rest on, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days on which a text may have been written, and why.

    Attributes
    ----------
    earliest, latest : datetime.date or None
        First and last day, both included; None where nothing in the text sets that bound.
    best : datetime.date or None
        The day itself, given only where the evidence singles one out, or where one year holds most
        of the weight and a dateline gives the day; then a cue of kind ``"year"`` tells how much.
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


def estimate_date(
    text: str, *, headline: str = "", place: str = "", said: Sequence[SaidDate] = ()
) -> DateRange:
    """Tell from its words, and what is said of it, when a text was written.

    Parameters
    ----------
    text : str
        An article; it may begin with its headline, a line with the date, and a dateline.
    headline : str, default ""
        The headline, where it is not part of ``text``.
    place : str, default ""
        The dateline, where it is not part of ``text``.
    said : sequence of SaidDate, optional
        Days that stand outside the text: in the file, its address, the page around it.

    Returns
    -------
    DateRange
        Open on both sides where nothing in the text tells. Any text is taken; none raises.

    Notes
    -----
    Office holders count only with the words of their office in one noun phrase; "former" and
    the like leave no more of them than that the office had been entered, or left. Terms are
    widened where the table of offices is unsure of the days. A year is a lower bound where its
    sentence clearly looks back, an upper one where something is due in it. Habits of print give
    wide ranges, and only hold where no fact contradicts them.

    Examples
    --------
    >>> found = estimate_date("OSLO, March 2 - U.S. Trade Representative Carla Hills and the "
    ...                       "Japanese trade minister, Kabun Muto, met on fish.")
    >>> found.best, found.basis
    (datetime.date(1990, 3, 2), 'dateline day, office holders')
    """
    whole = _folded("\n\n".join(part for part in (headline, place and f"{place} -", text) if part))
    head = whole[:_HEAD]
    flat = _paragraphs(without_days_alone(head) + whole[_HEAD:])
    published, dateline = find_published(head), find_dateline(head)
    town = find_place(head)
    named, events = find_years(flat), find_events(flat, town)
    filed_on = dateline if dateline is not None and dateline.year is None else None
    claims, weekdays = find_claims(flat), find_weekdays(flat)
    offices = open_ends(flat, claims, office_cues(flat, claims))
    filed = _filed(dateline)
    if published is not None and _is_before(filed, published):
        published = put_up(published, "the story was filed before")
    elif published is not None and is_put_up_later(published, weekdays, offices):
        published = put_up(published, "the days of the week in the text are of another year")
    above = [(-1, cue) for cue in (published, filed) if cue]
    bygone = offices + [(at, cue) for at, cue, _ in events]
    told = [(at, ago) for at, cue, event in events if (ago := told_ago(flat, at, cue.cue, event))]
    days, cues = weigh(
        above
        + offices
        + find_floor(flat, claims)
        + _told_of_people(flat, claims)
        + find_changes_to_come(flat)
        + find_deaths(flat)
        + find_era_names(flat)
        + [(at, cue) for at, cue, _ in events if cue.used or filed_on]
        + told
        + find_anniversaries(flat, bygone)
        + _begun(flat, named)
        + find_passing_dates(flat)
        + find_dated_letter(flat)
    )
    only_hints = days == EVER
    days, hints = _add_hints(days, find_style_hints(flat, town))
    cues += hints
    for position, day in weekdays:
        days, _, cue = _take_day(days, day, "weekday", NEARBY)
        cues.append((position, cue))
    if dateline is None:
        days, bridges = _bridge(days, flat)
        cues += bridges
    single = [
        published.earliest if published else None,
        dateline.full if dateline else None,
    ]
    in_years = days
    if dateline and dateline.year is None:
        days, meant, cue = _take_day(days, dateline, "dateline", FILED, known=not only_hints)
        cues.append((-1, cue))
        single += meant
    days, best, outside = weigh_said(days, said, only_hints=only_hints)
    cues += [(-2, cue) for cue in outside]
    best = best or _best(days, single)
    if best is None and filed_on is not None:
        filed_day = (filed_on.month, filed_on.day)
        weekend = WEEKEND_OF_MARKETS if is_for_markets(hints) else WEEKEND
        news = [told_months(flat, at, cue.cue, event) or event for at, cue, event in events]
        news += find_figures(flat)
        guess = guess_year(in_years, filed_day, named, news, find_rates(flat), weekend=weekend)
        best, weighing = _guessed(guess, filed_on, days, named)
        cues += weighing
    cues.sort(key=lambda pair: pair[0])
    return DateRange(*hull(days), best, tuple(cue for _, cue in cues))


def _told_of_people(text: str, claims: Sequence[Claim]) -> list[tuple[int, Evidence]]:
    """Take times in office, changes, and ages; texts of long ago give those of that time."""
    told = find_tenures(text, claims) + find_changes_told(text, claims) + find_ages(text)
    return [] if told and looks_back(text) else told


def _begun(text: str, named: Sequence[NamedYear]) -> list[tuple[int, Evidence]]:
    """Take the latest year looked back on as a lower bound: it had begun."""
    past = [year for year in named if year.first is not None]
    if not past:
        return []
    latest = max(past, key=lambda year: (year.first or date.min, -year.start))
    lead = text[max(0, latest.start - 24) : latest.start].rpartition("\n")[2].split()[-2:]
    cue = short_cue(" ".join([*lead, text[latest.start : latest.end]]))
    note = f"looks back on {latest.year}"
    return [(latest.start, Evidence(cue, "relative", ((latest.first, None),), note))]


def _add_hints(
    days: Days, hints: list[tuple[int, Evidence]]
) -> tuple[Days, list[tuple[int, Evidence]]]:
    """Let hints narrow what the facts leave, one by one; a fact is never overruled."""
    weighed = []
    for position, cue in hints:
        common = intersect(days, cue.intervals)
        if common:
            days = common
            weighed.append((position, cue))
        else:
            note = f"{cue.note} (set aside: a hint, overruled)"
            weighed.append((position, replace(cue, note=note, used=False)))
    return days, weighed


def _bridge(days: Days, text: str) -> tuple[Days, list[tuple[int, Evidence]]]:
    """Narrow known years to months by days ahead, what letters answer, and the last of a month."""
    cues: list[tuple[int, Evidence]] = []
    near = [(position, day, (most, LATE)) for position, day, most in find_days_ahead(text)]
    near += [(position, day, (0, ANSWERED)) for position, day in find_answered(text)]
    for position, day, reach in near:
        days, _, cue = _take_day(days, day, "relative", reach)
        cues.append((position, cue))
    month = find_last_month(text, days)
    if month is not None and month[1].intervals:
        days = month[1].intervals
        cues.append(month)
    return days, cues


def _guessed(
    guess: YearGuess | None, day: CalendarDay, days: Days, named: Sequence[NamedYear]
) -> tuple[date | None, list[tuple[int, Evidence]]]:
    """Return the day of the dateline in the likeliest year, and how likely that year is."""
    if guess is None:
        return None, []
    best = CalendarDay(day.cue, day.month, day.day, None, guess.year).full
    if best is None or not holds(days, best):
        return None, []
    years = short_cue(" ".join(map(str, sorted({year.year for year in named})[-6:])) or day.cue)
    note = (
        f"{guess.year} holds {guess.share:.0%} of the weight of years and events named "
        "(set aside: a weighing for the best guess, no bound)"
    )
    return best, [(-1, Evidence(years, "year", (), note, used=False))]


def _filed(dateline: CalendarDay | None) -> Evidence | None:
    if dateline is None or dateline.full is None:
        return None
    days = (around(dateline.full, *FILED),)
    return Evidence(dateline.cue, "dateline", days, f"filed on {dateline.full}")


def _is_before(filed: Evidence | None, published: Evidence) -> bool:
    """Tell whether a dateline with its year is too old for the date above the text.

    That date is the day of a copy then, or of the page's capture: a story is filed once.
    """
    if filed is None or filed.latest is None or published.earliest is None or not published.used:
        return False
    return filed.latest < published.earliest


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


def _take_day(
    days: Days, day: CalendarDay, kind: str, reach: tuple[int, int], *, known: bool = True
) -> tuple[Days, tuple[date, ...], Evidence]:
    """Keep the days on which a text may mean this day, and tell which years come into question."""
    if days == EVER or not known:
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
