"""Reports: put up in one step or not at all, self-contained, and telling nothing on the machine."""

import base64
import io
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_output
from PIL import Image

from helpers import load_corpus
from helpers.corpus.saving import save_working_set
from helpers.errors import DatelinesError
from helpers.reporting.files import write_notebook
from helpers.reporting.pages import CorpusCard, make_page, render
from helpers.reporting.publish import report
from helpers.reporting.runs import NotebookError, Run
from helpers.reporting.spreadsheets import check_apart
from made_notebooks import ARGUMENT, FIGURE, PARAMETERS, clippings, notebook, write

QUESTION = "# What is it about?\n\nThis asks what the clippings are *about*."
LONG_PATH = "import os, sys\nprint(os.path.abspath(corpus))\nprint(os.path.expanduser('~/x'))"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder as a user has it: notebooks, clippings elsewhere, a report."""
    root = tmp_path_factory.mktemp("project")
    write(root / "notebooks", "02_topics", QUESTION, PARAMETERS, FIGURE, "## Steps", ARGUMENT)
    write(root / "notebooks", "01_corpus", "# What is in it?", PARAMETERS, LONG_PATH, "top")
    news = clippings(root / "elsewhere" / "news & views")
    page = report(news, root / "out" / "news", [("top", "7")], root / "notebooks")
    assert page == root / "out" / "news" / "index.html"
    return root


def page(project: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup(
        (project / "out" / "news" / name).read_text(encoding="utf-8"), "html.parser"
    )


PAGES = ["index.html", "01_corpus.html", "02_topics.html"]


def test_a_report_has_a_page_per_notebook_a_front_page_and_a_record(project):
    files = sorted(path.name for path in (project / "out" / "news").iterdir())
    assert files == [*sorted(PAGES), "ro-crate-metadata.json", "run.json", "thumbnail.png"]
    assert sorted(path.name for path in (project / "out").iterdir()) == ["news"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_host_for_anything(project, name):
    soup = page(project, name)
    assert not soup.find_all(["link", "iframe", "object", "embed", "video"])
    assert all(image["src"].startswith("data:") for image in soup.find_all("img"))
    assert all(not script.get("src") for script in soup.find_all("script"))
    assert "url(" not in soup.style.string
    assert "@import" not in soup.style.string
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_one_main_part_a_language_and_a_skip_link(project, name):
    soup = page(project, name)
    assert soup.html["lang"] == "en"
    assert len(soup.find_all("h1")) == len(soup.find_all("main")) == 1
    assert soup.h1.get_text() in soup.title.get_text()
    assert soup.body.a["href"] == f"#{soup.main['id']}"
    names = [element["id"] for element in soup.find_all(id=True)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_does_not_tell_where_or_whose_or_when(project, name):
    text = page(project, name).prettify()
    assert str(project) not in text
    assert str(Path.home()) not in text
    assert name == "index.html" or not re.search(r"\b\d\d:\d\d\b|\b20\d\d-\d\d-\d\d\b", text)


def test_the_folder_is_called_by_its_name(project):
    text = page(project, "01_corpus.html").get_text()
    assert 'corpus = "news & views"' in text
    assert "\nnews & views\n" in text


def test_the_front_page_leads_with_question_answer_and_findings(project):
    section = page(project, "index.html").find_all("section", class_="question")[1]
    assert section.h2.a["href"] == "02_topics.html"
    assert section.h2.get_text() == "What is it about?"
    assert section.p.get_text() == "It is about cars."
    assert [item.p.decode() for item in section.ul.find_all("li")] == [
        "<p>Three <em>of five</em> carry it.</p>"
    ]
    assert section.figure.img["alt"] == "Two bars."


def test_the_front_page_says_what_was_run_with_which_parameters_and_versions(project):
    text = page(project, "index.html").find("section", class_="made").get_text(" ", strip=True)
    for words in (
        "01_corpus What is in it? ok",
        "top 7 this run",
        "corpus news & views",
        "papermill",
    ):
        assert words in text


def test_the_answer_stands_below_the_title_and_nowhere_else(project):
    soup = page(project, "02_topics.html")
    assert soup.find("header", class_="headline").get_text(" ", strip=True) == (
        "What is it about? It is about cars."
    )
    for code in soup.find_all("details", class_="code"):
        code.decompose()
    assert soup.get_text().count("It is about cars.") == 1
    assert soup.find(class_="finding").get_text().strip() == "Three of five carry it."


def test_a_figure_has_alt_text_caption_and_size_and_its_numbers_are_folded(project):
    figure = page(project, "02_topics.html").figure
    assert figure.img["alt"] == "Two bars."
    assert int(figure.img["width"]) > int(figure.img["height"]) > 0
    assert figure.figcaption.get_text() == "Figure 1. Articles by year <1>"
    numbers = figure.find_next_sibling()
    assert numbers.name == "details"
    assert numbers.summary.get_text() == "The numbers behind this figure"
    assert "1990" in numbers.table.get_text()


def test_a_tall_figure_is_cut_on_the_front_page_and_leads_to_the_whole(tmp_path):
    tall = FIGURE.replace("figsize=(4, 2)", "figsize=(4, 9)")
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS, tall, ARGUMENT)
    out = report(clippings(tmp_path / "c"), tmp_path / "out", [], tmp_path / "notebooks").parent
    front, whole = (
        BeautifulSoup((out / name).read_text(encoding="utf-8"), "html.parser").figure
        for name in ("index.html", "01_corpus.html")
    )
    assert int(whole.img["height"]) > 2 * int(whole.img["width"])
    assert int(front.img["height"]) == round(1.1 * int(front.img["width"]))
    assert front.figcaption.a["href"] == "01_corpus.html"
    picture = Image.open(io.BytesIO(base64.b64decode(front.img["src"].split(",")[1])))
    assert picture.height / picture.width == pytest.approx(1.1, abs=0.01)
    assert len(front.img["src"]) < len(whole.img["src"])


def test_an_object_that_shows_a_sentence_and_a_table_is_short_on_later_pages(tmp_path):
    shown = "from IPython.display import HTML\nHTML('<p>c: 5 articles</p><table><tr><td>5</table>')"
    for name in ("01_corpus", "02_topics"):
        write(tmp_path / "notebooks", name, "# What?", PARAMETERS, shown)
    out = report(clippings(tmp_path / "c"), tmp_path / "out", [], tmp_path / "notebooks").parent
    for name, later in (("01_corpus", False), ("02_topics", True)):
        soup = BeautifulSoup((out / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        assert soup.find("div", class_="glance").p.get_text() == "c: 5 articles"
        assert ("later" in soup.main.get("class", [])) is later


def test_code_is_folded_and_the_contents_lead_to_the_headings(project):
    soup = page(project, "02_topics.html")
    assert all(not code.has_attr("open") for code in soup.find_all("details"))
    assert "import pandas" in soup.find("details", class_="code").get_text()
    link = soup.find("nav", class_="toc").a
    assert soup.find(id=link["href"][1:]).get_text() == link.get_text() == "Steps"


def test_the_record_can_be_read_by_a_program(project):
    record = json.loads((project / "out" / "news" / "run.json").read_text(encoding="utf-8"))
    assert [run["status"] for run in record["notebooks"]] == ["ok", "ok"]
    assert record["notebooks"][0]["parameters"] == {"top": 7}
    assert record["corpus"]["name"] == "news & views"


def test_a_failed_run_leaves_the_last_report_and_keeps_the_copy_with_the_error(project):
    before = {path: path.read_bytes() for path in (project / "out" / "news").iterdir()}
    write(project / "broken", "01_corpus", "# What?", PARAMETERS, "1 / 0")
    news = project / "elsewhere" / "news & views"
    with pytest.raises(
        NotebookError, match=r"01_corpus failed in code cell 3 .*ZeroDivisionError"
    ) as e:
        report(news, project / "out" / "news", [], project / "broken")
    copy = project / "out" / "news.failed" / "01_corpus.ipynb"
    assert str(copy) in str(e.value)
    assert "ZeroDivisionError" in copy.read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in (project / "out" / "news").iterdir()} == before
    assert sorted(path.name for path in (project / "out").iterdir()) == ["news", "news.failed"]


def test_a_page_that_cannot_be_written_leaves_the_last_report(project, monkeypatch):
    from helpers.reporting import pages

    before = {path: path.read_bytes() for path in (project / "out" / "news").iterdir()}
    write(project / "small", "01_corpus", "# What?", PARAMETERS)
    monkeypatch.setattr(pages, "_TEMPLATE", project / "nowhere")
    pages._exporter.cache_clear()
    with pytest.raises(ValueError, match="template"):
        report(clippings(project / "c"), project / "out" / "news", [], project / "small")
    pages._exporter.cache_clear()
    assert {path: path.read_bytes() for path in (project / "out" / "news").iterdir()} == before
    assert not list((project / "out").glob(".*"))


def test_a_good_run_replaces_the_last_report_and_clears_away_the_failed_one(tmp_path):
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS)
    news, out = clippings(tmp_path / "clippings"), tmp_path / "out"
    report(news, out, [], tmp_path / "notebooks")
    write(tmp_path / "notebooks", "02_topics", "# Why?", PARAMETERS)
    report(None, out, [], tmp_path / "notebooks")
    assert (out / "02_topics.html").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(("out.", "."))] == []


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (
            lambda out: (out.mkdir(), (out / "thesis.txt").touch()),
            "holds files and is not a report",
        ),
        (lambda out: out.touch(), "is a file"),
    ],
)
def test_what_is_not_a_report_is_never_overwritten(tmp_path, prepare, said):
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS)
    prepare(tmp_path / "out")
    with pytest.raises(DatelinesError, match=said):
        report(clippings(tmp_path / "c"), tmp_path / "out", [], tmp_path / "notebooks")


@pytest.mark.parametrize(
    ("corpus", "said"), [("missing", "there is no folder"), ("empty", "is empty")]
)
def test_a_folder_without_clippings_is_refused_before_anything_runs(tmp_path, corpus, said):
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatelinesError, match=said):
        report(tmp_path / corpus, tmp_path / "out", [], tmp_path / "notebooks")
    assert not (tmp_path / "out").exists()


def test_pages_are_not_published_among_the_clippings_nor_in_their_place(tmp_path):
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS)
    news = clippings(tmp_path / "kept" / "news")
    with pytest.raises(DatelinesError, match="its pages would be read as clippings"):
        report(news, news / "report", [], tmp_path / "notebooks")
    (tmp_path / "kept" / "run.json").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DatelinesError, match="which a report replaces as a whole"):
        report(news, tmp_path / "kept", [], tmp_path / "notebooks")
    assert sorted(tmp_path.rglob("*")) == before


def test_tables_are_kept_out_of_the_folder_that_a_working_set_was_chosen_from(tmp_path):
    news = clippings(tmp_path / "news")
    corpus = load_corpus(news)
    save_working_set(corpus, corpus.articles["article_id"][:1], tmp_path / "set", source=news)
    for out in (news / "out", tmp_path / "set" / "out"):
        with pytest.raises(DatelinesError, match="its tables would be read as clippings"):
            check_apart(out, tmp_path / "set")
    check_apart(tmp_path / "out", tmp_path / "set")


def test_a_place_that_cannot_be_written_to_is_told_in_one_sentence(tmp_path):
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS)
    (tmp_path / "file").touch()
    with pytest.raises(DatelinesError, match=r"cannot write in .*: name another folder"):
        report(clippings(tmp_path / "c"), tmp_path / "file" / "out", [], tmp_path / "notebooks")


def test_two_reports_at_once_on_one_place_do_not_mix(tmp_path):
    from helpers.reporting.publish import MARKER, _swap

    pages, out = tmp_path / "pages", tmp_path / "out"
    for folder in (pages, out):
        folder.mkdir()
        (folder / MARKER).write_text(folder.name)
    (tmp_path / "previous").mkdir()
    (tmp_path / "previous" / "left.txt").touch()
    with pytest.raises(DatelinesError, match="could not be replaced"):
        _swap(pages, out, tmp_path / "previous")
    assert (out / MARKER).read_text() == "out"


def test_what_outputs_hold_is_shown_and_never_obeyed(tmp_path):
    evil = "<script>x()</script><img src=//h onerror=x()>"
    made = notebook(f"# What {evil}?", "1")
    made.cells[1].outputs = [
        new_output("stream", name="stdout", text=evil),
        new_output("stream", name="stderr", text=f"{tmp_path}/lib/mod.py:3: Warning {evil}"),
        new_output("display_data", {"text/html": f"<p>{evil}</p>"}),
        new_output(
            "display_data", {"text/markdown": evil}, metadata={"datelines": {"finding": evil}}
        ),
        new_output("display_data", {"text/plain": evil}),
        new_output("display_data", {"image/svg+xml": f"<svg>{evil}</svg>"}),
        new_output("display_data", {"application/javascript": "x()"}),
        new_output(
            "display_data",
            {"image/png": '"><script>x()</script>', "text/plain": evil},
            metadata={"image/png": {"alt": f'"{evil}', "caption": evil, "width": 1, "height": 1}},
        ),
    ]
    write_notebook(made, tmp_path / "evil.ipynb")
    run = Run("evil", tmp_path / "evil.ipynb", {}, "ok", 1.0)
    files = render([make_page(run, {})], CorpusCard(f"c{evil}"), "today")
    for text in files.values():
        soup = BeautifulSoup(text, "html.parser")
        assert [script.string for script in soup.find_all("script")] == [
            soup.find_all("script")[-1].string
        ]
        assert "x()" not in soup.find_all("script")[-1].string
        assert all(image["src"].startswith("data:") for image in soup.find_all("img"))
        assert not [tag for tag in soup.find_all(True) if tag.has_attr("onerror")]
        assert str(tmp_path) not in text


def test_the_same_run_gives_the_same_pages(project):
    write(project / "again", "01_corpus", "# What?", PARAMETERS, ARGUMENT)
    news = project / "elsewhere" / "news & views"
    first = report(news, project / "a" / "x", [], project / "again").with_name("01_corpus.html")
    second = report(news, project / "b" / "x", [], project / "again").with_name("01_corpus.html")
    assert first.read_bytes() == second.read_bytes()
