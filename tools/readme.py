"""Write the table of notebooks into README.md, from the notebooks themselves.

`python tools/readme.py` writes it; a test sees to it that the README has the table of today.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from helpers.reporting.files import find_notebooks, read_notebook

ROOT = Path(__file__).resolve().parents[1]
START, END = "<!-- notebooks: made by tools/readme.py -->", "<!-- end of notebooks -->"


def notebook_table(folder: Path) -> str:
    """Make a table of the notebooks of a folder: question, sections."""
    lines = ["| notebook | question | sections |", "| --- | --- | --- |"]
    for path in find_notebooks(folder):
        text = "\n".join(
            cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown"
        )
        title = re.search(r"^# (.+)$", text, re.MULTILINE)
        sections = re.findall(r"^## (.+)$", text, re.MULTILINE)[:-3]
        told = "; ".join(section[:1].lower() + section[1:] for section in sections)
        link = f"[{path.stem}](notebooks/{path.name})"
        lines.append(f"| {link} | {title[1] if title else ''} | {told} |")
    return "\n".join(lines)


def renewed(readme: str, table: str) -> str:
    """Put a table between the two marks of a text."""
    before, _, rest = readme.partition(START)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"README.md needs the lines '{START}' and '{END}'")
    return f"{before}{START}\n{table}\n{END}{after}"


def main() -> int:
    """Renew the README."""
    readme = ROOT / "README.md"
    text = renewed(readme.read_text(encoding="utf-8"), notebook_table(ROOT / "notebooks"))
    readme.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
