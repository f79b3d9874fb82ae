"""Files of a folder to captures."""

from __future__ import annotations

import hashlib
import os
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
_BINARY_SHARE = 0.1


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
        Paths relative to the folder, with forward slashes, sorted. Hidden files, links, devices,
        ``README`` and ``catalogue.csv`` are left out.

    Raises
    ------
    DatelinesError
        If there is no such folder.

    Examples
    --------
    >>> find_files(Path("no such folder"))
    Traceback (most recent call last):
    helpers.errors.DatelinesError: there is no folder 'no such folder': give the folder that holds \
your clippings
    """
    if not folder.is_dir():
        raise DatelinesError(
            f"there is no folder '{folder}': give the folder that holds your clippings"
        )
    return sorted(_walk(folder, ""))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False) and entry.name.lower() not in _NOT_CLIPPINGS:
                yield prefix + entry.name


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
        If the file is too large, empty, or cannot be opened.

    Examples
    --------
    >>> read_bytes(Path("."), "missing.txt")
    Traceback (most recent call last):
    helpers.intake.readers.UnreadableError: cannot be opened: No such file or directory
    """
    path = folder / file
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableError(f"larger than {LARGEST_FILE >> 20} MB: cut it into articles")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error
    if not data.strip():
        raise UnreadableError("empty")
    return data


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
        If the file is of a kind that is not read, or is no text.

    Examples
    --------
    >>> read_capture("a.txt", b"Talks failed.").text
    'Talks failed.'
    """
    suffix = Path(file).suffix.lower()
    if suffix not in TEXT_SUFFIXES:
        raise UnreadableError(
            f"files ending in {suffix} are not read: save it as plain text (.txt)"
        )
    text = decode(data)
    sample = text[:100_000]
    strange = sum((c < " " and c not in "\t\n\r\f") or c == "\ufffd" for c in sample)
    if strange > _BINARY_SHARE * len(sample):
        raise UnreadableError("no text: the file looks like a picture or a program")
    return Capture(file=file, digest=hashlib.sha256(data).hexdigest(), text=text)
