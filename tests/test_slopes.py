"""Slope plots: levels by era with intervals, and labels that keep off each other."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from helpers.reporting.charts.slopes import apart, slopes
from helpers.reporting.theme import topic_colour
from made_figures import ERAS, WORDS, check_described, check_readable, points, shown_texts

mpl.use("Agg")
UNIT = "Uses per 1,000 words"


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def made_levels(
    names: int, eras: int, *, intervals: bool = True, spread: float = 1.0, shift: float = 0.0
) -> pd.DataFrame:
    rng = np.random.default_rng(names * 10 + eras)
    rows = []
    for i in range(names):
        base = rng.lognormal(0, spread)
        for era in ERAS[:eras]:
            value = base * rng.lognormal(0, 0.3) + shift
            half = 0.3 * abs(value) if intervals else np.nan
            name = f"{WORDS[3 * i]} {WORDS[3 * i + 1]}"
            rows.append((name, era, 9, value, value - half, value + half))
    return pd.DataFrame(rows, columns=["name", "era", "articles", "value", "low", "high"])


SIZES = [
    (1, 2, {}),
    (3, 2, {"intervals": False}),
    (12, 2, {}),
    (12, 6, {}),
    (12, 3, {"spread": 3.0}),
    (5, 4, {"shift": -1.0}),
    (30, 2, {}),
]


@pytest.mark.parametrize(("names", "eras", "more"), SIZES)
def test_slopes_can_be_read(names, eras, more):
    drawing = slopes(made_levels(names, eras, **more), ERAS, UNIT)
    check_readable(drawing)
    check_described(drawing)
    assert len(drawing.data) == min(names, 12) * eras


def test_lines_that_end_alike_keep_their_labels_apart():
    table = made_levels(12, 2)
    table["value"] = 2.0 + table["name"].rank(method="dense") / 1000
    drawing = slopes(table, ERAS, UNIT)
    check_readable(drawing)
    names = set(table["name"])
    labels = [text for text, *_ in shown_texts(drawing) if any(name in text for name in names)]
    assert len(labels) == 24


@pytest.mark.parametrize("eras", [2, 3, 4])
def test_names_are_large_enough_for_a_figure_made_smaller_by_a_quarter(eras):
    table = made_levels(12, eras)
    names = set(table["name"])
    labels = [
        size
        for text, size, _ in shown_texts(slopes(table, ERAS, UNIT))
        if any(name in text for name in names)
    ]
    assert len(labels) == 24
    assert min(labels) * 512 / 691 > 7  # pixels of a telephone, and of the figure


def test_a_slope_is_drawn_where_the_levels_are():
    table = made_levels(1, 3)
    axes = slopes(table, ERAS, UNIT).figure.axes[0]
    drawn = points(axes)
    assert drawn[:, 0].tolist() == [0, 1, 2]
    assert drawn[:, 1] == pytest.approx(table["value"].to_numpy())
    bounds = axes.collections[0].get_segments()
    assert [segment[0][1] for segment in bounds] == pytest.approx(table["low"].to_list())


def test_levels_without_an_interval_are_hollow_and_said_to_be():
    drawing = slopes(made_levels(2, 2, intervals=False), ERAS, UNIT)
    markers = [line for line in drawing.figure.axes[0].lines if line.get_marker() == "o"]
    assert {to_hex(line.get_markerfacecolor()) for line in markers} == {"#ffffff"}
    assert "Hollow: too few articles" in drawing.figure.get_supxlabel()


def test_very_unlike_rates_share_a_scale_of_square_roots():
    drawing = slopes(made_levels(12, 3, spread=3.0), ERAS, UNIT)
    assert drawing.figure.axes[0].get_yscale() == "function"
    assert "scale of square roots" in drawing.figure.get_supxlabel()
    assert slopes(made_levels(3, 2, spread=0.1), ERAS, UNIT).figure.axes[0].get_yscale() == "linear"


def test_a_missing_era_breaks_the_line():
    table = made_levels(1, 3)
    drawing = slopes(table[table["era"] != ERAS[1]].assign(extra=1), ERAS, UNIT)
    assert drawing is not None
    full = pd.concat([table[table["era"] != ERAS[1]], made_levels(2, 3).iloc[3:]])
    line = slopes(full, ERAS, UNIT).figure.axes[0].lines[0]
    assert np.isnan(line.get_ydata().astype(float)).sum() == 1


def test_topics_keep_their_colours():
    table = made_levels(2, 2).assign(number=[3, 3, 9, 9])
    lines = slopes(table, ERAS, UNIT).figure.axes[0].lines
    colours = {to_hex(line.get_color()) for line in lines if line.get_marker() == "None"}
    assert {topic_colour(3), topic_colour(9)} <= colours


def test_one_era_has_no_slope():
    assert slopes(made_levels(3, 1), ERAS, UNIT) is None
    empty = made_levels(1, 1).iloc[:0]
    assert slopes(empty, ERAS, UNIT) is None


@given(st.lists(st.floats(0, 1), max_size=20), st.floats(0.001, 0.2))
def test_labels_are_apart_in_order_and_inside(wanted, gap):
    put = apart(wanted, gap, 0.0, 1.0)
    assert len(put) == len(wanted)
    room = min(gap, 1 / max(len(wanted) - 1, 1))
    for (a, at), (b, bt) in combinations(zip(wanted, put, strict=True), 2):
        assert abs(at - bt) >= room - 1e-9
        if a != b:
            assert (at < bt) == (a < b)
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in put)


def test_places_far_enough_apart_stay_where_they_are():
    assert apart([0.1, 0.5, 0.9], 0.2, 0.0, 1.0).tolist() == [0.1, 0.5, 0.9]
