"""Hand-coding: samples are blind and fair, agreement and corrected means are what they claim."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis.handcoding import (
    agreement_with_people,
    check_codes,
    corrected_eras,
    corrected_mean,
    draw_sample,
    item_means,
    krippendorff_alpha,
    sign_f1,
)
from helpers.errors import DatelinesError

ERAS = ["then", "now"]


def sentences(then=60, now=20, seed=0):
    rng = np.random.default_rng(seed)
    size = then + now
    return pd.DataFrame(
        {
            "article_id": [f"{i // 5:03}" for i in range(size)],
            "sentence": [i % 5 for i in range(size)],
            "era": ["then"] * then + ["now"] * now,
            "tone": rng.normal(0, 0.3, size).round(3),
            "text": [f"Sentence {i}." for i in range(size)],
        }
    )


def coded_by(sample, *coders, code=0):
    return pd.DataFrame(
        [
            {"item": item, "coder": coder, "code": code}
            for item in sample["item"]
            for coder in coders
        ]
    )


def test_every_era_has_the_same_part_of_the_sample():
    sample = draw_sample(sentences(), 30, eras=ERAS)
    assert sample["era"].value_counts().to_dict() == {"then": 15, "now": 15}
    assert sample["item"].is_unique


def test_a_small_era_gives_all_it_has():
    sample = draw_sample(sentences(then=100, now=3), 30, eras=ERAS)
    assert sample["era"].value_counts().to_dict() == {"then": 15, "now": 3}


def test_eras_that_are_not_named_are_not_drawn():
    table = sentences().assign(era=["undated"] * 60 + ["now"] * 20)
    assert set(draw_sample(table, 10, eras=ERAS)["era"]) == {"now"}


def test_the_order_of_the_rows_has_no_influence_on_the_sample():
    table = sentences()
    shuffled = table.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(
        draw_sample(table, 20, eras=ERAS), draw_sample(shuffled, 20, eras=ERAS)
    )


def test_another_seed_draws_other_sentences_under_other_names():
    one, other = (draw_sample(sentences(), 20, eras=ERAS, seed=seed) for seed in (0, 1))
    assert set(one["item"]).isdisjoint(other["item"])


def test_eras_are_mixed_so_that_a_coder_cannot_tell_them_by_place():
    sample = draw_sample(sentences(100, 100), 100, eras=ERAS)
    changes = (sample["era"] != sample["era"].shift()).sum()
    assert 30 < changes < 70


def test_every_sentence_is_as_likely_as_any_other():
    table = sentences(30, 30)
    times = pd.Series(0, index=pd.MultiIndex.from_frame(table[["article_id", "sentence"]]))
    for seed in range(600):
        drawn = draw_sample(table, 20, eras=ERAS, seed=seed)
        times[pd.MultiIndex.from_frame(drawn[["article_id", "sentence"]])] += 1
    expected, spread = 200, np.sqrt(600 * (1 / 3) * (2 / 3))
    assert (times - expected).abs().max() < 4.5 * spread
    assert times.sum() == 600 * 20


def test_a_sample_of_nothing_is_refused():
    with pytest.raises(DatelinesError, match="at least one sentence"):
        draw_sample(sentences(), 0, eras=ERAS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": [3]}, "'3' is no code"),
        ({"code": ["bright"]}, "'bright' is no code"),
        ({"code": [0.5]}, "'0.5' is no code"),
        ({"item": ["strange"]}, "'strange' is no item of this sample"),
    ],
)
def test_codes_that_cannot_be_used_are_refused_in_one_sentence(change, said):
    sample = draw_sample(sentences(), 10, eras=ERAS)
    codes = coded_by(sample, "eva").iloc[:1].assign(**change)
    with pytest.raises(DatelinesError, match=said):
        check_codes(codes, sample)


def test_a_coder_who_codes_an_item_twice_is_told_so():
    sample = draw_sample(sentences(), 10, eras=ERAS)
    codes = coded_by(sample, "eva", "eva")
    with pytest.raises(DatelinesError, match="twice"):
        check_codes(codes, sample)


def test_items_that_nobody_could_code_are_left_out():
    sample = draw_sample(sentences(), 4, eras=ERAS)
    codes = coded_by(sample, "eva").assign(code=["1", "", None, " -2 "])
    assert sorted(check_codes(codes, sample)["code"]) == [-2, 1]


def test_alpha_is_one_where_coders_agree_and_undefined_where_none_overlap():
    sample = draw_sample(sentences(), 6, eras=ERAS)
    codes = coded_by(sample, "eva", "jon").assign(code=np.repeat([-2, -1, 0, 1, 2, 2], 2))
    assert krippendorff_alpha(codes) == pytest.approx(1)
    assert np.isnan(krippendorff_alpha(codes[codes["coder"] == "eva"]))
    assert np.isnan(krippendorff_alpha(codes.assign(code=1)))


def test_alpha_is_near_zero_where_coders_guess():
    rng = np.random.default_rng(1)
    codes = pd.DataFrame(
        {
            "item": np.repeat(np.arange(2000), 2),
            "coder": ["eva", "jon"] * 2000,
            "code": rng.integers(-2, 3, 4000),
        }
    )
    assert abs(krippendorff_alpha(codes)) < 0.06


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-2, 2)), min_size=1, max_size=30))
def test_alpha_is_never_above_one(pairs):
    codes = pd.DataFrame(pairs, columns=["item", "code"]).assign(coder=range(len(pairs)))
    alpha = krippendorff_alpha(codes)
    assert np.isnan(alpha) or alpha <= 1 + 1e-12


def test_scores_that_follow_the_codes_are_said_to():
    rng = np.random.default_rng(2)
    human = rng.integers(-2, 3, 200).astype(float)
    scores = pd.DataFrame({"good": human / 4, "noise": rng.normal(size=200), "flat": np.zeros(200)})
    table = agreement_with_people(human, scores).set_index("score")
    assert table.loc["good", ["r", "f1"]].tolist() == [pytest.approx(1), 1]
    assert table.loc["noise", "r_low"] < 0 < table.loc["noise", "r_high"]
    assert np.isnan(table.loc["flat", "r"])
    assert table.loc["flat", "f1"] < 0.25


def test_f1_counts_only_signs_that_people_used():
    assert sign_f1(np.array([1.0, -1.0]), np.array([0.5, 0.0]), neutral=0.05) == 0.5


def test_a_score_that_tells_nothing_leaves_the_mean_of_the_codes():
    coded = np.array([1.0, 0, -1, 1, 1])
    found = corrected_mean(coded, np.full(5, 0.3), np.full(50, 0.3))
    assert (found.mean, found.weight) == (coded.mean(), 0)


def test_a_perfect_score_gives_the_mean_of_all_sentences():
    rng = np.random.default_rng(3)
    truth = rng.normal(size=2000)
    found = corrected_mean(truth[:50], truth[:50], truth[50:])
    assert found.mean == pytest.approx(truth.mean(), abs=0.01)
    assert found.high - found.low < 0.1


def test_the_scale_of_the_score_has_no_influence():
    rng = np.random.default_rng(4)
    coded, others = rng.normal(size=40), rng.normal(size=300) * 2
    guessed = 2 * coded + rng.normal(size=40)
    small, large = (corrected_mean(coded, by * guessed, by * others) for by in (1, 10))
    assert (small.mean, small.low, small.high) == pytest.approx((large.mean, large.low, large.high))


def test_the_interval_holds_the_truth_as_often_as_it_says_and_is_narrower_than_without_scores():
    rng = np.random.default_rng(5)
    held, width, plain = 0, 0.0, 0.0
    for _ in range(400):
        truth = rng.integers(-2, 3, 600).astype(float)
        score = 0.5 * truth + rng.normal(0, 0.5, 600) + 0.4
        found = corrected_mean(truth[:60], score[:60], score[60:])
        held += found.low <= 0 <= found.high
        width += found.high - found.low
        plain += 2 * 1.96 * truth[:60].std() / np.sqrt(60)
    assert 0.91 <= held / 400 <= 0.985
    assert width < 0.85 * plain


def test_eras_are_corrected_one_by_one_and_small_ones_are_left():
    table = sentences(200, 200)
    sample = draw_sample(table, 60, eras=ERAS)
    codes = check_codes(
        coded_by(sample, "eva").assign(code=np.where(sample["tone"] > 0, 1, -1)), sample
    )
    few = codes[codes["item"].isin(sample["item"][sample["era"] == "then"])]
    both, one = (corrected_eras(table, sample, found, "tone") for found in (codes, few))
    assert both["era"].tolist() == ERAS
    assert both["coded"].tolist() == [30, 30]
    assert both["sentences"].tolist() == [200, 200]
    assert (both["low"] < both["mean"]).all()
    assert one["coded"].tolist() == [30, 0]
    assert np.isnan(one["mean"][1])
    assert item_means(codes).index.is_unique


@pytest.mark.peers
def test_corrected_means_equal_those_of_ppi_python():
    ppi = pytest.importorskip("ppi_py")
    rng = np.random.default_rng(6)
    for n, m, noise in ((20, 30, 0.5), (50, 400, 0.5), (100, 1000, 3.0), (15, 600, 0.01)):
        coded, others = rng.normal(size=n), rng.normal(size=m) * 0.8 + 0.1
        guessed = 0.6 * coded + rng.normal(size=n) * noise
        found = corrected_mean(coded, guessed, others)
        (low,), (high,) = ppi.ppi_mean_ci(coded, guessed, others, alpha=0.05)
        (mean,) = ppi.ppi_mean_pointestimate(coded, guessed, others)
        assert (found.mean, found.low, found.high) == pytest.approx((mean, low, high), abs=1e-9)


@pytest.mark.peers
def test_alpha_equals_that_of_the_krippendorff_package():
    peer = pytest.importorskip("krippendorff")
    rng = np.random.default_rng(7)
    for _ in range(20):
        ratings = rng.integers(-2, 3, (3, 25)).astype(float)
        ratings[rng.random((3, 25)) < 0.3] = np.nan
        table = pd.DataFrame(ratings).rename_axis("coder").reset_index()
        codes = table.melt("coder", var_name="item", value_name="code").dropna()
        expected = peer.alpha(reliability_data=ratings, level_of_measurement="interval")
        assert krippendorff_alpha(codes) == pytest.approx(expected)
