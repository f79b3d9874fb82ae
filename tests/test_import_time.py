"""`import helpers` costs next to nothing: notebooks and the command line start at once."""

import json
import subprocess
import sys

import pytest

HEAVY = ["pandas", "numpy", "nltk", "sklearn", "matplotlib", "scipy", "seaborn", "pyarrow",
         "papermill", "nbconvert", "bs4", "IPython"]  # fmt: skip
MOST_SECONDS = 0.2

TIMED = """
import json, sys, time
started = time.perf_counter()
import {module}
seconds = time.perf_counter() - started
print(json.dumps([seconds, sorted(sys.modules)]))
"""


def fresh_import(module: str) -> tuple[float, set[str]]:
    """Seconds in a fresh process, and what it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(module=module)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    seconds, modules = json.loads(done.stdout)
    return seconds, set(modules)


def test_the_package_is_imported_in_a_fifth_of_a_second():
    assert min(fresh_import("helpers")[0] for _ in range(3)) < MOST_SECONDS


def test_the_package_and_the_command_line_load_no_heavy_library():
    for module in ("helpers", "helpers.cli"):
        _, modules = fresh_import(module)
        assert [name for name in HEAVY if name in modules] == [], module


def test_a_heavy_library_would_be_noticed():
    seconds, modules = fresh_import("helpers.analysis.overlap")
    assert "pandas" in modules
    assert seconds > fresh_import("helpers")[0]


def test_every_name_of_the_front_door_is_there_and_no_other():
    import helpers

    for name in helpers.__all__:
        assert getattr(helpers, name).__name__ == name
    with pytest.raises(AttributeError, match="module 'helpers' has no attribute 'load_copus'"):
        _ = helpers.load_copus
