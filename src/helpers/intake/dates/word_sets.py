"""The words of a text as a set: one look tells which phrases of a table cannot stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

PhraseTable = dict[str, tuple[tuple[int, str, frozenset[str]], ...]]
"""Phrases with their numbers and all their words, by the longest of these."""

_WORD = re.compile(r"[a-z0-9]+")
_WORDS_ALONE = bytes(
    c if chr(c) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for c in range(256)
)


@lru_cache(maxsize=1)
def words_of(text: str) -> frozenset[str]:
    """Return the words and numbers of a text in lower case; those of the last text are kept.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    frozenset of str
        Runs of ASCII letters and digits.

    Examples
    --------
    >>> sorted(words_of("Eel-men's 3 boats"))
    ['3', 'boats', 'eel', 'men', 's']
    """
    plain = text.lower().encode("ascii", "replace").translate(_WORDS_ALONE)
    return frozenset(plain.decode().split())


def phrase_table(phrases: Iterable[tuple[int, str]]) -> PhraseTable:
    """Sort phrases by the longest of their words.

    Parameters
    ----------
    phrases : iterable of (int, str)
        Numbers of what is meant, and phrases.

    Returns
    -------
    dict
        For :func:`possible_phrases`.

    Examples
    --------
    >>> [*phrase_table([(7, "Eel Accord")])]
    ['accord']
    """
    table: dict[str, list[tuple[int, str, frozenset[str]]]] = defaultdict(list)
    for number, phrase in phrases:
        words = _WORD.findall(phrase.lower())
        table[max(words, key=len)].append((number, phrase, frozenset(words)))
    return {word: tuple(some) for word, some in table.items()}


def possible_phrases(table: PhraseTable, text: str) -> Iterator[tuple[int, str]]:
    """Find the phrases all of whose words a text has, in whatever order.

    Parameters
    ----------
    table : dict
        As :func:`phrase_table` gives it.
    text : str
        Any text.

    Yields
    ------
    (int, str)
        Number and phrase, in no certain order.

    Examples
    --------
    >>> table = phrase_table([(7, "Eel Accord"), (8, "Cod Accord")])
    >>> [*possible_phrases(table, "An accord on eels? No, on one eel.")]
    [(7, 'Eel Accord')]
    """
    said = words_of(text)
    for word in table.keys() & said:
        for number, phrase, words in table[word]:
            if words <= said:
                yield number, phrase


def windows(
    anchor: re.Pattern[str], text: str, before: int, after: int
) -> Iterator[tuple[int, int]]:
    """Find the parts of a text in which a long pattern that ends with a rare one can match.

    Parameters
    ----------
    anchor : re.Pattern
        What such a match always ends with, quickly found.
    text : str
        Any text.
    before, after : int
        Characters before and after the start of the anchor that the pattern may look at.

    Yields
    ------
    (int, int)
        Start and end, in order; parts that overlap are one.

    Examples
    --------
    >>> [*windows(re.compile("19"), "In 1971 eels, in 1972 cod, and later by 1975 both.", 4, 9)]
    [(0, 12), (13, 26), (36, 49)]
    """
    begin = end = -1
    for match in anchor.finditer(text):
        at = match.start()
        if end >= 0 and at - before > end:
            yield begin, end
            begin = -1
        begin = max(at - before, 0) if begin < 0 else begin
        end = min(at + after, len(text))
    if end >= 0:
        yield begin, end
