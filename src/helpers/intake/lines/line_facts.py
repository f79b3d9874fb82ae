"""What the words of a line tell by themselves, whatever page it stands on.

The furniture of a site is the same on each of its pages, so that short lines are remembered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.intake.data import read_words
from helpers.intake.lines.patterns import CHROME, END_MARKERS, LONGEST_CHROME
from helpers.intake.parts import is_byline

LONGEST_SHORT = 100
"""Characters of the longest line that is remembered."""

LONGEST_SEEN = 10_000
"""Characters of a line that are looked at, so that memory is bounded by the page."""

_COMMENTER = re.compile(
    r".{1,60} (?:says|dice|diz|sagt|schrieb):|.{1,60} on .{5,40} at \d{1,2}:\d\d.{0,12}(?: said:?)?"
)
_SAID = ("says:", "said:", "dice:", "diz:", "sagt:", "schrieb:", "reply", "report")
_BY = frozenset(
    {"by ", "by:", "von", "par", "por", "di ", "av ", "af ", "doo", "sto", "tex", "tek", "tes",
     "wor", "wri", "pos", "rep", "aut"}
)  # fmt: skip
"""First three letters of bylines."""

_FUNCTION_WORDS = read_words("prose_words.txt")
_DATE_WORDS = read_words("date_words.txt")


class Facts(NamedTuple):
    """What one line tells.

    Attributes
    ----------
    reason, marker : str
        Reasons by the patterns of chrome and of end markers; empty where none matches.
    date : int
        1 for a short line with a date, and 2 more for one that introduces a comment.
    commenter : bool
        Whether it certainly introduces a reader's comment.
    byline : bool
        Whether it names the author.
    function : int
        Number of different function words.
    content : frozenset of str
        The other words, in small letters.
    """

    reason: str
    marker: str
    date: int
    commenter: bool
    byline: bool
    function: int
    content: frozenset[str]


@functools.lru_cache(maxsize=1 << 14)
def _short_line(text: str) -> Facts:
    low = text.lower()
    found = frozenset(low.split(" "))
    content = found - _FUNCTION_WORDS
    date = commenter = byline = 0
    n = low.count(" ") + 1
    if n < 16:
        date = not _DATE_WORDS.isdisjoint(content) and any(map(str.isdigit, low))
        if low.endswith(_SAID) or (" at " in low and " on " in low):
            commenter = bool(_COMMENTER.fullmatch(low))
            date += 2 * (commenter or n <= 8)
        byline = low[:3] in _BY and is_byline(text)
    reason, marker = CHROME.reason(text), END_MARKERS.reason(text)
    return Facts(
        reason, marker, date, bool(commenter), bool(byline), len(found) - len(content), content
    )


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


def line_facts(texts: Sequence[str]) -> list[Facts]:
    """Look at the words of lines.

    Parameters
    ----------
    texts : sequence of str
        The lines of a page, with single spaces.

    Returns
    -------
    list of Facts
        One a line.

    Examples
    --------
    >>> facts = line_facts(["By Ada Byron", "Advertisement", "The talks of May failed."])
    >>> [fact.reason for fact in facts], facts[0].byline, sorted(facts[2].content)
    (['', 'advertisement', ''], True, ['failed.', 'may', 'talks'])
    """
    longer = [i for i, text in enumerate(texts) if len(text) > LONGEST_SHORT]
    tried = [i for i in longer if len(texts[i]) <= LONGEST_CHROME]
    lines = [texts[i] for i in tried]
    lowered = [line.lower() for line in lines]
    reasons, markers = CHROME.reasons(lines, lowered), END_MARKERS.reasons(lines, lowered)
    reason_of = {tried[k]: reason for k, reason in reasons.items()}
    marker_of = {tried[k]: reason for k, reason in markers.items()}
    facts: dict[int, Facts] = {}
    for i in longer:
        found = frozenset(texts[i].lower().split(" "))
        content = found - _FUNCTION_WORDS
        reason, marker = reason_of.get(i, ""), marker_of.get(i, "")
        facts[i] = Facts(reason, marker, 0, False, False, len(found) - len(content), content)
    return [facts[i] if i in facts else _short_line(text) for i, text in enumerate(texts)]
