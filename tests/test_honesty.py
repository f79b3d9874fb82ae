"""The ladder: what a folder of a given size may say."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis.honesty import (
    Rung,
    floor_sentence,
    format_p,
    left_out_sentences,
    rung,
    rung_sentence,
    smallest_p,
    verdict,
)

ORDER = [Rung.NOTHING, Rung.DESCRIPTION, Rung.INTERVALS, Rung.TESTS]


@pytest.mark.parametrize(
    ("sizes", "p"),
    [
        ((2, 2), 0.333),
        ((2, 3), 0.100),
        ((3, 3), 0.100),
        ((2, 5), 0.048),
        ((3, 4), 0.029),
        ((4, 4), 0.029),
        ((2, 6), 0.036),
        ((5, 5), 0.008),
    ],
)
def test_smallest_p_is_the_published_floor(sizes: tuple[int, int], p: float):
    assert round(smallest_p(*sizes), 3) == p
    assert smallest_p(*sizes) == smallest_p(*reversed(sizes))


def test_smallest_p_of_drawn_splits_is_one_in_ten_thousand():
    assert smallest_p(20, 20) == 1e-4


def test_no_article_on_one_side_means_no_test():
    assert smallest_p(0, 7) == 1
    assert "no permutation test" in floor_sentence(0, 7)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, Rung.NOTHING),
        ({"then": 90, "undated": 90}, Rung.NOTHING),
        ({"then": 90, "now": 0}, Rung.NOTHING),
        ({"then": 90, "now": 4}, Rung.DESCRIPTION),
        ({"then": 90, "now": 5}, Rung.INTERVALS),
        ({"then": 19, "now": 90}, Rung.INTERVALS),
        ({"then": 20, "now": 20, "undated": 1}, Rung.TESTS),
        ({"then": 20, "between": 6, "now": 20}, Rung.INTERVALS),
    ],
)
def test_the_smallest_era_decides_the_rung(counts: dict[str, int], expected: Rung):
    assert rung(counts) is expected


@given(st.lists(st.integers(1, 60), min_size=2, max_size=4), st.integers(0, 3))
def test_more_articles_never_lower_the_rung(sizes: list[int], which: int):
    counts = {f"era {i}": size for i, size in enumerate(sizes)}
    more = {**counts, f"era {which % len(sizes)}": sizes[which % len(sizes)] + 1}
    assert ORDER.index(rung(more)) >= ORDER.index(rung(counts))


def test_verdict_needs_rung_interval_and_every_single_article():
    found = {"p_adjusted": 0.001, "without": (0.1, 0.3)}
    assert verdict(Rung.TESTS, 0.1, 0.4, **found) == "robust"
    assert verdict(Rung.INTERVALS, 0.1, 0.4, **found) == "leans"
    assert verdict(Rung.DESCRIPTION, 0.1, 0.4, **found) == "cannot tell"
    assert verdict(Rung.TESTS, -0.1, 0.4, **found) == "cannot tell"
    assert verdict(Rung.TESTS, -0.4, -0.1, p_adjusted=0.2) == "leans"
    assert verdict(Rung.TESTS, 0.1, 0.4, p_adjusted=0.001, without=(-0.1, 0.3)) == "cannot tell"
    assert verdict(Rung.TESTS, math.nan, math.nan, p_adjusted=0.001) == "cannot tell"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "no article here"),
        ({"undated": 7}, "No article is dated closely enough to fall in an era (7 undated)"),
        ({"1987": 1}, "Only one article is dated (1987)"),
        ({"1987": 248}, "All 248 dated articles fall in one era (1987)"),
        ({"then": 3, "now": 2}, "The smallest era (now) has 2 articles: what follows describes"),
        ({"then": 9, "now": 8}, "enough for intervals, too few for tests"),
        ({"then": 90, "now": 80}, "enough for tests"),
    ],
)
def test_every_kind_of_folder_gets_its_sentence(counts: dict[str, int], said: str):
    assert said in rung_sentence(counts)


@pytest.mark.parametrize(
    ("counts", "compared", "said"),
    [
        ({"then": 9, "now": 9}, {"then": 0, "now": 0}, "No place has articles of two eras, so"),
        ({"then": 9, "now": 9, "undated": 7}, {"then": 0, "now": 0}, "No place has articles of"),
        ({"then": 24, "now": 9}, {"then": 6, "now": 9}, "the same place then has 6 articles, of "),
        ({"then": 9, "now": 9}, {"then": 9, "now": 9}, "the same place then has 9 articles: enou"),
        ({"then": 9, "now": 9, "far": 9}, {"then": 4, "now": 3, "far": 0}, "now has 3 articles, "),
        ({"then": 9}, {"then": 0}, "All 9 dated articles fall in one era (then)"),
        ({}, {}, "There is no article here"),
    ],
)
def test_within_strata_the_sentence_is_of_the_articles_that_share_one(
    counts: dict[str, int], compared: dict[str, int], said: str
):
    sentence = rung_sentence(counts, within="place", compared=compared)
    assert said in sentence
    assert "smallest era" not in sentence


def test_floor_sentence_says_when_nothing_can_be_significant():
    assert floor_sentence(3, 2) == (
        "With 3 and 2 articles the smallest p a permutation test can reach is 0.10: no difference "
        "can be called significant here."
    )
    assert "significant" not in floor_sentence(5, 5)


def test_left_out_articles_are_counted_in_words():
    assert left_out_sentences(0, 0) == []
    assert left_out_sentences(2, 3) == [
        "2 articles have no era and so no part in the comparison.",
        "3 articles repeat others and are counted once.",
    ]


@pytest.mark.parametrize(
    ("p", "text"),
    [(1, "1.00"), (0.1, "0.10"), (1 / 35, "0.029"), (1e-4, "below 0.001"), (math.nan, "none")],
)
def test_p_is_written_for_readers(p: float, text: str):
    assert format_p(p) == text
