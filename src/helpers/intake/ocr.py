"""Damage by character recognition, estimated from the look of words.

Recognition of scanned pages takes one letter for another of the same shape, so that words hold
digits, capitals or marks in their midst, or runs of letters that English does not have. Half-hidden
damage (``form`` for ``farm``) cannot be seen; the estimate makes up for it on average.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from helpers.intake.data import read_names, read_words
from helpers.intake.language import english_share, sample_of
from helpers.intake.stopwords import STOP_WORDS

WARN_FROM = 0.08
"""Estimate from which a user should be warned: about 2% of the characters are wrong."""
FEWEST_WORDS = 25
"""Words below which nothing is said."""

_SAMPLE, _TASTE = 3000, 900
_MOST_TIMES = 2
"""A word that looks damaged again and again is a term or a name."""
_ENGLISH = 0.06
"""Share of English function words from which runs of letters are looked at."""
_ODD_WHEN_SOUND, _ODD_IN_CAPITALS, _SEEN = 0.012, 0.05, 0.75
"""Share of sound words that look damaged (among them names, in a text all in capitals), and of
damaged ones that do."""
_LONGEST_WORD = 40
_SMALL = b"abcdefghijklmnopqrstuvwxyz"
_MARKS = "\"'“”‘’«»()[]{}<>.,;:!?-–—…*•|/"
_UNITS = read_words("units.txt")
_ADDRESS = re.compile(r"@|://|^www\.|[a-z]\.(?:com|org|net|gov|edu|co|uk|io|eu|de|fr|tv|info)\b")
_DIGIT_INSIDE = re.compile(
    r"[a-z]\d+[a-z]|^[A-Z]?[a-z]+[01]$|^[A-Z][01][a-z]|\d[OIl]\d|^[lI]9\d\d$"
)
_LEADING_DIGIT = re.compile(r"^[01568]([a-z]{2,})$")
_CAPITAL_INSIDE = re.compile(r"^[a-z]{2,}[A-Z]|^(?!Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z]?[a-z]+I[a-z]")
_MARK_INSIDE = re.compile(r"[a-z][|~^*\\_;:!{}<>=+¢§¥£•■]+[a-z]|[a-z]{2}[.,][a-z]{2}")
_UNCHECKED, _SOUND, _DAMAGED = 0, 1, 2


def ocr_noise(text: str) -> float:
    """Estimate the share of words that character recognition has damaged.

    Parameters
    ----------
    text : str
        Any text; at most 3,000 characters of its beginning, middle and end are looked at.

    Returns
    -------
    float
        From 0 to 1, in steps of a thousandth; 0 for a text of fewer than 25 words that can be
        judged. In languages other than English only digits, capitals and marks inside words are
        noticed, so that damage is underrated.

    Examples
    --------
    >>> sound = "the ministers met again and could not agree on what the harbour should cost them "
    >>> ocr_noise(sound * 2), ocr_noise(sound.replace("the ", "tbe ").replace("o", "0") * 2) > 0.3
    (0.0, True)
    """
    sample = sample_of(text, _SAMPLE)
    taste = sample_of(text, _TASTE)
    capitals = _is_in_capitals(taste)
    if capitals:
        sample = sample.lower()
    english = english_share(taste) >= _ENGLISH
    damaged = sound = 0
    for token, times in Counter(sample.split()).items():
        found = _UNCHECKED
        if len(token) <= _LONGEST_WORD:
            core = token.strip(_MARKS)
            plain = core.islower() and core.isalpha()
            found = _letters(core, english) if plain else _judge(token, core)
        if found == _SOUND:
            sound += times
        elif found == _DAMAGED:
            damaged += min(times, _MOST_TIMES)
    if damaged + sound < FEWEST_WORDS:
        return 0.0
    usual = _ODD_IN_CAPITALS if capitals else _ODD_WHEN_SOUND
    estimate = (damaged / (damaged + sound) - usual) / (_SEEN - usual)
    return round(min(1.0, max(0.0, estimate)), 3)


def _is_in_capitals(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    small = len(data) - len(data.translate(None, _SMALL))
    if 3 * small >= len(text):  # nearly always, and told in no time
        return False
    return sum(map(str.isupper, text)) > 2 * sum(map(str.islower, text))


@lru_cache(maxsize=2**16)
def _judge(token: str, core: str) -> int:
    if _ADDRESS.search(token):
        return _UNCHECKED
    if "\ufffd" in core or _CAPITAL_INSIDE.search(core) or _MARK_INSIDE.search(core):
        return _DAMAGED
    leading = _LEADING_DIGIT.search(core)
    if (leading and leading.group(1) not in _UNITS) or (
        len(core) > 3 and _DIGIT_INSIDE.search(core)
    ):
        return _DAMAGED
    return _SOUND if core.islower() else _UNCHECKED


@lru_cache(maxsize=2**16)
def _letters(word: str, english: bool) -> int:
    if len(word) == 1:
        return _DAMAGED if english and word in "bdfghjlnqrtuwz" else _UNCHECKED
    if not english or len(word) == 2 or not word.isascii():
        return _SOUND
    if word in STOP_WORDS or word in _UNITS:
        return _SOUND
    whole = f"^{word}$"
    known = _letter_runs()
    odd = any(whole[i + 3] not in known.get(whole[i : i + 3], "") for i in range(len(word) - 1))
    return _DAMAGED if odd else _SOUND


@lru_cache(maxsize=1)
def _letter_runs() -> dict[str, str]:
    return read_names("letter_runs.tsv")
