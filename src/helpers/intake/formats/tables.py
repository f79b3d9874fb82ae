"""Tables with a clipping a row, in delimited text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from helpers.intake.formats.column_names import TEXT, ColumnsError, find_columns, known_columns
from helpers.intake.formats.columns import RowReader
from helpers.intake.formats.delimited_rows import Row, Rows, Written
from helpers.intake.formats.line_stream import LineStream
from helpers.intake.formats.localised_dates import may_be_told_by_column, order_of
from helpers.intake.formats.sniff import DELIMITERS
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Refusal

_SAMPLE_LINES = 500
_MOST_ABOVE = 10
"""Lines that may stand above the names of the columns, such as the title of a table."""

_NAMED = re.compile(r"\ufeff?\"?sep=(.?)\"?", re.IGNORECASE)
"""A first line in which a spreadsheet names the delimiter."""

_TWO_TEXTS = "a second column of the same name holds another text, left out: rename one of them"

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
    names, rows, lines, written = _opened(source)
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
    order = _order(source, written, places["date"], names) if "date" in places else ""
    reader = RowReader(source, "table", order, lines.encoding)
    number = 0
    for row in rows:
        number += 1
        if row.why:
            yield source.refusal("damaged", row.why, f"row {number}")
        elif _is_cut(row, names):
            yield source.refusal("damaged", _wrong_length(row, names), f"row {number}")
        else:
            texts = {row[place].strip() for place in places[TEXT]}
            damage = row.damage + (_TWO_TEXTS,) * (len(texts - {""}) > 1)
            yield from reader.read(number, partial(cell_of, row, places), damage)
    yield from reader.tell_unread()
    if not number:
        yield source.refusal("empty", "the table has a header and no rows")


def read_rows(
    source: Source, most: int | None = None
) -> tuple[list[str], list[list[str]], list[str]]:
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
    read: list[list[str]] = []
    wrong = []
    for row in islice(rows, most):
        if row.why or _is_cut(row, names):
            wrong.append(row.why or _wrong_length(row, names))
        else:
            read.append(row[: len(names)])
    return names, read, wrong


def _opened(source: Source) -> tuple[list[str], Rows, LineStream, Written]:
    """Names of the columns, the rows below, where these come from, and how they are written."""
    longest = source.options.limits.article
    csv.field_size_limit(max(csv.field_size_limit(), longest))
    written = _written(source.name, _sample(source))
    lines = LineStream(source.stream, longest)
    rows = Rows(lines, written, longest)
    header = _header(rows)
    names = [name.strip() for name in header]
    rows.width, rows.spaced = len(names), any(name.startswith(" ") for name in header[1:])
    return names, rows, lines, written


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


def _order(source: Source, written: Written, places: Sequence[int], names: Sequence[str]) -> str:
    """How a column writes days, for which the whole file is read once more if need be."""
    longest = source.options.limits.article

    def values() -> Iterator[str]:
        rows = Rows(LineStream(source.stream, longest), written, longest)
        _header(rows)
        whole = (row for row in rows if not row.why and not _is_cut(row, names))
        return (row[place] for row in whole for place in places)

    position = source.stream.tell()
    needed = any(map(may_be_told_by_column, islice(values(), _SAMPLE_LINES)))
    order = order_of(values()) if needed else ""
    source.stream.seek(position)
    return order


def _header(rows: Iterable[Row]) -> Row:
    """Row that names the columns: the first one, but for lines of one cell above the names."""
    first = Row()
    filled = (row for row in rows if any(map(str.strip, row)) and not _NAMED.match(row[0]))
    for row in islice(filled, _MOST_ABOVE):
        first = first or row
        known = known_columns(row, {})
        if TEXT in known and (len(known) > 1 or row is first):
            return row
        if first is row and sum(bool(cell.strip()) for cell in row) > 1:
            return row
    return first


def _sample(source: Source) -> list[str]:
    """First lines of a file, a megabyte or so."""
    found, size = [], 0
    for line in islice(LineStream(source.stream, MEGABYTE), _SAMPLE_LINES):
        found.append(line)
        size += len(line)
        if size > MEGABYTE:
            break
    return found


def _written(name: str, sample: list[str]) -> Written:
    """Tell how a table is written by how many rows have as many fields as the first one.

    The sniffer of the csv module looks for quoted fields by a pattern that takes quadratic time on
    long prose, and guesses a letter where it finds none.
    """
    escapes = ("", "\\") if any('\\"' in line for line in sample) else ("",)
    if sample and (named := _NAMED.match(sample[0])) and named[1] in DELIMITERS:
        return Written(named[1])
    best = Written("\t" if name.casefold().endswith((".tsv", ".tab")) else ",")
    best_score = 1.0
    for written in [Written(sign, escape) for sign in DELIMITERS for escape in escapes]:
        found = list(Rows(iter(sample), written, 10 * MEGABYTE))
        rows = [row for row in found if row and not row.why]
        width = len(_header(rows))
        if width < 2:
            continue
        alike = sum(len(row) == width and not (row.damage and escapes[1:]) for row in rows)
        score = alike / len(found if len(escapes) > 1 else rows) * min(width, 30)
        if score > best_score:
            best, best_score = written, score
    return best
