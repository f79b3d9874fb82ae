"""Bounds of unpacking, and names of members, for archives from strangers.

What an archive says of itself is not believed. Bytes are counted as they are unpacked, over all
archives inside one another; beyond the bounds nothing is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from helpers.intake.formats.registry import read_source
from helpers.intake.formats.sniff import begins_as_extract
from helpers.intake.formats.source import MEGABYTE, Limits, Source
from helpers.intake.model import Capture, Refusal

_CHUNK = 1 << 16
_IN_MEMORY = 8 * MEGABYTE
_BY_HAND = "unpack it and put the file here"
_BESIDE_CLIPPINGS = frozenset(
    {
        "readme", "readme.md", "readme.txt", "license", "licence",
        "catalogue.csv", "corrections.csv", "topics.csv",
    }
)  # fmt: skip
"""Files, in small letters, that tell of clippings and are none."""

BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
"""Files, in small letters, that systems add to folders."""

_DRIVE = re.compile(r"[A-Za-z]:")


class TooMuchError(Exception):
    """An archive would unpack to more than is allowed; the message says what."""


class TooLargeError(Exception):
    """A member is larger than a file may be; the message says so."""


class Budget:
    """How much may still be unpacked from an outermost archive.

    Parameters
    ----------
    limits : Limits
        Bounds.
    size : int
        Bytes of the outermost archive.
    """

    def __init__(self, limits: Limits, size: int) -> None:
        by_ratio = max(limits.article, limits.ratio * size)
        self.most = min(limits.unpacked, by_ratio)
        self.left = self.most
        self.members = limits.members
        self._ratio = (
            f"more than {limits.ratio} times its size" if by_ratio < limits.unpacked else ""
        )

    def spend(self, n_bytes: int) -> None:
        """Count bytes that were unpacked.

        Parameters
        ----------
        n_bytes : int
            How many.

        Raises
        ------
        TooMuchError
            If these are more than were left.
        """
        self.left -= n_bytes
        if self.left < 0:
            most = self._ratio or f"more than {self.most // MEGABYTE:,} MB"
            raise TooMuchError(f"would unpack to {most}: unpack it yourself, if it is what it says")

    def count_member(self) -> None:
        """Count a member.

        Raises
        ------
        TooMuchError
            If there are too many.
        """
        self.members -= 1
        if self.members < 0:
            raise TooMuchError("holds too many files: unpack it yourself")


@dataclass(frozen=True)
class Packed(Source):
    """An archive, or a member of one, with what may still be unpacked from the outermost one.

    Attributes
    ----------
    budget : Budget
        Shared by all archives inside one another.
    """

    budget: Budget = field(default_factory=lambda: Budget(Limits(), 0))


def budgeted(source: Source) -> Packed:
    """Give an outermost archive its budget; one inside another shares that one's.

    Parameters
    ----------
    source : Source
        An archive.

    Returns
    -------
    Packed
        The same with a budget.
    """
    if isinstance(source, Packed):
        return source
    return Packed(
        source.file, source.where, source.stream, source.size, source.options, source.depth,
        Budget(source.options.limits, source.size),
    )  # fmt: skip


@dataclass
class Tally:
    """What was met in an archive.

    Attributes
    ----------
    names : Counter
        Names of members, and how often each was met.
    hidden : int
        Hidden members, which are left out without a word each.
    """

    names: Counter[str] = field(default_factory=Counter)
    hidden: int = 0

    def where(self, name: str) -> str:
        """Write the name of a member so that it can be shown, distinct from every other's.

        Parameters
        ----------
        name : str
            As the archive has it.

        Returns
        -------
        str
            With escapes for what cannot be shown, and a number where the name is met again.
        """
        shown = "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name
        )
        self.names[shown] += 1
        return shown if self.names[shown] == 1 else f"{shown} ({self.names[shown]})"


def is_hidden(name: str) -> bool:
    """Tell whether a member is hidden, added by a system or an office program, or tells of others.

    Parameters
    ----------
    name : str
        Its name.

    Returns
    -------
    bool
        True for ``.DS_Store``, ``__MACOSX/...``, ``Thumbs.db``, ``~$letter.docx``, ``README`` and
        the like.

    Examples
    --------
    >>> is_hidden("__MACOSX/._a.txt"), is_hidden("1994/a.txt"), is_hidden("../a.txt")
    (True, False, False)
    """
    parts = name.replace("\\", "/").split("/")
    return (
        any(part.startswith(".") and part not in (".", "..") for part in parts)
        or "__MACOSX" in parts
        or any(part.startswith("PaxHeader") for part in parts[:-1])  # what old programs make of tar
        or parts[-1].startswith("~$")
        or parts[-1].casefold() in BY_SYSTEMS
        or is_beside(parts[-1])
    )


def is_beside(name: str) -> bool:
    """Tell whether a file tells of clippings and is none.

    Parameters
    ----------
    name : str
        Its name, without the folder.

    Returns
    -------
    bool
        True for ``README``, licences, ``catalogue.csv``, ``corrections.csv``, ``topics.csv`` and
        the codes that people gave to sentences (``codes_NAME.csv``).

    Examples
    --------
    >>> is_beside("README.md"), is_beside("topics.csv"), is_beside("a.csv")
    (True, True, False)
    """
    low = name.lower()
    return low in _BESIDE_CLIPPINGS or (low.startswith("codes_") and low.endswith(".csv"))


def bad_name(name: str) -> str:
    """Tell why a name is refused: such archives were made to write outside their folder.

    Parameters
    ----------
    name : str
        Name of a member.

    Returns
    -------
    str
        A clause; empty for a harmless name.

    Examples
    --------
    >>> bad_name("1994/a.txt"), bad_name("../../etc/hosts")
    ('', 'its name leads out of the archive: unpack it and put the file here')
    """
    parts = name.replace("\\", "/").split("/")
    if not name.strip("/\\. ") or "\0" in name:
        return f"its name is no name: {_BY_HAND}"
    if parts[0] == "" or _DRIVE.match(name):
        return f"its name begins at the root of a disk: {_BY_HAND}"
    return f"its name leads out of the archive: {_BY_HAND}" if ".." in parts else ""


def too_deep(source: Source) -> Iterator[Refusal]:
    """Refuse an archive that is inside too many others.

    Parameters
    ----------
    source : Source
        An archive.

    Yields
    ------
    Refusal
        One where it is too deep.
    """
    if source.depth >= source.options.limits.depth:
        clause = f"archives inside archives, more than {source.options.limits.depth} deep"
        yield source.refusal("skipped", f"{clause}: unpack it here")


def spool(
    budget: Budget | None, longest: int, read: Callable[[int], bytes]
) -> tuple[BinaryIO, int]:
    """Copy a member to a nameless file, in memory while it is small.

    Parameters
    ----------
    budget : Budget or None
        What may still be unpacked; None where ``read`` counts itself.
    longest : int
        Bytes of one member.
    read : callable
        Reads so many bytes at most.

    Returns
    -------
    stream : binary file
        At its start.
    size : int
        Number of bytes.

    Raises
    ------
    TooMuchError, TooLargeError
        If a bound is passed.
    """
    spooled = cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115
    size = 0
    try:
        while chunk := read(_CHUNK):
            size += len(chunk)
            if budget is not None:
                budget.spend(len(chunk))
            if size > longest:
                raise TooLargeError(f"larger than {longest // MEGABYTE:,} MB when unpacked")
            spooled.write(chunk)
    except BaseException:
        spooled.close()
        raise
    spooled.seek(0)
    return spooled, size


def read_member(
    source: Packed, where: str, stream: BinaryIO, size: int
) -> Iterator[Capture | Refusal]:
    """Read a member as a file would be.

    Parameters
    ----------
    source : Packed
        The archive.
    where : str
        Name of the member, distinct from every other's.
    stream : binary file
        Its bytes.
    size : int
        How many.

    Yields
    ------
    Capture or Refusal
        What it holds.
    """
    member = source.inside(where, stream, size)
    if begins_as_extract(member.head()):
        yield member.refusal("skipped", "an extract: unpack the archive to have extracts read")
    elif not size:
        yield member.refusal("empty", "the file is empty")
    else:
        yield from read_source(member)


def hidden(source: Source, tally: Tally) -> Iterator[Refusal]:
    """Account for hidden members.

    Parameters
    ----------
    source : Source
        The archive.
    tally : Tally
        What was met in it.

    Yields
    ------
    Refusal
        One where there are any.
    """
    if tally.hidden:
        which = "files are hidden, made" if tally.hidden > 1 else "file is hidden, made"
        clause = f"{tally.hidden:,} {which} by the operating system, or no clipping by its name"
        yield source.refusal("skipped", clause, "hidden files")
