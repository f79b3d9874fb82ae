"""What can be seen of each line by itself and of the lines beside it, as small whole numbers.

Each feature is a row of codes, one a line; the model (``line_model``) has a weight for each code.
Nothing here looks at which words a line has, but for the facts of ``line_facts``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from helpers.intake.lines.character_classes import (
    BULLETS,
    DIGIT,
    ENDS,
    FIRSTS,
    FULL_STOP,
    LOWER,
    LOWERED,
    QUOTED,
    SYMBOL,
    UNUSUAL,
    UNUSUAL_SPACE,
)
from helpers.intake.lines.framed import Framed, framed
from helpers.intake.lines.glued_titles import find_glued_titles
from helpers.intake.lines.line_facts import (
    LONGEST_SEEN,
    LONGEST_SHORT,
    MOST_SHORT,
    Facts,
    clipped,
    line_facts,
)
from helpers.intake.lines.teasers import find_teasers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from helpers.intake.lines.layout import Blocks

_STAR = 1
"""Code of a bullet that is no dash."""

_NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
REASON_CODES = {
    "": 0, "caption": 1, "share bar": 2, "advertisement": 3, "related links": 3, "date line": 4,
    "clock time": 4, "copyright": 5, "comment prompt": 6, "paywall": 7, "newsletter": 7,
    "cookie notice": 7, "navigation": 7, "wire sign-off": 8,
}  # fmt: skip
OTHER_REASON, END_MARKER = 9, 10

_UNSPACED = 0x3040, 0x9FFF
"""Between these codes are the letters of scripts without spaces between words."""


def _coded(*edges: int, step: int = 1) -> NDArray[np.int64]:
    """Code of each number up to the last edge: a table is quicker than a search."""
    return step * np.array(edges).searchsorted(np.arange(edges[-1] + 1), "right")


_LENGTH, _NEAR = _coded(4, 8, 15), _coded(5, 12, 25, step=2)
_SIZE = _coded(1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 80, step=9)
"""Codes of numbers of words: beside another feature, of a neighbour, of a line."""

_CLOSES = np.isin(np.arange(9), range(FULL_STOP, QUOTED + 1))
"""Whether a line that ends so is a sentence's end."""

_COUNTED = np.zeros(UNUSUAL + 1, np.int64)
_NUMBER, _FIGURE = 1 << 20, 1 << 40
_COUNTED[[LOWER, DIGIT]] = 1, _NUMBER + _FIGURE
_COUNTED[[SYMBOL, UNUSUAL_SPACE, UNUSUAL]] = _NUMBER
"""What a word counts for by the class of its first character: three counts in one number.

A line of 10,000 characters has too few words for one count to run over into the next.
"""


class Look(NamedTuple):
    """What the lines of a page look like, one array with an item a line or positions of lines.

    Attributes
    ----------
    words : array
        Number of words, without a bullet.
    length : array
        Code of the number of words.
    run : array
        Words of all lines that run on into each other, for a line in such a run; else ``words``.
    end, first, bullet : array
        How the line ends and begins.
    reason, date : array
        Code of its reason, or that it is an end marker; dates and readers who comment.
    indents : sequence of int
        Columns before the line.
    copies : list of list of int
        Positions of each line that the page has more than once.
    facts : Facts
        What its words tell.
    teasers : list of int
        Positions of titles and beginnings of other stories.
    sizes : array
        Number of characters.
    codes : array
        The features of the local model, a row each.
    """

    words: NDArray[np.int64]
    length: NDArray[np.int64]
    run: NDArray[np.int64]
    end: NDArray[np.int64]
    first: NDArray[np.int64]
    bullet: NDArray[np.int64]
    reason: NDArray[np.int64]
    date: NDArray[np.int64]
    indents: Sequence[int]
    copies: list[list[int]]
    facts: Facts
    teasers: list[int]
    sizes: NDArray[np.int64]
    codes: NDArray[np.int64]


LOCAL = (
    "words_end", "lower_length", "first_length", "numbers_length", "repeat_length",
    "bullet_length", "date_length", "reason",
    "before1", "after1", "reason_before", "reason_after", "before2", "after2",
    "date_before", "date_after", "begins_after", "byline_above",
)  # fmt: skip
"""Names of the local features, in the order of ``Look.codes``."""


