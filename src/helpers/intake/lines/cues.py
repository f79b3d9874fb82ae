"""Where any of many short strings stand in a page, found in one look at its characters."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FOLDED = bytes(
    0 if c == 10 else c - 96 if 97 <= c <= 122 else b" /(.".find(c) % 5 + 27 for c in range(256)
)
"""Five bits for each character: line end, small letters, a few marks, any other."""

_BY_FREQUENCY = "etaoinsrhldcumfpgwybvkxjqz"
"""Letters, the commonest of English text first."""

_COMMON = frozenset(
    {"the", "and", "ing", "for", "ver", "con", "com", "you", "por", "mor", "not", "all", "ill",
     "ent", "ion", "her", "app", "pen", "cor", "cou", "dit"}
)  # fmt: skip
"""Runs of rare enough letters that are common for all that."""

_FEW_CHARACTERS = 100
"""A shorter text is searched for one cue after another."""


class Cues:
    r"""A list of strings that are looked for together.

    To look for each of hundreds of strings costs as many walks over the page. Instead every run of
    four characters of the page is made one number, by which a table tells where a cue can be.

    Parameters
    ----------
    cues : iterable of str
        What to look for, in lower case; a line end at its start or end stands for the line's.

    Examples
    --------
    >>> sorted(Cues(["photo", "pho", "\n(c)"]).find(["a photo", "none", "(c) 1994, (c) 1995"]))
    [(0, 'pho'), (0, 'photo'), (2, '\n(c)')]
    """

    def __init__(self, cues: Iterable[str]) -> None:
        self._by_run: dict[str, list[tuple[str, int]]] = {}
        self._apart: list[str] = []
        self._all = sorted(set(cues))
        for cue in self._all:
            start = max(range(max(1, len(cue) - 3)), key=lambda i: _rarity(cue[i : i + 4]))
            if _rarity(cue[start : start + 4]) > 0:
                self._by_run.setdefault(cue[start : start + 3], []).append((cue, start))
            else:
                self._apart.append(cue)
        self._known: NDArray[np.bool_] | None = None

    def find(self, lines: Sequence[str]) -> set[tuple[int, str]]:
        """Find the cues in lines.

        Parameters
        ----------
        lines : sequence of str
            Lines in lower case.

        Returns
        -------
        set of (int, str)
            Positions of lines and cues that they have.
        """
        page = "\n".join(["", *lines, "", ""])
        few = len(page) < _FEW_CHARACTERS
        places = [] if few else self._places(page)
        for cue in self._all if few else self._apart:
            place = page.find(cue)
            while place >= 0:
                places.append((place, cue))
                place = page.find(cue, place + 1)
        if not places:
            return set()
        ends = [*accumulate(map(len, lines), _next_end, initial=0)]
        return {(bisect(ends, place) - 1, cue) for place, cue in places}

    def _places(self, page: str) -> list[tuple[int, str]]:
        """Places of all cues but those that stand apart."""
        import numpy as np

        codes = page.encode("latin-1", "replace").translate(_FOLDED)
        folded = np.frombuffer(codes, np.uint8)
        pairs = folded[:-1] * np.uint16(32) + folded[1:]
        runs = pairs[:-2] * np.uint32(1024) + pairs[2:]
        by_run, found = self._by_run, []
        for place in self._table().take(runs).nonzero()[0].tolist():
            run = page[place : place + 3]
            if run in by_run:
                for cue, start in by_run[run]:
                    if page.startswith(cue, place - start):
                        found.append((place - start, cue))
        return found

    def _table(self) -> NDArray[np.bool_]:
        """Tell for each run of four folded characters whether a cue has it."""
        import numpy as np

        if self._known is None:
            table = np.zeros((32, 32, 32, 32), np.bool_)
            for cue, start in chain.from_iterable(self._by_run.values()):
                run = cue[start : start + 4].encode("latin-1", "replace")
                table[tuple(run.translate(_FOLDED))] = True
            self._known = table.ravel()
        return self._known


def _next_end(end: int, length: int) -> int:
    return end + length + 1


def _rarity(run: str) -> int:
    """Tell how rare a run is: few lines begin alike, and few words have "wsl"."""
    if len(run) < 3 or not any("a" <= c <= "z" or c == "\n" for c in run):
        return 0
    if run[:3] in _COMMON:
        return 1
    return 2 + sum(_BY_FREQUENCY.find(c) ** 2 for c in run) + 600 * run.count("\n")
