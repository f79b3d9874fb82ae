"""Who wrote an article, and what it is called, as pages print it between menu and text."""

import pytest

from helpers import read_article
from helpers.intake.parts import is_known_name

MENU = ["Home", "News", "Sport", "Business", "Culture", "Weather", "Subscribe", "Sign in"]
HEADLINE = "Fishermen block harbour over new quotas"
SUMMARY = "Union wants talks before Friday as ferries turn back and ministry defends its numbers"
DAY = "Tuesday 9 March 1999"
BODY = [
    "Fishermen from four villages blocked the harbour of Molde on Tuesday to protest against the "
    "new quotas, which they say will cost every third boat its living.",
    "The ministry in Oslo said the quotas had been agreed with scientists and would be reviewed "
    'after one year. "We have listened for two winters," the minister, Kari Holm, told reporters.',
    "Boats lay across the entrance until late in the evening. Two ferries had to turn back, and "
    "about 300 passengers spent the night in a school.",
    "The union wants talks before Friday. If there are none, it will call on the northern ports "
    "to join in, its chairman, Odd Berg, said.",
]
BELOW = ["Read more", "Storm closes bridge for second day", "About us", "© 1999 The Coast Courier"]


def page(*head: str) -> str:
    return "\n".join([*MENU, *head, *BODY, *BELOW])


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ([HEADLINE, SUMMARY, "EVA LUND", DAY], "EVA LUND"),
        ([HEADLINE, "EVA LUND", SUMMARY, DAY], "EVA LUND"),
        ([HEADLINE, "EVA LUND"], "EVA LUND"),
        ([HEADLINE, "Eva Lund"], "Eva Lund"),
        ([HEADLINE, "E. M. LUND", DAY], "E. M. LUND"),
        ([HEADLINE, "Analysis", SUMMARY, "By Eva Lund", DAY], "Eva Lund"),
        ([HEADLINE, SUMMARY, "Eva Lund", "Eva Lund", DAY], "Eva Lund"),
        (
            [HEADLINE, "Lund, Eva. The Coast Courier; Molde [Molde]09 Mar 1999: A1."],
            "Eva Lund",
        ),
    ],
)
def test_author_and_headline_are_found_however_they_stand(head: list[str], byline: str):
    article = read_article(page(*head))
    assert (article.headline, article.byline) == (HEADLINE, byline)
    assert article.standfirst == (SUMMARY if SUMMARY in head else "")
    assert article.agency == ("The Coast Courier" if "Courier" in head[-1] else "")
    assert list(article.paragraphs) == BODY


@pytest.mark.parametrize(
    "line", ["NEW YORK", "STEEL DUTIES", "U.S. STEEL", "Odd Berg", "KARI HOLM"]
)
def test_a_place_a_matter_and_who_the_text_tells_of_are_no_authors(line: str):
    article = read_article(page(HEADLINE, line))
    assert (article.headline, article.byline) == (HEADLINE, "")


def test_a_section_between_two_headlines_joins_nothing():
    article = read_article(page("Harbour fees rise in new year", "Business", HEADLINE, DAY))
    assert article.headline == HEADLINE


@pytest.mark.parametrize("name", ["ADA BYRON", "Ada Byron", "A. Byron", "A. M. Byron"])
def test_a_first_name_or_an_initial_tells_a_name(name: str):
    assert is_known_name(name)
    assert not is_known_name(f"{name} Motors")


def test_points_that_sum_up_the_text_are_no_headline():
    points = ["Key points", "Fishermen block harbour", "Talks before Friday", "Quotas hit boats"]
    article = read_article(page(HEADLINE, *points, "By Eva Lund", DAY))
    assert (article.headline, article.byline) == (HEADLINE, "Eva Lund")


@pytest.mark.parametrize(
    "between",
    [
        [
            "By Eva Lund",
            DAY,
            "Storm closes bridge for second day",
            "Ferry line orders two ships now",
        ],
        ["By Eva Lund", DAY, "Video", "Watch: how the harbour was blocked"],
        [
            "News",
            "Mayor of Bud will not stand again",
            "By Eva Lund",
            DAY,
            "Whale seen in the fjord",
        ],
        ["Boats lie across the entrance of the harbour of Molde (Jon Vik/AP)", "By Eva Lund", DAY],
    ],
)
def test_titles_and_captions_between_headline_and_text_are_no_standfirst(between: list[str]):
    article = read_article(page(HEADLINE, *between))
    assert (article.headline, article.standfirst) == (HEADLINE, "")
    assert list(article.paragraphs) == BODY


