"""Messages that are no article are set aside with a reason, and nothing else is."""

from email.message import EmailMessage, Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.intake.formats.mail_notices import (
    AUTOMATIC,
    DELIVERY,
    HEADLINES,
    SUBSCRIPTION,
    why_no_article,
)
from helpers.intake.model import Capture
from made_sources import STORY, read, read_one, refusal
from nasty import within

TEXT = "\n\n".join(STORY)

GOOGLE = """Google Alert - harbour dues
News
As-it-happens update

Port to raise its dues in spring - The Quay Gazette
The port of Sundhaven is to raise its dues by a tenth in spring, the board said after ...
<https://www.google.example/url?url=https://quay.example/1>
Flag as irrelevant

Skippers threaten to stay away - Fishing Week
Skippers who land at Sundhaven said they would take their fish elsewhere if the dues ...
<https://www.google.example/url?url=https://fish.example/2>
Flag as irrelevant

You have received this email because you have subscribed to Google Alerts.
Unsubscribe <https://www.google.example/alerts/remove?s=1>
"""

LIST = """Your headlines for Tuesday

Port to raise its dues in spring
The port of Sundhaven is to raise its dues by a tenth.
https://quay.example/1

Skippers threaten to stay away
They would land their fish elsewhere, they said.
https://fish.example/2

Council silent on dues
Nobody answered the telephone on Monday.
https://town.example/3

You receive this because you asked for it. Unsubscribe: https://alerts.example/u
"""

PAGE = """<html><head><style>p{color:red}</style></head><body><h3>harbour dues</h3><table>
<tr><td><a href="https://g.example/1"><b>Port</b> to raise its dues</a> The Quay Gazette
<div>The port of Sundhaven is to raise its dues by a tenth in spring &hellip;</div>
<a href="https://g.example/f1">Flag as irrelevant</a></td></tr>
<tr><td><a href='https://g.example/2'>Skippers threaten to stay away</a> Fishing Week
<div>Skippers who land at Sundhaven said that they would take their fish elsewhere ...</div>
<a href="https://g.example/f2">Flag as irrelevant</a></td></tr></table>
<p><a href="https://g.example/u">Unsubscribe</a></p></body></html>"""

AWAY = "Thank you for your message. I am out of the office until 3 June and will reply then.\n\nEva"

CONFIRM = """Please confirm your subscription to The Harbour Morning.

Click the link below to confirm: https://morning.example/c?x=1

If you did not sign up, ignore this message.
"""


def message(subject: str, text: str = "", page: str = "", **header: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = header.pop("sender", "Eva Lund <eva@pier.example>")
    made["Subject"] = subject
    made["Date"] = "Fri, 03 May 2019 23:30:00 -0500"
    for name, value in header.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    if page:
        made.set_content(page, subtype="html")
    return made


def bounce(text: str = "The message below could not be delivered.") -> EmailMessage:
    made = message("Undelivered Mail Returned to Sender", text, sender="MAILER-DAEMON@pier.example")
    made.make_mixed()
    made.replace_header("Content-Type", "multipart/report; report-type=delivery-status")
    made.attach(message("Ministers put off a decision", TEXT))
    made.get_payload()[-1].add_header("Content-Disposition", "attachment", filename="sent.eml")
    return made


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (message("Google Alert - harbour dues", GOOGLE), HEADLINES),
        (message("FW: Google Alert - harbour dues", GOOGLE), HEADLINES),
        (message("Google Alert - harbour dues", page=PAGE), HEADLINES),
        (message("Port news alert", LIST), HEADLINES),
        (message("The port", LIST, sender="Port Digest <digest@alerts.example>"), HEADLINES),
        (message("Automatic reply: dues", AWAY), AUTOMATIC),
        (message("Out of office Re: dues", AWAY), AUTOMATIC),
        (message("Re: dues", "Back on Monday.", Auto_Submitted="auto-replied"), AUTOMATIC),
        (message("Please confirm your subscription", CONFIRM), SUBSCRIPTION),
        (
            message(
                "Welcome to The Harbour Morning",
                "You are now subscribed. You will receive a letter every day at six.",
            ),
            SUBSCRIPTION,
        ),
        (
            message(
                "Mail delivery failed: returning message to sender",
                "A message that you sent could not be delivered to desk@pier.example.",
                sender="Mail Delivery System <Mailer-Daemon@pier.example>",
            ),
            DELIVERY,
        ),
    ],
)
def test_what_programs_send_is_set_aside_with_a_plain_reason(made, reason):
    found = refusal("a.eml", bytes(made))
    assert (found.status, found.reason) == ("skipped", reason)


def test_a_message_that_comes_back_is_read_below_the_notice():
    notice, sent = read("a.eml", bytes(bounce()))
    assert notice.reason == DELIVERY
    assert isinstance(sent, Capture)
    assert STORY[1] in sent.text


@pytest.mark.parametrize(
    "made",
    [
        message("Fwd: Port alert", TEXT),
        message("Alert: mill stands still", f"{STORY[0]}\n\n{STORY[1]}\n\nhttps://pier.example/1"),
        message("Out of office: the week of four days", TEXT),
        message("Out of office: a week of four days", "Clerks in Leith try Fridays at home."),
        message("Welcome to Sundhaven, says the board", TEXT),
        message("Please confirm your subscription", f"Confirm your subscription.\n\n{TEXT * 4}"),
        message("Undeliverable", TEXT),
        message("PRESS RELEASE: port alerts skippers", f"{TEXT}\n\nhttps://pier.example/press"),
        message("Port digest", LIST.replace("Nobody answered", f"{TEXT} Nobody answered")),
        message("Google Alert - dues", GOOGLE.replace("Skippers who", f"{TEXT} Skippers who")),
        message("Links for you", LIST),
    ],
)
def test_what_may_be_an_article_stays(made):
    assert isinstance(read_one("a.eml", bytes(made)), Capture)


@pytest.mark.parametrize(
    "header",
    [
        {"Snapshot_Content_Location": "https://quay.example/news"},
        {"sender": "<Saved by Windows Internet Explorer 11>"},
    ],
)
def test_a_page_that_a_browser_saved_is_no_message(header):
    made = message("Alerts and headlines", page=PAGE, **header)
    assert isinstance(read_one("a.mhtml", bytes(made)), Capture)


def test_every_message_has_a_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "clippings"
    folder.mkdir()
    for name, made in {
        "alert": message("Google Alert - harbour dues", GOOGLE),
        "away": message("Automatic reply: dues", AWAY),
        "back": bounce(),
        "story": message("Talks", TEXT.replace("Friday", "Monday")),
    }.items():
        (folder / f"{name}.eml").write_bytes(bytes(made))
    accounts = load_corpus(folder, duplicates="keep").accounts
    assert list(zip(accounts["file"], accounts["where"], accounts["status"], strict=True)) == [
        ("alert.eml", "", "skipped"),
        ("away.eml", "", "skipped"),
        ("back.eml", "", "skipped"),
        ("back.eml", "sent.eml", "ok"),
        ("story.eml", "", "ok"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<style " * 9000,
        "<style>" * 8000,
        "<a href " * 7000,
        '<a href="https://' + "x" * 59_000,
        "https://" * 7000,
        "confirm " * 7000,
        "click " * 9000,
    ],
)
def test_no_text_takes_long(text):
    with within(1):
        why_no_article(Message(), text[:400], "alerts@pier.example", text, page=True)


@given(st.text(), st.text())
def test_any_text_has_a_reason_or_none(subject, text):
    assert isinstance(why_no_article(Message(), subject, "", text, page=True), str)
