"""What starts a night elsewhere is valid: workflow, timer and service, line of a crontab."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from helpers.reporting.nightly_config import read_nightly

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_file_that_comes_with_the_project_can_be_used():
    plan = read_nightly(ROOT / "nightly.toml", ROOT / "notebooks")
    assert [report.name for report in plan.reports] == ["founding-corpus"]
    assert plan.site == ROOT / "site"


def test_the_workflow_runs_nightly_and_publishes_the_site():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "nightly.yml").read_text())
    triggers = workflow[True]  # YAML 1.1 reads the key "on" as true
    assert fits_cron(triggers["schedule"][0]["cron"])
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    steps = workflow["jobs"]["report"]["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", s["uses"]) for s in steps if "uses" in s)
    commands = [step["run"] for step in steps if "run" in step]
    assert commands == ["make nightly"]
    assert "nightly" in targets()
    uploads = [step for step in steps if "upload-pages" in step.get("uses", "")]
    assert uploads[0]["with"]["path"] == "site"


def test_timer_and_service_name_what_they_need():
    parsers = {}
    for kind in ("service", "timer"):
        parser = configparser.ConfigParser(interpolation=None, strict=True)
        parser.optionxform = str
        parser.read_string((DEPLOY / f"datelines-nightly.{kind}").read_text())
        parsers[kind] = parser
    assert parsers["service"]["Service"]["ExecStart"] == "/usr/bin/make nightly"
    assert parsers["service"]["Service"]["Type"] == "oneshot"
    assert parsers["timer"]["Timer"]["OnCalendar"]
    assert parsers["timer"]["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_finds_nothing_wrong_with_timer_and_service(tmp_path):
    for path in DEPLOY.glob("datelines-nightly.*"):
        shutil.copy(path, tmp_path)
    calendar = subprocess.run(
        ["systemd-analyze", "calendar", "*-*-* 03:17:00"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert calendar.returncode == 0, calendar.stderr
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "datelines-nightly.timer")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line for line in verified.stderr.splitlines() if "datelines" in line]
    assert not said, "\n".join(said)


def test_the_line_for_cron_has_five_fields_and_a_command():
    lines = [line for line in (DEPLOY / "crontab").read_text().splitlines() if line[:1] != "#"]
    (line,) = lines
    fields = line.split(maxsplit=5)
    assert fits_cron(" ".join(fields[:5]))
    assert "make nightly" in fields[5]
    assert "%" not in fields[5]  # cron reads it as the end of the line


def fits_cron(schedule: str) -> bool:
    limits = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]
    fields = schedule.split()
    return len(fields) == 5 and all(
        field == "*" or low <= int(field) <= high
        for field, (low, high) in zip(fields, limits, strict=True)
    )
