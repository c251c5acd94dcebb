"""Child processes of a command: they stop with it, in order, whatever ends it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE_S = 10.0
PR_SET_PDEATHSIG = 1  # prctl(2): the signal that the kernel sends to a child when its parent dies


class Stopped(Exception):
    """A signal asked this process to stop."""


class Children:
    """Processes `python -m capacities …` of this command; leaving the `with` block stops them, last one first."""

    def __init__(self) -> None:
        self.running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def __enter__(self) -> Children:
        for number in (signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGTERM)):
            signal.signal(number, self._stop)
        return self

    def __exit__(self, *_error: object) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        for _name, process in reversed(self.running):
            process.terminate()
        deadline = time.monotonic() + PATIENCE_S
        for _name, process in self.running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _stop(self, _signal: int, _frame: object) -> None:
        raise Stopped

    def start(self, *arguments: str) -> None:
        """Start a command of ours in a session of its own, so that Ctrl-C reaches only this process."""
        process = subprocess.Popen(
            [sys.executable, "-m", "capacities", *arguments],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent() if sys.platform == "linux" else None,
        )
        self.running.append((arguments[0], process))

    def ended(self) -> str:
        """Return the name of a child that has ended, or nothing."""
        with _undisturbed():
            return next((name for name, process in self.running if process.poll() is not None), "")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back the signals that stop us: an exception inside `poll` would leave its lock taken, and `wait` hanging."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where Ctrl-C does not come between two steps of poll
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:  # a signal that came just before raises inside the next call, when it has blocked already
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _die_with_parent() -> Callable[[], None]:
    library, parent = ctypes.CDLL(None), os.getpid()

    def ask_kernel() -> None:
        library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel
