"""The number of topics: chosen by stability where it can be, and else left open."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.topic_models.topic_number import stability_by_number, suggested_number
from helpers.analysis.topics import fit_topics
from test_news_topics import THEMES, made_texts


def curve(*rows: tuple[int, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["n_topics", "stability", "low", "high"])


def test_topics_are_most_stable_at_their_true_number():
    rng = np.random.default_rng(3)
    texts = [" ".join(rng.choice(THEMES[i % 4].split(), 14)) for i in range(320)]
    table = stability_by_number(fit_topics(texts, n_topics=4), [2, 4, 8, 12])
    assert table["n_topics"].to_list() == [2, 4, 8, 12]
    assert table["refits"].to_list() == [6] * 4
    assert table["stability"].idxmax() == 1
    assert table["stability"][1] > 0.95
    assert suggested_number(table, 320) == 4


def test_the_curve_is_the_same_each_time():
    model = fit_topics(made_texts(60))
    assert stability_by_number(model, [2, 3]).equals(stability_by_number(model, [2, 3]))


def test_small_folders_leave_each_article_out_and_cannot_tell():
    table = stability_by_number(fit_topics(made_texts(8), n_topics=2))
    assert set(table["refits"]) == {8}
    assert table["n_topics"].max() <= 8
    assert table["low"].ge(0).all()
    assert table["high"].le(1).all()
    assert suggested_number(table, 8) is None


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([(2, 0.9, 0.85, 0.95), (4, 0.88, 0.84, 0.92), (8, 0.6, 0.55, 0.65)], 4),
        ([(2, 0.6, 0.5, 0.7), (4, 0.62, 0.5, 0.7), (8, 0.61, 0.5, 0.7)], None),
        ([(2, 0.5, 0.4, 0.6), (4, 0.7, 0.6, 0.8), (8, 0.9, 0.8, 1.0)], None),
        ([(2, 0.9, 0.7, 1.0), (4, 0.8, 0.6, 0.95), (8, 0.7, 0.5, 0.85)], None),
        ([], None),
    ],
    ids=["a plateau and a drop", "flat", "still rising", "a slow fall", "nothing"],
)
def test_a_number_is_suggested_only_before_a_drop(
    rows: list[tuple[int, float, float, float]], number: int | None
):
    assert suggested_number(curve(*rows), 2_000) == number
    assert suggested_number(curve(*rows), 299) is None
