"""The estimator: one of scikit-learn's, and the same to the last digit wherever it runs."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.metrics import normalized_mutual_info_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Binarizer
from sklearn.utils.estimator_checks import parametrize_with_checks
from threadpoolctl import threadpool_limits

from helpers.analysis.topic_models import news_topics
from helpers.analysis.topic_models.news_topics import NewsTopics
from helpers.errors import DatelinesError, TooSmallError

THEMES = (
    "beef quota rancher cattle pasture import herd butcher farm meat",
    "yen dollar trader currency reserve bank deposit mint gold bond",
    "chip wafer semiconductor factory laser circuit patent silicon disk plant",
    "ballot senator caucus campaign primary vote poll party rally debate",
)

REFUSED = {
    "check_fit2d_1sample": "one text has no topics, and the message says so in our own words",
    "check_fit2d_1feature": "one term makes no topics, and the message says so in our own words",
}


def made_texts(number: int, seed: int = 0) -> list[str]:
    """Make texts that are mostly of one theme and a little of another."""
    rng = np.random.default_rng(seed)
    return [
        " ".join(
            [
                *rng.choice(THEMES[i % 4].split(), 12),
                *rng.choice(THEMES[rng.integers(4)].split(), 3),
                *rng.choice([f"noise{chr(97 + c)}" for c in range(20)], 6),
            ]
        )
        for i in range(number)
    ]


@parametrize_with_checks([NewsTopics(n_topics=2)], expected_failed_checks=lambda _: REFUSED)
def test_scikit_learn_finds_nothing_wrong(estimator: NewsTopics, check: object):
    check(estimator)


def test_texts_of_one_theme_get_its_topic():
    texts = made_texts(40)
    shares = NewsTopics(n_topics=4).fit(texts).transform(texts)
    strongest = shares.argmax(axis=1)
    assert shares.sum(axis=1) == pytest.approx(np.ones(40))
    assert [len({*strongest[theme::4]}) for theme in range(4)] == [1] * 4
    assert len({*strongest[:4]}) == 4


@pytest.mark.parametrize("number", [40, 240, 600])
def test_new_texts_are_read_as_those_of_the_fit_are(number: int):
    """Without help, with that of similar texts, and from a start of groups."""
    texts = made_texts(number)
    model = NewsTopics(n_topics=4)
    fitted = model.fit_transform(texts)
    assert np.abs(model.transform(texts) - fitted).max() < 1e-9
    assert np.abs(model.transform(texts[:7]) - fitted[:7]).max() < 1e-9
    assert (model.factors_.neighbours is None) == (number < 200)


@given(st.permutations(range(60)), st.sampled_from([20, 220, 520]))
@settings(max_examples=10, deadline=None)
def test_the_order_of_texts_changes_nothing(order: list[int], others: int):
    texts = made_texts(others + 60)
    moved = [texts[i] for i in order] + texts[60:]
    one, other = NewsTopics(n_topics=3).fit(texts), NewsTopics(n_topics=3).fit(moved)
    assert one.terms_ == other.terms_
    assert np.array_equal(one.components_, other.components_)
    assert np.array_equal(one.transform(texts[:9]), other.transform(texts[:9]))


def test_the_order_of_counted_rows_changes_nothing():
    counts = np.random.default_rng(1).poisson(0.3, (80, 30))
    order = np.random.default_rng(2).permutation(80)
    one, other = NewsTopics(3).fit(counts), NewsTopics(3).fit(sparse.csr_matrix(counts[order]))
    assert np.array_equal(one.components_, other.components_)


def digest_of_a_fit() -> str:
    """Give all digits of a fit."""
    texts = made_texts(520)
    model = NewsTopics(n_topics=4).fit(texts)
    return model.components_.tobytes().hex() + model.transform(texts[:50]).tobytes().hex()


def test_threads_change_nothing():
    with threadpool_limits(1):
        one = digest_of_a_fit()
    with threadpool_limits(4):
        assert digest_of_a_fit() == one


def test_another_process_gives_the_same_digits():
    command = "from test_news_topics import digest_of_a_fit; print(digest_of_a_fit())"
    for threads, seed in (("1", "1"), ("2", "77")):
        environment = {**os.environ, "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": seed}
        told = subprocess.run(
            [sys.executable, "-c", command],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parent,
            env=environment,
        )
        assert told.stdout.strip() == digest_of_a_fit()


def test_it_is_cloned_pickled_and_put_in_a_pipeline():
    texts = made_texts(40)
    model = NewsTopics(n_topics=4).fit(texts)
    again = pickle.loads(pickle.dumps(model))
    assert np.array_equal(again.transform(texts), model.transform(texts))
    assert clone(model).get_params() == {"n_topics": 4}
    assert make_pipeline(NewsTopics(4), Binarizer(threshold=0.5)).fit_transform(texts).sum() > 30


def test_columns_go_by_the_labels_of_the_topics():
    texts = made_texts(40)
    model = NewsTopics(n_topics=4).set_output(transform="pandas")
    table = model.fit_transform(texts)
    assert list(table.columns) == list(model.get_feature_names_out()) == list(model.labels_)
    assert len(model.components_) == 4
    assert np.linalg.norm(model.components_, axis=1) == pytest.approx(np.ones(4))


def test_counts_keep_the_names_of_their_columns():
    counts = pd.DataFrame(np.random.default_rng(1).poisson(0.5, (40, 6)), columns=list("abcdef"))
    model = NewsTopics(2).fit(counts)
    assert {*model.terms_} <= {*"abcdef"}
    assert {term for terms in model.top_terms(3) for term in terms} <= {*"abcdef"}


def test_two_word_names_are_terms_of_running_text():
    texts = [
        f"The auto parts makers met in the {town}, and the price of gold fell for a {day}."
        for town in ("city", "harbour", "valley")
        for day in ("day", "week")
    ] + ["They saw parts of the town and the price of tin."] * 2
    terms = NewsTopics(2).fit(texts).terms_
    assert "auto parts" in terms
    assert "price" in terms
    assert not any(term.startswith("price ") for term in terms)


def test_filtered_texts_have_no_pairs():
    """Words that stand side by side there did not do so in the original."""
    terms = NewsTopics(2).fit(["auto part price gold", "auto part union", "gold price"] * 3).terms_
    assert not any(" " in term for term in terms)


def test_one_text_is_no_list_of_texts():
    with pytest.raises(ValueError, match="put it in a list"):
        NewsTopics().fit("beef quota")
    with pytest.raises(TooSmallError, match="here is one"):
        NewsTopics().fit(["beef quota"])


def test_similar_texts_help_a_text_that_says_little():
    """Its one telling word is of no topic; the texts that share it are of one."""
    texts = [*made_texts(400), *[f"{THEMES[0]} ranchhand"] * 6]
    model = NewsTopics(n_topics=4).fit(texts)
    beef = model.transform([THEMES[0]])[0].argmax()
    own, carried = model.factors_.weights(
        sparse.csr_matrix([[int(term == "ranchhand") for term in model.terms_]])
    )
    assert carried[0].argmax() == beef
    assert carried[0].sum() > own[0].sum()


def test_a_text_without_any_known_term_has_even_shares_whatever_the_number_of_texts():
    for number in (60, 300, 600):
        shares = NewsTopics(n_topics=4).fit(made_texts(number)).transform(["zzz qqq", ""])
        assert shares == pytest.approx(np.full((2, 4), 0.25))


def test_texts_come_in_any_sequence():
    texts = made_texts(40)
    expected = NewsTopics(n_topics=4).fit(texts).components_
    for given_ in (
        tuple(texts),
        np.array(texts),
        pd.Series(texts, index=range(40, 0, -1)),
        iter(texts),
    ):
        assert np.array_equal(NewsTopics(n_topics=4).fit(given_).components_, expected)


def test_texts_and_counts_are_not_mixed_up():
    texts, counts = made_texts(40), np.random.default_rng(1).poisson(0.5, (40, 6))
    with pytest.raises(ValueError, match="fitted to texts: give texts"):
        NewsTopics(2).fit(texts).transform(counts)
    with pytest.raises(ValueError, match="fitted to counts: give counts"):
        NewsTopics(2).fit(counts).transform(texts)
    with pytest.raises(TooSmallError, match="here is none"):
        NewsTopics(2).fit([])
    assert NewsTopics(2).fit(texts).transform([]).shape == (0, 2)


@pytest.mark.parametrize("number", [2.5, "3"])
def test_the_number_of_topics_is_a_whole_number(number: object):
    with pytest.raises(DatelinesError, match="is a whole number and not"):
        NewsTopics(number).fit(made_texts(40))


def test_very_many_texts_are_fitted_by_a_sample(monkeypatch: pytest.MonkeyPatch):
    texts = made_texts(300)
    whole = NewsTopics(n_topics=4).fit(texts)
    monkeypatch.setattr(news_topics, "SAMPLE_ROWS", 250)
    some = NewsTopics(n_topics=4).fit(texts)
    assert not np.array_equal(some.components_, whole.components_)
    strongest = [model.transform(texts).argmax(axis=1) for model in (some, whole)]
    assert normalized_mutual_info_score(*strongest) > 0.9


def test_collections_that_repeat_themselves_give_no_warnings(recwarn: pytest.WarningsRecorder):
    NewsTopics(n_topics=20).fit(made_texts(10) * 60)
    assert not recwarn.list
