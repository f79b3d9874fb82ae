"""Figures of the words of topics: their terms, and how these change between eras."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import count_of
from helpers.reporting.charts.topic_marks import (
    DOUBT,
    RELIABILITY,
    RELIABLE,
    SMALL,
    TopicMark,
    doubts_told,
    fit_parts,
    head_panel,
    largest_marks,
    topic_marks,
    write_below,
)
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PALE,
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    new_figure,
    quiet_grid,
    shorten,
    stacked_panels,
    text_width,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from helpers.analysis.topics import TopicModel

MOST_PANELS = 12
MOST_ROWS = 60
ROW_TERMS = 5
ROOM = 4.9
"""Inches for the terms of a row."""
NAME_ROOM = 1.75
"""Inches for a name above a panel."""
STANDING = -1.5
"""Height of the bar of reliability, in rows above the first term."""
MOST_WORDS = 10
"""Terms an era that fit a panel."""
LONGEST = 22
WIDEST = 4.0
"""Doublings to which the scale of words reaches at least."""


def topic_terms(model: TopicModel, n_terms: int = 8) -> Drawing:
    """Draw the strongest terms of each topic, with the topic's reliability as a bar.

    Parameters
    ----------
    model : TopicModel
        The topics.
    n_terms : int
        Terms a topic; those without any weight in it are left out.

    Returns
    -------
    Drawing
        One panel a topic; of more than twelve topics a row each, with five terms. Doubtful topics
        are grey, and called so.
    """
    marks = topic_marks(model)
    in_panels = len(marks) <= MOST_PANELS
    if in_panels:
        drawn, drawing = marks, _term_panels(model, marks, n_terms)
    else:
        n_terms, drawn = ROW_TERMS, largest_marks(marks, MOST_ROWS)
        drawing = _term_rows(model, drawn, len(marks))
    data = model.reliability.reset_index()[["topic", "reliability", "articles", "one_article"]]
    data["topic"] = model.numbers
    if any(mark.own_name for mark in marks):
        data.insert(1, "name", [mark.own_name for mark in marks])
    data["terms"] = [", ".join(found) for found in model.top_terms(n_terms)]
    data = data[data["topic"].isin([mark.number for mark in drawn])]
    return drawing._replace(data=data.round(2).reset_index(drop=True))


def _term_panels(model: TopicModel, marks: Sequence[TopicMark], n_terms: int) -> Drawing:
    columns = min(3, len(marks))
    lines = math.ceil(len(marks) / columns)
    named = 0.16 * any(mark.own_name for mark in marks)
    height = lines * (0.62 + named + 0.21 * (n_terms - STANDING)) + 0.5
    figure, panels = new_figure(height, columns=columns, rows=lines)
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.06)  # type: ignore[union-attr, call-arg]
    terms = model.term_table(n_terms)
    for axes, mark in zip(panels, marks, strict=False):
        _draw_topic(axes, terms[terms["topic"] == mark.label], mark, n_terms)
    for axes in panels[len(marks) :]:
        axes.axis("off")
    _explain(figure, marks, f"Grey: {DOUBT}")
    alt = f"Strongest terms of {count_of(len(marks), 'topic')}. " + " ".join(
        f"Topic {mark.number}: {', '.join(found[:4])}, reliability {mark.reliability}."
        for mark, found in zip(marks, model.top_terms(4), strict=True)
    )
    return Drawing(figure, f"{alt} {doubts_told(marks)}".strip(), terms)


def _draw_topic(axes: Axes, terms: pd.DataFrame, mark: TopicMark, n_terms: int) -> None:
    _draw_standing(axes, STANDING, mark)
    axes.barh(range(len(terms)), terms["weight"], color=mark.colour, height=0.66)
    if mark.one_article:
        axes.annotate("nearly all in one article", (0, STANDING + 0.75), fontsize=8.5,
                      verticalalignment="center")  # fmt: skip
    names = [shorten(term, LONGEST) for term in terms["term"]]
    axes.set_yticks([STANDING, *range(len(terms))], [f"reliability {mark.reliability}", *names])
    axes.get_yticklabels()[0].set_fontweight("bold")
    axes.set_ylim(n_terms - 0.5, STANDING - 0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, labelsize=9)
    head_panel(axes, mark, mark.own_name and mark.named(NAME_ROOM))


def _draw_standing(axes: Axes, y: float, mark: TopicMark) -> None:
    """Draw how much of a topic stays, on a track that ends at all of it."""
    kept = 0 if math.isnan(mark.kept) else mark.kept
    axes.barh([y], [1], color="white", edgecolor=QUIET, linewidth=0.8, height=0.5, clip_on=False)
    axes.barh([y], [kept], color=mark.colour, linewidth=0, height=0.44)
    axes.plot([RELIABLE] * 2, [y - 0.36, y + 0.36], color=INK, linewidth=1)


def _term_rows(model: TopicModel, marks: Sequence[TopicMark], n_topics: int) -> Drawing:
    figure, (bars, words) = new_figure(0.95 + 0.2 * len(marks), columns=2)
    bars.get_gridspec().set_width_ratios([1, ROOM])  # type: ignore[union-attr]
    found = dict(zip(model.numbers, model.top_terms(ROW_TERMS), strict=True))
    words.axis("off")
    for y, mark in enumerate(marks):
        _draw_standing(bars, y, mark)
        tone = QUIET if mark.doubtful else INK
        bars.text(1.08, y, mark.reliability, fontsize=9, color=tone, verticalalignment="center")
        words.text(0.08, y, _fitting(found[mark.number], mark), fontsize=9, color=tone,
                   verticalalignment="center")  # fmt: skip
    for axes in (bars, words):
        axes.set_ylim(len(marks) - 0.4, -0.6)
        axes.set_xlim(0, 1)
    bars.set_yticks(range(len(marks)), [mark.tag for mark in marks])
    bars.set_xticks([])
    bars.set_title("Reliability", fontsize=9)
    bars.spines[["left", "bottom"]].set_visible(False)
    bars.tick_params(length=0)
    few = f"The {len(marks)} largest of {n_topics} topics." if len(marks) < n_topics else ""
    _explain(figure, marks, f"Grey, in brackets: {DOUBT}", few)
    told = " ".join(f"Topic {m.number}: {', '.join(found[m.number][:3])}." for m in marks[:12])
    alt = f"Terms and reliability of {count_of(len(marks), 'topic')}. {told} {doubts_told(marks)}"
    return Drawing(figure, alt.strip(), model.term_table(ROW_TERMS))


def _explain(figure: Figure, marks: Sequence[TopicMark], doubt: str, more: str = "") -> None:
    write_below(figure, more, f"{RELIABILITY} Line: 50%.", doubt if doubts_told(marks) else "")


def _fitting(terms: Sequence[str], mark: TopicMark) -> str:
    """Write as many terms as a row has room for."""
    before = f"{shorten(mark.own_name, LONGEST)}: " if mark.own_name else ""
    after = "  (one article)" if mark.one_article else ""
    room = ROOM - text_width(before + after, SMALL)
    return f"{before}{fit_parts(terms, ', ', room) or 'no terms'}{after}"


def words_within(
    table: pd.DataFrame, model: TopicModel, topic_number: int, eras: Sequence[str]
) -> Drawing | None:
    """Draw how the words inside one topic differ between the eras.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of topic, era and term, see `topic_words.words_within`.
    model : TopicModel
        The topics.
    topic_number : int
        The number of the topic.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    Drawing or None
        A panel an era: the ten terms by which its texts on the topic differ most from those of the
        other eras, with intervals; hollow without one; grey where one article has nearly all uses.
        None where no era uses a term more than the rest.
    """
    mark = next(mark for mark in topic_marks(model) if mark.number == topic_number)
    own = table[(table["number"] == topic_number) & (table["articles_target"] > 0)]
    more = own[own["log_ratio"].round(2) > 0]
    order = more.assign(size=-more["z"].abs().round(6).fillna(0)).sort_values(["size", "term"])
    drawn = order.groupby("era", sort=False).head(MOST_WORDS)
    shown = [era for era in eras if (drawn["era"] == era).any()]
    if not shown:
        return None
    columns = min(2, len(shown))
    sizes = [int((drawn["era"] == era).sum()) for era in shown]
    tallest = [max(sizes[i : i + columns]) for i in range(0, len(shown), columns)]
    heights = [0.24 * n + 0.1 for n in tallest]
    figure, panels = stacked_panels(heights, columns=columns, share_x=True)
    low, high = _reach(drawn)
    colours, markers = era_colours(eras), era_markers(eras)
    for i, (axes, era) in enumerate(zip(panels, shown, strict=False)):
        _draw_words(axes, drawn[drawn["era"] == era], colours[era], markers[era], (low, high))
        axes.set_ylim(tallest[i // columns] - 0.4, -0.6)
        axes.set_title(f"Era {shorten(era, LONGEST)}")
    for axes in panels[len(shown) :]:
        axes.axis("off")
    panels[0].set_xlim(low - 0.15, high + 0.15)
    panels[0].set_xticks(np.arange(low, high + 1, max(1, round((high - low) / 6))))
    for axes in panels[max(0, len(shown) - columns) : len(shown)]:
        axes.tick_params(labelbottom=True)
    cut = bool((drawn["low"] < low).any() or (drawn["high"] > high).any())
    doubt = ", doubtful" if mark.doubtful else ""
    figure.suptitle(f"Topic {mark.number}{doubt}: {shorten(mark.label, 48)}", x=0.01,
                    horizontalalignment="left", fontsize=11, weight="bold")  # fmt: skip
    notes = [
        "Log-ratio against the topic's words in the other eras (1 = twice as often, 2 = four "
        "times). Behind a term: articles that use it, here : elsewhere.",
        "Hollow: no interval, for one side hardly uses it."
        if drawn[["low", "high"]].isna().any(axis=None)
        else "",
        "Lines that reach the edge go on." if cut else "",
        "Grey, in brackets: nearly all uses in one article." if drawn["one_article"].any() else "",
    ]
    doubted = f"Doubtful: one of the {DOUBT}" if mark.doubtful else ""
    figure.set_figheight(figure.get_figheight() + 0.9 + 0.3 * mark.doubtful)
    write_below(figure, " ".join(filter(None, notes)), doubted)
    told = " ".join(
        f"{era}: {', '.join(drawn.loc[drawn['era'] == era, 'term'][:6])}." for era in shown
    )
    alt = f"Words that set the eras apart inside topic {mark.number}{doubt}. {told}"
    named = ["era", "term", "uses", "rest_uses", "log_ratio", "low", "high"]
    data = drawn[[*named, "articles_target", "articles_reference", "verdict"]].head(100)
    return Drawing(
        figure, alt, data.round({"uses": 1, "rest_uses": 1}).round(2).reset_index(drop=True)
    )


def _reach(drawn: pd.DataFrame) -> tuple[int, int]:
    """Find whole doublings between which the points lie; intervals may be cut at their ends."""
    highest = drawn["log_ratio"].max() + 0.5
    ends = drawn[["low", "high"]].to_numpy(dtype=float)
    ends = ends[np.isfinite(ends)]
    high = max(WIDEST, highest, min(2 * highest, np.quantile(ends, 0.9) if ends.size else 0))
    low = max(-WIDEST, min(0.0, float(ends.min()) if ends.size else 0.0))
    return math.floor(low), math.ceil(high)


def _draw_words(
    axes: Axes, terms: pd.DataFrame, colour: str, marker: str, reach: tuple[int, int]
) -> None:
    labels = []
    for y, row in enumerate(rows(terms)):
        has_interval = bool(np.isfinite(row.low) and np.isfinite(row.high))
        tone = PALE if row.one_article else colour
        if has_interval:
            axes.plot([row.low, row.high], [y, y], color=tone, linewidth=2, alpha=0.7)
        axes.plot([row.log_ratio], [y], marker=marker, markersize=7, linestyle="", clip_on=False,
                  markeredgecolor=tone, color=tone if has_interval else "white")  # fmt: skip
        term = shorten(str(row.term), LONGEST)
        term = f"({term})" if row.one_article else term
        labels.append(f"{term}  {row.articles_target} : {row.articles_reference}")
    axes.set_yticks(range(len(labels)), labels)
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
