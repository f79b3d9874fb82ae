"""Phrases of several words in a batch: "kind of", which weakens, and idioms with a valence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.intake.vader.forms import Forms
from helpers.intake.vader.lexicon import Lexicon, Phrase
from helpers.intake.vader.tokens import Tokens

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

LONGEST = 3
BEFORE = ((1, 2), (2, 3), (2, 2), (3, 3), (3, 2))
"""Beginning (words back) and length of the idioms that end at a word or before, first one wins."""
AHEAD = ((0, 2), (0, 3))
"""The same for those that begin with it: the last wins, over those before, too."""
WEAKENING = ((3, 2), (2, 2))


@dataclass(frozen=True)
class Phrases:
    """Where phrases stand in a batch.

    Attributes
    ----------
    begin : array of int
        For each token the number of the phrase that begins there, 0 for none.
    kind_of : array of bool
        For each token whether it is a "kind" with "of" behind it, in any letters.
    """

    begin: npt.NDArray[np.int8]
    kind_of: Bools

    def near(self, at: Ints) -> Bools:
        """Tell which words have a phrase that begins there or up to three words before.

        Parameters
        ----------
        at : array of int
            Numbers of tokens.

        Returns
        -------
        array of bool
            Phrases of the sentence before are not told apart.

        Examples
        --------
        >>> Phrases(np.array([1, 0, 0, 0, 0], dtype=np.int8), np.zeros(5, dtype=bool)).near(
        ...     np.array([3, 4])
        ... ).tolist()
        [True, False]
        """
        places = at - np.arange(4)[:, np.newaxis]
        begins = (self.begin[np.maximum(places, 0)] != 0) & (places >= 0)
        near: Bools = begins.any(axis=0)
        return near


def find_phrases(tokens: Tokens, anchors: Ints, forms: Forms) -> Phrases | None:
    """Find the phrases of a batch.

    Parameters
    ----------
    tokens : Tokens
        The batch.
    anchors : array of int
        The tokens that may be the anchor of a phrase, or a "kind".
    forms : Forms
        What the tokens were looked up in.

    Returns
    -------
    Phrases or None
        None where the batch has none.

    Examples
    --------
    >>> from helpers.intake.vader.forms import known_forms
    >>> from helpers.intake.vader.tokens import find_tokens
    >>> forms = known_forms()
    >>> tokens = find_tokens(["That is kind of nice"], forms)
    >>> find_phrases(tokens, np.array([2]), forms).kind_of.nonzero()[0].tolist()
    [2]
    """
    lexicon = forms.lexicon
    begin = np.zeros(len(tokens.starts), dtype=np.int8)
    kind_of = np.zeros(len(tokens.starts), dtype=bool)
    sentence = tokens.sentence[anchors]
    first = np.maximum(tokens.bounds[sentence], anchors - (LONGEST - 1)).tolist()
    stop = np.minimum(tokens.bounds[sentence + 1], anchors + LONGEST).tolist()
    own = [forms.words[form] for form in tokens.forms[anchors].tolist()]
    for anchor, word, a, b in zip(anchors.tolist(), own, first, stop, strict=True):
        around = tokens.between(a, b)
        phrases = [
            (number, phrase)
            for number, phrase in lexicon.phrases_of.get(word, ())
            if all(other in around for other in phrase.others)
        ]
        a_kind = word.lower() == "kind" and "of" in around.lower()
        if not phrases and not a_kind:
            continue
        words = {place: lexicon.clean(tokens.between(place, place + 1)) for place in range(a, b)}
        kind_of[anchor] = a_kind and words.get(anchor + 1, "").lower() == "of"
        for number, phrase in phrases:
            start = anchor - phrase.anchor
            if all(words.get(start + k) == part for k, part in enumerate(phrase.words)):
                begin[start] = number
    return Phrases(begin, kind_of) if begin.any() or kind_of.any() else None


def with_phrases(
    valence: float, begin: list[int], left: int, lexicon: Lexicon
) -> tuple[float, bool]:
    """Apply the phrases around a word.

    Parameters
    ----------
    valence : float
        What the word has so far.
    begin : list of int
        Numbers of the phrases that begin there, and one, two and three words before; 0 for none.
    left : int
        How many words come after it in its sentence.
    lexicon : Lexicon
        The phrases.

    Returns
    -------
    float
        The valence after that.
    bool
        Whether NLTK has an int for it.

    Examples
    --------
    >>> from helpers.intake.vader.lexicon import vader_lexicon
    >>> lexicon = vader_lexicon()
    >>> (number, phrase), = lexicon.phrases_of["mustard"]
    >>> phrase.words, with_phrases(1.5, [0, 0, number, 0], 0, lexicon)
    (('cut', 'the', 'mustard'), (2.0, True))
    """
    there: dict[tuple[int, int], Phrase] = {}
    for back, number in enumerate(begin):
        if number:
            phrase = lexicon.phrases[number - 1]
            there[back, len(phrase.words)] = phrase
    idioms = {shape: phrase.value for shape, phrase in there.items() if phrase.value is not None}
    last = [shape for shape in BEFORE if shape in idioms][:1]
    last += [shape for shape in AHEAD if shape in idioms and left >= shape[1] - 1]
    whole = False
    if last:
        value = idioms[last[-1]]
        valence, whole = float(value), isinstance(value, int)
    if any(shape in there and shape not in idioms for shape in WEAKENING):
        return valence + lexicon.weakened, False
    return valence, whole
