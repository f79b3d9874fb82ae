"""How high a rate or a mean is in each era, with its interval over articles, ready to be drawn."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.analysis.key_terms.term_counts import count_terms
from helpers.analysis.over_time.courses import average_course, period_sums
from helpers.analysis.over_time.trend_tests import Sums
from helpers.analysis.tables import CorpusTables, compared

COLUMNS = ("name", "era", "articles", "value", "low", "high")


def term_levels(corpus: CorpusTables, terms: Sequence[str]) -> pd.DataFrame:
    """Give the rate of terms in each era.

    Parameters
    ----------
    corpus
        A corpus. Undated articles and duplicates are left out.
    terms
        Which terms, function words too.

    Returns
    -------
    pandas.DataFrame
        One row per term and era with articles, in these orders: ``name``, ``era``, ``articles``,
        ``value`` (uses per 1,000 words), ``low``, ``high`` (95% interval over articles, see
        `courses.average_course`; NaN with fewer than five).
    """
    articles = compared(corpus)
    asked = tuple(dict.fromkeys(terms))
    counts, words = count_terms(corpus, articles, asked)
    has = words > 0
    articles, counts = articles[has], sparse.csr_matrix(counts)[has]
    eras = [era for era in corpus.eras if (articles["era"] == era).any()]
    if not eras or not asked:
        return pd.DataFrame(columns=list(COLUMNS))
    place = articles["era"].map({era: i for i, era in enumerate(eras)}).to_numpy()
    own = period_sums(asked, Sums.of(counts, words[has]), place, len(eras), rate=True)
    value, low, high = (part.T.ravel() * own.scale for part in average_course(own))
    return pd.DataFrame(
        {
            "name": np.repeat(np.array(asked, dtype=object), len(eras)),
            "era": np.tile(np.array(eras, dtype=object), len(asked)),
            "articles": np.tile(own.articles, len(asked)),
            "value": value,
            "low": low,
            "high": high,
        }
    )
