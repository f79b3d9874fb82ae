"""The house is as docs/architecture.md says: floors, names, tables; and the documents lead on."""

import ast
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import helpers
from helpers import load_corpus
from helpers.intake.records import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "helpers"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "seeds/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    PACKAGE / "data" / "README.md",
]
MOST_LINES = 400


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "helpers"


PATHS = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in PATHS.items()}


def floors(text: str) -> list[str]:
    """Floors from the top, as the document names them in one line with arrows."""
    (line,) = re.findall(r"`\w+`(?: → `\w+`)+", text)
    return re.findall(r"\w+", line)


FLOORS = floors(ARCHITECTURE)


def imported(name: str, tree: ast.AST) -> set[str]:
    """Modules of ours that a module imports anywhere, inside functions and for type checkers too.

    What a package's `__init__` hands on counts as the package.
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("helpers")}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} has a relative import: write helpers.…"
            if node.module and node.module.partition(".")[0] == "helpers":
                below = node.module.removeprefix("helpers").removeprefix(".")
                names = {f"{below}.{alias.name}".lstrip(".") for alias in node.names}
                found |= {n if n in PATHS else below or "helpers" for n in names}
    return found - {name}


IMPORTS = {name: imported(name, tree) for name, tree in TREES.items()}


def floor(name: str) -> str:
    return name.partition(".")[0]


def rises(imports: dict[str, set[str]]) -> list[str]:
    """Imports that point up, or into the front door."""
    height = {name: place for place, name in enumerate(reversed(FLOORS), start=1)}
    height |= {"errors": 0, "helpers": len(FLOORS) + 1}
    return [
        f"{name} imports {other}"
        for name, others in imports.items()
        for other in sorted(others)
        if height[floor(other)] > height[floor(name)]
    ]


def test_the_document_names_the_floors_that_there_are():
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    there -= {"__init__", "__pycache__", "data", "errors"}
    assert set(FLOORS) == there


def test_imports_only_point_down():
    assert rises(IMPORTS) == []


def test_an_import_that_points_up_is_noticed():
    up = {"analysis.topics": {"reporting.show"}, "intake.clean": {"helpers"}}
    assert len(rises(up)) == 2


def test_no_module_imports_itself_by_a_detour():
    assert list(graphlib.TopologicalSorter(IMPORTS).static_order())


def test_analysis_knows_of_a_corpus_only_its_tables():
    used = set().union(*(others for name, others in IMPORTS.items() if floor(name) == "analysis"))
    below = {name for name in used if floor(name) != "analysis"}
    assert below == {
        "errors",
        "intake.data",
        "intake.quotes.word_classes",
        "intake.segment",
        "intake.stopwords",
    }


@pytest.mark.parametrize("name", PATHS)
def test_a_module_can_be_read_at_a_sitting(name: str):
    assert len(PATHS[name].read_text(encoding="utf-8").splitlines()) < MOST_LINES


def test_every_module_is_in_the_picture():
    named = set(re.findall(r"`(?:helpers\.)?([\w.]+)`", ARCHITECTURE))
    named |= {name.rpartition(".")[0] for name in named}
    missing = [name for name in PATHS if name not in named and name != "helpers"]
    assert missing == []


def top_level(tree: ast.Module) -> set[str]:
    """Names that a module defines or hands on."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.ImportFrom(names=names):
                found |= {alias.asname or alias.name for alias in names}
    return found


def is_there(dotted: str) -> bool:
    """Tell whether a dotted name is a module, or something that a module defines."""
    module, _, attribute = dotted.rpartition(".")
    return dotted in PATHS or (module in PATHS and attribute in top_level(TREES[module]))


