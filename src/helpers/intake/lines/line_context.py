"""What the rest of the page tells about a line, once each line was judged by its own look.

The local scores show where the running text is. From there: how much text stands before and after
a line, how far it is from the longest stretch, whether it shares words with it, whether an end
marker or a headline was met.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, compress
from typing import TYPE_CHECKING

from helpers.intake.lines.line_features import FULL_STOP, Look, bins

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONTEXT = (
    "score", "score_before1", "score_after1", "score_before2", "score_after2",
    "text_before4", "text_after4", "text_before10", "text_after10", "text_before30", "text_after30",
    "pairs_before", "pairs_after", "share_above", "page_words_length", "distance_length",
    "distance_score", "marker_seen", "marker_cohesion", "marker_cohesion_after",
    "marker_text_after", "marker_score", "commented", "cohesion_length", "cohesion_before",
    "cohesion_after", "headline_distance", "headline_likeness", "alone_length",
    "indent_length", "gap_before_length", "gap_after_length", "context_reason",
    "dates_beside1", "dates_beside2",
)  # fmt: skip
"""Names of the features of the second model, in the order of ``context``."""

_SCORE = (-5, -4, -3, -2, -1, -0.3, 0.3, 1, 2, 3, 4, 5)
_NEAR = (-4, -2.5, -1, 0, 1, 2.5, 4)
_COARSE = (-3, -1.5, -0.5, 0.5, 1.5, 3)
_SHARE = (0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
_COHESION = (0.01, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
_DISTANCE = (-15, -6, -3, -1, 0, 1, 2, 4, 8, 16, 40)
_PAIRS = (0.02, 0.06, 0.12, 0.2, 0.35, 0.5, 0.7)
_TENTHS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
_GAP = (2, 3, 4, 6, 10, 20, 60)
_FAR = 1_000_000
_WIDEST = 30
"""Lines of the widest window."""


def context(look: Look, score: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    """Features of each line that need the scores of all.

    Parameters
    ----------
    look : Look
        What the lines look like.
    score : array
        Their scores by the local model, in log-odds.

    Returns
    -------
    list of array
        Codes, in the order of ``CONTEXT``.
    """
    import numpy as np

    n, words, length = len(score), look.words, look.length
    wordy = words >= 8
    likely = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    likely[(look.repeat >= 2) & wordy] = 0
    weight = np.minimum(words, 40)
    first, last = longest_stretch((likely - 0.35) * weight - 0.6)
    core = np.zeros(n, np.bool_)
    core[first : last + 1] = likely[first : last + 1] > 0.5
    shared, counted = _cohesion(look, core & wordy)
    beside = np.zeros(n + 2)
    beside[1:-1] = likely
    plain = likely > 0.4
    alone = plain & (beside[:-2] < 0.4) & (beside[2:] < 0.4)
    sums = np.zeros((7, n + 1 + 2 * _WIDEST))
    inner = sums[:, _WIDEST + 1 : _WIDEST + 1 + n]
    inner[0], inner[1], inner[2] = likely, likely * weight, likely * beside[2:] * wordy
    inner[3], inner[4], inner[5], inner[6] = alone, plain, shared, counted
    np.cumsum(inner, axis=1, out=inner)
    sums[:, _WIDEST + 1 + n :] = sums[:, _WIDEST + n, None]
    near = np.empty((6, n))
    for row, k in enumerate((4, 10, 30)):
        near[2 * row], near[2 * row + 1] = _windows(sums[0], n, k)
        near[2 * row : 2 * row + 2] /= k
    before, after = _windows(sums[1:], n, 8)
    pairs = np.array((before[1], after[1])) / 8
    total, read = sums[1, -1] + 1e-9, sums[1, _WIDEST : _WIDEST + n]
    late = np.zeros(n, np.int64)
    late[last + 1 :] = 1
    away = np.zeros(n, np.int64)
    away[:first], away[last + 1 :] = np.arange(-first, 0), np.arange(1, n - last)
    far = bins(away, _DISTANCE)
    coarse = bins(score, _COARSE)
    counts = (look.marker > 0) & (read > max(20.0, 0.2 * total))
    seen = np.minimum(2, np.cumsum(counts))
    share = shared / np.maximum(1, counted)
    cohesion = bins(share, _COHESION)
    cohesion_before, cohesion_after = bins(
        np.array((before[4], after[4])) / np.maximum(0.5, (before[5], after[5])), _TENTHS
    )
    lonely = (before[2] + after[2]) / np.maximum(0.5, before[3] + after[3])
    above, below = _gaps((likely > 0.7) & wordy)
    beside_length = np.array((
        far, cohesion, alone * 6 + bins(lonely, (0.1, 0.3, 0.5, 0.7, 0.9)),
        _indentation(look.indent, core, words), above, below,
    )) * 4 + length  # fmt: skip
    beside_seen = seen * 8 + (
        cohesion, cohesion_after, bins(after[0] / 8, (0.3, 1, 2, 4, 7, 12, 20)), coarse
    )  # fmt: skip
    scores = np.full(n + 4, 8)
    scores[2:-2] = bins(score, _NEAR)
    dates = np.zeros(n + 4, np.int64)
    dates[2:-2] = look.date
    codes = np.concatenate((
        (bins(score, _SCORE), scores[1:-3], scores[3:-1], scores[:-4], scores[4:]),
        bins(near, _SHARE),
        bins(pairs, _PAIRS),
        (
            bins(read / total, (0.005, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.995)),
            sum(total > edge for edge in (30, 80, 150, 300, 600)) * 4 + length,
            beside_length[0],
            far * 8 + coarse,
            seen * 2 + late,
        ),
        beside_seen,
        (
            _commented(look.date, late | (read > 0.1 * total), words),
            beside_length[1],
            cohesion_before,
            cohesion_after,
            *_headline(look, share, counted, (read < 0.4 * total + 1) & (late == 0)),
        ),
        beside_length[2:],
        (look.reason, dates[1:-3] + 4 * dates[3:-1], dates[:-4] + 4 * dates[4:]),
    ))  # fmt: skip
    return list(codes)


def _windows(
    sums: NDArray[np.float64], n: int, k: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum up the ``k`` lines before and after each line, given sums up to each line.

    The sums go on by ``_WIDEST`` lines beyond the page at both ends.
    """
    at, end = _WIDEST, _WIDEST + n
    return (
        sums[..., at:end] - sums[..., at - k : end - k],
        sums[..., at + 1 + k : end + 1 + k] - sums[..., at + 1 : end + 1],
    )


