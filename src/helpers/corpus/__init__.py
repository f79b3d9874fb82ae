"""Folders of clippings as tables that are kept and refreshed."""

from helpers.corpus.corpus import Corpus
from helpers.corpus.engine import Engine, LocalEngine
from helpers.corpus.loading import load_corpus

__all__ = ["Corpus", "Engine", "LocalEngine", "load_corpus"]
