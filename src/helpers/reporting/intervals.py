"""Whether two estimates with their intervals differ by more than noise."""

from __future__ import annotations

from typing import TypeAlias

Estimate: TypeAlias = "tuple[float | None, float | None, float | None]"
"""Value, lower and upper bound; None where there is none."""


def apart(before: Estimate, now: Estimate) -> bool:
    """Tell whether each of two estimates lies outside the interval of the other.

    Two runs share most of their articles, so that chance moves an estimate between them by less
    than its interval is wide: who says so says it too seldom rather than too often.

    Parameters
    ----------
    before, now : tuple of float or None
        Value, lower and upper bound.

    Returns
    -------
    bool
        False, too, where a bound is missing: then nothing can be told.

    Examples
    --------
    >>> apart((0.2, 0.1, 0.3), (0.5, 0.4, 0.6)), apart((0.2, 0.1, 0.3), (0.3, 0.2, 0.4))
    (True, False)
    """
    if any(number is None for number in (*before, *now)):
        return False
    was, low_before, high_before = (float(number or 0) for number in before)
    value, low, high = (float(number or 0) for number in now)
    return not (low_before <= value <= high_before or low <= was <= high)
