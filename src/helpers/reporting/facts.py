"""What a run said, for the next one to be held against: articles, tables, figures."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from helpers.reporting.files import read_notebook
from helpers.reporting.tone_changes import ToneFacts, mean_tones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd
    from nbformat import NotebookNode

    from helpers.corpus import Corpus
    from helpers.reporting.runs import Run

FILE = "facts.json"
FIGURES = "figures"
TOPICS = "topics.csv"
"""Topics that the next run continues, see `topic_files.read_topics`."""

_COLUMNS = ("label", "file", "era", "earliest", "latest", "of")
_CUT = "..."
"""What pandas writes into each cell of the row that stands for those left out."""

ArticleFacts: TypeAlias = "dict[str, str]"
"""``label``, ``file``, ``era``, ``earliest`` and ``latest`` of an article, and the label of the one
``of`` which it is a version, so that it does not count."""


@dataclass(frozen=True)
class TopicFacts:
    """A topic as a run found it, or no longer did.

    Attributes
    ----------
    topic : int
        Its lasting number.
    label : str
        Its name.
    share : float or None
        Mean share of the articles' words, 0 to 1; None where the topic is gone.
    low, high : float or None
        Its 95% interval over the articles; None where these are too few.
    status : str
        What became of it since the run before, see `continuity.STATUSES`.
    partners : list of int
        Topics that it split into, was part of, or merged with.
    """

    topic: int
    label: str
    share: float | None
    low: float | None
    high: float | None
    status: str
    partners: list[int] = field(default_factory=list)


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
    cut : bool
        Whether only its first and last rows are shown.
    """

    notebook: str
    caption: str
    columns: list[str]
    rows: list[list[str]]
    cut: bool = False


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
    topics : list of TopicFacts
        Topics under their lasting numbers, and those that have gone since the run before.
    tone : list of ToneFacts
        Mean tone of each era, and of all articles.
    unread : dict
        Files and parts of files of which nothing, or not all, could be read, and why.
    """

    articles: dict[str, ArticleFacts] = field(default_factory=dict)
    tables: list[ShownTable] = field(default_factory=list)
    figures: list[ShownFigure] = field(default_factory=list)
    topics: list[TopicFacts] = field(default_factory=list)
    tone: list[ToneFacts] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)


def keep_facts(runs: Iterable[Run], corpus: Corpus, folder: Path) -> Facts:
    """Gather what a run said and keep it beside its pages.

    Parameters
    ----------
    runs : iterable of Run
        The executed notebooks.
    corpus : Corpus
        What they were run on.
    folder : Path
        Folder of the pages; ``facts.json`` and ``figures/`` are written there, and ``topics.csv``
        where a notebook has handed topics on.

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
    topics = _keep_topics(notebooks.values(), folder)
    articles = _article_facts(corpus.articles)
    facts = Facts(articles, tables, figures, topics, mean_tones(corpus), _unread(corpus.problems))
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
            {
                key: {name: str(about[name]) for name in _COLUMNS}
                for key, about in kept["articles"].items()
            },
            [ShownTable(**table) for table in kept["tables"]],
            [ShownFigure(**figure) for figure in kept["figures"]],
            [TopicFacts(**topic) for topic in kept.get("topics", [])],
            [ToneFacts(**tone) for tone in kept.get("tone", [])],
            kept.get("unread", {}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _article_facts(articles: pd.DataFrame) -> dict[str, ArticleFacts]:
    table = articles.set_index("article_id")
    labels = table["label"][~table.index.duplicated()]
    table = table.assign(of=table["duplicate_of"].map(labels))[[*_COLUMNS]]
    told = table.astype(object).where(table.notna(), "").astype(str)
    rows = zip(told.index, told.itertuples(index=False), strict=True)
    return {str(key): dict(zip(_COLUMNS, row, strict=True)) for key, row in rows}


def _outputs(notebook: NotebookNode, kind: str) -> Iterator[tuple[Mapping[str, Any], Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {})
            if kind in about.get("datelines", {}):
                yield about, output.data


def _unread(problems: pd.DataFrame) -> dict[str, str]:
    wrong = problems.loc[problems["status"] != "ok", ["file", "where", "reason"]]
    rows = wrong.fillna("").astype(str).itertuples(index=False, name=None)
    return {f"{file} ({where})" if where else file: reason for file, where, reason in rows}


def _keep_topics(notebooks: Iterable[NotebookNode], folder: Path) -> list[TopicFacts]:
    """Keep the topics that were handed on; of two notebooks that do so the first is believed."""
    for notebook in notebooks:
        for about, _ in _outputs(notebook, "topics"):
            topics = about["datelines"]["topics"]
            (folder / TOPICS).write_text(topics["sheet"], encoding="utf-8-sig", newline="")
            return [TopicFacts(**row) for row in topics["rows"]]
    return []


def _tables(name: str, notebook: NotebookNode) -> Iterator[ShownTable]:
    from lxml import html

    for about, data in _outputs(notebook, "table"):
        if "<table" not in data.get("text/html", ""):
            continue
        tree = html.fromstring(data["text/html"])
        heads = [_text(cell) for cell in tree.xpath("(.//thead/tr)[1]/*")]
        columns = [head or f"column {place}" for place, head in enumerate(heads, start=1)]
        shown = [[_text(cell) for cell in row.xpath("./*")] for row in tree.xpath(".//tbody/tr")]
        rows = [row for row in shown if set(row) != {_CUT}]
        cut = len(rows) < len(shown)
        yield ShownTable(name, about["datelines"]["table"], columns, rows, cut)


def _text(cell: Any) -> str:  # noqa: ANN401  (lxml has no types)
    return " ".join(str(cell.text_content()).split())


def _figures(name: str, notebook: NotebookNode) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    for about, data in _outputs(notebook, "figure"):
        if "image/png" in data:
            said = about["image/png"]
            shown = (name, said["caption"], said["alt"], about["datelines"]["figure"])
            yield shown, data["image/png"]
