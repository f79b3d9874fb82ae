"""What intake hands on: captures, lines with their kinds, and articles."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.intake.dating import DateRange

BODY = "body"
"""Kind of a line that belongs to the article's running text."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One clipping as it was found: its text and where it came from.

    Attributes
    ----------
    file : str
        Path relative to the folder, with forward slashes.
    digest : str
        SHA-256 of the file's bytes, in hexadecimal.
    text : str
        The decoded text, as found.
    """

    file: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
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
    """

    number: int
    kind: str
    text: str


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
    """

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
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
    removed : tuple of RemovedLine
        Every line taken out, in order.
    lines : tuple of Line
        Every line that is not blank, with its kind, in order: nothing is dropped silently.
    dated : DateRange
        When the article was written, as far as its content tells.
    """

    headline: str
    publisher: str
    byline: str
    agency: str
    place: str
    standfirst: str
    paragraphs: tuple[str, ...]
    dateline_length: int
    lines: tuple[Line, ...] = field(repr=False)
    dated: DateRange

    @property
    def removed(self) -> tuple[RemovedLine, ...]:
        """Lines taken out, with the reason for each."""
        return tuple(
            RemovedLine(line.number, line.kind, line.text)
            for line in self.lines
            if line.kind not in KEPT_KINDS
        )


KEPT_KINDS = frozenset({BODY, "headline", "byline", "credit", "standfirst"})
"""Kinds of lines that belong to the article; any other kind is a reason for removal."""
