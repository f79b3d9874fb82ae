"""The findings of a comparison of eras, and the quantities that they rest on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.eras import EraComparison
from helpers.analysis.key_terms import keyterms
from helpers.analysis.readings import MAIN, READINGS
from helpers.analysis.resampling import Floats
from helpers.analysis.sensitivity.borders import codes_of
from helpers.analysis.sensitivity.sides import UNKNOWN, Codes, Quantities
from helpers.analysis.sensitivity.stop_lists import (
    Counted,
    count_key_terms,
    function_words_above,
    on_longer_list,
)
from helpers.analysis.sensitivity.undecided import Spans
from helpers.analysis.sentiment import article_tone
from helpers.analysis.statistics.strata import stratum_names
from helpers.analysis.tables import CorpusTables
from helpers.analysis.topic_models.topic_eras import LENGTHS, strata_of

SHOWN = {"topic": 2, "tone": 3}
"""Decimals in which a difference must not be zero."""


@dataclass(frozen=True, eq=False)
class Pool:
    """The articles of the eras of a corpus, and those that might belong to one.

    Attributes
    ----------
    articles
        Rows of the corpus's table of articles, each article once.
    eras
        Names of the eras in the order of time.
    spans
        First and last day of each.
    corpus
        The corpus.
    strata
        Number of the stratum of each article, as for `sides.Quantities`; None where all articles
        are compared with all.
    """

    articles: pd.DataFrame
    eras: tuple[str, ...]
    spans: Spans
    corpus: CorpusTables
    strata: NDArray[np.int64] | None = None

    @property
    def codes(self) -> Codes:
        """Number of the era of each article."""
        return codes_of(self.articles, self.eras)

    @property
    def versions(self) -> Floats:
        """How many versions of each article its era has."""
        every = self.corpus.articles
        copies = every[every["duplicate_of"] != ""]
        era = every.set_index("article_id")["era"]
        copies = copies[copies["era"].to_numpy() == era.reindex(copies["duplicate_of"]).to_numpy()]
        number = copies["duplicate_of"].value_counts()
        return 1 + self.articles["article_id"].map(number).fillna(0).to_numpy(dtype=np.float64)


def era_findings(
    comparison: EraComparison, pool: Pool, n: int
) -> Iterator[tuple[pd.DataFrame, Quantities]]:
    """Yield the findings of each kind, and the quantities that they rest on.

    Parameters
    ----------
    comparison
        The comparison.
    pool
        The articles to measure.
    n
        How many key terms of each era.

    Yields
    ------
    findings : pandas.DataFrame
        One row per key term, topic of which an era has more, or era's tone: ``kind``, ``era``,
        ``name``, ``verdict``; of terms also ``largest_share``, ``stop_list``, ``content_words``,
        and of tone ``agreement``, as `sensitivity.what_would_change` tells.
    quantities : Quantities
        Their amounts, one column per row of the findings; within strata where the comparison of
        this kind of finding is. What no stratum shows is no finding.
    """
    yield _terms(comparison, pool, n)
    if comparison.model is not None:
        shares = comparison.model.word_shares.reindex(pool.articles["article_id"])
        yield _means(comparison.topics, shares, "topic", pool)
    if len(comparison.tone):
        column = str(comparison.tone["score"].iloc[0])
        reading = next((reading for reading in READINGS if reading.column == column), MAIN)
        tone = article_tone(pool.corpus, reading)["tone"].reindex(pool.articles["article_id"])
        yield _means(comparison.tone, tone.to_frame(column), "tone", pool)


def stratum_codes(comparison: EraComparison, articles: pd.DataFrame) -> NDArray[np.int64] | None:
    """Give articles the numbers of the strata of a comparison.

    Parameters
    ----------
    comparison
        The comparison.
    articles
        Rows of the corpus's table of articles, also such as the comparison leaves out.

    Returns
    -------
    numpy.ndarray or None
        As for `sides.Quantities`; None where the comparison is not within strata. What is a short,
        middle or long article is settled by the articles that are compared and stays so, whichever
        of them is left out.
    """
    if not comparison.strata:
        return None
    if comparison.strata == "length":
        words = comparison.articles["n_words"].groupby(
            strata_of(comparison.articles, "length").to_numpy()
        )
        most = words.max().reindex(list(LENGTHS[:-1])).ffill().to_numpy(dtype=np.float64)
        return np.searchsorted(most, articles["n_words"].to_numpy(dtype=np.float64))
    names = stratum_names(strata_of(articles, comparison.strata)).to_numpy()
    known = names != ""
    codes = np.full(len(names), UNKNOWN, dtype=np.int64)
    codes[known] = np.unique(names[known].astype(str), return_inverse=True)[1]
    return codes


def _terms(comparison: EraComparison, pool: Pool, n: int) -> tuple[pd.DataFrame, Quantities]:
    key = comparison.key_terms(n)
    names = tuple(sorted(set(key.index.astype(str))))
    counted = count_key_terms(pool.corpus, pool.articles, pool.codes, names, pool.strata)
    # Names of actors are counted elsewhere, and a word of the same spelling is another thing.
    uses = pd.Series(np.asarray(counted.counts.sum(axis=0)).ravel(), index=list(names))
    counted_here = uses.reindex(key.index).gt(0).to_numpy()
    if "kind" in key:
        counted_here = counted_here & key["kind"].ne(keyterms.NAME).to_numpy()
    key = key[counted_here]
    eras = pd.Index(list(pool.eras)).get_indexer(pd.Index(key["era"]))
    columns = pd.Index(list(names)).get_indexer(key.index)
    amounts = sparse.csr_matrix(counted.counts[:, columns])
    quantities = Quantities(amounts, counted.words, eras, log=True, strata=pool.strata)
    content = Quantities(amounts, counted.content_words, eras, log=True, strata=pool.strata)
    found = pd.DataFrame(
        {
            "kind": "term",
            "era": key["era"].to_numpy(),
            "name": key.index.astype(str),
            "verdict": key["verdict"].to_numpy(),
            "largest_share": _largest_shares(quantities, pool.codes),
            "stop_list": _stop_list(key, counted, pool, n),
            "content_words": content.values(pool.codes[None, :])[0],
        }
    )
    shown = ~np.isnan(quantities.values(pool.codes[None, :])[0])
    return found[shown].reset_index(drop=True), quantities.chosen(np.flatnonzero(shown))


def _largest_shares(quantities: Quantities, codes: Codes) -> Floats:
    shares = np.full(len(quantities.eras), np.nan)
    for era in np.unique(quantities.eras):
        own = np.flatnonzero(quantities.eras == era)
        block = quantities.amounts[np.flatnonzero(codes == era)][:, own]
        most = block.max(axis=0).toarray().ravel()
        shares[own] = most / np.asarray(block.sum(axis=0)).ravel()
    return shares


def _stop_list(key: pd.DataFrame, counted: Counted, pool: Pool, n: int) -> list[str]:
    longer = on_longer_list(list(key.index.astype(str)))
    rank = key.groupby("era", sort=False).cumcount() + 1
    above = {
        era: function_words_above(counted, pool.codes, number).to_numpy()
        for number, era in enumerate(pool.eras)
    }
    told = []
    for era, z, place, listed in zip(key["era"], key["z"], rank, longer, strict=True):
        pushed_out = place + int((above[era] > z).sum()) > n
        parts = ["on a longer list"] if listed else []
        parts += [f"not among the first {n} without a list"] if pushed_out else []
        told.append("; ".join(parts) or "holds")
    return told


def _means(
    table: pd.DataFrame, values: pd.DataFrame, kind: str, pool: Pool
) -> tuple[pd.DataFrame, Quantities]:
    name = "score" if kind == "tone" else kind
    size = table["difference"].round(SHOWN[kind])
    more = size.gt(0) if kind == "topic" or len(pool.eras) == 2 else size.abs().gt(0)
    own = table[more & table[name].isin(values.columns)]
    columns = pd.Index(values.columns).get_indexer(pd.Index(own[name]))
    known = values.notna().all(axis=1).to_numpy()
    amounts = sparse.csr_matrix(values.fillna(0).to_numpy(dtype=np.float64) * known[:, None])
    eras = pd.Index(list(pool.eras)).get_indexer(pd.Index(own["era"]))
    weights = known.astype(np.float64)
    strata = pool.strata if "strata" in table else None
    chosen = sparse.csr_matrix(amounts[:, columns])
    quantities = Quantities(chosen, weights, eras, log=False, strata=strata)
    found = pd.DataFrame(
        {
            "kind": kind,
            "era": own["era"].to_numpy(),
            "name": own[name].astype(str).to_numpy(),
            "verdict": own["verdict"].to_numpy(),
            "largest_share": np.nan,
            "stop_list": "not tried",
            "content_words": np.nan,
        }
    )
    if "agreement" in own:
        found["agreement"] = own["agreement"].to_numpy(dtype=np.float64)
    return found, quantities
