"""The models that tell text from chrome, the patterns they lean on, and how a page is decided."""

import re
import runpy
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.data import FOLDER
from helpers.intake.lines.cues import Cues
from helpers.intake.lines.decode_page import decode_page
from helpers.intake.lines.framed import framed
from helpers.intake.lines.layout import Block, Blocks, blocks
from helpers.intake.lines.line_context import CONTEXT, context, longest_stretch
from helpers.intake.lines.line_facts import Facts, line_facts
from helpers.intake.lines.line_features import LOCAL, look_at
from helpers.intake.lines.line_model import WEIGHTS, Additive, read_weights, score_lines
from helpers.intake.lines.page_cues import reasons_alone
from helpers.intake.lines.patterns import CHROME, END_MARKERS, LinePatterns
from helpers.intake.model import KEPT_KINDS, REASONS
from nasty import PUMPED, STORY, pumped, within


def page_of(*lines: str) -> Blocks:
    return blocks("\n".join(lines))[0]


def facts_of(lines: list[str]) -> Facts:
    return line_facts(lines, framed(lines), range(len(lines)))


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


RULES = [row for name in ("chrome_lines.tsv", "end_markers.tsv") for row in rows(name)]


def test_every_reason_that_a_pattern_gives_can_be_written_in_corrections():
    told = {reason for rules in (CHROME, END_MARKERS) for reason, _ in rules}
    assert told <= REASONS | KEPT_KINDS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule[0]} {rule[1][:20]}")
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_every_line_that_a_pattern_matches_has_one_of_its_cues(rule, data):
    reason, _, pattern = rule
    written = st.from_regex(re.compile(pattern, re.IGNORECASE | re.ASCII), fullmatch=True)
    line = " ".join(data.draw(written).split())
    if len(line) <= 400 and re.fullmatch(pattern, line, re.IGNORECASE):
        rules = LinePatterns([rule])
        assert rules.reasons([line], Cues(rules.cues).find(framed([line]))) == {0: reason}


def test_the_weights_that_training_writes_are_those_that_it_found(tmp_path):
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "train_line_model.py"))
    shipped = read_weights(WEIGHTS)
    tool["write"](shipped, tmp_path / "weights.tsv")
    for model, again in zip(shipped, read_weights(tmp_path / "weights.tsv"), strict=True):
        assert model.bias == again.bias
        assert np.array_equal(model.weights, again.weights)


@pytest.mark.parametrize("kind", PUMPED)
@pytest.mark.slow
def test_patterns_take_linear_time(kind):
    lines = [pumped(PUMPED[kind], n).replace("\n", " ").strip() for n in range(300, 400)]
    with within(20):
        for line in lines * 10:
            reasons_alone([line])


def test_a_page_gets_the_reasons_that_its_lines_get_alone():
    lines = ["Share", "14:05", "Photo: Jon Vik", STORY[1], "Read next", "x", "© 2019 Harbour Post"]
    found = facts_of(lines).reasons
    alone = (reasons_alone([line])[0].get(0) for line in lines)
    assert found == {i: reason for i, reason in enumerate(alone) if reason}
    assert found[2] == "caption"


CUES = [
    "photo",
    "pho",
    "(c)",
    "/ap",
    "@",
    "©",
    "фото:",
    "\nby ",
    "\nin",
    "\nвам",
    "said:\n",
    "t to",
    "cont'd",
    "\nx",
    "\n#",
]


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [*CUES, "by ", "in", "Said:", "é", "X ", "t ", "İ", "7", "ФОТО:", "contod"]
            ),
            max_size=5,
        ).map(lambda parts: "".join(parts).replace("\n", "")),
        max_size=40,
    ),
    st.integers(0, 60),
)
@settings(max_examples=200, deadline=None)
def test_cues_are_found_where_they_stand(lines: list[str], n: int):
    lines = [*lines, *["ministers met"] * n]
    lowered = [f"\n{line.replace('İ', 'i').lower()}\n" for line in lines]
    expected = {(i, cue) for i, line in enumerate(lowered) for cue in CUES if cue in line}
    expected -= {(i, "\n#") for i in range(len(lines))}
    expected |= {(i, "\n#") for i, line in enumerate(lines) if line[:1] == "7"}
    assert {*Cues(CUES).find(framed(lines))} == expected


def test_cues_of_any_number_of_characters_are_found():
    cues = ["steel " + chr(code) for code in range(0x4E00, 0x4E00 + 400)]
    found = {*Cues(cues).find(framed([f"STEEL {cue[-1]}" for cue in cues]))}
    assert {*enumerate(cues)} <= found


