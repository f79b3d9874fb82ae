"""Where the topics of a map stand, and where its words do; all lengths in inches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from helpers.analysis.resampling import Floats

ROUNDS = 400
GAP = 0.05
"""Between circles, and between a circle and its label."""
TIE = 1e-4
"""Weight by which topics that are all equally unlike are told apart: the larger counts more."""
DIRECTIONS = 16


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    def grown(self, margin: float) -> Box:
        """Add a margin on all sides.

        Parameters
        ----------
        margin
            In inches.

        Returns
        -------
        Box
            The larger rectangle.
        """
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Find the point of the rectangle that is nearest to a place.

        Parameters
        ----------
        x, y
            The place, in inches.

        Returns
        -------
        tuple of float
            The point.
        """
        return min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)

    def distance(self, x: float, y: float) -> float:
        """Measure how far a place is from the rectangle.

        Parameters
        ----------
        x, y
            The place, in inches.

        Returns
        -------
        float
            In inches; 0 inside the rectangle.
        """
        near = self.nearest(x, y)
        return math.hypot(x - near[0], y - near[1])

    def overlap(self, other: Box) -> float:
        """Measure the area in common with another rectangle.

        Parameters
        ----------
        other
            The other one.

        Returns
        -------
        float
            In square inches.
        """
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, width) * max(0.0, height)


