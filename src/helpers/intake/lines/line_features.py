"""What can be seen of each line by itself and of the lines beside it, as small whole numbers.

Each feature is a row of codes, one a line; the model (``line_model``) has a weight for each code.
Nothing here looks at which words a line has, but for lists of function words and of date words.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers.intake.lines.line_facts import LONGEST_SEEN, clipped, line_facts

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

LOWERED = 2
"""Code of a line that begins with a small letter."""

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
    length : array
        Code of the number of words.
    run : array
        Words of all lines that run on into each other, for a line in such a run; else ``words``.
    end, first, reason, marker, repeat, date, commenter, bullet, byline : array
        How the line ends and begins; codes of its reason and whether it is an end marker; whether
        the page has it again; dates, readers who comment; bullet; byline.
    indent : array
        Columns before the line.
    content : sequence of frozenset
        The words of each line that are no function words, in small letters.
    hints : list of int
        What the line may be besides, as in ``Facts``.
    reasons, markers : dict
        Position to reason, for lines with a pattern of chrome and for end markers.
    codes : list of array
        The features of the local model.
    """

    words: NDArray[np.int64]
    length: NDArray[np.int64]
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
    content: Sequence[frozenset[str]]
    hints: Sequence[int]
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
    texts = [*map(clipped, lines)] if max(map(len, lines)) > LONGEST_SEEN else lines
    facts = line_facts(texts)
    shape = _shape(texts)
    words, end, first, bullet = shape.words, shape.end, shape.first, shape.bullet
    date, byline = np.array(facts.dates), np.array(facts.bylines, np.int64)
    function = np.array(facts.functions)
    repeat = _repeats(texts, words)
    at = range(len(page))
    reasons = {i: facts.reasons[i] for i in compress(at, facts.reasons)}
    markers = {i: facts.markers[i] for i in compress(at, facts.markers)}
    reason, marker = np.zeros((2, len(page)), np.int64)
    reason[[*reasons]] = [REASON_CODES.get(name, OTHER_REASON) for name in reasons.values()]
    marker[[*markers]] = 1
    closed = (end >= FULL_STOP) & (end <= QUOTED)
    run, place_in_run = _runs(words, closed, (first == LOWERED) & (bullet == 0), groups)
    length = bins(words, (4, 8, 15))
    size = bins(run, (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 80))
    # Most features stand beside the length of the line, so that one sum serves them all.
    beside_length = np.array([
        np.minimum(10, 10 * shape.lower // words),
        np.minimum(7, (14 * function + words // 2) // words),
        first,
        np.minimum(3, shape.sentences) * 4 + np.minimum(3, shape.commas),
        np.minimum(4, shape.numbers) * (words < 16),
        repeat, bullet, date, place_in_run,
    ]) * 4 + length  # fmt: skip
    seen = np.empty((6, len(page) + 4), np.int64)
    seen[:, :2] = seen[:, -2:] = [[8], [10], [0], [0], [9], [0]]
    seen[:, 2:-2] = (
        bins(run, (5, 12, 25)) * 2 + closed, reason, date, marker, end, byline
    )  # fmt: skip
    seen_from = [seen[:, k : len(page) + k] for k in range(5)]  # from two lines above to two below
    above, below = seen_from[1], seen_from[3]
    codes = np.concatenate((
        [size * 9 + end], beside_length[:5], [reason, marker], beside_length[5:],
        [seen_from[k][row] for row in (0, 1) for k in (1, 3, 0, 4)],
        [
            above[2], below[2], above[3], above[4] * 2 + (first == LOWERED),
            above[5] + 2 * seen_from[0][5],
        ],
    ))  # fmt: skip
    return Look(
        words, length, run, end, first, reason, marker, repeat, date, np.array(facts.commenters),
        bullet, byline, np.array(indents), facts.content, facts.hints, reasons, markers,
        list(codes),
    )  # fmt: skip


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


@functools.cache
def _firsts() -> NDArray[np.int64]:
    """How a line begins, by the class of its first character."""
    import numpy as np

    table = np.zeros(BRACKET + 1, np.int64)
    table[[UPPER, LOWER, DIGIT, QUOTE]] = 1, LOWERED, 3, 4
    return table


def _shape(texts: Sequence[str]) -> _Shape:
    import numpy as np

    page = "\n".join(["", *texts, ""])
    plain = page.isascii()
    if not plain:
        for wide, narrow in _WIDE.items():
            if wide in page:
                page = page.replace(wide, narrow)
    codes = np.frombuffer(page.encode("utf-32-le", "replace"), np.int32)
    classes = _classes().take(codes, mode="clip")
    breaks = np.flatnonzero(codes == ord("\n"))
    starts, ends = breaks[:-1] + 1, breaks[1:]
    space = classes == SPACE
    word_at = np.flatnonzero(space[:-1] > space[1:]) + 1
    class_at = classes[word_at]
    counted = np.array([
        class_at == LOWER,
        (class_at == SYMBOL) | (class_at == DIGIT),
        (classes[word_at - 2] == STOP) & (codes[word_at - 1] == ord(" ")),
    ], np.int64)  # fmt: skip
    words_above = word_at.searchsorted(breaks)
    lower, numbers, sentences = np.add.reduceat(counted, words_above[:-1], axis=1)
    words = words_above[1:] - words_above[:-1]
    commas_above = np.flatnonzero(codes == ord(",")).searchsorted(breaks)
    commas = commas_above[1:] - commas_above[:-1]
    size = ends - starts
    last = classes[ends - 1]
    before = np.where(size > 1, classes[ends - 2], SYMBOL)
    opening = classes[starts]
    initial = opening
    bullet = _bullets().take(codes[starts], mode="clip")
    if bullet.any():
        bullet *= (size > 2) & (codes[starts + 1] == ord(" "))
        initial = np.where(bullet > 0, classes.take(starts + 2, mode="clip"), opening)
    for i in np.flatnonzero(opening == DIGIT).tolist():
        if match := _NUMBERED.match(texts[i]):
            bullet[i], initial[i] = 3, classes[starts[i] + match.end()]
    words -= bullet > 0
    if not plain:
        for i in np.flatnonzero((words <= 3) & (size > 12)).tolist():
            if not texts[i].isascii():  # scripts without spaces between words
                words[i] = max(words[i], sum("\u3040" <= c <= "\u9fff" for c in texts[i]) // 2)
    return _Shape(
        np.maximum(words, 1), lower, numbers, sentences, commas, _ends()[before, last],
        _firsts()[initial], bullet,
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
    index = range(len(texts))
    last = dict(zip(texts, index, strict=True))
    if len(last) == len(texts):
        return repeat
    places: dict[str, list[int]] = {}
    for i in compress(index, map(operator.ne, map(last.__getitem__, texts), index)):
        places.setdefault(texts[i], []).append(i)
    for text, found in places.items():
        often = len(found) >= 3 and words[found[0]] >= 5
        repeat[[*found, last[text]]] = 3 if often else 2
        if not often:
            repeat[found[0]] = 1
    return repeat


def _runs(
    words: NDArray[np.int64],
    closed: NDArray[np.bool_],
    begins_inside: NDArray[np.bool_],
    groups: Sequence[int],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Words of lines that run on into each other, and whether a line is inside (1) or ends it (2).

    A sentence that a page broke at its links stands in several lines; all but the first begin
    with a small letter.
    """
    import numpy as np

    group = np.array(groups)
    goes_on = begins_inside[1:] & (group[1:] == group[:-1]) & ~closed[:-1]
    place = np.zeros_like(words)
    if not goes_on.any():
        return words, place
    place[1:][goes_on] = 2
    place[:-1][goes_on] = 1
    opens = np.ones(len(words), np.bool_)
    opens[1:] = ~goes_on
    return np.add.reduceat(words, opens.nonzero()[0])[opens.cumsum() - 1], place
