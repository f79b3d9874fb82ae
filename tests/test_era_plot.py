"""The plot of key terms: which terms, where, in which colour, with names that do not overlap."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers import compare_eras, load_corpus
from helpers.analysis.honesty import Rung
from helpers.reporting.charts import era_plot as module
from helpers.reporting.charts.era_plot import MOST, era_plot, places, plot_terms
from helpers.reporting.theme import PALE, PALETTE, QUIET
from made import folder_of_clippings


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    folder = folder_of_clippings(tmp_path_factory.mktemp("plot") / "clippings", 12)
    return compare_eras(load_corpus(folder), n_topics=2)


def terms(rows, era="now"):
    """A table of terms: name, uses here and elsewhere, articles here and elsewhere, log-ratio."""
    table = pd.DataFrame(
        [
            {"term": name, "era": era, "target": here, "reference": there, "articles_target": a,
             "articles_reference": b, "log_ratio": ratio, "z": ratio, "rung": "intervals",
             "low": ratio - 1,
             "high": ratio + 1, "verdict": "leans" if abs(ratio) > 1 else "cannot tell"}
            for name, here, there, a, b, ratio in rows
        ]
    )  # fmt: skip
    return table.set_index("term")


def made(comparison, table, eras=("then", "now"), rung=Rung.INTERVALS):
    return dataclasses.replace(comparison, terms=table, eras=eras, rung=rung)


SOME = [("salmon", 9, 3, 4, 2, 1.6), ("glass", 2, 8, 2, 5, -2.0), ("yen", 3, 3, 2, 2, 0.2)]


def points(drawing, panel=0):
    axes = drawing.figure.axes[panel]
    (drawn,) = axes.collections
    return np.asarray(drawn.get_offsets()), drawn


def test_of_two_eras_the_later_is_to_the_right_and_height_is_articles(comparison):
    drawing = era_plot(made(comparison, terms(SOME)))
    at, drawn = points(drawing)
    assert sorted(map(tuple, at.round(3).tolist())) == [(-2.0, 2.807), (0.2, 2.0), (1.6, 2.585)]
    assert drawing.figure.axes[0].get_xlabel().startswith("← more in then")
    order = ["glass", "salmon", "yen"]
    assert drawing.data["term"].tolist() == order
    assert [to_hex(colour) for colour in drawn.get_edgecolors()] == [PALETTE[0], PALETTE[1], PALE]


def test_a_folder_that_allows_description_only_has_no_grey_terms(comparison):
    drawing = era_plot(made(comparison, terms(SOME), rung=Rung.DESCRIPTION))
    colours = {to_hex(colour) for colour in points(drawing)[1].get_edgecolors()}
    assert colours == {PALETTE[0], PALETTE[1]}


def test_more_eras_have_a_panel_each_against_the_rest(comparison):
    eras = ("then", "later", "now")
    table = pd.concat([terms(SOME, era) for era in eras])
    drawing = era_plot(made(comparison, table, eras))
    assert [axes.get_title(loc="left") for axes in drawing.figure.axes[:3]] == [
        "Era then", "Era later", "Era now",
    ]  # fmt: skip
    colours = [{to_hex(c) for c in points(drawing, i)[1].get_edgecolors()} for i in range(3)]
    assert colours == [{colour, QUIET, PALE} for colour in PALETTE[:3]]


def told_terms(drawing):
    """Read the most telling terms of each era out of the words for who cannot see the plot."""
    _, _, told = drawing.alt.partition("Most telling of ")
    return dict(part.rstrip(".").split(": ") for part in told.split(". ") if part)


def test_terms_that_one_article_of_an_era_uses_are_not_told_as_telling_of_it(comparison):
    rows = [("dock", 9, 2, 1, 5, 4.0), ("pier", 1, 9, 4, 1, -4.0), *SOME]
    assert told_terms(era_plot(made(comparison, terms(rows)))) == {
        "then": "glass",
        "now": "salmon, yen",
    }
    eras = ("then", "later", "now")
    table = pd.concat([terms(rows, era) for era in eras])
    told = told_terms(era_plot(made(comparison, table, eras)))
    assert told == dict.fromkeys(eras, "salmon, yen")


def test_nothing_is_told_as_telling_where_no_era_has_a_term_in_two_articles(comparison):
    drawing = era_plot(made(comparison, terms([("dock", 9, 2, 1, 1, 4.0)])))
    assert "telling" not in drawing.alt


def test_the_terms_told_are_the_key_terms(comparison):
    told = told_terms(era_plot(comparison))
    key = comparison.key_terms(module.TOLD)
    assert told == {
        era: ", ".join(key.index[key["era"] == era])
        for era in comparison.eras
        if (key["era"] == era).any()
    }


def test_terms_of_one_article_and_terms_that_could_not_be_expected_are_left_out():
    rows = [*SOME, ("single", 5, 0, 1, 0, 3.0), ("lacking", 0, 3, 0, 3, 0.0)]
    assert sorted(plot_terms(terms(rows), ("then", "now"))["term"]) == ["glass", "salmon", "yen"]


def test_a_term_that_one_side_lacks_is_hollow(comparison):
    drawing = era_plot(made(comparison, terms([*SOME, ("ships", 6, 0, 3, 0, 3.5)])))
    fills = [to_hex(colour) for colour in points(drawing)[1].get_facecolors()]
    assert fills.count("#ffffff") == 1


def test_the_most_telling_and_the_most_frequent_terms_are_chosen():
    telling = [(f"t{i:04d}", 2, 2, 2, 2, 3.0 - i / 1000) for i in range(MOST)]
    often = [(f"f{i:04d}", 900 - i, 900, 5, 5, 0.001) for i in range(MOST)]
    chosen = plot_terms(terms([*telling, *often]), ("then", "now"))["term"]
    assert len(chosen) == MOST
    assert {"t0000", "t0199", "f0000", "f0199"} <= set(chosen)
    assert not {"t0200", "f0200"} & set(chosen)


def test_terms_at_one_place_are_moved_apart_and_far_ones_stay_inside():
    chosen = plot_terms(terms([(f"w{i}", 2, 2, 2, 2, 30.0) for i in range(9)]), ("then", "now"))
    at = places(chosen, chosen, module.PANEL)
    assert len(np.unique(at.round(4), axis=0)) == 9
    assert (np.abs(at[:, 0]) < module.x_limit(chosen)).all()


def test_names_overlap_neither_each_other_nor_other_terms(comparison):
    random = np.random.default_rng(4)
    carriers, ratios = random.integers(1, 40, 200).tolist(), random.normal(0, 2, 200).round(3)
    rows = [(f"word{i:03d}", 5, 5, carriers[i], 1, ratios[i]) for i in range(200)]
    drawing = era_plot(made(comparison, terms(rows)))
    figure, axes = drawing.figure, drawing.figure.axes[0]
    renderer = figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in axes.texts]
    assert len(boxes) > 10
    frame = axes.get_window_extent(renderer)
    for i, box in enumerate(boxes):
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1
        assert not any(box.overlaps(other) for other in boxes[:i])
    at = axes.transData.transform(points(drawing)[0])
    inside = sum(
        box.x0 < x < box.x1 and box.y0 + 2 < y < box.y1 - 2 for box in boxes for x, y in at
    )
    assert inside == 0


def test_a_real_comparison_is_drawn_described_and_the_same_again(comparison):
    first, second = era_plot(comparison), era_plot(comparison)
    assert first.alt == second.alt
    assert first.alt.startswith(
        f"{plot_terms(comparison.terms, comparison.eras)['term'].nunique()} terms by how much"
    )
    assert all(era in first.alt for era in comparison.eras)
    pd.testing.assert_frame_equal(first.data, second.data)
    assert len(first.data) <= module.LABELS


@pytest.mark.parametrize("eras", [("now",), ()])
def test_there_is_nothing_to_draw_with_fewer_than_two_eras(comparison, eras):
    assert era_plot(made(comparison, terms(SOME), eras)) is None


def test_there_is_nothing_to_draw_where_no_term_has_two_articles(comparison):
    assert era_plot(made(comparison, terms([("single", 5, 0, 1, 0, 3.0)]))) is None
