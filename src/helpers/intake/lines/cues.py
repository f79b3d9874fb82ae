"""Where any of many short strings stand in a page, found in one look at its characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ANY = 31
_FOLDED = np.full(129, _ANY, np.uint8)
_FOLDED[[*map(ord, "\n /(.")]] = 0, 27, 28, 29, 30
_FOLDED[ord("A") : ord("Z") + 1] = _FOLDED[ord("a") : ord("z") + 1] = range(1, 27)
"""Five bits for each character: line end, letters of any case, a few marks, any other."""

_FOREIGN = 0x0250, 0x2000
"""Between these codes are the letters of other scripts than the Latin."""

_BY_FREQUENCY = "etaoinsrhldcumfpgwybvkxjqz"
"""Letters, the commonest of English text first."""

_COMMON = frozenset(
    {"the", "and", "ing", "for", "ver", "con", "com", "you", "por", "mor", "not", "all", "ill",
     "ent", "ion", "her", "app", "pen", "cor", "cou", "dit", "our"}
)  # fmt: skip
"""Runs of rare enough letters that are common for all that."""

_MIXED = np.uint16(279)
"""Factor by which two pairs of characters become one number of sixteen bits.

A table of all runs of four has a megabyte, which no processor holds near; of the mixed numbers it
does. Few runs of a page have the number of a cue's run without being it.
"""

DIGIT = "#"
"""What stands for any digit in a cue of one character that opens a line."""


class Cues:
    r"""A list of strings that are looked for together.

    To look for each of hundreds of strings costs as many walks over the page. Instead every run of
    four characters of the page is made one number, by which a table tells where a cue can be.

    Parameters
    ----------
    cues : iterable of str
        What to look for, in lower case; a line end at its start or end stands for the line's.
        Behind a line end, a single number sign stands for a digit.

    Examples
    --------
    >>> lines = framed(["A photo", "none", "(C) 1994, (c) 1995", "9"])
    >>> sorted(Cues(["photo", "pho", "\n(c)", "\n#"]).find(lines))
    [(0, 'pho'), (0, 'photo'), (2, '\n(c)'), (3, '\n#')]
    """

    def __init__(self, cues: Iterable[str]) -> None:
        cues = set(cues)
        openings = {cue for cue in cues if len(cue) == 2 and cue[0] == "\n"}
        apart = []
        self._by_run: dict[int, list[tuple[str, bytes, int, bool]]] = {}
        for cue in sorted(cues - openings):
            start = max(range(max(1, len(cue) - 3)), key=lambda i: _rarity(cue[i : i + 4]))
            if _rarity(cue[start : start + 4]) > 0:
                code = _fold(cue)
                told = cue, code, start, _ANY not in code
                for run in _runs(cue[start : start + 4]):
                    self._by_run.setdefault(run, []).append(told)
            else:
                apart.append(cue)
        self._marks = [cue for cue in apart if cue.upper() == cue]
        self._foreign = [cue for cue in apart if cue.upper() != cue]
        pairs = np.array([divmod(run, 1024) for run in self._by_run], np.uint16).reshape(-1, 2)
        self._known = np.zeros(2**16, np.bool_)
        self._known[pairs[:, 0] * _MIXED + pairs[:, 1]] = True
        self._openings = {c: cue for cue in openings for c in _written(cue[1])}
        self._opens = np.zeros(max(map(ord, self._openings), default=0) + 2, np.bool_)
        self._opens[[*map(ord, self._openings)]] = True

    def find(self, page: Framed) -> list[tuple[int, str]]:
        """Find the cues in lines.

        Parameters
        ----------
        page : Framed
            The lines, in any case.

        Returns
        -------
        list of (int, str)
            Positions of lines and cues that they have, in no order; a line that has a cue twice may
            be there twice.
        """
        found = self._opened(page)
        found += self._by_runs(page)
        found += _each(self._marks, page.text, page.ends)
        other = page.codes - _FOREIGN[0] < _FOREIGN[1] - _FOREIGN[0]
        if self._foreign and np.count_nonzero(other):
            found += _each(self._foreign, _lower(page.text), page.ends)
        return found

    def _opened(self, page: Framed) -> list[tuple[int, str]]:
        """Lines that open with a cue of one character."""
        starts = page.ends[:-2] + 1
        opened = self._opens.take(page.codes.take(starts), mode="clip").nonzero()[0]
        characters = map(page.text.__getitem__, starts.take(opened).tolist())
        return [*zip(opened.tolist(), map(self._openings.__getitem__, characters), strict=True)]

    def _by_runs(self, page: Framed) -> list[tuple[int, str]]:
        """Find all cues but those that stand apart."""
        folded = _FOLDED.take(page.codes, mode="clip")
        pairs = folded[:-1] * np.uint16(32) + folded[1:]
        at = self._known.take(pairs[:-2] * _MIXED + pairs[2:]).nonzero()[0]
        runs = pairs.take(at) * np.uint32(1024) + pairs.take(at + 2)
        lines = page.ends.searchsorted(at, "right") - 1
        text, codes, by_run = page.text, folded.tobytes(), self._by_run
        return [
            (line, cue)
            for line, place, run in zip(lines.tolist(), at.tolist(), runs.tolist(), strict=True)
            if run in by_run
            for cue, code, start, told in by_run[run]
            if codes.startswith(code, place - start)
            and (told or _lower(text[place - start : place - start + len(cue)]) == cue)
        ]


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
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    return Framed(text, codes, (codes == ord("\n")).nonzero()[0])


def _written(opening: str) -> str:
    return "0123456789" if opening == DIGIT else opening + opening.upper()


def _each(cues: Iterable[str], text: str, ends: NDArray[np.int64]) -> Iterator[tuple[int, str]]:
    """Look for one cue after another."""
    for cue in cues:
        place = text.find(cue)
        while place >= 0:
            yield int(ends.searchsorted(place, "right")) - 1, cue
            place = text.find(cue, place + 1)


def _lower(page: str) -> str:
    """Make letters small that stay as many as they were."""
    return page.replace("\u0130", "i").lower()


def _fold(text: str) -> bytes:
    return _FOLDED.take([*map(ord, text)], mode="clip").tobytes()


def _runs(characters: str) -> Iterator[int]:
    """Numbers of the runs of four folded characters that begin with these three or four."""
    a, b, c, *rest = _fold(characters)
    for d in rest or range(32):
        yield ((a * 32 + b) * 32 + c) * 32 + d


def _rarity(run: str) -> int:
    """Tell how rare a run is: few lines begin alike, and few words have "wsl"."""
    if len(run) < 3 or not any("a" <= c <= "z" for c in run):
        return 0
    if run[:3] in _COMMON:
        return 1
    return 2 + sum(_BY_FREQUENCY.find(c) ** 2 for c in run) + 600 * run.count("\n")
