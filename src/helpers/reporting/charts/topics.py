"""Figures of where topics are: in articles and in eras."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.analysis.honesty import UNDATED, Rung, count_of
from helpers.reporting.charts.topic_marks import (
    DOUBT,
    JOINT,
    SMALL,
    TopicMark,
    doubts_told,
    largest_marks,
    topic_marks,
    write_below,
)
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    FAINT,
    INK,
    PALE,
    PLAIN,
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    ink_on,
    name_x,
    new_figure,
    quiet_grid,
    shorten,
    text_width,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from helpers.analysis.eras import EraComparison
    from helpers.analysis.topics import TopicModel

__all__ = ["topic_by_article", "topic_by_era", "topics_compared"]

MOST_ROWS = 40
MOST_POINTS = 50
FEW_TOPICS = 6
"""Topics whose columns are wide enough for a word."""
MOST_WRITTEN = 20
"""Topics whose columns are wide enough for a number."""
MOST_COLUMNS = 60
WIDE_TABLE = 12
"""Topics whose shares fit a table side by side."""
MOST_NUMBERS = 100
MOST_SAID = 12
"""Rows that an alt text names."""
CELLS = 4.3
"""Inches for the cells of a heat map."""
HIGHEST_BAR = 0.9
"""Height of the bar of the largest share, in rows."""
HEAD = 12.0
"""Points from line to line of the heads of columns."""
TALLEST = 13.0
"""Inches for the topics of a figure of eras; more topics than fit are left to the table."""
ROOMY = 16
"""Topics up to which a row has room for articles."""
NAME_ROOM = 2.6


def topic_by_article(model: TopicModel, articles: pd.DataFrame, eras: Sequence[str]) -> Drawing:
    """Draw how much of each article's words a topic takes; of each era's where articles are many.

    Parameters
    ----------
    model : TopicModel
        The topics.
    articles : pandas.DataFrame
        The table of articles.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing
        A heat map, rows in order of time: up to twenty topics with the percentages written into
        the cells, from there on bars as high as the share, with the strongest topic written
        beside its row. Doubtful topics are grey.
    """
    every = topic_marks(model)
    marks = largest_marks(every, MOST_COLUMNS)
    percent, kind = _by_row(model, articles, eras)
    names = list(percent.index)
    values = percent[[mark.label for mark in marks]].to_numpy()
    written = len(marks) <= MOST_WRITTEN
    figure, (axes,) = new_figure(1.5 + 0.3 * len(percent) + 0.3 * bool(doubts_told(marks)))
    if written:
        _draw_cells(axes, values, marks)
    else:
        _draw_bars(axes, values, marks)
        beside = axes.secondary_yaxis("right")
        best = [
            f"{marks[i].tag}: {row[i]:.0f}%"
            for row, i in zip(values, values.argmax(axis=1), strict=True)
        ]
        beside.set_yticks(np.arange(len(names)) + 0.5, best)
        beside.tick_params(length=0)
        beside.spines["right"].set_visible(False)
    axes.set_xlim(0, len(marks))
    axes.set_ylim(len(names), 0)
    axes.tick_params(length=0)
    _head_columns(axes, marks)
    axes.set_yticks(np.arange(len(names)) + 0.5, names)
    name_x(axes, "Topic (share of the words, in percent)")
    axes.spines[["left", "bottom"]].set_visible(False)
    write_below(
        figure,
        f"The {len(marks)} largest of {len(every)} topics." if len(marks) < len(every) else "",
        "" if written else "Height of a bar: share. At the right: the strongest topic of the row.",
        f"Grey, in brackets: {DOUBT}" if doubts_told(marks) else "",
    )
    strongest = values.argmax(axis=1)[:MOST_SAID]
    told = "; ".join(
        f"{name}: topic {marks[i].number} ({row[i]:.0f}%)"
        for name, i, row in zip(names, strongest, values, strict=False)
    )
    alt = f"Share of each topic. Strongest topic by row: {told}. {doubts_told(marks)}".strip()
    return Drawing(figure, alt, _share_table(percent, every, kind))


def _by_row(
    model: TopicModel, articles: pd.DataFrame, eras: Sequence[str]
) -> tuple[pd.DataFrame, str]:
    """Shares in percent by article, or by era where there are many articles; in order of time."""
    shares = model.word_shares * 100
    about = articles.set_index("article_id").loc[shares.index]
    if len(shares) > MOST_ROWS:
        sizes = about["era"].value_counts()
        means = shares.groupby(about["era"]).mean().reindex([*eras, UNDATED]).dropna(how="all")
        means.index = pd.Index(
            [f"{shorten(era, 24)} ({count_of(int(sizes[era]), 'article')})" for era in means.index]
        )
        return means, "era"
    place = {era: i for i, era in enumerate(eras)}
    known = [
        (place.get(str(row.era), len(place)), _day(row), i) for i, row in enumerate(rows(about))
    ]
    order = [i for _, _, i in sorted(known)]
    shares, about = shares.iloc[order], about.iloc[order]
    shares.index = pd.Index(
        [f"{shorten(row.era, 12)}  {shorten(row.label, 30)}" for row in rows(about)]
    )
    return shares, "article"


def _day(row: Any) -> str:  # noqa: ANN401  (a row holds anything)
    """Give the first day on which an article can have appeared, as text that sorts."""
    days = [getattr(row, name, None) for name in ("published", "earliest", "latest")]
    return next((str(day) for day in days if not pd.isna(day)), "9999")


def _draw_cells(axes: Axes, values: np.ndarray, marks: Sequence[TopicMark]) -> None:
    """Draw a cell as dark as its share, with the share in it; paler where the topic is doubtful."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    scales = {
        doubtful: LinearSegmentedColormap.from_list(name, ["#f4f5f7", colour])
        for doubtful, name, colour in ((False, "shares", PLAIN), (True, "doubtful", PALE))
    }
    most = max(25.0, float(values.max()))
    for doubtful, scale in scales.items():
        own = [mark.doubtful is doubtful for mark in marks]
        if any(own):
            hidden = np.ma.masked_array(values, np.tile(~np.array(own), (len(values), 1)))
            axes.pcolormesh(hidden, cmap=scale, vmin=0, vmax=most, edgecolor="white", linewidth=1)
    for (row, column), value in np.ndenumerate(values):
        ground = to_hex(scales[marks[column].doubtful](value / most))
        axes.text(column + 0.5, row + 0.5, f"{value:.0f}", fontsize=SMALL, color=ink_on(ground),
                  horizontalalignment="center", verticalalignment="center")  # fmt: skip


