"""The workbench: panels that answer, the same as text where nobody is, and nothing unescaped."""

import builtins
import json
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from helpers import fit_topics, load_corpus
from helpers.analysis.honesty import UNDATED
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.cross_tables import FIGURES, cross_table
from helpers.analysis.working_sets.filters import (
    ActorFilter,
    EraFilter,
    PlaceFilter,
    ToneFilter,
    WordFilter,
)
from helpers.analysis.working_sets.selection import WorkingSet
from helpers.corpus.extraction import extract_folder
from helpers.corpus.working_sets import FILE_NAME
from helpers.errors import DatelinesError
from helpers.reporting import live
from helpers.reporting.charts.cross import cross_counts
from helpers.reporting.markup import clean
from helpers.reporting.remarks import working_sets as remarks
from helpers.reporting.workbench.cells import (
    show_articles,
    show_behind,
    show_filters,
    show_saving,
    show_search,
)
from helpers.reporting.workbench.choices import choice_list
from helpers.reporting.workbench.choosing import filters_asked, filters_of, index_of
from helpers.reporting.workbench.desk import Workbench
from helpers.reporting.workbench.evidence import evidence_markup, evidence_text
from helpers.reporting.workbench.figure_panel import FigurePanel
from helpers.reporting.workbench.panels import FilterPanel, SavePanel, SearchPanel
from helpers.reporting.workbench.saving import saved_filters
from made import clipping, folder_of_clippings

pytest.importorskip("ipywidgets", reason="ipywidgets is not installed")

NASTY = '"<script>alert(1)</script> & <b>bold</b> salmon," said the envoy of the glass makers.'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = folder_of_clippings(tmp_path_factory.mktemp("workbench") / "news", 24)
    text = clipping(50, 2024).replace("Envoys Meet in", "Envoys <i>Meet</i> & Part in")
    (made / "nasty.txt").write_text(text.replace("Share on", NASTY + "\nShare on"))
    return made


@pytest.fixture(scope="module")
def index(folder):
    corpus = load_corpus(folder, duplicates="exact")
    return ArticleIndex(corpus, fit_topics(corpus, 3))


@pytest.fixture
def desk(index, folder, tmp_path):
    return Workbench(index, source=folder, save_as=tmp_path / "sets" / "first")


@pytest.fixture
def shown(monkeypatch):
    """What was displayed: data and metadata of each output."""
    outputs = []
    for module in ("show", "findings", "live"):
        monkeypatch.setattr(
            f"helpers.reporting.{module}.display", lambda data, about: outputs.append((data, about))
        )
    return outputs


@pytest.fixture
def at_the_screen(monkeypatch):
    monkeypatch.setattr("helpers.reporting.live.by_hand", lambda: True)


# Fields


def test_a_field_narrows_the_choice_and_says_so(desk):
    panel = FilterPanel(desk)
    assert "All 25 articles." in panel.told.value
    panel.fields["era"].value = "1994"
    panel.fields["words"].value = "duties"
    assert desk.chosen.size == 12
    assert "12 of 25 articles: era 1994, uses “duties”" in panel.told.value
    assert BeautifulSoup(panel.told.value, "html.parser").find("table")
    panel.clear.click()
    assert desk.chosen.size == 25
    assert panel.fields["era"].value == "any"


def test_every_field_asks_for_what_it_says(desk, index):
    panel = FilterPanel(desk)
    place = index.articles["place"].iloc[0]
    wanted = {
        "first": ("1995", "written from 1995-01-01, for certain"),
        "last": ("1994-12-31", "written to 1994-12-31, for certain"),
        "place": (place, f"written in {place}"),
        "topic": (2, "topic 2"),
        "tone": ((-1.0, 0.5), "tone below 0.5"),
        "actor": ("Eva Lund", "names Eva Lund"),
        "words": ('"not over"', "uses “not over”"),
    }
    for name, (value, told) in wanted.items():
        panel.fields[name].value = value
        assert told in desk.chosen.told()
        panel.clear.click()
    panel.fields["topic"].value = 1
    panel.fields["topic_share"].value = 80
    assert "in 80% or more" in desk.chosen.told()


