"""Changes of level: where they are planted, with a range, and seldom elsewhere."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.over_time.change_points import COLUMNS, change_points
from helpers.analysis.over_time.trend_lines import Trends
from helpers.analysis.over_time.trends import term_trends, value_trends
from helpers.reporting.remarks import trends as remarks
from made_times import made_years

YEARS = np.arange(60)


def course(values: np.ndarray, *, each: int = 8, noise: float = 1.0, seed: int = 0) -> Trends:
    """Articles of as many years as there are rows; a column a value."""
    rng = np.random.default_rng(seed)
    values = np.atleast_2d(values.T).T
    years = np.repeat(np.arange(len(values)), each)
    days = [dt.date(1950 + year, 6, 1) for year in years]
    ids = [f"a{i:05d}" for i in range(len(years))]
    articles = pd.DataFrame({"article_id": ids, "earliest": days, "latest": days}, dtype=object)
    drawn = values[years] + rng.normal(0, noise, (len(years), values.shape[1]))
    names = [f"v{i}" for i in range(values.shape[1])]
    table = pd.DataFrame(drawn, columns=names, index=ids)
    return value_trends(table, articles, unit="year")


def test_a_jump_of_sixty_years_is_found_and_dated():
    corpus = made_years({"jump": np.where(YEARS < 35, 1.0, 3.0)}, plain=6)
    trends = term_trends(corpus, ["jump", *[f"plain{i:02d}" for i in range(6)]])
    table = change_points(trends, ["jump"]).table
    assert len(table) == 1
    row = table.iloc[0]
    assert row["first"] <= "1995" <= row["last"]
    assert int(row["last"]) - int(row["first"]) <= 8
    assert row["before"] == pytest.approx(1, rel=0.25)
    assert row["after"] == pytest.approx(3, rel=0.25)
    assert row["shape"] == "step"
    assert row["p"] <= 0.001
    assert row["articles_before"] + row["articles_after"] == trends.places.articles.sum()


def test_two_jumps_are_found_one_by_one():
    years = np.arange(45)
    levels = np.select([years < 15, years < 30], [0.0, 3.0], 1.0)
    table = change_points(course(levels)).table
    assert table["since"].to_list() == ["1965", "1980"]
    assert table["after"].iloc[0] == table["before"].iloc[1]
    assert table["change"].to_list() == pytest.approx([3, -2], abs=0.3)


def test_the_range_holds_the_true_year_nearly_always():
    held = 0
    for seed in range(20):
        step = np.where(np.arange(30) < 12, 0.0, 0.6)
        table = change_points(course(step, seed=seed)).table
        held += any(
            first <= "1962" <= last
            for first, last in zip(table["first"], table["last"], strict=True)
        )
    assert held >= 17


def test_courses_without_a_change_seldom_give_one():
    flat = course(np.zeros((30, 100)), seed=3)
    names = [f"v{i}" for i in range(100)]
    assert change_points(flat, names).table["name"].nunique() <= 9


def test_years_that_resemble_their_neighbours_alarm_more_often_than_the_text_promises_of_others():
    rng = np.random.default_rng(4)
    walk = np.zeros((40, 60))
    for year in range(1, 40):
        walk[year] = 0.4 * walk[year - 1] + rng.normal(0, 0.5, 60)
    found = change_points(course(walk, seed=5), [f"v{i}" for i in range(60)])
    assert found.table["name"].nunique() / 60 < 0.2
    assert "neighbouring periods resemble each other" in remarks.changes_told(found)


def test_a_drift_is_not_called_a_step():
    shapes = []
    for seed in range(8):
        drift = course(np.linspace(0, 3, 40), seed=seed)
        shapes += change_points(drift).table["shape"].to_list()
    assert len(shapes) == 8
    assert "step" not in shapes
    assert "drift" in shapes
    told = remarks.changes_told(change_points(course(np.linspace(0, 6, 40))), "points")
    assert "it has no date" in told


def test_a_level_without_any_spread_has_no_change():
    trends = course(np.column_stack([np.full(20, 0.3), np.zeros(20)]), noise=0.0)
    assert change_points(trends).table.empty


def test_a_jump_without_any_noise_is_found():
    table = change_points(course(np.where(np.arange(20) < 9, 0.25, 0.75), noise=0.0)).table
    assert (
        table["since"].to_list() == table["first"].to_list() == table["last"].to_list() == ["1959"]
    )


def test_too_few_periods_are_told_with_what_it_takes():
    found = change_points(course(np.where(np.arange(10) < 5, 0.0, 9.0)))
    assert found.table.columns.to_list() == list(COLUMNS)
    assert found.table.empty
    assert found.remark == (
        "The articles fall in 10 years; changes of level are looked for from 12 periods with "
        "articles and 20 articles on either side of a border on."
    )
    assert remarks.changes_told(found).startswith("No change of level was looked for. The articles")


def test_too_few_articles_are_told_with_what_it_takes():
    found = change_points(course(np.zeros((14, 2)), each=2))
    assert found.remark.startswith("There are 28 articles with a place in time; changes of level")


def test_the_same_folder_gives_the_same_changes():
    trends = course(np.where(np.arange(24) < 10, 0.0, 1.0))
    pd.testing.assert_frame_equal(change_points(trends).table, change_points(trends).table)


def test_a_step_is_told_with_its_range_and_p():
    told = remarks.changes_told(
        change_points(course(np.where(np.arange(40) < 20, 0.0, 2.0))), "points"
    )
    assert told.startswith("Exploratory: 1 course was searched, each at every border")
    assert "a jump from 1970 on" in told
    assert "p below 0.001" in told


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError):
        change_points(course(np.zeros(20)), ["absent"])
