"""JSON with a clipping an object: one object a line, a list of objects, or one object."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, TextIO

from helpers.intake.formats.column_names import TEXT, ColumnsError, find_columns, known_columns
from helpers.intake.formats.columns import RowReader, as_text
from helpers.intake.formats.encodings import decode_bytes
from helpers.intake.formats.json_in_script import end_of_json, is_wrapped, start_of_json
from helpers.intake.formats.line_stream import LineStream, text_of
from helpers.intake.formats.localised_dates import is_numeric, order_of
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Refusal

JsonObject = dict[str, Any]

_NOTHING_CHOSEN: Mapping[str, str] = MappingProxyType({})

_SAMPLE_ROWS = 100
_CHUNK = MEGABYTE
_HEAD = 4096
_DEEPEST = 8
"""Objects inside objects that are looked into for named fields."""


_CLIPPING = frozenset({TEXT, "headline"})
"""What an object has that is a clipping, or would be if its text were known."""

_IN_COMMON = 2 / 3
"""Share of their fields that two objects of one kind have in common."""


class _NotReadError(Exception):
    """A row of which no object could be made; the message says why."""


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _NotReadError(f"it names '{twice[:40]}' twice: keep one of the two")
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object)
_PLAIN_DECODER = json.JSONDecoder()
_SEPARATORS = re.compile(r"[ \t\r\n,]*")
_NO_OBJECT = "it is no JSON object: name its fields"
_CUT = "the file breaks off inside it: get it again"
_NO_JSON = "it is no JSON, or breaks off: save it again"
_NO_MORE = "the file breaks off here, or is no JSON from here on: save it again"
_NO_JSON_IN_SCRIPT = (
    "the data in its script are no JSON, or break off: save them as JSON or CSV, without the script"
)
_MORE = "what stands behind the list is not read: save it as a file of its own"
_TOO_DEEP = "it is nested too deeply: leave out what is no part of a clipping"


def _parse(line: str, *, whole: bool) -> JsonObject:
    """Object of a line; ``whole`` tells that the line has an end."""
    try:
        found = _DECODER.decode(line)
    except RecursionError:
        raise _NotReadError(_TOO_DEEP) from None
    except ValueError:
        raise _NotReadError("it is no JSON: write one object a line" if whole else _CUT) from None
    if not isinstance(found, dict):
        raise _NotReadError(_NO_OBJECT)
    return found


Row = JsonObject | _NotReadError


def read_json_lines(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read a file of one JSON object a line.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One for each line that is not blank; one for the file where no field holds a text.

    Examples
    --------
    >>> import io
    >>> lines = b'{"title": "Steel", "text": "Talks failed."}\n{"title": "Ste'
    >>> first, second = read_json_lines(Source("a.jsonl", "", io.BytesIO(lines), len(lines)))
    >>> first.where, first.text, first.given.headline
    ('row 1', 'Talks failed.', 'Steel')
    >>> second.where, second.status, second.reason
    ('row 2', 'damaged', 'the file breaks off inside it: get it again')
    """
    lines = LineStream(source.stream, source.options.limits.article)
    yield from _clippings(source, _rows_of_lines(lines, source), "JSON lines", lines.encoding)


def _rows_of_lines(lines: LineStream, source: Source) -> Iterator[Row]:
    longest = source.options.limits.article // MEGABYTE
    for line in lines:
        text = line.strip(" \t\r\n\ufeff\x1e").rstrip(",")
        if lines.cut:
            yield _NotReadError(f"it is longer than {longest} MB: cut it into articles")
        elif text:
            try:
                yield _parse(text, whole=line.endswith(("\n", "\r")))
            except _NotReadError as error:
                yield error


