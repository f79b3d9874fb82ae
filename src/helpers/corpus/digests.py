"""Digests of a folder's files, taken again only for files that changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path
from typing import NamedTuple

from helpers.corpus.store import cache_folder
from helpers.intake.formats.source import Options
from helpers.intake.readers import UnreadableError, file_digest, stat_file

_RACY_NANOSECONDS = 2 * 10**9


class FileState(NamedTuple):
    """What a file was when its digest was taken."""

    size: int
    modified: int
    changed: int
    digest: str


def file_digests(
    folder: Path, files: list[str], options: Options, *, whole: bool = True
) -> tuple[dict[str, FileState], dict[str, str]]:
    """Digests of files, from memory where size and times are as before.

    Parameters
    ----------
    folder : Path
        The folder.
    files : list of str
        Paths relative to it.
    options : Options
        Bounds.
    whole : bool
        Whether these are all files of the folder; if not, what is known of others is kept.

    Returns
    -------
    dict
        State of every readable file.
    dict
        Reason for every file that is not.

    Examples
    --------
    >>> file_digests(Path("."), ["missing.txt"], Options())[1]
    {'missing.txt': 'cannot be opened (No such file or directory): put it back'}
    """
    memory = _memory_file(folder)
    before = _recall(memory)
    states: dict[str, FileState] = {}
    problems: dict[str, str] = {}
    for file in files:
        try:
            states[file] = _state(folder, file, options, before.get(file))
        except UnreadableError as error:
            problems[file] = str(error)
    known = states if whole else {**before, **states}
    if known != before:
        _remember(memory, known)
    return states, problems


def _state(folder: Path, file: str, options: Options, before: FileState | None) -> FileState:
    stat = stat_file(folder, file, options)
    marks = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
    if before is not None and before[:3] == marks:
        return before
    digest = file_digest(folder, file, options)
    # A file changed a moment ago may change again within the clock's resolution: ask again then.
    fresh = time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < _RACY_NANOSECONDS
    return FileState(stat.st_size, -1 if fresh else stat.st_mtime_ns, stat.st_ctime_ns, digest)


def _memory_file(folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]
    return cache_folder() / "folders" / f"{name}.parquet"


def _recall(memory: Path) -> dict[str, FileState]:
    import pandas as pd

    try:
        frame = pd.read_parquet(memory)
        rows = frame[["file", *FileState._fields]].itertuples(index=False)
        return {
            os.fsdecode(file): FileState(int(size), int(modified), int(changed), digest)
            for file, size, modified, changed, digest in rows
        }
    except (OSError, ValueError, KeyError):  # absent or damaged: digests are taken anew
        return {}


def _remember(memory: Path, states: dict[str, FileState]) -> None:
    import pandas as pd

    frame = pd.DataFrame(
        [(os.fsencode(file), *state) for file, state in states.items()],
        columns=["file", *FileState._fields],
    )
    new = memory.with_suffix(f".{os.getpid()}.new")
    with contextlib.suppress(OSError):  # without a memory the next load takes the digests anew
        memory.parent.mkdir(parents=True, exist_ok=True)
        frame.to_parquet(new)
        new.replace(memory)
