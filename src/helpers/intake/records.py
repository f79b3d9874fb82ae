"""One article as rows of the corpus tables: which columns there are, and what they may hold."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from helpers.intake.model import KEPT_KINDS

Row = dict[str, Any]
SCHEMA: dict[str, dict[str, str]] = {
    table: dict(column.split(":") for column in columns.split())
    for table, columns in {
        "articles": """digest:name headline:text publisher:text byline:text agency:text place:text
            language:text earliest:day? latest:day? published:day? date_basis:text
            standfirst_words:count n_words:count n_sentences:count n_passages:count n_removed:count
            body:text source:text named:text ocr_noise:number headline_vader:number?
            headline_vader_guarded:number? headline_tone:number? headline_tone_unguarded:number?""",
        "passages": "passage:count n_words:count fingerprint:text text:text? gist:text?",
        "sentences": """passage:count sentence:count n_words:count n_toned:count quoted:number
            vader:number vader_guarded:number tone:number tone_unguarded:number guarded:text
            text:text?""",
        "toned": "passage:count term:name sentences:count tone:part vader:part",
        "actors": "sentence:count kind:text name:name tone:number vader:number",
        "lines": "line:count kind:text confidence:number n_words:count print:hash text:text?",
        "terms": "passage:count term:name count:count",
        "mentions": "passage:count kind:text text:text count:count",
        "quotations": """passage:count n_words:count speaker:text verb:text continued:flag
            closed:flag scare:flag""",
        "sketches": "passage:count hash:hash",
        "dates": "cue:text kind:text earliest:day? latest:day? note:text used:flag",
    }.items()
}
"""Columns of each table and what they hold; a question mark where None may stand."""

SCORES = ("vader", "vader_guarded", "tone", "tone_unguarded")
"""Columns of scores of the table ``sentences``."""

_PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "name": str, "text": str, "day": dt.date, "count": int, "number": (int, float), "flag": bool,
    "hash": int, "part": (int, float),
}  # fmt: skip
_RANGES = {
    "count": (0, 2**31 - 1),
    "hash": (0, 2**63 - 1),
    "number": (-1, 1),
    "part": (-9999, 9999),
}


@dataclass(frozen=True, slots=True)
class Record:
    """An article measured: one row for the table of articles, and its rows of the other tables.

    Attributes
    ----------
    article : dict
        Columns of the table ``articles`` that depend on this article alone.
    passages, sentences, toned, actors, lines, terms, mentions, quotations, sketches, dates : list \
of dict
        Rows of these tables, without the article's id.
    """

    article: Row
    passages: list[Row] = field(default_factory=list)
    sentences: list[Row] = field(default_factory=list)
    toned: list[Row] = field(default_factory=list)
    actors: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    terms: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    quotations: list[Row] = field(default_factory=list)
    sketches: list[Row] = field(default_factory=list)
    dates: list[Row] = field(default_factory=list)


def as_date(value: str | dt.date | None) -> dt.date | None:
    """Return a date from its ISO form; None stays None.

    Parameters
    ----------
    value : str, datetime.date or None
        For instance ``"1994-11-12"``.

    Returns
    -------
    datetime.date or None
        The day.

    Examples
    --------
    >>> as_date("1994-11-12")
    datetime.date(1994, 11, 12)
    """
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def check(record: Record) -> None:
    """Make sure that a record which came from outside has every column, of the right kind.

    Parameters
    ----------
    record : Record
        For instance read from an extract.

    Raises
    ------
    TypeError
        If a column is missing, unknown, or holds something of another kind than it should.
    ValueError
        If a value cannot be, or the article's row does not agree with the others.

    Examples
    --------
    >>> check(Record({}))
    Traceback (most recent call last):
    TypeError: articles: wrong columns
    """
    for table, columns in SCHEMA.items():
        rows = [record.article] if table == "articles" else getattr(record, table)
        for row in rows:
            if row.keys() != columns.keys():
                raise TypeError(f"{table}: wrong columns")
            for column, kind in columns.items():
                _check_value(f"{table}: {column}", row[column], kind)
    if not re.fullmatch("[0-9a-f]{64}", record.article["digest"]):
        raise ValueError("articles: digest: not a SHA-256")
    for column, rows in (
        ("n_passages", record.passages),
        ("n_sentences", record.sentences),
        ("n_removed", removed_lines(record)),
    ):
        if record.article[column] != len(rows):
            raise ValueError(f"articles: {column}: not the number of rows")


def removed_lines(record: Record) -> list[Row]:
    """Rows of the lines that were taken out.

    Parameters
    ----------
    record : Record
        An article.

    Returns
    -------
    list of dict
        Rows of the table ``lines``.

    Examples
    --------
    >>> removed_lines(Record({}, lines=[{"kind": "body"}, {"kind": "teaser"}]))
    [{'kind': 'teaser'}]
    """
    return [row for row in record.lines if row["kind"] not in KEPT_KINDS]


def _check_value(name: str, value: object, kind: str) -> None:
    optional = kind.endswith("?")
    if value is None and optional:
        return
    kind = kind.rstrip("?")
    expected = _PYTHON_TYPES[kind]
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise TypeError(f"{name}: wrong kind of value")
    if isinstance(value, str):
        value.encode()  # half of a character, as JSON can spell it, cannot be stored
    if isinstance(value, int | float) and kind in _RANGES:
        smallest, largest = _RANGES[kind]
        if not smallest <= value <= largest:
            raise ValueError(f"{name}: out of range")
