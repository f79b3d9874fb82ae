"""What people write above a text they copied is read, and is no part of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.formats.labelled_head import read_head
from helpers.intake.normalise import split_lines
from made_sources import STORY, read, read_one

BODY = "\n\n".join(STORY)


@pytest.mark.parametrize(
    "head",
    [
        "Title: Talks Fail Again\nAuthor: Ada Berg\nPaper: The Pier\nDate: 6 May 1999\nPage: 12",
        "Headline : Talks Fail Again\r\nBy: Ada Berg\r\nNewspaper: The Pier\r\nDate: 1999-05-06",
        "Titel: Talks Fail Again\nAutor: Ada Berg\nZeitung: The Pier\nDatum: 06.05.1999\nSeite: 3",
    ],
)
def test_labels_tell_headline_author_paper_and_day(head):
    found = read_one("a.txt", f"{head}\n\n{BODY}\n".encode())
    said = found.given
    assert (said.headline, said.publisher) == ("Talks Fail Again", "The Pier")
    assert said.day == dt.date(1999, 5, 6)
    article = read_article(found.text, kinds=found.kinds, given=said)
    assert [line.text for line in article.lines if line.kind == "body"] == STORY
    assert all(line.kind != "headline" for line in article.lines)


@pytest.mark.parametrize(
    "head",
    [
        "Title: Talks Fail Again\n\nAuthor: Ada Berg\n\nSource: The Pier\n\nDate: 6 May 1999",
        "Title:\tTalks Fail Again\nAuthors:\tAda Berg\nSource:\tThe Pier. 6 May 1999, p12.\n"
        "Subject Terms:\tSTEEL; DUTIES\nISSN:\t0000-0000\nAccession Number:\t9905",
        "Record: 1\nTitle: Talks Fail Again\nAuthors: Ada Berg\nSource: The Pier; 05/06/1999, p1\n"
        "Document Type: Article\nDate: 1999-05-06",
        "Quelle: The Pier vom 06.05.1999, Nr. 5, S. 3\nAutor: Ada Berg\nTitel: Talks Fail Again\n"
        "Dokumentnummer: PIER5",
        "Talks Fail Again\nThe Pier - May 6, 1999\nAuthor/Byline: Ada Berg\nEdition: Final\n"
        "Page: A1",
        "Talks Fail Again\n\nDate: May 6, 1999\n\nFrom: The Pier\n\nDocument Type: Article\n\n"
        "Length: 80 words\n\nAuthor: Ada Berg\n\nFull Text:\n\nByline: Ada Berg",
    ],
    ids=["blank lines", "EBSCO", "EBSCO in print", "WISO", "NewsBank", "Gale"],
)
@pytest.mark.parametrize(
    "tail",
    [
        "",
        "\n\n~~~~~~~~\n\nBy Ada Berg\n\nCopyright of The Pier is the property of its owners.\n",
        "\n\nMemo: A picture was left out.\nRecord: 9905\nCopyright: (c) 1999 The Pier\n",
        "\n\nSource Citation (MLA 9th Edition)\nBerg, Ada. The Pier, 6 May 1999, p. 1.\n\n"
        "Gale Document Number: GALE|A1",
    ],
    ids=["nothing", "EBSCO", "NewsBank", "Gale"],
)
def test_heads_and_ends_that_databases_write_tell_the_same_and_are_no_text(head, tail):
    found = read_one("a.txt", f"{head}\n\n{BODY}{tail}".encode())
    said = found.given
    assert (said.headline, said.byline) == ("Talks Fail Again", "Ada Berg")
    assert (said.publisher, said.day) == ("The Pier", dt.date(1999, 5, 6))
    article = read_article(found.text, kinds=found.kinds, given=said)
    assert [line.text for line in article.lines if line.kind == "body"] == STORY


def test_a_title_above_two_labels_or_a_dateline_below_three_is_no_head():
    assert read_head(f"Talks Fail\nDate: 6 May 1999\nBy: Ada Berg\n\n{BODY}")[1] == ()
    head = "Title: Talks Fail\nBy: Ada Berg\nDate: 6 May 1999\n"
    assert read_head(head + BODY)[1][3] == ""


def test_each_of_several_articles_has_its_own_head():
    heads = [f"Title: Talks Fail {n}\nDate: {n} May 1999" for n in (3, 4)]
    text = "\n\n".join(f"{head}\n\n{BODY}" for head in heads)
    found = read("a.txt", text.encode())
    assert [capture.given.headline for capture in found] == ["Talks Fail 3", "Talks Fail 4"]
    assert [capture.given.day.day for capture in found] == [3, 4]


def test_a_day_that_cannot_be_read_leaves_its_line_to_those_who_date():
    _, kinds = read_head(f"Title: Talks Fail\nSource: The Pier\nDate: the sixth\n\n{BODY}")
    assert kinds[:3] == ("export field", "export field", "date line")


@pytest.mark.parametrize(
    "text",
    [
        f"Title: a word with two meanings.\n\n{BODY}",
        f"Talks: the last chance\nDate: 6 May 1999\n\n{BODY}",
        f"Source: officials\nPlace: Oslo\n\n{BODY}",
        "Title: Talks Fail\nDate: 6 May 1999\n",
        BODY,
    ],
)
def test_other_colons_make_no_head(text):
    assert read_head(text)[1] == ()


def test_a_text_behind_its_label_is_kept():
    head = "Title: Talks Fail\nDate: 6 May 1999\n"
    _, kinds = read_head(f"{head}Text: {BODY}")
    assert kinds[2] == ""
    _, kinds = read_head(f"{head}Text:\n{BODY}")
    assert kinds[2:4] == ("export field", "")


@given(st.lists(st.sampled_from(["Title: a", "Date: 3/4", "Text:", "By: b", "", "x y", "\f"])))
def test_any_text_has_a_kind_a_line_or_none(parts):
    text = "\n".join(parts)
    assert len(read_head(text)[1]) in (0, len(split_lines(text)))
