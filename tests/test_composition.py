"""What eras are made of, from facts in the tables alone."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.composition import (
    COLUMNS,
    authors_by_era,
    composition,
    composition_counts,
    covariates,
    genres,
    quoted_share,
)
from made_tables import MadeCorpus, Story, made_corpus
from made_voices import spoken_corpus


def folder(chunk: int = 3) -> MadeCorpus:
    stories = [
        Story("a1", "then", ("one two three", "four"), publisher="Herald", quoted=0.5),
        Story("a2", "then", ("one " * 10,), publisher="Star"),
        Story("a3", "then", ("one " * 20,), publisher="Star"),
        Story("b1", "now", ("one",), publisher="Herald"),
        Story("b2", "now", ("one",), publisher="Herald", duplicate_of="b1"),
        Story("c1", "undated", ("one",)),
    ]
    columns = {
        "language": ["en", "en", "de", "en", "en", "und"],
        "headline": ["Letter: On fish", "Fish", "Fish", "Interview with nobody", "", ""],
        "agency": ["", "Reuters", "The Star", "", "", ""],
        "byline": ["", "", "", "Eva Lund", "", ""],
        "date_basis": [
            "office holders",
            "explicit date, office holders",
            "hints of style, names of their time",
            "dateline day",
            "dateline day",
            "none",
        ],
    }
    return spoken_corpus(stories, columns=columns, chunk=chunk)


def test_each_era_is_described_by_its_own_articles():
    table = composition(folder()).set_index("era")
    assert list(table.index) == ["then", "now", "undated"]
    assert table["articles"].to_list() == [3, 1, 1]
    assert table["duplicates"].to_list() == [0, 1, 0]
    assert table.loc["then", "publishers"] == "Star (2), Herald (1)"
    assert table.loc["then", "languages"] == "en (2), de (1)"
    assert table.loc["undated", "languages"] == "unknown (1)"


def test_lengths_have_a_middle_and_a_spread():
    row = composition(folder()).set_index("era").loc["then"]
    assert row[["words_low", "words_per_article", "words_high"]].to_list() == [7, 10, 15]


def test_quoted_speech_is_a_mean_over_articles():
    assert quoted_share(folder()).to_dict()["a1"] == 0.5
    row = composition(folder()).set_index("era").loc["then"]
    assert row["percent_quoted"] == pytest.approx(50 / 3)


def test_articles_dated_by_their_words_alone_are_counted():
    table = composition(folder()).set_index("era")
    assert table.loc["then", "dated_by"].startswith("office holders (2)")
    assert table["dated_by_words_alone"].to_list() == [2, 0, 0]


@pytest.mark.parametrize(
    ("headline", "genre"),
    [
        ("Letter: On fish", "letter"),
        ("Letters to the Editor", "letter"),
        ("OPINION | Fish now", "opinion"),
        ("Editorial", "editorial"),
        ("INTERVIEW-Minister wants fish", "interview"),
        ("Q&A: fish", "interview"),
        ("ANALYSIS - What fish mean", "analysis"),
        ("News analysis: fish", "analysis"),
        ("Letters pile up at the ministry", "not known"),
        ("Opinion divided on fish", "not known"),
        ("Leader-led reforms: a view", "not known"),
        ("Analysis of catches is late", "not known"),
        ("", "not known"),
    ],
)
def test_a_label_at_the_head_tells_the_kind_and_a_word_in_a_sentence_does_not(
    headline: str, genre: str
):
    assert genres(pd.DataFrame({"headline": [headline]})).to_list() == [genre]


def test_a_credit_makes_an_agency_story_only_where_it_is_a_news_agency():
    found = covariates(folder()).set_index("article_id")["genre"]
    assert found.to_dict() == {
        "a1": "letter",
        "a2": "agency story",
        "a3": "",
        "b1": "signed article",
        "c1": "",
    }


def test_columns_that_a_corpus_lacks_count_as_unknown():
    corpus = made_corpus([Story("a", "then", ("one two",))], eras=("then",))
    table = composition(corpus)
    assert list(table.columns) == list(COLUMNS)
    assert table.loc[0, ["languages", "genres", "dated_by"]].to_list() == [
        "unknown (1)",
        "not known (1)",
        "unknown (1)",
    ]


def test_an_era_without_articles_of_its_own_is_a_row_without_numbers():
    corpus = made_corpus([Story("a", "now", ("one",))], eras=("then", "now"))
    row = composition(corpus).iloc[0]
    assert row["articles"] == 0
    assert np.isnan(row["words_low"])
    assert row["publishers"] == ""


def test_counts_by_value_add_up_to_the_articles_of_each_era():
    counts = composition_counts(folder())
    for covariate, own in counts.groupby("covariate"):
        sums = own.groupby("era")["articles"].sum().to_dict()
        assert sums == {"then": 3, "now": 1, "undated": 1}, covariate
    publishers = counts[counts["covariate"] == "publisher"]
    assert publishers["value"].drop_duplicates().to_list() == ["Herald", "Star", "unknown"]
    assert publishers.groupby("era")["share"].sum().to_list() == pytest.approx([1, 1, 1])


def test_chunks_make_no_difference():
    pd.testing.assert_frame_equal(composition(folder(1)), composition(folder(99)))


def by(*authors: tuple[str, str, str], column: str = "byline") -> MadeCorpus:
    """Articles of these ids, eras and authors."""
    stories = [Story(name, era, ("one",)) for name, era, _ in authors]
    eras = tuple(era for era in ("then", "now") if era in {era for _, era, _ in authors})
    return spoken_corpus(stories, eras, columns={column: [author for *_, author in authors]})


def test_authors_are_counted_by_era_in_one_spelling():
    corpus = by(
        ("a", "then", "EVA LUND"), ("b", "then", "Eva  Lund, Staff Writer"), ("c", "now", "Ito"),
        ("d", "now", "Eva Lund"), ("e", "undated", "Ito"), ("f", "now", "Staff Reporter"),
    )  # fmt: skip
    table = authors_by_era(corpus)
    assert list(table.columns) == ["author", "then", "now", "undated", "in all"]
    assert table["author"].str.casefold().to_list() == ["eva lund", "ito"]
    assert table.to_numpy()[:, 1:].tolist() == [[2, 1, 0, 3], [0, 1, 1, 2]]
    told = composition(corpus).set_index("era")["authors"]
    assert told["then"].casefold() == "eva lund (2)"
    assert told["now"].casefold() == "eva lund (1), ito (1), unknown (1)"


def test_an_era_without_a_known_author_has_its_column():
    table = authors_by_era(by(("a", "then", "Ito"), ("b", "now", "")))
    assert table.to_numpy().tolist() == [["Ito", 1, 0, 1]]


def test_names_in_file_names_are_told_as_such():
    names = [(f"{name}{n}", era, f"{name} {n}.txt")
             for era, some in (("then", "Ada Bob Cyd"), ("now", "Dan Eve Flo"))
             for name in some.split() for n in (1, 2)]  # fmt: skip
    table = authors_by_era(by(*names, column="file"))
    assert list(table.columns) == ["name in file names", "then", "now", "in all"]
    assert table["name in file names"].to_list() == ["Ada", "Bob", "Cyd", "Dan", "Eve", "Flo"]


def test_where_no_author_is_known_none_is_listed():
    assert authors_by_era(by(("a", "then", ""), ("b", "now", "Staff Reporter"))).empty
