"""Trends: found where they are planted, and not where months, lengths or neighbours make them."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

from helpers.analysis.honesty import Rung
from helpers.analysis.over_time import trend_tests
from helpers.analysis.over_time.autocorrelation import shrinkage
from helpers.analysis.over_time.courses import average_course, local_average, period_sums
from helpers.analysis.over_time.levels import term_levels
from helpers.analysis.over_time.time_units import (
    UNITS,
    name_of,
    period_numbers,
    place_in_time,
    start_of,
)
from helpers.analysis.over_time.trend_lines import COLUMNS, trend_rung
from helpers.analysis.over_time.trend_tests import Sums, least_p, period_p, slopes, trend_p
from helpers.analysis.over_time.trends import term_trends, value_trends
from helpers.errors import DatelinesError
from helpers.reporting.remarks import trends as remarks
from made_tables import Story, made_corpus
from made_times import FIRST_YEAR, made_years

YEARS = np.arange(60)
PLANTED = {
    "rising": 1 + 3 * YEARS / 59,
    "falling": np.linspace(3, 1, 60),
    "jump": np.where(YEARS < 35, 1.0, 2.5),
}


def span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def dated(ranges) -> pd.DataFrame:
    earliest, latest = zip(*ranges, strict=True)
    ids = [f"a{i:04d}" for i in range(len(ranges))]
    columns = {"article_id": ids, "earliest": earliest, "latest": latest, "duplicate_of": ""}
    return pd.DataFrame(columns, dtype=object)


def days_of(years: int, each: int):
    return [
        (day, day)
        for year in range(years)
        for day in [dt.date(1950 + year, 1 + i % 12, 9) for i in range(each)]
    ]


@pytest.fixture(scope="module")
def sixty():
    return term_trends(made_years(PLANTED))


def test_planted_trends_of_sixty_years_are_found(sixty):
    assert sixty.rung is Rung.TESTS
    assert sixty.places.unit == "year"
    table = sixty.table.set_index("name")
    assert (table.loc[list(PLANTED), "verdict"] == "robust").all()
    assert table.loc["rising", "low"] <= 3 <= table.loc["rising", "high"]
    assert table.loc["falling", "low"] <= -2 <= table.loc["falling", "high"]
    assert table.loc["rising", "start"] == pytest.approx(1, abs=0.5)
    assert set(sixty.table["name"].head(3)) == set(PLANTED)


def test_terms_without_a_trend_are_not_called_rising_or_falling():
    robust, looked = 0, 0
    for seed in range(2):
        table = term_trends(made_years(PLANTED, seed=seed, plain=60)).table
        plain = table[table["name"].str.startswith("plain")]
        robust += int((plain["verdict"] == "robust").sum())
        looked += len(plain)
        covers = ((plain["low"] <= 0) & (plain["high"] >= 0)).mean()
        assert covers > 0.85
    assert robust / looked < 0.02


def test_speeches_that_get_longer_make_no_trend():
    trends = term_trends(made_years(longer=6.0, plain=80, year_effect=0.0, seed=3))
    assert (trends.table["p"] < 0.05).mean() < 0.11
    assert not (trends.table["verdict"] == "robust").any()


def test_what_months_share_is_no_trend_of_articles():
    """Articles of one period alike: p over articles alarms, p over periods does not."""
    rng = np.random.default_rng(5)
    place = np.repeat(np.arange(10), 30)
    values = rng.normal(0, 1, (300, 300)) + rng.normal(0, 0.5, (10, 300))[place]
    by_article = Sums.of(values, np.ones(300))
    own = period_sums([str(i) for i in range(300)], by_article, place, 10, rate=False)
    over_articles = trend_p(place.astype(float), by_article)
    over_periods = period_p(np.arange(10.0), own.periods)
    assert (over_articles < 0.05).mean() > 0.25
    assert (over_periods < 0.05).mean() < 0.09


def test_neighbours_that_resemble_each_other_count_for_less():
    rng = np.random.default_rng(6)
    walk = np.zeros((24, 300))
    for period in range(24):
        fresh = rng.normal(0, 1, 300)
        walk[period] = 0.7 * walk[period - 1] + fresh if period else fresh
    own, times = Sums.of(walk, np.ones(24)), np.arange(24.0)
    line = np.polynomial.polynomial.polyfit(times, walk, 1)
    shrink = shrinkage(walk - line[0] - times[:, None] * line[1])
    plain = (period_p(times, own) < 0.05).mean()
    cautious = (period_p(times, own, shrink=shrink) < 0.05).mean()
    assert plain > 0.2
    assert cautious < 0.6 * plain
    still = rng.normal(0, 1, (24, 300))
    assert np.median(shrinkage(still)) > 0.8


def test_false_alarms_of_skewed_counts_stay_at_the_level():
    rng = np.random.default_rng(7)
    place = np.repeat(np.arange(12), 15)
    words = rng.uniform(250, 750, 180)
    rate = rng.gamma(0.5, 2, (180, 400)) * 0.004
    counts = sparse.csr_matrix(rng.poisson(rate * words[:, None]))
    p = trend_p(place.astype(float), Sums.of(counts, words))
    assert (p < 0.05).mean() < 0.08
    assert (p < 0.5).mean() == pytest.approx(0.5, abs=0.08)


def test_the_score_is_the_slope_of_weighted_least_squares():
    rng = np.random.default_rng(8)
    times, weights = rng.normal(size=30), rng.uniform(1, 5, 30)
    values = rng.normal(size=(30, 2)) + times[:, None]
    own = Sums.of(values * weights[:, None], weights)
    slope, error, _ = slopes(times[None, :], own)
    expected = [np.polyfit(times, column, 1, w=np.sqrt(weights))[0] for column in values.T]
    assert slope[0] == pytest.approx(expected)
    mean = times @ weights / weights.sum()
    rest = (values - own.overall) * weights[:, None]
    by_hand = np.sqrt((((times - mean)[:, None] * rest) ** 2).sum(axis=0))
    assert error[0] == pytest.approx(by_hand / ((times - mean) ** 2 @ weights))


def test_sparse_and_dense_sums_give_the_same_p():
    rng = np.random.default_rng(9)
    counts, words = rng.poisson(0.7, (40, 6)), rng.uniform(100, 300, 40)
    times = rng.integers(0, 9, 40).astype(float)
    dense = trend_p(times, Sums.of(counts, words), seed=4)
    order = rng.permutation(40)
    shuffled = trend_p(times[order], Sums.of(counts[order], words[order]), seed=4)
    assert dense == pytest.approx(shuffled)
    by_sparse = trend_p(times, Sums.of(sparse.csr_matrix(counts), words), seed=4)
    assert by_sparse == pytest.approx(dense, abs=0.06)


def test_few_periods_are_enumerated():
    own = Sums.of(np.array([[1.0], [2.0], [3.0], [4.0], [6.0]]), np.ones(5))
    assert period_p(np.arange(5.0), own)[0] == pytest.approx(2 / 120)
    assert least_p(5) == pytest.approx(2 / 120)
    assert least_p(8) == pytest.approx(1e-4)


def test_a_column_without_spread_has_p_one():
    own = Sums.of(np.full((9, 1), 0.3), np.ones(9))
    assert trend_p(np.arange(9.0), own)[0] == 1
    assert period_p(np.arange(9.0), own)[0] == 1


def test_many_articles_use_the_normal_limit(monkeypatch):
    rng = np.random.default_rng(10)
    times, values = rng.normal(size=400), rng.normal(size=(400, 5))
    shuffled = trend_p(times, Sums.of(values, np.ones(400)))
    monkeypatch.setattr(trend_tests, "MOST_SHUFFLED", 300)
    assert trend_p(times, Sums.of(values, np.ones(400))) == pytest.approx(shuffled, abs=0.06)


def test_intervals_of_rates_hold_the_true_rate():
    rng = np.random.default_rng(11)
    held, bounded = [], 0
    for each in (5, 20):
        place = np.repeat(np.arange(8), each)
        words = rng.uniform(250, 750, len(place))
        base = rng.choice([0.5, 2, 8], 400) / 500
        rate = base * rng.gamma(2, 0.5, (len(place), 400))
        counts = rng.poisson(rate * words[:, None])
        names = [str(i) for i in range(400)]
        own = period_sums(names, Sums.of(counts, words), place, 8, rate=True)
        _, low, high = average_course(own)
        held.append(((low <= base) & (base <= high)).mean())
        _, low, high = local_average(own, np.arange(8))
        held.append(((low <= base) & (base <= high)).mean())
        bounded += int(np.isfinite(low).sum())
    assert min(held) > 0.92
    assert bounded == 2 * 8 * 400


def test_a_period_without_uses_has_an_upper_bound():
    counts, words = np.array([[0]] * 5 + [[4]] * 5), np.full(10, 100.0)
    own = period_sums(["a"], Sums.of(counts, words), np.repeat([0, 1], 5), 2, rate=True)
    value, low, high = average_course(own)
    assert value[0, 0] == low[0, 0] == 0
    assert high[0, 0] >= stats.chi2.ppf(0.975, 2) / 2 / 500 - 1e-12


def test_the_unit_is_the_finest_that_fills_its_periods():
    assert place_in_time(dated(days_of(12, 4))).unit == "year"
    assert place_in_time(dated(days_of(12, 20))).unit == "quarter"
    assert place_in_time(dated(days_of(12, 240))).unit == "quarter"
    assert place_in_time(dated(days_of(6, 240))).unit == "month"
    assert place_in_time(dated(days_of(60, 1))).unit == "year"
    sparse = [days for days in days_of(60, 1) if days[0].year % 2]
    assert place_in_time(dated(sparse)).unit == "five years"
    assert place_in_time(dated(days_of(3, 2))).unit in ("year", "quarter", "month")


def test_an_article_whose_range_is_wider_than_the_period_has_no_place():
    ranges = [*days_of(9, 6), span("1951-12-30", "1952-01-02"), (None, dt.date(1952, 3, 1))]
    places = place_in_time(dated(ranges), "year")
    assert places.place[-2:].tolist() == [-1, -1]
    assert places.articles.tolist() == [6] * 9
    assert places.undated == 1
    assert places.remark == (
        "1 article may belong to more than one year and is left out. 1 article has no first or no "
        "last possible day and is left out."
    )


def test_wide_ranges_left_out_do_not_flatten_a_trend_as_spreading_them_would():
    """Half of the articles may be of any year: the others still tell the trend."""
    rng = np.random.default_rng(12)
    days = [*days_of(20, 8), *[span("1950-01-01", "1969-12-31")] * 40]
    articles = dated(days)
    year = np.array([first.year for first, _ in days[:160]] + list(rng.integers(1950, 1970, 40)))
    values = pd.DataFrame({"tone": (year - 1950) / 19 + rng.normal(0, 0.3, 200)})
    trends = value_trends(values.set_index(articles["article_id"]), articles, unit="year")
    assert trends.table["change"].iloc[0] == pytest.approx(1, abs=0.15)
    assert trends.limits[0].startswith("40 articles may belong to more than one year")


def test_ranges_too_wide_for_every_unit_give_no_trend_and_a_reason():
    trends = term_trends(
        made_corpus([], ()), ["quota"], dated([span("1900-01-01", "1990-01-01")] * 9)
    )
    assert trends.rung is Rung.NOTHING
    assert trends.table.columns.to_list() == list(COLUMNS)
    assert trends.limits == (
        "None of 9 articles with a first and a last possible day can be placed in one decade: the "
        "dates are too wide to show changes over time.",
        "A trend may be claimed from 20 articles in either half of the time and 8 periods on.",
    )
    assert remarks.rising_and_falling(trends) == " ".join(trends.limits)
    assert trends.courses([]).empty
    assert trends.article_values([]).empty


def test_no_article_at_all_gives_a_reason():
    empty = dated([span("1950-01-01", "1950-01-01")]).iloc[:0]
    assert place_in_time(empty).remark.startswith("No article has a first and a last possible day")


def test_the_ladder_of_trends():
    assert trend_rung(3, 40) is Rung.DESCRIPTION
    assert trend_rung(19, 40) is Rung.INTERVALS
    assert trend_rung(20, 7) is Rung.INTERVALS
    assert trend_rung(20, 8) is Rung.TESTS
    assert trend_rung(900, 2) is Rung.NOTHING


def test_few_articles_are_described_without_interval_or_verdict():
    ranges = days_of(9, 1)
    values = pd.DataFrame({"tone": np.arange(9) / 10}).set_index(dated(ranges)["article_id"])
    trends = value_trends(values, dated(ranges), unit="year")
    row = trends.table.iloc[0]
    assert trends.rung is Rung.DESCRIPTION
    assert row["change"] == pytest.approx(0.8)
    assert row[["low", "high", "p", "p_periods", "p_adjusted"]].isna().all()
    assert row["verdict"] == "cannot tell"
    assert remarks.rising_and_falling(trends).endswith("No trend is told.")


def test_an_unknown_unit_is_refused():
    with pytest.raises(DatelinesError, match="fortnight"):
        place_in_time(dated(days_of(3, 2)), "fortnight")


def test_named_terms_are_counted_with_function_words():
    stories = [
        Story(f"s{i:02d}", "then", ("we want the quota " * 3, "quota cuts hurt us"))
        for i in range(40)
    ]
    corpus = made_corpus(stories, ("then",))
    articles = corpus.articles.assign(
        earliest=[dt.date(1950 + i // 4, 5, 5) for i in range(40)],
        latest=[dt.date(1950 + i // 4, 5, 5) for i in range(40)],
    )
    trends = term_trends(corpus, ["we", "quota", "absent", "we"], articles)
    table = trends.table.set_index("name")
    assert sorted(table.index) == ["quota", "we"]
    assert table.loc["we", "start"] == pytest.approx(1000 * 3 / 16)
    assert table.loc["quota", "articles"] == 40
    assert trends.limits[-1] == "Not used in these articles: absent."
    levels = term_levels(corpus, ["we", "quota"])
    assert levels["value"].to_list() == pytest.approx([1000 * 3 / 16, 1000 * 4 / 16])


def test_names_by_which_articles_were_dated_are_warned_of():
    corpus = made_years({}, years=10, plain=2)
    basis = ["dateline day, office holders", "explicit date, office holders", "dateline day"]
    articles = corpus.articles.assign(
        date_basis=[basis[i % 3] for i in range(len(corpus.articles))]
    )
    limits = term_trends(corpus, ["the"], articles).limits
    number = len(range(0, len(articles), 3))
    assert limits[-1].startswith(f"{number} articles were dated by the people and times")


def test_extra_orders_of_articles_change_nothing():
    corpus = made_years(PLANTED, years=60, plain=3, each=(4, 6))
    order = np.random.default_rng(1).permutation(len(corpus.articles))
    one = term_trends(corpus, list(PLANTED))
    other = term_trends(corpus, list(PLANTED), corpus.articles.iloc[order])
    pd.testing.assert_frame_equal(one.table, other.table)


def test_courses_and_article_values_are_rates_in_a_thousand_words(sixty):
    course = sixty.courses(["rising", "jump"])
    assert len(course) == 120
    own = course[course["name"] == "rising"]
    assert own["period"].iloc[0] == str(FIRST_YEAR)
    assert own["value"].iloc[-5:].mean() == pytest.approx(4, rel=0.35)
    assert (own["low"] <= own["value"]).all()
    assert (own["smooth_high"] - own["smooth_low"]).mean() < (own["high"] - own["low"]).mean()
    values = sixty.article_values(["rising"])
    assert len(values) == sixty.places.articles.sum()
    with pytest.raises(ValueError, match="tuple"):
        sixty.courses(["absent"])


def test_the_remark_names_what_rises_with_its_interval(sixty):
    told = remarks.rising_and_falling(sixty)
    assert told.startswith("**Rising** from 1960 to 2019: ")
    assert "*rising* (" in told
    assert "**Falling** from 1960 to 2019: *falling* (" in told
    assert "The smallest p that shuffling can reach here is below 0.001." in told
    nothing = term_trends(made_years(plain=5, year_effect=0.0, seed=2))
    assert remarks.rising_and_falling(nothing).startswith(("Nothing rises", "No trend can be"))
    assert any("counts for less" in sentence for sentence in remarks.trend_limits(sixty))


def told_of(years: list[int], rates: list[int]) -> str:
    """Tell the trend of a word used so often in six articles of each year."""
    stories = [
        Story(f"s{year}x{i}", "then", (f"{'grain ' * 50}{'quota ' * (uses + i % 2)}",))
        for year, uses in zip(years, rates, strict=True)
        for i in range(6)
    ]
    corpus = made_corpus(stories, ("then",))
    days = [dt.date(year, 5, 5) for year in years for _ in range(6)]
    articles = corpus.articles.assign(earliest=days, latest=days)
    return remarks.rising_and_falling(term_trends(corpus, ["quota"], articles, unit="year"))


def test_a_rate_is_never_told_as_negative():
    told = told_of(
        list(range(1950, 1970)), [0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 2, 1, 4, 2, 6, 4, 8, 6, 9, 8]
    )
    assert "*quota* (0 to" in told
    assert "along a line that would go below 0" in told


def test_two_times_with_nothing_between_are_no_course():
    apart = [1950, 1951, 1952, 1953, 1990, 1991, 1992, 1993]
    told = told_of(apart, [1, 1, 2, 1, 8, 9, 9, 8])
    assert "No article that is dated closely enough lies between 1953 and 1990, so that" in told
    assert "a difference between two times and no course." in told
    assert "two times" not in told_of(list(range(1950, 1958)), [1, 1, 2, 1, 8, 9, 9, 8])


@given(
    st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    st.sampled_from(UNITS),
)
def test_a_day_lies_in_its_period_and_periods_follow_each_other(day, unit):
    (number,) = period_numbers(np.array([day], dtype="datetime64[D]"), unit)
    if unit == "week" and number * 7 - 3 < -719162:
        return  # the first days of the calendar lie in a week that begins before it
    start = start_of(int(number), unit)
    assert start <= day
    assert name_of(start, unit)
    (again,) = period_numbers(np.array([start], dtype="datetime64[D]"), unit)
    assert again == number


def test_a_period_all_of_whose_articles_are_without_words_is_none():
    corpus = made_years({"rising": np.linspace(1, 4, 20)}, years=20, plain=3)
    whole = term_trends(corpus, ["rising", "plain00"], unit="year")
    ids = [f"x{i}" for i in range(3)]
    day = dt.date(FIRST_YEAR + 25, 5, 1)
    wordless = pd.DataFrame(
        {"article_id": ids, "earliest": day, "latest": day, "duplicate_of": ""}, dtype=object
    )
    more = replace(corpus, articles=pd.concat([corpus.articles, wordless], ignore_index=True))
    found = term_trends(more, ["rising", "plain00"], unit="year")
    pd.testing.assert_frame_equal(found.table, whole.table)
    assert found.table["p_periods"].max() < 1
    assert found.places.numbers.tolist() == whole.places.numbers.tolist()
    assert "3 articles have no words and are left out." in found.limits
    assert not any("no words" in sentence for sentence in whole.limits)


def test_articles_none_of_which_has_words_have_no_trend():
    corpus = made_years(years=9, plain=1)
    table = corpus.tables["terms"].iloc[:0]
    nothing = term_trends(replace(corpus, tables={"terms": table}), ["rising"])
    assert nothing.table.empty
    assert nothing.rung is Rung.NOTHING
