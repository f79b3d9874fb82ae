"""Train the weights of tone on people's ratings of news sentences.

    python tools/train_tone.py DATA [--cache FOLDER] [--write]

DATA holds ``tone.jsonl.gz`` (sentences and ratings) and, for sentences without ratings,
``captures.jsonl.gz`` and ``reuters.jsonl.gz``. Needs the extra ``encoder``, and textblob for its
list of words. Only ratings of the sets in ``RATED`` are learnt from; their licence is MIT.

A teacher, ridge regression with a Gaussian kernel on the sentence encoder's numbers, learns from
the ratings. What it says of many more sentences, and the ratings, are what the weights of words and
those of the encoder are fitted to. Prints what cross-validation by article gives, teacher and all
fitted anew without the articles of each part; with ``--write``, fits to all and replaces
``tone_weights.tsv``, ``tone_encoder.tsv`` and ``tone_norms.tsv``. Only numbers for single words
are written, no sentence.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import Ridge
from tone_sentences import (
    EDITORIALS,
    PARTS,
    RATED,
    TARGETS,
    Floats,
    Pool,
    lexicons,
    package_folder,
    read_pool,
    vocabulary,
)

from helpers.intake.tone.encoder import ENCODER_WEIGHTS, LAYERS, WIDTH, encode
from helpers.intake.tone.norms import NORMS
from helpers.intake.tone.weights import WEIGHTS, make_model, read_shifters
from helpers.intake.tone.words import find_uses, squash

NUMBERS = {"turned": -0.1, "strengthened": 1.4, "zone": 0.25, "spread": 0.9}
OFFSET = 0.03
"""Added to the bias. This, zone and spread were chosen so that the signs of scores agree with those
of ratings in all sets, of sentences, headlines and story openings; they are no part of the fit."""

TEACHER_PENALTY, TARGETS_DOUBT = 3.0, 3.3
WORDS_PENALTY, ENCODER_PENALTY, LEXICON_PENALTY = 0.3, 0.3, 3000.0
BELIEF = {EDITORIALS: 0.5, TARGETS: 0.2}
"""Share of the rating in what the weights of words are fitted to; the teacher has the rest. A
rating towards a named target may not be that of the sentence."""

SMALLEST = 0.2
"""Weights below are left out."""

NEUTRAL = 0.05
"""Scores below, either way, count as neutral."""

WEIGHTS_HEAD = """\
# Tone of words: word, tab, weight; lines with a colon are the numbers of the model. What they are
# for is told in helpers.intake.tone.words. Fitted by tools/train_tone.py to the ratings of New York
# Times editorials by Hutto and Gilbert 2014 (MIT) and of NewsMTSC by Hamborg and Donnay 2021 (MIT),
# starting from the lexicons of VADER (C.J. Hutto, MIT) and TextBlob/Pattern (De Smedt and
# Daelemans, public domain). Do not edit by hand.
"""
ENCODER_HEAD = """\
# Weights of the sentence encoder's numbers (layer:place), of the score by words (:words) and of
# nothing (:bias). Fitted by tools/train_tone.py to the ratings named in tone_weights.tsv. Do not
# edit by hand.
"""
NORMS_HEAD = """\
# What scores are like in New York Times editorials (Hutto and Gilbert 2014, MIT): score, mean and
# standard deviation of sentences, standard deviation of article means. Made by tools/train_tone.py
# from scores that each article got from a model fitted without it. Do not edit by hand.
"""


def cached(sentences: Sequence[str], folder: Path | None) -> npt.NDArray[np.float32]:
    """Encode sentences, or read what was encoded before."""
    if folder is None:
        return encode(sentences).astype(np.float32)
    digest = hashlib.sha256("\n".join([*LAYERS, *sentences]).encode("utf-8", "replace"))
    path = folder / f"{digest.hexdigest()[:16]}.npy"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        np.save(path, encode(sentences).astype(np.float32))
    loaded: npt.NDArray[np.float32] = np.load(path)
    return loaded


def spread_lexicon(lexicon: Mapping[str, float], words: Sequence[str], codes: Any) -> Floats:  # noqa: ANN401
    """Guess what a lexicon would say of every word, from words that the encoder finds alike.

    What it says of its own words is guessed from the others'.
    """
    codes = np.asarray(codes, float)
    codes = (codes - codes.mean(0)) / (codes.std(0) + 1e-6)
    own = np.array([i for i, word in enumerate(words) if word in lexicon])
    values = np.array([lexicon[words[i]] for i in own])
    gram = codes[own].T @ codes[own] + LEXICON_PENALTY * np.eye(codes.shape[1])
    result: Floats = codes @ np.linalg.solve(gram, codes[own].T @ values)
    for part in range(PARTS):
        out = own[part::PARTS]
        less = gram - codes[out].T @ codes[out]
        sums = codes[own].T @ values - codes[out].T @ values[part::PARTS]
        result[out] = codes[out] @ np.linalg.solve(less, sums)
    return result


@dataclass(frozen=True)
class Trainer:
    """Everything that stays the same whichever sentences are learnt from."""

    pool: Pool
    words: list[str]
    uses: Any
    priors: Floats
    codes: npt.NDArray[np.float32]

    @cached_property
    def by_priors(self) -> Floats:
        """What the lexicons alone say of each sentence."""
        sums: Floats = self.uses @ self.priors
        sums /= sums.std(0)
        return sums

    @cached_property
    def kernel(self) -> npt.NDArray[np.float32]:
        """How alike each sentence is to each rated one."""
        later = self.codes[:, WIDTH:].reshape(len(self.codes), -1, WIDTH)
        later = later - later[self.pool.of(EDITORIALS)].mean(0)
        later = later / np.linalg.norm(later, axis=2, keepdims=True)
        flat = later.reshape(len(later), -1) / np.sqrt(later.shape[1])
        said = self.by_priors.astype(np.float32)
        rated = self.pool.rated
        result: npt.NDArray[np.float32] = flat @ flat[rated].T
        np.exp(2 * (result - 1), out=result)
        result *= 3
        result += said @ (0.05 * said[rated].T)
        result += 1
        return result

    def teach(self, learnt: npt.NDArray[np.bool_]) -> Floats:
        """Score all sentences by a teacher that saw some of the rated ones."""
        rated = self.pool.rated
        chosen = np.flatnonzero(learnt[rated])
        to_target = self.pool.sets[rated[chosen]] == TARGETS
        alike = self.kernel[np.ix_(rated[chosen], chosen)] + np.outer(to_target, to_target)
        doubt = np.where(to_target, TARGETS_DOUBT, 1.0) * TEACHER_PENALTY
        alike[np.diag_indices_from(alike)] += doubt
        ratings = self.pool.ratings[rated[chosen]].astype(alike.dtype)
        shares = cho_solve(cho_factor(alike, overwrite_a=True), ratings)
        scores: Floats = (self.kernel[:, chosen] @ shares.astype(np.float32)).astype(float)
        return scores

    def fit(self, learnt: npt.NDArray[np.bool_]) -> tuple[Floats, float, Floats]:
        """Fit weights of words, their bias, and weights of the encoder with a bias at the end."""
        truth = self.teach(learnt)
        words_truth = truth.copy()
        for name, belief in BELIEF.items():
            own = self.pool.of(name)
            words_truth[own] += belief * (self.pool.ratings[own] - truth[own])
        ones = np.full((len(truth), 1), 3.0)
        table = hstack([csr_matrix(ones), csr_matrix(self.by_priors), self.uses]).tocsr()
        ridge = Ridge(alpha=WORDS_PENALTY, fit_intercept=False, solver="sparse_cg", tol=1e-6)
        found = ridge.fit(table[learnt], words_truth[learnt]).coef_
        priors = self.priors / (self.uses @ self.priors).std(0)
        count = priors.shape[1]
        weights = found[1 + count :] + priors @ found[1 : 1 + count]
        weights[np.abs(weights) < SMALLEST] = 0

        full = np.hstack([self.codes[learnt], ones[learnt]]).astype(float)
        gram = full.T @ full + ENCODER_PENALTY * np.eye(full.shape[1])
        encoder = np.linalg.solve(gram, full.T @ truth[learnt])
        encoder[-1] *= 3
        return weights, 3 * float(found[0]), encoder


def correlation(scores: Floats, ratings: Floats) -> float:
    """Pearson's r."""
    return float(np.corrcoef(scores, ratings)[0, 1])


