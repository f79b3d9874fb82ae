"""Whether words keep other company: held against shuffled eras, never against nothing."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.analysis.collocation.meaning_change import COLUMNS, company_change
from helpers.analysis.collocation.paragraph_words import most_shared
from helpers.analysis.honesty import smallest_p
from helpers.analysis.tables import compared
from helpers.errors import DatelinesError, TooSmallError
from made_company import WORDS, drawn_corpus, told_corpus
from made_tables import MadeCorpus, Story, made_corpus

ROOT = Path(__file__).resolve().parents[1]


def changes(corpus: MadeCorpus, nodes: list[str] | None = None, **options: int) -> pd.DataFrame:
    return company_change(corpus, nodes, corpus.articles, corpus.eras, **options)


def two_senses(size: int, *, seed: int, mix: float = 1.0) -> MadeCorpus:
    """Stories with two words of unlike company; in the later era one goes by the other's name.

    Both eras have the same stories of either kind: nothing but the one name differs.
    """
    rng = np.random.default_rng(seed)
    fields = WORDS[:40], WORDS[40:80]
    stories = []
    for era in ("then", "now"):
        for i in range(2 * size):
            field, name = fields[i % 2], ("court", "river")[i % 2]
            if era == "now" and rng.random() < mix:
                name = ("other", "court")[i % 2]
            words = [
                list(rng.choice(field, size=9)) + list(rng.choice(WORDS, size=4)) for _ in "123"
            ]
            texts = [" ".join([*part, name]) for part in words]
            stories.append(Story(f"{era}-{i:03d}", era, tuple(texts)))
    return made_corpus(stories, ("then", "now"), 1000)


def test_a_word_that_names_something_else_is_found_first():
    table = changes(two_senses(25, seed=1))
    assert table["node"].iloc[0] == "court"
    first = table.iloc[0]
    assert first["verdict"] == "robust"
    assert first["distance"] > first["chance_high"]
    assert first["without_low"] > 0
    assert set(first["company"].split(", ")) < set(WORDS[:40])
    assert set(first["against_company"].split(", ")) < set(WORDS[40:80])


def test_a_word_used_rarely_gives_a_hint_only():
    table = changes(two_senses(8, seed=3), ["court"])
    assert table["exploratory"].item()
    assert table["verdict"].item() == "exploratory"


def test_chance_explains_that_small_eras_lie_farther_apart():
    few, many = [], []
    for seed in range(8):
        for size, found in ((4, few), (30, many)):
            found.append(changes(drawn_corpus({"a": size, "b": size}, seed=seed), ["node"]))
    few, many = pd.concat(few), pd.concat(many)
    assert few["distance"].mean() > many["distance"].mean() + 0.1
    assert abs(few["excess"].mean()) < 0.03
    assert abs(many["excess"].mean()) < 0.03


@pytest.mark.parametrize(("one", "other"), [(2, 3), (5, 5), (20, 20)])
def test_false_alarms_are_held_where_nothing_changed(one: int, other: int):
    tables = [
        changes(drawn_corpus({"a": one, "b": other}, seed=seed), n=40) for seed in range(40, 50)
    ]
    table = pd.concat(tables)
    assert len(table) >= (50 if one > 2 else 8)
    assert (table["p"] <= 0.05).mean() <= 0.09
    assert (table["p"] >= table["p_floor"] - 1e-12).all()
    assert "robust" not in set(table["verdict"])
    if one == 2:
        assert table["p"].min() >= smallest_p(2, 3)
        assert set(table["verdict"]) == {"cannot tell"}


def test_longer_paragraphs_are_no_other_company():
    seeds = range(60, 72)
    p = [
        changes(drawn_corpus({"a": 20, "b": 20}, seed=s, merge={"a": 3}), ["node"])["p"].item()
        for s in seeds
    ]
    assert np.mean(np.array(p) <= 0.05) <= 0.25
    assert np.median(p) > 0.2


def test_distance_and_p_are_those_counted_by_hand():
    texts = [
        ("then", ["node ba ba ko", "ri"]),
        ("then", ["node ko ri"]),
        ("now", ["node tu ba"]),
        ("now", ["node tu", "node tu ko"]),
        ("now", ["node ba tu ri"]),
    ]
    row = changes(told_corpus(*texts), ["node"]).iloc[0]
    words = ["ba", "ko", "ri", "tu"]
    near = [[w for p in parts if "node" in p for w in p.split()[1:]] for _, parts in texts]
    shares = np.array([[part.count(w) / len(part) for w in words] for part in near])

    def distance(target: tuple[int, ...]) -> float:
        rest = [i for i in range(5) if i not in target]
        one, other = shares[list(target)].mean(axis=0), shares[rest].mean(axis=0)
        return 1 - one @ other / np.sqrt(one @ one * (other @ other))

    every = np.array([distance(pair) for pair in combinations(range(5), 2)])
    assert row["distance"] == pytest.approx(distance((0, 1)))
    assert row["chance"] == pytest.approx(every.mean())
    assert row["p"] == pytest.approx((every >= every[0] - 1e-9).mean())
    without = []
    for out in range(5):
        one, other = (
            shares[[i for i in side if i != out]].mean(axis=0) for side in ((0, 1), (2, 3, 4))
        )
        without.append(1 - one @ other / np.sqrt(one @ one * (other @ other)))
    assert row["without_low"] == pytest.approx(min(without) - every.mean())
    assert row["against_company"].startswith("tu")


def test_an_article_counts_the_same_however_much_it_writes():
    short = [("then", ["node ba", "x"]), ("then", ["node ko"]), ("now", ["node ba"])]
    texts = [*short, ("now", ["node ri"])]
    long = [(era, [*parts, *[parts[0]] * 9]) for era, parts in texts]
    one, other = (changes(told_corpus(*t), ["node"]) for t in (texts, long))
    assert one["distance"].item() == pytest.approx(other["distance"].item())


def test_chunks_and_the_order_of_articles_make_no_difference():
    one = drawn_corpus({"a": 9, "b": 12}, seed=5, chunk=1)
    other = drawn_corpus({"a": 9, "b": 12}, seed=5, chunk=100)
    expected = changes(other)
    pd.testing.assert_frame_equal(changes(one), expected)
    turned = company_change(other, None, other.articles[::-1], other.eras)
    pd.testing.assert_frame_equal(turned, expected)


def test_more_than_two_eras_are_each_held_against_the_rest():
    table = changes(drawn_corpus({"a": 6, "b": 6, "c": 6}, seed=6), ["node"])
    assert sorted(table["era"]) == ["a", "b", "c"]
    assert set(table["against"]) == {"the rest"}
    assert (table["articles"] + table["against_articles"] == 18).all()


def test_words_looked_at_are_those_that_every_era_uses_most():
    corpus = drawn_corpus({"a": 8, "b": 8}, seed=7)
    table = changes(corpus, n=10)
    assert len(table) == 10
    assert "node" in set(table["node"])
    assert (table[["articles", "against_articles"]] >= 2).all(axis=None)


def test_a_word_of_one_era_only_has_no_distance():
    corpus = told_corpus(("then", ["node ba", "yen ko"]), ("now", ["yen ba", "yen ko"]))
    row = changes(corpus, ["node"]).iloc[0]
    assert np.isnan(row["distance"])
    assert row["verdict"] == "cannot tell"
    assert (row["articles"], row["against_articles"]) == (1, 0)


def test_one_era_gives_an_empty_table():
    table = changes(drawn_corpus({"a": 5}, seed=8))
    assert table.empty
    assert list(table.columns) == list(COLUMNS)


def test_words_that_are_not_there_are_told():
    corpus = drawn_corpus({"a": 3, "b": 3}, seed=9)
    with pytest.raises(DatelinesError, match="did you mean 'node'"):
        changes(corpus, ["nodes"])
    with pytest.raises(DatelinesError, match="choose a content word"):
        changes(corpus, ["and"])


def test_an_extract_gives_the_numbers_of_its_original(shared: Path):
    original, extract = load_corpus(shared / "seeds"), load_corpus(ROOT / "seeds")
    one, other = (company_change(c, None, compared(c), c.eras) for c in (original, extract))
    assert len(one) > 3
    pd.testing.assert_frame_equal(one, other)


def test_the_word_that_most_articles_of_every_era_share_is_found():
    stories = [
        *(Story(f"a{i}", "then", ("trade beef talks",)) for i in range(3)),
        *(Story(f"b{i}", "now", ("trade yen talks" if i else "trade yen",)) for i in range(3)),
    ]
    corpus = made_corpus(stories)
    assert most_shared(corpus, corpus.articles, corpus.eras) == "trade"
    assert most_shared(corpus, corpus.articles[:1], corpus.eras) == "beef"
    with pytest.raises(TooSmallError, match="no article falls in an era"):
        most_shared(corpus, corpus.articles, ())
