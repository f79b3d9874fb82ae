"""Word lists and patterns that lie beside the code as plain files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data"
_LONGEST_CODE = 3


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def read_words(name: str) -> frozenset[str]:
    """Read a list of words separated by spaces or line ends.

    Parameters
    ----------
    name : str
        File in the folder ``data``; lines that start with ``#`` are comments.

    Returns
    -------
    frozenset of str
        The words.

    Examples
    --------
    >>> "the" in read_words("stop_words.txt")
    True
    """
    return frozenset(word for line in _lines(name) for word in line.split())


def read_patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Read reasons and the patterns that give them.

    Parameters
    ----------
    name : str
        File in the folder ``data``, one reason, tab and regular expression a line.

    Returns
    -------
    tuple of (str, re.Pattern)
        In the order of the file; case does not matter.

    Examples
    --------
    >>> read_patterns("note_lines.tsv")[0][0]
    "editor's note"
    """
    rows = (line.split("\t") for line in _lines(name))
    return tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in rows)


def read_names(name: str) -> dict[str, str]:
    """Read names and the forms in which they are met.

    Parameters
    ----------
    name : str
        File in the folder ``data``, one name, tab and forms parted by semicolons a line.

    Returns
    -------
    dict
        Form to name.

    Examples
    --------
    >>> read_names("agencies.tsv")["associated press"]
    'AP'
    """
    rows = (line.split("\t") for line in _lines(name))
    return {form: given for given, forms in rows for form in forms.split("; ")}


def language_name(code: str) -> str:
    """Give the English name of a language.

    Parameters
    ----------
    code : str
        ISO 639-1 code.

    Returns
    -------
    str
        The name; empty for codes that are not known.

    Examples
    --------
    >>> language_name("de"), language_name("und")
    ('German', '')
    """
    return language_names().get(code, "")


@cache
def language_names() -> dict[str, str]:
    """Read the languages that are known by name.

    Returns
    -------
    dict
        ISO 639-1 code to English name.

    Examples
    --------
    >>> language_names()["fi"]
    'Finnish'
    """
    names: dict[str, str] = {}
    for form, code in read_names("language_names.tsv").items():
        # The codes of a language come first among its forms, then its English name.
        if len(form) > _LONGEST_CODE:
            names.setdefault(code, form.title())
    return names
