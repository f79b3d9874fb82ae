"""Which lines of a capture are the article."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.model import REPEATED
from helpers.intake.parts import read_dateline
from nasty import STORY

LEAD = "OSLO (Reuter): Ministers from nine countries put off a decision on steel duties on Friday."
SECOND = "They will meet again in two weeks, and the envoy Eva Lund hopes for a better mood then."
THIRD = "Steel makers in four countries had asked for duties of 25 percent from next month on."
BODY = [LEAD, SECOND, THIRD]


def reasons(text: str) -> list[tuple[int, str]]:
    return [(line.line, line.reason) for line in read_article(text).removed]


def test_a_doubled_headline_is_told_and_kept_once():
    article = read_article(
        "\n".join(["Ministers Put Off Decision", "Ministers Put Off Decision", *BODY])
    )
    assert article.headline == "Ministers Put Off Decision"
    assert [(r.line, r.reason) for r in article.removed] == [(2, "doubled headline")]
    assert article.paragraphs == tuple(BODY)


def test_without_a_headline_the_first_sentence_is_none():
    article = read_article("\n".join(BODY))
    assert article.headline == ""
    assert article.paragraphs == tuple(BODY)


def test_a_headline_is_the_line_that_the_story_is_about():
    page = [
        "World",
        "Business and markets",
        "Steel Duties Put Off by Ministers",
        "By Ada Byron",
        "Evening Courier",
        *BODY,
    ]
    article = read_article("\n".join(page))
    assert article.headline == "Steel Duties Put Off by Ministers"
    assert (article.byline, article.agency) == ("Ada Byron", "Evening Courier")
    assert [(r.line, r.reason) for r in article.removed] == [(1, "masthead"), (2, "masthead")]


def test_the_papers_name_is_read_from_the_masthead():
    page = ["The Harbour Post - Online", "since 1901", "", "Steel Duties Put Off", "", *BODY]
    assert read_article("\n".join(page)).publisher == "The Harbour Post"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Bergen Weather: 12 °C | Rain", "weather"),
        ("QR Code to this page", "QR code"),
        ("You have 2 free articles left. Subscribe to continue.", "paywall"),
        ("Start your subscription today", "paywall"),
        ("14:05", "clock time"),
        ("3 hours ago", "clock time"),
        ("What is your view?", "comment prompt"),
        ("Leave a comment", "comment prompt"),
        ("Advertisement", "advertisement"),
        ("© 2019 The Harbour Post. All rights reserved.", "copyright"),
        ("We use cookies to make this site better.", "cookie notice"),
        ("Sign up for our morning newsletter", "newsletter"),
        ("Share on Facebook", "share bar"),
        ("Photo: Jon Vik", "caption"),
    ],
)
def test_page_furniture_gets_its_reason(line: str, reason: str):
    page = [*BODY, line]
    assert reasons("\n".join(page)) == [(4, reason)]
    assert read_article("\n".join(page)).paragraphs == tuple(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright piracy was not on the table, the envoy said on Friday.",
        "The weather was bad, and the share of steel in all exports fell again.",
        "She will comment on the offer next week, after a talk with the makers.",
        "It was 30 °C in the hall, which made nobody more patient.",
    ],
)
def test_prose_about_furniture_is_no_furniture(line: str):
    assert read_article("\n".join([*BODY, line])).paragraphs[-1] == line


def test_what_follows_an_end_marker_is_another_story():
    teasers = [
        "Read next",
        "04:00",
        "A ship ran aground off the northern coast on Friday, police said.",
        "03:10",
        "The harbour of the old town is to be dredged again, the mayor said.",
    ]
    assert reasons("\n".join([*BODY, *teasers])) == [
        (4, "teaser"), (5, "clock time"), (6, "teaser"), (7, "clock time"), (8, "teaser"),
    ]  # fmt: skip


def test_an_article_goes_on_after_a_box_of_links():
    box = ["Related articles", "Steel makers ask for help"]
    again = [
        "Ministers disagree about the reasons for the fall in prices since spring last year.",
        "Some point to new mills abroad, others to the fall of building at home in the same time.",
        "All of them expect a hard winter for the older works on the coast and in the valleys.",
    ]
    article = read_article("\n".join([*BODY, *box, *again]))
    assert article.paragraphs == (*BODY, *again)
    assert [r.line for r in article.removed] == [4, 5]


def test_a_summary_above_the_dateline_is_a_standfirst():
    summary = (
        "Nine countries could not agree on steel. They try again in two weeks. Makers are unhappy."
    )
    article = read_article("\n".join([summary, *BODY]))
    assert article.standfirst == summary
    assert article.paragraphs == tuple(BODY)
    assert article.headline == ""


def test_a_person_introduced_twice_betrays_a_standfirst():
    summary = (
        "Norway's steel envoy Eva Lund will travel to Geneva next week for a second round of talks."
    )
    lead = "Norway's chief negotiator, Eva Lund, plans to go to Geneva for a second round of talks."
    rest = "She left the first round without a result. Lund told reporters that she was hopeful."
    article = read_article("\n".join([summary, lead, rest]))
    assert article.standfirst == summary
    assert article.paragraphs == (lead, rest)


def test_a_wire_story_with_hard_line_ends_is_put_together():
    story = """STEEL DUTIES PUT OFF BY MINISTERS

    OSLO, March 26 - Ministers from nine countries put off a
