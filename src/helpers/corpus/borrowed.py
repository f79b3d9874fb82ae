"""Pairs of articles that have text in common and are two stories all the same.

What is put together of items that each stand for themselves, a diary or a digest, keeps some of
them from one issue to the next; a speech is quoted in reports of many things; a column has its
standing paragraphs; and below one story a page may have the beginning of another. None of that ties
two stories into one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.corpus.containment import Flags, Links, Numbers, Shares, Sketches

ALIKE = 0.7
"""Two articles of which each has that share of the other are versions of one text."""
SAME_BEGINNING = 0.5
"""An article begins like another that has this share of its beginning."""
OWN_ITEMS, OWN_SHARE, AS_LONG = 2, 0.25, 0.5
"""Paragraphs and share of either of two articles that are its own, and share of the longer one's
length that the shorter one has at least, by which they may be lists with some items in common."""
KEPT_WHOLE, SCATTERED, LONG_ITEM = 0.8, 3, 3
"""What they have in common is whole items, that share of it at least. Either it stands in so many
places of one of them; or one begins apart, and both have an item of their own of so many hashes,
which no mere line of a page has. Papers cut a story or add to it, and change its words, but do not
take out a third of its paragraphs for as many others and a new beginning."""
WHOLE, OF_MORE = 0.8, 0.5
"""A text of which that share stands below the first paragraph of longer ones, as less than the
other share of them, is a quotation if they have nothing else in common."""
LONGEST_RUN = 6
"""Days for which papers print a story: less than a week, in which the next issue is due of what is
written from week to week."""
STANDING_PLACES, REPRINTED = 2, 0.9
"""Paragraphs, such as the first and the last of a column, that a paper may put under one article
after the other. Articles that have but these in common, each with the next within days, are a
series if most of it is words that run on for longer than a story does. Of a story of so few
paragraphs that is printed again, more than that share of the smaller one is in both."""
BELOW = (0.5, 0.25)
"""An article that has that share from one story may have less than the other one from another, with
its first paragraph, below that: this ties the two stories together no more than a round-up does."""


def other_items(sketches: Sketches, links: Links) -> tuple[Flags, Flags]:
    """Tell which pairs are lists that have some of their items in common.

    Parameters
    ----------
    sketches : Sketches
        The articles' sketches.
    links : Links
        Pairs of articles.

    Returns
    -------
    array of bool
        Whether each pair is two such lists.
    array of bool
        Whether the items stand in so many places of one of them that they are no part of it, as a
        story is part of a round-up.
    """
    import numpy as np

    most = 1 - OWN_SHARE
    lists = (links.of_larger < most) & (links.of_smaller < most) & (links.places >= OWN_ITEMS)
    lists &= sketches.size[links.smaller] >= AS_LONG * sketches.size[links.larger]
    asked = np.flatnonzero(lists)
    n = len(asked)
    pairs = links.larger[asked], links.smaller[asked]
    apart = np.minimum(links.lead_of_larger, links.lead_of_smaller)[asked] < SAME_BEGINNING
    scattered, other = np.zeros(n, dtype=bool), np.ones(n, dtype=bool)
    long = sketches.passage_size >= LONG_ITEM
    passages = np.bincount(sketches.passage_article, minlength=len(sketches.size))
    long_ones = np.bincount(sketches.passage_article, long, len(sketches.size))
    for b, a in (pairs, pairs[::-1]):
        pair, passage, _ = sketches.places(b, a)
        begins_run = (np.diff(pair, prepend=-1) != 0) | (np.diff(passage, prepend=-1) != 1)
        scattered |= np.bincount(pair, begins_run, n) >= SCATTERED
        apart &= long_ones[a] > np.bincount(pair, long[passage], n)
        other &= passages[a] - np.bincount(pair, minlength=n) >= OWN_ITEMS
        whole = np.bincount(pair, sketches.passage_size[passage], n)
        other &= links.shared[asked] >= KEPT_WHOLE * whole
    lists[asked] = other & (scattered | apart)
    no_part = np.zeros(len(lists), dtype=bool)
    no_part[asked] = other & scattered
    return lists, no_part


def without_borrowed(
    sketches: Sketches,
    links: Links,
    strong: Flags,
    days: tuple[Numbers, Numbers],
    known: Numbers,
) -> Flags:
    """Leave out pairs of articles that only borrow from one another, or both from a third.

    Parameters
    ----------
    sketches : Sketches
        The articles' sketches.
    links : Links
        Pairs of articles.
    strong : array of bool
        Whether each pair has enough in common for one story.
    days : array of int, array of int
        First and last day on which each article may have been written.
    known : array of int
        Numbers of the pairs that share anything, as :func:`pair_numbers` gives them.

    Returns
    -------
    array of bool
        Whether each pair still is one story.
    """
    n = len(days[0])
    strong = strong & ~_standing(sketches, links, strong, *days)
    strong &= ~_quoted_by_several(links, strong, n)
    return strong & ~_below_another(links, strong, known, n)


def _standing(
    sketches: Sketches, links: Links, strong: Flags, first_day: Numbers, last_day: Numbers
) -> Flags:
    """Tell which pairs have standing paragraphs in common, by the time for which these are used.

    Each hash is followed by itself, from an article to the next within days: a round-up has hashes
    of many days, of which each is a story's, and a review of the year has some of many months.
    """
    import numpy as np

    reprint = alike(links) & (links.of_smaller >= REPRINTED)
    standing = strong & (links.places <= STANDING_PLACES) & ~reprint
    slight = np.flatnonzero(standing)
    a, b = links.larger[slight], links.smaller[slight]
    apart = long_between(a, b, first_day, last_day, LONGEST_RUN)
    pair, code, weight = sketches.common(a, b)
    width = int(code.max(initial=0)) + 1
    cells = np.concatenate([a[pair], b[pair]]).astype(np.int64) * width + np.tile(code, 2)
    cell, number = np.unique(cells, return_inverse=True)
    one, other = number[: len(pair)], number[len(pair) :]
    run = components(len(cell), one[~apart[pair]], other[~apart[pair]])
    begun = np.full(len(cell), last_day.max(initial=0))
    going_on = np.full(len(cell), first_day.min(initial=0))
    np.minimum.at(begun, run, last_day[cell // width])
    np.maximum.at(going_on, run, first_day[cell // width])
    long = (going_on > begun + LONGEST_RUN)[run[one]]
    n = len(slight)
    mostly = 2 * np.bincount(pair, weight * long, n) > np.bincount(pair, weight, n)
    standing[slight] = apart | mostly
    return standing


def _quoted_by_several(links: Links, strong: Flags, n: int) -> Flags:
    """Tell which pairs are a quotation and a story that has it, as other stories have."""
    import numpy as np

    held = strong & (links.of_smaller >= WHOLE) & (links.of_larger < OF_MORE)
    held &= ~links.opening_of_larger
    rest = strong & ~held
    story = components(n, links.larger[rest], links.smaller[rest])
    pairs = np.unique(links.smaller[held].astype(np.int64) * n + story[links.larger[held]])
    several = np.bincount(pairs // max(n, 1), minlength=n) > 1
    quoted: Flags = held & several[links.smaller]
    return quoted


def _below_another(links: Links, strong: Flags, known: Numbers, n: int) -> Flags:
    """Tell which pairs are a story and an article that has it below another, of which it has none.

    ``known`` are the pairs that share anything.
    """
    import numpy as np

    whole = np.concatenate([links.larger[strong], links.smaller[strong]])
    story = np.concatenate([links.smaller[strong], links.larger[strong]])
    share = np.concatenate([links.of_larger[strong], links.of_smaller[strong]])
    order = np.lexsort((-story, share, whole))
    main, most = np.arange(n), np.zeros(n)
    main[whole[order]], most[whole[order]] = story[order], share[order]
    above, little = BELOW
    below: Flags = strong & (most[links.larger] >= above) & (main[links.larger] != links.smaller)
    below &= (links.of_larger < little) & (links.lead_of_larger < SAME_BEGINNING)
    below &= links.opening_of_smaller
    below &= ~np.isin(pair_numbers(main[links.larger], links.smaller, n), known)
    return below


def pair_numbers(a: Numbers, b: Numbers, n: int) -> Numbers:
    """Give pairs of articles a number each, the same in either order.

    Parameters
    ----------
    a, b : array of int
        Numbers of the articles.
    n : int
        How many articles there are.

    Returns
    -------
    array of int
        One entry a pair.

    Examples
    --------
    >>> import numpy as np
    >>> pair_numbers(np.array([1, 2]), np.array([2, 1]), 10).tolist()
    [12, 12]
    """
    import numpy as np

    numbers: Numbers = np.minimum(a, b).astype(np.int64) * n + np.maximum(a, b)
    return numbers


def long_between(a: Numbers, b: Numbers, first_day: Numbers, last_day: Numbers, days: int) -> Flags:
    """Tell which pairs were certainly written more than so many days apart.

    Parameters
    ----------
    a, b : array of int
        Numbers of the articles.
    first_day, last_day : array of int
        Days between which each article was written.
    days : int
        Days that may lie between them.

    Returns
    -------
    array of bool
        One entry a pair.

    Examples
    --------
    >>> import numpy as np
    >>> day = np.array([3, 9])
    >>> long_between(np.array([0]), np.array([1]), day, day, 5).tolist()
    [True]
    """
    far: Flags = (first_day[a] > last_day[b] + days) | (first_day[b] > last_day[a] + days)
    return far


def beginning(links: Links) -> Shares:
    """Share of the beginning of either article of each pair that the other has, the larger one.

    Parameters
    ----------
    links : Links
        The pairs.

    Returns
    -------
    array of float
        One entry a pair.
    """
    import numpy as np

    return np.maximum(links.lead_of_larger, links.lead_of_smaller)


def alike(links: Links) -> Flags:
    """Tell which pairs are versions of one text.

    Parameters
    ----------
    links : Links
        The pairs.

    Returns
    -------
    array of bool
        One entry a pair.
    """
    return (links.of_larger >= ALIKE) & (links.of_smaller >= ALIKE) & (links.shared >= 5)


def components(n: int, a: Numbers, b: Numbers) -> Numbers:
    """Give numbers to the groups of articles that pairs tie together.

    Parameters
    ----------
    n : int
        How many articles there are.
    a, b : array of int
        Numbers of the articles of each pair.

    Returns
    -------
    array of int
        Number of the group of each article.

    Examples
    --------
    >>> import numpy as np
    >>> components(4, np.array([0]), np.array([2])).tolist()
    [0, 1, 0, 2]
    """
    import numpy as np
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    graph = sparse.coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n, n))
    labels: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels
