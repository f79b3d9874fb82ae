"""Copies that were misread by character recognition, told from the words that are left.

One word misread changes the hash of a set of several; where two words of ten are damaged in either
of two scans, their sketches share next to nothing. Single words survive: two versions of a story
still have most of them, paragraph by paragraph, and rare ones that few other articles have. As this
costs more than a look at the sketches, it is done for articles that look damaged only, and words
are read in pieces.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from helpers.corpus.containment import SMALL_FOLDER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from helpers.corpus.containment import Flags, Numbers, Shares

    WordRows = Callable[[Flags | None], Iterable[tuple[Numbers, Numbers, Numbers]]]
    """Gives words of articles, of those marked or of all, whole articles at a time: for each word
    of a paragraph the article, the paragraph and a hash of the word, odd where it has digits."""

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
EXPLAINED = 10.0
"""Share of the words that may differ for each that looks damaged in either article, where that is
less than ``ENOUGH`` allows: sketches tell versions of texts that are all but sound, and of short
reports in the same phrases one odd word in either must not tie all."""
IN_PLACE, MOST_PLACES = 0.33, 0.5
"""Share of a paragraph's words by which it is found again; share of the shorter one's paragraphs of
which more must be: a standing paragraph may be most of a short article."""
FEWEST_FIGURES, FIGURES_KEPT = 4, 0.4
"""A form filled in has the words and less than that share of the figures."""
WHOLE, APART = 0.88, 7
"""Share of either article's words in the other, of those that damage leaves in both, from which a
year may be misread too, and days that may lie between them but for the year: what is printed on
that day of every year has less in common."""
_ALIKE = "06 08 09 14 17 27 35 38 39 49 56 58 68 89"
"""Figures that are read for one another, the lower one first."""
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
    wrong_year : array of int, optional
        The article of the pair whose year was misread, -1 where there is none.
    """

    longer: Numbers
    shorter: Numbers
    of_longer: Shares
    of_shorter: Shares
    wrong_year: Numbers | None = None

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


def versions_by_words(words: WordRows, noise: Shares) -> Versions:
    """Find articles that are versions of one story, though one or both were misread.

    All words are walked through once, to count them; only the rare ones are kept, and later the
    words of articles that may go together, so that memory does not grow with the folder.

    Parameters
    ----------
    words : callable
        Gives the words of the articles marked, or of all.
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
    >>> rows = np.repeat([0, 1, 2], 40), np.tile(np.repeat([0, 1], 20), 3), word
    >>> found = versions_by_words(lambda wanted: [rows], np.array([0.0, 0.1, 0.1]))
    >>> found.longer.tolist(), found.shorter.tolist(), found.of_shorter.round(1).tolist()
    ([0], [1], [1.0])
    """
    import numpy as np

    spread = _Spread()
    for article, _, word in words(None):
        spread.add(article, word)
    spread.settle()
    one, other = _candidates(spread, noise)
    found = [np.empty((0, 4))]
    for at in range(0, len(one), COMPARED_AT_ONCE):
        pairs = one[at : at + COMPARED_AT_ONCE], other[at : at + COMPARED_AT_ONCE]
        wanted = np.zeros(len(noise), dtype=bool)
        wanted[np.concatenate(pairs)] = True
        table = _Words([*words(wanted)], spread, noise)
        a, b, of_a, of_b = table.compare(*table.ordered(*pairs))
        enough = np.maximum(1 - EXPLAINED * (noise[a] + noise[b]), ENOUGH)
        likely = (of_b >= enough) & ~table.other_figures(a, b)
        a, b, of_a, of_b = a[likely], b[likely], of_a[likely], of_b[likely]
        places = [table.together(x, y) for x, y in zip(a, b, strict=True)]
        together, in_place = np.array(places, dtype=np.float64).reshape(-1, 2).T
        same = (together >= ENOUGH) & (in_place > MOST_PLACES)
        found.append(np.column_stack([a, b, of_a, of_b])[same])
    of = np.concatenate(found)
    whole = of[:, :2].astype(np.int64)
    return Versions(whole[:, 0], whole[:, 1], of[:, 2], of[:, 3])


