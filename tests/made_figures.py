"""Made-up tables for figures, and a reader of what is drawn."""

import datetime as dt
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from helpers.analysis.honesty import UNDATED, Rung, rung
from helpers.analysis.statistics.contrasts import contrast_means
from helpers.reporting.theme import WIDTH, Drawing

ERAS = ("1974", "1984–1986", "1994", "2004", "2014", "2024", "2031–2033")
LONG = "Envoys of a Far Country Meet Again to Talk of Timber and of Glass"
WORDS = ["".join(parts) for parts in product(("ba", "ko", "ri", "tu", "me"), repeat=4)]
PIXELS = 2


def made_articles(*sizes: int, undated: int = 0, label: str = LONG) -> pd.DataFrame:
    """Articles of as many eras as there are sizes, some open on a side, some known to the day."""
    rows = []
    for era, size in [*zip(ERAS, sizes, strict=False), (UNDATED, undated)]:
        for i in range(size):
            year = int(era[:4]) if era != UNDATED else 1999
            first = dt.date(year, 1 + i % 6, 1 + i % 28)
            rows.append(
                {
                    "article_id": f"a{len(rows):03d}",
                    "label": f"{label} {i}",
                    "era": era,
                    "earliest": None if i % 9 == 4 else first,
                    "latest": None if i % 9 == 7 else first + dt.timedelta(days=40 * (i % 5)),
                    "published": first if i % 5 == 0 else None,
                    "date_basis": "date line",
                }
            )
    return pd.DataFrame(rows).astype(object)


def era_contrast(values: pd.DataFrame, articles: pd.DataFrame, name: str) -> pd.DataFrame:
    """Means by era as the analysis gives them."""
    dated = articles[articles["era"] != UNDATED]
    eras = dated.set_index("article_id")["era"]
    return contrast_means(values.loc[eras.index], eras, ERAS, name=name)


def rung_of(articles: pd.DataFrame) -> Rung:
    return rung(articles["era"].value_counts().to_dict())


def eras_of(articles: pd.DataFrame) -> list[str]:
    return [era for era in ERAS if (articles["era"] == era).any()]


def points(axes) -> np.ndarray:
    """Places of all points of a panel that are drawn with a marker."""
    drawn = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    return np.concatenate([np.column_stack(line.get_data()).astype(float) for line in drawn])


def shown_texts(drawing: Drawing) -> list[tuple[str, float, np.ndarray]]:
    """Words, size in points and place of everything written in a figure."""
    figure = drawing.figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    hidden = {
        id(text)
        for axes in figure.axes
        if not axes.axison
        for axis in (axes.xaxis, axes.yaxis)
        for text in axis.findobj(Text)
    }
    inner = [child for axes in figure.axes for child in axes.child_axes]
    for axes in [*figure.axes, *inner]:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    hidden |= {id(text) for text in tick.findobj(Text)}
    return [
        (text.get_text(), text.get_fontsize(), text.get_window_extent(renderer).extents)
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden
    ]


def check_readable(drawing: Drawing) -> None:
    """Every word is large enough, inside the figure, and on no other word."""
    texts = shown_texts(drawing)
    assert texts
    assert min(size for _, size, _ in texts) >= 8
    touching = [
        (first, second)
        for (first, _, a), (second, _, b) in combinations(texts, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > PIXELS and min(a[3], b[3]) - max(a[1], b[1]) > PIXELS
    ]
    assert touching == []
    width, height = drawing.figure.get_size_inches() * drawing.figure.dpi
    cut = [text for text, _, (x0, y0, x1, y1) in texts if x0 < -4 or x1 > width + 10 or y0 < -4]
    assert cut == []
    assert width == pytest.approx(WIDTH * drawing.figure.dpi)
    assert height < 20 * drawing.figure.dpi


def check_described(drawing: Drawing) -> None:
    """There is a text for somebody who cannot see the figure, and a table of a small size."""
    assert 10 < len(drawing.alt) < 1600
    assert drawing.alt.endswith((".", "%."))
    assert "nan" not in drawing.alt
    assert 0 < len(drawing.data) <= 400
