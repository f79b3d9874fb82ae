"""Natural periods, from days to decades, and articles dated well enough to lie in one of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.honesty import INTERVALS_FROM, count_of
from helpers.errors import DatelinesError

UNITS = ("day", "week", "month", "quarter", "year", "five years", "decade")
PLURALS = {unit: f"{unit}s" for unit in UNITS} | {"five years": "periods of five years"}

FITTING = 0.8
"""Part of the dated articles that must fall in one period each."""

FEWEST_PERIODS, MOST_PERIODS = 3, 80

PERIODS_FROM = 8
"""Periods with articles from which a trend may be claimed."""

MANY_PERIODS = 24
"""Periods that find most trends: of 64 speeches of sixty years, one a year, 167 terms of 2,171 had
a trend by years, and none in periods of five. With the presidents in any other order, which leaves
no trend, 0 to 40 had one by years, 4 on average (12 orders)."""

Ints = NDArray[np.int64]
Days = NDArray[np.datetime64]

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "five years": 60, "decade": 120}
_NOWHERE = np.iinfo(np.int64).min
_EPOCH = 1970 * 12
"""Months from year 0 to the day from which numpy counts."""
_MONDAY = 3
"""The first day of numpy's calendar was a Thursday."""


@dataclass(frozen=True, eq=False)
class TimePlaces:
    """Where articles lie in time.

    Attributes
    ----------
    unit
        One of `UNITS`, or ``''`` where the dates do not allow any.
    place
        For each article the number of its period from 0, in the order of time; -1 where none holds
        its whole range of days.
    numbers
        For each period that has articles its number on the calendar, ascending; between
        neighbours it grows by one.
    starts
        The first day of each of these periods.
    articles
        Articles in each.
    undated
        Articles without a first or without a last possible day.
    remark
        What is left out and why, or why there are no periods; ``''`` if nothing is left out.
    """

    unit: str
    place: Ints
    numbers: Ints
    starts: tuple[dt.date, ...]
    articles: Ints
    undated: int
    remark: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the periods."""
        return tuple(name_of(start, self.unit) for start in self.starts)

    @property
    def halves(self) -> int:
        """Articles in the smaller half, time cut between two periods as evenly as can be."""
        before = np.cumsum(self.articles)
        return int(np.minimum(before, before[-1] - before).max()) if len(before) else 0

    def keeping(self, kept: NDArray[np.bool_]) -> "TimePlaces":
        """Take some of the articles out of their places.

        Parameters
        ----------
        kept
            One flag per article; those that are not kept have no place any more, and periods
            without articles are none.

        Returns
        -------
        TimePlaces
            The same articles.

        Examples
        --------
        >>> days = [dt.date(year, 6, 1) for year in (1950, 1951, 1953)]
        >>> places = place_in_time(pd.DataFrame({"earliest": days, "latest": days}), "year")
        >>> places.keeping(np.array([True, False, True])).names
        ('1950', '1953')
        """
        there = (self.place >= 0) & kept
        periods, own = np.unique(self.place[there], return_inverse=True)
        place = np.full(len(self.place), -1)
        place[there] = own
        return replace(
            self,
            place=place,
            numbers=self.numbers[periods],
            starts=tuple(self.starts[period] for period in periods),
            articles=np.bincount(own, minlength=len(periods)),
        )


def place_in_time(
    articles: pd.DataFrame,
    unit: str = "auto",
    *,
    finest: str = "month",
    fewest: int = FEWEST_PERIODS,
) -> TimePlaces:
    """Put each article down to the period that holds its whole range of days.

    An article whose range is wider than the period is left out. Spread over all periods that it
    may belong to, it would lend each of them the words of the others, which flattens what changes;
    put down to its likeliest day, it would be as sure as one with a date line.

    Parameters
    ----------
    articles
        Rows with ``earliest`` and ``latest`` (dates or None).
    unit
        One of `UNITS`. By default, of those in which 80% of the dated articles have a place and
        which give at most 80 periods: the finest that gives 24 with hardly a gap, if possible such
        that half of them hold five articles or more; else the finest that gives eight, half of
        which hold five; else the widest that gives eight; else the widest that gives `fewest`.
    finest
        The finest unit that is tried.
    fewest
        Periods with articles that there must be, where the unit is not given.

    Returns
    -------
    TimePlaces
        Also where no unit will do: then without periods and with a remark that says why.

    Raises
    ------
    DatelinesError
        If the unit is none of these.

    Examples
    --------
    >>> days = [dt.date(year, 6, 1) for year in (1950, 1951, 1953)]
    >>> places = place_in_time(pd.DataFrame({"earliest": days, "latest": days}), "year")
    >>> places.names, places.numbers.tolist()
    (('1950', '1951', '1953'), [1950, 1951, 1953])
    """
    if unit not in (*UNITS, "auto"):
        raise DatelinesError(f"time has {', '.join(UNITS)}, but not '{unit}': choose one of these")
    first, last = days_of(articles["earliest"]), days_of(articles["latest"])
    dated = ~(np.isnat(first) | np.isnat(last))
    undated = int((~dated).sum())
    first, last = first[dated], last[dated]
    asked = unit != "auto"
    tried = (unit,) if asked else UNITS[UNITS.index(finest) :]
    least, part = (1, 0.0) if asked else (fewest, FITTING)
    usable: list[tuple[str, Ints, int, float]] = []
    why = "No article has a first and a last possible day, which changes over time need."
    for name in tried if len(first) else ():
        numbers = period_numbers(first, name)
        fits = numbers == period_numbers(last, name)
        found, sizes = np.unique(numbers[fits], return_counts=True)
        why = _why_not(int(fits.sum()), len(first), len(found), name, part=part, least=least)
        if not why and not asked and len(found) > MOST_PERIODS:
            why = f"The articles fall in {periods_of(len(found), name)}: too many to show."
        if why:
            continue
        kept = np.where(fits, numbers, _NOWHERE)
        usable.append((name, kept, len(found), float(np.median(sizes))))
    if not usable:
        nothing = np.zeros(0, dtype=np.int64)
        return TimePlaces("", np.full(len(articles), -1), nothing, (), nothing, undated, why)
    name, kept = _best(usable)
    fits = kept != _NOWHERE
    numbers, own = np.unique(kept[fits], return_inverse=True)
    place = np.full(len(articles), -1)
    place[np.flatnonzero(dated)[fits]] = own
    starts = tuple(start_of(int(number), name) for number in numbers)
    wide = int((~fits).sum())
    remark = _left_out_sentence(wide, undated, name)
    return TimePlaces(name, place, numbers, starts, np.bincount(own), undated, remark)


def days_of(values: pd.Series) -> Days:
    """Turn dates into an array of days.

    Parameters
    ----------
    values
        Dates, or None or a missing value where there is none.

    Returns
    -------
    numpy.ndarray
        Of ``datetime64[D]``, NaT where there is none.

    Examples
    --------
    >>> days_of(pd.Series([dt.date(1994, 5, 1), None], dtype=object)).astype(str).tolist()
    ['1994-05-01', 'NaT']
    """
    known = values.astype(object).where(values.notna(), None)
    return known.to_numpy(dtype=object).astype("datetime64[D]")


def period_numbers(days: Days, unit: str) -> Ints:
    """Give the periods in which days lie numbers that grow by one from period to period.

    Parameters
    ----------
    days
        Days, as ``datetime64[D]``.
    unit
        One of `UNITS`.

    Returns
    -------
    numpy.ndarray of int
        For years the year itself.

    Examples
    --------
    >>> days = np.array(["1987-05-06", "1994-01-01"], dtype="datetime64[D]")
    >>> period_numbers(days, "year"), period_numbers(days, "decade")
    (array([1987, 1994]), array([198, 199]))
    """
    if unit in ("day", "week"):
        count = days.astype(np.int64)
        return count if unit == "day" else (count + _MONDAY) // 7
    months = days.astype("datetime64[M]").astype(np.int64) + _EPOCH
    return np.asarray(months // _MONTHS[unit], dtype=np.int64)


def start_of(number: int, unit: str) -> dt.date:
    """Give the first day of a period.

    Parameters
    ----------
    number
        Its number, see `period_numbers`.
    unit
        One of `UNITS`.

    Returns
    -------
    datetime.date
        The first day; the first of all for what begins before it.

    Examples
    --------
    >>> start_of(198, "decade"), start_of(7949, "quarter")
    (datetime.date(1980, 1, 1), datetime.date(1987, 4, 1))
    """
    if unit in ("day", "week"):
        days = number if unit == "day" else number * 7 - _MONDAY
        return dt.date(1970, 1, 1) + dt.timedelta(days=days)
    months = number * _MONTHS[unit]
    return dt.date(max(months // 12, 1), months % 12 + 1, 1)


def name_of(start: dt.date, unit: str) -> str:
    """Name a period.

    Parameters
    ----------
    start
        Its first day.
    unit
        One of `UNITS`.

    Returns
    -------
    str
        Names of one unit sort in the order of time.

    Examples
    --------
    >>> [name_of(dt.date(1985, 1, 1), unit) for unit in ("week", "quarter", "five years")]
    ['week of 1985-01-01', '1985 Q1', '1985–1989']
    """
    year = start.year
    fifth, tenth = year // 5 * 5, year // 10 * 10
    return {
        "day": start.isoformat(),
        "week": f"week of {start.isoformat()}",
        "month": f"{year:04}-{start.month:02}",
        "quarter": f"{year:04} Q{(start.month + 2) // 3}",
        "year": f"{year:04}",
        "five years": f"{fifth:04}\N{EN DASH}{fifth + 4:04}",
        "decade": f"{tenth:04}s",
    }[unit]


def periods_of(number: int, unit: str) -> str:
    """Write a number of periods.

    Parameters
    ----------
    number
        How many.
    unit
        One of `UNITS`.

    Returns
    -------
    str
        For instance ``'3 months'`` or ``'3 periods of five years'``.

    Examples
    --------
    >>> periods_of(1, "year"), periods_of(2, "five years")
    ('1 year', '2 periods of five years')
    """
    if number == 1:
        return "1 period of five years" if unit == "five years" else f"1 {unit}"
    return f"{number:,} {PLURALS[unit]}"


def _best(usable: Sequence[tuple[str, Ints, int, float]]) -> tuple[str, Ints]:
    many = [unit for unit in usable if unit[2] >= max(MANY_PERIODS, FITTING * _reach(unit[1]))]
    enough = [unit for unit in usable if unit[2] >= PERIODS_FROM]
    full = [unit for unit in enough if unit[3] >= INTERVALS_FROM]
    filled = [unit for unit in full if unit in many]
    name, kept, *_ = (filled or many or full or enough[-1:] or usable[-1:])[0]
    return name, kept


def _reach(kept: Ints) -> int:
    """Periods from the first to the last that has articles."""
    numbers = kept[kept != _NOWHERE]
    return int(numbers.max() - numbers.min()) + 1


def _why_not(fitting: int, dated: int, periods: int, unit: str, *, part: float, least: int) -> str:
    if fitting < max(part * dated, 1):
        placed = f"Only {fitting:,}" if fitting else "None"
        return (
            f"{placed} of {count_of(dated, 'article')} with a first and a last possible day can be "
            f"placed in {periods_of(1, unit).replace('1 ', 'one ')}: the dates are too wide to "
            "show changes over time."
        )
    if periods < least:
        return (
            f"The articles that can be dated so well fall in {periods_of(periods, unit)}: changes "
            f"over time need {least} periods."
        )
    return ""


def _left_out_sentence(wide: int, undated: int, unit: str) -> str:
    sentences = []
    if wide:
        verb = "is" if wide == 1 else "are"
        more = periods_of(1, unit).replace("1 ", "one ")
        sentences.append(
            f"{count_of(wide, 'article')} may belong to more than {more} and {verb} left out."
        )
    if undated:
        verb, again = ("has", "is") if undated == 1 else ("have", "are")
        sentences.append(
            f"{count_of(undated, 'article')} {verb} no first or no last possible day and {again} "
            "left out."
        )
    return " ".join(sentences)
