"""Copies that were misread by character recognition, told from the words that are left.

One word misread changes the hash of a set of several; where two words of ten are damaged in either
of two scans, their sketches share next to nothing. Single words survive: two versions of a story
still have most of them, paragraph by paragraph, and rare ones that few other articles have. As this
costs more than a look at the sketches, it is done for articles that look damaged only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.corpus.containment import SMALL_FOLDER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from helpers.corpus.containment import Flags, Numbers, Shares

DAMAGED = 0.01
"""Share of damaged words, as estimated, from which an article is looked at here: sound ones have
none, and where one character of fifty is wrong in a short one, not always more can be seen."""
RARE = ((10, 2), (60, 3))
"""Two articles are compared that share words which few have, either line: articles that may have
the word, and words."""
HIDDEN = 2.0
"""Words damaged for each that looks so: most that turn into others cannot be seen."""
FEWEST_WORDS, ENOUGH = 10, 0.5
"""Words in both, and weighted share of the shorter one's words that stand in the other, also when
each paragraph is asked for in one of the other, that make two articles one story. Another report of
the same event has the names and some of the words, but not in the same paragraphs."""
IN_PLACE, MOST_PLACES = 0.33, 0.5
"""Share of a paragraph's words by which it is found again; share of the shorter one's paragraphs of
which more must be: a standing paragraph may be most of a short article."""
FEWEST_FIGURES, FIGURES_KEPT = 4, 0.4
"""A form filled in has the words and less than that share of the figures."""
AT_ONCE, COMPARED_AT_ONCE = 2**22, 2**15
"""Bounds of memory."""


@dataclass(frozen=True, eq=False)
class Versions:
    """Pairs of articles, told by their words to be versions of one story.

    Attributes
    ----------
    longer, shorter : array of int
        Numbers of the articles.
    of_longer, of_shorter : array of float
        Share of that article's words that the other has: of the shorter one's as weighed by rarity,
        of the longer one's what follows from their numbers.
    """

    longer: Numbers
    shorter: Numbers
    of_longer: Shares
    of_shorter: Shares

    def shares(self, one: Numbers, other: Numbers) -> tuple[Shares, Shares]:
        """Look up what is told of pairs.

        Parameters
        ----------
        one, other : array of int
            Numbers of the articles.

        Returns
        -------
        array of float, array of float
            Share of the one that the other has, and of the other that the one has; NaN for pairs
            that are not told here.
        """
        import numpy as np

        pairs = zip(self.longer.tolist(), self.shorter.tolist(), strict=True)
        place = {pair: i for i, pair in enumerate(pairs)}
        of = np.full((2, len(one)), np.nan)
        for i, (x, y) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
            if (at := place.get((x, y))) is not None:
                of[:, i] = self.of_longer[at], self.of_shorter[at]
            elif (at := place.get((y, x))) is not None:
                of[:, i] = self.of_shorter[at], self.of_longer[at]
        return of[0], of[1]


def versions_by_words(article: Numbers, passage: Numbers, word: Numbers, noise: Shares) -> Versions:
    """Find articles that are versions of one story, though one or both were misread.

    Parameters
    ----------
    article, passage, word : array of int
        One entry a word of a paragraph: numbers of the article and of the paragraph, and a hash of
        the word, which is odd for one with digits.
    noise : array of float
        One entry an article: estimated share of damaged words.

    Returns
    -------
    Versions
        One entry a pair, of which one at least is damaged.

    Examples
    --------
    >>> import numpy as np
    >>> story, other = np.arange(2, 82, 2), np.arange(102, 182, 2)
    >>> word = np.concatenate([story, np.where(story % 5, story, story + 400), other])
    >>> found = versions_by_words(np.repeat([0, 1, 2], 40), np.tile(np.repeat([0, 1], 20), 3), word,
    ...                           np.array([0.0, 0.1, 0.1]))
    >>> found.longer.tolist(), found.shorter.tolist(), found.of_shorter.round(1).tolist()
    ([0], [1], [1.0])
    """
    import numpy as np

    words = _Words(article, passage, word, noise)
    longer, shorter = words.candidates()
    found = [np.empty((0, 4))]
    for at in range(0, len(longer), COMPARED_AT_ONCE):
        block = slice(at, at + COMPARED_AT_ONCE)
        a, b, of_a, of_b = words.compare(longer[block], shorter[block])
        likely = (of_b >= ENOUGH) & ~words.other_figures(a, b)
        a, b, of_a, of_b = a[likely], b[likely], of_a[likely], of_b[likely]
        pairs = [words.together(x, y) for x, y in zip(a, b, strict=True)]
        together, places = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
        same = (together >= ENOUGH) & (places > MOST_PLACES)
        found.append(np.column_stack([a, b, of_a, of_b])[same])
    of = np.concatenate(found)
    whole = of[:, :2].astype(np.int64)
    return Versions(whole[:, 0], whole[:, 1], of[:, 2], of[:, 3])


class _Words:
    """Words of all articles as sparse tables, by article and by paragraph."""

    def __init__(self, article: Numbers, passage: Numbers, word: Numbers, noise: Shares) -> None:
        import numpy as np
        from scipy import sparse

        self.noise, n = noise, len(noise)
        hashes, code = np.unique(word, return_inverse=True)
        width = max(len(hashes), 1)
        figure = (hashes & 1).astype(bool)
        places, row = np.unique(
            article * (passage.max(initial=0) + 1) + passage, return_inverse=True
        )
        of_place = places // (passage.max(initial=0) + 1)
        cell = np.unique(row * width + code)
        row, code = cell // width, cell % width
        whole = np.unique(of_place[row] * width + code)
        owner, own = whole // width, whole % width
        spread = np.bincount(own, minlength=width)
        most = max(n, SMALL_FOLDER)
        self._weight = np.log((most + 1) / np.maximum(spread, 1)) / np.log(most + 1)
        self._starts = np.searchsorted(of_place, np.arange(n + 1))

        def table(rows: Any, columns: Any, shape: tuple[int, int]) -> Any:  # noqa: ANN401
            return sparse.csr_matrix((np.ones(len(rows), np.int32), (rows, columns)), shape=shape)

        counts = ~figure[own]
        self._all = table(owner[counts], own[counts], (n, width))
        self._figures = table(owner[~counts], own[~counts], (n, width))
        self._rare = []
        for most_articles, _ in RARE:
            rare = counts & (spread[own] > 1) & (spread[own] <= most_articles)
            self._rare.append(table(owner[rare], own[rare], (n, width)))
        counts = ~figure[code]
        self._places = table(row[counts], code[counts], (len(places), width))
        known = ~figure[own] & (spread[own] > 1)
        self.size = np.bincount(owner[~figure[own]], minlength=n)
        self._known = np.bincount(owner[known], self._weight[own[known]], n)
        self._alone = self.size - np.bincount(owner[known], minlength=n)

    def candidates(self) -> tuple[Numbers, Numbers]:
        """Pairs that share rare words, the longer article first; one of each pair is damaged."""
        import numpy as np

        damaged = np.flatnonzero(self.noise >= DAMAGED)
        found = [np.empty((0, 2), dtype=np.int64)]
        for rare, (most_articles, fewest) in zip(self._rare, RARE, strict=True):
            load = np.cumsum(np.diff(rare.indptr)[damaged] * most_articles)
            for block in _blocks(damaged, load):
                shared = (rare[block] @ rare.T).tocoo()
                enough = shared.data >= fewest
                one, other = block[shared.row[enough]], shared.col[enough].astype(np.int64)
                swapped = (self.size[one] < self.size[other]) | (
                    (self.size[one] == self.size[other]) & (one > other)
                )
                longer, shorter = np.where(swapped, other, one), np.where(swapped, one, other)
                found.append(np.column_stack([longer, shorter])[one != other])
        pairs = np.unique(np.concatenate(found), axis=0)
        return pairs[:, 0], pairs[:, 1]

    def compare(self, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers, Shares, Shares]:
        """Share of either article's words that the other has, of pairs with enough of them."""
        import numpy as np

        both = self._all[a].multiply(self._all[b]).tocsr()
        enough = np.diff(both.indptr) >= FEWEST_WORDS
        mass = both @ self._weight
        a, b, mass = a[enough], b[enough], mass[enough]
        of_b = np.minimum(mass / self._mass(b, a), 1.0)
        # Damage hides as much of the longer one, so what it has beyond is told from the sizes; a
        # word misread in several ways counts as often.
        sizes = self.size / (1 + self.noise)
        return a, b, np.minimum(of_b * sizes[b] / sizes[a], 1.0), of_b

    def _mass(self, one: Numbers, other: Numbers) -> Shares:
        """Weight of an article's words, less those that only damage makes its own."""
        import numpy as np

        damage = HIDDEN * (self.noise[one] + self.noise[other]) * self.size[one]
        mass = self._known[one] + np.maximum(self._alone[one] - damage, 0)
        positive: Shares = np.maximum(mass, 1e-9)
        return positive

    def other_figures(self, a: Numbers, b: Numbers) -> Flags:
        """Tell which pairs have figures, and few in common."""
        import numpy as np

        of_a, of_b = self._figures[a], self._figures[b]
        fewer = np.minimum(np.diff(of_a.indptr), np.diff(of_b.indptr))
        have = np.minimum(of_a @ self._weight, of_b @ self._weight)
        shared = of_a.multiply(of_b).tocsr() @ self._weight
        other: Flags = (fewer >= FEWEST_FIGURES) & (shared < FIGURES_KEPT * have)
        return other

    def together(self, a: int, b: int) -> tuple[float, float]:
        """Share of ``b``'s words, and of its paragraphs, that stand in one paragraph of ``a``."""
        import numpy as np

        longer = self._places[self._starts[a] : self._starts[a + 1]]
        shorter = self._places[self._starts[b] : self._starts[b + 1]]
        best = (longer.multiply(self._weight).tocsr() @ shorter.T).toarray().max(axis=0)
        sizes = np.maximum(shorter @ self._weight, 1e-9)
        mass = self._mass(np.array([b]), np.array([a]))[0]
        return float(best.sum() / mass), float((best >= IN_PLACE * sizes).mean())


def _blocks(numbers: Numbers, load: NDArray[np.int64]) -> Iterator[Numbers]:
    import numpy as np

    if len(numbers):
        cuts = np.unique(np.searchsorted(load, np.arange(AT_ONCE, load[-1], AT_ONCE)) + 1)
        yield from (block for block in np.split(numbers, cuts) if len(block))
