"""Who says a quotation: the words around it, read for a reporting verb and its subject."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from helpers.intake.parts.datelines import REGIONS
from helpers.intake.quotes.leads import lead_after, lead_before
from helpers.intake.quotes.phrases import (
    PRONOUNS,
    QUOTE,
    TIMES,
    TOKEN,
    VERBS,
    Phrase,
    is_adverb,
    is_verb,
    may_be_subject,
    noun_phrase,
    plain_phrase,
)
from helpers.intake.quotes.subjects import (
    plain_before,
    quoted_person,
    subject_before,
    without_auxiliaries,
)
from helpers.intake.quotes.word_classes import CLASSES

_AUXILIARY = CLASSES["word between subject and verb"]
_PASSIVE = CLASSES["passive"]
_POST = CLASSES["word that opens what follows a noun"]
_LISTENER_END = frozenset({",", ":", "that", "-", "–", "—", "(", "how", "why", "saying"})
_CONJUNCTIONS = CLASSES["conjunction"]
_NO_INVERSION = CLASSES["verb never before its subject"]
_FINITE_AFTER = CLASSES["auxiliary"]
_DASHES = frozenset({",", "-", "–", "—"})
_SPEECH = CLASSES["verb of speech alone"]
_BEHIND_SUBJECT = CLASSES["word behind a whole subject"] | _POST | TIMES
_NEW_CLAUSE = frozenset({"while", "but", "when", "before", "until"})
_ACTS = CLASSES["act beside speaking"]
_PARTS_OF_TIME = TIMES | {"day", "night", "morning", "afternoon", "evening", "week", "year"}
_DENIALS = frozenset({"denied", "denies", "denying"})
_RELATIVES = frozenset({"whom", "what"})
_GOES_ON = frozenset({"added", "adds", "adding", "continued"})
_QUESTIONS = frozenset({"whether", "if", "about", "by", "how", "why", "what", "when", "who"})
_UNREAD = Phrase("unread", "")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb and its subject.

    Attributes
    ----------
    phrase : Phrase
        The subject.
    verb : str
        As printed, in lower case.
    direct : bool
        Whether they stand right beside the quotation.
    clause : bool
        Whether a clause goes with the verb, as in "Ito said the bill was dead", so that the
        quotation may be something else.
    calls : bool
        Whether the next quotation goes with the verb, as in "Ito called it".
    """

    phrase: Phrase
    verb: str
    direct: bool = True
    clause: bool = field(default=False, repr=False)
    calls: bool = field(default=False, repr=False)

    @property
    def read(self) -> bool:
        """Whether the subject may tell who speaks."""
        return self.phrase.kind not in {"other", "unread"}


def cue_after(text: str, *, ends_open: bool) -> Cue | None:
    """Read who speaks from the words after a quotation.

    Parameters
    ----------
    text : str
        What follows the quotation, up to the next one, other quotations as `QUOTE`.
    ends_open : bool
        Whether the quotation leads on into these words: with a comma, a question mark or a dash, or
        with no mark at all.

    Returns
    -------
    Cue or None
        None where nothing is said or where it is not plain.

    Examples
    --------
    >>> cue_after(" said Trade Minister Kenji Ito.", ends_open=True)
    Cue(phrase=Phrase(kind='name', text='Kenji Ito'), verb='said', direct=True)
    """
    tokens = _clause(text)
    joined = ends_open
    if tokens[:1] and tokens[0] in _DASHES:
        tokens = tokens[1:]
        joined = True
    if len(tokens) < 2:
        return None
    if [token.casefold() for token in tokens[:2]] == ["according", "to"]:
        phrase, _ = noun_phrase(tokens, 2)
        return Cue(phrase or plain_phrase(tokens, 2)[0] or _UNREAD, "according to")
    if lead := lead_after(tokens):
        return Cue(*lead)
    if joined and (cited := quoted_person(tokens)):
        return Cue(cited, "saying")
    cue = _inverted(tokens, 0, joined=joined)
    if cue is None and tokens[0].casefold() in _AUXILIARY:
        cue = _inverted(tokens, 1, joined=joined)
    if cue is None and (joined or tokens[0] in PRONOUNS):
        cue = _subject_verb(tokens, 0, joined=joined)
    if cue is None or not cue.read:
        cue = _at_end(tokens) or cue
        if cue and tokens[0] in _PASSIVE:  # "'Yes' was a slogan of those years, Lund said"
            cue = Cue(_UNREAD, "", direct=False)
    if cue is None and joined and _told_otherwise(tokens):
        return Cue(_UNREAD, "", direct=False)
    return cue if cue is None or cue.read or joined else replace(cue, verb="", direct=False)


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
    tokens = TOKEN.findall(text[-600:])
    if not tokens:
        return None
    if lead := lead_before(tokens):
        return Cue(*lead)
    for i in range(len(tokens) - 2, -1, -1):
        if tokens[i].casefold() == "according" and tokens[i + 1] == "to":
            phrase, end = noun_phrase(tokens, i + 2)
            if phrase is None:
                phrase, end = plain_phrase(tokens, i + 2)
            return Cue(phrase or _UNREAD, "according to", end >= len(tokens) - 1)
    if tokens[0].casefold() in _SPEECH and tokens[-1] in {":", ","}:  # "Said Ito:"
        phrase, end = noun_phrase(tokens, 1)
        if phrase and phrase.kind in {"name", "noun"} and not tokens[end].isalnum():
            return Cue(phrase, tokens[0].casefold())
    return _cue_at(tokens, len(tokens))


