"""Every defensible way to measure tone: what each counts, and what they say together."""

import numpy as np
import pytest

from helpers.analysis.honesty import Rung, verdict
from helpers.analysis.readings import (
    MAIN,
    READINGS,
    Reading,
    agreement,
    article_readings,
    multiverse,
)
from helpers.analysis.sentiment import tone_by_era
from helpers.errors import DatelinesError
from made_tables import Story, made_corpus

WORD = ("one",)


def named(**choice):
    return Reading(**choice).name


def test_there_are_sixteen_readings_and_the_main_one_comes_first():
    assert len({reading.name for reading in READINGS}) == 16
    assert READINGS[0] == MAIN
    assert MAIN.name == "tone"
    assert named(scorer="vader", guard=False, speech=False, headline=True) == (
        "vader, no guard, own words, headline"
    )


def test_a_scorer_that_is_none_is_refused():
    with pytest.raises(DatelinesError, match="scorer cannot be 'afinn': choose one of tone, vader"):
        Reading("afinn")


def test_the_guard_chooses_the_scores_before_or_after_it():
    corpus = made_corpus([Story("a", "then", WORD, vader=(0.5,), tone=(0.1,))])
    found = article_readings(corpus).loc["a"]
    assert found[named()] == 0.1
    assert found[named(guard=False)] == 0.5
    assert found[named(scorer="vader")] == 0.1
    assert found[named(scorer="vader", guard=False)] == 0.5


def test_own_words_leave_out_sentences_that_are_mostly_quotation():
    quoted = [Story("a", "then", WORD, vader=(0.5, 0.3), quoted=0.6)]
    partly = [Story("b", "then", WORD, vader=(0.5, 0.3), quoted=0.5)]
    assert np.isnan(article_readings(made_corpus(quoted)).loc["a", named(speech=False)])
    assert article_readings(made_corpus(partly)).loc["b", named(speech=False)] == 0.4


def test_the_headline_counts_as_one_more_sentence_where_there_is_one():
    stories = [
        Story("a", "then", WORD, vader=(0.2, 0.4), headline=-0.9),
        Story("b", "then", WORD, vader=(0.2, 0.4)),
    ]
    found = article_readings(made_corpus(stories))[named(headline=True)]
    assert found["a"] == pytest.approx((0.2 + 0.4 - 0.9) / 3)
    assert found["b"] == pytest.approx(0.3)


def test_an_article_without_sentences_is_left_out_of_the_multiverse():
    stories = [Story("a", "then", WORD, vader=(0.2,)), Story("b", "now", WORD, vader=(0.1,))]
    table = multiverse(made_corpus([*stories, Story("c", "now", (), vader=())]))
    assert table["articles"].tolist() == [1] * 32


@pytest.mark.parametrize("chunk", [1, 2, 50])
def test_the_main_reading_is_the_comparison_that_is_reported(chunk):
    rng = np.random.default_rng(0)
    stories = [
        Story(f"{i:02}", ("then", "now")[i % 2], WORD, vader=tuple(rng.normal(0, 0.3, 4)))
        for i in range(12)
    ]
    corpus = made_corpus(stories, chunk=chunk)
    main = multiverse(corpus).query("reading == @MAIN.name").set_index("era")
    reported = tone_by_era(corpus).set_index("era")
    for column in ("difference", "low", "high", "p", "articles"):
        assert main[column].to_dict() == pytest.approx(reported[column].to_dict())


def stories_with(shift_of_guard, n=25):
    rng = np.random.default_rng(1)
    return [
        Story(
            f"{era}{i:02}",
            era,
            WORD,
            vader=tuple(tone + (era == "now") * shift_of_guard),
            tone=tuple(tone),
        )
        for era, level in (("then", 0.2), ("now", 0.0))
        for i in range(n)
        for tone in (rng.normal(level, 0.05, 3),)
    ]


def test_a_difference_that_every_reading_shows_is_robust():
    table = tone_by_era(made_corpus(stories_with(0.0)))
    assert table["agreement"].tolist() == [1, 1]
    assert table["verdict"].tolist() == ["robust", "robust"]


def test_a_difference_that_hangs_on_the_guard_is_not_told():
    corpus = made_corpus(stories_with(0.5))
    table = tone_by_era(corpus)
    assert table["agreement"].tolist() == [0.5, 0.5]
    assert table["verdict"].tolist() == ["cannot tell", "cannot tell"]
    assert agreement(multiverse(corpus)).to_dict() == {"then": 0.5, "now": 0.5}


def test_readings_that_leave_an_era_empty_count_on_neither_side():
    stories = [Story(f"a{i}", "then", WORD, vader=(0.3,)) for i in range(3)]
    stories += [Story(f"b{i}", "now", WORD, vader=(0.1,), quoted=0.9) for i in range(3)]
    assert agreement(multiverse(made_corpus(stories))).to_dict() == {"then": 1.0, "now": 1.0}


def test_three_of_four_readings_let_a_difference_lean():
    found = {"p_adjusted": 0.001, "without": (0.1, 0.3)}
    assert verdict(Rung.TESTS, 0.1, 0.4, **found, agreement=0.99) == "leans"
    assert verdict(Rung.INTERVALS, 0.1, 0.4, **found, agreement=0.75) == "leans"
    assert verdict(Rung.INTERVALS, 0.1, 0.4, **found, agreement=0.74) == "cannot tell"
