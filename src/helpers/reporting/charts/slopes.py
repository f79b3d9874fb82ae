"""Levels by era: lines from era to era, with intervals and direct labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from helpers.reporting.charts.topic_marks import write_below
from helpers.reporting.decimals import decimals
from helpers.reporting.numerals import number
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    FAINT,
    TOPIC_PALETTE,
    Drawing,
    new_figure,
    shorten,
    text_width,
    topic_colour,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LINES = 12
LONGEST = 24
SMALL = 10
ROOM = 0.21
"""Inches between the middles of two labels."""
UNEVEN = 8.0
"""Largest level over the middle one from which counts are drawn on a scale of square roots."""
ASIDE = 0.06
"""Part of the panel's width over which the points of an era are spread."""
DASHES = ("-", (0, (4, 1.5)))
"""The colours come again with dashes."""


def slopes(levels: pd.DataFrame, eras: Sequence[str], unit: str) -> Drawing | None:
    """Join the levels of each thing from era to era.

    Parameters
    ----------
    levels : pandas.DataFrame
        Rows of ``name``, ``era``, ``value``, ``low``, ``high`` (NaN where there is no interval),
        as `analysis.over_time.levels` gives them; with ``number``, topics get the colours they have
        everywhere. At most twelve names are drawn, the first ones.
    eras : sequence of str
        Eras in time order.
    unit : str
        What is measured, and its unit.

    Returns
    -------
    Drawing or None
        A line a name, its name and levels at the ends, an interval up and down at each era (a
        little to the side, so that none lies on another). None where there are no two eras.
    """
    known = levels[levels["value"].notna()]
    shown = [era for era in eras if (known["era"] == era).any()]
    names = list(dict.fromkeys(known["name"]))[:MOST_LINES]
    if len(shown) < 2:
        return None
    known = known[known["name"].isin(names) & known["era"].isin(shown)]
    figure, (axes,) = new_figure(max(3.2, 1.3 + 1.25 * ROOM * len(names)))
    colours, dashes = _looks(known, names)
    _scale(axes, known)
    places = {era: place for place, era in enumerate(shown)}
    ends: dict[int, list[_End]] = {0: [], len(shown) - 1: []}
    for i, name in enumerate(names):
        own = known[known["name"] == name]
        x = own["era"].map(places).to_numpy()
        order = np.argsort(x)
        x, own = x[order], own.iloc[order]
        aside = 0.0 if len(names) == 1 else ASIDE * (len(shown) - 1) * (i / (len(names) - 1) - 0.5)
        _draw_line(axes, x + aside, own, colours[name], dashes[name])
        for end, at in ends.items():
            if (x == end).any():
                value = float(own["value"].to_numpy()[x == end][0])
                at.append(_End(name, end + aside, value, colours[name]))
    digits = decimals(float(known["value"].abs().max()))
    margin = 0.8 * ASIDE * (len(shown) - 1)
    axes.set_xlim(-margin, len(shown) - 1 + margin)
    axes.set_xticks(range(len(shown)), [_era_name(era, len(shown)) for era in shown])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, labelleft=False, pad=8)
    for place in range(len(shown)):
        axes.axvline(place, color=FAINT, linewidth=0.8, zorder=0)
    bounds = known["low"].notna().any()
    notes = [f"{unit}{_scale_told(axes)}."]
    notes += ["Lines up and down: 95% intervals over articles."] if bounds else []
    notes += ["Hollow: too few articles for an interval."] if known["low"].isna().any() else []
    write_below(figure, " ".join(notes))
    _label_ends(figure, axes, ends, digits)
    data = known[["name", "era", "value", "low", "high"]].reset_index(drop=True)
    told = "; ".join(
        f"{shorten(name, LONGEST)} {_course(known[known['name'] == name], places, digits)}"
        for name in names
    )
    return Drawing(figure, f"{unit}, by era: {told}.", _rounded(data, digits))


