"""Differences of means of rates and shares: their intervals, and how often these hold the truth."""

import numpy as np
import pytest

from helpers.analysis.resampling import welch_interval
from helpers.analysis.statistics.mean_differences import mean_difference_interval


def first(target: int, rest: int) -> np.ndarray:
    return np.arange(target + rest) < target


def made_rates(
    rng: np.random.Generator, size: tuple[int, int], *, variation: float, factor: float
) -> np.ndarray:
    """Uses per 1,000 words of words with 5 uses in 1,000, ``factor`` times as many in the target.

    Articles have 60 to 5,000 words, and rates of their own (gamma-Poisson).
    """
    shape = (sum(size), 200)
    words = np.clip(np.exp(rng.normal(np.log(400), 0.7, shape)), 60, 5000)
    mean = 5 * np.where(first(*size), factor, 1)[:, None]
    rates = rng.gamma(variation**-2, variation**2, shape) * mean
    return 1000 * rng.poisson(rates * words / 1000) / words


def coverage(
    interval: object, size: tuple[int, int], *, variation: float, factor: float
) -> tuple[float, float]:
    """Share of intervals that hold the true difference, and three standard errors of it."""
    rng, shares = np.random.default_rng(3), []
    for _ in range(10):
        values = made_rates(rng, size, variation=variation, factor=factor)
        low, high = interval(values, first(*size))[-2:]
        shares.append(((low <= 5 * factor - 5) & (5 * factor - 5 <= high)).mean())
    return float(np.mean(shares)), float(3 * np.std(shares, ddof=1) / len(shares) ** 0.5)


@pytest.mark.parametrize("factor", [0.5, 2.0, 4.0])
@pytest.mark.parametrize("variation", [0.5, 1.0])
@pytest.mark.parametrize("size", [(10, 10), (20, 20), (10, 40), (100, 100)])
def test_intervals_hold_a_changed_rate_in_95_of_100_cases_give_or_take_3(
    size: tuple[int, int], variation: float, factor: float
):
    share, error = coverage(mean_difference_interval, size, variation=variation, factor=factor)
    assert 0.92 - error <= share <= 0.98 + error


@pytest.mark.parametrize("size", [(10, 10), (20, 20), (10, 40)])
def test_rates_that_come_in_large_bursts_are_held_far_more_often_than_by_welch(
    size: tuple[int, int],
):
    share, error = coverage(mean_difference_interval, size, variation=2.0, factor=4.0)
    welch, _ = coverage(welch_interval, size, variation=2.0, factor=4.0)
    assert share + error >= 0.9
    assert share - welch > 0.04


SHORT, LONG = (100, 400), (700, 2800)
"""Words of the shortest and the longest article of an era."""


@pytest.mark.parametrize("factor", [1.0, 0.5])
@pytest.mark.parametrize("variation", [0.0, 1.0])
@pytest.mark.parametrize("size", [(10, 10), (40, 10)])
def test_rare_words_of_short_articles_are_held_against_long_ones(
    size: tuple[int, int], variation: float, factor: float
):
    """One use in 1,000 words, so that all of ten short articles may lack the word."""
    rng, shares, shape = np.random.default_rng(4), [], (sum(size), 400)
    for _ in range(8):
        own = [
            np.exp(rng.uniform(*np.log(ends), n))
            for ends, n in zip((LONG, SHORT), size, strict=True)
        ]
        words = np.broadcast_to(np.round(np.concatenate(own))[:, None], shape)
        mean = np.where(first(*size), factor, 1)[:, None] * words / 1000
        bursts = rng.gamma(variation**-2, variation**2, shape) if variation else 1
        values = 1000 * rng.poisson(mean * bursts) / words
        low, high = mean_difference_interval(values, first(*size), largest=1000, words=words)
        shares.append(((low <= factor - 1) & (factor - 1 <= high))[~np.isnan(low)].mean())
    error = 3 * np.std(shares, ddof=1) / len(shares) ** 0.5
    assert error < 0.03
    assert 0.92 - error <= np.mean(shares) <= 0.98 + error


