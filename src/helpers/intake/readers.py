"""Files of a folder to captures."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from helpers.errors import DatelinesError
from helpers.intake.model import Capture
from helpers.intake.normalise import decode

LARGEST_FILE = 20 * 2**20
"""Bytes; a single clipping is never that long."""

TEXT_SUFFIXES = frozenset({".txt", ".text", ""})
EXTRACT_SUFFIX = ".json"
_NOT_CLIPPINGS = frozenset(
    {"readme", "readme.md", "readme.txt", "catalogue.csv", "license", "licence"}
)
_OTHER_KINDS = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "an office document or an archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "an archive",
}
"""First bytes of files that are no plain text, whatever their names say."""
_BINARY_SHARE = 0.05


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
        Paths relative to the folder, with forward slashes, sorted. Hidden files, ``README`` and
        ``catalogue.csv`` are left out; links, devices and closed subfolders are listed, and
        refused when they are read.

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
        raise DatelinesError(
            f"there is no folder '{folder}': give the folder that holds your clippings"
        )
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
            entries = [e for e in os.scandir(folder / prefix) if not e.name.startswith(".")]
        except OSError:
            yield prefix.rstrip("/")
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            elif entry.name.lower() not in _NOT_CLIPPINGS:
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


def is_extract(file: str) -> bool:
    """Tell by its name whether a file is to be read as an extract.

    Parameters
    ----------
    file : str
        Path relative to the folder.

    Returns
    -------
    bool
        True for ``.json``.

    Examples
    --------
    >>> is_extract("a.json"), is_extract("a.txt")
    (True, False)
    """
    return Path(file).suffix.lower() == EXTRACT_SUFFIX


def stat_file(folder: Path, file: str) -> os.stat_result:
    """Look at a file without opening it.

    Parameters
    ----------
    folder : Path
        The folder.
    file : str
        Path relative to it.

    Returns
    -------
    os.stat_result
        Its size and times.

    Raises
    ------
    UnreadableError
        If it is no plain file, too large, or of a kind that is not read.

    Examples
    --------
    >>> stat_file(Path("."), "missing.txt")
    Traceback (most recent call last):
    helpers.intake.readers.UnreadableError: cannot be opened: No such file or directory
    """
    try:
        about = (folder / file).lstat()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error
    if stat.S_ISLNK(about.st_mode):
        raise UnreadableError("a link: links are not followed, put a copy of the file here")
    if stat.S_ISDIR(about.st_mode):
        raise UnreadableError("a folder that cannot be opened: ask for access to it")
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableError("no plain file: save its text as plain text (.txt)")
    suffix = Path(file).suffix.lower()
    if suffix not in TEXT_SUFFIXES and not is_extract(file):
        raise UnreadableError(
            f"files ending in {printable(suffix)} are not read: save it as plain text (.txt)"
        )
    if about.st_size > LARGEST_FILE:
        raise UnreadableError(f"larger than {LARGEST_FILE >> 20} MB: cut it into articles")
    return about


def read_bytes(folder: Path, file: str) -> bytes:
    """Read one file of a folder.

    Parameters
    ----------
    folder : Path
        The folder.
    file : str
        Path relative to it.

    Returns
    -------
    bytes
        The whole file.

    Raises
    ------
    UnreadableError
        If the file is empty or cannot be opened, or for a reason of :func:`stat_file`.

    Examples
    --------
    >>> read_bytes(Path("."), "missing.txt")
    Traceback (most recent call last):
    helpers.intake.readers.UnreadableError: cannot be opened: No such file or directory
    """
    stat_file(folder, file)
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error
    if not data.strip():
        raise UnreadableError("empty")
    return data


def file_key(file: str, data: bytes) -> str:
    """Key of the rows made from a file: the digest of its bytes and of how they are read.

    Parameters
    ----------
    file : str
        Path relative to the folder.
    data : bytes
        The whole file.

    Returns
    -------
    str
        Sixty-four hexadecimal digits; for a text file they are the SHA-256 of its bytes.

    Examples
    --------
    >>> file_key("a.txt", b"Talks failed.") == file_key("a.json", b"Talks failed.")
    False
    """
    return hashlib.sha256(data + EXTRACT_SUFFIX.encode() * is_extract(file)).hexdigest()


def read_capture(file: str, data: bytes) -> Capture:
    """Turn the bytes of a text file into a capture.

    Parameters
    ----------
    file : str
        Path relative to the folder.
    data : bytes
        The whole file.

    Returns
    -------
    Capture
        Its text and the digest of its bytes.

    Raises
    ------
    UnreadableError
        If the file is no text.

    Examples
    --------
    >>> read_capture("a.txt", b"Talks failed.").text
    'Talks failed.'
    """
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise UnreadableError(f"no text: the file is {kind}, save its text as plain text")
    text = decode(data)
    sample = text[:100_000]
    strange = sum((c < " " and c not in "\t\n\v\f\r\x1b") or c == "\ufffd" for c in sample)
    if strange > _BINARY_SHARE * len(sample):
        raise UnreadableError("no text: the file looks like a picture or a program")
    return Capture(file=file, digest=hashlib.sha256(data).hexdigest(), text=text)
