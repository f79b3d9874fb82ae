"""Sentences about what would change a conclusion, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.analysis.honesty import count_of
from helpers.analysis.sensitivity import checks
from helpers.analysis.sensitivity.assignments import MOST_WAYS
from helpers.analysis.sensitivity.borders import FREE, MOVED
from helpers.reporting.findings import plain
from helpers.reporting.numerals import number
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.remarks.finding_names import (
    capital,
    kinds_of,
    names_of,
)
from helpers.reporting.remarks.left_out import without_an_article, without_an_author
from helpers.reporting.remarks.sides import (
    NO_PROOF,
    UNCOMPARED,
    compared_within,
    open_before,
    small_sides,
    within_what,
)
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd


def holds(findings: pd.DataFrame) -> str:
    """Say how many findings nothing overturns that was tried, and what was tried.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    str
        One to three sentences of Markdown.
    """
    if findings.empty:
        return UNCOMPARED
    firm = int((findings["hangs_on"] == checks.NOTHING).sum())
    looked_at = f"{count_of(len(findings), 'finding')} looked at ({kinds_of(findings)})"
    tried = f"whatever was tried on them: {listed(_tried(findings))}"
    if firm == len(findings):
        keep = (
            f"The {looked_at} keeps its side" if firm == 1 else f"All {looked_at} keep their side"
        )
        told = f"{keep} {tried}."
    elif firm:
        keep = "keeps its side" if firm == 1 else "keep their side"
        told = f"{firm:,} of the {looked_at} {keep} {tried}. {_the_rest(findings)}"
    else:
        told = f"None of the {looked_at} keeps its side {tried}. {_the_rest(findings)}"
    caution = small_sides(findings) or ([NO_PROOF] if firm else [])
    return " ".join([told, *open_before(findings), *_weakened(findings), *caution])


def undecided_dates(findings: pd.DataFrame) -> str:
    """Say what undecided articles could change.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    str
        One to three sentences of Markdown.
    """
    if findings.empty:
        return UNCOMPARED
    most = int(findings["undecided"].max())
    within = within_what(findings)
    own = findings.loc[findings["within"].astype(bool), "undecided"]
    unknown = most - int(own.max()) if within else 0
    if not most:
        known = f" whose {within} is known" if within not in ("", "length") else ""
        return f"No article{known} is undecided between eras, so there was no date to vary."
    has, they = ("has", "it") if most == 1 else ("have", "they")
    told = [
        f"{count_of(most, 'article')} may belong to more than one era, or to one or none, by "
        f"{'its' if most == 1 else 'their'} days, and {has} no part in the comparison."
    ]
    if unknown:
        told.append(
            f"Of {count_of(unknown, 'article')} of these the {within} is not known: "
            f"{'it is' if unknown == 1 else 'they are'} tried on the tone alone."
        )
    turned = findings[findings["hangs_on"].str.split(", ").map(lambda on: checks.DATES in on)]
    if turned.empty:
        told.append(
            f"Even where {they} would do most harm, {they} overturn{'s' if most == 1 else ''} none "
            f"of the {count_of(len(findings), 'finding')}."
        )
        return " ".join(told)
    reached = (
        f"all {count_of(len(turned), 'finding')}"
        if len(turned) == len(findings) > 1
        else f"{len(turned):,} of the {count_of(len(findings), 'finding')}"
    )
    overturn = "overturns" if most == 1 else "overturn"
    told.append(f"Put where {they} would do most harm, {they} {overturn} {reached}.")
    often = turned[turned["dates_share"] < 0.5]
    how = (
        "Over all ways to place them"
        if bool(findings["dates_every"].all())
        else f"Put at random where their days allow ({MOST_WAYS:,} draws)"
    )
    if often.empty:
        told.append(f"{how}, no finding changes sides more often than not.")
    else:
        turn = (
            "this one changes sides or comes to zero"
            if len(often) == 1
            else "these change sides or come to zero"
        )
        told.append(f"{how}, {turn} more often than not: {names_of(often, findings)}.")
    return " ".join(told)


def where_borders_lie(borders: pd.DataFrame, findings: pd.DataFrame) -> str:
    """Say whether findings hang on where a border between eras was drawn.

    Parameters
    ----------
    borders : pandas.DataFrame
        See `helpers.analysis.sensitivity.borders.era_borders`.
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    str
        One or two sentences for each border.
    """
    if findings.empty or borders.empty:
        return UNCOMPARED
    told = [_border(border) for border in rows(borders)]
    moved = findings[findings["border_low"].notna()]
    if len(moved):
        up = moved["value"] > 0
        turned = moved[(up & moved["border_low"].le(0)) | (~up & moved["border_high"].ge(0))]
        if turned.empty:
            told.append(f"No border tried turns any of {count_of(len(moved), 'finding')}.")
        else:
            verb = "hangs" if len(turned) == 1 else "hang"
            told.append(
                f"{capital(names_of(turned, findings))} {verb} on where the border is drawn; the "
                f"other {len(moved) - len(turned):,} "
                f"{'does' if len(moved) - len(turned) == 1 else 'do'} not."
                if len(turned) < len(moved)
                else f"{capital(names_of(turned, findings))} {verb} on where the border is drawn."
            )
    return " ".join(told)


def stop_list(findings: pd.DataFrame) -> str:
    """Say what another stop list would do to the key terms.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    str
        Two or three sentences of Markdown.
    """
    terms = findings[findings["kind"] == "term"]
    if terms.empty:
        return "There is no key term for a stop list to change."
    hidden = int(terms["stop_list"].str.contains("without").sum())
    listed_too = terms[terms["stop_list"].str.contains("longer")]
    told = [
        f"Without a stop list {hidden:,} of the {count_of(len(terms), 'key term')} would not be "
        "among those shown, because function words would come before them."
        if hidden
        else "Without a stop list the same key terms would be shown."
    ]
    if len(listed_too):
        told.append(
            f"A longer list (scikit-learn's) would take out {names_of(listed_too, findings)}."
        )
    else:
        told.append("A longer list (scikit-learn's) would take none of them out.")
    turned = terms[terms["hangs_on"].str.split(", ").map(lambda on: checks.WORDS in on)]
    shift = (terms["content_words"] - terms["value"]).abs().max()
    told.append(
        "Rates of content words only, in place of all words, move log-ratios by "
        f"{number(shift, 2)} at most and {_order(terms)}"
        + (
            f"; {names_of(turned, findings)} would change sides."
            if len(turned)
            else "; none changes sides."
        )
    )
    return " ".join(told)


def box(findings: pd.DataFrame, borders: pd.DataFrame | None = None) -> str:
    """Write the box on what would change the conclusions.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.
    borders : pandas.DataFrame, optional
        See `helpers.analysis.sensitivity.borders.era_borders`.

    Returns
    -------
    str
        A Markdown list.
    """
    if findings.empty:
        return f"- {UNCOMPARED}"
    told = [without_an_article(findings), *without_an_author(findings), undecided_dates(findings)]
    if borders is not None and len(borders):
        told.append(where_borders_lie(borders, findings))
    if (findings["kind"] == "term").any():
        told.append(stop_list(findings))
    sentences = [*compared_within(findings), holds(findings), *told, *_other_causes(findings)]
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _order(terms: pd.DataFrame) -> str:
    """Say whether rates of content words put the key terms of an era in another order."""
    ranks = terms.assign(
        **{column: terms[column].round(9) for column in ("value", "content_words")}
    ).groupby("era")[["value", "content_words"]]
    same = ranks.rank().pipe(lambda rank: (rank["value"] == rank["content_words"]).all())
    return "keep the order within an era" if same else "change their order within an era"


def _other_causes(findings: pd.DataFrame) -> list[str]:
    sentences = {
        checks.READING: "{} on how tone is measured: other choices give the other sign.",
        checks.VERSIONS: "{} on counting each story once: with all versions the sign is another.",
    }
    told = []
    for cause, sentence in sentences.items():
        own = findings[findings["hangs_on"].str.split(", ").map(lambda causes: cause in causes)]  # noqa: B023
        if len(own):
            hangs = "hangs" if len(own) == 1 else "hang"
            told.append(sentence.format(f"{capital(names_of(own, findings))} {hangs}"))
    return told


def _border(border: Any) -> str:  # noqa: ANN401  (a row holds anything)
    between = f"between {plain(border.before)} and {plain(border.after)}"
    if border.status == FREE:
        years = border.gap_days / 365.25
        return (
            f"{capital(between)} lie {count_of(border.gap_days, 'day')} ({years:.0f} years) "
            "without an article of either: the border can be anywhere there without changing "
            "anything, and nothing could be tried."
            if years >= 1.5
            else f"{capital(between)} lie {count_of(border.gap_days, 'day')} without an article "
            "of either: the border can be anywhere there without changing anything, and nothing "
            "could be tried."
        )
    if border.status == MOVED:
        days = border.tried
        return f"The border {between} was tried at {count_of(len(days), 'other day')}" + (
            f", from {days[0]} to {days[-1]}." if len(days) > 1 else f", {days[0]}."
        )
    return (
        f"The border {between} was not moved: an era has too few articles, or too many share a day."
    )


def _tried(findings: pd.DataFrame) -> list[str]:
    return [
        name
        for name, made in (
            (
                "each article left out"
                + (" (the topics stay as fitted)" if (findings["kind"] == "topic").any() else ""),
                findings["without_one_low"].notna().any(),
            ),
            ("each author left out", findings["without_author_low"].notna().any()),
            (
                "undecided articles in every era that their days allow",
                findings["undecided"].gt(0).any(),
            ),
            ("borders drawn elsewhere", findings["border_positions"].gt(0).any()),
            ("other stop lists", (findings["kind"] == "term").any()),
            ("other ways to measure tone", findings["agreement"].notna().any()),
        )
        if made
    ]


def _the_rest(findings: pd.DataFrame) -> str:
    lost = findings[findings["hangs_on"] != checks.NOTHING]
    causes = lost["hangs_on"].str.split(", ").explode()
    counts = causes.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    one = {checks.ONE_ARTICLE: "single articles", checks.ONE_AUTHOR: "single authors"}
    named = one if len(lost) > 1 else {}
    parts = [
        named.get(str(cause), str(cause)) + (f" ({size:,})" if len(counts) > 1 else "")
        for cause, size in counts.items()
    ]
    others = "The other hangs" if len(lost) == 1 else f"The other {len(lost):,} hang"
    if len(lost) == len(findings):
        others = "They hang" if len(lost) > 1 else "It hangs"
    several = ", some on more than one" if len(causes) > len(lost) and len(lost) > 1 else ""
    return f"{others} on {listed(parts)}{several}."


def _weakened(findings: pd.DataFrame) -> list[str]:
    own = findings[(findings["weakened_by"] != "") & (findings["hangs_on"] == checks.NOTHING)]
    if own.empty:
        return []
    return [
        f"The interval of {names_of(own, findings)} takes in zero, though, in the least favourable "
        "of these."
    ]
