"""Markdown files."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.formats.markdown import read_markdown
from helpers.intake.model import Capture, Refusal
from helpers.intake.normalise import split_lines
from made_sources import STORY, read, read_one, refusal, source_of
from nasty import within

FRONT = """---
title: "Ministers Put Off Decision"
author: Ada Berg
source: https://pier.example/steel
publication: The Pier
date: 1994-11-12T09:00
tags: [steel, duties]
---
"""
TEXT = f"""# Ministers Put Off *Decision*

{STORY[0].replace(" put", chr(10) + "put")}

They will [meet again](https://a.example "x") in **two** weeks.

- The first `point`.
- The second, ![a mill](mill.jpg) too.

> {STORY[2]}

| Country | Duty |
|---------|------|
| Norway  | 25   |

## What comes next
{STORY[3]}
"""


def test_marks_go_and_words_stay_in_order():
    found = read_one("a.md", TEXT.encode())
    kept = [line for line in found.text.split("\n") if line]
    assert kept == [
        "Ministers Put Off Decision", STORY[0], "They will meet again in two weeks.",
        "The first point.", "The second, a mill too.", STORY[2],
        "Country", "Duty", "Norway", "25", "What comes next", STORY[3],
    ]  # fmt: skip
    assert found.kinds[0] == "headline"
    assert set(found.kinds[1:]) == {""}
    assert len(found.kinds) == len(split_lines(found.text))


def test_the_fields_above_the_text_are_evidence():
    stated = read_one("a.md", (FRONT + TEXT).encode()).given
    assert (stated.headline, stated.byline) == ("Ministers Put Off Decision", "Ada Berg")
    assert (stated.publisher, stated.address) == ("The Pier", "https://pier.example/steel")
    assert (stated.day, stated.day_source) == (dt.date(1994, 11, 12), "metadata")


@pytest.mark.parametrize("date", ["1994-13-12", "12 November", "soon", ""])
def test_a_day_that_is_none_is_left_out(date):
    stated = read_one("a.md", f"---\ndate: {date}\n---\n{TEXT}".encode()).given
    assert (stated.day, stated.day_source) == (None, "")


def test_a_year_above_the_text_leaves_its_days_open():
    stated = read_one("a.md", f"---\ndate: 1994\n---\n{TEXT}".encode()).given
    assert (stated.day, stated.last_day) == (dt.date(1994, 1, 1), dt.date(1994, 12, 31))


def test_a_rule_at_the_top_is_no_front_matter():
    found = read_one("a.md", f"---\n\n{TEXT}".encode())
    assert found.text.startswith("Ministers Put Off Decision")


def test_markup_inside_is_taken_out():
    found = read_one(
        "a.md", b"<div class='x'>\nTalks failed.\n</div>\n\nThey <b>failed</b> again.\n"
    )
    assert " ".join(found.text.split()) == "Talks failed. They failed again."


def test_the_second_title_is_no_headline():
    found = read_one("a.md", b"# First\n\nTalks failed.\n\n# Second\n\nThey failed again.\n")
    assert found.kinds.count("headline") == 1


def test_a_file_without_words_is_empty_and_a_binary_one_skipped():
    assert refusal("a.md", b"---\n---\n").status == "empty"
    assert refusal("a.md", bytes(range(32)) * 99).status == "skipped"


@pytest.mark.parametrize(
    "unit",
    ["[", "![", "[]", "[a](", "[a]: b\n", "*a", "**a ", "_a", "`", "`a``", ">", "> a\n", "- ",
     "1. a\n", "<", "<a ", "<!--", "|a|b|\n", "\n", " ", "\t", "&", "#", "# a\n", "\\", "~~a",
     "http://", "---\n", "    a\n"],
)  # fmt: skip
def test_a_hostile_file_takes_time_in_proportion_to_its_length(unit):
    with within(20):
        read("a.md", (unit * (100_000 // len(unit))).encode())


@given(st.binary(max_size=300) | st.text("#*_`[]()<>-|!\\ \nab:", max_size=200).map(str.encode))
def test_any_bytes_give_captures_or_reasons(data):
    for found in read_markdown(source_of("a.md", data)):
        assert isinstance(found, Capture | Refusal)
        (found.text if isinstance(found, Capture) else found.reason).encode("utf-8")
        if isinstance(found, Capture) and found.kinds:
            assert len(found.kinds) == len(split_lines(found.text))


@pytest.mark.parametrize("mark", ["_a_ ", "![a](", "`a` ", "~~"])
def test_more_marks_than_a_note_has_are_left_in_and_told(mark):
    text = f"{TEXT}\n\n{mark * 30_000}"
    with within(20):
        capture = read_one("a.md", text.encode())
    assert capture.text.startswith(TEXT.strip()[:20])
    assert "could not be parsed" in capture.damage[0]
