"""What stands around the start of a text: headline, byline, credit, standfirst."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.intake.lines.decode_page import NEVER
from helpers.intake.lines.marking import LIKELY, RULE, Marking, last_of_text, places_of_text
from helpers.intake.lines.page_title import BRIEF_SUMMARY, Head, find_title
from helpers.intake.model import BODY
from helpers.intake.parts import (
    AGE,
    DATE,
    bare_words,
    headline_end,
    headline_start,
    is_author_below_headline,
    is_by_alone,
    is_byline,
    is_caption,
    is_credit,
    is_day_of_posting,
    is_known_name,
    is_lone_headline,
    is_prose_beside_day,
    is_same_headline,
    is_signature,
    read_dateline,
    standfirst_length,
)
from helpers.intake.parts.headlines import plain_words

_HEAD = 60
"""Lines above the text among which headline and byline are looked for."""

_ADDRESS = ("http://", "https://", "www.")
_ENDED, _PARAGRAPH = ".!?\"'", 20
"""What closes a sentence, and words of a paragraph that stands apart from the text below it."""

_PICTURED = re.compile(r" \d{1,2}, (?:19|20)\d\d\b")
"""A day with its year, which captions give and summaries hardly ever."""

_LABELS = frozenset({"author", "authors"})
_OF_NAMES, _MOST_BESIDE = range(1, 4), 3
"""What stands above authors without a colon; spaces of a name, and words beside it in the line
below that has it once more."""

_NEAR_HEADLINE, _LONGEST_AUTHOR, _MOST_OF_NAME, _SUMMARY = 4, 100, 3, 7
"""Lines below the headline among which an author without "By" is looked for, characters of such a
line, words of a name that stands alone, and spaces of a summary."""


_AMID_TEXT = frozenset(
    {"advertisement", "newsletter", "page furniture", "paywall", "related links"}
)
_SAID_AGAIN = 0.5
"""Reasons of lines that part a text from its first paragraph, and the share of a summary's words
that the text has, too."""


class Place(NamedTuple):
    """Where a text and its headline stand, and how it begins."""

    headline: int
    start: int
    lead: str


def mark_head(marking: Marking, start: int) -> None:
    """Name headline, byline, credit and standfirst among the blocks around the start of a text.

    Parameters
    ----------
    marking : Marking
        The lines, of which kinds and confidence are changed in place.
    start : int
        Position of the first line of the text.
    """
    page, found, kinds, sure = marking
    top = max(0, start - _HEAD)
    head = [
        i for i, kind in enumerate(kinds[top:start], top) if kind in ("masthead", "repeated lines")
    ]
    body = [start + i for i in places_of_text(kinds[start : start + 40], 5)]
    told = "standfirst" in kinds[top:start]
    summary = [i for i in range(top, start) if kinds[i] == "standfirst"] if told else []
    lead = " ".join(page.texts[i][:400] for i in summary + body)
    byline = max(found.bylines.intersection(head), default=None)
    if byline is not None:
        kinds[byline], sure[byline] = "byline", LIKELY
        beside = page.groups[byline : byline + 1] == page.groups[byline + 1 : byline + 2]
        if byline + 1 in head and _is_source(page.texts[byline + 1], beside):
            kinds[byline + 1], sure[byline + 1] = "credit", LIKELY
    else:
        _mark_signature(marking)
    above = [i for i in head if i < summary[0]] if summary else head
    if "headline" in kinds[top:start]:
        headline: int | None = kinds.index("headline", top)
    else:
        headline = find_title(marking, Head(above, byline, start, bare_words(lead)))
    if headline is not None:
        _mark_headline(marking, (headline, start))
        name = page.texts[headline - 1] if headline else ""
        if name.startswith("- ") and is_known_name(name[2:]) and "byline" not in kinds:
            kinds[headline - 1], sure[headline - 1] = "byline", LIKELY
        if "byline" not in kinds:
            _mark_author(marking, (headline + 1, start), lead)
    for i in body[: standfirst_length([page.texts[i] for i in body[:4]], lead)]:
        alone = headline is None and i == body[0] and is_lone_headline(page.texts[i])
        summary_or_caption = "caption" if _PICTURED.search(page.texts[i]) else "standfirst"
        kinds[i] = "headline" if alone and byline is None else summary_or_caption
        sure[i] = LIKELY
    if headline is not None:
        _mark_standfirst(marking, Place(headline, start, lead))


def _mark_standfirst(marking: Marking, place: Place) -> None:
    """Name the lines right below the headline that sum the story up.

    Between author or day and the text stand captions and titles of other stories rather, or the
    first paragraph with a player or an advertisement below it; without either, a summary ends like
    a sentence.
    """
    page, found, kinds, _ = marking
    headline, start, lead = place
    between = kinds[headline + 1 : start]
    unread = [i for i, kind in enumerate(between, headline + 1) if kind == "masthead"]
    if not unread:
        return
    day, author = (
        headline + 1 + between.index(kind) if kind in between else start
        for kind in ("date line", "byline")
    )
    others = 0
    for i in unread:
        text = page.texts[i]
        ended = text[-1] in _ENDED
        if i > day or (i > author and day == start):
            right_below = others == 0 and ended and found.words[i] >= _PARAGRAPH
        elif min(day, author) < start:
            right_below = others == 0 or found.odds[i] > NEVER
        else:
            right_below = others == 0 and ended
        if right_below and _may_sum_up(text) and not is_caption(text):
            apart = "standfirst" in kinds[headline:i] and kinds[i - 1] != "standfirst"
            opens = _opens_text(marking, i, (day, author, start))
            kinds[i] = "masthead" if apart else "standfirst"
            if opens and not _says_again(text, lead):
                kinds[i] = BODY
            others += kinds[i] == "masthead"
        else:
            others += 1
        if others > 1:
            return


def _opens_text(marking: Marking, i: int, place: tuple[int, int, int]) -> bool:
    """Tell the first paragraph from a summary by what pages have amid their texts below it.

    ``place`` has the lines of day and author, and of the text that goes on below.
    """
    found, kinds = marking.found, marking.kinds
    day, author, start = place
    if i < min(day, author) < start or "byline" in kinds[i:start]:
        return False
    if (i < day and "date line" in kinds[i:start]) or found.words[i] < _PARAGRAPH:
        return False
    between = range(i + 1, start)
    amid = any(found.reasons.get(k) in _AMID_TEXT or k in found.markers for k in between)
    return amid or (i > day and "date line" in kinds[i:start])


def _says_again(summary: str, lead: str) -> bool:
    """Tell a summary by the words that the first paragraphs have, too."""
    words = plain_words(summary)
    return len(words & plain_words(lead)) >= _SAID_AGAIN * len(words)


def _may_sum_up(text: str) -> bool:
    """Tell a long line that may be a standfirst from items of a list and from days of posting."""
    if (
        text.count(" ") < _SUMMARY
        or text.startswith(("* ", "+ ", "• ", AGE))
        or is_day_of_posting(text)
        or _PICTURED.search(text)
    ):
        return False
    day = DATE.match(text)  # a summary may begin with a weekday or a year
    if day is None:
        return True
    return (day[0].isalpha() or day[0].isdecimal()) and is_prose_beside_day(text)


def _mark_author(marking: Marking, place: tuple[int, int], lead: str) -> None:
    """Name the author who stands without "By" between headline and text, and the credit below.

    ``place`` has the line below the one that was found for a headline, and the first of the text.
    """
    page, _, kinds, sure = marking
    first, start = place
    unread = (i for i in range(first, start) if _may_have_author(kinds[i], page.texts[i]))
    right_below = True
    for i in itertools.islice(unread, _NEAR_HEADLINE):
        text = page.texts[i]
        if len(text) > _LONGEST_AUTHOR:
            continue
        last = i + (i + 1 < start and kinds[i + 1] == "masthead" and is_by_alone(text))
        while last > i and kinds[last + 1 : last + 3] == ["masthead"] * 2 and last + 2 < start:
            if page.texts[last + 1] not in ("and", "&") or not page.texts[last + 2][0].isupper():
                break
            last += 2
        if " " not in text and last == i:
            continue
        below = last + 1 < start and _may_have_author(kinds[last + 1], page.texts[last + 1])
        credit = page.texts[last + 1] if below else ""
        at = i + (last > i and text.casefold() in _LABELS)
        if at > i:
            named = is_byline(f"By {' '.join(page.texts[at : last + 1])}")
        elif last > i or text.startswith("* "):
            named = is_byline(" ".join(page.texts[i : last + 1]))
        else:
            # Below a picture stands the name of who took it.
            right_below = right_below and "caption" not in kinds[first:i]
            few = right_below and text.partition(",")[0].count(" ") < _MOST_OF_NAME
            dated = few and _is_beside_day(marking, last, start)
            named = is_author_below_headline(
                text, lead, below=credit, dated=dated, right_below=right_below
            ) or (right_below and _is_named_again(page.texts, i))
        right_below = right_below and text.count(" ") >= BRIEF_SUMMARY
        if named and not ("- " in text and read_dateline(text).length):
            for k in range(at, last + 1):
                kinds[k], sure[k] = "byline", LIKELY
            beside = page.groups[last : last + 1] == page.groups[last + 1 : last + 2]
            is_unread = kinds[last + 1 : last + 2] == ["masthead"] and credit != text
            if below and is_unread and _is_source(credit, beside):
                kinds[last + 1], sure[last + 1] = "credit", LIKELY
            return


def _is_beside_day(marking: Marking, name: int, start: int) -> bool:
    """Tell whether a day is right above a name, or below it or the paper that stands there."""
    page, kinds = marking.page, marking.kinds
    if kinds[name - 1] == "date line":
        return True
    for i in range(name + 1, min(name + 3, start)):
        if _has_day(kinds[i], page.texts[i]):
            return True
        if page.texts.count(page.texts[i]) < 2:
            return False
    return False


def _is_named_again(texts: Sequence[str], i: int) -> bool:
    """Tell a name by the line below, which has it once more, or the person's address."""
    if i + 1 == len(texts) or texts[i].count(" ") not in _OF_NAMES:
        return False
    name, again = texts[i].casefold(), texts[i + 1].casefold()
    told = name[name.rfind(" ") + 1 :] if "@" in again else name
    if told not in again.partition("@")[0] or again.count(" ") > name.count(" ") + _MOST_BESIDE:
        return False
    return is_byline(f"By {name.title()}")