@pytest.mark.parametrize("between", [[SUMMARY, "By Eva Lund", DAY], ["Exclusive", SUMMARY, DAY]])
def test_what_stands_right_below_the_headline_sums_the_story_up(between: list[str]):
    article = read_article(page(HEADLINE, *between))
    assert article.standfirst == SUMMARY


@pytest.mark.parametrize(
    "amid",
    [
        ["“We have listened for two winters”", "Kari Holm, minister"],
        ["“We have listened for two winters,”"],
        ["The five stories that matter, in your inbox at 7am."],
        ["If you value our work, please consider a gift of any size."],
        ["http://www.coastcourier.example/1999/03/09/quotas?print=1 10/03/1999"],
        ["http://www.coastcourier.example/quotas 10/03/1999, 08:15", "Page 2 of 2"],
        ["HeatSmart | Sponsored"],
        ["View results"],
    ],
)
def test_what_a_page_sets_between_paragraphs_is_no_text(amid: list[str]):
    text = page(HEADLINE, "By Eva Lund", DAY).replace(BODY[2], "\n".join([*amid, BODY[2]]))
    assert list(read_article(text).paragraphs) == BODY


def test_a_quotation_that_stands_nowhere_else_stays():
    said = "“Nobody asked the people who mend the nets”"
    text = page(HEADLINE, "By Eva Lund", DAY).replace(BODY[2], f"{said}\n{BODY[2]}")
    assert said.strip("“”") in " ".join(read_article(text).paragraphs)


@pytest.mark.parametrize(
    ("head", "byline", "agency"),
    [
        (
            [HEADLINE, SUMMARY, "Eva Lund in Molde", "@evalund", "Tue 9 Mar 1999 18.14 GMT"],
            "Eva Lund",
            "",
        ),
        (["- Eva Lund", HEADLINE], "Eva Lund", ""),
        ([HEADLINE, "The Coast Courier", DAY, "Byline: Eva Lund", "Body"], "Eva Lund", ""),
        ([HEADLINE, "Eva Lund, Coast Courier", DAY], "Eva Lund", "Coast Courier"),
        ([HEADLINE, "Eva Lund, Business Reader", DAY], "Eva Lund", "Business Reader"),
        ([HEADLINE, "EVA LUND, FISHERMAN'S FRIEND", DAY], "", ""),
        ([HEADLINE, "Aino Lund, Molde", DAY], "Aino Lund", ""),
        ([HEADLINE, "Eva Lund, Ap Sports Writer"], "Eva Lund", "AP"),
        ([HEADLINE, "By Eva Lund Eva Lund", DAY], "Eva Lund", ""),
    ],
)
def test_heads_of_papers_sites_and_databases_are_read(head: list[str], byline: str, agency: str):
    article = read_article(page(*head))
    assert (article.headline, article.byline, article.agency) == (HEADLINE, byline, agency)
    assert list(article.paragraphs) == BODY


def test_a_title_in_capitals_above_points_is_the_headline():
    points = ["BOATS across the harbour entrance", "Quotas cost every third boat its living"]
    article = read_article(page(HEADLINE.upper(), *points, "By Eva Lund", DAY))
    assert article.headline == HEADLINE.upper()


def test_the_name_of_an_archive_is_no_headline():
    named = ["March 9, 1999, Page 1", "The Coast Courier Archives", HEADLINE.upper()]
    article = read_article(page(*named, "By EVA LUND"))
    assert (article.headline, article.byline) == (HEADLINE.upper(), "EVA LUND")


def test_a_newsletter_amid_the_text_is_none_of_it():
    box = [
        "Sign up to Harbour Today",
        "Free daily newsletter",
        "Start the day with us – we will point you to all the news of the coast that you need",
        "Enter your email address",
        "Sign up",
        "Privacy Notice: Newsletters may contain info about charities, online ads, and content.",
        "after newsletter promotion",
    ]
    text = page(HEADLINE, "By Eva Lund", DAY).replace(BODY[2], "\n".join([*box, BODY[2]]))
    assert list(read_article(text).paragraphs) == BODY


def test_the_last_paragraph_above_a_share_bar_stays():
    below = [
        f"Share or comment on this article: {HEADLINE}",
        "Most watched News videos",
        "Dog swims",
    ]
    brief = "Talks are to go on in Oslo on Monday."
    text = "\n".join([*MENU, HEADLINE, "By Eva Lund", DAY, *BODY, brief, *below])
    assert list(read_article(text).paragraphs) == [*BODY, brief]


