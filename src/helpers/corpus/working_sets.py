"""Working sets: articles chosen from a folder, kept as a list that names them by content.

A working set is a folder with one file of ours that says which folder the articles are in and which
they are. No text is copied, so that nothing can be passed on by mistake, an article in the middle
of an archive can be chosen alone, and numbers are those of the large folder: what the rest of the
folder settled (lines that others repeat, versions of a story, eras) is settled the same way. Actors
and topics are found anew within the set.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.corpus.display import many
from helpers.corpus.periods import named_eras
from helpers.errors import DatelinesError
from helpers.intake.formats.column_names import KNOWN
from helpers.intake.readers import find_files, printable

if TYPE_CHECKING:
    from helpers.corpus.periods import Span

FILE_NAME = "working-set.json"
FORMAT = "datelines working set 1"
LARGEST = 256 * 2**20
"""Bytes of a list that is read: three million articles."""

_LONGEST = 200
"""Characters of a name that are shown."""

_OURS = re.compile(rb'"format"\s*:\s*"datelines working set')
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAMAGES = (
    *(OSError, ValueError, TypeError, KeyError, AttributeError),
    *(RecursionError, OverflowError),
)


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
    duplicates, representative : str
        What counts once in the folder, and which version does, see `load_corpus`.
    """

    source: Path
    digests: frozenset[str]
    told: str = ""
    filters: tuple[Mapping[str, Any], ...] = ()
    spans: Mapping[str, Span] | None = None
    named: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    duplicates: str = "near"
    representative: str = "earliest"


def is_working_set(folder: Path) -> bool:
    """Tell whether a folder is a working set.

    Parameters
    ----------
    folder : Path
        A folder.

    Returns
    -------
    bool
        True where it holds a list of ours, also one that somebody has written anew since.

    Examples
    --------
    >>> is_working_set(Path("no such folder"))
    False
    """
    path = folder / FILE_NAME
    with contextlib.suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as file:
                beginning = file.read(100)
                return bool(_OURS.search(beginning) or _OURS.search(beginning + file.read(LARGEST)))
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
    except (*_DAMAGES, DatelinesError) as error:
        raise DatelinesError(
            f"'{path}' is damaged or of another version: save the working set again"
        ) from error
    if not os.path.isdir(saved.source):  # noqa: PTH112  (Path.is_dir raises on a long name)
        raise DatelinesError(
            f"the working set '{folder.resolve().name}' was chosen from a folder "
            f"'{_shown(saved.source.name)}' that is not at '{_shown(content['source'])}' as seen "
            "from there: put it back, or save the working set again"
        )
    return saved


def _saved(content: Mapping[str, Any], folder: Path) -> SavedSet:
    if content["format"] != FORMAT:
        raise ValueError("another version")
    digests = frozenset(content["articles"])
    if not digests or not all(_DIGEST.fullmatch(digest) for digest in digests):
        raise ValueError("articles")
    columns = {str(what): str(name) for what, name in content["columns"].items()}
    if not columns.keys() <= set(KNOWN) or not isinstance(content["source"], str):
        raise ValueError("columns or source")
    return SavedSet(
        source=Path(os.path.abspath(folder.resolve() / content["source"])),  # noqa: PTH100
        digests=digests,
        told=str(content["chosen"]),
        filters=tuple(dict(one) for one in content["filters"]),
        spans=_spans(content["eras"]),
        named=bool(content["eras_named"]),
        columns=columns,
        duplicates=str(content.get("duplicates", SavedSet.duplicates)),
        representative=str(content.get("representative", SavedSet.representative)),
    )


def _spans(eras: Mapping[str, Any]) -> dict[str, Span]:
    """Check eras as `load_corpus` does those that somebody names; a folder may have none."""
    if not eras.keys() <= {printable(era) for era in eras}:
        raise ValueError("eras")
    return named_eras(eras) if eras else {}


def _shown(name: str) -> str:
    """Write a name so that it can be shown, however long it is."""
    shown = printable(name)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def problems_of(
    saved: SavedSet, digests: Collection[str], not_read: Mapping[str, str]
) -> dict[str, str]:
    """Say which articles of a working set are no longer there.

    Parameters
    ----------
    saved : SavedSet
        The working set.
    digests : collection of str
        Digests of all articles in its source.
    not_read : mapping
        Files of the source that could not be read, with the reason: what is missing may be there.

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
    >>> problems_of(SavedSet(Path("news"), frozenset({"ab" * 32})), [], {})
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
    if not_read:
        file, reason = next(iter(not_read.items()))
        told += (
            f" ({many(len(not_read), 'file')} there could not be read, the first: "
            f"{printable(file)}: {reason})"
        )
    if len(gone) == len(saved.digests):
        raise DatelinesError(f"{FILE_NAME} {told}")
    return {FILE_NAME: told}
