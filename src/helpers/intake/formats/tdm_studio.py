"""Records of ProQuest TDM Studio: XML with an article a file, its text often as escaped HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.intake.formats.columns import RowReader
from helpers.intake.formats.encodings import decode_text, is_binary
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import NO_TEXT
from helpers.intake.model import Capture, Refusal

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FORMAT = "TDM Studio record"

_TEXTS = ("FullText", "HiddenText", "Text")
"""Elements that hold the text, the innermost first."""

_FIELDS = {
    "headline": ("Obj/TitleAtt/Title", ".//TitleAtt/Title"),
    "publisher": ("DFS/PubFrosting/Title", ".//PubFrosting/Title", ".//PublisherName"),
    "date": ("Obj/NumericDate", ".//NumericDate", ".//AlphaDate"),
    "language": (".//RawLang", ".//ISOCode"),
}
_TOO_MUCH = re.compile("huge|depth", re.IGNORECASE)
"""What the parser says where it leaves something out."""

_FIRST_NAME, _LAST_NAME, _WHOLE_NAME = "FirstName", "LastName", "OriginalForm"


def read_tdm_studio(source: Source) -> Iterator[Capture | Refusal]:
    """Read a record of ProQuest TDM Studio.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One a record, with headline, publisher, author, language and day.

    Examples
    --------
    >>> import io
    >>> record = b'''<RECORD><GOID>7</GOID><Obj><TitleAtt><Title>Talks fail</Title></TitleAtt></Obj>
    ... <TextInfo><Text>&lt;p&gt;They failed.&lt;/p&gt;</Text></TextInfo></RECORD>'''
    >>> [capture] = read_tdm_studio(Source("7.xml", "", io.BytesIO(record), len(record)))
    >>> capture.given.headline, capture.text
    ('Talks fail', 'They failed.')
    """
    from lxml import etree

    found = decode_text(source.data)
    if is_binary(found.text):
        yield source.refusal("skipped", NO_TEXT)
        return
    # Entities stay as they are, so that none can blow the text up.
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    xml = found.text.strip("\ufeff \t\r\n").encode("utf-8", "replace")
    try:
        tree = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        tree = None
    records = [] if tree is None else list(tree.iter("RECORD"))
    damage = found.damage
    if "</RECORD" not in found.text[-200:]:
        damage += ("the file breaks off inside it: get it again",)
    elif any(_TOO_MUCH.search(entry.message) for entry in parser.error_log):
        damage += ("its text is too long, or its XML too deep, to be read whole: cut it up",)
    reader = RowReader(source, FORMAT, "", found.encoding)
    for number, record in enumerate(records, 1):
        yield from reader.read(number if len(records) > 1 else 0, _parts(record).get, damage)
    yield from reader.tell_unread()
    if not records:
        yield source.refusal("damaged", "its XML cannot be read: get the record again")


def _parts(record: Element) -> dict[str, str]:
    """Parts of a clipping that a record has."""
    parts = {what: _first(record, paths) for what, paths in _FIELDS.items()}
    texts = (_inside(element) for name in _TEXTS for element in record.iter(name))
    parts["text"] = next((text for text in texts if text.strip()), "")
    parts["byline"] = ", ".join(filter(None, map(_name, record.iter("Contributor"))))
    return parts


def _first(record: Element, paths: tuple[str, ...]) -> str:
    found = (element for path in paths for element in record.iterfind(path))
    return next((text for element in found if (text := " ".join(element.itertext()).strip())), "")


def _inside(element: Element) -> str:
    """Text of an element with the markup in it, be it escaped or not."""
    from lxml import etree

    return (element.text or "") + "".join(etree.tostring(e, encoding="unicode") for e in element)


def _name(contributor: Element) -> str:
    role = next((e.text or "" for e in contributor.iter("ContribRole")), "Author")
    if "author" not in role.casefold():
        return ""
    first, last, whole = (
        next((" ".join("".join(e.itertext()).split()) for e in contributor.iter(name)), "")
        for name in (_FIRST_NAME, _LAST_NAME, _WHOLE_NAME)
    )
    if first and last:
        return f"{first} {last}"
    surname, comma, given = whole.partition(", ")
    return f"{given} {surname}" if comma else whole or last
