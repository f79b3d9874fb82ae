"""What looks like running text and stands beside one: who sent a press release, quoted results."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.intake.lines.page_head import LIKELY, last_of_text, places_of_text
from helpers.intake.model import BODY

if TYPE_CHECKING:
    from helpers.intake.lines.decode_page import Page
    from helpers.intake.lines.layout import Blocks

SURE_AT_MOST = 0.7
"""Confidence given at most to prose that is removed where the page has too much of it to be sure;
below `helpers.reporting.intake.SHOWN_BELOW`, so that a person sees it."""

_LEAST_NAME = 3
"""Characters of the longest word behind "About" that is no name."""

_LEAST_CUT, _MOST_CUT = 40, 4
"""Characters of a line that breaks off and stands in full elsewhere, and first lines of the text
that may be one."""

_ENDS, _TAIL = re.compile(r"#(?: ?#){2,5}|-+ ?30 ?-+|-* ?\(?ends?\)? ?-*", re.I), 6
"""What ends a press release, and lines below it among which who sent it begins to speak."""


def drop_tail(page: Blocks, kinds: list[str], sure: list[float], found: Page) -> None:
    """Take out what press releases have below their text: who sent them, notes for editors.

    Parameters
    ----------
    page : Blocks
        The lines.
    kinds : list of str
        Kind of each line, to be changed in place.
    sure : list of float
        How sure that is, from 0.5 to 1, to be changed in place.
    found : Page
        What was found about the lines.
    """
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


def drop_cut_copies(page: Blocks, kinds: list[str], sure: list[float], text: Sequence[int]) -> None:
    """Take out lines that break off and stand in full elsewhere, as a list of results quotes them.

    Parameters
    ----------
    page : Blocks
        The lines.
    kinds : list of str
        Kind of each line, to be changed in place.
    sure : list of float
        How sure that is, from 0.5 to 1, to be changed in place.
    text : sequence of int
        Positions of the running text.
    """
    texts = page.texts
    for i in text[:_MOST_CUT]:
        if not texts[i].endswith(("...", "…")):
            continue
        start = texts[i].rstrip(" .…")
        if len(start) >= _LEAST_CUT and sum(line.startswith(start) for line in texts) > 1:
            kinds[i], sure[i] = "repeated lines", LIKELY