def test_what_makes_no_sense_is_told_and_the_choice_stays(desk):
    panel = FilterPanel(desk)
    panel.fields["words"].value = "salmon"
    before = desk.chosen.told()
    panel.fields["place"].value = "<b>Nowhere"
    assert desk.chosen.told() == before
    assert "No article has a place &#x27;&lt;b&gt;Nowhere&#x27;" in panel.told.value
    panel.fields["place"].value = ""
    panel.fields["first"].value = "soon"
    assert "is no year or day" in panel.told.value
    panel.fields["first"].value = ""
    assert before in BeautifulSoup(panel.told.value, "html.parser").get_text()


def test_fields_begin_with_the_parameters(index, folder):
    asked = {"era": "2024", "tone": [None, 0.4], "words": "duties", "topic": 1, "topic_share": 0.2}
    desk = Workbench(index, filters_asked(index, asked), source=folder)
    panel = FilterPanel(desk)
    value = {name: field.value for name, field in panel.fields.items()}
    assert (value["era"], value["words"], value["topic"]) == ("2024", "duties", 1)
    assert (value["tone"], value["topic_share"]) == ((-1.0, 0.4), 20)
    first = set(desk.chosen.filters)
    panel.fields["actor"].value = "Eva Lund"
    assert set(desk.chosen.filters) == first | {ActorFilter("Eva Lund")}


def test_filters_that_no_field_can_hold_are_kept(index, folder):
    filters = (PlaceFilter(("Oslo", "Molde")), WordFilter("duties"), WordFilter("mood"))
    desk = Workbench(index, filters, source=folder)
    panel = FilterPanel(desk)
    assert panel.fields["words"].value == "duties"
    panel.fields["era"].value = "2024"
    assert set(filters) < set(desk.chosen.filters)
    panel.clear.click()
    assert desk.chosen.filters == ()


@pytest.mark.parametrize(
    "kept",
    [
        ToneFilter(2.0),
        ToneFilter(None, -2.0),
        ToneFilter(-1.0),
        ToneFilter(None, 1.0),
        EraFilter((UNDATED,)),
    ],
)
def test_what_the_parameters_may_ask_no_field_gives_up(index, folder, kept):
    desk = Workbench(index, (kept,), source=folder)
    panel = FilterPanel(desk)
    panel.fields["words"].value = "duties"
    assert set(desk.chosen.filters) == {kept, WordFilter("duties")}


def test_fields_that_say_more_of_an_empty_one_ask_for_nothing(desk):
    panel = FilterPanel(desk)
    panel.fields["undated"].value = True
    panel.fields["topic_share"].value = 80
    assert desk.chosen.filters == ()
    assert "All 25 articles." in panel.told.value


# Searches, figures, saving


def test_a_search_follows_what_is_typed_and_what_is_chosen(desk):
    panel = SearchPanel(desk, "salmon", 3)
    assert "“salmon”" in panel.lines.value
    panel.term.value = "duties"
    assert "25 uses in 25 of 25 articles" in panel.lines.value
    desk.choose([PlaceFilter(("Oslo",))])
    assert "of 25 articles" not in panel.lines.value
    panel.term.value = "<i>qqq"
    assert "<i>" not in panel.lines.value


def test_a_number_that_is_pressed_shows_its_sentences(desk):
    panel = FigurePanel(desk, "topics", None, (), 4)
    counts = desk.figure("topics")
    assert set(panel.cells) == {
        (row, era) for row in counts.counts.index for era in counts.of.index
    }
    cell = next(key for key, button in panel.cells.items() if not button.disabled)
    panel.cells[cell].click()
    told, found = desk.behind(counts, cell, 4)
    assert panel.behind.value == live.text(evidence_markup(told, found))
    assert panel.cells[cell].layout.border_top.startswith("3px")
    assert sum(b.layout.border_top.startswith("3px") for b in panel.cells.values()) == 1
    assert panel.cells[cell].tooltip.startswith(f"{cell[0]}, {cell[1]}: ")


