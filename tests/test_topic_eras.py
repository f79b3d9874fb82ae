"""Shares of topics by era, over all articles and within publishers, places or lengths."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.honesty import smallest_p
from helpers.analysis.tables import compared
from helpers.analysis.topic_models.topic_eras import (
    strata_of,
    strata_sentences,
    topic_shares_by_era,
)
from helpers.analysis.topics import TopicModel, fit_topics
from made_tables import MadeCorpus, Story, made_corpus

BEEF = "beef quota rancher cattle herd butcher meadow"
YEN = "yen dollar trader currency bank broker vault"


def story(name: str, era: str, publisher: str, beef: int) -> Story:
    """One article whose words are beef's ten times in a hundred for each of ``beef``."""
    words = [BEEF.split(), YEN.split()]
    text = " ".join(words[i >= beef][(i * 3 + len(name)) % 7] for i in range(10))
    return Story(name, era, (f"{text} {name}", f"{text} again"), publisher=publisher)


def folder(design: dict[tuple[str, str], tuple[int, int]]) -> MadeCorpus:
    """Articles by era and publisher: how many, and how much beef they are about (0 to 10)."""
    rng = np.random.default_rng(3)
    stories = [
        story(f"{era}{publisher}{i:02d}", era, publisher, int(np.clip(rng.normal(beef, 2), 0, 10)))
        for (era, publisher), (count, beef) in design.items()
        for i in range(count)
    ]
    return made_corpus(stories, eras=tuple(dict.fromkeys(era for era, _ in design)))


def beef_row(table: pd.DataFrame, model: TopicModel, era: str = "then") -> pd.Series:
    (label,) = [
        label for label, top in zip(model.labels, model.top_terms(7), strict=True) if "beef" in top
    ]
    (row,) = [row for _, row in table[(table["topic"] == label) & (table["era"] == era)].iterrows()]
    return row


def shares(corpus: MadeCorpus, by: str | None) -> tuple[pd.DataFrame, TopicModel]:
    model, articles = fit_topics(corpus, n_topics=2), compared(corpus)
    strata = None if by is None else strata_of(articles, by)
    return topic_shares_by_era(model, articles, corpus.eras, strata=strata), model


def test_a_difference_that_the_publishers_make_vanishes_within_publishers():
    corpus = folder(
        {
            ("then", "Herald"): (24, 8),
            ("then", "Star"): (8, 2),
            ("now", "Herald"): (8, 8),
            ("now", "Star"): (24, 2),
        }
    )
    plain = beef_row(*shares(corpus, None))
    within = beef_row(*shares(corpus, "publisher"))
    assert plain["verdict"] == "robust"
    assert plain["difference"] > 0.15
    assert within["verdict"] == "cannot tell"
    assert abs(within["difference"]) < 0.1
    assert (within["strata"], within["used"], within["rest_used"]) == (2, 32, 32)
    assert within["mean"] == plain["mean"]
    assert within["rest"] == pytest.approx(plain["rest"])


def test_a_difference_inside_each_publisher_is_found_within_publishers():
    corpus = folder(
        {
            ("then", "Herald"): (6, 9),
            ("then", "Star"): (18, 5),
            ("now", "Herald"): (18, 6),
            ("now", "Star"): (6, 2),
        }
    )
    plain, within = beef_row(*shares(corpus, None)), beef_row(*shares(corpus, "publisher"))
    assert within["difference"] > plain["difference"]
    assert within["verdict"] == "robust"
    assert within["low"] > 0
    assert within["without_low"] > 0


def test_publishers_of_one_era_are_left_out_and_told():
    corpus = folder(
        {
            ("then", "Herald"): (21, 8),
            ("then", "Star"): (4, 5),
            ("then", ""): (1, 5),
            ("now", "Star"): (4, 5),
            ("now", "Post"): (21, 2),
        }
    )
    table, model = shares(corpus, "publisher")
    row = beef_row(table, model)
    assert (row["articles"], row["used"], row["rest_used"]) == (26, 4, 4)
    assert row["p_floor"] == smallest_p(4, 4)
    assert np.isnan(row["p_adjusted"])
    assert row["verdict"] == "cannot tell"
    articles = compared(corpus)
    told = strata_sentences(articles["era"], strata_of(articles, "publisher"), "publisher")
    assert told == [
        "2 of 3 publishers have articles of one era only and tell nothing about the difference "
        "(42 articles).",
        "The publisher of 1 article is not known; it has no part in the comparison.",
    ]


def test_without_any_shared_publisher_there_is_no_difference_to_tell():
    corpus = folder({("then", "Herald"): (6, 8), ("now", "Star"): (6, 2)})
    table, model = shares(corpus, "publisher")
    row = beef_row(table, model)
    assert row["strata"] == 0
    assert row[["difference", "low", "p", "p_floor"]].isna().all()
    assert row["verdict"] == "cannot tell"
    assert row["mean"] > 0.5


def test_each_of_three_eras_is_compared_with_the_rest():
    corpus = folder(
        {
            ("then", "Herald"): (5, 9),
            ("later", "Herald"): (5, 5),
            ("now", "Herald"): (5, 1),
            ("now", "Star"): (5, 1),
        }
    )
    for by in (None, "publisher"):
        table, model = shares(corpus, by)
        assert list(table["era"].unique()) == ["then", "later", "now"]
        first, last = (beef_row(table, model, era) for era in ("then", "now"))
        assert first["low"] > 0 > last["high"]
        assert (first["rest_articles"], last["rest_articles"]) == (15, 10)
    assert (first["used"], first["rest_used"]) == (5, 10)


def test_topics_go_by_their_numbers():
    table, model = shares(folder({("then", "Herald"): (3, 8), ("now", "Star"): (3, 2)}), None)
    assert table.columns[:2].to_list() == ["topic", "number"]
    numbers = dict(zip(model.labels, model.numbers, strict=True))
    assert table["number"].to_list() == [numbers[topic] for topic in table["topic"]]


def test_thirds_by_length_are_even_and_keep_equal_lengths_together():
    words = np.random.default_rng(0).permutation(99) + 50
    thirds = strata_of(pd.DataFrame({"n_words": words}), "length")
    assert thirds.value_counts().to_dict() == {"short": 33, "middle": 33, "long": 33}
    assert words[thirds == "short"].max() < words[thirds == "middle"].min()
    assert set(strata_of(pd.DataFrame({"n_words": [80] * 5}), "length")) == {"short"}
    assert strata_of(pd.DataFrame({"n_words": []}), "length").empty


def test_unknown_places_have_no_stratum():
    articles = pd.DataFrame({"place": ["Oslo", "", None]}, index=[4, 7, 9])
    assert strata_of(articles, "place").to_dict() == {4: "Oslo", 7: "", 9: ""}
