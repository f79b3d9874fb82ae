"""Decoding, lines, spaces and quotation marks."""

from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.normalise import decode, split_lines, squeeze


def test_marks_of_every_style_become_one():
    assert split_lines("“Yes,” ''no'' ``maybe'' «so» it’s ‘fine’") == [
        '"Yes," "no" "maybe" "so" it\'s \'fine\''
    ]


def test_any_line_end_counts_once():
    assert split_lines("a\r\nb\rc\x0bd\u2028e") == ["a", "b", "c", "d", "e"]


def test_no_break_and_thin_spaces_are_squeezed():
    assert squeeze("\u00a0 two\u2009\u202fwords\t") == "two words"


def test_byte_order_marks_are_honoured_and_removed():
    for encoding in ("utf-8-sig", "utf-16"):
        assert decode("Blažek".encode(encoding)) == "Blažek"


def test_text_that_is_no_utf8_is_read_as_windows_1252():
    assert decode("“Café”".encode("cp1252")) == "“Café”"


@given(st.binary(max_size=200))
def test_any_bytes_decode(data: bytes):
    assert isinstance(decode(data), str)


@given(st.text(max_size=300))
def test_lines_hold_no_line_ends_and_can_be_written(text: str):
    for line in split_lines(text):
        assert "\n" not in line
        assert "\r" not in line
        line.encode("utf-8")


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=8)))
def test_plain_lines_come_back_as_they_were(lines: list[str]):
    assert split_lines("\n".join(lines)) == (lines or [""])


def test_colours_of_a_terminal_are_no_words():
    assert split_lines("\x1b[31mTalks failed\x1b[0m again\x1b.") == ["Talks failed again."]
