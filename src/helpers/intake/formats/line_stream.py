"""Lines of a file too large to be held in memory, decoded one by one."""

from __future__ import annotations

import codecs
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from helpers.intake.formats.encodings import decode_bytes, whole_characters
from helpers.intake.formats.source import MEGABYTE

_SAMPLE = MEGABYTE
_LONE_RETURN = re.compile(rb"[^\r\n]*\r(?!\n|\Z)")
"""A first line that ends as old computers have it; its cells may hold other line ends."""


class LineStream:
    """Lines of a file with their ends, each at most so long.

    Of a longer line only the beginning is handed out; ``cut`` then is true until the next line.

    Parameters
    ----------
    stream : binary file
        The file; it is read from its start and stays open.
    longest : int
        Bytes of a line, or characters where the encoding has two bytes or more for each.

    Attributes
    ----------
    encoding : str
        Name of the encoding, by the file's beginning. Lines that are UTF-8 are read as such in any
        file whose encoding has one byte for ASCII.
    cut : bool
        Whether the line just handed out is only the beginning of one.
    """

    def __init__(self, stream: BinaryIO, longest: int) -> None:
        stream.seek(0)
        sample = stream.read(_SAMPLE)
        stream.seek(0)
        self.encoding = _encoding_of(sample)
        self.cut = False
        self._longest = longest
        self._codec = _codec_of(self.encoding)
        self._again: deque[str] = deque()
        self._wide: io.TextIOWrapper | None = None
        self._stream = stream
        wide = self._codec.startswith(("utf-16", "utf-32", "iso2022"))
        if wide or _LONE_RETURN.match(sample):
            self._wide = _wrapped(stream, self._codec)
        elif sample.startswith(codecs.BOM_UTF8):
            stream.seek(3)

    def __iter__(self) -> Iterator[str]:
        """Hand out the lines."""
        return self

    def __next__(self) -> str:
        """Hand out the next line."""
        if self._again:
            return self._again.popleft()
        line = self._decoded() if self._wide is None else self._wide.readline(self._longest)
        if not line:
            raise StopIteration
        self.cut = len(line) >= self._longest and not line.endswith(("\n", "\r"))
        if self.cut:
            self._skip_rest()
        return without_zero_bytes(line)

    def push_back(self, lines: Iterable[str]) -> None:
        """Have lines handed out once more, before those that follow.

        Parameters
        ----------
        lines : iterable of str
            Lines that were handed out last.
        """
        self._again.extendleft(reversed(list(lines)))

    def _decoded(self) -> str:
        line = self._stream.readline(self._longest)
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            return line.decode(self._codec, "replace")

    def _skip_rest(self) -> None:
        while True:
            more: str | bytes
            if self._wide is None:
                more = self._stream.readline(MEGABYTE)
                ended = more.endswith(b"\n")
            else:
                more = self._wide.readline(MEGABYTE)
                ended = more.endswith(("\n", "\r"))
            if not more or ended:
                return


def text_of(stream: BinaryIO) -> io.TextIOWrapper:
    """Open a file as text that is read in pieces, not by lines.

    Parameters
    ----------
    stream : binary file
        The file; it is read from its start and stays open.

    Returns
    -------
    io.TextIOWrapper
        In the encoding that the file's beginning shows; what does not fit it becomes U+FFFD.

    Examples
    --------
    >>> text_of(io.BytesIO("[«Oslo»]".encode())).read(5)
    '[«Osl'
    """
    stream.seek(0)
    encoding = _encoding_of(stream.read(_SAMPLE))
    stream.seek(0)
    codec = "utf-8" if encoding == "utf-8" else _codec_of(encoding)
    return _wrapped(stream, codec)


def _wrapped(stream: BinaryIO, codec: str) -> io.TextIOWrapper:
    unclosable = io.BufferedReader(_Unclosable(stream))
    return io.TextIOWrapper(unclosable, encoding=codec, errors="replace", newline="")


def without_zero_bytes(line: str) -> str:
    r"""Leave out zero bytes, which no text has.

    Parameters
    ----------
    line : str
        Any text.

    Returns
    -------
    str
        The same without them.

    Examples
    --------
    >>> without_zero_bytes("a\0b")
    'ab'
    """
    return line.replace("\0", "") if "\0" in line else line


class _Unclosable(io.RawIOBase):
    """Lets a text wrapper read a file without closing it in the end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._inner = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _encoding_of(sample: bytes) -> str:
    """Name the encoding of a file by its beginning, which may be cut inside a character."""
    return decode_bytes(whole_characters(sample))[1]


def _codec_of(encoding: str) -> str:
    name = encoding.rpartition(" and ")[2].replace("DOS ", "cp")
    if name in ("utf-8", "ascii"):
        return "cp1252"  # only for lines that are not UTF-8
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
