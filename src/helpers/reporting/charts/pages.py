"""Small pictures of pages: what was kept of each, what was taken out, what is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import count_of
from helpers.corpus.display import NO_HEADLINE
from helpers.intake.model import BODY, KEPT_KINDS
from helpers.reporting.intake import MOST_PAGES
from helpers.reporting.theme import INK, PALE, PLAIN, Drawing, new_figure, shorten

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ACROSS = 4
"""Pages side by side."""
WORDS_A_ROW, MOST_ROWS = 14, 70
"""Words that fill a row of a small page, and rows that can be told apart on it."""
PART, DOUBT = "#009e73", "#8f1fe0"
_SHIFT = 0.28
"""Lines taken out stand to the right, so that nothing hangs on colour alone."""


def marked_pages(lines: pd.DataFrame, articles: pd.DataFrame) -> Drawing | None:
    """Draw each clipping as a small page on which every line is marked.

    Parameters
    ----------
    lines : pandas.DataFrame
        As :func:`~helpers.reporting.intake.lines_to_check` gives them.
    articles : pandas.DataFrame
        The table of articles.

    Returns
    -------
    Drawing
        One small page a clipping, its lines from the top, as long as they have words: running text
        dark, headline and other parts green, what was taken out pale and to the right, lines in
        doubt purple. The first twenty clippings are drawn. None where there is no line.
    """
    import pandas as pd

    if lines.empty:
        return None
    marked = lines.assign(mark=_marks(lines))
    counts = pd.crosstab(marked["article_id"], marked["mark"])
    counts = counts.reindex(columns=["body", "part", "out", "doubt"], fill_value=0)
    chosen = counts.loc[list(dict.fromkeys(marked["article_id"]))].head(MOST_PAGES)
    figure, panels = new_figure(
        1.9 * -(-len(chosen) // ACROSS) + 0.3, ACROSS, -(-len(chosen) // ACROSS)
    )
    labels = articles.set_index("article_id")["label"]
    for axes, name in zip(panels, chosen.index, strict=False):
        _draw_page(axes, marked[marked["article_id"] == name])
        title = labels[name].removeprefix(f"{NO_HEADLINE} ")  # what follows tells them apart
        axes.set_title(shorten(title, 22), fontsize=8, fontweight="normal")
    for axes in panels[len(chosen) :]:
        axes.set_axis_off()
    data = chosen.assign(clipping=labels.reindex(chosen.index)).reset_index(drop=True)
    data = data[["clipping", "body", "part", "out", "doubt"]].set_axis(
        ["clipping", "running text", "other parts", "taken out", "in doubt"], axis=1
    )
    told = "; ".join(
        f"{name}: {count_of(body + part, 'line')} kept, {out} taken out, {doubt} in doubt"
        for name, body, part, out, doubt in data.itertuples(index=False)
    )
    return Drawing(figure, f"Lines of each clipping. {told}.", data)


def _marks(lines: pd.DataFrame) -> np.ndarray:
    kept = lines["kind"].isin(KEPT_KINDS)
    return np.select(
        [lines["doubt"], lines["kind"] == BODY, kept],
        ["doubt", "body", "part"],
        "out",
    )


def _draw_page(axes: Axes, lines: pd.DataFrame) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    bars, colours, top = [], [], 0.0
    colour_of = {"body": PLAIN, "part": PART, "out": PALE, "doubt": DOUBT}
    kept = lines["kind"].isin(KEPT_KINDS)
    for n_words, mark, inside in zip(lines["n_words"], lines["mark"], kept, strict=True):
        left = 0.0 if inside else _SHIFT
        for start in range(0, max(1, int(n_words)), WORDS_A_ROW):
            filled = min(max(1, int(n_words) - start), WORDS_A_ROW) / WORDS_A_ROW
            bars.append(Rectangle((left, top), filled * (1 - _SHIFT), 0.62))
            colours.append(colour_of[mark])
            top += 1
        top += 0.5
    axes.add_collection(PatchCollection(bars, facecolors=colours, linewidths=0))
    axes.set_xlim(0, 1)
    axes.set_ylim(max(top, MOST_ROWS / 2), -1)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color(PALE)
    axes.title.set_color(INK)
