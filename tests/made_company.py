"""Made-up collections in which the company of a word is known."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from made_tables import MadeCorpus, Story, made_corpus

WORDS = ["".join(parts) for parts in product(("ba", "ko", "ri", "tu", "me", "la"), repeat=3)]
"""Words that mean nothing."""


def drawn_stories(
    sizes: dict[str, int],
    *,
    seed: int,
    tied: dict[str, str] | None = None,
    merge: dict[str, int] | None = None,
    paragraphs: int = 6,
    length: int = 8,
    strength: float = 0.85,
) -> list[Story]:
    """Draw stories in which ``node`` stands in about half of the paragraphs.

    Every story has words that it prefers, as news has. A word that is tied to the node in an era
    stands there in most paragraphs with the node (``strength``) and few others; in the other eras
    it is the other way round. Paragraphs of an era can be merged.
    """
    rng = np.random.default_rng(seed)
    stories = []
    for era, size in sizes.items():
        for i in range(size):
            taste = rng.gamma(0.3, size=len(WORDS))
            taste /= taste.sum()
            texts = []
            for place in range(paragraphs):
                words = list(rng.choice(WORDS, size=length, p=taste))
                near = place % 2 == 0
                if near:
                    words.append("node")
                for name, partner in (tied or {}).items():
                    if rng.random() < (strength if near == (name == era) else 1 - strength):
                        words.append(partner)
                texts.append(" ".join(words))
            step = (merge or {}).get(era, 1)
            merged = [" ".join(texts[j : j + step]) for j in range(0, len(texts), step)]
            stories.append(Story(f"{era}-{i:03d}", era, tuple(merged)))
    return stories


def drawn_corpus(
    sizes: dict[str, int],
    *,
    seed: int,
    tied: dict[str, str] | None = None,
    merge: dict[str, int] | None = None,
    chunk: int = 50,
    length: int = 8,
    strength: float = 0.85,
) -> MadeCorpus:
    """Tables of drawn stories, see `drawn_stories`."""
    stories = drawn_stories(
        sizes, seed=seed, tied=tied, merge=merge, length=length, strength=strength
    )
    return made_corpus(stories, tuple(sizes), chunk)


def told_corpus(
    *texts: tuple[str, Sequence[str]], eras: tuple[str, ...] = ("then", "now"), chunk: int = 3
) -> MadeCorpus:
    """Tables of stories given as an era and their paragraphs."""
    stories = [Story(f"a{i:02d}", era, tuple(parts)) for i, (era, parts) in enumerate(texts)]
    return made_corpus(stories, eras, chunk)
