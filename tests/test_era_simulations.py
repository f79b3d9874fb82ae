"""Seeded simulations: false alarms, coverage and power, with the article and not the word as unit.

Words come in bursts: an article that is about oil says so often. Counts are drawn article by
article from a gamma-Poisson mixture, whose coefficient of variation says how much the rate of a
word differs between articles. Every bound allows for the error of the simulation itself, taken
from how much the made pairs of eras differ.
"""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import sparse, stats

from helpers.analysis.honesty import smallest_p
from helpers.analysis.keyness import g2_two_cell
from helpers.analysis.statistics.ratio_bounds import log_ratio_bound
from helpers.analysis.statistics.ratios import log_ratio_interval, permutation_p_log_ratio

pytestmark = pytest.mark.slow

NEWS = (100, 2000)
"""Words of the shortest and the longest article."""

Lengths = tuple[tuple[int, int], tuple[int, int]]
Test = Callable[[sparse.csr_matrix, np.ndarray, np.ndarray], np.ndarray]


def made_eras(
    rng: np.random.Generator,
    size: tuple[int, int],
    *,
    variation: float,
    factor: float = 1.0,
    lengths: Lengths = (NEWS, NEWS),
    terms: int = 60,
    rates: tuple[float, float] = (0.001, 0.02),
) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """Draw two eras: counts of words with 0.5 to 10 uses in 500 words, all words, flags."""
    flags = np.arange(sum(size)) < size[0]
    drawn = [
        np.exp(rng.uniform(*np.log(bounds), size=n))
        for bounds, n in zip(lengths, size, strict=True)
    ]
    totals = np.round(np.concatenate(drawn))
    rate = np.exp(rng.uniform(*np.log(rates), size=terms))
    expected = rate * totals[:, None] * np.where(flags, factor**0.5, factor**-0.5)[:, None]
    if variation:
        shape = variation**-2
        expected = expected * rng.gamma(shape, 1 / shape, size=expected.shape)
    counts = rng.poisson(expected)
    return sparse.csr_matrix(counts[:, counts.sum(axis=0) >= 3]), totals, flags


def by_article(counts: sparse.csr_matrix, totals: np.ndarray, flags: np.ndarray) -> np.ndarray:
    """The test of this package."""
    return permutation_p_log_ratio(counts, totals, flags)


def by_word(counts: sparse.csr_matrix, totals: np.ndarray, flags: np.ndarray) -> np.ndarray:
    """Log-likelihood, which takes every word for independent evidence."""
    sides = [np.asarray(counts[side].sum(axis=0), float).ravel() for side in (flags, ~flags)]
    g2 = g2_two_cell(*sides, (float(totals[flags].sum()), float(totals[~flags].sum())))
    return stats.chi2.sf(g2, 1)


def by_welch(counts: sparse.csr_matrix, totals: np.ndarray, flags: np.ndarray) -> np.ndarray:
    """Welch's t test on the rates of the articles."""
    rates = counts.toarray() / totals[:, None]
    p = stats.ttest_ind(rates[flags], rates[~flags], equal_var=False).pvalue
    return np.where(np.isnan(p), 1, p)


def alarms(
    test: Test, size: tuple[int, int], *, eras: int, seed: int = 1, **how: object
) -> tuple[float, float]:
    """Share of words with p up to 0.05 and three standard errors of it, over made eras."""
    rng = np.random.default_rng(seed)
    shares = [(test(*made_eras(rng, size, **how)) <= 0.05).mean() for _ in range(eras)]
    return float(np.mean(shares)), float(3 * np.std(shares, ddof=1) / eras**0.5)


SIZES = {(2, 3): 40, (5, 5): 40, (20, 20): 16, (200, 200): 5}
"""Articles of either era, and how many pairs of eras are made."""