def with_misread_years(
    found: Versions, days: tuple[Numbers, Numbers], noise: Shares, by_text: Flags
) -> Versions:
    """Tell which pairs fall into different years because one of these was misread.

    Parameters
    ----------
    found : Versions
        Pairs that are versions of one story by their words.
    days : array of int, array of int
        First and last day, as ordinals, on which each article may have been written.
    noise : array of float
        As for :func:`versions_by_words`.
    by_text : array of bool
        Whether an article's own text alone tells its days.

    Returns
    -------
    Versions
        The same with ``wrong_year``: where the years differ in one figure alone, and but for them
        the days agree, that of the article which fewer others bear out is taken to be misread, of
        two alike that of the one damaged more.

    Examples
    --------
    >>> import datetime as dt, numpy as np
    >>> pair = Versions(*(np.array([n]) for n in (0, 1)), *(np.array([0.9]) for _ in "ab"))
    >>> days = np.array([dt.date(1994, 3, 2).toordinal(), dt.date(1904, 3, 2).toordinal()])
    >>> noise, by_text = np.array([0.0, 0.1]), np.array([True, True])
    >>> with_misread_years(pair, (days, days), noise, by_text).wrong_year.tolist()
    [1]
    """
    import numpy as np

    first, last = days
    one, other = found.longer, found.shorter
    agree = (first[one] <= last[other] + APART) & (first[other] <= last[one] + APART)
    borne_out = np.bincount(np.concatenate([one[agree], other[agree]]), minlength=len(noise))
    doubt = np.where(by_text & (noise >= DAMAGED), noise - borne_out, -np.inf)
    more = np.where(doubt[one] > doubt[other], one, other)
    less = np.where(more == one, other, one)
    left = (1 - noise[one]) * (1 - noise[other])
    asked = np.minimum(found.of_longer, found.of_shorter) >= WHOLE * left
    asked &= ~agree & np.isfinite(doubt[more])
    wrong = np.full(len(one), -1)
    for pair in np.flatnonzero(asked):
        ranges = [[dt.date.fromordinal(int(end[of[pair]])) for end in days] for of in (more, less)]
        if _same_but_for_year(*ranges):
            wrong[pair] = more[pair]
    return replace(found, wrong_year=wrong)


def _same_but_for_year(one: list[dt.date], other: list[dt.date]) -> bool:
    """Tell whether two ranges, each within a year, would meet with one figure read otherwise."""
    if one[0].year != one[1].year or other[0].year != other[1].year:
        return False
    figures = zip(f"{one[0].year:04}", f"{other[0].year:04}", strict=True)
    differ = ["".join(sorted(pair)) for pair in figures if pair[0] != pair[1]]
    if len(differ) != 1 or differ[0] not in _ALIKE:
        return False
    moved = [day.timetuple().tm_yday for day in (*one, *other)]
    return moved[0] <= moved[3] + APART and moved[2] <= moved[1] + APART


class _Spread:
    """In how many articles each word stands, and which have the rare ones."""

    def __init__(self) -> None:
        import numpy as np

        self.word = np.empty(0, dtype=np.int64)
        self.count = np.empty(0, dtype=np.int64)
        self.rare = np.empty((0, 2), dtype=np.int64)
        self._new: list[NDArray[np.int64]] = []
        self._n_new = 0

    def add(self, article: Numbers, word: Numbers) -> None:
        """Count the words of whole articles."""
        import numpy as np

        order = np.lexsort((word, article))
        pairs = np.column_stack([article[order], word[order]])
        first = np.ones(len(pairs), dtype=bool)
        first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
        self._new.append(pairs[first])
        self._n_new += int(first.sum())
        if self._n_new > max(AT_ONCE, len(self.word)):
            self.settle()

    def settle(self) -> None:
        """Add what was counted last, and let go of words that are rare no more."""
        import numpy as np

        new = np.concatenate([np.empty((0, 2), dtype=np.int64), *self._new])
        ones = np.ones(len(new), dtype=np.int64)
        self.word, place = np.unique(np.concatenate([self.word, new[:, 1]]), return_inverse=True)
        counts = np.concatenate([self.count, ones])
        self.count = np.bincount(place, counts, len(self.word)).astype(np.int64)
        rows = np.concatenate([self.rare, new[new[:, 1] & 1 == 0]])
        self.rare = rows[self.of(rows[:, 1]) <= max(most for most, _ in RARE)]
        self._new, self._n_new = [], 0

    def of(self, word: Numbers) -> Numbers:
        """Count the articles that have each of some words, which were all counted."""
        import numpy as np

        counted: Numbers = self.count[np.searchsorted(self.word, word)]
        return counted


