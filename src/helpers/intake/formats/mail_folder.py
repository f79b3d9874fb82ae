"""Mail folders (.mbox): messages one below the other, each behind a line "From ada@... Mon ..."."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from helpers.intake.formats.mail import read_mail
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Refusal

_STARTS = re.compile(
    rb"From \S{1,200} [^\r\n]{0,40}?\d\d?:\d\d[^\r\n]{0,40}\d{4}[^\r\n]{0,20}\r?\n?"
)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""A line of a message that begins with "From", as these files write it."""

_LONGEST_LINE = 1 << 16


def read_mail_folder(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read the messages of a mail folder.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        As :func:`~helpers.intake.formats.mail.read_mail`, for each message.

    Examples
    --------
    >>> folder = b"From - Fri May 03 10:00:00 2019\nSubject: Talks fail\n\nTalks failed.\n"
    >>> [one] = read_mail_folder(Source("inbox", "", io.BytesIO(folder), len(folder)))
    >>> one.where, one.text.strip()
    ('message 1', 'Talks failed.')
    """
    longest = source.options.limits.article
    for number, message in enumerate(_messages(source, longest), 1):
        place = f"message {number}"
        if len(message) > longest:
            reason = f"larger than {longest // MEGABYTE:,} MB: save it as a file of its own"
            yield source.refusal("skipped", reason, place)
        else:
            data = _QUOTED.sub(rb"\1", message)
            yield from read_mail(source.inside(place, io.BytesIO(data), len(data)))


def _messages(source: Source, longest: int) -> Iterator[bytes]:
    """Messages without the lines between them; one that is too long is cut behind its limit."""
    source.stream.seek(0)
    pieces: list[bytes] = []
    size, started, after_blank = 0, False, True
    due = b""
    while line := source.stream.readline(_LONGEST_LINE):
        if due and _FIELD.match(line):
            if started:
                yield b"".join(pieces)
            pieces, size, started = [], 0, True
        elif due:
            pieces.append(due)
        due = line if after_blank and _STARTS.fullmatch(line) else b""
        size += len(due)
        after_blank = not line.strip()
        if not due and size <= longest:
            pieces.append(line)
            size += len(line)
    pieces.append(due)
    if started:
        yield b"".join(pieces)
