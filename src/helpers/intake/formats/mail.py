"""Mail messages (.eml) that carry clippings: in their text, as a page, or as attachments."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from email.headerregistry import HeaderRegistry
from email.message import Message

from helpers.intake.formats.encodings import decode_text, without_surrogates
from helpers.intake.formats.forwarded_mail import (
    SUBJECT_MARKS,
    is_forwarding,
    read_forwarded,
    with_forwarded,
)
from helpers.intake.formats.mail_notices import why_no_article
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import NO_WORDS, captures_of
from helpers.intake.model import Capture, Given, Refusal
from helpers.intake.parts.headlines import NAMED_PAPER

_BROKEN = (
    "no mail message that can be read: its header is broken, save its text as plain text (.txt)"
)
MOST_PARTS = 1000
"""Parts of one message; a message has a dozen."""

_LONGEST_NOTE = 20
"""Words of a message that only says what is attached."""

_LONGEST_FIELD, _LONGEST_HEADER = 400, 1000
_SAVED = re.compile(r"[<\"]?saved by ", re.I)
"""How the sender begins that browsers name in the file of a page."""

_OF_OFFICE = re.compile(
    r"(?:news(?:letters?|room|desk)?|no-?reply|do-?not-?reply|alerts?|info|hello|editors?|"
    r"editorial|subscriptions?|subscribers?|updates?|digest|briefing|bulletin|mailing|marketing|"
    r"support|service|contact|admin|office|press(?:e|office|releases?)?|media(?:relations)?|"
    r"communications?|publicity|pr)(?:[._-].*)?\Z",
    re.IGNORECASE,
)
"""Mailboxes of a paper or an office; who writes from them is no single person."""

_PAPER = re.compile(rf"{NAMED_PAPER}|[\w-]+(?:\.[\w-]+)+")
"""A paper by its last word, or a site."""


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
        forwarding = is_forwarding(_field(_header(message, "subject")))
        reason = _why_no_article(message, text, page)
    except Exception:  # the parser raises a dozen kinds of errors over broken headers
        yield source.refusal("damaged", _BROKEN)
        return
    if reason:
        found: list[Capture | Refusal] = [source.refusal("skipped", reason)]
    else:
        found = list(_own(source, text, page, given, forwarding=forwarding))
    empty = all(isinstance(one, Refusal) and one.status == "empty" for one in found)
    rest = itertools.chain.from_iterable(
        _attachment(source, part, number) for number, part in enumerate(attached, 1)
    )
    first: list[Capture | Refusal] = []
    if n_words := _words_of_note(found):
        first = _through_first_capture(rest)
        if first and isinstance(first[-1], Capture):
            clause = (
                f"a note of {n_words} word{'s' * (n_words > 1)} that goes with what is attached"
            )
            found = [source.refusal("empty", clause)]
    yield from () if empty and attached else found
    yield from first
    yield from rest


def _why_no_article(message: Message, text: Message | None, page: Message | None) -> str:
    read = page if text is None else text
    if read is None or _is_saved_page(message):
        return ""
    words = decode_text(_payload(read), read.get_content_charset("") or "").text
    subject, sender = (_field(_header(message, name)) for name in ("subject", "from"))
    return why_no_article(message, subject, sender, words, page=read is page)


def _words_of_note(found: list[Capture | Refusal]) -> int:
    """Count the words of a message that is too brief to be a clipping; 0 for any other."""
    n_words = sum(len(one.text.split()) for one in found if isinstance(one, Capture))
    return n_words if n_words <= _LONGEST_NOTE else 0


def _through_first_capture(found: Iterator[Capture | Refusal]) -> list[Capture | Refusal]:
    taken = []
    for one in found:
        taken.append(one)
        if isinstance(one, Capture):
            break
    return taken


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
        body, given, kinds = read_forwarded(found.text, given, forwarding=forwarding)
        yield from captures_of(
            source, body, format="mail", encoding=found.encoding, damage=found.damage,
            given=given, kinds=kinds,
        )  # fmt: skip
    elif page is not None:
        charset = page.get_content_charset("") or ""
        read = read_markup(source, _payload(page), declared=charset, given=given, format="mail")
        for found_in_page in read:
            if isinstance(found_in_page, Capture):
                yield with_forwarded(found_in_page, forwarding=forwarding)
            else:
                yield found_in_page
    else:
        yield source.refusal("empty", NO_WORDS)


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


def _is_saved_page(message: Message) -> bool:
    """Tell the file of a page that a browser saved from a message."""
    sender = str(message.get("From") or "")[:_LONGEST_HEADER]
    return bool(_field(message.get("Snapshot-Content-Location")) or _SAVED.match(sender))


def _given(message: Message) -> Given:
    if _is_saved_page(message):  # its day is the day of saving, and the page names its author
        saved_from = _field(message.get("Snapshot-Content-Location"))
        return Given(address=saved_from if saved_from.startswith("http") else "")
    addresses = getattr(_header(message, "from"), "addresses", ())
    name = _field(addresses[0].display_name) if addresses else ""
    subject = _field(_header(message, "subject"))
    user = addresses[0].username if addresses else ""
    is_paper = bool(_PAPER.fullmatch(name) or _OF_OFFICE.match(user))
    sent = getattr(_header(message, "date"), "datetime", None)
    return Given(
        headline=SUBJECT_MARKS.sub("", subject),
        byline="" if is_paper or is_forwarding(subject) else name,
        publisher=name if is_paper else "",
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
