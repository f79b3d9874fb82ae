"""Log-ratios of rates: exact tests over articles, intervals, strata, bounds for absent terms."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, special, stats

from helpers.analysis.honesty import smallest_p
from helpers.analysis.keyness import log_ratio
from helpers.analysis.statistics.ratio_bounds import log_ratio_bound
from helpers.analysis.statistics.ratios import (
    log_ratio_interval,
    log_ratio_within,
    permutation_p_log_ratio,
)
from helpers.analysis.statistics.strata import split_within

DESIGNS = [
    [(2, 3)],
    [(3, 3)],
    [(1, 2), (2, 2)],
    [(2, 2), (1, 1)],
    [(2, 3), (0, 4), (1, 1)],
    [(1, 1), (1, 1), (1, 1), (1, 1)],
]
"""Articles of target and reference in each stratum."""


def first(target: int, reference: int) -> np.ndarray:
    return np.arange(target + reference) < target


def laid_out(design: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Flags and strata of the articles of a design."""
    flags = np.concatenate([first(k, m) for k, m in design])
    strata = np.repeat([f"s{place}" for place in range(len(design))], [k + m for k, m in design])
    return flags, strata


def made_counts(
    seed: int, articles: int, terms: int, *, whole: bool = True, least: int = 0
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Counts that come in bursts, in articles of unequal length; every term occurs."""
    rng = np.random.default_rng(seed)
    totals = rng.integers(100, 2000, size=articles).astype(float)
    rates = rng.uniform(0.002, 0.02, size=terms) * rng.gamma(1, size=(articles, terms))
    counts = rng.poisson(rates * totals[:, None]) + float(least)
    counts[0, counts.sum(axis=0) == 0] = 1
    return sparse.csr_matrix(counts if whole else counts + rng.random(counts.shape)), totals


def likelihood(x: np.ndarray, n: np.ndarray, flags: np.ndarray, strata: np.ndarray) -> float:
    """Half the G2 of a term's weighted uses, written out."""
    names = sorted(set(strata))
    rate = {s: x[strata == s].sum() / n[strata == s].sum() for s in names}
    expected = np.array([rate[s] for s in strata]) * n
    spread = ((x - expected) ** 2).sum() * len(x) / (len(x) - len(names))
    dispersion = max((spread - x.sum()) / (expected**2).sum(), 0)
    burst = dispersion * x.sum() / n.sum() * n.mean()
    burst = 0 if burst < 2**-4.5 else 2.0 ** min(round(np.log2(burst)), 8)
    weight = 1 / (1 + burst * n / n.mean())
    let_expect = variance = 0.0
    for s in names:
        own, held = strata == s, weight * n
        weighted_rate = (weight * x)[own].sum() / held[own].sum()
        here = held[own & flags].sum()
        let_expect += weighted_rate * here
        variance += weighted_rate * here * (1 - here / held[own].sum())
    total, uses = (weight * x).sum(), (weight * x)[flags].sum()
    half_g2 = special.xlogy(uses, uses / let_expect)
    half_g2 += special.xlogy(total - uses, max(total - uses, 0) / (total - let_expect))
    return half_g2 * let_expect * (total - let_expect) / total / variance


@pytest.mark.parametrize("design", DESIGNS)
def test_p_is_what_enumeration_gives_and_never_below_its_floor(design: list[tuple[int, int]]):
    flags, strata = laid_out(design)
    counts, totals = made_counts(4, len(flags), 12)
    p = permutation_p_log_ratio(counts, totals, flags, strata=strata)

    used = np.isin(strata, [f"s{i}" for i, sides in enumerate(design) if min(sides)])
    table, n, own, names = counts.toarray()[used], totals[used], flags[used], strata[used]
    sizes = {s: own[names == s].sum() for s in names}
    ways = [np.array(way) for way in itertools.product([False, True], repeat=len(own))]
    ways = [way for way in ways if all(way[names == s].sum() == sizes[s] for s in sizes)]
    for term in range(12):
        if table[:, term].any():
            every = np.array([likelihood(table[:, term], n, way, names) for way in ways])
            found = likelihood(table[:, term], n, own, names)
            assert p[term] == pytest.approx((every >= found - 1e-9).mean())
        else:
            assert p[term] == 1
    floor = split_within(flags, strata).smallest_p
    assert p.min() >= floor - 1e-12
    if len(design) == 1:
        plain = permutation_p_log_ratio(counts, totals, flags)
        assert (plain == p).all()
        assert floor == smallest_p(*design[0])


def test_a_clear_difference_reaches_the_floor_within_strata_and_without():
    flags, strata = laid_out([(2, 2), (1, 2)])
    counts, totals = sparse.csr_matrix(np.where(flags, 9, 1)[:, None]), np.full(7, 100.0)
    assert permutation_p_log_ratio(counts, totals, flags)[0] == pytest.approx(1 / 35)
    assert permutation_p_log_ratio(counts, totals, flags, strata=strata)[0] == pytest.approx(1 / 18)


@pytest.mark.parametrize("strata", [None, "publishers"])
@pytest.mark.parametrize("whole", [True, False])
def test_drawn_p_depends_neither_on_order_nor_on_the_side(strata: str | None, whole: bool):
    counts, totals = made_counts(7, 50, 40, whole=whole)
    flags, order = first(20, 30), np.random.default_rng(1).permutation(50)
    names = np.array(["Herald", "Star"])[np.arange(50) % 2] if strata else None
    moved = names[order] if strata else None
    p = permutation_p_log_ratio(counts, totals, flags, strata=names)
    assert (p >= 1e-4).all()
    shuffled = permutation_p_log_ratio(counts[order], totals[order], flags[order], strata=moved)
    assert (shuffled == p).all()
    assert (permutation_p_log_ratio(counts, totals, ~flags, strata=names) == p).all()
    assert (permutation_p_log_ratio(counts, totals, flags, strata=names, seed=1) != p).any()


def test_p_of_a_term_does_not_depend_on_the_other_terms():
    counts, totals = made_counts(2, 24, 60)
    flags = first(9, 15)
    p = permutation_p_log_ratio(counts, totals, flags)
    alone = [permutation_p_log_ratio(counts[:, [t]], totals, flags)[0] for t in range(5)]
    assert alone == pytest.approx(p[:5], abs=0.02)


def test_without_two_sides_nothing_is_tested():
    counts, totals = made_counts(3, 6, 3)
    none, strata = np.zeros(6, bool), ["Herald"] * 3 + ["Star"] * 3
    for flags, names in ((none, None), (~none, None), (first(3, 3), strata), (none, [""] * 6)):
        assert (permutation_p_log_ratio(counts, totals, flags, strata=names) == 1).all()
    assert np.isnan(log_ratio_within(counts, totals, first(3, 3), strata)).all()
    assert np.isnan(log_ratio_interval(counts, totals, first(3, 3), strata=strata)).all()
    assert np.isnan(log_ratio_bound(counts, totals, none)).all()


def test_log_ratio_within_strata_is_that_of_mantel_and_haenszel():
    flags, strata = laid_out([(3, 2), (1, 4), (2, 2), (0, 3)])
    counts, totals = made_counts(5, len(flags), 20)
    found = log_ratio_within(counts, totals, flags, strata)
    table = counts.toarray()
    upper = lower = np.zeros(20)
    for name in ("s0", "s1", "s2"):
        own = strata == name
        words = totals[own & flags].sum(), totals[own & ~flags].sum()
        upper = upper + table[own & flags].sum(axis=0) * words[1] / sum(words)
        lower = lower + table[own & ~flags].sum(axis=0) * words[0] / sum(words)
    some = (upper > 0) & (lower > 0)
    assert some.sum() > 10
    assert found[some] == pytest.approx(np.log2(upper[some] / lower[some]))


@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(1, 6))
@settings(max_examples=30)
def test_one_stratum_is_the_plain_log_ratio_with_the_plain_interval(seed: int, k: int, m: int):
    counts, totals = made_counts(seed, k + m, 8)
    flags, one = first(k, m), ["Herald"] * (k + m)
    sides = [np.asarray(counts[side].sum(axis=0)).ravel() for side in (flags, ~flags)]
    words = float(totals[flags].sum()), float(totals[~flags].sum())
    assert log_ratio_within(counts, totals, flags, one) == pytest.approx(log_ratio(*sides, words))
    plain = np.array(log_ratio_interval(counts, totals, flags))
    within = np.array(log_ratio_interval(counts, totals, flags, strata=one))
    assert within == pytest.approx(plain, nan_ok=True)


