"""Topics of ten thousand to three hundred thousand made-up stories: processor seconds and memory.

    python benchmarks/topic_scale.py [--stories 10000 30000 100000 300000] [--topics 20] [--corpus]

A story has 134 words: half of them function words, a third common to all stories, the rest of its
theme and of another one. Each size runs in a process of its own on one thread; memory is the peak
of that process, stories and libraries included. With ``--corpus`` the stories come as a corpus's
tables on disk, chunk by chunk, as `load_corpus` gives them. Where a fit to all stories is possible
(up to 30,000) it is compared with the fit to a sample: agreement of the strongest topics (NMI) and
of each with the themes.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.intake.stopwords import STOP_WORDS

WORDS = 134
THEMES = 20
CHUNK = 500
"""Articles a chunk, as the store has them."""


def spell(prefix: str, number: int) -> str:
    """Spell a number in letters, as words are."""
    return prefix + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")


def made_stories(number: int, seed: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Draw stories: theme, words."""
    rng = np.random.default_rng(seed)
    functions = np.array(sorted(STOP_WORDS)[:100], dtype=object)
    common = np.array([spell("c", i) for i in range(15_000)], dtype=object)
    own = np.array([[spell("t", 300 * t + i) for i in range(300)] for t in range(THEMES)], object)
    often = 1 / np.arange(1, len(common) + 1)
    rare = np.cumsum(often / often.sum())
    theme_often = 1 / np.arange(1, 301)
    theme_rare = np.cumsum(theme_often / theme_often.sum())
    for _ in range(number):
        theme, other = rng.integers(THEMES, size=2)
        draw = rng.random(WORDS)
        words = np.concatenate(
            [
                functions[(draw[:67] * 100).astype(int)],
                common[np.searchsorted(rare, draw[67:112]).clip(max=len(common) - 1)],
                own[theme][np.searchsorted(theme_rare, draw[112:127]).clip(max=299)],
                own[other][np.searchsorted(theme_rare, draw[127:]).clip(max=299)],
            ]
        )
        yield int(theme), list(words[rng.permutation(WORDS)])


class Tables:
    """A made-up corpus on disk."""

    eras = ("then", "now")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles = pd.read_parquet(folder / "articles.parquet")

    def chunks(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Read a table in pieces."""
        for path in sorted(self.folder.glob(f"{name}-*.parquet")):
            frame = pd.read_parquet(path, columns=None if columns is None else list(columns))
            pa.default_memory_pool().release_unused()
            yield frame

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read a whole table."""
        return pd.concat(self.chunks(name, columns), ignore_index=True)


def write_tables(folder: Path, number: int) -> None:
    """Store stories as tables."""
    names, rows = [], []
    for i, (_, words) in enumerate(made_stories(number)):
        name = f"{i:012x}"
        names.append(name)
        terms, counts = np.unique(words, return_counts=True)
        rows.append(
            pd.DataFrame({"article_id": name, "passage": 0, "term": terms, "count": counts})
        )
        if len(rows) == CHUNK or i == number - 1:
            pd.concat(rows).to_parquet(folder / f"terms-{i:07d}.parquet")
            own = {"article_id": names[-len(rows) :], "passage": 0, "n_words": WORDS}
            pd.DataFrame(own).to_parquet(folder / f"passages-{i:07d}.parquet")
            rows = []
    era = np.where(np.arange(number) % 10 == 0, "then", "now")
    articles = pd.DataFrame({"article_id": names, "duplicate_of": "", "era": era})
    articles.to_parquet(folder / "articles.parquet")


def measure(number: int, topics: int, folder: str) -> None:
    """Fit in this process; print seconds, peak memory, agreement with the themes."""
    from sklearn.metrics import normalized_mutual_info_score

    from helpers import fit_topics
    from helpers.analysis.topic_models import units

    themes = [theme for theme, _ in made_stories(number)]
    source = Tables(Path(folder)) if folder else [" ".join(w) for _, w in made_stories(number)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.process_time()
    model = fit_topics(source, n_topics=topics)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    strongest = model.shares.to_numpy().argmax(axis=1)
    agreement = normalized_mutual_info_score(themes, strongest)
    line = f"{number:9,} {seconds:8.1f} {before:10.0f} {peak:9.0f} {agreement:11.3f}"
    if units.SAMPLE_ROWS < number <= 30_000:
        units.SAMPLE_ROWS = number
        whole = fit_topics(source, n_topics=topics).shares.to_numpy().argmax(axis=1)
        line += f" {normalized_mutual_info_score(themes, whole):10.3f}"
        line += f" {normalized_mutual_info_score(whole, strongest):12.3f}"
    print(line, flush=True)


def main() -> None:
    """Print one row per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--stories", type=int, nargs="*", default=[10_000, 30_000, 100_000, 300_000]
    )
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--corpus", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", default="", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        measure(args.one, args.topics, args.folder)
        return
    print("  stories  seconds  MB before   MB peak  NMI themes  whole fit  both fits")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for number in args.stories:
        with tempfile.TemporaryDirectory() as folder:
            if args.corpus:
                write_tables(Path(folder), number)
            command = [sys.executable, __file__, "--one", str(number), "--topics", str(args.topics)]
            command += ["--folder", folder] if args.corpus else []
            subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    main()
