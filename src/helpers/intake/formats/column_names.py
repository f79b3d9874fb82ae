"""Which column of a table, or field of a JSON object, holds what of a clipping, by its name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from helpers.intake.data import read_names

TEXT = "text"
KNOWN = (
    *(TEXT, "headline", "date", "year", "month", "day"),
    *("publisher", "byline", "place", "address", "language"),
)
"""What a column can hold of a clipping."""

_OF_A_DATE = frozenset({"date", "published", "publication", "pubdate", "issued", "created"})
"""Fields of JSON in which a year, a month or a day is that of the article."""
_FILE = frozenset(
    {"file", "filename", "filenames", "files", "filepath", "path", "docid", "docname", "document",
     "datei", "dateiname", "fichier", "archivo", "arquivo"}
)  # fmt: skip
"""Names of columns that name files, simplified."""

_STORED = "_source."
"""What Elasticsearch writes before each field of a document; it names no source."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_MOST_NAMES, _LONGEST_NAME = 12, 40


class ColumnsError(Exception):
    """No column holds the text, or one that the user names is missing; the message says which."""


@cache
def _usual() -> dict[str, tuple[str, int]]:
    """Simplified name of a column to what it holds, and how telling the name is (0 is best)."""
    rows = read_names("column_names.tsv").items()
    return {_simple(form): (what, rank) for rank, (form, what) in enumerate(rows)}


def _simple(name: str) -> str:
    """Write a name without accents, case, spaces and marks: "Überschrift" is "uberschrift"."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_LETTERS.sub("", bare.casefold())


def find_columns(names: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Find the columns that hold the parts of a clipping.

    Parameters
    ----------
    names : sequence of str
        Names of the columns, or dotted names of JSON fields, in their order.
    chosen : mapping of str to str
        What the user says: part to column.

    Returns
    -------
    dict
        Part (one of :data:`KNOWN`) to column.

    Raises
    ------
    ColumnsError
        If no column holds the text, or one that the user named is not there.

    Examples
    --------
    >>> find_columns(["ID", "Pub_Date", "Full text"], {})
    {'date': 'Pub_Date', 'text': 'Full text'}
    >>> find_columns(["ID", "words"], {})
    Traceback (most recent call last):
    helpers.intake.formats.column_names.ColumnsError: no column is known to hold the text: the \
columns are ID, words; say which one does with --columns text=NAME
    """
    found = known_columns(names, chosen)
    if TEXT not in found:
        raise ColumnsError(
            f"no column is known to hold the text: the columns are {_listed(names)}; "
            f"say which one does with --columns text=NAME{_descriptive(names)}"
        )
    return found


def known_columns(names: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Find the columns of a table, the text's or not, that hold what is known of clippings.

    Parameters
    ----------
    names, chosen
        As for :func:`find_columns`.

    Returns
    -------
    dict
        Part (one of :data:`KNOWN`) to column.

    Raises
    ------
    ColumnsError
        If a column that the user named is not there.

    Examples
    --------
    >>> known_columns(["Author", "words"], {})
    {'byline': 'Author'}
    """
    found: dict[str, str] = {}
    ranks: dict[str, int] = {}
    for name in names:
        whole = name.removeprefix(_STORED)
        within, _, last = whole.rpartition(".")
        what, rank = _usual().get(_simple(whole)) or _usual().get(_simple(last), ("", 0))
        if within and what in ("year", "month", "day") and _parent(within) not in _OF_A_DATE:
            continue
        if what and rank < ranks.get(what, 1_000_000):
            found[what], ranks[what] = name, rank
    for what, name in chosen.items():
        if name not in names:
            raise ColumnsError(_missing(what, name, names))
        found = {part: column for part, column in found.items() if column != name or part == what}
        found[what] = name
    return found


def names_files(name: str) -> bool:
    """Tell whether a column is called as one that names files.

    Parameters
    ----------
    name : str
        Name of a column.

    Returns
    -------
    bool
        True for "file", "Filename", "doc_id" and their like.

    Examples
    --------
    >>> names_files("File Name"), names_files("headline")
    (True, False)
    """
    return _simple(name) in _FILE


def _descriptive(names: Sequence[str]) -> str:
    if not any(map(names_files, names)):
        return ""
    return ", or, if it describes files, put it on top of the folder as metadata.csv"


def _missing(what: str, name: str, names: Sequence[str]) -> str:
    by_fold = {other.casefold(): other for other in names}
    close = difflib.get_close_matches(name.casefold()[:200], list(by_fold)[:500], n=1)
    near = f": did you mean {shown(by_fold[close[0]])}?" if close else ""
    return (
        f"there is no column '{shown(name)}' for the {what}{near or ':'} "
        f"the columns are {_listed(names)}"
    )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(map(shown, names[:_MOST_NAMES])) + more


def shown(name: str) -> str:
    r"""Write a name, or a cell of a table, so that it can stand in a message.

    Parameters
    ----------
    name : str
        As the table has it.

    Returns
    -------
    str
        Forty characters at most, all of them printable.

    Examples
    --------
    >>> shown("two\nlines")
    'two lines'
    """
    plain = "".join(c if c.isprintable() else " " for c in name[:_LONGEST_NAME]).strip()
    return plain + "…" * (len(name) > _LONGEST_NAME) or "(no name)"


def _parent(name: str) -> str:
    return _simple(name.rpartition(".")[2])
