"""Tone of single sentences: VADER as NLTK computes it, our own score, and both behind a guard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.intake.guard import guard

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from helpers.intake.vader.batch import Scores

    Floats = NDArray[np.float64]

AT_ONCE = 20_000
"""Sentences that are scored together, so that memory is bounded."""

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
        For each word with a part in ``tone`` or ``vader_guarded`` these parts; they add up to the
        scores, but for rounding.
    """

    vader: Floats
    vader_guarded: Floats
    tone: Floats
    tone_unguarded: Floats
    phrases: list[tuple[str, ...]]
    parts: list[dict[str, tuple[float, float]]]


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
    ['good']
    """
    from helpers.intake.vader.batch import score_batch

    guarded = guard(sentences)
    neutral = [one.text for one in guarded]
    moved = [i for i, one in enumerate(guarded) if one.phrases]
    # One batch of both costs its beginning once.
    both = score_batch([*neutral, *(sentences[i] for i in moved)])
    behind, before = both.compound[: len(neutral)], both.compound[: len(neutral)].copy()
    before[moved] = both.compound[len(neutral) :]
    return Scored(
        vader=before,
        vader_guarded=behind,
        tone=behind,
        tone_unguarded=before,
        phrases=[one.phrases for one in guarded],
        parts=[
            {word: (part, part) for word, part in parts.items()}
            for parts in _shared_out(both, len(neutral))
        ],
    )


def _shared_out(scores: Scores, n: int) -> list[dict[str, float]]:
    """Share the compound score of each sentence out to its words, by their valences."""
    import numpy as np

    from helpers.intake.vader.batch import ALPHA

    sums = np.bincount(scores.sentence, scores.valence, len(scores.compound))
    # Valences that cancel out leave a score of nothing, of which each is as steep a part as any.
    steepness = np.full(len(sums), ALPHA**-0.5)
    np.divide(scores.compound, sums, out=steepness, where=np.abs(sums) > 1e-9)
    parts: list[dict[str, float]] = [{} for _ in range(n)]
    own = (scores.sentence < n) & (scores.valence != 0)
    values = (scores.valence * steepness[scores.sentence])[own].tolist()
    places = zip(scores.sentence[own].tolist(), scores.word[own].tolist(), values, strict=True)
    for sentence, word, value in places:
        name = scores.words[word]
        parts[sentence][name] = parts[sentence].get(name, 0.0) + value
    return parts


def score_sentences(sentences: Iterable[str]) -> pd.DataFrame:
    """Score the tone of sentences.

    Parameters
    ----------
    sentences : iterable of str
        Sentences, as :func:`helpers.split_sentences` gives them.

    Returns
    -------
    pandas.DataFrame
        One row a sentence, in order: ``vader``, ``vader_positive``, ``vader_negative``,
        ``vader_neutral``: the compound score of NLTK's ``SentimentIntensityAnalyzer`` and its
        parts, bit for bit; ``vader_guarded``: the compound score with the names of institutions and
        terms of art in ``data/guard.csv`` made neutral; ``tone``: our own score, with these made
        neutral, too. Compound scores and tone lie in [-1, 1], parts in [0, 1].

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

    from helpers.intake.vader.batch import score_batch

    listed = list(sentences)
    tables = []
    for start in range(0, max(1, len(listed)), AT_ONCE):
        piece = listed[start : start + AT_ONCE]
        plain, scored = score_batch(piece), score(piece)
        tables.append(
            pd.DataFrame(
                {
                    "vader": plain.compound,
                    "vader_positive": plain.positive,
                    "vader_negative": plain.negative,
                    "vader_neutral": plain.neutral,
                    "vader_guarded": scored.vader_guarded,
                    "tone": scored.tone,
                }
            )
        )
    return pd.concat(tables, ignore_index=True)
