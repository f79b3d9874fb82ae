"""Rows of a table in delimited text, each by itself, whatever is wrong with its quotation marks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers.intake.formats.line_stream import LineStream
from helpers.intake.formats.source import MEGABYTE

_MOST_REREAD = 4
"""How many times the longest row may be read again because of quotation marks left open."""

_LONGEST_LAST = MEGABYTE
"""Characters of a row that may be the last one, cut by the end of its file."""

_ESCAPED = re.compile(r"\\.", re.DOTALL)


@dataclass(frozen=True)
class Written:
    """How a table is written.

    Attributes
    ----------
    delimiter : str
        What parts its cells.
    escape : str
        What goes before a quotation mark inside a cell; empty where such marks are doubled.
    """

    delimiter: str
    escape: str = ""

    def marks(self, lines: Iterable[str]) -> int:
        """Count the quotation marks that open or close a cell, or stand doubled in it.

        Parameters
        ----------
        lines : iterable of str
            Lines of a row.

        Returns
        -------
        int
            An odd number where a cell is not closed.
        """
        if not self.escape:
            return sum(line.count('"') for line in lines)
        return sum(_ESCAPED.sub("", line).count('"') for line in lines)


class Row(list[str]):
    """Fields of a row, or the reason why they could not be had.

    Attributes
    ----------
    why : str
        The reason; empty where there are fields.
    damage : tuple of str
        What is wrong with the fields.
    """

    why = ""
    damage: tuple[str, ...] = ()


class Rows(Iterator[Row]):
    """Rows of a table, the blank ones left out, and no more than one held in memory.

    A quotation mark that is opened and not closed would swallow the rest of the file. Such a row is
    given up at its first line, and the lines after it are read again; but where these are no rows
    the file breaks off inside it, and what there is of it is kept.

    Parameters
    ----------
    lines : iterator of str
        Lines with their ends.
    written : Written
        How the table is written.
    longest : int
        Characters that a row may have.

    Attributes
    ----------
    width : int
        Fields of the header, once it is known; until then no row is taken for one that is cut.
    spaced : bool
        Whether the header has spaces behind its delimiters, as prose has behind its commas.
    """

    def __init__(self, lines: Iterator[str], written: Written, longest: int) -> None:
        self._lines: LineStream | _Pushable = (
            lines if isinstance(lines, LineStream) else _Pushable(lines)
        )
        self.width = 0
        self.spaced = False
        self._longest = longest
        self._taken: list[str] = []
        self._size = 0
        self._reread = 0
        self._ended = False
        self._written = written
        self._reader = self._parser()

    def _parser(self) -> Iterator[list[str]]:
        self._ended = False
        return self._parse(self._feed(), strict=True)

    def _parse(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=self._written.delimiter,
            escapechar=self._written.escape or None,
            strict=strict,
        )

    def _feed(self) -> Iterator[str]:
        for line in self._lines:
            self._taken.append(line)
            self._size += len(line)
            if self._lines.cut or self._size > self._longest:
                raise csv.Error("too long")
            yield line
        self._ended = True

    def __next__(self) -> Row:
        while True:
            self._taken.clear()
            self._size = 0
            try:
                fields = Row(next(self._reader))
            except csv.Error:
                return self._broken()
            if len(self._taken) > 1 and self._written.marks(self._taken) % 2:
                return self._broken()
            if fields:
                return fields

    def _broken(self) -> Row:
        """Mend a row of one line whose marks are not doubled; give up others at their first."""
        row = Row()
        if self._lines.cut:
            row.why = f"the row is longer than {self._longest // MEGABYTE} MB: cut it into articles"
        elif len(self._taken) < 2 and not self._ended:
            row = _mended(self._taken, self._written.delimiter, self.width)
        elif self._ended and self._is_last():
            row = Row(next(self._parse(self._taken, strict=False)))
            row += [""] * (self.width - len(row))
            row.damage = ("the file breaks off inside it: get it again",)
        else:
            row.why = "a quotation mark is opened and not closed: double it or close it"
            self._reread += self._size
            if self._reread <= _MOST_REREAD * self._longest:
                self._lines.push_back(self._taken[1:])
            else:
                row.why += "; so were others before, and nothing more is read"
                self._lines = _Pushable(())
        self._reader = self._parser()
        return row

    def _is_last(self) -> bool:
        """Tell a row that the end of the file cuts from one that an open mark makes too long."""
        if not self.width or self._reread or self._size > _LONGEST_LAST:
            return False
        try:
            if len(next(self._parse(self._taken, strict=False), ())) > self.width:
                return False
            rest = self._parse(self._taken[1:], strict=False)
            return not any(len(row) >= self.width and not self._is_prose(row) for row in rest)
        except csv.Error:
            return False

    def _is_prose(self, row: list[str]) -> bool:
        return not self.spaced and all(cell.startswith(" ") for cell in row[1:])


def _mended(lines: list[str], delimiter: str, width: int) -> Row:
    try:
        row = Row(next(csv.reader(lines, delimiter=delimiter)))
    except (csv.Error, StopIteration):
        row = Row()
        row.why = "line ends stand inside the row: put its texts in quotation marks"
    else:
        if len(row) != width and len(loose := _loosely(lines[0], delimiter)) == width:
            row = Row(loose)
        row.damage = ("quotation marks in it are not doubled",)
    return row


def _loosely(line: str, delimiter: str) -> list[str]:
    """Cut a row where a quotation mark closes a cell only beside the delimiter or at the end."""
    line = line.rstrip("\r\n") + delimiter
    cells = []
    at = 0
    while at < len(line):
        end = line.find(f'"{delimiter}', at + 1) if line[at] == '"' else -1
        if quoted := end >= 0:
            cells.append(line[at + 1 : end].replace('""', '"'))
        else:
            end = line.index(delimiter, at)
            cells.append(line[at:end])
        at = end + quoted + 1
    return cells


class _Pushable(Iterator[str]):
    """Lines that may be handed out once more."""

    cut = False

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)[::-1]

    def __next__(self) -> str:
        if not self._lines:
            raise StopIteration
        return self._lines.pop()

    def push_back(self, lines: Iterable[str]) -> None:
        self._lines.extend(reversed(list(lines)))
