"""Web pages: every line is kept, and the article is what the markup says."""

import datetime as dt
import itertools
import plistlib
import re
import subprocess
import sys
import textwrap
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.formats.markup import lines_of, parse, strip_tags
from helpers.intake.model import Capture, Refusal
from helpers.intake.normalise import split_lines
from made_exports import Story, stories, with_body
from made_sources import STORY, read, read_one, refusal
from nasty import within

HEAD = """<title>Ministers Put Off Decision on Steel | The Pier</title>
<meta property="og:title" content="Ministers Put Off Decision on Steel">
<meta property="og:site_name" content="The Pier"><meta name="author" content="Ada Berg">
<meta name="description" content="Duties stay where they are for another fortnight.">
<meta property="article:published_time" content="2019-05-03T23:30:00-05:00">
<meta property="article:modified_time" content="2021-01-01T10:00:00Z">
<link rel="canonical" href="https://pier.example/2018/04/02/steel">"""
ARTICLE = f"""<article><p>{STORY[0]}</p>
<p>They will <a href="/x">meet again</a> in <b>two</b>
   weeks, and the envoy Eva Lund hopes for a better mood then.</p>
<figure><img src="x.jpg"><figcaption>A mill in winter.</figcaption></figure>
<h2>What comes next</h2><p>{STORY[2]}<br>{STORY[3]}</p>
<ul><li>The first point of the plan is simple.</li><li>The second one is not.</li></ul></article>"""
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head>{HEAD}</head><body>
<nav><a href="/">Home</a><a href="/w">World</a></nav>
<h1>Ministers Put Off Decision on Steel</h1>
<p class="lead">Duties stay where they are for another fortnight.</p>
<p class="byline">By Ada Berg</p>{ARTICLE}
<aside><h3>Read next</h3><a href="/y">Ferries stop as ice closes the harbour</a></aside>
<footer>Copyright 2019 The Pier. All rights reserved.</footer>
<script>document.title = "<p>no words</p>"</script>
<style>p {{ color: red }}</style></body></html>"""


def kinds(capture: Capture) -> list[tuple[str, str]]:
    return list(zip(capture.kinds, split_lines(capture.text), strict=True))


def body(capture: Capture) -> list[str]:
    return [line for kind, line in kinds(capture) if kind == "body"]


def page(head: str = "", extra: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{extra}{ARTICLE}</body></html>".encode()


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_every_line_of_a_page_is_kept_with_its_kind(name, codec):
    found = read_one(name, PAGE.encode(codec))
    assert kinds(found) == [
        ("page furniture", "Home World"),
        ("headline", "Ministers Put Off Decision on Steel"),
        ("standfirst", "Duties stay where they are for another fortnight."),
        ("byline", "By Ada Berg"),
        ("body", STORY[0]),
        ("body", STORY[1]),
        ("caption", "A mill in winter."),
        ("body", "What comes next"),
        ("body", STORY[2]),
        ("body", STORY[3]),
        ("body", "The first point of the plan is simple."),
        ("body", "The second one is not."),
        ("teaser", "Read next"),
        ("page furniture", "Ferries stop as ice closes the harbour"),
        ("copyright", "Copyright 2019 The Pier. All rights reserved."),
    ]
    assert found.format == "HTML"


def test_a_byline_below_a_heading_that_came_with_the_text_is_no_furniture():
    head = "<h1>Ministers Put Off Decision</h1><p class='byline'>By Ada Berg</p>"
    text = "".join(f"<p>{line}</p>" for line in STORY * 2)
    title = "<title>Ministers Put Off Decision | The Pier Post</title>"
    nav = "<nav><ul><li>Home<li>News</ul></nav>"
    data = f"<html><head>{title}</head><body>{nav}<article>{head}{text}</article></body></html>"
    capture = read_one("a.html", data.encode())
    assert ("headline", "Ministers Put Off Decision") in kinds(capture)
    assert ("byline", "By Ada Berg") in kinds(capture)


def test_the_metadata_are_evidence():
    stated = read_one("a.html", PAGE.encode()).given
    assert (stated.headline, stated.byline) == ("Ministers Put Off Decision on Steel", "Ada Berg")
    assert (stated.publisher, stated.language) == ("The Pier", "en")
    assert stated.address == "https://pier.example/2018/04/02/steel"
    assert (stated.day, stated.day_source) == (dt.date(2019, 5, 3), "metadata")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="date" content="1987-03-02">', dt.date(1987, 3, 2)),
        ('<meta name="date" content="2090-03-02">', dt.date(2090, 3, 2)),
        ('<meta name="date" content="3 May 2019">', dt.date(2019, 5, 3)),
        ('<meta name="date" content="03.05.2019">', dt.date(2019, 5, 3)),
        ('<meta itemprop="datePublished" content="2019-05-03">', dt.date(2019, 5, 3)),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": '
            '"2021-01-01", "datePublished": "2019-05-03T09:00:00Z"}</script>',
            dt.date(2019, 5, 3),
        ),
        (
            '<script type="application/ld+json">{"datePublished": "1987-05-03T04:00:00Z", '
            '"dateCreated": "2010-02-02", "dateModified": "2021-01-01"}</script>',
            dt.date(1987, 5, 3),
        ),
        (
            '<script type="application/ld+json">{"datePublished": "1987-05-03"}</script>'
            '<script type="application/ld+json">{"datePublished": "1986-01-02"}</script>',
            None,
        ),
        ('<script type="application/ld+json">{"dateModified": "2021-01-01"}</script>', None),
        ('<meta name="date" content="05/04/2019">', None),
        ('<meta name="date" content="May 3">', None),
        ('<meta name="date" content="2019">', None),
        ('<meta name="date" content="May 2019">', None),
        ('<meta name="date" content="2 hours ago">', None),
        ('<meta name="date" content="yesterday">', None),
        ('<meta name="date" content="2019-13-45">', None),
        ('<meta property="article:modified_time" content="2019-05-03">', None),
        ('<meta name="expires" content="2031-05-03">', None),
        ('<meta itemprop="copyrightYear" content="2019">', None),
        ('<link rel="canonical" href="https://pier.example/2019/05/03/steel">', None),
        ('<script>var expires = "2031-05-03"</script>', None),
        ("", None),
    ],
)
def test_only_a_whole_day_that_is_called_the_day_of_publication_is_taken(head, day):
    assert read_one("a.html", page(head)).given.day == day


@pytest.mark.parametrize(
    ("times", "day"),
    [
        ('<time datetime="2019-05-03T10:00">Friday</time>', dt.date(2019, 5, 3)),
        ('<time datetime="2019-05-03">a</time><time datetime="2018-05-03">b</time>', None),
        (
            '<time datetime="2018-05-03">b</time><time itemprop="datePublished" '
            'datetime="2019-05-03">a</time>',
            dt.date(2019, 5, 3),
        ),
        ("<time>3 hours ago</time>", None),
        ("<p>3 May 2019</p>", None),
    ],
)
def test_a_day_among_those_of_other_stories_is_not_guessed(times, day):
    assert read_one("a.html", page("", times)).given.day == day


def words(text: str) -> Counter:
    return Counter(re.findall(r"\w+", text))


WORD = st.sampled_from(
    ["ministers", "steel", "duties", "talks", "Oslo", "envoy", "tariff", "ferry"]
)
SENTENCE = st.lists(WORD, min_size=6, max_size=14).map(lambda found: " ".join(found) + ".")
INLINE = st.sampled_from(["{}", "<b>{}</b>", "<a href='/x'>{}</a>", "<span><i>{}</i></span>"])
MARKED = st.tuples(INLINE, SENTENCE, SENTENCE).map(lambda t: f"{t[0].format(t[1])} {t[2]}")
BLOCK = st.tuples(
    st.sampled_from(
        ["<p>{}</p>", "<p>{}</p>", "<p>{}<br>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>",
         "<blockquote><p>{}</p></blockquote>", "<div>{}</div>",
         "<table><tr><td>{}</td><td>{}</td></tr></table>"]
    ),
    MARKED,
    MARKED,
).map(lambda t: t[0].format(t[1], t[2]))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=12), st.lists(SENTENCE, max_size=4))
def test_the_body_has_the_words_that_trafilatura_extracts(blocks, around):
    from trafilatura import bare_extraction
    from trafilatura.xml import xmltotxt

    aside = "".join(f"<a href='/y'>{title}</a>" for title in around)
    number = itertools.count()
    blocks = [re.sub(r"\.", lambda _: f" {next(number)}.", block) for block in blocks]
    text = (
        f"<title>Quarrel</title><body><nav>{aside}</nav><article>{''.join(blocks)}</article>{aside}"
    )
    expected = bare_extraction(text, fast=True, include_comments=False)
    [found] = read("a.html", text.encode())
    if isinstance(found, Capture) and found.kinds and expected is not None:
        extracted = words(xmltotxt(expected.body, False).replace("|", " "))
        assert words(" ".join(body(found))) == extracted


@pytest.mark.parametrize(
    ("page", "joint"),
    [
        ("<b>Ministers Put Off Decision</b><br>By Ada Berg<br>May 3, 1997<br><br>{}", "<br><br>"),
        (
            "<p>Ministers Put Off Decision<p>Web posted at: 9:04 p.m. EST, May 3, 1997"
            "<p>By Ada Berg<p>{}",
            "<p>",
        ),
        (
            "<div><p><b>Ministers Put Off Decision</b></p><p>By Ada Berg</p><p>May 3, 1997</p>"
            "<p>{}</p></div>",
            "</p><p>",
        ),
        ("<h2>Ministers Put Off Decision</h2><b>By Ada Berg</b><br>May 3, 1997<br>{}", "<p>"),
    ],
    ids=["line breaks", "of the nineties", "by a word processor", "mixed"],
)
def test_author_and_day_are_no_text_on_a_page_that_marks_nothing_up(page, joint):
    page = f"<html><head><title>Document</title></head><body>{page.format(joint.join(STORY))}"
    found = read_one("a.html", f"{page}<p>Copyright 1997 The Pier</body></html>".encode())
    article = read_article(found.text, kinds=found.kinds)
    assert article.headline == "Ministers Put Off Decision"
    assert article.byline == "Ada Berg"
    assert [line.text for line in article.lines if line.kind == "body"] == [*STORY]


def test_a_story_that_names_a_day_in_its_first_sentence_keeps_it():
    page = f"<article><p>On May 3, 1997, nothing was decided.</p><p>{'</p><p>'.join(STORY)}</p>"
    found = read_one("a.html", page.encode())
    assert found.kinds[0] == "body"


def test_a_teaser_with_the_words_of_the_first_paragraph_is_no_part_of_the_body():
    teaser = f"<div class='top'><a href='/y'>{STORY[0]}</a></div><h1>Talks fail</h1>"
    found = kinds(read_one("a.html", page("<title>Talks fail</title>", teaser)))
    assert found[:3] == [
        ("page furniture", STORY[0]),
        ("headline", "Talks fail"),
        ("body", STORY[0]),
    ]


def test_a_page_without_an_article_is_judged_line_by_line_later():
    found = read_one("a.html", b"<html><body><a href='/'>Home</a><p>Talks</p></body></html>")
    assert found.text.split() == ["Home", "Talks"]
    assert found.kinds in {(), ("page furniture", "body"), ("body", "body")}


def test_nothing_visible_is_lost_when_tags_are_stripped():
    tree, whole = parse(PAGE)
    assert whole
    assert lines_of(tree) == strip_tags(PAGE)


def test_lines_of_preformatted_text_stay_lines():
    tree, _ = parse("<body><pre>OSLO, March 2 (AP) -\nTalks failed.</pre><p>a\nb</p></body>")
    assert lines_of(tree) == ["OSLO, March 2 (AP) -", "Talks failed.", "a b"]


def test_pictures_inside_a_page_do_not_count_as_its_length():
    picture = f'<img src="data:image/png;base64,{"QUJD" * 4_000_000}">'
    found = read_one("a.html", page("", picture))
    assert body(found)[:2] == STORY[:2]
    assert found.damage == ()


def test_a_page_nested_too_deeply_keeps_its_words_and_says_so():
    deep = "<div>" * 50_000 + f"<p>{STORY[0]}</p>" + "</div>" * 50_000 + f"<p>{STORY[1]}</p>"
    found = read_one("a.html", f"<html><body>{deep}</body></html>".encode())
    assert found.text.split("\n") == STORY[:2]
    assert found.kinds == ()
    assert "too deep" in found.damage[0]


def test_a_page_of_one_long_line_keeps_its_words():
    found = read_one("a.html", b"<html><body><p>" + b"word " * 3_500_000 + b"</p></body></html>")
    assert found.text.count("word") == 3_500_000


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "lol lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    found = read_one("a.html", f"{bomb}<html><p>&b; Talks &amp; more.</p>".encode())
    assert "lol lol" not in found.text
    assert "Talks & more." in found.text


def test_scripts_are_text_of_no_line():
    hostile = "<script>alert('words')</script><a href=\"javascript:alert('words')\">Home</a>"
    assert "alert" not in read_one("a.html", page("", hostile)).text


def test_a_page_without_words_is_empty_and_a_binary_one_skipped():
    assert refusal("a.html", b"<html><body><img src='x'></body></html>").status == "empty"
    assert refusal("a.html", b"<html>" + bytes(range(32)) * 99).status == "skipped"


def test_news_markup_is_read_by_its_paragraphs():
    text = "".join(f"<p>{line}</p>" for line in STORY)
    xml = f"<?xml version='1.0' encoding='utf-8'?><nitf><body><hl1>Talks</hl1>{text}</body></nitf>"
    found = read_one("a.xml", xml.encode())
    assert found.text.split("\n") == ["Talks", *STORY]


HOSTILE = {
    "nested": "<div>", "unclosed": "<b>x", "tags that never end": "<a", "brackets": "<",
    "comments": "<!--", "scripts": "<script>", "closed scripts": "<script></script>",
    "references": "&", "unfinished references": "&a", "paragraphs": "<p>",
    "cells": "<table><tr><td>",
    "wide cells": "<table><tr><td colspan=9007199254740991>Talks failed again.</td></tr></table>",
    "links": "<a href='x'>Talks failed.</a>", "breaks": "Talks failed.<br>",
    "lists": "<ul><li>Talks failed.</li></ul>", "dates": '<meta name="date" content="2019-05-03x">',
    "titles": "<title>a - | b</title>", "times": '<time datetime="2019-05-03">x</time>',
    "declarations": "<!x", "forms": "<form>", "words": "Talks failed again. ",
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_takes_time_in_proportion_to_its_length(kind):
    unit = HOSTILE[kind]
    with within(30):
        read("a.html", ("<html><body>" + unit * (400_000 // len(unit))).encode())


def test_a_tag_with_countless_attributes_is_not_parsed():
    attributes = " ".join(f"a{number}=b" for number in range(100_000))
    with within(20):
        found = read_one("a.html", f"<html><body><p {attributes}>Talks failed.</p>".encode())
    assert found.text == "Talks failed."


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=800) | st.text("<>/!-=\"'&;ap scriptdvhm\n", max_size=300).map(str.encode)
)
def test_any_bytes_in_a_page_give_captures_or_reasons(data):
    found = read("a.html", b"<html>" + data)
    assert found
    for one in found:
        assert isinstance(one, Capture | Refusal)
        (one.text if isinstance(one, Capture) else one.reason).encode("utf-8")
        if isinstance(one, Capture) and one.kinds:
            assert len(one.kinds) == len(split_lines(one.text))
    assert read("a.html", b"<html>" + data) == found


def test_odd_pages_fill_no_screen():
    code = (
        "from made_sources import read\n"
        "for page in ('<html><body></body></html>', '<html><meta name=date content=x><p>Talks'):\n"
        "    read('a.html', page.encode())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, timeout=60,
        cwd=Path(__file__).parent,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (b"", b"")


NEWS = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><head>
<title>Steel Duties Put Off</title><docdata><identified-content><classifier>Steel</classifier>
</identified-content></docdata><pubdata date.publication="{day}" ex-ref="{address}"
name="The Pier Post"/></head><body><body.head><hedline><hl1>Steel Duties Are Put Off</hl1></hedline>
<byline>By EVA LUND</byline></body.head><body.content><block>{text}</block></body.content></body>
</nitf>"""


