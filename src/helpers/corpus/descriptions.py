"""A table among the clippings that says of each file when, where and by whom it was printed."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from helpers.corpus.display import many
from helpers.intake.formats.column_names import TEXT, known_columns, names_files
from helpers.intake.formats.columns import RowReader
from helpers.intake.formats.localised_dates import order_of
from helpers.intake.formats.source import Options, Source
from helpers.intake.formats.tables import cell_of, places_of, read_rows
from helpers.intake.model import NOTHING_GIVEN, Given
from helpers.intake.readers import UnreadableError, find_files, open_file, printable

FILE_NAMES = ("metadata.csv", "metadata.tsv")
SOURCE = "metadata table"

SAMPLE = 1_000
"""Rows by which a table of clippings is told, so that not all of a large one are held in memory."""

LEAST_TEXT = 200
"""Characters that most cells of a column have where it holds articles; then rows are clippings."""


@dataclass(frozen=True)
class Descriptions:
    """What a folder says of its files.

    Attributes
    ----------
    file : str
        The table, relative to the folder; empty where there is none.
    given : mapping of str to Given
        What it says, by file.
    problem : str
        What is wrong with it, in one sentence; empty where nothing is.
    """

    file: str = ""
    given: Mapping[str, Given] = field(default_factory=dict)
    problem: str = ""


NOTHING_DESCRIBED = Descriptions()


def read_descriptions(folder: Path, options: Options) -> Descriptions:
    r"""Read what a folder's table ``metadata.csv`` says of the files beside it.

    Parameters
    ----------
    folder : Path
        The clippings. One column of the table names files, by path, by name, or by name without
        its ending; which one is found by trying. The others are found as in tables of clippings.
    options : Options
        How files are to be read; columns that the table does not have are no mistake here.

    Returns
    -------
    Descriptions
        Nothing where there is no such table, where it cannot be opened, or where its rows hold
        clippings themselves: then it is read as any other file.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Talks failed.")
    >>> _ = (folder / "metadata.csv").write_text("file,date\na.txt,1994-05-03\n")
    >>> read_descriptions(folder, Options()).given["a.txt"].day.isoformat()
    '1994-05-03'
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (OSError, ValueError):  # what is wrong with the folder is said where it is listed
        return NOTHING_DESCRIBED
    tables = [e.name for e in entries if e.name.casefold() in FILE_NAMES and e.is_file()]
    if not tables:
        return NOTHING_DESCRIBED
    try:
        with open_file(folder, tables[0], options) as source:
            files = Files([file for file in find_files(folder) if file != tables[0]])
            table = _read(source, files, options, SAMPLE)
            if not table.holds_texts and len(table.rows) + len(table.wrong) == SAMPLE:
                source.stream.seek(0)
                table = _read(source, files, options, None)
            days = [cell_of(row, table.places, "date") or "" for row in table.rows]
            reader = RowReader(source, "table", order_of(days))
    except UnreadableError:
        return NOTHING_DESCRIBED
    names, rows, wrong, place, places, long = table
    if table.holds_texts or (TEXT in places and place is None):
        return NOTHING_DESCRIBED
    if not names or place is None:
        return Descriptions(tables[0], {}, _unfound(table, files) if names else "it is empty")
    given, problems = _given(rows, place, places, files, reader)
    problems += [refusal.reason for refusal in reader.tell_unread()]
    if files.find(names[place]):
        problems.append("it has no header: write the names of its columns into its first line")
    elif not rows and not wrong:
        problems.append("it has a header and no rows")
    elif not {*places} - {TEXT}:
        problems.append(
            "no column but that with the names of files is known: call others title, author, "
            "newspaper, date, place, language or url"
        )
    if long:
        problems.append(
            f"{many(long, 'text')} in it {'is' if long == 1 else 'are'} not read, since it "
            "describes files: put such texts into files, or into a table of another name"
        )
    if wrong:
        problems.append(f"{many(len(wrong), 'row')} of it cannot be read ({wrong[0]})")
    return Descriptions(tables[0], given, "; ".join(problems))


class _Table(NamedTuple):
    """What was read of a table, where in it files and other parts stand, and its long texts."""

    names: list[str]
    rows: list[list[str]]
    wrong: list[str]
    place: int | None
    places: dict[str, list[int]]
    long: int

    @property
    def holds_texts(self) -> bool:
        """Whether most rows hold a text, so that they are clippings themselves."""
        return 2 * self.long > len(self.rows)


def _read(source: Source, files: Files, options: Options, most: int | None) -> _Table:
    names, rows, wrong = read_rows(source, most)
    place = _column_of_files(names, rows, files)
    places = _places(names, place, options)
    long = sum(len(cell_of(row, places, TEXT) or "") >= LEAST_TEXT for row in rows)
    return _Table(names, rows, wrong, place, places, long)


def _unfound(table: _Table, files: Files) -> str:
    """Say why no column names files: there is none, or what it names is not there."""
    for place, name in enumerate(table.names):
        told = [row[place] for row in table.rows if row[place].strip()]
        if told and names_files(name):
            return (
                f"its column '{_shown(name)}' names no file of this folder (one row says "
                f"'{_shown(told[0].strip())}'): write their names{files.example}"
            )
    return (
        "it has no text, and none of its columns names files of this folder: write their "
        f"names into a column 'file'{files.example}"
    )


