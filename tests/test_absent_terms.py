"""Key terms that one era alone uses: how much more often at least."""

import numpy as np
import pytest
from scipy import sparse

from helpers.analysis.eras import compare_eras
from helpers.analysis.key_terms.absent_terms import COLUMNS, used_in_one_era
from helpers.analysis.key_terms.era_keyness import era_keyness
from helpers.analysis.statistics.ratio_bounds import log_ratio_bound
from helpers.analysis.terms import TermMatrix
from helpers.reporting.remarks import absent_terms as remarks
from made_tables import Story, made_corpus

FILLER = "farmers watched prices while ministers argued about grain and the weather "


def folder(size, later="tariff tariff", publisher=""):
    return made_corpus(
        [
            Story(f"{era}{i}", era, (FILLER + word,), publisher=publisher)
            for era, word in (("then", "quota quota quota"), ("now", later))
            for i in range(size)
        ]
    )


def test_the_bound_is_that_of_the_era_against_all_others():
    rng = np.random.default_rng(2)
    eras = ["early"] * 8 + ["mid"] * 9 + ["late"] * 7
    counts = rng.poisson(3, (24, 3))
    counts[8:, 0] = 0
    counts[:17, 1] = 0
    matrix = TermMatrix(sparse.csr_matrix(counts), ("beef", "rice", "yen"), np.full(24, 300.0))
    terms = era_keyness(matrix, eras, ["early", "mid", "late"])
    found = used_in_one_era(terms, matrix, eras)
    assert list(found.columns) == list(COLUMNS)
    assert dict(zip(found["term"], found["era"], strict=True)) == {"beef": "early", "rice": "late"}
    for row in found.itertuples():
        column = matrix.terms.index(row.term)
        flags = np.array(eras) == row.era
        bound = log_ratio_bound(matrix.counts[:, [column]], matrix.totals, flags)
        assert row.at_least == pytest.approx(bound[0])
        assert row.uses == counts[:, column].sum()
        assert row.articles == (counts[:, column] > 0).sum()


def test_terms_of_one_era_are_told_with_their_bounds():
    comparison = compare_eras(folder(20))
    said = remarks.at_least(comparison)
    assert said.startswith("2 key terms of the 9 shown are used in one era alone")
    assert "*quota* in then" in said
    assert "*tariff* in now" in said
    assert "too few" not in said


def test_too_few_articles_give_no_bound_and_that_is_said():
    said = remarks.at_least(compare_eras(folder(3)))
    assert said == (
        "2 key terms of the 9 shown are used in one era alone, where a ratio of rates would be "
        "infinite. The articles are too few to say how much more often at least."
    )


def test_below_five_articles_no_bound_is_told_though_there_is_one():
    few = [Story(f"t{i}", "then", (FILLER + "quota quota quota",)) for i in range(4)]
    many = [Story(f"n{i:02}", "now", (FILLER + "tariff",)) for i in range(60)]
    comparison = compare_eras(made_corpus([*few, *many]))
    key, eras = comparison.key_terms(10), comparison.articles["era"].to_list()
    assert used_in_one_era(key, comparison.counts, eras)["at_least"].notna().any()
    assert remarks.at_least(comparison).endswith("how much more often at least.")


def test_where_every_key_term_is_used_elsewhere_there_is_nothing_to_bound():
    said = remarks.at_least(compare_eras(folder(6, later="quota")))
    assert said == "Every key term shown is used in another era, too."


def test_within_strata_bounds_are_said_to_be_over_all_articles():
    comparison = compare_eras(folder(20, publisher="Herald"), strata="publisher")
    assert "over all articles, whatever their publisher" in remarks.at_least(comparison)
