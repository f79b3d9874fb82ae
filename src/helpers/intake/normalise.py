"""Bytes to text, and text to one form of quotation marks, spaces and line ends."""

from __future__ import annotations

import re

from helpers.intake.formats.encodings import decode_bytes

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "\x1b\\[[0-9;?]{0,20}[A-Za-z]|"  # colours of a terminal
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
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
    return lines_and_spaces(text)[0]


def lines_and_spaces(text: str) -> tuple[list[str], bool]:
    r"""Lines of a text as `split_lines` gives them, and whether they have but the common space.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        The lines.
    bool
        True where no line has another white space than the common one.

    Examples
    --------
    >>> lines_and_spaces("one\ntwo "), lines_and_spaces("one\ttwo")
    ((['one', 'two'], True), (['one\ttwo'], False))
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    common = text.replace("\n", " ").isprintable()
    if not common and not text.replace("\n", " ").replace("\t", " ").isprintable():
        text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
        text = text.encode("utf-8", "replace").decode("utf-8")
    for old, new in _REPLACEMENTS:
        if old[0] in text and old in text:
            text = text.replace(old, new)
    return [*map(str.rstrip, text.split("\n"))], common


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
    return _SPACES.sub(" ", line).strip()
