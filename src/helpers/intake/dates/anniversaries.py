"""How many years ago what a text names is said to be: "thirty years after the Plaza Accord".

A text that looks back so names people and deeds of that time as if they were of its own. What it
says of the years between is a lower bound that outdoes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from helpers.intake.dates.evidence import Evidence, short_cue
from helpers.intake.number_words import NUMBERS

_IRREGULAR = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
}  # fmt: skip
_UNITS = {"year": 1, "decade": 10, "centur": 100}

_WORD = r"\d{1,3}|[a-z]{2,10}(?:-[a-z]{2,8})?"
_YEARS = (
    rf"\b(?:(?P<half>half|quarter of) )?(?P<number>{_WORD}|a) "
    r"(?P<unit>years?|decades?|century|centuries)"
)
_TIED = r"(?: to the day)?,? (?P<tie>after|since|on from|later|ago)\b"
_SPAN = re.compile(_YEARS + _TIED, re.I)
_UNIT = re.compile(rf"[YyDdCc](?i:(?:ears?|ecades?|entury|enturies){_TIED})")
_LONGEST_NUMBER = 40
"""Characters before the unit of years within which their number begins."""

_ANNIVERSARY = re.compile(
    r"\b(?P<number>\d{1,3}(?:st|nd|rd|th)|[a-z]{4,10}(?:-[a-z]{4,7})?) anniversary of\b", re.I
)
_NO_COUNT = re.compile(
    r"\b(?:within|until|for|over|during|every|up to|than|first|last|next|another|in|by)"
    r"(?: the| some| about| at least)? $",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|may|might|if|unless|until|plans?|due|expected|next year|"
    r"to be)\b"
)
_YEAR = r"(?P<year>1[6-9]\d\d|20[0-4]\d)"
_YEAR_TOLD = re.compile(rf"\b(?:[Ii]n|of|[Ss]ince) (?:[A-Z][a-z]+ )?{_YEAR}\b(?![-/]\d)")
_YEAR_BEHIND = re.compile(rf",? (?:back )?in (?:[A-Z][a-z]+ )?{_YEAR}\b")
_STOP = re.compile(r"(?<=[a-z)\"'\d])[.!?][\"')]* (?=[A-Z\"'])")

_REACH = 70
"""Characters behind "years after" within which an event is what came before these years."""

_RIGHT_BEHIND = re.compile(r"(?: (?:the|then|former|us|u\.s\.|then-))*[ -]?", re.IGNORECASE)
_ANOTHER_DEED = re.compile(r"[,;:\n]|\b(?:he|she|they|it|his|her|their|who)\b", re.IGNORECASE)

_BACK = 300
"""Characters of the paragraph before "years later" in which the year that it counts from stands."""

_LEAST = 2


def find_anniversaries(
    text: str, named: Sequence[tuple[int, Evidence]]
) -> list[tuple[int, Evidence]]:
    """Find how many years before the text something is said to have been.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    named : sequence of (int, Evidence)
        Events and people in office, with their places in the text.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of kind ``"relative"``, a lower bound: round numbers of years are
        taken to be up to a tenth too high.

    Examples
    --------
    >>> [(_, cue)] = find_anniversaries("In 1955 eels were poor. Thirty years later they eat.", ())
    >>> cue.cue, cue.earliest
    ('Thirty years later', datetime.date(1982, 1, 1))
    """
    found = []
    for match in _spans(text):
        years = _years(match)
        before, after = sentence_around(text, match.start(), match.end())
        if years < _LEAST or _NO_COUNT.search(before[-30:]) or _AHEAD.search(before + after):
            continue
        tie = match["tie"].lower()
        if tie == "later":
            start = None if before.strip() else _year_before(text, match.start())
        elif tie == "ago":
            start = _year_beside(before, after)
        else:
            start = _start(text, named, match.end())
        if start is not None:
            found.append((match.start(), _evidence(match.group(), years, *start)))
    if "anniversary of" not in text.lower():
        return found
    for match in _ANNIVERSARY.finditer(text):
        years = _ordinal(match["number"].lower())
        before, after = sentence_around(text, match.start(), match.end())
        start = _start(text, named, match.end())
        if years >= _LEAST and start is not None and not _AHEAD.search(before + after):
            found.append((match.start(), _evidence(match.group(), years, *start)))
    return found


def _spans(text: str) -> Iterator[re.Match[str]]:
    """Find numbers of years from their unit: to look for a number in each word takes long."""
    end = 0
    for unit in _UNIT.finditer(text):
        start = max(end, unit.start() - _LONGEST_NUMBER)
        if match := _SPAN.search(text, start, unit.end() + 1):
            end = match.end()
            yield match


def _evidence(words: str, years: int, start: date, what: str) -> Evidence:
    least = years - max(1, years // 10)
    first = _moved(start, least)
    note = f"looks back over {years} years, on this: {what}"
    return Evidence(short_cue(words), "relative", ((first, None),), note)


def _moved(day: date, years: int) -> date:
    return date(min(day.year + years, date.max.year), day.month, min(day.day, 28))


def _years(match: re.Match[str]) -> int:
    """Return the number of years; 0 where it is none."""
    word = match["number"].lower()
    unit = next(n for stem, n in _UNITS.items() if match["unit"].lower().startswith(stem))
    count = 1 if word in {"a", "an", "the"} else _number(word)
    if match["half"]:
        return {"half": unit // 2, "quarter of": unit // 4}[match["half"].lower()] * (count == 1)
    return count * unit


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS.get(word, 0)


def _ordinal(word: str) -> int:
    if word[0].isdecimal():
        return int(word[:-2])
    tens, _, ones = word.rpartition("-")
    if ones in _IRREGULAR:
        return NUMBERS.get(tens, 0) + _IRREGULAR[ones]
    stem = f"{ones[:-4]}y" if ones.endswith("ieth") else ones.removesuffix("th")
    return NUMBERS.get(tens, 0) + NUMBERS.get(stem, 0)


def _start(text: str, named: Sequence[tuple[int, Evidence]], end: int) -> tuple[date, str] | None:
    """Return the first day of what is named behind a place, and what it was.

    Somebody in office must stand right there: "ten years after he left school, the minister ...".
    """
    near = [pair for pair in named if 0 <= pair[0] - end <= _REACH]
    for place, cue in sorted(near, key=lambda pair: pair[0]):
        between = text[end:place]
        fits = (
            not _ANOTHER_DEED.search(between)
            if cue.kind == "event"
            else _RIGHT_BEHIND.fullmatch(between)
        )
        if fits and cue.earliest is not None:
            return cue.earliest, cue.note.partition(" (set aside")[0]
    return None


def _year_before(text: str, place: int) -> tuple[date, str] | None:
    """Return the last year told in the paragraph before a place."""
    paragraph = text[max(0, place - _BACK) : place].rpartition("\n")[2]
    return _told([*_YEAR_TOLD.finditer(paragraph)][-1:])


def _year_beside(before: str, after: str) -> tuple[date, str] | None:
    """Return the year of "in 1971, thirty years ago" or "thirty years ago, in 1971"."""
    match = _YEAR_BEHIND.match(after)
    return _told([match] if match else [*_YEAR_TOLD.finditer(before[-24:])][-1:])


def _told(matches: Sequence[re.Match[str]]) -> tuple[date, str] | None:
    for match in matches:
        return date(int(match["year"]), 1, 1), f"the year {match['year']}"
    return None


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a place in its sentence.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    start, end : int
        The place.

    Returns
    -------
    tuple of str
        200 characters of each at most.

    Examples
    --------
    >>> sentence_around("Cod is in. Eels are out. Hake is in.", 11, 15)
    ('', ' are out')
    """
    opening = max(0, start - 200, text.rfind("\n", max(0, start - 200), start) + 1)
    for stop in _STOP.finditer(text, opening, start + 1):
        opening = stop.end()
    before = text[opening:start]
    after = text[end : end + 200].partition("\n")[0]
    stop_after = _STOP.search(after)
    return before, after[: stop_after.start()] if stop_after else after
