"""Files measured and stored: the work that runs in parallel, as a pure function of the files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.corpus.digests import FileState
from helpers.corpus.progress import add_measured
from helpers.corpus.store import write_part
from helpers.intake.formats.source import MEGABYTE, Options
from helpers.intake.model import NOTHING_GIVEN, Given
from helpers.intake.readers import UnreadableError, digest_of, file_key, open_file
from helpers.intake.reading import Result, read_results, scored
from helpers.intake.records import SCHEMA, Record, Row

MOST_FILES, MOST_BYTES = 500, 4 * MEGABYTE
"""Bounds of a chunk: what one process holds in memory at a time."""

SCORED_TOGETHER = 32
"""Clippings whose tone is scored together: more would save little and take more memory."""

CHANGED = "changed while it was being read: run again"

SLICE_BYTES, MOST_SLICES, STRIDE = 8 * MEGABYTE, 16, 25
"""Files of many clippings are shared out among processes, that many clippings at a turn."""

_COLLECTIONS = frozenset(
    {
        ".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".parquet", ".sgm", ".sgml", ".warc",
        ".gz", ".tgz", ".zip", ".tar", ".txt",
    }
)  # fmt: skip

Settled = tuple[tuple[int, tuple[tuple[int, str], ...]], ...]
"""Places of clippings in a file, each with lines and the kinds that somebody settled."""


class Unit(NamedTuple):
    """A file to be measured, or a slice of one, or some clippings of one with settled lines.

    Attributes
    ----------
    file : str
        Path relative to the folder.
    digest : str
        SHA-256 of its bytes when it was listed.
    key : str
        Key of the file's rows.
    size : int
        Bytes.
    slice, slices : int
        Which part of the clippings, of how many.
    settled : tuple
        Lines settled by a person or by the rest of the folder; empty for a plain reading.
    told : Given
        What is said of the file elsewhere.
    """

    file: str
    digest: str
    key: str
    size: int
    slice: int = 0
    slices: int = 1
    settled: Settled = ()
    told: Given = NOTHING_GIVEN

    @property
    def name(self) -> str:
        """Key under which the store lists the unit."""
        if self.settled:
            return f"{self.key}+{settled_key(self.settled)}"
        return self.key if self.slices == 1 else f"{self.key}/{self.slice + 1}of{self.slices}"

    def record_key(self, result: Result) -> str:
        """Key of an article's rows.

        Parameters
        ----------
        result : Result
            What was read.

        Returns
        -------
        str
            The file's key, with the article's place where the file holds several.
        """
        stem = f"{self.key}#{result.item}" if result.where else self.key
        own = tuple(row for row in self.settled if row[0] == result.item)
        return f"{stem}+{settled_key(own)}" if own else stem

    def wants(self, item: int) -> bool:
        """Tell whether a clipping belongs to this unit.

        Parameters
        ----------
        item : int
            Its place in the file.

        Returns
        -------
        bool
            Each clipping of a file belongs to one of its slices.
        """
        if self.settled:
            return any(place == item for place, _ in self.settled)
        return (item // STRIDE) % self.slices == self.slice


def settled_key(settled: Settled) -> str:
    """Digest of settled lines.

    Parameters
    ----------
    settled : tuple
        As in :class:`Unit`.

    Returns
    -------
    str
        Twelve hexadecimal digits.

    Examples
    --------
    >>> settled_key(((0, ((3, "teaser"),)),)) == settled_key(((0, ((3, "body"),)),))
    False
    """
    return hashlib.sha256(repr(settled).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def units_of(
    file: str, state: FileState, options: Options, told: Given = NOTHING_GIVEN
) -> list[Unit]:
    """Cut a file into units of work.

    Parameters
    ----------
    file : str
        Path relative to the folder.
    state : FileState
        Its size and digest.
    options : Options
        How files are to be read.
    told : Given, optional
        What is said of the file elsewhere.

    Returns
    -------
    list of Unit
        One for most files; how many depends on nothing but size and name.

    Examples
    --------
    >>> [unit] = units_of("a.txt", FileState(9, 0, 0, "ab" * 32), Options())
    >>> len(units_of("a.csv", FileState(20 * MEGABYTE, 0, 0, "ab" * 32), Options()))
    3
    """
    key = file_key(file, state.digest, options, told)
    many = Path(file).suffix.lower() in _COLLECTIONS
    slices = min(MOST_SLICES, -(-state.size // SLICE_BYTES)) if many else 1
    return [
        Unit(file, state.digest, key, state.size, i, max(1, slices), told=told)
        for i in range(max(1, slices))
    ]


Task = tuple[str, tuple[Unit, ...], str, Options, str]


def build_units(task: Task) -> list[tuple[str, str]]:
    """Measure some files and store the rows; a pure function of the files.

    Parameters
    ----------
    task : tuple
        Folder of the clippings, units, folder of the parts, options, and where what is done is
        noted, as in :func:`~helpers.corpus.progress.add_measured`.

    Returns
    -------
    list of (str, str)
        Files that could not be opened, each with the reason.
    """
    folder, units, parts, options, tally = task
    part = _Part(Path(parts))
    problems = []
    for unit in units:
        try:
            with open_file(Path(folder), unit.file, options) as source:
                if digest_of(source) != unit.digest:
                    raise UnreadableError(CHANGED)
                settled = {item: dict(lines) for item, lines in unit.settled}
                for result in read_results(source, unit.wants, settled, unit.told):
                    part.add(unit, result)
            part.finish(unit)
        except UnreadableError as error:
            problems.append((unit.file, str(error)))
        add_measured(tally, unit.size)
    part.write()
    return problems


class _Part:
    """Rows on their way to the store, never more than memory should bear."""

    def __init__(self, parts: Path) -> None:
        self._parts = parts
        self._begin()

    def _begin(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._unscored: list[tuple[Unit, Result]] = []
        self._held = self._bytes = 0

    def add(self, unit: Unit, result: Result) -> None:
        self._unscored.append((unit, result))
        self._held += result.record is not None
        self._bytes += result.size
        full = self._held >= MOST_FILES or self._bytes >= MOST_BYTES
        if full or len(self._unscored) >= SCORED_TOGETHER:
            self._score()
        if full:
            self.write()

    def _score(self) -> None:
        results = scored([result for _, result in self._unscored])
        for (unit, _), result in zip(self._unscored, results, strict=True):
            self._take(unit, result)
        self._unscored = []

    def _take(self, unit: Unit, result: Result) -> None:
        record = result.record
        key = unit.record_key(result) if record else ""
        self._append(
            "inputs",
            {
                "key": unit.name,
                "item": result.item,
                "where": result.where,
                "status": result.status,
                "reason": result.reason,
                "format": result.format,
                "encoding": result.encoding,
                "record": key,
            },
        )
        if not isinstance(record, Record):
            return
        for table in SCHEMA:
            rows = [record.article] if table == "articles" else getattr(record, table)
            for row in rows:  # nobody else has them, and copies would take longer
                row["key"] = key
            self._rows.setdefault(table, []).extend(rows)

    def finish(self, unit: Unit) -> None:
        self._append("units", {"key": unit.name})

    def _append(self, table: str, row: Row) -> None:
        self._rows.setdefault(table, []).append(row)

    def write(self) -> None:
        self._score()
        if self._rows:
            write_part(self._rows, self._parts)
        self._begin()


def chunked(units: Sequence[Unit], most_files: int, most_bytes: int) -> Iterator[tuple[Unit, ...]]:
    """Group units so that no group is larger than memory should bear.

    Parameters
    ----------
    units : sequence of Unit
        In order.
    most_files, most_bytes : int
        Bounds of a group; a single unit may be larger.

    Yields
    ------
    tuple of Unit
        The next group, in order.

    Examples
    --------
    >>> units = [Unit(name, "", "", size) for name, size in (("a", 5), ("b", 5), ("c", 1))]
    >>> [[unit.file for unit in group] for group in chunked(units, 10, 8)]
    [['a'], ['b', 'c']]
    """
    group: list[Unit] = []
    held = 0
    for unit in units:
        if group and (len(group) == most_files or held + unit.size > most_bytes):
            yield tuple(group)
            group, held = [], 0
        group.append(unit)
        held += unit.size
    if group:
        yield tuple(group)
