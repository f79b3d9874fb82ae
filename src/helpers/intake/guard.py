"""The guard: names of institutions and terms of art that are no praise or blame."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.intake.data import FOLDER
from helpers.intake.lines.cues import Cues
from helpers.intake.lines.framed import framed

GUARD_FILE = FOLDER / "guard.csv"
"""The phrases; a file to be edited."""


class Guarded(NamedTuple):
    """A sentence behind the guard.

    Attributes
    ----------
    text : str
        The sentence with the words of each phrase joined to one that no lexicon knows.
    phrases : tuple of str
        The phrases met, in order, as they stand there.
    """

    text: str
    phrases: tuple[str, ...]


def read_guard(path: Path = GUARD_FILE) -> tuple[str, ...]:
    """Phrases that name an institution or a thing of the trade and are no praise or blame.

    Parameters
    ----------
    path : Path
        CSV with the columns ``phrase`` and ``why``; lines that start with ``#`` are comments.

    Returns
    -------
    tuple of str
        The phrases, longest first.

    Examples
    --------
    >>> "United States" in read_guard()
    True
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        phrases = [row["phrase"].strip() for row in rows]
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=10_000)
def _pattern(cues: frozenset[str]) -> re.Pattern[str]:
    """Pattern of the phrases that may stand in a sentence: few are tried more quickly than all."""
    # A phrase with a capital is a name and must be met so; one without is met in any case.
    options = [
        re.escape(phrase) if phrase != phrase.lower() else f"(?i:{re.escape(phrase)})"
        for phrase in _phrases()
        if phrase.lower() in cues
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(options).replace(r"\ ", r"\s+") + r")(?![\w-])")


@lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    return read_guard()


@lru_cache(maxsize=1)
def _cues() -> Cues:
    """Give the phrases in lower case: a sentence without any of them needs no closer look."""
    return Cues(phrase.lower() for phrase in _phrases())


def guard(sentences: Sequence[str]) -> list[Guarded]:
    """Make the names of institutions neutral.

    Parameters
    ----------
    sentences : sequence of str
        Sentences.

    Returns
    -------
    list of Guarded
        One for each.

    Examples
    --------
    >>> guard(["The United  States won.", "Nobody won."])[0]
    Guarded(text='The United_States_ won.', phrases=('United States',))
    """
    found = [Guarded(sentence, ()) for sentence in sentences]
    cues: dict[int, set[str]] = {}
    for place, cue in _cues().find(framed(_regular(sentences))):
        cues.setdefault(place, set()).add(cue)
    for place, near in cues.items():
        found[place] = _guarded(sentences[place], frozenset(near))
    return found


def _regular(sentences: Sequence[str]) -> Sequence[str]:
    """Sentences with no space but single ones; most have no other."""
    text = "\n".join(sentences)
    single = "  " not in text and text.count("\n") == len(sentences) - 1
    if single and text.replace("\n", "").isprintable():
        return sentences
    return [" ".join(sentence.split()) for sentence in sentences]


def _guarded(sentence: str, cues: frozenset[str]) -> Guarded:
    phrases: list[str] = []

    def joined(match: re.Match[str]) -> str:
        parts = match.group().split()
        phrases.append(" ".join(parts))
        return "_".join(parts) + "_"

    return Guarded(_pattern(cues).sub(joined, sentence), tuple(phrases))


def neutralise(text: str) -> str:
    """Make the names of institutions in one text neutral.

    Parameters
    ----------
    text : str
        One sentence.

    Returns
    -------
    str
        The sentence with the words of each phrase joined by low lines.

    Examples
    --------
    >>> neutralise("The United States won.")
    'The United_States_ won.'
    """
    return guard([text])[0].text