@pytest.mark.parametrize("variation", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("size", SIZES)
def test_one_population_raises_no_more_than_one_alarm_in_twenty(
    size: tuple[int, int], variation: float
):
    share, error = alarms(by_article, size, eras=SIZES[size], variation=variation)
    assert share <= 0.05 + error
    if smallest_p(*size) > 0.05:
        assert share == 0
    else:
        assert share + error >= 0.04


@pytest.mark.parametrize("variation", [1.0, 2.0])
@pytest.mark.parametrize("size", SIZES)
def test_the_same_population_would_not_pass_if_words_were_the_unit(
    size: tuple[int, int], variation: float
):
    share, error = alarms(by_word, size, eras=SIZES[size], variation=variation)
    assert share - error > 0.25


@pytest.mark.parametrize("size", [(5, 40), (20, 20), (20, 100)])
def test_eras_of_longer_articles_raise_hardly_more_alarms(size: tuple[int, int]):
    """Articles are then not alike but for their era, so that 5% is not exact: 8% are let by."""
    for lengths in (((100, 400), (800, 2500)), ((800, 2500), (100, 400))):
        share, error = alarms(by_article, size, eras=8, variation=1.0, lengths=lengths)
        assert share <= 0.08 + error


def test_publishers_raise_no_alarm_within_strata_but_do_without():
    rng = np.random.default_rng(3)
    shares = []
    for _ in range(12):
        parts = [made_eras(rng, size, variation=0.5) for size in ((12, 4), (5, 15))]
        terms = min(part[0].shape[1] for part in parts)
        counts = sparse.vstack([part[0][:, :terms] for part in parts]).tocsr()
        totals, flags = (np.concatenate([part[place] for part in parts]) for place in (1, 2))
        strata = np.repeat(["Herald", "Star"], [16, 20])
        shares.append(
            [
                (permutation_p_log_ratio(counts, totals, flags, strata=names) <= 0.05).mean()
                for names in (strata, None)
            ]
        )
    within, without = np.mean(shares, axis=0)
    error = 3 * np.std(shares, axis=0, ddof=1) / 12**0.5
    assert within <= 0.05 + error[0]
    assert without - error[1] > 0.15


RATES = ((0.001, 0.002), (0.005, 0.01), (0.02, 0.04))
"""Uses per word of rare, usual and frequent words; of the rarest, 4 in ten articles at least."""


@pytest.mark.parametrize("variation", [0.0, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("size", [(10, 10), (20, 20), (10, 40), (10, 200), (50, 50), (200, 200)])
def test_intervals_cover_the_truth_in_95_of_100_cases_give_or_take_3(
    size: tuple[int, int], variation: float
):
    rng = np.random.default_rng(5)
    eras = 18 if max(size) < 100 else 10
    for rates in RATES:
        shares = []
        for number in range(eras):
            factor = (1.0, 2.5)[number % 2]
            counts, totals, flags = made_eras(
                rng, size, variation=variation, factor=factor, terms=120, rates=rates
            )
            low, high = log_ratio_interval(counts, totals, flags)
            found = ~np.isnan(low)
            shares.append(((low <= np.log2(factor)) & (np.log2(factor) <= high))[found].mean())
        error = 3 * np.std(shares, ddof=1) / eras**0.5
        assert 0.92 - error <= np.mean(shares) <= 0.98 + error
        assert error < 0.04


@pytest.mark.parametrize("size", [(5, 40), (10, 200)])
def test_few_articles_without_a_burst_do_not_pass_for_a_rarer_word(size: tuple[int, int]):
    """Very bursty words: an interval that ends below the truth would say so."""
    rng, shares = np.random.default_rng(9), []
    for _ in range(16):
        made = made_eras(rng, size, variation=2.0, terms=200, rates=(0.0015, 0.004))
        _, high = log_ratio_interval(*made)
        shares.append((high < 0)[~np.isnan(high)].mean())
    assert np.mean(shares) + 2 * np.std(shares, ddof=1) / 16**0.5 <= 0.065


def test_interval_of_single_words_would_miss_the_truth():
    rng = np.random.default_rng(5)
    shares = []
    for _ in range(10):
        counts, totals, flags = made_eras(rng, (10, 10), variation=1.0, terms=150)
        uses = np.array([np.asarray(counts[s].sum(axis=0)).ravel() for s in (flags, ~flags)])
        some = (uses > 0).all(axis=0)
        ratio = np.log(uses[0, some] / uses[1, some]) - np.log(
            totals[flags].sum() / totals[~flags].sum()
        )
        shares.append((np.abs(ratio) <= 1.96 * np.sqrt((1 / uses[:, some]).sum(axis=0))).mean())
    assert np.mean(shares) < 0.75


def test_bound_of_terms_that_one_era_never_uses_is_hardly_ever_beyond_the_truth():
    rng = np.random.default_rng(6)
    beyond, found = [], 0
    for factor in (1.0, 8.0, 32.0) * 6:
        counts, totals, flags = made_eras(rng, (10, 10), variation=1.0, factor=factor, terms=150)
        bound = log_ratio_bound(counts, totals, flags)
        truth = np.log2(factor)
        beyond.append(((bound > 0) & (bound > truth) | (bound < 0) & (bound < truth)).mean())
        found += int((bound > 0).sum())
    assert found > 60
    assert np.mean(beyond) <= 0.025


POWER = {(5, 5): 30, (10, 10): 18, (20, 20): 12, (50, 50): 6, (5, 40): 12}


@pytest.mark.parametrize("size", POWER)
def test_planted_differences_are_found_more_often_than_by_welch_at_equal_false_alarms(
    size: tuple[int, int],
):
    eras, gains = POWER[size], []
    for variation in (0.0, 1.0):
        rng = np.random.default_rng(8)
        none = [made_eras(rng, size, variation=variation) for _ in range(eras)]
        limits = [
            np.quantile(np.concatenate([test(*made) for made in none]), 0.05)
            for test in (by_article, by_welch)
        ]
        for number in range(eras):
            factor = (1.5, 1 / 1.5, 2, 1 / 2, 3, 1 / 3)[number % 6]
            made = made_eras(rng, size, variation=variation, factor=factor)
            found = [
                (test(*made) <= limit).mean()
                for test, limit in zip((by_article, by_welch), limits, strict=True)
            ]
            gains.append(found[0] - found[1])
    error = np.std(gains, ddof=1) / len(gains) ** 0.5
    assert np.mean(gains) > 2 * error
