"""What has changed since the last run: articles, rows of tables, figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.reporting.facts import ArticleFacts, Facts, ShownFigure, ShownTable

LEFT_OUT = frozenset({"What this page was computed with", "What this page was computed from"})
"""Tables about the run itself."""

_NUMBER = re.compile(r"(?P<minus>[-−])?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?%?")
ESTIMATES = (("log-ratio", "low", "high"), ("difference", "low", "high"))
"""Columns of an estimate and its interval."""

GROUPS = frozenset({"era", "topic", "kind"})
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
    """

    row: str
    column: str
    before: str
    after: str
    beyond_noise: bool = False


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
    """

    table: ShownTable
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)


@dataclass(frozen=True)
class Changes:
    """What has changed since the last run.

    Attributes
    ----------
    new, gone : list of ArticleFacts
        Articles that are there only now, or no more.
    edited : list of ArticleFacts
        Articles in a file of the same name with another text.
    redated : list of (ArticleFacts, ArticleFacts)
        Before and now: another range of days or another era.
    tables : list of TableChange
        Tables that differ.
    figures : list of (ShownFigure or None, ShownFigure or None)
        Figures that differ, before and now.
    """

    new: list[ArticleFacts]
    gone: list[ArticleFacts]
    edited: list[ArticleFacts]
    redated: list[tuple[ArticleFacts, ArticleFacts]]
    tables: list[TableChange]
    figures: list[tuple[ShownFigure | None, ShownFigure | None]]

    def __bool__(self) -> bool:
        """Whether anything a reader sees is different."""
        return any((self.new, self.gone, self.edited, self.redated, self.tables, self.figures))

    @property
    def beyond_noise(self) -> list[tuple[ShownTable, CellChange]]:
        """Estimates that moved further than their intervals allow."""
        return [
            (change.table, cell)
            for change in self.tables
            for cell in change.cells
            if cell.beyond_noise
        ]

    def told(self) -> list[str]:
        """Say it in sentences, the most important first.

        Returns
        -------
        list of str
            Plain text.
        """
        if not self:
            return ["The numbers are those of the last run; only code or settings have changed."]
        parts = [
            f"{number:,} {word}"
            for number, word in (
                (len(self.new), "new"),
                (len(self.gone), "gone"),
                (len(self.edited), "with another text"),
                (len(self.redated), "dated otherwise"),
            )
            if number
        ]
        said = [f"Articles: {', '.join(parts)}."] if parts else ["The articles are the same."]
        if moved := self.beyond_noise:
            _, cell = moved[0]
            more = f" ({len(moved) - 1:,} more such)" if len(moved) > 1 else ""
            said.append(
                f"Beyond what its intervals allow, {cell.column} of {cell.row} moved from "
                f"{cell.before} to {cell.after}{more}."
            )
        elif self.tables:
            said.append("No estimate moved beyond its intervals, where there are any.")
        if self.tables or self.figures:
            tables, figures = len(self.tables), len(self.figures)
            said.append(f"{count_of(tables, 'table')} and {count_of(figures, 'figure')} differ.")
        return said


def compare_facts(before: Facts, after: Facts) -> Changes:
    """Hold two runs against each other.

    Parameters
    ----------
    before, after : Facts
        What they said.

    Returns
    -------
    Changes
        What is different.
    """
    old, new = before.articles, after.articles
    added = {key: new[key] for key in new if key not in old}
    lost = {key: old[key] for key in old if key not in new}
    files = Counter(about["file"] for about in lost.values())
    edited = [about for about in added.values() if files[about["file"]]]
    same = {about["file"] for about in edited}
    return Changes(
        new=[about for about in added.values() if about["file"] not in same],
        gone=[about for about in lost.values() if about["file"] not in same],
        edited=edited,
        redated=[
            (old[key], new[key])
            for key in new
            if key in old and any(old[key][name] != new[key][name] for name in _DATED)
        ],
        tables=_table_changes(before.tables, after.tables),
        figures=_figure_changes(before.figures, after.figures),
    )


_DATED = ("earliest", "latest", "era")


def _table_changes(before: Sequence[ShownTable], after: Sequence[ShownTable]) -> list[TableChange]:
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
    return found


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
    return TableChange(
        now,
        new=[name for name in new if name not in old],
        gone=[name for name in old if name not in new],
        cells=cells,
    )


def _key_columns(was: ShownTable, now: ShownTable, shared: Sequence[str]) -> list[str]:
    """Choose the first columns that tell the rows of either table apart."""
    names = [c for c in shared if not (_all_numbers(was, c) and _all_numbers(now, c))] or [
        *shared[:1]
    ]
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
    return [
        CellChange(name, column, was[column], now[column], _beyond(column, was, now))
        for column in shared
        if column not in keys and was[column] != now[column]
    ]


def _beyond(column: str, was: dict[str, str], now: dict[str, str]) -> bool:
    for estimate, low, high in ESTIMATES:
        if column == estimate and {low, high} <= was.keys() & now.keys():
            values = [_number(side[name]) for side in (was, now) for name in (estimate, low, high)]
            if None not in values:
                before, low_before, high_before, after, low_after, high_after = map(float, values)  # type: ignore[arg-type]
                return not (low_before <= after <= high_before or low_after <= before <= high_after)
    return False


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    value = float(found["digits"].replace(",", ""))
    return -value if found["minus"] else value


def _figure_changes(
    before: Sequence[ShownFigure], after: Sequence[ShownFigure]
) -> list[tuple[ShownFigure | None, ShownFigure | None]]:
    old = {(figure.notebook, figure.caption): figure for figure in before}
    new = {(figure.notebook, figure.caption): figure for figure in after}
    pairs = [(old.get(key), figure) for key, figure in new.items()]
    lost = [(figure, None) for key, figure in old.items() if key not in new]
    return [
        (was, now)
        for was, now in [*pairs, *lost]
        if was is None or now is None or was.fingerprint != now.fingerprint
    ]
