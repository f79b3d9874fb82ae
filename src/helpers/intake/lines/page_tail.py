"""What looks like running text and is none: links, senders of releases, quotations set apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.intake.lines.marking import COIN, LIKELY, Marking, last_of_text, places_of_text
from helpers.intake.lines.page_cues import CLOSED, CREDITED
from helpers.intake.lines.wire_stories import OF_WIRES
from helpers.intake.model import BODY
from helpers.intake.parts import is_byline, is_said_of_work, is_titled
from helpers.intake.quotes.word_classes import CLASSES

if TYPE_CHECKING:
    from helpers.intake.lines.decode_page import Page

SURE_AT_MOST = 0.7
"""Confidence given at most to prose that is removed where the page has too much of it to be sure;
below `helpers.reporting.intake.SHOWN_BELOW`, so that a person sees it."""

_LEAST_NAME = 3
"""Characters of the longest word behind "About" that is no name."""

_LEAST_CUT, _MOST_CUT = 40, 4
"""Characters of a line that breaks off and stands in full elsewhere, and first lines of the text
that may be one."""

_LEAST_QUOTED, _LONGEST_SPEAKER = 3, 8
"""Spaces of a quotation that is set apart, and of the line below it that says whose it is."""

_MOST_LINKS, _LONGEST_LINK, _HARDLY_TEXT, _TITLE = 5, 16, 2.0, 3.0
"""Lines of a page that may stand below its text as if they were its own, their words, and log-odds
below which such a line, or a title at the end of the page, is no text."""

_FEW = 4
"""Lines of a text that is so brief that a box amid it may have as much of it below as above."""

_BELOW_TEXT, _LONGEST_NAME, _OFFICES = 2, 60, CLASSES["office at a paper"]
"""Lines below the text among which its author may sign, characters of the name, and what ends the
line below it."""

_TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.", "Professor")
"""What stands before a surname alone."""

_LAST_LINES = 3
_OF_AUTHORS = frozenset(
    {
        "is",
        "was",
        "covers",
        "writes",
        "reports",
        "has",
        "joined",
        "works",
        "teaches",
        "taught",
        "lives",
        "wrote",
        "edits",
    }
)
_UNNAMED = frozenset({"the author", "the writer", "the columnist"})
"""Lines at the end of a text among which the author is told of, words that follow the name, and
what stands for it."""

_ENDED = ".!?\"')"
"""What closes a sentence."""

_ENDS, _TAIL = re.compile(r"#(?: ?#){2,5}|-+ ?30 ?-+|-* ?\(?ends?\)? ?-*", re.I), 6
"""What ends a press release, and lines below it among which who sent it begins to speak."""


def drop_tail(marking: Marking) -> None:
    """Take out what press releases have below their text: who sent them, notes for editors.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    """
    page, found, kinds, sure = marking
    if "author box" not in found.markers.values() or BODY not in kinds:
        return
    first, last = kinds.index(BODY), last_of_text(kinds)
    heads = sorted(
        i for i, reason in found.markers.items() if first < i < last and reason == "author box"
    )
    if not heads:
        return
    text = places_of_text(kinds)
    read = found.words[text].cumsum()
    for head in heads:
        first = bisect_left(text, head)
        if 2 * read[first - 1] <= read[-1]:
            continue
        title = page.texts[head].lower().rstrip(":")
        name = title.removeprefix("about ")
        ended = any(map(_ENDS.fullmatch, page.texts[max(0, head - _TAIL) : head]))
        tail = text[first : first + 1]
        if not (ended or title.startswith(("note to", "notes to", "note for", "notes for"))):
            named = name != title and len(name) > _LEAST_NAME and tail[0] == head + 1
            tail = tail[: named and name in page.texts[tail[0]].lower()]
        else:
            heads, tail = [], text[first:]
        for i in tail:
            kinds[i], sure[i] = "", SURE_AT_MOST
        if not heads:
            return


def drop_cut_copies(marking: Marking, text: Sequence[int]) -> None:
    """Take out lines that break off and stand in full elsewhere, as a list of results quotes them.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    text : sequence of int
        Positions of the running text.
    """
    page, _, kinds, sure = marking
    texts = page.texts
    for i in text[:_MOST_CUT]:
        if not texts[i].endswith(("...", "…")):
            continue
        start = texts[i].rstrip(" .…")
        if len(start) >= _LEAST_CUT and sum(line.startswith(start) for line in texts) > 1:
            kinds[i], sure[i] = "repeated lines", LIKELY


def drop_pull_quotes(marking: Marking, text: Sequence[int]) -> None:
    """Take out quotations that are set apart and stand in the text, too, with the name below them.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    text : sequence of int
        Positions of the running text.
    """
    page, _, kinds, sure = marking
    texts = page.texts
    for i in text:
        line = texts[i]
        if line[0] != '"' or line[-1] != '"' or line.count(" ") < _LEAST_QUOTED:
            continue
        said = line.strip('"').rstrip(".,!?")
        if not any(said in texts[k] and len(texts[k]) > 2 * len(line) for k in text):
            continue
        kinds[i], sure[i] = "repeated lines", LIKELY
        below = texts[i + 1] if i + 1 < len(texts) else ""
        if below[-1:].isalnum() and below.count(" ") < _LONGEST_SPEAKER and kinds[i + 1] == BODY:
            kinds[i + 1], sure[i + 1] = "repeated lines", LIKELY


def drop_links_below(marking: Marking, text: Sequence[int]) -> None:
    """Take out the few brief lines without a full stop below the last sentence of a text.

    Those are labels, links and forms of a page. Of a list that a text ends with there are more, and
    who sends a story by wire has nothing of the sort.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    text : sequence of int
        Positions of the running text.
    """
    page, found, kinds, sure = marking
    texts, last = page.texts, len(text) - _is_last_title(marking, text[-1])
    if len(text) > _FEW and found.odds[text[-1]] < _HARDLY_TEXT:
        above, i = text[-2:]
        if not found.markers.keys().isdisjoint(range(above + 1, i)):
            kinds[i], sure[i] = "", SURE_AT_MOST
            return
    if max(found.hints.values(), default=0) >= CLOSED:
        closed = [i for i in text if found.hints.get(i, 0) & CLOSED and " " in texts[i]]
        if len(closed) == 1 and 2 * text.index(closed[0]) >= len(text):
            for i in text[text.index(closed[0]) + 1 :]:
                kinds[i], sure[i] = "", COIN
            return
    own = last
    if not OF_WIRES.issuperset(found.reasons.values()):
        while own and _may_be_link(texts[text[own - 1]], found, text[own - 1]):
            own -= 1
        while own < last and texts[text[own]][-1] in _ENDED:
            own += 1
    for start in (own, last):
        if start > 1 and len(text) - start <= _MOST_LINKS and texts[text[start - 1]][-1] in _ENDED:
            for i in text[start:]:
                kinds[i], sure[i] = "", COIN
            return


def _is_last_title(marking: Marking, i: int) -> bool:
    """Tell a line at the end of the page that is a title or has three words at most."""
    page, found = marking.page, marking.found
    text = page.texts[i]
    if i + 1 < len(page) or not text[-1].isalnum() or found.odds[i] >= _TITLE:
        return False
    return text.count(" ") < 3 or is_titled(text)


def _may_be_link(text: str, found: Page, i: int) -> bool:
    """Tell a brief line that is hardly text; one with a full stop is even briefer."""
    most = _LONGEST_LINK // (1 + (text[-1] in _ENDED))
    return found.words[i] < most and found.odds[i] < _HARDLY_TEXT and i not in found.bylines


def mark_end(marking: Marking, text: tuple[int, int]) -> None:
    """Name who signs below a text, and what its last lines say of authors and others who worked.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    text : tuple of int
        Position of the first line of the text, and of the line below the last.
    """
    page, found, kinds, sure = marking
    start, end = text
    if "byline" not in kinds:
        author = ""
        _mark_office(marking, end)
    else:
        author = page.texts[kinds.index("byline")].casefold()
    if author and start < end and kinds[start] == BODY and _tells_of(author, page.texts[start]):
        kinds[start], sure[start] = "author box", LIKELY
    for i in range(max(start + 1, end - _LAST_LINES), end):
        line = page.texts[i]
        credited = found.hints.get(i, 0) & CREDITED and is_said_of_work(line)
        if kinds[i] == BODY and (credited or _tells_of(author, line)):
            kinds[i], sure[i] = "author box", LIKELY


def _mark_office(marking: Marking, end: int) -> None:
    """Name the author whose name and office stand in two lines below the text, as in a letter."""
    page, _, kinds, sure = marking
    for i in range(end, min(end + _BELOW_TEXT, len(page) - 1)):
        name, office = page.texts[i : i + 2]
        if office[office.rfind(" ") + 1 :].lower() not in _OFFICES or len(name) > _LONGEST_NAME:
            continue
        if name[-1].isalpha() and is_byline(f"{name}, {office}"):
            kinds[i], sure[i] = "byline", LIKELY
            kinds[i + 1], sure[i + 1] = "credit", LIKELY
            return


def _tells_of(author: str, text: str) -> bool:
    """Tell whether a line begins with the author, by name or not, and what an author does."""
    words = text.split(" ", 5)
    if "(@" in text:
        words = [word for word in words if not word.startswith("(@")]
    for size in (2, 3):
        if not _OF_AUTHORS.isdisjoint(words[size : size + 1]):
            name = " ".join(words[:size]).casefold()
            surname = f" {words[1].casefold()}" if words[0] in _TITLES else name
            return name in author or author.endswith(surname) or name in _UNNAMED
    return False


def doubt_lost_prose(marking: Marking) -> None:
    """Hold back where more prose goes than stays, and where prose goes after an end marker.

    Parameters
    ----------
    marking : Marking
        The lines, of which the confidence is changed in place.
    """
    page, found, kinds, sure = marking
    doubtful = [
        i
        for i in ((found.words >= 12) & (found.sizes >= 40)).nonzero()[0].tolist()
        if kinds[i] != BODY and i not in found.reasons and page.texts[i][-1] in ".!?\"'"
    ]
    if not doubtful:
        return
    kept, lost = (found.words[places].sum() for places in (places_of_text(kinds), doubtful))
    first_marker = min(found.markers, default=len(page))
    for i in doubtful:
        if i >= first_marker or lost > kept:
            sure[i] = min(sure[i], SURE_AT_MOST)
