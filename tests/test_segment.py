"""Sentences and words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktSentenceTokenizer

from helpers.intake.segment import (
    _punkt,
    adjacent_pairs,
    split_sentences,
    words,
    words_and_gaps,
)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Talks failed. Nobody was glad.", 2),
        ("Sen. Ito and Rep. Vance met Gov. Hale on Dec. 5 in Salem, Ore. at noon.", 1),
        ("The U.S. envoy left. The U.K. envoy stayed.", 2),
        ('"We try," she said. "We fail."', 2),
        ("Exports rose 2.5 pct. Imports fell 1.7 pct in May.", 2),
        ("Was it enough? No! It was not.", 3),
        ("Kato Corp. and Lund Co. Ltd. signed for $4.5 billion.", 1),
        ("", 0),
        ("   ", 0),
    ],
)
def test_sentences_of_news_are_told_apart(text: str, n: int):
    assert len(split_sentences(text)) == n


@given(st.text(max_size=400))
def test_cutting_loses_no_character_but_space(text: str):
    joined = "".join(split_sentences(text))
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)


PIECES = ["Oslo", "no", "U.S.", "No.", "3.5", ".", "?", "!", "...", '"', "”", ")", "-", ",", " "]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_paragraphs_are_cut_as_punkt_cuts_them(text: str):
    paragraph = " ".join(text.split())
    punkt = PunktSentenceTokenizer(_punkt()._params)
    assert split_sentences(text) == [one for one in punkt.tokenize(paragraph) if one.strip()]


def test_house_styles_of_country_names_give_one_word():
    assert words("US, U.S. and U.S.'s; UN and U.N.") == [
        "u.s.",
        "u.s.",
        "and",
        "u.s.",
        "u.n.",
        "and",
        "u.n.",
    ]
    assert words("Tell us.") == ["tell", "us"]


def test_numbers_rates_and_hyphens_stay_whole():
    assert words("A 2.5% duty on 13 Japanese-made models; $1,000") == [
        "a", "2.5%", "duty", "on", "13", "japanese-made", "models", "1,000",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_words_are_lower_case_and_never_empty(text: str):
    for word in words(text):
        assert word
        assert word == word.lower()


@given(st.text(max_size=300))
def test_pairs_are_words_of_the_text(text: str):
    known = set(words(text))
    pairs = adjacent_pairs(*words_and_gaps(text))
    assert all(left in known and right in known for left, right in pairs)


def test_pairs_do_not_cross_punctuation():
    assert ("deal", "tokyo") not in adjacent_pairs(*words_and_gaps("No deal. Tokyo waits."))
    assert ("trade", "talks") in adjacent_pairs(*words_and_gaps("New trade talks, again"))


def test_numbers_with_letters_are_one_word_whatever_the_style():
    assert words("the 21st of the 1990s") == ["the", "21st", "of", "the", "1990s"]
    assert words("the 1990's, the 90's") == ["the", "1990s", "the", "90s"]
    assert words("1985's best, 2ND-quarter") == ["1985", "best", "2nd-quarter"]
    assert words("the G7 and the G-7's, g20's") == ["the", "g-7", "and", "the", "g-7", "g-20"]
    assert words("Mid-1990's, 80's-era, 1,000th") == ["mid-1990", "80s-era", "1,000th"]
    assert words("$5bn, 10am, DM100") == ["5", "bn", "10", "am", "dm", "100"]