def dotted_names(text: str) -> set[str]:
    starts = "|".join([*FLOORS, "errors"])
    return set(re.findall(rf"`(?:helpers\.)?((?:{starts})(?:\.\w+)+)", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_name_in_a_document_exists(path: Path):
    named = dotted_names(path.read_text(encoding="utf-8"))
    assert [name for name in sorted(named) if not is_there(name)] == []


def test_a_name_that_does_not_exist_is_noticed():
    text = "`analysis.eras` and `helpers.analysis.ears`, `errors.DatelinesError`, `corpus.x.y`"
    gone = [name for name in sorted(dotted_names(text)) if not is_there(name)]
    assert gone == ["analysis.ears", "corpus.x.y"]


@pytest.mark.parametrize("name", helpers.__all__)
def test_the_home_of_every_name_of_the_front_door_is_told(name: str):
    home = getattr(helpers, name).__module__.removeprefix("helpers.")
    assert f"`{home}.{name}`" in ARCHITECTURE


def test_the_tables_have_the_columns_that_the_document_names():
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (`article_id`.+) \|$", ARCHITECTURE, re.MULTILINE)
    told = {table: re.findall(r"`(\w+)`", columns) for table, columns in rows}
    articles = load_corpus(ROOT / "seeds").articles
    assert set(told.pop("articles")) == set(articles.columns)
    stored = {t: ["article_id", *columns] for t, columns in SCHEMA.items() if t != "articles"}
    assert told == stored


def test_columns_marked_with_a_star_are_those_that_may_be_missing():
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (`article_id`.+) \|$", ARCHITECTURE, re.MULTILINE)
    starred = {(table, column) for table, columns in rows
               for column in re.findall(r"`(\w+)`\\\*", columns)}  # fmt: skip
    optional = {(table, column) for table, columns in SCHEMA.items()
                for column, kind in columns.items() if kind == "text?"}  # fmt: skip
    assert starred == optional


# A line is enough where the class says the rest.
TOLD_ELSEWHERE = {
    "analysis.tables.CorpusTables.table": "helpers.Corpus has the full text",
    "analysis.tables.CorpusTables.chunks": "helpers.Corpus has the full text",
    "corpus.engine.Engine.map": "it is what map is everywhere",
    "corpus.engine.LocalEngine.map": "it is what map is everywhere",
}


def public_functions(name: str, body: list[ast.stmt]) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield f"{name}.{node.name}", node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(f"{name}.{node.name}", node.body)


def gaps(node: ast.FunctionDef) -> list[str]:
    """Tell what a docstring of a function with arguments leaves out."""
    text = ast.get_docstring(node) or ""
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    every += [extra for extra in (node.args.vararg, node.args.kwarg) if extra]
    names = [argument.arg for argument in every if argument.arg not in ("self", "cls")]
    if not names:
        return [] if text else ["a docstring"]
    parameters = text.partition("Parameters\n")[2]
    missing = [name for name in names if not re.search(rf"\b{name}\b", parameters)]
    gives = node.returns is not None and ast.unparse(node.returns) != "None"
    if gives and not re.search(r"^(Returns|Yields)$", text, re.MULTILINE):
        missing.append("what it returns")
    return missing


@pytest.mark.parametrize("module", PATHS)
def test_a_public_function_says_what_it_takes_and_gives(module: str):
    tree = TREES[module]
    assert ast.get_docstring(tree)
    found = {
        name: missing
        for name, node in public_functions(module, tree.body)
        if name not in TOLD_ELSEWHERE and (missing := gaps(node))
    }
    assert found == {}


def test_exceptions_from_the_rule_are_still_needed():
    functions = dict(f for name, tree in TREES.items() for f in public_functions(name, tree.body))
    assert all(gaps(functions[name]) for name in TOLD_ELSEWHERE)


@pytest.mark.parametrize("name", PATHS)
def test_a_public_class_says_what_it_is(name: str):
    classes = [node for node in TREES[name].body if isinstance(node, ast.ClassDef)]
    assert [c.name for c in classes if c.name[0] != "_" and not ast.get_docstring(c)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path):
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_targets_of_make_exist(path: Path):
    told = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)", _code(path)))
    there = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert told - there == set()


def _code(path: Path) -> str:
    """What a document sets as code, in a line or indented."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"`[^`\n]+`|^(?: {4}|make ).+$", text, re.MULTILINE))
