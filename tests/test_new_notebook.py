"""`make new` starts a notebook that keeps the rules, and a test that passes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.reporting.files import read_notebook
from helpers.reporting.style import breaches

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def new(root: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(ROOT / "tools" / "new_notebook.py"), *words, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("new") / "project"
    (root / "notebooks").mkdir(parents=True)
    (root / "notebooks" / "07_taken.ipynb").write_text("{}")
    (root / "tests").mkdir()
    shutil.copytree(ROOT / "seeds", root / "seeds")
    made = new(root, "papers", "--question", "Which papers?")
    assert made.returncode == 0, made.stderr
    return root


def test_the_notebook_is_numbered_executed_and_keeps_every_rule(project):
    notebook = read_notebook(project / "notebooks" / "08_papers.ipynb")
    assert notebook.cells[0].source.startswith("# Which papers?\n")
    assert not breaches(notebook, "08_papers.ipynb")


def test_its_test_passes_and_fails_once_the_answer_is_gone(project):
    def run() -> int:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
        return subprocess.run(command, cwd=project, capture_output=True, check=False).returncode

    assert run() == 0
    path = project / "notebooks" / "08_papers.ipynb"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace('"answer"', '"nothing"'), encoding="utf-8")
    assert run() == 1
    path.write_text(kept, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["papers"], "there is a notebook 'papers' already"),
        (["../x"], "small letters, digits and _"),
        (["other", "--question", "A title"], "end it with a question mark"),
    ],
)
def test_what_cannot_be_made_is_told_in_one_sentence(project, words, said):
    before = sorted(project.rglob("*.ipynb"))
    made = new(project, *words)
    assert made.returncode == 2
    assert said in made.stderr
    assert sorted(project.rglob("*.ipynb")) == before
