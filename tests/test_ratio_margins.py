"""Margins of log-ratios: what they are for plain counts, for bursts, and for both."""

import numpy as np
import pytest
from scipy import stats

from helpers.analysis.statistics.ratio_margins import ratio_margins

SURE = np.array([np.inf])
"""Degrees of freedom of errors that are known."""


def plain_margins(uses: np.ndarray, rest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Margins where articles do not differ, so that counts alone tell the error."""
    return ratio_margins((1 / uses, 1 / rest), (1 / uses, 1 / rest), (SURE, SURE))


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
    down, up = ratio_margins((none, none), (bursts, none), (np.array([6.0]), np.array([6.0])))
    student = stats.t.ppf(0.975, 6) * 0.2**0.5
    assert down == pytest.approx(student - 0.05, rel=1e-3)
    assert up == pytest.approx(student + 0.05, rel=1e-3)


def test_the_mirror_of_the_sides_has_the_mirror_of_the_margins():
    plain = np.array([0.2, 0.5]), np.array([0.1, 0.02])
    errors = np.array([0.3, 0.5]), np.array([0.4, 0.02])
    freedoms = np.array([3.0, 4.0]), np.array([9.0, 30.0])
    margins = ratio_margins(plain, errors, freedoms)
    mirrored = ratio_margins(plain[::-1], errors[::-1], freedoms[::-1])
    assert np.array(mirrored[::-1]) == pytest.approx(np.array(margins))


def test_huge_and_lopsided_counts_have_finite_margins():
    one, many = np.array([1.0]), np.array([1e-9])
    for plain in ((one, many), (many, one), (many, many)):
        margins = ratio_margins(plain, plain, (np.array([9.0]), np.array([9.0])))
        assert np.isfinite(margins).all()
        assert (np.array(margins) > 0).all()
