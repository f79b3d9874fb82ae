"""Tests and intervals over articles: exact where they can be, and calibrated."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from helpers.analysis.honesty import smallest_p
from helpers.analysis.resampling import (
    adjust,
    leave_one_out,
    mean_interval,
    permutation_p,
    welch_interval,
)
from helpers.analysis.statistics.strata import split_within

sizes = st.tuples(st.integers(1, 6), st.integers(1, 6))


def first(target: int, reference: int) -> np.ndarray:
    return np.arange(target + reference) < target


@given(sizes, st.data())
def test_p_lies_between_its_floor_and_one(size: tuple[int, int], data: st.DataObject):
    values = data.draw(arrays(float, sum(size), elements=st.floats(-1, 1, width=32)))
    p = permutation_p(values, first(*size))
    assert smallest_p(*size) - 1e-12 <= p[0] <= 1


@given(sizes, st.data())
def test_p_is_the_same_whichever_side_is_target_and_in_whatever_order(
    size: tuple[int, int], data: st.DataObject
):
    values = data.draw(arrays(float, sum(size), elements=st.floats(-1, 1, width=16)))
    order = data.draw(st.permutations(range(sum(size))))
    flags = first(*size)
    p = permutation_p(values, flags)
    assert permutation_p(values, ~flags) == p
    assert permutation_p(values[order], flags[order]) == p


def test_drawn_p_does_not_depend_on_the_order_of_articles():
    rng = np.random.default_rng(5)
    values, flags = rng.normal(size=(40, 3)), first(20, 20)
    order = rng.permutation(40)
    p = permutation_p(values, flags)
    assert (permutation_p(values[order], flags[order]) == p).all()
    assert (permutation_p(values, ~flags) == p).all()


def test_exact_p_agrees_with_scipy():
    values = np.array([0.9, 0.1, 0.7, -0.2, 0.0, 0.3, -0.5])
    expected = stats.permutation_test(
        (values[:3], values[3:]), lambda a, b: abs(a.mean() - b.mean()), alternative="greater"
    ).pvalue
    assert permutation_p(values, first(3, 4))[0] == pytest.approx(expected)


def test_drawn_p_agrees_with_scipy():
    values = np.random.default_rng(2).normal(size=30) + 0.5 * first(12, 18)
    expected = stats.permutation_test(
        (values[:12], values[12:]), lambda a, b: abs(a.mean() - b.mean()), alternative="greater"
    ).pvalue
    assert permutation_p(values, first(12, 18))[0] == pytest.approx(expected, abs=0.015)


@pytest.mark.parametrize("size", [(2, 3), (5, 5), (20, 20)])
def test_no_more_than_one_in_twenty_false_alarms_for_means(size: tuple[int, int]):
    values = np.random.default_rng(1).exponential(size=(sum(size), 4000))
    alarms = (permutation_p(values, first(*size)) <= 0.05).mean()
    assert alarms <= 0.05 + 2 * (0.05 * 0.95 / 4000) ** 0.5
    assert alarms == 0 if smallest_p(*size) > 0.05 else alarms > 0.03


@pytest.mark.parametrize("size", [(2, 3), (5, 5), (20, 20)])
@pytest.mark.parametrize("law", ["normal", "skewed", "means of few sentences"])
def test_intervals_of_means_cover_the_truth(size: tuple[int, int], law: str):
    rng = np.random.default_rng(11)
    shape = (sum(size), 8000)
    values = rng.exponential(size=shape) if law == "skewed" else rng.normal(0, 0.17, shape)
    if law == "means of few sentences":
        sentences = rng.integers(4, 40, (sum(size), 1))
        values = values + rng.normal(0, 0.35, shape) / np.sqrt(sentences)
    _, low, high = welch_interval(values, first(*size))
    covered = ((low <= 0) & (high >= 0)).mean()
    assert covered >= 0.95 - 2 * (0.05 * 0.95 / 8000) ** 0.5
    assert covered <= 0.985


def test_welch_interval_agrees_with_scipy():
    values = np.random.default_rng(0).normal(size=(9, 4))
    expected = stats.ttest_ind(values[:4], values[4:], equal_var=False).confidence_interval()
    difference, low, high = welch_interval(values, first(4, 5))
    assert difference == pytest.approx(values[:4].mean(axis=0) - values[4:].mean(axis=0))
    assert low == pytest.approx(expected.low)
    assert high == pytest.approx(expected.high)


def test_mean_interval_agrees_with_scipy():
    values = np.random.default_rng(0).normal(size=8)
    expected = stats.ttest_1samp(values, 0).confidence_interval()
    mean, low, high = mean_interval(values)
    assert (mean[0], low[0], high[0]) == pytest.approx((values.mean(), *expected))


@pytest.mark.parametrize(
    "values",
    [[0.2, 0.2, 0.2, 0.2], [0.5, 0.1, 0.2], [0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.1 + 0.2, 0.3]],
)
def test_no_interval_without_spread_or_with_one_article(values: list[float]):
    size = len(values) // 2
    _, low, high = welch_interval(np.array(values), first(size, len(values) - size))
    assert np.isnan([low[0], high[0]]).all()


def test_leave_one_out_gives_the_range_over_articles():
    values, flags = np.array([0.9, 0.1, 0.0, -0.2, 0.4]), first(2, 3)
    found = []
    for left_out in range(5):
        kept = np.arange(5) != left_out
        found.append(values[kept & flags].mean() - values[kept & ~flags].mean())
    low, high = leave_one_out(values, flags)
    assert (low[0], high[0]) == pytest.approx((min(found), max(found)))


def test_leave_one_out_of_one_article_a_side_has_no_range():
    assert np.isnan(leave_one_out(np.array([0.1, 0.4]), first(1, 1))).all()


def test_adjusted_p_is_that_of_benjamini_and_hochberg():
    p = np.array([0.01, np.nan, 0.02, 0.2])
    assert adjust(p) == pytest.approx([0.03, np.nan, 0.03, 0.2], nan_ok=True)


DESIGNS = [
    [(1, 2), (2, 2)],
    [(2, 2), (1, 1)],
    [(3, 3)],
    [(2, 3), (0, 4), (1, 1)],
    [(1, 1), (1, 1), (1, 1), (1, 1)],
]
"""Articles of target and reference in each stratum."""


def laid_out(design: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Flags and strata of the articles of a design."""
    flags = np.concatenate([first(k, m) for k, m in design])
    strata = np.repeat([f"s{place}" for place in range(len(design))], [k + m for k, m in design])
    return flags, strata


