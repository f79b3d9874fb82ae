"""Fill .venv with the packages of requirements.lock and with the project itself.

Called by setup.sh with a Python that is new enough; needs the standard library only. The
environment is made from nothing whenever its packages change or an earlier attempt was cut short,
so what is in it never depends on what was in it before.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
READY = VENV / "ready"
LOG = VENV / "setup.log"

# Imported once, so that every later start finds compiled modules and matplotlib's list of fonts.
WARM_UP = (
    "hypothesis, ipykernel.kernelapp, jupyterlab.labapp, matplotlib.pyplot, nbconvert, nltk, "
    "pandas, papermill, punkt, pyarrow.parquet, pytest, scipy.stats, seaborn, "
    "sklearn.decomposition, sklearn.feature_extraction.text"
)

# What an installer's log says -> what it means, the most telling first.
CAUSES = {
    r"DO NOT MATCH THE HASHES|Hash mismatch": "a downloaded package is not the one that "
    "requirements.lock names: try again, and if that does not help, ask who runs your package "
    "mirror",
    r"No space left on device": "the disk is full: free about 1 GB and try again",
    r"connection broken|Max retries exceeded|error sending request|network was disabled|"
    r"[Nn]etwork connectivity|Name or service not known|name resolution|dns error|ProxyError|"
    r"timed out": "the packages cannot be downloaded: connect to the internet, or set your "
    "network's proxy or package mirror, and try again",
    r"No matching distribution found|no usable wheels|no wheels with a matching": "some package "
    "has no build for this machine: see environment.yml for the way with conda",
}


class SetupError(Exception):
    """Why the set-up cannot go on, as a clause for the person at the keyboard."""


@contextlib.contextmanager
def one_at_a_time() -> Iterator[int]:
    """Hold a lock on the folder; the installers inherit it, so an orphaned one holds it too."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another set-up of this folder to end ...", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(folder)


def clean_environment() -> dict[str, str]:
    """Environment for installers: bytecode gets written, and modules from elsewhere stay out."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"MPLCONFIGDIR": str(VENV / "var" / "matplotlib")}


def run(*command: str | Path, lock: int) -> None:
    """Run one step with its output in the log."""
    with LOG.open("a", encoding="utf-8") as log:
        step = subprocess.run(
            command,
            cwd=ROOT,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            check=False,
        )
    if step.returncode:
        raise SetupError(explain(LOG.read_text(encoding="utf-8", errors="replace")))


def explain(log: str) -> str:
    """Name the cause that an installer's log gives away."""
    for sign, cause in CAUSES.items():
        if re.search(sign, log):
            return cause
    return "the packages could not be installed: the log tells more"


def find_uv() -> str | None:
    """Path of uv, unless it lives in the environment that is about to be replaced."""
    uv = shutil.which("uv")
    return None if uv and Path(uv).is_relative_to(VENV) else uv


def require_ensurepip() -> None:
    """Refuse a Python from which the distribution has split off what makes environments."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            f"{sys.executable} cannot make virtual environments because its ensurepip is missing: "
            f"install it (on Debian and Ubuntu 'apt install python{version}-venv'), or install uv, "
            "and try again"
        )


def clear() -> None:
    """Empty the environment's folder, which may be a link to a larger disk."""
    VENV.mkdir(exist_ok=True)
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def install_with_uv(uv: str, lock: int) -> None:
    """Make the environment and fill it; copies, since NLTK refuses files with a second link."""
    python = ("--python", sys.executable)
    run(uv, "venv", "--allow-existing", "--no-project", *python, VENV, lock=lock)
    hashed = ("--require-hashes", "--only-binary=:all:", "--link-mode=copy")
    run(uv, "pip", "sync", "--python", PYTHON, *hashed, LOCK, lock=lock)


def install_with_pip(lock: int) -> None:
    """Make the environment and fill it with what every Python brings along."""
    require_ensurepip()
    run(sys.executable, "-m", "venv", VENV, lock=lock)
    hashed = ("--require-hashes", "--only-binary=:all:", "--no-deps", "--no-compile")
    run(PYTHON, "-m", "pip", "install", *hashed, "-r", LOCK, lock=lock)


def install_project(uv: str | None, lock: int) -> None:
    """Install the project so that its folder is what gets imported."""
    pip = (uv, "pip", "install", "--python", PYTHON) if uv else (PYTHON, "-m", "pip", "install")
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT, lock=lock)


def install_all(uv: str | None, lock: int) -> None:
    """Make the environment anew."""
    tool = "uv" if uv else "pip"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    print(
        f"Setting up .venv with Python {version} and {tool} (once, about a minute) ...", flush=True
    )
    clear()
    if uv:
        install_with_uv(uv, lock)
    else:
        install_with_pip(lock)
    install_project(uv, lock)
    run(PYTHON, "-c", f"import {WARM_UP}", lock=lock)


def set_up(state: str, chosen: str, lock: int) -> None:
    """Bring the environment up to date, and as the last thing note in it that it is."""
    packages = hashlib.sha256(f"{ROOT}\n".encode() + LOCK.read_bytes()).hexdigest()
    noted = READY.read_text(encoding="utf-8").splitlines() if READY.exists() else []
    usable = PYTHON.exists() and noted[2:] == [packages] and chosen in ("", noted[1])
    if usable and noted[0] == state:
        return  # another set-up got here first
    READY.unlink(missing_ok=True)
    if usable:
        chosen = noted[1]
        LOG.unlink(missing_ok=True)
        install_project(find_uv(), lock)
    else:
        install_all(find_uv(), lock)
    unfinished = READY.with_suffix(".part")
    unfinished.write_text(f"{state}\n{chosen}\n{packages}\n", encoding="utf-8")
    unfinished.replace(READY)


def stop(signum: int, _frame: object) -> None:
    """Turn a signal into an exception, so that the running installer is stopped too."""
    raise KeyboardInterrupt(signum)


def main(state: str, chosen: str) -> int:
    """Set up, and put what goes wrong into one sentence."""
    signal.signal(signal.SIGTERM, stop)
    try:
        with one_at_a_time() as lock:
            set_up(state, chosen, lock)
    except SetupError as error:
        print(f"Datelines is not set up: {error}", end="", file=sys.stderr)
        print(f" (log: {LOG.relative_to(ROOT)})." if LOG.exists() else ".", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Datelines is not set up: {error}; see to it and try again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Set-up was interrupted: the same command starts it again.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
