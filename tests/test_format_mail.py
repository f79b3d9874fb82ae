"""Mail messages and what is attached to them."""

import datetime as dt
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.formats.mail import read_mail
from helpers.intake.model import Capture, Refusal
from helpers.intake.normalise import split_lines
from made_sources import STORY, read, read_one, refusal, source_of
from nasty import within

TEXT = "\n".join(STORY)


def message(text: str | None = TEXT, page: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ada Bërg <ada@pier.example>"
    made["Subject"] = "Ministers put off décision"
    made["Date"] = "Fri, 03 May 2019 23:30:00 -0500"
    if text is not None:
        made.set_content(text, charset="iso-8859-1")
    if page is not None:
        made.add_alternative(page, subtype="html") if text is not None else made.set_content(
            page, subtype="html"
        )
    return made


def test_text_subject_sender_and_day_are_read():
    found = read_one("a.eml", bytes(message()))
    assert found.text.strip() == TEXT
    assert found.given.headline == "Ministers put off décision"
    assert found.given.byline == "Ada Bërg"
    assert (found.given.day, found.given.day_source) == (dt.date(2019, 5, 3), "metadata")
    assert found.format == "mail"


@pytest.mark.parametrize("mark", ["Fwd: ", "Re: RE[2]: ", "FW : ", "AW: WG: "])
def test_what_a_program_puts_before_the_subject_is_no_headline(mark):
    made = message()
    made.replace_header("Subject", f"{mark}Envoys re: steel")
    assert read_one("a.eml", bytes(made)).given.headline == "Envoys re: steel"


def test_plain_text_goes_before_the_page():
    found = read_one("a.eml", bytes(message(page="<p>Another text.</p>")))
    assert found.text.strip() == TEXT


def test_a_page_alone_is_read_as_a_page():
    page = "<html><body><article>" + "".join(f"<p>{line}</p>" for line in STORY) + "</article>"
    found = read_one("a.eml", bytes(message(None, page)))
    assert found.text.split("\n") == STORY
    assert set(found.kinds) == {"body"}
    assert found.given.headline == "Ministers put off décision"
    assert found.format == "mail"


@pytest.mark.parametrize(
    "header",
    [
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://pier.example/steel\n",
        'From: "Saved by Windows Internet Explorer 8"\n',
    ],
)
def test_a_page_saved_by_a_browser_has_its_own_day_and_not_that_of_saving(header):
    story = "".join(f"<p>{line}</p>" for line in STORY)
    saved = (
        f"{header}Subject: Steel - The Pier\nDate: Mon, 4 Mar 2024 10:00:00 -0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        "Content-Type: text/html\n\n<html><head><title>Envoys Put Off Talks</title>"
        '<meta name="date" content="2019-05-03"></head><body><article>'
        f"{story}</article></body></html>\n--b--\n"
    )
    given = read_one("a.mht", saved.encode()).given
    assert given.day == dt.date(2019, 5, 3)
    assert given.headline == "Envoys Put Off Talks"
    assert "aved by" not in given.byline


def test_attachments_are_read_by_their_own_formats_and_refused_by_name():
    made = message("See below, it is the story of the day.")
    made.add_attachment(
        f"<html><body><p>{STORY[0]}</p>".encode(), "text", "html", filename="a.html"
    )
    made.add_attachment(TEXT.encode(), "text", "plain", filename="../../b.txt")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="c.png")
    found = read("a.eml", bytes(made))
    assert [one.where for one in found] == ["", "a.html", "b.txt", "c.png"]
    assert [type(one) for one in found] == [Refusal, Capture, Capture, Refusal]
    assert found[0] == Refusal("", "empty", "a note of 9 words that goes with what is attached")
    assert found[2].text == TEXT
    assert "a picture" in found[3].reason


def test_a_message_with_nothing_but_attachments_is_no_empty_clipping():
    made = message("\n")
    made.add_attachment(TEXT.encode(), "text", "plain", filename="b.txt")
    assert [one.where for one in read("a.eml", bytes(made))] == ["b.txt"]


def test_a_forwarded_message_is_read_with_its_own_subject():
    made = message("Look at this.")
    inner = message()
    inner.replace_header("Subject", "The one forwarded")
    made.add_attachment(inner)
    note, found = read("a.eml", bytes(made))
    assert note == Refusal("", "empty", "a note of 3 words that goes with what is attached")
    assert isinstance(found, Capture)
    assert found.given.headline == "The one forwarded"