def _clause(text: str) -> list[str]:
    """Tokens up to the end of the sentence or the next quotation."""
    tokens: list[str] = []
    for match in TOKEN.finditer(text[:400]):
        if match[0] in {".", "!", "?", ";", "…", QUOTE} or len(tokens) > 50:
            break
        tokens.append(match[0])
    return tokens


def _inverted(tokens: list[str], i: int, *, joined: bool = False) -> Cue | None:
    """Read "said Trade Minister Kenji Ito", and "said a plumber" where the quotation leads on."""
    word = tokens[i].casefold()
    if (
        word not in VERBS
        or word in _NO_INVERSION
        or word.endswith("ing")
        or not tokens[i].islower()
    ):
        return None
    phrase, end = noun_phrase(tokens, i + 1)
    if phrase is None:
        phrase, end = plain_phrase(tokens, i + 1) if joined and word in _SPEECH else (None, end)
        behind = tokens[end].casefold() if end < len(tokens) else ""
        if phrase is None or (behind.isalpha() and behind not in _BEHIND_SUBJECT):
            phrase = _UNREAD if may_be_subject(tokens, i + 1) else None
    if phrase is None:
        return None
    follows = tokens[end].casefold() if end < len(tokens) else ""
    if phrase.kind in {"pronoun", "other"}:
        whole = not follows.isalpha() or (joined and follows in _BEHIND_SUBJECT)
        return Cue(phrase, word) if whole else None
    if follows in _FINITE_AFTER:
        return None
    if _goes_with_another(tokens, end):
        return Cue(_UNREAD, word)
    if phrase.kind == "noun" and follows == ",":
        named, stop = noun_phrase(tokens, end + 1)
        closed = stop >= len(tokens) or tokens[stop] == ","
        if named and named.kind == "name" and closed and " " in named.text:
            phrase = named
    return Cue(phrase, word)


def _goes_with_another(tokens: list[str], end: int) -> bool:
    """Tell whether a subject is one of two: "Ito and Lund"."""
    second = noun_phrase(tokens, end + 1)[0] if tokens[end : end + 1] == ["and"] else None
    return second is not None and second.kind in {"name", "noun"}


def _told_otherwise(tokens: list[str]) -> bool:
    """Tell whether somebody does something else: "laughed a plumber", "the docker thundered"."""
    if tokens[0].islower() and tokens[0].endswith("ed"):
        return may_be_subject(tokens, 1)
    return may_be_subject(tokens, 0) and any(t.islower() and t.endswith("ed") for t in tokens[1:6])


def _subject_verb(tokens: list[str], i: int, *, joined: bool = False) -> Cue | None:
    """Read "Kenji Ito, the trade minister, said", and "a plumber said" where it is led on to."""
    phrase, end = noun_phrase(tokens, i)
    if phrase is None and joined:
        phrase, end = plain_phrase(tokens, i)
    if phrase is None:
        phrase = _UNREAD if may_be_subject(tokens, i) else None
    if phrase is None:
        return None
    if _goes_with_another(tokens, end):
        phrase, end = _UNREAD, noun_phrase(tokens, end + 1)[1]
    verb = _verb_from(tokens, end)
    if not verb:
        return None
    if phrase.kind == "noun" and tokens[end] == ",":
        named, stop = noun_phrase(tokens, end + 1)
        if named and named.kind == "name" and tokens[stop] == ",":
            phrase = named
    behind = tokens[verb + 1 :]
    that = behind[:1] == ["that"] and not _PARTS_OF_TIME.intersection(behind[1:2])
    clause = that or (
        tokens[verb] in _SPEECH and any(t.casefold() in _FINITE_AFTER for t in behind)
    )
    return Cue(phrase, tokens[verb].casefold(), clause=clause, calls=behind == ["it"])


