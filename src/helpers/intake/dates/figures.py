"""Figures of the economy that were the latest ones for a year or a month: deficits, debts, rates.

Readers of trade news knew such figures by heart, and a text that gives one is mostly of the time in
which it was the latest. Other sums may be the same by chance, so they weigh and bound nothing.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from helpers.intake.data import FOLDER
from helpers.intake.dates.events import Event

MOST_FIGURES = 40
"""Figures that are looked at; more would only repeat them."""

BY_CHANCE = 0.03
"""Share of the weight that another year keeps, where the same sum may mean something else."""

_REACH = 160
_FIGURE = re.compile(
    r"(?P<sum>\d(?<![\d.,/-]\d)\d{0,2}(?:\.\d{1,3}|-[1-3]/[24])?)[ -]"
    r"(?P<unit>billion|bln|trillion|pct|per ?cent)\b"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum, and what it is the latest figure of.

    Attributes
    ----------
    series : str
        What is counted.
    beside : tuple of tuple of str
        Words of which one in each group must stand near.
    in_text : tuple of tuple of str
        Words of which one in each group must stand anywhere in the text.
    spans : tuple of (date, date)
        When it was the latest figure.
    """

    series: str
    beside: tuple[tuple[str, ...], ...]
    in_text: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[date, date], ...]


def find_figures(text: str) -> list[Event]:
    """Find figures that were the latest of their series at a known time.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    list of Event
        One for each series met, in the news while the figures were the latest.

    Examples
    --------
    >>> [event] = find_figures("The U.S. trade deficit of 171.2 billion dlrs troubled eels.")
    >>> event.in_the_news[0][0]
    datetime.date(1988, 1, 10)
    """
    table = _figures()
    whole = ""
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for count, match in enumerate(_FIGURE.finditer(text)):
        if count == MOST_FIGURES:
            break
        rows = table.get((match["sum"], match["unit"][0]))
        if rows is None:
            continue
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _REACH)
        near = text[start : match.end() + _REACH].partition("\n")[0].lower()
        for row in rows:
            if _has_each(near, row.beside):
                whole = whole or text.lower()
                if _has_each(whole, row.in_text):
                    spans[row.series].extend(row.spans)
    return [
        Event((), (), (), "", ((None, None),), tuple(sorted(set(days))), None, series, BY_CHANCE)
        for series, days in sorted(spans.items())
    ]


def _has_each(text: str, groups: tuple[tuple[str, ...], ...]) -> bool:
    return all(any(word in text for word in group) for group in groups)


@cache
def _groups(words: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split("|")) for group in words.split("; ") if group)


@cache
def _figures() -> dict[tuple[str, str], tuple[Figure, ...]]:
    spans: dict[tuple[str, str], dict[tuple[str, str, str], list[tuple[date, date]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    with (FOLDER / "figures.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            days = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
            for amount in row["figures"].split("; "):
                known = spans[amount, row["unit"][0]]
                known[row["series"], row["beside"], row["in_text"]].append(days)
    return {
        key: tuple(
            Figure(series, _groups(beside), _groups(in_text), tuple(days))
            for (series, beside, in_text), days in known.items()
        )
        for key, known in spans.items()
    }
