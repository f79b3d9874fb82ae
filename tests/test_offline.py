"""Reading and analysing a folder asks nobody and leaves nothing but the cache behind."""

import os
import subprocess
import sys

import pytest

from made import folder_of_clippings

WATCHED = """
import os, sys

CACHE = os.environ["DATELINES_CACHE"]
CALLS = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
         "socket.sendto", "urllib.Request", "ftplib.connect", "smtplib.connect"}
DENIED = []

def watch(event, arguments):
    if event in CALLS:
        DENIED.append(f"{event} {arguments[1:]}")
        raise OSError("there is no network")
    if event == "open" and isinstance(arguments[2], int):
        path, flags = arguments[0], arguments[2]
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and isinstance(path, str | bytes):
            place = os.path.abspath(os.fsdecode(path))
            if not place.startswith((CACHE + os.sep, "/dev/")):
                DENIED.append(f"wrote {place}")

sys.addaudithook(watch)
"""

ANALYSIS = """
from helpers import compare_eras, fit_topics, load_corpus
from helpers.analysis.overlap import shared_passages
from helpers.analysis.sentiment import article_tone, guard_effect
from helpers.corpus import LocalEngine

corpus = load_corpus(sys.argv[1], engine=LocalEngine(1))
assert len(corpus.articles) == 12
shared_passages(corpus)
fit_topics(corpus)
compare_eras(corpus)
article_tone(corpus)
guard_effect(corpus)
corpus._repr_html_()
"""


@pytest.fixture
def place(tmp_path):
    """Folders for a run: clippings, an empty home, and a cache outside of it."""
    folder_of_clippings(tmp_path / "clippings", 12)
    (tmp_path / "home").mkdir()
    (tmp_path / "here").mkdir()
    return tmp_path


def watched(place, code: str) -> subprocess.CompletedProcess:
    environment = os.environ | {
        "HOME": str(place / "home"),
        "DATELINES_CACHE": str(place / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(place / "cache"),
    }
    for name in list(environment):
        if name.startswith(("XDG_", "MPL", "IPYTHON", "JUPYTER")):
            del environment[name]
    (place / "cache").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", f"{WATCHED}{code}\nprint(DENIED)", str(place / "clippings")],
        check=False, env=environment, cwd=place / "here",
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def left_behind(place) -> set[str]:
    return {
        str(path.relative_to(place))
        for folder in ("home", "here")
        for path in (place / folder).rglob("*")
    }


def test_reading_and_analysing_asks_nobody_and_writes_only_to_the_cache(place):
    before = {path: path.read_bytes() for path in (place / "clippings").iterdir()}
    done = watched(place, ANALYSIS)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[]\n"
    assert done.stderr == ""
    assert left_behind(place) == set()
    assert {path: path.read_bytes() for path in (place / "clippings").iterdir()} == before


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError:\n"
         "    pass", "socket.getaddrinfo"),
        ("import socket\ntry:\n    socket.socket().connect(('127.0.0.1', 9))\nexcept OSError:\n"
         "    pass", "socket.connect"),
        ("from pathlib import Path\nPath('x').write_text('y')", "wrote"),
    ],
)  # fmt: skip
def test_a_connection_and_a_file_elsewhere_would_be_noticed(place, code, found):
    done = watched(place, code)
    assert found in done.stdout
    assert bool(left_behind(place)) == (found == "wrote")


def test_the_default_cache_is_the_users_own_and_nothing_else_is_made(place):
    code = (
        "import os\ndel os.environ['DATELINES_CACHE']\n"
        "from helpers import load_corpus\nload_corpus(sys.argv[1])"
    )
    watched(place, code)
    made = {path.split("/")[1] for path in left_behind(place)}
    assert len(made) == 1
    assert any("datelines" in path for path in left_behind(place))
