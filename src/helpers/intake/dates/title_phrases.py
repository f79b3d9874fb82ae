"""What the noun phrase around a title says: whose title it is, and whether it is still held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from helpers.intake.data import read_names
from helpers.intake.stopwords import STOP_WORDS

_FALL = (
    r"resignation|removal|dismissal|ouster|fall|downfall|death|assassination|overthrow|sacking|"
    r"departure|demotion|purge|execution|funeral|memory|killing|murder|slaying|burial|coffin|grave"
)
_FALL_BEFORE = re.compile(rf"\b(?:{_FALL})(?: (?:in|on|last) \w+)? of (?:[\w.'-]+ ){{0,4}}$", re.I)
_FALL_AFTER = re.compile(
    rf"(?:'s (?:{_FALL})|,? (?:who )?(?:resigned|died|stepped down|was (?:removed|dismissed|ousted|"
    r"sacked|replaced|deposed|killed|murdered|shot dead|assassinated|buried|forced|succeeded)))\b"
)
_CAREER = re.compile(
    r"\b(?:served|worked|serving|secretary|advis[eo]r|ambassador|aide|veteran|post|job)\b"
    r"[^.;]{0,40} (?:in|of|from|for) the $"
)
_TO_COME = re.compile(r"[ -](?:elect|designate|nominee)\b")
_YEAR = re.compile(
    r"\b(?i:in|since|of|from|during|between) (?:[A-Z][a-z]+ )?(?:1[5-9]|20)\d\d\b"
    r"|\b(?:years|decades|generation) (?:ago|earlier)\b"
)
_SAYS = re.compile(
    r",? (?:also |has |today |yesterday )?(?:said|says|told|announced|added|warned|predicted|"
    r"forecast|estimated|reported|stated|noted|declared|confirmed)\b"
)
_STAYS = re.compile(
    r",? (?:who )?(?:has|have) (?:\w+ ){1,6}since (?:[A-Z][a-z]+ )?(?:1[5-9]|20)\d\d\b"
)
"""What is so to this day: "the premier, who has ruled since 1961"."""

_HELD_SINCE = re.compile(r" since (?:[A-Z][a-z]+ )?(?:1[5-9]|20)\d\d(?=[,.;:)])")
_ENDS = re.compile(
    r"\b(?:hand(?:s|ed|ing) (?:over|power)|resign(?:s|ed)?|quit|step(?:s|ped) down|fled|flees|fell|"
    r"dies|died|lost|ousted|overthrown|deposed|removed|toppled|killed|conceded|buried)\b"
)
_OWN_YEAR = re.compile(r"'s (?:1[5-9]|20)\d\d\b")
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"')]* ")
FORMER, NOT_YET = "named as former holder", "not yet in office"
"""Doubts that tell whether the office had been held by then."""

_DOUBTS = {"former holder": FORMER, NOT_YET: NOT_YET, "history": "named as history"}
_JOINED = re.compile(r'(?<=\w)-|["(]')
_LEFT = frozenset({"former", "ex", "late", "onetime"})
_THEN = re.compile(r"\bthen-$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says of a title.

    Attributes
    ----------
    doubt : str
        Why the phrase does not tell when the text was written; empty where it does.
    acting : bool
        Whether the office is held for the time being.
    has_left : bool
        Whether the office is held no more; "and then President Ford spoke" leaves that open.
    """

    doubt: str = ""
    acting: bool = False
    has_left: bool = False


def read_phrase(
    lead: str,
    match: re.Match[str],
    country: str,
    *,
    strict: bool,
    whole: bool = False,
    numbered: bool = False,
) -> Reading | None:
    """Read backwards from a title what it is the title of.

    Parameters
    ----------
    lead : str
        What stands before the title.
    match : re.Match
        Groups ``title`` and perhaps ``of``, the place after the title.
    country : str
        Country of the office; empty where any will do.
    strict : bool
        Whether to refuse a title that may be of some other body, such as "Fjord Lines president".
    whole : bool, default False
        Whether to refuse a lead with any word that is not understood.
    numbered : bool, default False
        Whether "first" and the like leave open which term is meant.

    Returns
    -------
    Reading or None
        None where the title is of another country or body.

    Examples
    --------
    >>> title = re.compile("(?P<title>prime minister)").search("former Danish prime minister")
    >>> read_phrase("former Danish ", title, "Denmark", strict=True)
    Reading(doubt='named as former holder', acting=False, has_left=True)
    >>> read_phrase("former Danish ", title, "Norway", strict=True)
    """
    if "of" in match.re.groupindex and match["of"] and not _is_in(match["of"], country):
        return None
    doubt = _doubt_around(lead, match)
    words = _JOINED.sub(" ", lead).split()[-8:]
    acting, nearest, has_left = False, True, bool(_THEN.search(lead))
    while words and not doubt:
        taken = _country_at_end(words)
        if taken and country not in {"", _country(words[-taken:])}:
            return None
        if taken:
            del words[-taken:]
            nearest = False
            continue
        word = words.pop()
        meaning = _meaning(word)
        doubt = _DOUBTS.get(meaning, meaning if numbered and "terms" in meaning else "")
        acting = acting or word.lower() == "acting"
        has_left = has_left or word.lower() in _LEFT
        if not doubt and meaning not in {"adjective", "determiner"}:
            odd = strict and nearest and _is_of_body(word, meaning, match["title"])
            if odd or whole or meaning == "another office":
                return None
            break
    taken = _country_at_end(words) if has_left else 0
    if taken and country not in {"", _country(words[-taken:])}:
        return None
    return Reading(doubt, acting, has_left)