def _may_have_author(kind: str, text: str) -> bool:
    """Tell lines that are nothing known, but for bullets alone, and days with "by" behind."""
    if kind == "masthead":
        return len(text) > 1
    return kind == "date line" and " by" in text.lower()


def _has_day(kind: str, text: str) -> bool:
    """Tell whether a line below a name has the day of posting, or the author's name on a site."""
    if kind in ("date line", "clock time", "contact") or text.startswith("@"):
        return True
    return text in ("·", "Follow") or is_day_of_posting(text)


def _is_source(text: str, beside: bool) -> bool:
    """Tell whether a line below the byline names who the author writes for."""
    if is_credit(text):
        return True
    name = text.split()
    capitals = all(word[0].isupper() or word in ("of", "the", "and", "&") for word in name)
    return (
        beside
        and len(name) <= 5
        and name[0][0].isupper()
        and capitals
        and text.replace(" ", "").isalpha()
    )


def _mark_signature(marking: Marking) -> None:
    """Name the author who stands in the last line of the text, or right below it."""
    page, found, kinds, sure = marking
    last = last_of_text(kinds) if BODY in kinds else -1
    for i in (last, last + 1):
        if not 0 < i < len(page):
            continue
        if i in found.bylines or (page.texts[i][0] in "—–-(" and is_signature(page.texts[i])):
            kinds[i], sure[i] = "byline", LIKELY


