"""From a folder to a corpus: what is new is measured, the rest comes from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.accounts import (
    accounts_of,
    files_not_read,
    lines_and_files_settled,
    wrong_corrections,
)  # fmt: skip
from helpers.corpus.build import CHANGED
from helpers.corpus.corpus import Corpus, corpus_digest
from helpers.corpus.corrections import FILE_NAME, read_corrections, settled_lines
from helpers.corpus.descriptions import extracts_described, read_descriptions
from helpers.corpus.digests import file_digests
from helpers.corpus.display import labels, many
from helpers.corpus.duplicates import REPRESENTATIVES
from helpers.corpus.engine import Engine, LocalEngine
from helpers.corpus.listing import Shelf, by_part
from helpers.corpus.named_years import date_by_names
from helpers.corpus.narrowing import within
from helpers.corpus.periods import Span, era_of, find_eras, halved_at, named_eras
from helpers.corpus.repeats import FEWEST_STORIES, repeated_lines
from helpers.corpus.store import parts_folder, read_part
from helpers.corpus.versions import mark_versions, versions
from helpers.corpus.working_sets import SavedSet, problems_of, read_working_set
from helpers.errors import DatelinesError
from helpers.intake.formats.column_names import KNOWN
from helpers.intake.formats.source import MEGABYTE, Limits, Options
from helpers.intake.readers import printable

if TYPE_CHECKING:
    import pandas as pd

    from helpers.corpus.progress import Progress

DUPLICATES = ("near", "exact", "keep")


def load_corpus(
    folder: str | Path,
    *,
    eras: str | Mapping[str, Sequence[int | str]] = "auto",
    columns: Mapping[str, str] | None = None,
    duplicates: str | None = None,
    representative: str | None = None,
    largest: int = Limits().article // MEGABYTE,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Corpus:
    """Load a folder of clippings; only files that are new or changed are read through.

    Parameters
    ----------
    folder : str or Path
        Folder of clippings in any format that is read, or of extracts, with its subfolders. Lines
        that are listed in its ``corrections.csv`` are taken for what is said there, and files
        described in its ``metadata.csv`` for those of whom and when it says. A working set
        (`helpers.corpus.working_sets`) is read from the folder that it was chosen from.
    eras : "auto" or mapping
        ``"auto"`` splits at the widest gaps in time, or halves a long run without any, and keeps in
        a working set the eras that its articles were chosen with; a mapping names eras by first and
        last year, for instance ``{"1990s": [1990, 1999], "2020s": [2020, 2029]}``.
    columns : mapping, optional
        For tables whose columns have unusual names: what a clipping has (``"text"``,
        ``"headline"``, ``"date"``, ``"year"``, ``"month"``, ``"day"``, ``"publisher"``,
        ``"byline"``, ``"place"``, ``"address"``, ``"language"``) to the column that holds it.
    duplicates : "near", "exact" or "keep", optional
        Whether cut, expanded and edited versions of a story count once, or only copies word for
        word, or every article counts. By default ``"near"``, and in a working set as its articles
        were chosen with.
    representative : "earliest", "longest" or "agency", optional
        Which version of a story counts; by default ``"earliest"``, or as in the working set.
    largest : int
        Megabytes that one clipping may have.
    engine : Engine, optional
        What runs the work; processes on this machine by default.
    progress : callable, optional
        Called with the bytes measured so far and those to measure in all; from another thread.

    Returns
    -------
    Corpus
        Its tables. Where a folder holds an extract and its original, the original is used.

    Raises
    ------
    DatelinesError
        If the folder is missing, or nothing in it can be read, or an argument makes no sense.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("OSLO, May 2, 1994: Talks failed. Nobody was glad.")
    >>> load_corpus(folder).articles["place"].tolist()
    ['Oslo']
    """
    chosen = None if isinstance(eras, str) and eras == "auto" else named_eras(_mapping(eras))
    _one_of("duplicates", duplicates or DUPLICATES[0], DUPLICATES)
    _one_of("representative", representative or REPRESENTATIVES[0], REPRESENTATIVES)
    for what in columns or {}:
        _one_of("columns", what, KNOWN)
    limits = Limits(article=largest * MEGABYTE)
    options = Options(dict(columns or {}), limits)
    shelf = Shelf(Path(folder), parts_folder(), engine or LocalEngine(), options, progress)
    reading = read_folder(shelf)
    before = reading.saved or SavedSet(Path(folder), frozenset())
    choices = _Choices(
        before.spans if chosen is None else chosen,
        before.named if chosen is None else True,
        duplicates or before.duplicates,
        representative or before.representative,
    )
    _one_of("duplicates", choices.duplicates, DUPLICATES)
    _one_of("representative", choices.representative, REPRESENTATIVES)
    return _assemble(Path(folder).resolve(), choices, reading)


@dataclass(frozen=True)
class Reading:
    """A folder read, before anything is said of it as a whole.

    Attributes
    ----------
    listed : pandas.DataFrame
        As :meth:`~helpers.corpus.listing.Shelf.listed` gives it.
    articles : pandas.DataFrame
        The row of each article, with the ``key`` of its rows, the ``part`` that holds them and the
        ``input``, its place in ``listed``.
    problems : dict
        Files that could not be opened, with the reason.
    saved : SavedSet or None
        The working set asked for; the tables above are those of the folder that it is from.
    settled : mapping of str to int
        Tables in which the user settles something, to the number of lines or files concerned.
    """

    listed: pd.DataFrame
    articles: pd.DataFrame
    problems: dict[str, str]
    saved: SavedSet | None = None
    settled: Mapping[str, int] = field(default_factory=dict)

    @property
    def chosen(self) -> pd.DataFrame:
        """Articles of the working set, or all where none was asked for."""
        if self.saved is None:
            return self.articles
        return self.articles[self.articles["digest"].isin(self.saved.digests)]


def read_folder(shelf: Shelf) -> Reading:
    """Read a folder, with the lines that its user or the rest of the folder settled.

    Parameters
    ----------
    shelf : Shelf
        The folder, or a working set.

    Returns
    -------
    Reading
        One article at least.

    Raises
    ------
    DatelinesError
        If nothing can be read, or the corrections make no sense.
    """
    saved = read_working_set(shelf.folder)
    if saved is not None:
        options = replace(shelf.options, columns=shelf.options.columns or saved.columns)
        shelf = replace(shelf, folder=saved.source, options=options)
    shelf = replace(shelf, described=read_descriptions(shelf.folder, shelf.options))
    listed, problems = shelf.read_all()
    if not (listed["record"] != "").any():
        example = _example(files_not_read(listed, problems))
        raise DatelinesError(
            f"no clipping in '{shelf.folder}' could be read{example}: "
            "put clippings into it, for instance as plain text files (.txt)"
        )
    corrections = read_corrections(shelf.folder)
    articles = _articles(listed)
    described = articles["file"].isin([printable(file) for file in shelf.described.given])
    if n_extracts := int((described & (articles["source"] != "original")).sum()):
        told = [problems.get(shelf.described.file, ""), extracts_described(n_extracts)]
        problems[shelf.described.file] = "; ".join(filter(None, told))
    originals = articles[articles["source"] == "original"]
    digests = dict(zip(originals["key"], originals["digest"], strict=True))
    corrected, unknown = settled_lines(corrections, digests)
    wrong = wrong_corrections(articles, corrected, unknown, saved)
    told_by = {} if saved else lines_and_files_settled(articles, corrected, shelf.described)
    settled = _repeated(articles, digests)
    for key, lines in corrected.items():  # what a person says goes before what we conclude
        settled[key] = {**settled.get(key, {}), **lines}
    if settled:
        listed, changed = _measured_anew(shelf, listed, settled)
        problems = {**changed, **problems}
        articles = _articles(listed)
    if saved is not None:
        not_read = files_not_read(listed, problems)
        problems = problems_of(saved, articles["digest"], not_read)
    if wrong:
        problems[FILE_NAME] = wrong
    return Reading(listed, articles, problems, saved, told_by)


def _repeated(articles: pd.DataFrame, digests: Mapping[str, str]) -> dict[str, dict[int, str]]:
    if len(digests) < FEWEST_STORIES:
        return {}
    named = _with_ids(_in_order(articles))
    families = versions(named, REPRESENTATIVES[0], by_words=False)["family"]
    stories = {
        key: family or -place
        for place, (key, family) in enumerate(zip(named["key"], families, strict=True), start=1)
        if key in digests
    }
    located = dict(zip(named["key"], named["part"], strict=True))
    return repeated_lines(by_part(stories, located), stories)


def _one_of(name: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        raise DatelinesError(f"{name} cannot be '{given}': choose one of {', '.join(known)}")


def _mapping(eras: object) -> Mapping[str, Sequence[int | str]]:
    if not isinstance(eras, Mapping):
        raise DatelinesError(
            'eras must be "auto" or name periods by years, for instance {"1990s": [1990, 1999]}'
        )
    return eras


def _example(wrong: Mapping[str, str]) -> str:
    if not wrong:
        return ""
    file, reason = next(iter(wrong.items()))
    return f" ({many(len(wrong), 'file')} with problems; {printable(file)}: {reason})"


@dataclass(frozen=True)
class _Choices:
    """What the user decides about a folder as a whole."""

    spans: Mapping[str, Span] | None
    named: bool
    duplicates: str
    representative: str


def _articles(listed: pd.DataFrame) -> pd.DataFrame:
    """Read the row of each article, one row for each time it was found."""
    import pandas as pd

    found = listed[listed["record"] != ""]
    located = dict(zip(found["record"], found["part"], strict=True))
    parts = by_part(located, located)
    rows = pd.concat([read_part(part, "articles", None, keys) for part, keys in parts.items()])
    articles = rows.set_index("key").loc[list(found["record"])].reset_index()
    articles.insert(1, "file", [printable(file) for file in found["file"]])
    articles.insert(2, "where", [printable(where) for where in found["where"]])
    articles["part"] = list(found["part"])
    articles["input"] = found.index
    for column in ("earliest", "latest", "published"):
        values = articles[column].astype(object)
        articles[column] = values.where(values.notna(), None)
    articles["digest"] = articles["digest"].astype(str)
    return articles


def _measured_anew(
    shelf: Shelf, listed: pd.DataFrame, settled: Mapping[str, Mapping[int, str]]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Put in place of some clippings the same with settled lines, and name files that changed."""
    import pandas as pd

    # Names of files may hold bytes that are no text, which cannot be an index of pandas.
    chosen = listed[listed["record"].isin(settled)]
    lines: dict[str, list[tuple[int, tuple[tuple[int, str], ...]]]] = {}
    for file, item, record in zip(chosen["file"], chosen["item"], chosen["record"], strict=True):
        lines.setdefault(file, []).append((int(item), tuple(sorted(settled[record].items()))))
    states, _ = file_digests(shelf.folder, sorted(lines), shelf.options, whole=False)
    before = {(file, unit.partition("/")[0]) for file, unit in chosen[["file", "unit"]].to_numpy()}
    plain = [shelf.units(file, state)[0] for file, state in states.items()]
    units = [
        unit._replace(slice=0, slices=1, settled=tuple(lines[unit.file]))
        for unit in plain
        if (unit.file, unit.key) in before
    ]
    shelf.build(units)
    anew = shelf.listed(units)
    changed = dict.fromkeys(sorted({*lines} - {*anew["file"]}), CHANGED)
    together = pd.concat([listed, anew[listed.columns]], ignore_index=True)
    clippings = list(zip(together["file"], together["item"], strict=True))
    latest = {clipping: row for row, clipping in enumerate(clippings)}
    rows = [latest[clipping] for clipping in clippings[: len(listed)]]
    return together.iloc[rows].reset_index(drop=True), changed


