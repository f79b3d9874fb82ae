"""A batch of sentences as a table of tokens, found in their bytes at once.

White space is what ``str.split`` takes for it. Tokens of one character do not count, as in VADER.
Most tokens are known from their first eight bytes to matter to no rule; the rest are looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from helpers.intake.vader.forms import HASH_BITS, Forms, hashed

Ints = npt.NDArray[np.intp]
Bytes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]

END, SPACE, OTHER = 10, 32, 127
PAD = b"\n" * 24


@dataclass(frozen=True)
class Tokens:
    """The tokens of a batch, one sentence after the other.

    Attributes
    ----------
    text : bytes
        All sentences, in UTF-8.
    starts, ends : array of int
        Where each token lies in it.
    bounds : array of int
        Number of the first token of each sentence, and how many there are in all.
    sentence : array of int
        The sentence of each token.
    forms : array of int
        The form of each token; 0 for words that matter to no rule.
    known : array of int
        Numbers of the tokens with a form.
    exclamations, questions : array of int
        How many marks each sentence has; empty where the batch has none.
    """

    text: bytes
    starts: Ints
    ends: Ints
    bounds: Ints
    sentence: Ints
    forms: npt.NDArray[np.int32]
    known: Ints
    exclamations: Ints
    questions: Ints

    def between(self, first: int, stop: int) -> str:
        """Read some tokens.

        Parameters
        ----------
        first : int
            Number of the first.
        stop : int
            Number after the last, which is in the same sentence.

        Returns
        -------
        str
            As they stand, with punctuation and all between them.

        Examples
        --------
        >>> from helpers.intake.vader.forms import known_forms
        >>> find_tokens(["A good deal."], known_forms()).between(0, 2)
        'good deal.'
        """
        if first == stop:
            return ""
        return self.text[self.starts[first] : self.ends[stop - 1]].decode("utf-8", "surrogatepass")


def find_tokens(sentences: Sequence[str], forms: Forms) -> Tokens:
    """Cut sentences into tokens and look up those that matter.

    Parameters
    ----------
    sentences : sequence of str
        One or more.
    forms : Forms
        The forms known, which learn new ones.

    Returns
    -------
    Tokens
        The table.

    Examples
    --------
    >>> from helpers.intake.vader.forms import known_forms
    >>> tokens = find_tokens(["A good deal.", "", "Not bad"], known_forms())
    >>> tokens.bounds.tolist(), tokens.known.tolist()
    ([0, 2, 2, 4], [0, 2, 3])
    """
    text = _encoded(sentences)
    folded = np.frombuffer(text.translate(_folding()), dtype=np.uint8)
    certain = []
    if not text.isascii():
        folded, high = _without_odd_spaces(folded)
        certain.append(high)
    if b"'" in text:
        quotes = (folded == ord("'")).nonzero()[0]
        certain.append(quotes[(folded[quotes - 1] == ord("n")) & (folded[quotes + 1] == ord("t"))])

    gaps = (folded <= SPACE).nonzero()[0]
    stops = gaps[folded[gaps] == END]
    if len(stops) != len(sentences) + len(PAD):
        return find_tokens([sentence.replace("\n", " ") for sentence in sentences], forms)
    stops = stops[: len(sentences) + 1]
    kept = (gaps[1:] - gaps[:-1] > 2).nonzero()[0]
    starts, ends = gaps[kept] + 1, gaps[kept + 1]
    candidates = _candidates(folded, starts, ends, forms)
    for places in certain:
        candidates[starts.searchsorted(places, side="right") - 1] = True
    looked_up = candidates.nonzero()[0]
    found = forms.look_up(text, starts[looked_up], ends[looked_up])
    every = np.zeros(len(starts), dtype=np.int32)
    every[looked_up] = found
    bounds = starts.searchsorted(stops)
    return Tokens(
        text=text,
        starts=starts,
        ends=ends,
        bounds=bounds,
        sentence=np.arange(len(sentences)).repeat(bounds[1:] - bounds[:-1]),
        forms=every,
        known=looked_up[found != 0],
        exclamations=_per_sentence(b"!", text, folded, stops),
        questions=_per_sentence(b"?", text, folded, stops),
    )


def _encoded(sentences: Sequence[str]) -> bytes:
    try:
        lines = b"\n".join(map(str.encode, sentences))
    except UnicodeEncodeError:
        lines = "\n".join(sentences).encode("utf-8", "surrogatepass")
    return b"\n%b%b" % (lines, PAD)


def _candidates(folded: Bytes, starts: Ints, ends: Ints, forms: Forms) -> Bools:
    """Tokens that may be known: all that are, and few others."""
    letters = np.ndarray(len(folded) - 7, dtype="<u8", buffer=folded, strides=(1,))[starts]
    last_two = np.ndarray(len(folded) - 1, dtype="<u2", buffer=folded, strides=(1,))[ends - 2]
    first_is_odd = ~_letter(letters.astype(np.uint8))
    last_is_odd = ~_letter((last_two >> 8).astype(np.uint8))
    # What begins with a mark, or ends with two, is rare enough to be looked up each time.
    odd = first_is_odd | (last_is_odd & ~_letter(last_two.astype(np.uint8)))
    size = np.minimum(ends - starts, 9).astype(np.uint8) - last_is_odd
    letters <<= ((8 - np.minimum(size, 8)) << 3).astype(np.uint64)
    return odd | forms.likely[hashed(letters, HASH_BITS)]


def _letter(byte: Bytes) -> Bools:
    """Tell small letters and digits of ASCII; bytes below them wrap round to large ones."""
    return (byte - ord("a") < 26) | (byte - ord("0") < 10)


def _per_sentence(mark: bytes, text: bytes, folded: Bytes, stops: Ints) -> Ints:
    if mark not in text:
        return stops[:0]
    before = (folded == ord(mark)).nonzero()[0].searchsorted(stops)
    counts: Ints = before[1:] - before[:-1]
    return counts


def _without_odd_spaces(folded: Bytes) -> tuple[Bytes, Ints]:
    """Blank white space beyond ASCII, and characters beyond ASCII that stand alone.

    Gives the places of all other characters beyond ASCII, too.
    """
    folded = folded.copy()
    high = (folded >= 0xC2).nonzero()[0]
    lead = folded[high]
    size = 2 + (lead >= 0xE0).astype(np.intp) + (lead >= 0xF0)
    code = (lead.astype(np.intp) << 16) | (folded[high + 1].astype(np.intp) << 8)
    code |= np.where(size > 2, folded[high + 2], 0)
    known = _odd_spaces()
    spaces = known[known.searchsorted(code)] == code
    if spaces.any():
        _blank(folded, high[spaces], size[spaces])
    alone = (folded[high - 1] <= SPACE) & (folded[high + size] <= SPACE) & ~spaces
    if alone.any():
        _blank(folded, high[alone], size[alone])
    return folded, high[~(spaces | alone)]


def _blank(folded: Bytes, places: Ints, size: Ints) -> None:
    for k in range(4):
        folded[places[size > k] + k] = SPACE


@lru_cache(maxsize=1)
def _folding() -> bytes:
    """Small letters for capitals, one space for all; below it only the ends of sentences."""
    table = bytearray(range(256)).lower()
    for byte in range(SPACE):
        table[byte] = SPACE if chr(byte).isspace() else OTHER
    table[END] = END
    return bytes(table)


@lru_cache(maxsize=1)
def _odd_spaces() -> Ints:
    """Three bytes each, in order; the last is more than any."""
    spaces = [chr(code).encode() for code in range(128, 0x3001) if chr(code).isspace()]
    codes = [int.from_bytes(space.ljust(3, b"\0"), "big") for space in spaces]
    return np.array([*codes, 1 << 24], dtype=np.intp)
