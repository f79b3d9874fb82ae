"""Sentences about topics, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import Rung, count_of, format_p
from helpers.reporting.charts.topics import RELIABLE
from helpers.reporting.findings import plain
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import largest

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.topics import TopicModel


FEW_ARTICLES = 300
"""Below this number of articles the curve of stability over numbers of topics is flat."""


def what_it_is_about(model: TopicModel) -> str:
    """Name the topics and say how many of them can be trusted.

    Parameters
    ----------
    model : TopicModel
        The topics.

    Returns
    -------
    str
        Two sentences of Markdown.
    """
    largest = model.shares.mean()
    named = [f"*{plain(label)}* ({largest[label]:.0%})" for label in model.labels[:4]]
    more = f" and {model.n_topics - 4} more" if model.n_topics > 4 else ""
    standing = model.reliability
    firm = int(((standing["reliability"] >= RELIABLE) & ~standing["one_article"]).sum())
    single = int(standing["one_article"].sum())
    text = (
        f"{count_of(len(model.shares), 'article')}, read as "
        f"{count_of(len(model.passages), 'passage')}, "
        f"are described by {count_of(model.n_topics, 'topic')}: "
        f"{listed(named) if not more else ', '.join(named) + more}. "
        f"{firm} of them {'keeps half of its' if firm == 1 else 'keep half of their'} terms or "
        f"more when articles are left out and {'rests' if firm == 1 else 'rest'} on more than one "
        "article."
    )
    if single:
        text += f" {single} {'rests' if single == 1 else 'rest'} on a single article."
    return text


def reliability(model: TopicModel) -> str:
    """Say how well the topics are found again.

    Parameters
    ----------
    model : TopicModel
        The topics.

    Returns
    -------
    str
        Two sentences.
    """
    table = model.reliability
    kept = table["reliability"].round(9).to_numpy()
    best, worst = int(kept.argmax()) + 1, int(kept.argmin()) + 1
    how = (
        "each article left out in turn"
        if len(model.shares) < 50
        else "draws of four fifths of the articles"
    )
    text = (
        f"Refitted {int(table['refits'].iloc[0])} times, with {how}, the topics keep "
        f"{table['reliability'].mean():.0%} of their ten strongest terms on average"
    )
    if best == worst:
        return f"{text}, each as many."
    return (
        f"{text}: topic {best} most ({table['reliability'].max():.0%}), topic {worst} least "
        f"({table['reliability'].min():.0%})."
    )


def by_era(contrast: pd.DataFrame, at: Rung) -> str:
    """Say which topic differs most between the eras, as far as the folder allows.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `topic_shares_by_era`.
    at : Rung
        Rung of the honesty ladder.

    Returns
    -------
    str
        One or two sentences.
    """
    if contrast.empty:
        return "There are no topics to compare here."
    if at is Rung.NOTHING:
        return "There is one era only, so its shares stand alone."
    row = largest(contrast, "difference")
    if abs(row.difference) < 0.005:
        return f"No topic has a larger share in one era than in the rest. {verdicts_told(contrast)}"
    return (
        f"The widest gap is *{plain(row.topic)}*: {row.mean:.0%} of an article's words in "
        f"{plain(row.era)}, {row.rest:.0%} in the rest. The permutation test over articles gives "
        f"p = {format_p(row.p)}, where the smallest possible p is {format_p(row.p_floor)}. "
        f"{verdicts_told(contrast)}"
    )


def verdicts_told(table: pd.DataFrame) -> str:
    """Count the verdicts of a table of comparisons.

    Parameters
    ----------
    table : pandas.DataFrame
        With a column ``verdict``.

    Returns
    -------
    str
        One sentence.
    """
    counts = table["verdict"].value_counts()
    if len(counts) == 1:
        return f"The verdict of {count_of(len(table), 'comparison')} is *{counts.index[0]}*."
    told = [
        f"*{verdict}* {counts[verdict]:,} times" if counts[verdict] > 1 else f"*{verdict}* once"
        for verdict in ("robust", "leans", "cannot tell")
        if verdict in counts
    ]
    return f"The verdicts of {count_of(len(table), 'comparison')}: {listed(told)}."


def limits(model: TopicModel) -> list[str]:
    """Say what these topics cannot show.

    Parameters
    ----------
    model : TopicModel
        The topics.

    Returns
    -------
    list of str
        Plain sentences.
    """
    found = [
        "A topic is a pattern of words. What it means is for you to say, with the passages before "
        "you."
    ]
    if len(model.shares) < FEW_ARTICLES:
        found.append(
            f"The number of topics ({model.n_topics}) is a convention: with "
            f"{count_of(len(model.shares), 'article')} no measure of stability can choose it."
        )
    standing = model.reliability
    loose = int(((standing["reliability"] < RELIABLE) | standing["one_article"]).sum())
    if loose:
        found.append(
            f"{count_of(loose, 'topic')} of {model.n_topics} "
            + (
                "loses more than half of its terms when articles are left out, or rests on one "
                "article: say nothing about the era with it."
                if loose == 1
                else "lose more than half of their terms when articles are left out, or rest on "
                "one article: say nothing about the era with them."
            )
        )
    return found
