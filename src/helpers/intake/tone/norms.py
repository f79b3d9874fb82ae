"""What scores are like in New York Times editorials, so that others can be told apart from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from helpers.intake.data import FOLDER

NORMS = FOLDER / "tone_norms.tsv"
"""Mean and spread of each score."""


@dataclass(frozen=True)
class Norm:
    """How a score is spread over sentences of New York Times editorials.

    Attributes
    ----------
    mean : float
        Mean of all sentences.
    sd : float
        Standard deviation of sentences.
    article_sd : float
        Standard deviation of the means of articles, which have about ten sentences each.
    """

    mean: float
    sd: float
    article_sd: float


@lru_cache(maxsize=1)
def read_norms() -> dict[str, Norm]:
    """Read the norms.

    Returns
    -------
    dict
        Name of the score to its norm: ``vader``, ``guarded`` (VADER behind the guard), ``tone`` and
        ``encoder``.

    Examples
    --------
    >>> 0 < read_norms()["tone"].sd < 0.5
    True
    """
    lines = NORMS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: Norm(*map(float, numbers)) for name, *numbers in rows}