def test_words_matter_only_where_a_side_has_no_use():
    values = np.r_[np.zeros(5), [1.0, 2, 0, 1, 2]][:, None] * [1, 1]
    values[0, 1] = 4
    words = np.repeat([200.0, 1000], 5)[:, None] * [1, 1]
    plain = np.array(mean_difference_interval(values, first(5, 5)))
    (low_none, low_some), (high_none, high_some) = mean_difference_interval(
        values, first(5, 5), words=words
    )
    assert (low_some, high_some) == pytest.approx(plain[:, 1])
    assert low_none == pytest.approx(plain[0, 0])
    # 2.512 uses in 1,000 words, beside what the other side lacks or has too much.
    rest_down = np.sqrt((plain[1, 0] + 1.2) ** 2 - ((1 - 0.025**0.2) * 1.5) ** 2)
    assert high_none == pytest.approx(-1.2 + np.hypot(2.5119, rest_down), rel=1e-4)


def test_the_mirror_of_the_eras_has_the_mirror_of_the_interval():
    values = np.random.default_rng(1).exponential(2, (17, 6))
    low, high = mean_difference_interval(values, first(6, 11))
    mirrored = mean_difference_interval(values, ~first(6, 11))
    assert np.array(mirrored) == pytest.approx(np.array((-high, -low)))
    values[:6, 0] = 0
    words = np.full(values.shape, 250.0)
    low, high = mean_difference_interval(values, first(6, 11), words=words)
    mirrored = mean_difference_interval(values, ~first(6, 11), words=words)
    assert np.array(mirrored) == pytest.approx(np.array((-high, -low)))


def test_the_unit_does_not_matter_and_shares_may_be_told_from_either_end():
    values = np.random.default_rng(2).beta(2, 8, (20, 6))
    low, high = mean_difference_interval(values, first(8, 12))
    scaled = mean_difference_interval(1000 * values, first(8, 12))
    assert np.array(scaled) / 1000 == pytest.approx(np.array((low, high)))
    others = mean_difference_interval(1 - values, first(8, 12))
    assert np.array(others) == pytest.approx(np.array((-high, -low)))


def test_numbers_that_can_be_negative_get_the_interval_of_welch():
    values = np.random.default_rng(3).normal(0, 1, (15, 5))
    _, *welch = welch_interval(values, first(6, 9))
    assert np.array(mean_difference_interval(values, first(6, 9))) == pytest.approx(np.array(welch))


def test_the_interval_reaches_further_on_the_side_where_the_mean_is_surer_to_be_too_low():
    values = np.array([[9.0], [0], [1], [2], [0], [1], [0], [1], [2], [1]])
    (low,), (high,) = mean_difference_interval(values, first(5, 5))
    difference = values[:5].mean() - values[5:].mean()
    assert high - difference > 1.5 * (difference - low)


def test_a_side_that_has_none_may_have_some():
    few = np.r_[np.zeros(5), [1.0, 2, 3, 1, 2, 3]][:, None]
    many = np.r_[np.zeros(40), [1.0, 2, 3, 1, 2, 3]][:, None]
    (_, few_high), (_, many_high) = (
        [bound.item() for bound in mean_difference_interval(values, first(len(values) - 6, 6))]
        for values in (few, many)
    )
    assert few_high > many_high > -2
    assert few_high >= -2 + (1 - 0.025 ** (1 / 5)) * 2


def test_no_difference_of_shares_is_larger_than_all():
    values = np.array([[0, 0, 0, 0.05, 0.7, 0, 0, 0.02, 0, 0]]).T
    (low,), (high,) = mean_difference_interval(values, first(5, 5))
    assert high > 1.9
    (within_low,), (within_high,) = mean_difference_interval(values, first(5, 5), largest=1)
    assert within_low == low
    assert 0.8 < within_high <= 1
    for told, sign in ((values, 1), (1 - values, -1)):
        bounds = mean_difference_interval(told, ~first(5, 5), largest=1)
        assert -1 <= np.min(np.array(bounds) * sign) < -0.8
    # A rate of words in 1,000 may be small without being a share.
    rates = mean_difference_interval(values, first(5, 5), largest=1000)
    assert rates[1].item() == high


def test_without_two_articles_a_side_or_any_difference_there_is_no_interval():
    values = np.arange(4.0)[:, None]
    assert np.isnan(mean_difference_interval(values, first(1, 3))).all()
    for alike in (np.ones((4, 1)), np.where(first(10, 10), 0.2, 0.0)[:, None]):
        assert np.isnan(
            mean_difference_interval(alike, first(len(alike) // 2, len(alike) // 2))
        ).all()
