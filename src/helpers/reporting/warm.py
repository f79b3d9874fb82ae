"""Kernels that need not import the libraries again: forked from a process that has them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jupyter_client.connect import KernelConnectionInfo

ANSWER_SECONDS = 60
"""How long the first fork may take, which waits for the imports."""


class Forked:
    """A forked kernel, as `subprocess.Popen` shows a started one.

    Parameters
    ----------
    pid : int
        Number of the process.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Tell whether it is gone.

        Returns
        -------
        int or None
            0 where it is gone, however it ended; None while it runs.
        """
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Wait until it is gone.

        Returns
        -------
        int
            Always 0: how it ended is known to the process that forked it alone.
        """
        while self.poll() is None:
            time.sleep(0.01)
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal.

        Parameters
        ----------
        number : int
            For instance `signal.SIGINT`.
        """
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    terminate = kill


class Forks:
    """The process that kernels are forked from.

    Parameters
    ----------
    environment : mapping
        Its environment variables.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        script = Path(__file__).with_name("forking.py")
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(theirs.fileno())],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        ours.settimeout(ANSWER_SECONDS)
        self._channel = ours
        self._lines = ours.makefile("rw", encoding="utf-8")

    def fork(self, arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> Forked:
        """Start a kernel.

        Parameters
        ----------
        arguments : sequence of str
            What `ipykernel_launcher` would be given.
        environment : mapping
            Its environment variables.
        folder : str
            Its working directory.

        Returns
        -------
        Forked
            The kernel.

        Raises
        ------
        OSError
            If the process that forks is gone or does not answer.
        """
        request = {"arguments": list(arguments), "environment": dict(environment), "folder": folder}
        with self._lock:
            self._lines.write(json.dumps(request) + "\n")
            self._lines.flush()
            answer = self._lines.readline()
        if not answer:
            raise BrokenPipeError("the process that forks kernels is gone")
        return Forked(int(json.loads(answer)["pid"]))

    def close(self) -> None:
        """End the process; its kernels end with it."""
        with contextlib.suppress(OSError):
            self._lines.close()
        self._channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self._process.kill()
        self._process.wait()


@contextlib.contextmanager
def forks(wanted: bool) -> Iterator[Forks | None]:
    """Keep a process to fork kernels from.

    Parameters
    ----------
    wanted : bool
        Whether kernels are to be forked.

    Yields
    ------
    Forks or None
        None where they are not wanted, or where this system does not fork safely: then kernels
        start as they always do.
    """
    if not wanted or not sys.platform.startswith("linux"):
        yield None
        return
    process = Forks(os.environ)
    try:
        yield process
    finally:
        process.close()


def manager_class(process: Forks | None) -> Any:  # noqa: ANN401  (jupyter_client's, made on demand)
    """Make the class of kernel managers whose kernels are forked.

    Parameters
    ----------
    process : Forks or None
        Where to fork from; None for kernels that start as they always do.

    Returns
    -------
    type
        For `nbclient.NotebookClient.kernel_manager_class`.
    """
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    if process is None:
        return AsyncKernelManager
    fork = process.fork

    class WarmProvisioner(LocalProvisioner):
        async def launch_kernel(
            self,
            cmd: list[str],
            **kwargs: Any,  # noqa: ANN401  (as the class that it extends has it)
        ) -> KernelConnectionInfo:
            arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
            folder = str(kwargs.get("cwd") or Path.cwd())
            try:
                forked = fork(arguments, kwargs.get("env") or os.environ, folder)
            except (OSError, ValueError):
                return await super().launch_kernel(cmd, **kwargs)
            self.process = forked  # type: ignore[assignment]  # has what is asked of a Popen
            self.pid = self.pgid = forked.pid
            self.cwd = folder
            return self.connection_info

    class WarmKernelManager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:  # noqa: ANN401  (the same)
            super().__init__(**options)
            # What the manager does itself where it has none yet.
            self.provisioner = WarmProvisioner(
                kernel_id=self.kernel_id or "", kernel_spec=self.kernel_spec, parent=self
            )

    return WarmKernelManager
