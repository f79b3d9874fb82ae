"""From what is likely of each line to which lines are the article's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from helpers.intake.lines.line_features import FULL_STOP, QUOTED, Look, look_at
from helpers.intake.lines.line_model import Additive, score_lines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from helpers.intake.lines.layout import Block

NEVER, SURELY = -9.0, 9.0
"""Log-odds of lines that a rule or the user has decided."""

MOST_LINES = 20_000
"""Lines that are judged together; a longer text is no page and is judged in pieces."""

_LONGEST_BOX, _LONGEST_TITLE = 12, 20
"""Titles in a box of links, and words in a title."""

LEAST_REPEATED = 5
"""Words of a line that counts as repeated; shorter ones recur by chance."""


class Page(NamedTuple):
    """The lines of a page and what was found about them.

    Attributes
    ----------
    odds : list of float
        Log-odds of each line to be part of the running text; above 0 it is.
    reasons, markers : dict
        Position to reason, where a pattern of chrome or of end markers matches.
    repeats : set of int
        Lines that stand higher up already, or all over the page.
    comments_from : int
        First line of readers' comments; the number of lines where there are none.
    bylines : set of int
        Lines that name the author.
    content : sequence of frozenset
        The words of each line that are no function words, in small letters.
    hints : sequence of int
        What the line may be besides, as in ``Facts``.
    """

    odds: list[float]
    reasons: dict[int, str]
    markers: dict[int, str]
    repeats: set[int]
    comments_from: int
    bylines: set[int]
    content: Sequence[frozenset[str]]
    hints: Sequence[int]


def decode_page(
    page: Sequence[Block],
    settled: Mapping[int, bool] | None = None,
    models: tuple[Additive, Additive] | None = None,
) -> Page:
    """Decide which lines of a page are running text.

    The cut between text and chrome is not at even odds: of all cuts the one is taken that promises
    the largest F1 over the words of the page, so that a page of which nothing is certain keeps its
    best lines [1]_.

    Parameters
    ----------
    page : sequence of Block
        The lines.
    settled : mapping of int to bool, optional
        Lines that are known to be running text or not.
    models : tuple of Additive, optional
        The models to judge by, where it is not those that come with the package.

    Returns
    -------
    Page
        Log-odds and what the rules found.

    References
    ----------
    .. [1] Z. C. Lipton, C. Elkan and B. Naryanaswamy, "Optimal thresholding of classifiers to
       maximize F1 measure", ECML PKDD 2014.
    """
    known = settled or {}
    if len(page) <= MOST_LINES:
        return _decode(page, known, models)
    odds: list[float] = []
    reasons: dict[int, str] = {}
    markers: dict[int, str] = {}
    repeats: set[int] = set()
    bylines: set[int] = set()
    content: list[frozenset[str]] = []
    hints: list[int] = []
    for start in range(0, len(page), MOST_LINES):
        end = start + MOST_LINES
        here = {i - start: is_body for i, is_body in known.items() if start <= i < end}
        part = _decode(page[start:end], here, models)
        odds += part.odds
        reasons |= {start + i: reason for i, reason in part.reasons.items()}
        markers |= {start + i: reason for i, reason in part.markers.items()}
        repeats |= {start + i for i in part.repeats}
        bylines |= {start + i for i in part.bylines}
        content += part.content
        hints += part.hints
    return Page(odds, reasons, markers, repeats, len(page), bylines, content, hints)


def _decode(
    page: Sequence[Block],
    settled: Mapping[int, bool],
    models: tuple[Additive, Additive] | None,
) -> Page:
    if not page:
        return Page([], {}, {}, set(), 0, set(), [], [])
    look = look_at(page)
    reasons, markers = look.reasons, look.markers
    odds = score_lines(look, models)
    odds[[*reasons, *markers]] = NEVER
    for i, reason in markers.items():
        if reason == "teaser":
            odds[i + 1 : _box_end(look, i + 1)] = NEVER
    comments = _comments_from(look, odds)
    odds[comments:] = NEVER
    repeats = _repeats([*map(attrgetter("text"), page)], look, odds) if look.repeat.any() else set()
    odds[list(repeats)] = NEVER
    for i, is_body in settled.items():
        odds[i] = SURELY if is_body else NEVER
    decided = odds <= NEVER
    odds -= _best_cut(odds, look.words)
    odds[decided] = NEVER
    bylines = set(look.byline.nonzero()[0].tolist())
    return Page(
        odds.tolist(), reasons, markers, repeats, comments, bylines, look.content, look.hints
    )


def _box_end(look: Look, start: int) -> int:
    """First line after the titles that follow the heading of a box."""
    end = start
    while end < min(len(look.words), start + _LONGEST_BOX) and look.words[end] <= _LONGEST_TITLE:
        if FULL_STOP <= look.end[end] <= QUOTED:
            break
        end += 1
    return end


def _best_cut(odds: NDArray[np.float64], words: NDArray[np.int64]) -> float:
    """Log-odds of half the best F1 over words that can be hoped for: the cut that promises it."""
    import numpy as np

    order = np.argsort(-odds, kind="stable")
    weight = words[order]
    hoped = weight / (1 + np.exp(-np.clip(odds[order], -30, 30)))
    gained = np.cumsum(hoped)
    half = float((gained / (np.cumsum(weight) + gained[-1])).max())
    return float(np.log(half / (1 - half)))


def _comments_from(look: Look, odds: NDArray[np.float64]) -> int:
    """Find the first line of readers' comments: two that introduce one, or three above all."""
    import numpy as np

    names = np.flatnonzero(look.commenter)
    if len(names) < 2:
        return len(odds)
    text_above = (look.words * (odds > 0))[: names[0]].sum()
    return int(names[0]) if len(names) >= 3 or text_above > 20 else len(odds)


def _repeats(texts: Sequence[str], look: Look, odds: NDArray[np.float64]) -> set[int]:
    """Find copies of lines higher up, and captions and slogans that stand all over the page.

    A page that holds its article twice repeats the lines beside a repeated line too.
    """
    places: dict[str, list[int]] = {}
    again = (look.repeat > 0) & (look.words >= LEAST_REPEATED)
    for i in again.nonzero()[0].tolist():
        places.setdefault(texts[i], []).append(i)
    counts = [0] * (len(texts) + 1)
    for found in places.values():
        for i in found:
            counts[i] = len(found)
    repeats: set[int] = set()
    for found in places.values():
        if odds[found[0]] > -1:
            repeats.update(found[1:])
        ended = FULL_STOP <= look.end[found[0]] <= QUOTED
        lonely = all(counts[i - 1] < len(found) > counts[i + 1] for i in found)
        if len(found) >= 3 and not ended and lonely:
            repeats.update(found)
    return repeats
