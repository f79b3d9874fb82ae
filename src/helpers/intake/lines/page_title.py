"""Which of the lines above a text is the headline: by its words first, by its place second."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

from helpers.intake.lines.page_cues import NOTE
from helpers.intake.model import BODY
from helpers.intake.parts import (
    AGE,
    find_headline,
    is_byline,
    is_credit,
    is_day_alone,
    is_day_of_posting,
    is_editors_note,
    is_known_name,
    is_lone_headline,
    is_titled,
    publisher_of,
)
from helpers.intake.parts.headlines import plain_words

if TYPE_CHECKING:
    from helpers.intake.lines.layout import Blocks
    from helpers.intake.lines.marking import Marking

BRIEF_SUMMARY = 5
"""Spaces of a summary between headline and text."""

_LEAST_OF_TITLE = 3
"""Spaces of a title that stands alone above a text: names of sections are briefer."""

_LABELS = frozenset(
    {"analysis", "column", "comment", "commentary", "editorial", "essay", "exclusive", "explainer",
     "feature", "interview", "investigation", "news analysis", "opinion", "profile", "report",
     "review", "special report"}
)  # fmt: skip
_MOST_OF_LABEL = 2
"""Kinds of articles as they are named above a summary, and spaces of such a label or a name."""

_HEADS_OF_POINTS = frozenset(
    {"at a glance", "highlights", "in brief", "in short", "key facts", "key points",
     "key takeaways", "main points", "summary", "the essentials", "what to know"}
)  # fmt: skip
"""Headings of points between headline and text."""

_MOST_POINTS = 6
"""Lines above the one that was found among which a title in capitals stands."""

_MOST_LONG = 4
"""Lines of more than three words, beyond which none is the only one that may be a title."""

_RIGHT_ABOVE = 3
"""Lines below the headline among which the author's name or the day stands."""

_NEAR_DAY = 16
"""Lines above the first day among which the headline stands."""

_FAR_MORE = 1.5
"""How many times the words in common make a title below the day the headline."""


class Head(NamedTuple):
    """What is known of the lines above a text.

    Attributes
    ----------
    lines : list of int
        Positions of those that are nothing known.
    byline : int or None
        Position of the line that names the author with "By".
    start : int
        Position of the first line of the text.
    lead_words : set of str
        Words of the first paragraphs of the text.
    """

    lines: list[int]
    byline: int | None
    start: int
    lead_words: Set[str]


def find_title(marking: Marking, head: Head) -> int | None:
    """Find the headline among the lines above a text.

    Parameters
    ----------
    marking : Marking
        The lines.
    head : Head
        Lines above the text.

    Returns
    -------
    int or None
        Position of the headline, or of one of its lines; None where no line is good enough.
    """
    page, found, kinds, _ = marking
    texts, byline = page.texts, head.byline
    above = head.lines if byline is None else [i for i in head.lines if i < byline]
    above = _above_points(texts, above)
    whole = page.whole.text if page.whole else "\n".join(("", *texts, ""))
    place = _by_words(marking, (above, head), whole)
    while place is not None and found.hints.get(place, 0) & NOTE and is_editors_note(texts[place]):
        above = [i for i in above if i != place]
        place = _by_words(marking, (above, head), whole)
    listed = place is not None and kinds[place + 1 : place + 2] == ["masthead"]
    if place is not None and listed and whole.count(f"\n{texts[place]}\n") > 1:
        contents = _contents(texts, kinds, above)
        if place in contents:
            above = [i for i in above if i not in contents]
            place = _by_words(marking, (above, head), whole)
    if place is not None:
        return place
    lone = above == [byline - 1 if byline else -1] and is_lone_headline(texts[above[0]])
    if lone and not is_day_alone(texts[above[0]]):
        return above[0]
    place = _sole_title(texts, above, head.start) if byline is None else None
    if place is None:
        place = _by_place(marking, above, head)
    if place is None and byline is not None:
        below = [i for i in head.lines if i > byline]
        place = _by_place(marking, below, head._replace(byline=None))
    return place


def _contents(texts: Sequence[str], kinds: Sequence[str], above: Sequence[int]) -> list[int]:
    """List the lines above a text that are headings in it, too, as a table of contents has them."""
    own = {texts[i] for i, kind in enumerate(kinds) if kind == BODY}
    named = [i for i in above if texts[i] in own]
    return named if len(named) > 1 else []


def _above_points(texts: Sequence[str], above: list[int]) -> list[int]:
    """Leave out the heading of a list of points that sums up the text, and what stands below it."""
    named = [texts[i].casefold() for i in above]
    if _HEADS_OF_POINTS.isdisjoint(named[1:]):
        return above
    first = next(k for k in range(1, len(above)) if named[k] in _HEADS_OF_POINTS)
    titled = any(texts[i].count(" ") >= _LEAST_OF_TITLE for i in above[:first])
    return above[:first] if titled else above


