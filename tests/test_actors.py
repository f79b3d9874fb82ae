"""Countries and people in sentences, and the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.actors import WINDOW, find_actors
from helpers.intake.quotes.people import People
from helpers.intake.segment import split_sentences
from nasty import PUMPED, pumped, within


def actors(text):
    return [(a.kind, a.name) for a in find_actors([text], [text])]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The Japanese refused.", ["Japan"]),
        ("The U.S. side and two Americans met the US envoy.", ["US"]),
        ("United States officials left.", ["US"]),
        ("He told us so, and the eu did not.", []),
        ("South Korea's envoy met North Korea's.", ["North Korea", "South Korea"]),
        ("The People's Republic of China and Taiwan spoke.", ["China", "Taiwan"]),
        ("They met in Tokyo, Paris and Washington.", []),
        ("A Pan-American, non-Chinese and Chinese-made thing.", ["China"]),
        ("The European Union and Britain agreed.", ["EC/EU", "UK"]),
        ("The EEC and the EC Commission disagreed.", ["EC/EU"]),
        ("The war in Europe was over, and Europeans were glad.", ["Europe"]),
        ("Englishmen and Chinatown are neither.", []),
    ],
)
def test_countries_are_met_by_their_names_and_those_of_their_people(text, countries):
    assert actors(text) == [("country", name) for name in countries]


def test_people_are_met_by_surname_once_a_title_showed_who_they_are():
    text = "Trade Minister Eva Lund left. Lund was glad. Jon Vik stayed, and so did New York."
    found = find_actors([text], split_sentences(text))
    assert [(a.sentence, a.name) for a in found] == [(0, "Eva Lund"), (1, "Eva Lund")]


@pytest.mark.parametrize("name", ["Ursula von der Heide", "Hamid al-Hadi"])
def test_a_person_with_particles_is_one_person(name):
    text = f"Minister {name} left. {name.split(' ')[-1]} was glad."
    found = find_actors([text], split_sentences(text))
    assert [(a.sentence, a.name) for a in found] == [(0, name), (1, name)]


@pytest.mark.parametrize("title", ["Mr", "Mr.", "Mrs", "Dr."])
def test_a_person_may_get_the_title_with_the_surname_alone(title):
    text = f"Eva Lund left. Later {title} Lund was glad."
    assert actors(text) == [("person", "Eva Lund")]


@pytest.mark.parametrize(
    "text",
    [
        "Eva Lund left. Lund was glad.",
        "Lund Corp rose. Mr Lund was glad.",
        "Eva Lund and Jon Lund left. Mr Lund was glad.",
    ],
)
def test_nobody_becomes_a_person_without_a_title_and_one_full_name(text):
    assert actors(text) == []


NAMING = [
    "Minister Eva Lund met the carters.",
    "Jon Lund and Ada van der Berg kept away.",
    "Lund's price was too high, said Eva.",
    "Mrs. Van der Berg agreed with Mr. Lund.",
    "Nobody else was asked.",
    "The spokesman, Al-Amin Barr Jr., spoke of Barr's law.",
    "MINISTER LUND WAS GLAD.",
]


@given(st.lists(st.sampled_from(NAMING), max_size=6))
def test_people_are_met_in_every_sentence_that_has_a_part_of_their_names(sentences):
    people = People()
    for sentence in sentences:
        people.read(sentence)
    for sentence in sentences:
        people.read_courtesies(sentence)
    named = {
        (i, name)
        for i, sentence in enumerate(sentences)
        for name in people.named_in(sentence) & people.persons
    }
    found = find_actors(sentences, sentences)
    assert {(actor.sentence, actor.name) for actor in found if actor.kind == "person"} == named


def test_a_window_goes_twelve_words_to_either_side_of_all_mentions():
    before, after = [f"b{i}" for i in range(20)], [f"a{i}" for i in range(20)]
    text = " ".join([*before, "Japan", "and", "Japan", *after])
    [actor] = find_actors([text], [text])
    assert actor.window == " ".join([*before[-WINDOW:], "Japan and Japan", *after[:WINDOW]])


@given(st.lists(st.text(max_size=80), max_size=5))
def test_no_text_makes_it_raise_and_windows_are_parts_of_sentences(texts):
    for actor in find_actors(texts, texts):
        assert actor.window in texts[actor.sentence]


@pytest.mark.parametrize("name", PUMPED)
def test_hostile_lines_take_no_longer_than_their_length(name):
    text = pumped(PUMPED[name], 100_000)
    with within(20):
        find_actors([text], [text])
