"""Refreshing: the committed notebooks are what a fresh kernel gives, and changes are told."""

import re
import shutil
from pathlib import Path

import pytest

from helpers.reporting.files import read_notebook, write_notebook
from helpers.reporting.refresh import main
from made_notebooks import FIGURE, PARAMETERS, write

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """Notebooks that are up to date."""
    folder = tmp_path_factory.mktemp("refreshed")
    write(folder, "figure", "# Bars?", FIGURE)
    write(folder, "numbers", "# How many?", PARAMETERS, "top")
    assert main(["--notebooks", str(folder)]) == 0
    return folder


@pytest.fixture
def folder(refreshed, tmp_path):
    """A copy of them to change."""
    return Path(shutil.copytree(refreshed, tmp_path / "notebooks"))


def test_a_second_run_in_fresh_kernels_gives_the_same_bytes(folder, capsys):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(["--notebooks", str(folder)]) == 0
    assert capsys.readouterr().out == "nothing changed\n"
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_refreshed_notebook_holds_no_time_no_path_and_no_version(folder):
    notebook = read_notebook(folder / "numbers.ipynb")
    assert sorted(notebook.metadata) == ["kernelspec", "language_info"]
    assert "version" not in notebook.metadata.language_info
    assert [set(cell.metadata) for cell in notebook.cells] == [set(), {"tags"}, set()]
    assert [cell.get("execution_count") for cell in notebook.cells] == [None, 1, 2]
    assert [cell.id for cell in notebook.cells] == ["cell-0", "cell-1", "cell-2"]
    assert str(folder) not in (folder / "numbers.ipynb").read_text(encoding="utf-8")


def edit(path, old, new):
    notebook = read_notebook(path)
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
    write_notebook(notebook, path)


def test_changes_are_told_and_a_check_writes_nothing(folder, capsys):
    edit(folder / "numbers.ipynb", "top = 3", "top = 4")
    edit(folder / "figure.ipynb", "[2, 3]", "[2, 9]")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(["--notebooks", str(folder), "--check"]) == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    told = capsys.readouterr().out
    assert "figure changed: Articles by year <1>" in told
    assert re.search(r"- 1990 +3\n", told)
    assert re.search(r"\+ 1990 +9\n", told)
    assert "numbers.ipynb\n  cell 3:\n    @@ -1 +1 @@\n    -3\n    +4\n" in told


def test_a_picture_that_is_only_drawn_otherwise_is_told_as_such(folder, capsys):
    edit(folder / "figure.ipynb", "figsize=(4, 2)", "figsize=(5, 2)")
    assert main(["--notebooks", str(folder)]) == 0
    assert "figure drawn anew, same data: Articles by year <1>" in capsys.readouterr().out


def test_a_failing_notebook_is_named_and_nothing_is_written(folder, capsys):
    edit(folder / "numbers.ipynb", "top = 3", "top = 3 / 0")
    edit(folder / "figure.ipynb", "[2, 3]", "[2, 9]")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(["--notebooks", str(folder)]) == 1
    assert "numbers failed in code cell 1" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
