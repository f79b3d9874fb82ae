"""VADER's rules for the words around a word with tone, for all such words of a batch at once.

They are those of NLTK, with what is odd about them: a word that a sentence has twice is always seen
where it stands first; "so" or "this" before a word strengthens it without any "never"; phrases are
looked for only where three words stand before and the first of these has no tone itself. The steps
follow NLTK's order of reckoning, so that not even the last bit differs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.intake.vader.forms import Forms
from helpers.intake.vader.lexicon import (
    AT_OR_VERY,
    BOOSTER,
    BUT,
    IN_PHRASE,
    KIND,
    LEAST,
    LEXICON_WORD,
    NEGATION,
    NEVER,
    SCORED,
    SO_OR_THIS,
    UPPER,
)
from helpers.intake.vader.phrases import Phrases, find_phrases, with_phrases
from helpers.intake.vader.tokens import Tokens

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Flags = npt.NDArray[np.int32]

ACTS_ON_NEXT = BOOSTER | NEGATION | NEVER | SO_OR_THIS | LEAST
BACK = np.array([[1], [2], [3]])
FARTHER = np.array([[1.0], [0.95], [0.9]])
"""What is left of a booster one, two and three words before."""
NEVER_SO, SO = 1.5, 1.25
BEFORE_BUT, AFTER_BUT = 0.5, 1.5


@dataclass(frozen=True)
class Toned:
    """The words with tone of a batch, in order.

    Attributes
    ----------
    token : array of int
        Number of the token.
    sentence : array of int
        Its sentence.
    valence : array of float
        Its valence after all rules.
    whole : array of bool
        Whether NLTK has an int for it, which matters to how Python adds up.
    """

    token: Ints
    sentence: Ints
    valence: Floats
    whole: Bools


def weigh(tokens: Tokens, forms: Forms) -> Toned:
    """Find the words with tone and apply the rules.

    Parameters
    ----------
    tokens : Tokens
        The batch.
    forms : Forms
        What its tokens were looked up in.

    Returns
    -------
    Toned
        In the order of the tokens.

    Examples
    --------
    >>> from helpers.intake.vader.forms import known_forms
    >>> from helpers.intake.vader.tokens import find_tokens
    >>> forms = known_forms()
    >>> weigh(find_tokens(["Good, not bad"], forms), forms).valence.round(3).tolist()
    [1.9, 1.85]
    """
    flags = forms.flags[tokens.forms[tokens.known]]
    found = int(np.bitwise_or.reduce(flags))
    at = tokens.known[flags & SCORED != 0]
    sentence = tokens.sentence[at]
    seen_at = _first_places(tokens.forms[at], sentence, at)
    phrases = None
    if found & (IN_PHRASE | KIND):
        anchors = tokens.known[flags & (IN_PHRASE | KIND) != 0]
        phrases = find_phrases(tokens, anchors, forms)
    if phrases is not None:
        toned = ~phrases.kind_of[seen_at]
        at, sentence, seen_at = at[toned], sentence[toned], seen_at[toned]
    valence = forms.valences[tokens.forms[at]]
    whole = np.zeros(len(at), dtype=bool)

    touched = _touched(tokens, flags, seen_at)
    if phrases is not None:
        touched |= phrases.near(seen_at)
    if found & UPPER:
        touched |= forms.flags[tokens.forms[at]] & UPPER != 0
    some = touched.nonzero()[0]
    if len(some):
        valence[some], whole[some] = _by_neighbours(
            tokens, forms, phrases, Toned(seen_at[some], sentence[some], valence[some], whole[some])
        )
    if found & BUT:
        turn = _turns(tokens, tokens.known[flags & BUT != 0])[sentence]
        turned = (turn >= 0).nonzero()[0]
        valence[turned] *= np.where(at[turned] < turn[turned], BEFORE_BUT, AFTER_BUT)
        whole[turned] = False
    return Toned(at, sentence, valence, whole)


def _first_places(form: npt.NDArray[np.int32], sentence: Ints, at: Ints) -> Ints:
    """For each word the place where its sentence has it first."""
    key = sentence << 32 | form
    order = key.argsort(kind="stable")
    key = key[order]
    again = (key[1:] == key[:-1]).nonzero()[0] + 1
    if not len(again):
        return at
    first = np.arange(len(at))
    first[again] = 0
    places = at.copy()
    places[order] = at[order][np.maximum.accumulate(first)]
    return places


def _touched(tokens: Tokens, flags: Flags, at: Ints) -> Bools:
    """Tell which words have one up to three words before them that acts on others.

    Words of the sentence before are not told apart, which does no harm.
    """
    acts = np.zeros(len(tokens.starts) + 3, dtype=bool)
    acts[tokens.known[flags & ACTS_ON_NEXT != 0]] = True
    # Places before the first token wrap round to the three at the end.
    return acts[at - 1] | acts[at - 2] | acts[at - 3]


def _by_neighbours(
    tokens: Tokens, forms: Forms, phrases: Phrases | None, toned: Toned
) -> tuple[Floats, Bools]:
    """Valences after all rules but that for "but", and which of them are ints."""
    at, sentence, lexicon = toned.token, toned.sentence, forms.lexicon
    there = at - tokens.bounds[sentence] >= BACK
    before = tokens.forms[np.maximum(at - BACK, 0)] * there
    flags = forms.flags[before]
    own = forms.flags[tokens.forms[at]]
    plain = flags & LEXICON_WORD == 0
    found = int(np.bitwise_or.reduce(flags, axis=None))

    valence = toned.valence
    boosts = forms.boosts[before] * plain
    quieter = louder = boosts
    if (found | int(np.bitwise_or.reduce(own))) & UPPER:
        own_upper, upper = own & UPPER != 0, plain & (flags & UPPER != 0) & (flags & BOOSTER != 0)
        mixed = _mixed(tokens, sentence, own_upper | upper.any(axis=0))
        added = np.where(valence > 0, lexicon.capitals, -lexicon.capitals)
        valence = valence + added * (own_upper & mixed)
        louder = boosts + lexicon.capitals * (upper & mixed)
        quieter = boosts - lexicon.capitals * (upper & mixed)
    louder = louder * FARTHER
    factors = np.where(plain & (flags & NEGATION != 0), lexicon.negated, 1.0)
    if found & SO_OR_THIS:
        so, never = flags & SO_OR_THIS != 0, flags & NEVER != 0
        factors[1, plain[1] & never[1] & so[0]] = NEVER_SO
        factors[2, plain[2] & there[2] & (never[2] & so[1] | so[0])] = SO
    for back in range(3):
        if found & BOOSTER:
            added = np.where(valence < 0, -louder[back], louder[back])
            # Capitals strengthen what is above 0 and weaken the rest, 0 too.
            if quieter is not boosts and not valence.all():
                added = np.where(valence == 0, (quieter * FARTHER)[back], added)
            valence = valence + added
        valence = valence * factors[back]

    whole = toned.whole
    if phrases is not None:
        for i in (phrases.near(at) & plain[2] & there[2]).nonzero()[0].tolist():
            begin = phrases.begin[at[i] - 3 : at[i] + 1][::-1].tolist()
            left = int(tokens.bounds[sentence[i] + 1] - 1 - at[i])
            valence[i], whole[i] = with_phrases(float(valence[i]), begin, left, lexicon)
    if found & LEAST:
        least = (flags[0] & LEAST != 0) & plain[0] & (flags[1] & AT_OR_VERY == 0)
        return np.where(least, valence * lexicon.negated, valence), whole & ~least
    return valence, whole


def _mixed(tokens: Tokens, sentence: Ints, asked: Bools) -> Bools:
    """Tell for each word asked about whether its sentence has words that are not in capitals."""
    bounds = tokens.bounds
    mixed = np.zeros(len(bounds) - 1, dtype=bool)
    for number in np.unique(sentence[asked]).tolist():
        words = tokens.between(int(bounds[number]), int(bounds[number + 1])).split()
        mixed[number] = not all(word.isupper() for word in words if len(word) > 1)
    return mixed[sentence]


def _turns(tokens: Tokens, buts: Ints) -> Ints:
    """For each sentence its first "but", -1 where it has none."""
    turns = np.full(len(tokens.bounds) - 1, -1)
    turns[tokens.sentence[buts][::-1]] = buts[::-1]
    return turns
