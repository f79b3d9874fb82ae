"""The subject of a reporting verb, read from the words before it."""

from __future__ import annotations

from helpers.intake.quotes.names import is_several, may_be_person
from helpers.intake.quotes.phrases import (
    PRONOUNS,
    QUOTE,
    TIMES,
    UNREAD,
    Phrase,
    is_adverb,
    is_second_of_two,
    is_verb,
    noun_phrase,
    plain_phrase,
)
from helpers.intake.quotes.word_classes import CLASSES

_BEFORE_SUBJECT = frozenset(
    ("what", "how", "why", "after", "before", "earlier", "later", "meanwhile", "again", "whom")
)
_INSERTED = frozenset({"who", "which", "whose", "asked", "told", "pressed"})
_PREPOSITIONS = CLASSES["preposition"] | {"at"}
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_AUXILIARY = CLASSES["word between subject and verb"]
_PASSIVE = CLASSES["passive"]
_NEGATIVE = CLASSES["negation"]
_POST = CLASSES["word that opens what follows a noun"]
_CONJUNCTIONS = CLASSES["conjunction"]
_FINITE_AFTER = CLASSES["auxiliary"]
_DASHES = frozenset({",", "-", "–", "—"})
_CLAUSE_MARKS = frozenset({";", ":", QUOTE, "(", ")", '"'})
_QUOTED_AS = frozenset({"as", "quoted", "cited", "was", "were", "is", "been", "has", "had", "also"})
_CITED = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_OBJECTS = {"him": "he", "her": "she"}

_MODALS = frozenset({"to", "did", "does", "do", "would", "will", "may", "might", "could", "can"})
_NOT_SAID = _NEGATIVE | _PASSIVE | _MODALS


def subject_before(tokens: list[str], *, close: bool = False) -> Phrase | None:
    """Subject that ends where the verb begins.

    Parameters
    ----------
    tokens : list of str
        The words before a reporting verb, at least one.
    close : bool
        Whether nothing may stand between the two.

    Returns
    -------
    Phrase or None
        None where it is nobody who may speak.

    Examples
    --------
    >>> subject_before(["Kenji", "Ito", ",", "the", "trade", "minister", ","])
    Phrase(kind='name', text='Kenji Ito')
    """
    if tokens[-1] == "who":
        return _antecedent(tokens[:-1])
    return _whose(tokens) or _subject_of_clause(tokens, close=close)


def _subject_of_clause(tokens: list[str], *, close: bool) -> Phrase | None:
    if tokens[-1] == ",":  # "The envoy, who asked to stay unnamed, said"
        for i in range(len(tokens) - 2, max(0, len(tokens) - 24), -1):
            if tokens[i] == "," and tokens[i + 1] in _INSERTED:
                comma = "," in tokens[:i]  # "Eva Lund, head of a firm, which pays, said"
                return _subject_of_clause(tokens[: i + comma], close=close)
    parts, first = _between_commas(tokens)
    if len(parts) > 2 and all(token.casefold() in TIMES for token in parts[-1]):
        parts[-1] = []  # "Eva Lund, a miner, Thursday said"
    opening, reach = noun_phrase(parts[0], 0)
    begins = first and opening and opening.kind == "name" and reach == len(parts[0])
    if parts[-1]:
        subject = _subject_in(parts[-1], close=close)
        office = begins and subject and is_bare_office(subject, parts[-1])
        return opening if office else subject  # "Eva Lund, head of the mill said"
    if begins and 2 < len(parts) < 6:
        return opening  # "Kenji Ito, an envoy, formerly of Oslo, said"
    if len(parts) < 3:
        alone = len(parts) == 2 and first
        return _subject_in(parts[-2]) if alone else None
    head, inserted = _subject_in(parts[-3]), parts[-2]
    named, end = noun_phrase(inserted, 0)
    if "".join(inserted[:1]).endswith("ing") and inserted[0] != "acting":
        named = None  # "Ito's lawyer, citing Lund, said"
    whole = named is not None and named.kind == "name" and end == len(inserted)
    called = head.kind == "noun" if head else bool(parts[-3]) and parts[-3][-1].islower()
    if whole and called:
        return named  # "Its editor, Eva Lund, said"
    return head


def is_bare_office(phrase: Phrase, words: list[str]) -> bool:
    """Tell a calling without an article, which only says who somebody is.

    Parameters
    ----------
    phrase : Phrase
        The calling.
    words : list of str
        The words around it.

    Returns
    -------
    bool
        True for "head" in "Eva Lund, head of the mill".

    Examples
    --------
    >>> is_bare_office(Phrase("noun", "head"), ["head", "of", "the", "mill"])
    True
    """
    return phrase.kind == "noun" and phrase.text in words and not is_several(phrase.text)


