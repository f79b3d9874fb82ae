"""How many decimals a level is written with."""

from __future__ import annotations


def decimals(largest: float) -> int:
    """Choose decimals by the largest of the numbers that stand together.

    Parameters
    ----------
    largest : float
        Its absolute value.

    Returns
    -------
    int
        0 from 100 on, 1 from 10 on, else 2.

    Examples
    --------
    >>> decimals(934.4), decimals(12.0), decimals(0.3)
    (0, 1, 2)
    """
    return 0 if largest >= 100 else 1 if largest >= 10 else 2
