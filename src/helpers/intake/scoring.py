"""Tone of single sentences: VADER as NLTK computes it, our own score, and both behind a guard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from helpers.intake.guard import guard

if TYPE_CHECKING:
    import pandas as pd

    from helpers.intake.tone.words import ToneScores
    from helpers.intake.vader.batch import Scores

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]

AT_ONCE = 20_000
"""Sentences that are scored together, so that memory is bounded."""

MOST = 0.9999
"""Largest compound score, which rounding may make 1."""

DIGITS = 4
"""Decimals to which scores are rounded, as VADER does it."""


@dataclass(frozen=True, eq=False)
class Scored:
    """Scores of some sentences, an item a sentence in each.

    Attributes
    ----------
    vader, vader_guarded : array
        Compound score of VADER, of the sentence as it is and with names of institutions neutral.
    tone, tone_unguarded : array
        Our own score, with names of institutions neutral and of the sentence as it is.
    phrases : list of tuple of str
        Phrases that the guard met.
    parts : list of dict
        For each word with a part in ``tone`` or ``vader_guarded`` these parts. They add up to
        VADER's score, and to what a sentence has of tone beyond one without any known word.
    """

    vader: Floats
    vader_guarded: Floats
    tone: Floats
    tone_unguarded: Floats
    phrases: list[tuple[str, ...]]
    parts: list[dict[str, tuple[float, float]]]

    def part(self, start: int, stop: int) -> Scored:
        """Cut out the scores of some sentences.

        Parameters
        ----------
        start, stop : int
            The first of them, and the one behind the last.

        Returns
        -------
        Scored
            As if these had been scored alone.

        Examples
        --------
        >>> score(["Nothing new.", "A good deal."]).part(1, 2).vader.round(2).tolist()
        [0.44]
        """
        cut = slice(start, stop)
        return Scored(
            self.vader[cut], self.vader_guarded[cut], self.tone[cut], self.tone_unguarded[cut],
            self.phrases[cut], self.parts[cut],
        )  # fmt: skip


def score(sentences: Sequence[str]) -> Scored:
    """Score sentences in every way.

    Parameters
    ----------
    sentences : sequence of str
        Sentences; all are held in memory.

    Returns
    -------
    Scored
        Scores and what they are made of.

    Examples
    --------
    >>> scored = score(["The United States signed.", "A good deal."])
    >>> scored.vader.round(2).tolist(), scored.vader_guarded.round(2).tolist()
    ([0.42, 0.44], [0.0, 0.44])
    >>> sorted(scored.parts[1])
    ['deal', 'good']
    """
    from helpers.intake.tone.words import score_tone
    from helpers.intake.vader.batch import score_batch

    guarded = guard(sentences)
    texts = [one.text for one in guarded]
    moved = [i for i, one in enumerate(guarded) if one.phrases]
    # One batch of both costs its beginning once.
    texts += [sentences[i] for i in moved]
    vader, tone = score_batch(texts), score_tone(texts)
    n = len(guarded)
    vader_guarded, vader_plain = _parted(vader.compound, n, moved)
    tone_guarded, tone_plain = _parted(tone.tone.round(DIGITS), n, moved)
    parts: list[dict[str, tuple[float, float]]] = [{} for _ in range(n)]
    for sentence, word, part in _shares_of_tone(tone, n):
        before = parts[sentence].get(word, (0.0, 0.0))
        parts[sentence][word] = (before[0] + part, before[1])
    for sentence, word, part in _shares_of_vader(vader, n):
        before = parts[sentence].get(word, (0.0, 0.0))
        parts[sentence][word] = (before[0], before[1] + part)
    return Scored(
        vader=vader_plain,
        vader_guarded=vader_guarded,
        tone=tone_guarded,
        tone_unguarded=tone_plain,
        phrases=[one.phrases for one in guarded],
        parts=parts,
    )


def _parted(scores: Floats, n: int, moved: Sequence[int]) -> tuple[Floats, Floats]:
    """Scores with the guard, and without it: the same but for the sentences that it moved."""
    plain = scores[:n].copy()
    plain[moved] = scores[n:]
    return scores[:n], plain


Shares = Iterator[tuple[int, str, float]]
"""Sentence, word, and the word's part in the score of the sentence."""


