"""Inputs that fuzzing found, each smaller than it was, and what must become of it."""

import runpy
from pathlib import Path

import pytest

from helpers.intake.clean import read_article
from helpers.intake.formats.localised_dates import read_days
from helpers.intake.measure import measure
from helpers.intake.model import Capture
from helpers.intake.quotes.quotations import find_quotations, quoted_shares
from helpers.intake.segment import LONGEST_KEPT, _regular, words
from nasty import within
from test_mixed_folder import BAD, GOOD

FUZZ = Path(__file__).resolve().parents[1] / "fuzz"


def test_fuzzing_starts_from_a_file_of_every_format(tmp_path: Path):
    starts = runpy.run_path(str(FUZZ / "starts.py"))
    starts["write_starts"](str(tmp_path / "corpus"))
    short = {name for name, (data, _) in GOOD.items() if len(data) <= starts["LARGEST"]}
    short |= {name for name, data in BAD.items() if len(data) <= starts["LARGEST"]}
    found = {path.name: path.read_bytes() for path in (tmp_path / "starts").iterdir()}
    assert short <= found.keys()
    read_as = {name: starts["NAMES"][found[name][0]] for name in short}
    assert all(Path(name).suffix == Path(read).suffix for name, read in read_as.items())


def test_a_quotation_in_each_of_countless_paragraphs_takes_no_time():
    text = "".join(f'"We go {n}.\n' for n in range(30_000))
    with within(30):
        measure(Capture("a.txt", "0" * 64, text))


def test_countless_quotations_and_sentences_in_one_paragraph_take_no_time():
    times = 30_000
    with within(20):
        shares = quoted_shares(
            '"A." B. ' * times,
            ['"A."', "B."] * times,
            [(8 * n, 8 * n + 4) for n in range(times)],
        )
    assert shares == [1.0, 0.0] * times


def test_marks_with_no_word_between_them_quote_nothing():
    [said] = find_quotations(['The "" of it: "..." "No," said Lund. "?"', '"'])
    assert (said.start, said.speaker) == (20, "Lund")


def test_a_quotation_that_runs_through_sentences_counts_in_each():
    text = 'He said: "Not yet. Not now. Never." She left. "We try," he said.'
    sentences = ['He said: "Not yet.', "Not now.", 'Never."', "She left.", '"We try," he said.']
    assert quoted_shares(text, sentences, [(9, 35), (46, 55)]) == [0.5, 1.0, 1.0, 0.0, 0.5]


def test_words_of_any_length_are_found_but_long_ones_are_not_remembered():
    before = _regular.cache_info().currsize
    long = "ab" * LONGEST_KEPT
    assert words(f"New {long.upper()}'s duties") == ["new", long, "duties"]
    assert words(long * 3) == [long * 3]
    assert _regular.cache_info().currsize <= before + 2


def test_a_number_of_countless_digits_takes_no_time():
    with within(10):
        assert words("60" * 100_000 + "'s") == ["60" * 100_000 + "s"]


def test_a_word_of_countless_parts_takes_no_time():
    with within(30):
        measure(Capture("a.txt", "0" * 64, "A-" * 50_000))


def test_a_heading_of_a_box_above_each_of_countless_paragraphs_takes_no_time():
    paragraph = "Ministers from nine countries put off a decision on steel duties on Friday."
    with within(6):
        read_article(f"{paragraph}\n" * 3 + f"Timeline\n{paragraph}\n" * 20_000)


@pytest.mark.parametrize("mark", ["/", " to ", "..", "–"])
def test_a_day_with_countless_marks_for_until_takes_no_time(mark: str):
    with within(2):
        assert read_days(f"1{mark}" * 60) is None
