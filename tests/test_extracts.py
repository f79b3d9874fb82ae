"""Extracts carry the numbers of an article and none of its sentences."""

import json
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.corpus.extraction import extract_folder
from helpers.errors import DatelinesError
from helpers.intake.extracts import cut_run, from_extract, to_extract
from helpers.intake.measure import measure
from helpers.intake.model import Capture
from helpers.intake.readers import UnreadableError
from helpers.intake.records import SCHEMA

STORY = """Ministers From Nine Countries Put Off a Decision on Steel

OSLO (AP): Trade Minister Eva Lund said on Friday that the steel duties of 25 percent stay.
"We tried everything," she said. "The steel duties stay for now."
Makers in the United States had asked for $2 million in aid, and got nothing.
Leave a comment
"""


def runs(text: str, n: int = 7) -> set[tuple[str, ...]]:
    tokens = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)}


@pytest.fixture
def record():
    return measure(Capture("story.txt", "ab" * 32, STORY))


def test_an_extract_gives_back_every_number(record):
    again = from_extract(to_extract(record).encode())
    for table in [table for table in SCHEMA if table != "articles"]:
        rows = [
            {k: v for k, v in row.items() if k != "text" or table == "mentions"}
            for row in getattr(record, table)
        ]
        back = [
            {k: v for k, v in row.items() if k != "text" or table == "mentions"}
            for row in getattr(again, table)
        ]
        assert rows == back, table
    kept = {k: v for k, v in record.article.items() if k not in ("headline", "source")}
    assert kept == {k: v for k, v in again.article.items() if k in kept}


def test_an_extract_holds_no_seven_words_in_a_row(record):
    assert not runs(STORY) & runs(to_extract(record))


@given(st.lists(st.sampled_from(STORY.split()), min_size=5, max_size=120).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_no_text_leaks_its_order(text: str):
    record = measure(Capture("a.txt", "0" * 64, text + "."))
    leaked = runs(text) & runs(to_extract(record))
    # Words in the order of the alphabet are there because counts are sorted by it.
    assert all(list(run) == sorted(run) for run in leaked)


def test_two_word_terms_are_kept_only_where_several_paragraphs_use_them(record):
    pairs = {row["term"] for row in record.terms if " " in row["term"]}
    assert pairs == {"steel duties"}


def test_a_long_headline_is_cut():
    assert cut_run("U.S., Norway agree to meet on steel") == "U.S., Norway agree to meet…"
    assert cut_run("Steel duties stay") == "Steel duties stay"


def test_gists_survive_a_second_extraction(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    assert "have no gist" in str(extract_folder(folder, out))
    target = out / "story.json"
    content = json.loads(target.read_text(encoding="utf-8"))
    for number, passage in enumerate(content["passages"]):
        passage["gist"] = f"gist {number}"
    target.write_text(json.dumps(content), encoding="utf-8")
    second = extract_folder(folder, out)
    assert second.gists == second.passages == 3
    assert [p["gist"] for p in json.loads(target.read_text(encoding="utf-8"))["passages"]] == [
        "gist 0",
        "gist 1",
        "gist 2",
    ]
    (folder / "story.txt").write_text(
        STORY + "One more sentence was added to the story.", encoding="utf-8"
    )
    assert extract_folder(folder, out).gists == 0
    kept = json.loads((out / "story.json.old").read_text(encoding="utf-8"))
    assert [passage["gist"] for passage in kept["passages"]] == ["gist 0", "gist 1", "gist 2"]


def test_a_bad_file_is_reported_and_stops_nothing(tmp_path):
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n")
    done = extract_folder(folder, tmp_path / "out")
    assert done.written == ("story.json",)
    assert [file for file, _ in done.problems] == ["empty.txt", "photo.png"]


def test_a_folder_without_clippings_is_refused(tmp_path):
    (tmp_path / "clippings").mkdir()
    with pytest.raises(DatelinesError, match=r"put clippings into it"):
        extract_folder(tmp_path / "clippings", tmp_path / "out")
    with pytest.raises(DatelinesError, match="folder of their own"):
        extract_folder(tmp_path, tmp_path)


def test_extracts_are_not_written_among_the_clippings(tmp_path):
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    for out in (folder / "extracts", folder / "a" / ".." / "b"):
        with pytest.raises(DatelinesError, match="give a folder beside it as OUT"):
            extract_folder(folder, out)
    assert [path.name for path in folder.iterdir()] == ["story.txt"]


def test_an_extract_that_was_replaced_or_packed_is_no_article(tmp_path):
    folder, out = tmp_path / "clippings", tmp_path / "extracts"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    extract_folder(folder, out)
    (out / "story.json.old").write_bytes((out / "story.json").read_bytes())
    with zipfile.ZipFile(out / "packed.zip", "w") as packed:
        packed.write(out / "story.json", "story.json")
    corpus = load_corpus(out)
    assert list(corpus.articles["file"]) == ["story.json"]
    told = corpus.problems.set_index("file")
    assert list(told.index) == ["packed.zip", "story.json.old"]
    assert "unpack the archive to have extracts" in told["reason"]["packed.zip"]
    assert "an extract of Datelines that was replaced" in told["reason"]["story.json.old"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"format": "datelines extract 2"}',
        b'{"format": "datelines extract 2", "article": {}, "passages": [1]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_extract_is_refused_with_a_reason(data: bytes):
    with pytest.raises(UnreadableError):
        from_extract(data)
