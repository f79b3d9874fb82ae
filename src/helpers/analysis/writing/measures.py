"""Numbers that each article has, and how eras differ in them, with the article as the unit."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.analysis.honesty import LEVEL, Rung, rung, verdict
from helpers.analysis.resampling import Floats, adjust
from helpers.analysis.statistics.agreement import widened_to_zero
from helpers.analysis.statistics.contrasts import COLUMNS, contrast_means
from helpers.analysis.statistics.mean_differences import mean_difference_interval
from helpers.analysis.statistics.whole_authors import larger_p
from helpers.analysis.tables import CorpusTables

ALL_OF_IT = {"% of": 100.0, "per 1,000": 1000.0}
"""The most that there can be, by how a unit begins."""

RATE = "per 1,000 words"
"""The unit of uses that are counted in the words of an article."""

_SINGLE = 1


class Measure(NamedTuple):
    """Something that is measured of each article.

    Attributes
    ----------
    name
        Its column.
    label
        What a reader calls it.
    unit
        The unit in which a reader gets it.
    factor
        What a value in the table is multiplied by to be in that unit.
    digits
        Decimals that a reader needs.
    """

    name: str
    label: str
    unit: str
    factor: float = 1.0
    digits: int = 1

    @property
    def largest(self) -> float:
        """Largest value that an article can have; infinity where there is none."""
        for unit, most in ALL_OF_IT.items():
            if self.unit.startswith(unit):
                return most / self.factor
        return math.inf

    @property
    def is_rate(self) -> bool:
        """Whether uses are counted in 1,000 words."""
        return self.unit == RATE


def count_words(corpus: CorpusTables, groups: Mapping[str, Callable[[str], bool]]) -> pd.DataFrame:
    """Count words of each article by group.

    Parameters
    ----------
    corpus
        A corpus; its terms are read by chunks. Pairs of words are passed over.
    groups
        By name, what tells whether a word belongs. A word may belong to several groups.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``article_id``, float: ``words`` (all of them, numbers included) and a column per
        group. Articles without words are missing.

    Examples
    --------
    >>> class Two:
    ...     def chunks(self, name, columns=None):
    ...         yield pd.DataFrame({"article_id": ["a", "a"], "term": ["may", "fish"],
    ...                             "count": [1, 2]})
    >>> count_words(Two(), {"modal": {"may"}.__contains__}).to_numpy().tolist()
    [[3.0, 1.0]]
    """
    names = ["words", *groups]
    tests = list(groups.values())

    @lru_cache(maxsize=1 << 17)
    def code(term: str) -> int:
        if " " in term:
            return 0
        return _SINGLE + sum(bool(test(term)) << place for place, test in enumerate(tests, 1))

    blocks = [pd.DataFrame(columns=names, dtype=np.float64)]
    for chunk in corpus.chunks("terms", columns=["article_id", "term", "count"]):
        terms, uniques = pd.factorize(chunk["term"])
        articles, ids = pd.factorize(chunk["article_id"])
        codes = np.fromiter(map(code, uniques), dtype=np.int64, count=len(uniques))[terms]
        count = chunk["count"].to_numpy(dtype=np.float64)
        sums = [
            np.bincount(articles, weights=count * (codes >> place & 1), minlength=len(ids))
            for place in range(len(names))
        ]
        blocks.append(pd.DataFrame(np.column_stack(sums), index=ids.astype(str), columns=names))
    return pd.concat(blocks).rename_axis("article_id")


def contrast_measures(
    values: pd.DataFrame,
    eras: pd.Series,
    order: Sequence[str],
    *,
    measures: Sequence[Measure] = (),
    words: pd.Series | None = None,
    authors: Sequence[str] | None = None,
    strata: object = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare each era with all others in several measures, of which some articles lack some.

    Parameters
    ----------
    values
        One row per article and one column per measure; NaN where an article has no such number.
    eras
        Era of each article, rows as in ``values``.
    order
        The eras in the order of time.
    measures
        What is known of the columns: where a measure can have no value above some largest one,
        as a share or a rate cannot, no interval of its difference goes beyond that either way.
    words
        Words of each article, rows as in ``values``: they tell how rare a word may still be that an
        era never uses, where a measure is a rate.
    authors
        Author of each article, as for `contrasts.contrast_means`.
    strata
        Stratum of each article, if only articles of the same one are to be compared.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        As `contrasts.contrast_means` gives it, with a column ``measure``, in the order of the
        columns. Each measure rests on the articles that have it and stands on their rung of the
        honesty ladder (column ``rung``); ``p_adjusted`` takes all tests of the table together.
        Without strata, ``low`` and ``high`` are those of
        `mean_differences.mean_difference_interval`, and take zero in wherever the permutation test
        has p above 0.05; where it can reach no less, they are NaN.

    Notes
    -----
    Of rates that differ by chance alone, the interval left zero out in 2 to 4 of 100 cases at 10
    and 10 articles to 20 and 20, in 1 to 2 at 5 and 40 (articles of the same lengths, any
    burstiness), where Welch's alone did in up to 30. Where the articles of one era are far shorter,
    it left zero out in up to 5 of 100 with ``words``, in up to 33 without. How often it holds a
    true difference is told in `mean_differences.mean_difference_interval`.

    Examples
    --------
    >>> values = pd.DataFrame({"quoted": [0.1, 0.2, 0.3, 0.5], "named": [1.0, np.nan, 0.5, 0.0]})
    >>> table = contrast_measures(values, pd.Series(["then", "then", "now", "now"]),
    ...                           ["then", "now"])
    >>> table[["measure", "era", "articles", "difference"]].round(2).values.tolist()[1:3]
    [['quoted', 'now', 2, 0.25], ['named', 'then', 1, 0.75]]
    """
    known = values.notna().to_numpy()
    eras = eras.reset_index(drop=True)
    bounds = {measure.name: measure.largest for measure in measures}
    largest = np.array([bounds.get(name, np.inf) for name in values.columns])
    rates = {measure.name for measure in measures if measure.is_rate}
    counted = np.full(values.shape, np.inf)
    if words is not None:
        counted[:, values.columns.isin(rates)] = words.to_numpy(dtype=np.float64)[:, None]
    given = None if strata is None else pd.Series(np.asarray(strata, dtype=object))
    tables = []
    patterns: dict[bytes, list[int]] = {}
    for place in range(values.shape[1]):
        patterns.setdefault(known[:, place].tobytes(), []).append(place)
    for places in patterns.values():
        rows = known[:, places[0]]
        own = None if given is None else given[rows]
        part = values.iloc[rows, places]
        by = None if authors is None else np.asarray(authors, dtype=object)[rows].tolist()
        table = contrast_means(
            part, eras[rows], order, name="measure", seed=seed, strata=own, authors=by
        )
        if own is None:
            table = _with_intervals(
                table, part, eras[rows], largest[places], counted[rows][:, places]
            )
        tables.append(table.assign(rung=str(_rung(table))))
    found = [table for table in tables if len(table)]
    if not found:
        return pd.DataFrame(columns=["measure", *COLUMNS, "rung"])
    joined = pd.concat(found)
    rank = {name: place for place, name in enumerate(values.columns)}
    joined = joined.sort_values("measure", key=lambda m: m.map(rank), kind="stable")
    ends = joined["measure"].map(dict(zip(values.columns, largest, strict=True))).to_numpy()
    low, high = (joined[name].to_numpy(np.float64) for name in ("low", "high"))
    joined = joined.assign(low=np.maximum(low, -ends), high=np.minimum(high, ends))
    for name in ("mean_low", "mean_high"):  # no measure is negative
        joined[name] = np.clip(joined[name].to_numpy(np.float64), 0, ends)
    return _judged(joined.reset_index(drop=True))