decision on steel duties on Friday, and said they would meet
again in two weeks to try once more for a common stand.
    The envoy Eva Lund hopes for a better mood then, while the
makers in four countries had asked for duties of 25 pct from
next month on, a spokesman for their federation said.
 REUTER
"""
    article = read_article(story)
    assert article.headline == "STEEL DUTIES PUT OFF BY MINISTERS"
    assert (article.place, article.agency) == ("Oslo", "Reuter")
    assert len(article.paragraphs) == 2
    assert article.paragraphs[1].startswith(
        "The envoy Eva Lund hopes for a better mood then, while the makers"
    )
    assert [(r.line, r.reason) for r in article.removed] == [(9, "wire sign-off")]


def test_an_end_mark_is_no_agency():
    assert read_article("\n".join([SECOND, THIRD, THIRD + " Again.", "-END-"])).agency == ""


def test_lines_that_a_transmission_repeats_are_taken_once():
    lines = [
        "    OSLO, March 26 - Ministers from nine countries put off a",
        "decision on steel duties on Friday, and said they would meet",
        "again in two weeks to try once more for a common stand.",
    ]
    again = lines[1:]
    article = read_article("\n".join(["STEEL DUTIES PUT OFF", "", *lines, *again]))
    assert [r.reason for r in article.removed] == ["repeated lines", "repeated lines"]
    assert article.paragraphs[0].count("decision on steel duties") == 1


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("JAKARTA (Reuter): Talks went on.", "Jakarta", "Reuter"),
        ("TOKYO: Talks went on.", "Tokyo", ""),
        ("WASHINGTON, March 2 - Talks went on.", "Washington", ""),
        ("GENEVA, June 27 (AP) -- Talks went on.", "Geneva", "AP"),
        ("London, March 27 - Talks went on.", "London", ""),
        ("LA CROSSE, Wis. (AP) — Talks went on.", "La Crosse, Wis.", "AP"),
        ("NEW DELHI, 3 May 1994 - Talks went on.", "New Delhi", ""),
        ("Oslo (dpa) - Talks went on.", "Oslo", "dpa"),
        ("Lima, march 18 - talks went on.", "Lima", ""),
        ("MOLDE, Norway, March 23, Reuter - Talks went on.", "Molde, Norway", "Reuter"),
        ("WATCH: Talks went on.", "", ""),
        ("Talks went on: nobody left.", "", ""),
        ("The minister - a tall man - left.", "", ""),
        ("EU - the union - met.", "", ""),
    ],
)
def test_datelines_in_many_forms(opening: str, place: str, agency: str):
    dateline = read_dateline(opening)
    assert (dateline.place, dateline.agency) == (place, agency)


@given(st.text(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_every_line_of_any_text_is_kept_or_has_a_reason(text: str):
    from helpers.intake.normalise import split_lines, squeeze

    article = read_article(text)
    filled = [i + 1 for i, line in enumerate(split_lines(text)) if squeeze(line)]
    assert [line.number for line in article.lines] == filled
    assert all(line.kind for line in article.lines)
    removed = {line.line for line in article.removed}
    kept = {line.number for line in article.lines} - removed
    assert bool(article.paragraphs or article.headline or article.standfirst) <= bool(kept)


furniture = st.sampled_from(
    ["Advertisement", "14:05", "Share", "Photo: Jon Vik", "Advertisement", ""]
)


@given(st.lists(furniture, max_size=6))
@settings(max_examples=50, deadline=None)
def test_furniture_between_paragraphs_changes_no_paragraph(lines: list[str]):
    page = [LEAD, *lines, SECOND, *lines, THIRD]
    assert read_article("\n".join(page)).paragraphs == tuple(BODY)


def test_a_sentence_amid_much_furniture_is_kept():
    page = [LEAD, *["Advertisement"] * 6, SECOND, *["Share", "14:05"] * 4, THIRD]
    assert read_article("\n".join(page)).paragraphs == tuple(BODY)


def test_a_headline_may_end_with_an_abbreviation():
    page = "STEEL MAKERS SEEK BETTER DEAL WITH U.S.\n\n" + "\n".join(BODY)
    assert read_article(page).headline == "STEEL MAKERS SEEK BETTER DEAL WITH U.S."


def test_a_sentence_full_of_names_is_prose():
    line = "Makers in the United States had asked the Federal Board for $2 million in aid."
    assert read_article("\n".join([*BODY, line])).paragraphs == (*BODY, line)


def test_items_of_a_list_are_part_of_the_article():
    items = ["-- an end to all duties on steel;", "-- no new ones before next year."]
    assert read_article("\n".join([*BODY, *items])).paragraphs == (*BODY, *items)


def test_a_short_sentence_after_the_story_is_prose_and_a_menu_is_none():
    page = [*BODY, "They will meet again in May.", "World Business Sport Weather Opinion Culture"]
    assert read_article("\n".join(page)).paragraphs == (*BODY, page[3])


def test_a_long_line_costs_linear_time():
    import time

    started = time.perf_counter()
    read_article("\n".join(["Read next " * 20_000, "x" * 200_000, "free articles " * 20_000]))
    assert time.perf_counter() - started < 5


def test_a_users_correction_brings_a_line_back_in_its_place():
    page = ["Steel Duties Put Off by Ministers", LEAD, "Photo: Jon Vik", SECOND, THIRD]
    kinds = ["", "", "body", "", ""]
    article = read_article("\n".join(page), kinds=kinds)
    assert article.paragraphs == (LEAD, "Photo: Jon Vik", SECOND, THIRD)
    assert [line.confidence for line in article.lines if line.number == 3] == [1.0]


def test_a_users_correction_takes_a_line_out():
    article = read_article(
        "\n".join([*BODY, SECOND[:-1] + " again."]), kinds=["", "", "", "teaser"]
    )
    assert article.paragraphs == tuple(BODY)
    assert [(r.line, r.reason, r.confidence) for r in article.removed] == [(4, "teaser", 1.0)]


def test_settled_kinds_are_honoured_whatever_the_line_looks_like():
    page = ["World", "Some Words", *BODY]
    article = read_article("\n".join(page), kinds=["headline", "byline", "", "", ""])
    assert article.headline == "World"
    assert article.byline == "Some Words"
    assert article.paragraphs == tuple(BODY)


def test_a_settled_line_settles_the_paragraph_that_it_is_wrapped_in():
    story = """STEEL DUTIES PUT OFF BY MINISTERS

    OSLO, March 26 - Ministers from nine countries put off a
