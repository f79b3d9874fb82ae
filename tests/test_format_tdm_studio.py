"""Records of ProQuest TDM Studio: the text without its markup, and what the fields say."""

import datetime as dt
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.formats.sniff import format_of
from helpers.intake.formats.tdm_studio import read_tdm_studio
from made_exports import stories
from made_sources import read, read_one, refusal, source_of

[STORY] = stories(1)
HTML = "<html><head></head><body>{}</body></html>".format(
    "".join(f"<p>{escape(paragraph)}</p>" for paragraph in STORY.paragraphs)
)
AUTHOR = (
    "<Contributor ContribOrder='1'><ContribRole>Author</ContribRole><Author><LastNameAtt>"
    "<LastName>Berg</LastName></LastNameAtt><FirstNameAtt><FirstName>Ada</FirstName></FirstNameAtt>"
    "</Author></Contributor>"
)
SECOND = (
    "<Contributor ContribOrder='2'><Author><OriginalFormAtt><OriginalForm>Lund, Eva</OriginalForm>"
    "</OriginalFormAtt></Author></Contributor>"
)


def record(inside: str, authors: str = AUTHOR) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<RECORD><Version>2.0</Version><GOID>4711</GOID>
<DFS><PubFrosting><Title>The Pier</Title><Qualifier>Oslo</Qualifier></PubFrosting></DFS>
<Obj><TitleAtt><Title>{escape(STORY.headline)}</Title></TitleAtt><NumericDate>1998-03-04</NumericDate>
<AlphaDate>Mar 4, 1998</AlphaDate><StartPage>A1</StartPage><Contributors>{authors}</Contributors>
<Language><RawLang>English</RawLang></Language></Obj>
<TextInfo>{inside}</TextInfo></RECORD>
"""


@pytest.mark.parametrize(
    "inside",
    [
        f"<Text HTMLContent='true' WordCount='9'>{escape(HTML)}</Text>",
        f"<Text><![CDATA[{HTML}]]></Text>",
        f"<Text><FullText><![CDATA[{HTML}]]></FullText></Text>",
        f"<FullText/><HiddenText>{escape(HTML)}</HiddenText>",
        f"<Text>{HTML}</Text>",
        "<Text>{}</Text>".format(escape("\n\n".join(STORY.paragraphs))),
    ],
    ids=["escaped", "CDATA", "inside", "hidden", "elements", "plain"],
)
def test_the_text_is_had_without_its_markup(inside):
    data = record(inside).encode()
    assert format_of("4711.xml", data[:4096]) == "TDM Studio record"
    found = read_one("4711.xml", data)
    assert found.text == "\n\n".join(STORY.paragraphs)
    assert not found.damage


def test_title_paper_day_authors_and_language_are_read():
    found = read_one("a.xml", record(f"<Text>{escape(HTML)}</Text>", AUTHOR + SECOND).encode())
    assert found.given.headline == STORY.headline
    assert found.given.publisher == "The Pier"
    assert found.given.byline == "Ada Berg, Eva Lund"
    assert (found.given.day, found.given.language) == (dt.date(1998, 3, 4), "en")


def test_a_record_without_a_text_is_told():
    assert refusal("a.xml", record("").encode()).reason == "its text is empty"


def test_a_record_that_breaks_off_is_kept_and_told():
    whole = record(f"<Text>{escape(HTML)}</Text>")
    found = read_one("a.xml", whole[: whole.index(escape("</body>"))].encode())
    assert found.damage == ("the file breaks off inside it: get it again",)
    assert STORY.paragraphs[0] in found.text


def test_several_records_in_one_file_are_as_many_clippings():
    one = record(f"<Text>{escape(HTML)}</Text>").partition("?>")[2]
    found = read("a.xml", f"<RECORDS>{one}{one}</RECORDS>".encode())
    assert [capture.where for capture in found] == ["row 1", "row 2"]


def test_no_entity_blows_a_record_up():
    laughs = '<!DOCTYPE RECORD [<!ENTITY a "ha ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = record("<Text>They failed. &b;</Text>").replace("?>\n", f"?>{laughs}\n")
    [found] = read_tdm_studio(source_of("a.xml", text.encode()))
    assert "ha" not in found.text


def test_a_text_too_long_for_the_parser_is_told():
    [found] = read_tdm_studio(
        source_of("a.xml", record(f"<Text>{'word ' * 2_100_000}</Text>").encode())
    )
    assert "too long" in getattr(found, "reason", "") + " ".join(getattr(found, "damage", ()))


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["<RECORD>", "<RECORD><GOID>", "<?xml?>", ""]))
def test_no_text_makes_the_reader_raise(text, start):
    for data in (start + text, record(f"<Text>{text}"), record(f"<Text><![CDATA[{text}]]></Text>")):
        assert list(read_tdm_studio(source_of("a.xml", data.encode())))
