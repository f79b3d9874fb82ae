"""Who says a quotation by the words before it."""

from __future__ import annotations

from dataclasses import replace

from helpers.intake.quotes.cues import Cue, inverted, sourced, whom_asked
from helpers.intake.quotes.leads import lead_before
from helpers.intake.quotes.phrases import (
    QUOTE,
    TOKEN,
    UNREAD,
    Phrase,
    is_verb,
    may_be_subject,
    noun_phrase,
)
from helpers.intake.quotes.subjects import (
    plain_before,
    quoted_person,
    subject_before,
    without_auxiliaries,
)
from helpers.intake.quotes.word_classes import CLASSES

_LISTENER_END = frozenset({",", ":", "that", "-", "–", "—", "(", "how", "why", "saying"})
_FINITE_AFTER = CLASSES["auxiliary"]
_SPEECH = CLASSES["verb of speech alone"]
_NEW_CLAUSE = frozenset({"while", "but", "when", "before", "until"})
_ACTS = CLASSES["act beside speaking"]
_DENIALS = frozenset({"denied", "denies", "denying"})
_RELATIVES = frozenset({"whom", "what"})
_GOES_ON = frozenset({"added", "adds", "adding", "continued"})
_QUESTIONS = frozenset({"whether", "if", "about", "by", "how", "why", "what", "when", "who"})
_WHILE = frozenset({",", "while", "by"})
_LATEST_ACT = 15
_ONE_PERSON = frozenset({"he", "she"})
_WITHIN = frozenset({"when", "as", "after", "before", "while", "until"})
_HEARS = frozenset({"remembers", "remember", "remembered", "recalls", "recalled", "heard", "hears"})


def cue_before(text: str) -> Cue | None:
    """Read who speaks from the words of the same sentence before a quotation.

    Parameters
    ----------
    text : str
        From the sentence's start to the quotation, other quotations as `QUOTE`.

    Returns
    -------
    Cue or None
        None where nothing is said or where it is not plain.

    Examples
    --------
    >>> cue_before("Kenji Ito, the trade minister, told reporters: ")
    Cue(phrase=Phrase(kind='name', text='Kenji Ito'), verb='told', direct=True)
    """
    tokens = _without_dateline(TOKEN.findall(text[-600:]))
    if not tokens:
        return None
    if lead := lead_before(tokens):
        return Cue(*lead)
    named = [i for i in range(len(tokens) - 2, -1, -1) if tokens[i + 1] == "to"]
    for i in named:
        if tokens[i].casefold() == "according":
            source, end = sourced(tokens, i + 2)
            return Cue(source, "according to", end >= len(tokens) - 1)
    if tokens[0].casefold() in _SPEECH and tokens[-1] in {":", ","}:  # "Said Ito:"
        phrase, end = noun_phrase(tokens, 1)
        if phrase and phrase.kind in {"name", "noun"} and not tokens[end].isalnum():
            return Cue(phrase, tokens[0].casefold())
    return _cue_at(tokens, len(tokens))


def _without_dateline(tokens: list[str]) -> list[str]:
    """Take off "OSLO, May 3 -", with which a story begins."""
    if not tokens or not tokens[0].isupper() or len(tokens[0]) < 3:
        return tokens
    dash = next((k for k, token in enumerate(tokens[:10]) if token in {"-", "–", "—"}), 0)
    return tokens[dash + 1 :] if dash else tokens


def _cue_at(tokens: list[str], stop: int) -> Cue | None:
    """Cue whose verb is the last one before a place."""
    verb = next((i for i in range(stop - 1, 0, -1) if is_verb(tokens, i)), 0)
    between = tokens[verb + 1 : stop]
    if not verb or len(between) > 40 or (QUOTE in between and not _goes_on(between)):
        return None
    word = tokens[verb].casefold()
    direct = _is_close(between)
    previous = tokens[verb - 1].casefold()
    participle = word.endswith("ing")
    if special := _special_cue(tokens[:stop], verb):
        return special
    if previous in {"and", "but", "then", QUOTE} or (participle and previous in _WHILE):
        same = Phrase("same", "") if QUOTE in tokens[:verb] or verb < 3 else None
        phrase = _shared_subject(tokens, verb) or same
        return Cue(phrase, word, direct) if phrase else None
    if participle and previous != "as":
        return None
    left = without_auxiliaries(tokens[:verb], quoted_as=participle)
    plural = word.endswith("s") and word not in {"says", "asks", "tells"}  # "two critical reports"
    phrase = subject_before(left, close=plural) if left else None
    if phrase is None and left and (word in _SPEECH or between[:1] == ["that"]):
        named = any(token[0].isupper() for token in left[1:])
        phrase = plain_before(left) or (UNREAD if direct and not named else None)
    if phrase is None or phrase.kind == "other":
        return None
    if phrase.text in _ONE_PERSON:
        phrase = _subject_of_main_clause(left) or phrase
    return Cue(phrase, word, direct, asked=whom_asked(tokens, verb))


