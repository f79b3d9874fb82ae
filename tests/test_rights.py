"""Nothing of a clipping that may not be handed on is in the project."""

import re
import subprocess

LONGEST = 6


def tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(words: list[str], n: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def test_no_seven_words_in_a_row_of_any_clipping_are_in_any_file(shared, root):
    taken = set()
    for folder in ("seeds", "corpora"):
        for path in sorted((shared / folder).rglob("*.txt")):
            taken |= runs(tokens(path.read_text(encoding="utf-8", errors="replace")), LONGEST + 1)
    assert len(taken) > 1000
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = {}
    for name in filter(None, listed.split("\0")):
        path = root / name
        if path.is_file():
            words = tokens(path.read_text(encoding="utf-8", errors="replace"))
            hits = runs(words, LONGEST + 1) & taken
            if hits:
                found[name] = " ".join(min(hits))
    assert not found
