"""Topics of made-up stories, ours against scikit-learn's models, in one run.

    python benchmarks/topics.py [--stories 1000] [--themes 12] [--topics 12]

A story of 100 words has 20 of its theme, 10 of another and 70 that are common to all; a theme has
300 words of its own, some frequent and most rare, and words come in bursts. Measured: agreement of
each story's strongest topic with its theme (NMI), share of unique terms among the top ten
(diversity), overlap of the top ten between two seeds (stability), and seconds from texts to topics.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score

from helpers import fit_topics
from helpers.analysis.reliability import matched_overlap

Fit = Callable[[list[str], int, int], tuple[list[list[str]], np.ndarray]]


def made_stories(number: int, themes: int, seed: int = 0) -> tuple[list[str], np.ndarray]:
    """Draw stories and their themes."""
    rng = np.random.default_rng(seed)
    frequency = 1 / np.arange(1, 301)
    labels = rng.integers(themes, size=number)
    texts = []
    for theme in labels:
        other = rng.integers(themes)
        parts = [(theme, 20), (other, 10), (themes, 70)]
        texts.append(
            " ".join(
                word(which, place)
                for which, size in parts
                for place in bursty_draw(rng, frequency, size)
            )
        )
    return texts, labels


def bursty_draw(rng: np.random.Generator, frequency: np.ndarray, size: int) -> np.ndarray:
    """Draw words of which some come again and again in this story."""
    rates = rng.gamma(0.3, frequency)
    return rng.choice(len(rates), size=size, p=rates / rates.sum())


def word(theme: int, number: int) -> str:
    """Spell a word of a theme in letters alone, as words are."""
    return "w" + "".join(chr(ord("a") + int(digit)) for digit in f"{theme:03d}{number:03d}")


def ours(texts: list[str], topics: int, seed: int) -> tuple[list[list[str]], np.ndarray]:
    """Fit with Datelines."""
    model = fit_topics(texts, n_topics=topics, random_state=seed)
    return model.top_terms(10), model.shares.to_numpy()


def sklearn_fit(vectorizer: type, make: Callable[[int, int], object]) -> Fit:
    """Wrap a model of scikit-learn."""

    def fit(texts: list[str], topics: int, seed: int) -> tuple[list[list[str]], np.ndarray]:
        counter = vectorizer(min_df=2)
        counts = counter.fit_transform(texts)
        model = make(topics, seed)
        shares = model.fit_transform(counts)
        names = counter.get_feature_names_out()
        return [list(names[np.argsort(-row)[:10]]) for row in model.components_], shares

    return fit


MODELS: dict[str, Fit] = {
    "Datelines": ours,
    "NMF, tf-idf, nndsvd": sklearn_fit(
        TfidfVectorizer, lambda k, seed: NMF(k, init="nndsvd", random_state=seed, max_iter=400)
    ),
    "NMF, tf-idf, random": sklearn_fit(
        TfidfVectorizer, lambda k, seed: NMF(k, init="random", random_state=seed, max_iter=400)
    ),
    "LDA, 20 passes": sklearn_fit(
        CountVectorizer,
        lambda k, seed: LatentDirichletAllocation(k, random_state=seed, max_iter=20),
    ),
}


def main() -> None:
    """Print one row per model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--themes", type=int, default=12)
    parser.add_argument("--topics", type=int, default=12)
    args = parser.parse_args()
    texts, labels = made_stories(args.stories, args.themes)
    print(f"{'model':22} {'NMI':>6} {'diversity':>10} {'stability':>10} {'seconds':>8}")
    for name, fit in MODELS.items():
        started = time.perf_counter()
        terms, shares = fit(texts, args.topics, 0)
        seconds = time.perf_counter() - started
        agreement = normalized_mutual_info_score(labels, shares.argmax(axis=1))
        unique = len({term for row in terms for term in row}) / sum(map(len, terms))
        again = matched_overlap(terms, fit(texts, args.topics, 1)[0]).mean()
        print(f"{name:22} {agreement:6.3f} {unique:10.3f} {again:10.3f} {seconds:8.2f}")


if __name__ == "__main__":
    main()
