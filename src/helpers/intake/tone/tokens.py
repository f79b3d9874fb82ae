"""Words of a batch of sentences, found in their bytes at once.

A word is a run of letters, digits and low lines; an apostrophe between letters belongs to it, the
possessive ``'s`` does not. A guarded phrase, joined by low lines, is thus one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

BETWEEN = "\x01"
LONG_WORD = 5
"""Letters; a headline with capitals has them on all words of this length."""

_SPACE, _OPENING, _APOSTROPHE, _MARK = 32, 10, 39, 1
_LIKE_ASCII = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("“", '"'), ("”", '"'), ("„", '"'))
_NOT_WORDS = "–—―…•«»\u00a0\u2009\u202f\u200b\ufeff"
_IS_LETTER = np.zeros(256, np.bool_)
_IS_LETTER[[*range(65, 91), *range(97, 123), *range(128, 256)]] = True


def _kinds_of_bytes() -> bytes:
    table = bytearray([_SPACE]) * 256
    for byte in (*range(48, 58), *range(65, 91), 95, *range(97, 123), *range(128, 256)):
        table[byte] = byte
    table[_APOSTROPHE], table[_MARK] = _APOSTROPHE, _MARK
    for byte in b'!?:;"(':  # what follows may have a capital without being a name
        table[byte] = _OPENING
    return bytes(table)


_TABLE = _kinds_of_bytes()


@dataclass(frozen=True)
class Tokens:
    """Words of a batch, one sentence after the other.

    Attributes
    ----------
    words : list of bytes
        The words in UTF-8; a byte ``1`` stands before each sentence.
    owners : array of int
        Number of the sentence of each.
    firsts : array of int
        Where each sentence begins in ``words``, with its mark.
    counts : array of int
        How many words each sentence has.
    names : array of bool
        Which words have a capital that neither the start of a sentence nor the style explains.
    """

    words: list[bytes]
    owners: Ints
    firsts: Ints
    counts: Ints
    names: Bools


def find_tokens(sentences: Sequence[str]) -> Tokens:
    r"""Find the words of some sentences.

    Parameters
    ----------
    sentences : sequence of str
        Any texts.

    Returns
    -------
    Tokens
        The words, in order.

    Examples
    --------
    >>> found = find_tokens(["Smith's talks weren't good."])
    >>> found.words
    [b'\x01', b'Smith', b'talks', b"weren't", b'good']
    """
    if not sentences:
        nothing = np.zeros(0, np.intp)
        return Tokens([], nothing, nothing, nothing, np.zeros(0, np.bool_))
    text = BETWEEN.join(sentences)
    if text.count(BETWEEN) != len(sentences) - 1:
        text = BETWEEN.join(sentence.replace(BETWEEN, " ") for sentence in sentences)
    if not text.isascii():
        for mark, plain in _LIKE_ASCII:
            text = text.replace(mark, plain)
        for mark in _NOT_WORDS:
            text = text.replace(mark, " ")
    joined = text.encode("utf-8", "surrogatepass").translate(_TABLE)
    joined = b"  \x01 " + joined.replace(b"\x01", b" \x01 ") + b"   "
    letters = np.frombuffer(joined, np.uint8)
    if b"'" in joined:
        letters = _without_loose_apostrophes(letters)
        joined = letters.tobytes()
    words = joined.split()
    blank = (letters == _SPACE) | (letters == _OPENING)
    starts = np.flatnonzero(blank[:-1] & ~blank[1:]) + 1
    ends = np.flatnonzero(~blank[:-1] & blank[1:]) + 1
    heads = letters[starts]
    marks = heads == _MARK
    firsts = np.flatnonzero(marks)
    owners = np.cumsum(marks) - 1
    counts = np.diff(firsts, append=len(words)) - 1
    capital = (heads >= 65) & (heads <= 90)
    capitals = np.bincount(owners, capital, len(firsts))
    opens = (letters[starts - 1] == _OPENING) | (letters[starts - 2] == _OPENING)
    opens[1:] |= marks[:-1]
    long = starts + LONG_WORD <= ends
    small = np.bincount(owners, (heads >= 97) & (heads <= 122) & long, len(firsts))
    styled = (2 * capitals > counts) & (small == 0)
    return Tokens(words, owners, firsts, counts, capital & ~opens & ~styled[owners])


def _without_loose_apostrophes(letters: Bytes) -> Bytes:
    letters = letters.copy()
    at = np.flatnonzero(letters == _APOSTROPHE)
    inside = _IS_LETTER[letters[at - 1]] & _IS_LETTER[letters[at + 1]]
    letters[at[~inside]] = _SPACE
    at = at[inside]
    genitive = at[((letters[at + 1] | 32) == 115) & ~_IS_LETTER[letters[at + 2]]]
    letters[genitive] = _SPACE
    letters[genitive + 1] = _SPACE
    return letters
