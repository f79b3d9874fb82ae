"""Inputs from which fuzzing starts: files of every format as the tests make them, and words."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
LARGEST = 30_000
"""Bytes of a file to start from; longer ones slow down every run made from them."""

NAMES = (
    "a.txt", "a.html", "a.md", "a.docx", "a.pdf", "a.rtf", "a.eml", "a.csv", "a.tsv", "a.json",
    "a.jsonl", "a.parquet", "a.sgm", "a.warc", "a.zip", "a.tar", "a.gz", "a.tar.gz", "a.mht",
    "a.xml", "a.js", "export", "1994-01-30.txt",
)  # fmt: skip
_TEXT = len(NAMES)


def write_starts(corpus: str) -> list[str]:
    """Write files of every format, each with the two bytes that say how it is to be read.

    Parameters
    ----------
    corpus : str
        Folder of earlier runs' inputs; the starts go beside it.

    Returns
    -------
    list of str
        Words for the fuzzer's command line: its list of words and the folder of the starts.
    """
    sys.path.insert(0, str(TESTS))
    from nasty import PUMPED, STORY
    from test_mixed_folder import BAD, GOOD

    folder = Path(corpus).resolve().parent / "starts"
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: data for name, (data, _) in GOOD.items()} | BAD
    for name, data in files.items():
        _write(folder / name, _kind(name), data)
        if name.endswith(".txt"):
            _write(folder / f"text of {name}", _TEXT, data)
    for name, pattern in PUMPED.items():
        _write(folder / name, _TEXT, pattern.encode(), repeated=248)
    _write(folder / "story", _TEXT, "\n".join(STORY).encode())
    return [f"-dict={Path(__file__).with_name('words.dict')}", str(folder)]


def _kind(name: str) -> int:
    suffixes = [known.partition(".")[2] for known in NAMES]
    ending = name.partition(".")[2]
    return suffixes.index(ending if ending in suffixes else name.rpartition(".")[2])


def _write(path: Path, kind: int, data: bytes, repeated: int = 0) -> None:
    if len(data) <= LARGEST:
        path.write_bytes(bytes([kind, repeated]) + data)
