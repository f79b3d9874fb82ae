"""Testing key terms: Datelines, its peers and a plain loop, in one run.

    python benchmarks/keyness.py [--articles 1000] [--terms 20000] [--splits 9999]
                                 [--data bbc.jsonl.gz] [--section business]

First seconds of one core, and memory, at the given size, each tool in a process of its own; a tool
that would take long is given a part of the splits, and its time for all is reckoned. Then, with
--data (a line of JSON for each article: text, label), how many words of two random halves of one
section have p up to 0.05: the truth is that they do not differ, so more than 5% is too many. A
tool that is not installed is left out (benchmarks/peers.txt).
"""

import argparse
import gzip
import json
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse, stats

Matrix = Any
Test = Callable[[Matrix, np.ndarray, int], np.ndarray]
"""From articles x terms, flags and number of splits to a p for each term."""


def datelines(counts: Matrix, flags: np.ndarray, splits: int) -> np.ndarray:
    """Permute articles; the number of splits is fixed, 9,999 or all there are up to 10,000."""
    from helpers.analysis.statistics.ratios import permutation_p_log_ratio

    return permutation_p_log_ratio(counts, _words(counts), flags)


def plain_loop(counts: Matrix, flags: np.ndarray, splits: int) -> np.ndarray:
    """Permute articles in a loop over splits, with the log-ratio as the statistic."""
    words, total = _words(counts), np.asarray(counts.sum(axis=0), float).ravel()

    def spread(chosen: np.ndarray) -> np.ndarray:
        uses = np.asarray(counts[chosen].sum(axis=0), float).ravel()
        own, rest = np.maximum(uses, 0.5), np.maximum(total - uses, 0.5)
        held = words[chosen].sum()
        return np.abs(np.log(own / held) - np.log(rest / (words.sum() - held)))

    rng, size = np.random.default_rng(0), int(flags.sum())
    observed = spread(np.flatnonzero(flags)) - 1e-9
    hits = np.ones(counts.shape[1])
    for _ in range(splits):
        hits += spread(rng.permutation(len(flags))[:size]) >= observed
    return hits / (splits + 1)


def pycorpdiff(counts: Matrix, flags: np.ndarray, splits: int) -> np.ndarray:
    """Permute articles with pycorpdiff, whose statistic is G2."""
    import pandas as pd
    import pycorpdiff as pcd
    from pycorpdiff.keyness.permutation import permutation_pvalues

    names, texts = _names(counts), pd.DataFrame({"text": _texts(counts)})
    one, other = (
        pcd.from_dataframe(texts[side].reset_index(drop=True)) for side in (flags, ~flags)
    )
    p = permutation_pvalues(one, other, terms=names, n_permutations=splits, seed=0)
    return p.reindex(names).to_numpy()


def keyflux(counts: Matrix, flags: np.ndarray, splits: int) -> np.ndarray:
    """G2 of keyflux, every word for itself; its p is that of chi-square."""
    from keyflux.keyness import log_likelihood

    sides = [np.asarray(counts[side].sum(axis=0)).ravel().tolist() for side in (flags, ~flags)]
    words = sum(sides[0]), sum(sides[1])
    g2 = [log_likelihood(a, b, *words) for a, b in zip(*sides, strict=True)]
    return stats.chi2.sf(g2, 1)


def mann_whitney(counts: Matrix, flags: np.ndarray, splits: int) -> np.ndarray:
    """Mann-Whitney U on the articles' rates by scipy; that of scattertext does not run on it."""
    words, columns, found = _words(counts)[:, None], counts.tocsc(), []
    for start in range(0, counts.shape[1], 1000):
        rates = columns[:, start : start + 1000].toarray() / words
        found.append(stats.mannwhitneyu(rates[flags], rates[~flags]).pvalue)
    return np.nan_to_num(np.concatenate(found), nan=1)


def by_chi_square(counts: Matrix, flags: np.ndarray, splits: int) -> np.ndarray:
    """G2 with the p of chi-square, in two lines of numpy."""
    from helpers.analysis.keyness import g2_two_cell

    sides = [np.asarray(counts[side].sum(axis=0), float).ravel() for side in (flags, ~flags)]
    return stats.chi2.sf(g2_two_cell(*sides, (sides[0].sum(), sides[1].sum())), 1)


def welch(counts: Matrix, flags: np.ndarray, splits: int) -> np.ndarray:
    """Welch's t test on the articles' rates."""
    rates = counts.toarray() / _words(counts)[:, None]
    return np.nan_to_num(
        stats.ttest_ind(rates[flags], rates[~flags], equal_var=False).pvalue, nan=1
    )


TOOLS: dict[str, tuple[Test, str, str]] = {
    "Datelines": (datelines, "helpers", "articles permuted"),
    "loop in numpy": (plain_loop, "numpy", "articles permuted"),
    "pycorpdiff": (pycorpdiff, "pycorpdiff", "articles permuted"),
    "Mann-Whitney U": (mann_whitney, "scipy", "ranks of articles"),
    "keyflux": (keyflux, "keyflux", "G2, words as unit"),
    "G2, chi-square": (by_chi_square, "helpers", "G2, words as unit"),
    "Welch's t": (welch, "scipy", "t test on articles"),
}
"""Each tool: its test, the package it needs, its unit."""

