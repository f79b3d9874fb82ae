"""The border between two eras: where it lies, where else it could, and what that changes."""

import datetime as dt

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.analysis.sensitivity.borders import (
    FIXED,
    FREE,
    MOVED,
    codes_of,
    era_borders,
    moved_borders,
)
from helpers.analysis.sensitivity.sides import NOWHERE, Quantities

DAY = dt.date
ERAS = ("old", "new")


def dated(*eras_and_days):
    rows = [(era, days[0], days[-1]) for era, *days in eras_and_days]
    return pd.DataFrame(rows, columns=["era", "earliest", "latest"]).astype(object)


def weekly(old, new):
    days = [DAY(1990, 1, 1) + dt.timedelta(7 * i) for i in range(old + new)]
    return dated(*zip(["old"] * old + ["new"] * new, days, strict=True))


def counting(articles, eras=(0,)):
    """The number of articles on either side, as a rate of one word each: something to look at."""
    amounts = sparse.csr_matrix(np.ones((len(articles), len(eras))))
    return Quantities(amounts, np.ones(len(articles)), np.array(eras), log=True)


def test_years_without_an_article_leave_the_border_free():
    articles = dated(
        ("old", DAY(1994, 1, 5)), ("old", DAY(1995, 7, 5)), ("new", DAY(2025, 4, 10)),
        ("new", DAY(2025, 6, 1)),
    )  # fmt: skip
    row = era_borders(articles, ERAS).iloc[0]
    assert (row["status"], row["last"], row["first"]) == (FREE, DAY(1995, 7, 5), DAY(2025, 4, 10))
    assert row["gap_days"] == (DAY(2025, 4, 10) - DAY(1995, 7, 5)).days - 1
    assert moved_borders(counting(articles), articles, ERAS)[0].empty


def test_a_year_between_articles_that_come_once_a_year_is_no_gap():
    days = [DAY(1960 + i, 1, 20) for i in range(40)]
    articles = dated(*zip(["old"] * 20 + ["new"] * 20, days, strict=True))
    assert era_borders(articles, ERAS)["status"].tolist() == [MOVED]


def test_an_article_in_the_gap_that_has_no_era_makes_the_border_matter():
    articles = dated(
        ("old", DAY(1994, 1, 5)), ("old", DAY(1995, 7, 5)), ("undated", DAY(2003, 1, 1)),
        ("new", DAY(2025, 4, 10)), ("new", DAY(2025, 6, 1)),
    )  # fmt: skip
    spans = {
        "old": (DAY(1994, 1, 1), DAY(1995, 12, 31)),
        "new": (DAY(2025, 1, 1), DAY(2025, 12, 31)),
    }
    row = era_borders(articles, ERAS, spans).iloc[0]
    assert (row["status"], row["loose"]) == (MOVED, 1)
    positions, codes, _ = moved_borders(counting(articles), articles, ERAS, spans)
    assert positions["before_articles"].tolist() == [2, 2, 3]
    assert codes[:, 2].tolist() == [1, 1, 0]
    assert row["first"] not in row["tried"]


def test_an_article_that_may_be_of_either_side_of_a_gap_makes_no_border_matter():
    articles = dated(
        ("old", DAY(1994, 1, 5)), ("old", DAY(1995, 7, 5)),
        ("undated", DAY(1995, 1, 1), DAY(2025, 5, 1)),
        ("new", DAY(2025, 4, 10)), ("new", DAY(2025, 6, 1)),
    )  # fmt: skip
    row = era_borders(articles, ERAS).iloc[0]
    assert (row["status"], row["loose"], row["tried"]) == (FREE, 1, ())
    assert moved_borders(counting(articles), articles, ERAS)[0].empty


def test_the_present_border_is_not_tried():
    for articles in (weekly(16, 16), weekly(40, 24)):
        row = era_borders(articles, ERAS).iloc[0]
        assert row["status"] == MOVED
        assert row["first"] not in row["tried"]


