"""From executed notebooks to pages: one for each, and a front page that leads with the findings."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import from_dict

from helpers.reporting.explorer_page import MIME as EXPLORER
from helpers.reporting.explorer_page import explorer_parts
from helpers.reporting.files import read_notebook
from helpers.reporting.markup import Heading, clean, with_anchors
from helpers.reporting.parameters import parameters_of
from helpers.reporting.provenance import versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Environment, Template
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

    from helpers.reporting.runs import Run

_TEMPLATE = Path(__file__).parent / "template"
_FOLDERS = re.compile(r"(?<![\w/])/(?:[^\s/:'\"]+/)+")
_TALLEST = 1.1
"""Height to width of a figure on the front page."""
_TITLE = re.compile(r"\A\s*#\s+(?P<title>.+?)\s*(?:\n|\Z)")


@dataclass(frozen=True)
class CorpusCard:
    """What the pages say about the folder.

    Attributes
    ----------
    name : str
        Name of the folder, without what leads to it.
    articles : int
        0 where no notebook says it.
    digest : str
        '' where no notebook says it.
    """

    name: str
    articles: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Page:
    """A notebook ready to be published.

    Attributes
    ----------
    run : Run
        What was executed.
    title : str
        The question.
    answer : str
        HTML of the answer.
    findings : tuple of str
        HTML of each finding.
    headings : tuple of Heading
        Table of contents.
    body : str
        HTML of the rest.
    about : dict
        What the notebook says about its corpus.
    picture : dict or None
        The first figure for the front page: `png` (base64), `alt`, `caption`, `width`, `height`,
        and `cut`, whether it is the upper part of a tall one; `whole` is all of it.
    explorers : dict of str to dict
        What stands on each interactive page, by file name.
    """

    run: Run
    title: str
    answer: str
    findings: tuple[str, ...]
    headings: tuple[Heading, ...]
    body: str
    about: Mapping[str, Any]
    picture: Mapping[str, Any] | None
    explorers: Mapping[str, Mapping[str, Any]]

    @property
    def file(self) -> str:
        """Name of the page."""
        return f"{self.run.name}.html"


def make_page(run: Run, hidden: Mapping[str, str]) -> Page:
    """Turn an executed notebook into a page.

    Parameters
    ----------
    run : Run
        Says where the executed copy is.
    hidden : mapping of str to str
        Texts that must not be seen, such as the path of the folder, and what stands for them.

    Returns
    -------
    Page
    """
    notebook = _without(read_notebook(run.path), hidden)
    title = _take_title(notebook) or run.name
    answers = [clean_markdown(text) for text in _take(notebook, "answer")]
    findings = [output["datelines"]["finding"] for output in _abouts(notebook, "finding")]
    corpora = [output["datelines"]["corpus"] for output in _abouts(notebook, "corpus")]
    _number_figures(notebook)
    explorers = _take_explorers(notebook, run.name)
    _join_silent_code(notebook)
    body, headings = with_anchors(_exporter().from_notebook_node(notebook)[0])
    return Page(
        run=run,
        title=title,
        answer="\n".join(answers),
        findings=tuple(clean_markdown(text) for text in findings),
        headings=headings,
        body=body,
        about=corpora[0] if corpora else {},
        picture=_first_picture(notebook),
        explorers=explorers,
    )


def render(pages: Sequence[Page], corpus: CorpusCard, when: str) -> dict[str, str]:
    """Write the pages and the front page.

    Parameters
    ----------
    pages : sequence of Page
        In the order in which a reader should take them.
    corpus : CorpusCard
        The folder they are about.
    when : str
        Date and time of the run for the front page; the other pages bear no date.

    Returns
    -------
    dict of str to str
        HTML by file name; `index.html` is the front page.
    """
    shared = {"corpus": corpus, "pages": pages, "versions": versions(), **inline()}
    report, front = template("report.html.j2"), template("front.html.j2")
    files = {page.file: report.render(page=page, title=page.title, **shared) for page in pages}
    title = f"What “{corpus.name}” tells"
    rows = _parameter_rows(pages)
    files["index.html"] = front.render(title=title, when=when, parameters=rows, **shared)
    explorer = _environment().get_template("explorer.html.j2")
    for page in pages:
        for name, parts in page.explorers.items():
            heading = "The key terms, one by one"
            files[name] = explorer.render(
                page=page, title=heading, heading=heading, **{**shared, **parts}
            )
    return files


def clean_markdown(text: str) -> str:
    r"""Render Markdown as HTML that is safe to put into a page.

    Parameters
    ----------
    text : str
        Markdown, untrusted.

    Returns
    -------
    str

    Examples
    --------
    >>> clean_markdown("Tariffs *rise* <script>x()</script>")
    '<p>Tariffs <em>rise</em> </p>\n'
    """
    from nbconvert.filters import markdown2html

    return clean(markdown2html(text))


@cache
def _exporter() -> HTMLExporter:
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        extra_template_basedirs=[str(_TEMPLATE)],
        template_name="notebook",
        exclude_anchor_links=True,
    )
    exporter.register_filter("clean", clean)  # type: ignore[no-untyped-call]
    return exporter


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Everything is escaped but what a template calls safe: the work of `clean`, and our own files.
    loader = FileSystemLoader(_TEMPLATE)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


def template(name: str) -> Template:
    """Give one of our templates, which escapes whatever is put into it.

    Parameters
    ----------
    name : str
        Name of the file.

    Returns
    -------
    jinja2.Template
        The template.
    """
    return _environment().get_template(name)


def inline(*styles: str, images: str = "") -> dict[str, str]:
    """Give style and script of every page, and a policy that allows these two and no other.

    Parameters
    ----------
    *styles : str
        Names of style sheets beside the one of every page.
    images : str
        Where images may come from beside the page itself, in the words of the policy.

    Returns
    -------
    dict of str to str
        ``style``, ``script`` and ``policy``, for a template.
    """
    sheets = [_TEMPLATE / name for name in ("style.css", *styles)]
    style = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    script = (_TEMPLATE / "switch.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; img-src {f'data: {images}'.strip()}; style-src {_hash(style)}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return {"style": style, "script": script, "policy": policy}


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _without(notebook: NotebookNode, hidden: Mapping[str, str]) -> NotebookNode:
    """Copy a notebook without the texts that must not be seen, wherever they are in it."""
    written = json.dumps(notebook, ensure_ascii=False)
    for secret in sorted(hidden, key=len, reverse=True):
        written = written.replace(_quoted(secret), _quoted(hidden[secret]))
    copied: NotebookNode = from_dict(json.loads(written))  # type: ignore[no-untyped-call]
    for cell in copied.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":  # warnings name files of the installation
                output.text = _FOLDERS.sub("", output.text)
    return copied


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _take_title(notebook: NotebookNode) -> str:
    """Cut the title out of the first Markdown cell."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := _TITLE.match(cell.source)):
            cell.source = cell.source[found.end() :]
            return found["title"]
    return ""


