"""Interviews and transcripts: whose turn it is, told by the labels before it."""

import pytest

from helpers.intake.quotes.quotations import find_quotations
from helpers.intake.quotes.turns import labelled_turns
from nasty import within

INTRODUCTION = "The biologist Tom Marsh spent eleven winters on the island."
QUESTIONS = ["Q: What did you miss?", "A: Oranges, and newspapers.", "Q: Why?", "A: No idea."]
COURT = [
    "MR. HALE: Did you read the contract?",
    "THE WITNESS: The first page.",
    "MR. HALE: And signed the last?",
    "THE WITNESS: Yes, sir.",
]


def found(texts: list[str]) -> list[tuple[str, str]]:
    return [(texts[q.passage][q.start : q.end], q.speaker) for q in find_quotations(texts)]


def test_answers_are_given_by_the_only_person_who_is_introduced():
    assert found([INTRODUCTION, *QUESTIONS]) == [
        ("What did you miss?", ""),
        ("Oranges, and newspapers.", "Tom Marsh"),
        ("Why?", ""),
        ("No idea.", "Tom Marsh"),
    ]


@pytest.mark.parametrize("before", ["Tom Marsh met Eva Lund on the island.", "Rain fell."])
def test_answers_are_nobodys_where_two_are_introduced_or_nobody(before):
    assert {speaker for _, speaker in found([before, *QUESTIONS])} == {""}


def test_questions_and_answers_may_have_points_behind_their_letters():
    texts = [text.replace(":", ".", 1) for text in QUESTIONS]
    assert [text for text, _ in found(texts)] == [text[3:] for text in texts]


def test_short_questions_are_no_scare_quotes():
    quotations = find_quotations(QUESTIONS)
    assert len(quotations) == 4
    assert not any(quotation.scare or quotation.verb for quotation in quotations)


def test_a_transcript_names_its_sides():
    assert found(COURT) == [
        ("Did you read the contract?", "Mr. Hale"),
        ("The first page.", "the witness"),
        ("And signed the last?", "Mr. Hale"),
        ("Yes, sir.", "the witness"),
    ]


def test_labels_go_by_the_fullest_name_and_keep_what_is_quoted_inside():
    texts = [
        "Minister Eva Lund met reporters at the mill.",
        "Reporter: Will you go?",
        'Minister Lund: My father said, "Never leave the table."',
        "Reporter (shouting): And you, sir?",
        "JON O'NEILL-VIK: I have no comment at all.",
    ]
    assert found(texts) == [
        ("Will you go?", "reporter"),
        ('My father said, "Never leave the table."', "Eva Lund"),
        ("And you, sir?", "reporter"),
        ("I have no comment at all.", "Jon O'Neill-Vik"),
    ]


def test_bare_surnames_take_turns_where_the_article_knows_them():
    texts = ["She met the baker, Jonas Weil.", "Seidl: Why?", "Weil: Why not?", "Seidl: Then go."]
    assert found(texts) == []
    texts[0] = "The singer Anna Seidl met the baker Jonas Weil."
    assert [speaker for _, speaker in found([*texts, "Weil: I will."])] == [
        "Anna Seidl", "Jonas Weil", "Anna Seidl", "Jonas Weil",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        ["Cost: Four euros.", "Time: Nine.", "Cost: Five euros.", "Time: Ten."],
        ["From: Eva Lund", "To: Jon Vik", "From: Jon Vik", "To: Eva Lund"],
        ["Opening Hours: Nine.", "Ticket Prices: Ten.", "Opening Hours: Ten."],
        ["New York: Rain.", "Los Angeles: Sun.", "New York: Snow."],
        ["Reporter: Will you go?", "He went."],
        ["Eva Lund: a baker.", "Jon Vik: a welder.", "Per Dahl: a cook."],
        ["Eva Lund: one.", "Eva Lund: two.", "Eva Lund: three."],
        ["A. Introduction", "B. The mill", "C. The quay"],
        ["A: First.", "A: Second."],
        ["Q: Is it true?", "Nobody knows."],
        ["The mayor said this: we wait.", "The envoy said this: we go.", "He said this: no."],
    ],
)
def test_lists_and_letters_are_no_interviews(texts):
    assert labelled_turns(texts) == []


def test_very_many_labels_cost_linear_time():
    texts = [f"Eva Name{n % 7}: We go on and on." for n in range(20_000)]
    with within(20):
        assert len(labelled_turns(texts)) == 20_000
        labelled_turns(["A " * 200_000, "(" * 200_000, "Eva Lund " * 50_000] * 3)


def test_a_label_that_says_question_names_nobody():
    texts = ["SECRETARY LUND: It is open.", "QUESTION: Which end?", "SECRETARY LUND: Both."]
    assert [q.speaker for q in find_quotations(texts)] == ["Lund", "", "Lund"]
