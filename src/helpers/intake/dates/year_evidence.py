"""Which year holds most of the evidence: a weighing of the years and events that a text names.

A log-linear model with published weights (``year_weights.csv`` for years, the spans of
``events.csv`` for events) over the years that the facts leave open. It is used for the best guess
alone; the bounds of a range rest on facts.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp, log

from helpers.intake.data import FOLDER
from helpers.intake.dates.events import Event
from helpers.intake.dates.evidence import Days, holds, hull
from helpers.intake.dates.exchange_rates import YEARS_OF_RATES, Rate, weigh_rates
from helpers.intake.dates.year_cues import NamedYear

MOST = 0.5
"""Share of the weight that a year must hold to be guessed."""

MOST_BY_EVENTS = 0.4
"""Share it must hold where only events and figures speak for it, whose shares state too little: in
the half of the wire stories of 1987 that no event was chosen from, 91 of 100 such guesses were
right, and 16 of the 31 with less than half of the weight."""

TELLING = 1.0
"""How far the logarithms of talk must lie apart for events to tell years from each other."""

MOST_BY_CALENDAR = 0.75
"""Share it must hold where nothing but days of the week and rates speak for it."""

MOST_BY_CALENDAR_ALONE = 8
"""Years among which days of the week and rates can single one out."""

WEEKEND = log(0.25)
"""Papers and agencies date few stories from a Saturday or Sunday."""

WEEKEND_OF_MARKETS = log(0.1)
"""Wires for markets, told by their units, date 2 in 100 stories from these days."""

MOST_THAT_ADD = 3
"""Years whose weights add up: those of one text depend on each other, so that more are averaged."""

_SIMPLE = frozenset({"past", "month", "fourth quarter"})
_SEASONS = frozenset({"season", "season ahead", "season against"})
_AIMS = frozenset({"ahead", "to come"})
"""Senses in which round years say little: plans are made for 1990 or 2000 from afar."""

_OFFSETS = ("ahead 3", "ahead 2", "ahead 1", "same", "after 1", "after 2", "after 3", "after 4")
_NEAR_YEARS, _NEAR_EVENTS = 8, 25
"""Years around those named, and around events, that are considered where no fact bounds them."""


@dataclass(frozen=True, slots=True)
class YearGuess:
    """The year that holds most of the weight.

    Attributes
    ----------
    year : int
        The year.
    share : float
        Its share of the weight of all years considered.
    """

    year: int
    share: float


def guess_year(
    days: Days,
    day: tuple[int, int],
    named: Sequence[NamedYear],
    events: Iterable[Event],
    rates: Sequence[Rate] = (),
    *,
    weekend: float = WEEKEND,
) -> YearGuess | None:
    """Weigh the years in which a text may have been written.

    Parameters
    ----------
    days : tuple of (date or None, date or None)
        When it may have been written.
    day : (int, int)
        Month and day of its dateline.
    named : sequence of NamedYear
        Years that the text names.
    events : iterable of Event
        Events that the text names.
    rates : sequence of Rate
        Prices of the dollar that it gives.
    weekend : float, default log(0.25)
        Weight of a Saturday or Sunday.

    Returns
    -------
    YearGuess or None
        None where no year holds enough of the weight.

    Examples
    --------
    >>> from helpers.intake.dates.evidence import EVER
    >>> from helpers.intake.dates.year_cues import find_years
    >>> named = find_years("Exports of eels rose last year to 5 mln from 4 mln in 1970.")
    >>> guess_year(EVER, (3, 2), named, []).year
    1972
    """
    news = [event for event in events if event.in_the_news]
    weights: dict[int, float] = {}
    years = _considered(days, named, news, rates)
    if not (named or news or rates) and len(years) > MOST_BY_CALENDAR_ALONE:
        return None
    by_years = _years_weigher(day[0], named)
    talks: list[float] = []
    for year in years:
        written = _day_in(year, day, days)
        if written is None:
            continue
        talks.append(sum(log(event.talk(written)) for event in news))
        weight = by_years(year) + talks[-1]
        weight += weekend if written.weekday() > 4 else 0
        weight += weigh_rates(written, rates) if rates else 0
        weights[year] = weight
    if not weights:
        return None
    year = max(weights, key=lambda year: (weights[year], -year))
    share = 1 / sum(exp(weight - weights[year]) for weight in weights.values())
    by_events = max(talks) - min(talks) > TELLING
    least = MOST if named else MOST_BY_EVENTS if by_events else MOST_BY_CALENDAR
    return YearGuess(year, share) if share > least else None


def _considered(
    days: Days, named: Sequence[NamedYear], news: Sequence[Event], rates: Sequence[Rate]
) -> range:
    first, last = hull(days)
    told = [n.year for n in named]
    reach = _NEAR_YEARS if told else _NEAR_EVENTS
    told += [span[0].year for event in news for span in event.in_the_news]
    if rates and not told:
        told, reach = list(YEARS_OF_RATES), 0
    if (first is None or last is None) and not told:
        return range(0)
    begin = first.year if first else min([*told, last.year if last else max(told)]) - reach
    end = last.year if last else max([*told, begin]) + reach
    return range(max(begin, date.min.year), min(end, date.max.year) + 1)


def _day_in(year: int, day: tuple[int, int], days: Days) -> date | None:
    """Return the day of the dateline in a year, if the facts leave it open."""
    try:
        written = date(year, *day)
    except ValueError:
        return None
    return written if holds(days, written) else None


def _years_weigher(month: int, named: Sequence[NamedYear]) -> Callable[[int], float]:
    """Return a function that gives the weight of a year by the years named."""
    table = _weights()
    cues = {(n.sense, n.year) for n in named if n.sense not in _AIMS or n.year % 5}
    for season in _SEASONS:
        latest_season = max((year for sense, year in cues if sense == season), default=None)
        cues = {cue for cue in cues if cue[0] != season or cue[1] == latest_season}
    part = ", second half" if month > 5 else ""
    rows = [
        (table[sense + part if sense in _SEASONS else sense], other)
        for sense, other in sorted(cues)
    ]
    latest = max((n.first.year for n in named if n.first and n.sense in _SIMPLE), default=None)
    if latest is not None:
        season_of_year = (month - 6.5) / 6
        by_month = zip(table["latest"], table["latest by month"], strict=True)
        rows.append((tuple(weight + season_of_year * slope for weight, slope in by_month), latest))
    no_aims = [n.year for n in named if n.sense not in _AIMS]
    if no_aims:
        rows.append((table["latest any"], max(no_aims)))
    share = min(1.0, MOST_THAT_ADD / max(len(cues), 1))
    return lambda year: share * sum(weights[_place(year - other)] for weights, other in rows)


def _place(lag: int) -> int:
    return 0 if lag < -3 else 8 if lag > 5 else lag + 3


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    with (FOLDER / "year_weights.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {
            row["cue"]: tuple(float(row[offset]) for offset in (*_OFFSETS, "after 5"))
            for row in rows
        }
