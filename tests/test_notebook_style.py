"""The rules of our notebooks, and that each of them finds what it is meant to find."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from helpers.reporting.files import read_notebook
from helpers.reporting.style import breaches
from made_notebooks import PARAMETERS, notebook

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
PROSE = "## Steps\n\n" + "It says why, in words that a reader of the subject knows. " * 30
SECTIONS = "## What this folder cannot show\n\n## Ask the next question\n\n## Provenance"


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_keeps_the_rules(path):
    found = breaches(read_notebook(path), path.name)
    assert not found, "\n" + "\n".join(found)


def good() -> NotebookNode:
    """A notebook that keeps every rule."""
    made = notebook("# Why?", PARAMETERS, PROSE, "draw()", "say()", SECTIONS)
    for count, number in enumerate([1, 3, 4], start=1):
        made.cells[number].execution_count = count
    figure = {"image/png": {"alt": "Bars.", "caption": "Bars"}, "datelines": {"figure": "f"}}
    made.cells[3].outputs = [
        new_output("display_data", {"image/png": "", "text/plain": "Bars"}, metadata=figure),
        new_output(
            "display_data", {"text/plain": "0.5"}, metadata={"datelines": {"numbers_of": "f"}}
        ),
    ]
    made.cells[4].outputs = [
        new_output("display_data", {"text/markdown": kind}, metadata={"datelines": {kind: kind}})
        for kind in ("answer", "finding")
    ]
    return made


def source(cell: int, text: str):
    def change(made):
        made.cells[cell].source = text

    return change


def output(text: str):
    def change(made):
        made.cells[4].outputs.append(new_output("stream", name="stdout", text=text))

    return change


def repeated(made):
    made.cells += [new_code_cell("1", execution_count=count) for count in range(4, 27)]


def about(position: int, value: dict):
    def change(made):
        made.cells[3].outputs[position].metadata = NotebookNode(value)

    return change


BREACHES = {
    "no title": (source(0, "Why?"), "cell 1: there is no title"),
    "no question": (source(0, "# Tone"), "cell 1: the title is no question"),
    "a section missing": (source(5, "## Provenance"), "'## Ask the next question'"),
    "no answer": (lambda made: made.cells[4].outputs.pop(0), "call answer() once"),
    "no finding": (lambda made: made.cells[4].outputs.pop(1), "call conclude()"),
    "no tag": (lambda made: made.cells[1].metadata.clear(), "0 cells are tagged 'parameters'"),
    "no help": (source(1, "top = 3  # type: int"), "cell 2: top is not explained"),
    "no type": (source(1, "top = 3  # rows to show"), "cell 2: top has no type"),
    "unseen by papermill": (source(1, "top = 3  # type: int  a = b"), "papermill does not see top"),
    "a computed parameter": (source(1, "top = 1 + len('a')"), "default of parameter 'top'"),
    "too many cells": (repeated, "26 code cells; keep to 25"),
    "a long cell": (source(3, "\n".join("a = 1" for _ in range(16))), "cell 4: 16 lines of code"),
    "an empty cell": (source(4, ""), "cell 5: the cell is empty"),
    "little prose": (source(2, "## Steps"), "words for 4 lines of code"),
    "a shell command": (source(4, "!ls"), "cell 5: '!ls' is not Python"),
    "a magic": (source(4, "%load_ext x"), "cell 5: '%load_ext x' is not Python"),
    "broken code": (source(4, "say("), "cell 5: the code is not Python"),
    "a function": (source(4, "def f():\n    pass"), "cell 5: a def, class or loop"),
    "a class": (source(4, "class A:\n    pass"), "cell 5: a def, class or loop"),
    "a loop": (source(4, "for a in b:\n    say(a)"), "cell 5: a def, class or loop"),
    "a semicolon": (source(4, "a = 1; b = 2"), "cell 5: a semicolon"),
    "run out of order": (
        lambda made: made.cells[3].update(execution_count=7),
        "cell 4: not run in order",
    ),
    "an error": (
        lambda made: made.cells[4].outputs.append(
            new_output("error", ename="KeyError", evalue="x", traceback=[])
        ),
        "cell 5: the code failed with KeyError",
    ),
    "a warning": (
        lambda made: made.cells[4].outputs.append(new_output("stream", name="stderr", text="W")),
        "cell 5: there is output on stderr",
    ),
    "a path": (output("read /home/ann/news/a.txt"), "an absolute path, '/home/ann/news/a.txt'"),
    "a path of Windows": (output(r"read C:\news"), "an absolute path"),
    "a time": (output("done at 12:31:07"), "a clock time, '12:31:07'"),
    "an address": (output("<object at 0x7f674f4a19e0>"), "an address in memory"),
    "a version of Python": (output("made with Python 3.12.1"), "this machine's Python"),
    "a long number": (output("0.123456"), "more than four decimals, '0.12345"),
    "no alt text": (about(0, {"image/png": {"caption": "x"}}), "cell 4: a figure has no alt text"),
    "no numbers": (about(1, {}), "cell 4: a figure is not followed by its numbers"),
}


def test_a_notebook_that_keeps_the_rules_is_left_in_peace():
    assert breaches(good(), "good.ipynb") == []


@pytest.mark.parametrize("what", BREACHES)
def test_a_breach_is_named_with_file_cell_and_cure(what):
    change, said = BREACHES[what]
    made = good()
    change(made)
    found = [line for line in breaches(made, "bad.ipynb") if said in line]
    assert len(found) == 1
    assert found[0].startswith("bad.ipynb")


@pytest.mark.parametrize(
    "text", ["1/2/87 and/or 12:31", "https://example.org/a/b", "<td>a</td>", "0.1234", "a ; b !"]
)
def test_what_only_looks_like_a_breach_is_let_through(text):
    made = good()
    output(text)(made)
    assert breaches(made, "good.ipynb") == []


def test_comprehensions_and_the_inline_backend_are_allowed():
    made = good()
    source(4, "%matplotlib inline\nsay([a for a in b])")(made)
    assert breaches(made, "good.ipynb") == []
