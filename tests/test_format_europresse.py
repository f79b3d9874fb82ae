"""Exports of Europresse: every article of the page, with what is said of it."""

import pytest

from helpers.intake.formats.export_parts import FIELD
from helpers.intake.model import Capture, Refusal
from made_exports import Story, french, lines_with, stories
from made_sources import read


def page(articles: list[Story], *, french_days: bool = False) -> bytes:
    return (
        "<html><head><title>Europresse</title></head><body><p>Saved by a reader</p>"
        + "".join(map(french_article if french_days else article, articles))
        + "</body></html>"
    ).encode()


def article(story: Story, header: str = "") -> str:
    header = (
        header or f"News, {story.day:%A} {story.day.day} {story.day:%B} {story.day.year}, p. 12"
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return (
        "<article><header><div class='rdp__DocPublicationName'><span class='DocPublicationName'>"
        f"{story.publisher.partition(' (')[0]} (site web), no. 1234</span></div>"
        f"<div class='rdp__DocHeader'><span class='DocHeader'>{header}</span></div>"
        f"<div class='titreArticle'><p class='rdp__articletitle'>{story.headline}</p></div>"
        f"<p class='sm-margin-bottomNews'>{story.byline}</p></header><section>"
        f"<div class='DocText clearfix'><div class='docOcurrContainer'>{body}</div></div></section>"
        f"<footer><p>© {story.day.year} Example Press. All rights reserved.</p>"
        "<p>This document is protected by law.</p></footer></article>"
    )


def french_article(story: Story) -> str:
    return article(story, f"mardi {french(story.day)} - 05:30 UTC")


@pytest.mark.parametrize("french_days", [False, True])
def test_every_article_of_the_page_is_one_of_its_own(french_days):
    told = stories(30, seed=6)
    *found, rest = read("a.html", page(told, french_days=french_days))
    assert rest == Refusal(
        "cover page", "skipped", "no article: the export's own cover page and lists (1 line)"
    )
    for capture, story in zip(found, told, strict=True):
        assert isinstance(capture, Capture)
        assert capture.given.headline == story.headline
        assert capture.given.byline == story.byline
        assert capture.given.publisher == story.publisher.partition(" (")[0]
        assert capture.given.day == story.day
        assert tuple(lines_with(capture, "body")) == story.paragraphs
        assert len(lines_with(capture, FIELD)) == 2


def test_an_article_without_author_and_day_keeps_its_text():
    [story] = stories(1, seed=5)
    bare = page([story]).decode().replace("DocHeader", "x").replace("sm-margin-bottomNews", "x")
    found = read("a.html", bare.encode())[0]
    assert isinstance(found, Capture)
    assert (found.given.day, found.given.byline) == (None, "")
    assert tuple(lines_with(found, "body")) == story.paragraphs
