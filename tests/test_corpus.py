"""A folder as tables: complete, refreshed, shared and safe."""

import json
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.corpus import LocalEngine
from helpers.corpus.corpus import ARTICLE_TABLES
from helpers.corpus.extraction import extract_folder
from helpers.corpus.store import TABLES, parts_folder, read_part, whole_parts
from helpers.errors import DatelinesError
from made import folder_of_clippings
from made_variants import first_share, made_story


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    return folder_of_clippings(tmp_path / "clippings")


def test_counts_add_up(folder):
    (folder / "empty.txt").write_text("")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 nothing")
    corpus = load_corpus(folder)
    assert len(corpus.articles) == 8
    assert corpus.problems["file"].tolist() == ["empty.txt", "scan.pdf"]
    articles = corpus.articles.set_index("article_id")
    by_article = corpus.table("passages").groupby("article_id")["n_words"].sum()
    assert by_article.to_dict() == articles["n_words"].to_dict()
    assert (
        corpus.table("sentences").groupby("article_id").size().to_dict()
        == articles["n_sentences"].to_dict()
    )
    assert (
        corpus.table("removed").groupby("article_id").size().to_dict()
        == articles["n_removed"].to_dict()
    )
    terms = corpus.table("terms")
    one_word = terms[~terms["term"].str.contains(" ")]
    assert one_word["count"].sum() == articles["n_words"].sum()


def test_eras_are_found_at_the_gap_or_named_by_the_user(folder):
    assert load_corpus(folder).eras == ("1994", "2024")
    named = load_corpus(folder, eras={"before": [1990, 1999], "after": [2000, 2030]})
    assert named.articles["era"].value_counts().to_dict() == {"before": 4, "after": 4}
    assert named.eras == ("before", "after")


def test_only_changed_files_are_read_through(folder):
    load_corpus(folder)
    assert len(whole_parts(parts_folder())) == 1
    text = (folder / "0003.txt").read_text(encoding="utf-8")
    (folder / "0003.txt").write_text(
        text.replace("calm", "stormy") + "\nOne sentence more was added.", encoding="utf-8"
    )
    corpus = load_corpus(folder)
    parts = whole_parts(parts_folder())
    assert sorted(len(read_part(part, "articles")) for part in parts) == [1, 8]
    assert len(corpus.articles) == 8
    (folder / "0003.txt").unlink()
    assert len(load_corpus(folder).articles) == 7
    assert whole_parts(parts_folder()) == parts


def test_a_second_load_builds_nothing_and_gives_the_same(folder):
    first = load_corpus(folder)
    stamps = {p: p.stat().st_mtime_ns for p in parts_folder().rglob("*.parquet")}
    second = load_corpus(folder)
    assert stamps == {p: p.stat().st_mtime_ns for p in parts_folder().rglob("*.parquet")}
    pd.testing.assert_frame_equal(first.articles, second.articles)


def test_the_same_files_elsewhere_need_no_second_reading(folder, tmp_path):
    load_corpus(folder)
    folder.rename(tmp_path / "moved")
    load_corpus(tmp_path / "moved")
    assert len(whole_parts(parts_folder())) == 1


def test_processes_and_chunks_change_no_row(folder, monkeypatch, tmp_path):
    whole = load_corpus(folder, engine=LocalEngine(1))
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "other"))
    monkeypatch.setattr("helpers.corpus.listing.MOST_FILES", 3)
    cut = load_corpus(folder, engine=LocalEngine(2))
    assert len(whole_parts(parts_folder())) == 3
    pd.testing.assert_frame_equal(whole.articles, cut.articles)
    for name in ARTICLE_TABLES:
        pd.testing.assert_frame_equal(whole.table(name), cut.table(name), check_categorical=False)


def test_any_executor_can_do_the_work(folder):
    with ThreadPoolExecutor(2) as executor:
        assert len(load_corpus(folder, engine=executor).articles) == 8


