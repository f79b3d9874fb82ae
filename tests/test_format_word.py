"""Word documents: paragraphs and tables in order, headers and footers around them."""

import io
import random
import sys
import zipfile

import pytest

from helpers.intake.formats.word import read_word
from helpers.intake.model import Refusal
from helpers.intake.normalise import split_lines
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


def clippings_one_after_another(document, *, heading=None, page_break="run") -> list[str]:
    """Two clippings of a document, kept apart by a heading's style or by breaks of pages."""
    headlines = ["Ministers Put Off Decision", "Harbor Reopens After Storm"]
    for number, headline in enumerate(headlines):
        if number and page_break == "run":
            document.add_page_break()
        line = document.add_paragraph(headline, style=heading)
        line.paragraph_format.page_break_before = True if page_break == "paragraph" else None
        document.add_paragraph("By Ada Berg")
        for day in range(6):
            document.add_paragraph(
                f"On day {day} of round {number} the ministers in {headline.split()[0]} put off "
                "what they had come to decide, and went home by the last train."
            )
    return headlines


@pytest.mark.parametrize(
    ("heading", "page_break"),
    [(None, "run"), (None, "paragraph"), ("Heading 1", ""), ("Title", "")],
)
def test_clippings_on_pages_or_under_titles_of_their_own_come_apart(heading, page_break):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Box 7"
    headlines = clippings_one_after_another(document, heading=heading, page_break=page_break)
    found = read("a.docx", saved(document))
    assert [capture.where for capture in found] == ["article 1", "article 2"]
    for capture, headline in zip(found, headlines, strict=True):
        filled = [line for line in split_lines(capture.text) if line and line != "Box 7"]
        assert filled[:2] == [headline, "By Ada Berg"]
        assert len(filled) == 8
    assert len(found[0].kinds) == len(split_lines(found[0].text))


def test_a_break_of_pages_inside_an_article_parts_nothing():
    document = docx.Document()
    document.add_paragraph("Ministers Put Off Decision")
    document.add_paragraph("By Ada Berg")
    for number, line in enumerate(STORY * 8):
        document.add_paragraph(line)
        if number == 9:
            document.add_page_break()
    found = read_one("a.docx", saved(document))
    assert sum(map(bool, split_lines(found.text))) == 2 + 8 * len(STORY)


def test_a_document_without_styles_leaves_every_line_to_be_judged():
    document = docx.Document()
    document.add_paragraph(STORY[0])
    assert read_one("a.docx", saved(document)).kinds == ()


def test_a_merged_cell_is_read_once():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 1)).text = STORY[0]
    assert read_one("a.docx", saved(document)).text == STORY[0]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(markup: str):
    return docx.oxml.parse_xml(markup.replace(">", f' xmlns:w="{W}">', 1))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_changes_are_read_as_accepted():
    document = docx.Document()
    paragraph = document.add_paragraph("The ministers met on Monday")._p
    paragraph.append(element(f'<w:ins w:id="1">{run(" and again on Friday")}</w:ins>'))
    paragraph.append(
        element(f'<w:del w:id="2">{run(" for an hour").replace("w:t", "w:delText")}</w:del>')
    )
    paragraph.append(element(f'<w:moveFrom w:id="3">{run(" in vain")}</w:moveFrom>'))
    paragraph.append(element("<w:r><w:t>.</w:t></w:r>"))
    assert (
        read_one("a.docx", saved(document)).text
        == "The ministers met on Monday and again on Friday."
    )


def test_words_in_smart_tags_fields_and_content_controls_are_read():
    document = docx.Document()
    paragraph = document.add_paragraph("The ministers met in ")._p
    paragraph.append(element(f'<w:smartTag w:element="place">{run("Port Ellis")}</w:smartTag>'))
    paragraph.append(element(f'<w:fldSimple w:instr="REF a">{run(" at noon.")}</w:fldSimple>'))
    held = f"<w:sdtContent><w:p>{run(STORY[1])}</w:p></w:sdtContent>"
    paragraph.addnext(element(f"<w:sdt>{held}</w:sdt>"))
    lines = read_one("a.docx", saved(document)).text.split("\n")
    assert lines == ["The ministers met in Port Ellis at noon.", STORY[1]]


def test_a_text_box_is_read_once_though_it_is_stored_in_two_forms():
    content = f"<w:txbxContent><w:p>{run(STORY[1])}</w:p></w:txbxContent>"
    alternate = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = docx.Document()
    document.add_paragraph(STORY[0])._p.append(element(alternate))
    document.add_paragraph(STORY[2])
    assert read_one("a.docx", saved(document)).text.split("\n") == STORY[:3]


def test_a_table_inside_a_table_is_read():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = STORY[0]
    cell.add_table(rows=1, cols=1).cell(0, 0).text = STORY[1]
    assert read_one("a.docx", saved(document)).text.split("\n") == STORY[:2]


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
