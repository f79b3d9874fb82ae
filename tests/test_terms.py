"""From the table of terms to counts: what is counted, and that chunks do not matter."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.tables import compared
from helpers.analysis.terms import article_terms, is_content, term_matrix
from helpers.analysis.topic_models.text_terms import text_terms
from made_tables import Story, made_corpus

STORIES = [
    Story("c3", "now", ("the beef quota", "25% of the beef")),
    Story("a1", "then", ("the yen rose", "a strong yen yen")),
    Story("b2", "undated", ("zinc zinc",)),
    Story("d4", "now", ("beef",)),
    Story("e5", "now", ("the copy",), duplicate_of="d4"),
]


@pytest.mark.parametrize("term", ["the", "25%", "1,200", "x", "the war", "trade 301", "%"])
def test_function_words_numbers_and_signs_are_no_content(term: str):
    assert not is_content(term)


@pytest.mark.parametrize("term", ["tariff", "u.s.", "trade war", "mid-1980s"])
def test_words_and_pairs_of_words_are_content(term: str):
    assert is_content(term)


@pytest.mark.parametrize("chunk", [1, 2, 9])
def test_counts_are_the_same_whatever_the_chunks(chunk: int):
    corpus = made_corpus(STORIES, chunk=chunk)
    articles = compared(corpus)
    matrix = article_terms(corpus, articles)
    assert list(articles["article_id"]) == ["c3", "a1", "d4"]
    assert matrix.terms == ("beef", "quota", "rose", "strong", "yen")
    assert matrix.counts.toarray().tolist() == [[2, 1, 0, 0, 0], [0, 0, 1, 1, 3], [1, 0, 0, 0, 0]]


def test_totals_count_every_word():
    corpus = made_corpus(STORIES)
    assert article_terms(corpus, compared(corpus)).totals.tolist() == [7, 7, 1]


def test_pairs_of_words_do_not_count_as_words():
    table = pd.DataFrame(
        {
            "article_id": ["a1"] * 3,
            "passage": [0] * 3,
            "term": ["trade", "war", "trade war"],
            "count": [2, 2, 2],
        }
    )
    matrix = term_matrix([table], pd.DataFrame({"article_id": ["a1"], "row": [0]}))
    assert matrix.terms == ("trade", "trade war", "war")
    assert matrix.totals.tolist() == [4]


def test_rare_terms_can_be_dropped_by_rows_and_by_count():
    matrix = article_terms(made_corpus(STORIES), compared(made_corpus(STORIES)))
    assert matrix.keeping(rows=2).terms == ("beef",)
    assert matrix.keeping(count=3).terms == ("beef", "yen")
    assert matrix.keeping(count=3).totals.tolist() == [7, 7, 1]


def test_no_article_gives_an_empty_matrix():
    matrix = article_terms(made_corpus(STORIES), compared(made_corpus(STORIES, eras=("never",))))
    assert matrix.counts.shape == (0, 0)


def test_plain_texts_are_counted_like_passages():
    matrix = text_terms(["The yen, the YEN!", "", "Beef and 25% more yen."])
    assert matrix.terms == ("beef", "yen")
    assert matrix.counts.toarray().tolist() == [[0, 2], [0, 0], [1, 1]]
    assert np.array_equal(matrix.totals, [4, 0, 5])
