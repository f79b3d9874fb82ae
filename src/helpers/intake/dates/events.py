"""Events, treaties and sayings that a text names, and when there was talk of them.

Nobody writes of a thing before it is there, so the first day of the talk is a bound. Talk dies
down, but it never ends for certain: how long ago the news of it was only weighs on the guess of a
year.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp

from helpers.intake.data import FOLDER
from helpers.intake.dates.evidence import Days, Evidence, Interval, around, short_cue
from helpers.intake.dates.office_table import SLACK
from helpers.intake.dates.word_sets import PhraseTable, phrase_table, possible_phrases, words_of

HALF_GONE = 75
"""Days in which talk of an event falls to about a third."""

ECHO = 0.005
"""Share of the talk that never ends, and of the talk there is before the news."""

_YEAR_BEHIND = re.compile(r",? \d{4}\b")
_NEARBY = 60


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the table of events.

    Attributes
    ----------
    words, unless : tuple of str
        Forms of the name, and words nearby that show that something else is meant.
    beside : tuple of tuple of str
        Words of which the text must have one in each group.
    dateline : str
        Place that the text must be datelined from; usually empty.
    days : tuple of (date or None, date or None)
        When a text can use the words; open on both sides where nothing is certain.
    in_the_news : tuple of (date, date)
        When it was much written of.
    day : date or None
        The day itself, where it happened on one that is known for certain.
    note : str
        What happened when.
    """

    words: tuple[str, ...]
    unless: tuple[str, ...]
    beside: tuple[tuple[str, ...], ...]
    dateline: str
    days: Days
    in_the_news: tuple[tuple[date, date], ...]
    day: date | None
    note: str
    echo: float = ECHO
    month: date | None = None

    def talk(self, day: date) -> float:
        """Return how much talk of the event there is on a day, from almost 0 to 1.

        Parameters
        ----------
        day : datetime.date
            Any day.

        Returns
        -------
        float
            1 while it is in the news; it falls off quickly before and slowly after.
        """
        most = 0.0
        for first, last in self.in_the_news:
            gap = max((first - day).days * 3, (day - last).days, 0)
            most = max(most, exp(-gap / HALF_GONE))
        return self.echo + (1 - self.echo) * most


def find_events(text: str, place: str = "") -> list[tuple[int, Evidence, Event]]:
    """Find the events that a text names.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    place : str, default ""
        Where the text is datelined from.

    Returns
    -------
    list of (int, Evidence, Event)
        Place in the text, cue and event, in the order of the text; each event once. A cue that
        bounds nothing is of kind ``"hint"`` and not used.

    Examples
    --------
    >>> [(place, cue, event)] = find_events("Eels recall the Louvre Accord.")
    >>> cue.cue, cue.earliest
    ('Louvre Accord', datetime.date(1987, 2, 22))
    """
    lower, said = text.lower(), words_of(text)
    forms: dict[int, list[str]] = defaultdict(list)
    for number, words in possible_phrases(_by_word(), text):
        forms[number].append(words)
    town = place.lower()
    places: dict[int, tuple[int, str]] = {}
    for number, some in forms.items():
        event = _events()[number]
        if event.dateline and not town.startswith(event.dateline):
            continue
        if any(said.isdisjoint(group) for group in event.beside):
            continue
        met = [
            (at, words)
            for words in some
            if (at := _find(lower if words.islower() else text, words, event.unless)) >= 0
        ]
        if met:
            places[number] = min(met)
    found = [
        (at, _evidence(words, _events()[number]), _events()[number])
        for number, (at, words) in places.items()
    ]
    return sorted(found, key=lambda event: (event[0], event[1].cue, event[1].note))


def _evidence(words: str, event: Event) -> Evidence:
    if event.days == ((None, None),):
        note = f"{event.note} (set aside: a hint at the year, no bound)"
        return Evidence(short_cue(words), "hint", (), note, used=False)
    return Evidence(short_cue(words), "event", event.days, event.note)


def _find(text: str, words: str, unless: tuple[str, ...]) -> int:
    start = text.find(words)
    for _ in range(8):
        if start < 0:
            return -1
        end = start + len(words)
        whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        nearby = text[max(0, start - _NEARBY) : end + _NEARBY] if unless else ""
        if words[-1].isdigit() and _YEAR_BEHIND.match(text, end):
            whole = False  # a day of a year that is told, mostly of another one
        if whole and not any(other in nearby for other in unless):
            return start
        start = text.find(words, end)
    return -1


@cache
def _by_word() -> PhraseTable:
    return phrase_table(
        (number, words) for number, event in enumerate(_events()) for words in event.words
    )


@cache
def _events() -> tuple[Event, ...]:
    with (FOLDER / "events.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return tuple(
        Event(
            tuple(filter(None, row["words"].split("; "))),
            tuple(filter(None, row["unless"].split("; "))),
            tuple(tuple(g.lower().split("|")) for g in row["beside"].split("; ") if g),
            row["dateline"].lower(),
            (_usable(row),),
            tuple(_span(span) for span in filter(None, row["in_the_news"].split("; "))),
            _own_day(row),
            row["note"],
            month=_own_month(row),
        )
        for row in rows
    )


def _usable(row: dict[str, str]) -> Interval:
    slack = SLACK[row["confidence"]]
    first, last = _day(row["named_from"]), _day(row["used_until"])
    return first and around(first, slack, 0)[0], last and around(last, 0, slack)[1]


def _own_day(row: dict[str, str]) -> date | None:
    """Return the day of an event whose news began on the very day its name did."""
    sure = row["confidence"] in {"V", "H"} and row["in_the_news"].startswith(
        f"{row['named_from']}/"
    )
    return _day(row["named_from"]) if sure else None


def _own_month(row: dict[str, str]) -> date | None:
    """Return the month of an event whose news began in the month in which its name did."""
    news = row["in_the_news"][:7]
    return date.fromisoformat(f"{news}-01") if news and row["named_from"][:7] == news else None


def _span(text: str) -> tuple[date, date]:
    first, last = text.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
