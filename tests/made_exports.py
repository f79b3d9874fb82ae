"""Writers of files that hold many clippings, in the shape that databases give them."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from helpers.intake.formats.source import Limits, Options, Source
from helpers.intake.model import Capture, Refusal

_WHO = ["The minister", "A spokesman", "The union", "Two envoys", "The mill owners", "A panel",
        "The harbour board", "Growers in the north", "The committee", "An analyst"]  # fmt: skip
_DID = ["put off", "welcomed", "turned down", "signed", "read out", "questioned", "praised",
        "went through", "threw out", "returned to"]  # fmt: skip
_WHAT = ["the quota on tin plate", "a draft on cotton yarn", "the ferry tariff", "its own report",
         "a levy on glass beads", "the timetable of the talks", "an offer from Oslo",
         "the ban on lamp oil", "the wage round", "a list of spare parts"]  # fmt: skip
_WHEN = ["on Monday", "after lunch", "late in the week", "before the recess", "for the third time",
         "without a vote", "in a short note", "at the end of the session"]  # fmt: skip
_PAPERS = ["The Daily Example", "Exampleton Courier", "Harbour Gazette", "The Lamp (Exampleton)"]
_NAMES = ["Ada Berg", "Ole Quist", "MIRA TAM", "Jon Ekeberg-Lund"]
_PLACES = ["OSLO", "EXAMPLETON", "PORT SAINT ANN"]


def source_of(data: bytes | str, name: str = "a.txt", *, columns: dict[str, str] | None = None,
              **limits: int) -> Source:  # fmt: skip
    """A file as readers get it."""
    data = data.encode() if isinstance(data, str) else data
    options = Options(columns or {}, Limits(**limits))
    return Source(name, "", io.BytesIO(data), len(data), options)


def apart(found: Iterator[Capture | Refusal]) -> tuple[list[Capture], list[Refusal]]:
    """Clippings and refusals."""
    every = list(found)
    captures = [item for item in every if isinstance(item, Capture)]
    return captures, [item for item in every if isinstance(item, Refusal)]


def read_text_with(read: Callable[..., Iterator[Capture | Refusal]], text: str, **limits: int
                   ) -> tuple[list[Capture], list[Refusal]]:  # fmt: skip
    """Clippings and refusals of an export."""
    return apart(read(source_of(text, **limits), text))


def lines_with(capture: Capture, kind: str) -> list[str]:
    """Lines of a kind."""
    lines = capture.text.split("\n")
    return [line.strip() for line, k in zip(lines, capture.kinds, strict=True) if k == kind]


def lines_accounted_for(captures: list[Capture], refusals: list[Refusal]) -> int:
    """Lines that are not blank in clippings, and those that refusals speak of."""
    there = sum(bool(line.strip()) for c in captures for line in c.text.splitlines())
    told = re.findall(r"\(([\d,]+) lines?", " ".join(r.reason for r in refusals))
    return there + sum(int(number.replace(",", "")) for number in told)


def filled_lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


@dataclass(frozen=True)
class Story:
    """An invented article."""

    headline: str
    byline: str
    publisher: str
    day: dt.date
    place: str
    paragraphs: tuple[str, ...]

    @property
    def n_words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def stories(number: int, seed: int = 0) -> list[Story]:
    """So many invented articles, no two alike."""
    rng = random.Random(seed)
    return [_story(rng, i) for i in range(1, number + 1)]


def _story(rng: random.Random, i: int) -> Story:
    def sentence() -> str:
        words = (rng.choice(part) for part in (_WHO, _DID, _WHAT, _WHEN))
        return " ".join(words) + "."

    paragraphs = [" ".join(sentence() for _ in range(rng.randint(1, 4)))
                  for _ in range(rng.randint(2, 7))]  # fmt: skip
    paragraphs[-1] += f" The file was given number {i}."
    headline = f"{rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_WHAT)}, part {i}"
    day = dt.date(1987, 1, 1) + dt.timedelta(days=rng.randint(0, 9000))
    return Story(headline, rng.choice(_NAMES), rng.choice(_PAPERS), day, rng.choice(_PLACES),
                 tuple(paragraphs))  # fmt: skip


def with_body(story: Story, *paragraphs: str) -> Story:
    """The same article with another body."""
    return replace(story, paragraphs=paragraphs)


def english(day: dt.date) -> str:
    """As in "June 3, 1994"."""
    return f"{day:%B} {day.day}, {day.year}"


_FRENCH = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre"]  # fmt: skip
_GERMAN = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
           "Oktober", "November", "Dezember"]  # fmt: skip
_SPANISH = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
            "octubre", "noviembre", "diciembre"]  # fmt: skip


def french(day: dt.date) -> str:
    return f"{day.day} {_FRENCH[day.month - 1]} {day.year}"


def german(day: dt.date) -> str:
    return f"{day.day}. {_GERMAN[day.month - 1]} {day.year}"


def spanish(day: dt.date) -> str:
    return f"{day.day} de {_SPANISH[day.month - 1]} de {day.year}"


def nexis_uni(articles: list[Story], *, cover: bool = True, said: int | None = None,
              without_end: frozenset[int] = frozenset(), gap: str = "\n\n") -> str:  # fmt: skip
    """An export of Nexis Uni, as its Word files read; `without_end` has places from 0."""
    parts = []
    if cover:
        listed = "\n".join(
            f"{i}. {s.headline}\nClient/Matter: -None-\nSearch Terms: tariff"
            for i, s in enumerate(articles, start=1)
        )
        parts.append(
            "User Name: = \nDate and Time: = Monday, May 4, 2020 10:15:00 AM CEST\n"
            f"Job Number: = 115123456\n\nDocuments ({said or len(articles)})\n{listed}\n"
        )
    for i, s in enumerate(articles):
        header = [
            s.headline, s.publisher, f"{english(s.day)} {s.day:%A}\nLate Edition - Final",
            f"Copyright {s.day.year} Example Press Ltd.\nAll Rights Reserved",
            f"Section: Section A; Pg. A6\nLength: {s.n_words} words\nByline: By {s.byline}\n"
            f"Dateline: {s.place}, {s.day:%B} {s.day.day}",
            "Body",
        ]  # fmt: skip
        tail = [
            "Classification",
            "Language: ENGLISH\n\nPublication-Type: Newspaper\n\nSubject: TARIFFS (90%)",
            f"Load-Date: {english(s.day + dt.timedelta(days=1))}",
        ]
        end = [] if i in without_end else ["End of Document"]
        parts.append(gap.join([*header, *s.paragraphs, *tail, *end]))
    return "\n\n\n".join(parts) + "\n"


def lexis_academic(articles: list[Story], *, numbers: list[int] | None = None,
                   total: int | None = None, body_mark: bool = False) -> str:  # fmt: skip
    """An export of LexisNexis Academic as plain text."""
    numbers = numbers or list(range(1, len(articles) + 1))
    total = total or len(articles)
    parts = ["\n\nDownload Request: Selected Items\nTime Of Request: Friday, March 2, 2012\n\n"
             "Send To:\nEXAMPLETON LIBRARY\n\nTerms: (tariff)\n\n"]  # fmt: skip
    for number, s in zip(numbers, articles, strict=True):
        mark = "BODY:\n" if body_mark else ""
        headline = f"HEADLINE: {s.headline}" if body_mark else s.headline
        parts.append(
            f"{' ' * 31}{number} of {total} DOCUMENTS\n\n\n{' ' * 30}{s.publisher}\n\n"
            f"{' ' * 28}{english(s.day)} {s.day:%A}\n{' ' * 35}Late Edition\n\n{headline}\n\n"
            f"BYLINE: By {s.byline}\n\nSECTION: NEWS; Pg. A6\n\nLENGTH: {s.n_words} words\n\n"
            f"DATELINE: {s.place}, {s.day:%B} {s.day.day}\n\n{mark}"
            + "\n\n".join(s.paragraphs)
            + f"\n\nLOAD-DATE: {english(s.day)}\n\nLANGUAGE: ENGLISH\n\n"
            f"PUBLICATION-TYPE: Newspaper\n\n\n{' ' * 20}Copyright {s.day.year} Example Press\n"
            f"{' ' * 25}All Rights Reserved\n\n"
        )
    return "".join(parts)


def accession(i: int, code: str = "DAIEX") -> str:
    """Accession number of Factiva; those of one day differ only in their last signs."""
    return f"{code}00000020010823dq63{i:05d}"


def factiva_article(
    articles: list[Story], *, numbers: list[str] | None = None,
    without_end: frozenset[int] = frozenset(), toc: bool = False,
) -> str:  # fmt: skip
    """An export of Factiva in the form of the printed article."""
    numbers = numbers or [accession(i) for i in range(len(articles))]
    parts = []
    if toc:
        parts.append("\n".join(f"{s.headline}{'.' * 12}{i}" for i, s in enumerate(articles, 2)))
    for i, (number, s) in enumerate(zip(numbers, articles, strict=True)):
        end = "" if i in without_end else f"\n\nDocument {number}"
        parts.append(
            f"{s.headline}\nBy {s.byline}\n{s.n_words:,} words\n"
            f"{s.day.day} {s.day:%B} {s.day.year}\n{s.publisher}\nDAIEX\nA6\n"
            f"English\n(c) {s.day.year} Example Press Ltd. All rights "
            "reserved.\n\n" + "\n\n".join(s.paragraphs) + end
        )
    parts.append("Search Summary\nText\ttariff\nDate\tAll Dates\nSource\tAll Sources\n"
                 "Results Found\t1,014\nTimestamp\t3 July 2019 7:39")  # fmt: skip
    return "\n\n".join(parts) + "\n"


def factiva_tagged(articles: list[Story], *, joint: str = " ") -> str:
    """An export of Factiva with the codes of its fields."""
    parts = []
    for i, s in enumerate(articles):
        fields = [
            ("SE", "News"), ("HD", s.headline), ("BY", f"By {s.byline}"),
            ("WC", f"{s.n_words} words"), ("PD", f"{s.day.day} {s.day:%B} {s.day.year}"),
            ("SN", s.publisher), ("SC", "DAIEX"), ("PG", "A6"), ("LA", "English"),
            ("CY", f"(c) {s.day.year} Example Press Ltd."),
        ]  # fmt: skip
        head = "\n".join(f"{code}{joint}{value}" for code, value in fields)
        lead, rest = s.paragraphs[0], "\n\n".join(s.paragraphs[1:])
        parts.append(
            f"{head}\n\nLP{joint}\n{lead}\n\nTD{joint}\n{rest}\n\n"
            f"CO{joint}exmill : Example Mills\n\nIN{joint}i46 : Textiles | itex : Cloth\n\n"
            f"NS{joint}e512 : Tariffs | ncat : Content\n\n"
            f"RE{joint}eurz : Europe\n\nPUB{joint}Example Press Ltd.\n\nAN{joint}"
            f"Document {accession(i)}\n\n"
        )
    return "\n".join(parts)


_RULE = "_" * 60


def proquest(articles: list[Story], *, said: int | None = None, numbered: bool = True,
             toc: bool = True, fields_below: bool = True) -> str:  # fmt: skip
    """An export of ProQuest as plain text."""
    said = said or len(articles)
    parts = [f"{_RULE}\n\nReport Information from ProQuest\n\nJune 03 2014 10:15\n"]
    if toc:
        listed = "\n".join(f"{i}. {s.headline}{'.' * 9} {i}" for i, s in enumerate(articles, 1))
        parts.append(f"\n\nTable of contents\n\n{listed}\n\n")
    for i, s in enumerate(articles, start=1):
        number = f"Document {i} of {said}\n\n" if numbered else ""
        last = (
            f"Title: {s.headline}\n\nPublication title: {s.publisher}\n\nPages: A6\n\n"
            f"Publication year: {s.day.year}\n\nPublication date: {s.day:%b} {s.day.day}, "
            f"{s.day.year}\n\nSection: News\n\nPlace of publication: Exampleton\n\nSource type: "
            "Newspapers\n\nLanguage of publication: English\n\n"
            f"ProQuest document ID: {430000000 + i}\n\nDocument URL: "
            f"https://search.example.org/docview/{430000000 + i}\n\nCopyright: (Copyright "
            f"{s.day.year} Example Press)\n\nLast updated: 2010-06-26\n\nDatabase: Newsstand\n\n"
        ) if fields_below else ""  # fmt: skip
        parts.append(
            f"\n\n{number}{s.headline}\n\nAuthor: {s.byline}\n\nPublication info: {s.publisher} ; "
            f"Exampleton [Exampleton]{s.day:%d %b %Y}: A6.\n\n"
            f"https://search.example.org/docview/{430000000 + i}\n\nAbstract: None available.\n\n"
            f"Links: https://link.example.org/{i}\n\nFull text: "
            + "\n\n".join(s.paragraphs)
            + f"\n\nSubject: Tariffs; Talks\n\n{last}"
        )
    parts.append("\n\nContact us at: https://support.example.org\n\n© 2014 ProQuest LLC. All "
                 "rights reserved. - Terms and Conditions\n")  # fmt: skip
    return _RULE.join(parts)


def reuters_sgml(articles: list[Story]) -> str:
    """A file of the Reuters-21578 distribution."""
    parts = ['<!DOCTYPE lewis SYSTEM "lewis.dtd">\n']
    for i, s in enumerate(articles, start=1):
        body = "\n    ".join(s.paragraphs).replace("&", "&amp;").replace("<", "&lt;")
        parts.append(
            f'<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="{i + 5543}" '
            f'NEWID="{i}">\n<DATE>{s.day.day:2}-{s.day:%b}-{s.day.year} 15:01:01.79</DATE>\n'
            "<TOPICS><D>tin</D></TOPICS>\n<PLACES><D>norway</D></PLACES>\n<PEOPLE></PEOPLE>\n"
            "<ORGS></ORGS>\n<EXCHANGES></EXCHANGES>\n<COMPANIES></COMPANIES>\n<UNKNOWN> \n"
            "&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute\n</UNKNOWN>\n<TEXT>&#2;\n"
            f"<TITLE>{s.headline.upper()}</TITLE>\n"
            f"<DATELINE>    {s.place}, {s.day:%b} {s.day.day} - </DATELINE><BODY>{body}"
            "\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
        )
    return "".join(parts)
