"""Figures of trends: points, bands and steps are what the tables hold."""

import datetime as dt

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from helpers.analysis.over_time.change_points import change_points
from helpers.analysis.over_time.trends import term_trends, value_trends
from helpers.reporting.charts.trends import trend_courses
from made_figures import WORDS, check_described, check_readable, points, shown_texts
from made_times import made_years

mpl.use("Agg")
UNIT = "Tone, −1 to 1"


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def trends_of(years: int, each: int, *, names: int = 1, step: float = 0.0, unit: str = "year"):
    rng = np.random.default_rng(years)
    year = np.repeat(np.arange(years), each)
    days = [dt.date(1950 + y, 6, 1) for y in year]
    ids = [f"a{i:05d}" for i in range(len(year))]
    values = rng.normal(0, 0.2, (len(year), names)) + step * (year >= years // 2)[:, None]
    labels = [f"{WORDS[i]} {WORDS[i + 9]}" for i in range(names)]
    articles = pd.DataFrame({"article_id": ids, "earliest": days, "latest": days}, dtype=object)
    return value_trends(pd.DataFrame(values, columns=labels, index=ids), articles, unit=unit)


@pytest.mark.parametrize(("years", "each", "names"), [
    (3, 2, 1), (9, 3, 2), (12, 30, 4), (60, 9, 15), (70, 1, 3)])  # fmt: skip
def test_trends_can_be_read(years, each, names):
    trends = trends_of(years, each, names=names)
    drawing = trend_courses(trends, trends.sums.names, UNIT)
    check_readable(drawing)
    check_described(drawing)
    panels = [axes for axes in drawing.figure.axes if axes.axison]
    assert len(panels) == min(names, 12)


def test_a_point_a_period_stands_at_its_mean():
    trends = trends_of(12, 30)
    name = trends.sums.names[0]
    axes = trend_courses(trends, [name], UNIT).figure.axes[0]
    course = trends.courses([name])
    assert points(axes)[:, 1] == pytest.approx(course["value"].to_numpy())
    assert points(axes)[:, 0] == pytest.approx(np.arange(1950, 1962))


def test_articles_are_drawn_where_there_are_fewer_than_fifty():
    trends = trends_of(7, 7)
    few = trend_courses(trends, trends.sums.names, UNIT)
    assert len(points(few.figure.axes[0])) == 7 + 49
    assert "Pale: single articles." in few.figure.get_supxlabel()
    trends = trends_of(7, 8)
    many = trend_courses(trends, trends.sums.names, UNIT)
    assert len(points(many.figure.axes[0])) == 7


def test_the_band_is_drawn_from_eight_periods_on():
    for years, bands in ((7, 0), (8, 1)):
        trends = trends_of(years, 20)
        axes = trend_courses(trends, trends.sums.names, UNIT).figure.axes[0]
        filled = [c for c in axes.collections if type(c).__name__ == "FillBetweenPolyCollection"]
        assert len(filled) == bands


def test_a_change_is_a_step_with_its_range():
    trends = trends_of(30, 20, step=0.6)
    found = change_points(trends)
    drawing = trend_courses(trends, trends.sums.names, UNIT, changes=found)
    check_readable(drawing)
    check_described(drawing)
    assert "since 1965" in drawing.alt
    assert "Exploratory" in drawing.figure.get_supxlabel()
    row = found.table.iloc[0]
    steps = [line.get_ydata() for line in drawing.figure.axes[0].lines]
    assert any(
        np.allclose(y, [row["before"], row["before"], row["after"]]) for y in steps if len(y) == 3
    )


def test_courses_without_a_change_say_so():
    trends = trends_of(30, 20)
    drawing = trend_courses(trends, trends.sums.names, UNIT, changes=change_points(trends))
    assert "none found" in drawing.alt


def test_there_is_no_figure_of_two_periods_or_of_nothing():
    trends = trends_of(2, 20)
    assert trend_courses(trends, trends.sums.names, UNIT) is None
    assert trend_courses(trends_of(9, 9), [], UNIT) is None
    assert trend_courses(trends_of(9, 9), ["absent"], UNIT) is None


def test_a_rate_that_a_line_takes_below_zero_is_told_as_zero():
    corpus = made_years({"fading": np.where(np.arange(30) < 10, 4.0, 0.02)}, years=30, plain=2)
    trends = term_trends(corpus, ["fading"])
    row = trends.table.iloc[0]
    assert row["end"] < 0
    drawing = trend_courses(trends, ["fading"])
    said = [text for text, *_ in shown_texts(drawing) if ": " in text]
    assert said
    for text in (drawing.alt, *said):
        assert "−" not in text
        assert "-" not in text.replace("fading", "")
    # A tone may be below zero, and then it is told so.
    below = trends_of(9, 9, step=-0.6)
    assert "−" in trend_courses(below, below.sums.names, UNIT).alt.replace(UNIT, "")
