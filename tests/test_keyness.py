"""Keyness against published numbers, against scipy, and with the article as the unit."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from helpers.analysis.honesty import Rung
from helpers.analysis.key_terms.keyterms import kind_of, term_keyness
from helpers.analysis.keyness import g2_two_cell, keyness, log_ratio
from helpers.analysis.statistics.contingency import (
    chi_square,
    fisher_p,
    g2_four_cell,
    least_expected,
    other_measures,
)
from helpers.analysis.statistics.effect_sizes import (
    difference_coefficient,
    odds_ratio,
    pmi,
    simple_maths,
)
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
    shown = ["g2_four_cell", "williams", "chi2", "chi2_yates", "fisher_p"]
    assert row[shown].to_list() == pytest.approx(expected, abs=1e-6)


def test_terms_of_the_toy_come_in_the_order_that_quanteda_gives_by_signed_g2():
    g2, ratio = other_measures(*TOY)["g2_four_cell"], keyness(*TOY)["log_ratio"]
    signed = (g2 * np.sign(ratio)).round(9)
    order = sorted(signed.index, key=lambda term: (-signed[term], term))
    assert order == ["c", "g", "b", "h", "a", "e", "f", "d"]


def test_four_cells_give_the_published_log_likelihood():
    """The first as computed from the wizard's counts, the second from Dunning 1993, page 72."""
    counts = np.array([540.0]), np.array([7525.0])
    assert g2_four_cell(*counts, BROWN_LIKE)[0] == pytest.approx(535.8616, abs=5e-5)
    counts = np.array([10.0]), np.array([0.0])
    assert g2_four_cell(*counts, (13, 31764))[0] == pytest.approx(167.2298, abs=5e-5)


def one(measure, a, b, totals, **options):
    return measure(np.array([float(a)]), np.array([float(b)]), totals, **options)[0]


def test_effect_sizes_equal_the_published_ones():
    """As the tests of Wordless quote them, but for the last, which is of keyflux."""
    row = keyness({"t": 206523}, {"t": 178174}, totals=(959641, 1562358)).loc["t"]
    assert round(row["percent_diff"], 1) == 88.7
    row = keyness({"t": 16217}, {"t": 735}, totals=(2796938, 2087946)).loc["t"]
    assert round(row["odds_ratio"], 4) == 16.5612
    kilgarriff = one(simple_maths, 35, 263, (112289776, 1559716979), added=1)
    assert round(kilgarriff, 4) == 1.1224
    assert round(one(difference_coefficient, 18, 35, (10**6, 10**6)), 2) == -0.32
    assert round(one(fisher_p, 1, 3, (4, 4)), 3) == 0.486
    assert round(one(pmi, 8, 1105 - 8, (44, 15_000_000 - 44)), 1) == 11.3
    assert round(one(simple_maths, 620, 267, (1017879, 1007532)), 2) == 1.94


@pytest.mark.parametrize("sides", [({"a": 1}, {}), ({}, {"a": 1}), ({}, {}), ({"a": 0}, {"a": 2})])
def test_a_side_without_words_has_no_measures(sides):
    with pytest.raises(DatelinesError, match="has no words"):
        other_measures(*sides)


cell = st.integers(0, 40)


@given(cell, cell, cell, cell)
@settings(max_examples=50, deadline=None)
def test_all_four_cell_measures_equal_those_of_scipy(a, b, c, d):
    if not (a + b and c + d and a + c and b + d):
        return
    totals, table = (a + c, b + d), np.array([[a, b], [c, d]])
    plain = stats.chi2_contingency(table, correction=False)
    assert one(chi_square, a, b, totals) == pytest.approx(plain.statistic, abs=1e-9)
    corrected = stats.chi2_contingency(table).statistic
    assert one(chi_square, a, b, totals, yates=True) == pytest.approx(corrected, abs=1e-9)
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert one(g2_four_cell, a, b, totals) == pytest.approx(g2, abs=1e-9)
    assert one(least_expected, a, b, totals) == pytest.approx(plain.expected_freq.min())
    expected = stats.fisher_exact(table).pvalue
    assert one(fisher_p, a, b, totals, below=np.inf) == pytest.approx(expected, rel=1e-6)
    if min(a, b, c, d):
        ratio = stats.contingency.odds_ratio(table, kind="sample").statistic
        assert one(odds_ratio, a, b, totals) == pytest.approx(ratio)


