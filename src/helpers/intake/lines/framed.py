"""Lines put together, so that one look at all characters of a page serves whoever asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from helpers.intake.lines.character_classes import CLASSES, SPACE, UNUSUAL, UNUSUAL_SPACE
from helpers.intake.normalise import codes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Framed(NamedTuple):
    """Lines put together, with a line end before each and two behind the last.

    Attributes
    ----------
    text : str
        The lines.
    codes, classes : array
        Code of each character, and its class as in `helpers.intake.lines.character_classes`.
    space : array
        Whether a character is the common space or a line end.
    ends : array
        Where the line ends stand.
    """

    text: str
    codes: NDArray[np.uint16] | NDArray[np.uint32]
    classes: NDArray[np.uint8]
    space: NDArray[np.bool_]
    ends: NDArray[np.int64]

    def has_unusual_space(self) -> bool:
        """Tell whether a line has two spaces side by side, or another than the common one."""
        beside = int(np.count_nonzero(self.space[1:] & self.space[:-1]))
        return beside > 1 or bool(np.maximum.reduce(self.classes) >= UNUSUAL_SPACE)

    def is_printable(self) -> bool:
        """Tell whether a line has nothing but what can be seen and spaces of any kind."""
        if np.maximum.reduce(self.classes) >= UNUSUAL:
            return False
        if self.codes.dtype == np.uint16:
            return True
        beyond = self.codes[self.codes >= len(CLASSES)].tolist()
        return all(map(str.isprintable, map(chr, beyond)))


def looked_up(
    codes: NDArray[np.uint16] | NDArray[np.uint32], table: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Look characters up in a table for all below U+10000; its last row stands for those above.

    Parameters
    ----------
    codes : array
        Codes of the characters.
    table : array
        65,536 numbers.

    Returns
    -------
    array
        One number a character.

    Examples
    --------
    >>> bytes(looked_up(framed(["a."]).codes, CLASSES)) == bytes(framed(["a."]).classes)
    True
    """
    # Codes of two bytes are all in the table; to clip them costs half as much again.
    return table.take(codes) if codes.dtype == np.uint16 else table.take(codes, mode="clip")


def framed(lines: Iterable[str]) -> Framed:
    r"""Put lines together.

    Parameters
    ----------
    lines : iterable of str
        The lines.

    Returns
    -------
    Framed
        What can be looked for in all of them at once.

    Examples
    --------
    >>> framed(["a", "b"]).text, framed(["a", "b"]).ends.tolist()
    ('\na\nb\n\n', [0, 2, 4, 5])
    >>> framed(["a  b"]).has_unusual_space(), framed(["a\u00a0b"]).has_unusual_space()
    (True, True)
    """
    text = "\n".join(("", *lines, "", ""))
    data = text.encode("utf-16-le", "surrogatepass")
    codes: NDArray[np.uint16] | NDArray[np.uint32] = (
        np.frombuffer(data, np.uint16) if len(data) == 2 * len(text) else codes_of(text)
    )
    classes = looked_up(codes, CLASSES)
    return Framed(text, codes, classes, classes == SPACE, (codes == ord("\n")).nonzero()[0])
