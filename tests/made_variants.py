"""Variants of a story as papers print it: for tests and benchmarks of how copies are found."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Story = list[str]
"""Paragraphs."""

_STYLE = [
    (r"\bU\.S\.", "US"),
    (r"\bU\.K\.", "UK"),
    (r"\bpercent\b|\bpct\b", "%"),
    (r"(\d) %", r"\1%"),
    (r"\bMr\. ", "Mr "),
    (r"color\b", "colour"),
    (r"labor\b", "labour"),
    (r"(\w)ize(d?)\b", r"\1ise\2"),
    (r"center\b", "centre"),
    (r"\bdefense\b", "defence"),
    (r"\bsaid on (?=[A-Z])", "said "),
    (r"\bsaid (?=(?:Mon|Tues|Wednes|Thurs|Fri)day)", "said on "),
    (r"(?<![\d.,/-])5(?![\d,/-]|\.\d)", "five"),
    (r"(?<![\d.,/-])7(?![\d,/-]|\.\d)", "seven"),
    (r"\bthree\b", "3"),
    (r"\beight\b", "8"),
    (r'"([^"]*)"', r"“\1”"),
    (r"'", "’"),
    (r"\bmln\b", "million"),
    (r"\bbln\b", "billion"),
    (r"\bdlrs\b", "dollars"),
    (r"\bCorp\b", "Corp."),
]
_CHROME = (
    "Sign up for the {0} briefing, sent to your inbox every weekday morning.",
    "More from {0}: the {1} that readers of this page looked at most.",
    "{0} reporters can be reached at the newsroom; write to the {1} desk.",
    "This story is part of our series on {0} and {1}.",
    "Watch: how {0} changed the {1} for good in under two minutes.",
    "Photo: a {1} near {0} in an undated handout picture.",
)


_SYLLABLES = [
    start + vowel
    for start in ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "br")
    for vowel in "aeiou"
]
_SMALL_WORDS = ("the", "a", "of", "in", "to", "and", "for", "on", "by", "with", "that", "from")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_PHRASES = (
    "the U.S. share", "5 percent", "{0}.{1} percent", "Mr. {name}", "the color", "three weeks",
    "eight firms", "$ {0}{1},000", "the labor talks", "{name}", "{name}", "{0}{1}", "the defense",
)  # fmt: skip


def _word(rng: random.Random, common: bool) -> str:
    number = int(60 * 500 ** rng.random()) if common else rng.randrange(30_000)
    return "".join(_SYLLABLES[(number // 80**place) % 80] for place in range(2 + number % 2)) + "n"


def made_story(rng: random.Random, sentences: int = 0) -> Story:
    """Make a story of words that do not exist, in sentences that look like those of an agency."""
    names = [_word(rng, common=False).title() for _ in range(5)]
    story: Story = []
    for _ in range(sentences or rng.randint(8, 24)):
        words = []
        for _ in range(rng.randint(8, 16)):
            words.append(_word(rng, common=True))
            if rng.random() < 0.5:
                words.append(rng.choice(_SMALL_WORDS))
            if rng.random() < 0.12:
                digits = rng.randint(1, 9), rng.randint(0, 9)
                words.append(rng.choice(_PHRASES).format(*digits, name=rng.choice(names)))
        sentence = " ".join([rng.choice(names), *words])
        if rng.random() < 0.3:
            sentence = f'"{sentence}," {rng.choice(names)} said on {rng.choice(_WEEKDAYS)}'
        if story and rng.random() < 0.4:
            story[-1] += f" {sentence}."
        else:
            story.append(f"{sentence}.")
    return story


def house_style(story: Story) -> Story:
    """Write it as another paper would: US for U.S., % for percent, colour, curly marks."""
    changed = list(story)
    for pattern, new in _STYLE:
        changed = [re.sub(pattern, new, text) for text in changed]
    return changed


def first_share(story: Story, share: float) -> Story:
    """Cut from the bottom so that a share of the words stays; the last paragraph may be cut too."""
    left = max(1, round(share * sum(len(text.split()) for text in story)))
    kept = []
    for text in story:
        sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
        stay = []
        for sentence in sentences:
            if left <= 0:
                break
            stay.append(sentence)
            left -= len(sentence.split())
        if stay:
            kept.append(" ".join(stay))
        if left <= 0:
            break
    return kept


def new_lead(story: Story, other: Story, rng: random.Random) -> Story:
    """Write the first paragraph anew: its names and numbers stay, other words replace the rest."""
    strange = [word for text in other for word in text.split() if word.islower()] or ["anew"]
    words = [
        word if word[0].isupper() or word[0].isdigit() else rng.choice(strange)
        for word in story[0].split()
    ]
    rng.shuffle(words)
    return [" ".join(words).rstrip(".") + ".", *story[1:]]


def in_chrome(story: Story, rng: random.Random) -> Story:
    """Leave some lines of a page around it which the cleaning did not take for chrome."""
    names = [word.strip(".,") for text in story for word in text.split() if word[0].isupper()]
    names = names or ["City"]
    things = ("weather", "market", "port", "race")
    lines = [line.format(rng.choice(names), rng.choice(things)) for line in rng.sample(_CHROME, 5)]
    return [*lines[:2], *story, *lines[2:]]


def expanded(story: Story, own: Story, rng: random.Random) -> Story:
    """Add a paper's own paragraphs, as many as the story has, the first after its lead."""
    own = own[: len(story)]
    at = rng.randint(1, len(story))
    return [*story[:at], *own, *story[at:]]


def round_up(stories: Sequence[Story], share: float) -> Story:
    """Put cut stories one after the other."""
    return [text for story in stories for text in first_share(story, share)]


EDITS: dict[str, Callable[[Story, Story, random.Random], Story]] = {
    "headline changed": lambda story, other, rng: list(story),
    "house style": lambda story, other, rng: house_style(story),
    "first paragraph rewritten": new_lead,
    "cut to half": lambda story, other, rng: first_share(story, 0.5),
    "first 30%": lambda story, other, rng: first_share(story, 0.3),
    "inside other chrome": lambda story, other, rng: in_chrome(story, rng),
    "half, inside other chrome": lambda story, other, rng: in_chrome(first_share(story, 0.5), rng),
    "half, house style": lambda story, other, rng: house_style(first_share(story, 0.5)),
    "expanded": expanded,
}
"""Edits by name: a story, another story and a source of chance make a variant."""
