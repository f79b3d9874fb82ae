"""The four VADER scores of sentences, a batch at once, and the words that make them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.intake.vader.forms import known_forms
from helpers.intake.vader.rules import Toned, weigh
from helpers.intake.vader.tokens import Tokens, find_tokens

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

CHARACTERS_AT_ONCE = 1 << 19
ALPHA = 15
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
QUESTION, MOST_QUESTIONS, MANY_QUESTIONS = 0.18, 3, 0.96
DIGITS = (4, 3, 3, 3)
POWERS = np.array([[10.0**digits] for digits in DIGITS])
NEARLY = 1e-6
"""Far more than the error of a sum, far less than any difference that is looked for."""


@dataclass(frozen=True)
class Scores:
    """Scores of a batch of sentences, and what each word with tone gives to them.

    Attributes
    ----------
    compound, positive, negative, neutral : array of float
        One value a sentence, each equal to that of NLTK's ``SentimentIntensityAnalyzer``.
    sentence : array of int
        For each word with tone met, in order: its sentence.
    word : array of int
        Which of ``words`` it is.
    valence : array of float
        Its valence after all rules. ``compound`` is made of the sum of a sentence's valences, and
        of its exclamation and question marks.
    words : tuple of str
        All words of the lexicon, in order, the same for every batch.
    """

    compound: Floats
    positive: Floats
    negative: Floats
    neutral: Floats
    sentence: Ints
    word: npt.NDArray[np.int32]
    valence: Floats
    words: tuple[str, ...]


def score_batch(sentences: Sequence[str], *, at_once: int = CHARACTERS_AT_ONCE) -> Scores:
    """Score sentences by VADER as NLTK computes it, many at once.

    Parameters
    ----------
    sentences : sequence of str
        The sentences; any texts will do.
    at_once : int, optional
        About how many characters to work on at a time. The scores do not depend on it, memory does.

    Returns
    -------
    Scores
        The scores, in the order of the sentences.

    References
    ----------
    Hutto and Gilbert 2014, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
    Media Text", ICWSM.

    Examples
    --------
    >>> scores = score_batch(["A good deal.", "Nothing new.", "Not a good plan for war!"])
    >>> scores.compound.tolist()
    [0.4404, 0.0, -0.7648]
    >>> parts = zip(scores.sentence.tolist(), scores.word, scores.valence.tolist())
    >>> [(sentence, scores.words[word], round(valence, 3)) for sentence, word, valence in parts]
    [(0, 'good', 1.9), (2, 'good', -1.406), (2, 'war', -2.9)]
    """
    listed = sentences if isinstance(sentences, list) else list(sentences)
    forms = known_forms()
    scores = np.zeros((4, len(listed)))
    sentence, word, valence = [np.zeros(0, np.intp)], [np.zeros(0, np.int32)], [np.zeros(0)]
    for start, stop in _slices(listed, at_once):
        tokens = find_tokens(listed[start:stop], forms)
        toned = weigh(tokens, forms)
        scores[:, start:stop] = _scores(tokens, toned)
        sentence.append(toned.sentence + start)
        word.append(forms.entries[tokens.forms[toned.token]])
        valence.append(toned.valence)
    compound, positive, negative, neutral = scores
    return Scores(
        compound=compound,
        positive=positive,
        negative=negative,
        neutral=neutral,
        sentence=np.concatenate(sentence),
        word=np.concatenate(word),
        valence=np.concatenate(valence),
        words=forms.lexicon.alphabetical,
    )


def _slices(sentences: Sequence[str], at_once: int) -> Iterator[tuple[int, int]]:
    """Cut a batch so that no piece has more characters than wanted, but at least one sentence."""
    sizes = np.fromiter(map(len, sentences), dtype=np.int64, count=len(sentences))
    ends = (sizes + 1).cumsum()
    start = done = 0
    while start < len(sentences):
        stop = max(int(ends.searchsorted(done + at_once, side="right")), start + 1)
        yield start, stop
        start, done = stop, int(ends[stop - 1])


def _scores(tokens: Tokens, toned: Toned) -> Floats:
    """Reckon the compound score, and the parts that are positive, negative and neutral."""
    n = len(tokens.bounds) - 1
    count = tokens.bounds[1:] - tokens.bounds[:-1]
    marks = _emphasis(tokens, n)
    sums = _added_up(toned.sentence, toned.valence, n)
    above, below = toned.valence > 0, toned.valence < 0
    scores = np.empty((4, n))
    compound, positive, negative, neutral = scores
    positive[:] = _added_up(toned.sentence[above], toned.valence[above] + 1, n)
    negative[:] = _added_up(toned.sentence[below], 1 - toned.valence[below], n)
    words = np.bincount(toned.sentence[above | below], minlength=n)
    neutral[:] = count - words
    compound[:] = _compound(sums, marks)

    # Python 3.12 and later add up with less error than bincount. Where the last bit could matter,
    # and more than two words make it, Python adds up.
    delicate = (words > 2) & ((np.abs(sums) < NEARLY) | _near_tie(compound * POWERS[0]))
    if delicate.any():
        for i in delicate.nonzero()[0].tolist():
            sums[i] = _sum(toned, i)
        compound[:] = _compound(sums, marks)

    if marks is not None:
        more = np.sign(positive - negative)
        positive += np.where(more > 0, marks, 0.0)
        negative += np.where(more < 0, marks, 0.0)
    total = positive + negative + neutral
    total[count == 0] = 1
    scores[1:] /= total
    return _rounded(scores)


def _added_up(sentence: Ints, values: Floats, n: int) -> Floats:
    """Add up by sentence, one value after the other as a loop would."""
    return np.bincount(sentence, values, n).astype(np.float64, copy=False)


def _emphasis(tokens: Tokens, n: int) -> Floats | None:
    """Tell what exclamation and question marks add; None where there are none."""
    if not len(tokens.exclamations) and not len(tokens.questions):
        return None
    marks = np.zeros(n)
    if len(tokens.exclamations):
        marks += np.minimum(tokens.exclamations, MOST_EXCLAMATIONS) * EXCLAMATION
    if len(tokens.questions):
        few = np.where(tokens.questions > 1, tokens.questions * QUESTION, 0.0)
        marks += np.where(tokens.questions > MOST_QUESTIONS, MANY_QUESTIONS, few)
    return marks


def _compound(sums: Floats, marks: Floats | None) -> Floats:
    loud = sums if marks is None else sums + np.sign(sums) * marks
    compound: Floats = loud / np.sqrt(loud * loud + ALPHA)
    return compound


def _sum(toned: Toned, sentence: int) -> float:
    first, stop = toned.sentence.searchsorted([sentence, sentence + 1])
    values = zip(toned.valence[first:stop].tolist(), toned.whole[first:stop].tolist(), strict=True)
    return float(sum(int(value) if whole else value for value, whole in values))


def _near_tie(scaled: Floats) -> Bools:
    near: Bools = np.abs(scaled - np.rint(scaled)) > 0.5 - NEARLY
    return near


def _rounded(scores: Floats) -> Floats:
    """Round as Python does, which looks at the exact value where it is close to a tie."""
    scaled = scores * POWERS
    rounded: Floats = np.rint(scaled) / POWERS
    ties = _near_tie(scaled)
    if ties.any():
        for row, column in zip(*(places.tolist() for places in ties.nonzero()), strict=True):
            rounded[row, column] = round(float(scores[row, column]), DIGITS[row])
    return rounded
