"""The page that tells what has changed since the last run."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from helpers.reporting.facts import FIGURES, ShownFigure
from helpers.reporting.pages import inline, template
from helpers.reporting.provenance import versions
from helpers.reporting.tone_changes import written

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.reporting.changes import Changes
    from helpers.reporting.site import PastRun

CHANGES_FILE = "changes.html"
ROWS_SHOWN = 40
ROWS_OPEN = 10
"""Longer lists are folded."""

PICTURES_BYTES = 200_000
"""Of figures, which are shown twice, in base64: a page is to stay small."""

HAPPENED = {
    "born": "is new",
    "back": "is back under its old number",
    "died": "is gone",
    "split": "split, or is a part of one that did",
    "merged": "merged",
    "changed": "has other terms",
    "shifted": "its share moved beyond noise",
}
"""What is said of topics."""


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
    figures: list[tuple[ShownFigure | None, str, str]] = []
    size = 0
    for was, now in changes.figures:
        pair = _picture(last.folder, was), _picture(pages, now)
        size += sum(map(len, pair))
        if figures and size > PICTURES_BYTES:
            break
        figures.append((now or was, *pair))
    text = template("changes.html.j2").render(
        title=title,
        before=last.made,
        changes=changes,
        figures=figures,
        shown=ROWS_SHOWN,
        open=ROWS_OPEN,
        happened=HAPPENED,
        written=written,
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
