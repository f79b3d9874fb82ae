"""The comparison of notebooks turns red where a helper, a figure or an extract has changed."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.reporting.files import read_notebook
from helpers.reporting.style import breaches

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NOTEBOOK = "01_corpus.ipynb"


@pytest.fixture
def project(tmp_path):
    for part in ("src", "seeds"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / NOTEBOOK, tmp_path / "notebooks")
    return tmp_path


def compared(project: Path) -> tuple[bool, str]:
    """Run the comparison as `make test` does, on the code of the project alone."""
    environment = os.environ | {
        "PYTHONPATH": str(project / "src"),
        "DATELINES_CACHE": str(project / "cache"),
        "MPLBACKEND": "Agg",
        "PYTHONHASHSEED": "0",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
    run = subprocess.run(
        [*command, "--rootdir", str(project), "--nbval", str(project / "notebooks")],
        env=environment, cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stdout + run.stderr
    return run.returncode == 0, run.stdout


def alter(path: Path, pattern: str, replacement: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed, number = re.subn(pattern, replacement, text, count=1)
    assert number == 1, f"nothing to alter in {path.name}"
    path.write_text(changed, encoding="utf-8")


def test_code_and_extracts_as_they_are_give_the_stored_outputs(project):
    same, said = compared(project)
    assert same, said


def test_an_altered_helper_turns_it_red(project):
    alter(
        project / "src/helpers/corpus/periods.py",
        r"return f\"\{first\.year\}\" if",
        'return f"{first.year + 1}" if',
    )
    same, said = compared(project)
    assert not same
    assert "2026" in said


def test_an_altered_figure_turns_it_red(project):
    path = project / "src/helpers/reporting/charts/corpus.py"
    alter(path, r"counts\.to_numpy\(\), color", "counts.to_numpy() + 1, color")
    same, said = compared(project)
    assert not same
    assert "[figure " in said


def test_an_altered_extract_turns_it_red(project):
    path = sorted((project / "seeds").glob("*.json"))[0]
    extract = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(extract)
    changed = re.sub(r'"n_words": (\d+)', lambda m: f'"n_words": {int(m[1]) + 1}', text, count=2)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    same, said = compared(project)
    assert not same, said


def test_a_stripped_notebook_is_refused():
    notebook = read_notebook(ROOT / "notebooks" / NOTEBOOK)
    assert not breaches(notebook, NOTEBOOK)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    found = breaches(notebook, NOTEBOOK)
    assert any("is not answered" in breach for breach in found)
    assert any("run" in breach and "cell" in breach for breach in found)
