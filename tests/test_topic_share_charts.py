"""Figures of the shares of topics: in articles, in eras and over time."""

import datetime as dt
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from helpers.analysis.honesty import Rung
from helpers.reporting import charts
from helpers.reporting.charts import topic_marks
from made_figures import (
    ERAS,
    era_contrast,
    made_articles,
    points,
)
from made_topic_figures import (
    era_figure,
    firm,
    long_named,
    made_curve,
    made_model,
    made_times,
    numbered,
    one_article_model,
    time_figure,
    with_shares,
    words_of,
)

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def test_the_heat_map_holds_the_shares_in_percent():
    model = firm(made_model(3))
    articles = numbered(made_articles(9))
    (axes,) = charts.topic_by_article(model, articles, ERAS[:1]).figure.axes
    (mesh,) = axes.collections
    drawn = np.asarray(mesh.get_array())
    shares = model.word_shares.to_numpy() * 100
    assert np.sort(drawn, axis=0) == pytest.approx(np.sort(shares, axis=0))
    written = np.array([int(text.get_text()) for text in axes.texts]).reshape(9, 3)
    assert np.abs(written - drawn).max() <= 0.5
    first = [text.get_text().split("\n")[1] for text in axes.get_xticklabels()]
    assert first == [label.split(" · ")[0] for label in model.labels]


def test_rows_of_the_heat_map_are_in_order_of_time():
    articles = numbered(made_articles(2, 2, undated=1)).iloc[::-1]
    names = ["b", "a", "d", "c", "e"]
    days = [dt.date(1974, 5, 1), dt.date(1974, 2, 1), dt.date(1985, 1, 9), None, None]
    articles = articles.sort_values("article_id").assign(
        label=names, earliest=days, published=None, latest=None
    )
    model = with_shares(3, 5)
    (axes,) = charts.topic_by_article(model, articles.iloc[::-1], ERAS[:2]).figure.axes
    drawn = [text.get_text().split("  ")[1] for text in axes.get_yticklabels()]
    assert drawn == ["a", "b", "d", "c", "e"]
    shares = model.word_shares.to_numpy()[[1, 0, 2, 3, 4]] * 100
    written = np.array([float(text.get_text()) for text in axes.texts]).reshape(5, 3)
    assert np.abs(written - shares).max() <= 0.5


def test_columns_of_doubtful_topics_are_paler_and_their_numbers_in_brackets():
    model = one_article_model()
    doubtful = [mark.doubtful for mark in topic_marks.topic_marks(model)]
    assert sorted(doubtful) == [False, True]
    (axes,) = charts.topic_by_article(model, numbered(made_articles(4)), ERAS[:1]).figure.axes
    heads = [text.get_text().split("\n")[0] for text in axes.get_xticklabels()]
    assert [head.startswith("(") for head in heads] == doubtful
    masks = {mesh.get_cmap().name: mesh.get_array().mask[0] for mesh in axes.collections}
    assert list(masks["doubtful"]) == [not doubt for doubt in doubtful]
    assert list(masks["shares"]) == doubtful


def test_with_many_articles_the_heat_map_holds_means_of_eras():
    model = firm(made_model(3, 60))
    articles = numbered(made_articles(50, 10))
    (axes,) = charts.topic_by_article(model, articles, ERAS[:2]).figure.axes
    means = [model.word_shares[:50].mean(), model.word_shares[50:].mean()]
    assert np.asarray(axes.collections[0].get_array()) == pytest.approx(np.array(means) * 100)
    assert [text.get_text() for text in axes.get_yticklabels()] == [
        "1974 (50 articles)",
        "1984–1986 (10 articles)",
    ]


def test_of_fifty_topics_bars_are_as_high_as_the_shares_and_the_strongest_is_named():
    model = with_shares(50, 6)
    articles = numbered(made_articles(6)).assign(earliest=None, published=None, latest=None)
    (axes,) = charts.topic_by_article(model, articles, ERAS[:1]).figure.axes
    heights = np.array([-bar.get_height() for bar in axes.patches]).reshape(6, 50)
    shares = model.word_shares.to_numpy()
    assert heights / heights.max() == pytest.approx(shares / shares.max())
    (beside,) = axes.child_axes
    said = [text.get_text() for text in beside.get_yticklabels()]
    assert [text.split(":")[0].strip("()") for text in said] == [
        str(model.numbers[i]) for i in shares.argmax(axis=1)
    ]
    heads = [text.get_text().strip("()") for text in axes.get_xticklabels()]
    assert heads == [str(number) for number in range(1, 51)]


def test_points_of_topics_are_the_means_and_the_articles():
    articles = made_articles(3, 2)
    shares = with_shares(3, 5).word_shares
    (axes,) = era_figure(articles, 3).figure.axes
    contrast = era_contrast(shares, numbered(articles), "topic")
    expected = np.concatenate([contrast["mean"], shares.to_numpy().ravel()]) * 100
    assert np.sort(points(axes)[:, 0]) == pytest.approx(np.sort(expected))


