"""Topics over time: only articles whose dates are close enough, only units that hold them."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.analysis.honesty import DRAWS
from helpers.analysis.topic_models import topic_times
from helpers.analysis.topic_models.topic_times import TopicTimes, topics_over_time
from helpers.analysis.topics import TopicModel, fit_topics
from helpers.errors import DatelinesError
from helpers.reporting.remarks.topics import time_limits, trends

TEXTS = [
    "Beef quotas anger ranchers.",
    "Ranchers fear beef imports.",
    "The yen climbed past the dollar; yen traders cheered.",
    "Traders sold yen.",
]

Days = Sequence[tuple[dt.date | None, dt.date | None]]


def model_of(shares: np.ndarray) -> TopicModel:
    """A model whose articles have these shares."""
    labels = [f"topic {number}" for number in range(1, shares.shape[1] + 1)]
    table = pd.DataFrame(shares, columns=labels)
    return dataclasses.replace(
        fit_topics(TEXTS, n_topics=2),
        labels=tuple(labels),
        numbers=tuple(range(1, len(labels) + 1)),
        word_shares=table,
    )


def over(
    days: Days,
    shares: np.ndarray | None = None,
    unit: str = "auto",
    bylines: Sequence[str] | None = None,
) -> TopicTimes:
    """Two topics over articles of these days; the first rises evenly if no shares are given."""
    if shares is None:
        rising = np.linspace(0.1, 0.9, len(days))
        shares = np.column_stack([rising, 1 - rising])
    earliest, latest = zip(*days, strict=True)
    articles = pd.DataFrame(
        {"article_id": range(len(days)), "earliest": earliest, "latest": latest}, dtype=object
    )
    articles["byline"] = [""] * len(days) if bylines is None else list(bylines)
    return topics_over_time(model_of(shares), articles, unit=unit)


def span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def monthly(number: int, *, each: int = 1) -> Days:
    """Days in so many months after one another."""
    return [
        (day, day)
        for month in range(number)
        for day in [dt.date(1990 + month // 12, month % 12 + 1, 9)] * each
    ]


def test_the_finest_unit_that_holds_the_articles_is_chosen():
    assert over(monthly(6)).unit == "month"
    assert over(monthly(40)).unit == "month"
    assert over(monthly(41)).unit == "quarter"
    assert over(monthly(250)).unit == "year"
    assert over(monthly(12 * 45)).unit == "decade"


def test_wide_dates_need_a_wider_unit():
    days = [span(f"{year}-02-10", f"{year}-11-20") for year in (1994, 1995, 1996, 1997)]
    assert over(days).unit == "year"
    days = [span(f"{year}-02-10", f"{year}-03-20") for year in (1994, 1995, 1996, 1997)]
    assert over(days).unit == "quarter"
    days = [span(f"{year}1-01-01", f"{year}8-12-31") for year in (196, 197, 198)]
    assert over(days).unit == "decade"


def test_an_article_between_two_periods_counts_in_neither():
    days = [*monthly(8), span("1990-01-31", "1990-02-01"), (dt.date(1990, 3, 1), None)]
    times = over(days)
    assert times.unit == "month"
    assert times.table.drop_duplicates("period")["articles"].to_list() == [1] * 8
    assert times.left_out == 2
    assert times.remark == (
        "1 article may belong to more than one month and is left out. 1 article has no first or "
        "no last possible day and is left out."
    )
    assert over(monthly(8)).remark == ""


def test_a_unit_is_chosen_only_if_four_fifths_of_the_dated_articles_fit():
    wide = [span("1990-01-31", "1990-02-01")] * 3
    assert over([*monthly(12), *wide]).unit == "month"
    assert over([*monthly(11), *wide]).unit == "quarter"
    assert over([*monthly(12), *wide, *[(None, None)] * 40]).unit == "month"


def test_dates_that_do_not_allow_it_give_an_empty_table_and_a_sentence():
    wide = over([span("1961-01-01", "1988-12-31")] * 3 + monthly(1))
    assert wide.remark == (
        "Only 1 of 4 articles with a first and a last possible day can be placed in one decade: "
        "the dates are too wide to show topics over time."
    )
    wider = over([span("1961-01-01", "1988-12-31")] * 3)
    assert wider.remark.startswith(
        "None of 3 articles with a first and a last possible day can be placed in one decade"
    )
    few = over(monthly(2))
    assert few.remark == (
        "The articles that can be dated so well fall in 2 months: topics over time need 3 periods."
    )
    none = over([(None, None), (dt.date(1990, 1, 1), None)])
    assert none.remark.startswith("No article has a first and a last possible day")
    for times in (wide, few, none):
        assert times.table.empty
        assert times.trends.empty
        assert times.unit == ""
    assert list(few.table.columns) == list(topic_times.COLUMNS)
    assert (wide.left_out, few.left_out, none.left_out) == (4, 2, 2)


def test_a_unit_that_is_asked_for_is_used():
    days = [span("1994-02-10", "1994-02-20"), *[span("1996-01-01", "1999-01-01")] * 8]
    days += [span("1995-06-01", "1995-06-02")]
    times = over(days, unit="year")
    assert times.table["period"].unique().tolist() == ["1994", "1995"]
    assert times.left_out == 8
    assert over(days[:-1], unit="year").table.empty
    with pytest.raises(DatelinesError, match="month, quarter, year or decade, not by 'week'"):
        over(days, unit="week")


def test_means_are_over_articles_with_intervals_from_five():
    shares = np.array([[0.1, 0.9], [0.3, 0.7], [0.2, 0.8], [0.4, 0.6], [0.0, 1.0], [0.5, 0.5]])
    shares = np.vstack([shares, [[0.9, 0.1]]])
    months = [monthly(3)[place] for place in (0, 0, 0, 0, 0, 1, 2)]
    table = over(months, shares).table
    row = table.iloc[0]
    assert (row["topic"], row["number"], row["period"]) == ("topic 1", 1, "1990-01")
    assert (row["start"], row["articles"]) == (dt.date(1990, 1, 1), 5)
    expected = stats.ttest_1samp(shares[:5, 0], 0).confidence_interval()
    assert (row["mean"], row["low"], row["high"]) == pytest.approx((0.2, *expected))
    few = table[table["articles"] < 5]
    assert few[["low", "high"]].isna().all(axis=None)
    assert few["mean"].to_list() == pytest.approx([0.5, 0.9, 0.5, 0.1])


def test_periods_of_a_topic_come_in_the_order_of_time():
    days = [*monthly(30)][::-1]
    table = over(days).table
    own = table[table["number"] == 2]
    assert own["start"].is_monotonic_increasing
    assert own["period"].is_monotonic_increasing
    assert own["mean"].is_monotonic_increasing


def test_a_topic_that_rises_has_a_trend():
    times = over(monthly(10, each=4))
    rising, falling = (row for _, row in times.trends.iterrows())
    assert rising["rho"] > 0.95
    assert falling["rho"] == pytest.approx(-rising["rho"])
    assert rising["p"] == rising["p_floor"] == 1 / (DRAWS + 1)
    assert set(times.trends["verdict"]) == {"robust"}


def test_rho_is_that_of_spearman():
    rng = np.random.default_rng(0)
    first = rng.random(24).round(1)
    times = over(monthly(12, each=2), np.column_stack([first, 1 - first]))
    expected = stats.spearmanr(np.repeat(np.arange(12), 2), first).statistic
    assert times.trends["rho"].to_list() == pytest.approx([expected, -expected])


@pytest.mark.parametrize("late", [19, 20])
def test_a_trend_is_tested_from_twenty_articles_in_either_half(late: int):
    days = [*monthly(2, each=10), *[(dt.date(1991, 1, 2),) * 2] * late]
    trends = over(days).trends
    assert trends["rho"].notna().all()
    assert trends["p"].notna().all() == (late == 20)
    assert trends["p_adjusted"].notna().all() == (late == 20)
    assert set(trends["verdict"]) == ({"leans"} if late == 20 else {"cannot tell"})


@pytest.mark.parametrize("months", [6, 8])
def test_no_more_than_one_in_twenty_false_trends(months: int):
    shares = np.random.default_rng(2).beta(0.4, 3, size=(months * 7, 600)).round(3)
    trends = over(monthly(months, each=7), shares).trends
    for kind in ("p", "p_periods"):
        alarms = (trends[kind] <= 0.05).mean()
        assert 0.03 < alarms <= 0.05 + 2 * (0.05 * 0.95 / 600) ** 0.5
    assert (trends["p_adjusted"] < 0.05).sum() == 0


def test_months_that_events_make_alike_do_not_pass_for_a_trend():
    rng = np.random.default_rng(4)
    events = np.repeat(rng.normal(size=(8, 400)), 30, axis=0)
    shares = 1 / (1 + np.exp(-0.4 * events - rng.normal(size=(240, 400))))
    trends = over(monthly(8, each=30), shares).trends
    assert (trends["verdict"] == "leans").mean() > 0.2
    assert (trends["verdict"] == "robust").mean() <= 0.05 + 2 * (0.05 * 0.95 / 400) ** 0.5


def test_fewer_than_five_periods_never_show_a_robust_trend():
    for months, floor in ((3, 2 / 6), (4, 2 / 24)):
        trends = over(monthly(months, each=30)).trends
        assert trends["p_periods"].to_list() == pytest.approx([floor] * 2)
        assert set(trends["verdict"]) == {"leans"}


def test_authors_who_follow_each_other_do_not_pass_for_a_trend():
    rng = np.random.default_rng(4)
    days = monthly(24, each=10)
    place = np.clip(np.arange(240) / 40 + rng.normal(0, 1, 240), 0, 5).astype(int)
    shares = 1 / (1 + np.exp(-rng.normal(0, 1, (6, 300))[place] - rng.normal(0, 0.5, (240, 300))))
    bylines = [f"Author {'ABCDEF'[i]}" for i in place]
    blind, seeing = over(days, shares).trends, over(days, shares, bylines=bylines).trends
    assert (blind["verdict"] == "robust").mean() > 0.3
    assert (seeing["verdict"] == "robust").sum() == 0
    assert (seeing["p_authors"] <= 0.05).mean() <= 0.05 + 2 * (0.05 * 0.95 / 300) ** 0.5
    assert (seeing["verdict"] == "leans").mean() < 0.1
    assert blind["p_authors"].isna().all()
    rising = np.column_stack([place + rng.random(240), rng.random(240)])
    told = over(days, rising, bylines=bylines)
    assert told.trends["verdict"].to_list() == ["robust", "cannot tell"]
    assert time_limits(told)[-1].startswith("Articles of one author stand together in time")
    assert time_limits(over(days, rising)) == []


def test_a_topic_without_spread_has_no_trend():
    trends = over(monthly(10, each=4), np.full((40, 2), 0.5)).trends
    assert trends["rho"].isna().all()
    assert trends["p"].to_list() == [1, 1]
    assert trends["p_periods"].to_list() == [1, 1]


def test_of_many_articles_the_limit_agrees_with_shuffling(monkeypatch: pytest.MonkeyPatch):
    rng = np.random.default_rng(5)
    shares = rng.random((300, 30)) + 0.002 * np.arange(300)[:, None] * np.linspace(0, 1, 30) ** 4
    shuffled = over(monthly(30, each=10), shares).trends["p"]
    monkeypatch.setattr(topic_times, "MOST_SHUFFLED", 200)
    limit = over(monthly(30, each=10), shares).trends["p"]
    assert limit.to_numpy() == pytest.approx(shuffled.to_numpy(), abs=0.015)
    assert limit.min() >= 1 / (DRAWS + 1)


def test_the_order_of_the_articles_has_no_influence():
    rng = np.random.default_rng(1)
    shares, days = rng.random((60, 3)), np.array(monthly(12, each=5), dtype=object)
    articles = pd.DataFrame(
        {"article_id": range(60), "earliest": days[:, 0], "latest": days[:, 1]}, dtype=object
    )
    model = model_of(shares)
    one = topics_over_time(model, articles)
    other = topics_over_time(model, articles.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.trends, other.trends)


def yearly(*years: int) -> Days:
    """Twenty days in each of these years."""
    return [(day, day) for year in years for day in [dt.date(year, 5, 5)] * 20]


def test_two_times_with_nothing_between_are_no_course_of_a_topic():
    told = trends(over(yearly(1991, 1992, 2024, 2025), unit="year"))
    assert told.startswith("From year to year, topic 1 grows")
    assert "No article that is dated closely enough lies between 1992 and 2024, so that" in told
    assert told.endswith("a difference between two times and no course.")
    assert "two times" not in trends(over(yearly(1991, 1992, 1993, 1994), unit="year"))


def test_a_hole_is_told_where_no_topic_grows_too():
    none = np.full((80, 2), 0.5)
    told = trends(over(yearly(1991, 1992, 2024, 2025), none, unit="year"))
    assert told.startswith("No topic can be said to grow or shrink from year to year. No article")
