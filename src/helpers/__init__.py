"""Datelines: how a story changed, from a folder of news clippings.

The names below are all that a notebook needs. Each is imported when it is first used, so that
``import helpers`` itself costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.analysis.eras import compare_eras
    from helpers.analysis.keyness import keyness
    from helpers.analysis.topics import fit_topics
    from helpers.corpus import Corpus, load_corpus
    from helpers.errors import DatelinesError
    from helpers.intake.clean import read_article
    from helpers.intake.dating import estimate_date
    from helpers.intake.scoring import score_sentences
    from helpers.intake.segment import split_sentences

__version__ = "0.1.0"

_HOMES = {
    "Corpus": "helpers.corpus",
    "DatelinesError": "helpers.errors",
    "compare_eras": "helpers.analysis.eras",
    "estimate_date": "helpers.intake.dating",
    "fit_topics": "helpers.analysis.topics",
    "keyness": "helpers.analysis.keyness",
    "load_corpus": "helpers.corpus",
    "read_article": "helpers.intake.clean",
    "score_sentences": "helpers.intake.scoring",
    "split_sentences": "helpers.intake.segment",
}

__all__ = [
    "Corpus",
    "DatelinesError",
    "compare_eras",
    "estimate_date",
    "fit_topics",
    "keyness",
    "load_corpus",
    "read_article",
    "score_sentences",
    "split_sentences",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (as the language has it)
    if name not in _HOMES:
        raise AttributeError(f"module 'helpers' has no attribute '{name}'")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