def _by_words(marking: Marking, lines: tuple[list[int], Head], whole: str) -> int | None:
    """Find the headline by the words that it shares with the text.

    Of two titles, the one below the day is mostly a caption, an entry or another story's.
    """
    page, kinds = marking.page, marking.kinds
    texts, (above, head) = page.texts, lines

    def best_of(lines: list[int]) -> tuple[int, int] | None:
        """Find the best title, and the line by whose words it was found: itself or its summary."""
        near_day = _right_above_day(kinds, lines, head.start)
        best = find_headline([texts[i] for i in lines], whole, head.lead_words, near_day)
        if best is None:
            return None
        title = _above_summary(page, lines, best, whole, head.lead_words) if best else best
        title = _capitals_above(texts, lines, title, head.lead_words) if title else title
        while title and texts[lines[title] - 1] == texts[lines[title]]:
            title -= 1  # of two in a row the first is the headline, the second its double
        return lines[title], lines[best]

    found = best_of(above)
    if found is None or "date line" not in kinds[: found[0]]:
        return found and found[0]
    day = kinds.index("date line")
    near = [i for i in above if i < day][-_NEAR_DAY:]
    other = best_of(near) if any(texts[i].count(" ") > 1 for i in near) else None
    if other is None:
        return found[0]
    told, told_above = (len(plain_words(texts[by]) & head.lead_words) for _, by in (found, other))
    return found[0] if told > _FAR_MORE * told_above else other[0]


def _capitals_above(
    texts: Sequence[str], above: Sequence[int], found: int, lead_words: Set[str]
) -> int:
    """Take the title in capitals above the line that was found, where points stand between."""
    if texts[above[found]].isupper():
        return found
    for k in range(found - 1, max(-1, found - _MOST_POINTS), -1):
        title = texts[above[k]]
        if above[k] + 1 != above[k + 1]:
            return found
        if title.isupper() and title.count(" ") >= BRIEF_SUMMARY:
            return k if plain_words(title) & lead_words else found
    return found


def _sole_title(texts: Sequence[str], above: Sequence[int], start: int) -> int | None:
    """Find the one title above a text that has no more above it than the paper's name."""
    if len(above) != start:
        return None
    titles = [i for i in above if is_lone_headline(texts[i])]
    if len(titles) != 1 or start - len(titles) > 1:
        return None
    text = texts[titles[0]]
    of_paper = publisher_of([text]) or is_credit(text) or is_day_alone(text)
    long = text.count(" ") >= _LEAST_OF_TITLE
    return titles[0] if long and is_titled(text) and not of_paper else None


def _above_summary(
    page: Blocks, above: Sequence[int], found: int, whole: str, lead_words: Set[str]
) -> int:
    """Take the title above the line that was found, where that sums the story up.

    A summary shares more words with the text than the headline over it does.
    """
    texts = page.texts
    labelled = found > 1 and _is_label_or_author(texts[above[found - 1]])
    place, summary = found - 1 - labelled, texts[above[found]]
    title = texts[above[place]]
    if title.count(" ") < _LEAST_OF_TITLE or title[0] in "*+•":
        return found
    longer = summary.count(" ") >= BRIEF_SUMMARY and len(summary) > len(title)
    if not (longer or (title.isupper() and not summary.isupper())):
        return found
    between = texts[above[place] + 1 : above[found] - labelled]
    if not all(line.startswith(AGE) for line in between) or not is_lone_headline(title):
        return found
    if is_titled(summary) > is_titled(title):
        return found
    if is_credit(title) or publisher_of([title]) or is_day_of_posting(title) or is_byline(title):
        return found
    telling = plain_words(title)
    told = telling & lead_words or telling & plain_words(summary) or whole.count(title) > 1
    return place if told and texts.count(summary) == 1 else found


def _is_label_or_author(text: str) -> bool:
    """Tell what may stand between a headline and its summary: a kind of article, or a name."""
    if text.count(" ") > _MOST_OF_LABEL:
        return False
    return text.casefold() in _LABELS or is_known_name(text)


def _by_place(marking: Marking, above: Sequence[int], head: Head) -> int | None:
    """Find the line that may be the headline by where it stands, though it tells little.

    That is a line right above the author or the text that looks like running text, or the only one
    of more than three words; without an author it must share a word with the text.
    """
    page, found = marking.page, marking.found
    if not above:
        return None

    def may_be(i: int) -> bool:
        text = page.texts[i]
        return is_lone_headline(text) and not (is_credit(text) or is_day_of_posting(text))

    last = above[-1]
    if found.odds[last] > 0 and may_be(last):
        return last
    long = [i for i in above if page.texts[i].count(" ") >= _LEAST_OF_TITLE]
    if len(long) > _MOST_LONG:
        return None
    long = [*filter(may_be, long)]
    if len(long) != 1:
        return None
    told = plain_words(page.texts[long[0]]) & head.lead_words
    return long[0] if told or (head.byline is not None and long[0] == last) else None


def _right_above_day(kinds: Sequence[str], places: Sequence[int], start: int) -> set[int]:
    """Tell which of some lines have a byline or a day right below them."""
    first = places[0] + 1 if places else start
    days = [i for i in range(first, start) if kinds[i] in ("byline", "date line")]
    near = {day - above for day in days for above in range(1, _RIGHT_ABOVE + 1)}
    return {k for k, i in enumerate(places) if i in near} if near else near
