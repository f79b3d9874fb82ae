"""Rows of tables and JSON objects to clippings, and what they say of them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from helpers.intake.data import read_names
from helpers.intake.dates.said_dates import OF_DAY_NUMBERS, OF_SHORT_YEARS
from helpers.intake.formats.column_names import TEXT, shown
from helpers.intake.formats.encodings import without_surrogates
from helpers.intake.formats.localised_dates import (
    DAY_NUMBERS,
    is_numeric,
    is_of_kind,
    read_days,
)
from helpers.intake.formats.markup_in_cells import plain_text
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Given, Refusal

_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?")
_CUT = re.compile(r"\s*(?:…|\.{3})?\s*\[\+(\d[\d,]{0,9}) char(?:acter)?s\]\s*\Z")
_LONGEST_CUT = 60
"""Sign at the end of a text that NewsAPI gives in part, and the most characters it may have."""

_LONGEST_FIELD = 2000
"""Characters of a headline or any other cell beside the text; more is a mistake of the table."""


@dataclass
class RowReader:
    """Makes a clipping of one row.

    Attributes
    ----------
    source : Source
        The file.
    format : str
        Name of its format.
    order : str
        In which order its dates are written, as
        :func:`~helpers.intake.formats.localised_dates.order_of` says.
    encoding : str
        How it is decoded.
    n_unread : int
        How many dates were met that are no day, or could be either of two.
    unread : str
        The first of them.
    """

    source: Source
    format: str
    order: str = ""
    encoding: str = ""
    n_unread: int = 0
    unread: str = ""

    def read(
        self, number: int, value: Callable[[str], object], damage: tuple[str, ...] = ()
    ) -> Iterator[Capture | Refusal]:
        """Make a clipping of a row, or say why there is none.

        Parameters
        ----------
        number : int
            Of the row, from 1; 0 where the file is the one row.
        value : callable
            From a part of a clipping to the row's value for it, or None.
        damage : tuple of str
            What is wrong with the row.

        Yields
        ------
        Capture or Refusal
            One.
        """
        part = f"row {number}" if number else ""
        text = plain_text(without_surrogates(as_text(value(TEXT), "\n\n")))
        longest = self.source.options.limits.article
        if not text.strip():
            yield self.source.refusal("empty", "its text is empty", part)
        elif len(text) > longest:
            clause = f"its text is longer than {longest // MEGABYTE} MB: cut it into articles"
            yield self.source.refusal("skipped", clause, part)
        else:
            given = self.given(value)
            if cut := _CUT.search(text, max(0, len(text) - _LONGEST_CUT)):
                text = text[: cut.start()]
                more = int(cut[1].replace(",", ""))
                damage = (*damage, f"its text is cut off in the file: {more:,} more characters are "
                                   "missing, take the text from the page itself")  # fmt: skip
            lost = text.count("\ufffd")
            if lost:
                damage = (*damage, f"{lost:,} unreadable character{'s' * (lost > 1)}")
            yield self.source.capture(
                text,
                part=part,
                given=given,
                format=self.format,
                encoding=self.encoding,
                damage=damage,
            )

    def given(self, value: Callable[[str], object]) -> Given:
        """Collect what a row says, as `given_of` does, and count the dates not understood.

        Parameters
        ----------
        value : callable
            From a part of a clipping to the row's value for it, or None.

        Returns
        -------
        Given
            As the columns have it.
        """
        given = given_of(value, self.order)
        stated, passed_over = _stated_date(value, self.order)
        in_two_ways = given.last_day is not None and is_numeric(stated)
        if passed_over or (stated and (given.day is None or in_two_ways)):
            self.n_unread += 1
            self.unread = self.unread or passed_over or stated
        return given

    def tell_unread(self) -> Iterator[Refusal]:
        """Account for the dates of the rows that were not understood.

        Yields
        ------
        Refusal
            One where there are any.
        """
        if self.n_unread:
            which = f"{self.n_unread:,} dates were" if self.n_unread > 1 else "a date was"
            yield self.source.refusal(
                "skipped",
                f"{which} not understood or can be read as either of two days, for instance "
                f"'{shown(self.unread)}': write days as 1995-02-01",
                "dates",
            )


def as_text(value: object, joint: str = ", ") -> str:
    r"""Write a value as text.

    Parameters
    ----------
    value : object
        A cell, or a value of JSON: text, a number, None, a list of these or of objects with a name.
    joint : str
        What goes between the items of a list.

    Returns
    -------
    str
        Empty for None and for what is no text.

    Examples
    --------
    >>> as_text(["One.", "Two."], "\n"), as_text(None), as_text(1994), as_text({})
    ('One.\nTwo.', '', '1994', '')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        items = (item.get("name") if isinstance(item, dict) else item for item in value[:100_000])
        texts = (as_text(item, joint) for item in items if not isinstance(item, list | tuple))
        return joint.join(filter(None, texts))
    if value is None or isinstance(value, dict | bytes | bool) or value != value:  # noqa: PLR0124  (NaN)
        return ""
    return str(value)


