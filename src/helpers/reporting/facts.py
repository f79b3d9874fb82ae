"""What a run said, for the next one to be held against: articles, tables, figures."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from helpers.reporting.files import read_notebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd
    from nbformat import NotebookNode

    from helpers.reporting.runs import Run

FILE = "facts.json"
FIGURES = "figures"

ArticleFacts: TypeAlias = "dict[str, str]"
"""``label``, ``file``, ``era``, ``earliest`` and ``latest`` of an article."""


@dataclass(frozen=True)
class ShownTable:
    """A table as a reader sees it.

    Attributes
    ----------
    notebook : str
        Name of the notebook.
    caption : str
        Its caption.
    columns : list of str
        Headers.
    rows : list of list of str
        Cells as written.
    """

    notebook: str
    caption: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class ShownFigure:
    """A figure as a reader sees it.

    Attributes
    ----------
    notebook : str
        Name of the notebook.
    caption, alt : str
        What it shows.
    fingerprint : str
        Digest of what it draws: the same for the same figure.
    file : str
        Name of the picture in the folder ``figures`` of the run.
    """

    notebook: str
    caption: str
    alt: str
    fingerprint: str
    file: str


@dataclass(frozen=True)
class Facts:
    """What a run said.

    Attributes
    ----------
    articles : dict
        By id.
    tables : list of ShownTable
        In the order of the pages.
    figures : list of ShownFigure
        The same.
    """

    articles: dict[str, ArticleFacts] = field(default_factory=dict)
    tables: list[ShownTable] = field(default_factory=list)
    figures: list[ShownFigure] = field(default_factory=list)


def keep_facts(runs: Iterable[Run], articles: pd.DataFrame, folder: Path) -> Facts:
    """Gather what a run said and keep it beside its pages.

    Parameters
    ----------
    runs : iterable of Run
        The executed notebooks.
    articles : pandas.DataFrame
        The articles of the corpus.
    folder : Path
        Folder of the pages; ``facts.json`` and ``figures/`` are written there.

    Returns
    -------
    Facts
        What was kept.
    """
    notebooks = {run.name: read_notebook(run.path) for run in runs}
    figures = []
    (folder / FIGURES).mkdir()
    for name, notebook in notebooks.items():
        for number, (figure, picture) in enumerate(_figures(name, notebook), start=1):
            kept = ShownFigure(*figure, f"{name}-{number}.png")
            (folder / FIGURES / kept.file).write_bytes(base64.b64decode(picture))
            figures.append(kept)
    tables = [table for name, notebook in notebooks.items() for table in _tables(name, notebook)]
    facts = Facts(_article_facts(articles), tables, figures)
    text = json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True, indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")
    return facts


def read_facts(folder: Path) -> Facts | None:
    """Read what an earlier run said.

    Parameters
    ----------
    folder : Path
        Folder of its pages.

    Returns
    -------
    Facts or None
        None where it kept nothing that can be read.
    """
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Facts(
            kept["articles"],
            [ShownTable(**table) for table in kept["tables"]],
            [ShownFigure(**figure) for figure in kept["figures"]],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _article_facts(articles: pd.DataFrame) -> dict[str, ArticleFacts]:
    columns = ["label", "file", "era", "earliest", "latest"]
    table = articles.set_index("article_id")[columns]
    told = table.astype(object).where(table.notna(), "").astype(str)
    rows = zip(told.index, told.itertuples(index=False), strict=True)
    return {str(key): dict(zip(columns, row, strict=True)) for key, row in rows}


def _outputs(notebook: NotebookNode, kind: str) -> Iterator[tuple[Mapping[str, Any], Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {})
            if kind in about.get("datelines", {}):
                yield about, output.data


def _tables(name: str, notebook: NotebookNode) -> Iterator[ShownTable]:
    from lxml import html

    for about, data in _outputs(notebook, "table"):
        if "<table" not in data.get("text/html", ""):
            continue
        tree = html.fromstring(data["text/html"])
        head = [_text(cell) for cell in tree.xpath("(.//thead/tr)[1]/*")]
        rows = [[_text(cell) for cell in row.xpath("./*")] for row in tree.xpath(".//tbody/tr")]
        yield ShownTable(name, about["datelines"]["table"], head, rows)


def _text(cell: Any) -> str:  # noqa: ANN401  (lxml has no types)
    return " ".join(str(cell.text_content()).split())


def _figures(name: str, notebook: NotebookNode) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    for about, data in _outputs(notebook, "figure"):
        if "image/png" in data:
            said = about["image/png"]
            shown = (name, said["caption"], said["alt"], about["datelines"]["figure"])
            yield shown, data["image/png"]
