"""A kind for each line: part of the article, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers.intake.lines.decode_page import NEVER, SURELY, decode_page
from helpers.intake.lines.live_reports import SENTENCE, is_latest_entry
from helpers.intake.lines.marking import (
    COIN,
    LIKELY,
    RULE,
    Marking,
    first_marking,
    last_of_text,
    places_of_text,
)
from helpers.intake.lines.page_cues import CAPTION, CONTINUED, NOTE
from helpers.intake.lines.page_head import mark_head
from helpers.intake.lines.page_tail import (
    doubt_lost_prose,
    drop_cut_copies,
    drop_links_below,
    drop_pull_quotes,
    drop_tail,
    mark_end,
)
from helpers.intake.lines.pictures import is_picture_above_text, mark_described
from helpers.intake.lines.sidebars import drop_sidebars
from helpers.intake.lines.wire_stories import is_filed, is_wire_story, keep_rows
from helpers.intake.model import BODY
from helpers.intake.parts import (
    is_byline,
    is_caption,
    is_continued,
    is_correction,
    is_dateline_alone,
    is_day_of_posting,
    is_editors_note,
    is_titled,
    read_dateline,
)

if TYPE_CHECKING:
    from helpers.intake.lines.decode_page import Page
    from helpers.intake.lines.layout import Blocks

_UNSURE = -1.0
"""Log-odds of a line that may be text for all that."""

_WEAK = 3.0
"""Log-odds below which a label or a second title above the text is no text."""

_IN_HEADING, _LONGEST_HEADING, _LEAST_BELOW, _IN_SUMMARY = range(2, 36), 220, 10, 16
"""Spaces and characters of a headline or summary without a full stop, spaces of the paragraph below
it, and those from which it sums up what a headline above it says."""

_RULES, _LONGEST_RULE, _END_OF_TEXT = "#=~*+-♦◆■▪●□ ", 200, "&#3;"
"""Marks that part or end texts, most of them in a line, and the sign with which telexes end.

