"""Which topics were born, died, split, merged or took up another share since the last run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpers.reporting.facts import ShownTable, TopicFacts
from helpers.reporting.intervals import apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOPIC = "topic"
"""Column of a topic's number, or its label."""

BORN, DIED, BACK, SHIFTED = "born", "died", "back", "shifted"
_HAPPENED = {"appeared": BORN, "returned": BACK, "died": DIED}
_ORDER = (BORN, BACK, DIED, "split", "merged", "changed", SHIFTED)


@dataclass(frozen=True)
class TopicChange:
    """What is new of a topic.

    Attributes
    ----------
    happened : str
        'born', 'back', 'died', 'split', 'merged', 'changed' (other terms) or 'shifted' (its share,
        beyond noise).
    before, now : TopicFacts or None
        None where the topic was not there.
    shifted : bool
        Whether its share lies outside the interval that it had before, and the earlier one outside
        the interval that it has now.
    """

    happened: str
    before: TopicFacts | None
    now: TopicFacts | None
    shifted: bool

    @property
    def topic(self) -> TopicFacts:
        """The topic as it is, or was."""
        topic = self.now or self.before
        assert topic is not None
        return topic


def compare_topics(before: Sequence[TopicFacts], after: Sequence[TopicFacts]) -> list[TopicChange]:
    """Say what became of the topics of the last run.

    Parameters
    ----------
    before, after : sequence of TopicFacts
        The two runs; the second must continue the first.

    Returns
    -------
    list of TopicChange
        Those of which there is something to say: born first, then by number. Nothing where the
        second run knew nothing of the first, so that its numbers mean other topics.

    Examples
    --------
    >>> beef = TopicFacts(1, "beef", 0.5, 0.4, 0.6, "kept")
    >>> yen = TopicFacts(2, "yen", 0.3, 0.2, 0.4, "appeared")
    >>> [(change.happened, change.topic.label) for change in compare_topics([beef], [beef, yen])]
    [('born', 'yen')]
    """
    if not continues(before, after):
        return []
    old = {topic.topic: topic for topic in before if topic.share is not None}
    found = [_change(old.get(topic.topic), topic) for topic in after]
    return sorted(
        (change for change in found if change.happened),
        key=lambda change: (_ORDER.index(change.happened), change.topic.topic),
    )


def continues(before: Sequence[TopicFacts], after: Sequence[TopicFacts]) -> bool:
    """Tell whether the topics of a run go on under the numbers of the run before.

    Parameters
    ----------
    before, after : sequence of TopicFacts
        The two runs.

    Returns
    -------
    bool
        False where the second run knew nothing of the first, or one of them kept no topics.

    Examples
    --------
    >>> beef = TopicFacts(1, "beef", 0.5, 0.4, 0.6, "appeared")
    >>> continues([beef], [beef])
    False
    """
    return bool(before) and any(topic.status != "appeared" for topic in after)


def tables_of_topics(tables: Sequence[ShownTable]) -> list[ShownTable]:
    """Give the tables whose rows are about topics.

    Parameters
    ----------
    tables : sequence of ShownTable
        Of a run.

    Returns
    -------
    list of ShownTable
        Those with a column ``topic``.

    Examples
    --------
    >>> tables_of_topics([])
    []
    """
    return [table for table in tables if TOPIC in table.columns]


def with_lasting_names(
    old: Sequence[ShownTable],
    new: Sequence[ShownTable],
    before: Sequence[TopicFacts],
    after: Sequence[TopicFacts],
) -> tuple[list[ShownTable], list[ShownTable]]:
    """Call topics alike in the tables of two runs, whatever label they had in each.

    Parameters
    ----------
    old, new : sequence of ShownTable
        The tables of either run.
    before, after : sequence of TopicFacts
        The topics of either run; the second must continue the first.

    Returns
    -------
    (list of ShownTable, list of ShownTable)
        The same, with the number of a topic and its label of now in the column ``topic``, in
        notebooks that show number and label together: others have topics of their own.
    """
    names = {topic.topic: f"{topic.topic}, {topic.label}" for topic in (*before, *after)}
    return _renamed(old, before, names), _renamed(new, after, names)


def _renamed(
    tables: Sequence[ShownTable], topics: Sequence[TopicFacts], names: Mapping[int, str]
) -> list[ShownTable]:
    there = [topic for topic in topics if topic.share is not None]
    labels = Counter(topic.label for topic in there)
    called = {t.label: names[t.topic] for t in there if labels[t.label] == 1}
    called |= {str(t.topic): names[t.topic] for t in there}
    own = {table.notebook for table in tables if {TOPIC, "label"} <= set(table.columns)}
    return [
        _rename_in(table, called) if table.notebook in own and TOPIC in table.columns else table
        for table in tables
    ]


def _rename_in(table: ShownTable, called: Mapping[str, str]) -> ShownTable:
    place = table.columns.index(TOPIC)
    rows = [
        [called.get(cell, cell) if at == place else cell for at, cell in enumerate(row)]
        for row in table.rows
    ]
    return replace(table, rows=rows)


def _change(was: TopicFacts | None, now: TopicFacts) -> TopicChange:
    there = now.share is not None
    shifted = was is not None and there and _shifted(was, now)
    happened = now.status if now.status in _ORDER else _HAPPENED.get(now.status, "")
    return TopicChange(
        happened or (SHIFTED if shifted else ""), was or (None if there else now),
        now if there else None, shifted,
    )  # fmt: skip


def _shifted(was: TopicFacts, now: TopicFacts) -> bool:
    return apart((was.share, was.low, was.high), (now.share, now.low, now.high))


def topics_told(changes: Sequence[TopicChange]) -> str:
    """Say it in a sentence.

    Parameters
    ----------
    changes : sequence of TopicChange
        What became of the topics.

    Returns
    -------
    str
        Plain text; '' where nothing did.

    Examples
    --------
    >>> yen = TopicFacts(2, "yen", 0.3, 0.2, 0.4, "appeared")
    >>> topics_told([TopicChange("born", None, yen, False)])
    'Topics: 1 born (2, yen).'
    """
    parts = []
    for happened in _ORDER:
        topics = [change.topic for change in changes if change.happened == happened]
        if topics:
            named = "; ".join(f"{topic.topic}, {topic.label}" for topic in topics[:2])
            more = f"; {len(topics) - 2} more" if len(topics) > 2 else ""
            parts.append(f"{len(topics)} {_SPOKEN.get(happened, happened)} ({named}{more})")
    return f"Topics: {', '.join(parts)}." if parts else ""


_SPOKEN = {
    BACK: "back again",
    "changed": "with other terms",
    SHIFTED: "with another share, beyond its interval",
}
