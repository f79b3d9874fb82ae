"""Key terms of one set of articles against another, with the article as the unit."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.honesty import LEVEL, Rung, rung, smallest_p, verdict
from helpers.analysis.keyness import measures, ranked
from helpers.analysis.resampling import Flags, Floats, adjust
from helpers.analysis.statistics.agreement import widened_to_zero
from helpers.analysis.statistics.dispersion import dispersion
from helpers.analysis.statistics.ratios import (
    CountMatrix,
    log_ratio_interval,
    log_ratio_within,
    permutation_p_log_ratio,
)
from helpers.analysis.statistics.strata import split_within
from helpers.analysis.statistics.whole_authors import author_floor, author_p_log_ratio, larger_p

ONE_ARTICLE = "in one article only"
NOT_IN_TARGET = "absent in the era"
NOT_IN_REFERENCE = "absent elsewhere"

CARRIED = 0.8
"""Where one article has more than this part of a side's uses, or of the meetings of two words, they
tell of that article."""

WORD, PAIR, NAME = "word", "two words", "name"

COLUMNS = (
    *("kind", "target", "reference", "target_pm", "reference_pm"),
    *("articles_target", "of_target", "articles_reference", "of_reference"),
    *("log_ratio", "low", "high", "log_ratio_within", "log_odds", "z", "g2", "bic"),
    *("percent_diff", "odds_ratio"),
    *("dp", "dp_norm", "juilland_d", "dp_target", "dp_norm_target", "juilland_d_target"),
    *("dp_reference", "dp_norm_reference", "juilland_d_reference"),
    *("p", "p_floor", "p_adjusted", "p_authors", "authors_floor"),
    *("one_article", "largest_share", "rung", "verdict", "remark"),
)
"""Columns of the table that `term_keyness` gives."""


def term_keyness(
    counts: CountMatrix,
    terms: Sequence[str],
    is_target: Flags,
    totals: Floats | None = None,
    *,
    at: Rung | None = None,
    strata: object = None,
    authors: Sequence[str] | None = None,
    p: Floats | None = None,
    p_authors: Floats | None = None,
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
        Rung of the honesty ladder; by default that of the two sides (with strata, of the articles
        of either side that are used).
    strata
        Stratum of each article (its publisher, say), ``''`` where it is not known, where articles
        are to be compared with and shuffled among those of the same stratum only.
    authors
        Author of each article, ``''`` where not known: where one writes several articles of a side,
        whole authors are shuffled, too, if the rung allows intervals.
    p, p_authors
        p-values of the permutation tests, one per term, where they are known: the tests are the
        same whichever side is the target.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``term``, the strongest of the target first (by ``z``, a shrunken effect). The
        columns of `keyness` and

        - ``kind``: ``'word'``, ``'two words'`` or ``'name'`` (see `kind_of`)
        - ``articles_target``, ``articles_reference``: in how many articles, and ``of_target``,
          ``of_reference``: of how many
        - ``low``, ``high``: 95% interval over articles of ``log_ratio``, with strata of
          ``log_ratio_within`` (NaN without strata); NaN where the term is absent on one side
          (``remark`` says so) or a side has one article
        - ``dp``, ``dp_norm``, ``juilland_d``: dispersion over all articles, and with
          ``_target`` and ``_reference`` over those of a side, see `dispersion.dispersion`
        - ``p``, ``p_floor``: permutation test of the rates over articles and the least p that
          it can give; ``p_adjusted``: for false discoveries, NaN unless the rung allows tests;
          ``p_authors``, ``authors_floor``: the same where the articles of an author are kept
          together (`whole_authors.author_p_log_ratio`), NaN where there is no such test
        - ``one_article``: whether one article has them all; ``largest_share``: of the uses of the
          side that uses it more, what part the article with most of them has
        - ``rung``: what may be said, see `honesty.rung`
        - ``verdict``: as `honesty.verdict`; a term that is absent on one side has no interval and
          leans where its p is below 0.05, and one of which a single article has more than 0.8 of
          the uses of its side never does
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
    counts, is_target = sparse.csr_matrix(counts), np.asarray(is_target, dtype=bool)
    words = _sums(counts, axis=1) if totals is None else np.asarray(totals, dtype=np.float64)
    sides = counts[is_target], counts[~is_target]
    table = measures(
        _sums(sides[0]),
        _sums(sides[1]),
        (float(words[is_target].sum()), float(words[~is_target].sum())),
    )
    table.index = pd.Index(list(terms), name="term", dtype=object)
    table["kind"] = [kind_of(term) for term in terms]
    _add_spread(table, (counts, *sides), (words, words[is_target], words[~is_target]))
    low, high = log_ratio_interval(counts, words, is_target, strata=strata)
    known = (
        permutation_p_log_ratio(counts, words, is_target, strata=strata, seed=seed)
        if p is None
        else p
    )
    low, high = widened_to_zero(low, high, known)
    floor, compared = _design(is_target, strata)
    at = rung({"target": compared[0], "reference": compared[1]}) if at is None else at
    authors_floor = np.nan
    if authors is not None and at.intervals:
        authors_floor = author_floor(authors, is_target, strata)
        if p_authors is None:
            p_authors = author_p_log_ratio(
                counts, words, is_target, authors, strata=strata, seed=seed
            )
    table = table.assign(
        low=low,
        high=high,
        log_ratio_within=(
            np.nan if strata is None else log_ratio_within(counts, words, is_target, strata)
        ),
        p=known,
        p_floor=floor,
        p_authors=np.nan if p_authors is None else p_authors,
        authors_floor=authors_floor,
        one_article=table["articles_target"] + table["articles_reference"] == 1,
        rung=str(at),
    )
    table["largest_share"] = _largest_share(sides, table)
    table["remark"] = _remarks(table)
    table[["target", "reference"]] = table[["target", "reference"]].astype(np.int64)
    return ranked(judged(table)[list(COLUMNS)])


def leaning(table: pd.DataFrame) -> pd.Series:
    """Give how far terms lean: within strata where they were asked for.

    Parameters
    ----------
    table
        Rows of `term_keyness`.

    Returns
    -------
    pandas.Series
        ``log_ratio_within`` where there is one, else ``log_ratio``.
    """
    within = table["log_ratio_within"].astype(np.float64)
    return within.where(within.notna(), table["log_ratio"].astype(np.float64))


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """Adjust p-values over all rows of a table that may be tested, and give the verdicts.

    Parameters
    ----------
    table
        Rows of `term_keyness`, of one comparison or of several that are shown together.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``p_adjusted`` (Benjamini-Hochberg over all rows whose rung allows
        tests, NaN elsewhere) and ``verdict``. Where whole authors were shuffled, too, a term leans
        only if ``p_authors`` is below 0.05, and is robust only if the larger of ``p`` and
        ``p_authors``, adjusted alike, allows it.
    """
    rungs = {name: Rung(name) for name in table["rung"].unique()}
    tested = table["rung"].map({name: at.tests for name, at in rungs.items()}).to_numpy(dtype=bool)
    adjusted = adjust(np.where(tested, table["p"], np.nan))
    larger = adjust(np.where(tested, larger_p(table), np.nan))
    # A term that is absent on one side has no interval: its p speaks for it.
    only_one_side = table["remark"].isin([NOT_IN_TARGET, NOT_IN_REFERENCE])
    by_p = (only_one_side & (table["p"] < LEVEL)).to_numpy()
    low = np.where(by_p, leaning(table), table["low"])
    high = np.where(by_p, leaning(table), table["high"])
    by_author = table["p_authors"].to_numpy(dtype=np.float64)
    verdicts = np.full(len(table), "cannot tell", dtype=object)
    names = table["rung"].to_numpy()
    told = ((low > 0) | (high < 0)) & (table["largest_share"] <= CARRIED).to_numpy()
    for row in np.flatnonzero(told):
        verdicts[row] = verdict(
            rungs[names[row]],
            low[row],
            high[row],
            p_adjusted=larger[row],
            p_authors=by_author[row],
        )
    return table.assign(p_adjusted=adjusted, verdict=verdicts)


def kind_of(term: str) -> str:
    """Tell what kind of term this is.

    Parameters
    ----------
    term
        A term as `terms.TermMatrix` has it: words and pairs of words in lower case, names as they
        are printed.

    Returns
    -------
    str
        ``'word'``, ``'two words'`` or ``'name'``.

    Examples
    --------
    >>> [kind_of(term) for term in ("tariff", "trade war", "Trade Ministry")]
    ['word', 'two words', 'name']
    """
    if term != term.lower():
        return NAME
    return PAIR if " " in term else WORD


def _add_spread(
    table: pd.DataFrame, counts: Sequence[CountMatrix], words: Sequence[Floats]
) -> None:
    """Add the dispersion over all articles, those of the target and those of the rest."""
    for suffix, found, own in zip(("", "_target", "_reference"), counts, words, strict=True):
        spread = dispersion(found, own)
        for name in ("dp", "dp_norm", "juilland_d"):
            table[f"{name}{suffix}"] = spread[name].to_numpy()
        if suffix:
            table[f"articles{suffix}"] = spread["articles"].to_numpy()
            table[f"of{suffix}"] = len(own)


def _design(is_target: Flags, strata: object) -> tuple[float, tuple[int, int]]:
    """Give the least p there can be, and how many articles of either side are compared."""
    if strata is None:
        sides = int(is_target.sum()), int((~is_target).sum())
        return smallest_p(*sides), sides
    within = split_within(is_target, strata)
    return within.smallest_p, (int(within.is_target.sum()), int((~within.is_target).sum()))


def _largest_share(sides: tuple[CountMatrix, CountMatrix], table: pd.DataFrame) -> Floats:
    most = [np.asarray(side.max(axis=0).todense(), dtype=np.float64).ravel() for side in sides]
    more = (leaning(table) >= 0).to_numpy()
    uses = np.where(more, table["target"], table["reference"])
    # Within strata a term may lean to the side that has none of it: then nothing rests on anybody.
    return np.asarray(np.where(more, *most) / np.maximum(uses, 1))


def _sums(matrix: CountMatrix, axis: int = 0) -> Floats:
    return np.asarray(matrix.sum(axis=axis), dtype=np.float64).ravel()


def _remarks(table: pd.DataFrame) -> NDArray[np.object_]:
    return np.select(
        [table["one_article"], table["articles_target"] == 0, table["articles_reference"] == 0],
        [ONE_ARTICLE, NOT_IN_TARGET, NOT_IN_REFERENCE],
        default="",
    ).astype(object)
