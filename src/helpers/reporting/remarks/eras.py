"""Sentences about differences between eras, with their numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from helpers.analysis.honesty import (
    LEVEL,
    UNDATED,
    Rung,
    count_of,
    format_p,
    uncompared_within,
)
from helpers.analysis.key_terms.keyterms import judged
from helpers.reporting.findings import plain
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.remarks.topics import verdicts_told
from helpers.reporting.rows import largest, one_way, rows

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.eras import EraComparison


MANY_TOGETHER = 2
"""Terms that must be beyond chance together, from which readers are told."""


def how_they_differ(comparison: EraComparison) -> str:
    """Name each era's key terms and the wind that blows in it.

    Parameters
    ----------
    comparison : EraComparison
        The comparison.

    Returns
    -------
    str
        A paragraph of Markdown.
    """
    if comparison.rung is Rung.NOTHING:
        return plain(comparison.limits[0])
    key = _told_apart(comparison)
    parts = [
        _speaks_more(era, own, comparison.rung)
        for era in comparison.eras
        if len(own := key[key["era"] == era])
    ]
    told = "; ".join(parts)
    if not told and comparison.rung.intervals and len(comparison.key_terms(1)):
        told = "Of no word can it be told that an era uses it more than the rest"
    told = told or f"No word is {_used_more(comparison)}"
    return f"{told}. {plain(comparison.limits[0])}"


def key_terms(comparison: EraComparison) -> str:
    """Say how many terms can be told apart from chance.

    Parameters
    ----------
    comparison : EraComparison
        The comparison.

    Returns
    -------
    str
        Two sentences, and one for each era that shares no stratum with another one.
    """
    terms = comparison.terms
    if terms.empty:
        return "With one era there is nothing to hold its words against."
    if comparison.rung is Rung.NOTHING:
        return plain(comparison.limits[0])
    apart = comparison.uncompared
    terms = one_way(terms[~terms["era"].isin(apart)], comparison.eras)
    floor = float(terms["p_floor"].max())
    by_author = float(terms["authors_floor"].astype(float).fillna(0).max())
    hardest = max(floor, by_author)
    single = int(terms["one_article"].sum())
    return (
        f"{verdicts_told(terms)} The smallest p that shuffling whole articles can reach here is "
        f"{format_p(floor)}; {single:,} of the rows {'is' if single == 1 else 'are'} about a term "
        "that one article alone uses."
        + (_together(comparison.rung, hardest, len(terms)) if by_author < LEVEL else "")
        + _whole_authors(terms, by_author)
        + "".join(f" {uncompared_within(comparison.strata, plain(era))}." for era in apart)
    )


def _together(at: Rung, floor: float, tested: int) -> str:
    """Say how many rows must reach the least p for any of them to be robust."""
    needed = math.ceil(floor * tested / LEVEL - 1e-9)
    if not at.tests or needed < MANY_TOGETHER:
        return ""
    return (
        f" With {tested:,} comparisons tested, at least {needed:,} must reach {format_p(floor)} "
        "together before one is *robust*."
    )


def _whole_authors(terms: pd.DataFrame, floor: float) -> str:
    """Say which verdicts there would be by article, and which there are when authors stay whole."""
    if terms["p_authors"].isna().all():
        return ""
    alone = judged(terms.assign(p_authors=np.nan))["verdict"]
    counts = [
        int(terms.index[kinds == verdict].nunique())
        for kinds in (alone, terms["verdict"])
        for verdict in ("robust", "leans")
    ]
    least = f"the smallest p is then {format_p(floor)}"
    if not any(counts[:2]):
        return f" With the articles of each author kept together, {least}."
    told = (
        f" With articles shuffled one by one, {count_of(counts[0], 'term')} would be *robust* and "
        f"{counts[1]:,} lean; with those of each author kept together, {counts[2]:,} and "
        f"{counts[3]:,}: {least}"
    )
    if floor < LEVEL:
        return f"{told}."
    return (
        f"{told}, so that no word can lean towards an era, whatever it does: too few authors write "
        "in each."
    )


def most_telling(comparison: EraComparison) -> str:
    """Point at the strongest key term.

    Parameters
    ----------
    comparison : EraComparison
        The comparison.

    Returns
    -------
    str
        One sentence.
    """
    key = comparison.key_terms(1)
    if comparison.rung is Rung.NOTHING:
        if comparison.uncompared and len(comparison.eras) > 1:
            return plain(comparison.limits[0])
        return "No era can be held against another in this folder."
    if key.empty:
        return f"No term is {_used_more(comparison)}."
    row = largest(key, "z")
    n_era = int((comparison.articles["era"] == row.era).sum())
    n_rest = len(comparison.articles) - n_era
    there = f"{row.reference} in {row.articles_reference} of {n_rest:,} elsewhere"
    if not row.reference:
        there = f"none in the {count_of(n_rest, 'article')} elsewhere"
    return (
        f"The strongest term of all is *{plain(row.Index)}*: "
        f"{count_of(row.target, 'use')} in "
        f"{row.articles_target} of {count_of(n_era, 'article')} of {plain(row.era)}, "
        f"against {there}."
        + (" Whether that is chance cannot be told." if _is_open(comparison, row.verdict) else "")
    )


def _speaks_more(era: str, key: pd.DataFrame, at: Rung) -> str:
    """Name the first words of an era: what holds, else what leans."""
    robust = key[key["verdict"] == "robust"]
    verb = "speaks more than the rest of" if len(robust) or not at.intervals else "leans towards"
    chosen = (robust if len(robust) else key).head(4)
    return f"**{plain(era)}** {verb} " + listed([f"*{plain(term)}*" for term in chosen.index])


def _told_apart(comparison: EraComparison) -> pd.DataFrame:
    """Key terms, but where intervals can be read only those whose verdict speaks for them."""
    if not comparison.rung.intervals:
        return comparison.key_terms(4)
    key = comparison.key_terms(len(comparison.terms))
    return key[key["verdict"] != "cannot tell"]


def _is_open(comparison: EraComparison, verdict: str) -> bool:
    return comparison.rung.intervals and verdict == "cannot tell"


def _used_more(comparison: EraComparison) -> str:
    within = f" within the same {comparison.strata}" if comparison.strata else ""
    return f"used by two articles of an era and less elsewhere{within}"


def composition_first(composition: pd.DataFrame) -> str:
    """Say how unlike the eras are before any word is compared.

    Parameters
    ----------
    composition : pandas.DataFrame
        See `helpers.analysis.eras.composition`.

    Returns
    -------
    str
        One sentence.
    """
    parts = [
        f"{count_of(row.articles, 'article')} with {count_of(row.words, 'word')} in "
        f"{plain(row.era)}"
        for row in rows(composition)
        if row.era != UNDATED
    ]
    return (
        f"The comparison stands on {listed(parts)}." if parts else "There is no article to compare."
    )
