"""Exports of Factiva come apart into their articles, in either form."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.formats.exports import find_export
from helpers.intake.formats.factiva import is_factiva, read_factiva
from helpers.intake.normalise import split_lines
from made_exports import (
    accession,
    apart,
    factiva_article,
    factiva_tagged,
    filled_lines,
    lines_accounted_for,
    lines_with,
    read_text_with,
    source_of,
    stories,
    with_body,
)
from nasty import PUMPED, pumped, within

FIVE_HUNDRED = stories(500)


@pytest.mark.parametrize(
    "text",
    [
        factiva_article(FIVE_HUNDRED),
        factiva_article(FIVE_HUNDRED, toc=True),
        factiva_article(FIVE_HUNDRED, without_end=frozenset({0, 7, 8, 499})),
        factiva_tagged(FIVE_HUNDRED),
        factiva_tagged(FIVE_HUNDRED, joint="\t"),
        factiva_tagged(FIVE_HUNDRED, joint="|"),
    ],
    ids=[
        "printed",
        "with contents",
        "numbers missing",
        "codes",
        "codes and tabs",
        "codes and bars",
    ],
)
def test_five_hundred_articles_come_out_as_they_went_in(text):
    assert find_export(text) is read_factiva
    captures, refusals = read_text_with(read_factiva, text)
    assert [c.given.headline for c in captures] == [s.headline for s in FIVE_HUNDRED]
    assert [tuple(lines_with(c, "body")) for c in captures] == [s.paragraphs for s in FIVE_HUNDRED]
    assert [c.given.day for c in captures] == [s.day for s in FIVE_HUNDRED]
    assert [c.given.publisher for c in captures] == [s.publisher for s in FIVE_HUNDRED]
    assert [c.given.byline for c in captures] == [s.byline for s in FIVE_HUNDRED]
    assert {c.given.language for c in captures} == {"en"}
    assert {refusal.where for refusal in refusals} <= {"cover page"}
    assert lines_accounted_for(captures, refusals) == filled_lines(text)
    assert len({c.where for c in captures}) == 500


def test_fields_below_the_text_may_stand_a_line_below_their_codes():
    text = factiva_tagged(FIVE_HUNDRED[:3], joint="\n").replace("\n\n", "\n")
    captures, _ = read_text_with(read_factiva, text)
    assert [tuple(lines_with(c, "body")) for c in captures] == [
        s.paragraphs for s in FIVE_HUNDRED[:3]
    ]


@pytest.mark.parametrize("words", ["words", "mots", "Wörter"])
def test_an_author_named_without_by_is_no_part_of_the_headline(words):
    text = factiva_article(FIVE_HUNDRED[:3]).replace("\nBy ", "\n")
    captures, _ = read_text_with(read_factiva, text.replace(" words\n", f" {words}\n"))
    assert [c.given.headline for c in captures] == [s.headline for s in FIVE_HUNDRED[:3]]
    assert [c.given.byline for c in captures] == [s.byline for s in FIVE_HUNDRED[:3]]


@pytest.mark.parametrize("second", ["Tin Plate", "On Port Saint Ann"])
def test_a_headline_of_two_lines_is_kept_whole(second):
    first = "The Union Questioned the Quota on All Imports of"
    story = replace(
        with_body(FIVE_HUNDRED[0], "The union had asked for tin plate."), headline=first
    )
    text = factiva_article([story]).replace(f"\nBy {story.byline}", f"\n{second}")
    [capture], _ = read_text_with(read_factiva, text)
    assert capture.given.headline == f"{first} {second}"


def test_accession_numbers_are_kept_whole():
    text = factiva_article(FIVE_HUNDRED[:3])
    captures, _ = read_text_with(read_factiva, text)
    assert [c.where for c in captures] == [f"Document {accession(i)}" for i in range(3)]


@pytest.mark.parametrize(
    ("number", "length"),
    [("Dokument", "Wörter"), ("Documento", "palabras"), ("Documento", "parole")],
)
def test_articles_come_apart_whatever_the_language_of_the_interface(number, length):
    text = factiva_article(FIVE_HUNDRED[:3])
    text = text.replace("\nDocument ", f"\n{number} ").replace(" words\n", f" {length}\n")
    assert find_export(text) is read_factiva
    captures, _ = read_text_with(read_factiva, text)
    assert [c.given.headline for c in captures] == [s.headline for s in FIVE_HUNDRED[:3]]
    assert [c.given.day for c in captures] == [s.day for s in FIVE_HUNDRED[:3]]
    assert len({c.where for c in captures}) == 3
    assert not any(c.damage for c in captures)


def test_the_same_accession_number_twice_gives_two_clippings():
    numbers = [accession(1), accession(1), accession(1).lower()]
    captures, _ = read_text_with(read_factiva, factiva_article(FIVE_HUNDRED[:3], numbers=numbers))
    assert [c.where for c in captures] == [
        f"Document {accession(1)}",
        f"Document {accession(1)} (2)",
        f"Document {accession(1).lower()}",
    ]


def test_a_page_such_as_a6_is_no_text_and_no_trouble():
    for text in (factiva_article(FIVE_HUNDRED[:2]), factiva_tagged(FIVE_HUNDRED[:2])):
        captures, _ = read_text_with(read_factiva, text)
        assert all("A6" not in lines_with(capture, "body") for capture in captures)


def test_an_article_without_its_number_is_told_as_damaged():
    text = factiva_article(FIVE_HUNDRED[:3], without_end=frozenset({1}))
    captures, _ = read_text_with(read_factiva, text)
    assert [c.damage for c in captures] == [(), ("its accession number is missing",), ()]


def test_a_list_of_contents_that_names_more_articles_is_told():
    text = factiva_article(FIVE_HUNDRED[:3], toc=True)
    text = f"No tin for anyone{'.' * 20}9\n{text}"
    captures, refusals = read_text_with(read_factiva, text)
    assert len(captures) == 3
    assert [r.reason for r in refusals if r.where == "count"] == [
        "the export says 4 documents, 3 were found: compare its list of contents"
    ]


def test_labels_on_the_lines_of_the_text_are_cut_off():
    text = factiva_tagged(FIVE_HUNDRED[:2]).replace("\nLP \n", "\nLP ").replace("\nTD \n", "\nTD ")
    captures, _ = read_text_with(read_factiva, text)
    assert [tuple(lines_with(c, "body")) for c in captures] == [
        s.paragraphs for s in FIVE_HUNDRED[:2]
    ]


def test_words_in_capitals_that_look_like_codes_stay_in_the_story():
    story = with_body(FIVE_HUNDRED[0], "IN A SHORT NOTE the board gave way.", "TD is a bank.",
                      "RE the quay: nothing.", "BY AND BY it rained.")  # fmt: skip
    (capture,), _ = read_text_with(read_factiva, factiva_tagged([story]))
    assert tuple(lines_with(capture, "body")) == story.paragraphs


LOOKALIKES = ["512 words", "3 June 1994", "English", "DAIEX", "(c) 1994", "Document 4", "HD", "LP",
              "A6", "By Ada Berg", "IN", "Search Summary", "AN", "CO x : y"]  # fmt: skip
PROSE = "The quay was empty and nobody had come to see it."
PARAGRAPHS = st.lists(
    st.one_of(
        st.sampled_from(LOOKALIKES),
        st.text("aB:.,-'\" \t\n", min_size=1, max_size=60),
        st.just(PROSE),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(bodies=st.lists(PARAGRAPHS, min_size=1, max_size=6), gap=st.sampled_from(["\n\n", "\n\n\n"]))
def test_no_line_is_lost_whatever_stories_hold(bodies, gap):
    whole = [replace(FIVE_HUNDRED[i], paragraphs=(PROSE, gap.join([*body, PROSE])))
             for i, body in enumerate(bodies)]  # fmt: skip
    for text in (factiva_article(whole), factiva_tagged(whole)):
        captures, refusals = read_text_with(read_factiva, text)
        assert lines_accounted_for(captures, refusals) == filled_lines(text)
        assert len(captures) >= len(bodies)
        assert {f"Document {accession(i)}" for i in range(len(bodies))} <= {
            capture.where for capture in captures
        }


@settings(deadline=None)
@given(st.text("Document A1HDLPT\n words3Jue19940", max_size=300))
def test_any_text_is_taken_without_complaint(text):
    captures, refusals = apart(read_factiva(source_of(text), text))
    assert lines_accounted_for(captures, refusals) >= len(
        [line for line in split_lines(text) if line.strip()]
    )


@pytest.mark.parametrize("pattern", [*PUMPED.values(), "512 words\n3 June 1994\n", "HD a\n", "LP ",
                                     "Document A1234567890123456789\n", "CO x : y\n", ".",
                                     "TD\tx\n", "1,000 "])  # fmt: skip
@pytest.mark.slow
def test_long_hostile_texts_take_no_time(pattern):
    text = pumped(pattern, 150_000)
    with within(20):
        is_factiva(text)
        apart(read_factiva(source_of(text), text))


def test_very_long_runs_of_spaces_take_no_time():
    text = "HD a\nLP b\n" + " " * 500_000 + "x\nLP " + " \t" * 250_000 + "\nTD" + " " * 500_000
    with within(20):
        is_factiva(text)
        apart(read_factiva(source_of(text), text))
