"""Who sends a mail, and what is passed on in it."""

import datetime as dt
from email.message import EmailMessage

import pytest

from helpers import read_article
from made_sources import STORY, read_one

TEXT = "\n".join(STORY)


def message(text: str, subject: str, sender: str) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = sender, subject
    made["Date"] = "Fri, 03 May 2019 23:30:00 -0500"
    made.set_content(text)
    return bytes(made)


def test_a_text_pasted_below_the_mark_of_forwarding_keeps_paper_and_day_and_loses_the_signature():
    text = (
        "For the file.\n\nBegin forwarded message:\n\nMills lose orders\n"
        f"Oslo Mercury, 6 May 1999\n\n{TEXT}\n\n-- \nAda Berg\nSchool of History\nphone 555"
    )
    found = read_one("a.eml", message(text, "Fwd: for you", "Ada Berg <ada@pier.example>"))
    assert (found.given.publisher, found.given.byline) == ("Oslo Mercury", "")
    assert (found.given.headline, found.given.day) == ("Mills lose orders", dt.date(1999, 5, 6))
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert list(article.paragraphs) == STORY


@pytest.mark.parametrize(
    ("sender", "byline", "publisher"),
    [
        ("The Oslo Courier <ada@pier.example>", "", "The Oslo Courier"),
        ("Financial Pier <newsletters@pier.example>", "", "Financial Pier"),
        ("pier.example <ada@pier.example>", "", "pier.example"),
        ("Ada Berg <ada.news@pier.example>", "Ada Berg", ""),
    ],
)
def test_a_paper_that_sends_a_newsletter_is_no_author(sender, byline, publisher):
    given = read_one("a.eml", message(TEXT, "Mills lose orders", sender)).given
    assert (given.byline, given.publisher) == (byline, publisher)
