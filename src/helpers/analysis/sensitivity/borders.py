"""Whether a comparison hangs on where the border between two eras was drawn."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.over_time.time_units import Days, days_of
from helpers.analysis.resampling import Flags, Floats
from helpers.analysis.sensitivity.sides import NOWHERE, Codes, Quantities
from helpers.analysis.sensitivity.undecided import DAY, YEAR, Spans, spans_of

STEPS = 4
"""So often a border is moved either way, at most until a quarter of the articles changed sides."""

MOST_MOVED = 4
"""A border may move past one in so many articles of the era that it cuts into."""

WIDER = 2
"""A gap between eras is so many times as wide as any inside them."""

COLUMNS = ("before", "after", "last", "first", "gap_days", "loose", "tried", "status")

FREE, MOVED, FIXED = "free", "moved", "fixed"


@dataclass(frozen=True, eq=False)
class _Border:
    """Two neighbouring eras: who belongs to them, and the days on which a border could lie."""

    before: int
    after: int
    last: np.datetime64
    first: np.datetime64
    gap: bool
    loose: Flags
    positions: tuple[dt.date, ...]


def era_borders(
    articles: pd.DataFrame, eras: Sequence[str], spans: Spans | None = None
) -> pd.DataFrame:
    """Tell between which days each border between eras lies, and where else it could.

    Parameters
    ----------
    articles
        Articles of a corpus, each once (`tables.distinct`).
    eras
        Names of the eras in the order of time.
    spans
        First and last day of each; by default as `undecided.spans_of` finds them.

    Returns
    -------
    pandas.DataFrame
        One row per border:

        - ``before``, ``after``: the two eras
        - ``last``, ``first``: last possible day of an article before and first of one after
        - ``gap_days``: days between them without any article of the two eras; 0 and up
        - ``loose``: articles of no era that would belong to one of the two if only a border parted
          them
        - ``tried``: the days, as first days of the later era, at which the border is tried; never
          the present one, and in a gap only where an article can come to lie on a side
        - ``status``: ``'free'`` where a gap lies between (a year or more, and twice the widest gap
          inside the two eras) and no loose article can come to lie on either side, so that the
          border can be anywhere there without changing anything; ``'moved'`` where other days are
          tried; ``'fixed'`` where there is none (eras of fewer than four articles, or days that
          many share)

    Examples
    --------
    >>> days = [dt.date(1994, 5, 1), dt.date(1994, 7, 1), dt.date(2025, 4, 1)]
    >>> table = pd.DataFrame({"era": ["then", "then", "now"], "earliest": days, "latest": days})
    >>> era_borders(table, ["then", "now"])[["before", "gap_days", "status"]].values.tolist()
    [['then', 11231, 'free']]
    """
    found = _borders(articles, eras, spans_of(articles, eras) if spans is None else spans)
    rows = [
        (
            eras[border.before],
            eras[border.after],
            border.last.item(),
            border.first.item(),
            _gap(border),
            int(border.loose.sum()),
            border.positions,
            _status(border),
        )
        for border in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def moved_borders(
    quantities: Quantities,
    articles: pd.DataFrame,
    eras: Sequence[str],
    spans: Spans | None = None,
) -> tuple[pd.DataFrame, NDArray[np.int16], Floats]:
    """Compare again with each border drawn elsewhere.

    An article belongs to the era before a border if all its days lie before it, and to the era
    after if none does; one whose days lie on both sides is left out, as it would be if the eras had
    been named so.

    Parameters
    ----------
    quantities
        What is compared.
    articles
        The rows of ``quantities``: articles of a corpus, each once, also those without an era.
    eras, spans
        As for `era_borders`.

    Returns
    -------
    positions : pandas.DataFrame
        One row per border and day tried: ``before``, ``after``, ``day`` (first day of the later
        era), ``before_articles``, ``after_articles``.
    codes : numpy.ndarray
        Positions x articles: the era of each.
    values : numpy.ndarray
        Positions x quantities: the log-ratios and differences.

    Examples
    --------
    >>> from scipy import sparse
    >>> days = [dt.date(1994, 1, day) for day in range(1, 9)]
    >>> table = pd.DataFrame({"era": ["old"] * 4 + ["new"] * 4, "earliest": days, "latest": days})
    >>> amounts = sparse.csr_matrix([[2.0]] * 4 + [[1.0]] * 4)
    >>> quantities = Quantities(amounts, np.full(8, 100.0), np.array([0]), log=True)
    >>> positions, _, values = moved_borders(quantities, table, ["old", "new"])
    >>> positions["day"].astype(str).tolist(), values.round(2).ravel().tolist()
    (['1994-01-04', '1994-01-06'], [0.74, 0.85])
    """
    found = _borders(articles, eras, spans_of(articles, eras) if spans is None else spans)
    base = codes_of(articles, eras)
    first, last = _open_days(articles)
    rows, codes = [], [np.zeros((0, len(base)), dtype=np.int16)]
    values = [np.zeros((0, len(quantities.eras)))]
    for border in found:
        ours = border.loose | np.isin(base, [border.before, border.after])
        for day in border.positions:
            moved = base.copy()
            side = np.full(len(base), NOWHERE, dtype=np.int16)
            side[last < np.datetime64(day, "D")] = border.before
            side[first >= np.datetime64(day, "D")] = border.after
            moved[ours] = side[ours]
            sizes = [int((moved == era).sum()) for era in (border.before, border.after)]
            rows.append((eras[border.before], eras[border.after], day, *sizes))
            codes.append(moved[None, :])
            values.append(quantities.values(moved[None, :]))
    columns = ["before", "after", "day", "before_articles", "after_articles"]
    return pd.DataFrame(rows, columns=columns), np.concatenate(codes), np.concatenate(values)


def codes_of(articles: pd.DataFrame, eras: Sequence[str]) -> Codes:
    """Give each article the number of its era.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles.
    eras
        Names of the eras in the order of time.

    Returns
    -------
    numpy.ndarray
        Number of each article's era, `sides.NOWHERE` for one that has none of these.

    Examples
    --------
    >>> codes_of(pd.DataFrame({"era": ["now", "undated", "then"]}), ["then", "now"]).tolist()
    [1, -1, 0]
    """
    return np.asarray(pd.Index(list(eras)).get_indexer(pd.Index(articles["era"])), dtype=np.int16)


def _borders(articles: pd.DataFrame, eras: Sequence[str], spans: Spans) -> list[_Border]:
    codes = codes_of(articles, eras)
    first, last = _open_days(articles)
    found = []
    for before, after in zip(range(len(eras) - 1), range(1, len(eras)), strict=True):
        if eras[before] not in spans or eras[after] not in spans:
            continue
        start, end = (
            np.datetime64(spans[eras[era]][side], "D") for era, side in ((before, 0), (after, 1))
        )
        loose = (codes == NOWHERE) & (first >= start) & (last <= end)
        sides = [_members(codes == era, first, last) for era in (before, after)]
        if not all(len(side[0]) for side in sides):
            continue
        until, since = sides[0][1].max(), sides[1][0].min()
        between = since - until
        gap = bool(between > YEAR and between >= WIDER * max(_widest_gap(side) for side in sides))
        if gap:
            # What may be of days before the gap and after it is on no side, wherever the border is.
            movable = loose & ((last < since) | (first > until))
            positions = _in_gap(until, since, last[movable])
        else:
            positions = _into(sides[0], backwards=True) + _into(sides[1], backwards=False)
        days = tuple(dt.date.fromisoformat(str(day)) for day in sorted({*positions} - {since}))
        found.append(_Border(before, after, until, since, gap, loose, days))
    return found


def _open_days(articles: pd.DataFrame) -> tuple[Days, Days]:
    """Give first and last days; an open end lies before or after everything."""
    first, last = days_of(articles["earliest"]), days_of(articles["latest"])
    neither = np.isnat(first) & np.isnat(last)
    low, high = np.datetime64(dt.date.min, "D"), np.datetime64(dt.date.max, "D")
    first = np.where(np.isnat(first), low, first)
    # An article without any day is on no side of any border.
    return first, np.where(np.isnat(last) | neither, high, last)


def _members(own: Flags, first: Days, last: Days) -> tuple[Days, Days]:
    """Give the days of an era's articles with both ends known, in the order of their middles."""
    low, high = np.datetime64(dt.date.min, "D"), np.datetime64(dt.date.max, "D")
    own = own & (first > low) & (last < high)
    first, last = first[own], last[own]
    order = np.lexsort((first, first.astype(np.int64) + last.astype(np.int64)))
    return first[order], last[order]