def test_fisher_of_many_terms_equals_that_of_each_alone():
    rng = np.random.default_rng(4)
    a, b = rng.poisson(1.5, 300).astype(float), rng.poisson(4.0, 300).astype(float)
    a[0], b[0] = 7, 0.5
    totals = (20_000.0, 3_000_000.0)
    together = fisher_p(a, b, totals)
    assert np.isnan(together[0])
    alone = [one(fisher_p, *pair, totals) for pair in zip(a, b, strict=True)]
    assert together == pytest.approx(alone, nan_ok=True)
    cells = [[a[5], b[5]], [totals[0] - a[5], totals[1] - b[5]]]
    assert together[5] == pytest.approx(stats.fisher_exact(np.array(cells, int)).pvalue, rel=1e-6)


def test_fisher_is_left_out_where_every_cell_expects_five_or_more():
    table = other_measures({"often": 60, "rare": 2}, {"often": 40, "rare": 3}, totals=(500, 500))
    assert np.isnan(table.loc["often", "fisher_p"])
    assert table.loc["rare", "fisher_p"] == pytest.approx(1)
    assert table["least_expected"].to_dict() == {"often": 50, "rare": 2.5}


def test_yates_correction_takes_no_more_than_the_deviation():
    assert one(chi_square, 3, 2, (17, 12), yates=True) == pytest.approx(0, abs=1e-12)


def test_a_term_that_is_all_there_is_differs_in_nothing():
    row = other_measures({"only": 4}, {"only": 9}).loc["only"]
    assert row[["g2_four_cell", "williams", "chi2", "chi2_yates"]].to_list() == [0, 0, 0, 0]
    assert row["fisher_p"] == 1


@pytest.mark.parametrize(("a", "b", "totals"), [(1, 0, (1_000_000, 10)), (0, 3, (10, 1_000_000))])
def test_no_use_at_all_never_leans_to_the_side_without_it(a, b, totals):
    """Half a use in ten words is a higher rate than that of any rare word, and means nothing."""
    row = keyness({"word": a}, {"word": b}, totals=totals).loc["word"]
    assert row["log_ratio"] == 0
    assert (row["z"] > 0) == (a > b)


@given(st.integers(0, 1), st.integers(0, 30), st.integers(1, 10**6), st.integers(1, 10**6))
@settings(max_examples=50, deadline=None)
def test_log_ratio_leans_to_a_side_that_has_the_term(absent, uses, n, m):
    a, b = (0, uses) if absent else (uses, 0)
    ratio = one(log_ratio, a, b, (n + a, m + b))
    assert ratio <= 0 if absent else ratio >= 0
    assert one(log_ratio, b, a, (m + b, n + a)) == pytest.approx(-ratio)


@given(counts, counts, st.floats(0.01, 3))
@settings(max_examples=50, deadline=None)
def test_flat_prior_gives_the_log_odds_of_the_paper(target, reference, prior):
    """Equations 15, 18 and 22 of Monroe, Colaresi and Quinn 2008, one word at a time."""
    target, reference = {**target, "z": 1}, {**reference, "y": 2}
    table = keyness(target, reference, prior=prior)
    mass = prior * len(table)
    words = sum(target.values()), sum(reference.values())
    for term, row in table.iterrows():
        has = [side.get(term, 0) + prior for side in (target, reference)]
        odds = [own / (n + mass - own) for own, n in zip(has, words, strict=True)]
        delta = math.log(odds[0]) - math.log(odds[1])
        assert row["log_odds"] == pytest.approx(delta, abs=1e-9)
        assert row["z"] == pytest.approx(delta / math.sqrt(1 / has[0] + 1 / has[1]), abs=1e-9)


