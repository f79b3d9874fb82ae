"""Working sets written: a list of the articles, and how they were chosen."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.corpus.display import many, one_line
from helpers.corpus.working_sets import (
    FILE_NAME,
    FORMAT,
    SavedSet,
    is_working_set,
    read_working_set,
)
from helpers.errors import DatelinesError
from helpers.intake.readers import printable

if TYPE_CHECKING:
    from helpers.corpus.corpus import Corpus

_OF_A_CORPUS = frozenset({"actor", "topic"})
"""Kinds of filters that ask for what is found in a corpus as a whole."""

_ANEW = (
    "Actors and topics were found anew within the working set that these articles were chosen "
    "from, so that they cannot be chosen again from the folder of the clippings"
)

_NAME = re.compile(r"[^\W_](?:[\w .-]{0,58}[\w-])?")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


def save_working_set(
    corpus: Corpus,
    article_ids: Collection[str],
    folder: str | Path,
    *,
    source: str | Path,
    told: str = "",
    filters: Sequence[Mapping[str, Any]] = (),
    eras: Mapping[str, Sequence[int | str]] | None = None,
    columns: Mapping[str, str] | None = None,
    replace: bool = False,
) -> Path:
    """Save articles as a working set, a folder that `load_corpus` takes for a corpus.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    article_ids : collection of str
        The articles; their versions go with them.
    folder : str or Path
        Folder to write to; it is made. Its name may have letters, digits, spaces, points, hyphens
        and underscores.
    source : str or Path
        Folder that the corpus was loaded from.
    told : str
        How the articles were chosen, in words.
    filters : sequence of mapping
        The same as data. Of a set of a set they follow those of the first, unless they ask for
        actors or topics: these are found anew within a set, so that the folder of the clippings
        cannot be asked for them, and no filters are kept.
    eras, columns : mapping, optional
        As `load_corpus` was given them.
    replace : bool
        Whether a working set that is there may be replaced. Nothing else ever is.

    Returns
    -------
    Path
        The list, ``working-set.json``; a ``README.md`` beside it says what it is.

    Raises
    ------
    DatelinesError
        If no article is given or one that the corpus does not have, the source is another folder,
        the name cannot be used, the folder holds something else or another working set or lies in
        one or in the source, or it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> out = Path(tempfile.mkdtemp()) / "first two"
    >>> _ = save_working_set(corpus, corpus.articles["article_id"][:2], out, source="seeds")
    >>> len(load_corpus(out).articles)
    2
    """
    target = Path(folder)
    check_name(target.name)
    _check_articles(corpus, article_ids, source)
    chosen = corpus.only(article_ids)
    origin = read_working_set(Path(source)) or SavedSet(Path(source), frozenset())
    _check_place(target.resolve(), origin.source.resolve())
    kept = [*origin.filters, *filters]
    if origin.digests and (not origin.filters or _found_anew(filters)):
        kept = []
    if origin.digests and _found_anew(filters):
        told = f"{told.rstrip('.')}. {_ANEW}." if told else f"{_ANEW}."
    content = {
        "format": FORMAT,
        "chosen": told,
        "source": _relative(origin.source, target),
        "columns": dict(columns or origin.columns),
        "eras": {era: [str(day) for day in span] for era, span in corpus.spans.items()},
        "eras_named": bool(isinstance(eras, Mapping) and eras) or origin.named,
        "duplicates": corpus.duplicates,
        "representative": corpus.representative,
        "filters": kept,
        "articles": sorted(set(chosen.articles["digest"])),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path = target / FILE_NAME
    if _is_there(target, text, replace=replace):
        return path
    _write(path, text)
    _write(target / "README.md", _readme(target.name, corpus.name, chosen, told))
    return path


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a folder on every system.

    Parameters
    ----------
    name : str
        Name of a working set.

    Raises
    ------
    DatelinesError
        If it is empty, too long, hidden, reserved, or leads elsewhere.

    Examples
    --------
    >>> check_name("../seeds")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: '../seeds' cannot name a working set: use up to 60 letters, \
digits, spaces, hyphens and points, beginning with a letter or digit
    """
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise DatelinesError(
            f"'{printable(name)}' cannot name a working set: use up to 60 letters, digits, spaces, "
            "hyphens and points, beginning with a letter or digit"
        )


