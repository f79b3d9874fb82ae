"""What a page says of itself to those who read it, told from an article by its words.

No list of patterns holds all the ways in which papers offer newsletters, ask for money or explain
what a comment may be. They speak to "you" of "our" stories, though, and of subscribers, inboxes and
browsers, where articles say who said what. Each such word has a weight, as in a filter for unwanted
mail [1]_; ``tools/train_notice_words.py`` makes them.

References
----------
.. [1] M. Sahami, S. Dumais, D. Heckerman and E. Horvitz, "A Bayesian approach to filtering junk
   e-mail", AAAI Workshop on Learning for Text Categorization, 1998.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from helpers.intake.data import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = FOLDER / "notice_words.tsv"
"""Words and pairs of words, each with its weight."""

FEWEST_WORDS, LONGEST = 4, 400
"""Words of a line that is judged by them, and characters: a longer one says too many things."""

_find_words = re.compile(r"[a-z]+(?:['’][a-z]+)?").findall


class NoticeWords(NamedTuple):
    """Weights of words, in tenths of log-odds, so that sums are exact in any order.

    Attributes
    ----------
    bias : int
        What a line has before any word is looked at.
    weights : dict
        Word, or pair of words in a row, to weight; above 0 where they speak for a notice.
    cues : frozenset of str
        Those of which a line needs one to be looked at.
    """

    bias: int
    weights: dict[str | tuple[str, str], int]
    cues: frozenset[str]

    def odds(self, text: str) -> float:
        """Log-odds that a line is a notice.

        Parameters
        ----------
        text : str
            One line.

        Returns
        -------
        float
            Above 0 where it is rather that than part of an article.
        """
        found = words_and_pairs(text) & self.weights.keys()
        return (self.bias + sum(map(self.weights.__getitem__, found))) / 10


def words_and_pairs(text: str) -> set[str | tuple[str, str]]:
    """List the words of a line, and each with the next one.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    set of str and of tuple of str
        In small letters.

    Examples
    --------
    >>> words_and_pairs("You’re welcome!") == {"you’re", "welcome", ("you’re", "welcome")}
    True
    """
    words = _find_words(text.lower())
    return {*words, *pairwise(words)}


def read_notice_words(path: Path) -> NoticeWords:
    """Read words and their weights.

    Parameters
    ----------
    path : Path
        A file of tab-separated lines: word or words, weight, and "cue" where one of these must be
        there. The first line has the bias.

    Returns
    -------
    NoticeWords
        The weights.

    Examples
    --------
    >>> read_notice_words(WEIGHTS).odds("Please subscribe to our weekly newsletter today.") > 0
    True
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    weights: dict[str | tuple[str, str], int] = {}
    for form, weight, *_ in rows:
        first, _, second = form.partition(" ")
        weights[(first, second) if second else first] = int(weight)
    return NoticeWords(weights.pop("*bias*"), weights, frozenset(row[0] for row in rows if row[2:]))


NOTICES = read_notice_words(WEIGHTS)
"""The words that come with the package."""
