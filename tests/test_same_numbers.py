"""What the notebooks say of the originals is what they say, committed, of the extracts.

Everything an output shows or tells is compared: tables cell by cell, sentences, captions,
alternative texts, what each figure draws. Only columns that quote a clipping may differ, in their
words.
"""

from __future__ import annotations

import copy
import re

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode, from_dict

from helpers.reporting.files import find_notebooks, read_notebook
from helpers.reporting.runs import run_notebooks

QUOTING = {"text", "in its words (or our gist)", "format"}
"""Columns with words of a clipping, or with our gist or nothing in their place; and what it is."""
NOTEBOOKS = ["01_corpus", "02_topics", "03_sentiment", "04_eras", "04b_voices", "05_explore"]


def grid(table) -> list[list[str]]:
    """Cells of a table, those that span several repeated, quoting columns without their words."""
    taken: dict[tuple[int, int], str] = {}
    rows = table.find_all("tr")
    for i, row in enumerate(rows):
        j = 0
        for cell in row.find_all(["th", "td"], recursive=False):
            while (i, j) in taken:
                j += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    taken[i + down, j + right] = cell.get_text().strip()
            j += int(cell.get("colspan", 1))
    width = 1 + max((j for _, j in taken), default=-1)
    lines = [[taken.get((i, j), "") for j in range(width)] for i in range(len(rows))]
    quoting = {j for j in range(width) if QUOTING & {line[j] for line in lines[:2]}}
    return [[line[j] for j in range(width) if j not in quoting] for line in lines]


def said(output: NotebookNode) -> dict[str, object]:
    """All that an output says, by the form in which it says it."""
    assert output.output_type in ("display_data", "execute_result"), output
    told = {"type": output.output_type, "about": output.metadata.get("datelines", {})}
    for form, content in output.data.items():
        if form == "image/png":
            about = output.metadata["image/png"]
            told[form] = [about["alt"], about["caption"]]
        elif "explorer" in told["about"]:
            same = ("eras", "axes", "terms", "counts", "verdicts", "views")
            told[form] = (
                [content[part] for part in same]
                if form.endswith("+json")
                else re.sub(r", with [\d,]+ lines? of evidence", "", content)
            )
        elif form == "text/html" and "concordance" in told["about"]:
            told[form] = [
                re.sub(r", [\d,]+ of them shown", "", part.get_text())
                for part in BeautifulSoup(content, "html.parser").find_all(["p", "caption"])
            ]
        elif form == "text/html" and "marked" in told["about"]:
            page = BeautifulSoup(content, "html.parser")
            for quoted in page.find_all("q"):
                quoted.clear()
            told[form] = str(page)
        elif form == "text/html" and told["about"].get("panel") == "evidence":
            page = BeautifulSoup(content, "html.parser")
            for quoted in page.select("li > div"):
                quoted.clear()
            told[form] = str(page)
        elif form == "text/html":
            page = BeautifulSoup(content, "html.parser")
            told[form] = [grid(table) for table in page.find_all("table")]
            for table in page.find_all("table"):
                (table.tbody or table).clear()
                (table.thead or table).clear()
            told["text beside tables"] = page.get_text().split()
        else:
            told[form] = content
    quotes = "marked" in told["about"] or told["about"].get("panel") == "evidence"
    if quotes or "<table" in output.data.get("text/html", ""):
        del told["text/plain"]  # the same, columns as wide as what they quote
    return told


def everything_said(notebook: NotebookNode) -> list[tuple[str, list[dict[str, object]]]]:
    """Code and outputs of every cell, without what a run injects and what names the machine.

    Only the originals have sentences that can be coded by hand, and are said to.
    """
    left_out = {"injected-parameters", "nbval-ignore-output"}
    cells = [c for c in notebook.cells if not left_out & set(c.metadata.get("tags", []))]
    cells = [cell for cell in cells if "coding.start_coding" not in cell.source]
    return [(cell.source, [said(output) for output in cell.get("outputs", [])]) for cell in cells]


