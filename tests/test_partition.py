"""Several articles in one file are cut apart; one article with marks in it is left whole."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.parts.partition import cut_apart
from nasty import PUMPED, pumped, within

STEEL = [
    "Ministers Put Off Decision on Steel",
    "By Ada Byron",
    "",
    "OSLO, May 3 (AP) -- Ministers from nine countries put off a decision on steel duties today.",
    "",
    "They will meet again in two weeks, and the envoy Eva Lund hopes for a better mood then.",
    "",
    "Steel makers in four countries had asked for duties of 25 percent from next month on.",
]
TIMBER = [
    "Timber Prices Rise in the North",
    "By Mary Ward",
    "",
    "MOLDE, May 4 (AP) -- The price of timber rose for the third week as storms closed the roads.",
    "",
    "Builders in the towns of the coast said that they would wait for the summer to buy again.",
    "",
    "The owners of the forests see no reason to sell for less while the mills run out of stock.",
]
FISH = [
    "Salmon Farms Count Their Losses",
    "By Jon Vik",
    "",
    "BERGEN, May 5 (AP) -- The cold winter has cost the salmon farms of the west a tenth of stock.",
    "",
    "The farmers ask for help from the state, which has promised to look at the figures in June.",
    "",
    "Buyers abroad have turned to other waters, and some of them may not come back this year.",
]
LONGER = [
    "",
    "The talks go back to the spring of last year, when the makers wrote to all the governments.",
    "",
    "Nobody in the hall expected an end before the summer, and the hotels are booked until June.",
]


@pytest.mark.parametrize("label", ["ARTICLE {}", "Clipping {}:", "[Item {}]", "Story #{}"])
def test_articles_come_apart_at_lines_that_number_them(label):
    parts = [[label.format(n), "", *lines, ""] for n, lines in enumerate([STEEL, TIMBER, FISH], 1)]
    pieces = cut_apart("\n".join(line for part in parts for line in part))
    assert [piece.split("\n")[0] for piece in pieces] == [part[0] for part in parts]
    assert [piece.split("\n")[2] for piece in pieces] == [STEEL[0], TIMBER[0], FISH[0]]


def test_the_numbered_articles_of_a_treaty_stay_in_the_story():
    rule = (
        "The parties shall take no duty on steel that is higher than the duty of the year before."
    )
    treaty = [line for n in range(1, 5) for line in (f"Article {n}", "", rule, rule, rule, "")]
    text = "\n".join([*STEEL, "", *treaty])
    assert cut_apart(text) == [text]


def joined(*stories: list[str], between: list[str]) -> str:
    text = list(stories[0])
    for story in stories[1:]:
        text += [*between, *story]
    return "\n".join(text) + "\n"


@given(st.text(alphabet=st.sampled_from("=-*#\f\n\r A1b.By:©"), max_size=300))
@settings(max_examples=300)
def test_the_pieces_are_the_text(text):
    pieces = cut_apart(text)
    assert "".join(pieces) == text
    assert len(pieces) == 1 or all(pieces)


@given(
    st.lists(
        st.sampled_from(
            [
                *STEEL,
                *TIMBER,
                "=====",
                "* * *",
                "-30-",
                "ENDS",
                "Article 2 of 3",
                "\f",
                "Date: 3 May",
            ]
        ),
        max_size=60,
    ),
    st.sampled_from(["\n", "\r\n", "\r", "\u2028"]),
)
@settings(max_examples=200)
def test_pieces_of_what_looks_like_news_are_the_text(lines, end):
    text = end.join(lines)
    assert "".join(cut_apart(text)) == text


@pytest.mark.parametrize(
    "between",
    [
        ["", "=====", ""],
        ["=" * 70],
        ["", "####", ""],
        ["", "-30-", ""],
        ["", "ENDS", ""],
        ["(END)", ""],
        ["", "REUTER", ""],
        ["-0-", "", "=====", ""],
    ],
)
def test_articles_with_a_mark_between_them_are_cut(between):
    pieces = cut_apart(joined(STEEL, TIMBER, FISH, between=between))
    assert len(pieces) == 3
    assert [piece.count("By ") for piece in pieces] == [1, 1, 1]
    assert "Timber Prices" in pieces[1]
    assert "Salmon Farms" in pieces[2]


@pytest.mark.parametrize("mark", ["* * *", "***", "---", "- - -", "_____", "+++", "~~~"])
def test_marks_that_sections_have_too_cut_only_longer_articles(mark):
    longer = joined([*STEEL, *LONGER], [*TIMBER, *LONGER], between=["", mark, ""])
    assert len(cut_apart(longer)) == 2
    assert len(cut_apart(joined(STEEL, TIMBER, between=["", mark, ""]))) == 1


def test_many_blank_lines_part_articles_that_begin_like_such():
    stories = [[*story, *LONGER] for story in (STEEL, TIMBER, FISH)]
    pieces = cut_apart(joined(*stories, between=["", "", "", ""]))
    assert [piece.lstrip().partition("\n")[0] for piece in pieces] == [
        story[0] for story in (STEEL, TIMBER, FISH)
    ]
    assert len(cut_apart(joined(*stories, between=["", ""]))) == 1
    bare = [story[4:] for story in stories]
    assert len(cut_apart(joined(*bare, between=["", "", "", ""]))) == 1


def test_articles_that_are_counted_are_cut():
    text = "\n".join(
        ["Article 1 of 3", *STEEL, "", "Article 2 of 3", *TIMBER, "", "Article 3 of 3", *FISH]
    )
    pieces = cut_apart(text)
    assert [piece.split("\n")[0] for piece in pieces] == [
        "Article 1 of 3", "Article 2 of 3", "Article 3 of 3",
    ]  # fmt: skip


def test_counts_that_skip_one_cut_nothing():
    text = "\n".join(["Article 1 of 3", *STEEL, "", "Article 3 of 3", *FISH])
    assert len(cut_apart(text)) == 1


def test_heads_of_labelled_lines_are_cut():
    def labelled(story):
        return [f"Headline: {story[0]}", "Date: 3 May 1994", *story[2:]]

    pieces = cut_apart(joined(labelled(STEEL), labelled(TIMBER), between=[""]))
    assert [piece.split("\n")[0] for piece in pieces] == [
        f"Headline: {STEEL[0]}", f"Headline: {TIMBER[0]}",
    ]  # fmt: skip


def test_a_copyright_line_at_the_end_or_on_top_of_each_article_is_a_seam():
    notice = "Copyright 1994 The Harbour Post"
    one, two = [*STEEL, *LONGER], [*TIMBER, *LONGER]
    below = "\n".join([*one, "", notice, "", *two, "", notice])
    assert [piece.split("\n")[0] for piece in cut_apart(below)][1:] == [""]
    assert "Timber Prices" in cut_apart(below)[1]
    above = "\n".join(
        [notice, "The Harbour Post", "", *one, "", notice, "The Harbour Post", "", *two]
    )
    assert [piece.split("\n")[0] for piece in cut_apart(above)] == [notice, notice]


def test_a_form_feed_is_a_seam_before_a_headline_but_not_inside_an_article():
    apart = "\n".join([*STEEL, *LONGER]) + "\n\f" + "\n".join([*TIMBER, *LONGER])
    assert len(cut_apart(apart)) == 2
    page = (
        "\n".join([*STEEL, *LONGER]) + "\n\fThe Harbour Post, 3 May 1994\n" + "\n".join(LONGER * 3)
    )
    assert len(cut_apart(page)) == 1


WHOLE = {
    "one story": STEEL,
    "sections": [*STEEL, "", "* * *", "", *LONGER, "", "* * *", "", *LONGER],
    "a list of teasers": [
        *STEEL, "", "=====", "Read next", "Timber Prices Rise in the North", "3 hours ago",
        "Salmon Farms Count Their Losses", "4 hours ago", "Old Harbour to Be Dredged",
        "5 hours ago",
    ],
    "comments": [
        *STEEL, "", "---", "2 comments", "Olav 12", "3 May 2019",
        "I do not think that this is right.", "---", "Kari", "4 May 2019",
        "They should have met in Bergen and not in Oslo, which is dear.",
    ],
    "a round-up": [
        "News in Brief", "", "Steel",
        "OSLO - Ministers put off a decision on steel duties on Friday.", "***", "Timber",
        "MOLDE - The price of timber rose for the third week, builders said.", "***", "Salmon",
        "BERGEN - The cold winter has cost the salmon farms a tenth of their stock.",
    ],
    "an author box": [*STEEL, "", "-----", "Ada Byron covers steel for The Harbour Post in Oslo."],
    "a note and a copyright": [
        *STEEL, "", "=====", "Copyright 1994 The Harbour Post", "=====", "END",
    ],
    "pages of one story": [*STEEL, "Page 2 of 2", *LONGER],
    "an underlined headline": ["Ministers Put Off Decision", "==========", *STEEL[1:], *LONGER],
    "a table": [*STEEL, "-----", "Steel   25", "Glass   12", "-----", *LONGER],
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_one_article_is_left_whole(name):
    assert len(cut_apart("\n".join(WHOLE[name]))) == 1


def test_no_single_clipping_is_cut(shared):
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for folder in ("seeds", "corpora")
        for path in sorted((shared / folder).rglob("*.txt"))
    ]
    data = shared / "eval" / "data" / "captures.jsonl.gz"
    if data.is_file():
        with gzip.open(data, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        texts += [row[view] for row in rows for view in ("copied", "rendered")]
    assert len(texts) > 5
    assert [text[:40] for text in texts if len(cut_apart(text)) > 1] == []


@pytest.mark.parametrize(
    "pattern",
    [*PUMPED.values(), "=====\n", "-30-\n", "\f", "Article 1 of 9\n", "Date: 3 May\nTitle: x\n",
     "Copyright 1994 The Post\n", "\n".join(STEEL) + "\n=====\n", "\n".join(TIMBER) + "\n-30-\n"],
)  # fmt: skip
@pytest.mark.slow
def test_a_long_hostile_text_costs_linear_time(pattern):
    with within(20):
        cut_apart(pumped(pattern, 1_000_000))