def _subject_of_main_clause(tokens: list[str]) -> Phrase | None:
    """Whom a pronoun behind "when" and the like stands for: "Ito frowned when he answered"."""
    if len(tokens) < 4 or tokens[-2] not in _WITHIN or tokens[-1] not in _ONE_PERSON:
        return None
    first, end = noun_phrase(tokens, 0)
    phrase = first if tokens[end] == "," else _who_acts(tokens[:-2])
    return phrase if phrase and phrase.kind == "name" else None


def _special_cue(tokens: list[str], verb: int) -> Cue | None:
    """Read verbs whose subject is not who speaks, or does not stand before them."""
    word, previous = tokens[verb].casefold(), tokens[verb - 1].casefold()
    between = tokens[verb + 1 :]
    if word in _DENIALS and between and between[-1] not in {",", ":"}:
        return Cue(UNREAD, word, direct=False)  # the quoted words are somebody else's
    told_of = None
    if word.endswith("ing") and previous == "as":
        told_of = quoted_person(tokens[: verb + 1])
    elif word == "saying":
        told_of = _heard(tokens[:verb])
    if told_of:
        return Cue(told_of, word, _is_close(between))
    if previous != ",":
        return None
    asked = word == "asked" and between and between[0].casefold() in _QUESTIONS
    if asked and "," not in tokens[: verb - 1]:
        return Cue(UNREAD, "", direct=False)  # "Ito, asked whether"
    if inserted := inverted(tokens, verb):
        _, end = noun_phrase(tokens, verb + 1)
        if tokens[end : end + 1] == [","] and end < len(tokens):
            return replace(inserted, direct=False)
    return None


def _heard(tokens: list[str]) -> Phrase | None:
    """Read "her friends remember Lund" and "he heard Lund" before "saying"."""
    at = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i] in _HEARS), 0)
    phrase, end = noun_phrase(tokens, at + 1) if at else (None, 0)
    return phrase if phrase and phrase.kind == "name" and end == len(tokens) else None


def _is_close(between: list[str]) -> bool:
    """Tell whether the words between a verb and a quotation leave them together."""
    return len(between) < 7 and (not between or between[-1] in _LISTENER_END)


def _begins_anew(tokens: list[str]) -> bool:
    """Tell whether somebody else acts: "said Ito while a docker stood up", before "and said"."""
    last = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i] in _NEW_CLAUSE), 0)
    return bool(last) and tokens[-1] != "," and may_be_subject(tokens, last + 1)


def _tells_of_another(tokens: list[str], end: int) -> bool:
    """Tell whether somebody else acts in what is said: "a nurse said Ito smiled", "and said"."""
    told = next((i for i in range(end - 1, 0, -1) if is_verb(tokens, i)), end)
    start = told + 2 if tokens[told + 1 : told + 2] == ["that"] else told + 1
    phrase, stop = noun_phrase(tokens[:end], start)
    if phrase is None or phrase.kind not in {"name", "noun"} or stop >= end:
        return False
    return tokens[stop] in _FINITE_AFTER or tokens[stop].endswith("ed")


def _shared_subject(tokens: list[str], verb: int) -> Phrase | None:
    """Subject of a verb behind "and" and the like, from the verb before it."""
    if tokens[verb - 1].casefold() == "and" and _begins_anew(tokens[: verb - 1]):
        return UNREAD
    earlier = _cue_at(tokens, verb)
    within = earlier and tokens[verb].casefold() not in _GOES_ON
    if within and _tells_of_another(tokens, verb - 1):
        return UNREAD
    if not _RELATIVES.isdisjoint(tokens[max(0, verb - 8) : verb]):
        return UNREAD  # "Vik, whom Lund calls a mouse, said"
    return earlier.phrase if earlier and earlier.read else _who_acts(tokens[: verb - 1])


def _who_acts(tokens: list[str]) -> Phrase | None:
    """Subject of the first act in a sentence: "Ito blamed the weather and said"."""
    for k in range(1, min(len(tokens), _LATEST_ACT)):
        if tokens[k].islower() and (tokens[k].endswith("ed") or tokens[k] in _ACTS):
            phrase = subject_before(tokens[:k])
            if phrase and phrase.kind in {"name", "noun", "pronoun"}:
                return phrase
    return None


def _goes_on(between: list[str]) -> bool:
    """Tell whether nothing but "and" and the like lies between two quotations of one verb."""
    after = between[len(between) - 1 - between[::-1].index(QUOTE) + 1 :]
    return len(after) <= 12 and not any(token in {";", ":"} for token in after)
