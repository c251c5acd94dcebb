"""Benchmarks of pages with a database and a server of their own: run apart, figures handed back, queries counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from measure import Figure


def alone(file: str) -> list[Figure]:
    """Run a benchmark in a process and a database of its own, made from nothing; ``file`` is its module."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"CAPACITIES_DATA": folder, "BARE_PAGE": "True"}
        here = Path(file).resolve()
        root = here.parents[1]  # where the server finds the program
        done = subprocess.run(
            [sys.executable, str(here)], env=environment, cwd=root, stdout=subprocess.PIPE, check=True
        )
        return [Figure(**row) for row in json.loads(done.stdout)]


def print_figures(figures: Iterable[Figure]) -> None:
    """Write figures for ``alone`` to read; what the program itself prints goes to standard error."""
    out = os.dup(1)
    os.dup2(2, 1)
    found = [asdict(figure) for figure in figures]
    os.write(out, json.dumps(found).encode())


def queries(client: object, path: str) -> int:
    """Return how many queries a page takes once it was asked for before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path  # type: ignore[attr-defined]
    return len(captured)
