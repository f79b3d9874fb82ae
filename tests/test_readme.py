"""README and docs: the table of notebooks is that of today, and links lead somewhere."""

import re
import sys
from pathlib import Path

import pytest
import yaml

from helpers.reporting import tone_tables

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_table_of_notebooks_is_that_of_today():
    from readme import notebook_table, renewed

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert renewed(readme, notebook_table(ROOT / "notebooks")) == readme, "run tools/readme.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_are_there(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        path = (page.parent / name) if name else page
        assert path.exists(), f"{page.name}: {target} leads nowhere"
        if heading:
            lines = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}
            assert heading in anchors, f"{page.name}: {target} leads to no heading"


def test_the_citation_names_the_version_that_is_installed():
    from importlib.metadata import version

    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == version("datelines")
    assert {"cff-version", "message", "title", "authors", "license"} <= cited.keys()


def test_the_agreement_of_scores_with_readers_is_that_of_the_validity_card():
    card = tone_tables.validity_card()
    news = card[card["set"] == "New York Times editorials"].set_index("score")["r"]
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"our score agrees with the readers at r = {news['tone']:.2f} and VADER at " in readme
    assert f"VADER at {news['vader']:.2f}; one reader agrees with the others at " in readme
    assert f"with the others at {news['one person']:.2f}." in readme
