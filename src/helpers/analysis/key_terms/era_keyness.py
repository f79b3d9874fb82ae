"""Key terms of any number of eras: each against the rest, or each against each."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.honesty import Rung, rung
from helpers.analysis.key_terms import keyterms
from helpers.analysis.resampling import Flags
from helpers.analysis.statistics.ratios import permutation_p_log_ratio
from helpers.analysis.statistics.whole_authors import author_p_log_ratio
from helpers.analysis.terms import TermMatrix

REST = "rest"

COLUMNS = ("era", "against", *keyterms.COLUMNS)
"""Columns of the table that `era_keyness` gives."""

_LADDER = (Rung.NOTHING, Rung.DESCRIPTION, Rung.INTERVALS, Rung.TESTS)


def era_keyness(
    matrix: TermMatrix,
    eras: Sequence[str],
    order: Sequence[str],
    *,
    against: Literal["rest", "each"] = "rest",
    strata: Sequence[object] | None = None,
    authors: Sequence[str] | None = None,
    min_count: int = 1,
    seed: int = 0,
) -> pd.DataFrame:
    """Rank the terms that set eras off, each from the rest or each from each.

    Parameters
    ----------
    matrix
        Counts by article, see `terms.article_terms` and `named_terms.actor_matrix`.
    eras
        Era of each row of the matrix.
    order
        The eras to compare, in the order of time. Articles of other eras are left out.
    against
        ``'rest'``: each era against all others together. ``'each'``: every pair of eras, either
        way round.
    strata
        Stratum of each article (its publisher, say), ``''`` where it is not known, where articles
        are to be compared with those of the same stratum only.
    authors
        Author of each article, ``''`` where not known, if whole authors are to be shuffled, too,
        where one writes several articles of a side.
    min_count
        How often a term must be used in the articles of a comparison, on both sides together, to
        be part of it.
    seed
        Seed of the permutation tests where splits are drawn.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``term``: ``era``, ``against`` (``'rest'`` or the name of the other era) and the
        columns of `keyterms.term_keyness`, with the strongest of the era first within each
        comparison.

        - ``rung``: against the rest what the smallest of all eras allows; of a pair what the
          smaller of the two does; with strata what the articles that are used allow, if less
        - ``p_adjusted``: over the whole table, that is over all terms and comparisons whose rung
          allows tests

        Empty if fewer than two eras have articles with words.

    Examples
    --------
    >>> from scipy import sparse
    >>> counts = sparse.csr_matrix([[4, 1], [5, 1], [1, 2], [0, 1], [1, 1]])
    >>> matrix = TermMatrix(counts, ("quota", "yen"), np.full(5, 100.0))
    >>> eras = ["1987"] * 2 + ["1995"] * 2 + ["2025"]
    >>> table = era_keyness(matrix, eras, ["1987", "1995", "2025"], against="each")
    >>> table.loc["quota"].query("log_ratio > 0")[["era", "against"]].values.tolist()
    [['1987', '1995'], ['1987', '2025'], ['2025', '1995']]
    """
    named = np.asarray(eras, dtype=object)
    words = {era: float(matrix.totals[named == era].sum()) for era in order}
    present = [era for era in order if words[era] > 0]
    groups = None if strata is None else np.asarray(strata, dtype=object)
    writers = None if authors is None else np.asarray(authors, dtype=object)
    tables: list[pd.DataFrame] = []
    for pairs, rows in _comparisons(named, present, against):
        own, at = matrix[rows].keeping(count=min_count), rung(Counter(named[rows]))
        sides = [(one, other, named[rows] == one) for one, other in pairs]
        if own.terms:
            within = None if groups is None else groups[rows]
            by = None if writers is None or not at.intervals else writers[rows]
            tables += _both_ways(own, sides, at, within, by, seed=seed)
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS)).rename_axis("term")
    return keyterms.judged(pd.concat(tables))[list(COLUMNS)]


def _comparisons(
    named: NDArray[np.object_], present: Sequence[str], against: str
) -> Iterator[tuple[list[tuple[str, str]], NDArray[np.int64]]]:
    """Yield what is compared with what, told from one side or from both, and the articles."""
    if against == "each":
        for one, other in itertools.combinations(present, 2):
            yield [(one, other), (other, one)], np.flatnonzero((named == one) | (named == other))
    elif len(present) > 1:
        rows = np.flatnonzero(pd.Series(named).isin(present))
        alone = [[(era, REST)] for era in present]
        # Of two eras each is the rest of the other: one comparison, told from either side.
        for pairs in [alone[0] + alone[1]] if len(present) == 2 else alone:
            yield pairs, rows


def _both_ways(
    matrix: TermMatrix,
    sides: Sequence[tuple[str, str, Flags]],
    at: Rung,
    strata: NDArray[np.object_] | None,
    authors: NDArray[np.object_] | None,
    *,
    seed: int,
) -> Iterator[pd.DataFrame]:
    counts, words, one = matrix.counts, matrix.totals, sides[0][2]
    # The tests are the same from either side.
    p = permutation_p_log_ratio(counts, words, one, strata=strata, seed=seed)
    p_authors = (
        None
        if authors is None
        else author_p_log_ratio(counts, words, one, list(authors), strata=strata, seed=seed)
    )
    for era, against, is_era in sides:
        table = keyterms.term_keyness(
            counts,
            matrix.terms,
            is_era,
            words,
            strata=strata,
            authors=None if authors is None else list(authors),
            p=p,
            p_authors=p_authors,
        )
        lower = min(Rung(table["rung"].iloc[0]), at, key=_LADDER.index)
        yield table.assign(era=era, against=against, rung=str(lower))
