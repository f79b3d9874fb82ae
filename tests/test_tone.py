"""Tone by words: what it makes of single sentences, and what holds for all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.guard import neutralise
from helpers.intake.tone.norms import read_norms
from helpers.intake.tone.tokens import find_tokens
from helpers.intake.tone.weights import make_model, read_shifters, shipped_model
from helpers.intake.tone.words import CHUNK, score_tone, squash

NUMBERS = {"bias": 0.1, "turned": -0.5, "strengthened": 1.5, "zone": 0.2, "spread": 5.0}
MODEL = make_model({"good": 1.0, "grim": -2.0, "hope": 1.0}, NUMBERS, read_shifters())

ODDITIES = [
    "",
    " ",
    "\x00",
    "\x01",
    "good\x01grim",
    "'",
    "''good''",
    "don't",
    "\ud800 good",
    "Ægir’s “good” day…",
    "GOOD\u00a0GRIM",
    "x" * 100_000,
    "' " * 50_000,
    "not " * 20_000 + "good",
    "好 good ﷽ grim 👍🏽",
    "good\ngrim\r\nhope\x1c",
]
texts = st.lists(
    st.one_of(
        st.sampled_from(ODDITIES),
        st.text(max_size=40),
        st.lists(
            st.sampled_from(["good", "Grim", "not", "very", "HOPE", ",", "(", "it's", "isn't"])
        ).map(" ".join),
    ),
    max_size=12,
)


def one(sentence, model=MODEL):
    return float(score_tone([sentence], model).tone[0])


def test_a_negation_turns_the_next_three_words_and_no_more():
    assert one("They saw good terms.") > one("Terms.") > one("They saw no good terms.")
    assert one("No new or good terms.") < one("A new or good terms.")
    assert one("No new terms or good terms.") == one("My new terms or good terms.")
    assert one("It wasn't good.") == one("It wasn’t good.") < one("It was good.")


def test_a_negation_ends_with_its_sentence():
    alone = score_tone(["good terms"], MODEL).tone[0]
    assert score_tone(["They said no", "good terms"], MODEL).tone[1] == alone


def test_an_intensifier_strengthens_the_next_word():
    assert one("a very grim day") < one("a most grim day") + 1e-12 < one("a rather grim day")
    assert one("very a grim day") == one("such a grim day")


def test_a_guarded_phrase_has_no_tone():
    assert neutralise("the Supreme Court") == "the Supreme_Court_"
    model = make_model({"supreme": 3.0, "court": -3.0}, NUMBERS, {})
    found = score_tone([neutralise("Then the Supreme Court met.")], model)
    assert found.n_known.tolist() == [0]


def test_a_name_has_no_tone():
    assert one("Then Senator Hope spoke.") == one("Then Senator Dole spoke.")
    assert one("The chance of HOPE leaving.") == one("The chance of DOLE leaving.")


def test_capitals_of_a_headline_or_a_start_tell_no_name():
    assert one("Grim Talks End In Tokyo") == one("grim talks end in tokyo") < one("")
    assert one("GRIM TALKS END") == one("grim talks end")
    assert one("Grim talks end.") == one("grim talks end.")
    assert one("He said: Grim news.") == one("He said: grim news.")
    assert one("He called “Grim” news.") == one("He called “grim” news.")


def test_a_possessive_and_a_hyphen_do_not_hide_a_word():
    assert score_tone(["hope's end, a good-faith offer"], MODEL).n_known.tolist() == [2]


def test_without_known_words_the_score_is_that_of_the_bias():
    scores = score_tone(["", "Nothing at all.", "7 8 9"], MODEL)
    assert scores.n_known.tolist() == [0, 0, 0]
    assert len(set(scores.tone.tolist())) == 1
    assert scores.tone[0] == squash(np.array([MODEL.bias]), MODEL.zone, MODEL.spread)[0]


def test_no_sentences_give_no_scores():
    scores = score_tone([])
    assert len(scores.tone) == len(scores.n_known) == len(scores.contributions) == 0


@given(texts)
def test_contributions_explain_the_scores(sentences):
    scores = score_tone(sentences, MODEL)
    sums = [scores.bias] * len(sentences)
    for sentence, contribution in zip(scores.sentences, scores.contributions, strict=True):
        sums[sentence] += contribution
    left = [s * s**4 / (s**4 + scores.zone**4) for s in sums]
    expected = [x / math.sqrt(x * x + scores.spread**2) for x in left]
    assert np.allclose(scores.sums, sums, rtol=0, atol=1e-12)
    assert np.allclose(scores.tone, expected, rtol=0, atol=1e-12)
    assert np.bincount(scores.sentences, minlength=len(sentences)).tolist() == list(scores.n_known)
    assert all(MODEL.weights[MODEL.codes[scores.vocabulary[t].encode()]] for t in scores.terms)


@given(texts)
def test_a_score_does_not_depend_on_the_other_sentences(sentences):
    together = score_tone(sentences, MODEL)
    apart = [score_tone([sentence], MODEL) for sentence in sentences]
    assert together.tone.tolist() == [scores.tone[0] for scores in apart]
    assert together.n_known.tolist() == [scores.n_known[0] for scores in apart]
    assert together.terms.tolist() == [term for scores in apart for term in scores.terms]
    assert together.contributions.tolist() == [c for scores in apart for c in scores.contributions]


@given(texts)
def test_words_lie_in_their_sentences(sentences):
    found = find_tokens(sentences)
    assert len(found.firsts) == len(found.counts) == len(sentences)
    assert len(found.words) == len(found.owners) == len(found.names)
    for number, sentence in enumerate(sentences):
        start = found.firsts[number]
        own = found.words[start + 1 : start + 1 + found.counts[number]]
        assert len(find_tokens([sentence]).words) == len(own) + 1


def test_batches_beyond_a_chunk_are_scored_alike():
    sentences = ["A good day.", "No hope, said very grim men."] * (CHUNK // 2 + 3)
    scores = score_tone(sentences, MODEL)
    assert len(set(scores.tone[::2])) == len(set(scores.tone[1::2])) == 1
    assert scores.sentences.max() == len(sentences) - 1


def test_the_shipped_weights_know_news():
    bad = ["The crisis deepened and workers feared ruin.", "The attack killed many."]
    good = ["The talks were a success and both sides praised them.", "A joyful and brave rescue."]
    dull = ["The office is on the second floor.", "Its report has four parts."]
    scores = score_tone([*bad, *dull, *good]).tone
    assert (scores[:2] < -0.05).all()
    assert (np.abs(scores[2:4]) < 0.05).all()
    assert (scores[4:] > 0.05).all()


def test_the_shipped_weights_turn_what_is_negated():
    good, negated, bad = score_tone(
        ["It was a good deal.", "It was not a good deal.", "It was a bad deal."]
    ).tone
    assert good > 0.05 > negated
    assert good > 0.05 > bad


def test_no_name_of_a_country_or_a_president_has_a_weight():
    weights = shipped_model()
    names = (
        "japan china america american japanese chinese russia iraq trump obama bush clinton reagan"
    )
    for name in names.split():
        assert not weights.weights[weights.codes.get(name.encode(), 0)], name


def test_shipped_weights_are_well_formed():
    model = shipped_model()
    assert np.isfinite(model.weights).all()
    assert all(term == term.lower() and " " not in term for term in model.terms)
    assert model.spread > 0
    for term in model.terms:
        assert find_tokens([term]).words[1:] == [term.encode()]


def test_norms_cover_the_scores():
    norms = read_norms()
    assert {"vader", "guarded", "tone", "encoder"} <= set(norms)
    assert all(0 < norm.article_sd < norm.sd < 1 for norm in norms.values())


def test_a_model_without_a_shifter_knows_none():
    model = make_model({"good": 1.0}, NUMBERS, {})
    assert one("not good", model) == one("now good", model)


@pytest.mark.parametrize("sums", [[-50.0, -1e-9, 0.0, 50.0], [-0.2, 0.1, 0.3]])
def test_larger_sums_have_larger_scores(sums):
    scores = squash(np.array(sums), 0.2, 5.0)
    assert (np.diff(scores) > 0).all()
    assert (np.abs(scores) <= 1).all()
