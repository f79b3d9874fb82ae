"""Eras compared: composition first, every difference with its limits."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from helpers.analysis.eras import EraComparison, compare_eras, composition, topic_shares_by_era
from helpers.analysis.honesty import Rung
from helpers.analysis.tables import compared
from helpers.analysis.topics import fit_topics
from helpers.errors import DatelinesError
from made_tables import MadeCorpus, Story, made_corpus

BEEF = "beef quota rancher cattle herd beef quota"
YEN = "yen dollar trader currency bank yen"
BOTH = "trade talk minister"


def story(name: str, era: str, words: str, **more: object) -> Story:
    return Story(name, era, (f"{words} {BOTH}", f"{words} the {name}"), vader=(0.1,), **more)


def folder(
    then: int, now: int, *, publishers: tuple[str, str] = ("Herald", "Herald")
) -> MadeCorpus:
    old = [story(f"a{i:02d}", "then", BEEF, publisher=publishers[0]) for i in range(then)]
    new = [story(f"b{i:02d}", "now", YEN, publisher=publishers[1]) for i in range(now)]
    return made_corpus([*old, *new])


def said(comparison: EraComparison) -> str:
    return "\n".join(comparison.limits)


def test_composition_tells_what_each_era_is_made_of():
    stories = [
        story("a1", "then", BEEF, publisher="Herald"),
        story("a2", "then", BEEF, publisher="Star"),
        story("a3", "then", BEEF, publisher="Star"),
        story("b1", "now", YEN),
        story("b2", "now", YEN, duplicate_of="b1"),
        story("c1", "undated", YEN),
    ]
    corpus = made_corpus(stories)
    days = [dt.date(1994, 5, 2), dt.date(1993, 1, 1), None, None, None, None]
    corpus.articles["earliest"] = days
    table = composition(corpus).set_index("era")
    assert list(table.index) == ["then", "now", "undated"]
    assert table["articles"].to_list() == [3, 1, 1]
    assert table["duplicates"].to_list() == [0, 1, 0]
    assert table.loc["then", "publishers"] == "Star (2), Herald (1)"
    assert table.loc["now", "publishers"] == "unknown (1)"
    assert table.loc["then", "earliest"] == dt.date(1993, 1, 1)
    assert table.loc["now", "earliest"] is None
    assert table.loc["then", "words"] == compared(corpus)["n_words"][:3].sum()


def test_long_lists_of_publishers_are_cut_short():
    stories = [story(f"a{i}", "then", BEEF, publisher=f"Paper {i}") for i in range(8)]
    table = composition(made_corpus(stories, eras=("then",)))
    assert table["publishers"][0].endswith("Paper 4 (1), and 3 others")


def test_two_against_three_articles_are_described_and_not_tested():
    comparison = compare_eras(folder(3, 2))
    assert comparison.rung is Rung.DESCRIPTION
    assert "the smallest p a permutation test can reach is 0.10" in said(comparison)
    for table in (comparison.terms, comparison.tone, comparison.topics):
        assert set(table["verdict"]) == {"cannot tell"}
        assert (table["p"] >= 0.1).all()
        assert table["p_adjusted"].isna().all()


def test_twenty_articles_a_side_show_a_robust_difference():
    comparison = compare_eras(folder(20, 20))
    assert comparison.rung is Rung.TESTS
    terms = comparison.terms.set_index("era", append=True)
    assert terms.loc[("beef", "then"), "verdict"] == "robust"
    assert terms.loc[("beef", "now"), "log_ratio"] == -terms.loc[("beef", "then"), "log_ratio"]
    assert terms.loc[("beef", "now"), "p"] == terms.loc[("beef", "then"), "p"]
    assert terms.loc[("talk", "then"), "verdict"] == "cannot tell"


def test_between_five_and_nineteen_articles_differences_only_lean():
    comparison = compare_eras(folder(8, 7))
    assert comparison.rung is Rung.INTERVALS
    assert "robust" not in set(comparison.terms["verdict"])
    assert "by chance alone" in said(comparison)


def test_three_eras_are_each_held_against_the_rest():
    stories = [story(f"a{i}", era, words)
               for era, words in [("then", BEEF), ("between", YEN), ("now", BEEF + " zinc")]
               for i in range(2) for _ in [0]]  # fmt: skip
    stories = [Story(f"{s.article_id}{s.era}", s.era, s.paragraphs) for s in stories]
    comparison = compare_eras(made_corpus(stories, eras=("then", "between", "now")))
    assert list(comparison.terms["era"].unique()) == ["then", "between", "now"]
    assert comparison.key_terms(1)["era"].to_list() == ["then", "between", "now"]
    assert comparison.key_terms(1).index[1] == "yen"
    assert comparison.tone["rest_articles"].to_list() == [4, 4, 4]
    assert "With 4 and 2 articles" in said(comparison)


def test_key_terms_leave_terms_of_one_article_out_unless_asked_for():
    comparison = compare_eras(folder(3, 3))
    assert (comparison.key_terms(50)["articles_target"] >= 2).all()
    stories = [story("a1", "then", BEEF), story("a2", "then", "zinc zinc zinc"),
               story("b1", "now", YEN), story("b2", "now", YEN)]  # fmt: skip
    comparison = compare_eras(made_corpus(stories))
    assert "zinc" not in comparison.key_terms(50).index
    assert "zinc" in comparison.key_terms(50, min_articles=1).index


def test_an_era_speaks_more_of_a_term_only_where_the_log_ratio_shown_is_above_zero():
    comparison = compare_eras(folder(3, 3))
    near = comparison.terms.assign(log_ratio=0.004)
    assert dataclasses.replace(comparison, terms=near).key_terms(5).empty
    above = comparison.terms.assign(log_ratio=0.006)
    assert not dataclasses.replace(comparison, terms=above).key_terms(5).empty


def test_undated_articles_and_duplicates_are_left_out_and_counted():
    stories = [
        *(story(f"a{i}", "then", BEEF) for i in range(2)),
        *(story(f"b{i}", "now", YEN) for i in range(2)),
        story("c1", "undated", "zinc zinc zinc zinc"),
        story("d1", "now", YEN, duplicate_of="b1"),
    ]
    comparison = compare_eras(made_corpus(stories))
    assert len(comparison.articles) == 4
    assert "zinc" not in comparison.terms.index
    assert "1 article has no era" in said(comparison)
    assert "1 article repeats another one" in said(comparison)


def test_one_era_is_described_without_a_crash():
    comparison = compare_eras(made_corpus([story(f"a{i}", "then", BEEF) for i in range(4)]))
    assert comparison.rung is Rung.NOTHING
    assert comparison.eras == ("then",)
    assert "All 4 dated articles fall in one era (then)" in said(comparison)
    assert comparison.terms.empty
    assert comparison.key_terms().empty
    assert comparison.tone["mean"].to_list() == pytest.approx([0.1])
    assert comparison.topics["difference"].isna().all()


def test_a_folder_without_dates_is_described_without_a_crash():
    corpus = made_corpus([story(f"a{i}", "undated", BEEF) for i in range(3)], eras=())
    comparison = compare_eras(corpus)
    assert comparison.rung is Rung.NOTHING
    assert "No article is dated closely enough" in said(comparison)
    assert comparison.tone.empty
    assert comparison.topics.empty
    assert comparison.model is None


def test_one_article_has_no_topics_and_says_why():
    comparison = compare_eras(made_corpus([story("a1", "then", BEEF)]))
    assert comparison.model is None
    assert "No topics: topics are what several articles share" in said(comparison)
    assert "Only one article is dated" in said(comparison)


def test_publishers_that_part_with_the_eras_are_named_as_a_limit():
    apart = compare_eras(folder(3, 3, publishers=("Herald", "Star")))
    assert "no publisher appears in two eras: nothing here can tell era from publisher" in said(
        apart
    )
    assert "publisher" not in said(compare_eras(folder(3, 3)))
    unknown = compare_eras(folder(3, 3, publishers=("", "")))
    assert "For no article is the publisher, place, agency, author" in said(unknown)


def test_topic_shares_by_era_are_means_over_articles():
    corpus = folder(3, 2)
    model = fit_topics(corpus, n_topics=2)
    table = topic_shares_by_era(model, compared(corpus), corpus.eras)
    assert list(table["topic"]) == [label for label in model.labels for _ in corpus.eras]
    assert table.groupby("era")["mean"].sum().to_list() == pytest.approx([1, 1])
    then = model.shares.iloc[:3].mean()
    assert table[table["era"] == "then"]["mean"].to_list() == pytest.approx(then)
    assert np.allclose(table["difference"], table["mean"] - table["rest"])


def test_a_given_model_is_used():
    corpus = folder(3, 3)
    model = fit_topics(corpus, n_topics=2)
    assert compare_eras(corpus, model=model).model is model


def test_pairs_of_eras_are_compared_when_asked_for():
    stories = [
        *(story(f"a{i}", "then", BEEF) for i in range(5)),
        *(story(f"b{i}", "between", YEN) for i in range(5)),
        *(story(f"c{i}", "now", YEN) for i in range(5)),
    ]
    comparison = compare_eras(made_corpus(stories, eras=("then", "between", "now")))
    beef = comparison.pairs.loc["beef"].set_index(["era", "against"])
    assert beef.loc[("then", "now"), "verdict"] == "leans"
    assert beef.loc[("now", "then"), "log_ratio"] == -beef.loc[("then", "now"), "log_ratio"]
    assert ("between", "now") not in beef.index  # neither of the two uses it


def test_within_strata_what_publishers_make_is_not_put_down_to_the_eras():
    def stories(era: str, herald: int, star: int) -> list[Story]:
        papers = ["Herald"] * herald + ["Star"] * star
        words = {"Herald": BEEF, "Star": YEN}
        return [
            story(f"{era}{i:02d}", era, words[paper], publisher=paper)
            for i, paper in enumerate(papers)
        ]

    corpus = made_corpus([*stories("then", 18, 6), *stories("now", 6, 18)])
    plain, within = compare_eras(corpus), compare_eras(corpus, strata="publisher")
    assert plain.terms.set_index("era", append=True).loc[("beef", "then"), "verdict"] == "robust"
    row = within.terms.set_index("era", append=True).loc[("beef", "then")]
    assert row["verdict"] == "cannot tell"
    assert row["p"] > 0.5
    assert within.strata == "publisher"
    with pytest.raises(DatelinesError, match="no strata by 'colour'"):
        compare_eras(corpus, strata="colour")


def test_within_strata_a_term_is_told_for_the_era_that_it_leans_to_within_them():
    def stories(era: str, paper: str, number: int, yen: int) -> list[Story]:
        text = " ".join(["trade talk minister beef"] * 5 + ["yen"] * yen)
        return [story(f"{era}{paper}{i:02d}", era, text, publisher=paper) for i in range(number)]

    corpus = made_corpus(
        [
            *stories("then", "Herald", 30, 6),
            *stories("then", "Star", 10, 1),
            *stories("now", "Herald", 10, 9),
            *stories("now", "Star", 30, 2),
        ]
    )
    plain, within = compare_eras(corpus), compare_eras(corpus, strata="publisher")
    assert "yen" in plain.key_terms(9).query("era == 'then'").index
    assert "yen" in within.key_terms(9).query("era == 'now'").index
    assert "yen" not in within.key_terms(9).query("era == 'then'").index


def test_within_strata_the_ladder_stands_on_the_articles_that_share_one():
    papers = {"then": ["Old"] * 22 + ["Both"] * 3, "now": ["New"] * 22 + ["Both"] * 3}
    stories = [
        story(f"{era}{i:02d}", era, BEEF if i % 2 else YEN, publisher=paper)
        for era, names in papers.items()
        for i, paper in enumerate(names)
    ]
    comparison = compare_eras(made_corpus(stories), strata="publisher")
    assert comparison.rung is Rung.DESCRIPTION
    assert comparison.limits[0].startswith(
        "Within articles of the same publisher then has 3 articles, of 25 in all: what follows "
        "describes these articles"
    )
    assert "Within articles of the same publisher the smallest p" in said(comparison)


def test_where_no_stratum_holds_two_eras_the_folder_is_not_said_to_be_empty():
    comparison = compare_eras(folder(3, 3, publishers=("Herald", "Star")), strata="publisher")
    assert comparison.rung is Rung.NOTHING
    assert comparison.limits[0] == (
        "No publisher has articles of two eras, so that no word and no topic can be compared "
        "within the same publisher."
    )
    assert comparison.key_terms().empty
    assert comparison.key_pairs().empty


def test_versions_of_a_story_are_not_counted_as_undated():
    stories = [
        story("a", "undated", BEEF),
        story("b", "undated", BEEF, duplicate_of="a"),
    ]
    assert "(1 undated)" in compare_eras(made_corpus(stories)).limits[0]


def test_within_strata_an_era_that_shares_none_has_no_key_terms_and_is_named():
    papers = {"then": "Herald", "now": "Herald", "later": "Star"}
    words = {"then": BEEF, "now": YEN, "later": "lumber mill saw log"}
    stories = [
        story(f"{era}{i}", era, words[era], publisher=paper)
        for era, paper in papers.items()
        for i in range(6)
    ]
    corpus = made_corpus(stories, eras=tuple(papers))
    assert set(compare_eras(corpus).key_terms()["era"]) == set(papers)
    comparison = compare_eras(corpus, strata="publisher")
    assert comparison.uncompared == ("later",)
    assert set(comparison.key_terms()["era"]) == {"then", "now"}
    assert set(comparison.key_pairs()["era"]) == {"then", "now"}
    assert (
        "No publisher has articles of later and of another era, so that no word and no topic of "
        "later can be compared within the same publisher."
    ) in comparison.limits
    # The least p is that of the eras that are compared.
    assert "can reach is 0.002." in said(comparison)


def test_within_strata_a_pair_of_eras_that_shares_none_is_named():
    papers = {"then": ["Herald"], "between": ["Herald", "Star"], "now": ["Star"]}
    stories = [
        story(f"{era}{i}", era, BEEF if i % 2 else YEN, publisher=names[i % len(names)])
        for era, names in papers.items()
        for i in range(6)
    ]
    comparison = compare_eras(made_corpus(stories, eras=tuple(papers)), strata="publisher")
    assert comparison.uncompared == ()
    apart = [sentence for sentence in comparison.limits if sentence.startswith("No publisher has")]
    assert apart == [
        "No publisher has articles of then and of now, so that the two cannot be held against each "
        "other within the same publisher."
    ]
    told = set(zip(comparison.key_pairs()["era"], comparison.key_pairs()["against"], strict=True))
    assert not told & {("then", "now"), ("now", "then")}


def test_an_era_that_was_asked_for_and_has_no_article_is_named():
    stories = [story(f"a{i}", "then", BEEF) for i in range(3)]
    comparison = compare_eras(made_corpus(stories, eras=("then", "never")))
    assert "The era never has no article." in said(comparison)