def _whose(tokens: list[str]) -> Phrase | None:
    """Read "a club whose director, Eva Lund," before a verb."""
    at = next((i for i in range(len(tokens) - 4, -1, -1) if tokens[i] == "whose"), -1)
    comma = next((i for i in range(at + 2, min(len(tokens), at + 5)) if tokens[i] == ","), 0)
    if at < 0 or not comma or tokens[-1] != ",":
        return None
    named, end = noun_phrase(tokens, comma + 1)
    return named if named and named.kind == "name" and end == len(tokens) - 1 else None


def _antecedent(tokens: list[str]) -> Phrase:
    """Whoever "who" stands for: "she met a nurse who said", "Eva Lund of Molde, who said"."""
    end = len(tokens) - 1 if tokens[-1:] == [","] else len(tokens)
    ending = [i for i in range(max(0, end - 8), end) if noun_phrase(tokens[:end], i)[1] == end]
    for i in ending:
        phrase, _ = noun_phrase(tokens[:end], i)
        if phrase and phrase.kind in {"name", "noun"} and tokens[i - 1 : i] != ["of"]:
            if i > 1 and tokens[i - 2 : i] == [",", "not"]:
                return _antecedent(tokens[: i - 1])  # "It was Vik, not Lund, who said"
            told_of = i > 0 and tokens[i - 1] in _PASSIVE  # "Vik was a man who said"
            told_of = told_of and tokens[0].casefold() != "it"
            return UNREAD if told_of else phrase
    return UNREAD


def _between_commas(tokens: list[str]) -> tuple[list[list[str]], bool]:
    """Stretches between commas of the last clause, and whether the sentence begins with it."""
    start = 0
    for i in range(len(tokens) - 1, -1, -1):
        if tokens[i] in _CLAUSE_MARKS or is_verb(tokens, i):
            start = i + 1
            break
    parts: list[list[str]] = [[]]
    for token in tokens[start:]:
        if token in _DASHES:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts, start == 0


def _behind_fronted(part: list[str]) -> list[int]:
    """Places where a subject may begin behind "In a letter": "he", "the mill", "Eva Lund"."""
    if len(part) < 3 or part[0].casefold() not in _PREPOSITIONS:
        return []
    articles = [i for i in range(2, len(part)) if part[i] in _ARTICLES]
    places = [i for i in articles if part[i - 1] not in _PREPOSITIONS]
    owned = part[1].endswith(("'s", "’s"))  # "In the mill's letter"
    if (part[1] in _ARTICLES or owned) and part[2].islower():
        places.append(1)
    return [*places, len(part) - 1] if part[-1] in PRONOUNS else places


def _subject_in(part: list[str], *, close: bool = False) -> Phrase | None:
    """Subject that a stretch between commas is, behind conjunctions and days."""
    tries = [0]
    for i, token in enumerate(part):
        low = token.casefold()
        if low in _CONJUNCTIONS or low in TIMES or low.isdigit() or low in _BEFORE_SUBJECT:
            tries.append(i + 1)
    fronted = _behind_fronted(part)
    tries += fronted
    first, reach = noun_phrase(part, 0)
    for i in reversed(tries):
        phrase, end = noun_phrase(part, i)
        if phrase is None or (first and 0 < i < reach and part[i - 1] == "and"):
            continue
        if is_second_of_two(part, i):
            return UNREAD
        rest = [token.casefold() for token in part[end:]]
        if not rest or (
            not (close or i in fronted)
            and rest[0] in _POST
            and not any(t in _CONJUNCTIONS for t in rest)
        ):
            return phrase
        if all(t in _AUXILIARY or t in TIMES or t == "on" for t in rest):
            return phrase
        if rest[0] in _FINITE_AFTER and len(rest) <= 2 and not set(rest) & (_NEGATIVE | _PASSIVE):
            return phrase
    return None


