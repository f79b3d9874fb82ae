"""Voice: what is counted, per article, and what may be said of eras."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.writing import voice_evidence
from helpers.analysis.writing.measures import Measure, contrast_measures, count_words
from helpers.analysis.writing.speakers import (
    is_named,
    quotations_of,
    speakers_by_era,
    verb_kind,
    verbs_by_era,
)
from helpers.analysis.writing.voice import MEASURES, WORD_GROUPS, article_voice, voice_by_era
from helpers.errors import DatelinesError
from helpers.intake.segment import words
from made_tables import MadeCorpus, Story
from made_voices import said, spoken_corpus

TEN = "it could not perhaps be that we sell fish now"


def folder(chunk: int = 3) -> MadeCorpus:
    stories = [
        Story("a1", "then", (TEN, "no sale"), quoted=0.5),
        Story("a2", "then", ("fish " * 10,)),
        Story("b1", "now", ("may fish",)),
        Story("c1", "undated", (TEN,)),
        Story("d1", "now", (TEN,), duplicate_of="b1"),
    ]
    quotations = [
        said("a1", "Eva Lund", "said", n_words=6),
        said("a1", "Eva Lund", "said", n_words=4, passage=1, continued=True),
        said("a1", "an official", "insisted", n_words=10, passage=1),
        said("a1", "", "", n_words=2, scare=True),
        said("a2", "Eva Lund", "warned", n_words=10),
        said("b1", "", "", n_words=5),
        said("c1", "Nobody Atall", "said"),
    ]
    mentions = [("a1", 0, "money", "$2", 3), ("a1", 1, "rate", "4%", 1), ("a2", 0, "name", "X", 9)]
    return spoken_corpus(stories, quotations=quotations, mentions=mentions, chunk=chunk)


def test_words_of_the_lists_are_counted_per_thousand():
    table = article_voice(folder())
    assert list(table.index) == ["a1", "a2", "b1", "c1"]
    assert table.loc["a1", "n_words"] == 12
    per_word = 1000 / 12
    wanted = {"hedges": 1, "modals": 1, "negations": 2, "first_person": 1, "money": 3, "rates": 1}
    for name, count in wanted.items():
        assert table.loc["a1", name] == pytest.approx(count * per_word), name
    assert table.loc["a2", list(WORD_GROUPS)].eq(0).all()


def test_may_is_counted_apart_because_it_may_be_the_month():
    row = article_voice(folder()).loc["b1"]
    assert (row["modals"], row["modals_with_may"]) == (0, 500)


def test_speech_is_weighted_by_words_and_scare_quotes_are_none():
    table = article_voice(folder())
    assert table.loc["a1", "quotations"] == 2, "a quotation over two paragraphs is one"
    assert table.loc["a1", "named"] == 0.5
    assert table.loc["a1", "marked_verbs"] == 0.5
    assert table.loc["a1", "quoted"] == 0.5
    assert np.isnan(table.loc["b1", "named"])
    assert np.isnan(table.loc["b1", "marked_verbs"])


def test_lists_of_english_words_say_nothing_of_another_language():
    stories = [Story("a1", "then", ("fisch nicht",)), Story("a2", "then", ("fish not",))]
    corpus = spoken_corpus(stories, ("then",), columns={"language": ["de", "en"]})
    table = article_voice(corpus)
    assert table.loc["a1", list(WORD_GROUPS)].isna().all()
    assert table.loc["a1", "money"] == 0
    assert table.loc["a2", "negations"] == 500


def test_chunks_make_no_difference():
    pd.testing.assert_frame_equal(article_voice(folder(1)), article_voice(folder(99)))


def test_lists_hold_words_as_the_counts_have_them_and_none_twice():
    for name, listed in WORD_GROUPS.items():
        for word in listed:
            assert words(word) == [word], f"{name}: {word} is never counted in this form"
    assert not WORD_GROUPS["hedges"] & WORD_GROUPS["modals"]


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("said", "neutral"), ("according to", "neutral"), ("claimed", "marked"), ("", "")],
)
def test_verbs_are_neutral_or_marked(verb: str, kind: str):
    assert verb_kind(verb) == kind


def test_a_speaker_has_a_name_or_is_described():
    assert [is_named(s) for s in ("Eva Lund", "the newspaper", "")] == [True, False, False]


def test_speakers_have_their_share_of_the_quoted_words_of_the_era():
    table = speakers_by_era(folder())
    assert table["era"].to_list() == ["then", "then", "now"]
    lund = table.iloc[0]
    assert lund[["speaker", "articles", "quotations", "words"]].to_list() == ["Eva Lund", 2, 2, 20]
    assert lund["share"] == pytest.approx(20 / 30)
    assert table.iloc[2][["speaker", "share"]].to_list() == ["", 1.0]
    pd.testing.assert_frame_equal(table, speakers_by_era(folder(1)))


def test_verbs_are_shares_of_the_quotations_that_have_one():
    table = verbs_by_era(folder())
    assert table["verb"].to_list() == ["insisted", "said", "warned"]
    assert table["share"].to_list() == pytest.approx([1 / 3] * 3)
    assert set(table["era"]) == {"then"}


def test_quotations_behind_a_row_are_found_again():
    found = quotations_of(folder(), speaker="Eva Lund")
    assert found[["article_id", "passage"]].to_numpy().tolist() == [["a1", 0], ["a1", 1], ["a2", 0]]
    assert quotations_of(folder(), verb="shrieked").empty


def test_every_measure_of_voice_has_passages_as_evidence():
    corpus = folder()
    for measure in MEASURES:
        found = voice_evidence.evidence(corpus, measure.name)
        assert set(found["era"]) <= {"then", "now"}, measure.name
    hedges = voice_evidence.evidence(corpus, "hedges")
    assert hedges[["article_id", "passage", "found", "number"]].to_numpy().tolist() == [
        ["a1", 0, "perhaps (1)", 1]
    ]
    assert (
        voice_evidence.evidence(corpus, "quoted").iloc[0]["found"]
        == "an official (10), \
Eva Lund (4)"
    )
    with pytest.raises(DatelinesError, match="no passages show 'tone'"):
        voice_evidence.evidence(corpus, "tone")


def test_a_difference_in_hedges_is_found_at_twenty_articles_and_only_leans_at_ten():
    def table(size: int) -> pd.DataFrame:
        old = [Story(f"a{i}", "then", ("fish " * 50 + "perhaps " * (i % 3),)) for i in range(size)]
        new = [
            Story(f"b{i}", "now", ("fish " * 50 + "perhaps " * (4 + i % 3),)) for i in range(size)
        ]
        return voice_by_era(spoken_corpus([*old, *new])).set_index(["measure", "era"])

    assert table(20).loc[("hedges", "now"), "verdict"] == "robust"
    assert table(10).loc[("hedges", "now"), "verdict"] == "leans"
    assert table(3).loc[("hedges", "now"), "verdict"] == "cannot tell"


def test_modals_have_no_verdict_where_may_turns_the_difference():
    old = [Story(f"a{i}", "then", ("fish " * 90 + "will " * (5 + i % 2),)) for i in range(20)]
    new = [Story(f"b{i}", "now", ("fish " * 90 + "may " * (9 + i % 2),)) for i in range(20)]
    table = voice_by_era(spoken_corpus([*old, *new])).set_index(["measure", "era"])
    assert table.loc[("modals", "now"), "p"] < 0.001
    assert table.loc[("modals", "now"), "verdict"] == "cannot tell"


def test_measures_that_some_articles_lack_stand_on_those_that_have_them():
    values = pd.DataFrame({"all": np.arange(50.0), "some": [1.0, *[np.nan] * 45, 1, 2, 3, 4]})
    eras = pd.Series(["then"] * 25 + ["now"] * 25)
    table = contrast_measures(values, eras, ["then", "now"]).set_index(["measure", "era"])
    assert table.loc[("all", "then"), ["articles", "rung"]].to_list() == [25, "tests"]
    assert table.loc[("some", "now"), ["articles", "rung"]].to_list() == [4, "description"]
    assert table.loc[("some", "now"), "verdict"] == "cannot tell"
    assert np.isnan(table.loc[("some", "now"), "p_adjusted"])


def test_words_tell_how_rare_a_word_may_be_but_say_nothing_of_shares():
    eras = pd.Series(["then"] * 10 + ["now"] * 10)
    column = np.r_[np.zeros(10), np.tile([0.0, 0.01, 0.02, 0.01, 0], 2)]
    values = pd.DataFrame({"quoted": column, "hedges": 100 * column})
    measures = [measure for measure in MEASURES if measure.name in values]
    words = pd.Series(np.repeat([150, 900], 10))
    plain, told = (
        contrast_measures(values, eras, ["then", "now"], measures=measures, words=given)
        .set_index(["measure", "era"])[["low", "high"]]
        .astype(float)
        for given in (None, words)
    )
    assert (plain.loc["quoted"] == told.loc["quoted"]).all(axis=None)
    # 0.8 in 1,000 words elsewhere: of 1,500 words without any, nobody would have expected many.
    then = ("hedges", "then")
    assert plain.loc[then, "low"] < plain.loc[then, "high"] < 0
    assert told.loc[then, "low"] == plain.loc[then, "low"]
    assert told.loc[then, "high"] > 0


def test_within_strata_a_difference_of_publishers_is_none_of_eras():
    rng = np.random.default_rng(0)
    paper = np.repeat(["Herald", "Star"], 30)
    eras = np.array((["then"] * 25 + ["now"] * 5) + (["then"] * 5 + ["now"] * 25))
    values = pd.DataFrame({"quoted": rng.random(60) + 3 * (paper == "Star")})
    plain = contrast_measures(values, pd.Series(eras), ["then", "now"])
    within = contrast_measures(values, pd.Series(eras), ["then", "now"], strata=paper)
    assert set(plain["verdict"]) == {"robust"}
    assert set(within["verdict"]) == {"cannot tell"}


def made_rates(
    seed: int, target: int, rest: int, *, columns: int
) -> tuple[pd.DataFrame, pd.Series]:
    """Rates that are mostly zero, of two eras that differ by chance alone."""
    rng = np.random.default_rng(seed)
    shape = (target + rest, columns)
    rates = np.where(rng.random(shape) < 0.3, rng.exponential(5, shape), 0.0)
    return pd.DataFrame(rates), pd.Series(["now"] * target + ["then"] * rest)


@pytest.mark.parametrize("sizes", [(5, 5), (5, 40), (30, 20)])
def test_an_interval_leaves_zero_out_only_where_the_permutation_test_rejects(
    sizes: tuple[int, int],
):
    table = pd.concat(
        contrast_measures(*made_rates(seed, *sizes, columns=40), ["then", "now"])
        for seed in range(4)
    )
    out = (table["low"] > 0) | (table["high"] < 0)
    assert table["low"].notna().mean() > 0.9  # all but words that nobody uses
    assert (table.loc[out, "p"] <= 0.05).all()
    assert out.mean() <= 0.05


def test_no_interval_of_shares_or_rates_goes_beyond_all_words():
    quoted = [0, 0, 0, 0.05, 0.7, 0, 0, 0.02, 0, 0]
    values = pd.DataFrame({"quoted": quoted, "hedges": np.multiply(1000, quoted), "lix": quoted})
    eras = pd.Series(["then"] * 5 + ["now"] * 5)
    known = [
        Measure("quoted", "Quoted", "% of words", 100),
        Measure("hedges", "Hedges", "per 1,000 words"),
        Measure("lix", "LIX", "points"),
    ]
    assert [measure.largest for measure in known] == [1, 1000, np.inf]
    table = contrast_measures(values, eras, ["then", "now"], measures=known)
    then = table[table["era"] == "then"].set_index("measure")
    assert then.loc["lix", "high"] > 1.9
    assert (table[["mean_low", "mean_high"]] >= 0).all(axis=None)
    assert (table.set_index("measure").loc["quoted", "mean_high"] <= 1).all()
    assert 0.8 < then.loc["quoted", "high"] <= 1
    assert then.loc["hedges", "high"] == pytest.approx(1000 * then.loc["quoted", "high"])
    now = table[table["era"] == "now"].set_index("measure")
    assert now["low"].to_numpy() == pytest.approx(-then["high"].to_numpy())


def test_no_interval_of_shares_within_strata_goes_beyond_all_words():
    quoted = [1.0, 0, 0.9, 0, 0, 0.1, 0.2, 0]
    papers = ["Herald", "Herald", "Star", "Star"] * 2
    values = pd.DataFrame({"quoted": quoted})
    eras = pd.Series((["then", "now"] * 2) * 2)
    known = [Measure("quoted", "Quoted", "% of words", 100)]
    free = contrast_measures(values, eras, ["then", "now"], strata=papers)
    bound = contrast_measures(values, eras, ["then", "now"], strata=papers, measures=known)
    assert free["high"].max() > 1
    assert bound["high"].max() == 1
    assert bound["low"].min() == -1


def test_where_no_permutation_test_can_reject_there_is_no_interval():
    values = pd.DataFrame({"hedges": np.arange(5.0)})
    table = contrast_measures(values, pd.Series(["now"] * 2 + ["then"] * 3), ["then", "now"])
    assert table[["low", "high"]].isna().all(axis=None)


def test_words_are_counted_once_for_each_group_they_belong_to():
    corpus = spoken_corpus([Story("a1", "then", ("not now",))])
    both = count_words(corpus, {"n": lambda w: w.startswith("n"), "not": {"not"}.__contains__})
    assert both.loc["a1"].to_list() == [2, 2, 1]


def test_a_folder_without_eras_has_no_contrast():
    corpus = spoken_corpus([Story("a1", "undated", (TEN,))], eras=())
    assert voice_by_era(corpus).empty
    assert speakers_by_era(corpus).empty
    assert verbs_by_era(corpus).empty
    assert voice_evidence.evidence(corpus, "hedges").empty
