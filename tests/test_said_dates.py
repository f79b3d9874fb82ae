"""Dates outside the text: headers, addresses, file names, the page. Every text is made up."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.dates.said_dates import SaidDate, said_dates
from helpers.intake.dating import estimate_date
from helpers.intake.model import Given

KANTOR = "U.S. Trade Representative Mickey Kantor sneezed."


def told(source, day):
    day = date.fromisoformat(day)
    return SaidDate(source, day, day, str(day))


def span(text, *said):
    found = estimate_date(text, said=said)
    return str(found.earliest), str(found.latest), str(found.best)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("1994-01-30.txt", ""),
        ("eels_19940130_final.txt", ""),
        ("eels 30jan1994.txt", ""),
        ("Jan-30-1994.txt", ""),
        ("30.01.1994 eels.txt", ""),
        ("30.1.1994.txt", ""),
        ("01-30-1994 eels.txt", ""),
        ("eels_30_01_1994.txt", ""),
        ("", "https://zoo.example/1994/0130/30011.html"),
        ("", "https://zoo.example/1994/01/30/eels"),
        ("", "https://zoo.example/news/1994-01-30-eels?id=20991231"),
        ("", "https://zoo.example/1994/jan/30/eels"),
    ],
)
def test_day_in_a_name_or_address_is_found(name, address):
    [day] = said_dates(name, Given(address=address), [])
    assert (day.first, day.last) == (date(1994, 1, 30), date(1994, 1, 30))
    assert day.source == ("address" if address else "file name")


@pytest.mark.parametrize(
    "name",
    ["000.txt", "eels-20252025.txt", "1994-02-30.txt", "tel-2025551234.txt"],
)
def test_other_digits_are_no_day(name):
    assert said_dates(name, Given(), []) == []


@pytest.mark.parametrize("name", ["Echo_1834_11_20.pdf", "20-11-1834 p7.txt", "echo 20nov1834.txt"])
def test_days_of_old_papers_are_found_in_names(name):
    [day] = said_dates(name, Given(), [])
    assert (day.first, day.last) == (date(1834, 11, 20), date(1834, 11, 20))


def test_month_in_an_address_is_a_month():
    [day] = said_dates("", Given(address="https://zoo.example/2015/12/eels/"), [])
    assert (day.first, day.last) == (date(2015, 12, 1), date(2015, 12, 31))


def test_the_latest_day_that_stands_alone_on_the_page_is_taken():
    lines = [
        "Eels swim to victory, May 3, 2031 edition of the zoo",
        "Sunday, April 27, 2025",
        "3 March 2024",
        "Copyright 1995-2026",
        "31 February 2025",
    ]
    [day] = said_dates("", Given(), lines)
    assert (day.source, day.first) == ("page", date(2025, 4, 27))


def test_said_day_dates_a_text_that_tells_nothing():
    for source in ("metadata", "column", "export header"):
        assert span("Eels swam.", told(source, "1994-05-03")) == ("1994-05-03",) * 3
    found = estimate_date("Eels swam.", said=[told("address", "1994-05-03")])
    assert (found.earliest, found.latest) == (date(1994, 5, 2), date(1994, 5, 4))
    assert (found.best, found.basis) == (date(1994, 5, 3), "what the file says")


def test_said_day_inside_the_range_of_the_text_narrows_it():
    assert span(KANTOR, told("metadata", "1994-05-03")) == ("1994-05-03",) * 3
    found = estimate_date(KANTOR, said=[told("metadata", "1994-05-03")])
    assert found.basis == "office holders, what the file says"


def test_address_alone_does_not_narrow_a_wide_range():
    assert span(KANTOR, told("address", "1994-01-30")) == ("1993-01-22", "1996-04-12", "None")
    found = estimate_date(KANTOR, said=[told("address", "1994-01-30")])
    assert any("an address or name alone" in cue.note for cue in found.evidence)


def test_address_that_agrees_with_the_day_of_a_dateline_is_believed():
    text = f"OSLO, May 3 - {KANTOR}"
    assert span(text, told("address", "1994-05-03"))[2] == "1994-05-03"
    assert span(text, told("address", "1994-06-03"))[2] == "None"


def test_address_narrows_a_range_with_an_open_side():
    text = "Chair Jerome Powell of the Federal Reserve, the Fed chair, Jerome Powell, slept."
    assert span(text, told("address", "2019-11-18"))[2] == "2019-11-18"


def test_text_is_believed_where_the_file_contradicts_it():
    found = estimate_date(KANTOR, said=[told("metadata", "2005-05-03")])
    assert (str(found.earliest), str(found.latest)) == ("1993-01-22", "1996-04-12")
    [clash] = [cue for cue in found.evidence if cue.kind == "said"]
    assert not clash.used
    assert clash.note.endswith("(set aside: contradicted by the text)")


def test_file_is_believed_against_hints():
    text = "Eels cost 5 mln dlrs. REUTER"
    assert span(text)[1] == "1999-12-31"
    assert span(text, told("metadata", "2012-05-03")) == ("2012-05-03",) * 3


def test_more_trusted_source_wins():
    said = [told("file name", "1997-01-01"), told("column", "1994-05-03")]
    found = estimate_date("Eels swam.", said=said)
    assert found.best == date(1994, 5, 3)
    assert [cue.used for cue in found.evidence] == [True, False]


def test_page_bounds_an_open_range_only():
    page = told("page", "2025-05-30")
    assert span("Eels swam.", page) == ("None", "None", "None")
    assert span("Brexit made eels dear.", page)[1] == "2025-05-31"
    assert span(KANTOR, page)[:2] == ("1993-01-22", "1996-04-12")


@given(st.text(max_size=200), st.text(max_size=200), st.lists(st.text(max_size=90), max_size=5))
@settings(deadline=None)
def test_any_name_address_and_page_are_read_without_failing(name, address, lines):
    for day in said_dates(name, Given(address=address), lines):
        assert day.first <= day.last


days = st.dates()
said_days = st.builds(
    lambda source, day: SaidDate(source, day, day, str(day)),
    st.sampled_from(["metadata", "column", "address", "file name", "page", "odd"]),
    days,
)


@given(
    st.sampled_from(["Eels swam.", KANTOR, "Brexit!", "5 mln dlrs. REUTER"]), st.lists(said_days)
)
@settings(deadline=None)
def test_any_said_days_leave_an_honest_range(text, said):
    found = estimate_date(text, said=said)
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    if found.best is not None:
        assert found.earliest <= found.best <= found.latest


def test_a_month_that_the_file_names_narrows_the_range_and_gives_no_day():
    month = Given(day=date(1994, 5, 1), last_day=date(1994, 5, 31), day_source="column")
    assert span(KANTOR, *said_dates("a.txt", month, [])) == ("1994-05-01", "1994-05-31", "None")


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("1994-02 eels.txt", [("1994-02-01", "1994-02-28")]),
        ("2003-12_eels.txt", [("2003-12-01", "2003-12-31")]),
        ("2003-04 budget.txt", []),  # may be a season
        ("1994-13-04 eels.txt", []),
        ("03-04-1994 eels.txt", []),  # March or April
        ("eels v1.2.1994.txt", []),
        ("31.02.1999 eels.txt", []),
    ],
)
def test_a_month_in_a_name_is_read_and_what_may_be_two_things_is_not(name, days):
    said = said_dates(name, Given(), [])
    assert [(str(day.first), str(day.last)) for day in said] == days
