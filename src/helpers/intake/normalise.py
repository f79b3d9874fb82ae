"""Bytes to text, and text to one form of quotation marks, spaces and line ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from helpers.intake.formats.encodings import decode_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_AT_ONCE = 200_000
"""Characters of a text that are looked at as numbers at once, so that memory is bounded."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TERMINAL_COLOURS = re.compile("\x1b\\[[0-9;?]{0,20}[A-Za-z]")
_INVISIBLE = np.zeros(0xE0081, np.bool_)
"""Characters by their codes; the last one stands for all beyond."""
for _first, _last in (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C),
    (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),
):  # fmt: skip
    _INVISIBLE[_first : _last + 1] = True

_SPACES = re.compile("[ \t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_REPLACEMENTS = (
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u201e", '"'),
    ("\u00ab", '"'),
    ("\u00bb", '"'),
    ("\u201f", '"'),
    ("\uff02", '"'),
    ("``", '"'),
    ("''", '"'),
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u201a", "'"),
    ("\u201b", "'"),
    ("\u2039", "'"),
    ("\u203a", "'"),
    ("\u00b4", "'"),
    ("`", "'"),
)


def decode(data: bytes) -> str:
    """Text of a plain-text file: by its mark, else UTF-8, else by what its characters look like.

    Clippings pasted together from several pages hold lines in different encodings; these are
    decoded line by line.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    str
        The text; bytes that fit no encoding become U+FFFD.

    Examples
    --------
    >>> decode("Türkiye".encode("cp1252"))
    'Türkiye'
    """
    return decode_bytes(data)[0]


def split_lines(text: str) -> list[str]:
    r"""Lines of a text, whatever ends them; indentation stays, trailing space goes.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        One string a line, with quotation marks made regular. Line ``i`` of the text is item
        ``i - 1``.

    Examples
    --------
    >>> split_lines("``Now,'' she said.\r\nIt’s late.")
    ['"Now," she said.', "It's late."]
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if not text.replace("\n", " ").replace("\t", " ").isprintable():
        text = _visible(_LINE_ENDS.sub("\n", text) if _has_other_line_end(text) else text)
    return [*map(str.rstrip, _with_regular_quotes(text).split("\n"))]


def lines_as_they_are(text: str) -> list[str]:
    r"""Lines of a text as `split_lines` gives them where all that is in it can be seen.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        The lines, with what nobody sees still in them.

    Examples
    --------
    >>> lines_as_they_are("one\ntwo\u200b "), split_lines("one\ntwo\u200b ")
    (['one', 'two\u200b'], ['one', 'two'])
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return [*map(str.rstrip, _with_regular_quotes(text).splitlines())] or [""]


def _with_regular_quotes(text: str) -> str:
    for old, new in _REPLACEMENTS:
        if old[0] in text and old in text:
            text = text.replace(old, new)
    return text


def _has_other_line_end(text: str) -> bool:
    return any(end in text for end in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def _visible(text: str) -> str:
    """Text without what nobody sees, and with a question mark for half a character."""
    if "\x1b" in text:
        text = _TERMINAL_COLOURS.sub("", text)
    pieces = []
    for start in range(0, len(text), MOST_AT_ONCE):
        codes = codes_of(text[start : start + MOST_AT_ONCE])
        codes = codes[~_INVISIBLE.take(codes, mode="clip")]
        codes[codes - 0xD800 < 0x800] = ord("?")
        pieces.append(codes.view(f"U{len(codes)}").item() if len(codes) else "")
    return "".join(pieces)


def codes_of(text: str) -> NDArray[np.uint32]:
    """Codes of the characters of a text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    array
        One number a character, halves of characters too.

    Examples
    --------
    >>> codes_of("aé").tolist()
    [97, 233]
    """
    return np.array([text]).view(np.uint32)[: len(text)]  # an empty text has room for one


def squeeze(line: str) -> str:
    r"""Return the line with every run of white space, no-break spaces too, made one space.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    str
        The line without space at either end.

    Examples
    --------
    >>> squeeze(" two\u00a0  words ")
    'two words'
    """
    if line.isprintable() and "  " not in line:  # no space but the common one is printable
        return line.strip()
    return _SPACES.sub(" ", line).strip()
