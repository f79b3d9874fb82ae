"""Figures of topics: their terms, the articles that carry them, their shares by era."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.analysis.honesty import Rung
from helpers.reporting.rows import rows
from helpers.reporting.theme import (
    INK,
    PALETTE,
    QUIET,
    Drawing,
    era_colours,
    era_markers,
    new_figure,
    quiet_grid,
    shorten,
)

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.eras import EraComparison
    from helpers.analysis.topics import TopicModel

MOST_PANELS = 12
MOST_ROWS = 40
MOST_POINTS = 50
PALE = 0.3
RELIABLE = 0.5
"""Share of a topic's terms that must survive when articles are left out."""


def topic_colours(labels: Sequence[str]) -> dict[str, str]:
    """Colour of each topic, the same in every figure.

    Parameters
    ----------
    labels : sequence of str
        Topics, the largest first.

    Returns
    -------
    dict
        Topic to colour; from the seventh on colours come again.

    Examples
    --------
    >>> topic_colours(["steel", "ships"])["steel"]
    '#0072b2'
    """
    return {label: PALETTE[i % len(PALETTE)] for i, label in enumerate(labels)}


def topic_terms(model: TopicModel, n_terms: int = 8) -> Drawing:
    """Draw the strongest terms of each topic, with the topic's reliability.

    Parameters
    ----------
    model : TopicModel
        The topics; the first twelve are drawn.
    n_terms : int
        Terms a topic.

    Returns
    -------
    Drawing
        One panel a topic; unreliable topics and those of one article are pale.
    """
    labels = list(model.labels[:MOST_PANELS])
    columns = min(3, len(labels))
    lines = math.ceil(len(labels) / columns)
    figure, panels = new_figure(lines * (0.75 + 0.25 * n_terms), columns=columns, rows=lines)
    terms, standing = model.term_table(n_terms), list(rows(model.reliability))
    colours = topic_colours(model.labels)
    for i, axes in enumerate(panels):
        if i >= len(labels):
            axes.axis("off")
            continue
        row = standing[i]
        firm = row.reliability >= RELIABLE and not row.one_article
        mine = terms[terms["topic"] == labels[i]]
        axes.barh(
            mine["term"],
            mine["weight"],
            color=colours[labels[i]],
            alpha=1 if firm else PALE,
            height=0.7,
        )
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0, labelsize=9)
        axes.set_title(
            f"Topic {i + 1}\n{_standing(row)}", fontsize=9.5, color=INK if firm else QUIET
        )
    data = model.reliability.reset_index()[["topic", "reliability", "articles", "one_article"]]
    data["terms"] = [", ".join(found) for found in model.top_terms(n_terms)]
    alt = "Strongest terms of each topic. " + " ".join(
        f"Topic {i + 1}: {', '.join(found[:4])}."
        for i, found in enumerate(model.top_terms(4)[:MOST_PANELS])
    )
    return Drawing(figure, alt, data.round(2))


def _standing(row: Any) -> str:  # noqa: ANN401  (a row holds anything)
    kept = (
        f"{row.reliability:.0%} of terms stay"
        if not math.isnan(row.reliability)
        else "not refitted"
    )
    return f"{kept}; one article" if row.one_article else kept


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
        shares = shares.groupby(about["era"]).mean().reindex([*eras, "undated"]).dropna(how="all")
        shares.index = [
            f"{era} ({int((about['era'] == era).sum())} articles)" for era in shares.index
        ]
    else:
        shares.index = [f"{row.era}  {shorten(row.label, 34)}" for row in rows(about)]
    shares.columns = [f"{i + 1}" for i in range(shares.shape[1])]
    figure, (axes,) = new_figure(1.2 + 0.42 * len(shares))
    few = shares.shape[1] <= 12
    sns.heatmap(shares * 100, ax=axes, cmap="Blues", vmin=0, vmax=100, annot=few, fmt=".0f",
                linewidths=1, cbar=not few, annot_kws={"fontsize": 9})  # fmt: skip
    axes.set_xlabel("Topic (share of the article's words, in percent)")
    axes.set_ylabel("")
    axes.tick_params(length=0)
    axes.set_yticklabels(axes.get_yticklabels(), rotation=0)
    data = (shares * 100).round(1).rename_axis("article" if not many else "era").reset_index()
    strongest = shares.idxmax(axis=1)
    listed = "; ".join(f"{name}: topic {topic}" for name, topic in strongest.items())
    return Drawing(figure, f"Share of each topic. Strongest topic by row: {listed}.", data)


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
        A row a topic: the articles as small points, the mean of each era as a large one. None where
        no article has an era.
    """
    if contrast.empty:
        return None
    labels = [label for label in shares.columns if label in set(contrast["topic"])][:20]
    colours, markers = era_colours(eras), era_markers(eras)
    figure, (axes,) = new_figure(1.1 + len(labels) * (0.26 + 0.24 * len(eras)))
    era_of = articles.set_index("article_id")["era"]
    step = 0.8 / (len(eras) + 1)
    for k, era in enumerate(eras):
        own = shares.loc[era_of.index[era_of == era]]
        for i, label in enumerate(labels):
            y = i + (k - (len(eras) - 1) / 2) * step
            if len(shares) < MOST_POINTS:
                axes.plot(own[label] * 100, [y] * len(own), linestyle="", marker=markers[era],
                          color=colours[era], alpha=0.35, markersize=5)  # fmt: skip
            (row,) = rows(contrast[(contrast["topic"] == label) & (contrast["era"] == era)])
            if at.intervals:
                low, high = max(0, row.mean_low) * 100, min(1, row.mean_high) * 100
                axes.plot([low, high], [y, y], color=colours[era], linewidth=2)
            axes.plot([row.mean * 100], [y], marker=markers[era], color=colours[era],
                      markersize=9, markeredgecolor="white", linestyle="",
                      label=era if i == 0 else None)  # fmt: skip
    axes.set_yticks(range(len(labels)), [f"{i + 1}  {label}" for i, label in enumerate(labels)])
    axes.set_ylim(len(labels) - 0.45, -0.55)
    axes.set_xlim(-2, 102)
    axes.set_xlabel("Share of the words of an article, in percent")
    axes.spines["left"].set_visible(False)
    quiet_grid(axes)
    figure.legend(loc="outside upper left", ncols=len(eras), frameon=False, fontsize=9)
    columns = ["topic", "era", "articles", "mean", "p", "p_floor"]
    data = contrast[contrast["topic"].isin(labels)][columns].round(3)
    alt = "Share of each topic by era. " + " ".join(
        f"{row.topic}, {row.era}: {row.mean:.0%}." for row in rows(contrast.head(12))
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
