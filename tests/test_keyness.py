"""Keyness against published numbers, and with the article as the unit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from helpers.analysis.honesty import Rung
from helpers.analysis.keyness import g2_two_cell, keyness, log_ratio, other_measures
from helpers.analysis.keyterms import dispersion, term_keyness
from helpers.errors import DatelinesError

BROWN_LIKE = (116000, 5451382)
TOY = (
    {"a": 3, "b": 2, "c": 6, "d": 1, "e": 1, "f": 1, "g": 1, "h": 2},
    {"a": 2, "b": 1, "c": 2, "d": 4, "e": 1, "f": 1, "h": 1},
)
counts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 50), min_size=1)


# Rayson's log-likelihood wizard, as the tests of CLiC quote it; the last from Brezina 2018.
@pytest.mark.parametrize(
    ("a", "b", "totals", "g2", "bic", "ratio", "percent"),
    [
        (540, 7525, BROWN_LIKE, 534.6405, 519.1080, 1.7538, 237.24),
        (227, 3635, BROWN_LIKE, 183.5306, 167.9982, 1.5532, 193.47),
        (29, 504, BROWN_LIKE, 20.5036, 4.9712, 1.4351, 170.41),
        (431, 5892, BROWN_LIKE, 437.8757, 422.3433, 1.7814, 243.77),
        (16, 650, BROWN_LIKE, 0.3165, -15.2160, 0.2101, 15.68),
        (540, 0, BROWN_LIKE, 4180.7772, 4165.2448, 15.6312, np.inf),
        (7, 0, (10000, 100000), 33.5705, 21.9623, 7.1293, np.inf),
        (0, 536, (10000, 100000), 102.1725, 90.5643, -6.7442, -100),
        (10, 10, (150, 150), 0, -5.7038, 0, 0),
        (620, 267, (1017879, 1007532), 140.8655, 126.3442, 1.2007, 129.85),
    ],
)
def test_measures_equal_the_published_ones(*, a, b, totals, g2, bic, ratio, percent):
    row = keyness({"term": a}, {"term": b}, totals=totals).loc["term"]
    assert row["g2"] == pytest.approx(g2, abs=5e-5)
    assert row["bic"] == pytest.approx(bic, abs=5e-5)
    assert row["log_ratio"] == pytest.approx(ratio, abs=5e-5)
    assert row["percent_diff"] == pytest.approx(percent, abs=5e-3)


@pytest.mark.parametrize(
    ("term", "g2", "added_half", "z_tenth", "z_hundredth"),
    [
        ("a", 0.003935, -0.017074, 0.080405, 0.076102),
        ("b", 0.082023, 0.234465, 0.299542, 0.311326),
        ("c", 0.941184, 0.876011, 1.221139, 1.228044),
        ("d", 3.123254, -2.087463, -1.832565, -1.857190),
        ("e", 0.060355, -0.502500, -0.263883, -0.264864),
        ("f", 0.060355, -0.502500, -0.263883, -0.264864),
        ("g", 1.068165, 1.082462, 0.643100, 0.430762),
        ("h", 0.082023, 0.234465, 0.299542, 0.311326),
    ],
)
def test_toy_text_gives_the_numbers_of_other_tools(*, term, g2, added_half, z_tenth, z_hundredth):
    """The toy of quanteda's tests; z as ConvoKit's fightingWords computes it."""
    pair = [np.array([float(side.get(term, 0))]) for side in TOY]
    assert keyness(*TOY).loc[term, "g2"] == pytest.approx(g2, abs=1e-6)
    assert log_ratio(*pair, (17, 12), added=0.5)[0] == pytest.approx(added_half, abs=1e-6)
    assert keyness(*TOY, prior=0.1).loc[term, "z"] == pytest.approx(z_tenth, abs=1e-6)
    assert keyness(*TOY, prior=0.01).loc[term, "z"] == pytest.approx(z_hundredth, abs=1e-6)


@pytest.mark.parametrize(
    ("term", "g2", "williams", "yates", "chi2", "fisher"),
    [
        ("a", 0.004751, 0.004289, 0, 0.004739, 1),
        ("b", 0.091242, 0.077617, 0, 0.089304, 1),
        ("c", 1.274238, 1.188777, 0.467298, 1.221872, 0.408347),
        ("d", 3.779441, 3.411590, 2.040247, 3.715033, 0.129637),
        ("e", 0.064900, 0.051445, 0, 0.065813, 1),
        ("f", 0.064900, 0.051445, 0, 0.065813, 1),
        ("g", 1.093291, 0.718766, 0, 0.731092, 1),
        ("h", 0.091242, 0.077617, 0, 0.089304, 1),
    ],
)
def test_other_measures_equal_those_of_quanteda_and_r(*, term, g2, williams, yates, chi2, fisher):
    row = other_measures(*TOY).loc[term]
    assert row["g2_four_cell"] == pytest.approx(g2, abs=1e-6)
    assert row["williams"] == pytest.approx(williams, abs=1e-6)
    assert row["chi2_yates"] == pytest.approx(yates, abs=1e-6)
    assert row["chi2"] == pytest.approx(chi2, abs=1e-6)
    assert row["fisher_p"] == pytest.approx(fisher, abs=1e-6)


def test_other_measures_of_two_words_equal_those_of_quanteda():
    row = other_measures({"a": 3, "b": 7}, {"a": 7, "b": 2}).loc["a"]
    expected = [4.534939, 4.200833, 4.337160, 2.632438, 0.069779]
    assert row.to_list() == pytest.approx(expected, abs=1e-6)


def test_percent_difference_equals_the_published_one():
    row = keyness({"t": 206523}, {"t": 178174}, totals=(959641, 1562358)).loc["t"]
    assert round(row["percent_diff"], 1) == 88.7


def test_totals_and_not_the_kept_terms_are_what_rates_are_of():
    whole = keyness({"quota": 9, "the": 91}, {"quota": 3, "the": 297})
    part = keyness({"quota": 9}, {"quota": 3}, totals=(100, 300))
    assert part.loc["quota"].to_list() == pytest.approx(whole.loc["quota"].to_list())


@given(counts, counts)
def test_swapping_the_sides_turns_the_signs(target, reference):
    if not sum(target.values()) or not sum(reference.values()):
        with pytest.raises(DatelinesError, match="has no words"):
            keyness(target, reference)
        return
    table, swapped = keyness(target, reference), keyness(reference, target)
    swapped = swapped.loc[table.index]
    for column in ("log_ratio", "log_odds", "z"):
        assert table[column].to_list() == pytest.approx(-swapped[column], nan_ok=True)
    assert table["g2"].to_list() == pytest.approx(swapped["g2"])
    assert (table["g2"] >= 0).all()


@given(counts, counts)
def test_rows_do_not_depend_on_the_order_of_the_mappings(target, reference):
    target, reference = {**target, "z": 1}, {**reference, "z": 2}
    turned = dict(reversed(target.items())), dict(reversed(reference.items()))
    assert keyness(target, reference).equals(keyness(*turned))


def test_equal_effects_are_listed_by_name():
    table = keyness({"yen": 5, "beef": 5, "the": 90}, {"yen": 1, "beef": 1, "the": 98})
    assert list(table.index) == ["beef", "yen", "the"]


def test_informative_prior_shrinks_rare_terms_more_than_frequent_ones():
    target, reference = {"rare": 4, "often": 400, "rest": 9596}, {"rare": 1, "often": 100}
    table = keyness(target, {**reference, "rest": 9899})
    assert table.loc["rare", "log_ratio"] == pytest.approx(table.loc["often", "log_ratio"])
    assert table.loc["often", "z"] > 3 * table.loc["rare", "z"]


def test_counts_below_zero_are_refused():
    with pytest.raises(DatelinesError, match="below zero"):
        keyness({"yen": -1}, {"yen": 3})


GRIES = ("b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a")
GRIES += ("b a g h a b e a a t", "b a h a a b e a x a t")


@pytest.mark.parametrize(
    ("term", "dp", "dp_norm"),
    [
        ("a", 0.18, 0.2195),
        ("b", 0.02, 0.0244),
        ("i", 0.82, 1.0),
        ("q", 0.80, 0.9756),
        ("x", 0.78, 0.9512),
    ],
)
def test_dispersion_equals_that_of_gries(term, dp, dp_norm):
    """Gries 2008, International Journal of Corpus Linguistics 13(4): the toy of five parts."""
    counted = sparse.csr_matrix([[part.split().count(term)] for part in GRIES])
    totals = np.array([len(part.split()) for part in GRIES], dtype=float)
    found, normed = dispersion(counted, totals)
    assert (round(found[0], 4), round(normed[0], 4)) == (dp, dp_norm)


def test_dispersion_over_equal_parts_equals_that_of_wordless():
    counted = sparse.csr_matrix([[2], [1], [0]])
    assert dispersion(counted, np.full(3, 9.0))[1][0] == pytest.approx(0.5)


def matrix() -> tuple[sparse.csr_matrix, list[str], np.ndarray, np.ndarray]:
    rows = [[4, 1, 0, 0], [5, 2, 0, 3], [1, 2, 0, 0], [0, 1, 6, 0], [1, 1, 1, 0]]
    flags = np.array([1, 1, 0, 0, 0], bool)
    return sparse.csr_matrix(rows), ["quota", "yen", "beef", "zinc"], flags, np.full(5, 100.0)


def test_term_table_counts_articles_and_remarks_what_is_missing():
    table = term_keyness(*matrix())
    assert table.loc["quota", ["articles_target", "articles_reference"]].to_list() == [2, 2]
    assert table["remark"].to_dict() == {
        "quota": "",
        "yen": "",
        "beef": "absent in the era",
        "zinc": "in one article only",
    }
    assert table["one_article"].to_dict()["zinc"]
    assert table.loc[["beef", "zinc"], ["low", "high"]].isna().all(axis=None)
    assert table.loc[["quota", "yen"], ["low", "high"]].notna().all(axis=None)


def test_term_table_has_the_token_measures_of_keyness():
    found, terms, flags, totals = matrix()
    table = term_keyness(found, terms, flags, totals)
    sides = [dict(zip(terms, np.asarray(found[s].sum(axis=0)).ravel(), strict=True))
             for s in (flags, ~flags)]  # fmt: skip
    expected = keyness(*sides, totals=(200, 300))
    shared = ["target_pm", "reference_pm", "log_ratio", "g2", "bic", "log_odds", "z"]
    assert table[shared].round(9).equals(expected[shared].round(9))


def test_leaving_terms_out_changes_nothing_about_the_others():
    found, terms, flags, totals = matrix()
    whole = term_keyness(found, terms, flags, totals)
    part = term_keyness(found[:, :2], terms[:2], flags, totals)
    assert part.equals(whole.loc[part.index])


def test_two_against_three_articles_can_tell_nothing():
    table = term_keyness(*matrix())
    assert (table["p"] >= 0.1).all()
    assert (table["p_floor"] == 0.1).all()
    assert table["p_adjusted"].isna().all()
    assert set(table["verdict"]) == {"cannot tell"}


def test_a_term_of_one_era_only_is_found_among_many_articles():
    rng = np.random.default_rng(0)
    found = rng.poisson(2.0, size=(50, 30))
    found[:, 0] = rng.poisson(2.0, size=50) * (np.arange(50) < 25)
    terms = [f"term {number:02d}" for number in range(30)]
    flags, totals = np.arange(50) < 25, np.full(50, 400.0)
    table = term_keyness(sparse.csr_matrix(found), terms, flags, totals)
    assert table.index[0] == "term 00"
    assert table.loc["term 00", ["verdict", "remark"]].to_list() == ["robust", "absent elsewhere"]
    assert (table["p_adjusted"] >= table["p"]).all()
    lower = term_keyness(sparse.csr_matrix(found), terms, flags, totals, at=Rung.INTERVALS)
    assert lower.loc["term 00", "verdict"] == "leans"
    assert lower["p_adjusted"].isna().all()


def test_a_side_without_words_is_refused():
    found, terms, _, totals = matrix()
    with pytest.raises(DatelinesError, match="target has no words"):
        term_keyness(found, terms, np.zeros(5, bool), totals)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(60, 900), st.integers(60, 900))
def test_g2_is_zero_for_equal_rates_and_never_less(a, b, n, m):
    if a + b:
        g2 = g2_two_cell(np.array([float(a)]), np.array([float(b)]), (n, m))[0]
        assert g2 >= 0
        assert (g2 == pytest.approx(0, abs=1e-9)) == (a * m == b * n)
