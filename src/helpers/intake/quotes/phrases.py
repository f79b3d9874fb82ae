"""Words around a quotation: tokens, reporting verbs, and the noun phrases before or behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.intake.data import read_words
from helpers.intake.quotes.names import COURTESY, PARTICLES, PERSON_TITLES, SPEAKER_NOUNS, bare_name
from helpers.intake.quotes.word_classes import BEFORE_NAME, CLASSES
from helpers.intake.stopwords import STOP_WORDS

VERBS = read_words("reporting_verbs.txt") | {"went on", "goes on"}
"""Reporting verbs in the forms in which they are met."""

NEED_OBJECT = CLASSES["verb never before its subject"] | {"reported", "quoted", "cited"}
"""Reporting verbs that are participles before "by": "remarks reported by the agency"."""

QUOTE = "\x01"
"""Stands for another quotation in the text around one."""

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Maj|Prof|Rev|Jr|Sr|Inc|Corp|Co|Ltd|"
    r"Adm|Capt|Sgt|Hon|Pres|Bros|Dept|No|Mme|Mlle|Insp|Supt|Brig|Cmdr|Msgr|Fr|[A-Z])\.(?=[\s,])|"
    r"\d{1,3}(?:,\d{3})+\b|[^\W_]+(?:[.'’&-][^\W_]+)*(?:(?<=s)['’](?=\s))?|[^\w\s]|\x01"
)
PRONOUNS = frozenset({"he", "she", "it", "they"})
TIMES = CLASSES["word of time"]
_OTHER_PRONOUNS = CLASSES["pronoun of nobody known"]
_DETERMINERS = CLASSES["determiner"]
_CALLS = frozenset({"called", "calls"})
_CALLED_ON = frozenset({"off", "up", "in"})
_ARTICLES = frozenset({"the", "a"})
_SMALL_NOUNS = SPEAKER_NOUNS | CLASSES["document"] | CLASSES["body that speaks"]
_PREPOSITIONS = CLASSES["preposition"]
_NO_ADVERBS = CLASSES["word like an adverb"]
_PAIRED = frozenset({"both", "either", "neither"})
_JOINTS = frozenset({"and", "&", "of", "for"})
_INSTITUTIONS = CLASSES["institution of something"]
_INSIDE_NAMES = PARTICLES | {"&"}
_BREAKS = CLASSES["word that ends a noun phrase"]
_OPENERS = _DETERMINERS | CLASSES["possessive of a person"]
_PREFIXED = re.compile(rf"{BEFORE_NAME}[^\W\d_a-zß-ÿ]")
_ARTICLES_INSIDE = frozenset({"the", "a", "an", "this", "that"}) | CLASSES["possessive of a person"]
_NO_NOUN = STOP_WORDS | _OPENERS | {"following", "former", "latter"}
LONGEST_PLAIN = 5
"""Words of a noun phrase whose noun is in no list, its article included."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Subject of a reporting verb.

    Attributes
    ----------
    kind : str
        ``"name"``, ``"noun"`` ("a trade official"), ``"pronoun"`` (he, she), ``"other"`` (they, I),
        ``"unread"`` for somebody else who cannot be told, or ``"same"`` where the subject is that
        of the quotation before.
    text : str
        As printed, a name without its titles; empty where nobody can be told.
    """

    kind: str
    text: str


UNREAD = Phrase("unread", "")
"""Somebody who cannot be told."""


def is_verb(tokens: list[str], i: int) -> bool:
    """Tell whether a token is a reporting verb, and no noun or infinitive.

    Parameters
    ----------
    tokens : list of str
        The words around a quotation.
    i : int
        Index of the one in question.

    Returns
    -------
    bool
        True for "said" in "Ito said".

    Examples
    --------
    >>> is_verb(["Ito", "said"], 1), is_verb(["the", "reports"], 1)
    (True, False)
    """
    word = tokens[i].casefold()
    if word not in VERBS or not tokens[i].islower():
        return False
    before = tokens[i - 1].casefold() if i else ""
    after = tokens[i + 1].casefold() if i + 1 < len(tokens) else ""
    return before not in {"the", "its", "his", "her", "their", "to", "a", "an", "of"} and not (
        (word == "pointed" and after != "out")
        or (word in _CALLS and (after in _CALLED_ON or (word, after) == ("calls", "for")))
        or (word.endswith("s") and before in _PREPOSITIONS)  # "in remarks to the press"
        or (word in NEED_OBJECT and after == "by")  # "remarks reported by the agency"
    )


def is_adverb(token: str) -> bool:
    """Tell an adverb by its ending, which surnames such as Daly have too.

    Parameters
    ----------
    token : str
        A word.

    Returns
    -------
    bool
        True for "flatly".

    Examples
    --------
    >>> is_adverb("flatly"), is_adverb("Daly")
    (True, False)
    """
    return token.endswith("ly") and token.islower() and token not in _NO_ADVERBS


def noun_phrase(tokens: list[str], i: int) -> tuple[Phrase | None, int]:
    """Read the noun phrase that begins at a token.

    Parameters
    ----------
    tokens : list of str
        The words around a quotation.
    i : int
        Index of the first one.

    Returns
    -------
    Phrase or None
        None where nobody who may speak is named.
    int
        Index of the token behind it.

    Examples
    --------
    >>> noun_phrase(["Trade", "Minister", "Kenji", "Ito", "said"], 0)
    (Phrase(kind='name', text='Kenji Ito'), 4)
    """
    if i >= len(tokens):
        return None, i
    first = tokens[i].casefold()
    if first in PRONOUNS:
        return Phrase("pronoun", first), i + 1
    if first in _OTHER_PRONOUNS and first not in _DETERMINERS:
        return Phrase("other", ""), i + 1
    k = i
    while k < len(tokens) and k - i < 12:
        token = tokens[k]
        low = token.casefold()
        if low == "then" and k > i and tokens[k - 1].casefold().endswith(("the", "'s", "’s")):
            k += 1  # "the then minister"
            continue
        if not (token[0].isalnum() or token == "&") or (low in _BREAKS and token.islower()):
            break
        if k == i and low in _PREPOSITIONS:
            break  # "In Oslo Ito said"
        if (
            k > i
            and low in TIMES
            and not (
                token[0].isupper()
                and low in {"may", "march", "april", "june", "august"}
                and k == i + 1
            )
        ):
            break
        if low == "of" or (k > i and (is_verb(tokens, k) or is_adverb(token))):
            break
        k += 1
    words = tokens[i:k]
    return _read_phrase(words, tokens, k)


def _read_phrase(words: list[str], tokens: list[str], end: int) -> tuple[Phrase | None, int]:
    if not words or words[0].casefold() in TIMES:
        return None, end
    last = words[-1]
    if _is_capital(last):
        if tokens[end : end + 1] == ["of"] and (office := _office(words, tokens, end)):
            return office
        return _name_in(words), end
    if last.casefold() not in _SMALL_NOUNS or _ARTICLES_INSIDE.intersection(words[1:]):
        return None, end  # "the radio called a minister"
    if tokens[end : end + 1] == ["of"]:
        k = end + 1
        while k < min(len(tokens), end + 8) and (tokens[k][0].isupper() or tokens[k] in _ARTICLES):
            k += 1
        if tokens[k - 1][0].isupper() and not _describes(tokens, k):
            return Phrase("noun", _small_first([*words, *tokens[end:k]])), k
    return Phrase("noun", _small_first(words)), end


def _describes(tokens: list[str], k: int) -> bool:
    """Tell whether the capitals before a place belong to a noun there: "Dutch importers"."""
    if k >= len(tokens) or not tokens[k].isalpha() or not tokens[k].islower():
        return False
    return not (tokens[k] in _BREAKS or tokens[k] in TIMES or is_verb(tokens, k))


def _office(words: list[str], tokens: list[str], end: int) -> tuple[Phrase, int] | None:
    """Read "Secretary of State Ada Lund" and "the Ministry of Trade and Industry"."""
    last = words[-1].casefold()
    k = end + 2 if tokens[end + 1 : end + 2] == ["the"] else end + 1
    first = k
    while k < min(len(tokens), end + 10) and (
        _is_capital(tokens[k])
        or (
            tokens[k] in _JOINTS
            and k > first
            and _is_capital("".join(tokens[k + 1 : k + 2]) or "-")
        )
    ):
        k += 1
    if k == first:
        return None
    if last in _INSTITUTIONS:
        return Phrase("noun", _small_first([*words, *tokens[end:k]])), k
    if last in PERSON_TITLES:
        name, titled = bare_name(tokens[first:k])
        return (Phrase("name", name), k) if titled and "and" not in tokens[first:k] else None
    return None


def _is_capital(word: str) -> bool:
    """Tell whether a word is part of a name by its capital: "Lund", "al-Hadi"."""
    return word[0].isupper() or bool(_PREFIXED.match(word))


def _name_in(words: list[str]) -> Phrase | None:
    """Name that a noun phrase ends with."""
    start = len(words)
    while start and (_is_capital(words[start - 1]) or words[start - 1] in _INSIDE_NAMES):
        start -= 1
    while words[start] in _INSIDE_NAMES:
        start += 1
    capitals = words[start:]
    if len(capitals) > 1 and capitals[0].casefold() in _DETERMINERS:
        capitals = capitals[1:]
    first = capitals[0].casefold()
    if len(capitals) == 1 and start == 0 and first in SPEAKER_NOUNS:
        return Phrase("noun", first)
    if capitals[-1].casefold() in SPEAKER_NOUNS and words[0].casefold() in _DETERMINERS:
        return Phrase("noun", _small_first(words))
    name, _ = bare_name(capitals)
    if len(capitals) > 1 and capitals[-2].casefold() in COURTESY:
        name = " ".join(capitals[-2:])
    return None if name.casefold() in STOP_WORDS or len(name) < 2 else Phrase("name", name)


def _small_first(words: list[str]) -> str:
    first = words[0].casefold() if words[0].casefold() in _DETERMINERS else words[0]
    return " ".join([first, *words[1:]])


def plain_phrase(tokens: list[str], i: int) -> tuple[Phrase | None, int]:
    """Read a noun phrase by its form alone, whatever its noun is.

    Parameters
    ----------
    tokens : list of str
        The words around a quotation.
    i : int
        Index of the first one, on one side of a verb of speech.

    Returns
    -------
    Phrase or None
        None where the words may be more than an article, a noun and what describes it, as in "the
        plan failed".
    int
        Index of the token behind it.

    Examples
    --------
    >>> plain_phrase(["My", "grandmother", "said"], 0)
    (Phrase(kind='noun', text='my grandmother'), 2)
    """
    _, end = noun_phrase(tokens, i)
    words = tokens[i:end]
    if not words or words[0].casefold() not in _OPENERS:
        return None, end
    first, nouns = words[0].casefold(), words[1:]
    if not nouns and tokens[end : end + 1] == ["of"]:  # "one of the dockers"
        inner, stop = noun_phrase(tokens, end + 1)
        if inner is None:
            inner, stop = plain_phrase(tokens, end + 1)
        whole = inner is not None and inner.kind == "noun"
        return (Phrase("noun", f"{first} of {inner.text}") if inner and whole else None), stop
    if not nouns or len(words) > LONGEST_PLAIN:
        return None, end
    last = nouns[-1]
    no_noun = last.endswith(("ed", "ing")) or is_adverb(last) or last in _NO_NOUN
    if not last.islower() or no_noun:
        return None, end
    if any(not word[0].isalpha() or word in VERBS | _ARTICLES_INSIDE for word in nouns):
        return None, end
    return Phrase("noun", " ".join([first, *nouns])), end


def is_second_of_two(tokens: list[str], i: int) -> bool:
    """Tell whether a name goes on from another: "Ito and Lund".

    Parameters
    ----------
    tokens : list of str
        The words around a quotation.
    i : int
        Index of the name's first word.

    Returns
    -------
    bool
        True where a name and "and" stand before it, or nothing but a noun phrase and "and".

    Examples
    --------
    >>> is_second_of_two(["Ito", "and", "Lund"], 2), is_second_of_two(["left", "and", "Lund"], 2)
    (True, False)
    """
    if i < 2 or tokens[i - 1] not in {"and", "&", "or", "nor"}:
        return False
    if tokens[0].casefold() in _PAIRED:
        return True
    first, end = noun_phrase(tokens, 0)
    several = first is not None or tokens[i - 2].endswith(("s", "men"))
    return _is_capital(tokens[i - 2]) or (several and end == i - 1)


def may_be_subject(tokens: list[str], i: int) -> bool:
    """Tell whether the words from a token on may be a subject that cannot be read.

    Parameters
    ----------
    tokens : list of str
        The words around a quotation.
    i : int
        Index of the first one.

    Returns
    -------
    bool
        False for adverbs, days, verbs, participles and other words that begin no noun phrase.

    Examples
    --------
    >>> may_be_subject(["sailors", "said"], 0), may_be_subject(["quietly", "said"], 0)
    (True, False)
    """
    if i >= len(tokens) or not tokens[i][0].isalnum():
        return False
    low = tokens[i].casefold()
    if low in _OPENERS or low in _OTHER_PRONOUNS:
        return True
    if low in TIMES or low in VERBS or low in STOP_WORDS or low in _BREAKS:
        return False
    return tokens[i][0].isupper() or not low.endswith(("ly", "ing", "ed"))
