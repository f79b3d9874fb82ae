"""Topics of a labelled collection (2,225 BBC stories), measured as the literature does."""

import gzip
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from helpers.analysis.topics import fit_topics

pytestmark = pytest.mark.slow


@pytest.fixture
def measures(shared: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give the evaluation script, which has the measure of coherence."""
    monkeypatch.syspath_prepend(shared / "eval")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("topic_measures", shared / "eval" / "topics.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_topics_are_coherent_distinct_and_follow_the_labels(shared: Path, measures: ModuleType):
    """Published for BERTopic: NPMI .167, diversity .794; NMI .645 with an encoder."""
    with gzip.open(shared / "eval" / "data" / "bbc.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts, labels = [row["text"] for row in rows], np.array([row["label"] for row in rows])
    found = []
    for number in (10, 20, 30, 40, 50):
        model = fit_topics(texts, n_topics=number)
        terms = model.top_terms(10)
        strongest = model.shares.to_numpy().argmax(axis=1)
        majority = [Counter(labels[strongest == t]).most_common(1)[0][1] for t in {*strongest}]
        found.append(
            (
                measures.npmi(terms, [text.split() for text in texts]),
                len({*np.ravel(terms)}) / (10 * number),
                normalized_mutual_info_score(labels, strongest),
                sum(majority) / len(labels),
            )
        )
    npmi, diversity, nmi, purity = np.mean(found, axis=0)
    assert npmi > 0.22
    assert diversity > 0.95
    assert nmi > 0.62
    assert purity > 0.92
    assert fit_topics(texts, n_topics=50, random_state=7).top_terms(10) == terms
