"""Whether anything has changed since the last run: one digest of all that a report depends on."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.digests import file_digests
from helpers.intake.formats.source import Options
from helpers.intake.readers import find_files
from helpers.reporting.files import read_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SETTLED = ("catalogue.csv", "corrections.csv", "topics.csv")
"""Files of a folder that are no clippings."""


def run_key(values: Mapping[Path, Mapping[str, object]], corpus: Path) -> str:
    """Digest all that a report depends on.

    That is the cells of the notebooks without their outputs, the parameters, the names and bytes of
    the clippings, the code and data of the helpers, Python, and the version of every package there
    is.

    Parameters
    ----------
    values : mapping of Path to mapping
        The notebooks and the parameters of each.
    corpus : Path
        Folder with the clippings. Digests of files that have kept size and time of change come from
        memory, so that a large folder takes no longer than listing it.

    Returns
    -------
    str
        64 hexadecimal digits; the same for the same report.
    """
    whole = hashlib.sha256()
    for line in _lines(values, corpus):
        whole.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return whole.hexdigest()


def _lines(values: Mapping[Path, Mapping[str, object]], corpus: Path) -> Iterator[str]:
    for path, given in values.items():
        cells = [
            (cell.cell_type, cell.source, cell.metadata.get("tags", []))
            for cell in read_notebook(path).cells
        ]
        others = {name: value for name, value in given.items() if name != "corpus"}
        yield json.dumps([path.name, cells, others], sort_keys=True)
    yield corpus.name
    files = list(find_files(corpus))
    states, problems = file_digests(corpus, files, Options())
    yield from (f"{file} {states[file].digest}" for file in sorted(states))
    yield from (f"{file} {problems[file]}" for file in sorted(problems))
    for name in SETTLED:  # what people settle is no clipping, and changes what becomes of them
        if (corpus / name).is_file():
            yield f"{name} {hashlib.sha256((corpus / name).read_bytes()).hexdigest()}"
    home = Path(__file__).resolve().parents[1]
    for path in sorted(home.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield f"{path.relative_to(home).as_posix()} {digest}"
    yield platform.python_version()
    yield from sorted({f"{found.name} {found.version}" for found in distributions()})
