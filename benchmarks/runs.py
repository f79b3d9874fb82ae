"""The notebooks of a report by our runner and by plain papermill, in one run.

    python benchmarks/runs.py [--corpus DIR] [--notebooks DIR] [--rounds N]

Each way is a process (or several) of its own, imports included, and they take turns, so that what
else the machine does falls on all of them: papermill's own command, a notebook after the other;
our runner with fresh kernels side by side; the same with kernels forked from a process that has
imported the libraries. The folder is read once before, so that all find it in the store. Prints
the median of the seconds with the least and the most, the median of the ratios to papermill within
each round, and whether the outputs are papermill's, byte for byte.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

OURS = """
import sys
from pathlib import Path
from helpers.reporting.runs import run_notebooks
folder, corpus, warm, *paths = sys.argv[1:]
values = {Path(path): {"corpus": corpus} for path in paths}
runs = run_notebooks(values, Path(folder), warm=warm == "warm")
sys.exit(not all(run.ok for run in runs))
"""


def papermill(folder: Path, corpus: Path, notebooks: list[Path]) -> None:
    """Run papermill as its manual says."""
    for path in notebooks:
        command = [sys.executable, "-m", "papermill", str(path), str(folder / path.name)]
        command += ["-p", "corpus", str(corpus), "-k", "python3", "--cwd", str(path.parent)]
        subprocess.run([*command, "--no-progress-bar"], check=True, capture_output=True)


def ours(warm: str) -> Callable[[Path, Path, list[Path]], None]:
    """Run our runner, with forked ('warm') or fresh ('cold') kernels."""

    def run(folder: Path, corpus: Path, notebooks: list[Path]) -> None:
        command = [sys.executable, "-c", OURS, str(folder), str(corpus), warm]
        command += map(str, notebooks)
        subprocess.run(command, check=True, capture_output=True)

    return run


WAYS = {
    "papermill, one by one": papermill,
    "ours, fresh kernels": ours("cold"),
    "ours, forked kernels": ours("warm"),
}


def outputs(folder: Path) -> dict[str, str]:
    """Give the outputs of all notebooks as text."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        kept = [cell.get("outputs", []) for cell in cells]
        found[path.name] = json.dumps(kept, sort_keys=True)
    return found


def main() -> None:
    """Print one row per way."""
    parser = argparse.ArgumentParser(description=__doc__)
    root = Path(__file__).resolve().parents[1]
    parser.add_argument("--corpus", type=Path, default=root / "seeds")
    parser.add_argument("--notebooks", type=Path, default=root / "notebooks")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()

    from helpers import load_corpus
    from helpers.reporting.files import find_notebooks
    from helpers.reporting.runs import KERNEL_ENVIRONMENT

    os.environ.update(KERNEL_ENVIRONMENT)
    notebooks, corpus = find_notebooks(args.notebooks), args.corpus.resolve()
    articles = len(load_corpus(corpus).articles)
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    same = dict.fromkeys(WAYS, True)
    for _ in range(args.rounds):
        expected: dict[str, str] = {}
        for name, run in WAYS.items():
            with tempfile.TemporaryDirectory() as folder:
                started = time.perf_counter()
                run(Path(folder), corpus, notebooks)
                seconds[name].append(time.perf_counter() - started)
                expected = expected or outputs(Path(folder))
                same[name] &= outputs(Path(folder)) == expected
    print(f"{len(notebooks)} notebooks, {articles:,} articles, {args.rounds} rounds")
    print(f"{'':24}{'seconds':>9}{'least':>8}{'most':>8}{'ratio':>8}  same outputs")
    base = seconds["papermill, one by one"]
    for name, took in seconds.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(took, base, strict=True))
        numbers = statistics.median(took), min(took), max(took)
        print(
            f"{name:24}{numbers[0]:9.1f}{numbers[1]:8.1f}{numbers[2]:8.1f}{ratio:8.2f}"
            f"  {'yes' if same[name] else 'no'}"
        )


if __name__ == "__main__":
    main()
