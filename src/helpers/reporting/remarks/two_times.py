"""A sentence about periods of which a hole in time makes two times and no course."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.reporting.findings import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.analysis.over_time.time_units import Ints

WIDEST_GAP = 0.5
"""Share of the whole time without articles from which there are two times and no course."""


def two_times(numbers: Ints, names: Sequence[str]) -> str:
    """Warn where most of the time has no articles.

    Parameters
    ----------
    numbers : numpy.ndarray of int
        Numbers of the periods with articles, in order, that grow by one from period to period (see
        `time_units.period_numbers`).
    names : sequence of str
        Their names.

    Returns
    -------
    str
        A sentence; ``''`` where no hole takes more than half of the time.

    Examples
    --------
    >>> two_times(np.array([1950, 1951, 1990]), ["1950", "1951", "1990"])
    'No article that is dated closely enough lies between 1951 and 1990, so that this is a \
difference between two times and no course.'
    >>> two_times(np.array([1950, 1951, 1952]), ["1950", "1951", "1952"])
    ''
    """
    if len(numbers) < 2:
        return ""
    gaps = np.diff(numbers)
    place = int(gaps.argmax())
    if gaps[place] < 2 or gaps[place] <= WIDEST_GAP * (numbers[-1] - numbers[0]):
        return ""
    return (
        f"No article that is dated closely enough lies between {plain(names[place])} and "
        f"{plain(names[place + 1])}, so that this is a difference between two times and no course."
    )
