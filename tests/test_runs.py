"""Runs: what became of each notebook is known, however it ended, and no kernel is left over."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.reporting.files import read_notebook
from helpers.reporting.runs import run_notebooks
from made_notebooks import FIGURE, PARAMETERS, clippings, write

pytestmark = pytest.mark.slow

ENDINGS = {
    "fails": "top / 0",
    "dies": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "exits": "import sys\nsys.exit(0)",
    "hangs": "import time\ntime.sleep(60)",
    "crashes": (
        "import ctypes, time\nheld = bytearray(300_000_000)\ntime.sleep(0.5)\nctypes.string_at(0)"
    ),
    "deaf": (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(50)'])\n"
        "open('child', 'w').write(str(child.pid))\ntime.sleep(60)"
    ),
    "full": "with open('/dev/full', 'w') as file:\n    file.write('x')",
    "greedy": (
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))\n"
        "held = bytearray(3 * 10**9)"
    ),
    "works": "import os\nprint(top, os.path.basename(os.getcwd()), os.environ['PYTHONHASHSEED'])",
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    paths = [
        write(folder / "note{books}", name, "# Why?", PARAMETERS, "print('before')", code, "1 + 1")
        for name, code in ENDINGS.items()
    ]
    (folder / "executed").mkdir()
    values = {path: {"top": 5} for path in paths}
    environment = dict(os.environ)
    found = run_notebooks(values, folder / "executed", cell_deadline=2)
    assert dict(os.environ) == environment
    return {run.name: run for run in found}


@pytest.mark.parametrize(
    ("name", "status", "cell", "reason"),
    [
        ("fails", "failed", 4, "ZeroDivisionError: division by zero"),
        ("dies", "died", 4, "the kernel is gone: it was killed, or memory ran out"),
        ("exits", "failed", 4, "SystemExit: 0"),
        ("hangs", "timed out", 4, "the cell took longer than its deadline"),
        ("crashes", "died", 4, "the kernel is gone: it was killed, or memory ran out"),
        ("deaf", "timed out", 4, "the cell took longer than its deadline"),
        ("full", "failed", 4, "OSError: [Errno 28] No space left on device"),
        ("greedy", "failed", 4, "MemoryError"),
        ("works", "ok", None, ""),
    ],
)
def test_a_run_knows_how_its_notebook_ended(runs, name, status, cell, reason):
    run = runs[name]
    assert (run.status, run.cell, run.reason) == (status, cell, reason)
    assert run.ok == (status == "ok")
    assert 0 < run.seconds < 30
    assert run.values == {"top": 5}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells no memory")
def test_the_peak_of_a_kernel_that_died_in_the_cell_is_known(runs):
    assert runs["crashes"].peak_mb > 300
    assert all(run.peak_mb > 20 for run in runs.values())


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_what_a_hung_cell_has_started_goes_with_its_kernel(runs):
    folder = runs["deaf"].path.parents[1] / "note{books}"
    with pytest.raises(ProcessLookupError):
        for _ in range(50):  # whoever adopts it has to notice that it ended
            os.kill(int((folder / "child").read_text()), 0)
            time.sleep(0.1)


@pytest.mark.parametrize("name", [name for name in ENDINGS if name != "works"])
def test_the_executed_copy_bears_the_error_in_the_guilty_cell(runs, name):
    code = [c for c in read_notebook(runs[name].path).cells if c.cell_type == "code"]
    kinds = [[output.output_type for output in cell.outputs] for cell in code]
    assert kinds[:3] + kinds[4:] == [[], [], ["stream"], []]
    assert kinds[3][0] == "error"
    assert code[3].source == ENDINGS[name]


def test_a_notebook_runs_in_its_own_folder_with_our_settings_and_the_given_values(runs):
    printed = read_notebook(runs["works"].path).cells[4].outputs[0].text
    assert printed == "5 note{books} 0\n"


def test_no_time_is_recorded_in_the_cells(runs):
    assert all("execution" not in cell.metadata for cell in read_notebook(runs["works"].path).cells)


def test_progress_is_told_on_stderr_a_line_per_notebook(tmp_path, capsys):
    path = write(tmp_path, "one", "# Why?", "1")
    (tmp_path / "executed").mkdir()
    run_notebooks({path: {}}, tmp_path / "executed")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("one ok after ")


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_stopped_run_leaves_no_kernel(tmp_path, number, code):
    started = tmp_path / "pid"
    wait = (
        f"import os, pathlib, time\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))\n"
    )
    write(tmp_path / "notebooks", "waits", "# Why?", PARAMETERS, wait + "time.sleep(60)")
    clippings(tmp_path / "clippings")
    code_of_child = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from helpers.cli import main\n"
        "sys.exit(main(['report']))"
    )
    command = [sys.executable, "-c", code_of_child]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        kernel = int(wait_for(started, process))
        process.send_signal(number)
        assert process.wait(timeout=30) == code
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)
    assert not list((tmp_path / "reports").glob(".*"))


def wait_for(path: Path, process: subprocess.Popen) -> str:
    while process.poll() is None:
        if path.exists() and path.read_text():
            return path.read_text()
        time.sleep(0.05)
    raise AssertionError(f"ended before it wrote {path}")


def test_a_folder_too_small_for_a_question_ends_the_notebook_with_that_answer(tmp_path):
    raising = "from helpers.errors import TooSmallError\nraise TooSmallError('add an article')"
    path = write(tmp_path, "small", "# Why?", "print('before')", raising, "1 / 0")
    (tmp_path / "executed").mkdir()
    (run,) = run_notebooks({path: {}}, tmp_path / "executed")
    assert (run.status, run.ok, run.reason) == ("too small", True, "add an article")
    cells = read_notebook(run.path).cells
    assert [cell.source for cell in cells][-1] == raising
    assert cells[-1].outputs[-1].metadata.datelines.answer == "Add an article."
    kinds = [output.output_type for cell in cells for output in cell.get("outputs", [])]
    assert kinds == ["stream", "display_data"]


def executed(folder, *notebooks, **options):
    (folder / "executed").mkdir(exist_ok=True)
    return run_notebooks({path: {} for path in notebooks}, folder / "executed", **options)


def test_notebooks_run_side_by_side_and_come_back_in_order(tmp_path):
    meet = (
        "import pathlib, time\npathlib.Path({own!r}).touch()\n"
        "while not pathlib.Path({other!r}).exists():\n    time.sleep(0.01)"
    )
    paths = [
        write(tmp_path, own, "# Why?", meet.format(own=own, other=other))
        for own, other in (("one", "two"), ("two", "one"))
    ]
    runs = executed(tmp_path, *paths, workers=2, cell_deadline=30)
    assert [(run.name, run.status) for run in runs] == [("one", "ok"), ("two", "ok")]


def test_a_notebook_has_a_deadline_of_its_own(tmp_path):
    path = write(tmp_path, "slow", "# Why?", *["import time\ntime.sleep(2)"] * 20)
    (run,) = executed(tmp_path, path, cell_deadline=60, notebook_deadline=8)
    assert (run.status, run.reason) == (
        "timed out",
        "the notebook took longer than its deadline",
    )
    assert run.cell > 1
    assert run.seconds < 30


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells no memory")
def test_the_peak_of_memory_is_known(tmp_path):
    path = write(tmp_path, "large", "# Why?", "held = bytearray(300_000_000)", "del held")
    (run,) = executed(tmp_path, path)
    assert 300 < run.peak_mb < 600


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux")
def test_forked_kernels_give_the_same_bytes_as_fresh_ones(tmp_path):
    code = (
        "import os, sys, random, numpy, pandas, locale, matplotlib.pyplot, seaborn, sklearn\n"
        "print(sys.argv[0], sys.path, __name__, sys.flags)\n"
        "print(locale.getlocale(), os.environ['TZ'], hash('dateline'))\n"
        "print([(name, pandas.get_option(name)) for name in ('display.max_columns', "
        "'display.width', 'display.max_rows', 'display.large_repr')])\n"
        "print([f'{name} {value}' for name, value in sorted(matplotlib.rcParams.items())])\n"
        "print(matplotlib.get_backend())\n"
        "print(numpy.get_printoptions(), sklearn.get_config())\n"
        "print(sorted(n for n in globals() if not n.startswith('_')))"
    )
    paths = [write(tmp_path, n, "# Why?", PARAMETERS, code, FIGURE) for n in ("one", "two")]
    kept = {}
    for warm in (True, False):
        runs = executed(tmp_path, *paths, warm=warm)
        assert [run.status for run in runs] == ["ok", "ok"]
        kept[warm] = [[c.get("outputs") for c in read_notebook(run.path).cells] for run in runs]
    assert kept[True] == kept[False]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux")
def test_two_forked_kernels_share_no_stream_of_chance(tmp_path):
    code = "import random, numpy\nprint(random.random(), numpy.random.random())"
    paths = [write(tmp_path, name, "# Why?", code) for name in ("one", "two")]
    said = {read_notebook(run.path).cells[1].outputs[0].text for run in executed(tmp_path, *paths)}
    assert len(said) == 2
