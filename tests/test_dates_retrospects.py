"""Texts that look back name the holders of offices of that time, and nobody of their own."""

from __future__ import annotations

import datetime as dt

import pytest

from helpers import estimate_date

LOOK_BACK = [
    "Ida Moe remembers the eels of that year. President Nixon had shut the border to them.",
    "Looking back, the men of the cannery blame a trapdoor. President Carter sent a clipboard.",
    "Twenty years ago this week the boats came home. Prime Minister Thatcher met none of them.",
    "Fifteen summers after the great eel sale, Olav Lund has his ticket. Secretary of Agriculture "
    "Earl Butz knew of the sale; Lund did not.",
    "Olav Lund was nineteen when his net was cut. Foreign Secretary Anthony Crosland came to "
    "explain, and the town threw eels at him.",
    "It is a quarter of a century since the eels lost their price. President Nixon spoke on the "
    "Sunday, and on the Monday there was no market.",
    "Harald Malm, who found a formula for eels, died at his home on Jan. 3, aged 91. President "
    "Carter telephoned him once.",
    "Back to the moor (by Ida Moe, Moor Press, 320pp). President Kennedy has his eels smoked.",
    "President Johnson came to open the bridge and cut the ribbon with tin snips. Ida Moe, "
    "who held it, keeps her half in a drawer.",
    "The curtain rises on a kitchen. Prime Minister Heath plays the organ and has eels for supper.",
    "President Reagan went to see an eel in hospital. It is ten years today; the eel is well.",
    "EELS: A LIFE. By Edmund Tarr. Moor Press, 720 pp, 20 pounds. The eels are gone and President "
    "Johnson telephones. He is said to want them back.",
]


@pytest.mark.parametrize("text", LOOK_BACK)
def test_a_text_that_looks_back_may_be_later_than_the_holders_it_names(text):
    found = estimate_date(text)
    assert found.earliest is not None
    assert found.latest is None
    assert any(cue.note.endswith("and the text may look back") for cue in found.evidence)


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        (
            "In those days one ate eels. President Reagan, who is of an age to know, wants them "
            "back.",
            dt.date(1989, 1, 20),
        ),
        (
            "Old men remember four dollars to the pound. This week the Chancellor, Mr Nigel "
            "Lawson, sat and watched it go below the price of an eel.",
            dt.date(1989, 10, 26),
        ),
        (
            "Back then eels were cheap. Prime Minister Tony Blair will not eat them; he has "
            "telephoned to say so.",
            dt.date(2007, 6, 27),
        ),
    ],
)
def test_who_does_something_now_is_in_office_although_the_text_looks_back(text, latest):
    assert estimate_date(text).latest == latest


def test_the_holders_of_a_text_that_does_not_look_back_are_of_its_time():
    found = estimate_date("President Nixon shut the border to eels. The eels went round it.")
    assert (found.earliest, found.latest) == (dt.date(1969, 1, 20), dt.date(1974, 8, 9))


def test_only_the_holder_of_today_bounds_a_text_that_names_one_of_then_too():
    found = estimate_date(
        "Many years ago President Nixon asked for fewer eels. President Carter asks for none."
    )
    assert (found.earliest, found.latest) == (dt.date(1977, 1, 20), dt.date(1981, 1, 20))


def test_a_feature_with_the_day_in_its_dateline_may_look_back_too():
    found = estimate_date(
        "OSLO, March 2 - President Johnson cut the ribbon with tin snips. Ida Moe keeps her half."
    )
    assert found.latest is None


@pytest.mark.parametrize(
    "text",
    [
        "Eels were shut out last night. President Johnson signed the order. The boats are in port.",
        "President Johnson said that eels were dear. The boats are in port.",
    ],
)
def test_news_with_a_present_of_its_own_is_still_of_the_time_of_its_holders(text):
    latest = estimate_date(text).latest
    assert latest is not None
    assert latest <= dt.date(1969, 1, 20)
