"""Clippings with every line marked, to be read with one's own eyes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of
from helpers.intake.model import BODY, KEPT_KINDS
from helpers.reporting.show import display

if TYPE_CHECKING:
    import pandas as pd

# JupyterLab knows nothing of the style sheet of our pages, which in their turn take no styles from
# cells: so both are written, and say the same.
_STYLES = {
    "body": "border-left:4px solid #46566b;padding-left:8px;margin:2px 0",
    "part": "border-left:4px solid #009e73;padding-left:8px;margin:2px 0",
    "out": "border-left:4px solid #b9c1cb;padding-left:24px;margin:2px 0;opacity:.75",
    "doubt": "border-left:4px double #8f1fe0;padding-left:8px;margin:2px 0",
    "out line-doubt": "border-left:4px double #8f1fe0;padding-left:24px;margin:2px 0",
}


LONGEST, HEAD = 1000, 800
"""Characters of a line that are shown, and how many of these are its first."""


def show_marked(lines: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Show clippings line by line, each line with what it was taken for.

    Parameters
    ----------
    lines : pandas.DataFrame
        As :func:`~helpers.reporting.intake.lines_to_check` gives them.
    articles : pandas.DataFrame
        The table of articles.
    """
    labels = dict(zip(articles["article_id"], articles["label"], strict=True))
    for name, rows in lines.groupby("article_id", sort=False):
        label = labels[name]
        forms = {"text/html": marked_page(label, rows), "text/plain": _plain(label, rows)}
        display(forms, {"datelines": {"marked": name}})


def marked_page(label: str, lines: pd.DataFrame) -> str:
    """Write a clipping as HTML in which each line is marked.

    Parameters
    ----------
    label : str
        Name of the clipping.
    lines : pandas.DataFrame
        Its rows of the table of lines, with a column ``doubt``.

    Returns
    -------
    str
        HTML that can be folded, with everything from the clipping escaped.
    """
    doubts = int(lines["doubt"].sum())
    out = int((~lines["kind"].isin(KEPT_KINDS)).sum())
    told = f"{count_of(len(lines), 'line')}, {out:,} taken out, {doubts:,} in doubt"
    rows = "".join(_row(*row) for row in _columns(lines))
    name = escape(str(lines["article_id"].iloc[0]))
    title = f"<summary><b>{escape(label)}</b> <code>{name}</code> ({told})</summary>"
    return f'<details class="marked">{title}{rows}</details>'


def _columns(lines: pd.DataFrame) -> list[tuple[int, str, int, str | None, bool]]:
    texts = [_shown(text) if isinstance(text, str) else None for text in lines["text"]]
    known = (lines[column] for column in ("line", "kind", "n_words"))
    return list(zip(*known, texts, lines["doubt"], strict=True))


def _shown(text: str) -> str:
    """Leave out the middle of a line that is longer than anybody reads to judge it."""
    return text if len(text) <= LONGEST else f"{text[:HEAD]} […] {text[HEAD - LONGEST :]}"


def _row(line: int, kind: str, n_words: int, text: str | None, doubt: bool) -> str:
    mark = _mark(kind, doubt)
    words = escape(text) if text else f"({count_of(n_words, 'word')})"
    note = "" if kind == BODY and not doubt else f" <small>· {escape(kind)}{'?' * doubt}</small>"
    look = f'class="line-{mark}" style="{_STYLES[mark]}"'
    return f"<div {look}><small>{line}</small> <q>{words}</q>{note}</div>"


def _mark(kind: str, doubt: bool) -> str:
    """Name the look of a line; one that was taken out stands apart, in doubt or not."""
    if kind not in KEPT_KINDS:
        return "out line-doubt" if doubt else "out"
    if doubt:
        return "doubt"
    return "body" if kind == BODY else "part"


def _plain(label: str, lines: pd.DataFrame) -> str:
    rows = [
        f"{line:>5} {kind}{'?' * doubt}: {text or count_of(n, 'word')}"
        for line, kind, n, text, doubt in _columns(lines)
    ]
    return "\n".join([label, *rows])
