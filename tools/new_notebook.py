"""Start a notebook that keeps the rules, and a test for it: `make new NAME=papers`.

The notebook is numbered after the last one, runs on the built-in articles and is stored with its
outputs; then change question, steps and sentences, and run `make refresh`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.errors import DatelinesError
from helpers.reporting.files import write_notebook
from helpers.reporting.refresh import refresh

ROOT = Path(__file__).resolve().parents[1]

CELLS = (
    "# {question}",
    """In this paragraph say what is asked, of which articles, and why a reader should care. The
answer stands right below, made by code from the tables, so that it cannot go stale when
clippings come or go. Write for somebody who knows the subject and not the code: one idea a
step, no jargon that is not explained, and no sentence that the folder cannot bear.""",
    """from helpers import load_corpus
from helpers.analysis.eras import composition
from helpers.analysis.honesty import rung, rung_sentence
from helpers.analysis.tables import compared
from helpers.reporting.findings import answer, conclude, say
from helpers.reporting.provenance import show_provenance, show_versions
from helpers.reporting.remarks import corpus as corpus_remarks
from helpers.reporting.remarks.eras import composition_first
from helpers.reporting.show import show_table""",
    """corpus = "../seeds"  # type: str  folder with the clippings or extracts
eras = None  # type: dict|None  first and last year by name, e.g. {{"1990s": [1990, 1999]}}""",
    """clippings = load_corpus(corpus, eras=eras or "auto")
counts = compared(clippings)["era"].value_counts().reindex(clippings.eras).to_dict()
answer(composition_first(composition(clippings)))""",
    """## The first step

Say in two or three sentences why this step is taken, and what a reader should look for in
the table or figure below. A step is a few lines of code: what takes more belongs into the
helpers, where it is tested. Figures go through `draw`, which asks for a caption and keeps
the numbers beside the picture; tables go through `show_table`. One sentence after it says
what is to be seen, with its numbers from code, and `conclude` puts it on the front page.""",
    """made_of = composition(clippings)[["era", "articles", "words"]]
show_table(made_of, "Articles and words of each era")
conclude(rung_sentence(counts))""",
    """## What this folder cannot show

The sentences below follow from how many articles there are in each era. They are made anew
with every folder, and they are part of the result: leave them in, and add what your own
question cannot have answered by so many articles of this kind.""",
    """say(corpus_remarks.bullets([f"The comparison stands on the rung: {{rung(counts)}}."]))""",
    """## Ask the next question

Two or three cells that a reader may change and try in JupyterLab: another word, another
era, another article. Say what to change, and what would be interesting to see.""",
    """clippings.articles[["label", "era", "n_words"]].head(3)""",
    """## Provenance

What this page was computed from. The corpus digest is made from the digests of the original
files, so it is the same for a folder of extracts.""",
    """show_provenance(clippings, eras=eras)""",
    """show_versions()""",
)
PROSE = {0, 1, 5, 7, 9, 11}
TEST = '''"""The notebook {stem} answers its question on the built-in articles."""

from pathlib import Path

from helpers.reporting.files import read_notebook

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "{stem}.ipynb"


def test_{name}_says_on_how_many_articles_its_answer_stands():
    said = [
        output["metadata"]["datelines"]["answer"]
        for cell in read_notebook(NOTEBOOK).cells
        for output in cell.get("outputs", [])
        if "answer" in output.get("metadata", {{}}).get("datelines", {{}})
    ]
    assert len(said) == 1
    assert "article" in said[0]
'''


def start(root: Path, name: str, question: str) -> tuple[Path, Path]:
    """Write notebook and test."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise DatelinesError(f"'{name}' cannot be a name: use small letters, digits and _")
    if not question.rstrip().endswith("?"):
        raise DatelinesError("the title of a notebook is a question: end it with a question mark")
    taken = sorted((root / "notebooks").glob("*.ipynb"))
    if any(path.stem.partition("_")[2] == name for path in taken):
        raise DatelinesError(f"there is a notebook '{name}' already: choose another name")
    numbers = [int(path.stem[:2]) for path in taken if path.stem[:2].isdigit()]
    stem = f"{max(numbers, default=0) + 1:02d}_{name}"
    cells = []
    for place, text in enumerate(CELLS):
        make: Callable[[str], NotebookNode] = new_markdown_cell if place in PROSE else new_code_cell
        cell = make(text.format(question=question))
        cell.id = f"{name.replace('_', '-')}-{place + 1:02d}"
        cells.append(cell)
    # Title and first paragraph are one cell, as a page has them.
    cells[0].source += "\n\n" + cells.pop(1).source
    cells[2].metadata["tags"] = ["parameters"]
    cells[-1].metadata["tags"] = ["nbval-ignore-output"]
    notebook = root / "notebooks" / f"{stem}.ipynb"
    test = root / "tests" / f"test_notebook_{name}.py"
    write_notebook(new_notebook(cells=cells), notebook)  # type: ignore[no-untyped-call]
    try:
        refresh(notebook.parent, only=[notebook])
    except DatelinesError:
        notebook.unlink()
        raise
    test.write_text(TEST.format(stem=stem, name=name), encoding="utf-8", newline="\n")
    return notebook, test


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="small letters, digits and _")
    parser.add_argument("--question", default="", help="title of the notebook")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args()
    question = options.question or f"What about {options.name.replace('_', ' ')}?"
    try:
        notebook, test = start(options.root, options.name, question)
    except DatelinesError as error:
        print(f"new: {error}", file=sys.stderr)
        return 2
    print(f"made {notebook.relative_to(options.root)} and {test.relative_to(options.root)}: change")
    print("them, then run `make refresh` and `make test`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
