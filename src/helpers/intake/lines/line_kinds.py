"""A kind for each line: part of the article, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from helpers.intake.lines.decode_page import NEVER, SURELY, Page, decode_page
from helpers.intake.lines.line_facts import CAPTION, CONTINUED, NOTE
from helpers.intake.model import BODY
from helpers.intake.parts import (
    find_headline,
    headline_end,
    headline_start,
    is_caption,
    is_continued,
    is_correction,
    is_credit,
    is_dateline_alone,
    is_editors_note,
    is_same_headline,
    is_signature,
    is_titled,
    read_dateline,
    standfirst_length,
)

if TYPE_CHECKING:
    from helpers.intake.lines.layout import Block

RULE = 0.97
"""Confidence where a pattern says what a line is."""

LIKELY = 0.9
"""Confidence in a part that is told by its place and form."""

DOUBTFUL = 0.7
"""Most that is believed of removed prose where the page has too much of it to be sure."""

_HEAD = 60
"""Lines above the text among which headline and byline are looked for."""

_WEAK = 3.0
"""Log-odds below which a label or a second title above the text is no text."""

_AMID_TEXT = frozenset({"wire sign-off", "advertisement", "contact", "copyright", "share bar"})
"""Reasons of lines that may stand beside a text without anything else being there."""


def line_kinds(page: Sequence[Block], settled: Mapping[int, str]) -> tuple[list[str], list[float]]:
    """Judge the lines of a page.

    Parameters
    ----------
    page : sequence of Block
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
    kinds = [BODY if odds > 0 else "" for odds in found.odds]
    sure = _confidences(found.odds)
    _drop_clocked(page, kinds, sure, found)
    _begin_at_dateline(page, kinds, sure, found)
    _settle_edges(page, kinds, sure, found)
    _mark_notes(page, kinds, sure, found, settled)
    body = _places(kinds)
    start, end = (body[0], body[-1] + 1) if body else (len(page), len(page))
    if body:
        start = _below_byline(kinds, body, found)
    _give_reasons(page, kinds, sure, found, (start, end))
    _mark_head(page, kinds, sure, found, start)
    _doubt_lost_prose(page, kinds, sure, found)
    for i, kind in settled.items():
        kinds[i], sure[i] = kind, 1.0
    return kinds, sure


def _places(kinds: Sequence[str]) -> list[int]:
    """Lines of running text."""
    return [*compress(range(len(kinds)), map(BODY.__eq__, kinds))]


def _confidences(odds: Sequence[float]) -> list[float]:
    """How often the model is right at such odds, as measured on sites that it had not seen."""
    import numpy as np

    sure = 1 / (1 + np.exp(0.35 - 1.35 * np.abs(np.array(odds))))
    rounded: list[float] = np.maximum(0.5, sure.round(3)).tolist()
    return rounded


def _drop_clocked(page: Sequence[Block], kinds: list[str], sure: list[float], found: Page) -> None:
    """Take out sentences between clock times after an end marker: teasers, each with its time."""
    if not found.markers or "clock time" not in found.reasons.values():
        return
    words = [
        (block.text.count(" ") + 1) * (k == BODY) for block, k in zip(page, kinds, strict=True)
    ]
    enough, read, marked = max(20, 0.2 * sum(words)), 0, False
    for i, n in enumerate(words):
        marked = marked or (i in found.markers and read >= enough)
        read += n
        beside = {found.reasons.get(i - 1), found.reasons.get(i + 1)}
        if marked and n and "clock time" in beside:
            kinds[i], sure[i] = "", DOUBTFUL


def _begin_at_dateline(
    page: Sequence[Block], kinds: list[str], sure: list[float], found: Page
) -> None:
    """Keep a first paragraph that opens with a dateline right above the text."""
    start = kinds.index(BODY) if BODY in kinds else 0
    for i in range(max(0, start - 12), start):
        text = page[i].text
        if i not in found.reasons and text.count(" ") >= 11 and read_dateline(text).length:
            for k in range(i, start):
                if k not in found.reasons and page[k].text.count(" ") >= 7:
                    kinds[k], sure[k] = BODY, LIKELY
            return


