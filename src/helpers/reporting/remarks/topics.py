"""Sentences about topics, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import Rung, count_of, format_p, uncompared_within
from helpers.analysis.topic_models.reliability import KEPT_SHARE, LEAVE_ONE_OUT_UP_TO, MOST_ROWS
from helpers.analysis.topic_models.topic_number import ENOUGH_ARTICLES, suggested_number
from helpers.reporting.charts.topic_marks import topic_marks
from helpers.reporting.findings import plain
from helpers.reporting.remarks.authors import kept_together
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.remarks.two_times import two_times
from helpers.reporting.rows import largest, one_way, rows

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.topic_models.topic_times import TopicTimes
    from helpers.analysis.topics import TopicModel


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
    largest = model.word_shares.mean()
    named = [f"*{plain(label)}* ({largest[label]:.0%})" for label in model.labels[:4]]
    named[0] = f"{named[0][:-1]} of an average article)"
    more = f" and {model.n_topics - 4} more" if model.n_topics > 4 else ""
    firm = model.n_topics - len(doubtful(model))
    single = int(model.carriers["one_article"].sum())
    text = (
        f"{count_of(len(model.shares), 'article')}, read as "
        f"{count_of(len(model.passages), 'passage')}, "
        f"are described by {count_of(model.n_topics, 'topic')}: "
        f"{listed(named) if not more else ', '.join(named) + more}. "
        f"{_firm(firm, model.n_topics)}"
    )
    if single:
        text += f" {single} {'rests' if single == 1 else 'rest'} on a single article."
    return text


def _firm(number: int, of: int) -> str:
    one = number in (0, 1, of)
    told = (
        f"{'rests' if one else 'rest'} on several articles and {'is' if one else 'are'} found "
        "again when articles are left out."
    )
    if not number:
        return f"Not one {told}"
    return f"Every one {told}" if number == of else f"{number} of the {of} topics {told}"


def number(model: TopicModel, curve: pd.DataFrame) -> str:
    """Say whether stability can choose the number of topics.

    Parameters
    ----------
    model : TopicModel
        The topics.
    curve : pandas.DataFrame
        See `topic_number.stability_by_number`.

    Returns
    -------
    str
        One or two sentences.
    """
    articles = len(model.shares)
    suggested = suggested_number(curve, articles)
    if suggested is not None:
        kept = float(curve.set_index("n_topics")["stability"].loc[suggested])
        return (
            f"Up to {count_of(suggested, 'topic')} the topics are found again about as well as at "
            f"best (at {suggested} with an overlap of {kept:.0%}), with more clearly less well: "
            f"stability speaks for {suggested}. This page has {model.n_topics}."
        )
    if articles < ENOUGH_ARTICLES:
        return (
            f"With {count_of(articles, 'article')} stability cannot tell how many topics there "
            f"are: where such a curve is highest is chance in folders of fewer than "
            f"{ENOUGH_ARTICLES} articles."
        )
    return (
        "Stability cannot tell how many topics there are: no number of topics stands before a "
        "clear drop."
    )


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
    best, worst = model.numbers[kept.argmax()], model.numbers[kept.argmin()]
    if len(model.shares) <= LEAVE_ONE_OUT_UP_TO:
        how = "each article left out in turn"
    elif len(model.fitted.rows) * KEPT_SHARE <= MOST_ROWS:
        how = "draws of four fifths of the articles"
    else:
        how = f"draws of articles with about {MOST_ROWS:,} passages"
    text = (
        f"Refitted {int(table['refits'].iloc[0])} times, with {how}, the topics' ten strongest "
        f"terms overlap by {table['reliability'].mean():.0%} on average with those found again"
    )
    if best == worst:
        return f"{text}, each as much."
    return (
        f"{text}: topic {best} most ({table['reliability'].max():.0%}), topic {worst} least "
        f"({table['reliability'].min():.0%})."
    )


def by_era(contrast: pd.DataFrame, at: Rung, model: TopicModel | None, strata: str = "") -> str:
    """Say which topic differs most between the eras, as far as the folder allows.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `topic_shares_by_era`.
    at : Rung
        Rung of the honesty ladder.
    model : TopicModel or None
        The topics, if there are any. One that can be relied on is named, if there is one.
    strata : str, optional
        Within what articles were compared, for instance ``"publisher"``.

    Returns
    -------
    str
        One or two sentences.
    """
    if contrast.empty or model is None:
        return "There are no topics to compare here."
    several = at is not Rung.NOTHING or len(contrast["era"].unique()) > 1
    if several and contrast["difference"].isna().all():
        return f"{uncompared_within(strata or 'stratum')}."
    if at is Rung.NOTHING:
        return "There is one era only, so its shares stand alone."
    firm, among = _relied_on(contrast, model)
    row = largest(firm, "difference")
    verdicts = verdicts_told(one_way(contrast, list(contrast["era"].unique())))
    if abs(row.difference) < 0.005:
        few = " that can be relied on" if among else ""
        return f"No topic{few} has a larger share in one era than in the rest. {verdicts}"
    if "strata" in contrast:
        points, than = abs(row.difference) * 100, "more" if row.difference > 0 else "less"
        gap = (
            f"in {plain(row.era)} {points:.0f} percentage points {than} of an article's words than "
            f"in other articles of the same {strata or 'stratum'}"
        )
    else:
        gap = (
            f"{row.mean:.0%} of an article's words in {plain(row.era)}, {row.rest:.0%} in the rest"
        )
    p = format_p(row.p)
    told = f"a p {p}" if p.startswith("below") else f"p = {p}"
    return (
        f"{among}{'t' if among else 'T'}he widest gap is topic {row.number}, *{plain(row.topic)}*: "
        f"{gap}. The permutation test over articles gives {told}, where the smallest possible p is "
        f"{format_p(row.p_floor)}.{kept_together(row.p_authors, row.authors_floor)} {verdicts}"
    )


def _relied_on(contrast: pd.DataFrame, model: TopicModel) -> tuple[pd.DataFrame, str]:
    """Keep the topics that can be relied on, if there are any, and say which are kept."""
    known = contrast[contrast["difference"].notna()]
    loose = known["number"].isin(doubtful(model))
    if not loose.any():
        return known, ""
    if loose.all():
        return known, "All topics are doubtful; of these, "
    return known[~loose], "Of the topics that can be relied on, "


def doubtful(model: TopicModel) -> list[int]:
    """Name the topics that are not found again, or rest on one article.

    Parameters
    ----------
    model : TopicModel
        The topics.

    Returns
    -------
    list of int
        Their numbers.
    """
    return [mark.number for mark in topic_marks(model) if mark.doubtful]


def widest_topic(contrast: pd.DataFrame, model: TopicModel) -> int:
    """Find the topic whose share differs most between the eras.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `topic_shares_by_era`.
    model : TopicModel
        The topics. One that can be relied on is taken, if there is one.

    Returns
    -------
    int
        Its number; that of the first topic where there is nothing to compare.
    """
    if contrast.empty or contrast["difference"].isna().all():
        return model.numbers[0]
    return int(largest(_relied_on(contrast, model)[0], "difference").number)


def time_limits(times: TopicTimes) -> list[str]:
    """Say what keeps the topics from being followed over time.

    Parameters
    ----------
    times : TopicTimes
        See `topic_times.topics_over_time`.

    Returns
    -------
    list of str
        Plain sentences on the articles left out of the periods, and on authors; or none.
    """
    told = [times.remark] if times.remark and len(times.table) else []
    if times.trends["p_authors"].notna().any():
        told.append(
            "Articles of one author stand together in time: the course of a topic is robust only "
            "if it holds among authors, too, each with all articles at the mean of their time."
        )
    return told


def trends(times: TopicTimes) -> str:
    """Say which topics grow or shrink over time, as far as the folder allows.

    Parameters
    ----------
    times : TopicTimes
        See `topic_times.topics_over_time`.

    Returns
    -------
    str
        One to three sentences; why there are no periods, where there are none.
    """
    from helpers.analysis.over_time.time_units import days_of, period_numbers

    table = times.trends
    if table.empty:
        return times.remark or "There are no periods to compare."
    told = [
        f"topic {row.number} {'grows' if row.rho > 0 else 'shrinks'} ({row.verdict}, rank "
        f"correlation {row.rho:.2f})"
        for row in rows(table[table["verdict"] != "cannot tell"])
    ]
    said = (
        f"From {times.unit} to {times.unit}, {listed(told)}."
        if told
        else f"No topic can be said to grow or shrink from {times.unit} to {times.unit}."
    )
    periods = times.table.drop_duplicates("period").sort_values("start")
    numbers = period_numbers(days_of(periods["start"]), times.unit)
    return f"{said} {two_times(numbers, list(periods['period']))}".strip()


def strata_limits(articles: pd.DataFrame, within: pd.Series | None, by: str) -> list[str]:
    """Say which articles a comparison within strata cannot use.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles compared.
    within : pandas.Series or None
        Their strata; None where all are compared with all.
    by : str
        What the strata are.

    Returns
    -------
    list of str
        Plain sentences.
    """
    from helpers.analysis.topic_models.topic_eras import strata_sentences

    return [] if within is None else strata_sentences(articles["era"], within, by)


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
    if len(model.shares) < ENOUGH_ARTICLES:
        found.append(
            f"The number of topics ({model.n_topics}) is a convention: with "
            f"{count_of(len(model.shares), 'article')} no measure of stability can choose it."
        )
    if loose := len(doubtful(model)):
        found.append(
            f"{count_of(loose, 'topic')} of {model.n_topics} "
            + (
                "is not found again when articles are left out, or rests on one article: say "
                "nothing about the era with it."
                if loose == 1
                else "are not found again when articles are left out, or rest on one article: say "
                "nothing about the era with them."
            )
        )
    return found
