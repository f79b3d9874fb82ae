"""The rules that a notebook of ours keeps; each breach names the file, the cell and the cure."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError
from helpers.reporting.parameters import parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

MAX_CODE_CELLS = 25
MAX_CODE_LINES = 15
MIN_WORDS_PER_LINE = 10
SECTIONS = ("What this folder cannot show", "Ask the next question", "Provenance")

_LOCAL = {
    "an absolute path": re.compile(r"(?<![\w.:/<\"=])/(?:[\w.~-]+/)+[\w.~-]*|\b[A-Z]:\\\w+"),
    "a clock time": re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d"),
    "an address in memory": re.compile(r"\b0x[0-9a-f]{6,}\b"),
    "a number with more than four decimals": re.compile(r"\d\.\d{5,}"),
    "the version of this machine's Python": re.compile(r"\bPython \d+\.\d+"),
}
_BLOCKS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While)

Breach = tuple[int, str]
"""Number of the cell, counted from 1 (0 for the whole notebook), and what to do about it."""


def breaches(notebook: NotebookNode, name: str) -> list[str]:
    """List what a notebook does against the rules.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        An executed notebook.
    name : str
        Its file name, for the messages.

    Returns
    -------
    list of str
        One line each; empty where all is well.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> breaches(new_notebook(cells=[new_markdown_cell("# Tone")]), "3.ipynb")[0]
    '3.ipynb, cell 1: the title is no question; end it with a question mark'
    """
    checks = (_title, _sections, _parameters, _size, _prose, _code, _execution, _outputs, _figures)
    found = (breach for check in checks for breach in check(notebook))
    return [f"{name}, cell {cell}: {what}" if cell else f"{name}: {what}" for cell, what in found]


def _title(notebook: NotebookNode) -> Iterator[Breach]:
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield 1, "there is no title; start with a Markdown cell '# What is asked?'"
    elif not first.source.splitlines()[0].rstrip().endswith("?"):
        yield 1, "the title is no question; end it with a question mark"


def _sections(notebook: NotebookNode) -> Iterator[Breach]:
    markdown = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    headings = {line.strip() for source in markdown for line in source.splitlines()}
    for section in SECTIONS:
        if f"## {section}" not in headings:
            yield 0, f"a section is missing; add the heading '## {section}'"
    if not any("answer" in about for about in _abouts(notebook)):
        yield 0, "the question is not answered; call answer() once"
    if not any("finding" in about for about in _abouts(notebook)):
        yield 0, "there is no finding for the front page; call conclude()"


def _abouts(notebook: NotebookNode) -> Iterator[dict[str, object]]:
    for _, cell in _code_cells(notebook):
        for output in cell.outputs:
            yield output.get("metadata", {}).get("datelines", {})


def _parameters(notebook: NotebookNode) -> Iterator[Breach]:
    from papermill.translators import PythonTranslator

    cells = [(n, c) for n, c in _code_cells(notebook) if "parameters" in _tags(c)]
    if len(cells) != 1:
        yield 0, f"{len(cells)} cells are tagged 'parameters'; tag exactly one"
        return
    number, cell = cells[0]
    try:
        declared = parameters_of(notebook)
    except (DatelinesError, SyntaxError) as error:
        yield number, str(error)
        return
    seen = {parameter.name for parameter in PythonTranslator.inspect(cell)}
    for parameter in declared.values():
        if not parameter.help or f"{parameter.name} = " not in cell.source:
            yield number, f"{parameter.name} is not explained; add '# type: T  what it is for'"
        if parameter.name not in seen:
            yield number, f"papermill does not see {parameter.name}; no '=' in its comment"
    untyped = [line for line in cell.source.splitlines() if "=" in line and "# type: " not in line]
    for line in untyped:
        yield number, f"{line.split()[0]} has no type; add '# type: T' after it"


def _size(notebook: NotebookNode) -> Iterator[Breach]:
    cells = _code_cells(notebook)
    if len(cells) > MAX_CODE_CELLS:
        yield 0, f"{len(cells)} code cells; keep to {MAX_CODE_CELLS}, move work into helpers"
    for number, cell in cells:
        if (lines := _code_lines(cell)) > MAX_CODE_LINES:
            yield number, f"{lines} lines of code; keep to {MAX_CODE_LINES}, move work into helpers"
        if not cell.source.strip():
            yield number, "the cell is empty; delete it"


def _prose(notebook: NotebookNode) -> Iterator[Breach]:
    """Weigh words against code; what a cell displays as Markdown is prose too, and read as such."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    for _, cell in _code_cells(notebook):
        texts += [out.data["text/markdown"] for out in cell.outputs if _has(out, "text/markdown")]
    words = sum(len(re.findall(r"\w+", text)) for text in texts)
    lines = sum(_code_lines(cell) for _, cell in _code_cells(notebook))
    if words < MIN_WORDS_PER_LINE * lines:
        yield 0, f"{words} words for {lines} lines of code; say why, ten words a line at least"


