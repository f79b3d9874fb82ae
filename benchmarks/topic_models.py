"""Topics of a labelled collection by Datelines and by its peers, side by side in one run.

    python benchmarks/topic_models.py --data STORIES.jsonl.gz [--sample 2000]
        [--topics 10 20 30 40 50] [--runs 3] [--models datelines sklearn-nmf] [--csv FILE]

The peers want an environment of their own: pip install . -r benchmarks/peers.txt

A row of the data has "text" and "label". All count the same words: those of Datelines, in two texts
or more; function words and numbers are dropped from running text, not from words prepared already.
Encoders read the text itself, cut at 256 word pieces as MiniLM does.

found         topics that came out; bertopic chooses itself, bertopic-reduced asks for the number
NPMI          of the top ten terms, in windows of ten words of the same collection
diversity     share of unique terms among the top ten of all topics
NMI, purity   of each text's strongest topic against its label; outliers count as one more topic
outliers      share of texts that are given no topic
seeds         overlap (Jaccard) of the top ten terms of matched topics between two seeds; a topic
              without a match counts 0
left out      the same between all texts and four fifths of them, the seed unchanged
seconds       processor time of one fit, the fastest of the runs; the first imports as well
embed         seconds of embedding all texts, once; keynmf embeds its terms too, in each fit
MB            peak memory of the process that fitted once, or that embedded if that is more

Each model has a process of its own, and one thread.
"""

import argparse
import csv
import gzip
import itertools
import json
import math
import multiprocessing
import os
import random
import resource
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from topic_peers import MODELS, Collection, Topics, encoder

WINDOW = 10
ALONE = {
    **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")},
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
}
"""One thread, no downloads."""


def read_collection(path: Path, sample: int | None) -> Collection:
    """Read texts and split them into words."""
    from helpers.analysis.terms import is_content
    from helpers.intake.segment import words

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if sample and sample < len(rows):
        rows = random.Random(0).sample(rows, sample)
    tokens = [words(row["text"]) for row in rows]
    if any("the" in found for found in tokens):
        tokens = [[word for word in found if is_content(word)] for found in tokens]
    used = Counter(word for found in tokens for word in set(found))
    tokens = [[word for word in found if used[word] > 1] for found in tokens]
    pairs = [(row, found) for row, found in zip(rows, tokens, strict=True) if found]
    return Collection(
        [row["text"] for row, _ in pairs],
        [found for _, found in pairs],
        [row["label"] for row, _ in pairs],
    )


def npmi(topics: Topics, texts: Sequence[Sequence[str]], window: int = WINDOW) -> float:
    """Coherence of topics: how much more often two terms share a window than by chance.

    Parameters
    ----------
    topics
        Terms of each topic.
    texts
        Words of each text in order. A text shorter than the window is one window.
    window
        Words of a window; there is one at every word that has enough words behind it.

    Returns
    -------
    float
        Mean over topics of the mean over pairs of terms, from -1 to 1. A term that is in no text
        makes -1; pairs that never meet are smoothed by 1e-12, as in gensim's c_npmi. That is the
        same number where no word comes twice in a window; where one does, gensim forgets it as
        soon as it leaves the window once, which costs about 0.01.

    References
    ----------
    Bouma 2009, GSCL (the measure); Röder, Both and Hinneburg 2015, WSDM (its use for topics).
    """
    from scipy.sparse import csr_array

    column = {term: number for number, term in enumerate({t for topic in topics for t in topic})}
    rows: list[int] = []
    columns: list[int] = []
    size = 0
    for words in texts:
        last = max(0, len(words) - window)
        for place, word in enumerate(words):
            if word in column:
                over = range(size + max(0, place - window + 1), size + min(place, last) + 1)
                rows += over
                columns += [column[word]] * len(over)
        size += last + 1
    seen = csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, len(column)))
    seen.data[:] = 1  # however often in a window
    together = (seen.T @ seen).toarray() / size

    def score(one: str, other: str) -> float:
        a, b = column[one], column[other]
        if not together[a, a] * together[b, b]:
            return -1.0
        both = together[a, b] + 1e-12
        return math.log(both / (together[a, a] * together[b, b])) / -math.log(both)

    pairs = [list(itertools.combinations(topic, 2)) for topic in topics if len(topic) > 1]
    return float(np.mean([np.mean([score(*pair) for pair in each]) for each in pairs]))


def overlap(one: Topics, other: Topics) -> float:
    """Jaccard of matched topics; a topic without a match counts 0."""
    from scipy.optimize import linear_sum_assignment

    sets = [set(terms) for terms in one], [set(terms) for terms in other]
    table = np.array([[len(a & b) / len(a | b) for b in sets[1]] for a in sets[0]])
    return float(table[linear_sum_assignment(-table)].sum() / max(table.shape))


def purity(strongest: np.ndarray, labels: Sequence[str]) -> float:
    """Share of texts whose label is the most frequent one of their topic."""
    pairs = Counter(zip(strongest.tolist(), labels, strict=True))
    best: Counter[int] = Counter()
    for (topic, _), number in pairs.items():
        best[topic] = max(best[topic], number)
    return best.total() / len(labels)


