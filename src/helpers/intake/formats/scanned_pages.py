"""Pages of scans as programs for reading print write them: ALTO, PAGE and hOCR."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers.intake.formats.encodings import decode_text, is_binary
from helpers.intake.formats.plain_xml import Element, is_called, parse_xml
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import NO_TEXT, captures_of
from helpers.intake.model import Capture, Refusal

FORMAT = "scanned page"
_ENDS = ("alto>", "PcGts>", "</html>")
_LINES = ("ocr_line", "ocrx_line", "ocr_header", "ocr_textfloat", "ocr_caption")
_HYPHENS = "-\xad¬⸗"


def read_scanned_page(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read the words of a scan, one paragraph for each of its blocks.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        As `helpers.intake.formats.text.captures_of` makes them.

    Examples
    --------
    >>> import io
    >>> page = b'''<alto><TextBlock><TextLine><String CONTENT="Talks"/><String CONTENT="fai-"/>
    ... </TextLine><TextLine><String CONTENT="led."/></TextLine></TextBlock></alto>'''
    >>> [capture] = read_scanned_page(Source("p.xml", "", io.BytesIO(page), len(page)))
    >>> capture.text
    'Talks failed.'
    """
    found = decode_text(source.data)
    if is_binary(found.text):
        yield source.refusal("skipped", NO_TEXT)
        return
    root = parse_xml(found.text)
    if root is None:
        yield source.refusal("damaged", "its XML cannot be read: get the page again")
        return
    damage = found.damage
    if not found.text.rstrip().endswith(_ENDS):
        damage += ("the file breaks off inside it: get it again",)
    paragraphs = [_joined(lines) for lines in _blocks(root)]
    text = "\n\n".join(filter(None, paragraphs))
    yield from captures_of(source, text, format=FORMAT, encoding=found.encoding, damage=damage)


def _blocks(root: Element) -> Iterator[list[str]]:
    for element in root.iter():
        if is_called(element, "TextBlock"):
            yield [_line_of_alto(line) for line in element if is_called(line, "TextLine")]
        elif is_called(element, "TextRegion"):
            lines = [_said(line) for line in element if is_called(line, "TextLine")]
            yield lines if any(lines) else _said(element).splitlines()
        elif "ocr_par" in element.get("class", "").split():
            lines = [_words(line) for line in element.iter() if line.get("class") in _LINES]
            yield lines or [_words(element)]


def _line_of_alto(line: Element) -> str:
    """Write a line; of a word parted at its end the first line has the whole."""
    words = []
    for part in line:
        if is_called(part, "String"):
            whole = part.get("SUBS_CONTENT", "")
            first = part.get("SUBS_TYPE") != "HypPart2"
            words.append((whole if first else "") if whole else part.get("CONTENT", ""))
        elif is_called(part, "HYP") and words and not words[-1].endswith(tuple(_HYPHENS)):
            parted = line.xpath("string(./*[local-name()='String'][last()]/@SUBS_CONTENT)")
            words[-1] += "" if parted else "-"
    return " ".join(filter(None, words))


def _said(element: Element) -> str:
    """Text of a region or line of PAGE, and not those of the words inside it."""
    for child in element:
        if is_called(child, "TextEquiv"):
            texts = (e.text or "" for e in child if is_called(e, "Unicode"))
            return next((text.strip() for text in texts if text.strip()), "")
    return ""


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _joined(lines: Iterable[str]) -> str:
    text = ""
    for line in lines:
        if text[-1:] in tuple(_HYPHENS) and text[-2:-1].isalpha() and line[:1].islower():
            text = text[:-1] + line
        elif line:
            text = f"{text} {line}" if text else line
    return text
