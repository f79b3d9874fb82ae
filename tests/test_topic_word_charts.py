"""Figures of the words of topics: terms, reliability, doubts, and words by era."""

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from helpers.reporting import charts
from helpers.reporting.charts import topic_marks
from helpers.reporting.theme import PALE, era_colours
from made_figures import ERAS
from made_topic_figures import firm, made_model, made_words, one_article_model, renumbered, words_of

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def test_bars_of_a_topic_are_its_reliability_and_its_terms():
    model = made_model(5)
    table = model.term_table(40)
    panels = charts.topic_terms(model, 40).figure.axes
    for row, axes in zip(model.reliability.itertuples(), panels, strict=False):
        mine = table[table["topic"] == row.Index]
        track, kept, *bars = [bar.get_width() for bar in axes.patches]
        assert (track, kept) == (1, pytest.approx(row.reliability))
        assert bars == pytest.approx(list(mine["weight"]))
        labels = [text.get_text() for text in axes.get_yticklabels()]
        assert labels == [f"reliability {row.reliability:.0%}", *mine["term"]]


def test_doubtful_topics_are_grey_and_called_so_and_those_of_one_article_too():
    model = one_article_model()
    drawing = charts.topic_terms(model)
    for axes, row in zip(drawing.figure.axes, model.reliability.itertuples(), strict=True):
        doubtful = row.reliability < 0.5 or row.one_article
        assert {PALE} == {to_hex(bar.get_facecolor()) for bar in axes.patches[1:]} or not doubtful
        assert axes.get_title(loc="left").endswith(", doubtful") == doubtful
        assert any("one article" in text.get_text() for text in axes.texts) == row.one_article
    assert model.reliability["one_article"].any()
    assert "doubtful topics. Too few of their" in words_of(drawing)
    assert "doubtful topics" not in words_of(charts.topic_terms(firm(made_model(5))))


@pytest.mark.parametrize("n_topics", [13, 50])
def test_of_many_topics_each_has_a_row_with_number_reliability_and_terms(n_topics):
    model = renumbered(made_model(n_topics), 7)
    bars, words = charts.topic_terms(model).figure.axes
    tags = [text.get_text().strip("()") for text in bars.get_yticklabels()]
    assert tags == [str(number) for number in model.numbers]
    kept = [bar.get_width() for bar in bars.patches[1::2]]
    assert kept == pytest.approx(list(model.reliability["reliability"]))
    for text, terms in zip(words.texts, model.top_terms(5), strict=True):
        assert text.get_text().startswith(terms[0])


def test_more_topics_than_fit_are_counted_and_the_largest_are_drawn():
    drawing = charts.topic_terms(made_model(65))
    assert "The 60 largest of 65 topics." in words_of(drawing)
    assert len(drawing.data) == 60
    marks = topic_marks.topic_marks(made_model(65))
    drawn = topic_marks.largest_marks(marks, 60)
    left_out = [mark for mark in marks if mark not in drawn]
    assert max(mark.share for mark in left_out) <= min(mark.share for mark in drawn) + 1e-9
    assert drawn == sorted(drawn, key=marks.index)


def test_a_name_that_somebody_gave_is_written_and_one_made_of_terms_is_not_repeated():
    model = renumbered(made_model(3), 1, "Herring and other fish")
    panels = charts.topic_terms(model).figure.axes
    titles = [axes.get_title(loc="left") for axes in panels]
    assert titles == ["Topic 1", "Topic 2", "Topic 3"]
    names = [[text.get_text() for text in axes.texts] for axes in panels]
    assert names == [["Herring and other fish"], [], []]
    many = renumbered(made_model(20), 1, "Herring")
    assert charts.topic_terms(many).figure.axes[1].texts[0].get_text().startswith("Herring: ")
    assert list(charts.topic_terms(many).data["name"][:2]) == ["Herring", ""]


def test_words_of_a_topic_stand_at_their_log_ratio_with_their_intervals():
    model = made_model(3)
    words = made_words(model, 4, 2)
    drawing = charts.words_within(words, model, 1, ERAS[:2])
    for axes, era in zip(drawing.figure.axes, ERAS[:2], strict=True):
        mine = words[words["era"] == era]
        marks = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
        assert [line.get_xdata()[0] for line in marks] == list(mine["log_ratio"])
        assert {line.get_markeredgecolor() for line in marks} == {era_colours(ERAS)[era]}
        hollow = [to_hex(line.get_markerfacecolor()) == "#ffffff" for line in marks]
        assert hollow == list(mine["low"].isna())
        spans = {tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2}
        known = mine.dropna()
        assert set(zip(known["low"], known["high"], strict=True)) <= spans


def test_of_the_words_of_a_topic_the_strongest_of_each_era_are_drawn():
    model = made_model(3)
    words = made_words(model, 14, 3).sample(frac=1, random_state=1)
    data = charts.words_within(words, model, 1, ERAS[:2]).data
    assert data["era"].value_counts().to_dict() == {ERAS[0]: 10, ERAS[1]: 3}
    drawn = set(data.loc[data["era"] == ERAS[0], "term"])
    used_more = words[(words["era"] == ERAS[0]) & (words["log_ratio"] > 0)]
    assert drawn == set(used_more.nlargest(10, "z")["term"])


def test_a_word_of_one_article_is_grey_and_in_brackets():
    model = made_model(3)
    drawing = charts.words_within(made_words(model, 5), model, 1, ERAS[:1])
    (axes,) = drawing.figure.axes
    labels = [text.get_text() for text in axes.get_yticklabels()]
    assert [label.startswith("(") for label in labels] == [False] * 4 + [True]
    marks = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    assert marks[-1].get_markeredgecolor() == PALE
    assert "nearly all uses in one article" in words_of(drawing)