decision on steel duties on Friday, and said they would meet
again in two weeks to try once more for a common stand.
    The envoy Eva Lund hopes for a better mood then, while the
makers in four countries had asked for duties of 25 pct from
next month on, a spokesman for their federation said.
"""
    kinds = [""] * len(story.split("\n"))
    kinds[6] = "teaser"
    article = read_article(story, kinds=kinds)
    assert [r.line for r in article.removed] == [6, 7, 8]
    assert len(article.paragraphs) == 1


def test_a_line_that_other_stories_have_takes_no_paragraph_with_it():
    story = """STEEL DUTIES PUT OFF BY MINISTERS

    Mr. President, Mr. Speaker, honoured guests of this House,
and keepers of the harbour: We put off a decision on steel
duties on Friday, and will meet again in two weeks.
    The envoy Eva Lund hopes for a better mood then, while the
makers in four countries had asked for duties of 25 pct from
next month on, a spokesman for their federation said.
"""
    kinds = [""] * len(story.split("\n"))
    kinds[2] = REPEATED
    assert len(read_article(story, kinds=kinds).paragraphs) == 2
    kinds[3] = kinds[4] = REPEATED
    article = read_article(story, kinds=kinds)
    assert [(r.line, r.reason) for r in article.removed] == [(n, REPEATED) for n in (3, 4, 5)]


def test_kinds_of_lines_that_the_text_has_not_change_nothing():
    assert read_article("\n".join(BODY), kinds=[""] * 50) == read_article("\n".join(BODY))


def test_prose_after_an_end_marker_is_taken_out_with_doubt():
    teasers = [
        "Read next",
        "04:00",
        "A ship ran aground off the long northern coast on Friday, police in Bergen said.",
    ]
    article = read_article("\n".join([*BODY, *teasers]))
    doubts = {r.line: r.confidence for r in article.removed}
    assert doubts[6] < 0.75 < doubts[5]


def test_a_pattern_is_surer_than_a_guess():
    page = ["World", "Business and markets", *BODY, "Advertisement"]
    confidence = {line.number: line.confidence for line in read_article("\n".join(page)).lines}
    assert confidence[6] > 0.95
    assert all(0.5 <= value <= 1 for value in confidence.values())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (
            "Correction: an earlier version of this article misspelled Eva Lund's name.",
            "correction",
        ),
        ("Editor's note: the names of two steel makers have been changed.", "editor's note"),
        ("(Continued on page 4)", "continued line"),
    ],
)
def test_words_about_the_article_have_kinds_of_their_own(line, kind):
    article = read_article("\n".join([*BODY, line]))
    assert [x.kind for x in article.lines if x.number == 4] == [kind]
    assert article.paragraphs == tuple(BODY)


def test_a_dateline_alone_on_its_line_is_a_dateline():
    article = read_article(
        "\n".join(["GENEVA, June 27 (AP) --", SECOND, THIRD, SECOND[:-1] + " again."])
    )
    assert article.lines[0].kind == "dateline"
    assert article.paragraphs[0] == SECOND


def test_a_short_wire_story_loses_nothing():
    story = """TRADE DEFICIT OF NORDLAND FALLS

    OSLO, March 12 - The trade deficit of Nordland in January fell
