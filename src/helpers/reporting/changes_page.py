"""The page that tells what has changed since the last run."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from helpers.reporting.facts import FIGURES, ShownFigure
from helpers.reporting.pages import inline, template
from helpers.reporting.provenance import versions

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.reporting.changes import Changes
    from helpers.reporting.site import PastRun

CHANGES_FILE = "changes.html"
ROWS_SHOWN = 40
FIGURES_SHOWN = 6
"""Figures are shown twice, and a page is to stay small."""


def write_changes(changes: Changes, last: PastRun, title: str, pages: Path) -> None:
    """Write the page.

    Parameters
    ----------
    changes : Changes
        What has changed.
    last : PastRun
        The run before, whose pictures are shown beside the new ones.
    title : str
        Of the report.
    pages : Path
        Folder of the new run.
    """
    figures = [
        (now or was, _picture(last.folder, was), _picture(pages, now))
        for was, now in changes.figures[:FIGURES_SHOWN]
    ]
    text = template("changes.html.j2").render(
        title=title,
        before=last.name,
        changes=changes,
        figures=figures,
        shown=ROWS_SHOWN,
        versions=versions(),
        **inline("site.css"),
    )
    (pages / CHANGES_FILE).write_text(text, encoding="utf-8", newline="\n")


def _picture(folder: Path, figure: ShownFigure | None) -> str:
    """Base64 of a picture; '' where it is not there."""
    if figure is None:
        return ""
    path = folder / FIGURES / figure.file
    return base64.b64encode(path.read_bytes()).decode("ascii") if path.is_file() else ""
