"""Key terms of one set of articles against another, with the article as the unit."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.honesty import LEVEL, Rung, rung, smallest_p, verdict
from helpers.analysis.keyness import measures, ranked
from helpers.analysis.ratios import CountMatrix, log_ratio_interval, permutation_p_log_ratio
from helpers.analysis.resampling import Flags, Floats, adjust

ONE_ARTICLE = "in one article only"
NOT_IN_TARGET = "absent in the era"
NOT_IN_REFERENCE = "absent elsewhere"

COLUMNS = (
    *("target", "reference", "target_pm", "reference_pm", "articles_target", "articles_reference"),
    *("log_ratio", "low", "high", "log_odds", "z", "g2", "bic", "percent_diff", "dp", "dp_norm"),
    *("p", "p_floor", "p_adjusted", "one_article", "verdict", "remark"),
)
"""Columns of the table that `term_keyness` gives."""


def term_keyness(
    counts: CountMatrix,
    terms: Sequence[str],
    is_target: Flags,
    totals: Floats | None = None,
    *,
    at: Rung | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Rank the terms that set some articles off from the others.

    Parameters
    ----------
    counts
        Sparse articles x terms matrix; every term occurs.
    terms
        Names of its columns.
    is_target
        One flag per article.
    totals
        All words of each article, whatever selection of them the terms are. By default the row
        sums.
    at
        Rung of the honesty ladder; by default that of the two sides.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``term``, the strongest of the target first (by ``z``, a shrunken effect). The
        columns of `keyness` and

        - ``articles_target``, ``articles_reference``: in how many articles
        - ``low``, ``high``: 95 % interval of ``log_ratio`` over articles; NaN where the term is
          absent on one side (``remark`` says so) or a side has one article
        - ``dp``, ``dp_norm``: deviation of proportions over all articles, 0 (even) to 1
        - ``p``, ``p_floor``: permutation test of ``log_ratio`` over articles and the least p that
          it can give; ``p_adjusted``: for false discoveries, NaN unless the rung allows tests
        - ``one_article``: whether one article has them all
        - ``verdict``: as `honesty.verdict`; a term that is absent on one side has no interval and
          leans where its p is below 0.05
        - ``remark``: ``''``, ``'absent in the era'``, ``'absent elsewhere'`` or ``'in one article
          only'``

    Raises
    ------
    DatelinesError
        If a side has no words.

    Examples
    --------
    >>> counts = sparse.csr_matrix([[4, 1], [5, 1], [1, 2], [0, 1], [1, 1]])
    >>> flags = np.array([1, 1, 0, 0, 0], bool)
    >>> table = term_keyness(counts, ["quota", "yen"], flags, np.full(5, 100.0))
    >>> table.loc["quota", "p"].item(), table.loc["quota", "verdict"]
    (0.1, 'cannot tell')
    """
    counts = sparse.csr_matrix(counts)
    words = _sums(counts, axis=1) if totals is None else np.asarray(totals, dtype=np.float64)
    sides = int(is_target.sum()), int((~is_target).sum())
    at = rung({"target": sides[0], "reference": sides[1]}) if at is None else at
    table = measures(
        _sums(counts[is_target]),
        _sums(counts[~is_target]),
        (float(words[is_target].sum()), float(words[~is_target].sum())),
    )
    table.index = pd.Index(list(terms), name="term", dtype=object)
    present = (counts > 0).astype(np.int64)
    table["articles_target"] = _sums(present[is_target]).astype(np.int64)
    table["articles_reference"] = _sums(present[~is_target]).astype(np.int64)
    table["low"], table["high"] = log_ratio_interval(counts, words, is_target)
    table["dp"], table["dp_norm"] = dispersion(counts, words)
    table["p"] = permutation_p_log_ratio(counts, words, is_target, seed=seed)
    table["p_floor"] = smallest_p(*sides)
    table["p_adjusted"] = adjust(table["p"].to_numpy()) if at.tests else np.nan
    table["one_article"] = table["articles_target"] + table["articles_reference"] == 1
    table["remark"] = _remarks(table)
    table["verdict"] = _verdicts(table, at)
    table[["target", "reference"]] = table[["target", "reference"]].astype(np.int64)
    return ranked(table[list(COLUMNS)])


def dispersion(counts: CountMatrix, totals: Floats) -> tuple[Floats, Floats]:
    """Measure how unevenly terms are spread over articles, by Gries's deviation of proportions.

    Parameters
    ----------
    counts
        Sparse articles x terms matrix; every term occurs.
    totals
        All words of each article.

    Returns
    -------
    dp, dp_norm : numpy.ndarray
        For each term, 0 where its share of every article is that of the article of all words,
        near 1 where it is packed in the shortest. ``dp_norm`` is scaled so that 1 can be reached;
        with one article both are 0.

    References
    ----------
    Gries 2008, International Journal of Corpus Linguistics 13(4); Lijffijt and Gries 2012,
    17(1), for the scaling.

    Examples
    --------
    >>> counts = sparse.csr_matrix([[2, 3], [2, 0], [2, 0]])
    >>> dispersion(counts, np.array([10.0, 10.0, 10.0]))[1]
    array([0., 1.])
    """
    expected = totals / totals.sum()
    shares = sparse.csr_matrix(counts).astype(np.float64) / _sums(counts)
    shares = sparse.coo_matrix(shares)
    # An article without the term deviates by its expected share; all of them together by one
    # less the expected shares of the articles that have it.
    own = expected[shares.row]
    deviation = np.abs(shares.data - own) - own
    dp = (1 + np.bincount(shares.col, weights=deviation, minlength=shares.shape[1])) / 2
    dp = np.clip(dp, 0, 1)
    most = 1 - expected.min()
    return dp, dp / most if most > 0 else dp


def _sums(matrix: CountMatrix, axis: int = 0) -> Floats:
    return np.asarray(matrix.sum(axis=axis), dtype=np.float64).ravel()


def _remarks(table: pd.DataFrame) -> NDArray[np.object_]:
    return np.select(
        [table["one_article"], table["articles_target"] == 0, table["articles_reference"] == 0],
        [ONE_ARTICLE, NOT_IN_TARGET, NOT_IN_REFERENCE],
        default="",
    ).astype(object)


def _verdicts(table: pd.DataFrame, at: Rung) -> list[str]:
    only_one_side = table["remark"].isin([NOT_IN_TARGET, NOT_IN_REFERENCE])
    by_p = (only_one_side & (table["p"] < LEVEL)).to_numpy()
    low = np.where(by_p, table["log_ratio"], table["low"])
    high = np.where(by_p, table["log_ratio"], table["high"])
    return [
        verdict(at, *bounds, p_adjusted=p)
        for *bounds, p in zip(low, high, table["p_adjusted"], strict=True)
    ]