def _draw_bars(axes: Axes, values: np.ndarray, marks: Sequence[TopicMark]) -> None:
    """Draw each row as bars that stand on its lower edge, as high as the shares."""
    most = max(float(values.max()), 1e-9)
    middles = np.arange(len(marks)) + 0.5
    for row, shares in enumerate(values):
        heights = HIGHEST_BAR * shares / most
        axes.bar(middles, -heights, bottom=row + 1, width=0.8, linewidth=0,
                 color=[mark.colour for mark in marks])  # fmt: skip
        axes.axhline(row + 1, color=FAINT, linewidth=0.8, zorder=0)


def _head_columns(axes: Axes, marks: Sequence[TopicMark]) -> None:
    """Head the columns with numbers, and with the first term of each where it fits.

    Where columns are narrower than numbers, these stand on several lines in turn.
    """
    heads, lines = [mark.tag for mark in marks], 1
    if len(marks) <= FEW_TOPICS:
        room = 60 // len(marks)
        first = [mark.label.split(JOINT)[0].split() for mark in marks]
        heads = [
            "\n".join([head, *(shorten(word, room) for word in words)])
            for head, words in zip(heads, first, strict=True)
        ]
    else:
        widest = max(text_width(f"{head} ", SMALL) for head in heads)
        lines = math.ceil(widest * len(marks) / CELLS)
    axes.set_xticks(np.arange(len(marks)) + 0.5, heads)
    for i, (tick, mark) in enumerate(zip(axes.xaxis.get_major_ticks(), marks, strict=True)):
        tick.set_pad(4 + i % lines * HEAD)
        tick.label1.set_color(QUIET if mark.doubtful else INK)


