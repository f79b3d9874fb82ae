"""Topics as tables for other programs: CSV and Parquet files, and what pyLDAvis asks for."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis.topic_models.continuity import Continued, KnownTopic, continue_topics
from helpers.errors import DatelinesError
from helpers.reporting.spreadsheets import check_apart, write_sheet
from helpers.reporting.topic_files import FILE_NAME, keep_topics, read_topics, topics_beside

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from helpers.analysis.topics import TopicModel

DECIMALS = 6
BLOCK_DOCUMENTS = 5_000
MARKER = "columns.md"
"""File by which a folder of ours is known; it says what the columns hold."""

TITLE = "# Topics of a folder of clippings: what the columns hold"
ARTICLE_COLUMNS = ("label", "headline", "era")
_COLUMNS = f"""{TITLE}

Written by `datelines topics`; the tables are here as CSV (UTF-8) and as Parquet with the same rows.
In CSV files an apostrophe stands before text that a spreadsheet would take for a formula. Shares
and weights are rounded to six decimals.

## topics.csv

One row per topic, those of this run first. Edit `label` as you like: it stays with the topic when
the topics are fitted again. Put the file into the folder of the clippings, and the notebooks use
its labels too.

| column | |
| --- | --- |
| `topic` | number of the topic; it keeps it, and no other topic gets it |
| `label` | its name: yours, or made of its terms; if left empty, made of its terms again |
| `terms` | the ten terms that mark it, the most telling first |
| `share` | mean share of the articles; empty if the topic is gone |
| `reliability` | overlap of its ten terms with those of refits to part of the articles, 0 to 1 |
| `state` | `current`, or `gone`: no longer there, but remembered |
| `label_by_terms` | the name made of its terms; do not edit |
| `weights` | terms and weights by which it is known again; do not edit |

## topic_terms

One row per topic and term with a weight in it.

| column | |
| --- | --- |
| `topic`, `topic_label` | number and label of the topic |
| `rank` | place of the term among those that mark the topic, from 1 |
| `term` | a word, or two words |
| `weight` | by which terms are ranked: 1 for the first, more for terms that other topics lack |
| `part` | the term's part in the topic, of tf-idf weights; parts of a topic sum to 1 |

## document_topics

One row per article and topic, also where the share is 0, by article and topic. Versions of a story
are left out.

