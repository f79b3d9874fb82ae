"""Files of a folder: which there are, what they are, and how they are opened."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import DatelinesError
from helpers.intake.dates.said_dates import said_dates
from helpers.intake.formats.source import DEFAULTS, MEGABYTE, Options, Source
from helpers.intake.formats.unpacking import BY_SYSTEMS, is_beside
from helpers.intake.model import NOTHING_GIVEN, Given

_HIDDEN = (".", "~$")
"""Beginnings of names that people do not see: hidden files, and locks of word processors."""

_IN_CLOUD = ".icloud"
"""Ending of what stands, hidden, for a file that was not downloaded; its owner sees the file."""

_LIST = "working-set.json"
"""List of a working set (`helpers.corpus.working_sets`) that was put among the clippings."""

_PLAIN_SUFFIXES = frozenset({".txt", ".text", ""})
_BLOCK = 2**20


class UnreadableError(Exception):
    """A file that is no clipping; the message is the reason shown to the user."""


def find_files(folder: Path) -> list[str]:
    """List the files of a folder and its subfolders.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    list of str
        Paths relative to the folder, with forward slashes, sorted. Hidden files, ``README``,
        ``catalogue.csv``, ``corrections.csv``, ``topics.csv``, what systems add to folders and
        working sets in subfolders are left out; links, devices and closed subfolders are listed,
        and refused when they are read.

    Raises
    ------
    DatelinesError
        If there is no such folder, or it cannot be opened.

    Examples
    --------
    >>> find_files(Path("no such folder"))
    Traceback (most recent call last):
    helpers.errors.DatelinesError: there is no folder 'no such folder': give the folder that holds \
your clippings
    """
    if not os.path.isdir(folder):  # noqa: PTH112  (Path.is_dir raises on a name that is too long)
        is_file = os.path.isfile(folder)  # noqa: PTH113
        wrong = f"'{folder}' is a file" if is_file else f"there is no folder '{folder}'"
        raise DatelinesError(f"{wrong}: give the folder that holds your clippings")
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise DatelinesError(
            f"the folder '{folder}' cannot be opened ({error.strerror}): ask for access to it"
        ) from error
    return sorted(_walk(folder))


def _walk(folder: Path) -> Iterator[str]:
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = [
                e
                for e in os.scandir(folder / prefix)
                if not e.name.startswith(_HIDDEN) or e.name.endswith(_IN_CLOUD)
            ]
        except OSError:
            yield prefix.rstrip("/")
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            elif not (
                is_beside(entry.name)
                or entry.name.lower() in BY_SYSTEMS
                or (prefix and entry.name == _LIST)
            ):
                yield prefix + entry.name


def printable(file: str) -> str:
    r"""Write a file name so that it can be shown and stored anywhere.

    Parameters
    ----------
    file : str
        A path as the system gives it.

    Returns
    -------
    str
        The same with control characters, and bytes that are no text, as escapes.

    Examples
    --------
    >>> print(printable("two\nlines.txt"))
    two\nlines.txt
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in file
    )


def stat_file(folder: Path, file: str, options: Options = DEFAULTS) -> os.stat_result:
    """Look at a file without opening it.

    Parameters
    ----------
    folder : Path
        The folder.
    file : str
        Path relative to it.
    options : Options
        Bounds.

    Returns
    -------
    os.stat_result
        Its size and times.

    Raises
    ------
    UnreadableError
        If it is no plain file, or too large.

    Examples
    --------
    >>> stat_file(Path("."), "missing.txt")
    Traceback (most recent call last):
    helpers.intake.readers.UnreadableError: cannot be opened (No such file or directory): \
put it back
    """
    try:
        about = (folder / file).lstat()
    except OSError as error:
        raise UnreadableError(_not_opened(error)) from error
    if stat.S_ISLNK(about.st_mode):
        raise UnreadableError("a link: links are not followed, put a copy of the file here")
    if stat.S_ISDIR(about.st_mode):
        raise UnreadableError("a folder that cannot be opened: ask for access to it")
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableError("no plain file: save its text as plain text (.txt)")
    largest = options.limits.collection
    if about.st_size > largest:
        raise UnreadableError(f"larger than {largest // MEGABYTE:,} MB: cut it into several files")
    return about