def _mark_headline(marking: Marking, place: tuple[int, int]) -> None:
    """Name the headline, all its lines, and its doubles elsewhere on the page.

    ``place`` has the line that was found and the first line of the text.
    """
    page, found, kinds, sure = marking
    index, start = place
    first = max(0, index - 2)
    near = [page[i] for i in range(first, min(start, index + 3))]
    own = range(
        first + headline_start(near, index - first), first + headline_end(near, index - first)
    )
    own = own if all(kinds[i] == kinds[index] for i in own) else range(index, index + 1)
    if own[-1] > index and page.texts[own[-1]].startswith(_ADDRESS):
        own = range(own[0], own[-1])
    title = " ".join(page.texts[i] for i in own)
    plain = filter(str.isalpha, title.casefold().split())
    longest_word = max(plain, key=len, default="")
    size = len(title)
    shortest, longest = -(-7 * size // 10), 3 * size
    near_size = ((found.sizes >= shortest) & (found.sizes <= longest)).nonzero()[0].tolist()
    for i in near_size:
        if kinds[i] == BODY or i in own or longest_word not in page.texts[i].casefold():
            continue
        if is_same_headline(page.texts[i], title):
            kinds[i], sure[i] = "doubled headline", RULE
    for i in own:
        kinds[i], sure[i] = "headline", LIKELY
