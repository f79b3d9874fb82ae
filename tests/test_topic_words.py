"""Words inside a topic by era: what shifts is found, what does not is left alone."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.topic_models.topic_words import COLUMNS, shared_out, words_within
from helpers.analysis.topics import Fitted, TopicModel, fit_topics

ERAS = ("then", "now")


def stories(
    seed: int,
    sizes: dict[str, int],
    *,
    planted: bool = False,
    topics: int = 3,
    tilt: float = 0.0,
) -> tuple[list[str], pd.DataFrame]:
    """Made-up stories of several topics each, with words in bursts.

    Planted, three words of the first topic are other words in each era. Tilted, the first era has
    more of the first topic and the others more of the second.
    """
    rng = np.random.default_rng(seed)
    eras = [era for era, size in sizes.items() for _ in range(size)]
    usual = 1 / (np.arange(40) + 3)
    texts = []
    for era in eras:
        liking = np.full(topics, 0.4)
        liking[0 if era == ERAS[0] else 1] *= 1 + tilt
        words = []
        for topic, share in enumerate(rng.dirichlet(liking)):
            rate = usual * np.exp(rng.normal(0, 0.5, 40))
            for rank in rng.choice(40, size=rng.poisson(120 * share), p=rate / rate.sum()):
                shifts = planted and topic == 0 and rank in (2, 5, 8)
                letters = chr(97 + rank // 26) + chr(97 + rank % 26)
                words.append(f"{era}{letters}shift" if shifts else f"{'uvwxyz'[topic]}{letters}ord")
        words += [f"common{chr(97 + rank)}" for rank in rng.choice(8, size=30)]
        rng.shuffle(words)
        texts.append(" ".join(words))
    return texts, pd.DataFrame({"article_id": range(len(eras)), "era": eras})


def of_topic(model: TopicModel, mark: str) -> str:
    """Label of the topic whose terms begin so."""
    counts = [sum(term.startswith(mark) for term in top) for top in model.top_terms(10)]
    return model.labels[int(np.argmax(counts))]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_planted_words_come_first_in_their_topic_and_other_topics_stay_quiet(seed: int):
    texts, articles = stories(seed, {"then": 60, "now": 60}, planted=True)
    model = fit_topics(texts, n_topics=3)
    table = words_within(model, articles, ERAS)
    own = table["topic"] == of_topic(model, "u")
    shifted = table["term"].str.endswith("shift")
    for era in ERAS:
        first = table[own & (table["era"] == era)].head(3)
        assert first["term"].str.startswith(era).all()
        assert first["term"].str.endswith("shift").all()
        assert set(first["verdict"]) == {"robust"}
        assert first["log_ratio"].min() > 2
    assert (shifted & ~own).sum() <= 4
    assert not (table["verdict"][~shifted & ~own] == "robust").any()
    assert (table["p"][~shifted] <= 0.05).mean() < 0.1


@pytest.mark.parametrize("tilt", [0.0, 4.0])
def test_words_that_do_not_differ_raise_no_more_alarms_than_allowed(tilt: float):
    alarms, robust = [], 0
    for seed in range(6):
        texts, articles = stories(seed, {"then": 40, "now": 40}, topics=4, tilt=tilt)
        table = words_within(fit_topics(texts, n_topics=4), articles, ERAS)
        alarms.append((table["p"] <= 0.05).mean())
        robust += int((table["verdict"] == "robust").sum())
    assert np.mean(alarms) < (0.06 if not tilt else 0.075)
    assert robust == 0


def test_uses_are_shared_out_without_loss():
    texts, _ = stories(0, {"then": 10, "now": 10})
    model = fit_topics(texts, n_topics=3)
    parts = list(shared_out(model))
    assert len(parts) == model.n_topics
    assert all(part.min() >= 0 for part in parts)
    expected = model.weights[model.fitted.rows] @ model.factors.topics > 0
    counts = model.fitted.matrix.counts.toarray()
    assert sum(parts).toarray() == pytest.approx(np.where(expected, counts, 0))


def test_a_word_that_topics_share_goes_to_each_by_what_the_model_expects():
    texts, _ = stories(0, {"then": 10, "now": 10})
    model = fit_topics(texts, n_topics=3)
    row, column = (int(place[0]) for place in np.nonzero(model.fitted.matrix.counts.toarray() > 1))
    weights, topics = model.weights[model.fitted.rows][row], model.factors.topics[:, column]
    part = weights * topics / (weights @ topics)
    found = [uses[row, column] for uses in shared_out(model)]
    assert found == pytest.approx(part * model.fitted.matrix.counts[row, column])


def test_rates_are_of_a_thousand_words_of_the_topic():
    then = ["The beef quota for the rancher."] * 3
    now = ["The beef quota for the quota."] * 2 + ["The beef for the rancher and the rancher."]
    yen = ["The yen, the trader and the bank."] * 2
    articles = pd.DataFrame({"article_id": range(8), "era": ["then"] * 3 + ["now"] * 5})
    model = fit_topics([*then, *now, *yen], n_topics=2)
    table = words_within(model, articles, ERAS).set_index(["era", "term"])
    row = table.loc["then", "quota"]
    assert (row["uses"], row["rest_uses"]) == pytest.approx((3, 4))
    assert (row["rate"], row["rest_rate"]) == pytest.approx((1000 * 3 / 9, 1000 * 4 / 9))
    assert row["log_ratio"] == pytest.approx(np.log2(3 / 4))
    assert (row["articles_target"], row["articles_reference"]) == (3, 2)
    assert row["p_floor"] == 0.1
    assert table.loc["now", "quota"]["log_ratio"] == pytest.approx(-row["log_ratio"])
    assert table.loc["now", "quota"]["p"] == row["p"]
    assert "beef quota" in model.terms
    assert "yen" not in table.index.get_level_values("term")


def test_few_articles_are_described_and_nothing_is_said_to_lean():
    texts, articles = stories(5, {"then": 4, "now": 4}, planted=True)
    table = words_within(fit_topics(texts, n_topics=2), articles, ERAS)
    assert len(table)
    assert (table["p"] >= table["p_floor"] - 1e-12).all()
    assert table["p_adjusted"].isna().all()
    assert set(table["verdict"]) == {"cannot tell"}


def test_fewer_than_two_eras_have_an_empty_table():
    texts, articles = stories(0, {"then": 6})
    model = fit_topics(texts, n_topics=2)
    for named in (("then",), ERAS, ()):
        table = words_within(model, articles, named)
        assert table.empty
        assert list(table.columns) == list(COLUMNS)


def test_each_of_three_eras_is_compared_with_the_rest():
    texts, articles = stories(2, {"then": 15, "later": 15, "now": 15}, planted=True)
    model = fit_topics(texts, n_topics=3)
    table = words_within(model, articles, ["then", "later", "now"])
    own = table[table["topic"] == of_topic(model, "u")]
    for era, words in own.groupby("era", sort=False):
        assert words["term"].iloc[0].startswith(era)
        assert words["p"].iloc[0] < 0.01
    assert list(own["era"].unique()) == ["then", "later", "now"]


def test_a_word_of_one_article_is_marked_and_never_leans():
    rng = np.random.default_rng(0)
    farm = ["beef", "rancher", "cattle", "herd", "quota", "meadow", "butcher", "barn"]
    texts = [" ".join(rng.choice(farm, 40)) for _ in range(50)] + ["yen trader bank"] * 10
    texts[:8] = [f"{text} zebra yak yak yak" for text in texts[:8]]
    texts[0] += " zebra" * 40
    eras = ["then"] * 25 + ["now"] * 35
    articles = pd.DataFrame({"article_id": range(60), "era": eras})
    table = words_within(fit_topics(texts, n_topics=2), articles, ERAS)
    zebra, yak = (table[table["term"] == term] for term in ("zebra", "yak"))
    assert len(zebra) == len(yak) == 2
    assert max(*zebra["p"], *yak["p"]) < 0.05
    assert zebra["one_article"].all()
    assert set(zebra["verdict"]) == {"cannot tell"}
    assert not yak["one_article"].any()
    assert set(yak["verdict"]) == {"robust"}


def test_passages_that_touch_a_topic_in_passing_do_not_count_in_it():
    texts, articles = stories(3, {"then": 12, "now": 12})
    model = fit_topics(texts, n_topics=3)
    faint = model.weights.copy()
    faint[:6] = [[0.05, 0.9, 0.05]] * 6
    touching = model.passages["article_id"].iloc[:6]
    without = dataclasses.replace(model, weights=faint)
    table = words_within(without, articles[~articles["article_id"].isin(touching)], ERAS)
    both = words_within(without, articles, ERAS)
    for number in (model.numbers[0], model.numbers[2]):
        uses = [found.loc[found["number"] == number, "uses"].sum() for found in (table, both)]
        assert uses[0] == pytest.approx(uses[1])
    second = [
        found.loc[found["number"] == model.numbers[1], "uses"].sum() for found in (table, both)
    ]
    assert second[0] < second[1]


def test_neither_the_order_of_the_articles_nor_others_have_an_influence():
    texts, articles = stories(4, {"then": 12, "now": 12, "undated": 4})
    model = fit_topics(texts, n_topics=3)
    table = words_within(model, articles, ERAS)
    own = articles[articles["era"] != "undated"].sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(words_within(model, own, ERAS), table)


def test_where_the_model_was_fitted_to_a_sample_the_sample_is_compared():
    texts, articles = stories(6, {"then": 30, "now": 30}, planted=True)
    model = fit_topics(texts, n_topics=3)
    rows = np.arange(0, 60, 2)
    fitted = model.fitted
    sample = Fitted(fitted.matrix[rows], fitted.rows[rows], fitted.importance[rows], fitted.seed)
    whole = words_within(model, articles, ERAS)
    part = words_within(dataclasses.replace(model, fitted=sample), articles, ERAS)
    assert 0.3 < part["uses"].sum() / whole["uses"].sum() < 0.7
    assert part["term"].iloc[0] in set(whole["term"])