def _not_opened(error: OSError) -> str:
    what = {errno.EACCES: "ask for access to it", errno.EPERM: "ask for access to it",
            errno.ENOENT: "put it back", errno.ENAMETOOLONG: "give it a shorter name"}  # fmt: skip
    return (
        f"cannot be opened ({error.strerror}): {what.get(error.errno or 0, 'copy it here again')}"
    )


@contextmanager
def open_file(folder: Path, file: str, options: Options = DEFAULTS) -> Iterator[Source]:
    """Open one file of a folder for the format readers.

    Parameters
    ----------
    folder : Path
        The folder.
    file : str
        Path relative to it.
    options : Options
        How files are to be read.

    Yields
    ------
    Source
        The file at its start; closed afterwards.

    Raises
    ------
    UnreadableError
        If the file cannot be opened, or for a reason of :func:`stat_file`.

    Examples
    --------
    >>> with open_file(Path("."), "missing.txt") as source:
    ...     pass
    Traceback (most recent call last):
    helpers.intake.readers.UnreadableError: cannot be opened (No such file or directory): \
put it back
    """
    about = stat_file(folder, file, options)
    try:
        # A link that took the file's place since it was looked at is not followed either.
        handle = os.open(folder / file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise UnreadableError(_not_opened(error)) from error
    with os.fdopen(handle, "rb") as stream:
        yield Source(printable(file), "", stream, about.st_size, options)


def file_digest(folder: Path, file: str, options: Options = DEFAULTS) -> str:
    """Digest of a file's bytes, in bounded memory.

    Parameters
    ----------
    folder : Path
        The folder.
    file : str
        Path relative to it.
    options : Options
        Bounds.

    Returns
    -------
    str
        SHA-256 in hexadecimal.

    Raises
    ------
    UnreadableError
        As for :func:`open_file`, or if the file cannot be read to its end.

    Examples
    --------
    >>> file_digest(Path("."), "missing.txt")
    Traceback (most recent call last):
    helpers.intake.readers.UnreadableError: cannot be opened (No such file or directory): \
put it back
    """
    with open_file(folder, file, options) as source:
        return digest_of(source)


def digest_of(source: Source) -> str:
    """Digest of an open file's bytes; the file is at its start again afterwards.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    str
        SHA-256 in hexadecimal.

    Raises
    ------
    UnreadableError
        If the file cannot be read to its end.

    Examples
    --------
    >>> import io
    >>> digest_of(Source("a.txt", "", io.BytesIO(b""), 0))[:8]
    'e3b0c442'
    """
    digest = hashlib.sha256()
    try:
        source.stream.seek(0)
        while block := source.stream.read(_BLOCK):
            digest.update(block)
        source.stream.seek(0)
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror}): get it again") from error
    return digest.hexdigest()


def file_key(
    file: str, digest: str, options: Options = DEFAULTS, told: Given = NOTHING_GIVEN
) -> str:
    """Key of the rows made from a file: of its bytes, and of all else that decides how it is read.

    Parameters
    ----------
    file : str
        Path relative to the folder; its ending tells the format, and it may hold a date.
    digest : str
        SHA-256 of the file's bytes.
    options : Options
        How files are to be read.
    told : Given, optional
        What is said of the file elsewhere.

    Returns
    -------
    str
        Sixty-four hexadecimal digits; mostly the digest itself.

    Examples
    --------
    >>> digest = "ab" * 32
    >>> file_key("a.txt", digest) == digest, file_key("a.json", digest) == digest
    (True, False)
    """
    suffix = Path(file).suffix.lower()
    name = Path(file).name
    dates = [f"{said.first} {said.last}" for said in said_dates(name, NOTHING_GIVEN, [])]
    matters = [suffix] * (suffix not in _PLAIN_SUFFIXES) + dates
    if options != DEFAULTS:
        matters += [f"{what}={column}" for what, column in sorted(options.columns.items())]
        matters.append(repr(options.limits))
    if told != NOTHING_GIVEN:
        matters.append(repr(told))
    if not matters:
        return digest
    return hashlib.sha256(
        "\n".join([digest, *matters]).encode("utf-8", "surrogatepass")
    ).hexdigest()
