"""How long has the minister been in office? Every sentence is made up; the terms are facts."""

import pytest

from helpers.intake.dating import estimate_date


def span(text):
    found = estimate_date(text)
    return str(found.earliest), str(found.latest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Gerald Ford, in office since August, ate.", "1974-08-09 1975-07-31"),
        ("Prime Minister John Major, who took office in November, ate.", "1990-11-28 1991-10-31"),
        ("Alistair Darling, Chancellor since June, ate.", "2007-06-28 2008-05-31"),
        ("Theresa May, prime minister since last July, ate.", "2016-08-01 2017-06-30"),
        ("Egon Krenz, party leader for three weeks, ate.", "1989-10-23 1989-11-30"),
        ("Chancellor Willy Brandt, five weeks in office, ate.", "1969-11-05 1969-12-22"),
        ("Alan Greenspan, who became Fed chairman in August, ate.", "1987-08-11 1988-07-31"),
        ("Ben Bernanke, who became chairman of the Fed last year, ate.", "2007-01-01 2007-12-31"),
        ("Alan Greenspan, two months into his job as Fed chairman, ate.", "1987-09-16 1987-12-07"),
        ("Three weeks after he took office, President Zedillo ate.", "1994-12-13 1995-01-06"),
        ("Poul Schluter, prime minister since 1982, ate.", "1982-09-03 1993-02-01"),
    ],
)
def test_time_in_office_dates_a_text(text, expected):
    assert span(text) == tuple(expected.split())


@pytest.mark.parametrize(
    "text",
    [
        "President Gerald Ford, in office since August 1974, ate.",
        "President Gerald Ford, in office since May, ate.",
        "President Gerald Ford, who had been in office since August, ate.",
        "President Gerald Ford, who took office in August of that year, ate.",
        "President Gerald Ford, who took office in August last year, ate.",
        "In 1974 President Gerald Ford, who took office in August, ate.",
        "President Gerald Ford, who will have been in office for five years, ate.",
        "Henry Ford, who became president in August, ate.",
    ],
)
def test_time_that_does_not_fit_the_term_or_is_not_of_now_dates_nothing(text):
    assert not [c for c in estimate_date(text).evidence if "had entered the office" in c.note]


def test_time_in_office_of_a_namesake_dates_nothing():
    assert span("Stefan Papandreou, prime minister since October, ate.") == ("None", "None")


def test_who_ruled_since_some_year_and_hands_over_rules_no_more():
    text = "Hosni Mubarak, president since 1981, handed power to the army on Friday."
    assert span(text) == ("1981-10-14", "None")
