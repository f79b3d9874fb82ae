"""The words behind a difference in tone: their parts add up, and each can be taken out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis.sentiment import tone_by_era
from helpers.analysis.wordshift import word_shift
from made_tables import Story, made_corpus

WORDS = ["harm", "gain", "calm", "feud", "glad"]


def corpus_of(articles, eras=("then", "now")):
    """Articles as (era, sentences), a sentence being its words with their parts in the score."""
    stories, rows = [], []
    for number, (era, sentences) in enumerate(articles):
        name = f"{number:02}"
        scores = tuple(sum(part for _, part in sentence) for sentence in sentences)
        stories.append(Story(name, era, ("one",), vader=scores))
        found = {}
        for sentence in sentences:
            for term in dict(sentence):
                times, tone = found.get(term, (0, 0.0))
                part = sum(part for name, part in sentence if name == term)
                found[term] = (times + 1, tone + part)
        rows += [(name, 0, term, times, tone, tone) for term, (times, tone) in found.items()]
    corpus = made_corpus(stories, eras)
    columns = ["article_id", "passage", "term", "sentences", "tone", "vader"]
    corpus.tables["toned"] = pd.DataFrame(rows, columns=columns)
    return corpus


def test_the_word_that_makes_the_difference_comes_first():
    corpus = corpus_of(
        [
            ("then", [[("harm", -0.4)], [("gain", 0.2)]]),
            ("then", [[("harm", -0.2)], []]),
            ("now", [[("gain", 0.2)], []]),
        ]
    )
    table = word_shift(corpus, "then").set_index("term")
    assert table.index.tolist() == ["harm", "gain"]
    assert table.loc["harm", "moves"] == pytest.approx((-0.4 / 2 - 0.2 / 2) / 2)
    assert table.loc["gain", "moves"] == pytest.approx(0.2 / 2 / 2 - 0.2 / 2)
    assert table.loc["harm", ["sentences", "rest_sentences"]].tolist() == [2, 0]
    assert table.loc["gain", ["articles", "rest_articles"]].tolist() == [1, 1]
    assert table.loc["harm", "weight"] == pytest.approx(-0.3)
    assert table.loc["harm", "rate"] == pytest.approx(50)
    assert table.loc["gain", "rest_rate"] == pytest.approx(50)


word = st.tuples(st.sampled_from(WORDS), st.floats(-0.3, 0.3).map(lambda x: round(x, 3)))
article = st.tuples(
    st.sampled_from(["then", "now", "undated"]),
    st.lists(st.lists(word, max_size=3), min_size=1, max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(article, min_size=2, max_size=7))
def test_the_parts_of_the_words_add_up_to_the_difference(articles):
    corpus = corpus_of(articles)
    table = word_shift(corpus, "then")
    contrast = tone_by_era(corpus).set_index("era")
    if len(contrast) < 2:
        assert table.empty
        return
    difference = contrast.loc["then", "difference"]
    assert table["moves"].sum() == pytest.approx(difference, abs=1e-9)
    other = word_shift(corpus, "now").set_index("term")["moves"]
    assert (-table.set_index("term")["moves"] - other).abs().max() in (
        pytest.approx(0, abs=1e-12), pytest.approx(np.nan, nan_ok=True)
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(article, min_size=2, max_size=7), st.sampled_from(WORDS))
def test_what_is_left_without_a_word_is_what_a_corpus_without_it_gives(articles, gone):
    table = word_shift(corpus_of(articles), "then").set_index("term")
    if gone not in table.index:
        return
    without = [
        (era, [[(term, part * (term != gone)) for term, part in s] for s in sentences])
        for era, sentences in articles
    ]
    left = tone_by_era(corpus_of(without)).set_index("era").loc["then", "difference"]
    assert table.loc[gone, "without"] == pytest.approx(left, abs=1e-9)


def test_one_era_has_no_words_that_make_a_difference():
    corpus = corpus_of([("then", [[("harm", -0.4)]])])
    assert word_shift(corpus, "then").empty
