"""What the words of a line tell by themselves, whatever page it stands on.

The furniture of a site is the same on each of its pages, so that short lines are remembered.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from helpers.intake.data import read_words
from helpers.intake.lines.cues import Cues
from helpers.intake.lines.patterns import CHROME, END_MARKERS
from helpers.intake.parts import is_byline

LONGEST_SHORT = 100
"""Characters of the longest line that is remembered."""

LONGEST_SEEN = 10_000
"""Characters of a line that are looked at, so that memory is bounded by the page."""

_COMMENTER = re.compile(
    r".{1,60} (?:says|dice|diz|sagt|schrieb):|.{1,60} on .{5,40} at \d{1,2}:\d\d.{0,12}(?: said:?)?"
)
_SAID = frozenset(
    {"says:\n", "said:\n", "dice:\n", "diz:\n", "sagt:\n", "schrieb:\n", "reply\n", "report\n"}
)
"""Ends of lines that may introduce a reader's comment."""

_BY = frozenset(
    {"\nby ", "\nby:", "\nvon", "\npar", "\npor", "\ndi ", "\nav ", "\naf ", "\ndoo", "\nsto",
     "\ntex", "\ntek", "\ntes", "\nwor", "\nwri", "\npos", "\nrep", "\naut"}
)  # fmt: skip
"""First three letters of bylines."""

FUNCTION_WORDS = read_words("prose_words.txt")
"""Function words of many languages, in small letters."""

_DATE_WORDS = read_words("date_words.txt") - FUNCTION_WORDS

NOTE, CAPTION, CONTINUED = 1, 2, 4
"""What a line may be by a cue in it: a note of the editors, a caption, a jump to another page."""

_HINTS = {
    **dict.fromkeys(
        ("note", "editor", "eds", "correct", "clarif", "version", "misstat", "this article",
         "appeared", "this story", "this report", "disclos", "disclaim", "for the record", "errat",
         "apologi"), NOTE),
    **dict.fromkeys(
        ("photo", "image", "picture", "getty", "credit", "file", "reuters", "afp", "(ap", "/ap",
         "ap/", "ap /", "caption", "illustration", "courtesy", "above:", "below:", "shutterstock",
         "handout"), CAPTION),
    **dict.fromkeys(
        ("contin", "cont.", "cont'd", "page", "more", "see ", "turn ", "add "), CONTINUED),
}  # fmt: skip

_CUES = Cues([*CHROME.cues, *END_MARKERS.cues, *_SAID, *_BY, *_HINTS])


class Facts(NamedTuple):
    """What the lines of a page tell, one item a line in each sequence.

    Attributes
    ----------
    reasons, markers : sequence of str
        Reasons by the patterns of chrome and of end markers; empty where none matches.
    dates : sequence of int
        1 for a short line with a date, and 2 more for one that introduces a comment.
    commenters : sequence of bool
        Whether a line certainly introduces a reader's comment.
    bylines : sequence of bool
        Whether it names the author.
    functions : sequence of int
        Number of different function words.
    content : sequence of frozenset
        Its other words, in small letters.
    hints : sequence of int
        Sum of what it may be besides: ``NOTE``, ``CAPTION``, ``CONTINUED``.
    """

    reasons: Sequence[str]
    markers: Sequence[str]
    dates: Sequence[int]
    commenters: Sequence[bool]
    bylines: Sequence[bool]
    functions: Sequence[int]
    content: Sequence[frozenset[str]]
    hints: Sequence[int]


_OneLine = tuple[str, str, int, bool, bool, int, frozenset[str], int]

_remembered: dict[str, _OneLine] = {}
"""Facts of short lines; they hang on nothing but the line."""

_MOST_REMEMBERED = 1 << 14


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


def line_facts(texts: Sequence[str]) -> Facts:
    """Look at the words of lines.

    Parameters
    ----------
    texts : sequence of str
        The lines of a page, at least one, with single spaces.

    Returns
    -------
    Facts
        What they tell.

    Examples
    --------
    >>> facts = line_facts(["By Ada Byron", "Advertisement", "The talks of May failed."])
    >>> facts.reasons, facts.bylines
    (('', 'advertisement', ''), (True, False, False))
    >>> sorted(facts.content[2])
    ['failed.', 'may', 'talks']
    """
    known = dict(zip(texts, map(_remembered.get, texts), strict=True))
    new = [text for text, facts in known.items() if facts is None]
    if new:
        met = dict(zip(new, _look(new), strict=True))
        known |= met
        if len(_remembered) + len(met) > _MOST_REMEMBERED:
            _remembered.clear()
        for text, facts in met.items():
            if len(text) <= LONGEST_SHORT:
                _remembered[text] = facts
    return Facts(*zip(*map(known.__getitem__, texts), strict=True))


def _look(texts: Sequence[str]) -> Iterator[_OneLine]:
    """Look at lines all at once: what is rare is looked for on the page, not in each line."""
    lowered = "\n".join(texts).lower().split("\n")
    words = [frozenset(low.split(" ")) for low in lowered]
    content = [*map(frozenset.difference, words, repeat(FUNCTION_WORDS))]
    functions = [*map(operator.sub, map(len, words), map(len, content))]
    dates, hints = [0] * len(texts), [0] * len(texts)
    commenters, bylines = [False] * len(texts), [False] * len(texts)
    for i, dateless in enumerate(map(_DATE_WORDS.isdisjoint, content)):
        if not dateless and _is_short(lowered[i]) and any(map(str.isdigit, lowered[i])):
            dates[i] = 1
    said = {
        i
        for i, found in enumerate(words)
        if "at" in found and " at " in lowered[i] and " on " in lowered[i]
    }
    cued = _CUES.find(lowered)
    for i, cue in cued:
        if cue in _HINTS:
            hints[i] |= _HINTS[cue]
        if cue in _SAID:
            said.add(i)
        if cue in _BY and not bylines[i] and _is_short(lowered[i]):
            bylines[i] = is_byline(texts[i])
    for i in said:
        low = lowered[i]
        if _is_short(low):
            commenters[i] = _COMMENTER.fullmatch(low) is not None
            dates[i] += 2 * (commenters[i] or low.count(" ") < 8)
    reasons = CHROME.reasons(texts, lowered, cued)
    markers = END_MARKERS.reasons(texts, lowered, cued)
    return zip(
        _spread(reasons, len(texts)), _spread(markers, len(texts)), dates, commenters, bylines,
        functions, content, hints, strict=True,
    )  # fmt: skip


def _spread(names: Mapping[int, str], n: int) -> list[str]:
    row = [""] * n
    for i, name in names.items():
        row[i] = name
    return row


def _is_short(line: str) -> bool:
    return len(line) <= LONGEST_SHORT and line.count(" ") < 15
