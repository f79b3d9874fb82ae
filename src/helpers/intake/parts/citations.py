"""Lines that say in which paper an article stood, as people write them above what they keep."""

from __future__ import annotations

import re

from helpers.intake.lines.patterns import MONTH
from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.headlines import NAMED_PAPER

_CITED = re.compile(
    rf"\(?(?P<paper>{NAMED_PAPER})[,:]\s*(?:\w+,?\s+)?"
    rf"(?P<day>{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s+{MONTH},?\s+\d{{4}})",
    re.IGNORECASE,
)

_OWNER = re.compile(
    r"(?:copyright|©|\(c\))[\s:,]*(?:©|\(c\))?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s+)?"
    rf"(?-i:(?P<paper>{NAMED_PAPER}))"
    r"(?=[.,;|]|\s+(?:\d{4}|all rights|ltd|limited|inc|company|co\b)|\s*$)",
    re.IGNORECASE,
)
_LONGEST = 200


def read_citation(line: str) -> tuple[str, str]:
    """Read the paper and the day of a line that cites an article.

    Parameters
    ----------
    line : str
        A line with a date.

    Returns
    -------
    paper, day : str
        As written, a name in capitals throughout without these; empty where the line does not begin
        with a paper's name and a day.

    Examples
    --------
    >>> read_citation("THE COURIER, Tuesday, May 3, 1996, Page A6"), read_citation("May 3, 1996")
    (('The Courier', 'May 3, 1996'), ('', ''))
    """
    match = _CITED.match(line)
    if match is None:
        return "", ""
    paper = match["paper"]
    return paper.title() if paper.isupper() else paper, match["day"]


def read_copyright(line: str) -> str:
    """Read the paper in a line that says whose the page is.

    Parameters
    ----------
    line : str
        A line with a copyright.

    Returns
    -------
    str
        The name; empty where none is told by its last word, and for an agency, whose stories stand
        in any paper.

    Examples
    --------
    >>> read_copyright("© 2003 The Courier. All rights reserved."), read_copyright("© AP 2003")
    ('The Courier', '')
    """
    match = _OWNER.match(line[:_LONGEST])
    return match["paper"] if match and not known_agency(match["paper"]) else ""