def _doubt_around(lead: str, match: re.Match[str]) -> str:
    if _TO_COME.match(match.string, match.end("title")):
        return "not yet in office"
    if _CAREER.search(lead):
        return "named in a career"
    return "named at the end of the term" if _FALL_BEFORE.search(lead) else ""


def doubt_about(text: str, name_end: int, start: int, end: int) -> str:
    """Tell why the words around a title and a name may speak of the past.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    name_end : int
        Where the name ends.
    start, end : int
        Where title and name stand together.

    Returns
    -------
    str
        Empty where nothing speaks for it.

    Examples
    --------
    >>> text = "Premier Lund resigned. Premier Lund signed it in 1971. Premier Lund spoke."
    >>> [doubt_about(text, at + 12, at, at + 12) for at in (0, 23, 55)]
    ['named at the end of the term', 'named beside a year', '']
    """
    if _FALL_AFTER.match(text, name_end) or _FALL_AFTER.match(text, end):
        return "named at the end of the term"
    opening = max(0, start - 200, text.rfind("\n", max(0, start - 200), start) + 1)
    for stop in _SENTENCE_END.finditer(text, opening, start):
        opening = stop.end()
    closing = end + 250
    if stop_after := _SENTENCE_END.search(text, end, closing):
        closing = stop_after.start()
    sentence = text[opening:closing].partition("\n")[0]
    if _SAYS.match(text, end) and not _YEAR.search(text, opening, start):
        return ""  # the year is in what is said
    held = _HELD_SINCE.match(text, end)
    if held and _ENDS.search(sentence, end - opening):
        return "named at the end of the term"
    if stays := _STAYS.match(text, name_end) or held:
        sentence = sentence[: end - opening] + text[stays.end() : closing].partition("\n")[0]
    year = _YEAR.search(sentence) or _OWN_YEAR.match(text, end)
    return "named beside a year" if year else ""


def is_one_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether no sentence ends between two places.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    start, end : int
        Places in the text.

    Returns
    -------
    bool
        False at the end of a paragraph too.

    Examples
    --------
    >>> is_one_sentence("It ends. It starts.", 0, 5), is_one_sentence("It ends. It starts.", 0, 12)
    (True, False)
    """
    return "\n" not in text[start:end] and not _SENTENCE_END.search(text, start, end)


@cache
def _meanings() -> dict[str, str]:
    return read_names("title_words.tsv")


@cache
def _countries() -> dict[str, str]:
    offices_of = {"Europe": "EC/EU"}
    forms = read_names("countries.tsv").items()
    return {form: offices_of.get(name, name) for form, name in forms}


def _meaning(word: str) -> str:
    """Return what a word before a title tells: 'end' where the phrase ends before it."""
    if word[-1] in ",.;:!?)-":
        return "end"
    low = word.lower().removesuffix("'s")
    return _meanings().get(low) or ("end" if low in STOP_WORDS else "")


def _is_of_body(word: str, meaning: str, title: str) -> bool:
    """Tell whether the word before a title names a firm or a field: 'Fjord Lines president'."""
    if meaning in {"end", "no body"}:
        return False
    return not word.isupper() if word[0].isupper() else title[0].islower() and word.islower()


def _country_at_end(words: list[str]) -> int:
    return next((n for n in (3, 2, 1) if n <= len(words) and _country(words[-n:])), 0)


def _country(words: list[str]) -> str:
    return _countries().get(" ".join(words).lower().removesuffix("'s").removesuffix("'"), "")


def is_country(word: str) -> bool:
    """Tell whether a word names a country or its people.

    Parameters
    ----------
    word : str
        One word.

    Returns
    -------
    bool
        As the table of countries has it.

    Examples
    --------
    >>> is_country("English"), is_country("Gorbachev")
    (True, False)
    """
    return bool(_country([word]))


def _is_in(place: str, country: str) -> bool:
    words = place.replace(" the ", " ").split()[1:]
    return any(_country(words[:n]) == country for n in range(len(words), 0, -1))
