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

    def add(name: str, told: str, more: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=told, description=f"{told[0].upper()}{told[1:]}. {more}"
        )

    _add_report(
        add(
            "report", "run the notebooks and publish what they say",
            "The pages open in any browser; a second run reads only new and changed clippings.",
        )
    )  # fmt: skip
    nightly = add(
        "nightly", "run and publish the reports that have news",
        "News are new or changed clippings, notebooks, settings or code.",
    )  # fmt: skip
    nightly.add_argument(
        "--config", type=Path, default=Path("nightly.toml"), metavar="FILE",
        help="what to run; default: nightly.toml",
    )  # fmt: skip
    _add_notebooks(nightly)
    nightly.set_defaults(command=_nightly)
    _add_intake(
        add(
            "intake", "tell what was made of each clipping",
            "Writes intake.csv, with a row for each clipping, and doubtful_lines.csv, in which the "
            "kind of a line can be changed; as corrections.csv in FOLDER it is honoured from then "
            "on. A table metadata.csv in FOLDER may say who wrote its files, when and where.",
        )
    )  # fmt: skip
    _add_topics(
        add(
            "topics", "write topics as tables, continuing earlier ones",
            "Change a label in topics.csv, and it stays with its topic in later runs.",
        )
    )  # fmt: skip
    _add_extract(
        add(
            "extract", "write extracts that may be passed on",
            "An extract has the counts, scores and dates of an article, and none of its sentences.",
        )
    )  # fmt: skip
    lab = add("lab", "open the notebooks in JupyterLab", "They are yours to change.")
    _add_notebooks(lab)
    lab.set_defaults(command=_lab)
    return parser


def _add_notebooks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--notebooks", type=Path, metavar="DIR",
        help="folder with the notebooks; default: notebooks",
    )  # fmt: skip


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR",
        help="folder with clippings or extracts; default: the one that the notebooks name, at "
        "first the built-in articles",
    )  # fmt: skip
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder for the pages; default: reports/<name of corpus>",
    )
    parser.add_argument(
        "-p", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters",
        help="set a parameter of the notebooks, which their first cells explain; JSON where a list "
        "or an object is wanted",
    )  # fmt: skip
    _add_notebooks(parser)
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
        "--largest", type=_megabytes, default=20, metavar="MB",
        help="leave out clippings with more text than this; default: 20",
    )  # fmt: skip
    parser.set_defaults(command=_intake)


def _megabytes(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and int(given)):
        raise argparse.ArgumentTypeError(f"'{given}' is no whole number of megabytes from 1 up")
    return int(given)


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
    from helpers.reporting.spreadsheets import check_apart

    out = options.out or Path("reports") / f"{options.folder.resolve().name}-intake"
    check_apart(out, options.folder)
    corpus = _load(options.folder, columns=_columns(options.columns), largest=options.largest)
    written = write_accounts(corpus, out)
    print(summarise(corpus))
    _tell_written(written)


def _load(folder: Path, **options: Any) -> Corpus:  # noqa: ANN401
    """Read a folder, with a bar that shows how far one is."""
    from tqdm import tqdm

    from helpers.corpus import load_corpus

    with tqdm(desc="reading", unit="B", unit_scale=True, disable=None, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
            bar.refresh()

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
