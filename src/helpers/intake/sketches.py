"""Sketches: hashes by which copies of an article are found, its text not being at hand.

A sentence's content words are parted by their own hashes into sets of three or a few more, and each
set is hashed whatever the order of its words. A changed word spoils one set, or two, and leaves the
sentence's others; words left over, as in tables, go into sets with those of the lines that follow.

What a sketch gives away: the words of each paragraph are known to whoever has an extract, so that
one can find out by trial which few of them stood in one sentence. Their order cannot be found, nor
that of the sentences. Hashes of runs of words, the usual choice, would give both away.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from helpers.intake.data import read_words
from helpers.intake.number_words import NUMBERS
from helpers.intake.segment import words
from helpers.intake.stopwords import STOP_WORDS

FEWEST_WORDS = 3
"""Words that make a set worth a hash; smaller ones are put together."""

FEWEST_IN_HEADLINE = 3
"""Words that make a headline worth a hash; the title of a column is often shorter."""

_NUMBER, _WORD = 1 << 62, 1 << 63
"""Bits of a word's hash: that it is a number; that there is one at all."""
_LONGEST_WORD, _LONGEST_HEADLINE = 64, 1000
_SYMBOL = re.compile(r"<[A-Z][A-Z.]{0,9}>")
"""A share's symbol, which agencies put into headlines and papers take out."""
_DIGITS = {word: str(n) for word, n in NUMBERS.items() if 2 <= n <= 12 or (n >= 20 and not n % 10)}
_STYLE = read_words("house_style.txt")
_SPELLINGS = (
    ("-", ""), ("our", "or"), ("z", "s"), ("ce", "se"), ("ll", "l"), ("mme", "m"), ("ogue", "og"),
    ("tre", "ter"), ("ae", "e"), ("oe", "e"),
)  # fmt: skip


@lru_cache(maxsize=2**16)
def _value(word: str) -> int:
    """Hash of a word in a form that house styles share; 0 for a word that does not count."""
    word = _DIGITS.get(word, word)
    if word[0].isdigit():
        word = word.rstrip("%").replace(",", "")
        if "." in word:
            word = word.rstrip("0").rstrip(".")
    elif word in STOP_WORDS or len(word) == 1:
        return 0
    else:
        for british, american in _SPELLINGS:
            word = word.replace(british, american)
    if not word or word in _STYLE:
        return 0
    spread = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(spread, "big") >> 2 | _NUMBER * word[0].isdigit() | _WORD


def sketch(cut: Sequence[Sequence[tuple[str, Sequence[str]]]]) -> list[tuple[int, int]]:
    """Hash the small sets of words by which copies of an article are told.

    Parameters
    ----------
    cut : sequence of sequence of (str, sequence of str)
        The paragraphs, without dateline: for each its sentences, each with its words as
        :func:`helpers.intake.segment.words` gives them.

    Returns
    -------
    list of (int, int)
        Number of the paragraph and a hash in [0, 2**63), sorted, each pair once.

    Examples
    --------
    >>> one = "Envoys from Norway quarrelled over the harbour dues"
    >>> two = "Over the harbor dues quarreled envoys from Norway"
    >>> sketch([[(one, one.lower().split())]]) == sketch([[(two, two.lower().split())]])
    True
    """
    found = set()
    passage, rest = 0, list[int]()
    for passage, sentences in enumerate(cut):
        for _, tokens in sentences:
            if max(map(len, tokens), default=0) > _LONGEST_WORD:
                tokens = [word[:_LONGEST_WORD] for word in tokens]  # noqa: PLW2901
            values = {*map(_value, tokens)}
            values.discard(0)
            for part in _parts(values):
                together = part if len(part) >= FEWEST_WORDS else rest + part
                if len(together) >= FEWEST_WORDS:
                    found.add((passage, _hash(together)))
                if together is not part:
                    rest = [] if len(together) >= FEWEST_WORDS else together
    if len(rest) > 1:
        found.add((passage, _hash(rest)))
    return sorted(found)


def headline_hash(headline: str) -> int:
    """Hash a headline's words, by which articles of the same headline are told.

    Parameters
    ----------
    headline : str
        The headline.

    Returns
    -------
    int
        In [0, 2**63): the same whatever the order of the words, capitals and house style; 0 where
        fewer than three words count.

    Examples
    --------
    >>> headline_hash("Harbor dues up 10 percent") == headline_hash("HARBOUR DUES UP 10 PERCENT")
    True
    >>> headline_hash("Letters to the Editor"), headline_hash("Molde <MOL> at odds")
    (0, 0)
    """
    tokens = words(_SYMBOL.sub(" ", headline[:_LONGEST_HEADLINE]))
    values = {_value(word[:_LONGEST_WORD]) for word in tokens} - {0}
    return _hash(values) if len(values) >= FEWEST_IN_HEADLINE else 0


def _parts(values: Iterable[int]) -> list[list[int]]:
    """Part a sentence's words by their hashes; parts too small go to the one before or after."""
    parts: tuple[list[int], ...] = ([], [], [], [], [], [], [], [])
    for value in values:
        parts[value & 7].append(value)
    made: list[list[int]] = []
    open_part: list[int] = []
    for part in parts:
        open_part = open_part + part
        if len(open_part) >= FEWEST_WORDS:
            made.append(open_part)
            open_part = []
    if open_part and made:
        made[-1] += open_part
    elif open_part:
        made.append(open_part)
    return made


def _hash(values: Iterable[int]) -> int:
    """Hash a set of words: odd where a number is among them."""
    total = number = 0
    for value in values:
        total += value
        number |= value
    total = (total ^ total >> 32) * 0x9E3779B97F4A7C15 & 2**64 - 1
    return (total ^ total >> 29) & 2**63 - 2 | number >> 62 & 1
