"""Figures of and sentences on the company of words: readable, true to the table, within bounds."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from helpers.analysis.collocation.collocations import Collocations, collocates
from helpers.analysis.collocation.meaning_change import company_change
from helpers.analysis.honesty import Rung
from helpers.reporting.charts.collocations import (
    company_by_era,
    company_changes,
    company_differences,
)
from helpers.reporting.remarks import collocations as remarks
from made_company import drawn_corpus, told_corpus
from made_figures import check_described, check_readable, points
from made_tables import MadeCorpus

mpl.use("Agg")

SIZES = [
    {"1974": 3, "2024": 2},
    {"1974": 6, "1984–1986": 7, "2024": 5},
    {"1974": 6, "1984–1986": 7, "1994": 6, "2031–2033": 5},
    {"1974": 5, "1984": 4, "1994": 6, "2004": 5, "2014": 3, "2024": 5},
]


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def made(
    sizes: dict[str, int], tied: dict[str, str] | None = None
) -> tuple[MadeCorpus, Collocations]:
    corpus = drawn_corpus(sizes, seed=11, tied=tied)
    return corpus, collocates(corpus, "node", corpus.articles, corpus.eras)


@pytest.mark.parametrize("sizes", SIZES, ids=len)
def test_figures_can_be_read_with_any_number_of_eras(sizes: dict[str, int]):
    corpus, found = made(sizes, {next(iter(sizes)): "partner"})
    change = company_change(corpus, None, corpus.articles, corpus.eras, n=20)
    for drawing in (company_by_era(found), company_differences(found), company_changes(change)):
        assert drawing is not None
        check_readable(drawing)
        check_described(drawing)


def test_each_tie_is_a_point_at_its_log_dice():
    _, found = made({"then": 6, "now": 6})
    drawing = company_by_era(found)
    assert drawing is not None
    drawn = points(drawing.figure.axes[0])
    assert sorted(drawn[:, 0].round(2)) == sorted(drawing.data["log_dice"])
    closest = found.closest(5)
    assert set(closest["term"]) == set(drawing.data["term"])


def test_at_most_four_eras_are_drawn_side_by_side():
    _, found = made(SIZES[3])
    drawing = company_by_era(found)
    assert drawing is not None
    assert drawing.data["era"].nunique() == 4
    assert "2014" not in set(drawing.data["era"])


def test_a_difference_is_filled_only_with_a_verdict():
    _, found = made({"then": 25, "now": 25}, {"now": "partner"})
    drawing = company_differences(found, n=6)
    assert drawing is not None
    marks = [line for line in drawing.figure.axes[0].lines if line.get_marker() not in ("None", "")]
    filled = [line.get_markerfacecolor() != "white" for line in marks]
    assert filled == list(drawing.data["verdict"] != "cannot tell")
    assert any(filled)


def test_intervals_are_drawn_only_where_the_ladder_allows_them():
    def lines(sizes: dict[str, int]) -> int:
        drawing = company_by_era(made(sizes)[1])
        assert drawing is not None
        axes = drawing.figure.axes[0]
        return sum(len(line.get_xdata()) == 2 and line.get_linewidth() == 2 for line in axes.lines)

    assert lines({"then": 3, "now": 2}) == 0
    assert lines({"then": 6, "now": 6}) > 5


@pytest.mark.parametrize(("sizes", "allowed"), [((3, 2), False), ((6, 6), True)])
def test_data_tables_have_no_interval_that_the_ladder_does_not_allow(sizes, allowed):
    _, found = made(dict(zip(("then", "now"), sizes, strict=True)))
    drawings = [company_by_era(found), company_differences(found)]
    data = pd.concat([drawing.data for drawing in drawings if drawing is not None])
    assert data[["low", "high"]].notna().any(axis=None) == allowed


def test_distances_stand_beside_what_chance_gives():
    corpus, _ = made({"then": 6, "now": 6})
    change = company_change(corpus, None, corpus.articles, corpus.eras, n=30)
    drawing = company_changes(change, n=8)
    assert drawing is not None
    assert len(drawing.data) == 8
    drawn = points(drawing.figure.axes[0])
    assert np.allclose(drawn[:, 0], change["distance"].head(8))


def test_nothing_to_draw_is_told_as_such():
    corpus = told_corpus(("then", ["node ba", "node ko"]), ("then", ["node ri", "yen"]))
    found = collocates(corpus, "node", corpus.articles, ["then"])
    assert company_by_era(found) is None
    assert company_differences(found) is None
    change = company_change(corpus, ["node"], corpus.articles, ["then"])
    assert company_changes(change) is None
    assert "no two eras" in remarks.company_differences(found)
    assert "none can be compared" in remarks.company_changed(change, Rung.NOTHING)
    assert "no word meets it" in remarks.company(found)


def test_five_articles_are_described_and_no_more():
    corpus, found = made({"then": 3, "now": 2}, {"now": "partner"})
    told = remarks.company_differences(found)
    assert "cannot be told" in told
    assert "*cannot tell*" in told
    assert "the least possible is 0.10" in told
    change = company_change(corpus, None, corpus.articles, corpus.eras)
    said = remarks.company_changed(change, Rung.DESCRIPTION)
    assert "nothing can be told" in said
    for text in (told, said):
        assert "robust" not in text
        assert "leans" not in text
        assert "meaning" not in text


def test_a_planted_tie_is_told_with_its_numbers():
    _, found = made({"then": 25, "now": 25}, {"now": "partner"})
    told = remarks.company_differences(found)
    profile = found.profile[found.profile["term"] == "partner"].set_index("era")
    assert "*partner*" in told
    assert f"in {profile.loc['now', 'together']} of 75 paragraphs" in told
    assert "hold false discoveries to 5%" in told
    assert "*robust*" in told


def test_no_more_hints_than_chance_gives_are_no_finding():
    corpus, found = made({"then": 22, "now": 22})
    told = remarks.company_differences(found)
    assert "none can be told" in told
    change = company_change(corpus, None, corpus.articles, corpus.eras, n=40)
    assert "None of 40 words can be told" in remarks.company_changed(change, Rung.TESTS)


def test_few_uses_are_called_too_few_for_findings():
    quiet = [("then", ["node yen", "node yen", "ba", "ko"])] * 7
    loud = [("now", ["node beef", "node beef", "yen", "yen"])] * 7
    corpus = told_corpus(*quiet, *loud)
    found = collocates(corpus, "node", corpus.articles, corpus.eras)
    told = remarks.company_differences(found)
    assert "used too rarely for findings" in told
    assert "exploratory), where up to" in told
    assert "*exploratory*" in told
    assert any("exploratory" in sentence for sentence in remarks.limits(found))


def test_changed_company_of_most_words_is_put_down_to_the_eras():
    table = pd.DataFrame(
        {
            "node": ["ba", "ko", "ri"],
            "era": "then",
            "against": "now",
            "distance": 0.7,
            "chance": 0.5,
            "chance_high": 0.6,
            "p": 0.0001,
            "p_floor": 0.0001,
            "company": "tu",
            "against_company": "me",
            "verdict": "robust",
        }
    )
    told = remarks.company_changed(table, Rung.TESTS)
    assert "write about other things altogether" in told
    assert "p below 0.001" in told


def changed(*verdicts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "node": [f"w{i}" for i in range(len(verdicts))],
            "era": "then",
            "against": "now",
            "distance": 0.7,
            "chance": 0.5,
            "chance_high": 0.6,
            "p": 0.01,
            "p_floor": 0.0001,
            "company": "tu",
            "against_company": "me",
            "verdict": verdicts,
        }
    )


def test_hints_alone_are_no_changed_company_and_many_are_put_down_to_the_eras():
    told = remarks.company_changed(changed(*["leans"] * 9, "cannot tell"), Rung.TESTS)
    assert told.startswith(
        "None of 10 words is shown to keep other company from era to era; 9 are hints, of which up "
        "to 1 may be by chance alone."
    )
    assert "So many words may keep other company that the eras may write about other" in told
    few = remarks.company_changed(changed(*["leans"] * 2, *["cannot tell"] * 9), Rung.TESTS)
    assert "write about other things" not in few
    both = changed("robust", "leans", "leans", *["cannot tell"] * 6)
    assert "write about other things" in remarks.company_changed(both, Rung.TESTS)


def test_of_hints_it_is_said_how_many_are_exploratory():
    none = ["cannot tell"] * 6
    some = remarks.company_changed(changed("leans", *["exploratory"] * 2, *none), Rung.TESTS)
    assert "; 3 are hints (2 of them exploratory), of which up to 1 may" in some
    every = remarks.company_changed(changed(*["exploratory"] * 2, *none), Rung.TESTS)
    assert "; 2 are hints (all exploratory), of which" in every
    one = remarks.company_changed(changed("exploratory", *none), Rung.TESTS)
    assert ": 1 is a hint (exploratory), and up to 1" in one
    assert "exploratory" not in remarks.company_changed(changed("leans", *none), Rung.TESTS)


def test_each_word_was_held_against_shuffled_eras():
    told = remarks.company_changed(changed(*["cannot tell"] * 9), Rung.DESCRIPTION)
    assert "so the distance of each of 9 words was held against shuffled eras." in told
    one = remarks.company_changed(changed("cannot tell"), Rung.DESCRIPTION)
    assert "so the distance of 1 word was held" in one


def test_signs_of_markdown_in_words_are_shown_as_they_are():
    corpus = told_corpus(
        *(("then", ["node a_b*c", "node a_b*c"]) for _ in range(2)),
        *(("now", ["node yen", "node yen"]) for _ in range(2)),
    )
    found = collocates(corpus, "node", corpus.articles, corpus.eras)
    assert r"*a\_b\*c*" in remarks.company(found)
