"""Pages of web archives are read like pages saved by hand; everything else is counted."""

import gzip
import io
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from helpers.intake.formats.warc import read_warc
from made_exports import apart, source_of

# The library's writer, which only tests use, leaves closing its temporary files to chance.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PROSE = "The quay at Exampleton was empty on Friday, and nobody had come to see the ferry leave. "


def page(i):
    return (
        f"<!DOCTYPE html><html><head><title>The quay, part {i}</title></head><body><article>"
        f"<h1>The quay, part {i}</h1>"
        + "".join(f"<p>{PROSE * 3}It was number {i}, line {k}.</p>" for k in range(6))
        + "</article></body></html>"
    ).encode()


def warc(pages, *, packed=False, others=0):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    file.write(b"")
    for i, content in enumerate(pages):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")],
                                   protocol="HTTP/1.1")  # fmt: skip
        writer.write_record(writer.create_warc_record(
            f"https://example.org/news/{i}.html", "response", payload=io.BytesIO(content),
            http_headers=headers,
        ))  # fmt: skip
    for i in range(others):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            f"https://example.org/{i}.png", "response", payload=io.BytesIO(b"\x89PNG"),
            http_headers=headers,
        ))  # fmt: skip
    return file.getvalue()


def read(data, **limits):
    return apart(read_warc(source_of(data, "a.warc", **limits)))


@pytest.mark.parametrize("packed", [False, True])
def test_every_page_is_a_clipping_and_other_records_are_counted(packed):
    captures, refusals = read(warc([page(i) for i in range(9)], packed=packed, others=3))
    assert len(captures) == 9
    assert [c.given.address for c in captures] == [
        f"https://example.org/news/{i}.html" for i in range(9)
    ]
    assert all(f"It was number {i}, line 5." in c.text for i, c in enumerate(captures))
    assert [(r.where, r.status, r.reason) for r in refusals] == [
        ("other records", "skipped", "3 records that are no pages")
    ]
    assert len({c.where for c in captures}) == 9


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_archive_keeps_its_good_pages(packed):
    data = warc([page(i) for i in range(5)], packed=packed)
    captures, refusals = read(data[:-200])
    assert len(captures) == 4
    assert [(r.where, r.status) for r in refusals] == [("record 5", "damaged")]


def test_the_same_address_twice_gives_two_places():
    data = warc([page(1)]) + warc([page(2)])
    captures, _ = read(data)
    assert len({c.where for c in captures}) == 2


def test_a_page_larger_than_a_clipping_may_be_is_refused():
    captures, refusals = read(warc([page(1), b"<html>" + b"x" * 2_000_000]), article=1 << 20)
    assert len(captures) == 1
    assert [r.status for r in refusals] == ["skipped"]


def test_an_address_is_data_and_no_path(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read")
    data = warc([page(1)]).replace(b"https://example.org/news/0.html", f"file://{secret}".encode())
    captures, _ = read(data)
    assert all("not to be read" not in c.text for c in captures)
    assert all(c.given.address == "" for c in captures)


def test_nothing_is_written_on_the_terminal(capsys):
    read(warc([page(1)]).replace(b"Content-Length: ", b"Content-Length: 1", 1))
    read(warc([page(1)])[:-3] + b"odd" + warc([page(2)]))
    assert capsys.readouterr() == ("", "")


def test_a_file_packed_as_a_whole_is_told():
    captures, refusals = read(gzip.compress(warc([page(1), page(2)])))
    assert captures or refusals


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 900))
def test_no_bytes_make_the_reader_raise(junk, place):
    data = warc([b"<p>One.</p>"])
    for bad in (junk, data[:place] + junk + data[place:], b"WARC/1.0\r\n" + junk):
        captures, refusals = read(bad)
        assert captures or refusals


def test_what_to_install_is_told_where_the_library_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio", None)
    captures, refusals = read(warc([page(1)]))
    assert captures == []
    assert [r.reason for r in refusals] == [
        "reading web archives needs warcio: pip install 'datelines[web]'"
    ]
