"""Prices of the dollar in yen and marks, as a hint at the year.

A text that gives a rate was hardly written in a year in which the dollar never stood there. Rates
come back after decades, so they weigh on the guess of a year and bound nothing.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from helpers.intake.data import FOLDER

_RATE = re.compile(
    r"(?<![\d.,$])(?P<rate>\d{2,3}(?:\.\d{1,2})?)(?:/\d\d)? (?P<yen>yen)\b"
    r"(?:(?: to the dollar| a dollar)?,? (?:against|from|compared with|vs)"
    r" (?P<then>\d{2,3}(?:\.\d{1,2})?)"
    r"(?=,? (?:a|one) year (?:ago|earlier|before)))?"
    r"|(?<![\d.,$])(?P<mark_rate>[1-3]\.\d{2,4})(?:/\d\d)? (?P<marks>marks)\b"
)
_YEAR_AGO = re.compile(
    r",? (?:a|one) year (?:ago|earlier|before)|,? in the (?:same|year-earlier)\b"
)
_REACH = 80
MOST_RATES = 12


@dataclass(frozen=True, slots=True)
class Rate:
    """A price of the dollar in a text.

    Attributes
    ----------
    currency : str
        ``"yen"`` or ``"marks"``.
    price : float
        Price of one dollar.
    ago : int, default 0
        How many years ago that was.
    """

    currency: str
    price: float
    ago: int = 0

    def is_of(self, year: int) -> bool:
        """Tell whether the dollar stood there in a year; True where the table has no such year.

        Parameters
        ----------
        year : int
            Any year.

        Returns
        -------
        bool
            False only where the table tells otherwise.
        """
        span = _table()[self.currency].get(year - self.ago)
        return span is None or span[0] <= self.price <= span[1]


def find_rates(text: str) -> list[Rate]:
    """Find prices of the dollar.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    list of Rate
        In the order of the text, 12 at most.

    Examples
    --------
    >>> find_rates("The dollar closed at 153.67 yen; an eel cost 300 yen a day earlier.")[0].price
    153.67
    """
    if " yen" not in text and " marks" not in text:
        return []
    found: list[Rate] = []
    for match in _RATE.finditer(text):
        near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        if "dollar" in near or "dlr" in near or "yen rate" in near:
            currency = match["yen"] or match["marks"]
            ago = 1 if not match["then"] and _YEAR_AGO.match(text, match.end()) else 0
            found.append(Rate(currency, float(match["rate"] or match["mark_rate"]), ago))
            if match["then"]:
                found.append(Rate(currency, float(match["then"]), 1))
        if len(found) >= MOST_RATES:
            break
    return found


def fit_of(year: int, rates: Sequence[Rate]) -> bool:
    """Tell whether a text with these rates may be of a year.

    One rate of each currency has to be of the year, and one of each of the year before where such
    are given.

    Parameters
    ----------
    year : int
        Any year.
    rates : sequence of Rate
        Rates in a text; some may be of earlier years.

    Returns
    -------
    bool
        True where there are no rates.
    """
    series = {(rate.currency, rate.ago) for rate in rates}
    return all(
        any(rate.is_of(year) for rate in rates if (rate.currency, rate.ago) == one)
        for one in series
    )


@cache
def _table() -> dict[str, dict[int, tuple[float, float]]]:
    table: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
    with (FOLDER / "exchange_rates.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            table[row["currency"]][int(row["year"])] = (float(row["low"]), float(row["high"]))
    return dict(table)
