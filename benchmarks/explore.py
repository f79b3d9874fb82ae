"""Times of the workbench on a hundred thousand made-up stories: filters, searches, evidence.

    python benchmarks/explore.py [--stories 10000 100000] [--topics 20]

The stories are those of `topic_scale.py`, in three paragraphs of three sentences, with days,
publishers, places, and countries and people that they name. They are written to a store as
`load_corpus` keeps it, 500 stories a part, so that what is measured includes the disk. Each size
runs in a process of its own on one thread; memory is the peak of that process.
"""

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent))
from topic_scale import CHUNK, made_stories

from helpers.corpus.corpus import Corpus
from helpers.corpus.store import _arrow

PASSAGES, SENTENCES = 3, 9
ERAS = ("1986–1989", "2020–2024")
TOWNS = ("Oslo", "Bergen", "Molde", "Tokyo", "Geneva", "Lima")
PAPERS = ("The Courier", "Evening Post", "Star", "Gazette", "")
COUNTRIES = ("Japan", "US", "EU", "China", "Norway", "Peru", "Canada", "France", "Taiwan", "UK")
PEOPLE = tuple(f"{first} {last}" for first in ("Eva", "Ole", "Kim") for last in ("Lund", "Moe"))


def write_store(folder: Path, number: int) -> None:
    """Write the stories as parts of a store, and their table of articles."""
    rng = np.random.default_rng(1)
    keys: list[str] = []
    stories: list[list[str]] = []
    for i, (_, words) in enumerate(made_stories(number)):
        keys.append(f"{i:012x}")
        stories.append(words)
        if len(stories) == CHUNK or i == number - 1:
            part = folder / f"part-{i:07d}"
            part.mkdir()
            for name, frame in part_tables(keys[-len(stories) :], stories, rng).items():
                write_table(part, name, frame)
            stories = []
    articles(keys, rng).to_parquet(folder / "articles.parquet")


