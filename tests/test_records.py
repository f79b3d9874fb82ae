"""One article as rows: they agree with each other, and nothing around the article moves them."""

import dataclasses
import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.corpus.corpus import ARTICLE_TABLES
from helpers.intake.drafts import finished
from helpers.intake.measure import draft, line_print, measure
from helpers.intake.mentions import find_mentions
from helpers.intake.model import Capture, Given
from helpers.intake.reading import Result, scored
from helpers.intake.records import SCHEMA, Record, check, removed_lines
from helpers.intake.segment import LONGEST_STRETCH, split_sentences, words
from made import clipping, store
from nasty import LEAD, PUMPED, SECOND, STORY, THIRD, pumped, within

DIGEST = "ab" * 32


def record_of(text: str) -> Record:
    return measure(Capture("a.txt", DIGEST, text))


@pytest.mark.parametrize(
    ("stated", "byline", "agency"),
    [
        ("ADA BERG, Staff Writer", "ADA BERG", ""),
        ("Ada Berg; Ole Quist", "Ada Berg and Ole Quist", ""),
        ("Ada Berg, Associated Press Writer", "Ada Berg", "AP"),
        ("The Associated Press", "", "AP"),
        ("Ada Berg in Geneva", "Ada Berg", ""),
        ("Ada Berg, Special to The Pier", "Ada Berg", ""),
        ("Ada Berg and STAFF", "Ada Berg", ""),
        ("Staff Writer", "Staff Writer", ""),
        ("Editorial Board", "Editorial Board", ""),
        ("Berg, Ada", "Berg, Ada", ""),
        ("Ada Berg, M.D.", "Ada Berg, M.D.", ""),
        ("The Harbour Gazette", "The Harbour Gazette", ""),
    ],
)
def test_authors_that_a_field_names_are_parted_from_what_they_wrote_for(stated, byline, agency):
    text = "Talks failed again on Friday.\n\nNobody was glad of it, and the envoys went home."
    row = measure(Capture("a.txt", DIGEST, text, given=Given(byline=stated))).article
    assert (row["byline"], row["agency"]) == (byline, agency)


news = st.sampled_from(
    [
        *STORY,
        '"The duties stay," she said. "It is a bad and sad day for all of us.',
        'And nobody is glad." The United States paid $2 million, or 4.5 percent, to Eva Lund.',
        "Mr. Vik of St. Olav Corp. said the U.S. and the U.K. had met on Monday, May 2, 1994.",
        "Ministers Put Off Decision",
        "By Ada Byron",
        "14:05",
        "Read next",
        "",
    ]
)
lines = st.one_of(news, st.text(st.characters(exclude_characters="\r"), max_size=60))
pages = st.lists(lines, max_size=12).map("\n".join)


@given(st.lists(pages, max_size=5))
@settings(max_examples=40, deadline=None)
def test_articles_have_the_scores_that_each_has_alone(texts: list[str]):
    captures = [Capture("a.txt", DIGEST, text) for text in texts]
    assert finished([*map(draft, captures)]) == [*map(measure, captures)]


def test_an_article_that_cannot_be_scored_harms_no_other():
    sound = draft(Capture("a.txt", DIGEST, "\n".join(STORY)))
    odd = dataclasses.replace(sound, headline=None)
    refused = Result(1, "", "skipped", "for a reason")
    results = [Result(0, "", "ok", "", record=odd), refused, Result(2, "", "ok", "", record=sound)]
    damaged, same, fine = scored(results)
    assert (damaged.status, damaged.record) == ("damaged", None)
    assert "please report" in damaged.reason
    assert same == refused
    assert (fine.item, fine.record) == (2, finished([sound])[0])


@given(pages)
@settings(max_examples=80, deadline=None)
def test_the_rows_of_any_text_agree_and_can_be_stored(text: str):
    record = record_of(text)
    check(record)
    store(record)
    article = record.article
    by_passage = [row["n_words"] for row in record.passages]
    counted = [
        sum(t["count"] for t in record.terms if t["passage"] == i and " " not in t["term"])
        for i in range(len(by_passage))
    ]
    spoken = [
        sum(s["n_words"] for s in record.sentences if s["passage"] == i)
        for i in range(len(by_passage))
    ]
    assert by_passage == counted == spoken
    assert article["n_words"] == sum(by_passage)
    assert [row["passage"] for row in record.passages] == list(range(article["n_passages"]))
    assert [row["sentence"] for row in record.sentences] == list(range(article["n_sentences"]))
    assert [row["line"] for row in record.lines] == sorted({r["line"] for r in record.lines})
    for row in record.sentences:
        assert 0 <= row["quoted"] <= 1
        assert 0 <= row["n_toned"] <= row["n_words"]
        moved = row["vader"] != row["vader_guarded"] or row["tone"] != row["tone_unguarded"]
        assert row["guarded"] or not moved
    for row in (*record.mentions, *record.terms):
        assert row["count"] > 0
        assert 0 <= row["passage"] < article["n_passages"]
    pairs = [t["term"] for t in record.terms if " " in t["term"]]
    assert all(pairs.count(pair) > 1 for pair in pairs)


