"""Lines that stand on many pages of a folder: furniture that no single page betrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.store import read_part
from helpers.intake.model import KEPT_KINDS, REPEATED

if TYPE_CHECKING:
    import pandas as pd

FEWEST_STORIES, FEWEST_WORDS = 3, 4
"""Different stories on whose pages a line must stand, and words that it must have."""

SURE = 0.9
"""Confidence from which a line is mostly the article's, whatever stands elsewhere: agencies repeat
paragraphs of background word for word."""

AT_THE_END, SHARE_AT_THE_END = 5, 0.1
"""Stories, and share of all stories, that must end on the same line for it to be furniture however
sure it looked."""


def repeated_lines(
    parts: Mapping[Path, set[str]], stories: Mapping[str, int]
) -> dict[str, dict[int, str]]:
    """Find lines that were kept and that other stories have, too.

    Parameters
    ----------
    parts : mapping of Path to set of str
        Parts of the store, and the keys of the articles in each.
    stories : mapping of str to int
        Key of an article to the number of its story, which its copies share.

    Returns
    -------
    dict
        Key of an article to lines and their new kind: lines that were none too surely kept, where
        three stories have them, and last lines that a tenth of the stories end on.
    """
    import pandas as pd

    columns = ["line", "kind", "confidence", "n_words", "print"]
    frames = [_candidates(read_part(part, "lines", columns, keys)) for part, keys in parts.items()]
    lines = pd.concat(frames, ignore_index=True)
    lines["story"] = lines["key"].map(stories)
    enough = max(AT_THE_END, SHARE_AT_THE_END * len(set(stories.values())))
    often = lines[
        (lines["confidence"] < SURE) & (_stories_with(lines) >= FEWEST_STORIES)
        | lines["last"] & (_stories_with(lines[lines["last"]]).reindex(lines.index) >= enough)
    ]
    found: dict[str, dict[int, str]] = {}
    for key, line in zip(often["key"], often["line"], strict=True):
        found.setdefault(str(key), {})[int(line)] = REPEATED
    return found


def _candidates(lines: pd.DataFrame) -> pd.DataFrame:
    kept = lines[lines["kind"].isin(KEPT_KINDS) & (lines["n_words"] >= FEWEST_WORDS)]
    last = kept.groupby("key")["line"].transform("max") == kept["line"]
    return kept.assign(last=last)[(kept["confidence"] < SURE) | last]


def _stories_with(lines: pd.DataFrame) -> pd.Series:
    """Count for each line the stories that have it."""
    once = lines.drop_duplicates(["print", "story"])["print"]
    return lines["print"].map(once.value_counts())
