"""Mail messages (.eml) that carry clippings: in their text, as a page, or as attachments."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.headerregistry import HeaderRegistry
from email.message import Message

from helpers.intake.formats.encodings import decode_text, without_surrogates
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import NO_WORDS, captures_of
from helpers.intake.model import Capture, Given, Refusal
from helpers.intake.normalise import split_lines

MOST_PARTS = 1000
"""Parts of one message; a message has a dozen."""

_LONGEST_FIELD, _LONGEST_HEADER = 400, 1000
_PASSED_ON = re.compile(r"\A(?:(?:re|fwd?|aw|wg|tr|rv|sv)(?:\[\d{1,3}\])?\s?:\s*)+", re.I)
"""What mail programs put before the subject of a message that is answered or passed on."""

_FORWARDED = re.compile(
    r"[> ]*(?:-{3,} ?(?:forwarded message|(?P<any>original message)) ?-{3,}|"
    r"begin forwarded message:)",
    re.I,
)
"""Line above the header of a message that is passed on; some programs have it above answered ones
too."""

_FIELD = re.compile(r"[> ]*(?P<name>from|date|sent|subject|to|cc|reply-to):\s*(?P<value>.*)", re.I)
_FORWARDING = re.compile(r"(?:fwd?|wg|tr|rv)\b", re.I)
_SENDER = re.compile(r"[\"']?(?P<name>[^<\[\"@]+?)[\"']? *[<\[].*")
_HEADER = "page furniture"
"""Kind of the lines of such a header."""

_MOST_LINES, _MOST_OF_HEADER, _LONGEST_LINE = 200, 30, 400

_SAVED = re.compile(r"[<\"]?saved by ", re.I)
"""How the sender begins that browsers name in the file of a page."""


def read_mail(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read a mail message, and the clippings attached to it.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        The message's own text, in plain form where it has one, then each attachment by its own
        format. Subject, sender and day are evidence.

    Examples
    --------
    >>> message = b"From: Eva <eva@pier.example>\nSubject: Talks fail\n\nTalks failed."
    >>> [capture] = read_mail(Source("a.eml", "", io.BytesIO(message), len(message)))
    >>> capture.text, capture.given.headline
    ('Talks failed.', 'Talks fail')
    """
    from email import message_from_bytes

    try:
        message = message_from_bytes(source.data)
        given = _given(message)
        text, page, attached = _parts(message)
        forwarding = bool(_FORWARDING.match(_field(_header(message, "subject"))))
    except Exception:  # the parser raises a dozen kinds of errors over broken headers
        yield source.refusal("damaged", "no mail message that can be read: its header is broken")
        return
    found = list(_own(source, text, page, given, forwarding=forwarding))
    empty = all(isinstance(one, Refusal) and one.status == "empty" for one in found)
    yield from () if empty and attached else found
    for number, part in enumerate(attached, 1):
        yield from _attachment(source, part, number)


def _own(
    source: Source,
    text: Message | None,
    page: Message | None,
    given: Given,
    *,
    forwarding: bool,
) -> Iterator[Capture | Refusal]:
    from helpers.intake.formats.web_page import read_markup

    if text is not None and (data := _payload(text)).strip():
        found = decode_text(data, text.get_content_charset("") or "")
        given, kinds = _passed_on(found.text, given, forwarding=forwarding)
        yield from captures_of(
            source, found.text, format="mail", encoding=found.encoding, damage=found.damage,
            given=given, kinds=kinds,
        )  # fmt: skip
    elif page is not None:
        charset = page.get_content_charset("") or ""
        yield from read_markup(source, _payload(page), declared=charset, given=given, format="mail")
    else:
        yield source.refusal("empty", NO_WORDS)


def _passed_on(text: str, given: Given, *, forwarding: bool) -> tuple[Given, tuple[str, ...]]:
    """Read the headers of messages that are passed on in a text; the innermost has the clipping.

    ``forwarding`` tells whether the subject says that the message is passed on, and not answered.
    """
    if "essage" not in text and "ESSAGE" not in text:
        return given, ()
    lines = split_lines(text)
    kinds = [""] * len(lines)
    for start, line in enumerate(lines[:_MOST_LINES]):
        mark = _FORWARDED.fullmatch(line.strip()) if len(line) <= _LONGEST_LINE else None
        if mark is None or (mark["any"] and not forwarding):
            continue
        fields, end = _fields_below(lines, start + 1)
        if "from" in fields and len(fields) > 1:
            kinds[start:end] = [_HEADER] * (end - start)
            given = _told_by(fields, given)
    return given, tuple(kinds) if any(kinds) else ()