def _check_articles(corpus: Corpus, article_ids: Collection[str], source: str | Path) -> None:
    """Refuse what would name other articles than those that were chosen."""
    unknown = sorted(set(article_ids) - set(corpus.articles["article_id"]))
    if unknown:
        raise DatelinesError(
            f"the corpus '{corpus.name}' does not have {many(len(unknown), 'article')} that the "
            f"working set is to hold ({printable(str(unknown[0]))}): choose from this corpus alone"
        )
    if corpus.folder is not None and Path(source).resolve() != corpus.folder:
        raise DatelinesError(
            f"the corpus '{corpus.name}' was not loaded from '{source}': give the folder that it "
            "was loaded from"
        )
    odd = [era for era in corpus.spans if printable(era) != era]
    if odd:
        raise DatelinesError(
            f"the era '{printable(odd[0])}' cannot be saved: give it a name of plain characters"
        )


def _check_place(target: Path, source: Path) -> None:
    """Refuse a place where the list would lie among clippings, or in another working set."""
    if target.is_relative_to(source):
        raise DatelinesError(
            f"the working set '{target.name}' would lie among the clippings of '{source.name}': "
            "save it outside of that folder"
        )
    outer = next((folder for folder in target.parents if is_working_set(folder)), None)
    if outer is not None:
        raise DatelinesError(
            f"the working set '{target.name}' would lie in the working set '{outer.name}': save "
            "it beside that one"
        )


def _found_anew(filters: Sequence[Mapping[str, Any]]) -> bool:
    return any(one.get("kind") in _OF_A_CORPUS for one in filters)


def _relative(source: Path, target: Path) -> str:
    """Say where the source is as seen from the working set, so that both can be moved together."""
    try:
        return Path(os.path.relpath(source.resolve(), target.resolve())).as_posix()
    except ValueError:  # another drive
        return source.resolve().as_posix()


def _is_there(target: Path, text: str, *, replace: bool) -> bool:
    """Tell whether this very working set is there; refuse to write over anything else."""
    if not target.exists():
        return False
    if not target.is_dir():
        raise DatelinesError(f"'{target}' is a file: choose another name for the working set")
    if not is_working_set(target):
        if any(target.iterdir()):
            raise DatelinesError(
                f"'{target}' holds files and is no working set: choose another name"
            )
        return False
    with contextlib.suppress(OSError, ValueError):
        if (target / FILE_NAME).read_text(encoding="utf-8") == text:
            return True
    if not replace:
        raise DatelinesError(
            f"there is another working set '{target.name}' already: choose another name, or say "
            "that it may be replaced"
        )
    return False


def _readme(name: str, source: str, chosen: Corpus, told: str) -> str:
    counted = one_line(name, chosen.articles, chosen.eras, 0)
    return (
        f"Working set of Datelines: {counted}.\n\n"
        f"Chosen from the folder '{source}': {told or 'by hand'}\n\n"
        f"The list {FILE_NAME} names the articles by their content and says where that folder is. "
        "It holds no text of\nthem. Use this folder as a corpus, for instance, in the folder that "
        "it lies in,\n\n"
        f'    datelines report --corpus "{name}"\n\n'
        "and move it together with the folder of the clippings. To hand it on, write extracts:\n"
        f'\n    datelines extract "{name}" "{name} extracts"\n'
    )


def _write(path: Path, text: str) -> None:
    """Write a file by one rename, so that nobody reads half of it."""
    new = path.parent / f".new-{os.getpid()}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise DatelinesError(
            f"the working set cannot be written to '{path.parent}' ({error.strerror}): name a "
            "folder of your own"
        ) from error
