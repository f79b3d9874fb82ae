"""From plain texts to sparse matrices of counts: words, and names of two words."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.terms import TermMatrix, is_content
from helpers.intake.segment import words_and_gaps
from helpers.intake.stopwords import STOP_WORDS

Numbers = NDArray[np.integer]

PAIR_TEXTS = 3
"""In how many texts a pair of words must be used."""

PAIR_SHARE = 0.25
"""Share of its rarer word that a pair must take: "auto parts" does, "parts makers" does not."""

FUNCTION_WORDS = 0.25
"""Running text has four function words in ten. With fewer than one in four they were filtered out,
and words that now stand side by side did not do so in the original."""

BLOCK = 2_000
"""Texts read at a time."""

_SHIFT = 32
_MASK = 2**_SHIFT - 1
_NONE = np.empty(0, dtype=np.int64)


def text_terms(texts: Sequence[str]) -> TermMatrix:
    """Count the content words of plain texts, and the pairs of words that belong together.

    A pair is a term where nothing but a space stands between its words, where three texts or more
    use it, and where it makes up a quarter of the uses of its rarer word or more. Texts from which
    function words were filtered have no pairs.

    Parameters
    ----------
    texts
        One string per text.

    Returns
    -------
    TermMatrix
        One row per text.

    Examples
    --------
    >>> text_terms(["The yen rose.", "The yen and the mark fell."]).terms
    ('fell', 'mark', 'rose', 'yen')
    >>> text_terms(["Auto parts for the fair."] * 3).terms
    ('auto', 'auto parts', 'fair', 'parts')
    """
    places = _Places()
    found = _read(texts, places)
    keys, pairs, rows = _kept_pairs(found) if found.running else (_NONE, _NONE, _NONE)
    return _matrix(found, places.known, keys, pairs, rows)


def count_terms(texts: Sequence[str], terms: Sequence[str]) -> TermMatrix:
    """Count given terms in plain texts.

    Parameters
    ----------
    texts
        One string per text.
    terms
        Words and pairs of words, sorted.

    Returns
    -------
    TermMatrix
        One row per text and one column per term.

    Examples
    --------
    >>> count_terms(["The yen and the mark fell.", "Gold."], ("mark", "yen")).counts.toarray()
    array([[1, 1],
           [0, 0]])
    """
    words = sorted({word for term in terms for word in term.split(" ")})
    place = {word: number for number, word in enumerate(words)}
    keys = np.array(sorted(_key(*map(place.__getitem__, t.split(" "))) for t in terms if " " in t))
    found = _read(texts, _Places(words))
    pairs, there = _looked_up(keys, found.pairs)
    matrix = _matrix(found, words, keys, pairs, found.pair_rows[there])
    return matrix.only(tuple(terms))


class _Places(dict[str, int]):
    """Numbers of words: content words from 0 as they come, -1 for all others.

    Where words are given, only these have a number.
    """

    def __init__(self, words: Sequence[str] | None = None) -> None:
        super().__init__((word, number) for number, word in enumerate(words or ()))
        self.known = list(words or ())
        self._open = words is None

    def numbers(self, words: list[str]) -> Iterator[int]:
        """Give the numbers of words."""
        if self._open:
            return map(self.__getitem__, words)
        return map(self.get, words, repeat(-1))

    def __missing__(self, word: str) -> int:
        content = is_content(word)
        self[word] = len(self.known) if content else -1
        if content:
            self.known.append(word)
        return self[word]


@dataclass(frozen=True, eq=False)
class _Found:
    """Words of texts, counted, and their pairs as they come."""

    words: CountMatrix
    pairs: Numbers
    pair_rows: Numbers
    lengths: Numbers
    running: bool
    """Whether the texts are running text, function words included."""


def _read(texts: Sequence[str], places: _Places) -> _Found:
    """Read texts block by block, so that tokens need little room."""
    blocks = [_block(texts[i : i + BLOCK], places) for i in range(0, len(texts), BLOCK)]
    blocks = blocks or [_block([], places)]
    width = len(places.known)
    for block in blocks:
        block.words.resize(block.words.shape[0], width)
    lengths = np.concatenate([block.lengths for block in blocks])
    function_words = sum(block.functional for block in blocks)
    return _Found(
        sparse.vstack([block.words for block in blocks], format="csr"),
        np.concatenate([block.pairs for block in blocks]),
        np.concatenate([block.pair_rows + i * BLOCK for i, block in enumerate(blocks)]),
        lengths,
        bool(function_words > FUNCTION_WORDS * lengths.sum()),
    )


@dataclass(frozen=True, eq=False)
class _Block:
    words: CountMatrix
    pairs: Numbers
    pair_rows: Numbers
    lengths: Numbers
    functional: int


def _block(texts: Sequence[str], places: _Places) -> _Block:
    numbers, beside = array("q"), bytearray()
    lengths = np.zeros(len(texts), dtype=np.int64)
    functional = 0
    for row, text in enumerate(texts):
        found, gaps = words_and_gaps(text)
        lengths[row] = len(found)
        numbers.extend(places.numbers(found))
        if found:
            beside.extend(map(" ".__eq__, gaps))
            beside.append(False)
        functional += sum(map(STOP_WORDS.__contains__, found))
    tokens = np.array(numbers, dtype=np.int64)
    rows = np.repeat(np.arange(len(texts)), lengths)
    there = tokens >= 0
    words = _sparse(rows[there], tokens[there], (len(texts), len(places.known)))
    joined = np.array(beside, dtype=bool)[:-1] & there[:-1] & there[1:]
    pairs = _key(tokens[:-1][joined], tokens[1:][joined])
    return _Block(words, pairs, rows[:-1][joined], lengths, functional)


def _key(left: Any, right: Any) -> Any:  # noqa: ANN401  (numbers, one or many)
    return (left << _SHIFT) + right


def _kept_pairs(found: _Found) -> tuple[Numbers, Numbers, Numbers]:
    """Choose pairs of words that belong together: their keys, and number and row of each use."""
    keys: Numbers
    pairs: Numbers
    keys, pairs = np.unique(found.pairs, return_inverse=True)
    counts = _sparse(found.pair_rows, pairs, (len(found.lengths), len(keys)))
    used = np.bincount(counts.indices, minlength=len(keys))
    uses = np.asarray(found.words.sum(axis=0)).ravel()
    rarer = np.minimum(uses[keys >> _SHIFT], uses[keys & _MASK]) if len(keys) else uses[:0]
    often = np.bincount(pairs, minlength=len(keys)) >= PAIR_SHARE * rarer
    keys = keys[(used >= PAIR_TEXTS) & often]
    pairs, there = _looked_up(keys, found.pairs)
    return keys, pairs, found.pair_rows[there]


def _looked_up(keys: Numbers, pairs: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Find pairs among sorted keys: the numbers of those found, and flags of these."""
    if not len(keys):
        return _NONE, np.zeros(len(pairs), dtype=bool)
    place = np.searchsorted(keys, pairs).clip(max=len(keys) - 1)
    there = keys[place] == pairs
    return place[there], there


def _matrix(
    found: _Found, words: list[str], keys: Numbers, pairs: Numbers, rows: Numbers
) -> TermMatrix:
    """Put words and pairs side by side, columns sorted by name."""
    names = [f"{words[key >> _SHIFT]} {words[key & _MASK]}" for key in keys.tolist()]
    counted = _sparse(rows, pairs, (len(found.lengths), len(keys)))
    terms = [*words, *names]
    order = sorted(range(len(terms)), key=terms.__getitem__)
    counts = sparse.hstack([found.words, counted], format="csr")[:, order]
    totals: Floats = found.lengths.astype(np.float64)
    return TermMatrix(counts.astype(np.int64), tuple(terms[i] for i in order), totals)


def _sparse(rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> CountMatrix:
    return sparse.csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)