def test_a_figure_follows_its_rows_its_terms_and_the_choice(desk):
    panel = FigurePanel(desk, "topics", None, (), 3)
    assert panel.terms.layout.display == "none"
    panel.figure.value = "terms"
    assert panel.terms.layout.display == ""
    panel.terms.value = "salmon, glass"
    assert [row for row, _ in panel.cells][::2] == ["salmon", "glass"]
    assert "salmon" in BeautifulSoup(panel.behind.value, "html.parser").get_text().lower()
    panel.terms.value = "qqq"
    assert "No article uses" in panel.behind.value
    assert not panel.cells
    panel.figure.value = "actors"
    before = panel.cells["Eva Lund", "2024"].description
    desk.choose([PlaceFilter(("Oslo",))])
    assert int(panel.cells["Eva Lund", "2024"].description) < int(before)


def test_a_figure_of_nothing_says_so(desk):
    desk.choose([WordFilter("steel"), WordFilter("ships")])
    assert desk.chosen.size == 0
    panel = FigurePanel(desk, "tone", None, (), 3)
    assert "nothing to draw" in panel.behind.value


def test_a_choice_is_saved_under_its_name_and_not_over_another(desk, tmp_path):
    panel = SavePanel(desk, "")
    assert "Chosen: all 25 articles." in panel.told.value
    panel.button.click()
    assert "cannot name a working set" in panel.told.value
    panel.name.value = "oslo"
    desk.choose([PlaceFilter(("Oslo",))])
    panel.button.click()
    assert "Saved as “oslo”" in panel.told.value
    out = tmp_path / "sets" / "oslo"
    assert len(load_corpus(out).articles) == desk.chosen.size
    assert saved_filters(out) == desk.chosen.filters
    desk.choose([PlaceFilter(("Molde",))])
    panel.button.click()
    assert "another working set &#x27;oslo&#x27; already" in panel.told.value
    panel.replace.value = True
    panel.button.click()
    assert "Saved as" in panel.told.value
    assert json.loads((out / FILE_NAME).read_text())["chosen"] == desk.chosen.told()


def test_filters_of_what_is_no_set_or_was_chosen_by_hand_are_refused(desk, folder):
    with pytest.raises(DatelinesError, match="is no working set"):
        saved_filters(folder)
    desk.save("all of it")
    with pytest.raises(DatelinesError, match="was chosen without filters"):
        saved_filters(desk.place("all of it"))


def test_of_panels_of_a_kind_the_last_one_follows(desk):
    first, last = SearchPanel(desk, "duties", 3), SearchPanel(desk, "duties", 3)
    before = first.lines.value
    desk.choose([PlaceFilter(("Oslo",))])
    assert first.lines.value == before != last.lines.value


# Where nobody is at the screen


def cells(desk):
    return (
        lambda: show_filters(desk),
        lambda: show_articles(desk),
        lambda: show_search(desk, "salmon", 2),
        lambda: show_behind(desk, "topics", None, n=2),
        lambda: show_saving(desk),
    )


def test_without_anybody_at_the_screen_there_are_texts_alone_and_the_same_twice(desk, shown):
    for show in cells(desk):
        show()
    first = list(shown)
    shown.clear()
    for show in cells(desk):
        show()
    assert shown == first
    for data, about in shown:
        assert set(data) == {"text/html", "text/plain"}
        assert "datelines" in about
    assert "Saved as “first”" in shown[-1][0]["text/plain"]


@pytest.mark.usefixtures("at_the_screen")
def test_at_the_screen_panels_stand_beside_the_same_texts(desk, shown, monkeypatch):
    for show in cells(desk):
        show()
    live_outputs = list(shown)
    shown.clear()
    monkeypatch.setattr("helpers.reporting.live.by_hand", lambda: False)
    for show in cells(desk):
        show()
    for (panel, _), (text, _) in zip(live_outputs, shown, strict=True):
        assert "application/vnd.jupyter.widget-view+json" in panel
        assert panel["text/html"] == text["text/html"]


