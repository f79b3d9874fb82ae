"""Whose voice is heard: speech, speakers, reporting verbs, hedges, modality, figures named."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.analysis.authors import authors_of
from helpers.analysis.composition import column_of, quoted_share
from helpers.analysis.tables import CorpusTables, compared, distinct
from helpers.analysis.writing.measures import Measure, contrast_measures, count_words
from helpers.analysis.writing.speakers import is_named, verb_kind
from helpers.intake.data import read_words

MEASURES = (
    Measure("quoted", "Quoted words", "% of words", 100, 1),
    Measure("named", "Quoted words whose speaker has a name", "% of attributed words", 100, 0),
    Measure("marked_verbs", "Verbs beyond “said”, “told”, “asked”", "% of reporting verbs", 100, 0),
    Measure("hedges", "Hedges", "per 1,000 words", 1, 1),
    Measure("modals", "Modal verbs", "per 1,000 words", 1, 1),
    Measure("negations", "Negations", "per 1,000 words", 1, 1),
    Measure("first_person", "First person", "per 1,000 words", 1, 1),
    Measure("money", "Sums of money", "per 1,000 words", 1, 1),
    Measure("rates", "Percentages", "per 1,000 words", 1, 1),
)
"""What is measured of an article's voice, in the order shown."""

HEDGES = read_words("hedges.txt")
MODALS = read_words("modal_verbs.txt")
MAY = frozenset({"may", "mayn't"})
"""The modal that counts of words in lower case cannot tell from the month."""

NEGATIONS = read_words("negations.txt")
FIRST_PERSON = read_words("first_person.txt")
WORD_GROUPS = {
    "hedges": HEDGES,
    "modals": MODALS,
    "negations": NEGATIONS,
    "first_person": FIRST_PERSON,
}
"""Lists of words behind the measures of that name."""

PER = 1_000


def article_voice(corpus: CorpusTables) -> pd.DataFrame:
    """Measure the voice of each article.

    Parameters
    ----------
    corpus
        A corpus; terms, sentences, quotations and mentions are read by chunks.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``article_id`` in the order of the corpus, duplicates left out: ``label``,
        ``era``, ``n_words``, ``quotations`` (scare quotes left out) and

        - ``quoted``: share of the words that are quoted, 0 to 1
        - ``named``: of the quoted words whose speaker is known, the share of speakers with a name
          (others are "an official"), 0 to 1; NaN where there are none
        - ``marked_verbs``: share of the quotations with a reporting verb that have one which
          judges, stresses or colours, see `speakers.verb_kind`; NaN where there are none
        - ``hedges``, ``modals``, ``negations``, ``first_person``: words of these lists per 1,000
          words; ``modals_with_may`` counts "may" too, which may be the month
        - ``money``, ``rates``: sums of money and percentages per 1,000 words

        NaN for an article without words. Words are counted in speech and in the writer's own text
        alike: counts do not tell them apart. The lists are English; of an article known to be in
        another language they give NaN.

    References
    ----------
    Hyland 1998, "Hedging in Scientific Research Articles" (hedges); Palmer 2001, "Mood and
    Modality" (modal verbs); Caldas-Coulthard 1994, "On reporting reporting" (verbs that judge).
    """
    articles = distinct(corpus).set_index("article_id")
    groups = {name: words.__contains__ for name, words in WORD_GROUPS.items()}
    words = count_words(corpus, {**groups, "may": MAY.__contains__})
    words = words.reindex(articles.index, fill_value=0.0)
    speech = _summed(_speech(corpus), ["told", "named", "verbs", "marked", "quotations"])
    speech = speech.reindex(articles.index, fill_value=0.0)
    figures = _summed(_figures(corpus), ["money", "rate"]).reindex(articles.index, fill_value=0.0)
    size = words["words"].where(words["words"] > 0)
    # Lists of English words find nothing in other languages, which is no zero.
    listed = size.where(column_of(articles, "language").isin(["", "und", "en"]))
    rates = {name: PER * words[name] / listed for name in WORD_GROUPS}
    table = pd.DataFrame(
        {
            "label": articles["label"],
            "era": articles["era"],
            "n_words": words["words"].astype(int),
            "quotations": speech["quotations"].astype(int),
            "quoted": quoted_share(corpus).reindex(articles.index),
            "named": speech["named"] / speech["told"].where(speech["told"] > 0),
            "marked_verbs": speech["marked"] / speech["verbs"].where(speech["verbs"] > 0),
            **rates,
            "modals_with_may": PER * (words["modals"] + words["may"]) / listed,
            "money": PER * figures["money"] / size,
            "rates": PER * figures["rate"] / size,
        }
    )
    return table.rename_axis("article_id")


def voice_by_era(
    corpus: CorpusTables, *, strata: pd.Series | None = None, seed: int = 0
) -> pd.DataFrame:
    """Compare the voice of eras, article by article.

    Parameters
    ----------
    corpus
        A corpus. Undated articles and duplicates are left out, and from each measure the articles
        that have no such number.
    strata
        Stratum of each article of `tables.compared`, to compare within strata only; see
        `topic_eras.strata_of`.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        One row per measure of `MEASURES` and era, see `measures.contrast_measures`. There is no
        verdict on modal verbs where the difference turns once "may" is counted.
    """
    articles = compared(corpus)
    found = article_voice(corpus).loc[articles["article_id"]]
    values = found[[measure.name for measure in MEASURES]]
    table = contrast_measures(
        values,
        found["era"],
        corpus.eras,
        measures=MEASURES,
        words=found["n_words"],
        authors=authors_of(articles),
        strata=strata,
        seed=seed,
    )
    turned = [era for era in corpus.eras if _turns_with_may(found, era)]
    unsure = (table["measure"] == "modals") & table["era"].isin(turned)
    return table.assign(verdict=table["verdict"].mask(unsure, "cannot tell"))


def _turns_with_may(found: pd.DataFrame, era: str) -> bool:
    own = found["era"] == era
    columns = found[["modals", "modals_with_may"]]
    without, with_may = columns[own].mean() - columns[~own].mean()
    return bool(without * with_may <= 0)


def _summed(blocks: Iterator[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """Put sums by article of all chunks together; no article lies in two."""
    return pd.concat([pd.DataFrame(columns=columns, dtype=np.float64), *blocks])[columns]


def _speech(corpus: CorpusTables) -> Iterator[pd.DataFrame]:
    columns = ["article_id", "n_words", "speaker", "verb", "continued", "scare"]
    for chunk in corpus.chunks("quotations", columns=columns):
        own = chunk[~chunk["scare"].astype(bool)]
        words = own["n_words"].astype(np.float64)
        kinds = own["verb"].map(verb_kind)
        # A quotation over several paragraphs has one verb.
        first = ~own["continued"].astype(bool)
        sums = pd.DataFrame(
            {
                "told": words * (own["speaker"] != ""),
                "named": words * own["speaker"].map(is_named).astype(bool),
                "verbs": ((kinds != "") & first).astype(np.float64),
                "marked": ((kinds == "marked") & first).astype(np.float64),
                "quotations": first.astype(np.float64),
            }
        )
        yield sums.groupby(own["article_id"].astype(str)).sum()


def _figures(corpus: CorpusTables) -> Iterator[pd.DataFrame]:
    for chunk in corpus.chunks("mentions", columns=["article_id", "kind", "count"]):
        own = chunk[chunk["kind"].isin(["money", "rate"])]
        count = own["count"].astype(np.float64)
        sums = pd.DataFrame({kind: count * (own["kind"] == kind) for kind in ("money", "rate")})
        yield sums.groupby(own["article_id"].astype(str)).sum()
