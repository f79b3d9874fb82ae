"""Tone: from sentences to articles to eras."""

import numpy as np
import pytest

from helpers.analysis.readings import Reading
from helpers.analysis.sentiment import article_tone, guard_effect, tone_by_era
from made_tables import Story, made_corpus

STORIES = [
    Story(
        "a1",
        "then",
        ("one", "two"),
        vader=(0.4, 0.0, 0.8),
        tone=(0.0, 0.0, 0.8),
        guarded=("United States", "", ""),
        quoted=0.25,
    ),
    Story("b2", "then", ("one",), vader=(-0.2,)),
    Story(
        "c3",
        "now",
        ("one",),
        vader=(0.6, 0.2),
        tone=(0.1, 0.2),
        guarded=("Interest rates; United States; interest rates", ""),
    ),
    Story("d4", "now", ("one",), vader=(0.3, -0.1)),
    Story("e5", "now", ("one",), vader=(-0.5,)),
    Story("f6", "undated", ("one",), vader=(0.9,)),
    Story("g7", "now", ("one",), vader=(0.9,), duplicate_of="c3"),
    Story("h8", "now", (), vader=()),
]


@pytest.mark.parametrize("chunk", [1, 3, 20])
def test_article_tone_is_the_mean_of_its_sentences(chunk: int):
    tone = article_tone(made_corpus(STORIES, chunk=chunk))
    assert list(tone.index) == ["a1", "b2", "c3", "d4", "e5", "f6", "h8"]
    assert tone["vader"].to_list() == pytest.approx(
        [0.4, -0.2, 0.4, 0.1, -0.5, 0.9, np.nan], nan_ok=True
    )
    assert tone.loc["a1", "tone"] == pytest.approx(0.8 / 3)
    assert tone.loc["a1", "shift"] == pytest.approx(-0.4 / 3)
    assert tone.loc["a1", ["n_sentences", "n_scored", "guarded"]].to_list() == [3, 2, 1]
    assert tone.loc["a1", "coverage"] == pytest.approx(2 / 3)
    assert tone.loc["a1", "quoted"] == pytest.approx(0.25)


def test_article_without_sentences_has_no_tone_and_no_part_in_the_eras():
    corpus = made_corpus(STORIES)
    assert article_tone(corpus).loc["h8", "n_sentences"] == 0
    assert tone_by_era(corpus)["articles"].to_list() == [2, 3]


def test_eras_are_compared_by_articles_not_by_sentences():
    table = tone_by_era(made_corpus(STORIES), Reading("vader", guard=False)).set_index("era")
    assert table.loc["then", "mean"] == pytest.approx((0.4 - 0.2) / 2)
    assert table.loc["now", "mean"] == pytest.approx((0.4 + 0.1 - 0.5) / 3)
    assert table.loc["then", "difference"] == pytest.approx(0.1)
    assert table.loc["then", "rest"] == pytest.approx(0.0)
    assert table.loc["then", "p_floor"] == 0.1
    assert table.loc["then", "low"] < 0.1 < table.loc["then", "high"]
    assert table.loc["then", "without_low"] < 0.1 < table.loc["then", "without_high"]
    assert set(table["verdict"]) == {"cannot tell"}


def test_a_clear_difference_among_many_articles_is_robust():
    rng = np.random.default_rng(0)
    stories = [
        Story(f"a{i:02d}", era, ("one",), vader=tuple(rng.normal(mean, 0.1, size=3)))
        for i, (era, mean) in enumerate([("then", 0.3)] * 20 + [("now", 0.0)] * 20)
    ]
    table = tone_by_era(made_corpus(stories))
    assert set(table["verdict"]) == {"robust"}
    assert table["p_adjusted"].to_list() == table["p"].to_list()


def test_one_era_has_a_mean_and_no_difference():
    table = tone_by_era(made_corpus(STORIES[:2], eras=("then",)))
    assert table["mean"].to_list() == pytest.approx([(0.8 / 3 - 0.2) / 2])
    assert table[["rest", "difference", "p", "p_floor"]].isna().all(axis=None)
    assert table["verdict"].to_list() == ["cannot tell"]


def test_no_era_gives_an_empty_table_with_all_columns():
    table = tone_by_era(made_corpus(STORIES[5:6]))
    assert table.empty
    assert {"score", "era", "difference", "verdict"} <= {*table.columns}


def test_guard_effect_adds_up_to_the_change_of_the_mean():
    effect = guard_effect(made_corpus(STORIES))
    assert effect.phrases["moves"].sum() == pytest.approx(effect.articles["shift"].mean())
    assert "h8" not in effect.articles.index


def test_guard_effect_counts_a_phrase_once_a_sentence_in_any_case():
    phrases = guard_effect(made_corpus(STORIES)).phrases.set_index("phrase")
    assert set(phrases.index.str.lower()) == {"united states", "interest rates"}
    assert phrases.loc["United States", ["sentences", "articles"]].to_list() == [2, 2]
    assert phrases.loc["United States", "mean_shift"] == pytest.approx((-0.4 - 0.5) / 2)
    assert phrases["sentences"].to_list()[1] == 1


def test_guard_that_met_nothing_gives_an_empty_table():
    effect = guard_effect(made_corpus(STORIES[3:5]))
    assert effect.phrases.empty
    assert (effect.articles["shift"] == 0).all()
