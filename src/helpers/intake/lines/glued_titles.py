"""Titles of other stories that run on into their summaries, as menus with pictures leave them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from helpers.intake.lines.character_classes import LOWER, UPPER
from helpers.intake.parts import is_titled

if TYPE_CHECKING:
    from helpers.intake.lines.framed import Framed

_JOINT = re.compile(r"[a-z\d)?!'\"’”](?=[A-Z])")
_REST = re.compile(r"\w+")
"""Between a title and its summary, or inside a name; the rest of the word that goes on behind."""

_SHORTEST, _FEWEST = 3, 3
"""Spaces of a title and of a summary, and lines of a page that are such."""

_LONGEST, _SEEN, _MOST, _MOST_JOINTS = 160, 240, 4, 2000
"""Characters of a title and of a line, and capitals inside the words of a line and of a page, that
are looked at."""


def find_glued_titles(texts: Sequence[str], page: Framed) -> list[int]:
    """Find lines in which a title runs on into a summary, where a page has several.

    Names with a capital inside are written so in other lines, too; a title that met a summary makes
    a word that no other line has.

    Parameters
    ----------
    texts : sequence of str
        The lines of a page.
    page : Framed
        The same, put together.

    Returns
    -------
    list of int
        Their positions, in rising order; none where there are fewer than three.

    Examples
    --------
    >>> from helpers.intake.lines.framed import framed
    >>> lines = [
    ...     "Mills Close In BergenNine mills are to close in autumn.",
    ...     "Harbour Gets New CraneThe town has bought it from Oslo.",
    ...     "Council Puts Off FerryNobody knows who is to pay for it.",
    ... ]
    >>> find_glued_titles(lines, framed(lines))
    [0, 1, 2]
    """
    joints = (page.classes[:-1] == LOWER) & (page.classes[1:] == UPPER)
    places = joints.nonzero()[0][:_MOST_JOINTS]
    if len(places) < _FEWEST:
        return []
    lines = page.ends.searchsorted(places, "right") - 1
    inside = zip(lines.tolist(), (places - page.ends.take(lines)).tolist(), strict=True)
    # Where hardly any has a small letter at its joint, no others are looked for.
    parts = ((texts[i][:at], texts[i][at:_SEEN]) for i, at in inside if at <= _LONGEST)
    if len({title[title.rfind(" ") :] for title, summary in parts if _meet(title, summary)}) < 2:
        return []
    found = _opened_by_title(texts)
    return [*found] if len({*found.values()}) >= _FEWEST else []


def _opened_by_title(texts: Sequence[str]) -> dict[int, str]:
    """Find lines that a title opens, each with the word that is made there and in no other line."""
    opened: dict[int, str] = {}
    written: dict[str, set[str]] = {}
    for i, line in enumerate(texts):
        if line.count(" ") < 2 * _SHORTEST:
            continue
        text = line[:_SEEN]
        for joint in islice(_JOINT.finditer(text), _MOST):
            at = joint.end()
            rest = _REST.match(text, at)
            word = text[text.rfind(" ", 0, at) + 1 : rest.end() if rest else at]
            written.setdefault(word, set()).add(text)
            if at <= _LONGEST and _meet(text[:at], text[at:]):
                opened[i] = word
    return {i: word for i, word in opened.items() if len(written[word]) == 1}


def _meet(title: str, summary: str) -> bool:
    """Tell whether two parts of a line are a title and what sums its story up."""
    long = title.count(" ") >= _SHORTEST and summary.count(" ") >= _SHORTEST
    return long and is_titled(title) and not is_titled(summary)
