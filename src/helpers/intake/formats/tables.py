"""Tables with a clipping a row, in delimited text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from helpers.intake.formats.column_names import ColumnsError, find_columns
from helpers.intake.formats.columns import RowReader
from helpers.intake.formats.line_stream import LineStream
from helpers.intake.formats.localised_dates import may_be_told_by_column, order_of
from helpers.intake.formats.sniff import DELIMITERS
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Refusal

if TYPE_CHECKING:
    pass

_SAMPLE_LINES = 500
_MOST_REREAD = 4
"""How many times the longest row may be read again because of quotation marks left open."""

_NAMED = re.compile(r"\ufeff?\"?sep=(.?)\"?", re.IGNORECASE)
"""A first line in which a spreadsheet names the delimiter."""

_OWN = {
    frozenset({"article", "line", "kind", "confidence"}): (
        "it is the list of doubtful lines that datelines intake wrote, and no clippings: call it "
        "corrections.csv, on top of the folder, to have its kinds honoured"
    ),
    frozenset({"article_id", "date_basis", "n_removed", "date_set_aside"}): (
        "it is what datelines intake wrote about clippings, and none itself: keep it elsewhere"
    ),
}
"""Columns by which tables of our own are known, which people put beside their clippings, and why
they are left out: lines of articles would count as articles."""

Row = list[str]


def read_delimited(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read a table in delimited text, row by row.

    Parameters
    ----------
    source : Source
        A file of comma, semicolon, tab or bar separated values, the names of its columns first.

    Yields
    ------
    Capture or Refusal
        One for each row; one for the file where no column holds a text.

    Examples
    --------
    >>> import io
    >>> table = b"date,text\n1994-05-03,Talks failed.\n"
    >>> [row] = read_delimited(Source("a.csv", "", io.BytesIO(table), len(table)))
    >>> row.where, row.text, row.given.day.isoformat()
    ('row 1', 'Talks failed.', '1994-05-03')
    """
    names, rows, lines, delimiter = _opened(source)
    if not names:
        yield source.refusal("empty", "the table has no rows")
        return
    if told := next((told for own, told in _OWN.items() if own <= {*names}), ""):
        yield source.refusal("skipped", told)
        return
    try:
        columns = find_columns(names, source.options.columns)
    except ColumnsError as error:
        yield source.refusal("skipped", _no_text(names, str(error)))
        return
    places = places_of(names, columns)
    order = _order(source, delimiter, places["date"], names) if "date" in places else ""
    reader = RowReader(source, "table", order, lines.encoding)
    number = 0
    for row in rows:
        number += 1
        if row.why:
            yield source.refusal("damaged", row.why, f"row {number}")
        elif _is_cut(row, names):
            yield source.refusal("damaged", _wrong_length(row, names), f"row {number}")
        else:
            yield from reader.read(number, partial(cell_of, row, places), row.damage)
    yield from reader.tell_unread()
    if not number:
        yield source.refusal("empty", "the table has a header and no rows")


def read_rows(source: Source, most: int | None = None) -> tuple[list[str], list[Row], list[str]]:
    r"""Read a table of delimited text that describes something, and holds no clippings.

    Parameters
    ----------
    source : Source
        A file as for `read_delimited`.
    most : int, optional
        How many rows to read; all unless given.

    Returns
    -------
    list of str
        Names of the columns; none where the table is empty.
    list of list of str
        The rows, each with a cell a column.
    list of str
        For each row that cannot be read, why.

    Examples
    --------
    >>> import io
    >>> table = b"file;year\na.txt;1994\nb.txt\n"
    >>> names, rows, wrong = read_rows(Source("a.csv", "", io.BytesIO(table), len(table)))
    >>> names, rows, wrong[0][:19]
    (['file', 'year'], [['a.txt', '1994']], 'the row has 1 field')
    """
    names, rows, _, _ = _opened(source)
    read: list[Row] = []
    wrong = []
    for row in islice(rows, most):
        if row.why or _is_cut(row, names):
            wrong.append(row.why or _wrong_length(row, names))
        else:
            read.append(row[: len(names)])
    return names, read, wrong


def _opened(source: Source) -> tuple[list[str], _Rows, LineStream, str]:
    """Names of the columns, the rows below them, where these come from, and the delimiter."""
    longest = source.options.limits.article
    csv.field_size_limit(max(csv.field_size_limit(), longest))
    delimiter = _delimiter(source.name, _sample(source))
    lines = LineStream(source.stream, longest)
    rows = _Rows(lines, delimiter, longest)
    return [name.strip() for name in _header(rows)], rows, lines, delimiter


def _is_cut(row: Row, names: Sequence[str]) -> bool:
    return len(row) != len(names) and (len(row) < len(names) or any(row[len(names) :]))


def places_of(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, list[int]]:
    """Find where the columns of a table stand, several where they have one name.

    Parameters
    ----------
    names : sequence of str
        Names of all columns.
    columns : mapping of str to str
        Part of a clipping to the name of its column.

    Returns
    -------
    dict
        Part to places, from 0.

    Examples
    --------
    >>> places_of(["title", "date", "title"], {"headline": "title"})
    {'headline': [0, 2]}
    """
    return {
        what: [place for place, other in enumerate(names) if other == name]
        for what, name in columns.items()
    }


