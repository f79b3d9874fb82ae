"""Authors who wrote one after the other do not pass for a trend."""

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from helpers.analysis.over_time import authors_in_time as module
from helpers.analysis.over_time.authors_in_time import authors_in_time
from helpers.analysis.over_time.trend_tests import Sums, least_p
from helpers.analysis.over_time.trends import term_trends, value_trends
from helpers.reporting import remarks
from made_times import made_years

YEARS = 60


def in_a_row(size: int, authors: int = 10) -> list[str]:
    """Authors with as many articles each, one after the other."""
    return [f"Author {'ABCDEFGHIJ'[i * authors // size]}" for i in range(size)]


def after_each_other(size: int) -> list[str]:
    """Nine authors who follow each other loosely, so that no year is one author's alone."""
    place = np.arange(size) / size * 8 + np.random.default_rng(2).normal(0, 1.5, size)
    return [f"Author {'ABCDEFGHI'[i]}" for i in np.clip(place.astype(int), 0, 8)]


def articles_of(bylines: list[str], each: int = 1) -> pd.DataFrame:
    days = [dt.date(1940 + i // each, 5, 1 + i % each) for i in range(len(bylines))]
    ids = [f"a{i:03d}" for i in range(len(bylines))]
    return pd.DataFrame(
        {"article_id": ids, "earliest": days, "latest": days, "byline": bylines, "era": "all"}
    )


def values_of(articles: pd.DataFrame, *, drift: float = 0.0, width: int = 120) -> pd.DataFrame:
    """Values that differ by author, and rise by as many standard deviations over all the time."""
    rng = np.random.default_rng(7)
    authors, names = pd.factorize(articles["byline"])
    values = rng.normal(0, 1, (len(names), width))[authors] + rng.normal(
        0, 0.5, (len(authors), width)
    )
    values += drift * np.linspace(0, 1, len(authors))[:, None]
    return pd.DataFrame(values, index=articles["article_id"])


def robust(articles: pd.DataFrame, values: pd.DataFrame) -> float:
    return float((value_trends(values, articles, unit="year").table["verdict"] == "robust").mean())


def test_authors_who_follow_each_other_are_no_trend():
    articles = articles_of(after_each_other(4 * YEARS), each=4)
    values = values_of(articles)
    assert robust(articles.drop(columns="byline"), values) > 0.1
    assert robust(articles, values) == 0


def test_a_trend_among_authors_in_a_row_is_found():
    articles = articles_of(in_a_row(YEARS))
    assert robust(articles, values_of(articles, drift=8.0)) > 0.9


def test_p_over_authors_is_right_where_there_is_no_trend():
    articles = articles_of(in_a_row(YEARS))
    table = value_trends(values_of(articles, width=600), articles, unit="year").table
    assert 0.03 < (table["p_authors"] <= 0.05).mean() <= 0.05 + 2 * (0.05 * 0.95 / 600) ** 0.5
    assert set(table["authors_floor"]) == {least_p(10)}


def test_authors_who_write_all_the_time_change_nothing():
    bylines = [f"Author {'ABCDE'[i % 5]}" for i in range(YEARS)]
    articles = articles_of(bylines)
    values = values_of(articles, drift=3.0, width=10)
    with_authors = value_trends(values, articles, unit="year")
    without = value_trends(values, articles.drop(columns="byline"), unit="year")
    pd.testing.assert_frame_equal(with_authors.table, without.table)
    assert with_authors.limits == without.limits


def test_one_author_of_a_short_time_stays_together_among_the_unsigned():
    bylines = ["Author A" if 20 <= i < 40 else "" for i in range(YEARS)]
    together = authors_in_time(np.arange(60.0), bylines)
    assert together is not None
    assert np.unique(together.groups).size == 41
    assert together.authors == 1
    assert authors_in_time(np.arange(60.0), [""] * 60) is None
    assert authors_in_time(np.zeros(60), ["Author A"] * 60) is None


def test_terms_go_by_the_bylines_of_their_articles():
    corpus = made_years({"rising": np.linspace(1, 4, YEARS)}, plain=5)
    size = len(corpus.articles)
    signed = dataclasses.replace(corpus, articles=corpus.articles.assign(byline=in_a_row(size, 5)))
    before, after = term_trends(corpus), term_trends(signed)
    assert before.table["p_authors"].isna().all()
    assert after.table["p_authors"].notna().all()
    assert set(after.table["authors_floor"]) == {least_p(5)}
    sentence = "5 authors have articles that stand together in time: a trend is robust only if"
    assert any(limit.startswith(sentence) for limit in after.limits)
    assert "The smallest p that shuffling can reach here is 0.017." in (
        remarks.trends.rising_and_falling(after)
    )


@pytest.mark.parametrize("few", [100, 2])
def test_how_often_and_at_what_length_an_author_wrote_has_no_weight(monkeypatch, few):
    monkeypatch.setattr(module, "FEW", few)
    times = np.repeat(np.arange(8.0), [1, 9, 2, 2, 9, 2, 1, 4])
    bylines = [f"Author {int(time)}" for time in times]
    words = np.random.default_rng(1).integers(100, 5_000, len(times)).astype(float)
    uses = sparse.csr_matrix(np.round(words * (1 + times) / 100)[:, None])
    together = authors_in_time(times, bylines)
    alike = authors_in_time(np.arange(8.0).repeat(2), [f"Author {i // 2}" for i in range(16)])
    p = together.trend_p(times, Sums.of(uses, words))
    even = sparse.csr_matrix((10.0 + 10 * np.arange(8)).repeat(2)[:, None])
    assert p == pytest.approx(
        alike.trend_p(np.arange(8.0).repeat(2), Sums.of(even, np.full(16, 1000.0))), abs=0.002
    )


def test_the_order_of_the_articles_has_no_influence():
    articles = articles_of(in_a_row(YEARS))
    values = values_of(articles, drift=2.0, width=8)
    order = np.random.default_rng(3).permutation(YEARS)
    one = value_trends(values, articles, unit="year").table
    other = value_trends(values, articles.iloc[order], unit="year").table
    pd.testing.assert_frame_equal(one, other)
