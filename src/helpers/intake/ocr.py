"""Damage by character recognition, estimated from the look of words.

Recognition of scanned pages takes one letter for another of the same shape, so that words hold
digits, capitals or marks in their midst, or runs of letters that English does not have. Half-hidden
damage (``form`` for ``farm``) cannot be seen; the estimate makes up for it on average. Runs of
letters are odd in chemists' words, dialects and other languages, too; but only of damaged words do
most become a known word where one shape is put back for another. Words that recognition broke or
ran together are told by how often English has them whole: ``govern ment``, ``ofthe``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from helpers.intake.data import read_names, read_words
from helpers.intake.language import (
    SCORED_LANGUAGES,
    detect_language,
    english_share,
    sample_of,
)
from helpers.intake.stopwords import STOP_WORDS
from helpers.intake.tone.pieces import known_pieces

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
_ADDRESS = re.compile(
    r"@|://|\w_\w|^www\.|[a-z]\.(?:com|org|net|gov|edu|co|uk|io|eu|de|fr|tv|info)\b"
)
_DIGIT_INSIDE = re.compile(
    r"[a-z]\d+[a-z]|^[A-Z]?[a-z]+[01]$|^[A-Z][01][a-z]|\d[OIl]\d|^[lI]9\d\d$"
)
_LEADING_DIGIT = re.compile(r"^[01568]([a-z]{2,})$")
_CAPITAL_INSIDE = re.compile(r"^[a-z]{2,}[A-Z]|^(?!Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z]?[a-z]+I[a-z]")
_MARK_INSIDE = re.compile(r"[a-z][|~^*\\_;:!{}<>=+¢§¥£•■]+[a-z]|[a-z]{2}[.,][a-z]{2}")
_UNCHECKED, _SOUND, _DAMAGED, _ODD, _JOINED, _COMPOUND = range(6)
_SHAPES = tuple(
    (seen, meant)
    for meant, shapes in {
        "m": "rn nn in", "e": "c o", "o": "c a e", "c": "e o", "h": "b li ii n", "b": "h",
        "f": "t l", "t": "f l i r", "i": "l j t", "l": "i t f", "a": "o u s", "s": "a f",
        "n": "ri ii u r", "u": "n ii", "w": "vv", "d": "cl", "g": "q", "y": "v", "v": "y r",
        "r": "v i n", "p": "n", "k": "lc",
    }.items()
    for seen in shapes.split()
)  # fmt: skip
"""What is read for a letter of the same shape, and that letter."""
_MENDED_BEFORE, _WORDS_BEFORE = 2, 3
"""Odd words, and those among them that can be mended, reckoned with before any is looked at."""
_MENDED_TERMS, _MENDED_DAMAGE = 0.3, 0.6
"""Share of odd words that can be mended among terms and foreign words, and in damaged text."""
_SHORTEST_MENDED = 4
"""Letters; nearly all shorter ones are some known piece of a word."""
_FREQUENT, _NEVER = 1000, 10**9
"""Places among the words of English by frequency: of words that are no part of a broken one, and
of what is no word."""
_JOIN, _LOST_BY_JOIN = 50_000, 2.3
"""Product of two words' places up to which they hardly ever make a word of English together; words
lost for each such join, which are the two and those of joins that cannot be seen."""
_FEWEST_JOINS = 2
"""Different joins from which they tell of others: one alone may be a word (``offshore``)."""
_PART_OF_COMPOUND = 4
"""Letters from which a word may be half of a compound, which may be a join where others are."""
_SECOND_LOOK = 0.03
_PIECES, _PIECE = re.compile(r"[\n\"“”„«»]"), 30
"""What parts paragraphs and quotations, and characters from which they are asked for."""


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
    estimate = _estimate(sample, english=english, capitals=capitals)
    if english and estimate >= _SECOND_LOOK:
        own = _without_other_languages(sample)
        estimate = (
            _estimate(own, english=english, capitals=capitals)
            if len(own) < len(sample)
            else estimate
        )
    return estimate


def _estimate(sample: str, *, english: bool, capitals: bool) -> float:
    damaged = sound = odd = joined = joins = compounds = 0
    words_odd = []
    tokens = sample.split()
    counts = Counter(tokens)
    if english:
        for pair, times in Counter(_broken(tokens)).items():
            damaged += min(times, _MOST_TIMES)
            for piece in pair:
                counts[piece] -= times
    for token, times in counts.items():
        found = _look(token, english) if len(token) <= _LONGEST_WORD else _UNCHECKED
        if found == _SOUND:
            sound += times
        elif found == _DAMAGED:
            damaged += min(times, _MOST_TIMES)
        elif found == _ODD:
            odd += min(times, _MOST_TIMES)
            words_odd.append(token.strip(_MARKS))
        elif found == _JOINED:
            joins, joined = joins + 1, joined + min(times, _MOST_TIMES)
        elif found == _COMPOUND:
            compounds += 1
    likely = min(joined, compounds) if joins >= _FEWEST_JOINS else 0
    sound += compounds - likely
    lost = _LOST_BY_JOIN * (joined + likely) if joins >= _FEWEST_JOINS else float(joins)
    checked = damaged + odd + sound + lost
    if checked < FEWEST_WORDS:
        return 0.0
    # In capitals other shapes are alike, and many odd words are names anyway.
    spoilt, usual = (
        (1.0, _ODD_IN_CAPITALS) if capitals else (_share_spoilt(words_odd), _ODD_WHEN_SOUND)
    )
    damaged_share = (damaged + odd * spoilt + lost) / checked
    estimate = (damaged_share - usual) / (_SEEN - usual)
    return round(min(1.0, max(0.0, estimate)), 3)


def _broken(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """Find neighbours that make a word of which English has more than of either."""
    seldom = set(tokens) - _frequent_words()
    lettered = set(filter(str.isalpha, seldom))
    ranks = known_pieces()
    found = []
    for left, token in pairwise(tokens):
        if left in lettered and token in seldom:
            right = token.rstrip(_MARKS)
            whole = ranks.get((left + right).lower())
            if whole and right.islower() and whole < min(_rank(left.lower()), _rank(right)):
                found.append((left, token))
    return found


def _rank(word: str) -> int:
    return known_pieces().get(word, _NEVER) if len(word) > 1 else _NEVER


@lru_cache(maxsize=1)
def _frequent_words() -> frozenset[str]:
    words = [word for word in known_pieces() if word.isalpha() and len(word) > 1]
    return frozenset(words[:_FREQUENT]) | {"a"}


def _seems_joined(word: str) -> int:
    """Tell whether an unknown word is two words, frequent ones or such as make compounds."""
    ranks, first = known_pieces(), known_pieces()["the"] - 1
    found = _SOUND
    for i in range(2, len(word) - 1):
        left, right = word[:i], word[i:]
        if left in ranks and right in ranks:
            if (ranks[left] - first) * (ranks[right] - first) < _JOIN and (
                "in" not in (left, right) or {left, right} <= STOP_WORDS
            ):
                return _JOINED
            if min(i, len(word) - i) >= _PART_OF_COMPOUND:
                found = _COMPOUND
    return found


def _share_spoilt(words: list[str]) -> float:
    """Share of odd words that are damaged, by how many become English with a shape put back."""
    mended = (sum(map(_can_be_mended, words)) + _MENDED_BEFORE) / (len(words) + _WORDS_BEFORE)
    return min(1.0, max(0.0, (mended - _MENDED_TERMS) / (_MENDED_DAMAGE - _MENDED_TERMS)))


@lru_cache(maxsize=2**14)
def _can_be_mended(word: str) -> bool:
    known = known_pieces()
    for seen, meant in _SHAPES:
        at = word.find(seen)
        while at >= 0:
            whole = word[:at] + meant + word[at + len(seen) :]
            if whole in STOP_WORDS or (len(whole) >= _SHORTEST_MENDED and whole in known):
                return True
            at = word.find(seen, at + 1)
    return False


def _without_other_languages(sample: str) -> str:
    """Leave out paragraphs and quotations that are in another language."""
    return " ".join(
        piece
        for piece in _PIECES.split(sample)
        if len(piece) < _PIECE or detect_language(piece)[0] in SCORED_LANGUAGES
    )


def _is_in_capitals(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    small = len(data) - len(data.translate(None, _SMALL))
    if 3 * small >= len(text):  # nearly always, and told in no time
        return False
    return sum(map(str.isupper, text)) > 2 * sum(map(str.islower, text))


@lru_cache(maxsize=2**16)
def _look(token: str, english: bool) -> int:
    core = token.strip(_MARKS)
    plain = core.islower() and core.isalpha()
    return _letters(core, english) if plain else _judge(token, core)


def _judge(token: str, core: str) -> int:
    if (core.isalpha() and core[1:].islower()) or _ADDRESS.search(token):
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
    if word in known_pieces() or word in STOP_WORDS or word in _UNITS:
        return _SOUND
    if (joined := _seems_joined(word)) != _SOUND:
        return joined
    whole = f"^{word}$"
    known = _letter_runs()
    odd = any(whole[i + 3] not in known.get(whole[i : i + 3], "") for i in range(len(word) - 1))
    return _ODD if odd else _SOUND


@lru_cache(maxsize=1)
def _letter_runs() -> dict[str, str]:
    return read_names("letter_runs.tsv")