def part_tables(
    keys: list[str], stories: list[list[str]], rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """Make the rows of some stories."""
    size = len(keys)
    country = np.array(COUNTRIES, object)[(len(COUNTRIES) * rng.random(size) ** 2).astype(int)]
    person = np.array(PEOPLE, object)[rng.integers(len(PEOPLE), size=size)]
    key = np.array(keys, object)
    by_sentence = np.repeat(key, SENTENCES)
    passage = np.tile(np.repeat(np.arange(PASSAGES), SENTENCES // PASSAGES), size)
    cuts = np.linspace(0, len(stories[0]), SENTENCES + 1).astype(int)
    texts = [
        " ".join(words[a:b]).capitalize() + "."
        for words in stories
        for a, b in itertools.pairwise(cuts)
    ]
    texts[1::SENTENCES] = [
        f"{who} answered {whom}. {text}"
        for who, whom, text in zip(country, person, texts[1::SENTENCES], strict=True)
    ]
    tone = rng.normal(0, 0.3, len(texts)).clip(-1, 1)
    scores = dict.fromkeys(("vader", "vader_guarded", "tone", "tone_unguarded"), tone)
    sentences = {"key": by_sentence, "passage": passage}
    sentences |= {"sentence": np.tile(np.arange(SENTENCES), size)}
    sentences |= {"n_words": 15, "n_toned": 1, "quoted": 0.0, **scores, "guarded": ""}
    thirds = np.linspace(0, len(stories[0]), PASSAGES + 1).astype(int)
    used = [
        np.unique(np.array(words[a:b], str), return_counts=True)
        for words in stories
        for a, b in itertools.pairwise(thirds)
    ]
    lengths = [len(terms) for terms, _ in used]
    pieces = np.repeat(key, PASSAGES), np.tile(np.arange(PASSAGES), size)
    terms = {"key": np.repeat(pieces[0], lengths), "passage": np.repeat(pieces[1], lengths)}
    terms |= {"term": np.concatenate([t for t, _ in used]).astype(object)}
    terms |= {"count": np.concatenate([count for _, count in used])}
    passages = {"key": pieces[0], "passage": pieces[1], "n_words": 45, "fingerprint": ""}
    named = {"key": np.repeat(key, 2), "kind": np.tile(["country", "person"], size)}
    names = np.ravel(np.column_stack([country, person]))
    scored = {"sentence": 1, "tone": 0.0, "vader": 0.0}
    return {
        "sentences": pd.DataFrame({**sentences, "text": texts}),
        "terms": pd.DataFrame(terms),
        "passages": pd.DataFrame({**passages, "text": None, "gist": None}),
        "actors": pd.DataFrame({**named, "name": names, **scored}),
        "mentions": pd.DataFrame(
            {**named, "kind": "name", "text": names, "passage": 0, "count": 1}
        ),
    }


def write_table(part: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a table as the store does."""
    schema = _arrow(name, []).schema
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    pq.write_table(table, part / f"{name}.parquet", compression="zstd", write_page_checksum=True)


def articles(keys: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Make the table of articles."""
    size = len(keys)
    late = rng.random(size) < 0.7
    day = np.where(late, np.datetime64("2020-01-01"), np.datetime64("1986-01-01"))
    day = day + rng.integers(0, 1400, size)
    return pd.DataFrame(
        {
            "article_id": keys,
            "digest": [f"{key:0<64}" for key in keys],
            "label": [f"Story {i}" for i in range(size)],
            "era": np.where(late, *reversed(ERAS)),
            "earliest": pd.Series(day).dt.date,
            "latest": pd.Series(day).dt.date,
            "publisher": rng.choice(PAPERS, size),
            "place": rng.choice(TOWNS, size),
            "n_words": 134,
            "n_sentences": SENTENCES,
            "duplicate_of": "",
        }
    )


def read_store(folder: Path) -> Corpus:
    """Read what was written as a corpus."""
    import datetime as dt

    table = pd.read_parquet(folder / "articles.parquet")
    parts = sorted(folder.glob("part-*"))
    keys = list(table["article_id"])
    spans = {ERAS[0]: (1986, 1989), ERAS[1]: (2020, 2024)}
    return Corpus(
        name="made-up stories",
        articles=table,
        eras=ERAS,
        accounts=pd.DataFrame({"article_id": keys}),
        digest="0" * 16,
        spans={era: (dt.date(a, 1, 1), dt.date(b, 12, 31)) for era, (a, b) in spans.items()},
        _parts={part: set(keys[i * CHUNK : (i + 1) * CHUNK]) for i, part in enumerate(parts)},
        _ids=dict(zip(keys, keys, strict=True)),
    )


def timed(what: str, work: Callable[[], object]) -> object:
    """Do something, and print how long it took."""
    started = time.perf_counter(), time.process_time()
    result = work()
    clock, processor = time.perf_counter() - started[0], time.process_time() - started[1]
    print(f"  {what:52} {clock:8.2f} {processor:8.2f}", flush=True)
    return result


def measure(folder: Path, topics: int) -> None:
    """Print the times of one size."""
    from helpers import fit_topics
    from helpers.analysis.working_sets.article_index import ArticleIndex
    from helpers.analysis.working_sets.cross_tables import FIGURES, cross_table
    from helpers.analysis.working_sets.evidence import sentences_behind
    from helpers.analysis.working_sets.filters import (
        ActorFilter,
        DayFilter,
        EraFilter,
        PublisherFilter,
        ToneFilter,
        WordFilter,
        topic_filter,
    )
    from helpers.analysis.working_sets.search import search
    from helpers.analysis.working_sets.selection import WorkingSet
    from helpers.corpus.saving import save_working_set

    corpus = read_store(folder)
    print(f"{len(corpus.articles):,} stories: seconds by the clock, and of the processor")
    print(" once, when first asked for:")
    model = timed("topics", lambda: fit_topics(corpus, n_topics=topics))
    index = ArticleIndex(corpus, model)
    every = WorkingSet(index)
    timed("tone of the articles", lambda: index.tone)
    timed("actors", lambda: index.actor_columns)
    timed("terms turned round, by the first search", lambda: search(index, "taaaab"))
    print(" each time:")
    filters = {
        "era": EraFilter((ERAS[0],)),
        "days": DayFilter(perhaps=True),
        "publisher": PublisherFilter(("Star",)),
        "topic": topic_filter(index, 3, 0.3),
        "tone": ToneFilter(high=0.0),
        "actor": ActorFilter("EU"),
        "word": WordFilter("caaaab"),
    }
    for name, one in filters.items():
        timed(f"filter by {name}", lambda one=one: every.where(one).size)
    chosen = every.where(*filters.values())
    timed("all filters, with what each takes away", chosen.steps)
    print(f"  {chosen.told()}")
    timed("search: a word of many articles", lambda: search(index, "caaaaa"))
    timed("search: a word of few articles", lambda: search(index, "taabcj"))
    timed("search: within the working set", lambda: search(index, "caaaab", chosen.kept))
    pair = " ".join(next(iter(made_stories(1)))[1][:2])
    timed("search: a phrase, in articles with both its words", lambda: search(index, f'"{pair}"'))
    for figure in FIGURES:
        table = timed(f"figure: {figure}", lambda figure=figure: cross_table(every, figure))
        row = table.counts.index[0]
        cell = every.where(*table.cell(row, ERAS[0]))
        timed("  and the sentences behind a cell", lambda cell=cell: sentences_behind(cell))
    ids = chosen.articles["article_id"]
    out = folder / "saved" / "set"
    timed("save", lambda: save_working_set(corpus, list(ids), out, source=folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory {peak:,.0f} MB")


def main() -> None:
    """Print the times of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--folder", default="", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.folder:
        measure(Path(args.folder), args.topics)
        return
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for number in args.stories:
        with tempfile.TemporaryDirectory() as folder:
            write_store(Path(folder), number)
            command = [sys.executable, __file__, "--folder", folder, "--topics", str(args.topics)]
            subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    main()
