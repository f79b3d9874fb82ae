"""Classes of characters, and what they tell of a line's ends: tables that are made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

(SYMBOL, UPPER, LOWER, DIGIT, SPACE, LETTER, STOP, EXCLAMATION, DOTS, COLON_MARK, COMMA_MARK,
 QUOTE, BRACKET, UNUSUAL_SPACE, UNUSUAL) = range(15)  # fmt: skip
"""Classes of characters; letters without case have one of their own.

The last two are rare and no part of a clean line: spaces other than the common one, and what nobody
sees or what no font has.
"""

_MARKS = {
    **dict.fromkeys(".。।۔．", STOP), **dict.fromkeys("!?؟！？", EXCLAMATION), "…": DOTS,
    **dict.fromkeys(":：", COLON_MARK), **dict.fromkeys(",;،、，；", COMMA_MARK),
    **dict.fromkeys("\"'”’」»", QUOTE), **dict.fromkeys(")]", BRACKET),
    **dict.fromkeys(" \n", SPACE),
}  # fmt: skip

FULL_STOP, EXCLAIMED, QUOTED, TRAILING, COLON, COMMA, BRACKETED, OPEN_BRACKET = range(1, 9)
"""How a line ends; 0 for any other way."""

LOWERED = 2
"""Code of a line that begins with a small letter."""

_BULLETS = "*+•·▪●◦‣o#-–—"
_MOSTLY_LETTERS = 0x3100
"""From here on most characters are letters without case."""


def _classes() -> NDArray[np.uint8]:
    """Class of each character below U+10000; the last one stands for those above."""
    table = np.full(0x10000, LETTER, np.uint8)
    table[:_MOSTLY_LETTERS] = SYMBOL
    printable = np.array([*map(str.isprintable, map(chr, range(0xFFFF))), True])
    table[~printable] = UNUSUAL
    for code in (~printable).nonzero()[0].tolist():
        if chr(code).isspace():
            table[code] = UNUSUAL_SPACE
    for code in range(_MOSTLY_LETTERS):
        c = chr(code)
        if c.isupper() or c.istitle():
            table[code] = UPPER
        elif c.islower():
            table[code] = LOWER
        elif c.isdigit():
            table[code] = DIGIT
        elif c.isalpha():
            table[code] = LETTER
    for c, mark in _MARKS.items():
        table[ord(c)] = mark
    return table


def _ends() -> NDArray[np.int64]:
    """How a line ends, by the classes of its last character but one and its last."""
    table = np.zeros((UNUSUAL + 1, UNUSUAL + 1), np.int64)
    for mark, end in ((STOP, FULL_STOP), (EXCLAMATION, EXCLAIMED), (DOTS, TRAILING)):
        table[:, mark] = end
        table[mark, QUOTE], table[mark, BRACKET] = QUOTED, BRACKETED
    table[:, COLON_MARK], table[:, COMMA_MARK] = COLON, COMMA
    table[COMMA_MARK, QUOTE] = QUOTED
    table[DOTS, QUOTE] = 0
    table[:, BRACKET][table[:, BRACKET] == 0] = OPEN_BRACKET
    table[DOTS, BRACKET] = OPEN_BRACKET
    return table


def _firsts() -> NDArray[np.int64]:
    """How a line begins, by the class of its first character."""
    table = np.zeros(UNUSUAL + 1, np.int64)
    table[[UPPER, LOWER, DIGIT, QUOTE]] = 1, LOWERED, 3, 4
    return table


def _bullets() -> NDArray[np.int64]:
    """Kind of bullet of each character: 2 for dashes, which may open a list in a sentence."""
    table = np.zeros(_MOSTLY_LETTERS, np.int64)
    for c in _BULLETS:
        table[ord(c)] = 2 if c in "#-–—" else 1
    return table


CLASSES, ENDS, FIRSTS, BULLETS = _classes(), _ends(), _firsts(), _bullets()
