"""Lines that stand on many pages of a folder: furniture that no single page betrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.store import read_part
from helpers.intake.model import KEPT_KINDS, REASONS, REPEATED

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

FURNITURE = REASONS - {
    "caption",
    "correction",
    "doubled headline",
    "related links",
    "sidebar",
    "teaser",
}
"""Kinds that a line taken out of other pages may have to tell against it here: one about a story is
that story's own where it stands above it."""

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
        three stories have them, kept or taken out, and last lines that a tenth of the stories end
        on.
    """
    import pandas as pd

    columns = ["line", "kind", "confidence", "n_words", "print"]
    lines = pd.concat(
        [_candidates(read_part(part, "lines", columns, keys)) for part, keys in parts.items()],
        ignore_index=True,
    )
    lines["story"] = lines["key"].map(stories)
    doubtful = lines.loc[lines["confidence"] < SURE, "print"].unique()
    # Furniture is most of what a folder has: only what bears on a doubtful line is held.
    elsewhere = [
        _furniture(part, keys, doubtful, stories) for part, keys in parts.items() if len(doubtful)
    ]
    seen = pd.concat([lines[["print", "story"]], *elsewhere], ignore_index=True)
    enough = max(AT_THE_END, SHARE_AT_THE_END * len(set(stories.values())))
    often = lines[
        (lines["confidence"] < SURE) & (_stories_with(lines, seen) >= FEWEST_STORIES)
        | lines["last"] & (_stories_with(lines, lines[lines["last"]]) >= enough)
    ]
    found: dict[str, dict[int, str]] = {}
    for key, line in zip(often["key"], often["line"], strict=True):
        found.setdefault(str(key), {})[int(line)] = REPEATED
    return found


def _candidates(lines: pd.DataFrame) -> pd.DataFrame:
    kept = lines[lines["kind"].isin(KEPT_KINDS) & (lines["n_words"] >= FEWEST_WORDS)]
    last = kept.groupby("key")["line"].transform("max") == kept["line"]
    return kept.assign(last=last)[(kept["confidence"] < SURE) | last]


def _furniture(
    part: Path, keys: set[str], doubtful: NDArray[np.int64], stories: Mapping[str, int]
) -> pd.DataFrame:
    """Lines that are furniture elsewhere and doubtful on some page, and the stories there."""
    lines = read_part(part, "lines", ["kind", "print"], keys)
    lines = lines[lines["print"].isin(doubtful) & lines["kind"].isin(FURNITURE)]
    return lines.assign(story=lines["key"].map(stories))[["print", "story"]].drop_duplicates()


def _stories_with(lines: pd.DataFrame, seen: pd.DataFrame) -> pd.Series:
    """Count for each line the stories on whose pages it was seen."""
    return lines["print"].map(seen.drop_duplicates(["print", "story"])["print"].value_counts())
