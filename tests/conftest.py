"""Fixtures that several test modules share."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False, print_blob=True)
settings.load_profile("same")  # "make test-long" searches for examples that nobody has seen yet

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the original clippings and the evaluation data, which lies beside the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the original clippings (../shared/seeds) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window, or a skip that says what is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def night(tmp_path):
    """A folder with a notebook, clippings and a file that says what to run."""
    from made_notebooks import ARGUMENT, CONFIG, FIGURE, PARAMETERS, clippings, write

    write(tmp_path / "notebooks", "01_one", "# Why?", PARAMETERS, FIGURE, ARGUMENT)
    clippings(tmp_path / "clippings")
    (tmp_path / "nightly.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path
