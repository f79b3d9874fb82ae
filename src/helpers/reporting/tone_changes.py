"""Mean tone of eras in two runs, and whether it moved by more than noise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.reporting.intervals import apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.analysis.tables import CorpusTables

ALL = "all articles"
SCORERS = ("tone", "vader")
DIGITS = 3


@dataclass(frozen=True)
class ToneFacts:
    """Mean tone of the articles of an era.

    Attributes
    ----------
    era : str
        Its name, or `ALL`.
    score : str
        'tone' (our own, with the guard for names) or 'vader' (as it is).
    articles : int
        Without versions of one story, and without those that have no sentence.
    mean : float
        -1 to 1.
    low, high : float or None
        The 95% t interval over the articles; None for fewer than five.
    """

    era: str
    score: str
    articles: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ToneChange:
    """A mean tone that is another one now.

    Attributes
    ----------
    before, now : ToneFacts
        Then and now.
    beyond_noise : bool
        Whether each lies outside the interval of the other.
    """

    before: ToneFacts
    now: ToneFacts
    beyond_noise: bool

    @property
    def digits(self) -> int:
        """How many decimals it takes to see that the means differ: two where these do."""
        alike = written(self.before.mean, 2) == written(self.now.mean, 2)
        return DIGITS if alike else 2


def written(number: float, digits: int) -> str:
    """Write a tone with a true minus sign, and zero without any.

    Parameters
    ----------
    number : float
        -1 to 1.
    digits : int
        Decimals.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> written(-0.1, 2), written(-0.001, 2)
    ('−0.10', '0.00')
    """
    text = f"{number:.{digits}f}"
    is_zero = not text.strip("-0.")
    return text.removeprefix("-") if is_zero else text.replace("-", "−")


def mean_tones(corpus: CorpusTables) -> list[ToneFacts]:
    """Average the tone of the articles of each era, and of all.

    Parameters
    ----------
    corpus : Corpus
        Its sentences are read by chunks.

    Returns
    -------
    list of ToneFacts
        All articles first, then the eras in their order; for both scores.
    """
    from helpers.analysis.honesty import INTERVALS_FROM
    from helpers.analysis.resampling import mean_interval
    from helpers.analysis.sentiment import article_tone

    tone = article_tone(corpus)
    found = []
    for era in (ALL, *corpus.eras):
        rows = tone if era == ALL else tone[tone["era"] == era]
        for score in SCORERS:
            values = rows[score].dropna().to_numpy(dtype=float)
            if not len(values):
                continue
            mean, *bounds = (round(float(side[0]), DIGITS) for side in mean_interval(values))
            told = len(values) >= INTERVALS_FROM and all(map(math.isfinite, bounds))
            low, high = bounds if told else (None, None)
            found.append(ToneFacts(era, score, len(values), mean, low, high))
    return found


def compare_tones(before: Sequence[ToneFacts], after: Sequence[ToneFacts]) -> list[ToneChange]:
    """Hold the tones of two runs against each other.

    Parameters
    ----------
    before, after : sequence of ToneFacts
        The two runs.

    Returns
    -------
    list of ToneChange
        Means that differ, of eras that are in both runs.

    Examples
    --------
    >>> was = ToneFacts("1990s", "tone", 9, -0.1, -0.15, -0.05)
    >>> now = ToneFacts("1990s", "tone", 12, 0.1, 0.05, 0.15)
    >>> [change.beyond_noise for change in compare_tones([was], [now])]
    [True]
    """
    old = {(tone.era, tone.score): tone for tone in before}
    pairs = [(old[key], now) for now in after if (key := (now.era, now.score)) in old]
    return [
        ToneChange(was, now, apart((was.mean, was.low, was.high), (now.mean, now.low, now.high)))
        for was, now in pairs
        if was.mean != now.mean
    ]
