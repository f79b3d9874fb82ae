"""Topics of a labelled collection (2,225 BBC stories), measured as the literature does."""

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from helpers.analysis.topics import fit_topics


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
    """Published for BERTopic: NPMI .167 and diversity .794, the mean of 10 to 50 topics."""
    with gzip.open(shared / "eval" / "data" / "bbc.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
    model = fit_topics(texts, n_topics=20)
    terms = model.top_terms(10)
    strongest = model.shares.to_numpy().argmax(axis=1)
    assert measures.npmi(terms, [text.split() for text in texts]) > 0.22
    assert len({*np.ravel(terms)}) / 200 > 0.95
    assert normalized_mutual_info_score(labels, strongest) > 0.55
    assert fit_topics(texts, n_topics=20, random_state=7).top_terms(10) == terms
