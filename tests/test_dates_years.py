"""Years named in a text: what they bound, and how they weigh. Every sentence here is made up."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.dates.events import Event
from helpers.intake.dates.evidence import EVER
from helpers.intake.dates.exchange_rates import NO_SUCH_RATE, find_rates, weigh_rates
from helpers.intake.dates.figures import find_figures
from helpers.intake.dates.year_cues import find_years
from helpers.intake.dates.year_evidence import MOST, guess_year
from helpers.intake.dating import estimate_date


def span(text, **kwargs):
    found = estimate_date(text, **kwargs)
    return str(found.earliest), str(found.latest)


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("Eel catches fell in 1971.", "1971-01-01"),
        ("Eel catches fell to 5 tons from 9 tons in 1971.", "1971-01-01"),
        ("Catches fell in October 2003, keepers said.", "2003-10-01"),
        ("The eels were counted in 1998 and 2001.", "2001-01-01"),
        ("The zoo was opened on May 3, 1994.", "1994-05-01"),
        ("Its 1986 results were better than feared.", "1986-01-01"),
        ("Fiscal 1987 was a bad year; eels were lost.", "1986-01-01"),
    ],
)
def test_year_clearly_looked_back_on_is_a_lower_bound(text, earliest):
    assert span(text) == (earliest, "None")


@pytest.mark.parametrize(
    "text",
    [
        "The zoo may close in 1994.",
        "Eels worth 5 million were promised for 1990.",
        "They aim at zero eels in 1992.",
        "They spoke of the prospects of 1992.",
        "The zoo sold 1987 tons of eels.",
        "It cost $1,987 and weighed 1986.5 grams.",
        "Doors opened at 2000 GMT.",
        "The 2020 Eelmobile was shown.",
        "Eels were worth more before the election of 1992.",
        "Call 555-1987 or write to 1986@zoo.example.",
        "Crops of 1987/88 were sold.",
    ],
)
def test_year_that_may_lie_ahead_bounds_nothing(text):
    assert span(text) == ("None", "None")


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("The zoo will close in 1994.", "1994-12-31"),
        ("Eels worth 5 million should be caught by the end of 1990.", "1990-12-31"),
        ("It sold notes due May 1, 1992.", "1992-12-31"),
        ("Ponds will be dug until 2008 and eels be free by 2006.", "2006-12-31"),
    ],
)
def test_year_in_which_something_is_due_is_an_upper_bound(text, latest):
    assert span(text) == ("None", latest)


def test_what_will_exceed_the_catch_of_a_year_tells_no_upper_bound():
    assert span("Catches will rise from the 9 tons reported in 1985.") == ("None", "None")


def test_what_will_be_remembered_is_over():
    text = "It will be remembered that the keepers met in 1971."
    assert span(text) == ("None", "None")


def test_a_year_that_something_is_in_may_be_to_come():
    text = "The demands on keepers in 1976 are even greater than in 1956."
    assert span(text) == ("1956-01-01", "None")


def test_year_in_passing_does_not_outdo_a_date_above_the_text():
    found = estimate_date("May 3, 1994\n\nThe eels of 1998 were counted in 1999.")
    assert found.best == date(1994, 5, 3)
    assert [cue.used for cue in found.evidence] == [True, False]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("OSLO, March 2 - Catches rose last year to 5 tons from 4 tons in 1970.", 1972),
        ("OSLO, March 2 - Catches rose this year to 5 tons from 4 tons in 2015.", 2016),
        ("OSLO, March 2 - Catches in January fell to 5 tons from 9 tons in January 1998.", 1999),
    ],
)
def test_years_compared_with_this_or_last_year_tell_the_year(text, year):
    found = estimate_date(text)
    assert found.best == date(year, 3, 2)
    [weighing] = [cue for cue in found.evidence if cue.kind == "year"]
    assert not weighing.used
    assert f"{year} holds" in weighing.note


def test_the_same_sentence_moved_by_some_years_is_dated_by_as_many():
    text = "OSLO, {} - Catches rose last year to 5 tons from 4 tons in {}."
    for year in range(1960, 2040):
        month = "March 2" if date(year + 2, 3, 2).weekday() < 5 else "March 4"
        assert estimate_date(text.format(month, year)).best.year == year + 2


def test_no_year_is_guessed_without_evidence():
    assert estimate_date("OSLO, March 2 - Eels swam.").best is None
    assert guess_year(EVER, (3, 2), [], []) is None
    assert guess_year(((date(1990, 1, 1), None),), (2, 29), [], []) is None


def test_best_guess_lies_in_the_range():
    text = "OSLO, March 6 - President Clinton slept. Catches rose last year from 9 tons in 1995."
    found = estimate_date(text)
    assert found.earliest <= found.best <= found.latest
    assert found.best == date(1997, 3, 6)


def test_days_of_the_week_may_settle_two_years_but_not_three():
    assert (
        estimate_date(
            "OSLO, March 2 - Commerce Secretary Mickey Kantor met Prime Minister Hashimoto."
        ).best
        is None
    )
    two = "OSLO, April 7 - Prime Minister Murayama slept."  # a Friday in 1995, no day of another
    assert estimate_date(two).best == date(1995, 4, 7)


def best_year(rates, month):
    """Return the year whose rates go best with those of a text."""
    return max(range(1950, 2026), key=lambda year: weigh_rates(date(year, month, 9), rates))


def test_rates_of_the_dollar_weigh_on_the_year():
    rates = find_rates("The dollar fell to 146.00 yen from 158.00 yen a year earlier.")
    assert [rate.price for rate in rates] == [146.0, 158.0]
    assert best_year(rates, 8) == 1987
    assert weigh_rates(date(1986, 8, 9), rates) < NO_SUCH_RATE / 2  # then it had stood at 237 yen
    assert weigh_rates(date(1995, 8, 9), rates) == 2 * NO_SUCH_RATE
    assert find_rates("An eel costs 150 yen.") == []


def test_a_rate_is_held_against_its_month():
    rates = find_rates("The dollar closed at 1.83 marks.")
    assert weigh_rates(date(1987, 2, 9), rates) > -0.1
    assert weigh_rates(date(1987, 12, 9), rates) == NO_SUCH_RATE


def test_one_rate_that_fits_is_enough():
    rates = find_rates("The dollar closed at 128 yen. In a year the dollar may buy 100 yen.")
    assert weigh_rates(date(1987, 12, 9), rates) > -0.1


def test_a_rate_of_the_year_before_is_read_without_its_unit():
    rates = find_rates("A rate of 105.20 yen to the dollar against 118.40 a year earlier was used.")
    assert [(rate.price, rate.ago) for rate in rates] == [(105.2, 0), (118.4, 1)]
    assert best_year(rates, 9) == 2008


def test_rate_is_read_where_the_yen_is_named_before_it():
    [rate] = find_rates("The yen sank beyond 150.25 to the dollar on Thursday.")
    assert (rate.currency, rate.price) == ("yen", 150.25)
    assert find_rates("The yen rose from 242 to the dollar.") == []
    assert find_rates("The yen rose and the won fell to 800 to the dollar.") == []


def test_two_rates_alone_may_tell_the_year():
    text = "OSLO, Aug 14 - Eels cost 3 mln dlrs. The dollar closed at {} yen."
    rates = "146.00 yen against 158.00 yen a year earlier; the dollar was at 1.86 marks, not 1"
    assert estimate_date(text.format(rates)).best == date(1987, 8, 14)
    assert estimate_date(text.format("107.00")).best is None  # as in 2016, 2018 and 2020


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The U.S. trade deficit was 137.3 billion dlrs, eel traders said.", 1989),
        ("The U.S. trade deficit with China reached 295.5 billion dollars.", 2012),
        ("Banks feared for the Japanese discount rate, now 3.75 pct.", 1992),
        ("Banks feared for the U.S. discount rate, now at 6-1/2 percent.", 1988),
    ],
)
def test_a_figure_is_of_the_time_when_it_was_the_latest(text, year):
    [event] = find_figures(text)
    assert year in {span[i].year for span in event.in_the_news for i in (0, 1)}
    day = date(year, 9, 9)
    assert event.talk(day) > 0.5


def test_the_country_of_a_figure_may_stand_elsewhere_in_the_text():
    text = "{} eels slept.\n\nThe trade deficit was 137.3 billion dlrs."
    assert find_figures(text.format("American"))
    assert find_figures(text.format("Norwegian")) == []


def test_a_figure_alone_tells_nothing():
    assert find_figures("The zoo spent 137.3 billion dlrs on eels.") == []
    assert find_figures("Eels made up 3.75 pct of the catch in Japan.") == []


def test_figures_weigh_on_the_year_and_bound_nothing():
    found = estimate_date("OSLO, March 2 - The U.S. trade deficit of 123.3 billion dlrs grew.")
    assert found.best == date(1985, 3, 2) or found.best is None
    assert found.earliest.year < 1985 < found.latest.year
    assert (
        guess_year(
            ((date(1980, 1, 1), date(1989, 12, 31)),),
            (3, 6),
            [],
            find_figures("The U.S. trade deficit of 123.3 billion dlrs grew."),
        ).year
        == 1985
    )


@given(st.text(alphabet="1986/ -,.inlastyerfomM\nay0172", max_size=300))
@settings(deadline=None)
def test_any_digits_are_read_without_failing(text):
    for named in find_years(text):
        assert text[named.start : named.end].startswith(str(named.year))
        assert named.first is None or named.first.year in {named.year, named.year - 1}


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Eel output was 9 tons in 1971/72.", "season"),
        ("Eel output should reach 9 tons in 1971/72.", "season ahead"),
        ("Eel output rose to 9 tons from 5 tons in 1971/72.", "season against"),
        ("Output will be 9 tons, compared with 5 tons in fiscal 1971/72.", "season against"),
    ],
)
def test_a_season_is_looked_back_on_ahead_to_or_compared_with(text, sense):
    [named] = find_years(text)
    assert (named.year, named.sense, named.first) == (1971, sense, None)


def test_a_season_that_has_ended_is_a_lower_bound():
    assert span("Eels rose to 9 tons in 1971/72 ended March 31.")[0] == "1972-03-01"
    assert span("Eels rose to 9 tons in fiscal 1998/99, which ended in June.")[0] == "1999-06-01"
    assert span("Eels rose to 9 tons in the 1971/72 season ending March 31.")[0] == "None"


@pytest.mark.parametrize(
    "text",
    [
        "Eels should reach 9 tons in 1971/72, compared with 5 tons in 1970/71.",
        "Eels reached 9 tons in 1971/72, up from 5 tons in 1970/71.",
        "Eels fell to 9 tons from 11 tons in 1970/71.",
    ],
)
def test_a_season_named_in_spring_began_the_year_before(text):
    years = ((date(1970, 1, 1), date(1974, 12, 31)),)
    assert guess_year(years, (3, 15), find_years(text), []).year == 1972
    assert guess_year(years, (9, 20), find_years(text), []).year == 1971


def news(first, last):
    """Return an event that was written of from one day to another."""
    return Event((), (), (), "", EVER, ((first, last),), None, "eels")


def test_events_that_do_not_tell_years_apart_leave_it_to_the_calendar():
    years, filed = ((date(1986, 1, 1), date(1988, 12, 31)),), (3, 8)  # twice at a weekend
    always = news(date(1985, 1, 1), date(1990, 12, 31))
    assert guess_year(years, filed, [], [always]) is None
    late = news(date(1987, 10, 1), date(1990, 12, 31))
    assert guess_year(years, filed, [], [late]).year == 1988


def test_events_alone_need_less_weight_than_years():
    years, filed = ((date(1985, 1, 1), date(1989, 12, 31)),), (3, 11)  # a weekend in 1989 alone
    talk = news(date(1986, 1, 1), date(1987, 12, 31))
    guess = guess_year(years, filed, [], [talk])
    assert guess.year in {1986, 1987}
    assert guess.share < MOST
