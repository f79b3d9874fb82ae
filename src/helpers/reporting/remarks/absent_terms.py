"""Sentences about key terms that their era alone uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of
from helpers.analysis.key_terms.absent_terms import used_in_one_era
from helpers.reporting.findings import plain
from helpers.reporting.numerals import number
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    from helpers.analysis.eras import EraComparison

MOST_NAMED = 5


def at_least(comparison: EraComparison, n: int = 10) -> str:
    """Say how much more often at least an era uses what no other one does.

    Parameters
    ----------
    comparison : EraComparison
        The comparison.
    n : int
        How many key terms of each era are looked at.

    Returns
    -------
    str
        One to four sentences of Markdown. No ratio can be given for such terms, but a bound where
        the honesty ladder allows intervals and the articles suffice.
    """
    key = comparison.key_terms(n)
    if key.empty:
        return "No key term is shown."
    found = used_in_one_era(key, comparison.counts, comparison.articles["era"].to_list())
    if found.empty:
        return "Every key term shown is used in another era, too."
    number_of = count_of(len(found), "key term")
    verb = "is" if len(found) == 1 else "are"
    told = [f"{number_of} of the {len(key):,} shown {verb} used in one era alone, where a ratio of "
            "rates would be infinite."]  # fmt: skip
    known = found["at_least"].notna() & comparison.rung.intervals
    bounded = found[known].sort_values("at_least", ascending=False, kind="stable")
    if bounded.empty:
        return f"{told[0]} The articles are too few to say how much more often at least."
    named = [
        f"*{plain(row.term)}* in {plain(row.era)} {number(2**row.at_least, 1)} times"
        for row in rows(bounded.head(MOST_NAMED))
    ]
    more = [f"{len(bounded) - MOST_NAMED:,} more"] if len(bounded) > MOST_NAMED else []
    told.append(
        "At least so much more often than elsewhere, each by itself with an error of 2.5% at "
        f"most: {listed(named + more)}."
    )
    if comparison.strata:
        told.append(f"These bounds are over all articles, whatever their {comparison.strata}.")
    if left := len(found) - len(bounded):
        told.append(f"Of the other {left:,} the articles are too few for a bound.")
    return " ".join(told)
