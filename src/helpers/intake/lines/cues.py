"""Where any of many short strings stand in a page, found in one walk over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation

from helpers.intake.lines.framed import looked_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from helpers.intake.lines.framed import Framed

DIGIT = "#"
"""What stands for any digit in a cue of one character that opens a line."""


class Cues:
    r"""A list of strings that are looked for together.

    To look for each of hundreds of strings costs as many walks over the page; the automaton of Aho
    and Corasick finds all in one [1]_.

    Parameters
    ----------
    cues : iterable of str
        What to look for, in lower case; a line end at its start or end stands for the line's.
        Behind a line end, a single number sign stands for a digit. Among cues of more than 255
        different characters one may be found where another stands.

    References
    ----------
    .. [1] A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to bibliographic
       search", Communications of the ACM 18(6), 1975.

    Examples
    --------
    >>> from helpers.intake.lines.framed import framed
    >>> lines = framed(["A photo", "none", "(C) 1994, (c) 1995", "9"])
    >>> sorted(Cues(["photo", "pho", "\n(c)", "\n#"]).find(lines))
    [(0, 'pho'), (0, 'photo'), (2, '\n(c)'), (3, '\n#')]
    """

    def __init__(self, cues: Iterable[str]) -> None:
        forms = [(form, cue) for cue in sorted({*cues}) for form in _written(cue)]
        self._cues = [cue for _, cue in forms]
        self._bytes = _byte_of_each_character("".join(self._cues))
        self._automaton = BytesAhoCorasick(
            [self._bytes.take([*map(ord, form)]).tobytes() for form, _ in forms],
            implementation=Implementation.DFA,
        )

    def find(self, page: Framed) -> list[tuple[int, str]]:
        """Find the cues in lines.

        Parameters
        ----------
        page : Framed
            The lines, in any case.

        Returns
        -------
        list of (int, str)
            Positions of lines and cues that they have, in order of the lines; a line that has a cue
            twice is there twice.
        """
        data = looked_up(page.codes, self._bytes).tobytes()
        found = self._automaton.find_matches_as_indexes(data, overlapping=True)
        if not found:
            return []
        forms, starts, _ = zip(*found, strict=True)
        lines = page.ends.searchsorted(starts, "right") - 1
        return [*zip(lines.tolist(), map(self._cues.__getitem__, forms), strict=True)]


def _written(cue: str) -> Iterator[str]:
    """Ways to write a cue: any digit for the sign of digits."""
    if cue == f"\n{DIGIT}":
        yield from (f"\n{digit}" for digit in "0123456789")
    else:
        yield cue


def _byte_of_each_character(characters: str) -> NDArray[np.uint8]:
    """One byte for each character that is given, in either case, and 0 for all others.

    Places in the bytes are places in the text then, and a table of few bytes stays near at hand.
    """
    table = np.zeros(0x10000, np.uint8)
    for place, character in enumerate(sorted({*characters, *"0123456789"}), start=1):
        table[[ord(character), *map(ord, character.upper()[:1])]] = min(place, 0xFF)
    return table