def likeness(topics: Floats) -> Floats:
    """Tell how alike topics are: what they have of each other's words.

    Parameters
    ----------
    topics
        Topics x terms, 0 and up.

    Returns
    -------
    numpy.ndarray
        Topics x topics: the Bhattacharyya coefficient of their distributions over terms, 0 for
        topics without a common term, 1 for equal ones.

    Examples
    --------
    >>> likeness(np.array([[1.0, 1.0, 0.0], [0.0, 2.0, 2.0]])).round(2).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    total = topics.sum(axis=1, keepdims=True)
    root = np.sqrt(topics / np.where(total > 0, total, 1))
    return np.asarray(np.minimum(root @ root.T, 1.0))


def flatten(alike: Floats) -> tuple[Floats, float]:
    """Put topics in the plane by classical scaling of their Hellinger distances.

    Parameters
    ----------
    alike
        Bhattacharyya coefficients, see `likeness`.

    Returns
    -------
    numpy.ndarray
        Topics x 2, the direction in which they differ most first, its sign fixed.
    float
        Share of the squared distances that the plane shows, 0 to 1.

    References
    ----------
    Torgerson 1952, "Multidimensional scaling: I. Theory and method", Psychometrika 17(4).

    Examples
    --------
    >>> places, part = flatten(np.eye(2))
    >>> places.round(2).tolist(), round(part, 2)
    ([[0.71, 0.0], [-0.71, 0.0]], 1.0)
    """
    size = len(alike)
    weights = 1 + TIE * np.arange(size, 0, -1) / size
    weights /= weights.sum()
    centre = np.eye(size) - weights[None, :]
    root = np.sqrt(weights)
    products = root[:, None] * (centre @ alike.round(12) @ centre.T) * root
    values, vectors = np.linalg.eigh(products)
    values = np.maximum(values[::-1], 0)
    places = vectors[:, ::-1][:, :2] * np.sqrt(values[:2]) / root[:, None]
    # The sign of an eigenvector is the library's choice: its largest entry shall be positive.
    for axis in range(2):
        column = places[:, axis]
        first = int(np.argmax(np.abs(column) > 0.999 * np.abs(column).max()))
        places[:, axis] = column if column[first] >= 0 else -column
    places[np.abs(places) < 1e-9] = 0
    total = float(values.sum())
    return places, float(values[:2].sum()) / total if total > 0 else 1.0


def fit_into(places: Floats, radii: Floats, frame: Box) -> tuple[Floats, bool]:
    """Scale places to a frame, and move circles apart that would overlap.

    Parameters
    ----------
    places
        Topics x 2, on any scale.
    radii
        Of the circles.
    frame
        Where they may be.

    Returns
    -------
    numpy.ndarray
        Topics x 2, circles inside the frame.
    bool
        Whether any had to be moved.
    """
    lowest, highest = places.min(axis=0), places.max(axis=0)
    most = radii.max()
    room = np.array([frame.x1 - frame.x0, frame.y1 - frame.y0]) - 2 * most
    spread = highest - lowest
    scale = min((room[axis] / spread[axis] for axis in range(2) if spread[axis] > 1e-9), default=1)
    middle = np.array([frame.x0 + frame.x1, frame.y0 + frame.y1]) / 2
    scaled = (places - (lowest + highest) / 2) * scale + middle
    moved = scaled
    corner = np.array([[frame.x0, frame.y0], [frame.x1, frame.y1]])
    wanted = radii[:, None] + radii + GAP
    np.fill_diagonal(wanted, 0)
    turn = np.arange(len(places)) * 2.4  # the golden angle: no two leave one point the same way
    aside = np.column_stack([np.cos(turn), np.sin(turn)])
    for _ in range(ROUNDS):
        between = moved[:, None] - moved
        apart = np.hypot(between[..., 0], between[..., 1])
        lacking = np.maximum(wanted - apart, 0)
        if lacking.max() < 1e-6:
            break
        close = apart < 1e-9
        way = np.where(
            close[..., None],
            (aside[:, None] - aside) / 2,
            between / np.where(close, 1, apart)[..., None],
        )
        moved = moved + (way * lacking[..., None]).sum(axis=1) / 2.2
        moved = np.clip(moved, corner[0] + radii[:, None], corner[1] - radii[:, None])
    return np.asarray(moved), bool(np.abs(moved - scaled).max() > GAP)


def place_labels(
    places: Floats, radii: Floats, sizes: Sequence[tuple[float, float]], frame: Box
) -> list[Box]:
    """Find room for a label beside each circle.

    Parameters
    ----------
    places
        Circles x 2.
    radii
        Of the circles.
    sizes
        Width and height of each label; (0, 0) where there is none.
    frame
        Where labels may be.

    Returns
    -------
    list of Box
        Where the labels are: the free place nearest to the circle, tried from the largest circle
        on, below it first.
    """
    taken: list[Box] = []
    found = [Box(float(x), float(y), float(x), float(y)) for x, y in places]
    for i in np.lexsort((np.arange(len(radii)), -radii.round(9))):
        width, height = sizes[i]
        if not width:
            continue
        boxes = [
            Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            for x, y in _around(places[i], radii[i], width, height)
        ]
        costs = [
            _cost(box, taken, places, radii, frame) + rank * 1e-3 for rank, box in enumerate(boxes)
        ]
        found[i] = boxes[int(np.argmin(np.round(costs, 9)))]
        taken.append(found[i].grown(GAP))
    return found


def _cost(box: Box, taken: Sequence[Box], places: Floats, radii: Floats, frame: Box) -> float:
    """Weigh what a label would cover, other words most of all."""
    area, height = (box.x1 - box.x0) * (box.y1 - box.y0), box.y1 - box.y0
    inside = [
        max(0.0, radius - box.distance(x, y)) for (x, y), radius in zip(places, radii, strict=True)
    ]
    words = sum(box.overlap(other) for other in taken)
    return float(50 * (area - box.overlap(frame)) + 20 * words + 8 * height * sum(inside))


def _around(place: Floats, radius: float, width: float, height: float) -> list[tuple[float, float]]:
    """Middles of a label that touches a circle, and of one a little farther off."""
    around = []
    for away in (GAP, 0.16, 0.32, 0.5):
        for k in range(DIRECTIONS):
            angle = -math.pi / 2 + (k + 1) // 2 * (2 * math.pi / DIRECTIONS) * (-1) ** k
            cos, sin = math.cos(angle), math.sin(angle)
            # As far out as the label's own half measures reach in this direction.
            reach = (
                radius
                + away
                + min(width / 2 / max(abs(cos), 1e-9), height / 2 / max(abs(sin), 1e-9))
            )
            around.append((float(place[0]) + cos * reach, float(place[1]) + sin * reach))
    return around