| column | |
| --- | --- |
| `article_id` | the article, by the first digits of its SHA-256 |
| `label`, `headline`, `era` | what is known of it; columns are missing if nothing was given |
| `topic`, `topic_label` | number and label of the topic |
| `share` | of the topic in the article, with the help of similar passages: for sorting articles |
| `word_share` | by the article's own words alone: for comparing eras; sum to 1, as do the shares |
"""


def export_topics(
    topics: TopicModel | Continued, folder: Path, articles: pd.DataFrame | None = None
) -> list[Path]:
    """Write topics as tables that spreadsheets and other programs read.

    Parameters
    ----------
    topics : TopicModel or Continued
        The topics; with those of earlier runs if they continue some.
    folder : Path
        Folder for the files; made if missing. One that holds other files than an earlier export
        is refused.
    articles : pandas.DataFrame, optional
        A corpus's table of articles, for their labels, headlines and eras.

    Returns
    -------
    list of Path
        ``topic_terms`` and ``document_topics`` as CSV and Parquet, ``topics.csv`` (see
        `topic_files.keep_topics`) and ``columns.md``, which says what the columns hold. Same
        topics, same bytes. Labels that a person wrote into the ``topics.csv`` there and that the
        new one does not have stay in a ``topics.old.csv``, which is then named too.

    Raises
    ------
    DatelinesError
        If the folder is not one of ours, or cannot be written to.
    """
    check_folder(folder)
    continued = topics if isinstance(topics, Continued) else continue_topics(topics, ())
    tables: dict[str, Callable[[], Iterator[pd.DataFrame]]] = {
        "topic_terms": lambda: iter([topic_terms(continued.model)]),
        "document_topics": lambda: document_topics(continued.model, articles),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_text(_COLUMNS, folder / MARKER)
        for name, pieces in tables.items():
            write_sheet(pieces(), folder / f"{name}.csv")
            _write_parquet(pieces(), folder / f"{name}.parquet")
        aside = _set_aside(folder, continued)
    except OSError as error:
        raise DatelinesError(
            f"nothing can be written to '{folder}' ({error.strerror}): choose another folder"
        ) from error
    keep_topics(continued, folder / FILE_NAME)
    names = [FILE_NAME, *(f"{name}.{kind}" for name in tables for kind in ("csv", "parquet"))]
    return [*(folder / name for name in [*names, MARKER]), *aside]


def _set_aside(folder: Path, continued: Continued) -> list[Path]:
    """Keep a file with labels of a person that would be lost."""
    path = folder / FILE_NAME
    if not path.exists():
        return []
    try:
        there = {topic.label for topic in read_topics(path) if topic.named}
    except DatelinesError:  # edited so that it can no longer be read
        there = {""}
    if there <= {topic.label for topic in continued.topics if topic.named}:
        return []
    names = (f"topics.old{number or ''}.csv" for number in itertools.count())
    aside = next(folder / name for name in names if not (folder / name).exists())
    path.rename(aside)
    return [aside]


def earlier_topics(given: Path | None, corpus: Path, out: Path) -> tuple[KnownTopic, ...]:
    """Find the topics of an earlier run that are to be continued.

    Parameters
    ----------
    given : Path or None
        The file that the user named.
    corpus : Path
        Folder of the clippings, which may hold a ``topics.csv``.
    out : Path
        Where the tables are to go, which may hold those of the last run.

    Returns
    -------
    tuple of KnownTopic
        Those of the last export, under the labels that the folder of clippings gives them, and
        those that only that folder knows. Nothing where there is no such file.

    Raises
    ------
    DatelinesError
        If the file is of no use.
    """
    if given is not None:
        return read_topics(given)
    beside, last = topics_beside(corpus), topics_beside(out)
    labels = {topic.number: topic.label for topic in beside if topic.named}
    known = {topic.number for topic in last}
    renamed = (replace(topic, label=labels.get(topic.number, topic.label)) for topic in last)
    return (*renamed, *(topic for topic in beside if topic.number not in known))


def check_folder(folder: Path, corpus: Path | None = None) -> None:
    """Refuse to write into a folder that is not an export of topics.

    Parameters
    ----------
    folder : Path
        Where the tables are to go.
    corpus : Path, optional
        Folder of the clippings.

    Raises
    ------
    DatelinesError
        If it is a file, holds files and no ``columns.md`` of ours, or lies in the folder of the
        clippings.
    """
    if corpus is not None:
        check_apart(folder, corpus)
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise DatelinesError(f"'{folder}' is a file: name a folder by --out DIR")
        if not any(folder.iterdir()):
            return
        marker = folder / MARKER
        ours = marker.is_file() and marker.read_bytes().startswith(TITLE.encode())
    except OSError as error:
        raise DatelinesError(
            f"'{folder}' cannot be opened ({error.strerror}): name another folder by --out DIR"
        ) from error
    if not ours:
        raise DatelinesError(
            f"'{folder}' holds files and is not an export of topics: name another folder by "
            "--out DIR"
        )


def topic_terms(model: TopicModel) -> pd.DataFrame:
    """List the terms of each topic with their weights.

    Parameters
    ----------
    model : TopicModel
        Topics.

    Returns
    -------
    pandas.DataFrame
        ``topic`` (number), ``topic_label``, ``rank`` (from 1), ``term``, ``weight`` (as in
        `TopicModel.term_table`) and ``part`` (of the topic's tf-idf weights); rows by topic and
        rank, without terms that have no weight.
    """
    import pandas as pd

    parts, terms = _distributions(model.factors.topics), np.array(model.terms, dtype=object)
    tables = []
    ranked = zip(model.numbers, model.labels, model.factors.ranking(), parts, strict=True)
    for number, label, weights, part in ranked:
        order = np.argsort(-weights.round(12), kind="stable")
        order = order[part[order].round(DECIMALS) > 0]
        tables.append(
            pd.DataFrame(
                {
                    "topic": number,
                    "topic_label": label,
                    "rank": np.arange(1, len(order) + 1),
                    "term": terms[order],
                    "weight": weights[order].round(DECIMALS),
                    "part": part[order].round(DECIMALS),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def document_topics(
    model: TopicModel, articles: pd.DataFrame | None = None
) -> Iterator[pd.DataFrame]:
    """List the shares of the topics in each article, a piece at a time.

    Parameters
    ----------
    model : TopicModel
        Topics.
    articles : pandas.DataFrame, optional
        A corpus's table of articles.

    Yields
    ------
    pandas.DataFrame
        ``article_id``, what is known of ``label``, ``headline`` and ``era``, ``topic`` (number),
        ``topic_label``, ``share`` and ``word_share``; a row per article and topic.
    """
    import pandas as pd

    known = [name for name in ARTICLE_COLUMNS if articles is not None and name in articles]
    about = None if articles is None else articles.set_index("article_id")[known]
    size = model.n_topics
    for start in range(0, max(len(model.shares), 1), BLOCK_DOCUMENTS):
        shares = model.shares.iloc[start : start + BLOCK_DOCUMENTS]
        words = model.word_shares.iloc[start : start + BLOCK_DOCUMENTS]
        piece = {"article_id": shares.index.to_numpy().repeat(size)}
        for name in known:
            told = about.reindex(shares.index)[name]  # type: ignore[union-attr]
            piece[name] = told.to_numpy(dtype=object).repeat(size)
        yield pd.DataFrame(
            piece
            | {
                "topic": np.tile(np.array(model.numbers), len(shares)),
                "topic_label": np.tile(np.array(model.labels, dtype=object), len(shares)),
                "share": shares.to_numpy().ravel().round(DECIMALS),
                "word_share": words.to_numpy().ravel().round(DECIMALS),
            }
        )


def pyldavis_inputs(model: TopicModel) -> dict[str, Any]:
    """Give topics in the form that ``pyLDAvis.prepare`` takes.

    Parameters
    ----------
    model : TopicModel
        Topics.

    Returns
    -------
    dict
        ``topic_term_dists`` (topics x terms) and ``doc_topic_dists`` (articles x topics, by their
        own words), whose rows sum to 1, ``doc_lengths`` (words), ``vocab`` (terms with a weight in
        some topic) and ``term_frequency`` (of very large folders in the sample that was fitted).
        The parts of terms are of tf-idf weights, not of counts. pyLDAvis numbers topics by size
        from 1: ``sort_topics=False`` keeps the order of the model.

    Examples
    --------
    >>> from helpers.analysis.topics import fit_topics
    >>> texts = ["Beef quotas anger ranchers.", "Ranchers fear beef imports.",
    ...          "The yen climbed past the dollar; yen traders cheered.", "Traders sold yen."]
    >>> inputs = pyldavis_inputs(fit_topics(texts, n_topics=2))
    >>> inputs["vocab"], inputs["topic_term_dists"].sum(axis=1).tolist()
    (['beef', 'ranchers', 'traders', 'yen'], [1.0, 1.0])
    """
    topics = model.factors.topics
    used = np.flatnonzero(topics.max(axis=0) > 0)
    counts = np.asarray(model.fitted.matrix.counts.sum(axis=0)).ravel()[used]
    words = model.passages.groupby("article_id")["n_words"].sum()
    lengths = words.reindex(model.word_shares.index).fillna(0).to_numpy()
    return {
        "topic_term_dists": _distributions(topics[:, used]),
        "doc_topic_dists": _distributions(model.word_shares.to_numpy()),
        "doc_lengths": np.maximum(lengths, 1).astype(np.int64),
        "vocab": [model.terms[column] for column in used],
        "term_frequency": counts.astype(np.int64),
    }


def _distributions(table: np.ndarray) -> np.ndarray:
    total = table.sum(axis=1, keepdims=True)
    return np.asarray(table / np.where(total > 0, total, 1))


def _write_text(text: str, path: Path) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _write_parquet(pieces: Iterator[pd.DataFrame], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        first = _arrow(pa, next(pieces))
        with pq.ParquetWriter(new, first.schema, compression="zstd") as writer:
            writer.write_table(first)
            for piece in pieces:
                writer.write_table(_arrow(pa, piece))
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _arrow(pa: Any, piece: pd.DataFrame) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    """Give a piece columns of fixed types, whatever its own values suggest."""
    kinds = {"topic": pa.int32(), "rank": pa.int32()}
    kinds |= dict.fromkeys(("weight", "part", "share", "word_share"), pa.float64())
    if piece.iloc[:, 0].dtype.kind == "i":  # texts that are known by their number
        kinds |= {str(piece.columns[0]): pa.int64()}
    return pa.table(
        {
            name: pa.array(piece[name], type=kinds.get(str(name), pa.string()), from_pandas=True)
            for name in piece
        }
    )
