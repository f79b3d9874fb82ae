"""Lines to paragraphs, whatever ends them, however many and however long they are."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.lines.layout import blocks
from helpers.intake.normalise import split_lines, squeeze
from nasty import LEAD, PUMPED, STORY, pumped, within

WRAPPED = """STEEL DUTIES PUT OFF BY MINISTERS

    OSLO, March 26 - Ministers from nine countries put off a
decision on steel duties on Friday, and said they would meet
again in two weeks to try once more for a common stand.
    The envoy Eva Lund hopes for a better mood then, while the
makers in four countries had asked for duties of 25 pct from
next month on, a spokesman for their federation said.
"""
LINE_ENDS = ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]

no_ends = st.characters(
    exclude_characters="".join({c for end in LINE_ENDS for c in end} | {*"\x1d\x1e"})
)
one_line = st.text(no_ends, max_size=120)
prose_line = st.sampled_from([*STORY, *WRAPPED.splitlines(), "", "14:05", "Read next"])


@pytest.mark.parametrize("title", ["STEEL DUTIES PUT OFF", "STEEL DUTIES\nPUT OFF\nONCE MORE"])
@pytest.mark.parametrize("byline", ["By Ada Berg", "BY ADA BERG"])
def test_an_author_right_below_the_headline_of_a_wrapped_text_is_no_part_of_it(title, byline):
    story = WRAPPED.partition("\n\n")[2]
    article = read_article(f"{title}\n{byline}\n{story}")
    assert article.headline == title.replace("\n", " ")
    assert article.byline == byline[3:]


def test_a_line_of_a_sentence_that_begins_with_by_stays_in_its_paragraph():
    text = WRAPPED.replace(
        "again in two weeks", "again. The plan was drawn up\nby Ada Berg\nin two weeks"
    )
    found, _ = blocks(text)
    assert "drawn up by Ada Berg in two weeks" in " ".join(block.text for block in found)
    assert not any(block.text == "by Ada Berg" for block in found)


@given(st.lists(st.one_of(one_line, prose_line), max_size=25))
@settings(max_examples=100, deadline=None)
def test_every_filled_line_is_in_one_block_or_is_a_repetition(lines: list[str]):
    found, repeated = blocks("\n".join(lines))
    numbers = [number for block in found for number in block.numbers]
    assert numbers == sorted(numbers)
    assert sorted([*numbers, *repeated]) == [
        number for number, line in enumerate(split_lines("\n".join(lines)), 1) if squeeze(line)
    ]
    assert all(block.text == squeeze(block.text) != "" for block in found)


@given(st.lists(st.one_of(one_line, prose_line), min_size=1, max_size=15), st.data())
@settings(max_examples=100, deadline=None)
def test_what_ends_the_lines_changes_nothing(lines: list[str], data):
    ends = data.draw(st.lists(st.sampled_from(LINE_ENDS), min_size=len(lines), max_size=len(lines)))
    # A carriage return before a line feed that ends an empty line would be one end, not two.
    mixed = "".join(
        line + ("\n" if end == "\r" and not after else end)
        for line, end, after in zip(lines, ends, [*lines[1:], "x"], strict=True)
    )
    assert read_article(mixed) == read_article("\n".join([*lines, ""]))


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("text", ["\n".join(["Ministers Put Off Decision", "", *STORY]), WRAPPED])
def test_an_article_is_the_same_with_any_line_end(text, end):
    assert read_article(text.replace("\n", end)) == read_article(text)


def test_a_hard_wrapped_story_is_put_together_and_keeps_its_line_numbers():
    found, repeated = blocks(WRAPPED)
    assert [block.numbers for block in found] == [(1,), (3, 4, 5), (6, 7, 8)]
    assert repeated == []
    assert found[1].text.endswith(
        "Ministers from nine countries put off a decision on steel "
        "duties on Friday, and said they would meet again in two weeks "
        "to try once more for a common stand."
    )


def test_furniture_in_a_hard_wrapped_story_stands_alone():
    lines = WRAPPED.splitlines()
    found, _ = blocks("\n".join([*lines[:4], "Advertisement", *lines[4:]]))
    assert [block.text for block in found if block.numbers == (5,)] == ["Advertisement"]


def test_one_long_title_does_not_unwrap_a_text():
    title = "ADDRESS OF THE KEEPER OF THE HARBOUR TO A JOINT SESSION OF BOTH HOUSES ON " * 2
    prose = " ".join(STORY * 8)
    wrapped = textwrap.wrap(prose, 72)
    assert len(wrapped) > 20
    found, _ = blocks("\n".join([title, "", *wrapped]))
    assert [block.text for block in found] == [title.strip(), prose]
    paragraphs = [line for line in wrapped if not line.endswith(".")][:12]
    found, _ = blocks("\n".join([title, *STORY, *paragraphs]))
    assert len(found) == 1 + len(STORY) + len(paragraphs)


@pytest.mark.parametrize("width", [30, 44, 64])
def test_a_long_title_in_one_line_does_not_unwrap_a_short_text(width):
    title = "Why the ministers of nine countries put off once more what had been agreed " * 2
    paragraphs = [" ".join(STORY), " ".join(STORY[1:])]
    wrapped = [textwrap.fill(text, width) for text in paragraphs]
    found, _ = blocks("\n\n".join([title, *wrapped]))
    assert found.texts == [title.strip(), *paragraphs]


def test_one_long_paragraph_amid_short_lines_does_not_join_them():
    long_one = " ".join(STORY)
    menu = ["World", "Politics today", "our weather service", "Sports results", "the crossword"]
    found, _ = blocks("\n".join([*menu, "", long_one, "", *menu]))
    assert found.texts == [*menu, long_one, *menu]


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\ufeff", "\u00ad", "\x00", "\ue000", "\u00a0", "\t", "\x1f"]
)
def test_what_nobody_sees_changes_no_line(unseen):
    page = ["World", "", "Ministers  Put Off", *STORY, "Read next"]
    plain, _ = blocks("\n".join(page))
    assert plain.texts == [squeeze(line) for line in page if line]
    among, _ = blocks("\n".join([*page, f"{unseen} x {unseen} y"]))
    assert among.texts[:-1] == plain.texts
    assert (among.firsts[:-1], among.groups[:-1]) == (plain.firsts, plain.groups)


@pytest.mark.parametrize("width", [48, 60, 72, 84, 94, 100])
def test_prose_is_joined_wherever_its_margin_is(width):
    paragraphs = [" ".join(STORY), " ".join(reversed(STORY)), " ".join(STORY[1:] * 2)]
    page = ["Ministers Put Off Decision", *(textwrap.fill(text, width) for text in paragraphs)]
    found, _ = blocks("\n\n".join(page))
    assert found.texts[1:] == paragraphs


def test_a_page_comes_with_its_lines_put_together():
    for text in ("\n".join(STORY), "Ministers  Put Off\n\u200bDecision", "\U0001f600 on  top"):
        page, _ = blocks(text)
        assert page.whole is not None
        assert page.whole.text == "\n" + "\n".join(page.texts) + "\n\n"


def test_one_line_a_paragraph_is_left_as_it_is():
    found, _ = blocks("\n".join(STORY))
    assert [block.text for block in found] == STORY


def test_blank_lines_part_groups():
    found, _ = blocks("World\nBusiness\n\n\nSport\n \u00a0\nCulture")
    assert [block.group for block in found] == [0, 0, 2, 3]


def test_a_text_of_nothing_has_no_block():
    for text in ("", "\n\n", " \t\u00a0\u200b\r\n"):
        found, repeated = blocks(text)
        assert (len(found), repeated) == (0, [])


@pytest.mark.parametrize("kind", PUMPED)
def test_a_million_characters_of_anything_are_read_in_seconds(kind):
    long = pumped(PUMPED[kind], 500_000)
    with within(10):
        article = read_article("\n".join([long, *STORY, long]))
    assert LEAD in {line.text for line in article.lines}
    assert all(line.kind for line in article.lines)


def test_fifteen_thousand_different_lines_are_read_in_seconds():
    lines = [f"Ministers met for round {n} in the town of Oslo and parted." for n in range(15_000)]
    with within(10):
        article = read_article("\n".join(lines))
    assert len(article.paragraphs) == 15_000


COLUMN = """The savings bank of Harrow
closes forty branches by June
and will offer its customers
a bus that calls at villages
once a week, the bank said
on Thursday. Its well-known
chairman sees no other way.
Charities for the old prote-
sted that talk is what bran-
ches are for, and a well-
known brewer made an offer
for two of the older buil-
dings with painted ceilings."""


def test_a_narrow_column_is_one_paragraph_with_its_words_whole():
    page, _ = blocks(f"BANK CLOSES BRANCHES AND BLAMES PHONES\n\n{COLUMN}")
    title, text = page.texts
    assert title == "BANK CLOSES BRANCHES AND BLAMES PHONES"
    assert "charities for the old protested that talk is what branches are for" in text.lower()
    assert "older buildings with painted ceilings" in text
    assert "a well-known brewer" in text  # it stands so elsewhere, too


def test_a_menu_is_no_column():
    menu = ["World", "Politics today", "Business and trade", "Sports results", "Arts and books"]
    page, _ = blocks("\n".join([*menu, "our weather service", *menu, "the crossword"]))
    assert len(page) == 12


def test_few_hyphens_at_line_ends_stay():
    text = """The ministers put off a decision on the long-
term duties, and nobody was glad of it, since
the talks had begun so well in the spring of the
year before, when the makers of steel had asked
for nothing yet, and nobody had expected much."""
    assert "the long-term duties" in blocks(text)[0].texts[0]