def _settle_edges(page: Sequence[Block], kinds: list[str], sure: list[float], found: Page) -> None:
    """Keep prose at an edge of the page with nothing but prose beyond; let no title end a text."""
    body = _places(kinds)
    if not body:
        return

    def is_plain(i: int) -> bool:
        if i in found.reasons:
            return not found.markers or found.reasons[i] in _AMID_TEXT
        text = page[i].text
        ended = text.count(" ") >= 5 and text[-1] in ".!?\"'"
        return ended and found.odds[i] > NEVER and not is_titled(text)

    start = body[0]
    while start and start - 1 not in found.reasons and is_plain(start - 1):
        start -= 1
        kinds[start], sure[start] = BODY, 0.6
    for edge in (range(body[0]), range(body[-1] + 1, len(page))):
        if all(map(is_plain, edge)):
            for i in edge:
                if i not in found.reasons:
                    kinds[i], sure[i] = BODY, max(0.6, 1 - sure[i])
    most = SURELY  # a text in capitals throughout loses its first line at most
    for first in body[:-1]:
        text, odds = page[first].text, found.odds[first]
        label = odds < _WEAK and len(text) <= 30 and text.count(" ") < 3 and text[-1].isalnum()
        if odds >= most or not (label or _is_title(text)):
            break
        kinds[first], sure[first] = "", LIKELY
        most = _WEAK
    if len(body) > 2 and body[-1] + 1 == len(page):
        last = body[-1]
        text, before = page[last].text, page[body[-2]].text
        is_title = text[-1].isalnum() and (text.count(" ") < 3 or is_titled(text))
        if is_title and found.odds[last] < 3 and before[-1] in ".!?\"'":
            kinds[last], sure[last] = "", 0.6


def _is_title(text: str) -> bool:
    """Tell whether a line is a title, and no sentence with capitals."""
    unended = text.isupper() or text[-1] not in ".!?\"'"
    return unended and len(text) <= 200 and is_titled(text)


def _mark_notes(
    page: Sequence[Block],
    kinds: list[str],
    sure: list[float],
    found: Page,
    settled: Mapping[int, str],
) -> None:
    """Name what looks like prose and is no running text: notes, captions, jump lines."""
    body = [i for i in _places(kinds) if i not in settled]
    if not body:
        return
    near = range(max(0, body[0] - 3), min(len(page), body[-1] + 6))
    edges = {*near[:6], *near[-14:]}
    for i in near:
        hints, kind, text = found.hints[i], "", page[i].text
        if not hints or kinds[i] not in ("", BODY):
            continue
        if i in edges or len(text) <= 120:
            if hints & NOTE and not text.isupper() and is_correction(text):
                kind = "correction"
            elif hints & NOTE and is_editors_note(text):
                kind = "editor's note"
            elif hints & CONTINUED and is_continued(text):
                kind = "continued line"
        if not kind and hints & CAPTION and (i in edges or len(text) <= 300) and is_caption(text):
            kind = "caption"
        if kind:
            kinds[i], sure[i] = kind, LIKELY
    for i in range(near[0], min(body[0] + 2, len(page))):
        if kinds[i] in ("", BODY) and len(page[i].text) <= 80 and is_dateline_alone(page[i].text):
            kinds[i], sure[i] = "dateline", LIKELY


def _below_byline(kinds: list[str], body: list[int], found: Page) -> int:
    """First line of the text: what stands above the byline is no part of it."""
    for i in found.bylines.intersection(body[:4]):
        kinds[i] = ""
    for before, (above, below) in enumerate(pairwise(body[:4]), start=1):
        if len(body) >= 2 * before and not found.bylines.isdisjoint(range(above + 1, below)):
            for i in body[:before]:
                kinds[i] = ""
            return below
    return next((i for i in body if kinds[i]), body[0])


def _give_reasons(
    page: Sequence[Block],
    kinds: list[str],
    sure: list[float],
    found: Page,
    text: tuple[int, int],
) -> None:
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
    reason = "teaser"
    for i in range(end, len(page)):
        if reason != "paywall":
            ends = "paywall" if found.reasons.get(i) == "paywall" else ""
            reason = found.markers.get(i) or ends or reason
        kinds[i] = kinds[i] or reason


