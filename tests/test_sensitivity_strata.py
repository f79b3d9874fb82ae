"""What would change a finding within strata: held against the whole comparison made again."""

import datetime as dt
import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from helpers.analysis.eras import compare_eras
from helpers.analysis.key_terms.keyterms import leaning
from helpers.analysis.sensitivity.assignments import vary
from helpers.analysis.sensitivity.checks import (
    NOTHING,
    ONE_ARTICLE,
    WORDS,
    by_border,
    what_would_change,
)
from helpers.analysis.sensitivity.era_findings import stratum_codes
from helpers.analysis.sensitivity.sides import NOWHERE, UNKNOWN, Quantities
from helpers.analysis.sensitivity.stop_lists import count_key_terms, function_words_above
from helpers.analysis.sensitivity.without_one import without_one
from helpers.analysis.statistics.ratio_strata import log_ratio_within
from helpers.analysis.statistics.strata import split_within
from helpers.analysis.tables import distinct
from helpers.analysis.topics import fit_topics
from made_tables import Story, made_corpus

DAY = dt.date
FILLER = "farmers watched prices while ministers argued about grain and the weather "
PAPERS = ("Herald", "Star", "Courier", "")


def folder(seed, size=14, undated=0):
    """Articles of three papers and of none; what a paper writes differs more than what an era."""
    rng = np.random.default_rng(seed)
    stories = []
    for i in range(size):
        era = "undated" if i < undated else ("then", "now")[int(rng.integers(2))]
        paper = PAPERS[
            int(rng.choice(4, p=[0.4, 0.3, 0.2, 0.1])) if i >= undated else (0, 3)[i % 2]
        ]
        words = [
            word
            for word, often in (
                ("quota", 4 if paper == "Herald" else 1),
                ("tariff", 3 if era == "now" else 1),
                ("dumping", 2),
                ("would", 2 if era == "then" else 1),
                ("yen", 1 if paper == "Star" else 0),
            )
            for _ in range(int(rng.poisson(often)))
        ]
        long = FILLER * int(rng.integers(1, 4))
        tone = (float(rng.normal()),)
        stories.append(Story(f"s{i:02}", era, (long + " ".join(words),), tone, publisher=paper))
    days = [DAY(1990, 1, 1) + dt.timedelta(30 * i) for i in range(size)]
    corpus = made_corpus(stories)
    later = corpus.articles["era"].eq("now").to_numpy()
    days = [day + dt.timedelta(3650 * now) for day, now in zip(days, later.tolist(), strict=True)]
    last = [DAY(2005, 1, 1) if i < undated else day for i, day in enumerate(days)]
    return replace(
        corpus,
        articles=corpus.articles.assign(
            earliest=pd.Series(days, dtype=object), latest=pd.Series(last, dtype=object)
        ),
    )


def model_of(corpus):
    return fit_topics(corpus, n_topics=2)


def again(corpus, model, changed):
    """Compare with the eras of some articles changed."""
    articles = corpus.articles.copy()
    for article, era in changed.items():
        articles.loc[articles["article_id"] == article, "era"] = era
    return compare_eras(replace(corpus, articles=articles), strata="publisher", model=model)


def values_of(comparison, table):
    """Give what a comparison says of each finding; NaN where it says nothing."""
    terms = comparison.terms.set_index("era", append=True)
    told = []
    for row in table.itertuples():
        if row.kind == "term":
            place = (row.name, row.era)
            told.append(terms.loc[place, "log_ratio_within"] if place in terms.index else np.nan)
            continue
        whole, name = (
            (comparison.tone, "score") if row.kind == "tone" else (comparison.topics, "topic")
        )
        found = whole[(whole[name] == row.name) & (whole["era"] == row.era)]
        told.append(found["difference"].iloc[0] if len(found) else np.nan)
    return np.array(told, dtype=float)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 3])
