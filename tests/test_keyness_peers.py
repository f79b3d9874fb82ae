"""Keyness and dispersion against what other packages compute of the same random corpora."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from helpers.analysis.keyness import PRIOR_WORDS, keyness, log_ratio, weighted_log_odds
from helpers.analysis.resampling import adjust
from helpers.analysis.statistics.contingency import chi_square, g2_four_cell
from helpers.analysis.statistics.dispersion import dispersion
from helpers.analysis.statistics.effect_sizes import simple_maths

SEEDS = range(5)


def corpora(seed):
    """Two texts whose words are as unequally frequent as those of a language."""
    rng = np.random.default_rng(seed)
    frequency = 1 / (np.arange(400) + 3)
    size = rng.integers(2_000, 60_000, 2)
    shift = rng.lognormal(0, 0.6, 400)
    sides = [rng.poisson(n * f / f.sum()) for n, f in zip(size, (frequency, frequency * shift),
                                                          strict=True)]  # fmt: skip
    used = (sides[0] + sides[1]) > 0
    return [side[used].astype(float) for side in sides]


def as_mappings(sides):
    return [{f"w{i:03d}": int(n) for i, n in enumerate(side) if n} for side in sides]


def made_articles(seed):
    rng = np.random.default_rng(seed)
    rates = 60 / (np.arange(80) + 3) * rng.gamma(1.0, 1.0, size=(9, 80))
    counts = rng.poisson(rates)
    return counts[:, counts.sum(axis=0) > 0]


@pytest.mark.peers
@pytest.mark.parametrize("seed", SEEDS)
def test_measures_equal_those_of_keyflux(seed):
    peer = pytest.importorskip("keyflux.keyness.measures")
    sides = corpora(seed)
    totals = tuple(float(side.sum()) for side in sides)
    table = keyness(*as_mappings(sides)).sort_index()
    maths = simple_maths(*sides, totals)
    squares = chi_square(*sides, totals)
    for place, (a, b) in enumerate(zip(*(side.astype(int).tolist() for side in sides),
                                       strict=True)):  # fmt: skip
        row, four = table.iloc[place], (a, b, *map(int, totals))
        assert row["g2"] == pytest.approx(peer.log_likelihood(*four), abs=1e-8)
        assert maths[place] == pytest.approx(peer.simple_maths(*four))
        assert squares[place] == pytest.approx(peer.chi_square(*four))
        if a and b:  # where one side has none, it may lean to that side, and ours never does
            assert row["log_ratio"] == pytest.approx(peer.log_ratio(*four))
            assert row["percent_diff"] == pytest.approx(peer.percent_diff(*four))


@pytest.mark.peers
@pytest.mark.parametrize("seed", SEEDS)
def test_measures_equal_those_of_pycorpdiff(seed):
    peer = pytest.importorskip("pycorpdiff.keyness")
    sides = corpora(seed)
    totals = tuple(int(side.sum()) for side in sides)
    named = [pd.Series(counts, dtype=float) for counts in as_mappings(sides)]
    table = keyness(*as_mappings(sides)).sort_index()
    for formula, ours in (("rayson", table["g2"]), ("dunning", g2_four_cell(*sides, totals))):
        theirs = peer.log_likelihood(*named, *totals, formula=formula)
        assert theirs["g2"].abs().to_numpy() == pytest.approx(np.asarray(ours), abs=1e-8)
    squares = peer.chi_squared(*named, *totals)["chi_squared"].abs()
    assert chi_square(*sides, totals) == pytest.approx(squares.to_numpy(), abs=1e-8)
    ratios = peer.log_ratio(*named, *totals).to_numpy()
    assert log_ratio(*sides, totals, added=0.5) == pytest.approx(ratios)
    assert table["percent_diff"].to_numpy() == pytest.approx(
        peer.percent_diff(*named, *totals).to_numpy()
    )
    p = np.random.default_rng(seed).uniform(size=300) ** 3
    assert adjust(p) == pytest.approx(np.asarray(peer.benjamini_hochberg(p)))


@pytest.mark.peers
@pytest.mark.parametrize("seed", SEEDS)
def test_dispersion_equals_that_of_pycorpdiff(seed):
    peer = pytest.importorskip("pycorpdiff.keyness")
    counts = made_articles(seed)
    ours = dispersion(sparse.csr_matrix(counts), counts.sum(axis=1).astype(float))
    theirs = pd.DataFrame(counts)
    assert ours["dp"].to_numpy() == pytest.approx(peer.dispersion_dp(theirs).to_numpy())
    assert ours["juilland_d"].to_numpy() == pytest.approx(
        peer.juilland_d(theirs).to_numpy(), abs=1e-9
    )


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", SEEDS)
def test_dispersion_equals_that_of_scattertext(seed):
    peer = pytest.importorskip("scattertext.dispersion.dispersion", exc_type=ImportError)
    counts = made_articles(seed)
    ours = dispersion(sparse.csr_matrix(counts), counts.sum(axis=1).astype(float))
    theirs = peer.Dispersion(term_doc_mat=sparse.csr_matrix(counts.astype(float)))
    for name, found in (
        ("articles", theirs.dispersion_range()),
        ("dp", theirs.dp()),
        ("dp_norm", theirs.dp_norm()),
        ("juilland_d", theirs.jullands_d()),
    ):
        assert ours[name].to_numpy() == pytest.approx(np.asarray(found).ravel(), abs=1e-9)


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", SEEDS)
def test_log_odds_with_the_informative_prior_equal_those_of_scattertext(seed):
    """It adds two more terms to the variance, which the paper leaves out for being small."""
    module = "scattertext.termsignificance.LogOddsRatioInformativeDirichletPiror"
    peer = pytest.importorskip(module, exc_type=ImportError)
    sides = [side + 1 for side in corpora(seed)]
    totals = tuple(float(side.sum()) for side in sides)
    prior = sides[0] + sides[1]
    scorer = peer.LogOddsRatioInformativeDirichletPrior(prior, sigma=500, scale_type="word")
    theirs = scorer.get_zeta_i_j_given_separate_counts(*sides)
    ours, z = weighted_log_odds(*sides, totals)
    alpha = 500 * prior / prior.sum()
    own = [side + alpha for side in sides]
    rest = [n + 500 - count for n, count in zip(totals, own, strict=True)]
    error = np.sqrt(sum(1 / count for count in own + rest))
    assert ours / error == pytest.approx(theirs)
    assert (np.abs(z) >= np.abs(theirs) - 1e-9).all()


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("prior", [0.01, 0.1, None])
@pytest.mark.parametrize("seed", SEEDS)
def test_log_odds_equal_the_fighting_words_of_convokit(seed, prior):
    """By its own corpus and transformer; it counts in single precision."""
    peer = pytest.importorskip("convokit")
    from sklearn.feature_extraction.text import CountVectorizer

    sides = corpora(seed)
    named = as_mappings(sides)
    vocabulary = sorted(named[0].keys() | named[1].keys())
    said = [" ".join(word for word, n in side.items() for _ in range(n)) for side in named]
    spoken = peer.Corpus(
        utterances=[
            peer.Utterance(id=str(side), speaker=peer.Speaker(id=str(side)), text=text)
            for side, text in enumerate(said)
        ]
    )
    totals = sum(float(side.sum()) for side in sides)
    informed = (sides[0] + sides[1]) * PRIOR_WORDS / totals
    fighting = peer.FightingWords(
        cv=CountVectorizer(vocabulary=vocabulary, token_pattern=r"\S+"),
        prior=informed if prior is None else prior,
        text_func=lambda utterance: utterance.text,
    )
    fighting.fit(spoken, lambda one: one.id == "0", lambda one: one.id == "1")
    theirs = fighting.get_ngram_zscores()["z-score"]
    ours = keyness(*named, prior=prior)["z"]
    assert ours.sort_index().to_numpy() == pytest.approx(
        theirs.sort_index().to_numpy(), rel=1e-5, abs=1e-5
    )
