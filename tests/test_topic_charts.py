"""Figures of topics can be read and are described, at three topics and at fifty."""

from functools import cache

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from helpers.analysis.honesty import UNDATED, Rung
from helpers.reporting import charts
from helpers.reporting.fingerprint import fingerprint
from helpers.reporting.theme import TOPIC_PALETTE, Drawing, topic_colour
from made_figures import ERAS, LONG, check_described, check_readable, era_contrast, made_articles
from made_topic_figures import (
    era_figure,
    firm,
    heat_figure,
    long_named,
    made_curve,
    made_model,
    made_times,
    made_words,
    numbered,
    one_article_model,
    one_topic,
    renumbered,
    time_figure,
    with_shares,
    word_figure,
)

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


FIGURES = {
    "terms of two topics": lambda: charts.topic_terms(made_model(2)),
    "terms of five topics": lambda: charts.topic_terms(made_model(5)),
    "terms of eleven topics": lambda: charts.topic_terms(made_model(11)),
    "terms of eleven topics, few": lambda: charts.topic_terms(made_model(11), 3),
    "terms of named topics": lambda: charts.topic_terms(renumbered(made_model(5), 120, LONG)),
    "terms of twelve long-named topics": lambda: charts.topic_terms(long_named(made_model(12))),
    "terms of twenty topics": lambda: charts.topic_terms(made_model(20)),
    "terms of fifty topics": lambda: charts.topic_terms(long_named(made_model(50))),
    "terms of sixty-five topics": lambda: charts.topic_terms(made_model(65)),
    "terms of a topic of one article": lambda: charts.topic_terms(one_article_model()),
    "map of two topics": lambda: charts.topic_map(made_model(2)),
    "map of three topics": lambda: charts.topic_map(long_named(made_model(3))),
    "map of eleven topics": lambda: charts.topic_map(long_named(made_model(11))),
    "map of twelve topics": lambda: charts.topic_map(renumbered(made_model(12), 95, LONG)),
    "map of twenty topics": lambda: charts.topic_map(made_model(20)),
    "map of fifty topics": lambda: charts.topic_map(renumbered(made_model(50), 70, LONG)),
    "map of sixty-five topics": lambda: charts.topic_map(made_model(65)),
    "map with a topic of one article": lambda: charts.topic_map(one_article_model()),
    "articles by two topics": lambda: heat_figure(2, 4),
    "articles by six topics": lambda: heat_figure(6, 40),
    "articles by fifty topics": lambda: heat_figure(50, 40),
    "articles by sixty-five topics": lambda: heat_figure(65, 9),
    "eras by eleven topics": lambda: heat_figure(11, 60),
    "eras by twenty topics": lambda: heat_figure(20, 60),
    "eras by fifty topics": lambda: heat_figure(50, 60),
    "terms of one topic": lambda: charts.topic_terms(one_topic()),
    "three topics by era": lambda: era_figure(made_articles(3, 2), 3),
    "eleven topics by one era": lambda: era_figure(made_articles(120), 11),
    "twenty topics by six eras": lambda: era_figure(made_articles(5, 5, 5, 5, 5, 5), 20),
    "fifty topics by two eras": lambda: era_figure(made_articles(9, 9), 50),
    "fifty topics by three eras": lambda: era_figure(made_articles(30, 30, 30), 50),
    "words of one era": lambda: word_figure(3, 1),
    "words of two eras": lambda: word_figure(11, 12, 4),
    "words of three eras": lambda: word_figure(3, 12, 3, 7),
    "words of six eras": lambda: word_figure(3, 12, 1, 12, 5, 12, 12),
    "three topics over time": lambda: time_figure(3, 24),
    "eleven topics over time": lambda: time_figure(11, 2),
    "fifty topics over time": lambda: time_figure(50, 90),
    "numbers of topics": lambda: charts.number_curve(made_curve(9), 5),
    "many numbers of topics": lambda: charts.number_curve(made_curve(49), None),
    "one number of topics": lambda: charts.number_curve(made_curve(1), None),
}


@cache
def drawn(name: str) -> Drawing:
    return FIGURES[name]()


@pytest.mark.parametrize("name", FIGURES)
def test_words_can_be_read_and_do_not_overlap(name):
    check_readable(drawn(name))


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_a_description_and_its_numbers(name):
    drawing = drawn(name)
    check_described(drawing)


def test_a_topic_has_the_colour_of_its_number_in_every_figure():
    model = firm(renumbered(made_model(3), 5))
    expected = [topic_colour(number) for number in (5, 6, 7)]
    terms = [
        to_hex(axes.patches[2].get_facecolor()) for axes in charts.topic_terms(model).figure.axes
    ]
    assert terms == expected
    circles = charts.topic_map(model).figure.axes[0].patches
    assert [to_hex(circle.get_facecolor()) for circle in circles] == expected
    panels = charts.topics_over_time(made_times(model, 3), model).figure.axes
    assert [axes.lines[0].get_color() for axes in panels] == expected
    assert topic_colour(1) == topic_colour(len(TOPIC_PALETTE) + 1)


def test_without_an_era_a_word_a_second_period_or_a_number_there_is_nothing_to_draw():
    articles = numbered(made_articles(3))
    model = with_shares(2, 3)
    nothing = era_contrast(model.word_shares, articles.assign(era=UNDATED), "topic")
    assert charts.topic_by_era(nothing, model, articles, (), Rung.NOTHING) is None
    words = made_words(model, 3, 2)
    assert charts.words_within(words.assign(log_ratio=-1.0), model, 1, ERAS[:2]) is None
    assert charts.words_within(words, model, 2, ERAS[:2]) is None
    assert charts.topics_over_time(made_times(model, 1), model) is None
    assert charts.number_curve(made_curve(0), None) is None


def _moved_words(move: int) -> Drawing:
    model = made_model(3)
    return charts.words_within(made_words(model, 3).assign(high=4.0 + move), model, 1, ERAS[:1])


CHANGED = {
    "terms": lambda move: charts.topic_terms(made_model(3), 8 - move),
    "rows": lambda move: charts.topic_terms(made_model(13 + move)),
    "map": lambda move: charts.topic_map(made_model(4 + move)),
    "heat": lambda move: heat_figure(3, 9 + 3 * move),
    "bars": lambda move: heat_figure(21 + move, 9),
    "eras": lambda move: era_figure(made_articles(3, 2 + move), 3),
    "words": _moved_words,
    "times": lambda move: time_figure(3, 4 + move),
    "numbers": lambda move: charts.number_curve(made_curve(4 + move), None),
}


@pytest.mark.parametrize("name", CHANGED)
def test_the_fingerprint_is_the_same_for_the_same_table_and_another_for_another(name):
    first, again, other = (fingerprint(CHANGED[name](move).figure) for move in (0, 0, 1))
    assert first == again
    assert first != other
