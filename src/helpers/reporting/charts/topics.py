"""Figures of topics: their terms, the articles that carry them, their shares by era."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.honesty import UNDATED, Rung, count_of
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    FAINT,
    PALE,
    PLAIN,
    Drawing,
    era_colours,
    era_markers,
    name_x,
    new_figure,
    quiet_grid,
    shorten,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from helpers.analysis.eras import EraComparison
    from helpers.analysis.topics import TopicModel

MOST_PANELS = 12
MOST_ROWS = 40
MOST_POINTS = 50
MOST_MARKS = 60
"""Means of topics and eras that fit a page."""
FEW_TOPICS = 6
"""Topics whose columns are wide enough for a word."""
MOST_SAID = 12
"""Rows that an alt text names."""
RELIABLE = 0.5
"""Share of a topic's terms that must survive when articles are left out."""


def topic_terms(model: TopicModel, n_terms: int = 8) -> Drawing:
    """Draw the strongest terms of each topic, with the topic's reliability.

    Parameters
    ----------
    model : TopicModel
        The topics; the first twelve are drawn.
    n_terms : int
        Terms a topic; those without any weight in it are left out.

    Returns
    -------
    Drawing
        One panel a topic; unreliable topics and those of one article are pale.
    """
    labels = list(model.labels[:MOST_PANELS])
    columns = min(3, len(labels))
    lines = math.ceil(len(labels) / columns)
    figure, panels = new_figure(lines * (0.8 + 0.21 * n_terms), columns=columns, rows=lines)
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)  # type: ignore[union-attr, call-arg]
    terms = model.term_table(n_terms)
    pad = 29 if model.reliability["one_article"][: len(labels)].any() else 18
    for i, (label, row) in enumerate(zip(labels, rows(model.reliability), strict=False)):
        _draw_topic(panels[i], terms[terms["topic"] == label], row, n_terms)
        panels[i].set_title(f"Topic {i + 1}", pad=pad)
        panels[i].annotate(_standing(row), (0, 1), (0, pad - 4), "axes fraction", "offset points",
                           fontsize=8.5, verticalalignment="top")  # fmt: skip
    for axes in panels[len(labels) :]:
        axes.axis("off")
    if len(labels) < model.n_topics:
        some = f"The {len(labels)} largest of {model.n_topics} topics; the table has them all"
        figure.supxlabel(some, fontsize=9)
    data = model.reliability.reset_index()[["topic", "reliability", "articles", "one_article"]]
    data["terms"] = [", ".join(found) for found in model.top_terms(n_terms)]
    alt = f"Strongest terms of {count_of(len(labels), 'topic')}. " + " ".join(
        f"Topic {i + 1}: {', '.join(found[:4])}."
        for i, found in enumerate(model.top_terms(4)[:MOST_PANELS])
    )
    return Drawing(figure, alt, data.round(2))


def _draw_topic(axes: Axes, terms: pd.DataFrame, row: Any, n_terms: int) -> None:  # noqa: ANN401
    firm = row.reliability >= RELIABLE and not row.one_article
    axes.barh(range(len(terms)), terms["weight"], color=PLAIN if firm else PALE, height=0.66)
    axes.set_yticks(range(len(terms)), [shorten(term, 22) for term in terms["term"]])
    axes.set_ylim(n_terms - 0.5, -0.5)
    axes.set_xlim(0, max(1, terms["weight"].max()))
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, labelsize=9)


def _standing(row: Any) -> str:  # noqa: ANN401  (a row holds anything)
    kept = (
        f"{row.reliability:.0%} of terms stay"
        if not math.isnan(row.reliability)
        else "not refitted"
    )
    return f"{kept}\nin one article only" if row.one_article else kept


def topic_by_article(model: TopicModel, articles: pd.DataFrame, eras: Sequence[str]) -> Drawing:
    """Draw how much of each article a topic takes; of each era where there are many articles.

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
        A heat map, rows in order of time.
    """
    import seaborn as sns

    shares = model.shares.copy()
    about = articles.set_index("article_id").loc[shares.index]
    many = len(shares) > MOST_ROWS
    if many:
        shares = shares.groupby(about["era"]).mean().reindex([*eras, UNDATED]).dropna(how="all")
        shares.index = [
            f"{era} ({count_of(int((about['era'] == era).sum()), 'article')})"
            for era in shares.index
        ]
    else:
        shares.index = [f"{row.era}  {shorten(row.label, 34)}" for row in rows(about)]
    shares.columns = [f"{i + 1}" for i in range(shares.shape[1])]
    figure, (axes,) = new_figure(1.2 + 0.32 * len(shares))
    few = shares.shape[1] <= MOST_PANELS
    percent = shares * 100
    sns.heatmap(percent, ax=axes, cmap=sns.light_palette(PLAIN, as_cmap=True), vmin=0,
                vmax=max(25, percent.to_numpy().max()), annot=few, fmt=".0f", linewidths=1,
                cbar=not few, annot_kws={"fontsize": 9},
                xticklabels=False, yticklabels=False)  # fmt: skip
    axes.set_xticks(np.arange(shares.shape[1]) + 0.5, _columns(model.labels))
    axes.set_yticks(np.arange(len(shares)) + 0.5, shares.index)
    name_x(axes, "Topic (share of the article's words, in percent)")
    axes.set_ylabel("")
    axes.tick_params(length=0)
    data = percent.round(1).rename_axis("article" if not many else "era").reset_index()
    strongest = shares.idxmax(axis=1)[:MOST_SAID]
    listed = "; ".join(f"{name}: topic {topic}" for name, topic in strongest.items())
    return Drawing(figure, f"Share of each topic. Strongest topic by row: {listed}.", data)


