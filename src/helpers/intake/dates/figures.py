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
    r"(?<![\d.,/-])(?P<sum>\d{1,3}(?:\.\d{1,3}|-[1-3]/[24])?)[ -]"
    r"(?P<unit>billion|bln|trillion|pct|per ?cent)\b"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table of figures.

    Attributes
    ----------
    series : str
        What is counted.
    beside : tuple of tuple of str
        Words of which one in each group must stand near.
    first, last : datetime.date
        When it was the latest figure.
    """

    series: str
    beside: tuple[tuple[str, ...], ...]
    first: date
    last: date


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
            if all(any(word in near for word in group) for group in row.beside):
                spans[row.series].append((row.first, row.last))
    return [
        Event((), (), (), "", ((None, None),), tuple(sorted(set(days))), None, series, BY_CHANCE)
        for series, days in sorted(spans.items())
    ]


@cache
def _figures() -> dict[tuple[str, str], tuple[Figure, ...]]:
    table: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    with (FOLDER / "figures.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            figure = Figure(
                row["series"],
                tuple(tuple(group.lower().split("|")) for group in row["beside"].split("; ")),
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["to"]),
            )
            for amount in row["figures"].split("; "):
                table[amount, row["unit"][0]].append(figure)
    return {key: tuple(rows) for key, rows in table.items()}
