"""What the eras cannot be told from."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats.contingency import association

from helpers.analysis.confounds import (
    confounds,
    cramers_v,
    standardised_difference,
    thirds,
)
from helpers.analysis.honesty import Rung
from helpers.reporting.remarks.tone import limits
from made_tables import MadeCorpus, Story
from made_voices import spoken_corpus


def folder(publishers: dict[str, list[str]], words: dict[str, int] | None = None) -> MadeCorpus:
    """Make a folder of articles by era and publisher, of so many words."""
    stories = [
        Story(f"{era}{i}", era, ("word " * ((words or {}).get(era, 10) + i % 3),), publisher=name)
        for era, names in publishers.items()
        for i, name in enumerate(names)
    ]
    return spoken_corpus(stories, tuple(publishers))


def row(corpus: MadeCorpus, covariate: str) -> pd.Series:
    return confounds(corpus).set_index("covariate").loc[covariate]


def test_cramers_v_without_correction_is_that_of_scipy():
    rng = np.random.default_rng(3)
    for shape in ((2, 2), (2, 5), (3, 4)):
        table = rng.integers(1, 30, shape)
        assert cramers_v(table, corrected=False) == pytest.approx(association(table, "cramer"))


def test_the_correction_takes_off_what_chance_adds():
    rng = np.random.default_rng(5)
    raw, corrected = [], []
    for _ in range(300):
        table = rng.multinomial(40, np.full(16, 1 / 16)).reshape(2, 8)
        raw.append(cramers_v(table, corrected=False))
        corrected.append(cramers_v(table))
    assert np.mean(raw) > 0.35
    assert np.mean(corrected) < 0.15


def test_cramers_v_knows_its_ends():
    assert cramers_v([[20, 0], [0, 20]]) == pytest.approx(1)
    assert cramers_v([[10, 10], [10, 10]]) == 0
    assert math.isnan(cramers_v([[3, 4]]))
    assert math.isnan(cramers_v([[1, 0], [0, 1]])), "as many values as articles say nothing"


def test_the_standardised_difference_is_in_standard_deviations():
    values = np.array([1.0, 2, 3, 4, 5, 6, np.nan])
    flags = np.array([1, 1, 1, 0, 0, 0, 1], bool)
    assert standardised_difference(values, flags) == pytest.approx(-3)
    assert math.isnan(standardised_difference(values[:2], flags[:2]))
    assert math.isnan(standardised_difference(np.ones(4), np.array([1, 1, 0, 0], bool)))


def test_eras_of_different_publishers_cannot_be_told_from_them():
    found = row(folder({"then": ["Herald"] * 6, "now": ["Star"] * 6}), "publisher")
    assert found["finding"] == "inseparable"
    assert found["association"] == pytest.approx(1)
    assert (found["shared"], found["usable"], found["rung"]) == (0, 0, Rung.NOTHING)
    assert "very article of 2025" not in found["sentence"]
    assert "very article of now is from Star" in found["sentence"]
    assert found["sentence"].endswith("nothing here can tell era from publisher.")


def test_a_shared_publisher_leaves_a_comparison_within_strata():
    papers = {"then": ["Herald"] * 9 + ["Star"], "now": ["Herald"] * 5 + ["Globe"] * 5}
    found = row(folder(papers), "publisher")
    assert found["finding"] == "unbalanced"
    assert (found["shared"], found["usable"], found["smallest"]) == (1, 14, 5)
    assert found["rung"] == Rung.INTERVALS
    assert "14 of 20 articles can be compared" in found["sentence"]


def test_an_era_that_strata_lose_is_named():
    papers = {"one": ["Herald"] * 5, "two": ["Herald"] * 5, "three": ["Star"] * 5}
    found = row(folder(papers), "publisher")
    assert found["smallest"] == 0
    assert "none of three" in found["sentence"]


def test_what_is_not_known_is_said():
    nothing = row(folder({"then": [""] * 3, "now": [""] * 3}), "publisher")
    assert nothing["finding"] == "unknown"
    assert "of no article is known" in nothing["sentence"]
    half = row(folder({"then": ["Herald"] * 3, "now": [""] * 3}), "publisher")
    assert half["finding"] == "known of one era"
    some = row(folder({"then": ["Herald"] * 6, "now": ["Herald"] * 5 + [""]}), "publisher")
    assert some["finding"] == "one value"
    assert some["sentence"].endswith("The publisher of 1 of 12 articles is not known.")


def test_what_no_article_has_is_said_as_such():
    corpus = folder({"then": ["Herald"] * 3, "now": ["Herald"] * 3})
    assert row(corpus, "quoted speech")["sentence"] == "No article has quoted speech."
    clean = dataclasses.replace(corpus, articles=corpus.articles.assign(ocr_noise=0.0))
    sentence = row(clean, "damage by scanning")["sentence"]
    assert sentence == "No article shows damage by scanning."
    noisy = dataclasses.replace(corpus, articles=corpus.articles.assign(ocr_noise=0.25))
    sentence = row(noisy, "damage by scanning")["sentence"]
    assert sentence == "The damage by scanning is the same in all articles."


def test_languages_have_their_names():
    def told(*codes: str) -> str:
        stories = [Story(f"s{i}", era, ("word",)) for i, era in enumerate(["then", "now"])]
        corpus = spoken_corpus(stories, columns={"language": list(codes)})
        return str(row(corpus, "language")["sentence"])

    assert told("en", "en") == "All articles are in English."
    assert told("xx", "xx") == "All articles have the same language: xx."
    assert "very article of now is in French" in told("de", "fr")


def test_few_articles_never_count_as_alike():
    papers = ["Herald", "Star", "Herald", "Star"]
    few = row(folder({"then": papers, "now": papers}), "publisher")
    assert few["finding"] == "cannot tell"
    assert "too few articles" in few["sentence"]
    many = row(folder({"then": papers * 5, "now": papers * 5}), "publisher")
    assert many["finding"] == "balanced"


def test_lengths_are_held_against_each_other():
    long = row(folder({"then": ["Herald"] * 9, "now": ["Herald"] * 9}, {"now": 60}), "length")
    assert long["finding"] in ("unbalanced", "inseparable")
    assert abs(long["association"]) > 10
    assert "11 words in then, 61 words in now" in long["sentence"]
    alike = row(folder({"then": ["Herald"] * 9, "now": ["Herald"] * 9}), "length")
    assert alike["finding"] == "balanced"
    assert "hardly differ" in alike["sentence"]


def test_one_era_or_none_has_nothing_to_be_confounded_with():
    assert confounds(folder({"then": ["Herald"] * 3})).empty
    assert confounds(spoken_corpus([Story("a", "undated", ("word",))], eras=())).empty


def test_thirds_leave_the_unknown_out():
    values = pd.Series([3.0, np.nan, 1.0, 2.0], index=list("abcd"))
    assert thirds(values).to_dict() == {"a": "long", "b": "", "c": "short", "d": "middle"}
    assert thirds(pd.Series([np.nan])).to_list() == [""]


def test_what_may_move_the_tone_besides_time_is_what_the_eras_differ_in():
    papers = {"then": ["Herald"] * 9 + ["Star"], "now": ["Star"] * 9 + ["Herald"]}
    told = limits(confounds(folder(papers)))[-1]
    assert told.startswith("The eras differ in publisher, too, and that can move the tone.")
    assert "Whether they differ in place, agency, author" in told
    both = limits(confounds(folder(papers, {"now": 60})))[-1]
    assert "differ in publisher and length, too, and each of these can move the tone." in both


def test_eras_that_are_alike_are_not_said_to_differ_in_what_moves_the_tone():
    papers = ["Herald", "Star"] * 10
    told = limits(confounds(folder({"then": papers, "now": papers})))[-1]
    assert told.startswith("As far as it is known, the eras hardly differ in publisher,")
    assert "length" in told
    assert "too, and" not in told


def test_where_little_is_known_of_few_articles_nothing_is_said_to_differ():
    told = limits(confounds(folder({"then": ["Herald", "Star"], "now": ["Herald", "Star"]})))[-1]
    assert "Whether they differ in publisher" in told
    assert "The eras differ" not in told


def test_one_era_has_no_other_to_differ_from_in_tone_or_else():
    assert not any("eras" in told for told in limits(confounds(folder({"then": ["Herald"] * 3}))))
