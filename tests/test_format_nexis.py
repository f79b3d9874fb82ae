"""Exports of Nexis Uni and LexisNexis Academic come apart into their articles, all of them."""

import html
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.formats.exports import find_export
from helpers.intake.formats.nexis import is_nexis, read_nexis
from helpers.intake.formats.registry import read_source
from helpers.intake.model import Capture
from helpers.intake.normalise import split_lines
from made_exports import (
    Story,
    apart,
    filled_lines,
    french,
    german,
    lexis_academic,
    lines_accounted_for,
    lines_with,
    nexis_uni,
    read_text_with,
    source_of,
    spanish,
    stories,
    with_body,
)
from nasty import PUMPED, pumped, within

FIVE_HUNDRED = stories(500)


def told(capture: Capture) -> Story:
    """The story as it was read."""
    about = capture.given
    return Story(
        about.headline, about.byline, about.publisher, about.day, about.place.upper(),
        tuple(lines_with(capture, "body")),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        nexis_uni(FIVE_HUNDRED),
        nexis_uni(FIVE_HUNDRED, cover=False),
        nexis_uni(FIVE_HUNDRED, gap="\n"),
        nexis_uni(FIVE_HUNDRED).replace("\n", "\r\n"),
        nexis_uni(FIVE_HUNDRED, without_end=frozenset({0, 7, 8, 499})),
        lexis_academic(FIVE_HUNDRED),
        lexis_academic(FIVE_HUNDRED, body_mark=True),
    ],
    ids=["Uni", "no cover", "no blank lines", "CRLF", "ends missing", "Academic", "older Academic"],
)
def test_five_hundred_articles_come_out_as_they_went_in(text):
    captures, refusals = read_text_with(read_nexis, text)
    assert [told(capture) for capture in captures] == FIVE_HUNDRED
    assert {refusal.where for refusal in refusals} <= {"cover page"}
    assert lines_accounted_for(captures, refusals) == filled_lines(text)
    assert len({capture.where for capture in captures}) == 500
    assert {capture.given.language for capture in captures} == {"en"}
    assert {capture.given.day_source for capture in captures} == {"export header"}


def test_every_line_that_is_not_blank_has_a_kind_and_no_other():
    for text in (nexis_uni(FIVE_HUNDRED[:9]), lexis_academic(FIVE_HUNDRED[:9])):
        for capture in read_text_with(read_nexis, text)[0]:
            lines = split_lines(capture.text)
            assert [bool(line.strip()) for line in lines] == [bool(k) for k in capture.kinds]


def test_header_lines_are_told_by_what_they_are():
    (capture,), _ = read_text_with(read_nexis, nexis_uni(FIVE_HUNDRED[:1], cover=False))
    story = FIVE_HUNDRED[0]
    assert lines_with(capture, "headline") == [story.headline]
    assert lines_with(capture, "masthead") == [story.publisher]
    assert len(lines_with(capture, "date line")) == 1
    assert len(lines_with(capture, "copyright")) == 2
    assert "Section: Section A; Pg. A6" in lines_with(capture, "export field")


def test_two_and_more_blank_lines_inside_a_story_do_not_end_it():
    story = with_body(FIVE_HUNDRED[0], "One line.\n\n\n\nAnother line.", "A third.\n\n\nThe last.")
    for text in (nexis_uni([story] * 3), lexis_academic([story] * 3)):
        captures, _ = read_text_with(read_nexis, text)
        wanted = ["One line.", "Another line.", "A third.", "The last."]
        assert [lines_with(capture, "body") for capture in captures] == [wanted] * 3


@pytest.mark.parametrize("missing", [1, 17, 500])
def test_an_article_that_is_missing_from_the_counters_is_named(missing):
    there = [s for i, s in enumerate(FIVE_HUNDRED, start=1) if i != missing]
    numbers = [i for i in range(1, 501) if i != missing]
    text = lexis_academic(there, numbers=numbers, total=500)
    captures, refusals = read_text_with(read_nexis, text)
    assert len(captures) == 499
    count = next(refusal for refusal in refusals if refusal.where == "count")
    assert count.status == "damaged"
    assert count.reason == (
        f"the export says 500 documents, 499 were found: number {missing} is missing"
    )


def test_articles_missing_from_the_list_of_contents_are_named():
    text = nexis_uni(FIVE_HUNDRED[:9]).replace("Documents (9)", "Documents (11)")
    text = text.replace("Client/Matter", "10. A ferry runs late\n11. No tin for anyone\nClient", 1)
    captures, refusals = read_text_with(read_nexis, text)
    assert len(captures) == 9
    assert refusals[-1].reason == (
        "the export says 11 documents, 9 were found: numbers 10-11 of its list are missing"
    )