def sign_f1(scores: Floats, ratings: Floats) -> float:
    """Macro-F1 of negative, neutral and positive."""
    truth = np.sign(np.where(np.abs(ratings) < 0.5, 0, ratings))
    found = np.sign(np.where(np.abs(scores) < NEUTRAL, 0, scores))
    hits = [((truth == c) & (found == c)).sum() for c in (-1, 0, 1)]
    sizes = [max(1, (truth == c).sum() + (found == c).sum()) for c in (-1, 0, 1)]
    return float(np.mean([2 * hit / size for hit, size in zip(hits, sizes, strict=True)]))


def like(sums: Floats, others: Floats) -> tuple[float, float]:
    """Find factor and offset that make as many sums negative, neutral and positive as others."""
    grid = np.linspace(0, 1, 10_001)
    border = grid[np.searchsorted(squash(grid, NUMBERS["zone"], NUMBERS["spread"]), NEUTRAL)]
    low, high = np.quantile(sums, [(others < edge).mean() for edge in (-border, border)])
    factor = 2 * border / (high - low)
    return float(factor), float(-factor * (low + high) / 2)


def vader_scores(sentences: Sequence[str]) -> Floats:
    """Score sentences by NLTK's VADER with the lexicon of vaderSentiment."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    lexicon = package_folder("vaderSentiment") / "vader_lexicon.txt"
    analyser.lexicon_file = lexicon.read_text(encoding="utf-8").rstrip("\n")
    analyser.lexicon, analyser.constants = analyser.make_lex_dict(), VaderConstants()
    return np.array([analyser.polarity_scores(sentence)["compound"] for sentence in sentences])


def spreads(scores: Floats, articles: npt.NDArray[np.str_]) -> str:
    """Write mean and standard deviations of scores as a line of the norms."""
    means = [scores[articles == article].mean() for article in np.unique(articles)]
    return f"{scores.mean():.4f}\t{scores.std():.4f}\t{np.std(means):.4f}"


def report(name: str, pool: Pool, scores: Mapping[str, Floats]) -> None:
    """Print how well scores of a set agree with its ratings."""
    chosen = pool.of(name)
    ratings, articles = pool.ratings[chosen] / RATED[name], pool.article[chosen]
    print(f"\n{name}: {len(chosen)} sentences, {len(set(articles))} articles")
    for kind, values in scores.items():
        own = values[chosen]
        groups = [articles == article for article in np.unique(articles)]
        pairs = [(own[group].mean(), ratings[group].mean()) for group in groups]
        print(
            f"  {kind:8} r {correlation(own, ratings):.3f}, of article means "
            f"{correlation(*np.array(pairs).T):.3f}, sign macro-F1 {sign_f1(own, ratings):.3f}"
        )


def make_trainer(data: Path, cache: Path | None) -> Trainer:
    """Read and encode everything."""
    pool, known = read_pool(data), lexicons()
    words = vocabulary(pool, known)
    counted = make_model(dict.fromkeys(words, 1.0), {"bias": 0.0} | NUMBERS, read_shifters())
    uses = find_uses(pool.sentences, counted)
    place = {term: number for number, term in enumerate(words)}
    column = np.array([-1, -1, *(place.get(term, -1) for term in counted.terms)])[uses.codes]
    kept = column >= 0
    cells = (uses.factors[kept], (uses.sentences[kept], column[kept]))
    table = csr_matrix(cells, shape=(len(pool.sentences), len(words)))
    guessed = spread_lexicon(known[0], words, cached(words, cache))
    listed = [[lexicon.get(word, 0.0) for word in words] for lexicon in known]
    priors = np.array([*listed, guessed]).T
    return Trainer(pool, words, table, priors, cached(pool.sentences, cache))


def main() -> None:
    """Cross-validate, and with ``--write`` fit to everything and store the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, help="keep what the encoder says here")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    trainer = make_trainer(args.data, args.cache)
    pool, ones = trainer.pool, np.ones(len(trainer.pool.sets), bool)
    print(f"{len(ones)} sentences, {len(pool.rated)} rated; {len(trainer.words)} words")

    by_words, by_encoder = np.zeros((2, len(ones)))
    for part in range(PARTS):
        out = pool.part == part
        weights, bias, encoder = trainer.fit(~out)
        by_words[out] = trainer.uses[out] @ weights + bias
        by_encoder[out] = trainer.codes[out] @ encoder[:-1] + encoder[-1]

    editorials = pool.of(EDITORIALS)
    ratings = pool.ratings[editorials]
    by_words += OFFSET
    pair = np.column_stack([by_words, by_encoder])
    centred = pair[editorials] - pair[editorials].mean(0)
    shares = np.linalg.lstsq(centred, ratings, rcond=None)[0]
    factor, offset = like(pair[editorials] @ shares, by_words[editorials])
    shares *= factor
    by_both = pair @ shares + offset
    shape = NUMBERS["zone"], NUMBERS["spread"]
    scores = {
        "vader": vader_scores([sentence.replace("_", " ") for sentence in pool.sentences]),
        "guarded": vader_scores(pool.sentences),
        "tone": squash(by_words, *shape),
        "encoder": squash(by_both, *shape),
    }
    for name in RATED:
        report(name, pool, scores)
    for held_out in RATED:
        out = pool.sets == held_out
        weights, _, encoder = trainer.fit(~out)
        sums = np.column_stack([trainer.uses[out] @ weights, trainer.codes[out] @ encoder[:-1]])
        found = [correlation(s, pool.ratings[out]) for s in (sums[:, 0], sums @ shares)]
        print(f"{held_out} unseen: r {found[0]:.3f}, with the encoder {found[1]:.3f}")
    if not args.write:
        return
    weights, bias, encoder = trainer.fit(ones)
    numbers = {"bias": bias + OFFSET} | NUMBERS
    model = {word: weight for word, weight in zip(trainer.words, weights, strict=True) if weight}
    lines = [f":{name}\t{number:.4f}" for name, number in sorted(numbers.items())]
    lines += [f"{word}\t{weight:.3f}" for word, weight in sorted(model.items())]
    WEIGHTS.write_text(WEIGHTS_HEAD + "\n".join(lines) + "\n", encoding="utf-8")

    free = shares[1] * encoder[-1] + offset
    lines = [f":bias\t{free:.4g}", f":words\t{shares[0]:.4g}"]
    names = [f"{layer}:{place}" for layer in LAYERS for place in range(WIDTH)]
    kept = zip(names, shares[1] * encoder[:-1], strict=True)
    lines += [f"{name}\t{weight:.4g}" for name, weight in kept]
    ENCODER_WEIGHTS.write_text(ENCODER_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    articles = pool.article[editorials]
    lines = [f"{name}\t{spreads(score[editorials], articles)}" for name, score in scores.items()]
    NORMS.write_text(NORMS_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
