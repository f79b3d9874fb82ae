"""Train the models that tell the lines of an article from the rest of a page.

    python tools/train_line_model.py CAPTURES.jsonl.gz [--write]

Each row of the captures has a page as text in two layouts (``copied``, ``rendered``), its ``url``
and the ``body`` that a person marked. Prints what cross-validation by site gives; with ``--write``,
trains on all rows and replaces ``src/helpers/data/line_weights.tsv``. The file has weights of codes
and no word of any page.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from helpers.intake.lines.decode_page import decode_page
from helpers.intake.lines.layout import Blocks, blocks
from helpers.intake.lines.line_context import CONTEXT, context, longest_stretch
from helpers.intake.lines.line_features import LOCAL, Look, look_at
from helpers.intake.lines.line_model import WEIGHTS, Additive

VIEWS = ("copied", "rendered")
STRENGTH_LOCAL, STRENGTH_CONTEXT = 0.03, 0.004
FOLDS, INNER_FOLDS = 8, 5
WORD = re.compile(r"\w+")
HEAD = """\
# Weights of the models that tell the lines of an article from the rest of a page: feature, tab,
# weights of its codes from 0 on. helpers.intake.lines.line_features and line_context say what the
# codes are. Made by tools/train_line_model.py; do not edit by hand.
"""


@dataclass
class Page:
    """A page to learn from: its lines, which of them are the article's, and where it is from."""

    lines: Blocks
    is_body: np.ndarray
    site: str
    view: str
    gold: str = ""
    english: bool = False
    look: Look | None = None

    def seen(self) -> Look:
        """Return the look of the lines, taken once."""
        if self.look is None:
            self.look = look_at(self.lines)
        return self.look


def site_of(url: str) -> str:
    """Return the registered domain, by the usual second levels."""
    host = urlparse(url).netloc.split(".")
    long = len(host) > 2 and host[-2] in {"co", "com", "org", "ac", "gov"} and len(host[-1]) == 2
    return ".".join(host[-3:] if long else host[-2:])


def align(lines: Sequence[str], body: str) -> np.ndarray:
    """Return the share of each line's words that stand in the body in the same order."""
    words = [WORD.findall(line) for line in lines]
    owner = [i for i, row in enumerate(words) for _ in row]
    flat = [word for row in words for word in row]
    hits = np.zeros(len(lines))
    matcher = difflib.SequenceMatcher(None, flat, WORD.findall(body), autojunk=False)
    for match in matcher.get_matching_blocks():
        for k in range(match.a, match.a + match.size):
            hits[owner[k]] += 1 if match.size >= 4 else 0.5
    return hits / np.maximum(1, [len(row) for row in words])


def read_pages(path: Path) -> list[Page]:
    """Read both layouts of each row."""
    pages = []
    common = {"the", "of", "to", "and", "a", "in", "is", "that", "for"}
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            words = WORD.findall(row["body"].lower())
            english = sum(word in common for word in words) > 0.12 * len(words)
            for view in VIEWS:
                lines = blocks(row[view])[0]
                is_body = align(lines.texts, row["body"]) > 0.5
                pages.append(Page(lines, is_body, site_of(row["url"]), view, row["body"], english))
    return pages


def cut_down(pages: Sequence[Page], rng: np.random.Generator) -> Iterator[Page]:
    """Yield the articles with less around them: people save pages with little chrome too."""
    for page in pages:
        words = page.seen().words
        gain = np.where(page.is_body, 0.75, -0.25) * np.minimum(words, 60) - 0.2
        first, last = longest_stretch(gain)
        above, below = (int(rng.choice([0, 0, 1, 3, 8, 20])) for _ in range(2))
        part = max(0, first - 4 - above), last + 1 + below
        if page.is_body[slice(*part)].sum() >= 3:
            yield Page(page.lines.part(*part), page.is_body[slice(*part)], page.site, page.view)
        places = np.flatnonzero(page.is_body)
        if len(places) >= 3:
            first = max(0, int(places[0]) - int(rng.integers(0, 3)))
            last = int(places[min(len(places) - 1, int(rng.integers(2, 12)))])
            part = first, last + 1 + int(rng.integers(0, 3))
            yield Page(page.lines.part(*part), page.is_body[slice(*part)], page.site, page.view)


def folds(pages: Sequence[Page], k: int, seed: int) -> np.ndarray:
    """Return the number of the fold of each page; pages of one site share it."""
    sites = sorted({page.site for page in pages})
    np.random.default_rng(seed).shuffle(sites)
    number = {site: i % k for i, site in enumerate(sites)}
    return np.array([number[page.site] for page in pages])


