"""Extracts: what may be handed on of an article whose text may not.

An extract holds facts, counts and scores, no sentence and no word order, on the principle on which
HathiTrust publishes extracted features of books under copyright. It is one more input format: every
number comes out as it does from the original.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import DatelinesError
from helpers.intake.readers import (
    EXTRACT_SUFFIX,
    UnreadableError,
    find_files,
    is_extract,
    printable,
    read_bytes,
    read_capture,
)
from helpers.intake.records import Record, Row, as_date, check, measure

_ANY_FORMAT = "datelines extract "
FORMAT = f"{_ANY_FORMAT}1"
LONGEST_RUN = 6
"""Words in a row of the original that an extract may hold, in a headline for instance."""

_TOKEN = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_DATE_FIELDS = ("earliest", "latest", "published")
_SENTENCE_FIELDS = ("n_words", "n_toned", "quoted", "vader", "tone", "guarded")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a call of :func:`extract_folder` did.

    Attributes
    ----------
    written : tuple of str
        Names of the extracts, in the order of the folder.
    problems : tuple of (str, str)
        Files that could not be read, each with the reason.
    gists : int
        Paragraphs that have a gist.
    passages : int
        Paragraphs in all.
    out : str
        Folder written to.
    """

    written: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    gists: int
    passages: int
    out: str

    def __str__(self) -> str:
        """Tell what was done in a few lines."""
        lines = [f"{len(self.written)} extracts written to {self.out}"]
        lines += [f"left out: {file}: {reason}" for file, reason in self.problems]
        if self.gists < self.passages:
            lines.append(
                f"{self.passages - self.gists} of {self.passages} paragraphs have no gist: write"
                ' one line in your own words at "gist", it is kept when you extract again'
            )
        return "\n".join(lines)


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
    >>> from helpers.intake.model import Capture
    >>> record = measure(Capture("a.txt", "0" * 64, "OSLO: Talks failed again. Nobody was glad."))
    >>> "failed again" in to_extract(record)
    False
    """
    article = record.article | {
        "headline": cut_run(record.article["headline"]),
        "source": "extract",
    }
    terms, mentions, sentences = (
        _by_passage(rows) for rows in (record.terms, record.mentions, record.sentences)
    )
    content = {
        "format": FORMAT,
        "article": {k: v.isoformat() if k in _DATE_FIELDS and v else v for k, v in article.items()},
        "passages": [
            {
                "gist": (gists or {}).get(row["passage"]) or row["gist"],
                "n_words": row["n_words"],
                "fingerprint": row["fingerprint"],
                "sentences": [[s[f] for f in _SENTENCE_FIELDS] for s in sentences[row["passage"]]],
                "mentions": [[m["kind"], m["text"], m["count"]] for m in mentions[row["passage"]]],
                "terms": {t["term"]: t["count"] for t in terms[row["passage"]]},
            }
            for row in record.passages
        ],
        "removed": [[row["line"], row["reason"], row["n_words"]] for row in record.removed],
        "dates": [_plain_dates(row) for row in record.dates],
    }
    return _compact(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _by_passage(rows: list[Row]) -> defaultdict[int, list[Row]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row["passage"]].append(row)
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
        removed=[
            {"line": line, "reason": reason, "n_words": n, "text": None}
            for line, reason, n in content["removed"]
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
        dates=[
            row | {k: as_date(row[k]) for k in ("earliest", "latest")} for row in content["dates"]
        ],
    )


def read_record(file: str, data: bytes) -> Record:
    """Read a file, be it a clipping or an extract.

    Parameters
    ----------
    file : str
        Path relative to the folder.
    data : bytes
        The whole file.

    Returns
    -------
    Record
        The rows made from it.

    Raises
    ------
    UnreadableError
        If nothing can be made of the file.

    Examples
    --------
    >>> read_record("a.txt", b"OSLO: Talks failed again. Nobody was glad.").article["place"]
    'Oslo'
    """
    try:
        record = from_extract(data) if is_extract(file) else measure(read_capture(file, data))
    except (UnreadableError, DatelinesError, ImportError):
        raise
    except Exception as error:  # one odd file of a hundred thousand must not stop the others
        raise UnreadableError(
            f"it could not be read through ({type(error).__name__}): please report this"
        ) from error
    if not record.article["n_words"]:
        raise UnreadableError("no running text found: every line looks like page furniture")
    return record


def extract_folder(folder: Path, out: Path) -> Extraction:
    """Write one extract for each clipping of a folder.

    Parameters
    ----------
    folder : Path
        Folder of originals.
    out : Path
        Folder for the extracts; made if missing. An extract that is there already is replaced, but
        its gists stay; if the original has changed since, they stay in a file ending in ``.old``.

    Returns
    -------
    Extraction
        What was written and what could not be read.

    Raises
    ------
    DatelinesError
        If the folder holds no clipping, or is the folder to write to.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("OSLO: Talks failed again. Nobody was glad.")
    >>> extract_folder(folder, folder / "extracts").written
    ('a.json',)
    """
    if out.resolve() == folder.resolve():
        raise DatelinesError("the extracts need a folder of their own: give another one as OUT")
    problems: list[tuple[str, str]] = []
    targets: dict[Path, str] = {}
    gists, passages = 0, 0
    for file in find_files(folder):
        if is_extract(file):
            continue
        target = out / Path(file).with_suffix(EXTRACT_SUFFIX)
        try:
            if target in targets:
                raise UnreadableError(f"its extract would replace that of {targets[target]}")
            record = read_record(file, read_bytes(folder, file))
            kept = _gists(target, record.article["digest"])
            _replace(target, to_extract(record, kept))
        except UnreadableError as error:
            problems.append((printable(file), str(error)))
            continue
        targets[target] = printable(file)
        gists += len(kept)
        passages += len(record.passages)
    if not targets:
        why = f" ({': '.join(problems[0])})" if problems else ""
        raise DatelinesError(f"no extract could be made of '{folder}'{why}: put .txt files there")
    written = tuple(printable(target.relative_to(out).as_posix()) for target in targets)
    return Extraction(written, tuple(problems), gists, passages, str(out))


def _replace(target: Path, text: str) -> None:
    """Write a file by one rename: the old one holds gists that somebody wrote by hand."""
    new = target.parent / f".new-{os.getpid()}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8")
        new.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise UnreadableError(f"its extract cannot be written: {error.strerror}") from error


def _gists(target: Path, digest: str) -> dict[int, str]:
    """Gists of an earlier extract of the same original."""
    try:
        record = from_extract(target.read_bytes())
    except (OSError, UnreadableError):
        return {}
    found = {row["passage"]: row["gist"] for row in record.passages if row["gist"]}
    if record.article["digest"] == digest:
        return found
    if found:  # of another text now: no more of use here, but somebody wrote them
        target.replace(target.with_name(f"{target.name}.old"))
    return {}