def test_each_article_left_out_is_the_whole_comparison_made_again_without_it(seed):
    corpus = folder(seed)
    model = model_of(corpus)
    comparison = compare_eras(corpus, strata="publisher", model=model)
    table = what_would_change(comparison, corpus)
    assert set(table["kind"]) == {"term", "topic", "tone"}
    np.testing.assert_allclose(table["value"], values_of(comparison, table))
    tried = np.array(
        [
            values_of(again(corpus, model, {article: "undated"}), table)
            for article in corpus.articles["article_id"]
        ]
    )
    # A term that is too rare without the article is not listed, and one of no shared paper has no
    # value; everything else has to be there to the last digit.
    complete = ~np.isnan(tried).any(axis=0)
    assert complete.mean() > 0.7
    part = table[complete]
    low, high = tried[:, complete].min(axis=0), tried[:, complete].max(axis=0)
    base = part["value"].to_numpy()
    # Articles without a part in it leave everything as it is, and are not tried.
    np.testing.assert_allclose(np.minimum(part["without_one_low"], base), np.minimum(low, base))
    np.testing.assert_allclose(np.maximum(part["without_one_high"], base), np.maximum(high, base))
    change = np.abs(tried[:, complete] - base)
    np.testing.assert_allclose(np.abs(part["without_one_value"] - base), change.max(axis=0))
    labels = corpus.articles["label"].to_numpy()
    for column, label in enumerate(part["without_one_article"]):
        which = int(np.flatnonzero(labels == label)[0])
        assert change[which, column] == pytest.approx(change[:, column].max())


@pytest.mark.slow
def test_undecided_articles_are_the_whole_comparison_made_again_in_every_way():
    corpus = folder(4, undated=2)
    model = model_of(corpus)
    comparison = compare_eras(corpus, strata="publisher", model=model)
    table = what_would_change(comparison, corpus)
    undecided = list(corpus.articles["article_id"][:2])
    tried = np.array(
        [
            values_of(again(corpus, model, dict(zip(undecided, eras, strict=True))), table)
            for eras in itertools.product(("then", "now", "undated"), repeat=2)
        ]
    )
    assert not np.isnan(tried).any()
    np.testing.assert_allclose(table["dates_low"], tried.min(axis=0))
    np.testing.assert_allclose(table["dates_high"], tried.max(axis=0))
    same = (np.sign(tried) == np.sign(table["value"].to_numpy())).mean(axis=0)
    np.testing.assert_allclose(table["dates_share"], same)
    assert table["dates_every"].all()
    # Of one of them no paper is known.
    assert (table.loc[table["kind"] != "tone", "undecided"] == 1).all()
    # The tone is compared over all articles, as the comparison does.
    assert (table.loc[table["kind"] == "tone", "undecided"] == 2).all()


def test_a_border_elsewhere_is_the_whole_comparison_made_again():
    corpus = folder(6, size=16)
    days = [DAY(1990, 1, 1) + dt.timedelta(20 * i) for i in range(16)]
    eras = ["then"] * 8 + ["now"] * 8
    dates = pd.Series(days, dtype=object)
    articles = corpus.articles.assign(era=eras, earliest=dates, latest=dates)
    corpus = replace(corpus, articles=articles)
    model = model_of(corpus)
    comparison = compare_eras(corpus, strata="publisher", model=model)
    table = what_would_change(comparison, corpus)
    long = by_border(comparison, corpus)
    assert table["border_positions"].eq(4).all()
    for day, part in long.groupby("day"):
        moved = {
            article: "then" if at < day else "now"
            for article, at in zip(articles["article_id"], days, strict=True)
        }
        np.testing.assert_allclose(part["value"], values_of(again(corpus, model, moved), part))
    tried = long[~long["now"].astype(bool)].groupby(["kind", "era", "name"])["value"]
    keys = pd.MultiIndex.from_frame(table[["kind", "era", "name"]])
    np.testing.assert_allclose(table["border_low"], tried.min().reindex(keys))
    np.testing.assert_allclose(table["border_high"], tried.max().reindex(keys))


def random_quantities(rng, *, log, size=12, width=6, strata=3, eras=3):
    amounts = (
        rng.poisson(rng.gamma(0.4, 2, (size, width))).astype(float)
        if log
        else rng.normal(size=(size, width)) * rng.integers(0, 2, (size, width))
    )
    weights = rng.integers(40, 400, size).astype(float) if log else np.ones(size)
    return Quantities(
        sparse.csr_matrix(amounts),
        weights,
        rng.integers(0, eras, width),
        log,
        rng.integers(UNKNOWN, strata, size),
    )


