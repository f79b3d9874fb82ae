"""What a person says of a line holds: in every run, whatever the file is called."""

import csv
import io
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.corpus import digests, loading
from helpers.corpus.corrections import read_corrections
from helpers.corpus.extraction import extract_folder
from helpers.corpus.store import parts_folder, whole_parts
from helpers.errors import DatelinesError
from helpers.reporting.intake import doubtful_lines, write_accounts
from made import folder_of_clippings
from nasty import STORY


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    folder = folder_of_clippings(tmp_path / "clippings", 2)
    text = "\n".join(["Ministers Put Off Decision", "", *STORY, "Share on Facebook"]) + "\n"
    (folder / "steel.txt").write_text(text, encoding="utf-8")
    return folder


def kinds(folder, file: str = "steel.txt") -> dict[int, str]:
    corpus = load_corpus(folder)
    articles = corpus.articles.set_index("file")["article_id"]
    lines = corpus.table("lines")
    lines = lines[lines["article_id"] == articles[file]]
    return dict(zip(lines["line"], lines["kind"], strict=True))


def article_id(folder, file: str = "steel.txt") -> str:
    return load_corpus(folder).articles.set_index("file")["article_id"][file]


def correct(folder, *rows: tuple[str, int, str], header: str = "article,line,kind") -> None:
    lines = [header, *(",".join(map(str, row)) for row in rows)]
    (folder / "corrections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_corrected_line_is_what_the_user_says_and_no_other_line_moves(folder):
    before = kinds(folder)
    assert (before[4], before[6]) == ("body", "share bar")
    correct(folder, (article_id(folder), 4, "teaser"), (article_id(folder), 6, "body"))
    assert kinds(folder) == before | {4: "teaser", 6: "body"}
    passages = load_corpus(folder).table("passages")["text"].tolist()
    assert STORY[1] not in passages
    assert "Share on Facebook" in passages


def test_a_correction_outlives_a_new_name_and_a_second_load_builds_nothing(folder):
    correct(folder, (article_id(folder), 4, "teaser"))
    corrected = kinds(folder)
    parts = whole_parts(parts_folder())
    (folder / "steel.txt").rename(folder / "renamed.txt")
    assert kinds(folder, "renamed.txt") == corrected
    assert whole_parts(parts_folder()) == parts


def test_a_correction_that_is_taken_back_leaves_no_trace(folder):
    before = kinds(folder)
    correct(folder, (article_id(folder), 4, "teaser"))
    assert kinds(folder) != before
    (folder / "corrections.csv").unlink()
    assert kinds(folder) == before


def test_an_extract_carries_the_corrections(folder, tmp_path):
    correct(folder, (article_id(folder), 4, "teaser"))
    extract_folder(folder, tmp_path / "extracts")
    assert kinds(tmp_path / "extracts", "steel.json")[4] == "teaser"
    original, extract = load_corpus(folder), load_corpus(tmp_path / "extracts")
    assert original.articles["n_words"].tolist() == extract.articles["n_words"].tolist()


def test_the_list_of_doubtful_lines_is_itself_a_file_of_corrections(folder, tmp_path):
    corpus = load_corpus(folder)
    before = corpus.table("lines")
    _, listed = write_accounts(corpus, tmp_path / "out")
    rows = list(csv.DictReader(io.StringIO(listed.read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(doubtful_lines(corpus))
    (folder / "corrections.csv").write_bytes(listed.read_bytes())
    after = load_corpus(folder).table("lines")
    assert before["kind"].tolist() == after["kind"].tolist()


def test_an_article_that_is_not_in_the_folder_is_told(folder):
    correct(folder, ("0123456789ab", 1, "teaser"))
    problems = load_corpus(folder).problems.set_index("file")["reason"]
    assert "1 article that the folder does not hold (0123456789ab)" in problems["corrections.csv"]


def test_a_line_that_no_article_has_is_told(folder):
    correct(folder, (article_id(folder), 99, "teaser"))
    problems = load_corpus(folder).problems.set_index("file")["reason"]
    assert "1 line that no article has (line 99 of" in problems["corrections.csv"]


def test_capitals_of_a_kind_do_not_matter(folder):
    correct(folder, (article_id(folder), 4, "Teaser"))
    assert kinds(folder)[4] == "teaser"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("article,line\na,1\n", "has no column 'kind'"),
        ("", "has no column 'article'"),
        ("article,line,kind\n0123456789ab,4,taeser\n", "did you mean 'teaser'"),
        ("article,line,kind\n0123456789ab,4,xyzzy\n", "choose one of advertisement"),
        ("article,line,kind\n0123456789ab,four,teaser\n", "line 2 of .* names no line"),
        ("article,line,kind\n,4,teaser\n", "line 2 of .* names no line"),
        ("article,line,kind\nold/a.txt,4,teaser\n", "an article 'old/a.txt', which is no id"),
        ("article,line,kind\n123456789ab,4,teaser\n", "'123456789ab', which is no id"),
        ("article,line,kind\n1.23E+45,4,teaser\n", "a spreadsheet took it for a number"),
        (
            "article,line,kind\n0123456789ab,4,teaser\n0123456789ab,4,body\n",
            "line 3 of .* calls line 4 of article 0123456789ab 'body', .* above it 'teaser'",
        ),
    ],
)
def test_a_mistake_in_the_corrections_is_told_in_one_sentence(folder, text, told):
    (folder / "corrections.csv").write_text(text)
    with pytest.raises(DatelinesError, match=told) as refused:
        load_corpus(folder)
    assert "\n" not in str(refused.value)


def test_spreadsheets_may_write_semicolons_marks_and_empty_rows(tmp_path):
    rows = "\ufeffarticle;line;kind;note\r\n0123456789ab-2;7;teaser;x\r\n;;;\r\n"
    (tmp_path / "corrections.csv").write_text(rows, encoding="utf-8", newline="")
    assert read_corrections(tmp_path) == {"0123456789ab": {7: "teaser"}}


@given(st.binary(max_size=300))
def test_any_bytes_are_corrections_or_refused(tmp_path_factory, data: bytes):
    folder = tmp_path_factory.mktemp("any")
    (folder / "corrections.csv").write_bytes(data)
    try:
        read_corrections(folder)
    except DatelinesError as error:
        assert "corrections.csv" in str(error)


def test_lines_of_a_file_whose_name_is_no_text_can_be_corrected(folder):
    (folder / "steel.txt").rename(folder / os.fsdecode(b"st\xe9l.txt"))
    name = r"st\udce9l.txt"
    correct(folder, (article_id(folder, name), 3, "teaser"))
    assert kinds(folder, name)[3] == "teaser"


def test_a_folder_with_corrections_is_not_digested_again(folder, monkeypatch):
    for path in folder.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    correct(folder, (article_id(folder), 4, "teaser"))
    time.sleep(2.1)
    load_corpus(folder)
    asked = []
    digest = digests.file_digest
    monkeypatch.setattr(digests, "file_digest", lambda *a: asked.append(a[1]) or digest(*a))
    load_corpus(folder)
    assert asked == []


@pytest.mark.parametrize("change", [lambda path: path.unlink(), lambda path: path.write_text("?")])
def test_a_file_that_changes_while_it_is_corrected_is_told(folder, monkeypatch, change):
    correct(folder, (article_id(folder), 4, "teaser"))
    found = loading._repeated

    def meanwhile(*tables):
        change(folder / "steel.txt")
        return found(*tables)

    monkeypatch.setattr(loading, "_repeated", meanwhile)
    problems = load_corpus(folder).problems.set_index("file")["reason"]
    assert problems["steel.txt"] == "changed while it was being read: run again"


@pytest.mark.parametrize(
    "header", ["Article,Line,Kind", "article\tline\tkind", "ARTICLE;LINE;KIND"]
)
def test_names_of_columns_and_articles_may_be_in_capitals_and_parted_by_tabs(tmp_path, header):
    mark = next(mark for mark in ",;\t" if mark in header)
    row = mark.join(["0123456789AB", "7", "teaser"])
    (tmp_path / "corrections.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert read_corrections(tmp_path) == {"0123456789ab": {7: "teaser"}}


def test_an_id_from_which_a_spreadsheet_took_the_zeros_is_still_that_article(tmp_path):
    (tmp_path / "corrections.csv").write_text("article,line,kind\n12345678,7,teaser\n")
    assert read_corrections(tmp_path) == {"000012345678": {7: "teaser"}}