def _share_table(percent: pd.DataFrame, marks: Sequence[TopicMark], kind: str) -> pd.DataFrame:
    """Put shares side by side, or the largest one below the other where topics are many."""
    numbered = percent.round(1)
    numbered.columns = [str(mark.number) for mark in marks]
    if len(marks) <= WIDE_TABLE:
        return numbered.rename_axis(kind).reset_index()
    long = pd.DataFrame(
        {
            kind: np.repeat(numbered.index.to_numpy(), len(marks)),
            "topic": np.tile([mark.number for mark in marks], len(numbered)),
            "percent": numbered.to_numpy().ravel(),
        }
    )
    kept = long["percent"].sort_values(ascending=False, kind="stable").index[:MOST_NUMBERS]
    return long.loc[sorted(kept)].reset_index(drop=True)


def topic_by_era(
    contrast: pd.DataFrame,
    model: TopicModel,
    articles: pd.DataFrame,
    eras: Sequence[str],
    at: Rung,
) -> Drawing | None:
    """Draw the share of each topic by era.

    Parameters
    ----------
    contrast : pandas.DataFrame
        Rows of topic and era, see `topic_shares_by_era`.
    model : TopicModel
        The topics.
    articles : pandas.DataFrame
        The articles compared.
    eras : sequence of str
        Eras in time order.
    at : Rung
        Intervals are drawn where the ladder allows them.

    Returns
    -------
    Drawing or None
        A row a topic: the mean of each era as a large point, the articles as small ones where there
        are fewer than fifty; as many topics as fit, with the verdict beside those that differ
        between the eras. Doubtful topics are in grey brackets. None where no article has an era.
    """
    from matplotlib.ticker import MaxNLocator

    if contrast.empty:
        return None
    drawn = [era for era in eras if (contrast["era"] == era).any()]
    every = topic_marks(model)
    roomy = len(every) <= ROOMY
    height = (0.16 + 0.15 * len(drawn)) if roomy else (0.1 + 0.08 * len(drawn))
    marks = largest_marks(every, max(1, int(TALLEST / height)))
    labels = [mark.label for mark in marks]
    contrast = contrast[contrast["topic"].isin(labels)]
    figure, (axes,) = new_figure(1.1 + len(labels) * height + 0.3 * bool(doubts_told(marks)))
    shares = model.word_shares.loc[articles["article_id"], labels]
    era_of = articles.set_index("article_id")["era"]
    for k, era in enumerate(drawn):
        places = [i + (k + 0.5) / len(drawn) * 0.8 - 0.4 for i in range(len(labels))]
        own = shares.loc[era_of.index[era_of == era]]
        means = contrast[contrast["era"] == era].set_index("topic").loc[labels]
        look: dict[str, Any] = {"color": era_colours(eras)[era], "marker": era_markers(eras)[era]}
        few = roomy and len(shares) < MOST_POINTS
        _draw_era(axes, means, own if few else None, places, look, size=9 if roomy else 5.5)
        if at.intervals:
            low, high = means["mean_low"].clip(lower=0), means["mean_high"].clip(upper=1)
            axes.hlines(places, low * 100, high * 100, color=look["color"], linewidth=2, zorder=2)
    for i in range(0, len(labels), 2):
        axes.axhspan(i - 0.5, i + 0.5, color=FAINT, alpha=0.35, linewidth=0, zorder=0)
    axes.set_yticks(range(len(labels)), [f"{m.tag}  {m.named(NAME_ROOM)}" for m in marks])
    for text, mark in zip(axes.get_yticklabels(), marks, strict=True):
        text.set_color(QUIET if mark.doubtful else INK)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(-2 if roomy else -0.3, None)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    name_x(axes, "Share of the words of an article, in percent")
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    differs = _write_verdicts(axes, contrast, labels, several=len(drawn) > 2)
    figure.legend(loc="outside upper left", ncols=len(drawn), frameon=False, fontsize=SMALL)
    fewer = f"The {len(labels)} largest of {len(every)} topics."
    write_below(
        figure,
        fewer if len(labels) < len(every) else "",
        "At the right: differences between the eras that lean or are robust." if differs else "",
        f"Grey, in brackets: {DOUBT}" if doubts_told(marks) else "",
    )
    return Drawing(figure, _era_alt(contrast, marks), _era_table(contrast, marks))


