"""Files of a zip archive whose directory is lost, found one after another by their own headers."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

_CHUNK = 1 << 16
_MEMBER = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
_END = b"PK\x05\x06"
_LONGEST_END = 22 + 0xFFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZE_BELOW, _UTF8 = 1, 8, 0x800
_UNKNOWN = 0xFFFFFFFF


def directory_size(stream: BinaryIO) -> int:
    """Read how large the directory of a zip archive claims to be.

    Parameters
    ----------
    stream : binary file
        The archive.

    Returns
    -------
    int
        Bytes; 0 where there is no directory.

    Examples
    --------
    >>> import io
    >>> directory_size(io.BytesIO(b"no archive"))
    0
    """
    size, tail, end = _end_of(stream)
    if end < 0 or end + 16 > len(tail):
        return 0
    claimed = int.from_bytes(tail[end + 12 : end + 16], "little")
    if claimed == _UNKNOWN:  # a directory of 64-bit numbers stands before it, nearly the rest
        claimed = size - int.from_bytes(tail[end + 16 : end + 20], "little")
        locator = tail[max(0, end - 20) : end]
        if locator.startswith(b"PK\x06\x07"):
            stream.seek(min(int.from_bytes(locator[8:16], "little"), size))
            claimed = int.from_bytes(stream.read(56)[40:48], "little")
    return claimed


def is_last_of_several(stream: BinaryIO) -> bool:
    """Tell whether a zip archive has files that its directory does not know of.

    A broken-off archive can end in the directory of one inside it, and archives get joined.

    Parameters
    ----------
    stream : binary file
        The archive.

    Returns
    -------
    bool
        True where files stand before those of the directory; a program that unpacks itself, which
        does not begin like an archive, is none.

    Examples
    --------
    >>> import io, zipfile
    >>> with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
    ...     archive.writestr("a.txt", "Talks failed.")
    >>> one = file.getvalue()
    >>> [is_last_of_several(io.BytesIO(data)) for data in (one, one + one, b"MZ" + one)]
    [False, True, False]
    """
    size, tail, end = _end_of(stream)
    stream.seek(0)
    if end < 0 or end + 20 > len(tail) or stream.read(4) != _MEMBER:
        return False
    length, offset = (int.from_bytes(tail[end + i : end + i + 4], "little") for i in (12, 16))
    if _UNKNOWN in (length, offset):
        return False
    return size - len(tail) + end > length + offset


def _end_of(stream: BinaryIO) -> tuple[int, bytes, int]:
    """Size of an archive, its last bytes, and where in them the end of the directory stands."""
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(max(0, size - _LONGEST_END))
    tail = stream.read(_LONGEST_END)
    return size, tail, tail.rfind(_END)


def members_of(stream: BinaryIO) -> Iterator[tuple[str, Callable[[int], bytes]]]:
    """Find the files of an archive without its directory.

    Parameters
    ----------
    stream : binary file
        The archive, perhaps cut.

    Yields
    ------
    name : str
        Name of the file.
    read : callable
        Reads its content, so many bytes at most; it raises EOFError where the archive breaks off,
        and ValueError where the file is encrypted or packed in another way.

    Examples
    --------
    >>> import io, zipfile
    >>> with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
    ...     archive.writestr("a.txt", "Talks failed.")
    >>> cut = io.BytesIO(file.getvalue()[:-30])
    >>> [(name, read(99)) for name, read in members_of(cut)]
    [('a.txt', b'Talks failed.')]
    """
    scan = _Scan(stream)
    while scan.find(_MEMBER):
        header = scan.take(_HEADER.size)
        if len(header) < _HEADER.size:
            return
        _, _, flags, method, _, _, _, packed, _, n_name, n_extra = _HEADER.unpack(header)
        name = scan.take(n_name).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        scan.take(n_extra)
        known = -1 if flags & _SIZE_BELOW or packed == _UNKNOWN else packed
        member = _Member(scan, method, known, encrypted=bool(flags & _ENCRYPTED))
        yield name, member.read
        member.skip_rest()


class _Scan:
    """Bytes of a stream, taken from its start on, some of them put back."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        self._stream = stream
        self._buffer = b""

    def take(self, size: int) -> bytes:
        if len(self._buffer) < size:
            self._buffer += self._stream.read(size - len(self._buffer))
        found, self._buffer = self._buffer[:size], self._buffer[size:]
        return found

    def put_back(self, data: bytes) -> None:
        self._buffer = data + self._buffer

    def find(self, mark: bytes) -> bool:
        """Go on to the next mark."""
        while True:
            place = self._buffer.find(mark)
            if place >= 0:
                self._buffer = self._buffer[place:]
                return True
            more = self._stream.read(_CHUNK)
            if not more:
                return False
            self._buffer = self._buffer[-len(mark) + 1 :] + more


class _Member:
    """Content of one file."""

    def __init__(self, scan: _Scan, method: int, packed: int, *, encrypted: bool) -> None:
        self._scan = scan
        self._left = packed
        self._taken = 0
        self._encrypted = encrypted
        self._method = method
        self._inflate = zlib.decompressobj(-15) if method == _DEFLATED else None
        self._tail = b""

    def read(self, size: int) -> bytes:
        if self._encrypted or (self._inflate is None and (self._method or self._left < 0)):
            raise ValueError("encrypted, or packed in another way")
        if self._inflate is None:
            found = self._scan.take(min(size, self._left))
            self._left -= len(found)
            if not found and self._left:
                raise EOFError
            return found
        while not self._inflate.eof:
            data = self._tail or self._scan.take(_CHUNK)
            if not data:
                raise EOFError
            found = self._inflate.decompress(data, size)
            self._tail = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._scan.put_back(self._inflate.unused_data)
            if found:
                return found
        return b""

    def skip_rest(self) -> None:
        """Leave what was not read; the next file is looked for from there on."""
        if self._inflate is None and self._left > 0:
            while self._left > 0 and (skipped := self._scan.take(min(_CHUNK, self._left))):
                self._left -= len(skipped)