def test_a_brief_message_with_nothing_attached_that_is_read_is_a_clipping():
    made = message("Talks failed again on Friday.")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="c.png")
    found = read("a.eml", bytes(made))
    assert [type(one) for one in found] == [Capture, Refusal]


GMAIL = """---------- Forwarded message ---------
From: Joan Lund <joan@quay.example>
Date: Mon, May 13, 2019 at 9:12 AM
Subject: Fwd: Mills lose orders
To: Eva <eva@pier.example>

"""
APPLE = """Begin forwarded message:

> From: "Joan Lund" <joan@quay.example>
> Subject: Mills lose orders
> Date: 13 May 2019 at 09:12:00 GMT+2
> To: Eva

"""
THUNDERBIRD = """-------- Forwarded Message --------
Subject: \tMills lose orders
Date: \tMon, 13 May 2019 09:12:00 +0000
From: \tJoan Lund <joan@quay.example>

"""
OUTLOOK = """-----Original Message-----
From: Joan Lund [mailto:joan@quay.example]
Sent: Monday, May 13, 2019 9:12 AM
To: Eva
Subject: Mills lose orders

"""


@pytest.mark.parametrize(
    "head", [GMAIL, APPLE, THUNDERBIRD, OUTLOOK, f"See below.\n\n{OUTLOOK}\n{GMAIL}"]
)
def test_a_message_passed_on_in_the_text_tells_subject_sender_and_day(head):
    made = message(head + TEXT)
    made.replace_header("Subject", "Fwd: for you")
    found = read_one("a.eml", bytes(made))
    assert (found.given.headline, found.given.byline) == ("Mills lose orders", "Joan Lund")
    assert (found.given.day, found.given.day_source) == (dt.date(2019, 5, 13), "metadata")
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert not any(":" in line.text for line in article.lines if line.kind == "headline")
    assert not any("Subject" in paragraph for paragraph in article.paragraphs)
    assert len(found.kinds) == len(split_lines(found.text))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: steel", f"{TEXT}\n\n{OUTLOOK}Old words."),
        ("Fwd: steel", f"{TEXT}\n\n---- Forwarded message ----\n\nThe minister passed it on."),
        ("Steel", f"{TEXT}\n\nFrom: the editor\nSubject: none"),
    ],
)
def test_what_is_answered_or_no_header_tells_nothing_of_the_article(subject, text):
    made = message(text)
    made.replace_header("Subject", subject)
    found = read_one("a.eml", bytes(made))
    assert found.given.headline.casefold() == "steel"
    assert (found.given.day, found.kinds) == (dt.date(2019, 5, 3), ())


OTHER_LANGUAGES = [
    "Von: Joan Lund <joan@quay.example>\nGesendet: Montag, 13. Mai 2019 09:12\nAn: Eva\n"
    "Betreff: WG: Mills lose orders\n\n",
    "-----Ursprüngliche Nachricht-----\nVon: Joan Lund [mailto:joan@quay.example]\n"
    "Gesendet: 13.05.2019 09:12\nAn: Eva\nBetreff: Mills lose orders\n\n",
    "---------- Forwarded message ---------\nDe : Joan Lund <joan@quay.example>\n"
    "Date: lun. 13 mai 2019 à 09:12\nSubject: Mills lose orders\nTo: Eva\n\n",
    "See below.\n\n________________________________\nDe : Joan Lund <joan@quay.example>\n"
    "Envoyé : lundi 13 mai 2019 09:12\nÀ : Eva\nObjet : TR: Mills lose orders\n\n",
    "Début du message transféré :\n\n> De : Joan Lund <joan@quay.example>\n"
    "> Objet : Mills lose orders\n> Date : 13 mai 2019 à 09:12:00 UTC+2\n> À : Eva\n\n",
    "De: Joan Lund <joan@quay.example>\nEnviado: lunes, 13 de mayo de 2019 9:12\nPara: Eva\n"
    "Asunto: Mills lose orders\n\n",
    "-------- Messaggio Inoltrato --------\nOggetto: \tMills lose orders\n"
    "Data: \tMon, 13 May 2019 09:12:00 +0000\n"
    "Da: \tJoan Lund <joan@quay.example>\nA: \tEva\n\n",
    "*Da:* Joan Lund <joan@quay.example>\n*Inviato:* lunedì 13 maggio 2019 09:12\n*A:* Eva\n"
    "*Oggetto:* I: Mills lose orders\n\n",
    "From: Joan Lund <joan@quay.example>\nSent: Monday, May 13, 2019 9:12 AM\nTo: Eva\n"
    "Subject: Mills lose orders\n\n",
]


