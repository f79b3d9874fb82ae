"""Pieces of words, as the sentence encoder reads them.

What BERT's own tokeniser does with English text: lower case without accents, punctuation apart,
then the longest known piece first. Written here because the package that does it elsewhere brings
a client for downloads along.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from helpers.intake.data import FOLDER

PIECES = FOLDER / "tone_pieces.txt"
"""The known pieces; their place in the file is their number."""

HEADER_LINES = 2
LONGEST_WORD = 100
"""Characters of a word beyond which it counts as unknown."""


@lru_cache(maxsize=1)
def known_pieces() -> dict[str, int]:
    """Read the known pieces.

    Returns
    -------
    dict
        Piece to number. Whole words come in the order of their frequency, behind single characters;
        those that only continue a word begin with ``##``.

    Examples
    --------
    >>> known_pieces()["the"] < known_pieces()["government"] < known_pieces()["tract"]
    True
    """
    lines = PIECES.read_text(encoding="utf-8").split("\n")[HEADER_LINES:]
    return {piece: number for number, piece in enumerate(lines) if piece}


def piece_numbers(sentence: str, longest: int) -> list[int]:
    """Return the numbers of a sentence's pieces, with the marks for its start and end.

    Parameters
    ----------
    sentence : str
        One sentence.
    longest : int
        How many numbers to return at most; what is beyond is left out.

    Returns
    -------
    list of int
        Numbers of pieces.

    Examples
    --------
    >>> piece_numbers("Trade talks.", 128)
    [101, 3119, 7566, 1012, 102]
    """
    numbers = known_pieces()
    found = [numbers["[CLS]"]]
    for word in _apart(sentence[: longest * LONGEST_WORD]).split():
        found += _pieces_of(word)
        if len(found) >= longest:
            break
    return [*found[: longest - 1], numbers["[SEP]"]]


def _apart(sentence: str) -> str:
    if sentence.isascii():
        letters = sentence.lower()
    else:
        letters = unicodedata.normalize("NFD", sentence.lower())
    return "".join(map(_spaced, letters))


@lru_cache(maxsize=2**14)
def _spaced(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in "\t\n\r" or category == "Zs":
        return " "
    if category == "Mn" or category[0] == "C" or letter == "\ufffd":
        return ""
    if category[0] == "P" or (letter.isascii() and not letter.isalnum()) or _is_ideograph(letter):
        return f" {letter} "
    return letter


def _is_ideograph(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK ")


@lru_cache(maxsize=2**16)
def _pieces_of(word: str) -> tuple[int, ...]:
    numbers = known_pieces()
    unknown = (numbers["[UNK]"],)
    if len(word) > LONGEST_WORD:
        return unknown
    found, start = [], 0
    while start < len(word):
        end = len(word)
        while (piece := numbers.get("##" * (start > 0) + word[start:end])) is None:
            end -= 1
            if end == start:
                return unknown
        found.append(piece)
        start = end
    return tuple(found)
