"""One look for all figures: colours that stay with an era or a topic, type, grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from helpers.analysis.honesty import UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The four of Okabe and Ito 2008, "Color Universal Design", that stand out on white paper by 3 to 1,
# and two that stay apart from them for people with any of the three kinds of colour blindness.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#692d0f", "#8f1fe0")
# Seven that keep apart from each other for all three kinds as well, from the eras' for most people,
# and stand out on white by 3 to 1: no more could be found, so that topics after the seventh repeat
# them and every topic goes by its number.
TOPIC_PALETTE = ("#003388", "#bb5566", "#0099bb", "#999900", "#770044", "#6655cc", "#665500")
INK, QUIET, FAINT = "#1f2328", "#6b7280", "#d7dbe0"
PLAIN, PALE = "#46566b", "#b9c1cb"
"""What belongs to no era: never a colour of the palette, which would read as one."""
MARKERS = ("o", "s", "^", "D", "v", "P", "*")
"""One more than there are colours, so that the seventh era differs from the first."""
WIDTH = 7.2
"""Inches; a figure of this width stays readable on a telephone."""
FONT = "DejaVu Sans"


class Drawing(NamedTuple):
    """A figure, what to say to somebody who cannot see it, and the numbers that it draws."""

    figure: Figure
    alt: str
    data: pd.DataFrame


_NUMBER = re.compile(r" \(\d+\)$")


def era_colours(eras: Sequence[str]) -> dict[str, str]:
    """Colour of each era, the same in every figure.

    Parameters
    ----------
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    dict
        Era to colour; the undated are grey.

    Examples
    --------
    >>> era_colours(["1995", "2025"])["2025"]
    '#d55e00'
    """
    named = [era for era in eras if era != UNDATED]
    return {era: PALETTE[i % len(PALETTE)] for i, era in enumerate(named)} | {UNDATED: QUIET}


def era_markers(eras: Sequence[str]) -> dict[str, str]:
    """Shape of each era's points, so that no figure hangs on colour alone.

    Parameters
    ----------
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    dict
        Era to marker.

    Examples
    --------
    >>> era_markers(["1995", "2025"])["2025"]
    's'
    """
    named = [era for era in eras if era != UNDATED]
    return {era: MARKERS[i % len(MARKERS)] for i, era in enumerate(named)} | {UNDATED: "X"}


def topic_colour(number: int) -> str:
    """Colour of a topic, the same in every figure and after every re-fit that keeps its number.

    Parameters
    ----------
    number : int
        The topic's number, from 1.

    Returns
    -------
    str
        The colour; that of topic 1 comes again with topic 8.

    Examples
    --------
    >>> topic_colour(1), topic_colour(8)
    ('#003388', '#003388')
    """
    return TOPIC_PALETTE[(number - 1) % len(TOPIC_PALETTE)]


def ink_on(colour: str) -> str:
    """Colour of words that can be read on a surface.

    Parameters
    ----------
    colour : str
        The surface.

    Returns
    -------
    str
        White or the colour of all text, whichever stands out more.

    Examples
    --------
    >>> ink_on("#003388"), ink_on("#b9c1cb")
    ('#ffffff', '#1f2328')
    """
    light = _luminance(colour) + 0.05
    return "#ffffff" if 1.05 / light >= light / (_luminance(INK) + 0.05) else INK


def _luminance(colour: str) -> float:
    """Relative luminance as the Web Content Accessibility Guidelines define it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a line of text as it is drawn.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Points.
    bold : bool
        Whether it is set in bold type.

    Returns
    -------
    float
        Inches.

    Examples
    --------
    >>> text_width("mm", 9) > text_width("ii", 9)
    True
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def new_figure(
    height: float, columns: int = 1, rows: int = 1, *, share_x: bool = False
) -> tuple[Figure, list[Axes]]:
    """Start a figure in the house style.

    Parameters
    ----------
    height : float
        Inches.
    columns, rows : int
        Panels.
    share_x : bool
        Whether panels have one scale.

    Returns
    -------
    Figure
        The figure.
    list of Axes
        Its panels, row by row.

    Examples
    --------
    >>> len(new_figure(3, columns=2)[1])
    2
    """
    import matplotlib.pyplot as plt
    import seaborn as sns

    sns.set_theme(
        style="white",
        context="notebook",
        palette=PALETTE,
        rc={
            "font.family": FONT,
            "font.size": 10,
            "axes.edgecolor": FAINT,
            "axes.labelcolor": INK,
            "axes.labelsize": 10,
            "axes.titlesize": 11,
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "text.parse_math": False,
        },
    )
    figure, axes = plt.subplots(
        rows, columns, figsize=(WIDTH, height), layout="constrained", squeeze=False, sharex=share_x
    )
    return figure, list(axes.flat)


