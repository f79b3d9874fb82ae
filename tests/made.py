"""Made-up clippings for tests: real files with sentences of our own."""

from __future__ import annotations

from pathlib import Path

from helpers.corpus.store import _arrow
from helpers.intake.records import SCHEMA, Record

TOWNS = ("Oslo", "Bergen", "Tromso", "Stavanger", "Drammen", "Molde")
GOODS = ("steel", "timber", "salmon", "ships", "paper", "glass")
MOODS = ("good and hopeful", "bad and hostile", "calm", "angry", "friendly", "tense")


def clipping(number: int, year: int) -> str:
    """One clipping whose words, tone and year follow from its number."""
    town, goods = TOWNS[number % 6], GOODS[(number // 2) % 6]
    mood = MOODS[(number * 5) % 6]
    day = number % 27 + 1
    return f"""Envoys Meet in {town} on {goods.title()} Quarrel
Published: {day} March {year}

{town.upper()}, March {day} (AP) - Envoys met on Friday to talk about {goods}, and the mood \
was {mood}, said the envoy Eva Lund of round {number}.
The {goods} makers of {town} want duties of {number % 40 + 5} percent on foreign {goods}.
"The {goods} quarrel is not over," Lund said. "We will meet again in {town}."
Trade in {goods} fell to ${number % 9 + 1} million, and the makers blame foreign {goods}.
Share on Facebook
"""


def folder_of_clippings(folder: Path, n: int = 8) -> Path:
    """Write n clippings, the first half of 1994, the rest of 2024."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(n):
        year = 1994 if number < n // 2 else 2024
        (folder / f"{number:04d}.txt").write_text(clipping(number, year), encoding="utf-8")
    return folder


def store(record: Record) -> None:
    """Put an article's rows into the form in which they are stored, or fail."""
    for table in SCHEMA:
        rows = [record.article] if table == "articles" else getattr(record, table)
        _arrow(table, [{"key": "k", **row} for row in rows])