@pytest.fixture(scope="module")
def committed(root) -> dict[str, NotebookNode]:
    paths = find_notebooks(root / "notebooks")
    return {path.stem: read_notebook(path) for path in paths}


@pytest.fixture(scope="module")
def of_originals(shared, root, tmp_path_factory) -> dict[str, NotebookNode]:
    folder = tmp_path_factory.mktemp("of-originals")
    paths = find_notebooks(root / "notebooks")
    runs = run_notebooks({path: {"corpus": str(shared / "seeds")} for path in paths}, folder)
    assert all(run.ok for run in runs), [str(run) for run in runs]
    return {run.name: read_notebook(run.path) for run in runs}


def test_all_notebooks_are_looked_at(committed):
    assert sorted(committed) == NOTEBOOKS


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_originals_say_what_the_extracts_say(committed, of_originals, name):
    extracts, originals = (everything_said(n[name]) for n in (committed, of_originals))
    assert len(extracts) == len(originals)
    for number, (left, right) in enumerate(zip(extracts, originals, strict=True), start=1):
        assert left == right, f"{name}, cell {number}"


def test_the_originals_are_quoted_and_the_extracts_are_not(committed, of_originals):
    def words(notebook):
        return "".join(
            output.data.get("text/html", "")
            for cell in notebook.cells
            for output in cell.get("outputs", [])
        )

    for name in ("01_corpus", "02_topics", "03_sentiment"):
        assert words(committed[name]) != words(of_originals[name])


def compared(notebook: NotebookNode) -> list[NotebookNode]:
    cells = [c for c in notebook.cells if "nbval-ignore-output" not in c.metadata.get("tags", [])]
    return [output for cell in cells for output in cell.get("outputs", [])]


def one_digit_changed(text: str) -> list[str]:
    """The text, each time with another of its digits changed (a dozen of them, spread out)."""
    places = [match.start() for match in re.finditer(r"(?<=[\s>(.+-])\d", text)]
    return [
        f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"
        for place in places[:: max(1, len(places) // 12)]
    ]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_any_changed_digit_is_noticed(committed, name):
    changed = 0
    for output in compared(committed[name]):
        before = said(output)
        if {"concordance", "explorer"} & before["about"].keys():
            continue  # what stands in a line of evidence may differ
        marked = "marked" in before["about"]
        if marked or any(f">{name}<" in output.data.get("text/html", "") for name in QUOTING):
            continue  # a digit may stand in what somebody wrote
        told_twice = {"text/plain"} if "text/html" in output.data else set()
        for form in output.data.keys() - told_twice - {"image/png"}:
            for other in one_digit_changed(output.data[form]):
                changes = from_dict(output | {"data": {**output.data, form: other}})
                assert said(changes) != before, other
                changed += 1
    assert changed > 50


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_another_description_of_a_figure_is_noticed(committed, name):
    figures = [output for output in compared(committed[name]) if "image/png" in output.data]
    assert figures
    for output in figures:
        spoiled = copy.deepcopy(output)
        spoiled.metadata["image/png"]["alt"] += " 7"
        assert said(spoiled) != said(output)


def test_words_of_a_clipping_may_differ_and_numbers_beside_them_may_not():
    page = (
        "<table><caption>Lines</caption><thead><tr><th>line</th><th>text</th><th>words</th></tr>"
        "</thead><tbody><tr><td rowspan='2'>1</td><td>{}</td><td>{}</td></tr>"
        "<tr><td>{}</td><td>7</td></tr></tbody></table>"
    )

    def told(*cells):
        html = page.format(*cells)
        data = {"text/html": html, "text/plain": html}
        return said(from_dict({"output_type": "display_data", "metadata": {}, "data": data}))

    assert told("a gist", 4, "another") == told("the words", 4, "themselves")
    assert told("a gist", 4, "another") != told("a gist", 5, "another")
    assert told("x", 4, "y")["text/html"] == [[["line", "words"], ["1", "4"], ["1", "7"]]]
