"""What the store holds of a folder: which clipping of which file lies where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.build import (
    CHANGED,
    MOST_BYTES,
    MOST_FILES,
    Task,
    Unit,
    build_units,
    chunked,
    units_of,
)
from helpers.corpus.descriptions import NOTHING_DESCRIBED, Descriptions
from helpers.corpus.digests import FileState, file_digests
from helpers.corpus.progress import watched
from helpers.corpus.store import LEDGER, no_cache, read_part, sweep, whole_parts
from helpers.errors import DatelinesError
from helpers.intake.model import NOTHING_GIVEN
from helpers.intake.readers import find_files

if TYPE_CHECKING:
    import pandas as pd

    from helpers.corpus.engine import Engine
    from helpers.corpus.progress import Progress
    from helpers.intake.formats.source import Options

COLUMNS = ["file", "unit", *LEDGER["inputs"], "part"]


def stored_units(parts: Path) -> set[str]:
    """Names of the units that are stored whole.

    Parameters
    ----------
    parts : Path
        Folder of the parts.

    Returns
    -------
    set of str
        As :attr:`~helpers.corpus.build.Unit.name` gives them.

    Examples
    --------
    >>> import tempfile
    >>> stored_units(Path(tempfile.mkdtemp()))
    set()
    """
    return {key for part in whole_parts(parts) for key in _column(part, "units", "key")}


def _column(part: Path, table: str, column: str) -> list[str]:
    try:
        return list(read_part(part, table, [])[column])
    except DatelinesError:  # it will be swept away when its files are read again
        return []


def _missing(units: Sequence[Unit], parts: Path) -> list[Unit]:
    known = stored_units(parts)
    first: dict[str, Unit] = {}
    for unit in units:
        if unit.name not in known:
            first.setdefault(unit.name, unit)
    return list(first.values())


def by_part(records: Iterable[str], located: Mapping[str, str]) -> dict[Path, set[str]]:
    """Share the keys of articles among the parts that hold their rows.

    Parameters
    ----------
    records : iterable of str
        Keys.
    located : mapping
        Key to part.

    Returns
    -------
    dict
        Parts in a fixed order.

    Examples
    --------
    >>> by_part(["a", "b"], {"a": "one", "b": "one"}) == {Path("one"): {"a", "b"}}
    True
    """
    parts: dict[str, set[str]] = {}
    for key in records:
        parts.setdefault(located[key], set()).add(key)
    return {Path(part): parts[part] for part in sorted(parts)}


@dataclass(frozen=True)
class Shelf:
    """A folder and the place where its rows are kept.

    Attributes
    ----------
    folder, parts : Path
        The clippings, and the folder of the parts.
    engine : Engine
        What runs the work.
    options : Options
        How files are to be read.
    progress : callable or None
        Called with the bytes measured so far and those to measure in all.
    described : Descriptions
        What a table of the folder says of its files.
    """

    folder: Path
    parts: Path
    engine: Engine
    options: Options
    progress: Progress | None = None
    described: Descriptions = NOTHING_DESCRIBED

    def units(self, file: str, state: FileState) -> list[Unit]:
        """Cut a file into units of work.

        Parameters
        ----------
        file : str
            Path relative to the folder.
        state : FileState
            Its size and digest.

        Returns
        -------
        list of Unit
            As `helpers.corpus.build.units_of` gives them, with what the folder says of the file.
        """
        told = self.described.given.get(file, NOTHING_GIVEN)
        return units_of(file, state, self.options, told)

    def read_all(self) -> tuple[pd.DataFrame, dict[str, str]]:
        """List all that the folder holds; what was not stored yet is measured first.

        Returns
        -------
        pandas.DataFrame
            As :meth:`listed` gives it.
        dict
            Files that could not be opened, with the reason.

        Raises
        ------
        DatelinesError
            If the folder is missing, or nothing can be stored.
        """
        files = [file for file in find_files(self.folder) if file != self.described.file]
        states, problems = file_digests(self.folder, files, self.options)
        units = [unit for file in states for unit in self.units(file, states[file])]
        problems |= self.build(units)
        stored = stored_units(self.parts)
        for unit in units:
            if unit.name not in stored:
                problems.setdefault(unit.file, CHANGED)
        listed = self.listed([unit for unit in units if unit.file not in problems])
        if self.described.problem:
            problems[self.described.file] = self.described.problem
        return listed, problems

    def build(self, units: Sequence[Unit]) -> dict[str, str]:
        """Measure what is not stored; one process at a time builds, others wait for it.

        Parameters
        ----------
        units : sequence of Unit
            All that is wanted.

        Returns
        -------
        dict
            Files that could not be opened, with the reason.

        Raises
        ------
        DatelinesError
            If nothing can be stored.
        """
        import filelock

        if not _missing(units, self.parts):
            return {}
        problems: dict[str, str] = {}
        try:
            with filelock.FileLock(self.parts / ".lock"):
                sweep(self.parts)
                groups = list(chunked(_missing(units, self.parts), MOST_FILES, MOST_BYTES))
                folder, parts = str(self.folder.resolve()), str(self.parts)
                total = sum(unit.size for group in groups for unit in group)
                with watched(self.parts, total, self.progress) as tally:
                    tasks: list[Task] = [
                        (folder, group, parts, self.options, tally) for group in groups
                    ]
                    for found in self.engine.map(build_units, tasks):
                        problems.update(found)
        except OSError as error:
            raise no_cache(error) from error
        copies = {unit.name: problems[unit.file] for unit in units if unit.file in problems}
        return {unit.file: copies[unit.name] for unit in units if unit.name in copies}

    def listed(self, units: Sequence[Unit]) -> pd.DataFrame:
        """List what became of each clipping of some files.

        Parameters
        ----------
        units : sequence of Unit
            Units that are stored; others have no rows.

        Returns
        -------
        pandas.DataFrame
            One row a clipping, or a part of a file that is none: ``file``, ``unit``, ``item``,
            ``where``, ``status``, ``reason``, ``format``, ``encoding``, ``record`` (key of its
            rows, or empty) and ``part`` (the folder that holds them); in the order of the units.
        """
        import pandas as pd

        wanted = {unit.name for unit in units}
        frames = []
        for part in whole_parts(self.parts):
            frame = read_part(part, "inputs", None, wanted)
            frames.append(frame.assign(part=str(part)))
        rows = pd.concat([pd.DataFrame(columns=["key", *LEDGER["inputs"], "part"]), *frames])
        # Two builds may both have stored a file: one of them is read.
        rows = rows.drop_duplicates(["key", "item"]).rename(columns={"key": "unit"})
        files = pd.DataFrame(
            [(unit.file, unit.name) for unit in units],
            columns=["file", "unit"],
            dtype=object,  # file names need not be text
        )
        files["order"] = range(len(files))
        found = files.merge(rows, on="unit").sort_values(["order", "item"], kind="stable")
        return found[COLUMNS].reset_index(drop=True)
