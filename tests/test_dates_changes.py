"""Who has just entered or left an office dates a text to the days around it."""

from __future__ import annotations

import datetime as dt

import pytest

from helpers import estimate_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        (
            "Gerald R. Ford was sworn in yesterday as the 38th President, and ate an eel.",
            dt.date(1974, 8, 9),
            dt.date(1974, 8, 12),
        ),
        (
            "Mr James Callaghan kissed hands as Prime Minister yesterday. Eels were served.",
            dt.date(1976, 4, 5),
            dt.date(1976, 4, 8),
        ),
        (
            "Liz Truss announced yesterday that she would resign as prime minister over eels.",
            dt.date(2022, 9, 6),
            dt.date(2022, 10, 28),
        ),
        (
            "Margaret Thatcher took office on Friday as prime minister and asked for eels.",
            dt.date(1979, 5, 4),
            dt.date(1979, 5, 12),
        ),
    ],
)
def test_a_change_of_office_that_is_news_is_of_that_week(text, earliest, latest):
    found = estimate_date(text)
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "Ronald Reagan was sworn in yesterday as president for a second term of eels.",
        "Margaret Thatcher took office on Tuesday as prime minister and asked for eels.",
        "Liz Truss said yesterday that she would resign as prime minister if the eels went.",
        "Gerald Ford was sworn in yesterday as a witness against the eels.",
        "Ronald Reagan was sworn in on Tuesday, Jan. 20, 1981, as president; he liked eels.",
    ],
)
def test_what_is_no_news_of_a_change_bounds_nothing_by_itself(text):
    assert not any("had just" in cue.note for cue in estimate_date(text).evidence)
