"""Archives: every member is read as a file would be, and none is ever written by its name."""

from __future__ import annotations

import gzip
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.intake.formats.source import Source
from helpers.intake.formats.tar_stream import BREAKS_OFF, BrokenError, Forward
from helpers.intake.formats.unpacking import (
    Packed,
    Tally,
    TooLargeError,
    TooMuchError,
    bad_name,
    budgeted,
    hidden,
    is_hidden,
    read_member,
    spool,
    too_deep,
)
from helpers.intake.model import Capture, Refusal

if TYPE_CHECKING:
    import tarfile
    import zipfile

_TAR_HEAD = 512
_PADDING = 1 << 16
"""Bytes that may follow the end of a tar archive: it is filled up to whole records."""


def read_zip(source: Source) -> Iterator[Capture | Refusal]:
    """Read the members of a zip archive, in the archive's order.

    Parameters
    ----------
    source : Source
        The archive.

    Yields
    ------
    Capture or Refusal
        What each member holds.

    Examples
    --------
    >>> import io, zipfile
    >>> with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
    ...     archive.writestr("1994/a.txt", "OSLO: Talks failed again.")
    >>> [found] = read_zip(Source("a.zip", "", file, file.tell()))
    >>> found.where, found.text
    ('1994/a.txt', 'OSLO: Talks failed again.')
    """
    import zipfile

    from helpers.intake.formats.zip_salvage import directory_size, is_last_of_several, members_of

    if refused := list(too_deep(source)):
        yield from refused
        return
    packed = budgeted(source)
    tally = Tally()
    if directory_size(source.stream) > 256 * max(1000, packed.budget.members):
        yield source.refusal("skipped", "holds too many files: unpack it yourself")
        return
    partial = is_last_of_several(source.stream)
    source.stream.seek(0)
    try:
        if partial:
            raise zipfile.BadZipFile
        with zipfile.ZipFile(source.stream) as archive:
            for info in archive.infolist():
                packed.budget.count_member()
                yield from _read_zipped(packed, archive, info, tally)
            if not archive.infolist():
                yield source.refusal("empty", "the archive holds no files")
    except TooMuchError as error:
        yield source.refusal("skipped", str(error), "rest")
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        try:
            for name, read in members_of(source.stream):
                packed.budget.count_member()
                yield from _read_salvaged(packed, name, read, tally)
        except TooMuchError as error:
            yield source.refusal("skipped", str(error), "rest")
        yield source.refusal("damaged", "the archive is damaged or breaks off: get it again; the "
                             "files that could be found were read", "rest")  # fmt: skip
    yield from hidden(source, tally)


def _read_salvaged(
    source: Packed, name: str, read: Callable[[int], bytes], tally: Tally
) -> Iterator[Capture | Refusal]:
    if name.endswith("/") and not bad_name(name):
        return
    if is_hidden(name):
        tally.hidden += 1
        return
    where = tally.where(name)
    if bad := bad_name(name):
        yield source.refusal("skipped", bad, where)
        return
    try:
        spooled, size = spool(source.budget, source.options.limits.collection, read)
    except TooLargeError as error:
        yield source.refusal("skipped", str(error), where)
        return
    except (EOFError, zlib.error, ValueError):
        yield source.refusal("damaged", BREAKS_OFF, where)
        return
    with spooled:
        yield from read_member(source, where, spooled, size)


def _read_zipped(
    source: Packed, archive: zipfile.ZipFile, info: zipfile.ZipInfo, tally: Tally
) -> Iterator[Capture | Refusal]:
    import zipfile

    name = info.orig_filename
    mode = info.external_attr >> 16
    if name.endswith("/") and not bad_name(name):
        return
    if is_hidden(name):
        tally.hidden += 1
        return
    where = tally.where(name)
    refused = bad_name(name)
    if not refused and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        refused = "a link or a device: put a copy of the file into the archive"
    if not refused and info.flag_bits & 1:
        refused = "encrypted: unpack it with its password"
    if refused:
        yield source.refusal("skipped", refused, where)
        return
    try:
        with archive.open(info) as stream:
            limit = source.options.limits.collection
            spooled, size = spool(source.budget, limit, stream.read)
    except TooLargeError as error:
        yield source.refusal("skipped", str(error), where)
        return
    except NotImplementedError:
        yield source.refusal("skipped", "packed in a way that is not read: unpack it here", where)
        return
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error, RuntimeError):
        yield source.refusal("damaged", "the file is damaged in the archive", where)
        return
    with spooled:
        yield from read_member(source, where, spooled, size)


def read_tar(source: Source) -> Iterator[Capture | Refusal]:
    """Read the members of a tar archive, in the archive's order.

    Parameters
    ----------
    source : Source
        The archive, not compressed.

    Yields
    ------
    Capture or Refusal
        What each member holds.

    Examples
    --------
    >>> import io, tarfile
    >>> with tarfile.open(fileobj=(file := io.BytesIO()), mode="w") as archive:
    ...     (about := tarfile.TarInfo("1994/a.txt")).size = 25
    ...     archive.addfile(about, io.BytesIO(b"OSLO: Talks failed again."))
    >>> [found] = read_tar(Source("a.tar", "", file, file.tell()))
    >>> found.where, found.text
    ('1994/a.txt', 'OSLO: Talks failed again.')
    """
    if refused := list(too_deep(source)):
        yield from refused
        return
    source.stream.seek(0)
    yield from _read_tar(budgeted(source), Forward(source.stream.read, None), packed=False)