def _fields_below(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """Fields of the header below a line, by their names, and the line behind it."""
    fields: dict[str, str] = {}
    end = i = start
    last = min(len(lines), start + _MOST_OF_HEADER)
    while i < last and len(lines[i]) <= _LONGEST_LINE:
        line = lines[i].strip("> \t\r\n")
        field = _FIELD.fullmatch(line)
        if field is None and (line or fields):
            break
        i += 1
        if field is not None:
            fields[field["name"].casefold()] = field["value"].strip(" *")
            end = i
    return fields, end


def _told_by(fields: dict[str, str], given: Given) -> Given:
    """Put subject, sender and day of a message that is passed on in place of the outer ones."""
    from helpers.intake.dates.published_days import find_published

    sender = _SENDER.fullmatch(fields["from"])
    found = find_published(f"Date: {fields.get('date') or fields.get('sent', '')}")
    day = found.earliest if found and found.used else None
    told = replace(
        given,
        headline=_PASSED_ON.sub("", fields.get("subject", "")) or given.headline,
        byline=sender["name"].strip() if sender else "",
    )
    return replace(told, day=day, last_day=None, day_source="metadata") if day else told


def _parts(
    message: Message,
) -> tuple[Message | None, Message | None, list[Message]]:
    """Find the message's text, its page, and what is attached."""
    text = page = None
    attached = []
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop(0)
        kind = part.get_content_type()
        named = part.get_content_disposition() == "attachment" or bool(part.get_filename())
        if part.is_multipart() and kind != "message/rfc822":
            inner = part.get_payload()
            waiting[:0] = [p for p in inner if isinstance(p, Message)]
        elif kind == "text/plain" and not named and text is None:
            text = part
        elif kind == "text/html" and not named and page is None:
            page = part
        elif named or kind == "message/rfc822":
            attached.append(part)
    return text, page, attached


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachment(source: Source, part: Message, number: int) -> Iterator[Capture | Refusal]:
    from helpers.intake.formats.registry import read_source

    kind = part.get_content_type()
    if part.get_content_disposition() == "inline" and kind.startswith("image/"):
        return  # a logo or a signature, shown inside the message
    name = " ".join(_text(part.get_filename()).split()).rpartition("/")[2][:100]
    name = name or f"attachment {number}{'.eml' if kind == 'message/rfc822' else ''}"
    if kind == "message/rfc822":
        inner = part.get_payload()
        whole = inner[0] if isinstance(inner, list) and inner else None
        data = whole.as_bytes() if isinstance(whole, Message) else b""
    else:
        data = _payload(part)
    if source.depth >= source.options.limits.depth:
        yield source.refusal("skipped", "attached too deep: save it as a file of its own", name)
        return
    yield from read_source(source.inside(name, io.BytesIO(data), len(data)))


def _given(message: Message) -> Given:
    saved_from = _field(message.get("Snapshot-Content-Location"))
    if saved_from or _SAVED.match(str(message.get("From") or "")[:_LONGEST_HEADER]):
        # A browser's file of a page: its day is the day of saving, and the page names its author.
        return Given(address=saved_from if saved_from.startswith("http") else "")
    addresses = getattr(_header(message, "from"), "addresses", ())
    name = addresses[0].display_name if addresses else ""
    sent = getattr(_header(message, "date"), "datetime", None)
    return Given(
        headline=_PASSED_ON.sub("", _field(_header(message, "subject"))),
        byline=_field(name),
        day=sent.date() if sent else None,
        day_source="metadata" if sent else "",
    )


def _header(message: Message, name: str) -> object:
    """Parse one field, and no more of it than a field has: parsing takes squares of its length."""
    value = str(message.get(name) or "")[:_LONGEST_HEADER]
    try:
        return HeaderRegistry()(name, " ".join(value.split()))
    except Exception:  # the parser raises a dozen kinds of errors over broken headers
        return ""


def _field(value: object) -> str:
    text = " ".join(_text(value).split())
    return text if len(text) <= _LONGEST_FIELD else ""


def _text(value: object) -> str:
    return without_surrogates(str(value)) if value else ""