Low lines stay: agencies put them between a story and what they add to it."""

_HEAD_OF_TEXT = 3
"""Lines right above a text among which its author and day stand."""

_NOTES = frozenset({"correction", "editor's note"})

_AMID_TEXT = frozenset({"wire sign-off", "advertisement", "contact", "copyright", "share bar"})
"""Reasons of lines that may stand beside a text without anything else being there."""


def line_kinds(page: Blocks, settled: Mapping[int, str]) -> tuple[list[str], list[float]]:
    """Judge the lines of a page.

    Parameters
    ----------
    page : Blocks
        The lines.
    settled : mapping of int to str
        Position to kind, where the kind is known.

    Returns
    -------
    list of str
        Kind of each line.
    list of float
        How sure that is, from 0.5 to 1.
    """
    if not page:
        return [], []
    found = decode_page(page, {i: kind == BODY for i, kind in settled.items()})
    marking = first_marking(page, found)
    kinds, sure = marking.kinds, marking.sure
    _begin_at_dateline(marking)
    _bridge_furniture(marking)
    _settle_edges(marking)
    drop_tail(marking)
    keep_rows(marking)
    drop_sidebars(marking)
    _mark_notes(marking, settled)
    start = end = len(page)
    if body := places_of_text(kinds, 4):
        end = last_of_text(kinds) + 1
        start = _below_byline(marking, body, end)
    if start + 1 < end and is_picture_above_text(marking, start):
        kinds[start], sure[start] = "caption", LIKELY
        start = kinds.index(BODY, start)
    _give_reasons(marking, (start, end))
    for i, kind in settled.items():  # a headline that is known leaves none to be found
        kinds[i] = kind
    mark_head(marking, start)
    mark_end(marking, (start, end))
    _drop_rules(marking)
    doubt_lost_prose(marking)
    for i, kind in settled.items():
        kinds[i], sure[i] = kind, 1.0
    return kinds, sure


def _begin_at_dateline(marking: Marking) -> None:
    """Keep a first paragraph that opens with a dateline above the text; with a day, a brief one."""
    page, found, kinds, sure = marking
    start = kinds.index(BODY) if BODY in kinds else 0
    by_wire = is_wire_story(found)
    for i in range(max(0, start - 12), start):
        text = page.texts[i]
        if i in found.reasons:
            continue
        long = text.count(" ") >= 11
        brief = (by_wire or i == start - 1) and is_filed(text)
        if brief or (long and read_dateline(text).length):
            for k in range(i, start):
                below = page.texts[k]
                is_text = k == i or by_wire or (below.count(" ") >= 7 and not _is_title(below))
                if is_text and k not in found.reasons:
                    kinds[k], sure[k] = BODY, LIKELY
            return


def _bridge_furniture(marking: Marking) -> None:
    """Keep a sentence that only known furniture parts from the text above and below it.

    The last one of a text has nothing below it but furniture, or a heading of other stories.
    """
    page, found, kinds, sure = marking
    unsure = (found.odds <= 0) & (found.odds > _UNSURE) & (found.words >= SENTENCE)
    places = unsure.nonzero()[0].tolist()
    if not places:
        return
    doubtful = {*places}
    for i in places:
        above, below = i - 1, i + 1
        while above >= 0 and found.odds[above] <= NEVER:
            above -= 1
        heading = above if _may_be_subhead(marking, above) else i
        above -= heading < i
        while below < len(page) and found.odds[below] <= NEVER:
            below += 1
        amid = below < len(page) and kinds[below] == BODY
        if below > i + 1 and below in doubtful:  # of a gallery each caption may be as doubtful
            amid = amid or all(found.reasons.get(k) == "caption" for k in range(i + 1, below))
        if below == len(page) or _ends_text(found, i + 1):
            boxed = found.reasons.get(i - 1) == "newsletter"  # whose form may end with a sentence
            boxed = boxed or any(_heads_box(marking, k) for k in range(above + 1, i))
            amid = amid or not boxed
        amid = amid and above >= 0 and kinds[above] == BODY
        if not amid and found.reasons.get(i - 1) == "clock time":
            amid = is_latest_entry(marking, i)
        if amid and page.texts[i][-1] in ".!?\"'":
            kinds[i], sure[i] = kinds[heading], sure[heading] = BODY, COIN


def _ends_text(found: Page, i: int) -> bool:
    """Tell the heading of other stories, perhaps with a share bar above it, and a paywall."""
    below_bar = i in found.reasons and i + 1 in found.markers
    return i in found.markers or below_bar or found.reasons.get(i) in ("paywall", "newsletter")


def _may_be_subhead(marking: Marking, i: int) -> bool:
    """Tell a brief line right below the text that may belong to it for all that."""
    found, kinds = marking.found, marking.kinds
    brief = i > 0 and kinds[i - 1] == BODY and not kinds[i] and found.words[i] < SENTENCE
    return brief and bool(found.odds[i] > _UNSURE)


def _heads_box(marking: Marking, i: int) -> bool:
    """Tell headings of boxes from links that have their label in the same line."""
    return i in marking.found.markers and ": " not in marking.page.texts[i]


def _settle_edges(marking: Marking) -> None:
    """Keep prose at an edge of the page with nothing but prose beyond; let no title end a text."""
    page, found, kinds, sure = marking
    body = places_of_text(kinds)
    if not body:
        return

    def is_plain(i: int) -> bool:
        if i in found.reasons:
            return not found.markers or found.reasons[i] in _AMID_TEXT
        text = page.texts[i]
        ended = text.count(" ") >= 5 and text[-1] in ".!?\"'"
        return ended and found.odds[i] > NEVER and not is_titled(text)

    start = body[0]
    while start and start - 1 not in found.reasons and is_plain(start - 1):
        start -= 1
        kinds[start], sure[start] = BODY, COIN
    for edge in (range(body[0]), range(body[-1] + 1, len(page))):
        if all(map(is_plain, edge)):
            for i in edge:
                if i not in found.reasons:
                    kinds[i], sure[i] = BODY, max(COIN, 1 - sure[i])
    most = SURELY  # a text in capitals throughout loses its first line at most
    for place, first in enumerate(body[:-1], start=1):
        text, odds = page.texts[first], found.odds[first]
        label = odds < _WEAK and len(text) <= 30 and text.count(" ") < 3 and text[-1].isalnum()
        if not label and text[-1] not in ".!?" and odds < _WEAK:
            near = (page.texts[i] for i in body[place : place + 2])
            label = any(_is_heading(text, below) for below in near)
        if odds >= most or not (label or _is_title(text) or is_day_of_posting(text)):
            break
        if is_filed(text):
            break
        sums_up = first and text.count(" ") >= _IN_SUMMARY and not is_titled(text)
        kinds[first], sure[first] = "standfirst" if sums_up else "", LIKELY
        most = _WEAK
    drop_links_below(marking, body)
    drop_cut_copies(marking, body)
    drop_pull_quotes(marking, body)


def _is_heading(text: str, below: str) -> bool:
    """Tell a line without a full stop above a paragraph, as headlines in small letters are."""
    return (
        text.count(" ") in _IN_HEADING
        and len(text) <= _LONGEST_HEADING
        and text.rstrip("'\"%")[-1:].isalnum()
        and ". " not in text
        and sum(word[0].isdigit() for word in text.split()) <= 1
        and not text[0].islower()
        and not below[0].islower()
        and below.count(" ") >= _LEAST_BELOW
        and below[-1] in ".!?\"'"
        and not ("- " in text and read_dateline(text).length)
    )


def _is_title(text: str) -> bool:
    """Tell whether a line is a title, and no sentence with capitals."""
    unended = text.isupper() or text[-1] not in ".!?\"'"
    return unended and len(text) <= 200 and is_titled(text)


def _mark_notes(marking: Marking, settled: Mapping[int, str]) -> None:
    """Name what looks like prose and is no running text: notes, captions, jump lines."""
    page, found, kinds, sure = marking
    judged = [kind * (i not in settled) for i, kind in enumerate(kinds)] if settled else kinds
    if BODY not in judged:
        return
    first = judged.index(BODY)
    near = range(max(0, first - 3), min(len(page), last_of_text(judged) + 6))
    opening, closing = near[:6], near[-14:]
    notes: list[int] = []
    captions: list[int] = []
    for i, hints in found.hints.items():
        if i not in near or kinds[i] not in ("", BODY):
            continue
        kind, text, at_edge = "", page.texts[i], i in opening or i in closing
        if at_edge or len(text) <= 120:
            if hints & NOTE and not text.isupper() and is_correction(text):
                kind = "correction"
            elif hints & NOTE and is_editors_note(text):
                kind = "editor's note"
            elif hints & CONTINUED and is_continued(text):
                kind = "continued line"
        if not kind and hints & CAPTION and (at_edge or len(text) <= 300) and is_caption(text):
            kind = "caption"
        if kind:
            kinds[i], sure[i] = kind, LIKELY
            notes += [i] * (kind in _NOTES)
            captions += [i] * (kind == "caption")
    mark_described(marking, captions)
    if notes:
        _keep_lone_note(marking, notes)
    for i in near[: first + 2 - near[0]]:
        known = i in found.reasons or kinds[i] not in ("", BODY)
        if not known and is_dateline_alone(page.texts[i]) and not is_byline(page.texts[i]):
            kinds[i], sure[i] = "dateline", LIKELY


def _keep_lone_note(marking: Marking, notes: list[int]) -> None:
    """Take a correction or an editor's note for the text where the page has hardly another."""
    page, found, kinds, sure = marking
    told = [i for i in notes if found.words[i] >= SENTENCE and page.texts[i][-1] in ".!?\"')]"]
    text = places_of_text(kinds)
    if not told or found.words[text].sum() > found.words[told].sum():
        return
    for i in told:
        kinds[i], sure[i] = BODY, LIKELY
    for i in set(notes).difference(told):
        if i < told[0] and page.texts[i].count(" "):
            kinds[i] = ""  # "Correction: Steel Duties" is what it is called


