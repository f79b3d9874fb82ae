"""A line that cites the article tells paper and day, and is no part of the text."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.formats.cited_head import read_cited
from helpers.intake.normalise import split_lines
from made_sources import STORY, read_one
from nasty import within

BODY = "\n\n".join(STORY)
TITLE = "Talks Fail Again in Oslo"


@pytest.mark.parametrize(
    "text",
    [
        f"The Pier (Tas. : 1860 - 1954), Thursday 6 May 1999, page 9 (2)\n\n{TITLE}\n\n{BODY}",
        f"{TITLE}. (1999, May 6). The Pier (Tas. : 1860 - 1954), p. 5. Retrieved March 5, 2020, "
        f"from http://pier.example/a1\n\n{BODY}",
        f"Berg, A. (1999, May 6). {TITLE}. The Pier, p. 5.\n\n{BODY}",
        f'"{TITLE}." The Pier, 6 May 1999, p. A5.\n\n{BODY}',
        f"{TITLE}\nThe Pier, May 6, 1999, p. A5\n\n{BODY}",
        f"{TITLE}\nThe Pier (1923-Current file); May 6, 1999;\n"
        f"ProQuest Historical Newspapers: The Pier\npg. A12\n\n{BODY}",
        f"Clipped from The Pier, Oslo, Norway, 6 May 1999, Thu, Page 9\n\n{TITLE}\n\n{BODY}",
        f"{TITLE}\n\n{BODY}\n\nSource: The Pier, Thursday, May 6, 1999, p. A12",
    ],
)
def test_a_line_that_cites_the_article_gives_paper_and_day(text):
    found = read_one("a.txt", text.encode())
    assert (found.given.publisher, found.given.day) == ("The Pier", dt.date(1999, 5, 6))
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert (found.given.headline or article.headline) == TITLE
    assert [line.text for line in article.lines if line.kind == "body"] == STORY


def test_a_paper_is_known_by_its_last_word_below_a_title_and_behind_a_label():
    for text in (f"{TITLE}\nThe Pier Gazette, May 6, 1999, Thursday\n\n{BODY}",
                 f"{TITLE}\n\n{BODY}\n\nSource: The Pier Gazette, May 6, 1999"):  # fmt: skip
        said, _ = read_cited(text)
        assert (said.publisher, said.day) == ("The Pier Gazette", dt.date(1999, 5, 6))


@pytest.mark.parametrize(
    "text",
    [
        f"The Pier Gazette, Thursday, May 6, 1999\n\n{TITLE}\n\n{BODY}",
        f"Home\nThe Pier Gazette, Thursday, May 6, 1999\n\n{TITLE}\n\n{BODY}",
        f"{TITLE}\nOSLO, May 6, 1999\n\n{BODY}",
        f"The talks failed on May 6, 1999, page 9 of the minutes says.\n\n{BODY}",
        f"{TITLE}\n\n{BODY}\n\nSource: officials in Oslo, May 6, 1999",
        "The Pier, 6 May 1999, p. 5",
        BODY,
    ],
)
def test_other_lines_with_a_day_cite_nothing(text):
    assert read_cited(text)[1] == ()


PARTS = [TITLE, "The Pier, 6 May 1999, p. 5", "Source: The Pier Times, May 6, 1999", "", "pg. 4"]


@given(st.lists(st.sampled_from([*PARTS, "A. (1999, May 6). B c d. E, p. 5.", "\f", "x, y"])))
def test_any_text_has_a_kind_a_line_or_none(parts):
    text = "\n".join(parts)
    kinds = read_cited(text)[1]
    assert not kinds or len(kinds) == len(split_lines(text))


@pytest.mark.parametrize(
    "unit", ["Pier ", "Pier, ", "A. (1999, May 6). ", '"Pier." ', "p. 1, May "]
)
def test_long_lines_take_no_time(unit):
    text = "\n".join([unit * 20, (unit * 200)[:590], (unit * 200)[:590]])
    with within(2):
        read_cited(text)


@pytest.mark.parametrize(
    "head",
    [
        "7      The Pier Courier      THURSDAY 6 MAY 1999",
        "THE PIER COURIER  Thursday, May 6, 1999    A7",
        "THE PIER COURIER, MAY 6, 1999. 7",
    ],
)
def test_the_head_of_each_scanned_page_gives_paper_and_day(head):
    first, second, *rest = STORY
    pages = f"{head}\n\n{TITLE}\n\n{first}\n\n- 7 -\n{head.replace('7', '8')}\n\n{second}\n\n"
    found = read_one("scan_0001.txt", (pages + "\n\n".join(rest)).encode())
    assert (found.given.publisher, found.given.day) == ("The Pier Courier", dt.date(1999, 5, 6))
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert article.headline == TITLE
    assert article.paragraphs == tuple(STORY)


def test_a_headline_with_numbers_and_a_day_is_no_head_of_a_page():
    given_, kinds = read_cited(f"12 Angry Men 3 May 1994\n\n{BODY}")
    assert (given_.day, kinds) == (None, ())


def test_text_right_below_the_head_of_a_page_stays_text():
    head = "THE PIER COURIER  Thursday, May 6, 1999    A7"
    lines = [" ".join(part) for part in batches(" ".join(STORY).split(), 8)]
    half = len(lines) // 2
    pages = [head, "", TITLE, "", *lines[:half], "", head, "Continued from page 1", *lines[half:]]
    found = read_one("scan_0001.txt", "\n".join(pages).encode())
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert " ".join(article.paragraphs).split() == " ".join(STORY).split()
    assert [line.reason for line in article.removed] == ["running head"] * 3


def batches(words: list[str], size: int) -> list[list[str]]:
    return [words[i : i + size] for i in range(0, len(words), size)]


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("Copyright 2019 The Associated Press. All rights reserved.", ""),
        ("© 2003 The Harbour Courier", "The Harbour Courier"),
    ],
)
def test_an_agency_that_holds_the_copyright_is_not_the_paper(line: str, paper: str):
    article = read_article("\n".join([TITLE, "By Ada Berg", *STORY, line]))
    assert article.publisher == paper
