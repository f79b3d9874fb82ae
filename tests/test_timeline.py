"""The timeline: every article's days on one line that gives room to the eras."""

import datetime as dt

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from helpers.analysis.honesty import UNDATED
from helpers.reporting.charts.ranges import article_ranges
from helpers.reporting.theme import QUIET, era_colours
from made_figures import (
    ERAS,
    check_described,
    check_readable,
    eras_of,
    made_articles,
    points,
    shown_texts,
)

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def bars(axes) -> list[tuple[float, float, str]]:
    return [
        (bar.get_x(), bar.get_x() + bar.get_width(), to_hex(bar.get_facecolor()))
        for container in axes.containers
        for bar in container
    ]


@pytest.mark.parametrize(
    ("sizes", "undated"),
    [((1,), 0), ((3, 2), 0), ((3, 2), 4), ((20, 20), 0), ((130, 3, 2), 110), ((0,), 9),
     ((5, 5, 5, 5, 5, 5), 5), ((900, 40), 300), ((30, 4, 20, 9, 60, 5), 12)],
)  # fmt: skip
def test_the_timeline_can_be_read(sizes, undated):
    articles = made_articles(*sizes, undated=undated)
    drawing = article_ranges(articles, eras_of(articles))
    check_readable(drawing)
    check_described(drawing)


def test_each_article_has_a_bar_in_the_colour_of_its_era():
    articles = made_articles(4, 3, undated=2)
    eras = eras_of(articles)
    drawn = bars(article_ranges(articles, eras).figure.axes[0])
    colours = era_colours(eras)
    assert len(drawn) == 9
    assert [colour for *_, colour in drawn].count(colours[eras[0]]) == 4
    assert [colour for *_, colour in drawn].count(QUIET) == 2


def test_eras_are_as_wide_as_each_other_whatever_lies_between():
    articles = made_articles(6, undated=0)
    late = made_articles(6).assign(
        era=ERAS[5],
        earliest=[dt.date(2024, 1, 1 + i) for i in range(6)],
        latest=[dt.date(2024, 1, 9 + i) for i in range(6)],
    )
    import pandas as pd

    both = pd.concat([articles, late], ignore_index=True)
    axes = article_ranges(both, [ERAS[0], ERAS[5]]).figure.axes[0]
    second = [bar for bar in bars(axes) if bar[2] == era_colours([ERAS[0], ERAS[5]])[ERAS[5]]]
    assert max(right - left for left, right, _ in second) > 0.1


def test_an_undecided_article_reaches_into_both_eras():
    articles = made_articles(5, 5)
    articles.loc[0, ["era", "earliest", "latest"]] = [
        UNDATED,
        dt.date(1974, 2, 1),
        dt.date(1985, 1, 1),
    ]
    axes = article_ranges(articles, ERAS[:2]).figure.axes[0]
    (undecided,) = [bar for bar in bars(axes) if bar[2] == QUIET]
    spans = [patch for patch in axes.patches if patch.get_alpha() == 0.05]
    first, second = sorted(patch.get_x() for patch in spans)
    assert undecided[0] < first + spans[0].get_width()
    assert undecided[1] > second


def test_open_ends_run_to_the_edge_with_an_arrow():
    articles = made_articles(2)
    articles["published"] = None
    articles.loc[0, "earliest"] = None
    articles.loc[1, "latest"] = None
    axes = article_ranges(articles, ERAS[:1]).figure.axes[0]
    markers = {line.get_marker() for line in axes.lines}
    assert markers == {"<", ">"}
    assert min(left for left, *_ in bars(axes)) == 0
    assert max(right for _, right, _ in bars(axes)) == pytest.approx(1)


def test_the_likeliest_day_is_a_dot_within_the_bar():
    articles = made_articles(1)
    articles["latest"] = [dt.date(1974, 3, 1)]
    axes = article_ranges(articles, ERAS[:1]).figure.axes[0]
    ((place, _),) = points(axes)
    ((left, right, _),) = bars(axes)
    assert left <= place <= right


def test_articles_without_any_date_are_counted_in_words():
    articles = made_articles(3, undated=2)
    articles.loc[3:, ["earliest", "latest", "published"]] = None
    drawing = article_ranges(articles, ERAS[:1])
    assert "2 articles have no dates at all." in " ".join(drawing.figure.get_supxlabel().split())
    assert article_ranges(articles.iloc[3:], []) is None


def test_headlines_stand_beside_the_bars_only_where_there_is_room():
    few = article_ranges(made_articles(20, 20), ERAS[:2])
    many = article_ranges(made_articles(20, 21), ERAS[:2])
    assert sum("Envoys" in text for text, *_ in shown_texts(few)) == 40
    assert not any("Envoys" in text for text, *_ in shown_texts(many))
    assert any("21 articles" in text for text, *_ in shown_texts(many))


def test_of_a_very_large_era_some_are_drawn_and_this_is_said():
    drawing = article_ranges(made_articles(900), ERAS[:1])
    assert len(bars(drawing.figure.axes[0])) == 300
    assert "300 articles are drawn" in " ".join(drawing.figure.get_supxlabel().split())


def test_time_runs_forward():
    articles = made_articles(40, 40)
    axes = article_ranges(articles, ERAS[:2]).figure.axes[0]
    lefts = np.array([left for left, *_ in bars(axes)])
    days = [1974] * 40 + [1984] * 40
    assert np.corrcoef(lefts, days)[0, 1] > 0.7