def _verb_from(tokens: list[str], end: int) -> int:
    """Index of the verb that goes with a subject which ends here; 0 if there is none."""
    i = end
    if i < len(tokens) and tokens[i] == ",":
        close = next((k for k in range(i + 1, min(len(tokens), i + 22)) if tokens[k] == ","), 0)
        if not close or any(
            is_verb(tokens, k) and tokens[i + 1].casefold() != "who" for k in range(i + 1, close)
        ):
            return 0
        i = close + 1
    elif i < len(tokens) and tokens[i].casefold() in _POST:
        for k in range(i + 1, min(len(tokens), i + 14)):
            if tokens[k] in {",", ":", "(", "-"} or tokens[k].casefold() in _CONJUNCTIONS:
                break
            if is_verb(tokens, k) and tokens[k - 1].casefold() not in _PASSIVE:
                return k
        return 0
    if tokens[i + 1 : i + 2] == ["quoted"] and tokens[i] in _PASSIVE:
        behind = range(i + 2, min(len(tokens), i + 9))
        return next((k for k in behind if tokens[k - 1] == "as" and is_verb(tokens, k)), 0)
    seen: list[str] = []
    while (
        i < len(tokens)
        and (tokens[i].casefold() in _AUXILIARY or is_adverb(tokens[i]))
        and len(seen) < 5
    ):
        seen.append(tokens[i].casefold())
        i += 1
    if i < len(tokens) and is_verb(tokens, i) and not tokens[i].endswith("ing"):
        return i
    return 0


def _at_end(tokens: list[str]) -> Cue | None:
    """Read "... in the talks, Hayashi said" behind part of a sentence."""
    commas = [i for i, token in enumerate(tokens) if token == ","]
    unread = None
    for i in reversed(commas[-4:]):
        cue = _inverted(tokens, i + 1) if i + 1 < len(tokens) else None
        cue = cue or _subject_verb(tokens, i + 1)
        if cue is None or cue.phrase.text.casefold() in REGIONS:  # "Lund, of Molde, Norway, said"
            continue
        rest = tokens[i + 1 :]
        at = next(k for k, token in enumerate(rest) if token.casefold() == cue.verb)
        if len(rest) - at <= 14 and "that" not in rest[at:]:
            if cue.read:
                return replace(cue, direct=False)
            verb = cue.verb if cue.phrase.kind == "other" else ""
            unread = unread or replace(cue, verb=verb, direct=False)
    return unread


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
    if previous in {"and", "but", "then", QUOTE} or (participle and previous in {",", "while"}):
        phrase = _shared_subject(tokens, verb)
        if phrase:
            return Cue(phrase, word, direct)
        return Cue(Phrase("same", ""), word, direct) if QUOTE in tokens[:verb] or verb < 3 else None
    if participle and previous != "as":
        return None
    left = without_auxiliaries(tokens[:verb], quoted_as=participle)
    plural = word.endswith("s") and word not in {"says", "asks", "tells"}  # "two critical reports"
    phrase = subject_before(left, close=plural) if left else None
    if phrase is None and left and (word in _SPEECH or between[:1] == ["that"]):
        named = any(token[0].isupper() for token in left[1:])
        phrase = plain_before(left) or (_UNREAD if direct and not named else None)
    return Cue(phrase, word, direct) if phrase and phrase.kind != "other" else None


def _special_cue(tokens: list[str], verb: int) -> Cue | None:
    """Read verbs whose subject is not who speaks, or does not stand before them."""
    word, previous = tokens[verb].casefold(), tokens[verb - 1].casefold()
    between = tokens[verb + 1 :]
    if word in _DENIALS and between and between[-1] not in {",", ":"}:
        return Cue(_UNREAD, word, direct=False)  # the quoted words are somebody else's
    if previous == "as" and word.endswith("ing") and (cited := quoted_person(tokens[: verb + 1])):
        return Cue(cited, word, _is_close(between))
    if previous != ",":
        return None
    asked = word == "asked" and between and between[0].casefold() in _QUESTIONS
    if asked and "," not in tokens[: verb - 1]:
        return Cue(_UNREAD, "", direct=False)  # "Ito, asked whether"
    if inserted := _inverted(tokens, verb):
        _, end = noun_phrase(tokens, verb + 1)
        if tokens[end : end + 1] == [","] and end < len(tokens):
            return replace(inserted, direct=False)
    return None


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
        return _UNREAD
    earlier = _cue_at(tokens, verb)
    within = earlier and tokens[verb].casefold() not in _GOES_ON
    if within and _tells_of_another(tokens, verb - 1):
        return _UNREAD
    if not _RELATIVES.isdisjoint(tokens[max(0, verb - 8) : verb]):
        return _UNREAD  # "Vik, whom Lund calls a mouse, said"
    return earlier.phrase if earlier and earlier.read else _opening_name(tokens[: verb - 1])


def _opening_name(tokens: list[str]) -> Phrase | None:
    """Name that a sentence begins with: "Ito blamed the weather and said"."""
    k = 0
    while k < len(tokens) and tokens[k][0].isupper():
        k += 1
    if not k or k == len(tokens) or not (tokens[k].endswith("ed") or tokens[k] in _ACTS):
        return None
    phrase, _ = noun_phrase(tokens[:k], 0)
    return phrase if phrase and phrase.kind == "name" else None


def _goes_on(between: list[str]) -> bool:
    """Tell whether nothing but "and" and the like lies between two quotations of one verb."""
    after = between[len(between) - 1 - between[::-1].index(QUOTE) + 1 :]
    return len(after) <= 12 and not any(token in {";", ":"} for token in after)
