"""Clippings shown line by line: every line marked, nothing of them trusted."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.intake.model import KEPT_KINDS, REASONS
from helpers.reporting.charts import marked_pages
from helpers.reporting.intake import lines_to_check
from helpers.reporting.marking import LONGEST, marked_page

STORY = "The keepers counted the eels again, and nobody who was there was glad of it."


def marked(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    corpus = load_corpus(tmp_path)
    return marked_page("A <b>title</b>", lines_to_check(corpus))


def test_a_line_says_what_it_was_taken_for_and_holds_no_markup(tmp_path):
    page = marked(tmp_path, f"Eels <i>Counted</i>\n\nOSLO: {STORY}\n{STORY}\nAdvertisement\n")
    assert "<i>" not in page
    assert "A &lt;b&gt;title&lt;/b&gt;" in page
    assert f"<small>3</small> <q>OSLO: {STORY}</q>" in page
    assert "<small>· advertisement</small>" in page


def test_of_a_line_that_is_a_whole_text_the_ends_are_shown(tmp_path):
    text = f"OSLO: {STORY} " + "They counted them once more. " * 400 + "That was all."
    page = marked(tmp_path, text)
    assert f"OSLO: {STORY}" in page
    assert "once more. That was all.</q>" in page
    assert " […] " in page
    assert len(page) < LONGEST + 500


def test_a_page_tells_the_id_by_which_its_lines_are_corrected(tmp_path):
    page = marked(tmp_path, f"Eels Counted\n\n{STORY}\n")
    (known,) = load_corpus(tmp_path).articles["article_id"]
    assert f"<code>{known}</code>" in page.partition("</summary>")[0]


def lines(*rows: tuple[str, bool], article: str = "0123456789ab") -> pd.DataFrame:
    kinds, doubts = zip(*rows, strict=True)
    table = pd.DataFrame({"kind": kinds, "doubt": doubts, "text": "Eels", "n_words": 1})
    return table.assign(article_id=article, line=range(1, len(rows) + 1))


def test_a_line_taken_out_stands_apart_though_it_is_in_doubt():
    page = marked_page("Eels", lines(("teaser", True), ("body", True), ("teaser", False)))
    out_and_doubted, kept_and_doubted, out = re.findall(r'class="(line-[^"]+)"', page)
    assert {*out_and_doubted.split()} == {"line-out", "line-doubt"}
    assert (kept_and_doubted, out) == ("line-doubt", "line-out")


def test_small_pages_without_headline_are_told_apart_by_their_titles():
    ids = ["0123456789ab", "ba9876543210"]
    both = pd.concat([lines(("body", False), article=one) for one in ids])
    articles = pd.DataFrame({"article_id": ids, "label": [f"No headline ({one})" for one in ids]})
    drawn = marked_pages(both, articles)
    titles = [axes.get_title("left") for axes in drawn.figure.axes if axes.axison]
    assert titles == [f"({one})" for one in ids]


def luminance(colour: str) -> float:
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    return sum(share * v for share, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("mark", ["kept", "part", "doubt"])
def test_marks_of_lines_can_be_seen_on_light_and_on_dark_paper(mark):
    style = Path("src/helpers/reporting/template/style.css").read_text(encoding="utf-8")
    papers = re.findall(r"--paper: (#[0-9a-f]{6})", style)
    colours = re.findall(rf"--{mark}: (#[0-9a-f]{{6}})", style)
    for paper, colour in zip(papers[:2], colours[:2], strict=True):
        dark, light = sorted([luminance(paper), luminance(colour)])
        assert (light + 0.05) / (dark + 0.05) >= 3


def test_the_notebook_names_every_kind_that_stays_in_and_none_that_is_unknown():
    cells = json.loads(Path("notebooks/01_corpus.ipynb").read_text(encoding="utf-8"))["cells"]
    (text,) = ["".join(c["source"]) for c in cells if "Kinds that stay in" in "".join(c["source"])]
    kept, _, others = text.partition("Kinds that stay in")[2].partition("every other kind")
    assert {*re.findall(r"`([^`]+)`", kept)} == KEPT_KINDS
    assert {*re.findall(r"`([^`]+)`", others)} <= REASONS
