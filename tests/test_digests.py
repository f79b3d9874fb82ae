"""Which files are looked at again, and which are known to be as they were."""

import os
import time

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.corpus.digests import FileState, file_digests
from helpers.intake.formats.source import DEFAULTS
from helpers.intake.readers import find_files
from made import clipping, folder_of_clippings

HOUR = 3600
FRESH = 2.1
"""Seconds for which a file that has just changed is read again."""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path):
    folder = folder_of_clippings(tmp_path / "clippings", 4)
    for path in folder.iterdir():
        set_age(path, HOUR)
    return folder


def set_age(path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def states(folder) -> dict[str, FileState]:
    return file_digests(folder, find_files(folder), DEFAULTS)[0]


def test_an_old_file_is_not_read_a_second_time(folder, cache):
    time.sleep(FRESH)
    states(folder)
    (memory,) = (cache / "folders").iterdir()
    pd.read_parquet(memory).assign(digest="ab" * 32).to_parquet(memory)
    assert {state.digest for state in states(folder).values()} == {"ab" * 32}


def test_asking_for_some_files_forgets_none_of_the_others(folder):
    time.sleep(FRESH)
    states(folder)
    file_digests(folder, ["0000.txt"], DEFAULTS, whole=False)
    assert all(state.modified > 0 for state in states(folder).values())
    with_one = file_digests(folder, ["0000.txt"], DEFAULTS, whole=False)[0]
    assert [*with_one] == ["0000.txt"]


def test_an_edit_that_keeps_size_and_time_is_seen(folder):
    time.sleep(FRESH)
    before = states(folder)["0000.txt"]
    path = folder / "0000.txt"
    path.write_text("x" * path.stat().st_size)
    os.utime(path, ns=(0, before.modified))
    assert path.stat().st_mtime_ns == before.modified
    assert states(folder)["0000.txt"].digest != before.digest


@pytest.mark.parametrize("age", [0, -HOUR])
def test_a_file_changed_a_moment_ago_is_read_again(folder, age):
    path = folder / "0000.txt"
    set_age(path, age)
    before = states(folder)["0000.txt"]
    stamp = path.stat().st_mtime_ns
    path.write_text("x" * path.stat().st_size)
    os.utime(path, ns=(stamp, stamp))
    assert states(folder)["0000.txt"].digest != before.digest


def test_a_change_of_size_or_of_time_is_seen(folder):
    before = states(folder)
    path = folder / "0001.txt"
    path.write_text(path.read_text() + "One sentence more was added.")
    os.utime(path, ns=(0, before["0001.txt"].modified))
    set_age(folder / "0002.txt", HOUR / 2)
    after = states(folder)
    assert after["0001.txt"].digest != before["0001.txt"].digest
    assert after["0002.txt"].digest == before["0002.txt"].digest
    assert after["0002.txt"].changed != before["0002.txt"].changed
    assert after["0003.txt"] == before["0003.txt"]


def test_a_file_that_becomes_a_link_or_a_folder_is_refused(folder):
    states(folder)
    path = folder / "0000.txt"
    path.rename(folder / "moved.txt")
    path.symlink_to("moved.txt")
    known, problems = file_digests(folder, [*find_files(folder), "gone.txt"], DEFAULTS)
    assert sorted(problems) == ["0000.txt", "gone.txt"]
    assert sorted(known) == ["0001.txt", "0002.txt", "0003.txt", "moved.txt"]
    path.unlink()
    path.mkdir()
    assert list(file_digests(folder, ["0000.txt"], DEFAULTS)[1]) == ["0000.txt"]


def test_files_that_are_gone_are_forgotten(folder, cache):
    states(folder)
    (folder / "0000.txt").unlink()
    states(folder)
    (memory,) = (cache / "folders").iterdir()
    assert pd.read_parquet(memory)["file"].tolist() == [b"0001.txt", b"0002.txt", b"0003.txt"]


def test_each_folder_has_a_memory_of_its_own(folder, tmp_path, cache):
    other = folder_of_clippings(tmp_path / "other", 4)
    (other / "0000.txt").write_text(clipping(11, 1994))
    assert states(folder)["0000.txt"].digest != states(other)["0000.txt"].digest
    assert states(folder) == states(folder / ".." / "clippings")
    assert len(list((cache / "folders").iterdir())) == 2


@pytest.mark.parametrize("data", [b"", b"PAR1", b"not a table", b"PAR1" + b"\0" * 500 + b"PAR1"])
def test_a_memory_that_cannot_be_read_is_made_anew(folder, cache, data):
    before = states(folder)
    (memory,) = (cache / "folders").iterdir()
    memory.write_bytes(data)
    assert states(folder) == before
    assert len(pd.read_parquet(memory)) == 4


def test_a_memory_of_another_form_is_made_anew(folder, cache):
    before = states(folder)
    (memory,) = (cache / "folders").iterdir()
    pd.DataFrame({"file": ["0000.txt"], "size": ["many"]}).to_parquet(memory)
    assert states(folder) == before


def test_without_a_place_for_the_memory_everything_is_read_each_time(folder, cache):
    cache.mkdir()
    (cache / "folders").touch()
    assert len(states(folder)) == 4
    assert len(load_corpus(folder).articles) == 4
