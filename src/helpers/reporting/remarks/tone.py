"""Sentences about tone, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.analysis.honesty import Rung, count_of, format_p
from helpers.intake.tone.norms import read_norms
from helpers.reporting.findings import plain
from helpers.reporting.numerals import signed
from helpers.reporting.remarks.authors import kept_together
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import largest, rows

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.sentiment import GuardEffect


NORM_OF = {"tone": "tone", "vader": "vader", "vader_guarded": "guarded"}
"""Name of the norm for each column of scores."""

MOST_DIGITS = 4
"""Decimals at most, where two do not show the sign of a difference."""


def in_what_tone(tone: pd.DataFrame, contrast: pd.DataFrame, at: Rung) -> str:
    """Say how the tone of the eras compares.

    Parameters
    ----------
    tone : pandas.DataFrame
        See `article_tone`.
    contrast : pandas.DataFrame
        See `tone_by_era`.
    at : Rung
        Rung of the honesty ladder.

    Returns
    -------
    str
        Two or three sentences of Markdown.
    """
    sentences = int(tone["n_sentences"].sum())
    were = "was" if sentences == 1 else "were"
    base = f"{count_of(sentences, 'sentence')} of {count_of(len(tone), 'article')} {were} scored. "
    if at is Rung.NOTHING or contrast.empty:
        low, mean, high = (signed(tone["tone"].agg(how)) for how in ("min", "mean", "max"))
        if len(tone) == 1:
            return base + f"Their mean is {mean} on a scale from −1 to 1."
        return base + (
            f"The mean article stands at {mean} on a scale from −1 to 1, and articles lie between "
            f"{low} and {high}; there is no second era to compare with."
        )
    row = largest(contrast, "difference")
    return base + (
        f"{against_editorials(contrast)} The widest gap to the rest, {signed(row.difference)} in "
        f"{plain(row.era)}, has p = {format_p(row.p)} where the smallest possible p is "
        f"{format_p(row.p_floor)}, and {row.agreement:.0%} of the ways to measure it agree on its "
        f"sign: the verdict is *{row.verdict}*."
        f"{kept_together(row.p_authors, row.authors_floor)}"
    )


def against_editorials(contrast: pd.DataFrame) -> str:
    """Say how the eras stand to New York Times editorials, which people rated.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `tone_by_era`.

    Returns
    -------
    str
        One sentence: a level means nothing by itself.
    """
    norm = read_norms().get(NORM_OF.get(str(contrast["score"].iloc[0]), ""))
    if norm is None:
        means = [f"{signed(row.mean)} in {plain(row.era)}" for row in rows(contrast)]
        return f"The mean article stands at {listed(means)}, on a scale from −1 to 1."
    places = []
    for row in rows(contrast):
        distance = (row.mean - norm.mean) / norm.article_sd
        side = "more positive" if distance > 0 else "more negative"
        places.append(f"{abs(distance):.1f} SD {side} in {plain(row.era)}")
    return (
        f"Beside editorials of the New York Times (SD of articles {norm.article_sd:.2f}) the mean "
        f"article is {listed(places)}."
    )


def left_out(contrast: pd.DataFrame) -> str:
    """Say whether one article carries a difference.

    Parameters
    ----------
    contrast : pandas.DataFrame
        See `tone_by_era`.

    Returns
    -------
    str
        One or two sentences.
    """
    known = contrast.dropna(subset=["without_low", "without_high"])
    known = known[(known["articles"] > 1) & (known["rest_articles"] > 1)]
    if known.empty:
        return (
            "For tone no article can be left out to see what hangs on it: that takes two eras with "
            "two articles each."
        )
    row = largest(known, "difference")
    turns = row.without_low <= 0 <= row.without_high
    low, high = row.without_low, row.without_high
    digits = next((n for n in range(2, MOST_DIGITS) if _keep_signs((low, high), n)), MOST_DIGITS)
    open_ = "" if row.verdict != "cannot tell" else " Whether it is chance cannot be told."
    return (
        f"When each article in turn is left out, the difference of {plain(row.era)} to the "
        f"rest runs from {signed(low, digits)} to {signed(high, digits)}: its sign "
        + ("hangs on a single article." if turns else "does not hang on any single article.")
        + open_
    )


def _keep_signs(values: tuple[float, ...], digits: int) -> bool:
    """Tell whether nothing but zero is written as zero."""
    return all(value == 0 or round(value, digits) != 0 for value in values)


def guard(effect: GuardEffect, score: str = "tone") -> str:
    """Say what the guard for names of institutions changes.

    Parameters
    ----------
    effect : GuardEffect
        See `guard_effect`.
    score : str
        What the score is called.

    Returns
    -------
    str
        One to three sentences.
    """
    phrases, articles = effect.phrases, effect.articles
    if phrases.empty:
        return "No name of an institution and no term of art on the list was met."
    first = phrases.iloc[0]
    before, after = (signed(articles[column].mean()) for column in ("before", "tone"))
    touched = int((articles["guarded"] > 0).sum())
    met = (
        f"The list met {count_of(len(phrases), 'phrase')} in {touched:,} of "
        f"{count_of(len(articles), 'article')}"
    )
    if before == after:
        return f"{met} and leaves the {score} of the mean article at {after}."
    move = "score moves" if first["sentences"] == 1 else "scores move"
    return (
        f"{met} and moves the {score} of the mean article from {before} to {after}. The phrase "
        f"that moves it most is *{plain(first['phrase'])}*, in "
        f"{count_of(int(first['sentences']), 'sentence')}, whose {move} by "
        f"{signed(first['mean_shift'])} on average."
    )


def coverage(tone: pd.DataFrame) -> str:
    """Say in how many sentences a word has a tone.

    Parameters
    ----------
    tone : pandas.DataFrame
        See `article_tone`.

    Returns
    -------
    str
        One sentence.
    """
    scored, all_ = int(tone["n_scored"].sum()), int(tone["n_sentences"].sum())
    low = largest(tone.assign(unknown=1 - tone["coverage"]), "unknown")
    return (
        f"A word with a tone stands in {scored:,} of {count_of(all_, 'sentence')} "
        f"({scored / max(1, all_):.0%}) by our own score, which knows next to nothing of the "
        f"others. Fewest are in *{plain(low.label)}* ({low.coverage:.0%})."
    )


def limits(mixed: pd.DataFrame) -> list[str]:
    """Say what scores of this kind cannot show.

    Parameters
    ----------
    mixed : pandas.DataFrame
        What the eras differ in besides time, see `confounds.confounds`.

    Returns
    -------
    list of str
        Plain sentences.
    """
    found = [
        "A score counts words with a tone. It knows neither irony nor at whom a word is aimed: bad "
        "news about a quarrel and a hostile article look alike.",
        "A level means little by itself: on editorials that people rated, VADER's mean lay above "
        "theirs. Only differences between articles scored alike are tested here.",
    ]
    return found if mixed.empty else [*found, _differ_besides(mixed)]


def _differ_besides(mixed: pd.DataFrame) -> str:
    """Say what may move the tone of one era besides time, as far as it is known."""
    unmeasured = mixed["raw"].isna() & mixed["association"].isna()
    apart = mixed["finding"].eq("inseparable") | (mixed["finding"].eq("unbalanced") & ~unmeasured)
    alike = mixed["finding"].isin(["balanced", "one value"])
    differing, like, rest = (
        [plain(name) for name in mixed.loc[some, "covariate"]]
        for some in (apart, alike, ~apart & ~alike)
    )
    told = []
    if differing:
        can = "each of these can" if len(differing) > 1 else "that can"
        told.append(f"The eras differ in {listed(differing)}, too, and {can} move the tone.")
    elif like:
        told.append(f"As far as it is known, the eras hardly differ in {listed(like)}.")
    if rest:
        who = "they" if told else "the eras"
        told.append(f"Whether {who} differ in {_either(rest)} cannot be told.")
    return " ".join(told)


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