def apart(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> np.ndarray:
    """Move places along a line apart, as little as can be.

    Parameters
    ----------
    wanted : sequence of float
        Where things belong.
    gap : float
        Least distance between two of them.
    lowest, highest : float
        Ends of the line; where it is too short for all, it is used from end to end.

    Returns
    -------
    numpy.ndarray
        Where they are put, in the order given; things keep their order along the line.

    Notes
    -----
    The least squares solution, by isotonic regression of the places less what the gaps before them
    take.

    Examples
    --------
    >>> apart([1.0, 1.0, 5.0], 1.0, 0.0, 10.0)
    array([0.5, 1.5, 5. ])
    """
    from scipy.optimize import isotonic_regression

    places = np.asarray(wanted, dtype=float)
    if len(places) > 1 and gap * (len(places) - 1) > highest - lowest:
        gap = (highest - lowest) / (len(places) - 1)
    order = np.argsort(places, kind="stable")
    before = gap * np.arange(len(places))
    level = isotonic_regression(places[order] - before).x if len(places) > 1 else places
    level = np.clip(level, lowest, max(highest - gap * (len(places) - 1), lowest))
    moved = np.empty_like(places)
    moved[order] = level + before
    return moved


def _looks(known: pd.DataFrame, names: Sequence[str]) -> tuple[dict[str, str], dict[str, object]]:
    if "number" in known:
        numbers = known.drop_duplicates("name").set_index("name")["number"]
        ranks = [int(numbers[name]) - 1 for name in names]
        colours = {name: topic_colour(int(numbers[name])) for name in names}
    else:
        ranks = list(range(len(names)))
        colours = {n: TOPIC_PALETTE[i % len(TOPIC_PALETTE)] for i, n in enumerate(names)}
    dashes = {n: DASHES[i // len(TOPIC_PALETTE) % 2] for i, n in zip(ranks, names, strict=True)}
    return colours, dict(dashes)


def _draw_line(axes: Axes, x: np.ndarray, own: pd.DataFrame, colour: str, dash: object) -> None:
    value, low, high = (own[name].to_numpy(dtype=float) for name in ("value", "low", "high"))
    breaks = np.flatnonzero(np.diff(np.round(x)) > 1) + 1
    line = (np.insert(part, breaks, np.nan) for part in (x, value))
    axes.plot(*line, color=colour, linewidth=1.6, linestyle=dash, zorder=2)
    has = np.isfinite(low) & np.isfinite(high)
    axes.vlines(x[has], low[has], high[has], color=colour, linewidth=1.6, alpha=0.5, zorder=1)
    for some, inside in ((has, colour), (~has, "white")):
        if some.any():
            axes.plot(x[some], value[some], linestyle="", marker="o", markersize=5, color=inside,
                      markeredgecolor=colour, zorder=3, clip_on=False)  # fmt: skip


def _scale(axes: Axes, known: pd.DataFrame) -> None:
    values = known[["value", "low", "high"]].to_numpy(dtype=float)
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    tops = known.groupby("name")["value"].max()
    uneven = low >= 0 and high > UNEVEN * max(float(tops.median()), 1e-12)
    margin = 0.04 * (high - low) or max(abs(high), 1.0) * 0.1
    if uneven:
        axes.set_yscale("function", functions=(_root, _square))
        axes.set_ylim(0, high * 1.08)
    else:
        axes.set_ylim(0 if 0 <= low < 0.5 * high else low - margin, high + margin)


def _root(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.sqrt(np.clip(values, 0, None)))


def _square(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.square(values))


def _scale_told(axes: Axes) -> str:
    return "" if axes.get_yscale() == "linear" else " (scale of square roots)"


def _era_name(era: str, eras: int) -> str:
    """Write an era; where there are many, its first and its last year on two lines."""
    if eras > 4 and "\N{EN DASH}" in era:
        first, last = era.split("\N{EN DASH}", 1)
        return f"{shorten(first, 8)}\N{EN DASH}\n{shorten(last, 8)}"
    return shorten(era, 14 if eras <= 4 else 9)


class _End(NamedTuple):
    """Where a line begins or ends."""

    name: str
    x: float
    value: float
    colour: str


def _label_ends(figure: Figure, axes: Axes, ends: dict[int, list[_End]], digits: int) -> None:
    """Write names and levels beside the first and the last era, with thin lines to the points."""
    texts = {end: [_end_text(own, digits, left=end == 0) for own in ends[end]] for end in ends}
    room = [
        1.06 * max((text_width(text, SMALL) for text in texts[end]), default=0.0) + 0.36
        for end in ends
    ]
    width, height = figure.get_size_inches()
    tall, wide = height - 0.85 - 0.19 * _note_lines(figure), width - sum(room)
    # The layout engine would make room for labels by moving them off their panel.
    figure.set_layout_engine("none")
    axes.set_position((room[0] / width, 1 - (tall + 0.2) / height, wide / width, tall / height))
    inside = axes.transAxes.inverted()
    for end, own in ends.items():
        spots = [inside.transform(axes.transData.transform((at.x, at.value))) for at in own]
        put = apart([spot[1] for spot in spots], ROOM / tall, 0.02, 0.98)
        edge = -0.26 / wide if end == 0 else 1 + 0.26 / wide
        for at, text, spot, place in zip(own, texts[end], spots, put, strict=True):
            axes.plot([spot[0], edge], [spot[1], place], transform=axes.transAxes, clip_on=False,
                      color=at.colour, linewidth=0.6, alpha=0.6, zorder=1)  # fmt: skip
            axes.text(edge + (-0.05 if end == 0 else 0.05) / wide, place, text, fontsize=SMALL,
                      transform=axes.transAxes, color=at.colour, verticalalignment="center",
                      horizontalalignment="right" if end == 0 else "left")  # fmt: skip


def _end_text(end: _End, digits: int, *, left: bool) -> str:
    name, level = shorten(end.name, LONGEST), number(end.value, digits)
    return f"{name}  {level}" if left else f"{level}  {name}"


def _note_lines(figure: Figure) -> int:
    note = figure.get_supxlabel()
    return note.count("\n") + 1 if note else 0


def _course(own: pd.DataFrame, places: dict[str, int], digits: int) -> str:
    ordered = sorted(rows(own), key=lambda row: places[row.era])
    return ", ".join(f"{row.era} {number(row.value, digits)}" for row in ordered)


def _rounded(data: pd.DataFrame, digits: int) -> pd.DataFrame:
    return data.round(digits + 1)
