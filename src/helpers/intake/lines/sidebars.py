"""Boxes that tell part of a story in points: key dates, what is known, figures, summaries."""

from __future__ import annotations

import re

from helpers.intake.lines.marking import LIKELY, Marking, places_of_text
from helpers.intake.lines.page_cues import SIDEBAR
from helpers.intake.lines.wire_stories import is_wire_story

_HEADING = re.compile(
    r"(?:(?:a )?timeline(?:(?: of|:) .{3,60})?|fast facts|fact ?box|quick guide|"
    r"key (?:dates|facts|figures|moments|numbers|points|takeaways)|"
    r"what (?:we know(?: so far| about .{3,50})?|to know(?: about .{3,50})?)|"
    r"(?:.{2,50} )?(?:by the numbers|in numbers|in figures|at a glance)|"
    r"(?P<sums>highlights|(?:ai )?summary)|"
    r"(?P<asks>(?:readers?'? |our |daily )?(?:poll|quiz)|have your say)):?",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:[*•–-] )?(?:[A-Z][a-z]{2,8}\.? )?[\d£$€][\w.,%£$€]{0,20}\b[^.!?]{0,24}[:–—-] ?\S"
)
"""How a point begins that opens with a year or a figure and explains it behind a colon or dash."""

_ENDED, _BULLETS = ".!?\"'", ("* ", "• ", "- ", "– ")
_BRIEFEST_POINT, _LONGEST_POINT, _LONGEST_DATED, _FEWEST, _MOST, _ABOVE_AUTHOR = 3, 20, 45, 2, 14, 9
"""Words of a point, of one without a full stop, of one with a bullet or a figure, points of a box,
and lines below the heading of a summary among which the author or the day stands."""

_PARAGRAPH, _LONGEST_HEADING = 12, 70
"""Words of a paragraph above and below a box, and characters of its heading."""


def drop_sidebars(marking: Marking) -> None:
    """Take out boxes of points amid a text, and those that sum it up above its author or day.

    A list that a text ends with is its own. What agencies send by wire has no boxes beside it.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    """
    page, found, kinds, sure = marking
    if max(found.hints.values(), default=0) < SIDEBAR or is_wire_story(found):
        return
    heads = sorted(i for i, hints in found.hints.items() if hints & SIDEBAR)
    told = [i for i in places_of_text(kinds) if _is_paragraph(marking, i)]
    read = found.words[told].sum()
    for head in heads:
        heading = page.texts[head]
        heading = heading[2 * heading.startswith(_BULLETS) :]
        match = _HEADING.fullmatch(heading[:_LONGEST_HEADING])
        if match is None or not told or told[-1] < head:
            continue
        if told[0] < head:
            end = _end_of_points(marking, head, asked=bool(match["asks"]))
        elif match["sums"] and len(told) > 1:
            end = _end_above_author(marking, head)
            end = end if end > head else _end_of_points(marking, head)
        else:
            continue
        told_of = found.words[head + 1 : end] >= _BRIEFEST_POINT
        few = 2 * found.words[head:end].sum() < read
        if few and told_of.sum() >= _FEWEST:
            for i in range(head, end):
                if i not in found.reasons:
                    kinds[i], sure[i] = "sidebar", LIKELY


def _is_paragraph(marking: Marking, i: int) -> bool:
    text = marking.page.texts[i]
    ended = bool(marking.found.words[i] >= _PARAGRAPH) and text[-1] in _ENDED
    return ended and not text.startswith(_BULLETS) and not _DATED.match(text)


def _end_of_points(marking: Marking, head: int, *, asked: bool = False) -> int:
    """First line below the points, where that is a paragraph; else the heading itself."""
    page, found = marking.page, marking.found
    for i in range(head + 1, min(len(page), head + _MOST + 2)):
        if i in found.bylines or found.reasons.get(i) == "date line":
            return head
        if i in found.reasons:
            continue
        if _is_paragraph(marking, i):
            return i
        text = page.texts[i]
        marked = text.startswith(_BULLETS) or _DATED.match(text)
        if found.words[i] > (_LONGEST_DATED if marked else _LONGEST_POINT):
            return head
        if text[-1] in _ENDED and not (marked or (asked and text[-1] == "?")):
            return head
    return head


def _end_above_author(marking: Marking, head: int) -> int:
    """First line of author and day, where one is near below a heading; else the heading itself."""
    found, kinds = marking.found, marking.kinds
    for i in range(head + 1, min(len(kinds), head + _ABOVE_AUTHOR)):
        if i in found.bylines or found.reasons.get(i) == "date line":
            return i
    return head
