"""What the interactive plot of key terms needs, stored beside the figure in the notebook."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.concordance import concordances
from helpers.analysis.honesty import UNDATED, count_of
from helpers.reporting.charts.era_plot import (
    MIN_ARTICLES,
    PANEL,
    era_plot,
    places,
    plot_terms,
    sizes,
    x_limit,
    y_limits,
)
from helpers.reporting.explorer_page import MIME
from helpers.reporting.figures import draw
from helpers.reporting.rows import rows
from helpers.reporting.show import display

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.eras import EraComparison
    from helpers.analysis.tables import CorpusTables

MOST_BYTES = 170_000
"""Of the payload, so that the page with Bokeh's script stays below 1.5 MB."""
LINES = 8
"""Lines of a term in an era at the most."""
_LINE = 18
"""Bytes of the numbers of a line."""
LONGEST = 600
"""Letters of a sentence; longer ones are no evidence that somebody would read."""


def show_explorer(comparison: EraComparison, corpus: CorpusTables, caption: str) -> None:
    """Show the era plot, and store what its interactive page needs.

    Parameters
    ----------
    comparison : EraComparison
        The comparison.
    corpus : CorpusTables
        The corpus that it was made from.
    caption : str
        What is drawn and in which unit; plain text.
    """
    drawing = era_plot(comparison)
    draw(drawing, caption)
    if drawing is None:
        return
    payload = explorer_payload(comparison, corpus, caption)
    lines = sum(map(len, payload["lines"]))
    told = (
        "On the published page this plot opens: "
        f"{count_of(len(payload['terms']), 'term')} to point at and search, with "
        f"{count_of(lines, 'line')} of evidence."
    )
    forms: dict[str, Any] = {MIME: payload, "text/plain": told, "text/html": f"<p>{told}</p>"}
    display(forms, {"datelines": {"explorer": len(payload["terms"])}})


def explorer_payload(
    comparison: EraComparison, corpus: CorpusTables, caption: str = ""
) -> dict[str, Any]:
    """Gather terms, places and lines of evidence as JSON.

    Parameters
    ----------
    comparison : EraComparison
        With two eras or more, and terms to draw.
    corpus : CorpusTables
        The corpus that it was made from.
    caption : str
        What is drawn.

    Returns
    -------
    dict
        At most some 170 kB as JSON, the same for the same corpus: ``caption``, ``rung``, ``eras``
        (name, articles), ``axes`` (limits: log-ratio to either side, articles as logarithms to base
        2), ``terms`` (term, uses, articles, evenness from 0 to 1), ``counts`` (of each term, for
        each era: articles, uses), ``verdicts`` (their words), ``views`` (one for two eras, else one
        for each era: ``era``, ``other`` or None, ``points``), ``articles``, ``passages``,
        ``sentences`` (empty where the text is withheld), ``lines`` (of each term: passage and uses,
        or sentence and where the term begins and ends in it) and ``notes`` (what was left out).

    Notes
    -----
    Lines are taken in turns, the first one of every term in every era, then the second ones, so
    that no term takes the room of another.
    """
    eras = comparison.eras
    chosen = plot_terms(comparison.terms, eras)
    every = chosen.drop_duplicates("term")
    names = every["term"].tolist()
    lines, counts = concordances(corpus, names, articles=comparison.articles, n=LINES)
    payload: dict[str, Any] = {
        "caption": " ".join(caption.split()),
        "rung": str(comparison.rung),
        "eras": [[era, int((comparison.articles["era"] == era).sum())] for era in eras],
        "axes": [x_limit(chosen), *(round(limit, 3) for limit in y_limits(chosen))],
        "terms": [
            [row.term, int(row.uses), int(row.articles), round(1 - row.dp_norm, 2)]
            for row in rows(every)
        ],
        "counts": _by_era(counts, names, eras),
        "verdicts": sorted(set(chosen["verdict"])),
        "views": list(_views(chosen, names, eras)),
        "articles": [],
        "passages": [],
        "sentences": [],
        "lines": [[] for _ in names],
        "notes": [],
    }
    taken = _Evidence(payload, comparison.articles, names, _sentences(corpus, lines))
    taken.add(lines)
    payload["notes"] = _notes(comparison, len(names), taken.left_out)
    return payload


def _by_era(counts: pd.DataFrame, names: list[str], eras: tuple[str, ...]) -> list[list[list[int]]]:
    told = {(row.term, row.era): [int(row.articles), int(row.uses)] for row in rows(counts)}
    return [[told.get((name, era), [0, 0]) for era in eras] for name in names]


