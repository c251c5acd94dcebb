"""`capacities inventory FILE…`: reads a city's inventory, adds it up and says what is wrong with it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from capacities.commands.arguments import Parser, command_parser, output_file, print_json, whole_number, write_whole
from capacities.commands.plan_text import command_texts
from capacities.commands.problems import BAD_INPUT, DONE, BadInput

if TYPE_CHECKING:
    from capacities.tables.inventory_file import InventoryFile
    from capacities.tables.problems import Problem

EPILOG = """Reads our CSV and XLSX template and many published layouts (GPC, CRF, CDP, contracts, UK authorities),
recognised by their headings. Activity and published emissions may come as two files; they are checked against
each other. Files with several cities need --city.

  capacities inventory measured.xlsx published.csv --city Suceava --json
  capacities inventory --template inventory.xlsx --language ro"""
PROBLEMS_SHOWN = 20
MARKS = {"error": "✗", "warning": "!", "info": "·"}


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("inventory", "Read a greenhouse-gas inventory, add it up and check it.", EPILOG)
    built.add_argument("files", nargs="*", type=Path, metavar="FILE")
    built.add_argument("--template", type=Path, metavar="FILE", help="write an empty template (.xlsx, .csv) instead")
    built.add_argument("--gwp", choices=("ar4", "ar5", "ar6"), default="ar5", help="global warming potentials (ar5)")
    built.add_argument("--city", metavar="NAME", help="which city, when the files hold several")
    built.add_argument("--year", type=whole_number, help="which year, when the files hold several (the newest)")
    built.add_argument("--language", choices=("en", "ro"), default="en", help="language of messages (en)")
    built.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return built


def run(args: argparse.Namespace) -> int:
    """Read and print; 2 when an error in the files leaves the totals open."""
    from capacities.tables.inventory_file import read_inventory
    from capacities.tables.problems import UnreadableTable, has_errors

    if args.template:
        return _write_template(args.template, args.language)
    if not args.files:
        raise BadInput("name at least one file, or --template FILE for an empty one")
    try:
        found = read_inventory(args.files, gwp=args.gwp, city=args.city, year=args.year)
    except UnreadableTable as refused:
        raise BadInput("\n  ".join(problem.line(args.language) for problem in refused.problems)) from refused
    if args.json:
        print_json(found.as_json(args.language))
    else:
        print("\n".join(inventory_lines(found, args.language)))
    if not has_errors(found.problems):
        return DONE
    first = next(problem for problem in found.problems if problem.severity == "error")
    print(f"capacities inventory: {first.line(args.language)}", file=sys.stderr)
    return BAD_INPUT


def _write_template(target: Path, language: str) -> int:
    from capacities.tables.template import write_template

    output_file(target, (".xlsx", ".csv"))
    write_whole(target, lambda draft: write_template(draft, language))
    print(target)
    return DONE


def inventory_lines(found: InventoryFile, language: str) -> list[str]:
    """Return totals, scopes, sub-sectors and problems as lines; what is not known says so."""
    say = command_texts(language)
    names = [part for part in (found.city, str(found.year or "")) if part]
    lines = [" · ".join([*names, f"t CO2e, GWP {found.gwp.upper()}"]), ""]
    totals = found.totals
    sums: Mapping[str, float | None] = {
        say("inventory.total"): totals.total_t,
        "BASIC": totals.basic_t,
        "BASIC+": totals.basic_plus_t,
        **{say("inventory.scope", n=scope): tonnes for scope, tonnes in totals.scopes.items()},
    }
    lines += _rows(sums, language)
    known = {ref: tonnes for ref, tonnes in totals.subsectors.items() if tonnes is not None or ref in found.notation}
    lines += ["", *_rows(known, language, found.notation)]
    return lines + _problem_lines(found.problems, language)


def _rows(values: Mapping[str, float | None], language: str, notation: Mapping[str, str] | None = None) -> list[str]:
    from capacities.dayone.numbers import number

    unknown = command_texts(language)("inventory.unknown")
    lines = []
    for name, tonnes in values.items():
        shown = number(tonnes, 0, language) if tonnes is not None else (notation or {}).get(name, unknown)
        label = name if notation is None else f"{name:<6} {_name(name, language)}"
        lines.append(f"  {label:<44} {shown:>16}")
    return lines


def _name(ref: str, language: str) -> str:
    from capacities.tables.gpc import name_of

    return name_of(ref, language)[:36]


def _problem_lines(problems: tuple[Problem, ...], language: str) -> list[str]:
    if not problems:
        return []
    say = command_texts(language)
    ordered = sorted(problems, key=lambda problem: list(MARKS).index(problem.severity))
    lines = ["", say("inventory.problems", n=len(problems))]
    lines += [f"  {MARKS[problem.severity]} {problem.line(language)}" for problem in ordered[:PROBLEMS_SHOWN]]
    if len(ordered) > PROBLEMS_SHOWN:
        lines.append("  " + say("inventory.more", n=len(ordered) - PROBLEMS_SHOWN))
    return lines
