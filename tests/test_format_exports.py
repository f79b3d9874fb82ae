"""Exports are recognised, whatever file they come in, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.clean import read_article
from helpers.intake.formats.export_accounts import spans
from helpers.intake.formats.exports import find_export
from helpers.intake.formats.factiva import read_factiva
from helpers.intake.formats.nexis import read_nexis
from helpers.intake.formats.proquest import read_proquest
from helpers.intake.formats.text import read_text
from made_exports import (
    apart,
    factiva_article,
    factiva_tagged,
    lexis_academic,
    nexis_uni,
    proquest,
    source_of,
    stories,
)
from nasty import PUMPED, pumped, within

STORIES = stories(12)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (nexis_uni(STORIES), read_nexis),
        (nexis_uni(STORIES[:1], cover=False), read_nexis),
        (lexis_academic(STORIES), read_nexis),
        (lexis_academic(STORIES[:1], body_mark=True), read_nexis),
        (factiva_article(STORIES), read_factiva),
        (factiva_article(STORIES[:1], toc=True), read_factiva),
        (factiva_tagged(STORIES), read_factiva),
        (proquest(STORIES), read_proquest),
        (proquest(STORIES[:1], toc=False, numbered=False), read_proquest),
    ],
)
def test_each_export_finds_its_reader(text, read):
    assert find_export(text) is read
    assert find_export(text.replace("\n", "\r\n")) is read


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(STORIES[0].paragraphs),
        "Length: 5 words\nBody\n",
        "512 words\n3 June 1994\nThe quay was empty.",
        "1 of 500 documents were found on the quay.",
        "_" * 60 + "\nThe quay was empty.\n" + "_" * 60,
        "The board said it had 500 documents\nand Factiva had none.",
        "HD television sets were sold at the quay.",
    ],
)
def test_a_clipping_is_no_export(text):
    assert find_export(text) is None


@pytest.mark.parametrize("write", [nexis_uni, lexis_academic, factiva_article, factiva_tagged,
                                   proquest])  # fmt: skip
def test_a_text_file_with_an_export_gives_its_articles(write):
    captures, refusals = apart(read_text(source_of(write(STORIES), "a.txt")))
    assert [c.given.headline for c in captures] == [s.headline for s in STORIES]
    assert len({c.digest for c in captures}) == 12
    assert all(c.encoding == "utf-8" and c.format.endswith(" export") for c in captures)
    assert {r.status for r in refusals} <= {"skipped"}


@pytest.mark.parametrize("write", [nexis_uni, lexis_academic, factiva_article, factiva_tagged,
                                   proquest])  # fmt: skip
def test_the_article_has_the_paragraphs_of_its_text_and_nothing_of_the_export(write):
    captures, _ = apart(read_text(source_of(write(STORIES), "a.txt")))
    for capture, story in zip(captures, STORIES, strict=True):
        article = read_article(capture.text, kinds=capture.kinds, given=capture.given)
        assert " ".join(article.paragraphs) == " ".join(story.paragraphs)


def test_runs_of_numbers_are_drawn_together():
    assert spans([1]) == "number 1"
    assert spans([1, 2, 3, 7, 9, 10]) == "numbers 1-3, 7 and 9-10"
    assert spans(list(range(1, 100, 2))).endswith("and 30 more runs")


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_asked(text):
    find_export(text)


@pytest.mark.parametrize("pattern", PUMPED.values())
@pytest.mark.slow
def test_asking_takes_no_time(pattern):
    for start in ("length: 1\n", "_" * 60 + "\n", "hd \n1 words\n"):
        with within(20):
            find_export(start + pumped(pattern, 500_000))
