"""The file in which topics keep their numbers and labels: read, written, edited by people."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis.topic_models.continuity import KnownTopic
from helpers.errors import DatelinesError
from helpers.reporting.spreadsheets import text_of, write_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from helpers.analysis.topic_models.continuity import Continued

FILE_NAME = "topics.csv"
LARGEST = 20 * 2**20
LONGEST_CELL = 32_000
"""Characters; a spreadsheet's cell holds 32,767."""

LONGEST_READ = 100_000
"""Characters of a cell; csv's own limit is one for the whole process."""

LONGEST_LABEL = 200
NEEDED = ("topic", "label", "state", "label_by_terms", "weights")
COLUMNS = (
    "topic", "label", "terms", "share", "reliability", "state", "label_by_terms", "weights",
)  # fmt: skip
CURRENT, GONE = "current", "gone"
SHOWN_TERMS = 10


def topics_beside(folder: str | Path) -> tuple[KnownTopic, ...]:
    """Read the topics that are kept in a folder of clippings.

    Parameters
    ----------
    folder : str or Path
        The folder; a file ``topics.csv`` in it is not taken for a clipping.

    Returns
    -------
    tuple of KnownTopic
        As `read_topics` gives them; nothing where there is no such file.

    Raises
    ------
    DatelinesError
        If the file is of no use, see `read_topics`.
    """
    path = Path(folder) / FILE_NAME
    return read_topics(path) if path.is_file() else ()


def read_topics(path: Path) -> tuple[KnownTopic, ...]:
    """Read topics of an earlier run, with the labels that people have given them.

    Parameters
    ----------
    path : Path
        A file that `keep_topics` wrote, and perhaps a spreadsheet after it: commas, semicolons or
        tabs between the columns, in UTF-8 or, with its mark, UTF-16. Other columns may have been
        added, rows taken out (these topics are forgotten) or sorted.

    Returns
    -------
    tuple of KnownTopic
        By number, those that are gone last. An empty label is that of the terms again.

    Raises
    ------
    DatelinesError
        If the file cannot be read, a column is missing, a number or a label is there twice, or a
        cell makes no sense; in one sentence with the line.
    """
    rows = csv.DictReader(io.StringIO(text := _text(path), newline=""), dialect=_dialect(text))
    try:
        missing = [column for column in NEEDED if column not in (rows.fieldnames or ())]
        if missing:
            raise DatelinesError(
                f"'{path}' has no column '{missing[0]}': its first line must be {','.join(COLUMNS)}"
            )
        topics, lines = [], []
        for row in rows:
            cells = {column: text_of((row[column] or "").strip()) for column in NEEDED}
            if max(map(len, cells.values())) > LONGEST_READ:
                raise csv.Error(f"a cell of line {rows.line_num} is longer than any of ours")
            if any(cells.values()):
                topics.append(_topic(f"line {rows.line_num} of '{path}'", cells))
                lines.append(rows.line_num)
    except csv.Error as error:
        raise DatelinesError(f"'{path}' cannot be read as a table: {error}") from error
    _no_twins(path, topics, lines)
    return tuple(sorted(topics, key=lambda topic: (topic.gone, topic.number)))


def keep_topics(continued: Continued, path: Path) -> None:
    """Write what is to be remembered of topics, for people to edit and the next run to read.

    Parameters
    ----------
    continued : Continued
        Topics with their lasting numbers and labels.
    path : Path
        File to write, in one step; one that is there is replaced. It has the columns ``topic``
        (its number), ``label`` (which may be edited), ``terms``, ``share`` (mean share of the
        articles), ``reliability`` (0 to 1), ``state`` (current or gone), ``label_by_terms`` and
        ``weights`` (of the terms by which the topic is known again).

    Raises
    ------
    DatelinesError
        If it cannot be written.
    """
    try:
        write_sheet(topic_sheet(continued), path, LONGEST_CELL)
    except OSError as error:
        raise DatelinesError(
            f"the topics cannot be written to '{path}' ({error.strerror}): name a folder of your "
            "own"
        ) from error


