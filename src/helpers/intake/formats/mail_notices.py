"""Messages that are no article: what programs send by themselves, and lists of headlines."""

from __future__ import annotations

import re
from email.message import Message
from html import unescape

from helpers.intake.formats.forwarded_mail import SUBJECT_MARKS

_LONGEST_NOTICE = 200
"""Words of a message that a program wrote; what is longer may hold a story."""

_MOST_READ = 60_000
"""Characters of a message that are looked at; one that is longer is no mere notice."""

_BRIEF, _OF_SEARCH, _BROKEN_OFF, _LONGEST_FOOT = 35, 50, 75, 120
"""Words of a headline with a line or two, of one that a search found, of one whose text breaks off,
and of what ends a list."""

_LEAST_LINKS = 3

AUTOMATIC = "no article: an automatic reply"
DELIVERY = "no article: a notice about the delivery of a message"
SUBSCRIPTION = "no article: a message about a subscription"
HEADLINES = (
    "no article: headlines with links, as alerts send them, save the pages that they link to"
)

_ANSWERED_BY_PROGRAM = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|auto:|out of (?:the )?office\s*"
    r"(?::|-|\Z|re\b|auto)|automatische antwort|abwesenheits(?:notiz|nachricht)|r[ée]ponse "
    r"automatique|respuesta autom[áa]tica|risposta automatica|automatisch antwoord)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:i am|i'm|i will be|i'll be) (?:currently |now )?(?:out of (?:the )?office|away|on "
    r"(?:annual |sick |parental |maternity )?leave|on holiday|on vacation|travel+ing|not in the "
    r"office)\b|\blimited access to (?:my )?e-?mail|\b(?:respond|reply) to your (?:e-?mail|message)"
    r"\b|\bwhen i return\b|\b(?:i (?:will )?return|back in the office) on\b|\bthis mailbox is not "
    r"(?:monitored|read)\b|\bthank you for (?:your (?:e-?mail|message)|contacting)\b|\bnicht im b"
    r"[üu]e?ro\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"undeliver(?:ed|able)|delivery status notification|mail delivery (?:failed|failure|system)|"
    r"delivery (?:has )?fail(?:ed|ure)|returned mail|failure notice|message not delivered|delivery "
    r"delayed|unzustellbar",
    re.IGNORECASE,
)
_REPORTS = frozenset({"delivery-status", "disposition-notification"})
_BY_MAILER = re.compile(r"(?:mailer-daemon|postmaster|mail delivery (?:sub)?system)", re.IGNORECASE)
_OF_SUBSCRIBERS = re.compile(
    r"\b(?:confirm|verify|activate|validate)\b.{0,40}\b(?:subscription|e-?mail|address|"
    r"registration|account|sign-?up|alerts?|newsletter)\b|\bsubscription (?:is |has been )?"
    r"(?:confirm|activ|cancel)|\bconfirmation of (?:your )?subscription\b|\bthanks? (?:you )?for "
    r"(?:subscribing|signing up|registering)\b|\bunsubscribed?\b|\byou(?:'re| are| have been)"
    r"(?: now| successfully)? (?:subscribed|unsubscribed|signed up)\b|\bwelcome to\b",
    re.IGNORECASE,
)
_SAYS_SUBSCRIBED = (
    re.compile(
        r"\b(?:confirm|verify|activate|validate) (?:your|this|the|my) (?:e-?mail|subscription|"
        r"address|registration|account|sign-?up)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\byou(?:'re|'ve been| are| have been| have)(?: now| successfully)? (?:un)?subscribed\b|"
        r"\byour subscription (?:is|has|to)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bthanks?(?: you)? for (?:subscribing|signing up|registering)\b", re.IGNORECASE),
    re.compile(
        r"\bif you (?:did not|didn't|have not) (?:request|sign|subscrib|ask|make|register)|"
        r"\bignore this (?:e-?mail|message)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:click|follow|tap|use|visit)\b.{0,40}\blinks?\b.{0,60}\b(?:confirm|verify|activate|"
        r"complete|unsubscribe)",
        re.IGNORECASE,
    ),
    re.compile(r"\byou(?:'ll| will) (?:now |soon )?receive\b", re.IGNORECASE),
)
"""What such messages say; two of it are asked for, as an article may be about subscriptions."""

