"""Pages as people paste them: from databases, apps and newsletters, and press releases."""

import pytest

from helpers import read_article
from helpers.intake.lines.page_cues import reasons_alone
from helpers.intake.parts import read_byline
from nasty import STORY


def page(*lines: str) -> str:
    return "\n".join(lines)


def kinds(text: str) -> dict[str, str]:
    return {line.text: line.kind for line in read_article(text).lines}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("(3 min)", "clock time"),
        ("7 min read", "clock time"),
        ("Estimated reading time: 6 min", "clock time"),
        ("1 of 6 | Planks from the 1940s lie on the quay.", "caption"),
        ("06:00, 14 OCT 2021", "date line"),
        ("Continue reading your article with a subscription", "paywall"),
        ("Only $1 for 4 weeks", "paywall"),
        ("Then $69 per month. Cancel whenever you like.", "paywall"),
        ("Why subscribe?", "paywall"),
        ("The Quay Letter is a reader-supported publication. Become a subscriber.", "paywall"),
        ("Thanks for reading The Quay Letter! Subscribe for free to get new posts.", "paywall"),
        ("Thank you for donating to The Quay Letter.", "paywall"),
        ("Comments are not available on this story.", "comment prompt"),
        ("Keep it clean. Please avoid language that would make a docker blush.", "comment prompt"),
        ("Your notification has been saved.", "comment prompt"),
        ("42 Likes", "comment prompt"),
        ("Copyright of Quay Weekly is the property of Quay Inc. and may not be sent.", "copyright"),
        ("Copyright Quay Weekly Company Mar 14, 1996", "copyright"),
        ("Tous droits réservés", "copyright"),
        ("Turn on search term navigation", "page furniture"),
        ("Word count: 1,210", "page furniture"),
        ("Certificate issued on May 3, 2020 to Quay-Library for visualization", "page furniture"),
        ("[Back to top]", "page furniture"),
        ("Best viewed with Netscape Navigator 3.0", "page furniture"),
        ("This is a modal window.", "page furniture"),
        ("You can find this story in My Bookmarks.", "page furniture"),
        ("This article can be found on the web at", "page furniture"),
        ("^BC-Harbour Crane,0209<", "page furniture"),
        ("((Oslo newsroom, +47 555 0100))", "page furniture"),
        ("news·20190218·QW·015", "page furniture"),
        ("For all the latest Quay News, download Quay App.", "newsletter"),
        ("For more stories like this, check our news page.", "newsletter"),
        ("Get in touch with our news team by calling the quay.", "newsletter"),
        ("Was this email forwarded to you? Subscribe here.", "newsletter"),
        ("Update your preferences | Unsubscribe", "newsletter"),
        ("View on quay.example", "navigation"),
        ("News | Back to top | Site map | Help | Corrections", "navigation"),
        ("[Home] [News] [Search] [Feedback]", "navigation"),
        ("Read in Welsh", "navigation"),
        ("[Five harbours that gave up on cranes]", "related links"),
        ("NYT-11-02-96 1914EST<", "wire sign-off"),
        ("Ada Byron covers harbours. Reach her at 555-555-0100 or a@quay.example.", "author box"),
        ("Ada Byron: 555-555-0100 or a@quay.example", "contact"),
        ("Send comments to webmaster@quay.example", "contact"),
        ("2 of 5", "caption"),
        ("(Ada Byron/The Quay Letter)", "caption"),
        ("This content downloaded from 192.0.2.17 on Tue, 04 Feb 2020 10:12", "page furniture"),
        ("Gale Document Number: GALE|A99", "page furniture"),
        ("Readability: Lexile: 1190, grade level(s): 9 10", "page furniture"),
        ("Persistent link: https://quay.example/1", "page furniture"),
        ("12 captures", "page furniture"),
        (
            "The Wayback Machine - https://web.archive.org/web/2005/http://quay.example/",
            "page furniture",
        ),
        ("Please turn on JavaScript to use this feature", "page furniture"),
        ("toggle caption", "page furniture"),
        (
            "The Quay is not responsible for the content of external internet sites",
            "page furniture",
        ),
        ("Reuse this content", "page furniture"),
        ("Why you can trust The Quay", "page furniture"),
        ("Our Standards: The Quay Trust Principles.", "page furniture"),
        ("Story continues below gallery.", "advertisement"),
        ("Help fund Quay journalism for $11/ month", "paywall"),
        ("Sign up to First Tide, our free daily letter - every morning", "newsletter"),
    ],
)
def test_furniture_of_databases_apps_and_newsletters_has_its_reason(line: str, reason: str):
    assert reasons_alone([line])[0] == {0: reason}


