"""The Reuters-21578 collection is read story by story."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.formats.reuters_sgml import read_reuters_sgml
from made_exports import apart, lines_with, reuters_sgml, source_of, stories
from nasty import pumped, within

STORIES = stories(500)


def read(data, **limits):
    return apart(read_reuters_sgml(source_of(data, "reut2-000.sgm", **limits)))


def test_five_hundred_stories_come_out_as_they_went_in():
    captures, refusals = read(reuters_sgml(STORIES))
    assert refusals == []
    assert [c.where for c in captures] == [f"NEWID {i}" for i in range(1, 501)]
    assert [c.given.headline for c in captures] == [s.headline.upper() for s in STORIES]
    assert [c.given.day for c in captures] == [s.day for s in STORIES]
    assert [c.given.place for c in captures] == [s.place.title() for s in STORIES]
    for capture, story in zip(captures, STORIES, strict=True):
        body = lines_with(capture, "body")
        assert body[0].startswith(f"{story.place}, {story.day:%b} {story.day.day} - ")
        assert body[0].endswith(story.paragraphs[0])
        assert tuple(body[1:]) == story.paragraphs[1:]
        assert lines_with(capture, "wire sign-off") == ["Reuter"]


def test_entities_and_control_characters_are_resolved_and_none_expanded():
    text = (
        "<REUTERS NEWID='1' NEWID=\"9\"><TEXT><TITLE>A &lt;B> &amp;lt; C</TITLE><BODY>&#3;One "
        "&lt;XYZ.L> line&#31;.\x03 &unknown; &xxe;\n Reuter\n&#3;</BODY></TEXT></REUTERS>"
    )
    (capture,), _ = read("<!DOCTYPE lewis [<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>\n" + text)
    assert capture.given.headline == "A <B> &lt; C"
    assert lines_with(capture, "body") == ["One <XYZ.L> line. &unknown; &xxe;"]
    assert capture.where == "NEWID 9"


def test_a_headline_alone_is_told_and_a_story_without_marks_read():
    text = (
        '<REUTERS NEWID="1"><TEXT TYPE="BRIEF"><TITLE>NO TIN</TITLE></TEXT></REUTERS>\n'
        '<REUTERS NEWID="2"><TEXT TYPE="UNPROC">&#2;\nTIN PRICES\nThe quay was empty.\n</TEXT>'
        "</REUTERS>\n<REUTERS><TEXT><BODY>One.</BODY></TEXT></REUTERS>"
    )
    captures, refusals = read(text)
    assert [(c.where, c.kinds) for c in captures] == [("NEWID 2", ()), ("story 3", ("body",))]
    assert "The quay was empty." in captures[0].text
    assert [(r.where, r.status) for r in refusals] == [("NEWID 1", "empty")]


def test_a_cut_file_keeps_its_stories_and_marks_the_last():
    text = reuters_sgml(STORIES[:3])
    captures, refusals = read(text[: text.rindex("Reuter") - 10])
    assert [bool(c.damage) for c in captures] == [False, False, True]
    assert refusals == []
    captures, refusals = read(text[: text.rindex("<TITLE>") + 9])
    assert len(captures) == 2
    assert [(r.where, r.status) for r in refusals] == [("NEWID 3", "damaged")]


def test_a_story_without_its_end_does_not_take_the_next_with_it():
    text = reuters_sgml(STORIES[:3]).replace("</REUTERS>", "", 1)
    captures, _ = read(text)
    assert [c.where for c in captures] == ["NEWID 1", "NEWID 2", "NEWID 3"]
    assert [bool(c.damage) for c in captures] == [True, False, False]


def test_a_story_longer_than_a_clipping_may_be_is_refused():
    text = reuters_sgml(STORIES[:1]) + '<REUTERS NEWID="2"><BODY>' + "x " * 2_000_000
    captures, refusals = read(text, article=1 << 20)
    assert len(captures) == 1
    assert {refusal.status for refusal in refusals} == {"damaged"}


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text("<>/REUTSBODY&#3; a", max_size=300).map(str.encode))
def test_no_bytes_make_the_reader_raise(data):
    captures, refusals = read(b"<REUTERS>" + data)
    assert captures or refusals


@pytest.mark.parametrize("pattern", ["<REUTERS", "<REUTERS></REUTERS>", "&#", "&lt;", "</REUTER",
                                     "<BODY>", " "])  # fmt: skip
@pytest.mark.slow
def test_long_hostile_files_take_no_time(pattern):
    with within(30):
        read("<REUTERS><BODY>" + pumped(pattern, 1_000_000))
