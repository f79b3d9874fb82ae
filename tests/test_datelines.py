"""Datelines in the forms of every agency and era, and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.parts.agencies import AGENCIES, known_agency
from helpers.intake.parts.credits import agency_of
from helpers.intake.parts.datelines import LONGEST, is_dateline_alone, read_dateline
from nasty import PUMPED, pumped, within

near_news = st.lists(
    st.sampled_from(
        [
            "OSLO", "Oslo", "NEW", "York", "(AP)", "(Reuter)", "March", "2", "1994", "-", "--",
            ":", ",", ".", "By", "by", "Ada", "Byron", "and", "de", "Staff", "|", "The",
            "ministers", "met", '"', "(", ")", "U.S.", "St.", "Ünï", "東京", "\u202e", "<b>", "/",
            "Monday,", "Wis.", "TASS", "****",
        ]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(st.one_of(near_news, st.text(max_size=200)))
@settings(max_examples=300)
def test_a_dateline_leaves_some_text_and_names_a_place_or_an_agency(text: str):
    dateline = read_dateline(text)
    assert 0 <= dateline.length <= min(len(text), LONGEST)
    assert bool(dateline.length) == bool(dateline.place or dateline.agency)
    if dateline.length:
        assert text[dateline.length :].strip()
    assert is_dateline_alone(text) in (True, False)


@given(st.lists(st.one_of(near_news, st.text(max_size=60)), max_size=3))
def test_the_agency_of_an_agency_is_itself(credits_: list[str]):
    name = agency_of(*credits_)
    assert agency_of(name) == name


@pytest.mark.parametrize("name", sorted(set(AGENCIES.values())))
def test_every_agency_is_known_by_the_name_we_give_it(name):
    assert known_agency(name) == name
    assert read_dateline(f"OSLO, May 3 ({name}) -- Talks went on.").agency == name


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("LONDON, March 27, 1987 - ", "London", ""),
        ("WASHINGTON, MAR. 2 -- ", "Washington", ""),
        ("BRUSSELS, 3 May (Xinhua) -- ", "Brussels", "Xinhua"),
        ("NEW DELHI, May 3 (PTI) ", "New Delhi", "PTI"),
        ("OSLO, Monday - ", "Oslo", ""),
        ("OSLO, Monday, May 3 (Reuter) - ", "Oslo", "Reuter"),
        ("MOSCOW, May 3 (Itar-Tass) - ", "Moscow", "ITAR-TASS"),
        ("BOSTON, May 3 /PRNewswire/ -- ", "Boston", "PR Newswire"),
        ("GENEVA - AP - ", "Geneva", "AP"),
        ("GENEVA — (AP) — ", "Geneva", "AP"),
        ("(Reuters) - ", "", "Reuters"),
        ("Hong Kong (CNN Business) ", "Hong Kong", "CNN"),
        ("HONG KONG — ", "Hong Kong", ""),
        ("WASHINGTON—", "Washington", ""),
        ("LIMA, May 3.— ", "Lima", ""),
        ("PARIS (AFP) – ", "Paris", "AFP"),
        ("ST. PETERSBURG, Fla. (UPI) -- ", "St. Petersburg, Fla.", "UPI"),
        ("WARRINGTON, Pa., Feb 26 - ", "Warrington, Pa.", ""),
        ("NEWPORT NEWS, Va., March 2 - ", "Newport News, Va.", ""),
        ("STAMFORD, Conn., J - ", "Stamford, Conn.", ""),
        ("SAN JOSE, Calif., - ", "San Jose, Calif.", ""),
        ("WASHINGTON, D.C. - ", "Washington, D.C.", ""),
        ("WASHINGTON/TOKYO (Reuters) - ", "Washington/Tokyo", "Reuters"),
        ("BRUSSELS and PARIS - ", "Brussels and Paris", ""),
        ("RIO DE JANEIRO, JUNE 18 - ", "Rio de Janeiro", ""),
        ("PORT-AU-PRINCE, Haiti - ", "Port-au-Prince, Haiti", ""),
        ("COEUR D'ALENE, Idaho - ", "Coeur D'Alene, Idaho", ""),
        ("McALLEN, Texas - ", "McAllen, Texas", ""),
        ("THE HAGUE, Netherlands (AP) - ", "The Hague, Netherlands", "AP"),
        ("UNITED NATIONS - ", "United Nations", ""),
        ("****ANTWERP - ", "Antwerp", ""),
        ("SAO PAULO, MAR8 -- ", "Sao Paulo", ""),
        ("ABOARD AIR FORCE ONE (AP) - ", "Aboard Air Force one", "AP"),
        ("TOKYO (AP) _ ", "Tokyo", "AP"),
        ("TOKYO, Feb. 3 (AP) _ ", "Tokyo", "AP"),
        ("NEW DELHI, Sept. 21. ", "New Delhi", ""),
    ],
)
def test_datelines_of_every_era(opening, place, agency):
    dateline = read_dateline(f"{opening}Talks went on in the hall.")
    assert (dateline.place, dateline.agency) == (place, agency)
    assert dateline.length == len(opening)


@pytest.mark.parametrize(
    "text",
    [
        "WARNING: This hall is cold.",
        "NEW YORK TIMES: The talks went on.",
        "QUESTION: What comes next?",
        "A: We go on.",
        "LUND: We will see.",
        "UPDATE 1-Talks go on.",
        "ACME.N: Shares rose.",
        "IBM: Shares rose.",
        "EDITOR'S NOTE: This is old.",
        "U.S. - Japan talks go on.",
        "U.S. AND JAPAN AGREE - LUND",
        "NATO (the alliance) - The talks go on.",
        "TRADE TALKS - Ministers met.",
        "GENERAL MOTORS: The works rest.",
        "STOCKS: Shares fell.",
        "COPPER STANDARD - Quiet.",
        "Ministers Meet - Talks go on.",
        "Monday, May 3 - Talks go on.",
        "By Friday, March 3 - or so they hope - all is done.",
        "FOREX-Dollar up.",
        "WASHINGTON The talks went on.",
        "WHO SAID WHAT: The list.",
        "OSLO: the talks",
        "OSLO --",
    ],
)
def test_what_is_no_dateline(text):
    assert read_dateline(text).length == 0


def test_a_byline_may_stand_before_the_place():
    opening = "By Ada Byron, Associated Press Writer GENEVA (AP) -- "
    dateline = read_dateline(opening + "Talks went on.")
    assert (dateline.place, dateline.agency) == ("Geneva", "AP")
    assert dateline.byline == "By Ada Byron, Associated Press Writer"
    assert dateline.length == len(opening)


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("GENEVA, June 27 (AP) --", True),
        ("GENEVA, June 27 (AP)", True),
        ("TOKYO (Reuter)", True),
        ("OSLO, Norway", True),
        ("OSLO --", True),
        ("London, March 27, 1994", True),
        ("OSLO", False),
        ("WORLD NEWS", False),
        ("STEEL, TIMBER", False),
        ("Monday, May 3", False),
        ("By Ada Byron (AP)", False),
        ("The Harbour Post -", False),
        ("OSLO, May 3 (AP) -- Talks went on.", False),
    ],
)
def test_a_dateline_alone_on_its_line(line, alone):
    assert is_dateline_alone(line) is alone


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("The Associated Press", "AP"),
        ("AP Business Writer", "AP"),
        ("Associated Press Writer", "AP"),
        ("Special to The Evening Courier", "The Evening Courier"),
        ("Evening Courier Staff Writer", "Evening Courier"),
        ("of The Courier", "The Courier"),
        ("(c) 1994 The Courier", "The Courier"),
        ("Sun Sentinel Staff Writer", "Sun Sentinel"),
        ("Daily News Staff Writer", "Daily News"),
        ("Pier.example Staff", "Pier.example"),
        ("The Courier Political Editor", "The Courier"),
        ("TBCN Science Correspondent", "TBCN"),
        ("of the Courier Staff", "the Courier"),
        ("Staff Writer", ""),
        ("Post Staff Writer", ""),
        ("Live Science Contributor", ""),
        ("Live Science Staff Writer", ""),
        ("World News Editor", ""),
        ("Foreign News Editor", ""),
        ("Tokyo Correspondent", ""),
        ("TOKYO CORRESPONDENT", ""),
        ("White House Correspondent", ""),
        ("AFP/Reuters", "AFP"),
        ("Updated 3 May 1994", ""),
        ("", ""),
    ],
)
def test_agencies_and_papers_in_credits(credit, agency):
    assert agency_of(credit) == agency


def test_most_datelines_of_1987_are_read(shared):
    import gzip
    import json
    import re

    data = shared / "eval" / "data" / "reuters.jsonl.gz"
    if not data.is_file():
        pytest.skip("the evaluation data are not on this machine")
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        stories = [json.loads(line) for line in lines]
    right = n = 0
    for story in stories:
        line = " ".join(story["dateline"].split())
        match = re.fullmatch(r"\W*([^\d()]+?),\s+[A-Za-z]{3,9}\.? \d{1,2} -", line)
        if match and story["body"].strip():
            dateline = read_dateline(f"{line} {' '.join(story['body'].split())}")
            n += 1
            right += dateline.place.casefold() == match[1].casefold()
    assert n > 5_000
    assert right / n > 0.99


@pytest.mark.parametrize("name", PUMPED)
@pytest.mark.slow
def test_a_long_hostile_line_costs_linear_time(name):
    text = pumped(PUMPED[name], 500_000)
    with within(10):
        for opening in ("", "OSLO, ", "By Ada ", "OSLO (", "OSLO/"):
            read_dateline(opening + text)
            is_dateline_alone(opening + text)
            agency_of(opening + text)


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("BRlSTOL, March 4 (Reuters) -", "Bristol"),
        ("BRIST0L, March 4 (Reuters) -", "Bristol"),
        ("SPR|NGFIELD, Mass., May 2 (AP) -", "Springfield, Mass."),
        ("BRISTOL. March 4 (Reuters) -", "Bristol"),
        ("WASH. May 2 (AP) -", "Wash."),
    ],
)
def test_letters_and_commas_that_a_scanner_misread_do_not_spoil_the_place(opening, place):
    dateline = read_dateline(f"{opening} The crane had not been delivered, the board said.")
    assert (dateline.place, dateline.length) == (place, len(opening) + 1)


@pytest.mark.parametrize("sight", ["SIGHT", "SlGHT"])
def test_a_headline_in_capitals_with_a_colon_names_no_place_though_it_is_scanned(sight):
    headline = f"FISH DISPUTE: N0 END lN {sight}"
    assert read_dateline(headline).place == ""
    assert read_dateline("BERGEN: All boats stay out.").place == "Bergen"
