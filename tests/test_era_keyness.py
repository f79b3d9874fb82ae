"""Key terms of any number of eras: each against the rest, and pairs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from helpers.analysis.key_terms.era_keyness import COLUMNS, era_keyness
from helpers.analysis.key_terms.keyterms import term_keyness
from helpers.analysis.resampling import adjust
from helpers.analysis.terms import TermMatrix

ERAS = ("1987", "1995", "2025")


def made(sizes, terms=12, seed=0, planted=0.0):
    """Articles of eras with so many each; the last era has more of the first term if planted."""
    rng = np.random.default_rng(seed)
    era = np.repeat(ERAS[: len(sizes)], sizes)
    rates = rng.uniform(1, 6, terms) * rng.gamma(3, 1 / 3, size=(len(era), terms))
    rates[era == ERAS[len(sizes) - 1], 0] += planted
    counts = sparse.csr_matrix(rng.poisson(rates))
    names = tuple(f"term {number:02d}" for number in range(terms))
    return TermMatrix(counts, names, np.full(len(era), 400.0)).keeping(), era


def test_every_era_is_compared_with_the_rest():
    matrix, era = made([6, 7, 8])
    table = era_keyness(matrix, era, ERAS)
    assert tuple(table.columns) == COLUMNS
    assert table[["era", "against"]].drop_duplicates().to_numpy().tolist() == [
        [name, "rest"] for name in ERAS
    ]
    for name in ERAS:
        own = table[table["era"].eq(name)].drop(columns=["era", "against"])
        alone = term_keyness(matrix.counts, matrix.terms, era == name, matrix.totals)
        assert own.equals(alone)


def test_every_pair_is_compared_either_way():
    matrix, era = made([6, 7, 8])
    table = era_keyness(matrix, era, ERAS, against="each")
    pairs = table[["era", "against"]].drop_duplicates().to_numpy().tolist()
    assert sorted(pairs) == [[a, b] for a in ERAS for b in ERAS if a != b]
    key = table.set_index(["era", "against"], append=True)
    there = key.xs(("1987", "2025"), level=("era", "against"))
    back = key.xs(("2025", "1987"), level=("era", "against")).loc[there.index]
    assert there["log_ratio"].to_list() == pytest.approx(-back["log_ratio"])
    assert there["low"].to_list() == pytest.approx(-back["high"], nan_ok=True)
    assert there["p"].equals(back["p"])
    two = (era == "1987") | (era == "2025")
    alone = made([6, 7, 8])[0][np.flatnonzero(two)]
    alone = term_keyness(alone.counts, alone.terms, era[two] == "1987", alone.totals)
    assert there["p"].equals(alone["p"])


def test_two_eras_are_each_others_rest():
    matrix, era = made([6, 6])
    rest = era_keyness(matrix, era, ERAS[:2])
    pair = era_keyness(matrix, era, ERAS[:2], against="each")
    assert rest.drop(columns="against").equals(pair.drop(columns="against"))
    assert set(rest["against"]) == {"rest"}


def test_false_discoveries_are_held_over_all_comparisons_together():
    matrix, era = made([20, 20, 20], planted=4)
    table = era_keyness(matrix, era, ERAS, against="each")
    assert table["p_adjusted"].to_list() == pytest.approx(adjust(table["p"].to_numpy()))
    shifted = table.loc["term 00"].set_index(["era", "against"])
    assert shifted.loc[("2025", "1987"), "verdict"] == "robust"
    assert shifted.loc[("1995", "1987"), "verdict"] != "robust"


def test_a_pair_stands_on_its_own_rung():
    matrix, era = made([20, 21, 3])
    table = era_keyness(matrix, era, ERAS, against="each")
    rungs = table.groupby(["era", "against"])["rung"].first()
    assert rungs[("1987", "1995")] == "tests"
    assert rungs[("2025", "1995")] == "description"
    tested = table["rung"].eq("tests")
    assert table.loc[~tested, "p_adjusted"].isna().all()
    assert table.loc[tested, "p_adjusted"].notna().all()
    assert set(table.loc[~tested, "verdict"]) == {"cannot tell"}
    rest = era_keyness(matrix, era, ERAS)
    assert set(rest["rung"]) == {"description"}


def test_two_against_three_articles_tell_nothing_whatever_the_words():
    matrix, era = made([2, 3], planted=90)
    table = era_keyness(matrix, era, ERAS[:2], against="each")
    assert table["p"].min() == 0.1
    assert set(table["verdict"]) == {"cannot tell"}


def test_nothing_is_robust_where_the_eras_are_alike():
    robust = 0
    for seed in range(4):
        matrix, era = made([20, 20], terms=60, seed=seed)
        table = era_keyness(matrix, era, ERAS[:2])
        robust += int(table["verdict"].eq("robust").sum())
        assert table["p"].le(0.05).mean() < 0.15
    assert robust == 0


def test_articles_of_other_eras_are_left_out():
    matrix, era = made([6, 6, 4])
    table = era_keyness(matrix, np.where(era == "2025", "undated", era), ERAS)
    alone = era_keyness(matrix[np.flatnonzero(era != "2025")].keeping(), era[:12], ERAS[:2])
    assert table.equals(alone)


def test_terms_too_rare_in_a_comparison_are_no_part_of_it():
    counts = sparse.csr_matrix([[3, 1, 0], [3, 0, 0], [3, 0, 2], [3, 1, 2]])
    matrix = TermMatrix(counts, ("often", "rare", "late"), np.full(4, 90.0))
    table = era_keyness(matrix, ["1987", "1995", "2025", "2025"], ERAS, against="each", min_count=2)
    terms = table.groupby(["era", "against"]).apply(lambda rows: sorted(rows.index))
    assert terms[("1987", "1995")] == ["often"]
    assert terms[("2025", "1987")] == ["late", "often", "rare"]


@pytest.mark.parametrize("era", [[], ["1987"] * 3, ["undated"] * 3])
def test_fewer_than_two_eras_give_an_empty_table(era):
    counts = sparse.csr_matrix(np.ones((len(era), 2), dtype=int))
    for against in ("rest", "each"):
        table = era_keyness(
            TermMatrix(counts, ("a", "b"), np.full(len(era), 9.0)), era, ERAS, against=against
        )
        assert table.empty
        assert tuple(table.columns) == COLUMNS


def test_an_era_without_words_is_no_era():
    matrix, era = made([6, 6])
    silent = TermMatrix(
        sparse.vstack(
            [matrix.counts, sparse.csr_matrix((1, len(matrix.terms)), dtype=int)]
        ).tocsr(),
        matrix.terms,
        np.append(matrix.totals, 0.0),
    )
    table = era_keyness(silent, [*era, "2025"], ERAS)
    assert table.equals(era_keyness(matrix, era, ERAS))


def test_within_strata_the_rung_is_that_of_the_articles_used():
    matrix, era = made([20, 20])
    paper = np.array((["Herald"] * 17 + ["Star"] * 3) + (["Herald"] * 4 + ["Times"] * 16))
    table = era_keyness(matrix, era, ERAS[:2], strata=paper)
    assert set(table["rung"]) == {"description"}
    assert table["log_ratio_within"].notna().all()
    assert table["p_adjusted"].isna().all()


@given(st.randoms())
@settings(max_examples=5, deadline=None)
def test_the_order_of_the_articles_has_no_influence(random):
    matrix, era = made([4, 5, 6])
    order = np.array(random.sample(range(15), 15))
    table = era_keyness(matrix, era, ERAS)
    turned = era_keyness(matrix[order], era[order], ERAS)
    assert list(turned.index) == list(table.index)
    numbers = table.select_dtypes("number").columns
    assert turned[numbers].to_numpy() == pytest.approx(table[numbers].to_numpy(), nan_ok=True)
    assert turned["verdict"].equals(table["verdict"])