def test_a_character_beyond_the_tables_moves_no_line():
    lines = ["\U0001f600 emoji", "photo \U0001f600", "Photo"]
    assert {*Cues(["photo"]).find(framed(lines))} == {(1, "photo"), (2, "photo")}


def test_what_a_line_tells_hangs_on_no_other_line():
    lines = [
        "Share",
        "By Ada Byron",
        *STORY,
        "Photo: Jon Vik",
        "14:05",
        "Jon on May 3 at 6:34 said:",
    ]
    together = facts_of(lines)
    for i, line in enumerate(lines):
        for column, alone in zip(together, facts_of([line]), strict=True):
            if isinstance(alone, set):
                assert (i in column) == (0 in alone)
            else:
                assert column.get(i) == alone.get(0)


def test_the_file_of_weights_has_a_weight_for_each_code():
    local, second = read_weights(WEIGHTS)
    for model, names in ((local, LOCAL), (second, CONTEXT)):
        assert len(model.weights) == len(names)
        assert np.isfinite(model.weights).all()


def test_weights_are_readable_and_hold_no_text():
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[a-z_0-9]+\t-?[\d.]+( -?[\d.]+)*", line)


def test_codes_beyond_the_last_weight_count_as_the_last():
    model = Additive(1.0, [[0.0, 2.0], [0.0, 0.5, 3.0]])
    assert model.score(np.array([[0, 1, 9], [0, 1, 7]])).tolist() == [1.0, 3.5, 6.0]


@given(st.lists(st.text(max_size=80), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_lines_have_a_finite_score(lines: list[str]):
    page = page_of(*lines)
    if not page:
        return
    look = look_at(page)
    assert len(look.codes) == len(LOCAL)
    score = score_lines(look)
    assert len(context(look, score)) == len(CONTEXT)
    assert len(score) == len(page)
    assert np.isfinite(score).all()
    assert look.codes.min() >= 0


def test_prose_scores_above_a_menu():
    page = page_of("World", "Business", "Sport", *STORY, "Contact us", "Privacy")
    odds = decode_page(page).odds
    assert min(odds[3:6]) > 0 > max([*odds[:3], *odds[6:]])


def test_ends_and_openings_are_told_in_any_script():
    look = look_at(
        page_of("Die Minister vertagten sich.", "各国の大臣は決定を延期した。", "* «Ça suffit?»")
    )
    assert look.end.tolist() == [1, 1, 3]
    assert look.first.tolist() == [1, 0, 4]
    assert look.bullet.tolist() == [0, 0, 1]
    assert look.words[1] > 4


def test_a_sentence_that_a_page_broke_at_its_links_is_one_run():
    look = look_at(
        page_of("Shares of the works at", "Oslo Steel", "are falling after the talks.", "Sport")
    )
    assert look.run.tolist() == [5, 7, 7, 1]


def test_the_longest_stretch_bridges_a_short_gap():
    assert longest_stretch(np.array([-1.0, 4.0, -1.0, 4.0, -9.0, 5.0])) == (1, 3)


def test_settled_lines_are_not_judged():
    page = page_of(*STORY, "They will meet again in two weeks, said the envoy of the makers.")
    odds = decode_page(page, {0: False, 3: True}).odds
    assert odds[0] < 0 < odds[3]


def test_a_long_text_is_judged_in_pieces_with_the_same_number_of_lines():
    page = page_of(*[f"Ministers met for round {n} in Oslo and parted." for n in range(45_000)])
    with within(60):
        assert len(decode_page(page).odds) == 45_000


def test_comments_of_readers_are_cut_off():
    comments = [
        "Ada on May 3, 2019 at 6:34 am said:",
        "I never liked those duties, and I never will again.",
        "Jon on May 4, 2019 at 7:12 am said:",
        "They should have met in Bergen, as everybody knows.",
    ]
    found = decode_page(page_of(*STORY, *STORY[1:], *comments))
    assert found.comments_from == 5
    assert max(found.odds[5:]) < 0


def test_a_page_that_holds_its_article_twice_keeps_the_first():
    more = [
        f"Makers in town {n} of the valley hope for a better year, their speaker said."
        for n in range(5)
    ]
    found = decode_page(page_of(*STORY, *more, "Sport", *STORY, *more))
    assert min(found.odds[:8]) > 0 > max(found.odds[9:])


def test_a_slogan_all_over_the_page_is_no_text():
    slogan = "Harbour Post summer concert series with tickets from the town hall"
    texts = [line for n in range(6) for line in (f"{STORY[n % 3]} It was round {n}.", slogan)]
    page = Blocks.of(Block(text, (i,), 0) for i, text in enumerate(texts, 1))
    assert decode_page(page).repeats == {1, 3, 5, 7, 9, 11}
