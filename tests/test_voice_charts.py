"""Figures, sentences and tables of voice, figures named and composition."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers.analysis.composition import composition, composition_counts
from helpers.analysis.confounds import confounds
from helpers.analysis.writing import readability, voice
from helpers.analysis.writing.figures_named import days_named, evidence, figures_named
from helpers.analysis.writing.speakers import speakers_by_era, verbs_by_era
from helpers.analysis.writing.voice_evidence import evidence as voice_passages
from helpers.reporting import voice_tables
from helpers.reporting.charts.amounts import amounts_by_era, in_words
from helpers.reporting.charts.composition import made_of
from helpers.reporting.charts.voice import measures_by_era
from helpers.reporting.remarks import amounts as amount_remarks
from helpers.reporting.remarks import composition as composition_remarks
from helpers.reporting.remarks import voice as voice_remarks
from made_tables import MadeCorpus, Story
from made_voices import said, spoken_corpus


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def folder(then: int, now: int, *, hedged: bool = True) -> MadeCorpus:
    old = [
        Story(f"a{i:02d}", "then", (f"{'fish ' * 40}{'perhaps ' * (i % 2)}",), publisher="Herald")
        for i in range(then)
    ]
    new = [
        Story(
            f"b{i:02d}",
            "now",
            (f"{'fish ' * 40}{'perhaps ' * (4 * hedged + i % 2)}",),
            publisher="Star <b>" if i % 3 else "Herald",
            quoted=0.2,
        )
        for i in range(now)
    ]
    quotations = [said(s.article_id, "Eva_Lund *", "said") for s in old] + [
        said(s.article_id, "an official", "insisted") for s in new
    ]
    mentions = [(s.article_id, 0, "money", f"${i + 1} billion", 1) for i, s in enumerate(old)]
    mentions += [(s.article_id, 0, "rate", "25%", 1) for s in [*old, *new]]
    mentions += [(s.article_id, 0, "date", "May 3", 1) for s in new]
    return spoken_corpus([*old, *new], quotations=quotations, mentions=mentions)


def drawn(corpus: MadeCorpus):
    values, contrast = voice.article_voice(corpus), voice.voice_by_era(corpus)
    return measures_by_era(values, contrast, voice.MEASURES, corpus.eras)


def test_every_measure_has_a_panel_with_a_row_for_each_era():
    drawing = drawn(folder(6, 7))
    titles = [axes.get_title(loc="left") for axes in drawing.figure.axes]
    assert titles[0] == "Quoted words, % of words"
    assert len(titles) == len(set(titles)) == len(voice.MEASURES)
    labels = [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()]
    assert labels == ["then (6)", "now (7)"]
    hedges = drawing.data[drawing.data["measure"] == "Hedges"].set_index("era")
    values = voice.article_voice(folder(6, 7))
    mean = values.loc[values["era"] == "now", "hedges"].mean()
    assert hedges.loc["now", "mean"] == pytest.approx(mean, abs=0.01)


def test_intervals_are_drawn_where_the_ladder_allows_them_and_points_where_few():
    few, more, many = (drawn(folder(size, size)).figure.axes[3] for size in (3, 8, 50))
    lines = {name: len(axes.lines) for name, axes in (("few", few), ("more", more), ("many", many))}
    assert lines == {"few": 4, "more": 6, "many": 4}
    assert "mean_low" not in drawn(folder(3, 3)).data


def test_one_era_is_drawn_alone_and_no_era_not_at_all():
    assert drawn(folder(4, 0)) is not None
    assert drawn(spoken_corpus([Story("a", "undated", ("fish",))], eras=())) is None


def test_sums_are_drawn_on_a_logarithmic_axis_with_the_largest_named():
    corpus = folder(5, 3)
    drawing = amounts_by_era(figures_named(corpus), corpus.eras)
    (axes,) = drawing.figure.axes
    assert axes.get_xscale() == "log"
    texts = [text.get_text() for text in axes.texts]
    assert "largest: 5 billion" in texts
    assert "names none" in texts, "an era that names none has a row that says so"
    assert "then, dollars: 5 articles, median 3 billion, largest 5 billion" in drawing.alt


def test_percentages_are_drawn_with_the_one_in_most_articles():
    corpus = folder(5, 3)
    drawing = amounts_by_era(figures_named(corpus, "rate"), corpus.eras)
    texts = [text.get_text() for axes in drawing.figure.axes for text in axes.texts]
    assert "in 5 articles: 25%" in texts


def test_no_figures_no_drawing():
    corpus = spoken_corpus([Story("a", "then", ("fish",))], eras=("then",))
    assert amounts_by_era(figures_named(corpus), corpus.eras) is None


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(300e6, "dollar", "300 million"), (6e12, "yen", "6 trillion"), (17.4, "dollar", "17.4"),
     (1500, "mark", "1.5 thousand"), (250, "%", "250%")],
)  # fmt: skip
def test_sums_are_written_as_one_says_them(value: float, unit: str, text: str):
    assert in_words(value, unit) == text


def test_composition_shows_what_differs_and_leaves_out_what_does_not():
    corpus = folder(6, 6)
    drawing = made_of(composition_counts(corpus), corpus.eras)
    assert set(drawing.data["covariate"]) == {"publisher"}
    bars = drawing.figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == [100, 0]
    assert "publisher: then Herald 100%" in drawing.alt
    alike = spoken_corpus([Story("a", "then", ("fish",)), Story("b", "now", ("fish",))])
    assert made_of(composition_counts(alike), alike.eras) is None


def test_two_against_three_articles_are_described_only():
    contrast = voice.voice_by_era(folder(3, 2))
    told = voice_remarks.measures(contrast, voice.MEASURES)
    assert "no evidence about the coverage" in told
    assert "smallest p possible is 0.10" in told
    assert "low" not in voice_tables.measure_list(contrast, voice.MEASURES)


def test_what_leans_and_what_is_robust_is_counted_once_for_two_eras():
    leaning = voice_remarks.measures(voice.voice_by_era(folder(10, 10)), voice.MEASURES)
    assert leaning.startswith("Of 9 differences 3 *lean*.")
    assert "one may lean by chance" in leaning
    robust = voice_remarks.measures(voice.voice_by_era(folder(20, 20)), voice.MEASURES)
    assert robust.startswith("Of 9 differences 3 are *robust*.")
    assert "*Hedges*:" in robust


def test_nothing_is_claimed_where_nothing_differs():
    rng = np.random.default_rng(2)
    stories = [
        Story(f"{era}{i}", era, (f"{'fish ' * 40}{'perhaps ' * int(rng.integers(3))}",))
        for era in ("then", "now")
        for i in range(20)
    ]
    told = voice_remarks.measures(voice.voice_by_era(spoken_corpus(stories)), voice.MEASURES)
    assert "none is robust and none leans. What the figures show may be chance." in told


def test_one_era_and_undated_folders_have_sentences_of_their_own():
    one, none = folder(4, 0), spoken_corpus([Story("a", "undated", ("fish",))], eras=())
    assert "nothing to hold them against" in voice_remarks.measures(
        readability.readability_by_era(one), readability.MEASURES
    )
    assert "no other era to hold against it" in composition_remarks.made_of(composition(one))
    assert "fewer than two eras" in composition_remarks.confounded(confounds(one))
    assert composition_remarks.entangled(confounds(one)) == "There are no two eras to tell apart."
    assert "nothing to compare" in voice_remarks.measures(voice.voice_by_era(none), voice.MEASURES)
    assert "none is dated closely" in composition_remarks.made_of(composition(none))
    assert voice_remarks.speakers(speakers_by_era(none)) == "No dated article quotes anybody."
    assert "No quotation" in voice_remarks.verbs(verbs_by_era(none))
    assert "No dated article names" in amount_remarks.figures(figures_named(none))
    assert "No dated article names a day" in amount_remarks.days(days_named(none))


def test_composition_is_said_with_what_it_is_entangled_with():
    corpus = folder(6, 6)
    told = composition_remarks.made_of(composition(corpus))
    assert "6 articles of then" in told
    assert "0% of the words quoted" in told
    listed = composition_remarks.confounded(confounds(corpus)).splitlines()
    assert all(line.startswith("- ") for line in listed)
    assert "Nothing here can tell the eras from their place" in composition_remarks.entangled(
        confounds(corpus)
    )


def test_articles_dated_by_their_words_are_warned_of():
    corpus = spoken_corpus(
        [Story("a", "then", ("fish",)), Story("b", "now", ("fish",))],
        columns={"date_basis": ["office holders", "dateline day"]},
    )
    told = composition_remarks.dated_by_words(composition(corpus))
    assert "1 of 1 article in then" in told
    assert "is no finding" in told


def test_texts_of_a_corpus_are_escaped():
    told = voice_remarks.speakers(speakers_by_era(folder(3, 3)))
    assert r"*Eva\_Lund \** is quoted in 3 articles" in told
    assert "100% of the quoted words are of speakers without a name" in told
    listed = composition_remarks.confounded(confounds(folder(6, 6)))
    assert "<b>" not in listed


def test_verbs_are_counted_in_words():
    told = voice_remarks.verbs(verbs_by_era(folder(3, 3)))
    assert "*said* stands with 3 of 3 quotations" in told
    assert "3 have a verb beyond saying and asking: *insisted*." in told


def test_one_quotation_and_many_verbs_are_told_as_such():
    def told(*given: str) -> str:
        spoken = [said("a", "Eva", verb) for verb in given]
        return voice_remarks.verbs(
            verbs_by_era(spoken_corpus([Story("a", "then", ("fish",))], quotations=spoken))
        )

    assert told("insisted") == (
        "In then *insisted* stands with 1 of 1 quotation that has a verb, and 1 has a verb beyond "
        "saying and asking: *insisted*."
    )
    many = told("insisted", "warned", "claimed", "admitted")
    assert "4 have a verb beyond saying and asking, first *admitted*, *claimed* and" in many


def test_gaps_in_proportion_are_taken_where_both_sides_have_something():
    def described(then: list[str], now: list[str]) -> str:
        stories = [
            Story(f"{era}{i}", era, (f"{'fish ' * 90}{words}",))
            for era, texts in (("then", then), ("now", now))
            for i, words in enumerate(texts)
        ]
        return voice_remarks.measures(voice.voice_by_era(spoken_corpus(stories)), voice.MEASURES)

    told = described(["not not", "not not"], ["not we", "not we"])
    assert "Of the measures that both sides have, the widest gap in proportion is in *" in told
    assert "*negations*: 21.7 in then against 10.9 elsewhere" in told, "nobody says 'we' in then"
    told = described(["not not perhaps", "not not"], ["not perhaps perhaps perhaps", "not"])
    assert "*hedges*: 5.4 in then" in told, "a third is less than a half"
    fewer = voice_remarks.measures(voice.voice_by_era(folder(3, 1)), voice.MEASURES)
    assert "at least" not in fewer, "no measure has two articles of each era"
    assert "no measure of which both sides have any" in described(["not", "not"], ["we", "we"])


def test_a_row_of_measures_adds_up_as_it_is_shown():
    contrast = pd.DataFrame(
        {
            "measure": "named",
            "era": ["then", "now"],
            "articles": [3, 2],
            "mean": [0.8525, 0.7965],
            "rest": [0.7965, 0.8525],
            "difference": [0.0561, -0.0561],
            "low": [0.0111, -0.1011],
            "high": [0.1011, -0.0111],
            "p": 0.04,
            "p_floor": 0.001,
            "p_authors": [float("nan"), 0.2],
            "authors_floor": [float("nan"), 0.002],
            "verdict": "leans",
            "rung": "intervals",
        }
    )
    table = voice_tables.measure_list(contrast, voice.MEASURES)
    then, rest, difference = table.loc[0, ["mean", "rest", "difference"]]
    assert difference == round(then - rest, 1)
    assert abs(then - 85.25) <= 0.0501
    assert table["p, authors"].to_list() == ["–", "0.20"]
    assert [*table][-3:] == ["verdict", "p, authors", "floor, authors"]
    assert "p, authors" not in voice_tables.measure_list(contrast[:1], voice.MEASURES)
    told = voice_remarks.measures(contrast, voice.MEASURES)
    assert f"{then} in then against {rest} elsewhere" in told
    assert f"a difference of +{difference} [+1.1, +10.1]" in told


def test_the_data_of_a_figure_have_rows_of_every_era():
    stories = [Story("a", "then", ("fish",)), Story("b", "now", ("fish",))]
    mentions = [(s.article_id, 0, "rate", f"{i + 1}%", 1) for s in stories for i in range(40)]
    corpus = spoken_corpus(stories, mentions=mentions)
    drawing = amounts_by_era(figures_named(corpus, "rate"), corpus.eras)
    assert drawing.data["era"].value_counts().to_dict() == {"then": 15, "now": 15}


def test_figures_are_told_with_what_they_cannot_say():
    corpus = folder(5, 3)
    money = amount_remarks.figures(figures_named(corpus))
    assert "then: 5 of 5 articles name sums of a million or more, from 1 billion" in money
    assert "now: none of 3 articles names sums" in money
    assert "no currency is converted" in money
    rates = amount_remarks.figures(figures_named(corpus, "rate", near=("fish",)))
    assert rates.startswith("Looked at: paragraphs with *fish* or its like.")
    assert "25% stands in 5 articles, no other in so many" in rates
    assert amount_remarks.days(days_named(corpus)).endswith("now: May 3 (3).")


def test_tables_are_what_a_reader_wants():
    corpus = folder(5, 6)
    money, contrast = figures_named(corpus), voice.voice_by_era(corpus)
    measured = voice_tables.measure_list(contrast, voice.MEASURES)
    assert {"low", "high", "verdict"} <= set(measured.columns)
    assert measured.loc[0, "mean"] == 0.0
    assert measured.loc[1, "mean"] == 20.0
    top = voice_tables.amount_list(money, 2)
    assert top["figure"].to_list() == ["1 billion dollars", "2 billion dollars"]
    assert voice_tables.speaker_list(speakers_by_era(corpus))["articles"].to_list() == [5, 6]
    assert "finding" in voice_tables.confound_list(confounds(corpus))


@pytest.mark.parametrize("written", ["81%", "81 per cent", "81 percent"])
@pytest.mark.parametrize("before", [0, 30, 47, 48, 49, 400])
def test_a_long_paragraph_is_cut_around_the_figure_that_it_shows(written, before):
    text = "sheep " * before + f"fell by {written}, they say. " + "goats " * 300
    told = voice_tables.quote_around(text, ["81%", "5%"])
    assert written in told
    assert len(told) <= 322
    assert told.startswith("…") == (before > 49)
    assert told.endswith("…")
    assert voice_tables.quote_around(text, ["1%"]) == voice_tables.quote_around(text, [])


def test_a_figure_in_a_text_without_spaces_is_shown_too():
    told = voice_tables.quote_around("x" * 900 + ";81%;" + "x" * 900, ["81%"])
    assert "81%" in told
    assert len(told) <= 322
    assert voice_tables.quote_around(None, ["81%"]) == "(not in an extract)"


def test_passages_are_cut_around_what_was_found_there():
    story = Story("a", "then", ("fish " * 200 + "perhaps " * 3 + "fish " * 200,))
    corpus = spoken_corpus([story, Story("b", "now", ("fish",))], ("then", "now"))
    found = voice_tables.passage_list(corpus, voice_passages(corpus, "hedges"), "found")
    assert "perhaps perhaps" in found["in its words (or our gist)"].iloc[0]


def test_evidence_is_listed_in_its_words_or_in_the_gist():
    corpus = folder(2, 2)
    passages = corpus.tables["passages"]
    passages.loc[0, "text"] = None
    passages["gist"] = pd.Series([None] * len(passages), dtype=object)
    passages.loc[0, "gist"] = "Fish are weighed."
    found = voice_tables.passage_list(corpus, evidence(corpus, "money"), "text")
    assert found["paragraph"].to_list() == [1, 1]
    words = found["in its words (or our gist)"].to_list()
    assert words[0] == "Fish are weighed."
    assert words[1].startswith("fish fish")
    hedged = voice_tables.passage_list(corpus, voice_passages(corpus, "hedges"), "found")
    assert "perhaps (5)" in hedged["what is there"].to_list()
