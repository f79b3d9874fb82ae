"""Plain text: one clipping, several, an export, or nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.formats.source import Limits, Options
from helpers.intake.formats.text import captures_of
from helpers.intake.model import Capture, Given, Refusal
from helpers.intake.normalise import split_lines
from made_sources import STORY, read, read_one, refusal, source_of

TEXT = "\n".join(STORY)


def test_a_clipping_is_one_capture_with_its_encoding():
    found = read_one("a.txt", TEXT.replace("Lund", "Lünd").encode("cp1252"))
    assert found.text == TEXT.replace("Lund", "Lünd")
    assert (found.format, found.encoding, found.damage) == ("text", "windows-1252", ())


@pytest.mark.parametrize(
    "data",
    [b"", b" \t\r\n\x0c ", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\n\u00a0".encode(), b"!!!\n"],
)
def test_a_file_without_words_is_empty(data):
    assert refusal("a.txt", data).status == "empty"


@pytest.mark.parametrize(
    "data",
    [random.Random(0).randbytes(300_000), random.Random(1).randbytes(400),
     b"".join(n.to_bytes(4, "little") for n in range(2000))],
)  # fmt: skip
def test_random_bytes_are_refused_and_never_shown(data):
    found = refusal("a.txt", data)
    assert found.status == "skipped"
    assert found.reason.startswith("no text: the file")
    assert found.reason.isascii()


def test_a_file_of_nothing_but_zero_bytes_is_empty():
    assert refusal("a.txt", bytes(1000)) == Refusal("", "empty", "there are no words in it")


def test_damage_is_told():
    found = read_one("a.txt", TEXT.replace("envoy", "en\0voy").encode() + b"\nCaf\xe9 \x93shut\x94")
    assert found.text.startswith(TEXT)
    assert found.damage == ("1 zero byte left out",)
    assert found.encoding == "windows-1252"


def test_a_text_beyond_the_limit_is_cut_and_says_so():
    options = Options(limits=Limits(article=2**20))
    found = read_one("a.txt", ("é" * 2**19 + "x").encode(), options)
    assert found.text == "é" * 2**19
    assert found.damage[0].startswith("cut at 1 MB: ")
    assert "--largest" in found.damage[0]
    odd = read_one("a.txt", ("x" + "é" * 2**19).encode(), options)
    assert odd.text == "x" + "é" * (2**19 - 1)


def test_one_line_of_many_megabytes_is_cut():
    found = read_one("a.txt", b"word " * (5 * 2**20))
    assert len(found.text) == 20 * 2**20
    assert found.damage[0].startswith("cut at 20 MB: ")


def article(number: int) -> str:
    lines = [
        f"Ministers Meet In Round {number}",
        "By Ada Berg",
        "",
        f"OSLO, March {number} (AP) - {TEXT}",
    ]
    return "\n".join([*lines, *STORY])


def test_several_articles_in_a_file_are_told_apart_and_share_only_the_publisher():
    seam = "\n\n" + "=" * 40 + "\n\n"
    text = seam.join(map(article, range(1, 4)))
    stated = Given(headline="All three", publisher="The Pier", address="http://pier.example/")
    found = list(captures_of(source_of("a.txt", text.encode()), text, given=stated))
    assert [capture.where for capture in found] == ["article 1", "article 2", "article 3"]
    assert "".join(capture.text for capture in found) == text
    assert {capture.given for capture in found} == {Given(publisher="The Pier")}
    assert len({capture.digest for capture in found}) == 3


def test_kinds_go_with_their_lines_when_articles_are_cut_apart():
    text = ("\n\n" + "=" * 40 + "\n\n").join(map(article, range(1, 4)))
    lines = split_lines(text)
    kinds = tuple("running head" if line == "By Ada Berg" else "" for line in lines)
    found = list(captures_of(source_of("a.txt", text.encode()), text, kinds=kinds))
    assert len(found) == 3
    for capture in found:
        lines = split_lines(capture.text)
        assert len(capture.kinds) == len(lines)
        marked = [line for line, kind in zip(lines, capture.kinds, strict=True) if kind]
        assert marked == ["By Ada Berg"]


def test_halves_of_characters_from_a_reader_are_replaced():
    [found] = captures_of(source_of("a.rtf", b"x"), "Talks\ud800 failed.", format="RTF")
    assert found.text == "Talks\ufffd failed."


@given(st.binary(max_size=2000))
def test_any_bytes_give_captures_or_reasons(data):
    found = read("a.txt", data)
    assert found
    for one in found:
        assert isinstance(one, Capture | Refusal)
        (one.text if isinstance(one, Capture) else one.reason).encode("utf-8")
    assert read("a.txt", data) == found
