"""What would change a finding: articles left out, dates, borders, stop lists, versions."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from helpers.analysis.eras import compare_eras
from helpers.analysis.sensitivity.checks import (
    BORDER,
    COLUMNS,
    DATES,
    NOTHING,
    ONE_ARTICLE,
    ONE_AUTHOR,
    READING,
    STOP_LIST,
    VERSIONS,
    WORDS,
    by_border,
    what_would_change,
)
from helpers.analysis.sensitivity.sides import NOWHERE, Quantities
from helpers.analysis.sensitivity.stop_lists import (
    count_key_terms,
    function_words_above,
    on_longer_list,
)
from helpers.analysis.sensitivity.undecided import spans_of
from helpers.analysis.sensitivity.without_author import without_author
from helpers.analysis.sensitivity.without_one import without_one
from helpers.analysis.tables import distinct
from helpers.reporting.remarks.left_out import without_an_author
from helpers.reporting.remarks.sensitivity import box
from helpers.reporting.sensitivity_tables import finding_list
from made_tables import Story, made_corpus

DAY = dt.date
FILLER = "farmers watched prices while ministers argued about grain and the weather "


def story(name, era, text, **more):
    return Story(name, era, (FILLER + text,), **more)


def with_days(corpus, days):
    pairs = [day if isinstance(day, tuple) else (day, day) for day in days]
    articles = corpus.articles.assign(
        earliest=pd.Series([a for a, _ in pairs], dtype=object),
        latest=pd.Series([b for _, b in pairs], dtype=object),
    )
    return replace(corpus, articles=articles)


def five():
    """Three articles against two; one word hangs on one article, another on none."""
    return made_corpus(
        [
            story("a", "then", "quota quota quota dumping dumping dumping dumping dumping dumping"),
            story("b", "then", "quota quota dumping"),
            story("c", "then", "quota quota"),
            story("d", "now", "dumping dumping tariff tariff"),
            story("e", "now", "tariff tariff tariff"),
        ]
    )


def row(table, name, era=None):
    found = table[table["name"] == name]
    return (found if era is None else found[found["era"] == era]).iloc[0]


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=30, deadline=None)
def test_leaving_out_each_article_is_the_same_as_counting_again_without_it(seed, log):
    rng = np.random.default_rng(seed)
    size, width = int(rng.integers(2, 12)), 5
    amounts = (
        rng.poisson(rng.gamma(0.5, 2, (size, width))).astype(float)
        if log
        else rng.normal(size=(size, width)) * rng.integers(0, 2, (size, width))
    )
    weights = rng.integers(50, 500, size).astype(float) if log else rng.integers(0, 2, size) * 1.0
    amounts = amounts * (weights > 0)[:, None]
    codes = rng.integers(-1, 3, size).astype(np.int8)
    quantities = Quantities(sparse.csr_matrix(amounts), weights, rng.integers(0, 3, width), log)
    found = without_one(quantities, codes)
    tried = {}
    for article in np.flatnonzero((codes != NOWHERE) & (weights > 0)):
        left = codes.copy()
        left[article] = NOWHERE
        tried[article] = quantities.values(left[None, :])[0]
    base = quantities.values(codes[None, :])[0]
    for number in range(width):
        values = {a: v[number] for a, v in tried.items() if not np.isnan(v[number])}
        if not values:
            assert np.isnan(found.loc[number, "low"])
            assert found.loc[number, "row"] == -1
            continue
        assert found.loc[number, "low"] == pytest.approx(min(values.values()))
        assert found.loc[number, "high"] == pytest.approx(max(values.values()))
        assert values[found.loc[number, "low_row"]] == pytest.approx(min(values.values()))
        assert values[found.loc[number, "high_row"]] == pytest.approx(max(values.values()))
        most = max(abs(v - base[number]) for v in values.values())
        assert abs(found.loc[number, "without"] - base[number]) == pytest.approx(most)


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=30, deadline=None)
def test_leaving_out_each_author_is_the_same_as_counting_again_without_them(seed, log):
    rng = np.random.default_rng(seed)
    size, width = int(rng.integers(2, 14)), 5
    amounts = rng.poisson(rng.gamma(0.5, 2, (size, width))).astype(float)
    weights = rng.integers(50, 500, size).astype(float) if log else np.ones(size)
    codes = rng.integers(-1, 3, size).astype(np.int16)
    authors = rng.choice(["", "ito", "lund", "moe", "byron"], size).tolist()
    quantities = Quantities(sparse.csr_matrix(amounts), weights, rng.integers(0, 3, width), log)
    found = without_author(quantities, codes, authors)
    tried = {}
    for author in {*authors} - {""}:
        own = np.array([name == author for name in authors])
        if (own & (codes != NOWHERE)).sum() > 1:
            tried[author] = quantities.values(np.where(own, NOWHERE, codes)[None, :])[0]
    for number in range(width):
        values = {a: v[number] for a, v in tried.items() if not np.isnan(v[number])}
        if not values:
            assert np.isnan(found.loc[number, "low"])
            assert found.loc[number, "low_author"] == found.loc[number, "high_author"] == ""
            continue
        assert found.loc[number, "low"] == pytest.approx(min(values.values()))
        assert found.loc[number, "high"] == pytest.approx(max(values.values()))
        assert values[found.loc[number, "low_author"]] == pytest.approx(min(values.values()))
        assert values[found.loc[number, "high_author"]] == pytest.approx(max(values.values()))


def test_a_word_that_one_author_repeats_hangs_on_them():
    corpus = made_corpus(
        [
            story("a", "then", "quota quota dumping dumping dumping"),
            story("b", "then", "quota quota dumping dumping dumping"),
            story("c", "then", "quota quota quota"),
            story("d", "now", "tariff tariff dumping"),
            story("e", "now", "tariff tariff tariff"),
        ]
    )
    bylines = ["Ada Byron, Staff Writer", "Ada Byron", "Bo Ito", "Cy Lund", ""]
    corpus = replace(corpus, articles=corpus.articles.assign(byline=bylines))
    comparison = compare_eras(corpus)
    table = what_would_change(comparison, corpus, n=5)
    dumping = row(table, "dumping", "then")
    assert ONE_AUTHOR in dumping["hangs_on"]
    assert ONE_ARTICLE not in dumping["hangs_on"]
    assert dumping["turned_by_author"] == "Ada Byron"
    assert dumping["turned_to_without_author"] <= 0 < dumping["value"]
    assert ONE_AUTHOR not in row(table, "quota")["hangs_on"]
    (said,) = without_an_author(table)
    assert said.startswith("Authors, each with all their articles: Leave out *Ada Byron* and ")
    assert "*dumping*" in said
    assert said in box(table)
    assert "one author left out" in finding_list(table)
    assert "each author left out" in box(table)
    nobody = what_would_change(compare_eras(five()), five(), n=5)
    assert without_an_author(nobody) == []
    assert "author" not in box(nobody)


def test_of_articles_that_matter_alike_the_first_is_named():
    amounts = sparse.csr_matrix([[3.0], [3.0], [1.0], [1.0]])
    quantities = Quantities(amounts, np.full(4, 100.0), np.array([0]), log=True)
    found = without_one(quantities, np.array([0, 0, 1, 1], dtype=np.int8))
    assert found["row"].tolist() == [0]


def test_the_value_is_the_one_that_the_comparison_reports():
    corpus = five()
    comparison = compare_eras(corpus)
    table = what_would_change(comparison, corpus, n=5)
    key = comparison.key_terms(5)
    terms = table[table["kind"] == "term"]
    assert terms["name"].tolist() == list(key.index)
    np.testing.assert_allclose(terms["value"], key["log_ratio"])
    for kind, whole in (("topic", comparison.topics), ("tone", comparison.tone)):
        name = "score" if kind == "tone" else "topic"
        for found in table[table["kind"] == kind].itertuples():
            same = whole[(whole[name] == found.name) & (whole["era"] == found.era)].iloc[0]
            assert found.value == pytest.approx(same["difference"])
            assert found.without_one_low == pytest.approx(same["without_low"])
            assert found.without_one_high == pytest.approx(same["without_high"])


def test_a_word_that_one_article_repeats_hangs_on_it():
    corpus = five()
    table = what_would_change(compare_eras(corpus), corpus, n=5)
    dumping = row(table, "dumping")
    assert ONE_ARTICLE in dumping["hangs_on"]
    assert (dumping["turned_by"], dumping["without_one_article"]) == ("Story a", "Story a")
    assert dumping["turned_to"] < 0 < dumping["value"]
    assert dumping["largest_share"] == pytest.approx(6 / 7)
    assert row(table, "quota")["hangs_on"] == NOTHING
    assert row(table, "quota")["turned_by"] == ""


def test_a_term_that_the_rest_never_uses_does_not_change_sides():
    corpus = made_corpus(
        [
            story("a", "then", "tariff tariff tariff"),
            story("b", "then", "tariff" + " grain" * 60),
            story("c", "now", "quota"),
            story("d", "now", "quota"),
        ]
    )
    found = row(what_would_change(compare_eras(corpus), corpus), "tariff")
    assert found["value"] > 0
    assert (found["turned_by"], found["turned_to"], found["without_one_low"]) == ("Story a", 0, 0)


def test_a_side_without_uses_never_leans():
    amounts = sparse.csr_matrix([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    uneven = Quantities(amounts, np.array([100.0, 10.0]), np.array([0, 1, 0]), log=True)
    values = uneven.values(np.array([[0, 1], [1, 0]], dtype=np.int8))
    np.testing.assert_allclose(values, [[0, np.log2(20), 0], [0, -np.log2(20), 0]])


def test_a_term_that_one_side_never_uses_keeps_its_side_whatever_rates_are_taken_of():
    corpus = made_corpus(
        [
            story("a", "then", "quota quota" + " grain" * 100),
            story("b", "then", "quota quota" + " grain" * 100),
            story("c", "now", "tariff" + " the" * 30),
            story("d", "now", "tariff" + " the" * 30),
        ]
    )
    quota = row(what_would_change(compare_eras(corpus), corpus, n=20), "quota")
    assert quota["value"] > 0
    assert quota["content_words"] == 0
    assert WORDS not in quota["hangs_on"]


def test_one_era_alone_has_no_finding():
    corpus = made_corpus([story("a", "then", "quota"), story("b", "then", "quota")], ("then",))
    table = what_would_change(compare_eras(corpus), corpus)
    assert table.empty
    assert list(table.columns) == list(COLUMNS)
    assert by_border(compare_eras(corpus), corpus).empty


def test_a_side_of_one_article_hangs_on_it():
    corpus = made_corpus(
        [
            story("a", "then", "quota quota", vader=(0.4,)),
            story("b", "then", "quota", vader=(0.2,)),
            story("c", "now", "tariff", vader=(-0.3,)),
        ]
    )
    table = what_would_change(compare_eras(corpus), corpus)
    assert table["rest_articles"].eq(1).any()
    assert table["hangs_on"].str.contains(ONE_ARTICLE).all()


def test_tone_hangs_on_the_way_to_measure_it_where_the_ways_disagree():
    def scored(sign):
        return [
            story("a", "then", "quota", vader=(0.3 * sign,), tone=(0.4,)),
            story("b", "then", "quota", vader=(0.2 * sign,), tone=(0.5,)),
            story("c", "now", "tariff", vader=(0.0,), tone=(-0.1,)),
            story("d", "now", "tariff", vader=(0.0,), tone=(-0.2,)),
        ]

    for sign, hangs in ((1, False), (-1, True)):
        corpus = made_corpus(scored(sign))
        tone = what_would_change(compare_eras(corpus), corpus).query("kind == 'tone'")
        assert tone["era"].tolist() == ["then"]
        assert (READING in tone["hangs_on"].iloc[0]) == hangs
        assert bool(tone["agreement"].iloc[0] < 1) == hangs


def undated(more="dumping dumping dumping dumping dumping dumping dumping"):
    return with_days(
        made_corpus(
            [
                story("a", "then", "dumping dumping"),
                story("b", "then", "dumping dumping"),
                story("c", "now", "dumping tariff"),
                story("d", "now", "tariff tariff"),
                story("e", "undated", more),
            ]
        ),
        [DAY(1990, 1, 1), DAY(1990, 5, 1), DAY(2000, 1, 1), DAY(2000, 6, 1),
         (DAY(1990, 2, 1), DAY(2000, 5, 1))],
    )  # fmt: skip


def test_an_undecided_article_is_tried_in_every_era_and_in_none():
    corpus = undated()
    table = what_would_change(compare_eras(corpus), corpus)
    dumping = row(table, "dumping")
    counts = {era: [] for era in ("then", "now", "none")}
    words = [len((FILLER + "x x").split())] * 4
    extra = len((FILLER + "x " * 7).split())
    for era, (add_then, add_now) in {"then": (1, 0), "now": (0, 1), "none": (0, 0)}.items():
        then = (4 + 7 * add_then) / (words[0] + words[1] + extra * add_then)
        now = (1 + 7 * add_now) / (words[2] + words[3] + extra * add_now)
        counts[era] = np.log2(then / now)
    assert dumping["undecided"] == 1
    assert dumping["dates_every"]
    assert dumping["dates_low"] == pytest.approx(counts["now"])
    assert dumping["dates_high"] == pytest.approx(counts["then"])
    assert dumping["dates_share"] == pytest.approx(2 / 3)
    assert DATES in dumping["hangs_on"]
    assert DATES not in row(table, "tariff")["hangs_on"]


def test_spans_that_are_handed_in_decide_what_an_article_may_be():
    corpus = undated()
    spans = {"then": (DAY(1990, 1, 1), DAY(1990, 1, 31)), "now": (DAY(2000, 6, 1), DAY(2000, 6, 2))}
    table = what_would_change(compare_eras(corpus), corpus, spans=spans)
    assert table["undecided"].eq(0).all()
    assert table["dates_low"].isna().all()


def dense(switch, size=24):
    """Weekly articles whose word 'dumping' comes up with an article that is not at the border."""
    stories = [
        story(
            f"s{i:02}",
            "then" if i < size // 2 else "now",
            ("dumping dumping " if i >= switch else "") + ("quota" if i < size // 2 else "tariff"),
        )
        for i in range(size)
    ]
    days = [DAY(1990, 1, 1) + dt.timedelta(7 * i) for i in range(size)]
    return with_days(made_corpus(stories), days)


def test_a_border_that_is_moved_changes_what_lies_near_it():
    corpus = dense(switch=12)
    comparison = compare_eras(corpus)
    table = what_would_change(comparison, corpus)
    dumping = row(table, "dumping")
    assert dumping["border_positions"] == 6
    # Either way the era takes in articles without the word, or loses articles that have it.
    assert 0 < dumping["border_low"] < dumping["border_high"] < dumping["value"]
    assert dumping["hangs_on"] == NOTHING
    long = by_border(comparison, corpus)
    found = long[long["name"] == "dumping"]
    assert found["day"].is_monotonic_increasing
    assert found.loc[found["now"], "value"].tolist() == [pytest.approx(dumping["value"])]
    assert found["value"].min() == pytest.approx(dumping["border_low"])
    assert len(found) == 7


def test_a_difference_that_one_border_makes_hangs_on_the_border():
    size = 24
    texts = ["dumping" if i in (9, 10, 11) else "" for i in range(size)]
    texts = [text or ("dumping" if i in (13, 20) else "grain") for i, text in enumerate(texts)]
    stories = [
        story(f"s{i:02}", "then" if i < size // 2 else "now", text) for i, text in enumerate(texts)
    ]
    corpus = with_days(
        made_corpus(stories), [DAY(1990, 1, 1) + dt.timedelta(7 * i) for i in range(size)]
    )
    table = what_would_change(compare_eras(corpus), corpus)
    assert BORDER in row(table, "dumping")["hangs_on"]


def test_a_gap_of_years_leaves_nothing_to_the_border():
    corpus = undated()
    table = what_would_change(
        compare_eras(corpus), corpus, spans=spans_of(corpus.articles, ("then",))
    )
    assert table["border_positions"].eq(0).all()
    assert table["border_low"].isna().all()


def test_a_word_on_a_longer_stop_list_hangs_on_the_list():
    corpus = made_corpus(
        [
            story("a", "then", "interest interest quota quota"),
            story("b", "then", "interest quota"),
            story("c", "now", "tariff"),
            story("d", "now", "tariff"),
        ]
    )
    table = what_would_change(compare_eras(corpus), corpus)
    assert STOP_LIST in row(table, "interest")["hangs_on"]
    assert row(table, "quota")["stop_list"] == "holds"


def test_function_words_push_key_terms_out_where_there_is_no_list():
    text = "would would would could could could "
    corpus = made_corpus(
        [
            story("a", "then", text + "quota quota"),
            story("b", "then", text + "quota"),
            story("c", "now", "tariff tariff"),
            story("d", "now", "tariff"),
        ]
    )
    found = what_would_change(compare_eras(corpus), corpus, n=1)
    assert row(found, "quota")["stop_list"] == "not among the first 1 without a list"
    assert row(found, "tariff")["stop_list"] == "holds"
    assert row(found, "quota")["hangs_on"] == NOTHING


def test_function_words_are_ranked_as_key_terms_are():
    corpus = five()
    articles = distinct(corpus)
    codes = np.array([0, 0, 0, 1, 1], dtype=np.int8)
    counted = count_key_terms(corpus, articles, codes, ("quota", "tariff"))
    np.testing.assert_array_equal(counted.counts.toarray()[:, 0], [3, 2, 2, 0, 0])
    assert counted.words.tolist() == articles["n_words"].tolist()
    fillers = sum(word in {"and", "the", "about", "while"} for word in FILLER.split())
    assert (counted.words - counted.content_words == fillers).all()
    assert set(counted.function_words["word"]) == {"and", "the", "about", "while"}
    # The era of shorter articles uses the same function words at a higher rate.
    assert function_words_above(counted, codes, 0).empty
    above = function_words_above(counted, codes, 1)
    assert sorted(above.index) == ["about", "and", "the", "while"]
    assert above.is_monotonic_decreasing


def test_rates_of_content_words_shift_all_terms_of_an_era_alike():
    corpus = made_corpus(
        [
            story("a", "then", "quota quota dumping the the the the"),
            story("b", "then", "quota dumping the the the the"),
            story("c", "now", "tariff"),
            story("d", "now", "tariff dumping"),
        ]
    )
    terms = what_would_change(compare_eras(corpus), corpus).query("kind == 'term'")
    shifts = (terms["content_words"] - terms["value"]).groupby(terms["era"]).agg(["min", "max"])
    np.testing.assert_allclose(shifts["min"], shifts["max"])
    assert shifts.loc["then", "max"] > 0.1


def test_a_word_may_change_sides_with_what_rates_are_taken_of():
    corpus = made_corpus(
        [
            story("a", "then", "prices quota " + "the " * 40),
            story("b", "then", "quota " + "the " * 40),
            story("c", "now", "tariff"),
            story("d", "now", "tariff"),
        ]
    )
    table = what_would_change(compare_eras(corpus), corpus, n=20)
    prices = row(table, "prices", "now")
    assert WORDS in prices["hangs_on"]
    assert prices["content_words"] < 0 < prices["value"]


def test_versions_count_where_they_are_of_the_same_era():
    def corpus(*copies):
        return made_corpus(
            [
                story("a", "then", "dumping dumping"),
                story("b", "then", "dumping"),
                story("c", "now", "dumping tariff"),
                story("d", "now", "tariff"),
                *(story(f"copy{i}", era, "", duplicate_of="c") for i, era in enumerate(copies)),
            ]
        )

    few = corpus("now", "undated")
    table = what_would_change(compare_eras(few), few)
    assert row(table, "dumping")["versions"] < row(table, "dumping")["value"]
    assert VERSIONS not in row(table, "dumping")["hangs_on"]
    many = corpus(*["now"] * 40)
    table = what_would_change(compare_eras(many), many)
    length = len(FILLER.split())
    then, now = 3 / (2 * length + 3), 41 / (41 * (length + 2) + length + 1)
    assert row(table, "dumping")["versions"] == pytest.approx(np.log2(then / now))
    none = corpus()
    table = what_would_change(compare_eras(none), none)
    np.testing.assert_allclose(table["versions"], table["value"])


def test_a_longer_list_takes_out_pairs_with_one_of_its_words():
    assert on_longer_list(["system", "banking system", "quota"]) == [True, True, False]


def test_an_interval_that_one_article_keeps_clear_of_zero_is_said_to_be_weak():
    rng = np.random.default_rng(2)
    stories = []
    for i in range(12):
        then = i < 6
        often = int(rng.poisson(5 if then else 2)) + (1 if then else 0)
        stories.append(story(f"s{i:02}", "then" if then else "now", "dumping " * often + "grain"))
    corpus = made_corpus(stories)
    comparison = compare_eras(corpus)
    dumping = row(what_would_change(comparison, corpus), "dumping")
    assert (
        dumping["verdict"]
        == comparison.terms.loc["dumping"].query("era == 'then'")["verdict"].item()
    )
    assert dumping["weakened_by"] in ("", ONE_ARTICLE)


def test_of_three_eras_tone_has_a_row_for_each():
    corpus = made_corpus(
        [
            story(f"{era}{i}", era, f"{era}ish quota", vader=(tone + i / 50,))
            for era, tone in (("early", 0.2), ("mid", -0.2), ("late", -0.4))
            for i in range(3)
        ],
        ("early", "mid", "late"),
    )
    table = what_would_change(compare_eras(corpus), corpus)
    assert table.query("kind == 'tone'")["era"].tolist() == ["early", "mid", "late"]
    assert (table.query("kind == 'topic'")["value"] > 0).all()


def test_the_same_folder_gives_the_same_table():
    corpus = undated()
    comparison = compare_eras(corpus)
    pd.testing.assert_frame_equal(
        what_would_change(comparison, corpus), what_would_change(comparison, corpus)
    )


def test_names_that_are_counted_elsewhere_are_no_findings_here():
    corpus = five()
    comparison = compare_eras(corpus)
    terms = comparison.terms.assign(kind="word")
    named = terms.loc[["quota"]].assign(kind="name")
    unknown = named.rename(index={"quota": "Ito Kenji"})
    together = replace(comparison, terms=pd.concat([terms, named, unknown]))
    names = what_would_change(together, corpus).query("kind == 'term'")["name"].tolist()
    assert names.count("quota") == 1
    assert "Ito Kenji" not in names
