"""A methods paragraph that can be pasted into a paper, made of what was actually computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.analysis.composition import FROM_WORDS
from helpers.analysis.honesty import (
    DRAWS,
    EXACT_LIMIT,
    INTERVALS_FROM,
    TESTS_FROM,
    Rung,
    count_of,
    format_p,
    rung,
    smallest_era,
    uncompared_within,
)
from helpers.analysis.tables import to_a_day
from helpers.intake.dating import SAID_BASIS
from helpers.reporting.findings import plain
from helpers.reporting.provenance import versions
from helpers.reporting.references import REFERENCES
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import one_way

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from helpers.analysis.eras import EraComparison
    from helpers.analysis.statistics.strata import Within
    from helpers.corpus import Corpus

PROGRAMS = ("datelines", "numpy", "scipy", "scikit-learn", "nltk")
"""Packages that are named with their versions; that of Python itself changes no number."""

MEASURES = {
    "log_ratio": ("the base-2 log-ratio of its rates per word", "hardie"),
    "z": ("weighted log-odds with an informative Dirichlet prior", "monroe"),
    "g2": ("the log-likelihood G²", "rayson"),
    "dp_norm": ("normalised deviation of proportions (dispersion over articles)", "gries lijffijt"),
    "juilland_d": ("Juilland's D", "juilland"),
}
"""Measures by their column in the table of terms: what they are called, whose they are."""


@dataclass
class _Sources:
    """Works that the paragraph has named so far."""

    used: set[str] = field(default_factory=set)

    def cite(self, keys: str) -> str:
        """Name works in brackets and remember them."""
        names = keys.split()
        self.used.update(names)
        return f"({'; '.join(REFERENCES[name][0] for name in names)})"

    def list(self) -> str:
        """Give what was named as a Markdown list, by author."""
        return "\n".join(f"- {full}" for full in sorted(REFERENCES[key][1] for key in self.used))


def methods_paragraph(comparison: EraComparison, corpus: Corpus) -> str:
    """Say how eras were compared, as the methods section of a paper has to.

    Parameters
    ----------
    comparison : EraComparison
        The comparison of eras. What is told was read off it: a table that is empty is not told of.
    corpus : Corpus
        The corpus that was compared.

    Returns
    -------
    str
        Markdown: one paragraph, and a list of the works that it names. It speaks of tests only
        where the honesty ladder allows them, and of intervals likewise.
    """
    sources = _Sources()
    parts = _corpus_sentences(comparison, corpus)
    if len(comparison.eras) < 2:
        parts.append("The articles fall in fewer than two eras; nothing was compared.")
    elif comparison.rung is Rung.NOTHING:
        parts += [
            f"{uncompared_within(comparison.strata)}.",
            *_measured(comparison, sources),
            *_tone_over_all(comparison, sources),
        ]
    else:
        parts += [
            *_measured(comparison, sources),
            *_strata(comparison, sources),
            *_rung_sentences(comparison, sources),
        ]
        if comparison.rung.tests:
            parts += _tests(comparison, sources)
        parts += _tone_over_all(comparison, sources)
    parts.append(_programs(comparison, sources))
    paragraph = " ".join(part for part in parts if part)
    return f"{paragraph}\n\n**References**\n\n{sources.list()}"


def _corpus_sentences(comparison: EraComparison, corpus: Corpus) -> list[str]:
    articles = comparison.articles
    eras = [
        f"{plain(era)} ({corpus.spans[era][0]} to {corpus.spans[era][1]}; "
        f"{count_of(int((articles['era'] == era).sum()), 'article')}, "
        f"{count_of(int(articles.loc[articles['era'] == era, 'n_words'].sum()), 'word')}"
        f"{_beyond(articles[articles['era'] == era], corpus.spans[era])})"
        for era in comparison.eras
    ]
    own = corpus.articles[corpus.articles["duplicate_of"] == ""]
    undated = int((~own["era"].isin(corpus.eras)).sum())
    copies = len(corpus.articles) - len(own)
    number = "all" if len(articles) == len(corpus.articles) else f"{len(articles):,}"
    belong = "belongs" if number == "1" else "belong"
    found = (
        f"The corpus “{plain(corpus.name)}” (digest {corpus.digest[:16]}) holds "
        f"{count_of(len(corpus.articles), 'article')}, {number} of which "
        f"({count_of(int(articles['n_words'].sum()), 'word')}) {belong} to an era"
    )
    out = []
    if copies:
        out.append(f"{count_of(copies, 'article')} repeating another one")
    if undated:
        out.append(f"{count_of(undated, 'article')} that could not be dated to one era")
    verb = "was" if copies + undated == 1 else "were"
    left = f"; {listed(out)} {verb} left out" if out else ""
    parted = ""
    if corpus.halved_at:
        parted = f"; no gap stands out, and the border, {corpus.halved_at.year}, is a round year"
    return [f"{found}{left}.", f"Eras: {listed(eras)}{parted}." if eras else "", _dated(articles)]


def _beyond(articles: pd.DataFrame, span: tuple[dt.date, dt.date]) -> str:
    """Say of how many articles the days that come into question go beyond their era."""
    first, last = span
    ends = zip(articles["earliest"], articles["latest"], strict=True)
    n = sum(not (one and other and first <= one and other <= last) for one, other in ends)
    return f"; the days of {n:,} may lie beyond" if n else ""


def _dated(articles: pd.DataFrame) -> str:
    """Say how the articles compared were dated."""
    if not len(articles) or "published" not in articles:
        return ""
    by_day = to_a_day(articles)
    printed, rest = int(by_day.sum()), articles[~by_day]
    told = [f"{count_of(printed, 'article')} to a day"] if printed else []
    if len(rest):
        closed = rest[rest["earliest"].notna() & rest["latest"].notna()]
        ends = zip(closed["earliest"], closed["latest"], strict=True)
        days = sorted((latest - earliest).days + 1 for earliest, latest in ends)
        span = f" to a range of days (median {days[len(days) // 2]:,})" if days else ""
        span += (
            f", {len(rest) - len(days):,} of them open at one end" if len(days) < len(rest) else ""
        )
        ways = [set(basis.split(", ")) for basis in rest["date_basis"]]
        alone = sum(way <= FROM_WORDS for way in ways)
        said = sum(SAID_BASIS in way for way in ways)
        told.append(
            f"{count_of(len(rest), 'article')}{span or ' with an open range'}"
            + (f", {said:,} of them with what the file or its name says" if said else "")
            + (f", {alone:,} of them by words and names of their time alone" if alone else "")
        )
    return f"Dates: {'; '.join(told)}."


def _measured(comparison: EraComparison, sources: _Sources) -> list[str]:
    """Say what was measured, table by table."""
    found = []
    terms = comparison.terms
    if len(terms) and comparison.rung is not Rung.NOTHING:
        told = [
            f"{name} {sources.cite(keys)}"
            for column, (name, keys) in MEASURES.items()
            if column in terms
        ]
        found.append(
            f"Each era was held against all others together. For "
            f"{count_of(terms.index.nunique(), 'term')} it was computed how far an era leans to "
            f"it: {listed(told)}."
        )
    if comparison.model is not None and len(comparison.topics):
        number = comparison.model.n_topics
        found.append(
            f"{count_of(number, 'topic')} {'was' if number == 1 else 'were'} fitted to all eras "
            "together by non-negative matrix factorisation of tf-idf weights "
            f"{sources.cite('lee')}; an article's shares of topics, by its own words, were "
            "averaged by era."
        )
    if len(comparison.tone):
        beside = ""
        if "agreement" in comparison.tone:
            beside = (
                " Other ways to read it, with VADER among them, were held beside it "
                f"{sources.cite('hutto')}."
            )
        found.append(
            "Tone is the mean over the sentences of an article of the score of Datelines, a sum "
            "of weights of words behind a guard for names of institutions; articles were averaged "
            f"by era.{beside}"
        )
    return found


def _strata(comparison: EraComparison, sources: _Sources) -> list[str]:
    if not (strata := comparison.strata):
        return []
    found = []
    within = comparison.terms.get("log_ratio_within")
    if within is not None and within.notna().any():
        found.append(
            f"Terms were compared within articles of the same {plain(strata)} by the log-ratio of "
            f"Mantel and Haenszel {sources.cite('greenland')}."
        )
    tables = {"topics": comparison.topics, "tone": comparison.tone}
    if names := [name for name, table in tables.items() if "strata" in table and len(table)]:
        errors = (
            ", with HC2 errors and the degrees of freedom of Bell and McCaffrey "
            f"{sources.cite('imbens')}"
            if comparison.rung.intervals
            else ""
        )
        found.append(
            f"Differences in {listed(names)} are least-squares estimates with a mean for each "
            f"{plain(strata)}{errors}."
        )
    return found


def _rung_sentences(comparison: EraComparison, sources: _Sources) -> list[str]:
    """Say what the number of articles allows."""
    if not comparison.rung.intervals:
        return [
            f"Since {_smallest(comparison)}, fewer than {INTERVALS_FROM}, the numbers describe "
            "these articles only: no verdict was drawn from the p-values that stand beside the "
            "differences, and nothing is inferred about the coverage that the articles were taken "
            "from."
        ]
    found = [
        "The article, not the word, is the unit of all that is inferred "
        f"{sources.cite('lijffijt16')}."
    ]
    if len(comparison.terms):
        found.append(
            "95% intervals of log-ratios are Jeffreys' for plain counts, and add the variance by "
            "which the jackknife over articles exceeds these, with Student's t and the degrees of "
            f"freedom of Welch and Satterthwaite {sources.cite('brown efron welch')}; towards a "
            "higher rate, an era's variance is moderated by the bursts of the others "
            f"{sources.cite('smyth')}."
        )
    if any(len(t) and "strata" not in t for t in (comparison.topics, comparison.tone)):
        found.append(
            f"Means of articles are compared with the interval of Welch {sources.cite('welch')}."
        )
    if not comparison.rung.tests:
        found.append(
            f"Since {_smallest(comparison)}, fewer than {TESTS_FROM}, no difference is called "
            "significant; one whose interval leaves zero out is said to lean."
        )
    return found


def _smallest(comparison: EraComparison) -> str:
    if not comparison.strata:
        return smallest_era(_sizes(comparison))
    shared = {plain(era): int(_within(comparison, era).is_target.sum()) for era in comparison.eras}
    return smallest_era(_sizes(comparison), within=comparison.strata, compared=shared)


def _sizes(comparison: EraComparison) -> dict[str, int]:
    """Count the articles of each era, by its name as it is shown."""
    eras = comparison.articles["era"]
    return {plain(era): int((eras == era).sum()) for era in comparison.eras}


def _tone_over_all(comparison: EraComparison, sources: _Sources) -> list[str]:
    """Say how tone was compared where words and topics were compared within strata."""
    if not comparison.strata or comparison.tone.empty or "strata" in comparison.tone:
        return []
    at, sizes = rung(_sizes(comparison)), _sizes(comparison)
    told = f"Tone was compared over all articles, whatever their {plain(comparison.strata)}"
    if not at.intervals:
        return [
            f"{told}: since {smallest_era(sizes)}, fewer than {INTERVALS_FROM}, its numbers "
            "describe these articles only."
        ]
    if not comparison.rung.intervals:
        told += f", with the interval of Welch {sources.cite('welch')}"
    if not at.tests:
        return [
            f"{told}; since {smallest_era(sizes)}, fewer than {TESTS_FROM}, no difference in it is "
            "called significant."
        ]
    least = _floor(float(comparison.tone["p_floor"].max()))
    held = ""
    if not comparison.rung.tests:
        held = f", and the share of false discoveries held to 5% {sources.cite('benjamini')}"
    return [
        f"{told}, by permutation of whole articles between an era and the rest, where the smallest "
        f"p is {least}{held}."
    ]


def _tests(comparison: EraComparison, sources: _Sources) -> list[str]:
    """Say how differences were tested, with how many splits, and down to which p."""
    strata = comparison.strata
    every = [_within(comparison, era) for era in comparison.eras]
    sides = [within for within in every if within.used.any()]
    exact = [within.ways for within in sides if within.ways <= EXACT_LIMIT]
    ways = []
    if exact:
        span = sorted({f"{number:,}": number for number in exact}.values())
        numbers = f"{span[0]:,}" if len(span) == 1 else f"{span[0]:,} to {span[-1]:,}"
        ways.append(f"all {numbers} splits (an exact test)")
    if len(exact) < len(sides):
        ways.append(
            f"{DRAWS:,} drawn splits and the observed one {sources.cite('phipson')}"
            + (" where there are more" if exact else "")
        )
    among = f" among those of the same {plain(strata)}" if strata else ""
    found = [
        f"Differences were tested by permutation of whole articles between an era and the rest"
        f"{among}, with {' and '.join(ways)}; the smallest p that can be reached is "
        f"{_floor(min(within.smallest_p for within in sides))}."
    ]
    if len(comparison.terms):
        found.append(
            "The statistic for terms is G² of uses weighted as in the score of a negative binomial "
            f"model, so that terms which come in bursts count for less {sources.cite('lawless')}."
        )
    tables = {"terms": comparison.terms, "topics": comparison.topics, "tone": comparison.tone}
    floors = [
        float(floor) for table in tables.values() for floor in table["authors_floor"].dropna()
    ]
    if floors:
        found.append(
            "Where an author wrote several articles of a side, authors of one side were permuted "
            "whole, too, and those of both among their own articles (smallest p "
            f"{_floor(min(floors))}), and the larger of both p counted."
        )
    tested = {
        name: int(one_way(table, comparison.eras)["p_adjusted"].notna().sum())
        for name, table in tables.items()
        if "p_adjusted" in table
    }
    numbers = listed([f"{size:,} for {name}" for name, size in tested.items() if size])
    if numbers:
        found.append(
            "The share of false discoveries was held to 5% over all tests of a table "
            f"({numbers}) {sources.cite('benjamini')}."
        )
    return found


def _within(comparison: EraComparison, era: str) -> Within:
    from helpers.analysis.statistics.strata import split_within
    from helpers.analysis.topic_models.topic_eras import strata_of

    articles = comparison.articles
    is_era = (articles["era"] == era).to_numpy(dtype=bool)
    groups = (
        strata_of(articles, comparison.strata) if comparison.strata else ["all"] * len(articles)
    )
    return split_within(is_era, groups)


def _floor(p: float) -> str:
    return "0.0001" if p == 1 / (DRAWS + 1) else format_p(p)


def _programs(comparison: EraComparison, sources: _Sources) -> str:
    found = versions()
    names = [f"{name} {found[name]}" for name in PROGRAMS if name in found]
    cited = "harris virtanen" + (" pedregosa" if comparison.model is not None else "")
    return (
        f"Computed in Python with {listed(names)} {sources.cite(cited)}; whatever is drawn was "
        f"drawn with seed {comparison.seed}."
    )