def news(day="19940505T000000", address="http://pier.example/a.html"):
    text = "".join(f"<p>{line}</p>" for line in STORY)
    return read_one("a.xml", NEWS.format(day=day, address=address, text=text).encode())


def test_the_head_of_an_article_in_news_markup_is_read():
    found = news()
    assert found.given.headline == "Steel Duties Are Put Off"
    assert (found.given.byline, found.given.publisher) == ("EVA LUND", "The Pier Post")
    assert (found.given.day, found.given.day_source) == (dt.date(1994, 5, 5), "metadata")
    assert found.given.address == "http://pier.example/a.html"
    kinds = dict(zip(found.text.split("\n"), found.kinds, strict=True))
    assert kinds["Steel Duties Are Put Off"] == "headline"
    assert [kinds[line] for line in STORY] == ["body"] * len(STORY)


@pytest.mark.parametrize("day", ["19940231", "19941301T0", "05/05/1994", "199405051", "", "x"])
def test_a_day_of_news_markup_that_is_none_is_not_used(day):
    found = news(day, "javascript:alert(1)")
    assert (found.given.day, found.given.day_source, found.given.address) == (None, "", "")


OLD_TEXT = [
    "Ministers from nine countries put off a decision on steel after talks that lasted all day.",
    "They will meet again in two weeks, a spokesman said, when the mills have told of orders.",
    "The duties were to have gone up in June, and unions had asked for them since the winter.",
    "Nothing was said about the coal that the mills burn, although the envoys live near pits.",
]
OLD_MENU = "<td><a href='/'>Home</a><br><a href='/s'>Sport</a><br><a href='/w'>World</a></td>"
OLD_TITLE = "Ministers Put Off Decision on Steel"


