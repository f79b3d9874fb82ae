"""Write requirements.lock from pyproject.toml, keeping the versions it has where they still fit.

Arguments go to the resolver: `--upgrade` takes the newest versions that the bounds allow.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"

HEADER = """\
# One version of every package Datelines needs, for Python {python} and later, with its hashes.
# Made from pyproject.toml by `make lock`; do not edit.
# For the newest versions that the bounds allow: .venv/bin/python tools/lock.py --upgrade
"""

# Sources of packages that only this machine knows have no place in a file for everybody.
LOCAL_SOURCES = {"UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS"}


def oldest_python() -> str:
    """Lowest version of Python that the project supports."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(settings["project"]["requires-python"]).removeprefix(">=")


def resolver() -> str:
    """Path of uv, on the path or in the environment."""
    uv = shutil.which("uv") or shutil.which("uv", path=ROOT / ".venv" / "bin")
    if uv is None:
        sys.exit("make lock needs uv: get it with .venv/bin/python -m pip install uv")
    return uv


def resolve(output: Path, *options: str) -> None:
    """Let uv find versions that suit every supported Python and system at once."""
    command = [resolver(), "pip", "compile", "pyproject.toml", "--all-extras", "--group=dev"]
    # One version for all Pythons, since versions decide the last digits of a result.
    command += ["--universal", f"--python-version={oldest_python()}", "--fork-strategy=fewest"]
    command += ["--generate-hashes", "--only-binary=:all:", "--no-header"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--quiet", f"--output-file={output}"]
    environment = {k: v for k, v in os.environ.items() if k not in LOCAL_SOURCES}
    done = subprocess.run([*command, *options], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit("requirements.lock is as it was: uv found no versions (its reasons are above)")


def main(*options: str) -> None:
    """Replace the lock file in one step."""
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        output = Path(folder) / LOCK.name
        if LOCK.exists():
            shutil.copy(LOCK, output)
        resolve(output, *options)
        text = output.read_text(encoding="utf-8")
        output.write_text(HEADER.format(python=oldest_python()) + text, encoding="utf-8")
        output.replace(LOCK)


if __name__ == "__main__":
    main(*sys.argv[1:])
