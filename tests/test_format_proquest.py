"""Exports of ProQuest come apart into their articles."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.formats.exports import find_export
from helpers.intake.formats.proquest import is_proquest, read_proquest
from helpers.intake.normalise import split_lines
from made_exports import (
    apart,
    filled_lines,
    lines_accounted_for,
    lines_with,
    proquest,
    read_text_with,
    source_of,
    stories,
    with_body,
)
from nasty import PUMPED, pumped, within

FIVE_HUNDRED = stories(500)
RULE = "_" * 60


@pytest.mark.parametrize(
    "text",
    [
        proquest(FIVE_HUNDRED),
        proquest(FIVE_HUNDRED, toc=False),
        proquest(FIVE_HUNDRED, numbered=False),
        proquest(FIVE_HUNDRED, fields_below=False),
    ],
    ids=["whole", "no contents", "no numbers", "fewer fields"],
)
def test_five_hundred_articles_come_out_as_they_went_in(text):
    assert find_export(text) is read_proquest
    captures, refusals = read_text_with(read_proquest, text)
    assert [c.given.headline for c in captures] == [s.headline for s in FIVE_HUNDRED]
    assert [tuple(lines_with(c, "body")) for c in captures] == [s.paragraphs for s in FIVE_HUNDRED]
    assert [c.given.day for c in captures] == [s.day for s in FIVE_HUNDRED]
    assert [c.given.publisher for c in captures] == [s.publisher for s in FIVE_HUNDRED]
    assert [c.given.byline for c in captures] == [s.byline for s in FIVE_HUNDRED]
    assert {refusal.where for refusal in refusals} == {"cover page"}
    assert lines_accounted_for(captures, refusals) == filled_lines(text)
    assert len({c.where for c in captures}) == 500


def without_rules(text: str) -> str:
    return text.replace(RULE, "\n")


def with_heads(text: str) -> str:
    """As newer exports write it: some names of fields are lines of their own."""
    for name in ("Abstract", "Full text"):
        text = text.replace(f"\n{name}: ", f"\n{name.upper()}\n\n")
    return text.replace("\nSubject: ", "\nDETAILS\n\nSubject: ").replace(
        "\nLinks: ", "\nLINKS\n\nLinking Service\n\nLinks: "
    )


@pytest.mark.parametrize("write", [without_rules, lambda text: with_heads(without_rules(text))])
@pytest.mark.parametrize("number", [1, 40])
def test_articles_without_rules_between_them_come_apart_by_their_numbers(write, number):
    articles = stories(number, seed=8)
    text = write(proquest(articles))
    assert find_export(text) is read_proquest
    captures, refusals = read_text_with(read_proquest, text)
    assert [c.given.headline for c in captures] == [s.headline for s in articles]
    assert [tuple(lines_with(c, "body")) for c in captures] == [s.paragraphs for s in articles]
    assert [c.given.day for c in captures] == [s.day for s in articles]
    assert [c.given.byline for c in captures] == [s.byline for s in articles]
    assert {refusal.where for refusal in refusals} == {"cover page"}
    assert lines_accounted_for(captures, refusals) == filled_lines(text)


def test_one_article_without_number_and_rules_is_known_by_its_fields():
    [story] = stories(1, seed=9)
    text = without_rules(proquest([story], numbered=False, toc=False)).partition("10:15\n")[2]
    assert find_export(text) is read_proquest
    [found], _ = read_text_with(read_proquest, text)
    assert found.given.headline == story.headline
    assert tuple(lines_with(found, "body")) == story.paragraphs


def test_prose_about_the_database_is_no_export():
    text = "ProQuest was sold.\n\nDocument 1 of 2\n\nNobody knew of the author: a clerk.\n"
    assert find_export(text) is not read_proquest


@pytest.mark.parametrize("missing", [1, 17, 500])
def test_an_article_that_is_missing_from_the_counters_is_named(missing):
    parts = proquest(FIVE_HUNDRED, toc=False).split(RULE)
    text = RULE.join(part for part in parts if f"Document {missing} of 500\n" not in part)
    captures, refusals = read_text_with(read_proquest, text)
    assert len(captures) == 499
    assert [r.reason for r in refusals if r.where == "count"] == [
        f"the export says 500 documents, 499 were found: number {missing} is missing"
    ]


def test_an_article_missing_from_the_list_of_contents_is_named():
    parts = proquest(FIVE_HUNDRED[:9], numbered=False).split(RULE)
    text = RULE.join(part for part in parts if f"\n\n{FIVE_HUNDRED[4].headline}\n\n" not in part)
    captures, refusals = read_text_with(read_proquest, text)
    assert len(captures) == 8
    assert [r.reason for r in refusals if r.where == "count"] == [
        "the export says 9 documents, 8 were found: number 5 of its list is missing"
    ]


def test_a_rule_inside_a_story_parts_nothing():
    story = with_body(FIVE_HUNDRED[0], "One line.", RULE, "Another line.")
    captures, _ = read_text_with(read_proquest, proquest([story, FIVE_HUNDRED[1]]))
    assert len(captures) == 2
    assert lines_with(captures[0], "body") == ["One line.", RULE, "Another line."]


def test_an_abstract_alone_is_told_as_an_article_without_text():
    text = proquest(FIVE_HUNDRED[:2]).replace("Full text: ", "Full text: None available.\n\nX: ", 1)
    start = text.index("X: ")
    text = text[:start] + text[text.index("Subject:", start) :]
    captures, refusals = read_text_with(read_proquest, text)
    assert [c.where for c in captures] == ["document 2"]
    assert (refusals[0].where, refusals[0].status) == ("document 1", "empty")
    assert lines_accounted_for(captures, refusals) == filled_lines(text)


def test_what_the_fields_say_is_kept():
    (capture,), _ = read_text_with(read_proquest, proquest(FIVE_HUNDRED[:1]))
    assert capture.given.address == "https://search.example.org/docview/430000001"
    assert capture.given.language == "en"
    assert capture.given.day_source == "export header"
    assert lines_with(capture, "headline") == [FIVE_HUNDRED[0].headline]


LOOKALIKES = ["Title: Nothing", "Subject: Quays", "Document 3", "Abstract: none", RULE, "A6",
              "Author: nobody", "Links: none", "1. One of them", "Page 3 of 9"]  # fmt: skip
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
    gap=st.sampled_from(["\n\n", "\n\n\n"]),
    numbered=st.booleans(),
)
def test_no_line_is_lost_whatever_stories_hold(bodies, gap, numbered):
    whole = [replace(FIVE_HUNDRED[i], paragraphs=(PROSE, gap.join([*body, PROSE])))
             for i, body in enumerate(bodies)]  # fmt: skip
    text = proquest(whole, numbered=numbered)
    captures, refusals = read_text_with(read_proquest, text)
    assert lines_accounted_for(captures, refusals) == filled_lines(text)
    assert len(captures) == len(bodies)
    for capture in captures:
        body = lines_with(capture, "body")
        assert body[0] == PROSE == body[-1]


@settings(deadline=None)
@given(st.text("_" * 9 + "Ful text:Aubsrcd\n1", max_size=300))
def test_any_text_is_taken_without_complaint(text):
    text = f"{RULE}\n{text}"
    captures, refusals = apart(read_proquest(source_of(text), text))
    assert lines_accounted_for(captures, refusals) == len(
        [line for line in split_lines(text) if line.strip()]
    )


@pytest.mark.parametrize("pattern", [*PUMPED.values(), "_", f"{RULE}\n", "Full text: x\n",
                                     f"{RULE}\nTitle: a\nFull text: b\nSubject: c\n", "1. x....\n",
                                     "Document 1 of 2\n", "Publication info: a ;"])  # fmt: skip
@pytest.mark.slow
def test_long_hostile_texts_take_no_time(pattern):
    text = f"{RULE}\n" + pumped(pattern, 150_000)
    with within(20):
        is_proquest(text)
        apart(read_proquest(source_of(text), text))


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Byron, Ada.", "Ada Byron"),
        ("Byron, Ada; Ward, M. B.; van der Berg, Jo", "Ada Byron, M. B. Ward and Jo van der Berg"),
        ("BYRON, ADA, Jr.", "ADA BYRON Jr."),
        ("Byron, A. B.", "A. B. Byron"),
        ("Ada Byron; Mary Ward", "Ada Byron; Mary Ward"),
        ("Ada Byron, Geneva", "Ada Byron, Geneva"),
        ("Staff, Reuters", "Staff, Reuters"),
        ("Reuters, Tokyo", "Reuters, Tokyo"),
        ("Associated Press, The", "Associated Press, The"),
        ("Board, Editorial", "Board, Editorial"),
        ("Byron, Ada; Courier Staff Writer", "Byron, Ada; Courier Staff Writer"),
        ("Berg Motor, Lund", "Berg Motor, Lund"),
        ("Byron, MP", "Byron, MP"),
    ],
)  # fmt: skip
def test_authors_whose_surname_stands_first_are_named_as_in_a_byline(author: str, byline: str):
    story = replace(FIVE_HUNDRED[0], byline=author)
    (capture,), _ = read_text_with(read_proquest, proquest([story]))
    assert capture.given.byline == byline
