"""What a format reader is given, and the bounds within which it works."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import BinaryIO

from helpers.intake.model import NOTHING_GIVEN, Capture, Given, Refusal

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that no file of a folder may exceed, whatever it claims to hold.

    Attributes
    ----------
    article : int
        Bytes of one clipping.
    collection : int
        Bytes of one file that holds many clippings: an export, a table, an archive.
    unpacked : int
        Bytes that one archive may hold when unpacked, in all.
    ratio : int
        How many times its own size a packed file may grow.
    members : int
        Files in one archive.
    depth : int
        Archives inside archives.
    """

    article: int = 20 * MEGABYTE
    collection: int = 4096 * MEGABYTE
    unpacked: int = 16_384 * MEGABYTE
    ratio: int = 200
    members: int = 1_000_000
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about how files are to be read.

    Attributes
    ----------
    columns : mapping of str to str
        For tables: what a clipping has (``"text"``, ``"headline"``, ``"date"``, ``"year"``,
        ``"month"``, ``"day"``, ``"publisher"``, ``"byline"``, ``"place"``, ``"address"``,
        ``"language"``) to the column that holds it; columns that are not named here are found by
        their usual names.
    limits : Limits
        Bounds.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()


DEFAULTS = Options()


@dataclass(frozen=True)
class Source:
    """A file, or a member of an archive, to be read.

    Attributes
    ----------
    file : str
        Path of the outermost file relative to the folder, with forward slashes.
    where : str
        Place inside that file; empty for the file itself.
    stream : binary file
        Its bytes, at their start; it can seek.
    size : int
        Number of bytes.
    options : Options
        What the user says.
    depth : int
        How many archives this is inside of.
    """

    file: str
    where: str
    stream: BinaryIO
    size: int
    options: Options = DEFAULTS
    depth: int = 0

    @property
    def name(self) -> str:
        """Innermost name, which may tell the format: data, never a path to open."""
        return (self.where or self.file).rpartition("/")[2]

    @cached_property
    def data(self) -> bytes:
        """All bytes; only for formats of one clipping a file."""
        self.stream.seek(0)
        return self.stream.read(self.options.limits.article + 1)

    def head(self, size: int = 4096) -> bytes:
        """Return the first bytes, and leave the stream at its start.

        Parameters
        ----------
        size : int
            How many at most.

        Returns
        -------
        bytes
            The first bytes.
        """
        self.stream.seek(0)
        found = self.stream.read(size)
        self.stream.seek(0)
        return found

    def inside(self, where: str, stream: BinaryIO, size: int) -> Source:
        """Return a member of this source as a source of its own.

        Parameters
        ----------
        where : str
            Its place in this source.
        stream : binary file
            Its bytes.
        size : int
            How many.

        Returns
        -------
        Source
            One level deeper.
        """
        place = f"{self.where}/{where}" if self.where else where
        return replace(self, where=place, stream=stream, size=size, depth=self.depth + 1)

    def capture(
        self,
        text: str,
        *,
        part: str = "",
        given: Given = NOTHING_GIVEN,
        kinds: tuple[str, ...] = (),
        format: str = "text",  # noqa: A002  (the field's name)
        encoding: str = "",
        damage: tuple[str, ...] = (),
    ) -> Capture:
        """Make a capture of a clipping that this source holds.

        Parameters
        ----------
        text : str
            Its text.
        part : str
            Its place in this source, for instance ``"row 17"``; empty where it is the whole.
        given, kinds, format, encoding, damage
            As in :class:`~helpers.intake.model.Capture`.

        Returns
        -------
        Capture
            With the digest of the bytes, or of the text where the source holds several clippings.
        """
        content = text.encode("utf-8", "surrogatepass") if part else self.data
        return Capture(
            file=self.file,
            digest=hashlib.sha256(content).hexdigest(),
            text=text,
            where=" ".join(filter(None, (self.where, part))),
            given=given,
            kinds=kinds,
            format=format,
            encoding=encoding,
            damage=damage,
            name=self.name,
        )

    def refusal(self, status: str, reason: str, part: str = "") -> Refusal:
        """Refuse this source, or a part of it.

        Parameters
        ----------
        status : str
            ``"empty"``, ``"skipped"`` or ``"damaged"``.
        reason : str
            One clause.
        part : str
            Its place in this source; empty for the whole.

        Returns
        -------
        Refusal
            With its place in the file.
        """
        return Refusal(" ".join(filter(None, (self.where, part))), status, reason)