def test_two_exports_in_one_file_are_counted_apart():
    text = lexis_academic(FIVE_HUNDRED[:5]) + lexis_academic(
        FIVE_HUNDRED[5:9], numbers=[1, 2, 4, 5], total=5
    )
    captures, refusals = read_text_with(read_nexis, text)
    assert len(captures) == 9
    assert len({capture.where for capture in captures}) == 9
    counts = [refusal for refusal in refusals if refusal.where.startswith("count")]
    assert [c.reason.rpartition(": ")[2] for c in counts] == ["number 3 is missing"]


def test_a_story_without_text_is_told_and_not_dropped():
    text = nexis_uni([FIVE_HUNDRED[0], with_body(FIVE_HUNDRED[1]), FIVE_HUNDRED[2]])
    captures, refusals = read_text_with(read_nexis, text)
    assert [capture.where for capture in captures] == ["document 1", "document 3"]
    assert [(r.where, r.status) for r in refusals] == [
        ("document 2", "empty"),
        ("cover page", "skipped"),
    ]


@pytest.mark.parametrize(("write", "length"), [(french, "LONGUEUR: 20 mots"),
                                               (german, "LÄNGE: 20 Wörter"),
                                               (spanish, "LONGITUD: 20 palabras")])  # fmt: skip
def test_dates_and_fields_of_other_interfaces_are_read(write, length):
    story = FIVE_HUNDRED[3]
    text = (
        f"1 de 1 DOCUMENTS\n\nLa Lampe\n\n{write(story.day)}\n\nLes quais\n\n{length}\n\n"
        "Le quai est vide.\n\nLANGUE: FRANÇAIS; FRENCH\n"
    )
    assert find_export(text) is read_nexis
    (capture,), refusals = read_text_with(read_nexis, text)
    assert capture.given.day == story.day
    assert capture.given.language == "fr"
    assert lines_with(capture, "body") == ["Le quai est vide."]
    assert refusals == []


def test_an_older_article_without_a_counter_is_read_by_its_fields():
    text = (
        "Copyright 1994 Example Press Ltd.\nThe Daily Example\n\nJune 3, 1994, Friday, Late "
        "Edition - Final\n\nSECTION: Section A; Page 6; Column 1\n\nLENGTH: 40 words\n\n"
        "HEADLINE: The Quay Is Empty;\nNobody Came\n\nBYLINE:  By ADA BERG\n\nDATELINE: OSLO, "
        "June 2\n\nBODY:\n   Nobody had come.\n   It left at noon.\n\nGRAPHIC: Photo: the "
        "quay\n\nLOAD-DATE: June 3, 1994\n"
    )
    assert find_export(text) is read_nexis
    (capture,), _ = read_text_with(read_nexis, text)
    assert capture.given.headline == "The Quay Is Empty; Nobody Came"
    assert (capture.given.byline, capture.given.place) == ("ADA BERG", "Oslo")
    assert capture.given.publisher == "The Daily Example"
    assert lines_with(capture, "body") == ["Nobody had come.", "It left at noon."]
    assert lines_with(capture, "caption") == ["GRAPHIC: Photo: the quay"]


def test_german_counters_part_articles():
    text = "".join(
        f"Dokument {i} von 3\n\nBeispiel Zeitung\n\nFreitag, 3. Juni 1994\n\nZinn, Teil {i}\n\n"
        "RUBRIK: POLITIK; S. 3\n\nLÄNGE: 20 Wörter\n\nDas Zinn ist weg.\n\nUPDATE: 4. Juni 1994\n\n"
        "SPRACHE: GERMAN; DEUTSCH\n\n"
        for i in (1, 3)
    )
    assert find_export(text) is read_nexis
    captures, refusals = read_text_with(read_nexis, text)
    assert [c.given.headline for c in captures] == ["Zinn, Teil 1", "Zinn, Teil 3"]
    assert {c.given.language for c in captures} == {"de"}
    assert [lines_with(c, "body") for c in captures] == [["Das Zinn ist weg."]] * 2
    assert [r.reason.rpartition(": ")[2] for r in refusals] == ["number 2 is missing"]


def test_a_headline_printed_twice_is_given_once():
    text = nexis_uni(FIVE_HUNDRED[:1], cover=False)
    title = FIVE_HUNDRED[0].headline
    (capture,), _ = read_text_with(read_nexis, f"{title}\n{text}")
    assert capture.given.headline == title
    assert lines_with(capture, "doubled headline") == [title]


def test_february_29_of_a_common_year_is_no_day():
    text = nexis_uni(FIVE_HUNDRED[:1], cover=False)
    day = FIVE_HUNDRED[0].day
    wrong = text.replace(f"{day:%B} {day.day}, {day.year}", "February 29, 1995")
    (capture,), _ = read_text_with(read_nexis, wrong)
    assert capture.given.day is None
    assert capture.given.day_source == ""


def test_a_header_with_a_field_more_or_less_is_still_a_header():
    text = nexis_uni(FIVE_HUNDRED[:20])
    text = text.replace("Byline: By", "Series: First of two\nByline: By")
    text = text.replace("Section: Section A; Pg. A6\n", "")
    text = text.replace("Late Edition - Final", "")
    captures, _ = read_text_with(read_nexis, text)
    assert [told(capture) for capture in captures] == FIVE_HUNDRED[:20]


