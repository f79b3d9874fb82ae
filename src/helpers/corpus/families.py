"""Families: articles that go back to the same story, told from what their sketches share.

An article belongs to a family by one link, so that a story may be followed from paper to paper as
each cuts and adds. A round-up would tie all of its stories into one family; it is found first, by
its parts, of which each is the beginning of another story, and its links tie nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.corpus.borrowed import (
    LONGEST_RUN,
    SAME_BEGINNING,
    alike,
    beginning,
    components,
    long_between,
    other_items,
    pair_numbers,
    without_borrowed,
)

if TYPE_CHECKING:
    from helpers.corpus.containment import Flags, Links, Numbers, Shares, Sketches
    from helpers.corpus.misread import Versions

ENOUGH = (
    (0.55, 5, 0.0, 0.0, 0.0),
    (0.60, 4, 0.0, 0.0, 0.0),
    (0.80, 3, 0.0, 0.0, 0.0),
    (0.95, 2, 0.2, 0.0, 0.0),
    (0.45, 5, 0.0, 0.5, 0.0),
    (0.40, 6, 0.5, 0.0, 0.0),
    (0.45, 4, 0.5, 0.0, 0.0),
    (0.70, 3, 0.5, 0.0, 0.0),
    (0.40, 3, 0.9, 0.0, 0.3),
    (0.45, 3, 0.0, 0.0, 0.5),
)
"""What makes two articles one story, any line of: share of the smaller one found in the other,
hashes shared, share of the beginning of the larger one, of either one, and of the figures. The
fewer hashes there are, the more has to agree: the beginning most of all, as papers keep that."""
ALL_OVER = ((0.15, 3, 0.75, 0.3), (0.5, 5, 0.66, 0.0))
"""So do as little as that share and as many hashes in that share of the smaller one's paragraphs,
two at least, with that share of the figures: a text reworded from end to end, or a brief below a
new first paragraph that has most of the figures."""
QUOTED = ((0.65, 0.25, 0.5), (0.65, 0.45, 0.35), (0.65, 0.3, 0.67))
"""Less than that share of the smaller one and of the larger one, and no more of the smaller one's
paragraphs than that, is of two articles that begin apart what both quote: a speech, or what was
known before."""
UNDER_SAME_HEADLINE, DAYS_OF_HEADLINE, TIED_BY_HEADLINE = (0.15, 0.5), 5, 2
"""Share of the smaller one found in the other, and of its paragraphs that have some of it, that
make two articles of the same headline one story, as two papers may quote the same words in their
own; days that may lie between them, as columns keep their headline from week to week; and stories
that a headline can tie, of those told by their texts. One above more of them is a column's."""
AFTER_LONG = (0.8, 8)
"""What comes later than papers print a story must share more to be a copy of it, and not the next
of a series that is written from month to month with the same words."""
MOST_OF_ONE = 0.75
"""A round-up has less than that from any one story."""
PART_OF_STORY, FEWEST_IN_ROUND_UP = 0.15, 3
"""A story is part of a round-up if its beginning, with some of the first paragraph, that share and
as many hashes are there. What stands below a new first paragraph elsewhere is no part: with a brief
of the old one it would make a round-up of the story itself."""
COVERED = 0.5
"""A round-up is set aside if its stories hold that share of it, or if it has the headline and that
share of one of them."""
ROUNDS = 2
"""Round-ups hide one another where they have stories in common; the first found are left out."""
AT_ONCE = 2**16
"""Bounds the memory for round-ups."""


@dataclass(frozen=True, eq=False)
class Families:
    """Who stands for whom.

    Attributes
    ----------
    stands_for : array of int
        Number of the article that stands for each; its own for those that stand for themselves.
    round_up : array of bool
        Whether the article is put together from several stories.
    """

    stands_for: Numbers
    round_up: Flags