def name_behind(tokens: list[str], end: int) -> tuple[Phrase | None, int]:
    """Name that stands in commas behind a calling: "the head of the mill, Eva Lund,".

    Parameters
    ----------
    tokens : list of str
        Words of one clause.
    end : int
        Index of the token behind the calling.

    Returns
    -------
    Phrase or None
        None where none stands there; behind "of the mill" and the like only a full name of no
        place and no organisation.
    int
        Index of the token behind the name.

    Examples
    --------
    >>> name_behind(["the", "head", "of", "the", "mill", ",", "Eva", "Lund"], 2)
    (Phrase(kind='name', text='Eva Lund'), 8)
    """
    described = tokens[end : end + 1] != [","]
    if described:
        if tokens[end : end + 1] == [] or tokens[end].casefold() not in _POST:
            return None, end
        behind = range(end + 1, min(len(tokens), end + 10))
        end = next((k for k in behind if tokens[k] == "," or is_verb(tokens, k)), len(tokens))
    if tokens[end : end + 1] != [","]:
        return None, end
    named, stop = noun_phrase(tokens, end + 1)
    if stop < len(tokens) and tokens[stop] in _POST and named and may_be_person(named.text):
        behind = range(stop + 1, min(len(tokens), stop + 8))  # "Eva Lund of Molde, said"
        stop = next((k for k in behind if tokens[k] == "," or is_verb(tokens, k)), stop)
    closed = stop >= len(tokens) or tokens[stop] == ","
    if named is None or named.kind != "name" or not closed:
        return None, end
    return (None, end) if described and not may_be_person(named.text) else (named, stop)


def quoted_person(tokens: list[str]) -> Phrase | None:
    """Whoever a paper or somebody else quotes: "the agency quoted Ito as saying".

    Parameters
    ----------
    tokens : list of str
        Words of one clause.

    Returns
    -------
    Phrase or None
        None where nobody is quoted so; also where the one quoted is the subject, as in "Ito was
        quoted as saying".

    Examples
    --------
    >>> quoted_person(["The", "agency", "quoted", "Ito", "as", "saying"])
    Phrase(kind='name', text='Ito')
    """
    stop = next((i for i in range(len(tokens) - 1) if _is_quoted_as(tokens, i)), 0)
    at = next((i for i in range(stop - 2, 0, -1) if tokens[i] in _CITED), 0)
    if not at or stop - at > 14 or tokens[at - 1].casefold() in _PASSIVE or tokens[at + 1] == "by":
        return None
    pronoun = _OBJECTS.get(tokens[at + 1])
    if pronoun and at + 2 == stop:
        return Phrase("pronoun", pronoun)
    phrase, end = noun_phrase(tokens[:stop], at + 1)
    if phrase is None:
        phrase, end = plain_phrase(tokens[:stop], at + 1)
    whole = phrase is not None and (
        end == stop or not tokens[end][0].isalpha() or tokens[end] in _POST
    )
    return phrase if whole else UNREAD


def _is_quoted_as(tokens: list[str], i: int) -> bool:
    """Tell whether "as saying" stands at a place, or "as shouting" and the like."""
    return tokens[i] == "as" and tokens[i + 1].endswith("ing") and is_verb(tokens, i + 1)


def without_auxiliaries(tokens: list[str], *, quoted_as: bool) -> list[str]:
    """Take adverbs and auxiliaries off the end.

    Parameters
    ----------
    tokens : list of str
        The words before a reporting verb; they are changed.
    quoted_as : bool
        Whether the verb stands behind "was quoted as".

    Returns
    -------
    list of str
        What is left; nothing of a negation or passive.

    Examples
    --------
    >>> without_auxiliaries(["Ito", "has", "often"], quoted_as=False)
    ['Ito']
    """
    if quoted_as and "quoted" in tokens[-8:]:
        tokens = tokens[: len(tokens) - tokens[::-1].index("quoted")]
    passing = _AUXILIARY | _QUOTED_AS if quoted_as else _AUXILIARY
    while tokens and (tokens[-1].casefold() in passing or is_adverb(tokens[-1])):
        tokens.pop()
    return [] if tokens and tokens[-1].casefold() in _NOT_SAID else tokens


def plain_before(tokens: list[str]) -> Phrase | None:
    """Noun phrase of any noun that a clause begins with and that ends where the verb begins.

    Parameters
    ----------
    tokens : list of str
        The words before a reporting verb.

    Returns
    -------
    Phrase or None
        None where something else stands between the clause's beginning and the verb.

    Examples
    --------
    >>> plain_before(["and", "my", "grandmother"])
    Phrase(kind='noun', text='my grandmother')
    """
    marks = _CONJUNCTIONS | _DASHES | _CLAUSE_MARKS
    first = next((i for i in range(len(tokens), 0, -1) if tokens[i - 1].casefold() in marks), 0)
    phrase, end = plain_phrase(tokens, first)
    if phrase is None or end != len(tokens):
        return None
    beside, stop = plain_phrase(tokens, 0)
    another = beside is not None and stop == first - 1 and tokens[stop] == "and"
    return UNREAD if another or is_second_of_two(tokens, first) else phrase
