"""What intake hands on: captures, lines with their kinds, and articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, overload

from helpers.intake.dates.said_dates import said_dates

if TYPE_CHECKING:
    import datetime as dt

    from helpers.intake.dating import DateRange

BODY = "body"
"""Kind of a line that belongs to the article's running text."""

KEPT_KINDS = frozenset(
    {BODY, "headline", "byline", "credit", "dateline", "standfirst", "editor's note", "correction"}
)
"""Kinds of lines that belong to the article; any other kind is a reason for removal."""

REPEATED = "repeated in the folder"
"""Kind of a line that other stories of the folder have, too."""

RUNNING_HEAD = "running head"
"""Kind of a line that the pages of a print have above or below their text."""

REASONS = frozenset(
    {
        "advertisement", "author box", "caption", "clock time", "comment prompt", "contact",
        "continued line", "cookie notice", "copyright", "date line", "doubled headline",
        "export field", "market data notice", "masthead", "navigation", "newsletter",
        "page furniture", "paywall", "QR code", "related links", REPEATED, "repeated lines",
        RUNNING_HEAD, "share bar", "sidebar", "stray line", "teaser", "weather", "wire sign-off",
    }
)  # fmt: skip
"""Kinds of lines that do not."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says about its article, outside the article's own words.

    It is evidence, not truth: such data get copied wrong, and dates shift with reprints.

    Attributes
    ----------
    headline, byline, publisher, place, language, address : str
        As given; empty where the file does not tell. The language is an ISO 639-1 code, the address
        a URL.
    day : datetime.date or None
        When the file says that the article was published.
    last_day : datetime.date or None
        Where the file leaves several days open, as "March 1996" does, the last of them; ``day`` is
        then the first.
    day_source : str
        Where the day stands, one of :data:`helpers.intake.dates.said_dates.STATED`; empty without
        one.
    """

    headline: str = ""
    byline: str = ""
    publisher: str = ""
    place: str = ""
    language: str = ""
    address: str = ""
    day: dt.date | None = None
    last_day: dt.date | None = None
    day_source: str = ""

    def or_else(self, other: Given) -> Given:
        """Fill what is not said from another source.

        Parameters
        ----------
        other : Given
            What is believed less.

        Returns
        -------
        Given
            Days are taken from one of both, as a whole.

        Examples
        --------
        >>> Given(byline="Ada Byron").or_else(Given(byline="A. B.", place="Oslo"))
        Given(headline='', byline='Ada Byron', publisher='', place='Oslo', language='', \
address='', day=None, last_day=None, day_source='')
        """
        if self is NOTHING_GIVEN:
            return other
        told = {
            name: getattr(self, name) or getattr(other, name)
            for name in ("headline", "byline", "publisher", "place", "language", "address")
        }
        dated = self if self.day is not None else other
        return Given(**told, day=dated.day, last_day=dated.last_day, day_source=dated.day_source)


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Capture:
    """One clipping as it was found: its text and where it came from.

    Attributes
    ----------
    file : str
        Path relative to the folder, with forward slashes.
    digest : str
        SHA-256, in hexadecimal, of the file's bytes; of the clipping's own text where a file holds
        several.
    text : str
        The decoded text, as found.
    where : str
        Place inside the file, for instance ``"row 17"`` or ``"1994/a.txt"``; empty where the file
        is one clipping.
    given : Given
        What the file says about the article.
    kinds : tuple of str
        Kind of each line, where the format tells it, and an empty string where the line has to be
        judged by its look; one entry a line of ``text``, or none at all.
    format : str
        What the clipping was read as, for instance ``"text"``, ``"HTML"`` or ``"Nexis export"``.
    encoding : str
        How its bytes were decoded; empty where the format settles it.
    damage : tuple of str
        What was wrong with it, one clause each; empty for a sound clipping.
    name : str
        Name of the file, or of the member of an archive, that holds it; it may have a date.
    """

    file: str
    digest: str
    text: str
    where: str = ""
    given: Given = NOTHING_GIVEN
    kinds: tuple[str, ...] = ()
    format: str = "text"
    encoding: str = ""
    damage: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or a part of one, of which no clipping could be made, and why.

    Attributes
    ----------
    where : str
        Place inside the file; empty for the whole file.
    status : str
        ``"empty"``, ``"skipped"`` or ``"damaged"``.
    reason : str
        One clause that says what is wrong and, where there is something, what to do.
    """

    where: str
    status: str
    reason: str


class Line(NamedTuple):
    """One line of a capture and what it was taken for.

    Attributes
    ----------
    number : int
        Line number in the capture, from 1.
    kind : str
        ``"body"``, ``"headline"``, ``"byline"``, ``"credit"``, ``"standfirst"``, or the reason why
        the line was taken out (``"teaser"``, ``"paywall"``, ...).
    text : str
        The line with quotation marks and spaces made regular.
    confidence : float
        How sure it is that the line was rightly kept or taken out, from 0.5 (a coin) to 1.
    """

    number: int
    kind: str
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Lines(Sequence[Line]):
    """The lines of a capture, as columns: a page has hundreds, and most are only ever counted.

    Attributes
    ----------
    numbers, kinds, texts, confidences : tuple
        What each ``Line`` has under these names, in the singular.

    Examples
    --------
    >>> lines = Lines((1, 3), ("body", "teaser"), ("It rained.", "Read on"), (0.9, 0.97))
    >>> len(lines), lines[1].kind, [line.number for line in lines]
    (2, 'teaser', [1, 3])
    """

    numbers: tuple[int, ...]
    kinds: tuple[str, ...]
    texts: tuple[str, ...]
    confidences: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, i: int) -> Line: ...

    @overload
    def __getitem__(self, i: slice) -> Lines: ...

    def __getitem__(self, i: int | slice) -> Line | Lines:
        if isinstance(i, slice):
            return Lines(self.numbers[i], self.kinds[i], self.texts[i], self.confidences[i])
        return Line(self.numbers[i], self.kinds[i], self.texts[i], self.confidences[i])

    def __iter__(self) -> Iterator[Line]:
        return map(Line, self.numbers, self.kinds, self.texts, self.confidences)


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that is no part of the article, and why.

    Attributes
    ----------
    line : int
        Line number in the capture, from 1.
    reason : str
        For instance ``"masthead"``, ``"weather"``, ``"paywall"``, ``"QR code"``, ``"teaser"``,
        ``"clock time"``, ``"comment prompt"`` or ``"doubled headline"``.
    text : str
        The line itself.
    confidence : float
        How sure it is that the line is none of the article's, from 0.5 to 1.
    """

    line: int
    reason: str
    text: str
    confidence: float = 1.0


