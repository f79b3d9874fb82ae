"""The store of measured files: whole, healed, shared, and told apart from what damaged it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.corpus import LocalEngine
from helpers.corpus.build import Unit, build_units, chunked, units_of
from helpers.corpus.corpus import ARTICLE_TABLES
from helpers.corpus.digests import file_digests
from helpers.corpus.listing import Shelf, stored_units
from helpers.corpus.store import (
    TABLES,
    intake_key,
    parts_folder,
    read_part,
    sweep,
    whole_parts,
)
from helpers.errors import DatelinesError
from helpers.intake.formats.source import DEFAULTS
from made import clipping, folder_of_clippings

LOAD = """
import sys
from pathlib import Path
import helpers.corpus.listing as listing
from helpers.corpus import LocalEngine, load_corpus
listing.MOST_FILES = 2
loaded = load_corpus(sys.argv[1], engine=LocalEngine(1))
print(len(loaded.articles), len(loaded.table("sentences")), loaded.digest)
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path):
    made = folder_of_clippings(tmp_path / "clippings", 6)
    first = made / "0000.txt"
    text = first.read_text(encoding="utf-8").replace("foreign steel", "Japanese steel")
    first.write_text(text, encoding="utf-8")
    return made


def everything(corpus) -> list[pd.DataFrame]:
    return [corpus.articles, *(corpus.table(name) for name in ARTICLE_TABLES)]


def assert_same(left: list[pd.DataFrame], right: list[pd.DataFrame]) -> None:
    for one, other in zip(left, right, strict=True):
        pd.testing.assert_frame_equal(one, other)


def counts_add_up(corpus) -> bool:
    articles = corpus.articles[corpus.articles["duplicate_of"] == ""]
    return all(
        len(corpus.table(table)) == articles[column].sum()
        for table, column in (
            ("passages", "n_passages"), ("sentences", "n_sentences"), ("removed", "n_removed"),
        )
    )  # fmt: skip


def units(folder, *files: str) -> tuple[Unit, ...]:
    states, _ = file_digests(folder, list(files), DEFAULTS)
    return tuple(unit for file in files for unit in units_of(file, states[file], DEFAULTS))


def build(folder, *files: str) -> list[tuple[str, str]]:
    return build_units((str(folder), units(folder, *files), str(parts_folder()), DEFAULTS, ""))


def run(code: str, *words: str, **options) -> subprocess.Popen:
    command = [sys.executable, "-c", code, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)


def test_processes_that_build_overlapping_folders_at_once_store_each_file_once(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for number in range(3, 9):
        (other / f"{number}.txt").write_text(clipping(number, 2024))
    runs = [run(LOAD, str(place)) for place in (folder, other, folder)]
    told = [one.communicate(timeout=120)[0].split() for one in runs]
    assert [one[0] for one in told] == ["6"] * 3
    assert told[0] == told[2]
    parts = whole_parts(parts_folder())
    stored = [key for part in parts for key in read_part(part, "articles", [])["key"]]
    assert len(stored) == len(set(stored)) == 9
    assert not list(parts_folder().glob(".new-*"))


def test_a_file_that_two_parts_hold_is_read_once(folder):
    assert build(folder, "0000.txt", "0001.txt", "0002.txt") == []
    assert build(folder, "0002.txt", "0003.txt", "0004.txt", "0005.txt") == []
    corpus = load_corpus(folder)
    assert len(whole_parts(parts_folder())) == 2
    assert len(corpus.articles) == 6
    assert counts_add_up(corpus)


def test_an_article_that_fills_a_part_alone_is_read(folder, monkeypatch):
    from helpers.corpus import build as module

    monkeypatch.setattr(module, "MOST_BYTES", 100)
    files = [f"{number:04d}.txt" for number in range(6)]
    assert [build(folder, file) for file in files] == [[]] * 6
    assert stored_units(parts_folder()) == {unit.name for unit in units(folder, *files)}
    corpus = load_corpus(folder)
    assert len(corpus.articles) == 6
    assert corpus.problems.empty
    assert counts_add_up(corpus)


def test_a_build_killed_again_and_again_comes_to_an_end(folder):
    for delay in (0.05, 0.1, 0.2, 0.4):
        build = run(LOAD, str(folder), start_new_session=True)
        deadline = time.monotonic() + 60
        while build.poll() is None and time.monotonic() < deadline:
            if list(parts_folder().iterdir()):
                time.sleep(delay)
                break
            time.sleep(0.01)
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        build.stdout.close()
    (parts_folder() / ".new-left").mkdir()
    (parts_folder() / ".new-left" / "articles.parquet").write_bytes(b"PAR1")
    (folder / "new.txt").write_text(clipping(40, 2024))
    corpus = load_corpus(folder)
    assert len(corpus.articles) == 7
    assert counts_add_up(corpus)
    assert not list(parts_folder().glob(".new-*"))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 7)


def empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("damage", [cut, empty, Path.unlink])
@pytest.mark.parametrize("table", TABLES)
def test_a_part_cut_short_is_built_anew(folder, table, damage):
    before = everything(load_corpus(folder))
    (part,) = whole_parts(parts_folder())
    damage(part / f"{table}.parquet")
    assert whole_parts(parts_folder()) == []
    assert_same(everything(load_corpus(folder)), before)
    assert len(whole_parts(parts_folder())) == 1


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x55
    path.write_bytes(bytes(data))


def pages(path: Path) -> list[tuple[int, int]]:
    """Where the pages of each column begin and end; what stands behind them has no checksum."""
    import pyarrow.parquet as pq

    group = pq.read_metadata(path).row_group(0)
    columns = map(group.column, range(group.num_columns))
    starts = ((c.dictionary_page_offset or c.data_page_offset, c) for c in columns)
    return [(start, start + c.total_compressed_size) for start, c in starts]


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_byte_is_never_a_changed_number(folder, table):
    before = everything(load_corpus(folder))
    (part,) = whole_parts(parts_folder())
    path = part / f"{table}.parquet"
    good, chance, found_out = path.read_bytes(), random.Random(table), 0
    places = [end - 1 for _, end in pages(path)]
    for place in [*places, *(chance.randrange(*page) for page in pages(path)[:2])]:
        path.write_bytes(good)
        flip(path, place)
        try:
            assert_same(everything(load_corpus(folder)), before)
        except DatelinesError as error:
            found_out += 1
            assert f"'{part}' are gone or damaged: delete this folder" in str(error)
            assert "\n" not in str(error)
    assert found_out >= len(pages(path)) - 1  # the list of files heals itself


def test_an_unreadable_list_of_files_is_built_anew(folder):
    before = everything(load_corpus(folder))
    (part,) = whole_parts(parts_folder())
    (part / "units.parquet").write_bytes(b"PAR1 no table at all PAR1")
    assert_same(everything(load_corpus(folder)), before)


def test_a_store_that_was_cleared_under_an_open_corpus_is_told(folder):
    corpus = load_corpus(folder)
    for part in whole_parts(parts_folder()):
        for path in part.iterdir():
            path.unlink()
    with pytest.raises(DatelinesError, match="run again"):
        corpus.table("sentences")


@pytest.mark.parametrize("name", ["two words", "year=1994", "it's", "Ünï", "a%20b", "{x}"])
def test_a_cache_may_have_any_name(folder, tmp_path, monkeypatch, name):
    plain = everything(load_corpus(folder))
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / name / "cache"))
    assert_same(everything(load_corpus(folder)), plain)
    assert_same(everything(load_corpus(folder)), plain)
    assert (tmp_path / name / "cache").is_dir()


