"""Boxes of other stories, each with its title and the beginning of its text.

Such a beginning is prose as good as the article's. What gives it away is that it breaks off, with
three points, that each has its age ("2 hours ago"), or that below a heading titles and single
paragraphs take turns; and that it has few words in common with the rest, as the parts of a text
with subheads and the entries of a live blog have.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from helpers.intake.parts import is_titled
from helpers.intake.parts.headlines import plain_words

_LONGEST_TITLE, _SHORTEST_TEASER, _LONGEST_TEASER = 20, 6, 80
"""Words of a title, and of the beginning of a story."""

_LONGEST_BOX = 100
"""Lines that are looked through for one box, so that time grows with the page alone."""

_MOST_ABOVE_TEASER = 3
"""Lines that stand above the beginning of a story in its item: section, title, and day, perhaps."""

_FEWEST, _FEWEST_BROKEN_OFF = 3, 0.5
"""Items that make a box without a heading, or one with a heading of which none breaks off; share of
those below a heading that break off."""

_LONGEST_WHOLE, _SHORTEST_LONG = 60, 4
"""Words of a beginning that does not break off, and of a title that is hardly a subhead."""

_SHARED_BY_CHANCE, _SHARED_A_WORD, _MOST_SHARED, _SHORTEST_TELLING = 0.1, 0.0005, 0.25, 4
"""Share of an item's words that other stories have, too; so much more for each word there is; the
largest that it is taken for; and letters of the words that count."""

_MUCH_LARGER, _BESIDE_LARGER = 2, 1.5
"""How many times larger than a box the rest is where the box may have so many times more of it."""

_AGED = "clock time"
_WITH_TITLE, _LONGEST_NAME = ("newsletter", "related links"), 4
"""Reasons of lines that may have the title of their box above them; words of a newsletter's name,
and of a link such as "Read the full story"."""
_MORE = (" read more", " see more", " more")
_BREAKS = ("...", "…", "...]", "…]")


class _Item(NamedTuple):
    """One story in a box: where it ends, what marks it as such, and the size of its parts."""

    last: int
    breaks_off: bool
    is_marked: bool
    is_brief: bool
    has_long_title: bool


class _Sentences:
    """The sentences of a page, for what its boxes have in common with the rest of it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    @cached_property
    def _sentences(self) -> list[str]:
        return [*filter(_is_sentence, self.texts)]

    @cached_property
    def _size(self) -> int:
        return sum(text.count(" ") for text in self._sentences)

    @cached_property
    def _lines_with(self) -> Counter[str]:
        return Counter(itertools.chain.from_iterable(map(_telling_words, self._sentences)))

    def are_of_others(self, items: Sequence[_Item]) -> bool:
        """Tell other stories from parts of one by the words that each shares with all the rest.

        Of many words some are in any story, and a site's stories are about like things; a text that
        has its larger part in a box is rare.
        """
        inside = [self.texts[item.last] for item in items]
        if len(self._sentences) <= len(items):
            return False
        times = self._lines_with
        own = [*map(_telling_words, inside)]
        shared = [sum(times[word] > 1 for word in words) / max(1, len(words)) for words in own]
        few = min(_MOST_SHARED, _SHARED_BY_CHANCE + len(times) * _SHARED_A_WORD)
        box = sum(text.count(" ") for text in inside)
        if self._size - box >= _MUCH_LARGER * box:
            few *= _BESIDE_LARGER
        return sum(shared) < few * len(items)


def find_teasers(
    texts: Sequence[str], page: str, headings: Iterable[int], reasons: Mapping[int, str]
) -> list[int]:
    r"""Find titles and beginnings of other stories.

    Parameters
    ----------
    texts : sequence of str
        The lines of a page.
    page : str
        The same, with a line end behind each.
    headings : iterable of int
        Positions of lines that may head a box of other stories.
    reasons : mapping of int to str
        Lines that are known to be no text, and why.

    Returns
    -------
    list of int
        Their positions, in rising order, with those of known lines among them.

    Examples
    --------
    >>> lines = ["Talks fail.", "Related stories", "Mills Close", "Nine mills are to close in..."]
    >>> find_teasers(lines, "\n".join((*lines, "")), [1], {1: "related links"})
    [2, 3]
    """
    found: set[int] = set()
    whole, judged = _Sentences(texts), -1
    for heading in sorted(headings):
        if heading < judged:
            continue
        items, goes_on = _items_from(texts, heading + 1, reasons)
        broken = [item.last for item in items if item.breaks_off]
        inside = sum(item.last <= broken[-1] for item in items) if broken else 0
        if broken and len(broken) >= _FEWEST_BROKEN_OFF * inside:
            judged = broken[-1]
            found.update(range(heading + 1, judged + 1))
            continue
        # Where text goes on below, the last title may be its own.
        items = items[: len(items) - goes_on]
        if len(items) < _FEWEST or not _are_alike(items):
            continue
        judged = items[-1].last
        if whole.are_of_others(items):
            found.update(range(heading + 1, judged + 1))
    boxed = [i for i, reason in reasons.items() if reason in _WITH_TITLE]
    found.update(i - 1 for i in boxed if _has_title(texts, i, reasons))
    aged = [i for i, reason in reasons.items() if reason == _AGED and texts[i].endswith(" ago")]
    breaks = page.count("...\n") + (page.count("…\n") if "…" in page else 0)
    if max(breaks, len(aged)) >= _FEWEST:
        _add_without_heading(whole, reasons, {*aged}, found)
    return sorted(found)


