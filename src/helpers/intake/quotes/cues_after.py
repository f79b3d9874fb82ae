"""Who says a quotation by the words behind it."""

from __future__ import annotations

from dataclasses import replace

from helpers.intake.parts.datelines import REGIONS
from helpers.intake.quotes.cues import Cue, goes_with_another, inverted, sourced, whom_asked
from helpers.intake.quotes.leads import lead_after
from helpers.intake.quotes.phrases import (
    PRONOUNS,
    QUOTE,
    TIMES,
    TOKEN,
    UNREAD,
    is_adverb,
    is_verb,
    may_be_subject,
    noun_phrase,
    plain_phrase,
)
from helpers.intake.quotes.subjects import (
    is_bare_office,
    name_behind,
    quoted_person,
)
from helpers.intake.quotes.word_classes import CLASSES

_AUXILIARY = CLASSES["word between subject and verb"]
_PASSIVE = CLASSES["passive"]
_POST = CLASSES["word that opens what follows a noun"]
_CONJUNCTIONS = CLASSES["conjunction"]
_FINITE_AFTER = CLASSES["auxiliary"]
_DASHES = frozenset({",", "-", "–", "—"})
_SPEECH = CLASSES["verb of speech alone"]
_PARTS_OF_TIME = TIMES | {"day", "night", "morning", "afternoon", "evening", "week", "year"}
_GOES = frozenset({"went", "goes"})


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
    at = next((i for i in range(min(5, len(tokens) - 1)) if tokens[i] in _GOES), -1)
    if joined and at >= 0 and tokens[at + 1] == "on":
        tokens[at : at + 2] = [f"{tokens[at]} on"]
    if tokens[:1] and tokens[0] in _DASHES:
        tokens = tokens[1:]
        joined = True
    if len(tokens) < 2:
        return None
    if [token.casefold() for token in tokens[:2]] == ["according", "to"]:
        return Cue(sourced(tokens, 2)[0], "according to")
    if lead := lead_after(tokens):
        return Cue(*lead)
    if joined and (cited := quoted_person(tokens)):
        return Cue(cited, "saying")
    cue = inverted(tokens, 0, joined=joined)
    if cue is None and tokens[0].casefold() in _AUXILIARY:
        cue = inverted(tokens, 1, joined=joined)
    if cue is None and (joined or tokens[0] in PRONOUNS):
        cue = _subject_verb(tokens, 0, joined=joined)
    if cue is None or not cue.read:
        cue = _at_end(tokens) or cue
        if cue and tokens[0] in _PASSIVE:  # "'Yes' was a slogan of those years, Lund said"
            cue = Cue(UNREAD, "", direct=False)
    if cue is None and joined and _told_otherwise(tokens):
        return Cue(UNREAD, "", direct=False)
    return cue if cue is None or cue.read or joined else replace(cue, verb="", direct=False)


def _clause(text: str) -> list[str]:
    """Tokens up to the end of the sentence or the next quotation."""
    tokens: list[str] = []
    for match in TOKEN.finditer(text[:400]):
        if match[0] in {".", "!", "?", ";", "…", QUOTE} or len(tokens) > 50:
            break
        tokens.append(match[0])
    return tokens


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
        phrase = UNREAD if may_be_subject(tokens, i) else None
    if phrase is None:
        return None
    if goes_with_another(tokens, end):
        phrase, end = UNREAD, noun_phrase(tokens, end + 1)[1]
    verb = _verb_from(tokens, end)
    if not verb:
        return None
    if phrase.kind == "noun":
        named, stop = name_behind(tokens, end)
        if named and tokens[stop : stop + 1] == [","]:
            phrase = named
    behind = tokens[verb + 1 :]
    that = behind[:1] == ["that"] and not _PARTS_OF_TIME.intersection(behind[1:2])
    clause = that or (
        tokens[verb] in _SPEECH and any(t.casefold() in _FINITE_AFTER for t in behind)
    )
    return Cue(
        phrase,
        tokens[verb].casefold(),
        clause=clause,
        calls=behind == ["it"],
        asked=whom_asked(tokens, verb),
    )


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
        cue = inverted(tokens, i + 1) if i + 1 < len(tokens) else None
        cue = cue or _subject_verb(tokens, i + 1)
        if cue is None or cue.phrase.text.casefold() in REGIONS:  # "Lund, of Molde, Norway, said"
            continue
        if is_bare_office(cue.phrase, tokens):  # "Eva Lund, head of the mill said"
            named, end = noun_phrase(tokens, 0)
            whole = named is not None and named.kind == "name" and end == i
            cue = replace(cue, phrase=named if named and whole else UNREAD)
        rest = tokens[i + 1 :]
        at = next(k for k, token in enumerate(rest) if token.casefold() == cue.verb)
        if len(rest) - at <= 14 and "that" not in rest[at:]:
            if cue.read:
                return replace(cue, direct=False)
            verb = cue.verb if cue.phrase.kind == "other" else ""
            unread = unread or replace(cue, verb=verb, direct=False)
    return unread
