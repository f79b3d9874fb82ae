"""Sentences that code writes: the answer to a notebook's question, its findings, its remarks."""

from __future__ import annotations

import re
from html import escape

from helpers.errors import DatelinesError
from helpers.reporting.show import display

_MARKDOWN = re.compile(r"([\\`*_\[\]{}#|~!])")
_LIST_MARK = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")


def answer(text: str) -> None:
    """Display the answer to the notebook's question, which a report puts below its title.

    Parameters
    ----------
    text : str
        One paragraph of Markdown with the numbers already in it.

    Examples
    --------
    >>> answer("")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: an answer needs words: pass a sentence
    """
    _display(text, "answer")


def conclude(text: str) -> None:
    """Display a finding, which the front page of the reports lists under the notebook's question.

    Parameters
    ----------
    text : str
        One or two sentences of Markdown with the numbers already in them, true without context.

    Examples
    --------
    >>> conclude(" ")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: a finding needs words: pass a sentence
    """
    _display(text, "finding")


def say(text: str) -> None:
    """Display a remark about the table or figure above it.

    Parameters
    ----------
    text : str
        Markdown with the numbers already in it; paragraphs are parted by an empty line.

    Examples
    --------
    >>> say("")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: a remark needs words: pass a sentence
    """
    _display(text, "remark")


def plain(text: str) -> str:
    r"""Make a text from a clipping safe to put into Markdown: it is shown as it is, nothing more.

    Parameters
    ----------
    text : str
        Any text, such as a headline.

    Returns
    -------
    str
        One line of Markdown that is rendered as the very text.

    Examples
    --------
    >>> print(plain("Tariffs <b>up</b> 5_000 [again]"))
    Tariffs &lt;b&gt;up&lt;/b&gt; 5\_000 \[again\]
    """
    line = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    line = escape(line, quote=False).replace("$", "&#36;").replace("://", ":&#47;/")
    return _LIST_MARK.sub(lambda mark: f"{mark[1] or ''}\\{mark[2] or mark[3]}", line)


def _display(text: str, kind: str) -> None:
    text = text.strip()
    if not text:
        article = "an" if kind == "answer" else "a"
        raise DatelinesError(f"{article} {kind} needs words: pass a sentence")
    display({"text/markdown": text, "text/plain": text}, {"datelines": {kind: text}})
