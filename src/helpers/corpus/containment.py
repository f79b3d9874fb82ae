"""How much of one article stands in another, told from their sketches.

Two articles are compared if they share several hashes; which do is found by sorting all hashes once
and pairing neighbours, so that time and memory grow with the number of hashes and not with its
square. A hash counts the less the more articles have it: standing paragraphs, which papers put
under many stories, then weigh little beside what is a story's own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.signedinteger[Any]]
    Shares = NDArray[np.float64]
    Flags = NDArray[np.bool_]

NEIGHBOURS = 8
"""Articles next in size that an article is compared with for each hash that it shares."""
HUBS = 2
"""Longest articles with a hash, with which all others that have it are compared."""
FEWEST_SHARED = 2
"""Hashes that two articles must share to be compared at all; a headline counts as one."""
LEAD = 3
"""Hashes that make the beginning of an article, rounded up to whole paragraphs."""
OPENING = 2
"""Mark of the hashes of an article's first paragraph among those of its beginning."""
FEWEST_FIGURES, FIGURES_KEPT, NOT_CORRECTED = 2, 0.4, 0.25
"""Where paragraphs are shared but so few of their sets with numbers, they are a form filled in; not
so a correction, with all of the other sets and that share of these."""
SMALL_FOLDER = 100
"""In a folder of a few articles two are no sign that a paragraph is a standing one."""
PAIRS_AT_ONCE, COMPARED_AT_ONCE = 2**23, 2**16
"""Bounds of memory."""


@dataclass(frozen=True, eq=False)
class Links:
    """Pairs of articles, one entry a pair; the one with more hashes comes first.

    Attributes
    ----------
    larger, smaller : array of int
        Numbers of the articles.
    shared : array of int
        Hashes in both.
    of_larger, of_smaller : array of float
        Weighted share of that article's hashes which the other has.
    lead_of_larger, lead_of_smaller : array of float
        Share of the hashes of its beginning which the other has.
    opening_of_larger, opening_of_smaller : array of bool
        Whether the other has any of its first paragraph.
    figures : array of float
        Share of the smaller one's hashes of words with numbers which the larger has; 1 where it has
        but one such hash, or none.
    form : array of bool
        Whether the two are the same form with other figures filled in.
    places : array of int
        Paragraphs of the smaller one that have a hash of the larger.
    places_of_smaller : array of float
        Their share of its paragraphs.
    same_headline : array of bool
        Whether both have the same headline, and few others have it.
    """

    larger: Numbers
    smaller: Numbers
    shared: Numbers
    of_larger: Shares
    of_smaller: Shares
    lead_of_larger: Shares
    lead_of_smaller: Shares
    opening_of_larger: Flags
    opening_of_smaller: Flags
    figures: Shares
    form: Flags
    places: Numbers
    places_of_smaller: Shares
    same_headline: Flags

    def only(self, chosen: Flags) -> Links:
        """Choose some of the pairs.

        Parameters
        ----------
        chosen : array of bool
            Whether to keep each pair.

        Returns
        -------
        Links
            Those kept.
        """
        return Links(*(getattr(self, column)[chosen] for column in self.__dataclass_fields__))


