"""Versions of one story in a folder: what the store has of its articles is read and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from helpers.corpus.duplicates import find_duplicates
from helpers.corpus.listing import by_part
from helpers.corpus.misread import DAMAGED
from helpers.corpus.store import read_part
from helpers.intake.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from helpers.corpus.containment import Flags, Numbers

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


def versions(articles: pd.DataFrame, representative: str, *, by_words: bool = True) -> pd.DataFrame:
    """Compare the articles of a folder with each other.

    Parameters
    ----------
    articles : pandas.DataFrame
        As in `mark_versions`.
    representative : str
        Which version of a story stands for it.
    by_words : bool
        Whether to compare articles that were misread by their words, too, which takes as long as
        all the rest.

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
    if by_words and (articles["ocr_noise"] >= DAMAGED).any():
        words = partial(_words_of, [part for part, _ in parts], position)
    return find_duplicates(articles, sketches, words=words, representative=representative)


def _words_of(
    parts: Sequence[Path], position: Mapping[str, int], wanted: Flags | None
) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Give the words that tell versions, part by part: article, paragraph and hash of each."""
    import numpy as np

    for part in parts:
        # To choose the rows by their codes is far quicker than by the strings behind these.
        terms = read_part(part, "terms", ["passage", "term"], coded=True)
        keys, names = terms["key"].cat, terms["term"].cat
        number = np.array([position.get(key, -1) for key in keys.categories], dtype=np.int64)
        chosen = number >= 0
        if wanted is not None and len(wanted):
            chosen &= wanted[number]
        if not chosen.any():
            continue
        hashes, telling = _hashed(names.categories)
        key, term = keys.codes.to_numpy(), names.codes.to_numpy()
        told = telling[term] & chosen[key]
        yield number[key[told]], terms["passage"].to_numpy(np.int64)[told], hashes[term[told]]


def _hashed(terms: pd.Index[str]) -> tuple[Numbers, Flags]:
    """Hash terms, odd where they have digits, and tell which are words that tell versions."""
    import numpy as np
    import pandas as pd

    told = [
        " " not in term
        and (term[0].isdigit() or (len(term) >= SHORTEST_WORD and term not in STOP_WORDS))
        for term in terms
    ]
    telling = np.array(told, dtype=bool)
    words = terms.to_numpy(dtype=object)[telling]
    digits = np.array([word[0].isdigit() for word in words], dtype=np.int64)
    hashes = np.zeros(len(terms), dtype=np.int64)
    half = pd.util.hash_array(words, categorize=False) >> np.uint64(2)
    hashes[telling] = 2 * half.astype(np.int64) + digits
    return hashes, telling