def extracts_described(number: int) -> str:
    """Say that extracts are not described anew.

    Parameters
    ----------
    number : int
        How many of the files described are extracts.

    Returns
    -------
    str
        One clause.

    Examples
    --------
    >>> extracts_described(1).partition(":")[0]
    '1 file that it describes is an extract, which stays as it was made'
    """
    are = (
        "is an extract, which stays as it was"
        if number == 1
        else "are extracts, which stay as they were"
    )
    return f"{many(number, 'file')} that it describes {are} made: describe the originals"


class Files:
    r"""The files of a folder, to be found by what tables call them.

    Parameters
    ----------
    files : sequence of str
        Paths relative to the folder, with forward slashes.

    Examples
    --------
    >>> files = Files(["1994/a.txt", "b.txt"])
    >>> files.find("A"), files.find(r"texts\b.txt"), files.find("1995/a.txt")
    (['1994/a.txt'], ['b.txt'], [])
    """

    def __init__(self, files: Sequence[str]) -> None:
        self.all = [*files]
        self._exact = {_path(file) for file in self.all}
        self._by_form: dict[str, list[str]] = {}
        self._tops = {_path(file).partition("/")[0].casefold() for file in self.all}
        for file in self.all:
            path = _path(file).casefold()
            name = path.rpartition("/")[2]
            for form in {path, name, name.rpartition(".")[0] or name}:
                self._by_form.setdefault(form, []).append(file)

    def is_exact(self, told: str) -> bool:
        """Tell whether a cell gives the whole path of a file.

        Parameters
        ----------
        told : str
            A cell of the table.

        Returns
        -------
        bool
            Whether nothing else can be meant.
        """
        return _path(told) in self._exact

    def find(self, told: str) -> list[str]:
        """Find the files that a cell may mean.

        Parameters
        ----------
        told : str
            A cell of the table.

        Returns
        -------
        list of str
            One where it is clear which is meant, several where it is not. A path means its last
            part only where its folders are none of this folder's, and none of the file's own.
        """
        whole = _path(told)
        path = whole.casefold()
        found = self._by_form.get(path, [])
        same = [file for file in found if _path(file) == whole]
        alike = same or [file for file in found if _path(file).casefold() == path]
        if alike or "/" not in path:
            return alike or found
        if path.partition("/")[0] in self._tops:
            return []
        name = path.rpartition("/")[2]
        near = self._by_form.get(name, [])
        return [file for file in near if f"/{path}".endswith(f"/{_path(file).casefold()}")] or [
            file for file in near if f"/{_path(file).casefold()}".endswith(f"/{path}")
        ]

    @property
    def example(self) -> str:
        """The first of the files, to show how a table is to name them."""
        return f", as in '{printable(self.all[0])}'" if self.all else ""


def _path(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().replace("\\", "/").removeprefix("./")


def _column_of_files(names: Sequence[str], rows: Sequence[list[str]], files: Files) -> int | None:
    """Find the column that names files: one called so, or else the one that names most.

    A title may be a file's name by chance, and a year the name of "1947.txt".
    """
    counts = [
        len({found[0] for row in rows if len(found := files.find(row[place])) == 1})
        for place in range(len(names))
    ]
    most = max(counts, default=0)
    called = [place for place, name in enumerate(names) if names_files(name)]
    for place in called:
        if most and 2 * counts[place] >= most:
            return place
    if not most or 2 * most < min(len(rows), len(files.all)):
        return called[0] if called and not rows else None
    return counts.index(most)


def _places(names: Sequence[str], place: int | None, options: Options) -> dict[str, list[int]]:
    """Find the columns that hold something of clippings, and not the names of their files."""
    others = ["" if i == place else name for i, name in enumerate(names)]
    chosen = {what: name for what, name in options.columns.items() if name in others}
    return places_of(others, known_columns([name for name in others if name], chosen))


def _given(
    rows: Sequence[list[str]],
    place: int,
    places: Mapping[str, Sequence[int]],
    files: Files,
    reader: RowReader,
) -> tuple[dict[str, Given], list[str]]:
    """Collect what the first row about each file says, and what is wrong with others."""
    given: dict[str, Given] = {}
    unknown: list[str] = []
    doubtful: list[str] = []
    twice: list[str] = []
    # Rows that give a whole path go before those that give a name.
    for row in sorted(rows, key=lambda row: not files.is_exact(row[place])):
        name, found = row[place].strip(), files.find(row[place])
        if len(found) != 1:
            (doubtful if found else unknown).append(name)
            continue
        told = reader.given(partial(cell_of, row, places))
        told = replace(told, day_source=SOURCE if told.day else "")
        if given.setdefault(found[0], told) != told:
            twice.append(found[0])
    problems = []
    without = [file for file in files.all if file not in given]
    if doubtful:
        problems.append(
            f"two files or more may be called '{_shown(doubtful[0])}'{_and_others(doubtful)}: "
            "write their paths"
        )
    if unknown and without:  # else it tells of files that are elsewhere, which is no mistake
        problems.append(
            f"no file of this folder is called '{_shown(unknown[0])}', as a row of it says"
            f"{_and_others(unknown)}, and none of its rows is about "
            f"'{_shown(without[0])}'{_and_others(without)}"
        )
    if twice:
        problems.append(f"its rows about '{_shown(twice[0])}' differ: the first one counts")
    return {file: told for file, told in given.items() if told != NOTHING_GIVEN}, problems


def _shown(name: str) -> str:
    return printable(name[:80])


def _and_others(names: Sequence[str]) -> str:
    return f" (and {len(names) - 1:,} more)" if len(names) > 1 else ""
