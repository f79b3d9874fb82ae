"""A table among the clippings that says of each file when, where and by whom it was printed."""

from __future__ import annotations

import os
import statistics
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.corpus.display import many
from helpers.intake.formats.column_names import TEXT, known_columns, names_files
from helpers.intake.formats.columns import RowReader
from helpers.intake.formats.localised_dates import order_of
from helpers.intake.formats.source import Options
from helpers.intake.formats.tables import read_rows
from helpers.intake.model import NOTHING_GIVEN, Given
from helpers.intake.readers import UnreadableError, find_files, open_file, printable

FILE_NAMES = ("metadata.csv", "metadata.tsv")
SOURCE = "metadata table"

LEAST_TEXT = 200
"""Characters of most cells of a column that holds articles; then the rows are clippings."""


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
        tables = sorted(e.name for e in os.scandir(folder) if e.name.casefold() in FILE_NAMES)
    except (OSError, ValueError):  # what is wrong with the folder is said where it is listed
        return NOTHING_DESCRIBED
    if not tables:
        return NOTHING_DESCRIBED
    try:
        with open_file(folder, tables[0], options) as source:
            names, rows, wrong = read_rows(source)
            files = Files([file for file in find_files(folder) if file != tables[0]])
            place = _column_of_files(names, rows, files)
            columns = _columns(names, rows, place, options)
            sizes = [*map(len, filter(None, columns.pop(TEXT, [])))]
            if sizes and (place is None or statistics.median(sizes) >= LEAST_TEXT):
                return NOTHING_DESCRIBED
            if place is None:
                return Descriptions(tables[0], {}, files.how_to_name())
            reader = RowReader(source, "table", order_of(columns.get("date", [])))
            given, problems = _given([row[place] for row in rows], columns, files, reader)
            problems += [refusal.reason for refusal in reader.tell_unread()]
    except UnreadableError:
        return NOTHING_DESCRIBED
    if wrong:
        problems.append(f"{many(len(wrong), 'row')} of it cannot be read ({wrong[0]})")
    return Descriptions(tables[0], given, "; ".join(problems))


class Files:
    r"""The files of a folder, to be found by what tables call them.

    Parameters
    ----------
    files : sequence of str
        Paths relative to the folder, with forward slashes.

    Examples
    --------
    >>> files = Files(["1994/a.txt", "b.txt"])
    >>> files.find("A"), files.find("texts\\b.txt"), files.find("c.txt")
    ('1994/a.txt', 'b.txt', '')
    """

    def __init__(self, files: Sequence[str]) -> None:
        self.all = [*files]
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self._by_stem: dict[str, str] = {}
        for file in self.all:
            path = _plain(file)
            name = path.rpartition("/")[2]
            stem = name.rpartition(".")[0] or name
            for known, form in (
                (self._by_path, path),
                (self._by_name, name),
                (self._by_stem, stem),
            ):
                known[form] = "" if form in known else file  # of two alike, neither is meant

    def find(self, told: str) -> str:
        """Find a file.

        Parameters
        ----------
        told : str
            A cell of the table.

        Returns
        -------
        str
            The file, or an empty string where there is none, or more than one.
        """
        path = _plain(told)
        name = path.rpartition("/")[2]
        if path in self._by_path:
            return self._by_path[path]
        return self._by_name.get(name) or self._by_stem.get(name, "")

    def how_to_name(self) -> str:
        """Say how a table is to name these files.

        Returns
        -------
        str
            One sentence, with the first of them.
        """
        example = f", as in '{printable(self.all[0])}'" if self.all else ""
        return (
            "it has no text, and none of its columns names files of this folder: write their "
            f"names into a column 'file'{example}"
        )


def _plain(name: str) -> str:
    path = unicodedata.normalize("NFC", name).strip().replace("\\", "/")
    return path.removeprefix("./").casefold()


def _column_of_files(names: Sequence[str], rows: Sequence[list[str]], files: Files) -> int | None:
    """Find the column that names files: the one that names most, and one called so before others.

    A title may be a file's name by chance, and a year the name of "1947.txt".
    """
    best: int | None = None
    most: tuple[int, bool] = (0, False)
    for place, name in enumerate(names):
        found = {files.find(row[place]) for row in rows} - {""}
        called = names_files(name)
        if not called and 2 * len(found) < min(len(rows), len(files.all)):
            continue
        if (len(found), called) > most:
            best, most = place, (len(found), called)
    return best


def _columns(
    names: Sequence[str], rows: Sequence[list[str]], place: int | None, options: Options
) -> dict[str, list[str]]:
    """Cells of the columns that hold something of clippings, by what they hold."""
    others = [name for i, name in enumerate(names) if i != place]
    chosen = {what: name for what, name in options.columns.items() if name in others}
    places = {what: names.index(name) for what, name in known_columns(others, chosen).items()}
    return {what: [row[i].strip() for row in rows] for what, i in places.items()}


def _given(
    called: Sequence[str], columns: Mapping[str, Sequence[str]], files: Files, reader: RowReader
) -> tuple[dict[str, Given], list[str]]:
    """Collect what the first row about each file says, and what is wrong with others."""
    given: dict[str, Given] = {}
    unknown, twice = [], []
    for i, name in enumerate(called):
        file = files.find(name)
        if not file:
            unknown.append(name.strip())
            continue
        row = {what: cells[i] for what, cells in columns.items()}
        told = reader.given(row.get)
        told = replace(told, day_source=SOURCE if told.day else "")
        if given.setdefault(file, told) != told:
            twice.append(file)
    problems = []
    without = [file for file in files.all if file not in given]
    if unknown and without:  # else it tells of files that are elsewhere, which is no mistake
        problems.append(
            f"no file of this folder is called '{printable(unknown[0][:80])}', as a row of it says"
            f"{_and_others(len(unknown) - 1)}, and none of its rows is about "
            f"'{printable(without[0])}'{_and_others(len(without) - 1)}"
        )
    if twice:
        problems.append(f"its rows about '{printable(twice[0])}' differ: the first one counts")
    return {file: told for file, told in given.items() if told != NOTHING_GIVEN}, problems


def _and_others(n: int) -> str:
    return f" (and {n:,} more)" if n else ""
