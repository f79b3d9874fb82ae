"""Tone of single sentences: VADER as NLTK computes it, and the same behind a guard.

The lexicon is that of the package vaderSentiment, for everybody: the copy that ``nltk.download``
fetches differs in ten words, and two people with the same folder must get the same numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import DatelinesError

if TYPE_CHECKING:
    import pandas as pd

GUARD_FILE = Path(__file__).parents[1] / "data" / "guard.csv"


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
def _analyser() -> Any:  # noqa: ANN401  (NLTK is untyped)
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyser.lexicon_file = lexicon_text().rstrip("\n")
    analyser.lexicon = analyser.make_lex_dict()
    analyser.constants = VaderConstants()
    return analyser


def read_guard(path: Path = GUARD_FILE) -> tuple[str, ...]:
    """Phrases that name an institution or a thing of the trade and are no praise or blame.

    Parameters
    ----------
    path : Path
        CSV with the columns ``phrase`` and ``why``; lines that start with ``#`` are comments.

    Returns
    -------
    tuple of str
        The phrases, longest first.

    Examples
    --------
    >>> "United States" in read_guard()
    True
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        phrases = [row["phrase"].strip() for row in rows]
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=1)
def _guard_pattern() -> re.Pattern[str]:
    # A phrase with a capital is a name and must be met so; one without is met in any case.
    options = [
        re.escape(phrase) if phrase != phrase.lower() else f"(?i:{re.escape(phrase)})"
        for phrase in read_guard()
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(options).replace(r"\ ", r"\s+") + r")(?![\w-])")


def guarded_phrases(sentence: str) -> list[str]:
    """Return the guard's phrases in a sentence, in order, as they stand there.

    Parameters
    ----------
    sentence : str
        One sentence.

    Returns
    -------
    list of str
        The phrases met.

    Examples
    --------
    >>> guarded_phrases("The United States raised interest rates.")
    ['United States', 'interest rates']
    """
    return [" ".join(match.group().split()) for match in _guard_pattern().finditer(sentence)]


def neutralise(sentence: str) -> str:
    """Return the sentence with each guarded phrase made one word that no lexicon knows.

    Parameters
    ----------
    sentence : str
        One sentence.

    Returns
    -------
    str
        The sentence with the words of each phrase joined by low lines.

    Examples
    --------
    >>> neutralise("The United States won.")
    'The United_States_ won.'
    """
    return _guard_pattern().sub(lambda match: "_".join(match.group().split()) + "_", sentence)


def score_sentences(sentences: Iterable[str]) -> pd.DataFrame:
    """Score the tone of sentences.

    Parameters
    ----------
    sentences : iterable of str
        Sentences, as :func:`helpers.split_sentences` gives them.

    Returns
    -------
    pandas.DataFrame
        One row a sentence, in order: ``vader``, the compound score of NLTK's
        ``SentimentIntensityAnalyzer``; ``tone``, the same score with the names of institutions and
        terms of art in ``data/guard.csv`` made neutral. Both lie in [-1, 1].

    References
    ----------
    Hutto and Gilbert 2014, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
    Media Text", ICWSM.

    Examples
    --------
    >>> score_sentences(["The United States signed.", "A good deal."]).round(2)
       vader  tone
    0   0.42  0.00
    1   0.44  0.44
    """
    import pandas as pd

    rows = [score_sentence(sentence) for sentence in sentences]
    return pd.DataFrame(rows, columns=["vader", "tone"], dtype=float)


def score_sentence(sentence: str) -> tuple[float, float]:
    """Score one sentence; see :func:`score_sentences`.

    Parameters
    ----------
    sentence : str
        One sentence.

    Returns
    -------
    tuple of float
        ``vader`` and ``tone``.

    Examples
    --------
    >>> score_sentence("Nothing happened.")
    (0.0, 0.0)
    """
    vader = _compound(sentence)
    neutral = neutralise(sentence)
    return vader, vader if neutral == sentence else _compound(neutral)


def _compound(text: str) -> float:
    return float(_analyser().polarity_scores(text)["compound"])


def words_with_tone(tokens: Sequence[str]) -> int:
    """Count the words that the lexicon knows.

    Parameters
    ----------
    tokens : sequence of str
        Lower-case words.

    Returns
    -------
    int
        How many of them carry a valence.

    Examples
    --------
    >>> words_with_tone(["a", "good", "deal"])
    1
    """
    lexicon = _analyser().lexicon
    return sum(token in lexicon for token in tokens)
