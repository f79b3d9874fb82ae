"""VADER in batches against NLTK and vaderSentiment, on one core, in one run.

    python benchmarks/vader.py [--sizes 100000 1000000] [--sample 5000] [--file SENTENCES.txt]

Sentences are made: 24 words on average, of a vocabulary in which few words are frequent and most
are rare, with names, numbers, marks, quotation marks beyond ASCII, and about one word with tone. A
file with one sentence a line takes their place. Processor time is counted. NLTK and vaderSentiment
score a sample, evenly spread over the run so that a busy machine is as busy for all, and their
time is scaled up. Then small batches, as one article is, and the peak of memory.
"""

import argparse
import itertools
import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

from helpers import score_sentences
from helpers.intake.stopwords import STOP_WORDS
from helpers.intake.vader.batch import score_batch
from helpers.intake.vader.lexicon import lexicon_text, vader_lexicon

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvw" for vowel in "aeiou"]
ROUNDS = 5
SMALL = (1, 10, 40, 200)


def made_sentences(number: int, seed: int = 0) -> list[str]:
    """Sentences with the rates of news: words of tone, marks, capitals, rare words."""
    chance = random.Random(seed)
    rare = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(50_000)]
    lexicon = vader_lexicon()
    toned = [word for word in lexicon.alphabetical if word.isalpha()]
    chance.shuffle(toned)
    turning = [word for word in [*lexicon.boosters, "not", "no", "never", "without", "but"]
               if " " not in word]  # fmt: skip
    pools = [(sorted(STOP_WORDS), 10.0), (rare, 12.0), (toned, 1.0), (turning, 0.4)]
    weights = [list(itertools.accumulate(1 / n for n in range(3, len(pool) + 3)))
               for pool, _ in pools]  # fmt: skip
    share = list(itertools.accumulate(weight for _, weight in pools))
    sentences = []
    for _ in range(number):
        kinds = chance.choices(
            range(len(pools)), cum_weights=share, k=max(3, int(chance.gauss(24, 9)))
        )
        words = [chance.choices(pools[k][0], cum_weights=weights[k])[0] for k in kinds]
        for place in range(len(words)):
            draw = chance.random()
            if draw < 0.1:
                words[place] = words[place].title()
            elif draw < 0.17:
                words[place] += ","
            elif draw < 0.19:
                words[place] = words[place].upper()
            elif draw < 0.22:
                words[place] = str(chance.randint(1, 3000))
            elif draw < 0.235:
                words[place] = f"“{words[place]}”"
            elif draw < 0.25:
                words[place] += "'s"
        sentences.append(" ".join(words).capitalize() + chance.choice(("." * 9) + "?"))
    return sentences


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def peers() -> dict[str, Callable[[str], dict[str, float]]]:
    """Both others on the same lexicon."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants
    from vaderSentiment import vaderSentiment

    nltk = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    nltk.lexicon_file = lexicon_text().rstrip("\n")
    nltk.lexicon = nltk.make_lex_dict()
    nltk.constants = VaderConstants()
    other = vaderSentiment.SentimentIntensityAnalyzer()
    return {"NLTK": nltk.polarity_scores, "vaderSentiment": other.polarity_scores}


def compare(sentences: list[str], sample: Sequence[str]) -> dict[str, float]:
    """Print seconds for a batch; gives the peers' seconds a sentence."""
    scorers = peers()
    size = len(sentences)
    part = max(1, len(sample) // ROUNDS)
    own: list[float] = []
    other: dict[str, list[float]] = {name: [] for name in scorers}
    for start in range(0, part * ROUNDS, part):
        piece = sample[start : start + part]
        for name, score in scorers.items():
            other[name].append(
                spent(lambda score=score, piece=piece: list(map(score, piece))) / len(piece)
            )
        own.append(spent(lambda: score_sentences(sentences, tone=False)))
    print(f"\n{size:,} sentences")
    typical = statistics.median(own)
    print(f"  in batches      {typical:9.2f} s  {size / typical:10,.0f} a second"
          f"  (fastest {min(own):.2f} s, slowest {max(own):.2f} s)")  # fmt: skip
    each = {name: statistics.median(seconds) for name, seconds in other.items()}
    for name, seconds in each.items():
        ratios = sorted(s * size / o for s, o in zip(other[name], own, strict=True))
        print(f"  {name:15} {seconds * size:9.2f} s  {1 / seconds:10,.0f} a second"
              f"  (scaled up from {part * ROUNDS:,}): {statistics.median(ratios):.0f} times as long"
              f" (from {ratios[0]:.0f} to {ratios[-1]:.0f})")  # fmt: skip
    return each


def main() -> None:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--sample", type=int, default=5000)
    parser.add_argument("--file", type=Path)
    given = parser.parse_args()
    first = spent(lambda: score_batch(["good"]))
    if given.file:
        lines = given.file.read_text(encoding="utf-8").splitlines()
        sentences = [line for line in lines if line.strip()]
    else:
        sentences = made_sentences(min(max(given.sizes), 100_000))
    scores = score_batch(sentences)
    words = statistics.mean(len(sentence.split()) for sentence in sentences)
    without = 1 - len(set(scores.sentence.tolist())) / len(sentences)
    print(f"{len(sentences):,} different sentences of {words:.1f} words and"
          f" {statistics.mean(map(len, sentences)):.0f} characters;"
          f" {len(scores.word) / len(sentences):.2f} words with tone; {without:.0%} have none;"
          " where more are scored, they recur")  # fmt: skip
    print(f"the first call of a process takes {first:.2f} s more: NLTK's lists, the lexicon")
    sample = random.Random(1).sample(sentences, min(given.sample, len(sentences)))
    nltk = peers()["NLTK"]
    own = score_batch(sample).compound.tolist()
    different = sum(nltk(s)["compound"] != score for s, score in zip(sample, own, strict=True))
    print(f"scores of the sample that differ from NLTK's: {different}")

    seconds = {}
    for size in given.sizes:
        many = list(itertools.islice(itertools.cycle(sentences), size))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        score_batch(many)
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        seconds = compare(many, sample)
        print(f"  memory at the peak: {more / 1024:.0f} MB more than before")

    print("\nsmall batches, one after the other")
    for size in SMALL:
        batches = [sentences[i : i + size] for i in range(0, min(len(sentences), 100 * size), size)]
        runs = [
            spent(lambda batches=batches: list(map(score_batch, batches))) for _ in range(ROUNDS)
        ]
        each = min(runs) / len(batches)
        print(f"  {size:4} sentences {each * 1e6:8.0f} µs a batch, NLTK takes"
              f" {seconds['NLTK'] * size / each:.1f} times as long")  # fmt: skip


if __name__ == "__main__":
    main()
