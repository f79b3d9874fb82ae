"""The one way in which a tar archive is read: forward, and no more at a time than is plausible."""

from __future__ import annotations

import io
from collections.abc import Callable

from helpers.intake.formats.source import MEGABYTE
from helpers.intake.formats.unpacking import Budget, TooMuchError

BREAKS_OFF = "the archive breaks off here: get it again"
_MOST_AT_ONCE = 2 * MEGABYTE


class BrokenError(Exception):
    """An archive is cut or damaged; the message says where."""


class Forward(io.RawIOBase):
    """A stream that only goes forward, a byte's step back aside, and never much at a time.

    A tar archive is read through it, so that headers which claim gigabytes are not believed.

    Parameters
    ----------
    read : callable
        Reads so many bytes at most.
    budget : Budget or None
        What may still be unpacked; None where the bytes are not packed.

    Attributes
    ----------
    latest : bytes
        What was read last.
    whole : bool
        Whether the archive was read to its end mark.
    """

    def __init__(self, read: Callable[[int], bytes], budget: Budget | None) -> None:
        self.latest = b""
        self.whole = False
        self._read = read
        self._budget = budget
        self._position = 0
        self._is_back = False

    def read(self, size: int = -1) -> bytes:
        """Read as much as is asked for.

        Parameters
        ----------
        size : int
            Number of bytes.

        Returns
        -------
        bytes
            Fewer at the end only.
        """
        if not 0 <= size <= _MOST_AT_ONCE:
            raise TooMuchError("has a header too large to be true: unpack it yourself")
        pieces = [self.latest[-1:]] if self._is_back and size else []
        due = size - len(pieces)
        while due > 0 and (more := self._read(due)):
            if self._budget is not None:
                self._budget.spend(len(more))
            pieces.append(more)
            due -= len(more)
        self.latest = b"".join(pieces) or self.latest[:0]
        self._is_back = self._is_back and not size
        self._position += len(self.latest) if size else 0
        return self.latest if size else b""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go on to a place, or one byte back.

        Parameters
        ----------
        offset : int
            The place.
        whence : int
            0: places are counted from the start.

        Returns
        -------
        int
            The place reached.
        """
        ahead = offset - self._position
        if whence or ahead < -1 or (ahead == -1 and (self._is_back or not self.latest)):
            raise BrokenError(BREAKS_OFF)
        if ahead == -1:
            self._is_back, self._position = True, self._position - 1
        while ahead > 0 and (skipped := len(self.read(min(ahead, MEGABYTE)))):
            ahead -= skipped
        return self._position

    def tell(self) -> int:
        """Tell the place.

        Returns
        -------
        int
            Bytes from the start.
        """
        return self._position
