"""Sets of days, and the cues in a text that allow them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

Interval = tuple[date | None, date | None]
"""First and last day, both included; None where that side is open."""

Days = tuple[Interval, ...]
"""A set of days: disjoint intervals in time order."""

EVER: Days = ((None, None),)

MAX_CUE_WORDS = 6
"""A cue may be handed on with an extract, which must not hold longer runs of a text."""

_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something in a text that tells when it was written.

    Attributes
    ----------
    cue : str
        The words that speak, six at most.
    kind : str
        ``"office"``, ``"administration"``, ``"name"`` (a name that came up or died out at a known
        time), ``"event"``, ``"explicit date"``, ``"dateline"``, ``"weekday"``, ``"relative"`` (days
        and years told from the text's own), ``"year"`` (the weighing behind the best guess),
        ``"hint"`` (style), ``"said"`` (what the file says) or ``"page"`` (what stands around it).
    intervals : tuple of (date or None, date or None)
        Days the cue allows, in time order; None where a side is open; empty where the cue allows
        no set of days by itself.
    note : str
        What follows from the cue and why, in one clause.
    used : bool
        Whether the cue had a say in the range; if not, the note says why.

    Examples
    --------
    >>> term = Evidence("President Ada Byron", "office", ((date(1990, 1, 1), None),), "in office")
    >>> term.earliest, term.latest
    (datetime.date(1990, 1, 1), None)
    """

    cue: str
    kind: str
    intervals: Days
    note: str
    used: bool = True

    @property
    def earliest(self) -> date | None:
        """First day the cue allows; None where it sets none."""
        return hull(self.intervals)[0]

    @property
    def latest(self) -> date | None:
        """Last day the cue allows; None where it sets none."""
        return hull(self.intervals)[1]


def union(intervals: Iterable[Interval]) -> Days:
    """Join intervals that overlap or touch.

    Parameters
    ----------
    intervals : iterable of (date or None, date or None)
        In any order.

    Returns
    -------
    tuple of (date or None, date or None)
        The same days as disjoint intervals in time order.

    Examples
    --------
    >>> union([(date(2001, 1, 5), None), (None, date(2001, 1, 4))])
    ((None, None),)
    """
    joined: list[Interval] = []
    for first, last in sorted(intervals, key=_first):
        if joined and _touches(joined[-1][1], first):
            joined[-1] = (joined[-1][0], _later_end(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def intersect(one: Days, other: Days) -> Days:
    """Keep the days that both sets hold.

    Parameters
    ----------
    one, other : tuple of (date or None, date or None)
        Sets of days.

    Returns
    -------
    tuple of (date or None, date or None)
        Empty where they have no day in common.

    Examples
    --------
    >>> intersect(((date(1990, 1, 1), None),), ((None, date(1995, 1, 1)),))
    ((datetime.date(1990, 1, 1), datetime.date(1995, 1, 1)),)
    """
    common: list[Interval] = []
    for a_first, a_last in one:
        for b_first, b_last in other:
            first = (
                b_first
                if a_first is None
                else a_first
                if b_first is None
                else max(a_first, b_first)
            )
            last = b_last if a_last is None else a_last if b_last is None else min(a_last, b_last)
            if first is None or last is None or first <= last:
                common.append((first, last))
    return tuple(sorted(common, key=_first))


def holds(days: Days, day: date) -> bool:
    """Tell whether a set of days holds a day.

    Parameters
    ----------
    days : tuple of (date or None, date or None)
        A set of days.
    day : datetime.date
        Any day.

    Returns
    -------
    bool
        True for any day where the set is open on both sides.

    Examples
    --------
    >>> holds(((None, date(1990, 1, 1)),), date(1989, 5, 5))
    True
    """
    return any(
        (first is None or first <= day) and (last is None or day <= last) for first, last in days
    )


def hull(days: Days) -> Interval:
    """Return the first and the last day of a set, None where a side is open or the set is empty.

    Parameters
    ----------
    days : tuple of (date or None, date or None)
        A set of days.

    Returns
    -------
    tuple of (date or None, date or None)
        The smallest interval that holds the set.

    Examples
    --------
    >>> hull(((None, date(1990, 1, 1)), (date(1995, 1, 1), date(1996, 1, 1))))
    (None, datetime.date(1996, 1, 1))
    """
    return (days[0][0], days[-1][1]) if days else (None, None)


def around(day: date, before: int, after: int) -> tuple[date, date]:
    """Return the interval of some days before a day to some days after it.

    Parameters
    ----------
    day : datetime.date
        Any day of the calendar.
    before, after : int
        Number of days, 0 or more; the ends of the calendar are not passed.

    Returns
    -------
    tuple of date
        First and last day.

    Examples
    --------
    >>> around(date(1987, 3, 1), 1, 2)
    (datetime.date(1987, 2, 28), datetime.date(1987, 3, 3))
    """
    first = max(day.toordinal() - before, 1)
    last = min(day.toordinal() + after, date.max.toordinal())
    return date.fromordinal(first), date.fromordinal(last)


def short_cue(text: str, limit: int = MAX_CUE_WORDS) -> str:
    """Cut a text after some words.

    Parameters
    ----------
    text : str
        Words of an article.
    limit : int, default 6
        Number of words to keep.

    Returns
    -------
    str
        Words apart by single spaces.

    Examples
    --------
    >>> short_cue("the U.S. minister of trade and  industry", 6)
    'the U.S. minister of trade'
    """
    end = 0
    for count, word in enumerate(_WORD.finditer(text), start=1):
        if count > limit:
            break
        end = word.end()
    tail = "." if text[end : end + 1] == "." and text[end - 2 : end - 1] == "." else ""
    return " ".join((text[:end] + tail).split())


def _first(interval: Interval) -> date:
    return interval[0] or date.min


def _touches(last: date | None, first: date | None) -> bool:
    return last is None or first is None or first - last <= timedelta(days=1)


def _later_end(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