def _clippings(
    source: Source, rows: Iterator[Row], format_: str, encoding: str
) -> Iterator[Capture | Refusal]:
    """Make a clipping of each row, in the fields that the first rows have."""
    first = list(islice(rows, _SAMPLE_ROWS))
    fields = [_fields(row) for row in first if isinstance(row, dict)]
    names = list(dict.fromkeys(chain.from_iterable(fields)))
    columns: dict[str, str] = {}
    if fields:
        try:
            columns = find_columns(names, source.options.columns)
        except ColumnsError as error:
            yield source.refusal("skipped", str(error))
            return
    dates = [as_text(row.get(columns.get("date", ""))) for row in fields]
    order = order_of(dates) if any(map(is_numeric, dates)) else ""
    reader = RowReader(source, format_, order, encoding)
    number = 0
    for row in chain(first, rows):
        number += 1
        if isinstance(row, dict):
            yield from reader.read(number, _values(_fields(row), columns))
        else:
            yield source.refusal("damaged", str(row), f"row {number}")
    yield from reader.tell_unread()
    if not number:
        yield source.refusal("empty", "it holds no clipping")


def _values_of(text: str) -> list[JsonObject]:
    """Objects that stand one after another, each by itself or in a script; one as a rule."""
    found: list[JsonObject] = []
    at = start_of_json(text)
    while at < len(text) or not found:
        try:
            value, at = _DECODER.raw_decode(text, at)
        except RecursionError:
            raise _NotReadError(_TOO_DEEP) from None
        except ValueError:
            raise _NotReadError(
                _NO_JSON_IN_SCRIPT if is_wrapped(text[:_HEAD]) else _NO_JSON
            ) from None
        if not isinstance(value, dict):
            raise _NotReadError(_NO_OBJECT)
        found.append(value)
        at = end_of_json(text, at)
        at = start_of_json(text, at)
    return found


def _values(row: JsonObject, columns: dict[str, str]) -> Callable[[str], object]:
    """Value of a part; a row that lacks the usual field may have it under another usual name."""
    if columns["text"] not in row:
        try:
            columns = find_columns(list(row), {})
        except ColumnsError:
            return lambda what: None
    return lambda what: row.get(columns.get(what, ""))


def _fields(row: JsonObject, prefix: str = "", depth: int = 0) -> JsonObject:
    """Fields of an object, those of objects inside it by names with dots."""
    found: JsonObject = {}
    for name, value in row.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            found |= _fields(value, f"{prefix}{name}.", depth + 1)
        else:
            found[prefix + name] = value
    return found


def read_json(source: Source) -> Iterator[Capture | Refusal]:
    """Read a JSON file: a list of objects, an object that holds one, or one object.

    A list is read object by object, so it may be long; any other file is held in memory.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One for each object; one for the file where no field holds a text.

    Examples
    --------
    >>> import io
    >>> data = b'{"response": {"docs": [{"body": "Talks failed."}, {"body": "Prices rose."}]}}'
    >>> [row.text for row in read_json(Source("a.json", "", io.BytesIO(data), len(data)))]
    ['Talks failed.', 'Prices rose.']
    """
    head = text_of(source.stream).read(_HEAD)
    if head.startswith("[", start_of_json(head)):
        encoding = LineStream(source.stream, _CHUNK).encoding
        yield from _clippings(source, _rows_of_list(source), "JSON", encoding)
        return
    if source.size > source.options.limits.article:
        limit = source.options.limits.article // MEGABYTE
        yield source.refusal(
            "skipped", f"larger than {limit} MB: save it as JSON lines, one article a line"
        )
        return
    text, encoding, _ = decode_bytes(source.data)
    try:
        found = _values_of(text)
    except _NotReadError as error:
        yield source.refusal("damaged", str(error))
        return
    if len(found) > 1 and any(TEXT in _parts_of(_fields(value)) for value in found):
        yield from _clippings(source, iter(found), "JSON", encoding)
        return
    whole = found[0] if len(found) == 1 else {str(i): value for i, value in enumerate(found)}
    fields = _fields(whole)
    if named := _under_names(whole, source.options.columns):
        yield from _clippings(source, iter(named), "JSON", encoding)
        return
    listed = _list_of(whole)
    reason = ""
    try:
        columns = find_columns(list(fields), source.options.columns)
    except ColumnsError as error:
        columns, reason = {}, str(error)
    if listed is None or as_text(fields.get(columns.get("text", ""))).strip():
        if reason:
            yield source.refusal("skipped", reason)
        else:
            yield from RowReader(source, "JSON", "", encoding).read(0, _values(fields, columns))
        return
    rows = (row if isinstance(row, dict) else _NotReadError(_NO_OBJECT) for row in listed)
    yield from _clippings(source, rows, "JSON", encoding)


