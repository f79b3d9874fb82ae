"""Names, offices, money, rates and dates in a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.mentions import find_mentions


def found(text: str, kind: str) -> list[str]:
    return [mention.text for mention in find_mentions(text) if mention.kind == kind]


def test_titles_are_offices_and_no_part_of_a_name():
    text = "Trade Minister Eva Lund met British Prime Minister Jon Vik."
    assert found(text, "name") == ["Eva Lund", "Jon Vik"]
    assert found(text, "office") == ["British Prime Minister", "Trade Minister"]


def test_sums_of_money_in_many_forms():
    text = "It paid $4.5 billion, US$60 million, 12 mln dlrs and £3m, not 100 yen."
    assert found(text, "money") == [
        "$4.5 billion",
        "100 yen",
        "12 mln dlrs",
        "US$60 million",
        "£3m",
    ]


def test_rates_come_out_in_one_form():
    assert found("A rise of 24%, 2.5 percent, 10 per cent or 3 pct.", "rate") == [
        "10%",
        "2.5%",
        "24%",
        "3%",
    ]


def test_dates_and_weekdays():
    assert found("On Tuesday, Dec. 5, or 3 May 1994.", "date") == [
        "3 May 1994",
        "Dec. 5",
        "Tuesday",
    ]


def test_a_word_that_begins_a_sentence_is_no_name():
    assert found("Steel is dear. Makers in Bergen say so.", "name") == ["Bergen"]


def test_days_do_not_stick_to_names():
    assert found("It broke down in Bergen Saturday.", "name") == ["Bergen"]


@pytest.mark.parametrize(
    "name",
    [
        "Ursula von der Leyen",
        "Karl zu Guttenberg",
        "Robin van den Berg",
        "Pieter van der Molen",
        "Maria de la Cruz Lopez",
        "Ada della Valle",
        "Ramon del Prado",
        "Ines da Silva",
        "Juan dos Santos",
        "Henri du Pont",
        "Jean le Blanc",
        "Gerard ter Borch",
        "Hamid al-Said",
        "Sayed el-Amin",
        "Salim bin Nasser",
    ],
)
def test_a_name_with_particles_is_one_name(name):
    assert found(f"In May the envoy met {name} again.", "name") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It left the Bank of England alone.", ["Bank of England"]),
        ("He met Reuter of London.", ["Reuter of London"]),
        ("They flew to Paris and Rome.", ["Paris", "Rome"]),
        ("Trains der Kinder und Tag der Arbeit.", ["Arbeit", "Kinder", "Tag"]),
    ],
)
def test_other_small_words_part_names_as_ever(text, names):
    assert found(text, "name") == names


def test_a_surname_with_particles_counts_as_the_surname():
    text = "She met Ada von der Aue. Von der Aue left, and Mr Van der Berg met von der Aue."
    counts = {m.text: m.times for m in find_mentions(text) if m.kind == "name"}
    assert counts == {"Ada von der Aue": 1, "Aue": 2, "Berg": 1}


def test_an_arab_surname_has_one_form_after_a_stop_too():
    text = "It was Hamid al-Hadi. Al-Hadi left, and al-Hadi came back."
    counts = {m.text: m.times for m in find_mentions(text) if m.kind == "name"}
    assert counts == {"Hamid al-Hadi": 1, "al-Hadi": 2}


def test_a_run_too_long_for_a_name_is_parted_at_its_particles():
    text = "It was Old Bergen Crown Prince Harald ibn Haakon again."
    assert found(text, "name") == ["Haakon", "Old Bergen Crown Prince Harald"]


@given(st.text(max_size=400))
def test_any_text_gives_sorted_counted_mentions(text: str):
    mentions = find_mentions(text)
    assert mentions == sorted(mentions)
    assert all(m.times >= 1 and m.text and len(m.text.split()) <= 8 for m in mentions)
