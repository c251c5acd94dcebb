"""Speed of the command: what a person waits for at the prompt."""

from __future__ import annotations

import subprocess
import sys

from measure import Figure, best_of

RUNS = 5


def _seconds(*arguments: str) -> float:
    command = [sys.executable, "-m", "capacities", *arguments]
    return best_of(RUNS, lambda: subprocess.run(command, check=True, capture_output=True))


def _look_up() -> float:
    code = "from capacities.facts.lookup import find; assert find('Suceava').place"
    return best_of(RUNS, lambda: subprocess.run([sys.executable, "-c", code], check=True))


def figures() -> list[Figure]:
    """Measure help, a look-up and a plan, each as a new process, best of five."""
    return [
        Figure("first look-up of a town", _look_up(), "s", 0.4),
        Figure("capacities --help", _seconds("--help"), "s", 0.3),
        Figure("capacities plan --help", _seconds("plan", "--help"), "s", 0.3),
        Figure("capacities plan Suceava, 1,000 draws", _seconds("plan", "Suceava", "--json"), "s", 3.0),
    ]
