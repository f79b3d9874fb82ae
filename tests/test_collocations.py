"""The company of a word: counted by paragraph, tested by article, and never said too surely."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from helpers import load_corpus
from helpers.analysis.collocation.collocations import Collocations, collocates
from helpers.analysis.collocation.company_contrasts import REST, weaker
from helpers.analysis.collocation.log_dice import interval, log_dice, permutation_p_ties, ties
from helpers.analysis.collocation.paragraph_company import PairCounts, count_pairs
from helpers.analysis.honesty import Rung, smallest_p
from helpers.analysis.tables import compared
from helpers.errors import DatelinesError
from helpers.reporting.remarks.collocations import company_differences
from made_company import drawn_corpus, told_corpus
from made_tables import MadeCorpus

ROOT = Path(__file__).resolve().parents[1]


def found_in(corpus: MadeCorpus, node: str = "node", **options: int) -> Collocations:
    return collocates(corpus, node, corpus.articles, corpus.eras, **options)


def small() -> MadeCorpus:
    return told_corpus(
        ("then", ["quota beef the ranch", "quota beef", "yen dollar"]),
        ("then", ["quota ranch", "beef beef"]),
        ("now", ["quota steel", "beef"]),
        ("now", ["quota steel quota", "steel", "yen"]),
        ("now", ["yen dollar"]),
    )


def row(table: pd.DataFrame, **values: str) -> pd.Series:
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.parametrize(
    ("together", "node", "term", "expected"),
    [(10, 10, 10, 14), (5, 10, 10, 13), (1, 8, 24, 10), (0, 2, 2, 12), (1, 2**13, 2**13, 1)],
)
def test_log_dice_is_that_of_its_author(together: int, node: int, term: int, expected: float):
    assert log_dice(*(np.array([float(n)]) for n in (together, node, term))).item() == expected


@given(st.integers(1, 50), st.integers(0, 500), st.integers(0, 500))
def test_log_dice_is_never_above_fourteen(both: int, node: int, term: int):
    value = log_dice(np.array([both]), np.array([both + node]), np.array([both + term])).item()
    assert value <= 14
    assert (value == 14) == (node == term == 0)


def test_paragraphs_are_counted_not_uses():
    found = found_in(small(), "quota")
    beef = row(found.profile, term="beef", era="then")
    assert (beef["together"], beef["term_passages"], beef["articles"]) == (2, 3, 1)
    assert beef["log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 3)))
    uses = found.uses.set_index("era").loc["now"]
    assert (uses["articles"], uses["node_articles"], uses["node_uses"]) == (3, 2, 3)
    assert (uses["passages"], uses["node_passages"], uses["words_per_passage"]) == (6, 2, 2.5)


def test_expected_meetings_follow_the_words_near_the_node():
    beef = row(found_in(small(), "quota").profile, term="beef", era="then")
    assert beef["expected"] == pytest.approx(3 * 8 / 12)


def test_words_that_meet_once_are_no_pair():
    assert set(found_in(small(), "quota").profile["term"]) == {"beef", "ranch", "steel"}


def test_case_and_spaces_of_the_word_do_not_matter():
    assert found_in(small(), "  QUOTA ").profile.equals(found_in(small(), "quota").profile)


def test_a_pair_that_never_meets_has_no_log_dice_and_no_interval():
    found = found_in(small(), "quota")
    steel = row(found.profile, term="steel", era="then")
    assert steel[["log_dice", "low", "high"]].isna().all()
    contrast = row(found.contrasts, term="steel", era="then", against=REST)
    assert contrast["remark"] == "apart in the era"
    assert np.isnan(contrast["low"])


def test_no_meeting_never_counts_as_a_closer_tie():
    corpus = told_corpus(
        ("then", ["node", "rest"]),
        *(("now", ["node beef", "node", "beef", "node", "beef"]) for _ in range(8)),
    )
    contrast = row(found_in(corpus).contrasts, term="beef", era="then")
    assert contrast["log_dice"] > contrast["against_log_dice"]
    assert contrast["difference"] == 0


def test_parts_of_a_node_are_not_its_company():
    corpus = told_corpus(
        *(("then", ["white house beef", "beef white", "white house beef"]) for _ in range(3))
    )
    table = corpus.tables["terms"]
    pairs = table[table["term"] == "white"].assign(term="white house")
    corpus.tables["terms"] = (
        pd.concat([table, pairs]).sort_values(["article_id", "passage"]).reset_index(drop=True)
    )
    found = found_in(corpus, "white house")
    assert set(found.profile["term"]) == {"beef"}
    assert any("two paragraphs or more" in sentence for sentence in found.limits)
    assert "white house" not in set(found_in(corpus, "beef").profile["term"])


def test_an_unknown_word_is_told_with_its_nearest():
    with pytest.raises(DatelinesError, match="did you mean 'quota'"):
        found_in(small(), "quotta")
    with pytest.raises(DatelinesError, match="nor any word like it"):
        found_in(small(), "zebra")


@pytest.mark.parametrize("node", ["the", "25%", "x", ""])
def test_a_word_without_content_is_refused(node: str):
    with pytest.raises(DatelinesError, match="choose a content word"):
        found_in(small(), node)


def test_a_word_of_other_eras_only_is_unknown():
    corpus = small()
    with pytest.raises(DatelinesError, match="no article compared uses 'steel'"):
        collocates(corpus, "steel", corpus.articles, ["then"])


def test_one_era_is_described_without_contrasts():
    corpus = small()
    found = collocates(corpus, "quota", corpus.articles, ["then"])
    assert found.rung is Rung.NOTHING
    assert found.contrasts.empty
    assert set(found.profile["era"]) == {"then"}
    assert found.widest().empty


def test_an_era_that_never_uses_the_word_says_nothing_about_it():
    corpus = told_corpus(("then", ["node beef", "node beef"]), ("now", ["beef", "yen"]))
    found = found_in(corpus)
    assert set(found.contrasts["remark"]) == {"word absent"}
    assert found.contrasts["p"].isna().all()
    assert set(found.contrasts["verdict"]) == {"cannot tell"}


def test_company_of_two_and_three_articles_is_description():
    corpus = drawn_corpus({"then": 2, "now": 3}, seed=1, tied={"now": "partner"})
    found = found_in(corpus)
    assert found.rung is Rung.DESCRIPTION
    assert set(found.contrasts["verdict"]) == {"cannot tell"}
    assert set(found.contrasts["p_floor"]) == {0.1}
    assert found.contrasts["p"].min() >= 0.1
    assert found.contrasts["p_adjusted"].isna().all()


def test_chunks_and_the_order_of_articles_make_no_difference():
    one = drawn_corpus({"then": 8, "now": 9}, seed=2, chunk=1)
    all_ = drawn_corpus({"then": 8, "now": 9}, seed=2, chunk=100)
    turned = collocates(all_, "node", all_.articles[::-1], all_.eras)
    for found in (found_in(one), turned):
        pd.testing.assert_frame_equal(found.profile, found_in(all_).profile)
        pd.testing.assert_frame_equal(found.contrasts, found_in(all_).contrasts)


def test_two_eras_mirror_each_other():
    found = found_in(drawn_corpus({"then": 7, "now": 9}, seed=3))
    then, now = (
        found.contrasts[found.contrasts["era"] == era].set_index("term") for era in found.eras
    )
    assert np.allclose(then["difference"], -now["difference"], equal_nan=True)
    assert np.allclose(then["low"], -now["high"], equal_nan=True)
    assert then[["p", "pull_p"]].equals(now[["p", "pull_p"]])


def test_more_eras_are_also_compared_in_pairs():
    found = found_in(drawn_corpus({"a": 5, "b": 6, "c": 7}, seed=4))
    sides = set(zip(found.contrasts["era"], found.contrasts["against"], strict=True))
    assert sides == {("a", REST), ("b", REST), ("c", REST), ("a", "b"), ("a", "c"), ("b", "c")}
    alone = drawn_corpus({"a": 5, "b": 6, "c": 7}, seed=4)
    pair = collocates(alone, "node", alone.articles, ["a", "b"])
    shared = found.contrasts[(found.contrasts["era"] == "a") & (found.contrasts["against"] == "b")]
    joined = shared.merge(pair.contrasts[pair.contrasts["era"] == "a"], on="term")
    assert len(joined) > 5
    assert np.allclose(joined["difference_x"], joined["difference_y"])
    assert np.allclose(joined["p_x"], joined["p_y"])


def test_a_planted_tie_is_found_and_nothing_else():
    corpus = drawn_corpus({"then": 25, "now": 25}, seed=5, tied={"now": "partner"})
    found = found_in(corpus)
    partner = row(found.contrasts, term="partner", era="now")
    assert partner["verdict"] == "robust"
    assert partner["low"] > 0
    assert found.widest(1)["term"].item() == "partner"
    others = found.contrasts[found.contrasts["term"] != "partner"]
    assert "robust" not in set(others["verdict"])


def test_company_that_authors_keep_is_robust_only_if_many_do():
    corpus = drawn_corpus({"then": 25, "now": 25}, seed=5, tied={"now": "partner"})

    def found(per_author: int) -> Collocations:
        authors = [f"Author {i // per_author:02d}" for i in range(50)]
        articles = corpus.articles.sort_values("era").assign(byline=authors)
        return collocates(corpus, "node", articles, corpus.eras)

    few, many, alone = (row(found(n).contrasts, term="partner", era="now") for n in (9, 2, 1))
    assert (few["verdict"], many["verdict"], alone["verdict"]) == (
        "cannot tell",
        "robust",
        "robust",
    )
    assert few["authors_floor"] == pytest.approx(smallest_p(3, 4))  # one wrote in both eras
    assert few["p_authors"] >= few["authors_floor"]
    assert few["p"] == many["p"] == alone["p"]
    assert np.isnan([alone["p_authors"], alone["authors_floor"]]).all()
    together = "With the articles of each author kept together, p is "
    assert together in company_differences(found(2))
    assert "author" not in company_differences(found(1))


def test_the_test_of_authors_is_that_of_their_sums():
    counts = PairCounts(
        *("node", ("beef",)),
        *(np.array([4.0, 2, 3, 5, 1]), np.array([2.0, 1, 2, 2, 1]), np.array([2.0, 1, 3, 2, 1])),
        *(np.array([90.0, 60, 70, 80, 40]), np.array([40.0, 20, 40, 30, 20])),
        *(
            sparse.csr_matrix([[2], [1], [2], [3], [1]]),
            sparse.csr_matrix([[1], [1], [2], [0], [1]]),
        ),
        1,
    )
    together = counts.together_in(np.array([0, 0, 1, 2, 2]))
    assert together.node_passages.tolist() == [3, 2, 3]
    assert together.words.tolist() == [150, 70, 120]
    assert together.together.toarray().ravel().tolist() == [2, 2, 1]
    assert together.term_passages.toarray().ravel().tolist() == [3, 2, 4]
    assert column_total(together) == column_total(counts)


def column_total(counts: PairCounts) -> list[float]:
    return [float(part.sum()) for part in (counts.passages, counts.node_uses, counts.node_words)]


def test_a_word_of_few_uses_gives_hints_only():
    found = found_in(drawn_corpus({"then": 8, "now": 8}, seed=6, tied={"now": "partner"}))
    assert found.exploratory
    assert row(found.contrasts, term="partner", era="now")["verdict"] == "exploratory"
    assert any("exploratory" in sentence for sentence in found.limits)
    assert [weaker("leans", exploratory=flag) for flag in (True, False)] == ["exploratory", "leans"]


def test_a_pair_of_one_article_gets_no_verdict():
    quiet = [("then", ["node yen", "node", "yen"])] * 20 + [("now", ["node yen", "node"])] * 19
    loud = ("now", ["node beef"] * 60)
    found = found_in(told_corpus(*quiet, loud))
    beef = row(found.contrasts, term="beef", era="now")
    assert beef["remark"] == "rests on one article"
    assert beef["verdict"] == "cannot tell"
    assert "beef" not in set(found.closest()["term"])
    assert "beef" in set(found.closest(min_articles=1)["term"])


def test_false_alarms_are_rare_where_eras_do_not_differ():
    verdicts, small_p, intervals = [], [], []
    for seed in range(4):
        for sizes in ({"then": 5, "now": 5}, {"then": 20, "now": 20}):
            table = found_in(drawn_corpus(sizes, seed=100 + seed)).contrasts
            table = table[table["era"] == "then"]
            verdicts += list(table["verdict"])
            small_p += list(table["p"] <= 0.05)
            intervals += list((table["low"] > 0) | (table["high"] < 0))
    assert len(verdicts) > 800
    assert np.mean(small_p) <= 0.05
    assert np.mean(intervals) <= 0.05
    assert np.mean(np.array(verdicts) != "cannot tell") <= 0.05
    assert "robust" not in verdicts


def test_longer_paragraphs_are_not_taken_for_closer_ties():
    alarms, pairs = 0, 0
    for seed in range(3):
        corpus = drawn_corpus(
            {"then": 25, "now": 25}, seed=200 + seed, merge={"then": 3}, length=14
        )
        found = found_in(corpus)
        table = found.contrasts[found.contrasts["era"] == "then"]
        # Log-Dice alone does rise with the length of paragraphs.
        assert (table["difference"] > 0).mean() > 0.8
        alarms += int((table["verdict"] != "cannot tell").sum())
        pairs += len(table)
        assert any("differ in length" in sentence for sentence in found.limits)
    assert pairs > 300
    assert alarms / pairs <= 0.05


def test_intervals_hold_the_truth():
    rng = np.random.default_rng(7)
    size = 4000
    taste = rng.gamma(2, 0.5, size=size)
    node = rng.integers(1, 5, size=size).astype(float)
    together = np.minimum(rng.poisson(0.5 * taste), node)
    term = together + rng.poisson(0.7 * taste)
    words = np.full(size, 300.0)
    columns = [node + 4, node, node, words, 60 * node]

    def counts(rows: np.ndarray) -> PairCounts:
        flat = [column[rows] for column in columns]
        both, alone = (sparse.csr_matrix(c[rows, None]) for c in (together, term))
        return PairCounts("node", ("term",), *flat, alone, both, 1)

    truth = ties(counts(np.arange(size)))
    for articles in (10, 20, 50):
        held = {"log_dice": [], "pull": []}
        for _ in range(400):
            tie = ties(counts(rng.choice(size, articles)))
            for name, inside in held.items():
                low, high = interval(getattr(tie, name), getattr(tie, f"{name}_error"), tie.freedom)
                inside.append(low.item() <= getattr(truth, name).item() <= high.item())
        assert all(0.92 <= np.mean(inside) <= 0.985 for inside in held.values()), articles


def test_p_is_that_of_every_split_counted_by_hand():
    corpus = drawn_corpus({"then": 3, "now": 3}, seed=8)
    counts = count_pairs(corpus, "node", corpus.articles, n=30)
    together, term = counts.together.toarray(), counts.term_passages.toarray()
    node = counts.node_passages

    def size(target: list[int]) -> np.ndarray:
        rest = [i for i in range(6) if i not in target]
        met, rest_met = together[target].sum(axis=0), together[rest].sum(axis=0)
        gap = log_dice(met, node[target].sum(), term[target].sum(axis=0))
        gap = gap - log_dice(rest_met, node[rest].sum(), term[rest].sum(axis=0))
        gap = np.where(met == 0, np.minimum(gap, 0), gap)
        return np.abs(np.where(rest_met == 0, np.maximum(gap, 0), gap))

    splits = [[0, a, b] for a in range(1, 6) for b in range(a + 1, 6)]
    every = np.array([size(split) for split in splits])
    expected = (every >= every[0] - 1e-9).mean(axis=0)
    flags = np.array([1, 1, 1, 0, 0, 0], bool)
    assert np.allclose(permutation_p_ties(counts, flags)[0], expected)


def test_very_many_articles_are_shuffled_in_a_sample():
    rng = np.random.default_rng(9)
    size = 6000
    node = (rng.random(size) < 0.05).astype(float)
    flags = np.arange(size) < 3000
    near = np.where(flags, 0.8, 0.1) * node
    together = sparse.csr_matrix(
        np.column_stack([rng.random(size) < near, rng.random(size) < 0.4 * node]).astype(float)
    )
    term = together + sparse.csr_matrix((rng.random((size, 2)) < 0.1).astype(float))
    ones = np.ones(size)
    counts = PairCounts(
        "node", ("tied", "same"), 5 * ones, node, node, 100 * ones, 20 * node, term, together, 2
    )
    p, pull_p = permutation_p_ties(counts, flags)
    assert p[0] == pull_p[0] == smallest_p(3000, 3000)
    assert min(p[1], pull_p[1]) > 0.01


def test_the_company_kept_is_chosen_without_a_look_at_the_eras():
    corpus = drawn_corpus({"then": 9, "now": 9}, seed=10)
    found = found_in(corpus, n=5)
    assert found.profile["term"].nunique() == 5 < found.n_pairs
    mixed = corpus.articles.assign(era=["then", "now"] * 9)
    other = collocates(corpus, "node", mixed, corpus.eras, n=5)
    assert set(other.profile["term"]) == set(found.profile["term"])


def test_an_extract_gives_the_numbers_of_its_original(shared: Path):
    original, extract = load_corpus(shared / "seeds"), load_corpus(ROOT / "seeds")
    one, other = (collocates(c, "Japan", compared(c), c.eras) for c in (original, extract))
    pd.testing.assert_frame_equal(one.profile, other.profile)
    pd.testing.assert_frame_equal(one.contrasts, other.contrasts)
    assert one.limits == other.limits
