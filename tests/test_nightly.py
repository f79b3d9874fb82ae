"""Nights: what is new is published whole, what failed is kept beside the last good report."""

import json
import math
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
from helpers.reporting.site_pages import write_site
from made_notebooks import ARGUMENT, CONFIG, FIGURE, PARAMETERS, write

pytestmark = pytest.mark.nights


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


LOADED = """
import json, sys
from helpers.cli import main
code = main(["nightly"])
print(json.dumps([code, sorted(sys.modules)]))
"""
HEAVY = {
    "IPython", "bs4", "jinja2", "jsonschema", "lxml", "nbconvert", "nbformat", "numpy", "pandas",
    "papermill", "pyarrow", "zmq",
}  # fmt: skip


def loaded(night: Path) -> tuple[int, set[str]]:
    """Run a night in a process of its own; give its exit code and what it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=night, capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, set(modules)


def test_a_night_without_news_loads_no_heavy_library(night):
    run(night)
    time.sleep(2.1)  # until the times of the files are older than a clock is coarse
    assert run(night).status == "unchanged"
    front = night / "site" / "index.html"
    before = front.read_text()
    front.write_text(re.sub(r'<time id="looked".*?</time>', '<time id="looked"></time>', before))
    code, modules = loaded(night)
    assert code == 0
    assert not HEAVY & modules
    assert re.search(r"Looked for news last on <time .*\d UTC</time>", front.read_text())
    (night / "clippings" / "new.txt").write_text("One more story.")
    assert HEAVY & loaded(night)[1] == HEAVY


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
    hour = f"{good.name[:13]}:{good.name[13:15]}Z"
    assert f'Below is the last good one, of <time datetime="{hour}">' in front
    write(night / "notebooks", "01_one", "# Why?", PARAMETERS, FIGURE, ARGUMENT)
    assert run(night).status == "unchanged"


def test_a_kernel_that_dies_is_shown_red_with_its_cell_beside_the_last_good_report(night):
    run(night)
    good = (folder_of(night) / LATEST).resolve()
    dies = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    write(night / "notebooks", "01_one", "# Why?", PARAMETERS, "print('so far')", dies, "1 + 1")
    assert run(night).status == "failed"
    newest = past_runs(folder_of(night))[0]
    (told,) = newest.record["notebooks"]
    assert (told["status"], told["cell"]) == ("died", 4)
    assert told["seconds"] > 0
    assert told["peak_mb"] is None or told["peak_mb"] > 20
    front = (night / "site" / "index.html").read_text()
    assert "01_one died in code cell 4: the kernel is gone" in front
    assert f"{folder_of(night).name}/{LATEST}/index.html" in front
    copy = f"clippings/{newest.folder.name}/01_one.ipynb"
    assert f'href="{copy}"' in front
    assert (night / "site" / copy).is_file()
    assert (folder_of(night) / LATEST).resolve() == good


def test_trouble_that_nobody_foresaw_is_one_report_s_own(night, capsys):
    odd = (
        "from IPython.display import display\n"
        "display({'image/png': 'aGk='}, raw=True, metadata={'datelines': {'figure': 'f'}})"
    )
    write(night / "notebooks", "02_odd", "# Why?", PARAMETERS, odd)
    other = '\n[[report]]\nname = "other"\ncorpus = "clippings"\nnotebooks = ["01_one"]\n'
    (night / "nightly.toml").write_text(CONFIG + other)
    outcomes = run_night(night / "nightly.toml", night / "notebooks")
    assert [outcome.status for outcome in outcomes] == ["failed", "published"]
    assert "KeyError" in outcomes[0].reason
    assert "not foreseen" in (night / "site" / "index.html").read_text()


def test_what_cannot_be_read_in_a_site_is_no_trouble(night):
    run(night)
    latest = (folder_of(night) / LATEST).resolve()
    (night / "site" / ".seen.json").write_text("[]")
    (latest / "facts.json").write_text('{"articles": {"a": {}}, "tables": [], "figures": []}')
    strange = folder_of(night) / "2099-01-01T0300"
    strange.mkdir()
    (strange / "run.json").write_text('"no record"')
    (night / "clippings" / "new.txt").write_text("One more story.")
    assert run(night).status == "published"
    assert (folder_of(night) / LATEST).resolve() == latest_run(folder_of(night)).folder


def test_a_run_killed_between_its_two_renames_is_the_latest_all_the_same(night):
    run(night)
    old = (folder_of(night) / LATEST).readlink()
    (night / "clippings" / "new.txt").write_text("One more story.")
    run(night)
    newest = latest_run(folder_of(night)).folder
    (folder_of(night) / LATEST).unlink()
    (folder_of(night) / LATEST).symlink_to(old)
    assert run(night).status == "unchanged"
    assert (folder_of(night) / LATEST).readlink() == Path(newest.name)


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
        ("[[report]]\ncorpus = 3", "corpus must be a text, not 3"),
        ("[[reports]]\ncorpus = 'clippings'", "did you mean 'report'?"),
        ("[[report]]\ncorpus = 'clippings'\nname = '../x'", "small letters, digits and hyphens"),
        ("[[report]]\ncorpus = 'clippings'\nnotebooks = ['01_on']", "did you mean '01_one'?"),
        ("[[report]]\ncorpus = 'clippings'\n[report.parameters]\ntopp = 1", "mean 'top'?"),
        ("[[report]]\ncorpus = 'clippings'\n[report.parameters]\ntop = 'x'", "a whole number"),
        ("[[report]]\ncorpus = 'clippings'\n[report.parameters]\ntop = nan", "finite"),
        ("[keep]\ndaily = 0\n[[report]]\ncorpus = 'clippings'", "daily must be 1 or more"),
        ("[[report]]\ncorpus = 'clippings'\n[[report]]\ncorpus = 'clippings'", "rename one"),
        (
            "site = 'clippings/site'\n[[report]]\ncorpus = 'clippings'",
            "name another folder as site",
        ),
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


def test_a_hundred_nights_leave_the_right_runs_and_every_link_leads_somewhere(night):
    plan = read_nightly(night / "nightly.toml", night / "notebooks")
    folder, start = folder_of(night), datetime(2025, 8, 20, 3, 30, tzinfo=UTC)
    folder.mkdir(parents=True)
    good, bad = [], []
    for number in range(100):
        when = start + timedelta(days=number, minutes=number)
        failed = number % 9 == 4
        if number % 7 == 3:
            continue  # nothing new
        pages = night / "pages"
        pages.mkdir()
        told = {"name": "01_one", "status": "failed", "reason": "x" * failed, "cell": None}
        record = {"when": when.isoformat(), "notebooks": [told], "corpus": {"articles": number}}
        (pages / "run.json").write_text(json.dumps(record))
        for name in ("index.html", "01_one.ipynb"):
            (pages / name).write_text("")
        (bad if failed else good).append(place(pages, folder, when, failed=failed).name)
        thin_out(folder, daily=30, monthly=12)
        assert (folder / LATEST).resolve(strict=True).name == good[-1]
        if number % 10 == 9:
            write_site(plan, when)
            leads_somewhere(night / "site")
    months = {name[:7]: name for name in good}  # the last of each month
    expected = {*good[-30:], *months.values(), *bad[-5:]}
    assert {path.name for path in folder.iterdir()} == expected | {LATEST}
    assert len(months) == 4
    names = [found.folder.name for found in past_runs(folder)]
    root = ET.fromstring((night / "site" / "feed.xml").read_text())
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    titles = [entry.find("{http://www.w3.org/2005/Atom}title").text for entry in entries]
    assert [title.split()[-1] for title in titles] == [n.removeprefix("failed-") for n in names][
        :50
    ]


def leads_somewhere(site: Path) -> None:
    """Every address on the front page and in the feed is there."""
    front = (site / "index.html").read_text()
    feed = (site / "feed.xml").read_text()
    own = re.findall(r'(?:href|src)="([^"#:]+)"', front)
    own += re.findall(r'href="https://example.org/trade/([^"]+)"', feed)
    assert len(own) > 10
    missing = [address for address in own if not (site / address).is_file()]
    assert not missing


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
            linked, latest = None, folder_of(night) / LATEST
            try:
                linked = latest.readlink()
                whole = folder_of(night) / linked
                record = json.loads((whole / "run.json").read_text())
                for notebook in record["notebooks"]:
                    assert "</html>" in (whole / f"{notebook['name']}.html").read_text()
                assert "</html>" in (night / "site" / "index.html").read_text()
                ET.fromstring((night / "site" / "feed.xml").read_text())
                seen.add(record["key"])
            except Exception as error:
                # An old run may end once the link leads to another; nothing else may go wrong.
                if not latest.is_symlink() or latest.readlink() == linked or linked is None:
                    broken.append(error)
            time.sleep(0.002)

    reader = threading.Thread(target=read)
    reader.start()
    chance, longest = random.Random(seed), math.inf
    try:
        for number in range(times + 1):  # the first may end, so that it is known how long one takes
            path.write_text(f"Story {number + 1}.")
            started = time.monotonic()
            with subprocess.Popen(
                [*child, "--config", "nightly.toml"],
                cwd=night, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as process:  # fmt: skip
                try:
                    process.wait(timeout=chance.random() * longest if number else None)
                    longest = 1.3 * (time.monotonic() - started)
                except subprocess.TimeoutExpired:
                    longest *= 1.02  # should the machine have become slower
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


PUBLISHES = """
import json, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from helpers.reporting.nightly_config import read_nightly
from helpers.reporting.site import good_state, place, run_names, thin_out, work_folder
from helpers.reporting.site_pages import write_site

