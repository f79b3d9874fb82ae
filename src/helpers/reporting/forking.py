"""A process that imports the libraries once and then forks a kernel on each request.

It is started as a script by `warm`, imports nothing of ours, so that notebooks always get the
helpers as they are on disk, and reads requests, one JSON object a line, from the socket whose
number is its argument. It ends when the other side closes the socket; its kernels then see that
their parent is gone, and end too.
"""

import builtins
import contextlib
import importlib
import importlib.util
import json
import os
import signal
import socket
import sys
import time
import types

PRELOADED = (
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "nltk",
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "scipy.sparse",
    "scipy.stats",
    "seaborn",
    "sklearn.decomposition",
    "sklearn.feature_extraction.text",
    "sklearn.neighbors",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
)
"""What notebooks spend their first seconds on."""


def serve(channel: socket.socket) -> None:
    """Fork a kernel on each request until the other side is gone.

    Parameters
    ----------
    channel : socket.socket
        Gets ``{"arguments": [...], "environment": {...}, "folder": ...}`` and answers with
        ``{"pid": ...}``, a line each.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for the kernels
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # read when ipykernel is imported
    # Libraries ask when they are imported whether they are in a notebook, pandas for instance.
    builtins.get_ipython = lambda: types.SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    for module in PRELOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    del builtins.get_ipython  # type: ignore[attr-defined]
    lines = channel.makefile("rw", encoding="utf-8")
    for line in lines:
        request = json.loads(line)
        pid = os.fork()
        if not pid:
            lines.detach()
            channel.close()
            _become_kernel(request)
        lines.write(json.dumps({"pid": pid}) + "\n")
        lines.flush()


def _become_kernel(request: dict[str, object]) -> None:
    """Do in the child what a kernel started as a process of its own finds done."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.clear()
        os.environ.update(request["environment"])  # type: ignore[call-overload]
        os.environ["JPY_PARENT_PID"] = str(os.getppid())
        time.tzset()
        os.chdir(str(request["folder"]))
        _reseed()
        from ipykernel import kernelapp

        launcher = importlib.util.find_spec("ipykernel_launcher")
        sys.argv = [str(launcher and launcher.origin), *request["arguments"]]  # type: ignore[misc]
        kernelapp.launch_new_instance()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    finally:
        os._exit(code)


def _reseed() -> None:
    """Let no two kernels share a stream of chance that nobody seeded."""
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


if __name__ == "__main__":
    del sys.path[0]  # the folder of this script, which a kernel does not look into
    serve(socket.socket(fileno=int(sys.argv[1])))
