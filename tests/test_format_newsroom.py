"""XML of newsrooms and of programs that read scans, and files that only look like clippings."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load_corpus, read_article
from helpers.intake.formats.sniff import format_of
from helpers.intake.model import Capture
from made_sources import STORY, read, read_one, refusal

ITEM = (
    '<newsItem guid="{n}"><itemMeta/><contentMeta><headline>{head}</headline><by>By Eva Lund</by>'
    "<dateline>KIRKAVOE</dateline><contentCreated>2019-05-16T18:20:00Z</contentCreated>"
    '</contentMeta><contentSet><inlineXML contenttype="application/nitf+xml">{inside}</inlineXML>'
    "</contentSet></newsItem>"
)
MESSAGE = (
    '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>'
    "<itemSet>{items}</itemSet></newsMessage>"
)
STORIES = [
    "<html><body><p>The boats stayed in port, <b>for</b> the third day.</p><ul><li>Nobody knows "
    "how the quota is to be shared.</li></ul></body></html>",
    "<nitf><body><body.head><hedline><hl1>Not this</hl1></hedline></body.head><body.content>"
    "<p>A second lifeboat came on Thursday.</p></body.content></body></nitf>",
]


def newsml(*inside: str) -> bytes:
    items = (ITEM.format(n=n, head=f"Head {n}", inside=one) for n, one in enumerate(inside, 1))
    return MESSAGE.format(items="".join(items)).encode()


def test_stories_of_a_message_are_read_one_by_one():
    first, second = read("a.xml", newsml(*STORIES))
    assert (first.where, second.where) == ("item 1", "item 2")
    assert first.given.headline == "Head 1"
    assert (first.given.byline, first.given.place) == ("Eva Lund", "Kirkavoe")
    assert first.given.day.isoformat() == "2019-05-16"
    assert first.text == (
        "Head 1\n\nThe boats stayed in port, for the third day.\n\n"
        "Nobody knows how the quota is to be shared."
    )
    assert second.text == "Head 2\n\nA second lifeboat came on Thursday."
    assert first.format == "NewsML"


def test_a_message_that_breaks_off_or_has_no_words_says_so():
    (cut,) = read("a.xml", newsml(STORIES[0])[:-60])
    assert "breaks off" in cut.damage[0]
    assert refusal("a.xml", newsml("<html><body/></html>")).status == "empty"


ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace>
<TextBlock><TextLine><String CONTENT="MEN"/><SP/><String CONTENT="ON"/><SP/>
<String CONTENT="STRIKE"/></TextLine></TextBlock>
<TextBlock><TextLine><String CONTENT="LEEDS,"/><String CONTENT="18th"/><String CONTENT="December"/>
<String CONTENT="1913."/></TextLine></TextBlock>
<TextBlock><TextLine><String CONTENT="The"/><String CONTENT="tramway" /><String CONTENT="dri"
SUBS_TYPE="HypPart1" SUBS_CONTENT="drivers"/><HYP CONTENT="-"/></TextLine>
<TextLine><String CONTENT="vers" SUBS_TYPE="HypPart2" SUBS_CONTENT="drivers"/>
<String CONTENT="came"/><String CONTENT="out"/><String CONTENT="this"/><String CONTENT="morn"/>
<HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="ing,"/><String CONTENT="and"/>
<String CONTENT="nobody"/><String CONTENT="knew"/><String CONTENT="for"/><String CONTENT="how"/>
<String CONTENT="long."/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""

PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"><Page>
<TextRegion><TextLine><Word><TextEquiv><Unicode>wrong</Unicode></TextEquiv></Word>
<TextEquiv><Unicode>The frigate had ta¬</Unicode></TextEquiv></TextLine>
<TextLine><TextEquiv><Unicode>ken a privateer.</Unicode></TextEquiv></TextLine>
<TextEquiv><Unicode>All at once</Unicode></TextEquiv></TextRegion>
<TextRegion><TextEquiv><Unicode>Flour had risen.</Unicode></TextEquiv></TextRegion></Page>
</PcGts>"""

HOCR = """<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title></title>
<meta name='ocr-system' content='reader 4'/></head><body><div class='ocr_page'>
<p class='ocr_par'><span class='ocr_line'><span class='ocrx_word'>The</span>
<span class='ocrx_word'>strike</span></span> <span class='ocr_line'>is over.</span></p>
<p class='ocr_par'>Cars run again.</p></div></body></html>"""


def test_the_words_of_a_scan_are_read_block_by_block():
    found = read_one("p5.xml", ALTO.encode())
    assert found.format == "scanned page"
    assert found.text == (
        "MEN ON STRIKE\n\nLEEDS, 18th December 1913.\n\n"
        "The tramway drivers came out this morning, and nobody knew for how long."
    )
    article = read_article(found.text, given=found.given)
    assert (article.headline, article.place) == ("MEN ON STRIKE", "Leeds")
    assert str(article.dated.best) == "1913-12-18"
    assert read_one("p.xml", PAGE.encode()).text == (
        "The frigate had taken a privateer.\n\nFlour had risen."
    )
    assert read_one("p.hocr", HOCR.encode()).text == "The strike is over.\n\nCars run again."