def test_intervals_are_drawn_from_five_articles_in_each_era_and_end_at_nothing_and_all():
    few, more = made_articles(4, 9), numbered(made_articles(5, 9))
    assert era_figure(few, 2).figure.axes[0].collections[:] == []
    model = long_named(made_model(2))
    own = np.array([0, 0, 0, 0, 0.9, *[0.5] * 8, 0.4])
    shares = pd.DataFrame(np.column_stack([own, 1 - own]), columns=list(model.labels))
    model = replace(model, word_shares=shares)
    contrast = era_contrast(shares, more, "topic")
    (axes,) = charts.topic_by_era(contrast, model, more, ERAS[:2], Rung.INTERVALS).figure.axes
    drawn = [line[:, 0] for lines in axes.collections for line in lines.get_segments()]
    bounds = contrast[["mean_low", "mean_high"]].to_numpy()
    assert bounds.min() < 0
    assert bounds.max() > 1
    assert np.sort(np.ravel(drawn)) == pytest.approx(np.sort(bounds.clip(0, 1).ravel()) * 100)


def test_fifty_topics_fit_two_eras_and_of_six_eras_the_largest_are_drawn_and_counted():
    two = era_figure(made_articles(9, 9), 50)
    assert len(two.figure.axes[0].get_yticklabels()) == 50
    assert "largest" not in words_of(two)
    six = era_figure(made_articles(2, 2, 2, 2, 2, 2), 50)
    drawn = len(six.figure.axes[0].get_yticklabels())
    assert 15 < drawn < 50
    assert f"The {drawn} largest of 50 topics." in words_of(six)


def test_a_difference_that_leans_or_is_robust_is_named_beside_its_topic():
    articles = numbered(made_articles(6, 6))
    model = with_shares(3, 12)
    contrast = era_contrast(model.word_shares, articles, "topic").assign(verdict="cannot tell")
    plain = charts.topic_by_era(contrast, model, articles, ERAS[:2], Rung.INTERVALS)
    assert plain.figure.axes[0].child_axes == []
    contrast.loc[contrast["topic"] == model.labels[1], "verdict"] = "leans"
    contrast.loc[contrast["topic"] == model.labels[2], "verdict"] = "robust"
    drawing = charts.topic_by_era(contrast, model, articles, ERAS[:2], Rung.INTERVALS)
    (beside,) = drawing.figure.axes[0].child_axes
    said = dict(zip(beside.get_yticks(), beside.get_yticklabels(), strict=True))
    assert {place: text.get_text() for place, text in said.items()} == {1: "leans", 2: "robust"}


def test_a_curve_over_time_is_hollow_where_articles_are_few_and_broken_where_there_are_none():
    model = firm(made_model(3))
    drawing = charts.topics_over_time(made_times(model, 12, without=(5, 6)), model)
    table = made_times(model, 12, without=(5, 6)).table
    for axes, number in zip(drawing.figure.axes, model.numbers, strict=True):
        own = table[table["number"] == number]
        course, hollow, full = axes.lines
        assert np.isnan(course.get_ydata()).sum() == 1
        assert np.isnan(course.get_ydata()[5])
        assert hollow.get_ydata() == pytest.approx(own.loc[own["articles"] < 5, "mean"] * 100)
        assert to_hex(hollow.get_markerfacecolor()) == "#ffffff"
        assert full.get_ydata() == pytest.approx(own.loc[own["articles"] >= 5, "mean"] * 100)
        (spans,) = axes.collections
        known = own.dropna()[["low", "high"]].to_numpy() * 100
        assert np.array([line[:, 1] for line in spans.get_segments()]) == pytest.approx(known)
    assert "Hollow: fewer than 5 articles." in words_of(drawing)


def test_of_many_topics_the_twelve_largest_are_drawn_over_time():
    drawing = time_figure(50, 6)
    assert len(drawing.figure.axes) == 12
    assert "The 12 largest of 50 topics." in words_of(drawing)
    assert len({axes.get_ylim() for axes in drawing.figure.axes}) == 1


def test_the_numbers_behind_the_curves_keep_every_period_of_a_topic():
    assert len(time_figure(15, 30).data) == 12 * 30
    many = time_figure(15, 90)
    assert many.data.groupby("number").size().to_list() == [90] * 4
    assert "The numbers behind this figure: those of 4 topics, the largest." in words_of(many)
    assert "numbers behind" not in words_of(time_figure(15, 30))


def test_the_numbers_behind_topics_by_era_keep_every_era_of_a_topic():
    data = era_figure(made_articles(*[3] * 6), 20).data
    assert len(data) == 6 * 20


def test_the_curve_of_numbers_says_what_it_speaks_for_or_that_it_cannot_tell():
    table = made_curve(6)
    drawing = charts.number_curve(table, 4)
    (axes,) = drawing.figure.axes
    assert points(axes) == pytest.approx(table[["n_topics", "stability"]].to_numpy())
    spans = [line[:, 1] for line in axes.collections[0].get_segments()]
    assert np.array(spans) == pytest.approx(table[["low", "high"]].to_numpy())
    assert axes.get_title(loc="left") == "The curve speaks for 4 topics (dashed)"
    none = charts.number_curve(table, None)
    assert "cannot tell" in none.figure.axes[0].get_title(loc="left")
    assert "cannot tell" in none.alt
