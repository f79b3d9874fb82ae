"""Sentences about what became of the topics of the last run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.analysis.honesty import count_of
from helpers.reporting.charts.topic_marks import RELIABLE
from helpers.reporting.findings import plain
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from helpers.analysis.topics import TopicModel

    Naming = Callable[[str], str]

MOST_TOLD = 12
"""Events that are told one by one."""

MOST_TERMS = 4

_NEWS = ("split", "merged", "appeared", "returned", "died", "changed")
_PLAIN = {
    "appeared": "is new",
    "returned": "is back under its old number",
    "died": "is gone; its number goes to no other",
}


def what_changed(changes: pd.DataFrame) -> str:
    """Say what became of the topics since the last run.

    Parameters
    ----------
    changes : pandas.DataFrame
        `continuity.Continued.changes`.

    Returns
    -------
    str
        Markdown: a sentence, and a list of what is new.
    """
    first, *others = _told(changes, lambda text: f"*{plain(text)}*", plain)
    return "\n".join([first, *([""] if others else []), *(f"- {line}" for line in others)])


def changes_told(changes: pd.DataFrame) -> list[str]:
    """Say for a terminal what became of the topics since the last run.

    Parameters
    ----------
    changes : pandas.DataFrame
        `continuity.Continued.changes`.

    Returns
    -------
    list of str
        Lines: a sentence, and one for each piece of news.
    """
    return _told(changes, lambda text: f"'{_shown(text)}'", _shown)


def topics_told(model: TopicModel) -> list[str]:
    """List the topics for a terminal.

    Parameters
    ----------
    model : TopicModel
        Topics.

    Returns
    -------
    list of str
        Lines: how many topics in how many articles; number, mean share and label of each, and why
        it may not be trusted.
    """
    counts = f"{count_of(model.n_topics, 'topic')} in {count_of(len(model.shares), 'article')}"
    shares = zip(model.numbers, model.word_shares.mean(), rows(model.reliability), strict=True)
    lines = [
        f"{number:>11} {share:>4.0%}  {_shown(row.Index)}{_doubt(row)}"
        for number, share, row in shares
    ]
    return [f"{'found':<12}{counts}: number, mean share of the articles, label", *lines]


def _doubt(row: Any) -> str:  # noqa: ANN401
    if row.one_article:
        return " (doubtful: nearly all in one article)"
    return "" if row.reliability >= RELIABLE else " (doubtful: few of its terms stay in refits)"


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _told(changes: pd.DataFrame, name: Naming, word: Naming) -> list[str]:
    before, now = (int(changes[side].sum()) for side in ("before", "now"))
    if not (changes["before"] | (changes["status"] == "returned")).any():
        return [
            f"There is no earlier run to compare with: the numbers of {count_of(now, 'topic')} "
            "hold from here on."
        ]
    kept = int((changes["status"] == "kept").sum())
    own = int((changes["named"] & changes["now"]).sum())
    first = f"Since the last run {kept} of {count_of(before, 'topic')} "
    first += "has stayed as it was" if kept == 1 else "have stayed as they were"
    if own:
        first += f"; {count_of(own, 'label')} of yours {'is' if own == 1 else 'are'} in use"
    named = {row.topic: f"{row.topic}, {name(row.label)}" for row in rows(changes)}
    until_now = {
        row.topic: f" (until now {name(row.label_before)})"
        for row in rows(changes)
        if row.label_before not in ("", row.label)
    }
    found = [
        _event(
            row,
            named[row.topic] + until_now.get(row.topic, ""),
            [named[number] for number in row.partners],
            word,
        )
        for status in _NEWS
        for row in rows(changes[changes["status"] == status])
    ]
    news = [f"Topic {text}" for text in found if text]
    if len(news) > MOST_TOLD:
        more = len(news) - MOST_TOLD
        news = [*news[:MOST_TOLD], f"And {more} more {'change' if more == 1 else 'changes'}."]
    return [f"{first}.", *news]


def _event(row: Any, topic: str, partners: list[str], word: Naming) -> str:  # noqa: ANN401
    """Tell one piece of news; a split or a merger is told of the one topic, not of its parts."""
    others = f"topic{'s' * (len(partners) > 1)} {'; '.join(partners)}"
    told = ""
    if row.status == "split" and row.before:
        parts = "parts of it are" if len(partners) > 1 else "part of it is"
        told = f"has split: {parts} now {others}" if row.now else f"has split into {others}"
    elif row.status == "merged" and row.now:
        told = f"has taken in {others}" if row.before else f"is what {others} have merged into"
    elif row.status == "changed":
        terms = {"gained": row.gained[:MOST_TERMS], "lost": row.lost[:MOST_TERMS]}
        said = [f"{verb} {listed([word(t) for t in some])}" for verb, some in terms.items() if some]
        told = f"has changed: it has {' and has '.join(said)}"
    elif row.status in _PLAIN:
        told = _PLAIN[row.status]
    return told and f"{topic}, {told}."