def _views(
    chosen: pd.DataFrame, names: list[str], eras: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """Yield the panels of the plot: where each term is drawn, and its numbers."""
    number, verdicts = {name: i for i, name in enumerate(names)}, sorted(set(chosen["verdict"]))
    largest = sizes(chosen["uses"])
    for place, era in enumerate(eras):
        mine = chosen["era"] == era
        if not mine.any():
            continue
        own = chosen[mine].reset_index(drop=True)
        points = [
            [
                number[row.term],
                *(round(float(value), 3) for value in at),
                round(float(np.sqrt(area)), 1),
                *(_number(value) for value in (row.log_ratio, row.low, row.high)),
                int(row.articles_target),
                int(row.articles_reference),
                verdicts.index(row.verdict),
            ]
            for row, at, area in zip(
                rows(own), places(chosen, own, PANEL), largest[mine.to_numpy()], strict=True
            )
        ]
        yield {"era": place, "other": 0 if len(eras) == 2 else None, "points": points}


def _number(value: float) -> float | None:
    return round(float(value), 2) if np.isfinite(value) else None


def _sentences(corpus: CorpusTables, lines: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Read the sentences that the lines are of; none where the text is withheld."""
    known = lines.dropna(subset=["sentence"])
    wanted = set(zip(known["article_id"], known["sentence"].astype(int), strict=True))
    ids, found = {article for article, _ in wanted}, {}
    columns = ["article_id", "sentence", "text"]
    for chunk in corpus.chunks("sentences", columns=columns) if wanted else ():
        mine = chunk[chunk["article_id"].isin(ids)]
        for row in rows(mine):
            if (row.article_id, row.sentence) in wanted:
                found[row.article_id, row.sentence] = row.text
        ids -= set(mine["article_id"])
        if not ids:
            break
    return found


class _Evidence:
    """Lines of evidence, each article, passage and sentence kept once, as many as there is room."""

    def __init__(
        self,
        payload: dict[str, Any],
        articles: pd.DataFrame,
        names: list[str],
        sentences: dict[tuple[str, int], str],
    ) -> None:
        self._payload, self._sentences = payload, sentences
        self._facts = {row.article_id: row for row in rows(articles)}
        self._terms = {name: i for i, name in enumerate(names)}
        self._eras = [name for name, _ in payload["eras"]]
        self._numbers: dict[tuple[object, ...], int] = {}
        self._room = MOST_BYTES - _size(payload)
        self.left_out = 0

    def add(self, lines: pd.DataFrame) -> None:
        """Take lines in turns, and whatever else is in a sentence or passage that is here by then.

        In the end those of each term are in the order of time.
        """
        found: list[tuple[int, int, list[int]]] = []
        turns = lines.groupby(["term", "era"]).cumcount().to_numpy()
        left = [
            (turn, place, row)
            for place, (turn, row) in enumerate(zip(turns, rows(lines), strict=True))
        ]
        for turn in range(LINES):
            for here in (False, True):
                later = []
                for line in left:
                    number, place, row = line
                    if (self._has(row) if here else number <= turn) and self._room > 0:
                        found += [(self._terms[row.term], place, self._line(row))]
                    else:
                        later.append(line)
                left = later
        self.left_out = len(left) + sum(not numbers for _, _, numbers in found)
        for term, _, numbers in sorted(found):
            if numbers:
                self._payload["lines"][term].append(numbers)

    def _has(self, row: Any) -> bool:  # noqa: ANN401
        return self._key(row) in self._numbers

    def _key(self, row: Any) -> tuple[object, ...]:  # noqa: ANN401
        if isinstance(row.keyword, str):
            return (row.article_id, "sentence", int(row.sentence))
        return (row.article_id, int(row.passage))

    def _line(self, row: Any) -> list[int]:  # noqa: ANN401  (a row holds anything)
        self._room -= _LINE
        if not isinstance(row.keyword, str):
            return [self._passage(row), int(row.uses)]
        text = self._sentences[row.article_id, int(row.sentence)]
        if len(text) > LONGEST:
            return []
        passage = self._passage(row)
        number = self._once(self._key(row), "sentences", [passage, text])
        return [number, int(row.start), int(row.start) + len(row.keyword)]

    def _passage(self, row: Any) -> int:  # noqa: ANN401
        fact = self._facts[row.article_id]
        days = [str(d) if isinstance(d, dt.date) else "" for d in (fact.earliest, fact.latest)]
        told = [fact.label, fact.publisher or "", *days, self._eras.index(fact.era)]
        article = self._once((row.article_id,), "articles", told)
        gist = row.gist if isinstance(row.gist, str) else ""
        key = (row.article_id, int(row.passage))
        return self._once(key, "passages", [article, int(row.passage) + 1, gist])

    def _once(self, key: tuple[object, ...], table: str, content: list[Any]) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._payload[table])
            self._payload[table].append(content)
            self._room -= _size(content) + 2
        return self._numbers[key]


def _size(content: object) -> int:
    return len(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))


def _notes(comparison: EraComparison, drawn: int, lines: int) -> list[str]:
    """Say what the page does not show."""
    table = comparison.terms
    articles = (table["articles_target"] + table["articles_reference"]).groupby(level=0).max()
    single = int((articles < MIN_ARTICLES).sum())
    notes = []
    if drawn < len(articles) - single:
        notes.append(
            f"Of {count_of(len(articles) - single, 'term')} that two articles or more use, the "
            f"{drawn:,} most telling and most frequent are here."
        )
    if single:
        notes.append(
            f"{count_of(single, 'term')} of a single article {'is' if single == 1 else 'are'} left "
            "out: such a term tells about that article."
        )
    verb = "is" if lines == 1 else "are"
    notes.append(
        f"Of each term there are up to {LINES} lines an era, spread over its articles"
        + (f"; {count_of(lines, 'line')} more had no room or {verb} too long." if lines else ".")
        + f" Articles that are {UNDATED} or repeat a story are not among them."
    )
    return notes
