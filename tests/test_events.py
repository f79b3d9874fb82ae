"""Events named in a text. Every sentence here is made up; the events are facts."""

import csv
import re
from datetime import date

import pytest

from helpers.intake.data import FOLDER
from helpers.intake.dates.events import find_events
from helpers.intake.dates.relative_days import told_months
from helpers.intake.dating import estimate_date


def span(text, **kwargs):
    found = estimate_date(text, **kwargs)
    return str(found.earliest), str(found.latest)


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("Ministers praised the Uruguay Round.", "1986-09-01"),
        ("The Louvre Accord pleased the eels.", "1987-02-22"),
        ("They had eaten eels since the fall of the Berlin Wall.", "1989-11-09"),
        ("Keepers sang of Hurricane Katrina.", "2005-08-17"),
        ("Brexit made eels dear.", "2012-05-01"),
        ("COVID-19 made eels lonely.", "2020-02-11"),
        ("The Watergate hearings bored the eels.", "1972-06-17"),
    ],
)
def test_event_is_not_named_before_it_happens(text, earliest):
    assert span(text) == (earliest, "None")


def test_event_that_bounds_nothing_is_shown_as_a_hint_where_a_year_is_guessed():
    text = "The trade bill pleased protectionist eels in Congress."
    cues = estimate_date(f"WASHINGTON, May 2 - {text}").evidence
    [cue] = [cue for cue in cues if cue.kind == "hint"]
    assert (cue.used, cue.intervals) == (False, ())
    assert "(set aside: " in cue.note
    assert estimate_date(text).evidence == ()


def test_words_beside_and_datelines_are_asked_for():
    pause = "President Trump put tariffs off: a 90-day pause."
    assert span(pause)[0] == "2025-04-09"
    assert span("The eels took a 90-day pause.") == ("None", "None")
    text = "{} (AP) - They met here for Asia-Pacific talks on trade."
    assert span(text.format("OSAKA"))[1] == "1996-01-07"
    assert span(text.format("OSLO")) == ("None", "None")


def test_days_since_an_event_narrow_the_range():
    text = "President Trump last week announced a 90-day pause on tariffs."
    assert span(text) == ("2025-04-10", "2025-04-23")
    text = "Last week they asked for more than a 90-day pause of tariffs, President Trump said."
    assert span(text) == ("2025-04-09", "None")
    text = "He yesterday praised the eels. President Trump announced a 90-day pause on tariffs."
    assert span(text) == ("2025-04-09", "None")


def test_talk_of_an_event_rises_fast_and_falls_slowly():
    [(_, _, event)] = find_events("Eels recall the Plaza Accord.")
    assert event.talk(date(1986, 1, 1)) == 1
    assert event.talk(date(1984, 1, 1)) < event.talk(date(1990, 1, 1)) < 1
    assert event.talk(date(1900, 1, 1)) > 0


def test_event_in_the_news_makes_a_year_the_likeliest():
    found = estimate_date("OSLO, Dec. 4 - President Obama fed his eels on the fiscal cliff.")
    assert found.best == date(2012, 12, 4)


def test_longer_names_that_mean_something_else_are_left_alone():
    assert span("The Western European Union met.") == ("None", "None")
    assert find_events("Brexiteering and SARS-CoV are words.") == []


def test_table_of_events_is_sound():
    with (FOLDER / "events.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names)
    for row in rows:
        assert row["words"] and row["note"] and row["confidence"] in {"V", "H", "M", "L"}, row
        assert row["named_from"] or row["used_until"] or row["in_the_news"], row["name"]
        days = [row["named_from"], row["used_until"]]
        for span_of in filter(None, row["in_the_news"].split("; ")):
            first, last = map(date.fromisoformat, span_of.split("/"))
            assert first <= last, row["name"]
            assert not row["named_from"] or date.fromisoformat(row["named_from"]) <= last
        assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for day in days), row["name"]
        if all(days):
            assert days[0] < days[1], row["name"]


def test_last_september_said_of_an_event_tells_the_year_that_followed():
    text = "Ministers opened the Uruguay Round last September."
    [(place, cue, event)] = [found for found in find_events(text) if found[2].month]
    told = told_months(text, place, cue.cue, event)
    assert told.in_the_news == ((date(1986, 9, 1), date(1987, 8, 31)),)
    assert told_months("The Uruguay Round. Eels died last September.", 4, cue.cue, event) is None
    assert told_months("The Uruguay Round began last May.", 4, cue.cue, event) is None


def news_of(text, words):
    """Return the years in which an event of a text is taken to be news."""
    [(at, cue, event)] = [found for found in find_events(text) if found[1].cue == words]
    told = told_months(text, at, cue.cue, event) or event
    return {day.year for span in told.in_the_news for day in span}


def test_an_event_of_last_year_is_of_the_year_before():
    assert news_of("Eels recall last year's Chernobyl accident.", "Chernobyl") == {1987}
    assert news_of("Eels recall Chernobyl last year.", "Chernobyl") == {1987}
    assert news_of("Last year eels rested; Chernobyl troubles them.", "Chernobyl") != {1987}
    fall = news_of("Eels survived last year's fall in oil prices.", "fall in oil prices")
    assert {1987, 1999} <= fall and not {1986, 1998} & fall


def test_a_sum_of_last_year_is_news_of_this_year():
    text = "Eels blame last year's record 169 bln gap. It is a trade deficit."
    assert news_of(text, "record 169") == {1987, 1988}  # as where nothing is said of last year


def test_a_congress_is_counted():
    text = "OSLO, Sept 9 - Eels wrote to the 100th Congress."
    assert estimate_date(text).best.year in {1987, 1988}
    assert span(text)[0].startswith("1984")  # when it may have been spoken of first


def test_elections_and_presidencies_come_round():
    [(_, _, event)] = find_events("Next year's presidential election bores the Democratic eels.")
    assert event.talk(date(1987, 6, 1)) == event.talk(date(2003, 6, 1)) == 1
    assert event.talk(date(1988, 6, 1)) < 0.5
    [(_, _, event)] = find_events("The Belgian presidency of the EC tired the eels.")
    assert event.talk(date(1987, 3, 1)) == 1 > event.talk(date(1987, 11, 1))
