"""Text that was decoded wrongly before it was saved, and how that is undone."""

from __future__ import annotations

import re

_TWICE_DECODED = re.compile(
    "[\u00c2-\u00f4\u0102-\u0111][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
    "\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""A letter that starts, and a sign that continues, a character of UTF-8 read as Windows-1252."""

_LONGEST_PIECE = 100_000


def put_right(text: str) -> tuple[str, int]:
    r"""Undo a wrong decoding, line by line.

    Parameters
    ----------
    text : str
        Any text; one without the pairs of characters that a wrong decoding makes costs next to
        nothing.

    Returns
    -------
    text : str
        The same but for the lines that were mended; quotation marks stay as they are.
    mended : int
        How many lines these are.

    Examples
    --------
    >>> put_right("ZÃ¼rich\nZürich")
    ('Zürich\nZürich', 1)
    """
    if text.isascii():
        return text, 0
    raw = text.encode("utf-8", "replace")
    if (b"\xc3" not in raw and b"\xc4" not in raw) or not _TWICE_DECODED.search(text):
        return text, 0
    from ftfy import fix_encoding

    mended = 0
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if not line.isascii() and _TWICE_DECODED.search(line):
            lines[i] = "".join(map(fix_encoding, _pieces(line)))
            mended += lines[i] != line
    return "\n".join(lines) if mended else text, mended


def _pieces(line: str) -> list[str]:
    """Cut a line that is longer than any paragraph, between words where it has some."""
    pieces = []
    while len(line) > _LONGEST_PIECE:
        end = line.rfind(" ", 0, _LONGEST_PIECE) + 1 or _LONGEST_PIECE
        pieces.append(line[:end])
        line = line[end:]
    return [*pieces, line]
