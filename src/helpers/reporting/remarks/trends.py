"""Sentences about what rises and falls, and about when a level changed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.honesty import Rung, count_of, format_p
from helpers.analysis.over_time.time_units import periods_of
from helpers.reporting.decimals import decimals
from helpers.reporting.findings import plain
from helpers.reporting.numerals import number
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.remarks.topics import verdicts_told
from helpers.reporting.remarks.two_times import two_times
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.over_time.change_points import ChangePoints
    from helpers.analysis.over_time.trend_lines import Trends

MOST_TOLD = 4
_WORDS = "uses per 1,000 words"


def rising_and_falling(trends: Trends, unit: str = _WORDS) -> str:
    """Say what rises and what falls, as far as the articles can show it.

    Parameters
    ----------
    trends : Trends
        See `analysis.over_time.trends`.
    unit : str
        The unit of the values.

    Returns
    -------
    str
        One to five sentences of Markdown. A rate below zero, where a straight line leads to one, is
        told as zero.
    """
    if trends.rung is Rung.NOTHING or trends.table.empty:
        return plain(" ".join(trends.limits))
    if not trends.rung.intervals:
        return f"{plain(' '.join(trends.limits))} No trend is told."
    table = trends.table
    firm = table[table["verdict"] == "robust"]
    rate = trends.sums is not None and trends.sums.rate
    over = f"{plain(trends.places.names[0])} to {plain(trends.places.names[-1])}"
    told = [
        f"{word} from {over}: "
        + listed([_course(row, unit, rate=rate) for row in rows(own.head(MOST_TOLD))])
        + (f" and {len(own) - MOST_TOLD:,} more" if len(own) > MOST_TOLD else "")
        for word, own in (
            ("**Rising**", firm[firm["change"] > 0]),
            ("**Falling**", firm[firm["change"] < 0]),
        )
        if len(own)
    ]
    counted = verdicts_told(table).replace("comparison", "trend")
    least = np.nanmax(table[["p_floor", "authors_floor"]].to_numpy(dtype=np.float64))
    floor = f"The smallest p that shuffling can reach here is {format_p(float(least))}."
    if told:
        return f"{'. '.join(told)}. {counted} {floor}{_two_times(trends)}"
    leaning = table[table["verdict"] == "leans"]
    if leaning.empty:
        return f"Nothing rises or falls beyond chance. {counted} {floor}{_two_times(trends)}"
    some = listed([f"*{plain(name)}*" for name in leaning["name"].head(MOST_TOLD)])
    more = f" and {len(leaning) - MOST_TOLD:,} more" if len(leaning) > MOST_TOLD else ""
    verb = "leans" if len(leaning) == 1 else "lean"
    return (
        f"No trend can be claimed. {some}{more} {verb} one way; of many looked at one in twenty "
        f"does so by chance. {counted} {floor}{_two_times(trends)}"
    )


def _two_times(trends: Trends) -> str:
    hole = two_times(trends.places.numbers, trends.places.names)
    return f" {hole}" if hole else ""


def trend_limits(trends: Trends) -> list[str]:
    """Say what is left out of the trends, and what they cannot show.

    Parameters
    ----------
    trends : Trends
        See `analysis.over_time.trends`.

    Returns
    -------
    list of str
        Sentences.
    """
    sentences = [plain(sentence) for sentence in trends.limits]
    if trends.rung.intervals:
        sentences.append(
            "A trend is tested by shuffling articles and whole "
            f"{'periods' if trends.places.unit == 'five years' else trends.places.unit + 's'}, and "
            "counts for less where neighbours resemble each other; a slow wave that lasts half of "
            "the time still looks like a trend."
        )
    return sentences


def changes_told(found: ChangePoints, unit: str = _WORDS) -> str:
    """Say where a level may have changed, always as an exploration.

    Parameters
    ----------
    found : ChangePoints
        See `analysis.over_time.change_points`.
    unit : str
        The unit of the values.

    Returns
    -------
    str
        One to six sentences of Markdown.
    """
    if found.remark:
        return f"No change of level was looked for. {plain(found.remark)}"
    looked = (
        f"Exploratory: {count_of(len(found.looked_at), 'course')} "
        f"{'was' if len(found.looked_at) == 1 else 'were'} searched"
    )
    if found.table.empty:
        return f"{looked}, and no change of level stands out."
    parts = [_change(list(group), unit) for group in _by_change(found.table)]
    more = f" {len(parts) - MOST_TOLD:,} more stand in the table." if len(parts) > MOST_TOLD else ""
    return (
        f"{looked}, each at every border between two periods. {' '.join(parts[:MOST_TOLD])}{more} "
        "One in twenty courses that never change gives such a date; more of those do that were "
        "picked for their trend, or whose neighbouring periods resemble each other."
    )


def _course(row: Any, unit: str, *, rate: bool) -> str:  # noqa: ANN401  (a row holds anything)
    start, end = (max(0, value) if rate else value for value in (row.start, row.end))
    digits = decimals(max(abs(start), abs(end)))
    below = " along a line that would go below 0" if (start, end) != (row.start, row.end) else ""
    return (
        f"*{plain(row.name)}* ({number(start, digits)} to {number(end, digits)} {unit}{below}, "
        f"change {number(row.change, digits)}, 95% interval {number(row.low, digits)} to "
        f"{number(row.high, digits)})"
    )


def _by_change(table: pd.DataFrame) -> list[list[Any]]:
    """Rows of one change of several values stand together and share date and p."""
    groups = itertools.groupby(rows(table), key=lambda row: (row.since, row.p, row.articles_before))
    return [list(group) for _, group in groups]


def _change(own: Sequence[Any], unit: str) -> str:
    row = own[0]
    levels = listed(
        [
            f"*{plain(one.name)}* {number(one.before, 2)} before and {number(one.after, 2)} after"
            for one in own
        ]
    )
    told = f"{levels} ({unit}), p {format_p(row.p)}"
    if row.shape == "drift":
        return f"{told}: a steady drift describes this better than a jump, so that it has no date."
    when, first, last = plain(row.since), plain(row.first), plain(row.last)
    span = "" if first == last else f" (the range is {first} to {last})"
    if row.shape == "either":
        return f"{told}: either a jump from {when} on{span} or a steady drift, which fits as well."
    return f"{told}: a jump from {when} on{span}."


def few_periods(trends: Trends) -> str:
    """Say in how many periods how many articles lie.

    Parameters
    ----------
    trends : Trends
        See `analysis.over_time.trends`.

    Returns
    -------
    str
        A clause for captions.
    """
    places = trends.places
    if not len(places.numbers):
        return "no article with a place in time"
    articles = count_of(int(places.articles.sum()), "article")
    return f"{articles} in {periods_of(len(places.numbers), places.unit)}"
