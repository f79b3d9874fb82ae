"""How evenly terms are spread over articles, against published numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from helpers.analysis.statistics.dispersion import dispersion

GRIES = ("b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a")
GRIES += ("b a g h a b e a a t", "b a h a a b e a x a t")
PARTS = [part.split() for part in GRIES]
TERMS = sorted({term for part in PARTS for term in part})


def gries():
    counts = sparse.csr_matrix([[part.count(term) for term in TERMS] for part in PARTS])
    table = dispersion(counts, np.array([float(len(part)) for part in PARTS]))
    return table.set_index(np.array(TERMS))


@pytest.mark.parametrize(
    ("term", "dp", "dp_norm", "articles"),
    [
        ("a", 0.18, 0.2195, 5),
        ("b", 0.02, 0.0244, 5),
        ("i", 0.82, 1.0, 1),
        ("q", 0.80, 0.9756, 1),
        ("x", 0.78, 0.9512, 1),
    ],
)
def test_deviation_of_proportions_equals_that_of_gries(term, dp, dp_norm, articles):
    """Gries 2008, International Journal of Corpus Linguistics 13(4): the toy of five parts."""
    row = gries().loc[term].round(4)
    assert row[["dp", "dp_norm", "articles"]].to_list() == [dp, dp_norm, articles]


@pytest.mark.parametrize(("term", "d"), [("a", 0.785), ("b", 0.968), ("i", 0), ("q", 0), ("x", 0)])
def test_juilland_d_is_taken_of_rates(term, d):
    """As the tests of scattertext quote it; on raw counts a would have 0.7643."""
    assert gries().loc[term, "juilland_d"] == pytest.approx(d, abs=5e-4)


def test_dispersion_over_equal_parts_equals_that_of_wordless():
    parts = dispersion(sparse.csr_matrix([[2], [1], [0]]), np.full(3, 9.0))
    assert parts["dp_norm"][0] == pytest.approx(0.5)
    parts = dispersion(sparse.csr_matrix([[0], [4], [3], [2], [1]]), np.full(5, 100.0))
    assert round(parts["juilland_d"][0], 4) == 0.6464


def test_a_term_that_is_not_used_has_no_dispersion():
    table = dispersion(sparse.csr_matrix([[1, 0], [1, 0]]), np.full(2, 9.0))
    assert table["articles"].to_list() == [2, 0]
    assert table.loc[1, ["dp", "dp_norm", "juilland_d"]].isna().all()


def test_one_article_is_no_spread():
    row = dispersion(sparse.csr_matrix([[3]]), np.array([9.0])).loc[0]
    assert row[["articles", "dp", "dp_norm"]].to_list() == [1, 0, 0]
    assert np.isnan(row["juilland_d"])


def test_no_article_gives_no_numbers():
    table = dispersion(sparse.csr_matrix((0, 2), dtype=int), np.empty(0))
    assert table["articles"].to_list() == [0, 0]
    assert table["dp"].isna().all()


def test_articles_without_words_have_no_say():
    counts = sparse.csr_matrix([[2], [4], [0]])
    with_empty = dispersion(counts, np.array([100.0, 200.0, 0.0]))
    without = dispersion(counts[:2], np.array([100.0, 200.0]))
    assert with_empty[["dp", "juilland_d"]].equals(without[["dp", "juilland_d"]])


rows = st.lists(st.tuples(st.integers(0, 9), st.integers(10, 90)), min_size=1, max_size=8)


@given(rows, st.randoms())
@settings(max_examples=50, deadline=None)
def test_dispersion_lies_between_its_bounds_whatever_the_order(made, random):
    counts = sparse.csr_matrix([[count] for count, _ in made])
    words = np.array([float(count + more) for count, more in made])
    row = dispersion(counts, words).loc[0]
    order = random.sample(range(len(made)), len(made))
    turned = dispersion(counts[order], words[order]).loc[0]
    assert turned.to_list() == pytest.approx(row.to_list(), nan_ok=True)
    if row["articles"]:
        assert 0 <= row["dp"] <= row["dp_norm"] <= 1
        assert np.isnan(row["juilland_d"]) or 0 <= row["juilland_d"] <= 1


@given(rows)
@settings(max_examples=50, deadline=None)
def test_the_same_rate_everywhere_is_even(made):
    words = np.array([float(10 * more) for _, more in made])
    row = dispersion(sparse.csr_matrix(words[:, None] / 10), words).loc[0]
    assert row["dp"] == pytest.approx(0, abs=1e-9)
    assert np.isnan(row["juilland_d"]) or row["juilland_d"] == pytest.approx(1)


def test_many_articles_read_in_blocks_give_what_whole_arrays_give():
    rng = np.random.default_rng(5)
    counts = rng.integers(1, 4, size=(9_000, 500), dtype=np.int32)
    counts[:, 0] = 0
    counts[17, 0] = 3
    words = counts.sum(axis=1) + rng.integers(100, 900, 9_000).astype(float)
    table = dispersion(sparse.csr_matrix(counts), words)
    shares, expected = counts / counts.sum(axis=0), words / words.sum()
    assert table["dp"].to_numpy() == pytest.approx(
        np.abs(shares - expected[:, None]).sum(axis=0) / 2
    )
    rates = counts / words[:, None]
    variation = rates.std(axis=0) / rates.mean(axis=0)
    assert table["juilland_d"].to_numpy() == pytest.approx(1 - variation / np.sqrt(8_999), abs=1e-9)