_OF_ALERTS = re.compile(
    r"\balerts?\b|\bdigest\b|\bheadlines\b|\bbriefing\b|\bmedia monitoring\b|\bpress (?:review|"
    r"clippings|cuttings)\b|\bnews (?:summary|for|round-?up)\b|\bnew (?:results|articles|stories) "
    r"(?:for|on|about)\b",
    re.IGNORECASE,
)
_SURE_ALERT = re.compile(
    r"\bflag as irrelevant\b|\bsee more results\b|\b(?:edit|manage|delete|unsubscribe from|cancel) "
    r"(?:this|your|my|these) alerts?\b|\breceived this (?:e-?mail|message) because you (?:have )?"
    r"(?:subscribed to|set up|created|asked for) .{0,40}\balerts?\b",
    re.IGNORECASE,
)
"""What services write around the results of a search, be there but one of them."""

_ADDRESS = re.compile(r"<?\bhttps?://[^\s<>\"']{4,2000}>?")
_FOOT = re.compile(
    r"\bunsubscribe\b|\breceive[ds]? this\b|\bthis (?:e-?mail|alert|message)\b|\bprivacy\b|©|"
    r"\bcopyright\b|\bpreferences\b",
    re.IGNORECASE,
)
_BREAKS_OFF = re.compile(r"\.\.\.|…")
_NOT_SHOWN = re.compile(r"<(?P<tag>style|script|title)\b[^<>]*>[^<]*</(?P=tag)\s*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def why_no_article(
    message: Message, subject: str, sender: str, text: str, *, page: bool = False
) -> str:
    r"""Tell why a message is no article, if it is none.

    Parameters
    ----------
    message : Message
        The message, for its header.
    subject : str
        Its subject.
    sender : str
        Name and address that it comes from.
    text : str
        Its text.
    page : bool
        Whether the text is HTML.

    Returns
    -------
    str
        The reason; empty for what may be an article.

    Examples
    --------
    >>> away = Message()
    >>> away["Auto-Submitted"] = "auto-replied"
    >>> why_no_article(away, "Talks", "eva@pier.example", "I am away until Monday.")
    'no article: an automatic reply'
    """
    if len(text) > _MOST_READ:
        return ""
    topic = SUBJECT_MARKS.sub("", subject)
    plain = _as_lines(text) if page else text
    words = _ADDRESS.sub(" ", plain)
    if len(words.split()) <= _LONGEST_NOTICE:
        if _is_bounce(message, topic, sender):
            return DELIVERY
        if _is_automatic(message, topic, words):
            return AUTOMATIC
        if _is_of_subscription(topic, words):
            return SUBSCRIPTION
    return HEADLINES if _is_list(plain, f"{topic}\n{sender}") else ""


def _is_bounce(message: Message, topic: str, sender: str) -> bool:
    if message.get_content_type() == "multipart/report":
        return str(message.get_param("report-type")).lower() in _REPORTS
    return bool(_BY_MAILER.search(sender) and _FAILED.search(topic))


def _is_automatic(message: Message, topic: str, words: str) -> bool:
    declared = str(message.get("Auto-Submitted") or "").strip().lower()
    if declared.startswith("auto-replied") or message.get("X-Autoreply") is not None:
        return True
    return bool(_ANSWERED_BY_PROGRAM.match(topic.strip()) and _AWAY.search(words))


def _is_of_subscription(topic: str, words: str) -> bool:
    said = sum(pattern.search(words) is not None for pattern in _SAYS_SUBSCRIBED)
    return said >= 2 and _OF_SUBSCRIBERS.search(topic) is not None


def _is_list(text: str, about: str) -> bool:
    """Tell a list of headlines with links, in which no stretch between two links is a story."""
    links = len({found.group().strip("<>") for found in _ADDRESS.finditer(text)})
    is_sure = _SURE_ALERT.search(text) is not None
    if not links or not (is_sure or (links >= _LEAST_LINKS and _OF_ALERTS.search(about))):
        return False
    *listed, foot = _ADDRESS.split(text)
    is_foot = len(foot.split()) <= _LONGEST_FOOT and _FOOT.search(foot) is not None
    most = _OF_SEARCH if is_sure else _BRIEF
    return (is_foot or _is_scant(foot, most)) and all(_is_scant(piece, most) for piece in listed)


def _is_scant(piece: str, most: int) -> bool:
    n_words = len(piece.split())
    return n_words <= most or (n_words <= _BROKEN_OFF and _BREAKS_OFF.search(piece) is not None)


def _as_lines(page: str) -> str:
    """Write a page as text, each link as its address before what it is the link of."""
    return unescape(_TAG.sub(_address_of, _NOT_SHOWN.sub(" ", page)))


def _address_of(tag: re.Match[str]) -> str:
    link = _HREF.search(tag.group()) if tag.group()[:2].lower() == "<a" else None
    return f" {link[1]} " if link else " "