def estimate(quantities, codes):
    """The estimate of the comparison itself."""
    found = np.empty(len(quantities.eras))
    there = np.flatnonzero(codes != NOWHERE)
    names = np.where(quantities.strata[there] == UNKNOWN, "", quantities.strata[there].astype(str))
    for era in np.unique(quantities.eras):
        flags, own = codes[there] == era, quantities.eras == era
        columns = quantities.amounts[there][:, np.flatnonzero(own)]
        if quantities.log:
            found[own] = log_ratio_within(columns, quantities.weights[there], flags, names)
        else:
            found[own] = split_within(flags, names).difference(columns.toarray())[0]
    return found


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=20, deadline=None)
def test_any_way_to_share_articles_out_gives_the_estimate_of_the_comparison(seed, log):
    rng = np.random.default_rng(seed)
    quantities = random_quantities(rng, log=log)
    ways = rng.integers(-1, 3, (5, 12)).astype(np.int16)
    expected = np.array([estimate(quantities, way) for way in ways])
    np.testing.assert_allclose(quantities.values(ways), expected, atol=1e-12)


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=20, deadline=None)
def test_leaving_out_each_article_within_strata_is_counting_again_without_it(seed, log):
    rng = np.random.default_rng(seed)
    quantities = random_quantities(rng, log=log)
    codes = rng.integers(-1, 3, 12).astype(np.int16)
    found, base = without_one(quantities, codes), estimate(quantities, codes)
    left = np.where(np.eye(12, dtype=bool), NOWHERE, codes)
    every = np.array([estimate(quantities, way) for way in left])
    for number, era in enumerate(quantities.eras):
        used = np.flatnonzero(np.logical_or(*quantities.used(codes, int(era))))
        tried = {article: every[article, number] for article in used}
        values = {a: v for a, v in tried.items() if not np.isnan(v)}
        if not values:
            assert np.isnan(found.loc[number, "low"])
            continue
        assert found.loc[number, "low"] == pytest.approx(min(values.values()), abs=1e-12)
        assert found.loc[number, "high"] == pytest.approx(max(values.values()), abs=1e-12)
        most = max(abs(v - base[number]) for v in values.values())
        assert abs(found.loc[number, "without"] - base[number]) == pytest.approx(most, abs=1e-12)
        assert values[found.loc[number, "low_row"]] == pytest.approx(
            min(values.values()), abs=1e-12
        )


def many_undecided(seed, *, log):
    rng = np.random.default_rng(seed)
    quantities = random_quantities(rng, log=log, size=19, width=4, eras=2)
    quantities = replace(quantities, strata=quantities.strata.clip(0))
    codes = np.array([0, 1] * 4 + [NOWHERE] * 11, dtype=np.int16)
    return quantities, codes, np.arange(8, 19), np.array([[True, True, False]] * 11)


@pytest.mark.parametrize("log", [True, False])
def test_ways_that_are_searched_for_within_strata_come_to_those_of_all_ways(log):
    reached = []
    for seed in range(8):
        quantities, codes, rows, may = many_undecided(seed, log=log)
        found = vary(quantities, codes, rows, may)
        assert not found.every
        ways = np.tile(codes, (2**11, 1))
        ways[:, rows] = list(itertools.product((0, 1), repeat=11))
        every = quantities.values(ways)
        assert (found.low >= every.min(axis=0) - 1e-9).all()
        assert (found.high <= every.max(axis=0) + 1e-9).all()
        reached += list(np.isclose(found.low, every.min(axis=0)))
        reached += list(np.isclose(found.high, every.max(axis=0)))
        for codes_of, values in ((found.low_codes, found.low), (found.high_codes, found.high)):
            for number, way in enumerate(codes_of):
                given_way = codes.copy()
                given_way[rows] = way
                np.testing.assert_allclose(
                    quantities.values(given_way[None, :])[0, number], values[number]
                )
    assert np.mean(reached) > 0.9


