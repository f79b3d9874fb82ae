"""Folders of clippings as tables that are kept and refreshed.

The names below are imported when they are first used: what only looks at a folder stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.corpus.corpus import Corpus
    from helpers.corpus.engine import Engine, LocalEngine
    from helpers.corpus.loading import load_corpus

_HOMES = {"Corpus": "corpus", "Engine": "engine", "LocalEngine": "engine", "load_corpus": "loading"}

__all__ = ["Corpus", "Engine", "LocalEngine", "load_corpus"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (as the language has it)
    if name not in _HOMES:
        raise AttributeError(f"module 'helpers.corpus' has no attribute '{name}'")
    return getattr(import_module(f"helpers.corpus.{_HOMES[name]}"), name)
