"""Rich text."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.formats.rich_text import read_rich_text
from helpers.intake.model import Capture, Refusal
from made_sources import STORY, read, read_one, refusal, source_of
from nasty import within

pytest.importorskip("striprtf")

FONTS = rb"{\fonttbl{\f0\fswiss\fcharset0 Helvetica;}}"


def rtf(body: bytes, page: bytes = b"1252") -> bytes:
    return rb"{\rtf1\ansi\ansicpg" + page + FONTS + rb"\f0 " + body + b"}"


def test_paragraphs_become_lines():
    data = rtf(rb"\par ".join(line.encode() for line in STORY))
    found = read_one("a.rtf", data)
    assert found.text.split("\n") == STORY
    assert (found.format, found.damage) == ("RTF", ())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"Z\'fcrich caf\u233?, \'93not yet\'94", "Zürich café, “not yet”"),
        (b"Z\xfcrich", "Zürich"),
        (rb"{\b bold} and {\i italic}", "bold and italic"),
        (rb"Talks{\pict\wmetafile8 0102030405} failed", "Talks failed"),
        (rb"Talks\u-10179?\u-8704? failed", None),
    ],
)
def test_characters_are_those_of_the_code_page(body, text):
    found = read_one("a.rtf", rtf(body))
    found.text.encode("utf-8")
    if text is not None:
        assert found.text == text


def test_a_document_cut_off_is_read_to_its_end_and_says_so():
    found = read_one("a.rtf", rtf(STORY[0].encode())[:-1])
    assert found.text == STORY[0]
    assert found.damage == ("the document is cut off",)


def test_a_document_without_words_is_empty():
    assert refusal("a.rtf", rtf(b"")).status == "empty"


def test_without_the_library_the_message_tells_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "striprtf.striprtf", None)
    [found] = read("a.rtf", rtf(b"Talks failed."))
    assert found.reason.endswith("needs striprtf: pip install 'datelines[documents]'")


@pytest.mark.parametrize(
    "unit",
    [b"{", b"}", b"\\", b"{\\fonttbl", b"{\\f0 a;", b"{\\pict ", b"{\\*\\a ", b"HYPERLINK ",
     b"\\u99 ", b'{\\field{\\*\\fldinst HYPERLINK "a', b"\\'e9", b"a"],
)  # fmt: skip
@pytest.mark.parametrize("start", [b"{\\rtf1 ", b"{\\rtf1{\\fonttbl"])
def test_a_hostile_document_takes_time_in_proportion_to_its_length(unit, start):
    with within(20):
        read("a.rtf", start + unit * (200_000 // len(unit)))


@given(st.binary(max_size=200) | st.text("\\{}u'*-019 abpfnt\n", max_size=200).map(str.encode))
def test_any_bytes_give_one_capture_or_a_reason(data):
    [found] = read_rich_text(source_of("a.rtf", b"{\\rtf1 " + data))
    assert isinstance(found, Capture | Refusal)
    (found.text if isinstance(found, Capture) else found.reason).encode("utf-8")
