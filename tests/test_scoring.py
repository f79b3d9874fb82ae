"""Sentence scores and the guard for names of institutions."""

import csv
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import score_sentences
from helpers.intake.guard import GUARD_FILE, guard, read_guard
from helpers.intake.scoring import AT_ONCE, score
from helpers.intake.vader.lexicon import lexicon_text


def test_the_lexicon_is_the_pinned_one():
    digest = hashlib.sha256(lexicon_text().encode("utf-8")).hexdigest()
    assert digest.startswith(LEXICON_DIGEST), "the VADER lexicon changed: every score may differ"


LEXICON_DIGEST = "aa8fa9d086ba912d"


def test_a_country_is_no_compliment():
    scores = score_sentences(["The United States and Norway will meet on Monday."])
    assert scores["vader"][0] > 0.4
    assert scores["vader_guarded"][0] == 0


def test_words_of_the_guard_keep_their_tone_elsewhere():
    scores = score_sentences(["They stood united in their hope for a free country."])
    assert scores["vader_guarded"][0] == scores["vader"][0] > 0


def test_names_must_stand_with_their_capitals_and_terms_need_not():
    assert guard(["a united states of mind; Interest rates rose"])[0].phrases == ("Interest rates",)


def test_longer_phrases_win_over_shorter():
    assert guard(["A Free Trade Agreement"])[0].phrases == ("Free Trade Agreement",)


def test_neutralising_touches_nothing_else():
    [guarded] = guard(["Good, says the Supreme  Court."])
    assert guarded == ("Good, says the Supreme_Court_.", ("Supreme Court",))


def test_no_sentences_give_an_empty_table():
    assert score_sentences([]).shape == (0, 6)
    assert score([]).parts == []


def test_a_sentence_has_the_same_scores_alone_and_among_many():
    sentences = [f"The United States {word} again." for word in ("won", "failed", "met")]
    alone = [score_sentences([sentence]) for sentence in sentences]
    together = score_sentences(sentences * (AT_ONCE // 2))
    assert len(together) > AT_ONCE
    for i, table in enumerate(alone):
        assert (together.iloc[i::3].to_numpy() == table.to_numpy()).all()


WORDS = (
    *("good", "bad", "not", "very", "the", "United", "States", "war", "peace", "hopes", "but"),
    *("!", "treasury"),
)
sentence_of_words = st.lists(
    st.sampled_from(
        [
            "good",
            "bad",
            "not",
            "very",
            "the",
            "United",
            "States",
            "war",
            "peace",
            "hopes",
            "but",
            "!",
            "treasury",
        ]
    ),
    max_size=12,
).map(" ".join)


NOTHING = score([""]).tone[0]
"""Tone of a sentence without any known word."""


@settings(max_examples=100, deadline=None)
@given(st.lists(sentence_of_words, max_size=5))
def test_the_parts_of_the_words_add_up_to_the_score(sentences):
    scored = score(sentences)
    for i, parts in enumerate(scored.parts):
        assert sum(vader for _, vader in parts.values()) == pytest.approx(
            scored.vader_guarded[i], abs=1e-9
        )
        assert sum(tone for tone, _ in parts.values()) == pytest.approx(
            scored.tone[i] - NOTHING, abs=1e-4
        )


def test_no_part_of_a_word_is_beyond_all_scores_where_words_nearly_cancel():
    [parts] = score(["A acceptance abandon end!!!!"]).parts
    assert max(abs(vader) for _, vader in parts.values()) < 1
    [parts] = score(["They won and they lost!!!"]).parts
    assert max(abs(vader) for _, vader in parts.values()) < 1


def by_one_pattern(sentence):
    """All phrases tried at every place, the longest first."""
    options = [
        re.escape(phrase) if phrase != phrase.lower() else f"(?i:{re.escape(phrase)})"
        for phrase in read_guard()
    ]
    every = "|".join(options).replace(r"\ ", r"\s+")
    found = re.findall(rf"(?<![\w-])(?:{every})(?![\w-])", sentence)
    return tuple(" ".join(phrase.split()) for phrase in found)


piece = st.one_of(
    st.sampled_from([*read_guard(), *(phrase.upper() for phrase in read_guard()[::7])]),
    st.sampled_from(["the", "-", "free", "trade", "united", "States", "World", "War", "s", "\n"]),
    st.text(max_size=3),
)
sentence_of_phrases = st.lists(
    st.tuples(piece, st.sampled_from(["", " ", "  ", "\n", "\t", "\xa0", "-"])), max_size=8
).map(lambda pairs: "".join(part for pair in pairs for part in pair))


@settings(max_examples=300, deadline=None)
@given(st.lists(sentence_of_phrases, max_size=4))
def test_the_guard_meets_every_phrase_that_stands_there(sentences):
    assert [one.phrases for one in guard(sentences)] == [by_one_pattern(s) for s in sentences]


@given(st.lists(st.text(max_size=60), max_size=4))
def test_the_guard_meets_in_many_sentences_what_it_meets_in_one(sentences):
    assert guard(sentences) == [guard([sentence])[0] for sentence in sentences]


def test_every_phrase_of_the_guard_has_a_reason_and_a_word_with_tone():
    lexicon = {line.split("\t")[0] for line in lexicon_text().splitlines()}
    with GUARD_FILE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert len(rows) == len(set(read_guard())) > 50
    for row in rows:
        assert row["why"].strip(), row
        assert any(w in lexicon for w in re.findall(r"[\w-]+", row["phrase"].lower())), row


@pytest.mark.parametrize("text", ["", " ", "\x00", "!!!", "\U0001f600"])
def test_odd_sentences_are_scored(text: str):
    assert score_sentences([text]).abs().max().max() <= 1
