"""The same question asked in every defensible way: readings of tone, and whether they agree.

A difference between eras that hangs on one scorer, on a list of names or on what ministers were
quoted as saying is a fact about the method. So every choice is made both ways, and the sign has to
hold ("multiverse analysis" [1]_).

References
----------
.. [1] S. Steegen, F. Tuerlinckx, A. Gelman and W. Vanpaemel 2016, "Increasing transparency through
   a multiverse analysis", Perspectives on Psychological Science 11(5), 702-712.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from helpers.analysis.statistics.contrasts import contrast_means
from helpers.analysis.tables import CorpusTables, compared, distinct
from helpers.errors import DatelinesError

SCORERS = {"tone": ("tone_unguarded", "tone"), "vader": ("vader", "vader_guarded")}
"""Columns of the table ``sentences`` by scorer: without and with the guard for names."""

MOSTLY_QUOTED = 0.5
"""Share of a sentence's words that are quoted, from which it counts as speech."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to measure the tone of an article.

    Attributes
    ----------
    scorer : str
        A key of `SCORERS`.
    guard : bool
        Whether names of institutions and terms of art were made neutral first.
    speech : bool
        Whether sentences that are mostly quotation count, too.
    headline : bool
        Whether the headline counts as one more sentence.

    Raises
    ------
    DatelinesError
        If there is no such scorer.
    """

    scorer: str = "tone"
    guard: bool = True
    speech: bool = True
    headline: bool = False

    def __post_init__(self) -> None:
        if self.scorer not in SCORERS:
            known = ", ".join(SCORERS)
            raise DatelinesError(f"scorer cannot be '{self.scorer}': choose one of {known}")

    @property
    def column(self) -> str:
        """Column of the table ``sentences`` that holds the scores."""
        return SCORERS[self.scorer][self.guard]

    @property
    def name(self) -> str:
        """What a reader is told, for instance ``'vader, no guard, own words, headline'``."""
        parts = [self.scorer]
        parts += [] if self.guard else ["no guard"]
        parts += [] if self.speech else ["own words"]
        parts += ["headline"] if self.headline else []
        return ", ".join(parts)


MAIN = Reading()
"""The reading that the notebooks report; the others test it."""

READINGS = tuple(Reading(*choice) for choice in product(SCORERS, (True, False), (True, False),
                                                        (False, True)))  # fmt: skip
"""All of them, the main one first."""

COLUMNS = tuple(dict.fromkeys(reading.column for reading in READINGS))
"""Columns of scores that the readings need."""


def article_readings(corpus: CorpusTables) -> pd.DataFrame:
    """Measure the tone of each article in every way.

    Parameters
    ----------
    corpus
        A corpus; its sentences are read by chunks.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``article_id`` in the order of the corpus, duplicates left out; one column per
        name of a reading: the mean score of the sentences that it counts. NaN where an article has
        none of them.
    """
    articles = distinct(corpus).set_index("article_id")
    sums = [_sums(chunk) for chunk in _sentences(corpus)]
    empty = pd.DataFrame(columns=_sum_columns(), dtype=float)
    summed = pd.concat(sums or [empty]).groupby(level=0).sum()
    summed = summed.reindex(articles.index, fill_value=0.0)
    return pd.DataFrame(
        {reading.name: _means(summed, articles, reading) for reading in READINGS},
        index=articles.index,
    )


def _sentences(corpus: CorpusTables) -> Iterator[pd.DataFrame]:
    return corpus.chunks("sentences", columns=["article_id", "quoted", *COLUMNS])


def _sum_columns() -> list[str]:
    return [f"{column} {part}" for part in ("all", "own") for column in ("n", *COLUMNS)]


def _sums(sentences: pd.DataFrame) -> pd.DataFrame:
    own = (sentences["quoted"] <= MOSTLY_QUOTED).to_numpy(np.float64)
    parts = {}
    for part, counts in (("all", np.ones(len(sentences))), ("own", own)):
        parts[f"n {part}"] = counts
        for column in COLUMNS:
            parts[f"{column} {part}"] = sentences[column].to_numpy(np.float64) * counts
    return pd.DataFrame(parts, index=sentences["article_id"]).groupby(level=0).sum()


def _means(summed: pd.DataFrame, articles: pd.DataFrame, reading: Reading) -> pd.Series:
    part = "all" if reading.speech else "own"
    total, number = summed[f"{reading.column} {part}"], summed[f"n {part}"]
    if reading.headline:
        score = articles[f"headline_{reading.column}"].astype(float)
        total, number = total + score.fillna(0), number + score.notna()
    return total / number.where(number > 0)


def multiverse(corpus: CorpusTables, main: Reading = MAIN, *, seed: int = 0) -> pd.DataFrame:
    """Compare the eras in every reading.

    Parameters
    ----------
    corpus
        A corpus. Undated articles and duplicates are left out, and in each reading the articles
        that it cannot measure.
    main
        The reading that is reported; it comes first.
    seed
        Seed of the permutation tests where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        One row per era and reading: ``era``, ``reading``, ``articles``, ``rest_articles``,
        ``difference`` to the rest, its interval (``low``, ``high``) and permutation ``p``, and
        ``agrees``: whether the sign is that of the main reading.
    """
    measured = article_readings(corpus).reindex(compared(corpus)["article_id"])
    eras = compared(corpus).set_index("article_id")["era"]
    tables = []
    for speech in (True, False):
        names = [reading.name for reading in READINGS if reading.speech == speech]
        known = measured[names].dropna()
        tables.append(
            contrast_means(known, eras[known.index], corpus.eras, name="reading", seed=seed)
        )
    table = pd.concat(tables, ignore_index=True)
    order = dict.fromkeys([main.name, *(reading.name for reading in READINGS)])
    table["reading"] = pd.Categorical(table["reading"], list(order))
    table["era"] = pd.Categorical(table["era"], list(corpus.eras))
    table = table.sort_values(["era", "reading"]).astype({"era": str, "reading": str})
    reported = table[table["reading"] == main.name].set_index("era")["difference"]
    signs = np.sign(table["difference"]) == np.sign(table["era"].map(reported))
    columns = ["era", "reading", "articles", "rest_articles", "difference", "low", "high", "p"]
    return table.assign(agrees=signs)[[*columns, "agrees"]].reset_index(drop=True)


def agreement(readings: pd.DataFrame) -> pd.Series:
    """Give the share of readings in which the sign of the difference holds.

    Parameters
    ----------
    readings
        As `multiverse` gives them.

    Returns
    -------
    pandas.Series
        By era, 0 to 1. Readings that leave no article on one side do not count.
    """
    made = readings[readings["difference"].notna()]
    return made.groupby("era", sort=False)["agrees"].mean()