WEATHER = "Oslo Weather: 12 °C | Rain"
ABOVE = [
    "The Harbour Post - Online", "World", "Business", WEATHER, "QR Code",
    "https://harbour.example/steel", "Advertisement", "Share", "14:05", "3 hours ago", "",
    "We use cookies to make this site better.", "Photo: Jon Vik", "Sign up for our newsletter",
]  # fmt: skip
PAYWALL = "You have 2 free articles left. Subscribe to continue."
BELOW = [
    *ABOVE[3:], "Read next", "Leave a comment", "Related articles", "© 2019 The Harbour Post",
    PAYWALL, "What is your view?", "Comments (12)",
    "All rights reserved", "Follow us on Facebook", "About the author", "Most read",
]  # fmt: skip
PAGE = [
    "Ministers Put Off Decision on Steel Duties",
    LEAD,
    SECOND,
    THIRD,
    '"The duties stay for now," Lund said on Tuesday, May 3, 1994. "That is bad and sad."',
    "The United States paid $2 million, or 4.5 percent, to the steel makers of Bergen.",
    "Nobody knows when the ministers of the nine countries will meet again on steel duties.",
]
BARE = record_of("\n".join(PAGE))


@example([ABOVE[0]] * 5, ["Share", "QR Code"])
@example(
    ["World", WEATHER, ABOVE[5], WEATHER, "Business", WEATHER, "3 hours ago", ABOVE[0]],
    [ABOVE[5], PAYWALL, "© 2019 The Harbour Post", PAYWALL, "QR Code"],
)
@example(
    ["14:05", WEATHER, ABOVE[0], ABOVE[5], "", ABOVE[0], WEATHER, WEATHER],
    ["3 hours ago", "Most read", WEATHER, "QR Code", "Comments (12)"],
)
@given(st.lists(st.sampled_from(ABOVE), max_size=8), st.lists(st.sampled_from(BELOW), max_size=8))
@settings(max_examples=80, deadline=None)
def test_furniture_around_an_article_changes_none_of_its_rows(above: list[str], below: list[str]):
    framed = record_of("\n".join([*above, *PAGE, *below]))
    for table in ("passages", "sentences", "terms", "mentions", "dates"):
        assert getattr(framed, table) == getattr(BARE, table), table
    free = ("n_removed", "publisher")
    assert {k: v for k, v in framed.article.items() if k not in free} == {
        k: v for k, v in BARE.article.items() if k not in free
    }
    filled = sum(bool(line) for line in (*above, *below))
    assert framed.article["n_removed"] == len(removed_lines(framed)) == filled


WRAPPED = """STEEL DUTIES PUT OFF BY MINISTERS

    OSLO, March 26 - Ministers from nine countries put off a
decision on steel duties on Friday, and said they would meet
again in two weeks to try once more for a common stand.
    The envoy Eva Lund hopes for a better mood then, while the
makers in four countries had asked for duties of 25 pct from
next month on, a spokesman for their federation said.
    "The duties stay for now," Lund said, and added that no one
in her country could be glad about the way the talks had gone.
""".splitlines()
SHORT = st.lists(st.sampled_from([line for line in BELOW if len(line) < 40]), max_size=8)


@given(SHORT, SHORT)
@settings(max_examples=80, deadline=None)
def test_short_furniture_around_a_hard_wrapped_story_changes_none_of_its_rows(above, below):
    bare = record_of("\n".join(WRAPPED))
    framed = record_of("\n".join([*(above or [""]), "", *WRAPPED, "", *below]))
    for table in ("passages", "sentences", "terms", "mentions", "dates"):
        assert getattr(framed, table) == getattr(bare, table), table


@given(pages)
@settings(max_examples=80, deadline=None)
def test_line_ends_of_another_system_change_no_row(text: str):
    assert record_of(text.replace("\n", "\r\n")) == record_of(text)


