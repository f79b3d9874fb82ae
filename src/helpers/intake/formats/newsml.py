"""Messages of newsrooms in NewsML-G2, of one story or several."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.intake.formats.encodings import decode_text, is_binary
from helpers.intake.formats.export_parts import in_small_letters
from helpers.intake.formats.localised_dates import read_day
from helpers.intake.formats.plain_xml import Element, is_called, parse_xml
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import NO_TEXT, NO_WORDS
from helpers.intake.model import BODY, Capture, Given, Refusal

FORMAT = "NewsML"
_PARAGRAPHS = ("p", "h2", "h3", "h4", "li", "td", "th", "pre")
_DAYS = ("contentCreated", "firstCreated", "versionCreated", "sent")


def read_newsml(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read the stories of a message.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One for each item.

    Examples
    --------
    >>> import io
    >>> item = b'''<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta>
    ... <headline>Talks fail</headline></contentMeta><contentSet><inlineXML><html><body>
    ... <p>They failed.</p></body></html></inlineXML></contentSet></newsItem>'''
    >>> [capture] = read_newsml(Source("a.xml", "", io.BytesIO(item), len(item)))
    >>> capture.given.headline, capture.text
    ('Talks fail', 'Talks fail\n\nThey failed.')
    """
    found = decode_text(source.data)
    if is_binary(found.text):
        yield source.refusal("skipped", NO_TEXT)
        return
    root = parse_xml(found.text)
    items = [] if root is None else [e for e in root.iter() if is_called(e, "newsItem")]
    if not items:
        yield source.refusal("damaged", "its XML cannot be read: get the message again")
        return
    damage = found.damage
    if not found.text.rstrip().endswith(("newsMessage>", "newsItem>")):
        damage += ("the file breaks off inside it: get it again",)
    for number, item in enumerate(items, 1):
        part = f"item {number}" if len(items) > 1 else ""
        paragraphs = list(_paragraphs(item))
        if not paragraphs:
            yield source.refusal("empty", NO_WORDS, part)
            continue
        given = _given(item)
        head = [given.headline, ""] if given.headline else []
        lines = [line for paragraph in paragraphs for line in (paragraph, "")][:-1]
        kinds = (*["headline", ""][: len(head)], *(BODY if line else "" for line in lines))
        yield source.capture(
            "\n".join([*head, *lines]), part=part, given=given, kinds=kinds, format=FORMAT,
            encoding=found.encoding, damage=damage,
        )  # fmt: skip


def _given(item: Element) -> Given:
    days = (read_day(_first(item, name)[:10]) for name in _DAYS)
    day = next(filter(None, days), None)
    return Given(
        headline=_first(item, "headline"),
        byline=_first(item, "by").removeprefix("By ").removeprefix("by "),
        place=in_small_letters(_first(item, "dateline").partition(",")[0].strip(" -–—")),
        day=day,
        day_source="export header" if day else "",
    )


def _first(item: Element, name: str) -> str:
    texts = (_words(element) for element in item.iter() if is_called(element, name))
    return next(filter(None, texts), "")


def _paragraphs(item: Element) -> Iterator[str]:
    """Paragraphs of the content; all of it as one where it is not marked up."""
    for content in item.iter():
        if is_called(content, "inlineXML", "inlineData"):
            # Of a story within a story's markup, such as NITF's, the head is no part of the text.
            bodies = [e for e in content.iter() if is_called(e, "body.content")] or [
                e for e in content.iter() if is_called(e, "body")
            ]
            inside = bodies[0] if bodies else content
            texts = list(filter(None, _outermost(inside)))
            yield from texts or filter(None, [_words(inside)])


def _outermost(inside: Element) -> Iterator[str]:
    """Texts of paragraphs that stand in no other."""
    waiting = list(reversed(inside))
    while waiting:
        element = waiting.pop()
        if is_called(element, *_PARAGRAPHS):
            yield _words(element)
        else:
            waiting.extend(reversed(element))


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