def fit(codes: list[np.ndarray], pages: Sequence[Page], strength: float) -> Additive:
    """Fit a logistic regression over codes; each page weighs the same, its lines by their words."""
    sizes = [1 + max(int(page[k].max()) for page in codes) for k in range(len(codes[0]))]
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    tables = []
    for page in codes:
        places = (page + offsets[:-1, None]).T
        shape = (len(places), int(offsets[-1]))
        ends = np.arange(0, places.size + 1, places.shape[1])
        tables.append(csr_matrix((np.ones(places.size), places.ravel(), ends), shape=shape))
    weights = [np.minimum(page.seen().words, 60) + 1.0 for page in pages]
    model = LogisticRegression(C=strength, max_iter=500, tol=1e-3)
    model.fit(
        vstack(tables),
        np.concatenate([page.is_body for page in pages]),
        np.concatenate([150 * w / w.sum() for w in weights]),
    )
    rows = [model.coef_[0][a:b].tolist() for a, b in pairwise(offsets)]
    return Additive(float(model.intercept_[0]), rows)


def train(pages: Sequence[Page]) -> tuple[Additive, Additive]:
    """Train both models, the second on scores that the first gives to sites it has not seen."""
    pages = [*pages, *cut_down(pages, np.random.default_rng(5))]
    pages = [page for page in pages if page.lines]
    codes = [page.seen().codes for page in pages]
    fold = folds(pages, INNER_FOLDS, 1)
    second: dict[int, np.ndarray] = {}
    for k in range(INNER_FOLDS):
        rest = np.flatnonzero(fold != k)
        model = fit([codes[i] for i in rest], [pages[i] for i in rest], STRENGTH_LOCAL)
        for i in np.flatnonzero(fold == k).tolist():
            second[i] = context(pages[i].seen(), model.score(codes[i]))
    return fit(codes, pages, STRENGTH_LOCAL), fit(
        [second[i] for i in range(len(pages))], pages, STRENGTH_CONTEXT
    )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def f1(rows: np.ndarray) -> float:
    """Return F1 of mean precision and mean recall."""
    precision, recall = map(float, rows.mean(axis=0))
    return 2 * precision * recall / (precision + recall)


def report(pages: Sequence[Page], odds: Sequence[np.ndarray]) -> None:
    """Print F1 with a bootstrap interval by page, and how far the odds can be believed."""
    rows = []
    for page, row in zip(pages, odds, strict=True):
        kept = "\n".join(text for text, z in zip(page.lines.texts, row, strict=True) if z > 0)
        gold, found = shingles(page.gold), shingles(kept)
        hits = sum((gold & found).values())
        rows.append((hits / max(1, sum(found.values())), hits / max(1, sum(gold.values()))))
    table = np.array(rows)
    rng = np.random.default_rng(0)
    for view in VIEWS:
        for name in ("all", "English"):
            part = table[[p.view == view and (name == "all" or p.english) for p in pages]]
            draws = [f1(part[rng.integers(0, len(part), len(part))]) for _ in range(1000)]
            low, high = np.quantile(draws, [0.025, 0.975])
            p, r = part.mean(axis=0)
            print(
                f"{view:9}{name:8} F1 {f1(part):.3f} [{low:.3f}, {high:.3f}]  P {p:.3f}  R {r:.3f}"
            )
    flat = np.concatenate(odds)
    right = (flat > 0) == np.concatenate([page.is_body for page in pages])
    edges = (0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 20)
    for low, high in pairwise(edges):
        chosen = (np.abs(flat) >= low) & (np.abs(flat) < high)
        if chosen.any():
            print(
                f"  |log-odds| {low}-{high}: {chosen.sum()} lines, {right[chosen].mean():.3f} right"
            )


def cross_validate(pages: Sequence[Page]) -> list[np.ndarray]:
    """Judge each page by models that have not seen its site."""
    odds = [np.zeros(0)] * len(pages)
    fold = folds(pages, FOLDS, 0)
    for k in range(FOLDS):
        models = train([page for page, n in zip(pages, fold, strict=True) if n != k])
        for i in np.flatnonzero(fold == k).tolist():
            odds[i] = decode_page(pages[i].lines, models=models).odds
    return odds


def write(models: tuple[Additive, Additive], path: Path) -> None:
    """Write the weights, one line a feature; the last stands for all codes beyond it."""
    lines = []
    for model, stage, names in zip(models, ("local", "context"), (LOCAL, CONTEXT), strict=True):
        lines.append(f"{stage}_bias\t{model.bias:.3f}")
        for name, row in zip(names, model.weights, strict=True):
            weights = [f"{w:.3f}" for w in row]
            while weights[-2:-1] == weights[-1:]:
                weights.pop()
            lines.append(f"{name}\t{' '.join(weights)}")
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Cross-validate and, if asked, train on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captures", type=Path)
    parser.add_argument(
        "--write", action="store_true", help="train on all rows and ship the weights"
    )
    args = parser.parse_args()
    pages = read_pages(args.captures)
    report(pages, cross_validate(pages))
    if args.write:
        models = train(pages)
        write(models, WEIGHTS)
        print("in-sample:")
        report(pages, [decode_page(page.lines, models=models).odds for page in pages])


if __name__ == "__main__":
    main()