@dataclass(frozen=True, eq=False)
class Sketches:
    """The sketches of all articles as sparse tables, one row an article, one column a hash.

    Attributes
    ----------
    size : array of int
        Hashes an article has.
    mass : array of float
        Their weights summed.
    headline : array of int
        Number of its headline; -1 where no other article has it, or many have.
    passage_article, passage_size : array of int
        Of each paragraph in order, the article and the hashes that it has.
    """

    size: Numbers
    mass: Shares
    headline: Numbers
    passage_article: Numbers
    passage_size: Numbers
    _lead_size: Numbers
    _weights: Any
    _present: Any
    _leads: Any
    _places: Any
    _figures: Numbers
    _figures_of_passage: Numbers
    _passages: Numbers

    def compare(self, a: Numbers, b: Numbers) -> Links:
        """Compare articles pair by pair.

        Parameters
        ----------
        a, b : array of int
            Numbers of the articles; of each pair the first has more hashes, or as many.

        Returns
        -------
        Links
            One entry a pair.
        """
        import numpy as np

        both = self._weights[a].multiply(self._present[b]).tocsr()
        shared = np.diff(both.indptr).astype(np.int64)
        mass = np.asarray(both.sum(axis=1)).ravel()
        in_a, opening_of_a = self._beginning_shared(a, b)
        in_b, opening_of_b = self._beginning_shared(b, a)
        figures, form, places = self._figures_kept(a, b, shared)
        return Links(
            larger=a,
            smaller=b,
            shared=shared,
            of_larger=mass / np.maximum(self.mass[a], 1e-9),
            of_smaller=mass / np.maximum(self.mass[b], 1e-9),
            lead_of_larger=in_a / np.maximum(self._lead_size[a], 1),
            lead_of_smaller=in_b / np.maximum(self._lead_size[b], 1),
            opening_of_larger=opening_of_a,
            opening_of_smaller=opening_of_b,
            figures=figures,
            form=form,
            places=places,
            places_of_smaller=places / np.maximum(self._passages[b], 1),
            same_headline=(self.headline[a] == self.headline[b]) & (self.headline[a] >= 0),
        )

    def _beginning_shared(self, one: Numbers, other: Numbers) -> tuple[Numbers, Flags]:
        """Count one's beginning's hashes in the other; tell if any is of its first paragraph."""
        import numpy as np

        shared = self._leads[one].multiply(self._present[other]).tocsr()
        return np.diff(shared.indptr), shared.max(axis=1).toarray().ravel() == OPENING

    def _figures_kept(
        self, a: Numbers, b: Numbers, shared: Numbers
    ) -> tuple[Shares, Flags, Numbers]:
        """Tell what a has of b: its share of figures, whether the form alone, and paragraphs."""
        import numpy as np

        pair, passage, figures = self.places(a, b)
        kept = np.bincount(pair, figures, len(a))
        there = np.bincount(pair, self._figures_of_passage[passage], len(a))
        every, size = self._figures[b], np.bincount(pair, self.passage_size[passage], len(a))
        corrected = (shared - kept >= size - there) & (kept >= NOT_CORRECTED * there)
        return (
            np.where(every >= FEWEST_FIGURES, kept / np.maximum(every, 1), 1.0),
            (there >= FEWEST_FIGURES) & (kept < FIGURES_KEPT * there) & ~corrected,
            np.bincount(pair, minlength=len(a)),
        )

    def places(self, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """List the paragraphs of articles of which others have any hash.

        Parameters
        ----------
        a, b : array of int
            Numbers of the articles; those of ``b`` have the paragraphs.

        Returns
        -------
        array of int
            Number of the pair, one entry a paragraph.
        array of int
            Number of the paragraph among those of all articles.
        array of int
            Hashes of words with numbers that both have of it.
        """
        import numpy as np

        shared = self._present[a].multiply(self._places[b]).tocsr()
        pair = np.repeat(np.arange(len(a)), np.diff(shared.indptr))
        passage, with_figure = np.divmod(shared.data - 1, 2)
        n = len(self._figures_of_passage)
        touched, place = np.unique(pair * n + passage, return_inverse=True)
        figures = np.bincount(place, with_figure, len(touched)).astype(np.int64)
        return touched // n, touched % n, figures

    def common(self, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers, Shares]:
        """List the hashes that pairs of articles share.

        Parameters
        ----------
        a, b : array of int
            Numbers of the articles.

        Returns
        -------
        array of int
            Number of the pair, one entry a shared hash.
        array of int
            Number of the hash.
        array of float
            Weight of the hash.
        """
        import numpy as np

        both = self._weights[a].multiply(self._present[b]).tocsr()
        return np.repeat(np.arange(len(a)), np.diff(both.indptr)), both.indices, both.data

    def links(self) -> Links:
        """Compare all articles that share two hashes or more.

        Returns
        -------
        Links
            All that was found, however little is shared.
        """
        import numpy as np

        found = [self.compare(a, b) for a, b in self._candidates()]
        if not found:
            none = np.empty(0, dtype=np.int64)
            found = [self.compare(none, none)]
        return Links(
            *(
                np.concatenate([getattr(links, column) for links in found])
                for column in Links.__dataclass_fields__
            )
        )

    def _candidates(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Pairs that may share enough, in blocks.

        Where nine articles or fewer have a hash, all of them are paired; where more have it, each
        is paired with the eight next in size and the two longest. A headline is one more hash.
        """
        import numpy as np

        n_articles = len(self.size)
        by_size = np.argsort(-self.size, kind="stable")
        rank = np.empty(n_articles, dtype=np.int64)
        rank[by_size] = np.arange(n_articles)
        table = self._present
        headed = np.flatnonzero(self.headline >= 0)
        articles = np.concatenate([np.repeat(np.arange(n_articles), np.diff(table.indptr)), headed])
        columns = np.concatenate([table.indices, table.shape[1] + self.headline[headed]])
        order = np.lexsort((rank[articles], columns))
        rows, columns = rank[articles[order]], columns[order]
        n = len(rows)
        if not n:
            return
        starts = np.flatnonzero(np.diff(columns, prepend=-1))
        sizes = np.diff(starts, append=n)
        place = np.arange(n) - np.repeat(starts, sizes)
        after = np.repeat(sizes, sizes) - place - 1
        reach = np.where(place < HUBS, after, np.minimum(after, NEIGHBOURS))
        load = np.cumsum(np.bincount(rows, reach, n_articles))
        bounds = np.searchsorted(load, np.arange(PAIRS_AT_ONCE, load[-1], PAIRS_AT_ONCE)) + 1
        bounds = np.unique([0, *bounds, n_articles])
        for low, high in itertools.pairwise(bounds):
            inside = np.flatnonzero((rows >= low) & (rows < high) & (reach > 0))
            lengths = reach[inside]
            left = np.repeat(inside, lengths)
            step = np.arange(len(left)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
            pairs = rows[left] * n_articles + rows[left + step + 1]
            pairs, votes = np.unique(pairs, return_counts=True)
            pairs = pairs[votes >= FEWEST_SHARED]
            for at in range(0, len(pairs), COMPARED_AT_ONCE):
                a, b = np.divmod(pairs[at : at + COMPARED_AT_ONCE], n_articles)
                yield by_size[a], by_size[b]


def as_table(
    article: Numbers, passage: Numbers, hashes: Numbers, n_articles: int, headline: Numbers
) -> Sketches:
    """Put sketches into tables.

    Parameters
    ----------
    article, passage, hashes : array of int
        One entry a hash: number of the article, of its paragraph, the hash; a hash is odd where a
        number is among its words.
    n_articles : int
        Number of articles.
    headline : array of int
        One entry an article: hash of its headline, 0 for none.

    Returns
    -------
    Sketches
        The tables. Weights are log((n + 1) / articles with the hash) / log(n + 1), where n is the
        number of articles, but not below 100.

    Examples
    --------
    >>> import numpy as np
    >>> article, hashes = np.repeat([0, 1], [6, 3]), np.array([2, 4, 6, 8, 10, 12, 2, 4, 6])
    >>> links = as_table(article, np.zeros(9, dtype=int), hashes, 2, np.zeros(2)).links()
    >>> links.larger.tolist(), links.smaller.tolist(), links.of_smaller.round(2).tolist()
    ([0], [1], [1.0])
    """
    import numpy as np
    from scipy import sparse

    # Numbers below 2**32 in half the space: a large folder has tens of millions of hashes.
    article, passage = article.astype(np.int32), passage.astype(np.int32)
    figure = (hashes & 1).astype(bool)
    codes = np.unique(hashes, return_inverse=True)[1].astype(np.int32)
    order = np.lexsort((passage, codes, article))
    order = order[_changes(article[order], codes[order])]
    order = order[np.lexsort((passage[order], article[order]))]
    article, passage, figure, codes = article[order], passage[order], figure[order], codes[order]
    del order

    size = np.bincount(article, minlength=n_articles)
    opening = _changes(article, passage)
    place = np.arange(len(article), dtype=np.int32) - (np.cumsum(size) - size)[article]
    group = np.cumsum(opening, dtype=np.int32) - 1
    lead = place[opening][group] < LEAD
    beginning = np.where(place[opening][group] == 0, OPENING, 1).astype(np.int8)
    spread = np.bincount(codes)[codes] if len(codes) else codes
    n = max(n_articles, SMALL_FOLDER)
    weight = np.log((n + 1) / np.maximum(spread, 1)) / np.log(n + 1)
    common = spread > 1
    shape = (n_articles, int(codes.max()) + 1 if len(codes) else 1)

    def table(values: Any, chosen: Any = common) -> Any:  # noqa: ANN401  (scipy is untyped)
        cells = (values[chosen], (article[chosen], codes[chosen]))
        return sparse.csr_matrix(cells, shape=shape)

    return Sketches(
        size=size,
        mass=np.bincount(article, weight, n_articles).astype(np.float64),
        _lead_size=np.bincount(article[lead], minlength=n_articles),
        _weights=table(weight),
        _present=table(np.ones(len(article), dtype=np.int64)),
        _leads=table(beginning, common & lead),
        _places=table(2 * group + figure + 1),
        _figures=np.bincount(article[figure], minlength=n_articles),
        _figures_of_passage=np.bincount(group[figure], minlength=int(opening.sum()) + 1),
        _passages=np.bincount(article[opening], minlength=n_articles),
        headline=_shared_by_few(headline),
        passage_article=article[opening],
        passage_size=np.bincount(group),
    )


def _shared_by_few(headline: Numbers) -> Numbers:
    """Give numbers to the headlines of several articles, not of many as columns have; -1 else."""
    import numpy as np

    number, count = np.unique(headline, return_inverse=True, return_counts=True)[1:]
    wanted = (headline != 0) & (count[number] > 1) & (count[number] <= NEIGHBOURS + 1)
    return np.where(wanted, number, -1).astype(np.int32)


def _changes(first: Numbers, second: Numbers) -> Flags:
    """Tell in sorted columns where an entry differs from the one before."""
    import numpy as np

    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    return new