def _read_tar(source: Packed, stream: Forward, *, packed: bool) -> Iterator[Capture | Refusal]:
    """Read the members of a tar archive from a stream; ``packed`` says that it counts its bytes."""
    import tarfile

    tally = Tally()
    number = 0
    try:
        archive = tarfile.open(fileobj=stream, mode="r:", encoding="utf-8")  # noqa: SIM115
        while (info := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # else all headers stay in memory
            number += 1
            source.budget.count_member()
            yield from _read_tarred(source, archive, info, tally, packed=packed)
        if stream.latest.strip(b"\0") or not stream.latest:
            raise BrokenError(BREAKS_OFF)
        stream.whole = True
        if not number:
            yield source.refusal("empty", "the archive holds no files")
    except TooMuchError as error:
        yield source.refusal("skipped", str(error), "rest")
    except (tarfile.TarError, BrokenError, OSError, ValueError, EOFError, OverflowError):
        yield source.refusal("damaged", f"{BREAKS_OFF}; the files before it were read", "rest")
    yield from hidden(source, tally)


def _read_tarred(
    source: Packed,
    archive: tarfile.TarFile,
    info: tarfile.TarInfo,
    tally: Tally,
    *,
    packed: bool,
) -> Iterator[Capture | Refusal]:
    if info.isdir():
        return
    if is_hidden(info.name):
        tally.hidden += 1
        return
    where = tally.where(info.name)
    refused = bad_name(info.name)
    if not refused and not info.isreg():
        refused = "a link or a device: put a copy of the file into the archive"
    content = None if refused else archive.extractfile(info)
    if content is None:
        yield source.refusal("skipped", refused or "no plain file", where)
        return
    counted = packed and not info.issparse()
    try:
        limit = source.options.limits.collection
        spooled, size = spool(None if counted else source.budget, limit, content.read)
    except TooLargeError as error:
        yield source.refusal("skipped", str(error), where)
        return
    with spooled:
        yield from read_member(source, where, spooled, size)


def read_gzip(source: Source) -> Iterator[Capture | Refusal]:
    """Read what a gzip file holds: one file, or a tar archive.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        What it holds; where the file breaks off, as far as it goes.

    Examples
    --------
    >>> import io
    >>> data = gzip.compress(b"OSLO: Talks failed again.")
    >>> [found] = read_gzip(Source("a.txt.gz", "", io.BytesIO(data), len(data)))
    >>> found.where, found.text
    ('a.txt', 'OSLO: Talks failed again.')
    """
    if refused := list(too_deep(source)):
        yield from refused
        return
    packed = budgeted(source)
    name = source.name.removesuffix(".gz").removesuffix(".GZ") or "file"
    if name.lower().endswith(".tgz"):
        name = f"{name[:-4]}.tar"
    source.stream.seek(0)
    inner = _Gunzip(gzip.GzipFile(fileobj=source.stream, mode="rb"))
    head = inner.read(_TAR_HEAD)
    if head[257:262] == b"ustar" or name.lower().endswith(".tar"):
        inner.pending = head
        stream = Forward(inner.read, packed.budget)
        yield from _read_tar(packed, stream, packed=True)
        if not inner.broken and stream.whole and not inner.ends_well():
            yield source.refusal("damaged", "the packed file lacks its end", "rest")
        return
    inner.pending = head
    try:
        spooled, size = spool(packed.budget, source.options.limits.collection, inner.read)
    except (TooMuchError, TooLargeError) as error:
        yield source.refusal("skipped", str(error))
        return
    with spooled:
        found = read_member(packed, name, spooled, size) if size or not inner.broken else iter(())
        yield from _marked(found) if inner.broken else found
    if inner.broken:
        clause = (
            "the packed file breaks off or is damaged: get it again; what could be read of it was"
        )
        yield source.refusal("damaged", clause, "rest" if size else "")


def _marked(found: Iterator[Capture | Refusal]) -> Iterator[Capture | Refusal]:
    """Mark the last clipping of a file that breaks off as damaged."""
    last: Capture | Refusal | None = None
    for item in found:
        if last is not None:
            yield last
        last = item
    if isinstance(last, Capture):
        last = replace(
            last, damage=(*last.damage, "the packed file breaks off inside it: get it again")
        )
    if last is not None:
        yield last


class _Gunzip:
    """Content of a gzip file, which ends where the file is damaged."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self.pending = b""
        self.broken = False

    def read(self, size: int) -> bytes:
        if self.pending:
            found, self.pending = self.pending[:size], self.pending[size:]
            return found
        if self.broken:
            return b""
        try:
            return self._file.read1(size)
        except (EOFError, OSError, zlib.error, ValueError):
            self.broken = True
            return b""

    def ends_well(self) -> bool:
        """Tell whether a little more reading comes to the end of the packed file."""
        for _ in range(_PADDING // _TAR_HEAD):
            if not self.read(_TAR_HEAD):
                break
        return not self.broken
