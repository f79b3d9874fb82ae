"""Tone of sentences as a sum of weights of words, many sentences at a time.

The score of a sentence is :func:`squash` of a sum: the model's bias and the contributions of its
words. A word contributes its weight, turned or strengthened by the words before it, divided by
``sqrt(n + 4)`` for a sentence of ``n`` words. A larger sum gives a larger score; sums within the
model's neutral zone come out next to nothing, so that they do not add up to a tone in the mean of
an article. All operations are such that every processor rounds alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from helpers.intake.tone.tokens import find_tokens
from helpers.intake.tone.weights import FIRST, UNKNOWN, ToneModel, shipped_model

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

CHUNK = 4_000
"""Sentences looked at together."""

REACH = 3
"""Words after a negation that it turns."""

DAMPING = 4
"""Added to the number of words, so that a short sentence is not all its one word."""


@dataclass(frozen=True)
class ToneScores:
    """Scores of some sentences, and what makes them.

    Attributes
    ----------
    tone : array of float
        One score a sentence, in [-1, 1].
    n_known : array of int
        How many of its words have a weight.
    bias : float
        What every sentence has before any word is looked at.
    zone, spread : float
        Make scores of sums, see :func:`squash`.
    sentences : array of int
        The sentence of each contribution, in order.
    terms : array of int
        Its word, as a number in ``vocabulary``.
    contributions : array of float
        What it adds to its sentence's sum.
    vocabulary : tuple of str
        The words of the model.
    """

    tone: Floats
    n_known: Ints
    bias: float
    zone: float
    spread: float
    sentences: Ints
    terms: Ints
    contributions: Floats
    vocabulary: tuple[str, ...]

    @property
    def sums(self) -> Floats:
        """Bias and contributions of each sentence, added up.

        Returns
        -------
        array of float
            One number a sentence.

        Examples
        --------
        >>> scores = score_tone(["A disaster for workers."])
        >>> bool(scores.tone == squash(scores.sums, scores.zone, scores.spread))
        True
        """
        added = np.bincount(self.sentences, self.contributions, len(self.tone))
        return added.astype(np.float64, copy=False) + self.bias


@dataclass(frozen=True)
class Uses:
    """Where the terms of a model are used in some sentences.

    Attributes
    ----------
    sentences : array of int
        Number of the sentence.
    codes : array of int
        The term's code.
    factors : array of float
        What the term's weight is multiplied by there.
    """

    sentences: Ints
    codes: Ints
    factors: Floats


def squash(sums: Floats, zone: float, spread: float) -> Floats:
    """Make scores of sums.

    Parameters
    ----------
    sums : array of float
        Bias and contributions of each sentence, added up.
    zone : float
        Sum, either way, of which half is left; of smaller sums less is left, of larger ones more.
    spread : float
        What has to be left for a score of 1 / sqrt(2).

    Returns
    -------
    array of float
        Scores between -1 and 1; larger sums have larger scores.

    Examples
    --------
    >>> squash(np.array([0.0, 0.3, 3.0]), 0.3, 1.0).round(2).tolist()
    [0.0, 0.15, 0.95]
    """
    share = 1 / (1 + np.square(np.square(zone / np.where(sums == 0, 1, sums))))
    left = sums * share
    return left / np.sqrt(left * left + spread * spread)


def find_uses(sentences: Sequence[str], model: ToneModel) -> Uses:
    """Find the terms of a model in some sentences.

    Parameters
    ----------
    sentences : sequence of str
        Any texts.
    model : ToneModel
        Whose terms to look for.

    Returns
    -------
    Uses
        In the order of the text. Names, told by their capital, are left out.

    Examples
    --------
    >>> uses = find_uses(["No war."], shipped_model())
    >>> uses.sentences.tolist(), uses.factors.round(2).tolist()
    ([0, 0], [0.41, -0.04])
    """
    found = find_tokens(sentences)
    looked_up = map(model.codes.get, found.words, repeat(UNKNOWN))
    codes = np.fromiter(looked_up, np.intp, len(found.words))
    codes[found.names] = UNKNOWN
    at = np.flatnonzero(codes >= FIRST)
    owners = found.owners[at]
    factors = (1 / np.sqrt(found.counts + DAMPING))[owners]
    turning = np.where(model.turns[codes], np.arange(len(codes)), -REACH - 1)
    before = np.maximum.accumulate(turning)[at - 1]  # a mark comes first, so that at > 0
    turned = (before > found.firsts[owners]) & (at - before <= REACH)
    factors[turned] *= model.turned
    factors[model.strengthens[codes[at - 1]]] *= model.strengthened
    return Uses(owners, codes[at], factors)


def score_tone(sentences: Sequence[str], model: ToneModel | None = None) -> ToneScores:
    """Score the tone of sentences.

    Parameters
    ----------
    sentences : sequence of str
        Sentences, with the names of institutions made neutral
        (:func:`helpers.intake.scoring.neutralise`).
    model : ToneModel, optional
        The shipped one unless given.

    Returns
    -------
    ToneScores
        Scores, numbers of words with a weight, and the contributions that explain the scores.

    Examples
    --------
    >>> scores = score_tone(["A disaster for workers.", "A success for workers.", ""])
    >>> bool(scores.tone[0] < 0 < scores.tone[1]), scores.n_known.tolist()[2]
    (True, 0)
    """
    model = model or shipped_model()
    starts = range(0, max(len(sentences), 1), CHUNK)
    parts = [_score(sentences[start : start + CHUNK], model, start) for start in starts]
    sums, known, places, codes, contributions = map(np.concatenate, zip(*parts, strict=True))
    return ToneScores(
        tone=squash(sums, model.zone, model.spread),
        n_known=known,
        bias=model.bias,
        zone=model.zone,
        spread=model.spread,
        sentences=places,
        terms=codes - FIRST,
        contributions=contributions,
        vocabulary=model.terms,
    )


def _score(
    sentences: Sequence[str], model: ToneModel, start: int
) -> tuple[Floats, Ints, Ints, Ints, Floats]:
    uses = find_uses(sentences, model)
    weights = model.weights[uses.codes]
    telling = weights != 0
    owners = uses.sentences[telling]
    contributions = weights[telling] * uses.factors[telling]
    added = np.bincount(owners, contributions, len(sentences))
    sums = added.astype(np.float64, copy=False) + model.bias
    known = np.bincount(owners, minlength=len(sentences))
    return sums, known, owners + start, uses.codes[telling], contributions