def test_a_border_moves_past_a_quarter_of_either_era_at_most():
    articles = weekly(40, 24)
    positions, codes, _ = moved_borders(counting(articles), articles, ERAS)
    moved_out = 40 - positions["before_articles"]
    assert moved_out.max() == 10
    assert moved_out.min() == -6
    assert (positions["before_articles"] + positions["after_articles"] == 64).all()
    assert len(positions) == 8
    assert (codes != NOWHERE).all()
    assert positions["day"].is_monotonic_increasing


def test_values_are_those_of_the_articles_on_the_new_sides():
    articles = weekly(8, 8)
    amounts = sparse.csr_matrix(np.arange(1.0, 17.0)[:, None])
    quantities = Quantities(amounts, np.full(16, 100.0), np.array([1]), log=True)
    positions, _, values = moved_borders(quantities, articles, ERAS)
    for day, value in zip(positions["day"], values[:, 0], strict=True):
        later = (articles["earliest"] >= day).to_numpy()
        use = np.arange(1.0, 17.0)
        expected = np.log2(use[later].mean() / use[~later].mean())
        assert np.isclose(value, expected)


def test_articles_of_one_day_stay_together():
    days = [DAY(1990, 1, 1)] * 6 + [DAY(1990, 1, 8)] * 6 + [DAY(1990, 2, 1)] * 12
    articles = dated(*zip(["old"] * 12 + ["new"] * 12, days, strict=True))
    assert era_borders(articles, ERAS)["status"].tolist() == [FIXED]


def test_eras_of_three_articles_are_too_small_to_cut_into():
    assert era_borders(weekly(3, 3), ERAS)["status"].tolist() == [FIXED]


def test_an_article_whose_days_lie_on_both_sides_is_left_out_there():
    articles = weekly(16, 16)
    wide = dated(("old", DAY(1990, 3, 20), DAY(1990, 4, 15)))
    together = pd.concat([articles, wide], ignore_index=True)
    positions, codes, _ = moved_borders(counting(together), together, ERAS)
    spanned = [DAY(1990, 3, 20) < day <= DAY(1990, 4, 15) for day in positions["day"]]
    assert (codes[:, -1] == NOWHERE).tolist() == spanned
    assert any(spanned)


def test_articles_of_other_eras_stay_where_they_are():
    third = dated(("newest", DAY(2020, 1, 1)), ("newest", DAY(2020, 2, 1)))
    articles = pd.concat([weekly(16, 16), third], ignore_index=True)
    eras = (*ERAS, "newest")
    table = era_borders(articles, eras)
    assert table["status"].tolist() == [MOVED, FREE]
    _, codes, _ = moved_borders(counting(articles, eras=(2,)), articles, eras)
    assert (codes[:, -2:] == 2).all()


def test_undated_articles_and_open_ranges_shape_no_border():
    odd = dated(
        ("undated", None, None), ("old", None, DAY(1990, 1, 3)), ("new", DAY(1990, 9, 1), None)
    )
    articles = pd.concat([weekly(16, 16), odd], ignore_index=True)
    row = era_borders(articles, ERAS).iloc[0]
    assert (row["last"], row["first"]) == (DAY(1990, 4, 16), DAY(1990, 4, 23))
    _, codes, _ = moved_borders(counting(articles), articles, ERAS)
    assert (codes[:, -3:] == [NOWHERE, 0, 1]).all()


def test_an_era_without_dated_articles_has_no_border():
    articles = dated(("old", DAY(1990, 1, 1)), ("new", None, None))
    assert era_borders(articles, ERAS).empty
    positions, codes, values = moved_borders(counting(articles), articles, ERAS)
    assert (len(positions), codes.shape, values.shape) == (0, (0, 2), (0, 1))


def test_eras_are_numbered_in_the_order_of_time():
    table = pd.DataFrame({"era": ["new", "old", "undated"]})
    assert codes_of(table, ERAS).tolist() == [1, 0, NOWHERE]
