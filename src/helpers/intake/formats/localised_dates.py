"""Days as export headers and columns write them, in the languages of their interfaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from helpers.intake.data import read_names

DAY_FIRST, MONTH_FIRST = "day first", "month first"
SHORT_YEARS = ", years of two digits"
"""What follows either of these where the column's years have two digits."""

DAY_NUMBERS = "numbers of days"
"""A column that counts days from 1900, as spreadsheets do."""

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
_SHORT = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d\d)(?![\d/.-])")
_NEXT_CENTURY, _LAST_CENTURY = 29, 50
"""Years of two digits up to the first are of this century, from the second on of the last."""

_DAY_NUMBER = re.compile(r"[1-9]\d{3,4}(?:[.,]\d{1,12})?")
_BEFORE_FIRST = date(1899, 12, 30)
"""Spreadsheets count from here: they take 1900 for a leap year."""

_LEAST_NUMBER = 2401
"""Numbers below may be years, or times of day; this one is a day of 1906."""

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
    """Tell in which way a column writes days, where its values can be read in several.

    Parameters
    ----------
    values : iterable of str
        All values of the column.

    Returns
    -------
    str
        :data:`DAY_FIRST` or :data:`MONTH_FIRST` where a number above 12 shows it and none shows the
        contrary, with :data:`SHORT_YEARS` behind it where years have two digits and no other
        reading fits all values; :data:`DAY_NUMBERS` where all values are such; else an empty
        string.

    Examples
    --------
    >>> order_of(["03/05/1994", "17/05/1994"]), order_of(["03/05/1994"])
    ('day first', '')
    >>> order_of(["3/5/94", "3/14/95"]), order_of(["34457", "34458.75"])
    ('month first, years of two digits', 'numbers of days')
    """
    orders: set[str] = set()
    readings = {DAY_FIRST, MONTH_FIRST, "year first"}
    any_short, are_numbers = False, set()
    for value in filter(None, map(str.strip, values)):
        are_numbers.add(_of_number(value) is not None)
        match = _NUMERIC.match(value)
        if match and match["sep"] != ".":
            orders |= _orders(int(match["a"]), int(match["b"]))
        elif short := _SHORT.match(value):
            any_short = True
            readings &= _readings(short)
    if are_numbers == {True}:
        return DAY_NUMBERS
    order = orders.pop() if len(orders) == 1 else ""
    if order:  # years of four digits beside them have settled it
        readings &= {order}
    if any_short and not orders and len(readings) == 1 and "year first" not in readings:
        return readings.pop() + SHORT_YEARS
    return order


def _orders(first: int, second: int) -> set[str]:
    if first > 12 >= second:
        return {DAY_FIRST}
    return {MONTH_FIRST} if second > 12 >= first else set()


def _readings(match: re.Match[str]) -> set[str]:
    """Ways in which three numbers of two digits can be a day."""
    first, second, third = int(match["a"]), int(match["b"]), int(match["year"])
    found = set()
    if _century(third):
        if 1 <= first <= 31 and 1 <= second <= 12:
            found.add(DAY_FIRST)
        if 1 <= first <= 12 and 1 <= second <= 31:
            found.add(MONTH_FIRST)
    whole = match["sep"] != "." and len(match["a"]) == 2  # nobody writes a year of one digit
    if whole and _century(first) and 1 <= second <= 12 and 1 <= third <= 31:
        found.add("year first")
    return found


def _century(year: int) -> int:
    """First year of the century of a year of two digits; 0 where it may be either."""
    if year <= _NEXT_CENTURY:
        return 2000
    return 1900 if year >= _LAST_CENTURY else 0


def _of_number(value: str) -> date | None:
    """Day of a number of days since 1900."""
    if not _DAY_NUMBER.fullmatch(value):
        return None
    number = int(re.split("[.,]", value)[0])
    found = _BEFORE_FIRST + timedelta(days=number)
    return found if number >= _LEAST_NUMBER and found.year <= LAST_YEAR else None


def may_be_told_by_column(value: str) -> bool:
    """Tell whether the other values of its column may decide how a value is read.

    Parameters
    ----------
    value : str
        A cell of a column of dates.

    Returns
    -------
    bool
        True for three numbers, and for what may be a number of days.

    Examples
    --------
    >>> [may_be_told_by_column(v) for v in ("03/05/1994", "3/5/94", "34457", "1994", "May 1994")]
    [True, True, True, False, False]
    """
    value = value.strip()
    return is_numeric(value) or bool(_SHORT.match(value)) or _of_number(value) is not None


def is_of_kind(value: str, order: str) -> bool:
    """Tell whether a value is one of those that the column alone makes readable.

    Parameters
    ----------
    value : str
        A cell of a column of dates.
    order : str
        What :func:`order_of` says of the column.

    Returns
    -------
    bool
        True for a day with a year of two digits and for a number of days.

    Examples
    --------
    >>> is_of_kind("3/14/95", MONTH_FIRST + SHORT_YEARS), is_of_kind("3/14/1995", MONTH_FIRST)
    (True, False)
    """
    if order == DAY_NUMBERS:
        return _of_number(value.strip()) is not None
    return order.endswith(SHORT_YEARS) and _SHORT.match(value.strip()) is not None


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
    if is_of_kind(value, order):
        match = _SHORT.match(value)
        return _numeric(match, order, _century(int(match["year"]))) if match else _of_number(value)
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
    return _span(value, order) or _stated(value, order)


def _stated(value: str, order: str) -> tuple[date, date] | None:
    """Read one day, month or year."""
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
        days = [_stated(end, order) if any(map(str.isdigit, end)) else None for end in ends]
        if days[0] and days[1] and days[0][0] <= days[1][1]:
            return days[0][0], days[1][1]
    return None


def _numeric(match: re.Match[str], order: str, century: int = 0) -> date | None:
    first, second = int(match["a"]), int(match["b"])
    order = order.removesuffix(SHORT_YEARS)
    if century:
        pass  # the column has settled it
    elif match["sep"] == "." or first > 12:  # nobody writes the month first with full stops
        order = DAY_FIRST
    elif second > 12:
        order = MONTH_FIRST
    elif first == second:
        order = DAY_FIRST
    if not order:
        return None
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return _day(century + int(match["year"]), month, day)


def _since_1970(seconds: float) -> date | None:
    found = _EPOCH + timedelta(days=seconds // 86_400)
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
