"""Where any of many short strings stand in a page, found in one walk over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation

from helpers.intake.normalise import codes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
        Behind a line end, a single number sign stands for a digit.

    References
    ----------
    .. [1] A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to bibliographic
       search", Communications of the ACM 18(6), 1975.

    Examples
    --------
    >>> lines = framed(["A photo", "none", "(C) 1994, (c) 1995", "9"])
    >>> sorted(Cues(["photo", "pho", "\n(c)", "\n#"]).find(lines))
    [(0, 'pho'), (0, 'photo'), (2, '\n(c)'), (3, '\n#')]
    """

    def __init__(self, cues: Iterable[str]) -> None:
        forms = [(form, cue) for cue in sorted({*cues}) for form in _written(cue)]
        self._cues = [cue for _, cue in forms]
        self._automaton = BytesAhoCorasick(
            [form.encode() for form, _ in forms], implementation=Implementation.DFA
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
        data = page.text.encode("utf-8", "surrogatepass").lower()  # makes plain letters small only
        found = self._automaton.find_matches_as_indexes(data, overlapping=True)
        if not found:
            return []
        forms, starts, _ = zip(*found, strict=True)
        ends = (np.frombuffer(data, np.uint8) == ord("\n")).nonzero()[0]
        lines = ends.searchsorted(starts, "right") - 1
        return [*zip(lines.tolist(), map(self._cues.__getitem__, forms), strict=True)]


class Framed(NamedTuple):
    """Lines put together, with a line end before each and two behind the last.

    Attributes
    ----------
    text : str
        The lines.
    codes : array
        Code of each character.
    ends : array
        Where the line ends stand.
    """

    text: str
    codes: NDArray[np.uint32]
    ends: NDArray[np.int64]


def framed(lines: Iterable[str]) -> Framed:
    r"""Put lines together.

    Parameters
    ----------
    lines : iterable of str
        The lines.

    Returns
    -------
    Framed
        What cues can be looked for in.

    Examples
    --------
    >>> framed(["a", "b"]).text, framed(["a", "b"]).ends.tolist()
    ('\na\nb\n\n', [0, 2, 4, 5])
    """
    text = "\n".join(("", *lines, "", ""))
    codes = codes_of(text)
    return Framed(text, codes, (codes == ord("\n")).nonzero()[0])


def _written(cue: str) -> Iterator[str]:
    """Ways to write a cue: digits for their sign, other than plain letters in either case."""
    if cue == f"\n{DIGIT}":
        yield from (f"\n{digit}" for digit in "0123456789")
    else:
        yield from map("".join, product(*(_cases(character) for character in cue)))


def _cases(character: str) -> list[str]:
    return [character] if character.isascii() else sorted({character, character.upper()})
