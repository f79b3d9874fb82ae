"""Numbers as a reader wants them: thousands parted, a real minus, no minus before zero."""

from __future__ import annotations

import math
import re

import numpy as np

MINUS = "\N{MINUS SIGN}"
MOST_DIGITS = 4
"""Decimals beyond which a number is noise."""


def number(value: float, digits: int = 0) -> str:
    """Write a number.

    Parameters
    ----------
    value : float
        Any number.
    digits : int
        Decimals.

    Returns
    -------
    str
        A dash where there is no number.

    Examples
    --------
    >>> number(12345), number(-0.256, 2), number(-0.001, 2), number(float("nan"))
    ('12,345', '−0.26', '0.00', '–')
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    # Adding zero takes the sign off a zero.
    return f"{round(value, digits) + 0:,.{digits}f}".replace("-", MINUS)


def signed(value: float, digits: int = 2) -> str:
    """Write a number with its sign, as scores and differences of scores have it.

    Parameters
    ----------
    value : float
        Any number.
    digits : int
        Decimals.

    Returns
    -------
    str
        A plus before what is larger than zero once it is rounded; a dash where there is no number.

    Examples
    --------
    >>> signed(0.05), signed(-0.256), signed(-0.001)
    ('+0.05', '−0.26', '0.00')
    """
    written = number(value, digits)
    return f"+{written}" if round(value, digits) > 0 else written


def digits_of(values: np.ndarray) -> int:
    """Count the decimals that a column of rounded numbers needs.

    Parameters
    ----------
    values : numpy.ndarray of float
        The column; NaN and infinities are passed over.

    Returns
    -------
    int
        0 to 4.

    Examples
    --------
    >>> digits_of(np.array([0.5, 0.25, np.nan]))
    2
    """
    finite = values[np.isfinite(values)]
    for digits in range(MOST_DIGITS):
        if np.allclose(finite, np.round(finite, digits), rtol=0, atol=1e-9):
            return digits
    return MOST_DIGITS


def is_label(name: object) -> bool:
    """Tell whether the numbers of a column are names, whose thousands are not parted.

    Parameters
    ----------
    name : object
        What the column is called.

    Returns
    -------
    bool
        True for eras, years, dates, versions and ids.

    Examples
    --------
    >>> is_label("Year"), is_label("words"), is_label("article_id")
    (True, False, True)
    """
    return _last_word(name) in {"era", "year", "years", "date", "version", "digest", "id"}


def is_count(name: object) -> bool:
    """Tell whether a column must be one of counts, whatever else its numbers look like.

    Parameters
    ----------
    name : object
        What the column is called.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_count("n_words"), is_count("latest")
    (True, False)
    """
    return _last_word(name) in {
        *("articles", "passages", "paragraphs", "sentences", "words", "lines", "terms"),
        *("mentions", "uses", "target", "reference", "count", "size"),
    }


def _last_word(name: object) -> str:
    return re.split(r"[\W_]+", str(name).strip().lower())[-1]
