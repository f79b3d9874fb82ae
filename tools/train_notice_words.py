"""Weigh the words by which what a page says of itself is told from an article.

    python tools/train_notice_words.py NOTICES.txt PROSE.txt [--write]

Both files have one line or sentence a line: notices as pages have them, and text of articles. The
words that are weighed, and those of which a line needs one to be looked at, are those of
``src/helpers/data/notice_words.tsv``. Prints what cross-validation gives; with ``--write``, weighs
them by all lines and replaces the weights in that file, which has no line of either.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from helpers.intake.lines.page_notices import (
    FEWEST_WORDS,
    WEIGHTS,
    NoticeWords,
    read_notice_words,
    words_and_pairs,
)

STRENGTH = 1.0
FOLDS = 5


def read_lines(path: Path) -> list[str]:
    """Read the lines that are long enough to be judged, each once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted({line.strip() for line in lines if len(line.split()) >= FEWEST_WORDS})


def table_of(lines: list[str], words: list[str | tuple[str, str]]) -> csr_matrix:
    """Make a table of lines by words: which has which."""
    place = {word: k for k, word in enumerate(words)}
    found = [sorted(place[w] for w in words_and_pairs(line) & place.keys()) for line in lines]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.concatenate(found).astype(int)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(lines), len(words)))


def weigh(table: csr_matrix, is_notice: np.ndarray) -> tuple[int, np.ndarray]:
    """Fit bias and weights, in whole tenths."""
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, is_notice)
    return round(10 * model.intercept_[0]), np.rint(10 * model.coef_[0]).astype(int)


def report(odds: np.ndarray, is_notice: np.ndarray) -> None:
    """Print how many notices are found at which odds, and how much text is taken for one."""
    for least in range(4):
        told = odds > 10 * least
        print(
            f"log-odds above {least}: {told[is_notice].mean():.3f} of {is_notice.sum():,} notices, "
            f"{told[~is_notice].mean():.5f} of {(~is_notice).sum():,} lines of text"
        )


def write(found: NoticeWords, path: Path) -> None:
    """Replace the weights in a file, and leave what else stands there."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = [f"*bias*\t{found.bias}"]
    forms = {w if isinstance(w, str) else " ".join(w): k for w, k in found.weights.items()}
    for form, weight in sorted(forms.items()):
        rows.append(f"{form}\t{weight}" + "\tcue" * (form in found.cues))
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Cross-validate and, if asked, weigh the words by all lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notices", type=Path)
    parser.add_argument("prose", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the weights")
    args = parser.parse_args()
    known = read_notice_words(WEIGHTS)
    words = [*known.weights]
    notices, prose = read_lines(args.notices), read_lines(args.prose)
    lines = [*notices, *prose]
    seen = np.array([any(cue in line.lower() for cue in known.cues) for line in lines])
    is_notice = np.arange(len(lines)) < len(notices)
    table = table_of(lines, words)
    odds = np.zeros(len(lines))
    for rest, fold in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(table, is_notice):
        bias, weights = weigh(table[rest], is_notice[rest])
        odds[fold] = bias + table[fold] @ weights
    report(np.where(seen, odds, -np.inf), is_notice)
    if args.write:
        bias, weights = weigh(table, is_notice)
        told = dict(zip(words, weights.tolist(), strict=True))
        write(NoticeWords(bias, told, known.cues), WEIGHTS)


if __name__ == "__main__":
    main()
