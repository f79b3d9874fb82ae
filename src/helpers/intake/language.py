"""The language of a text: English by its function words, any other by a detector.

Function words settle what nearly all clippings are in a tenth of the time a detector takes, and
better: detectors take tables of results and lists of names for one language or another. So a text
without English function words is called foreign only if it is running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from helpers.intake.data import read_names

LONGEST_SAMPLE = 1800
"""Characters looked at; of a longer text its beginning, middle and end."""
FEWEST_LETTERS = 20
"""Letters below which no language is told."""
FEWEST_WORDS = 4
"""Words below which a text in Latin letters is not called foreign."""
HEADLINE = 12
"""Words below which capitals throughout may be a headline full of names."""
ENGLISH_SHARE, SOME_ENGLISH = 0.12, 0.05
"""Share of function words in running English, and in English of another kind."""
PLAIN_ENGLISH = 0.15
"""The same share in running English of which nothing else need be asked."""
SOME_FOREIGN = 0.08
"""Share of its own function words, two at least, that bears a detector out."""
LIKELY, SURE = 0.5, 0.9
"""Probability from which the detector is believed, borne out and not."""

UNDETERMINED = ("und", 0.0)
_NOTHING = "zxx"  # what the detector says where there are no words

_RUNNING = 0.6
"""Share of a text's words in small letters from which it is running text."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FIGURE = re.compile(r"\d+")


def detect_language(text: str) -> tuple[str, float]:
    """Tell the language of a text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        ISO 639-1 code (639-3 where there is none), or ``"und"``, undetermined, for a text with too
        few words, and for lists and tables from which no language can be told.
    float
        How sure that is, from 0 to 1; 0 for ``"und"``.

    References
    ----------
    Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool", Proceedings of
    the ACL 2012 System Demonstrations; by the package py3langid, whose model comes with it.

    Examples
    --------
    >>> detect_language("The envoys met in Oslo and said that the talks would go on.")[0]
    'en'
    >>> detect_language("Les ministres se sont réunis à Oslo et les discussions continuent.")[0]
    'fr'
    >>> detect_language("12.5 14.0 3.75")
    ('und', 0.0)
    """
    sample = sample_of(text, LONGEST_SAMPLE)
    tokens = sample.lower().split()
    plain = sum(map(_function_words()["en"].__contains__, tokens))
    if plain >= PLAIN_ENGLISH * len(tokens) and FEWEST_LETTERS < len(sample) < 12 * len(tokens):
        return "en", round(min(0.99, 0.8 + plain / len(tokens)), 2)
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if _foreign_script(words, letters):
        code, probability = _detect(sample)
        return UNDETERMINED if code == "en" else (code, probability)
    if letters < FEWEST_LETTERS:
        return UNDETERMINED
    english = _share(words, _function_words()["en"])
    if english >= ENGLISH_SHARE:
        return "en", round(min(0.99, 0.75 + english), 2)
    return _other(sample, words, english)


def _other(sample: str, words: Sequence[str], english: float) -> tuple[str, float]:
    """Tell the language of a text in Latin letters that is no running English."""
    code, probability = _detect(sample)
    if code == "en":
        return code, probability
    own = _function_words().get(code, frozenset())
    share = _share(words, own)
    if english >= max(SOME_ENGLISH, share):
        return "en", 0.5
    headline = len(words) < HEADLINE and not any(word.islower() for word in words)
    met = len(own & {word.lower() for word in words})
    borne_out = share >= SOME_FOREIGN and met > 1 and not headline
    if probability >= LIKELY if borne_out else probability >= SURE and _is_running(words, sample):
        return code, probability
    return UNDETERMINED


def english_share(text: str) -> float:
    """Share of a text's words that are function words of English.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    float
        From 0 to 1; above 0.12 in running English.

    Examples
    --------
    >>> english_share("the price of tin")
    0.5
    """
    return _share(_WORD.findall(text), _function_words()["en"])


def _share(words: Sequence[str], function_words: frozenset[str]) -> float:
    return sum(word.lower() in function_words for word in words) / max(1, len(words))


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    rows = read_names("function_words.tsv").items()
    return {code: frozenset(words.split()) for words, codes in rows for code in codes.split()}


def sample_of(text: str, longest: int) -> str:
    """Take the beginning, the middle and the end of a text.

    Parameters
    ----------
    text : str
        Any text.
    longest : int
        Characters wanted.

    Returns
    -------
    str
        The text, where it is no longer.

    Examples
    --------
    >>> sample_of("abcdefghijk", 6)
    'ab ef jk'
    """
    if len(text) <= longest:
        return text
    third = longest // 3
    middle = (len(text) - third) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _foreign_script(words: Sequence[str], letters: int) -> bool:
    """Tell whether most letters are none of the Latin alphabet."""
    foreign = sum(len(word) for word in words if ord(max(word)) > 0x24F)
    return foreign > letters / 2


def _is_running(words: Sequence[str], sample: str) -> bool:
    small = sum(word.islower() for word in words)
    return (
        len(words) >= FEWEST_WORDS
        and small >= _RUNNING * len(words)
        and len(_FIGURE.findall(sample)) < len(words) / 4
    )


@lru_cache(maxsize=1)
def _detector() -> Any:  # noqa: ANN401  (py3langid is untyped)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _detect(sample: str) -> tuple[str, float]:
    code, probability = _detector().classify(sample)
    return (str(code), round(float(probability), 2)) if code != _NOTHING else UNDETERMINED