def topic_sheet(continued: Continued) -> pd.DataFrame:
    """Put together what `keep_topics` writes.

    Parameters
    ----------
    continued : Continued
        Topics with their lasting numbers and labels.

    Returns
    -------
    pandas.DataFrame
        One row a topic, those that are gone last; shares and reliability are missing for these.
    """
    import pandas as pd

    model = continued.model
    shares = dict(zip(model.numbers, model.word_shares.mean().round(4), strict=True))
    reliability = dict(zip(model.numbers, model.reliability["reliability"].round(3), strict=True))
    rows = [
        (
            topic.number,
            topic.label,
            ", ".join([*topic.weights][:SHOWN_TERMS]),
            None if topic.gone else shares[topic.number],
            None if topic.gone else reliability[topic.number],
            GONE if topic.gone else CURRENT,
            topic.label_by_terms,
            _written(topic.weights),
        )
        for topic in continued.topics
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"share": "float64", "reliability": "float64"}
    )


def _written(weights: Mapping[str, float]) -> str:
    text = "; ".join(f"{term} {weight:.4f}" for term, weight in weights.items())
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL].rpartition("; ")[0]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise DatelinesError(f"'{path}' cannot be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise DatelinesError(f"'{path}' is too large to be a list of topics: name another file")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatelinesError(
            f"'{path}' is not in UTF-8: save it from the spreadsheet as 'CSV UTF-8'"
        ) from error


def _dialect(text: str) -> type[csv.Dialect]:
    head = text.partition("\n")[0]

    class Written(csv.excel):
        delimiter = max(",;\t", key=head.count)

    return Written


def _topic(where: str, cells: Mapping[str, str]) -> KnownTopic:
    number, state = cells["topic"], cells["state"].casefold()
    whole = number.replace(",", ".").removesuffix(".0")
    if not (whole.isascii() and whole.isdecimal() and len(whole) < 7 and int(whole) > 0):
        raise DatelinesError(
            f"{where} has no number of a topic, but '{_short(number)}': the column 'topic' takes "
            "whole numbers from 1"
        )
    if state not in (CURRENT, GONE):
        raise DatelinesError(
            f"{where} has the state '{_short(state)}': it must be '{CURRENT}' or '{GONE}'"
        )
    label, by_terms = _line(cells["label"]), _line(cells["label_by_terms"])
    if len(label) > LONGEST_LABEL and label != by_terms:
        raise DatelinesError(
            f"{where} has a label of {len(label):,} characters: use up to {LONGEST_LABEL}"
        )
    if not (label or by_terms):
        raise DatelinesError(f"{where} has no label: write one")
    weights = _weights(where, cells["weights"])
    return KnownTopic(int(whole), label or by_terms, by_terms, weights, state == GONE)


def _line(text: str) -> str:
    """Write a label in one line without invisible signs that steer a terminal."""
    spaced = " ".join(text.split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) != "Cc")


def _weights(where: str, text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for item in filter(None, map(str.strip, text.split(";"))):
        term, _, weight = item.rpartition(" ")
        try:
            found[term.strip()] = float(weight)
        except ValueError:
            weight = ""
        if not term or not 0 <= found.get(term.strip(), -1) <= 1:
            raise DatelinesError(
                f"{where} has '{_short(item)}' among the weights: leave that column as it was "
                "written, or take the row out"
            )
    return found


def _short(text: str) -> str:
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return line if len(line) <= 40 else line[:40] + "…"


def _no_twins(path: Path, topics: list[KnownTopic], lines: list[int]) -> None:
    numbers: dict[int, int] = {}
    labels: dict[str, int] = {}
    for topic, line in zip(topics, lines, strict=True):
        first = numbers.setdefault(topic.number, line)
        if first != line:
            raise DatelinesError(
                f"lines {first} and {line} of '{path}' both have topic {topic.number}: take one out"
            )
        first = line if topic.gone else labels.setdefault(topic.label, line)
        if first != line:
            raise DatelinesError(
                f"lines {first} and {line} of '{path}' both have the label '{_short(topic.label)}':"
                " give one of them another"
            )
