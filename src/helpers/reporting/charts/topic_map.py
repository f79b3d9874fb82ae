"""The map of topics: how alike they are, and how large."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.analysis.honesty import count_of
from helpers.analysis.resampling import Floats
from helpers.reporting.charts.topic_marks import (
    DOUBT,
    JOINT,
    SMALL,
    TopicMark,
    doubts_told,
    fit_parts,
    largest_marks,
    topic_marks,
    wrapped,
)
from helpers.reporting.charts.topic_plane import Box, fit_into, flatten, likeness, place_labels
from helpers.reporting.theme import (
    INK,
    QUIET,
    WIDTH,
    Drawing,
    ink_on,
    new_figure,
    shorten,
    text_width,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from helpers.analysis.topics import TopicModel

MOST_CIRCLES = 60
MOST_NAMED = 12
"""Topics whose names have room beside their circles."""
COLUMNS = 3
FEW = 3
HEIGHTS = ((2.2, 3.8), (2.6, 5.2))
"""The least and the most of a map, in inches: of few topics and of more."""
LARGEST_CIRCLE = 0.55
COVERED = 0.15
"""Part of the map that the circles cover."""
ROW = 0.175
LINE = 0.15
"""Inches from line to line, in the key and in a label."""
MOST_SAID = 12
NAME_ROOM = 1.3
"""Inches for a line of a name on the map."""
LONGEST_NAME = 38
"""Letters of a name that somebody gave."""
AWAY = 0.1
"""Inches from a circle from which a line leads to its name."""
EXACT = 0.995
"""Part of the distances that is as good as all."""


def topic_map(model: TopicModel) -> Drawing | None:
    """Draw topics as circles: the nearer two are, the more alike are their words.

    Parameters
    ----------
    model : TopicModel
        The topics.

    Returns
    -------
    Drawing or None
        Circles as large as the topic's share of all words, numbered; with the first terms beside
        them up to twelve topics, in a key below where there are more. Doubtful ones are grey and
        dashed. Which part of the distances the plane can show is written in the figure. None for a
        single topic.
    """
    every = topic_marks(model)
    if len(every) < 2:
        return None
    marks = largest_marks(every, MOST_CIRCLES)
    alike = likeness(model.factors.topics[[every.index(mark) for mark in marks]])
    flat, part = flatten(alike)
    named = len(marks) <= MOST_NAMED
    frame = Box(0.05, 0.0, WIDTH - 0.05, _height(flat))
    radii = _radii([mark.share for mark in marks], frame.y1)
    side, above = (0.7, 0.3) if named else (0.0, 0.05)
    inner = Box(frame.x0 + side, frame.y0 + above, frame.x1 - side, frame.y1 - above)
    places, moved = fit_into(flat, radii, inner)
    notes = _notes(marks, len(every), part, moved=moved)
    key = 0 if named else ROW * math.ceil(len(marks) / COLUMNS) + 0.1
    axes = _canvas(frame.y1, below=key + LINE * (len(notes) + 0.5))
    _draw_circles(axes, marks, places, radii)
    _draw_names(axes, marks, places, radii, frame, named=named)
    if not named:
        _draw_key(axes, marks)
    for i, note in enumerate(notes):
        axes.text(0.05, -key - LINE * (i + 0.8), note, fontsize=SMALL)
    data = _numbers(marks, alike)
    figure = axes.get_figure(root=True)
    assert figure is not None
    return Drawing(figure, _alt(marks, data, part), data)


def _height(flat: Floats) -> float:
    """Give the map the height that suits its width."""
    wide, high = np.ptp(flat, axis=0)
    least, most = HEIGHTS[len(flat) > FEW]
    return float(np.clip(WIDTH * high / max(wide, 1e-9), least, most))


def _canvas(tall: float, below: float) -> Axes:
    """Start a figure whose units are inches, so that it is known where words are."""
    figure, (axes,) = new_figure(tall + below)
    figure.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(-below, tall)
    axes.axis("off")
    return axes


def _notes(marks: Sequence[TopicMark], n_topics: int, part: float, *, moved: bool) -> list[str]:
    shown = "all" if part > EXACT else f"{part:.0%}"
    notes = [
        "Near: many words in common. Size: share of all words. Two dimensions show "
        f"{shown} of the distances"
        + (", and circles that would overlap were moved apart" if moved else "")
        + ("" if part > EXACT else ": the table tells which topics are most alike")
        + "."
    ]
    if len(marks) < n_topics:
        notes.append(f"The {len(marks)} largest of {n_topics} topics.")
    if doubts_told(marks):
        notes.append(f"Grey, dashed, in brackets: {DOUBT}")
    return [line for note in notes for line in wrapped(note)]


def _radii(shares: Sequence[float], tall: float) -> Floats:
    area = np.maximum(np.array(shares), 1e-4)
    radii = np.sqrt(area / area.sum() * COVERED * tall * WIDTH / np.pi)
    return np.asarray(radii * min(1.0, LARGEST_CIRCLE / radii.max()))


def _draw_circles(axes: Axes, marks: Sequence[TopicMark], places: Floats, radii: Floats) -> None:
    from matplotlib.patches import Circle

    for mark, (x, y), radius in zip(marks, places, radii, strict=True):
        look = {"edgecolor": QUIET, "linestyle": "--"} if mark.doubtful else {"edgecolor": "white"}
        axes.add_patch(Circle((x, y), radius, facecolor=mark.colour, linewidth=1.1, **look))


def _draw_names(
    axes: Axes,
    marks: Sequence[TopicMark],
    places: Floats,
    radii: Floats,
    frame: Box,
    *,
    named: bool,
) -> None:
    """Write numbers into circles that have room for them, and what has no room beside them."""
    names = []
    for mark, (x, y), radius in zip(marks, places, radii, strict=True):
        size = 11 if radius > 0.25 else 9
        inside = math.hypot(text_width(mark.tag, size, bold=True), size / 72) / 2 < radius
        if inside:
            axes.text(x, y, mark.tag, fontsize=size, weight="bold", color=ink_on(mark.colour),
                      horizontalalignment="center", verticalalignment="center")  # fmt: skip
        lines = _lines(mark) if named else []
        if not inside:
            lines = [" ".join([mark.tag, *lines[:1]]), *lines[1:]]
        names.append(lines)
    sizes = [
        (max((text_width(line, SMALL) for line in lines), default=0), LINE * len(lines))
        for lines in names
    ]
    boxes = place_labels(places, radii, sizes, frame)
    for mark, lines, box, (x, y), radius in zip(marks, names, boxes, places, radii, strict=True):
        if not lines:
            continue
        tone = QUIET if mark.doubtful else INK
        if box.distance(x, y) > radius + AWAY:
            end = box.nearest(x, y)
            axes.plot([x, end[0]], [y, end[1]], color=QUIET, linewidth=0.8, zorder=0)
        axes.text((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, "\n".join(lines), fontsize=SMALL,
                  color=tone, horizontalalignment="center", verticalalignment="center",
                  linespacing=1.2)  # fmt: skip


def _lines(mark: TopicMark) -> list[str]:
    """Break a name into two lines at the most."""
    parts = mark.label.split(JOINT)
    if len(parts) == 1:
        lines = wrapped(shorten(mark.label, LONGEST_NAME), NAME_ROOM)
        return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]
    first = mark.named(NAME_ROOM)
    rest = fit_parts(parts[first.count(JOINT) + 1 :], JOINT, NAME_ROOM)
    return [first, rest] if rest else [first]


def _draw_key(axes: Axes, marks: Sequence[TopicMark]) -> None:
    lines = math.ceil(len(marks) / COLUMNS)
    wide = (WIDTH - 0.1) / COLUMNS
    for i, mark in enumerate(marks):
        x, y = 0.05 + i // lines * wide, -ROW * (i % lines + 0.7)
        tone = QUIET if mark.doubtful else INK
        axes.plot([x + 0.05], [y], marker="o", markersize=6, color=mark.colour)
        axes.text(x + 0.42, y, mark.tag, fontsize=SMALL, weight="bold", color=tone,
                  horizontalalignment="right", verticalalignment="center")  # fmt: skip
        axes.text(x + 0.48, y, mark.named(wide - 0.62), fontsize=SMALL, color=tone,
                  verticalalignment="center")  # fmt: skip


def _numbers(marks: Sequence[TopicMark], alike: Floats) -> pd.DataFrame:
    others = alike - 2 * np.eye(len(marks))
    nearest = others.round(9).argmax(axis=1)
    return pd.DataFrame(
        {
            "topic": [mark.number for mark in marks],
            "label": [mark.label for mark in marks],
            "percent of words": [round(mark.share * 100, 1) for mark in marks],
            "most alike": [marks[i].number for i in nearest],
            "likeness": others.max(axis=1).round(2),
            "doubtful": [mark.doubtful for mark in marks],
        }
    )


def _alt(marks: Sequence[TopicMark], data: pd.DataFrame, part: float) -> str:
    said = "; ".join(
        f"{mark.number} {shorten(mark.label, 40)}, {mark.share:.0%} of the words, most like {near}"
        for mark, near in zip(marks[:MOST_SAID], data["most alike"], strict=False)
    )
    return (
        f"Map of {count_of(len(marks), 'topic')}, which shows {part:.0%} of the distances between "
        f"them. {said}. {doubts_told(marks)}"
    ).strip()
