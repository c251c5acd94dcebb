"""The town's own figures for `--data`: refuses a file with errors, passes on what deserves a look."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from capacities.commands.problems import BadInput

if TYPE_CHECKING:
    from capacities.tables.known import KnownValue

MOST_SHOWN = 10


def read_own_figures(file: Path, language: str) -> Mapping[str, KnownValue]:
    """Return the figures of a file by input; warnings go to standard error. Raises BadInput for any error in it."""
    from capacities.tables.known import read_known
    from capacities.tables.problems import has_errors

    data = read_known(file, file.name)
    shown = [p for p in data.problems if p.severity != "info"]
    if has_errors(data.problems):
        errors = [p for p in shown if p.severity == "error"]
        lines = [problem.line(language) for problem in errors[:MOST_SHOWN]]
        if len(errors) > MOST_SHOWN:
            lines.append(f"(+ {len(errors) - MOST_SHOWN})")
        raise BadInput(f"--data {file}: " + "\n  ".join(lines))
    for problem in shown:
        print(f"{file.name}: {problem.line(language)}", file=sys.stderr)
    return data.values
