"""Plain text, and what every reader does with the plain text that it has found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.intake.formats.encodings import (
    Decoded,
    decode_text,
    is_binary,
    whole_characters,
    without_surrogates,
)
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import NOTHING_GIVEN, Capture, Given, Refusal
from helpers.intake.normalise import split_lines

NO_TEXT = (
    "no text: the file looks like a picture or a program, save the words in it as plain text (.txt)"
)
_LONGER = "cut it into articles, or let it be longer with --largest"
_WORD = re.compile(r"[^\W\d_]{3}|[\u0900-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
"""Letters in a row, without which what a scanner saw was no print; some scripts need fewer."""

NO_WORDS = "there are no words in it"


def read_text(source: Source) -> Iterator[Capture | Refusal]:
    """Read a plain-text file in any encoding.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One capture for a clipping; several where the file is the export of a database, or where
        several articles stand in it one after another.

    Examples
    --------
    >>> import io
    >>> text = "Zürich – Talks failed.".encode("cp1252")
    >>> [capture] = read_text(Source("a.txt", "", io.BytesIO(text), len(text)))
    >>> capture.text, capture.encoding
    ('Zürich – Talks failed.', 'windows-1252')
    """
    limit = source.options.limits.article
    data = source.data
    if len(data) <= limit:
        yield from _read(source, decode_text(data), ())
        return
    start = decode_text(whole_characters(data[:limit]))
    if is_binary(start.text):
        yield source.refusal("skipped", NO_TEXT)
    elif _is_collection(start.text):
        source.stream.seek(0)
        whole = source.stream.read(source.options.limits.collection)
        yield from _read(source, decode_text(whole), ())
    else:
        yield from _read(source, start, (f"cut at {limit // MEGABYTE:,} MB: {_LONGER}",))


def _read(source: Source, found: Decoded, damage: tuple[str, ...]) -> Iterator[Capture | Refusal]:
    if is_binary(found.text):
        yield source.refusal("skipped", NO_TEXT)
        return
    damage += found.damage
    yield from captures_of(source, found.text, encoding=found.encoding, damage=damage)


def _is_collection(text: str) -> bool:
    from helpers.intake.formats.exports import find_export
    from helpers.intake.parts.partition import cut_apart

    return find_export(text) is not None or len(cut_apart(text)) > 1


def captures_of(
    source: Source,
    text: str,
    *,
    format: str = "text",  # noqa: A002  (the field's name)
    encoding: str = "",
    damage: tuple[str, ...] = (),
    given: Given = NOTHING_GIVEN,
    kinds: Sequence[str] = (),
) -> Iterator[Capture | Refusal]:
    """Make captures of a document's text: one, or one for each article it holds.

    Parameters
    ----------
    source : Source
        The file.
    text : str
        Its text.
    format, encoding, damage, given
        As in :class:`~helpers.intake.model.Capture`.
    kinds : sequence of str
        Kind of each line where the format tells it; as many as the text has lines, or none.

    Yields
    ------
    Capture or Refusal
        In the order of the text.

    Examples
    --------
    >>> import io
    >>> source = Source("a.rtf", "", io.BytesIO(b"..."), 3)
    >>> [found] = captures_of(source, "  ", format="RTF")
    >>> found.status, found.reason
    ('empty', 'there are no words in it')
    """
    from helpers.intake.formats.exports import find_export
    from helpers.intake.parts.partition import cut_apart

    text = without_surrogates(text)
    if _has_no_words(text):
        yield source.refusal("empty", NO_WORDS)
        return
    if export := find_export(text):
        yield from export(
            source, text, format=format, encoding=encoding, damage=damage, given=given
        )
        return
    pieces = cut_apart(text)
    if len(pieces) == 1:
        said, fields = _said_around(text, kinds)
        yield source.capture(
            text, given=said.or_else(given), kinds=fields,
            format=format, encoding=encoding, damage=damage,
        )  # fmt: skip
        return
    given = replace(given, headline="", byline="", address="")
    rest = list(kinds)
    for number, piece in enumerate(pieces, 1):
        n_lines = len(split_lines(piece)) - 1
        said, fields = (NOTHING_GIVEN, ()) if rest else _said_around(piece)
        yield source.capture(
            piece, part=f"article {number}", given=said.or_else(given),
            kinds=_of_piece(rest, piece) or fields, format=format, encoding=encoding, damage=damage,
        )  # fmt: skip
        rest = rest[n_lines:]


def _has_no_words(text: str) -> bool:
    """Tell a text without letters, or one of a scan that is all marks and odd letters."""
    if _WORD.search(text):
        return False
    letters = sum(map(str.isalnum, text))
    return 2 * letters <= sum(not character.isspace() for character in text)


def _said_around(text: str, kinds: Sequence[str] = ()) -> tuple[Given, tuple[str, ...]]:
    """Read what people write around a text that they copied: labelled lines, or one that cites.

    Lines whose kind is known are not read, and keep it.
    """
    from helpers.intake.formats.cited_head import read_cited
    from helpers.intake.formats.labelled_head import read_head

    if kinds:
        lines = split_lines(text)
        if len(kinds) != len(lines):
            return NOTHING_GIVEN, tuple(kinds)
        text = "\n".join("" if kind else line for line, kind in zip(lines, kinds, strict=True))
    said, fields = read_head(text)
    if not fields:
        said, fields = read_cited(text)
    if not (kinds and fields):
        return said, fields or tuple(kinds)
    return said, tuple(old or new for old, new in zip(kinds, fields, strict=True))


def _of_piece(kinds: list[str], piece: str) -> tuple[str, ...]:
    if not kinds:
        return ()
    n_lines = len(split_lines(piece))
    return (*kinds[:n_lines], *[""] * (n_lines - len(kinds)))