@pytest.mark.parametrize(
    "line",
    [
        "Only $1 in ten went to the harbour, and the crane stood still for want of oil.",
        "Then $69 a week was paid to each docker.",
        "Why subscribe to a fund that has never paid, the envoy asked.",
        "Thanks for reading the report, she told the makers.",
        "Comments are not what the envoy had come for.",
        "Keep it clean, the foreman said, and the crane will outlive you.",
        "Copyright was the one matter on which the envoys agreed on May 3, 1996.",
        "Copyright of the map is the property of nobody, the court found.",
        "Best viewed from the quay, the new crane can be seen for miles.",
        "For more than nine years, visit after visit, the envoy had come in vain.",
        "For the latest of his ships, check as he might, he found no buyer.",
        "Get in touch with the makers, she said, before they close.",
        "Read in German schools, the book made its author rich.",
        "[Laughter.]",
        "[...] and so they parted",
        "The envoy wrote to eva@quay.example, and nobody answered.",
        "He could not reach her at the mill, where she had worked since 1990.",
        "Oslo | Bergen | Molde",
        "Five of the nine envoys left.",
    ],
)
def test_prose_is_none_of_that_furniture(line: str):
    assert reasons_alone([line])[0] == {}


def test_a_headline_in_small_letters_is_no_paragraph():
    title = "Survey finds fewer herons along four rivers"
    text = [
        "The number of herons has fallen by a third along four rivers since 2001, watchers said.",
        "Some 2,300 people walked the same mile of bank on the same day. They saw 190 herons.",
        'Ada Byron, who led them, said: "We have tidied the banks until nothing can hide there."',
    ]
    lines = ["Embargoed until 00:01 Tuesday 8 May 2007", "MEDIA RELEASE", title, *text, "-ends-"]
    article = read_article(page(*lines))
    assert (article.headline, list(article.paragraphs)) == (title, text)


def test_the_title_above_a_summary_is_the_headline():
    title = "Nine countries cannot agree on steel"
    summary = "A day of talks ends with no decision on duties for the makers of four countries"
    text = page("World", title, summary, "Ada Byron in Oslo", "May 3, 2019", *STORY)
    article = read_article(text)
    assert (article.headline, article.standfirst) == (title, summary)


def test_a_title_in_capitals_above_its_second_line_is_the_headline():
    text = page("MINISTERS PUT OFF DUTIES", "Nine Countries to Meet Again, Envoy Says", *STORY)
    assert read_article(text).headline == "MINISTERS PUT OFF DUTIES"


@pytest.mark.parametrize("above", ["The Harbour Post", "* Why the mills in the north close"])
def test_a_paper_or_an_item_above_a_long_headline_is_none(above: str):
    title = "Ministers of nine countries put off a decision on steel duties"
    text = page("Home", above, title, "By Ada Byron", *STORY)
    assert read_article(text).headline == title


def test_a_note_to_editors_above_the_text_is_no_headline():
    text = [
        "CAPE SULA (AP) - Guards piled sandbags along the levee as the river Mera rose.",
        "Some 900 people left their homes. Most went to relatives, and others to a church.",
        "Forecasters said the river would go down on Thursday if no more rain fell.",
    ]
    note = "Eds: UPDATES with guards at the levee; CORRECTS name of river"
    lines = ["BC-Flooded Levee, 1st Ld-Writethru, 280", note, "AP Photos", "By ADA BYRON"]
    assert read_article(page(*lines, *text)).headline == ""


def test_a_headline_between_byline_and_text_is_found():
    lines = ["By ADA BYRON", "'We were told to wait'", *STORY]
    article = read_article(page(*lines))
    assert (article.headline, article.byline) == ("'We were told to wait'", "ADA BYRON")


def test_a_caption_below_the_headline_is_neither_headline_nor_text():
    text = [
        "Miners who had stayed below for nine days have come up after the owners gave way.",
        "The last of the 61 men were brought up at dawn. Families had waited all night.",
        "The owners agreed to pay four months of wages at once and the rest by November.",
    ]
    title, caption = "Miners end sit-in after nine days", "The miners came up smiling and blackened"
    lines = ["Front Page", "World", "Sport", "Monday, August 16, 1999 Published at 15:08 GMT"]
    article = read_article(page(*lines, "World: Europe", title, caption, *text))
    assert (article.headline, list(article.paragraphs)) == (title, text)


