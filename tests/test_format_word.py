"""Word documents: paragraphs and tables in order, headers and footers around them."""

import io
import random
import sys
import zipfile

import pytest

from helpers.intake.formats.word import read_word
from helpers.intake.model import Refusal
from made_sources import STORY, read, read_one, refusal, source_of

docx = pytest.importorskip("docx")


def saved(document) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def clipping() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Ministers Put Off Decision"
    document.core_properties.author = "Ada Berg"
    document.sections[0].header.paragraphs[0].text = "The Pier\tpage 3"
    document.sections[0].footer.paragraphs[0].text = "Press office"
    document.add_heading("Ministers Put Off Decision", level=0)
    document.add_paragraph(STORY[0])
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Country", "Duty", "Norway", "25 percent"], strict=True):
        cell.text = text
    document.add_paragraph(f"{STORY[1]}\n{STORY[2]}")
    return saved(document)


def test_paragraphs_tables_headers_and_footers_come_in_order():
    found = read_one("a.docx", clipping())
    lines = found.text.split("\n")
    assert list(zip(found.kinds, lines, strict=True)) == [
        ("masthead", "The Pier page 3"),
        ("headline", "Ministers Put Off Decision"),
        ("", STORY[0]),
        ("", "Country"),
        ("", "Duty"),
        ("", "Norway"),
        ("", "25 percent"),
        ("", STORY[1]),
        ("", STORY[2]),
        ("masthead", "Press office"),
    ]
    assert found.format == "Word"
    assert (found.given.headline, found.given.byline) == ("Ministers Put Off Decision", "Ada Berg")
    assert found.given.day is None


def test_a_document_without_styles_leaves_every_line_to_be_judged():
    document = docx.Document()
    document.add_paragraph(STORY[0])
    assert read_one("a.docx", saved(document)).kinds == ()


def test_a_merged_cell_is_read_once():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 1)).text = STORY[0]
    assert read_one("a.docx", saved(document)).text == STORY[0]


def test_a_document_is_known_by_its_content():
    assert read_one("a.txt", clipping()).format == "Word"


def test_an_empty_document_is_empty():
    assert refusal("a.docx", saved(docx.Document())).status == "empty"


@pytest.mark.parametrize("cut", [30, 0.2, 0.5, 0.9])
def test_a_broken_document_is_refused(cut):
    data = clipping()
    data = data[: cut if cut > 1 else int(cut * len(data))]
    found = list(read_word(source_of("a.docx", data)))
    assert [(type(one), one.status) for one in found] == [(Refusal, "damaged")]


def test_a_document_that_unpacks_to_too_much_is_refused():
    packed = io.BytesIO(clipping())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", " " * 150_000_000)
    found = refusal("a.docx", packed.getvalue())
    assert found.status == "skipped"
    assert "unpacks to more than 100 MB" in found.reason


def test_damaged_bytes_never_raise():
    drawn = random.Random(0)
    for _ in range(60):
        data = bytearray(clipping())
        for _ in range(20):
            data[drawn.randrange(len(data))] = drawn.randrange(256)
        assert len(list(read_word(source_of("a.docx", bytes(data))))) == 1


def test_without_the_library_the_message_tells_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    [found] = read("a.docx", clipping())
    assert found.status == "skipped"
    assert found.reason.endswith("needs python-docx: pip install 'datelines[documents]'")