def test_intervals_within_strata_are_those_of_the_comparison():
    corpus = folder(7, size=30)
    comparison = compare_eras(corpus, strata="publisher", model=model_of(corpus))
    articles = comparison.articles
    codes = articles["era"].map({"then": 0, "now": 1}).to_numpy(dtype=np.int16)
    strata = stratum_codes(comparison, articles)
    terms = comparison.terms[comparison.terms["era"] == "then"]
    names = [t for t in comparison.counts.terms if t in terms.index]
    columns = [comparison.counts.terms.index(t) for t in names]
    quantities = Quantities(
        sparse.csr_matrix(comparison.counts.counts)[:, columns].astype(float),
        comparison.counts.totals,
        np.zeros(len(names), dtype=np.int64),
        log=True,
        strata=strata,
    )
    found = np.array([quantities.interval(number, codes) for number in range(len(names))])
    np.testing.assert_allclose(found, terms.loc[names, ["low", "high"]].to_numpy(dtype=float))
    shares = comparison.model.word_shares.loc[articles["article_id"]].to_numpy()
    means = Quantities(
        sparse.csr_matrix(shares), np.ones(len(shares)), np.zeros(2, dtype=np.int64), False, strata
    )
    topics = comparison.topics[comparison.topics["era"] == "then"].set_index("topic")
    told = topics.loc[list(comparison.model.word_shares.columns), ["low", "high"]].to_numpy()
    np.testing.assert_allclose([means.interval(number, codes) for number in range(2)], told)


def paper(name, era, text, publisher, **more):
    return Story(name, era, (FILLER + text,), publisher=publisher, **more)


def term(table, name, era):
    return table.query("kind == 'term'").set_index(["name", "era"]).loc[(name, era)]


def test_a_paper_of_one_article_on_a_side_takes_its_other_articles_with_it():
    corpus = made_corpus(
        [
            paper("a", "then", "quota quota quota", "Herald"),
            paper("b", "then", "quota", "Star"),
            paper("c", "then", "quota", "Star"),
            paper("d", "now", "", "Herald"),
            paper("e", "now", "quota quota", "Star"),
        ]
    )
    comparison = compare_eras(corpus, strata="publisher", model=model_of(corpus))
    found = term(what_would_change(comparison, corpus), "quota", "then")
    assert (found["articles"], found["rest_articles"]) == (3, 2)
    # Without a, or without d, only the Star is left, which wrote more of it later.
    words = len(FILLER.split())
    star = np.log2(2 / (2 * words + 2)) - np.log2(2 / (words + 2))
    assert found["without_one_low"] == pytest.approx(star)
    assert star < 0 < found["value"]
    assert ONE_ARTICLE in found["hangs_on"]


def test_where_no_paper_has_both_eras_there_is_no_finding_but_the_tone():
    corpus = made_corpus(
        [
            paper("a", "then", "quota quota", "Herald", vader=(0.5,)),
            paper("b", "then", "quota", "Herald", vader=(0.4,)),
            paper("c", "now", "tariff", "Star", vader=(0.1,)),
            paper("d", "now", "tariff", "", vader=(0.0,)),
        ]
    )
    comparison = compare_eras(corpus, strata="publisher", model=model_of(corpus))
    table = what_would_change(comparison, corpus)
    assert table["kind"].tolist() == ["tone"]
    assert table["strata"].tolist() == ["publisher"]
    assert not table["within"].any()
    assert by_border(comparison, corpus).empty


def test_a_side_of_one_article_within_strata_hangs_on_it():
    corpus = made_corpus(
        [
            paper("a", "then", "quota quota", "Herald"),
            paper("b", "now", "", "Herald"),
            paper("c", "now", "", "Herald"),
            paper("d", "then", "quota", "Star"),
            paper("e", "then", "quota", "Star"),
        ]
    )
    table = what_would_change(compare_eras(corpus, strata="publisher"), corpus)
    quota = term(table, "quota", "then")
    assert (quota["articles"], quota["rest_articles"], quota["strata"]) == (1, 2, "publisher")
    assert ONE_ARTICLE in quota["hangs_on"]