RELEASE = ["MEDIA RELEASE", "Ministers put off duties on steel", *STORY]


@pytest.mark.parametrize(
    "tail",
    [
        ["-ends-", "Notes for editors:", "The Steel Board was founded in 1952 in Oslo."],
        ["Notes to editors", "The Steel Board was founded in 1952 in Oslo."],
        ["###", "About the Steel Board", "It was founded in 1952 and has its seat in Oslo."],
        ["About the Steel Board", "The Steel Board was founded in 1952 and sits in Oslo."],
    ],
)
def test_what_a_press_release_has_below_its_text_is_no_text(tail: list[str]):
    assert list(read_article(page(*RELEASE, *tail)).paragraphs) == STORY


@pytest.mark.parametrize("rule", ["###", "Ends"])
def test_text_below_an_end_mark_alone_is_kept(rule: str):
    more = "The makers of four countries will speak for themselves next week, the envoy said."
    assert read_article(page(*STORY, rule, more)).paragraphs[-1] == more


def test_the_latest_entry_of_a_live_report_is_text():
    entries = [
        "We close this report for tonight. The ministers have left, and the envoy with them.",
        "Makers in four countries are told to wait, and their mills to go on as they did.",
        "A hall has been opened for the envoys who cannot go home. Nine are there with a dog.",
        "Good afternoon. The ministers of nine countries have met, and we tell what we learn.",
    ]
    times = [("20m ago", "21.15"), ("2h ago", "19.32"), ("4h ago", "17.25"), ("6h ago", "15.40")]
    lines = ["Harbour News", "LIVE", "Steel talks live: ministers leave", "Moira Tell"]
    lines += ["Sat 3 Aug 2013 21.15 BST", "Summary", "Show key events only"]
    for entry, time in zip(entries, times, strict=True):
        lines += [*time, entry, "Share"]
    lines.insert(lines.index(entries[1]), "'Stay at work'")
    assert list(read_article(page(*lines)).paragraphs) == entries


def test_the_last_sentence_above_a_paywall_is_text():
    text = [
        "Copper rose to its highest price in nine months after the miners voted to strike.",
        "Futures for delivery in May gained 2.1% to $3.54 a pound in Oslo.",
    ]
    lines = ["Quay Review", "Try for free", "Markets", "Copper hits nine-month high on strike"]
    lines += ["By Ada Byron", "April 4, 2013 4:15 pm ET", "Listen", "(3 min)", *text]
    wall = ["To Read the Full Story", "Subscribe", "Sign In", "Continue reading your article with"]
    wall += ["a Quay Review subscription", "Subscribe Now", "What to Read Next", "Advertisement"]
    assert list(read_article(page(*lines, *wall)).paragraphs) == text


