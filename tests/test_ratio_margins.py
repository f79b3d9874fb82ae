"""Margins of log-ratios: what they are for plain counts, for bursts, and for both."""

import numpy as np
import pytest
from scipy import stats

from helpers.analysis.statistics.ratio_margins import ratio_margins

SURE = np.array([np.inf])
"""Degrees of freedom of errors that are known."""

TEN = (10.0, 10.0)
"""Effective numbers of articles."""


def plain_margins(uses: np.ndarray, rest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Margins where articles do not differ, so that counts alone tell the error."""
    plain = 1 / uses, 1 / rest
    return ratio_margins(plain, plain, (SURE, SURE), effective=TEN)


@pytest.mark.parametrize("factor", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("mean", [4.0, 5.0, 10.0, 30.0, 100.0])
def test_plain_counts_are_covered_in_92_to_98_of_100_cases_exactly_reckoned(
    mean: float, factor: float
):
    most = int(2 * mean * factor + 60)
    uses, rest = (grid.ravel() for grid in np.mgrid[1 : most + 1, 1 : most + 1].astype(float))
    weight = stats.poisson.pmf(uses, mean * factor) * stats.poisson.pmf(rest, mean)
    down, up = plain_margins(uses, rest)
    ratio = np.log(uses / rest)
    held = (ratio - down <= np.log(factor)) & (np.log(factor) <= ratio + up)
    assert weight.sum() > 0.9
    assert 0.92 <= (weight * held).sum() / weight.sum() <= 0.98


def test_of_seven_uses_no_interval_could_hold_equal_rates_in_95_of_100_cases():
    """Where both sides have some, the least lopsided way to leave any out is already too likely."""
    for uses, attainable in ((7, 0.889), (8, 0.937), (10, 0.980)):
        share = stats.binom.pmf(np.arange(1, uses), uses, 0.5)
        share /= share.sum()
        assert 1 - share[0] - share[-1] == pytest.approx(attainable, abs=0.001)
        down, _ = plain_margins(np.arange(1.0, uses), uses - np.arange(1.0, uses))
        up = plain_margins(uses - np.arange(1.0, uses), np.arange(1.0, uses))[0]
        ratio = np.log(np.arange(1.0, uses) / (uses - np.arange(1.0, uses)))
        held = (ratio - down <= 0) & (ratio + up >= 0)
        assert (share * held).sum() >= 0.89


def test_where_bursts_are_all_the_margin_is_that_of_student():
    none, bursts = np.array([1e-9]), np.array([0.2])
    few, sure = np.array([6.0]), np.array([1e12])
    down, up = ratio_margins((none, none), (bursts, none), (few, sure), effective=TEN)
    student = stats.t.ppf(0.975, 6) * 0.2**0.5
    assert down == pytest.approx(student - 0.05, rel=1e-3)
    assert up == pytest.approx(student + 0.05, rel=1e-3)


def test_bursts_of_many_articles_lengthen_the_margin_of_few_towards_a_higher_rate():
    plain, freedoms = (np.array([0.05]), np.array([0.001])), (np.array([9.0]), np.array([199.0]))
    errors = plain[0], np.array([0.011])
    alone = ratio_margins(plain, (plain[0], plain[1]), freedoms, effective=(8.0, 160.0))
    down, up = ratio_margins(plain, errors, freedoms, effective=(8.0, 160.0))
    assert 1.3 * alone[1] < up < 1.6 * alone[1]
    assert 0.9 * alone[0] < down < 1.1 * alone[0]
    # Twenty times as many effective articles would show 0.2 in ten: 4 of 13 parts on logarithms.
    moderated = 0.05 * (0.25 / 0.05) ** (4 / 13)
    variance = moderated + 0.011
    freedom = variance**2 / (moderated**2 / 9 + 0.011**2 / 199)
    student = stats.t.ppf(0.975, freedom)
    wider = 1 + ((student / stats.norm.ppf(0.975)) ** 2 - 1) / 4
    spread = student**2 * (variance - 0.051)
    assert up + 0.0025 == pytest.approx(np.sqrt(wider * (plain_up(20, 1000)) ** 2 + spread))


def plain_up(uses: float, rest: float) -> float:
    """Margin upwards of a log-ratio of plain counts."""
    return float(plain_margins(np.array([uses]), np.array([rest]))[1][0])


def test_what_few_articles_show_of_bursts_is_never_made_less_by_many():
    plain, freedoms = (np.array([0.05]), np.array([0.001])), (np.array([9.0]), np.array([199.0]))
    errors = np.array([0.4]), plain[1]
    bursty = ratio_margins(plain, errors, freedoms, effective=(8.0, 160.0))
    alike = ratio_margins(plain, errors, freedoms, effective=(160.0, 160.0))
    assert bursty[1] == pytest.approx(alike[1])
    assert bursty[0] > 0.99 * alike[0]


def test_the_mirror_of_the_sides_has_the_mirror_of_the_margins():
    plain = np.array([0.2, 0.5]), np.array([0.1, 0.02])
    errors = np.array([0.3, 0.5]), np.array([0.4, 0.02])
    freedoms = np.array([3.0, 4.0]), np.array([9.0, 30.0])
    margins = ratio_margins(plain, errors, freedoms, effective=(3.0, 20.0))
    mirrored = ratio_margins(plain[::-1], errors[::-1], freedoms[::-1], effective=(20.0, 3.0))
    assert np.array(mirrored[::-1]) == pytest.approx(np.array(margins))


def test_huge_and_lopsided_counts_have_finite_margins():
    one, many = np.array([1.0]), np.array([1e-9])
    for plain in ((one, many), (many, one), (many, many)):
        margins = ratio_margins(plain, plain, (np.array([9.0]), np.array([9.0])), effective=TEN)
        assert np.isfinite(margins).all()
        assert (np.array(margins) > 0).all()