def test_totals_and_not_the_kept_terms_are_what_rates_are_of():
    whole = keyness({"quota": 9, "the": 91}, {"quota": 3, "the": 297})
    part = keyness({"quota": 9}, {"quota": 3}, totals=(100, 300))
    assert part.loc["quota"].to_list() == pytest.approx(whole.loc["quota"].to_list())


@given(counts, counts)
@settings(max_examples=50, deadline=None)
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
@settings(max_examples=50, deadline=None)
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
@settings(max_examples=50, deadline=None)
def test_g2_is_zero_for_equal_rates_and_never_less(a, b, n, m):
    if a + b:
        g2 = g2_two_cell(np.array([float(a)]), np.array([float(b)]), (n, m))[0]
        assert g2 >= 0
        assert (g2 == pytest.approx(0, abs=1e-9)) == (a * m == b * n)


@st.composite
def articles(draw):
    """Articles with a few terms, both sides with words, every term used somewhere."""
    size, terms = draw(st.integers(2, 7)), draw(st.integers(1, 4))
    row = st.lists(st.integers(0, 9), min_size=terms, max_size=terms)
    found = np.array(draw(st.lists(row, min_size=size, max_size=size)))
    found[0] += found.sum(axis=0) == 0
    flags = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    flags[:2] = True, False
    words = found.sum(axis=1) + np.array(draw(st.lists(st.integers(20, 90), min_size=size,
                                                       max_size=size)))  # fmt: skip
    return found, [f"t{number}" for number in range(terms)], flags, words.astype(float)


SIGNED = ["log_ratio", "log_odds", "z"]
SAME = ["g2", "bic", "p", "p_floor", "dp", "dp_norm", "juilland_d", "largest_share"]


@given(articles())
@settings(max_examples=25, deadline=None)
def test_swapping_the_sides_of_articles_turns_the_signs(made):
    found, terms, flags, words = made
    table = term_keyness(found, terms, flags, words)
    swapped = term_keyness(found, terms, ~flags, words).loc[table.index]
    for column in SIGNED:
        assert table[column].to_list() == pytest.approx(-swapped[column], nan_ok=True, abs=1e-9)
    assert table["low"].to_list() == pytest.approx(-swapped["high"], nan_ok=True, abs=1e-9)
    equal = (table["target_pm"] - table["reference_pm"]).abs() > 1e-9
    for column in SAME:
        pair = table.loc[equal, column], swapped.loc[equal, column]
        assert pair[0].to_list() == pytest.approx(pair[1].to_list(), nan_ok=True, abs=1e-9)
    assert table["verdict"].equals(swapped["verdict"])


