"""Whether anything has changed since the last run: one digest of all that a report depends on."""

from __future__ import annotations

import hashlib
import json
import platform
import site
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.reporting.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from helpers.reporting.corpus_state import CorpusState


def run_key(values: Mapping[Path, Mapping[str, object]], corpus: Path, state: CorpusState) -> str:
    """Digest all that a report depends on.

    That is the cells of the notebooks without their outputs, the parameters, the names and bytes of
    the clippings, the code and data of the helpers, Python, and the version of every package there
    is.

    Parameters
    ----------
    values : mapping of Path to mapping
        The notebooks and the parameters of each.
    corpus : Path
        Folder with the clippings.
    state : CorpusState
        What it holds.

    Returns
    -------
    str
        64 hexadecimal digits; the same for the same report.
    """
    whole = hashlib.sha256()
    for line in (*_written(values), corpus.name, state.content, helpers_digest(), *_packages()):
        whole.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return whole.hexdigest()


@cache
def helpers_digest() -> str:
    """Digest the code and the data of the helpers.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    whole = hashlib.sha256()
    home = Path(__file__).resolve().parents[1]
    for path in sorted(home.rglob("*")):
        if path.is_file() and path.parent.name != "__pycache__":
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.relative_to(home).as_posix()} {digest}\n".encode())
    return whole.hexdigest()


def _written(values: Mapping[Path, Mapping[str, object]]) -> Iterator[str]:
    for path, given in values.items():
        cells = [
            (cell.cell_type, cell.source, cell.metadata.get("tags", []))
            for cell in read_source(path).cells
        ]
        others = {name: value for name, value in given.items() if name != "corpus"}
        yield json.dumps([path.name, cells, others], sort_keys=True)


def _packages() -> list[str]:
    """Give Python's version and the packages', as the folders of their metadata are called.

    Asking `importlib.metadata` opens a file for each of them, which takes a third of a second. Not
    all of `sys.path` is asked, since libraries put folders of their own there when they are loaded.
    """
    folders = {Path(place) for place in site.getsitepackages()}
    if site.ENABLE_USER_SITE:
        folders.add(Path(site.getusersitepackages()))
    kinds = ("*.dist-info", "*.egg-info")
    found = {path.name for place in folders for kind in kinds for path in place.glob(kind)}
    return [platform.python_version(), *sorted(found)]
