"""Nights on a disk without room end with one clear sentence, and the next one goes on."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from helpers.reporting.full_disk import MAKE_ROOM
from helpers.reporting.site import FAILED, LATEST, past_runs
from made_notebooks import ARGUMENT, FIGURE, PARAMETERS, clippings, write

pytestmark = [
    pytest.mark.nights,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of Linux"),
]

CONFIG = 'site = "disk/site"\n[[report]]\ncorpus = "clippings"\n'
FILLER = "disk/filler"


@pytest.fixture
def night(tmp_path):
    """A folder with a notebook, clippings, and a place for the site."""
    write(tmp_path / "notebooks", "01_one", "# Why?", PARAMETERS, FIGURE, ARGUMENT)
    clippings(tmp_path / "clippings")
    (tmp_path / "disk").mkdir()
    (tmp_path / "nightly.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def small_disk(night):
    """Mount a disk of four megabytes; a skip where this is not permitted."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(night / "disk")],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("mounting is not permitted here")
    yield night
    subprocess.run(["umount", "-l", str(night / "disk")], check=True)


def run(night: Path, before: str = "", **variables: str) -> tuple[int, str]:
    """Run a night in a process of its own; give its exit code and what it said last on stderr."""
    code = f"import sys\n{before}\nfrom helpers.cli import main\nsys.exit(main(['nightly']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=night, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, **variables},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, (done.stderr.strip().splitlines() or [""])[-1]


def fill(night: Path, leave: int) -> None:
    """Fill the disk but for so many bytes."""
    free = shutil.disk_usage(night / "disk").free
    (night / FILLER).write_bytes(bytes(max(free - leave, 0)))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def is_whole(night: Path) -> None:
    """Whatever a reader meets is whole."""
    site = night / "disk" / "site"
    assert "</html>" in (site / "index.html").read_text(encoding="utf-8")
    ET.fromstring((site / "feed.xml").read_text(encoding="utf-8"))
    report = site / "clippings"
    for found in report.iterdir():
        assert found.name[0] != ".", f"{found.name} was left over"
        record = json.loads((found / "run.json").read_text(encoding="utf-8"))
        if not found.name.startswith(FAILED):
            for notebook in record["notebooks"]:
                page = found / f"{notebook['name']}.html"
                assert "</html>" in page.read_text(encoding="utf-8")
    good = [found.folder.name for found in past_runs(report) if not found.failed]
    assert (report / LATEST).readlink() == Path(good[0])


# From nothing at all to what is enough but for the last steps.
LEFT = [0, 98_304]


def test_a_night_on_a_full_disk_leaves_the_old_report_and_the_next_goes_on(small_disk):
    assert run(small_disk)[0] == 0
    report = small_disk / "disk" / "site" / "clippings"
    old = files_of(report / LATEST)
    ended = []
    for number, left in enumerate(LEFT):
        (small_disk / "clippings" / "news.txt").write_text(f"Story {number}.", encoding="utf-8")
        fill(small_disk, left)
        code, said = run(small_disk)
        is_whole(small_disk)
        ended.append(code)
        if code == 0:
            break
        assert code == 1
        assert "room" in said
        assert files_of(report / LATEST) == old
        (small_disk / FILLER).unlink()
    assert ended[0] == 1
    (small_disk / FILLER).unlink(missing_ok=True)
    (small_disk / "clippings" / "news.txt").write_text("The last story.", encoding="utf-8")
    assert run(small_disk)[0] == 0
    is_whole(small_disk)
    assert files_of(report / LATEST) != old


def test_a_disk_that_a_notebook_fills_is_no_fault_of_the_last_report(small_disk):
    assert run(small_disk)[0] == 0
    old = files_of(small_disk / "disk" / "site" / "clippings" / LATEST)
    filling = (
        f"with open({str(small_disk / FILLER)!r}, 'wb') as file:\n"
        "    while True:\n        file.write(bytes(4096))"
    )
    write(small_disk / "notebooks", "01_one", "# Why?", PARAMETERS, filling)
    code, said = run(small_disk)
    assert code == 1
    assert MAKE_ROOM in said or "No space left on device" in said
    is_whole(small_disk)
    assert files_of(small_disk / "disk" / "site" / "clippings" / LATEST) == old


def test_a_first_night_on_a_full_disk_says_so(small_disk):
    fill(small_disk, 0)
    with contextlib.suppress(OSError):
        for number in range(2_000):  # the inodes, too
            (small_disk / "disk" / f"{number}").mkdir()
    code, said = run(small_disk)
    assert code in (1, 2)
    assert "make room" in said


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(night):
    assert run(night)[0] == 0
    old = files_of(night / "disk" / "site" / "clippings" / LATEST)
    (night / "clippings" / "news.txt").write_text("A story.", encoding="utf-8")
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))"
    code, said = run(night, limit, DATELINES_CACHE=str(night / "cache"))
    assert code == 1
    assert MAKE_ROOM in said or "with room to spare" in said
    is_whole(night)
    assert files_of(night / "disk" / "site" / "clippings" / LATEST) == old
    assert run(night)[0] == 0
    is_whole(night)
