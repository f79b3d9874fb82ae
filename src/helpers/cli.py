"""The command line: `datelines report`, `nightly`, `intake`, `topics`, `extract` and `lab`."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import DatelinesError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.corpus import Corpus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after `datelines`; those of the process where they are not given.

    Returns
    -------
    int
        0 when all is well, 1 when a notebook failed, 2 when the user can put something right,
        3 when another run is at work, 130 after Ctrl-C, 143 after SIGTERM.
    """
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
    except DatelinesError as error:
        print(f"datelines: {error}", file=sys.stderr)
        return _code(error)
    except MemoryError:
        print(
            "datelines: the memory is used up: close other programs, or split the folder",
            file=sys.stderr,
        )
        return 2
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, SystemExit) as stopped:
        print("datelines: stopped; the last report is as it was", file=sys.stderr)
        return int(stopped.code or 0) if isinstance(stopped, SystemExit) else 130
    return 0


def _code(error: DatelinesError) -> int:
    from helpers.reporting.nightly import LockedError
    from helpers.reporting.runs import NotebookError

    if isinstance(error, NotebookError):
        return 1
    return 3 if isinstance(error, LockedError) else 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="datelines", description="How a story changed, from a folder of clippings."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_report(commands.add_parser("report", help="run the notebooks and publish what they say"))
    nightly = commands.add_parser("nightly", help="run and publish the reports that have news")
    nightly.add_argument(
        "--config", type=Path, default=Path("nightly.toml"), metavar="FILE",
        help="what to run; default: nightly.toml",
    )  # fmt: skip
    nightly.add_argument("--notebooks", type=Path, metavar="DIR", help="folder with the notebooks")
    nightly.set_defaults(command=_nightly)
    _add_intake(commands.add_parser("intake", help="tell what was made of each clipping"))
    _add_topics(
        commands.add_parser("topics", help="write topics as tables, continuing earlier ones")
    )
    _add_extract(commands.add_parser("extract", help="write extracts that may be passed on"))
    lab = commands.add_parser("lab", help="open the notebooks in JupyterLab")
    lab.add_argument("--notebooks", type=Path, metavar="DIR", help="folder with the notebooks")
    lab.set_defaults(command=_lab)
    return parser


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="clippings or extracts")
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: reports/<name of corpus>")
    parser.add_argument(
        "-p", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters",
        help="set a parameter of the notebooks; JSON where a list or an object is wanted",
    )  # fmt: skip
    parser.add_argument("--notebooks", type=Path, metavar="DIR", help="folder with the notebooks")
    parser.set_defaults(command=_report)


def _add_intake(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder with clippings")
    parser.add_argument(
        "--out", type=Path, metavar="DIR",
        help="where to write intake.csv and doubtful_lines.csv; default: reports/<FOLDER>-intake",
    )  # fmt: skip
    parser.add_argument(
        "--columns", nargs="+", default=[], metavar="WHAT=NAME",
        help="for tables: which column holds what, for instance text=Body headline=Title",
    )  # fmt: skip
    parser.add_argument(
        "--largest", type=int, default=20, metavar="MB", help="of one clipping; default: 20"
    )
    parser.set_defaults(command=_intake)


def _add_topics(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder with clippings")
    parser.add_argument(
        "--out", type=Path, metavar="DIR",
        help="where to write the tables; default: reports/<FOLDER>-topics",
    )  # fmt: skip
    parser.add_argument(
        "--topics",
        type=int,
        metavar="N",
        help="how many; default: the usual number, or that of the last run if it is near",
    )
    parser.add_argument(
        "--before", type=Path, metavar="FILE",
        help="topics.csv of an earlier run; default: the one in FOLDER, else the one in DIR",
    )  # fmt: skip
    parser.set_defaults(command=_topics)


def _add_extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder with clippings")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write the extracts to")
    parser.set_defaults(command=_extract)


def _report(options: argparse.Namespace) -> None:
    from helpers.reporting.publish import report, shown

    given = [(name, value) for name, value in options.parameters]
    page = report(options.corpus, options.out, given, _notebooks(options.notebooks))
    print(f"open {shown(page)}")


def _nightly(options: argparse.Namespace) -> None:
    from helpers.reporting.nightly import run_night
    from helpers.reporting.runs import NotebookError

    outcomes = run_night(options.config, _notebooks(options.notebooks), print)
    if failed := [outcome for outcome in outcomes if outcome.status == "failed"]:
        others = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        raise NotebookError(f"{failed[0]}{others}; earlier reports are as they were")


def _intake(options: argparse.Namespace) -> None:
    from helpers.reporting.intake import summarise, write_accounts

    corpus = _load(options.folder, columns=_columns(options.columns), largest=options.largest)
    out = options.out or Path("reports") / f"{corpus.name}-intake"
    written = write_accounts(corpus, out)
    print(summarise(corpus))
    _tell_written(written)


def _load(folder: Path, **options: Any) -> Corpus:  # noqa: ANN401
    """Read a folder, with a bar that shows how far one is."""
    from tqdm import tqdm

    from helpers.corpus import load_corpus

    with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return load_corpus(folder, progress=tell, **options)


def _tell_written(written: Sequence[Path]) -> None:
    from helpers.reporting.publish import shown

    print("written     " + ", ".join(str(shown(path.resolve())) for path in written))


def _topics(options: argparse.Namespace) -> None:
    from helpers.analysis.topic_models.continuity import continue_topics, start_of
    from helpers.analysis.topics import fit_topics
    from helpers.reporting.remarks.continuity import changes_told, topics_told
    from helpers.reporting.topic_exports import check_folder, earlier_topics, export_topics

    name = Path(os.path.abspath(options.folder)).name  # noqa: PTH100  (a link keeps its name)
    out = options.out or Path("reports") / f"{name}-topics"
    check_folder(out, options.folder)
    before = earlier_topics(options.before, options.folder, out)
    corpus = _load(options.folder)
    model = fit_topics(corpus, n_topics=options.topics, start=start_of(before))
    continued = continue_topics(model, before)
    written = export_topics(continued, out, corpus.articles)
    print("\n".join([*topics_told(continued.model), *changes_told(continued.changes)]))
    _tell_written(written)


def _columns(given: Sequence[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    for what, mark, name in pairs:
        if not (what and mark and name):
            raise DatelinesError(
                f"--columns takes WHAT=NAME, for instance text=Body, and not '{what}{mark}{name}'"
            )
    return {what: name for what, _, name in pairs}


def _extract(options: argparse.Namespace) -> None:
    from helpers.corpus.extraction import extract_folder

    print(extract_folder(options.folder, options.out))


def _lab(options: argparse.Namespace) -> None:
    if importlib.util.find_spec("jupyterlab") is None:
        raise DatelinesError("JupyterLab is not installed: pip install 'datelines[lab]'")
    words = [sys.executable, "-m", "jupyterlab", str(_notebooks(options.notebooks))]
    os.execv(sys.executable, words)


def _notebooks(given: Path | None) -> Path:
    """Find the notebooks: where the user says, else here, else beside the source."""
    beside_source = Path(__file__).resolve().parents[2] / "notebooks"
    for folder in [given] if given else [Path("notebooks"), beside_source]:
        if folder.is_dir():
            return folder
    raise DatelinesError(
        f"no folder '{given or 'notebooks'}': run this in the folder of the project, "
        "or say where the notebooks are by --notebooks DIR"
    )


if __name__ == "__main__":
    sys.exit(main())
