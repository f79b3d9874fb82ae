"""Headline, standfirst, notes and captions, also where somebody means harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus, read_article
from helpers.intake.lines.layout import Block
from helpers.intake.parts import (
    bare_headline,
    bare_words,
    find_headline,
    headline_end,
    headline_start,
    is_same_headline,
    is_titled,
    publisher_of,
    repaired_headline,
    standfirst_length,
)
from helpers.intake.parts.notes import is_caption, is_continued, is_correction, is_editors_note
from helpers.reporting import tables
from helpers.reporting.show import table
from nasty import LEAD, PUMPED, SECOND, STORY, THIRD, pumped, within

near_news = st.lists(
    st.sampled_from(
        [
            "OSLO", "Oslo", "York", "(AP)", "March", "2", "1994", "-", "--", ":", ",", "By",
            "Ada", "Byron", "and", "de", "|", "The", "ministers", "met", '"', "'", "(", ")",
            "U.S.", "Ünï", "東京", "<b>", "Photo:", "Continued", "Correction", "DitchTalks",
            "Editor's note:", "/", "on page 4",
        ]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip
any_text = st.one_of(near_news, st.text(max_size=200))


@given(st.lists(any_text, max_size=6), any_text)
def test_nothing_found_in_any_lines_lies_outside_them(lines: list[str], lead: str):
    above = [Block(line, (i + 1,), i) for i, line in enumerate(lines) if line]
    page = "\n".join(("", *lines, ""))
    place = find_headline([block.text for block in above], page, bare_words(lead))
    assert place is None or 0 <= place < len(above)
    assert 0 <= standfirst_length(lines, lead) <= len(lines)
    publisher = publisher_of(lines)
    assert publisher == "" or lines[0].startswith(publisher)
    for i, block in enumerate(above):
        assert 0 <= headline_start(above, i) <= i < headline_end(above, i) <= len(above)
        assert bare_headline(block.text, lines) in block.text
        assert repaired_headline(block.text, lines).replace(" ", "") == block.text.replace(" ", "")
        assert is_same_headline(block.text, lead) in (True, False)
    for tell in (is_titled, is_caption, is_continued, is_correction, is_editors_note):
        assert all(tell(line) in (True, False) for line in lines)


@pytest.mark.parametrize("above", [[], ["", "Harbour Times"], ["", "The Harbour Post"]])
def test_the_one_title_above_the_text_is_its_headline_whatever_words_it_has(above):
    article = read_article("\n".join(["Not Enough, Say the Gulls", *above, "", *STORY]))
    assert article.headline == "Not Enough, Say the Gulls"


@pytest.mark.parametrize("line", ["Opinion", "World News", "March 3, 1994"])
def test_section_day_or_agency_alone_above_the_text_is_no_headline(line):
    assert read_article("\n".join([line, "", *STORY])).headline == ""


def test_a_papers_name_is_no_headline_though_the_text_has_its_words():
    lead = "Three times the ministers of Oslo put off a decision on steel duties this week."
    article = read_article(
        "\n".join(["Not Enough, Say the Gulls", "", "Oslo Times", "", lead, *STORY])
    )
    assert article.headline == "Not Enough, Say the Gulls"


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


def found(above: list[str], lead: str) -> str:
    place = find_headline(above, "\n".join(("", *above, "")), bare_words(lead))
    return "" if place is None else above[place]


def test_a_headline_of_two_words_counts_where_nothing_longer_does():
    lead = "Ministers put off a decision on steel duties on Friday."
    assert found(["World", "Steel Duties"], lead) == "Steel Duties"
    assert (
        found(["Steel Duties", "Ministers Put Off Decision"], lead) == "Ministers Put Off Decision"
    )
    assert found(["World News", "Trade Winds"], lead) == ""


def test_a_brief_line_whose_words_the_text_has_too_is_not_the_headline_among_many():
    lead = "Ministers put off a decision on steel duties on Friday, the Evening Courier reported."
    above = [
        "World",
        "Opinion",
        "Ministers Put Off Decision on Steel Duties",
        "Evening Courier Steel",
    ]
    assert found(above, lead) == above[2]


def test_the_line_right_above_the_day_is_rather_the_headline():
    lead_words = bare_words(
        "Ministers put off a decision on steel duties on Friday, and the mills in Oslo stay shut."
    )
    above = [
        "World",
        "Steel Duties: Ministers Put Off Decision",
        "Share",
        "Mills in Oslo Stay Shut Through Spring",
    ]
    assert find_headline(above, "", lead_words) == 3
    assert find_headline(above, "", lead_words, near_day={1}) == 1


def test_a_headline_that_a_longer_line_repeats_counts_as_doubled():
    headline, teaser = (
        "Ministers Put Off Steel Decision",
        "Ministers Put Off Decision on Steel Duties",
    )
    lines = ["World", headline, "Sport", teaser]
    assert read_article("\n".join([*lines, *STORY])).headline == teaser
    shared = f"Share this story: {headline}"
    assert read_article("\n".join([*lines, *STORY, shared])).headline == headline


def test_a_brief_headline_right_above_its_double_counts_as_doubled():
    lead = (
        "Ministers put off a decision on steel duties on Friday, and the mills in Oslo stay shut."
    )
    above = ["World", "Steel Duties Wait", "Steel Duties Wait", "Oslo Mills Wait for Spring"]
    assert found(above, lead) == "Steel Duties Wait"


def test_an_item_of_a_menu_is_no_headline():
    lead = "Ministers put off a decision on steel duties on Friday."
    assert found(["* Ministers and steel duties"], lead) == ""


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["Ministers Put Off Decision on", "Steel Duties in Oslo"], 0, 2),
        (["Ministers put off decision", "on steel duties"], 0, 2),
        (["Ministers Put Off Decision", "Makers Are Not Amused"], 0, 1),
        (["Ministers Put Off Decision", "by Ada Byron"], 0, 1),
        (["Ministers, Makers and", "Dealers Put Off", "Decision"], 0, 2),
    ],
)
def test_a_headline_over_two_lines_is_one(lines, start, end):
    blocks = [Block(line, (i + 1,), 0) for i, line in enumerate(lines)]
    assert headline_end(blocks, 0) == end
    assert headline_start(blocks, end - 1) == start


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("MINISTERS PUT OFF DECISION", True),
        ("Ministers  Put Off  Decision", True),
        ("Ministers Put Off Decision | The Harbour Post", True),
        ("Ministers Put Off Decision - Harbour Post", True),
        ("Harbour Post: Ministers Put Off Decision", True),
        ("Ministers Put Off Decision on Timber", False),
        ("Ministers Put Off", False),
        ("", False),
    ],
)
def test_a_double_may_have_other_capitals_and_the_name_of_the_site(line, same):
    assert is_same_headline(line, "Ministers Put Off Decision") is same


@pytest.mark.parametrize(
    ("headline", "bare"),
    [
        ("WORLD | Ministers Put Off Decision", "Ministers Put Off Decision"),
        ("Ministers Put Off Decision | Harbour Post", "Ministers Put Off Decision"),
        ("Ministers Put Off Decision - The Courier", "Ministers Put Off Decision"),
        ("Ministers Put Off Decision - Fjordavisa", "Ministers Put Off Decision"),
        ("MINISTERS TIRE OF STEEL TALKS - LUND", "MINISTERS TIRE OF STEEL TALKS - LUND"),
        ("Steel - A Tale of Two Fjords", "Steel - A Tale of Two Fjords"),
        ("Ministers Put Off Decision", "Ministers Put Off Decision"),
    ],
)
def test_section_and_site_come_off_with_evidence(headline, bare):
    assert bare_headline(headline, ["Fjordavisa", "Share"]) == bare


def test_a_lost_space_comes_back_only_where_the_text_proves_it():
    text = {"last-ditch", "offer", "mill", "owner", "you", "tube"}
    assert (
        repaired_headline("Last-DitchOffer to MillOwner", text) == "Last-Ditch Offer to Mill Owner"
    )
    assert repaired_headline("Last-DitchOffer", {"last", "ditch", "offer"}) == "Last-Ditch Offer"
    for whole in ("YouTube", "McDonald", "PepsiCo", "iPhone", "MillTalks"):
        assert repaired_headline(whole, text | {whole.casefold()}) == whole
    assert repaired_headline("MillTalks Fail", text) == "MillTalks Fail"


@pytest.mark.parametrize(
    "line",
    [
        "(AP Photo/Ada Byron)",
        "Envoys meet in Oslo. (AP Photo/Ada Byron)",
        "Envoys meet in Oslo on Friday. REUTERS/Ada Byron",
        "Ada Byron/Reuters",
        "Ada Byron/Harbour Times/Getty Images",
        "Photograph: Ada Byron/The Courier",
        "Photo by Ada Byron",
        "File photo",
        "FILE - In this Nov. 3 photo, envoys talk.",
        "In this Monday, May 3, 1994 photo, envoys meet.",
        "Envoy Eva Lund (AFP)",
        "Image 1 of 13",
        "Eva Lund in Oslo. Credit: Ada Byron/The Evening Times",
        "Top left: the harbour of Oslo",
        "Enlarge this image",
    ],
)
def test_captions_are_told_by_their_credit(line):
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "They will meet again in May. (AP)",
        "The envoys met (in Oslo).",
        "Photographs of the mill were shown to the press.",
        "Above all, trade matters: exports fell.",
        "Left alone, the market would fall.",
        "He said the group (photos of which were shown) left.",
        "Acme fell 3 pct (in U.S./Japan trade)",
        "U.S./Japan Steel Talks",
        "",
    ],
)
def test_prose_is_no_caption(line):
    assert not is_caption(line)


@pytest.mark.parametrize(
    ("tell", "line"),
    [
        (is_correction, "Correction: May 4, 1994, Wednesday"),
        (is_correction, "An earlier version of this article misstated the duty."),
        (is_correction, "This story has been corrected to show the right duty."),
        (is_correction, "(Corrects spelling of name in paragraph 3)"),
        (is_correction, "An article on Tuesday about steel misstated the name of the envoy."),
        (is_correction, "Because of an editing error, an article on Monday gave the wrong day."),
        (is_editors_note, "Editor's note: names were changed."),
        (is_editors_note, "EDITOR'S NOTE — Ada Byron covers steel."),
        (is_editors_note, "This article was originally published in 1994."),
        (is_editors_note, "First in a three-part series"),
        (is_editors_note, "NOTE TO EDITORS: the talks go on."),
        (is_continued, "Continued on page 4"),
        (is_continued, "(Continued from A1)"),
        (is_continued, "See STEEL, Page A6"),
        (is_continued, "Please turn to Page A8, Col. 1"),
        (is_continued, "STEEL: From A1"),
        (is_continued, "(MORE)"),
        (is_continued, "Page 2 of 3"),
    ],
)
def test_lines_about_the_article_are_told(tell, line):
    assert tell(line)


@pytest.mark.parametrize(
    ("tell", "line"),
    [
        (is_correction, "Correction of the deficit takes years."),
        (is_correction, "Corrections officers went on strike."),
        (is_correction, "An earlier version of the treaty failed."),
        (is_editors_note, "Editors met in Oslo."),
        (is_editors_note, "This article of the treaty is void."),
        (is_editors_note, "Second in size to Japan"),
        (is_continued, "See what happened on page 4 of the deal"),
        (is_continued, "Continued growth is likely."),
        (is_continued, "More talks follow."),
        (is_continued, "From Oslo he went on"),
    ],
)
def test_sentences_that_begin_like_notes_are_none(tell, line):
    assert not tell(line)


@pytest.mark.parametrize("name", PUMPED)
@pytest.mark.slow
def test_a_long_hostile_line_around_the_text_costs_linear_time(name):
    with within(10):
        for length in (85, 150, 390, 590, 300_000):
            text = pumped(PUMPED[name], length)
            for opening in (
                "",
                "Correction ",
                "An article on ",
                "Because of an error ",
                "See ",
                "(",
            ):
                line = opening + text
                for tell in (is_caption, is_continued, is_correction, is_editors_note):
                    tell(line)
                is_same_headline(line, text)
                bare_headline(line, [text])
                repaired_headline(line, {"abc"})
