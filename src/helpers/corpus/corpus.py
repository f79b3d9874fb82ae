"""A folder of clippings as tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.digests import FileState, file_digests
from helpers.corpus.display import many
from helpers.corpus.engine import Engine, LocalEngine
from helpers.corpus.periods import UNDATED, Span, era_of, find_eras, named_eras
from helpers.corpus.store import (
    TABLES,
    build_part,
    chunked,
    known_files,
    no_cache,
    parts_folder,
    read_part,
    sweep,
    whole_parts,
)
from helpers.errors import DatelinesError
from helpers.intake.extracts import cut_run
from helpers.intake.readers import find_files, printable
from helpers.intake.records import SCHEMA

if TYPE_CHECKING:
    import pandas as pd

MOST_FILES, MOST_BYTES = 500, 4 * 2**20
"""Bounds of a chunk: what one process holds in memory at a time."""

LABEL_LENGTH = 44


@dataclass(frozen=True, eq=False)
class Corpus:
    """The clippings of a folder, read, cleaned, dated, cut and scored.

    Attributes
    ----------
    name : str
        Name of the folder.
    articles : pandas.DataFrame
        One row an article, in order of time: ``article_id``, ``label``, ``file``, ``digest``,
        ``headline``, ``publisher``, ``byline``, ``agency``, ``place``, ``language``, ``earliest``,
        ``latest``, ``published``, ``date_basis``, ``era``, ``n_words``, ``n_sentences``,
        ``n_passages``, ``n_removed``, ``standfirst_words``, ``named``, ``source``,
        ``duplicate_of``.
    eras : tuple of str
        Eras in time order; an article that fits none has the era ``"undated"``.
    problems : pandas.DataFrame
        Files that could not be read: ``file`` and ``reason``.
    digest : str
        Digest of the originals' digests: the same for a folder of extracts.
    """

    name: str
    articles: pd.DataFrame
    eras: tuple[str, ...]
    problems: pd.DataFrame
    digest: str
    _parts: Mapping[Path, set[str]] = field(repr=False)
    _ids: Mapping[str, str] = field(repr=False)

    def chunks(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Read a table chunk by chunk; an article's rows are all in one chunk.

        Parameters
        ----------
        name : str
            ``"passages"``, ``"sentences"``, ``"removed"``, ``"terms"``, ``"mentions"`` or
            ``"dates"``.
        columns : sequence of str, optional
            Columns wanted beside ``article_id``; all by default.

        Yields
        ------
        pandas.DataFrame
            Rows of some articles. Rows of copies are left out: the first of them stands for all.

        Raises
        ------
        DatelinesError
            If there is no such table or column.
        """
        if name not in TABLES or name == "articles":
            names = ", ".join(TABLES[1:])
            raise DatelinesError(f"there is no table '{name}': choose one of {names}")
        wanted = None if columns is None else [c for c in columns if c != "article_id"]
        unknown = sorted({*(wanted or ())} - {*SCHEMA[name]})
        if unknown:
            names = ", ".join(["article_id", *SCHEMA[name]])
            raise DatelinesError(f"the table '{name}' has no column '{unknown[0]}': it has {names}")
        for part, keys in self._parts.items():
            frame = read_part(part, name, wanted, keys)
            if len(frame):
                frame.insert(0, "article_id", frame.pop("key").map(self._ids))
                yield frame

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read a whole table, in the order of the articles.

        Parameters
        ----------
        name, columns
            As for :meth:`chunks`.

        Returns
        -------
        pandas.DataFrame
            All rows.
        """
        import pandas as pd

        frames = list(self.chunks(name, columns))
        if not frames:
            wanted = [*SCHEMA[name]] if columns is None else columns
            return pd.DataFrame(columns=["article_id", *(c for c in wanted if c != "article_id")])
        frame = pd.concat(frames, ignore_index=True)
        order = pd.Series(range(len(self.articles)), index=self.articles["article_id"])
        position = frame["article_id"].map(order)
        return frame.iloc[position.argsort(kind="stable")].reset_index(drop=True)

    def summary(self) -> pd.DataFrame:
        """Count articles by era.

        Returns
        -------
        pandas.DataFrame
            One row an era: ``era``, ``articles``, ``words``, ``sentences``, ``from``, ``to``.
        """
        from helpers.corpus.display import summary

        return summary(self.articles, self.eras)

    def __repr__(self) -> str:
        """Tell in one line what is in the folder."""
        from helpers.corpus.display import one_line

        return one_line(self.name, self.articles, self.eras, len(self.problems))

    def _repr_html_(self) -> str:
        from helpers.corpus.display import as_html

        return as_html(self.name, self.articles, self.eras, len(self.problems))


def load_corpus(
    folder: str | Path,
    *,
    eras: str | Mapping[str, Sequence[int | str]] = "auto",
    engine: Engine | None = None,
) -> Corpus:
    """Load a folder of clippings; only files that are new or changed are read through.

    Parameters
    ----------
    folder : str or Path
        Folder of clippings (``.txt``) or extracts (``.json``), with its subfolders.
    eras : "auto" or mapping
        ``"auto"`` splits at the widest gaps in time; a mapping names eras by first and last year,
        for instance ``{"1990s": [1990, 1999], "2020s": [2020, 2029]}``.
    engine : Engine, optional
        What runs the work; processes on this machine by default.

    Returns
    -------
    Corpus
        Its tables. Where a folder holds an extract and its original, the original is used.

    Raises
    ------
    DatelinesError
        If the folder is missing, or nothing in it can be read, or the eras make no sense.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("OSLO, May 2, 1994: Talks failed. Nobody was glad.")
    >>> load_corpus(folder).articles["place"].tolist()
    ['Oslo']
    """
    chosen = None if isinstance(eras, str) and eras == "auto" else named_eras(_mapping(eras))
    folder = Path(folder)
    files = find_files(folder)
    states, problems = file_digests(folder, files)
    parts = parts_folder()
    problems |= _build_missing(folder, states, parts, engine or LocalEngine())
    located = known_files(whole_parts(parts))
    for file in set(states) - set(problems):
        if states[file].key not in located:
            problems[file] = "changed while it was being read: run again"
    used = {file: state for file, state in states.items() if file not in problems}
    if not used:
        raise DatelinesError(
            f"no clipping in '{folder}' could be read{_example(problems)}: "
            "put plain text files (.txt), one clipping each, into it"
        )
    return _assemble(folder, used, problems, located, chosen)


def _example(problems: Mapping[str, str]) -> str:
    if not problems:
        return ""
    file, reason = min(problems.items())
    return f" ({many(len(problems), 'file')} with problems; {printable(file)}: {reason})"


def _mapping(eras: object) -> Mapping[str, Sequence[int | str]]:
    if not isinstance(eras, Mapping):
        raise DatelinesError(
            'eras must be "auto" or name periods by years, for instance {"1990s": [1990, 1999]}'
        )
    return eras


def _build_missing(
    folder: Path, states: Mapping[str, FileState], parts: Path, engine: Engine
) -> dict[str, str]:
    """Measure the files that no part holds; one process at a time builds, others wait for it."""
    import filelock

    if not _missing(states, parts):
        return {}
    problems: dict[str, str] = {}
    try:
        with filelock.FileLock(parts / ".lock"):
            sweep(parts)
            groups = chunked(_missing(states, parts), MOST_FILES, MOST_BYTES)
            tasks = [(str(folder.resolve()), tuple(group), str(parts)) for group in groups]
            for found in engine.map(build_part, tasks):
                problems.update(found)
    except OSError as error:
        raise no_cache(error) from error
    copies = {states[file].key: reason for file, reason in problems.items()}
    return {file: copies[state.key] for file, state in states.items() if state.key in copies}


def _missing(states: Mapping[str, FileState], parts: Path) -> list[tuple[str, int]]:
    known = set(known_files(whole_parts(parts)))
    first: dict[str, tuple[str, int]] = {}
    for file, state in states.items():
        if state.key not in known:
            first.setdefault(state.key, (file, state.size))
    return list(first.values())


def _assemble(
    folder: Path,
    used: Mapping[str, FileState],
    problems: Mapping[str, str],
    located: Mapping[str, Path],
    chosen: Mapping[str, Span] | None,
) -> Corpus:
    import pandas as pd

    parts = _by_part({state.key for state in used.values()}, located)
    rows = pd.concat([read_part(part, "articles", None, keys) for part, keys in parts.items()])
    articles = rows.set_index("key").loc[[state.key for state in used.values()]].reset_index()
    articles.insert(1, "file", [printable(file) for file in used])
    articles = _without_none(articles)
    articles = _mark_copies(_in_order(articles))
    spans = chosen or find_eras(list(zip(articles["earliest"], articles["latest"], strict=True)))
    pairs = zip(articles["earliest"], articles["latest"], strict=True)
    strict = chosen is not None
    articles["era"] = [era_of(first, last, spans, within=strict) for first, last in pairs]
    articles["label"] = _labels(articles)
    live = articles[articles["duplicate_of"] == ""]
    eras = tuple(name for name in spans if name in set(articles["era"]))
    digests = "\n".join(sorted(set(articles["digest"])))
    return Corpus(
        name=folder.resolve().name,
        articles=articles.drop(columns=["key", "body"]),
        eras=eras,
        problems=pd.DataFrame(
            sorted((printable(file), reason) for file, reason in problems.items()),
            columns=["file", "reason"],
        ),
        digest=hashlib.sha256(digests.encode()).hexdigest()[:16],
        _parts={part: keys & {*live["key"]} for part, keys in parts.items()},
        _ids=dict(zip(live["key"], live["article_id"], strict=True)),
    )


def _by_part(keys: set[str], located: Mapping[str, Path]) -> dict[Path, set[str]]:
    """Share the keys among the parts; two builds may both have stored a file, one is read."""
    parts: dict[Path, set[str]] = {part: set() for part in sorted({located[key] for key in keys})}
    for key in keys:
        parts[located[key]].add(key)
    return parts


def _without_none(articles: pd.DataFrame) -> pd.DataFrame:
    for column in ("earliest", "latest", "published"):
        values = articles[column].astype(object)
        articles[column] = values.where(values.notna(), None)
    articles["digest"] = articles["digest"].astype(str)
    return articles


def _in_order(articles: pd.DataFrame) -> pd.DataFrame:
    """Sort by content alone, so that file names and formats cannot change a result."""
    far = "9999"
    order = [
        (str(early or far), str(late or far), digest, source != "original", file)
        for early, late, digest, source, file in zip(
            *(articles[c] for c in ("earliest", "latest", "digest", "source", "file")), strict=True
        )
    ]
    ranked = sorted(range(len(articles)), key=order.__getitem__)
    return articles.iloc[ranked].reset_index(drop=True)


def _mark_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """Give ids to copies, and link whatever has the same body to the first of its articles."""
    stems = articles["digest"].str[:12]
    nth = stems.groupby(stems).cumcount()
    articles.insert(
        0, "article_id", [f"{s}-{n + 1}" if n else s for s, n in zip(stems, nth, strict=True)]
    )
    first = articles.groupby("body")["article_id"].transform("first")
    articles["duplicate_of"] = first.where(first != articles["article_id"], "")
    return articles


def _labels(articles: pd.DataFrame) -> list[str]:
    """Short names for tables and figures, each given once."""
    seen: dict[str, int] = {}
    labels = []
    for row in articles.itertuples():
        who = str(row.named).split(", ")[0] or str(row.place) or str(row.article_id)
        label = cut_run(str(row.headline)) or f"No headline ({who})"
        if len(label) > LABEL_LENGTH:
            label = label[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
        seen[label] = seen.get(label, 0) + 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return labels


__all__ = ["UNDATED", "Corpus", "load_corpus"]
