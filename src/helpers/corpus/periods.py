"""Eras: the periods a folder falls into, and the one each article belongs to."""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from helpers.errors import DatelinesError

Day: TypeAlias = dt.date | None
Span: TypeAlias = tuple[dt.date, dt.date]

UNDATED = "undated"
WIDEST_RANGE = dt.timedelta(days=3653)
"""An article whose range is wider than this says too little to shape the eras."""
NARROWEST_GAP = dt.timedelta(days=365)
"""Days without any article that part two eras."""
GAP_IN_STEPS = 3
"""How many times the usual step such a gap has to be: a year is none in annuals."""
FEWEST_IN_SERIES = 8
"""Articles whose usual step from one to the next is that of a series."""
MOST_ERAS = 6
LONG_RUN = dt.timedelta(days=7305)
"""Twenty years of articles without a gap, which are halved."""
FEWEST_IN_HALF = 5
"""Articles on either side of the border for that."""


def find_eras(ranges: Sequence[tuple[Day, Day]]) -> dict[str, Span]:
    """Split a folder at the widest gaps in time.

    Parameters
    ----------
    ranges : sequence of (date or None, date or None)
        Earliest and latest day of each article; None where that side is open.

    Returns
    -------
    dict
        Name ("1993–1996", "2025") to first and last day, in time order. Two eras are parted by a
        year or more into which none of the better dated articles can fall; from eight articles on
        it is also at least three times the median step from one article to the next. There are at
        most six, parted at the widest gaps. Ranges that are open or wider than ten years say too
        little to shape the eras; one wider than the folder's median (and than a year) makes an era
        where no better dated article is near, but does not stretch one. Where no gap parts twenty
        years or more, the year that ends in 0 or 5 nearest to the middle article does, if five
        articles or more lie on either side.

    Examples
    --------
    >>> day = dt.date
    >>> list(find_eras([(day(1994, 1, 1), day(1995, 2, 1)), (day(2025, 4, 1), day(2025, 4, 9))]))
    ['1994–1995', '2025']
    """
    closed = [(a, b) for a, b in ranges if a and b and b - a <= WIDEST_RANGE]
    usual = statistics.median_low([b - a for a, b in closed]) if closed else NARROWEST_GAP
    gap = max(NARROWEST_GAP, GAP_IN_STEPS * _step(closed))
    spans: list[Span] = []
    for first, last in sorted(set(closed), key=lambda span: (span[1] - span[0], span)):
        near = [s for s in spans if s[0] - last < gap and first - s[1] < gap]
        if near and last - first > max(usual, NARROWEST_GAP):
            continue
        merged = min([first, *(s[0] for s in near)]), max([last, *(s[1] for s in near)])
        spans = [*(s for s in spans if s not in near), merged]
    spans.sort()
    while len(spans) > MOST_ERAS:
        gaps = [(spans[i + 1][0] - spans[i][1], i) for i in range(len(spans) - 1)]
        _, i = min(gaps)
        spans[i : i + 2] = [(spans[i][0], spans[i + 1][1])]
    if len(spans) == 1 and spans[0][1] - spans[0][0] >= LONG_RUN:
        spans = _halves(closed, *spans[0])
    return {_name(first, last): (first, last) for first, last in spans}


def _step(ranges: Sequence[Span]) -> dt.timedelta:
    """Usual time from one article to the next."""
    middles = sorted(a + (b - a) / 2 for a, b in ranges)
    if len(middles) < FEWEST_IN_SERIES:
        return dt.timedelta(0)
    return statistics.median_low([b - a for a, b in itertools.pairwise(middles)])


