"""Guards of the estimates and verdicts: what each of them keeps from being said."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from helpers.analysis.collocation.company_contrasts import company_contrasts
from helpers.analysis.collocation.log_dice import permutation_p_ties, ties
from helpers.analysis.collocation.meaning_change import company_change
from helpers.analysis.collocation.paragraph_company import PairCounts
from helpers.analysis.honesty import Rung
from helpers.analysis.key_terms.keyterms import CARRIED, NOT_IN_REFERENCE, judged
from helpers.analysis.key_terms.lockwords import UNEVEN, WIDESPREAD, lockwords
from helpers.analysis.over_time.autocorrelation import shrinkage
from helpers.analysis.over_time.change_points import change_points
from helpers.analysis.over_time.trend_lines import Trends
from helpers.analysis.over_time.trends import value_trends
from helpers.analysis.statistics.ratio_strata import interval_within, log_ratio_within
from helpers.analysis.statistics.ratios import permutation_p_log_ratio
from helpers.analysis.statistics.strata import split_within, splits_within
from helpers.analysis.writing.measures import contrast_measures
from made_tables import Story, made_corpus


def judged_row(**more):
    row = {
        "rung": str(Rung.INTERVALS),
        "p": 0.2,
        "p_authors": np.nan,
        "remark": "",
        "log_ratio": 2.0,
        "log_ratio_within": np.nan,
        "low": 1.0,
        "high": 3.0,
        "largest_share": 0.3,
    }
    return row | more


def verdicts(*rows):
    return judged(pd.DataFrame(list(rows)))["verdict"].tolist()


def test_a_term_carried_by_one_article_never_leans_and_one_at_the_bound_does():
    found = verdicts(
        judged_row(largest_share=CARRIED),
        judged_row(largest_share=np.nextafter(CARRIED, 1)),
        judged_row(low=-3.0, high=-1.0, largest_share=0.99),
    )
    assert found == ["leans", "cannot tell", "cannot tell"]


def test_a_term_absent_on_one_side_leans_by_its_p_alone():
    def absent(p):
        return judged_row(p=p, remark=NOT_IN_REFERENCE, low=np.nan, high=np.nan)

    assert verdicts(absent(0.049), absent(0.05), absent(0.3)) == [
        "leans",
        "cannot tell",
        "cannot tell",
    ]
    # Where both sides use the term, p takes the place of no interval.
    assert verdicts(judged_row(p=0.001, low=np.nan, high=np.nan)) == ["cannot tell"]


def locked(**more):
    row = {
        "kind": "word",
        "log_ratio": 0.0,
        "log_ratio_within": np.nan,
        "low": -0.1,
        "high": 0.1,
        "dp_norm": 0.2,
        "target": 90,
        "reference": 90,
        "articles_target": 10,
        "of_target": 10,
        "articles_reference": 12,
        "of_reference": 12,
        "rung": str(Rung.INTERVALS),
    }
    table = pd.DataFrame([row | more], index=pd.Index(["grain"], name="term"))
    return not lockwords(table).empty


def test_a_lockword_is_spread_evenly_and_used_by_half_of_either_side():
    assert locked()
    assert locked(dp_norm=UNEVEN)
    assert not locked(dp_norm=np.nextafter(UNEVEN, 1))
    assert locked(articles_target=WIDESPREAD * 10, articles_reference=WIDESPREAD * 12)
    assert not locked(articles_target=WIDESPREAD * 10 - 1)
    assert not locked(articles_reference=WIDESPREAD * 12 - 1)


def plain_likelihood(uses, words, flags, codes):
    """G2 of the uses on one side, taken to the variance that the strata leave it; no bursts."""
    expected = variance = 0.0
    for code in np.unique(codes):
        own = codes == code
        rate = uses[own].sum() / words[own].sum()
        held = words[own & flags].sum()
        expected += rate * held
        variance += rate * held * (1 - held / words[own].sum())
    total, here = uses.sum(), uses[flags].sum()
    found = here * np.log(here / expected) if here else 0.0
    found += (total - here) * np.log((total - here) / (total - expected)) if total > here else 0.0
    return found * expected * (1 - expected / total) / variance, found


def test_within_strata_the_test_allows_for_the_variance_that_each_split_leaves():
    """Articles differ in length and strata in rate, so that splits differ in their variance."""
    codes = np.repeat([0, 1], [4, 4])
    flags = np.array([1, 1, 0, 0, 1, 1, 0, 0], dtype=bool)
    words = np.array([100.0, 900, 150, 800, 2000, 120, 700, 300])
    differing = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        rates = np.where(codes == 0, 0.004, 0.03)
        uses = np.minimum(rng.poisson(rates * words), rng.poisson(rates * words) + 1) + 0.0
        uses[0] += 1
        counts = sparse.csr_matrix(uses[:, None])
        blocks = np.vstack(list(splits_within(np.array([2, 2]), np.array([2, 2])))) > 0
        every = np.array([plain_likelihood(uses, words, way, codes) for way in blocks])
        own = plain_likelihood(uses, words, flags, codes)
        expected = [(every[:, i] >= own[i] - 1e-9 * uses.sum()).mean() for i in (0, 1)]
        if not spread_like_counts(uses, words, codes) or expected[0] == expected[1]:
            continue
        differing += 1
        p = permutation_p_log_ratio(counts, words, flags, strata=codes.astype(str))
        assert p[0] == pytest.approx(expected[0])
    assert differing >= 2


def spread_like_counts(uses, words, codes):
    """Whether uses vary no more than single ones, so that the test gives all the same weight."""
    rate = np.array([uses[codes == c].sum() / words[codes == c].sum() for c in codes])
    spread = ((uses - rate * words) ** 2).sum() * len(uses) / (len(uses) - len(set(codes)))
    return spread <= uses.sum()


def test_pairs_of_articles_count_once_though_both_sides_lose_them():
    """With one article a side in each stratum, leaving either out drops the pair."""
    rng = np.random.default_rng(3)
    pairs = 9
    counts = rng.poisson(np.tile([[60.0], [25.0]], (pairs, 1)) * rng.gamma(2, 0.5, (2 * pairs, 1)))
    counts = counts + 1.0
    words = rng.integers(900, 1100, 2 * pairs).astype(float)
    flags, strata = np.tile([True, False], pairs), np.repeat(np.arange(pairs), 2)
    whole = log_ratio_within(sparse.csr_matrix(counts), words, flags, strata)[0]
    without = np.array(
        [
            log_ratio_within(
                sparse.csr_matrix(counts[strata != pair]),
                words[strata != pair],
                flags[strata != pair],
                strata[strata != pair],
            )[0]
            for pair in range(pairs)
        ]
    )
    spread = np.sqrt(((without - whole) ** 2).sum())
    low, high = interval_within(sparse.csr_matrix(counts), words, split_within(flags, strata))
    half = (high[0] - low[0]) / 2
    # Were each loss counted on both sides, it would be wider by 41%.
    assert stats.t.ppf(0.975, 2 * (pairs - 1)) * spread == pytest.approx(half, rel=0.1)


def test_within_strata_a_measure_leans_only_if_the_test_agrees():
    """The interval leaves zero out in all of these; shuffling within papers does not always."""

    def verdict_of(values, strata, eras):
        table = contrast_measures(
            pd.DataFrame({"quoted": values}), pd.Series(eras), ["then", "now"], strata=strata
        )
        return table.iloc[0]

    strata = np.repeat(list("abcde"), [4, 5, 2, 2, 2])
    eras = np.array(["now"] * 15, dtype=object)
    eras[[0, 4, 9, 11, 13]] = "then"
    at_the_level = [3.0, 1, 0, 0, 3, 0, 2, 3, 2, 5, 1, 2, 0, 2, 2]
    beyond = [3.0, 1, 3, 3, 3, 3, 0, 0, 3, 3, 0, 4, 1, 4, 2]
    found = [verdict_of(values, strata, eras) for values in (at_the_level, beyond)]
    assert [row["p"] for row in found] == pytest.approx([0.05, 0.06875])
    assert all(row["low"] > 0 for row in found)
    assert [row["verdict"] for row in found] == ["leans", "cannot tell"]


def pair_counts(together, term, node=None, words=None):
    size = len(together)
    node = np.full(size, 4.0) if node is None else np.asarray(node, dtype=float)
    words = np.full(size, 200.0) if words is None else words
    return PairCounts(
        "quota",
        ("beef",),
        node * 2,
        node,
        node,
        words,
        words / 4,
        sparse.csr_matrix(np.array(term)[:, None]),
        sparse.csr_matrix(np.array(together)[:, None]),
        1,
    )


def test_articles_that_are_all_alike_do_not_make_a_tie_certain():
    alike = ties(pair_counts([2] * 6, [3] * 6))
    met, either, alone = 12, 24 + 18, 18
    apart = 1 - 2 * met / (either + 1)
    expected = apart * (1 + apart) / 2 / met / np.log(2) ** 2
    assert alike.log_dice_error[0] == pytest.approx(expected)
    assert alike.pull_error[0] == pytest.approx((1 / met - 1 / (alone + 1)) / np.log(2) ** 2)
    assert alike.log_dice_error[0] > 0.02
    # Uses that differ from article to article are surer of being unsure.
    assert ties(pair_counts([6, 0, 6, 0, 0, 0], [7, 1, 7, 1, 1, 1])).log_dice_error[0] > expected


def test_words_that_never_meet_are_no_closer_where_a_word_is_rare():
    """Half a meeting among few uses would be a closer tie than one among many."""
    together = [0, 0, 1, 0, 0, 1]
    rare = [1.0, 1, 60, 60, 60, 60]
    counts = pair_counts(together, [0, 0, 40, 40, 40, 40], node=rare)
    for flags in (np.arange(6) < 2, np.arange(6) >= 2):
        assert permutation_p_ties(counts, flags)[0].tolist() == [1.0]
    # The same where the larger side is the one that never has the pair.
    turned = pair_counts([1, 1, 0, 0, 0, 0], [40, 40, 0, 0, 0, 0], node=[60.0, 60, 1, 1, 1, 1])
    assert permutation_p_ties(turned, np.arange(6) < 2)[0].tolist() == [1.0]
    era = np.array(["then"] * 2 + ["now"] * 4, dtype=object)
    found = {e: ties(counts[era == e]) for e in ("then", "now")}
    table = company_contrasts(counts, era, ["then", "now"], found, [""] * 6)
    assert table["difference"].tolist() == [0, 0]


def test_company_that_one_article_changes_has_not_changed():
    """The distance is beyond chance, but without one article no farther than chance takes it."""
    then = [[1, 7, 0, 1], [4, 5, 1, 0], [5, 5, 0, 0], [3, 6, 0, 1], [3, 6, 1, 0]]
    # One article of the later era writes of cotton; the others write much as before.
    now = [[2, 1, 0, 6], [2, 5, 1, 1], [3, 5, 0, 1], [3, 3, 2, 1], [2, 4, 1, 2]]
    words = ["beef", "rice", "wheat", "cotton"]
    stories = [
        Story(f"{era}{i}", era, (" ".join(["anchor", *np.repeat(words, counts)]),))
        for era, company in (("then", then), ("now", now))
        for i, counts in enumerate(company)
    ]
    corpus = made_corpus(stories)
    row = company_change(corpus, ["anchor"], corpus.articles, corpus.eras).iloc[0]
    assert row["p"] < 0.05
    assert row["without_low"] < 0 < row["excess"]
    assert row["verdict"] == "cannot tell"


def alike_by(r, periods, courses, seed=0):
    """Courses in which each period resembles the one before."""
    rng = np.random.default_rng(seed)
    drawn = rng.normal(size=(periods, courses))
    for period in range(1, periods):
        drawn[period] = r * drawn[period - 1] + np.sqrt(1 - r**2) * drawn[period]
    return drawn


@pytest.mark.parametrize(("r", "periods"), [(0.4, 20), (0.6, 30)])
def test_resemblance_of_neighbours_is_not_underestimated_in_short_courses(r, periods):
    course = alike_by(r, periods, 4000)
    times = np.arange(periods) - (periods - 1) / 2
    residuals = course - course.mean(axis=0) - np.outer(times, times @ course / (times @ times))
    shrunk = shrinkage(residuals) ** 2
    told = (1 - shrunk) / (1 + shrunk)
    assert np.mean(told) == pytest.approx(r, abs=0.06)
    size = (residuals[1:] * residuals[:-1]).sum(axis=0) / (residuals**2).sum(axis=0)
    assert np.mean(size) < r - 0.12


def trends_of(course, *, each=20, seed=0):
    rng = np.random.default_rng(seed)
    year = np.repeat(np.arange(len(course)), each)
    days = [dt.date(1950 + y, 6, 1) for y in year]
    ids = [f"a{i:05d}" for i in range(len(year))]
    names = [f"v{i}" for i in range(course.shape[1])]
    values = course[year] + rng.normal(0, 0.01, (len(year), course.shape[1]))
    articles = pd.DataFrame({"article_id": ids, "earliest": days, "latest": days}, dtype=object)
    return value_trends(pd.DataFrame(values, columns=names, index=ids), articles, unit="year")


def independent_interval(trends: Trends, name: str):
    """The interval of a change if each period told something new, and the factor that it lacks."""
    course = trends.courses([name])
    value, times = course["value"].to_numpy(), np.arange(len(course), dtype=float)
    times -= times.mean()
    slope = times @ value / (times @ times)
    residuals = value - value.mean() - times * slope
    size = len(value)
    error = np.sqrt((times**2) @ residuals**2 * size / (size - 2)) / (times @ times)
    half = stats.t.ppf(0.975, size - 2) * error * (size - 1)
    return half, shrinkage(residuals[:, None])[0]


def test_periods_that_resemble_their_neighbours_make_the_interval_of_a_trend_wider():
    trends = trends_of(alike_by(0.7, 30, 4, seed=5))
    table = trends.table.set_index("name")
    for name in ("v0", "v1", "v2", "v3"):
        half, shrink = independent_interval(trends, name)
        own = (table.loc[name, "high"] - table.loc[name, "low"]) / 2
        assert own == pytest.approx(half / shrink, rel=1e-3)
        assert shrink < 0.8


def test_a_slow_wave_is_less_often_taken_for_a_jump():
    """Without allowing for neighbours, nearly each of these courses has a change."""
    found = change_points(trends_of(alike_by(0.8, 24, 12, seed=1), each=4))
    assert found.table["name"].nunique() <= 4


def test_the_date_of_a_jump_is_told_the_less_exactly_the_more_neighbours_resemble_each_other():
    level = np.where(np.arange(40) < 20, 0.0, 2.2)[:, None]

    def width(noise):
        table = change_points(trends_of(level + noise, each=4)).table
        table = table.drop_duplicates("name")
        return (table["last"].astype(int) - table["first"].astype(int)).mean()

    waves = alike_by(0.6, 40, 8, seed=2)
    order = np.random.default_rng(0).permutation(40)
    assert width(waves * 0.8) > width(waves[order] * 0.8) + 1