to 310 mln crowns from 520 mln a year earlier, officials said.
    Exports rose by nine pct, mainly to the two largest buyers of
steel in the south, and imports fell by four.
"""
    article = read_article(story)
    assert article.headline == "TRADE DEFICIT OF NORDLAND FALLS"
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["Die Minister aus neun Ländern haben am Freitag den Beschluss über Stahl vertagt.",
         "Sie wollen in zwei Wochen wieder zusammenkommen, wie ein Sprecher der Runde sagte.",
         "Die Hersteller hatten ab dem nächsten Monat höhere Abgaben auf alles gefordert."],
        ["Министры девяти стран в пятницу отложили решение о пошлинах на ввоз стали.",
         "Они встретятся снова через две недели, сообщил журналистам представитель делегации.",
         "Производители из четырёх стран просили повысить пошлины уже со следующего месяца."],
        ["각국 장관들은 금요일에 철강 관세에 대한 결정을 다시 한 번 연기했다고 밝혔다.",
         "그들은 이 주 뒤에 다시 만나 공동의 입장을 찾기 위해 노력할 것이라고 말했다.",
         "네 나라의 철강 업체들은 다음 달부터 더 높은 관세를 요구해 왔다고 전해졌다."],
    ],
)  # fmt: skip
def test_text_in_other_languages_is_told_from_a_menu(lines):
    menu = ["Start", "Politik", "Sport"]
    assert read_article("\n".join([*menu, *lines, "Impressum"])).paragraphs == tuple(lines)


@pytest.mark.parametrize("title", ["Who Pays?", "The Bees Are Back", "'We Were Wrong'"])
def test_the_only_line_above_the_byline_is_the_headline(title):
    text = "\n\n".join([title, "By Ada Byron", *STORY])
    assert read_article(text).headline == title


@pytest.mark.parametrize("label", ["Opinion", "The Harbour Post"])
def test_a_section_or_a_paper_above_the_byline_is_no_headline(label):
    assert read_article("\n\n".join([label, "By Ada Byron", *STORY])).headline == ""


def test_news_in_brief_lose_no_item_to_a_standfirst():
    items = [f"{town} - {line}" for town, line in zip(("PARIS", "CAIRO"), STORY[1:], strict=False)]
    article = read_article("\n\n".join(["News in Brief", STORY[0], *items]))
    assert article.standfirst == ""
    assert article.paragraphs == (STORY[0], *items)


@pytest.mark.parametrize(
    "line",
    [
        "The Courier, May 3, 1996",
        "THE COURIER, Friday, May 3, 1996, Page A6",
        "(The Courier, 3 May 1996, p. 4)",
        "The Harbour Ledger, May 3, 1996",
        "The Harbour Argus: May 3, 1996",
    ],
)
@pytest.mark.parametrize("place", [1, 9])
def test_a_line_that_cites_the_article_dates_it_and_is_no_text(line, place):
    lines = ["Ministers Put Off Decision", "By Ada Byron", *STORY]
    lines.insert(place, line)
    article = read_article("\n\n".join(lines))
    assert article.publisher.casefold() in line.casefold()
    assert article.publisher.startswith("The ")
    assert article.dated.best == dt.date(1996, 5, 3)
    assert line not in article.paragraphs
    assert article.headline == "Ministers Put Off Decision"


@pytest.mark.parametrize(
    "line",
    [
        "He wrote to the Evening Post, May 3, 1996, and nobody answered his letter.",
        "The museum keeps every copy of the Daily Courier, 1996 included.",
    ],
)
def test_a_sentence_about_a_paper_is_text(line):
    article = read_article("\n\n".join(["Ministers Put Off Decision", *STORY, line]))
    assert article.paragraphs[-1] == line
    assert article.publisher == ""


@pytest.mark.parametrize(
    ("line", "earliest", "latest"),
    [
        ("By Ada Byron | June 3, 1994", dt.date(1994, 6, 3), dt.date(1994, 6, 3)),
        ("By Ada Byron, Staff Writer, 3 June 1994", dt.date(1994, 6, 3), dt.date(1994, 6, 3)),
        ("By Ada Byron June 3, 1994", dt.date(1994, 6, 3), dt.date(1994, 6, 3)),
        ("By Ada Byron\nFriday, June 3, 1994; Page A12", dt.date(1994, 6, 3), dt.date(1994, 6, 3)),
        ("By Ada Byron | Updated June 3, 1994", None, dt.date(1994, 6, 3)),
        ("By Ada Byron | Founded June 3, 1894", None, None),
        ("By Ada Byron\n\nPublished May 2, 1994", dt.date(1994, 5, 2), dt.date(1994, 5, 2)),
    ],
)
def test_a_day_beside_the_authors_name_dates_the_article(line, earliest, latest):
    text = (
        f"Council Turns Down Plan for Tram Line\n\n{line}\n\n"
        "The council turned down the plan for the tram line after three hours of talks in the "
        "old town hall, and the mayor left by the back door without a word.\n\n"
        "Its members will look at the plan again when the engineers have counted what it costs.\n"
    )
    dated = read_article(text).dated
    assert (dated.earliest, dated.latest) == (earliest, latest)


EELS = [
    "GENEVA, June 27 (AP) -- The eel ministers met behind closed doors on Tuesday, again.",
    "They will meet once more in the autumn, a spokesman said, and eat together.",
    '"Nobody wants to be the first to leave," said a man who left.',
    "The quotas stay as they are until the ministers have agreed on others.",
]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("###", "page furniture"),
        ("&#3;", "page furniture"),
        ("AP-NY-06-27-95 0512EDT", "wire sign-off"),
        ("(END) Dow Jones Newswires", "wire sign-off"),
        ("-By Ada Byron, Dow Jones Newswires; 47 22 00 00 00; ada@example.com", "contact"),
        (
            "Ada Byron is a columnist for The Harbour Post. Follow her on Twitter @adabyron.",
            "author box",
        ),
        ("The author can be reached at ada@example.com", "author box"),
        (
            "We are continually improving the quality of our text archives. Please send feedback.",
            "page furniture",
        ),
        (
            "Please use the sharing tools found via the share button at the top or side.",
            "copyright",
        ),
    ],
)
def test_what_archives_and_agencies_put_below_a_story_is_no_text(line: str, reason: str):
    article = read_article("Ministers Meet On Eels\n\n" + "\n\n".join([*EELS, line]))
    assert article.paragraphs == tuple(EELS)
    assert [removed.reason for removed in article.removed] == [reason]


@pytest.mark.parametrize(
    "line",
    [
        "The minister can be reached at home, and he will follow her on foot to the harbour.",
        "This is a digital version of an old quarrel, and eels are in it.",
        "Sold eels went from Oslo, from Hull and from Kiel to Geneva.",
    ],
)
def test_prose_like_the_notes_of_archives_is_text(line: str):
    article = read_article("Ministers Meet On Eels\n\n" + "\n\n".join([*EELS, line]))
    assert article.paragraphs == (*EELS, line)


def test_a_headline_that_is_written_like_prose_is_no_standfirst():
    story = [
        "OSLO, Feb. 3 (AP) -- Farm Minister Odd Lund said on Wednesday that eels would stay.",
        "\"I told them: 'Not one kilo more.' They laughed,\" Lund told a meeting of fishermen.",
        '"Then they asked again.',
        '"I said no again," he added.',
        'An envoy called the answer "unhelpful," and his deputy said that it was "a relic."',
        'According to Mary Ward, an analyst, "prices will decide."',
    ]
    article = read_article("\n\n".join(["Minister will not budge on eels", *story]))
    assert article.headline == "Minister will not budge on eels"
    assert (article.standfirst, article.paragraphs) == ("", tuple(story))


def test_the_age_of_a_story_is_no_headline():
    age = "This article is more than 9 years old"
    page = [age, "Ministers talk about eels once more", age, "Tue 15 Dec 2009 18.05 GMT", *EELS]
    assert read_article("\n".join(page)).headline == "Ministers talk about eels once more"


def test_a_line_that_cites_the_paper_with_a_colon_is_no_headline():
    cited = "The Harbour Times: Nov. 17, 1995"
    page = [cited, "Ministers agree to meet again", *EELS, cited]
    article = read_article("\n".join(page))
    assert article.headline == "Ministers agree to meet again"
    assert article.paragraphs == tuple(EELS)


def test_a_date_between_bars_is_no_text():
    story = [
        "IT BEGAN with a crate of eels in Hull. It ended this week in a room with bad coffee.",
        "The ministers will cut their tariff by half, and the fishermen get money instead.",
        '"Nobody won but the lawyers," says an envoy.',
    ]
    head = ["Eels", "The longest war of all ends", "Dec 17th 2009 | OSLO | From the print edition"]
    assert read_article("\n".join([*head, "", "\n\n".join(story)])).paragraphs == tuple(story)


@pytest.mark.parametrize(
    "line",
    [
        "Eva Holm is a business reporter in Oslo. She has covered shipping since 1998.",
        "The Harbour Post is published by Pier Media Limited, registered in England No. 1234567.",
        "Quotes are delayed by at least 15 minutes. Market data is provided by third parties.",
        "Subscribe now for full access to The Harbour Post and support independent journalism.",
        "Get the stories that matter to your business, every weekday at seven.",
    ],
)
def test_sentences_about_author_and_paper_below_a_text_are_no_part_of_it(line: str):
    page = ["Ministers Put Off Decision", "By Eva Holm", *BODY, line, "About us", "Contact"]
    assert list(read_article("\n".join(page)).paragraphs) == BODY


def test_an_author_who_is_told_of_amid_the_text_stays_in_it():
    told = "Eva Holm is the envoy whom nobody in the room wanted to see again after Friday."
    page = ["Ministers Put Off Decision", "By Eva Holm", LEAD, told, SECOND, THIRD, *EELS]
    assert told in read_article("\n".join(page)).paragraphs


def test_titles_between_a_dateline_and_the_text_below_a_box_are_no_text():
    titles = ["Related", "Mills in the North Close as Their Owner Gives Up", "Grain Prices Fall"]
    page = ["Ministers Put Off Decision", "By Eva Holm", LEAD, *titles, SECOND, THIRD]
    assert list(read_article("\n".join(page)).paragraphs) == BODY


def test_a_first_line_of_figures_with_a_dateline_is_text():
    first = "SULA, Feb 26 - Shr profit 15 crowns vs profit four crowns in the year before"
    lines = ["SULA KILNS LTD 4TH QTR", first, "Net profit 1.1 mln vs 398,000", "Revs 8.1 mln vs 9"]
    article = read_article("\n".join([*lines, "Note: the net is after taxes, the board said."]))
    assert article.headline == "SULA KILNS LTD 4TH QTR"
    assert article.paragraphs[0] == first or article.standfirst == first


def test_a_trail_of_sections_is_no_headline():
    page = ["Home > Business > Ministers and Steel Duties", "Deal Put Off", "By Eva Holm", *BODY]
    assert read_article("\n".join(page)).headline == "Deal Put Off"


WRONG = (
    "An article on Tuesday about duties on steel misstated the year in which they began. "
    "It was 1991, not 1992."
)


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        (f"Correction\n\n{WRONG}", ""),
        (f"Correction: Steel Duties\nMay 13, 2019\n{WRONG}", "Correction: Steel Duties"),
        (f"Home\nNews\nSubscribe\nCorrection\nMay 13, 2019\n{WRONG}\nShare\nMost Read", ""),
        ("Editor's Note\n\n" + WRONG, ""),
        (f"Editor's note: {WRONG}", ""),
        (f"Correction: {WRONG}", ""),
    ],
)
def test_a_correction_filed_as_a_clipping_of_its_own_is_its_text(page: str, headline: str):
    article = read_article(page)
    assert len(article.paragraphs) == 1
    assert article.paragraphs[0].endswith("1991, not 1992.")
    assert article.headline == headline


def test_several_corrections_under_one_heading_are_all_kept():
    other = "A caption on Monday named the wrong harbour. It was Oslo."
    assert read_article(f"Corrections\n\n{WRONG}\n\n{other}").paragraphs == (WRONG, other)


@pytest.mark.parametrize("page", ["{note}\n\n{text}", "{text}\n\n{note}"])
def test_a_correction_beside_an_article_is_no_text_of_it(page: str):
    text = (
        "Ministers from nine countries put off a decision on steel duties on Friday after a day "
        "of talks that none of them would speak of.\n\nThey will meet again in two weeks, a "
        "spokesman said, and most of the mills will have closed by then."
    )
    article = read_article(page.format(note=f"Correction: {WRONG}", text=text))
    assert not any("1991" in paragraph for paragraph in article.paragraphs)
    assert len(article.paragraphs) == 2


def test_a_paragraph_pasted_twice_in_a_row_is_kept_once():
    paragraph = "The town will close two of the three slate quarries in the valley in spring."
    others = [
        "The mayor told the workers on Tuesday that the price had fallen below the cost.",
        "The union will meet on Friday, and nobody expects the town to change its mind.",
    ]
    text = "\n\n".join([others[0], paragraph, paragraph, others[1]])
    assert list(read_article(text).paragraphs) == [others[0], paragraph, others[1]]