def _shares_of_vader(scores: Scores, n: int) -> Shares:
    from helpers.intake.vader.batch import ALPHA

    size = len(scores.compound)
    sums = np.bincount(scores.sentence, scores.valence, size).astype(np.float64)
    sizes = np.bincount(scores.sentence, np.abs(scores.valence), size).astype(np.float64)
    # Exclamation marks strengthen the sum: their part is all words', by their size.
    compound = np.clip(scores.compound, -MOST, MOST)
    loud = compound * np.sqrt(ALPHA / (1 - compound**2)) - sums
    emphasis = np.divide(loud, sizes, out=np.zeros(size), where=sizes > 0)
    valence = scores.valence + emphasis[scores.sentence] * np.abs(scores.valence)
    sums = np.bincount(scores.sentence, valence, size).astype(np.float64)
    steepness = _steepness(scores.compound, sums, ALPHA**-0.5)
    return _shares((scores.sentence, scores.word, valence), scores.words, n, steepness)


def _shares_of_tone(scores: ToneScores, n: int) -> Shares:
    """Share out what a sentence has beyond one without any known word."""
    from helpers.intake.tone.words import squash

    nothing = squash(np.array([scores.bias]), scores.zone, scores.spread)
    sums = np.bincount(scores.sentences, scores.contributions, len(scores.tone))
    steepness = _steepness(scores.tone - nothing, sums.astype(np.float64), 1 / scores.spread)
    parts = scores.sentences, scores.terms, scores.contributions
    return _shares(parts, scores.vocabulary, n, steepness)


def _steepness(scores: Floats, sums: Floats, steepest: float) -> Floats:
    """Score that a unit of the sum is worth in each sentence.

    Sums that cancel out leave a score of nothing, of which each word is as steep a part as any.
    """
    steepness = np.full(len(sums), steepest)
    np.divide(scores, sums, out=steepness, where=np.abs(sums) > 1e-9)
    return steepness


def _shares(
    parts: tuple[Ints, Ints, Floats], words: Sequence[str], n: int, steepness: Floats
) -> Shares:
    """Share the scores of the first n sentences out to their words."""
    sentences, terms, values = parts
    own = (sentences < n) & (values != 0)
    shares = (values * steepness[sentences])[own].tolist()
    places = zip(sentences[own].tolist(), terms[own].tolist(), shares, strict=True)
    for sentence, term, share in places:
        yield sentence, words[term], share


def score_sentences(
    sentences: Iterable[str], *, tone: bool = True, encoder: bool = False
) -> pd.DataFrame:
    """Score the tone of sentences.

    Parameters
    ----------
    sentences : iterable of str
        Sentences, as :func:`helpers.split_sentences` gives them.
    tone : bool
        Whether to add the guarded score of VADER and our own; VADER alone is faster.
    encoder : bool
        Whether to add ``tone_encoder``: our own score with what a small sentence encoder sees. It
        agrees better with people and takes a thousand times as long.

    Returns
    -------
    pandas.DataFrame
        One row a sentence, in order: ``vader``, ``vader_positive``, ``vader_negative``,
        ``vader_neutral``: the compound score of NLTK's ``SentimentIntensityAnalyzer`` and its
        parts, bit for bit; ``vader_guarded``: the compound score with the names of institutions and
        terms of art in ``data/guard.csv`` made neutral; ``tone``: our own score, with these made
        neutral, too. Compound scores and tone lie in [-1, 1], parts in [0, 1].

    Raises
    ------
    DatelinesError
        If the encoder is asked for and not installed.

    References
    ----------
    Hutto and Gilbert 2014, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
    Media Text", ICWSM.

    Examples
    --------
    >>> scores = score_sentences(["The United States signed.", "A good deal."])
    >>> scores[["vader", "vader_guarded"]].round(2)
       vader  vader_guarded
    0   0.42           0.00
    1   0.44           0.44
    """
    import pandas as pd

    listed = list(sentences)
    pieces = range(0, max(1, len(listed)), AT_ONCE)
    tables = [_columns(listed[i : i + AT_ONCE], tone=tone, encoder=encoder) for i in pieces]
    return pd.DataFrame(
        {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    )


def _columns(sentences: Sequence[str], *, tone: bool, encoder: bool) -> dict[str, Floats]:
    from helpers.intake.vader.batch import score_batch

    plain = score_batch(sentences)
    columns = {
        "vader": plain.compound,
        "vader_positive": plain.positive,
        "vader_negative": plain.negative,
        "vader_neutral": plain.neutral,
    }
    if not tone and not encoder:
        return columns
    guarded = guard(sentences)
    texts = [one.text for one in guarded]
    if tone:
        from helpers.intake.tone.words import score_tone

        moved = [i for i, one in enumerate(guarded) if one.phrases]
        columns["vader_guarded"] = plain.compound.copy()
        columns["vader_guarded"][moved] = score_batch([texts[i] for i in moved]).compound
        columns["tone"] = score_tone(texts).tone.round(DIGITS)
    if encoder:
        from helpers.intake.tone.encoder import score_with_encoder

        columns["tone_encoder"] = score_with_encoder(texts)
    return columns
