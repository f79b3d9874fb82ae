"""Sketches: copies share their hashes, and no order of words can be had from them."""

import random

from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.segment import split_sentences, words
from helpers.intake.sketches import headline_hash, sketch
from made_variants import Story, first_share, house_style, made_story

FEW_WORDS = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=30)


def hashes(story: Story) -> set[int]:
    cut = [[(s, words(s)) for s in split_sentences(text)] for text in story]
    return {value for _, value in sketch(cut)}


def one_sentence(text: str) -> list[tuple[int, int]]:
    return sketch([[(text, words(text))]])


def contained(part: set[int], whole: set[int]) -> float:
    return len(part & whole) / len(part)


def test_the_order_of_words_makes_no_difference():
    text = "Growers in Molde feared that eleven wet weeks had ruined half of the barley"
    shuffled = text.split()
    random.Random(3).shuffle(shuffled)
    assert one_sentence(" ".join(shuffled)) == one_sentence(text)


def test_the_order_of_sentences_in_a_paragraph_makes_no_difference():
    one, two = "Ferries stayed in port at Bergen.", "Buses took eighty stranded hikers home."
    cut = [(one, words(one)), (two, words(two))]
    assert sketch([cut]) == sketch([cut[::-1]])


def test_a_changed_word_spoils_two_sets_of_the_sentence_at_most():
    text = (
        "Quarry owners near Drammen shipped granite, slate, marble, lime and gravel to builders of "
    )
    text += "tunnels, chapels, wharves and lighthouses around Gdansk, Riga, Lubeck and Tallinn"
    before, after = one_sentence(text), one_sentence(text.replace("granite", "basalt"))
    assert len(set(before) & set(after)) >= 2
    assert len(set(before) - set(after)) in (1, 2)


def test_another_number_is_another_hash():
    text = "Grindal Mills earned {} crowns a share on sales of {} crowns"
    assert one_sentence(text.format("4.10", "81,200")) != one_sentence(
        text.format("4.20", "81,200")
    )


def test_house_style_is_no_difference():
    pairs = [
        ("Duties of five percent", "Duties of 5%"),
        ("The labor envoy of the U.S.", "The labour envoy of the US"),
        ("It took 1,200 wagons", "It took 1200 wagons"),
        ("Organized dockers in the center", "Organised dockers in the centre"),
        (
            "Mr. Lund said on Tuesday that co-operation failed",
            "Lund said Tuesday cooperation failed",
        ),
    ]
    for one, two in pairs:
        rest = " hurt coopers, weavers and brewers along the Glomma"
        assert one_sentence(one + rest) == one_sentence(two + rest)


def test_hashes_tell_whether_there_is_a_number_among_the_words():
    assert not any(
        value & 1 for _, value in one_sentence("Weavers quarrelled about looms and flax")
    )
    assert any(
        value & 1 for _, value in one_sentence("Weavers bought 312 looms, 75 spindles and flax")
    )


def test_a_hash_goes_with_its_paragraph():
    cut = [
        [(s, words(s))] for s in ("Herring boats sank off Molde", "Glass blowers went on strike")
    ]
    assert {passage for passage, _ in sketch(cut)} == {0, 1}


def test_a_cut_copy_has_the_hashes_of_its_beginning():
    for seed in range(30):
        story = made_story(random.Random(seed))
        assert contained(hashes(first_share(story, 0.4)), hashes(story)) > 0.8


def test_a_story_in_another_style_keeps_most_hashes():
    kept = []
    for seed in range(30):
        story = made_story(random.Random(seed))
        changed = [text.replace("“", '"').replace("”", '"') for text in house_style(story)]
        kept.append(contained(hashes(changed), hashes(story)))
    assert sum(kept) / len(kept) > 0.9


def test_different_stories_share_next_to_nothing():
    stories = [hashes(made_story(random.Random(seed))) for seed in range(40)]
    shared = [len(a & b) for i, a in enumerate(stories) for b in stories[:i]]
    assert sum(shared) < 0.02 * len(shared)


def test_an_article_of_five_hundred_words_has_tens_of_hashes():
    story = made_story(random.Random(1), sentences=24)
    assert 30 < len(hashes(story)) < 150


def test_words_too_few_make_no_hash():
    assert one_sentence("Rain again.") == []
    assert sketch([]) == []
    assert sketch([[]]) == []


def test_short_sentences_and_lines_of_a_table_are_taken_together():
    lines = ("Rain fell.", "Dikes broke.", "Cattle drowned.", "Roads shut.")
    one_paragraph = [[(s, words(s)) for s in lines]]
    one_each = [[(s, words(s))] for s in lines]
    assert len(sketch(one_paragraph)) == 2
    assert {h for _, h in sketch(one_paragraph)} == {h for _, h in sketch(one_each)}


@given(st.lists(st.lists(FEW_WORDS, max_size=4), max_size=4))
def test_anything_can_be_sketched(passages: list[list[list[str]]]):
    cut = [[(" ".join(tokens), tokens) for tokens in sentences] for sentences in passages]
    found = sketch(cut)
    assert found == sorted(set(found))
    assert all(0 <= value < 2**63 and 0 <= passage < len(cut) for passage, value in found)


def test_a_headline_is_the_same_without_the_symbol_of_a_share():
    with_symbol = headline_hash("MOLDE TIMBER <MLT.O> BUYS TWO SAWMILLS")
    assert with_symbol == headline_hash("Molde Timber Buys Two Sawmills")
    assert with_symbol != headline_hash("Molde Timber Sells Two Sawmills")