def test_a_cache_named_from_here_is_the_same_from_everywhere(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINES_CACHE", "kept")
    corpus = load_corpus(folder)
    monkeypatch.chdir("/")
    assert counts_add_up(corpus)
    assert (tmp_path / "kept").is_dir()


def test_a_cache_that_cannot_be_made_is_told_in_one_sentence(folder, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(DatelinesError, match="set DATELINES_CACHE to a folder") as refused:
        load_corpus(folder)
    assert "\n" not in str(refused.value)


@pytest.fixture
def closed(cache, folder):
    """A cache that holds the folder's rows and into which nothing more can be written."""
    load_corpus(folder)
    folders = [path for path in [cache, *cache.rglob("*")] if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    if os.access(cache, os.W_OK):
        pytest.skip("nothing is closed to this user")
    yield
    for path in folders:
        path.chmod(0o755)


@pytest.mark.usefixtures("closed")
def test_a_cache_that_can_only_be_read_serves_what_it_holds(folder):
    assert counts_add_up(load_corpus(folder))
    (folder / "new.txt").write_text(clipping(40, 2024))
    with pytest.raises(DatelinesError, match="nothing can be stored in the cache folder"):
        load_corpus(folder)


def test_a_full_disk_is_told_in_one_sentence(folder):
    limited = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "from helpers.errors import DatelinesError\n"
        f"try:\n    exec({LOAD!r})\nexcept DatelinesError as error:\n    print(error)\n"
    )
    told = run(limited, str(folder)).communicate(timeout=120)[0]
    assert told.startswith("nothing can be stored in the cache folder")
    assert told.count("\n") == 1
    assert len(load_corpus(folder).articles) == 6


def test_a_part_of_which_nothing_is_used_any_more_changes_nothing(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.corpus.listing.MOST_FILES", 2)
    load_corpus(folder, engine=LocalEngine(1))
    assert len(whole_parts(parts_folder())) == 3
    for name in ("0000.txt", "0001.txt", "0002.txt"):
        (folder / name).unlink()
    left = load_corpus(folder)
    assert len(left.articles) == 3
    assert counts_add_up(left)
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "fresh"))
    assert_same(everything(left), everything(load_corpus(folder, engine=LocalEngine(1))))


def test_a_table_without_rows_has_its_columns(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_text("OSLO: Talks about the steel of Bergen failed again.")
    corpus = load_corpus(tmp_path / "x")
    assert corpus.table("removed").columns.tolist() == [
        "article_id", "line", "reason", "confidence", "n_words", "print", "text",
    ]  # fmt: skip
    assert corpus.table("removed", ["article_id", "line"]).columns.tolist() == [
        "article_id",
        "line",
    ]
    assert list(corpus.chunks("removed")) == []


def test_an_unknown_column_is_refused(folder):
    with pytest.raises(DatelinesError, match="the table 'sentences' has no column 'mood': it has"):
        load_corpus(folder).table("sentences", ["article_id", "mood"])


def test_a_store_made_by_other_code_is_not_used(folder, cache):
    load_corpus(folder)
    old = cache / "0123456789abcdef"
    parts_folder().rename(old)
    assert whole_parts(parts_folder()) == []
    assert len(load_corpus(folder).articles) == 6
    assert old.is_dir()
    assert parts_folder().name == intake_key()


def test_sweeping_leaves_good_parts_alone(folder):
    load_corpus(folder)
    (good,) = whole_parts(parts_folder())
    stamps = {path: path.stat().st_mtime_ns for path in good.iterdir()}
    (parts_folder() / "halfway").mkdir()
    sweep(parts_folder())
    assert [path for path in parts_folder().iterdir() if path.is_dir()] == [good]
    assert stamps == {path: path.stat().st_mtime_ns for path in good.iterdir()}


def test_the_first_of_two_parts_stands_for_a_file(folder):
    build(folder, "0000.txt")
    build(folder, "0000.txt", "0001.txt")
    both = whole_parts(parts_folder())
    shelf = Shelf(folder, parts_folder(), LocalEngine(1), DEFAULTS)
    listed = shelf.listed(units(folder, "0000.txt", "0001.txt"))
    assert listed["file"].tolist() == ["0000.txt", "0001.txt"]
    for record, part in zip(listed["record"], listed["part"], strict=True):
        holds = [str(p) for p in both if record in set(read_part(p, "articles", [])["key"])]
        assert part == holds[0]


def test_chunks_stay_within_their_bounds_and_lose_nothing():
    files = [Unit(f"{n}", "", "", n % 7) for n in range(50)]
    groups = list(chunked(files, 5, 11))
    assert [unit for group in groups for unit in group] == files
    assert all(len(group) <= 5 for group in groups)
    assert all(sum(unit.size for unit in group) <= 11 for group in groups if len(group) > 1)
    assert list(chunked([], 5, 11)) == []


def test_stores_of_code_long_gone_are_cleared_away(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    mine = parts_folder()
    old, recent, folders = (mine.parent / name for name in ("0" * 16, "1" * 16, "folders"))
    for path in (old, recent, folders):
        path.mkdir()
    for path in (old, folders):
        os.utime(path, (0, 0))
    sweep(mine)
    assert {path.name for path in mine.parent.iterdir()} == {mine.name, "1" * 16, "folders"}


def test_a_store_that_nobody_built_in_for_long_is_kept_by_its_own_code(folder):
    load_corpus(folder)
    (before,) = whole_parts(parts_folder())
    os.utime(parts_folder(), (0, 0))
    (folder / "new.txt").write_text(clipping(40, 2024))
    assert len(load_corpus(folder).articles) == 7
    assert before in whole_parts(parts_folder())
    os.utime(parts_folder(), (0, 0))
    sweep(parts_folder())
    assert before in whole_parts(parts_folder())
