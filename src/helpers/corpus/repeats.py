"""Lines that stand on many pages of a folder: furniture that no single page betrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.store import read_part
from helpers.intake.model import KEPT_KINDS

if TYPE_CHECKING:
    import pandas as pd

KIND = "repeated in the folder"

FEWEST_STORIES, FEWEST_WORDS = 3, 4
"""Different stories on whose pages a line must stand, and words that it must have."""

SURE = 0.9
"""Confidence from which a line is the article's whatever stands elsewhere: agencies repeat
paragraphs of background word for word."""


def repeated_lines(
    parts: Mapping[Path, set[str]], stories: Mapping[str, int]
) -> dict[str, dict[int, str]]:
    """Find lines that were kept, none too surely, and that other stories have, too.

    Parameters
    ----------
    parts : mapping of Path to set of str
        Parts of the store, and the keys of the articles in each.
    stories : mapping of str to int
        Key of an article to the number of its story, which its copies share.

    Returns
    -------
    dict
        Key of an article to lines and their new kind.
    """
    import pandas as pd

    columns = ["line", "kind", "confidence", "n_words", "print"]
    frames = [_doubtful(read_part(part, "lines", columns, keys)) for part, keys in parts.items()]
    lines = pd.concat(frames, ignore_index=True)
    if lines.empty:
        return {}
    lines["story"] = lines["key"].map(stories)
    spread = lines.drop_duplicates(["print", "story"])["print"].value_counts()
    often = lines[lines["print"].isin(spread.index[spread >= FEWEST_STORIES])]
    found: dict[str, dict[int, str]] = {}
    for key, line in zip(often["key"], often["line"], strict=True):
        found.setdefault(str(key), {})[int(line)] = KIND
    return found


def _doubtful(lines: pd.DataFrame) -> pd.DataFrame:
    kept = lines["kind"].isin(KEPT_KINDS) & (lines["n_words"] >= FEWEST_WORDS)
    return lines.loc[kept & (lines["confidence"] < SURE), ["key", "line", "print"]]
