"""Topics: found again whatever the order, honest about what they rest on."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis.topic_models.factors import as_shares, top_columns
from helpers.analysis.topic_models.reliability import matched_overlap
from helpers.analysis.topic_models.topic_evidence import read_passages, strongest_passages
from helpers.analysis.topic_models.units import corpus_units
from helpers.analysis.topics import fit_topics
from helpers.errors import DatelinesError
from made_tables import Story, made_corpus

THEMES = (
    "beef quota rancher cattle pasture import herd butcher",
    "yen dollar trader currency reserve bank deposit mint",
    "chip wafer semiconductor factory laser circuit patent silicon",
)


def paragraph(theme: int, seed: int, size: int = 30) -> str:
    words = THEMES[theme].split()
    return " ".join(np.random.default_rng((theme, seed)).choice(words, size=size))


def stories(number: int = 9) -> list[Story]:
    """Make articles of six paragraphs: most of each on one theme, the last on the next."""
    return [
        Story(
            f"a{i:02d}",
            "then" if i % 2 else "now",
            (*(paragraph(i % 3, 10 * i + p) for p in range(5)), paragraph((i + 1) % 3, 10 * i + 5)),
        )
        for i in range(number)
    ]


def theme_of(terms: list[str]) -> int:
    return int(np.argmax([len({*terms} & {*theme.split()}) for theme in THEMES]))


def test_topics_are_the_themes():
    model = fit_topics(made_corpus(stories()), n_topics=3)
    assert sorted(theme_of(terms) for terms in model.top_terms(5)) == [0, 1, 2]
    for terms in model.top_terms(5):
        assert {*terms} <= {*THEMES[theme_of(terms)].split()}


def test_shares_follow_the_words_and_sum_to_one():
    model = fit_topics(made_corpus(stories()), n_topics=3)
    assert model.shares.sum(axis=1).to_list() == pytest.approx([1] * 9)
    assert list(model.shares.columns) == list(model.labels)
    for number, row in enumerate(model.shares.to_numpy()):
        assert theme_of(model.top_terms(5)[row.argmax()]) == number % 3


@given(st.permutations(range(9)), st.integers(1, 9), st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_order_chunks_and_seed_change_nothing(order: list[int], chunk: int, seed: int):
    model = fit_topics(made_corpus(stories()), n_topics=3)
    corpus = made_corpus([stories()[i] for i in order], chunk=chunk)
    again = fit_topics(corpus, n_topics=3, random_state=seed)
    assert again.labels == model.labels
    assert list(again.shares.index) == [f"a{i:02d}" for i in order]
    assert again.shares.loc[model.shares.index].equals(model.shares)
    assert again.term_table().equals(model.term_table())


@given(st.permutations(range(12)))
@settings(max_examples=15, deadline=None)
def test_order_of_plain_texts_changes_nothing(order: list[int]):
    texts = [paragraph(i % 3, i) for i in range(12)]
    model = fit_topics(texts, n_topics=3)
    again = fit_topics([texts[i] for i in order], n_topics=3)
    assert again.top_terms() == model.top_terms()
    assert np.array_equal(again.shares.to_numpy(), model.shares.to_numpy()[order])


def test_passages_are_merged_paragraphs_of_about_a_hundred_words():
    model = fit_topics(made_corpus(stories()), n_topics=3)
    one = model.passages[model.passages["article_id"] == "a00"]
    assert one[["passage", "last_passage", "n_words"]].to_numpy().tolist() == [
        [0, 3, 120],
        [4, 5, 60],
    ]


def test_a_short_rest_joins_the_passage_before_it():
    made = [Story(f"a{i}", "now", (paragraph(0, i, 110), paragraph(0, 9, 20))) for i in range(3)]
    model = fit_topics(made_corpus(made), n_topics=2)
    assert model.passages["n_words"].to_list() == [130] * 3


def test_duplicates_are_left_out():
    copy = Story("zz", "now", (paragraph(0, 0),), duplicate_of="a00")
    model = fit_topics(made_corpus([*stories(), copy]), n_topics=3)
    assert model.shares.equals(fit_topics(made_corpus(stories()), n_topics=3).shares)


def test_strongest_passages_come_from_different_articles_of_the_theme():
    model = fit_topics(made_corpus(stories()), n_topics=3)
    strongest = strongest_passages(model, 3)
    assert strongest.groupby("topic")["article_id"].nunique().to_list() == [3, 3, 3]
    for label, rows in strongest.groupby("topic"):
        theme = theme_of(model.top_terms(5)[model.labels.index(label)])
        assert {int(article[1:]) % 3 for article in rows["article_id"]} == {theme}
        assert (rows["share"] > 0.9).all()


def test_passages_are_read_as_text_or_gist():
    corpus = made_corpus(stories())
    strongest = strongest_passages(fit_topics(corpus, n_topics=3), 1)
    passages = corpus.table("passages")
    read = read_passages(strongest, passages)
    first = strongest.iloc[0]
    there = passages["article_id"].eq(first["article_id"]) & passages["passage"].between(
        first["passage"], first["last_passage"]
    )
    assert read["words"][0] == " ".join(passages["text"][there])
    withheld = passages.assign(text=None, gist="What it says in short.")
    assert set(read_passages(strongest, withheld)["kind"]) == {"gist"}
    nothing = read_passages(strongest, passages.assign(text=None))
    assert set(nothing["words"]) == set(nothing["kind"]) == {""}


def test_clear_topics_are_reliable_and_no_topic_of_one_article():
    table = fit_topics(made_corpus(stories()), n_topics=3).reliability
    assert (table["reliability"] > 0.8).all()
    assert (table["refits"] == 9).all()
    assert not table["one_article"].any()
    assert (table["articles"] == 6).all()


def test_a_topic_of_one_article_is_flagged_and_unreliable():
    alone = Story("b00", "now", tuple(paragraph(2, 50 + p) for p in range(8)))
    made = [Story(f"a{i:02d}", "now", (paragraph(i % 2, i, 90),)) for i in range(8)]
    table = fit_topics(made_corpus([*made, alone]), n_topics=3).reliability
    flagged = table[table["one_article"]]
    assert flagged["largest_article"].to_list() == ["b00"]
    assert flagged["lowest"].to_list() == [0]
    assert flagged["reliability"].iloc[0] < table["reliability"].drop(flagged.index).min()


def test_many_articles_are_refitted_on_twenty_samples():
    made = [Story(f"a{i:02d}", "now", (paragraph(i % 3, i),)) for i in range(60)]
    corpus = made_corpus(made)
    table = fit_topics(corpus, n_topics=3).reliability
    assert (table["refits"] == 20).all()
    assert fit_topics(corpus, n_topics=3).reliability.equals(table)


@pytest.mark.parametrize(
    ("articles", "topics"), [(2, 2), (5, 3), (9, 5), (49, 5), (60, 5), (250, 11)]
)
def test_number_of_topics_follows_the_size_of_the_folder(articles: int, topics: int):
    made = [Story(f"a{i:03d}", "now", (paragraph(i % 3, i), paragraph(0, i))) for i in range(250)]
    vocabulary = " ".join(f"word{number}" for number in range(20))
    made = [Story(s.article_id, s.era, (*s.paragraphs, vocabulary)) for s in made[:articles]]
    long = [Story(s.article_id, s.era, tuple(4 * " ".join(s.paragraphs) + " end" for _ in "ab"))
            for s in made]  # fmt: skip
    assert fit_topics(made_corpus(long)).n_topics == topics


def test_labels_prefer_a_pair_of_words_to_one_of_them():
    gold = [Story(f"a{i}", "now", ("gold price gold price gold miner",) * 2) for i in range(3)]
    beef = [Story(f"b{i}", "now", (paragraph(0, i),)) for i in range(3)]
    corpus = made_corpus([*gold, *beef])
    terms = corpus.tables["terms"]
    pairs = terms[terms["term"] == "gold"].assign(term="gold price", count=2)
    terms = pd.concat([terms, pairs]).sort_values(["article_id", "passage"], ignore_index=True)
    corpus.tables["terms"] = terms
    assert "gold price · miner" in fit_topics(corpus, n_topics=2).labels


def test_a_collection_that_repeats_itself_has_fewer_topics_than_asked_for():
    model = fit_topics([THEMES[0]] * 3 + [THEMES[1]] * 3, n_topics=5)
    assert model.n_topics == 2
    assert model.shares.to_numpy().max(axis=1) == pytest.approx(1)
    assert fit_topics([THEMES[0]] * 3, n_topics=2).shares.to_numpy().tolist() == [[1]] * 3


def test_a_text_without_content_has_even_shares():
    model = fit_topics([*(paragraph(i % 3, i) for i in range(6)), "of the"], n_topics=3)
    assert model.shares.loc[6].to_list() == pytest.approx([1 / 3] * 3)
    assert model.passages.loc[6, ["topic", "share"]].to_list() == ["", 0]


def test_very_many_passages_are_sampled_and_all_get_shares():
    texts = [(f"a{i:05d}", i % 3) for i in range(20_400)]
    made = [Story(name, "now" if i % 10 else "then", (THEMES[i],)) for name, i in texts]
    model = fit_topics(made_corpus(made, chunk=5_000), n_topics=3)
    assert len(model.shares) == 20_400
    strongest = model.shares.to_numpy().argmax(axis=1)
    themes = [theme_of(terms) for terms in model.top_terms(5)]
    assert [themes[topic] for topic in strongest[:300]] == [i for _, i in texts[:300]]


@pytest.mark.parametrize(
    ("texts", "topics", "said"),
    [
        ([], None, "here is none"),
        (["beef beef quota"], None, "here is one"),
        (["beef", "yen"], None, "0 of the terms occur in two passages"),
        (["of the", "and"], None, "0 of the terms"),
        ([THEMES[0]] * 4, 9, "9 topics cannot be found here: ask for 2 to 4"),
        ([THEMES[0]] * 4, 1, "1 topic cannot be found here"),
        ("beef quota", None, "list of texts"),
        ([1, 2], None, "list of texts"),
    ],
)
def test_what_has_no_topics_is_refused_in_a_sentence(texts: object, topics: int | None, said: str):
    with pytest.raises(DatelinesError, match=said):
        fit_topics(texts, n_topics=topics)


def test_matching_is_one_to_one_and_may_leave_topics_without_partner():
    found = [["yen", "bank"], ["beef", "herd"], ["chip", "wafer"]]
    assert matched_overlap(found, [["chip", "wafer"], ["yen", "bank"]]).tolist() == [1, 0, 1]


@given(st.lists(st.lists(st.floats(0, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_shares_always_sum_to_one(weights: list[list[float]]):
    shares = as_shares(np.array(weights))
    assert shares.sum(axis=1) == pytest.approx(1)
    assert (shares >= 0).all()


def test_terms_of_vanishing_weight_are_no_terms_of_a_topic():
    weights = np.array([[1.0, 1e-7, 0.3], [0.0, 2.0, 0.011]])
    terms = ("dollar", "yen", "zinc")
    assert top_columns(weights, terms, 3) == [["dollar", "zinc"], ["yen", "zinc"]]


def test_eras_have_the_same_say_where_they_have_five_articles():
    def importance(then: int, now: int) -> list[float]:
        eras = ["then"] * then + ["now"] * now + ["undated"] * 3
        made = [Story(f"a{i:03d}", era, (paragraph(i % 3, i),)) for i, era in enumerate(eras)]
        found = corpus_units(made_corpus(made), 0).importance
        return [found[0], found[then], found[-1]]

    then, now, undated = importance(10, 20)
    assert then / now == pytest.approx(2)
    assert now < undated < then
    assert importance(4, 20) == [1, 1, 1]
    assert importance(5, 200)[0] / importance(5, 200)[2] == pytest.approx(4)


def test_very_many_texts_are_sampled_and_read_in_blocks():
    texts = [f"{THEMES[i % 3]} of the {'town' if i % 2 else 'country'}" for i in range(20_300)]
    model = fit_topics(texts, n_topics=3)
    assert len(model.fitted.rows) == 20_000
    assert set(model.passages["n_words"]) == {11}
    strongest = model.shares.to_numpy().argmax(axis=1)
    themes = [theme_of(terms) for terms in model.top_terms(5)]
    assert [themes[topic] for topic in strongest] == [i % 3 for i in range(20_300)]


def test_a_fit_starts_from_earlier_topics_in_their_number_if_it_is_near():
    corpus = made_corpus(stories(12))
    start = [dict.fromkeys(theme.split(), 1.0) for theme in (*THEMES, "beef yen")]
    assert fit_topics(corpus).n_topics == 5
    assert fit_topics(corpus, start=start).n_topics == 4
    assert fit_topics(corpus, start=start[:2]).n_topics == 5


def test_texts_of_a_series_are_taken_in_their_order():
    texts = [paragraph(i % 3, i) for i in range(12)]
    series = pd.Series(texts, index=range(12, 0, -1))
    expected = fit_topics(texts, n_topics=3).shares
    assert fit_topics(series, n_topics=3).shares.equals(expected)
    assert fit_topics(iter(texts), n_topics=3).shares.equals(expected)


def test_topics_are_put_in_another_order_under_other_names():
    model = fit_topics(made_corpus(stories()), n_topics=3)
    moved = model.arranged([2, 0, 1], [7, 1, 2], ["chips", "beef", "yen"])
    assert moved.labels == ("chips", "beef", "yen")
    assert moved.numbers == (7, 1, 2)
    assert moved.top_terms(3) == [model.top_terms(3)[i] for i in (2, 0, 1)]
    assert moved.shares["chips"].to_list() == model.shares[model.labels[2]].to_list()
    assert moved.word_shares["yen"].to_list() == model.word_shares[model.labels[1]].to_list()
    assert set(moved.passages["topic"]) == {"chips", "beef", "yen"}
    assert np.array_equal(moved.weights[:, 0], model.weights[:, 2])
