"""Topics that stay the same from one run to the next: numbers, order and labels, and what changed.

A topic of a new fit is taken for one of an earlier run when their weighted terms are alike enough.
It then keeps its number, and with it its place and colour, and the label that a person gave it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from helpers.analysis.topic_models.topic_labels import label_topics
from helpers.analysis.topic_models.topic_matching import matched, part_of
from helpers.analysis.topics import TopicModel

KNOWN_TERMS = 50
"""Terms by which a topic is known again."""

DECIMALS = 4
"""Of their weights; what is matched is what a file can hold."""

TOP_TERMS = 10

KEPT_FROM = 0.5
"""Overlap of the ten top terms below which a topic has changed."""

STATUSES = ("kept", "changed", "split", "merged", "returned", "appeared", "died")
COLUMNS = (
    "topic", "label", "label_before", "named", "status", "before", "now", "partners", "overlap",
    "gained", "lost",
)  # fmt: skip

Parts = Mapping[int, tuple[int, ...]]
"""Numbers of topics, and of those that they split into, are parts of, or merged with."""


@dataclass(frozen=True)
class KnownTopic:
    """What is remembered of a topic, to know it again in a later run.

    Attributes
    ----------
    number
        Its lasting number, from 1.
    label
        Its name.
    label_by_terms
        The name made of its terms; a person has named the topic if ``label`` is another one.
    weights
        Its fifty top terms and their weights, the first 1.
    gone
        Whether the last run no longer had it. It is remembered so that its number goes to no other
        topic, and so that it gets number and name again should it come back.
    """

    number: int
    label: str
    label_by_terms: str
    weights: Mapping[str, float]
    gone: bool = False

    @property
    def named(self) -> bool:
        """Whether a person has named it."""
        return self.label != self.label_by_terms


@dataclass(frozen=True, eq=False)
class Continued:
    """A model that continues an earlier run.

    Attributes
    ----------
    model
        The topics under lasting numbers, in the order of these, with lasting labels.
    changes
        What became of each topic, by number: ``topic`` (number), ``label``, ``label_before``
        (``''`` if there was no such topic), ``named`` (by a person), ``status`` (one of
        `STATUSES`), ``before`` and ``now`` (whether it is in the earlier and in this run),
        ``partners`` (numbers of the topics it split into, or merged with), ``overlap`` (Jaccard,
        0 to 1, of the ten top terms then and now; missing if there is only one of both), ``gained``
        and ``lost`` (of these terms). ``split``: the topic went to several ones, or is a part of
        one that did; ``merged``: it went together with others into one; ``changed``: less than
        half of its terms stayed; ``returned``: an earlier run than the last one had it.
    topics
        What is to be remembered: the topics of the model, then those that are gone.
    """

    model: TopicModel
    changes: pd.DataFrame = field(repr=False)
    topics: tuple[KnownTopic, ...] = field(repr=False)


def continue_topics(model: TopicModel, before: Iterable[KnownTopic]) -> Continued:
    """Give the topics of a new fit the numbers, the order and the labels of an earlier run.

    Parameters
    ----------
    model
        A new fit, of the same articles, of more, of fewer, or with another number of topics.
    before
        The topics of the earlier run, those that were gone then included, as
        `Continued.topics` or a file ``topics.csv`` has them; nothing for a first run.

    Returns
    -------
    Continued
        The topics by number. One that is found again keeps its number and the label that a person
        gave it; a label made of terms is made anew of today's terms. Others get the next free
        numbers, the largest first; the number of a topic that is gone is given to no other.

    Notes
    -----
    Topics are compared by weighted Jaccard similarity of their fifty top terms and matched one to
    one, for the largest sum; first with the topics of the last run, then the rest with topics that
    were gone. From 0.3 on two topics are the same. In refits without a fifth of the articles (BBC
    News with 5 to 33 topics, 3,000 wire stories with 10 and 20, 248 on trade with 5 to 20; 714
    pairs) matches have a median of 0.75, and 89.5% reach 0.3; most others are below 0.1, where no
    floor could help. In collections of 5 to 40 articles (320 pairs) 86% do. Topics of two of these
    collections, matched in the same way, reach 0.29 at most (263 pairs; were they independent, the
    rule of three would give less than 1.2% above the floor), and 0.4% of the second best topics
    of the same collection reach 0.3. The cosine of the same weights, with a floor of 0.5, keeps
    90.9% of the matches, and 4.9% of the pairs of other collections with them.

    A topic *split* if two or more new topics each take a quarter or more of its term weights and
    have most of their own from it; topics *merged* where it is so the other way round.

    References
    ----------
    Greene, O'Callaghan and Cunningham 2014, "How many topics?", ECML PKDD, for one-to-one matching
    of term lists; Ioffe 2010, ICDM, for the weighted Jaccard similarity.

    Examples
    --------
    >>> from helpers.analysis.topics import fit_topics
    >>> texts = ["Beef quotas anger ranchers.", "Ranchers fear beef imports.",
    ...          "The yen climbed past the dollar; yen traders cheered.", "Traders sold yen."]
    >>> first = continue_topics(fit_topics(texts, n_topics=2), ())
    >>> more = continue_topics(fit_topics([*texts, "Yen traders wait."], n_topics=2), first.topics)
    >>> more.changes[["topic", "status"]].to_numpy().tolist()
    [[1, 'kept'], [2, 'kept']]
    """
    known = sorted(before, key=lambda topic: topic.number)
    weights = known_terms(model)
    owners = _owners(known, weights)
    following = iter(range(max((topic.number for topic in known), default=0) + 1, 10**9))
    numbers = [owner.number if owner else next(following) for owner in owners]
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    top_terms = model.top_terms(TOP_TERMS)
    by_terms = label_topics([top_terms[place] for place in order])
    given = [
        owner.label if owner and owner.named else "" for owner in map(owners.__getitem__, order)
    ]
    labels = _different(given, by_terms)
    now = [
        KnownTopic(numbers[place], label, _made(label, made, own), weights[place])
        for place, label, made, own in zip(order, labels, by_terms, given, strict=True)
    ]
    there = {topic.number for topic in now}
    gone = [replace(topic, gone=True) for topic in known if topic.number not in there]
    changes = pd.DataFrame([*_changes(known, now)], columns=list(COLUMNS))
    return Continued(
        model.arranged(order, [topic.number for topic in now], labels),
        changes.sort_values("topic", ignore_index=True),
        (*now, *gone),
    )


def start_of(before: Iterable[KnownTopic]) -> list[Mapping[str, float]]:
    """Give what the next fit is to start from, so that it finds the same topics again.

    Parameters
    ----------
    before
        The topics of the earlier run.

    Returns
    -------
    list of dict
        Terms and weights of those that it had, for `topics.fit_topics`.
    """
    return [topic.weights for topic in before if not topic.gone]


def known_terms(model: TopicModel) -> list[dict[str, float]]:
    """Give what a topic is known by: its top terms and their weights.

    Parameters
    ----------
    model
        Topics.

    Returns
    -------
    list of dict
        Per topic up to fifty terms, the first with weight 1, rounded.
    """
    place = {term: column for column, term in enumerate(model.terms)}
    return [
        {term: round(float(row[place[term]]), DECIMALS) for term in terms}
        for row, terms in zip(model.factors.ranking(), model.top_terms(KNOWN_TERMS), strict=True)
    ]


def _owners(known: list[KnownTopic], weights: list[dict[str, float]]) -> list[KnownTopic | None]:
    """Find for each new topic the earlier one that it is: one of the last run, else one gone."""
    owners: list[KnownTopic | None] = [None] * len(weights)
    for gone in (False, True):
        topics = [topic for topic in known if topic.gone is gone]
        free = [place for place, owner in enumerate(owners) if owner is None]
        pairs = matched([topic.weights for topic in topics], [weights[place] for place in free])
        for old, new in pairs.items():
            owners[free[new]] = topics[old]
    return owners


def _different(given: Sequence[str], by_terms: Sequence[str]) -> list[str]:
    """Tell equal labels apart by numbers; one that a person gave stays, else the first."""
    labels = [own or made for own, made in zip(given, by_terms, strict=True)]
    used: set[str] = set()
    for place in sorted(range(len(labels)), key=lambda place: (not given[place], place)):
        label, count = labels[place], 2
        while labels[place] in used:
            labels[place] = f"{label} #{count}"
            count += 1
        used.add(labels[place])
    return labels


def _made(label: str, by_terms: str, given: str) -> str:
    """Give the label by terms to remember; none where it happens to be what a person wrote."""
    if not given:
        return label
    return "" if label == by_terms else by_terms


def _changes(known: list[KnownTopic], now: list[KnownTopic]) -> Iterator[tuple[object, ...]]:
    """Tell of each topic, of this run and of the last one, what became of it."""
    live = [topic for topic in known if not topic.gone]
    splits, merges = _parts(live, now), _parts(now, live)
    ever, there = ({topic.number: topic for topic in side} for side in (known, now))
    sides = [(new, ever.get(new.number), True) for new in now]
    sides += [(old, old, False) for old in live if old.number not in there]
    for topic, old, is_there in sides:
        was = [*old.weights][:TOP_TERMS] if old else []
        is_now = [*topic.weights][:TOP_TERMS] if is_there else []
        both = len({*was} & {*is_now}) / max(len({*was} | {*is_now}), 1)
        parts = splits.get(topic.number, ()) or merges.get(topic.number, ())
        yield (
            topic.number, topic.label, old.label if old else "", topic.named,
            _status(topic.number, splits, merges) or _plain_status(old, is_there, both),
            old is not None and not old.gone, is_there, parts,
            both if old and is_there else np.nan,
            tuple(term for term in is_now if term not in was),
            tuple(term for term in was if term not in is_now),
        )  # fmt: skip


def _status(number: int, splits: Parts, merges: Parts) -> str:
    if number in splits:
        return "split"
    return "merged" if number in merges else ""


def _plain_status(old: KnownTopic | None, is_there: bool, overlap: float) -> str:
    if old is None:
        return "appeared"
    if not is_there:
        return "died"
    if old.gone:
        return "returned"
    return "kept" if overlap >= KEPT_FROM else "changed"


def _parts(whole: list[KnownTopic], parts: list[KnownTopic]) -> Parts:
    """Find topics that several others are parts of.

    Each entry names the others that it is about: of the whole its parts, of a part the whole.
    """
    numbers = {topic.number for topic in whole}  # what goes on as one of these is no part
    owners = part_of([topic.weights for topic in whole], [topic.weights for topic in parts])
    own: dict[int, list[int]] = {}
    for place, owner in owners.items():
        part, name = parts[place].number, whole[owner].number
        if part == name or part not in numbers:
            own.setdefault(name, []).append(part)
    found: dict[int, tuple[int, ...]] = {}
    for name, several in own.items():
        if len(several) > 1:
            found[name] = tuple(part for part in several if part != name)
            found.update({part: (name,) for part in several if part != name})
    return found
