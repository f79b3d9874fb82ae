"""From what is likely of each line to which lines are the article's."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from helpers.intake.lines.character_classes import EXCLAIMED, FULL_STOP, QUOTED
from helpers.intake.lines.line_features import Look, look_at
from helpers.intake.lines.line_model import Additive, score_lines
from helpers.intake.lines.page_notices import FEWEST_WORDS, LONGEST, NOTICES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from helpers.intake.lines.layout import Blocks

NEVER, SURELY = -9.0, 9.0
"""Log-odds of lines that a rule or the user has decided."""

MOST_LINES = 20_000
"""Lines that are judged together; a longer text is no page and is judged in pieces."""

_LONGEST_BOX, _LONGEST_TITLE, _LONGEST_QUESTION = 12, 20, 8
"""Titles in a box of links, words in a title, and in one that asks something."""

_NEAR_HEADING, _LEAST_READ = 12, 20
"""Lines from the heading of readers' comments on among which two days show that it has some, and
words of the text above it."""

_LOST, _MOST_DOUBT, _MOST_NOTICES = -4.0, 2.0, 0.25
"""Log-odds of a line that is no text whatever its words are; those that it may lose when they are
the words of notices, beyond which it surely is one; share of the text these may be at most."""

LEAST_REPEATED = 5
"""Words of a line that counts as repeated; shorter ones recur by chance."""


class Page(NamedTuple):
    """The lines of a page and what was found about them.

    Attributes
    ----------
    odds : array
        Log-odds of each line to be part of the running text; above 0 it is.
    reasons, markers : dict
        Position to reason, where a pattern of chrome or of end markers matches.
    repeats : set of int
        Lines that stand higher up already, or all over the page.
    comments_from : int
        First line of readers' comments; the number of lines where there are none.
    bylines : set of int
        Lines that name the author.
    hints : dict
        Position to what the line may be besides, as in ``Facts``.
    words, sizes : array
        Number of words and of characters of each line.
    """

    odds: NDArray[np.float64]
    reasons: dict[int, str]
    markers: dict[int, str]
    repeats: set[int]
    comments_from: int
    bylines: set[int]
    hints: dict[int, int]
    words: NDArray[np.int64]
    sizes: NDArray[np.int64]


def decode_page(
    page: Blocks,
    settled: Mapping[int, bool] | None = None,
    models: tuple[Additive, Additive] | None = None,
) -> Page:
    """Decide which lines of a page are running text.

    The cut between text and chrome is not at even odds: of all cuts the one is taken that promises
    the largest F1 over the words of the page, so that a page of which nothing is certain keeps its
    best lines [1]_.

    Parameters
    ----------
    page : Blocks
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
    parts = []
    for start in range(0, len(page), MOST_LINES):
        end = start + MOST_LINES
        here = {i - start: is_body for i, is_body in known.items() if start <= i < end}
        parts.append(_decode(page.part(start, end), here, models))
    return _joined(parts)


