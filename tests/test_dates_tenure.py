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


@pytest.mark.parametrize(
    "text",
    [
        "Stefan Papandreou, prime minister since October, ate.",
        "Stefan B. Papandreou, the prime minister, ate.",
        "Otto Carter, president, ate.",
        "The general met his West German counterpart Manfred Woerner.",
        "R.C. Carter, president and general manager, ate.",
    ],
)
def test_a_namesake_or_a_holder_of_other_offices_holds_none(text):
    assert span(text) == ("None", "None")


@pytest.mark.parametrize("address", ["Mr Papandreou", "But Papandreou", "A. Papandreou"])
def test_a_family_name_with_its_title_behind_it_needs_no_given_name(address):
    assert span(f"{address}, the Greek prime minister, ate.") == ("1981-10-14", "2011-11-11")


def test_who_ruled_since_some_year_and_hands_over_rules_no_more():
    text = "Hosni Mubarak, president since 1981, handed power to the army on Friday."
    assert span(text) == ("1981-10-14", "None")


@pytest.mark.parametrize(
    ("holder", "first", "last"),
    [
        ("President Alvaro Uribe", "2002-08-07", "2010-08-07"),
        ("President Michelle Bachelet", "2006-03-11", "2018-03-11"),
        ("President Susilo Bambang Yudhoyono", "2004-10-20", "2014-10-20"),
        ("Prime Minister Bertie Ahern", "1997-06-26", "2008-05-07"),
        ("Prime Minister Alexis Tsipras", "2015-01-26", "2019-07-08"),
        ("President Leonid Kuchma", "1994-07-19", "2005-01-23"),
        ("President Olusegun Obasanjo", "1976-02-07", "2007-05-29"),
        ("President Mwai Kibaki", "2002-12-30", "2013-04-09"),
        ("the Chilean president, Salvador Allende", "1970-11-03", "1973-09-11"),
        ("the NATO secretary general, Javier Solana", "1995-12-05", "1999-10-06"),
        ("Federica Mogherini, the E.U. foreign policy chief", "2014-11-01", "2019-12-01"),
        ("National security adviser Zbigniew Brzezinski", "1977-01-20", "1981-01-20"),
        ("the Health Secretary, Stephen Dorrell", "1995-06-28", "1997-05-09"),
    ],
)
def test_heads_of_governments_and_their_like_date_a_text(holder, first, last):
    assert span(f"{holder}, and a brass band were at the pier.") == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vicente Fox won. He takes office on Dec. 1 and will ban eels.", "2000-03-16 2000-12-02"),
        ("Claudia Sheinbaum will be sworn in on Oct. 1.", "2024-01-15 2024-10-02"),
        ("Valery Giscard d'Estaing will hand over on May 21.", "1980-05-20 1981-05-22"),
        ("President Ernesto Zedillo, who leaves office on Dec. 1, ate.", "1999-12-01 2000-12-01"),
    ],
)
def test_day_on_which_somebody_is_to_enter_or_leave_an_office_is_to_come(text, expected):
    assert span(text) == tuple(expected.split())


@pytest.mark.parametrize(
    "text",
    [
        "Vicente Fox won. He takes office on Dec. 1, 2000.",
        "Vicente Fox won. The mayor takes office on Dec. 9.",
        "Vicente Fox took office on Dec. 1.",
        "Otto Lund takes office on Dec. 1.",
    ],
)
def test_day_of_another_change_or_with_a_year_dates_nothing(text):
    assert "had still to" not in str(estimate_date(text).evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Harold Wilson, prime minister since October, ate eels. That was the tone of those years.",
        "Chancellor Willy Brandt, five weeks in office, ate eels. His cook died on Monday at 88.",
        "Nelson Mandela, 44, ate eels, as historians tell.",
    ],
)
def test_ages_and_times_in_office_of_long_ago_date_nothing(text):
    assert not [cue for cue in estimate_date(text).evidence if cue.kind == "relative"]
