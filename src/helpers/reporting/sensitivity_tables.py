"""Tables for readers of what would change a conclusion."""

from __future__ import annotations

import pandas as pd

from helpers.reporting.numerals import signed

RANGES = {
    "without_one": "one article left out",
    "without_author": "one author left out",
    "dates": "undecided dates",
    "border": "border elsewhere",
}
"""Columns of the findings, and what a reader is told of them."""


def finding_list(findings: pd.DataFrame) -> pd.DataFrame:
    """List findings with the range that each check gives them.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    pandas.DataFrame
        ``kind``, ``era``, ``finding``, ``value`` (log-ratio of a term, difference of means of a
        topic or score), ``matters most`` (the article without which it changes most), ``one article
        left out``, ``one author left out``, ``undecided dates`` and ``border elsewhere`` (ranges),
        ``in one article`` (share of a term's uses in its largest article), ``stop list``, ``hangs
        on``, ``weakened by``; without what was not tried.

    Examples
    --------
    >>> finding_list(pd.DataFrame()).empty
    True
    """
    if findings.empty:
        return pd.DataFrame()
    table = findings[["kind", "era", "name", "value"]].rename(columns={"name": "finding"})
    table["matters most"] = findings["without_one_article"]
    for name, told in RANGES.items():
        ends = zip(findings[f"{name}_low"], findings[f"{name}_high"], strict=True)
        if findings[f"{name}_low"].notna().any():
            table[told] = [_range(low, high) for low, high in ends]
    if findings["largest_share"].notna().any():
        table["in one article"] = [
            "" if pd.isna(share) else f"{share:.0%}" for share in findings["largest_share"]
        ]
        table["stop list"] = findings["stop_list"]
    table["hangs on"] = findings["hangs_on"]
    if findings["weakened_by"].ne("").any():
        table["weakened by"] = findings["weakened_by"]
    return table.round({"value": 2})


def undecided_list(undecided: pd.DataFrame) -> pd.DataFrame:
    """List articles whose days leave the era open.

    Parameters
    ----------
    undecided : pandas.DataFrame
        See `helpers.analysis.sensitivity.undecided.undecided_articles`.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``earliest``, ``latest``, ``may be``.

    Examples
    --------
    >>> undecided_list(pd.DataFrame({"label": ["Quotas"], "earliest": [None], "latest": ["1999"],
    ...     "may_be": ["then or now"], "or_none": [True]})).loc[0, "may be"]
    'then or now or none'
    """
    pairs = zip(undecided["may_be"], undecided["or_none"], strict=True)
    may = [f"{eras} or none" if none else eras for eras, none in pairs]
    table = undecided[["label", "earliest", "latest"]].rename(columns={"label": "article"})
    return table.assign(**{"may be": may}).reset_index(drop=True)


def _range(low: float, high: float) -> str:
    return "" if pd.isna(low) else f"{signed(low)} to {signed(high)}"
