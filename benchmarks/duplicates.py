"""Copies of made stories, found by Datelines, by MinHash and by digest, in one run.

    python benchmarks/duplicates.py [--stories 2000] [--varied 200] [--sizes 1000 10000 100000]

Stories of words that do not exist are edited as papers edit agency copy (tests/made_variants.py).
Recall: share of variants put together with their story, round-ups with one of theirs. Precision:
share of pairs put together that belong together. datasketch gets runs of five words and 128
permutations, and is left out where it is not installed (benchmarks/peers.txt). Then seconds and
memory of Datelines for folders of made sketches.
"""

import argparse
import hashlib
import itertools
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.corpus.duplicates import find_duplicates
from helpers.intake.segment import split_sentences, words
from helpers.intake.sketches import sketch

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from made_variants import EDITS, Story, made_story, round_up

ROUND_UP = "round-up"
Groups = list[set[int]]
"""Articles put together: a group is a story and what was taken for its copies."""


def folder(
    edit: str, stories: int, varied: int, rng: random.Random
) -> tuple[list[Story], list[set[int]]]:
    """Make stories and a variant of some; each article with the stories that it goes back to."""
    articles = [made_story(rng) for _ in range(stories)]
    truth = [{number} for number in range(stories)]
    for number in range(varied):
        if edit == ROUND_UP:
            several = rng.sample(range(stories), rng.randint(4, 6))
            articles.append(round_up([articles[s] for s in several], rng.choice((0.3, 0.5))))
            truth.append(set(several))
        else:
            articles.append(EDITS[edit](articles[number], made_story(rng), rng))
            truth.append({number})
    return articles, truth


def by_datelines(articles: list[Story]) -> Groups:
    """Sketch and find duplicates."""
    rows, facts = [], []
    for number, story in enumerate(articles):
        cut = [[(s, words(s)) for s in split_sentences(_regular(text))] for text in story]
        rows += [(number, passage, value) for passage, value in sketch(cut)]
        counts = Counter(w for passage in cut for _, tokens in passage for w in tokens)
        body = hashlib.sha256(repr(sorted(counts.items())).encode()).hexdigest()
        facts.append((f"{number:07d}", body, counts.total()))
    none = {"earliest": None, "latest": None, "headline": "", "publisher": "", "agency": ""}
    found = find_duplicates(
        pd.DataFrame(facts, columns=["article_id", "body", "n_words"]).assign(**none),
        pd.DataFrame(rows, columns=["article", "passage", "hash"]),
    )
    place = {facts[number][0]: number for number in range(len(articles))}
    groups: dict[int, set[int]] = {}
    for number, of in enumerate(found["duplicate_of"]):
        groups.setdefault(place[of] if of else number, set()).add(number)
    return list(groups.values())


def _regular(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("’", "'")


def by_minhash(threshold: float) -> Callable[[list[Story]], Groups]:
    """Find pairs by datasketch."""
    from datasketch import MinHash, MinHashLSH

    def find(articles: list[Story]) -> Groups:
        index = MinHashLSH(threshold=threshold, num_perm=128)
        groups = []
        for number, story in enumerate(articles):
            tokens = words(_regular(" ".join(story)))
            runs = {" ".join(tokens[i : i + 5]).encode() for i in range(max(1, len(tokens) - 4))}
            made = MinHash(num_perm=128)
            made.update_batch(list(runs))
            groups += [{number, other} for other in index.query(made)] + [{number}]
            index.insert(number, made)
        return groups

    return find


def by_digest(articles: list[Story]) -> Groups:
    """Put together what has the same words."""
    groups: dict[str, set[int]] = {}
    for number, story in enumerate(articles):
        digest = hashlib.sha256(" ".join(words(_regular(" ".join(story)))).encode()).hexdigest()
        groups.setdefault(digest, set()).add(number)
    return list(groups.values())


def report(name: str, find: Callable[[list[Story]], Groups], stories: int, varied: int) -> None:
    """Print recall by edit, and precision over all."""
    print(f"\n{name}")
    seconds, right, wrong = 0.0, 0, 0
    for edit in [*EDITS, ROUND_UP]:
        articles, truth = folder(edit, stories, varied, random.Random(0))
        started = time.process_time()
        groups = find(articles)
        seconds += (time.process_time() - started) / len(articles)
        together = {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}
        good = {(a, b) for a, b in together if truth[a] & truth[b]}
        right, wrong = right + len(good), wrong + len(together) - len(good)
        found = {b for a, b in good if a < stories <= b}
        precision = len(good) / max(1, len(together))
        print(f"  {edit:28} recall {len(found) / varied:.3f}  precision {precision:.3f}")
    each = 1000 * seconds / (len(EDITS) + 1)
    print(f"  precision {right / max(1, right + wrong):.4f}, {each:.2f} ms an article")


def growth(sizes: list[int]) -> None:
    """Print seconds and memory for folders in which two articles of five are cut copies."""
    print("\nDatelines, sketches at hand:")
    for n in sizes:
        rng = np.random.default_rng(0)
        story = rng.integers(n // 5 + 1, size=n)
        length = rng.integers(20, 100, size=n)
        alone = rng.random(n) < 0.6
        story[alone] = n + np.arange(alone.sum())
        article = np.repeat(np.arange(n), length)
        place = np.arange(len(article)) - np.repeat(np.cumsum(length) - length, length)
        value = (story[article] * 100_003 + place) * 2_654_435_761 % (2**62) * 2
        ids = [f"{i:08d}" for i in range(n)]
        articles = pd.DataFrame({"article_id": ids, "body": ids, "n_words": length * 8})
        articles["headline"] = [f"Story {number} told under this headline" for number in story]
        articles = articles.assign(earliest=None, latest=None, publisher="", agency="")
        sketches = pd.DataFrame({"article": article, "passage": place // 3, "hash": value})
        started = time.process_time()
        found = find_duplicates(articles, sketches)
        seconds = time.process_time() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        copies = int((found["duplicate_of"] != "").sum())
        print(f"  {n:8} articles: {seconds:7.2f} s, {memory:6.0f} MB at most, {copies} copies")


def main() -> None:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--varied", type=int, default=200)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000])
    given = parser.parse_args()
    growth(given.sizes)
    methods: dict[str, Callable[[list[Story]], Groups]] = {
        "Datelines": by_datelines,
        "digest": by_digest,
    }
    if find_spec("datasketch"):
        methods |= {f"MinHash LSH, Jaccard {least}": by_minhash(least) for least in (0.7, 0.5)}
    else:
        print("not installed: datasketch", file=sys.stderr)
    for name, find in methods.items():
        report(name, find, given.stories, given.varied)


if __name__ == "__main__":
    main()