@pytest.mark.parametrize("head", OTHER_LANGUAGES)
def test_headers_of_messages_passed_on_are_read_in_other_languages(head):
    made = EmailMessage()
    made["Subject"], made["From"] = "Fwd: for you", "Eva <eva@pier.example>"
    made.set_content(head + TEXT, charset="utf-8")
    found = read_one("a.eml", bytes(made))
    assert (found.given.headline, found.given.byline) == ("Mills lose orders", "Joan Lund")
    assert found.given.day == dt.date(2019, 5, 13)
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    paragraphs = " ".join(article.paragraphs)
    assert "Lund <" not in paragraphs
    assert "Mills" not in paragraphs
    assert "hopes for a better mood" in paragraphs
    assert len(found.kinds) == len(split_lines(found.text))


@pytest.mark.parametrize(
    "head",
    [
        "<p>See below.</p><div><p><b>Von:</b> Joan Lund &lt;joan@quay.example&gt;<br><b>Gesendet:"
        "</b> Montag, 13. Mai 2019 09:12<br><b>An:</b> Eva<br><b>Betreff:</b> Mills lose orders"
        "</p></div>",
        "<div>---------- Forwarded message ---------<br>From: <b>Joan Lund</b> &lt;"
        "<a href='mailto:joan@quay.example'>joan@quay.example</a>&gt;<br>Date: Mon, May 13, 2019"
        "<br>Subject: Mills lose orders<br>To: Eva<br></div><br>",
    ],
)
def test_headers_of_messages_passed_on_are_read_in_pages_alone(head):
    made = message(None, f"<html><body>{head}" + "".join(f"<p>{line}</p>" for line in STORY))
    made.replace_header("Subject", "Fwd: for you")
    found = read_one("a.eml", bytes(made))
    assert (found.given.headline, found.given.byline) == ("Mills lose orders", "Joan Lund")
    assert found.given.day == dt.date(2019, 5, 13)
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert [p for p in article.paragraphs if p != "See below."] == STORY


def test_the_header_at_the_top_of_a_message_tells_whatever_its_subject_is():
    made = message(OTHER_LANGUAGES[0] + TEXT)
    made.replace_header("Subject", "for you")
    assert read_one("a.eml", bytes(made)).given.headline == "Mills lose orders"


@pytest.mark.parametrize(
    "above",
    [
        "On Mon, May 13, 2019 at 9:12 AM Joan Lund <joan@quay.example>\nwrote:\n\n",
        "Am 13.05.2019 um 09:12 schrieb Joan Lund:\n",
        "For you.\n\nLe 13 mai 2019 à 09:12, Joan Lund a écrit :\n",
        "",
    ],
)
def test_a_quoted_clipping_loses_the_marks_of_quotation(above):
    quoted = "\n".join(f"> {line}\n>" for line in STORY)
    made = EmailMessage()
    made["Subject"], made["From"] = "Steel", "Eva <eva@pier.example>"
    made.set_content(above + quoted, charset="utf-8")
    found = read_one("a.eml", bytes(made))
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    assert [p for p in article.paragraphs if p != "For you."] == STORY
    assert not any("wrote" in p or "Lund:" in p for p in article.paragraphs)


def test_a_few_quoted_lines_in_a_clipping_stay_as_they_are():
    text = f"{TEXT}\n\n> Old words of somebody.\n> And a few more."
    assert read_one("a.eml", bytes(message(text))).text.strip() == text


