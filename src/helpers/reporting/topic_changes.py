"""Which topics were born, died, split, merged or took up another share since the last run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.reporting.intervals import apart

if TYPE_CHECKING:
    from collections.abc import Sequence

BORN, DIED, BACK, SHIFTED = "born", "died", "back", "shifted"
_HAPPENED = {"appeared": BORN, "returned": BACK, "died": DIED}
_ORDER = (BORN, BACK, DIED, "split", "merged", "changed", SHIFTED)


@dataclass(frozen=True)
class TopicFacts:
    """A topic as a run found it, or no longer did.

    Attributes
    ----------
    topic : int
        Its lasting number.
    label : str
        Its name.
    share : float or None
        Mean share of the articles' words, 0 to 1; None where the topic is gone.
    low, high : float or None
        Its 95% interval over the articles; None where these are too few.
    status : str
        What became of it since the run before, see `continuity.STATUSES`.
    partners : list of int
        Topics that it split into, was part of, or merged with.
    """

    topic: int
    label: str
    share: float | None
    low: float | None
    high: float | None
    status: str
    partners: list[int] = field(default_factory=list)


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
    if not before or all(topic.status == "appeared" for topic in after):
        return []
    old = {topic.topic: topic for topic in before if topic.share is not None}
    found = [_change(old.get(topic.topic), topic) for topic in after]
    return sorted(
        (change for change in found if change.happened),
        key=lambda change: (_ORDER.index(change.happened), change.topic.topic),
    )


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
