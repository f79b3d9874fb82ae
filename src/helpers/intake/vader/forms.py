"""What the rules know of each token that was ever met, so that it is worked out once."""

from __future__ import annotations

import string
import threading
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from helpers.intake.vader.lexicon import Lexicon, vader_lexicon

MOST_TOKENS = 100_000
MOST_FORMS = 50_000
HASH_BITS = 18
SLOT_BITS = 17
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
OTHER_MULTIPLIER = np.uint64(0xC2B2AE3D27D4EB4F)
LETTERS = string.ascii_lowercase + string.digits

Words64 = npt.NDArray[np.uint64]


class Forms:
    """Numbers for the forms of words that matter ("good", "Good" and "GOOD" are three).

    Form 0 is every word that no rule asks for. Numbers depend on what was met before, so they
    never leave this package.

    Attributes
    ----------
    lexicon : Lexicon
        Where all comes from.
    likely : array of bool
        By the hash of a token's first letters, whether it may be one of the known words.
    flags : array of int
        What the rules have to know of each form; see :mod:`helpers.intake.vader.lexicon`.
    valences : array of float
        Its valence, 0 where it is not in the lexicon.
    boosts : array of float
        What it adds to the next word.
    entries : array of int
        Its place among the words of the lexicon, in alphabetical order.
    words : list of str
        The form itself.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.likely = np.zeros(1 << HASH_BITS, dtype=bool)
        self.likely[hashed(_first_letters(lexicon.words()), HASH_BITS)] = True
        self.flags = np.zeros(4096, dtype=np.int32)
        self.valences = np.zeros(4096)
        self.boosts = np.zeros(4096)
        self.entries = np.zeros(4096, dtype=np.int32)
        self.words = [""]
        self._places = {word: place for place, word in enumerate(lexicon.alphabetical)}
        self._of_token: dict[bytes, int] = {}
        self._of_word: dict[str, int] = {}
        # The last token met for each slot: sixteen bytes say all of a token that is no longer.
        self._slots = np.zeros((2, 1 << SLOT_BITS), dtype=np.uint64)
        self._slot_forms = np.zeros(1 << SLOT_BITS, dtype=np.int32)
        self._lock = threading.Lock()

    def look_up(
        self, text: bytes, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.int32]:
        r"""Find the forms of tokens.

        Parameters
        ----------
        text : bytes
            In UTF-8, with sixteen bytes or more after the last token.
        starts, ends : array of int
            Where each token lies in it, with its punctuation.

        Returns
        -------
        array of int
            Number of each form.

        Examples
        --------
        >>> text = b"good good, Good table" + b"\n" * 16
        >>> starts, ends = np.array([0, 5, 11, 16]), np.array([4, 10, 15, 21])
        >>> good, same, other, none = known_forms().look_up(text, starts, ends).tolist()
        >>> good == same != other, none
        (True, 0)
        """
        eight = np.ndarray(len(text) - 7, dtype="<u8", buffer=text, strides=(1,))
        size = ends - starts
        first = eight[starts] << ((8 - np.minimum(size, 8)) << 3).astype(np.uint64)
        # A shift by 64 or more gives 0.
        second = eight[starts + 8] << ((16 - np.minimum(size, 16)) << 3).astype(np.uint64)
        slots = hashed(first ^ second * OTHER_MULTIPLIER, SLOT_BITS)
        short = size <= 16
        if b"\0" in text:  # which would make two tokens the same bytes
            short[:] = False
        with self._lock:
            met = short & (self._slots[0, slots] == first) & (self._slots[1, slots] == second)
            forms = self._slot_forms[slots]
            new = (~met).nonzero()[0]
            if len(new):
                spans = zip(starts[new].tolist(), ends[new].tolist(), strict=True)
                forms[new] = [self._look_up(text[a:b]) for a, b in spans]
                new = new[short[new]]
                into = slots[new]
                self._slots[0, into] = first[new]
                self._slots[1, into] = second[new]
                self._slot_forms[into] = forms[new]
        return forms

    def _look_up(self, token: bytes) -> int:
        known = self._of_token.get(token)
        if known is not None:
            return known
        word = self.lexicon.clean(token.decode("utf-8", "surrogatepass"))
        flags = self.lexicon.flags(word)
        form = (self._of_word.get(word) or self._add(word, flags)) if flags else 0
        if len(self._of_token) >= MOST_TOKENS:
            self._of_token.clear()
        self._of_token[token] = form
        return form

    def _add(self, word: str, flags: int) -> int:
        form = len(self.words)
        if form == len(self.flags):
            for name in ("flags", "valences", "boosts", "entries"):
                column = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros_like(column)]))
        lower = word.lower()
        self.flags[form] = flags
        self.valences[form] = self.lexicon.valences.get(lower, 0.0)
        self.boosts[form] = self.lexicon.boosters.get(lower, 0.0)
        self.entries[form] = self._places.get(lower, -1)
        self.words.append(word)
        self._of_word[word] = form
        return form


def hashed(letters: Words64, bits: int) -> npt.NDArray[np.int64]:
    """Hash eight bytes.

    Parameters
    ----------
    letters : array of uint64
        The bytes.
    bits : int
        How many bits the hash shall have.

    Returns
    -------
    array of int
        The hashes.

    Examples
    --------
    >>> hashed(np.array([0, 1], dtype=np.uint64), 8).tolist()
    [0, 158]
    """
    return ((letters * MULTIPLIER) >> np.uint64(64 - bits)).view(np.int64)


def _first_letters(words: set[str]) -> Words64:
    """As the tokens read them: eight bytes, without a mark at the end."""
    cut = [word if word[-1:] in LETTERS else word[:-1] for word in words]
    encoded = [word.encode()[:8].rjust(8, b"\0") for word in cut]
    return np.frombuffer(b"".join(encoded), dtype="<u8").astype(np.uint64)


@lru_cache(maxsize=1)
def _holder() -> list[Forms]:
    return [Forms(vader_lexicon())]


def known_forms() -> Forms:
    """Hand out the forms met so far in this process, or start anew when they are too many.

    Returns
    -------
    Forms
        What a whole batch has to use, since numbers are good for one such object only.

    Examples
    --------
    >>> known_forms() is known_forms()
    True
    """
    holder = _holder()
    if len(holder[0].words) > MOST_FORMS:
        holder[0] = Forms(vader_lexicon())
    return holder[0]
