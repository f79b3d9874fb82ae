"""What the words of a line tell by themselves, whatever page it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from helpers.intake.data import read_words
from helpers.intake.lines.framed import Framed
from helpers.intake.lines.page_cues import CUES, GIVES_NOTICE, NAMES_AUTHOR, SAYS, TOLD
from helpers.intake.lines.patterns import CHROME, END_MARKERS
from helpers.intake.parts import is_byline

LONGEST_SHORT, MOST_SHORT = 100, 15
"""Most characters and words of a line that may hold a date, an author or who made a comment."""

LONGEST_SEEN = 10_000
"""Characters of a line that are looked at, so that memory is bounded by the page."""

_COMMENTER = re.compile(
    r".{1,60} (?:says|dice|diz|sagt|schrieb):|.{1,60} on .{5,40} at \d{1,2}:\d\d.{0,12}(?: said:?)?"
)
_DATE_WORDS = read_words("date_words.txt") - read_words("prose_words.txt")


class Facts(NamedTuple):
    """What lines tell; only those that tell something are there, by their positions.

    Attributes
    ----------
    reasons, markers : dict of int to str
        Reasons by the patterns of chrome and of end markers.
    dates : dict of int to int
        1 for a short line with a date, and 2 more for one that introduces a comment.
    commenters : set of int
        Lines that certainly introduce a reader's comment.
    bylines : set of int
        Lines that name the author.
    hints : dict of int to int
        Sum of what a line may be besides: ``NOTE``, ``CAPTION``, ``CONTINUED``, ``CREDITED``,
        ``SIDEBAR``, ``CLOSED``.
    notices : set of int
        Lines that may speak of the page itself.
    """

    reasons: dict[int, str]
    markers: dict[int, str]
    dates: dict[int, int]
    commenters: set[int]
    bylines: set[int]
    hints: dict[int, int]
    notices: set[int]


def clipped(text: str) -> str:
    """Return a line without its middle where it is far longer than any paragraph.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    str
        The line, or its first and last characters.

    Examples
    --------
    >>> clipped("short"), len(clipped("x" * 1_000_000)) <= LONGEST_SEEN
    ('short', True)
    """
    return text if len(text) <= LONGEST_SEEN else text[: LONGEST_SEEN - 10] + text[-10:]


def line_facts(texts: Sequence[str], page: Framed, numbered: Iterable[int]) -> Facts:
    """Look at the words of lines, all at once: what is rare is looked for on the whole page.

    Parameters
    ----------
    texts : sequence of str
        The lines of a page, with single spaces.
    page : Framed
        The same, put together.
    numbered : iterable of int
        Positions of short lines that may have a number; no date is looked for in others.

    Returns
    -------
    Facts
        What they tell.

    Examples
    --------
    >>> from helpers.intake.lines.framed import framed
    >>> lines = ["By Ada Byron", "Advertisement", "May 3, 2019"]
    >>> facts = line_facts(lines, framed(lines), [2])
    >>> facts.bylines, facts.reasons, facts.dates
    ({0}, {1: 'advertisement', 2: 'date line'}, {2: 1})
    """
    cued = CUES.find(page)
    dates: dict[int, int] = {}
    hints, bylines, said, notices = _told_by_cues(texts, cued)
    for i in numbered:
        found = texts[i].lower().split(" ")
        if not _DATE_WORDS.isdisjoint(found) and any(map(str.isdigit, texts[i])):
            dates[i] = 1
        if "at" in found and "on" in found:
            said.add(i)
    commenters = set()
    for i in filter(lambda i: _is_short(texts[i]), said):
        if _COMMENTER.fullmatch(texts[i].lower()):
            commenters.add(i)
        if i in commenters or texts[i].count(" ") < 8:
            dates[i] = dates.get(i, 0) + 2
    reasons, markers = CHROME.reasons(texts, cued), END_MARKERS.reasons(texts, cued)
    # What a newsletter is about stands between its name and the form.
    letters = {i for i, reason in reasons.items() if reason == "newsletter"}
    reasons |= {i + 1: "newsletter" for i in letters if i + 1 not in reasons and i + 2 in letters}
    return Facts(reasons, markers, dates, commenters, bylines, hints, notices)


def _is_short(line: str) -> bool:
    return len(line) <= LONGEST_SHORT and line.count(" ") < MOST_SHORT


def _told_by_cues(
    texts: Sequence[str], cued: Iterable[tuple[int, str]]
) -> tuple[dict[int, int], set[int], set[int], set[int]]:
    """Read what cues tell: hints, and lines with an author, with who comments, and with notices."""
    hints: dict[int, int] = {}
    bylines, said, notices = set(), set(), set()
    told_by = TOLD.get
    for i, cue in cued:
        told = told_by(cue)
        if told is None:
            continue
        if told >= GIVES_NOTICE:
            notices.add(i)
            told -= GIVES_NOTICE
        if told < NAMES_AUTHOR:
            if told:
                hints[i] = hints.get(i, 0) | told
        elif told == SAYS:
            said.add(i)
        elif " " in texts[i] and _is_short(texts[i]) and is_byline(texts[i]):
            bylines.add(i)
    return hints, bylines, said, notices
