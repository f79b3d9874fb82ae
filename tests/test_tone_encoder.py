"""Tone by the sentence encoder; most of it needs the extra ``encoder``."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import DatelinesError
from helpers.intake.tone import encoder
from helpers.intake.tone.pieces import piece_numbers

needs_encoder = pytest.mark.skipif(
    not encoder.has_encoder(), reason="the extra 'encoder' is not installed"
)
SENTENCES = [
    "The ferry sank and nineteen sailors drowned.",
    "The office is on the second floor.",
    "Everyone was delighted when the hostages came home safe.",
    "",
    "\x00 \ud800 好 " + "long " * 500,
]


def test_a_sentence_has_its_marks_and_at_most_so_many_pieces():
    assert piece_numbers("", 128) == [101, 102]
    assert len(piece_numbers("word " * 1000, 128)) == 128


def test_accents_and_capitals_make_no_difference():
    assert piece_numbers("CAFÉ Zürich", 128) == piece_numbers("cafe zurich", 128)


def test_a_word_of_endless_length_is_unknown():
    assert piece_numbers("x" * 10_000, 128) == [101, 100, 102]


@given(st.text(max_size=80))
def test_every_text_has_pieces(text):
    numbers = piece_numbers(text, 16)
    assert numbers[0] == 101
    assert numbers[-1] == 102
    assert 2 <= len(numbers) <= 16


@given(st.text(max_size=60))
def test_pieces_are_those_of_the_reference_tokeniser(text):
    tokenizers = pytest.importorskip("tokenizers")
    from helpers.intake.tone.pieces import HEADER_LINES, PIECES

    lines = PIECES.read_text(encoding="utf-8").split("\n")[HEADER_LINES:-1]
    vocabulary = {piece: number for number, piece in enumerate(lines)}
    reference = tokenizers.BertWordPieceTokenizer(vocabulary, lowercase=True)
    if any(0xD800 <= ord(letter) < 0xE000 for letter in text):
        return
    assert piece_numbers(text, 1000) == reference.encode(text).ids


def test_without_the_extra_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setattr(encoder, "has_encoder", lambda: False)
    with pytest.raises(DatelinesError, match=r"datelines\[encoder\]"):
        encoder.score_with_encoder(["A day."])
    with pytest.raises(DatelinesError, match=r"datelines\[encoder\]"):
        encoder._session.__wrapped__()


@needs_encoder
def test_good_and_bad_news_are_told_apart():
    bad, dull, good = encoder.score_with_encoder(SENTENCES[:3])
    assert bad < -0.05 < dull < 0.05 < good


@needs_encoder
def test_scores_do_not_depend_on_the_other_sentences():
    together = encoder.score_with_encoder(SENTENCES)
    apart = [encoder.score_with_encoder([sentence])[0] for sentence in SENTENCES]
    assert together.tolist() == apart
    assert encoder.score_with_encoder(SENTENCES[::-1]).tolist() == apart[::-1]
    assert np.isfinite(together).all()
    assert (np.abs(together) < 1).all()


@needs_encoder
def test_no_sentences_give_no_scores():
    assert encoder.score_with_encoder([]).tolist() == []


@needs_encoder
def test_scores_are_the_same_in_another_process_without_a_network():
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise OSError('no network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from helpers.intake.tone.encoder import score_with_encoder\n"
        "print(score_with_encoder(['The ferry sank and nineteen sailors drowned.']).tolist())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(encoder.score_with_encoder(SENTENCES[:1]).tolist())


@needs_encoder
def test_another_model_file_is_refused(monkeypatch):
    monkeypatch.setattr(encoder, "MODEL_DIGEST", "0" * 64)
    with pytest.raises(DatelinesError, match="another version"):
        encoder._session.__wrapped__()


def test_the_encoder_is_not_loaded_with_the_module():
    code = "import sys, helpers.intake.tone.encoder; print('onnxruntime' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
