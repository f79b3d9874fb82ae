"""Files for the format readers, without a disk."""

import io

from helpers.intake.formats.registry import read_source
from helpers.intake.formats.source import Options, Source
from helpers.intake.model import Capture, Refusal

STORY = [
    "OSLO (Reuter): Ministers from nine countries put off a decision on steel duties on Friday.",
    "They will meet again in two weeks, and the envoy Eva Lund hopes for a better mood then.",
    "Steel makers in four countries had asked for duties of 25 percent from next month on.",
    "Importers object: nobody, they say, has counted what such duties would cost the shipyards.",
]
"""Invented."""


def source_of(name: str, data: bytes, options: Options | None = None) -> Source:
    """A file of that name and content."""
    return Source(name, "", io.BytesIO(data), len(data), options or Options())


def read(name: str, data: bytes, options: Options | None = None) -> list[Capture | Refusal]:
    """Everything that the reader of its format makes of a file."""
    return list(read_source(source_of(name, data, options)))


def read_one(name: str, data: bytes, options: Options | None = None) -> Capture:
    """The one capture that a file holds."""
    [found] = read(name, data, options)
    assert isinstance(found, Capture), found
    return found


def refusal(name: str, data: bytes, options: Options | None = None) -> Refusal:
    """The reason why a file is not read."""
    [found] = read(name, data, options)
    assert isinstance(found, Refusal), found
    return found
