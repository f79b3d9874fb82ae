"""Headline, byline, agency, dateline and standfirst, also where somebody means harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load_corpus, read_article
from helpers.intake.layout import Block
from helpers.intake.parts import (
    agency_of,
    find_headline,
    is_byline,
    is_titled,
    publisher_of,
    read_byline,
    read_dateline,
    standfirst_length,
)
from helpers.reporting import tables
from helpers.reporting.show import table
from nasty import LEAD, SECOND, STORY, THIRD, within

near_news = st.lists(
    st.sampled_from(
        [
            "OSLO",
            "Oslo",
            "NEW",
            "York",
            "(AP)",
            "(Reuter)",
            "March",
            "2",
            "1994",
            "-",
            "--",
            ":",
            ",",
            ".",
            "By",
            "by",
            "Ada",
            "Byron",
            "and",
            "&",
            "de",
            "Staff",
            "Writer",
            "|",
            "The",
            "ministers",
            "met",
            '"',
            "'",
            "(",
            ")",
            "U.S.",
            "St.",
            "Ünï",
            "東京",
            "\u202e",
            "<b>",
        ]
    ),
    max_size=14,
).map(" ".join)
any_text = st.one_of(near_news, st.text(max_size=200))


@given(any_text)
@settings(max_examples=200)
def test_a_dateline_leaves_some_text_and_names_a_place(text: str):
    dateline = read_dateline(text)
    assert 0 <= dateline.length <= len(text)
    assert bool(dateline.length) == bool(dateline.place)
    if dateline.length:
        assert text[dateline.length :].strip()
    else:
        assert dateline.agency == ""


@given(any_text)
@settings(max_examples=200)
def test_what_is_a_byline_names_somebody(text: str):
    name, credit = read_byline(text)
    assert name == name.strip()
    assert credit == credit.strip()
    if is_byline(text):
        assert name


@given(st.lists(any_text, max_size=3))
def test_the_agency_of_an_agency_is_itself(credits_: list[str]):
    name = agency_of(*credits_)
    assert agency_of(name) == name
    assert bool(name) == any(credit.strip(" .-()") for credit in credits_)


@given(st.lists(any_text, max_size=6), any_text)
def test_nothing_found_in_any_lines_lies_outside_them(lines: list[str], lead: str):
    above = [Block(line, (i + 1,), i) for i, line in enumerate(lines) if line]
    place = find_headline(above, [block.text for block in above], lead)
    assert place is None or 0 <= place < len(above)
    assert 0 <= standfirst_length(lines, lead) <= len(lines)
    publisher = publisher_of(lines)
    assert publisher == "" or lines[0].startswith(publisher)
    assert all(isinstance(is_titled(line), bool) for line in lines)


@pytest.mark.parametrize(
    ("line", "name", "credit"),
    [
        ("By Ada Byron", "Ada Byron", ""),
        ("By ADA BYRON, Evening Courier", "ADA BYRON", "Evening Courier"),
        ("by Ada Byron | Evening Courier", "Ada Byron", "Evening Courier"),
        ("By Ada Byron and Mary Ward", "Ada Byron and Mary Ward", ""),
        ("By Jean-Luc O'Neil", "Jean-Luc O'Neil", ""),
        ("", "", ""),
    ],
)
def test_bylines_are_split_into_name_and_credit(line, name, credit):
    assert read_byline(line) == (name, credit)


@pytest.mark.parametrize(
    "line", ["By then it was late.", "By 1994 the mills had closed", "Byron Ada", "By", "By ,"]
)
def test_prose_that_begins_with_by_is_no_byline(line):
    assert not is_byline(line)


def test_the_papers_name_alone_above_the_text_is_no_headline():
    article = read_article("\n".join(["The Harbour Post - Online", *STORY]))
    assert (article.headline, article.publisher) == ("", "The Harbour Post")
    named = "Ministers - Makers Put Off Decision on Steel Duties"
    assert read_article("\n".join([named, *STORY])).headline == named


HOSTILE = [
    "Ministers <script>alert(1)</script> Put Off Decision",
    "Ministers Put Off <img src=x onerror=alert(1)> Decision",
    "Ministers [Put Off](javascript:alert(1)) Decision",
    "\x1b[31mMinisters Put\x1b]0;title\x07 Off Decision\x1b[0m",
    "\x9b31mMinisters Put Off Decision\x9b0m",
    "Ministers \u202eput off\u202c Decision \u2066on\u2069 Duties",
    "Min\u200bisters Put\u00ad Off\ufeff Decision \U000e0041",
    "Ministers Put Off Decision\x00\x08\x7f",
    "=HYPERLINK(0) Ministers Put Off Decision",
    "Ministers & Makers Put Off Decision &lt;script&gt;",
    "Ministers Put Off {{decision}} {% Decision %} ${Decision}",
]


@pytest.mark.parametrize("headline", HOSTILE)
def test_a_headline_that_means_harm_is_a_text_like_any_other(headline, tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "<b>x"
    folder.mkdir()
    (folder / "a.txt").write_text("\n".join([headline, "By Ada Byron", *STORY]))
    article = read_article((folder / "a.txt").read_text())
    assert "Decision" in article.headline
    assert article.headline.isprintable()
    assert article.paragraphs == tuple(STORY)
    corpus = load_corpus(folder)
    shown = table(tables.article_list(corpus), "Articles")
    for markup in (corpus._repr_html_(), shown["text/html"]):
        assert "<script" not in markup
        assert "<img" not in markup
        assert "<b>" not in markup
    for text in (repr(corpus), shown["text/plain"]):
        assert all(c.isprintable() or c == "\n" for c in text)


def test_a_person_named_in_one_long_word_costs_linear_time():
    again = "The envoy Eva Lund of Oslo went to Geneva, and so did the envoy Jon Vik."
    page = [again, again.replace("went", "will go"), "x" * 300_000, "y" * 300_000]
    with within(10):
        assert standfirst_length(page, " ".join(page)) in (0, 1)


def test_very_many_bylines_and_titles_cost_linear_time():
    with within(10):
        read_article("\n".join(["By Ada Byron", LEAD, SECOND, THIRD] * 5_000))
    titles = [f"Ministers Put Off Decision {n // 2}" for n in range(16_000)]
    with within(10):
        article = read_article("\n".join([*titles, *STORY]))
    assert article.headline.startswith("Ministers Put Off Decision")