def _columns(labels: Sequence[str]) -> list[str]:
    """Head the columns with numbers, and with the first term of each where it fits."""
    if len(labels) > FEW_TOPICS:
        return [f"{i + 1}" for i in range(len(labels))]
    room = 60 // len(labels)
    first = [label.split(" · ")[0].split() for label in labels]
    return [
        "\n".join([f"{i + 1}", *(shorten(w, room) for w in words)]) for i, words in enumerate(first)
    ]


def topic_by_era(
    contrast: pd.DataFrame,
    shares: pd.DataFrame,
    articles: pd.DataFrame,
    eras: Sequence[str],
    at: Rung,
) -> Drawing | None:
    """Draw the share of each topic by era.

    Parameters
    ----------
    contrast : pandas.DataFrame
        Rows of topic and era, see `topic_shares_by_era`.
    shares : pandas.DataFrame
        Articles by topics.
    articles : pandas.DataFrame
        The articles compared.
    eras : sequence of str
        Eras in time order.
    at : Rung
        Intervals are drawn where the ladder allows them.

    Returns
    -------
    Drawing
        A row a topic: the mean of each era as a large point, the articles as small ones where there
        are fewer than fifty; as many topics as fit. None where no article has an era.
    """
    from matplotlib.colors import to_rgba

    if contrast.empty:
        return None
    known = set(contrast["topic"])
    drawn = [era for era in eras if (contrast["era"] == era).any()]
    topics = [label for label in shares.columns if label in known]
    labels = topics[: max(FEW_TOPICS, MOST_MARKS // len(drawn))]
    contrast = contrast[contrast["topic"].isin(labels)]
    figure, (axes,) = new_figure(1.0 + len(labels) * (0.16 + 0.15 * len(drawn)))
    era_of = articles.set_index("article_id")["era"]
    colours, markers = era_colours(eras), era_markers(eras)
    for k, era in enumerate(drawn):
        places = [i + (k + 0.5) / len(drawn) * 0.8 - 0.4 for i in range(len(labels))]
        own = shares.loc[era_of.index[era_of == era], labels]
        means = contrast[contrast["era"] == era].set_index("topic").loc[labels]
        look: dict[str, Any] = {"color": colours[era], "marker": markers[era], "linestyle": ""}
        few = len(shares) < MOST_POINTS
        # A pale inside, so that an article at the mean can be seen in front of it.
        inside = to_rgba(colours[era], 0.3 if few else 1)
        axes.plot(means["mean"] * 100, places, **look, markersize=9, markeredgewidth=1.3,
                  markeredgecolor=colours[era], markerfacecolor=inside, label=era,
                  zorder=3)  # fmt: skip
        if at.intervals:
            low, high = means["mean_low"].clip(lower=0), means["mean_high"].clip(upper=1)
            axes.hlines(places, low * 100, high * 100, color=colours[era], linewidth=2, zorder=2)
        if few:
            axes.plot((own * 100).T, places, **look, markersize=5, markeredgewidth=0.6,
                      markeredgecolor="white", zorder=4)  # fmt: skip
    for i in range(0, len(labels), 2):
        axes.axhspan(i - 0.5, i + 0.5, color=FAINT, alpha=0.35, linewidth=0, zorder=0)
    names = [f"{i + 1}  {shorten(label, 40)}" for i, label in enumerate(labels)]
    axes.set_yticks(range(len(labels)), names)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(-2, None)
    name_x(axes, "Share of the words of an article, in percent")
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    if len(labels) < len(topics):
        axes.set_title(f"The {len(labels)} largest of {len(topics)} topics", fontsize=9)
    figure.legend(loc="outside upper left", ncols=len(drawn), frameon=False, fontsize=9)
    data = contrast[["topic", "era", "articles", "mean", "p", "p_floor"]].round(3)
    alt = "Share of each topic by era. " + " ".join(
        f"{row.topic}, {row.era}: {row.mean:.0%}." for row in rows(contrast.head(MOST_SAID))
    )
    return Drawing(figure, alt, data)


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
    shares, at = comparison.model.shares, comparison.rung
    return topic_by_era(comparison.topics, shares, comparison.articles, comparison.eras, at)
