"""Scores of tone against people's ratings, ours and VADER's, in one run.

    python benchmarks/tone.py TONE.jsonl.gz [--encoder]

The file has a row for each text: ``set``, ``text`` and ``human``. Texts of several sentences are
scored sentence by sentence and averaged. Prints for each set Pearson's r with its 95% bootstrap
interval (texts drawn), macro-F1 of the signs with scores below 0.05 as neutral, for dated texts r
by period, and sentences a second against NLTK. Weights were learnt from ``nyt_editorials`` and
``news_mtsc``: what holds of these for texts never seen is what tools/train_tone.py prints.
"""

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from helpers.intake.guard import neutralise
from helpers.intake.segment import split_sentences
from helpers.intake.tone.encoder import score_with_encoder
from helpers.intake.tone.words import score_tone

PERIODS = ((1947, 1970), (1970, 1990), (1990, 2030))
DRAWS = 1000


def vader(sentences: list[str]) -> np.ndarray:
    """Score by NLTK, one sentence after the other."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    from helpers.intake.vader.lexicon import lexicon_text

    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyser.lexicon_file = lexicon_text().rstrip("\n")
    analyser.lexicon, analyser.constants = analyser.make_lex_dict(), VaderConstants()
    return np.array([analyser.polarity_scores(sentence)["compound"] for sentence in sentences])


def sign_f1(human: np.ndarray, scores: np.ndarray) -> float:
    """Macro-F1 of the classes that people used."""
    truth = np.sign(np.where(np.abs(human) < 0.5, 0, human))
    found = np.sign(np.where(np.abs(scores) < 0.05, 0, scores))
    return float(
        np.mean(
            [
                2 * ((truth == c) & (found == c)).sum() / ((truth == c).sum() + (found == c).sum())
                for c in np.unique(truth)
            ]
        )
    )


def correlation(human: np.ndarray, scores: np.ndarray) -> float:
    """Pearson's r."""
    return float(np.corrcoef(human, scores)[0, 1])


def line(human: np.ndarray, scores: np.ndarray) -> str:
    """Write r, its interval and F1."""
    rng = np.random.default_rng(0)
    draws = rng.integers(0, len(human), (DRAWS, len(human)))
    low, high = np.quantile([correlation(human[d], scores[d]) for d in draws], [0.025, 0.975])
    found = f"r {correlation(human, scores):.3f} [{low:.3f}, {high:.3f}]"
    return f"{found}  F1 {sign_f1(human, scores):.3f}"


def speed(sentences: list[str], scorer: Callable[[list[str]], object], times: int) -> float:
    """Measure sentences a second of processor time, the best of three."""
    many = sentences * times
    seconds = []
    for _ in range(3):
        started = time.process_time()
        scorer(many)
        seconds.append(time.process_time() - started)
    return len(many) / min(seconds)


def main() -> None:
    """Read, score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--encoder", action="store_true")
    args = parser.parse_args()
    sets = defaultdict(list)
    with gzip.open(args.data, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sets[row["set"]].append(row)
    everything: list[str] = []
    for name, rows in sets.items():
        pieces = [split_sentences(row["text"]) or [row["text"]] for row in rows]
        owner = np.repeat(np.arange(len(rows)), [len(piece) for piece in pieces])
        raw = [sentence for piece in pieces for sentence in piece]
        guarded = [neutralise(sentence) for sentence in raw]
        everything += raw
        human = np.array([row["human"] for row in rows], float) - 3 * name.startswith("emobank")
        scores = {"vader": vader(raw), "guarded": vader(guarded), "tone": score_tone(guarded).tone}
        if args.encoder:
            scores["encoder"] = score_with_encoder(guarded)
        print(f"\n{name}: {len(rows)} texts, {len(raw)} sentences")
        for kind, values in scores.items():
            means = np.bincount(owner, values) / np.bincount(owner)
            print(f"  {kind:8} {line(human, means)}")
            if "date" in rows[0]:
                years = np.array([int(row["date"][:4]) for row in rows])
                for first, stop in PERIODS:
                    own = (years >= first) & (years < stop)
                    print(f"    {first}-{stop - 1}: {line(human[own], means[own])}")
    few = everything[:2000]
    base = speed(few, vader, 1)
    print(f"\nNLTK {base:,.0f} sentences/s")
    for number in (40, 2000, 100_000):
        some = everything[: min(number, 2000)]
        found = speed(some, score_tone, number // len(some))
        print(f"tone, {number:,} at once: {found:,.0f} sentences/s, {found / base:.0f} times")


if __name__ == "__main__":
    main()
