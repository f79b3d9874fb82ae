"""What makes a run new, and what does not."""

import sys
from importlib.metadata import version

from helpers.reporting.corpus_state import CorpusState
from helpers.reporting.run_key import _packages, run_key


def test_a_library_that_puts_its_own_folder_on_the_path_is_no_news(tmp_path, monkeypatch):
    state = CorpusState("", "content")
    before = run_key({}, tmp_path, state)
    (tmp_path / "vendored-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert run_key({}, tmp_path, state) == before


def test_packages_are_known_with_their_versions():
    found = {name.lower().replace("-", "_") for name in _packages()}
    for name in ("pandas", "numpy", "papermill"):
        assert f"{name}_{version(name)}.dist_info" in found