def test_who_took_the_pictures_is_not_the_author():
    pictures = ["1 of 2", "Boats lie in the harbour.", "Eva Lund", "2 of 2", "A ferry turns."]
    article = read_article(page(HEADLINE, *pictures, "Jon Vik, Staff Writer", DAY))
    assert (article.headline, article.byline) == (HEADLINE, "Jon Vik")


def test_a_question_among_the_titles_of_a_box_is_one_of_them():
    box = [
        "You may also be interested in:",
        "The town that lives on fish",
        "Who fished here first?",
    ]
    text = page(HEADLINE, "By Eva Lund", DAY).replace(BODY[2], "\n".join([*box, BODY[2]]))
    assert list(read_article(text).paragraphs) == BODY


def test_the_last_item_of_a_list_above_the_comments_stays():
    items = [
        "Three things changed in Molde overnight, and most people slept through them.",
        "1. The toll is gone",
        "Drivers crossed the bridge free of charge from midnight, for the first time since 1971.",
        "2. Buses run later",
        "The last number four now leaves the square at 0.40, an hour later than before.",
        "3. Dogs need a leash",
        "The council's new by-law covers all parks but one. Fines start at 400 crowns.",
    ]
    form = ["Leave a Reply", "Comment", "Name *", "Email *", "Website", "Post Comment"]
    head = ["Home", "Local", "Three things that changed in Molde overnight", "by Eva Lund | Staff"]
    article = read_article("\n".join([*head, "Posted 1 April 2012 at 7:00 am", *items, *form]))
    assert list(article.paragraphs) == items


@pytest.mark.parametrize(
    "last",
    [
        "Eva Lund taught in Molde for 31 years.",
        "The Courier is committed to publishing a diversity of letters. Here are some tips.",
        "The Net is published by Nordlys (£14.99). To order a copy go to bookshop.example.",
    ],
)
def test_what_is_told_of_author_letters_and_books_below_a_text_is_none_of_it(last: str):
    article = read_article(
        page(HEADLINE, "By Eva Lund", DAY).replace(BODY[3], f"{BODY[3]}\n{last}")
    )
    assert list(article.paragraphs) == BODY


@pytest.mark.parametrize(
    "head",
    [
        [HEADLINE, "SOLVEIG TARRE", "starre@coast.example"],
        [HEADLINE, "Solveig Tarre", "Follow Solveig Tarre"],
        [HEADLINE, "Author", "Dr Solveig Tarre", "Senior Fellow, Coasts and Seas"],
        [HEADLINE, "Solveig Tarre", "Molde Daily Tribune"],
    ],
)
def test_an_author_whom_the_lines_beside_name_needs_no_day(head: list[str]):
    article = read_article(page(*head))
    assert article.headline == HEADLINE
    assert "tarre" in article.byline.casefold()
    assert list(article.paragraphs) == BODY


def test_what_an_author_does_is_no_text_above_it_either():
    article = read_article(page(HEADLINE, "By Eva Lund", "Eva Lund covers ports from Molde.", DAY))
    assert (article.byline, list(article.paragraphs)) == ("Eva Lund", BODY)


def test_a_table_of_contents_has_no_headline():
    heads = ["A quota nobody signed", "Three demands"]
    lines = [HEADLINE, "By Eva Lund", DAY, "On This Page", *heads, "5 min read"]
    text = [BODY[0], heads[0], *BODY[1:3], heads[1], BODY[3]]
    article = read_article("\n".join([*MENU, *lines, *text, *BELOW]))
    assert article.headline == HEADLINE


def test_a_caption_apart_from_the_summary_is_no_part_of_it():
    title = "Gulls circle above a quay in the early light of morning"
    lines = [HEADLINE, SUMMARY, "NOW PLAYING", title, "00:53", DAY, "By Eva Lund"]
    assert read_article(page(*lines)).standfirst == SUMMARY


@pytest.mark.parametrize("lines", [["By Eva Lund"], ["Steel", "By Eva Lund"], ["By Eva Lund", DAY]])
def test_a_page_without_a_text_is_read_to_its_end(lines: list[str]):
    article = read_article("\n".join([*lines, "Menu", "Sign in", "Share"]))
    assert article.byline in ("", "Eva Lund")