def test_interval_is_exact_for_plain_counts_and_the_jackknife_for_what_articles_differ_by():
    counts = np.array([[4, 0], [7, 2], [3, 1], [1, 2], [2, 1], [0, 3]])
    totals, flags = np.array([300.0, 500, 400, 350, 420, 380]), first(3, 3)
    low, high = log_ratio_interval(sparse.csr_matrix(counts), totals, flags)
    for term in range(2):
        errors, freedoms, bursts, uses, effective = [], [], [], [], []
        for side in (flags, ~flags):
            x, n = counts[side, term], totals[side]
            left = np.log(np.maximum(x.sum() - x, 0.5) / (n.sum() - n))
            errors.append(max(2 / 3 * ((left - left.mean()) ** 2).sum(), 1 / x.sum()))
            bursty = max((n**2).sum() ** 2 / (n**4).sum() - 1, 1)
            freedoms.append(bursty + (2 - bursty) / x.sum() / errors[-1])
            bursts.append(errors[-1] - 1 / x.sum())
            uses.append(x.sum())
            effective.append(n.sum() ** 2 / (n**2).sum())
        moved = (bursts[0] - bursts[1]) / 4
        centre = np.log(uses[0] / uses[1] * totals[~flags].sum() / totals[flags].sum()) + moved
        jeffreys = special.logit(stats.beta.ppf([0.025, 0.975], uses[0] + 0.5, uses[1] + 0.5))
        plain = np.abs(jeffreys - np.log(uses[0] / uses[1]))
        found = []
        for end in (1, 0):  # the side that may be higher than it is: reference, then target
            other = 1 - end
            implied = 1 / uses[end] + bursts[other] * effective[other] / effective[end]
            weight = 4 / (freedoms[end] + 4)
            error = list(errors)
            error[end] *= max(implied / errors[end], 1) ** weight
            freedom = sum(error) ** 2
            freedom /= sum(e**2 / f for e, f in zip(error, freedoms, strict=True))
            student = stats.t.ppf(0.975, freedom)
            wider = 0.75 + 0.25 * (student / stats.norm.ppf(0.975)) ** 2
            spread = student**2 * (sum(error) - 1 / uses[0] - 1 / uses[1])
            found.append(np.sqrt(wider * plain[other] ** 2 + spread))
        assert low[term] * np.log(2) == pytest.approx(centre - found[0])
        assert high[term] * np.log(2) == pytest.approx(centre + found[1])


