"""Lines that a person judged otherwise: read from a CSV in the folder and honoured for good."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Mapping
from pathlib import Path

from helpers.errors import DatelinesError
from helpers.intake.model import KEPT_KINDS, REASONS
from helpers.intake.normalise import decode

FILE_NAME = "corrections.csv"
COLUMNS = ("article", "line", "kind")
LARGEST = 20 * 2**20
ID_DIGITS = 12
_ID = re.compile(rf"[0-9a-f]{{{ID_DIGITS}}}")
_POWER = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)

Corrections = Mapping[str, Mapping[int, str]]
"""Article, by the first twelve digits of its digest, to lines and their kinds."""


def read_corrections(folder: Path) -> dict[str, dict[int, str]]:
    r"""Read which lines of which articles the user has judged.

    Parameters
    ----------
    folder : Path
        The clippings; the corrections are in its file ``corrections.csv``, with the columns
        ``article``, ``line`` and ``kind``, as the list of doubtful lines has them. Other columns
        are not read.

    Returns
    -------
    dict
        Empty where there is no such file. Articles are named by content, so that a correction
        holds whatever becomes of file names.

    Raises
    ------
    DatelinesError
        If the file cannot be read, a row does not name a line and a kind, or two rows name
        different kinds of one line.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = "article,line,kind\n0123456789ab,7,teaser\n"
    >>> _ = (folder / "corrections.csv").write_text(rows)
    >>> read_corrections(folder)
    {'0123456789ab': {7: 'teaser'}}
    """
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    if not path.is_file():
        raise DatelinesError(f"'{path}' is no plain file: put a CSV of this name in its place")
    try:
        with path.open("rb") as file:
            text = decode(file.read(LARGEST))
    except OSError as error:
        raise DatelinesError(f"'{path}' cannot be read: {error.strerror}") from error
    # Spreadsheets write semicolons where the comma is a decimal mark, and tabs as "Unicode text".
    header = text.partition("\n")[0]
    mark = next((mark for mark in ";\t" if header.count(mark) >= len(COLUMNS) - 1), ",")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    rows.fieldnames = [name.strip().casefold() for name in rows.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise DatelinesError(
            f"'{path}' has no column '{missing[0]}': its first line must be {','.join(COLUMNS)}"
        )
    found: dict[str, dict[int, str]] = {}
    for row in rows:
        if any((row[column] or "").strip() for column in COLUMNS):
            article, line, kind = _correction(path, rows.line_num, row)
            before = found.setdefault(article, {}).setdefault(line, kind)
            if before != kind:
                raise DatelinesError(
                    f"line {rows.line_num} of '{path}' calls line {line} of article {article} "
                    f"'{kind}', and a row above it '{before}': keep the one that is right"
                )
    return found


def _correction(path: Path, number: int, row: Mapping[str, str | None]) -> tuple[str, int, str]:
    article, line, kind = ((row[column] or "").strip() for column in COLUMNS)
    if not article or not line.isdecimal():
        raise DatelinesError(
            f"line {number} of '{path}' names no line of an article: give the article's id and the "
            "number of the line, as in the list of doubtful lines"
        )
    # Spreadsheets take an id of digits alone for a number, which has no zeros in front.
    known_by = article.zfill(ID_DIGITS) if article.isdecimal() else article.partition("-")[0]
    known_by = known_by.casefold()
    if not _ID.fullmatch(known_by):
        raise DatelinesError(
            f"line {number} of '{path}' names an article '{article}', which is no id: "
            f"{_cure(article)}"
        )
    known = sorted(KEPT_KINDS | REASONS, key=str.casefold)
    kind = {name.casefold(): name for name in known}.get(kind.casefold(), kind)
    if kind not in known:
        near = difflib.get_close_matches(kind, known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"choose one of {', '.join(known)}"
        raise DatelinesError(f"line {number} of '{path}' has an unknown kind '{kind}': {hint}")
    return known_by, int(line), kind


def _cure(article: str) -> str:
    if _POWER.fullmatch(article):
        return "a spreadsheet took it for a number, so import that column as text"
    return f"give the {ID_DIGITS} digits and letters that the list of doubtful lines has for it"


def settled_lines(
    corrections: Corrections, digests: Mapping[str, str]
) -> tuple[dict[str, dict[int, str]], list[str]]:
    """Match corrections with the articles of a folder.

    Parameters
    ----------
    corrections : mapping
        As :func:`read_corrections` gives them.
    digests : mapping
        Key of an article's rows to the digest of its original.

    Returns
    -------
    dict
        Key of an article's rows to lines and kinds.
    list of str
        Articles that are corrected but not in the folder.

    Examples
    --------
    >>> settled_lines({"0123456789ab": {7: "teaser"}}, {"k": "0123456789ab" + "0" * 52})
    ({'k': {7: 'teaser'}}, [])
    """
    found = {
        key: dict(corrections[digest[:ID_DIGITS]])
        for key, digest in digests.items()
        if digest[:ID_DIGITS] in corrections
    }
    known = {digest[:ID_DIGITS] for digest in digests.values()}
    return found, sorted(set(corrections) - known)