def _mark_head(
    page: Sequence[Block], kinds: list[str], sure: list[float], found: Page, start: int
) -> None:
    """Name headline, byline, credit and standfirst among the blocks around the start."""
    top = max(0, start - _HEAD)
    head = [
        i for i in range(top, min(start, len(page))) if kinds[i] in ("masthead", "repeated lines")
    ]
    body = [i for i in range(start, min(len(page), start + 40)) if kinds[i] == BODY]
    lead = " ".join(page[i].text[:400] for i in body[:5])
    byline = next((i for i in reversed(head) if i in found.bylines), None)
    if byline is not None:
        kinds[byline], sure[byline] = "byline", LIKELY
        below = page[byline + 1] if byline + 1 in head else None
        if below is not None and _is_source(below.text, page[byline].group == below.group):
            kinds[byline + 1], sure[byline + 1] = "credit", LIKELY
    else:
        _mark_signature(page, kinds, sure)
    above = [i for i in head if kinds[i] != "credit" and (byline is None or i < byline)]
    if len(above) > 8:
        words = frozenset().union(*(found.content[i] for i in body[:6]))
        above = [i for i in above[:-3] if found.content[i] & words] + above[-3:]
    candidates = {page[i].text for i in above}
    texts = [*filter(candidates.__contains__, map(attrgetter("text"), page))]
    headline = find_headline([page[i] for i in above], texts, lead)
    if headline is not None:
        while headline and page[above[headline] - 1].text == page[above[headline]].text:
            headline -= 1  # of two in a row the first is the headline, the second its double
        _mark_headline(page, kinds, sure, above[headline], start)
    for i in body[: standfirst_length([page[i].text for i in body[:4]], lead)]:
        kinds[i], sure[i] = "standfirst", LIKELY
    if headline is not None:
        for i in range(above[headline] + 1, start):
            if kinds[i] == "masthead" and page[i].text.count(" ") >= 7:
                kinds[i] = "standfirst"


def _is_source(text: str, beside: bool) -> bool:
    """Tell whether a line below the byline names who the author writes for."""
    if is_credit(text):
        return True
    name = text.split()
    capitals = all(word[0].isupper() or word in ("of", "the", "and", "&") for word in name)
    return beside and len(name) <= 5 and capitals and text.replace(" ", "").isalpha()


def _mark_signature(page: Sequence[Block], kinds: list[str], sure: list[float]) -> None:
    """Name the author who stands in the last line of the text, or right below it."""
    last = max(_places(kinds), default=-1)
    for i in (last, last + 1):
        if 0 < i < len(page) and page[i].text[0] in "—–-(" and is_signature(page[i].text):
            kinds[i], sure[i] = "byline", LIKELY


def _mark_headline(
    page: Sequence[Block], kinds: list[str], sure: list[float], index: int, start: int
) -> None:
    """Name the headline, all its lines, and its doubles elsewhere on the page."""
    upper = page[:start]
    own = range(headline_start(upper, index), headline_end(upper, index))
    own = own if all(kinds[i] == "masthead" for i in own) else range(index, index + 1)
    title = " ".join(page[i].text for i in own)
    opening = title[:1].casefold()
    size = len(title)
    lengths = map(len, map(attrgetter("text"), page))
    shortest, longest = -(-7 * size // 10), 3 * size
    for i in [i for i, length in enumerate(lengths) if shortest <= length <= longest]:
        text = page[i].text
        if i in own or kinds[i] == BODY:
            continue
        if (opening in text[:3].casefold() or " - " in text or "|" in text) and is_same_headline(
            text, title
        ):
            kinds[i], sure[i] = "doubled headline", RULE
    for i in own:
        kinds[i], sure[i] = "headline", LIKELY


def _doubt_lost_prose(
    page: Sequence[Block], kinds: Sequence[str], sure: list[float], found: Page
) -> None:
    """Hold back where more prose goes than stays, and where prose goes after an end marker."""
    kept = lost = 0
    doubtful = []
    first_marker = min(found.markers, default=len(page))
    lengths = map(len, map(attrgetter("text"), page))
    for i in [i for i, length in enumerate(lengths) if length >= 40]:
        text = page[i].text
        words = text.count(" ") + 1
        if kinds[i] == BODY:
            kept += words
        elif words >= 12 and i not in found.reasons and text[-1] in ".!?\"'":
            lost += words
            doubtful.append(i)
    for i in doubtful:
        if i >= first_marker or lost > kept:
            sure[i] = min(sure[i], DOUBTFUL)
