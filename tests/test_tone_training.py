"""What the shipped weights of tone are worth, and that they are what training gives."""

import gzip
import importlib.util
import json
import subprocess
import sys

import numpy as np
import pytest

from helpers.intake.guard import neutralise
from helpers.intake.tone import encoder
from helpers.intake.tone.weights import WEIGHTS
from helpers.intake.tone.words import score_tone
from helpers.intake.vader.lexicon import lexicon_text


@pytest.fixture(scope="module")
def rated(shared):
    path = shared / "eval" / "data" / "tone.jsonl.gz"
    if not path.exists():
        pytest.skip("the ratings (../shared/eval) are not on this machine")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def agreement(rows, score):
    return np.corrcoef([row["human"] for row in rows], score)[0, 1]


@pytest.fixture(scope="module")
def vader():
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyser.lexicon_file = lexicon_text().rstrip("\n")
    analyser.lexicon, analyser.constants = analyser.make_lex_dict(), VaderConstants()
    return lambda text: analyser.polarity_scores(text)["compound"]


@pytest.mark.parametrize("name", ["emobank_newspaper", "emobank_headlines", "semeval17_headlines"])
def test_tone_agrees_with_people_better_than_vader_on_sets_never_learnt_from(rated, vader, name):
    rows = [row for row in rated if row["set"] == name]
    tone = score_tone([neutralise(row["text"]) for row in rows]).tone
    assert agreement(rows, tone) > agreement(rows, [vader(row["text"]) for row in rows]) + 0.02


def test_tone_agrees_with_ratings_of_editorials_better_than_vader(rated, vader):
    rows = [row for row in rated if row["set"] == "nyt_editorials"]
    tone = score_tone([neutralise(row["text"]) for row in rows]).tone
    assert agreement(rows, tone) > agreement(rows, [vader(row["text"]) for row in rows]) + 0.09


@pytest.mark.skipif(not encoder.has_encoder(), reason="the extra 'encoder' is not installed")
def test_the_encoder_agrees_with_people_better_than_words(rated):
    rows = [row for row in rated if row["set"] == "emobank_newspaper"]
    guarded = [neutralise(row["text"]) for row in rows]
    found = agreement(rows, encoder.score_with_encoder(guarded))
    assert found > agreement(rows, score_tone(guarded).tone)


@pytest.mark.long
@pytest.mark.skipif(not encoder.has_encoder(), reason="the extra 'encoder' is not installed")
@pytest.mark.skipif(
    importlib.util.find_spec("textblob") is None, reason="training needs the package textblob"
)
def test_training_again_gives_the_shipped_weights(root, rated, shared, tmp_path):
    out = tmp_path / "data"
    code = (
        "import sys, runpy\n"
        f"sys.path.insert(0, {str(root / 'tools')!r})\n"
        "from pathlib import Path\n"
        "import helpers.intake.tone.weights as w, helpers.intake.tone.encoder as e\n"
        "import helpers.intake.tone.norms as n\n"
        f"out = Path({str(out)!r}); out.mkdir()\n"
        "w.WEIGHTS, e.ENCODER_WEIGHTS, n.NORMS = out / 'w', out / 'e', out / 'n'\n"
        f"sys.argv = ['train', {str(shared / 'eval' / 'data')!r}, '--write']\n"
        f"runpy.run_path({str(root / 'tools' / 'train_tone.py')!r}, run_name='__main__')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    for new, shipped in ((out / "w", WEIGHTS), (out / "e", encoder.ENCODER_WEIGHTS)):
        found, expected = (
            dict(row.split("\t") for row in path.read_text("utf-8").splitlines() if row[0] != "#")
            for path in (new, shipped)
        )
        # Words whose weight is next to the smallest that is kept may come or go.
        assert len(found.keys() ^ expected.keys()) <= 0.01 * len(expected)
        both = found.keys() & expected.keys()
        assert max(abs(float(found[key]) - float(expected[key])) for key in both) < 0.02