@pytest.mark.usefixtures("at_the_screen")
def test_without_ipywidgets_the_texts_stand_and_a_sentence_says_what_is_missing(
    desk, shown, monkeypatch
):
    own = builtins.__import__

    def without(name, *rest, **more):
        if name == "ipywidgets":
            raise ImportError(name)
        return own(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    show_filters(desk)
    assert shown[0][0]["text/plain"] == "All 25 articles."
    assert "datelines[lab]" in shown[1][0]["text/plain"]


def test_the_workbench_is_imported_without_ipywidgets():
    code = (
        "import sys; import helpers.reporting.workbench.cells;sys.exit('ipywidgets' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_article_list_and_the_texts_of_nothing(desk, shown):
    desk.choose([WordFilter("steel"), WordFilter("ships")])
    for show in cells(desk)[:4]:
        show()
    told = [data["text/plain"] for data, _ in shown]
    assert told[0].startswith("0 of 25 articles")
    assert told[1] == "No article is chosen."
    assert "No article of the working set uses 'salmon'" in told[2]
    assert "nothing behind it" in told[3]


# Texts of clippings


def test_texts_are_escaped_wherever_they_are_shown(desk, index, shown):
    desk.choose([WordFilter("bold")])
    assert desk.chosen.size == 1
    for show in cells(desk)[:4]:
        show()
    figure = FigurePanel(desk, "terms", None, ("bold",), 5)
    markup = [data["text/html"] for data, _ in shown] + [figure.behind.value]
    markup += [SearchPanel(desk, "bold", 5).lines.value, FilterPanel(desk).told.value]
    for text in markup:
        assert "<script>" not in text
        assert "<b>bold" not in text
        assert "<i>Meet" not in text
    assert any("&lt;script&gt;" in text for text in markup)
    assert "alert(1)" in clean(figure.behind.value)


def test_of_extracts_places_and_gists_stand_in_place_of_sentences(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    path = next((tmp_path / "extracts").glob("0003.json"))
    content = json.loads(path.read_text(encoding="utf-8"))
    content["passages"][0]["gist"] = "Envoys <quarrel> about goods."
    path.write_text(json.dumps(content), encoding="utf-8")
    corpus = load_corpus(tmp_path / "extracts", duplicates="exact")
    desk = Workbench(ArticleIndex(corpus), [ActorFilter("Eva Lund")], source=tmp_path)
    counts = desk.figure("actors")
    told, found = desk.behind(counts, ("Eva Lund", "1994"), 50)
    assert found["text"].isna().all()
    markup, text = evidence_markup(told, found), evidence_text(told, found)
    assert "Envoys &lt;quarrel&gt; about goods." in markup
    assert "Envoys <quarrel> about goods." in text
    assert "paragraph 1" in text
    assert "(text withheld, and no gist)" in text
    assert "in our words" in text


# Parameters and sentences


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"eras": "1994"}, "did you mean 'era'"),
        ({"mood": "grim"}, "choose from era, years"),
        ({"topic": "1"}, "takes the number of a topic, not '1'"),
        ({"topic": True}, "takes the number of a topic, not 'True'"),
        ({"years": [1994]}, "takes two values"),
        ({"years": ["x", None]}, "'x' is no year or day"),
        ({"tone": ["low", None]}, "'low' is no tone"),
        ({"era": 1994}, "takes a text"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_told(index, asked, said):
    with pytest.raises(DatelinesError, match=said):
        filters_asked(index, asked)


def test_no_parameter_asks_for_nothing(index):
    assert filters_asked(index, None) == filters_asked(index, {"era": None}) == filters_of(index)


def test_rows_are_found_by_how_they_begin(desk):
    first = desk.figure("topics").counts.index[0]
    assert desk.cell_of("topics", "1", "1994") == (first, "1994")
    assert desk.cell_of("topics", None, "2024")[1] == "2024"
    with pytest.raises(DatelinesError, match="no row '9'"):
        desk.cell_of("topics", "9", None)
    with pytest.raises(DatelinesError, match="no '1812'"):
        desk.cell_of("topics", "1", "1812")


def test_a_figure_without_cells_has_none_to_follow(desk):
    desk.choose([WordFilter("steel"), WordFilter("ships")])
    assert desk.chosen.size == 0
    for figure in FIGURES:
        assert desk.cell_of(figure, None, "2024") is None
        assert desk.cell_of(figure, "1", "2024") is None


def test_a_figure_of_zeros_has_a_cell_where_it_is_named_in_full(desk):
    desk.choose([ActorFilter("Eva Lund"), WordFilter("salmon"), EraFilter(("1994",))])
    counts = cross_table(desk.chosen, "terms", terms=["bold"])
    assert counts.counts.size
    assert counts.fullest() is None
    assert desk.cell_of("terms", None, "1994", ["bold"]) is None
    assert desk.cell_of("terms", "bold", None, ["bold"]) is None
    assert desk.cell_of("terms", "bold", "1994", ["bold"]) == ("bold", "1994")


def test_less_than_one_line_is_refused_in_words(desk, shown):
    show_search(desk, "salmon", 0)
    assert shown[0][0]["text/plain"] == "0 lines cannot be shown: ask for 1 or more."
    with pytest.raises(DatelinesError, match="ask for 1 or more"):
        show_behind(desk, "topics", None, n=-1)


def test_a_parameter_without_eras_names_none(index, folder, tmp_path):
    desk = Workbench(index, source=folder, save_as=tmp_path / "set", eras={}, columns={})
    desk.save("set")
    saved = json.loads((tmp_path / "set" / FILE_NAME).read_text(encoding="utf-8"))
    plain = Workbench(index, source=folder, save_as=tmp_path / "plain")
    plain.save("plain")
    assert saved == json.loads((tmp_path / "plain" / FILE_NAME).read_text(encoding="utf-8"))


def test_a_folder_too_small_for_topics_has_all_the_rest(tmp_path, shown):
    corpus = load_corpus(folder_of_clippings(tmp_path / "one", 1))
    index = index_of(corpus)
    assert index.model is None
    desk = Workbench(index, source=tmp_path)
    assert desk.cell_of("topics", None, None) is None
    assert "topic" not in set(choice_list(index)["filter"])
    for show in cells(desk)[:4]:
        show()
    said = remarks.where_it_says_so(desk, "topics", None)
    assert said == (
        "Chosen is **the only article**. There is no number here to be followed to its sentences."
    )


def test_sentences_name_the_choice_the_cell_and_the_limits(index, folder):
    desk = Workbench(index, [PlaceFilter(("Oslo",)), WordFilter("duties")], source=folder)
    cell = desk.cell_of("tone", None, None)
    counts = desk.figure("tone")
    said = remarks.where_it_says_so(desk, "tone", cell)
    assert f"**{desk.chosen.size} of 25 articles**" in said
    assert f"{counts.articles(*cell)} of the " in said
    assert str(counts.articles(*cell)) in remarks.found_behind(desk, "tone", cell)
    told = " ".join(remarks.limits(desk.chosen))
    assert "chosen by the word" in told
    assert "Fewer than 5" in told


def test_the_figure_draws_its_numbers_and_frames_the_cell(index):
    every = WorkingSet(index)
    table = cross_table(every, "tone")
    drawing = cross_counts(table, table.fullest())
    rows = drawing.data.set_index("articles")
    assert rows.loc["all of the era"].tolist() == table.of.tolist()
    for row in table.counts.index:
        assert rows.loc[row].tolist() == table.counts.loc[row].tolist()
    [axes] = drawing.figure.axes
    written = [text.get_text() for text in axes.texts]
    assert written == [str(n) for n in table.counts.to_numpy().ravel()]
    assert len(axes.patches) == 2
    assert table.fullest()[0] in drawing.alt
    assert cross_counts(cross_table(WorkingSet(ArticleIndex(index.corpus)), "topics")) is None


def test_what_there_is_to_choose_from_is_listed(index):
    choices = choice_list(index).set_index("filter")["choices"]
    assert choices["era"] == "1994 (12), 2024 (13)"
    assert "Oslo (" in choices["place"]
    assert "Eva Lund (25)" in choices["actor"]
    assert choices["topic"].startswith("1 ")
    assert "publisher" not in choices.index


def test_articles_of_no_era_may_belong_to_several_or_to_none(tmp_path):
    made = folder_of_clippings(tmp_path / "news", 6)
    text = clipping(60, 2024).replace("Published: 7 March 2024\n", "")
    (made / "when.txt").write_text(text, encoding="utf-8")
    corpus = load_corpus(made, duplicates="exact")
    assert corpus.articles["era"].eq(UNDATED).any()
    told = " ".join(remarks.limits(WorkingSet(ArticleIndex(corpus))))
    assert "may belong to one of several eras, or to none" in told
