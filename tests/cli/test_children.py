"""Children of a command: a signal at any moment stops them, and never leaves the command hanging."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from capacities.commands.children import Children, Stopped


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="this system has no signal masks")
def test_a_signal_while_children_are_looked_at_never_leaves_the_lock_taken() -> None:
    """Signals rain on a loop that polls, as Ctrl-C does on the demo; each time the child can be waited for."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    stopped = 0
    try:
        for turn in range(400):
            with Children() as children:
                sleeper = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
                children.running.append(("sleeper", sleeper))
                try:
                    threading.Timer(0.001 * (turn % 5), os.kill, (os.getpid(), signal.SIGINT)).start()
                    deadline = time.monotonic() + 10
                    while time.monotonic() < deadline:
                        children.ended()
                except Stopped:
                    stopped += 1
            assert not sleeper._waitpid_lock.locked()  # type: ignore[attr-defined]
            assert sleeper.returncode == -signal.SIGTERM
            assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == mask
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert stopped == 400
