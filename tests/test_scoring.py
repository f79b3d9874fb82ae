"""Sentence scores and the guard for names of institutions."""

import csv
import hashlib
import re

import pytest

from helpers import score_sentences
from helpers.intake.scoring import GUARD_FILE, guarded_phrases, lexicon_text, neutralise, read_guard


def test_the_lexicon_is_the_pinned_one():
    digest = hashlib.sha256(lexicon_text().encode("utf-8")).hexdigest()
    assert digest.startswith(LEXICON_DIGEST), "the VADER lexicon changed: every score may differ"


LEXICON_DIGEST = "aa8fa9d086ba912d"


def test_scores_are_those_of_nltk(tmp_path):
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    class Pinned(SentimentIntensityAnalyzer):
        def make_lex_dict(self):
            rows = (line.split("\t") for line in lexicon_text().splitlines() if line)
            return {row[0]: float(row[1]) for row in rows}

        def __init__(self):
            self.lexicon = self.make_lex_dict()
            from nltk.sentiment.vader import VaderConstants

            self.constants = VaderConstants()

    sentences = [
        "A GREAT deal!!",
        "Not bad, but the tariff war hurts.",
        "Nothing.",
        "Sort of good :)",
    ]
    oracle = Pinned()
    expected = [oracle.polarity_scores(s)["compound"] for s in sentences]
    assert score_sentences(sentences)["vader"].tolist() == expected


def test_a_country_is_no_compliment():
    scores = score_sentences(["The United States and Norway will meet on Monday."])
    assert scores["vader"][0] > 0.4
    assert scores["tone"][0] == 0


def test_words_of_the_guard_keep_their_tone_elsewhere():
    scores = score_sentences(["They stood united in their hope for a free country."])
    assert scores["tone"][0] == scores["vader"][0] > 0


def test_names_must_stand_with_their_capitals_and_terms_need_not():
    assert guarded_phrases("a united states of mind; Interest rates rose") == ["Interest rates"]


def test_longer_phrases_win_over_shorter():
    assert guarded_phrases("A Free Trade Agreement") == ["Free Trade Agreement"]


def test_neutralising_touches_nothing_else():
    assert neutralise("Good, says the Supreme Court.") == "Good, says the Supreme_Court_."


def test_no_sentences_give_an_empty_table():
    assert score_sentences([]).shape == (0, 2)


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
