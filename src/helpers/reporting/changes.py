"""What has changed since the last run: articles, topics, tone, rows of tables, figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.analysis.honesty import UNDATED, count_of
from helpers.reporting.table_changes import VERDICT, table_changes
from helpers.reporting.tone_changes import compare_tones
from helpers.reporting.topic_changes import compare_topics, topics_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from helpers.reporting.facts import ArticleFacts, Facts, ShownFigure, ShownTable
    from helpers.reporting.table_changes import CellChange, TableChange
    from helpers.reporting.tone_changes import ToneChange
    from helpers.reporting.topic_changes import TopicChange

MOST_TONES = 2
"""That are told one by one."""

_DATED = ("earliest", "latest", "era")


@dataclass(frozen=True)
class Changes:
    """What has changed since the last run.

    Attributes
    ----------
    new, gone : list of ArticleFacts
        Articles that are there only now, or no more.
    edited : list of ArticleFacts
        Articles in a file of the same name with another text.
    redated : list of (ArticleFacts, ArticleFacts)
        Before and now: another range of days or another era.
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
    unread : dict
        Files that cannot be read (in part), which was not so before, and why.
    """

    new: list[ArticleFacts]
    gone: list[ArticleFacts]
    edited: list[ArticleFacts]
    redated: list[tuple[ArticleFacts, ArticleFacts]]
    versions: list[tuple[ArticleFacts, ArticleFacts]] = field(default_factory=list)
    tables: list[TableChange] = field(default_factory=list)
    figures: list[tuple[ShownFigure | None, ShownFigure | None]] = field(default_factory=list)
    topics: list[TopicChange] = field(default_factory=list)
    tone: list[ToneChange] = field(default_factory=list)
    eras: tuple[list[str], list[str]] = ([], [])
    unread: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything a reader sees is different."""
        return any(value for name, value in vars(self).items() if name != "eras")

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
            return ["The numbers are those of the last run; only code or settings have changed."]
        said = [self._articles_told(), topics_told(self.topics), *self._tones_told()]
        if moved := self.beyond_noise:
            _, cell = moved[0]
            more = f" ({len(moved) - 1:,} more such)" if len(moved) > 1 else ""
            said.append(
                f"Beyond what its intervals allow, {cell.column} of {cell.row} moved from "
                f"{cell.before} to {cell.after}{more}."
            )
        elif self.tables and not self.moved_tones:
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
            (len(self.versions), "counted otherwise as a version of another"),
        )
        parts = [f"{number:,} {word}" for number, word in counts if number]
        said = f"Articles: {', '.join(parts)}." if parts else "The articles are the same."
        born, gone = self.eras
        if told := [
            f"{', '.join(eras)} {verb}" for eras, verb in ((born, "new"), (gone, "gone")) if eras
        ]:
            said += f" Eras: {'; '.join(told)}."
        if self.unread:
            more = count_of(len(self.unread), "more file")
            said += f" {more} cannot be read, wholly or in part."
        return said

    def _tones_told(self) -> list[str]:
        told = [
            f"Beyond what its intervals allow, the mean {_SCORES[change.now.score]} of "
            f"{change.now.era} moved from {_signed(change.before.mean)} to "
            f"{_signed(change.now.mean)}."
            for change in self.moved_tones
        ]
        more = len(told) - MOST_TONES
        return [*told[:MOST_TONES], *([f"So did {more} more mean tones."] if more > 0 else [])]


_SCORES = {"tone": "tone", "vader": "VADER score"}


def _signed(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


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
    added = {key: new[key] for key in new if key not in old}
    lost = {key: old[key] for key in old if key not in new}
    files = Counter(about["file"] for about in lost.values())
    edited = [about for about in added.values() if files[about["file"]]]
    same = {about["file"] for about in edited}
    both = [(old[key], new[key]) for key in new if key in old]
    return Changes(
        new=[about for about in added.values() if about["file"] not in same],
        gone=[about for about in lost.values() if about["file"] not in same],
        edited=edited,
        redated=[(was, now) for was, now in both if any(was[n] != now[n] for n in _DATED)],
        versions=[(was, now) for was, now in both if was.get("of", "") != now.get("of", "")],
        tables=table_changes(before.tables, after.tables),
        figures=_figure_changes(before.figures, after.figures),
        topics=compare_topics(before.topics, after.topics),
        tone=compare_tones(before.tone, after.tone),
        eras=_eras(old.values(), new.values()),
        unread={file: why for file, why in after.unread.items() if file not in before.unread},
    )


def _eras(old: Iterable[ArticleFacts], new: Iterable[ArticleFacts]) -> tuple[list[str], list[str]]:
    before, now = ({about["era"] for about in side} - {UNDATED} for side in (old, new))
    return sorted(now - before), sorted(before - now)


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