def test_interval_within_strata_leaves_each_article_out_in_turn():
    flags, strata = laid_out([(4, 3), (3, 5)])
    counts, totals = made_counts(6, 15, 5, least=1)
    centre = log_ratio_within(counts, totals, flags, strata) * np.log(2)
    cells = []
    for name in ("s0", "s1"):
        for side in (flags, ~flags):
            left = []
            for place in np.flatnonzero((strata == name) & side):
                kept = np.arange(15) != place
                rest = log_ratio_within(counts[kept], totals[kept], flags[kept], strata[kept])
                left.append(rest * np.log(2))
            moved = np.array(left)
            size = len(moved)
            cells.append((size - 1) / size * ((moved - moved.mean(axis=0)) ** 2).sum(axis=0))
    low, high = log_ratio_interval(counts, totals, flags, strata=strata)
    assert (low < centre / np.log(2)).all()
    assert (centre / np.log(2) < high).all()
    jackknife = sum(cells) ** 0.5
    half = (high - low) / 2 * np.log(2)
    assert (half >= stats.norm.ppf(0.975) * jackknife).all()
    assert (half <= stats.t.ppf(0.975, 2) * np.maximum(jackknife, 1)).all()


def test_interval_within_strata_copes_with_articles_alone_on_their_side():
    flags, strata = laid_out([(1, 3), (2, 1), (1, 1), (3, 3)])
    counts, totals = made_counts(9, len(flags), 30, least=1)
    low, high = log_ratio_interval(counts, totals, flags, strata=strata)
    assert np.isfinite([low, high]).all()
    assert (low < high).all()
    pair = log_ratio_interval(counts[:2], totals[:2], first(1, 1), strata=["Star", "Star"])
    assert np.isnan(pair).all()


def test_term_that_is_absent_on_one_side_has_no_interval():
    counts = sparse.csr_matrix([[3, 1], [2, 1], [0, 2], [0, 1]])
    for strata in (None, ["Star"] * 4):
        low, high = log_ratio_interval(counts, np.full(4, 100.0), first(2, 2), strata=strata)
        assert np.isnan([low[0], high[0]]).all()
        assert not np.isnan([low[1], high[1]]).any()


def test_half_a_use_on_one_side_is_none():
    few = sparse.csr_matrix([[3.0, 0.2], [2.5, 0.2], [0.6, 4.0], [0.7, 3.0]])
    low, high = log_ratio_interval(few, np.full(4, 100.0), first(2, 2))
    assert np.isnan([low[1], high[1]]).all()
    assert low[0] < np.log2(5.5 / 1.3) < high[0]


def test_bound_is_where_thinned_uses_would_hardly_lie_on_one_side():
    counts = sparse.csr_matrix([[2], [1], [3], [1], [2], [4], [1], [0], [0], [0], [0], [0], [0]])
    totals, flags = np.full(13, 500.0), first(7, 6)
    bound = log_ratio_bound(counts, totals, flags)[0]
    uses, share = counts.toarray()[:7, 0], 6 / 13
    kept = 1 - (1 - 2**-bound) ** uses
    assert bound > 0
    assert np.prod(1 - share * kept) == pytest.approx(0.025)
    assert log_ratio_bound(counts, totals, ~flags)[0] == pytest.approx(-bound)


def test_bound_says_less_the_fewer_the_articles_or_the_words_of_the_other_side():
    flags, even = first(16, 10), np.full(26, 500.0)
    counts = sparse.csr_matrix(np.where(flags, 3, 0)[:, None])
    bound = log_ratio_bound(counts, even, flags)[0]
    short = log_ratio_bound(counts, np.where(flags, 600.0, 450.0), flags)[0]
    fewer = log_ratio_bound(counts[:24], even[:24], flags[:24])[0]
    assert 0 < short < bound
    assert 0 < fewer < bound
    assert np.isnan(log_ratio_bound(counts[14:], even[14:], flags[14:])[0])


def test_no_bound_for_a_term_that_both_sides_use():
    counts = sparse.csr_matrix(np.where(first(10, 10), 9, 1)[:, None])
    assert np.isnan(log_ratio_bound(counts, np.full(20, 500.0), first(10, 10))[0])