def test_page_numbers_between_lines_of_a_story_are_none_of_it():
    story = with_body(FIVE_HUNDRED[0], "One line.", "Page 2 of 3", "Another line.")
    (capture,), _ = read_text_with(read_nexis, nexis_uni([story], cover=False))
    assert lines_with(capture, "body") == ["One line.", "Another line."]


LOOKALIKES = [
    "LENGTH: 12 words", "Classification", "Section: B", "Load-Date: none yet",
    "THE QUAY: A HISTORY", "3 of 9", "Document 4", "June 3, 1994 Friday", "Page A6", "Body", "HD",
    "Copyright is a right", "Language: English", "1. One of them", "***", "By the way: nothing",
]  # fmt: skip
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
@given(
    bodies=st.lists(PARAGRAPHS, min_size=1, max_size=6),
    gap=st.sampled_from(["\n\n", "\n\n\n", "\n\n \n\n"]),
    academic=st.booleans(),
)
def test_no_line_is_lost_whatever_stories_hold(bodies, gap, academic):
    whole = [replace(FIVE_HUNDRED[i], paragraphs=(PROSE, gap.join([*body, PROSE])))
             for i, body in enumerate(bodies)]  # fmt: skip
    text = lexis_academic(whole, body_mark=True) if academic else nexis_uni(whole)
    captures, refusals = read_text_with(read_nexis, text)
    assert lines_accounted_for(captures, refusals) == filled_lines(text)
    assert len(captures) == len(bodies)
    for capture, body in zip(captures, bodies, strict=True):
        found = lines_with(capture, "body")
        assert found[0] == PROSE == found[-1]
        assert len(found) >= len([b for b in body if b == PROSE]) + 2


@settings(deadline=None)
@given(st.text("EndofDcumt 1\nLgh:BTyx23", max_size=300))
def test_any_text_is_taken_without_complaint(text):
    captures, refusals = apart(read_nexis(source_of(text), text))
    assert lines_accounted_for(captures, refusals) == len(
        [line for line in split_lines(text) if line.strip()]
    )


@pytest.mark.parametrize("pattern", [*PUMPED.values(), "LENGTH: 5 words\n", "1 of 2 DOCUMENTS\n",
                                     "End of Document\n", "June 3, 1994\n", "Body\n", "1. x\n",
                                     "Length: 5 words\nBody\n"])  # fmt: skip
@pytest.mark.slow
def test_long_hostile_texts_take_no_time(pattern):
    text = pumped(pattern, 150_000)
    with within(20):
        is_nexis(text)
        apart(read_nexis(source_of(text), text))


@pytest.mark.parametrize("count", ["1 of {i}", "{i} of 999999", "{i} of 99{i}", "1 of 2"])
def test_counters_without_number_take_no_time(count):
    text = "".join(f"{count.format(i=i)} DOCUMENTS\nLENGTH: 1 words\nx\n" for i in range(1, 9000))
    with within(20):
        apart(read_nexis(source_of(text), text))


def test_plain_clippings_are_no_exports():
    assert find_export("OSLO: Talks failed again.\nLength: 5 words\n") is None
    assert find_export("") is None
    assert find_export("_" * 60) is None


@pytest.mark.parametrize(
    ("said", "byline"),
    [
        ("BYRON, ADA", "ADA BYRON"),
        ("BYRON, OSLO", "BYRON, OSLO"),
        ("ADA BYRON, Oslo", "ADA BYRON, Oslo"),
    ],
)
def test_a_surname_that_stands_first_is_turned_but_no_place(said: str, byline: str):
    text = (
        "Copyright 1994 Example Press Ltd.\nThe Daily Example\n\nJune 3, 1994, Friday\n\n"
        "SECTION: Section A; Page 6\n\nLENGTH: 40 words\n\nHEADLINE: The Quay Is Empty\n\n"
        f"BYLINE: {said}\n\nDATELINE: OSLO, June 2\n\nBODY:\n   Nobody had come.\n   It left at "
        "noon.\n\nLOAD-DATE: June 3, 1994\n"
    )
    (capture,), _ = read_text_with(read_nexis, text)
    assert capture.given.byline == byline


def test_a_page_without_blank_lines_loses_no_paragraph_and_no_headline():
    articles = stories(6, seed=4)
    lines = [line.strip() for line in lexis_academic(articles).split("\n") if line.strip()]
    page = "<html><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    captures, _ = apart(read_source(source_of(page.encode(), "a.html")))
    assert [c.given.headline for c in captures] == [s.headline for s in articles]
    for capture, story in zip(captures, articles, strict=True):
        first = " ".join(story.paragraphs[0].split())
        kept = " ".join(" ".join(lines_with(capture, "body")).split())
        assert first[:60] in kept