@pytest.mark.parametrize(
    ("page", "byline", "day"),
    [
        (
            f"<table><tr>{OLD_MENU}<td><font size=5><b>{OLD_TITLE}</b></font><br>By ADA BYRON<br>"
            f"Courier Staff Writer<br>May 3, 1999<p>{'<p>'.join(OLD_TEXT)}</td></tr></table>",
            "ADA BYRON",
            dt.date(1999, 5, 3),
        ),
        (
            f"<title>{OLD_TITLE}</title><table><tr>{OLD_MENU}<td><h2>{OLD_TITLE}</h2>By Ada Byron"
            f"<br>Staff Writer<br><br>{'<br><br>'.join(OLD_TEXT)}</td></tr></table>",
            "Ada Byron",
            None,
        ),
        (
            f"<title>Post</title><center><b>{OLD_TITLE}</b></center><i>by Ada Byron</i><br><br>"
            f"{'<br><br>'.join(OLD_TEXT)}",
            "Ada Byron",
            None,
        ),
        (
            f"<table><tr><td><b>{OLD_TITLE}</b></td></tr><tr><td>By Ada Byron</td></tr><tr><td>"
            f"May 3, 1999</td></tr><tr><td>{'<br><br>'.join(OLD_TEXT)}</td></tr></table>",
            "Ada Byron",
            dt.date(1999, 5, 3),
        ),
        (
            f"<title>{OLD_TITLE}</title><table><tr>{OLD_MENU}<td><b>{OLD_TITLE}</b><p>"
            f"{'<p>'.join(OLD_TEXT)}</td></tr></table>",
            "",
            None,
        ),
    ],
)
def test_a_page_of_tables_and_line_breaks_keeps_no_head_in_its_text(page, byline, day):
    found = read_one("a.html", f"<html>{page}</html>".encode())
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert (article.headline, article.byline) == (OLD_TITLE, byline)
    assert list(article.paragraphs) == OLD_TEXT
    assert article.dated.best == day


