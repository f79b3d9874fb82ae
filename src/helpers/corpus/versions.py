"""Versions of one story in a folder: what the store has of its articles is read and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.corpus.duplicates import find_duplicates
from helpers.corpus.listing import by_part
from helpers.corpus.misread import DAMAGED
from helpers.corpus.store import read_part
from helpers.intake.stopwords import STOP_WORDS

if TYPE_CHECKING:
    import pandas as pd

SHORTEST_WORD = 4
"""Letters; what was misread is often broken into shorter pieces."""


def mark_versions(articles: pd.DataFrame, duplicates: str, representative: str) -> pd.DataFrame:
    """Link copies and versions of one story to the one that counts.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles, with ``key`` and ``part``, by which the store has their tables.
    duplicates : str
        What counts once, see `helpers.corpus.loading.load_corpus`.
    representative : str
        Which version does.

    Returns
    -------
    pandas.DataFrame
        The articles with ``duplicate_of``, ``role`` and ``shared``.
    """
    same = "digest" if duplicates == "keep" else "body"
    first = articles.groupby(same)["article_id"].transform("first")
    if duplicates != "near":
        linked = first.where(first != articles["article_id"], "")
        return articles.assign(
            duplicate_of=linked,
            role=["copy" if one else "" for one in linked],
            shared=[1.0 if one else 0.0 for one in linked],
        )
    found = versions(articles, representative)
    return articles.assign(**{c: found[c] for c in ("duplicate_of", "role", "shared")})


def versions(articles: pd.DataFrame, representative: str) -> pd.DataFrame:
    """Compare the articles of a folder with each other.

    Parameters
    ----------
    articles : pandas.DataFrame
        As in `mark_versions`.
    representative : str
        Which version of a story stands for it.

    Returns
    -------
    pandas.DataFrame
        As :func:`helpers.corpus.duplicates.find_duplicates` gives it.
    """
    import pandas as pd

    located = dict(zip(articles["key"], articles["part"], strict=True))
    position = dict(zip(articles["key"], range(len(articles)), strict=True))
    parts = by_part(located, located).items()
    frames = [read_part(part, "sketches", ["passage", "hash"], keys) for part, keys in parts]
    sketches = pd.concat(frames, ignore_index=True)
    sketches["article"] = sketches.pop("key").map(position)
    words = None
    if (articles["ocr_noise"] >= DAMAGED).any():
        frames = [
            _words(read_part(part, "terms", ["passage", "term"], keys)) for part, keys in parts
        ]
        words = pd.concat(frames, ignore_index=True)
        words["article"] = words.pop("key").map(position)
    return find_duplicates(articles, sketches, words=words, representative=representative)


def _words(terms: pd.DataFrame) -> pd.DataFrame:
    """Hash the words that tell versions, odd where they have digits, and leave out the others."""
    import numpy as np
    import pandas as pd

    code, found = pd.factorize(terms["term"])
    digits = np.array([word[0].isdigit() for word in found], dtype=bool)
    telling = np.array(
        [len(w) >= SHORTEST_WORD and " " not in w and w not in STOP_WORDS for w in found],
        dtype=bool,
    )
    hashes = pd.util.hash_array(np.asarray(found, dtype=object)) >> np.uint64(2)
    wanted = (telling | digits)[code]
    return pd.DataFrame(
        {
            "key": terms["key"][wanted],
            "passage": terms["passage"][wanted],
            "word": (hashes.astype(np.int64) * 2 + digits)[code[wanted]],
        }
    )
