"""Of a story that an agency sent all lines are kept, the rows of its tables too."""

import pytest

from helpers import read_article
from helpers.intake.lines.wire_stories import is_filed

TABLE = [
    "BYRON MILLS CO <BYR> 4TH QTR NET",
    "    MOLDE, Norway, March 2 - Oper shr 17 cts vs 25 cts",
    "    Oper net 1,522,000 vs 3,110,000",
    "    Revs 47.3 mln vs 50.1 mln",
    "    Year",
    "    Oper shr loss 51 cts vs profit 2.10 dlrs",
    "    Oper net loss 4,110,000 vs profit 9,870,000",
    "    Revs 180.4 mln vs 201.9 mln",
    "    NOTE: Prior year includes a gain of 20 cts a share from the sale of a quarry near Bud.",
    " REUTER",
]


@pytest.mark.parametrize("sign_off", [" REUTER", " Reuter", " REUTER...^M"])
def test_a_table_of_results_loses_no_row(sign_off: str):
    article = read_article("\n".join([*TABLE[:-1], sign_off]))
    assert article.headline == TABLE[0]
    assert (article.place, article.agency) == ("Molde, Norway", "Reuter")
    assert list(article.paragraphs) == [line.strip() for line in TABLE[1:-1]]


def test_the_rest_of_a_table_at_the_end_of_a_story_stays():
    story = [
        "COFFEE QUOTAS FOR NEXT QUARTER",
        "    OSLO, March 5 - The coffee council set the quotas of its members for the next quarter "
        "at 14.2 mln bags, its secretary said after two days of talks.",
        "    The list below has each member's share in bags of 60 kilos.",
        "    AREA        BAGS",
        "    NORLAND     75,530",
        "    SUDLAND     10,920",
        "    ESTLAND     nil",
        " REUTER",
    ]
    kept = read_article("\n".join(story)).paragraphs
    assert kept[-4:] == ("AREA BAGS", "NORLAND 75,530", "SUDLAND 10,920", "ESTLAND nil")


def test_on_a_page_brief_lines_amid_the_text_are_still_none_of_it():
    page = ["Home", "News", "Subscribe", *TABLE[:-1], "Share", "Read next", "Storm closes bridge"]
    assert "Storm closes bridge" not in read_article("\n".join(page)).paragraphs


@pytest.mark.parametrize(
    ("line", "filed"),
    [
        ("OSLO, March 2 - Profit nil vs loss", True),
        ("BUD, Norway, March 2- Shr 18 cts vs 31 cts", True),
        ("OSLO - Talks Fail Again", False),
        ("OSLO TALKS FAIL AGAIN", False),
        ("March 2 - Talks fail", False),
    ],
)
def test_a_dateline_with_a_day_tells_a_story_from_a_headline(line: str, filed: bool):
    assert is_filed(line) is filed