def _into(days: tuple[Days, Days], *, backwards: bool) -> list[np.datetime64]:
    """Give first days of the later era that cut a quarter of an era off at most."""
    first, last = days
    size = len(first)
    middle = first.astype(np.int64) + last.astype(np.int64)
    found = []
    for step in range(1, STEPS + 1):
        moved = -(-size * step // (STEPS * MOST_MOVED))
        if moved > size // MOST_MOVED:
            continue
        place = size - moved if backwards else moved
        cut = int((middle >= middle[place]).sum() if backwards else (middle < middle[place]).sum())
        # Articles of the same day go together, which may be too many or, going forwards, none.
        if 0 < cut <= size // MOST_MOVED:
            found.append(first[place])
    return found


def _widest_gap(days: tuple[Days, Days]) -> np.timedelta64:
    """Give the longest time inside an era without an article."""
    order = np.argsort(days[0], kind="stable")
    first, last = days[0][order], np.maximum.accumulate(days[1][order])
    return max(first[1:] - last[:-1], default=np.timedelta64(0, "D"))


def _in_gap(until: np.datetime64, since: np.datetime64, last: Days) -> list[np.datetime64]:
    """Give days of a gap before all articles in it, in their middle, and after all that end there.

    Parameters are the last day before the gap, the first after it, and the last days of articles
    that can move; without any there is nothing to try.
    """
    if not len(last):
        return []
    start = until + DAY
    end = max([start, *(last[last < since] + DAY)])
    return [start, start + (end - start) // 2, end]


def _gap(border: _Border) -> int:
    return max(0, int((border.first - border.last).astype(np.int64)) - 1)


def _status(border: _Border) -> str:
    if border.positions:
        return MOVED
    return FREE if border.gap else FIXED
