"""What pages say of themselves to their readers, in standing phrases and in words of their own."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.lines.page_cues import reasons_alone
from helpers.intake.lines.page_notices import NOTICES, WEIGHTS, read_notice_words

TOP = ["The Quay Post", "News", "Sport", "Dockers Walk Out as Talks Fail", "By Ada Byron"]
STORY = [
    "Dockers walked out on Tuesday after talks on wages broke down, and eleven ships wait outside.",
    "The union said that its members had worked without a contract since the end of March.",
    "Owners replied that freight rates had fallen by a fifth and that they could pay no more.",
    "A strike of nine days cost the town 40 million crowns in 1988 and closed two of its yards.",
]
BELOW = ["Most Read", "Council Puts Off Ferry", "About us", "© 2019 The Quay Post"]


def kind_amid_text(line: str) -> str:
    lines = [*TOP, *STORY[:2], line, *STORY[2:], *BELOW]
    found = read_article("\n\n".join(lines)).lines
    return next(row.kind for row in found if row.text == line)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Save my name, email, and website in this browser for my next visit.", "comment prompt"),
        ("This site uses Akismet against spam.", "comment prompt"),
        ("Please enter your comment!", "comment prompt"),
        ("All comments are moderated by two people who like tea.", "comment prompt"),
        ("Please be respectful of the herons.", "comment prompt"),
        ("Share your thoughts below", "comment prompt"),
        ("Thank you for subscribing to the Tide Table.", "newsletter"),
        ("There was a problem processing your subscription.", "newsletter"),
        ("Keep an eye on your inbox for herrings.", "newsletter"),
        ("I agree to receive e-mails about tides.", "newsletter"),
        ("Please enter a valid e-mail address.", "newsletter"),
        ("Want more? Sign up for our list.", "newsletter"),
        ("The Tide Newsletter", "newsletter"),
        ("Click here to download the tide table.", "newsletter"),
        ("Turn on desktop notifications?", "newsletter"),
        ("It looks like you are using an ad blocker.", "advertisement"),
        ("If you buy through our links, we may earn a commission.", "advertisement"),
        (
            "Our editors independently choose kettles, and we may earn a commission.",
            "advertisement",
        ),
        ("Advert", "advertisement"),
        ("This slideshow requires JavaScript.", "page furniture"),
        ("This page is protected by reCAPTCHA and by two geese.", "page furniture"),
        ('[button link="http://a.example/kit"] Send us your kit[/button]', "page furniture"),
        ("Order Reprints | Subscribe", "page furniture"),
        ("PHOTO GALLERY (CLICK TO ENLARGE)", "page furniture"),
        ("Source: Quay Bureau", "page furniture"),
        ("Please refresh your browser.", "page furniture"),
        ("Today's e-paper", "page furniture"),
        ("Editor: nobody", "author box"),
        ("View all posts by Ada Byron", "author box"),
        ("To contact the reporter on this story: Ada Byron in Oslo", "contact"),
        ("For copyright information, check with the harbour master", "copyright"),
        ("Image caption " + "Gulls sat on the crane, " * 6 + "and nobody minded", "caption"),
        ("Also on quaypost.org Gulls sit on a crane again", "related links"),
        ("Visit the Quay Post's home page for more stories", "related links"),
        ("Our coverage of the gulls", "related links"),
        ("Do not sell my personal information", "navigation"),
        ("Privacy Policy | Terms of Use | Contact us", "navigation"),
        ("Tagged gulls, cranes", "navigation"),
        ("1 | 2 | 3 | Next", "navigation"),
        ("Unlock the gulls digest for free", "paywall"),
        ("Register now for free unlimited access", "paywall"),
        ("Cancel anytime.", "paywall"),
        ("Link copied to clipboard", "share bar"),
    ],
)
def test_standing_phrases_of_pages_have_their_reason(line: str, reason: str):
    reasons, markers = reasons_alone([line])
    assert (reasons | markers).get(0) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Thank you for your patience, the clerk said, and shut the window.",
        "There was a problem with the pump, which the crew found at dawn.",
        "I agree with the mayor about the ferry, and with nobody about the geese.",
        "If you buy a boat in spring, you pay a fifth more than in autumn.",
        "Click here was painted on the wall of the customs house.",
        "JavaScript was written in ten days, and it shows.",
        "Subscriber numbers fell for the third year in a row.",
        "On the quay: a crane, two gulls and a sleeping dog.",
        "Source: a river rises here that has no name on any map.",
        "The editor resigned after the print edition had been closed.",
        "Categories of dues were cut from nine to two.",
        "Image captions were read aloud to the court.",
        "Our editors met on Friday, and nobody spoke of commissions.",
    ],
)
def test_prose_with_such_words_is_text(line: str):
    assert reasons_alone([line]) == ({}, {})
    assert kind_amid_text(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Please help us keep these stories open to all readers, and subscribe to our journalism.",
        "You can read more articles on this site once your subscription has been renewed.",
        "Comments on this story are now open to subscribers who are logged in on our website.",
        "Thanks to readers like you, our newsletter and this website stay open to all.",
        "This article and all stories on our website are protected by copyright, all rights.",
    ],
)
def test_notices_that_no_pattern_knows_are_told_by_their_words(line: str):
    assert reasons_alone([line]) == ({}, {})
    assert kind_amid_text(line) == "page furniture"


@pytest.mark.parametrize(
    "line",
    [
        "You can see the harbour from our window, and the winches wake us before the alarm does.",
        "We asked our readers for old photographs, and 63 letters came within a week, she said.",
        "The newsletter had 40 subscribers when he took it over, and he was one of them.",
        "Nobody reads the terms of such a loan, the judge said, and few could if they tried.",
        "Share prices fell, and those who had subscribed to the new issue were told to wait.",
    ],
)
def test_prose_that_shares_words_with_notices_is_text(line: str):
    assert kind_amid_text(line) == "body"


def test_a_post_that_speaks_to_its_readers_throughout_is_text():
    post = [
        "We began this paper in a shed on the quay nine years ago, with two desks and one stove.",
        "Thank you for your comments on our articles; please send us more of them by email.",
        "The shed is too small for us now, and in March we move to the old customs house.",
        "Please come and see us there, and read more stories in our newsletter before you do.",
    ]
    assert sum(NOTICES.odds(line) > 2 for line in post) == 2
    assert list(read_article("\n\n".join(post)).paragraphs) == post


@given(
    st.lists(st.sampled_from([w if isinstance(w, str) else " ".join(w) for w in NOTICES.weights]))
)
def test_the_order_of_lines_words_counts_for_pairs_alone(words: list[str]):
    line = " | ".join(words)
    told = {*line.replace(" | ", " ").split()}
    pairs = {*zip(line.replace(" |", "").split(), line.replace(" |", "").split()[1:], strict=False)}
    weights = NOTICES.weights
    expected = NOTICES.bias + sum(weights.get(w, 0) for w in told | pairs)
    assert NOTICES.odds(line) == expected / 10


def test_every_cue_speaks_for_a_notice():
    forms = {w if isinstance(w, str) else " ".join(w): k for w, k in NOTICES.weights.items()}
    assert all(forms[cue] > 0 for cue in NOTICES.cues)


def test_the_words_that_training_writes_are_those_that_it_read(tmp_path: Path):
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "train_notice_words.py"))
    path = tmp_path / "words.tsv"
    path.write_bytes(WEIGHTS.read_bytes())
    tool["write"](read_notice_words(WEIGHTS), path)
    assert path.read_bytes() == WEIGHTS.read_bytes()
