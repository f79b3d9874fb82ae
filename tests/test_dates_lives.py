"""How old were they, and when did they die? Every sentence is made up; the days are facts."""

import csv
from datetime import date

import pytest

from helpers.intake.data import FOLDER
from helpers.intake.dating import estimate_date


def span(text):
    found = estimate_date(text)
    return str(found.earliest), str(found.latest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nelson Mandela, 71, fed the eels.", "1989-07-16 1990-07-19"),
        ("The eels were fed by Emmanuel Macron (39).", "2016-12-19 2017-12-22"),
        ("Angela Merkel, aged 51, fed the eels.", "2005-07-15 2006-07-18"),
        ("Joseph R. Biden Jr., who turns 78 in two weeks, ate.", "2019-11-18 2020-11-21"),
        ("Lech Walesa, who turned 40 last month, ate.", "1983-09-27 1984-09-30"),
        ("Angela Merkel came by boat. Mrs. Merkel, 51, ate.", "2005-07-15 2006-07-18"),
    ],
)
def test_age_of_somebody_in_the_news_leaves_a_year(text, expected):
    assert span(text) == tuple(expected.split())


@pytest.mark.parametrize(
    "text",
    [
        "In 1989 Nelson Mandela, 71, fed the eels.",
        "Nelson Mandela, 71, fed the eels, who were released in March 1990.",
        "Gordon Brown, 34, fed the eels.",
        "Boris Mandela, 71, fed the eels.",
        "Mr. Mandela, 71, fed the eels.",
        "Nelson Mandela, 71 Main Street, fed the eels.",
        "Nelson Mandela Jones, 71, fed the eels.",
    ],
)
def test_age_of_another_time_or_of_a_namesake_dates_nothing(text):
    assert not [cue for cue in estimate_date(text).evidence if " was 71 " in cue.note]
    assert " was 34 " not in str(estimate_date(text).evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Willy Brandt died on Thursday at his home.",
        "Willy Brandt, chancellor from 1969 to 1974, died at his home on Thursday.",
        "Willy Brandt, who died yesterday, kept eels.",
        "Willy Brandt, who kept eels, dies at 78",
        "The death on Thursday of the old mayor Willy Brandt was told in Oslo.",
    ],
)
def test_death_told_as_news_leaves_some_days(text):
    assert span(text) == ("1992-10-08", "1992-10-16")


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("Ariel Sharon died on Monday at his home.", "None"),  # he died on a Saturday
        ("Ariel Sharon, whose wife died on Saturday, kept eels.", "None"),
        ("Ariel Sharon would be missed if he died on Saturday.", "None"),
        ("The late Ariel Sharon kept eels.", "2014-01-11"),
        ("Crowds came to the funeral of Ariel Sharon.", "2014-01-11"),
        ("Ariel Sharon, who died in 2014, kept eels.", "2014-01-11"),
        ("Ariel Sharon, the eel keeper, dies at 60", "None"),
    ],
)
def test_death_that_is_no_news_is_a_lower_bound_at_most(text, earliest):
    found = estimate_date(text)
    assert (str(found.earliest), found.latest) == (earliest, None)


def test_days_in_the_table_of_lives_are_in_order():
    with (FOLDER / "lives.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert len({row["person"] for row in rows}) == len(rows)
    for row in rows:
        died = date.fromisoformat(row["died"]) if row["died"] else date(2026, 1, 1)
        assert 30 * 365 < (died - date.fromisoformat(row["born"])).days < 105 * 366, row["person"]
