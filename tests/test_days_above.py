"""Days of publication above a text, in the many ways in which pages print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.dates.days_above import days_above
from helpers.intake.dates.published_days import find_published
from helpers.intake.parts import is_day_alone, is_day_of_posting

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


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("03/05/2019 6:21 AM IST", date(2019, 5, 3)),
        ("Posted 3/5/2019, 6:21 pm AEST", date(2019, 5, 3)),
        ("By Ada Byron 03/05/2019 - 6.21pm BST", date(2019, 5, 3)),
        ("3/5/2019 18:21 GMT", date(2019, 5, 3)),
        ("3/5/2019 6:21 PM EST", date(2019, 3, 5)),
        ("3/5/2019 6:21 PM", None),
        ("3.5.2019 6:21 PM", None),
        ("3/5/2019 6:21 PM GMT", None),
    ],
)
def test_only_the_zone_tells_month_from_day(line: str, day: date | None):
    assert read_article(page(line)).dated.best == day


@pytest.mark.parametrize("mark", ["|", " | ", ", 6:21 pm | "])
def test_author_or_paper_may_follow_the_day_behind_a_bar(mark: str):
    assert find_published(f"May 13, 2019{mark}By Ada Byron, Courier Writer.").earliest == MAY_13


@pytest.mark.parametrize(
    "line",
    [
        "The Evening Courier | Monday, May 13, 2019",
        "Today's Paper | May 13, 2019",
        "E-Paper 13 May 2019",
        "Markets closed 13 May 2019 17:30",
        "Subscribe Now: Offer Ends May 13, 2019",
    ],
)
def test_a_masthead_has_the_day_of_the_capture(line: str):
    assert read_article(f"{line}\n{page('By Ada Byron')}").dated.best is None


@pytest.mark.parametrize(
    "line",
    [
        "Offer ends May 13, 2019",
        "Steel Conference, Oslo, 13 May 2019",
        "Register now | Steel Summit | 13 May 2019",
        "Photo by Mary Ward, May 13, 2019",
        "Joined: May 13, 2019",
        "Tickets: 13 May 2019, Oslo",
        "E-paper • 13 May 2019",
        "In print: Monday, May 13, 2019",
    ],
)
def test_the_day_of_an_event_or_a_photograph_dates_nothing(line: str):
    article = read_article(page("By Ada Byron", line))
    assert (article.dated.earliest, article.dated.latest) == (None, None)
    assert article.standfirst == ""


@pytest.mark.parametrize("word", ["Update:", "Upd.", "Reviewed", "Archived", "Reposted"])
def test_the_day_of_a_later_copy_is_an_upper_bound(word: str):
    dated = read_article(page("By Ada Byron", f"{word} May 13, 2019")).dated
    assert (dated.best, dated.latest) == (None, MAY_13)


def test_the_day_of_the_first_publication_goes_before_a_plain_one():
    article = read_article(page("Tue 14 May 2019 06.00 GMT", "First published on Mon 13 May 2019"))
    assert article.dated.best == MAY_13


def test_a_day_beside_the_author_goes_before_that_of_the_masthead():
    text = f"Tuesday, May 14, 2019\nThe Evening Courier\n{page('By Ada Byron | May 13, 2019')}"
    assert read_article(text).dated.best == MAY_13


@pytest.mark.parametrize(
    "day", ["14/05/2019 06:21 BST", "6:21 AM, May 14, 2019", "Tue 14 May 2019 06.21 GMT"]
)
def test_a_day_that_teasers_share_is_no_headline(day: str):
    teasers = f"Mayor resigns over harbour contract\n{day}\nOld mill burns down\n{day}"
    article = read_article(f"Home News Sport\n{teasers}\n{page('By Ada Byron')}")
    assert article.headline != day


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("Mon., May 13, 2019, 6:21 a.m.", True),
        ("MONDAY 13 MAY 2019 | 06:21 BST", True),
        ("2019-05-13T06:21:00Z", True),
        ("Talks on May 13, 2019", False),
        ("Monday Talks", False),
        ("", False),
        ("1" * 300_000, False),
        (" 1A" * 20, False),
        ("2019 " + "AM " * 18 + "é", False),
    ],
)
def test_days_alone_are_told(line: str, alone: bool):
    assert is_day_alone(line) is alone


def test_a_warning_that_a_page_is_old_is_no_summary():
    article = read_article(page("This article is more than 5 years old", "Mon 13 May 2019"))
    assert (article.standfirst, article.dated.best) == ("", MAY_13)


def test_of_days_above_the_headline_the_nearest_is_read():
    text = "Friday, June 7, 2024\nThe Evening Courier\nBusiness\nMay 13, 2019\n" + page()
    assert read_article(text).dated.best == MAY_13


@pytest.mark.parametrize(
    "line", ["13 May 2019: Talks begin", "It took 12 days", "12 hours in Oslo"]
)
def test_an_entry_of_a_chronicle_is_no_day_of_posting(line: str):
    assert not is_day_of_posting(line)


def test_an_entry_of_a_chronicle_opens_a_text():
    article = read_article(page("By Ada Byron", "13 May 2019: Talks begin"))
    assert article.paragraphs[0] == "13 May 2019: Talks begin"


@pytest.mark.parametrize(
    "line",
    [
        "Monday's talks end without a deal as mills in the north lay off",
        "2019 was to be the year of steel, but the mills are closing",
    ],
)
def test_a_summary_may_begin_with_a_weekday_or_a_year(line: str):
    article = read_article(page(line, "By Ada Byron", "May 13, 2019"))
    assert (article.standfirst, article.dated.best) == (line, MAY_13)


@pytest.mark.parametrize(
    "line", ["PTI | New Delhi | Updated: May 13, 2019 6:21:07 pm", "TNN | Updated: May 13, 2019"]
)
def test_a_day_of_posting_behind_agency_and_place_is_no_summary(line: str):
    article = read_article(page(line))
    assert (article.standfirst, article.dated.latest) == ("", MAY_13)


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
