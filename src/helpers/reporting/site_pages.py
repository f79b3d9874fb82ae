"""The front page of a site, and its feed."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.reporting.changes_page import CHANGES_FILE
from helpers.reporting.pages import inline, template
from helpers.reporting.provenance import versions
from helpers.reporting.publish import THUMBNAIL
from helpers.reporting.site import FEED, FRONT, LATEST, PastRun, looked, past_runs, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from helpers.reporting.nightly_config import NightlyPlan, ReportPlan

ATOM = "http://www.w3.org/2005/Atom"
SHOWN_RUNS = 12
SHOWN_FINDINGS = 3
FEED_ENTRIES = 50
SPARK = 120, 24
"""Width and height of the little line of articles, in pixels."""
_NAMESPACE = uuid.UUID("6f8b8c1e-6a0b-5a53-9c7b-0d4f6a1f2b8e")


@dataclass(frozen=True)
class Card:
    """A report on the front page.

    Attributes
    ----------
    name, title : str
        Its folder and what readers see.
    runs : sequence of PastRun
        The newest first.
    well : str
        The failed run that is over, see `site_memory.SiteMemory`; '' where there is none.
    """

    name: str
    title: str
    runs: Sequence[PastRun]
    well: str = ""

    @property
    def good(self) -> list[PastRun]:
        """Runs that have pages."""
        return [run for run in self.runs if not run.failed]

    @property
    def broken(self) -> PastRun | None:
        """The newest run, if it failed and all is not as before since."""
        newest = self.runs[0] if self.runs else None
        return newest if newest and newest.failed and newest.folder.name != self.well else None

    @property
    def thumbnail(self) -> str:
        """Address of a picture; '' where there is none."""
        has_one = self.good and (self.good[0].folder / THUMBNAIL).is_file()
        return f"{self.name}/{LATEST}/{THUMBNAIL}" if has_one else ""

    @property
    def findings(self) -> list[str]:
        """HTML of the findings of the last good run, cleaned when it was made."""
        return list(self.good[0].record.get("findings", []))[:SHOWN_FINDINGS] if self.good else []

    @property
    def changes(self) -> list[str]:
        """What the last good run had new, in sentences."""
        return list(self.good[0].record.get("changes", [])) if self.good else []

    @property
    def changes_page(self) -> str:
        """Address of the page on it; '' where there is none."""
        has_one = self.good and (self.good[0].folder / CHANGES_FILE).is_file()
        return f"{self.name}/{LATEST}/{CHANGES_FILE}" if has_one else ""

    @property
    def counts(self) -> list[int]:
        """Number of articles in each good run, the oldest first."""
        corpora = [run.record.get("corpus") or {} for run in reversed(self.good)]
        return [int(corpus.get("articles", 0)) for corpus in corpora]

    @property
    def line(self) -> str:
        """Points of the little line of articles; '' with fewer than two runs."""
        return spark_points(self.counts)


def write_site(plan: NightlyPlan, when: datetime, well: Mapping[str, str] | None = None) -> None:
    """Write the front page of the site and its feed, each in one step.

    Parameters
    ----------
    plan : NightlyPlan
        Says where, and which reports.
    when : datetime
        Now.
    well : mapping, optional
        The failed run of each report that is over, see `site_memory.SiteMemory`.
    """
    cards = [_card(plan, report, well or {}) for report in plan.reports]
    page = template("site.html.j2").render(
        title=plan.title,
        cards=cards,
        spark=SPARK,
        shown=SHOWN_RUNS,
        looked=looked(when),
        versions=versions(),
        **inline("site.css", images="'self'"),
    )
    write_file(plan.site / FRONT, page)
    write_file(plan.site / FEED, feed(plan, cards))


def feed(plan: NightlyPlan, cards: Sequence[Card]) -> str:
    """Write the feed: one entry a run, failed ones included.

    Parameters
    ----------
    plan : NightlyPlan
        Title and address of the site.
    cards : sequence of Card
        The reports.

    Returns
    -------
    str
        Atom (RFC 4287).
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    runs = [(run, card) for card in cards for run in card.runs if run.record.get("when")]
    runs.sort(key=lambda pair: (pair[0].record["when"], pair[1].name), reverse=True)
    newest = runs[0][0].record["when"] if runs else "1970-01-01T00:00:00+00:00"
    _add(root, "title", plan.title)
    _add(root, "id", f"urn:uuid:{uuid.uuid5(_NAMESPACE, plan.url or plan.title)}")
    _add(root, "updated", newest)
    author = _add(root, "author", None)
    _add(author, "name", "Datelines")
    _add(root, "link", None, href=f"{plan.url}/feed.xml" if plan.url else "feed.xml", rel="self")
    for run, card in runs[:FEED_ENTRIES]:
        _entry(root, plan, run, card)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def spark_points(counts: Sequence[int]) -> str:
    """Place numbers on a little line.

    Parameters
    ----------
    counts : sequence of int
        From left to right.

    Returns
    -------
    str
        Points of an SVG polyline; '' for fewer than two numbers.

    Examples
    --------
    >>> spark_points([5, 5, 7])
    '2.0,22.0 60.0,22.0 118.0,2.0'
    """
    if len(counts) < 2:
        return ""
    width, height = SPARK[0] - 4, SPARK[1] - 4
    low, high = min(counts), max(counts)
    step, scale = width / (len(counts) - 1), height / max(high - low, 1)
    points = [(2 + i * step, 2 + height - (n - low) * scale) for i, n in enumerate(counts)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _card(plan: NightlyPlan, report: ReportPlan, well: Mapping[str, str]) -> Card:
    runs = past_runs(plan.site / report.name)
    return Card(report.name, report.title, runs, well.get(report.name, ""))


def _entry(root: ET.Element, plan: NightlyPlan, run: PastRun, card: Card) -> None:
    entry = _add(root, "entry", None)
    what = "failed" if run.failed else "published"
    _add(entry, "title", f"{card.title}: {what} {run.made}")
    _add(entry, "id", f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{plan.url}/{card.name}/{run.name}')}")
    _add(entry, "updated", run.record["when"])
    address = "index.html" if run.failed else f"{card.name}/{run.folder.name}/index.html"
    _add(entry, "link", None, href=f"{plan.url}/{address}" if plan.url else address)
    _add(entry, "summary", _summary(run.record), type="html")


def _summary(record: dict[str, Any]) -> str:
    if record.get("findings"):
        changes = "".join(f"<p>{escape(said)}</p>" for said in record.get("changes", []))
        return changes + "".join(record["findings"])
    told = [f"{n['name']} {n['status']}: {n['reason']}" for n in record["notebooks"] if n["reason"]]
    return "; ".join(told) or str(record.get("reason", "")) or "No finding."


def _add(parent: ET.Element, name: str, text: str | None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child
