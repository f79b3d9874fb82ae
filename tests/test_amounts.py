"""Sums and percentages: how they are read, and which of them each era names."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis.writing.amounts import (
    MAYBE_SCALE,
    MAYBE_WEIGHT,
    NAMES,
    SCALES,
    SIGNS,
    parse_money,
    parse_rate,
)
from helpers.analysis.writing.figures_named import TARIFF_WORDS, days_named, evidence, figures_named
from helpers.errors import DatelinesError
from helpers.intake.mentions import find_mentions
from made_tables import MadeCorpus, Story
from made_voices import spoken_corpus


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$45 billion", 45e9, "dollar"),
        ("US$60 billion", 60e9, "dollar"),
        ("$1,250,000", 1_250_000, "dollar"),
        ("$5m", 5e6, "dollar"),
        ("£2.5bn", 2.5e9, "pound"),
        ("€10 million", 1e7, "euro"),
        ("¥300 trillion", 3e14, "yen"),
        ("HK$7.8", 7.8, "Hong Kong dollar"),
        ("A$12 mln", 12e6, "Australian dollar"),
        ("300 mln dlrs", 3e8, "dollar"),
        ("170 billion dollar", 17e10, "dollar"),
        ("8.14 billion dlrs", 8.14e9, "dollar"),
        ("6,000 billion yen", 6e12, "yen"),
        ("112.2 billion marks", 112.2e9, "mark"),
        ("153.67 yen", 153.67, "yen"),
        ("2 thousand francs", 2000, "franc"),
        ("7 tn yuan", 7e12, "yuan"),
    ],
)
def test_a_sum_is_read_with_its_scale_and_currency(text: str, value: float, unit: str):
    amount = parse_money(text)
    assert amount is not None
    assert (amount.value, amount.unit, amount.doubt) == (value, unit, "")


@pytest.mark.parametrize(
    "text",
    ["", "$", "yen", "$1,5 billion", "$ million", "ten dollars", "5", "$5 zillion", "25%", "$٣",
     "1.2.3 yen", "$1" + "0" * 90],
)  # fmt: skip
def test_what_is_no_sum_is_not_read(text: str):
    assert parse_money(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25%", 25),
        ("2.5 %", 2.5),
        ("1,200%", 1200),
        ("4 percent", 4),
        ("4 per cent", 4),
        ("7pct", 7),
    ],
)
def test_a_percentage_is_read_however_it_is_spelt(text: str, value: float):
    amount = parse_rate(text)
    assert amount is not None
    assert (amount.value, amount.unit) == (value, "%")


def test_pounds_below_a_million_may_be_a_weight():
    doubts = {text: parse_money(text) for text in ("300 pounds", "3 million pounds", "£300")}
    told = {text: amount.doubt for text, amount in doubts.items() if amount}
    assert told == {"300 pounds": MAYBE_WEIGHT, "3 million pounds": "", "£300": ""}


@given(st.text(max_size=120))
def test_no_text_breaks_the_reading_of_sums_and_percentages(text: str):
    for parse in (parse_money, parse_rate):
        amount = parse(text)
        assert amount is None or amount.value >= 0


@given(
    st.decimals(0, 10**9, places=2, allow_nan=False),
    st.sampled_from(["", *(scale for scale in SCALES if len(scale) > 2)]),
    st.sampled_from(sorted(SIGNS)),
)
def test_a_sum_written_with_a_sign_is_read_back(number, scale: str, sign: str):
    amount = parse_money(f"{sign}{number:,} {scale}".strip())
    assert amount is not None
    assert amount.unit == SIGNS[sign]
    assert amount.value == float(number * SCALES.get(scale, 1))


@given(
    st.integers(1, 999),
    st.sampled_from(["", "thousand ", "million ", "mln ", "billion ", "trillion "]),
    st.sampled_from(["dollars", "dlrs", "yen", "pounds", "marks", "francs", "euros", "yuan"]),
)
def test_whatever_intake_finds_as_money_is_read(number: int, scale: str, name: str):
    found = find_mentions(f"They paid {number} {scale}{name} for it.")
    (money,) = [mention.text for mention in found if mention.kind == "money"]
    amount = parse_money(money)
    assert amount is not None
    assert amount.unit == NAMES[name]


def folder(chunk: int = 3) -> MadeCorpus:
    stories = [
        Story("a1", "then", ("the tariff talk", "other things")),
        Story("a2", "then", ("a tariff row",)),
        Story("b1", "now", ("duties again",)),
        Story("c1", "undated", ("the tariff",)),
        Story("d1", "now", ("duties again",), duplicate_of="b1"),
    ]
    mentions = [
        ("a1", 0, "money", "$1 billion", 2),
        ("a1", 0, "rate", "25%", 1),
        ("a1", 1, "money", "$3", 1),
        ("a1", 1, "money", "$4 billion", 1),
        ("a1", 1, "rate", "3%", 1),
        ("a1", 1, "date", "May 3", 1),
        ("a2", 0, "money", "1 billion dlrs", 1),
        ("a2", 0, "money", "150 yen", 1),
        ("a2", 0, "money", "$1,5", 1),
        ("b1", 0, "rate", "10%", 4),
        ("b1", 0, "date", "Monday", 2),
        ("c1", 0, "money", "$9 billion", 1),
        ("d1", 0, "money", "$9 billion", 1),
    ]
    return spoken_corpus(stories, mentions=mentions, chunk=chunk)


def test_spellings_of_one_sum_are_one_and_articles_count_once():
    named = figures_named(folder()).named
    first = named.iloc[0]
    assert (first["era"], first["value"], first["written"]) == ("then", 1e9, "$1 billion")
    assert (first["articles"], first["mentions"]) == (2, 3)
    assert 9e9 not in set(named["value"]), "undated articles and duplicates are left out"


def test_a_bare_number_beside_scaled_ones_is_in_doubt_and_no_part_of_the_summary():
    figures = figures_named(folder())
    doubtful = figures.named[figures.named["doubt"] != ""]
    assert doubtful[["written", "doubt"]].to_numpy().tolist() == [["$3", MAYBE_SCALE]]
    dollars = figures.by_unit[figures.by_unit["unit"] == "dollar"]
    assert dollars["smallest"].to_list() == [1e9]


def test_what_cannot_be_read_is_listed():
    unread = figures_named(folder()).unread
    assert unread.to_numpy().tolist() == [["then", "$1,5", 1, 1]]


def test_the_median_takes_each_figure_once_an_article():
    by_unit = figures_named(folder()).by_unit
    row = by_unit[by_unit["size"] == "a million or more"].iloc[0]
    assert (row["articles"], row["mentions"], row["different"]) == (2, 4, 2)
    assert (row["median"], row["largest"], row["largest_written"]) == (1e9, 4e9, "$4 billion")


def test_only_passages_with_a_word_count_where_words_are_given():
    near = ("tariff", "duties")
    rates = figures_named(folder(), "rate", near=near).named
    assert rates[["era", "written"]].to_numpy().tolist() == [["then", "25%"], ["now", "10%"]]
    assert days_named(folder(), near=near)["written"].to_list() == ["Monday"]


def test_chunks_make_no_difference():
    whole, pieces = figures_named(folder(chunk=99)), figures_named(folder(chunk=1))
    pd.testing.assert_frame_equal(whole.named, pieces.named)
    pd.testing.assert_frame_equal(whole.by_unit, pieces.by_unit)
    pd.testing.assert_frame_equal(
        evidence(folder(99), "money", per=1), evidence(folder(1), "money", per=1)
    )


def test_evidence_names_article_and_passage_of_each_figure():
    corpus = folder()
    named = figures_named(corpus).named
    found = evidence(corpus, "money", named.head(1))
    assert found[["article_id", "passage", "text"]].to_numpy().tolist() == [
        ["a1", 0, "$1 billion"],
        ["a2", 0, "1 billion dlrs"],
    ]
    assert len(evidence(corpus, "money", named.head(1), per=1)) == 1
    assert evidence(corpus, "date", days_named(corpus))["text"].to_list() == ["May 3", "Monday"]


def test_evidence_stands_by_era_in_the_order_of_time():
    stories = [Story(f"s{i}", "now" if i % 2 else "then", ("the tariff",)) for i in range(6)]
    mentions = [(s.article_id, 0, "rate", f"{i + 1}%", 1) for i, s in enumerate(stories)]
    corpus = spoken_corpus(stories, mentions=mentions, chunk=1)
    found = evidence(corpus, "rate")
    assert found["article_id"].to_list() == ["s0", "s2", "s4", "s1", "s3", "s5"]
    few = evidence(corpus, "rate", per_era=2)
    assert few["article_id"].to_list() == ["s0", "s2", "s1", "s3"]
    assert list(evidence(corpus, "money", per_era=2)) == list(found)


def test_a_mans_name_is_no_tariff():
    stories = [Story("a", "then", ("mr levy spoke",)), Story("b", "then", ("new levies",))]
    mentions = [(s.article_id, 0, "rate", "25%", 1) for s in stories]
    corpus = spoken_corpus(stories, ("then",), mentions=mentions)
    named = figures_named(corpus, "rate", near=TARIFF_WORDS).named
    assert named["articles"].to_list() == [1]


def test_figures_of_another_kind_are_refused():
    with pytest.raises(DatelinesError, match="choose money or rate"):
        figures_named(folder(), "name")


def test_a_folder_without_figures_gives_empty_tables():
    figures = figures_named(spoken_corpus([Story("a", "then", ("word",))], eras=("then",)))
    assert figures.named.empty
    assert figures.by_unit.empty
    assert figures.articles == {"then": 1}
