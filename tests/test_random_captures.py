"""Captures put together by chance: whatever stands on a page, something is made of it, and soon."""

import random
import time

import pytest

from helpers.intake.clean import read_article
from made import GOODS, MOODS, TOWNS, clipping
from nasty import PUMPED, STORY

FEW, MANY = 3000, 1_000_000
LONGEST_STALL = 1.0
"""Seconds of processor time that no capture of this size may take."""

FURNITURE = (
    "Share", "Read next", "14:05", "3 hours ago", "By Ada Byron", "Photo: Jon Vik", "Advertisement",
    "© 1994 The Harbour Post", "Subscribe to continue.", "1. First", "* one", "Monday, May 2, 1994",
    "OSLO (Reuter):", "WASHINGTON, March 2 -", "(MORE)", "Continued on page A7", "Comments (12)",
    "http://harbour.example/a", "", "", "\t", "\f", "\x00", "— Jon Vik", '"', "'", "”", "1986/87",
    "last year", "the first half of 1987", "$2 million", "03/02/1995", "\u2028",
    "\x1b[31m",
)  # fmt: skip
CHARACTERS = "aZ0 .,:;\"'()[]-–—|*#$%\n\n\n\t\u00a0é漢ß\u0301\u202e\ud800\x00😀"


def pieces(chance: random.Random) -> str:
    kind = chance.randrange(6)
    if kind == 0:
        return chance.choice(STORY)
    if kind == 1:
        words = [chance.choice((*TOWNS, *GOODS, *MOODS)) for _ in range(chance.randrange(1, 25))]
        return " ".join(words).capitalize() + chance.choice((".", "", "?", ":"))
    if kind == 2:
        return "".join(chance.choices(CHARACTERS, k=chance.randrange(1, 30)))
    if kind == 3:
        return chance.choice(
            clipping(chance.randrange(90), chance.choice((1975, 1994, 2024))).split("\n")
        )
    return chance.choice(FURNITURE)


def mutated(chance: random.Random, text: str) -> str:
    for _ in range(chance.randrange(3)):
        at, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        how = chance.randrange(4)
        if how == 0:
            text = text[:at] + text[min(end, at + 40) :]
        elif how == 1:
            text = text[:at] + text[at:end][:60] * chance.randrange(1, 9) + text[at:]
        elif how == 2:
            text = text[:at] + "".join(chance.choices(CHARACTERS, k=5)) + text[at:]
        else:
            text = text[:at] + text[at:end].upper() + text[end:]
    return text


def capture(chance: random.Random) -> str:
    if chance.random() < 0.002:
        return chance.choice([*PUMPED.values()]) * chance.randrange(200)
    lines = [pieces(chance) for _ in range(chance.randrange(1, 16))]
    return mutated(chance, chance.choice(("\n", "\n", "\n\n", "\r\n", "  \n")).join(lines))


@pytest.mark.parametrize("size", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_something_is_made_of_every_capture_and_soon(size: int):
    chance, slowest = random.Random(size), 0.0
    assert read_article(clipping(1, 1994)).dated.evidence  # loads what is loaded once
    for number in range(size):
        text = capture(chance)
        start = time.process_time()
        article = read_article(text, name="a-1994.txt")
        dated = article.dated
        slowest = max(slowest, time.process_time() - start)
        assert slowest < LONGEST_STALL, (number, text[:200])
        numbers = [line.number for line in article.lines]
        assert numbers == sorted(set(numbers)), number
        assert all(0.5 <= line.confidence <= 1 for line in article.lines), number
        if dated.earliest and dated.latest:
            assert dated.earliest <= dated.latest, number
        if dated.best and dated.earliest:
            assert dated.earliest <= dated.best, number
