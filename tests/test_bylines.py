"""Bylines, signatures and credits, and sentences that only begin like them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.parts.bylines import is_byline, is_signature, read_byline
from helpers.intake.parts.credits import is_credit
from nasty import PUMPED, pumped, within

near_bylines = st.lists(
    st.sampled_from(
        [
            "By", "by", "BY", "Ada", "Byron", "MARY", "WARD", "and", "&", ",", "|", "-", "—",
            "in", "Oslo", "Staff", "Writer", "The", "Courier", "(AP)", "Reuters", "van",
            "O'Neil", "Jr.", "(", ")", "/", "a@b.no", "@ada", "3", "May", "1994", "Special",
            "to", "of", "our", "Correspondent", ".", "'s", "Von", "Story by", "Reporting by",
            ";", "Monday", "met", "\u202e", "東京",
        ]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(st.one_of(near_bylines, st.text(max_size=200)))
@settings(max_examples=300)
def test_what_is_a_byline_names_somebody_or_an_agency(text: str):
    name, credit = read_byline(text)
    assert name == name.strip()
    assert credit == credit.strip()
    if is_byline(text) or is_signature(text):
        assert name or credit
    assert is_credit(text) in (True, False)


@pytest.mark.parametrize(
    ("line", "names", "credit"),
    [
        ("By Ada Byron", "Ada Byron", ""),
        ("BY ADA BYRON", "ADA BYRON", ""),
        ("by Ada Byron", "Ada Byron", ""),
        ("By: Ada Byron", "Ada Byron", ""),
        ("By Ada Byron and Mary Ward", "Ada Byron and Mary Ward", ""),
        ("By ADA BYRON and MARY WARD", "ADA BYRON and MARY WARD", ""),
        ("By Ada Byron, Mary Ward and Jon Vik", "Ada Byron, Mary Ward and Jon Vik", ""),
        ("By Ada Byron, Mary Ward, Grace Holm", "Ada Byron, Mary Ward and Grace Holm", ""),
        ("By Ada Byron & Mary Ward", "Ada Byron and Mary Ward", ""),
        ("By Jean-Luc O'Neil", "Jean-Luc O'Neil", ""),
        ("By Ludwig van den Berg", "Ludwig van den Berg", ""),
        ("By Dr. Ada M. Byron Jr.", "Dr. Ada M. Byron Jr.", ""),
        ("By June Hart", "June Hart", ""),
        ("By Will May", "Will May", ""),
        ("BY ADA BYRON, STAFF WRITER", "ADA BYRON", "STAFF WRITER"),
        ("By ADA BYRON, Evening Courier", "ADA BYRON", "Evening Courier"),
        ("By MARY WARD Courier Staff Writer", "MARY WARD", "Courier Staff Writer"),
        ("By Ada Byron, AP Business Writer", "Ada Byron", "AP Business Writer"),
        ("By Ada Byron Associated Press Writer", "Ada Byron", "Associated Press Writer"),
        ("By Ada Byron of The Courier", "Ada Byron", "of The Courier"),
        ("By Ada Byron, Special to The Courier", "Ada Byron", "Special to The Courier"),
        ("By Ada Byron (AP)", "Ada Byron", "AP"),
        ("By Ada Byron - The Evening Courier", "Ada Byron", "The Evening Courier"),
        ("by Ada Byron | Evening Courier", "Ada Byron", "Evening Courier"),
        ("By Ada Byron | 3 May 1994 | Business", "Ada Byron", ""),
        ("By Ada Byron on Monday, May 3rd, 1994 at 11:04 a.m.", "Ada Byron", ""),
        ("By Ada Byron Updated 3 May 1994", "Ada Byron", ""),
        ("By Ada Byron ada@courier.example", "Ada Byron", ""),
        ("By Ada Byron @adabyron", "Ada Byron", ""),
        ("By Ada Byron in Tokyo", "Ada Byron", ""),
        ("By ADA BYRON in Tokyo and MARY WARD in Oslo", "ADA BYRON and MARY WARD", ""),
        ("By Ada Byron, Geneva", "Ada Byron", ""),
        ("Ada Byron in Tokyo and Mary Ward in Geneva", "Ada Byron and Mary Ward", ""),
        ("Ada Byron, The Evening Courier", "Ada Byron", "The Evening Courier"),
        ("Ada Byron, Staff Writer", "Ada Byron", "Staff Writer"),
        ("Ada Byron | AP", "Ada Byron", "AP"),
        ("By Our Trade Correspondent", "Our Trade Correspondent", ""),
        ("From our own correspondent", "our own correspondent", ""),
        ("By a Staff Reporter", "a Staff Reporter", ""),
        ("By Staff and Agencies", "Staff and Agencies", ""),
        ("By The Associated Press", "", "The Associated Press"),
        ("By Reuters", "", "Reuters"),
        ("Story by Ada Byron", "Ada Byron", ""),
        ("written by Regan", "Regan", ""),
        ("Von Ada Byron", "Ada Byron", ""),
        ("Par Ada Byron", "Ada Byron", ""),
        ("Por Ana Lima", "Ana Lima", ""),
        ("Di Anna Rossi", "Anna Rossi", ""),
    ],
)
def test_bylines_are_split_into_names_and_credit(line, names, credit):
    assert is_byline(line)
    assert read_byline(line) == (names, credit)


@pytest.mark.parametrize(
    "line",
    [
        "By then it was late.",
        "By 1994 the mills had closed",
        "By Monday, Ministers Had Agreed",
        "By Friday Kenji Ito had left",
        "By Friday, Ministers Had Agreed",
        "By Kenji Ito's count, nine men left",
        "By John's account, the talks failed.",
        "By Oslo standards, it was quick.",
        "By Lagos and Abuja standards it was quick",
        "By Ada Byron standards, this is old.",
        "By Popular Demand",
        "By the Numbers",
        "By Hook or by Crook",
        "By George, He Did It",
        "By Land and Sea",
        "By Air Mail",
        "By Law",
        "By May",
        "By the way",
        "By and large",
        "By Invitation Only",
        "By",
        "By ,",
        "",
        "Byron Ada",
        "Ada Byron",
        "Ada Byron, 42",
        "Ada Byron, AP",
        "De Gaulle Returns",
        "Par for the course",
        "Talks in Geneva and Tokyo",
        "Ministers in Tokyo and envoys in Geneva meet",
        "THAI EXPORTS RISE IN MAY",
        "Envoy Intervenes in Dispute",
        "- Contact Us",
        "- Steel duties",
        "Share - The Courier",
    ],
)
def test_what_is_no_byline(line):
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("— Ada Byron", True),
        ("-- Ada Byron and Mary Ward", True),
        ("(Ada Byron)", True),
        ("- Ada Byron", False),
        ("— steel duties will rise", False),
        ("(see page 4)", False),
        ("— Ada Byron (@ada) May 3, 1994", False),
        ("(Ada Byron/Reuters)", False),
    ],
)
def test_a_signature_is_a_name_behind_a_dash_or_in_brackets(line, signed):
    assert is_signature(line) is signed
    if signed:
        assert read_byline(line)[0].startswith("Ada Byron")


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press",
        "Reuters",
        "(AFP)",
        "AFP/Reuters",
        "AP Business Writer",
        "Associated Press Writer",
        "Staff Writer",
        "Courier Staff Writer",
        "Special to The Courier",
        "Of The Courier Staff",
        "From our own correspondent",
        "Agencies",
        "From wire reports",
        "With files from Reuters",
        "Additional reporting by Mary Ward",
        "(Reporting by Ada Byron; editing by Mary Ward)",
        "Reporting by Ada Byron in Tokyo; Editing by Mary Ward",
        "Compiled by Ada Byron",
        "Translated by Mary Ward",
        "Ada Byron in Oslo contributed to this report.",
        "Ada Byron, AP",
    ],
)
def test_credits_are_told(line):
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Special to the case is its speed.",
        "Reporting by the firm is weak.",
        "Edited by its critics, the law was weak.",
        "Agencies of the state met",
        "Writers in Oslo met for a reader",
        "For The Record Books",
        "For Sale",
        "Of Mice and Men",
        "Written by hand, it was hard to read.",
        "She contributed to the fund.",
        "Staff",
        "Chief",
        "Ministers Meet",
        "",
    ],
)
def test_what_is_no_credit(line):
    assert not is_credit(line)


@pytest.mark.parametrize("name", PUMPED)
@pytest.mark.slow
def test_a_long_hostile_line_costs_linear_time(name):
    with within(10):
        for length in (150, 290, 300_000):
            text = pumped(PUMPED[name], length)
            for opening in (
                "",
                "By ",
                "By Ada ",
                "By Ada Byron, ",
                "— ",
                "(",
                "Reporting by ",
                "For ",
            ):
                is_byline(opening + text)
                read_byline(opening + text)
                is_signature(opening + text)
                is_credit(opening + text)


BODY = """All the ministers from nine countries put off a decision on steel duties after long talks.
They will meet again in two weeks, a spokesman said, and nobody expects the quarrel to be over then.
Exports of steel fell by a tenth, and mills in the north have laid off three thousand workers."""


@pytest.mark.parametrize(
    ("lines", "byline", "agency"),
    [
        ("Ada Byron in Tokyo", "Ada Byron", ""),
        ("ADA BYRON in Tokyo", "ADA BYRON", ""),
        ("From Ada Byron in Tokyo", "Ada Byron", ""),
        ("Ada Byron in Tokyo and Mary Ward in Geneva", "Ada Byron and Mary Ward", ""),
        ("Ada Byron, Economics Editor", "Ada Byron", ""),
        ("Ada Byron | The Evening Courier", "Ada Byron", "The Evening Courier"),
        ("Ada Byron\nStaff Reporter", "Ada Byron", ""),
        ("Ada B. Byron Senior Contributor", "Ada B. Byron", ""),
        ("Ada Byron @adabyron / 2 days", "Ada Byron", ""),
        ("Ada Byron - May 13, 2019, 10:31 pm CST", "Ada Byron", ""),
        ("5/13/2019 by Ada Byron", "Ada Byron", ""),
        ("Posted on May 13, 2019 by Ada Byron", "Ada Byron", ""),
        ("Published by Ada Byron on 13 May 2019", "Ada Byron", ""),
        ("May 13, 2019 | By: Ada Byron, MS, RDN", "Ada Byron", ""),
        ("By\nAda Byron\nMay 13, 2019", "Ada Byron", ""),
        ("by\nAda Byron\nEvening Courier", "Ada Byron", "Evening Courier"),
        ("Posted by\nAda", "Ada", ""),
        ("By\nAda Byron\nand\nMary Ward\nMay 13, 2019", "Ada Byron and Mary Ward", ""),
        ("By\nAda Byron\nand\n* Share", "Ada Byron", ""),
        ("Ada Byron and Staff", "Ada Byron", ""),
        ("By\nThe Associated Press", "", "AP"),
        ("*\n* by Ada Byron\n* @adabyron", "Ada Byron", ""),
        ("Ada Byron and Mary Ward", "Ada Byron and Mary Ward", ""),
        ("Ada Byron, Joan Lund and Mary B. Ward", "Ada Byron, Joan Lund and Mary B. Ward", ""),
        ("Ada Byron\nMay 13, 2019", "Ada Byron", ""),
        ("Ada O'Byron\nMonday 13 May 2019 10.30 BST", "Ada O'Byron", ""),
        ("Ada Byron\n@adabyron", "Ada Byron", ""),
        ("By Staff Reports -", "Staff Reports", ""),
        ("Ada Byron\nGlobe and Courier Reporter", "Ada Byron", "Globe and Courier"),
        ("By Ada Byron, Weekview Writer", "Ada Byron", ""),
        ("By Ada Byron\nWeekview Writer", "Ada Byron", ""),
        ("By Ada Byron\nCorrespondent for Weekview", "Ada Byron", "Weekview"),
        ("By Ada Byron, Staff Writer of Weekview", "Ada Byron", "Weekview"),
        ("By Ada Byron, editor of Weekview", "Ada Byron", "Weekview"),
        ("By Ada Byron, Reporter, Globe and Courier", "Ada Byron", "Globe and Courier"),
        ("By Ada Byron, Correspondent for Asia", "Ada Byron", ""),
        ("By Ada Byron, Weekview Correspondent in Tokyo", "Ada Byron", ""),
        ("By Ada Byron\nCourier Correspondent in New Delhi", "Ada Byron", ""),
    ],
)
def test_an_author_below_the_headline_needs_no_by(lines: str, byline: str, agency: str):
    article = read_article(f"Ministers Put Off Decision on Steel\n{lines}\n{BODY}")
    assert (article.headline, article.byline) == ("Ministers Put Off Decision on Steel", byline)
    assert article.agency == agency
    assert len(article.paragraphs) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Aino Byron",
        "Dark Waters",
        "Steel Talks in Geneva",
        "Mills Close in Oslo",
        "Oslo 2019: A Year of Steel",
        "Joan Lund at Home",
        "Joan Lund in Trouble\nStaff Writer",
        "By\nthe sea",
        "By\nOpinion",
        "Steel Duties and Coal Prices",
        "Trade Policy and World Affairs",
        "New York and New Jersey",
        "Kuala Lumpur and Tel Aviv",
        "Lund, Ito and Byron",
        "Ada Byron, Mary Ward",
    ],
)
def test_a_title_below_the_headline_is_no_author(line: str):
    assert read_article(f"Ministers Put Off Decision on Steel\n{line}\n{BODY}").byline == ""


@pytest.mark.parametrize(
    "line",
    [
        "Top Stories - May 13, 2019",
        "Wall Street, May 13, 2019",
        "Saudi Arabia | May 13, 2019",
        "World Cup, May 13, 2019",
        "Trade Winds in Asia",
        "Prime Minister in Oslo",
        "Rebel Mayor in Oslo",
        "Mr Byron in Oslo",
        "Pope Leo in Manila",
        "Northern Mill in Flames",
        "Kenji Lund in Paris",
        "Kenji Lund, May 13, 2019",
        "Kenji Lund\nMay 13, 2019",
        "Kenji Lund and Mary Ward",
        "Kuala Lumpur\nMay 13, 2019",
        "Tel Aviv - May 13, 2019",
        "Tel Aviv\nStaff Writer",
        "Wall Street\nMay 13, 2019",
        "Criminal Justice\nMay 13, 2019",
        "CAR TESTS\nMay 13, 2019",
        "Geneva Motor Show\nMay 13, 2019",
        "Steel Talks\nMay 13, 2019",
    ],
)
def test_a_section_an_office_or_who_is_told_of_is_no_author(line: str):
    body = BODY.replace("a spokesman said", "Premier Lund said")
    article = read_article(f"Ministers Put Off Decision on Steel\n{line}\n{body}")
    assert (article.byline, article.headline) == ("", "Ministers Put Off Decision on Steel")


@pytest.mark.parametrize(
    "headline", ["Ministers Dismiss Steel Writer", "Ministers in Oslo Sue Reporter"]
)
def test_a_headline_may_end_with_an_office(headline: str):
    article = read_article(f"Opinion\n{headline}\nBy Ada Byron\n{BODY}")
    assert (article.headline, article.byline) == (headline, "Ada Byron")


@pytest.mark.parametrize(
    "line",
    [
        "Lund Motor and Berg Motor",
        "Lund Brothers & Berg Securities",
        "Smith Barney and Goldman Sachs",
        "Mary Ward and Berg Corp.",
        "Lund Airlines in Oslo and Berg Insurance in Geneva",
        "Lund Holdings in Oslo",
        "Lund Pictures - May 13, 2019",
    ],
)
def test_firms_below_a_headline_are_no_authors(line: str):
    article = read_article(f"Ministers Put Off Decision on Steel\n{line}\n{BODY}")
    assert (article.byline, article.headline) == ("", "Ministers Put Off Decision on Steel")


def test_the_day_behind_which_the_author_stands_dates_the_article():
    line = "Posted on May 13, 2019 by Ada Byron"
    article = read_article(f"Ministers Put Off Decision on Steel\n{line}\n{BODY}")
    assert article.dated.best == dt.date(2019, 5, 13)


def test_by_on_a_line_of_its_own_is_no_part_of_the_headline():
    page = f"Trade\nMinisters put off a decision on steel\nby\nAda Byron\n| May 13, 2019\n{BODY}"
    article = read_article(page)
    assert article.headline == "Ministers put off a decision on steel"
    assert (article.byline, article.dated.best) == ("Ada Byron", dt.date(2019, 5, 13))


@pytest.mark.parametrize("name", ["Ju-min Park", "Dr Ada King", "June Lund", "Ada London"])
def test_an_author_may_be_called_like_an_office_or_a_place(name: str):
    article = read_article(f"Ministers Put Off Decision on Steel\n{name} in Tokyo\n{BODY}")
    assert article.byline == name


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Ada S. Byron in Tokyo", "Ada S. Byron"),
        ("Kim So-yeon in Tokyo", "Kim So-yeon"),
        ("Ada Byron and Mary Ward | May 13, 2019", "Ada Byron and Mary Ward"),
    ],
)
def test_initials_and_joining_words_are_in_any_text(line: str, byline: str):
    body = BODY.replace("a spokesman said", "the company's spokesman said, so")
    article = read_article(f"Ministers Put Off Decision on Steel\n{line}\n{body}")
    assert article.byline == byline
