"""`capacities prepare`: makes what the repository does not hold: compiled translations and fonts."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path

from capacities.commands.arguments import Parser, command_parser

PACKAGE = Path(__file__).resolve().parents[1]


def parser() -> Parser:
    """Return the parser of this command."""
    return command_parser("prepare", "Compile the translations and build the fonts; called by ./run.")


def compile_catalogues(folder: Path) -> int:
    """Compile every `.po` under ``folder`` to the `.mo` beside it and return how many there were."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    sources = sorted(folder.glob("**/locale/*/LC_MESSAGES/*.po"))
    for source in sources:
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parents[1].name)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return len(sources)


def run(args: argparse.Namespace) -> int:
    """Make what is missing and return the exit code."""
    compile_catalogues(PACKAGE)
    if find_spec("capacities.web.fonts"):
        from capacities.web import fonts

        fonts.build()
    return 0
