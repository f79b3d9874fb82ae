"""Measure the scores of tone against people's ratings, which anyone can fetch: `make validity`.

The ratings are those of Hutto and Gilbert 2014 (MIT licence), in the source distribution of the
package vaderSentiment; about twenty people rated each text from -4 to 4. What comes out is the file
`src/helpers/data/validity.csv`, which the notebook on tone shows.
"""

import ast
import hashlib
import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import score_sentences, split_sentences
from helpers.analysis.handcoding import sign_f1
from helpers.intake.data import FOLDER, read_words

PACKAGE = "vaderSentiment==3.3.2"
DIGEST = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
RATINGS = "additional_resources/hutto_ICWSM_2014.tar.gz"
CARD = FOLDER / "validity.csv"
SETS = {
    "New York Times editorials": "nytEditorialSnippets",
    "tweets": "tweets",
    "film reviews": "movieReviewSnippets",
    "product reviews": "amazonReviewSnippets",
}
SCORES = ("tone", "vader_guarded", "vader")
NEUTRAL = 0.05
DRAWS = 1000

Floats = NDArray[np.float64]


def fetch(folder: Path) -> bytes:
    """Fetch the source distribution, once, and make sure that it is the right one."""
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(folder.glob("vader*.tar.gz"))
    if not files:
        # The environment may have no pip; the Python that it was made from has.
        python = getattr(sys, "_base_executable", sys.executable)
        command = [python, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
        subprocess.run([*command, f"--dest={folder}", PACKAGE], check=True)
        files = sorted(folder.glob("vader*.tar.gz"))
    data = files[0].read_bytes()
    if hashlib.sha256(data).hexdigest() != DIGEST:
        sys.exit(f"'{files[0]}' is not the distribution that was measured: remove it and try again")
    return data


def members(data: bytes) -> dict[str, str]:
    """Read the files with ratings."""
    with tarfile.open(fileobj=io.BytesIO(data)) as outer:
        name = next(name for name in outer.getnames() if name.endswith(RATINGS))
        inner = outer.extractfile(name)
        assert inner is not None
        with tarfile.open(fileobj=inner) as ratings:
            found = {}
            for member in ratings.getmembers():
                if member.name.endswith((".txt",)) and (file := ratings.extractfile(member)):
                    text = file.read().decode("utf-8-sig", "replace")
                    found[member.name.rpartition("/")[2]] = text
    return found


def read_set(files: dict[str, str], stem: str) -> pd.DataFrame:
    """Read texts with their mean rating and single ratings."""
    texts = [line.split("\t", 2) for line in _lines(files[f"{stem}_GroundTruth.txt"])]
    table = pd.DataFrame(texts, columns=["id", "human", "text"]).astype({"human": float})
    lists = [line.split("\t") for line in _lines(files[f"{stem}_anonDataRatings.txt"])]
    ratings = {row[0]: ast.literal_eval(row[-1]) for row in lists}
    table["ratings"] = table["id"].map(ratings)
    return table.assign(article=table["id"].str.partition("_")[0])


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.replace("\r\n", "\n").split("\n") if line.strip())


def scored(texts: pd.Series) -> pd.DataFrame:
    """Score texts, sentence by sentence, and average; `known` tells whether any word is known."""
    pieces = [
        (place, sentence)
        for place, text in enumerate(texts)
        for sentence in (split_sentences(text) or [text])
    ]
    owners = [place for place, _ in pieces]
    scores = score_sentences([sentence for _, sentence in pieces])[list(SCORES)]
    known = pd.DataFrame({f"{score} known": scores[score] != 0 for score in SCORES})
    return pd.concat([scores, known], axis=1).groupby(owners).mean()


def interval(values: Floats, groups: pd.Series, measure: str) -> tuple[float, float, float]:
    """Give Pearson's r or the F1 of signs with a 95% bootstrap interval over groups of texts."""
    places = [np.array(rows) for rows in groups.groupby(groups).indices.values()]
    rng = np.random.default_rng(0)
    drawn = [
        _measured(
            values[np.concatenate([places[i] for i in rng.integers(0, len(places), len(places))])],
            measure,
        )
        for _ in range(DRAWS)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return _measured(values, measure), float(low), float(high)


def _measured(pair: Floats, measure: str) -> float:
    if measure == "r":
        return float(np.corrcoef(pair[:, 0], pair[:, 1])[0, 1])
    return sign_f1(pair[:, 0], pair[:, 1], neutral=NEUTRAL)


def one_rater(table: pd.DataFrame) -> Floats:
    """Rating of one person drawn for each text, beside the mean of the others."""
    rng = np.random.default_rng(0)
    pairs = []
    for ratings in table["ratings"]:
        values: Floats = np.array(ratings, dtype=float)
        which = int(rng.integers(len(values)))
        pairs.append((np.delete(values, which).mean(), values[which]))
    return np.array(pairs)


def rows_of(name: str, table: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Measure all scores on one set."""
    scores = scored(table["text"])
    human = table["human"].to_numpy()
    for score in SCORES:
        pair = np.column_stack((human, scores[score].to_numpy()))
        yield _row(name, score, table, pair, float(scores[f"{score} known"].mean()))
    yield _row(name, "one person", table, one_rater(table), 1.0)


def _row(
    name: str, score: str, table: pd.DataFrame, pair: Floats, coverage: float
) -> dict[str, object]:
    groups = table["article"].reset_index(drop=True)
    r, r_low, r_high = interval(pair, groups, "r")
    f1, f1_low, f1_high = interval(pair, groups, "f1")
    figures = {"r": r, "r_low": r_low, "r_high": r_high, "f1": f1, "f1_low": f1_low,
               "f1_high": f1_high, "coverage": coverage}  # fmt: skip
    rounded = {name: round(value, 3) for name, value in figures.items()}
    return {"set": name, "score": score, "texts": len(table), "groups": groups.nunique(), **rounded}


def main() -> None:
    """Measure, write the card, and tell whether it changed."""
    files = members(fetch(Path(sys.argv[1])))
    trained = read_words("tone_training.txt")
    rows: list[dict[str, object]] = []
    for name, stem in SETS.items():
        table = read_set(files, stem)
        if stem == "nytEditorialSnippets":  # the rest helped to make our weights
            table = table[~table["article"].isin(trained)].reset_index(drop=True)
        rows += rows_of(name, table)
    before = CARD.read_bytes() if CARD.exists() else b""
    pd.DataFrame(rows).to_csv(CARD, index=False, lineterminator="\n")
    print(pd.DataFrame(rows).to_string(index=False))
    print("as before" if CARD.read_bytes() == before else f"changed: {CARD.name}")


if __name__ == "__main__":
    main()