@dataclass(frozen=True)
class Article:
    """An article freed from what surrounded it on the page.

    Attributes
    ----------
    headline, publisher, byline, agency, place : str
        Empty where the capture does not tell.
    standfirst : str
        Summary above the text, kept apart from the body; usually empty.
    paragraphs : tuple of str
        The body as printed, one string a paragraph, a dateline included.
    dateline_length : int
        Number of characters of the dateline at the start of the first paragraph.
    date_lines : tuple of str
        Dates that stand alone above the text.
    lines : Lines
        Every line that is not blank, with its kind, in order: nothing is dropped silently.
    naming_lines : tuple of str
        Lines above the text that name its author or paper; a day may stand beside the name.
    name : str
        Name of the file.
    given : Given
        What the file says about the article.
    """

    headline: str
    publisher: str
    byline: str
    agency: str
    place: str
    standfirst: str
    paragraphs: tuple[str, ...]
    dateline_length: int
    date_lines: tuple[str, ...]
    lines: Lines = field(repr=False)
    naming_lines: tuple[str, ...] = ()
    name: str = ""
    given: Given = NOTHING_GIVEN

    @property
    def removed(self) -> tuple[RemovedLine, ...]:
        """Lines taken out, with the reason for each."""
        return tuple(
            RemovedLine(line.number, line.kind, line.text, line.confidence)
            for line in self.lines
            if line.kind not in KEPT_KINDS
        )

    @cached_property
    def dated(self) -> DateRange:
        """When the article was written, as far as its content and what the file says tell."""
        from helpers.intake.dates.days_above import days_above
        from helpers.intake.dating import estimate_date

        lines = self.lines
        told = [*zip(lines.kinds, lines.texts, strict=True)]
        signed = [text for kind, text in told if kind == "wire sign-off"]
        removed = [text for kind, text in told if kind not in KEPT_KINDS]
        return estimate_date(
            "\n\n".join(
                [*days_above(self.date_lines, self.naming_lines), *self.paragraphs, *signed]
            ),
            headline=self.headline,
            place=self.place,
            said=said_dates(self.name, self.given, removed),
        )
