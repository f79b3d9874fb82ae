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
    from docx.oxml.xmlchemy import BaseOxmlElement as Element
    from docx.text.paragraph import Paragraph

_MISSING = "reading .docx files needs python-docx: pip install 'datelines[documents]'"
_BROKEN = (
    "no Word document that can be opened: it is broken or locked by a password, get it again or "
    "save an open copy"
)
_TOO_LARGE = "it unpacks to more than {} MB: save its text as plain text (.txt)"

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_READ = (_WORD, "{http://schemas.openxmlformats.org/markup-compatibility/2006}")
_HOLDERS = frozenset({"tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "ins", "moveTo"})
"""Elements that hold paragraphs."""

_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "rt"})
"""What was deleted or moved away, the old form of a text box, properties, and readings of signs."""

_NEW_PAGE = "\f"
"""What begins a line that stands on top of a page, and one that is styled as a title."""

_TITLES = frozenset({"title", "heading 1"})
_BREAKS = {"textWrapping": "\n", "page": f"\n{_NEW_PAGE}"}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def read_word(source: Source) -> Iterator[Capture | Refusal]:
    """Read a Word document.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        Paragraphs, cells of tables and text boxes in the order of the document, with all changes
        accepted, headers and footers around them; a paragraph in the style "Title" is the headline.
        Several where articles begin on pages of their own, or under headings of the first level.
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
    text = _joined([line for line, _ in lines])
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


def _joined(lines: list[str]) -> str:
    """Put lines together; a form feed that begins one ends the line above it in its stead."""
    text = "\n".join(lines)
    return text.replace(f"\n{_NEW_PAGE}", _NEW_PAGE).removeprefix(_NEW_PAGE)


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    from docx.text.paragraph import Paragraph

    sections = list(document.sections)
    yield from _around(
        section.header for section in sections if not section.header.is_linked_to_previous
    )
    begun = titled = False
    for block, in_table in _blocks(document.element.body):
        lines = _read_paragraph(block)
        if in_table:
            begun = True
            yield from ((line, "") for line in lines if line)
            continue
        style = _style(Paragraph(block, document))
        kind = "headline" if style == "title" and any(lines) and not titled else ""
        titled = titled or bool(kind)
        if begun and (style in _TITLES or _begins_page(block)):
            lines[0] = _NEW_PAGE + lines[0].removeprefix(_NEW_PAGE)
        begun = begun or any(lines)
        yield from ((line, kind) for line in lines)
    yield from _around(
        section.footer for section in sections if not section.footer.is_linked_to_previous
    )


def _around(parts: Iterable[BlockItemContainer]) -> Iterator[tuple[str, str]]:
    seen = set()
    for part in parts:
        for block, _ in _blocks(part._element):
            for line in _read_paragraph(block):
                if line and line not in seen:
                    seen.add(line)
                    yield line, "masthead"


def _blocks(element: Element, in_table: bool = False) -> Iterator[tuple[Element, bool]]:
    """Paragraphs in their order, and whether each stands in a table.

    python-docx hands out none that a content control holds, or a table inside a table.
    """
    for child in element:
        name = _name(child)
        if name == "p":
            yield child, in_table
        elif name in _HOLDERS:
            yield from _blocks(child, in_table or name == "tbl")


def _read_paragraph(paragraph: Element) -> list[str]:
    """Lines of a paragraph, and below them those of the text boxes that hang on it."""
    boxes: list[Element] = []
    lines = _split("".join(_words(paragraph, boxes)))
    for box in boxes:
        for block, _ in _blocks(box):
            lines += [line for line in _read_paragraph(block) if line]
    return lines


def _words(element: Element, boxes: list[Element]) -> Iterator[str]:
    """Text as it stands with all changes accepted.

    python-docx leaves out what was inserted, and what smart tags and simple fields hold.
    """
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield _BREAKS.get(child.get(f"{_WORD}type", "textWrapping"), "")
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _LEFT_OUT:
            yield from _words(child, boxes)


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) and tag.startswith(_READ) else ""


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""


def _begins_page(paragraph: Element) -> bool:
    """Tell whether a paragraph is set to stand on top of a page."""
    wanted = paragraph.find(f"{_WORD}pPr/{_WORD}pageBreakBefore")
    return wanted is not None and wanted.get(f"{_WORD}val", "1") not in {"0", "false", "off"}


def _split(text: str) -> list[str]:
    """Lines of a paragraph: those that a break parts, with no control characters but form feeds."""
    return [
        _NEW_PAGE * line.startswith(_NEW_PAGE) + " ".join(line.split()) for line in text.split("\n")
    ]


def _given(document: Document) -> Given:
    """Evidence of what the document's properties name; their days are those of the file."""
    about = document.core_properties
    return Given(headline=" ".join(about.title.split())[:400], byline=_author(about.author))


def _author(name: str) -> str:
    return "" if name.lower() in {"python-docx", "user", "admin", "microsoft office user"} else name
