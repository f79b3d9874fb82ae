"""How near the words around an actor, its sentence, and both together are to what people say of it.

    python benchmarks/actors.py RATED.jsonl.gz

Rows need `text`, `human`, and `start` and `end` of the target's name in the text, as NewsMTSC has
them. Prints Pearson's r with people for the score of the sentence, of the window and of their mean,
and what the mean gains on the sentence, with a 95% bootstrap interval over texts. Our own weights
have learnt from these sentences, so that only VADER's gain is clean.
"""

import gzip
import json
import sys

import numpy as np

from helpers import score_sentences
from helpers.intake.actors import window_of

DRAWS = 1000


def main() -> None:
    """Measure and print."""
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row.get("set", "") == "news_mtsc"]
    human = np.array([row["human"] for row in rows], dtype=float)
    whole = score_sentences(row["text"] for row in rows)
    near = score_sentences(window_of(row["text"], [(row["start"], row["end"])]) for row in rows)
    rng = np.random.default_rng(0)
    draws = rng.integers(0, len(rows), (DRAWS, len(rows)))
    for score in ("vader", "vader_guarded", "tone"):
        own, around = whole[score].to_numpy(), near[score].to_numpy()
        both = (own + around) / 2
        gains = [_r(human[take], both[take]) - _r(human[take], own[take]) for take in draws]
        low, high = np.quantile(gains, (0.025, 0.975))
        r = [_r(human, values) for values in (own, around, both)]
        print(f"{score:14} sentence {r[0]:.3f}, window {r[1]:.3f}, both {r[2]:.3f}:"
              f" gain {r[2] - r[0]:+.3f} [{low:+.3f}, {high:+.3f}]")  # fmt: skip


def _r(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


if __name__ == "__main__":
    main()