def find_families(
    sketches: Sketches,
    preference: Numbers,
    first_day: Numbers,
    last_day: Numbers,
    misread: Versions | None = None,
) -> Families:
    """Find families and choose who stands for each.

    Parameters
    ----------
    sketches : Sketches
        The articles' sketches.
    preference : array of int
        A rank for each article: the lowest of a family stands for it.
    first_day, last_day : array of int
        Days, counted from any one, between which each article was written.
    misread : Versions, optional
        Pairs of which one at least was misread, told by their words to be one story. An article
        whose year was misread, too, stands for none of the others.

    Returns
    -------
    Families
        One entry an article.
    """
    import numpy as np

    links = sketches.links()
    n = len(preference)
    known = pair_numbers(links.larger, links.smaller, n)
    rewritten = _same_headline(links, first_day, last_day)
    links, rewritten = _worth_a_look(links, rewritten)
    lists, no_part = other_items(sketches, links)
    links, rewritten, lists = links.only(~no_part), rewritten[~no_part], lists[~no_part]
    strong = _same_story(links) & ~lists & ~_next_of_a_series(links, first_day, last_day)
    strong |= rewritten & ~lists & ~_of_a_column(sketches.headline, links, strong)
    whole = without_borrowed(sketches, links, strong, (first_day, last_day), known)
    borrowed = strong & ~whole
    told = pair_numbers(links.larger[borrowed], links.smaller[borrowed], n)
    strong = whole
    version = alike(links)
    mixed = np.zeros(n, dtype=bool)
    for _ in range(ROUNDS):
        parts = _find_parts(sketches, links, mixed)
        plain = strong & ~parts.several[links.larger] & ~parts.several[links.smaller]
        story = components(n, links.larger[plain], links.smaller[plain])
        mixed = parts.mixed(story, n)
        mixed[links.larger[version & ~parts.several[links.smaller]]] = False
        mixed[links.smaller[version & ~parts.several[links.larger]]] = False
    kept = strong & ~mixed[links.larger] & ~mixed[links.smaller]
    kept |= version & mixed[links.larger] & mixed[links.smaller]
    a, b = links.larger[kept], links.smaller[kept]
    if misread is not None:
        near = ~long_between(misread.longer, misread.shorter, first_day, last_day, LONGEST_RUN)
        if misread.wrong_year is not None:
            near |= misread.wrong_year >= 0
            preference = preference + n * np.isin(np.arange(n), misread.wrong_year)
        near &= ~mixed[misread.longer] & ~mixed[misread.shorter]
        near &= ~np.isin(pair_numbers(misread.longer, misread.shorter, n), told)
        a = np.concatenate([a, misread.longer[near]])
        b = np.concatenate([b, misread.shorter[near]])
    story = components(n, a, b)
    first = np.full(n, n)
    by_preference = np.argsort(preference, kind="stable")
    first[story[by_preference[::-1]]] = by_preference[::-1]
    stands_for = first[story]
    aside = mixed & ((parts.cover >= COVERED) | parts.titled(n))
    source = parts.best(mixed, n)
    stands_for[aside] = first[story[source[aside]]]
    return Families(stands_for, mixed)


def _worth_a_look(links: Links, rewritten: Flags) -> tuple[Links, Flags]:
    """Leave out forms filled in, and pairs that share too little for any purpose."""
    begun = (beginning(links) >= SAME_BEGINNING) & (links.shared >= FEWEST_IN_ROUND_UP)
    wanted = ~links.form & (begun | rewritten | _same_story(links))
    return links.only(wanted), rewritten[wanted]


def _same_headline(links: Links, first_day: Numbers, last_day: Numbers) -> Flags:
    """Tell which pairs tell one story under one headline, though one begins anew."""
    together = ~long_between(links.larger, links.smaller, first_day, last_day, DAYS_OF_HEADLINE)
    share, places = UNDER_SAME_HEADLINE
    kept = (links.of_smaller >= share) & (links.places_of_smaller >= places)
    return links.same_headline & kept & together


def _of_a_column(headline: Numbers, links: Links, strong: Flags) -> Flags:
    """Tell which pairs have a headline that stands above more stories than it can tie."""
    import numpy as np

    n = len(headline)
    story = components(n, links.larger[strong], links.smaller[strong])
    headed = np.flatnonzero(headline >= 0)
    above = np.unique(headline[headed].astype(np.int64) * n + story[headed]) // max(n, 1)
    stories = np.bincount(above, minlength=n + 1)  # the last one is for articles without a headline
    return stories[headline[links.larger]] > TIED_BY_HEADLINE


def _next_of_a_series(links: Links, first_day: Numbers, last_day: Numbers) -> Flags:
    """Tell which pairs are too far apart in time for what they share."""
    share, shared = AFTER_LONG
    little = (links.of_smaller < share) | (links.shared < shared)
    return long_between(links.larger, links.smaller, first_day, last_day, LONGEST_RUN) & little


def _same_story(links: Links) -> Flags:
    """Tell whether a pair shares enough for one story."""
    import numpy as np

    same = np.zeros(len(links.shared), dtype=bool)
    begins = beginning(links)
    for share, shared, of_larger, of_either, figures in ENOUGH:
        same |= (
            (links.of_smaller >= share)
            & (links.shared >= shared)
            & (links.lead_of_larger >= of_larger)
            & (begins >= of_either)
            & (links.figures >= figures)
        )
    for share, shared, places, figures in ALL_OVER:
        same |= (
            (links.of_smaller >= share)
            & (links.shared >= shared)
            & (links.places_of_smaller >= places)
            & (links.places > 1)
            & (links.figures >= figures)
        )
    for of_smaller, of_larger, places in QUOTED:
        quoted = (links.of_smaller < of_smaller) & (links.of_larger < of_larger)
        same &= ~quoted | (links.places_of_smaller > places) | (begins >= SAME_BEGINNING)
    return same