def _below_byline(marking: Marking, body: list[int], end: int) -> int:
    """First line of the text: what stands above the byline, or above a day alone, is no part of it.

    ``body`` has the first four lines of the text or fewer. Of days between several of them each
    dates an entry.
    """
    page, found, kinds, _ = marking
    if body[-1] - body[0] == len(body) - 1 and found.bylines.isdisjoint(body):
        return body[0]
    for i in found.bylines.intersection(body):
        kinds[i] = ""
    body = [i for i in body if kinds[i]] or body
    n_body = kinds[:end].count(BODY)
    dated = []
    for before, (above, below) in enumerate(pairwise(body), start=1):
        between = range(above + 1, below)
        if n_body >= 2 * before and not found.bylines.isdisjoint(between):
            break
        if found.markers.keys().isdisjoint(between):
            dated += [before] * any(found.reasons.get(i) == "date line" for i in between)
    else:
        before = dated[0] if len(dated) == 1 and n_body >= 2 * dated[0] else 0
        if before and _is_dated_above(found, body[0]):
            before = 0
    for i in body[:before]:
        told = found.words[i] >= SENTENCE and page.texts[i][-1] == "."
        kinds[i] = "standfirst" if told else ""
        if kinds[i + 1] == "caption" and found.words[i + 1] < SENTENCE:
            kinds[i] = "caption"  # who took the picture stands below
    return body[before]


