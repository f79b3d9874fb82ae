"""What has changed since the last run: articles, topics, tone, rows of tables, figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.analysis.honesty import UNDATED, count_of
from helpers.reporting.table_changes import VERDICT, table_changes
from helpers.reporting.tone_changes import compare_tones, written
from helpers.reporting.topic_changes import (
    compare_topics,
    continues,
    tables_of_topics,
    topics_told,
    with_lasting_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from helpers.reporting.facts import ArticleFacts, Facts, ShownFigure, ShownTable
    from helpers.reporting.table_changes import CellChange, TableChange
    from helpers.reporting.tone_changes import ToneChange
    from helpers.reporting.topic_changes import TopicChange

MOST_TONES = 2
"""That are told one by one."""

UNREAD = "What the last run said cannot be read, so nothing is compared."
"""What is told where the facts of the last run are broken."""

_RANGE = ("earliest", "latest")
_AGAIN = re.compile(r" \(\d+\)$")
"""Behind a label that another article has as well."""


@dataclass(frozen=True)
class Changes:
    """What has changed since the last run.

    Attributes
    ----------
    new, gone : list of ArticleFacts
        Articles that are there only now, or no more.
    edited : list of ArticleFacts
        Articles with another text than the one that the same file, or the same label in the same
        file, had before.
    redated : list of (ArticleFacts, ArticleFacts)
        Before and now: another range of days.
    other_era : list of (ArticleFacts, ArticleFacts)
        Before and now: the same range of days in another era. Not where the era was only renamed.
    versions : list of (ArticleFacts, ArticleFacts)
        Before and now: an article that is a version of another one now, or no longer.
    tables : list of TableChange
        Tables that differ.
    figures : list of (ShownFigure or None, ShownFigure or None)
        Figures that differ, before and now.
    topics : list of TopicChange
        Topics that were born, died, split, merged, or changed.
    tone : list of ToneChange
        Mean tones that differ.
    eras : (list of str, list of str)
        Eras that are there only now, and no more.
    renamed : dict
        Eras that have another name now, by the name that they had.
    unread : dict
        Files that cannot be read (in part), which was not so before, and why.
    topics_anew : bool
        Whether the topics do not continue those of the last run, so that nothing is said of them.
    """

    new: list[ArticleFacts]
    gone: list[ArticleFacts]
    edited: list[ArticleFacts]
    redated: list[tuple[ArticleFacts, ArticleFacts]]
    other_era: list[tuple[ArticleFacts, ArticleFacts]] = field(default_factory=list)
    versions: list[tuple[ArticleFacts, ArticleFacts]] = field(default_factory=list)
    tables: list[TableChange] = field(default_factory=list)
    figures: list[tuple[ShownFigure | None, ShownFigure | None]] = field(default_factory=list)
    topics: list[TopicChange] = field(default_factory=list)
    tone: list[ToneChange] = field(default_factory=list)
    eras: tuple[list[str], list[str]] = ([], [])
    renamed: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    topics_anew: bool = False

    def __bool__(self) -> bool:
        """Whether anything a reader sees is different."""
        differ = (value for name, value in vars(self).items() if name != "eras")
        return any(differ) or any(self.eras)

    @property
    def beyond_noise(self) -> list[tuple[ShownTable, CellChange]]:
        """Estimates that moved further than their intervals allow; those of topics have a place."""
        return [pair for pair in self._cells() if pair[1].beyond_noise]

    @property
    def verdicts(self) -> list[tuple[ShownTable, CellChange]]:
        """Findings on which the verdict is another one now."""
        return [pair for pair in self._cells() if pair[1].column == VERDICT]

    @property
    def moved_tones(self) -> list[ToneChange]:
        """Mean tones that moved further than their intervals allow."""
        return [change for change in self.tone if change.beyond_noise]

    def _cells(self) -> list[tuple[ShownTable, CellChange]]:
        """Cells of all tables; what stands in two of them once."""
        found: dict[tuple[str, CellChange], ShownTable] = {}
        for change in self.tables:
            for cell in change.cells:
                found.setdefault((change.table.caption, cell), change.table)
        return [(table, cell) for (_, cell), table in found.items()]

    def told(self) -> list[str]:
        """Say it in sentences, the most important first.

        Returns
        -------
        list of str
            Plain text.
        """
        if not self:
            return [
                "Everything compared is as in the last run, though files, code or settings "
                "have changed."
            ]
        topics = topics_told(self.topics)
        if self.topics_anew:
            topics = "The topics do not continue those of the last run: they are not compared."
        said = [self._articles_told(), topics, *self._tones_told()]
        if moved := self.beyond_noise:
            _, cell = moved[0]
            more = f" ({len(moved) - 1:,} more such)" if len(moved) > 1 else ""
            said.append(
                f"Beyond what its intervals allow, {cell.column} of {cell.row} moved from "
                f"{cell.before} to {cell.after}{more}."
            )
        elif self.tables and not self.moved_tones and not any(t.shifted for t in self.topics):
            said.append("No estimate moved beyond its intervals, where there are any.")
        if verdicts := self.verdicts:
            said.append(f"{count_of(len(verdicts), 'finding')} got another verdict.")
        if self.tables or self.figures:
            tables, figures = len(self.tables), len(self.figures)
            differ = "differs" if tables + figures == 1 else "differ"
            parts = [count_of(n, what) for n, what in ((tables, "table"), (figures, "figure")) if n]
            said.append(f"{' and '.join(parts)} {differ}.")
        return [sentence for sentence in said if sentence]

    def _articles_told(self) -> str:
        counts = (
            (len(self.new), "new"),
            (len(self.gone), "gone"),
            (len(self.edited), "with another text"),
            (len(self.redated), "dated otherwise"),
            (len(self.other_era), "in another era"),
            (len(self.versions), "counted otherwise as a version of another"),
        )
        parts = [f"{number:,} {word}" for number, word in counts if number]
        said = f"Articles: {', '.join(parts)}." if parts else "The articles are the same."
        born, gone = self.eras
        told = [f"{old} is called {new} now" for old, new in self.renamed.items()]
        told += [
            f"{', '.join(eras)} {verb}" for eras, verb in ((born, "new"), (gone, "gone")) if eras
        ]
        if told:
            said += f" Eras: {'; '.join(told)}."
        if self.unread:
            more = count_of(len(self.unread), "more file")
            said += f" {more} cannot be read, wholly or in part."
        return said

    def _tones_told(self) -> list[str]:
        told = [
            f"Beyond what its intervals allow, the mean {_SCORES[change.now.score]} of "
            f"{change.now.era} moved from {written(change.before.mean, change.digits)} to "
            f"{written(change.now.mean, change.digits)}."
            for change in self.moved_tones
        ]
        more = len(told) - MOST_TONES
        others = [f"So did {count_of(more, 'other mean score')}."] if more > 0 else []
        return [*told[:MOST_TONES], *others]


_SCORES = {"tone": "tone", "vader": "VADER score"}


def compare_facts(before: Facts, after: Facts) -> Changes:
    """Hold two runs against each other.

    Parameters
    ----------
    before, after : Facts
        What they said.

    Returns
    -------
    Changes
        What is different.
    """
    old, new = before.articles, after.articles
    edited = _edited(old, new)
    was_edited = set(edited.values())
    both = [(old[key], new[key]) for key in new if key in old]
    in_range = [pair for pair in both if _same(_RANGE, *pair)]
    eras = _eras(old.values(), new.values())
    renamed = _renamed(in_range, eras)
    tables, anew = (before.tables, after.tables), False
    if before.topics or after.topics:
        anew = bool(before.topics and after.topics) and not continues(before.topics, after.topics)
        if continues(before.topics, after.topics):
            tables = with_lasting_names(*tables, before.topics, after.topics)
        else:
            topics = tables_of_topics([*before.tables, *after.tables])
            left, kept = ([t for t in side if t not in topics] for side in tables)
            tables = left, kept
    return Changes(
        new=[about for key, about in new.items() if key not in old and key not in edited],
        gone=[about for key, about in old.items() if key not in new and key not in was_edited],
        edited=[new[key] for key in edited],
        redated=[pair for pair in both if not _same(_RANGE, *pair)],
        other_era=[
            (was, now)
            for was, now in in_range
            if was["era"] != now["era"] and renamed.get(was["era"]) != now["era"]
        ],
        versions=[(was, now) for was, now in both if was.get("of", "") != now.get("of", "")],
        tables=table_changes(*tables),
        figures=_figure_changes(before.figures, after.figures),
        topics=compare_topics(before.topics, after.topics),
        tone=compare_tones(before.tone, after.tone),
        eras=(
            [era for era in eras[0] if era not in renamed.values()],
            [era for era in eras[1] if era not in renamed],
        ),
        renamed=renamed,
        unread={file: why for file, why in after.unread.items() if file not in before.unread},
        topics_anew=anew,
    )


def _edited(old: Mapping[str, ArticleFacts], new: Mapping[str, ArticleFacts]) -> dict[str, str]:
    """Find the articles that were written anew: the key of each now, and the one it had.

    A file may hold many articles, so that its name says which article was edited only where it
    holds one; else the label must say it, and say it of one article alone.
    """
    was, now = _places(old), _places(new)
    pairs = [(now[place], was[place]) for place in now if place in was]
    return {
        after[0]: before[0]
        for after, before in pairs
        if len(after) == len(before) == 1 and after[0] not in old and before[0] not in new
    }


def _places(articles: Mapping[str, ArticleFacts]) -> dict[tuple[str, str], list[str]]:
    """Keys of the articles by file, or by file and label where a file holds many."""
    many = Counter(about["file"] for about in articles.values())
    found = defaultdict(list)
    for key, about in articles.items():
        label = _AGAIN.sub("", about["label"]) if many[about["file"]] > 1 else ""
        found[about["file"], label].append(key)
    return found


def _same(columns: Sequence[str], was: ArticleFacts, now: ArticleFacts) -> bool:
    return all(was[column] == now[column] for column in columns)


def _eras(old: Iterable[ArticleFacts], new: Iterable[ArticleFacts]) -> tuple[list[str], list[str]]:
    before, now = ({about["era"] for about in side} - {UNDATED} for side in (old, new))
    return sorted(now - before), sorted(before - now)


def _renamed(
    both: Iterable[tuple[ArticleFacts, ArticleFacts]], eras: tuple[list[str], list[str]]
) -> dict[str, str]:
    """Give the eras of which all articles are now in one that is new and holds no others."""
    born, gone = eras
    after, before = defaultdict(set), defaultdict(set)
    for was, now in both:
        after[was["era"]].add(now["era"])
        before[now["era"]].add(was["era"])
    return {
        old: new
        for old in gone
        for new in after[old]
        if new in born and len(after[old]) == len(before[new]) == 1
    }


def _figure_changes(
    before: Sequence[ShownFigure], after: Sequence[ShownFigure]
) -> list[tuple[ShownFigure | None, ShownFigure | None]]:
    old = {(figure.notebook, figure.caption): figure for figure in before}
    new = {(figure.notebook, figure.caption): figure for figure in after}
    pairs = [(old.get(key), figure) for key, figure in new.items()]
    lost = [(figure, None) for key, figure in old.items() if key not in new]
    return [
        (was, now)
        for was, now in [*pairs, *lost]
        if was is None or now is None or was.fingerprint != now.fingerprint
    ]