def test_function_words_are_ranked_as_key_terms_within_strata_are():
    corpus = folder(8, size=24)
    comparison = compare_eras(corpus, strata="publisher", model=model_of(corpus))
    articles = distinct(corpus)
    codes = articles["era"].map({"then": 0, "now": 1}).to_numpy(dtype=np.int16)
    strata = stratum_codes(comparison, articles)
    counted = count_key_terms(corpus, articles, codes, ("quota",), strata)
    every = comparison.terms
    # Counted as if it was no function word, which changes none of its numbers.
    renamed = corpus.tables["terms"].assign(
        term=corpus.tables["terms"]["term"].replace(
            {word: f"x{word}" for word in ("would", "and", "the", "about", "while")}
        )
    )
    unlisted = replace(corpus, tables=corpus.tables | {"terms": renamed})
    every = compare_eras(unlisted, strata="publisher", model=comparison.model).terms
    for number, era in enumerate(("then", "now")):
        own = every[(every["era"] == era) & every.index.str.startswith("x")]
        own = own[(leaning(own).round(2) > 0) & (own["articles_target"] >= 2)]
        above = function_words_above(counted, codes, number)
        assert sorted(above.index) == sorted(word[1:] for word in own.index)
        np.testing.assert_allclose(above, own["z"].loc[[f"x{word}" for word in above.index]])


def test_rates_of_content_words_within_strata_are_those_of_the_comparison():
    corpus = folder(9, size=20)
    comparison = compare_eras(corpus, strata="publisher", model=model_of(corpus))
    table = what_would_change(comparison, corpus).query("kind == 'term'")
    articles = distinct(corpus)
    codes = articles["era"].map({"then": 0, "now": 1}).to_numpy(dtype=np.int16)
    counted = count_key_terms(corpus, articles, codes, tuple(table["name"]))
    for column, row in enumerate(table.itertuples()):
        told = log_ratio_within(
            counted.counts[:, [column]],
            counted.content_words,
            codes == ("then", "now").index(row.era),
            articles["publisher"],
        )
        assert row.content_words == pytest.approx(told[0])
        assert (WORDS in row.hangs_on) == (told[0] * row.value < 0)


def test_lengths_stay_what_they_were_when_articles_come_and_go():
    corpus = folder(10, size=15, undated=2)
    comparison = compare_eras(corpus, strata="length", model=model_of(corpus))
    articles = distinct(corpus)
    codes = stratum_codes(comparison, articles)
    within = comparison.articles.set_index("article_id")
    own = pd.Series(codes, index=articles["article_id"])
    words = articles.set_index("article_id")["n_words"]
    bounds = np.quantile(within["n_words"], [1 / 3, 2 / 3])
    expected = np.searchsorted(bounds, within["n_words"], side="left")
    assert own[within.index].tolist() == expected.tolist()
    # An article as long as one that is compared is of the same length.
    for article in articles["article_id"][:2]:
        alike = words[within.index] == words[article]
        assert own[within.index][alike].isin([own[article]]).all()
    table = what_would_change(comparison, corpus)
    assert (table["strata"] == "length").all()
    assert (table["within"] == (table["kind"] != "tone")).all()


def test_versions_within_strata_count_in_their_own_paper():
    def corpus(copies):
        return made_corpus(
            [
                paper("a", "then", "dumping dumping", "Herald"),
                paper("b", "now", "dumping", "Herald"),
                paper("c", "then", "", "Star"),
                paper("d", "now", "dumping dumping dumping", "Star"),
                *(paper(f"copy{i}", "then", "", "Herald", duplicate_of="a") for i in range(copies)),
            ]
        )

    none = corpus(0)
    one = corpus(1)
    model = model_of(none)
    table = what_would_change(compare_eras(none, strata="publisher", model=model), none)
    np.testing.assert_allclose(table["versions"], table["value"])
    table = what_would_change(compare_eras(one, strata="publisher", model=model), one)
    words, found = len(FILLER.split()), term(table, "dumping", "now")
    counts = sparse.csr_matrix([[4], [1], [0], [3]])
    totals = np.array([2 * (words + 2), words + 1, words, words + 3], dtype=float)
    flags = np.array([False, True, False, True])
    told = log_ratio_within(counts, totals, flags, ["Herald", "Herald", "Star", "Star"])
    assert found["versions"] == pytest.approx(told[0])


def test_the_same_folder_gives_the_same_table_within_strata():
    corpus = folder(11, undated=3)
    comparison = compare_eras(corpus, strata="publisher", model=model_of(corpus))
    pd.testing.assert_frame_equal(
        what_would_change(comparison, corpus), what_would_change(comparison, corpus)
    )
    assert (what_would_change(comparison, corpus)["hangs_on"] != "").all()
    assert NOTHING in set(what_would_change(comparison, corpus)["hangs_on"])
