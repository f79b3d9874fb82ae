"""A file's format is told by what is in it; its name decides where the content leaves it open."""

import io
import random
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.formats.registry import _HOMES
from helpers.intake.formats.sniff import format_of
from made_sources import STORY
from nasty import pumped, within

PROSE = "\n".join(STORY).encode()
PAGE = b"<!DOCTYPE html><html><head><title>Talks</title></head><body><p>Talks failed.</p></body>"
MESSAGE = (
    b"From: Eva <eva@pier.example>\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n\r\nTalks failed.\r\n"
)


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 40)
    return packed.getvalue()


def holding_a_word_document() -> bytes:
    """An archive with a whole Word document in it, as stored without compression."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.docx", zipped("[Content_Types].xml", "word/document.xml"))
    return packed.getvalue()


def tarred() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        about = tarfile.TarInfo("a.txt")
        about.size = len(PROSE)
        archive.addfile(about, io.BytesIO(PROSE))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.txt", PROSE, "text"),
        ("a", PROSE, "text"),
        ("a.1994-03-02", PROSE, "text"),
        ("a.html", PROSE, "text"),
        ("a.txt", PAGE, "HTML"),
        ("a.csv", PAGE, "HTML"),
        ("a.txt", b"\n\n  <!-- saved from a site -->\n" + PAGE, "HTML"),
        ("a.txt", b"<p>Talks failed.</p>\n<p>They <b>failed</b> again.</p>", "HTML"),
        ("a.html", b"Talks <b>failed</b>.", "HTML"),
        ("a.txt", PAGE.decode().encode("utf-16"), "HTML"),
        ("a.txt", b'title\ttext\tdate\nSteel\t"Talks failed.\n\nThey did."\t1994', "delimited"),
        (
            "a.txt",
            b'title\ttext\tdate\nSteel\t"Talks failed.\n\n' + b"They did. " * 400,
            "delimited",
        ),
        ("a.xml", b"<?xml version='1.0'?><nitf><body><p>Talks failed.</p></body></nitf>", "HTML"),
        ("a.md", PROSE, "Markdown"),
        ("a.md", PROSE.decode().encode("utf-16"), "Markdown"),
        ("a.rtf", b"{\\rtf1\\ansi Talks failed.}", "RTF"),
        ("a.doc", b"{\\rtf1\\ansi Talks failed.}", "RTF"),
        ("a.pdf", b"%PDF-1.7\n", "PDF"),
        ("a.txt", b"%PDF-1.7\n", "PDF"),
        ("a.pdf", b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n", "PDF"),
        ("a.eml", MESSAGE, "mail"),
        ("a.txt", MESSAGE, "mail"),
        ("a.html", MESSAGE, "mail"),
        ("a.eml", b"Subject: Talks\n\nTalks failed.", "mail"),
        ("a.txt", b"From: our correspondent\nSubject: Talks\n\nTalks failed.", "text"),
        ("a.csv", b"date,text\n1994-03-02,Talks failed.\n", "delimited"),
        ("a.tsv", b"date\ttext\n1994-03-02\tTalks failed.\n", "delimited"),
        ("a.txt", b"title\tdate\ttext\nSteel\t1994-03-02\tTalks failed.\n", "delimited"),
        ("a.txt", b'title,text\r\n"Steel, again","Talks failed."\r\n', "delimited"),
        ("a.txt", b"Title, date and text\nof a story that was put off again, and again.\n", "text"),
        ("a.txt", b"Title | Date | Text\nTalks failed on Friday.\n", "text"),
        ("a.json", b'[{"text": "Talks failed."}]', "JSON"),
        ("a.json", b'{"text": "Talks"}\n{"text": "failed"}\n', "JSON lines"),
        ("a.jsonl", b'{"text": "Talks"}\n', "JSON lines"),
        ("a.txt", b'{"text": "Talks"}\n{"text": "failed"}\n', "JSON lines"),
        ("a.txt", b"[Editor's note: talks failed.]\n" + PROSE, "text"),
        ("a.json", PROSE, "text"),
        ("a.parquet", b"PAR1" + bytes(40), "Parquet"),
        ("a.sgm", b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="NO">', "Reuters SGML"),
        ("a.txt", b'<REUTERS TOPICS="NO" NEWID="1">', "Reuters SGML"),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "WARC"),
        ("a.txt", b"\x1f\x8b\x08\0", "gzip"),
        ("a.bin", tarred(), "tar"),
        ("a.txt", zipped("a.txt", "b.txt"), "zip"),
        ("a.zip", zipped("word/about.txt"), "zip"),
        ("a.zip", zipped("[Content_Types].xml", "word/document.xml"), "Word"),
        ("a.zip", holding_a_word_document(), "zip"),
        ("a.txt", b"", "text"),
        ("a.docx", b" \n", "text"),
        ("a.html", b" \n" * 2048, "HTML"),
    ],
)
def test_content_goes_before_the_name(name, data, found):
    assert format_of(name, data[:4096]) == found


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
        (b"\xff\xd8\xff\xe0" + b"JFIF" * 9, "a picture"),
        (b"GIF89a" + b"x" * 99, "a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
        (b"BM\x9a\0\0\0\0\0", "a picture"),
        (b"ID3\x03\0\0\0", "a recording"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a recording"),
        (b"\0\0\0\x18ftypmp42", "a recording"),
        (b"MZ\x90\0\x03\0", "a program"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"SQLite format 3\0", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"\x78\x9f\x3e\x22\x01\0", "a bundle of Outlook (winmail.dat)"),
        (b"7z\xbc\xaf\x27\x1c", "an archive of a kind that is not read"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet"),
        (zipped("[Content_Types].xml", "ppt/a.xml"), "an office document of another kind"),
        (zipped("mimetype"), "an office document of another kind"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_what_is_no_text_is_named_and_told_what_to_do(name, data, what):
    clause = format_of(name, data)
    assert clause not in _HOMES
    assert clause.startswith(f"no text: the file is {what}")
    assert ", " in clause


@pytest.mark.parametrize("name", ["a.xml", "a.html", "a.txt", "a"])
@pytest.mark.parametrize(
    ("data", "clause"),
    [
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>',
            "XML of another kind",
        ),
        (
            b"<!-- made by hand -->\n<!doctype book><book><p>One.</p><p>Two.</p></book>",
            "another kind",
        ),
        (b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C'><svg></svg>", "a picture"),
        (b"<?xml version='1.0'?><?style a?><rss version='2.0'><channel>", "a feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "a feed"),
    ],
)
def test_xml_that_is_no_page_becomes_no_article(name, data, clause):
    found = format_of(name, data)
    assert found not in _HOMES
    assert clause in found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pier.css", b".story { color: #222; }"),
        ("Pier.JS", b"function next() { return 1; }"),
        ("pier.js.download", b"function next() { return 1; }"),
    ],
)
def test_what_a_browser_saves_beside_a_page_is_no_article(name, data):
    assert "how a web page looks or works" in format_of(name, data)


@pytest.mark.parametrize("name", ["a.ris", "a.txt", "a"])
@pytest.mark.parametrize(
    "data",
    [
        b"TY  - NEWS\r\nTI  - Talks fail\r\nN2  - Talks failed.\r\nER  - \r\n",
        b"\xef\xbb\xbf%0 Newspaper Article\n%T Talks fail\n%X Talks failed.\n",
        b"@article{berg1994,\n  title = {Talks fail},\n}\n",
    ],
)
def test_a_list_of_references_becomes_no_article(name, data):
    assert "a list of references" in format_of(name, data)


@pytest.mark.parametrize("start", ["@pier: talks failed, again", "%0 of all", "TY - talks"])
def test_prose_that_begins_with_a_sign_of_references_stays_text(start):
    assert format_of("a.txt", f"{start}\nand nobody knew why.\n".encode()) == "text"


def test_news_markup_with_a_document_type_is_a_page():
    data = b'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><body><p>Talks failed.'
    assert format_of("a.xml", data) == "HTML"


def test_many_comments_before_a_document_type_take_no_time():
    for pattern in ("<!-- a -->", "<?a ?>", "<!--", "<?", "<!doctype "):
        with within(20):
            format_of("a.txt", pumped(pattern, 1_000_000).encode())


def test_words_that_look_like_the_first_bytes_of_a_picture_are_words():
    for word in ("BMW sold more cars.", "MZ was a maker of motorcycles.", "ID3 is a tag.", "GIF"):
        assert format_of("a.txt", word.encode()) == "text"


def test_a_head_cut_inside_a_character_is_still_text():
    head = ("<!DOCTYPE html><p>" + "é" * 4096).encode()[:4095]
    assert format_of("a.txt", head) == "HTML"


@given(
    st.binary(max_size=300) | st.text(max_size=99).map(lambda t: t.encode("utf-8", "replace")),
    st.sampled_from(["a.txt", "a.html", "a.json", "a.eml", "a.docx", "", ".", "a.", "ü.PDF"]),
)
def test_any_head_has_a_format_or_a_reason(head, name):
    found = format_of(name, head)
    assert found in _HOMES or found.startswith(("no text: ", "no page: ", "no article: "))
    assert format_of(name, head) == found


def test_random_bytes_are_never_taken_for_a_document():
    drawn = random.Random(0)
    found = {format_of("a.txt", drawn.randbytes(4096)) for _ in range(200)}
    assert found == {"text"}  # where the share of control characters refuses them
