"""Small notebooks that tests make up, run and break."""

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.reporting.files import write_notebook

PARAMETERS = """\
corpus = "../clippings"  # type: str  folder with clippings
top = 3  # type: int  how many rows to show"""

FIGURE = """\
import pandas as pd
from matplotlib.figure import Figure
from helpers.reporting.show import show

data = pd.DataFrame({"year": [1980, 1990], "articles": [2, 3]})
figure = Figure(figsize=(4, 2))
axes = figure.add_subplot()
bars = axes.bar(data["year"], data["articles"])
show(figure, alt="Two bars.", caption="Articles by year <1>", data=data)"""

ARGUMENT = """\
from helpers.reporting.findings import answer, conclude, say

say("A remark.")
conclude("Three *of five* carry it.")
answer("It is about cars.")"""


def notebook(*cells: str) -> NotebookNode:
    """Make a notebook; a cell that starts with '#' and a blank or more '#' is Markdown."""
    made = [
        new_markdown_cell(text) if text.startswith(("# ", "## ")) else new_code_cell(text)
        for text in cells
    ]
    for number, cell in enumerate(made):
        cell.id = f"cell-{number}"
        if cell.source == PARAMETERS:
            cell.metadata["tags"] = ["parameters"]
    return new_notebook(cells=made)


def write(folder: Path, name: str, *cells: str) -> Path:
    """Write a made-up notebook into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    write_notebook(notebook(*cells), path)
    return path


def clippings(folder: Path) -> Path:
    """Make a folder that is not empty."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one.txt").write_text("A clipping of nobody's.\n", encoding="utf-8")
    return folder


CONFIG = """\
title = "Trade by night"
url = "https://example.org/trade"

[[report]]
corpus = "clippings"
title = "Trade <talks>"

[report.parameters]
top = 4
"""
