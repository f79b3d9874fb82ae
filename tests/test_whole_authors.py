"""Authors who write in one era only: what tells them apart must not pass for time."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from helpers import compare_eras
from helpers.analysis.authors import authors_of, authors_sentence
from helpers.analysis.key_terms.keyterms import term_keyness
from helpers.analysis.resampling import adjust, permutation_p
from helpers.analysis.statistics.contrasts import contrast_means
from helpers.analysis.statistics.ratios import permutation_p_log_ratio
from helpers.analysis.statistics.whole_authors import (
    author_floor,
    author_groups,
    author_p_log_ratio,
    author_p_means,
    larger_p,
)
from helpers.reporting import remarks, tables
from made_tables import Story, made_corpus


def made_authors(
    rng: np.random.Generator, *, authors: int = 12, articles: int = 6, terms: int = 150
) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray, list[str]]:
    """Draw counts of words that each author has a liking for, and none of it by era."""
    names = np.repeat(np.arange(authors), articles)
    words = np.round(np.exp(rng.uniform(np.log(200), np.log(2000), len(names))))
    liking = rng.gamma(2, 0.5, (authors, terms))[names]
    own = rng.gamma(4, 0.25, (len(names), terms))
    counts = rng.poisson(0.005 * words[:, None] * liking * own)
    flags = names < authors // 2
    return sparse.csr_matrix(counts), words, flags, [f"Author {name}" for name in names]


def test_likings_of_authors_pass_for_eras_only_if_articles_are_shuffled_one_by_one():
    rng, single, whole = np.random.default_rng(2), [], []
    for _ in range(12):
        counts, words, flags, authors = made_authors(rng)
        single.append((permutation_p_log_ratio(counts, words, flags) <= 0.05).mean())
        whole.append((author_p_log_ratio(counts, words, flags, authors) <= 0.05).mean())
    assert np.mean(single) > 0.2
    assert np.mean(whole) <= 0.05 + 3 * np.std(whole, ddof=1) / 12**0.5
    assert np.mean(whole) > 0.02


def test_means_are_tested_by_author_too():
    rng, single, whole = np.random.default_rng(3), [], []
    for _ in range(40):
        names = np.repeat(np.arange(10), 6)
        values = rng.normal(size=(10, 40))[names] + rng.normal(size=(60, 40))
        authors = [f"Author {name}" for name in names]
        single.append((permutation_p(values, names < 5) <= 0.05).mean())
        whole.append((author_p_means(values, names < 5, authors) <= 0.05).mean())
    assert np.mean(single) > 0.2
    assert 0.03 <= np.mean(whole) <= 0.06


def test_what_an_author_wrote_on_one_side_is_kept_together():
    flags = np.array([True, True, True, False, False, False])
    assert author_groups(["Ito", "Ito", "Lund", "Lund", "", ""], flags).tolist() == [
        0,
        0,
        1,
        2,
        3,
        4,
    ]
    assert author_groups(["Ito"] * 3 + ["Lund"] * 3, flags).tolist() == [0, 0, 0, 1, 1, 1]
    assert author_groups(["Ito"] * 5 + [None], flags).tolist() == [0, 0, 0, 1, 1, 2]


def test_one_article_on_the_other_side_does_not_undo_the_test():
    rng, whole = np.random.default_rng(4), []
    for _ in range(12):
        counts, words, flags, authors = made_authors(rng)
        flags[[0, -1]] = ~flags[[0, -1]]
        whole.append((author_p_log_ratio(counts, words, flags, authors) <= 0.05).mean())
    assert np.mean(whole) <= 0.05 + 3 * np.std(whole, ddof=1) / 12**0.5


def test_the_least_p_is_that_of_the_authors():
    flags = np.arange(12) < 6
    names = [f"Author {i // 2}" for i in range(12)]
    assert author_floor(names, flags) == pytest.approx(0.1)
    assert author_floor(["Ito"] * 6 + ["Lund"] * 6, flags) == 1
    assert author_floor(names, flags, ["Post", "Star"] * 6) != author_floor(names, flags)
    assert np.isnan(author_floor([""] * 12, flags))
    p = author_p_means(np.arange(12.0)[:, None], flags, names)
    assert p.tolist() == [pytest.approx(0.1)]


def test_bylines_of_one_person_are_one_author_and_those_of_nobody_none():
    bylines = ["Ada Byron", "ADA BYRON", "Ada Byron, Staff Writer", "Staff Reporter", "Reuters", ""]
    assert authors_of(pd.DataFrame({"byline": bylines})) == ["ada byron"] * 3 + [""] * 3


def test_a_term_does_not_borrow_from_others_that_pass_one_test_only():
    table = pd.DataFrame(
        {
            "p": [1e-4] * 10 + [0.5] * 10,
            "p_authors": [0.027] + [0.6] * 9 + [0.001] * 10,
        }
    )
    alone = np.fmax(adjust(table["p"].to_numpy()), adjust(table["p_authors"].to_numpy()))
    assert alone[0] < 0.05 < adjust(larger_p(table))[0]


def test_within_strata_an_author_stays_together_in_each_stratum():
    flags = np.array([True, True, True, False, False])
    groups = author_groups(["Ito"] * 3 + ["", ""], flags, ["Post", "Post", "Star", "Post", "Star"])
    assert groups.tolist() == [0, 0, 1, 2, 3]
    values = np.array([[1.0], [3], [5], [0], [2]])
    papers = ["Post", "Post", "Star", "Post", "Star"]
    p = author_p_means(values, flags, ["Ito"] * 3 + ["", ""], strata=papers)
    assert p == pytest.approx(0.5)


def test_there_is_no_such_test_where_nobody_writes_twice_on_one_side():
    counts = sparse.csr_matrix(np.eye(4, 3, dtype=np.int64))
    flags = np.array([True, True, False, False])
    for authors in (["", "", "", ""], ["Ito", "Lund", "Ito", "Lund"], ["a", "b", "c", "d"]):
        assert np.isnan(author_p_log_ratio(counts, np.full(4, 9.0), flags, authors)).all()
        assert np.isnan(author_p_means(counts.toarray(), flags, authors)).all()


def test_neither_the_side_nor_the_order_of_articles_matters():
    counts, words, flags, authors = made_authors(np.random.default_rng(5), authors=7, articles=3)
    p = author_p_log_ratio(counts, words, flags, authors)
    order = np.random.default_rng(6).permutation(len(words))
    turned = author_p_log_ratio(
        counts[order], words[order], ~flags[order], [authors[i] for i in order]
    )
    assert p.tolist() == turned.tolist()


def test_a_term_is_robust_only_if_whole_authors_show_it_too():
    counts = np.full((60, 2), 3)
    counts[:30, 0] = 9
    flags, words = np.arange(60) < 30, np.full(60, 500.0)
    matrix, names = sparse.csr_matrix(counts + np.arange(60)[:, None] % 2), ["duty", "port"]
    few = [f"Author {i // 15}" for i in range(60)]
    many = [f"Author {i // 3}" for i in range(60)]
    verdicts = [
        term_keyness(matrix, names, flags, words, authors=authors).loc["duty", "verdict"]
        for authors in (None, few, many)
    ]
    assert verdicts == ["robust", "cannot tell", "robust"]


def test_a_mean_is_robust_only_if_whole_authors_show_it_too():
    values = pd.DataFrame({"tone": np.r_[np.linspace(1, 2, 30), np.linspace(0, 1.2, 30)]})
    eras = pd.Series(["then"] * 30 + ["now"] * 30)

    def verdict(per_author: int | None) -> str:
        authors = None if per_author is None else [f"Author {i // per_author}" for i in range(60)]
        table = contrast_means(values, eras, ["then", "now"], name="score", authors=authors)
        return str(table["verdict"][0])

    assert [verdict(None), verdict(15), verdict(3)] == ["robust", "cannot tell", "robust"]


def test_pages_say_what_is_lost_when_authors_are_kept_together():
    stories = [
        Story(
            f"{era}{i:02}",
            era,
            (f"{words} {'zinc' if i % 2 else 'salt'} trade", f"{words} the story"),
            vader=(0.1,),
        )
        for era, words in (("then", "beef quota rancher beef"), ("now", "yen dollar trader yen"))
        for i in range(20)
    ]
    corpus = made_corpus(stories)
    names = [f"Author {i // 10}" for i in range(40)]
    corpus = replace(corpus, articles=corpus.articles.assign(byline=names))
    comparison = compare_eras(corpus)
    assert set(comparison.terms["verdict"]) == {"cannot tell"}
    told = remarks.eras.key_terms(comparison)
    assert (
        "terms would be *robust* and 0 lean; with those of each author kept together, 0 and 0: the "
        "smallest p is then 0.33, so that no word can lean towards an era, whatever it does: too "
        "few authors write in each." in told
    )
    assert "must reach" not in told
    assert "4 authors wrote several articles of one era (40 of 40)" in " ".join(comparison.limits)
    assert "p, authors" in tables.key_term_list(comparison.key_terms(3))
    columns = [*tables.contrast_list(comparison.tone, "score")]
    assert columns[-3:] == ["verdict", "p, authors", "floor, authors"]
    alone = compare_eras(replace(corpus, articles=corpus.articles.assign(byline="")))
    assert "robust" in set(alone.terms["verdict"])
    assert "author" not in remarks.eras.key_terms(alone)
    assert "p, authors" not in tables.key_term_list(alone.key_terms(3))


@pytest.mark.parametrize("layout", ["on both sides", "one other each"])
def test_authors_who_write_on_both_sides_are_compared_with_themselves(layout):
    """Authors differ and sides do not: p is right; articles alone alarm more often."""
    alarms, plain, found = [], [], []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        author = np.repeat(np.arange(10), 7)
        flags = np.where(np.arange(70) % 7 == 6, author >= 5, author < 5)
        if layout == "on both sides":
            flags = rng.random(70) < np.repeat(rng.uniform(0.1, 0.9, 10), 7)
        names = [f"Author {a}" for a in author]
        values = rng.normal(0, 1, (10, 60))[author] + rng.normal(0, 1, (70, 60))
        alarms.append(author_p_means(values, flags, names) <= 0.05)
        plain.append(permutation_p(values, flags) <= 0.05)
        found.append(author_p_means(values + 1.5 * flags[:, None], flags, names) <= 0.05)
    assert np.mean(alarms) < 0.065
    assert np.mean(plain) > 0.085
    assert np.mean(found) > 0.7


def test_one_author_of_everything_makes_no_difference_between_eras():
    flags = np.arange(12) < 6
    assert np.isnan(author_floor(["Ito"] * 12, flags))
    articles = pd.DataFrame({"byline": ["Ito"] * 12, "era": ["then"] * 6 + ["now"] * 6})
    assert authors_sentence(articles) == ""


def test_a_comparison_within_authors_that_says_the_opposite_bears_nothing_out():
    flags = np.r_[np.ones(10, bool), np.zeros(2, bool), np.ones(2, bool), np.zeros(10, bool)]
    authors = ["Ito"] * 12 + ["Lund"] * 12
    values = np.r_[np.full(10, 5.0), 6.0, 6.0, 0.0, 0.0, np.full(10, 1.0)][:, None]
    values += np.linspace(0, 0.01, 24)[:, None]
    assert permutation_p(values, flags)[0] < 0.05
    assert author_p_means(values, flags, authors).tolist() == [1.0]
    uses = sparse.csr_matrix((values * 10).astype(int))
    assert author_p_log_ratio(uses, np.full(24, 900.0), flags, authors).tolist() == [1.0]


def test_names_of_files_stand_for_authors_where_nobody_has_a_byline():
    people = ["Ada", "Bo", "Cy", "Di", "Ed", "Flo"]
    files = [f"talks/{1950 + i}-{people[i // 4]}.txt" for i in range(24)]
    articles = pd.DataFrame({"file": files, "era": ["then"] * 12 + ["now"] * 12})
    assert authors_of(articles) == [people[i // 4].lower() for i in range(24)]
    assert authors_of(articles.assign(byline="")) == authors_of(articles)
    signed = articles.assign(byline=["Ito"] + [""] * 23)
    assert authors_of(signed) == ["ito"] + [""] * 23


@pytest.mark.parametrize(
    "names",
    [
        ["old"] * 12 + ["new"] * 12,
        ["post"] * 6 + ["star"] * 6 + ["herald"] * 6 + ["mail"] * 6,
        ["ada", "bo", "cy", "di"] * 6,
        [f"{'abcdefghijkl'[i % 12] * 2}{i}" for i in range(24)],
        [""] * 24,
    ],
)
def test_names_of_files_that_may_be_eras_papers_or_nothing_count_for_none(names: list[str]):
    files = [f"{name}-{i:02}.txt" for i, name in enumerate(names)]
    articles = pd.DataFrame({"file": files, "era": ["then"] * 12 + ["now"] * 12})
    assert set(authors_of(articles)) == {""}
    assert set(authors_of(articles.iloc[:12])) == {""}


def test_pages_say_that_names_of_files_were_taken_for_authors():
    stories = [
        Story(f"{era}{i:02}", era, (f"{words} {'zinc' if i % 2 else 'salt'} trade",), vader=(0.1,))
        for era, words in (("then", "beef quota rancher"), ("now", "yen dollar trader"))
        for i in range(20)
    ]
    corpus = made_corpus(stories)
    files = [f"{i}-{'abcdefgh'[i // 5] * 3}.txt" for i in range(40)]
    comparison = compare_eras(replace(corpus, articles=corpus.articles.assign(file=files)))
    told = " ".join(comparison.limits)
    assert "8 names in file names stand for several articles of one era (40 of 40)" in told
    assert comparison.terms["p_authors"].notna().all()
