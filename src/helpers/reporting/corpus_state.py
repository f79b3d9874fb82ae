"""Whether the clippings of a folder are those of the last look, found out without opening them."""

from __future__ import annotations

import contextlib
import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.corpus.working_sets import folders_read
from helpers.intake.readers import find_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTLED = ("catalogue.csv", "corrections.csv", "topics.csv")
"""Files of a folder that are no clippings, and change what becomes of these."""

_RACY_NANOSECONDS = 2 * 10**9
"""As coarse as clocks of file systems are: a file may change again within, and look the same."""


@dataclass(frozen=True)
class CorpusState:
    """What a folder of clippings held when it was looked at.

    Attributes
    ----------
    marks : str
        Digest of names, sizes and times of its files; '' where one of them was changed a moment
        ago, so that its time says nothing yet.
    content : str
        Digest of names and bytes.
    """

    marks: str
    content: str


def look_at(corpus: Path, before: CorpusState | None = None) -> CorpusState:
    """Look at a folder of clippings.

    Files are taken for the same where names, kinds, sizes, inodes, and the times of the last change
    of their bytes and of their entries are the same; the last of these is set by the system alone.
    Only where one of them differs, digests are asked for, see `corpus.digests.file_digests`.

    Parameters
    ----------
    corpus : Path
        The folder, or a working set, for which the folder that it is from is looked at as well.
    before : CorpusState, optional
        The last look.

    Returns
    -------
    CorpusState
        What it holds now.
    """
    places = folders_read(corpus)
    files = {place: find_files(place) for place in places}
    each = [_marks(place, [*files[place], *SETTLED]) for place in places]
    marks = _digest(each) if all(each) else ""
    if before is not None and marks and marks == before.marks:
        return before
    lines = (line for place in places for line in _contents(place, files[place]))
    return CorpusState(marks, _digest(lines))


def _marks(corpus: Path, files: list[str]) -> str:
    now = time.time_ns()
    newest, lines = 0, []
    for file in files:
        with contextlib.suppress(OSError):
            about = (corpus / file).lstat()
            times = about.st_mtime_ns, about.st_ctime_ns
            newest = max(newest, *times)
            lines.append(f"{file}\0{about.st_mode}\0{about.st_size}\0{about.st_ino}\0{times}")
    return _digest(lines) if now - newest > _RACY_NANOSECONDS else ""


def _contents(corpus: Path, files: list[str]) -> Iterator[str]:
    from helpers.corpus.digests import file_digests
    from helpers.intake.formats.source import Options

    states, problems = file_digests(corpus, files, Options())
    yield from (f"{file} {states[file].digest}" for file in sorted(states))
    yield from (f"{file} {problems[file]}" for file in sorted(problems))
    for name in SETTLED:
        if (corpus / name).is_file():
            yield f"{name} {hashlib.sha256((corpus / name).read_bytes()).hexdigest()}"


def _digest(lines: Iterator[str] | list[str]) -> str:
    whole = hashlib.sha256()
    for line in lines:
        whole.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return whole.hexdigest()
