"""Sums of money and percentages as they are written: number, scale, currency."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bln": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
"""What a number is multiplied by."""

SIGNS = {
    "$": "dollar",
    "US$": "dollar",
    "A$": "Australian dollar",
    "C$": "Canadian dollar",
    "HK$": "Hong Kong dollar",
    "NZ$": "New Zealand dollar",
    "S$": "Singapore dollar",
    "NT$": "Taiwan dollar",
    "£": "pound",
    "€": "euro",
    "¥": "yen",
}
"""Currencies by the sign before a number. A bare $ may be any country's dollar, ¥ may be yuan."""

NAMES = {
    "dollar": "dollar",
    "dollars": "dollar",
    "dlrs": "dollar",
    "yen": "yen",
    "pound": "pound",
    "pounds": "pound",
    "mark": "mark",
    "marks": "mark",
    "franc": "franc",
    "francs": "franc",
    "euro": "euro",
    "euros": "euro",
    "yuan": "yuan",
}
"""Currencies by the word behind a number. Countries that share a name are not told apart."""

SUM_FROM = 1_000_000
"""From here on it is a sum; below it, mostly a price."""

MAYBE_WEIGHT = "may be a weight"
MAYBE_SCALE = "its scale may stand with another number"

PERCENT = "%"

_LONGEST = 80
_NUMBER = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
_SCALE = rf"(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})"
_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_SIGNED = re.compile(rf"(?P<sign>{_SIGN})\s?{_NUMBER}(?:[\s-]?{_SCALE})?", re.ASCII)
_NAMED = re.compile(rf"{_NUMBER}(?:[\s-]?{_SCALE})?[\s-](?P<name>{'|'.join(NAMES)})", re.ASCII)
_RATE = re.compile(rf"{_NUMBER}\s?(?:%|per\s?cent|pct)", re.ASCII | re.IGNORECASE)


class Amount(NamedTuple):
    """A sum of money or a percentage.

    Attributes
    ----------
    number
        The number as written, without its scale.
    scale
        What it is multiplied by: 1, a thousand, a million, a billion, a trillion.
    unit
        The currency as named, or ``'%'``.
    value
        Number times scale, in the unit. No currency is converted and no price level undone.
    doubt
        Why it may be something else; ``''`` where nothing speaks for that.
    """

    number: float
    scale: int
    unit: str
    value: float
    doubt: str = ""


@lru_cache(maxsize=1 << 16)
def parse_money(text: str) -> Amount | None:
    """Read a sum of money.

    Parameters
    ----------
    text
        As the table of mentions has it; any text is taken.

    Returns
    -------
    Amount or None
        None where it is not a number with a currency of `SIGNS` or `NAMES`. "Pounds" below a
        million may be a weight, which ``doubt`` says. Commas part thousands.

    Examples
    --------
    >>> parse_money("$4.5 billion")
    Amount(number=4.5, scale=1000000000, unit='dollar', value=4500000000.0, doubt='')
    >>> parse_money("300 mln dlrs").value, parse_money("6,000 billion yen").unit
    (300000000.0, 'yen')
    >>> parse_money("300 pounds").doubt, parse_money("a fortune")
    ('may be a weight', None)
    """
    plain = " ".join(text[: _LONGEST + 1].split())
    if len(plain) > _LONGEST:
        return None
    match = _SIGNED.fullmatch(plain) or _NAMED.fullmatch(plain)
    if match is None:
        return None
    found = match.groupdict()
    unit = SIGNS[found["sign"]] if "sign" in found else NAMES[found["name"]]
    scale = SCALES[found["scale"]] if found["scale"] else 1
    amount = _amount(found["number"], scale, unit)
    weight = unit == "pound" and "name" in found and amount.value < SUM_FROM
    return amount._replace(doubt=MAYBE_WEIGHT) if weight else amount


@lru_cache(maxsize=1 << 16)
def parse_rate(text: str) -> Amount | None:
    """Read a percentage.

    Parameters
    ----------
    text
        As the table of mentions has it; any text is taken.

    Returns
    -------
    Amount or None
        None where it is no number with a sign or word for percent. The mention tells neither
        whether something rose or fell nor of what it is a share.

    Examples
    --------
    >>> parse_rate("2.5%").value, parse_rate("up a bit")
    (2.5, None)
    """
    plain = " ".join(text[: _LONGEST + 1].split())
    match = _RATE.fullmatch(plain) if len(plain) <= _LONGEST else None
    return _amount(match["number"], 1, PERCENT) if match else None


def _amount(number: str, scale: int, unit: str) -> Amount:
    exact = Decimal(number.replace(",", ""))
    return Amount(float(exact), scale, unit, float(exact * scale))