def _halves(ranges: Sequence[Span], first: dt.date, last: dt.date) -> list[Span]:
    """Part a long run at a round year near its middle article."""
    middles = sorted(a + (b - a) / 2 for a, b in ranges)
    middle = middles[len(middles) // 2].year
    for year in sorted(range(max(middle - 10, 1), middle + 11), key=lambda y: (abs(y - middle), y)):
        border = dt.date(year, 1, 1)
        above = sum(b < border for _, b in ranges)
        below = sum(a >= border for a, _ in ranges)
        if year % 5 == 0 and min(above, below) >= FEWEST_IN_HALF:
            return [(first, border - dt.timedelta(days=1)), (border, last)]
    return [(first, last)]


def halved_at(eras: Mapping[str, Span], there: Sequence[str]) -> dt.date | None:
    """Tell where a folder was halved: two eras found in it that meet without a gap.

    Parameters
    ----------
    eras : mapping
        Name to first and last day, in time order, as `find_eras` gives them.
    there : sequence of str
        Eras that articles are of.

    Returns
    -------
    datetime.date or None
        First day of the later one; None where a gap parts them or one is not there.

    Examples
    --------
    >>> day = dt.date
    >>> before, after = (day(1945, 1, 1), day(1979, 12, 31)), (day(1980, 1, 1), day(2006, 1, 1))
    >>> halved_at({"1945–1979": before, "1980–2006": after}, ["1945–1979", "1980–2006"])
    datetime.date(1980, 1, 1)
    """
    if len(eras) != 2 or len(there) != 2:
        return None
    (_, last), (first, _) = eras.values()
    return first if first - last == dt.timedelta(days=1) else None


def _name(first: dt.date, last: dt.date) -> str:
    return f"{first.year}" if first.year == last.year else f"{first.year}\u2013{last.year}"


def named_eras(eras: Mapping[str, Sequence[int | str]]) -> dict[str, Span]:
    """Check eras that the user names, and put them in time order.

    Parameters
    ----------
    eras : mapping
        Name to first and last year, for instance ``{"1990s": [1990, 1999]}``; days in ISO form
        ("1995-06-28") do as well as years.

    Returns
    -------
    dict
        Name to first and last day.

    Raises
    ------
    DatelinesError
        If an era has no two years, runs backwards, overlaps another, or has no name of its own.

    Examples
    --------
    >>> named_eras({"1990s": [1990, 1999]})
    {'1990s': (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31))}
    """
    if not isinstance(eras, Mapping) or not eras:
        raise DatelinesError(
            'eras must name periods by their years, for instance {"1990s": [1990, 1999]}'
        )
    spans = {name: _span(name, years) for name, years in eras.items()}
    ordered = sorted(spans.items(), key=lambda item: item[1])
    for (left, (_, last)), (right, (first, _)) in itertools.pairwise(ordered):
        if first <= last:
            raise DatelinesError(
                f"the eras '{left}' and '{right}' overlap: give them years of their own"
            )
    return dict(ordered)


def _span(name: str, years: Sequence[int | str]) -> Span:
    try:
        start, end = years
        first, last = _day(start, 1, 1), _day(end, 12, 31)
    except (TypeError, ValueError) as error:
        raise DatelinesError(
            f"the era '{name}' needs its first and last year, for instance [1990, 1999]"
        ) from error
    if not name.strip() or name == UNDATED:
        raise DatelinesError(f"'{name}' cannot be the name of an era: choose another one")
    if last < first:
        raise DatelinesError(f"the era '{name}' ends before it begins: swap its years")
    return first, last


def _day(value: int | str, month: int, day: int) -> dt.date:
    text = str(value)
    return dt.date(int(text), month, day) if text.isdigit() else dt.date.fromisoformat(text)


def era_of(earliest: Day, latest: Day, eras: Mapping[str, Span], *, within: bool = False) -> str:
    """Tell the era an article belongs to.

    Parameters
    ----------
    earliest, latest : date or None
        Its range; None where that side is open.
    eras : mapping
        Name to first and last day.
    within : bool
        Whether a known end of the range must lie within the era: right for eras that somebody set,
        while those found in the folder are no more than clusters of its articles.

    Returns
    -------
    str
        The era, if the range touches only that one and, for eras found in the folder, is no wider
        than ten years or the era itself; else ``"undated"``.

    Examples
    --------
    >>> eras = {"1990s": (dt.date(1990, 1, 1), dt.date(1999, 12, 31))}
    >>> era_of(dt.date(1994, 5, 1), None, eras), era_of(None, None, eras)
    ('1990s', 'undated')
    >>> era_of(dt.date(1994, 5, 1), dt.date(2004, 5, 1), eras, within=True)
    'undated'
    """
    if earliest is None and latest is None:
        return UNDATED
    touched = [
        name
        for name, (first, last) in eras.items()
        if (latest is None or latest >= first) and (earliest is None or earliest <= last)
    ]
    if len(touched) != 1:
        return UNDATED
    first, last = eras[touched[0]]
    if not within:
        reach = (latest or last) - (earliest or first)
        return touched[0] if reach <= max(WIDEST_RANGE, last - first) else UNDATED
    starts = earliest is None or earliest >= first
    ends = latest is None or latest <= last
    return touched[0] if starts and ends else UNDATED
