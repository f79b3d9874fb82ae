"""Sentences, ratings and lists of words that the weights of tone are learnt from."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from helpers.intake.data import read_words
from helpers.intake.guard import neutralise
from helpers.intake.segment import split_sentences
from helpers.intake.tone.tokens import find_tokens

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

EDITORIALS, TARGETS = "nyt_editorials", "news_mtsc"
RATED = {EDITORIALS: 1.0, TARGETS: 1.3}
"""Sets that are learnt from, and what makes their ratings run from -4 to 4 as the editorials'."""

PARTS = 5
"""Of the cross-validation."""

UNRATED = 15_000
"""Sentences of wire stories that are looked at."""

SPELT_OUT = 5
"""Letters of a listed word that may have a weight without being met; shorter ones are often
abbreviations of chat."""

WORD = re.compile(r"[a-z][a-z']*[a-z]")


@dataclass(frozen=True)
class Pool:
    """Sentences to learn from.

    ``sets`` names where each is from, ``ratings`` is NaN without one, ``part`` is the part of the
    cross-validation, -1 for what is in all of them, ``article`` its article.
    """

    sentences: list[str]
    sets: npt.NDArray[np.str_]
    ratings: Floats
    part: Ints
    article: npt.NDArray[np.str_]

    @cached_property
    def rated(self) -> Ints:
        """Numbers of the sentences with ratings."""
        return np.flatnonzero(~np.isnan(self.ratings))

    def of(self, name: str) -> Ints:
        """Numbers of the sentences of a set."""
        return np.flatnonzero(self.sets == name)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read the rows of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def unrated(data: Path) -> Iterator[tuple[str, str]]:
    """Read sentences of news that nobody rated."""
    for row in read_rows(data / "captures.jsonl.gz"):
        for paragraph in row["body"].split("\n"):
            for sentence in split_sentences(paragraph):
                yield "captures", sentence
    wire = [
        sentence
        for row in read_rows(data / "reuters.jsonl.gz")
        for sentence in split_sentences(" ".join(row["body"].split()))
        if 6 <= len(sentence.split()) <= 60
        and sum(map(str.isdigit, sentence)) < 0.08 * len(sentence)
    ]
    for number in np.linspace(0, len(wire) - 1, UNRATED).astype(int):
        yield "reuters", wire[number]


def read_pool(data: Path) -> Pool:
    """Read all sentences; one sentence met twice is in one part only."""
    rows = [row for row in read_rows(data / "tone.jsonl.gz") if row["set"] in RATED]
    depth = {EDITORIALS: 1, TARGETS: 3}
    articles = ["_".join(row["id"].split("_")[: depth[row["set"]]]) for row in rows]
    first: dict[str, str] = {}
    homes = [first.setdefault(row["text"], a) for row, a in zip(rows, articles, strict=True)]
    more = list(unrated(data))
    nothing = [np.nan] * len(more)
    return Pool(
        [neutralise(text) for text in [*(row["text"] for row in rows), *(s for _, s in more)]],
        np.array([*(row["set"] for row in rows), *(name for name, _ in more)]),
        np.array([*(row["human"] * RATED[row["set"]] for row in rows), *nothing], float),
        np.array([*(zlib.crc32(home.encode()) % PARTS for home in homes), *[-1] * len(more)]),
        np.array([*articles, *[""] * len(more)]),
    )


def lexicons() -> list[dict[str, float]]:
    """Read VADER's and TextBlob's words, from the packages."""
    vader = package_folder("vaderSentiment") / "vader_lexicon.txt"
    rows = [line.split("\t") for line in vader.read_text(encoding="utf-8").splitlines() if line]
    blob = (package_folder("textblob") / "en" / "en-sentiment.xml").read_text(encoding="utf-8")
    senses = defaultdict(list)
    for form, polarity in re.findall(r'<word form="(.+?)".*? polarity="(.+?)"', blob):
        senses[form].append(float(polarity))
    return [
        {row[0]: float(row[1]) for row in rows},
        {form: sum(values) / len(values) for form, values in senses.items()},
    ]


def package_folder(name: str) -> Path:
    """Find the folder of an installed package."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"training needs the package {name}")
    return Path(found.origin).parent


def vocabulary(pool: Pool, known: Sequence[Mapping[str, float]]) -> list[str]:
    """Choose the words that may have a weight: no names, no numbers, nothing rare but known.

    A name is what stands with a capital inside sentences in a third of all cases. The words of
    ``tone_neutral.txt`` are left out, too.
    """
    neutral = read_words("tone_neutral.txt")
    found = find_tokens(pool.sentences)
    small: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for word, name in zip(found.words, found.names, strict=True):
        text = word.decode("utf-8", "replace")
        if name:
            names[text.lower()] += 1
        elif text.islower():
            small[text] += 1
    common = {word for word, times in small.items() if times >= 3}
    listed = {word for lexicon in known for word in lexicon if len(word) >= SPELT_OUT}
    free = (common | listed) - neutral
    return sorted(w for w in free if WORD.fullmatch(w) and small[w] >= 2 * names[w])