def _take(notebook: NotebookNode, kind: str) -> list[str]:
    """Cut out the displayed texts of one kind."""
    taken = []
    for cell in notebook.cells:
        for output in list(cell.get("outputs", [])):
            if kind in output.get("metadata", {}).get("datelines", {}):
                taken.append(output.data["text/markdown"])
                cell.outputs.remove(output)
    return taken


def _abouts(notebook: NotebookNode, kind: str) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {})
            if kind in about.get("datelines", {}):
                yield about


def _number_figures(notebook: NotebookNode) -> None:
    for number, about in enumerate(_abouts(notebook, "figure"), start=1):
        about["datelines"]["number"] = str(number)


def _take_explorers(notebook: NotebookNode, name: str) -> dict[str, dict[str, Any]]:
    """Take what interactive pages need out of the notebook, and leave links to these in its place.

    What is no such thing goes as any other output of an unknown kind.
    """
    found: dict[str, dict[str, Any]] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            payload = output.get("data", {}).pop(EXPLORER, None)
            if payload is None:
                continue
            try:
                parts = explorer_parts(payload, inline()["script"])
            except ValueError:
                continue
            file = f"{name}_terms{f'_{len(found) + 1}' if found else ''}.html"
            found[file] = parts
            output.data["text/html"] = (
                f'<p><a href="{escape(file)}">Open the plot</a>: hover, search, read the lines. '
                f"It is the page <code>{escape(file)}</code> beside this one.</p>"
            )
    return found


def _first_picture(notebook: NotebookNode) -> dict[str, Any] | None:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if about := output.get("metadata", {}).get("image/png"):
                picture = output.data["image/png"].replace("\n", "")
                return {**about, "whole": picture, **_upper_part(about, picture)}
    return None


def _upper_part(about: Mapping[str, Any], picture: str) -> dict[str, Any]:
    """Cut a tall figure, which would push the next question off the front page."""
    from PIL import Image

    width, height = about.get("width", 1), about.get("height", 1)
    kept = min(height, round(width * _TALLEST))
    if kept == height:
        return {"png": picture, "height": height, "cut": False}
    image, written = Image.open(io.BytesIO(base64.b64decode(picture))), io.BytesIO()
    upper = image.crop((0, 0, image.width, round(image.height * kept / height)))
    upper.save(written, format="PNG", optimize=True)
    png = base64.b64encode(written.getvalue()).decode("ascii")
    return {"png": png, "height": kept, "cut": True}


def _join_silent_code(notebook: NotebookNode) -> None:
    """Fold code that shows nothing together with the code after it: one fold instead of three."""
    joined: list[NotebookNode] = []
    for cell in notebook.cells:
        last = joined[-1] if joined else None
        if last and cell.cell_type == last.cell_type == "code" and not last.outputs:
            cell.source = f"{last.source}\n\n{cell.source}"
            joined.pop()
        joined.append(cell)
    notebook.cells = joined


def _parameter_rows(pages: Sequence[Page]) -> list[dict[str, str]]:
    """One row per parameter and value, with the notebooks that it went to."""
    used: dict[tuple[str, str, str], list[str]] = {}
    for page in pages:
        for parameter in parameters_of(read_notebook(page.run.path)).values():
            name, given = parameter.name, page.run.values
            value = given.get(name, parameter.default)
            shown = Path(str(value)).name if name == "corpus" else repr(value)
            origin = "this run" if name in given else "default"
            used.setdefault((name, shown, origin), []).append(page.run.name)
    return [
        {"name": name, "value": value, "origin": origin, "notebooks": ", ".join(notebooks)}
        for (name, value, origin), notebooks in used.items()
    ]
