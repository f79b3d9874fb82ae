"""Panels of the workbench in JupyterLab: what to choose, what to look up, what to save."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from helpers.analysis.honesty import UNDATED
from helpers.analysis.working_sets.filters import (
    ActorFilter,
    DayFilter,
    EraFilter,
    Filter,
    PlaceFilter,
    PublisherFilter,
    ToneFilter,
    TopicFilter,
    WordFilter,
)
from helpers.errors import DatelinesError
from helpers.reporting import live
from helpers.reporting.workbench.choices import known_actors, known_values
from helpers.reporting.workbench.choosing import filters_of
from helpers.reporting.workbench.forms import search_forms, sentence, steps_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.analysis.working_sets.article_index import ArticleIndex
    from helpers.reporting.workbench.desk import Workbench

ANY = "any"
MOST_OFFERED = 400
"""Names that a field offers; any other can be typed."""

_NAME = {"description_width": "6.5rem"}
_FIELDS = "repeat(auto-fit, minmax(min(19rem, 100%), 1fr))"
_WIDTH = {"width": "auto", "min_width": "0"}


class FilterPanel:
    """Fields to choose articles by, how many are chosen, and what each field takes away.

    Parameters
    ----------
    desk : Workbench
        The workbench that is to follow.

    Attributes
    ----------
    fields : dict
        The fields by name, as the parameters of the notebook are called.
    told : ipywidgets.HTML
        What is chosen, or why a field makes no sense.
    widget : ipywidgets.VBox
        What to display. Tab leads from field to field, Enter takes what was typed.

    Raises
    ------
    DatelinesError
        If ipywidgets is not installed.
    """

    def __init__(self, desk: Workbench) -> None:
        kit = live.widgets()
        self._desk = desk
        self._others: tuple[Filter, ...] = ()
        self._quiet = False
        self.fields = self._made(kit)
        self.told = kit.HTML()
        self.clear = kit.Button(description="Take all filters away", layout={"width": "auto"})
        self._fill()
        for field in self.fields.values():
            field.observe(lambda _: self._changed(), names="value")
        self.clear.on_click(lambda _: self._cleared())
        grid = kit.GridBox(
            list(self.fields.values()),
            layout={"grid_template_columns": _FIELDS, "grid_gap": "2px 12px"},
        )
        self.widget: Any = kit.VBox([grid, self.clear, self.told])
        desk.listen("filters", self._tell)
        self._tell()

    def _made(self, kit: Any) -> dict[str, Any]:  # noqa: ANN401
        index = self._desk.index
        articles = index.articles
        look = {"style": _NAME, "layout": _WIDTH}
        typed = {**look, "continuous_update": False}
        model = index.model
        topics = [] if model is None else list(zip(model.numbers, model.labels, strict=True))
        asked = any(
            UNDATED in one.eras for one in self._desk.chosen.filters if isinstance(one, EraFilter)
        )
        undated = asked or (articles["era"] == UNDATED).any()
        eras = [*index.corpus.eras, *([UNDATED] if undated else [])]

        def offered(column: str) -> dict[str, Any]:
            known = [value for value, _ in known_values(index, column)]
            placeholder = "any" if known else "none is known"
            return {"options": tuple(known[:MOST_OFFERED]), "placeholder": placeholder}

        return {
            "era": kit.Dropdown(options=[ANY, *eras], description="Era", **look),
            "first": kit.Text(description="From", placeholder="year or day", **typed),
            "last": kit.Text(description="To", placeholder="year or day", **typed),
            "undated": kit.Checkbox(description="and those perhaps from then", indent=True, **look),
            "publisher": kit.Combobox(description="Publisher", **offered("publisher"), **typed),
            "place": kit.Combobox(description="Place", **offered("place"), **typed),
            "topic": kit.Dropdown(
                options=[(ANY, 0), *((f"{n} {label}", n) for n, label in topics)],
                description="Topic",
                **look,
            ),
            "topic_share": kit.IntSlider(30, 5, 95, 5, description="% of words", **typed),
            "tone": kit.FloatRangeSlider(
                value=(-1, 1), min=-1, max=1, step=0.02, description="Tone", **typed
            ),
            "actor": kit.Combobox(
                description="Names", options=self._actors(), placeholder="any", **typed
            ),
            "words": kit.Text(
                description="Uses", placeholder='a word, two words, or "a phrase"', **typed
            ),
        }

    def _actors(self) -> tuple[str, ...]:
        return tuple(name for name, _ in known_actors(self._desk.index, MOST_OFFERED))

    def _fill(self) -> None:
        """Put the filters of the workbench into the fields; what no field can hold is kept."""
        others, held = [], set[str]()
        for one in self._desk.chosen.filters:
            values = None if one.kind in held else _values(one, self._desk.index)
            if values is None:
                others.append(one)
                continue
            held.add(one.kind)
            for name, value in values.items():
                self.fields[name].value = value
        self._others = tuple(others)

    def _asked(self) -> tuple[Filter, ...]:
        value = {name: field.value for name, field in self.fields.items()}
        low, high = value["tone"]
        days = [value["first"].strip() or None, value["last"].strip() or None]
        tone = [low if low > -1 else None, high if high < 1 else None]
        return (
            *self._others,
            *filters_of(
                self._desk.index,
                era=None if value["era"] == ANY else value["era"],
                years=days if any(days) else None,
                undated=value["undated"] if any(days) else None,
                publisher=value["publisher"].strip() or None,
                place=value["place"].strip() or None,
                topic=value["topic"] or None,
                topic_share=value["topic_share"] / 100 if value["topic"] else None,
                tone=tone if any(bound is not None for bound in tone) else None,
                actor=value["actor"].strip() or None,
                words=value["words"].strip() or None,
            ),
        )

    def _changed(self) -> None:
        if self._quiet:
            return
        try:
            self._desk.choose(self._asked())
        except DatelinesError as error:
            kept = f"{self._desk.chosen.told()}."
            told = f"<p><b>{escape(sentence(error))}</b> Still chosen: {escape(kept)}</p>"
            self.told.value = live.text(told)
            return
        if not self.fields["actor"].options:
            self.fields["actor"].options = self._actors()

    def _tell(self) -> None:
        self.told.value = live.text(steps_forms(self._desk.chosen)["text/html"])

    def _cleared(self) -> None:
        self._others = ()
        self._quiet = True
        for name, value in _NOTHING.items():
            self.fields[name].value = value
        self._quiet = False
        self._changed()


_NOTHING: dict[str, Any] = {
    "era": ANY, "first": "", "last": "", "undated": False, "publisher": "", "place": "",
    "topic": 0, "topic_share": 30, "tone": (-1.0, 1.0), "actor": "", "words": "",
}  # fmt: skip


def _values(one: Filter, index: ArticleIndex) -> dict[str, Any] | None:
    """Give what the fields hold for a filter, or None where they cannot hold it."""
    values: dict[str, Any] | None = None
    match one:
        case EraFilter((era,)):
            values = {"era": era}
        case DayFilter(first, last, perhaps):
            values = {"first": str(first or ""), "last": str(last or ""), "undated": perhaps}
        case PublisherFilter((name,)):
            values = {"publisher": name}
        case PlaceFilter((name,)):
            values = {"place": name}
        case TopicFilter() if index.model is not None and round(100 * one.at_least, 6) in range(
            5, 96
        ):
            number = index.model.numbers[one.column(index)]
            values = {"topic": number, "topic_share": round(100 * one.at_least)}
        case ToneFilter(low, high) if _on_slider(low, high):
            values = {"tone": (-1.0 if low is None else low, 1.0 if high is None else high)}
        case ActorFilter(name):
            values = {"actor": name}
        case WordFilter(term):
            values = {"words": term}
    return values


def _on_slider(low: float | None, high: float | None) -> bool:
    """Tell whether the slider holds the bounds: at an end it stands for none."""
    given = [bound for bound in (low, high) if bound is not None]
    return bool(given) and all(-1 < bound < 1 for bound in given)


class FollowingPanel:
    """A text that follows the choice of articles.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    write : callable
        Gives HTML, everything from the corpus escaped.

    Attributes
    ----------
    widget : ipywidgets.HTML
        What to display.
    """

    def __init__(self, desk: Workbench, write: Callable[[], str]) -> None:
        self._write = write
        self.widget: Any = live.widgets().HTML()
        desk.listen("articles", self._follow)
        self._follow()

    def _follow(self) -> None:
        self.widget.value = live.text(self._write())


class SearchPanel:
    """A field to look terms up in the chosen articles, and the lines found.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    term : str
        The first term.
    n : int
        Lines of each era at the most.

    Attributes
    ----------
    term : ipywidgets.Text
        The field; Enter looks it up.
    lines : ipywidgets.HTML
        What was found.
    widget : ipywidgets.VBox
        What to display.
    """

    def __init__(self, desk: Workbench, term: str, n: int) -> None:
        kit = live.widgets()
        self._desk, self._n = desk, n
        self.term = kit.Text(
            value=term,
            description="Look up",
            placeholder='a word, two words, or "a phrase"',
            continuous_update=False,
            style=_NAME,
            layout={"width": "min(30rem, 100%)"},
        )
        self.lines = kit.HTML()
        self.widget: Any = kit.VBox([self.term, self.lines])
        self.term.observe(lambda _: self.look_up(), names="value")
        desk.listen("search", self.look_up)
        self.look_up()

    def look_up(self) -> None:
        """Show the lines of what stands in the field."""
        forms = search_forms(self._desk.chosen, self.term.value, self._n)
        self.lines.value = live.text(forms["text/html"])


class SavePanel:
    """A field for a name and a button that saves the chosen articles under it.

    Parameters
    ----------
    desk : Workbench
        The workbench.
    name : str
        The name to begin with.

    Attributes
    ----------
    name : ipywidgets.Text
        The field.
    replace : ipywidgets.Checkbox
        Whether a working set of this name may be replaced.
    button : ipywidgets.Button
        Saves.
    told : ipywidgets.HTML
        What was saved, or why not.
    widget : ipywidgets.VBox
        What to display.
    """

    def __init__(self, desk: Workbench, name: str) -> None:
        kit = live.widgets()
        self._desk = desk
        look = {"style": _NAME, "layout": {"width": "min(30rem, 100%)"}}
        self.name = kit.Text(value=name, description="Name", placeholder="chips 1987", **look)
        self.replace = kit.Checkbox(description="replace one of this name", **look)
        self.button = kit.Button(description="Save", button_style="primary")
        self.told = kit.HTML()
        self.button.on_click(lambda _: self.save())
        desk.listen("saving", self._chosen)
        self._chosen()
        self.widget: Any = kit.VBox([self.name, self.replace, self.button, self.told])

    def _chosen(self) -> None:
        told = f"<p>Chosen: {escape(self._desk.chosen.told())}.</p>"
        self.told.value = live.text(told)

    def save(self) -> None:
        """Save the chosen articles, and say so."""
        try:
            told = self._desk.save(self.name.value.strip(), replace=self.replace.value)
        except DatelinesError as error:
            told = sentence(error)
        self.told.value = live.text(f"<p>{escape(told)}</p>")
