"""Clippings that somebody typed out or keeps with the paper and the day above: no page around."""

from __future__ import annotations

import pytest

from helpers.intake.clean import read_article
from helpers.intake.dates.year_cues import find_years
from helpers.intake.dating import estimate_date
from helpers.intake.parts.citations import read_copyright
from made_sources import read_one, refusal

BODY = """Plans to deepen the quarry won the backing of the council on Friday, over a petition.

Ratepayers have been told to expect a bill of forty thousand pounds, spread over six years.

The vicar offered the parish hall for the meeting, and a choir for what comes afterwards."""


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        ("Quarry to grow\n\nVictor Upton", ()),
        ("Quarry to grow\nVictor Upton", ()),
        ("The Pier, p. 4\nQuarry to grow\nVictor Upton", ("export field",)),
        ("Quarry to grow\nA hole that nobody asked for grows a little deeper\nVictor Upton", ()),
    ],
)
def test_a_name_alone_below_the_headline_of_a_typed_text_is_the_author(
    head: str, kinds: tuple[str, ...]
):
    text = f"{head}\n\n{BODY}"
    settled = (*kinds, *[""] * (text.count("\n") + 1 - len(kinds))) if kinds else ()
    assert read_article(text, kinds=settled).byline == "Victor Upton"


@pytest.mark.parametrize("line", ["Port Harrow", "Dark Waters", "Front Page", "Letters Page"])
def test_a_place_or_a_section_below_the_headline_is_no_author(line: str):
    assert read_article(f"Quarry to grow\n\n{line}\n\n{BODY}").byline == ""


def test_who_is_told_of_is_no_author():
    body = BODY.replace("The vicar", "Mr. Upton")
    assert read_article(f"Quarry to grow\n\nVictor Upton\n\n{body}").byline == ""


def test_a_known_headline_leaves_the_summary_below_it_a_summary():
    head = "The hole\nFor a century it fed a town. On Friday the last cart left\nVictor Upton\n\n"
    kinds = ("headline", *[""] * (head + BODY).count("\n"))
    article = read_article(head + BODY, kinds=kinds)
    assert article.headline == "The hole"
    assert article.standfirst == "For a century it fed a town. On Friday the last cart left"


@pytest.mark.parametrize(
    "text",
    [
        "The pact, by which coal comes from the islands, runs out at the end of 1974.",
        "The master, a man from Leeds, retires in 1974.",
        "A guarantee taken over from the mill lapses in March 1974.",
    ],
)
def test_what_runs_out_in_a_year_is_still_to_come(text: str):
    assert [named.first for named in find_years(text)] == [None]


@pytest.mark.parametrize(
    "title",
    [
        "404 - Page not found",
        "Page Not Found | The Pier",
        "Just a moment...",
        "Access denied",
        "Attention Required! | Shield",
        "Are you a robot?",
    ],
)
def test_the_notice_of_a_server_is_no_article(title: str):
    page = f"<html><head><title>{title}</title></head><body><p>Please try again, or go home.</p>"
    refused = refusal("a.html", page.encode())
    assert refused.status == "skipped"
    assert "open its address again" in refused.reason


def test_an_article_about_a_page_that_was_not_found_is_one():
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n") * 3)
    page = f"<html><head><title>Page not found in the parish book</title></head>{paragraphs}</html>"
    assert "vicar" in read_one("a.html", page.encode()).text


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("© 2003 The Harrow Courier. All rights reserved.", "The Harrow Courier"),
        ("Copyright 1998 Harrow Courier", "Harrow Courier"),
        ("Copyright © 1996-2004 Evening Mercury Ltd", "Evening Mercury"),
        ("© The Kettleby Chronicle 2007", "The Kettleby Chronicle"),
        ("© 2003 Agency France", ""),
        ("Copyright the author and the daily staff", ""),
    ],
)
def test_a_copyright_names_the_paper(line: str, paper: str):
    assert read_copyright(line) == paper


def test_the_title_of_a_page_names_the_paper_where_nothing_else_does():
    page = f"<html><head><title>Quarry to grow | The Harrow Courier</title></head><p>{BODY}</p>"
    assert read_one("a.html", page.encode()).given.publisher == "The Harrow Courier"


@pytest.mark.parametrize("line", ["News | Oslo", "Business - Shipping"])
def test_a_section_on_top_of_a_page_is_no_paper(line: str):
    assert read_article(f"{line}\n\nQuarry to grow\n\n{BODY}").publisher == ""


def test_a_day_that_may_be_of_two_months_leaves_both():
    found = estimate_date(f"Quarry to grow\nPublished: 03/02/2015 07:15\n{BODY}")
    assert (str(found.earliest), str(found.latest)) == ("2015-02-03", "2015-03-02")
    assert found.best is None


def test_numbers_without_a_label_are_no_days():
    assert estimate_date(f"Quarry to grow\n03/02/2015\n{BODY}").earliest is None


def test_columns_of_a_library_are_known():
    table = (
        "ID,Pub. title,Pub. date,Art. title,OCR full text\n1,The Pier,3-May-1994,Talks,They met."
    )
    given = read_one("a.csv", table.encode()).given
    assert (given.publisher, given.headline, str(given.day)) == ("The Pier", "Talks", "1994-05-03")