@pytest.mark.parametrize(
    "below",
    [
        ["Printer-friendly version", "Two held over a boat near the old mill"],
        ["Two held over a boat near the old mill"],
    ],
)
def test_a_few_brief_lines_below_the_last_sentence_are_no_text(below: list[str]):
    top = ["Harbour Post", "Home", "Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
    assert list(read_article(page(*top, *STORY, *below)).paragraphs) == STORY


def test_a_list_at_the_end_of_a_text_is_kept():
    top = ["Harbour Post", "Home", "Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
    rates = [f"Quay {n}: {n} crowns a ton, and {n + 1} from June" for n in range(2, 10)]
    assert list(read_article(page(*top, *STORY, *rates)).paragraphs) == [*STORY, *rates]


def test_a_caption_that_stands_there_twice_in_a_row_is_no_text():
    caption = "Dockers walk a picket line outside the old mill near Oslo on Friday."
    lines = ["Home", "Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
    assert list(read_article(page(*lines, caption, caption, *STORY)).paragraphs) == STORY


def test_a_lone_sentence_below_a_box_at_the_end_is_no_text():
    top = ["Harbour Institute", "Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
    more = ["Two of the nine will not come again, one of them said in the evening."]
    more += ["The makers' envoys left for home at night, and with them their lawyers."]
    box = ["Related Posts", "The price of a stamp in Oslo", "Five charts on mills", "Disclaimer"]
    last = "Posts reflect the views of those who write them and who know their field well enough."
    assert list(read_article(page(*top, *STORY, *more, *box, last)).paragraphs) == [*STORY, *more]


@pytest.mark.parametrize("heading", ["Comments (2)", "2 COMMENTS"])
@pytest.mark.parametrize(
    "introduced",
    [
        ["quaymum wrote on Apr 3, 2019 7:02 AM:", "jd57 wrote on Apr 3, 2019 8:45 AM:"],
        ["Marge K.\nApril 3, 2019 at 2:14 pm", "BoatGuy\nApril 3, 2019 at 5:48 pm"],
    ],
)
def test_days_below_the_heading_of_comments_show_that_it_has_some(
    heading: str, introduced: list[str]
):
    said = [
        "Well there goes the mill. We used to go and see the ships every Saturday with ice cream.",
        "You people will survive. The quay has been a disgrace since the last mayor and his dog.",
    ]
    top = ["Harbour Post", "Home", "Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
    comments = [line for pair in zip(introduced, said, strict=True) for line in pair]
    text = page(*top, *STORY, heading, *comments, "Post a comment")
    assert list(read_article(text).paragraphs) == STORY


@pytest.mark.parametrize(
    "below",
    [
        ["ADA BYRON is an editor of the Post and Mary Ward writes for it."],
        ["The author is a lawyer and once sat on the Steel Board."],
        ["(Reporting by Ada Byron in Oslo; editing by Mary Ward)"],
        ["Mary Ward contributed reporting from Geneva."],
        ["The writer lives in Oslo.", "The views expressed here are the author's own."],
    ],
)
def test_who_worked_on_a_text_is_said_below_it_and_is_none(below: list[str]):
    top = ["Harbour Post", "Home", "Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
    assert list(read_article(page(*top, *STORY, *below)).paragraphs) == STORY


def test_a_sentence_on_research_at_the_end_of_a_text_is_kept():
    last = "More research by four countries is needed before duties are set, the envoy said."
    assert (
        read_article(page("Steel Duties Put Off", "By Ada Byron", *STORY, last)).paragraphs[-1]
        == last
    )


def test_a_labelled_link_amid_the_text_heads_no_box():
    lines = ["Quay News", "Menu", "Town that lost its doctor offers a house to the next"]
    lines += ["By Ada Byron", "Published 7:04 AM EST, Tue February 11, 2020", "Share", "Email"]
    lines += ["(Quay News) A town of 640 people in the hills is offering a house to any doctor."]
    lines += ["The last one left when his wife was given a post at a college 200 miles away."]
    last = "The house belonged to a banker without heirs. The town has put in a new furnace."
    lines += [
        "Advertisement",
        '"We have a good school and more sky than you need," said the mayor.',
    ]
    lines += ["RELATED: Why small hospitals are closing", last, "Read more", "Advertisement"]
    assert read_article(page(*lines)).paragraphs[-1] == last


def test_the_beginning_of_a_line_that_stands_in_full_below_is_no_text():
    cut = STORY[0][:70] + " ..."
    lines = ["Ministers put off steel duties", "Harbour Post", cut, "Flag as irrelevant"]
    text = page(*lines, "Ministers put off steel duties", "Harbour Post, 10 May 2017", *STORY)
    assert list(read_article(text).paragraphs) == STORY


def test_a_sentence_right_below_the_form_for_a_newsletter_is_no_text():
    form = ["Subscribe to our newsletter", "Your gate opens with the second letter we post today."]
    tail = ["Most Read", "Council Puts Off Ferry", "Mills Close in Bergen"]
    kept = read_article(page("Dockers Walk Out", "By Ada Byron", *STORY, *form, *tail)).paragraphs
    assert list(kept) == STORY


def test_the_captions_of_a_gallery_are_its_text():
    captions = [
        "Clay is dug by hand in the pit, as it has been since 1860.",
        "The kiln takes eleven days to fire and four more to cool.",
        "Ray Biddle stacks the last load. He started here at fifteen.",
    ]
    lines = ["Sunday Lamp", "Photos", "The last days of the brickworks"]
    for i, caption in enumerate(captions, start=1):
        lines += [f"{i} of 3", caption, "(Ada Byron/Sunday Lamp)"]
    assert list(read_article(page(*lines)).paragraphs) == captions


@pytest.mark.parametrize(
    "lines",
    [
        ["Ada Byron", "·", "Follow", "·", "May 3, 2019"],
        ["Ada Byron", "abyron@quay.example", "May 3, 2019"],
        ["Ada Byron", "9-11 minutes"],
        ["Updated - May 3, 2019 02:37 am IST - OSLO:", "Ada Byron", "Share"],
        ["Ada Byron", "Quay Sun-Letter", "Published 3:11 p.m. PT May 3, 2019"],
        ["Nine countries could not agree today", "Ada Byron", "May 3, 2019"],
    ],
)
def test_authors_without_by_are_named_above_the_text(lines: list[str]):
    top = ["Quay Sun-Letter", "World", "Ministers of nine countries put off steel duties"]
    assert read_article(page(*top, *lines, *STORY)).byline == "Ada Byron"


@pytest.mark.parametrize(
    "below",
    [
        ["BY ADA BYRON AND MARY WARD", "May 3, 2019"],
        ["Ada Byron and Mary Ward", "Wed 20 Mar 2013 18.40 GMT", "First published 08.12 GMT"],
    ],
)
def test_what_stands_above_authors_and_day_sums_the_text_up(below: list[str]):
    title, summary = "Why your quay wants to be a bank", STORY[2]
    text = [*STORY[:2], "The makers' envoys said that they would wait.", "They went home by night."]
    article = read_article(page("THE BIG IDEA", title, summary, *below, *text))
    assert (article.headline, article.standfirst) == (title, summary)
    assert article.byline.casefold() == "ada byron and mary ward"
    assert list(article.paragraphs) == text


def test_a_summary_without_a_full_stop_right_above_the_text_is_neither_headline_nor_text():
    title = "The quiet return of the steel ship"
    summary = "Owners in nine countries order steel again, and find that nobody remembers how"
    summary += " it is made into a ship that pays for itself"
    lines = ["quay.example", title, "Ada Byron", "9-11 minutes", summary]
    article = read_article(page(*lines, *STORY[1:], *(f"{line} Again." for line in STORY[1:])))
    assert (article.headline, article.standfirst) == (title, summary)
    assert article.paragraphs[0] == STORY[1]


def test_the_title_above_the_day_is_the_headline_and_those_below_are_of_entries():
    title = "Ministers of nine countries on steel: as it happened"
    lines = ["Harbour News", "Talks live", title, "Ada Byron", "Wed 20 Mar 2013 18.40 GMT"]
    lines += ["Key events", "Envoy Eva Lund hopes", "Makers in four countries"]
    assert read_article(page(*lines, "18.40 GMT", *STORY)).headline == title


def test_what_has_a_day_with_its_year_is_a_caption_and_no_summary():
    lines = ["Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
    caption = "Envoys walk to their cars outside the old mill in Oslo on Friday, May 3, 2019"
    assert read_article(page("Harbour News", *lines, caption, *STORY)).standfirst == ""


def test_a_database_cites_author_and_paper_in_one_line():
    cited = "Byron, Ada.  Quay Weekly; Oslo [Oslo]. 14 Mar 1996: B2."
    assert read_byline(cited) == ("Ada Byron", "Quay Weekly")


def test_an_author_may_stand_right_below_the_text():
    assert read_article(page("Steel Duties Put Off", *STORY, "By Ada Byron")).byline == "Ada Byron"


def test_an_author_may_sign_with_an_office_below_the_text():
    lines = ["The Quay Letter: steel and power", "Friday 14 October 2022", *STORY]
    text = page(*lines, "Until next week,", "Ada Byron", "Economics editor", "Unsubscribe")
    assert read_article(text).byline == "Ada Byron"


def test_a_dateline_names_no_author():
    lead = "EDEN LAKE, MINN., March 2 - Shr 67 cts vs 23 cts"
    lines = ["SULA CORP 2ND QTR JAN 31 NET", lead, "Net 1,000,011 vs 200,300", "Revs 20.3 mln"]
    article = read_article(page(*lines, "Note: the net is after taxes, the board said on Monday."))
    assert (article.headline, article.byline) == ("SULA CORP 2ND QTR JAN 31 NET", "")
    assert "Net 1,000,011 vs 200,300" in article.paragraphs


def test_a_day_at_a_clock_time_names_no_author_and_ends_no_text():
    assert kinds(page("Steel Duties", "06:00, 14 OCT 2021", *STORY))["06:00, 14 OCT 2021"] == (
        "date line"
    )


TOP = ["Harbour Post", "Home", "Ministers put off steel duties", "By Ada Byron", "May 3, 2019"]
MORE = [
    "The envoy said that her office would write to all nine countries within a week.",
    "Two of the nine will not come again, one of them said late in the evening.",
]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("To view this video you need to turn on scripts.", "page furniture"),
        ("This article is more than 9 years old", "page furniture"),
        ("Listen to this article · 6:42 min", "page furniture"),
        ("Share full article", "page furniture"),
        ("Font size: A A A", "page furniture"),
        ("Make us preferred on Quayfinder", "page furniture"),
        ("This summary was written by AI and checked by the quay desk.", "page furniture"),
        ("Was this page helpful? Yes / No", "page furniture"),
        ("Show key events only", "page furniture"),
        ("Heard on Morning Edition", "page furniture"),
        ("The audio version of this story was produced by Ada Byron.", "page furniture"),
        ("The Quay adheres to the Press Standards Organisation's code.", "page furniture"),
        ("Send us your photos", "page furniture"),
        ("Duration: 1 minute 12 seconds", "page furniture"),
        ("View post on Quayer", "page furniture"),
        ("End of carousel", "page furniture"),
        ("If you spot an error, please let us know.", "page furniture"),
        ("Lesedauer: ca. 4 Min.", "clock time"),
        ("LIVE Updated 14 minutes ago", "clock time"),
        ("1 hr 5 min ago", "clock time"),
        ("09.02.2023, 17:31 Uhr", "date line"),
        ("Sunday, October 11, 1998; Page B03", "date line"),
        ("10m ago Envoys leave the hall", "related links"),
        ("Have you seen a heron? Let us know in the comments below", "comment prompt"),
        ("We want our comments to be a lively part of the quay.", "comment prompt"),
        ("This advert has finished. The article continues below.", "advertisement"),
        ("Do you want alerts sent to your phone by the quay?", "newsletter"),
        ("The best of the quay, in your inbox.", "newsletter"),
        ("Quiet news is dear. Please support us by giving a crown.", "paywall"),
        ("… we have a small favour to ask. Herons cost money.", "paywall"),
        ("Your crown helps to keep our reporting free for all.", "paywall"),
        ("Subscribe Contribute", "paywall"),
        ("Réservé à nos abonnés", "paywall"),
        ("Support trusted journalism and herons.", "paywall"),
        ("Accept additional cookies", "cookie notice"),
        ("We use some essential cookies to make the quay work.", "cookie notice"),
        ("Le Quai in English", "navigation"),
        ("NASDAQ 14,506.90 -2.60%", "market data notice"),
        ("Teilen", "share bar"),
    ],
)
def test_furniture_of_todays_pages_has_its_reason(line: str, reason: str):
    assert reasons_alone([line])[0] == {0: reason}


@pytest.mark.parametrize(
    "line",
    [
        "To view this video again was more than the envoy could bear.",
        "This article is more than a list of herons.",
        "Listen to the story of a man who lost his boat.",
        "This summary was written by a clerk who had not been there.",
        "The summary was generated by AI, the court found.",
        "Was this page torn out by the envoy?",
        "Heard on the quay, the bell was thin.",
        "Duration was what the makers cared for.",
        'Let us know, she wrote, and the comments came in by the hundred: "In the comments, all."',
        "He asked the town to support us, and the town did.",
        "Every one of them had lessons in English",
        "Dow fell by 300 points on Monday.",
        "Play was stopped at noon.",
        "The cookies had gone stale.",
    ],
)
def test_prose_is_no_furniture_of_todays_pages(line: str):
    assert reasons_alone([line])[0] == {}


@pytest.mark.parametrize(
    "box",
    [
        ["Timeline", "1952 The board is founded", "1994: Duties are lifted.", "2019 Talks fail"],
        ["What we know so far", "Nine countries met in Oslo", "A third meeting is planned"],
        ["The talks by the numbers", "9: the countries at the table", "25%: the duties asked for"],
        ["Key points", "No decision on duties", "A new meeting in two weeks"],
        ["* Key points", "* No decision on duties", "* A new meeting in two weeks"],
        ["POLL", "Should there be duties on steel?", "Yes", "No", "I am a heron"],
        ["Quick Guide", "How duties work", "Show", "Was this helpful?"],
    ],
)
def test_a_box_of_points_amid_a_text_is_no_text(box: list[str]):
    article = read_article(page(*TOP, *STORY, *box, *MORE))
    assert list(article.paragraphs) == [*STORY, *MORE]


@pytest.mark.parametrize(
    "text",
    [
        [*STORY, "What we know", *MORE],
        [*STORY, "Highlights", "The envoy's hat, which was green and wide", *MORE],
    ],
)
def test_prose_or_one_point_below_such_a_heading_is_text(text: list[str]):
    assert set(STORY + text[-2:]) <= {*read_article(page(*TOP, *text)).paragraphs}


def test_points_that_sum_up_a_text_above_its_author_are_no_text():
    points = [
        "Nine countries met for a day and parted without a word on duties.",
        "They meet again.",
    ]
    lines = [*TOP[:3], "AI summary", *points, "Show less", *TOP[3:], *STORY, *MORE]
    article = read_article(page(*lines))
    assert (article.headline, article.byline) == (TOP[2], "Ada Byron")
    assert list(article.paragraphs) == [*STORY, *MORE]


def test_a_button_for_a_summary_takes_no_author_away():
    lines = [*TOP[:3], "6 min", "Summary", "358", *TOP[3:], "Share", *STORY, *MORE]
    article = read_article(page(*lines))
    assert (article.byline, list(article.paragraphs)) == ("Ada Byron", [*STORY, *MORE])


VIDEO = ["Watch: Ministers leave the hall", "02:17", "Now Playing", "Auto-play in 5 seconds"]
PROSE = [
    "Ministers from nine countries put off a decision on duties on Friday after a day of talks in "
    "which hardly anybody but the envoy had spoken.",
    *STORY[1:],
    *MORE,
]


@pytest.mark.parametrize(
    "gap",
    [
        VIDEO,
        ["Advertisement", "Article continues below", "Advertisement"],
        ["Sign up to our newsletter", "Enter your email address", "By signing up you agree to it"],
        ["Play", "Mute", "Current Time 0:00", "/", "Duration 1:12", "Stream Type LIVE", "720p"],
        ["Video", "Ministers leave the hall", "2 May 2019", "1:12"],
    ],
)
def test_a_first_paragraph_above_a_player_or_an_advertisement_is_text(gap: list[str]):
    article = read_article(page(*TOP, PROSE[0], *gap, *PROSE[1:], "More on this story"))
    assert list(article.paragraphs) == PROSE
    assert article.standfirst == ""


def test_a_line_above_who_took_the_picture_is_its_caption():
    caption = "A crane stands in the harbour of Molde, where little is unloaded now."
    lines = [*TOP, *STORY, caption, "Ida Moe/Quay Agency/Getty Images", *MORE]
    assert kinds(page(*lines))[caption] == "caption"
    assert list(read_article(page(*lines)).paragraphs) == [*STORY, *MORE]


def test_nothing_below_the_mark_that_closes_a_text_belongs_to_it():
    lines = [*TOP, *STORY, f"{MORE[0]} ♦", "More from the quay", "A night with the eels.", "Tides."]
    assert list(read_article(page(*lines)).paragraphs) == [*STORY, f"{MORE[0]} ♦"]


@pytest.mark.parametrize("bullet", ["* ", "+ ", "• "])
def test_furniture_and_authors_in_lists_are_known_behind_the_bullet(bullet: str):
    starred = {
        f"{bullet}Advertisement": "advertisement",
        f"{bullet}Sign up for our newsletter": "newsletter",
        f"{bullet}Share this with Facebook": "share bar",
    }
    head = ["Dockers Walk Out as Talks Fail", f"{bullet}By Ada Byron, Quay Reporter"]
    article = read_article("\n\n".join([*head, *STORY[:3], *starred, *STORY[3:]]))
    assert list(article.paragraphs) == STORY
    assert article.byline == "Ada Byron"
    assert starred.items() <= kinds("\n\n".join([*head, *STORY[:3], *starred, *STORY[3:]])).items()


def test_a_list_that_a_text_has_is_text_for_all_its_stars():
    items = [
        "* Dues for timber fall to a third of what they were in spring.",
        "* The outer channel is dredged at the cost of the ferry company.",
        "* Nobody is to be paid for waiting outside the harbour at night.",
    ]
    head = ["Dockers Walk Out as Talks Fail", "By Ada Byron"]
    article = read_article("\n\n".join([*head, *STORY[:3], *items, *STORY[3:]]))
    assert list(article.paragraphs) == [*STORY[:3], *items, *STORY[3:]]