def _headline(
    look: Look,
    share: NDArray[np.float64],
    counted: NDArray[np.float64],
    early: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distance to the line that is most like a headline, and how like one each line is."""
    import numpy as np

    titled = early & (look.words >= 3) & (look.words <= 22) & (counted >= 2)
    titled &= (look.reason == 0) & (look.end != FULL_STOP)
    likeness = titled * (2 * share * np.minimum(1, counted / 4) + 0.3 * (look.repeat > 0))
    best = int(np.argmax(likeness))
    distance = np.zeros(len(share), np.int64)
    if likeness[best] >= 0.8:
        distance = 1 + bins(np.arange(len(share)) - best, (-10, -3, 0, 1, 2, 4, 8, 15))
    return distance, bins(likeness, (0.3, 0.6, 0.9, 1.2, 1.6))


def _gaps(strong: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distance to the nearest line above and below that is surely text."""
    import numpy as np

    n = len(strong)
    index = np.arange(n)
    latest, coming = np.full((2, n + 1), (-_FAR,))
    latest[1:] = np.where(strong, index, -_FAR)
    coming[:-1] = np.where(strong, index, _FAR)
    coming[-1] = _FAR
    latest = np.maximum.accumulate(latest[:-1])
    coming = np.minimum.accumulate(coming[:0:-1])[::-1]
    above, below = bins(np.array((index - latest, coming - index)), _GAP)
    return above, below


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
    import numpy as np

    sums = np.concatenate(([0.0], np.cumsum(gain)))
    lowest = np.minimum.accumulate(sums[:-1])
    last = int(np.argmax(sums[1:] - lowest))
    return int(np.argmin(sums[: last + 1])), last


def _cohesion(
    look: Look, core: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each line how many of its words stand in other lines of the text, and how many it has.

    Function words do not count.
    """
    import numpy as np

    content = look.content
    times = Counter(chain.from_iterable(compress(content, core.tolist())))
    once = frozenset(times)
    twice = frozenset(compress(times, map((1).__lt__, times.values())))
    in_core = core.nonzero()[0].tolist()
    shared = np.array([*map(len, map(once.intersection, content))], float)
    shared[in_core] = [len(content[i] & twice) for i in in_core]
    return shared, np.array([*map(len, content)], float)


def _commented(
    date: NDArray[np.int64], late: NDArray[np.int64], words: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Tell whether readers' comments began: two lines or more that introduce one."""
    import numpy as np

    starts = np.flatnonzero((date >= 2) & late)
    if len(starts) < 2:
        return np.zeros_like(date)
    begun = (np.arange(len(date)) >= starts[0]).astype(np.int64)
    codes: NDArray[np.int64] = begun + 1 + begun * (words >= 8)
    return codes


def _indentation(
    indent: NDArray[np.int64], core: NDArray[np.bool_], words: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Compare with the indentation of most of the text; 0 where the page has none."""
    import numpy as np

    if not indent.any() or not core.any():
        return np.zeros_like(indent)
    level = np.minimum(indent, 200)
    usual = int(np.bincount(level[core], weights=words[core]).argmax())
    return 1 + bins(level - usual, (-4, 0, 1, 5))
