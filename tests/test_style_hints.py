"""Habits of print as hints at the decade. Every sentence here is made up."""

import csv
from datetime import date

import pytest

from helpers.intake.data import FOLDER
from helpers.intake.dates.style_hints import find_style_hints
from helpers.intake.dating import estimate_date

TELEX = "OSLO, March 2 - Eels cost 5 mln dlrs, up 3 pct, or 5 cts each."


def span(text, **kwargs):
    found = estimate_date(text, **kwargs)
    return str(found.earliest), str(found.latest)


def test_units_of_the_telex_give_a_wide_range_labelled_as_a_hint():
    found = estimate_date(TELEX)
    assert span(TELEX) == ("1960-01-01", "2003-12-31")
    assert found.basis == "hints of style"
    assert found.best is None


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Eels swam. REUTER", "1999-12-31"),
        ("Eels swam.\nReuter", "1999-12-31"),
        ("OSLO (Reuter) - Eels swam.", "1999-12-31"),
        ("Eels cost 5 million marks.", "2002-03-31"),
        ("PEKING, March 2 - Eels swam.", "1997-12-31"),
        ("OSLO (Reuters) - Eels swam. Reuters", "None"),
        ("Mr. Reuter of the Reuter family marks the day of 5 pct.", "None"),
        ("He marks 5 eels; 3 pct are blue.", "None"),
        ("BEIJING, March 2 - Peking duck was served.", "None"),
    ],
)
def test_habits_that_died_out_are_an_upper_bound(text, latest):
    assert span(text)[1] == latest


def test_hint_gives_way_to_a_fact():
    found = estimate_date("Keepers praised the iPad, for 5 mln dlrs.")
    assert (found.earliest, found.latest) == (date(2010, 1, 27), None)
    [hint] = [cue for cue in found.evidence if cue.kind == "hint"]
    assert hint.note.endswith("(set aside: a hint, overruled)")


def test_hint_narrows_what_a_fact_leaves_open():
    assert span("Keepers praised the Plaza Accord. REUTER") == ("1985-09-22", "1999-12-31")


def test_table_of_habits_is_sound():
    with (FOLDER / "style_hints.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    for row in rows:
        assert row["place"] in {"units", "sign-off", "dateline"}, row["name"]
        assert row["from"] or row["to"], row["name"]
        assert 1 <= int(row["at_least"]) <= len(row["words"].split("; "))
    assert find_style_hints("") == []