def _is_dated_above(found: Page, start: int) -> bool:
    """Tell whether author, day or hour stand above the first line of a text already.

    A day below it is that of a video or of a change then.
    """
    near = range(max(0, start - _HEAD_OF_TEXT), start)
    days = ("date line", "clock time")
    return any(i in found.bylines or found.reasons.get(i) in days for i in near)


def _give_reasons(marking: Marking, text: tuple[int, int]) -> None:
    """Give every line that is no text, from the first to the last, its reason.

    ``text`` has the positions of the first line of the text and of the line below the last.
    """
    page, found, kinds, sure = marking
    start, end = text
    boxed = False
    amid = []
    for i in range(start, end):
        boxed = (boxed or i in found.markers) and not kinds[i]
        if not kinds[i]:
            amid.append((i, "related links" if boxed else "stray line"))
    for i, reason in found.reasons.items():
        if not kinds[i]:
            kinds[i], sure[i] = reason, RULE
    for i in found.repeats:
        if not kinds[i]:
            kinds[i], sure[i] = "repeated lines", LIKELY
    for i in range(found.comments_from, len(page)):
        if not kinds[i]:
            kinds[i], sure[i] = "comment prompt", LIKELY
    kinds[:start] = [kind or "masthead" for kind in kinds[:start]]
    for i, reason in amid:
        kinds[i] = kinds[i] or reason
    walls = {i for i, reason in found.reasons.items() if reason == "paywall"}
    at, reason = end, "teaser"
    for turn in sorted(i for i in walls | found.markers.keys() if i >= end):
        kinds[at:turn] = [kind or reason for kind in kinds[at:turn]]
        at, reason = turn, found.markers.get(turn, "paywall")
        if reason == "paywall":
            break
    kinds[at:] = [kind or reason for kind in kinds[at:]]


def _drop_rules(marking: Marking) -> None:
    """Take marks that stand alone, such as three stars, out of the text."""
    page, _, kinds, sure = marking
    for i in places_of_text(kinds):
        text = page.texts[i]
        marks = text[0] in _RULES and not text[:_LONGEST_RULE].strip(_RULES)
        if marks or text == _END_OF_TEXT:
            kinds[i], sure[i] = "page furniture", RULE
