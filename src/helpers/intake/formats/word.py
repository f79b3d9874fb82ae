"""Word documents (.docx)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from helpers.intake.formats.source import Source
from helpers.intake.formats.text import captures_of
from helpers.intake.model import Capture, Given, Refusal

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_MISSING = "reading .docx files needs python-docx: pip install 'datelines[documents]'"
_BROKEN = "no Word document that can be opened: the file is broken, or locked by a password"
_TOO_LARGE = "it unpacks to more than {} MB: save its text as plain text (.txt)"


def read_word(source: Source) -> Iterator[Capture | Refusal]:
    """Read a Word document.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        Paragraphs and cells of tables in the order of the document, headers and footers around
        them; a paragraph in the style "Title" is the headline.
    """
    try:
        import docx
    except ImportError:
        yield source.refusal("skipped", _MISSING)
        return
    try:
        if (largest := _too_large(source)) is not None:
            yield source.refusal("skipped", largest)
            return
        document = docx.Document(io.BytesIO(source.data))
        lines = list(_lines(document))
        given = _given(document)
    except Exception:  # broken archives and broken XML raise whatever their parsers raise
        yield source.refusal("damaged", _BROKEN)
        return
    text = "\n".join(line for line, _ in lines)
    kinds = tuple(kind for _, kind in lines)
    yield from captures_of(
        source, text, format="Word", given=given, kinds=kinds if any(kinds) else ()
    )


def _too_large(source: Source) -> str | None:
    import zipfile

    limits = source.options.limits
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        parts = [i for i in archive.infolist() if i.filename.endswith((".xml", ".rels"))]
        largest = 5 * limits.article
        if sum(part.file_size for part in parts) <= largest:
            return None
    return _TOO_LARGE.format(f"{largest >> 20:,}")


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    from docx.table import Table

    sections = list(document.sections)
    yield from _around(
        section.header for section in sections if not section.header.is_linked_to_previous
    )
    titled = False
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ((line, "") for line in _cells(block))
            continue
        kind = "headline" if not titled and _style(block) == "title" and block.text.strip() else ""
        titled = titled or bool(kind)
        yield from ((line, kind) for line in _split(block.text))
    yield from _around(
        section.footer for section in sections if not section.footer.is_linked_to_previous
    )


def _around(parts: Iterable[BlockItemContainer]) -> Iterator[tuple[str, str]]:
    seen = set()
    for part in parts:
        for paragraph in part.paragraphs:
            for line in _split(paragraph.text):
                if line and line not in seen:
                    seen.add(line)
                    yield line, "masthead"


def _cells(table: Table) -> Iterator[str]:
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:  # a merged cell is met once for each place it covers
                seen.add(cell._tc)
                yield from (line for line in _split(cell.text) if line)


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""


def _split(text: str) -> list[str]:
    """Lines of a paragraph: those that a line break parts, with no other control characters."""
    return [" ".join(line.split()) for line in text.split("\n")]


def _given(document: Document) -> Given:
    """Evidence of what the document's properties name; their days are those of the file."""
    about = document.core_properties
    return Given(headline=" ".join(about.title.split())[:400], byline=_author(about.author))


def _author(name: str) -> str:
    return "" if name.lower() in {"python-docx", "user", "admin", "microsoft office user"} else name
