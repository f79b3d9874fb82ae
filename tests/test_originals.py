"""Every number of every notebook is the same from the original clippings as from their extracts."""

from __future__ import annotations

import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from helpers.reporting.files import find_notebooks
from helpers.reporting.runs import run_notebooks

QUOTING = {"text", "in its words (or our gist)"}
"""Columns that hold sentences: quoted from an original, a gist or nothing from an extract."""

NOTEBOOKS = ["01_corpus", "02_topics", "03_sentiment", "04_eras"]


def tables(html: str) -> list[list[list[str]]]:
    """Cells of every table, row by row, without the columns that quote."""
    found = []
    for table in BeautifulSoup(html, "html.parser").find_all("table"):
        rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table("tr")]
        quoting = [i for i, name in enumerate(rows[0]) if name in QUOTING] if rows else []
        found.append([[c for i, c in enumerate(row) if i not in quoting] for row in rows])
    return found


def said(output: nbformat.NotebookNode) -> list:
    """What an output says, quotations aside: the cells of its tables, or its whole text."""
    data = output.get("data", {})
    if "<table" in (html := "".join(data.get("text/html", ""))):
        captions = [c.get_text() for c in BeautifulSoup(html, "html.parser").find_all("caption")]
        return [*captions, *tables(html)]
    return ["".join(data.get("text/plain", output.get("text", "")))]


def outputs(notebook: nbformat.NotebookNode) -> list[list]:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [cell for cell in cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    return [[said(output) for output in cell.outputs] for cell in shown]


@pytest.fixture(scope="module")
def executed(shared, root, tmp_path_factory):
    """The notebooks, run on the original clippings."""
    folder = tmp_path_factory.mktemp("executed")
    values = {
        path: {"corpus": str(shared / "seeds")} for path in find_notebooks(root / "notebooks")
    }
    runs = run_notebooks(values, folder)
    assert all(run.ok for run in runs), [str(run) for run in runs]
    return {run.name: nbformat.read(run.path, as_version=4) for run in runs}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_number_is_the_same_from_the_originals(executed, root, name):
    stored = outputs(nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4))
    again = outputs(executed[name])
    assert len(stored) == len(again)
    for i, (left, right) in enumerate(zip(stored, again, strict=True)):
        assert left == right, f"{name}, code cell {i + 1}"


def test_originals_are_quoted_where_extracts_have_gists(executed, root):
    def text(notebook):
        return "".join(
            "".join(output.get("data", {}).get("text/html", ""))
            for cell in notebook.cells
            for output in cell.get("outputs", [])
        )

    stored = nbformat.read(root / "notebooks" / "02_topics.ipynb", as_version=4)
    assert text(stored) != text(executed["02_topics"])


def test_a_number_that_differs_is_noticed(root):
    path = root / "notebooks" / "02_topics.ipynb"
    stored = path.read_text(encoding="utf-8")
    number = re.search(r"<td>0\.(\d\d)</td>", stored)
    other = stored.replace(number.group(), "<td>0.999</td>", 1)
    first, second = (outputs(nbformat.reads(s, as_version=4)) for s in (stored, other))
    assert first != second
