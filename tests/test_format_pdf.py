"""PDF documents: paragraphs across lines, columns and pages; running heads; what has no text."""

import random
import sys
import textwrap

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.formats.pdf import read_pdf
from helpers.intake.formats.printed_pages import PrintedLine, join_lines
from helpers.intake.model import Capture, Refusal
from made_exports import Story, english, lines_with, stories, with_body
from made_sources import read, read_one, refusal, source_of
from nasty import within

pytest.importorskip("pypdfium2")

LEFT = ["Ministers from nine countries put off", "a decision on Friday.",
        "They will meet again in two weeks,", "said the envoy of the importing coun-"]  # fmt: skip
RIGHT = [
    "tries, Eva Lund.",
    "Steel makers in four countries had",
    "asked for duties of 25 percent.",
]


def printed(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A document of pages of (left, up, size, words), in points."""
    import io

    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    made = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(made) as book:
        for page in pages:
            figure = Figure(figsize=(6, 8))
            for left, up, size, words in page:
                figure.text(left / 432, up / 576, words, fontsize=size, family="DejaVu Sans")
            book.savefig(figure)
    return made.getvalue()


def column(lines: list[str], left: float, up: float) -> list[tuple[float, float, float, str]]:
    return [(left, up - 12 * i, 9, line) for i, line in enumerate(lines)]


def newspaper() -> bytes:
    head = [(30, 540, 20, "Ministers Put Off")]
    pages = []
    for number in (1, 2, 3):
        edge = [(30, 565, 7, "The Pier Evening Edition"), (210, 12, 7, f"{number}")]
        body = column(LEFT, 30, 500) + column(RIGHT, 230, 500)
        pages.append([*edge[:1], *(head if number == 1 else []), *body, *edge[1:]])
    return printed(pages)


def test_columns_are_read_one_after_the_other_and_broken_words_are_joined():
    found = read_one("a.pdf", newspaper())
    lines = list(zip(found.kinds, found.text.split("\n"), strict=True))
    kept = [line for kind, line in lines if not kind]
    story = (
        "They will meet again in two weeks, said the envoy of the importing countries, Eva Lund."
    )
    assert kept[0] == "Ministers Put Off"
    assert kept.count(story) == 3
    assert not any("-" in line for line in kept)
    assert found.format == "PDF"


def test_what_page_after_page_has_at_its_edge_is_a_running_head():
    found = read_one("a.pdf", newspaper())
    lines = list(zip(found.kinds, found.text.split("\n"), strict=True))
    heads = [line for kind, line in lines if kind == "running head"]
    assert sorted(heads) == ["1", "2", "3", *["The Pier Evening Edition"] * 3]


def test_a_picture_of_a_page_has_no_text_layer():
    found = refusal("a.pdf", printed([[]]))
    assert found == Refusal(
        "", "skipped", "no text layer: it is a picture of a page, run it through OCR first"
    )


def test_a_locked_document_says_so():
    keys = b"/Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"00" * 32 + b">"
    open_one = newspaper()
    assert b"trailer\n<<" in open_one
    locked = open_one.replace(b"trailer\n<<", b"trailer\n<< /Encrypt << " + keys + b" >>")
    found = refusal("a.pdf", locked)
    assert found.status == "skipped"
    assert found.reason == "it is locked by a password: save an open copy"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"]
)
def test_a_broken_document_is_refused(data):
    assert refusal("a.pdf", data).status == "damaged"


def test_damaged_bytes_never_raise():
    drawn = random.Random(0)
    whole = newspaper()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(30):
            data[drawn.randrange(len(data))] = drawn.randrange(256)
        found = list(read_pdf(source_of("a.pdf", bytes(data))))
        assert found
        assert all(isinstance(one, Capture | Refusal) for one in found)


def test_without_the_library_the_message_tells_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    [found] = read("a.pdf", newspaper())
    assert found.reason.endswith("needs pypdfium2: pip install 'datelines[documents]'")


def lines(*texts: str, height: float = 10) -> list[PrintedLine]:
    return [
        PrintedLine(t, 0, 10, 10 + 4 * len(t), 500 - 12 * i, height) for i, t in enumerate(texts)
    ]


def test_a_hyphen_is_kept_where_the_document_writes_the_word_with_one():
    page = lines("a long-term plan, and the long-", "term aim of the ministers")
    assert join_lines(page)[0] == ["a long-term plan, and the long-term aim of the ministers"]
    page = lines("the decision that they call a deci-", "sion of the ministers")
    assert join_lines(page)[0] == ["the decision that they call a decision of the ministers"]


def test_a_title_is_not_joined_to_the_text_below_it():
    title = PrintedLine("Ministers Put Off", 0, 10, 200, 530, 20)
    second = PrintedLine("Decision on Steel", 0, 10, 200, 507, 20)
    text = lines("Ministers from nine countries put off", "a decision on Friday.")
    assert join_lines([title, second, *text])[0] == [
        "Ministers Put Off Decision on Steel",
        "Ministers from nine countries put off a decision on Friday.",
    ]


@given(
    st.lists(
        st.builds(PrintedLine, st.text(min_size=1, max_size=9), st.integers(0, 3),
                  *[st.floats(0, 600)] * 4, st.floats(0, 1)),
        max_size=12,
    )
)  # fmt: skip
def test_any_lines_are_joined_without_loss(page):
    paragraphs, kinds = join_lines(page)
    assert len(paragraphs) == len(kinds)

    def letters(texts):
        return sorted("".join(c for text in texts for c in text if c.isalnum()))

    assert letters(paragraphs) == letters(line.text for line in page)


@pytest.mark.parametrize("unit", ["a", "-", ") ", "1", ".", '."'])
def test_long_lines_are_joined_in_proportion_to_their_length(unit):
    long = unit * (300_000 // len(unit))
    with within(10):
        join_lines(lines(long, long, long))


CHROME = [
    (25, 565, 6, "11/23/26, 10:31 AM"),
    (170, 565, 6, "Ministers Put Off - The Pier"),
    (25, 10, 6, "https://pier.example/2026/11/put-off"),
]


@pytest.mark.parametrize(
    "edge",
    [
        [*CHROME, (400, 10, 6, "1/1")],
        [
            (25, 565, 6, "Ministers Put Off - The Pier"),
            (260, 565, 6, "https://pier.example/2026/11/put-off"),
            (25, 10, 6, "1 of 1"),
            (330, 10, 6, "23/11/2026, 10:31"),
        ],
    ],
)
def test_what_a_browser_prints_around_a_single_page_is_a_running_head(edge):
    body = [(30, 520, 20, "Ministers Put Off"), *column(LEFT[:2], 30, 490)]
    found = read_one("a.pdf", printed([[*edge[:2], *body, *edge[2:]]]))
    text = zip(found.kinds, found.text.split("\n"), strict=True)
    assert [line for kind, line in text if not kind] == ["Ministers Put Off", " ".join(LEFT[:2])]


@pytest.mark.parametrize("edge", [CHROME[:1], CHROME[::2]])
def test_a_day_and_an_address_without_a_page_number_are_kept(edge):
    found = read_one("a.pdf", printed([[*edge, *column(LEFT[:2], 30, 490)]]))
    assert found.text.split("\n")[0] == edge[0][3]
    assert "running head" not in found.kinds


def printed_by_nexis(articles: list[Story]) -> bytes:
    """An export saved as PDF: each page but an article's first repeats its headline, in small."""
    pages = []
    for story in articles:
        header = [story.publisher, f"{english(story.day)} {story.day:%A}", "",
                  f"Section: Section A; Pg. 6\nLength: {story.n_words} words",
                  f"Byline: By {story.byline}", "", "Body", ""]  # fmt: skip
        body = [line for text in story.paragraphs for line in [*textwrap.wrap(text, 60), ""]]
        tail = ["Classification", "", "Language: ENGLISH", "", "Publication-Type: Newspaper"]
        tail += ["", f"Load-Date: {english(story.day)}", "", "", "End of Document"]
        rows = "\n".join([*header, *body, *tail]).split("\n")
        cut = len(rows) - 5  # the fields below the text go over the page
        for number, part in enumerate((rows[:cut], rows[cut:]), 1):
            top = [(340, 560, 6, f"Page {number} of 2")]
            top += [(30, 550 if number > 1 else 530, 6 if number > 1 else 11, story.headline)]
            lines = [(30, 515 - 12 * i, 9, row) for i, row in enumerate(part) if row]
            pages.append([*top, *lines])
    return printed(pages)


def test_articles_of_a_database_printed_as_pdf_stay_apart_with_all_their_fields():
    articles = [with_body(story, *story.paragraphs[:4]) for story in stories(3, seed=7)]
    found = read("a.pdf", printed_by_nexis(articles))
    for capture, story in zip(found, articles, strict=True):
        assert isinstance(capture, Capture)
        assert capture.given.headline == story.headline
        assert (capture.given.publisher, capture.given.day) == (story.publisher, story.day)
        assert tuple(lines_with(capture, "body")) == story.paragraphs
        assert not capture.damage


def test_lines_of_a_header_stay_apart_and_those_of_a_column_do_not():
    rows = ["By Ada Berg", "262 words", "18 December 2009", "The Daily Example", "DAIEX", "English",
            "Copyright 2009 Example Press Ltd. All Rights Reserved."]  # fmt: skip
    prose = ["Ministers from nine countries put off a decision on steel duties, said the envoy",
             "Eva Lund, who has led the talks of the importing countries since the spring,",
             "and went home."]  # fmt: skip
    narrow = ["The harbour board turned down an offer from",
              "Oslo after lunch, and the panel of the",
              "Exampleton mills read out its own report."]  # fmt: skip
    page = [
        PrintedLine(text, 0, 60, 60 + 5 * len(text), 700 - 12 * i, 10)
        for i, text in enumerate([*rows, *prose, *narrow])
    ]
    found, _ = join_lines(page)
    assert found == [*rows, " ".join(prose), " ".join(narrow)]