def _candidates(spread: _Spread, noise: Shares) -> tuple[Numbers, Numbers]:
    """Pairs of articles that share rare words; one of each pair is damaged."""
    import numpy as np
    from scipy import sparse

    damaged = np.flatnonzero(noise >= DAMAGED)
    found = [np.empty((0, 2), dtype=np.int64)]
    often = spread.of(spread.rare[:, 1])
    for most_articles, fewest in RARE:
        article, word = spread.rare[(often > 1) & (often <= most_articles)].T
        hashes, code = np.unique(word, return_inverse=True)
        shape = len(noise), max(len(hashes), 1)
        rare = sparse.csr_matrix((np.ones(len(code), np.int32), (article, code)), shape=shape)
        load = np.cumsum(np.diff(rare.indptr)[damaged] * most_articles)
        for block in _blocks(damaged, load):
            shared = (rare[block] @ rare.T).tocoo()
            enough = shared.data >= fewest
            one, other = block[shared.row[enough]], shared.col[enough].astype(np.int64)
            pair = np.column_stack([np.minimum(one, other), np.maximum(one, other)])
            found.append(pair[one != other])
    pairs = np.unique(np.concatenate(found), axis=0)
    return pairs[:, 0], pairs[:, 1]


class _Words:
    """Words of some articles as sparse tables, by article and by paragraph."""

    def __init__(
        self, rows: list[tuple[Numbers, Numbers, Numbers]], spread: _Spread, noise: Shares
    ) -> None:
        import numpy as np
        from scipy import sparse

        self.noise, n = noise, len(noise)
        none = np.empty(0, dtype=np.int64)
        article, passage, word = (
            np.concatenate([none, *column])
            for column in ([row[k] for row in rows] for k in (0, 1, 2))
        )
        hashes, code = np.unique(word, return_inverse=True)
        width = max(len(hashes), 1)
        figure = (hashes & 1).astype(bool)
        most_passages = passage.max(initial=0) + 1
        places, row = np.unique(article * most_passages + passage, return_inverse=True)
        of_place = places // most_passages
        cell = np.unique(row * width + code)
        row, code = cell // width, cell % width
        whole = np.unique(of_place[row] * width + code)
        owner, own = whole // width, whole % width
        often = spread.of(hashes)
        most = max(n, SMALL_FOLDER)
        self._weight = np.ones(width)
        self._weight[: len(often)] = np.log((most + 1) / often) / np.log(most + 1)
        self._starts = np.searchsorted(of_place, np.arange(n + 1))

        def table(rows: Any, columns: Any, shape: tuple[int, int]) -> Any:  # noqa: ANN401
            return sparse.csr_matrix((np.ones(len(rows), np.int32), (rows, columns)), shape=shape)

        counts = ~figure[own]
        self._all = table(owner[counts], own[counts], (n, width))
        self._figures = table(owner[~counts], own[~counts], (n, width))
        counts = ~figure[code]
        self._places = table(row[counts], code[counts], (len(places), width))
        known = ~figure[own] & (often[own] > 1)
        self.size = np.bincount(owner[~figure[own]], minlength=n)
        self._known = np.bincount(owner[known], self._weight[own[known]], n)
        self._alone = self.size - np.bincount(owner[known], minlength=n)

    def ordered(self, one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
        """Put the longer article of each pair first, of two as long the one before the other."""
        import numpy as np

        swapped = self.size[one] < self.size[other]
        return np.where(swapped, other, one), np.where(swapped, one, other)

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
