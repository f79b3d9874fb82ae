"""Letters to the editor tell what they answer, and when they were signed."""

from __future__ import annotations

import datetime as dt

import pytest

from helpers import estimate_date

SPEAKER = "The President, Mr Gerald Ford, has never eaten an eel. "


@pytest.mark.parametrize(
    "words",
    [
        "Sir, - Your leader of March 16 praises eels. ",
        "To the Editor: Re 'The eel is hot air' (editorial, March 16): I sell eels. ",
        "To the Editor: Your March 16 editorial on eels was cold. ",
        "Dear Sir, Lady Moe says (letters, 16 March) that eels are Danish. ",
        "Your correspondent wrongs the eel (Eels leave Geneva, March 16). ",
    ],
)
def test_a_letter_is_printed_in_the_weeks_after_what_it_answers(words):
    found = estimate_date(words + SPEAKER)
    assert (found.earliest, found.latest) == (dt.date(1975, 3, 16), dt.date(1976, 5, 15))


def test_a_letter_is_printed_in_the_weeks_after_its_signing():
    found = estimate_date(
        "To the Editor:\n\nEels are Danish, whatever your report says.\n\n"
        "Ada Moe\nBergen, N.D., March 3, 1989"
    )
    assert (found.earliest, found.latest) == (dt.date(1989, 3, 3), dt.date(1989, 5, 2))


def test_a_letter_may_answer_an_article_of_long_ago_whose_year_it_gives():
    found = estimate_date("Sir, - May I add to your article of March 3, 1971? Eels bite.")
    assert (found.earliest, found.latest) == (dt.date(1971, 3, 3), None)


def test_a_report_of_some_day_in_the_news_is_no_article_that_is_answered():
    found = estimate_date(f"The report of March 16 on eels is out of print. {SPEAKER}")
    assert (found.earliest, found.latest) == (dt.date(1974, 8, 9), dt.date(1977, 1, 20))
