"""How far the processes that measure a folder are: each adds what it has done to one file."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[int, int], None]

_NAME = ".measured"
_WIDTH = 8
"""Bytes of a number in the file: so short a write is not mixed up with those of others."""

_SECONDS = 0.2
"""How long a bar may stand still."""


def add_measured(tally: str, size: int) -> None:
    """Note that some bytes more are measured.

    Parameters
    ----------
    tally : str
        File in which this is noted; empty where nobody asks.
    size : int
        Bytes.

    Examples
    --------
    >>> add_measured("", 9)
    """
    if tally:
        with contextlib.suppress(OSError), open(tally, "ab", buffering=0) as file:  # noqa: PTH123
            file.write(size.to_bytes(_WIDTH, "big"))


@contextlib.contextmanager
def watched(folder: Path, total: int, progress: Progress | None) -> Iterator[str]:
    """Tell again and again how much is measured, until the block ends.

    Parameters
    ----------
    folder : Path
        A folder that all processes can write to, for one build at a time.
    total : int
        Bytes to be measured.
    progress : callable or None
        Called, by a thread of its own, with the bytes measured so far and those to measure in all:
        at first with none, and at the end with all where nothing went wrong.

    Yields
    ------
    str
        What :func:`add_measured` is to be given.

    Examples
    --------
    >>> import tempfile
    >>> with watched(Path(tempfile.mkdtemp()), 9, lambda done, total: print(done, total)) as tally:
    ...     add_measured(tally, 9)
    0 9
    9 9
    """
    if progress is None:
        yield ""
        return
    tally = folder / _NAME
    tally.unlink(missing_ok=True)  # a killed build may have left one
    progress(0, total)
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(tally, total, progress, ended), daemon=True)
    watch.start()
    try:
        yield str(tally)
    finally:
        ended.set()
        watch.join()
        tally.unlink(missing_ok=True)
    progress(total, total)


def _watch(tally: Path, total: int, progress: Progress, ended: threading.Event) -> None:
    done = n_read = 0
    while not ended.wait(_SECONDS):
        noted = b""
        with contextlib.suppress(OSError), tally.open("rb") as file:
            file.seek(n_read)
            noted = file.read()
        n_whole = len(noted) // _WIDTH * _WIDTH
        n_read += n_whole
        more = sum(int.from_bytes(noted[i : i + _WIDTH], "big") for i in range(0, n_whole, _WIDTH))
        done += more
        if more and done < total:
            progress(done, total)
