"""Which column of a table, or field of a JSON object, holds what of a clipping."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from helpers.intake.data import read_names
from helpers.intake.formats.encodings import without_surrogates
from helpers.intake.formats.localised_dates import is_numeric, read_days
from helpers.intake.formats.markup_in_cells import plain_text
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Given, Refusal

TEXT = "text"
KNOWN = (
    *(TEXT, "headline", "date", "year", "month", "day"),
    *("publisher", "byline", "place", "address", "language"),
)
"""What a column can hold of a clipping."""

_OF_A_DATE = frozenset({"date", "published", "publication", "pubdate", "issued", "created"})
"""Fields of JSON in which a year, a month or a day is that of the article."""
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?")
_NOT_LETTERS = re.compile(r"[\W_]+")
_MOST_NAMES, _LONGEST_NAME = 12, 40
_LONGEST_FIELD = 2000
"""Characters of a headline or any other cell beside the text; more is a mistake of the table."""


class ColumnsError(Exception):
    """No column holds the text, or one that the user names is missing; the message says which."""


@cache
def _usual() -> dict[str, tuple[str, int]]:
    """Simplified name of a column to what it holds, and how telling the name is (0 is best)."""
    rows = read_names("column_names.tsv").items()
    return {_simple(form): (what, rank) for rank, (form, what) in enumerate(rows)}


def _simple(name: str) -> str:
    return _NOT_LETTERS.sub("", name.casefold())


def find_columns(names: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Find the columns that hold the parts of a clipping.

    Parameters
    ----------
    names : sequence of str
        Names of the columns, or dotted names of JSON fields, in their order.
    chosen : mapping of str to str
        What the user says: part to column.

    Returns
    -------
    dict
        Part (one of :data:`KNOWN`) to column.

    Raises
    ------
    ColumnsError
        If no column holds the text, or one that the user named is not there.

    Examples
    --------
    >>> find_columns(["ID", "Pub_Date", "Full text"], {})
    {'date': 'Pub_Date', 'text': 'Full text'}
    >>> find_columns(["ID", "words"], {})
    Traceback (most recent call last):
    helpers.intake.formats.columns.ColumnsError: no column is known to hold the text: the columns \
are ID, words; say which one does with --columns text=NAME
    """
    found: dict[str, str] = {}
    ranks: dict[str, int] = {}
    for name in names:
        within, _, last = name.rpartition(".")
        what, rank = _usual().get(_simple(name)) or _usual().get(_simple(last), ("", 0))
        if within and what in ("year", "month", "day") and _parent(within) not in _OF_A_DATE:
            continue
        if what and rank < ranks.get(what, 1_000_000):
            found[what], ranks[what] = name, rank
    for what, name in chosen.items():
        if name not in names:
            raise ColumnsError(_missing(what, name, names))
        found = {part: column for part, column in found.items() if column != name or part == what}
        found[what] = name
    if TEXT not in found:
        raise ColumnsError(
            f"no column is known to hold the text: the columns are {_listed(names)}; "
            "say which one does with --columns text=NAME"
        )
    return found


def _missing(what: str, name: str, names: Sequence[str]) -> str:
    by_fold = {other.casefold(): other for other in names}
    close = difflib.get_close_matches(name.casefold()[:200], list(by_fold)[:500], n=1)
    near = f": did you mean {_shown(by_fold[close[0]])}?" if close else ""
    return (
        f"there is no column '{_shown(name)}' for the {what}{near or ':'} "
        f"the columns are {_listed(names)}"
    )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(map(_shown, names[:_MOST_NAMES])) + more


def _shown(name: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in name[:_LONGEST_NAME]).strip()
    return plain + "…" * (len(name) > _LONGEST_NAME) or "(no name)"


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
            given = given_of(value, self.order)
            stated, passed_over = _stated_date(value, self.order)
            in_two_ways = given.last_day is not None and is_numeric(stated)
            if passed_over or (stated and (given.day is None or in_two_ways)):
                self.n_unread += 1
                self.unread = self.unread or passed_over or stated
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
                f"'{_shown(self.unread)}': write days as 1995-02-01",
                "dates",
            )


def as_text(value: object, joint: str = ", ") -> str:
    r"""Write a value as text.

    Parameters
    ----------
    value : object
        A cell, or a value of JSON: text, a number, a list of these, None.
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
        return joint.join(filter(None, (as_text(item, joint) for item in value[:100_000]
                                        if not isinstance(item, list | tuple))))  # fmt: skip
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
        return " ".join(text.replace("\0", " ").split())

    address = cell("address")
    first, last = read_days(_stated_date(value, order)[0], order) or (None, None)
    return Given(
        headline=cell("headline"),
        byline=_by(cell("byline")),
        publisher=cell("publisher"),
        place=cell("place"),
        language=language_code(cell("language")),
        address=address if address.startswith(("http://", "https://")) else "",
        day=first,
        last_day=None if first == last else last,
        day_source="column" if first else "",
    )


def _parent(name: str) -> str:
    return _simple(name.rpartition(".")[2])


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
    used = date and (date in found or number)
    return found or date or year, date if date and found and not used else ""


def _by(byline: str) -> str:
    return byline[3:].lstrip() if byline[:3].casefold() == "by " else byline


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
