"""Intake of made-up folders: clippings a second, memory, and what a second load costs.

    .venv/bin/python benchmarks/intake.py 2000 20000
    .venv/bin/python benchmarks/intake.py 100000 --as table

The peer, in the same run, is what a notebook without us does to the same texts on one core: cut
them into sentences and score these, with NLTK alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from pathlib import Path

from helpers import load_corpus
from helpers.corpus import LocalEngine
from helpers.intake.stopwords import STOP_WORDS

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeo"]
FUNCTION = sorted(STOP_WORDS)[:40]
TONED = ["good", "bad", "hopeful", "angry", "crisis", "success", "threat", "war", "peace"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
PEER_TEXTS = 300


def vocabulary(chance: random.Random, size: int = 8000) -> list[str]:
    """Words that look like words."""
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(size)]


def sentence(chance: random.Random, words: list[str]) -> str:
    """One sentence of about twenty words with some tone and names."""
    drawn = chance.choices(words, k=9) + chance.choices(FUNCTION, k=9) + chance.choices(TONED, k=1)
    drawn += [word.title() for word in chance.choices(words, k=2)]
    chance.shuffle(drawn)
    return " ".join(drawn).capitalize() + "."


def clipping(number: int, words: list[str]) -> tuple[str, str]:
    """Headline and text of a page with some furniture, about 2.5 kB."""
    chance = random.Random(number)
    town, day = chance.choice(words).upper(), chance.randint(1, 28)
    paragraphs = [
        " ".join(sentence(chance, words) for _ in range(chance.randint(1, 3))) for _ in range(9)
    ]
    paragraphs[0] = f"{town}, {chance.choice(MONTHS)} {day} (AP) - {paragraphs[0]}"
    title = " ".join(word.title() for word in chance.choices(words, k=7))
    year = chance.choice((1985, 1994, 2005, 2015, 2024))
    above = f"The Harbour Post\n{title}\nPublished: {day} {chance.choice(MONTHS)} {year}\n\n"
    return title, above + "\n".join(paragraphs) + "\nShare on Facebook\nRead next\n04:00\n"


def write(folder: Path, n: int, form: str) -> int:
    """Write a folder of files, or one table of JSON lines; gives the bytes."""
    words = vocabulary(random.Random(0))
    if form == "table":
        with (folder / "all.jsonl").open("w", encoding="utf-8") as file:
            for number in range(n):
                title, text = clipping(number, words)
                file.write(json.dumps({"title": title, "text": text}) + "\n")
        return (folder / "all.jsonl").stat().st_size
    total = 0
    for number in range(n):
        place = folder / f"{number // 1000:04d}"
        place.mkdir(exist_ok=True)
        total += (place / f"{number:07d}.txt").write_text(clipping(number, words)[1])
    return total


def peer(n: int) -> float:
    """Seconds a text takes NLTK: sentences, and VADER on each."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    from helpers.intake.segment import _punkt
    from helpers.intake.vader.lexicon import lexicon_text

    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyser.lexicon_file = lexicon_text().rstrip("\n")
    analyser.lexicon = analyser.make_lex_dict()
    analyser.constants = VaderConstants()
    words = vocabulary(random.Random(0))
    texts = [clipping(number, words)[1] for number in range(n)]
    _punkt().tokenize(texts[0])
    start = time.perf_counter()
    for text in texts:
        for part in _punkt().tokenize(text):
            analyser.polarity_scores(part)
    return (time.perf_counter() - start) / n


def memory(who: int) -> float:
    """Most memory so far, in megabytes."""
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--as", dest="form", choices=("files", "table"), default="files")
    parser.add_argument("--processes", type=int, default=0)
    options = parser.parse_args()
    print(f"NLTK alone: {1 / peer(PEER_TEXTS):,.0f} texts/s on one core")
    for n in options.sizes:
        with tempfile.TemporaryDirectory() as place:
            os.environ["DATELINES_CACHE"] = str(Path(place) / "cache")
            folder = Path(place) / "folder"
            folder.mkdir()
            size = write(folder, n, options.form)
            start = time.perf_counter()
            corpus = load_corpus(folder, engine=LocalEngine(options.processes))
            first = time.perf_counter() - start
            start = time.perf_counter()
            load_corpus(folder, engine=LocalEngine(options.processes))
            second = time.perf_counter() - start
            own, below = memory(resource.RUSAGE_SELF), memory(resource.RUSAGE_CHILDREN)
            print(
                f"{n:>9,} clippings, {size / 2**20:,.0f} MB: {first:,.1f} s "
                f"({n / first:,.0f}/s), again {second:,.1f} s; {len(corpus.articles):,} articles; "
                f"memory {own:,.0f} MB, a worker {below:,.0f} MB"
            )


if __name__ == "__main__":
    main()