ALERT = """=== News - 2 new results for [steel tariffs] ===

Mills lose orders as ministers put off a decision on tariffs
The Pier Herald
The largest mill of the county lost two orders on Thursday, and the ministers waited once more.
Both orders had come from shipyards, which now buy abroad. The mill has put off the repair of its
second furnace, and a hundred men who were to come back in June were told on Friday to stay at home
until the ministers had met again.
<https://www.google.com/url?rct=j&sa=t&url=https://pier.example/mills&ct=ga&usg=AF>

Union asks for talks on the quay <https://www.google.com/url?rct=j&sa=t&url=https://x.example>
The union of the dockers asked for new talks with the port on Friday and had no answer.
<https://www.google.com/alerts/share?hl=en> Flag as irrelevant
<https://www.google.com/alerts/feedback?ffu=x>
See more results
<https://www.google.com/alerts?s=x> | Edit this alert
<https://www.google.com/alerts/edit?x>
You have received this email because you have subscribed to *Google Alerts*.
Unsubscribe
<https://www.google.com/alerts/remove?x> | View all your alerts
<https://www.google.com/alerts?y>
Receive this alert as RSS feed
<https://www.google.com/alerts/feeds/1/2>

- - - - - - - - - -
This as-it-happens Google Alert is brought to you by Google.

Unsubscribe from this Google Alert:
<https://www.google.com/alerts/remove?source=alertsmail>

Sign in to manage your alerts:
<https://www.google.com/alerts?source=alertsmail&hl=en>
"""


def test_what_an_alert_says_of_itself_and_its_links_are_no_article():
    found = read_one("a.eml", bytes(message(ALERT)))
    article = read_article(found.text, kinds=found.kinds, given=found.given)
    text = "\n".join(article.paragraphs)
    assert "ministers waited once more" in text
    assert "union of the dockers" in text
    for word in ("http", "irrelevant", "lert", "nsubscribe", "See more", "RSS"):
        assert word not in text
    assert not any("google" in line.text for line in article.lines if line.kind == "headline")


def test_messages_inside_messages_end_somewhere():
    made = message("The innermost.")
    for _ in range(8):
        outer = message("One more around it.")
        outer.add_attachment(made)
        made = outer
    found = read("a.eml", bytes(made))
    assert isinstance(found[-1], Refusal)
    assert "too deep" in found[-1].reason


def test_a_message_without_text_is_empty():
    assert refusal("a.eml", bytes(message(""))).status == "empty"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 9000,
        b"From: " + b'"' * 20_000,
        b"From: " + b"(" * 20_000,
        b"From: " + b"a@b.example, " * 9000,
        b"Date: " + b"9" * 90_000,
        b"Content-Type: " + b"a/b;" * 20_000,
        b"Content-Type: text/plain; charset=" + b"x" * 90_000,
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Transfer-Encoding: base64",
        b"Subject: caf\xe9 \xff\xfe",
        b"Subject: =?nothing?q?=FF?=",
    ],
)
def test_a_hostile_header_costs_no_more_than_itself(header):
    with within(20):
        found = read("a.eml", b"From: a@b.example\nSubject: x\n" + header + b"\n\nTalks failed.\n")
    assert len(found) == 1
    if isinstance(found[0], Capture):
        found[0].given.headline.encode("utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_give_captures_or_reasons(data):
    for found in read_mail(source_of("a.eml", b"Subject: x\n" + data)):
        assert isinstance(found, Capture | Refusal)
        (found.text if isinstance(found, Capture) else found.reason).encode("utf-8")
        if isinstance(found, Capture):
            (found.given.headline + found.given.byline).encode("utf-8")


def mail_folder(*messages: EmailMessage) -> bytes:
    return b"".join(
        b"From ada@pier.example Fri May 03 23:30:00 2019\n" + bytes(one) + b"\n" for one in messages
    )


@pytest.mark.parametrize("name", ["Inbox", "a.mbox", "a.txt", "a.eml"])
def test_each_message_of_a_mail_folder_is_a_clipping(name):
    second = message("\n\n".join([STORY[1], ">From then on the talks went better.", STORY[2]]))
    second.replace_header("Subject", "Talks go on")
    first, other = read(name, mail_folder(message(), second))
    assert (first.where, other.where) == ("message 1", "message 2")
    assert first.text.strip() == TEXT
    assert other.given.headline == "Talks go on"
    assert "\nFrom then on the talks went better." in other.text


def test_a_sentence_that_begins_like_the_line_between_messages_parts_none():
    lines = f"{STORY[0]}\n\nFrom Oslo on Friday at 10:30, of 3 May 2019\n\n{STORY[1]}"
    [found] = read("a.mbox", mail_folder(message(lines)))
    assert found.text.strip() == lines
