"""What can be seen of each line by itself and of the lines beside it, as small whole numbers.

Each feature is a row of codes, one a line; the model (``line_model``) has a weight for each code.
Nothing here looks at which words a line has, but for lists of function words and of date words.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers.intake.lines.line_facts import clipped, line_facts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from helpers.intake.lines.layout import Block

_BULLETS = "*+•·▪●◦‣o#-–—"
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
(SYMBOL, UPPER, LOWER, DIGIT, SPACE, LETTER, STOP, EXCLAMATION, DOTS, COLON_MARK, COMMA_MARK,
 QUOTE, BRACKET) = range(13)  # fmt: skip
"""Classes of characters; letters without case have one of their own."""

_MARKS = {
    **dict.fromkeys(".。।۔", STOP), **dict.fromkeys("!?؟", EXCLAMATION), "…": DOTS, ":": COLON_MARK,
    **dict.fromkeys(",;،、", COMMA_MARK), **dict.fromkeys("\"'”’」»", QUOTE),
    **dict.fromkeys(")]", BRACKET), **dict.fromkeys(" \n", SPACE),
}  # fmt: skip
_WIDE = {"．": ".", "！": "!", "？": "?", "，": ",", "；": ";", "：": ":"}

FULL_STOP, EXCLAIMED, QUOTED, TRAILING, COLON, COMMA, BRACKETED, OPEN_BRACKET = range(1, 9)
"""How a line ends; 0 for any other way."""

REASON_CODES = {
    "": 0, "caption": 1, "share bar": 2, "advertisement": 3, "related links": 3, "date line": 4,
    "clock time": 4, "copyright": 5, "comment prompt": 6, "paywall": 7, "newsletter": 7,
    "cookie notice": 7, "navigation": 7, "wire sign-off": 8,
}  # fmt: skip
OTHER_REASON = 9


class Look(NamedTuple):
    """What the lines of a page look like, one array or list with an item a line.

    Attributes
    ----------
    words : array
        Number of words, without a bullet.
    run : array
        Words of all lines that run on into each other, for a line in such a run; else ``words``.
    end, first, reason, marker, repeat, date, commenter, bullet, byline : array
        How the line ends and begins; codes of its reason and whether it is an end marker; whether
        the page has it again; dates, readers who comment; bullet; byline.
    indent, gap : array
        Columns before the line, and whether a blank line stands before it.
    content : list of frozenset
        The words of each line that are no function words, in small letters.
    reasons, markers : dict
        Position to reason, for lines with a pattern of chrome and for end markers.
    codes : list of array
        The features of the local model.
    """

    words: NDArray[np.int64]
    run: NDArray[np.int64]
    end: NDArray[np.int64]
    first: NDArray[np.int64]
    reason: NDArray[np.int64]
    marker: NDArray[np.int64]
    repeat: NDArray[np.int64]
    date: NDArray[np.int64]
    commenter: NDArray[np.int64]
    bullet: NDArray[np.int64]
    byline: NDArray[np.int64]
    indent: NDArray[np.int64]
    gap: NDArray[np.int64]
    content: list[frozenset[str]]
    reasons: dict[int, str]
    markers: dict[int, str]
    codes: list[NDArray[np.int64]]


LOCAL = (
    "words_end", "lower_length", "function_length", "first_length", "sentences_commas",
    "numbers_length", "reason", "marker", "repeat_length",
    "bullet_length", "date_length", "run_length", "before1", "after1", "before2", "after2",
    "reason_before1", "reason_after1", "reason_before2", "reason_after2",
    "date_before", "date_after", "marker_before", "begins_after", "byline_above",
)  # fmt: skip
"""Names of the local features, in the order of ``Look.codes``."""


def look_at(page: Sequence[Block]) -> Look:
    """Measure the lines of a page.

    Parameters
    ----------
    page : sequence of Block
        The lines; at least one.

    Returns
    -------
    Look
        Measures and codes.
    """
    import numpy as np

    lines, _, groups, indents = zip(*page, strict=True)
    texts = list(map(clipped, lines))
    shape = _shape(texts)
    words, end, first, bullet = shape.words, shape.end, shape.first, shape.bullet
    facts = zip(*line_facts(texts), strict=True)
    reason_names, marker_names, dates, commenters, bylines, functions, content = facts
    date, commenter = np.array(dates, np.int64), np.array(commenters, np.int64)
    byline, function = np.array(bylines, np.int64), np.array(functions, np.int64)
    repeat = _repeats(texts, words)
    group, indent = np.array(groups), np.array(indents)
    gap = group != around(group, -1, -1)[0]
    reasons = {i: name for i, name in enumerate(reason_names) if name}
    markers = {i: name for i, name in enumerate(marker_names) if name}
    reason, marker = np.zeros((2, len(page)), np.int64)
    for i, name in reasons.items():
        reason[i] = REASON_CODES.get(name, OTHER_REASON)
    marker[[*markers]] = 1
    run, place_in_run = _runs(words, end, first, bullet, gap)
    closed = (end >= FULL_STOP) & (end <= QUOTED)
    length = bins(words, (4, 8, 15))
    coarse = bins(run, (5, 12, 25)) * 2 + closed
    size = bins(run, (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 80))
    small = np.minimum
    codes = [
        size * 9 + end,
        small(10, 10 * shape.lower // words) * 4 + length,
        small(7, (14 * function + words // 2) // words) * 4 + length,
        first * 4 + length,
        (small(3, shape.sentences) * 4 + small(3, shape.commas)) * 4 + length,
        small(4, shape.numbers) * (words < 16) * 4 + length,
        reason,
        marker,
        repeat * 4 + length,
        bullet * 4 + length,
        date * 4 + length,
        place_in_run * 4 + length,
    ]
    codes += around(coarse, 8, -1, 1, -2, 2)
    codes += around(reason, 10, -1, 1, -2, 2)
    codes += around(date, 0, -1, 1)
    above, twice_above = around(byline, 0, -1, -2)
    codes += [
        around(marker, 0, -1)[0],
        around(end, 9, -1)[0] * 2 + (first == 2),
        above + 2 * twice_above,
    ]
    return Look(
        words, run, end, first, reason, marker, repeat, date, commenter, bullet, byline, indent,
        gap, list(content), reasons, markers, codes,
    )  # fmt: skip


def around(row: NDArray[Any], fill: float, *places: int) -> list[NDArray[Any]]:
    """Return the row as seen from other lines; ``fill`` stands for lines that the page has not.

    Parameters
    ----------
    row : array
        One item a line.
    fill : float
        What stands above the first and below the last line.
    *places : int
        How many lines away to look, downwards; negative for upwards.

    Returns
    -------
    list of array
        One array a place.

    Examples
    --------
    >>> import numpy as np
    >>> [row.tolist() for row in around(np.array([1, 2, 3]), 0, -1, 1)]
    [[0, 1, 2], [2, 3, 0]]
    """
    import numpy as np

    most, n = max(map(abs, places)), len(row)
    padded = np.full(n + 2 * most, fill, row.dtype)
    padded[most : most + n] = row
    return [padded[most + k : most + k + n] for k in places]


@functools.cache
def _edges(edges: tuple[float, ...]) -> NDArray[np.float64]:
    import numpy as np

    return np.array(edges)


def bins(values: NDArray[Any], edges: tuple[float, ...]) -> NDArray[np.int64]:
    """Return for each value how many of the edges it reaches.

    Parameters
    ----------
    values : array
        Numbers.
    edges : tuple of float
        In rising order.

    Returns
    -------
    array
        Codes from 0 to the number of edges.

    Examples
    --------
    >>> import numpy as np
    >>> bins(np.array([0, 4, 99]), (4, 8)).tolist()
    [0, 1, 2]
    """
    return _edges(edges).searchsorted(values, "right")


class _Shape(NamedTuple):
    """Counts by line that come from the classes of its characters alone."""

    words: NDArray[np.int64]
    lower: NDArray[np.int64]
    numbers: NDArray[np.int64]
    sentences: NDArray[np.int64]
    commas: NDArray[np.int64]
    end: NDArray[np.int64]
    first: NDArray[np.int64]
    bullet: NDArray[np.int64]


@functools.cache
def _classes() -> NDArray[np.uint8]:
    """Class of each character below U+3100; those above are mostly letters without case."""
    import numpy as np

    table = np.full(0x3100, SYMBOL, np.uint8)
    for code in range(len(table)):
        c = chr(code)
        if c.isupper() or c.istitle():
            table[code] = UPPER
        elif c.islower():
            table[code] = LOWER
        elif c.isdigit():
            table[code] = DIGIT
        elif c.isalpha():
            table[code] = LETTER
    table[-1] = LETTER
    for c, mark in _MARKS.items():
        table[ord(c)] = mark
    return table


@functools.cache
def _ends() -> NDArray[np.int64]:
    """How a line ends, by the classes of its last character but one and its last."""
    import numpy as np

    table = np.zeros((BRACKET + 1, BRACKET + 1), np.int64)
    for mark, end in ((STOP, FULL_STOP), (EXCLAMATION, EXCLAIMED), (DOTS, TRAILING)):
        table[:, mark] = end
        table[mark, QUOTE], table[mark, BRACKET] = QUOTED, BRACKETED
    table[:, COLON_MARK], table[:, COMMA_MARK] = COLON, COMMA
    table[COMMA_MARK, QUOTE] = QUOTED
    table[DOTS, QUOTE] = 0
    table[:, BRACKET][table[:, BRACKET] == 0] = OPEN_BRACKET
    table[DOTS, BRACKET] = OPEN_BRACKET
    return table


_FIRST = (0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0)
"""How a line begins, by the class of its first character."""


def _shape(texts: Sequence[str]) -> _Shape:
    import numpy as np

    page = "\n".join(texts)
    if not page.isascii():
        for wide, narrow in _WIDE.items():
            if wide in page:
                page = page.replace(wide, narrow)
    codes = np.frombuffer(page.encode("utf-32-le", "replace"), np.uint32)
    classes = _classes()[np.minimum(codes, 0x30FF)]
    ends = np.append(np.flatnonzero(codes == 10), len(codes))
    starts = np.concatenate(([0], ends[:-1] + 1))
    space = classes == SPACE
    opens = np.concatenate(([True], space[:-1])) & ~space
    starting = np.where(opens, classes, SPACE)
    closes = np.zeros(len(codes), bool)
    closes[:-1] = (classes[:-1] == STOP) & (codes[1:] == 32)
    counted = np.array(
        [opens, starting == LOWER, (starting == SYMBOL) | (starting == DIGIT), closes, codes == 44],
        np.uint8,
    )
    words, lower, numbers, sentences, commas = np.add.reduceat(
        counted, starts, axis=1, dtype=np.int64
    )
    last = classes[ends - 1]
    before = np.where(ends - starts > 1, classes[ends - 2], SYMBOL)
    opening = np.minimum(codes[starts], 0x30FF)
    after = np.minimum(starts + 1, len(codes) - 1)
    bullet = _bullets()[opening] * ((ends - starts > 2) & (codes[after] == 32))
    single = bullet > 0
    initial = classes[np.where(single, np.minimum(starts + 2, len(codes) - 1), starts)]
    for i in np.flatnonzero(classes[starts] == DIGIT).tolist():
        if match := _NUMBERED.match(texts[i]):
            bullet[i], initial[i] = 3, classes[starts[i] + match.end()]
    words -= bullet > 0
    for i in np.flatnonzero((words <= 3) & (ends - starts > 12)).tolist():
        if not texts[i].isascii():  # scripts without spaces between words
            words[i] = max(words[i], sum("\u3040" <= c <= "\u9fff" for c in texts[i]) // 2)
    return _Shape(
        np.maximum(words, 1), lower, numbers, sentences, commas, _ends()[before, last],
        np.array(_FIRST)[initial], bullet,
    )  # fmt: skip


@functools.cache
def _bullets() -> NDArray[np.int64]:
    """Kind of bullet of each character: 2 for dashes, which may open a list in a sentence."""
    import numpy as np

    table = np.zeros(0x3100, np.int64)
    for c in _BULLETS:
        table[ord(c)] = 2 if c in "#-–—" else 1
    return table


def _repeats(texts: Sequence[str], words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whether a line is on the page once (0), again further down (1), or higher up (2, or 3)."""
    import numpy as np

    repeat = np.zeros(len(texts), np.int64)
    times = Counter(texts)
    if len(times) == len(texts):
        return repeat
    met: set[str] = set()
    for i, text in enumerate(texts):
        if times[text] > 1:
            often = times[text] >= 4 and words[i] >= 5
            repeat[i] = 3 if often else 2 if text in met else 1
            met.add(text)
    return repeat


def _runs(
    words: NDArray[np.int64],
    end: NDArray[np.int64],
    first: NDArray[np.int64],
    bullet: NDArray[np.int64],
    gap: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Words of lines that run on into each other, and whether a line is inside (1) or ends it (2).

    A sentence that a page broke at its links stands in several lines; all but the first begin
    with a small letter.
    """
    import numpy as np

    ended = (end >= FULL_STOP) & (end <= QUOTED)
    goes_on = (first == 2) & (bullet == 0) & (gap == 0) & ~around(ended, 1, -1)[0]
    goes_on[:1] = False
    if not goes_on.any():
        return words, np.zeros_like(words)
    run = np.cumsum(~goes_on) - 1
    total = np.bincount(run, weights=words).astype(np.int64)[run]
    followed = around(goes_on, 0, 1)[0]
    return total, np.where(followed, 1, np.where(goes_on, 2, 0))