def look_at(page: Blocks) -> Look:
    """Measure the lines of a page.

    Parameters
    ----------
    page : Blocks
        The lines; at least one.

    Returns
    -------
    Look
        Measures and codes.
    """
    texts, n = page.texts, len(page)
    whole = page.whole
    if whole is None or (len(whole.text) > LONGEST_SEEN < max(map(len, texts))):
        texts = [*map(clipped, texts)]
        whole = framed(texts)
    shape = _shape(texts, whole)
    words, end, first, bullet = shape.words, shape.end, shape.first, shape.bullet
    facts = line_facts(*_without_bullets(texts, whole, bullet), shape.numbered)
    boxes = [i for i, reason in facts.markers.items() if reason == "teaser"]
    teasers = find_teasers(texts, whole.text, boxes, facts.reasons)
    teasers += find_glued_titles(texts, whole)
    copies = _copies(texts)
    lowered = first == LOWERED
    closed = _CLOSES.take(end)
    run = _runs(words, closed, lowered & (bullet == 0), page.groups)
    length = _LENGTH.take(words, mode="clip")
    # What is seen of the neighbours, from two lines above the page to two below it.
    seen = np.zeros((5, n + 4), np.int64)
    near, reason, date, ends, byline = seen[:, 2:-2]
    seen[0], seen[1], seen[3] = 8, 11, 9
    np.add(_NEAR.take(run, mode="clip"), closed, out=near)
    reason[:], ends[:] = 0, end
    # Few lines tell something: one by one is quicker than many at once.
    for i, known in facts.reasons.items():
        reason[i] = REASON_CODES.get(known, OTHER_REASON)
    for i in facts.markers:
        reason[i] = END_MARKER
    for i, dated in facts.dates.items():
        date[i] = dated
    for i in facts.bylines:
        byline[i] = 1
    codes = np.empty((len(LOCAL), n), np.int64)
    np.add(_SIZE.take(run, mode="clip"), end, out=codes[0])
    # These stand beside the length of the line.
    codes[1] = np.minimum(10, 10 * shape.lower // words)
    codes[2] = first
    codes[3] = np.minimum(4, shape.numbers) * (words < 16)
    codes[4] = _repeat_codes(copies, words)
    codes[5] = bullet
    codes[6] = date
    codes[1:7] *= 4
    codes[1:7] += length
    codes[7] = reason
    above, below = seen[:, 1:-3], seen[:, 3:-1]
    codes[8:12:2], codes[9:12:2] = above[:2], below[:2]
    codes[12], codes[13] = seen[0, :-4], seen[0, 4:]
    codes[14], codes[15] = above[2], below[2]
    codes[16] = above[3] * 2 + lowered
    codes[17] = above[4] + 2 * seen[4, :-4]
    return Look(
        words, length, run, end, first, bullet, reason, date, page.indents, copies, facts,
        teasers, shape.sizes, codes,
    )  # fmt: skip


def _without_bullets(
    texts: Sequence[str], page: Framed, bullet: NDArray[np.int64]
) -> tuple[Sequence[str], Framed]:
    """Leave out the stars before items of lists, which hide how furniture begins.

    In the characters of the page line ends stand for them, so that all keep their places.
    """
    items = (bullet == _STAR).nonzero()[0]
    if not len(items):
        return texts, page
    codes, starts = page.codes.copy(), page.ends.take(items) + 1
    codes[starts] = codes[starts + 1] = ord("\n")
    plain = [*texts]
    for i in items.tolist():
        plain[i] = texts[i][2:]
    return plain, page._replace(codes=codes)


def bins(values: NDArray[Any], edges: NDArray[Any]) -> NDArray[np.int64]:
    """Return for each value how many of the edges it reaches.

    Parameters
    ----------
    values : array
        Numbers.
    edges : array
        Numbers in rising order.

    Returns
    -------
    array
        Codes from 0 to the number of edges.

    Examples
    --------
    >>> import numpy as np
    >>> bins(np.array([0, 4, 99]), np.array([4, 8])).tolist()
    [0, 1, 2]
    """
    return edges.searchsorted(values, "right")


class _Shape(NamedTuple):
    """Counts by line that come from the classes of its characters alone."""

    words: NDArray[np.int64]
    lower: NDArray[np.int64]
    sizes: NDArray[np.int64]
    numbers: NDArray[np.int64]
    numbered: list[int]
    end: NDArray[np.int64]
    first: NDArray[np.int64]
    bullet: NDArray[np.int64]


def _shape(texts: Sequence[str], page: Framed) -> _Shape:
    codes, classes, space, breaks = page.codes, page.classes, page.space, page.ends[:-1]
    starts, ends = breaks[:-1] + 1, breaks[1:]
    word_at = (space[:-1] > space[1:]).nonzero()[0] + 1
    words_above = word_at.searchsorted(breaks)
    counted = np.zeros(len(word_at) + 1, np.int64)
    _COUNTED.take(classes.take(word_at)).cumsum(out=counted[1:])
    above = counted.take(words_above)
    counts = above[1:] - above[:-1]
    lower, numbers, figures = (
        counts & (_NUMBER - 1),
        counts >> 20 & (_NUMBER - 1),
        counts >= _FIGURE,
    )
    words = words_above[1:] - words_above[:-1]
    size = ends - starts
    opening = classes.take(starts)
    bullet = BULLETS.take(codes.take(starts), mode="clip")
    initial = opening
    if np.count_nonzero(bullet):
        bullet *= (size > 2) & space.take(starts + 1)
        initial = np.where(bullet > 0, classes.take(starts + 2, mode="clip"), opening)
    for i in (opening == DIGIT).nonzero()[0].tolist():
        if match := _NUMBERED.match(texts[i]):
            bullet[i], initial[i] = 3, classes[starts[i] + match.end()]
    words -= bullet > 0
    if not page.text.isascii() and np.maximum.reduce(codes) >= _UNSPACED[0]:
        for i in ((words <= 3) & (size > 12)).nonzero()[0].tolist():
            if not texts[i].isascii():
                letters = sum(_UNSPACED[0] <= ord(c) <= _UNSPACED[1] for c in texts[i])
                words[i] = max(words[i], letters // 2)
    short = figures & (size <= LONGEST_SHORT) & (words <= MOST_SHORT)
    before, last = classes.take(ends - 2), classes.take(ends - 1)
    return _Shape(
        np.maximum(words, 1),
        lower,
        size,
        numbers,
        short.nonzero()[0].tolist(),
        ENDS[before, last],
        FIRSTS.take(initial),
        bullet,
    )


def _copies(texts: Sequence[str]) -> list[list[int]]:
    """Positions of the lines that the page has more than once, line by line."""
    first: dict[str, int] = {}
    again = [
        (at, i) for i, at in enumerate(map(first.setdefault, texts, range(len(texts)))) if at != i
    ]
    if not again:
        return []
    copies: dict[int, list[int]] = {}
    for at, i in again:
        copies.setdefault(at, [at]).append(i)
    return [copies[at] for at in sorted(copies)]


def _repeat_codes(copies: list[list[int]], words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whether a line is on the page once (0), again further down (1), or higher up (2, or 3)."""
    repeat = np.zeros(len(words), np.int64)
    if copies:
        repeat[[*chain.from_iterable(copies)]] = 2
        repeat[[found[0] for found in copies]] = 1
        for found in copies:
            if len(found) >= 4 and words[found[0]] >= 5:
                repeat[found] = 3
    return repeat


def _runs(
    words: NDArray[np.int64],
    closed: NDArray[np.bool_],
    begins_inside: NDArray[np.bool_],
    groups: Sequence[int],
) -> NDArray[np.int64]:
    """Words of lines that run on into each other.

    A sentence that a page broke at its links stands in several lines; all but the first begin
    with a small letter.
    """
    inside = (begins_inside[1:] & ~closed[:-1]).nonzero()[0].tolist()
    inside = [i + 1 for i in inside if groups[i] == groups[i + 1]]
    if not inside:
        return words
    opens = np.ones(len(words), np.bool_)
    opens[inside] = False
    sums: NDArray[np.int64] = np.add.reduceat(words, opens.nonzero()[0])
    return sums.take(opens.cumsum() - 1)
