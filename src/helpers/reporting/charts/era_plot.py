"""The plot of key terms: how much each leans to an era, and how many articles use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import Rung, count_of
from helpers.analysis.resampling import Floats
from helpers.reporting.charts.topic_plane import Box
from helpers.reporting.numerals import MINUS
from helpers.reporting.theme import (
    INK,
    PALE,
    QUIET,
    WIDTH,
    Drawing,
    era_colours,
    new_figure,
    quiet_grid,
    shorten,
    text_width,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from helpers.analysis.eras import EraComparison

MOST = 400
"""Terms that are drawn: half of them the most telling, half the most frequent."""
MIN_ARTICLES = 2
CANNOT_TELL = "cannot tell"
SMALL = 8.5
LONGEST = 24
TOLD = 6
"""Terms of an era that are told to somebody who cannot see the plot."""
LABELS = 26
"""Terms that are named in a panel, where they find room."""
PANEL = (6.3, 4.4)
HALF_PANEL = (2.9, 2.7)
"""Inches of a panel: of the one of two eras, and of those side by side."""
EDGES = (0.62, 0.6, 0.4)
"""Inches beside a panel: left, below, above."""
STEP = 0.05
"""Inches by which terms at one place are moved apart."""
HIGH, GAP = 0.155, 0.025
"""Inches: the height of a name, and its distance from its point."""
WIDEST = 8.0
"""Doublings beyond which a term is drawn at the edge, so that what lies nearer stays readable."""
LEAST, LARGEST = 10.0, 150.0
"""Square points of the rarest and the most frequent term."""
TICKS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500)


def plot_terms(terms: pd.DataFrame, eras: Sequence[str]) -> pd.DataFrame:
    """Choose what an era plot draws.

    Parameters
    ----------
    terms : pandas.DataFrame
        The table ``terms`` of an `EraComparison`.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    pandas.DataFrame
        Columns of ``terms`` and ``term``, ``uses`` and ``articles`` (both over all eras), one row
        per term and era, eras in time order and the most telling terms first; with two eras the
        rows of the later one, since the other's say the same with the sign turned. Terms of one
        article are left out. At most 400 terms: the most telling, by ``z``, and the most frequent.
        A term that an era lacks, and could not be expected to use in so few words, has no row.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"era": "now", "target": 3, "reference": 1, "articles_target": 2,
    ...        "articles_reference": 1, "z": 1.5, "log_ratio": 1.2}
    >>> chosen = plot_terms(pd.DataFrame([row], index=["yen"]).rename_axis("term"), ("then", "now"))
    >>> chosen[["term", "uses", "articles"]].values.tolist()
    [['yen', 4, 3]]
    """
    table = terms.reset_index()
    table["uses"] = table["target"] + table["reference"]
    table["articles"] = table["articles_target"] + table["articles_reference"]
    table = table[table["articles"] >= MIN_ARTICLES].assign(telling=-table["z"].abs().round(9))
    every = table.groupby("term")[["telling", "uses"]].min().reset_index()
    telling = every.sort_values(["telling", "term"])["term"]
    often = every.assign(uses=-every["uses"]).sort_values(["uses", "term"])["term"]
    names = list(dict.fromkeys(np.column_stack([telling, often]).ravel()))[:MOST]
    if len(eras) == 2:
        table = table[table["era"] == eras[1]]
    lacking = ((table["target"] == 0) | (table["reference"] == 0)) & (table["log_ratio"] == 0)
    table = table[table["term"].isin(names) & ~lacking]
    table = table.assign(place=table["era"].map({era: i for i, era in enumerate(eras)}))
    table = table.sort_values(["place", "telling", "term"], kind="stable")
    return table.drop(columns=["place", "telling"]).reset_index(drop=True)


def era_plot(comparison: EraComparison) -> Drawing | None:
    """Draw terms by how much they lean to an era and by how many articles use them.

    Parameters
    ----------
    comparison : EraComparison
        The comparison.

    Returns
    -------
    Drawing or None
        To the right what the later of two eras uses more often, to the left what the earlier does;
        with more eras a panel for each, against the rest. Height: articles that use the term, on a
        logarithmic scale. Size: uses. Hollow: not used on one side. Grey, where the folder allows
        intervals: cannot be told from chance. None with fewer than two eras or without terms of
        two articles.
    """
    eras = comparison.eras
    chosen = plot_terms(comparison.terms, eras) if len(eras) > 1 else None
    if chosen is None or chosen.empty:
        return None
    shown = [era for era in eras if (chosen["era"] == era).any()]
    columns = 1 if len(eras) == 2 else 2
    size = PANEL if columns == 1 else HALF_PANEL
    lines = -(-len(shown) // columns)
    figure, panels = new_figure(lines * (size[1] + sum(EDGES[2:])), columns, lines)
    figure.set_layout_engine("none")
    colours = era_colours(eras)
    for i, axes in enumerate(panels):
        if i >= len(shown):
            axes.axis("off")
            continue
        _place(axes, i, columns, lines, size)
        _set_scales(axes, chosen)
        mine = chosen[chosen["era"] == shown[i]].reset_index(drop=True)
        told = (mine["verdict"] != CANNOT_TELL).to_numpy() | (not comparison.rung.intervals)
        other = colours[eras[0]] if columns == 1 else QUIET
        leaning = np.where(mine["log_ratio"] > 0, colours[shown[i]], other)
        _draw(axes, chosen, mine, np.where(told, leaning, PALE), size)
        _name(axes, i, columns, shown[i], eras[0])
    return Drawing(figure, _alt(chosen, eras), _numbers(chosen))


def x_limit(chosen: pd.DataFrame) -> float:
    """Say how far the axis of log-ratios reaches to either side.

    Parameters
    ----------
    chosen : pandas.DataFrame
        As `plot_terms` gives it.

    Returns
    -------
    float
        In doublings, 2 to 8.
    """
    return float(np.clip(np.ceil(chosen["log_ratio"].abs().max() * 1.12), 2, WIDEST))


def y_limits(chosen: pd.DataFrame) -> tuple[float, float]:
    """Say how far the axis of articles reaches.

    Parameters
    ----------
    chosen : pandas.DataFrame
        As `plot_terms` gives it.

    Returns
    -------
    tuple of float
        Logarithms to base 2.
    """
    low, high = np.log2(chosen["articles"].min()), np.log2(chosen["articles"].max())
    margin = 0.08 * (high - low) + 0.25
    return float(low - margin), float(high + margin)


def places(chosen: pd.DataFrame, rows: pd.DataFrame, size: tuple[float, float]) -> Floats:
    """Find where terms are drawn: those at one place are moved apart in a spiral.

    Parameters
    ----------
    chosen : pandas.DataFrame
        As `plot_terms` gives it: sets the scale.
    rows : pandas.DataFrame
        The rows of one panel.
    size : tuple of float
        Width and height of the panel in inches.

    Returns
    -------
    numpy.ndarray
        Rows x 2: log-ratio, and the logarithm of the number of articles to base 2.
    """
    most = 0.97 * x_limit(chosen)
    across = rows["log_ratio"].clip(-most, most)
    at = np.column_stack([across, np.log2(rows["articles"])]).astype(np.float64)
    keys = across.round(3).astype(str) + " " + rows["articles"].astype(str)
    number = keys.groupby(keys).cumcount().to_numpy()
    low, high = y_limits(chosen)
    unit = np.array([2 * x_limit(chosen) / size[0], (high - low) / size[1]])
    turn, away = number * 2.399963, STEP * np.sqrt(number)  # the golden angle
    moved = at + np.column_stack([np.cos(turn), np.sin(turn)]) * away[:, None] * unit
    moved[:, 0] = moved[:, 0].clip(-x_limit(chosen) * 0.99, x_limit(chosen) * 0.99)
    return np.asarray(moved)


def sizes(uses: pd.Series) -> Floats:
    """Give each term an area by its uses.

    Parameters
    ----------
    uses : pandas.Series
        Uses of each term.

    Returns
    -------
    numpy.ndarray
        Square points.
    """
    part = uses.to_numpy(dtype=np.float64) / uses.max()
    return np.asarray(LEAST + (LARGEST - LEAST) * part)


def _ticks(chosen: pd.DataFrame) -> list[int]:
    low, high = chosen["articles"].min(), chosen["articles"].max()
    more = [10**power * step for power in range(3, 8) for step in (1, 2, 5)]
    return [tick for tick in (*TICKS, *more) if low <= tick <= high] or [int(low)]


def _place(axes: Axes, i: int, columns: int, lines: int, size: tuple[float, float]) -> None:
    left, below, above = EDGES
    height = size[1] + below + above
    x = left + i % columns * (WIDTH / columns)
    y = (lines - 1 - i // columns) * height + below
    tall = lines * height
    axes.set_position((x / WIDTH, y / tall, size[0] / WIDTH, size[1] / tall))


def _set_scales(axes: Axes, chosen: pd.DataFrame) -> None:
    widest, ticks = x_limit(chosen), _ticks(chosen)
    axes.set_xlim(-widest, widest)
    axes.set_ylim(*y_limits(chosen))
    axes.set_yticks(np.log2(ticks), [f"{tick:,}" for tick in ticks])
    marks = np.linspace(-widest, widest, 5)
    beyond = "+" if chosen["log_ratio"].abs().max() > widest else ""
    names = [f"{mark:+g}".replace("-", MINUS) if mark else "0" for mark in marks]
    axes.set_xticks(marks, [f"{names[0]}{beyond}", *names[1:-1], f"{names[-1]}{beyond}"])
    quiet_grid(axes, "both")
    axes.axvline(0, color=QUIET, linewidth=0.8)


def _name(axes: Axes, i: int, columns: int, era: str, first: str) -> None:
    if columns == 1:
        rest, unit = shorten(first, LONGEST), "log-ratio (1 = twice as often)"
    else:
        axes.set_title(f"Era {shorten(era, LONGEST)}")
        rest, unit = "the rest", "log-ratio"
    here = shorten(era, LONGEST) if columns == 1 else "this era"
    axes.set_xlabel(f"← more in {rest}    {unit}    more in {here} →", fontsize=SMALL + 1)
    if i % columns == 0:
        axes.set_ylabel("Articles that use the term")


def _draw(
    axes: Axes,
    chosen: pd.DataFrame,
    rows: pd.DataFrame,
    edges: NDArray[np.str_],
    size: tuple[float, float],
) -> None:
    at, area = places(chosen, rows, size), sizes(rows["uses"])
    hollow = ((rows["target"] == 0) | (rows["reference"] == 0)).to_numpy()
    fills = np.where(hollow, "white", edges)
    axes.scatter(at[:, 0], at[:, 1], s=area, c=fills.tolist(), edgecolors=edges.tolist(), zorder=2)
    unit = np.array(size) / np.array([np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())])
    corner = np.array([axes.get_xlim()[0], axes.get_ylim()[0]])
    for i, box in _labels(rows, (at - corner) * unit, np.sqrt(area / np.pi) / 72, size):
        x, y = np.array([box.x0, (box.y0 + box.y1) / 2]) / unit + corner
        axes.text(float(x), float(y), shorten(rows["term"][i], LONGEST), fontsize=SMALL, color=INK,
                  verticalalignment="center", zorder=3)  # fmt: skip


def _labels(
    rows: pd.DataFrame, at: Floats, radii: Floats, size: tuple[float, float]
) -> list[tuple[int, Box]]:
    """Find room for the names of the most telling terms, in inches; names without room go.

    Half of the places are for terms to the left of zero, half for those to the right.
    """
    rank = rows.groupby(rows["log_ratio"] > 0).cumcount()
    order = np.lexsort((np.arange(len(rows)), rank))
    frame = Box(0.02, 0.02, size[0] - 0.02, size[1] - 0.02)
    found: list[tuple[int, Box]] = []
    for i in order[: round(LABELS * size[0] / PANEL[0]) * 2]:
        wide = text_width(shorten(rows["term"][i], LONGEST), SMALL) + GAP
        for box in _beside(at[i], radii[i], wide):
            inside = frame.overlap(box) > 0.999 * wide * HIGH
            free = not any(box.overlap(other) > 0 for _, other in found)
            if inside and free and not _covers(box, at, radii, int(i)):
                found.append((int(i), box))
                break
        if len(found) >= LABELS * size[0] / PANEL[0]:
            break
    return found


def _beside(place: Floats, radius: float, wide: float) -> list[Box]:
    """Places of a name right, left, above and below a point."""
    x, y, away = place[0], place[1], radius + GAP
    starts = [
        (x + away, y - HIGH / 2),
        (x - away - wide, y - HIGH / 2),
        *((x - wide / 2 + shift, y + away) for shift in (0, wide / 2, -wide / 2)),
        *((x - wide / 2 + shift, y - away - HIGH) for shift in (0, wide / 2, -wide / 2)),
    ]
    return [Box(left, low, left + wide, low + HIGH) for left, low in starts]


def _covers(box: Box, at: Floats, radii: Floats, own: int) -> bool:
    """Tell whether a name would lie on a point."""
    across = at[:, 0] - np.clip(at[:, 0], box.x0, box.x1)
    up = at[:, 1] - np.clip(at[:, 1], box.y0, box.y1)
    on = np.hypot(across, up) < radii
    on[own] = False
    return bool(on.any())


def _alt(chosen: pd.DataFrame, eras: Sequence[str]) -> str:
    """Tell of each era the terms that its key terms begin with."""
    sides = [(era, chosen[chosen["era"] == era], 1, "articles_target") for era in eras]
    if len(eras) == 2:  # the rows of the later era tell of the earlier one as well
        sides[0] = (eras[0], chosen, -1, "articles_reference")
    told = []
    for era, rows, sign, carriers in sides:
        own = rows[(sign * rows["log_ratio"].round(2) > 0) & (rows[carriers] >= MIN_ARTICLES)]
        if len(own):
            telling = own.assign(z=-sign * own["z"].round(9)).sort_values(["z", "term"])["term"]
            told.append(f"{era}: {', '.join(telling[:TOLD])}.")
    number = count_of(chosen["term"].nunique(), "term")
    how = "by how much each leans to an era and how many articles use it"
    return " ".join([f"{number} {how}.", *(["Most telling of", *told] if told else [])])


def _numbers(chosen: pd.DataFrame) -> pd.DataFrame:
    """List the most telling terms; all of them are in the table of key terms."""
    columns = ["era", "term", "log_ratio", "low", "high", "articles", "uses"]
    allowed = np.array([Rung(name).intervals for name in chosen["rung"]], dtype=bool)
    readable = chosen.assign(low=chosen["low"].where(allowed), high=chosen["high"].where(allowed))
    most = readable.groupby("era", sort=False).head(LABELS)[columns]
    return most.round(2).reset_index(drop=True)
