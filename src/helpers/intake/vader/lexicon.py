"""Words and numbers of VADER: the lexicon of vaderSentiment, the lists of the installed NLTK.

The lexicon is that of the package vaderSentiment, for everybody: the copy that ``nltk.download``
fetches differs in ten words, and two people with the same folder must get the same numbers.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from helpers.errors import DatelinesError

PUNCTUATION = frozenset(string.punctuation)

LEXICON_WORD = 1 << 0
"""In the lexicon, whether it is scored or not."""
SCORED = 1 << 1
"""In the lexicon and no booster."""
BOOSTER = 1 << 2
NEGATION = 1 << 3
UPPER = 1 << 4
NEVER = 1 << 5
SO_OR_THIS = 1 << 6
LEAST = 1 << 7
AT_OR_VERY = 1 << 8
BUT = 1 << 9
KIND = 1 << 10
IN_PHRASE = 1 << 11
"""The word by which a phrase of several words is looked for."""


@dataclass(frozen=True)
class Phrase:
    """Several words that VADER takes as one.

    Attributes
    ----------
    words : tuple of str
        Its words.
    anchor : int
        Place of the word by which it is looked for.
    others : tuple of str
        The other words.
    value : float or None
        The valence it stands for; None where it weakens what follows, as "kind of" does.
    """

    words: tuple[str, ...]
    anchor: int
    others: tuple[str, ...]
    value: float | None


@dataclass(frozen=True)
class Lexicon:
    """What the rules need to know of words.

    Attributes
    ----------
    valences : mapping
        Valence of each word of the lexicon.
    alphabetical : tuple of str
        Its words in order.
    boosters : mapping
        What each intensifier adds to a valence; some are of two words.
    negations : frozenset of str
        Words that turn a valence round.
    phrases : tuple of Phrase
        All phrases of several words; no two begin with the same word.
    phrases_of : mapping
        For each anchor its phrases, numbered from 1 as they are in ``phrases``.
    marks : frozenset of str
        Punctuation that is taken off a word when nothing else is at that end.
    capitals : float
        What capitals add.
    weakened : float
        What "kind of" and its like add.
    negated : float
        What a negation multiplies with.
    """

    valences: Mapping[str, float]
    alphabetical: tuple[str, ...]
    boosters: Mapping[str, float]
    negations: frozenset[str]
    phrases: tuple[Phrase, ...]
    phrases_of: Mapping[str, tuple[tuple[int, Phrase], ...]]
    marks: frozenset[str]
    capitals: float
    weakened: float
    negated: float

    def clean(self, token: str) -> str:
        """Take the punctuation off one end of a token, as far as VADER does.

        Parameters
        ----------
        token : str
            A piece between white space.

        Returns
        -------
        str
            The token without its punctuation, or as it is where something is left that VADER does
            not take off: punctuation at both ends or within, a single letter, an emoticon.

        Examples
        --------
        >>> [vader_lexicon().clean(token) for token in ("deal,", "'deal", "(deal)", ":)")]
        ['deal', 'deal', '(deal)', ':)']
        """
        head = token.rstrip(string.punctuation)
        word, mark = (head, token[len(head) :]) if head != token else _split_front(token)
        plain = len(word) > 1 and mark in self.marks
        return word if plain and PUNCTUATION.isdisjoint(word) else token

    def flags(self, word: str) -> int:
        """Tell what the rules have to know of a word.

        Parameters
        ----------
        word : str
            A token after :meth:`clean`.

        Returns
        -------
        int
            The constants of this module that hold, put together; 0 for all other words.

        Examples
        --------
        >>> vader_lexicon().flags("never") == NEVER | NEGATION
        True
        """
        lower = word.lower()
        boosts = lower in self.boosters
        found = 0
        if lower in self.valences:
            found |= LEXICON_WORD if boosts else LEXICON_WORD | SCORED
        if boosts:
            found |= BOOSTER
        if lower in self.negations or "n't" in lower:
            found |= NEGATION
        if found & (SCORED | BOOSTER) and word.isupper():
            found |= UPPER
        # These three are looked for in small letters only, the rest in any.
        if word == "never":
            found |= NEVER
        elif word in ("so", "this"):
            found |= SO_OR_THIS
        if word in self.phrases_of:
            found |= IN_PHRASE
        found |= {"least": LEAST, "at": AT_OR_VERY, "very": AT_OR_VERY, "but": BUT}.get(lower, 0)
        return found | KIND if lower == "kind" else found

    def words(self) -> set[str]:
        """List all words with flags, but for those made with "n't".

        Returns
        -------
        set of str
            In small letters, as far as the lexicon has them so.

        Examples
        --------
        >>> {"good", "very", "not", "but"} <= vader_lexicon().words()
        True
        """
        others = {"never", "so", "this", "least", "at", "very", "but", "kind"}
        return {*self.valences, *self.boosters, *self.phrases_of} | self.negations | others


def _split_front(token: str) -> tuple[str, str]:
    word = token.lstrip(string.punctuation)
    return word, token[: len(token) - len(word)]


def lexicon_text() -> str:
    r"""Text of the VADER lexicon that scores are computed with.

    Returns
    -------
    str
        Lines of word, mean valence, standard deviation and ratings, separated by tabs.

    Raises
    ------
    DatelinesError
        If the package vaderSentiment is not installed.

    Examples
    --------
    >>> lexicon_text().count("\n") > 7000
    True
    """
    package = find_spec("vaderSentiment")
    if package is None or package.origin is None:
        raise DatelinesError(
            "the VADER lexicon is missing: install the package vaderSentiment (make does it)"
        )
    # Not nltk.data.load: it refuses files with a second hard link, as some installers make them.
    return Path(package.origin).with_name("vader_lexicon.txt").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def vader_lexicon() -> Lexicon:
    """Put the lexicon of vaderSentiment and NLTK's lists together.

    Returns
    -------
    Lexicon
        The same object each time.

    Examples
    --------
    >>> vader_lexicon().valences["good"]
    1.9
    """
    from nltk.sentiment.vader import VaderConstants

    valences = {}
    for line in lexicon_text().rstrip("\n").split("\n"):
        word, valence = line.strip().split("\t")[:2]
        valences[word] = float(valence)
    values = dict[str, float | None](VaderConstants.SPECIAL_CASE_IDIOMS)
    values |= dict.fromkeys(word for word in VaderConstants.BOOSTER_DICT if " " in word)
    phrases = tuple(_phrase(words.split(), value) for words, value in values.items())
    phrases_of: dict[str, tuple[tuple[int, Phrase], ...]] = {}
    for number, phrase in enumerate(phrases, start=1):
        anchor = phrase.words[phrase.anchor]
        phrases_of[anchor] = (*phrases_of.get(anchor, ()), (number, phrase))
    return Lexicon(
        valences=valences,
        alphabetical=tuple(sorted(valences)),
        boosters=VaderConstants.BOOSTER_DICT,
        negations=frozenset(VaderConstants.NEGATE),
        phrases=phrases,
        phrases_of=phrases_of,
        marks=frozenset(VaderConstants.PUNC_LIST),
        capitals=VaderConstants.C_INCR,
        weakened=VaderConstants.B_DECR,
        negated=VaderConstants.N_SCALAR,
    )


def _phrase(words: list[str], value: float | None) -> Phrase:
    # The longest word is the rarest, or near enough.
    anchor = max(range(len(words)), key=lambda i: len(words[i]))
    return Phrase(tuple(words), anchor, (*words[:anchor], *words[anchor + 1 :]), value)
