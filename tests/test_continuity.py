"""Topics go on from run to run: same topic, same number; what changed is told, and told once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.analysis.topic_models.continuity import (
    STATUSES,
    KnownTopic,
    continue_topics,
    known_terms,
    start_of,
)
from helpers.analysis.topic_models.topic_matching import matched, part_of, similarities
from helpers.analysis.topics import fit_topics
from helpers.reporting.remarks.continuity import changes_told, topics_told, what_changed
from made_tables import Story, made_corpus

THEMES = {
    "farm": "beef quota rancher cattle pasture import herd butcher dairy grain",
    "money": "yen dollar trader currency reserve bank deposit mint bullion coin",
    "chips": "chip wafer semiconductor factory laser circuit patent silicon diode robot",
    "sea": "harbour tanker captain cargo sailor freight anchor pilot strait dock",
    "stage": "actor theatre curtain opera singer ballet stage tenor chorus drama",
}


def story(name: str, theme: str, number: int, size: int = 60) -> Story:
    rng = np.random.default_rng((len(theme), number))
    return Story(name, "now", (" ".join(rng.choice(THEMES[theme].split(), size=size)),))


def corpus_of(themes: dict[str, int], first: int = 0):
    """Make a corpus with so many articles on each theme."""
    return made_corpus(
        [
            story(f"{theme}{number:02d}", theme, number)
            for theme, size in themes.items()
            for number in range(first, first + size)
        ],
        eras=("now",),
    )


def fitted(themes: dict[str, int], n_topics: int | None = None, first: int = 0):
    return fit_topics(corpus_of(themes, first), n_topics=n_topics or len(themes))


def theme_of(terms) -> str:
    return max(THEMES, key=lambda theme: len({*terms} & {*THEMES[theme].split()}))


def themes_of(continued) -> dict[int, str]:
    tops = continued.model.top_terms(5)
    return {n: theme_of(t) for n, t in zip(continued.model.numbers, tops, strict=True)}


def known(number: int, *terms: str, label: str = "", gone: bool = False) -> KnownTopic:
    weights = {term: 1 - place / 20 for place, term in enumerate(terms)}
    made = " · ".join(terms[:3])
    return KnownTopic(number, label or made, made, weights, gone)


def renamed(topics, number: int, label: str):
    return tuple(
        KnownTopic(t.number, label, t.label_by_terms, t.weights, t.gone)
        if t.number == number
        else t
        for t in topics
    )


def status_of(continued, number: int) -> str:
    return continued.changes.set_index("topic")["status"][number]


THREE = {"farm": 8, "money": 6, "chips": 4}


def test_a_first_run_numbers_topics_by_size():
    model = fitted(THREE)
    continued = continue_topics(model, ())
    assert continued.model.numbers == (1, 2, 3)
    assert continued.model.labels == model.labels
    assert continued.model.shares.equals(model.shares)
    assert continued.changes["status"].to_list() == ["appeared"] * 3
    assert not any(topic.named or topic.gone for topic in continued.topics)


def test_the_same_articles_change_nothing():
    first = continue_topics(fitted(THREE), ())
    again = continue_topics(fitted(THREE), first.topics)
    assert again.topics == first.topics
    assert again.changes["status"].to_list() == ["kept"] * 3
    assert again.changes["overlap"].to_list() == [1] * 3
    assert not again.changes["gained"].map(len).any()


def test_numbers_order_and_labels_stay_though_sizes_turn_around():
    first = continue_topics(fitted(THREE), ())
    before = renamed(first.topics, 1, "Ranches")
    turned = fitted({"farm": 4, "money": 6, "chips": 8})
    again = continue_topics(turned, before)
    assert theme_of(turned.top_terms(5)[0]) == "chips"
    assert themes_of(again) == themes_of(first)
    assert again.model.labels[0] == "Ranches"
    assert again.model.numbers == (1, 2, 3)
    shares = again.model.shares
    assert (shares.loc[shares.index.str.startswith("farm"), "Ranches"] > 0.9).all()
    assert (shares.loc[shares.index.str.startswith("chips"), "Ranches"] < 0.1).all()


@given(st.permutations(range(3)))
@settings(max_examples=6, deadline=None)
def test_the_order_in_which_earlier_topics_are_given_changes_nothing(order):
    first = continue_topics(fitted(THREE), ())
    expected = continue_topics(fitted({**THREE, "sea": 5}), first.topics)
    found = continue_topics(fitted({**THREE, "sea": 5}), [first.topics[i] for i in order])
    assert found.topics == expected.topics
    assert found.changes.equals(expected.changes)


def test_a_label_made_of_terms_is_made_anew_and_one_of_a_person_is_not():
    first = continue_topics(fitted(THREE), ())
    before = renamed(first.topics, 2, "Money")
    stale = [
        KnownTopic(t.number, "stale", "stale", t.weights) if t.number == 1 else t for t in before
    ]
    again = continue_topics(fitted({"farm": 9, "money": 7, "chips": 5}), stale)
    assert "stale" not in again.model.labels
    assert set(again.model.labels[0].split(" · ")) <= {*THEMES["farm"].split()}
    assert again.model.labels[1] == "Money"
    assert [topic.named for topic in again.topics] == [False, True, False]
    assert again.changes["label_before"].to_list()[:2] == ["stale", "Money"]


def test_a_label_that_terms_would_give_too_stays_a_person_s():
    model = fitted(THREE)
    first = continue_topics(model, ())
    own = [
        KnownTopic(t.number, t.label, "another one", t.weights) if t.number == 1 else t
        for t in first.topics
    ]
    again = continue_topics(model, own)
    assert again.model.labels == model.labels
    assert again.topics[0].named
    assert continue_topics(model, again.topics).topics[0].named


def test_labels_that_would_be_the_same_are_told_apart_in_favour_of_the_person_s():
    first = continue_topics(fitted(THREE), ())
    taken = first.topics[0].label
    before = renamed(first.topics, 3, taken)
    again = continue_topics(fitted(THREE), before)
    assert again.model.labels[2] == taken
    assert again.model.labels[0] == f"{taken} #2"
    assert len({*again.model.labels}) == 3
    assert list(again.model.shares.columns) == list(again.model.labels)


def test_labels_that_change_places_do_not_mix_up_passages():
    first = continue_topics(fitted({"farm": 8, "money": 6}), ())
    one, two = first.topics
    before = [
        KnownTopic(1, two.label, one.label_by_terms, one.weights),
        KnownTopic(2, one.label, two.label_by_terms, two.weights),
    ]
    again = continue_topics(fitted({"farm": 8, "money": 6}), before)
    assert again.model.labels == (two.label, one.label)
    passages = again.model.passages
    assert {*passages.loc[passages["article_id"].str.startswith("farm"), "topic"]} == {two.label}


def test_a_new_topic_gets_the_next_number_and_a_dead_one_keeps_its_own_for_good():
    first = continue_topics(fitted(THREE), ())
    chips = next(n for n, theme in themes_of(first).items() if theme == "chips")
    second = continue_topics(fitted({"farm": 8, "money": 6, "sea": 5}), first.topics)
    assert {*themes_of(second)} == {1, 2, 3, 4} - {chips}
    assert themes_of(second)[4] == "sea"
    assert status_of(second, chips) == "died"
    assert status_of(second, 4) == "appeared"
    assert [topic.number for topic in second.topics if topic.gone] == [chips]
    third = continue_topics(fitted({"farm": 8, "money": 6, "stage": 5}), second.topics)
    assert themes_of(third)[5] == "stage"
    assert {topic.number for topic in third.topics if topic.gone} == {chips, 4}
    assert chips not in {*third.changes["topic"]}


def test_a_topic_that_comes_back_gets_its_number_and_its_label_again():
    first = continue_topics(fitted(THREE), ())
    chips = next(n for n, theme in themes_of(first).items() if theme == "chips")
    named = renamed(first.topics, chips, "Chip war")
    without = continue_topics(fitted({"farm": 8, "money": 6}), named)
    back = continue_topics(fitted(THREE), without.topics)
    assert themes_of(back) == themes_of(first)
    assert back.model.labels[chips - 1] == "Chip war"
    assert status_of(back, chips) == "returned"
    row = back.changes.set_index("topic").loc[chips]
    assert (row["before"], row["now"], row["named"]) == (False, True, True)


def test_topics_of_another_folder_are_new_ones():
    first = continue_topics(fitted(THREE), ())
    other = continue_topics(fitted({"sea": 6, "stage": 5}), renamed(first.topics, 1, "Ranches"))
    assert other.model.numbers == (4, 5)
    assert "Ranches" not in other.model.labels
    assert other.changes["status"].to_list() == ["died"] * 3 + ["appeared"] * 2


def both_themes(name: str, number: int) -> Story:
    words = [*THEMES["farm"].split(), *THEMES["sea"].split()]
    return Story(name, "now", (" ".join(np.random.default_rng(number).choice(words, size=80)),))


def joint_and_parted():
    """Make a folder in which two themes are always together, and one in which they are not."""
    rest = [story(f"m{i}", "money", i) for i in range(8)]
    joint = [*rest, *(both_themes(f"b{i}", i) for i in range(10))]
    parted = [*rest, *(story(f"{t}{i}", t, i) for t in ("farm", "sea") for i in range(8))]
    return (
        fit_topics(made_corpus(joint, eras=("now",)), n_topics=2),
        fit_topics(made_corpus(parted, eras=("now",)), n_topics=3),
    )


def test_a_topic_whose_terms_go_to_two_has_split():
    joint, parted = joint_and_parted()
    first = continue_topics(joint, ())
    whole = next(n for n, theme in themes_of(first).items() if theme != "money")
    again = continue_topics(parted, first.topics)
    split = again.changes[again.changes["status"] == "split"].set_index("topic")
    parts = {n for n, theme in themes_of(again).items() if theme != "money"}
    assert {whole, *parts} == {*split.index}
    assert {*split["partners"][whole]} == parts - {whole}
    assert all(split["partners"][part] == (whole,) for part in parts - {whole})
    assert (again.changes["status"] == "kept").sum() == 1


def test_topics_whose_terms_go_to_one_have_merged():
    joint, parted = joint_and_parted()
    first = continue_topics(parted, ())
    parts = {n for n, theme in themes_of(first).items() if theme != "money"}
    again = continue_topics(joint, first.topics)
    merged = again.changes[again.changes["status"] == "merged"].set_index("topic")
    (whole,) = merged.index[merged["now"]]
    assert {*merged["partners"][whole]} == parts - {whole}
    assert all(merged["partners"][part] == (whole,) for part in parts - {whole})
    assert not (again.changes["status"] == "died").any()


def test_a_topic_that_keeps_less_than_half_of_its_terms_has_changed():
    first = continue_topics(fitted(THREE), ())
    farm = next(t for t in first.topics if theme_of([*t.weights][:5]) == "farm")
    own = [*farm.weights.items()]
    old = KnownTopic(
        farm.number, farm.label, farm.label, dict(own[:6]) | {f"old{i}": 0.9 for i in range(6)}
    )
    again = continue_topics(
        fitted(THREE), [old if t.number == farm.number else t for t in first.topics]
    )
    row = again.changes.set_index("topic").loc[farm.number]
    assert row["status"] == "changed"
    assert 0 < row["overlap"] < 0.5
    assert {*row["gained"]} == {term for term, _ in own[6:10]}
    assert {*row["lost"]} == {f"old{i}" for i in range(4)}


def test_only_known_statuses_are_given():
    joint, parted = joint_and_parted()
    steps, before, seen = [joint, parted, fitted(THREE), joint, parted], (), set()
    for model in steps:
        continued = continue_topics(model, before)
        before = continued.topics
        seen |= {*continued.changes["status"]}
        assert continued.changes["topic"].is_unique
        numbers = [topic.number for topic in before]
        assert len({*numbers}) == len(numbers)
    assert seen <= {*STATUSES}


def test_equal_topics_are_matched_in_their_order():
    same = {"yen": 1.0, "coin": 0.5}
    assert matched([same] * 3, [same] * 3) == {0: 0, 1: 1, 2: 2}


def test_of_two_possible_matches_the_sum_decides():
    one = {"yen": 1.0, "coin": 1.0}
    two = {"yen": 1.0, "coin": 1.0, "mint": 1.0}
    three = {"yen": 1.0, "coin": 1.0, "mint": 1.0, "bank": 1.0}
    assert matched([two], [one, three]) == {0: 1}
    assert matched([two, three], [three, one]) == {0: 1, 1: 0}


def test_unlike_topics_are_not_matched():
    assert matched([{"yen": 1.0}], [{"beef": 1.0}]) == {}
    assert matched([], [{"beef": 1.0}]) == {}
    assert part_of([], [{"beef": 1.0}]) == {}


topic_terms = st.dictionaries(
    st.sampled_from("abcdefgh"), st.floats(0.01, 1).map(lambda w: round(w, 4)), min_size=1
)


@given(st.lists(topic_terms, min_size=1, max_size=4), st.lists(topic_terms, min_size=1, max_size=4))
def test_similarity_is_symmetric_and_one_only_for_the_same(one, other):
    table = similarities(one, other)
    assert np.array_equal(table, similarities(other, one).T)
    assert ((table >= 0) & (table <= 1)).all()
    assert similarities(one, one).diagonal().tolist() == [1] * len(one)
    owners = part_of(one, other)
    assert {*owners} <= {*range(len(other))}
    pairs = matched(one, other)
    assert len({*pairs.values()}) == len(pairs)
    assert all(table[row, column] >= 0.3 for row, column in pairs.items())


def test_what_is_remembered_is_short_and_ranked():
    for terms, top in zip(known_terms(model := fitted(THREE)), model.top_terms(10), strict=True):
        weights = [*terms.values()]
        assert weights[0] == 1
        assert weights == sorted(weights, reverse=True)
        assert [*terms][:10] == top
        assert len(terms) <= 50


def test_labels_survive_articles_added_and_left_out_in_a_folder_of_news(shared):
    corpus = load_corpus(shared / "corpora" / "trade-1987")
    passages = corpus.table("passages", columns=["article_id", "text"])
    texts = passages.groupby("article_id")["text"].agg(" ".join).to_list()
    first = continue_topics(fit_topics(texts, n_topics=8), ())
    before = tuple(
        KnownTopic(t.number, f"Mine {t.number}", t.label_by_terms, t.weights) for t in first.topics
    )
    fewer = continue_topics(fit_topics(texts[12:], n_topics=8), before)
    again = continue_topics(fit_topics(texts, n_topics=8), fewer.topics)
    assert sum(label.startswith("Mine") for label in fewer.model.labels) >= 6
    assert again.model.labels == tuple(topic.label for topic in before)


def test_a_fit_that_starts_from_the_last_topics_finds_them_night_after_night(shared):
    corpus = load_corpus(shared / "corpora" / "trade-1987")
    passages = corpus.table("passages", columns=["article_id", "text"])
    texts = passages.groupby("article_id")["text"].agg(" ".join).to_list()
    before, kept = (), 0
    for night in range(6):
        some = texts[: len(texts) - 5 + night]
        model = fit_topics(some, n_topics=10, start=start_of(before))
        continued = continue_topics(model, before)
        before, kept = continued.topics, kept + (continued.changes["status"] == "kept").sum()
    assert kept >= 48


def test_a_start_of_another_size_or_of_other_words_is_left_aside():
    plain = fitted(THREE)
    known_topics = continue_topics(plain, ()).topics
    for start in (start_of(known_topics)[:2], [{"nowhere": 1.0}] * 3):
        again = fit_topics(corpus_of(THREE), n_topics=3, start=start)
        assert again.shares.equals(plain.shares)


# What is said of it.


def changes_of(*rows) -> pd.DataFrame:
    columns = ["topic", "label", "label_before", "named", "status", "before", "now", "partners",
               "overlap", "gained", "lost"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def test_a_first_run_is_told_as_one():
    told = what_changed(continue_topics(fitted(THREE), ()).changes)
    assert told == (
        "There is no earlier run to compare with: the numbers of 3 topics hold from here on."
    )


def test_news_are_told_one_by_one_and_each_once():
    changes = changes_of(
        (1, "Ranches", "Ranches", True, "kept", True, True, (), 0.9, (), ()),
        (2, "yen", "coin", False, "changed", True, True, (), 0.4, ("yen",), ("coin", "mint")),
        (3, "sea", "sea", False, "split", True, False, (7, 8), np.nan, (), ()),
        (4, "oil", "oil", False, "split", True, True, (9,), 0.6, (), ()),
        (5, "stage", "stage", False, "merged", True, True, (6,), 0.6, (), ()),
        (6, "opera", "opera", False, "merged", True, False, (5,), np.nan, (), ()),
        (7, "harbour", "", False, "split", False, True, (3,), np.nan, (), ()),
        (8, "cargo", "", False, "split", False, True, (3,), np.nan, (), ()),
        (9, "gas", "", False, "split", False, True, (4,), np.nan, (), ()),
        (10, "chips", "", False, "appeared", False, True, (), np.nan, (), ()),
        (11, "rice", "rice", False, "died", True, False, (), np.nan, (), ()),
        (12, "tea", "tea", True, "returned", False, True, (), 0.8, (), ()),
    )
    assert changes_told(changes) == [
        "Since the last run 1 of 7 topics has stayed as it was; 2 labels of yours are in use.",
        "Topic 3, 'sea', has split into topics 7, 'harbour'; 8, 'cargo'.",
        "Topic 4, 'oil', has split: part of it is now topic 9, 'gas'.",
        "Topic 5, 'stage', has taken in topic 6, 'opera'.",
        "Topic 10, 'chips', is new.",
        "Topic 12, 'tea', is back under its old number.",
        "Topic 11, 'rice', is gone; its number goes to no other.",
        "Topic 2, 'yen' (until now 'coin'), has changed: it has gained yen and has lost coin and "
        "mint.",
    ]
    assert what_changed(changes).splitlines()[2].startswith("- Topic 3, *sea*, has split into")


def test_topics_that_made_a_new_one_are_told():
    changes = changes_of(
        (1, "oil", "oil", False, "merged", True, False, (3,), np.nan, (), ()),
        (2, "gas", "gas", False, "merged", True, False, (3,), np.nan, (), ()),
        (3, "fuel", "", False, "merged", False, True, (1, 2), np.nan, (), ()),
    )
    assert changes_told(changes)[1:] == [
        "Topic 3, 'fuel', is what topics 1, 'oil'; 2, 'gas' have merged into."
    ]


@pytest.mark.parametrize(
    ("size", "last"), [(12, "is new."), (13, "1 more change."), (20, "8 more changes.")]
)
def test_much_news_is_counted(size, last):
    rows = [(n, f"t{n}", "", False, "appeared", False, True, (), np.nan, (), ())
            for n in range(2, size + 2)]  # fmt: skip
    kept = (1, "old", "old", False, "kept", True, True, (), 1.0, (), ())
    told = changes_told(changes_of(kept, *rows))
    assert told[-1].endswith(last)
    assert len(told) <= 14


def test_labels_are_harmless_where_they_are_told():
    harm = "<b>x</b> [y](javascript:z)\x1b[31m"
    changes = changes_of((1, harm, "", False, "appeared", False, True, (), np.nan, (), ()),
                         (2, "old", "old", False, "kept", True, True, (), 1.0, (), ()))  # fmt: skip
    assert "<b>" not in what_changed(changes)
    assert "\x1b" not in "".join(changes_told(changes))


def test_topics_are_listed_for_a_terminal_and_doubtful_ones_are_marked():
    told = topics_told(continue_topics(fitted(THREE), ()).model)
    assert (
        told[0] == "found       3 topics in 18 articles: number, mean share of the articles, label"
    )
    assert told[1].split()[0] == "1"
    assert "doubtful" not in "".join(told)
    alone = Story("s0", "now", tuple(story("s", "sea", p).paragraphs[0] for p in range(4)))
    others = [story(f"{t}{i}", t, i) for t in ("farm", "money") for i in range(6)]
    model = fit_topics(made_corpus([*others, alone], eras=("now",)), n_topics=3)
    told = topics_told(continue_topics(model, ()).model)
    (marked,) = [line for line in told if "doubtful" in line]
    assert marked.endswith("(doubtful: nearly all in one article)")
    assert {*marked.split()} & {*THEMES["sea"].split()}
