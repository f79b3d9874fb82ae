"""Tables with a clipping a row, in Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from helpers.intake.formats.column_names import KNOWN, TEXT, ColumnsError, find_columns
from helpers.intake.formats.columns import RowReader, as_text
from helpers.intake.formats.localised_dates import order_of
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.formats.unpacking import Budget, TooMuchError
from helpers.intake.model import Capture, Refusal

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 16
"""Rows of a Parquet table in memory; each may hold a text as long as a clipping may be."""


def read_parquet(source: Source) -> Iterator[Capture | Refusal]:
    """Read a Parquet table, a batch of rows at a time, and of its columns only those needed.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One for each row; one for the file where no column holds a text.

    Examples
    --------
    >>> import io, pyarrow as pa, pyarrow.parquet as pq
    >>> pq.write_table(pa.table({"body": ["Talks failed."]}), file := io.BytesIO())
    >>> [row] = read_parquet(Source("a.parquet", "", file, file.tell()))
    >>> row.where, row.text
    ('row 1', 'Talks failed.')
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    source.stream.seek(0)
    number = 0
    try:
        names = pq.read_schema(source.stream).names
        columns = find_columns(names, source.options.columns)
        table = pq.ParquetFile(source.stream, pre_buffer=False, buffer_size=MEGABYTE)
        wanted = list(dict.fromkeys(columns[what] for what in KNOWN if what in columns))
        reader = RowReader(source, "Parquet", _parquet_order(table, columns))
        budget = Budget(source.options.limits, source.size)
        for batch in table.iter_batches(_BATCH, columns=wanted, use_threads=False):
            by_part = {what: batch.column(name) for what, name in columns.items()}
            for i in range(batch.num_rows):
                number += 1
                budget.spend(len(as_text(by_part[TEXT][i].as_py())))
                yield from reader.read(number, _values(by_part, i))
    except ColumnsError as error:
        yield source.refusal("skipped", str(error))
    except TooMuchError as error:
        yield source.refusal("skipped", str(error), f"row {number}")
    except (pa.ArrowException, OSError, ValueError, OverflowError, UnicodeDecodeError):
        yield source.refusal(
            "damaged",
            "the Parquet file cannot be read from here on: save it again",
            f"row {number + 1}" if number else "",
        )
    else:
        yield from reader.tell_unread()
        if not number:
            yield source.refusal("empty", "the table has no rows")


def _values(by_part: dict[str, pa.Array], i: int) -> Callable[[str], object]:
    def value(what: str) -> object:
        if what not in by_part:
            return None
        found: Any = by_part[what][i].as_py()
        return found.isoformat() if hasattr(found, "isoformat") else found

    return value


def _parquet_order(table: Any, columns: dict[str, str]) -> str:  # noqa: ANN401  (pyarrow has no types)
    name = columns.get("date")
    if name is None or str(table.schema_arrow.field(name).type) not in ("string", "large_string"):
        return ""
    batches = table.iter_batches(4096, columns=[name], use_threads=False)
    return order_of(as_text(value) for batch in batches for value in batch.column(0).to_pylist())
