"""Tables of voice, figures and confounds as a reader wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.analysis.honesty import Rung
from helpers.reporting.charts.amounts import in_words, plural
from helpers.reporting.tables import AUTHORS_FLOOR, LONGEST_QUOTE, P_AUTHORS, quote, short_p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.analysis.tables import CorpusTables
    from helpers.analysis.writing.figures_named import Figures
    from helpers.analysis.writing.measures import Measure

LONGEST_LIST = 80

FEWEST_DIGITS = 1
"""Decimals of every measure: a table writes all numbers of a column with the same."""


def digits_shown(measure: Measure) -> int:
    """Tell with how many decimals a measure is written in tables and sentences.

    Parameters
    ----------
    measure : Measure
        The measure.

    Returns
    -------
    int
        1 and up.

    Examples
    --------
    >>> from helpers.analysis.writing.voice import MEASURES
    >>> {digits_shown(measure) for measure in MEASURES}
    {1}
    """
    return max(FEWEST_DIGITS, measure.digits)


def measure_list(contrast: pd.DataFrame, told: Sequence[Measure]) -> pd.DataFrame:
    """List measures by era with what can be said about their difference.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `voice.voice_by_era` or `readability.readability_by_era`.
    told : sequence of Measure
        The measures, in the order shown.

    Returns
    -------
    pandas.DataFrame
        ``measure`` with its unit, ``era``, ``articles``, ``mean``, ``rest``, ``difference``,
        ``low`` and ``high`` (where the honesty ladder allows intervals), ``p``, ``p floor``,
        ``verdict``; of one era its means alone. ``difference`` is that of the rounded means, so
        that the row can be checked by eye.
    """
    known = {measure.name: measure for measure in told}
    own = contrast[contrast["measure"].isin(known)].reset_index(drop=True)
    factor = own["measure"].map({name: m.factor for name, m in known.items()}).astype(float)
    digits = [digits_shown(known[name]) for name in own["measure"]]
    table = pd.DataFrame(
        {
            "measure": [f"{known[m].label}, {known[m].unit}" for m in own["measure"]],
            "era": own["era"],
            "articles": own["articles"],
        }
    )
    alone = bool(own["difference"].isna().all())
    allowed = any(Rung(at).intervals for at in own["rung"])
    columns = ["mean"] if alone else ["mean", "rest", "difference"]
    for name in [*columns, *(["low", "high"] if allowed and not alone else [])]:
        values = (own[name].astype(float) * factor).to_numpy()
        table[name] = [round(float(v), d) + 0.0 for v, d in zip(values, digits, strict=True)]
    if alone:
        return table
    apart = zip(table["mean"] - table["rest"], digits, strict=True)
    table["difference"] = [round(v, d) + 0.0 for v, d in apart]
    tests = {"p": "p", "p floor": "p_floor"}
    if own["p_authors"].notna().any():
        tests |= {P_AUTHORS: "p_authors", AUTHORS_FLOOR: "authors_floor"}
    for name, source in tests.items():
        table[name] = [short_p(p) for p in own[source].astype(float)]
    # The verdict stays in sight where the columns of authors make the table wider than a page.
    table.insert([*table].index("p floor") + 1, "verdict", own["verdict"])
    return table


def amount_list(found: Figures, n: int = 5) -> pd.DataFrame:
    """List the figures that most articles of each era name.

    Parameters
    ----------
    found : Figures
        See `figures_named.figures_named`.
    n : int
        Rows an era.

    Returns
    -------
    pandas.DataFrame
        ``era``, ``figure`` (in its unit), ``as written``, ``articles``, ``mentions``, and ``doubt``
        where there is some.
    """
    top = found.named.groupby("era", sort=False).head(n).reset_index(drop=True)
    figures = [
        in_words(value, unit) + ("" if unit == "%" else f" {plural(unit)}")
        for value, unit in zip(top["value"], top["unit"], strict=True)
    ]
    table = pd.DataFrame({"era": top["era"], "figure": figures, "as written": top["written"]})
    table = table.assign(articles=top["articles"], mentions=top["mentions"])
    return table.assign(doubt=top["doubt"]) if (top["doubt"] != "").any() else table


def passage_list(corpus: CorpusTables, found: pd.DataFrame, column: str) -> pd.DataFrame:
    """List passages that are evidence, in their words or in our gist.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    found : pandas.DataFrame
        What `voice_evidence.evidence`, `figures_named.evidence` or `speakers.quotations_of` found,
        cut to a length that can be read.
    column : str
        The column that tells what was found there: ``"found"``, ``"text"``, ``"speaker"``.

    Returns
    -------
    pandas.DataFrame
        ``era``, ``article``, ``paragraph``, ``what is there``, ``in its words (or our gist)``: of a
        long paragraph the part around the first thing that is there.
    """
    from helpers.analysis.topic_models.topic_evidence import read_passages

    columns = ["article_id", "passage", "text", "gist"]
    wanted = set(found["article_id"])
    parts = [
        chunk[chunk["article_id"].isin(wanted)]
        for chunk in corpus.chunks("passages", columns=columns)
    ]
    passages = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    read = read_passages(found, passages)
    return pd.DataFrame(
        {
            "era": read["era"],
            "article": read["label"],
            "paragraph": read["passage"].astype(int) + 1,
            "what is there": [_short(value) for value in read[column]],
            "in its words (or our gist)": [
                quote_around(words, _names(value))
                for words, value in zip(read["words"], read[column], strict=True)
            ],
        }
    ).reset_index(drop=True)


def quote_around(text: object, things: Sequence[str]) -> str:
    """Shorten a text for a cell of a table to what stands around the first of some things.

    Parameters
    ----------
    text : object
        The text, or None where it may not be handed on.
    things : sequence of str
        Words or figures; ``"81%"`` is found in "81 per cent", too.

    Returns
    -------
    str
        Some 320 characters, with dots where it was cut; its beginning, as `tables.quote` gives it,
        where that shows the first thing that the text has.

    Examples
    --------
    >>> told = quote_around("Nothing new. " * 60 + "They ask for 81 percent of it.", ["81%"])
    >>> told[:13], told[-30:], len(told) <= 322
    ('…Nothing new.', 'They ask for 81 percent of it.', True)
    """
    start = quote(text)
    if not isinstance(text, str) or len(text) <= LONGEST_QUOTE:
        return start
    found = next(filter(None, (re.search(_pattern(thing), text, re.I) for thing in things)), None)
    if found is None or found.end() < len(start):
        return start
    left = max(0, min(found.start() - LONGEST_QUOTE // 2, len(text) - LONGEST_QUOTE))
    right = left + LONGEST_QUOTE
    if left:  # from a whole word to a whole word, where there are spaces
        left = max(left, text.find(" ", left, found.start()))
    if right < len(text):
        cut = text.rfind(" ", found.end(), right)
        right = cut if cut > 0 else right
    dots = "…" if right < len(text) else ""
    return f"{'…' if left else ''}{text[left:right].strip()}{dots}"


def _names(value: object) -> list[str]:
    """Take words or figures out of a list in which each may be followed by its number."""
    return [re.sub(r" \(\d+\)$", "", name) for name in str(value).split(", ") if name]


def _pattern(thing: str) -> str:
    """Find a word or a figure as a whole, however its unit is written."""
    words = r"\s+".join(map(re.escape, thing.removesuffix("%").split()))
    if thing.endswith("%"):
        return rf"(?<![\w.,]){words}[\s-]*(?:%|per\s?cent)"
    return rf"(?<![\w.,]){words}(?!\w)"


def speaker_list(table: pd.DataFrame, n: int = 5) -> pd.DataFrame:
    """List who is quoted most in each era.

    Parameters
    ----------
    table : pandas.DataFrame
        See `speakers.speakers_by_era`.
    n : int
        Rows an era.

    Returns
    -------
    pandas.DataFrame
        ``era``, ``speaker``, ``articles``, ``quotations``, ``words``, ``percent of quoted words``.
    """
    top = table.groupby("era", sort=False).head(n).reset_index(drop=True)
    return pd.DataFrame(
        {
            "era": top["era"],
            "speaker": top["speaker"].replace("", "(not told or not found)"),
            "articles": top["articles"],
            "quotations": top["quotations"],
            "words": top["words"],
            "percent of quoted words": (top["share"] * 100).round(),
        }
    )


def confound_list(table: pd.DataFrame) -> pd.DataFrame:
    """List what eras may differ in besides time, and what strata would leave.

    Parameters
    ----------
    table : pandas.DataFrame
        See `confounds.confounds`.

    Returns
    -------
    pandas.DataFrame
        ``property``, ``known of``, ``measure``, ``with era``, ``shared values``,
        ``articles in them``, ``of the smallest era``, ``finding``.
    """
    return pd.DataFrame(
        {
            "property": table["covariate"],
            "known of": [f"{k} of {n}" for k, n in zip(table["known"], table["of"], strict=True)],
            "measure": table["measure"],
            "with era": np.round(table["association"].astype(float), 2),
            "shared values": table["shared"],
            "articles in them": table["usable"],
            "of the smallest era": table["smallest"],
            "finding": table["finding"],
        }
    )


def _short(value: object) -> str:
    text = str(value)
    if len(text) <= LONGEST_LIST:
        return text
    return text[:LONGEST_LIST].rsplit(", ", 1)[0] + ", …"