def test_names_and_order_of_files_change_nothing_but_the_column_file(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    texts = [clipping(n, year) for n, year in itertools.product(range(4), (1994, 2024))]
    texts.append(texts[0].replace("Share on Facebook", "Advertisement"))
    texts.append("Nobody can tell when this was written, or where, or by whom, or why.\n" * 3)
    shuffled = [*texts[3:], *texts[:3]]
    loaded = []
    for place, order in (("one", texts), ("two", shuffled)):
        monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache" / place))
        folder = tmp_path / place / "clippings"
        folder.mkdir(parents=True)
        for n, text in enumerate(order):
            (folder / f"{'zyxwvutsrq'[n] if place == 'two' else n}.txt").write_text(text)
        loaded.append(load_corpus(folder))
    one, two = loaded
    pd.testing.assert_frame_equal(
        one.articles.drop(columns="file"), two.articles.drop(columns="file")
    )
    assert (one.eras, one.digest, repr(one)) == (two.eras, two.digest, repr(two))
    for table in ARTICLE_TABLES:
        pd.testing.assert_frame_equal(one.table(table), two.table(table))


@pytest.mark.parametrize("kind", PUMPED)
def test_a_long_paragraph_of_anything_is_measured_in_seconds(kind):
    with within(15):
        record = record_of("\n".join([LEAD, pumped(PUMPED[kind], 25_000)]))
    check(record)


@pytest.mark.parametrize("kind", PUMPED)
@pytest.mark.slow
def test_names_and_numbers_are_found_in_linear_time(kind):
    with within(5):
        assert all(mention.times for mention in find_mentions(pumped(PUMPED[kind], 300_000)))


@given(st.text(max_size=80), st.sampled_from(["…", "–", "\u00a0", "”"]))
def test_a_line_has_one_print_whatever_its_marks_and_capitals(line: str, mark: str):
    letters = "".join(filter(str.isalnum, line.casefold()))
    assert line_print(line) == line_print(f"{mark} {line}") == line_print(letters)


def test_an_article_has_one_print_whatever_its_paragraphs():
    sentences = ["The mayor met the carters on Monday.", "The toll will rise, the mayor said."]
    parted, whole = record_of("\n\n".join(sentences)), record_of(" ".join(sentences))
    assert (parted.article["n_passages"], whole.article["n_passages"]) == (2, 1)
    assert parted.article["body"] == whole.article["body"] == whole.passages[0]["fingerprint"]


@given(st.text(max_size=300), st.integers(1, 3))
@settings(deadline=None)
def test_sentences_hold_every_letter_of_their_paragraph(text: str, times: int):
    sentences = split_sentences(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


def test_a_paragraph_too_long_for_the_splitter_loses_no_word():
    text = "Mr. Lund met nobody at No. 5 on Friday. " * (3 * LONGEST_STRETCH // 40)
    with within(20):
        sentences = split_sentences(text)
    assert words(" ".join(sentences)) == words(text)
    unbroken = "x" * (LONGEST_STRETCH + 5)
    assert [len(sentence) for sentence in split_sentences(unbroken)] == [LONGEST_STRETCH, 5]


def test_a_sentence_is_quoted_by_the_share_of_its_words_between_marks():
    record = record_of(
        "\n".join([LEAD, '"Not yet," said Lund. "We wait." Nobody was glad.', SECOND])
    )
    shares = {row["text"]: row["quoted"] for row in record.sentences}
    assert shares['"Not yet," said Lund.'] == 0.5
    assert shares['"We wait."'] == 1
    assert shares["Nobody was glad."] == shares[SECOND] == 0


def test_names_are_written_with_capitals_in_any_script():
    names = {
        mention.text
        for mention in find_mentions("Envoys from Łódź and łódź met 東京 and Ångström élan there.")
        if mention.kind == "name"
    }
    assert names == {"Łódź", "Ångström"}


def spoiled_rows(row: dict, column: str, kind: str) -> dict[str, dict]:
    """The row, wrong in one column."""
    wrong = {
        "missing": {k: v for k, v in row.items() if k != column},
        "a list": row | {column: []},
    }
    values: dict[str, object] = {}
    if not kind.endswith("?"):
        values["None"] = None
    match kind.rstrip("?"):
        case "text" | "name":
            values |= {"a number": 5, "half a character": "\ud800"}
        case "count":
            values |= {str(n): n for n in (-1, 2**31, 1.5, True, "x")}
        case "number":
            values |= {str(n)[:5]: n for n in (2.0, float("nan"), float("inf"), 10**400, "x")}
        case _:
            values["a word"] = "x"
    return wrong | {name: row | {column: value} for name, value in values.items()}


def spoiled(right: Record) -> dict[str, Record]:
    """The record, wrong in one place each time."""
    cases = {}
    for table, columns in SCHEMA.items():
        rows = [right.article] if table == "articles" else getattr(right, table)
        for column, kind in columns.items():
            for name, row in spoiled_rows(rows[0], column, kind).items():
                field = {"article": row} if table == "articles" else {table: [row, *rows[1:]]}
                cases[f"{table}.{column}: {name}"] = dataclasses.replace(right, **field)
    rows = [{column: right.article[column] + 1} for column in ("n_passages", "n_sentences")]
    rows += [{"n_removed": 0}, {"mood": 1}]
    rows += [{"digest": d} for d in ("", "../../x", "AB" * 32, "ab" * 31, DIGEST + "\n", "<b>")]
    for row in rows:
        cases[str(row)] = dataclasses.replace(right, article=right.article | row)
    return cases


def test_a_record_that_is_wrong_in_one_place_is_refused():
    right = record_of("\n".join([PAGE[0], "Published: 3 May 1994", *PAGE[1:], "Comments"]))
    check(right)
    cases, accepted = spoiled(right), []
    for name, record in cases.items():
        try:
            check(record)
        except (TypeError, ValueError):
            continue
        accepted.append(name)
    assert accepted == []
    assert len(cases) > 200


def test_a_record_with_open_dates_is_accepted():
    day = dt.date(1994, 5, 3)
    check(dataclasses.replace(BARE, article=BARE.article | {"earliest": day, "latest": None}))