def cell_of(row: Sequence[str], places: Mapping[str, Sequence[int]], what: str) -> str | None:
    """Take a part of a clipping from a row.

    Parameters
    ----------
    row : sequence of str
        The cells.
    places : mapping
        As `places_of` gives them.
    what : str
        The part.

    Returns
    -------
    str or None
        The first cell that is filled; None where no column holds the part.

    Examples
    --------
    >>> cell_of(["", "1994", "Talks"], {"headline": [0, 2]}, "headline")
    'Talks'
    """
    cells = [row[place] for place in places.get(what, ())]
    return next((cell for cell in cells if cell.strip()), cells[0] if cells else None)


def _no_text(names: Sequence[str], reason: str) -> str:
    if len(names) == 1:
        return (
            "it has a single column: separate columns by commas, semicolons or tabs and name them "
            "in the first row, or save clippings as plain text (.txt)"
        )
    if max(map(len, names)) > 100 or sum(name.isdigit() for name in names) > 1:
        return (
            "its first row looks like no header: write the names of the columns above it, "
            "'text' above the one that holds the text"
        )
    return reason


def _wrong_length(row: Row, names: Sequence[str]) -> str:
    there, due = len(row), len(names)
    return (
        f"the row has {there} field{'s' * (there != 1)} and the header {due}: put texts that hold "
        "the delimiter or a line end in quotation marks"
    )


def _order(source: Source, delimiter: str, places: Sequence[int], names: Sequence[str]) -> str:
    """How a column writes days, for which the whole file is read once more if need be."""
    longest = source.options.limits.article

    def values() -> Iterator[str]:
        rows = _Rows(LineStream(source.stream, longest), delimiter, longest)
        _header(rows)
        whole = (row for row in rows if not row.why and not _is_cut(row, names))
        return (row[place] for row in whole for place in places)

    position = source.stream.tell()
    needed = any(map(may_be_told_by_column, islice(values(), _SAMPLE_LINES)))
    order = order_of(values()) if needed else ""
    source.stream.seek(position)
    return order


def _header(rows: Iterator[_Row]) -> _Row:
    return next(
        (row for row in rows if any(map(str.strip, row)) and not _NAMED.match(row[0])), _Row()
    )


def _sample(source: Source) -> list[str]:
    """First lines of a file, a megabyte or so."""
    found, size = [], 0
    for line in islice(LineStream(source.stream, MEGABYTE), _SAMPLE_LINES):
        found.append(line)
        size += len(line)
        if size > MEGABYTE:
            break
    return found


def _delimiter(name: str, sample: list[str]) -> str:
    """Delimiter that cuts most rows into as many fields as the first one.

    The sniffer of the csv module looks for quoted fields by a pattern that takes quadratic time on
    long prose, and guesses a letter where it finds none.
    """
    if sample and (named := _NAMED.match(sample[0])) and named[1] in DELIMITERS:
        return named[1]
    best, best_score = ("\t" if name.casefold().endswith((".tsv", ".tab")) else ","), 1.0
    for delimiter in DELIMITERS:
        rows = [row for row in _Rows(iter(sample), delimiter, 10 * MEGABYTE) if row and not row.why]
        if not rows or len(rows[0]) < 2:
            continue
        widths = Counter(len(row) for row in rows)
        score = widths[len(rows[0])] / len(rows) * min(len(rows[0]), 30)
        if score > best_score:
            best, best_score = delimiter, score
    return best


class _Row(Row):
    """Fields of a row, or the reason why they could not be had."""

    why = ""
    damage: tuple[str, ...] = ()


class _Rows(Iterator[_Row]):
    """Rows of a table, the blank ones left out, and no more than one held in memory.

    A quotation mark that is opened and not closed would swallow the rest of the file. Such a row is
    given up at its first line, and the lines after it are read again.
    """

    def __init__(self, lines: Iterator[str], delimiter: str, longest: int) -> None:
        self._lines: LineStream | _Pushable = (
            lines if isinstance(lines, LineStream) else _Pushable(lines)
        )
        self._longest = longest
        self._taken: list[str] = []
        self._size = 0
        self._reread = 0
        self._ended = False
        self._delimiter = delimiter
        self._reader = self._parser()

    def _parser(self) -> Iterator[list[str]]:
        self._ended = False
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        for line in self._lines:
            self._taken.append(line)
            self._size += len(line)
            if self._lines.cut or self._size > self._longest:
                raise csv.Error("too long")
            yield line
        self._ended = True

    def __next__(self) -> _Row:
        while True:
            self._taken.clear()
            self._size = 0
            try:
                fields = _Row(next(self._reader))
            except csv.Error:
                return self._broken()
            if len(self._taken) > 1 and sum(line.count('"') for line in self._taken) % 2:
                return self._broken()
            if fields:
                return fields

    def _broken(self) -> _Row:
        """Mend a row of one line whose marks are not doubled; give up others at their first."""
        row = _Row()
        if self._lines.cut:
            row.why = f"the row is longer than {self._longest // MEGABYTE} MB: cut it into articles"
        elif len(self._taken) < 2 and not self._ended:
            row = _mended(self._taken, self._delimiter)
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


def _mended(lines: list[str], delimiter: str) -> _Row:
    try:
        row = _Row(next(csv.reader(lines, delimiter=delimiter)))
    except (csv.Error, StopIteration):
        row = _Row()
        row.why = "line ends stand inside the row: put its texts in quotation marks"
    else:
        row.damage = ("quotation marks in it are not doubled",)
    return row


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
