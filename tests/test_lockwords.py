"""Lockwords: what is called unchanged has an interval that says so."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from helpers.analysis.key_terms.era_keyness import era_keyness
from helpers.analysis.key_terms.keyterms import term_keyness
from helpers.analysis.key_terms.lockwords import COLUMNS, lockword_sentence, lockwords
from helpers.analysis.terms import TermMatrix


def counted(rng, rates, size=40, words=500.0):
    """Counts of terms with these rates per article, over-dispersed a little."""
    bursts = rng.gamma(40, 1 / 40, size=(size, np.shape(rates)[-1]))
    return sparse.csr_matrix(rng.poisson(bursts * rates)), np.full(size, words)


def table_of(rates, *, size=40, seed=0, **options):
    rng = np.random.default_rng(seed)
    found, words = counted(rng, rates, size)
    terms = [f"term {number:02d}" for number in range(found.shape[1])]
    used = np.flatnonzero(np.asarray(found.sum(axis=0)).ravel())
    flags = np.arange(size) < size // 2
    return term_keyness(found[:, used], [terms[i] for i in used], flags, words, **options)


def test_a_steady_frequent_term_is_locked_and_a_changed_or_rare_one_is_not():
    then = np.arange(40)[:, None] < 20
    rates = np.where(then, [[20.0, 9.0, 0.1]], [[20.0, 30.0, 0.1]])
    table = table_of(rates)
    found = lockwords(table)
    assert list(found.index) == ["term 00"]
    assert tuple(found.columns) == COLUMNS
    row = found.loc["term 00"]
    assert -np.log2(1.5) <= row["low"] < row["log_ratio"] < row["high"] <= np.log2(1.5)
    assert lockword_sentence(table) == (
        f"1 term of {len(table)} was used about equally often: the 95% interval lies within a "
        "factor of 1.5 either way. That says nothing about the others."
    )


def test_a_term_that_changed_by_the_factor_is_seldom_locked():
    """At the bound itself no more than 2.5 of 100, twice that over 600 terms for the draw."""
    then = np.arange(40)[:, None] < 20
    rates = np.where(then, 6.0, 9.0) * np.ones((1, 600))
    locked = [len(lockwords(table_of(rates, seed=seed))) for seed in range(2)]
    assert sum(locked) <= 0.05 * 1200


def test_wider_bounds_lock_more():
    rates = np.full((1, 60), 4.0)
    table = table_of(rates)
    narrow, wide = lockwords(table, factor=1.5), lockwords(table, factor=2)
    assert set(narrow.index) < set(wide.index)


def test_a_badly_spread_term_is_not_locked():
    """The same number of uses on either side, in few articles of each."""
    found = np.zeros((40, 1), dtype=int)
    found[[0, 1, 2, 20, 21, 22]] = 30
    flags, words = np.arange(40) < 20, np.full(40, 500.0)
    table = term_keyness(found, ["burst"], flags, words).assign(low=-0.1, high=0.1)
    assert lockwords(table).empty


@pytest.mark.parametrize("size", [4, 8])
def test_below_five_articles_nothing_is_locked_and_the_reason_is_said(size):
    table = table_of(np.full((1, 3), 40.0), size=size)
    assert lockwords(table).empty
    assert list(lockwords(table).columns) == list(COLUMNS)
    assert "cannot be told here" in lockword_sentence(table)


def test_where_no_interval_is_narrow_enough_that_is_no_change():
    table = table_of(np.full((1, 4), 1.0), size=12)
    assert lockwords(table).empty
    assert lockword_sentence(table) == (
        f"Of {len(table)} terms none can be said to have stayed the same within a factor of 1.5 "
        "either way: for none does the whole 95% interval lie within it while half of the "
        "articles of either side use the term evenly. That does not say that all have changed."
    )


def test_nothing_to_compare_is_said():
    empty = pd.DataFrame(columns=["low", "high"])
    assert lockwords(empty).empty
    assert lockword_sentence(empty).startswith("There is nothing to compare")


def test_among_several_eras_a_lockword_holds_in_every_comparison():
    era = np.repeat(["1987", "1995", "2025"], 20)
    steady, odd, missing = np.full((3, 60), 20.0)
    odd[40:] = 60.0
    missing[40:] = 0
    rng = np.random.default_rng(3)
    found, words = counted(rng, np.column_stack([missing, odd, steady]), size=60)
    matrix = TermMatrix(found, ("missing", "odd", "steady"), words)
    table = era_keyness(matrix, era, ["1987", "1995", "2025"], against="each")
    found = lockwords(table)
    assert list(found.index) == ["steady"]
    assert found.loc["steady", "comparisons"] == 6
    only = table[table["era"].eq("1987") & table["against"].eq("1995")]
    assert sorted(lockwords(only).index) == ["missing", "odd", "steady"]


def test_one_short_era_leaves_nothing_locked_among_several():
    era = np.repeat(["1987", "1995", "2025"], [20, 20, 3])
    found, words = counted(np.random.default_rng(3), np.full((1, 2), 20.0), size=43)
    matrix = TermMatrix(found, ("one", "other"), words)
    table = era_keyness(matrix, era, ["1987", "1995", "2025"], against="each")
    assert lockwords(table).empty
    assert not lockwords(table[table["rung"].eq("tests")]).empty
