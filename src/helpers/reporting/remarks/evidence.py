"""Sentences about what a difference in tone hangs on: ways to measure it, words, actors, people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from helpers.analysis.handcoding import ENOUGH_CODED, krippendorff_alpha
from helpers.analysis.honesty import count_of
from helpers.reporting.findings import plain
from helpers.reporting.numerals import signed
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd

FEW_ARTICLES = 3
"""Articles that must name an actor before anything is said about the tone near it."""


def readings(multiverse: pd.DataFrame, era: str) -> str:
    """Say in how many readings the sign of a difference holds.

    Parameters
    ----------
    multiverse : pandas.DataFrame
        See `readings.multiverse`.
    era : str
        The era.

    Returns
    -------
    str
        One or two sentences.
    """
    table = multiverse[(multiverse["era"] == era) & multiverse["difference"].notna()]
    if table.empty:
        return "There is no second era to hold the readings against."
    same, size = int(table["agrees"].sum()), len(table)
    low, high = (signed(table["difference"].agg(how)) for how in ("min", "max"))
    told = (
        f"In {same} of {size} readings the difference of {plain(era)} to the rest has the same "
        f"sign; it runs from {low} to {high}."
    )
    if same == size:
        return told
    against = [str(name) for name in table["reading"][~table["agrees"]]]
    shown = listed([f"*{plain(name)}*" for name in against[:3]])
    more = f" and {len(against) - 3} more" if len(against) > 3 else ""
    return f"{told} The sign turns in {shown}{more}."


def words(shift: pd.DataFrame, era: str) -> str:
    """Name the words that make a difference, and what is left without the first.

    Parameters
    ----------
    shift : pandas.DataFrame
        See `wordshift.word_shift`.
    era : str
        The era.

    Returns
    -------
    str
        One or two sentences.
    """
    if shift.empty:
        return "There are no two eras with words of tone to hold against each other."
    table = shift[shift["moves"].abs().round(6) > 0]
    if table.empty:
        return "No word with a tone tells the eras apart."
    total = float(table["moves"].sum())
    first = table.iloc[0]
    darker = [f"*{plain(row.term)}*" for row in rows(table[table["moves"] < 0].head(3))]
    brighter = [f"*{plain(row.term)}*" for row in rows(table[table["moves"] > 0].head(3))]
    parts = [f"{listed(darker)} darken{'s' * (len(darker) == 1)} it most"] if darker else []
    if brighter:
        parts.append(f"{listed(brighter)} brighten{'s' * (len(brighter) == 1)} it most")
    turns = round(total, 2) * round(float(first["without"]), 2) < 0
    left = "turns to" if turns else "is"
    return (
        f"{plain(era)} against the rest: {listed(parts)}. Without *{plain(first['term'])}* the "
        f"difference of {signed(total)} {left} {signed(float(first['without']))}."
    )


def actors(table: pd.DataFrame) -> str:
    """Say near which actor the tone stands farthest from that of the same articles.

    Parameters
    ----------
    table : pandas.DataFrame
        See `actors.tone_by_actor`.

    Returns
    -------
    str
        One or two sentences.
    """
    known = table[table["articles"] >= FEW_ARTICLES]
    if known.empty:
        return (
            f"No actor is met in {FEW_ARTICLES} articles of one era, too few to say anything about "
            "the tone near it. A person counts here only in an article that puts a title or an "
            "office before the name."
        )
    place = known["difference"].abs().round(9).to_numpy().argmax()
    row = known.iloc[int(place)]
    side = "darker" if row["difference"] < 0 else "brighter"
    return (
        f"Near *{plain(row['name'])}* the tone is {side} than in the same "
        f"{count_of(int(row['articles']), 'article')} of {plain(row['era'])} as a whole, by "
        f"{abs(float(row['difference'])):.2f}: this describes them, and is no test."
    )


def coding(sample_size: int, codes: pd.DataFrame) -> str:
    """Say how far the coding by hand has come.

    Parameters
    ----------
    sample_size : int
        Sentences drawn; 0 where none are at hand.
    codes : pandas.DataFrame
        See `handcoding.check_codes`.

    Returns
    -------
    str
        One to three sentences.
    """
    if not sample_size:
        return (
            "No sentence can be drawn: extracts hold none, and undated articles do not count. To "
            "code by hand, open this notebook on dated clippings themselves."
        )
    if codes.empty:
        return (
            f"{count_of(sample_size, 'sentence')} are drawn and none is coded yet. With your name "
            "as `coder` above, JupyterLab shows a form here, and a sheet to fill in is written "
            "beside the clippings; run this cell again when some are coded."
        )
    items, coders = codes["item"].nunique(), codes["coder"].nunique()
    told = (
        f"{count_of(coders, 'person')} coded {items:,} of {count_of(sample_size, 'sentence')}."
    ).replace("persons", "people")
    alpha = krippendorff_alpha(codes)
    if coders < 2:
        return told + " A second coder would tell how far such codes can be trusted."
    if math.isnan(alpha):
        return told + " No sentence was coded twice in different ways: there is no alpha."
    enough = "enough for firm conclusions" if alpha >= 0.8 else "too low for firm conclusions"
    enough = "enough for tentative conclusions" if 0.667 <= alpha < 0.8 else enough
    return f"{told} Krippendorff's alpha is {alpha:.2f}: {enough}."


def corrected(table: pd.DataFrame) -> str:
    """Say what the corrected means tell.

    Parameters
    ----------
    table : pandas.DataFrame
        See `handcoding.corrected_eras`.

    Returns
    -------
    str
        One or two sentences.
    """
    known = table.dropna(subset=["mean"])
    if known.empty:
        return (
            f"An era needs {ENOUGH_CODED} coded sentences before its mean can be corrected by them."
        )
    means = [
        f"{signed(row.mean)} [{signed(row.low)}, {signed(row.high)}] in {plain(row.era)}"
        for row in rows(known)
    ]
    return (
        f"People would rate the mean sentence {listed(means)}, on the scale from −2 to 2. This is "
        "about the sentences of this folder, not about other articles."
    )


def card(table: pd.DataFrame) -> str:
    """Say how well the score agrees with people who rated news.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of `tone_tables.validity_card`.

    Returns
    -------
    str
        Two sentences.
    """
    news = table[table["set"] == table["set"].iloc[0]].set_index("score")
    own, vader, person = (news.loc[name] for name in ("tone", "vader", "one person"))
    return (
        f"On {count_of(int(own['texts']), 'sentence')} of {plain(table['set'].iloc[0])} that our "
        f"weights were not made from, the score agrees with the mean of about twenty people by "
        f"r = {own['r']:.2f} [{own['r_low']:.2f}, {own['r_high']:.2f}]; VADER by {vader['r']:.2f}, "
        f"and one person with the others by {person['r']:.2f}."
    )
