"""Extracts: what may be handed on of an article whose text may not.

An extract holds facts, counts and scores, no sentence and no word order, on the principle on which
HathiTrust publishes extracted features of books under copyright. It is one more input format: every
number comes out as it does from the original.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from helpers.intake.formats.sniff import begins_as_extract
from helpers.intake.readers import UnreadableError
from helpers.intake.records import SCORES, Record, Row, as_date, check

EXTRACT_SUFFIX = ".json"

_ANY_FORMAT = "datelines extract "
FORMAT = f"{_ANY_FORMAT}3"
LONGEST_RUN = 6
"""Words in a row of the original that an extract may hold, in a headline for instance."""

_TOKEN = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_DATE_FIELDS = ("earliest", "latest", "published")
_LINE_FIELDS = ("line", "kind", "confidence", "n_words", "print")
_QUOTATION_FIELDS = ("n_words", "speaker", "verb", "continued", "closed", "scare")
_SENTENCE_FIELDS = ("n_words", "n_toned", "quoted", *SCORES, "guarded")
_ACTOR_FIELDS = ("kind", "name", "tone", "vader")


def cut_run(text: str, longest: int = LONGEST_RUN) -> str:
    """Shorten a text so that it holds no longer run of words than may be handed on.

    Parameters
    ----------
    text : str
        For instance a headline.
    longest : int
        Words that stay.

    Returns
    -------
    str
        The text, or its beginning and an ellipsis.

    Examples
    --------
    >>> cut_run("one two three four five six seven"), cut_run("one two")
    ('one two three four five six…', 'one two')
    """
    tokens = list(_TOKEN.finditer(text))
    return text if len(tokens) <= longest else text[: tokens[longest - 1].end()] + "…"


def to_extract(record: Record, gists: dict[int, str] | None = None) -> str:
    """Write a record as the JSON text of an extract.

    Parameters
    ----------
    record : Record
        An article measured from its original.
    gists : dict, optional
        Gist of a paragraph by its number.

    Returns
    -------
    str
        JSON, with its keys in a fixed order.

    Examples
    --------
    >>> from helpers.intake.measure import measure
    >>> from helpers.intake.model import Capture
    >>> record = measure(Capture("a.txt", "0" * 64, "OSLO: Talks failed again. Nobody was glad."))
    >>> "failed again" in to_extract(record)
    False
    """
    article = record.article | {
        "headline": cut_run(record.article["headline"]),
        "source": "extract",
    }
    terms, mentions, sentences, quoted, sketches = (
        _by(rows, "passage")
        for rows in (
            record.terms,
            record.mentions,
            record.sentences,
            record.quotations,
            record.sketches,
        )
    )
    toned, actors = _by(record.toned, "passage"), _by(record.actors, "sentence")
    content = {
        "format": FORMAT,
        "article": {k: v.isoformat() if k in _DATE_FIELDS and v else v for k, v in article.items()},
        "passages": [
            {
                "gist": (gists or {}).get(row["passage"]) or row["gist"],
                "n_words": row["n_words"],
                "fingerprint": row["fingerprint"],
                "sentences": [[s[f] for f in _SENTENCE_FIELDS] for s in sentences[row["passage"]]],
                "toned": {
                    t["term"]: [t["sentences"], t["tone"], t["vader"]]
                    for t in toned[row["passage"]]
                },
                "actors": [
                    [[a[f] for f in _ACTOR_FIELDS] for a in actors[s["sentence"]]]
                    for s in sentences[row["passage"]]
                ],
                "mentions": [[m["kind"], m["text"], m["count"]] for m in mentions[row["passage"]]],
                "terms": {t["term"]: t["count"] for t in terms[row["passage"]]},
                "quotations": [[q[f] for f in _QUOTATION_FIELDS] for q in quoted[row["passage"]]],
                "sketch": [s["hash"] for s in sketches[row["passage"]]],
            }
            for row in record.passages
        ],
        "lines": [[row[f] for f in _LINE_FIELDS] for row in record.lines],
        "dates": [_plain_dates(row) for row in record.dates],
    }
    return _compact(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _by(rows: list[Row], column: str) -> defaultdict[int, list[Row]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _plain_dates(row: Row) -> Row:
    return {k: v.isoformat() if k in ("earliest", "latest") and v else v for k, v in row.items()}


def _compact(text: str) -> str:
    """Put short lists on one line, so that a person can read the file and a diff stays small."""
    return re.sub(
        r"\[\n\s+([^\[\]{}]*?)\n\s+\]",
        lambda m: "[" + re.sub(r",\n\s+", ", ", m.group(1)) + "]",
        text,
    )


def is_extract(file: str, head: bytes) -> bool:
    """Tell whether a file is an extract.

    Parameters
    ----------
    file : str
        Its name.
    head : bytes
        Its first bytes.

    Returns
    -------
    bool
        True for a file ending in ``.json`` that begins as extracts do.

    Examples
    --------
    >>> is_extract("a.json", b'{"format": "datelines extract 3"'), is_extract("a.json", b"[]")
    (True, False)
    """
    return Path(file).suffix.lower() == EXTRACT_SUFFIX and begins_as_extract(head)


def from_extract(data: bytes) -> Record:
    """Read an extract.

    Parameters
    ----------
    data : bytes
        The JSON file.

    Returns
    -------
    Record
        The same rows as from the original, with None where its text would be.

    Raises
    ------
    UnreadableError
        If the file is no extract, or of another version.

    Examples
    --------
    >>> from_extract(b"[]")
    Traceback (most recent call last):
    helpers.intake.readers.UnreadableError: no extract of Datelines
    """
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("damaged: it is no JSON") from error
    made_by = content.get("format") if isinstance(content, dict) else None
    if not isinstance(made_by, str) or not made_by.startswith(_ANY_FORMAT):
        raise UnreadableError("no extract of Datelines")
    if made_by != FORMAT:
        raise UnreadableError(
            "an extract made by another version of Datelines: extract it again from its original"
        )
    try:
        record = _record(content)
        check(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(f"damaged extract: {type(error).__name__}: {error}") from error
    return record


def _record(content: dict[str, Any]) -> Record:
    passages = list(enumerate(content["passages"]))
    sentences = [
        {"passage": i, **dict(zip(_SENTENCE_FIELDS, values, strict=True)), "text": None}
        for i, passage in passages
        for values in passage["sentences"]
    ]
    for number, row in enumerate(sentences):
        row["sentence"] = number
    actors = [found for _, passage in passages for found in passage["actors"]]
    if len(sentences) != len(actors):
        raise ValueError("actors: not as many lists as sentences")
    article = content["article"]
    return Record(
        article=article | {k: as_date(article[k]) for k in _DATE_FIELDS},
        passages=[
            {
                "passage": i,
                "n_words": passage["n_words"],
                "fingerprint": passage["fingerprint"],
                "text": None,
                "gist": passage["gist"],
            }
            for i, passage in passages
        ],
        sentences=sentences,
        toned=[
            {"passage": i, "term": term, "sentences": number, "tone": tone, "vader": vader}
            for i, passage in passages
            for term, (number, tone, vader) in passage["toned"].items()
        ],
        actors=[
            {"sentence": number, **dict(zip(_ACTOR_FIELDS, values, strict=True))}
            for number, found in enumerate(actors)
            for values in found
        ],
        lines=[
            {**dict(zip(_LINE_FIELDS, values, strict=True)), "text": None}
            for values in content["lines"]
        ],
        terms=[
            {"passage": i, "term": term, "count": count}
            for i, passage in passages
            for term, count in passage["terms"].items()
        ],
        mentions=[
            {"passage": i, "kind": kind, "text": text, "count": count}
            for i, passage in passages
            for kind, text, count in passage["mentions"]
        ],
        quotations=[
            {"passage": i, **dict(zip(_QUOTATION_FIELDS, values, strict=True))}
            for i, passage in passages
            for values in passage["quotations"]
        ],
        sketches=[
            {"passage": i, "hash": value} for i, passage in passages for value in passage["sketch"]
        ],
        dates=[
            row | {k: as_date(row[k]) for k in ("earliest", "latest")} for row in content["dates"]
        ],
    )