def _with_intervals(
    table: pd.DataFrame, values: pd.DataFrame, eras: pd.Series, largest: Floats, words: Floats
) -> pd.DataFrame:
    """Replace Welch's intervals by those for skewed numbers, widened to what the test allows."""
    table = table.copy()
    numbers = values.to_numpy(dtype=np.float64)
    for era in table["era"].unique():
        rows = table["era"] == era  # one for each column of the values, in their order
        is_era = (eras == era).to_numpy()
        low, high = mean_difference_interval(numbers, is_era, largest=largest, words=words)
        p, floor = (table.loc[rows, name].to_numpy(np.float64) for name in ("p", "p_floor"))
        for name, bound in zip(("low", "high"), widened_to_zero(low, high, p), strict=True):
            table.loc[rows, name] = np.where(floor <= LEVEL, bound, np.nan)
    return table


def _rung(table: pd.DataFrame) -> Rung:
    """Find the rung on which the measures of a table stand, which rest on the same articles."""
    size = "used" if "used" in table else "articles"
    return rung(dict(zip(table["era"], table[size], strict=True)))


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    tested = np.array([Rung(at).tests for at in table["rung"]], dtype=bool)
    adjusted = adjust(np.where(tested, table["p"].astype(np.float64), np.nan))
    larger = adjust(np.where(tested, larger_p(table), np.nan))
    # Within strata the interval is not the test's, so that the test is asked as well.
    kept = table["p"].astype(np.float64) <= LEVEL
    names = ("rung", "low", "high", "p_authors", "without_low", "without_high")
    columns = (table[name] for name in names)
    verdicts = [
        verdict(Rung(at), low, high, p_adjusted=p, p_authors=own, without=(least, most))
        if keep
        else "cannot tell"
        for p, keep, at, low, high, own, least, most in zip(larger, kept, *columns, strict=True)
    ]
    return table.assign(p_adjusted=adjusted, verdict=verdicts)
