"""Folders of clippings as tables that are kept and refreshed."""

from helpers.corpus.corpus import Corpus, load_corpus
from helpers.corpus.engine import Engine, LocalEngine

__all__ = ["Corpus", "Engine", "LocalEngine", "load_corpus"]
