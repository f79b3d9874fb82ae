"""A figure whose cells can be pressed, and the sentences behind the one that was."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.analysis.honesty import count_of
from helpers.analysis.working_sets.cross_tables import FIGURES, CrossTable
from helpers.errors import DatelinesError
from helpers.reporting import live
from helpers.reporting.workbench.evidence import evidence_markup
from helpers.reporting.workbench.forms import NOTHING, sentence

if TYPE_CHECKING:
    from helpers.reporting.workbench.desk import Workbench

_LIGHT, _DARK = (244, 245, 247), (159, 173, 190)
"""Colours of an empty cell and of one with a whole era; dark words stand out on both by 7 to 1."""
_INK = "#1f2328"
_CHOSEN = "3px solid #1f2328"


class FigurePanel:
    """Articles by something and by era: each number is a button that shows what is behind it.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    figure : str
        What the rows are at first, see `cross_table`.
    cell : (str, str) or None
        Row and era that are open at first.
    terms : sequence of str
        Terms of the figure of terms; none for the usual ones.
    n : int
        Sentences at the most.

    Attributes
    ----------
    figure : ipywidgets.Dropdown
        What the rows are.
    terms : ipywidgets.Text
        Terms, parted by commas.
    cells : dict
        Buttons by row and era.
    behind : ipywidgets.HTML
        The sentences.
    widget : ipywidgets.VBox
        What to display. Tab leads from number to number, Enter or Space opens one.
    """

    def __init__(
        self,
        desk: Workbench,
        figure: str,
        cell: tuple[str, str] | None,
        terms: Sequence[str],
        n: int,
    ) -> None:
        self._kit = live.widgets()
        self._desk, self._cell, self._n = desk, cell, n
        look = {"style": {"description_width": "6.5rem"}, "layout": {"width": "min(30rem, 100%)"}}
        self.figure = self._kit.Dropdown(options=FIGURES, value=figure, description="Rows", **look)
        self.terms = self._kit.Text(
            value=", ".join(terms),
            description="Terms",
            placeholder="the usual ones, or yours: duties, quota",
            continuous_update=False,
            **look,
        )
        self.cells: dict[tuple[str, str], Any] = {}
        self._grid = self._kit.GridBox([], layout={"overflow": "auto", "grid_gap": "2px"})
        self.behind = self._kit.HTML()
        self.figure.observe(lambda _: self._other_rows(), names="value")
        self.terms.observe(lambda _: self._other_rows(), names="value")
        desk.listen("figure", self.draw)
        self.widget: Any = self._kit.VBox([self.figure, self.terms, self._grid, self.behind])
        self.draw()

    def _other_rows(self) -> None:
        self._cell = None
        self.draw()

    def draw(self) -> None:
        """Draw the figure of the articles that are chosen now, and open a cell."""
        own = self.figure.value == "terms"
        self.terms.layout.display = "" if own else "none"
        asked = [term.strip() for term in self.terms.value.split(",") if term.strip()]
        try:
            self._counts = self._desk.figure(self.figure.value, asked if own else ())
        except DatelinesError as error:
            self._grid.children, self.cells = (), {}
            self.behind.value = live.text(f"<p>{escape(sentence(error))}</p>")
            return
        self._lay_out(self._counts)
        if self._cell not in self.cells:
            self._cell = self._counts.fullest()
        if self._cell is None:
            self.behind.value = live.text(f"<p>{NOTHING}</p>")
        else:
            self.open(*self._cell)

    def open(self, row: str, era: str) -> None:
        """Show the sentences behind a cell.

        Parameters
        ----------
        row, era : str
            Which.
        """
        if self._cell in self.cells:
            self.cells[self._cell].layout.border = "1px solid transparent"
        self._cell = row, era
        self.cells[self._cell].layout.border = _CHOSEN
        told, found = self._desk.behind(self._counts, self._cell, self._n)
        self.behind.value = live.text(evidence_markup(told, found))

    def _lay_out(self, counts: CrossTable) -> None:
        kit = self._kit
        eras = list(counts.counts.columns)
        children = [kit.HTML("")]
        for era in eras:
            size = count_of(int(counts.of[era]), "article")
            children.append(kit.HTML(live.text(f"<b>{escape(era)}</b><br><small>{size}</small>")))
        self.cells = {}
        for row in counts.counts.index:
            children.append(kit.HTML(live.text(escape(str(row)))))
            for era in eras:
                button = self._button(counts, str(row), era)
                self.cells[str(row), era] = button
                children.append(button)
        self._grid.layout.grid_template_columns = (
            f"minmax(8rem, 18rem) repeat({len(eras)}, minmax(5rem, 8rem))"
        )
        self._grid.children = children

    def _button(self, counts: CrossTable, row: str, era: str) -> Any:  # noqa: ANN401
        articles, of = counts.articles(row, era), int(counts.of[era])
        button = self._kit.Button(
            description=f"{articles:,}",
            tooltip=f"{row}, {era}: {articles:,} of {count_of(of, 'article')}",
            disabled=not articles,
            layout={"width": "auto", "border": "1px solid transparent"},
        )
        button.style.button_color = _shade(articles / max(of, 1))
        button.style.text_color = _INK
        button.on_click(lambda _: self.open(row, era))
        return button


def _shade(part: float) -> str:
    mixed = (round(a + (b - a) * part) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)
