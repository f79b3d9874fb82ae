"""What is made of a page's lines: a kind for each, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from helpers.intake.model import BODY

if TYPE_CHECKING:
    from helpers.intake.lines.decode_page import Page
    from helpers.intake.lines.layout import Blocks

RULE = 0.97
"""Confidence where a pattern says what a line is."""

LIKELY = 0.9
"""Confidence in a part that is told by its place and form."""

COIN = 0.6
"""Confidence in what might as well be otherwise."""

_STEPS = 50
_CONFIDENCE = np.maximum(0.5, 1 / (1 + np.exp(-0.2 - 1.35 * np.arange(0, 9, 1 / _STEPS)))).round(3)
"""Confidence by odds, in steps."""

_NONE_OR_BODY = np.array(["", BODY], object)


class Marking(NamedTuple):
    """The lines of a page, what was found about them, and what is made of each.

    Attributes
    ----------
    page : Blocks
        The lines.
    found : Page
        What was found about them.
    kinds : list of str
        Kind of each line, changed in place by one step after another; "" where none is known yet.
    sure : list of float
        How sure that is, from 0.5 to 1, changed with it.
    """

    page: Blocks
    found: Page
    kinds: list[str]
    sure: list[float]


def first_marking(page: Blocks, found: Page) -> Marking:
    """Take the lines for running text or not as the models do.

    Parameters
    ----------
    page : Blocks
        The lines.
    found : Page
        What was found about them.

    Returns
    -------
    Marking
        Text, or nothing yet; confidences are how often the models are right at such odds, as
        measured on sites that they had not seen.
    """
    kinds: list[str] = _NONE_OR_BODY.take(found.odds > 0).tolist()
    places = (np.abs(found.odds) * _STEPS).astype(np.int64)
    return Marking(page, found, kinds, _CONFIDENCE.take(places, mode="clip").tolist())


def places_of_text(kinds: Sequence[str], most: int | None = None) -> list[int]:
    """Find the lines of running text.

    Parameters
    ----------
    kinds : sequence of str
        Kind of each line.
    most : int, optional
        How many of the first are enough; all unless given.

    Returns
    -------
    list of int
        Their positions.

    Examples
    --------
    >>> places_of_text(["masthead", "body", "body"]), places_of_text(["body", "body"], 1)
    ([1, 2], [0])
    """
    places: list[int] = []
    after = 0
    with suppress(ValueError):  # most lines are none: to let the list look is quicker than a loop
        for _ in kinds if most is None else range(most):
            places.append(kinds.index(BODY, after))
            after = places[-1] + 1
    return places


def last_of_text(kinds: Sequence[str]) -> int:
    """Find the last line of running text, of which there must be one.

    Parameters
    ----------
    kinds : sequence of str
        Kind of each line.

    Returns
    -------
    int
        Its position.

    Examples
    --------
    >>> last_of_text(["masthead", "body", "body", "teaser"])
    2
    """
    return len(kinds) - 1 - kinds[::-1].index(BODY)