def _joined(parts: list[Page]) -> Page:
    """Put the pieces of a long text together; comments are not looked for in one."""
    starts = range(0, len(parts) * MOST_LINES, MOST_LINES)
    pieces = [*zip(starts, parts, strict=True)]
    return Page(
        np.concatenate([part.odds for part in parts]),
        {start + i: reason for start, part in pieces for i, reason in part.reasons.items()},
        {start + i: reason for start, part in pieces for i, reason in part.markers.items()},
        {start + i for start, part in pieces for i in part.repeats},
        sum(len(part.odds) for part in parts),
        {start + i for start, part in pieces for i in part.bylines},
        {start + i: hint for start, part in pieces for i, hint in part.hints.items()},
        np.concatenate([part.words for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def _decode(
    page: Blocks,
    settled: Mapping[int, bool],
    models: tuple[Additive, Additive] | None,
) -> Page:
    if not page:
        none = np.zeros(0, np.int64)
        return Page(np.zeros(0), {}, {}, set(), 0, set(), {}, none, none)
    look = look_at(page)
    reasons, markers = look.facts.reasons, look.facts.markers
    odds = score_lines(look, models)
    reasons |= dict.fromkeys(_heard_notices(look, page.texts, odds), "page furniture")
    decided = np.zeros(len(odds), np.bool_)
    decided[[*reasons, *markers, *look.teasers]] = True
    for i, reason in markers.items():
        if reason == "teaser":
            decided[i + 1 : _box_end(look, i + 1)] = True
    odds[decided] = NEVER
    comments = _comments_from(look, odds)
    odds[comments:] = NEVER
    repeats = _repeats(look, odds)
    odds[[*repeats]] = NEVER
    for i, is_body in settled.items():
        odds[i] = SURELY if is_body else NEVER
    decided = odds <= NEVER
    odds -= _best_cut(odds, look.words)
    odds[decided] = NEVER
    return Page(
        odds, reasons, markers, repeats, comments, look.facts.bylines, look.facts.hints,
        look.words, look.sizes,
    )  # fmt: skip


def _heard_notices(look: Look, texts: Sequence[str], odds: NDArray[np.float64]) -> list[int]:
    """Lower the odds of lines that speak of the page itself, and list those that surely do.

    A post that speaks to its readers throughout has none of the latter.
    """
    sure = []
    may_be = look.facts.notices.difference(look.facts.reasons, look.facts.markers)
    for i in sorted(may_be):
        if odds[i] > _LOST and look.words[i] >= FEWEST_WORDS and look.sizes[i] <= LONGEST:
            told = NOTICES.odds(texts[i])
            odds[i] -= min(max(0.0, told), _MOST_DOUBT)
            sure += [i] * (told > _MOST_DOUBT)
    if sure and look.words[sure].sum() > _MOST_NOTICES * (look.words * (odds > 0)).sum():
        return []
    return sure


def _box_end(look: Look, start: int) -> int:
    """First line after the titles that follow the heading of a box."""
    box = slice(start, start + _LONGEST_BOX)
    end = start
    for words, ending in zip(look.words[box].tolist(), look.end[box].tolist(), strict=True):
        asked = ending == EXCLAIMED and words <= _LONGEST_QUESTION
        if words > _LONGEST_TITLE or (FULL_STOP <= ending <= QUOTED and not asked):
            break
        end += 1
    return end


def _best_cut(odds: NDArray[np.float64], words: NDArray[np.int64]) -> float:
    """Log-odds of half the best F1 over words that can be hoped for: the cut that promises it."""
    order = (-odds).argsort(kind="stable")
    weight = words[order]
    gained = (weight / (1 + np.exp(-odds[order]))).cumsum()
    half = float((gained / (weight.cumsum() + gained[-1])).max())
    return math.log(half / (1 - half))


def _comments_from(look: Look, odds: NDArray[np.float64]) -> int:
    """Find the first line of readers' comments.

    Two lines that introduce one begin them, or three above all; or a heading below which days are.
    """
    names, dates = look.facts.commenters, look.facts.dates
    if len(dates) < 2 and len(names) < 2:
        return len(odds)
    heads = (i for i, reason in look.facts.markers.items() if reason == "comment prompt")
    dated = [i for i in heads if sum(k in dates for k in range(i, i + _NEAR_HEADING)) > 1]
    if not dated and len(names) < 2:
        return len(odds)
    read = (look.words * (odds > 0)).cumsum()
    first = min((i for i in dated if read[i] > _LEAST_READ), default=len(odds))
    if len(names) >= 3 or (len(names) == 2 and read[min(names)] > _LEAST_READ):
        first = min(first, *names)
    return first


def _repeats(look: Look, odds: NDArray[np.float64]) -> set[int]:
    """Find copies of lines higher up, and captions and slogans that stand all over the page.

    A page that holds its article twice repeats the lines beside a repeated line too.
    """
    copies = [found for found in look.copies if look.words[found[0]] >= LEAST_REPEATED]
    counts = {i: len(found) for found in copies for i in found}
    repeats: set[int] = set()
    for found in copies:
        if odds[found[0]] > -1:
            repeats.update(found[1:])
        if len(found) >= 3 and not FULL_STOP <= look.end[found[0]] <= QUOTED:
            beside = (counts.get(k, 0) for i in found for k in (i - 1, i + 1))
            if max(beside) < len(found):
                repeats.update(found)
    return repeats
