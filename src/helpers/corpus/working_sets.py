"""Working sets: articles chosen from a folder, kept as a list that names them by content.

A working set is a folder with one file of ours that says which folder the articles are in and which
they are. No text is copied, so that nothing can be passed on by mistake, an article in the middle
of an archive can be chosen alone, and numbers are those of the large folder: what the rest of the
folder settled (lines that others repeat, versions of a story, eras) is settled the same way.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.corpus.display import many
from helpers.errors import DatelinesError
from helpers.intake.readers import find_files, printable

if TYPE_CHECKING:
    from helpers.corpus.periods import Span

FILE_NAME = "working-set.json"
FORMAT = "datelines working set 1"
LARGEST = 256 * 2**20
"""Bytes of a list that is read: three million articles."""

_BEGINNING = re.compile(rb'\s*\{\s*"format":\s*"datelines working set')
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class SavedSet:
    """A working set as it is kept.

    Attributes
    ----------
    source : Path
        Folder of the clippings that it was chosen from.
    digests : frozenset of str
        SHA-256 of the articles' originals.
    told : str
        How it was chosen, in words.
    filters : tuple of mapping
        The same as data (`analysis.working_sets.filter_data.filters_from`), so that articles can
        be chosen in this way again once the folder has grown.
    spans : mapping
        Eras of the folder by first and last day.
    named : bool
        Whether somebody named these eras.
    columns : mapping
        For tables: what is in which column, see `load_corpus`.
    """

    source: Path
    digests: frozenset[str]
    told: str = ""
    filters: tuple[Mapping[str, Any], ...] = ()
    spans: Mapping[str, Span] | None = None
    named: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)


def is_working_set(folder: Path) -> bool:
    """Tell whether a folder is a working set.

    Parameters
    ----------
    folder : Path
        A folder.

    Returns
    -------
    bool
        True where it holds a list of ours.

    Examples
    --------
    >>> is_working_set(Path("no such folder"))
    False
    """
    with contextlib.suppress(OSError, ValueError), (folder / FILE_NAME).open("rb") as file:
        return _BEGINNING.match(file.read(100)) is not None
    return False


def folders_read(folder: Path) -> tuple[Path, ...]:
    """Name all folders that a corpus is read from.

    Parameters
    ----------
    folder : Path
        Folder of clippings, or of a working set.

    Returns
    -------
    tuple of Path
        The folder itself and, for a working set, the folder that it was chosen from.

    Raises
    ------
    DatelinesError
        If the folder is a damaged working set.

    Examples
    --------
    >>> folders_read(Path("seeds"))
    (PosixPath('seeds'),)
    """
    saved = read_working_set(folder)
    return (folder,) if saved is None else (folder, saved.source)


def read_working_set(folder: Path) -> SavedSet | None:
    """Read the list of a working set.

    Parameters
    ----------
    folder : Path
        A folder.

    Returns
    -------
    SavedSet or None
        None where the folder is no working set.

    Raises
    ------
    DatelinesError
        If the list is damaged, or the folder of its articles is not there, or clippings lie beside
        the list.

    Examples
    --------
    >>> read_working_set(Path("seeds")) is None
    True
    """
    if not is_working_set(folder):
        return None
    others = [file for file in find_files(folder) if file != FILE_NAME]
    if others:
        raise DatelinesError(
            f"'{folder}' is a working set and holds '{printable(others[0])}' besides: move it to "
            "a folder of its own"
        )
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(LARGEST))
        saved = _saved(content, folder)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DatelinesError(
            f"'{path}' is damaged or of another version: save the working set again"
        ) from error
    if not saved.source.is_dir():
        raise DatelinesError(
            f"the working set '{folder.name}' was chosen from a folder '{saved.source.name}' that "
            f"is not at '{saved.source}': put it back there, or save the working set again"
        )
    return saved


def _saved(content: Mapping[str, Any], folder: Path) -> SavedSet:
    if content["format"] != FORMAT:
        raise ValueError("another version")
    digests = frozenset(content["articles"])
    if not digests or not all(_DIGEST.fullmatch(digest) for digest in digests):
        raise ValueError("articles")
    day = dt.date.fromisoformat
    spans = {str(era): (day(first), day(last)) for era, (first, last) in content["eras"].items()}
    columns = {str(what): str(name) for what, name in content["columns"].items()}
    filters = tuple(dict(one) for one in content["filters"])
    source = Path(os.path.abspath(folder.resolve() / str(content["source"])))  # noqa: PTH100
    told, named = str(content["chosen"]), bool(content["eras_named"])
    return SavedSet(source, digests, told, filters, spans, named, columns)


def problems_of(saved: SavedSet, digests: Collection[str]) -> dict[str, str]:
    """Say which articles of a working set are no longer there.

    Parameters
    ----------
    saved : SavedSet
        The working set.
    digests : collection of str
        Digests of all articles in its source.

    Returns
    -------
    dict
        The list with the reason, as problems are told; empty where all are there.

    Raises
    ------
    DatelinesError
        If none of them is there.

    Examples
    --------
    >>> problems_of(SavedSet(Path("news"), frozenset({"ab" * 32})), [])
    Traceback (most recent call last):
    helpers.errors.DatelinesError: working-set.json names 1 article that 'news' no longer holds \
(abababababab): put it back, or save the working set again
    """
    gone = sorted(saved.digests - set(digests))
    if not gone:
        return {}
    it = "it" if len(gone) == 1 else "them"
    told = (
        f"names {many(len(gone), 'article')} that '{saved.source.name}' no longer holds "
        f"({gone[0][:12]}): put {it} back, or save the working set again"
    )
    if len(gone) == len(saved.digests):
        raise DatelinesError(f"{FILE_NAME} {told}")
    return {FILE_NAME: told}
