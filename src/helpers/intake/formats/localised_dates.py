"""Days as export headers and columns write them, in the languages of their interfaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from helpers.intake.data import read_names

DAY_FIRST, MONTH_FIRST = "day first", "month first"
FIRST_YEAR, LAST_YEAR = 1600, 2100
"""Years in which a printed day may lie; a number beyond them is something else."""

_LONGEST = 120
_EPOCH = date(1970, 1, 1)
_NAME = r"(?P<month>[^\W\d_]{3,20})\.?"
_DE = r"(?:de |del |of |di |d')?"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_WEEKDAY = r"(?:[^\W\d_]{2,15}(?:-feira)?\.?,? (?:den |the |le |el )?)?"
_WRITTEN = (
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|re|ro|[.ºª°])?[ -]{_DE}{_NAME},?[ -]"
        rf"{_DE}{_YEAR}"
    ),
    re.compile(rf"{_WEEKDAY}{_NAME},? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}"),
    re.compile(
        r"(?P<year>[12]\d{3}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]"
    ),
)
_ISO = re.compile(r"(?P<year>[12]\d{3})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)")
_YEAR_ALONE = re.compile(rf"{_YEAR}(?:\.0)?")
_MONTH_ALONE = (
    re.compile(rf"{_NAME},? {_DE}{_YEAR}"),
    re.compile(rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}"),
    re.compile(r"(?P<year>[12]\d{3})[-/.](?P<month>\d{1,2})"),
)
_UNTIL = re.compile(
    r"\s+(?:to|until|till|through|bis|au|al|-|–|—)\s+|\s*(?:–|—|\.\.\.?|/)\s*|(?<=\d{4})-(?=\d{4}$)"
)
_SECONDS = re.compile(r"-?\d{9,10}(?:\.\d{1,6})?")
_MILLISECONDS = re.compile(r"-?\d{12,13}(?:\.0)?")


@cache
def _months() -> dict[str, int]:
    return {form: int(number) for form, number in read_names("month_names.tsv").items()}


def find_day(text: str) -> date | None:
    """Read the day with which a header line begins.

    Parameters
    ----------
    text : str
        One line, for instance ``"3. Juni 1994 Freitag"``.

    Returns
    -------
    datetime.date or None
        None where the line does not begin with a whole day (a weekday may stand before it), or
        names one that the calendar does not have.

    Examples
    --------
    >>> find_day("June 3, 1994 Friday, Late Edition"), find_day("vendredi 3 juin 1994")
    (datetime.date(1994, 6, 3), datetime.date(1994, 6, 3))
    >>> find_day("February 29, 1995") is None, find_day("June 1994") is None
    (True, True)
    """
    text = _plain(text[:_LONGEST])
    if not any(map(str.isdigit, text)):
        return None
    if match := _ISO.match(text):
        return _day(match["year"], int(match["month"]), match["day"])
    for pattern in _WRITTEN:
        if match := pattern.match(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _months().get(month, 0)
            if found := _day(match["year"], number, match["day"]):
                return found
    return None


def _plain(text: str) -> str:
    text = " ".join(text.casefold().split())
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def _day(year: str | int, month: int, day: str | int) -> date | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def order_of(values: Iterable[str]) -> str:
    """Tell whether a column writes 3 May as 03/05 or as 05/03.

    Parameters
    ----------
    values : iterable of str
        All values of the column.

    Returns
    -------
    str
        :data:`DAY_FIRST` or :data:`MONTH_FIRST` where a number above 12 shows it and none shows the
        contrary, else an empty string.

    Examples
    --------
    >>> order_of(["03/05/1994", "17/05/1994"]), order_of(["03/05/1994"])
    ('day first', '')
    """
    seen = set()
    for value in values:
        match = _NUMERIC.match(value.strip())
        if match and match["sep"] != ".":
            first, second = int(match["a"]), int(match["b"])
            if first > 12 >= second:
                seen.add(DAY_FIRST)
            elif second > 12 >= first:
                seen.add(MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else ""


def is_numeric(value: str) -> bool:
    """Tell whether a value is a day in numbers whose order may be in doubt.

    Parameters
    ----------
    value : str
        For instance ``"03/05/1994"``.

    Returns
    -------
    bool
        True for two numbers and a year.

    Examples
    --------
    >>> is_numeric("03/05/1994"), is_numeric("1994-05-03")
    (True, False)
    """
    return _NUMERIC.match(value.strip()) is not None


def read_day(value: str, order: str = "") -> date | None:
    """Read the day of a table's cell.

    Parameters
    ----------
    value : str
        A day in words, in ISO form, in numbers, or as seconds or milliseconds since 1970.
    order : str
        What :func:`order_of` says of the column.

    Returns
    -------
    datetime.date or None
        None where the value is no day, or could be either of two.

    Examples
    --------
    >>> read_day("03/05/1994"), read_day("03/05/1994", DAY_FIRST)
    (None, datetime.date(1994, 5, 3))
    >>> read_day("767923200"), read_day("3 May 94")
    (datetime.date(1994, 5, 3), None)
    """
    value = value.strip()[:_LONGEST]
    if match := _NUMERIC.match(value):
        return _numeric(match, order)
    digits = value.removesuffix(".0")
    if len(digits) == 8 and digits.isascii() and digits.isdigit():
        return _day(digits[:4], int(digits[4:6]), digits[6:])
    if _SECONDS.fullmatch(value):
        return _since_1970(float(value))
    if _MILLISECONDS.fullmatch(value):
        return _since_1970(float(value) / 1000)
    return find_day(value)


def read_days(value: str, order: str = "") -> tuple[date, date] | None:
    """Read the days that a table's cell leaves open.

    Parameters
    ----------
    value : str
        A day as for :func:`read_day`, one that can be read in two ways, a month, a year, or from
        one of these to another.
    order : str
        What :func:`order_of` says of the column.

    Returns
    -------
    tuple of datetime.date or None
        The first and the last of them; None where the value is nothing of the kind.

    Examples
    --------
    >>> [day.isoformat() for day in read_days("03/02/1995")]
    ['1995-02-03', '1995-03-02']
    >>> [day.isoformat() for day in read_days("March 1996")]
    ['1996-03-01', '1996-03-31']
    >>> [day.isoformat() for day in read_days("1994-05-03 to 1994-05-10")]
    ['1994-05-03', '1994-05-10']
    """
    if span := _span(value, order):
        return span
    if day := read_day(value, order):
        return day, day
    value = _plain(value[:_LONGEST])
    if match := _NUMERIC.fullmatch(value):
        both = sorted(filter(None, (_numeric(match, DAY_FIRST), _numeric(match, MONTH_FIRST))))
        return (both[0], both[-1]) if both else None
    year, month, last_month = 0, 1, 12
    if match := _YEAR_ALONE.fullmatch(value):
        year = int(match["year"])
    elif match := next(filter(None, (form.fullmatch(value) for form in _MONTH_ALONE)), None):
        name = match["month"]
        year, month = int(match["year"]), int(name) if name.isdigit() else _months().get(name, 0)
        last_month = month
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    first = date(year, month, 1)
    following = date(year + last_month // 12, last_month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def _span(value: str, order: str) -> tuple[date, date] | None:
    """Read a day, a mark for "until" and another day."""
    for mark in _UNTIL.finditer(value[:_LONGEST]):
        ends = value[: mark.start()], value[mark.end() : _LONGEST]
        days = [read_days(end, order) if any(map(str.isdigit, end)) else None for end in ends]
        if days[0] and days[1] and days[0][0] <= days[1][1]:
            return days[0][0], days[1][1]
    return None


def _numeric(match: re.Match[str], order: str) -> date | None:
    first, second = int(match["a"]), int(match["b"])
    if match["sep"] == "." or first > 12:  # nobody writes the month first with full stops
        order = DAY_FIRST
    elif second > 12:
        order = MONTH_FIRST
    elif first == second:
        order = DAY_FIRST
    if not order:
        return None
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return _day(match["year"], month, day)


def _since_1970(seconds: float) -> date | None:
    found = _EPOCH + timedelta(days=seconds // 86_400)
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
