"""A file to measured articles: whatever its format, one result for each clipping it holds.

What is read of several files is scored together (`scored`), which takes far less time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.errors import DatelinesError
from helpers.intake.data import language_name
from helpers.intake.drafts import Draft, finished
from helpers.intake.extracts import from_extract, is_extract
from helpers.intake.formats.registry import read_source
from helpers.intake.formats.source import Source
from helpers.intake.language import PARTLY, SCORED_LANGUAGES
from helpers.intake.measure import draft
from helpers.intake.model import NOTHING_GIVEN, Capture, Given, Refusal
from helpers.intake.normalise import split_lines
from helpers.intake.readers import UnreadableError
from helpers.intake.records import Record

Amendments = Mapping[int, Mapping[int, str]]
"""Kinds of lines settled from outside: place of the clipping in its file, line number, kind."""

KEPT_STATUSES = frozenset({"ok", "damaged"})
"""Statuses of clippings that can have an article."""

PARTLY_IN = "partly written in "
"""How the reason begins that is told of an article of which a part is not English."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one clipping, or of a part of a file that is none.

    Attributes
    ----------
    item : int
        Its place among the results of its file, from 0.
    where : str
        Its place in the file, as the format has it; empty where the file is one clipping.
    status : str
        ``"ok"``, ``"damaged"`` (read as far as it goes where there is a record), ``"empty"`` or
        ``"skipped"``.
    reason : str
        Why the status is not ``"ok"``, or what is to be known of an article read whole.
    format, encoding : str
        How it was read; empty where it was not.
    record : Record, Draft or None
        The article measured; a draft where its tone is not scored yet.
    """

    item: int
    where: str
    status: str
    reason: str
    format: str = ""
    encoding: str = ""
    record: Record | Draft | None = None

    @property
    def size(self) -> int:
        """Characters of the article's lines; 0 where there is no article."""
        record = self.record.record if isinstance(self.record, Draft) else self.record
        return sum(len(row["text"] or "") for row in record.lines) if record else 0


def read_results(
    source: Source,
    wanted: Callable[[int], bool] = lambda item: True,
    amendments: Amendments | None = None,
    told: Given = NOTHING_GIVEN,
) -> Iterator[Result]:
    """Read and measure what a file holds, but for the tone.

    Parameters
    ----------
    source : Source
        The file, at its start.
    wanted : callable
        Tells by their place which results to measure; others are read over.
    amendments : mapping, optional
        Kinds of lines that somebody settled.
    told : Given, optional
        What somebody says of the file; where it holds several clippings, each of them may say
        otherwise of itself.

    Yields
    ------
    Result
        In the order of the file; one at least, none is raised.

    Examples
    --------
    >>> import io
    >>> text = b"OSLO: Talks failed again. Nobody was glad."
    >>> [result] = scored([*read_results(Source("a.txt", "", io.BytesIO(text), len(text)))])
    >>> result.status, result.record.article["place"]
    ('ok', 'Oslo')
    """
    item = -1
    for item, found in enumerate(_found(source)):
        if wanted(item):
            yield _result(item, found, (amendments or {}).get(item, {}), told)
    if item < 0 and wanted(0):
        yield Result(0, source.where, "empty", "it holds no clipping")


def scored(results: Sequence[Result]) -> list[Result]:
    """Score the tone of articles that were read.

    Parameters
    ----------
    results : sequence of Result
        As `read_results` gives them, of one file or of many.

    Returns
    -------
    list of Result
        The same with records for drafts, in the same order; none is raised.

    Examples
    --------
    >>> scored([])
    []
    """
    drafts = [result.record for result in results if isinstance(result.record, Draft)]
    try:
        records = iter(finished(drafts))
    except Exception as error:  # one odd text of a hundred thousand must not stop the others
        if len(results) > 1:
            return [one for result in results for one in scored([result])]
        return [replace(one, status="damaged", reason=_odd(error), record=None) for one in results]
    return [
        replace(one, record=next(records)) if isinstance(one.record, Draft) else one
        for one in results
    ]


def _found(source: Source) -> Iterator[Capture | Refusal | Record]:
    try:
        if is_extract(source.file, source.head()):
            yield from_extract(source.data)
        else:
            yield from read_source(source)
    except UnreadableError as error:
        yield source.refusal("damaged", str(error))
    except (DatelinesError, ImportError):
        raise
    except OSError as error:
        clause = f"it cannot be read to its end ({error.strerror or error}): get it again"
        yield source.refusal("damaged", clause)
    except Exception as error:  # one odd file of a hundred thousand must not stop the others
        yield source.refusal("damaged", _odd(error))


def _odd(error: Exception) -> str:
    return f"it could not be read through ({type(error).__name__}): please report this"


def _result(
    item: int, found: Capture | Refusal | Record, amended: Mapping[int, str], told: Given
) -> Result:
    if isinstance(found, Refusal):
        return Result(item, found.where, found.status, found.reason)
    if isinstance(found, Record):
        return Result(item, "", "ok", "", "extract", "", found)
    if found.where:  # one of several: what is told of their file is of none of them alone
        shared = replace(told, headline="", byline="", address="")
        found = replace(found, given=found.given.or_else(shared))
        told = replace(NOTHING_GIVEN, language=told.language)
    elif told is not NOTHING_GIVEN:
        found = replace(found, given=told.or_else(found.given))
    try:
        measured = draft(found, _settled(found, amended), told)
    except (DatelinesError, ImportError):
        raise
    except Exception as error:
        return Result(item, found.where, "damaged", _odd(error), found.format, found.encoding)
    status, reason = _status(found, measured)
    kept = measured if status in KEPT_STATUSES else None
    return Result(item, found.where, status, reason, found.format, found.encoding, kept)


def _status(capture: Capture, measured: Draft) -> tuple[str, str]:
    article = measured.record.article
    if not article["n_words"]:
        return "empty", "no running text found: every line looks like page furniture"
    language = article["language"]
    if language not in SCORED_LANGUAGES:
        return "skipped", f"written in {_named(language)}: only English is counted and scored"
    told_of = list(capture.damage)
    other, share = measured.other
    if share >= PARTLY:
        told_of.append(f"{PARTLY_IN}{_named(other)}, which is counted as if it were English")
    return "damaged" if capture.damage else "ok", "; ".join(told_of)


def _named(language: str) -> str:
    return language_name(language) or "another language"


def _settled(capture: Capture, amended: Mapping[int, str]) -> tuple[str, ...]:
    """Kinds told by the format, and over them those that somebody settled."""
    if not amended:
        return capture.kinds
    kinds = list(capture.kinds) or [""] * len(split_lines(capture.text))
    for line, kind in amended.items():
        if 1 <= line <= len(kinds):
            kinds[line - 1] = kind
    return tuple(kinds)