@pytest.mark.parametrize("line", ["By June the duties go up.", "Steel and Coal", "By the Sea"])
def test_short_lines_in_a_text_are_no_head(line):
    paragraphs = [OLD_TEXT[0], line, *OLD_TEXT[1:]]
    story = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><body><article><h1>{OLD_TITLE}</h1>{story}</article></body></html>"
    found = read_one("a.html", page.encode())
    assert "" not in found.kinds


def test_a_byline_far_down_a_text_opens_no_head():
    paragraphs = [*OLD_TEXT[:3], "By Ada Byron", OLD_TEXT[3]]
    story = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    found = read_one("a.html", f"<html><body><article>{story}</article></body></html>".encode())
    assert "" not in found.kinds


@pytest.mark.parametrize("page", ["<h1>n", f"<html><body><h1>{OLD_TITLE}</h1></body></html>"])
def test_a_page_with_a_heading_alone_is_read_by_its_words(page):
    found = read_one("a.html", page.encode())
    assert found.kinds == ()
    assert found.text.strip() in page


def web_archive(**main):
    page = "<html><body><article>" + "".join(f"<p>{line}</p>" for line in STORY) + "</article>"
    main = {
        "WebResourceData": page.encode(), "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8", "WebResourceURL": "https://pier.example/steel",
    } | main  # fmt: skip
    picture = {"WebResourceData": b"\xff\xd8\xff\xe0" * 9000, "WebResourceMIMEType": "image/jpeg"}
    frame = {
        "WebMainResource": {"WebResourceData": b"<p>Buy our shoes, says the advertisement.</p>"}
    }
    return {"WebSubframeArchives": [frame], "WebSubresources": [picture], "WebMainResource": main}


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_the_page_of_a_web_archive_is_read_without_what_it_shows(form):
    found = read_one("a.webarchive", plistlib.dumps(web_archive(), fmt=form))
    assert found.text.split("\n") == STORY
    assert found.given.address == "https://pier.example/steel"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (plistlib.dumps(web_archive(), fmt=plistlib.FMT_BINARY)[:900], "damaged"),
        (plistlib.dumps({"URL": "https://pier.example"}), "damaged"),
        (plistlib.dumps(["a"]), "damaged"),
        (plistlib.dumps(web_archive(WebResourceMIMEType="image/png")), "skipped"),
    ],
)
def test_a_web_archive_without_a_page_is_refused(data, status):
    assert refusal("a.webarchive", data).status == status


