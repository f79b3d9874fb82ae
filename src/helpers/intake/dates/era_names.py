"""Names that came up, or died out, at a known time."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from helpers.intake.data import FOLDER
from helpers.intake.dates.evidence import Days, Evidence, short_cue
from helpers.intake.dates.word_sets import PhraseTable, phrase_table, possible_phrases

_SENTENCE = 160
_LOOKS_FAR_BACK = re.compile(
    r"\b(?:in|of|during|since|from) the (?:early |late |mid-|mid |19[4-9]0s and )?19[4-9]0s\b"
    r"|\b(?:once(?! (?:the|an?|it|they|this)\b)|used to|back then|in those days|"
    r"at the time|historians?|memoirs?|archives?|(?:years|decades) (?:ago|earlier|later))\b"
)


@dataclass(frozen=True, slots=True)
class EraName:
    """A name and the days on which a text may use it.

    Attributes
    ----------
    words, unless : tuple of str
        Forms of the name, and longer forms that mean something else.
    days : tuple of (date or None, date or None)
        From the day on which it may have been named as a plan, or to the day on which what it
        names ended.
    bygone_beside : tuple of str
        What a text names that speaks of it as gone.
    note : str
        What happened when.
    """

    words: tuple[str, ...]
    unless: tuple[str, ...]
    days: Days
    bygone_beside: tuple[str, ...]
    note: str


def find_era_names(text: str) -> list[tuple[int, Evidence]]:
    """Find names that tell before or after which day a text was written.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue, in the order of the text; each name once.

    Examples
    --------
    >>> [(place, cue)] = find_era_names("Fishermen feared the Doha accord of METI.")
    >>> cue.cue, cue.earliest, cue.latest
    ('METI', datetime.date(2000, 1, 1), None)
    """
    places: dict[int, tuple[int, str]] = {}
    for number, words in possible_phrases(_by_word(), text):
        if (place := _find(text, words, _era_names()[number].unless)) >= 0:
            places[number] = min(places.get(number, (place, words)), (place, words))
    found = []
    for number, (place, words) in places.items():
        name = _era_names()[number]
        bygone = name.days[0][1] is not None and _is_bygone(text, name)
        note = f"{name.note} (set aside: named as history)" if bygone else name.note
        cue = Evidence(short_cue(words), "name", name.days, note, used=not bygone)
        found.append((place, cue))
    return sorted(found, key=lambda cue: (cue[0], cue[1].cue))


def _is_bygone(text: str, name: EraName) -> bool:
    """Tell whether a text looks back on a body that has ended, in any sentence that names it."""
    if any(_find(text, words, ()) >= 0 for words in name.bygone_beside):
        return True
    for words in name.words:
        place = text.find(words)
        while place >= 0:
            start = max(0, place - _SENTENCE)
            before = text[start:place].rpartition("\n")[2].rpartition(". ")[2]
            after = text[place : place + _SENTENCE].partition("\n")[0].partition(". ")[0]
            if _LOOKS_FAR_BACK.search(before + after):
                return True
            place = text.find(words, place + 1)
    return False


def _find(text: str, words: str, unless: tuple[str, ...]) -> int:
    if words not in text:
        return -1
    for match in re.finditer(rf"(?<![\w-]){re.escape(words)}(?!\w)", text):
        around_match = text[max(0, match.start() - 20) : match.end() + 20]
        if not any(longer in around_match for longer in unless):
            return match.start()
    return -1


@cache
def _era_names() -> tuple[EraName, ...]:
    with (FOLDER / "era_names.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return tuple(
        EraName(
            tuple(row["words"].split("; ")),
            tuple(filter(None, row["unless"].split("; "))),
            ((_day(row["talked_from"] or row["exists_from"]), _day(row["ends"])),),
            tuple(filter(None, row["bygone_beside"].split("; "))),
            row["note"],
        )
        for row in rows
    )


@cache
def _by_word() -> PhraseTable:
    return phrase_table(
        (number, words) for number, name in enumerate(_era_names()) for words in name.words
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
