"""Keyword in context as readers see it: a table of each era, or a field to look terms up in."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.analysis.concordance import Concordance, concordance
from helpers.analysis.honesty import count_of
from helpers.errors import DatelinesError
from helpers.reporting.findings import plain, say
from helpers.reporting.live import by_hand
from helpers.reporting.rows import rows
from helpers.reporting.show import display

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.tables import CorpusTables

LINES = 10
"""Lines of each era."""
ALL_ERAS = "all eras"
_WITHHELD = "(text withheld, and no gist)"
_HEADS = (("where", "article"), ("before", "before"), ("term", "term"), ("after", "after"))
_HEADS_WITHHELD = (("where", "article"), ("gist", "what the paragraph says, in our words"))
_EDGE = 40
"""Characters of context in the text form."""

# JupyterLab knows nothing of the style sheet of our pages, which in their turn take no styles from
# cells: so both are written, and say the same.
_LOOKS = {
    "where": "text-align:left;font-weight:normal;opacity:.8;white-space:normal;min-width:14em",
    "before": "text-align:right;white-space:pre-wrap;width:50%",
    "term": "text-align:center;font-weight:bold;white-space:nowrap;padding:0 .2em",
    "after": "text-align:left;white-space:pre-wrap;width:50%",
    "gist": "text-align:left;font-style:italic;white-space:normal",
}


def show_concordance(
    corpus: CorpusTables,
    term: str,
    *,
    articles: pd.DataFrame | None = None,
    n: int = LINES,
) -> None:
    """Show a term in its context, a table for each era.

    Parameters
    ----------
    corpus : CorpusTables
        A corpus.
    term : str
        A word, two words, or a phrase, see `concordance`.
    articles : pandas.DataFrame, optional
        Rows of the table of articles to look in; by default all, each story once.
    n : int
        Lines of each era at the most; the counts above them are of all uses. Where no article uses
        the term, a sentence says so and names the terms nearest to it.
    """
    try:
        found = concordance(corpus, term, articles=articles, n=n)
    except DatelinesError as error:
        say(plain(_sentence(error)))
        return
    forms = {"text/html": concordance_markup(found), "text/plain": concordance_text(found)}
    display(forms, {"datelines": {"concordance": found.term}})


def search_concordance(
    corpus: CorpusTables,
    term: str,
    *,
    articles: pd.DataFrame | None = None,
    n: int = LINES,
) -> None:
    """Let the reader look terms up, beginning with one of them.

    In JupyterLab a field appears for any other term. Where a notebook is executed without anybody
    at the keyboard, or without ipywidgets, the first term is shown as `show_concordance` does, so
    that what is stored in the notebook depends on the corpus alone.

    Parameters
    ----------
    corpus, term, articles, n
        As for `show_concordance`.
    """
    if not by_hand():
        show_concordance(corpus, term, articles=articles, n=n)
        return
    try:
        search = ConcordanceSearch(corpus, term, articles=articles, n=n)
    except DatelinesError as error:
        show_concordance(corpus, term, articles=articles, n=n)
        say(plain(_sentence(error)))
        return
    # The lines of the first term stand beside the widget, for whoever opens the saved notebook.
    view = search.widget._repr_mimebundle_()
    display({**view, "text/html": search.markup}, {"datelines": {"concordance": term}})


class ConcordanceSearch:
    """A field to look terms up in, and the lines found.

    Parameters
    ----------
    corpus : CorpusTables
        A corpus.
    term : str
        The first term.
    articles : pandas.DataFrame, optional
        As for `show_concordance`.
    n : int
        Lines of each era at the most.

    Attributes
    ----------
    widget : ipywidgets.VBox
        What to display. Enter looks the term up; Tab leads to the choice of an era.

    Raises
    ------
    DatelinesError
        If ipywidgets is not installed.
    """

    def __init__(
        self,
        corpus: CorpusTables,
        term: str,
        *,
        articles: pd.DataFrame | None = None,
        n: int = LINES,
    ) -> None:
        try:
            import ipywidgets as widgets
        except ImportError as error:
            raise DatelinesError(
                "to look up terms in a field of its own, install ipywidgets: "
                "pip install 'datelines[lab]'"
            ) from error
        self._corpus, self._articles, self._n = corpus, articles, n
        self._term = widgets.Text(
            value=term,
            description="Look up",
            placeholder='a word, two words, or "a phrase"',
            continuous_update=False,
        )
        self._era = widgets.Dropdown(options=[ALL_ERAS, *corpus.eras], description="Era")
        self._lines = widgets.HTML()
        self.widget: Any = widgets.VBox([widgets.HBox([self._term, self._era]), self._lines])
        for field in (self._term, self._era):
            field.observe(lambda _: self.look_up(), names="value")
        self.look_up()

    def look_up(self) -> None:
        """Show the lines of what stands in the fields."""
        era = self._era.value
        own = self._articles
        if era != ALL_ERAS:
            own = self._corpus.articles if own is None else own
            own = own[(own["era"] == era) & (own["duplicate_of"] == "")]
        try:
            found = concordance(self._corpus, self._term.value, articles=own, n=self._n)
        except DatelinesError as error:
            self._lines.value = f"<p>{escape(_sentence(error))}</p>"
            return
        self._lines.value = concordance_markup(found)

    @property
    def markup(self) -> str:
        """HTML of the lines that are shown."""
        return str(self._lines.value)


def concordance_markup(found: Concordance) -> str:
    """Write a concordance as HTML, everything from the corpus escaped.

    Parameters
    ----------
    found : Concordance
        As `concordance` gives it.

    Returns
    -------
    str
        A sentence with the counts and, for each era that uses the term, a table with the term in
        the middle; gists where the text is withheld.
    """
    parts = [f"<div><p>{escape(told(found))}</p>"]
    for count in rows(found.counts):
        caption = escape(era_told(count))
        if not count.uses:
            parts.append(f"<p>{caption}</p>")
            continue
        lines = found.lines[found.lines["era"] == count.era]
        heads = _HEADS if lines["keyword"].notna().any() else _HEADS_WITHHELD
        body = "".join(_row(line, len(heads) - 1) for line in rows(lines))
        head = "".join(f'<th scope="col" {_look(kind)}>{name}</th>' for kind, name in heads)
        parts.append(
            f'<table class="kwic"><caption style="text-align:left;font-weight:bold">{caption}'
            f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
    return "".join([*parts, "</div>"])


def _row(line: Any, span: int) -> str:  # noqa: ANN401  (a row holds anything)
    head = f'<th scope="row" {_look("where")}>{escape(locator(line))}</th>'
    if isinstance(line.keyword, str):
        parts = (("before", line.left), ("term", line.keyword), ("after", line.right))
        cells = "".join(f"<td {_look(name)}>{escape(text)}</td>" for name, text in parts)
    else:
        cells = f'<td colspan="{span}" {_look("gist")}>{escape(_gist(line))}</td>'
    return f"<tr>{head}{cells}</tr>"


def _look(name: str) -> str:
    return f'class="{name}" style="{_LOOKS[name]}"'


def concordance_text(found: Concordance) -> str:
    """Write a concordance as plain text.

    Parameters
    ----------
    found : Concordance
        As `concordance` gives it.

    Returns
    -------
    str
        The counts and lines of `concordance_markup`.
    """
    told_lines = [told(found)]
    for count in rows(found.counts):
        told_lines.append(era_told(count))
        for line in rows(found.lines[found.lines["era"] == count.era]):
            if isinstance(line.keyword, str):
                left, right = line.left[-_EDGE:].rjust(_EDGE), line.right[:_EDGE]
                told_lines.append(f"  {left}[{line.keyword}]{right}  ({locator(line)})")
            else:
                told_lines.append(f"  {locator(line)}: {_gist(line)}")
    return "\n".join(told_lines)


def told(found: Concordance) -> str:
    """Say how often a term is used, and what was counted.

    Parameters
    ----------
    found : Concordance
        As `concordance` gives it.

    Returns
    -------
    str
        One to three sentences, plain text.
    """
    uses, used = int(found.counts["uses"].sum()), int(found.counts["articles"].sum())
    every = count_of(int(found.counts["of"].sum()), "article")
    text = f"“{found.term}”: {count_of(uses, 'use')} in {used:,} of {every}."
    if found.phrase:
        text += " Looked up in the texts as a phrase."
        if found.without_text:
            text += f" {count_of(found.without_text, 'article')} could not be searched: no text."
    elif " " in found.term:
        text += " Two words count where an article uses them in two paragraphs or more."
    return text


def era_told(count: Any) -> str:  # noqa: ANN401  (a row holds anything)
    """Say how often an era uses a term, and how many of its uses are shown.

    Parameters
    ----------
    count : named tuple
        A row of the counts of a `Concordance`.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> era_told(SimpleNamespace(era="1987", articles=4, of=9, uses=7, shown=2))
    '1987: 7 uses in 4 of 9 articles, 2 of them shown'
    """
    every = count_of(int(count.of), "article")
    if not count.uses:
        return f"{count.era}: not used ({every})"
    text = f"{count.era}: {count_of(int(count.uses), 'use')} in {count.articles:,} of {every}"
    return text if count.shown == count.uses else f"{text}, {count.shown:,} of them shown"


def locator(line: Any) -> str:  # noqa: ANN401  (a row holds anything)
    """Say where a line stands: article, publisher, days, paragraph.

    Parameters
    ----------
    line : named tuple
        A row of the lines of a `Concordance`.

    Returns
    -------
    str
        Plain text, as it is in the corpus.

    Examples
    --------
    >>> import datetime as dt
    >>> from types import SimpleNamespace
    >>> day = dt.date(1987, 4, 1)
    >>> locator(SimpleNamespace(article="Chips", publisher="", earliest=day, latest=day, passage=0))
    'Chips, 1987-04-01, paragraph 1'
    """
    days = [f"{day:%Y-%m-%d}" for day in (line.earliest, line.latest) if isinstance(day, dt.date)]
    dated = " to ".join(dict.fromkeys(days))
    parts = (line.article, line.publisher, dated, f"paragraph {line.passage + 1}")
    return ", ".join(part for part in parts if part)


def _gist(line: Any) -> str:  # noqa: ANN401
    gist = line.gist if isinstance(line.gist, str) and line.gist else _WITHHELD
    return gist if line.uses == 1 else f"{gist} ({line.uses} uses)"


def _sentence(error: DatelinesError) -> str:
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."