@dataclass(frozen=True, eq=False)
class _Parts:
    """Articles that may be round-ups, and the stories in them, one entry a story.

    Attributes
    ----------
    several : array of bool
        By article: whether it has parts of which none is found with another in one story.
    whole, story : array of int
        The article, and the story of which the beginning stands in it.
    mass : array of float
        Weighted share of the article that is the story's.
    named : array of bool
        Whether the article has the story's headline and most of it, as a page with teasers has.
    cover : array of float
        By article: weighted share that is found in other articles at all.
    """

    several: Flags
    whole: Numbers
    story: Numbers
    mass: Shares
    named: Flags
    cover: Shares

    def mixed(self, family: Numbers, n: int) -> Flags:
        """Tell which articles have parts from several families."""
        import numpy as np

        known = self.several[self.whole] & ~self.several[self.story]
        pairs = np.unique(self.whole[known] * n + family[self.story[known]])
        return np.bincount(pairs // n, minlength=n) > 1

    def titled(self, n: int) -> Flags:
        """Tell which articles have the headline of one of their stories."""
        import numpy as np

        return np.bincount(self.whole, self.named, n) > 0

    def best(self, mixed: Flags, n: int) -> Numbers:
        """Story of which each round-up has the headline, or else the most."""
        import numpy as np

        known = np.flatnonzero(mixed[self.whole] & ~mixed[self.story])
        order = known[np.lexsort((-self.story[known], self.mass[known], self.named[known]))]
        found = np.arange(n)
        found[self.whole[order]] = self.story[order]
        return found


def _find_parts(sketches: Sketches, links: Links, known: Flags) -> _Parts:
    """Find articles in which other stories, known round-ups aside, begin in places of their own."""
    import numpy as np

    n = len(known)
    apart = ~alike(links)
    whole = np.concatenate([links.larger[apart], links.smaller[apart]])
    story = np.concatenate([links.smaller[apart], links.larger[apart]])
    share = np.concatenate([links.of_larger[apart], links.of_smaller[apart]])
    begins = np.concatenate([links.lead_of_smaller[apart], links.lead_of_larger[apart]])
    of_story = np.concatenate([links.of_smaller[apart], links.of_larger[apart]])
    opening = np.concatenate([links.opening_of_smaller[apart], links.opening_of_larger[apart]])
    begins = opening & (begins >= SAME_BEGINNING) & (of_story >= PART_OF_STORY)
    named = np.tile(links.same_headline[apart], 2) & (of_story >= COVERED)
    asked = ~known[story]
    whole, story, share, begins = whole[asked], story[asked], share[asked], begins[asked]
    named = named[asked]
    most = np.zeros(n)
    np.maximum.at(most, whole, share)
    possible = (np.bincount(whole[begins], minlength=n) > 1) & (most < MOST_OF_ONE)
    # Other round-ups with two of the same stories would make one part of them.
    chosen = np.flatnonzero(possible[whole] & ~possible[story])
    chosen = chosen[np.argsort(whole[chosen], kind="stable")]
    several, cover = np.zeros(n, dtype=bool), np.zeros(n)
    for block in _by_whole(chosen, whole):
        a, b = whole[block], story[block]
        pair, code, weight = sketches.common(a, b)
        width = int(code.max()) + 1
        cell, first, number = np.unique(
            a[pair] * width + code, return_index=True, return_inverse=True
        )
        cover += np.bincount(cell // width, weight[first], n)
        label = components(len(block) + len(cell), pair, len(block) + number)[: len(block)]
        parts = np.unique(a[begins[block]] * (label.max() + 1) + label[begins[block]])
        several |= np.bincount(parts // (label.max() + 1), minlength=n) > 1
    chosen = chosen[begins[chosen]]
    cover /= np.maximum(sketches.mass, 1e-9)
    return _Parts(several, whole[chosen], story[chosen], share[chosen], named[chosen], cover)


def _by_whole(chosen: Numbers, whole: Numbers) -> Iterator[Numbers]:
    """Cut into blocks that keep the entries of an article together."""
    import numpy as np

    if not len(chosen):
        return
    starts = np.flatnonzero(np.diff(whole[chosen], prepend=-1))
    steps = np.arange(AT_ONCE, len(chosen), AT_ONCE)
    cuts = np.unique(starts[np.searchsorted(starts, steps, side="right") - 1])
    yield from (block for block in np.split(chosen, cuts) if len(block))
