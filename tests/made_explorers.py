"""Interactive pages of key terms, published for tests."""

import copy

from nbformat.v4 import new_output

from helpers.reporting.explorer_page import MIME
from helpers.reporting.files import write_notebook
from helpers.reporting.pages import CorpusCard, make_page, render
from helpers.reporting.runs import Run
from made_notebooks import notebook

HOSTILE = "</script><script>window.hit = 1</script><img src=x onerror='window.hit = 2'><!--\u2028"


def pages(payload, folder):
    """Publish a notebook that holds a payload, and give what is written by file name."""
    made = notebook("# How do the eras differ?", "1")
    data = {MIME: payload, "text/plain": "told", "text/html": "<p>told</p>"}
    metadata = {"datelines": {"explorer": 1}}
    made.cells[1].outputs = [new_output("display_data", data, metadata=metadata)]
    folder.mkdir(parents=True, exist_ok=True)
    write_notebook(made, folder / "04_eras.ipynb")
    run = Run("04_eras", folder / "04_eras.ipynb", {}, "ok", 1.0)
    return render([make_page(run, {})], CorpusCard("news"), "today")


def hostile(payload):
    """Put markup wherever a payload has a text from a corpus."""
    spoiled = copy.deepcopy(payload)
    for era in spoiled["eras"]:
        era[0] += HOSTILE
    for table, place in (("terms", 0), ("articles", 0), ("articles", 1), ("sentences", 1)):
        for row in spoiled[table]:
            row[place] += HOSTILE
    for passage in spoiled["passages"]:
        passage[2] += HOSTILE
    return spoiled | {"caption": HOSTILE, "notes": [HOSTILE]}
