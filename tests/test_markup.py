"""HTML of cells: harmless, and tables that a screen reader can read."""

import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.reporting import markup as module
from helpers.reporting.markup import clean, with_anchors


def table_of(frame: pd.DataFrame) -> BeautifulSoup:
    """The table as a page shows it, from what a notebook stores."""
    return BeautifulSoup(clean(frame._repr_html_()), "html.parser").table


def texts(cells) -> list[str]:
    return [cell.get_text(strip=True) for cell in cells]


FRAMES = {
    "rows counted": pd.DataFrame({"era": ["1980s", "1990s"], "share": [0.25, 0.75]}),
    "a name for the rows": pd.DataFrame({"share": [0.25]}, index=pd.Index(["1980s"], name="era")),
    "rows without a name": pd.DataFrame({"share": [0.25]}, index=["mean"]),
    "names for the columns": pd.DataFrame(
        [[1, 2]], index=pd.Index(["1980s"], name="era"), columns=pd.Index(["a", "b"], name="topic")
    ),
    "two levels": pd.DataFrame(
        {("a", "x"): [1, 2], ("a", "y"): [3, 4]},
        index=pd.MultiIndex.from_tuples([("l", "m"), ("l", "n")], names=["p", "q"]),
    ),
    "longer than shown": pd.DataFrame({"n": range(90)}),
}


@pytest.mark.parametrize("name", FRAMES)
def test_no_header_cell_is_empty_and_each_says_what_it_heads(name):
    heads = table_of(FRAMES[name]).find_all("th")
    assert heads
    assert all(texts(heads))
    assert all(head.get("scope") for head in heads)


@pytest.mark.parametrize("name", FRAMES)
def test_a_table_scrolls_in_a_labelled_region_that_takes_the_keyboard(name):
    region = table_of(FRAMES[name]).parent
    assert region["tabindex"] == "0"
    assert region["role"] == "group"
    assert region["aria-label"]


def test_a_column_that_counts_the_rows_is_left_out():
    table = table_of(FRAMES["rows counted"])
    assert texts(table.thead.find_all(["th", "td"])) == ["era", "share"]
    assert texts(table.tbody.tr.find_all(["th", "td"])) == ["1980s", "0.25"]


def test_a_years_index_is_not_taken_for_a_count_of_rows():
    table = table_of(pd.DataFrame({"articles": [3, 4]}, index=[1987, 1988]))
    assert texts(table.tbody.find_all("th")) == ["1987", "1988"]


def test_the_name_of_the_rows_stands_in_the_one_header_row():
    table = table_of(FRAMES["a name for the rows"])
    assert texts(table.thead.find_all("th")) == ["era", "share"]
    assert len(table.thead.find_all("tr")) == 1


def test_numbers_stand_to_the_right_and_missing_ones_are_a_dash():
    frame = pd.DataFrame({"p": [0.05, None], "word": ["a", "b"], "change": ["−3.1", "+2.0"]})
    table = table_of(frame)
    assert [cell.get("class") for cell in table.thead.find_all("th")] == [["num"], None, ["num"]]
    assert texts(table.tbody.find_all("tr")[1].find_all("td")) == ["–", "b", "+2.0"]


REPEATED = pd.DataFrame(
    {
        "article": ["Steel", "Steel", "Steel", "Fish", "Glass", "Glass"],
        "cue": ["a day", "a year", "a day", "a day", "a day", "a day"],
        "what follows": ["word " * 30, "from 1994-06-30 to 1996-01-11", *"xyzx"],
    }
)


def test_a_label_that_comes_again_is_shown_once_and_heads_its_rows():
    rows = table_of(REPEATED).tbody.find_all("tr")
    heads = [row.find("th") for row in rows]
    assert [head and head.get_text() for head in heads] == [
        *("Steel", None, None, "Fish", "Glass", None)
    ]
    assert (heads[0]["rowspan"], heads[0]["scope"]) == ("3", "rowgroup")
    assert (heads[3].get("rowspan"), heads[3]["scope"]) == (None, "row")
    assert (heads[4]["rowspan"], heads[4]["scope"]) == ("2", "rowgroup")
    assert [len(row.find_all("td")) for row in rows] == [2] * 6


def test_measurements_that_happen_to_be_equal_are_all_shown():
    table = table_of(pd.DataFrame({"tone": [0.25, 0.25], "share": ["5%", "5%"]}))
    assert [texts(row.find_all("td")) for row in table.tbody.find_all("tr")] == [
        ["0.25", "5%"],
        ["0.25", "5%"],
    ]


def test_rows_with_sentences_can_be_stacked_each_cell_with_its_label():
    with pd.option_context("display.max_colwidth", None):
        whole = clean(REPEATED.to_html(index=False))
    table = BeautifulSoup(whole, "html.parser").table
    assert table["class"] == ["stack"]
    row = table.tbody.find_all("tr")[1]
    assert [cell["data-label"] for cell in row.find_all("td")] == ["cue", "what follows"]
    assert table_of(FRAMES["rows counted"]).get("class") is None


def test_cells_that_are_never_stacked_have_no_label_of_their_own():
    table = table_of(pd.DataFrame({"era": ["1994", "2025"], "articles": [3, 2]}))
    assert not table.select("[data-label]")


