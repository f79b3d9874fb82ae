"""What the rest of the page tells about a line, once each line was judged by its own look.

The local scores show where the running text is. From there: how much text stands before and after
a line, how far it is from the longest stretch, whether an end marker was met.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from helpers.intake.lines.line_features import END_MARKER, Look, bins

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONTEXT = (
    "score", "score_before", "score_after", "text_before10", "text_after10",
    "pairs_before", "pairs_after", "page_words_length", "distance_length", "alone_length",
    "indent_length", "distance_score", "marker_text_after", "marker_score", "commented",
    "dates_beside1", "dates_beside2",
)  # fmt: skip
"""Names of the features of the second model, in the order of ``context``."""

_SCORE = np.array((-5, -4, -3, -2, -1, -0.3, 0.3, 1, 2, 3, 4, 5))
_NEAR = np.array((-4, -2.5, -1, 0, 1, 2.5, 4))
_COARSE = np.array((-3, -1.5, -0.5, 0.5, 1.5, 3))
_LEVELS = np.unique(np.concatenate((_SCORE, _NEAR, _COARSE)))
_SCORE_BY_LEVEL, _NEAR_BY_LEVEL, _COARSE_BY_LEVEL = (
    edges.searchsorted([-np.inf, *_LEVELS], "right") for edges in (_SCORE, _NEAR, _COARSE)
)
"""Codes of a score by the edges below it: to search once is quicker than three times."""
_SHARE = 10 * np.array((0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9))
_LONELY = np.array((0.1, 0.3, 0.5, 0.7, 0.9))
_DISTANCE = np.array((-15, -6, -3, -1, 0, 1, 2, 4, 8, 16, 40))
_INSIDE = 1 - int(_DISTANCE[0])
_FAR = _DISTANCE.searchsorted(np.arange(-_INSIDE, int(_DISTANCE[-1]) + 1), "right")
"""Codes of distances from the text; that of the lines in it, and where it stands."""
_PAIRS = 8 * np.array((0.02, 0.06, 0.12, 0.2, 0.35, 0.5, 0.7))
_AFTER = 8 * np.array((0.3, 1, 2, 4, 7, 12, 20))
_INDENT = np.array((-4, 0, 1, 5))
_TOTAL = (30, 80, 150, 300, 600)
_WIDEST = 10
"""Lines of the widest window."""


def context(look: Look, score: NDArray[np.float64]) -> NDArray[np.int64]:
    """Features of each line that need the scores of all.

    Parameters
    ----------
    look : Look
        What the lines look like.
    score : array
        Their scores by the local model, in log-odds.

    Returns
    -------
    array
        Codes, a row each in the order of ``CONTEXT``.
    """
    n, words, length = len(score), look.words, look.length
    wordy = words >= 8
    beside = np.zeros(n + 2)
    likely = beside[1:-1]
    np.divide(1, 1 + np.exp(-score), out=likely)
    copied = wordy.take([found[0] for found in look.copies]).tolist() if look.copies else []
    for found in compress(look.copies, copied):
        likely[found if len(found) > 3 else found[1:]] = 0
    likely[look.teasers] = 0
    weight = np.minimum(words, 40)
    first, last = longest_stretch((likely - 0.35) * weight - 0.6)
    plain, unlikely = likely > 0.4, beside < 0.4
    alone = plain & unlikely[:-2] & unlikely[2:]
    # Sums up to each line, going on by the widest window beyond both ends of the page.
    sums = np.zeros((5, n + 1 + 2 * _WIDEST))
    inner = sums[:, _WIDEST + 1 : _WIDEST + 1 + n]
    inner[0] = likely
    inner[1] = likely * weight
    inner[2] = likely * beside[2:] * wordy
    inner[3], inner[4] = alone, plain
    inner.cumsum(axis=1, out=inner)
    sums[:, _WIDEST + 1 + n :] = sums[:, _WIDEST + n, None]
    beside_it = np.empty((2, 5, n))
    _windows(sums[0], n, _WIDEST, beside_it[:, 0])
    _windows(sums[1:], n, 8, beside_it[:, 1:])
    total, read = sums[1, -1] + 1e-9, sums[1, _WIDEST : _WIDEST + n]
    late = np.arange(n) > last
    far, level = _distances(n, first, last), bins(score, _LEVELS)
    coarse = _COARSE_BY_LEVEL.take(level)
    seen = np.zeros(n, np.int64)
    if look.facts.markers:
        counts = (look.reason == END_MARKER) & (read > max(20.0, 0.2 * total))
        seen = np.minimum(2, counts.cumsum()) * 8
    near = np.full(n + 2, 8)
    _NEAR_BY_LEVEL.take(level, out=near[1:-1])
    codes = np.empty((len(CONTEXT), n), np.int64)
    _SCORE_BY_LEVEL.take(level, out=codes[0])
    codes[1], codes[2] = near[:-2], near[2:]
    codes[3:5] = bins(beside_it[:, 0], _SHARE)
    codes[5:7] = bins(beside_it[:, 2], _PAIRS)
    # These stand beside the length of the line.
    codes[7], codes[8] = bisect_left(_TOTAL, total), far
    of_alone, of_plain = np.add.reduce(beside_it[:, 3:], 0)
    codes[9] = alone * 6 + bins(of_alone / np.maximum(0.5, of_plain), _LONELY)
    codes[10] = _indentation(look, likely, slice(first, last + 1))
    codes[7:11] *= 4
    codes[7:11] += length
    codes[11] = far * 8 + coarse
    codes[12], codes[13] = seen + bins(beside_it[1, 1], _AFTER), seen + coarse
    codes[14:] = 0
    if look.facts.dates:
        _put_dates(look, late | (read > 0.1 * total), codes[14:])
    return codes


def _windows(sums: NDArray[np.float64], n: int, k: int, out: NDArray[np.float64]) -> None:
    """Sum up the ``k`` lines before and after each line, given sums up to each line."""
    at, end = _WIDEST, _WIDEST + n
    np.subtract(sums[..., at:end], sums[..., at - k : end - k], out=out[0])
    np.subtract(sums[..., at + 1 + k : end + 1 + k], sums[..., at + 1 : end + 1], out=out[1])


def _distances(n: int, first: int, last: int) -> NDArray[np.int64]:
    """Tell how far each line is from the longest stretch, above or below it."""
    away = np.full(n, _INSIDE)
    away[:first] = np.arange(_INSIDE - first, _INSIDE)
    away[last + 1 :] = np.arange(_INSIDE + 1, _INSIDE + n - last)
    return _FAR.take(away, mode="clip")


def longest_stretch(gain: NDArray[np.float64]) -> tuple[int, int]:
    """First and last line of the stretch with the largest sum.

    Parameters
    ----------
    gain : array
        What each line is worth; negative for lines that are none of the text's.

    Returns
    -------
    tuple of int
        Positions, both inclusive.

    Examples
    --------
    >>> import numpy as np
    >>> longest_stretch(np.array([-1.0, 2.0, -0.5, 3.0, -4.0]))
    (1, 3)
    """
    sums = np.zeros(len(gain) + 1)
    gain.cumsum(out=sums[1:])
    lowest = np.minimum.accumulate(sums[:-1])
    last = int((sums[1:] - lowest).argmax())
    return int(sums[: last + 1].argmin()), last


def _commented(
    date: NDArray[np.int64], late: NDArray[np.bool_], words: NDArray[np.int64]
) -> NDArray[np.int64] | int:
    """Tell whether readers' comments began: two lines or more that introduce one."""
    starts = ((date >= 2) & late).nonzero()[0]
    if len(starts) < 2:
        return 0
    begun: NDArray[np.int64] = (1 + (words >= 8)) * (np.arange(len(date)) >= starts[0])
    return 1 + begun


def _put_dates(look: Look, late: NDArray[np.bool_], out: NDArray[np.int64]) -> None:
    """Write whether comments began, the dates right beside each line, and those beyond these."""
    out[0] = _commented(look.date, late, look.words)
    dates = np.zeros(len(look.date) + 4, np.int64)
    dates[2:-2] = look.date
    out[1], out[2] = dates[1:-3] + 4 * dates[3:-1], dates[:-4] + 4 * dates[4:]


def _indentation(look: Look, likely: NDArray[np.float64], text: slice) -> NDArray[np.int64] | int:
    """Compare with the indentation of most of the text; 0 where the page has none."""
    core = likely[text] > 0.5
    if not any(look.indents) or not np.count_nonzero(core):
        return 0
    level = np.minimum(look.indents, 200)
    usual = np.bincount(level[text][core], look.words[text][core])
    return 1 + bins(level - int(usual.argmax()), _INDENT)
