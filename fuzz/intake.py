"""Coverage-guided fuzzing of intake: whatever bytes a file holds, something is made of them.

    make fuzz                  a million files, made from those of earlier runs
    make fuzz RUNS=20000       fewer

As many processes as there are processors share the inputs and what they find. The first byte of an
input chooses the name under which the rest is read, or that the rest goes to the functions for
texts; the second, whether it may be repeated, and how often. A run fails where anything is raised,
where a result does not hold what it promises, where a file takes more processor time than any of
its length may, or where memory grows beyond a bound. The input is then left in ``.venv/var/fuzz``,
and ``.venv/bin/python fuzz/intake.py FILE`` tries it again.
"""

from __future__ import annotations

import io
import os
import pkgutil
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn
from zlib import crc32

import atheris
from atheris.import_hook import HookManager

# Watching comparisons as well, as `instrument_imports` does, takes 100 to 140 kB an input that
# Atheris 3.0.0 never gives back; words.dict holds what they would find.
with HookManager({"helpers"}, set(), enable_loader_override=True, trace_dataflow=False):
    import helpers.intake

    for _module in pkgutil.walk_packages(helpers.intake.__path__, "helpers.intake."):
        import_module(_module.name)

from starts import NAMES, write_starts

from helpers.intake.clean import read_article
from helpers.intake.dating import estimate_date
from helpers.intake.formats.source import Limits, Options, Source
from helpers.intake.language import detect_language
from helpers.intake.ocr import ocr_noise
from helpers.intake.parts.partition import cut_apart
from helpers.intake.quotes.quotations import find_quotations
from helpers.intake.reading import KEPT_STATUSES, read_results, scored
from helpers.intake.records import check
from helpers.intake.segment import words
from helpers.intake.sketches import sketch

STATUSES = KEPT_STATUSES | {"empty", "skipped"}
MEGABYTE = 2**20
OPTIONS = Options(
    limits=Limits(article=MEGABYTE, collection=4 * MEGABYTE, unpacked=8 * MEGABYTE, members=200)
)
LONGEST = 200_000
"""Bytes to which an input is repeated at most."""

REPEATED = 240
"""Second bytes from here on repeat the input, each twice as often as the one before."""

RARELY = 16
"""One in so many inputs that may be repeated is. They take ten times as long as others, and their
offspring inherits the second byte."""

SECONDS, SECONDS_A_MEGABYTE = 2.0, 40.0
"""Processor time for any file, and on top of it by length; watching the code triples both."""

MOST_MEMORY = 2048
"""Megabytes, the interpreter and its libraries included."""


class StallError(BaseException):
    """A file took longer than any of its size may; no reader may catch it."""


def _stall(*_: object) -> None:
    raise StallError("not done in time")


def try_input(data: bytes) -> None:
    """Read one input as its first two bytes say.

    Parameters
    ----------
    data : bytes
        Kind of file, repetition, content.
    """
    kind, repeated, content = data[:1] or b"\0", data[1:2], data[2:]
    may = bool(content) and crc32(content) % RARELY == 0
    doubled = max(0, repeated[0] - REPEATED + 1) if may else 0
    if doubled and (times := 1 << doubled) <= LONGEST // len(content):
        content *= times
    name = (*NAMES, "")[kind[0] % (len(NAMES) + 1)]
    allowed = SECONDS + SECONDS_A_MEGABYTE * len(content) / MEGABYTE
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed)
    try:
        if name:
            try_file(name, content)
        else:
            try_text(content.decode("utf-8", "surrogateescape"))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def try_file(name: str, content: bytes) -> None:
    """Read a file and hold every result against what it promises.

    Parameters
    ----------
    name : str
        Its name.
    content : bytes
        What it holds.
    """
    source = Source(name, "", io.BytesIO(content), len(content), OPTIONS)
    results = scored(list(read_results(source)))
    assert results, "a file left no result"
    for place, result in enumerate(results):
        assert result.item == place
        assert result.status in STATUSES, result
        assert result.record or result.reason, result
        assert "please report this" not in result.reason, result
        result.reason.encode()
        if result.record:
            check(result.record)


def try_text(text: str) -> None:
    """Hand a text to the functions that take any.

    Parameters
    ----------
    text : str
        Any text, lone surrogates included.
    """
    assert "".join(cut_apart(text)) == text, "a text was cut and does not fit together"
    article = read_article(text)
    numbers = [line.number for line in article.lines]
    assert numbers == sorted(set(numbers)), "a line is there twice"
    assert all(0.5 <= line.confidence <= 1 for line in article.lines)
    dated = article.dated
    assert dated.earliest is None or dated.latest is None or dated.earliest <= dated.latest
    estimate_date(text)
    paragraphs = text.split("\n")
    ends: dict[int, int] = {}
    for quotation in find_quotations(paragraphs):
        end = ends.get(quotation.passage, 0)
        assert end <= quotation.start < quotation.end <= len(paragraphs[quotation.passage])
        ends[quotation.passage] = quotation.end
    code, sure = detect_language(text)
    assert code and 0 <= sure <= 1
    assert 0 <= ocr_noise(text) <= 1
    found = sketch([[(paragraph, words(paragraph))] for paragraph in paragraphs])
    assert all(0 <= value < 2**63 for _, value in found)


def main() -> None:
    """Fuzz until the runs are done or something is found."""
    arguments = sys.argv
    folders = [word for word in arguments[1:] if not word.startswith("-")]
    runs = next((int(word[6:]) for word in arguments if word.startswith("-runs=")), 0)
    for kind in range(len(NAMES) + 1):  # loads what is loaded once
        try_file((*NAMES, "a.txt")[kind], b"OSLO: Talks failed again. Nobody was glad.")
    try_text("OSLO: Talks failed again. Nobody was glad.")
    signal.signal(signal.SIGVTALRM, _stall)
    if len(folders) != 1:
        fuzz(arguments)
    starts = write_starts(folders[0])
    known = sum(len([*Path(folder).iterdir()]) for folder in (folders[0], starts[-1]))
    others = [word for word in arguments if not word.startswith("-runs=")]
    processes = min(os.cpu_count() or 1, runs)
    running = set()
    for number in range(processes):
        new = runs // processes + (number < runs % processes)
        process = os.fork()
        if not process:  # what is known is read first, and counts
            fuzz([*others, *starts, f"-runs={known + new}", "-reload=60"])
        running.add(process)
    while running:
        process, status = os.wait()
        running.remove(process)
        if code := os.waitstatus_to_exitcode(status):
            for other in running:
                os.kill(other, signal.SIGTERM)
            sys.exit(code)


def fuzz(arguments: list[str]) -> NoReturn:
    """Fuzz in this process, to its end.

    Parameters
    ----------
    arguments : list of str
        For the fuzzer, behind the name of the program.
    """
    atheris.Setup([*arguments, f"-rss_limit_mb={MOST_MEMORY}"], try_input)
    atheris.Fuzz()
    sys.exit()


if __name__ == "__main__":
    main()
