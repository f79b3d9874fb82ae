"""Web archives: each page that a crawler kept is read as a page saved by hand would be."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any

from helpers.intake.formats.registry import read_source
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Refusal

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_LONGEST_ADDRESS = 300


def read_warc(source: Source) -> Iterator[Capture | Refusal]:
    """Read the pages of a web archive.

    Parameters
    ----------
    source : Source
        A WARC or ARC file, its records compressed or not.

    Yields
    ------
    Capture or Refusal
        One for each page; one for all records that are no pages; one where the file breaks off.
    """
    try:
        import warcio  # noqa: F401
    except ImportError:
        yield source.refusal("skipped", "reading web archives needs warcio: pip install "
                             "'datelines[web]'")  # fmt: skip
        return
    source.stream.seek(0)
    others = pages = number = 0
    broken = ""
    records = _records(source)
    while True:
        try:
            with redirect_stderr(io.StringIO()):  # the parser tells the terminal of odd records
                record, content = next(records)
        except StopIteration:
            break
        except Exception as error:  # the parser raises what it happens to run into
            broken = _why(error)
            break
        number += 1
        if content is None:
            others += 1
            continue
        pages += 1
        yield from _read_page(source, number, record, content)
    if others:
        clause = f"{others:,} record{'s' * (others != 1)} that {'are' if others != 1 else 'is'} no "
        yield source.refusal("skipped", clause + "page" + "s" * (others != 1), "other records")
    if broken:
        clause = f"{broken}; {pages:,} page{'s' * (pages != 1)} before it were read"
        yield source.refusal("damaged", clause, f"record {number + 1}")
    elif not number:
        yield source.refusal("empty", "it holds no record")


class _CutError(Exception):
    """A record is shorter than its header says."""


def _records(source: Source) -> Iterator[tuple[Any, bytes | None]]:
    """Go through the records, with the content of those that are pages."""
    from warcio.archiveiterator import ArchiveIterator

    for record in ArchiveIterator(source.stream):
        content = None
        if _is_page(record):
            content = record.content_stream().read(source.options.limits.article + 1)
        while record.raw_stream.read(MEGABYTE):
            pass
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise _CutError
        yield record, content


def _is_page(record: Any) -> bool:  # noqa: ANN401  (the library has no types)
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if headers is None:
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        if record.rec_type == "response" and headers.get_statuscode() != "200":
            return False
        kind = headers.get_header("Content-Type") or ""
    return str(kind).partition(";")[0].strip().lower() in _PAGES


def _read_page(
    source: Source, number: int, record: Any, content: bytes  # noqa: ANN401
) -> Iterator[Capture | Refusal]:  # fmt: skip
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    where = f"record {number} {address[:_LONGEST_ADDRESS]}".strip()
    page = source.inside(where, io.BytesIO(content), len(content))
    if len(content) > source.options.limits.article:
        limit = source.options.limits.article // MEGABYTE
        yield page.refusal("skipped", f"the page is larger than {limit} MB")
        return
    for found in read_source(page):
        if isinstance(found, Capture) and not found.given.address and address.startswith("http"):
            given = replace(found.given, address=address)
            yield replace(found, given=given)
        else:
            yield found


def _why(error: Exception) -> str:
    cut = isinstance(error, _CutError | EOFError | zlib.error)
    return f"the web archive {'breaks off' if cut else 'is damaged'} here: get it again"
