"""Boxes of other stories are told by texts that break off, and the article around them stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.lines.framed import framed
from helpers.intake.lines.glued_titles import find_glued_titles
from helpers.intake.lines.teasers import find_teasers
from nasty import within

STORY = [
    "OSLO, May 3 - Envoys of nine ports met on Tuesday to settle a quarrel over harbour dues.",
    "Each port is to keep its own tariff for timber, the chairman of the meeting said.",
    "A common fund will pay for dredging in the outer channel, where two ships ran aground.",
]
TEASERS = {
    "Mills Close in the North": "Nine mills in the north will close this summer, as their owner",
    "Grain Prices Fall After Rain": "Grain prices fell on Thursday after rain had ended the",
    "Ferry Line Opens Between Islands": "A ferry began to run between the two islands eleven",
    "Who Pays for the Dam?": "Nobody knows who is to pay for the dam that two counties began to",
}


def box(end: str) -> list[str]:
    return [line for title, text in TEASERS.items() for line in (title, text + end)]


def body(lines: list[str]) -> list[str]:
    return list(read_article("\n\n".join(lines)).paragraphs)


@pytest.mark.parametrize("end", ["...", "…", " [...]", "... Read more", "… more"])
def test_beginnings_of_other_stories_are_no_text(end: str):
    page = ["Harbour Dues Quarrel Settled", "By Ada Byron", *STORY, "Related stories", *box(end)]
    assert body(page) == STORY


def test_a_box_of_one_story_amid_the_text_takes_nothing_else_along():
    page = ["Harbour Dues Quarrel Settled", "By Ada Byron", STORY[0], "Related stories"]
    assert body([*page, *box("...")[:2], *STORY[1:]]) == STORY


def test_three_stories_that_break_off_need_no_heading():
    page = ["Harbour Dues Quarrel Settled", "By Ada Byron", *STORY, *box("...")]
    assert body(page) == STORY


def found(lines: list[str], *headings: int) -> list[int]:
    reasons = dict.fromkeys(headings, "teaser")
    return find_teasers(lines, "\n".join((*lines, "")), headings, reasons)


def test_a_paragraph_that_breaks_off_under_a_subhead_stays():
    assert found([*STORY, "What comes next", "Nobody could tell when the ports would..."]) == []
    assert found([*STORY, *box(".")]) == []


def test_below_a_heading_titles_and_single_paragraphs_that_take_turns_are_no_text():
    page = ["Harbour Dues Quarrel Settled", "By Ada Byron", *STORY]
    assert body([*page, "Related stories", *box(".")]) == STORY
    assert body([*page[:-1], "Related stories", *box("."), page[-1]])[:2] == STORY[:2]


def test_subheads_of_a_text_make_no_box():
    subheads = [
        line for title in ("Why now", "The money", "What next") for line in (title, STORY[1])
    ]
    assert found([STORY[0], "Read more", *subheads], 1) == []
    longer = [line for title in TEASERS for line in (title, *STORY[:2])]
    assert found([STORY[0], "Read more", *longer], 1) == []


def test_a_text_with_subheads_alone_on_its_page_is_no_box():
    assert found(["More from the harbour", *box(".")], 0) == []


def test_a_box_above_the_article_takes_no_title_of_it_along():
    page = ["The Harbour Post", "Most read", *box("."), "Dues Quarrel Settled", *STORY]
    assert found(page, 1) == [*range(2, 10)]
    page = ["The Harbour Post", "Most read", *box("."), "World", "Sport", "Dues", "Now", *STORY]
    assert found(page, 1) == [*range(2, 10)]


@pytest.mark.parametrize(
    ("title", "link"),
    [
        ("Mills Close in the North", "Read full story"),
        ("The Morning Briefing", "Get the stories that matter, every weekday at seven."),
    ],
)
def test_a_title_above_a_link_or_a_newsletter_goes_with_it(title: str, link: str):
    page = ["Harbour Dues Quarrel Settled", "By Ada Byron", *STORY[:2], title, link, STORY[2]]
    assert body(page) == STORY


def test_stories_with_their_age_need_no_heading():
    page = ["Harbour Dues Quarrel Settled", "By Ada Byron", *STORY]
    lines = box(".")
    for hour, at in enumerate(range(2, 12, 3), start=2):
        lines.insert(at, f"{hour} hours ago")
    assert body([*page, *lines]) == STORY


DAM = [
    "The county council of Sula voted for a dam on the river Orkla after a night of quarrels.",
    "Engineers of the council drew the dam twice as high as the river needs, farmers at Orkla say.",
    "Farmers below the dam fear for their barley when the council shuts the river in dry summers.",
    "The council of Sula promised the farmers water for barley and a seat with the engineers.",
    "Nobody at Orkla believes the council, whose engineers never asked farmers about the river.",
]


HEADS = ["Why the Height Is Disputed", "Who Loses by It", "What Was Promised", "Is It Believed"]


def test_parts_of_one_story_are_no_teasers_of_others():
    parts = [line for pair in zip(HEADS, DAM[1:], strict=True) for line in pair]
    page = ["Council Votes for Orkla Dam", "By Ada Byron", DAM[0], "Related stories", *parts]
    assert [text for text in body(page) if text not in HEADS] == DAM


def test_entries_of_a_live_blog_are_no_teasers_of_others():
    lines = [DAM[0]]
    for head, text in zip(HEADS, DAM[1:], strict=True):
        lines += ["2 hours ago", head, text]
    aged = {i: "clock time" for i, line in enumerate(lines) if line == "2 hours ago"}
    assert find_teasers(lines, "\n".join((*lines, "")), [], aged) == []
    others = [line for pair in TEASERS.items() for line in ("2 hours ago", *pair)]
    lines = [DAM[0], *(f"{line}." if line in TEASERS.values() else line for line in others)]
    assert find_teasers(lines, "\n".join((*lines, "")), [], aged) == [*range(2, len(lines))]


def test_what_stands_below_the_last_story_that_breaks_off_is_not_of_the_box():
    lines = ["Most read", *box("...")[:2], "What comes next", "The fund begins its work in June."]
    assert found(lines, 0) == [1, 2]


def test_day_and_section_may_stand_above_a_beginning():
    lines = ["Most read", "World", *box("...")[:2], "Economy", *box("...")[2:4]]
    assert found(lines, 0) == [1, 2, 3, 4, 5, 6]


def test_a_link_amid_the_text_does_not_end_it():
    link = "READ MORE: Mills Close in the North, Their Owner Says."
    page = ["Harbour Dues Quarrel Settled", "By Ada Byron", *STORY[:2], link, STORY[2]]
    assert body(page) == STORY


def test_very_many_boxes_cost_linear_time():
    few, many = ([STORY[0], *(["Most read", *box(".")] * n)] for n in (200, 2000))

    def seconds(lines: list[str]) -> float:
        headings = [i for i, line in enumerate(lines) if line == "Most read"]
        started = time.process_time()
        found(lines, *headings)
        return time.process_time() - started

    assert seconds(many) < 40 * seconds(few) + 0.1


LINES = st.sampled_from(
    ["A title", "It ends.", "It was said that it would...", "Read more", "…", "x"]
)


@given(st.lists(LINES, min_size=1), st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_any_lines_are_looked_through(lines: list[str], headings: set[int], known: set[int]):
    headings, known = ({i for i in places if i < len(lines)} for places in (headings, known))
    places = find_teasers(lines, "\n".join((*lines, "")), headings, dict.fromkeys(known, "x"))
    assert places == sorted({*places} & {*range(len(lines))})


GLUED = [
    "Mills Close in the NorthNine mills in the north will close this summer, as their owner said.",
    "Grain Prices Fall After Rain?Grain prices fell on Thursday after rain had ended the drought.",
    "Ferry Line Opens Between IslandsA ferry began to run between the two islands eleven days ago.",
    "Who Pays for the New Harbour DamNobody knows who is to pay for the dam that has begun.",
]


@pytest.mark.parametrize("below", [False, True])
def test_titles_that_run_on_into_their_summaries_are_of_other_stories(below: bool):
    menu = ["News", *GLUED, "Weather", "Sport"]
    head = ["Harbour Dues Quarrel Settled", "By Ada Byron", "May 3, 2019"]
    assert body([*menu, *head, *STORY, *menu * below]) == STORY


@pytest.mark.parametrize(
    "lines",
    [
        GLUED[:2],
        [f"Prime Minister Ramsay MacDonald said in week {n} that he would go." for n in range(4)],
        [f"Prime Minister John Mc{name}Donald will go." for name in "ABCD"],
        [f"YouTube, LinkedIn and PayPal had {n} thousand visitors from the town." for n in "1234"],
    ],
)
def test_few_such_lines_and_names_with_a_capital_inside_are_text(lines: list[str]):
    assert find_glued_titles(lines, framed(lines)) == []


def test_countless_capitals_inside_words_take_no_time():
    lines = [f"{'aB cD ' * 60}{n}" for n in range(20_000)]
    page = framed(lines)
    with within(1):
        assert find_glued_titles(lines, page) == []