def test_parts_of_code_are_marked_where_they_have_a_colour_and_only_there():
    style = (Path(module.__file__).parent / "template" / "style.css").read_text(encoding="utf-8")
    coloured = set(re.findall(r"\.highlight \.(\w+)", style))
    assert coloured == module.HIGHLIGHTS
    code = '<span class="kn">import</span> <span class="nn">x</span><span class="o">.</span>'
    block = f'<div class="highlight"><pre><span></span>{code}</pre></div>'
    page = BeautifulSoup(clean(block), "html.parser")
    assert page.pre.get_text() == "import x."
    assert [part["class"] for part in page.find_all("span")] == [["kn"]]


def test_names_in_a_table_of_many_columns_may_be_broken_between_words():
    row = {"author": ["Bartholomew Finch"], "paper": ["Star"], "from": ["1994-05-04"]}
    wide = table_of(pd.DataFrame(row | {f"column {i}": [i] for i in range(5)}))
    assert [cell.get("class") for cell in wide.tbody.find_all("td")[:3]] == [["names"], None, None]
    assert not table_of(pd.DataFrame(row)).select(".names")


def test_many_columns_stand_closer():
    table = table_of(pd.DataFrame({f"column {i}": [i] for i in range(12)}))
    assert table["class"] == ["wide"]


def test_numbers_of_a_table_shown_as_it_is_are_written_like_all_others():
    frame = pd.DataFrame(
        {
            "words": [1462, 53],
            "tone": [-0.25, -0.0],
            "era": ["1994", "2024"],
            "found": [1987, 1990],
            "change": [-1234.5, 0.1],
        }
    )
    rows = [texts(row.find_all("td")) for row in table_of(frame).tbody.find_all("tr")]
    assert rows == [
        ["1,462", "−0.25", "1994", "1987", "−1,234.5"],
        ["53", "0.00", "2024", "1990", "0.1"],
    ]


def test_eras_are_no_numbers():
    table = table_of(pd.DataFrame({"era": ["1994", "2024"], "p": ["<0.001", "0.5"]}))
    assert [cell.get("class") for cell in table.thead.find_all("th")] == [None, ["num"]]


def test_a_none_that_is_a_value_stays_one():
    table = table_of(pd.DataFrame({"what": ["eras", "seed"], "value": ["None", "0"]}))
    assert texts(table.tbody.find_all("td")) == ["eras", "None", "seed", "0"]


def test_the_rows_left_out_are_told_in_words():
    frame = pd.DataFrame({"n": range(1200)})
    with pd.option_context("display.max_rows", 60, "display.min_rows", 20):
        soup = BeautifulSoup(clean(frame._repr_html_()), "html.parser")
    assert soup.find(class_="size").get_text() == "The first and the last 10 of 1,200 rows."


def test_dates_and_ranges_of_years_are_kept_in_one_line_but_not_in_code():
    markup = "<p>In 1994–1996, and on 1995-02-04.</p><pre>1995-02-04</pre>"
    soup = BeautifulSoup(clean(markup), "html.parser")
    assert texts(soup.find_all("span", class_="date")) == ["1994–1996", "1995-02-04"]
    assert soup.get_text() == "In 1994–1996, and on 1995-02-04.1995-02-04"
    assert not soup.pre.find("span")


def test_styles_borders_and_classes_of_pandas_are_gone():
    markup = clean(FRAMES["rows counted"]._repr_html_())
    assert "style" not in markup
    assert "border" not in markup
    assert "dataframe" not in markup


def test_a_caption_labels_its_region():
    region = BeautifulSoup(
        clean("<table><caption>Shares &lt;1</caption><tr><td>1</td></tr></table>"), "html.parser"
    ).div
    assert region["aria-label"] == region.caption.get_text() == "Shares <1"


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<p onclick='x()' style='position:fixed'>a</p>",
        "<a href='javascript:x()'>a</a>",
        "<iframe src='https://example.org'></iframe>",
        "<svg><style><img src=x onerror=x()></style></svg>",
        "<link rel=stylesheet href=//example.org>",
        "<form action=//example.org><input></form>",
        "<math><mtext><table><mglyph><style><img src onerror=x()>",
        "<!-- <img src=x> -->",
    ],
)
def test_nothing_that_runs_or_asks_another_host_comes_through(markup):
    soup = BeautifulSoup(clean(f"<p>kept</p>{markup}"), "html.parser")
    assert soup.p.get_text() == "kept"
    for element in soup.find_all(True):
        assert element.name not in {"script", "img", "iframe", "svg", "style", "link", "form"}
        assert not {"onclick", "onerror", "style", "src"} & set(element.attrs)
        assert not str(element.get("href", "")).startswith("javascript")


@example("a < b in 1994–1996 & 1995-02-04")
@example("https://example.org/x.html")
@given(st.text(st.characters(exclude_categories=("C",)), max_size=80))
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text)
    assert clean(once) == once


def test_headings_get_anchors_of_their_own():
    body, headings = with_anchors("<h1>A</h1><h2>What is it?</h2><h3>What is it?</h3><h4>x</h4>")
    assert [(h.level, h.anchor, h.text) for h in headings] == [
        (2, "a", "A"),
        (2, "what-is-it", "What is it?"),
        (3, "what-is-it-2", "What is it?"),
    ]
    soup = BeautifulSoup(body, "html.parser")
    assert [soup.find(id=h.anchor).get_text() for h in headings] == [h.text for h in headings]
    assert soup.h1 is None
