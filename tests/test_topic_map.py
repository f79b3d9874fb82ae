"""The map of topics: what is alike is near, and nothing covers anything else."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from helpers.reporting import charts
from helpers.reporting.charts import topic_marks
from helpers.reporting.charts.topic_plane import Box, fit_into, flatten, likeness, place_labels
from made_topic_figures import made_model, one_topic, words_of

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("n_topics", [2, 3, 11, 50])
def test_circles_are_as_large_as_the_topics_and_do_not_overlap(n_topics):
    model = made_model(n_topics)
    axes = charts.topic_map(model).figure.axes[0]
    middles = np.array([circle.center for circle in axes.patches])
    radii = np.array([circle.radius for circle in axes.patches])
    shares = np.array([mark.share for mark in topic_marks.topic_marks(model)])
    assert radii**2 / shares == pytest.approx(np.full(n_topics, radii[0] ** 2 / shares[0]))
    assert shares.sum() == pytest.approx(1)
    apart = np.hypot(*(middles[:, None] - middles).transpose(2, 0, 1))
    assert (apart + np.eye(n_topics) * 9 > radii[:, None] + radii).all()
    assert (middles - radii[:, None] >= 0).all()
    assert (middles + radii[:, None] <= [axes.get_xlim()[1], axes.get_ylim()[1]]).all()


def test_topics_with_many_words_in_common_are_near_each_other():
    topics = np.array([[4, 4, 1, 0, 0.0], [4, 3, 1, 1, 0], [0, 0, 1, 4, 5], [1, 0, 0, 3, 5]])
    places, part = flatten(likeness(topics))
    apart = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
    assert max(apart[0, 1], apart[2, 3]) < 0.5 * min(apart[0, 2], apart[1, 3])
    assert 0.5 < part <= 1


def test_distances_of_three_topics_are_shown_as_they_are():
    alike = likeness(np.array([[5, 1, 1, 0.0], [0, 3, 3, 1], [1, 0, 2, 6]]))
    places, part = flatten(alike)
    apart = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
    assert apart == pytest.approx(np.sqrt(2 - 2 * alike), abs=0.001)
    assert part == pytest.approx(1)
    drawing = charts.topic_map(made_model(3))
    assert "Two dimensions show all of the distances." in words_of(drawing)


@pytest.mark.parametrize("size", [2, 3, 8])
def test_the_plane_of_topics_that_are_all_equally_unlike_does_not_hang_on_rounding(size):
    noise = np.random.default_rng(1).normal(0, 1e-14, (size, size))
    first, part = flatten(np.eye(size))
    again, _ = flatten(np.eye(size) + noise + noise.T)
    assert again == pytest.approx(first, abs=1e-6)
    assert part == pytest.approx(min(1, 2 / (size - 1)), abs=0.01)


def test_circles_at_one_place_are_moved_apart_within_the_frame():
    frame = Box(0, 0, 6, 4)
    places, moved = fit_into(np.zeros((9, 2)), np.full(9, 0.4), frame)
    apart = np.hypot(*(places[:, None] - places).transpose(2, 0, 1)) + np.eye(9)
    assert moved
    assert apart.min() > 0.8
    assert places.min() >= 0.4
    assert (places <= [5.6, 3.6]).all()


def test_circles_with_room_stay_where_they_are():
    given = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0]])
    places, moved = fit_into(given, np.full(3, 0.2), Box(0, 0, 6, 4))
    assert not moved
    sides = np.hypot(*(places[[1, 2, 0]] - places).T)
    assert sides / sides[0] == pytest.approx([1, 0.5, np.sqrt(5) / 2])


def test_names_cover_neither_circles_nor_each_other_where_there_is_room():
    places = np.array([[2.0, 2.0], [2.7, 2.0], [2.35, 2.6], [5.0, 1.0]])
    radii = np.full(4, 0.3)
    boxes = place_labels(places, radii, [(1.0, 0.3)] * 4, Box(0, 0, 7, 4))
    for i, box in enumerate(boxes):
        assert all(box.distance(x, y) >= 0.3 for x, y in places)
        assert not any(box.overlap(other) for other in boxes[i + 1 :])
        assert box.overlap(Box(0, 0, 7, 4)) == pytest.approx(0.3)


def test_a_single_topic_makes_no_map():
    assert charts.topic_map(one_topic()) is None


def test_the_map_says_how_much_of_the_distances_it_shows_and_tells_the_most_alike():
    model = made_model(11)
    drawing = charts.topic_map(model)
    alike = likeness(model.factors.topics)
    _, part = flatten(alike)
    assert part < 0.9
    assert f"Two dimensions show {part:.0%} of the distances" in words_of(drawing)
    assert f"shows {part:.0%} of the distances" in drawing.alt
    for row in drawing.data.itertuples():
        i, j = row.topic - 1, drawing.data["most alike"][row.Index] - 1
        assert alike[i, j] == pytest.approx(np.delete(alike[i], i).max())
