"""The language of a text: English by its function words, any other by a detector.

Function words settle what nearly all clippings are in a tenth of the time a detector takes, and
better: detectors take tables of results and lists of names for one language or another. So a text
without English function words is called foreign only if it is running text, and by its words in
small letters outside of quotation marks: what is quoted and who is named is no sign of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from helpers.intake.data import language_names, read_names

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
SMALL_SHARE = 0.4
"""Share of words in small letters below which what is left may be titles of works and names."""

PARTLY, MOSTLY = 0.25, 0.55
"""Share of another language from which an article is partly, and mostly, written in it."""
_PASSAGE = 120
"""Characters from which a passage's own language is asked for."""

UNDETERMINED = ("und", 0.0)
SCORED_LANGUAGES = frozenset({"en", "und"})
"""Languages of articles that are counted and scored; ``"und"`` is too short to tell."""
UNNAMED = "mis"
"""Code of a text that is in no language known here."""
_NOTHING = "zxx"  # what the detector says where there are no words

_RUNNING = 0.6
"""Share of a text's words in small letters from which it is running text."""
_FEWEST_SMALL = 2
"""Words in small letters from which they are judged without the others."""
_MET_MOST, _SHARE_MOST = 3, 0.15
"""Function words of a language, and their share, that need no detector: it knows no Japanese in
Latin letters."""
_CAPITALS = 0.1
"""Share of words in small letters below which a text is in capitals."""
_NO_ENGLISH = ((12, 0.01, 1.0), (40, 0.1, 0.0))
"""Words in small letters, probability of English and share of its function words, by which running
text is surely foreign: where there are many of the first, the last tells more than a guess."""
_ALIKE = ("id ms", "da nn no", "bs hr sr", "cs sk")
"""Languages that the detector cannot part in a few sentences, though it knows that it is one."""
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]|(?<!\w)['‘][^'’]*+(?:['’]\w[^'’]*+)*+['’](?!\w)")
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
        ISO 639-1 code; ``"und"``, undetermined, for a text with too few words, and for lists and
        tables from which no language can be told; ``"mis"`` for running text that is surely not
        English and in no language known here.
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
        code, probability, _ = _detect(sample)
        return UNDETERMINED if code == "en" else (code, probability)
    if letters < FEWEST_LETTERS:
        return UNDETERMINED
    english = _share(words, _function_words()["en"])
    if english >= ENGLISH_SHARE:
        return "en", round(min(0.99, 0.75 + english), 2)
    return _other(sample, words, english)


def _other(sample: str, words: Sequence[str], english: float) -> tuple[str, float]:
    """Tell the language of a text in Latin letters that is no running English."""
    met = _met(words)
    some_english = english >= SOME_ENGLISH and met.different["en"] > 1
    if some_english and english >= max(met.shares.values()):
        return "en", 0.5  # whatever the detector would say
    told = _WORD.findall(_QUOTED.sub(" ", sample))
    small = [word for word in told if word.islower()]
    in_capitals = sum(map(str.islower, words)) < _CAPITALS * len(words)
    telling = len(small) >= _FEWEST_SMALL and not in_capitals
    code, probability, by_chance = _detect(" ".join(small) if telling else sample)
    if code == "en":
        return code, probability
    if some_english and english >= met.shares.get(code, 0.0):
        return "en", 0.5
    if telling and len(small) < SMALL_SHARE * len(told):
        return UNDETERMINED
    surely = any(
        len(small) >= fewest and by_chance < chance and english <= most
        for fewest, chance, most in _NO_ENGLISH
    )
    if surely and _is_running(words, sample):
        unnamed = UNNAMED, round(1 - by_chance, 2)
    else:
        unnamed = UNDETERMINED
    return _named(words, sample, met, code, probability) or unnamed


def _named(
    words: Sequence[str], sample: str, met: _Met, code: str, probability: float
) -> tuple[str, float] | None:
    """Tell the language of a text that is not English, if its function words bear a guess out."""
    share = met.shares.get(code, 0.0)
    largest, most = max(((share, one) for one, share in met.shares.items()), default=(0.0, ""))
    enough = largest >= _SHARE_MOST and met.different[most] >= _MET_MOST
    if enough and largest > 2 * share:
        return most, LIKELY
    headline = len(words) < HEADLINE and not any(word.islower() for word in words)
    borne_out = share >= SOME_FOREIGN and met.different[code] > 1 and not headline
    sure = probability >= SURE and _is_running(words, sample)
    return (code, probability) if (borne_out and probability >= LIKELY) or sure else None


class _Met(NamedTuple):
    """Function words of every language that a text has: their share of its words, and how many."""

    shares: dict[str, float]
    different: Counter[str]


def _met(words: Sequence[str]) -> _Met:
    counts, different = Counter[str](), Counter[str]()
    for word, times in Counter(map(str.lower, words)).items():
        for code in _languages_with().get(word, ()):
            counts[code] += times
            different[code] += 1
    return _Met({code: times / len(words) for code, times in counts.items()}, different)


def other_language(passages: Sequence[str]) -> tuple[str, float]:
    """Find the language other than English in which some passages of an article are written.

    Parameters
    ----------
    passages : sequence of str
        The article's paragraphs.

    Returns
    -------
    str
        Code of the language that has most of them; empty where there is none.
    float
        Share of the article's characters in passages that are not English, from 0 to 1; short
        passages count as English. A share below ``PARTLY`` may be told too small.

    Examples
    --------
    >>> french = "Les ministres se sont réunis à Oslo et les discussions vont continuer. " * 2
    >>> other_language([french, "The ministers met in Oslo and said that talks would go on. " * 2])
    ('fr', 0.55)
    """
    whole = sum(map(len, passages))
    # No language but English has this word, and nearly every English paragraph does.
    asked = [text for text in passages if len(text) >= _PASSAGE and " the " not in text.lower()]
    left = sum(map(len, asked))
    if left < PARTLY * whole:
        return "", 0.0
    sizes = Counter[str]()
    for text in sorted(asked, key=len, reverse=True):
        if round((sizes.total() + left) / whole, 2) < PARTLY:
            break
        left -= len(text)
        code = detect_language(text)[0]
        if code not in SCORED_LANGUAGES:
            sizes[code] += len(text)
    largest = max(sizes, key=lambda code: (sizes[code], code), default="")
    return largest, round(sizes.total() / max(1, whole), 2)


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
    return sum(map(function_words.__contains__, map(str.lower, words))) / max(1, len(words))


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    rows = read_names("function_words.tsv").items()
    return {code: frozenset(words.split()) for words, codes in rows for code in codes.split()}


@lru_cache(maxsize=1)
def _languages_with() -> dict[str, list[str]]:
    """Look up the languages of each function word: one look at a word tells of all of them."""
    found: dict[str, list[str]] = {}
    for code, words in _function_words().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found


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

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Dialects and creoles only take the probability of the languages that papers are written in.
    detector.set_languages({_NOTHING, *language_names()} & set(detector.nb_classes))
    return detector


@lru_cache(maxsize=256)
def _detect(sample: str) -> tuple[str, float, float]:
    """Give the likeliest language, its probability and that of English.

    An article that is one passage is asked for twice, and its paragraphs for their damage as well.
    """
    ranked: dict[str, float] = dict(_detector().rank(sample))
    code = next(iter(ranked))
    if code == _NOTHING:
        return (*UNDETERMINED, 0.0)
    alike = next((codes.split() for codes in _ALIKE if code in codes.split()), [code])
    probability = sum(share for one, share in ranked.items() if one in alike)
    return code, round(min(1.0, probability), 2), ranked["en"]