def _draw_era(
    axes: Axes,
    means: pd.DataFrame,
    own: pd.DataFrame | None,
    places: Sequence[float],
    look: dict[str, Any],
    *,
    size: float,
) -> None:
    from matplotlib.colors import to_rgba

    # A pale inside, so that an article at the mean can be seen in front of it.
    inside = to_rgba(look["color"], 1 if own is None else 0.3)
    axes.plot(means["mean"] * 100, places, **look, linestyle="", markersize=size, zorder=3,
              markeredgewidth=1.3, markeredgecolor=look["color"], markerfacecolor=inside,
              label=means["era"].iloc[0])  # fmt: skip
    if own is not None:
        axes.plot((own * 100).T, places, **look, linestyle="", markersize=5, zorder=4,
                  markeredgewidth=0.6, markeredgecolor="white")  # fmt: skip


MOST_NAMED = 2
"""Eras whose verdict is written beside a topic."""


def _write_verdicts(
    axes: Axes, contrast: pd.DataFrame, labels: Sequence[str], *, several: bool
) -> bool:
    """Write beside a topic how far its differences between eras can be trusted."""
    found: dict[int, dict[str, list[str]]] = {}
    for verdict in ("robust", "leans"):
        some = contrast[contrast["verdict"] == verdict]
        order = some["difference"].abs().round(9).sort_values(ascending=False, kind="stable")
        for row in rows(some.loc[order.index]):
            told = found.setdefault(labels.index(row.topic), {})
            told.setdefault(verdict, []).append(shorten(row.era, 12))
    if found:
        beside = axes.secondary_yaxis("right")
        beside.set_yticks(list(found), [_verdict_told(told, several) for told in found.values()])
        beside.tick_params(length=0)
        beside.spines["right"].set_visible(False)
    return bool(found)


def _verdict_told(told: dict[str, list[str]], several: bool) -> str:
    """Write the firmest verdict, and of more than two eras those that it is of."""
    verdict, eras = next(iter(told.items()))
    if not several:
        return verdict
    more = " …" if len(eras) > MOST_NAMED or len(told) > 1 else ""
    return f"{verdict}: {', '.join(eras[:MOST_NAMED])}{more}"


def _era_table(contrast: pd.DataFrame, marks: Sequence[TopicMark]) -> pd.DataFrame:
    numbers = {mark.label: mark.number for mark in marks}
    data = contrast[["topic", "era", "articles", "mean", "p", "p_floor", "verdict"]]
    data = data.round({"mean": 3, "p": 4, "p_floor": 4})  # no p is 0
    data.insert(0, "number", data["topic"].map(numbers))
    return data.reset_index(drop=True)


def _era_alt(contrast: pd.DataFrame, marks: Sequence[TopicMark]) -> str:
    numbers = {mark.label: mark.number for mark in marks}
    told = " ".join(
        f"{numbers[row.topic]} {row.topic}, {row.era}: {row.mean:.0%}."
        for row in rows(contrast.head(MOST_SAID))
    )
    return f"Share of each topic by era. {told} {doubts_told(marks)}".strip()


def topics_compared(comparison: EraComparison) -> Drawing | None:
    """Draw the topics of a comparison by era; see `topic_by_era`.

    Parameters
    ----------
    comparison : EraComparison
        The comparison.

    Returns
    -------
    Drawing or None
        None where the folder has no topics.
    """
    if comparison.model is None:
        return None
    model, at = comparison.model, comparison.rung
    return topic_by_era(comparison.topics, model, comparison.articles, comparison.eras, at)
