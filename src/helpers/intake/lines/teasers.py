"""Boxes of other stories, each with its title and the beginning of its text.

Such a beginning is prose as good as the article's. What gives it away is that it breaks off ("...")
and that title and text take turns.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from helpers.intake.parts import is_titled

_LONGEST_TITLE, _SHORTEST_TEASER, _LONGEST_TEASER = 20, 6, 80
"""Words of a title, and of the beginning of a story."""

_MOST_ABOVE_TEASER = 3
"""Lines that stand above the beginning of a story in its item: section, title, and day, perhaps."""

_FEWEST_ALONE, _FEWEST_BROKEN_OFF = 3, 0.5
"""Items that make a box without a heading; share of those below a heading that break off."""

_MORE = (" read more", " see more", " more")
_BREAKS = ("...", "…", "...]", "…]")


class _Item(NamedTuple):
    """One story in a box: the position of its last line, and whether that breaks off."""

    last: int
    breaks_off: bool


def find_teasers(
    texts: Sequence[str], page: str, headings: Iterable[int], known: Container[int]
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
    known : container of int
        Positions of lines that are known to be no text.

    Returns
    -------
    list of int
        Their positions, in rising order, with those of known lines among them.

    Examples
    --------
    >>> lines = ["Talks failed.", "Related stories", "Mills Close", "Nine mills will close in..."]
    >>> find_teasers(lines, "\n".join((*lines, "")), [1], {1})
    [2, 3]
    """
    if "..." not in page and "…" not in page:
        return []
    found: set[int] = set()
    for heading in sorted(headings):
        items = _items_from(texts, heading + 1, known)
        broken = [item.last for item in items if item.breaks_off]
        if broken:
            inside = sum(item.last <= broken[-1] for item in items)
            if len(broken) >= _FEWEST_BROKEN_OFF * inside:
                found.update(range(heading + 1, broken[-1] + 1))
    broken_off = [i for i, text in enumerate(texts) if i and _breaks_off(text)]
    for i in broken_off if len(broken_off) >= _FEWEST_ALONE else ():
        if i not in found and not _is_sentence(texts[i - 1]):
            items = _items_from(texts, i - 1, known)
            if len(items) >= _FEWEST_ALONE and all(item.breaks_off for item in items):
                found.update(range(i - 1, items[-1].last + 1))
    return sorted(found)


def _items_from(texts: Sequence[str], start: int, known: Container[int]) -> list[_Item]:
    """List the items of a box that begins with a line, as far as title and text take turns."""
    items: list[_Item] = []
    above = 0
    for i in range(start, len(texts)):
        text = texts[i]
        if i in known:
            continue
        if _is_sentence(text):
            if not above or text.count(" ") >= _LONGEST_TEASER:
                break
            items.append(_Item(i, _breaks_off(text)))
            above = 0
        elif above == _MOST_ABOVE_TEASER or text.count(" ") >= _LONGEST_TITLE:
            break
        else:
            above += 1
    return items


def _is_sentence(text: str) -> bool:
    """Tell a sentence, or the beginning of one that breaks off, from a title."""
    if text.count(" ") < _SHORTEST_TEASER - 1:
        return False
    return _breaks_off(text) or (text[-1] in ".!?\"'”’" and not is_titled(text))


def _breaks_off(text: str) -> bool:
    if text[-5:].casefold() == " more":
        text = text.casefold()
        text = next(text.removesuffix(end) for end in _MORE if text.endswith(end))
    return text.endswith(_BREAKS)
