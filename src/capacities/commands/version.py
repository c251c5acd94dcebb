"""`capacities version`: the version of the program, of Python and of the lock."""

from __future__ import annotations

import argparse
import platform

import capacities
from capacities.commands.arguments import Parser, command_parser, print_json


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("version", "Print the version.")
    built.add_argument("--json", action="store_true", help="print one JSON document")
    return built


def run(args: argparse.Namespace) -> int:
    """Print the version and return the exit code."""
    if args.json:
        print_json({"version": capacities.__version__, "python": platform.python_version()})
    else:
        print(f"capacities {capacities.__version__} (Python {platform.python_version()})")
    return 0
