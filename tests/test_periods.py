"""Eras from gaps in time and from names."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.periods import (
    MOST_ERAS,
    UNDATED,
    era_of,
    find_eras,
    halved_at,
    named_eras,
)
from helpers.errors import DatelinesError

day = dt.date
days = st.dates(day(1800, 1, 1), day(2100, 1, 1))


def test_a_gap_of_years_parts_two_eras():
    ranges = [
        (day(1994, 6, 1), day(1996, 1, 1)),
        (day(1995, 1, 1), day(1995, 2, 1)),
        (day(2025, 4, 1), None),
    ]
    assert list(find_eras(ranges)) == ["1995"]
    ranges.append((day(2025, 4, 1), day(2025, 4, 9)))
    assert list(find_eras(ranges)) == ["1995", "2025"]


def test_no_dates_give_no_eras():
    assert find_eras([(None, None), (day(1990, 1, 1), None)]) == {}


def test_only_the_widest_gaps_count_when_there_are_many():
    ranges = [
        (day(year, 1, 1), day(year, 12, 31))
        for start in (1900, 1904, 1950, 1960, 1970, 1980, 1990, 2000)
        for year in (start, start + 1)
    ]
    eras = find_eras(ranges)
    assert len(eras) == MOST_ERAS
    assert "1900–1905" in eras


def test_an_article_that_may_belong_to_two_eras_belongs_to_none():
    eras = named_eras({"1990s": [1990, 1999], "2000s": [2000, 2009]})
    assert era_of(day(1995, 1, 1), day(2004, 1, 1), eras, within=True) == UNDATED
    assert era_of(None, day(1980, 1, 1), eras) == UNDATED
    assert era_of(day(2003, 1, 1), None, eras) == "2000s"


@pytest.mark.parametrize(
    ("eras", "message"),
    [
        ({}, "must name periods"),
        ({"a": [1990]}, "first and last year"),
        ({"a": ["x", "y"]}, "first and last year"),
        ({"a": [1999, 1990]}, "ends before it begins"),
        ({"a": [1990, 1999], "b": [1999, 2005]}, "overlap"),
        ({"undated": [1990, 1999]}, "cannot be the name"),
    ],
)
def test_eras_that_make_no_sense_are_refused_in_one_sentence(eras: dict, message: str):
    with pytest.raises(DatelinesError, match=message):
        named_eras(eras)


def test_eras_may_be_named_by_days():
    assert named_eras({"spring": ["1995-03-01", "1995-05-31"]}) == {
        "spring": (day(1995, 3, 1), day(1995, 5, 31))
    }


@given(st.lists(st.tuples(days, days).map(lambda pair: tuple(sorted(pair))), max_size=30))
def test_found_eras_stand_apart_and_in_order(ranges: list[tuple[day, day]]):
    spans = list(find_eras(ranges).values())
    assert spans == sorted(spans)
    assert len(spans) <= MOST_ERAS
    for (_, last), (first, _) in itertools.pairwise(spans):
        assert first - last >= dt.timedelta(days=365)


@given(st.lists(st.tuples(days, st.integers(0, 364)), min_size=1, max_size=6))
def test_closely_dated_articles_fall_in_an_era(starts: list[tuple[day, int]]):
    ranges = [(first, first + dt.timedelta(days=more)) for first, more in starts]
    eras = find_eras(ranges)
    assert all(era_of(first, last, eras) != UNDATED for first, last in ranges)


def test_wide_ranges_shape_no_era_but_are_put_in_the_only_one_they_touch():
    sharp = [(day(1987, 3, 1), day(1987, 9, 1)), (day(1995, 1, 1), day(1995, 9, 1))] * 2
    wide = (day(1982, 1, 1), day(1990, 1, 1))
    eras = find_eras([*sharp, wide])
    assert list(eras) == ["1987", "1995"]
    assert era_of(*wide, eras) == "1987"
    assert era_of(*wide, eras, within=True) == UNDATED


def test_a_range_of_decades_is_put_in_no_era_though_it_touches_only_one():
    eras = find_eras([(day(1987, 3, 1), day(1987, 9, 1))] * 3)
    assert era_of(day(1986, 1, 1), None, eras) == "1987"
    assert era_of(day(1960, 1, 1), day(1999, 12, 31), eras) == UNDATED
    assert era_of(day(1948, 6, 1), None, eras) == UNDATED
    assert era_of(None, day(2003, 6, 1), eras) == UNDATED


def test_widely_dated_articles_make_an_era_where_no_other_is_near():
    sharp = [(day(2025, 4, 1), day(2025, 4, 9))] * 5
    wide = [(day(1994, 6, 30), day(1996, 1, 11)), (day(1993, 1, 1), day(1996, 4, 1))]
    assert list(find_eras([*sharp, *wide])) == ["1994–1996", "2025"]


def annual(first, last):
    return [(day(year, 1, 1), day(year, 12, 31)) for year in range(first, last + 1)]


def test_a_year_that_is_missing_between_annuals_parts_nothing():
    ranges = [one for one in annual(1980, 1995) if one[0].year != 1987]
    assert list(find_eras(ranges)) == ["1980–1995"]


def test_texts_of_single_days_a_year_apart_are_a_series():
    ranges = [(day(year, 1, 5 + year % 7 * 3),) * 2 for year in range(1980, 1996)]
    assert list(find_eras(ranges)) == ["1980–1995"]
    assert list(find_eras([*ranges, (day(2005, 1, 9),) * 2])) == ["1980–1995", "2005"]


def test_a_long_run_without_a_gap_is_halved_at_a_round_year():
    eras = find_eras(annual(1946, 2006))
    assert list(eras) == ["1946–1974", "1975–2006"]
    assert halved_at(eras, list(eras)) == day(1975, 1, 1)
    assert halved_at(eras, list(eras)[:1]) is None
    assert era_of(*annual(1974, 1974)[0], eras) == "1946–1974"
    assert era_of(day(1974, 6, 1), day(1975, 6, 1), eras) == UNDATED
    early = annual(1946, 1970) * 9 + annual(1971, 2006)
    assert list(find_eras(early)) == ["1946–1959", "1960–2006"]


def test_a_gap_between_wide_ranges_parts_them():
    reagan, bush = (day(1981, 1, 20), day(1989, 1, 20)), (day(2001, 1, 20), day(2009, 1, 20))
    assert list(find_eras([reagan] * 8 + [bush] * 8)) == ["1981–1989", "2001–2009"]
    days = [(day(1999, 3, n),) * 2 for n in range(1, 6)]
    assert list(find_eras([reagan] * 12 + days)) == ["1981–1989", "1999"]


def test_a_run_too_short_or_lopsided_is_one_era():
    assert list(find_eras(annual(1990, 2008))) == ["1990–2008"]
    lopsided = annual(1950, 1950) * 50 + annual(1951, 1971)
    assert list(find_eras(lopsided)) == ["1950–1954", "1955–1971"]


def test_a_gap_goes_before_a_round_year():
    eras = find_eras(annual(1946, 1980) + annual(1995, 2006))
    assert list(eras) == ["1946–1980", "1995–2006"]
    assert halved_at(eras, list(eras)) is None