def test_a_link_to_a_page_is_no_article():
    found = refusal("a.url", b"[InternetShortcut]\r\nURL=https://pier.example/steel\r\n")
    assert found.reason == "no article: the file is a link to a page, save the page itself"


LONG = [story for story in stories(60, seed=3) if story.n_words > 200]
BRIEF = [with_body(story, story.paragraphs[0]) for story in stories(6, seed=4)]


def post(story: Story, tag: str = "article", mark: str = "", inside: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return (
        f"<{tag} {mark}><h2><a href='/{story.day}'>{story.headline}</a></h2>{inside}{text}</{tag}>"
    )


def page_with(*parts: str, head: str = "<title>The Pier</title>") -> bytes:
    return f"<html lang='en'><head>{head}</head><body>{''.join(parts)}</body></html>".encode()


@pytest.mark.parametrize(
    ("tag", "mark"),
    [
        ("article", ""),
        ("div", "class='post hentry'"),
        ("li", "class='h-entry'"),
        ("div", "itemscope itemtype='https://schema.org/BlogPosting'"),
    ],
)
def test_a_page_of_several_articles_is_cut_apart(tag, mark):
    told = LONG[:3]
    stated = "<p><abbr class='published' title='{0}T09:00:00Z'>{0}</abbr></p>"
    posts = [post(story, tag, mark, stated.format(story.day)) for story in told]
    site = "<meta property='og:site_name' content='The Pier'>"
    menu = "<h1>The Pier</h1><nav><a href='/'>Home</a></nav>"
    found = read("a.html", page_with(menu, *posts, "<footer>The Pier</footer>", head=site))
    assert [capture.where for capture in found] == ["article 1", "article 2", "article 3"]
    assert [capture.given.headline for capture in found] == [story.headline for story in told]
    assert [capture.given.day for capture in found] == [story.day for story in told]
    assert {capture.given.publisher for capture in found} == {"The Pier"}
    for capture, story in zip(found, told, strict=True):
        article = read_article(capture.text, kinds=capture.kinds, given=capture.given)
        assert article.paragraphs == story.paragraphs
        assert not capture.damage


def test_what_a_page_says_of_its_article_is_said_of_that_one_alone():
    head = f"""<title>{LONG[1].headline}</title><meta name="author" content="Ada Berg">
    <meta property="og:title" content="{LONG[1].headline}">
    <meta property="article:published_time" content="2019-05-03T12:00:00Z">"""
    found = read("a.html", page_with(*map(post, LONG[:3]), head=head))
    assert [capture.given.byline for capture in found] == ["", "Ada Berg", ""]
    assert [capture.given.day for capture in found] == [None, dt.date(2019, 5, 3), None]


def test_the_day_of_a_letter_holds_for_all_articles_in_it():
    head = b"From: The Pier <a@pier.example>\r\nSubject: This week\r\nMIME-Version: 1.0\r\n"
    head += (
        b"Date: Mon, 3 Mar 2003 10:00:00 +0000\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    )
    found = read("a.eml", head + page_with(*map(post, LONG[:2])))
    assert [capture.given.headline for capture in found] == [s.headline for s in LONG[:2]]
    assert {capture.given.day for capture in found} == {dt.date(2003, 3, 3)}


def test_short_articles_are_read_and_beginnings_left_where_whole_ones_stand():
    more = "<a href='/{}#more-7'>Continue reading</a>"
    beginning = post(LONG[3], inside=more.format(LONG[3].day))
    broken = post(with_body(BRIEF[0], BRIEF[0].paragraphs[0] + " And then …"))
    short = with_body(BRIEF[1], " ".join(BRIEF[1].paragraphs) + " Nobody had foreseen it." * 9)
    parts = [post(LONG[0]), beginning, broken, post(short), post(LONG[1])]
    found = read("a.html", page_with(*parts))
    titles = [story.headline for story in (LONG[0], short, LONG[1])]
    assert [capture.given.headline for capture in found] == titles


CHAPTERS = """<meta property="og:type" content="article">
<meta property="og:title" content="How the Ferry Was Lost"><h1>How the Ferry Was Lost</h1>"""


@pytest.mark.parametrize(
    "parts",
    [
        [post(LONG[0]), "<h2>More</h2>", *map(post, BRIEF)],
        [post(LONG[0]), *(post(story, mark="class='card'") for story in LONG[1:3])],
        [post(LONG[0]), "<aside>", *map(post, LONG[1:3]), "</aside>"],
        [post(LONG[0]), "<ol class='comments'>", *map(post, LONG[1:3]), "</ol>"],
        [post(LONG[0], inside=post(LONG[1]) + post(LONG[2]))],
        ["<script>{'@type': 'LiveBlogPosting'}</script>", *map(post, LONG[:3])],
        [post(LONG[0], "div"), *map(post, LONG[1:3])],
        [post(s, inside=f"<a href='/{s.day}#more'>Read more</a>") for s in LONG[:3]],
        [post(LONG[0]), post(LONG[0])],
        [CHAPTERS, *map(post, LONG[:3])],
    ],
    ids=[
        "teasers", "cards", "beside", "comments", "inside", "live report", "text unmarked",
        "beginnings", "copies", "chapters",
    ],
)  # fmt: skip
def test_the_page_of_one_article_stays_one(parts):
    assert len(read("a.html", page_with(*parts))) == 1


def test_a_whole_article_beside_the_one_that_is_taken_is_told():
    found = read_one("a.html", page_with(post(LONG[0]), "<aside>", post(LONG[1]), "</aside>"))
    [damage] = found.damage
    assert damage.startswith("the page holds another article (")
    assert damage.endswith(" words), left out: save it by itself")
    assert not read_one("a.html", page_with(post(LONG[0]))).damage
    chapter = replace(LONG[1], headline="The boats")
    assert read_one("a.html", page_with(post(LONG[0]), post(chapter))).damage == (damage,)
    assert not read_one("a.html", page_with(post(LONG[0]), post(LONG[0]))).damage
    comment = post(LONG[1], mark="class='comment'")
    assert not read_one("a.html", page_with(post(LONG[0]), comment)).damage


def test_teasers_beside_an_article_are_no_articles_left_out():
    assert not read_one("a.html", page_with(*map(post, [LONG[0], *BRIEF]))).damage


def test_a_typed_text_in_a_frame_is_read_as_the_text_that_it_is():
    typed = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in ["Talks Fail Again", *STORY])
    found = read_one("a.html", f"<html><body><pre>\n{typed}\n</pre></body></html>".encode())
    assert found.text == typed
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert article.headline == "Talks Fail Again"
    assert list(article.paragraphs) == STORY