def _under_names(whole: JsonObject, chosen: Mapping[str, str]) -> list[JsonObject]:
    """Clippings that an object holds under a name each, an identifier as a rule."""
    level = [whole]
    for _ in range(_DEEPEST):
        if any(_parts_of(item) for item in level):
            return []  # a headline or a text stands here, so this is a clipping, of several parts
        level = [value for item in level for value in item.values() if isinstance(value, dict)]
        first = next((item for item in level if TEXT in _parts_of(item, chosen)), None)
        if first is not None:
            alike = [item for item in level if _alike(item, first)]
            return alike if len(alike) > 1 else []
    return []


def _parts_of(item: JsonObject, chosen: Mapping[str, str] = _NOTHING_CHOSEN) -> dict[str, str]:
    """Parts of a clipping in an object's own fields, not in those of objects inside it."""
    names = [name for name, value in item.items() if not isinstance(value, dict) and value]
    names = [name for name in names if not _is_list(item[name])]
    return known_columns(names, {w: name for w, name in chosen.items() if name in names})


def _alike(one: JsonObject, other: JsonObject) -> bool:
    """Tell whether two objects have most of their fields in common."""
    return len(one.keys() & other.keys()) >= _IN_COMMON * len(one.keys() | other.keys())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _list_of(whole: JsonObject) -> list[Any] | None:
    """Longest list of objects at the least depth that has one, and all others of such objects.

    Lists may stand in others, as in answers that go by categories; the first with clippings counts.
    """
    level = [whole]
    listed: list[Any] | None = None
    for _ in range(_DEEPEST + 1):
        lists = [value for item in level for value in item.values() if _is_list(value)]
        if lists:
            first = _first_of(max(lists, key=len))
            found = [item for found in lists if _alike(_first_of(found), first) for item in found]
            if _CLIPPING & _parts_of(_fields(first)).keys():
                return found
            listed = found if listed is None else listed
        level = [value for item in level for value in item.values() if isinstance(value, dict)]
        level += [item for found in lists for item in found if isinstance(item, dict)]
    return listed


def _first_of(found: list[Any]) -> JsonObject:
    return next(item for item in found if isinstance(item, dict))


def _rows_of_list(source: Source) -> Iterator[Row]:
    """Objects of a list, one after another, none larger than a clipping may be.

    What could not be parsed is parsed again only when as much again has been read, so that a long
    object takes no more than linear time.
    """
    longest = source.options.limits.article
    text = text_of(source.stream)
    buffer = text.read(_CHUNK)
    position = start_of_json(buffer) + 1
    wrapped = is_wrapped(buffer[:_HEAD])
    while True:
        position = _SEPARATORS.match(buffer, position).end()  # type: ignore[union-attr]
        if buffer.startswith("]", position):
            buffer = _behind(buffer, position + 1, text)
            position = start_of_json(buffer) + 1
            if not buffer.startswith("[", position - 1):
                if buffer:
                    yield _NotReadError(_MORE)
                return
            continue
        try:
            row, position = _next_of_list(buffer, position)
        except RecursionError:
            yield _NotReadError(f"{_TOO_DEEP}; nothing after it is read")
            return
        except ValueError:
            buffer, position = buffer[position:], 0
            more = text.read(max(_CHUNK, len(buffer))) if len(buffer) <= longest else ""
            if not more:
                yield _NotReadError(_NO_JSON_IN_SCRIPT if wrapped else _NO_MORE)
                return
            buffer += more
        else:
            yield row


def _behind(buffer: str, position: int, text: TextIO) -> str:
    """Hand out what stands behind a list, as far as it is read: nothing, or the next list."""
    buffer = buffer[position:] + text.read(_CHUNK)
    while buffer and end_of_json(buffer, 0) == len(buffer):
        buffer = text.read(_CHUNK)
    return buffer[end_of_json(buffer, 0) :]


def _next_of_list(buffer: str, position: int) -> tuple[Row, int]:
    try:
        row, end = _DECODER.raw_decode(buffer, position)
    except _NotReadError as error:
        return error, _PLAIN_DECODER.raw_decode(buffer, position)[1]
    return (row if isinstance(row, dict) else _NotReadError(_NO_OBJECT)), end
