"""Sentences about the company of words and how it differs between eras, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.analysis.collocation.company_contrasts import EXPLORATORY, REST
from helpers.analysis.honesty import LEVEL, Rung, count_of, format_p
from helpers.reporting.findings import plain
from helpers.reporting.numerals import number, signed
from helpers.reporting.remarks.authors import kept_together
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.collocation.collocations import Collocations

TOLD = 3
MOST = 0.25
"""Part of the words from which a change of company is one of the eras, not of single words."""


def company(found: Collocations) -> str:
    """Say in what company a word stands in each era.

    Parameters
    ----------
    found : Collocations
        See `collocates`.

    Returns
    -------
    str
        A sentence for each era.
    """
    node, closest = plain(found.node), found.closest(TOLD)
    told = []
    for row in rows(found.uses):
        where = (
            f"In **{plain(row.era)}** {row.node_articles:,} of {count_of(row.articles, 'article')} "
        )
        if not row.node_articles:
            told.append(f"In **{plain(row.era)}** no article uses *{node}*.")
            continue
        verb = "uses" if row.node_articles == 1 else "use"
        where += f"{verb} *{node}*, in {count_of(row.node_passages, 'paragraph')}"
        own = closest[closest["era"] == row.era]
        if own.empty:
            told.append(f"{where}; no word meets it there in two articles.")
            continue
        words = [
            f"*{plain(r.term)}* ({count_of(r.together, 'paragraph')} of "
            f"{count_of(r.articles, 'article')}, log-Dice {number(r.log_dice, 1)})"
            for r in rows(own)
        ]
        told.append(f"{where}; closest to it there: {listed(words)}.")
    return " ".join(told)


def company_differences(found: Collocations) -> str:
    """Say which ties of a word differ between eras, as far as the articles can bear it.

    Parameters
    ----------
    found : Collocations
        See `collocates`.

    Returns
    -------
    str
        One to four sentences.
    """
    table = found.contrasts[found.contrasts["against"] == REST]
    node = plain(found.node)
    if len(found.eras) < 2 or table.empty:
        return f"There are no two eras in which to compare the company of *{node}*."
    missing = [plain(r.era) for r in rows(found.uses) if not r.node_articles]
    if len(missing) >= len(found.eras) - 1:
        return (
            f"No article of {listed(missing)} uses *{node}*, so that its company cannot be "
            "compared."
        )
    compared = int(table["term"].nunique())
    if not found.rung.intervals:
        users = min(n for n in found.uses["node_articles"].tolist() if n)
        return (
            f"Whether the company of *{node}* differs between these eras cannot be told: the era "
            f"that uses it least has it in {count_of(users, 'article')}, and intervals need 5. "
            f"{_widest(found)}"
        ).strip()
    kinds = _verdicts(table)
    words = f"{count_of(compared, 'word')} in the company of *{node}*"
    robust, hints = kinds["robust"], kinds["leans"] + kinds[EXPLORATORY]
    are_hints = _are_hints(hints, kinds[EXPLORATORY])
    contrasts = 1 if len(found.eras) == 2 else len(found.eras)
    by_chance = max(1, round(LEVEL * compared * contrasts))
    if not robust and hints <= by_chance:
        return (
            f"Of {words} none can be told to be tied to it more closely in one era than in the "
            f"rest: {hints:,} of them {are_hints}, and up to {by_chance:,} may be by "
            "chance alone."
        )
    may = f"where up to {by_chance:,} may be by chance alone"
    if found.exploratory:
        told = (
            f"*{node}* is used too rarely for findings: of {words}, {hints:,} {are_hints}, {may}."
        )
    elif found.rung.tests:
        differs = "differs in its tie" if robust == 1 else "differ in their tie"
        told = (
            f"Of {words}, {robust:,} {differs} to it between eras by tests that hold "
            f"false discoveries to 5%; {hints:,} more {are_hints}, {may}."
        )
    else:
        told = (
            f"Of {words}, {hints:,} {are_hints}, {may}; none is shown to differ, which "
            "takes 20 articles with the word in each era."
        )
    return f"{told} {_widest(found)}"


def _are_hints(count: int, exploratory: int) -> str:
    """Say that so many are hints, and how many of these rest on few uses of the word."""
    told = "is a hint" if count == 1 else "are hints"
    if not exploratory:
        return told
    if exploratory < count:
        return f"{told} ({exploratory:,} of them exploratory)"
    return f"{told} ({'all ' if count > 1 else ''}exploratory)"


def _p(row: Any) -> str:  # noqa: ANN401  (a row holds anything)
    told = [text if text.startswith("below") else f"= {text}" for text in
            (format_p(row.p), format_p(row.p_floor))]  # fmt: skip
    return f"p {told[0]}, the least possible is {told[1].removeprefix('= ')}"


def _verdicts(table: pd.DataFrame) -> dict[str, int]:
    """Count words by their strongest verdict in any era."""
    kinds: dict[str, int] = {}
    left = set(table["term"])
    for kind in ("robust", EXPLORATORY, "leans"):
        own = set(table.loc[table["verdict"] == kind, "term"]) & left
        kinds[kind], left = len(own), left - own
    return kinds


def _widest(found: Collocations) -> str:
    """Tell the widest difference of pairs that do not rest on one article."""
    widest = found.widest(1)
    if widest.empty or bool(widest["one_article"].iloc[0]):
        return "No difference rests on more than one article."
    row: Any = next(rows(widest))
    profile = found.profile[found.profile["term"] == row.term]
    own: Any = next(rows(profile[profile["era"] == row.era]))
    rest = profile[profile["era"] != row.era]
    node_passages = found.uses.set_index("era")["node_passages"]
    others = int(node_passages.sum() - node_passages[row.era])
    sentence = (
        f"The widest difference is that of *{plain(row.term)}*: in {own.together:,} of "
        f"{count_of(int(node_passages[row.era]), 'paragraph')} with the word in {plain(row.era)} "
        f"({count_of(own.articles, 'article')}), against {int(rest['together'].sum()):,} of "
        f"{others:,} elsewhere"
    )
    measured = f"log-Dice {signed(row.difference, 1)}"
    if found.rung.intervals and row.low == row.low:
        measured += f", 95% interval {signed(row.low, 1)} to {signed(row.high, 1)}"
    by_author = kept_together(row.p_authors, row.authors_floor)
    return f"{sentence} ({measured}; {_p(row)}): *{row.verdict}*.{by_author}"


def company_changed(change: pd.DataFrame, at: Rung) -> str:
    """Say which words keep other company than chance explains.

    Parameters
    ----------
    change : pandas.DataFrame
        See `company_change`.
    at : Rung
        Rung of the honesty ladder on which the folder stands.

    Returns
    -------
    str
        One to four sentences. Changed company is never called a changed meaning.
    """
    known = change[change["distance"].notna()]
    if known.empty:
        return "No word is used by two articles of each of two eras, so that none can be compared."
    row: Any = next(rows(known))
    words = int(known["node"].nunique())
    side = f" ({plain(row.era)} against {plain(row.against)})"
    stands = "Farthest beyond chance lies" if row.verdict == "cannot tell" else "First comes"
    first = (
        f"{stands} *{plain(row.node)}*{side}: the distance of its company is "
        f"{number(row.distance, 2)}, where shuffled eras give {number(row.chance, 2)} on average "
        f"and {number(row.chance_high, 2)} or less in 95 of 100 cases ({_p(row)}): "
        f"*{row.verdict}*."
    )
    if row.company and row.against_company:
        first += f" {_two_companies(row)}"
    if not at.intervals:
        return (
            "Small eras differ in the company of any word, so the distance of "
            f"{'each of ' if words > 1 else ''}{count_of(words, 'word')} was held against shuffled "
            f"eras. With so few articles nothing can be told. {first}"
        )
    robust = int(known.loc[known["verdict"] == "robust", "node"].nunique())
    exploratory = int((known["verdict"] == EXPLORATORY).sum())
    hints = int((known["verdict"] == "leans").sum()) + exploratory
    are_hints = _are_hints(hints, exploratory)
    standing_out = int(known.loc[known["verdict"] != "cannot tell", "node"].nunique())
    chance = max(1, round(LEVEL * len(known)))
    compared = count_of(words, "word")
    rows_told = "" if words == len(known) else f" in {count_of(len(known), 'comparison')}"
    if not robust and hints <= chance:
        return (
            f"None of {compared} can be told to keep other company from era to era: {hints:,} "
            f"{are_hints}{rows_told}, and up to {chance:,} may be by chance alone."
        )
    sentence = (
        f"Of {compared}, {robust:,} kept other company from era to era than shuffling whole "
        "articles explains (false discoveries held to 5%)"
        if robust
        else f"None of {compared} is shown to keep other company from era to era"
    )
    if hints:
        more = "more " if robust else ""
        sentence += f"; {hints:,} {more}{are_hints}{rows_told}, of which up to {chance:,} may "
        sentence += "be by chance alone"
    sentence += f". {first}"
    if standing_out > MOST * words:
        many = "So many words changed company that the eras"
        many = (
            many
            if robust > MOST * words
            else "So many words may keep other company that the eras may"
        )
        sentence += (
            f" {many} write about other things altogether: what one word's change says of that "
            "word alone cannot be told from it."
        )
    return sentence


def _two_companies(row: Any) -> str:  # noqa: ANN401  (a row holds anything)
    one, other = (
        listed([f"*{plain(word)}*" for word in words.split(", ")])
        for words in (row.company, row.against_company)
    )
    against = "in the rest" if row.against == REST else f"in {plain(row.against)}"
    return f"Its paragraphs have more of {one} in {plain(row.era)}, and more of {other} {against}."


def limits(found: Collocations) -> list[str]:
    """Say what the company of a word cannot show.

    Parameters
    ----------
    found : Collocations
        See `collocates`.

    Returns
    -------
    list of str
        Sentences of Markdown.
    """
    return [
        *(plain(sentence) for sentence in found.limits),
        "Other company is not yet another meaning: whether the word came to mean something else, "
        "or the news was about something else, is for you to read.",
    ]
