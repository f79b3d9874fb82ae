"""Inputs that fuzzing found, each smaller than it was, and what must become of it."""

import pytest

from helpers.intake.measure import measure
from helpers.intake.model import Capture
from helpers.intake.segment import LONGEST_KEPT, _regular, words
from nasty import pumped, within


@pytest.mark.parametrize("pattern", ['"a\n', '"A b c.\n', "“A b.\n\n", '"\n'])
def test_a_quotation_in_each_of_countless_paragraphs_takes_no_time(pattern):
    with within(60):
        measure(Capture("a.txt", "0" * 64, pumped(pattern, 400_000)))


def test_words_of_any_length_are_found_but_long_ones_are_not_remembered():
    before = _regular.cache_info().currsize
    long = "ab" * LONGEST_KEPT
    assert words(f"New {long.upper()}'s duties") == ["new", long, "duties"]
    assert words(long * 3) == [long * 3]
    assert _regular.cache_info().currsize <= before + 2
