"""How much more often at least: key terms that their era alone uses."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.analysis.statistics.ratio_bounds import log_ratio_bound
from helpers.analysis.terms import TermMatrix

COLUMNS = ("term", "era", "uses", "articles", "at_least")


def used_in_one_era(
    terms: pd.DataFrame, matrix: TermMatrix, eras: Sequence[object]
) -> pd.DataFrame:
    """Bound how much more often an era uses the terms that no other era has.

    Parameters
    ----------
    terms
        Rows of `era_keyness.era_keyness`, each era against the rest.
    matrix
        The counts that they were made of.
    eras
        Era of each row of the matrix.

    Returns
    -------
    pandas.DataFrame
        One row per term that its era alone uses, in the order given: ``term``, ``era``, ``uses``,
        ``articles`` that use it, ``at_least`` (base-2 log-ratio that it has at least, see
        `ratio_bounds.log_ratio_bound`; NaN where the articles are too few for any bound). All
        articles are compared with all, also where the terms were compared within strata.

    Examples
    --------
    >>> from scipy import sparse
    >>> from helpers.analysis.key_terms.era_keyness import era_keyness
    >>> uses = sparse.csr_matrix([[4, 1], [6, 1], [3, 2], [5, 1], [2, 1], [4, 2]] + [[0, 1]] * 6)
    >>> matrix = TermMatrix(uses, ("quota", "yen"), np.full(12, 100.0))
    >>> eras = ["then"] * 6 + ["now"] * 6
    >>> table = used_in_one_era(era_keyness(matrix, eras, ["then", "now"]), matrix, eras)
    >>> table.round(1).values.tolist()
    [['quota', 'then', 24, 6, 1.0]]
    """
    own = terms[(terms["articles_reference"] == 0) & (terms["articles_target"] > 0)]
    named = np.asarray(eras, dtype=object)
    columns = pd.Index(list(matrix.terms)).get_indexer(own.index)
    least = np.full(len(own), np.nan)
    for era in own["era"].unique():
        rows = np.flatnonzero((own["era"] == era).to_numpy())
        counts = matrix.counts[:, columns[rows]]
        least[rows] = log_ratio_bound(counts, matrix.totals, named == era)
    return pd.DataFrame(
        {
            "term": own.index.astype(str),
            "era": own["era"].to_numpy(),
            "uses": own["target"].to_numpy(),
            "articles": own["articles_target"].to_numpy(),
            "at_least": least,
        },
        columns=list(COLUMNS),
    )