@given(articles(), st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_order_of_articles_has_no_influence(made, random):
    found, terms, flags, words = made
    order = random.sample(range(len(words)), len(words))
    table = term_keyness(found, terms, flags, words)
    turned = term_keyness(found[order], terms, flags[order], words[order])
    assert list(turned.index) == list(table.index)
    numbers = table.select_dtypes("number").columns
    assert turned[numbers].to_numpy() == pytest.approx(table[numbers].to_numpy(), nan_ok=True)


@given(articles())
@settings(max_examples=25, deadline=None)
def test_joining_two_articles_of_a_side_changes_no_measure_of_tokens(made):
    """Only what counts articles may notice: intervals, tests and dispersion."""
    found, terms, flags, words = made
    (one, other) = (found[:1], found[:1])
    apart = np.vstack([found, one]), np.append(flags, flags[0]), np.append(words, words[0])
    joined = found.copy(), flags, words.copy()
    joined[0][0] += other[0]
    joined[2][0] += words[0]
    table = term_keyness(apart[0], terms, apart[1], apart[2])
    merged = term_keyness(joined[0], terms, joined[1], joined[2]).loc[table.index]
    for column in [*SIGNED, "g2", "bic", "target", "reference", "percent_diff", "odds_ratio", "dp"]:
        assert merged[column].to_list() == pytest.approx(table[column].to_list(), nan_ok=True)


def test_a_side_of_one_article_has_no_interval_and_no_verdict():
    found, terms, _, totals = matrix()
    table = term_keyness(found, terms, np.array([1, 0, 0, 0, 0], bool), totals)
    assert table[["low", "high"]].isna().all(axis=None)
    assert set(table["verdict"]) == {"cannot tell"}
    assert set(table["rung"]) == {"description"}
    assert (table["p_floor"] == 0.2).all()


def test_dispersion_is_told_of_each_side():
    table = term_keyness(*matrix())
    assert table.loc["quota", ["of_target", "of_reference"]].to_list() == [2, 3]
    assert table.loc["beef", "dp_norm_reference"] == pytest.approx(11 / 14)
    assert np.isnan(table.loc["beef", "dp_norm_target"])
    assert table.loc["zinc", "dp_norm"] == pytest.approx(1)
    assert table.loc["zinc", "juilland_d"] == pytest.approx(0)


def test_kinds_of_terms_are_told_apart():
    kinds = [kind_of(term) for term in ("yen", "hong kong", "Hong Kong", "US")]
    assert kinds == ["word", "two words", "name", "name"]


def test_a_term_of_which_one_article_has_nearly_all_uses_never_leans():
    rng = np.random.default_rng(1)
    flags, totals = np.arange(20) < 10, np.full(20, 400.0)
    found = np.column_stack([rng.poisson(4, 20), rng.poisson(4, 20) + 4 * flags])
    found[:, 0] = 0
    found[0, 0], found[1, 0], found[12, 0] = 90, 1, 1
    table = term_keyness(found, ["burst", "spread"], flags, totals, p=np.full(2, 0.001))
    assert table.loc["burst", "largest_share"] == pytest.approx(90 / 91)
    assert table["verdict"].to_dict() == {"spread": "leans", "burst": "cannot tell"}


def test_within_publishers_the_publishers_difference_is_none_of_the_eras():
    """One paper prints the word, the other never does, and the papers are unevenly shared out."""
    flags = np.array([1] * 8 + [0] * 8, bool)
    paper = np.array(["Herald"] * 7 + ["Star"] + ["Herald"] + ["Star"] * 7)
    rng = np.random.default_rng(2)
    found = np.column_stack([np.where(paper == "Herald", 9, 1) + rng.integers(0, 2, 16)])
    totals = np.full(16, 300.0)
    plain = term_keyness(found, ["quota"], flags, totals).loc["quota"]
    within = term_keyness(found, ["quota"], flags, totals, strata=paper).loc["quota"]
    assert plain["log_ratio"] == pytest.approx(within["log_ratio"])
    assert plain["low"] > 0
    assert np.isnan(plain["log_ratio_within"])
    assert abs(within["log_ratio_within"]) < 0.3 < plain["log_ratio"]
    assert within["low"] < within["log_ratio_within"] < within["high"]
    assert within["low"] < 0
    assert within["p"] > 0.05 > plain["p"]
    assert within["p_floor"] == pytest.approx(1 / 64)


def test_strata_that_never_have_both_sides_leave_nothing_to_compare():
    found, terms, flags, totals = matrix()
    strata = np.where(flags, "Herald", "Star")
    table = term_keyness(found, terms, flags, totals, strata=strata)
    assert set(table["rung"]) == {"nothing to compare"}
    assert (table["p"] == 1).all()
    assert table[["low", "high", "log_ratio_within"]].isna().all(axis=None)
    assert set(table["verdict"]) == {"cannot tell"}
