"""Readability: LIX by its definition, per article, and compared between eras."""

import math

import pytest

from helpers.analysis.writing.readability import (
    article_readability,
    is_long,
    lix,
    readability_by_era,
)
from made_tables import Story
from made_voices import spoken_corpus


def test_lix_is_sentence_length_plus_long_words_in_a_hundred():
    assert lix(words=60, sentences=4, long_words=15) == 15 + 25
    assert math.isnan(lix(0, 0, 0))


@pytest.mark.parametrize(
    ("word", "long"),
    [("seven's", False), ("sevenths", True), ("letters", True), ("1,234,567", False),
     ("co-operate", True), ("o'reilly", True), ("läsbarhet", True), ("abcdef1", False)],
)  # fmt: skip
def test_a_word_is_long_from_seven_letters_on(word: str, *, long: bool):
    assert is_long(word) is long


def test_an_article_is_measured_from_its_counts_alone():
    corpus = spoken_corpus(
        [
            Story("a1", "then", ("short words here", "extraordinary")),
            Story("a2", "now", ()),
            Story("a3", "now", ("one two",), duplicate_of="a1"),
        ]
    )
    table = article_readability(corpus)
    assert list(table.index) == ["a1", "a2"]
    assert table.loc["a1", ["n_words", "n_sentences"]].to_list() == [4, 2]
    assert table.loc["a1", "words_per_sentence"] == 2
    assert table.loc["a1", "long_words"] == 0.25
    assert table.loc["a1", "lix"] == lix(4, 2, 1)
    assert table.loc["a2"].isna()[["words_per_sentence", "long_words", "lix"]].all()


def test_pairs_of_words_are_not_counted_as_words():
    corpus = spoken_corpus([Story("a1", "then", ("fish",))])
    terms = corpus.tables["terms"]
    terms.loc[len(terms)] = ["a1", 0, "trading partners", 5]
    assert article_readability(corpus).loc["a1", "n_words"] == 1


def test_longer_sentences_of_one_era_are_found_at_twenty_articles_and_not_at_two():
    def folder(size: int):
        old = [Story(f"a{i}", "then", (f"word {'more ' * (i % 4)}end",)) for i in range(size)]
        new = [Story(f"b{i}", "now", (f"word {'more ' * (9 + i % 4)}end",)) for i in range(size)]
        return spoken_corpus([*old, *new])

    many = readability_by_era(folder(20)).set_index(["measure", "era"])
    assert many.loc[("words_per_sentence", "now"), "verdict"] == "robust"
    assert many.loc[("words_per_sentence", "now"), "difference"] == pytest.approx(9)
    few = readability_by_era(folder(2))
    assert set(few["verdict"]) == {"cannot tell"}
    assert few["low"].isna().all(), "with 2 and 2 articles no difference can be ruled out"


def test_one_era_has_means_and_no_difference():
    table = readability_by_era(spoken_corpus([Story("a", "then", ("few words",))], ("then",)))
    assert table["mean"].notna().all()
    assert table["difference"].isna().all()
