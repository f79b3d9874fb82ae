"""Tables of two runs, row by row: what is new, what is gone, which cells are other ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.reporting.intervals import apart
from helpers.reporting.topic_changes import TOPIC

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.reporting.facts import ShownTable
    from helpers.reporting.intervals import Estimate

LEFT_OUT = frozenset({"What this page was computed with", "What this page was computed from"})
"""Tables about the run itself."""

BOUNDS = ("low", "high")
"""Columns of an interval; the estimate stands before them."""

VERDICT = "verdict"

_NUMBER = re.compile(r"(?:(?P<minus>[-−])|\+)?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?%?")
GROUPS = frozenset({"era", "kind"})
"""Columns that say what group of rows a row belongs to."""


@dataclass(frozen=True)
class CellChange:
    """A cell of a table that is another one now.

    Attributes
    ----------
    row : str
        What the row is about.
    column : str
        Its header.
    before, after : str
        As written.
    beyond_noise : bool
        Whether the estimate lies outside the interval that it had before, and the earlier one
        outside the interval that it has now. False, too, where a table has no intervals: then
        nothing can be told.
    interval_before, interval_after : str
        Its bounds, as written; '' where there are none, or where the estimate or a bound of either
        run is no number, so that nothing can be told.
    """

    row: str
    column: str
    before: str
    after: str
    beyond_noise: bool = False
    interval_before: str = ""
    interval_after: str = ""


@dataclass(frozen=True)
class TableChange:
    """What is different in a table.

    Attributes
    ----------
    table : ShownTable
        The table as it is now (or was, if it is gone).
    new, gone : list of str
        What the rows are about that are there only now, or no more.
    cells : list of CellChange
        Other cells of the rows that are in both.
    cut : bool
        Whether the table was shown in part, then or now: rows in the middle of it are not known, so
        that none is said to be new or gone.
    """

    table: ShownTable
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    cut: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.new or self.gone or self.cells)


def table_changes(before: Sequence[ShownTable], after: Sequence[ShownTable]) -> list[TableChange]:
    """Hold the tables of two runs against each other.

    Parameters
    ----------
    before, after : sequence of ShownTable
        As readers saw them.

    Returns
    -------
    list of TableChange
        Tables in which anything is different. Rows are known by the first columns that tell them
        apart.
    """
    old = {(table.notebook, table.caption): table for table in before}
    new = {(table.notebook, table.caption): table for table in after}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        if key[1] in LEFT_OUT:
            continue
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            table = now or was
            assert table is not None
            names = [_name(row, [0]) for row in table.rows]
            found.append(TableChange(table, new=names if now else [], gone=names if was else []))
        elif (was.columns, was.rows) != (now.columns, now.rows):
            found.append(_row_changes(was, now))
    return [change for change in found if change]


def _row_changes(was: ShownTable, now: ShownTable) -> TableChange:
    shared = [column for column in now.columns if column in was.columns]
    keys = _key_columns(was, now, shared)
    old = _by_key(was, keys)
    new = _by_key(now, keys)
    cells = [
        change
        for name in new
        if name in old
        for change in _cell_changes(name, old[name], new[name], shared, keys)
    ]
    cut = was.cut or now.cut
    return TableChange(
        now,
        new=[name for name in new if name not in old and not cut],
        gone=[name for name in old if name not in new and not cut],
        cells=cells,
        cut=cut,
    )


def _key_columns(was: ShownTable, now: ShownTable, shared: Sequence[str]) -> list[str]:
    """Choose the first columns that tell the rows of either table apart."""
    names = [
        c for c in shared if c == TOPIC or not (_all_numbers(was, c) and _all_numbers(now, c))
    ] or [*shared[:1]]
    # In a small table an era may have one row, which is about the term behind it all the same.
    first = 2 if names[:2] == list(shared[:2]) and names[0] in GROUPS else 1
    for number in range(first, len(names) + 1):
        keys = names[:number]
        if all(len(_by_key(table, keys)) == len(table.rows) for table in (was, now)):
            return keys
    return list(shared)


def _all_numbers(table: ShownTable, column: str) -> bool:
    place = table.columns.index(column)
    return all(_number(row[place]) is not None for row in table.rows if place < len(row))


def _by_key(table: ShownTable, keys: Sequence[str]) -> dict[str, dict[str, str]]:
    places = [table.columns.index(key) for key in keys]
    return {
        _name(row, places): dict(zip(table.columns, row, strict=False))
        for row in table.rows
        if len(row) == len(table.columns)
    }


def _name(row: Sequence[str], places: Sequence[int]) -> str:
    return ", ".join(row[place] for place in places if place < len(row))


def _cell_changes(
    name: str,
    was: dict[str, str],
    now: dict[str, str],
    shared: Sequence[str],
    keys: Sequence[str],
) -> list[CellChange]:
    found = []
    for place, column in enumerate(shared):
        if column in keys or was[column] == now[column]:
            continue
        if tuple(shared[place + 1 : place + 3]) == BOUNDS:
            estimates = _estimate(column, was), _estimate(column, now)
            told = all(number is not None for side in estimates for number in side)
            bounds = [f"{side['low']} to {side['high']}" if told else "" for side in (was, now)]
            found.append(
                CellChange(name, column, was[column], now[column], apart(*estimates), *bounds)
            )
        else:
            found.append(CellChange(name, column, was[column], now[column]))
    return found


def _estimate(column: str, row: dict[str, str]) -> Estimate:
    return _number(row[column]), _number(row["low"]), _number(row["high"])


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    value = float(found["digits"].replace(",", ""))
    return -value if found["minus"] else value