def test_a_scan_that_breaks_off_says_so_and_one_without_words_is_empty():
    assert "breaks off" in read_one("p.xml", ALTO[:-400].encode()).damage[0]
    assert refusal("p.xml", b"<alto><TextBlock/></alto>").status == "empty"
    noise = "#. .w ' ii L1 ,; ~ ..\n;l .. rr' i .1' | l\n"
    assert refusal("scan.txt", noise.encode()).status == "empty"


@settings(deadline=None)  # the first call imports a library
@given(st.binary(max_size=300))
def test_any_bytes_in_such_files_give_captures_or_reasons(data):
    for start in (b"<alto>", b"<PcGts>", newsml("")[:90]):
        assert read("a.xml", start + data)


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("a.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "a calendar"),
        ("a.vcf", b"BEGIN:VCARD\r\nFN:Eva\r\n", "a calendar or a card"),
        ("a.webloc", b"bplist00\xd1\x01\x02SURL", "a link to a page"),
        ("a.webloc", b'<?xml version="1.0"?><plist><dict><key>URL</key>', "a link to a page"),
        (".talks.pdf.icloud", b"bplist00\xd1\x01\x02", "is in iCloud"),
    ],
)
def test_what_only_leads_to_a_clipping_says_what_to_do(name, head, said):
    assert said in format_of(name, head)


def test_files_that_were_not_downloaded_are_told_and_marks_of_folders_are_not(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "story.txt").write_text("\n\n".join(STORY), encoding="utf-8")
    (folder / ".talks.pdf.icloud").write_bytes(b"bplist00\xd1\x01\x02")
    (folder / "Icon\r").touch()
    with zipfile.ZipFile(folder / "mine.pages", "w") as packed:
        packed.writestr("Index/Document.iwa", b"\0" * 50)
        packed.writestr("Metadata/Properties.plist", b"bplist00")
    accounts = load_corpus(folder).accounts
    assert list(accounts["file"]) == [".talks.pdf.icloud", "mine.pages", "story.txt"]
    assert list(accounts["status"]) == ["skipped", "skipped", "ok"]
    assert "office document" in accounts["reason"][1]


@pytest.mark.parametrize("above", ["", "PIER POST - MAY 18 - PAGE 1\n", "PIER POST - PAGE 1\n\n"])
def test_labels_of_a_newsroom_are_read_below_the_line_of_the_page(above):
    head = "Headline: Ferry to return\nDek: Three sailings a week\nByline: Eva Lund\nSlug: FERRY"
    found = read_one("a.txt", f"{above}{head}\n\n{STORY[1]}\n\n{STORY[2]}".encode())
    assert (found.given.headline, found.given.byline) == ("Ferry to return", "Eva Lund")
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert article.paragraphs[0] == STORY[1]
    assert not article.headline


def test_an_address_right_below_a_headline_is_no_part_of_it():
    text = (
        "New bridge will have no cars\nhttps://pier.example/2021/10/05/no-cars\n\nThe bridge for "
        "which the council voted last week will be open to pedestrians and trams only, the head of "
        "the building department said on Monday.\n\nCars are to keep to the old bridge, which will "
        "have one lane fewer."
    )
    assert read_article(text).headline == "New bridge will have no cars"


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("LEEDS, Thursday, 18 December 1913", "Leeds", "1913-12-18"),
        ("LEEDS, Dec. 18, 1993 --", "Leeds", "1993-12-18"),
        ("LEEDS, Dec. 18 (AP) --", "Leeds", "None"),
        ("THE PIER ECHO, November 20, 1934", "", "1934-11-20"),
    ],
)
def test_a_dateline_on_a_line_of_its_own_tells_place_and_day(line, place, day):
    text = f"Men come out on strike\n\n{line}\n\n{STORY[1]}\n\n{STORY[2]}"
    found = read_article(text)
    assert (found.place, str(found.dated.best)) == (place, day)


def test_what_a_text_is_about_is_no_place():
    text = f"STATE OF THE BOROUGH.—A meeting of the electors was held on Monday. {STORY[1]}"
    assert read_article(text).place == ""


def test_a_press_office_is_no_author():
    head = "From: Pier Press Office <press@pier.example>\nSubject: Ferry\nDate: 3 May 2019"
    found = read_one("a.eml", f"{head}\n\n{STORY[1]}".encode())
    assert isinstance(found, Capture)
    assert (found.given.byline, found.given.publisher) == ("", "Pier Press Office")