def every_split(flags: np.ndarray, strata: np.ndarray) -> list[np.ndarray]:
    """All flags that leave each stratum as many articles of the target."""
    found = [np.array(way) for way in itertools.product([False, True], repeat=len(flags))]
    sizes = [flags[strata == name].sum() for name in sorted(set(strata))]
    return [
        way for way in found if [way[strata == name].sum() for name in sorted(set(strata))] == sizes
    ]


def least_squares(flags: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Design matrix: the side, and a mean for each stratum."""
    means = [strata == name for name in sorted(set(strata))]
    return np.column_stack([flags, *means]).astype(float)


@pytest.mark.parametrize("design", DESIGNS)
def test_p_within_strata_is_what_enumeration_gives_and_reaches_its_floor(
    design: list[tuple[int, int]],
):
    flags, strata = laid_out(design)
    values = np.random.default_rng(4).normal(size=(len(flags), 1))
    ways = every_split(flags, strata)

    each = [split_within(way, strata) for way in ways]
    statistics = np.abs([within.difference(values)[0][0] for within in each])
    p = [within.permutation_p(values)[0] for within in each]
    expected = [np.mean(statistics >= statistic - 1e-9) for statistic in statistics]
    assert p == pytest.approx(expected)
    assert {within.ways for within in each} == {len(ways)}
    assert {within.smallest_p for within in each} == {min(p)}


def test_one_stratum_is_the_plain_test_with_the_plain_interval():
    rng = np.random.default_rng(8)
    for size in ((4, 5), (15, 25)):
        values, flags = rng.normal(size=(sum(size), 3)), first(*size)
        within = split_within(flags, ["Herald"] * sum(size))
        assert within.permutation_p(values) == pytest.approx(permutation_p(values, flags))
        assert within.smallest_p == smallest_p(*size)
        difference, low, high, *without = within.difference(values)
        plain, plain_low, plain_high = welch_interval(values, flags)
        assert difference == pytest.approx(plain)
        assert high - low == pytest.approx(plain_high - plain_low, rel=0.2)
        assert np.array(without) == pytest.approx(np.array(leave_one_out(values, flags)))


def test_difference_within_strata_is_that_of_least_squares_with_hc2_errors():
    rng = np.random.default_rng(6)
    flags, strata = laid_out([(4, 6), (3, 2), (1, 5), (2, 1)])
    values = rng.normal(size=(24, 2)) * (1 + flags)[:, None]
    design = least_squares(flags, strata)
    difference, low, high, *without = split_within(flags, strata).difference(values)
    solve = np.linalg.inv(design.T @ design) @ design.T
    rest = np.eye(24) - design @ solve
    own = np.diag(rest)
    variance = ((solve[0] ** 2 / own)[:, None] * (rest @ values) ** 2).sum(axis=0)
    spread = rest @ np.diag(solve[0] ** 2 / own) @ rest
    freedom = np.trace(spread) ** 2 / np.trace(spread @ spread)
    half = stats.t.ppf(0.975, freedom) * np.sqrt(variance)
    assert difference == pytest.approx(solve[0] @ values)
    assert high - low == pytest.approx(2 * half)
    kept = [np.arange(24) != left_out for left_out in range(24)]
    refits = np.array([np.linalg.lstsq(design[k], values[k], rcond=None)[0][0] for k in kept])
    assert np.array(without) == pytest.approx(np.array([refits.min(axis=0), refits.max(axis=0)]))


def test_strata_with_one_side_or_without_a_name_carry_no_information():
    flags = np.array([True, False, True, True, False, False])
    strata = ["Herald", "Herald", "Star", "Star", "", None]
    within = split_within(flags, strata)
    assert within.used.tolist() == [True, True, False, False, False, False]
    assert within.ways == 2
    none = split_within(flags, [""] * 6)
    assert np.isnan(none.difference(np.ones((6, 1)))).all()
    assert none.permutation_p(np.ones((6, 1))) == [1]
    assert none.smallest_p == 1


def test_no_interval_within_strata_where_an_article_settles_its_own_fit():
    within = split_within(first(1, 3), ["Herald"] * 4)
    _, low, high, *without = within.difference(np.array([[0.9], [0.1], [0.2], [0.4]]))
    assert np.isnan([low[0], high[0]]).all()
    assert without[0][0] == pytest.approx(0.9 - 0.3)


def test_drawn_p_within_strata_depends_neither_on_order_nor_on_the_side():
    rng = np.random.default_rng(3)
    flags, strata = laid_out([(9, 4), (5, 8), (7, 7)])
    values, order = rng.normal(size=(40, 3)), rng.permutation(40)
    p = split_within(flags, strata).permutation_p(values)
    assert (split_within(~flags, strata).permutation_p(values) == p).all()
    shuffled = split_within(flags[order], strata[order])
    assert (shuffled.permutation_p(values[order]) == p).all()
    assert split_within(flags, strata).smallest_p == 1 / 10_000


@pytest.mark.parametrize("law", ["normal", "skewed", "shares"])
def test_strata_that_make_the_difference_raise_no_alarm(law: str):
    rng = np.random.default_rng(12)
    alarms, plain, covered = [], [], []
    for _ in range(10):
        flags = first(10, 10)
        strata = np.where(rng.random(20) < np.where(flags, 0.75, 0.25), 0, 1)
        shape = (20, 400)
        noise = {
            "normal": rng.normal(size=shape) * (1 + flags)[:, None],
            "skewed": rng.exponential(size=shape),
            "shares": rng.beta(0.5, 2, size=shape),
        }[law]
        values = noise + 2 * strata[:, None]
        within = split_within(flags, strata)
        if law != "normal":
            alarms.append((within.permutation_p(values) <= 0.05).mean())
        plain.append((permutation_p(values[:, :20], flags) <= 0.05).mean())
        _, low, high, *_ = within.difference(values)
        covered.append(((low <= 0) & (high >= 0)).mean())
    assert not alarms or np.mean(alarms) <= 0.05 + 2 * (0.05 * 0.95 / 4000) ** 0.5
    assert np.mean(plain) > 0.15
    assert 0.92 <= np.mean(covered) <= 0.98