def stacked_panels(
    heights: Sequence[float], *, columns: int = 1, share_x: bool = False
) -> tuple[Figure, list[Axes]]:
    """Start a figure of panels one below the other, each with a title of its own.

    Parameters
    ----------
    heights : sequence of float
        Inches of each row of panels, without its titles.
    columns : int
        Panels side by side.
    share_x : bool
        Whether panels have one scale.

    Returns
    -------
    Figure
        The figure.
    list of Axes
        Its panels, row by row from the top.

    Examples
    --------
    >>> len(stacked_panels([1.0, 2.0])[1])
    2
    """
    height = sum(heights) + 0.65 * len(heights) + 0.3
    figure, panels = new_figure(height, columns, len(heights), share_x=share_x)
    grid = panels[0].get_gridspec()
    if grid is not None:
        grid.set_height_ratios(list(heights))
    # The ticks of a panel must not be taken for part of the title below them.
    figure.get_layout_engine().set(h_pad=0.09)  # type: ignore[union-attr, call-arg]
    return figure, panels


def quiet_grid(axes: Axes, axis: str = "x") -> None:
    """Draw a faint grid behind the data.

    Parameters
    ----------
    axes : Axes
        The panel.
    axis : str
        ``"x"``, ``"y"`` or ``"both"``.

    Examples
    --------
    >>> quiet_grid(new_figure(2)[1][0])
    """
    axes.grid(visible=True, axis=axis, color=FAINT, linewidth=0.7)  # type: ignore[arg-type]
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def name_x(axes: Axes, text: str) -> None:
    """Name what is measured, below the panel and to the right, where a long name has room.

    Parameters
    ----------
    axes : Axes
        The lowest panel.
    text : str
        What is measured, and its unit.

    Examples
    --------
    >>> name_x(new_figure(2)[1][0], "Share of the words of an article, in percent")
    """
    axes.set_xlabel(text, loc="right")


def shorten(text: str, longest: int) -> str:
    """Make a label that fits and can be drawn: cut at a word, without signs that the font lacks.

    Parameters
    ----------
    text : str
        The label.
    longest : int
        Characters that fit.

    Returns
    -------
    str
        The label, or its beginning.

    Examples
    --------
    >>> shorten("Envoys meet in Oslo", 14)
    'Envoys meet…'
    >>> shorten("Envoys meet in Oslo (2)", 18)
    'Envoys meet… (2)'
    >>> shorten("🎣 Salmon", 14), shorten("日本", 14)
    ('Salmon', '(no letters)')
    """
    known = _known_signs()
    drawn = "".join(sign for sign in text if sign == " " or ord(sign) in known)
    text = " ".join(drawn.split()) or "(no letters)"
    if len(text) <= longest:
        return text
    number = _NUMBER.search(text)  # tells articles of one headline apart
    suffix = number.group() if number else ""
    return text[: longest - len(suffix)].rsplit(" ", 1)[0].rstrip(" ,;:…") + "…" + suffix


@cache
def _known_signs() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(FONT)).get_charmap())
