"""Lockwords: terms whose rate did not change, as far as the folder can show that."""

import numpy as np
import pandas as pd

from helpers.analysis.honesty import INTERVALS_FROM, Rung, count_of

FACTOR = 1.5
"""Rates within this factor of each other, either way, count as the same."""

UNEVEN = 0.5
"""A term whose normed deviation of proportions is above this is spread too unevenly."""

WIDESPREAD = 0.5
"""Part of the articles of either side that must use the term."""

COLUMNS = ("kind", "log_ratio", "low", "high", "dp_norm", "target", "reference", "comparisons")
"""Columns of the table that `lockwords` gives."""


def lockwords(terms: pd.DataFrame, *, factor: float = FACTOR) -> pd.DataFrame:
    """Find the terms that all eras use about equally often.

    That no difference was found does not make a lockword: the whole 95% interval of the log-ratio
    has to lie within the bounds, which takes many articles and a frequent term.

    Parameters
    ----------
    terms
        Rows of `keyterms.term_keyness` or of `era_keyness.era_keyness`.
    factor
        Rates count as the same within this factor of each other, either way; above 1.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``term``, the most frequent first, ties by term. A term is listed if in every
        comparison of the table its interval lies within the bounds, half of the articles of either
        side use it, and its ``dp_norm`` over all articles is 0.5 or less.

        - ``kind``; ``target``, ``reference``: uses in the comparison it is told by
        - ``log_ratio``, ``low``, ``high``: of the comparison whose interval goes furthest from zero
          (within strata where they were asked for)
        - ``dp_norm``: the largest of its comparisons; ``comparisons``: in how many it was looked at

        Empty where the rung of a comparison does not allow intervals.

    Notes
    -----
    To ask for the 95% interval within the bounds is a test of equivalence (Schuirmann 1987,
    Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680) that calls a term whose rate did
    change by the factor locked in about 2.5 of 100 cases at most. In a simulation (4,000 terms, 3
    or 10 uses in 500 words, article rates with a coefficient of variation from 0.3 to 1) these
    parts were listed:

    ============ =============== =====================
    articles     same rate       rate up by the factor
    ============ =============== =====================
    5 and 5      none            none
    10 and 10    up to 0.08      up to 0.014
    20 and 20    up to 0.60      up to 0.020
    5 and 40     up to 0.01      up to 0.015
    100 and 100  0.33 to 1.00    0.023 to 0.027
    ============ =============== =====================

    References
    ----------
    Baker 2011, "Times may change, but we will always have money", Journal of English Linguistics
    39(1), 65-88 (lockwords, there by the spread of rates over corpora, without intervals).

    Examples
    --------
    >>> from helpers.analysis.key_terms.keyterms import term_keyness
    >>> counts = np.array([[9 + row % 3, 3 * row] for row in range(20)])
    >>> table = term_keyness(counts, ["trade", "yen"], np.arange(20) < 10, np.full(20, 500.0))
    >>> lockwords(table).index.tolist()
    ['trade']
    """
    empty = pd.DataFrame(columns=list(COLUMNS)).rename_axis("term")
    if terms.empty or not _allowed(terms):
        return empty
    bound = np.log2(factor)
    within = terms["log_ratio_within"]
    table = terms.assign(
        log_ratio=within.where(within.notna(), terms["log_ratio"]),
        furthest=np.maximum(terms["low"].abs(), terms["high"].abs()),
        comparisons=1,
    )
    half = [
        table[f"articles_{side}"] >= WIDESPREAD * table[f"of_{side}"]
        for side in ("target", "reference")
    ]
    holds = (table["low"] >= -bound) & (table["high"] <= bound) & half[0] & half[1]
    table["holds"] = holds & (table["dp_norm"] <= UNEVEN)
    by_term = table.groupby(level="term", sort=True)
    told = table[by_term["holds"].transform("all")].sort_values("furthest", kind="stable")
    if told.empty:
        return empty
    grouped = told.groupby(level="term", sort=True)
    # A term too rare to be part of a comparison is too rare to hold in any with the same era.
    found = grouped.last().assign(
        dp_norm=grouped["dp_norm"].max(), comparisons=grouped["comparisons"].sum()
    )
    uses = (found["target"] + found["reference"]).to_numpy()
    return found.iloc[np.lexsort((found.index.to_numpy(dtype=str), -uses))][list(COLUMNS)]


def lockword_sentence(terms: pd.DataFrame, *, factor: float = FACTOR) -> str:
    """Say how many terms did not change, or why that cannot be told.

    Parameters
    ----------
    terms, factor
        As for `lockwords`.

    Returns
    -------
    str
        One or two sentences for the reader, plain text.

    Examples
    --------
    >>> from helpers.analysis.key_terms.keyterms import term_keyness
    >>> counts, flags = np.array([[4], [5], [5], [4], [4]]), np.arange(5) < 3
    >>> lockword_sentence(term_keyness(counts, ["trade"], flags, np.full(5, 100.0)))
    'Whether a word stayed the same cannot be told here: that takes an interval, and an interval \
takes 5 articles on either side of every comparison.'
    """
    if terms.empty:
        return "There is nothing to compare, and so no word that stayed the same."
    if not _allowed(terms):
        return (
            "Whether a word stayed the same cannot be told here: that takes an interval, and an "
            f"interval takes {INTERVALS_FROM} articles on either side of every comparison."
        )
    found, looked = len(lockwords(terms, factor=factor)), terms.index.nunique()
    bounds = f"a factor of {factor:g} either way"
    if not found:
        return (
            f"Of {count_of(looked, 'term')} none can be said to have stayed the same within "
            f"{bounds}: for none does the whole 95% interval lie within it while half of the "
            "articles of either side use the term evenly. That does not say that all have changed."
        )
    verb = "was" if found == 1 else "were"
    return (
        f"{count_of(found, 'term')} of {looked:,} {verb} used about equally often: the 95% "
        f"interval lies within {bounds}. That says nothing about the others."
    )


def _allowed(terms: pd.DataFrame) -> bool:
    return all(Rung(name).intervals for name in terms["rung"].unique())