def peak() -> float:
    """Megabytes this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def embed(texts: list[str]) -> tuple[np.ndarray, float, float]:
    """Embed texts: embeddings, seconds, and memory."""
    model = encoder()
    started = time.process_time()
    embeddings = model.encode(texts)
    return embeddings, time.process_time() - started, peak()


def measure(name: str, collection: Collection, topics: int, runs: int) -> dict[str, float]:
    """Fit a model several times and measure it."""
    warnings.simplefilter("ignore")
    fit = MODELS[name].fit
    fits, seconds, memory = [], [], []
    with redirect_stdout(sys.stderr):
        for seed in range(runs):
            started = time.process_time()
            fits.append(fit(collection, topics, seed))
            seconds.append(time.process_time() - started)
            memory.append(peak())
            if not fits[-1][0]:
                raise ValueError("no topics found")
        parts = [fit(collection.without_a_fifth(draw), topics, 0)[0] for draw in range(runs)]
    measures = [quality(*each, collection) for each in fits]
    seeds = [overlap(a, b) for (a, _), (b, _) in itertools.combinations(fits, 2)]
    return {
        **{key: float(np.mean([each[key] for each in measures])) for key in measures[0]},
        "seeds": float(np.mean(seeds)) if seeds else math.nan,
        "left out": float(np.mean([overlap(fits[0][0], part) for part in parts])),
        "seconds": min(seconds),
        "MB": memory[0],
    }


def quality(terms: Topics, strongest: np.ndarray, collection: Collection) -> dict[str, float]:
    """Measure one fit."""
    from sklearn.metrics import normalized_mutual_info_score

    return {
        "found": len(terms),
        "NPMI": npmi(terms, collection.tokens),
        "diversity": len({t for topic in terms for t in topic}) / sum(map(len, terms)),
        "NMI": normalized_mutual_info_score(collection.labels, strongest),
        "purity": purity(strongest, collection.labels),
        "outliers": float(np.mean(strongest < 0)),
    }


def apart(work: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401
    """Call in a process of its own, so that memory is that of the work alone."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


COLUMNS = {
    "found": (5, 0), "NPMI": (6, 3), "diversity": (9, 3), "NMI": (5, 3), "purity": (6, 3),
    "outliers": (8, 3), "seeds": (5, 2), "left out": (8, 2), "seconds": (7, 1), "embed": (6, 1),
    "MB": (5, 0),
}  # fmt: skip
"""Width and decimals."""


def line(name: str, topics: str, row: dict[str, float]) -> str:
    """Align a row."""
    cells = [f"{row[key]:{width}.{places}f}" for key, (width, places) in COLUMNS.items()]
    return f"{name:18}  {topics:>6}  " + "  ".join(cells)


def compare(
    collection: Collection, names: list[str], numbers: list[int], runs: int
) -> Iterator[dict[str, Any]]:
    """Print a row for each model and number of topics, and their means; give the rows."""
    embedded = (None, 0.0, 0.0)
    if any(MODELS[name].embeds for name in names):
        embedded = apart(embed, collection.texts)
    print(f"{'model':18}  topics  " + "  ".join(f"{k:>{w}}" for k, (w, _) in COLUMNS.items()))
    for name in names:
        model = MODELS[name]
        given = replace(collection, embeddings=embedded[0]) if model.embeds else collection
        seconds, memory = embedded[1:] if model.embeds else (0.0, 0.0)
        rows = []
        for topics in [0] if model.chooses else numbers:
            label = str(topics or "own")
            try:
                row = apart(measure, name, given, topics, runs)
            except Exception as error:
                print(f"{name:18}  {label:>6}  failed: {type(error).__name__}: {error}"[:120])
                continue
            row |= {"embed": seconds, "MB": max(row["MB"], memory)}
            print(line(name, label, row), flush=True)
            rows.append(row)
            yield {"model": name, "topics": label, **row}
        if len(rows) > 1:
            means = {key: float(np.mean([row[key] for row in rows])) for key in COLUMNS}
            print(line(name, "mean", means), flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--topics", type=int, nargs="+", default=[10, 20, 30, 40, 50])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--csv", type=Path)
    given = parser.parse_args()
    os.environ.update(ALONE)
    collection = apart(read_collection, given.data, given.sample)
    kinds = len(set(collection.labels))
    words = sum(map(len, collection.tokens)) / len(collection.tokens)
    print(f"{len(collection.texts):,} texts of {words:.0f} words counted, {kinds} labels")
    names = [name for name in given.models if MODELS[name].installed]
    if absent := [name for name in given.models if name not in names]:
        print(f"not installed (pip install -r benchmarks/peers.txt): {', '.join(absent)}")
    with (given.csv or Path(os.devnull)).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["model", "topics", *COLUMNS])
        writer.writeheader()
        for row in compare(collection, names, given.topics, given.runs):
            writer.writerow(row)
            file.flush()  # so that a run that is stopped keeps what it measured


if __name__ == "__main__":
    main()
