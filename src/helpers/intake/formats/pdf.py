"""PDF documents with a text layer."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.intake.formats.encodings import is_binary, without_surrogates
from helpers.intake.formats.printed_pages import PrintedLine, join_lines
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import captures_of
from helpers.intake.model import Capture, Given, Refusal

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

logging.getLogger("pypdfium2").addHandler(logging.NullHandler())

MOST_PAGES = 1000
MOST_CHARACTERS = 5_000_000
"""Of one document; what comes after is not read, and the capture says so."""

_JOINED = "\ufffe"
_LINE = re.compile(f"[^\r\n{_JOINED}]+{_JOINED}?")
"""A line, and the sign by which PDFium joins it to the next where it ends in a hyphen."""

_FEWEST_LETTERS = 20
_NO_LAYER = "no text layer: it is a picture of a page, run it through OCR first"
_UNREADABLE_LAYER = "its text layer is unreadable: run it through OCR first"
_LOCKED = "it is locked by a password: save an open copy"
_BROKEN = "no PDF that can be opened: the file is broken or incomplete, get it again"
_MISSING = "reading .pdf files needs pypdfium2: pip install 'datelines[documents]'"


def read_pdf(source: Source) -> Iterator[Capture | Refusal]:
    """Read a PDF document.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        Paragraphs joined across lines, columns and pages; headers, footers and page numbers as
        running heads. A document without a text layer is refused.
    """
    try:
        import pypdfium2
    except ImportError:
        yield source.refusal("skipped", _MISSING)
        return
    try:
        document = pypdfium2.PdfDocument(source.data)
        try:
            lines, damage = _lines(document)
            given = _given(document)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        yield source.refusal("skipped" if locked else "damaged", _LOCKED if locked else _BROKEN)
        return
    sample = without_surrogates("".join(line.text for line in lines))
    if sum(map(str.isalnum, sample)) < _FEWEST_LETTERS:
        yield source.refusal("skipped", _NO_LAYER)
    elif is_binary(sample):
        yield source.refusal("skipped", _UNREADABLE_LAYER)
    else:
        paragraphs, kinds = join_lines(lines)
        yield from captures_of(
            source, "\n".join(paragraphs), format="PDF", given=given, kinds=kinds, damage=damage
        )


def _lines(document: PdfDocument) -> tuple[list[PrintedLine], tuple[str, ...]]:
    from pypdfium2 import PdfiumError

    lines: list[PrintedLine] = []
    damage = []
    n_characters = n_unread = 0
    for number in range(min(len(document), MOST_PAGES)):
        try:
            page = document[number]
            lines += (found := list(_lines_of_page(page, number)))
            page.close()
        except PdfiumError:
            n_unread += 1
            continue
        n_characters += sum(len(line.text) for line in found)
        if n_characters > MOST_CHARACTERS:
            break
    if n_unread:
        damage.append(f"{n_unread:,} of {len(document):,} pages are broken")
    if len(document) > MOST_PAGES or n_characters > MOST_CHARACTERS:
        damage.append(f"cut after page {number + 1:,} of {len(document):,}")
    return lines, tuple(damage)


def _lines_of_page(page: PdfPage, number: int) -> Iterator[PrintedLine]:
    from pypdfium2 import PdfiumError

    height = page.get_height() or 1.0
    layer = page.get_textpage()
    whole = layer.get_text_range()
    for found in _LINE.finditer(whole):
        line = found[0].replace(_JOINED, "-")
        if text := line.strip():
            first = found.start() + len(line) - len(line.lstrip())
            try:
                left, bottom, _, top = layer.get_charbox(first, loose=True)
                right = layer.get_charbox(first + len(text) - 1, loose=True)[2]
                box = (left, right, bottom, top - bottom, (bottom + top) / 2 / height)
                yield PrintedLine(text, number, *box)
            except (PdfiumError, IndexError):
                yield PrintedLine(text, number)
    layer.close()


def _given(document: PdfDocument) -> Given:
    """Evidence of what the document's own properties name; their days are those of the file."""
    about = document.get_metadata_dict(skip_empty=True)
    title, author = (" ".join(about.get(key, "").split()) for key in ("Title", "Author"))
    return Given(headline=title[:400], byline=author[:400])
