"""A folder of clippings as tables."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.accounts import NOTE
from helpers.corpus.named_years import NamedYear, with_named_years
from helpers.corpus.store import read_part
from helpers.errors import DatelinesError
from helpers.intake.model import KEPT_KINDS
from helpers.intake.records import SCHEMA

if TYPE_CHECKING:
    import pandas as pd

ARTICLE_TABLES = {name: tuple(columns) for name, columns in SCHEMA.items() if name != "articles"}
ARTICLE_TABLES["removed"] = tuple(c.replace("kind", "reason") for c in ARTICLE_TABLES["lines"])
"""Tables with rows for each article, and their columns."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """The clippings of a folder, read, cleaned, dated, cut and scored.

    Attributes
    ----------
    name : str
        Name of the folder.
    articles : pandas.DataFrame
        One row an article, in order of time: ``article_id``, ``label``, ``file``, ``where`` (its
        place in a file of several), ``digest``, ``headline``, ``publisher``, ``byline``,
        ``agency``, ``place``, ``language``, ``earliest``, ``latest``, ``published``,
        ``date_basis``, ``era``, ``n_words``, ``n_sentences``, ``n_passages``, ``n_removed``,
        ``standfirst_words``, ``named``, ``ocr_noise``, ``source``, ``duplicate_of``, ``role``,
        ``shared``.
    eras : tuple of str
        Eras in time order; an article that fits none has the era ``"undated"``.
    spans : mapping
        First and last day of each era, as named or as found in the folder; also of eras that no
        article here has, since one that may be from two eras is from neither.
    accounts : pandas.DataFrame
        What became of everything found in the folder, one row a clipping or a part of a file that
        is none: ``file``, ``where``, ``format``, ``encoding``, ``status`` (``"ok"``, ``"empty"``,
        ``"skipped"``, ``"damaged"``, ``"duplicate"``; ``"note"`` on a table of the user's about
        the clippings), ``reason``, ``article_id``.
    digest : str
        Digest of the originals' digests: the same for a folder of extracts.
    folder : Path or None
        Where it was loaded from.
    duplicates, representative : str
        What counts once, and which version does, see `load_corpus`.
    halved_at : datetime.date or None
        First day of the second era, where no gap parts the two: the border is a round year, like
        any other.
    settled : mapping of str to int
        Tables of the folder in which its user settles something, ``corrections.csv`` and
        ``metadata.csv``, to the number of lines or files for which they do.
    """

    name: str
    articles: pd.DataFrame
    eras: tuple[str, ...]
    accounts: pd.DataFrame
    digest: str
    spans: Mapping[str, tuple[dt.date, dt.date]]
    _parts: Mapping[Path, set[str]] = field(repr=False)
    _ids: Mapping[str, str] = field(repr=False)
    folder: Path | None = None
    duplicates: str = "near"
    representative: str = "earliest"
    halved_at: dt.date | None = None
    _named_years: Mapping[str, NamedYear] = field(default_factory=dict, repr=False)
    settled: Mapping[str, int] = field(default_factory=dict)

    @property
    def problems(self) -> pd.DataFrame:
        """Rows of ``accounts`` to know of: empty, skipped, damaged, noted, ok with a remark."""
        wrong = self.accounts["status"].isin(["empty", "skipped", "damaged", NOTE])
        wrong |= self.accounts["status"].eq("ok") & self.accounts["reason"].ne("")
        return self.accounts.loc[wrong, ["file", "where", "status", "reason"]].reset_index(
            drop=True
        )

    def chunks(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Read a table chunk by chunk; an article's rows are all in one chunk.

        Parameters
        ----------
        name : str
            ``"passages"``, ``"sentences"``, ``"lines"``, ``"removed"`` (the lines that were taken
            out), ``"terms"``, ``"mentions"``, ``"quotations"``, ``"sketches"`` or ``"dates"``.
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
        if name not in ARTICLE_TABLES:
            names = ", ".join(ARTICLE_TABLES)
            raise DatelinesError(f"there is no table '{name}': choose one of {names}")
        own = ARTICLE_TABLES[name]
        wanted = None if columns is None else [c for c in columns if c != "article_id"]
        unknown = sorted({*(wanted or ())} - {*own})
        if unknown:
            names = ", ".join(["article_id", *own])
            raise DatelinesError(f"the table '{name}' has no column '{unknown[0]}': it has {names}")
        by_names = name == "dates" and bool(self._named_years)
        read = [*wanted, "kind"] if by_names and wanted and "kind" not in wanted else wanted
        for part, keys in self._parts.items():
            frame = (
                _removed(part, keys, wanted)
                if name == "removed"
                else read_part(part, name, read, keys)
            )
            frame.insert(0, "article_id", frame.pop("key").map(self._ids))
            if by_names:
                frame = with_named_years(frame, [self._ids[key] for key in keys], self._named_years)
            if len(frame):
                yield frame if read is wanted else frame.drop(columns="kind")

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
            wanted = [*ARTICLE_TABLES[name]] if columns is None else columns
            return pd.DataFrame(columns=["article_id", *(c for c in wanted if c != "article_id")])
        frame = pd.concat(frames, ignore_index=True)
        order = pd.Series(range(len(self.articles)), index=self.articles["article_id"])
        position = frame["article_id"].map(order)
        return frame.iloc[position.argsort(kind="stable")].reset_index(drop=True)

    def only(self, article_ids: Collection[str]) -> Corpus:
        """Give some of the articles as a corpus, with the numbers that they have in this one.

        Parameters
        ----------
        article_ids : collection of str
            Ids of articles; of one that repeats another, the one that counts is meant.

        Returns
        -------
        Corpus
            These articles and their versions, in the same order, with the same labels and eras.
            What is read of it leaves out the parts of the store that hold none of them.

        Raises
        ------
        TooSmallError
            If none of them is here.
        """
        from helpers.corpus.narrowing import with_versions

        own = with_versions(self.articles, article_ids)
        there, names = set(own["era"]), set(own["article_id"])
        ids = {key: name for key, name in self._ids.items() if name in names}
        parts = {part: keys & ids.keys() for part, keys in self._parts.items()}
        mine = self.accounts["article_id"].isin(names)
        return replace(
            self,
            articles=own,
            eras=tuple(era for era in self.eras if era in there),
            halved_at=self.halved_at if there.issuperset(self.eras) else None,
            accounts=self.accounts[mine].reset_index(drop=True),
            digest=corpus_digest(own["digest"]),
            _parts={part: keys for part, keys in parts.items() if keys},
            _ids=ids,
        )

    def summary(self) -> pd.DataFrame:
        """Count articles by era.

        Returns
        -------
        pandas.DataFrame
            One row an era: ``era``, ``articles``, ``words``, ``sentences``, ``from``, ``to``.
        """
        from helpers.corpus.display import summary

        return summary(self.articles, self.eras)

    def _n_problems(self) -> int:
        return int((self.problems["status"] != NOTE).sum())

    def __repr__(self) -> str:
        """Tell in one line what is in the folder."""
        from helpers.corpus.display import one_line

        return one_line(self.name, self.articles, self.eras, self._n_problems())

    def _repr_html_(self) -> str:
        from helpers.corpus.display import as_html

        return as_html(self.name, self.articles, self.eras, self._n_problems())


def corpus_digest(digests: Iterable[str]) -> str:
    """Digest the digests of the originals.

    Parameters
    ----------
    digests : iterable of str
        SHA-256 of each original; how often and in which order makes no difference.

    Returns
    -------
    str
        Sixteen hexadecimal digits.

    Examples
    --------
    >>> corpus_digest(["b", "a"]) == corpus_digest(["a", "b", "b"])
    True
    """
    return hashlib.sha256("\n".join(sorted(set(digests))).encode()).hexdigest()[:16]


def _removed(part: Path, keys: set[str], wanted: list[str] | None) -> pd.DataFrame:
    """Rows of the table of lines that are no part of their article."""
    columns = None if wanted is None else ["kind" if c == "reason" else c for c in wanted]
    read = columns if columns is None or "kind" in columns else [*columns, "kind"]
    lines = read_part(part, "lines", read, keys)
    removed = lines[~lines["kind"].isin(KEPT_KINDS)].reset_index(drop=True)
    kept = removed if columns is None else removed[["key", *columns]]
    return kept.rename(columns={"kind": "reason"})
