"""Sentences on voice and readability: what differs, by how much, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.analysis.honesty import Rung, count_of, format_p
from helpers.reporting.findings import plain
from helpers.reporting.numerals import number, signed
from helpers.reporting.remarks.authors import kept_together
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import largest, rows
from helpers.reporting.voice_tables import digits_shown

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.writing.measures import Measure

MOST_TOLD = 3
NAMED_FROM = 2
"""In so many articles a speaker must be quoted to be called the most heard one."""


def measures(contrast: pd.DataFrame, told: Sequence[Measure]) -> str:
    """Say in which measures eras differ, as far as the honesty ladder lets it be said.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `voice.voice_by_era` or `readability.readability_by_era`.
    told : sequence of Measure
        The measures, in the order shown.

    Returns
    -------
    str
        Two to four sentences.
    """
    labels = {measure.name: measure for measure in told}
    own = contrast[contrast["measure"].isin(labels)]
    if own.empty:
        return "No dated article has words to measure: there is nothing to compare."
    known = own[own["difference"].notna()]
    if known.empty:
        (era,) = own["era"].unique()[:1]
        return f"All dated articles are of one era ({plain(era)}): nothing to hold them against."
    if not any(Rung(at).intervals for at in known["rung"]):
        return _described(known, labels)
    sure = known[known["verdict"] != "cannot tell"]
    if known["era"].nunique() == 2:  # the second era says the same with the other sign
        first = known["era"].iloc[0]
        known, sure = known[known["era"] == first], sure[sure["era"] == first]
    base = f"Of {count_of(len(known), 'difference')} {_verdicts(sure)}."
    if sure.empty:
        return f"{base} What the figures show may be chance."
    ranked = sure.assign(size=sure["p"].round(9)).sort_values("size", kind="stable")
    parts = [_difference(row, labels[row.measure]) for row in rows(ranked.head(MOST_TOLD))]
    more = f" And {count_of(len(ranked) - MOST_TOLD, 'other')}." if len(ranked) > MOST_TOLD else ""
    return f"{base} {' '.join(parts)}{more}{_by_chance(known)}"


def _verdicts(sure: pd.DataFrame) -> str:
    robust, leans = (int((sure["verdict"] == word).sum()) for word in ("robust", "leans"))
    told = [f"{robust:,} {'is' if robust == 1 else 'are'} *robust*"] if robust else []
    told += [f"{leans:,} {'*leans*' if leans == 1 else '*lean*'}"] if leans else []
    return listed(told) or "none is robust and none leans"


def _described(known: pd.DataFrame, labels: dict[str, Measure]) -> str:
    """Describe the articles where nothing more may be said."""
    sizes = known.groupby("measure")["articles"].transform("min")
    several = known[sizes >= NAMED_FROM] if (sizes >= NAMED_FROM).any() else known
    sides = several[["mean", "rest"]]
    # What only one side has is infinitely wide in proportion, however little of it there is.
    both = several[(sides > 0).all(axis=1)]
    row = largest(
        both.assign(gap=both["difference"] / sides.max(axis=1)) if len(both) else several,
        "gap" if len(both) else "difference",
    )
    measure = labels[row.measure]
    least = int(known.loc[known["measure"] == row.measure, "articles"].min())
    told = (
        f"With {count_of(least, 'article')} in the smallest era these numbers describe the "
        "articles and are no evidence about the coverage they were taken from."
    )
    if both.empty:
        return f"{told} There is no measure of which both sides have any."
    digits = digits_shown(measure)
    mean, rest = (number(value * measure.factor, digits) for value in (row.mean, row.rest))
    several_each = ", taken of two articles of each era at least" * (len(several) < len(known))
    return (
        f"{told} Of the measures that both sides have{several_each}, the widest gap in proportion "
        "is in "
        f"*{plain(measure.label.lower())}*: {mean} in {plain(row.era)} against "
        f"{rest} elsewhere ({measure.unit}); {_p(row.p)}, and the smallest p possible is "
        f"{format_p(row.p_floor)}."
    )


def _difference(row: Any, measure: Measure) -> str:  # noqa: ANN401  (a row holds anything)
    digits = digits_shown(measure)
    values = (row.mean, row.rest, row.low, row.high)
    mean, rest, low, high = (round(float(value) * measure.factor, digits) for value in values)
    gap = mean - rest
    return (
        f"*{plain(measure.label)}*: {number(mean, digits)} in {plain(row.era)} against "
        f"{number(rest, digits)} elsewhere ({measure.unit}), a difference of {signed(gap, digits)} "
        f"[{signed(low, digits)}, {signed(high, digits)}], {_p(row.p)}, "
        f"verdict *{row.verdict}*.{kept_together(row.p_authors, row.authors_floor)}"
    )


def _p(value: float) -> str:
    written = format_p(value)
    return f"p {written}" if written.startswith("below") else f"p = {written}"


def _by_chance(known: pd.DataFrame) -> str:
    if any(Rung(at).tests for at in known["rung"]):
        return ""
    return " Of twenty differences one may lean by chance alone."


def speakers(table: pd.DataFrame) -> str:
    """Say who speaks in each era.

    Parameters
    ----------
    table : pandas.DataFrame
        See `speakers.speakers_by_era`.

    Returns
    -------
    str
        A sentence an era: the speaker heard in most articles, and how much has no speaker. They
        describe the articles at hand.
    """
    if table.empty:
        return "No dated article quotes anybody."
    told = []
    for era in table["era"].unique():
        own = table[table["era"] == era]
        names = own[own["named"]]
        unnamed = float(own.loc[~own["named"] & (own["speaker"] != ""), "share"].sum())
        nobody = float(own.loc[own["speaker"] == "", "share"].sum())
        rest = [f"{unnamed:.0%} of the quoted words are of speakers without a name"] * bool(unnamed)
        rest += [f"the speaker of {nobody:.0%} is not told or was not found"] * bool(nobody)
        said = listed(rest) or "all quoted words have a speaker with a name"
        top = names[names["articles"] >= NAMED_FROM].head(1)
        if len(top):
            row = next(rows(top))
            who = (
                f"*{plain(row.speaker)}* is quoted in {count_of(row.articles, 'article')}, nobody "
                f"with a name in more, and has {row.share:.0%} of all quoted words; "
            )
        else:
            who = "nobody is quoted by name in two articles; "
        told.append(f"In {plain(era)} {who}{said}.")
    return " ".join(told)


def first_speaker(table: pd.DataFrame) -> str:
    """Name the person who is quoted in most articles.

    Parameters
    ----------
    table : pandas.DataFrame
        See `speakers.speakers_by_era`.

    Returns
    -------
    str
        As the articles name the person; ``''`` where nobody is quoted by name.
    """
    named = table[table["named"]] if len(table) else table
    if not len(named):
        return ""
    order = named.sort_values(["articles", "words", "speaker"], ascending=[False, False, True])
    return str(order["speaker"].iloc[0])


def verbs(table: pd.DataFrame) -> str:
    """Say with which verbs each era reports speech.

    Parameters
    ----------
    table : pandas.DataFrame
        See `speakers.verbs_by_era`.

    Returns
    -------
    str
        A sentence an era.
    """
    if table.empty:
        return "No quotation stands with a reporting verb."
    told = []
    for era in table["era"].unique():
        own = table[table["era"] == era]
        total = int(own["quotations"].sum())
        top = next(rows(own))
        marked = own[own["kind"] == "marked"]
        part = f"*{plain(top.verb)}* stands with {top.quotations:,} of {total:,}"
        others = "no verb goes beyond saying and asking"
        if len(marked):
            names = listed([f"*{plain(row.verb)}*" for row in rows(marked.head(MOST_TOLD))])
            share = int(marked["quotations"].sum())
            has = "has" if share == 1 else "have"
            first = ", first" if len(marked) > MOST_TOLD else ":"
            others = f"{share:,} {has} a verb beyond saying and asking{first} {names}"
        quotations = "quotation that has" if total == 1 else "quotations that have"
        told.append(f"In {plain(era)} {part} {quotations} a verb, and {others}.")
    return " ".join(told)