def _code(notebook: NotebookNode) -> Iterator[Breach]:
    for number, cell in _code_cells(notebook):
        lines = cell.source.splitlines()
        magic = [line for line in lines if line.lstrip().startswith(("!", "%"))]
        if any(line.strip() != "%matplotlib inline" for line in magic):
            yield number, f"'{magic[0].strip()}' is not Python; take it out"
        source = "\n".join(line for line in lines if line not in magic)
        try:
            tree = ast.parse(source)
        except SyntaxError:
            yield number, "the code is not Python; mend it"
            continue
        if any(isinstance(node, _BLOCKS) for node in ast.walk(tree)):
            yield number, "a def, class or loop; move it into helpers and test it there"
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        if any(token.type == tokenize.OP and token.string == ";" for token in tokens):
            yield number, "a semicolon; show figures by show() and write one statement a line"


def _execution(notebook: NotebookNode) -> Iterator[Breach]:
    for count, (number, cell) in enumerate(_code_cells(notebook), start=1):
        if cell.execution_count != count:
            yield number, "not run in order from a fresh kernel; run 'make refresh'"
        for output in cell.outputs:
            if output.output_type == "error":
                yield number, f"the code failed with {output.ename}; mend it"
            if output.get("name") == "stderr":
                yield number, "there is output on stderr; mend what it warns of"


def _outputs(notebook: NotebookNode) -> Iterator[Breach]:
    for number, cell in _code_cells(notebook):
        text = "\n".join(map(_readable, cell.outputs))
        for what, pattern in _LOCAL.items():
            if found := pattern.search(text):
                yield number, f"the output holds {what}, '{found[0]}'; take it out or round it"


def _figures(notebook: NotebookNode) -> Iterator[Breach]:
    for number, cell in _code_cells(notebook):
        for position, output in enumerate(cell.outputs):
            if not (_has(output, "image/png") or _has(output, "image/svg+xml")):
                continue
            about = output.metadata.get("image/png", {})
            if not about.get("alt") or not about.get("caption"):
                yield number, "a figure has no alt text or caption; show it by show()"
            elif not _is_twin(output, cell.outputs[position + 1 : position + 2]):
                yield number, "a figure is not followed by its numbers; show it by show()"


def _is_twin(figure: NotebookNode, following: list[NotebookNode]) -> bool:
    name = figure.metadata.get("datelines", {}).get("figure")
    twins = [output.metadata.get("datelines", {}).get("numbers_of") for output in following]
    return name is not None and twins == [name]


def _code_cells(notebook: NotebookNode) -> list[tuple[int, NotebookNode]]:
    """Code cells with their numbers among all cells, counted from 1."""
    numbered = enumerate(notebook.cells, start=1)
    return [(number, cell) for number, cell in numbered if cell.cell_type == "code"]


def _code_lines(cell: NotebookNode) -> int:
    lines = [line.strip() for line in cell.source.splitlines()]
    return sum(1 for line in lines if line and not line.startswith("#"))


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _has(output: NotebookNode, kind: str) -> bool:
    return kind in output.get("data", {})


def _readable(output: NotebookNode) -> str:
    data = output.get("data", {})
    return "\n".join(
        [output.get("text", ""), data.get("text/plain", ""), data.get("text/html", "")]
    )
