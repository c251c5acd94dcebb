"""What a stranger does first: clone, `./run demo`, look, Ctrl-C. In a folder of its own, with an empty home."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="a clone needs git and its folder"
)
FIRST_START_S, SECOND_START_S = 300, 20  # the second one takes under 5 s on a machine that does nothing else


@pytest.fixture(scope="module")
def clone():
    """Return a fresh clone of what is committed.

    Outside pytest's folder, which every session closes to other users: an embedded PostgreSQL that root starts runs
    as one of them.
    """
    folder = Path(tempfile.mkdtemp(prefix="capacities-fresh-")) / "capacities"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", folder], check=True)
    (folder.parent / "home").mkdir()
    yield folder
    shutil.rmtree(folder.parent, ignore_errors=True)


def environment(clone):
    kept = {
        k: v for k, v in os.environ.items() if k.startswith(("PIP_", "UV_", "SSL_")) or k.lower().endswith("_proxy")
    }
    return kept | {"PATH": os.environ["PATH"], "HOME": str(clone.parent / "home")}


def processes_of(clone):
    """Return the command lines of processes that run in or for the clone."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if str(clone) in line:
            found.append(line)
    return found


def start(clone, within_s):
    """Start the demo; return the process, its address and what it printed, or fail after ``within_s``."""
    process = subprocess.Popen(
        [sys.executable, clone / "run", "demo", "--port", "8390"],
        env=environment(clone), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    deadline, said = time.monotonic() + within_s, []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Capacities runs at"):
            return process, line.split()[-1], said
        if time.monotonic() > deadline:
            break
    process.kill()
    pytest.fail("".join(said[-40:]))


def stop(process):
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    return process.wait(timeout=30), rest


def test_the_demo_starts_from_nothing_serves_and_leaves_nothing_running(clone):
    began = time.monotonic()
    process, address, _said = start(clone, FIRST_START_S)
    first_s = time.monotonic() - began

    try:
        with urllib.request.urlopen(f"{address}/places/ro/reghin/", timeout=60) as answer:
            page = answer.read().decode()
    finally:
        code, rest = stop(process)

    assert "Reghin" in page
    assert code == 0
    assert "Traceback" not in rest
    assert processes_of(clone) == []
    assert first_s <= FIRST_START_S


def test_a_second_start_is_quick_takes_a_free_port_and_says_so(clone):
    import socket

    with socket.create_server(("127.0.0.1", 8390)):
        began = time.monotonic()
        process, address, said = start(clone, SECOND_START_S * 3)
        second_s = time.monotonic() - began
        code, _rest = stop(process)

    text = "".join(said)
    assert "Port 8390 is taken" in text
    assert not address.endswith(":8390")
    assert "Drafts" not in text
    assert code == 0
    assert second_s <= SECOND_START_S
    assert processes_of(clone) == []


def test_a_demo_that_is_killed_leaves_no_server_behind(clone):
    process, address, _said = start(clone, SECOND_START_S * 3)

    process.kill()
    process.wait()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and any("capacities serve" in line for line in processes_of(clone)):
        time.sleep(0.2)

    assert not any(word in line for line in processes_of(clone) for word in ("capacities serve", "capacities worker"))
    with pytest.raises(OSError):
        urllib.request.urlopen(f"{address}/healthz", timeout=2)
    again, _address, _said = start(clone, SECOND_START_S * 3)
    assert stop(again)[0] == 0
    assert processes_of(clone) == []


def test_the_clone_is_left_as_git_knows_it(clone):
    done = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True)

    assert done.stdout == ""
