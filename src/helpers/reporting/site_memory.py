"""What a night remembers of the last one, so that it need not find it out again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from helpers.reporting.corpus_state import CorpusState
from helpers.reporting.site import write_file

if TYPE_CHECKING:
    from pathlib import Path

MEMORY = ".seen.json"


@dataclass
class SiteMemory:
    """What was seen when the last night looked. Without it everything is looked at anew.

    Attributes
    ----------
    corpora : dict
        State of the folder of each report, by the report's name.
    shown : str
        What the front page was made of; '' where it may not be as it should.
    well : dict
        The last failed run of each report after which everything was as in the last good run, so
        that the failure is over though nothing was run.
    """

    corpora: dict[str, CorpusState] = field(default_factory=dict)
    shown: str = ""
    well: dict[str, str] = field(default_factory=dict)


def read_memory(site: Path) -> SiteMemory:
    """Read what the last night has seen.

    Parameters
    ----------
    site : Path
        The folder that is published.

    Returns
    -------
    SiteMemory
        Empty where nothing can be read.
    """
    try:
        kept = json.loads((site / MEMORY).read_text(encoding="utf-8"))
        corpora = {str(name): CorpusState(**state) for name, state in kept["corpora"].items()}
        well = {str(name): str(failed) for name, failed in kept.get("well", {}).items()}
        return SiteMemory(corpora, str(kept["shown"]), well)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return SiteMemory()


def write_memory(memory: SiteMemory, site: Path) -> None:
    """Keep it for the next night.

    Parameters
    ----------
    memory : SiteMemory
        What was seen.
    site : Path
        The folder that is published.
    """
    if memory != read_memory(site):
        write_file(site / MEMORY, json.dumps(asdict(memory), indent=1, sort_keys=True) + "\n")