def given_of(value: Callable[[str], object], order: str = "") -> Given:
    """Collect what a row says about its clipping.

    Parameters
    ----------
    value : callable
        From a part of a clipping to the row's value for it, or None.
    order : str
        In which order dates are written.

    Returns
    -------
    Given
        As the columns have it; an address only where it is one of the web.

    Examples
    --------
    >>> row = {"headline": "Talks fail", "date": "1994-05-03", "address": "javascript:alert(1)"}
    >>> given = given_of(row.get)
    >>> given.headline, given.day.isoformat(), given.day_source, given.address
    ('Talks fail', '1994-05-03', 'column', '')
    """

    def cell(what: str) -> str:
        text = without_surrogates(as_text(value(what))[:_LONGEST_FIELD])
        if "&" in text or "<" in text:
            text = html.unescape(plain_text(text))
        return " ".join(text.replace("\0", " ").split())

    address = cell("address")
    stated = _stated_date(value, order)[0]
    first, last = read_days(stated, order) or (None, None)
    source = "column"
    if is_of_kind(stated, order):
        source = OF_DAY_NUMBERS if order == DAY_NUMBERS else OF_SHORT_YEARS
    return Given(
        headline=cell("headline"),
        byline=_by(cell("byline"), cell("place")),
        publisher=cell("publisher"),
        place=cell("place"),
        language=language_code(cell("language")),
        address=address if address.startswith(("http://", "https://")) else "",
        day=first,
        last_day=None if first == last else last,
        day_source=source if first else "",
    )


def _stated_date(value: Callable[[str], object], order: str) -> tuple[str, str]:
    """Write a row's date in one piece, where year, month and day may have a column each.

    The second text is a date that could not be read and that a year was taken for.
    """
    date, year, month, day = (
        " ".join(as_text(value(what))[:_LONGEST_FIELD].replace("\0", " ").split())
        for what in ("date", "year", "month", "day")
    )
    date = date or ("" if _DAY.fullmatch(day.removesuffix(".0")) else day)
    year, month, day = (part.removesuffix(".0") for part in (year, month, day))
    if not year or read_days(date, order):
        return date, ""
    number = _DAY.fullmatch(day) or _DAY.fullmatch(date.removesuffix(".0"))
    forms = [f"{date} {month} {year}", f"{date} {year}", f"{month} {year}", year]
    if month.isdigit():
        forms = [f"{year}-{month}", year]
    if number:
        named = f"{number[1]} {month} {year}"
        forms.insert(0, f"{year}-{month}-{number[1]}" if month.isdigit() else named)
    found = next((form for form in forms if read_days(form)), "")
    if number and found and found != forms[0]:  # no month has such a day
        return found, forms[0]
    used = date and (date in found or number)
    return found or date or year, date if date and found and not used else ""


def _by(byline: str, place: str) -> str:
    from helpers.intake.parts.surnames_first import surnames_last

    if not any(map(str.isalpha, byline)):  # the number that a site's database gives its author
        return ""
    names = byline[3:].lstrip() if byline[:3].casefold() == "by " else byline
    return surnames_last(names, place) if "," in names else names


@cache
def _languages() -> dict[str, str]:
    return read_names("language_names.tsv")


def language_code(name: str) -> str:
    """Turn the name of a language into its code.

    Parameters
    ----------
    name : str
        For instance ``"ENGLISH; ANGLAIS"``, ``"en-US"`` or ``"deutsch"``.

    Returns
    -------
    str
        ISO 639-1 code; empty where the name is not known.

    Examples
    --------
    >>> language_code("ENGLISH; ANGLAIS"), language_code("en-US"), language_code("Klingon")
    ('en', 'en', '')
    """
    first = re.split("[;,/|]", name, maxsplit=1)[0].strip().casefold()
    known = _languages()
    short = re.split("[-_]", first, maxsplit=1)[0]
    return known.get(first) or known.get(_unaccented(first)) or known.get(short, "")


def _unaccented(name: str) -> str:
    return name.translate(str.maketrans("àáâãäåçèéêëìíîïñòóôõöùúûü", "aaaaaaceeeeiiiinooooouuuu"))