def _add_without_heading(
    whole: _Sentences, reasons: Mapping[int, str], aged: Set[int], found: set[int]
) -> None:
    """Add the boxes that no heading tells of, each item of which breaks off or has its age."""
    texts, last = whole.texts, 0
    for i in range(1, len(texts)):
        if i in found or i <= last or not (_breaks_off(texts[i]) or _has_age(i, aged)):
            continue
        start = i - 1 - (i - 1 in reasons)
        if start < 1 or _is_sentence(texts[start]) or not _is_sentence(texts[i]):
            continue
        items, _ = _items_from(texts, start, reasons, aged)
        last = items[-1].last if items else i
        marked = len(items) >= _FEWEST and all(item.is_marked for item in items)
        if marked and whole.are_of_others(items):
            found.update(range(start, last + 1))


def _telling_words(text: str) -> set[str]:
    return {word for word in plain_words(text) if len(word) >= _SHORTEST_TELLING}


def _has_age(i: int, aged: Set[int]) -> bool:
    return not aged.isdisjoint((i - 2, i - 1, i + 1))


def _has_title(texts: Sequence[str], i: int, reasons: Mapping[int, str]) -> bool:
    """Tell whether a line has the title of its box above it, as of a newsletter or of one story."""
    above = texts[i - 1] if i and i - 1 not in reasons else ""
    if not above[-1:].isalnum() or above.count(" ") >= _LONGEST_TITLE:
        return False
    if reasons[i] == "newsletter":
        return above.count(" ") < _LONGEST_NAME
    return texts[i].count(" ") < _LONGEST_NAME and is_titled(above)


def _are_alike(items: Sequence[_Item]) -> bool:
    """Tell a box of stories from a text with subheads."""
    long = sum(item.has_long_title for item in items)
    return all(item.is_brief for item in items) and 3 * long >= 2 * len(items)


def _items_from(
    texts: Sequence[str],
    start: int,
    reasons: Mapping[int, str],
    aged: Set[int] = frozenset(),
) -> tuple[list[_Item], bool]:
    """List the items of a box that begins with a line, as far as title and text take turns.

    Behind the list stands whether more text follows right below the last item.
    """
    items: list[_Item] = []
    above = longest = 0
    for i in range(start, min(len(texts), start + _LONGEST_BOX)):
        text = texts[i]
        if i in reasons:
            continue
        if _is_sentence(text):
            size = text.count(" ") + 1
            if not above or size > _LONGEST_TEASER:
                return items, not above
            brief, long = size <= _LONGEST_WHOLE, longest >= _SHORTEST_LONG
            broken = _breaks_off(text)
            items.append(_Item(i, broken, broken or _has_age(i, aged), brief, long))
            above = longest = 0
        else:
            size = text.count(" ") + 1
            if above == _MOST_ABOVE_TEASER or size > _LONGEST_TITLE:
                break
            above, longest = above + 1, max(longest, size)
    return items, False


def _is_sentence(text: str) -> bool:
    """Tell a sentence, or the beginning of one that breaks off, from a title."""
    if text.count(" ") < _SHORTEST_TEASER - 1:
        return False
    return _breaks_off(text) or (text[-1] in ".!?\"'”’" and not is_titled(text))


def _breaks_off(text: str) -> bool:
    last = text[-1]
    if last in "eE" and text[-5:].casefold() == " more":
        text = text.casefold()
        text = next(text.removesuffix(end) for end in _MORE if text.endswith(end))
        return text.endswith(_BREAKS)
    return last in ".…]" and text.endswith(_BREAKS)