plan = read_nightly(Path("nightly.toml"), Path("notebooks"))
folder = plan.site / "clippings"
while True:
    good_state(folder)
    day = int(sys.argv[1]) + len(run_names(folder))
    with work_folder(folder) as work:
        pages = work / "pages"
        pages.mkdir()
        for name in ("run.json", "index.html", "01_one.html"):
            (pages / name).write_text(json.dumps({"made": day, "filler": "x" * 50_000}))
        place(pages, folder, datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=day))
    thin_out(folder, daily=5, monthly=2)
    write_site(plan, datetime.now(UTC))
    print("done", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_readers_see_whole_reports_when_the_last_steps_are_killed(night):
    report, chance, seen = folder_of(night), random.Random(3), set()
    for number in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISHES, str(100 * number)],
            cwd=night, stdout=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stdout.readline() == "done\n"
            until = time.monotonic() + chance.random() / 2
            while time.monotonic() < until:
                seen.add(made_as_one(report, night / "site"))
            process.kill()
        seen.add(made_as_one(report, night / "site"))
    assert len(seen) > 5


def made_as_one(report: Path, site: Path) -> int:
    """Read a report as a visitor does; whatever is read is whole, and all of it of one run."""
    while True:
        linked = (report / LATEST).readlink()
        whole = report / linked
        try:
            pages = [json.loads((whole / name).read_text()) for name in ("run.json", "01_one.html")]
        except FileNotFoundError:  # an old run, thrown away once the link led to another
            assert (report / LATEST).readlink() != linked
            assert not whole.exists()
            continue
        assert pages[0] == pages[1]
        assert "</html>" in (site / "index.html").read_text()
        ET.fromstring((site / "feed.xml").read_text())
        return pages[0]["made"]


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
