"""Messages passed on in the text of another: their headers and quotation marks, in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from helpers.intake.data import read_names
from helpers.intake.dates.published_days import find_published
from helpers.intake.formats.localised_dates import read_day
from helpers.intake.model import Capture, Given
from helpers.intake.normalise import split_lines

SUBJECT_MARKS = re.compile(
    r"\A(?:(?:re|fwd?|aw|wg|tr|i|rif|rv|sv|vb|enc|res|doorst)(?:\[\d{1,3}\])?\s?:\s*)+", re.I
)
"""What mail programs put before the subject of a message that is answered or passed on."""

_FORWARDING = re.compile(r"(?:fwd?|wg|tr|rv|vb|enc|doorst|i)\s?:", re.I)
_RULED = re.compile(r"-{3,} ?(?P<title>[^-].{3,60}?) ?-{3,}")
_TITLED = re.compile(r"(?P<title>[^\W\d_][^:]{10,60}?)\s?:")
_FIELD = re.compile(r"\*?(?P<name>[^\W\d_][^:*\d]{0,20}?)\s?:\*?\s*(?P<value>.*)")
_SENDER = re.compile(r"[\"']?(?P<name>[^<\[\"@]+?)[\"']? *[<\[].*")
_QUOTED = re.compile(r"(?:> ?)+")
_LINK = re.compile(r" ?<https?://[^<>\s]{1,2000}>")
_WROTE = re.compile(
    r"(?:.{0,200}\s)?(?:wrote|schrieb|écrit|escribió|ha scritto|schreef|skrev|escreveu)\b.{0,80}:"
)
_FURNITURE = "page furniture"
"""Kind of the lines of such a header, and of addresses."""

_MOST_LINES, _MOST_OF_HEADER, _LONGEST_LINE = 200, 30, 400
_MOST_OF_SIGNATURE, _LONGEST_OF_SIGNATURE = 9, 80
"""Lines of a signature with the dashes above, and characters of one of them."""

_LONGEST_NOTE = 60
"""Words that whoever passes a text on writes above it."""

_LEAST_BARE = 3
"""Fields, the sender and the subject among them, of a header above which no line tells of one."""


def is_forwarding(subject: str) -> bool:
    """Tell whether a subject says that the message is passed on, and not answered.

    Parameters
    ----------
    subject : str
        As the message has it.

    Returns
    -------
    bool
        True for "Fwd: Steel", "WG: Steel" and their like.

    Examples
    --------
    >>> is_forwarding("WG: Steel"), is_forwarding("Re: Steel")
    (True, False)
    """
    return _FORWARDING.match(subject) is not None


def read_forwarded(
    text: str, given: Given, *, forwarding: bool
) -> tuple[str, Given, tuple[str, ...]]:
    r"""Read the headers of messages that are passed on in a text; the innermost has the clipping.

    Parameters
    ----------
    text : str
        Text of the outer message.
    given : Given
        What the outer message says.
    forwarding : bool
        Whether its subject says that it is passed on.

    Returns
    -------
    str
        The text, without the marks of quotation before the lines of a clipping, and without
        addresses of links behind words.
    Given
        What is said of the clipping.
    tuple of str
        Kinds of the lines; none where no line is part of a header, or an address.

    Examples
    --------
    >>> mail = "Von: Eva <e@pier.example>\nGesendet: 3. Mai 1994\nBetreff: Steel\n\nTalks failed."
    >>> text, given, kinds = read_forwarded(mail, Given(), forwarding=True)
    >>> given.headline, given.day.isoformat(), kinds.count("page furniture")
    ('Steel', '1994-05-03', 3)
    """
    lines = split_lines(text)
    kinds = [""] * len(lines)
    start, plain = 0, list(lines)
    words_above = False
    while start < min(len(lines), _MOST_LINES):
        title = _title(lines[start])
        fields, end = _header_at(lines, start, title)
        note = sum(len(line.split()) for line in lines[:start])
        if title == "forwarded" and forwarding and not fields and note <= _LONGEST_NOTE:
            # The text was pasted below, without its header.
            kinds[: start + 1] = [_FURNITURE] * (start + 1)
        trusted = forwarding or (title == "forwarded" if title else not words_above)
        words_above = words_above or any(map(str.isalnum, lines[start]))
        if not fields or not trusted:
            start += 1
            continue
        kinds[start:end] = [_FURNITURE] * (end - start)
        given = _told_by(fields, given)
        if lines[end - 1].startswith(">"):
            plain[start:] = _unquoted(plain[start:])
        start = end
    for i in _signature(lines):
        kinds[i] = _FURNITURE
    if first := _mostly_quoted(lines, forwarding=forwarding):
        plain = _unquoted(plain)
        for i in _attribution(lines, first):
            kinds[i] = _FURNITURE
    plain, kinds = _without_links(plain, kinds)
    return text if plain == lines else "\n".join(plain), given, tuple(kinds) if any(kinds) else ()


def with_forwarded(capture: Capture, *, forwarding: bool) -> Capture:
    r"""Read the headers of messages that are passed on in a page.

    Parameters
    ----------
    capture : Capture
        The page of the outer message.
    forwarding : bool
        As for :func:`read_forwarded`.

    Returns
    -------
    Capture
        With what is said of the clipping, and the lines of the headers as page furniture.

    Examples
    --------
    >>> page = Capture("a.eml", "", "From: Eva <e@pier.example>\nSent: 3 May 1994\nSubject: Steel")
    >>> with_forwarded(page, forwarding=True).given.headline
    'Steel'
    """
    text, given, found = read_forwarded(capture.text, capture.given, forwarding=forwarding)
    known = capture.kinds or ("",) * len(found)
    if not found or len(found) != len(known):
        return capture
    kinds = tuple(new or old for new, old in zip(found, known, strict=True))
    return replace(capture, text=text, given=given, kinds=kinds)


def _without_links(lines: Sequence[str], kinds: Sequence[str]) -> tuple[list[str], list[str]]:
    """Take addresses from behind words, and part lines that are nothing else from the others.

    A hard-wrapped text is joined to paragraphs later on, and no address may become a part of one.
    """
    plain, found = [], []
    for line, kind in zip(lines, kinds, strict=True):
        if kind or "<http" not in line:
            plain.append(line)
            found.append(kind)
        elif any(map(str.isalnum, rest := _LINK.sub("", line))):
            plain.append(rest)
            found.append("")
        else:
            plain += ["", line, ""]
            found += ["", _FURNITURE, ""]
    return plain, found


@cache
def _names() -> dict[str, str]:
    return read_names("mail_headers.tsv")


def _meaning(name: str) -> str:
    name = " ".join(name.casefold().split()).replace("’", "'")
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in parts if not unicodedata.combining(char))
    return _names().get(name, "")


def _title(line: str) -> str:
    """Tell whether a line stands above the header of a message that is passed on, or answered."""
    line = line[:_LONGEST_LINE].strip("> \t")
    match = _RULED.fullmatch(line)
    if match:
        found = _meaning(match["title"])
        return found if found in ("forwarded", "original") else ""
    match = _TITLED.fullmatch(line)
    return "forwarded" if match and _meaning(match["title"]) == "forwarded" else ""


def _header_at(lines: Sequence[str], start: int, title: str) -> tuple[dict[str, str], int]:
    """Fields of the header that begins at a line, and the line behind it; none where none does."""
    fields, end = _fields_below(lines, start + 1 if title else start, blank_above=bool(title))
    enough = "from" in fields and len(fields) > 1
    if not title:
        enough = len(fields) >= _LEAST_BARE and {"from", "date", "subject"} <= fields.keys()
    return (fields, end) if enough else ({}, start)


def _fields_below(
    lines: Sequence[str], start: int, *, blank_above: bool
) -> tuple[dict[str, str], int]:
    """Fields of the header below a line, by what they are, and the line behind it."""
    fields: dict[str, str] = {}
    end = i = start
    last = min(len(lines), start + _MOST_OF_HEADER)
    while i < last and len(lines[i]) <= _LONGEST_LINE:
        line = lines[i].strip("> \t")
        field = _FIELD.fullmatch(line)
        what = _meaning(field["name"]) if field else ""
        if what in ("", "forwarded", "original") and (line or fields or not blank_above):
            break
        i += 1
        if field is not None:
            fields.setdefault(what, field["value"].strip(" *"))
            end = i
    return fields, end


def _told_by(fields: dict[str, str], given: Given) -> Given:
    """Put subject, sender and day of a message that is passed on in place of the outer ones."""
    sender = _SENDER.fullmatch(fields["from"])
    said = fields.get("date", "")
    found = find_published(f"Date: {said}")
    certain = found is not None and found.used and found.earliest == found.latest
    day = found.earliest if found and certain else read_day(said)
    told = replace(
        given,
        headline=SUBJECT_MARKS.sub("", fields.get("subject", "")) or given.headline,
        byline=sender["name"].strip() if sender else "",
    )
    return replace(told, day=day, last_day=None, day_source="metadata") if day else told


def _unquoted(lines: Sequence[str]) -> list[str]:
    return [_QUOTED.sub("", line, count=1) if line.startswith(">") else line for line in lines]


def _mostly_quoted(lines: Sequence[str], *, forwarding: bool) -> int:
    """Return the place of the first quoted line where the clipping is one that is quoted, else 0.

    Lines are counted in characters: own words above a quoted clipping are few.
    """
    quoted = [i for i, line in enumerate(lines) if line.startswith(">")]
    if not quoted:
        return 0
    size = sum(len(lines[i]) for i in quoted)
    own = sum(map(len, lines)) - size
    return max(quoted[0], 1) if len(quoted) > 1 and (forwarding or size > own) else 0


def _signature(lines: Sequence[str]) -> range:
    """Places of the sender's name and address below the two dashes that part them from the text."""
    end = next((i for i in range(len(lines), 0, -1) if lines[i - 1].strip()), 0)
    for i in range(end - 1, max(end - _MOST_OF_SIGNATURE, 1) - 1, -1):
        if len(lines[i]) > _LONGEST_OF_SIGNATURE:
            break
        if lines[i].rstrip() == "--":
            return range(i, end)
    return range(0)


def _attribution(lines: Sequence[str], first: int) -> list[int]:
    """Places of the line "On Friday Joan Lund wrote:" above a quotation, which may be broken."""
    above = [i for i in range(first) if lines[i].strip()][-2:]
    if not above or len(lines[above[-1]]) > _LONGEST_LINE or not _WROTE.fullmatch(lines[above[-1]]):
        return []
    whole = any(map(str.isdigit, lines[above[-1]]))
    return above[-1:] if whole or above[-1] - above[0] > 1 else above