SLOW = {"loop in numpy": 0.02, "pycorpdiff": 0.01}
"""Share of the splits that a slow tool is given; the rest is reckoned from a tenth of that."""


def made_counts(articles: int, terms: int) -> tuple[Matrix, np.ndarray]:
    """Draw counts whose words come in bursts, from frequent to rare, and two fifths of target."""
    rng = np.random.default_rng(0)
    rate = 0.1 / np.arange(1, terms + 1) ** 0.9
    words = rng.integers(100, 2000, articles)
    rows = [sparse.csr_matrix(rng.poisson(rate * rng.exponential(size=terms) * n)) for n in words]
    counts = sparse.vstack(rows).tocsr()
    used = np.flatnonzero(np.asarray(counts.sum(axis=0)).ravel())
    return counts[:, used], np.arange(articles) < 0.4 * articles


def timed(name: str, articles: int, terms: int, splits: int) -> tuple[int, float, float, float]:
    """Run a tool in this process: splits done, seconds, seconds for all splits, peak megabytes."""
    test, counts = TOOLS[name][0], made_counts(articles, terms)
    test(counts[0][:6, :9], np.arange(6) < 3, 1)
    done = max(10, int(splits * SLOW.get(name, 1)))
    seconds = _seconds(test, counts, done)
    whole = seconds
    if name in SLOW:
        few = done // 10
        whole += (seconds - _seconds(test, counts, few)) / (done - few) * (splits - done)
    return done, seconds, whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(test: Test, counts: tuple[Matrix, np.ndarray], splits: int) -> float:
    start = time.process_time()
    test(*counts, splits)
    return time.process_time() - start


def speed(names: list[str], articles: int, terms: int, splits: int) -> None:
    """Print seconds and memory of each tool."""
    print(f"{articles:,} articles, {terms:,} terms, {splits:,} splits\n")
    print(f"{'tool':16}{'splits':>8}{'seconds':>10}{'all, s':>10}{'peak MB':>9}  what")
    spawn = multiprocessing.get_context("spawn")
    for name in names:
        with spawn.Pool(1) as pool:
            done, seconds, whole, peak = pool.apply(timed, (name, articles, terms, splits))
        what = TOOLS[name][2]
        split = f"{done:,}" if "permuted" in what else "none"
        print(f"{name:16}{split:>8}{seconds:10.1f}{whole:10.0f}{peak:9.0f}  {what}")


def false_alarms(names: list[str], data: Path, section: str, repeats: int) -> None:
    """Print the share of words with p up to 0.05 in random halves of one section."""
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        texts = [a["text"] for a in map(json.loads, lines) if a["label"] == section]
    rows = [Counter(text.split()) for text in texts]
    words = {w: i for i, w in enumerate(sorted(set().union(*rows)))}
    places = [(r, words[w], n) for r, row in enumerate(rows) for w, n in row.items()]
    row, column, count = np.array(places).T
    everything = sparse.csr_matrix((count, (row, column)))
    sizes = [(2, 3), (5, 5), (20, 20), (5, 40)]
    print(
        f"\np up to 0.05, random articles of {section!r} ({len(texts)}), {repeats} repeats, words"
    )
    print("used 5 times or more; nothing differs\n")
    print(f"{'tool':16}" + "".join(f"{f'{k} v {m}':>10}" for k, m in sizes))
    for name in names:
        rng, shares = np.random.default_rng(1), []
        for k, m in sizes:
            found = []
            for _ in range(repeats):
                counts = everything[rng.permutation(len(texts))[: k + m]]
                used = np.flatnonzero(np.asarray(counts.sum(axis=0)).ravel() >= 5)
                p = TOOLS[name][0](counts[:, used], np.arange(k + m) < k, 199)
                found.append((p <= 0.05).mean())
            shares.append(float(np.mean(found)))
        print(f"{name:16}" + "".join(f"{share:10.3f}" for share in shares))


def _words(counts: Matrix) -> np.ndarray:
    return np.maximum(np.asarray(counts.sum(axis=1), dtype=float).ravel(), 1)


def _names(counts: Matrix) -> list[str]:
    """Invented words of letters only, which every tokenizer takes for words."""
    letters = str.maketrans("0123456789", "bcdfghjklm")
    return [f"a{place:06d}a".translate(letters) for place in range(counts.shape[1])]


def _texts(counts: Matrix) -> list[str]:
    names, rows = np.array(_names(counts), dtype=object), sparse.csr_matrix(counts)
    rows.sum_duplicates()
    texts = []
    for row in range(rows.shape[0]):
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        texts.append(" ".join(np.repeat(names[rows.indices[part]], rows.data[part])))
    return texts


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--terms", type=int, default=20_000)
    parser.add_argument("--splits", type=int, default=9_999)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--section", default="business")
    parser.add_argument("--repeats", type=int, default=20)
    given = parser.parse_args()
    names = [name for name, (_, package, _) in TOOLS.items() if find_spec(package)]
    missing = sorted({TOOLS[name][1] for name in TOOLS} - {TOOLS[name][1] for name in names})
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
    speed(names, given.articles, given.terms, given.splits)
    if given.data:
        false_alarms(names, given.data, given.section, given.repeats)


if __name__ == "__main__":
    main()
