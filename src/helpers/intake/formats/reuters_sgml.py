"""The Reuters-21578 collection: wire stories of 1987 in SGML files of a thousand each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from helpers.intake.formats.export_parts import in_small_letters
from helpers.intake.formats.localised_dates import find_day
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import BODY, Capture, Given, Refusal
from helpers.intake.normalise import squeeze

FORMAT = "Reuters SGML"
_CHUNK = MEGABYTE
_START, _END = b"<REUTERS", b"</REUTERS>"
_ENCODING = "windows-1252"
_NUMBER = re.compile(r'\bNEWID="([^"]{1,20})"')
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), 127])
_SIGN_OFF = "reuter"


def read_reuters_sgml(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read a file of the collection, story by story.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One for each story.

    Examples
    --------
    >>> import io
    >>> story = (b'<REUTERS NEWID="7"><DATE> 3-MAR-1987 09:18</DATE><TEXT><TITLE>TIN TALKS</TITLE>'
    ...          b'<DATELINE> OSLO, March 3 - </DATELINE><BODY>No deal.</BODY></TEXT></REUTERS>')
    >>> [found] = read_reuters_sgml(Source("a.sgm", "", io.BytesIO(story), len(story)))
    >>> found.where, found.text, found.given.day.isoformat()
    ('NEWID 7', 'TIN TALKS\n\nOSLO, March 3 - No deal.', '1987-03-03')
    """
    place = 0
    for place, (story, whole) in enumerate(_stories(source), start=1):
        yield _read_story(source, story, place, whole=whole)
    if not place:
        yield source.refusal("empty", "it holds no story of the Reuters collection")


def _stories(source: Source) -> Iterator[tuple[bytes, bool]]:
    """Bytes of each story, and whether they have an end."""
    source.stream.seek(0)
    longest = source.options.limits.article
    buffer, searched = b"", 0
    while chunk := source.stream.read(_CHUNK):
        buffer += chunk
        start = 0
        while (end := buffer.find(_END, max(start, searched))) >= 0:
            yield from _apart(buffer[start:end])
            start = end + len(_END)
        buffer = buffer[start:]
        searched = max(0, len(buffer) - len(_END))
        if len(buffer) > longest:
            yield buffer[:longest], False
            buffer, searched = b"", 0
    if _START in buffer:
        yield from _apart(buffer, whole=False)


def _apart(data: bytes, *, whole: bool = True) -> Iterator[tuple[bytes, bool]]:
    """Stories up to an end mark: one, and those before it that lack theirs."""
    parts = data.split(_START)[1:]
    for i, part in enumerate(parts, start=1):
        yield part, whole and i == len(parts)


def _read_story(source: Source, story: bytes, place: int, *, whole: bool) -> Capture | Refusal:
    text = story.decode("cp1252", "replace")
    number = _NUMBER.search(text[:2000])
    part = f"NEWID {number[1]}" if number else f"story {place}"
    if len(story) >= source.options.limits.article:
        limit = source.options.limits.article // MEGABYTE
        return source.refusal("damaged", f"the story is longer than {limit} MB", part)
    damage = () if whole else ("the file breaks off inside this story: get it again",)
    title = squeeze(_element(text, "TITLE"))
    body = _element(text, "BODY")
    dateline = squeeze(_element(text, "DATELINE"))
    given = Given(
        headline=title,
        byline=squeeze(_element(text, "AUTHOR")).removeprefix("by ").removeprefix("By "),
        publisher="Reuters",
        place=in_small_letters(dateline.partition(",")[0].strip(" -")),
        language="en",
        day=find_day(squeeze(_element(text, "DATE"))),
        day_source="export header",
    )
    if not body.strip():
        return _without_body(source, text, part, given, damage)
    lead = f"{dateline} " if dateline else ""
    lines = [line.rstrip() for line in (lead + body.lstrip()).strip("\n").split("\n")]
    kinds = [BODY if line.strip() else "" for line in lines]
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if lines[filled[-1]].strip(" .").casefold() == _SIGN_OFF:
        kinds[filled[-1]] = "wire sign-off"
    head = [title, ""] if title else []
    return source.capture(
        "\n".join([*head, *lines]),
        part=part,
        given=given,
        kinds=(*["headline", ""][: len(head)], *kinds),
        format=FORMAT,
        encoding=_ENCODING,
        damage=damage,
    )


def _without_body(
    source: Source, text: str, part: str, given: Given, damage: tuple[str, ...]
) -> Capture | Refusal:
    """Read a story that nobody marked up, or say that it is a headline and no more."""
    attributes, _, content = text.partition("<TEXT")[2].partition(">")
    plain = _plain(content.partition("</TEXT")[0])
    if "UNPROC" in attributes and plain.strip():
        return source.capture(
            plain, part=part, given=given, format=FORMAT, encoding=_ENCODING, damage=damage
        )
    if damage:
        return source.refusal(
            "damaged", "the file breaks off before the story's text: get it again", part
        )
    return source.refusal("empty", "the story is a headline and no more", part)


def _element(text: str, name: str) -> str:
    """Content of an element; to the end of the story where its own end is lost."""
    _, found, rest = text.partition(f"<{name}>")
    if not found:
        return ""
    content = rest.partition(f"</{name}>")[0]
    return _plain(content)


def _plain(content: str) -> str:
    return html.unescape(content).replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
