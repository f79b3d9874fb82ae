"""Prices of the dollar in yen and marks, as a hint at the year.

A text that gives a rate was hardly written in a year in which the dollar never stood there, and
most likely in one in which it stood there in that month. Rates come back after decades, so they
weigh on the guess of a year and bound nothing.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log

from helpers.intake.data import FOLDER

_RATE = re.compile(
    r"(?<![\d.,$])(?P<rate>\d{2,3}(?:\.\d{1,2})?)(?:/\d\d)? (?P<yen>yen)\b"
    r"(?:(?: to the dollar| a dollar)?,? (?:against|from|compared with|vs)"
    r" (?P<then>\d{2,3}(?:\.\d{1,2})?)"
    r"(?=,? (?:a|one) year (?:ago|earlier|before)))?"
    r"|(?<=[^\d.,$])(?P<price>\d{2,3}(?:\.\d{1,2})?) (?:to|against|per) the (?:U\.?S\.? )?dollar\b"
    r"|(?<![\d.,$])(?P<mark_rate>[1-3]\.\d{2,4})(?:/\d\d)? (?P<marks>marks)\b"
)
_YEAR_AGO = re.compile(
    r",? (?:a|one) year (?:ago|earlier|before)|,? in the (?:same|year-earlier)\b"
)
_YEN_BEFORE = re.compile(
    r"\byen\b(?![^.;]*\b(?:mark|franc|yuan|euro|pound|won|peso|baht)s?\b)[^.;]*(?<!\bfrom) $"
)
"""What stands before "106 to the dollar" where yen are meant, and not as of an earlier day."""

_REACH = 80
MOST_RATES = 12

YEARS_OF_RATES = (1971, 2025)
"""First and last year to consider where nothing but rates tells of the time."""

NO_SUCH_RATE = log(0.02)
"""Weight of a day on which the dollar was far from where the text has it."""

NO_MEAN = log(0.4)
"""Weight of a day whose year had such a rate, where no means of its months are known."""

SPREAD = 0.03
"""How far a rate in the news strays from the mean of its month, as a share of it."""


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

    def weight_on(self, day: date) -> float:
        """Weigh how well the price goes with the means of the month of a day and the one before.

        Parameters
        ----------
        day : datetime.date
            Any day.

        Returns
        -------
        float
            A logarithm: 0 for the mean itself, less for what is farther off.
        """
        means = _means()[self.currency]
        month = (day.year - self.ago) * 12 + day.month - 1
        known = [means[at] for at in (month, month - 1) if at in means]
        if not known:
            return NO_MEAN if self.is_of(day.year) else NO_SUCH_RATE
        gap = min(abs(self.price / mean - 1) for mean in known)
        return max(-((gap / SPREAD) ** 2) / 2, NO_SUCH_RATE)


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
            currency = match["yen"] or match["marks"] or "yen"
            before = text[max(0, match.start() - _REACH) : match.start()]
            if match["price"] and not _YEN_BEFORE.search(before):
                continue
            ago = 1 if not match["then"] and _YEAR_AGO.match(text, match.end()) else 0
            price = match["rate"] or match["price"] or match["mark_rate"]
            found.append(Rate(currency, float(price), ago))
            if match["then"]:
                found.append(Rate(currency, float(match["then"]), 1))
        if len(found) >= MOST_RATES:
            break
    return found


def weigh_rates(day: date, rates: Sequence[Rate]) -> float:
    """Weigh how well rates go with a day; the best one of each currency, and of each year, counts.

    Parameters
    ----------
    day : datetime.date
        Any day.
    rates : sequence of Rate
        Rates in a text; some may be of earlier years.

    Returns
    -------
    float
        A logarithm, 0 at most.

    Examples
    --------
    >>> rates = find_rates("The dollar closed at 142.35 yen.")
    >>> max(range(1976, 2001), key=lambda year: weigh_rates(date(year, 10, 9), rates))
    1989
    """
    best: dict[tuple[str, int], float] = {}
    for rate in rates:
        series = rate.currency, rate.ago
        best[series] = max(best.get(series, NO_SUCH_RATE), rate.weight_on(day))
    return sum(best.values())


@cache
def _means() -> dict[str, dict[int, float]]:
    """Return the mean of each month, the months counted from the year 0."""
    table: dict[str, dict[int, float]] = defaultdict(dict)
    with (FOLDER / "monthly_rates.csv").open(encoding="utf-8", newline="") as lines:
        for currency, year, *means in csv.reader(line for line in lines if line[0].islower()):
            if year.isdigit():
                months = enumerate(map(float, means), start=int(year) * 12)
                table[currency].update(months)
    return dict(table)


@cache
def _table() -> dict[str, dict[int, tuple[float, float]]]:
    table: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
    with (FOLDER / "exchange_rates.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            table[row["currency"]][int(row["year"])] = (float(row["low"]), float(row["high"]))
    return dict(table)
