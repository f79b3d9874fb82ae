"""Articles whose days leave the era open, and all the ways to place them."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from helpers.analysis.over_time.time_units import days_of
from helpers.analysis.sensitivity import assignments
from helpers.analysis.sensitivity.assignments import MOST_WAYS, vary
from helpers.analysis.sensitivity.sides import NOWHERE, Quantities
from helpers.analysis.sensitivity.undecided import (
    possible_eras,
    spans_of,
    undecided_articles,
)

DAY = dt.date
ERAS = ("then", "now")
SPANS = {"then": (DAY(1990, 1, 1), DAY(1995, 12, 31)), "now": (DAY(2000, 1, 1), DAY(2005, 12, 31))}


def ranges(*pairs, era="undated"):
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(pairs))],
            "label": [f"Story {i}" for i in range(len(pairs))],
            "era": era,
            "earliest": pd.Series([a for a, _ in pairs], dtype=object),
            "latest": pd.Series([b for _, b in pairs], dtype=object),
        }
    )


def test_days_may_be_missing_in_any_of_the_ways_that_tables_have():
    given_days = pd.Series([DAY(1, 1, 1), None, pd.NaT, np.nan], dtype=object)
    assert days_of(given_days).astype(str).tolist() == ["0001-01-01", "NaT", "NaT", "NaT"]


def test_a_range_that_spans_two_eras_may_be_of_either_or_of_the_gap():
    table = ranges((DAY(1995, 1, 1), DAY(2000, 1, 1)))
    assert possible_eras(table, ERAS, SPANS).tolist() == [[True, True, True]]


def test_a_range_within_an_era_may_be_of_no_other_and_not_of_none():
    table = ranges((DAY(1990, 1, 1), DAY(1995, 12, 31)), (DAY(1995, 12, 31), DAY(1996, 1, 1)))
    assert possible_eras(table, ERAS, SPANS).tolist() == [[True, False, False], [True, False, True]]


def test_eras_that_touch_leave_no_day_between_them():
    spans = {"then": (DAY(1990, 1, 1), DAY(1999, 12, 31)), "now": (DAY(2000, 1, 1), DAY.max)}
    table = ranges((DAY(1999, 12, 1), DAY(2000, 2, 1)))
    assert possible_eras(table, ERAS, spans).tolist() == [[True, True, False]]


def test_an_open_end_may_lie_anywhere_on_its_side():
    table = ranges((DAY(1997, 1, 1), None), (None, DAY(1997, 1, 1)), (None, None))
    assert possible_eras(table, ERAS, SPANS).tolist() == [
        [False, True, True],
        [True, False, True],
        [True, True, True],
    ]


def test_an_era_whose_span_nobody_knows_is_open_to_articles_without_any_date_alone():
    table = ranges((DAY(1994, 1, 1), DAY(1994, 2, 1)), (None, None))
    assert possible_eras(table, ("then",), {}).tolist() == [[False, True], [True, True]]


def test_spans_are_those_of_the_better_dated_articles():
    table = pd.concat(
        [
            ranges((DAY(1994, 1, 1), DAY(1994, 2, 1)), (DAY(1994, 6, 1), DAY(1994, 6, 9)), era="a"),
            ranges((DAY(1990, 1, 1), DAY(1999, 1, 1)), era="a"),
            ranges((DAY(2010, 1, 1), DAY(2019, 1, 1)), era="b"),
            ranges((None, DAY(2030, 1, 1)), era="c"),
        ]
    )
    assert spans_of(table, ("a", "b", "c")) == {
        "a": (DAY(1994, 1, 1), DAY(1994, 6, 9)),
        "b": (DAY(2010, 1, 1), DAY(2019, 1, 1)),
    }


def test_the_list_of_the_undecided_names_what_they_may_be():
    table = pd.concat(
        [
            ranges((DAY(1992, 1, 1), DAY(1992, 2, 1)), era="then"),
            ranges(
                (DAY(1995, 1, 1), DAY(2001, 1, 1)), (DAY(1970, 1, 1), DAY(1971, 1, 1)), (None, None)
            ),
        ]
    )
    found = undecided_articles(table, ERAS, SPANS)
    assert found["label"].tolist() == ["Story 0", "Story 2"]
    assert found["may_be"].tolist() == ["then or now", "then or now"]
    assert found["dated"].tolist() == [True, False]
    assert found["or_none"].all()


def test_a_folder_whose_days_settle_everything_has_no_undecided_article():
    table = ranges((DAY(1992, 1, 1), DAY(1992, 2, 1)), era="then")
    assert undecided_articles(table, ERAS, SPANS).empty


def made(rng, *, log, size=14, undecided=4, width=4, eras=3):
    weights = rng.integers(50, 500, size).astype(float) if log else np.ones(size)
    amounts = (
        rng.poisson(rng.gamma(0.5, 2, (size, width))).astype(float)
        if log
        else rng.normal(size=(size, width))
    )
    codes = rng.integers(0, eras, size).astype(np.int8)
    rows = np.sort(rng.choice(size, undecided, replace=False))
    codes[rows] = NOWHERE
    may = rng.random((undecided, eras + 1)) < 0.7
    may[~may[:, :-1].any(axis=1), 0] = True
    return Quantities(sparse.csr_matrix(amounts), weights, rng.integers(0, eras, width), log), (
        codes,
        rows,
        may,
    )


def by_hand(quantities, codes, rows, may):
    options = [
        [NOWHERE if option == may.shape[1] - 1 else option for option in np.flatnonzero(row)]
        for row in may
    ]
    chosen = np.array(list(itertools.product(*options)))
    ways = np.tile(codes, (len(chosen), 1))
    ways[:, rows] = chosen
    return quantities.values(ways)


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=25, deadline=None)
def test_few_undecided_articles_are_placed_in_every_way(seed, log):
    quantities, given_articles = made(np.random.default_rng(seed), log=log)
    varied, every = vary(quantities, *given_articles), by_hand(quantities, *given_articles)
    assert varied.every
    known = ~np.isnan(every).all(axis=0)
    np.testing.assert_allclose(varied.low[known], np.nanmin(every[:, known], axis=0))
    np.testing.assert_allclose(varied.high[known], np.nanmax(every[:, known], axis=0))
    assert np.isnan(varied.low[~known]).all()


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=25, deadline=None)
def test_the_ways_that_give_the_extremes_are_handed_out(seed, log):
    quantities, (codes, rows, may) = made(np.random.default_rng(seed), log=log)
    varied = vary(quantities, codes, rows, may)
    for number in np.flatnonzero(~np.isnan(varied.low)):
        for bound, ways in ((varied.low, varied.low_codes), (varied.high, varied.high_codes)):
            way = codes.copy()
            way[rows] = ways[number]
            assert quantities.values(way[None, :])[0, number] == pytest.approx(bound[number])


@pytest.mark.parametrize("log", [True, False])
def test_the_search_finds_the_extremes_that_draws_miss(log, monkeypatch):
    found, missed = 0, 0
    for seed in range(16):
        quantities, given_articles = made(np.random.default_rng(seed), log=log, undecided=6)
        every = by_hand(quantities, *given_articles)
        with monkeypatch.context() as patch:
            patch.setattr(assignments, "MOST_WAYS", 8)
            varied = vary(quantities, *given_articles)
        if varied.every:
            continue
        assert (varied.low >= np.nanmin(every, axis=0) - 1e-9).all()
        gap = np.concatenate(
            [varied.low - np.nanmin(every, axis=0), np.nanmax(every, axis=0) - varied.high]
        )
        found, missed = found + int((gap < 1e-9).sum()), missed + int((gap >= 1e-9).sum())
    assert found > 60
    assert missed <= found * 0.01


def test_many_undecided_articles_are_drawn_alike_each_time_and_bounded():
    rng = np.random.default_rng(5)
    quantities, given_articles = made(rng, log=True, size=200, undecided=60, width=6)
    one, other = (vary(quantities, *given_articles, seed=3) for _ in range(2))
    assert not one.every
    np.testing.assert_array_equal(one.low, other.low)
    np.testing.assert_array_equal(one.share, other.share)
    now = quantities.values(given_articles[0][None, :])[0]
    assert (one.low <= one.high).all()
    assert ((one.share >= 0) & (one.share <= 1)).all()
    assert (one.low < now).all()
    assert not np.array_equal(vary(quantities, *given_articles, seed=4).share, one.share)


def test_the_share_counts_ways_with_the_same_sign():
    # Era 0 has the term twice in 100 words, era 1 once; the undecided article nine times.
    amounts = sparse.csr_matrix([[2.0], [1.0], [9.0]])
    quantities = Quantities(amounts, np.full(3, 100.0), np.array([0]), log=True)
    codes, rows = np.array([0, 1, NOWHERE], dtype=np.int8), np.array([2])
    varied = vary(quantities, codes, rows, np.array([[True, True, True]]))
    assert varied.share.tolist() == [pytest.approx(2 / 3)]
    assert varied.low[0] == pytest.approx(np.log2(2 / 100 / (10 / 200)))


def test_without_undecided_articles_nothing_varies():
    quantities = Quantities(
        sparse.csr_matrix([[2.0], [1.0]]), np.full(2, 100.0), np.array([0]), True
    )
    codes = np.array([0, 1], dtype=np.int8)
    varied = vary(quantities, codes, np.zeros(0, dtype=np.int64), np.zeros((0, 3), dtype=bool))
    assert varied.low == varied.high == pytest.approx(1.0)
    assert varied.share.tolist() == [1.0]


def test_an_article_that_can_be_of_one_era_only_is_put_there_in_every_way():
    quantities = Quantities(
        sparse.csr_matrix([[2.0], [1.0], [4.0]]), np.full(3, 100.0), np.array([0]), log=True
    )
    codes = np.array([0, 1, NOWHERE], dtype=np.int8)
    varied = vary(quantities, codes, np.array([2]), np.array([[False, True, False]]))
    assert varied.low == varied.high == pytest.approx(np.log2(2 / 100 / (5 / 200)))


def test_so_many_ways_that_they_cannot_be_counted_are_drawn():
    rng = np.random.default_rng(1)
    quantities, given_articles = made(rng, log=False, size=1_200, undecided=1_100, width=2)
    assert not vary(quantities, *given_articles).every
    assert MOST_WAYS == 1_024


@pytest.mark.parametrize("seed", [43, 44, 51, 53])
def test_the_search_starts_from_all_on_one_side_too(seed):
    """From the best way drawn alone it stops short here: no single article gains by moving."""
    rng = np.random.default_rng(seed)
    weights = rng.integers(20, 2000, 17).astype(float)
    amounts = rng.poisson(rng.gamma(0.3, 4, (17, 4))).astype(float)
    eras = np.zeros(4, dtype=np.int64)
    quantities = Quantities(sparse.csr_matrix(amounts), weights, eras, log=True)
    codes = np.array([0, 1, 0, 1] + [NOWHERE] * 13, dtype=np.int16)
    rows, may = np.arange(4, 17), np.array([[True, True, False]] * 13)
    found, every = vary(quantities, codes, rows, may), by_hand(quantities, codes, rows, may)
    assert not found.every
    np.testing.assert_allclose(found.low, every.min(axis=0))
    np.testing.assert_allclose(found.high, every.max(axis=0))
