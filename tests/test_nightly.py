"""Nights: what is new is published whole, what failed is kept beside the last good report."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from helpers.cli import main
from helpers.errors import DatelinesError
from helpers.reporting.nightly import run_night
from helpers.reporting.nightly_config import read_nightly
from helpers.reporting.site import LATEST, latest_run, past_runs, place, thin_out
from made_notebooks import ARGUMENT, FIGURE, PARAMETERS, clippings, write

CONFIG = """\
title = "Trade by night"
url = "https://example.org/trade"

[[report]]
corpus = "clippings"
title = "Trade <talks>"

[report.parameters]
top = 4
"""


@pytest.fixture
def night(tmp_path):
    """A folder with a notebook, clippings and a file that says what to run."""
    write(tmp_path / "notebooks", "01_one", "# Why?", PARAMETERS, FIGURE, ARGUMENT)
    clippings(tmp_path / "clippings")
    (tmp_path / "nightly.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def run(folder: Path):
    (outcome,) = run_night(folder / "nightly.toml", folder / "notebooks")
    return outcome


def folder_of(night: Path) -> Path:
    return night / "site" / "clippings"


def test_a_report_is_published_and_latest_leads_to_it(night):
    assert run(night).status == "published"
    record = json.loads((folder_of(night) / LATEST / "run.json").read_text())
    assert record["notebooks"][0]["parameters"] == {"top": 4}
    assert (folder_of(night) / LATEST / "01_one.html").is_file()
    front = (night / "site" / "index.html").read_text()
    assert "Trade &lt;talks&gt;" in front
    assert "Three <em>of five</em> carry it." in front
    assert "thumbnail.png" in front


def test_nothing_new_is_not_run_again_and_news_are(night):
    run(night)
    assert run(night).status == "unchanged"
    for change in (
        lambda: next((night / "clippings").glob("*.txt")).write_text("Quite another story."),
        lambda: (night / "clippings" / "new.txt").write_text("One more story."),
        lambda: (night / "clippings" / "new.txt").rename(night / "clippings" / "renamed.txt"),
        (night / "clippings" / "renamed.txt").unlink,
        lambda: (night / "clippings" / "topics.csv").write_text("topic\n"),
        lambda: (night / "nightly.toml").write_text(CONFIG.replace("top = 4", "top = 5")),
        lambda: write(night / "notebooks", "01_one", "# Why not?", PARAMETERS, FIGURE, ARGUMENT),
        lambda: write(night / "notebooks", "02_two", "# Why?", "1"),
    ):
        change()
        assert run(night).status == "published"
        assert run(night).status == "unchanged"


def test_outputs_stored_in_a_notebook_are_no_news(night):
    run(night)
    latest = folder_of(night) / LATEST
    path = night / "notebooks" / "01_one.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "stored"}
    ]
    path.write_text(json.dumps(notebook))
    assert run(night).status == "unchanged"
    assert latest.is_dir()


def test_a_failure_is_kept_with_its_error_beside_the_last_good_report(night):
    run(night)
    good = (folder_of(night) / LATEST).resolve()
    write(night / "notebooks", "01_one", "# Why?", PARAMETERS, "print('so far')", "1 / 0")
    outcome = run(night)
    assert outcome.status == "failed"
    assert "ZeroDivisionError" in outcome.reason
    assert (folder_of(night) / LATEST).resolve() == good
    newest = past_runs(folder_of(night))[0]
    assert newest.failed
    executed = json.loads((newest.folder / "01_one.ipynb").read_text())
    kinds = [o["output_type"] for c in executed["cells"] for o in c.get("outputs", [])]
    assert kinds == ["stream", "error"]
    front = (night / "site" / "index.html").read_text()
    assert "ZeroDivisionError" in front
    assert f"Below is the last good one, of {good.name}" in front
    write(night / "notebooks", "01_one", "# Why?", PARAMETERS, FIGURE, ARGUMENT)
    assert run(night).status == "unchanged"


def test_one_report_that_fails_does_not_keep_the_others_from_running(night):
    (night / "empty").mkdir()
    more = '\n[[report]]\ncorpus = "empty"\n'
    (night / "nightly.toml").write_text(CONFIG + more)
    outcomes = run_night(night / "nightly.toml", night / "notebooks")
    assert [outcome.status for outcome in outcomes] == ["published", "failed"]
    assert "no clippings" in outcomes[1].reason or "empty" in outcomes[1].reason


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("", "names no report"),
        ("title = ", "no valid TOML"),
        ("[[report]]\ntitle = 'x'", "report 1 has no corpus"),
        ("[[report]]\ncorpus = 'nowhere'", "there is no folder 'nowhere'"),
        ("[[report]]\ncorpus = 3", "corpus must be a text, not 3"),
        ("[[reports]]\ncorpus = 'clippings'", "did you mean 'report'?"),
        ("[[report]]\ncorpus = 'clippings'\nname = '../x'", "small letters, digits and hyphens"),
        ("[[report]]\ncorpus = 'clippings'\nnotebooks = ['01_on']", "did you mean '01_one'?"),
        ("[[report]]\ncorpus = 'clippings'\n[report.parameters]\ntopp = 1", "mean 'top'?"),
        ("[[report]]\ncorpus = 'clippings'\n[report.parameters]\ntop = 'x'", "a whole number"),
        ("[[report]]\ncorpus = 'clippings'\n[report.parameters]\ntop = nan", "finite"),
        ("[keep]\ndaily = 0\n[[report]]\ncorpus = 'clippings'", "daily must be 1 or more"),
        ("[[report]]\ncorpus = 'clippings'\n[[report]]\ncorpus = 'clippings'", "rename one"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_before_anything_runs(night, config, message):
    (night / "nightly.toml").write_text(config, encoding="utf-8")
    with pytest.raises(DatelinesError, match=re.escape(message)):
        read_nightly(night / "nightly.toml", night / "notebooks")
    assert not (night / "site").exists()


def test_exit_codes_tell_well_failed_wrong_use_and_locked(night, monkeypatch, capsys):
    words = ["nightly", "--config", str(night / "nightly.toml"), "--notebooks"]
    words.append(str(night / "notebooks"))
    assert main(words) == 0
    write(night / "notebooks", "01_one", "# Why?", PARAMETERS, "1 / 0")
    assert main(words) == 1
    with FileLock(night / "site" / ".lock"):
        assert main(words) == 3
    (night / "nightly.toml").write_text("colour = 3")
    assert main(words) == 2
    assert "another run is at work" in capsys.readouterr().err


def test_the_feed_has_an_entry_for_each_run_with_ids_that_stay(night):
    run(night)
    write(night / "notebooks", "01_one", "# Why?", PARAMETERS, "1 / 0")
    run(night)
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring((night / "site" / "feed.xml").read_text())
    entries = root.findall(f"{atom}entry")
    assert [entry.find(f"{atom}title").text.split()[-2] for entry in entries] == [
        "failed", "published",
    ]  # fmt: skip
    ids = [entry.find(f"{atom}id").text for entry in entries]
    assert len(set(ids)) == 2
    link = entries[1].find(f"{atom}link").get("href")
    assert link.startswith("https://example.org/trade/clippings/2")
    run(night)
    again = ET.fromstring((night / "site" / "feed.xml").read_text())
    assert [e.find(f"{atom}id").text for e in again.findall(f"{atom}entry")][-2:] == ids


def test_old_runs_go_by_day_and_by_month(tmp_path):
    folder = tmp_path / "report"
    folder.mkdir()
    start = datetime(2025, 1, 1, 3, tzinfo=UTC)
    for day in range(0, 400, 2):
        pages = tmp_path / "pages"
        pages.mkdir()
        (pages / "run.json").write_text("{}")
        place(pages, folder, start + timedelta(days=day))
    thin_out(folder, daily=30, monthly=12)
    names = [found.name[:10] for found in past_runs(folder)]
    assert len(names) == len(set(names))
    assert names[0] == "2026-02-03"
    assert names[:30] == [f"{start + timedelta(days=398 - 2 * i):%Y-%m-%d}" for i in range(30)]
    assert [name[:7] for name in names[30:]] == [
        "2025-11", "2025-10", "2025-09", "2025-08", "2025-07", "2025-06", "2025-05", "2025-04",
        "2025-03",
    ]  # fmt: skip
    assert latest_run(folder).folder.name == (folder / LATEST).resolve().name


def test_two_runs_in_one_minute_get_names_of_their_own(tmp_path):
    when = datetime(2025, 1, 1, 3, tzinfo=UTC)
    (tmp_path / "report").mkdir()
    for number in range(11):
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages" / "run.json").write_text(json.dumps({"number": number}))
        place(tmp_path / "pages", tmp_path / "report", when)
    assert [r.record["number"] for r in past_runs(tmp_path / "report")] == list(range(10, -1, -1))


def test_a_name_that_was_thrown_away_does_not_come_back(tmp_path):
    when = datetime(2025, 1, 1, 3, tzinfo=UTC)
    (tmp_path / "report").mkdir()
    for number in range(4):
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages" / "run.json").write_text(json.dumps({"number": number}))
        place(tmp_path / "pages", tmp_path / "report", when)
        thin_out(tmp_path / "report", daily=30, monthly=12)
    assert [found.record["number"] for found in past_runs(tmp_path / "report")] == [3]


def kill_at_random_moments(night: Path, times: int, seed: int) -> None:
    """Kill nights at random while a reader looks; he must always see a whole report."""
    path, child = (
        night / "clippings" / "grows.txt",
        [sys.executable, "-m", "helpers.cli", "nightly"],
    )
    path.write_text("Story 0.")
    assert run(night).status == "published"
    seen, broken, stop = set(), [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                whole = (folder_of(night) / LATEST).resolve(strict=True)
                record = json.loads((whole / "run.json").read_text())
                for notebook in record["notebooks"]:
                    assert "</html>" in (whole / f"{notebook['name']}.html").read_text()
                assert "</html>" in (night / "site" / "index.html").read_text()
                ET.fromstring((night / "site" / "feed.xml").read_text())
                seen.add(record["key"])
            except Exception as error:
                broken.append(error)
            time.sleep(0.002)

    reader = threading.Thread(target=read)
    reader.start()
    chance, longest = random.Random(seed), 2.0
    try:
        for number in range(times):
            path.write_text(f"Story {number + 1}.")
            started = time.monotonic()
            with subprocess.Popen(
                [*child, "--config", "nightly.toml"],
                cwd=night, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as process:  # fmt: skip
                try:
                    process.wait(timeout=chance.random() * longest)
                    longest = max(1.0, 1.2 * (time.monotonic() - started))
                except subprocess.TimeoutExpired:
                    longest = min(longest * 1.02, 20)
                    os.killpg(process.pid, signal.SIGKILL)
    finally:
        stop.set()
        reader.join()
    assert not broken
    assert len(seen) > 1 or times < 10
    path.write_text("The last story.")
    assert run(night).status == "published"
    left = [found.name for found in folder_of(night).iterdir() if found.name[0] == "."]
    assert not left


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_readers_see_whole_reports_however_often_a_night_is_killed(night):
    kill_at_random_moments(night, times=5, seed=1)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_readers_see_whole_reports_through_two_hundred_kills(night):
    kill_at_random_moments(night, times=200, seed=int(time.time()))


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_stopped_night_keeps_what_was_done_and_the_last_report(night, number, code):
    run(night)
    good = (folder_of(night) / LATEST).resolve()
    started = night / "pid"
    wait = f"import os, pathlib, time\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))"
    write(
        night / "notebooks", "01_one", "# Why?", PARAMETERS, "print('done')", wait, "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c",
         "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
         "from helpers.cli import main\nsys.exit(main(['nightly']))"],
        cwd=night, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        while not (started.exists() and started.read_text()):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(number)
        assert process.wait(timeout=30) == code
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)
    assert (folder_of(night) / LATEST).resolve() == good
    newest = past_runs(folder_of(night))[0]
    assert newest.failed
    assert newest.record["notebooks"][0]["status"] == "interrupted"
    executed = json.loads((newest.folder / "01_one.ipynb").read_text())
    assert executed["cells"][3]["outputs"][0]["text"] in ("done\n", ["done\n"])
