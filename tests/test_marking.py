"""Clippings shown line by line: every line marked, nothing of them trusted."""

from helpers import load_corpus
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
    assert "<small>advertisement</small>" in page


def test_of_a_line_that_is_a_whole_text_the_ends_are_shown(tmp_path):
    text = f"OSLO: {STORY} " + "They counted them once more. " * 400 + "That was all."
    page = marked(tmp_path, text)
    assert f"OSLO: {STORY}" in page
    assert "once more. That was all.</q>" in page
    assert " […] " in page
    assert len(page) < LONGEST + 500