def _assemble(folder: Path, choices: _Choices, reading: Reading) -> Corpus:
    dated, years = date_by_names(reading.articles)
    articles = _with_ids(_in_order(dated))
    told = {dated["input"].iloc[row]: year for row, year in years.items()}
    named = zip(articles["article_id"], articles["input"], strict=True)
    named_years = {one: told[at] for one, at in named if at in told}
    articles = mark_versions(articles, choices.duplicates, choices.representative)
    pairs = list(zip(articles["earliest"], articles["latest"], strict=True))
    spans = choices.spans or find_eras(pairs)
    articles["era"] = [era_of(first, last, spans, within=choices.named) for first, last in pairs]
    articles["label"] = labels(
        articles, {one: year.cue for one, year in named_years.items() if year.used}
    )
    if reading.saved is not None:
        articles = within(articles, reading.saved.digests)
    live = articles[articles["duplicate_of"] == ""]
    located = dict(zip(live["key"], live["part"], strict=True))
    eras = tuple(era for era in spans if era in set(articles["era"]))
    return Corpus(
        name=folder.name,
        articles=articles.drop(columns=["key", "body", "part", "input"]),
        eras=eras,
        accounts=accounts_of(
            reading.listed, reading.problems, articles, own=reading.saved is not None
        ),
        digest=corpus_digest(articles["digest"]),
        spans=dict(spans),
        _parts=by_part(live["key"], located),
        _ids=dict(zip(live["key"], live["article_id"], strict=True)),
        folder=folder,
        duplicates=choices.duplicates,
        representative=choices.representative,
        halved_at=halved_at(spans, eras) if not choices.named else None,
        _named_years=named_years,
        settled=reading.settled,
    )


def _in_order(articles: pd.DataFrame) -> pd.DataFrame:
    """Sort by content alone, so that file names and formats cannot change a result."""
    far = "9999"
    order = [
        (str(early or far), str(late or far), digest, source != "original", file, where)
        for early, late, digest, source, file, where in zip(
            *(articles[c] for c in ("earliest", "latest", "digest", "source", "file", "where")),
            strict=True,
        )
    ]
    ranked = sorted(range(len(articles)), key=order.__getitem__)
    return articles.iloc[ranked].reset_index(drop=True)


def _with_ids(articles: pd.DataFrame) -> pd.DataFrame:
    stems = articles["digest"].str[:12]
    nth = stems.groupby(stems).cumcount()
    ids = [f"{stem}-{n + 1}" if n else stem for stem, n in zip(stems, nth, strict=True)]
    articles.insert(0, "article_id", ids)
    return articles
