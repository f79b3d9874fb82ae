"""Days of publication above a text, in the many ways in which pages print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.dates.days_above import days_above
from helpers.intake.dates.published_days import find_published

MAY_13 = date(2019, 5, 13)
BODY = """ministers from nine countries put off a decision on steel duties after two days of talks.
They will meet again in two weeks, a spokesman said, and nobody expects the quarrel to be over then.
Exports of steel fell by a tenth, and mills in the north have laid off three thousand workers.
"We cannot wait any longer," said one of the envoys, who asked not to be named."""


def page(*lines: str) -> str:
    return "\n".join(["Ministers Put Off Decision on Steel", *lines, f"All the {BODY}"])


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Byron - 5/13/19 11:04 PM EST",
        "By Ada Byron @adabyron May 13, 2019, 11:47am EST",
        "Posted by Ada Byron on May 13, 2019, 6:21 AM EST",
        "Ada Byron - May 13, 2019, 10:31 pm CST",
        "5:45 AM PST 5/13/2019 by Ada Byron",
        "13/05/2019 Ada Byron All, Books, News",
        "PUBLISHED: 10:48, Mon, May 13, 2019 | UPDATED: 11:05, Tue, May 14, 2019",
        "Updated May 14, 2019 8:21 am ET / Original May 13, 2019 8:02 am ET",
        "Published 2:16 AM EST May 13, 2019",
        "11:26 pm EST, Monday, May 13, 2019",
        "May 13, 2019 5:52 AM EST",
        "05.13.2019 10:09 AM",
        "* 13.05.2019, 23:06",
        "By Ada Byron - Harbour Contributor 2019-05-13T12:48:14Z Space",
        "* May 13, 2019 at 9:24 pm ET • 2 min read",
        "May 13, 2019 / 0 Comments / in Harbour News / by ada",
    ],
)
def test_the_day_beside_author_and_hour_dates_the_article(line: str):
    article = read_article(page(line))
    assert article.dated.best == MAY_13
    assert article.standfirst == ""


@pytest.mark.parametrize(
    ("lines", "latest"),
    [
        (["Updated on: May 13, 2019 / 10:07 AM / Harbour News"], MAY_13),
        (["By Ada Byron Updated May 13, 2019, 10:28am EST"], MAY_13),
        (["Updated", "10:01 pm PST, Monday, May 13, 2019"], MAY_13),
        (["Last modified on", "May 13, 2019"], MAY_13),
    ],
)
def test_the_day_of_a_change_is_an_upper_bound(lines: list[str], latest: date):
    dated = read_article(page(*lines)).dated
    assert (dated.best, dated.earliest, dated.latest) == (None, None, latest)


@pytest.mark.parametrize(
    "line",
    [
        "05/10/2019 - Ada Byron",  # May or October
        "Harbour Forecast Weather May 13, 2019 Some sunshine by the end of the day",
        "Two envoys look at extension cords in a hardware store on Monday, May 13, 2019",
        "Copyright 2019, May 13, 2019",
        "By Ada Byron, 12 May 2019 and 13 May 2019",
        "Est. May 13, 1901",
        "12.5.90",
    ],
)
def test_a_day_of_something_else_or_of_two_readings_dates_nothing(line: str):
    assert read_article(page(line)).dated.best is None


def test_a_day_below_the_headline_goes_before_one_above_it():
    text = "Tuesday, May 14, 2019\n" + page("May 13, 2019")
    assert read_article(text).dated.best == MAY_13


def test_a_day_right_above_the_headline_is_read():
    text = "Business\n13.05.2019 10:09\n" + page("By Ada Byron")
    assert read_article(text).dated.best == MAY_13


def test_a_headline_may_be_longer_than_a_paragraph():
    headline = "Ministers Put Off Decision on Steel " + "While Mills in the North Wait " * 5
    text = f"{headline.strip()}\n\n13 May 2019\n\nAll the {BODY}"
    assert find_published(text).earliest == MAY_13


def test_items_of_lists_are_no_summary():
    article = read_article(page("* Fire damages the old club at the corner of the harbour again"))
    assert article.standfirst == ""


numbers = st.integers(1, 28)


@given(numbers, numbers, st.integers(1950, 2049), st.sampled_from("/."))
def test_numbers_are_read_only_where_one_of_them_must_be_the_month(first, second, year, mark):
    [*found] = days_above([], [f"Ada Byron | {first}{mark}{second}{mark}{year}, 11:04"])
    plain = first > 12 or second > 12 or first == second or mark == "."
    if first > 12 and second > 12:
        assert found == []
    elif plain:
        day, month = (second, first) if second > 12 else (first, second)
        assert find_published(found[0]).earliest == date(year, month, day)
    else:
        assert found == []


@given(st.text(max_size=120))
def test_any_line_is_taken(line: str):
    days_above([line], [line])
