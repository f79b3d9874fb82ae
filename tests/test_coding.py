"""Coding by hand: sheets and the form keep what people say, blind and for good."""

import csv

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.analysis.handcoding import corrected_eras, item_means
from helpers.corpus.extraction import extract_folder
from helpers.errors import DatelinesError
from helpers.reporting.coding import (
    CodingForm,
    code_sheet,
    codes_file,
    read_codes,
    sentences_to_code,
    write_code_sheet,
)
from made import folder_of_clippings


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return folder_of_clippings(tmp_path_factory.mktemp("coded") / "clippings", 12)


@pytest.fixture(scope="module")
def corpus(folder):
    return load_corpus(folder, duplicates="keep")


@pytest.fixture(autouse=True)
def no_codes(folder):
    yield
    for path in folder.glob("codes_*.csv"):
        path.unlink()


def filled(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sheet_tells_a_coder_neither_article_nor_era(corpus, folder):
    sample = code_sheet(corpus, 10)
    path = write_code_sheet(sample, folder, "eva")
    rows = filled(path)
    assert len(rows) == 10
    assert rows[0].keys() == {"item", "coder", "code", "text"}
    assert [row["text"] for row in rows] == sample["text"].tolist()
    assert {row["code"] for row in rows} == {""}
    assert sample["era"].value_counts().tolist() == [5, 5]


def test_a_larger_sample_is_added_to_the_sheet_and_codes_of_another_are_left_out(corpus, folder):
    form = CodingForm(code_sheet(corpus, 4), folder, "eva")
    for _ in range(4):
        form.give("1")
    larger = code_sheet(corpus, 10)
    assert CodingForm(larger, folder, "eva").place == 4
    assert len(filled(codes_file(folder, "eva"))) == 10
    assert len(read_codes(folder, larger)) == 4
    assert len(read_codes(folder, code_sheet(corpus, 2))) == 2
    with pytest.raises(DatelinesError, match="no item of this sample"):
        read_codes(folder, code_sheet(corpus, 4, seed=9))


def test_a_sheet_with_tabs_is_read(corpus, folder):
    sample = code_sheet(corpus, 2)
    rows = "".join(f"{item}\teva\t-1\tsome text\n" for item in sample["item"])
    codes_file(folder, "eva").write_text(f"item\tcoder\tcode\ttext\n{rows}", encoding="utf-16")
    assert read_codes(folder, sample)["code"].tolist() == [-1, -1]


def test_names_of_items_are_no_numbers_to_a_spreadsheet(corpus):
    assert code_sheet(corpus, 30)["item"].str.match("s[0-9a-f]{12}$").all()


def test_codes_are_no_clippings(corpus, folder):
    write_code_sheet(code_sheet(corpus, 10), folder, "eva")
    again = load_corpus(folder, duplicates="keep")
    assert len(again.articles) == 12
    assert again.problems.empty


def test_the_form_saves_every_answer_and_goes_on_where_it_stopped(corpus, folder):
    sample = code_sheet(corpus, 4)
    form = CodingForm(sample, folder, "eva")
    form.give("-2")
    form.give(" ")
    again = CodingForm(sample, folder, "eva")
    assert again.place == 2
    again.give("1")
    again.go_back()
    again.give("2")
    again.give("0")
    again.give("0")
    assert again.place == 4
    codes = read_codes(folder, sample)
    assert dict(zip(codes["item"], codes["code"], strict=True)) == {
        sample["item"][0]: -2, sample["item"][2]: 2, sample["item"][3]: 0,
    }  # fmt: skip


def test_the_buttons_of_the_form_give_codes(corpus, folder):
    form = CodingForm(code_sheet(corpus, 2), folder, "jon")
    progress, sentence, buttons, others = form.widget.children
    before = sentence.value
    buttons.children[0].click()
    assert sentence.value != before
    others.children[0].click()
    assert progress.value == "2 of 2 sentences are coded"
    assert all(button.disabled for button in buttons.children)
    others.children[1].click()
    assert progress.value == "1 of 2 sentences are coded"
    assert [row["code"] for row in filled(codes_file(folder, "jon"))] == ["-2", ""]


def test_text_of_clippings_is_escaped_in_the_form_and_harmless_in_the_sheet(corpus, folder):
    sample = code_sheet(corpus, 2).assign(text="=<b>duties</b>&")
    form = CodingForm(sample, folder, "eva")
    assert "=&lt;b&gt;duties&lt;/b&gt;&amp;" in form.widget.children[1].value
    assert filled(codes_file(folder, "eva"))[0]["text"] == "'=<b>duties</b>&"


def test_what_a_spreadsheet_makes_of_a_sheet_is_read(corpus, folder):
    sample = code_sheet(corpus, 2)
    rows = "".join(f"{item};eva;-1;some text\r\n" for item in sample["item"])
    path = codes_file(folder, "eva")
    path.write_bytes(f"item;coder;code;text\r\n{rows}".encode("cp1252"))
    assert read_codes(folder, sample)["code"].tolist() == [-1, -1]


def test_several_coders_are_read_together(corpus, folder):
    sample = code_sheet(corpus, 6)
    for coder, code in (("eva", "1"), ("jon", "0")):
        form = CodingForm(sample, folder, coder)
        for _ in range(6):
            form.give(code)
    codes = read_codes(folder, sample)
    assert codes["coder"].value_counts().to_dict() == {"eva": 6, "jon": 6}
    assert item_means(codes).tolist() == [0.5] * 6


def test_codes_of_a_whole_sample_correct_the_eras(corpus, folder):
    sample = code_sheet(corpus, 24)
    form = CodingForm(sample, folder, "eva")
    for number in range(24):
        form.give(str(number % 3 - 1))
    table = corrected_eras(sentences_to_code(corpus), sample, read_codes(folder, sample), "tone")
    assert table["coded"].tolist() == [12, 12]
    assert table["mean"].between(-1, 1).all()


@pytest.mark.parametrize("name", ["", "../eva", "a" * 40, "eva lund", "e/va"])
def test_a_name_that_is_no_file_name_is_refused(folder, name):
    with pytest.raises(DatelinesError, match="is no name for a coder"):
        codes_file(folder, name)


def test_a_sheet_without_its_columns_is_refused(corpus, folder):
    codes_file(folder, "eva").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DatelinesError, match="has no column 'item'"):
        read_codes(folder, code_sheet(corpus, 2))


def test_extracts_have_no_sentences_to_code(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    with pytest.raises(DatelinesError, match="no sentences to code"):
        code_sheet(load_corpus(tmp_path / "extracts"), 10)


def test_nobody_has_coded_yet(corpus, folder):
    codes = read_codes(folder, code_sheet(corpus, 2))
    assert codes.empty
    assert isinstance(codes, pd.DataFrame)