def test_extracts_give_the_same_tables_without_texts(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    original, extract = load_corpus(folder), load_corpus(tmp_path / "extracts")
    same = [c for c in original.articles if c not in ("file", "headline", "source")]
    pd.testing.assert_frame_equal(original.articles[same], extract.articles[same])
    assert original.digest == extract.digest
    for name in ARTICLE_TABLES:
        left, right = original.table(name), extract.table(name)
        if name != "mentions":
            assert right.pop("text").isna().all() if "text" in right else True
            left = left.drop(columns="text", errors="ignore")
        pd.testing.assert_frame_equal(left, right, check_categorical=False)


def test_an_original_wins_over_its_extract(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    shutil.copytree(tmp_path / "extracts", folder / "extracts")
    corpus = load_corpus(folder)
    assert len(corpus.articles) == 16
    assert (corpus.articles["duplicate_of"] != "").sum() == 8
    assert set(corpus.articles.loc[corpus.articles["duplicate_of"] != "", "source"]) == {"extract"}
    assert corpus.table("sentences")["text"].notna().all()
    assert corpus.articles["article_id"].is_unique


def test_copies_are_linked_and_counted_once(folder):
    text = (folder / "0001.txt").read_text(encoding="utf-8")
    (folder / "copy.txt").write_text(text, encoding="utf-8")
    (folder / "same body.txt").write_text(
        text.replace("Share on Facebook", "Advertisement"), encoding="utf-8"
    )
    corpus = load_corpus(folder)
    linked = corpus.articles[corpus.articles["duplicate_of"] != ""]
    assert len(corpus.articles) == 10
    assert len(linked) == 2
    assert len(set(linked["duplicate_of"])) == 1


def test_a_cut_copy_is_found_of_a_story_whose_file_is_there_twice(tmp_path):
    for seed in range(6):
        paragraphs = made_story(random.Random(seed), sentences=16)
        for name in (f"{seed}.txt", f"{seed} again.txt"):
            (tmp_path / name).write_text("\n\n".join(paragraphs), encoding="utf-8")
        half = "\n\n".join(first_share(paragraphs, 0.5))
        (tmp_path / f"half of {seed}.txt").write_text(half, encoding="utf-8")
    articles = load_corpus(tmp_path).articles
    assert articles["role"].value_counts().to_dict() == {"original": 6, "copy": 6, "cut": 6}


def test_a_round_up_is_told_though_its_briefs_keep_their_datelines(tmp_path):
    places = ("MOLDE", "BERGEN", "TURKU", "VAASA", "AALBORG")
    stories = [made_story(random.Random(seed), sentences=12) for seed in range(30)]
    for number, one in enumerate(stories):
        one[0] = f"{places[number % 5]}, May {2 + number // 5} (AP) - {one[0]}"
        (tmp_path / f"{number}.txt").write_text("\n\n".join(one), encoding="utf-8")
    for at in range(0, 30, 5):
        briefs = "\n\n".join(
            text for one in stories[at : at + 5] for text in first_share(one, 0.25)
        )
        (tmp_path / f"briefs {at}.txt").write_text(briefs, encoding="utf-8")
    articles = load_corpus(tmp_path).articles
    assert articles["role"].value_counts().to_dict() == {"": 24, "round-up": 6, "original": 6}


def test_columns_can_be_chosen(folder):
    assert load_corpus(folder).table("sentences", ["vader"]).columns.tolist() == [
        "article_id",
        "vader",
    ]


def test_an_unknown_table_is_refused(folder):
    with pytest.raises(DatelinesError, match="choose one of passages, sentences"):
        load_corpus(folder).table("words")


def folder_with_junk(path):
    path.mkdir()
    (path / "junk.txt").write_bytes(bytes(range(32)) * 40)


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.mkdir(), folder_with_junk])
def test_a_folder_without_clippings_is_refused_in_one_sentence(tmp_path, make):
    make(tmp_path / "x")
    with pytest.raises(DatelinesError) as caught:
        load_corpus(tmp_path / "x")
    assert "\n" not in str(caught.value)


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("This is not part of the folder and must not be read at all.")
    (folder / "link.txt").symlink_to(secret)
    assert "link.txt" not in set(load_corpus(folder).articles["file"])


def test_a_corpus_shows_itself_with_everything_escaped(tmp_path):
    folder = folder_of_clippings(tmp_path / "<script>alert(1)")
    corpus = load_corpus(folder)
    assert "8 articles" in repr(corpus)
    assert "<script>" not in corpus._repr_html_()
    assert corpus.summary()["articles"].tolist() == [4, 4]


BUILD = "import sys; from helpers import load_corpus; print(len(load_corpus(sys.argv[1]).articles))"


def test_two_processes_at_once_get_the_same(folder):
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(folder)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [run.communicate(timeout=120)[0].strip() for run in runs] == ["8"] * 3
    assert len(whole_parts(parts_folder())) == 1


@pytest.mark.parametrize("delay", [0.0, 0.3, 0.6])
def test_a_killed_build_leaves_nothing_half_done(folder, delay):
    run = subprocess.Popen([sys.executable, "-c", BUILD, str(folder)], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while (
        not list(parts_folder().glob(".*")) and run.poll() is None and time.monotonic() < deadline
    ):
        time.sleep(0.01)
    time.sleep(delay)
    run.kill()
    run.wait()
    for part in whole_parts(parts_folder()):
        assert {path.stem for path in part.iterdir()} == set(TABLES)
    assert len(load_corpus(folder).articles) == 8
    assert not list(parts_folder().glob(".new-*"))


def test_a_damaged_memory_of_digests_is_made_anew(folder, tmp_path):
    load_corpus(folder)
    for memory in (tmp_path / "cache" / "folders").iterdir():
        memory.write_bytes(b"damaged")
    assert len(load_corpus(folder).articles) == 8


def test_a_damaged_extract_is_listed(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    target = tmp_path / "extracts" / "0000.json"
    content = json.loads(target.read_text(encoding="utf-8"))
    del content["article"]["digest"]
    target.write_text(json.dumps(content), encoding="utf-8")
    corpus = load_corpus(tmp_path / "extracts")
    assert len(corpus.articles) == 7
    assert corpus.problems["file"].tolist() == ["0000.json"]


def test_an_era_is_bounded_in_the_summary_only_where_all_its_articles_are(tmp_path):
    folder = folder_of_clippings(tmp_path / "clippings", 4)
    ruled = "Prime Minister Margaret Thatcher opened the fish market of the town once more."
    (folder / "ruled.txt").write_text(f"{ruled} Nobody else was there to see it.\n")
    bare = "Nobody can tell when this page was written, or by whom, or for which paper."
    (folder / "bare.txt").write_text(f"{bare}\n")
    summary = load_corpus(folder).summary().set_index("era")
    assert summary.loc["undated", "articles"] == 2
    assert summary.loc["undated", ["from", "to"]].tolist() == ["…", "…"]
