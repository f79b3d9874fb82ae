"""Tone near actors: articles are the unit, and each is compared with itself."""

import pandas as pd
import pytest

from helpers.analysis.actors import COLUMNS, tone_by_actor
from made_tables import Story, made_corpus

WORD = ("one",)


def corpus_with(rows):
    stories = [
        Story("a", "then", WORD, vader=(0.4, 0.0)),
        Story("b", "then", WORD, vader=(-0.2,)),
        Story("c", "now", WORD, vader=(0.1, 0.3)),
        Story("d", "undated", WORD, vader=(0.9,)),
    ]
    corpus = made_corpus(stories)
    columns = ["article_id", "sentence", "kind", "name", "tone", "vader"]
    corpus.tables["actors"] = pd.DataFrame([(*row, 0.0) for row in rows], columns=columns)
    return corpus


def test_an_article_counts_once_however_often_it_names_an_actor():
    table = tone_by_actor(
        corpus_with(
            [
                ("a", 0, "country", "Japan", 0.4),
                ("a", 1, "country", "Japan", 0.2),
                ("b", 0, "country", "Japan", -0.1),
            ]
        )
    )
    [row] = table.to_dict("records")
    assert (row["articles"], row["sentences"]) == (2, 3)
    assert row["tone"] == pytest.approx((0.3 - 0.1) / 2)
    assert row["elsewhere"] == pytest.approx((0.2 - 0.2) / 2)
    assert row["difference"] == pytest.approx(0.1)


def test_actors_in_most_articles_come_first_and_eras_in_time_order():
    table = tone_by_actor(
        corpus_with(
            [
                ("a", 0, "person", "Eva Lund", 0.4),
                ("c", 0, "country", "Japan", 0.4),
                ("a", 0, "country", "Japan", 0.2),
            ]
        )
    )
    assert table[["name", "era"]].to_numpy().tolist() == [
        ["Japan", "then"], ["Japan", "now"], ["Eva Lund", "then"],
    ]  # fmt: skip


def test_undated_articles_and_folders_without_actors_give_no_rows():
    assert tone_by_actor(corpus_with([("d", 0, "country", "Japan", 0.4)])).empty
    table = tone_by_actor(corpus_with([]))
    assert list(table.columns) == list(COLUMNS)
