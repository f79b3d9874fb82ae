"""Habits of print that point to some decades: units of the telex, sign-offs, names of cities.

They are no more than hints. They give a range where nothing else does, and any fact overrules them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from helpers.intake.data import FOLDER
from helpers.intake.dates.evidence import Evidence, Interval, short_cue

_END = 120
"""Characters at the end of a text within which an agency signs."""

_HEAD = 400
"""Characters at the top of a text within which its dateline stands."""


_MULTIPLES = ("mln", "bln", "illion")


@dataclass(frozen=True, slots=True)
class Habit:
    """A row of the table of habits.

    Attributes
    ----------
    place : str
        ``"units"``, ``"sign-off"`` or ``"dateline"``.
    words, towns : tuple of str
        What to look for; the same in lower case.
    at_least : int
        How many of the words a text must have.
    days : tuple of (date or None, date or None)
        When it was the habit, widely.
    note : str
        What is known of it.
    """

    place: str
    words: tuple[str, ...]
    towns: tuple[str, ...]
    at_least: int
    days: Interval
    note: str


def find_style_hints(text: str, place: str = "") -> list[tuple[int, Evidence]]:
    """Find habits of print that point to some decades.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.
    place : str, default ""
        The dateline.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue, of kind ``"hint"``; each habit once.

    Examples
    --------
    >>> [(_, cue)] = find_style_hints("Eels cost 5 mln dlrs, 3 pct more.")[:1]
    >>> cue.cue, cue.latest
    ('mln', datetime.date(2003, 12, 31))
    """
    found = []
    units = _units(text)
    town = place.lower()
    tail = text[-_END:].rstrip(" .\n")
    around = f"{text[:_HEAD]}\n{place}\n{tail}"
    for habit in _habits():
        if habit.place == "units":
            met = [(units[word], word) for word in habit.words if word in units]
            at, words = min(met) if len(met) >= habit.at_least else (-1, "")
        elif habit.place == "sign-off":
            named = [word for word in habit.words if word in around]
            signed = ((_signed(text, place, tail, word), word) for word in named)
            at, words = max(signed, default=(-1, ""))
        elif town.startswith(habit.towns):
            at, words = 0, next(word for word in habit.words if town.startswith(word.lower()))
        else:
            continue
        if at >= 0:
            found.append((at, Evidence(short_cue(words), "hint", (habit.days,), habit.note)))
    return found


def is_for_markets(hints: list[tuple[int, Evidence]]) -> bool:
    """Tell whether a text has the units of wires for markets.

    Parameters
    ----------
    hints : list of (int, Evidence)
        The hints found in it.

    Returns
    -------
    bool
        True for telex units.

    Examples
    --------
    >>> is_for_markets(find_style_hints("Eels cost 5 mln dlrs, 3 pct more."))
    True
    """
    return any(cue.note.startswith("wires sent by telex") for _, cue in hints)


def _units(text: str) -> dict[str, int]:
    """Return where each unit of the table stands first, after a figure or another unit."""
    places: dict[str, int] = {}
    for match in _unit_pattern().finditer(text):
        at = match.start(1)
        if text[at - 2].isdigit() or text[max(0, at - 8) : at - 1].endswith(_MULTIPLES):
            places.setdefault(match[1], at)
    return places


@cache
def _unit_pattern() -> re.Pattern[str]:
    words = {word for habit in _habits() if habit.place == "units" for word in habit.words}
    return re.compile(rf" ({'|'.join(sorted(words))})(?!\w)")


def _signed(text: str, place: str, tail: str, word: str) -> int:
    """Return where an agency signs: at the very end, or beside the dateline."""
    if tail.endswith((f" {word}", f"\n{word}")):
        return max(len(text) - _END, 0) + len(tail) - len(word)
    beside = (f"({word})", f", {word} -")
    if any(form in place for form in beside):
        return 0
    return max(text.find(form, 0, _HEAD) for form in beside)


@cache
def _habits() -> tuple[Habit, ...]:
    with (FOLDER / "style_hints.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return tuple(
        Habit(
            row["place"],
            tuple(row["words"].split("; ")),
            tuple(row["words"].lower().split("; ")),
            int(row["at_least"]),
            (_day(row["from"]), _day(row["to"])),
            row["note"],
        )
        for row in rows
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
