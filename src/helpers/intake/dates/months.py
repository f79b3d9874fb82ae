"""Months by name, and days that may not exist."""

from __future__ import annotations

from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_number(name: str) -> int:
    """Return the number of a month.

    Parameters
    ----------
    name : str
        A name or its short form, in any case.

    Returns
    -------
    int
        1 for January.

    Raises
    ------
    ValueError
        Where it is no month.

    Examples
    --------
    >>> month_number("Sept.")
    9
    """
    return MONTHS.index(name[:3].lower()) + 1


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, if there is one such.

    Parameters
    ----------
    year, month, day : int
        Any numbers.

    Returns
    -------
    datetime.date or None
        None for a day that the calendar does not have.

    Examples
    --------
    >>> day_of(1995, 2, 29) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None
